import { F as CORE_ERRORS, m as VerificationError } from "./core.js";
import { u as parseBundle } from "./attest3.js";
import { t as AttestError } from "./attest.js";
import { Et as signerKeyFacts, ut as alternativeNamesOf, xt as certificateFacts } from "./codec.js";
import { a as verifyImageSignature } from "./engine54.js";
import { r as countedPlaces, t as assertSigner } from "./engine60.js";
import { t as loggedAs } from "./engine61.js";
// packages/engine/src/images/judge-signature.ts
async function judgeSignature(content, claims, expected, trust, identity) {
	const verified = await judge(content, claims, expected, trust, identity);
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
async function judge(content, claims, expected, { verifier, trustedRoots }, identity) {
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
export { judgeSignature as i, asVerifiedSignature as n, failedState as r, refusal as t };
