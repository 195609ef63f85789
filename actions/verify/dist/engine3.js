import { r as __toESM } from "./rolldown-runtime.js";
import { _ as SIDE_FILE_SUFFIXES, u as EngineError, v as expandFiles } from "./engine2.js";
import { A as digestByName, C as toHex, F as ChanceryError, I as CoreError, O as SIGNATURE_ALGORITHMS, S as toBase64, T as DIGESTS$1, _ as concat, b as fromHex, c as literal, d as createDigester, g as ByteReader, j as digestByOid, l as range, p as memorySource, u as wholeDigest, v as equalBytes, w as utf8, x as fromUtf8, y as fromBase64 } from "./core.js";
import { u as FilesError } from "./files.js";
import { $ as CodecError, A as replaceUnsignedAttributes, B as encodeDigestIdentifier, C as verifySignature, D as buildSignedData, E as buildSignedAttributes, F as parseCertificate, G as oidOf, H as bitStringBytesOf, I as subjectKeyIdentifierOf, J as DerCursor, K as smallIntegerOf, N as certificateFacts, O as cmsDigest, Q as parseDerPrefix, R as parsePublicKey, S as signerInfoOf, X as octetsOf, Y as childrenOf, Z as parseDer, a as readZipDirectory, c as encodeZipEnd, ct as encodeOctetString, d as parseStrictJson, dt as encodeSetOf, et as faultOfError, f as encodePem, h as cmsEvidence, i as readZipContent, it as encodeContextPrimitive, j as OID, k as encodeAttribute, l as ZIP_SIGNATURE, lt as encodeOid, m as brokenEvidence, mt as TAG, n as encodeZipEntry, o as zipContent, ot as encodeInteger, p as parsePem, pt as utf16beBytes, r as moveZipHeader, rt as encodeContext, s as readZipCentral, tt as encodeBitString, u as printableName, ut as encodeSequence, x as parseSignedData, z as algorithmIdentifierOf } from "./codec.js";
import { t as AttestError } from "./attest.js";
import { createHash, hash } from "node:crypto";
import { Buffer as Buffer$1, isUtf8 } from "node:buffer";
// packages/core/src/format.ts
/** How many bytes {@link Format.detect} sees. */
const HEAD_LENGTH = 4096;
/** The formats that there are, as an explicit list; the first `yes` wins, then the first `maybe`. */
function formatRegistry(formats) {
	return {
		all: formats,
		get(id) {
			const format = formats.find((candidate) => candidate.id === id);
			if (!format) throw new CoreError("FORMAT_UNKNOWN", `there is no format ${JSON.stringify(id)}`, { details: { format: id } });
			return format;
		}
	};
}
/** The format of a source by its content, then by its name; null where none claims it. */
async function detectFormat(source, formats) {
	const head = await source.read(0, Math.min(HEAD_LENGTH, source.size));
	const verdicts = formats.all.map((format) => format.detect(head, source.name));
	const sure = formats.all[verdicts.indexOf("yes")];
	if (sure) return sure;
	for (const [index, format] of formats.all.entries()) if (verdicts[index] === "maybe" && (!format.recognise || await format.recognise(source))) return format;
	return null;
}
// packages/engine/src/alternative-name.ts
/**
* `dns:build.example.com`, `uri:https://...`, `email:build@example.com`, or the name alone.
* @throws EngineError OPTION_INVALID where it is empty
*/
function parseExpectedName(value) {
	const [, kind, text] = /^(?:(dns|uri|email):)?(.*)$/s.exec(value);
	if (text === "") throw new EngineError("OPTION_INVALID", `--signer-san ${value}: names nothing`);
	return {
		kind: kind ?? null,
		text
	};
}
/**
* Exactly, as RFC 5280 section 7 compares each kind: host names in either case, an address's part before the @ as it is written, a URI letter by letter.
* A star in a certificate is a star: it says what its holder may be called, and not who signed.
*/
function isNamed({ kind, text }, expected) {
	if (expected.kind !== null && expected.kind !== kind) return false;
	return folded(kind, text) === folded(kind, expected.text);
}
function folded(kind, text) {
	if (kind === "uri") return text;
	const host = kind === "dns" ? 0 : text.lastIndexOf("@") + 1;
	return text.slice(0, host) + lowerCase$1(text.slice(host));
}
/** Of ASCII alone: others have letters that fold into it. */
function lowerCase$1(text) {
	return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
function spelledName({ kind, text }) {
	return `${kind}:${text}`;
}
// packages/engine/src/release/names.ts
/** What a manifest is called where nobody says otherwise. */
const MANIFEST_NAME = "release.yaml";
/** Endings of what stands beside a released file. */
const SIGNATURE_SUFFIX = ".p7s";
const SBOM_SUFFIX = ".sbom.sigstore.json";
/** The release record stands beside the checksums; what does not fit into the first is in others. @param index from 1 */
function releaseRecordSuffix(index) {
	return `.release${index === 1 ? "" : `-${index}`}.sigstore.json`;
}
/** Endings of all that only a release leaves. */
const RELEASE_SUFFIXES = [SBOM_SUFFIX, ...Array.from({ length: 64 }, (_, index) => releaseRecordSuffix(index + 1))];
// packages/engine/src/report.ts
function failureOf(error, path) {
	return {
		path,
		code: error.code,
		message: error.message,
		howToFix: error.howToFix
	};
}
/** Rethrows what is not an error of ours: a defect must not look like a verdict. */
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
/**
* Runs `work` over `items`, at most `limit` at once; results in the order of the items.
* Where one throws, no other begins, and those under way end before the first error is thrown: what they use is still open until then.
*/
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
// packages/codec/src/jcs.ts
/**
* JSON Canonicalization Scheme (RFC 8785): the one text of a value, to be hashed or signed as UTF-8.
* Members are sorted by UTF-16 code units, numbers and strings are written as ECMAScript does.
* @throws TypeError for what has no canonical form: numbers that are not finite, lone surrogates, anything that is no plain data
*/
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
// packages/formats/src/errors.ts
const USE_BLOB = "Sign it with `--format blob`: the signature then stands beside the file and changes nothing in it.";
const RESTORE_SCRIPT = "Get the script again from its source, or remove the signature block and sign it anew.";
const REBUILD_PE = "Build the file again, or get it again from its source: its headers are damaged or contradict each other.";
const RESTORE_SIGNED = "Get the file again from its source, or sign an unsigned build anew.";
const RESTORE_POWERSHELL = "Get the script again from its source; or remove everything from the marker line on and sign it anew.";
const RESTORE_JAR = "The archive or a signature in it was changed after signing: get it again from its source, or sign an unsigned build.";
const FORMAT_ERRORS = {
	PE_HEADER_MALFORMED: {
		family: "malformed",
		howToFix: REBUILD_PE
	},
	PE_TOO_MANY_SECTIONS: {
		family: "malformed",
		howToFix: REBUILD_PE
	},
	PE_SECTION_TRUNCATED: {
		family: "malformed",
		howToFix: "The file is cut short: build or download it again."
	},
	PE_SECTION_UNHASHED: {
		family: "malformed",
		howToFix: REBUILD_PE
	},
	PE_SECTION_GAP: {
		family: "malformed",
		howToFix: "Link the EFI image so that its sections lie one behind the other in the file, from SizeOfHeaders on."
	},
	PE_NO_CERTIFICATE_DIRECTORY: {
		family: "malformed",
		howToFix: "Link the file with all 16 data directories: its header has no room for a signature."
	},
	PE_CERTIFICATE_TABLE_MISPLACED: {
		family: "malformed",
		howToFix: RESTORE_SIGNED
	},
	PE_CERTIFICATE_TABLE_MALFORMED: {
		family: "malformed",
		howToFix: RESTORE_SIGNED
	},
	PE_CERTIFICATE_TYPE: {
		family: "malformed",
		howToFix: RESTORE_SIGNED
	},
	PE_CERTIFICATE_PADDING: {
		family: "untrusted",
		howToFix: "Do not run it: somebody put data behind the signature, where no digest covers it. Get it from its source."
	},
	PE_TOO_LARGE: {
		family: "usage",
		howToFix: "A PE file and its signature must end below 4 GiB: ship the data beside it."
	},
	POWERSHELL_ENCODING: {
		family: "malformed",
		howToFix: "Save the script as UTF-8 with a byte order mark (or as UTF-16LE), then sign it."
	},
	POWERSHELL_TOO_LARGE: {
		family: "usage",
		howToFix: "Keep data in a file of its own: scripts above 64 MiB are not signed."
	},
	POWERSHELL_BLOCK_MALFORMED: {
		family: "malformed",
		howToFix: RESTORE_POWERSHELL
	},
	POWERSHELL_TEXT_AFTER_SIGNATURE: {
		family: "malformed",
		howToFix: RESTORE_POWERSHELL
	},
	POWERSHELL_SECOND_BLOCK: {
		family: "malformed",
		howToFix: RESTORE_POWERSHELL
	},
	AUTHENTICODE_CONTENT: {
		family: "untrusted",
		howToFix: RESTORE_SIGNED
	},
	AUTHENTICODE_DIGEST_MISMATCH: {
		family: "untrusted",
		howToFix: "The file is not what was signed: get it again from its source, or sign what you have built."
	},
	AUTHENTICODE_NESTING: {
		family: "untrusted",
		howToFix: RESTORE_SIGNED
	},
	AUTHENTICODE_URL: {
		family: "usage",
		howToFix: "Give an absolute URL in ASCII, such as https://example.com/app."
	},
	EMPTY_FILE: {
		family: "malformed",
		howToFix: "Build the file first: there is nothing in it to sign."
	},
	DESCRIPTION_MALFORMED: {
		family: "usage",
		howToFix: "Make the request with `chancery sign`: its description is not what this format writes."
	},
	APPEND_TO_BROKEN: {
		family: "malformed",
		howToFix: "Sign without --append, which replaces the signature that is there."
	},
	SCRIPT_BINARY: {
		family: "usage",
		howToFix: USE_BLOB
	},
	SCRIPT_COMMENT_SYNTAX: {
		family: "usage",
		howToFix: USE_BLOB
	},
	SCRIPT_READS_ITSELF: {
		family: "usage",
		howToFix: USE_BLOB
	},
	SCRIPT_ENDS_OPEN: {
		family: "usage",
		howToFix: "End the last line without a backslash, then sign."
	},
	SCRIPT_TEXT_AFTER_BLOCK: {
		family: "malformed",
		howToFix: RESTORE_SCRIPT
	},
	SCRIPT_SECOND_BLOCK: {
		family: "malformed",
		howToFix: RESTORE_SCRIPT
	},
	SCRIPT_BLOCK_MALFORMED: {
		family: "malformed",
		howToFix: RESTORE_SCRIPT
	},
	SIGNATURE_FILE_MALFORMED: {
		family: "malformed",
		howToFix: "Give a CMS signature in DER or PEM, as `openssl cms -sign -binary -outform DER` makes it."
	},
	SIGNATURE_NOT_DETACHED: {
		family: "malformed",
		howToFix: "Make the signature without its content inside (`openssl cms -sign` without -nodetach)."
	},
	JAR_MANIFEST_MALFORMED: {
		family: "malformed",
		howToFix: "Build the archive anew with a manifest as `jar` writes it."
	},
	JAR_MANIFEST_MISSING: {
		family: "untrusted",
		howToFix: RESTORE_JAR
	},
	JAR_MANIFEST_CHANGED: {
		family: "untrusted",
		howToFix: RESTORE_JAR
	},
	JAR_SIGNATURE_INCOMPLETE: {
		family: "untrusted",
		howToFix: RESTORE_JAR
	},
	JAR_SIGNATURE_FILE_MALFORMED: {
		family: "untrusted",
		howToFix: RESTORE_JAR
	},
	JAR_ENTRY_NOT_SIGNED: {
		family: "untrusted",
		howToFix: "Something was added after signing. Get the archive again from its source, or sign it once more."
	},
	JAR_ENTRY_CHANGED: {
		family: "untrusted",
		howToFix: RESTORE_JAR
	},
	JAR_HIDDEN_DATA: {
		family: "untrusted",
		howToFix: "Sign the archive anew, which leaves the hidden bytes out, or get it again from its source."
	},
	JAR_AMBIGUOUS: {
		family: "malformed",
		howToFix: "Build the archive anew with one manifest and one signature file of each name, whatever its case."
	},
	JAR_TOO_MANY_SIGNERS: {
		family: "malformed",
		howToFix: "Build the archive anew: no archive needs so many signatures."
	},
	JAR_NAME_UNSUPPORTED: {
		family: "usage",
		howToFix: "Rename the file in the archive: a manifest cannot hold a name with line breaks or NUL."
	},
	JAR_OTHER_SIGNER_BREAKS: {
		family: "usage",
		howToFix: "Sign the unsigned build, or take the other signature out first (`zip -d FILE META-INF/NAME.*`)."
	}
};
var FormatError = class extends ChanceryError {
	constructor(code, message, options) {
		super(FORMAT_ERRORS, code, message, options);
		this.name = "FormatError";
	}
};
/** What an error says, as evidence about a signature. */
function faultOf$2({ code, message, howToFix }) {
	return {
		code,
		message,
		howToFix
	};
}
// packages/formats/src/authenticode/evidence.ts
/** Signatures and the file's own digests brought together. @param digests by algorithm, as recomputed */
function authenticodeEvidence(found, digests) {
	return found.flatMap((one) => {
		if (one.kind === "broken") return [brokenEvidence(one.fault, one.nested)];
		return cmsEvidence({
			signedData: one.signedData,
			content: { kind: "embedded" },
			contentType: OID.spcIndirectData,
			purpose: "code-signing",
			nested: one.nested,
			fault: one.fault ?? mismatch(one, digests),
			weakContent: one.stated?.algorithm.weak ?? false
		});
	});
}
function mismatch({ stated }, digests) {
	if (!stated) return null;
	const digest = digests.get(stated.algorithm.name);
	if (digest && toHex(digest) === stated.value) return null;
	return faultOfError(new FormatError("AUTHENTICODE_DIGEST_MISMATCH", `the file's ${stated.algorithm.name} digest is not the one that was signed`));
}
// packages/formats/src/authenticode/spc.ts
/** Microsoft's object identifiers (prefix 1.3.6.1.4.1.311.2.1) and the ASN.1 of "Windows Authenticode Portable Executable Signature Format". */
const SPC = {
	statementType: "1.3.6.1.4.1.311.2.1.11",
	opusInfo: "1.3.6.1.4.1.311.2.1.12",
	peImageData: "1.3.6.1.4.1.311.2.1.15",
	individualPurpose: "1.3.6.1.4.1.311.2.1.21",
	sipInfo: "1.3.6.1.4.1.311.2.1.30"
};
/** Serialized page hashes, the one moniker that a PE image may link to. */
const PAGE_HASHES = "a6b586d5b4a12466ae05a217da8e60d6";
/** GUID 603bcc1f-4b59-4e08-b724-d2c6297ef351, of the subject interface package that hashes PowerShell's files. */
const POWERSHELL_SIP = "1fcc3b60594b084eb724d2c6297ef351";
const POWERSHELL_SIP_VERSION = 65536;
const PE_IMAGE = {
	data: encodeSequence(encodeOid(SPC.peImageData), encodeSequence(encodeBitString(/* @__PURE__ */ new Uint8Array(0)), encodeContext(0, encodeFileLink("<<<Obsolete>>>")))),
	check(type, value) {
		const cursor = new DerCursor(valueOfType(type, SPC.peImageData, value), "SpcPeImageData");
		cursor.optional(TAG.bitString);
		const file = cursor.optional(160);
		cursor.end();
		if (file) checkPeLink(new DerCursor({
			...file,
			tag: TAG.sequence
		}, "SpcPeImageData.file").take("link"));
	}
};
const POWERSHELL_SCRIPT = {
	data: encodeSequence(encodeOid(SPC.sipInfo), encodeSequence(encodeInteger(POWERSHELL_SIP_VERSION), encodeOctetString(fromHex(POWERSHELL_SIP)), ...Array.from({ length: 5 }, () => encodeInteger(0)))),
	check(type, value) {
		const cursor = new DerCursor(valueOfType(type, SPC.sipInfo, value), "SpcSipInfo");
		smallIntegerOf(cursor.take("dwSIPversion"), "SpcSipInfo.dwSIPversion");
		const guid = toHex(octetsOf(cursor.take("gSIPguid"), "SpcSipInfo.gSIPguid"));
		if (guid !== POWERSHELL_SIP) throw wrongContent(`what is signed goes by another package (GUID ${guid})`);
	}
};
/** SpcLink is a CHOICE: a URL, a moniker (page hashes), or a file's name, which is all that plain signatures have. */
function checkPeLink(link) {
	if (link.tag === 162) return;
	const moniker = new DerCursor({
		...link,
		tag: link.tag === 161 ? TAG.sequence : link.tag
	}, "SpcPeImageData.file");
	const classId = toHex(octetsOf(moniker.take("classId"), "SpcSerializedObject.classId"));
	if (classId !== PAGE_HASHES) throw wrongContent(`SpcPeImageData.file is of an unknown class ${classId}`);
}
function valueOfType(type, expected, value) {
	if (type !== expected || !value) throw wrongContent(`what is signed is of type ${type} where ${expected} belongs`);
	return value;
}
function wrongContent(message) {
	return new FormatError("AUTHENTICODE_CONTENT", message);
}
function encodeFileLink(name) {
	return encodeContext(2, encodeContextPrimitive(0, utf16beBytes(name)));
}
/** SpcIndirectDataContent. */
function encodeIndirectData(subject, digest) {
	return encodeSequence(subject.data, encodeSequence(encodeDigestIdentifier(digest.algorithm), encodeOctetString(digest.value)));
}
/** @throws FormatError AUTHENTICODE_CONTENT, and CodecError where it is no SpcIndirectDataContent */
function parseIndirectData(node, subject) {
	const content = new DerCursor(node, "SpcIndirectDataContent");
	const data = new DerCursor(content.take("data"), "SpcAttributeTypeAndOptionalValue");
	const digestInfo = new DerCursor(content.take("messageDigest"), "DigestInfo");
	content.end();
	const type = oidOf(data.take("type"), "SpcAttributeTypeAndOptionalValue.type");
	const value = data.peek() && data.take("value");
	data.end();
	subject.check(type, value);
	const { oid } = algorithmIdentifierOf(digestInfo.take("digestAlgorithm"), "DigestInfo.digestAlgorithm");
	const digest = octetsOf(digestInfo.take("digest"), "DigestInfo.digest");
	digestInfo.end();
	const algorithm = digestByOid(oid);
	if (algorithm?.length !== digest.length) throw wrongContent(`the file digest is ${digest.length} bytes by algorithm ${oid}`);
	return {
		algorithm,
		value: toHex(digest)
	};
}
/** The signed attributes SpcSpOpusInfo and SpcStatementType, as [oid, value]. */
function authenticodeAttributes(info) {
	const name = info.description === null ? [] : [encodeContext(0, encodeContextPrimitive(0, utf16beBytes(info.description)))];
	const more = info.url === null ? [] : [encodeContext(1, encodeContextPrimitive(0, utf8(info.url)))];
	return [[SPC.opusInfo, encodeSequence(...name, ...more)], [SPC.statementType, encodeSequence(encodeOid(SPC.individualPurpose))]];
}
/** SpcLink.url is an IA5String. @throws FormatError AUTHENTICODE_URL */
function checkUrl(url) {
	if (url !== null && (!/^[\x21-\x7e]+$/.test(url) || !URL.canParse(url))) throw new FormatError("AUTHENTICODE_URL", "the URL for the signature is no absolute URL in ASCII", { details: { url } });
}
// packages/formats/src/authenticode/description.ts
/** @throws FormatError AUTHENTICODE_URL */
function authenticodeDescription(options, digest) {
	checkUrl(options.url);
	const { description, url, append } = options;
	return {
		digestAlgorithm: options.digest,
		digest,
		description,
		url,
		append
	};
}
const DIGESTS = [
	"sha256",
	"sha384",
	"sha512"
];
/**
* What goes into the signature. A description may have come over the wire, so nothing of its form is taken for granted.
* @throws FormatError DESCRIPTION_MALFORMED, AUTHENTICODE_URL
*/
function signedFactsOf(description) {
	const members = description ?? {};
	const algorithm = DIGESTS.find((name) => name === members.digestAlgorithm);
	const opus = {
		description: textOf$1(members.description),
		url: textOf$1(members.url)
	};
	const { digest } = members;
	const length = algorithm ? digestByName(algorithm).length * 2 : 0;
	if (!algorithm || typeof digest !== "string" || digest.length !== length || !/^[0-9a-f]+$/.test(digest)) throw malformed$4("names no digest of the file");
	checkUrl(opus.url);
	return {
		digest: {
			algorithm,
			value: fromHex(digest)
		},
		opus
	};
}
function textOf$1(value) {
	if (value === null || typeof value === "string") return value;
	throw malformed$4("has something else where a text belongs");
}
function malformed$4(why) {
	return new FormatError("DESCRIPTION_MALFORMED", `the description of the artifact ${why}`);
}
// packages/formats/src/authenticode/signature.ts
/** The signed attributes: what the key signs. */
function authenticodeMessage(description, signer, subject) {
	const { digest, opus } = signedFactsOf(description);
	const content = encodeIndirectData(subject, digest);
	const digester = createDigester(cmsDigest(signer.algorithm));
	digester.update(parseDer(content, "SpcIndirectDataContent").content);
	return buildSignedAttributes({
		contentType: OID.spcIndirectData,
		messageDigest: digester.digest(),
		more: authenticodeAttributes(opus).map(([oid, value]) => encodeAttribute(oid, value))
	});
}
/** The whole ContentInfo of one signature. */
function buildAuthenticode(description, signature, subject) {
	const token = signature.timestampToken;
	return buildSignedData({
		eContentType: OID.spcIndirectData,
		eContent: encodeIndirectData(subject, signedFactsOf(description).digest),
		certificates: signature.signer.certificates,
		signedAttrs: authenticodeMessage(description, signature.signer, subject),
		algorithm: signature.algorithm,
		signature: signature.value,
		unsignedAttrs: token ? [encodeAttribute(OID.microsoftTimestampToken, token)] : []
	});
}
/** `outer` with `inner` added to the signatures that its first signer carries. One attribute holds them all, as signtool has it. */
function nestSignature(outer, inner) {
	return replaceUnsignedAttributes(outer, (attributes) => {
		const nested = attributes.map(nestedIn);
		return [...attributes.filter((_, i) => nested[i] === null), encodeAttribute(OID.nestedSignature, ...nested.flatMap((values) => values ?? []), inner)];
	});
}
/** The signatures inside an attribute; null where it is another one. */
function nestedIn(attribute) {
	const cursor = new DerCursor(parseDer(attribute, "Attribute"), "Attribute");
	if (oidOf(cursor.take("attrType"), "attrType") !== OID.nestedSignature) return null;
	return childrenOf(cursor.take("attrValues"), "attrValues").map(({ bytes }) => bytes);
}
// packages/formats/src/authenticode/signature-tree.ts
/** signtool nests one level deep. Bounds what a crafted file can make us do. */
const MAX_NESTING = 4;
const MAX_SIGNATURES = 64;
/**
* The signatures in a ContentInfo: itself, then those that its signers carry as unsigned attributes.
* Never throws for what the file holds.
*/
function readSignatureTree(contentInfo, subject) {
	const found = [];
	let level = [contentInfo];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > MAX_NESTING || found.length + level.length > MAX_SIGNATURES) {
			const error = new FormatError("AUTHENTICODE_NESTING", "signatures are nested too deep, or there are too many");
			return [...found, {
				kind: "broken",
				nested: true,
				fault: faultOfError(error)
			}];
		}
		const here = level.map((bytes) => readOne(bytes, subject, depth > 0));
		found.push(...here);
		level = here.flatMap((one) => one.kind === "parsed" ? nestedSignatures(one.signedData) : []);
	}
	return found;
}
function readOne(contentInfo, subject, nested) {
	try {
		const signedData = parseSignedData(contentInfo);
		if (signedData.signerInfos.length === 0) throw new CodecError("SIGNER_MISSING", "the signature has no signer");
		return {
			kind: "parsed",
			nested,
			signedData,
			...statedBy(signedData, subject)
		};
	} catch (error) {
		return {
			kind: "broken",
			nested,
			fault: faultOfError(error)
		};
	}
}
function statedBy({ eContentType, eContentNode }, subject) {
	try {
		if (eContentType !== OID.spcIndirectData || !eContentNode) throw new FormatError("AUTHENTICODE_CONTENT", `the content is of type ${eContentType}, not SpcIndirectDataContent`);
		return {
			stated: parseIndirectData(eContentNode, subject),
			fault: null
		};
	} catch (error) {
		return {
			stated: null,
			fault: faultOfError(error)
		};
	}
}
function nestedSignatures({ signerInfos }) {
	return signerInfos.flatMap(({ unsignedAttrs }) => unsignedAttrs).filter(({ oid }) => oid === OID.nestedSignature).flatMap(({ values }) => values.map(({ bytes }) => bytes));
}
/** The algorithms that the file must be hashed with, each once. */
function statedAlgorithms(found) {
	const names = found.flatMap((one) => one.kind === "parsed" && one.stated ? [one.stated.algorithm.name] : []);
	return [...new Set(names)];
}
// packages/formats/src/authenticode/pe/sections.ts
/** The loader rounds PointerToRawData down to it, whatever FileAlignment says. */
const LOADER_ALIGNMENT = 512;
/**
* Bytes that run but are not hashed must be impossible: no section may reach the fields that the digest leaves out, or the certificate table.
* @throws FormatError PE_SECTION_TRUNCATED, PE_SECTION_UNHASHED, PE_SECTION_GAP
*/
function checkSections(sections, headersLength, image) {
	for (const { index, start, end } of sections) {
		const details = {
			section: index,
			start,
			end,
			fileSize: image.size
		};
		if (end > image.size) throw new FormatError("PE_SECTION_TRUNCATED", `section ${index} ends at ${end}, the file at ${image.size}`, { details });
		if (start - start % LOADER_ALIGNMENT < image.headerEnd || end > image.contentEnd) throw new FormatError("PE_SECTION_UNHASHED", `section ${index} reaches bytes that a signature leaves out`, { details });
	}
	if (image.efi) checkContiguous(sections, headersLength);
}
/**
* Firmware hashes the headers, then each section, then the rest; Windows hashes the file in its order.
* Only where the sections lie one behind the other is that the same digest (UEFI 2.10 section 32.2.4 by way of the Authenticode paper).
*/
function checkContiguous(sections, headersLength) {
	let expected = headersLength;
	for (const { index, start, end } of [...sections].sort((a, b) => a.start - b.start)) {
		if (start !== expected) throw new FormatError("PE_SECTION_GAP", `section ${index} of an EFI image begins at ${start}, not at ${expected}`, { details: {
			section: index,
			start,
			expected
		} });
		expected = end;
	}
}
// packages/formats/src/authenticode/pe/image.ts
const DIRECTORY_LENGTH = 8;
/** IMAGE_SUBSYSTEM_EFI_APPLICATION to IMAGE_SUBSYSTEM_EFI_ROM. */
const EFI_SUBSYSTEMS = {
	first: 10,
	last: 13
};
/** Windows' loader stops at 96 (XP) or 65535 (Vista); no linker comes near this. Bounds the section table to 160 KB. */
const MAX_SECTIONS = 4096;
const FILE_HEADER_LENGTH = 24;
const SECTION_HEADER_LENGTH = 40;
/** Where NumberOfRvaAndSizes lies in the optional header, by its Magic: PE32 and PE32+. PE specification, "Optional Header". */
const DIRECTORY_COUNT = /* @__PURE__ */ new Map([[267, 92], [523, 108]]);
/** The fields that both have in one place. */
const CHECKSUM = 64;
const SUBSYSTEM = 68;
const SIZE_OF_HEADERS = 60;
const SECURITY_DIRECTORY = 4;
/**
* Reads the headers, and nothing else.
* @throws CoreError UNEXPECTED_END, BAD_MAGIC; FormatError PE_*
*/
async function readPeImage(source) {
	const dos = await window(source, 0, 64);
	dos.magic(utf8("MZ"), "IMAGE_DOS_HEADER.e_magic");
	const peOffset = dos.at(60).u32le("IMAGE_DOS_HEADER.e_lfanew");
	const file = await window(source, peOffset, FILE_HEADER_LENGTH);
	file.magic(utf8("PE\0\0"), "IMAGE_NT_HEADERS.Signature");
	const sectionCount = file.at(6).u16le("IMAGE_FILE_HEADER.NumberOfSections");
	const optionalLength = file.at(20).u16le("IMAGE_FILE_HEADER.SizeOfOptionalHeader");
	if (sectionCount > MAX_SECTIONS) throw new FormatError("PE_TOO_MANY_SECTIONS", `${sectionCount} sections`, { details: { sections: sectionCount } });
	const optionalOffset = peOffset + FILE_HEADER_LENGTH;
	const optional = await window(source, optionalOffset, optionalLength);
	const magic = optional.u16le("IMAGE_OPTIONAL_HEADER.Magic");
	const directoryCount = DIRECTORY_COUNT.get(magic);
	if (directoryCount === void 0) throw new FormatError("PE_HEADER_MALFORMED", `IMAGE_OPTIONAL_HEADER.Magic is 0x${magic.toString(16)}`);
	const headersLength = optional.at(SIZE_OF_HEADERS).u32le("IMAGE_OPTIONAL_HEADER.SizeOfHeaders");
	const subsystem = optional.at(SUBSYSTEM).u16le("IMAGE_OPTIONAL_HEADER.Subsystem");
	const directories = optional.at(directoryCount).u32le("IMAGE_OPTIONAL_HEADER.NumberOfRvaAndSizes");
	const directoryAt = directoryCount + 4 + 32;
	if (directories <= SECURITY_DIRECTORY || optionalLength < directoryAt + DIRECTORY_LENGTH) throw new FormatError("PE_NO_CERTIFICATE_DIRECTORY", `the header has ${directories} data directories`);
	const certificateTable = tableRange(optional.at(directoryAt).u32le("IMAGE_DIRECTORY_ENTRY_SECURITY.VirtualAddress"), optional.u32le("IMAGE_DIRECTORY_ENTRY_SECURITY.Size"), source.size);
	const image = {
		size: source.size,
		checksumOffset: optionalOffset + CHECKSUM,
		directoryOffset: optionalOffset + directoryAt,
		headerEnd: optionalOffset + directoryAt + DIRECTORY_LENGTH,
		certificateTable,
		contentEnd: certificateTable ? certificateTable.start : source.size,
		efi: subsystem >= EFI_SUBSYSTEMS.first && subsystem <= EFI_SUBSYSTEMS.last
	};
	checkSections(await readSections(source, optionalOffset + optionalLength, sectionCount), headersLength, image);
	return image;
}
/** The bytes from `start`, or as many of them as there are: reading a field beyond them names it. */
async function window(source, start, length) {
	const from = Math.min(start, source.size);
	return new ByteReader(await source.read(from, Math.min(length, source.size - from)), start);
}
/**
* PE specification, "The Attribute Certificate Table": quadword aligned, and (since MS12-024) the last thing in the file.
* Anything behind it would be payload that no digest covers.
*/
function tableRange(start, length, fileSize) {
	if (start === 0 && length === 0) return null;
	const end = start + length;
	if (start === 0 || length === 0 || start % 8 !== 0 || end !== fileSize) throw new FormatError("PE_CERTIFICATE_TABLE_MISPLACED", `the certificate table is said to be ${length} bytes at ${start}, which is not the end of this file`, { details: {
		start,
		length,
		fileSize
	} });
	return {
		start,
		end
	};
}
/** IMAGE_SECTION_HEADER. */
async function readSections(source, offset, count) {
	const table = await window(source, offset, count * SECTION_HEADER_LENGTH);
	const sections = [];
	for (let i = 0; i < count; i++) {
		const field = `IMAGE_SECTION_HEADER[${i}]`;
		table.skip(16, `${field}.Name`);
		const length = table.u32le(`${field}.SizeOfRawData`);
		const start = table.u32le(`${field}.PointerToRawData`);
		table.skip(16, `${field}.Characteristics`);
		if (length > 0 && start > 0) sections.push({
			index: i,
			start,
			end: start + length
		});
	}
	return sections;
}
// packages/formats/src/authenticode/pe/digest-plan.ts
/** Offsets have 32 bits, and CheckSum holds the length plus a sum of up to 16. */
const MAX_FILE_LENGTH = 4294901760;
/** @throws FormatError PE_TOO_LARGE */
function assertFits(fileLength) {
	if (fileLength > MAX_FILE_LENGTH) throw new FormatError("PE_TOO_LARGE", `the signed file would have ${fileLength} bytes`, { details: { fileLength } });
}
/** How many zeros bring `length` to a multiple of eight. */
function paddingTo8(length) {
	return (8 - length % 8) % 8;
}
/**
* All but CheckSum, data directory 4 and the certificate table, with the zeros that will stand before that table.
* As a digest it is the Authenticode digest; as `sum16` it is the part of CheckSum that signing leaves alone.
*/
function digestPlan(image, algorithm) {
	return {
		algorithm,
		label: "Authenticode",
		parts: [
			range(0, image.checksumOffset),
			range(image.checksumOffset + 4, image.directoryOffset),
			range(image.headerEnd, image.contentEnd),
			literal(new Uint8Array(paddingTo8(image.contentEnd)))
		]
	};
}
/**
* IMAGE_OPTIONAL_HEADER.CheckSum: the ones' complement sum of the file's 16-bit words, CheckSum itself taken as zero, plus its length.
* @param unchanged the `sum16` of {@link digestPlan}: the parts that are left out of it have even lengths, so its words are the file's
* @param directory data directory 4, which lies at an odd place where the headers do
* @param table the new certificate table, whose length is a multiple of eight
*/
function imageChecksum(image, unchanged, directory, table, fileLength) {
	const sum = createDigester("sum16");
	sum.update(Uint8Array.of(unchanged & 255, unchanged >>> 8));
	sum.update(table);
	sum.update(new Uint8Array(image.directoryOffset % 2));
	sum.update(directory);
	return sum16Value(sum.digest()) + fileLength;
}
function sum16Value(bytes) {
	return bytes[0] | bytes[1] << 8;
}
// packages/formats/src/authenticode/pe/certificate-table.ts
/** Real tables have some ten kilobytes; the whole of it is held in memory. */
const MAX_TABLE_LENGTH = 16777216;
const MAX_ENTRIES = 64;
const HEADER_LENGTH = 8;
const REVISION_2 = 512;
const TYPE_PKCS_SIGNED_DATA = 2;
/**
* Every entry of the certificate table. PE specification, "The Attribute Certificate Table".
* @throws FormatError PE_CERTIFICATE_TABLE_MALFORMED where the lengths lie
*/
async function readCertificateTable(source, image) {
	if (!image.certificateTable) return [];
	const { start, end } = image.certificateTable;
	if (end - start > MAX_TABLE_LENGTH) throw malformed$3(`the certificate table has ${end - start} bytes`);
	return parseCertificateTable(await source.read(start, end - start));
}
function parseCertificateTable(table) {
	const entries = [];
	for (let at = 0; at < table.length;) {
		if (entries.length === MAX_ENTRIES) throw malformed$3("the certificate table has too many entries");
		const header = new ByteReader(table.subarray(at), at);
		if (header.left < HEADER_LENGTH) throw malformed$3(`${header.left} bytes behind the last entry of the table`);
		const length = header.u32le("WIN_CERTIFICATE.dwLength");
		if (length < HEADER_LENGTH || length > table.length - at) throw malformed$3(`WIN_CERTIFICATE.dwLength at ${at} is ${length}, ${table.length - at} bytes are left`);
		const end = Math.min(at + length + paddingTo8(length), table.length);
		entries.push(parseEntry(header, table.subarray(at, end)));
		at = end;
	}
	return entries;
}
function parseEntry(header, bytes) {
	const revision = header.u16le("WIN_CERTIFICATE.wRevision");
	const type = header.u16le("WIN_CERTIFICATE.wCertificateType");
	const content = bytes.subarray(HEADER_LENGTH);
	try {
		if (revision !== REVISION_2 || type !== TYPE_PKCS_SIGNED_DATA) throw new FormatError("PE_CERTIFICATE_TYPE", `WIN_CERTIFICATE of revision ${revision} and type ${type}`);
		const contentInfo = parseDerPrefix(content, "WIN_CERTIFICATE.bCertificate").bytes;
		return {
			bytes,
			contentInfo,
			fault: paddingFault(content.subarray(contentInfo.length))
		};
	} catch (error) {
		return {
			bytes,
			contentInfo: null,
			fault: faultOfError(error)
		};
	}
}
/** CVE-2013-3900: what stands here is covered by no digest and no signature, and installers have been found to act on it. */
function paddingFault(padding) {
	if (padding.every((byte) => byte === 0)) return null;
	const message = `${padding.length} bytes behind the signature are not all zero`;
	return faultOfError(new FormatError("PE_CERTIFICATE_PADDING", message));
}
function malformed$3(message) {
	return new FormatError("PE_CERTIFICATE_TABLE_MALFORMED", message);
}
/** WIN_CERTIFICATE around a ContentInfo, with its zeros; as signtool and osslsigncode do, dwLength counts them. */
function encodeCertificateEntry(contentInfo) {
	const padding = paddingTo8(contentInfo.length);
	const header = new DataView(new ArrayBuffer(HEADER_LENGTH));
	header.setUint32(0, HEADER_LENGTH + contentInfo.length + padding, true);
	header.setUint16(4, REVISION_2, true);
	header.setUint16(6, TYPE_PKCS_SIGNED_DATA, true);
	return concat(new Uint8Array(header.buffer), contentInfo, new Uint8Array(padding));
}
// packages/formats/src/authenticode/pe/describe.ts
/** One pass: the digest and the checksum's sum are jobs of one call, so that a host with two cores does them side by side. */
async function describePe(source, options) {
	const image = await readPeImage(source);
	assertFits(image.contentEnd);
	if (options.append) await assertWhole$1(source, image);
	const jobs = [digestPlan(image, options.digest), digestPlan(image, "sum16")];
	const [digest, wordSum] = await source.digest(jobs);
	const { size, checksumOffset, directoryOffset, contentEnd } = image;
	return {
		...authenticodeDescription(options, toHex(digest)),
		wordSum: sum16Value(wordSum),
		layout: {
			size,
			checksumOffset,
			directoryOffset,
			contentEnd
		}
	};
}
/** A signature is not added beside one that could never verify. */
async function assertWhole$1(source, image) {
	for (const { contentInfo, fault } of await readCertificateTable(source, image)) {
		const tree = contentInfo ? readSignatureTree(contentInfo, PE_IMAGE) : [];
		const broken = fault ?? tree.find((one) => one.fault !== null)?.fault;
		if (broken) throw new FormatError("APPEND_TO_BROKEN", broken.message, { details: { code: broken.code } });
	}
}
// packages/formats/src/authenticode/pe/embed.ts
/**
* The header's bytes from CheckSum to the end of data directory 4 change in one piece, and the table is put at the end; all else stays where it is.
* @throws CoreError FILE_CHANGED; FormatError PE_TOO_LARGE, APPEND_TO_BROKEN
*/
async function embedInPe(source, description, signatures) {
	const [signature] = signatures;
	if (!signature || signatures.length !== 1) throw new TypeError("a PE image takes one signature at a time");
	const image = await readPeImage(source);
	assertUnchanged(image, description);
	const existing = description.append ? await readCertificateTable(source, image) : [];
	const table = concat(...addSignature(existing, buildAuthenticode(description, signature, PE_IMAGE), image.efi));
	const padding = paddingTo8(image.contentEnd);
	const tableStart = image.contentEnd + padding;
	const fileLength = tableStart + table.length;
	assertFits(fileLength);
	const directory = littleEndian(tableStart, table.length);
	const header = await source.read(image.checksumOffset, image.headerEnd - image.checksumOffset);
	header.set(littleEndian(imageChecksum(image, description.wordSum, directory, table, fileLength)), 0);
	header.set(directory, header.length - directory.length);
	return {
		content: [
			range(0, image.checksumOffset),
			literal(header),
			range(image.headerEnd, image.contentEnd),
			literal(concat(new Uint8Array(padding), table))
		],
		sideFile: null
	};
}
/** Windows knows nested signatures; firmware walks the entries of the table and knows nothing else. */
function addSignature(existing, signature, efi) {
	const [first, ...others] = existing;
	if (!first) return [encodeCertificateEntry(signature)];
	const kept = others.map(({ bytes }) => bytes);
	if (efi) return [
		first.bytes,
		...kept,
		encodeCertificateEntry(signature)
	];
	return [encodeCertificateEntry(nestSignature(wholeContentInfo(first), signature)), ...kept];
}
function wholeContentInfo({ contentInfo, fault }) {
	if (!contentInfo || fault) throw new FormatError("APPEND_TO_BROKEN", fault?.message ?? "the signature is broken");
	return contentInfo;
}
function assertUnchanged(image, description) {
	if (![
		"size",
		"checksumOffset",
		"directoryOffset",
		"contentEnd"
	].every((member) => image[member] === description.layout[member])) throw new CoreError("FILE_CHANGED", "the headers are not those that were described");
}
function littleEndian(...words) {
	const view = new DataView(new ArrayBuffer(4 * words.length));
	words.forEach((word, i) => {
		view.setUint32(4 * i, word, true);
	});
	return new Uint8Array(view.buffer);
}
// packages/formats/src/authenticode/pe/format.ts
const SUFFIXES$1 = [
	".exe",
	".dll",
	".sys",
	".efi",
	".ocx",
	".cpl",
	".scr",
	".drv",
	".mui",
	".ax",
	".winmd"
];
/** EXE, DLL, SYS, EFI: docs/formats/authenticode-pe.md. */
const authenticodePe = {
	id: "authenticode-pe",
	title: "Windows executable (Authenticode)",
	suffixes: SUFFIXES$1,
	sideFileSuffix: null,
	detect: detectPe,
	describe: describePe,
	toBeSigned: (description, signer) => [authenticodeMessage(description, signer, PE_IMAGE)],
	embed: embedInPe,
	readSignatures: readPeSignatures
};
function detectPe(head, name) {
	if (![77, 90].every((byte, i) => i >= head.length || head[i] === byte)) return "no";
	if (hasPeHeader(head)) return "yes";
	return SUFFIXES$1.some((suffix) => name.toLowerCase().endsWith(suffix)) ? "maybe" : "no";
}
function hasPeHeader(head) {
	if (head.length < 64) return false;
	const offset = new ByteReader(head).at(60).u32le("IMAGE_DOS_HEADER.e_lfanew");
	return [
		80,
		69,
		0,
		0
	].every((byte, i) => head[offset + i] === byte);
}
async function readPeSignatures(source) {
	const image = await readPeImage(source);
	const found = (await readCertificateTable(source, image)).flatMap(readEntry);
	const algorithms = statedAlgorithms(found);
	const digests = await source.digest(algorithms.map((algorithm) => digestPlan(image, algorithm)));
	return authenticodeEvidence(found, new Map(algorithms.map((name, i) => [name, digests[i]])));
}
/** What is wrong with the entry is wrong with its outermost signature. */
function readEntry({ contentInfo, fault }) {
	if (contentInfo === null) return fault ? [{
		kind: "broken",
		nested: false,
		fault
	}] : [];
	const [outermost, ...nested] = readSignatureTree(contentInfo, PE_IMAGE);
	if (!outermost) return [];
	return [fault ? {
		...outermost,
		fault
	} : outermost, ...nested];
}
// packages/formats/src/authenticode/powershell/text.ts
/** The whole script is held in memory. Bytes. */
const MAX_SCRIPT_LENGTH = 67108864;
const UTF8_MARK = Uint8Array.of(239, 187, 191);
const UTF16LE_MARK = Uint8Array.of(255, 254);
const UTF16BE_MARK = Uint8Array.of(254, 255);
/** @throws FormatError EMPTY_FILE, POWERSHELL_TOO_LARGE, POWERSHELL_ENCODING */
async function readScript(source) {
	if (source.size > MAX_SCRIPT_LENGTH) throw new FormatError("POWERSHELL_TOO_LARGE", `the script has ${source.size} bytes`, { details: {
		size: source.size,
		limit: MAX_SCRIPT_LENGTH
	} });
	const bytes = await source.read(0, source.size);
	const encoding = encodingOf(bytes);
	if (encoding === "utf-16le") checkUtf16(bytes);
	else checkUtf8(bytes);
	return {
		encoding,
		bytes
	};
}
/** By the byte order mark, as the PowerShell SIP does; without one UTF-8. docs/formats/powershell.md, "Encodings". */
function encodingOf(bytes) {
	return startsWith(bytes, UTF16LE_MARK) ? "utf-16le" : "utf-8";
}
function markLength(bytes) {
	return [
		UTF8_MARK,
		UTF16LE_MARK,
		UTF16BE_MARK
	].find((candidate) => startsWith(bytes, candidate))?.length ?? 0;
}
/** No text of any encoding that we read: another kind of file by this name. */
function isBinary(head) {
	return head.includes(0) && !startsWith(head, UTF16LE_MARK) && !startsWith(head, UTF16BE_MARK);
}
/** Bytes of one ASCII character. */
function characterWidth(encoding) {
	return encoding === "utf-16le" ? 2 : 1;
}
function encodeText(text, encoding) {
	return encoding === "utf-16le" ? Uint8Array.from(Buffer.from(text, "utf16le")) : utf8(text);
}
/** The digest of the text as UTF-16LE, which is what is hashed whatever the file's encoding. Converted in chunks. */
function digestText(text, algorithm) {
	const digester = createDigester(algorithm);
	if (text.encoding === "utf-16le") {
		digester.update(text.bytes);
		return digester.digest();
	}
	const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
	const step = 1048576;
	for (let at = 0; at < text.bytes.length; at += step) {
		const chunk = decoder.decode(text.bytes.subarray(at, at + step), { stream: true });
		digester.update(Buffer.from(chunk, "utf16le"));
	}
	return digester.digest();
}
function checkUtf8(bytes) {
	if (startsWith(bytes, UTF16BE_MARK)) throw unreadable("UTF-16 in big-endian order");
	if (!isUtf8(bytes)) throw unreadable("neither UTF-8 nor UTF-16LE: its meaning hangs on the code page of the machine");
	if (bytes.includes(0)) throw unreadable("text with U+0000 in it");
}
function checkUtf16(bytes) {
	if (bytes.length % 2 !== 0) throw unreadable("UTF-16LE that ends inside a character");
	for (let at = 0; at < bytes.length; at += 2) if (bytes[at] === 0 && bytes[at + 1] === 0) throw unreadable("text with U+0000 in it");
}
function unreadable(what) {
	return new FormatError("POWERSHELL_ENCODING", `the script is ${what}`);
}
function startsWith(bytes, prefix) {
	return prefix.every((byte, i) => bytes[i] === byte);
}
// packages/formats/src/authenticode/powershell/markers.ts
const KINDS = [["begin", "beginsignatureblock"], ["end", "endsignatureblock"]];
const PREFIX = "sig#";
const HASH = 35;
/** A second block is one too many already. */
const MAX_MARKERS = 3;
/**
* The marker lines of a script. PowerShell's tokenizer compares without blanks and without case, osslsigncode only the beginning of the line:
* whatever one of them takes for a marker is one here.
*/
function findMarkers({ bytes, encoding }) {
	const markers = [];
	const width = encoding === "utf-16le" ? 2 : 1;
	let start = markLength(bytes);
	let onlyBlanks = true;
	for (let at = start; at < bytes.length && markers.length < MAX_MARKERS; at += width) {
		const character = width === 1 || bytes[at + 1] === 0 ? bytes[at] : BEYOND_ASCII;
		if (character === 10 || character === 13) {
			start = at + width;
			onlyBlanks = true;
		} else if (onlyBlanks && !isBlank(character)) {
			onlyBlanks = false;
			const kind = character === HASH ? markerKind(bytes, at + width, width) : null;
			if (kind) markers.push({
				kind,
				start
			});
		}
	}
	return markers;
}
/** Equal to no character that is looked for. */
const BEYOND_ASCII = 255;
function markerKind(bytes, at, width) {
	const next = afterLetters(bytes, at, width, PREFIX);
	if (next === null) return null;
	return KINDS.find(([, letters]) => afterLetters(bytes, next, width, letters) !== null)?.[0] ?? null;
}
/** Where these letters end, whatever blanks lie between them; null where something else comes. */
function afterLetters(bytes, at, width, letters) {
	let matched = 0;
	let next = at;
	for (; matched < letters.length; next += width) {
		const character = width === 1 || bytes[next + 1] === 0 ? bytes[next] : BEYOND_ASCII;
		if (character === void 0) return null;
		if (isBlank(character)) continue;
		if (lowerCase(character) !== letters.charCodeAt(matched)) return null;
		matched++;
	}
	return next;
}
function lowerCase(character) {
	return character >= 65 && character <= 90 ? character + 32 : character;
}
function isBlank(character) {
	return character === 32 || character === 9;
}
// packages/formats/src/authenticode/powershell/block.ts
const BEGIN = "# SIG # Begin signature block\r\n";
const END = "# SIG # End signature block";
const NEWLINE = "\r\n";
const COMMENT = "# ";
const COLUMNS = 64;
/** Characters. The real ones have some ten thousand. */
const MAX_BLOCK_LENGTH = 16777216;
const LINE$1 = /^# [A-Za-z0-9+/]{1,64}={0,2}$/;
/**
* Nothing in the block is signed, so nothing in it may be other than we would write it. docs/formats/powershell.md, "What is not hashed".
* @throws FormatError POWERSHELL_BLOCK_MALFORMED, POWERSHELL_SECOND_BLOCK, POWERSHELL_TEXT_AFTER_SIGNATURE
*/
function splitScript(script) {
	const [begin, end, ...more] = findMarkers(script);
	if (!begin) return {
		text: script,
		signature: null
	};
	if (more.length > 0 || begin.kind === end?.kind) throw new FormatError("POWERSHELL_SECOND_BLOCK", "the script has more than one signature block, or parts of one");
	if (!end || begin.kind !== "begin") throw malformed$2("it has only one of its two marker lines");
	if (end.start - begin.start > MAX_BLOCK_LENGTH * characterWidth(script.encoding)) throw malformed$2("it is too long");
	const contentEnd = begin.start - characterWidth(script.encoding) * 2;
	const before = contentEnd < 0 ? "" : asciiOf(script, contentEnd, begin.start);
	const block = asciiOf(script, begin.start, end.start);
	const tail = asciiOf(script, end.start, script.bytes.length);
	if (tail.startsWith(END) && /[^\r\n]/.test(tail.slice(27))) throw new FormatError("POWERSHELL_TEXT_AFTER_SIGNATURE", "there is text behind the signature block");
	if (before !== NEWLINE || !block.startsWith(BEGIN) || tail !== END + NEWLINE) throw malformed$2("its marker lines or their line ends were changed");
	return {
		text: {
			...script,
			bytes: script.bytes.subarray(0, contentEnd)
		},
		signature: decodeLines(block.slice(31))
	};
}
/** @param block with the CRLF of its last line */
function decodeLines(block) {
	const lines = block.split(NEWLINE);
	const rest = lines.pop();
	const full = lines.slice(0, -1).every((line) => line.length === 66);
	if (rest !== "" || lines.length === 0 || !full || !lines.every((line) => LINE$1.test(line) && line.length <= 66)) throw malformed$2("a line of it is not \"# \" and base64 in 64 columns");
	try {
		return fromBase64(lines.map((line) => line.slice(2)).join(""));
	} catch (cause) {
		throw malformed$2("its base64 is not canonical", cause);
	}
}
/** The block with the CRLF in front of it. */
function encodeBlock$1(signature, encoding) {
	const base64 = toBase64(signature);
	const lines = [];
	for (let at = 0; at < base64.length; at += COLUMNS) lines.push(`${COMMENT}${base64.slice(at, at + COLUMNS)}${NEWLINE}`);
	return encodeText(`${NEWLINE}${BEGIN}${lines.join("")}${END}${NEWLINE}`, encoding);
}
/** Characters beyond ASCII come out as something that no rule of the block allows. */
function asciiOf({ bytes, encoding }, start, end) {
	return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString(encoding === "utf-16le" ? "utf16le" : "latin1");
}
function malformed$2(why, cause) {
	return new FormatError("POWERSHELL_BLOCK_MALFORMED", `the signature block is damaged: ${why}`, { cause });
}
// packages/formats/src/authenticode/powershell/detect.ts
const SUFFIXES = [
	".ps1",
	".psm1",
	".psd1"
];
const INTERPRETER = /(?:^|[/\\\s])(?:pwsh|powershell)(?:-\w+)?(?:\.exe)?(?:\s|$)/;
/** Text cannot prove to be PowerShell, but for a `#!` line and a signature block. */
function detectPowerShell(head, name) {
	if (isBinary(head)) return "no";
	const named = SUFFIXES.some((suffix) => name.toLowerCase().endsWith(suffix));
	const text = new TextDecoder("latin1").decode(head.subarray(markLength(head)));
	const shebang = /^#!([^\r\n]*)/.exec(text)?.[1];
	if (shebang !== void 0) return INTERPRETER.test(shebang) ? "yes" : "no";
	return (named || !name.includes(".")) && findMarkers({
		encoding: encodingOf(head),
		bytes: head
	}).length > 0 ? "yes" : named ? "maybe" : "no";
}
// packages/formats/src/authenticode/powershell/format.ts
/** .ps1, .psm1, .psd1: docs/formats/powershell.md. */
const powershell = {
	id: "powershell",
	title: "PowerShell script (Authenticode)",
	suffixes: SUFFIXES,
	sideFileSuffix: null,
	detect: detectPowerShell,
	describe: describeScript,
	toBeSigned: (description, signer) => [authenticodeMessage(description, signer, POWERSHELL_SCRIPT)],
	embed: embedInScript,
	readSignatures: readScriptSignatures
};
async function describeScript(source, options) {
	const { text, signature } = splitScript(await readScript(source));
	if (text.bytes.length <= markLength(text.bytes)) throw new FormatError("EMPTY_FILE", "the script is empty");
	if (options.append && signature) assertWhole(signature);
	return {
		...authenticodeDescription(options, toHex(digestText(text, options.digest))),
		size: source.size,
		textLength: text.bytes.length
	};
}
/** A signature is not added beside one that could never verify. */
function assertWhole(signature) {
	const broken = readSignatureTree(signature, POWERSHELL_SCRIPT).find((one) => one.fault !== null)?.fault;
	if (broken) throw new FormatError("APPEND_TO_BROKEN", broken.message, { details: { code: broken.code } });
}
async function embedInScript(source, description, signatures) {
	const [signature] = signatures;
	if (!signature || signatures.length !== 1) throw new TypeError("a script takes one signature at a time");
	const existing = splitScript(await readScript(source));
	const { text } = existing;
	if (source.size !== description.size || text.bytes.length !== description.textLength) throw new CoreError("FILE_CHANGED", "the script is not the one that was described");
	const ours = buildAuthenticode(description, signature, POWERSHELL_SCRIPT);
	const whole = description.append && existing.signature ? nestSignature(existing.signature, ours) : ours;
	return {
		content: [range(0, text.bytes.length), literal(encodeBlock$1(whole, text.encoding))],
		sideFile: null
	};
}
async function readScriptSignatures(source) {
	const { text, signature } = splitScript(await readScript(source));
	if (!signature) return [];
	const found = readSignatureTree(signature, POWERSHELL_SCRIPT);
	return authenticodeEvidence(found, new Map(statedAlgorithms(found).map((name) => [name, digestText(text, name)])));
}
// packages/formats/src/add-signer.ts
/**
* The existing ContentInfo with the signer of `added` beside its own. Everything signed keeps its bytes; sets are written anew in DER's order.
* A signature of the existing one by the same certificate is replaced: two by one signer say no more than the newer.
* @param added a ContentInfo over the same content by one signer
* @param leaf that signer's certificate, DER
*/
function addSigner(existing, added, leaf) {
	const old = membersOf(existing);
	const ours = membersOf(added);
	const certificate = parseCertificate(leaf);
	const signerInfos = [...old.signerInfos.filter((node) => !names(signerInfoOf(node).sid, certificate)), ...ours.signerInfos];
	const crls = distinct([...old.crls, ...ours.crls]);
	const signedData = encodeSequence(encodeInteger(signerInfos.some((node) => signerInfoOf(node).sid.kind === "key-identifier") ? 3 : 1), encodeSetOf(...distinct([...old.digestAlgorithms, ...ours.digestAlgorithms])), ours.encapContentInfo, implicitSet(0, distinct([...old.certificates, ...ours.certificates])), ...crls.length > 0 ? [implicitSet(1, crls)] : [], encodeSetOf(...signerInfos.map(({ bytes }) => bytes)));
	return encodeSequence(ours.contentType, encodeContext(0, signedData));
}
function names(sid, certificate) {
	switch (sid.kind) {
		case "issuer-serial": return sid.serial === certificate.serial && equalBytes(sid.issuer, certificate.issuer);
		case "key-identifier": return equalBytes(sid.keyIdentifier, subjectKeyIdentifierOf(certificate) ?? /* @__PURE__ */ new Uint8Array());
	}
}
function membersOf(contentInfo) {
	const outer = new DerCursor(parseDer(contentInfo, "ContentInfo"), "ContentInfo");
	const contentType = outer.take("contentType").bytes;
	const cursor = new DerCursor(parseDer(outer.take("content", 160).content, "SignedData"), "SignedData");
	cursor.take("version");
	const digestAlgorithms = childrenOf(cursor.take("digestAlgorithms"), "digestAlgorithms");
	const encapContentInfo = cursor.take("encapContentInfo").bytes;
	const certificates = cursor.optional(160);
	const crls = cursor.optional(161);
	return {
		contentType,
		digestAlgorithms,
		encapContentInfo,
		certificates: certificates ? childrenOf(certificates, "certificates") : [],
		crls: crls ? childrenOf(crls, "crls") : [],
		signerInfos: childrenOf(cursor.take("signerInfos"), "signerInfos")
	};
}
function distinct(nodes) {
	return [...new Map(nodes.map(({ bytes }) => [toHex(bytes), bytes])).values()];
}
/** `[n]` IMPLICIT SET OF: {@link encodeSetOf} under another tag. */
function implicitSet(number, members) {
	return encodeContext(number, parseDer(encodeSetOf(...members), "SET").content);
}
// packages/formats/src/detached-cms.ts
/**
* @param existing the CMS that is there, DER, to be kept beside ours; null where there is none or it is to be replaced
* @throws FormatError APPEND_TO_BROKEN
*/
async function describeDetached(content, digestAlgorithm, existing) {
	if (existing) await assertHolds(existing, content);
	const [digest] = await content.source.digest([{
		algorithm: digestAlgorithm,
		parts: content.parts
	}]);
	return {
		size: content.source.size,
		digestAlgorithm,
		digest: toHex(digest),
		existing: existing && toBase64(existing)
	};
}
/** What is already wrong must not come out with our signature beside it. */
async function assertHolds(cms, content) {
	for (const evidence of detachedEvidence(cms, content, "any")) {
		const { fault } = await evidence.inspect();
		if (fault) {
			const details = { code: fault.code };
			throw new FormatError("APPEND_TO_BROKEN", `the signature that is there does not hold: ${fault.message}`, { details });
		}
	}
}
/** Pure. @throws FormatError DESCRIPTION_MALFORMED, CoreError ALGORITHM_UNSUPPORTED */
function detachedToBeSigned(description, signer) {
	const wanted = cmsDigest(signer.algorithm);
	if (description.digestAlgorithm !== wanted) {
		const message = `${signer.algorithm} signs a ${wanted} digest, and ${description.digestAlgorithm} was described`;
		throw new CoreError("ALGORITHM_UNSUPPORTED", message);
	}
	return buildSignedAttributes({
		contentType: OID.data,
		messageDigest: digestBytes(description)
	});
}
function digestBytes({ digest, digestAlgorithm }) {
	if (typeof digest !== "string" || !/^[0-9a-f]+$/.test(digest) || digest.length !== 2 * digestByName(digestAlgorithm).length) throw new FormatError("DESCRIPTION_MALFORMED", `digest: is no ${digestAlgorithm} in hex`);
	return fromHex(digest);
}
/** The CMS, DER, with the signatures that were there and ours. */
function buildDetached(description, [signature]) {
	if (!signature) throw new TypeError("no signature to embed");
	const { signer, timestampToken } = signature;
	const ours = buildSignedData({
		eContentType: OID.data,
		eContent: null,
		certificates: signer.certificates,
		signedAttrs: detachedToBeSigned(description, signer),
		algorithm: signature.algorithm,
		signature: signature.value,
		unsignedAttrs: timestampToken ? [encodeAttribute(OID.timestampToken, timestampToken)] : []
	});
	const leaf = signer.certificates[0];
	return description.existing === null || !leaf ? ours : addSigner(fromBase64(description.existing), ours, leaf);
}
/** @throws CoreError FILE_CHANGED where the source is not the one that was described */
function assertDescribed(source, description) {
	if (source.size !== description.size) throw new CoreError("FILE_CHANGED", `${source.name}: ${description.size} bytes described, ${source.size} found`);
}
/** @throws CodecError where `cms` is no SignedData; FormatError SIGNATURE_NOT_DETACHED */
function detachedEvidence(cms, { source, parts }, purpose) {
	const signedData = parseSignedData(cms);
	if (signedData.eContent !== null) throw new FormatError("SIGNATURE_NOT_DETACHED", "the signature holds content of its own: it says nothing of this file");
	return cmsEvidence({
		signedData,
		content: {
			kind: "detached",
			source,
			parts
		},
		contentType: OID.data,
		purpose,
		nested: false,
		fault: null,
		weakContent: false
	});
}
/** A signature that cannot even be read is evidence against its file, not an exception. */
function brokenSignature(error) {
	if (error instanceof FormatError || error instanceof CodecError) return brokenEvidence(faultOf$2(error), false);
	throw error;
}
/** RFC 7468 section 9, and what older openssl commands write. */
const LABELS = ["CMS", "PKCS7"];
/**
* The CMS of a side file, DER; PEM is read too.
* @throws FormatError SIGNATURE_FILE_MALFORMED, CodecError PEM_MALFORMED
*/
async function readSignatureFile(file) {
	if (file.size === 0 || file.size > 4194304) throw new FormatError("SIGNATURE_FILE_MALFORMED", `${file.name}: ${file.size} bytes are no detached signature`);
	const bytes = await file.read(0, file.size);
	return isPem(bytes) ? pemBytes(bytes, file.name) : bytes;
}
/** DER begins with a SEQUENCE, which is `0` in ASCII; no PEM does. */
function isPem(bytes) {
	return bytes[0] !== 48;
}
function pemBytes(bytes, name) {
	const blocks = parsePem(textOf(bytes, name)).filter(({ label }) => LABELS.includes(label));
	const [block] = blocks;
	if (!block || blocks.length > 1) throw new FormatError("SIGNATURE_FILE_MALFORMED", `${name}: is no CMS in DER, and no PEM of one CMS`);
	return block.bytes;
}
function textOf(bytes, name) {
	try {
		return fromUtf8(bytes);
	} catch (cause) {
		throw new FormatError("SIGNATURE_FILE_MALFORMED", `${name}: is no CMS in DER, and no text`, { cause });
	}
}
// packages/formats/src/blob/blob.ts
/** Any file, with a detached CMS beside it; docs/formats/blob.md. */
const blob = {
	id: "blob",
	title: "any file (detached CMS beside it)",
	suffixes: [],
	sideFileSuffix: ".p7s",
	detect: () => "no",
	async describe(source, options, sideFile = null) {
		if (source.size === 0) throw new FormatError("EMPTY_FILE", `${source.name}: is empty`);
		const existing = options.append && sideFile ? await readSignatureFile(sideFile) : null;
		return describeDetached({
			source,
			parts: [range(0, source.size)]
		}, options.digest, existing);
	},
	toBeSigned: (description, signer) => [detachedToBeSigned(description, signer)],
	async embed(source, description, signatures) {
		assertDescribed(source, description);
		return {
			content: null,
			sideFile: {
				suffix: ".p7s",
				bytes: buildDetached(description, signatures)
			}
		};
	},
	async readSignatures(source, sideFile) {
		if (!sideFile) return [];
		try {
			return detachedEvidence(await readSignatureFile(sideFile), {
				source,
				parts: [range(0, source.size)]
			}, "any");
		} catch (error) {
			return [brokenSignature(error)];
		}
	}
};
// packages/formats/src/jar/layout.ts
const MANIFEST = "META-INF/MANIFEST.MF";
/** Of an Android App Bundle, in protobuf; the whole of it is the bundle's mark. */
const BUNDLE_CONFIG = "BundleConfig.pb";
const ANDROID_MANIFEST = "AndroidManifest.xml";
/** What stands beside that in an APK, and in no library (AAR). */
const ANDROID_CODE = ["classes.dex", "resources.arsc"];
/** Longest manifest, signature file and block. Bytes. */
const MAX_FILE = 67108864;
const MAX_SIGNERS = 64;
const FOLDER = "META-INF/";
const BLOCK = /^META-INF\/([^/]+)\.(?:RSA|DSA|EC)$/;
const SIGNATURE_FILE = /^META-INF\/([^/]+)\.SF$/;
const RESERVED = /^META-INF\/SIG-[^/.]*(?:\.[A-Z0-9]{1,3})?$/;
/**
* The name as these patterns spell it: Java takes a META-INF name in any case for the same.
* ASCII only: a letter that some locale would make one of these does not take its file out of the signature.
*/
function canonical(name) {
	const asciiUpper = (text) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
	return asciiUpper(name.slice(0, 9)) === FOLDER ? asciiUpper(name) : name;
}
/** By the names of its entries, or where a file that is called so has an Android manifest. */
function isApk(zip, name) {
	if (!zip.byName.has(ANDROID_MANIFEST)) return false;
	return name.toLowerCase().endsWith(".apk") || ANDROID_CODE.some((code) => zip.byName.has(code));
}
/**
* Whether an archive is for this format to read or to refuse: a JAR, an AAB, or an APK.
* @param name of the file: an APK's parts may lie in several archives
*/
function isOurs(zip, name) {
	return zip.byName.has(BUNDLE_CONFIG) || isApk(zip, name) || zip.entries.some((entry) => {
		const known = canonical(entry.name);
		return known === "META-INF/MANIFEST.MF" || SIGNATURE_FILE.test(known) || BLOCK.test(known);
	});
}
/**
* @throws ZipError; FormatError JAR_AMBIGUOUS, JAR_TOO_MANY_SIGNERS; CoreError UNSUPPORTED_FORMAT for an APK, FORMAT_MISMATCH for a ZIP of another kind
*/
async function readLayout$1(source) {
	const zip = await readZipDirectory(source);
	await refuseApk(source, zip);
	if (!isOurs(zip, source.name)) throw new CoreError("FORMAT_MISMATCH", "the archive has no JAR manifest", { howToFix: "Drop --format; or build the archive with `jar`, which gives it a manifest." });
	const seen = /* @__PURE__ */ new Map();
	const signers = /* @__PURE__ */ new Map();
	const content = [];
	for (const entry of zip.entries) {
		const name = canonical(entry.name);
		const signatureFile = SIGNATURE_FILE.exec(name);
		const base = (signatureFile ?? BLOCK.exec(name))?.[1];
		if (base === void 0 && name !== "META-INF/MANIFEST.MF") {
			if (!RESERVED.test(name) && !isEmptyDirectory(entry)) content.push(entry);
			continue;
		}
		const twin = seen.get(name);
		if (twin) throw new FormatError("JAR_AMBIGUOUS", `${printableName(twin.name)} and ${printableName(entry.name)} are one to Java`);
		seen.set(name, entry);
		if (base === void 0) continue;
		const files = signers.get(base) ?? {
			signatureFile: null,
			blocks: []
		};
		signers.set(base, files);
		if (signatureFile) files.signatureFile = entry;
		else files.blocks.push(entry);
	}
	if (signers.size > MAX_SIGNERS) throw new FormatError("JAR_TOO_MANY_SIGNERS", `the archive has ${signers.size} signature files`);
	return {
		zip,
		manifest: seen.get("META-INF/MANIFEST.MF") ?? null,
		signers: [...signers].map(([base, files]) => ({
			base,
			...files
		})),
		content
	};
}
/** Deflate's encoding of nothing. Two bytes cannot hold more; in three a reader that does not go by the declared size finds content. */
const DEFLATED_NOTHING = 2;
function isEmptyDirectory({ name, size, compressedSize }) {
	return name.endsWith("/") && size === 0 && compressedSize <= DEFLATED_NOTHING;
}
/** RES_XML_TYPE and its header size: compiled XML, as only an APK has it at its root (an AAR has text, an AAB protobuf in a folder). */
const BINARY_XML = Uint8Array.of(3, 0, 8, 0);
const APK_SIGNING_BLOCK = utf8("APK Sig Block 42");
async function refuseApk(source, zip) {
	if (isApk(zip, source.name) || await hasSigningBlock(source, zip) || await hasBinaryManifest(source, zip)) throw new CoreError("UNSUPPORTED_FORMAT", "the file is an Android package (APK)", { howToFix: "Sign it with `apksigner`; Android does not go by JAR signatures." });
}
async function hasSigningBlock(source, { gaps, start }) {
	const last = gaps.at(-1);
	if (!last || last.end !== start || last.end - last.start < APK_SIGNING_BLOCK.length) return false;
	const magic = await source.read(start - APK_SIGNING_BLOCK.length, APK_SIGNING_BLOCK.length);
	return equalBytes(magic, APK_SIGNING_BLOCK);
}
async function hasBinaryManifest(source, { byName }) {
	const entry = byName.get(ANDROID_MANIFEST);
	if (!entry || entry.size > 67108864) return false;
	return equalBytes((await readZipContent(source, entry, MAX_FILE)).subarray(0, BINARY_XML.length), BINARY_XML);
}
// packages/formats/src/jar/joined.ts
/** The pieces one after the other. There may be more of them than a call can have arguments. */
function joined(pieces) {
	const [only] = pieces;
	if (only && pieces.length === 1) return only;
	let length = 0;
	for (const piece of pieces) length += piece.length;
	const bytes = new Uint8Array(length);
	let at = 0;
	for (const piece of pieces) {
		bytes.set(piece, at);
		at += piece.length;
	}
	return bytes;
}
// packages/formats/src/jar/manifest.ts
const CR = 13;
const LF = 10;
const SPACE = 32;
const COLON = 58;
/** @throws FormatError JAR_MANIFEST_MALFORMED */
function parseManifest(bytes) {
	const decoder = new TextDecoder("utf-8", {
		fatal: true,
		ignoreBOM: true
	});
	const main = sectionAt(bytes, 0);
	const sections = /* @__PURE__ */ new Map();
	for (let at = main.end; at < bytes.length;) {
		const section = sectionAt(bytes, at);
		at = section.end;
		if (section.contentEnd === section.start) continue;
		const [first] = attributesOf(bytes, section);
		if (first?.name.toLowerCase() !== "name") throw malformed$1(`the section at byte ${section.start} has no name`);
		const name = decode(decoder, first.value, section.start);
		const same = sections.get(name);
		if (same) same.push(section);
		else sections.set(name, [section]);
	}
	return {
		bytes,
		main,
		sections
	};
}
/** From `start` to the next blank line, or the end. */
function sectionAt(bytes, start) {
	let at = start;
	while (at < bytes.length) {
		const end = endOfLine(bytes, at);
		const next = startOfNext(bytes, end);
		if (end === at) return {
			start,
			contentEnd: at,
			end: next
		};
		at = next;
	}
	return {
		start,
		contentEnd: at,
		end: at
	};
}
/** The attributes of a section, its `Name` too. @throws FormatError JAR_MANIFEST_MALFORMED */
function attributesOf(bytes, section) {
	const attributes = [];
	for (let at = section.start; at < section.contentEnd;) {
		const start = at;
		const colon = endOfName(bytes, start, section.contentEnd);
		const pieces = [];
		let from = colon + 2;
		do {
			const end = endOfLine(bytes, from);
			pieces.push(bytes.subarray(from, end));
			at = startOfNext(bytes, end);
			from = at + 1;
		} while (at < section.contentEnd && bytes[at] === SPACE);
		attributes.push({
			name: latin1(bytes.subarray(start, colon)),
			value: joined(pieces),
			start,
			end: at
		});
	}
	return attributes;
}
/** The colon behind a header's name: letters, digits, `-` and `_`, then colon and space. */
function endOfName(bytes, start, limit) {
	let at = start;
	while (at < limit && isNameByte(bytes[at])) at++;
	if (at === start || bytes[at] !== COLON || bytes[at + 1] !== SPACE || at + 1 >= limit) throw malformed$1(`no header at byte ${start}`);
	return at;
}
function isNameByte(byte) {
	const letter = byte | 32;
	return letter >= 97 && letter <= 122 || byte >= 48 && byte <= 57 || byte === 45 || byte === 95;
}
function endOfLine(bytes, start) {
	let at = start;
	while (at < bytes.length && bytes[at] !== CR && bytes[at] !== LF) at++;
	return at;
}
/** CRLF, LF and CR each end a line. */
function startOfNext(bytes, end) {
	return Math.min(bytes.length, bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1);
}
/** ASCII in practice; every byte is a character, so that nothing is lost in a comparison. */
function latin1(bytes) {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}
function decode(decoder, bytes, at) {
	try {
		return decoder.decode(bytes);
	} catch (cause) {
		throw new FormatError("JAR_MANIFEST_MALFORMED", `the name of the section at byte ${at} is not UTF-8`, { cause });
	}
}
function malformed$1(message) {
	return new FormatError("JAR_MANIFEST_MALFORMED", message);
}
// packages/formats/src/jar/header-line.ts
/** With its CRLF a line has the 72 bytes that the specification allows, whichever way they are counted. */
const LINE = 70;
const CRLF = "\r\n";
const SHORT = /^[\x20-\x7e]{0,70}$/;
/** `Name: value` and CRLF, folded between characters (JAR specification, "Name-Value pairs and Sections"). */
function headerLine(name, value) {
	const line = `${name}: ${value}`;
	if (SHORT.test(line)) return line + CRLF;
	let folded = "";
	let length = 0;
	for (const character of line) {
		const more = utf8(character).length;
		if (length + more > LINE) {
			folded += `${CRLF} `;
			length = 1;
		}
		folded += character;
		length += more;
	}
	return folded + CRLF;
}
// packages/formats/src/jar/manifest-writer.ts
const CREATED_BY = "Chancery";
/**
* The manifest with a right digest of SHA-256 or better for every entry, and no wrong one. What is right keeps its bytes: other signers' digests are over those.
* @param manifest null where the archive has none
* @param entries hashed with `digest`
*/
function updateManifest(manifest, entries, digest) {
	const old = manifest && manifest.bytes.length > 0 ? closed(manifest) : parseManifest(newManifest());
	const edits = [];
	let added = "";
	for (const entry of entries) {
		const line = headerLine(`${digestByName(digest).javaName}-Digest`, entry.wanted);
		const sections = old.sections.get(entry.name);
		if (sections) edits.push(...sectionEdits(sections, entry, line));
		else added += headerLine("Name", entry.name) + line + "\r\n";
	}
	return joined([...applied(old.bytes, edits), utf8(added)]);
}
function newManifest() {
	return utf8(headerLine("Manifest-Version", "1.0") + headerLine("Created-By", CREATED_BY) + "\r\n");
}
/** The manifest with its last line and its last section ended, so that one more can follow. */
function closed(manifest) {
	const { bytes, main } = manifest;
	const last = [...manifest.sections.values()].flat().reduce((a, b) => a.end > b.end ? a : b, main);
	if (last.end > last.contentEnd) return manifest;
	const endsLine = bytes.at(-1) === 10 || bytes.at(-1) === 13;
	return parseManifest(concat(bytes, utf8(endsLine ? "\r\n" : "\r\n\r\n")));
}
function sectionEdits(sections, entry, line) {
	const edits = entry.stated.filter(({ right }) => !right).map(({ start, end }) => ({
		start,
		end,
		bytes: /* @__PURE__ */ new Uint8Array()
	}));
	if (entry.stated.some(({ right, algorithm }) => right && !algorithm.weak)) return edits;
	const { contentEnd } = sections[0];
	return [...edits, {
		start: contentEnd,
		end: contentEnd,
		bytes: utf8(line)
	}];
}
function applied(bytes, edits) {
	const chunks = [];
	let at = 0;
	for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
		chunks.push(bytes.subarray(at, edit.start), edit.bytes);
		at = edit.end;
	}
	return [...chunks, bytes.subarray(at)];
}
// packages/formats/src/jar/stated-digest.ts
/** What follows the algorithm in the attribute's name, upper case. */
const DIGEST_OF = {
	content: "-DIGEST",
	manifest: "-DIGEST-MANIFEST",
	mainAttributes: "-DIGEST-MANIFEST-MAIN-ATTRIBUTES"
};
/** `SHA-256`, `SHA256`; `SHA` is SHA-1, as in the manifests of JDK 1.1. */
function digestNamed(name) {
	const plain = name.replace("-", "");
	return DIGESTS$1.find(({ name: known }) => known.toUpperCase() === (plain === "SHA" ? "SHA1" : plain));
}
/** @throws FormatError JAR_MANIFEST_MALFORMED */
function statedDigests({ bytes }, sections, of) {
	const found = [];
	for (const section of sections) for (const { name, value, start, end } of attributesOf(bytes, section)) {
		const upper = name.toUpperCase();
		if (!upper.endsWith(of)) continue;
		const algorithm = digestNamed(upper.slice(0, -of.length));
		if (algorithm) found.push({
			algorithm,
			base64: latin1(value).trim(),
			start,
			end
		});
	}
	return found;
}
/** There are digests, and none without known collisions. */
function onlyWeak(stated) {
	return stated.length > 0 && stated.every(({ algorithm }) => algorithm.weak);
}
/** The digest of bytes in memory, as manifests write it. */
function digestBase64(algorithm, bytes) {
	return hash(algorithm.name, bytes, "base64");
}
// packages/formats/src/jar/signature-file.ts
/** The signature file over a manifest (JAR specification, "Signature File"): the same bytes for the same manifest. */
function buildSignatureFile(manifest, digest) {
	const algorithm = digestByName(digest);
	const { bytes, main } = manifest;
	const name = `${algorithm.javaName}-Digest`;
	let text = headerLine("Signature-Version", "1.0") + headerLine("Created-By", CREATED_BY) + headerLine(`${name}-Manifest`, digestBase64(algorithm, bytes)) + headerLine(`${name}-Manifest-Main-Attributes`, digestBase64(algorithm, bytes.subarray(main.start, main.end))) + "\r\n";
	for (const [entry, sections] of manifest.sections) {
		const value = digestBase64(algorithm, sectionBytes(bytes, sections, "end"));
		text += headerLine("Name", entry) + headerLine(name, value) + "\r\n";
	}
	return utf8(text);
}
/**
* The names that a signature file vouches for in this manifest.
* @throws FormatError JAR_MANIFEST_CHANGED where one that it lists is not as it was, JAR_SIGNATURE_FILE_MALFORMED
*/
function coveredNames(signatureFile, manifest) {
	assertVersion(signatureFile);
	const { bytes } = manifest;
	const covered = /* @__PURE__ */ new Set();
	const whole = statedDigests(signatureFile, [signatureFile.main], DIGEST_OF.manifest);
	const unchanged = whole.length > 0 && holds$1(whole, bytes);
	const main = statedDigests(signatureFile, [signatureFile.main], DIGEST_OF.mainAttributes);
	if (!unchanged && !holds$1(main, bytes.subarray(manifest.main.start, manifest.main.end))) throw new FormatError("JAR_MANIFEST_CHANGED", "the main attributes of the manifest were changed after signing");
	for (const [name, stating] of signatureFile.sections) {
		const sections = manifest.sections.get(name);
		if (!unchanged && !sections) throw changed(name, "is signed and no longer in the manifest");
		if (!unchanged && sections && !sectionHolds(statedDigests(signatureFile, stating, DIGEST_OF.content), bytes, sections)) throw changed(name, "has another section in the manifest than was signed");
		if (sections) covered.add(name);
	}
	return covered;
}
/** Something that the signature file states, of the manifest or of one of its sections, has nothing but digests with known collisions. */
function isWeak(signatureFile) {
	const { main, sections } = signatureFile;
	return [
		statedDigests(signatureFile, [main], DIGEST_OF.manifest),
		statedDigests(signatureFile, [main], DIGEST_OF.mainAttributes),
		...[...sections.values()].map((stating) => statedDigests(signatureFile, stating, DIGEST_OF.content))
	].some(onlyWeak);
}
function sectionHolds(stated, bytes, sections) {
	if (stated.length === 0) return false;
	return holds$1(stated, sectionBytes(bytes, sections, "end")) || holds$1(stated, sectionBytes(bytes, sections, "contentEnd"));
}
/** Every digest that counts must match. Hashed once for each algorithm, however often a hostile file states it. */
function holds$1(stated, bytes) {
	const computed = /* @__PURE__ */ new Map();
	return stated.every(({ algorithm, base64 }) => {
		const digest = computed.get(algorithm) ?? digestBase64(algorithm, bytes);
		computed.set(algorithm, digest);
		return digest === base64;
	});
}
function sectionBytes(bytes, sections, upTo) {
	return joined(sections.map((section) => bytes.subarray(section.start, section[upTo])));
}
/** A reader that knows another version must not guess (same place); java.util.jar takes such a file for none. */
function assertVersion({ bytes, main }) {
	const version = attributesOf(bytes, main).find(({ name }) => name.toLowerCase() === "signature-version");
	if (!version || latin1(version.value).trim() !== "1.0") throw new FormatError("JAR_SIGNATURE_FILE_MALFORMED", "the signature file has no Signature-Version 1.0");
}
function changed(name, what) {
	return new FormatError("JAR_MANIFEST_CHANGED", `${printableName(name)} ${what}`);
}
// packages/formats/src/jar/blocks.ts
/** Reads every signature against `manifest`, which is the archive's or the one that will be. A broken one is found, not thrown. */
async function readFoundSignatures(source, layout, manifest) {
	const found = [];
	for (const files of layout.signers) found.push(...await readSigner(source, files, manifest));
	return found;
}
async function readSigner(source, files, manifest) {
	const { base, signatureFile, blocks } = files;
	if (!signatureFile || blocks.length === 0) return [broken(base, new FormatError("JAR_SIGNATURE_INCOMPLETE", `META-INF/${base} has no ${signatureFile ? "block" : "signature file"}`))];
	try {
		const bytes = await readZipContent(source, signatureFile, MAX_FILE);
		const coverage = manifest ? coverageOf(bytes, manifest) : withoutManifest();
		const found = [];
		for (const block of blocks) found.push(await readBlock(source, base, block, bytes, coverage));
		return found;
	} catch (error) {
		return [broken(base, error)];
	}
}
function coverageOf(bytes, manifest) {
	try {
		const signatureFile = parseManifest(bytes);
		return {
			covered: coveredNames(signatureFile, manifest),
			fault: null,
			weak: isWeak(signatureFile)
		};
	} catch (error) {
		return {
			covered: /* @__PURE__ */ new Set(),
			fault: faultOf$1(error),
			weak: false
		};
	}
}
function withoutManifest() {
	return {
		covered: /* @__PURE__ */ new Set(),
		fault: faultOf$1(new FormatError("JAR_MANIFEST_MISSING", "the archive is signed and its manifest is gone")),
		weak: false
	};
}
async function readBlock(source, base, block, signatureFile, { covered, fault, weak }) {
	try {
		const signedData = parseSignedData(await readZipContent(source, block, MAX_FILE));
		const content = memorySource(signatureFile);
		const own = signedData.eContent !== null && !equalBytes(signedData.eContent, signatureFile) ? faultOf$1(new FormatError("JAR_SIGNATURE_FILE_MALFORMED", `the block of META-INF/${base} holds another signature file`)) : fault;
		const { parts } = wholeDigest(content, "sha256");
		return {
			base,
			covered,
			evidence: (fileFault, weakEntries = false) => cmsEvidence({
				signedData,
				content: {
					kind: "detached",
					source: content,
					parts
				},
				contentType: OID.data,
				purpose: "jar",
				nested: false,
				fault: own ?? fileFault,
				weakContent: weak || weakEntries
			})
		};
	} catch (error) {
		return broken(base, error);
	}
}
function broken(base, error) {
	const fault = faultOf$1(error);
	return {
		base,
		covered: /* @__PURE__ */ new Set(),
		evidence: () => [brokenEvidence(fault, false)]
	};
}
/** What the archive holds is a fault of the signature; what the environment does is not. */
function faultOf$1(error) {
	if (!(error instanceof ChanceryError) || error.family === "environment") throw error;
	const { code, message, howToFix } = error;
	return {
		code: code === "JAR_MANIFEST_MALFORMED" ? "JAR_SIGNATURE_FILE_MALFORMED" : code,
		message,
		howToFix
	};
}
// packages/formats/src/jar/entry-digests.ts
/**
* Hashes entries with every algorithm that the manifest has for them, and with `wanted`: all in one call, so that the host can spread the work.
* @throws ZipError ZIP_UNSUPPORTED; CoreError COMPRESSED_DATA_CORRUPT; FormatError JAR_MANIFEST_MALFORMED
*/
async function digestEntries(source, entries, manifest, wanted) {
	const jobs = [];
	const plans = entries.map((entry) => {
		const sections = manifest?.sections.get(entry.name);
		const stated = manifest && sections ? statedDigests(manifest, sections, DIGEST_OF.content) : [];
		const algorithms = new Set(stated.map(({ algorithm }) => algorithm));
		if (wanted) algorithms.add(digestByName(wanted));
		const first = jobs.length;
		const part = zipContent(entry);
		for (const { name } of algorithms) jobs.push({
			algorithm: name,
			parts: [part],
			label: printableName(entry.name)
		});
		return {
			name: entry.name,
			stated,
			algorithms: [...algorithms],
			first
		};
	});
	const digests = await source.digest(jobs);
	return plans.map(({ name, stated, algorithms, first }) => {
		const computed = algorithms.map((_, i) => toBase64(digests[first + i]));
		return {
			name,
			stated: stated.map((one) => ({
				...one,
				right: computed[algorithms.indexOf(one.algorithm)] === one.base64
			})),
			wanted: computed[algorithms.findIndex((algorithm) => algorithm.name === wanted)] ?? null
		};
	});
}
// packages/formats/src/jar/describe.ts
async function describeJar(source, options) {
	const layout = await readLayout$1(source);
	for (const { name } of layout.content) assertWritable(name);
	const old = layout.manifest && parseManifest(await readZipContent(source, layout.manifest, 67108864));
	const manifest = updateManifest(old, await digestEntries(source, layout.content, old, options.digest), options.digest);
	return {
		directory: fingerprint(layout),
		digest: options.digest,
		manifest: toBase64(manifest),
		signatureName: signatureName(options.signerName),
		signers: await describeSigners(source, layout, manifest)
	};
}
/** Of the archive that was described: of another, `embed` would mix the parts of two. */
function fingerprint({ zip }) {
	return createHash("sha256").update(zip.bytes).update(`${zip.start} ${zip.end}`).digest("hex");
}
async function describeSigners(source, layout, manifest) {
	if (layout.signers.length === 0) return [];
	const found = await readFoundSignatures(source, layout, parseManifest(manifest));
	const reports = await Promise.all(found.flatMap(({ base, evidence }) => evidence(null).map(async (one) => ({
		base,
		report: await one.inspect()
	}))));
	return layout.signers.map(({ base }) => {
		const own = reports.filter((one) => one.base === base).map(({ report }) => report);
		const certificates = new Set(own.map(({ signer }) => signer?.sha256 ?? null));
		const [certificate = null] = certificates;
		return {
			base,
			certificate: certificates.size === 1 ? certificate : null,
			fault: own.find(({ fault }) => fault !== null)?.fault?.code ?? null
		};
	});
}
/** A name with a line break would write headers of its own into the manifest. */
function assertWritable(name) {
	if (/[\r\n\0]/.test(name)) throw new FormatError("JAR_NAME_UNSUPPORTED", `${printableName(name)} cannot be written into a manifest`);
}
/** jarsigner's rule for -sigfile: one to eight of A-Z 0-9 _ -. */
const SIGNATURE_NAME_LENGTH = 8;
function signatureName(key) {
	const name = key.toUpperCase().replace(/[^A-Z0-9_-]/g, "_").slice(0, SIGNATURE_NAME_LENGTH);
	return name === "" ? "SIGNER" : name;
}
/** The name, or with its last characters given way to a digit where another signer has it. */
function freeSignatureName(wanted, taken) {
	let name = wanted;
	for (let i = 1; taken.has(name); i++) name = wanted.slice(0, SIGNATURE_NAME_LENGTH - String(i).length) + i;
	return name;
}
// packages/formats/src/jar/detect.ts
const JAR_SUFFIXES = [
	".jar",
	".war",
	".ear",
	".aab"
];
/** A local header's fixed part. Bytes. */
const LOCAL = 30;
/** A ZIP may be a JAR; one whose first entry is the manifest is. */
function detectJar(head) {
	if (head.length < 4) return "no";
	const view = new DataView(head.buffer, head.byteOffset, head.length);
	const signature = view.getUint32(0, true);
	if (signature === ZIP_SIGNATURE.end) return "maybe";
	if (signature !== ZIP_SIGNATURE.localHeader) return "no";
	if (head.length < LOCAL) return "maybe";
	return new TextDecoder().decode(head.subarray(LOCAL, LOCAL + view.getUint16(26, true))).toUpperCase() === "META-INF/MANIFEST.MF" ? "yes" : "maybe";
}
/** The directory at the end says whether it is one. A damaged archive is ours where it is called like one: its error is the answer. */
async function recogniseJar(source) {
	try {
		return isOurs(await readZipCentral(source), source.name);
	} catch (error) {
		if (!(error instanceof ChanceryError) || error.family === "environment") throw error;
		const name = source.name.toLowerCase();
		return [...JAR_SUFFIXES, ".apk"].some((suffix) => name.endsWith(suffix));
	}
}
// packages/formats/src/jar/to-be-signed.ts
/** @throws FormatError JAR_OTHER_SIGNER_BREAKS, DESCRIPTION_MALFORMED; CoreError ALGORITHM_UNSUPPORTED without a certificate */
function rebuildSignature(description, signer) {
	const [leaf] = signer.certificates;
	if (!leaf) throw new CoreError("ALGORITHM_UNSUPPORTED", `the key ${signer.name} has no certificate, and a JAR is signed with one`);
	const ours = createHash("sha256").update(leaf).digest("hex");
	const others = description.signers.filter(({ certificate }) => certificate !== ours);
	const broken = others.find(({ fault }) => fault !== null);
	if (broken) throw new FormatError("JAR_OTHER_SIGNER_BREAKS", `the signature META-INF/${broken.base} would not hold any more`, { details: {
		signer: broken.base,
		fault: broken.fault
	} });
	const manifest = bytesOf(description);
	const signatureFile = buildSignatureFile(parseManifest(manifest), description.digest);
	const messageDigest = createHash(cmsDigest(signer.algorithm)).update(signatureFile).digest();
	return {
		manifest,
		signatureFile,
		signedAttrs: buildSignedAttributes({
			contentType: OID.data,
			messageDigest: Uint8Array.from(messageDigest)
		}),
		others
	};
}
function bytesOf(description) {
	try {
		return fromBase64(description.manifest);
	} catch (cause) {
		throw new FormatError("DESCRIPTION_MALFORMED", "the manifest in the description is not base64", { cause });
	}
}
// packages/formats/src/jar/embed.ts
/** Extra field 0xcafe, empty, in the first entry: how `jar` marks an archive that a kernel may hand to Java. */
const JAR_MAGIC = Uint8Array.of(254, 202, 0, 0);
/** @throws CoreError FILE_CHANGED where the source is not what was described */
async function embedJar(source, description, signatures) {
	const signature = signatures[0];
	const layout = await readLayout$1(source);
	if (fingerprint(layout) !== description.directory) throw new CoreError("FILE_CHANGED", `${source.name} changed while it was being signed`);
	const { manifest, signatureFile, signedAttrs, others } = rebuildSignature(description, signature.signer);
	const block = buildSignedData({
		eContentType: OID.data,
		eContent: null,
		certificates: signature.signer.certificates,
		signedAttrs,
		algorithm: signature.algorithm,
		signature: signature.value,
		unsignedAttrs: signature.timestampToken ? [encodeAttribute(OID.timestampToken, signature.timestampToken)] : []
	});
	const taken = new Set(others.map(({ base }) => base));
	const path = `META-INF/${freeSignatureName(description.signatureName, taken)}`;
	const extension = signature.signer.key === "rsa" ? "RSA" : "EC";
	const modified = layout.manifest?.modified ?? 2162688;
	return {
		content: rebuilt(layout, [
			{
				name: MANIFEST,
				content: manifest,
				modified,
				extra: JAR_MAGIC
			},
			{
				name: `${path}.SF`,
				content: signatureFile,
				modified
			},
			{
				name: `${path}.${extension}`,
				content: block,
				modified
			}
		].map(encodeZipEntry), keptEntries(layout, taken)),
		sideFile: null
	};
}
/** Other signers' files first, where readers that go through the archive once expect them, then all the rest in its order. */
function keptEntries(layout, kept) {
	const dropped = /* @__PURE__ */ new Set();
	const front = [];
	if (layout.manifest) dropped.add(layout.manifest);
	for (const { base, signatureFile, blocks } of layout.signers) for (const entry of signatureFile ? [signatureFile, ...blocks] : blocks) {
		dropped.add(entry);
		if (kept.has(base)) front.push(entry);
	}
	return [...front, ...layout.zip.entries.filter((entry) => !dropped.has(entry))];
}
function rebuilt({ zip }, written, kept) {
	const headers = [];
	let at = 0;
	for (const entry of written) {
		headers.push(entry.central(at));
		at += entry.local.length;
	}
	for (const entry of kept) {
		headers.push(moveZipHeader(zip, entry, at));
		at += entry.end - entry.start;
	}
	const directory = joined(headers);
	const end = encodeZipEnd({
		count: headers.length,
		start: at,
		end: at + directory.length,
		comment: zip.comment
	});
	return [
		literal(joined(written.map(({ local }) => local))),
		...joinedRanges(kept),
		literal(joined([directory, end]))
	];
}
/** Neighbours are copied in one go. */
function joinedRanges(entries) {
	const runs = [];
	for (const { start, end } of entries) {
		const last = runs.at(-1);
		if (last?.end === start) last.end = end;
		else runs.push({
			start,
			end
		});
	}
	return runs.map(({ start, end }) => range(start, end));
}
// packages/formats/src/jar/read-signatures.ts
/** Every signature of every block. One that would hold by itself still tells of what is wrong with the archive. */
async function readJarSignatures(source) {
	const layout = await readLayout$1(source);
	if (layout.signers.length === 0) return [];
	const manifest = layout.manifest && parseManifest(await readZipContent(source, layout.manifest, 67108864));
	const found = await readFoundSignatures(source, layout, manifest);
	if (!manifest) return found.flatMap((one) => one.evidence(null));
	const hidden = await findHiddenData(source, layout);
	if (hidden !== null) {
		const fault = faultOf("JAR_HIDDEN_DATA", `bytes at ${hidden} belong to no entry of the archive`);
		return found.flatMap((one) => one.evidence(fault));
	}
	const entries = await digestEntries(source, layout.content, manifest, null);
	const fault = entriesFault(entries, found);
	const weak = entries.some(({ stated }) => onlyWeak(stated));
	return found.flatMap((one) => one.evidence(fault, weak));
}
function entriesFault(entries, found) {
	const changed = entries.find(({ stated }) => stated.some(({ right }) => !right));
	if (changed) return faultOf("JAR_ENTRY_CHANGED", `${printableName(changed.name)} is not what the manifest says`);
	const unsigned = entries.find((entry) => !isSigned(entry, found));
	return unsigned ? faultOf("JAR_ENTRY_NOT_SIGNED", `${printableName(unsigned.name)} is not signed`) : null;
}
/** In the manifest with a digest that counts, and its section in a signature file that holds. */
function isSigned({ name, stated }, found) {
	return stated.length > 0 && found.some(({ covered }) => covered.has(name));
}
const CHUNK = 1 << 20;
/** The place of something between entries that is not padding; null where there is nothing. */
async function findHiddenData(source, { zip }) {
	for (const { start, end } of zip.gaps) for (let at = start; at < end; at += CHUNK) if ((await source.read(at, Math.min(CHUNK, end - at))).some((byte) => byte !== 0)) return at;
	return null;
}
function faultOf(code, message) {
	return {
		code,
		message,
		howToFix: FORMAT_ERRORS[code].howToFix
	};
}
// packages/formats/src/jar/jar.ts
/** JAR, WAR, EAR and AAB: docs/formats/jar.md. */
const jar = {
	id: "jar",
	title: "Java archive (JAR, WAR, EAR, AAB)",
	suffixes: JAR_SUFFIXES,
	sideFileSuffix: null,
	detect: detectJar,
	recognise: recogniseJar,
	describe: describeJar,
	toBeSigned: (description, signer) => [rebuildSignature(description, signer).signedAttrs],
	embed: embedJar,
	readSignatures: (source) => readJarSignatures(source)
};
// packages/formats/src/script/windows.ts
/** Bytes looked at together, and how much of the next window each sees, so that nothing shorter is cut in two. */
const STEP = 1 << 20;
/** The whole source in constant memory. */
async function* windowsOf(source) {
	for (let start = 0; start < source.size; start += STEP) {
		const bytes = await source.read(start, Math.min(1048640, source.size - start));
		yield {
			start,
			step: STEP,
			bytes
		};
	}
}
/** Where `line` begins a line and fills it, be that ended by LF, CR or the source. Needs a line shorter than the overlap. */
function* linesIn({ bytes, start, step }, line) {
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	for (let at = text.indexOf(line); at >= 0 && at <= step; at = text.indexOf(line, at + 1)) {
		const begins = at === 0 ? start === 0 : bytes[at - 1] === 10;
		const next = bytes[at + line.length];
		if (begins && (next === 10 || next === 13 || next === void 0)) yield start + at;
	}
}
// packages/formats/src/script/block.ts
const LABEL = "CMS";
const FIRST_LINE = utf8("# -----BEGIN CMS-----");
const LAST_LINE = utf8("# -----END CMS-----");
/** The block, beginning at the start of a line: PEM in comments. */
function encodeBlock(cms) {
	return utf8(encodePem(LABEL, cms).replace(/^(?=.)/gm, "# "));
}
/**
* @throws FormatError SCRIPT_TEXT_AFTER_BLOCK, SCRIPT_SECOND_BLOCK, SCRIPT_BLOCK_MALFORMED
*/
async function readLayout(source) {
	const first = [];
	const last = [];
	let hasNul = false;
	for await (const window of windowsOf(source)) {
		hasNul ||= window.bytes.includes(0);
		first.push(...linesIn(window, FIRST_LINE));
		last.push(...linesIn(window, LAST_LINE));
		if (first.length > 1 || last.length > 1) throw new FormatError("SCRIPT_SECOND_BLOCK", `${source.name}: has the first or last line of a signature block twice`);
	}
	const [start] = first;
	const [end] = last;
	if (start === void 0 && end === void 0) return {
		bodySize: source.size,
		cms: null,
		hasNul
	};
	if (start === void 0 || end === void 0 || end < start) throw malformed(source, "lacks its first or last line");
	if (start === 0) throw malformed(source, "has no script before it");
	const rest = source.size - (end + LAST_LINE.length);
	if ((await source.read(source.size - rest, Math.min(rest, 2)))[0] === 13) throw malformed(source, "ends its lines with a carriage return");
	if (rest > 1) throw new FormatError("SCRIPT_TEXT_AFTER_BLOCK", `${source.name}: has text after its signature block`);
	if (source.size - start > 1048576) throw malformed(source, `has ${source.size - start} bytes`);
	return {
		bodySize: start,
		cms: parseBlock(await source.read(start, source.size - start), source),
		hasNul
	};
}
/** Only the one spelling that {@link encodeBlock} has for a CMS: what the block's text may be leaves no room for anything else in it. */
function parseBlock(block, source) {
	let cms;
	try {
		const [pem] = parsePem(fromUtf8(block).replace(/^# /gm, ""));
		if (!pem) throw malformed(source, "is no PEM");
		cms = pem.bytes;
	} catch (cause) {
		throw malformed(source, "holds something that is no base64", cause);
	}
	if (!equalBytes(encodeBlock(cms), block)) throw malformed(source, "holds something else than its signature");
	return cms;
}
function malformed(source, what, cause) {
	return new FormatError("SCRIPT_BLOCK_MALFORMED", `${source.name}: the signature block ${what}`, { cause });
}
/** Whether a block begins or ends in these bytes. */
function showsBlock(head) {
	const window = {
		start: 0,
		step: head.length,
		bytes: head
	};
	return [...linesIn(window, FIRST_LINE), ...linesIn(window, LAST_LINE)].length > 0;
}
// packages/formats/src/script/comment-syntax.ts
/** Interpreters for which an appended `#` line is no comment; everything else that a `#!` line names has to pass over one already. */
const OTHER_COMMENTS = /* @__PURE__ */ new Set([
	...[
		"node",
		"nodejs",
		"deno",
		"bun",
		"tsx",
		"ts-node",
		"qjs",
		"gjs",
		"osascript"
	],
	...[
		"java",
		"jshell",
		"kotlin",
		"kotlinc",
		"scala",
		"scala-cli",
		"groovy",
		"swift",
		"dart",
		"go",
		"gorun",
		"rust-script",
		"zig"
	],
	...[
		"lua",
		"luajit",
		"texlua",
		"runhaskell",
		"runghc",
		"stack",
		"ocaml",
		"utop",
		"dotnet",
		"fsharpi",
		"csi",
		"dotnet-script"
	],
	...[
		"guile",
		"racket",
		"sbcl",
		"clisp",
		"emacs",
		"clojure",
		"clj",
		"bb",
		"janet",
		"gforth",
		"swipl",
		"escript",
		"php",
		"pike"
	]
]);
/** Without their dot, and what a file of that name is run with. */
const EXTENSIONS = {
	sh: "sh",
	bash: "bash",
	dash: "dash",
	ksh: "ksh",
	zsh: "zsh",
	fish: "fish",
	py: "python",
	pyw: "python",
	pl: "perl",
	pm: "perl",
	rb: "ruby",
	rake: "ruby",
	awk: "awk",
	tcl: "tclsh",
	r: "rscript",
	jl: "julia"
};
const SCRIPT_SUFFIXES = Object.keys(EXTENSIONS).map((extension) => `.${extension}`);
/** They have Authenticode. */
const POWERSHELL = /\.(?:ps1|psm1|psd1|ps1xml|psc1|cdxml)$/i;
function isPowerShellName(name) {
	return POWERSHELL.test(name);
}
/** A text as scripts are: no control characters but white space, bell, backspace and escape. Any encoding that keeps ASCII. */
function isText(bytes) {
	return bytes.every((byte) => byte >= 32 && byte !== 127 || byte >= 7 && byte <= 13 || byte === 27);
}
/** The name of the program in a `#!` line, without folder and version: `python` for `#!/usr/bin/env -S python3.12 -u`. null without such a line. */
function shebangInterpreter(head) {
	if (head[0] !== 35 || head[1] !== 33) return null;
	const end = head.findIndex((byte) => byte === 10 || byte === 13);
	const words = new TextDecoder("latin1").decode(head.subarray(2, end < 0 ? void 0 : end)).split(/[ \t]+/).filter((word) => word !== "");
	return baseName((baseName(words[0] ?? "") === "env" ? words.slice(1).find((word) => !word.startsWith("-") && !word.includes("=")) : words[0]) ?? "").toLowerCase().replace(/(?<=.)[-\d.]+$/, "");
}
function baseName(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
/** What a file without a `#!` line is run with, by its extension; null where that is no script. */
function extensionInterpreter(name) {
	const dot = name.lastIndexOf(".");
	const extension = name.slice(dot + 1).toLowerCase();
	return dot < 0 || !Object.hasOwn(EXTENSIONS, extension) ? null : EXTENSIONS[extension] ?? null;
}
function hasHashComments(interpreter) {
	return !OTHER_COMMENTS.has(interpreter);
}
/** Perl and Ruby read what stands behind `__END__` or `__DATA__` through the handle DATA. */
function hasDataSection(interpreter) {
	return interpreter === "perl" || interpreter === "ruby" || interpreter === "jruby";
}
// packages/formats/src/script/runs-as-before.ts
/** Long enough for any `#!` line that a kernel reads. */
const HEAD = 1024;
/**
* Refuses a script that would run otherwise with a block of comments behind it.
* @param bodySize bytes of the script without a block
* @throws FormatError SCRIPT_COMMENT_SYNTAX, SCRIPT_READS_ITSELF, SCRIPT_ENDS_OPEN
*/
async function assertRunsAsBefore(source, bodySize) {
	const interpreter = shebangInterpreter(await source.read(0, Math.min(HEAD, bodySize))) ?? extensionInterpreter(source.name);
	if (interpreter !== null && !hasHashComments(interpreter)) throw new FormatError("SCRIPT_COMMENT_SYNTAX", `${source.name}: ${interpreter} has no # comments`);
	if (interpreter !== null && hasDataSection(interpreter) && await readsItself(source)) throw new FormatError("SCRIPT_READS_ITSELF", `${source.name}: reads what stands behind __END__ or __DATA__`);
	if (await endsOpen(source, bodySize)) throw new FormatError("SCRIPT_ENDS_OPEN", `${source.name}: its last line goes on after a backslash`);
}
/** A data section, and the handle that reads it mentioned anywhere: whether it is used cannot be known without running the script. */
async function readsItself(source) {
	let section = false;
	let handle = false;
	for await (const window of windowsOf(source)) {
		section ||= ["__END__", "__DATA__"].some((line) => !linesIn(window, utf8(line)).next().done);
		handle ||= /\bDATA\b/.test(new TextDecoder("latin1").decode(window.bytes));
	}
	return section && handle;
}
/** A shell joins a line that ends with an unescaped backslash to the next, which would be the block's first. */
async function endsOpen(source, bodySize) {
	const start = Math.max(0, bodySize - HEAD);
	const tail = new TextDecoder("latin1").decode(await source.read(start, bodySize - start));
	return (/\\*(?=\n?$)/.exec(tail)?.[0].length ?? 0) % 2 === 1;
}
// packages/formats/src/script/script.ts
/** Scripts with `#` comments; docs/formats/script.md has the layout. */
const script = {
	id: "script",
	title: "script with # comments (CMS in trailing comments)",
	suffixes: SCRIPT_SUFFIXES,
	sideFileSuffix: null,
	detect(head, name) {
		if (isPowerShellName(name) || !isText(head)) return "no";
		const interpreter = shebangInterpreter(head);
		if (interpreter !== null) return hasHashComments(interpreter) ? "yes" : "no";
		if (showsBlock(head)) return "yes";
		return extensionInterpreter(name) === null ? "no" : "maybe";
	},
	async describe(source, options) {
		const { bodySize, cms, hasNul } = await readLayout(source);
		if (bodySize === 0) throw new FormatError("EMPTY_FILE", `${source.name}: is empty`);
		if (hasNul) throw new FormatError("SCRIPT_BINARY", `${source.name}: has binary data, which lines behind it would damage`);
		await assertRunsAsBefore(source, bodySize);
		const [lastByte] = await source.read(bodySize - 1, 1);
		const addsLineFeed = lastByte !== 10;
		return {
			...await describeDetached({
				source,
				parts: body(bodySize, addsLineFeed)
			}, options.digest, options.append ? cms : null),
			bodySize,
			addsLineFeed
		};
	},
	toBeSigned: (description, signer) => [detachedToBeSigned(description, signer)],
	async embed(source, description, signatures) {
		assertDescribed(source, description);
		const block = encodeBlock(buildDetached(description, signatures));
		return {
			content: [...body(description.bodySize, description.addsLineFeed), literal(block)],
			sideFile: null
		};
	},
	async readSignatures(source) {
		try {
			const { bodySize, cms } = await readLayout(source);
			return cms ? detachedEvidence(cms, {
				source,
				parts: body(bodySize, false)
			}, "code-signing") : [];
		} catch (error) {
			return [brokenSignature(error)];
		}
	}
};
/** What is signed. */
function body(size, addsLineFeed) {
	return [range(0, size), ...addsLineFeed ? [literal(Uint8Array.of(10))] : []];
}
// packages/engine/src/formats.ts
/** The formats of this version. */
const formats = formatRegistry([
	authenticodePe,
	powershell,
	jar,
	script,
	blob
]);
// packages/engine/src/inputs.ts
/** What is wrong with one named path; everything else (a glob without a match, a link out of its base) ends the whole run. */
const OF_ONE_PATH = [
	"FILE_NOT_FOUND",
	"PATH_IS_DIRECTORY",
	"NOT_A_FILE"
];
/** What we leave beside files, `chancery attest` and `chancery release` included: a glob passes over it. */
const OWN_SIDE_FILES = [
	...SIDE_FILE_SUFFIXES,
	...RELEASE_SUFFIXES,
	".attestation.intoto.jsonl",
	".sbom.intoto.jsonl"
];
/**
* The files that patterns mean, in their order, every file once.
* @throws FilesError where nothing can be taken at all
*/
async function expandInputs(patterns, cwd) {
	const excluded = patterns.filter((pattern) => pattern.startsWith("!"));
	const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
	const options = {
		cwd,
		sideFileSuffixes: OWN_SIDE_FILES
	};
	if (wanted.length === 0) return expandFiles(patterns, options);
	const inputs = [];
	const taken = /* @__PURE__ */ new Set();
	for (const pattern of wanted) try {
		for (const file of await expandFiles([pattern, ...excluded], options)) {
			if (!taken.has(file.absolute)) inputs.push(file);
			taken.add(file.absolute);
		}
	} catch (error) {
		if (!(error instanceof FilesError && OF_ONE_PATH.includes(error.code))) throw error;
		inputs.push({
			path: pattern,
			error
		});
	}
	return inputs;
}
function isRefused(input) {
	return "error" in input;
}
// packages/attest/src/statement.ts
/** predicateType of SLSA provenance 1.0 to 1.2: minor versions never change it. */
const PROVENANCE_TYPE = "https://slsa.dev/provenance/v1";
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const STATEMENT_TYPES = [STATEMENT_TYPE, "https://in-toto.io/Statement/v0.1"];
/** What cosign, sigstore-go and the attest action refuse to go beyond. */
const MAX_SUBJECTS = 1024;
/** @throws AttestError STATEMENT_INVALID, TOO_MANY_SUBJECTS */
function encodeStatement(statement) {
	const { subjects, predicateType, predicate } = statement;
	if (subjects.length > 1024) throw new AttestError("TOO_MANY_SUBJECTS", `${subjects.length} subjects, ${MAX_SUBJECTS} at most`);
	if (subjects.length === 0) throw new AttestError("STATEMENT_INVALID", "a statement needs a subject");
	if (!/^[a-z][a-z0-9+.-]*:./i.test(predicateType)) throw new AttestError("STATEMENT_INVALID", `predicate type ${JSON.stringify(predicateType)} is no URI`);
	if (typeof predicate !== "object" || predicate === null || Array.isArray(predicate)) throw new AttestError("STATEMENT_INVALID", "a predicate is a JSON object");
	return utf8(JSON.stringify({
		_type: STATEMENT_TYPE,
		subject: subjects,
		predicateType,
		predicate
	}));
}
/** @throws AttestError BUNDLE_UNSUPPORTED, BUNDLE_MALFORMED */
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
	const { name, digest } = value;
	const entries = typeof digest === "object" && digest !== null ? Object.entries(digest) : [];
	if (entries.length === 0 || !entries.every(([, hex]) => typeof hex === "string" && /^[0-9a-f]+$/i.test(hex))) throw new AttestError("BUNDLE_MALFORMED", "a subject has no digest");
	return {
		name: typeof name === "string" ? name : "",
		digest: Object.fromEntries(entries.map(([algorithm, hex]) => [algorithm, hex.toLowerCase()]))
	};
}
/** A JSON object; duplicate members are refused, because two readers would see two values. @throws AttestError BUNDLE_MALFORMED */
function parseJson(bytes, what) {
	let data;
	try {
		data = parseStrictJson(fromUtf8(bytes));
	} catch (cause) {
		throw new AttestError("BUNDLE_MALFORMED", `the ${what} is not JSON that all readers agree on`, { cause });
	}
	if (typeof data !== "object" || data === null || Array.isArray(data)) throw new AttestError("BUNDLE_MALFORMED", `the ${what} is no JSON object`);
	return data;
}
// packages/attest/src/bundle.ts
/** Sigstore bundle v0.3 (sigstore/protobuf-specs), the part that a key-signed DSSE has. */
const BUNDLE_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const BUNDLE_MEDIA_TYPES = [
	BUNDLE_MEDIA_TYPE,
	"application/vnd.dev.sigstore.bundle+json;version=0.1",
	"application/vnd.dev.sigstore.bundle+json;version=0.2",
	"application/vnd.dev.sigstore.bundle+json;version=0.3"
];
/** Larger ones are no bundles: a thousand subjects with their certificates stay far below. Bytes. */
const MAX_BUNDLE_BYTES = 33554432;
/**
* One JSON object on one line, and a newline: a JSON Lines reader takes it as well.
* The key is named by the same fingerprint as hint and as keyid: cosign refuses every other combination that the specification allows.
*/
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
/** A Sigstore bundle, or a bare DSSE envelope. @throws AttestError BUNDLE_MALFORMED, BUNDLE_UNSUPPORTED */
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
	if (typeof value !== "object" || value === null || Array.isArray(value)) throw new AttestError("BUNDLE_MALFORMED", `${what} is missing`);
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
/** The only payload type that cosign and slsa-verifier accept. */
const IN_TOTO_PAYLOAD_TYPE = "application/vnd.in-toto+json";
/** `DSSEv1 SP LEN(type) SP type SP LEN(body) SP body`, lengths in bytes: what is signed. */
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
/**
* The OpenSSH fingerprint of a public key, `SHA256:` and unpadded base64: the only key id that cosign, slsa-verifier and sigstore-js all take.
* @param spki SubjectPublicKeyInfo, DER
*/
function keyFingerprint(spki) {
	const blob = createHash("sha256").update(sshPublicKey(spki)).digest();
	return `SHA256:${toBase64(blob).replace(/=+$/, "")}`;
}
const ECDSA_CURVES = {
	p256: "nistp256",
	p384: "nistp384",
	p521: "nistp521"
};
/** RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4. */
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
/**
* Verifies a bundle that a bare key signed.
* @param keys trusted public keys (SubjectPublicKeyInfo, DER)
* @param digests of the artifact, lower-case hex, `sha256` at least
* @throws AttestError: BUNDLE_SUBJECT_MISMATCH, BUNDLE_SIGNATURE_INVALID, and BUNDLE_KEY_UNTRUSTED where all that is missing is a trusted key
*/
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
/** A subject counts where every digest that both sides know is equal, and there is one. */
function assertSubject(statement, digests) {
	if (!statement.subjects.some(({ digest }) => {
		const shared = Object.keys(digests).filter((algorithm) => digest[algorithm] !== void 0);
		return shared.length > 0 && shared.every((algorithm) => digest[algorithm] === digests[algorithm]);
	})) throw new AttestError("BUNDLE_SUBJECT_MISMATCH", "the record is about another file than this one", { details: {
		subjects: statement.subjects.map(({ name }) => name).slice(0, 8),
		sha256: digests.sha256 ?? null
	} });
}
/** The digests that a DSSE signature by this kind of key is seen with; P-384 and P-521 also with SHA-256, as cosign makes them. */
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
/**
* Verifies a bundle that was signed under a certificate: chain, timestamps, log entries with their proofs, identity.
* The work is @sigstore/verify's, loaded only here; it leaves subject and exact identity to its caller.
* @throws AttestError BUNDLE_KEY_UNTRUSTED without a trusted root, BUNDLE_SIGNATURE_INVALID, BUNDLE_IDENTITY_MISMATCH, BUNDLE_SUBJECT_MISMATCH
*/
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
	const artifact = content.$case === "messageSignature" ? Buffer$1.from(await options.artifact()) : void 0;
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
/** null for a signature over the message itself: that is about this artifact by being valid. */
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
/** predicateType of the signing record; docs/schema/signing-record.v1.json is its schema. */
const SIGNING_RECORD_TYPE = "urn:chancery:signing-record:v1";
/** The statement of one signature: its subjects are the signed file and the side file that carries the signature, if any. */
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
			algorithm: signer.algorithm
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
/** What names a request: SHA-256, hex, of its canonical JSON (RFC 8785). Equal for equal requests: same file, format, options and key name. */
function requestDigest(request) {
	return createHash("sha256").update(canonicalJson(request)).digest("hex");
}
/** A statement, signed: the bytes of a Sigstore bundle. */
async function signStatement(statement, key, signal) {
	const payload = encodeStatement(statement);
	return encodeBundle(await signEnvelope(key, IN_TOTO_PAYLOAD_TYPE, payload, keyFingerprint(key.info.publicKey), signal));
}
// packages/engine/src/record-suffix.ts
/** Beside a signed file, its name with this behind it: the signing record. */
const RECORD_SUFFIX = ".sigstore.json";
/** And the provenance, where the job that built the file proved who it is. */
const PROVENANCE_SUFFIX = ".provenance.sigstore.json";
export { isNamed as A, failureOf as C, SBOM_SUFFIX as D, RELEASE_SUFFIXES as E, spelledName as M, detectFormat as N, SIGNATURE_SUFFIX as O, asChanceryError as S, MANIFEST_NAME as T, expandInputs as _, signStatement as a, canonicalJson as b, assertSubject as c, keyFingerprint as d, MAX_BUNDLE_BYTES as f, OWN_SIDE_FILES as g, PROVENANCE_TYPE as h, requestDigest as i, parseExpectedName as j, releaseRecordSuffix as k, statementOf as l, MAX_SUBJECTS as m, RECORD_SUFFIX as n, signingRecord as o, parseBundle as p, SIGNING_RECORD_TYPE as r, verifyCertificateBundle as s, PROVENANCE_SUFFIX as t, verifyKeyBundle as u, isRefused as v, signatureEntry as w, concurrently as x, formats as y };
