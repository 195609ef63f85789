import { t as parseTrustedRoot } from "./attest9.js";
import { I as ChanceryError } from "./core.js";
import { t as readBytes } from "./files.js";
import { L as openCheckpoint, O as openUnderPolicy, U as noteKey, W as parseNoteKey, k as parseLogPolicy } from "./tlog.js";
import { t as listVariable } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { resolve } from "node:path";
// packages/engine/src/log/log-keys.ts
const MAX_BYTES = 16777216;
async function readLogTrust(context, options) {
	const { cwd, env, config } = context;
	const flagged = options.trust?.length ? options.trust : listVariable(env, "CHANCERY_TRUST");
	const configured = flagged === void 0 ? config.log?.policy : null;
	const policyPath = options.logPolicy === void 0 ? configured : resolve(cwd, options.logPolicy);
	if (policyPath != null) {
		const policy = await readLogPolicy(policyPath);
		return {
			keys: policy.logs.map(({ key }) => key),
			policy,
			open: (bytes) => openUnderPolicy(bytes, policy)
		};
	}
	const paths = flagged?.map((path) => resolve(cwd, path)) ?? config.trust;
	if (paths.length === 0) throw new EngineError("TRUST_NOT_GIVEN", "nothing says whom to trust");
	const keys = (await Promise.all(paths.map(readLogKeys))).flat();
	if (keys.length === 0) throw noLogKey(paths.join(", "));
	return {
		keys,
		policy: null,
		open: (bytes) => openCheckpoint(bytes, {
			origin: null,
			keys
		})
	};
}
function noLogKey(places) {
	return new EngineError("TRUST_INVALID", `no verifier key of a log in ${places}`, { howToFix: "Name the log's verifier key (`chancery log init --out FILE` writes it), or a trusted_root.json that has the log." });
}
async function readLogPolicy(path) {
	return parseLogPolicy(await readBytes(path));
}
async function readLogKeys(path) {
	const bytes = await readBytes(path, MAX_BYTES);
	const text = new TextDecoder().decode(bytes).trim();
	try {
		if (text.startsWith("{")) {
			const { tlogs } = parseTrustedRoot(bytes);
			return tlogs.map(({ keyDetails, baseUrl, publicKey }) => noteKey(keyDetails === "PKIX_ED25519" ? "ed25519" : "ecdsa", new URL(baseUrl).hostname, publicKey));
		}
		if (!VERIFIER_KEYS.test(text)) return [];
		return text.split(/\s+/).map(parseNoteKey);
	} catch (cause) {
		if (!(cause instanceof ChanceryError)) throw cause;
		throw new EngineError("TRUST_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
}
const VERIFIER_KEYS = /^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+(?:\s+[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+)*$/;
export { readLogTrust as i, readLogKeys as n, readLogPolicy as r, noLogKey as t };
