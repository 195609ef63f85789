import { C as toBase64, E as DIGESTS$1, I as ChanceryError, L as CoreError, M as digestByOid, S as fromUtf8, T as utf8, _ as ByteReader, b as fromBase64, c as literal, d as createDigester, j as digestByName, l as range, p as memorySource, u as wholeDigest, v as concat, w as toHex, x as fromHex, y as equalBytes } from "./core.js";
import { $t as encodeSequence, At as algorithmIdentifierOf, Bt as childrenOf, Dt as subjectKeyIdentifierOf, Ht as parseDer, It as oidOf, Kt as encodeContext, Lt as smallIntegerOf, Q as signerInfoOf, Qt as encodeOid, Tt as parseCertificate, U as brokenEvidence, Ut as parseDerPrefix, V as replaceTimestamps, Vt as octetsOf, W as cmsEvidence, Wt as encodeBitString, Yt as encodeInteger, Z as parseSignedData, Zt as encodeOctetString, a as readZipDirectory, an as CodecError, b as encodePem, c as encodeZipEnd, dt as buildSignedAttributes, en as encodeSetOf, ft as buildSignedData, gt as OID, ht as replaceUnsignedAttributes, i as readZipContent, jt as encodeDigestIdentifier, l as ZIP_SIGNATURE, mt as encodeAttribute, n as encodeZipEntry, nn as utf16beBytes, o as zipContent, on as faultOfError, pt as cmsDigest, qt as encodeContextPrimitive, r as moveZipHeader, rn as TAG, s as readZipCentral, u as printableName, x as parsePem, zt as DerCursor } from "./codec.js";
import { createHash, hash } from "node:crypto";
import { isUtf8 } from "node:buffer";
// packages/core/src/format.ts
const HEAD_LENGTH = 4096;
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
async function detectFormat(source, formats) {
	const head = await source.read(0, Math.min(HEAD_LENGTH, source.size));
	const verdicts = formats.all.map((format) => format.detect(head, source.name));
	const sure = formats.all[verdicts.indexOf("yes")];
	if (sure) return sure;
	for (const [index, format] of formats.all.entries()) if (verdicts[index] === "maybe" && (!format.recognise || await format.recognise(source))) return format;
	return null;
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
function faultOf$2({ code, message, howToFix }) {
	return {
		code,
		message,
		howToFix
	};
}
// packages/formats/src/authenticode/evidence.ts
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
const SPC = {
	statementType: "1.3.6.1.4.1.311.2.1.11",
	opusInfo: "1.3.6.1.4.1.311.2.1.12",
	peImageData: "1.3.6.1.4.1.311.2.1.15",
	individualPurpose: "1.3.6.1.4.1.311.2.1.21",
	sipInfo: "1.3.6.1.4.1.311.2.1.30"
};
const PAGE_HASHES = "a6b586d5b4a12466ae05a217da8e60d6";
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
function encodeIndirectData(subject, digest) {
	return encodeSequence(subject.data, encodeSequence(encodeDigestIdentifier(digest.algorithm), encodeOctetString(digest.value)));
}
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
function authenticodeAttributes(info) {
	const name = info.description === null ? [] : [encodeContext(0, encodeContextPrimitive(0, utf16beBytes(info.description)))];
	const more = info.url === null ? [] : [encodeContext(1, encodeContextPrimitive(0, utf8(info.url)))];
	return [[SPC.opusInfo, encodeSequence(...name, ...more)], [SPC.statementType, encodeSequence(encodeOid(SPC.individualPurpose))]];
}
function checkUrl(url) {
	if (url !== null && (!/^[\x21-\x7e]+$/.test(url) || !URL.canParse(url))) throw new FormatError("AUTHENTICODE_URL", "the URL for the signature is no absolute URL in ASCII", { details: { url } });
}
// packages/formats/src/authenticode/description.ts
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
function buildAuthenticode(description, signature, subject) {
	return buildSignedData({
		eContentType: OID.spcIndirectData,
		eContent: encodeIndirectData(subject, signedFactsOf(description).digest),
		certificates: signature.signer.certificates,
		signedAttrs: authenticodeMessage(description, signature.signer, subject),
		algorithm: signature.algorithm,
		signature: signature.value,
		unsignedAttrs: signature.timestampTokens.map((token) => encodeAttribute(OID.microsoftTimestampToken, token))
	});
}
function nestSignature(outer, inner) {
	return replaceUnsignedAttributes(outer, (attributes) => {
		const nested = attributes.map(nestedIn);
		return [...attributes.filter((_, i) => nested[i] === null), encodeAttribute(OID.nestedSignature, ...nested.flatMap((values) => values ?? []), inner)];
	});
}
function nestedIn(attribute) {
	const cursor = new DerCursor(parseDer(attribute, "Attribute"), "Attribute");
	if (oidOf(cursor.take("attrType"), "attrType") !== OID.nestedSignature) return null;
	return childrenOf(cursor.take("attrValues"), "attrValues").map(({ bytes }) => bytes);
}
// packages/formats/src/authenticode/signature-tree.ts
const MAX_NESTING = 4;
const MAX_SIGNATURES = 64;
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
function statedAlgorithms(found) {
	const names = found.flatMap((one) => one.kind === "parsed" && one.stated ? [one.stated.algorithm.name] : []);
	return [...new Set(names)];
}
// packages/formats/src/authenticode/pe/sections.ts
const LOADER_ALIGNMENT = 512;
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
const EFI_SUBSYSTEMS = {
	first: 10,
	last: 13
};
const MAX_SECTIONS = 4096;
const FILE_HEADER_LENGTH = 24;
const SECTION_HEADER_LENGTH = 40;
const DIRECTORY_COUNT = /* @__PURE__ */ new Map([[267, 92], [523, 108]]);
const CHECKSUM = 64;
const SUBSYSTEM = 68;
const SIZE_OF_HEADERS = 60;
const SECURITY_DIRECTORY = 4;
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
async function window(source, start, length) {
	const from = Math.min(start, source.size);
	return new ByteReader(await source.read(from, Math.min(length, source.size - from)), start);
}
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
const MAX_FILE_LENGTH = 4294901760;
function assertFits(fileLength) {
	if (fileLength > MAX_FILE_LENGTH) throw new FormatError("PE_TOO_LARGE", `the signed file would have ${fileLength} bytes`, { details: { fileLength } });
}
function paddingTo8(length) {
	return (8 - length % 8) % 8;
}
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
const MAX_TABLE_LENGTH = 16777216;
const MAX_ENTRIES = 64;
const HEADER_LENGTH = 8;
const REVISION_2 = 512;
const TYPE_PKCS_SIGNED_DATA = 2;
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
function paddingFault(padding) {
	if (padding.every((byte) => byte === 0)) return null;
	const message = `${padding.length} bytes behind the signature are not all zero`;
	return faultOfError(new FormatError("PE_CERTIFICATE_PADDING", message));
}
function malformed$3(message) {
	return new FormatError("PE_CERTIFICATE_TABLE_MALFORMED", message);
}
function encodeCertificateEntry(contentInfo) {
	const padding = paddingTo8(contentInfo.length);
	const header = new DataView(new ArrayBuffer(HEADER_LENGTH));
	header.setUint32(0, HEADER_LENGTH + contentInfo.length + padding, true);
	header.setUint16(4, REVISION_2, true);
	header.setUint16(6, TYPE_PKCS_SIGNED_DATA, true);
	return concat(new Uint8Array(header.buffer), contentInfo, new Uint8Array(padding));
}
// packages/formats/src/authenticode/pe/describe.ts
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
async function assertWhole$1(source, image) {
	for (const { contentInfo, fault } of await readCertificateTable(source, image)) {
		const tree = contentInfo ? readSignatureTree(contentInfo, PE_IMAGE) : [];
		const broken = fault ?? tree.find((one) => one.fault !== null)?.fault;
		if (broken) throw new FormatError("APPEND_TO_BROKEN", broken.message, { details: { code: broken.code } });
	}
}
// packages/formats/src/authenticode/pe/embed.ts
async function embedInPe(source, description, signatures) {
	const [signature] = signatures;
	if (!signature || signatures.length !== 1) throw new TypeError("a PE image takes one signature at a time");
	const image = await readPeImage(source);
	assertUnchanged(image, description);
	const existing = description.append ? await readCertificateTable(source, image) : [];
	return withTable(source, image, concat(...addSignature(existing, buildAuthenticode(description, signature, PE_IMAGE), image.efi)), description.wordSum);
}
async function retimestampPe(source, change) {
	const image = await readPeImage(source);
	const entries = [];
	let changed = false;
	for (const { contentInfo, bytes } of await readCertificateTable(source, image)) {
		const stamped = contentInfo && await replaceTimestamps(contentInfo, OID.microsoftTimestampToken, change);
		entries.push(stamped ? encodeCertificateEntry(stamped) : bytes);
		changed ||= stamped !== null;
	}
	if (!changed) return null;
	const [wordSum] = await source.digest([digestPlan(image, "sum16")]);
	return withTable(source, image, concat(...entries), sum16Value(wordSum));
}
async function withTable(source, image, table, wordSum) {
	const padding = paddingTo8(image.contentEnd);
	const tableStart = image.contentEnd + padding;
	const fileLength = tableStart + table.length;
	assertFits(fileLength);
	const directory = littleEndian(tableStart, table.length);
	const header = await source.read(image.checksumOffset, image.headerEnd - image.checksumOffset);
	header.set(littleEndian(imageChecksum(image, wordSum, directory, table, fileLength)), 0);
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
const authenticodePe = {
	id: "authenticode-pe",
	title: "Windows executable (Authenticode)",
	suffixes: SUFFIXES$1,
	sideFileSuffix: null,
	detect: detectPe,
	describe: describePe,
	toBeSigned: (description, signer) => [authenticodeMessage(description, signer, PE_IMAGE)],
	embed: embedInPe,
	retimestamp: (source, _, change) => retimestampPe(source, change),
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
const MAX_SCRIPT_LENGTH = 67108864;
const UTF8_MARK = Uint8Array.of(239, 187, 191);
const UTF16LE_MARK = Uint8Array.of(255, 254);
const UTF16BE_MARK = Uint8Array.of(254, 255);
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
function isBinary(head) {
	return head.includes(0) && !startsWith(head, UTF16LE_MARK) && !startsWith(head, UTF16BE_MARK);
}
function characterWidth(encoding) {
	return encoding === "utf-16le" ? 2 : 1;
}
function encodeText(text, encoding) {
	return encoding === "utf-16le" ? Uint8Array.from(Buffer.from(text, "utf16le")) : utf8(text);
}
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
const MAX_MARKERS = 3;
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
const BEYOND_ASCII = 255;
function markerKind(bytes, at, width) {
	const next = afterLetters(bytes, at, width, PREFIX);
	if (next === null) return null;
	return KINDS.find(([, letters]) => afterLetters(bytes, next, width, letters) !== null)?.[0] ?? null;
}
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
const MAX_BLOCK_LENGTH = 16777216;
const LINE$1 = /^# [A-Za-z0-9+/]{1,64}={0,2}$/;
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
function encodeBlock$1(signature, encoding) {
	const base64 = toBase64(signature);
	const lines = [];
	for (let at = 0; at < base64.length; at += COLUMNS) lines.push(`${COMMENT}${base64.slice(at, at + COLUMNS)}${NEWLINE}`);
	return encodeText(`${NEWLINE}${BEGIN}${lines.join("")}${END}${NEWLINE}`, encoding);
}
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
const powershell = {
	id: "powershell",
	title: "PowerShell script (Authenticode)",
	suffixes: SUFFIXES,
	sideFileSuffix: null,
	detect: detectPowerShell,
	describe: describeScript,
	toBeSigned: (description, signer) => [authenticodeMessage(description, signer, POWERSHELL_SCRIPT)],
	embed: embedInScript,
	async retimestamp(source, _, change) {
		const { text, signature } = splitScript(await readScript(source));
		const stamped = signature && await replaceTimestamps(signature, OID.microsoftTimestampToken, change);
		if (!stamped) return null;
		return {
			content: [range(0, text.bytes.length), literal(encodeBlock$1(stamped, text.encoding))],
			sideFile: null
		};
	},
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
function implicitSet(number, members) {
	return encodeContext(number, parseDer(encodeSetOf(...members), "SET").content);
}
// packages/formats/src/detached-cms.ts
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
async function assertHolds(cms, content) {
	for (const evidence of detachedEvidence(cms, content, "any")) {
		const { fault } = await evidence.inspect();
		if (fault) {
			const details = { code: fault.code };
			throw new FormatError("APPEND_TO_BROKEN", `the signature that is there does not hold: ${fault.message}`, { details });
		}
	}
}
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
function buildDetached(description, [signature]) {
	if (!signature) throw new TypeError("no signature to embed");
	const { signer, timestampTokens } = signature;
	const ours = buildSignedData({
		eContentType: OID.data,
		eContent: null,
		certificates: signer.certificates,
		signedAttrs: detachedToBeSigned(description, signer),
		algorithm: signature.algorithm,
		signature: signature.value,
		unsignedAttrs: timestampTokens.map((token) => encodeAttribute(OID.timestampToken, token))
	});
	const leaf = signer.certificates[0];
	return description.existing === null || !leaf ? ours : addSigner(fromBase64(description.existing), ours, leaf);
}
function assertDescribed(source, description) {
	if (source.size !== description.size) throw new CoreError("FILE_CHANGED", `${source.name}: ${description.size} bytes described, ${source.size} found`);
}
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
function brokenSignature(error) {
	if (error instanceof FormatError || error instanceof CodecError) return brokenEvidence(faultOf$2(error), false);
	throw error;
}
const LABELS = ["CMS", "PKCS7"];
async function readSignatureFile(file) {
	if (file.size === 0 || file.size > 4194304) throw new FormatError("SIGNATURE_FILE_MALFORMED", `${file.name}: ${file.size} bytes are no detached signature`);
	const bytes = await file.read(0, file.size);
	return isPem(bytes) ? pemBytes(bytes, file.name) : bytes;
}
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
	async retimestamp(_, sideFile, change) {
		if (!sideFile) return null;
		const cms = await replaceTimestamps(await readSignatureFile(sideFile), OID.timestampToken, change);
		return cms && {
			content: null,
			sideFile: {
				suffix: ".p7s",
				bytes: cms
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
const BUNDLE_CONFIG = "BundleConfig.pb";
const ANDROID_MANIFEST = "AndroidManifest.xml";
const ANDROID_CODE = ["classes.dex", "resources.arsc"];
const MAX_FILE = 67108864;
const MAX_SIGNERS = 64;
const FOLDER = "META-INF/";
const BLOCK = /^META-INF\/([^/]+)\.(?:RSA|DSA|EC)$/;
const SIGNATURE_FILE = /^META-INF\/([^/]+)\.SF$/;
const RESERVED = /^META-INF\/SIG-[^/.]*(?:\.[A-Z0-9]{1,3})?$/;
function canonical(name) {
	const asciiUpper = (text) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
	return asciiUpper(name.slice(0, 9)) === FOLDER ? asciiUpper(name) : name;
}
function isApk(zip, name) {
	if (!zip.byName.has(ANDROID_MANIFEST)) return false;
	return name.toLowerCase().endsWith(".apk") || ANDROID_CODE.some((code) => zip.byName.has(code));
}
function isOurs(zip, name) {
	return zip.byName.has(BUNDLE_CONFIG) || isApk(zip, name) || zip.entries.some((entry) => {
		const known = canonical(entry.name);
		return known === "META-INF/MANIFEST.MF" || SIGNATURE_FILE.test(known) || BLOCK.test(known);
	});
}
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
const DEFLATED_NOTHING = 2;
function isEmptyDirectory({ name, size, compressedSize }) {
	return name.endsWith("/") && size === 0 && compressedSize <= DEFLATED_NOTHING;
}
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
function startOfNext(bytes, end) {
	return Math.min(bytes.length, bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1);
}
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
const LINE = 70;
const CRLF = "\r\n";
const SHORT = /^[\x20-\x7e]{0,70}$/;
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
const DIGEST_OF = {
	content: "-DIGEST",
	manifest: "-DIGEST-MANIFEST",
	mainAttributes: "-DIGEST-MANIFEST-MAIN-ATTRIBUTES"
};
function digestNamed(name) {
	const plain = name.replace("-", "");
	return DIGESTS$1.find(({ name: known }) => known.toUpperCase() === (plain === "SHA" ? "SHA1" : plain));
}
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
function onlyWeak(stated) {
	return stated.length > 0 && stated.every(({ algorithm }) => algorithm.weak);
}
function digestBase64(algorithm, bytes) {
	return hash(algorithm.name, bytes, "base64");
}
// packages/formats/src/jar/signature-file.ts
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
function coveredNames(signatureFile, manifest) {
	assertVersion(signatureFile);
	const { bytes } = manifest;
	const covered = /* @__PURE__ */ new Set();
	const whole = statedDigests(signatureFile, [signatureFile.main], DIGEST_OF.manifest);
	const unchanged = whole.length > 0 && holds(whole, bytes);
	const main = statedDigests(signatureFile, [signatureFile.main], DIGEST_OF.mainAttributes);
	if (!unchanged && !holds(main, bytes.subarray(manifest.main.start, manifest.main.end))) throw new FormatError("JAR_MANIFEST_CHANGED", "the main attributes of the manifest were changed after signing");
	for (const [name, stating] of signatureFile.sections) {
		const sections = manifest.sections.get(name);
		if (!unchanged && !sections) throw changed(name, "is signed and no longer in the manifest");
		if (!unchanged && sections && !sectionHolds(statedDigests(signatureFile, stating, DIGEST_OF.content), bytes, sections)) throw changed(name, "has another section in the manifest than was signed");
		if (sections) covered.add(name);
	}
	return covered;
}
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
	return holds(stated, sectionBytes(bytes, sections, "end")) || holds(stated, sectionBytes(bytes, sections, "contentEnd"));
}
function holds(stated, bytes) {
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
function assertVersion({ bytes, main }) {
	const version = attributesOf(bytes, main).find(({ name }) => name.toLowerCase() === "signature-version");
	if (!version || latin1(version.value).trim() !== "1.0") throw new FormatError("JAR_SIGNATURE_FILE_MALFORMED", "the signature file has no Signature-Version 1.0");
}
function changed(name, what) {
	return new FormatError("JAR_MANIFEST_CHANGED", `${printableName(name)} ${what}`);
}
// packages/formats/src/jar/blocks.ts
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
function assertWritable(name) {
	if (/[\r\n\0]/.test(name)) throw new FormatError("JAR_NAME_UNSUPPORTED", `${printableName(name)} cannot be written into a manifest`);
}
const SIGNATURE_NAME_LENGTH = 8;
function signatureName(key) {
	const name = key.toUpperCase().replace(/[^A-Z0-9_-]/g, "_").slice(0, SIGNATURE_NAME_LENGTH);
	return name === "" ? "SIGNER" : name;
}
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
const LOCAL = 30;
function detectJar(head) {
	if (head.length < 4) return "no";
	const view = new DataView(head.buffer, head.byteOffset, head.length);
	const signature = view.getUint32(0, true);
	if (signature === ZIP_SIGNATURE.end) return "maybe";
	if (signature !== ZIP_SIGNATURE.localHeader) return "no";
	if (head.length < LOCAL) return "maybe";
	return new TextDecoder().decode(head.subarray(LOCAL, LOCAL + view.getUint16(26, true))).toUpperCase() === "META-INF/MANIFEST.MF" ? "yes" : "maybe";
}
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
const JAR_MAGIC = Uint8Array.of(254, 202, 0, 0);
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
		unsignedAttrs: signature.timestampTokens.map((token) => encodeAttribute(OID.timestampToken, token))
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
async function retimestampJar(source, change) {
	const { zip, signers } = await readLayout$1(source);
	const written = /* @__PURE__ */ new Map();
	for (const block of signers.flatMap(({ blocks }) => blocks)) {
		const stamped = await replaceTimestamps(await readZipContent(source, block, MAX_FILE), OID.timestampToken, change);
		if (stamped) written.set(block, encodeZipEntry({
			name: block.name,
			content: stamped,
			modified: block.modified
		}));
	}
	if (written.size === 0) return null;
	const parts = [];
	const headers = [];
	let at = 0;
	for (const entry of zip.entries) {
		const anew = written.get(entry);
		headers.push(anew ? anew.central(at) : moveZipHeader(zip, entry, at));
		parts.push(anew ? literal(anew.local) : range(entry.start, entry.end));
		at += anew ? anew.local.length : entry.end - entry.start;
	}
	const directory = joined(headers);
	const end = encodeZipEnd({
		count: headers.length,
		start: at,
		end: at + directory.length,
		comment: zip.comment
	});
	return {
		content: [...parts, literal(joined([directory, end]))],
		sideFile: null
	};
}
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
function isSigned({ name, stated }, found) {
	return stated.length > 0 && found.some(({ covered }) => covered.has(name));
}
const CHUNK = 1 << 20;
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
const jar = {
	id: "jar",
	title: "Java archive (JAR, WAR, EAR, AAB)",
	suffixes: JAR_SUFFIXES,
	sideFileSuffix: null,
	timestampRoom: "one",
	detect: detectJar,
	recognise: recogniseJar,
	describe: describeJar,
	toBeSigned: (description, signer) => [rebuildSignature(description, signer).signedAttrs],
	embed: embedJar,
	retimestamp: (source, _, change) => retimestampJar(source, change),
	readSignatures: (source) => readJarSignatures(source)
};
// packages/formats/src/script/windows.ts
const STEP = 1 << 20;
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
function encodeBlock(cms) {
	return utf8(encodePem(LABEL, cms).replace(/^(?=.)/gm, "# "));
}
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
function showsBlock(head) {
	const window = {
		start: 0,
		step: head.length,
		bytes: head
	};
	return [...linesIn(window, FIRST_LINE), ...linesIn(window, LAST_LINE)].length > 0;
}
// packages/formats/src/script/comment-syntax.ts
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
const POWERSHELL = /\.(?:ps1|psm1|psd1|ps1xml|psc1|cdxml)$/i;
function isPowerShellName(name) {
	return POWERSHELL.test(name);
}
function isText(bytes) {
	return bytes.every((byte) => byte >= 32 && byte !== 127 || byte >= 7 && byte <= 13 || byte === 27);
}
function shebangInterpreter(head) {
	if (head[0] !== 35 || head[1] !== 33) return null;
	const end = head.findIndex((byte) => byte === 10 || byte === 13);
	const words = new TextDecoder("latin1").decode(head.subarray(2, end < 0 ? void 0 : end)).split(/[ \t]+/).filter((word) => word !== "");
	return baseName((baseName(words[0] ?? "") === "env" ? words.slice(1).find((word) => !word.startsWith("-") && !word.includes("=")) : words[0]) ?? "").toLowerCase().replace(/(?<=.)[-\d.]+$/, "");
}
function baseName(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
function extensionInterpreter(name) {
	const dot = name.lastIndexOf(".");
	const extension = name.slice(dot + 1).toLowerCase();
	return dot < 0 || !Object.hasOwn(EXTENSIONS, extension) ? null : EXTENSIONS[extension] ?? null;
}
function hasHashComments(interpreter) {
	return !OTHER_COMMENTS.has(interpreter);
}
function hasDataSection(interpreter) {
	return interpreter === "perl" || interpreter === "ruby" || interpreter === "jruby";
}
// packages/formats/src/script/runs-as-before.ts
const HEAD = 1024;
async function assertRunsAsBefore(source, bodySize) {
	const interpreter = shebangInterpreter(await source.read(0, Math.min(HEAD, bodySize))) ?? extensionInterpreter(source.name);
	if (interpreter !== null && !hasHashComments(interpreter)) throw new FormatError("SCRIPT_COMMENT_SYNTAX", `${source.name}: ${interpreter} has no # comments`);
	if (interpreter !== null && hasDataSection(interpreter) && await readsItself(source)) throw new FormatError("SCRIPT_READS_ITSELF", `${source.name}: reads what stands behind __END__ or __DATA__`);
	if (await endsOpen(source, bodySize)) throw new FormatError("SCRIPT_ENDS_OPEN", `${source.name}: its last line goes on after a backslash`);
}
async function readsItself(source) {
	let section = false;
	let handle = false;
	for await (const window of windowsOf(source)) {
		section ||= ["__END__", "__DATA__"].some((line) => !linesIn(window, utf8(line)).next().done);
		handle ||= /\bDATA\b/.test(new TextDecoder("latin1").decode(window.bytes));
	}
	return section && handle;
}
async function endsOpen(source, bodySize) {
	const start = Math.max(0, bodySize - HEAD);
	const tail = new TextDecoder("latin1").decode(await source.read(start, bodySize - start));
	return (/\\*(?=\n?$)/.exec(tail)?.[0].length ?? 0) % 2 === 1;
}
// packages/formats/src/script/script.ts
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
	async retimestamp(source, _, change) {
		const { bodySize, cms } = await readLayout(source);
		const stamped = cms && await replaceTimestamps(cms, OID.timestampToken, change);
		return stamped && {
			content: [...body(bodySize, false), literal(encodeBlock(stamped))],
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
function body(size, addsLineFeed) {
	return [range(0, size), ...addsLineFeed ? [literal(Uint8Array.of(10))] : []];
}
// packages/engine/src/formats.ts
const formats = formatRegistry([
	authenticodePe,
	powershell,
	jar,
	script,
	blob
]);
export { HEAD_LENGTH as n, detectFormat as r, formats as t };
