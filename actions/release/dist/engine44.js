import { L as CoreError } from "./core.js";
import { i as readWithin, n as failureReason, t as exchange } from "./http.js";
import { n as EngineError } from "./engine3.js";
import { n as isLogUrl } from "./engine4.js";
import { n as trusting, t as faultOfAuthorities } from "./http2.js";
import { promisify } from "node:util";
import { setTimeout } from "node:timers/promises";
// packages/engine/src/log/http-client.ts
const PAUSES = [200, 1e3];
const PATIENCE = 12e4;
const MAX_SOCKETS = 16;
function logHttp(ca = []) {
	for (const fault of ca.map(faultOfAuthorities)) if (fault !== null) throw new EngineError("TRUST_INVALID", `an authority of the log's servers (--log-ca, log.ca): the file ${fault}`);
	const agents = /* @__PURE__ */ new Map();
	const closing = new AbortController();
	function transport({ protocol }) {
		const http = process.getBuiltinModule(protocol === "https:" ? "node:https" : "node:http");
		const trust = protocol === "https:" ? trusting(ca) : {};
		const agent = agents.get(protocol) ?? new http.Agent({
			keepAlive: true,
			maxSockets: MAX_SOCKETS,
			proxyEnv: process.env,
			...trust
		});
		agents.set(protocol, agent);
		return {
			request: http.request,
			agent
		};
	}
	async function ask(url, body, { maxBytes, timeoutMs, type = "text/plain; charset=utf-8" }, signal) {
		const { request, agent } = transport(url);
		const timeout = AbortSignal.timeout(timeoutMs);
		const stop = AbortSignal.any([
			timeout,
			closing.signal,
			...signal ? [signal] : []
		]);
		const headers = body === null ? { "accept-encoding": "gzip, identity" } : {
			"content-type": type,
			"content-length": body.length
		};
		const send = () => request(url, {
			method: body === null ? "GET" : "POST",
			agent,
			signal: stop,
			headers
		});
		try {
			return await exchange(send, body, (response) => read(response, maxBytes));
		} catch (error) {
			if (signal?.aborted) throw aborted();
			if (timeout.aborted) throw unavailable(url, `no whole answer within ${timeoutMs} ms`);
			throw unavailable(url, error instanceof Unusable ? error.message : failureReason(error), error);
		}
	}
	return {
		post: ask,
		async get(url, limits, signal) {
			const deadline = performance.now() + PATIENCE;
			const stop = AbortSignal.any([closing.signal, ...signal ? [signal] : []]);
			for (let attempt = 0;;) {
				let pause = PAUSES[attempt];
				try {
					const answer = await ask(url, null, limits, signal);
					if (!isBusy(answer.status)) return answer;
					const { retryAfter } = answer;
					if (retryAfter !== null && performance.now() + retryAfter < deadline) pause = retryAfter;
					else attempt++;
					if (pause === void 0) throw unavailable(url, `answers ${answer.status}`);
				} catch (error) {
					if (pause === void 0 || stop.aborted) throw error;
					attempt++;
				}
				await setTimeout(pause, void 0, { signal: stop }).catch(() => {
					throw aborted();
				});
			}
		},
		[Symbol.dispose]() {
			closing.abort();
			for (const agent of agents.values()) agent.destroy();
		}
	};
}
var Unusable = class extends Error {};
async function read(response, maxBytes) {
	const body = await readWithin(response, maxBytes);
	if (body === null) throw new Unusable(`more than ${maxBytes} bytes`);
	const encoding = response.headers["content-encoding"]?.toLowerCase() ?? "identity";
	const [, seconds] = /^([1-9]\d{0,3})$/.exec(response.headers["retry-after"] ?? "") ?? [];
	return {
		status: response.statusCode ?? 0,
		body: await decoded(body, encoding, maxBytes),
		retryAfter: seconds === void 0 ? null : Number(seconds) * 1e3
	};
}
async function decoded(body, encoding, maxBytes) {
	if (encoding === "identity") return body;
	if (encoding !== "gzip") throw new Unusable("is in an encoding that was not asked for");
	const { gunzip } = process.getBuiltinModule("node:zlib");
	try {
		return new Uint8Array(await promisify(gunzip)(body, { maxOutputLength: maxBytes }));
	} catch (cause) {
		throw new Unusable(`does not unpack to ${maxBytes} bytes or less`, { cause });
	}
}
function aborted() {
	return new CoreError("ABORTED", "interrupted while a server was asked");
}
function isBusy(status) {
	return status === 408 || status === 429 || status >= 500;
}
function unavailable(url, why, cause) {
	const shown = shownUrl(url);
	return new EngineError("LOG_UNAVAILABLE", `${shown}: ${why}`, {
		cause,
		details: { url: shown }
	});
}
function shownUrl({ protocol, host, pathname }) {
	return `${protocol}//${host}${pathname}`;
}
function logUrl(text, what) {
	if (!isLogUrl(text)) throw new EngineError("OPTION_INVALID", `${what} ${text}: is no https: URL without query; plain HTTP is for this machine`);
	const url = new URL(text);
	if (!url.pathname.endsWith("/")) url.pathname += "/";
	return url;
}
export { logUrl as n, logHttp as t };
