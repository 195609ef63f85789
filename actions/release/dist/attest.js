import { r as __toESM } from "./rolldown-runtime.js";
import { n as EngineError } from "./engine2.js";
import { C as toBase64, I as ChanceryError, S as fromUtf8, T as utf8, b as fromBase64, j as digestByName, k as SIGNATURE_ALGORITHMS, v as concat } from "./core.js";
import { H as parseCertificate, K as parsePublicKey, St as TAG, T as verifySignature, X as bitStringBytesOf, at as parseDer, d as parseStrictJson, rt as childrenOf, z as certificateFacts } from "./codec.js";
import { t as AttestError } from "./attest2.js";
import { createHash } from "node:crypto";
import { Buffer } from "node:buffer";
// packages/core/src/json-object.ts
function isJsonObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
// packages/codec/src/jcs.ts
function canonicalJson(value) {
	switch (typeof value) {
		case "string": return canonicalString(value);
		case "number":
			if (!Number.isFinite(value)) throw new TypeError("a number that is not finite has no canonical JSON");
			return JSON.stringify(value);
		case "boolean": return value ? "true" : "false";
		case "object": return value === null ? "null" : canonicalMembers(value);
		default: throw new TypeError(`a ${typeof value} has no canonical JSON`);
	}
}
function canonicalMembers(value) {
	if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(",")}]`;
	const members = value;
	return `{${Object.keys(members).sort().map((key) => `${canonicalString(key)}:${canonicalJson(members[key])}`).join(",")}}`;
}
function canonicalString(text) {
	if (!text.isWellFormed()) throw new TypeError("a lone surrogate has no canonical JSON");
	return JSON.stringify(text);
}
// packages/engine/src/alternative-name.ts
function parseExpectedName(value) {
	const [, kind, text] = /^(?:(dns|uri|email):)?(.*)$/s.exec(value);
	if (text === "") throw new EngineError("OPTION_INVALID", `--signer-san ${value}: names nothing`);
	return {
		kind: kind ?? null,
		text
	};
}
function isNamed({ kind, text }, expected) {
	if (expected.kind !== null && expected.kind !== kind) return false;
	return folded(kind, text) === folded(kind, expected.text);
}
function folded(kind, text) {
	if (kind === "uri") return text;
	const host = kind === "dns" ? 0 : text.lastIndexOf("@") + 1;
	return text.slice(0, host) + lowerCase(text.slice(host));
}
function lowerCase(text) {
	return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
function spelledName({ kind, text }) {
	return `${kind}:${text}`;
}
// packages/engine/src/report.ts
function outcomeOf(results) {
	return {
		report: {
			version: 1,
			files: results.map(({ exitCode: _, ...file }) => file),
			failed: []
		},
		exitCode: results.find((result) => result.exitCode !== 0)?.exitCode ?? 0
	};
}
function joinOutcomes(outcomes) {
	return {
		report: {
			version: 1,
			files: outcomes.flatMap(({ report }) => report.files),
			failed: outcomes.flatMap(({ report }) => report.failed)
		},
		exitCode: outcomes.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0
	};
}
function failureOf(error, path) {
	return {
		path,
		code: error.code,
		message: error.message,
		howToFix: error.howToFix
	};
}
function asChanceryError(error) {
	if (error instanceof ChanceryError) return error;
	throw error;
}
function signatureEntry(signature) {
	const { signer, signerNames } = signature;
	const san = signerNames.map(spelledName);
	return {
		signer: signer && {
			subject: signer.subject,
			issuer: signer.issuer,
			serial: signer.serial,
			sha256: signer.sha256,
			...san.length > 0 && { san }
		},
		digestAlgorithm: signature.digestAlgorithm,
		signatureAlgorithm: signature.signatureAlgorithm,
		integrity: signature.integrity,
		chain: "chain" in signature ? signature.chain : "not-checked",
		revocation: "revocation" in signature ? signature.revocation : "not-checked",
		nested: signature.nested,
		timestamp: signature.timestamp
	};
}
// packages/engine/src/concurrently.ts
async function concurrently(items, limit, work) {
	const results = new Array(items.length);
	const failures = [];
	let next = 0;
	const worker = async () => {
		while (next < items.length && failures.length === 0) {
			const index = next++;
			try {
				results[index] = await work(items[index], index);
			} catch (error) {
				failures.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, worker));
	if (failures.length > 0) throw failures[0];
	return results;
}
// packages/attest/src/statement.ts
const PROVENANCE_TYPE = "https://slsa.dev/provenance/v1";
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const STATEMENT_TYPES = [STATEMENT_TYPE, "https://in-toto.io/Statement/v0.1"];
const MAX_SUBJECTS = 1024;
function encodeStatement(statement) {
	const { subjects, predicateType, predicate } = statement;
	if (subjects.length > 1024) throw new AttestError("TOO_MANY_SUBJECTS", `${subjects.length} subjects, ${MAX_SUBJECTS} at most`);
	if (subjects.length === 0) throw new AttestError("STATEMENT_INVALID", "a statement needs a subject");
	if (!/^[a-z][a-z0-9+.-]*:./i.test(predicateType)) throw new AttestError("STATEMENT_INVALID", `predicate type ${JSON.stringify(predicateType)} is no URI`);
	if (!isJsonObject(predicate)) throw new AttestError("STATEMENT_INVALID", "a predicate is a JSON object");
	return utf8(JSON.stringify({
		_type: STATEMENT_TYPE,
		subject: subjects,
		predicateType,
		predicate
	}));
}
function parseStatement(payload) {
	const { _type, subject, predicateType, predicate } = parseJson(payload, "statement");
	if (typeof _type !== "string" || !STATEMENT_TYPES.includes(_type) || typeof predicateType !== "string") throw new AttestError("BUNDLE_UNSUPPORTED", "the payload is no in-toto statement");
	if (!Array.isArray(subject) || subject.length === 0 || subject.length > 1024) throw new AttestError("BUNDLE_MALFORMED", "the statement has no subjects, or too many");
	return {
		subjects: subject.map(subjectOf),
		predicateType,
		predicate: predicate ?? null
	};
}
function subjectOf(value) {
	const { name, digest } = Object(value);
	const entries = typeof digest === "object" && digest !== null ? Object.entries(digest) : [];
	if (entries.length === 0 || !entries.every(([, hex]) => typeof hex === "string" && /^[0-9a-f]+$/i.test(hex))) throw new AttestError("BUNDLE_MALFORMED", "a subject has no digest");
	return {
		name: typeof name === "string" ? name : "",
		digest: Object.fromEntries(entries.map(([algorithm, hex]) => [algorithm, hex.toLowerCase()]))
	};
}
function parseJson(bytes, what) {
	let data;
	try {
		data = parseStrictJson(fromUtf8(bytes));
	} catch (cause) {
		throw new AttestError("BUNDLE_MALFORMED", `the ${what} is not JSON that all readers agree on`, { cause });
	}
	if (!isJsonObject(data)) throw new AttestError("BUNDLE_MALFORMED", `the ${what} is no JSON object`);
	return data;
}
// packages/attest/src/bundle.ts
const BUNDLE_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const BUNDLE_MEDIA_TYPES = [
	BUNDLE_MEDIA_TYPE,
	"application/vnd.dev.sigstore.bundle+json;version=0.1",
	"application/vnd.dev.sigstore.bundle+json;version=0.2",
	"application/vnd.dev.sigstore.bundle+json;version=0.3"
];
const MAX_BUNDLE_BYTES = 33554432;
function encodeBundle(envelope) {
	const bundle = {
		mediaType: BUNDLE_MEDIA_TYPE,
		verificationMaterial: {
			publicKey: { hint: envelope.keyid },
			tlogEntries: [],
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
	if (bytes.length > 33554432) throw new AttestError("BUNDLE_MALFORMED", `a bundle of ${bytes.length} bytes`);
	const json = parseJson(bytes, "bundle");
	if (json.mediaType === void 0 && json.payload !== void 0) return {
		kind: "key",
		hint: "",
		envelope: envelopeOf(json)
	};
	if (typeof json.mediaType !== "string" || !BUNDLE_MEDIA_TYPES.includes(json.mediaType)) throw new AttestError("BUNDLE_UNSUPPORTED", `media type ${JSON.stringify(json.mediaType ?? null)} is no Sigstore bundle of ours`);
	const material = objectOf(json.verificationMaterial, "verificationMaterial");
	if (material.certificate !== void 0 || material.x509CertificateChain !== void 0) return {
		kind: "certificate",
		json
	};
	const publicKey = objectOf(material.publicKey, "publicKey");
	return {
		kind: "key",
		hint: typeof publicKey.hint === "string" ? publicKey.hint : "",
		envelope: envelopeOf(objectOf(json.dsseEnvelope, "dsseEnvelope"))
	};
}
function envelopeOf(json) {
	const { payload, payloadType, signatures } = json;
	if (typeof payloadType !== "string" || !Array.isArray(signatures) || signatures.length !== 1) throw new AttestError("BUNDLE_UNSUPPORTED", "an envelope has a payload type and exactly one signature");
	const { sig, keyid } = objectOf(signatures[0], "signatures");
	return {
		payloadType,
		payload: base64Of(payload, "payload"),
		keyid: typeof keyid === "string" ? keyid : "",
		signature: base64Of(sig, "sig")
	};
}
function objectOf(value, what) {
	if (!isJsonObject(value)) throw new AttestError("BUNDLE_MALFORMED", `${what} is missing`);
	return value;
}
function base64Of(value, what) {
	try {
		return fromBase64(value);
	} catch (cause) {
		throw new AttestError("BUNDLE_MALFORMED", `${what} is not base64`, { cause });
	}
}
// packages/attest/src/dsse.ts
const IN_TOTO_PAYLOAD_TYPE = "application/vnd.in-toto+json";
function preAuthEncoding(payloadType, payload) {
	const type = utf8(payloadType);
	return concat(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}
async function signEnvelope(key, payloadType, payload, keyid, signal) {
	return {
		payloadType,
		payload,
		keyid,
		signature: await key.sign(preAuthEncoding(payloadType, payload), signal)
	};
}
// packages/attest/src/key-id.ts
function keyFingerprint(spki) {
	const blob = createHash("sha256").update(sshPublicKey(spki)).digest();
	return `SHA256:${toBase64(blob).replace(/=+$/, "")}`;
}
const ECDSA_CURVES = {
	p256: "nistp256",
	p384: "nistp384",
	p521: "nistp521"
};
function sshPublicKey(spki) {
	const { kind } = parsePublicKey(spki);
	const bits = childrenOf(parseDer(spki, "SubjectPublicKeyInfo"), "SubjectPublicKeyInfo")[1];
	const key = bitStringBytesOf(bits, "subjectPublicKey");
	if (kind === "rsa") {
		const [modulus, exponent] = childrenOf(parseDer(key, "RSAPublicKey", TAG.sequence), "RSAPublicKey");
		return concat(sshString(utf8("ssh-rsa")), sshString(exponent?.content ?? key), sshString(modulus?.content ?? key));
	}
	const curve = kind === null ? void 0 : ECDSA_CURVES[kind];
	if (curve !== void 0) return concat(sshString(utf8(`ecdsa-sha2-${curve}`)), sshString(utf8(curve)), sshString(key));
	return concat(sshString(utf8("ssh-ed25519")), sshString(key));
}
function sshString(bytes) {
	const length = /* @__PURE__ */ new Uint8Array(4);
	new DataView(length.buffer).setUint32(0, bytes.length);
	return concat(length, bytes);
}
// packages/attest/src/verify.ts
function verifyKeyBundle(bundle, keys, digests) {
	const { envelope } = bundle;
	const statement = statementOf(envelope);
	const message = preAuthEncoding(envelope.payloadType, envelope.payload);
	const signer = keys.find((spki) => holds(spki, message, envelope.signature));
	if (!signer) {
		if (keys.some((spki) => [envelope.keyid, bundle.hint].includes(keyFingerprint(spki)))) throw new AttestError("BUNDLE_SIGNATURE_INVALID", "the record is not what its key signed");
		assertSubject(statement, digests);
		const who = envelope.keyid || "a key";
		throw new AttestError("BUNDLE_KEY_UNTRUSTED", `the record is signed by ${who} that is not trusted`);
	}
	assertSubject(statement, digests);
	return {
		statement,
		signedBy: keyFingerprint(signer)
	};
}
function statementOf(envelope) {
	if (envelope.payloadType !== "application/vnd.in-toto+json") throw new AttestError("BUNDLE_UNSUPPORTED", `payload type ${JSON.stringify(envelope.payloadType)} is no in-toto statement`);
	return parseStatement(envelope.payload);
}
function assertSubject(statement, digests) {
	if (!statement.subjects.some(({ digest }) => {
		const shared = Object.keys(digests).filter((algorithm) => digest[algorithm] !== void 0);
		return shared.length > 0 && shared.every((algorithm) => digest[algorithm] === digests[algorithm]);
	})) throw new AttestError("BUNDLE_SUBJECT_MISMATCH", "the record is about another file than this one", { details: {
		subjects: statement.subjects.map(({ name }) => name).slice(0, 8),
		sha256: digests.sha256 ?? null
	} });
}
function holds(spki, message, signature) {
	const key = parsePublicKey(spki);
	return schemesOf(key).some((scheme) => verifySignature(key, scheme, message, signature));
}
function schemesOf(key) {
	const rows = SIGNATURE_ALGORITHMS.filter((row) => row.key === key.kind);
	const schemes = rows.map((row) => ({
		scheme: row.scheme,
		digest: digestByName(row.digest),
		saltLength: saltLengthOf(row)
	}));
	return rows.find((row) => row.scheme === "ecdsa" && row.digest !== "sha256") ? [...schemes, {
		scheme: "ecdsa",
		digest: digestByName("sha256"),
		saltLength: null
	}] : schemes;
}
function saltLengthOf(row) {
	return row.scheme === "rsa-pss" ? digestByName(row.digest).length : null;
}
// packages/attest/src/certificate-bundle.ts
async function verifyCertificateBundle(parsed, options) {
	const { bundleFromJSON } = await import("./bundle.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const { toSignedEntity, toTrustMaterial, Verifier, PolicyError } = await import("./verify.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const { TrustedRoot } = await import("./protobuf-specs2.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	let bundle;
	try {
		bundle = bundleFromJSON(parsed.json);
	} catch (cause) {
		throw new AttestError("BUNDLE_MALFORMED", "the bundle breaks the rules of its version", { cause });
	}
	const { content } = bundle;
	if (options.trustedRoots.length === 0) {
		statementIn(content, options.sha256);
		throw new AttestError("BUNDLE_KEY_UNTRUSTED", "the bundle has a certificate, and no trusted root was given");
	}
	const artifact = content.$case === "messageSignature" ? Buffer.from(await options.artifact()) : void 0;
	const { subject, issuer } = options.identity;
	const policy = {
		...subject !== void 0 && { subjectAlternativeName: `^${escapePattern(subject)}$` },
		...issuer !== void 0 && { extensions: { issuer } }
	};
	let failure;
	for (const json of options.trustedRoots) try {
		const root = TrustedRoot.fromJSON(json);
		const signer = new Verifier(toTrustMaterial(root), {
			tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
			ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
			timestampThreshold: 1
		}).verify(toSignedEntity(bundle, artifact), policy);
		return {
			statement: statementIn(content, options.sha256),
			signedBy: signer.identity?.subjectAlternativeName ?? ""
		};
	} catch (error) {
		if (error instanceof AttestError) throw error;
		failure = error;
	}
	if (failure instanceof PolicyError) throw new AttestError("BUNDLE_IDENTITY_MISMATCH", failure.message, { cause: failure });
	const why = failure instanceof Error ? failure.message : "it does not hold";
	throw new AttestError("BUNDLE_SIGNATURE_INVALID", `the bundle does not verify: ${why}`, { cause: failure });
}
function statementIn(content, sha256) {
	if (content.$case === "messageSignature") return null;
	if (content.dsseEnvelope.payloadType !== "application/vnd.in-toto+json") throw new AttestError("BUNDLE_UNSUPPORTED", "the payload is no in-toto statement");
	const statement = parseStatement(Uint8Array.from(content.dsseEnvelope.payload));
	assertSubject(statement, { sha256 });
	return statement;
}
function escapePattern(text) {
	return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
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
		request: { sha256: requestDigest(request) },
		decision: facts.decision,
		approvals: [],
		log: null,
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
async function signStatement(statement, key, signal) {
	const payload = encodeStatement(statement);
	return encodeBundle(await signEnvelope(key, IN_TOTO_PAYLOAD_TYPE, payload, keyFingerprint(key.info.publicKey), signal));
}
export { signatureEntry as C, canonicalJson as D, spelledName as E, isJsonObject as O, outcomeOf as S, parseExpectedName as T, PROVENANCE_TYPE as _, verifyCertificateBundle as a, failureOf as b, verifyKeyBundle as c, preAuthEncoding as d, BUNDLE_MEDIA_TYPE as f, MAX_SUBJECTS as g, parseBundle as h, signingRecord as i, keyFingerprint as l, encodeEnvelope as m, requestDigest as n, assertSubject as o, MAX_BUNDLE_BYTES as p, signStatement as r, statementOf as s, SIGNING_RECORD_TYPE as t, IN_TOTO_PAYLOAD_TYPE as u, concurrently as v, isNamed as w, joinOutcomes as x, asChanceryError as y };
