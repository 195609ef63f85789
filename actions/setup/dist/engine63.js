import { m as VerificationError } from "./core.js";
import { t as ENGINE_ERRORS } from "./engine3.js";
import "./attest2.js";
import "./attest3.js";
import { t as membersOf } from "./engine26.js";
import { i as isOrIsAtRef, o as untrustedKey } from "./engine60.js";
// packages/engine/src/job-requirements.ts
const DEMANDS = [
	[
		"--identity-issuer",
		"identityIssuers",
		"issuer",
		(found, wanted) => found === wanted
	],
	[
		"--identity-repository",
		"identityRepositories",
		"repository",
		(found, wanted) => found === wanted
	],
	[
		"--identity-workflow",
		"identityWorkflows",
		"workflow",
		isOrIsAtRef
	],
	[
		"--identity-ref",
		"identityRefs",
		"ref",
		isRef
	]
];
function assertJob(expected, record, job, trust) {
	const flags = DEMANDS.filter(([, list]) => expected[list] !== void 0).map(([flag]) => flag);
	if (flags.length === 0) return;
	const all = flags.join(", ");
	if (record === null) throw refused("IDENTITY_UNPROVED", `${all}: there is no record beside the file`);
	if (record.verdict === "not-checked") {
		const { message, howToFix } = untrustedKey(record, "record", trust);
		throw refused("IDENTITY_UNPROVED", `${all}: ${message}`, howToFix);
	}
	if (job === null) throw refused("IDENTITY_UNPROVED", `${all}: the record names no CI job`);
	if (!job.entry.verified) {
		const { platform } = job.entry;
		throw refused("IDENTITY_UNPROVED", `${all}: the record says that ${platform === "local" ? "it was signed outside of any CI job" : `nobody proved which ${platform} job it was`}`);
	}
	for (const [flag, list, member, matches] of DEMANDS) {
		const found = job.entry[member];
		if (expected[list] === void 0 || found !== null && expected[list].some((one) => matches(found, one))) continue;
		throw refused("IDENTITY_UNEXPECTED", `${flag}: the job's ${member} is ${found ?? "not in its token"}`);
	}
	if (!job.isRequest || expected.identityRefs?.some((ref) => REQUEST_REF.test(ref) && isRef(job.entry.ref ?? "", ref))) return;
	throw refused("IDENTITY_UNEXPECTED", `${all}: the job ran for a pull request (${job.entry.ref ?? "no ref"})`);
}
const REQUEST_REF = /^refs\/(pull|merge-requests|pull-requests)\//;
function isRef(found, wanted) {
	const parts = wanted.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
	return new RegExp(`^${parts.join("[^/]*")}$`).test(found);
}
function refused(code, message, howToFix = ENGINE_ERRORS[code].howToFix) {
	return new VerificationError({
		code,
		message,
		howToFix
	}, []);
}
// packages/engine/src/provenance-check.ts
const UNVERIFIED_BUILDER = "urn:chancery:builder:unverified";
function provenanceCheck(check) {
	if (check?.verdict !== "verified") return check;
	const why = faultOf(check.statement);
	if (why === null) return check;
	const code = "PROVENANCE_INVALID";
	return {
		...check,
		verdict: "failed",
		fault: {
			code,
			message: why,
			howToFix: ENGINE_ERRORS[code].howToFix
		}
	};
}
function faultOf(statement) {
	if (statement?.predicateType !== "https://slsa.dev/provenance/v1") return `${JSON.stringify(statement?.predicateType ?? null)} is no SLSA provenance v1`;
	const { buildType } = membersOf(membersOf(statement.predicate).buildDefinition);
	return typeof buildType === "string" && builderOf(statement) !== null ? null : "the provenance says not what was built by whom: buildType or builder.id is missing";
}
function builderOf({ predicate }) {
	const { id } = membersOf(membersOf(membersOf(predicate).runDetails).builder);
	return typeof id === "string" ? id : null;
}
function isProved({ statement }) {
	return statement !== null && builderOf(statement) !== UNVERIFIED_BUILDER;
}
export { isRef as i, provenanceCheck as n, assertJob as r, isProved as t };
