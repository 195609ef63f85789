import { I as ChanceryError, v as concat } from "./core.js";
// packages/http/src/ask.ts
async function exchange(send, body, read) {
	const { request, answer } = await answered(send, body);
	try {
		return await read(answer);
	} finally {
		if (!answer.readableEnded) request.destroy();
	}
}
async function answered(send, body) {
	const first = send();
	try {
		return await answerTo(first, body);
	} catch (error) {
		if (!first.reusedSocket) throw error;
		return answerTo(send(), body);
	}
}
function answerTo(request, body) {
	return new Promise((resolve, reject) => {
		request.once("response", (answer) => {
			answer.on("error", () => {});
			resolve({
				request,
				answer
			});
		});
		request.on("error", reject);
		request.end(body);
	});
}
async function readWithin(stream, limit) {
	const chunks = [];
	let length = 0;
	for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
		length += chunk.length;
		if (length > limit) return null;
		chunks.push(chunk);
	}
	return concat(...chunks);
}
function failureReason(error) {
	return `cannot be reached or broke off: ${error instanceof Error && "code" in error ? String(error.code) : "the connection failed"}`;
}
function isSafeUrl(url) {
	if (url.protocol === "https:") return true;
	return url.protocol === "http:" && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
}
// packages/http/src/errors.ts
const HTTP_ERRORS = {
	SERVER_LISTEN_FAILED: {
		family: "environment",
		howToFix: "Give --listen an address of this machine and a port that is free and allowed."
	},
	SERVER_CERTIFICATE_INVALID: {
		family: "usage",
		howToFix: "Give --tls-certificate the server's certificate, followed by its issuers, and --tls-key the private key of that certificate without a passphrase, both in PEM."
	},
	SERVER_KEY_EXPOSED: {
		family: "usage",
		howToFix: "Let only the account of the server, and its group, read the key (chmod o= FILE); where others could read it, replace it."
	}
};
var HttpError = class extends ChanceryError {
	constructor(code, message, options) {
		super(HTTP_ERRORS, code, message, options);
		this.name = "HttpError";
	}
};
export { readWithin as a, isSafeUrl as i, exchange as n, failureReason as r, HttpError as t };
