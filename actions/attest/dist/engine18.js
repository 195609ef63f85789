import { r as readBytes, t as ENGINE_ERRORS } from "./engine2.js";
import { I as ChanceryError, m as VerificationError } from "./core.js";
import { a as verifyCertificateBundle, c as verifyKeyBundle, h as parseBundle, l as keyFingerprint, p as MAX_BUNDLE_BYTES } from "./attest.js";
import { c as spelledName, o as isNamed, s as parseExpectedName } from "./engine8.js";
import { t as AttestError } from "./attest2.js";
import { t as membersOf } from "./engine15.js";
// packages/engine/src/record-check.ts
async function checkBundle(path, artifact, trust, identity) {
	const bytes = await readBytes(path, MAX_BUNDLE_BYTES);
	let named = null;
	try {
		const bundle = parseBundle(bytes);
		named = namedKey(bundle);
		const verified = await verifyBundle(bundle, artifact, trust, identity);
		return {
			verdict: "verified",
			fault: null,
			statement: verified?.statement ?? null,
			key: verified?.signedBy ?? null
		};
	} catch (error) {
		if (!(error instanceof ChanceryError)) throw error;
		const fault = {
			code: error.code,
			message: `${path}: ${error.message}`,
			howToFix: error.howToFix
		};
		return {
			verdict: error.code === "BUNDLE_KEY_UNTRUSTED" ? "not-checked" : "failed",
			fault,
			statement: null,
			key: named
		};
	}
}
function namedKey(bundle) {
	if (bundle.kind !== "key") return null;
	const named = bundle.envelope.keyid || bundle.hint;
	return /^SHA256:[A-Za-z0-9+/]{43}$/.test(named) ? named : null;
}
function untrustedKey({ key, fault }, what, { verifier }) {
	if (key === null) return fault ?? { message: `nobody is known to have signed the ${what}` };
	return {
		message: `the ${what} names ${key} as its key, and of public keys --trust has ${verifier.keys.map(keyFingerprint).join(", ") || "none"}`,
		howToFix: `Find out whose key ${key} is; if it is the one that records for you, give its public key (PEM): --trust attestation.pub.`
	};
}
function recordFault(check, named) {
	if (!check?.fault || check.verdict === "failed") return check?.fault ?? null;
	return named ? check.fault : null;
}
async function verifyBundle(bundle, { source, sha256 }, { verifier, trustedRoots }, identity) {
	const asksWhom = identity.subject !== void 0 || identity.issuer !== void 0;
	if (bundle.kind === "key") {
		const verified = verifyKeyBundle(bundle, verifier.keys, { sha256 });
		if (!asksWhom) return verified;
		throw new AttestError("BUNDLE_IDENTITY_MISMATCH", "the bundle is signed by a bare key, which names nobody");
	}
	await verifyCertificateBundle(bundle, {
		trustedRoots,
		identity,
		sha256,
		artifact: () => wholeArtifact(source)
	});
	if (identity.subject !== void 0) return null;
	throw new AttestError("BUNDLE_KEY_UNTRUSTED", "the bundle has a certificate, and nothing says whom it must name", { howToFix: "Say with --identity (and --issuer) who must have signed." });
}
const MAX_ARTIFACT_BYTES = 268435456;
async function wholeArtifact(source) {
	if (source.size > MAX_ARTIFACT_BYTES) throw new AttestError("BUNDLE_UNSUPPORTED", `a message signature over ${source.size} bytes: an attestation carries a digest`);
	return source.read(0, source.size);
}
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
		isWorkflow
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
	if (record === null) throw refused$1("IDENTITY_UNPROVED", `${all}: there is no record beside the file`);
	if (record.verdict === "not-checked") {
		const { message, howToFix } = untrustedKey(record, "record", trust);
		throw refused$1("IDENTITY_UNPROVED", `${all}: ${message}`, howToFix);
	}
	if (job === null) throw refused$1("IDENTITY_UNPROVED", `${all}: the record names no CI job`);
	if (!job.entry.verified) {
		const { platform } = job.entry;
		throw refused$1("IDENTITY_UNPROVED", `${all}: the record says that ${platform === "local" ? "it was signed outside of any CI job" : `nobody proved which ${platform} job it was`}`);
	}
	for (const [flag, list, member, matches] of DEMANDS) {
		const found = job.entry[member];
		if (expected[list] === void 0 || found !== null && expected[list].some((one) => matches(found, one))) continue;
		throw refused$1("IDENTITY_UNEXPECTED", `${flag}: the job's ${member} is ${found ?? "not in its token"}`);
	}
	if (!job.isRequest || expected.identityRefs?.some((ref) => REQUEST_REF.test(ref) && isRef(job.entry.ref ?? "", ref))) return;
	throw refused$1("IDENTITY_UNEXPECTED", `${all}: the job ran for a pull request (${job.entry.ref ?? "no ref"})`);
}
const REQUEST_REF = /^refs\/(pull|merge-requests|pull-requests)\//;
function isWorkflow(found, wanted) {
	const path = /^([^@]+)@(?:refs\/.+|[0-9a-f]{40}|[0-9a-f]{64})$/.exec(found)?.[1];
	return found === wanted || path === wanted;
}
function isRef(found, wanted) {
	const parts = wanted.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
	return new RegExp(`^${parts.join("[^/]*")}$`).test(found);
}
function refused$1(code, message, howToFix = ENGINE_ERRORS[code].howToFix) {
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
// packages/engine/src/recorded-job.ts
const UNPROVED = {
	verified: false,
	issuer: null,
	repository: null,
	workflow: null,
	ref: null,
	commit: null
};
async function recordedJob(statement) {
	if (statement?.predicateType !== "urn:chancery:signing-record:v1") return null;
	const { verified, platform, claims } = membersOf(membersOf(statement.predicate).identity);
	if (typeof platform !== "string") return null;
	if (verified !== true) return {
		entry: {
			platform,
			...UNPROVED
		},
		isRequest: false
	};
	const { recordedIdentity } = await import("./identity.js");
	try {
		return jobOf(recordedIdentity(platform, membersOf(claims)));
	} catch (error) {
		if (error instanceof ChanceryError) return null;
		throw error;
	}
}
function jobOf(identity) {
	const { platform, issuer, source, trigger } = identity;
	const { repository, ref, commit, refType } = source;
	return {
		entry: {
			platform,
			verified: true,
			issuer,
			repository,
			workflow: workflowOf(identity),
			ref,
			commit
		},
		isRequest: refType === "pull-request" || identity.fork === true || trigger === "pull_request_target"
	};
}
function workflowOf({ platform, subject, project, jobDefinition }) {
	if (platform === "jenkins") return subject;
	return platform === "buildkite" ? project.url : jobDefinition.uri;
}
// packages/engine/src/requirements.ts
function assertRequired(required, evidence, trust) {
	for (const requirement of required) {
		const missing = MISSING[requirement](evidence, trust);
		if (missing) throw notMet(requirement, `--require ${requirement}: ${missing.message}`, missing.howToFix);
	}
}
const MISSING = {
	timestamp: ({ signatures }) => signatures.length === 0 || signatures.some(({ timestamp }) => timestamp === null) ? { message: "a signature has no timestamp" } : null,
	attestation: ({ record }, trust) => missingStatement(record, "record", trust),
	provenance: ({ provenance }, trust) => {
		if (provenance?.verdict !== "verified" || isProved(provenance)) return missingStatement(provenance, "provenance", trust);
		return {
			message: "nobody proved which job it is about",
			howToFix: BUILD_WITH_TOKEN
		};
	},
	log: () => ({ message: "the record is in no transparency log" }),
	strong: () => null
};
const BUILD_WITH_TOKEN = "Sign in a CI job whose identity token is verified: docs/identity.md. What a job says of itself without one is not provenance.";
function missingStatement(check, what, trust) {
	if (check === null) return { message: `there is no ${what} beside the file` };
	return check.verdict === "verified" ? null : untrustedKey(check, what, trust);
}
function assertIdentityChecked({ identity, issuer }, record) {
	if (identity === void 0 && issuer === void 0 || record === "verified") return;
	throw notMet(identity === void 0 ? "issuer" : "identity", "--identity: no verified bundle says whom it is by");
}
function notMet(requirement, message, howToFix = ENGINE_ERRORS.REQUIREMENT_NOT_MET.howToFix) {
	return new VerificationError({
		code: "REQUIREMENT_NOT_MET",
		message,
		howToFix
	}, [], { details: { requirement } });
}
// packages/engine/src/signer-requirements.ts
const STRONG_RSA_BITS = 2048;
const DAY = 864e5;
function assertSigner(expected, signatures) {
	const demands = [
		[
			"--signer-subject",
			expected.signerSubjects,
			({ signer }) => signer?.subject
		],
		[
			"--signer-issuer",
			expected.signerIssuers,
			({ signer }) => signer?.issuer
		],
		[
			"--signer-key",
			expected.signerKeys,
			({ signerKey }) => signerKey?.sha256
		]
	];
	for (const [flag, wanted, found] of demands) {
		if (wanted === void 0) continue;
		refuseOthers(flag, signatures, signatures.map((signature) => found(signature) ?? "nobody").filter((who) => !wanted.includes(who)));
	}
	if (expected.signerSans === void 0) return;
	const names = expected.signerSans.map(parseExpectedName);
	refuseOthers("--signer-san", signatures, signatures.filter(({ signerNames }) => !signerNames.some((name) => names.some((one) => isNamed(name, one)))).map(alternativeNames));
}
function refuseOthers(flag, signatures, others) {
	if (signatures.length === 0) throw refused("SIGNER_UNEXPECTED", `${flag}: no signature says whom the file is by`);
	if (others.length > 0) throw refused("SIGNER_UNEXPECTED", `${flag}: it is by ${others.join(" and ")}`);
}
const MOST_SHOWN = 8;
function alternativeNames({ signer, signerNames }) {
	const shown = signerNames.slice(0, MOST_SHOWN).map(spelledName).join(", ");
	const more = signerNames.length > MOST_SHOWN ? ` and ${signerNames.length - MOST_SHOWN} more` : "";
	return signerNames.length === 0 ? `${signer?.subject ?? "nobody"}, whose certificate has no alternative name` : `${shown}${more}`;
}
function assertStrong({ require, minRsaBits }, signatures) {
	const strong = require?.includes("strong") ?? false;
	const fewest = Math.max(minRsaBits ?? 0, strong ? STRONG_RSA_BITS : 0);
	if (fewest > 0 && signatures.length === 0) throw refused("ALGORITHM_WEAK", "no signature whose algorithms count");
	for (const { signerKey, weakDigest } of signatures) {
		const { family, bits } = signerKey ?? {
			family: null,
			bits: null
		};
		if (strong && weakDigest) throw refused("ALGORITHM_WEAK", "--require strong: the signature rests on MD5 or SHA-1");
		if (strong && (family === null || family === "dsa")) throw refused("ALGORITHM_WEAK", `--require strong: a ${family ?? "unknown"} key`);
		if (family === "rsa" && (bits ?? 0) < fewest) throw refused("ALGORITHM_WEAK", `an RSA key of ${bits ?? "unknown"} bits, ${fewest} at least`);
	}
}
function assertAge(days, signatures, now) {
	if (days === void 0) return;
	const times = signatures.map(({ timestamp }) => timestamp?.time);
	if (times.length === 0 || times.includes(void 0)) throw refused("REQUIREMENT_NOT_MET", "--max-age: a signature has no timestamp");
	const old = times.find((time) => now.getTime() - Date.parse(time) > days * DAY);
	if (old !== void 0) throw refused("SIGNATURE_TOO_OLD", `--max-age ${days}: it was signed ${old}`);
}
function refused(code, message) {
	return new VerificationError({
		code,
		message,
		howToFix: ENGINE_ERRORS[code].howToFix
	}, []);
}
export { assertRequired as a, assertJob as c, assertIdentityChecked as i, checkBundle as l, assertSigner as n, recordedJob as o, assertStrong as r, provenanceCheck as s, assertAge as t, recordFault as u };
