import { $t as encodeSequence, Bt as childrenOf, Ct as extensionValue, Ht as parseDer, It as oidOf, K as verifyTimestampToken, Kt as encodeContext, Mt as resolveSignatureScheme, Rt as stringOf, Tt as parseCertificate, Vt as octetsOf, it as verifyPath, kt as parsePublicKey, ot as verifySignature, ut as alternativeNamesOf } from "./codec.js";
import { I as ChanceryError, S as fromUtf8, _ as ByteReader, j as digestByName, v as concat, x as fromHex, y as equalBytes } from "./core.js";
import { i as preAuthEncoding, t as holds } from "./attest2.js";
import { t as AttestError } from "./attest.js";
import { a as isSignedBy, c as tokenIn, i as assertMessageDigest, n as statementOf, s as isOfUnknown, t as assertSubject } from "./attest4.js";
import { n as isAuthority, o as loggedIn, u as covers } from "./attest7.js";
import { createHash } from "node:crypto";
// packages/attest/src/sigstore/certificate.ts
const ISSUER_TEXT = "1.3.6.1.4.1.57264.1.1";
const ISSUER = "1.3.6.1.4.1.57264.1.8";
function identityOf(leaf) {
	const names = alternativeNamesOf(leaf).filter(({ kind }) => kind === "uri" || kind === "email");
	const [name, ...others] = names;
	if (!name || others.length > 0) throw untrusted(`the certificate names ${names.length} URIs and addresses, not one`);
	return {
		subject: name.text,
		issuer: issuerOf(leaf)
	};
}
function issuerOf({ extensions }) {
	const value = extensionValue(extensions, ISSUER);
	const text = extensionValue(extensions, ISSUER_TEXT);
	try {
		const issuers = [...value ? [stringOf(parseDer(value, "issuer"), "issuer")] : [], ...text ? [fromUtf8(text)] : []];
		if (new Set(issuers).size < 2) return issuers[0] ?? null;
	} catch (cause) {
		throw untrusted("the issuer in the certificate cannot be read", cause);
	}
	throw untrusted("the certificate names two issuers");
}
function assertIdentity(found, wanted) {
	for (const member of ["subject", "issuer"]) {
		if (wanted[member] === void 0 || wanted[member] === found[member]) continue;
		throw new AttestError("BUNDLE_IDENTITY_MISMATCH", `the certificate's ${member} is ${found[member] ?? "missing"}`, { details: { [member]: found[member] } });
	}
}
function verifyChain(leaf, authorities, times) {
	let chain = [];
	for (const at of times) chain = chainAt(leaf, authorities, at);
	return chain;
}
function chainAt(leaf, authorities, at) {
	const current = authorities.filter(({ validFor }) => covers(validFor, at));
	let failure = null;
	for (const authority of current) try {
		return pathUnder(leaf, authority, at, "code-signing");
	} catch (error) {
		if (!(error instanceof ChanceryError)) throw error;
		if (failure === null || failure.code === "CHAIN_UNTRUSTED") failure = error;
	}
	throw untrusted(failure?.message ?? `the trusted root has no certificate authority for ${at.toISOString()}`, failure);
}
function pathUnder(leaf, { chain }, at, purpose) {
	const anchor = chain.at(-1);
	const intermediates = chain.slice(0, -1).filter(({ der }) => !equalBytes(der, leaf.der));
	const path = verifyPath({
		leaf,
		intermediates,
		anchors: [anchor.der],
		at,
		purpose
	});
	if (at < anchor.notBefore || at > anchor.notAfter) throw untrusted(`${anchor.subjectName} is not valid at ${at.toISOString()}`);
	for (const { signatureAlgorithm, subjectName } of path.chain.slice(0, -1)) {
		const { digest } = resolveSignatureScheme(signatureAlgorithm, null);
		if (digest.name === "sha1") throw untrusted(`${subjectName} is certified with SHA-1`);
	}
	return path.chain;
}
function untrusted(message, cause = null) {
	return new AttestError("BUNDLE_CERTIFICATE_UNTRUSTED", message, cause === null ? void 0 : { cause });
}
// packages/attest/src/sigstore/sct.ts
const SCT_LIST = "1.3.6.1.4.1.11129.2.4.2";
const MAX_SCTS = 32;
function assertLogged(leaf, issuer, logs) {
	try {
		if (sctsOf(leaf).filter((sct) => {
			const log = logs.find(({ logId, validFor }) => equalBytes(logId, sct.logId) && covers(validFor, sct.time));
			if (!log) return false;
			if (isSigned(sct, leaf, issuer, log)) return true;
			throw unproved(`the promise of ${log.baseUrl} is not about this certificate`);
		}).length > 0) return;
	} catch (cause) {
		if (cause instanceof AttestError || !(cause instanceof ChanceryError)) throw cause;
		throw unproved(`what certificate transparency says of the certificate cannot be read: ${cause.message}`, cause);
	}
	throw unproved("no certificate transparency log of the trusted root knows the certificate");
}
function sctsOf({ extensions }) {
	const value = extensionValue(extensions, SCT_LIST);
	if (!value) return [];
	return vectorsIn(octetsOf(parseDer(value, "SignedCertificateTimestampList"), "SignedCertificateTimestampList")).map(parseSct);
}
function vectorsIn(bytes) {
	const reader = new ByteReader(bytes);
	if (reader.u16be("sct_list length") !== bytes.length - 2) throw unproved("a list that does not end where it says");
	const vectors = [];
	while (reader.left > 0) {
		if (vectors.length === MAX_SCTS) throw unproved(`more than ${MAX_SCTS} promises`);
		vectors.push(reader.slice(reader.u16be("SerializedSCT length"), "SerializedSCT"));
	}
	return vectors;
}
function parseSct(bytes) {
	const reader = new ByteReader(bytes);
	if (reader.u8("sct_version") !== 0) throw unproved("a promise of another version than 1");
	const logId = reader.slice(32, "LogID");
	const timestamp = reader.slice(8, "timestamp");
	const extensions = reader.slice(reader.u16be("CtExtensions length"), "CtExtensions");
	if (reader.u8("hash") !== 4) throw unproved("a promise over another hash than SHA-256");
	reader.u8("signature algorithm");
	const signature = reader.slice(reader.u16be("signature length"), "signature");
	if (reader.left > 0) throw unproved("a promise that does not end where it says");
	const time = new DataView(timestamp.buffer, timestamp.byteOffset).getBigUint64(0);
	return {
		logId,
		time: new Date(Number(time)),
		timestamp,
		extensions,
		signature
	};
}
function isSigned(sct, leaf, issuer, log) {
	const tbs = precertificateOf(leaf);
	const signed = concat(Uint8Array.of(0, 0), sct.timestamp, Uint8Array.of(0, 1), createHash("sha256").update(issuer.publicKey.spki).digest(), Uint8Array.of(tbs.length >> 16, tbs.length >> 8 & 255, tbs.length & 255), tbs, Uint8Array.of(sct.extensions.length >> 8, sct.extensions.length & 255), sct.extensions);
	const key = parsePublicKey(log.publicKey);
	const scheme = key.family === "rsa" ? "rsa-pkcs1" : "ecdsa";
	return verifySignature(key, {
		scheme,
		digest: digestByName("sha256"),
		saltLength: null
	}, signed, sct.signature);
}
function precertificateOf({ tbs }) {
	const members = childrenOf(parseDer(tbs, "TBSCertificate"), "TBSCertificate");
	return encodeSequence(...members.map((member) => member.tag === 163 ? withoutScts(member) : member.bytes));
}
function withoutScts(explicit) {
	const others = childrenOf(parseDer(explicit.content, "Extensions"), "Extensions").filter((one) => {
		const [oid] = childrenOf(one, "Extension");
		return oid && oidOf(oid, "extnID") !== SCT_LIST;
	});
	return encodeContext(3, encodeSequence(...others.map(({ bytes }) => bytes)));
}
function unproved(message, cause = null) {
	return new AttestError("BUNDLE_SCT_UNPROVED", message, cause === null ? void 0 : { cause });
}
// packages/attest/src/sigstore/timestamps.ts
const MEMORABLE_DIGESTS = [
	"sha256",
	"sha384",
	"sha512"
];
function stampedTimes(responses, signature, authorities) {
	return responses.flatMap((response) => {
		const time = stampedTime(response, signature, authorities);
		return time ? [time] : [];
	});
}
function stampedTime(response, signature, authorities) {
	const known = authorities.flatMap(({ chain }) => chain);
	let facts;
	try {
		facts = verifyTimestampToken(tokenIn(response), signature, known);
	} catch (cause) {
		if (!(cause instanceof ChanceryError)) throw cause;
		if (isOfUnknown(cause)) return null;
		throw new AttestError("BUNDLE_TIMESTAMP_INVALID", cause.message, { cause });
	}
	if (!MEMORABLE_DIGESTS.includes(facts.imprint.digest)) throw new AttestError("BUNDLE_TIMESTAMP_INVALID", `a timestamp over ${facts.imprint.digest}`);
	return authorities.some((authority) => isBy(facts, authority)) ? facts.time : null;
}
function isBy({ authority, time }, trusted) {
	if (!covers(trusted.validFor, time)) return false;
	const [first] = trusted.chain;
	if (!isAuthority(first) && !equalBytes(first.der, authority.der)) return false;
	try {
		pathUnder(authority, trusted, time, "timestamping");
		return true;
	} catch (error) {
		if (error instanceof ChanceryError) return false;
		throw error;
	}
}
// packages/attest/src/sigstore/verify.ts
async function verifyUnderRoots(bundle, options) {
	const leaf = certificateOf(bundle);
	if (options.trustedRoots.length === 0) {
		if (bundle.content.kind === "message") await assertMessageDigest(bundle.content.message, options.artifact);
		else statementIn(bundle.content, options);
		throw new AttestError("BUNDLE_KEY_UNTRUSTED", "the bundle has a certificate, and no trusted root was given");
	}
	let failure = null;
	for (const root of options.trustedRoots) try {
		return await verifyUnder(root, bundle, leaf, options);
	} catch (error) {
		if (!(error instanceof AttestError)) throw error;
		if (failure === null || reached(error) > reached(failure)) failure = error;
	}
	throw failure;
}
function reached({ code }) {
	return ["BUNDLE_TIME_UNPROVED", "BUNDLE_CERTIFICATE_UNTRUSTED"].indexOf(code) + 1 || 3;
}
async function verifyUnder(root, bundle, leaf, options) {
	const { identity, sha256, artifact } = options;
	const { content, material } = bundle;
	const signature = signatureOf(content);
	const stamped = stampedTimes(material.timestamps, signature, root.timestampAuthorities);
	const logged = loggedIn(material.logEntries, loggedSignature(bundle, sha256), root.tlogs);
	const times = [...stamped, ...logged.times];
	if (times.length === 0) throw new AttestError("BUNDLE_TIME_UNPROVED", "nobody in the trusted root says when the bundle was signed");
	const chain = verifyChain(leaf, root.certificateAuthorities, times);
	if (root.ctlogs.length > 0) assertLogged(leaf, chain[1] ?? leaf, root.ctlogs);
	if (root.tlogs.length > 0) assertInLog(logged, times);
	await assertSigned(content, leaf, artifact);
	const found = identityOf(leaf);
	assertIdentity(found, identity);
	return {
		statement: statementIn(content, options),
		signedBy: found.subject,
		identity: found,
		logged: logged.places
	};
}
function assertInLog({ logs }, times) {
	if (logs.length === 0) throw new AttestError("BUNDLE_LOG_UNPROVED", "no log of the trusted root has the signature");
	if (logs.some(({ validFor }) => times.some((time) => covers(validFor, time)))) return;
	throw new AttestError("BUNDLE_LOG_UNPROVED", `${logs[0]?.baseUrl} does not count at ${times[0]?.toISOString()}`);
}
async function assertSigned(content, { publicKey }, artifact) {
	if (content.kind === "message") {
		await assertMessageDigest(content.message, artifact);
		if (await isSignedBy(publicKey, content.message, artifact)) return;
	} else {
		const { payloadType, payload, signature } = content.envelope;
		if (holds(publicKey.spki, preAuthEncoding(payloadType, payload), signature)) return;
	}
	throw new AttestError("BUNDLE_SIGNATURE_INVALID", "the bundle is not what the key of its certificate signed");
}
function statementIn(content, { sha256, sha512 }) {
	if (content.kind === "message") return null;
	const statement = statementOf(content.envelope);
	assertSubject(statement, {
		sha256,
		...sha512 !== void 0 && { sha512 }
	});
	return statement;
}
function signatureOf(content) {
	return content.kind === "message" ? content.message.signature : content.envelope.signature;
}
function loggedSignature({ content, material: { certificate } }, sha256) {
	if (content.kind === "message") return {
		digest: fromHex(sha256),
		signature: content.message.signature,
		certificate,
		payload: null
	};
	const { payloadType, payload, signature } = content.envelope;
	return {
		digest: createHash("sha256").update(preAuthEncoding(payloadType, payload)).digest(),
		signature,
		certificate,
		payload
	};
}
function certificateOf({ material }) {
	try {
		return parseCertificate(material.certificate);
	} catch (cause) {
		if (!(cause instanceof ChanceryError)) throw cause;
		throw new AttestError("BUNDLE_MALFORMED", `the certificate in the bundle cannot be read: ${cause.message}`, { cause });
	}
}
export { verifyUnderRoots };
