import { m as VerificationError } from "./core.js";
import { t as ENGINE_ERRORS } from "./engine3.js";
import { c as isOrIsAtRef, i as isRef, t as isProved, u as untrustedKey } from "./engine30.js";
import { t as membersOf } from "./engine20.js";
// packages/engine/src/policy/evaluate.ts
function assertPolicy(policy, evidence, trust) {
	const { format, provenance } = evidence;
	assertFormat(policy, format);
	return policy.provenance === null ? null : assertProvenance(policy.provenance, provenance, trust);
}
function assertFormat({ formats }, format) {
	if (formats === null || format !== null && formats.includes(format)) return;
	throw notMet(`formats: it is of ${format ?? "no known format"}`);
}
function assertProvenance(demand, provenance, trust) {
	if (provenance === null) throw notMet("provenance: there is none beside the file");
	if (provenance.verdict !== "verified") throw notMet(`provenance: ${untrustedKey(provenance, "provenance", trust).message}`);
	if (!isProved(provenance)) throw notMet("provenance: nobody proved which job it is about");
	const { builderId, source, ref } = originOf(provenance);
	const builder = demand.builders.find((one) => isBuilder(one, builderId, provenance));
	if (!builder) {
		const who = provenance.certifiedBy?.subject ?? provenance.key ?? "nobody";
		throw notMet(`provenance.builders: ${builderId ?? "nobody"} built it, as ${who} says`);
	}
	if (demand.sources !== null && (source === null || !demand.sources.includes(source))) throw notMet(`provenance.sources: it was built from ${source ?? "no repository"}`);
	if (demand.refs !== null && (ref === null || !demand.refs.some((wanted) => isRef(ref, wanted)))) throw notMet(`provenance.refs: it was built from ${ref ?? "no ref"}`);
	if (builder.level < demand.minimumLevel) throw notMet(`provenance.minimum-level: its builder is trusted for SLSA_BUILD_LEVEL_${builder.level}`);
	return builder.level;
}
function isBuilder(builder, found, provenance) {
	return found !== null && isOrIsAtRef(found, builder.id) && maySpeak(builder, provenance);
}
function maySpeak({ keys, certificate }, { key, certifiedBy }) {
	if (certifiedBy) return certificate?.issuer === certifiedBy.issuer && isOrIsAtRef(certifiedBy.subject, certificate.subject);
	return keys === null ? certificate === null : key !== null && keys.includes(key);
}
function originOf({ statement }) {
	const { buildDefinition, runDetails } = membersOf(statement?.predicate);
	const parameters = membersOf(membersOf(buildDefinition).externalParameters);
	const workflow = membersOf(parameters.workflow);
	const text = (value) => typeof value === "string" ? value : null;
	return {
		builderId: text(membersOf(membersOf(runDetails).builder).id),
		source: text(workflow.repository ?? parameters.repository),
		ref: text(workflow.ref ?? parameters.ref)
	};
}
function notMet(message) {
	const code = "POLICY_NOT_MET";
	return new VerificationError({
		code,
		message,
		howToFix: ENGINE_ERRORS[code].howToFix
	}, []);
}
export { assertPolicy as n, assertFormat as t };
