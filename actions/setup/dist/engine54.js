import { c as MAX_BUNDLE_BYTES, l as encodeEnvelope, o as verifyCertificateBundle, s as BUNDLE_MEDIA_TYPE, u as parseBundle } from "./attest3.js";
import { A as chooseSignatureAlgorithm, C as toBase64, I as ChanceryError, T as utf8, b as fromBase64, j as digestByName, k as SIGNATURE_ALGORITHMS, v as concat, w as toHex, y as equalBytes } from "./core.js";
import { $ as authorityFacts, $t as encodeSequence, A as ociDigest, E as IMAGE_MANIFEST, F as rawSignatureValue, G as parseTimestamps, Ht as parseDer, I as COSE_HEADER, L as coseSign1Message, Lt as smallIntegerOf, M as parseJsonMembers, Mt as resolveSignatureScheme, O as descriptorIn, P as derSignatureValue, R as encodeCoseSign1, St as extKeyUsageOf, Tt as parseCertificate, Yt as encodeInteger, _t as EXTENSION, an as CodecError, at as signatureAlgorithmName, b as encodePem, bt as basicConstraintsOf, et as decidingTimestamp, it as verifyPath, j as JsonMembers, kt as parsePublicKey, ln as isCborTag, nt as trustedTimestamps, ot as verifySignature, rn as TAG, rt as withRenewals, sn as encodeCbor, un as isJsonObject, vt as KEY_PURPOSE, w as EMPTY_CONFIG, wt as keyUsageOf, x as parsePem, xt as certificateFacts, yt as KEY_USAGE, z as parseCoseSign1, zt as DerCursor } from "./codec.js";
import { t as canonicalJson } from "./codec2.js";
import { t as concurrently } from "./engine21.js";
import { t as AttestError } from "./attest.js";
import { i as preAuthEncoding, r as IN_TOTO_PAYLOAD_TYPE } from "./attest2.js";
import { n as EngineError } from "./engine3.js";
import { l as keyFingerprint, n as statementOf, r as verifyKeyBundle, t as assertSubject } from "./attest4.js";
import { createHash } from "node:crypto";
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
	if (!MEDIA_TYPE.test(mediaType)) invalid("the media type of the image");
	if (!Number.isSafeInteger(size) || size < 1) invalid("the size of the manifest");
	return {
		mediaType,
		digest,
		size
	};
}
function checkedAnnotations(annotations) {
	const members = Object.entries(annotations);
	if (members.some(([name, value]) => name === "" || typeof value !== "string")) invalid("an annotation");
	return Object.fromEntries(members);
}
function checkedTime(text, what) {
	const time = new Date(text);
	if (!TIME$1.test(text) || Number.isNaN(time.getTime()) || rfc3339(time) !== text) invalid(what);
	return time;
}
function rfc3339(time) {
	return time.toISOString().replace(/\.\d+Z$/, "Z");
}
function invalid(what) {
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
function descriptorOf({ mediaType, digest, bytes }) {
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
	const { members, layers } = parseManifest(bytes);
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
function parseManifest(bytes) {
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
	const cursor = new DerCursor(parseDer(response, "TimeStampResp", TAG.sequence), "TimeStampResp");
	const status = smallIntegerOf(new DerCursor(cursor.take("status"), "PKIStatusInfo").take("status"), "PKIStatus");
	const token = cursor.take("timeStampToken", TAG.sequence);
	cursor.end();
	if (status > 1) throw new OciError("OCI_ENVELOPE_MALFORMED", "the timestamp was refused by its authority");
	return token.bytes;
}
// packages/oci/src/classic/annotations.ts
const SIGNATURE = "dev.cosignproject.cosign/signature";
const CERTIFICATE = "dev.sigstore.cosign/certificate";
const CHAIN = "dev.sigstore.cosign/chain";
const TIMESTAMP = "dev.sigstore.cosign/rfc3161timestamp";
const CODE$2 = "OCI_ENVELOPE_MALFORMED";
const MAX_CERTIFICATES = 16;
function encodeClassicAnnotations(signature, signer, timestampToken) {
	const chain = signer?.certificates.slice(1) ?? [];
	return {
		[SIGNATURE]: toBase64(signature),
		...signer && { [CERTIFICATE]: encodePem("CERTIFICATE", signingCertificate(signer)) },
		...chain.length > 0 && { [CHAIN]: chain.map((der) => encodePem("CERTIFICATE", der)).join("") },
		...timestampToken && timestampAnnotation(timestampToken)
	};
}
function withClassicTimestamp(annotations, token) {
	const { [TIMESTAMP]: _, ...others } = annotations;
	return {
		...others,
		...token && timestampAnnotation(token)
	};
}
function timestampAnnotation(token) {
	return { [TIMESTAMP]: JSON.stringify({ SignedRFC3161Timestamp: toBase64(encodeTimestampResponse(token)) }) };
}
function parseClassicAnnotations(annotations) {
	const members = membersOf(annotations, CODE$2, "annotations");
	const certificates = [CERTIFICATE, CHAIN].flatMap((name) => members.has(name) ? parsePem(members.text(name)).map(({ bytes }) => bytes) : []);
	if (certificates.length > MAX_CERTIFICATES) throw new OciError(CODE$2, "there are more certificates than any chain has");
	const timestamp = members.has(TIMESTAMP) ? parseMembers(utf8(members.text(TIMESTAMP)), CODE$2, "timestamp") : null;
	return {
		signature: members.base64(SIGNATURE),
		certificates,
		timestampTokens: timestamp ? [timestampTokenIn(timestamp.base64("SignedRFC3161Timestamp"))] : []
	};
}
// packages/oci/src/classic/layer.ts
function classicTag(digest) {
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
	const found = existing ? parseManifest(existing) : null;
	const ours = {
		...descriptorOf(blob),
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
			config: descriptorOf(config),
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
					...descriptorOf(config),
					artifactType: BUNDLE_MEDIA_TYPE
				},
				layers: [descriptorOf(bundle)],
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
				config: descriptorOf(config),
				layers: [descriptorOf(layer)],
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
			tag: classicTag(description.image.digest),
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
		...materialOf$1(json)
	};
}
function envelopeIn(json) {
	if (!json.has("dsseEnvelope")) throw new OciError(CODE, "the bundle has no envelope");
	const bare = parseBundle(utf8(JSON.stringify(json.value("dsseEnvelope"))));
	if (bare.kind !== "key") throw new OciError(CODE, "the envelope in the bundle is no envelope");
	return bare.envelope;
}
function materialOf$1(json) {
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
// packages/oci/src/bundle/timestamps.ts
function withBundleTimestamps(bytes, tokens) {
	const bundle = parseMembers(bytes, "OCI_ENVELOPE_MALFORMED", "bundle").whole();
	if (!isJsonObject(bundle.verificationMaterial)) throw new AttestError("BUNDLE_UNSUPPORTED", "a bare envelope has no place for timestamps");
	const { timestampVerificationData: _, ...material } = bundle.verificationMaterial;
	const rfc3161Timestamps = tokens.map((token) => ({ signedTimestamp: toBase64(encodeTimestampResponse(token)) }));
	const stamped = tokens.length > 0 ? {
		...material,
		timestampVerificationData: { rfc3161Timestamps }
	} : material;
	return utf8(JSON.stringify({
		...bundle,
		verificationMaterial: stamped
	}));
}
// packages/oci/src/notary/timestamps.ts
function withNotaryTimestamp(kind, bytes, token) {
	return kind === "notary-jws" ? jwsWith(bytes, token) : coseWith(bytes, token);
}
function jwsWith(bytes, token) {
	const jws = parseMembers(bytes, "OCI_ENVELOPE_MALFORMED", "JWS").whole();
	if (!isJsonObject(jws.header)) throw new OciError("OCI_ENVELOPE_MALFORMED", "the JWS envelope has no header");
	const { [HEADER.timestamp]: _, ...header } = jws.header;
	return utf8(JSON.stringify({
		...jws,
		header: {
			...header,
			...token && { [HEADER.timestamp]: toBase64(token) }
		}
	}));
}
function coseWith(bytes, token) {
	const sign1 = parseCoseSign1(bytes);
	const unprotectedHeaders = new Map(sign1.unprotectedHeaders);
	unprotectedHeaders.delete(HEADER.timestamp);
	if (token) unprotectedHeaders.set(HEADER.timestamp, token);
	return encodeCoseSign1({
		...sign1,
		unprotectedHeaders
	});
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
// packages/oci/src/image-timestamps.ts
function imageTimestamps(content) {
	return {
		...materialOf(content),
		rest: digestOf(withImageTimestamps(content, []))
	};
}
function withImageTimestamps(content, tokens) {
	const [token = null] = tokens;
	switch (content.kind) {
		case "bundle": return {
			...content,
			bytes: withBundleTimestamps(content.bytes, tokens)
		};
		case "cosign": return {
			...content,
			annotations: withClassicTimestamp(content.annotations, token)
		};
		case "notary-jws":
		case "notary-cose": return {
			...content,
			bytes: withNotaryTimestamp(content.kind, content.bytes, token)
		};
	}
}
function restampedSignature(image, content, manifest) {
	if (content.kind === "cosign") {
		const { bytes, annotations } = content;
		const layer = {
			blob: blobOf(SIMPLE_SIGNING_MEDIA_TYPE, bytes),
			annotations
		};
		return {
			kind: "tag",
			tag: classicTag(image.digest),
			layer
		};
	}
	const old = parseSignatureManifest(manifest);
	if (old.kind !== content.kind) throw new OciError("OCI_MANIFEST_MALFORMED", "the manifest is of another signature");
	assertImage(old.image.digest, {
		image,
		annotations: {},
		predicateType: null,
		dockerReference: null
	});
	const { members } = parseManifest(manifest);
	const blob = blobOf(old.layer.mediaType, content.bytes);
	const layers = members.list("layers").map((layer) => ({
		...layer,
		...descriptorOf(blob)
	}));
	const { bytes, digest } = jsonBlob(IMAGE_MANIFEST, {
		...members.whole(),
		layers
	});
	const artifactType = members.has("artifactType") ? members.text("artifactType") : members.object("config").text("mediaType");
	const annotations = members.texts("annotations");
	return {
		kind: "referrer",
		manifest: {
			mediaType: IMAGE_MANIFEST,
			digest,
			bytes,
			artifactType,
			annotations
		},
		blobs: [blob]
	};
}
function materialOf(content) {
	switch (content.kind) {
		case "bundle": {
			const { envelope, timestampTokens, certificates } = parseBundleContent(content.bytes);
			const [certificate = null] = certificates;
			return {
				signature: envelope.signature,
				tokens: timestampTokens,
				room: "several",
				certificate
			};
		}
		case "cosign": {
			const { signature, timestampTokens, certificates } = parseClassicAnnotations(content.annotations);
			const [certificate = null] = certificates;
			return {
				signature,
				tokens: timestampTokens,
				room: "one",
				certificate
			};
		}
		case "notary-jws":
		case "notary-cose": {
			const { signature, timestampToken, certificates } = parseNotaryEnvelope(content.kind, content.bytes);
			const [certificate = null] = certificates;
			return {
				signature,
				tokens: timestampToken ? [timestampToken] : [],
				room: "one",
				certificate
			};
		}
	}
}
function digestOf(content) {
	const annotations = content.kind === "cosign" ? content.annotations : {};
	return ociDigest(concat(utf8(canonicalJson({
		kind: content.kind,
		annotations
	})), content.bytes));
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
	const tags = [classicTag(digest), classicAttestationTag(digest)];
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
export { verifyImageSignature as a, restampedSignature as c, signImage as d, notaryChain as f, classicAttestation as g, classicTag as h, readManifest as i, withImageTimestamps as l, appendClassicLayer as m, claimsOf as n, inspectImageSignature as o, wishName as p, readImageContents as r, imageTimestamps as s, attestationType as t, imageToBeSigned as u };
