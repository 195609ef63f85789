import { r as signAndLog } from "./attest3.js";
import { i as eventStatement, r as removeEvent, t as eventPath } from "./engine39.js";
import { I as ChanceryError } from "./core.js";
import { r as writeFileDurable } from "./files.js";
import { t as VERSION } from "./engine19.js";
import { l as keyFingerprint } from "./attest4.js";
import { n as assertedIdentity, r as platformHere, t as LOCAL_IDENTITY } from "./engine.js";
import { randomBytes } from "node:crypto";
// packages/engine/src/log/events/identity-here.ts
function identityHere({ env }) {
	const platform = platformHere(env);
	return platform === null ? LOCAL_IDENTITY : assertedIdentity(platform, env);
}
// packages/engine/src/log/events/event-log.ts
var EventLog = class EventLog {
	config;
	#key;
	#log;
	#identity;
	constructor(config, key, log, identity) {
		this.config = config;
		this.#key = {
			info: key.info,
			sign: (message, signal) => key.sign(message, signal),
			log
		};
		this.#log = log;
		this.#identity = identity;
	}
	static async open(context, keys, identity = identityHere(context)) {
		const { log: config, keys: configured } = context.config;
		if (config === null || !configured.attestation) return null;
		const key = await keys.openStatements("attestation", null);
		return key.log && new EventLog(config, key, key.log, identity);
	}
	get info() {
		return this.#key.info;
	}
	async record(draft, signal) {
		const event = this.#eventOf(draft);
		const statement = eventStatement(event, draft.subjects);
		const path = eventPath(this.config.events, event, statement);
		let logged;
		try {
			const signed = await signAndLog(statement, this.#key, path, signal, (bytes) => writeFileDurable(path, bytes));
			logged = signed.logged;
			if (logged) await writeFileDurable(path, signed.bytes);
		} catch (error) {
			if (!mayBeLogged(error)) await removeEvent(path);
			throw error;
		}
		return {
			kind: event.kind,
			origin: this.config.origin,
			index: logged?.index ?? null,
			bundle: path
		};
	}
	#eventOf(draft) {
		const { kind, key } = draft;
		return {
			kind,
			salt: randomBytes(16).toString("hex"),
			recordedAt: (/* @__PURE__ */ new Date()).toISOString(),
			clock: "local",
			source: draft.source ?? "tool",
			identity: this.#identity,
			assertedBy: draft.assertedBy ?? null,
			code: draft.code ?? null,
			reason: draft.reason ?? null,
			key: key ? {
				name: key.name,
				fingerprint: keyFingerprint(key.publicKey)
			} : null,
			details: draft.details ?? {},
			erased: draft.erased ?? null,
			log: {
				origin: this.#log.origin,
				onFailure: this.#log.onFailure
			},
			tool: {
				name: "chancery",
				version: VERSION
			}
		};
	}
};
function mayBeLogged(error) {
	return !(error instanceof ChanceryError) || error.family === "environment" || error.code === "ABORTED";
}
export { identityHere as n, EventLog as t };
