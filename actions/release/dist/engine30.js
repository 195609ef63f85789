import { I as ChanceryError, m as VerificationError } from "./core.js";
import "./files.js";
import { p as FilesError } from "./files2.js";
import { t as ENGINE_ERRORS } from "./engine3.js";
import { t as AttestError } from "./attest.js";
import "./attest2.js";
import { d as parseFileBundle, o as verifyCertificateBundle } from "./attest3.js";
import { l as keyFingerprint, n as statementOf, o as verifyMessageBundle, r as verifyKeyBundle } from "./attest4.js";
import { t as readBundleFile } from "./engine19.js";
import { t as membersOf } from "./engine20.js";
import { createHash } from "node:crypto";
import { basename } from "node:path";
// packages/engine/src/record-check.ts
async function checkBundle(path, artifact, trust, identity) {
	let input;
	let named = null;
	try {
		const bytes = await readBundleFile(path);
		input = {
			name: basename(path),
			sha256: createHash("sha256").update(bytes).digest("hex")
		};
		const bundle = parseFileBundle(bytes);
		named = namedKey(bundle);
		const { statement, signedBy, logged, identity: certifiedBy } = await verifyBundle(bundle, artifact, trust, identity);
		const [log = null] = await countedPlaces(logged ?? [], bundle, trust);
		return {
			verdict: "verified",
			fault: null,
			statement,
			key: signedBy,
			certifiedBy,
			log,
			input
		};
	} catch (error) {
		if (!(error instanceof ChanceryError) || error instanceof FilesError) throw error;
		const fault = {
			code: error.code,
			message: `${path}: ${error.message}`,
			howToFix: error.howToFix
		};
		return {
			verdict: error.code === "BUNDLE_KEY_UNTRUSTED" ? "not-checked" : "failed",
			fault,
			statement: null,
			key: named,
			log: null,
			...input && { input }
		};
	}
}
async function countedPlaces(places, bundle, { logPolicy }) {
	if (!logPolicy || places.length === 0) return places;
	const { underPolicy } = await import("./engine53.js");
	return underPolicy(places, bundle, logPolicy);
}
function namedKey(bundle) {
	if (bundle.kind === "certificate") return null;
	const named = bundle.kind === "key" && bundle.envelope.keyid || bundle.hint;
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
async function verifyBundle(bundle, { source, sha256 }, trust, identity) {
	const asksWhom = identity.subject !== void 0 || identity.issuer !== void 0;
	const artifact = () => chunksOf(source);
	const sha512 = isKnownBySha512(bundle) ? await sha512Of(source) : void 0;
	if (bundle.kind !== "certificate") {
		const verified = bundle.kind === "key" ? await verifyLogged(bundle, {
			sha256,
			...sha512 !== void 0 && { sha512 }
		}, trust) : await verifyMessageBundle(bundle, trust.verifier.keys, artifact);
		if (!asksWhom) return verified;
		throw new AttestError("BUNDLE_IDENTITY_MISMATCH", "the bundle is signed by a bare key, which names nobody");
	}
	const { trustedRoots } = trust;
	const verified = await verifyCertificateBundle(bundle, {
		trustedRoots,
		identity,
		sha256,
		sha512,
		artifact
	});
	if (identity.subject !== void 0) return {
		statement: null,
		signedBy: null,
		logged: verified.logged ?? []
	};
	if (identity.signers) return {
		...assertSigner(verified, identity.signers),
		signedBy: null
	};
	throw new AttestError("BUNDLE_KEY_UNTRUSTED", "the bundle has a certificate, and nothing says whom it must name", { howToFix: "Say with --identity (and --issuer) who must have signed." });
}
function assertSigner(verified, signers) {
	const { subject = "", issuer = null } = verified.identity ?? {};
	if (signers.some((one) => one.issuer === issuer && isOrIsAtRef(subject, one.subject))) return verified;
	throw new AttestError("BUNDLE_KEY_UNTRUSTED", `the certificate is of ${subject}, for whom ${issuer} vouched`);
}
function isOrIsAtRef(found, wanted) {
	return found === wanted || /^([^@]+)@(?:refs\/.+|[0-9a-f]{40}|[0-9a-f]{64})$/.exec(found)?.[1] === wanted;
}
async function verifyLogged(bundle, digests, { verifier, logs }) {
	const verified = verifyKeyBundle(bundle, verifier.keys, digests);
	if (bundle.logEntries.length === 0 || logs.length === 0) return verified;
	const { loggedStatement } = await import("./attest10.js");
	const key = verifier.keys.find((spki) => keyFingerprint(spki) === verified.signedBy);
	return {
		...verified,
		logged: loggedStatement(bundle, key, logs)
	};
}
function isKnownBySha512(bundle) {
	const content = bundle.kind === "certificate" ? bundle.content : bundle.kind === "key" ? bundle : null;
	if (content === null || !("envelope" in content)) return false;
	return statementOf(content.envelope).subjects.some(({ digest }) => digest.sha256 === void 0 && digest.sha512 !== void 0);
}
async function sha512Of(source) {
	const hash = createHash("sha512");
	for await (const chunk of chunksOf(source)) hash.update(chunk);
	return hash.digest("hex");
}
const CHUNK = 1048576;
async function* chunksOf(source) {
	for (let at = 0; at < source.size; at += CHUNK) yield await source.read(at, Math.min(CHUNK, source.size - at));
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
export { assertSigner as a, isOrIsAtRef as c, isRef as i, recordFault as l, provenanceCheck as n, checkBundle as o, assertJob as r, countedPlaces as s, isProved as t, untrustedKey as u };
