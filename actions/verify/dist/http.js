import { v as concat } from "./core.js";
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
export { readWithin as i, failureReason as n, isSafeUrl as r, exchange as t };
