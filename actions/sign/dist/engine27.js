import { A as chooseSignatureAlgorithm, C as toBase64, I as ChanceryError, L as CoreError, T as utf8, b as fromBase64, j as digestByName, k as SIGNATURE_ALGORITHMS, v as concat, w as toHex, y as equalBytes } from "./core.js";
import { $t as isCborTag, A as parseCoseSign1, C as parseJsonMembers, D as COSE_HEADER, Dt as smallIntegerOf, E as rawSignatureValue, F as parseTimestamps, J as verifyPath, K as trustedTimestamps, Mt as parseDer, O as coseSign1Message, S as JsonMembers, St as resolveSignatureScheme, T as derSignatureValue, U as authorityFacts, Ut as encodeSequence, W as decidingTimestamp, X as verifySignature, Y as signatureAlgorithmName, Yt as CodecError, Zt as encodeCbor, _ as IMAGE_MANIFEST, b as isDigest, ct as KEY_PURPOSE, d as encodePem, dt as certificateFacts, en as isJsonObject, f as parsePem, ft as extKeyUsageOf, g as IMAGE_INDEX, h as EMPTY_CONFIG, ht as parseCertificate, k as encodeCoseSign1, kt as DerCursor, lt as KEY_USAGE, m as DOCKER_MANIFEST, mt as keyUsageOf, p as DOCKER_INDEX, q as withRenewals, qt as TAG$1, st as EXTENSION, ut as basicConstraintsOf, v as MAX_MANIFEST, x as ociDigest, y as descriptorIn, yt as parsePublicKey, zt as encodeInteger } from "./codec.js";
import { d as lockFolder } from "./files.js";
import { n as EngineError } from "./engine3.js";
import "./http.js";
import { n as trusting, t as faultOfAuthorities } from "./http2.js";
import { t as listVariable } from "./engine7.js";
import { t as readCertificates } from "./engine9.js";
import { t as concurrently } from "./engine17.js";
import { t as AttestError } from "./attest.js";
import { i as preAuthEncoding, r as IN_TOTO_PAYLOAD_TYPE } from "./attest2.js";
import { c as MAX_BUNDLE_BYTES, l as encodeEnvelope, o as verifyCertificateBundle, s as BUNDLE_MEDIA_TYPE, u as parseBundle } from "./attest3.js";
import { l as keyFingerprint, n as statementOf, r as verifyKeyBundle, t as assertSubject } from "./attest4.js";
import { t as membersOf$1 } from "./engine20.js";
import { createHash, randomBytes } from "node:crypto";
import { lstat, mkdir, open, readFile, readdir, realpath, rename, unlink } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { constants as constants$1 } from "node:fs";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { homedir } from "node:os";
import { spawn } from "node:child_process";
// packages/oci/src/errors.ts
const SIGN_AGAIN = "The signature in the registry is damaged or was made up: sign the image again, and delete this one.";
const OCI_ERRORS = {
	OCI_DESCRIPTION_INVALID: {
		family: "usage",
		howToFix: "Give an image by its sha256 digest, annotations that are text, and times in UTC to the second."
	},
	OCI_KEY_UNSUPPORTED: {
		family: "usage",
		howToFix: "Notary Project takes RSA 2048, 3072 or 4096 and ECDSA P-256, P-384 or P-521 keys: use one of them, or --oci-format bundle."
	},
	OCI_CERTIFICATE_MISSING: {
		family: "usage",
		howToFix: "Give the key a certificate with --certificate, leaf first, or sign with --oci-format bundle in its key form."
	},
	OCI_CERTIFICATE_UNSUITABLE: {
		family: "usage",
		howToFix: "Notary verifiers would refuse this chain: a code-signing leaf with a critical keyUsage of digitalSignature, and all issuers up to the self-signed root."
	},
	OCI_MANIFEST_MALFORMED: {
		family: "malformed",
		howToFix: "What the registry holds is no OCI manifest of a signature: delete it there, and sign the image again."
	},
	OCI_DIGEST_UNSUPPORTED: {
		family: "malformed",
		howToFix: "Images are signed by their sha256 digest: push the image with one."
	},
	OCI_PAYLOAD_MALFORMED: {
		family: "malformed",
		howToFix: SIGN_AGAIN
	},
	OCI_ENVELOPE_MALFORMED: {
		family: "malformed",
		howToFix: SIGN_AGAIN
	},
	OCI_ENVELOPE_UNSUPPORTED: {
		family: "malformed",
		howToFix: "The signature demands what only its own tool knows: verify it with that tool, or sign the image again."
	},
	OCI_IMAGE_MISMATCH: {
		family: "untrusted",
		howToFix: "The signature is of another image: sign this one, and find out who moved the other here."
	},
	OCI_REFERENCE_MISMATCH: {
		family: "untrusted",
		howToFix: "The image was signed under another repository name: expect that one, or sign it under this one."
	},
	OCI_ANNOTATION_MISMATCH: {
		family: "untrusted",
		howToFix: "The signature lacks the annotations that were asked for: ask for what it has, or sign again with them."
	},
	OCI_NOT_A_SIGNATURE: {
		family: "untrusted",
		howToFix: "An attestation tells about an image and does not sign it: sign the image, or verify the attestation by its type."
	},
	OCI_PREDICATE_MISMATCH: {
		family: "untrusted",
		howToFix: "The attestation is of another type than asked for: ask for its own type, or attest again."
	},
	OCI_KEY_UNTRUSTED: {
		family: "untrusted",
		howToFix: "Add the public key of whoever signs the image to --trust (PEM)."
	},
	OCI_SIGNATURE_INVALID: {
		family: "untrusted",
		howToFix: SIGN_AGAIN
	},
	OCI_SIGNATURE_EXPIRED: {
		family: "untrusted",
		howToFix: "The signer let the signature run out: get a newer image, or have it signed again."
	}
};
var OciError = class extends ChanceryError {
	constructor(code, message, options) {
		super(OCI_ERRORS, code, message, options);
		this.name = "OciError";
	}
};
// packages/oci/src/description.ts
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const MEDIA_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*$/;
const TIME$1 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
function digestHex(digest) {
	if (!DIGEST.test(digest)) throw new OciError("OCI_DIGEST_UNSUPPORTED", `${JSON.stringify(digest)} is no sha256 digest`, { details: { digest } });
	return digest.slice(7);
}
function checkedImage({ mediaType, digest, size }) {
	digestHex(digest);
	if (!MEDIA_TYPE.test(mediaType)) invalid$2("the media type of the image");
	if (!Number.isSafeInteger(size) || size < 1) invalid$2("the size of the manifest");
	return {
		mediaType,
		digest,
		size
	};
}
function checkedAnnotations(annotations) {
	const members = Object.entries(annotations);
	if (members.some(([name, value]) => name === "" || typeof value !== "string")) invalid$2("an annotation");
	return Object.fromEntries(members);
}
function checkedTime(text, what) {
	const time = new Date(text);
	if (!TIME$1.test(text) || Number.isNaN(time.getTime()) || rfc3339(time) !== text) invalid$2(what);
	return time;
}
function rfc3339(time) {
	return time.toISOString().replace(/\.\d+Z$/, "Z");
}
function invalid$2(what) {
	throw new OciError("OCI_DESCRIPTION_INVALID", `${what} cannot be signed as it is`);
}
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const URI = /^[a-z][a-z0-9+.-]*:./i;
function bundlePayload(description) {
	const { image, attestation, createdAt } = description;
	checkedTime(createdAt, "createdAt");
	const annotations = checkedAnnotations(description.annotations);
	const subject = {
		...attestation && { name: attestation.subjectName },
		digest: { sha256: digestHex(checkedImage(image).digest) },
		...Object.keys(annotations).length > 0 && { annotations }
	};
	const { predicateType, predicate } = attestation ?? {
		predicateType: "https://sigstore.dev/cosign/sign/v1",
		predicate: {}
	};
	if (attestation && (!URI.test(predicateType) || predicateType === "https://sigstore.dev/cosign/sign/v1")) throw new OciError("OCI_DESCRIPTION_INVALID", `${JSON.stringify(predicateType)} is no type of an attestation`);
	if (!isJsonObject(predicate)) throw new OciError("OCI_DESCRIPTION_INVALID", "a predicate is a JSON object");
	return utf8(JSON.stringify({
		_type: STATEMENT_TYPE,
		subject: [subject],
		predicateType,
		predicate
	}));
}
function bundleMessage(description) {
	return preAuthEncoding(IN_TOTO_PAYLOAD_TYPE, bundlePayload(description));
}
// packages/oci/src/blob.ts
function blobOf(mediaType, bytes) {
	return {
		mediaType,
		digest: ociDigest(bytes),
		bytes
	};
}
function jsonBlob(mediaType, value) {
	return blobOf(mediaType, utf8(JSON.stringify(value)));
}
function descriptorOf$1({ mediaType, digest, bytes }) {
	return {
		mediaType,
		digest,
		size: bytes.length
	};
}
const emptyConfig = (mediaType) => blobOf(mediaType, utf8("{}"));
// packages/oci/src/json.ts
function faultOf(code) {
	return (message, options) => new OciError(code, message, options);
}
function membersOf(value, code, what) {
	return new JsonMembers(value, faultOf(code), what);
}
function parseMembers(bytes, code, what) {
	return parseJsonMembers(bytes, faultOf(code), what);
}
// packages/oci/src/classic/payload.ts
const SIMPLE_SIGNING_MEDIA_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";
const ENVELOPE_MEDIA_TYPE = "application/vnd.dsse.envelope.v1+json";
const TYPE = "cosign container image signature";
function classicPayload(description) {
	const annotations = checkedAnnotations(description.annotations);
	if (description.dockerReference === "") throw new OciError("OCI_DESCRIPTION_INVALID", "a signature names the repository that it is for");
	return utf8(JSON.stringify({
		critical: {
			identity: { "docker-reference": description.dockerReference },
			image: { "docker-manifest-digest": checkedImage(description.image).digest },
			type: TYPE
		},
		optional: Object.keys(annotations).length > 0 ? annotations : null
	}));
}
function parseClassicPayload(bytes) {
	const payload = parseMembers(bytes, "OCI_PAYLOAD_MALFORMED", "payload");
	const critical = payload.object("critical");
	const type = critical.text("type");
	if (type !== TYPE) throw new OciError("OCI_NOT_A_SIGNATURE", `the payload is of type ${JSON.stringify(type)}`, { details: { type } });
	return {
		digest: critical.object("image").text("docker-manifest-digest"),
		dockerReference: critical.object("identity").text("docker-reference"),
		optional: optionalOf(payload)
	};
}
function optionalOf(payload) {
	if (!payload.has("optional")) return {};
	const optional = payload.object("optional");
	return Object.fromEntries(optional.names().map((name) => [name, optional.value(name)]));
}
// packages/oci/src/classic/attestation.ts
function classicAttestationTag(digest) {
	return `sha256-${digestHex(digest)}.att`;
}
function classicAttestation({ image, attestation }, bundle) {
	const parsed = parseBundle(bundle);
	if (parsed.kind !== "key" || attestation === null) throw new OciError("OCI_DESCRIPTION_INVALID", "the classic layout keeps attestations by a key");
	const annotations = {
		"dev.cosignproject.cosign/signature": "",
		predicateType: attestation.predicateType
	};
	const layer = {
		blob: blobOf(ENVELOPE_MEDIA_TYPE, encodeEnvelope(parsed.envelope)),
		annotations
	};
	return {
		kind: "tag",
		tag: classicAttestationTag(image.digest),
		layer
	};
}
// packages/oci/src/notary/media-types.ts
const NOTARY_ARTIFACT_TYPE = "application/vnd.cncf.notary.signature";
const NOTARY_MEDIA_TYPES = {
	"notary-jws": "application/jose+json",
	"notary-cose": "application/cose"
};
const NOTARY_PAYLOAD_TYPE = "application/vnd.cncf.notary.payload.v1+json";
const HEADER = {
	scheme: "io.cncf.notary.signingScheme",
	signingTime: "io.cncf.notary.signingTime",
	expiry: "io.cncf.notary.expiry",
	agent: "io.cncf.notary.signingAgent",
	timestamp: "io.cncf.notary.timestampSignature"
};
const X509_SCHEME = "notary.x509";
const CODE$3 = "OCI_MANIFEST_MALFORMED";
function parseSignatureManifest(bytes) {
	const { members, layers } = parseManifest$1(bytes);
	const image = members.has("subject") ? blobIn(members.object("subject")) : null;
	const configType = members.object("config").text("mediaType");
	const artifactType = members.has("artifactType") ? members.text("artifactType") : null;
	const kind = referrerKind(artifactType ?? configType, layers);
	if (kind) {
		const [layer, ...others] = layers;
		if (!image || !layer || others.length > 0) throw new OciError(CODE$3, "a signature of this kind has one layer and the image that it is of");
		return {
			kind,
			image,
			layer
		};
	}
	if (!image && layers.length > 0 && layers.every(({ mediaType }) => mediaType === "application/vnd.dev.cosign.simplesigning.v1+json")) return {
		kind: "cosign",
		layers
	};
	if (!image && layers.length > 0 && layers.every(({ mediaType }) => mediaType === "application/vnd.dsse.envelope.v1+json")) return {
		kind: "cosign-attestations",
		layers
	};
	return {
		kind: "other",
		artifactType: artifactType ?? configType,
		image
	};
}
function referrerKind(artifactType, [layer]) {
	if (artifactType === "application/vnd.cncf.notary.signature") {
		if (layer?.mediaType === NOTARY_MEDIA_TYPES["notary-jws"]) return "notary-jws";
		if (layer?.mediaType === NOTARY_MEDIA_TYPES["notary-cose"]) return "notary-cose";
		throw new OciError(CODE$3, `a Notary signature in ${JSON.stringify(layer?.mediaType ?? null)}`);
	}
	return artifactType === "application/vnd.dev.sigstore.bundle.v0.3+json" || layer?.mediaType === "application/vnd.dev.sigstore.bundle.v0.3+json" ? "bundle" : null;
}
function parseManifest$1(bytes) {
	if (bytes.length > 4194304) throw new OciError(CODE$3, `a manifest of ${bytes.length} bytes`);
	const members = parseMembers(bytes, CODE$3, "manifest");
	if (members.has("mediaType") && members.text("mediaType") !== "application/vnd.oci.image.manifest.v1+json") members.fail("mediaType");
	if (members.count("schemaVersion") !== 2) members.fail("schemaVersion");
	const layers = members.list("layers");
	if (layers.length > 256) throw new OciError(CODE$3, `a manifest with ${layers.length} layers`);
	return {
		members,
		layers: layers.map((layer) => {
			const layerMembers = membersOf(layer, CODE$3, "layer");
			return {
				...blobIn(layerMembers),
				annotations: layerMembers.texts("annotations")
			};
		})
	};
}
function blobIn(members) {
	digestHex(members.text("digest"));
	const { mediaType, digest, size } = descriptorIn(members);
	return {
		mediaType,
		digest,
		size
	};
}
// packages/oci/src/signing-certificate.ts
function signingCertificate(signer) {
	const [leaf] = signer.certificates;
	if (!leaf) throw new OciError("OCI_CERTIFICATE_MISSING", `the key ${signer.name} has no certificate`);
	if (!equalBytes(parseCertificate(leaf).publicKey.spki, signer.publicKey)) throw new OciError("OCI_CERTIFICATE_MISSING", `the first certificate of ${signer.name} is another key's`);
	return leaf;
}
// packages/oci/src/timestamp-response.ts
function encodeTimestampResponse(token) {
	return encodeSequence(encodeSequence(encodeInteger(0)), token);
}
function timestampTokenIn(response) {
	const cursor = new DerCursor(parseDer(response, "TimeStampResp", TAG$1.sequence), "TimeStampResp");
	const status = smallIntegerOf(new DerCursor(cursor.take("status"), "PKIStatusInfo").take("status"), "PKIStatus");
	const token = cursor.take("timeStampToken", TAG$1.sequence);
	cursor.end();
	if (status > 1) throw new OciError("OCI_ENVELOPE_MALFORMED", "the timestamp was refused by its authority");
	return token.bytes;
}
// packages/oci/src/classic/annotations.ts
const SIGNATURE = "dev.cosignproject.cosign/signature";
const CERTIFICATE$1 = "dev.sigstore.cosign/certificate";
const CHAIN = "dev.sigstore.cosign/chain";
const TIMESTAMP = "dev.sigstore.cosign/rfc3161timestamp";
const CODE$2 = "OCI_ENVELOPE_MALFORMED";
const MAX_CERTIFICATES = 16;
function encodeClassicAnnotations(signature, signer, timestampToken) {
	const chain = signer?.certificates.slice(1) ?? [];
	return {
		[SIGNATURE]: toBase64(signature),
		...signer && { [CERTIFICATE$1]: encodePem("CERTIFICATE", signingCertificate(signer)) },
		...chain.length > 0 && { [CHAIN]: chain.map((der) => encodePem("CERTIFICATE", der)).join("") },
		...timestampToken && timestampAnnotation(timestampToken)
	};
}
function timestampAnnotation(token) {
	return { [TIMESTAMP]: JSON.stringify({ SignedRFC3161Timestamp: toBase64(encodeTimestampResponse(token)) }) };
}
function parseClassicAnnotations(annotations) {
	const members = membersOf(annotations, CODE$2, "annotations");
	const certificates = [CERTIFICATE$1, CHAIN].flatMap((name) => members.has(name) ? parsePem(members.text(name)).map(({ bytes }) => bytes) : []);
	if (certificates.length > MAX_CERTIFICATES) throw new OciError(CODE$2, "there are more certificates than any chain has");
	const timestamp = members.has(TIMESTAMP) ? parseMembers(utf8(members.text(TIMESTAMP)), CODE$2, "timestamp") : null;
	return {
		signature: members.base64(SIGNATURE),
		certificates,
		timestampTokens: timestamp ? [timestampTokenIn(timestamp.base64("SignedRFC3161Timestamp"))] : []
	};
}
// packages/oci/src/classic/layer.ts
function classicTag$1(digest) {
	return `sha256-${digestHex(digest)}.sig`;
}
function classicLayer(description, signer, signature, timestampToken) {
	return {
		blob: blobOf(SIMPLE_SIGNING_MEDIA_TYPE, classicPayload(description)),
		annotations: encodeClassicAnnotations(signature, description.form === "certificate" ? signer : null, timestampToken)
	};
}
const CONFIG_MEDIA_TYPE = "application/vnd.oci.image.config.v1+json";
const NO_TIME = "0001-01-01T00:00:00Z";
function appendClassicLayer(existing, { blob, annotations }, replaced = () => false) {
	const found = existing ? parseManifest$1(existing) : null;
	const ours = {
		...descriptorOf$1(blob),
		annotations
	};
	const before = found?.layers ?? [];
	const stay = before.map((layer) => isSame(layer, ours) || !replaced(layer));
	const kept = before.filter((_, index) => stay[index]);
	const isNew = !kept.some((layer) => isSame(layer, ours));
	const layers = isNew ? [...kept, ours] : kept;
	if (layers.length > 256) throw new OciError("OCI_MANIFEST_MALFORMED", `the image has 256 signatures under this tag already`);
	const config = jsonBlob(CONFIG_MEDIA_TYPE, {
		architecture: "",
		created: NO_TIME,
		history: layers.map(() => ({ created: NO_TIME })),
		os: "",
		rootfs: {
			type: "layers",
			diff_ids: layers.map(({ digest }) => digest)
		},
		config: {}
	});
	const members = found ? Object.fromEntries(found.members.names().map((name) => [name, found.members.value(name)])) : {};
	return {
		manifest: jsonBlob(IMAGE_MANIFEST, {
			...members,
			schemaVersion: 2,
			mediaType: IMAGE_MANIFEST,
			config: descriptorOf$1(config),
			layers: [...found?.members.list("layers").filter((_, index) => stay[index]) ?? [], ...isNew ? [ours] : []]
		}),
		config,
		isChange: isNew || kept.length < before.length
	};
}
function isSame(a, b) {
	return a.digest === b.digest && JSON.stringify(a.annotations) === JSON.stringify(b.annotations);
}
// packages/oci/src/bundle/hint.ts
function cosignHint(spki) {
	return createHash("sha256").update(spki).digest("base64");
}
// packages/oci/src/bundle/referrer.ts
function bundleReferrer(description, signer, signature, timestampTokens, logEntries) {
	const bundle = jsonBlob(BUNDLE_MEDIA_TYPE, {
		mediaType: BUNDLE_MEDIA_TYPE,
		verificationMaterial: {
			...signedWith(description, signer),
			...logEntries.length > 0 && { tlogEntries: logEntries },
			...timestampTokens.length > 0 && { timestampVerificationData: { rfc3161Timestamps: timestampTokens.map((token) => ({ signedTimestamp: toBase64(encodeTimestampResponse(token)) })) } }
		},
		dsseEnvelope: {
			payload: toBase64(bundlePayload(description)),
			payloadType: IN_TOTO_PAYLOAD_TYPE,
			signatures: [{ sig: toBase64(signature) }]
		}
	});
	const config = emptyConfig(EMPTY_CONFIG);
	const annotations = {
		"dev.sigstore.bundle.content": "dsse-envelope",
		"dev.sigstore.bundle.predicateType": description.attestation?.predicateType ?? "https://sigstore.dev/cosign/sign/v1",
		"org.opencontainers.image.created": description.createdAt
	};
	return {
		manifest: {
			...jsonBlob(IMAGE_MANIFEST, {
				schemaVersion: 2,
				mediaType: IMAGE_MANIFEST,
				config: {
					...descriptorOf$1(config),
					artifactType: BUNDLE_MEDIA_TYPE
				},
				layers: [descriptorOf$1(bundle)],
				annotations,
				subject: checkedImage(description.image),
				artifactType: BUNDLE_MEDIA_TYPE
			}),
			artifactType: BUNDLE_MEDIA_TYPE,
			annotations
		},
		blobs: [config, bundle]
	};
}
function signedWith(description, signer) {
	if (description.form === "key") return { publicKey: { hint: cosignHint(signer.publicKey) } };
	return { certificate: { rawBytes: toBase64(signingCertificate(signer)) } };
}
// packages/oci/src/signature-wish.ts
function sigstoreWish(kind) {
	if (kind === "ed25519") return wishOf("eddsa", "sha512");
	return wishOf(kind === "rsa" ? "rsa-pkcs1" : "ecdsa", "sha256");
}
function certifiedWish(kind) {
	const { scheme, digest } = chooseSignatureAlgorithm(kind);
	return wishOf(scheme, digest);
}
function wishOf(scheme, digest) {
	return {
		scheme,
		digest,
		saltLength: digestByName(digest).length
	};
}
function schemeOf({ scheme, digest, saltLength }) {
	return {
		scheme,
		digest: digestByName(digest),
		saltLength: scheme === "rsa-pss" ? saltLength : null
	};
}
function wishName(wish, key) {
	return signatureAlgorithmName(key, schemeOf(wish));
}
function heldAlgorithm(key, wishes, message, signature) {
	if (key.kind === null) return null;
	const wish = wishes(key.kind).find((one) => verifySignature(key, schemeOf(one), message, signature));
	return wish ? wishName(wish, key) : null;
}
// packages/oci/src/notary/algorithm.ts
const ALGORITHMS = {
	"rsa 2048": "rsa-pss-sha256",
	"rsa 3072": "rsa-pss-sha384",
	"rsa 4096": "rsa-pss-sha512",
	"ec 256": "ecdsa-p256-sha256",
	"ec 384": "ecdsa-p384-sha384",
	"ec 521": "ecdsa-p521-sha512"
};
function notaryAlgorithm({ family, bits, kind }) {
	const id = kind === null ? void 0 : ALGORITHMS[`${family} ${bits}`];
	return SIGNATURE_ALGORITHMS.find((algorithm) => algorithm.id === id) ?? null;
}
function requireNotaryAlgorithm(key) {
	const algorithm = notaryAlgorithm(key);
	if (algorithm) return algorithm;
	throw new OciError("OCI_KEY_UNSUPPORTED", `Notary Project does not sign with ${key.kind ?? "such"} keys of ${key.bits} bits`, { details: {
		kind: key.kind,
		bits: key.bits
	} });
}
function notaryWish({ scheme, digest }) {
	return wishOf(scheme, digest);
}
// packages/oci/src/notary/certificates.ts
const FOREIGN_PURPOSES = [
	"1",
	"2",
	"4",
	"8",
	"9"
].map((last) => `1.3.6.1.5.5.7.3.${last}`);
function lintNotaryChain(chain, at) {
	const [leaf, ...issuers] = chain.map(parseCertificate);
	if (!leaf) return ["NO_CERTIFICATE"];
	const all = [leaf, ...issuers];
	const faults = [
		...leafFaults(leaf),
		...issuers.flatMap(issuerFaults),
		...orderFaults(all)
	];
	if (issuers.length > 0 && isSelfIssued(leaf)) faults.push("LEAF_SELF_SIGNED");
	if (all.some(({ notBefore, notAfter }) => at < notBefore || at > notAfter)) faults.push("NOT_VALID_AT_SIGNING_TIME");
	return [...new Set(faults)];
}
function notaryChain(certificates, anchors, at) {
	const [leaf, ...intermediates] = certificates.map(parseCertificate);
	if (!leaf) throw new OciError("OCI_CERTIFICATE_MISSING", "Notary Project signs under a certificate, and the key has none");
	return verifyPath({
		leaf,
		intermediates,
		anchors,
		at,
		purpose: "code-signing"
	}).chain.map(({ der }) => der);
}
function leafFaults(leaf) {
	const faults = [];
	if (!notaryAlgorithm(leaf.publicKey)) faults.push("KEY_UNSUPPORTED");
	if (basicConstraintsOf(leaf)?.ca) faults.push("LEAF_IS_CA");
	const usage = keyUsageOf(leaf);
	if (!usage) faults.push("KEY_USAGE_MISSING");
	else {
		if (!hasCriticalKeyUsage(leaf)) faults.push("KEY_USAGE_NOT_CRITICAL");
		if (!usage.includes(KEY_USAGE.digitalSignature)) faults.push("KEY_USAGE_NO_SIGNATURES");
		const signs = [KEY_USAGE.digitalSignature, KEY_USAGE.nonRepudiation];
		if (usage.some((bit) => !signs.includes(bit))) faults.push("KEY_USAGE_MORE_THAN_SIGNATURES");
	}
	const purposes = extKeyUsageOf(leaf);
	if (purposes && !purposes.includes(KEY_PURPOSE.codeSigning)) faults.push("PURPOSE_NOT_CODE_SIGNING");
	if (purposes?.some((oid) => FOREIGN_PURPOSES.includes(oid))) faults.push("PURPOSE_MORE_THAN_CODE_SIGNING");
	return faults;
}
function issuerFaults(issuer) {
	const faults = [];
	if (!basicConstraintsOf(issuer)?.ca) faults.push("ISSUER_NOT_CA");
	if (!hasCriticalKeyUsage(issuer) || !keyUsageOf(issuer)?.includes(KEY_USAGE.keyCertSign)) faults.push("ISSUER_KEY_USAGE");
	return faults;
}
function orderFaults(chain) {
	const faults = [];
	chain.forEach((certificate, index) => {
		const issuer = chain[index + 1];
		if (issuer) {
			if (!isIssuedBy(certificate, issuer)) faults.push("ISSUER_ORDER");
		} else if (!isSelfIssued(certificate) || !isIssuedBy(certificate, certificate)) faults.push("ROOT_MISSING");
	});
	return faults;
}
function isSelfIssued({ subject, issuer }) {
	return equalBytes(subject, issuer);
}
function hasCriticalKeyUsage({ extensions }) {
	return extensions.some(({ oid, critical }) => oid === EXTENSION.keyUsage && critical);
}
function isIssuedBy(certificate, issuer) {
	if (!equalBytes(certificate.issuer, issuer.subject)) return false;
	try {
		const scheme = resolveSignatureScheme(certificate.signatureAlgorithm, null);
		return !scheme.digest.weak && verifySignature(issuer.publicKey, scheme, certificate.tbs, certificate.signature);
	} catch (error) {
		if (error instanceof CodecError) return false;
		throw error;
	}
}
const UNDERSTOOD = [HEADER.scheme, HEADER.expiry];
function assertHeaders({ contentType, scheme, critical, hasExpiry }) {
	const unknown = critical.find((name) => !UNDERSTOOD.includes(name));
	if (unknown !== void 0) unsupported(`the header ${JSON.stringify(unknown)} is critical, and unknown here`);
	if (contentType !== "application/vnd.cncf.notary.payload.v1+json") unsupported("the envelope holds another payload than an image");
	if (scheme !== "notary.x509") unsupported(`the signing scheme ${JSON.stringify(scheme ?? null)}`);
	if (!critical.includes(HEADER.scheme)) unsupported("the signing scheme is not critical");
	if (critical.includes(HEADER.expiry) !== hasExpiry) unsupported("an expiry is critical where there is one");
}
function unsupported(why) {
	throw new OciError("OCI_ENVELOPE_UNSUPPORTED", why);
}
// packages/oci/src/notary/cose.ts
const EPOCH_TAG = 1;
function coseMessage(claims) {
	return coseSign1Message(coseProtected(claims), claims.payload);
}
function encodeCose(claims, material) {
	const { certificates, signingAgent, timestampToken, signature } = material;
	const unprotectedHeaders = /* @__PURE__ */ new Map([[COSE_HEADER.x5chain, certificates]]);
	if (signingAgent !== null) unprotectedHeaders.set(HEADER.agent, signingAgent);
	if (timestampToken) unprotectedHeaders.set(HEADER.timestamp, timestampToken);
	return encodeCoseSign1({
		protectedBytes: coseProtected(claims),
		unprotectedHeaders,
		payload: claims.payload,
		signature
	});
}
function coseProtected({ algorithm, signingTime, expiry }) {
	const headers = /* @__PURE__ */ new Map([
		[COSE_HEADER.alg, algorithm.cose],
		[COSE_HEADER.crit, [HEADER.scheme, ...expiry ? [HEADER.expiry] : []]],
		[COSE_HEADER.contentType, NOTARY_PAYLOAD_TYPE],
		[HEADER.scheme, X509_SCHEME],
		[HEADER.signingTime, epoch(signingTime)]
	]);
	if (expiry) headers.set(HEADER.expiry, epoch(expiry));
	return encodeCbor(headers);
}
function epoch(time) {
	return {
		tag: EPOCH_TAG,
		value: Math.floor(time.getTime() / 1e3)
	};
}
function parseCose(bytes) {
	const { protectedBytes, protectedHeaders: headers, unprotectedHeaders, payload, signature } = parseCoseSign1(bytes);
	if (payload === null) malformed("payload");
	assertHeaders({
		contentType: headers.get(COSE_HEADER.contentType),
		scheme: headers.get(HEADER.scheme),
		critical: listOf(headers.get(COSE_HEADER.crit), "crit"),
		hasExpiry: headers.has(HEADER.expiry)
	});
	const cose = headers.get(COSE_HEADER.alg);
	const algorithm = SIGNATURE_ALGORITHMS.find((row) => row.cose === cose);
	if (!algorithm) throw new OciError("OCI_ENVELOPE_UNSUPPORTED", `the algorithm ${JSON.stringify(cose ?? null)}`);
	const timestamp = unprotectedHeaders.get(HEADER.timestamp);
	const agent = unprotectedHeaders.get(HEADER.agent);
	return {
		algorithm,
		payload,
		signingTime: timeOf(headers.get(HEADER.signingTime), HEADER.signingTime),
		expiry: headers.has(HEADER.expiry) ? timeOf(headers.get(HEADER.expiry), HEADER.expiry) : null,
		message: coseSign1Message(protectedBytes, payload),
		signature,
		certificates: certificatesOf(unprotectedHeaders.get(COSE_HEADER.x5chain)),
		timestampToken: timestamp === void 0 ? null : bytesOf(timestamp, HEADER.timestamp),
		signingAgent: typeof agent === "string" ? agent : null
	};
}
function certificatesOf(value) {
	const certificates = value instanceof Uint8Array ? [value] : listOf(value, "x5chain");
	if (certificates.length > 16) malformed("x5chain");
	return certificates.map((der) => bytesOf(der, "x5chain"));
}
function timeOf(value, what) {
	if (!isCborTag(value) || value.tag !== EPOCH_TAG || typeof value.value !== "number") malformed(what);
	const time = /* @__PURE__ */ new Date(value.value * 1e3);
	return Number.isNaN(time.getTime()) ? malformed(what) : time;
}
function bytesOf(value, what) {
	return value instanceof Uint8Array ? value : malformed(what);
}
function listOf(value, what) {
	return Array.isArray(value) ? value : malformed(what);
}
function malformed(what) {
	throw new OciError("OCI_ENVELOPE_MALFORMED", `the COSE envelope has no ${what}, or not as it should be`);
}
// packages/oci/src/notary/jws.ts
const CODE$1 = "OCI_ENVELOPE_MALFORMED";
function jwsMessage(claims) {
	return utf8(`${base64url(jwsProtected(claims))}.${base64url(claims.payload)}`);
}
function encodeJws(claims, material) {
	const { certificates, signingAgent, timestampToken, signature } = material;
	return utf8(JSON.stringify({
		payload: base64url(claims.payload),
		protected: base64url(jwsProtected(claims)),
		header: {
			x5c: certificates.map(toBase64),
			...signingAgent !== null && { [HEADER.agent]: signingAgent },
			...timestampToken && { [HEADER.timestamp]: toBase64(timestampToken) }
		},
		signature: base64url(signature)
	}));
}
function jwsProtected({ algorithm, signingTime, expiry }) {
	return utf8(JSON.stringify({
		alg: algorithm.jwa,
		crit: [HEADER.scheme, ...expiry ? [HEADER.expiry] : []],
		cty: NOTARY_PAYLOAD_TYPE,
		[HEADER.scheme]: X509_SCHEME,
		[HEADER.signingTime]: rfc3339(signingTime),
		...expiry && { [HEADER.expiry]: rfc3339(expiry) }
	}));
}
function parseJws(bytes) {
	const jws = parseMembers(bytes, CODE$1, "JWS");
	const headers = parseMembers(jws.decoded("protected", fromBase64url), CODE$1, "protected header");
	assertHeaders({
		contentType: headers.value("cty"),
		scheme: headers.value(HEADER.scheme),
		critical: headers.list("crit"),
		hasExpiry: headers.has(HEADER.expiry)
	});
	const jwa = headers.text("alg");
	const algorithm = SIGNATURE_ALGORITHMS.find((row) => row.jwa === jwa);
	if (!algorithm) throw new OciError("OCI_ENVELOPE_UNSUPPORTED", `the algorithm ${JSON.stringify(jwa)}`);
	const header = jws.object("header");
	const certificates = header.list("x5c");
	if (certificates.length > 16) header.fail("x5c");
	return {
		algorithm,
		payload: jws.decoded("payload", fromBase64url),
		signingTime: timeIn(headers, HEADER.signingTime),
		expiry: headers.has(HEADER.expiry) ? timeIn(headers, HEADER.expiry) : null,
		message: concat(utf8(jws.text("protected")), utf8("."), utf8(jws.text("payload"))),
		signature: jws.decoded("signature", fromBase64url),
		certificates: certificates.map((der) => membersOf({ der }, CODE$1, "x5c").base64("der")),
		timestampToken: header.has(HEADER.timestamp) ? header.base64(HEADER.timestamp) : null,
		signingAgent: header.has(HEADER.agent) ? header.text(HEADER.agent) : null
	};
}
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
function timeIn(headers, name) {
	const text = headers.text(name);
	const time = new Date(text);
	return TIME.test(text) && !Number.isNaN(time.getTime()) ? time : headers.fail(name);
}
function base64url(bytes) {
	return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
function fromBase64url(text) {
	if (!/^[\w-]*$/.test(text)) throw new TypeError("not base64url");
	const padding = "=".repeat((4 - text.length % 4) % 4);
	return fromBase64(text.replaceAll("-", "+").replaceAll("_", "/") + padding);
}
// packages/oci/src/notary/payload.ts
function notaryPayload(image, annotations) {
	const checked = checkedAnnotations(annotations);
	const targetArtifact = {
		...checkedImage(image),
		...Object.keys(checked).length > 0 && { annotations: checked }
	};
	return utf8(JSON.stringify({ targetArtifact }));
}
function parseNotaryPayload(bytes) {
	const target = parseMembers(bytes, "OCI_PAYLOAD_MALFORMED", "payload").object("targetArtifact");
	const digest = target.text("digest");
	digestHex(digest);
	return {
		image: {
			mediaType: target.text("mediaType"),
			digest,
			size: target.count("size")
		},
		annotations: target.texts("annotations")
	};
}
// packages/oci/src/notary/referrer.ts
const WRITERS = {
	"notary-jws": {
		message: jwsMessage,
		encode: encodeJws
	},
	"notary-cose": {
		message: coseMessage,
		encode: encodeCose
	}
};
function notaryToBeSigned(description, signer) {
	const claims = claimsOf$1(description, signer);
	const faults = lintNotaryChain(signer.certificates, claims.signingTime);
	if (faults.length > 0) throw new OciError("OCI_CERTIFICATE_UNSUITABLE", `notation would refuse the certificates of ${signer.name}`, { details: { faults } });
	return {
		wish: notaryWish(claims.algorithm),
		message: WRITERS[description.kind].message(claims)
	};
}
function notarySignatureBytes(signer, signature) {
	return rawSignatureValue(algorithmOf$2(signer), signature);
}
function notaryReferrer(description, signer, signature, timestampToken) {
	const { certificates } = signer;
	const claims = claimsOf$1(description, signer);
	const envelope = WRITERS[description.kind].encode(claims, {
		signature: rawSignatureValue(claims.algorithm, signature),
		certificates,
		timestampToken,
		signingAgent: description.signingAgent
	});
	const layer = blobOf(NOTARY_MEDIA_TYPES[description.kind], envelope);
	const config = emptyConfig(NOTARY_ARTIFACT_TYPE);
	const thumbprints = certificates.map((der) => toHex(createHash("sha256").update(der).digest()));
	const annotations = {
		"io.cncf.notary.x509chain.thumbprint#S256": JSON.stringify(thumbprints),
		"org.opencontainers.image.created": description.signingTime
	};
	return {
		manifest: {
			...jsonBlob(IMAGE_MANIFEST, {
				schemaVersion: 2,
				mediaType: IMAGE_MANIFEST,
				config: descriptorOf$1(config),
				layers: [descriptorOf$1(layer)],
				subject: checkedImage(description.image),
				annotations
			}),
			artifactType: NOTARY_ARTIFACT_TYPE,
			annotations
		},
		blobs: [config, layer]
	};
}
function claimsOf$1(description, signer) {
	const signingTime = checkedTime(description.signingTime, "signingTime");
	const expiry = description.expiry === null ? null : checkedTime(description.expiry, "expiry");
	if (expiry && expiry <= signingTime) throw new OciError("OCI_DESCRIPTION_INVALID", "the signature would expire before it is made");
	const payload = notaryPayload(description.image, description.annotations);
	return {
		algorithm: algorithmOf$2(signer),
		payload,
		signingTime,
		expiry
	};
}
function algorithmOf$2(signer) {
	return requireNotaryAlgorithm(parseCertificate(signingCertificate(signer)).publicKey);
}
// packages/oci/src/image-signature.ts
function imageToBeSigned(description, signer) {
	switch (description.kind) {
		case "bundle":
			if (description.form === "certificate") signingCertificate(signer);
			return {
				wish: sigstoreWish(signer.key),
				message: bundleMessage(description)
			};
		case "cosign":
			if (description.form === "certificate") signingCertificate(signer);
			return {
				wish: sigstoreWish(signer.key),
				message: classicPayload(description)
			};
		case "notary-jws":
		case "notary-cose": return notaryToBeSigned(description, signer);
	}
}
function imageTimestampMessage(description, signer, signature) {
	return description.kind === "notary-jws" || description.kind === "notary-cose" ? notarySignatureBytes(signer, signature) : signature;
}
function imageSignature(description, signer, signature, timestampTokens, logEntries = []) {
	const timestampToken = timestampTokens[0] ?? null;
	switch (description.kind) {
		case "bundle": return {
			kind: "referrer",
			...bundleReferrer(description, signer, signature, timestampTokens, logEntries)
		};
		case "cosign": return {
			kind: "tag",
			tag: classicTag$1(description.image.digest),
			layer: classicLayer(description, signer, signature, timestampToken)
		};
		case "notary-jws":
		case "notary-cose": return {
			kind: "referrer",
			...notaryReferrer(description, signer, signature, timestampToken)
		};
	}
}
async function signImage(description, key, timestamper, signal, log = null) {
	const { wish, message } = imageToBeSigned(description, key.info);
	const signature = await key.sign(wish, message, signal);
	const room = description.kind === "bundle" ? "several" : "one";
	const stamped = timestamper ? await timestamper.stamp(imageTimestampMessage(description, key.info, signature), signal, room) : null;
	const logged = log && description.kind === "bundle" ? await log.add(loggable(description, key.info, wish, message, signature), null, signal) : null;
	const logEntries = logged ? [logged.entry] : [];
	return {
		...imageSignature(description, key.info, signature, stamped?.tokens ?? [], logEntries),
		logged,
		timestampFailures: stamped?.failures ?? []
	};
}
function loggable({ form }, signer, { scheme, digest: hash }, message, signature) {
	const made = SIGNATURE_ALGORITHMS.find((row) => row.key === signer.key && row.scheme === scheme && row.digest === hash);
	return {
		digest: createHash("sha256").update(message).digest(),
		signature,
		publicKey: signer.publicKey,
		algorithm: made?.id ?? null,
		certificate: form === "certificate" ? signingCertificate(signer) : null
	};
}
// packages/oci/src/bundle/content.ts
const CODE = "OCI_ENVELOPE_MALFORMED";
const MAX_MATERIAL = 16;
function parseBundleContent(bytes) {
	const parsed = parseBundle(bytes);
	const json = parseMembers(bytes, CODE, "bundle");
	const envelope = parsed.kind === "key" ? parsed.envelope : envelopeIn(json);
	const annotations = parseMembers(envelope.payload, CODE, "statement").list("subject").map((subject) => membersOf(subject, CODE, "subject").texts("annotations"));
	return {
		parsed,
		envelope,
		statement: statementOf(envelope),
		annotations,
		...materialOf(json)
	};
}
function envelopeIn(json) {
	if (!json.has("dsseEnvelope")) throw new OciError(CODE, "the bundle has no envelope");
	const bare = parseBundle(utf8(JSON.stringify(json.value("dsseEnvelope"))));
	if (bare.kind !== "key") throw new OciError(CODE, "the envelope in the bundle is no envelope");
	return bare.envelope;
}
function materialOf(json) {
	if (!json.has("verificationMaterial")) return {
		certificates: [],
		timestampTokens: []
	};
	const material = json.object("verificationMaterial");
	const certificates = material.has("x509CertificateChain") ? material.object("x509CertificateChain").list("certificates") : material.has("certificate") ? [material.value("certificate")] : [];
	const data = material.has("timestampVerificationData") ? material.object("timestampVerificationData") : null;
	const timestamps = data?.has("rfc3161Timestamps") ? data.list("rfc3161Timestamps") : [];
	if (certificates.length > MAX_MATERIAL || timestamps.length > MAX_MATERIAL) throw new OciError(CODE, "there are more certificates or timestamps than any signature has");
	return {
		certificates: certificates.map((one) => membersOf(one, CODE, "certificate").base64("rawBytes")),
		timestampTokens: timestamps.map((one) => timestampTokenIn(membersOf(one, CODE, "timestamp").base64("signedTimestamp")))
	};
}
// packages/oci/src/signer-path.ts
function verifySignerPath(certificates, tokens, signature, verifier) {
	const timestamps = parseTimestamps(tokens, signature);
	const witnesses = trustedTimestamps(timestamps, verifier);
	const trusted = decidingTimestamp(witnesses, verifier);
	const at = trusted?.time ?? verifier.at;
	const [leaf, ...intermediates] = certificates;
	try {
		const { revocation } = verifyPath({
			leaf,
			intermediates,
			anchors: verifier.anchors,
			at,
			purpose: "code-signing",
			crls: verifier.crls,
			crlsAt: verifier.at,
			signedAt: trusted?.time ?? null
		});
		return {
			revocation,
			...timestampFacts(witnesses, verifier)
		};
	} catch (error) {
		const [unheard] = timestamps;
		if (witnesses.length > 0 || !unheard || !(error instanceof CodecError) || error.code !== "CERTIFICATE_EXPIRED") throw error;
		const who = unheard.authority.subjectName;
		throw new CodecError("TIMESTAMP_UNTRUSTED", `${error.message}, and its timestamp by ${who} is not trusted`);
	}
}
function keyTimestamp(tokens, signature, verifier) {
	return timestampFacts(trustedTimestamps(parseTimestamps(tokens, signature), verifier), verifier);
}
function parseCertificates(ders) {
	return ders.map(parseCertificate);
}
function timestampFacts(witnesses, verifier) {
	const trusted = decidingTimestamp(witnesses, verifier);
	return {
		timestamp: authorityFacts(trusted ? [trusted] : [])[0] ?? null,
		timestamps: authorityFacts(witnesses)
	};
}
// packages/oci/src/verification.ts
function assertImage(digest, { image }) {
	if (digest !== image.digest) throw new OciError("OCI_IMAGE_MISMATCH", `the signature is of ${digest}, not of ${image.digest}`, { details: {
		signed: digest,
		image: image.digest
	} });
}
function assertAnnotations(signed, expected) {
	const missing = Object.entries(expected).filter(([name, value]) => !Object.hasOwn(signed, name) || signed[name] !== value);
	if (missing.length > 0) {
		const names = missing.map(([name]) => name);
		throw new OciError("OCI_ANNOTATION_MISMATCH", `the signature does not say ${names.join(", ")} as expected`, { details: { annotations: names } });
	}
}
// packages/oci/src/notary/verify.ts
function parseNotaryEnvelope(kind, bytes) {
	if (bytes.length > 4194304) throw new OciError("OCI_ENVELOPE_MALFORMED", `an envelope of ${bytes.length} bytes`);
	return kind === "notary-jws" ? parseJws(bytes) : parseCose(bytes);
}
function verifyNotarySignature(kind, bytes, expected, { verifier }) {
	if (expected.predicateType !== null) throw new OciError("OCI_PREDICATE_MISMATCH", "a Notary Project signature is no attestation");
	const envelope = parseNotaryEnvelope(kind, bytes);
	const certificates = parseCertificates(envelope.certificates);
	const [leaf] = certificates;
	if (!leaf) throw new OciError("OCI_ENVELOPE_MALFORMED", "the envelope has no certificate");
	if (notaryAlgorithm(leaf.publicKey)?.id !== envelope.algorithm.id) throw new OciError("OCI_ENVELOPE_UNSUPPORTED", `a key of ${leaf.subjectName} does not sign with ${envelope.algorithm.id}`);
	const value = derSignatureValue(envelope.algorithm, envelope.signature);
	const scheme = schemeOf(notaryWish(envelope.algorithm));
	if (!value || !verifySignature(leaf.publicKey, scheme, envelope.message, value)) throw new OciError("OCI_SIGNATURE_INVALID", "the envelope is not what its certificate signed");
	const payload = parseNotaryPayload(envelope.payload);
	assertImage(payload.image.digest, expected);
	if (payload.image.size !== expected.image.size || payload.image.mediaType !== expected.image.mediaType) throw new OciError("OCI_IMAGE_MISMATCH", "the signature describes the image as of another size or media type");
	const path = verifySignerPath(certificates, envelope.timestampToken ? [envelope.timestampToken] : [], envelope.signature, verifier);
	assertNotExpired(envelope, verifier.at);
	assertAnnotations(payload.annotations, expected.annotations);
	return {
		kind,
		signedBy: leaf.subjectName,
		certificate: leaf,
		key: leaf.publicKey,
		algorithm: envelope.algorithm.id,
		...path,
		annotations: payload.annotations,
		statement: null,
		signingTime: rfc3339(envelope.signingTime),
		expiry: envelope.expiry && rfc3339(envelope.expiry)
	};
}
function assertNotExpired({ expiry, signingTime }, at) {
	if (!expiry) return;
	if (expiry <= signingTime) throw new OciError("OCI_ENVELOPE_MALFORMED", "the signature expired before it was made");
	if (at > expiry) {
		const when = rfc3339(expiry);
		throw new OciError("OCI_SIGNATURE_EXPIRED", `the signature was good until ${when}`, { details: { expiry: when } });
	}
}
// packages/oci/src/inspect-image.ts
const NOTHING = {
	predicateType: null,
	dockerReference: null,
	signingTime: null,
	expiry: null
};
function inspectImageSignature(content) {
	switch (content.kind) {
		case "bundle": {
			const { statement, annotations, certificates, timestampTokens, envelope } = parseBundleContent(content.bytes);
			return {
				...NOTHING,
				kind: content.kind,
				digests: statement.subjects.flatMap(({ digest }) => digest.sha256 ? [`sha256:${digest.sha256}`] : []),
				predicateType: statement.predicateType,
				annotations: Object.assign({}, ...annotations),
				certificate: factsOf(certificates),
				...timestampOf(timestampTokens, envelope.signature)
			};
		}
		case "cosign": {
			const { digest, dockerReference, optional } = parseClassicPayload(content.bytes);
			const { certificates, timestampTokens, signature } = parseClassicAnnotations(content.annotations);
			return {
				...NOTHING,
				kind: content.kind,
				digests: [digest],
				annotations: optional,
				dockerReference,
				certificate: factsOf(certificates),
				...timestampOf(timestampTokens, signature)
			};
		}
		case "notary-jws":
		case "notary-cose": {
			const envelope = parseNotaryEnvelope(content.kind, content.bytes);
			const { image, annotations } = parseNotaryPayload(envelope.payload);
			return {
				...NOTHING,
				kind: content.kind,
				digests: [image.digest],
				annotations,
				certificate: factsOf(envelope.certificates),
				...timestampOf(envelope.timestampToken ? [envelope.timestampToken] : [], envelope.signature),
				signingTime: rfc3339(envelope.signingTime),
				expiry: envelope.expiry && rfc3339(envelope.expiry)
			};
		}
	}
}
function factsOf([leaf]) {
	return leaf ? certificateFacts(parseCertificate(leaf)) : null;
}
function timestampOf(tokens, signature) {
	const found = tokens.flatMap((token) => {
		try {
			return parseTimestamps([token], signature);
		} catch (error) {
			if (error instanceof CodecError) return [];
			throw error;
		}
	});
	const timestamps = authorityFacts(withRenewals(found));
	return {
		hasTimestamp: tokens.length > 0,
		timestamp: timestamps[0] ?? null,
		timestamps
	};
}
// packages/oci/src/bundle/verify.ts
async function verifyBundleSignature(bytes, expected, trust) {
	const content = parseBundleContent(bytes);
	const signer = await verifySigner$1(content, expected, trust);
	assertPredicate(content.statement.predicateType, expected.predicateType);
	const sha256 = digestHex(expected.image.digest);
	const subject = content.statement.subjects.findIndex(({ digest }) => digest.sha256 === sha256);
	const annotations = content.annotations[subject] ?? {};
	assertAnnotations(annotations, expected.annotations);
	return {
		kind: "bundle",
		...signer,
		annotations,
		statement: content.statement,
		signingTime: null,
		expiry: null
	};
}
async function verifySigner$1(content, expected, { verifier, sigstore }) {
	const { parsed, envelope, timestampTokens } = content;
	const sha256 = digestHex(expected.image.digest);
	if (parsed.kind === "key") {
		const { signedBy } = verifyKeyBundle(withFingerprint(parsed, verifier.keys), verifier.keys, { sha256 });
		const stamped = keyTimestamp(timestampTokens, envelope.signature, verifier);
		const key = parsePublicKey(verifier.keys.find((spki) => keyFingerprint(spki) === signedBy));
		return {
			signedBy,
			certificate: null,
			key,
			algorithm: algorithmOf$1(key, content),
			revocation: "not-checked",
			...stamped
		};
	}
	const certificates = parseCertificates(content.certificates);
	const [leaf] = certificates;
	if (!leaf) throw new OciError("OCI_ENVELOPE_MALFORMED", "the bundle has no certificate");
	const { publicKey: key } = leaf;
	const algorithm = algorithmOf$1(key, content);
	if (sigstore) {
		const { signedBy, identity } = await verifyCertificateBundle(parsed, {
			...sigstore,
			sha256,
			artifact: noArtifact
		});
		return {
			signedBy,
			certificate: leaf,
			identity,
			key,
			algorithm,
			revocation: "not-checked",
			...keyTimestamp(timestampTokens, envelope.signature, verifier)
		};
	}
	if (algorithm === null) throw new AttestError("BUNDLE_SIGNATURE_INVALID", "the bundle is not what its certificate signed");
	assertSubject(content.statement, { sha256 });
	const path = verifySignerPath(certificates, timestampTokens, envelope.signature, verifier);
	return {
		signedBy: leaf.subjectName,
		certificate: leaf,
		key,
		algorithm,
		...path
	};
}
function withFingerprint(bundle, keys) {
	const named = keys.find((spki) => cosignHint(spki) === bundle.hint);
	return named ? {
		...bundle,
		hint: keyFingerprint(named)
	} : bundle;
}
function algorithmOf$1(key, { envelope }) {
	return heldAlgorithm(key, (kind) => [certifiedWish(kind), sigstoreWish(kind)], preAuthEncoding(envelope.payloadType, envelope.payload), envelope.signature);
}
function assertPredicate(found, wanted) {
	if (wanted === null && found !== "https://sigstore.dev/cosign/sign/v1") throw new OciError("OCI_NOT_A_SIGNATURE", `the bundle is an attestation of type ${found}, and no signature`, { details: { predicateType: found } });
	if (wanted !== null && found !== wanted) throw new OciError("OCI_PREDICATE_MISMATCH", `the bundle is of type ${found}, not ${wanted}`, { details: { predicateType: found } });
}
async function noArtifact() {
	throw new OciError("OCI_NOT_A_SIGNATURE", "the bundle signs a file, not an image");
}
// packages/oci/src/classic/verify.ts
function verifyClassicSignature(payload, annotations, expected, trust) {
	if (expected.predicateType !== null) throw new OciError("OCI_PREDICATE_MISMATCH", "a signature in the classic layout is no attestation");
	const { digest, dockerReference, optional } = parseClassicPayload(payload);
	const signer = verifySigner(payload, parseClassicAnnotations(annotations), trust);
	assertImage(digest, expected);
	if (expected.dockerReference !== null && expected.dockerReference !== dockerReference) throw new OciError("OCI_REFERENCE_MISMATCH", `the image was signed as ${JSON.stringify(dockerReference)}`, { details: {
		signed: dockerReference,
		expected: expected.dockerReference
	} });
	assertAnnotations(optional, expected.annotations);
	const texts = Object.entries(optional).filter((entry) => typeof entry[1] === "string");
	return {
		kind: "cosign",
		...signer,
		annotations: Object.fromEntries(texts),
		statement: null,
		signingTime: null,
		expiry: null
	};
}
function verifySigner(payload, { signature, certificates: ders, timestampTokens }, { verifier }) {
	for (const spki of verifier.keys) {
		const key = parsePublicKey(spki);
		const algorithm = algorithmOf(key, payload, signature);
		if (algorithm === null) continue;
		const stamped = keyTimestamp(timestampTokens, signature, verifier);
		return {
			signedBy: keyFingerprint(spki),
			certificate: null,
			key,
			algorithm,
			revocation: "not-checked",
			...stamped
		};
	}
	const certificates = parseCertificates(ders);
	const [leaf] = certificates;
	if (!leaf) throw new OciError("OCI_KEY_UNTRUSTED", "the image is signed by a key that is not trusted");
	const { publicKey: key } = leaf;
	const algorithm = algorithmOf(key, payload, signature);
	if (algorithm === null) throw new OciError("OCI_SIGNATURE_INVALID", "the signature is not by the certificate beside it");
	const path = verifySignerPath(certificates, timestampTokens, signature, verifier);
	return {
		signedBy: leaf.subjectName,
		certificate: leaf,
		key,
		algorithm,
		...path
	};
}
function algorithmOf(key, payload, signature) {
	return heldAlgorithm(key, (kind) => [sigstoreWish(kind)], payload, signature);
}
// packages/oci/src/verify-image.ts
async function verifyImageSignature(content, expected, trust) {
	switch (content.kind) {
		case "bundle": return verifyBundleSignature(content.bytes, expected, trust);
		case "cosign": return verifyClassicSignature(content.bytes, content.annotations, expected, trust);
		case "notary-jws":
		case "notary-cose": return verifyNotarySignature(content.kind, content.bytes, expected, trust);
	}
}
// packages/registry/src/errors.ts
const REGISTRY_ERRORS = {
	REFERENCE_INVALID: {
		family: "usage",
		howToFix: "Write the image in full: oci://HOST[:PORT]/REPOSITORY, oci-layout:DIR or docker-archive:FILE, with :TAG or @sha256:DIGEST."
	},
	PLAIN_HTTP_REFUSED: {
		family: "usage",
		howToFix: "Use a registry with HTTPS; plain HTTP is for this machine, or where it was allowed explicitly."
	},
	DOCKER_CONFIG_INVALID: {
		family: "usage",
		howToFix: "Correct Docker's config.json, or log in anew with `docker login HOST`."
	},
	CREDENTIAL_HELPER_FAILED: {
		family: "environment",
		howToFix: "Run `docker-credential-NAME list` to see what is wrong with the helper that `config.json` names, or take it out there."
	},
	REGISTRY_UNAUTHORIZED: {
		family: "environment",
		howToFix: "Log in with `docker login HOST` as the user that runs this, and check that the password or token is valid."
	},
	REGISTRY_DENIED: {
		family: "environment",
		howToFix: "Give the account that is logged in the right to read this repository, and to write to it where it signs."
	},
	IMAGE_NOT_FOUND: {
		family: "usage",
		howToFix: "Check repository, tag and digest; some registries also say this to those who may not see the repository."
	},
	BLOB_NOT_FOUND: {
		family: "malformed",
		howToFix: "The registry lost content that a manifest names: push the image or its signature again."
	},
	REGISTRY_UNAVAILABLE: {
		family: "environment",
		howToFix: "Check that this machine reaches the registry, and run the command again."
	},
	REGISTRY_CERTIFICATE: {
		family: "environment",
		howToFix: "Give the registry's authority with --registry-ca FILE or `registry: { ca: FILE }` in chancery.yaml, and check the name in its certificate."
	},
	REGISTRY_CA_INVALID: {
		family: "usage",
		howToFix: "Name a readable file with the registry's authority in PEM, as `*.crt` in Docker's certs.d must be too."
	},
	REGISTRY_LIMITED: {
		family: "environment",
		howToFix: "Wait as long as the registry asks for, or log in: limits are higher for known users."
	},
	REGISTRY_REFUSED: {
		family: "usage",
		howToFix: "The registry does not take this request: check its quotas, and whether it accepts OCI artifacts."
	},
	REGISTRY_MALFORMED: {
		family: "malformed",
		howToFix: "The answer is not one of an OCI registry: check the host, and proxies on the way to it."
	},
	DIGEST_MISMATCH: {
		family: "untrusted",
		howToFix: "The registry, a proxy or the layout holds other content than was asked for: do not use the image."
	},
	MANIFEST_UNSUPPORTED: {
		family: "malformed",
		howToFix: "Push the image again with a current tool: OCI or Docker schema 2 manifests and indexes are read."
	},
	MANIFEST_TOO_LARGE: {
		family: "malformed",
		howToFix: "Manifests have at most 4 MiB, as registries demand: put the content into layers."
	},
	BLOB_TOO_LARGE: {
		family: "malformed",
		howToFix: "The content is larger than a signature or attestation may be: check what was attached to the image."
	},
	REFERRER_LOST: {
		family: "environment",
		howToFix: "Others kept overwriting the list of signatures: run the command again, or use a registry with the referrers API."
	},
	IMAGE_AMBIGUOUS: {
		family: "usage",
		howToFix: "Several images have that name, or none was named: give the tag, the name in full, or the digest of one."
	},
	LAYOUT_INVALID: {
		family: "malformed",
		howToFix: "Name a folder with oci-layout, index.json and blobs, as `skopeo copy … oci:DIR` or `oras cp --to-oci-layout` write it."
	},
	LAYOUT_UNSAFE: {
		family: "malformed",
		howToFix: "An image layout holds plain files and folders; links, pipes and devices in it are not followed: copy it without them."
	},
	LAYOUT_BUSY: {
		family: "environment",
		howToFix: "Another process has been writing to this layout for long: wait for it or end it, and run the command again."
	},
	LAYOUT_FAILED: {
		family: "environment",
		howToFix: "Check free space and the rights of the folder, and run the command again: what was there is unchanged."
	},
	ARCHIVE_INVALID: {
		family: "malformed",
		howToFix: "Name an uncompressed tar file as `docker save -o FILE` writes it; make it again if it was cut off."
	},
	ARCHIVE_WITHOUT_MANIFESTS: {
		family: "usage",
		howToFix: "An archive of this kind has no digest that a registry will know: push the image first and sign it there, or turn it into a layout with `skopeo copy docker-archive:FILE oci:DIR:TAG` and push that."
	}
};
var RegistryError = class extends ChanceryError {
	constructor(code, message, options) {
		super(REGISTRY_ERRORS, code, message, options);
		this.name = "RegistryError";
	}
};
// packages/registry/src/descriptor.ts
const MANIFEST_TYPES = [
	IMAGE_MANIFEST,
	IMAGE_INDEX,
	DOCKER_MANIFEST,
	DOCKER_INDEX
];
function parseJsonObject(bytes, what) {
	return parseJsonMembers(bytes, (message) => new RegistryError("REGISTRY_MALFORMED", message), what).whole();
}
function parseDescriptor(value, what) {
	const malformed = () => new RegistryError("REGISTRY_MALFORMED", `${what} is not a descriptor`);
	return descriptorIn(new JsonMembers(value, malformed, what));
}
// packages/registry/src/body.ts
const ERROR_BYTES = 65536;
async function readBody(answer, limit) {
	const failed = !isOk(answer.status);
	const maxBytes = failed ? ERROR_BYTES : limit.maxBytes;
	const tooLarge = () => new RegistryError(limit.code, `the answer has more than ${maxBytes} bytes`, { details: { limit: maxBytes } });
	const chunks = [];
	let length = 0;
	if (!failed && Number(answer.headers.get("content-length")) > maxBytes) {
		answer.hangUp();
		throw tooLarge();
	}
	for await (const chunk of answer.body) {
		length += chunk.length;
		if (length > maxBytes) {
			if (failed) break;
			throw tooLarge();
		}
		chunks.push(chunk);
	}
	return concat(...chunks);
}
function isOk(status) {
	return status >= 200 && status < 300;
}
// packages/registry/src/turnstile.ts
var Turnstile = class {
	#free;
	#waiting = [];
	constructor(places) {
		this.#free = places;
	}
	async run(job, urgent = false) {
		if (this.#free > 0) this.#free--;
		else await new Promise((resolve) => urgent ? this.#waiting.unshift(resolve) : this.#waiting.push(resolve));
		try {
			return await job();
		} finally {
			const next = this.#waiting.shift();
			if (next) next();
			else this.#free++;
		}
	}
};
// packages/registry/src/transport.ts
const PASSING = /* @__PURE__ */ new Set([
	408,
	429,
	500,
	502,
	503,
	504
]);
const REDIRECTS = /* @__PURE__ */ new Set([
	301,
	302,
	303,
	307,
	308
]);
const MAX_REDIRECTS = 5;
const MAX_WAIT = 3e4;
const NO_BODY = {
	maxBytes: 1 << 20,
	code: "REGISTRY_MALFORMED"
};
const ANY_LENGTH = {
	...NO_BODY,
	maxBytes: Number.POSITIVE_INFINITY
};
const CERTIFICATE = /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY)_)/;
var NoAnswer = class extends Error {
	reason;
	constructor(reason) {
		super(reason);
		this.reason = reason;
	}
};
var Transport = class {
	#options;
	#turnstile;
	constructor(options) {
		this.#options = options;
		this.#turnstile = new Turnstile(options.connections);
	}
	async send(request, signal) {
		for (let attempt = 0;; attempt++) {
			const last = request.repeatable === false || attempt >= this.#options.retries;
			let wait = this.#options.backoffMs * 2 ** attempt * (.5 + Math.random());
			try {
				const answer = await this.#follow(request, signal);
				if (!PASSING.has(answer.status) || last) return answer;
				const asked = retryAfter(answer.headers);
				if (asked > MAX_WAIT) return answer;
				wait = Math.max(wait, asked);
			} catch (error) {
				if (!(error instanceof NoAnswer)) throw error;
				if (last) throw unavailable(request.url, error.reason);
			}
			await pause(wait, signal);
		}
	}
	async #follow(request, signal) {
		let url = request.url;
		for (let hop = 0;; hop++) {
			const authorization = url.origin === request.url.origin ? request.authorization : null;
			const answer = await this.#turnstile.run(() => this.#once({
				...request,
				url,
				authorization: authorization ?? null
			}, signal), request.urgent);
			const location = answer.headers.get("location");
			if (!(request.follow !== false && (request.method === "GET" || request.method === "HEAD")) || !REDIRECTS.has(answer.status) || location === null) return answer;
			if (hop === MAX_REDIRECTS) throw new RegistryError("REGISTRY_MALFORMED", `${request.url.host} redirects without end`);
			url = resolveUrl(location, url);
		}
	}
	async #once(request, signal) {
		const { url, method, body, limit = NO_BODY } = request;
		if (url.protocol !== "https:" && !(url.protocol === "http:" && this.#options.plainAllowed(url))) throw new RegistryError("PLAIN_HTTP_REFUSED", `${url.host} would be asked over ${url.protocol.slice(0, -1)}`);
		assertRunning(signal);
		const watch = new Watch(this.#options.timeoutMs, signal);
		try {
			const answer = await this.#options.http({
				method,
				url,
				headers: {
					"accept-encoding": "identity",
					"user-agent": "chancery",
					...request.headers,
					...request.authorization ? { authorization: request.authorization } : {}
				},
				signal: watch.signal,
				body
			});
			const { status, headers } = answer;
			if (request.stream && isOk(status)) return {
				status,
				headers,
				body: /* @__PURE__ */ new Uint8Array(),
				chunks: this.#chunks(answer, url, watch, signal),
				url
			};
			const whole = await readBody(answer, method === "HEAD" ? ANY_LENGTH : limit);
			watch.end();
			return {
				status,
				headers,
				body: whole,
				url
			};
		} catch (error) {
			watch.end();
			throw noAnswer(error, url, watch, signal);
		}
	}
	async *#chunks(answer, url, watch, signal) {
		try {
			for await (const chunk of answer.body) {
				watch.alive();
				yield new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
			}
		} catch (error) {
			const why = noAnswer(error, url, watch, signal);
			throw why instanceof NoAnswer ? unavailable(url, why.reason) : why;
		} finally {
			watch.end();
		}
	}
};
var Watch = class {
	#controller = new AbortController();
	#stop = () => this.#controller.abort();
	#timer;
	#outer;
	constructor(milliseconds, outer) {
		this.#timer = setTimeout(this.#stop, milliseconds);
		this.#timer.unref();
		this.#outer = outer;
		outer?.addEventListener("abort", this.#stop, { once: true });
	}
	get signal() {
		return this.#controller.signal;
	}
	alive() {
		this.#timer.refresh();
	}
	end() {
		clearTimeout(this.#timer);
		this.#outer?.removeEventListener("abort", this.#stop);
	}
};
function noAnswer(error, url, watch, signal) {
	if (error instanceof RegistryError) return error;
	if (signal?.aborted) return aborted(signal);
	const reason = watch.signal.aborted ? "timeout" : reasonOf(error);
	if (!CERTIFICATE.test(reason)) return new NoAnswer(reason);
	return new RegistryError("REGISTRY_CERTIFICATE", `the certificate of ${url.host} is not trusted: ${reason}`, { details: {
		host: url.host,
		reason
	} });
}
function assertRunning(signal) {
	if (signal?.aborted) throw aborted(signal);
}
async function pause(milliseconds, signal) {
	try {
		await setTimeout$1(milliseconds, void 0, signal ? { signal } : {});
	} catch {
		throw aborted(signal);
	}
}
async function orAborted(promise, signal) {
	if (signal === void 0) return promise;
	if (signal.aborted) throw aborted(signal);
	const { promise: stopped, reject } = Promise.withResolvers();
	const stop = () => reject(aborted(signal));
	signal.addEventListener("abort", stop, { once: true });
	try {
		return await Promise.race([promise, stopped]);
	} finally {
		signal.removeEventListener("abort", stop);
	}
}
function resolveUrl(text, base) {
	const url = URL.canParse(text, base?.href) ? new URL(text, base) : null;
	if (url === null || url.username !== "" || url.password !== "") throw new RegistryError("REGISTRY_MALFORMED", `${base?.host ?? "the registry"} names a malformed URL`);
	return url;
}
function aborted(signal) {
	return new CoreError("ABORTED", "stopped while asking the registry", { cause: signal?.reason });
}
function unavailable(url, reason) {
	const details = {
		host: url.host,
		reason
	};
	return new RegistryError("REGISTRY_UNAVAILABLE", `${url.host} cannot be reached or broke off: ${reason}`, { details });
}
function reasonOf(error) {
	for (let one = error; one instanceof Error; one = one.cause) if ("code" in one && typeof one.code === "string") return one.code;
	return "the connection failed";
}
function retryAfter(headers) {
	const text = headers.get("retry-after")?.trim() ?? "";
	if (/^\d+$/.test(text)) return Number(text) * 1e3;
	const date = Date.parse(text);
	return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}
// packages/registry/src/link.ts
function nextPage({ headers, url }) {
	const header = headers.get("link") ?? "";
	for (const [, target = "", parameters = ""] of header.matchAll(/<([^>]*)>([^<]*)/g)) {
		if (!/;\s*rel\s*=\s*"?next"?\s*(?:[;,]|$)/i.test(parameters)) continue;
		const next = resolveUrl(target, url);
		if (next.origin === url.origin) return next;
		throw new RegistryError("REGISTRY_MALFORMED", `${url.host} continues a list at ${next.host}`);
	}
	return null;
}
// packages/registry/src/digest.ts
function checkDigest(bytes, digest, what) {
	const algorithm = digest.slice(0, digest.indexOf(":"));
	const actual = `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
	if (actual === digest) return;
	throw new RegistryError("DIGEST_MISMATCH", `${what} is not what its digest says`, { details: {
		expected: digest,
		actual
	} });
}
// packages/registry/src/reference.ts
const SCHEME = "oci://";
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const MAX_NAME = 255;
function parseReference(text) {
	const bare = text.startsWith(SCHEME) ? text.slice(6) : null;
	if (bare === null) throw invalid$1(text, "does not begin with oci://", `Write oci://${text}.`);
	const [, name = "", digest = null] = /^([^@]*)(?:@(.*))?$/s.exec(bare) ?? [];
	if (digest !== null && !isDigest(digest)) throw invalid$1(text, "has a malformed digest");
	const slash = name.indexOf("/");
	const registry = name.slice(0, Math.max(slash, 0)).toLowerCase();
	if (!/[.:]/.test(registry) && registry !== "localhost") throw invalid$1(text, "has no registry", `Short names are not completed: write oci://docker.io/${slash < 0 ? `library/${name}` : name}, if that is meant.`);
	if (!HOST.test(registry) || !isPort(registry)) throw invalid$1(text, "has a malformed host");
	const path = name.slice(slash + 1);
	const colon = path.lastIndexOf(":");
	const repository = colon < 0 ? path : path.slice(0, colon);
	const tag = colon < 0 ? null : path.slice(colon + 1);
	if (!REPOSITORY.test(repository) || registry.length + repository.length > MAX_NAME) throw invalid$1(text, "has a malformed repository");
	if (tag !== null && !TAG.test(tag)) throw invalid$1(text, "has a malformed tag");
	if (registry === "docker.io" && !repository.includes("/")) throw invalid$1(text, "has no namespace", `Official images are below library: write oci://docker.io/library/${path}.`);
	return {
		registry,
		repository,
		tag,
		digest
	};
}
function formatReference({ registry, repository, tag, digest }) {
	return `${SCHEME}${registry}/${repository}${tag === null ? "" : `:${tag}`}${digest === null ? "" : `@${digest}`}`;
}
function checkTagOrDigest(text) {
	if (!TAG.test(text) && !isDigest(text)) throw invalid$1(text, "is neither a tag nor a digest");
}
function isLoopback(host) {
	return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(host);
}
function isPort(registry) {
	const port = /:(\d+)$/.exec(registry)?.[1];
	return port === void 0 || Number(port) > 0 && Number(port) < 65536;
}
function invalid$1(text, why, howToFix) {
	return new RegistryError("REFERENCE_INVALID", `${JSON.stringify(text.slice(0, 300))} ${why}`, { howToFix });
}
// packages/registry/src/auth/challenge.ts
const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const PARAMETER = /([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/y;
const GAP = /[\s,]*/y;
function parseChallenge(header) {
	const offers = parseSchemes(header ?? "");
	const bearer = offers.find((offer) => offer.scheme === "bearer" && offer.parameters.has("realm"));
	if (bearer) {
		const { parameters } = bearer;
		return {
			kind: "bearer",
			realm: parameters.get("realm"),
			service: parameters.get("service") ?? null,
			scope: parameters.get("scope") ?? null,
			error: parameters.get("error") ?? null
		};
	}
	return offers.some(({ scheme }) => scheme === "basic") ? { kind: "basic" } : null;
}
function parseSchemes(text) {
	const offers = [];
	let parameters = /* @__PURE__ */ new Map();
	let at = 0;
	const match = (pattern) => {
		pattern.lastIndex = at;
		const found = pattern.exec(text);
		if (found) at = pattern.lastIndex;
		return found;
	};
	while (at < text.length) {
		match(GAP);
		const parameter = match(PARAMETER);
		if (parameter) {
			const [, name = "", quoted, plain = ""] = parameter;
			parameters.set(name.toLowerCase(), quoted === void 0 ? plain : quoted.replace(/\\(.)/g, "$1"));
			continue;
		}
		const scheme = match(TOKEN)?.[0];
		if (scheme === void 0) break;
		parameters = /* @__PURE__ */ new Map();
		offers.push({
			scheme: scheme.toLowerCase(),
			parameters
		});
	}
	return offers;
}
// packages/registry/src/auth/credential.ts
function basic(username, password) {
	return `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
}
// packages/registry/src/auth/token-server.ts
const DEFAULT_LIFETIME = 60;
const MARGIN = 5;
const LIMIT = {
	maxBytes: 1 << 20,
	code: "REGISTRY_MALFORMED"
};
const CLIENT_ID = "chancery";
async function requestToken(transport, challenge, scope, credential) {
	const realm = resolveUrl(challenge.realm);
	const { service } = challenge;
	const answer = await transport.send(tokenRequest(realm, service, scope, credential));
	if (answer.status !== 200) throw refused(answer, realm);
	const { token, access_token, expires_in } = parseJsonObject(answer.body, "the answer of the token server");
	const secret = token || access_token;
	if (typeof secret !== "string" || !isHeaderSafe(secret)) throw new RegistryError("REGISTRY_MALFORMED", `${realm.host} answers without a token`);
	const lifetime = typeof expires_in === "number" && expires_in > 0 ? expires_in : DEFAULT_LIFETIME;
	return {
		authorization: `Bearer ${secret}`,
		renewAt: Date.now() + Math.max(lifetime - MARGIN, lifetime / 2) * 1e3
	};
}
function isHeaderSafe(secret) {
	return /^[\x21-\x7e]+$/.test(secret);
}
function tokenRequest(realm, service, scope, credential) {
	const common = {
		follow: false,
		limit: LIMIT
	};
	if (credential?.kind === "identity-token") {
		const form = new URLSearchParams({
			grant_type: "refresh_token",
			client_id: CLIENT_ID,
			scope
		});
		if (service !== null) form.set("service", service);
		form.set("refresh_token", credential.token);
		const headers = { "content-type": "application/x-www-form-urlencoded" };
		return {
			...common,
			method: "POST",
			url: realm,
			headers,
			body: form.toString()
		};
	}
	const url = new URL(realm);
	if (service !== null) url.searchParams.set("service", service);
	for (const one of scope.split(" ").filter(Boolean)) url.searchParams.append("scope", one);
	const authorization = credential?.kind === "password" ? basic(credential.username, credential.password) : null;
	return {
		...common,
		method: "GET",
		url,
		authorization
	};
}
function refused({ status }, realm) {
	const details = {
		host: realm.host,
		status
	};
	const message = `the token server ${realm.host} answered ${status}`;
	if (status === 429) return new RegistryError("REGISTRY_LIMITED", message, { details });
	if (status >= 500) return new RegistryError("REGISTRY_UNAVAILABLE", message, { details });
	if (status === 403) return new RegistryError("REGISTRY_DENIED", message, { details });
	if (status >= 400) return new RegistryError("REGISTRY_UNAUTHORIZED", message, { details });
	return new RegistryError("REGISTRY_MALFORMED", message, { details });
}
// packages/registry/src/auth/authorizer.ts
var Authorizer = class {
	#registry;
	#root;
	#transport;
	#find;
	#challenge;
	#credentials = /* @__PURE__ */ new Map();
	#tokens = /* @__PURE__ */ new Map();
	constructor(registry, root, transport, find, first = null) {
		this.#registry = registry;
		this.#root = root;
		this.#transport = transport;
		this.#find = find;
		if (first && (first.status === 401 || first.status === 200)) this.#challenge = Promise.resolve(challengeOf(first));
	}
	async authorization(repository, access) {
		this.#challenge ??= kept(this.#ping(), () => {
			this.#challenge = void 0;
		});
		const challenge = await this.#challenge;
		return challenge === null ? null : this.#answer(challenge, repository, access);
	}
	async renewed(header, sent, repository, access) {
		const challenge = parseChallenge(header);
		if (challenge === null) return null;
		this.#challenge = Promise.resolve(challenge.kind === "bearer" ? {
			...challenge,
			scope: null
		} : challenge);
		for (const one of ["pull,push", access]) {
			const key = scopeOf(repository, one);
			if ((await this.#tokens.get(key))?.authorization === sent) this.#tokens.delete(key);
		}
		const next = await this.#answer(challenge, repository, access);
		return next === sent ? null : next;
	}
	async #ping() {
		return challengeOf(await this.#transport.send({
			method: "GET",
			url: this.#root
		}));
	}
	async #answer(challenge, repository, access) {
		let finding = this.#credentials.get(repository);
		if (finding === void 0) {
			finding = kept(this.#find(this.#registry, repository), () => {
				this.#credentials.delete(repository);
			});
			this.#credentials.set(repository, finding);
		}
		const credential = await finding;
		if (credential?.kind === "registry-token") {
			if (isHeaderSafe(credential.token)) return `Bearer ${credential.token}`;
			throw new RegistryError("DOCKER_CONFIG_INVALID", `the registry token for ${this.#registry} has unfit characters`);
		}
		if (challenge.kind === "basic") return credential?.kind === "password" ? basic(credential.username, credential.password) : null;
		const wider = this.#tokens.get(scopeOf(repository, "pull,push"));
		if (wider && isFresh(await wider)) return (await wider).authorization;
		const key = scopeOf(repository, access);
		const known = this.#tokens.get(key);
		if (known && isFresh(await known)) return (await known).authorization;
		let token = this.#tokens.get(key);
		if (token === void 0 || token === known) {
			token = kept(requestToken(this.#transport, challenge, challenge.scope ?? key, credential), () => {
				this.#tokens.delete(key);
			});
			this.#tokens.set(key, token);
		}
		return (await token).authorization;
	}
};
function challengeOf({ status, headers }) {
	return status === 401 ? parseChallenge(headers.get("www-authenticate")) : null;
}
async function kept(promise, forget) {
	try {
		return await promise;
	} catch (error) {
		forget();
		throw error;
	}
}
function isFresh(token) {
	return token.renewAt > Date.now();
}
function scopeOf(repository, access) {
	return `repository:${repository}:${access}`;
}
// packages/registry/src/docker/credential-helper.ts
const TIMEOUT = 3e4;
const MAX_OUTPUT = 1 << 20;
const NOT_FOUND = "credentials not found in native keychain";
async function askHelper(name, server, env) {
	if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) throw new RegistryError("DOCKER_CONFIG_INVALID", "the name of a credential helper has other characters than letters, digits, . _ and -");
	const program = `docker-credential-${name}`;
	const { code, output } = await run(program, server, env);
	if (code !== 0) {
		if (output.trim() === NOT_FOUND) return null;
		throw failed(program, code === null ? "took too long, said too much or was stopped" : `ended with ${code}`);
	}
	let answer;
	try {
		answer = JSON.parse(output);
	} catch {
		throw failed(program, "did not answer with JSON");
	}
	if (!isJsonObject(answer) || typeof answer.Username !== "string" || typeof answer.Secret !== "string") throw failed(program, "answered without Username or Secret");
	const { Username: username, Secret: secret } = answer;
	if (username === "<token>") return {
		kind: "identity-token",
		token: secret
	};
	return username === "" && secret === "" ? null : {
		kind: "password",
		username,
		password: secret
	};
}
function run(program, server, env) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, ["get"], {
			env,
			stdio: [
				"pipe",
				"pipe",
				"ignore"
			]
		});
		let output = "";
		const stop = () => {
			child.kill("SIGKILL");
			child.stdout.destroy();
			resolve({
				code: null,
				output: ""
			});
		};
		const timer = setTimeout(stop, TIMEOUT);
		child.stdout.setEncoding("utf8").on("data", (chunk) => {
			output += chunk;
			if (output.length > MAX_OUTPUT) stop();
		});
		child.stdin.on("error", () => {});
		child.stdin.end(server);
		child.on("error", () => {
			clearTimeout(timer);
			reject(failed(program, "cannot be started"));
		});
		child.on("close", (code) => {
			clearTimeout(timer);
			resolve({
				code,
				output
			});
		});
	});
}
function failed(program, why) {
	return new RegistryError("CREDENTIAL_HELPER_FAILED", `${program} ${why}`, { details: { helper: program } });
}
// packages/registry/src/docker/home.ts
function homeOf(env) {
	return env.HOME || homedir();
}
// packages/registry/src/docker/config.ts
const DOCKER_HUB = "https://index.docker.io/v1/";
const DOCKER_HUB_HOSTS = [
	"docker.io",
	"index.docker.io",
	"registry-1.docker.io"
];
function dockerCredentials(env = process.env) {
	return credentialsIn(join(env.DOCKER_CONFIG || join(homeOf(env), ".docker"), "config.json"), env);
}
function containersCredentials(env = process.env) {
	const { REGISTRY_AUTH_FILE: own, XDG_RUNTIME_DIR: runtime, XDG_CONFIG_HOME: config } = env;
	if (own) return credentialsIn(own, env);
	const finders = [...[...runtime ? [runtime] : [], config || join(homeOf(env), ".config")].map((folder) => credentialsIn(join(folder, "containers", "auth.json"), env)), dockerCredentials(env)];
	return async (registry, repository) => {
		for (const find of finders) {
			const found = await find(registry, repository);
			if (found !== null) return found;
		}
		return null;
	};
}
function credentialsIn(path, env) {
	let config;
	const asked = /* @__PURE__ */ new Map();
	return async (registry, repository) => {
		config ??= readConfig(path);
		const { credHelpers, credsStore, auths } = await config;
		const server = DOCKER_HUB_HOSTS.includes(registry) ? DOCKER_HUB : registry;
		const helper = isJsonObject(credHelpers) && (credHelpers[registry] ?? credHelpers[server]) || credsStore;
		if (typeof helper === "string" && helper !== "") {
			const asking = asked.get(server) ?? askHelper(helper, server, env);
			asked.set(server, asking);
			const found = await asking;
			if (found !== null) return found;
		}
		return isJsonObject(auths) ? fromAuths(auths, server, repository) : null;
	};
}
async function readConfig(path) {
	let text;
	try {
		text = await readFile(path, "utf8");
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
		throw new RegistryError("DOCKER_CONFIG_INVALID", `${path} cannot be read`, { cause: error });
	}
	try {
		const value = JSON.parse(text);
		if (isJsonObject(value)) return value;
	} catch {}
	throw new RegistryError("DOCKER_CONFIG_INVALID", `${path} is not a JSON object`);
}
function fromAuths(auths, server, repository) {
	const parts = repository.split("/");
	const exact = [...parts.map((_, i) => [server, ...parts.slice(0, parts.length - i)].join("/")), server].find((name) => Object.hasOwn(auths, name));
	const isUrl = (key) => !key.includes("/") || /^https?:\/\//.test(key);
	const key = exact ?? Object.keys(auths).find((one) => isUrl(one) && hostOf(one) === hostOf(server));
	const entry = key === void 0 ? void 0 : auths[key];
	if (!isJsonObject(entry)) return null;
	const { identitytoken, registrytoken, auth, username, password } = entry;
	if (isFilled(identitytoken)) return {
		kind: "identity-token",
		token: identitytoken
	};
	if (isFilled(registrytoken)) return {
		kind: "registry-token",
		token: registrytoken
	};
	if (isFilled(auth)) {
		const decoded = Buffer.from(auth, "base64").toString("utf8");
		const colon = decoded.indexOf(":");
		if (colon < 1) throw new RegistryError("DOCKER_CONFIG_INVALID", `auths has no user and password in "auth" for ${hostOf(server)}`);
		return {
			kind: "password",
			username: decoded.slice(0, colon),
			password: decoded.slice(colon + 1).replace(/\0+$/, "")
		};
	}
	return isFilled(username) && isFilled(password) ? {
		kind: "password",
		username,
		password
	} : null;
}
function hostOf(key) {
	return key.replace(/^https?:\/\//, "").replace(/\/.*$/s, "").toLowerCase();
}
function isFilled(value) {
	return typeof value === "string" && value !== "";
}
// packages/registry/src/mirrors.ts
const NEXT = /* @__PURE__ */ new Set([
	"IMAGE_NOT_FOUND",
	"BLOB_NOT_FOUND",
	"DIGEST_MISMATCH",
	"MANIFEST_UNSUPPORTED",
	"MANIFEST_TOO_LARGE",
	"BLOB_TOO_LARGE",
	"REGISTRY_CERTIFICATE",
	"REGISTRY_DENIED",
	"REGISTRY_LIMITED",
	"REGISTRY_MALFORMED",
	"REGISTRY_REFUSED",
	"REGISTRY_UNAUTHORIZED",
	"REGISTRY_UNAVAILABLE"
]);
var Mirrors = class {
	#places;
	#tags;
	constructor(mirrors = {}, tags = false) {
		this.#places = new Map(Object.entries(mirrors).map(([host, urls]) => [host.toLowerCase(), urls.map(parseMirror)]));
		this.#tags = tags;
	}
	async read(asked, isByDigest, job) {
		const places = isByDigest || this.#tags ? this.#places.get(asked.registry) ?? [] : [];
		for (const { registry, prefix } of places) try {
			const found = await job({
				registry,
				repository: `${prefix}${asked.repository}`,
				access: "pull"
			});
			if (found !== null) return found;
		} catch (error) {
			if (!(error instanceof RegistryError && NEXT.has(error.code))) throw error;
		}
		return job(asked);
	}
};
function parseMirror(url) {
	const { registry, repository } = parseReference(`oci://${url.replace(/^https:\/\//, "").replace(/\/+$/, "")}/x/x`);
	return {
		registry,
		prefix: repository.slice(0, -3)
	};
}
// packages/registry/src/authorities.ts
function checkAuthorities(texts, where) {
	for (const text of texts) {
		const fault = faultOfAuthorities(text);
		if (fault !== null) throw new RegistryError("REGISTRY_CA_INVALID", `${where} ${fault}`);
	}
}
// packages/registry/src/docker/certs.ts
function containersAuthorities(env = process.env) {
	const home = homeOf(env);
	const folders = [
		join(home, ".docker"),
		"/etc/docker",
		join(env.XDG_CONFIG_HOME || join(home, ".config"), "containers"),
		"/etc/containers"
	];
	return async (host) => (await Promise.all(folders.map((folder) => authoritiesIn(join(folder, "certs.d", host))))).flat();
}
async function authoritiesIn(folder) {
	const names = await ifThere(folder, () => readdir(folder)) ?? [];
	return Promise.all(names.filter((name) => name.endsWith(".crt")).map(async (name) => {
		const path = join(folder, name);
		const text = await ifThere(path, () => readFile(path, "utf8")) ?? "";
		checkAuthorities([text], path);
		return text;
	}));
}
async function ifThere(path, read) {
	try {
		return await read();
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : "";
		if (code === "ENOENT" || code === "ENOTDIR") return null;
		throw new RegistryError("REGISTRY_CA_INVALID", `${path} cannot be read`, { cause: error });
	}
}
// packages/registry/src/node-http.ts
const IDLE = 4e3;
function nodeHttp({ ca = [], authorities = containersAuthorities() } = {}) {
	checkAuthorities(ca, "ca");
	const http = process.getBuiltinModule("node:http");
	const https = process.getBuiltinModule("node:https");
	const kept = {
		keepAlive: true,
		timeout: IDLE,
		proxyEnv: https.globalAgent.options.proxyEnv
	};
	const plain = new http.Agent(kept);
	const secure = /* @__PURE__ */ new Map();
	async function open(host) {
		const added = [...ca, ...await authorities(host)];
		return new https.Agent({
			...kept,
			...trusting(added)
		});
	}
	return async (request) => {
		if (request.url.protocol === "http:") return ask(http.request, request, plain);
		const { host } = request.url;
		let agent = secure.get(host);
		if (agent === void 0) {
			agent = open(host);
			secure.set(host, agent);
		}
		return ask(https.request, request, await agent);
	};
}
function ask(send, { method, url, headers, body, signal }, agent) {
	return new Promise((resolve, reject) => {
		const sent = send(url, {
			method,
			headers,
			agent,
			signal
		}, (message) => resolve(answerOf(message)));
		sent.on("error", reject);
		sent.end(body);
	});
}
function answerOf(message) {
	message.on("error", () => {});
	return {
		status: message.statusCode ?? 0,
		headers: { get(name) {
			const value = message.headers[name];
			return typeof value === "string" ? value : null;
		} },
		body: message,
		hangUp: () => void message.destroy()
	};
}
// packages/registry/src/session.ts
const ENDPOINTS = {
	"docker.io": "registry-1.docker.io",
	"index.docker.io": "registry-1.docker.io"
};
const PROBE_TIMEOUT = 5e3;
var Session = class {
	mirrors;
	settleMs;
	retries;
	#insecure;
	#credentials;
	#http;
	#limits;
	#registries = /* @__PURE__ */ new Map();
	#locks = /* @__PURE__ */ new Map();
	referrersApi = /* @__PURE__ */ new Map();
	singlePost = /* @__PURE__ */ new Map();
	constructor(options = {}) {
		const { timeoutMs = 6e4, retries = 3, backoffMs = 250, connections = 16, settleMs = 100 } = options;
		this.mirrors = new Mirrors(options.mirrors, options.mirrorTags);
		this.settleMs = settleMs;
		this.retries = retries;
		const { insecure = false } = options;
		this.#insecure = (registry) => typeof insecure === "boolean" ? insecure : insecure.includes(registry);
		this.#credentials = options.credentials ?? containersCredentials();
		this.#http = options.http ?? nodeHttp(options);
		this.#limits = {
			timeoutMs,
			retries,
			backoffMs,
			connections
		};
	}
	async send(asked, { path, ...request }, signal) {
		const { registry, repository, access } = asked;
		const { root, transport, authorizer } = await orAborted(this.#registry(registry), signal);
		const url = typeof path === "string" ? new URL(`${repository}/${path}`, root) : path;
		if (url.origin !== root.origin) return transport.send({
			...request,
			url
		}, signal);
		const authorization = await orAborted(authorizer.authorization(repository, access), signal);
		const answer = await transport.send({
			...request,
			url,
			authorization
		}, signal);
		if (answer.status !== 401 || answer.url.origin !== root.origin) return answer;
		const header = answer.headers.get("www-authenticate");
		const renewed = await orAborted(authorizer.renewed(header, authorization, repository, access), signal);
		return renewed === null ? answer : transport.send({
			...request,
			url,
			authorization: renewed
		}, signal);
	}
	backoff(attempt, signal) {
		return pause(this.#limits.backoffMs * 2 ** (attempt - 1) * (.5 + Math.random()), signal);
	}
	async exclusive(name, job) {
		const before = this.#locks.get(name);
		const mine = (async () => {
			await before?.catch(() => {});
			return job();
		})();
		this.#locks.set(name, mine);
		try {
			return await mine;
		} finally {
			if (this.#locks.get(name) === mine) this.#locks.delete(name);
		}
	}
	#registry(registry) {
		let opened = this.#registries.get(registry);
		if (opened === void 0) {
			opened = kept(this.#open(registry), () => {
				this.#registries.delete(registry);
			});
			this.#registries.set(registry, opened);
		}
		return opened;
	}
	async #open(registry) {
		const insecure = this.#insecure(registry);
		const plainAllowed = ({ host }) => insecure || isLoopback(registry) && isLoopback(host);
		const transport = new Transport({
			http: this.#http,
			...this.#limits,
			plainAllowed
		});
		const secure = new URL(`https://${ENDPOINTS[registry] ?? registry}/v2/`);
		const { root, first } = plainAllowed(secure) ? await this.#plainOrSecure(secure) : {
			root: secure,
			first: null
		};
		return {
			root,
			transport,
			authorizer: new Authorizer(registry, root, transport, this.#credentials, first)
		};
	}
	async #plainOrSecure(secure) {
		const plain = new URL(`http://${secure.host}/v2/`);
		const [one, other] = isLoopback(secure.host) ? [plain, secure] : [secure, plain];
		const first = await this.#probe(one);
		return first === null ? {
			root: other,
			first: null
		} : {
			root: one,
			first
		};
	}
	async #probe(url) {
		const isPlain = url.protocol === "http:";
		const limits = {
			...this.#limits,
			timeoutMs: Math.min(this.#limits.timeoutMs, PROBE_TIMEOUT),
			retries: 0
		};
		const transport = new Transport({
			http: this.#http,
			...limits,
			plainAllowed: () => isPlain
		});
		try {
			const answer = await transport.send({
				method: "GET",
				url,
				follow: false
			});
			return isPlain && answer.status === 400 ? null : answer;
		} catch (error) {
			if (error instanceof RegistryError && error.code === "REGISTRY_UNAVAILABLE") return null;
			throw error;
		}
	}
};
function failure({ status, body, headers }, what, notFound) {
	const details = {
		status,
		registryCode: registryCode(body)
	};
	const error = (code) => new RegistryError(code, `${what}: the registry answered ${status}`, { details });
	if (status === 401) {
		const challenge = parseChallenge(headers.get("www-authenticate"));
		return error(challenge?.kind === "bearer" && challenge.error === "insufficient_scope" ? "REGISTRY_DENIED" : "REGISTRY_UNAUTHORIZED");
	}
	if (status === 403) return error("REGISTRY_DENIED");
	if (status === 404) return error(notFound);
	if (status === 429) return error("REGISTRY_LIMITED");
	if (status >= 500 || status === 408) return error("REGISTRY_UNAVAILABLE");
	return error(status >= 400 ? "REGISTRY_REFUSED" : "REGISTRY_MALFORMED");
}
function registryCode(body) {
	try {
		const { errors } = parseJsonObject(body, "the error");
		const code = Array.isArray(errors) ? errors[0]?.code : null;
		return typeof code === "string" && /^[A-Z_]{1,64}$/.test(code) ? code : null;
	} catch {
		return null;
	}
}
// packages/registry/src/manifests.ts
async function readManifest$1(session, asked, reference, signal) {
	checkTagOrDigest(reference);
	const answer = await session.send(asked, {
		method: "GET",
		path: `manifests/${reference}`,
		headers: { accept: MANIFEST_TYPES.join(", ") },
		limit: {
			maxBytes: MAX_MANIFEST,
			code: "MANIFEST_TOO_LARGE"
		}
	}, signal);
	const what = `${asked.registry}/${asked.repository}${isDigest(reference) ? "@" : ":"}${reference}`;
	if (answer.status === 404) return null;
	if (answer.status !== 200) throw failure(answer, what, "IMAGE_NOT_FOUND");
	const { body, headers } = answer;
	const claimed = headers.get("docker-content-digest");
	const digest = isDigest(reference) ? reference : claimed !== null && isDigest(claimed) ? claimed : ociDigest(body);
	checkDigest(body, digest, what);
	return {
		mediaType: mediaTypeOf(answer, what),
		digest,
		size: body.length,
		bytes: body
	};
}
function mediaTypeOf({ headers, body }, what) {
	const header = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
	return checkMediaType(body, header, what);
}
function checkMediaType(bytes, header, what) {
	const value = parseJsonObject(bytes, what);
	const mediaType = value.mediaType ?? header;
	if (typeof mediaType !== "string" || header !== void 0 && mediaType !== header) throw new RegistryError("REGISTRY_MALFORMED", `${what} has one media type in its header and another in itself`);
	if (!MANIFEST_TYPES.includes(mediaType)) throw new RegistryError("MANIFEST_UNSUPPORTED", `${what} is of a kind that is not read`, { details: { mediaType: mediaType.slice(0, 200) } });
	if (value.manifests !== void 0 && (value.layers !== void 0 || isJsonObject(value.config))) throw new RegistryError("REGISTRY_MALFORMED", `${what} is an image and an index at once`);
	return mediaType;
}
async function writeManifest(session, asked, bytes, mediaType, reference, repeatable, signal) {
	checkTagOrDigest(reference);
	const what = `${asked.registry}/${asked.repository}`;
	if (bytes.length > 4194304) throw new RegistryError("MANIFEST_TOO_LARGE", `a manifest for ${what} has ${bytes.length} bytes`);
	if (isDigest(reference)) checkDigest(bytes, reference, `a manifest for ${what}`);
	const headers = { "content-type": mediaType };
	const answer = await session.send(asked, {
		method: "PUT",
		path: `manifests/${reference}`,
		headers,
		body: bytes,
		repeatable,
		urgent: !repeatable
	}, signal);
	if (answer.status !== 201 && answer.status !== 200) throw failure(answer, what, "IMAGE_NOT_FOUND");
	const claimed = answer.headers.get("docker-content-digest");
	if (claimed !== null && isDigest(claimed)) checkDigest(bytes, claimed, `what ${what} stored`);
	return {
		mediaType,
		digest: isDigest(reference) ? reference : ociDigest(bytes),
		size: bytes.length,
		subject: answer.headers.get("oci-subject")
	};
}
// packages/registry/src/referrers.ts
const MAX_PAGES = 100;
const MAX_ENTRIES$1 = 2e4;
const NO_API = /* @__PURE__ */ new Set([
	400,
	404,
	405,
	406
]);
function fallbackTag(digest) {
	const [algorithm = "", hex = ""] = digest.split(":");
	return `${algorithm.slice(0, 32)}-${hex.slice(0, 64)}`;
}
async function listByApi(session, asked, digest, artifactType, signal) {
	const what = `the referrers of ${asked.registry}/${asked.repository}@${digest}`;
	const query = artifactType === void 0 ? "" : `?artifactType=${encodeURIComponent(artifactType)}`;
	const entries = [];
	let path = `referrers/${digest}${query}`;
	for (let page = 0; path !== null; page++) {
		if (page === MAX_PAGES) throw new RegistryError("REGISTRY_MALFORMED", `${what} have no last page`);
		const limit = {
			maxBytes: MAX_MANIFEST,
			code: "MANIFEST_TOO_LARGE"
		};
		const answer = await session.send(asked, {
			method: "GET",
			path,
			headers: { accept: IMAGE_INDEX },
			limit
		}, signal);
		if (page === 0 && (NO_API.has(answer.status) || answer.status === 200 && !isIndex$2(answer.headers))) return null;
		if (answer.status !== 200) throw failure(answer, what, "IMAGE_NOT_FOUND");
		entries.push(...entriesOf(parseJsonObject(answer.body, what), what));
		if (entries.length > MAX_ENTRIES$1) throw new RegistryError("REGISTRY_MALFORMED", `${what} are more than ${MAX_ENTRIES$1}`);
		path = nextPage(answer);
	}
	return entries;
}
async function listByTag(session, asked, digest, signal) {
	const index = await readManifest$1(session, asked, fallbackTag(digest), signal);
	return index === null ? [] : fallbackEntries(index.bytes);
}
function ofType(entries, artifactType) {
	const unique = [...new Map(entries.map((entry) => [entry.digest, entry])).values()];
	if (artifactType === void 0) return unique;
	return unique.filter(({ artifactType: type = EMPTY_CONFIG }) => type === artifactType || type === "application/vnd.oci.empty.v1+json");
}
function describeReferrer(bytes) {
	const { mediaType, artifactType, config, annotations, subject } = parseJsonObject(bytes, "the referrer");
	if (subject === void 0) throw new TypeError("a referrer without subject");
	const type = artifactType ?? (isJsonObject(config) ? config.mediaType : void 0);
	return {
		entry: parseDescriptor({
			mediaType: mediaType ?? "application/vnd.oci.image.manifest.v1+json",
			digest: ociDigest(bytes),
			size: bytes.length,
			...type === void 0 ? {} : { artifactType: type },
			...annotations === void 0 ? {} : { annotations }
		}, "the referrer"),
		subject: parseDescriptor(subject, "its subject")
	};
}
function addEntry(entry) {
	const known = /* @__PURE__ */ new Map([[entry.digest, entry]]);
	return (current) => {
		const value = current === null ? {} : parseJsonObject(current.bytes, "the fallback tag");
		const entries = current === null ? [] : fallbackEntries(current.bytes);
		const present = new Set(entries.map(({ digest }) => digest));
		const missing = [...known.values()].filter(({ digest }) => !present.has(digest));
		for (const one of entries) known.set(one.digest, one);
		if (missing.length === 0) return null;
		const listed = Array.isArray(value.manifests) ? value.manifests : [];
		const index = {
			schemaVersion: 2,
			mediaType: IMAGE_INDEX,
			...value,
			manifests: [...listed, ...missing]
		};
		return {
			bytes: utf8(JSON.stringify(index)),
			mediaType: IMAGE_INDEX
		};
	};
}
const MAX_TAKEN = 3;
function withoutEntry(digest) {
	let taken = 0;
	return (current) => {
		const index = current && listWithout(current.bytes, digest);
		if (index === null || taken === MAX_TAKEN) return null;
		taken++;
		return {
			bytes: index,
			mediaType: IMAGE_INDEX
		};
	};
}
function listWithout(list, digest) {
	if (!fallbackEntries(list).some((entry) => entry.digest === digest)) return null;
	const { manifests, ...value } = parseJsonObject(list, "the fallback tag");
	const others = manifests.filter((one) => one.digest !== digest);
	return utf8(JSON.stringify({
		...value,
		manifests: others
	}));
}
function fallbackEntries(bytes) {
	return entriesOf(parseJsonObject(bytes, "the fallback tag"), "the fallback tag");
}
function entriesOf({ manifests }, what) {
	if (manifests === null) return [];
	if (!Array.isArray(manifests)) throw new RegistryError("REGISTRY_MALFORMED", `${what}: not an index`);
	return manifests.map((one) => parseDescriptor(one, `${what}: an entry`));
}
function isIndex$2(headers) {
	return headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() === IMAGE_INDEX;
}
function checkSubject(digest) {
	if (!isDigest(digest)) throw new RegistryError("REFERENCE_INVALID", "referrers are of a digest, not of a tag");
}
// packages/registry/src/image-reference.ts
const FOLDERS = [["oci-layout:", "layout"], ["docker-archive:", "docker-archive"]];
const REF_NAME$1 = /^[A-Za-z0-9]+(?:[-._:@/+]+[A-Za-z0-9]+|--[A-Za-z0-9]+)*$/;
const MAX_REF_NAME = 512;
function parseImageReference(text) {
	for (const [scheme, kind] of FOLDERS) {
		if (!text.startsWith(scheme)) continue;
		const [, named = "", digest = null] = /^(.*?)(?:@([a-z0-9]+:[0-9A-Fa-f]*))?$/s.exec(text.slice(scheme.length)) ?? [];
		const [, path = "", tag = null] = /^((?:[A-Za-z]:(?=[\\/]))?[^:]*)(?::(.*))?$/s.exec(named) ?? [];
		if (path === "" || path.includes("\0")) throw invalid(text, "names no path", `Write ${scheme}PATH[:TAG][@DIGEST].`);
		if (tag !== null && (!REF_NAME$1.test(tag) || tag.length > MAX_REF_NAME)) throw invalid(text, "has a malformed tag");
		if (digest !== null && !isDigest(digest)) throw invalid(text, "has a malformed digest");
		return {
			kind,
			path,
			tag,
			digest
		};
	}
	return {
		kind: "registry",
		reference: parseReference(text)
	};
}
function formatImageReference(image) {
	if (image.kind === "registry") return formatReference(image.reference);
	const scheme = image.kind === "layout" ? "oci-layout" : "docker-archive";
	const { path, tag, digest } = image;
	return `${scheme}:${path}${tag === null ? "" : `:${tag}`}${digest === null ? "" : `@${digest}`}`;
}
function invalid(text, why, howToFix) {
	return new RegistryError("REFERENCE_INVALID", `${JSON.stringify(text.slice(0, 300))} ${why}`, { howToFix });
}
// packages/registry/src/layout/durable-file.ts
async function writeDurably(path, fill) {
	const temp = join(dirname(path), `.${basename(path)}.chancery-${process.pid}-${randomBytes(4).toString("hex")}.tmp`);
	const handle = await open(temp, "wx", 420);
	try {
		await fill(handle);
		await handle.sync();
		await handle.close();
		await rename(temp, path);
	} catch (error) {
		await handle.close().catch(() => {});
		await unlink(temp).catch(() => {});
		throw error;
	}
	await syncFolder(dirname(path));
}
async function syncFolder(folder) {
	if (process.platform === "win32") return;
	const handle = await open(folder, constants$1.O_RDONLY);
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
// packages/registry/src/layout/layout-errors.ts
function codeOf(error) {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
async function onDisk(what, job) {
	try {
		return await job();
	} catch (error) {
		throw diskError(error, what);
	}
}
function diskError(error, what) {
	if (error instanceof ChanceryError) return error;
	const errno = codeOf(error);
	if (errno === "ELOOP" || errno === "EMLINK") return unsafe(what);
	if (errno === null) return error;
	return new RegistryError("LAYOUT_FAILED", `${what}: ${errno}`, {
		cause: error,
		details: { errno }
	});
}
function unsafe(what) {
	return new RegistryError("LAYOUT_UNSAFE", `${what} is a link or no file`);
}
// packages/registry/src/layout/layout-index.ts
const REF_NAME = "org.opencontainers.image.ref.name";
const CONTAINERD_NAME = "io.containerd.image.name";
const KIND = "kind";
const COSIGN_IMAGE = "dev.cosignproject.cosign/image";
const COSIGN_INDEX = "dev.cosignproject.cosign/imageIndex";
const COSIGN_KINDS = {
	sig: "dev.cosignproject.cosign/sigs",
	att: "dev.cosignproject.cosign/atts"
};
const MAX_ENTRIES = 2e4;
function parseLayoutIndex(bytes, where) {
	try {
		const value = parseJsonObject(bytes, where);
		if (Array.isArray(value.manifests) && value.manifests.length <= MAX_ENTRIES) return {
			value,
			entries: value.manifests.map((json) => ({
				descriptor: parseDescriptor(json, where),
				json
			}))
		};
	} catch {}
	throw new RegistryError("LAYOUT_INVALID", `${where}: index.json is no index of images`);
}
function encodeLayoutIndex({ value, entries }) {
	const manifests = entries.map(({ json }) => json);
	return utf8(JSON.stringify({
		schemaVersion: 2,
		mediaType: IMAGE_INDEX,
		...value,
		manifests
	}));
}
function emptyLayoutIndex() {
	return {
		value: {},
		entries: []
	};
}
function isNamed({ descriptor }, name) {
	const { [REF_NAME]: ref, [CONTAINERD_NAME]: full } = descriptor.annotations ?? {};
	if (ref === name || full === name) return true;
	return full === `docker.io/${name}` || full === `docker.io/library/${name}`;
}
function namesOf({ descriptor }) {
	const { [REF_NAME]: ref, [CONTAINERD_NAME]: full } = descriptor.annotations ?? {};
	return [ref, full].filter((name) => name !== void 0);
}
function entryOf(descriptor, annotations = {}) {
	const { mediaType, digest, size, artifactType, annotations: own } = descriptor;
	const all = {
		...own,
		...annotations
	};
	const entry = {
		mediaType,
		digest,
		size,
		...artifactType === void 0 ? {} : { artifactType },
		...Object.keys(all).length === 0 ? {} : { annotations: all }
	};
	return {
		descriptor: entry,
		json: { ...entry }
	};
}
function annotated(entry, annotations) {
	const all = {
		...entry.descriptor.annotations,
		...annotations
	};
	return {
		descriptor: {
			...entry.descriptor,
			annotations: all
		},
		json: {
			...entry.json,
			annotations: all
		}
	};
}
// packages/registry/src/layout/layout-lock.ts
const LOOK = 20;
const PATIENCE = 6e4;
const queues = /* @__PURE__ */ new Map();
async function withLock(place, signal, job) {
	const { folder } = place;
	const before = queues.get(folder);
	const mine = (async () => {
		await before?.catch(() => {});
		await using _ = await lock(place, signal);
		return await job();
	})();
	queues.set(folder, mine);
	try {
		return await mine;
	} finally {
		if (queues.get(folder) === mine) queues.delete(folder);
	}
}
async function lock(place, signal) {
	const { folder, location, patienceMs = PATIENCE } = place;
	for (const until = performance.now() + patienceMs;;) {
		const locking = await lockFolder(folder, { signal });
		if (locking.kind === "locked") return locking.lock;
		if (performance.now() > until) {
			const details = {
				pid: locking.holder?.pid ?? null,
				host: locking.holder?.host ?? null
			};
			throw new RegistryError("LAYOUT_BUSY", `${location} is being written to by another process`, { details });
		}
		await pause(LOOK * (.5 + Math.random()), signal);
	}
}
// packages/registry/src/layout/folder-store.ts
const VERSION_FILE = "{\"imageLayoutVersion\":\"1.0.0\"}";
const READ = constants$1.O_RDONLY | (constants$1.O_NOFOLLOW ?? 0) | (constants$1.O_NONBLOCK ?? 0);
async function openFolderStore(dir, { create = false, patienceMs } = {}) {
	const location = `oci-layout:${dir}`;
	if (create) await createLayout(dir, location);
	await checkVersion(dir, location);
	const folders = [
		"blobs",
		join("blobs", "sha256"),
		join("blobs", "sha512")
	];
	async function checkFolders() {
		for (const folder of folders) {
			const found = await statOrNull(join(dir, folder));
			if (found && !found.isDirectory()) throw unsafe(`${location}/${folder}`);
		}
	}
	function pathOf(digest) {
		if (!isDigest(digest)) throw new RegistryError("REFERENCE_INVALID", "a blob is asked for by something else than a digest");
		const [algorithm = "", hex = ""] = digest.split(":");
		return join("blobs", algorithm, hex);
	}
	async function sizeOf(digest) {
		const name = pathOf(digest);
		return onDisk(`${location}/${name}`, async () => {
			await checkFolders();
			const found = await statOrNull(join(dir, name));
			if (found && !found.isFile()) throw unsafe(`${location}/${name}`);
			return found?.size ?? null;
		});
	}
	async function readIndex() {
		return parseLayoutIndex(await readSmall(dir, "index.json", location), location);
	}
	return {
		location,
		readIndex,
		blobSize: sizeOf,
		async *readBlob(digest, signal) {
			const name = pathOf(digest);
			await onDisk(`${location}/${name}`, checkFolders);
			const handle = await openFile(dir, name, location);
			if (handle === null) throw new RegistryError("BLOB_NOT_FOUND", `${location} has no ${digest}`);
			try {
				yield* chunksOf(handle, `${location}/${name}`, signal);
			} finally {
				await handle.close();
			}
		},
		async putBlob(source, signal) {
			if (await sizeOf(source.digest) === source.size) return false;
			const name = pathOf(source.digest);
			await onDisk(`${location}/${name}`, async () => {
				await mkdir(join(dir, name, ".."), { recursive: true });
				await writeDurably(join(dir, name), async (handle) => {
					for await (const chunk of source.chunks(signal)) await handle.writeFile(chunk);
				});
			});
			return true;
		},
		updateIndex: (edit, signal, removed) => withLock({
			folder: dir,
			location,
			patienceMs
		}, signal, async () => {
			const next = await edit(await readIndex());
			if (next !== null) {
				const bytes = encodeLayoutIndex(next);
				await onDisk(location, () => writeDurably(join(dir, "index.json"), (handle) => handle.writeFile(bytes)));
			}
			if (removed !== void 0 && await sizeOf(removed) !== null) {
				const name = pathOf(removed);
				await onDisk(`${location}/${name}`, () => unlink(join(dir, name)));
			}
		}),
		async blobs() {
			await onDisk(location, checkFolders);
			const found = [];
			if (await onDisk(location, () => statOrNull(join(dir, "blobs", "sha256"))) === null) return found;
			for (const name of await onDisk(location, () => readdir(join(dir, "blobs", "sha256")))) {
				const digest = `sha256:${name}`;
				const size = isDigest(digest) ? await sizeOf(digest) : null;
				if (size !== null) found.push({
					digest,
					size
				});
			}
			return found;
		}
	};
}
async function createLayout(dir, location) {
	await onDisk(location, async () => {
		await mkdir(join(dir, "blobs", "sha256"), { recursive: true });
		const missing = async (name) => await statOrNull(join(dir, name)) === null;
		const write = (name, bytes) => writeDurably(join(dir, name), (handle) => handle.writeFile(bytes));
		await withLock({
			folder: dir,
			location
		}, void 0, async () => {
			if (await missing("index.json")) await write("index.json", encodeLayoutIndex(emptyLayoutIndex()));
			if (await missing("oci-layout")) await write("oci-layout", VERSION_FILE);
		});
	});
}
async function checkVersion(dir, location) {
	if (await onDisk(location, () => statOrNull(dir)) === null) throw new RegistryError("IMAGE_NOT_FOUND", `${location} is not there`);
	checkLayoutVersion(await readSmall(dir, "oci-layout", location), location);
}
function checkLayoutVersion(bytes, location) {
	try {
		const { imageLayoutVersion: version } = JSON.parse(Buffer.from(bytes).toString("utf8"));
		if (typeof version === "string" && /^1\.\d+\.\d+$/.test(version)) return;
	} catch {}
	throw new RegistryError("LAYOUT_INVALID", `${location}: oci-layout names no version that is read`);
}
async function readSmall(dir, name, location) {
	const handle = await openFile(dir, name, location);
	if (handle === null) throw new RegistryError("LAYOUT_INVALID", `${location} is no OCI image layout: it has no ${name}`);
	try {
		const chunks = [];
		let length = 0;
		for await (const chunk of chunksOf(handle, `${location}/${name}`)) {
			chunks.push(chunk);
			length += chunk.length;
			if (length > 4194304) throw new RegistryError("MANIFEST_TOO_LARGE", `${location}/${name} has more than 4 MiB`);
		}
		return concat(...chunks);
	} finally {
		await handle.close();
	}
}
async function openFile(dir, name, location) {
	const what = `${location}/${name}`;
	return onDisk(what, async () => {
		let handle;
		try {
			handle = await open(join(dir, name), READ);
		} catch (error) {
			if (codeOf(error) === "ENOENT") return null;
			throw error;
		}
		if ((await handle.stat()).isFile()) return handle;
		await handle.close();
		throw unsafe(what);
	});
}
async function* chunksOf(handle, what, signal, start = 0, end = Number.POSITIVE_INFINITY) {
	for (let at = start; at < end;) {
		assertRunning(signal);
		const chunk = new Uint8Array(Math.min(1 << 20, end - at));
		const { bytesRead } = await onDisk(what, () => handle.read(chunk, 0, chunk.length, at));
		if (bytesRead === 0) return;
		yield chunk.subarray(0, bytesRead);
		at += bytesRead;
	}
}
async function statOrNull(path) {
	try {
		return await lstat(path);
	} catch (error) {
		if (codeOf(error) === "ENOENT") return null;
		throw error;
	}
}
// packages/registry/src/layout/tar-reader.ts
const BLOCK = 512;
const MAX_MEMBERS = 2e5;
const MAX_RECORD = 65536;
const PACKED = [
	[31, 139],
	[
		40,
		181,
		47,
		253
	],
	[
		66,
		90,
		104
	],
	[
		253,
		55,
		122
	]
];
async function listTar(handle, location) {
	const invalid = (why) => new RegistryError("ARCHIVE_INVALID", `${location} ${why}`);
	const { size: length } = await handle.stat();
	const files = /* @__PURE__ */ new Map();
	let start = 0;
	let renamed = {};
	let at = 0;
	for (let members = 0;; members++) {
		const header = await read(handle, location, at, BLOCK);
		if (header.length < BLOCK) throw invalid("is no tar file, or is cut off");
		if (header.every((byte) => byte === 0)) return {
			files,
			end: start
		};
		if (members === 0 && PACKED.some((magic) => magic.every((byte, i) => header[i] === byte))) throw invalid("is compressed");
		if (members === MAX_MEMBERS) throw invalid(`has more than ${MAX_MEMBERS} members`);
		if (!isHeader(header)) throw invalid(`has no header at ${at}`);
		const type = String.fromCharCode(header[156] ?? 0);
		const size = renamed.size ?? numberAt(header, 124, 12);
		if (size === null || at + BLOCK + size > length) throw invalid("has a member that is longer than the archive");
		const data = at + BLOCK;
		at = data + Math.ceil(size / BLOCK) * BLOCK;
		if (type === "x" || type === "g" || type === "L" || type === "K") {
			if (size > MAX_RECORD) throw invalid("has a record that is too long");
			const record = await read(handle, location, data, size);
			if (type === "x") renamed = {
				...renamed,
				...paxRecord(record)
			};
			if (type === "L") renamed = {
				...renamed,
				name: text(record)
			};
			continue;
		}
		const prefix = text(header.subarray(257, 262)) === "ustar" ? text(header.subarray(345, 500)) : "";
		const plain = text(header.subarray(0, 100));
		const name = (renamed.name ?? (prefix === "" ? plain : `${prefix}/${plain}`)).replace(/^\.\//, "");
		if (type === "0" || type === "\0") {
			if (files.has(name)) throw invalid(`has two files named ${JSON.stringify(name.slice(0, 200))}`);
			files.set(name, {
				name,
				start,
				data,
				size
			});
		}
		renamed = {};
		start = at;
	}
}
function tarHeader(name, size) {
	if (Buffer.byteLength(name) > 100) throw new TypeError("a longer name than a tar header has room for");
	const header = Buffer.alloc(BLOCK);
	header.write(name, 0, "utf8");
	header.write("0000644\x000000000\x000000000\0", 100, "latin1");
	if (size < 8 ** 11) header.write(`${size.toString(8).padStart(11, "0")}\0`, 124, "latin1");
	else {
		header[124] = 128;
		header.writeBigUInt64BE(BigInt(size), 128);
	}
	header.write(`${"0".repeat(11)}\0`, 136, "latin1");
	header.write("0", 156, "latin1");
	header.write("ustar\x0000", 257, "latin1");
	header.write(`${checksum(header).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
	return Uint8Array.from(header);
}
function padding(size) {
	return new Uint8Array((BLOCK - size % BLOCK) % BLOCK);
}
function isHeader(header) {
	return numberAt(header, 148, 8) === checksum(header);
}
function checksum(header) {
	return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}
function numberAt(header, at, length) {
	const field = header.subarray(at, at + length);
	if ((field[0] ?? 0) & 128) {
		const value = field.reduce((sum, byte, i) => sum * 256 + (i === 0 ? byte & 127 : byte), 0);
		return Number.isSafeInteger(value) ? value : null;
	}
	const digits = text(field).trim();
	return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : null;
}
function paxRecord(record) {
	const found = {};
	const buffer = Buffer.from(record);
	for (let at = 0; at < buffer.length;) {
		const space = buffer.indexOf(32, at);
		const length = space < 0 ? 0 : Number(buffer.toString("latin1", at, space));
		if (!Number.isSafeInteger(length) || length < 5 || at + length > buffer.length) break;
		const [, key, value = ""] = /^([^=]+)=(.*)\n$/s.exec(buffer.toString("utf8", space + 1, at + length)) ?? [];
		if (key === "path") found.name = value;
		if (key === "size" && /^\d+$/.test(value)) found.size = Number(value);
		at += length;
	}
	return found;
}
function text(bytes) {
	const end = bytes.indexOf(0);
	return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString("utf8");
}
async function read(handle, location, at, length) {
	const bytes = new Uint8Array(length);
	const { bytesRead } = await onDisk(location, () => handle.read(bytes, 0, length, at));
	return bytes.subarray(0, bytesRead);
}
// packages/registry/src/layout/archive-store.ts
const MAX_WAITING = 67108864;
const INDEX = "index.json";
const END = /* @__PURE__ */ new Uint8Array(1024);
async function openArchiveStore(file, { patienceMs } = {}) {
	const location = `docker-archive:${file}`;
	const waiting = /* @__PURE__ */ new Map();
	async function withArchive(job) {
		const archive = await openArchive(file, location);
		try {
			return await job(archive);
		} finally {
			await archive.handle.close();
		}
	}
	await withArchive(async ({ handle, files }) => {
		const version = files.get("oci-layout");
		if (version && files.has(INDEX)) return checkLayoutVersion(await contentOf(handle, version, location), location);
		if (files.has("manifest.json")) throw new RegistryError("ARCHIVE_WITHOUT_MANIFESTS", `${location} has layers, but no manifests with a digest`);
		throw new RegistryError("LAYOUT_INVALID", `${location} holds no OCI image layout`);
	});
	const indexOf = async ({ handle, files }) => {
		const found = files.get(INDEX);
		if (!found) throw new RegistryError("LAYOUT_INVALID", `${location} holds no ${INDEX}`);
		return parseLayoutIndex(await contentOf(handle, found, location), location);
	};
	return {
		location,
		readIndex: () => withArchive(indexOf),
		async blobSize(digest) {
			const held = waiting.get(digest);
			if (held) return held.length;
			const name = nameOf$2(digest);
			return withArchive(async ({ files }) => files.get(name)?.size ?? null);
		},
		async *readBlob(digest, signal) {
			const held = waiting.get(digest);
			if (held) return yield held;
			const { handle, files } = await openArchive(file, location);
			try {
				const found = files.get(nameOf$2(digest));
				if (!found) throw new RegistryError("BLOB_NOT_FOUND", `${location} has no ${digest}`);
				yield* chunksOf(handle, location, signal, found.data, found.data + found.size);
			} finally {
				await handle.close();
			}
		},
		async putBlob(source, signal) {
			const name = nameOf$2(source.digest);
			if (waiting.has(source.digest) || await withArchive(async ({ files }) => files.has(name))) return false;
			if ([...waiting.values()].reduce((sum, { length }) => sum + length, source.size) > MAX_WAITING) throw new RegistryError("BLOB_TOO_LARGE", `${location} takes signatures, and no layers`, { details: { limit: MAX_WAITING } });
			const chunks = [];
			for await (const chunk of source.chunks(signal)) chunks.push(chunk);
			waiting.set(source.digest, concat(...chunks));
			return true;
		},
		updateIndex(edit, signal, removed) {
			return withLock({
				folder: lockBeside(file),
				location,
				patienceMs
			}, signal, () => withArchive(async (archive) => {
				const before = await indexOf(archive);
				const old = removed === void 0 ? void 0 : archive.files.get(nameOf$2(removed));
				const next = await edit(before) ?? (old ? before : null);
				if (removed !== void 0) waiting.delete(removed);
				if (next === null) return;
				const added = [...waiting];
				const missing = added.filter(([digest]) => !archive.files.has(nameOf$2(digest)));
				await rewrite(await onDisk(location, () => realpath(file)), {
					...archive,
					without: [archive.files.get(INDEX), old].filter((one) => one !== void 0)
				}, missing, encodeLayoutIndex(next), location, signal);
				for (const [digest] of added) waiting.delete(digest);
			}));
		},
		async blobs() {
			return [...await withArchive(async ({ files }) => [...files.values()].flatMap(({ name, size }) => {
				const [, hex = ""] = /^blobs\/sha256\/([0-9a-f]{64})$/.exec(name) ?? [];
				return hex === "" ? [] : {
					digest: `sha256:${hex}`,
					size
				};
			})), ...[...waiting].map(([digest, { length }]) => ({
				digest,
				size: length
			}))];
		}
	};
}
async function openArchive(file, location) {
	const handle = await onDisk(location, async () => {
		try {
			return await open(file, constants$1.O_RDONLY | (constants$1.O_NONBLOCK ?? 0));
		} catch (error) {
			if (codeOf(error) === "ENOENT") throw new RegistryError("IMAGE_NOT_FOUND", `${location} is not there`);
			throw error;
		}
	});
	try {
		if (!(await handle.stat()).isFile()) throw unsafe(location);
		return {
			handle,
			...await listTar(handle, location)
		};
	} catch (error) {
		await handle.close();
		throw error;
	}
}
async function rewrite(path, { handle, end, without }, blobs, index, location, signal) {
	const { mode } = await handle.stat();
	await onDisk(location, () => writeDurably(path, async (target) => {
		const copy = async (from, to) => {
			for await (const chunk of chunksOf(handle, location, signal, from, to)) await target.writeFile(chunk);
		};
		const add = async (name, bytes) => {
			for (const part of [
				tarHeader(name, bytes.length),
				bytes,
				padding(bytes.length)
			]) await target.writeFile(part);
		};
		await target.chmod(mode & 511);
		let from = 0;
		for (const { start, data, size } of [...without].sort((a, b) => a.start - b.start)) {
			await copy(from, start);
			from = data + size + padding(size).length;
		}
		await copy(from, end);
		for (const [digest, bytes] of blobs) await add(nameOf$2(digest), bytes);
		await add(INDEX, index);
		await target.writeFile(END);
	}));
}
async function contentOf(handle, { data, size }, location) {
	if (size > 4194304) throw new RegistryError("MANIFEST_TOO_LARGE", `${location}: a list of more than 4 MiB`);
	const chunks = [];
	for await (const chunk of chunksOf(handle, location, void 0, data, data + size)) chunks.push(chunk);
	return concat(...chunks);
}
function nameOf$2(digest) {
	if (!isDigest(digest)) throw new RegistryError("REFERENCE_INVALID", "a blob is asked for by something else than a digest");
	return `blobs/${digest.replace(":", "/")}`;
}
function lockBeside(file) {
	return join(dirname(file), `.${basename(file)}.chancery-lock`);
}
// packages/registry/src/checked-blob.ts
async function* checkedBlob({ digest, size }, chunks, where) {
	const algorithm = digest.slice(0, digest.indexOf(":"));
	const hash = createHash(algorithm);
	let length = 0;
	let held = null;
	for await (const chunk of chunks) {
		length += chunk.length;
		if (length > size) break;
		hash.update(chunk);
		if (held !== null) yield held;
		held = chunk;
	}
	const actual = `${algorithm}:${hash.digest("hex")}`;
	if (length !== size || actual !== digest) throw new RegistryError("DIGEST_MISMATCH", `${where}@${digest} is not what its digest says`, { details: {
		expected: digest,
		actual,
		size,
		bytes: length
	} });
	if (held !== null) yield held;
}
// packages/registry/src/blobs.ts
async function readBlob(session, asked, digest, limit, signal) {
	const what = describe(asked, digest);
	const answer = await session.send(asked, {
		method: "GET",
		path: `blobs/${digest}`,
		limit: {
			maxBytes: limit,
			code: "BLOB_TOO_LARGE"
		}
	}, signal);
	if (answer.status !== 200) throw failure(answer, what, "BLOB_NOT_FOUND");
	checkDigest(answer.body, digest, what);
	return answer.body;
}
async function hasBlob(session, asked, digest, signal) {
	const what = describe(asked, digest);
	const head = await session.send(asked, {
		method: "HEAD",
		path: `blobs/${digest}`
	}, signal);
	if (head.status === 200) return true;
	if (head.status !== 404) throw failure(head, what, "IMAGE_NOT_FOUND");
	return false;
}
function streamBlob(session, asked, blob, signal) {
	return checkedBlob(blob, resumed(session, asked, blob, signal), `${asked.registry}/${asked.repository}`);
}
async function* resumed(session, asked, { digest, size }, signal) {
	const what = describe(asked, digest);
	let passed = 0;
	for (let failures = 0;;) try {
		for await (const chunk of await openFrom(session, asked, digest, passed, signal)) {
			passed += chunk.length;
			failures = 0;
			yield chunk;
		}
		if (passed >= size) return;
		throw new RegistryError("REGISTRY_UNAVAILABLE", `${what} ends after ${passed} of ${size} bytes`);
	} catch (error) {
		if (!(error instanceof RegistryError && error.code === "REGISTRY_UNAVAILABLE") || ++failures > session.retries) throw error;
		await session.backoff(failures, signal);
	}
}
async function openFrom(session, asked, digest, from, signal) {
	const headers = from === 0 ? {} : { range: `bytes=${from}-` };
	const answer = await session.send(asked, {
		method: "GET",
		path: `blobs/${digest}`,
		headers,
		stream: true
	}, signal);
	const { status, chunks } = answer;
	if (chunks === void 0 || status !== 200 && status !== 206) throw failure(answer, describe(asked, digest), "BLOB_NOT_FOUND");
	const isRest = status === 206 && answer.headers.get("content-range")?.startsWith(`bytes ${from}-`);
	return from === 0 || isRest ? chunks : behind(chunks, from);
}
async function* behind(chunks, from) {
	let at = 0;
	for await (const chunk of chunks) {
		if (at + chunk.length > from) yield chunk.subarray(Math.max(0, from - at));
		at += chunk.length;
	}
}
function describe({ registry, repository }, digest) {
	if (isDigest(digest)) return `${registry}/${repository}@${digest}`;
	throw new RegistryError("REFERENCE_INVALID", "a blob is asked for by something else than a digest");
}
// packages/registry/src/upload.ts
const CHUNK = 8388608;
const MAX_CHUNK = 67108864;
const UPLOADS = 3;
const SMALL = 65536;
const OCTETS = { "content-type": "application/octet-stream" };
function bytesSource(digest, bytes) {
	return {
		digest,
		size: bytes.length,
		async *chunks() {
			yield bytes;
		}
	};
}
async function uploadBlob(session, asked, source, signal) {
	for (let upload = 1;; upload++) {
		if (await hasBlob(session, asked, source.digest, signal)) return upload > 1;
		try {
			await send(session, asked, source, await beginUpload(session, asked, "", signal), signal);
			return true;
		} catch (error) {
			if (!mayBegin(error) || upload === UPLOADS) throw error;
		}
		await session.backoff(upload, signal);
	}
}
async function postBlob(session, asked, digest, bytes, signal) {
	const source = bytesSource(digest, bytes);
	if (session.singlePost.get(asked.registry) === false || bytes.length > SMALL) {
		await uploadBlob(session, asked, source, signal);
		return;
	}
	const request = {
		method: "POST",
		path: `blobs/uploads/?digest=${encodeURIComponent(digest)}`,
		headers: OCTETS,
		body: bytes,
		repeatable: false
	};
	try {
		const { status } = await session.send(asked, request, signal);
		if (status === 201) return;
		if (status === 202) session.singlePost.set(asked.registry, false);
	} catch (error) {
		if (!mayBegin(error)) throw error;
	}
	await uploadBlob(session, asked, source, signal);
}
function mayBegin(error) {
	if (!(error instanceof RegistryError)) return false;
	return error.code === "REGISTRY_UNAVAILABLE" || error.code === "REGISTRY_LIMITED" || error.details.status === 416;
}
async function mountBlob(session, asked, digest, from, signal) {
	const query = `?mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from)}`;
	const { status } = await session.send(asked, {
		method: "POST",
		path: `blobs/uploads/${query}`
	}, signal);
	return status === 201;
}
async function beginUpload(session, asked, query, signal) {
	const begun = await session.send(asked, {
		method: "POST",
		path: `blobs/uploads/${query}`
	}, signal);
	if (begun.status !== 202) throw failure(begun, nameOf$1(asked), "IMAGE_NOT_FOUND");
	return begun;
}
async function send(session, asked, source, begun, signal) {
	let url = locationOf(begun, asked);
	const least = Number(begun.headers.get("oci-chunk-min-length") ?? 0);
	const size = Math.min(Math.max(CHUNK, least || 0), MAX_CHUNK);
	let at = 0;
	let whole = /* @__PURE__ */ new Uint8Array();
	for await (const piece of inPieces(source.chunks(signal), size)) {
		if (piece.length === source.size) whole = piece;
		else url = await sendPiece(session, asked, url, piece, at, signal);
		at += piece.length;
	}
	if (at !== source.size) throw new RegistryError("DIGEST_MISMATCH", `${source.digest} has ${at} bytes instead of ${source.size}`);
	await closeUpload(session, asked, source.digest, url, whole, signal);
}
async function closeUpload(session, asked, digest, location, body, signal) {
	const url = new URL(location);
	url.search += `${url.search === "" ? "?" : "&"}digest=${encodeURIComponent(digest)}`;
	const request = {
		method: "PUT",
		path: url,
		headers: OCTETS,
		body,
		repeatable: false
	};
	const put = await session.send(asked, request, signal);
	if (put.status !== 201 && put.status !== 204) throw failure(put, nameOf$1(asked), "REGISTRY_UNAVAILABLE");
}
async function sendPiece(session, asked, begun, bytes, at, signal) {
	let url = begun;
	let sent = 0;
	for (let failures = 0;;) {
		const rest = bytes.subarray(sent);
		const range = `${at + sent}-${at + bytes.length - 1}`;
		const headers = {
			...OCTETS,
			"content-range": range
		};
		let answer = null;
		try {
			answer = await session.send(asked, {
				method: "PATCH",
				path: url,
				headers,
				body: rest,
				repeatable: false
			}, signal);
			if (answer.status === 202) return locationOf(answer, asked);
			if (answer.status !== 416 && answer.status !== 429 && answer.status < 500) throw failure(answer, nameOf$1(asked), "REGISTRY_UNAVAILABLE");
		} catch (error) {
			if (!(error instanceof RegistryError && error.code === "REGISTRY_UNAVAILABLE") || answer !== null) throw error;
		}
		if (++failures > session.retries) throw new RegistryError("REGISTRY_UNAVAILABLE", `${nameOf$1(asked)} takes no more of a blob after ${at + sent} bytes`);
		await session.backoff(failures, signal);
		const status = await session.send(asked, {
			method: "GET",
			path: url
		}, signal);
		if (status.status !== 204) throw failure(status, nameOf$1(asked), "REGISTRY_UNAVAILABLE");
		const there = received(status);
		if (there < at || there > at + bytes.length) throw new RegistryError("REGISTRY_UNAVAILABLE", `${nameOf$1(asked)} lost what was uploaded`);
		url = locationOf(status, asked);
		sent = there - at;
		if (sent === bytes.length) return url;
	}
}
function received({ headers }) {
	const last = Number(/^(?:bytes=)?0-(\d+)$/.exec(headers.get("range") ?? "")?.[1] ?? 0);
	return last === 0 ? 0 : last + 1;
}
async function* inPieces(chunks, size) {
	let parts = [];
	let length = 0;
	for await (let chunk of chunks) {
		while (length + chunk.length >= size) {
			parts.push(chunk.subarray(0, size - length));
			chunk = chunk.subarray(size - length);
			yield concat(...parts);
			parts = [];
			length = 0;
		}
		if (chunk.length === 0) continue;
		parts.push(chunk);
		length += chunk.length;
	}
	if (length > 0) yield concat(...parts);
}
function locationOf(answer, asked) {
	const location = answer.headers.get("location");
	if (location === null) throw new RegistryError("REGISTRY_MALFORMED", `${nameOf$1(asked)} begins an upload nowhere`);
	return resolveUrl(location, answer.url);
}
function nameOf$1({ registry, repository }) {
	return `${registry}/${repository}`;
}
// packages/registry/src/layout/layout-entries.ts
const CLASSIC = /^(sha256-[0-9a-f]{64})\.(sig|att|sbom)$/;
function entriesWith(index, { mediaType, digest, size, artifactType, annotations }, tag, parts, subject) {
	const descriptor = {
		mediaType,
		digest,
		size,
		...artifactType ? { artifactType } : {},
		...annotations ? { annotations } : {}
	};
	const [, fallback, suffix = ""] = CLASSIC.exec(tag ?? "") ?? [];
	const kind = COSIGN_KINDS[suffix];
	const isList = tag !== null && /^sha(256|512)-[0-9a-f]{64}/.test(tag);
	let changed = false;
	const entries = [];
	for (const entry of index.entries) {
		const { digest: other, annotations: own = {} } = entry.descriptor;
		const isSubject = other === subject || fallback !== void 0 && fallbackTag(other) === fallback;
		if (own["org.opencontainers.image.ref.name"] === tag && tag !== null && other !== digest) {
			changed = true;
			if (!isList && !parts.includes(other)) entries.push(unnamed(entry));
		} else if (parts.includes(other) && own["org.opencontainers.image.ref.name"] === void 0 && entry.descriptor.artifactType === void 0) changed = true;
		else if (isSubject && own["kind"] === void 0) {
			changed = true;
			entries.push(annotated(entry, { [KIND]: isIndex$1(entry.descriptor) ? COSIGN_INDEX : COSIGN_IMAGE }));
		} else entries.push(entry);
	}
	if (entries.some(({ descriptor: { digest: other, annotations: own } }) => other === digest && (tag === null || own?.["org.opencontainers.image.ref.name"] === tag))) return changed ? {
		...index,
		entries
	} : null;
	const names = {
		...tag === null ? {} : { [REF_NAME]: tag },
		...kind === void 0 ? {} : { [KIND]: kind }
	};
	const at = tag === null ? -1 : entries.findIndex(({ descriptor: one }) => one.digest === digest && one.annotations?.["org.opencontainers.image.ref.name"] === void 0);
	const before = entries[at];
	if (before) entries[at] = annotated(before, names);
	else entries.push(entryOf(descriptor, names));
	return {
		...index,
		entries
	};
}
function entriesWithout(index, digest) {
	const entries = index.entries.filter(({ descriptor }) => descriptor.digest !== digest);
	return entries.length < index.entries.length ? {
		...index,
		entries
	} : null;
}
function isForSubject({ descriptor }, digest) {
	return descriptor.annotations?.[REF_NAME] === fallbackTag(digest);
}
function classicTag(entries, tag) {
	const [, fallback, suffix = ""] = CLASSIC.exec(tag) ?? [];
	const kind = COSIGN_KINDS[suffix];
	if (kind === void 0) return null;
	const [image, ...others] = entries.filter(({ descriptor }) => [COSIGN_IMAGE, COSIGN_INDEX].includes(descriptor.annotations?.["kind"] ?? ""));
	if (!image || others.length > 0 || fallbackTag(image.descriptor.digest) !== fallback) return null;
	return entries.find(({ descriptor: { annotations = {} } }) => annotations["kind"] === kind && annotations["org.opencontainers.image.ref.name"] === void 0) ?? null;
}
function unnamed(entry) {
	const { [REF_NAME]: _, ...rest } = entry.descriptor.annotations ?? {};
	const { annotations: _descriptor, ...descriptor } = entry.descriptor;
	const { annotations: _json, ...json } = entry.json;
	const kept = Object.keys(rest).length === 0 ? {} : { annotations: rest };
	return {
		descriptor: {
			...descriptor,
			...kept
		},
		json: {
			...json,
			...kept
		}
	};
}
function isIndex$1({ mediaType }) {
	return mediaType === "application/vnd.oci.image.index.v1+json" || mediaType === "application/vnd.docker.distribution.manifest.list.v2+json";
}
// packages/registry/src/layout/layout-repository.ts
const MAX_HIDDEN = 262144;
function layoutRepository(store) {
	const { location } = store;
	const parsed = /* @__PURE__ */ new Map();
	async function readBytes(digest, limit, tooLarge, signal) {
		const what = `${location}@${digest}`;
		const size = await store.blobSize(digest);
		if (size === null) return null;
		if (size > limit) throw new RegistryError(tooLarge, `${what} has ${size} bytes`, { details: { limit } });
		const chunks = [];
		let length = 0;
		for await (const chunk of store.readBlob(digest, signal)) {
			length += chunk.length;
			if (length > limit) throw new RegistryError(tooLarge, `${what} grows`, { details: { limit } });
			chunks.push(chunk);
		}
		const bytes = concat(...chunks);
		checkDigest(bytes, digest, what);
		return bytes;
	}
	async function readByDigest(digest, mediaType, signal) {
		const bytes = await readBytes(digest, MAX_MANIFEST, "MANIFEST_TOO_LARGE", signal);
		if (bytes === null) throw new RegistryError("IMAGE_NOT_FOUND", `${location} has no ${digest}`);
		return {
			mediaType: checkMediaType(bytes, mediaType ?? guessedType(bytes, location), `${location}@${digest}`),
			digest,
			size: bytes.length,
			bytes
		};
	}
	async function manifest(tagOrDigest, signal) {
		const index = await store.readIndex(signal);
		if (isDigest(tagOrDigest)) return readByDigest(tagOrDigest, index.entries.find(({ descriptor }) => descriptor.digest === tagOrDigest)?.descriptor.mediaType, signal);
		const found = named(index, tagOrDigest, location);
		if (found === null) throw notFound(index, tagOrDigest, location);
		return readByDigest(found.descriptor.digest, found.descriptor.mediaType, signal);
	}
	async function parse({ digest, mediaType }, signal) {
		const known = parsed.get(digest);
		if (known) return known;
		const { bytes } = await readByDigest(digest, mediaType, signal);
		const fresh = parseManifest(bytes, location);
		parsed.set(digest, fresh);
		return fresh;
	}
	async function hidden(digest, signal) {
		const found = [];
		for (const blob of await store.blobs()) {
			if (blob.size > MAX_HIDDEN) continue;
			const bytes = await readBytes(blob.digest, MAX_HIDDEN, "BLOB_TOO_LARGE", signal);
			if (bytes === null || bytes[0] !== 123) continue;
			try {
				const { entry, subject } = describeReferrer(bytes);
				if (subject.digest === digest) found.push(entry);
			} catch {}
		}
		return found;
	}
	async function put(bytes, mediaType, tagOrDigest, signal) {
		const what = `a manifest for ${location}`;
		if (bytes.length > 4194304) throw new RegistryError("MANIFEST_TOO_LARGE", `${what} has ${bytes.length} bytes`);
		if (isDigest(tagOrDigest)) checkDigest(bytes, tagOrDigest, what);
		checkMediaType(bytes, mediaType, what);
		const digest = isDigest(tagOrDigest) ? tagOrDigest : ociDigest(bytes);
		await store.putBlob(bytesSource(digest, bytes), signal);
		return {
			mediaType,
			digest,
			size: bytes.length,
			subject: null
		};
	}
	return {
		registry: "",
		name: "",
		location,
		manifest,
		async resolve(tagOrDigest, signal) {
			const { mediaType, digest, size } = await manifest(tagOrDigest, signal);
			return {
				mediaType,
				digest,
				size
			};
		},
		async only(signal) {
			const { entries } = await store.readIndex(signal);
			const images = entries.filter((entry) => isManifest(entry) && !isAboutImage(entry));
			const parts = /* @__PURE__ */ new Set();
			const roots = /* @__PURE__ */ new Map();
			for (const entry of images) {
				const { subject, manifests } = await parse(entry.descriptor, signal);
				for (const part of manifests) parts.add(part);
				if (subject === null) roots.set(entry.descriptor.digest, entry);
			}
			for (const part of parts) roots.delete(part);
			const [first, second] = roots.keys();
			if (first !== void 0 && second === void 0) return first;
			if (first === void 0) throw new RegistryError("IMAGE_NOT_FOUND", `${location} holds no image`);
			throw ambiguous(location, "holds several images", [...roots.values()]);
		},
		async blob(digest, limit, signal) {
			const bytes = await readBytes(digest, limit, "BLOB_TOO_LARGE", signal);
			if (bytes !== null) return bytes;
			throw new RegistryError("BLOB_NOT_FOUND", `${location} has no ${digest}`);
		},
		hasBlob: async (digest) => await store.blobSize(digest) !== null,
		streamBlob: (blob, signal) => checkedBlob(blob, store.readBlob(blob.digest, signal), location),
		uploadBlob: (source, signal) => store.putBlob({
			...source,
			chunks: (one) => checkedBlob(source, source.chunks(one), location)
		}, signal),
		mountBlob: async () => false,
		async putBlob(bytes, signal) {
			const digest = ociDigest(bytes);
			await store.putBlob(bytesSource(digest, bytes), signal);
			return digest;
		},
		async putManifest(bytes, mediaType, tagOrDigest = ociDigest(bytes), signal) {
			const descriptor = await put(bytes, mediaType, tagOrDigest, signal);
			const tag = isDigest(tagOrDigest) ? null : tagOrDigest;
			const { manifests } = parseManifest(bytes, location);
			await store.updateIndex(async (index) => entriesWith(index, descriptor, tag, manifests), signal);
			return descriptor;
		},
		async referrers(digest, artifactType, signal) {
			checkSubject(digest);
			const { entries } = await store.readIndex(signal);
			const found = [];
			for (const { descriptor } of entries.filter(isManifest)) {
				const { referrer } = await parse(descriptor, signal);
				if (referrer?.subject.digest === digest) found.push(referrer.entry);
			}
			for (const { descriptor } of entries.filter((entry) => isForSubject(entry, digest))) {
				const { bytes } = await readByDigest(descriptor.digest, descriptor.mediaType, signal);
				found.push(...listedIn(bytes, location));
			}
			if (entries.some(({ descriptor }) => descriptor.annotations?.kind !== void 0)) found.push(...await hidden(digest, signal));
			return ofType(found, artifactType);
		},
		async addReferrer(bytes, signal) {
			const { entry, subject } = describeReferrer(bytes);
			await put(bytes, entry.mediaType, entry.digest, signal);
			await store.updateIndex(async (index) => entriesWith(index, entry, null, [], subject.digest), signal);
			return {
				...entry,
				subject,
				listedBy: "registry"
			};
		},
		async removeReferrer(digest, subject, signal) {
			checkSubject(digest);
			parsed.delete(digest);
			const edit = async (index) => {
				let next = entriesWithout(index, digest);
				for (const { descriptor } of index.entries.filter((entry) => isForSubject(entry, subject))) {
					const { bytes } = await readByDigest(descriptor.digest, descriptor.mediaType, signal);
					const list = listWithout(bytes, digest);
					if (list === null) continue;
					const tag = fallbackTag(subject);
					next = entriesWith(next ?? index, await put(list, IMAGE_INDEX, tag, signal), tag, []);
				}
				return next;
			};
			await store.updateIndex(edit, signal, digest);
			return true;
		},
		async updateTag(tag, edit, signal) {
			let digest = "";
			await store.updateIndex(async (index) => {
				const current = named(index, tag, location);
				const before = current && await readByDigest(current.descriptor.digest, current.descriptor.mediaType, signal);
				const content = edit(before);
				if (content === null) {
					if (before === null) throw new TypeError("an absent tag cannot be right already");
					digest = before.digest;
					return null;
				}
				const descriptor = await put(content.bytes, content.mediaType, tag, signal);
				digest = descriptor.digest;
				return entriesWith(index, descriptor, tag, parseManifest(content.bytes, location).manifests);
			}, signal);
			return digest;
		},
		tags: async (signal) => [...new Set((await store.readIndex(signal)).entries.flatMap(namesOf))].sort()
	};
}
function parseManifest(bytes, where) {
	const { subject, manifests } = parseJsonObject(bytes, where);
	const referrer = subject === void 0 || subject === null ? null : describeReferrer(bytes);
	return {
		subject: referrer?.subject.digest ?? null,
		referrer,
		manifests: Array.isArray(manifests) ? manifests.map((one) => parseDescriptor(one, where).digest) : []
	};
}
function listedIn(bytes, where) {
	const { manifests } = parseJsonObject(bytes, where);
	return Array.isArray(manifests) ? manifests.map((one) => parseDescriptor(one, where)) : [];
}
function guessedType(bytes, where) {
	const { mediaType, manifests, config } = parseJsonObject(bytes, where);
	if (typeof mediaType === "string") return mediaType;
	if (isJsonObject(config)) return IMAGE_MANIFEST;
	return Array.isArray(manifests) ? IMAGE_INDEX : "application/octet-stream";
}
function named({ entries }, name, location) {
	const found = new Map(entries.filter((entry) => isNamed(entry, name)).map((entry) => [entry.descriptor.digest, entry]));
	const classic = found.size === 0 ? classicTag(entries, name) : null;
	const [first, second] = found.values();
	if (second !== void 0) throw ambiguous(location, `has several images named ${name}`, [...found.values()]);
	return first ?? classic;
}
function isManifest({ descriptor }) {
	return MANIFEST_TYPES.includes(descriptor.mediaType);
}
function isAboutImage(entry) {
	const { kind = "" } = entry.descriptor.annotations ?? {};
	return kind.startsWith("dev.cosignproject.cosign/") && !kind.startsWith("dev.cosignproject.cosign/image") || namesOf(entry).some((name) => /^sha(256|512)-[0-9a-f]{64}/.test(name));
}
function notFound({ entries }, name, location) {
	const names = entries.flatMap(namesOf).slice(0, 20);
	return new RegistryError("IMAGE_NOT_FOUND", `${location} has no ${name}`, { details: { names } });
}
function ambiguous(location, why, entries) {
	const images = entries.slice(0, 20).map((entry) => [...namesOf(entry), entry.descriptor.digest].join(" "));
	return new RegistryError("IMAGE_AMBIGUOUS", `${location} ${why}`, { details: { images } });
}
// packages/registry/src/layout/open-layout.ts
async function openLayout(dir, options = {}) {
	return layoutRepository(await openFolderStore(dir, options));
}
async function openDockerArchive(file, options = {}) {
	return layoutRepository(await openArchiveStore(file, options));
}
// packages/registry/src/delete-manifest.ts
const NOT_DELETED = /* @__PURE__ */ new Set([
	400,
	401,
	403,
	405
]);
async function deleteManifest(session, { registry, repository }, digest, signal) {
	const asked = {
		registry,
		repository,
		access: "delete"
	};
	let answer;
	try {
		answer = await session.send(asked, {
			method: "DELETE",
			path: `manifests/${digest}`
		}, signal);
	} catch (error) {
		if (error instanceof RegistryError && ["REGISTRY_DENIED", "REGISTRY_UNAUTHORIZED"].includes(error.code)) return false;
		throw error;
	}
	const { status } = answer;
	if (NOT_DELETED.has(status)) return false;
	if (status === 404 || status >= 200 && status < 300) return true;
	throw failure(answer, `${registry}/${repository}@${digest}`, "IMAGE_NOT_FOUND");
}
// packages/registry/src/tag-update.ts
const MAX_ROUNDS = 30;
const SETTLE_FACTOR = 4;
const MAX_SETTLE = 3e3;
async function updateTag(session, asked, tag, edit, signal) {
	const name = `${asked.registry}/${asked.repository}:${tag}`;
	let stable = null;
	let settle = session.settleMs;
	let failures = 0;
	let isIn = false;
	for (let round = 1; round <= MAX_ROUNDS; round++) {
		const step = await session.exclusive(name, async () => {
			const current = await readManifest$1(session, asked, tag, signal);
			const content = edit(current);
			if (content === null) {
				if (current === null) throw new TypeError("an absent tag cannot be right already");
				return {
					kind: "right",
					digest: current.digest
				};
			}
			const before = performance.now();
			try {
				const { digest } = await writeManifest(session, asked, content.bytes, content.mediaType, tag, false, signal);
				settle = Math.min(Math.max(settle, SETTLE_FACTOR * (performance.now() - before)), MAX_SETTLE);
				return {
					kind: "written",
					digest
				};
			} catch (error) {
				if (!isPassing(error) || failures >= session.retries) throw error;
				return { kind: "failed" };
			}
		});
		isIn = step.kind === "right";
		if (step.kind === "failed") {
			await session.backoff(++failures, signal);
			continue;
		}
		if (isIn && step.digest === stable) return step.digest;
		if (!isIn && stable !== null) await pause(settle * Math.random(), signal);
		stable = step.digest;
		await pause(settle, signal);
	}
	if (isIn && stable !== null) return stable;
	throw new RegistryError("REFERRER_LOST", `${name} was overwritten again and again`, { details: { rounds: MAX_ROUNDS } });
}
function isPassing(error) {
	return error instanceof RegistryError && (error.code === "REGISTRY_UNAVAILABLE" || error.code === "REGISTRY_LIMITED");
}
// packages/registry/src/repository.ts
function openRegistries(options = {}) {
	const session = new Session(options);
	const opened = /* @__PURE__ */ new Map();
	return { repository(reference) {
		const { registry, repository } = typeof reference === "string" ? parseReference(reference) : reference;
		const key = `${registry}/${repository}`;
		const one = opened.get(key) ?? openIn(session, registry, repository);
		opened.set(key, one);
		return one;
	} };
}
const MAX_TAGS = 2e5;
function openIn(session, registry, name) {
	const pull = {
		registry,
		repository: name,
		access: "pull"
	};
	const push = {
		registry,
		repository: name,
		access: "pull,push"
	};
	const blobs = /* @__PURE__ */ new Map();
	async function manifest(tagOrDigest, signal) {
		const found = await session.mirrors.read(pull, isDigest(tagOrDigest), (asked) => readManifest$1(session, asked, tagOrDigest, signal));
		if (found !== null) return found;
		throw new RegistryError("IMAGE_NOT_FOUND", `${registry}/${name} has no ${tagOrDigest}`);
	}
	return {
		registry,
		name,
		location: `oci://${registry}/${name}`,
		manifest,
		async resolve(tagOrDigest, signal) {
			const { mediaType, digest, size } = await manifest(tagOrDigest, signal);
			return {
				mediaType,
				digest,
				size
			};
		},
		blob: (digest, limit, signal) => session.mirrors.read(pull, true, (asked) => readBlob(session, asked, digest, limit, signal)),
		hasBlob: (digest, signal) => hasBlob(session, pull, digest, signal),
		async *streamBlob(blob, signal) {
			yield* streamBlob(session, await session.mirrors.read(pull, true, async (asked) => asked === pull || await hasBlob(session, asked, blob.digest, signal) ? asked : null) ?? pull, blob, signal);
		},
		uploadBlob: (source, signal) => uploadBlob(session, push, source, signal),
		async mountBlob(digest, from, signal) {
			return from.registry === registry && await mountBlob(session, push, digest, from.name, signal);
		},
		async putBlob(bytes, signal) {
			const digest = ociDigest(bytes);
			const known = blobs.get(digest);
			if (known !== void 0) return known;
			const put = postBlob(session, push, digest, bytes, signal).then(() => digest);
			blobs.set(digest, put);
			put.catch(() => blobs.delete(digest));
			return put;
		},
		putManifest: (bytes, mediaType, tagOrDigest = ociDigest(bytes), signal) => writeManifest(session, push, bytes, mediaType, tagOrDigest, true, signal),
		async referrers(digest, artifactType, signal) {
			checkSubject(digest);
			const list = async (asked) => await listByApi(session, asked, digest, artifactType, signal) ?? await listByTag(session, asked, digest, signal);
			return ofType(await session.mirrors.read(pull, false, list), artifactType);
		},
		async addReferrer(bytes, signal) {
			const { entry, subject } = describeReferrer(bytes);
			if ((await writeManifest(session, push, bytes, entry.mediaType, entry.digest, true, signal)).subject === subject.digest) return {
				...entry,
				subject,
				listedBy: "registry"
			};
			let hasApi = session.referrersApi.get(registry);
			if (hasApi === void 0) {
				hasApi = await listByApi(session, push, subject.digest, void 0, signal) !== null;
				session.referrersApi.set(registry, hasApi);
			}
			if (hasApi) return {
				...entry,
				subject,
				listedBy: "registry"
			};
			await updateTag(session, push, fallbackTag(subject.digest), addEntry(entry), signal);
			return {
				...entry,
				subject,
				listedBy: "tag"
			};
		},
		async removeReferrer(digest, subject, signal) {
			checkSubject(digest);
			checkSubject(subject);
			if (session.referrersApi.get(registry) ?? await listByApi(session, push, subject, void 0, signal) !== null) return deleteManifest(session, push, digest, signal);
			const isListed = async () => (await listByTag(session, push, subject, signal)).some((one) => one.digest === digest);
			if (!await isListed()) return true;
			await updateTag(session, push, fallbackTag(subject), withoutEntry(digest), signal);
			return !await isListed();
		},
		updateTag: (tag, edit, signal) => updateTag(session, push, tag, edit, signal),
		async tags(signal) {
			const what = `the tags of ${registry}/${name}`;
			const all = [];
			let path = "tags/list?n=1000";
			while (path !== null) {
				const limit = {
					maxBytes: MAX_MANIFEST,
					code: "REGISTRY_MALFORMED"
				};
				const answer = await session.send(pull, {
					method: "GET",
					path,
					limit
				}, signal);
				if (answer.status !== 200) throw failure(answer, what, "IMAGE_NOT_FOUND");
				const { tags } = parseJsonObject(answer.body, what);
				const page = tags ?? [];
				const whole = Array.isArray(page) && page.every((one) => typeof one === "string");
				path = nextPage(answer);
				if (!whole || all.length + page.length > MAX_TAGS || page.length === 0 && path !== null) throw new RegistryError("REGISTRY_MALFORMED", `${what} are not a list of names, or have no end`);
				all.push(...page);
			}
			return all;
		}
	};
}
// packages/registry/src/open-image.ts
async function openImage(image, registries = openRegistries()) {
	const reference = typeof image === "string" ? parseImageReference(image) : image;
	if (reference.kind !== "registry") {
		const repository = await (reference.kind === "layout" ? openLayout : openDockerArchive)(reference.path);
		return {
			reference,
			repository,
			selector: reference.digest ?? reference.tag ?? await repository.only()
		};
	}
	const { tag, digest } = reference.reference;
	const selector = digest ?? tag;
	if (selector === null) throw new RegistryError("REFERENCE_INVALID", `${formatImageReference(reference)} has neither tag nor digest`, { howToFix: "Name the image by its tag or its digest: `latest` is not filled in." });
	return {
		reference,
		repository: registries.repository(reference.reference),
		selector
	};
}
// packages/engine/src/images/registry-options.ts
async function registryOptions(context, access) {
	const { mirrors, mirrorTags, insecure, ca } = context.config.registry;
	const paths = (access.registryCa?.length ? access.registryCa : listVariable(context.env, "CHANCERY_REGISTRY_CA"))?.map((path) => resolve(context.cwd, path)) ?? ca;
	const certificates = await Promise.all(paths.map(readCertificates));
	return {
		insecure: access.allowHttpRegistry ? true : insecure,
		ca: certificates.flat().map((der) => encodePem("CERTIFICATE", der)),
		mirrors,
		mirrorTags
	};
}
// packages/engine/src/images/image-store.ts
var ImageStore = class ImageStore {
	#context;
	#registries;
	constructor(context, registries) {
		this.#context = context;
		this.#registries = registries;
	}
	static async of(context, access) {
		return new ImageStore(context, openRegistries(await registryOptions(context, access)));
	}
	async open(path) {
		const given = parseImageReference(path);
		const { repository, selector } = await openImage(this.#placed(given), this.#registries);
		return {
			path,
			repository,
			name: nameOf(given),
			manifest: await repository.manifest(selector, this.#context.signal),
			referenceTo: (tagOrDigest) => reference(given, tagOrDigest)
		};
	}
	async place(path) {
		const given = parseImageReference(path);
		const { tag, digest } = given.kind === "registry" ? given.reference : given;
		if (digest !== null) throw new RegistryError("REFERENCE_INVALID", `${path}: a copy has the digest that it has`, { howToFix: "Give the destination a tag, or none." });
		return {
			repository: await this.#destination(given),
			tag,
			referenceTo: (one) => reference(given, one)
		};
	}
	#destination(given) {
		if (given.kind === "registry") return this.#registries.repository(given.reference);
		const path = resolve(this.#context.cwd, given.path);
		return given.kind === "layout" ? openLayout(path, { create: true }) : openDockerArchive(path);
	}
	#placed(reference) {
		return reference.kind === "registry" ? reference : {
			...reference,
			path: resolve(this.#context.cwd, reference.path)
		};
	}
};
function nameOf(given) {
	if (given.kind === "registry") return `${given.reference.registry}/${given.reference.repository}`;
	return basename(given.path, extname(given.path)) || "image";
}
function reference(given, tagOrDigest) {
	const at = tagOrDigest.includes(":") ? {
		tag: null,
		digest: tagOrDigest
	} : {
		tag: tagOrDigest,
		digest: null
	};
	return formatImageReference(given.kind === "registry" ? {
		...given,
		reference: {
			...given.reference,
			...at
		}
	} : {
		...given,
		...at
	});
}
function descriptorOf({ mediaType, digest, size }) {
	return {
		mediaType,
		digest,
		size
	};
}
function isIndex({ mediaType }) {
	return mediaType === "application/vnd.oci.image.index.v1+json" || mediaType === "application/vnd.docker.distribution.manifest.list.v2+json";
}
const MAX_DEPTH = 4;
const MAX_PARTS = 256;
async function partsOf(repository, manifest, signal, depth = MAX_DEPTH) {
	if (!isIndex(manifest)) return [];
	const what = `the index ${manifest.digest}`;
	const { manifests } = membersOf$1(JSON.parse(new TextDecoder().decode(manifest.bytes)));
	if (!Array.isArray(manifests) || manifests.length > MAX_PARTS || depth === 0) throw new RegistryError("REGISTRY_MALFORMED", `${what} has no list of manifests, or one without end`);
	const named = manifests.map((one) => parseDescriptor(one, `an entry of ${what}`));
	const parts = await Promise.all([...new Set(named.map(({ digest }) => digest))].map(async (digest) => {
		const part = await repository.manifest(digest, signal);
		return [part, ...await partsOf(repository, part, signal, depth - 1)];
	}));
	return [...new Map(parts.flat().map((part) => [part.digest, part])).values()];
}
// packages/engine/src/images/signature-reader.ts
const MAX_REFERRERS = 256;
const MAX_SIGNATURE_BYTES = 4194304;
const AT_ONCE = 8;
async function readImageContents(repository, digest, signal) {
	const referrers = await repository.referrers(digest, void 0, signal);
	if (referrers.length > MAX_REFERRERS) throw new EngineError("IMAGE_REFERRERS_TOO_MANY", `${referrers.length} artifacts refer to ${digest}`, { details: {
		digest,
		referrers: referrers.length,
		most: MAX_REFERRERS
	} });
	const tags = [classicTag$1(digest), classicAttestationTag(digest)];
	const places = [...referrers.map((one) => one.digest), ...tags];
	const read = await concurrently(places, AT_ONCE, async (at) => {
		try {
			return await readManifest(repository, at, signal);
		} catch (error) {
			if (!(error instanceof ChanceryError) || error.code === "ABORTED") throw error;
			return {
				found: [],
				others: [],
				unread: tags.includes(at) && error.code === "IMAGE_NOT_FOUND" ? [] : [{
					at,
					error
				}]
			};
		}
	});
	return {
		found: read.flatMap(({ found }) => found),
		others: read.flatMap(({ others }) => others),
		unread: read.flatMap(({ unread }) => unread)
	};
}
async function readManifest(repository, at, signal) {
	const { bytes: whole } = await repository.manifest(at, signal);
	const manifest = parseSignatureManifest(whole);
	if (manifest.kind === "other") return {
		found: [],
		others: [{
			at,
			artifactType: manifest.artifactType
		}],
		unread: []
	};
	const layers = "layers" in manifest ? manifest.layers : [manifest.layer];
	const kind = manifest.kind === "cosign-attestations" ? "bundle" : manifest.kind;
	const limit = kind === "bundle" ? MAX_BUNDLE_BYTES : MAX_SIGNATURE_BYTES;
	const found = [];
	const unread = [];
	await concurrently(layers, AT_ONCE, async ({ digest, size, annotations }, index) => {
		try {
			const bytes = await repository.blob(digest, Math.min(size, limit), signal);
			found[index] = {
				at,
				manifest: whole,
				content: {
					kind,
					bytes,
					annotations
				}
			};
		} catch (error) {
			if (!(error instanceof ChanceryError) || error.code === "ABORTED") throw error;
			unread.push({
				at,
				error
			});
		}
	});
	return {
		found: found.filter(() => true),
		others: [],
		unread
	};
}
function claimsOf({ content }) {
	try {
		return inspectImageSignature(content);
	} catch (error) {
		if (error instanceof ChanceryError) return error;
		throw error;
	}
}
function attestationType(claims) {
	const type = claims instanceof ChanceryError ? null : claims.predicateType;
	return type === "https://sigstore.dev/cosign/sign/v1" ? null : type;
}
export { classicTag$1 as _, ImageStore as a, parseReference as c, inspectImageSignature as d, imageToBeSigned as f, appendClassicLayer as g, wishName as h, readManifest as i, RegistryError as l, notaryChain as m, claimsOf as n, descriptorOf as o, signImage as p, readImageContents as r, partsOf as s, attestationType as t, verifyImageSignature as u, classicAttestation as v };
