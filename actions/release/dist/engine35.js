import { t as concurrently } from "./engine17.js";
import { n as EngineError, t as ENGINE_ERRORS } from "./engine3.js";
import { a as outcomeOf, o as signatureEntry } from "./engine15.js";
import { a as ImageStore, n as claimsOf, o as descriptorOf, r as readImageContents, s as partsOf, t as attestationType, u as verifyImageSignature } from "./engine27.js";
import { F as CORE_ERRORS, I as ChanceryError, m as VerificationError } from "./core.js";
import { t as AttestError } from "./attest.js";
import { s as PROVENANCE_TYPE } from "./attest2.js";
import { t as membersOf } from "./engine20.js";
import { l as keyFingerprint } from "./attest4.js";
import { t as SIGNING_RECORD_TYPE, u as parseBundle } from "./attest3.js";
import { dt as certificateFacts, et as alternativeNamesOf, gt as signerKeyFacts } from "./codec.js";
import { a as assertSigner, n as provenanceCheck, r as assertJob, s as countedPlaces } from "./engine30.js";
import { t as loggedAs } from "./engine31.js";
import { n as assertPolicy, t as assertFormat } from "./engine33.js";
import { a as assertRequired, n as assertSigner$1, o as assertTimestampQuorum, r as assertStrong, s as recordedJob, t as assertAge } from "./engine34.js";
import { createHash } from "node:crypto";
import { basename } from "node:path";
// packages/engine/src/images/judge-signature.ts
async function judgeSignature(content, claims, expected, trust, identity) {
	const verified = await judge$1(content, claims, expected, trust, identity);
	return {
		...verified,
		log: await placeOf(content, verified, trust)
	};
}
async function placeOf(content, { key }, trust) {
	const { logs } = trust;
	if (content.kind !== "bundle" || logs.length === 0) return null;
	const { bundle, signer } = loggedAs(parseBundle(content.bytes), key.spki);
	if (bundle === null) return null;
	const { loggedStatement } = await import("./attest10.js");
	const [place = null] = await countedPlaces(loggedStatement(bundle, signer, logs), bundle, trust);
	return place;
}
async function judge$1(content, claims, expected, { verifier, trustedRoots }, identity) {
	const asksWhom = identity.subject !== void 0 || identity.issuer !== void 0;
	const isCertified = content.kind === "bundle" && claims.certificate !== null;
	if (asksWhom && !isCertified) throw new AttestError("BUNDLE_IDENTITY_MISMATCH", "the signature is no bundle with a certificate, and names nobody");
	const byAnchors = {
		verifier,
		sigstore: null
	};
	if (!isCertified || trustedRoots.length === 0 && !asksWhom) return verifyImageSignature(content, expected, byAnchors);
	if (identity.subject !== void 0) return verifyImageSignature(content, expected, {
		verifier,
		sigstore: {
			trustedRoots,
			identity
		}
	});
	if (identity.signers && trustedRoots.length > 0) {
		const verified = await verifyImageSignature(content, expected, {
			verifier,
			sigstore: {
				trustedRoots,
				identity
			}
		});
		return assertSigner(verified, identity.signers);
	}
	if (asksWhom || verifier.anchors.length === 0) throw new AttestError("BUNDLE_KEY_UNTRUSTED", "the bundle has a certificate, and nothing says whom it must name", { howToFix: "Say with --identity (and --issuer) who must have signed." });
	return verifyImageSignature(content, expected, byAnchors);
}
function asVerifiedSignature(verified) {
	const { certificate, key, algorithm, timestamp, timestamps, revocation } = verified;
	return {
		signer: certificate && certificateFacts(certificate),
		signerKey: signerKeyFacts({ publicKey: key }),
		signerNames: certificate ? alternativeNamesOf(certificate) : [],
		weakDigest: false,
		digestAlgorithm: digestIn(algorithm),
		signatureAlgorithm: algorithm,
		integrity: "ok",
		fault: null,
		nested: false,
		timestamp,
		timestamps,
		chain: "trusted",
		revocation
	};
}
function digestIn(algorithm) {
	return /(sha256|sha384|sha512)$/.exec(algorithm ?? "")?.[1] ?? (algorithm === "ed25519" ? "sha512" : null);
}
function failedState(error) {
	const { code, family } = error;
	const notChecked = {
		chain: "not-checked",
		revocation: "not-checked"
	};
	if (UNKNOWN_SIGNER.includes(code)) return {
		integrity: "not-checked",
		chain: "untrusted",
		revocation: "not-checked"
	};
	if (family === "malformed" || BROKEN.includes(code)) return {
		integrity: "failed",
		...notChecked
	};
	if (family !== "untrusted") return {
		integrity: "not-checked",
		...notChecked
	};
	if (/^(CHAIN_|CERTIFICATE_|TIMESTAMP_UNTRUSTED|WEAK_|KEY_UNSUPPORTED)/.test(code)) return {
		integrity: "ok",
		chain: "untrusted",
		revocation: code === "CERTIFICATE_REVOKED" ? "revoked" : "not-checked"
	};
	return {
		integrity: "ok",
		...notChecked
	};
}
const UNKNOWN_SIGNER = [
	"BUNDLE_KEY_UNTRUSTED",
	"OCI_KEY_UNTRUSTED",
	"BUNDLE_IDENTITY_MISMATCH"
];
const BROKEN = [...[
	"OCI_SIGNATURE_INVALID",
	"BUNDLE_SIGNATURE_INVALID",
	"OCI_IMAGE_MISMATCH",
	"BUNDLE_SUBJECT_MISMATCH"
], ...["DIGEST_MISMATCH", "TIMESTAMP_INVALID"]];
// packages/engine/src/images/inspect-image.ts
async function inspectImage({ signal }, store, path) {
	try {
		const opened = await store.open(path);
		const parts = await partsOf(opened.repository, opened.manifest, signal);
		const [own, ...others] = await Promise.all([opened.manifest, ...parts].map((manifest) => treeOf(opened, manifest, signal)));
		const { signatures, ...image } = own;
		const platforms = others.map((one, index) => ({
			...one,
			platform: platformOf(opened, parts[index])
		}));
		return {
			path,
			format: null,
			signatures,
			record: null,
			image: {
				...image,
				platforms
			},
			exitCode: 0
		};
	} catch (error) {
		if (!(error instanceof ChanceryError)) throw error;
		const { code, message, howToFix, exitCode } = error;
		return {
			path,
			format: null,
			code,
			message,
			howToFix,
			signatures: [],
			record: null,
			exitCode
		};
	}
}
async function treeOf(opened, manifest, signal) {
	const { found, others, unread } = await readImageContents(opened.repository, manifest.digest, signal);
	const signatures = [];
	const attestations = [];
	for (const one of found) {
		const claims = claimsOf(one);
		const reference = opened.referenceTo(one.at);
		const predicateType = attestationType(claims);
		if (predicateType !== null) attestations.push({
			reference,
			predicateType,
			verdict: "not-checked"
		});
		else signatures.push(entryOf(reference, `oci-${one.content.kind}`, claims));
	}
	for (const { at, error } of unread) signatures.push(entryOf(opened.referenceTo(at), null, error));
	return {
		reference: opened.referenceTo(manifest.digest),
		mediaType: manifest.mediaType,
		signatures,
		attestations,
		others: others.map(({ at, artifactType }) => ({
			reference: opened.referenceTo(at),
			artifactType
		}))
	};
}
function entryOf(reference, kind, claims) {
	const unknown = {
		digestAlgorithm: null,
		signatureAlgorithm: null,
		nested: false
	};
	if (claims instanceof ChanceryError) {
		const { code, message, howToFix } = claims;
		return {
			signer: null,
			...unknown,
			timestamp: null,
			timestamps: [],
			...failedState(claims),
			reference,
			kind,
			code,
			message,
			howToFix
		};
	}
	const { certificate, timestamp, timestamps, annotations } = claims;
	const texts = Object.entries(annotations).filter((entry) => typeof entry[1] === "string");
	return {
		signer: certificate && {
			subject: certificate.subject,
			issuer: certificate.issuer,
			serial: certificate.serial,
			sha256: certificate.sha256
		},
		...unknown,
		timestamp,
		timestamps,
		integrity: "not-checked",
		chain: "not-checked",
		revocation: "not-checked",
		reference,
		kind,
		annotations: Object.fromEntries(texts)
	};
}
function platformOf({ manifest }, part) {
	const { manifests } = membersOf(JSON.parse(new TextDecoder().decode(manifest.bytes)));
	const entries = Array.isArray(manifests) ? manifests.map((one) => membersOf(one)) : [];
	const { os, architecture, variant } = membersOf(entries.find(({ digest }) => digest === part.digest)?.platform);
	const words = [
		os,
		architecture,
		variant
	].filter((word) => typeof word === "string");
	return words.length === 0 ? null : words.join("/");
}
// packages/engine/src/images/image-report.ts
function reportedImage(path, findings) {
	const { opened, record, provenance, job } = findings;
	const entries = opened ? findings.signatures.map((one) => signatureOf(one, opened)) : [];
	return {
		path,
		format: null,
		signatures: [...entries.filter(({ reliedOn }) => reliedOn), ...entries.filter(({ reliedOn }) => !reliedOn)],
		record: record?.verdict ?? null,
		...provenance !== null && { provenance: provenance.verdict },
		...record !== null && record.key !== null && { recordKey: record.key },
		...record !== null && record.log !== null && { log: record.log },
		...job !== null && { identity: job.entry },
		...opened && { image: {
			reference: opened.referenceTo(opened.manifest.digest),
			mediaType: opened.manifest.mediaType,
			attestations: findings.statements.map((one) => attestationOf(one, opened))
		} }
	};
}
function signatureOf({ at, kind, claims, verified, error }, opened) {
	return {
		...verified ? signatureEntry(asVerifiedSignature(verified)) : {
			signer: claims?.certificate ? signerOf(claims.certificate) : null,
			digestAlgorithm: null,
			signatureAlgorithm: null,
			nested: false,
			timestamp: null,
			timestamps: [],
			...failedState(error)
		},
		reference: opened.referenceTo(at),
		kind: kind && `oci-${kind}`,
		reliedOn: error === null,
		...verified && {
			key: keyFingerprint(verified.key.spki),
			annotations: verified.annotations
		},
		...error && {
			code: error.code,
			message: error.message,
			howToFix: error.howToFix
		}
	};
}
function signerOf({ subject, issuer, serial, sha256 }) {
	return {
		subject,
		issuer,
		serial,
		sha256
	};
}
function attestationOf({ at, predicateType, check }, opened) {
	const { verdict, key, fault } = check;
	return {
		reference: opened.referenceTo(at),
		predicateType,
		verdict,
		...key !== null && { key },
		...fault && { code: fault.code }
	};
}
// packages/engine/src/images/judge-statement.ts
async function judgeStatement({ at, content }, claims, provenanceSigners, trust, { manifest, referenceTo }) {
	const predicateType = claims.predicateType;
	const input = {
		name: referenceTo(at),
		sha256: createHash("sha256").update(content.bytes).digest("hex")
	};
	const signers = predicateType === "https://slsa.dev/provenance/v1" ? provenanceSigners : void 0;
	const expected = {
		image: descriptorOf(manifest),
		annotations: {},
		predicateType,
		dockerReference: null
	};
	try {
		const verified = await judgeSignature(content, claims, expected, trust, {
			...NOBODY,
			signers
		});
		const { statement, log } = verified;
		return {
			at,
			predicateType,
			check: {
				verdict: "verified",
				fault: null,
				statement,
				log,
				...saidBy(verified),
				input
			}
		};
	} catch (error) {
		if (!(error instanceof ChanceryError)) throw error;
		const { code, message, howToFix } = error;
		return {
			at,
			predicateType,
			check: {
				verdict: code === "BUNDLE_KEY_UNTRUSTED" ? "not-checked" : "failed",
				fault: {
					code,
					message,
					howToFix
				},
				statement: null,
				key: null,
				log: null,
				input
			}
		};
	}
}
function saidBy({ key, certificate, identity }) {
	const fingerprint = keyFingerprint(key.spki);
	if (!certificate) return { key: fingerprint };
	return {
		key: fingerprint,
		certifiedBy: identity ?? {
			subject: certificate.subjectName,
			issuer: null
		}
	};
}
const NOBODY = {
	subject: void 0,
	issuer: void 0
};
// packages/engine/src/images/refusal.ts
function refusal(path, signatures, attestations) {
	const others = signatures.flatMap(({ error, verified }) => error ? [{
		error,
		held: verified !== null
	}] : []);
	const first = others.find(({ error }) => error.family === "environment") ?? others.find(({ held }) => held) ?? others.find(({ error }) => failedState(error).integrity !== "not-checked") ?? others[0];
	if (first) return first.error;
	const also = attestations === 0 ? "" : `; of its ${attestations} attestations none is one`;
	const { howToFix } = CORE_ERRORS.NOT_SIGNED;
	return new VerificationError({
		code: "NOT_SIGNED",
		message: `${path} carries no signature${also}`,
		howToFix
	}, []);
}
// packages/engine/src/images/verify-image.ts
const AT_ONCE$1 = 8;
async function verifyImage(run, path) {
	const findings = {
		opened: null,
		signatures: [],
		statements: [],
		record: null,
		provenance: null,
		job: null,
		level: null
	};
	const result = await judgeImage(run, path, findings);
	const { opened } = findings;
	if (!run.policy || !opened) return result;
	const sha256 = opened.manifest.digest.slice(7);
	return run.policy.finish(subjectOf(opened), result, {
		...findings,
		sha256
	});
}
function subjectOf({ name, manifest }) {
	const called = basename(name);
	return {
		name,
		resource: called,
		place: `${called}-${manifest.digest.replace(":", "-")}`
	};
}
async function judgeImage(run, path, findings) {
	try {
		const opened = await run.store.open(path);
		findings.opened = opened;
		await check(run, opened, findings);
		return {
			...reportedImage(path, findings),
			verdict: "verified",
			exitCode: 0
		};
	} catch (error) {
		if (!(error instanceof ChanceryError)) throw error;
		const { code, message, howToFix, exitCode } = error;
		return {
			...reportedImage(path, findings),
			verdict: "failed",
			code,
			message,
			howToFix,
			exitCode
		};
	}
}
async function check({ context: { signal }, options, trust, policy }, opened, findings) {
	const { found, unread } = await readImageContents(opened.repository, opened.manifest.digest, signal);
	const read = found.map((one) => ({
		...one,
		claims: claimsOf(one)
	}));
	const isStatement = ({ claims }) => attestationType(claims) !== null;
	const judged = await concurrently(read.filter((one) => !isStatement(one)), AT_ONCE$1, (one) => judge(one, options, trust, policy?.policy ?? null, opened));
	findings.signatures = [...judged, ...unread.map(unreadSignature)];
	findings.statements = await concurrently(read.filter(isStatement), AT_ONCE$1, (one) => judgeStatement(one, one.claims, options.provenanceSigners, trust, opened));
	const relied = judged.flatMap(({ verified, error }) => verified && error === null ? [verified] : []);
	if (relied.length === 0) throw refusal(opened.path, findings.signatures, findings.statements.length);
	await checkStatements(options, trust, relied, findings);
	if (policy) checkPolicy(policy, trust, relied, findings);
}
function checkPolicy({ policy }, trust, [first], findings) {
	const checks = provenancesIn(findings).filter(({ verdict }) => verdict === "verified");
	const format = first ? `oci-${first.kind}` : null;
	let refused = null;
	let met = false;
	for (const provenance of checks.length > 0 ? checks : [findings.provenance]) try {
		const level = assertPolicy(policy, {
			format,
			provenance
		}, trust);
		if (!met || (level ?? 0) > (findings.level ?? 0)) Object.assign(findings, {
			provenance,
			level
		});
		met = true;
	} catch (error) {
		refused ??= error;
	}
	if (!met) throw refused;
}
function provenancesIn({ statements }) {
	return statements.filter(({ predicateType }) => predicateType === PROVENANCE_TYPE).map(({ check }) => provenanceCheck(check));
}
async function checkStatements(options, trust, relied, findings) {
	const keys = relied.map(({ key }) => keyFingerprint(key.spki));
	const ofType = (type) => findings.statements.filter(({ predicateType }) => predicateType === type).map((one) => one.check);
	const records = ofType(SIGNING_RECORD_TYPE).filter((one) => one.verdict !== "verified" || isAbout(one, keys));
	findings.record = best(records);
	findings.provenance = best(provenancesIn(findings));
	const evidence = {
		signatures: relied.map(asVerifiedSignature),
		record: findings.record,
		provenance: findings.provenance
	};
	assertRequired(options.require ?? [], evidence, trust);
	findings.job = await recordedJob(findings.record?.statement ?? null);
	let refused = null;
	for (const record of records.length > 0 ? records : [null]) {
		const job = await recordedJob(record?.statement ?? null);
		try {
			assertJob(options, record, job, trust);
			if (record?.verdict === "verified") Object.assign(findings, {
				record,
				job
			});
			return;
		} catch (error) {
			refused ??= error;
		}
	}
	throw refused;
}
function isAbout({ statement }, keys) {
	const { fingerprint } = membersOf(membersOf(statement?.predicate).key);
	return keys.some((key) => key === fingerprint);
}
function best(checks) {
	const of = (verdict) => checks.find((one) => one.verdict === verdict);
	return of("verified") ?? of("not-checked") ?? of("failed") ?? null;
}
async function judge({ at, content, claims }, options, trust, policy, { manifest }) {
	const { kind } = content;
	if (claims instanceof ChanceryError) return {
		at,
		kind,
		claims: null,
		verified: null,
		error: claims
	};
	const expected = {
		image: descriptorOf(manifest),
		annotations: options.annotations ?? {},
		predicateType: null,
		dockerReference: options.dockerReference ?? null
	};
	let verified = null;
	try {
		const { identity: subject, issuer } = options;
		verified = await judgeSignature(content, claims, expected, trust, {
			subject,
			issuer
		});
		assertWanted(options, verified, trust);
		if (policy) assertFormat(policy, `oci-${kind}`);
		return {
			at,
			kind,
			claims,
			verified,
			error: null
		};
	} catch (error) {
		if (!(error instanceof ChanceryError)) throw error;
		return {
			at,
			kind,
			claims,
			verified,
			error
		};
	}
}
function assertWanted(options, verified, trust) {
	const { ociFormats, dockerReference, require = [] } = options;
	if (ociFormats !== void 0 && !ociFormats.includes(verified.kind)) throw notMet(`--oci-format: an ${verified.kind} signature does not count`);
	if (dockerReference !== void 0 && verified.kind !== "cosign") throw notMet("--docker-reference: only the classic layout signs the name of a repository");
	const signatures = [asVerifiedSignature(verified)];
	const ofSignature = require.filter((one) => one === "timestamp");
	assertTimestampQuorum(options.timestampQuorum, signatures);
	assertRequired(ofSignature, {
		signatures,
		record: null,
		provenance: null
	}, trust);
	assertSigner$1(options, signatures);
	assertStrong(options, signatures);
	assertAge(options.maxAgeDays, signatures, trust.verifier.at);
}
function unreadSignature({ at, error }) {
	return {
		at,
		kind: null,
		claims: null,
		verified: null,
		error
	};
}
function notMet(message) {
	const code = "REQUIREMENT_NOT_MET";
	return new VerificationError({
		code,
		message,
		howToFix: ENGINE_ERRORS[code].howToFix
	}, []);
}
// packages/engine/src/images/each-image.ts
const AT_ONCE = 16;
async function verifyImages(context, options, trust, policy = null) {
	const store = await ImageStore.of(context, options);
	return eachImage(options, (path) => verifyImage({
		context,
		options,
		trust,
		store,
		policy
	}, path));
}
async function inspectImages(context, options) {
	const store = await ImageStore.of(context, options);
	return eachImage(options, (path) => inspectImage(context, store, path));
}
async function eachImage(options, work) {
	const { signature, bundle, provenanceBundle } = options;
	if ((signature ?? bundle ?? provenanceBundle) !== void 0) throw new EngineError("OPTIONS_CONFLICT", "--signature, --bundle and --provenance-bundle are of a file; those of an image lie beside it", { howToFix: "Verify files and images in two commands." });
	return outcomeOf(await concurrently([...new Set(options.files)], options.concurrency ?? AT_ONCE, work));
}
export { inspectImages, verifyImages };
