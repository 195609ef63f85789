import { S as JsonMembers, dt as certificateFacts, ht as parseCertificate } from "./codec.js";
import { C as toBase64, T as utf8 } from "./core.js";
import { t as canonicalJson } from "./codec2.js";
import { t as AttestError } from "./attest.js";
import { a as signEnvelope, c as encodeStatement, i as preAuthEncoding, l as parseJson, r as IN_TOTO_PAYLOAD_TYPE } from "./attest2.js";
import { l as keyFingerprint } from "./attest4.js";
import { createHash } from "node:crypto";
// packages/attest/src/bundle.ts
const BUNDLE_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const VERSIONS = {
	[BUNDLE_MEDIA_TYPE]: "0.3",
	"application/vnd.dev.sigstore.bundle+json;version=0.1": "0.1",
	"application/vnd.dev.sigstore.bundle+json;version=0.2": "0.2",
	"application/vnd.dev.sigstore.bundle+json;version=0.3": "0.3"
};
const MAX_BUNDLE_BYTES = 33554432;
const MAX_MATERIAL = 32;
const MATERIAL = [
	"certificate",
	"x509CertificateChain",
	"publicKey",
	"tlogEntries",
	"timestampVerificationData"
];
function encodeBundle(envelope, logEntries = []) {
	const bundle = {
		mediaType: BUNDLE_MEDIA_TYPE,
		verificationMaterial: {
			publicKey: { hint: envelope.keyid },
			tlogEntries: logEntries,
			timestampVerificationData: { rfc3161Timestamps: [] }
		},
		dsseEnvelope: {
			payload: toBase64(envelope.payload),
			payloadType: envelope.payloadType,
			signatures: [{
				sig: toBase64(envelope.signature),
				keyid: envelope.keyid
			}]
		}
	};
	return utf8(`${JSON.stringify(bundle)}\n`);
}
function encodeEnvelope({ payload, payloadType, signature }) {
	const envelope = {
		payload: toBase64(payload),
		payloadType,
		signatures: [{ sig: toBase64(signature) }]
	};
	return utf8(`${JSON.stringify(envelope)}\n`);
}
function parseBundle(bytes) {
	const bundle = parseFileBundle(bytes);
	if (bundle.kind !== "message") return bundle;
	throw new AttestError("BUNDLE_UNSUPPORTED", "the bundle signs a file, and has no statement");
}
function parseFileBundle(bytes) {
	if (bytes.length > 33554432) throw new AttestError("BUNDLE_TOO_LARGE", `a bundle of ${bytes.length} bytes`);
	const json = new JsonMembers(parseJson(bytes, "bundle"), malformed, "the bundle");
	if (!json.has("mediaType") && json.has("payload")) return {
		kind: "key",
		hint: "",
		envelope: envelopeOf$1(json),
		logEntries: [],
		timestamps: []
	};
	const version = versionOf(json.value("mediaType"));
	assertMembers(json, [
		"mediaType",
		"verificationMaterial",
		"dsseEnvelope",
		"messageSignature"
	]);
	const content = contentOf(json);
	const material = json.object("verificationMaterial");
	assertMembers(material, MATERIAL);
	const logEntries = logEntriesOf(material, version);
	const timestamps = timestampsOf(material);
	const certificate = certificateOf(material, version);
	if (certificate) return {
		kind: "certificate",
		content,
		material: {
			certificate,
			timestamps,
			logEntries
		}
	};
	const publicKey = material.object("publicKey");
	const hint = publicKey.has("hint") ? publicKey.text("hint") : "";
	return content.kind === "envelope" ? {
		kind: "key",
		hint,
		envelope: content.envelope,
		logEntries,
		timestamps
	} : {
		kind: "message",
		hint,
		message: content.message,
		timestamps
	};
}
function versionOf(mediaType) {
	const version = typeof mediaType === "string" && Object.hasOwn(VERSIONS, mediaType) ? VERSIONS[mediaType] : void 0;
	if (version) return version;
	throw new AttestError("BUNDLE_UNSUPPORTED", `media type ${JSON.stringify(mediaType)} is no Sigstore bundle of ours`);
}
function contentOf(json) {
	if (json.has("dsseEnvelope") && json.has("messageSignature")) throw malformed("the bundle signs a statement and a file");
	if (json.has("messageSignature")) return {
		kind: "message",
		message: messageOf(json.object("messageSignature"))
	};
	return {
		kind: "envelope",
		envelope: envelopeOf$1(json.object("dsseEnvelope"))
	};
}
function envelopeOf$1(json) {
	const signatures = json.value("signatures");
	if (typeof json.value("payloadType") !== "string" || !Array.isArray(signatures) || signatures.length !== 1) throw new AttestError("BUNDLE_UNSUPPORTED", "an envelope has a payload type and exactly one signature");
	const signature = new JsonMembers(signatures[0], malformed, "the signature");
	return {
		payloadType: json.text("payloadType"),
		payload: json.base64("payload"),
		keyid: signature.has("keyid") ? signature.text("keyid") : "",
		signature: signature.base64("sig")
	};
}
const HASHES = {
	SHA2_256: "sha256",
	SHA2_384: "sha384",
	SHA2_512: "sha512"
};
function messageOf(json) {
	assertMembers(json, ["messageDigest", "signature"]);
	const digest = json.object("messageDigest");
	const algorithm = digest.value("algorithm");
	const name = typeof algorithm === "string" && Object.hasOwn(HASHES, algorithm) ? HASHES[algorithm] : void 0;
	if (!name) throw new AttestError("BUNDLE_HASH_UNKNOWN", `hash algorithm ${JSON.stringify(algorithm)} is not known here`);
	return {
		digest: {
			name,
			value: digest.base64("digest")
		},
		signature: json.base64("signature")
	};
}
function certificateOf(material, version) {
	const kinds = [
		"certificate",
		"x509CertificateChain",
		"publicKey"
	].filter((kind) => material.has(kind));
	if (kinds.length !== 1) throw malformed(`who signed is said in ${kinds.length} ways`);
	if (material.has("certificate")) return material.object("certificate").base64("rawBytes");
	if (!material.has("x509CertificateChain")) return null;
	if (version === "0.3") throw new AttestError("BUNDLE_UNSUPPORTED", "a bundle v0.3 has one certificate, and the trusted root its issuers");
	const [leaf] = membersOf(material.object("x509CertificateChain"), "certificates").map((one) => one.base64("rawBytes"));
	if (!leaf) throw malformed("the certificate chain is empty");
	return leaf;
}
function timestampsOf(material) {
	if (!material.has("timestampVerificationData")) return [];
	return membersOf(material.object("timestampVerificationData"), "rfc3161Timestamps").map((one) => one.base64("signedTimestamp"));
}
function logEntriesOf(material, version) {
	const needed = version === "0.1" ? "inclusionPromise" : "inclusionProof";
	const entries = membersOf(material, "tlogEntries");
	for (const entry of entries) if (!entry.has(needed)) entry.fail(needed);
	return entries;
}
function membersOf(json, name) {
	if (!json.has(name)) return [];
	const list = json.list(name);
	if (list.length > MAX_MATERIAL) throw malformed(`${list.length} ${name}, ${MAX_MATERIAL} at most`);
	return list.map((one) => new JsonMembers(one, malformed, name));
}
function assertMembers(json, known) {
	const unknown = json.names().find((name) => !known.includes(name));
	if (unknown !== void 0) throw malformed(`the member ${JSON.stringify(unknown)} is not known here`);
}
function malformed(message, options) {
	return new AttestError("BUNDLE_MALFORMED", message, options);
}
// packages/attest/src/certificate-bundle.ts
async function verifyCertificateBundle(bundle, options) {
	const { verifyUnderRoots } = await import("./attest8.js");
	return verifyUnderRoots(bundle, options);
}
// packages/attest/src/signature-log.ts
function loggableEnvelope({ payloadType, payload, signature }, { publicKey, algorithm }) {
	return {
		digest: createHash("sha256").update(preAuthEncoding(payloadType, payload)).digest(),
		signature,
		publicKey,
		algorithm,
		certificate: null
	};
}
// packages/attest/src/record.ts
const SIGNING_RECORD_TYPE = "urn:chancery:signing-record:v1";
function signingRecord(facts, context) {
	const { request, signer, sideFile } = facts;
	const leaf = signer.certificates[0];
	const certificate = leaf ? certificateFacts(parseCertificate(leaf)) : null;
	const subjects = [{
		name: request.artifact.name,
		digest: facts.digest.after
	}];
	if (sideFile) subjects.push({
		name: request.artifact.name + sideFile.suffix,
		digest: { sha256: sideFile.sha256 }
	});
	const predicate = {
		format: request.format,
		digest: facts.digest,
		size: request.artifact.size,
		key: {
			name: signer.name,
			fingerprint: keyFingerprint(signer.publicKey),
			algorithm: facts.signature.signatureAlgorithm
		},
		certificate,
		timestamp: facts.timestamp,
		timestamps: facts.timestamps,
		request: { sha256: requestDigest(request) },
		decision: facts.decision,
		approvals: [],
		log: context.log && {
			origin: context.log.origin,
			onFailure: context.log.onFailure
		},
		identity: context.identity,
		tool: context.tool,
		recordedAt: context.at.toISOString()
	};
	return {
		subjects,
		predicateType: SIGNING_RECORD_TYPE,
		predicate
	};
}
function requestDigest(request) {
	return createHash("sha256").update(canonicalJson(request)).digest("hex");
}
async function signAndLog(statement, key, path, signal, keep) {
	const envelope = await envelopeOf(statement, key, signal);
	await keep?.(encodeBundle(envelope));
	const logged = key.log ? await key.log.add(loggableEnvelope(envelope, key.info), path, signal) : null;
	return {
		bytes: encodeBundle(envelope, logged ? [logged.entry] : []),
		logged
	};
}
function envelopeOf(statement, key, signal) {
	const keyid = keyFingerprint(key.info.publicKey);
	return signEnvelope(key, IN_TOTO_PAYLOAD_TYPE, encodeStatement(statement), keyid, signal);
}
export { loggableEnvelope as a, MAX_BUNDLE_BYTES as c, parseFileBundle as d, signingRecord as i, encodeEnvelope as l, requestDigest as n, verifyCertificateBundle as o, signAndLog as r, BUNDLE_MEDIA_TYPE as s, SIGNING_RECORD_TYPE as t, parseBundle as u };
