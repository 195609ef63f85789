import { C as toBase64, I as ChanceryError, S as fromUtf8, T as utf8, b as fromBase64, w as toHex, x as fromHex, y as equalBytes } from "./core.js";
import { Bt as encodeNull, Ht as encodeOid, Pt as encodeBitString, S as JsonMembers, St as resolveSignatureScheme, Ut as encodeSequence, X as verifySignature, f as parsePem, ut as basicConstraintsOf, w as parseStrictJson, yt as parsePublicKey } from "./codec.js";
import { t as canonicalJson } from "./codec2.js";
import { t as AttestError } from "./attest.js";
import { i as preAuthEncoding, t as holds } from "./attest2.js";
import { B as parseNote, H as logId, K as parseCheckpoint, U as noteKey, W as parseNoteKey, ft as verifyInclusion, h as verifyLogEntry, m as parseLogEntry, mt as leafHash, v as parseHashedRekord, z as openNote } from "./tlog.js";
import { createHash } from "node:crypto";
// packages/attest/src/sigstore/validity.ts
function covers({ start, end }, time) {
	return (start === null || start <= time) && (end === null || time <= end);
}
// packages/attest/src/sigstore/key-details.ts
const ENCODINGS = {
	PKIX_ECDSA_P256_SHA_256: "spki",
	PKIX_ECDSA_P384_SHA_384: "spki",
	PKIX_ECDSA_P521_SHA_512: "spki",
	PKIX_ED25519: "spki",
	PKIX_ED25519_PH: "spki",
	PKCS1_RSA_PKCS1V5: "pkcs1",
	PKIX_RSA_PKCS1V5: "either",
	PKIX_RSA_PKCS1V15_2048_SHA256: "either",
	PKIX_RSA_PKCS1V15_3072_SHA256: "either",
	PKIX_RSA_PKCS1V15_4096_SHA256: "either"
};
function readLogKey(keyDetails, bytes) {
	const encoding = Object.hasOwn(ENCODINGS, keyDetails) ? ENCODINGS[keyDetails] : void 0;
	if (!encoding) throw new AttestError("TRUSTED_ROOT_INVALID", `keyDetails ${keyDetails} is not known here`);
	if (encoding !== "spki") try {
		return parsePublicKey(bytes).spki;
	} catch {
		const algorithm = encodeSequence(encodeOid("1.2.840.113549.1.1.1"), encodeNull());
		return parsePublicKey(encodeSequence(algorithm, encodeBitString(bytes))).spki;
	}
	return parsePublicKey(bytes).spki;
}
function logKeyDetails(spki) {
	const { kind } = parsePublicKey(spki);
	return kind === "p256" ? "PKIX_ECDSA_P256_SHA_256" : kind === "ed25519" ? "PKIX_ED25519" : null;
}
// packages/attest/src/sigstore/log-body.ts
function assertBody(body, kind, version, signature) {
	const json = bodyOf(body);
	if (json.text("kind") !== kind || json.text("apiVersion") !== version) throw unproved$1("the log entry is of another kind than the bundle says");
	const name = `${kind} ${version}`;
	const check = Object.hasOwn(KINDS, name) ? KINDS[name] : void 0;
	if (!check) throw unproved$1(`log entries of kind ${name} are not known here`);
	check(json.object("spec"), signature);
}
const KINDS = {
	"hashedrekord 0.0.1": assertHashedRekord,
	"dsse 0.0.1": assertDsse,
	"intoto 0.0.2": (spec, signature) => assertIntoto(spec.object("content"), signature)
};
function assertHashedRekord(spec, { digest, signature, certificate }) {
	const signed = spec.object("signature");
	assertEqual("digest", hexOf(spec.object("data").object("hash")), digest);
	assertEqual("signature", signed.base64("content"), signature);
	assertCertificate(signed.object("publicKey").base64("content"), certificate);
}
function assertDsse(spec, logged) {
	const one = onlyOne(spec);
	assertPayload(spec, logged);
	assertEqual("signature", one.base64("signature"), logged.signature);
	assertCertificate(one.base64("verifier"), logged.certificate);
}
function assertIntoto(content, logged) {
	const one = onlyOne(content.object("envelope"));
	assertPayload(content, logged);
	assertEqual("signature", fromBase64(fromUtf8(one.base64("sig"))), logged.signature);
	assertCertificate(one.base64("publicKey"), logged.certificate);
}
function assertPayload(json, { payload }) {
	if (payload === null) throw unproved$1("the log entry is of a statement, and the bundle signs a file");
	assertEqual("payload", hexOf(json.object("payloadHash")), createHash("sha256").update(payload).digest());
}
function hexOf(hash) {
	if (hash.text("algorithm") !== "sha256") throw unproved$1("the log entry has another hash than SHA-256");
	return hash.decoded("value", fromHex);
}
function onlyOne(json) {
	const [one, ...others] = json.list("signatures");
	if (others.length > 0) throw unproved$1("the log entry has several signatures");
	return new JsonMembers(one, unproved$1, "the log entry");
}
function assertCertificate(pem, certificate) {
	const [block] = parsePem(fromUtf8(pem));
	assertEqual("certificate", block?.bytes ?? pem, certificate);
}
function assertEqual(what, found, wanted) {
	if (!equalBytes(found, wanted)) throw unproved$1(`the log entry has another ${what} than the bundle`);
}
function bodyOf(bytes) {
	try {
		return new JsonMembers(parseStrictJson(fromUtf8(bytes)), unproved$1, "the log entry");
	} catch (cause) {
		if (cause instanceof AttestError || !(cause instanceof ChanceryError || cause instanceof TypeError)) throw cause;
		throw unproved$1("the log entry is not JSON that all readers agree on", { cause });
	}
}
function unproved$1(message, options) {
	return new AttestError("BUNDLE_LOG_UNPROVED", message, options);
}
// packages/attest/src/sigstore/log-entries.ts
function loggedIn(entries, signature, logs) {
	const found = entries.flatMap((entry) => {
		const id = entry.object("logId").base64("keyId");
		const log = logs.find(({ logId }) => equalBytes(logId, id));
		if (!log) return [];
		return [{
			log,
			time: proved(() => verifyEntry(entry, signature, log)),
			index: integerOf(entry, "logIndex")
		}];
	});
	return {
		logs: found.map(({ log }) => log),
		places: found.map(({ log, index }) => ({
			origin: originOf(log),
			index
		})),
		times: found.flatMap(({ time }) => time ? [time] : [])
	};
}
function loggedStatement({ envelope, logEntries }, publicKey, logs) {
	const { payloadType, payload, signature } = envelope;
	return loggedIn(logEntries, {
		digest: createHash("sha256").update(preAuthEncoding(payloadType, payload)).digest(),
		signature,
		certificate: publicKey,
		payload
	}, logs).places;
}
function logOfKey(text) {
	const key = parseNoteKey(text);
	const keyDetails = key.type === "ed25519" || key.type === "ecdsa" ? logKeyDetails(key.publicKey) : null;
	if (keyDetails === null) throw new AttestError("TRUSTED_ROOT_INVALID", `${key.name}: not the key of such a log`);
	return {
		baseUrl: `https://${key.name}`,
		publicKey: key.publicKey,
		keyDetails,
		logId: logId(key),
		checkpointKeyId: null,
		validFor: {
			start: null,
			end: null
		},
		operator: ""
	};
}
function proved(verify) {
	try {
		return verify();
	} catch (cause) {
		if (cause instanceof AttestError && cause.code === "BUNDLE_LOG_UNPROVED") throw cause;
		if (!(cause instanceof ChanceryError || cause instanceof TypeError)) throw cause;
		throw new AttestError("BUNDLE_LOG_UNPROVED", `the log entry does not hold: ${cause.message}`, { cause });
	}
}
function verifyEntry(entry, signature, log) {
	const { kind, version } = kindOf(entry);
	if (kind === "hashedrekord" && version === "0.0.2") {
		verifySecond(entry, signature, log);
		return null;
	}
	const body = entry.base64("canonicalizedBody");
	assertBody(body, kind, version, signature);
	const time = entry.has("inclusionPromise") ? promisedTime(entry, body, log) : null;
	if (entry.has("inclusionProof")) verifyFirst(entry.object("inclusionProof"), body, log);
	else if (time === null) throw unproved("there is neither a promise nor a proof of the log");
	return time;
}
function kindOf(entry) {
	const kind = entry.object("kindVersion");
	return {
		kind: kind.text("kind"),
		version: kind.text("version")
	};
}
function verifySecond(entry, { digest, signature, certificate }, log) {
	const one = parseLogEntry(entry.whole());
	const record = parseHashedRekord(one.entry);
	if (!(record !== null && equalBytes(record.digest, digest) && equalBytes(record.signature, signature) && equalBytes(record.verifier.rawBytes, certificate))) throw unproved("the log entry is of another signature than that of the bundle");
	verifyLogEntry(one, record, {
		origin: originOf(log),
		keys: [keyOf(log)]
	});
}
function verifyFirst(proof, body, log) {
	const bytes = utf8(proof.object("checkpoint").text("envelope"));
	const id = (log.checkpointKeyId ?? log.logId).subarray(0, 4);
	const { name } = parseNote(bytes).signatures.find((one) => equalBytes(one.id, id)) ?? keyOf(log);
	const note = openNote(bytes, [{
		...keyOf(log),
		name,
		id
	}]);
	const checkpoint = parseCheckpoint(note.text);
	const size = integerOf(proof, "treeSize");
	if (checkpoint.size !== size || !equalBytes(checkpoint.root, proof.base64("rootHash"))) throw unproved("the proof is for another tree than the checkpoint");
	const siblings = (proof.has("hashes") ? proof.list("hashes") : []).map((hash) => new JsonMembers({ hash }, unproved, "the proof").base64("hash"));
	verifyInclusion({
		index: integerOf(proof, "logIndex"),
		size,
		hashes: siblings
	}, leafHash(body), checkpoint.root);
}
function promisedTime(entry, body, log) {
	const integratedTime = integerOf(entry, "integratedTime");
	const time = /* @__PURE__ */ new Date(integratedTime * 1e3);
	const promised = canonicalJson({
		body: toBase64(body),
		integratedTime,
		logID: toHex(log.logId),
		logIndex: integerOf(entry, "logIndex")
	});
	const promise = entry.object("inclusionPromise").base64("signedEntryTimestamp");
	if (!holds(log.publicKey, utf8(promised), promise)) throw unproved(`the promise of ${log.baseUrl} does not hold`);
	if (!covers(log.validFor, time)) throw unproved(`${log.baseUrl} does not count ${integratedTime} seconds after 1970`);
	return time;
}
function originOf({ baseUrl }) {
	return new URL(baseUrl).hostname;
}
function keyOf(log) {
	return noteKey(log.keyDetails === "PKIX_ED25519" ? "ed25519" : "ecdsa", originOf(log), log.publicKey);
}
function integerOf(json, name) {
	const value = json.value(name) ?? "0";
	const integer = typeof value === "string" && /^(?:0|[1-9][0-9]{0,15})$/.test(value) ? Number(value) : value;
	return Number.isSafeInteger(integer) && integer >= 0 ? integer : json.fail(name);
}
function unproved(message) {
	return new AttestError("BUNDLE_LOG_UNPROVED", message);
}
// packages/attest/src/sigstore/chain-rules.ts
function chainProblems(chain, kind) {
	if (chain.length === 0) return ["there is no certificate"];
	const problems = chain.slice(1).flatMap((issuer, at) => {
		const certificate = chain[at];
		return isIssuedBy(certificate, issuer) ? [] : [`${certificate.subjectName} is not issued by ${issuer.subjectName}, which follows it`];
	});
	const [first, ...issuers] = chain;
	const stamps = kind === "timestamp-authority" && !isAuthority(first);
	for (const one of stamps ? issuers : chain) if (!isAuthority(one)) problems.push(`${one.subjectName} is no certificate authority`);
	return problems;
}
function isAuthority(certificate) {
	return basicConstraintsOf(certificate)?.ca === true;
}
function isIssuedBy(certificate, issuer) {
	if (!equalBytes(certificate.issuer, issuer.subject)) return false;
	try {
		const scheme = resolveSignatureScheme(certificate.signatureAlgorithm, null);
		return verifySignature(issuer.publicKey, scheme, certificate.tbs, certificate.signature);
	} catch (error) {
		if (error instanceof ChanceryError) return false;
		throw error;
	}
}
export { loggedStatement as a, loggedIn as i, isAuthority as n, readLogKey as o, logOfKey as r, covers as s, chainProblems as t };
