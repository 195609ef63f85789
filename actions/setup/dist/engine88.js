import { N as parseStrictJson, kt as parsePublicKey, un as isJsonObject, x as parsePem } from "./codec.js";
import { C as toBase64, I as ChanceryError, S as fromUtf8, T as utf8 } from "./core.js";
import { n as readText } from "./files.js";
import { U as noteKey, W as parseNoteKey, h as verifyLogEntry, m as parseLogEntry, p as encodeLogEntry, v as parseHashedRekord } from "./tlog.js";
import { n as EngineError } from "./engine3.js";
import { n as logUrl, t as logHttp } from "./engine38.js";
// packages/engine/src/log/rekor-log.ts
const TIMEOUT_MS = 6e4;
const MAX_ANSWER = 1e6;
const JSON_TYPE = "application/json";
var RekorLog = class RekorLog {
	key;
	#url;
	#http;
	constructor(key, url, http) {
		this.key = key;
		this.#url = url;
		this.#http = http;
	}
	static async open({ url, origin, publicKey, ca }) {
		const authorities = ca === null ? [] : [await readText(ca)];
		const entries = new URL("api/v2/log/entries", logUrl(url, "log.url"));
		return new RekorLog(await readKey(publicKey, origin), entries, logHttp(authorities));
	}
	async assertReady() {}
	async add(entry, signal) {
		const record = parseHashedRekord(entry);
		if (!record) throw new TypeError("Rekor takes signatures alone");
		const limits = {
			maxBytes: MAX_ANSWER,
			timeoutMs: TIMEOUT_MS,
			type: JSON_TYPE
		};
		const answer = await this.#http.post(this.#url, utf8(JSON.stringify(requestOf(record))), limits, signal);
		if (answer.status !== 200 && answer.status !== 201) throw refused(this.#url, answer);
		const logged = parseLogEntry(jsonOf(this.#url, answer));
		verifyLogEntry(logged, record, {
			origin: this.key.name,
			keys: [this.key]
		});
		return {
			index: logged.proof.index,
			entry: encodeLogEntry(logged)
		};
	}
	async [Symbol.asyncDispose]() {
		this.#http[Symbol.dispose]();
	}
};
async function readKey(path, origin) {
	const text = (await readText(path)).trim();
	try {
		const key = text.startsWith("-----") ? keyInPem(text, origin) : parseNoteKey(text);
		if (key.name === origin) return key;
		throw new EngineError("LOG_KEY_INVALID", `${path}: the key of ${key.name}, not of ${origin}`);
	} catch (cause) {
		if (cause instanceof EngineError || !(cause instanceof ChanceryError)) throw cause;
		throw new EngineError("LOG_KEY_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
}
function keyInPem(text, origin) {
	const [block] = parsePem(text);
	const { spki, kind } = parsePublicKey(block?.bytes ?? /* @__PURE__ */ new Uint8Array());
	return noteKey(kind === "ed25519" ? "ed25519" : "ecdsa", origin, spki);
}
function requestOf({ digest, signature, verifier: { kind, keyDetails, rawBytes } }) {
	const verifier = {
		[kind]: { rawBytes: toBase64(rawBytes) },
		keyDetails
	};
	return { hashedRekordRequestV002: {
		digest: toBase64(digest),
		signature: {
			content: toBase64(signature),
			verifier
		}
	} };
}
function jsonOf(url, { body }) {
	try {
		return parseStrictJson(fromUtf8(body));
	} catch (cause) {
		throw new EngineError("LOG_UNAVAILABLE", `${url.origin} answers no JSON`, { cause });
	}
}
function refused(url, answer) {
	const { status } = answer;
	const details = {
		url: url.origin,
		status
	};
	if (status === 409) return new EngineError("LOG_ENTRY_EXISTS", `${url.origin} has this very entry`, { details });
	const why = messageIn(answer);
	if (status === 408 || status === 429 || status >= 500) return new EngineError("LOG_UNAVAILABLE", `${url.origin} answers ${status}${why}`, { details });
	return new EngineError("LOG_ENTRY_REFUSED", `${url.origin} refuses the entry: ${status}${why}`, { details });
}
function messageIn({ body }) {
	try {
		const json = parseStrictJson(fromUtf8(body));
		const message = isJsonObject(json) && typeof json.message === "string" ? json.message : "";
		return message && `: ${message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ").slice(0, 200)}`;
	} catch {
		return "";
	}
}
export { RekorLog };
