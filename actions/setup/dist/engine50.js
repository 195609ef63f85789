import { a as loggableEnvelope, u as parseBundle } from "./attest3.js";
import { t as AttestError } from "./attest.js";
import { a as parseEvent, n as eventsIn } from "./engine39.js";
import { n as statementOf, r as verifyKeyBundle } from "./attest4.js";
import { t as readBytes } from "./files.js";
import { n as readBundleFile } from "./engine24.js";
import { n as sha256Hex } from "./engine48.js";
import { basename } from "node:path";
// packages/engine/src/log/events/policy-change.ts
async function statePolicy(context, keys, attestation, identity) {
	const change = await policyChange(context, keys, attestation);
	if (!change.isNew) return null;
	const { EventLog } = await import("./engine45.js");
	const events = await EventLog.open(context, keys, identity);
	return events && await events.record(change.draft, context.signal);
}
async function policyChange(context, keys, attestation) {
	const { log } = context.config;
	const [{ policy, subjects }, last] = await Promise.all([policyOf(context.config), log && lastStated(log.events, attestation, async (signature) => (await keys.log())?.awaits(signature) ?? false)]);
	const before = last && {
		configurationBefore: last.configuration,
		logPolicyBefore: last.logPolicy
	};
	const isNew = last?.configuration !== policy.configuration || last.logPolicy !== policy.logPolicy;
	return {
		draft: {
			kind: "policy-change",
			subjects,
			details: {
				...policy,
				...before
			}
		},
		isNew
	};
}
async function policyOf({ path, sha256, log }) {
	const logPolicy = log?.policy == null ? null : sha256Hex(await readBytes(log.policy));
	return {
		policy: {
			configuration: sha256 ?? "none",
			logPolicy: logPolicy ?? "none"
		},
		subjects: [[path, sha256], [log?.policy, logPolicy]].flatMap(([path, sha256]) => path != null && sha256 !== null ? [{
			name: basename(path),
			digest: { sha256 }
		}] : [])
	};
}
async function lastStated(folder, attestation, isAwaited) {
	for (const path of await eventsIn(folder, ["policy-change", "log-created"])) {
		const read = await readStated(path, attestation.publicKey);
		if (!read) continue;
		const { bundle, policy } = read;
		if (bundle.logEntries.length > 0 || await isAwaited(loggableEnvelope(bundle.envelope, attestation))) return policy;
	}
	return null;
}
async function readStated(path, publicKey) {
	try {
		const bundle = parseBundle(await readBundleFile(path));
		if (bundle.kind !== "key") return null;
		const statement = statementOf(bundle.envelope);
		verifyKeyBundle(bundle, [publicKey], statement.subjects[0]?.digest ?? {});
		const event = parseEvent(statement);
		const policy = event && statedBy(event);
		return policy && {
			bundle,
			policy
		};
	} catch (error) {
		if (error instanceof AttestError) return null;
		throw error;
	}
}
function statedBy({ details: { configuration, logPolicy } }) {
	if (typeof configuration !== "string" || typeof logPolicy !== "string") return null;
	return {
		configuration,
		logPolicy
	};
}
export { policyOf as n, statePolicy as r, policyChange as t };
