import { y as equalBytes } from "./core.js";
import { n as readText } from "./files.js";
import { B as parseNote, K as parseCheckpoint, O as openUnderPolicy, V as encodeNoteKey, gt as TlogError, i as askWitnesses } from "./tlog.js";
import { n as EngineError } from "./engine3.js";
import { n as logUrl, t as logHttp } from "./engine38.js";
import { r as readLogPolicy } from "./engine36.js";
// packages/engine/src/log/cosigning.ts
const LIMITS = {
	maxBytes: 65536,
	timeoutMs: 5e3
};
async function cosigning(policyPath, logKeys, ca) {
	const policy = await readLogPolicy(policyPath);
	const isOurs = ({ key }) => logKeys.some(({ name, publicKey }) => key.name === name && equalBytes(key.publicKey, publicKey));
	if (!policy.logs.some(isOurs)) throw new TlogError("LOG_POLICY_INVALID", `${policyPath} has no line: log ${encodeNoteKey(logKeys[0])}`);
	const http = logHttp(ca === null ? [] : [await readText(ca)]);
	const witnesses = policy.witnesses.flatMap(({ key, url }) => url === null ? [] : [witnessAt(http, key, url)]);
	const seen = /* @__PURE__ */ new Map();
	return {
		async cosign(checkpoint, log) {
			const { size } = parseCheckpoint(parseNote(checkpoint).text);
			if (size === 0) return checkpoint;
			const cosigned = await askWitnesses(witnesses, checkpoint, log, { seen: (witness) => seen.get(witness) ?? 0 });
			assertQuorum(cosigned, policy);
			for (const witness of witnesses) if (cosigned.cosignatures.some(({ key }) => key === witness.key)) seen.set(witness, size);
			return cosigned.checkpoint;
		},
		[Symbol.dispose]() {
			http[Symbol.dispose]();
		}
	};
}
function witnessAt(http, key, prefix) {
	const url = new URL("add-checkpoint", logUrl(prefix, `witness ${key.name}`));
	return {
		key,
		post: (body, signal) => http.post(url, body, LIMITS, signal)
	};
}
function assertQuorum({ checkpoint, failures }, policy) {
	try {
		openUnderPolicy(checkpoint, policy);
	} catch (cause) {
		if (!(cause instanceof TlogError) || cause.code !== "LOG_QUORUM_MISSED") throw cause;
		const refused = failures.find(({ error }) => error instanceof TlogError && error.code === "WITNESS_REFUSED");
		if (refused) throw refused.error;
		const why = failures.map(({ witness, error }) => `${witness.name}: ${reasonOf(error)}`).join("; ");
		throw new EngineError("LOG_WITNESSES_MISSED", `${cause.message}${why && ` (${why})`}`, { cause });
	}
}
function reasonOf(error) {
	return error instanceof Error ? error.message : String(error);
}
export { cosigning };
