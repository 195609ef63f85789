import { d as parseFileBundle, o as verifyCertificateBundle } from "./attest3.js";
import { I as ChanceryError } from "./core.js";
import { p as FilesError } from "./files2.js";
import { t as AttestError } from "./attest.js";
import "./files.js";
import { l as keyFingerprint, n as statementOf, o as verifyMessageBundle, r as verifyKeyBundle } from "./attest4.js";
import { n as readBundleFile } from "./engine24.js";
import { basename } from "node:path";
import { createHash } from "node:crypto";
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
	const { underPolicy } = await import("./engine89.js");
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
export { recordFault as a, isOrIsAtRef as i, checkBundle as n, untrustedKey as o, countedPlaces as r, assertSigner as t };
