import { C as toHex, F as ChanceryError, P as CORE_ERRORS, m as VerificationError, s as verifyArtifact, u as wholeDigest } from "./core.js";
import { b as openFileSource, d as readBytes, i as exists, l as ENGINE_ERRORS, n as openContext, t as listVariable, u as EngineError } from "./engine2.js";
import { A as isNamed, M as spelledName, N as detectFormat, _ as expandInputs, d as keyFingerprint, f as MAX_BUNDLE_BYTES, j as parseExpectedName, n as RECORD_SUFFIX, p as parseBundle, s as verifyCertificateBundle, t as PROVENANCE_SUFFIX, u as verifyKeyBundle, v as isRefused, w as signatureEntry, x as concurrently, y as formats } from "./engine3.js";
import { $ as CodecError, F as parseCertificate, R as parsePublicKey, T as parseCrl, p as parsePem } from "./codec.js";
import { t as AttestError } from "./attest.js";
import { resolve } from "node:path";
import { availableParallelism } from "node:os";
// packages/engine/src/found.ts
/** The format by content; a file of no known kind that has a detached signature is a blob. */
async function find(context, named, source, path) {
	const beside = async (suffix) => await exists(path + suffix) ? path + suffix : null;
	const { signature, bundle, provenanceBundle } = named;
	const detected = source.size === 0 ? null : await detectFormat(source, formats);
	const sideFile = signature === void 0 ? await beside(".p7s") : resolve(context.cwd, signature);
	return {
		format: detected ?? (sideFile === null ? null : formats.get("blob")),
		sideFile,
		bundle: bundle === void 0 ? await beside(RECORD_SUFFIX) : resolve(context.cwd, bundle),
		provenance: provenanceBundle === void 0 ? await beside(PROVENANCE_SUFFIX) : resolve(context.cwd, provenanceBundle)
	};
}
/** A side file is of one file. @throws EngineError OPTIONS_CONFLICT */
function assertOneFile(count, { signature, bundle, provenanceBundle }) {
	if ((signature ?? bundle ?? provenanceBundle) === void 0 || count === 1) return;
	throw new EngineError("OPTIONS_CONFLICT", "--signature, --bundle and --provenance-bundle are of one file, and several were given", { howToFix: "Verify the file that the side file belongs to alone." });
}
// packages/engine/src/each-file.ts
/**
* Reads files, several at once; every one stands in the report, also where it could not be opened.
* @param refusal what to say of a path that is no file to read
*/
async function eachFile(context, options, work, refusal) {
	const inputs = await expandInputs(options.files, context.cwd);
	assertOneFile(inputs.length, options);
	const concurrency = options.concurrency ?? Math.max(2, availableParallelism());
	const results = await concurrently(inputs, concurrency, async (input) => isRefused(input) ? refusal(input.path, input.error) : work(input));
	return {
		report: {
			version: 1,
			files: results.map(({ exitCode: _, ...file }) => file),
			failed: []
		},
		exitCode: results.find((result) => result.exitCode !== 0)?.exitCode ?? 0
	};
}
// packages/engine/src/trust.ts
const MAX_BYTES = 16777216;
/** @throws EngineError TRUST_NOT_GIVEN, TRUST_INVALID */
async function readTrust(context, options) {
	const paths = (options.trust?.length ? options.trust : listVariable(context.env, "CHANCERY_TRUST"))?.map((path) => resolve(context.cwd, path)) ?? context.config.trust;
	if (paths.length === 0) throw new EngineError("TRUST_NOT_GIVEN", "nothing says whom to trust");
	const files = await Promise.all(paths.map(readTrustFile));
	const anchors = files.flatMap((file) => file.certificates);
	const timestampPaths = options.timestampTrust?.map((path) => resolve(context.cwd, path)) ?? [];
	const timestampFiles = await Promise.all(timestampPaths.map(readTrustFile));
	const crls = await Promise.all((options.crls ?? []).map((path) => readCrls(resolve(context.cwd, path))));
	return {
		verifier: {
			anchors,
			keys: files.flatMap((file) => file.keys),
			timestampAnchors: timestampFiles.length > 0 ? timestampFiles.flatMap((file) => file.certificates) : anchors,
			crls: crls.flat(),
			at: options.at ?? /* @__PURE__ */ new Date()
		},
		trustedRoots: files.flatMap((file) => file.trustedRoot ? [file.trustedRoot] : [])
	};
}
async function readTrustFile(path) {
	const bytes = await readBytes(path, MAX_BYTES);
	try {
		if (bytes[0] === 48) return {
			certificates: [parseCertificate(bytes).der],
			keys: [],
			trustedRoot: null
		};
		const text = new TextDecoder().decode(bytes);
		if (text.trimStart().startsWith("{")) return {
			certificates: [],
			keys: [],
			trustedRoot: parseTrustedRoot(text, path)
		};
		const blocks = parsePem(text);
		const certificates = blocks.filter(({ label }) => label.endsWith("CERTIFICATE")).map(({ bytes: der }) => parseCertificate(der).der);
		const keys = blocks.filter(({ label }) => label === "PUBLIC KEY").map(({ bytes: der }) => parsePublicKey(der).spki);
		if (certificates.length + keys.length > 0) return {
			certificates,
			keys,
			trustedRoot: null
		};
	} catch (cause) {
		if (!(cause instanceof CodecError || cause instanceof SyntaxError)) throw cause;
		throw new EngineError("TRUST_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
	throw new EngineError("TRUST_INVALID", `${path} holds neither a certificate nor a public key`, { details: { path } });
}
/** What says that it is a Sigstore trusted root; its content is judged where a bundle is verified with it. */
function parseTrustedRoot(text, path) {
	const json = JSON.parse(text);
	if (/^application\/vnd\.dev\.sigstore\.trustedroot[.+]/.test(String(json.mediaType))) return json;
	throw new EngineError("TRUST_INVALID", `${path} is JSON, and no Sigstore trusted root`, { details: { path } });
}
/** Lists that cannot be read are refused here: verification takes what it cannot use for a list that says nothing. */
async function readCrls(path) {
	const bytes = await readBytes(path, MAX_BYTES);
	let crls;
	try {
		crls = bytes[0] === 48 ? [bytes] : pemCrls(bytes);
		for (const crl of crls) parseCrl(crl);
	} catch (cause) {
		if (!(cause instanceof CodecError)) throw cause;
		throw new EngineError("TRUST_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
	if (crls.length > 0) return crls;
	throw new EngineError("TRUST_INVALID", `${path} holds no certificate revocation list`, { details: { path } });
}
function pemCrls(bytes) {
	return parsePem(new TextDecoder().decode(bytes)).flatMap(({ label, bytes: der }) => label === "X509 CRL" ? [der] : []);
}
// packages/engine/src/record-check.ts
/**
* Checks a record, or any bundle about a file.
* A key that is not trusted leaves it `not-checked`: whoever verifies the file need not know who records. Everything else that is wrong is `failed`.
* @throws FilesError where the bundle cannot be read
*/
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
/** Where a bundle says whose it is. A hint: anybody can write it. */
function namedKey(bundle) {
	if (bundle.kind !== "key") return null;
	const named = bundle.envelope.keyid || bundle.hint;
	return /^SHA256:[A-Za-z0-9+/]{43}$/.test(named) ? named : null;
}
/** What to do about a record that could not be checked: which key it names, and which ones are trusted. */
function untrustedKey({ key, fault }, what, { verifier }) {
	if (key === null) return fault ?? { message: `nobody is known to have signed the ${what}` };
	return {
		message: `the ${what} names ${key} as its key, and of public keys --trust has ${verifier.keys.map(keyFingerprint).join(", ") || "none"}`,
		howToFix: `Find out whose key ${key} is; if it is the one that records for you, give its public key (PEM): --trust attestation.pub.`
	};
}
/** A record that is wrong fails the file, always; one whose key is unknown only where the caller named the bundle. */
function recordFault(check, named) {
	if (!check?.fault || check.verdict === "failed") return check?.fault ?? null;
	return named ? check.fault : null;
}
/** @returns null for a bundle with a certificate: whom that is by, its certificate says, and no statement in it */
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
/** Bundles over the message itself hash the artifact in memory. Bytes. */
const MAX_ARTIFACT_BYTES = 268435456;
async function wholeArtifact(source) {
	if (source.size > MAX_ARTIFACT_BYTES) throw new AttestError("BUNDLE_UNSUPPORTED", `a message signature over ${source.size} bytes: an attestation carries a digest`);
	return source.read(0, source.size);
}
// packages/engine/src/job-requirements.ts
/** What the lists are compared with. Everything but a ref is compared whole: there a star would let strangers in. */
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
/**
* Only a job counts whose token was verified when the file was signed, as a record says that a trusted key signed about this file.
* @throws VerificationError IDENTITY_UNPROVED where there is none, IDENTITY_UNEXPECTED where it is another job
*/
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
	if (!job.entry.verified) throw refused$1("IDENTITY_UNPROVED", `${all}: the record says that nobody proved which ${job.entry.platform} job it was`);
	for (const [flag, list, member, matches] of DEMANDS) {
		const found = job.entry[member];
		if (expected[list] === void 0 || found !== null && expected[list].some((one) => matches(found, one))) continue;
		throw refused$1("IDENTITY_UNEXPECTED", `${flag}: the job's ${member} is ${found ?? "not in its token"}`);
	}
	if (!job.isRequest || expected.identityRefs?.some((ref) => REQUEST_REF.test(ref) && isRef(job.entry.ref ?? "", ref))) return;
	throw refused$1("IDENTITY_UNEXPECTED", `${all}: the job ran for a pull request (${job.entry.ref ?? "no ref"})`);
}
const REQUEST_REF = /^refs\/(pull|merge-requests|pull-requests)\//;
/**
* `PATH@REF`, or `PATH` at any ref. What stands behind the first @ must be a ref or a commit: a file may be called `release.yml@mine.yml`, and is
* another one than `release.yml`.
*/
function isWorkflow(found, wanted) {
	const path = /^([^@]+)@(?:refs\/.+|[0-9a-f]{40}|[0-9a-f]{64})$/.exec(found)?.[1];
	return found === wanted || path === wanted;
}
/** git allows no star in the name of a ref, so it can mean nothing else. */
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
// packages/engine/src/members-of.ts
/** The members of an object in parsed JSON that others wrote; none of anything else. */
function membersOf(data) {
	return typeof data === "object" && data !== null && !Array.isArray(data) && !(data instanceof Uint8Array) ? data : {};
}
// packages/engine/src/provenance-check.ts
/** `builder.id` where nobody proved which job it was: docs/build-types/asserted.md. */
const UNVERIFIED_BUILDER = "urn:chancery:builder:unverified";
/** What lies under the name of provenance and is none fails the file: whoever takes it for some would be deceived. */
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
/** SLSA v1, "Provenance": what a verifier must find there. */
function faultOf(statement) {
	if (statement?.predicateType !== "https://slsa.dev/provenance/v1") return `${JSON.stringify(statement?.predicateType ?? null)} is no SLSA provenance v1`;
	const { buildType } = membersOf(membersOf(statement.predicate).buildDefinition);
	return typeof buildType === "string" && builderOf(statement) !== null ? null : "the provenance says not what was built by whom: buildType or builder.id is missing";
}
function builderOf({ predicate }) {
	const { id } = membersOf(membersOf(membersOf(predicate).runDetails).builder);
	return typeof id === "string" ? id : null;
}
/** Whether the provenance is of a job that somebody vouched for. */
function isProved({ statement }) {
	return statement !== null && builderOf(statement) !== UNVERIFIED_BUILDER;
}
// packages/engine/src/recorded-job.ts
/** A job whose token was not verified when the file was signed: what its environment said is not repeated, so that nothing goes by it. */
const UNPROVED = {
	verified: false,
	issuer: null,
	repository: null,
	workflow: null,
	ref: null,
	commit: null
};
/**
* Which CI job asked for a signature, as the record says. Only of a record that a trusted key signed about the file.
* @returns null where the statement is no signing record, or names no job that can be read
*/
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
/**
* What says how the job builds: the reusable workflow where there is one. Where a platform's tokens name no definition it is the job (Jenkins) or the
* pipeline (Buildkite), by the claim that a build cannot choose.
*/
function workflowOf({ platform, subject, project, jobDefinition }) {
	if (platform === "jenkins") return subject;
	return platform === "buildkite" ? project.url : jobDefinition.uri;
}
// packages/engine/src/requirements.ts
/**
* `strong` is about algorithms: {@link assertStrong}.
* @throws VerificationError REQUIREMENT_NOT_MET for the first of them that the file does not meet
*/
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
/**
* Whoever asks for an identity must not be content with a file in which nobody looked for one.
* @throws VerificationError REQUIREMENT_NOT_MET
*/
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
/** What certificate authorities and operating systems have asked for since 2014. */
const STRONG_RSA_BITS = 2048;
const DAY = 864e5;
/**
* Every signature counts: a nested or added one by somebody else must not pass in the company of the expected one.
* @throws VerificationError SIGNER_UNEXPECTED, with the name or key that was found
*/
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
/** As many as a message holds; the JSON has all of them. */
const MOST_SHOWN = 8;
function alternativeNames({ signer, signerNames }) {
	const shown = signerNames.slice(0, MOST_SHOWN).map(spelledName).join(", ");
	const more = signerNames.length > MOST_SHOWN ? ` and ${signerNames.length - MOST_SHOWN} more` : "";
	return signerNames.length === 0 ? `${signer?.subject ?? "nobody"}, whose certificate has no alternative name` : `${shown}${more}`;
}
/** @throws VerificationError ALGORITHM_WEAK */
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
/**
* By timestamps alone: what a signature says of its own time is whatever its maker wrote.
* @throws VerificationError SIGNATURE_TOO_OLD, REQUIREMENT_NOT_MET where a signature has no timestamp
*/
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
// packages/engine/src/verify.ts
/**
* Verifies files: every signature, its chain and time, and the record beside it.
* @throws ChanceryError where nothing could be verified at all: usage, trust
*/
async function verifyFiles(options) {
	const context = await openContext(options);
	const trust = await readTrust(context, options);
	return eachFile(context, options, (file) => verifyFile(context, options, trust, file), (path, error) => failedFile(path, error, NOTHING_FOUND));
}
const NOTHING_FOUND = {
	format: null,
	signatures: [],
	record: null,
	provenance: null,
	job: null
};
async function verifyFile(context, options, trust, { path, absolute }) {
	const findings = { ...NOTHING_FOUND };
	try {
		await using source = await openFileSource(absolute, { signal: context.signal });
		const found = await find(context, options, source, absolute);
		findings.format = found.format;
		await check(source, found, options, trust, findings);
		return {
			...reported(path, findings),
			verdict: "verified",
			exitCode: 0
		};
	} catch (error) {
		if (!(error instanceof ChanceryError)) throw error;
		if (error instanceof VerificationError && error.signatures.length > 0) findings.signatures = error.signatures;
		return failedFile(path, error, findings);
	}
}
/** @throws ChanceryError for the first thing that does not hold: signatures, then record, then what the caller requires */
async function check(source, found, options, trust, findings) {
	const [signatures, record, provenance] = await Promise.allSettled([
		verifySignatures(source, found, trust),
		checkRecord(source, found.bundle, options, trust),
		checkRecord(source, found.provenance, {}, trust).then(provenanceCheck)
	]);
	if (record.status === "fulfilled") findings.record = record.value;
	if (provenance.status === "fulfilled") findings.provenance = provenance.value;
	findings.job = await recordedJob(findings.record?.statement ?? null);
	if (signatures.status === "rejected") throw signatures.reason;
	findings.signatures = signatures.value;
	if (signatures.value.length === 0 && options.bundle === void 0) throw notSigned(source.name);
	if (record.status === "rejected") throw record.reason;
	if (provenance.status === "rejected") throw provenance.reason;
	const fault = recordFault(record.value, options.bundle !== void 0) ?? recordFault(provenance.value, options.provenanceBundle !== void 0);
	if (fault) throw new VerificationError(fault, []);
	assertIdentityChecked(options, record.value?.verdict ?? null);
	assertRequired(options.require ?? [], {
		signatures: signatures.value,
		record: record.value,
		provenance: provenance.value
	}, trust);
	assertJob(options, record.value, findings.job, trust);
	assertSigner(options, signatures.value);
	assertStrong(options, signatures.value);
	assertAge(options.maxAgeDays, signatures.value, trust.verifier.at);
}
/** Signatures in the file, and those beside it; every one counts. Empty where there are none. */
async function verifySignatures(source, found, trust) {
	const embedded = found.format && found.format.sideFileSuffix === null ? await verifyOrNone(source, found.format, trust, null) : [];
	if (found.sideFile === null) return embedded;
	await using sideFile = await openFileSource(found.sideFile);
	const beside = await verifyOrNone(source, formats.get("blob"), trust, sideFile);
	return [...embedded, ...beside];
}
async function verifyOrNone(source, format, trust, sideFile) {
	try {
		return (await verifyArtifact(source, format, trust.verifier, sideFile)).signatures;
	} catch (error) {
		if (error instanceof VerificationError && error.code === "NOT_SIGNED") return [];
		throw error;
	}
}
async function checkRecord(source, path, { identity: subject, issuer }, trust) {
	if (path === null) return null;
	const [digest] = await source.digest([wholeDigest(source, "sha256")]);
	return checkBundle(path, {
		source,
		sha256: toHex(digest)
	}, trust, {
		subject,
		issuer
	});
}
function reported(path, findings) {
	const { format, signatures, record, provenance, job } = findings;
	return {
		path,
		format: format?.id ?? null,
		signatures: signatures.map(signatureEntry),
		record: record?.verdict ?? null,
		...provenance !== null && { provenance: provenance.verdict },
		...record !== null && record.key !== null && { recordKey: record.key },
		...job !== null && { identity: job.entry }
	};
}
function failedFile(path, error, findings) {
	const { code, message, howToFix, exitCode } = error;
	return {
		...reported(path, findings),
		verdict: "failed",
		code,
		message,
		howToFix,
		exitCode
	};
}
function notSigned(name) {
	const { howToFix } = CORE_ERRORS.NOT_SIGNED;
	const message = `${name} carries no signature and none lies beside it`;
	return new VerificationError({
		code: "NOT_SIGNED",
		message,
		howToFix
	}, []);
}
export { readTrust as n, find as r, verifyFiles as t };
