import { C as toBase64, I as ChanceryError, T as utf8, v as concat, w as toHex, y as equalBytes } from "./core.js";
import { Bt as childrenOf, G as parseTimestamps, Ht as parseDer, Lt as smallIntegerOf, Nt as bitStringBytesOf, b as encodePem, kt as parsePublicKey, ot as verifySignature, rn as TAG, st as verifySignatureStream, zt as DerCursor } from "./codec.js";
import { t as AttestError } from "./attest.js";
import { i as preAuthEncoding, n as schemesOf, t as holds, u as parseStatement } from "./attest2.js";
import { createHash } from "node:crypto";
// packages/attest/src/key-id.ts
function keyFingerprint(spki) {
	const blob = createHash("sha256").update(sshPublicKey(spki)).digest();
	return `SHA256:${toBase64(blob).replace(/=+$/, "")}`;
}
function namesKey(name, spki) {
	if (name === "") return false;
	const digest = createHash("sha256").update(spki).digest();
	const pem = createHash("sha256").update(encodePem("PUBLIC KEY", spki)).digest("hex");
	return [
		keyFingerprint(spki),
		toBase64(digest),
		toHex(digest),
		pem
	].includes(name);
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
// packages/attest/src/key-timestamps.ts
function assertTimestampsHold(responses, signature) {
	for (const response of responses) try {
		parseTimestamps([tokenIn(response)], signature);
	} catch (cause) {
		if (isOfUnknown(cause)) continue;
		if (!(cause instanceof ChanceryError) || cause instanceof AttestError) throw cause;
		throw new AttestError("BUNDLE_TIMESTAMP_INVALID", cause.message, { cause });
	}
}
function isOfUnknown(error) {
	return error instanceof Error && error.cause instanceof ChanceryError && error.cause.code === "SIGNER_CERTIFICATE_MISSING";
}
function tokenIn(response) {
	const answer = new DerCursor(parseDer(response, "TimeStampResp", TAG.sequence), "TimeStampResp");
	const status = smallIntegerOf(new DerCursor(answer.take("status"), "PKIStatusInfo").take("status"), "PKIStatus");
	const token = answer.take("timeStampToken", TAG.sequence);
	answer.end();
	if (status > 1) throw new AttestError("BUNDLE_TIMESTAMP_INVALID", "the timestamp was refused by its authority");
	return token.bytes;
}
// packages/attest/src/message-bundle.ts
const MAX_IN_MEMORY = 268435456;
async function verifyMessageBundle({ message, hint, timestamps }, keys, artifact) {
	await assertMessageDigest(message, artifact);
	for (const spki of keys) {
		if (!await isSignedBy(parsePublicKey(spki), message, artifact)) continue;
		assertTimestampsHold(timestamps, message.signature);
		return {
			statement: null,
			signedBy: keyFingerprint(spki)
		};
	}
	if (keys.some((spki) => namesKey(hint, spki))) throw new AttestError("BUNDLE_SIGNATURE_INVALID", "the file is not what the key of the bundle signed");
	throw new AttestError("BUNDLE_KEY_UNTRUSTED", `the file is signed by ${hint || "a key"} that is not trusted`);
}
async function assertMessageDigest({ digest }, artifact) {
	const hash = createHash(digest.name);
	for await (const chunk of chunksOf(artifact)) hash.update(chunk);
	if (equalBytes(hash.digest(), digest.value)) return;
	throw new AttestError("BUNDLE_SUBJECT_MISMATCH", "the bundle signs another file than this one");
}
async function isSignedBy(key, { signature }, artifact) {
	for (const scheme of schemesOf(key)) if (scheme.scheme === "eddsa" ? verifySignature(key, scheme, await inMemory(artifact), signature) : await verifySignatureStream(key, scheme, chunksOf(artifact), signature)) return true;
	return false;
}
async function* chunksOf(artifact) {
	const bytes = artifact();
	if (Symbol.asyncIterator in bytes) yield* bytes;
	else yield await bytes;
}
async function inMemory(artifact) {
	const chunks = [];
	let size = 0;
	for await (const chunk of chunksOf(artifact)) {
		size += chunk.length;
		if (size > MAX_IN_MEMORY) throw new AttestError("BUNDLE_UNSUPPORTED", "an Ed25519 signature over so large a file: an attestation carries a digest");
		chunks.push(chunk);
	}
	return concat(...chunks);
}
// packages/attest/src/verify.ts
function verifyKeyBundle(bundle, keys, digests) {
	const { envelope } = bundle;
	const statement = statementOf(envelope);
	const message = preAuthEncoding(envelope.payloadType, envelope.payload);
	const signer = keys.find((spki) => holds(spki, message, envelope.signature));
	if (!signer) {
		if (keys.some((spki) => namesKey(envelope.keyid, spki) || namesKey(bundle.hint, spki))) throw new AttestError("BUNDLE_SIGNATURE_INVALID", "the record is not what its key signed");
		assertSubject(statement, digests);
		const who = envelope.keyid || "a key";
		throw new AttestError("BUNDLE_KEY_UNTRUSTED", `the record is signed by ${who} that is not trusted`);
	}
	assertSubject(statement, digests);
	assertTimestampsHold(bundle.timestamps, envelope.signature);
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
export { isSignedBy as a, tokenIn as c, assertMessageDigest as i, keyFingerprint as l, statementOf as n, verifyMessageBundle as o, verifyKeyBundle as r, isOfUnknown as s, assertSubject as t };
