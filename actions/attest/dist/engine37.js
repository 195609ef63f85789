import { L as CoreError, v as concat } from "./core.js";
import { n as EngineError } from "./engine3.js";
import { n as isLogUrl } from "./engine4.js";
import { setTimeout } from "node:timers/promises";
// packages/engine/src/log/http-client.ts
const PAUSES = [200, 1e3];
const MAX_SOCKETS = 16;
function logHttp(ca = []) {
	const agents = /* @__PURE__ */ new Map();
	const closing = new AbortController();
	function transport({ protocol }) {
		const http = process.getBuiltinModule(protocol === "https:" ? "node:https" : "node:http");
		const trust = ca.length > 0 && protocol === "https:" ? { ca: [...defaultAuthorities(), ...ca] } : {};
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
		const headers = body === null ? {} : {
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
			return await exchange(send, body, maxBytes);
		} catch (error) {
			if (signal?.aborted) throw aborted();
			if (timeout.aborted) throw unavailable(url, `no whole answer within ${timeoutMs} ms`);
			throw error instanceof EngineError ? error : unavailable(url, reasonOf(error), error);
		}
	}
	return {
		post: ask,
		async get(url, limits, signal) {
			for (let attempt = 0;; attempt++) {
				const pause = PAUSES[attempt];
				try {
					const answer = await ask(url, null, limits, signal);
					if (!isBusy(answer.status)) return answer;
					if (pause === void 0) throw unavailable(url, `answers ${answer.status}`);
				} catch (error) {
					if (pause === void 0 || signal?.aborted || closing.signal.aborted) throw error;
				}
				const stop = AbortSignal.any([closing.signal, ...signal ? [signal] : []]);
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
async function exchange(send, body, maxBytes) {
	const first = send();
	try {
		return await answerTo(first, body, maxBytes);
	} catch (error) {
		if (error instanceof EngineError || !first.reusedSocket) throw error;
		return answerTo(send(), body, maxBytes);
	}
}
async function answerTo(request, body, maxBytes) {
	const response = await new Promise((resolve, reject) => {
		request.once("response", resolve);
		request.on("error", reject);
		request.end(body);
	});
	try {
		const chunks = [];
		let length = 0;
		for await (const chunk of response) {
			length += chunk.length;
			if (length > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
			chunks.push(chunk);
		}
		return {
			status: response.statusCode ?? 0,
			body: concat(...chunks)
		};
	} finally {
		if (!response.complete) request.destroy();
	}
}
function aborted() {
	return new CoreError("ABORTED", "interrupted while a server was asked");
}
function isBusy(status) {
	return status === 408 || status === 429 || status >= 500;
}
function reasonOf(error) {
	if (error instanceof Error && "code" in error) return `cannot be reached or broke off: ${String(error.code)}`;
	return error instanceof Error ? error.message : "the connection failed";
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
function defaultAuthorities() {
	const tls = process.getBuiltinModule("node:tls");
	return tls.getCACertificates?.("default") ?? tls.rootCertificates;
}
function logUrl(text, what) {
	if (!isLogUrl(text)) throw new EngineError("OPTION_INVALID", `${what} ${text}: is no https: URL without query; plain HTTP is for this machine`);
	const url = new URL(text);
	if (!url.pathname.endsWith("/")) url.pathname += "/";
	return url;
}
export { logUrl as n, logHttp as t };
