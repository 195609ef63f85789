import { a as readWithin, t as HttpError } from "./http.js";
import { X509Certificate, createPrivateKey } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";
// packages/http/src/server/credentials.ts
const OTHERS = 4;
async function readCredentials(files) {
	const [cert, key] = await Promise.all([readText(files.certificate), readText(files.key)]);
	if (process.platform !== "win32" && (await stat(files.key)).mode & OTHERS) throw new HttpError("SERVER_KEY_EXPOSED", `everybody on this machine can read ${files.key}`, { details: { path: files.key } });
	const certificate = read(files.certificate, "certificate", () => new X509Certificate(cert));
	const privateKey = read(files.key, "private key without a passphrase", () => createPrivateKey(key));
	if (!certificate.checkPrivateKey(privateKey)) throw invalid(files.key, `is not the key of the certificate in ${files.certificate}`);
	assertServable(files.certificate, {
		cert,
		key
	});
	return {
		cert,
		key
	};
}
function assertServable(path, credentials) {
	const { createSecureContext } = process.getBuiltinModule("node:tls");
	try {
		createSecureContext(credentials);
	} catch (error) {
		throw invalid(path, `cannot be served: ${error.code}`);
	}
}
async function readText(path) {
	try {
		return await readFile(path, "utf8");
	} catch (cause) {
		throw invalid(path, `cannot be read: ${cause.code}`, cause);
	}
}
function read(path, what, parse) {
	try {
		return parse();
	} catch {
		throw invalid(path, `holds no ${what} in PEM`);
	}
}
function invalid(path, why, cause) {
	return new HttpError("SERVER_CERTIFICATE_INVALID", `${path} ${why}`, {
		cause,
		details: { path }
	});
}
function watchCredentials(files, known, everyMs, renewed, failed) {
	let latest = known;
	let told = null;
	const look = async () => {
		try {
			const found = await readCredentials(files);
			told = null;
			if (found.cert === latest.cert && found.key === latest.key) return;
			latest = found;
			renewed(found);
		} catch (error) {
			if (!(error instanceof HttpError) || error.message === told) return;
			told = error.message;
			failed(error);
		}
	};
	const timer = setInterval(() => void look(), everyMs);
	timer.unref();
	return () => clearInterval(timer);
}
// packages/http/src/server/answer.ts
const SMALLEST = 1024;
const WORTH = .9;
async function send({ headers: asked, method, complete }, response, { status, headers, body, etag, compressible = false }, isLast) {
	const common = {
		"x-content-type-options": "nosniff",
		...compressible && { vary: "accept-encoding" },
		...headers,
		...(isLast || !complete) && { connection: "close" }
	};
	if (etag !== void 0 && status === 200 && isKnown(etag, asked["if-none-match"])) {
		response.writeHead(304, {
			...common,
			etag: `"${etag}"`
		}).end();
		return;
	}
	const packed = compressible && body && takesGzip(asked["accept-encoding"]) ? await gzipWorthIt(body) : null;
	const sent = packed ?? body;
	response.writeHead(status, {
		...common,
		"content-length": sent?.length ?? 0,
		...packed && { "content-encoding": "gzip" },
		...etag !== void 0 && { etag: packed ? `"${etag}${PACKED}"` : `"${etag}"` }
	});
	response.end(method === "HEAD" ? void 0 : sent);
}
const PACKED = "-gzip";
function isKnown(etag, header) {
	return (header?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? []).some((tag) => tag === "*" || tag === `"${etag}"` || tag === `"${etag}${PACKED}"`);
}
function takesGzip(header) {
	let any = false;
	for (const one of header?.toLowerCase().split(",") ?? []) {
		const [name = "", ...parameters] = one.split(";").map((part) => part.trim());
		const isTaken = !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
		if (name === "gzip" || name === "x-gzip") return isTaken;
		if (name === "*") any = isTaken;
	}
	return any;
}
async function gzipWorthIt(body) {
	if (body.length < SMALLEST) return null;
	const { gzip } = process.getBuiltinModule("node:zlib");
	const packed = await promisify(gzip)(body);
	return packed.length < body.length * WORTH ? packed : null;
}
// packages/http/src/server/rate-limit.ts
const MAX_CLIENTS = 1e4;
function rateLimit(perMinute, ticks) {
	const size = Math.max(1, Math.ceil(perMinute / 10));
	const perTick = perMinute / 6e4;
	const buckets = /* @__PURE__ */ new Map();
	return { wait(address) {
		const client = clientOf(address);
		const now = ticks();
		const bucket = buckets.get(client) ?? {
			left: size,
			at: now
		};
		const left = Math.min(size, bucket.left + (now - bucket.at) * perTick);
		buckets.delete(client);
		buckets.set(client, {
			left: left >= 1 ? left - 1 : left,
			at: now
		});
		if (buckets.size > MAX_CLIENTS) buckets.delete(buckets.keys().next().value);
		return left >= 1 ? 0 : Math.ceil((1 - left) / perTick / 1e3);
	} };
}
function clientOf(address) {
	const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
	if (!plain.includes(":")) return plain;
	const [head = "", tail = ""] = plain.split("%", 1).join("").split("::");
	const front = head === "" ? [] : head.split(":");
	const back = tail === "" ? [] : tail.split(":");
	const zeros = plain.includes("::") ? new Array(8 - front.length - back.length).fill("0") : [];
	return [
		...front,
		...zeros,
		...back
	].slice(0, 4).join(":");
}
// packages/http/src/server/request.ts
var RequestTooLong = class extends Error {};
function requestOf(message, maxBody) {
	return {
		client: message.socket.remoteAddress ?? "",
		method: message.method ?? "",
		path: (message.url ?? "").split("?", 1)[0],
		headers: message.headers,
		async body() {
			const bytes = await readWithin(message, maxBody);
			if (bytes === null) throw new RequestTooLong(`more than ${maxBody} bytes`);
			return bytes;
		}
	};
}
// packages/http/src/server/desk.ts
var Desk = class {
	isClosing = false;
	#answer;
	#limit;
	#concurrency;
	#maxBody;
	#onRequest;
	#ticks;
	#busy = 0;
	constructor(answer, options) {
		const { perMinute = null, concurrency = 256, maxBody = 65536, ticks = () => performance.now() } = options;
		this.#answer = answer;
		this.#limit = perMinute === null ? null : rateLimit(perMinute, ticks);
		this.#concurrency = concurrency;
		this.#maxBody = maxBody;
		this.#onRequest = options.onRequest;
		this.#ticks = ticks;
	}
	receive(message, response) {
		const began = this.#ticks();
		const request = requestOf(message, this.#maxBody);
		const { client, method, path } = request;
		let note = null;
		let fault = null;
		response.once("close", () => {
			const status = response.writableFinished ? response.statusCode : 499;
			this.#onRequest?.({
				client,
				method,
				path,
				status,
				milliseconds: Math.round(this.#ticks() - began),
				note,
				fault: status === 499 ? null : fault
			});
		});
		this.#answered(request).catch((error) => {
			if (error instanceof RequestTooLong) return { status: 413 };
			fault = faultOf(error);
			return { status: 500 };
		}).then((given) => {
			note = given.note ?? null;
			return send(message, response, given, this.isClosing);
		}).catch(() => response.destroy());
	}
	async #answered(request) {
		const wait = this.#limit?.wait(request.client) ?? 0;
		if (wait > 0) return {
			status: 429,
			headers: { "retry-after": String(wait) }
		};
		if (this.#busy >= this.#concurrency) return {
			status: 503,
			headers: { "retry-after": "1" }
		};
		this.#busy++;
		try {
			return await this.#answer(request);
		} finally {
			this.#busy--;
		}
	}
};
function faultOf(error) {
	return `${error instanceof Error && "code" in error ? String(error.code) : "INTERNAL"}: ${error instanceof Error ? error.message : String(error)}`;
}
// packages/http/src/server/listen.ts
const MAX_HEADERS = 16384;
async function listen(answer, options) {
	const { host = "127.0.0.1", port = 0, tls, requestTimeoutMs = 1e4, idleMs = 6e4, graceMs = 5e3 } = options;
	const credentials = tls ? await readCredentials(tls) : null;
	const { server, renew } = createServer(credentials, requestTimeoutMs);
	server.maxConnections = options.maxConnections ?? 512;
	server.setTimeout(idleMs);
	const sockets = /* @__PURE__ */ new Set();
	server.on("connection", (socket) => {
		sockets.add(socket);
		socket.once("close", () => sockets.delete(socket));
	});
	const desk = new Desk(answer, options);
	server.on("request", (request, response) => desk.receive(request, response));
	await bind(server, port, host);
	const { onRenewal, renewalMs = 6e4 } = options;
	const renewed = (found) => {
		renew(found);
		onRenewal?.(null);
	};
	const unwatch = tls && credentials && watchCredentials(tls, credentials, renewalMs, renewed, (fault) => onRenewal?.(fault));
	const close = async () => {
		unwatch?.();
		desk.isClosing = true;
		await closeServer(server, sockets, graceMs);
	};
	const { port: bound, address, family } = server.address();
	const shown = family === "IPv6" ? `[${address}]` : address;
	return {
		url: `${tls ? "https" : "http"}://${shown}:${bound}/`,
		close,
		[Symbol.asyncDispose]: close
	};
}
function createServer(credentials, requestTimeoutMs) {
	const limits = {
		requestTimeout: requestTimeoutMs,
		headersTimeout: requestTimeoutMs,
		connectionsCheckingInterval: Math.min(1e3, requestTimeoutMs),
		keepAliveTimeout: 5e3,
		maxHeaderSize: MAX_HEADERS
	};
	if (credentials === null) return {
		server: process.getBuiltinModule("node:http").createServer(limits),
		renew() {}
	};
	const { createServer: createSecure } = process.getBuiltinModule("node:https");
	const strict = {
		minVersion: "TLSv1.2",
		handshakeTimeout: requestTimeoutMs
	};
	const server = createSecure({
		...limits,
		...strict,
		...credentials
	});
	return {
		server,
		renew: (found) => server.setSecureContext({
			...strict,
			...found
		})
	};
}
async function bind(server, port, host) {
	await new Promise((resolve, reject) => {
		server.once("error", (cause) => {
			const message = `cannot listen on ${host}, port ${port}: ${cause.code ?? cause.message}`;
			reject(new HttpError("SERVER_LISTEN_FAILED", message, { cause }));
		});
		server.listen(port, host, resolve);
	});
	server.removeAllListeners("error");
	server.on("error", () => {});
}
async function closeServer(server, sockets, graceMs) {
	const closed = new Promise((resolve) => server.close(() => resolve()));
	server.closeIdleConnections();
	const timer = setTimeout(() => {
		for (const socket of sockets) socket.destroy();
	}, graceMs);
	await closed;
	clearTimeout(timer);
}
export { listen as t };
