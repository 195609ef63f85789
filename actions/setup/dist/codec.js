import { C as toBase64, D as KEY_ALGORITHMS, I as ChanceryError, L as CoreError, M as digestByOid, N as keyAlgorithm, P as signatureAlgorithm, S as fromUtf8, T as utf8, _ as ByteReader, b as fromBase64, f as inflateExactly, j as digestByName, k as SIGNATURE_ALGORITHMS, v as concat, w as toHex, x as fromHex, y as equalBytes } from "./core.js";
import { constants, createHash, createPublicKey, createVerify, verify } from "node:crypto";
import { crc32, deflateRawSync } from "node:zlib";
import { Buffer as Buffer$1 } from "node:buffer";
// packages/core/src/json-object.ts
function isJsonObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
// packages/codec/src/cbor/value.ts
const MAJOR = {
	unsigned: 0,
	negative: 1,
	bytes: 2,
	text: 3,
	array: 4,
	map: 5,
	tag: 6,
	simple: 7
};
const SIMPLE = {
	false: 20,
	true: 21,
	null: 22
};
function isCborMap(value) {
	return value instanceof Map;
}
function isCborTag(value) {
	return typeof value === "object" && value !== null && "tag" in value;
}
// packages/codec/src/cbor/encode.ts
function encodeCbor(value, depth = 0) {
	if (depth > 16) throw new TypeError("CBOR nested too deep");
	if (value === null) return head(MAJOR.simple, SIMPLE.null);
	if (typeof value === "boolean") return head(MAJOR.simple, value ? SIMPLE.true : SIMPLE.false);
	if (typeof value === "number") return encodeInteger$1(value);
	if (typeof value !== "string") return encodeStructure(value, depth);
	if (!value.isWellFormed()) throw new TypeError("a lone surrogate");
	const text = utf8(value);
	return concat(head(MAJOR.text, text.length), text);
}
function encodeStructure(value, depth) {
	if (value instanceof Uint8Array) return concat(head(MAJOR.bytes, value.length), value);
	if (isCborMap(value)) return encodeMap(value, depth);
	if (isCborTag(value)) return concat(head(MAJOR.tag, value.tag), encodeCbor(value.value, depth + 1));
	return concat(head(MAJOR.array, value.length), ...value.map((item) => encodeCbor(item, depth + 1)));
}
function encodeMap(map, depth) {
	const entries = [...map].map(([key, item]) => [encodeCbor(key), encodeCbor(item, depth + 1)]);
	entries.sort(([a], [b]) => Buffer$1.compare(a, b));
	return concat(head(MAJOR.map, map.size), ...entries.flat());
}
function encodeInteger$1(value) {
	if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is no safe integer`);
	return value < 0 ? head(MAJOR.negative, -1 - value) : head(MAJOR.unsigned, value);
}
function head(major, argument) {
	if (!Number.isSafeInteger(argument) || argument < 0) throw new TypeError(`${argument} is no CBOR argument`);
	const type = major << 5;
	if (argument < 24) return Uint8Array.of(type | argument);
	const width = argument < 256 ? 1 : argument < 65536 ? 2 : argument < 4294967296 ? 4 : 8;
	const bytes = new Uint8Array(1 + width);
	bytes[0] = type | 24 + Math.log2(width);
	for (let at = width, rest = argument; at > 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256;
	return bytes;
}
// packages/codec/src/errors.ts
const CHANGED = "The file or its signature was changed after signing: get it again from its source, or sign it anew.";
const DAMAGED = "The signature or certificate is damaged: get the file again from its source, or sign it anew.";
const CUT = "The signature or receipt is damaged, or none: get it again from its source, or have it made anew.";
const CODEC_ERRORS = {
	DER_MALFORMED: {
		family: "malformed",
		howToFix: DAMAGED
	},
	DER_UNEXPECTED_TAG: {
		family: "malformed",
		howToFix: DAMAGED
	},
	DER_TRAILING_BYTES: {
		family: "malformed",
		howToFix: DAMAGED
	},
	PEM_MALFORMED: {
		family: "malformed",
		howToFix: "Give a PEM file: -----BEGIN ...----- lines around base64."
	},
	X509_MALFORMED: {
		family: "malformed",
		howToFix: DAMAGED
	},
	CMS_MALFORMED: {
		family: "malformed",
		howToFix: DAMAGED
	},
	KEY_UNSUPPORTED: {
		family: "usage",
		howToFix: "Use an RSA 2048-4096, ECDSA P-256/P-384/P-521 or Ed25519 key."
	},
	CRL_MALFORMED: {
		family: "malformed",
		howToFix: "Give a certificate revocation list in DER or PEM, whole."
	},
	JSON_MALFORMED: {
		family: "malformed",
		howToFix: DAMAGED
	},
	CBOR_MALFORMED: {
		family: "malformed",
		howToFix: CUT
	},
	COSE_MALFORMED: {
		family: "malformed",
		howToFix: CUT
	},
	CHAIN_UNTRUSTED: {
		family: "untrusted",
		howToFix: "Give the certificate of the authority that you trust with --trust, and the intermediates with the file."
	},
	CHAIN_INVALID: {
		family: "untrusted",
		howToFix: "A certificate of the chain breaks the rules of its issuer: have the signer sign with a proper certificate."
	},
	CERTIFICATE_EXPIRED: {
		family: "untrusted",
		howToFix: "Sign again with a current certificate and a timestamp, or verify with --at for the time of signing."
	},
	CERTIFICATE_NOT_YET_VALID: {
		family: "untrusted",
		howToFix: "Check the clock and --at: the certificate begins later."
	},
	CERTIFICATE_REVOKED: {
		family: "untrusted",
		howToFix: "Do not use the file: its signer was withdrawn. Get one that is signed with another certificate."
	},
	CERTIFICATE_PURPOSE: {
		family: "untrusted",
		howToFix: "Have the file signed with a certificate that was issued for this purpose."
	},
	WEAK_KEY: {
		family: "untrusted",
		howToFix: "Have the file signed under keys of at least 2048 bits (RSA) or P-256."
	},
	WEAK_ALGORITHM: {
		family: "untrusted",
		howToFix: "Have the file signed anew, with SHA-256 or better."
	},
	SIGNER_MISSING: {
		family: "untrusted",
		howToFix: "The signature block names no signer: sign the file anew."
	},
	SIGNER_CERTIFICATE_MISSING: {
		family: "untrusted",
		howToFix: "Sign anew with the certificate embedded: without it nobody can tell who signed."
	},
	SIGNED_ATTRIBUTES_INVALID: {
		family: "untrusted",
		howToFix: CHANGED
	},
	CONTENT_TYPE_MISMATCH: {
		family: "untrusted",
		howToFix: CHANGED
	},
	CONTENT_MISSING: {
		family: "untrusted",
		howToFix: CHANGED
	},
	DIGEST_MISMATCH: {
		family: "untrusted",
		howToFix: CHANGED
	},
	SIGNATURE_INVALID: {
		family: "untrusted",
		howToFix: CHANGED
	},
	TIMESTAMP_INVALID: {
		family: "untrusted",
		howToFix: "The timestamp is damaged or of other data: get the file again from its source, or sign it anew."
	},
	TIMESTAMP_UNTRUSTED: {
		family: "untrusted",
		howToFix: "Give the certificate of the timestamp authority with --timestamp-trust."
	}
};
var CodecError = class extends ChanceryError {
	constructor(code, message, options) {
		super(CODEC_ERRORS, code, message, options);
		this.name = "CodecError";
	}
};
function codecFault(code, message) {
	return {
		code,
		message,
		howToFix: CODEC_ERRORS[code].howToFix
	};
}
function faultOfError(error) {
	if (error instanceof ChanceryError && (error.family === "malformed" || error.family === "untrusted" || error instanceof CodecError)) return {
		code: error.code,
		message: error.message,
		howToFix: error.howToFix
	};
	throw error;
}
// packages/codec/src/cbor/parse.ts
const MAX_ITEMS = 4096;
function parseCbor(bytes) {
	const parser = new CborParser(bytes);
	try {
		const value = parser.item(0);
		parser.end();
		return value;
	} catch (cause) {
		if (cause instanceof CodecError) throw cause;
		if (cause instanceof CoreError || cause instanceof TypeError) throw new CodecError("CBOR_MALFORMED", `the CBOR is cut short or damaged: ${cause.message}`, { cause });
		throw cause;
	}
}
var CborParser = class {
	#reader;
	#items = 0;
	constructor(bytes) {
		this.#reader = new ByteReader(bytes);
	}
	end() {
		if (this.#reader.left > 0) this.#fail(`${this.#reader.left} bytes follow the item`);
	}
	item(depth) {
		if (depth > 16) this.#fail("nested too deep");
		if (++this.#items > MAX_ITEMS) this.#fail("more items than anything of ours has");
		const initial = this.#reader.u8("initial byte");
		const major = initial >> 5;
		const argument = this.#argument(initial & 31);
		switch (major) {
			case MAJOR.unsigned: return argument;
			case MAJOR.negative: return this.#negative(argument);
			case MAJOR.bytes: return Uint8Array.from(this.#reader.slice(argument, "byte string"));
			case MAJOR.text: return fromUtf8(this.#reader.slice(argument, "text string"));
			case MAJOR.array: return this.#array(argument, depth);
			case MAJOR.map: return this.#map(argument, depth);
			case MAJOR.tag: return {
				tag: argument,
				value: this.item(depth + 1)
			};
			default: return this.#simple(initial & 31);
		}
	}
	#argument(info) {
		if (info < 24) return info;
		if (info > 27) this.#fail("an indefinite or reserved length");
		const width = 2 ** (info - 24);
		let argument = 0;
		for (let i = 0; i < width; i++) argument = argument * 256 + this.#reader.u8("argument");
		if (!Number.isSafeInteger(argument)) this.#fail("a number beyond all use");
		if (argument < (width === 1 ? 24 : 256 ** (width / 2))) this.#fail("a number longer than it needs to be");
		return argument;
	}
	#negative(argument) {
		const value = -1 - argument;
		return Number.isSafeInteger(value) ? value : this.#fail("a number beyond all use");
	}
	#array(count, depth) {
		if (count > this.#reader.left) this.#fail("an array longer than what is left");
		return Array.from({ length: count }, () => this.item(depth + 1));
	}
	#map(count, depth) {
		if (count > this.#reader.left / 2) this.#fail("a map longer than what is left");
		const map = /* @__PURE__ */ new Map();
		for (let i = 0; i < count; i++) {
			const key = this.item(depth + 1);
			if (typeof key !== "string" && typeof key !== "number") return this.#fail("a key that is neither text nor integer");
			if (map.has(key)) this.#fail("a key occurs twice");
			map.set(key, this.item(depth + 1));
		}
		return map;
	}
	#simple(info) {
		switch (info) {
			case SIMPLE.false: return false;
			case SIMPLE.true: return true;
			case SIMPLE.null: return null;
			default: return this.#fail("a float, or a simple value that nobody knows");
		}
	}
	#fail(why) {
		throw new CodecError("CBOR_MALFORMED", `CBOR at ${this.#reader.position}: ${why}`);
	}
};
// packages/codec/src/der/tags.ts
const TAG = {
	boolean: 1,
	integer: 2,
	bitString: 3,
	octetString: 4,
	null: 5,
	oid: 6,
	enumerated: 10,
	utf8String: 12,
	sequence: 48,
	set: 49,
	numericString: 18,
	printableString: 19,
	teletexString: 20,
	ia5String: 22,
	utcTime: 23,
	generalizedTime: 24,
	visibleString: 26,
	universalString: 28,
	bmpString: 30,
	constructedOctetString: 36
};
const CONTEXT = 128;
function contextTag(number) {
	return CONTEXT | number;
}
function constructedContextTag(number) {
	return 160 | number;
}
// packages/codec/src/der/encode.ts
function encodeDer(tag, ...contents) {
	let length = 0;
	for (const content of contents) length += content.length;
	return concat(Uint8Array.of(tag), encodeLength(length), ...contents);
}
function encodeLength(length) {
	if (length < 128) return Uint8Array.of(length);
	const digits = [];
	for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
	return Uint8Array.of(128 | digits.length, ...digits);
}
function encodeSequence(...members) {
	return encodeDer(TAG.sequence, ...members);
}
function encodeSetOf(...members) {
	return encodeDer(TAG.set, ...sortEncodings(members));
}
function sortEncodings(members) {
	return [...members].sort((a, b) => Buffer.compare(a, b));
}
function encodeContext(number, ...members) {
	return encodeDer(constructedContextTag(number), ...members);
}
function encodeContextPrimitive(number, content) {
	return encodeDer(contextTag(number), content);
}
function encodeInteger(value) {
	let bytes = typeof value === "number" ? fromHex(evenHex(value.toString(16))) : value;
	let start = 0;
	while (start < bytes.length - 1 && bytes[start] === 0) start++;
	bytes = bytes.subarray(start);
	const signed = bytes.length === 0 || bytes[0] >= 128 ? concat(Uint8Array.of(0), bytes) : bytes;
	return encodeDer(TAG.integer, signed);
}
function evenHex(hex) {
	return hex.length % 2 === 0 ? hex : `0${hex}`;
}
function encodeBoolean(value) {
	return encodeDer(TAG.boolean, Uint8Array.of(value ? 255 : 0));
}
function encodeNull() {
	return Uint8Array.of(TAG.null, 0);
}
const oids = /* @__PURE__ */ new Map();
function encodeOid(dotted) {
	const known = oids.get(dotted);
	if (known) return known.slice();
	const [first, second, ...rest] = dotted.split(".").map(BigInt);
	if (first === void 0 || second === void 0) throw new TypeError(`not an object identifier: ${dotted}`);
	const bytes = [];
	for (const arc of [first * 40n + second, ...rest]) {
		const digits = [Number(arc & 127n)];
		for (let more = arc >> 7n; more > 0n; more >>= 7n) digits.unshift(Number(more & 127n) | 128);
		bytes.push(...digits);
	}
	const encoded = encodeDer(TAG.oid, Uint8Array.from(bytes));
	if (oids.size < MAX_OIDS) oids.set(dotted, encoded);
	return encoded.slice();
}
const MAX_OIDS = 256;
function encodeOctetString(content) {
	return encodeDer(TAG.octetString, content);
}
function encodeBitString(content) {
	return encodeDer(TAG.bitString, Uint8Array.of(0), content);
}
function encodeNamedBits(bits) {
	const byte = bits.reduce((sum, bit) => sum | 128 >> bit, 0);
	return encodeDer(TAG.bitString, byte === 0 ? Uint8Array.of(0) : Uint8Array.of(7 - Math.max(...bits), byte));
}
function encodeUtf8String(text) {
	return encodeDer(TAG.utf8String, utf8(text));
}
function utf16beBytes(text) {
	const bytes = new Uint8Array(text.length * 2);
	const view = new DataView(bytes.buffer);
	for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i));
	return bytes;
}
function encodeGeneralizedTime(time, fraction = false) {
	const [whole, milliseconds] = time.toISOString().replace("Z", "").split(".");
	const digits = fraction ? milliseconds.replace(/0+$/, "") : "";
	return encodeDer(TAG.generalizedTime, utf8(`${whole.replace(/[-:T]/g, "")}${digits && `.${digits}`}Z`));
}
function encodeTime(time) {
	const year = time.getUTCFullYear();
	if (year < 1950 || year >= 2050) return encodeGeneralizedTime(time);
	return encodeDer(TAG.utcTime, utf8(`${time.toISOString().slice(2, 19).replace(/[-:T]/g, "")}Z`));
}
// packages/codec/src/der/reader.ts
const MAX_DEPTH$1 = 32;
const MAX_CHILDREN = 1e5;
function parseDer(bytes, field, tag) {
	const node = readAt(bytes, 0, field, 0);
	if (node.bytes.length !== bytes.length) throw new CodecError("DER_TRAILING_BYTES", `${field}: ${bytes.length - node.bytes.length} bytes after its end`);
	if (tag !== void 0) expectTag(node, tag, field);
	return node;
}
function parseDerPrefix(bytes, field) {
	return readAt(bytes, 0, field, 0);
}
function childrenOf(node, field) {
	const children = [];
	for (const child of eachChild(node, field)) {
		if (children.length === MAX_CHILDREN) throw new CodecError("DER_MALFORMED", `${field}: has too many members`);
		children.push(child);
	}
	return children;
}
function* eachChild(node, field) {
	if ((node.tag & 32) === 0) throw new CodecError("DER_UNEXPECTED_TAG", `${field}: is not constructed`);
	for (let at = 0; at < node.content.length;) {
		const child = readAt(node.content, at, field, 0);
		yield child;
		at += child.bytes.length;
	}
}
var DerCursor = class {
	#children;
	#field;
	#next = 0;
	constructor(node, field, tag = TAG.sequence) {
		expectTag(node, tag, field);
		this.#children = childrenOf(node, field);
		this.#field = field;
	}
	peek() {
		return this.#children[this.#next] ?? null;
	}
	take(field, tag) {
		const node = this.peek();
		if (!node) throw new CodecError("DER_MALFORMED", `${this.#field}.${field}: is missing`);
		if (tag !== void 0) expectTag(node, tag, `${this.#field}.${field}`);
		this.#next++;
		return node;
	}
	optional(tag) {
		const node = this.peek();
		if (node?.tag !== tag) return null;
		this.#next++;
		return node;
	}
	rest() {
		const rest = this.#children.slice(this.#next);
		this.#next = this.#children.length;
		return rest;
	}
	end() {
		if (this.peek()) throw new CodecError("DER_MALFORMED", `${this.#field}: has a member too many`);
	}
};
function expectTag(node, tag, field) {
	if (node.tag !== tag) {
		const hex = (value) => `0x${value.toString(16).padStart(2, "0")}`;
		throw new CodecError("DER_UNEXPECTED_TAG", `${field}: tag ${hex(node.tag)} where ${hex(tag)} belongs`);
	}
}
function octetsOf(node, field) {
	if (node.tag === TAG.constructedOctetString) {
		const segments = childrenOf(node, field);
		for (const segment of segments) expectTag(segment, TAG.octetString, field);
		return concat(...segments.map((segment) => segment.content));
	}
	expectTag(node, TAG.octetString, field);
	return node.content;
}
function readAt(bytes, at, field, depth) {
	const fail = (why) => {
		throw new CodecError("DER_MALFORMED", `${field}: ${why}`);
	};
	if (depth > MAX_DEPTH$1) return fail("nested too deep");
	const tag = bytes[at];
	const first = bytes[at + 1];
	if (tag === void 0 || first === void 0) return fail("ends inside a tag or length");
	if ((tag & 31) === 31) return fail("has a tag number beyond 30");
	let header = 2;
	let length = first;
	if (first === 128) {
		if ((tag & 32) === 0) return fail("has no length");
		return readIndefinite(bytes, at, tag, field, depth);
	}
	if (first > 128) {
		const count = first & 127;
		if (count > 6) return fail("has a length beyond any file");
		header += count;
		length = 0;
		for (let i = 0; i < count; i++) {
			const digit = bytes[at + 2 + i];
			if (digit === void 0) return fail("ends inside a length");
			length = length * 256 + digit;
		}
	}
	const start = at + header;
	if (length > bytes.length - start) return fail(`needs ${length} bytes, ${Math.max(0, bytes.length - start)} left`);
	return {
		tag,
		bytes: bytes.subarray(at, start + length),
		content: bytes.subarray(start, start + length)
	};
}
function readIndefinite(bytes, at, tag, field, depth) {
	let next = at + 2;
	for (;;) {
		if (bytes[next] === 0 && bytes[next + 1] === 0) return {
			tag,
			bytes: bytes.subarray(at, next + 2),
			content: bytes.subarray(at + 2, next)
		};
		next += readAt(bytes, next, field, depth + 1).bytes.length;
	}
}
// packages/codec/src/der/values.ts
function oidOf(node, field) {
	expectTag(node, TAG.oid, field);
	const arcs = [];
	let arc = 0n;
	let open = false;
	for (const byte of node.content) {
		if (arc === 0n && !open && byte === 128) throw new CodecError("DER_MALFORMED", `${field}: padded arc`);
		arc = arc << 7n | BigInt(byte & 127);
		open = byte >= 128;
		if (arc > 1n << 128n) throw new CodecError("DER_MALFORMED", `${field}: object identifier arc too large`);
		if (!open) {
			arcs.push(arc);
			arc = 0n;
		}
	}
	const first = arcs[0];
	if (first === void 0 || open) throw new CodecError("DER_MALFORMED", `${field}: object identifier cut short`);
	const root = first < 40n ? 0n : first < 80n ? 1n : 2n;
	return [
		root,
		first - root * 40n,
		...arcs.slice(1)
	].join(".");
}
function integerHexOf(node, field) {
	expectTag(node, TAG.integer, field);
	if (node.content.length === 0) throw new CodecError("DER_MALFORMED", `${field}: empty integer`);
	const negative = node.content[0] >= 128;
	const hex = negative ? magnitudeOf(node.content) : toHex(node.content).replace(/^(?:00)+(?=..)/, "");
	return negative ? `-${hex}` : hex;
}
function magnitudeOf(content) {
	const hex = ((1n << BigInt(content.length * 8)) - BigInt(`0x${toHex(content)}`)).toString(16);
	return hex.length % 2 === 0 ? hex : `0${hex}`;
}
function smallIntegerOf(node, field, tag = TAG.integer) {
	expectTag(node, tag, field);
	const { content } = node;
	if (content.length === 0 || content.length > 7 || content[0] >= 128) throw new CodecError("DER_MALFORMED", `${field}: integer out of range`);
	return content.reduce((value, byte) => value * 256 + byte, 0);
}
function booleanOf(node, field) {
	expectTag(node, TAG.boolean, field);
	if (node.content.length !== 1) throw new CodecError("DER_MALFORMED", `${field}: boolean of ${node.content.length} bytes`);
	return node.content[0] !== 0;
}
function bitStringBytesOf(node, field) {
	expectTag(node, TAG.bitString, field);
	if (node.content.length === 0 || node.content[0] !== 0) throw new CodecError("DER_MALFORMED", `${field}: bit string of incomplete bytes`);
	return node.content.subarray(1);
}
function namedBitsOf(node, field) {
	expectTag(node, TAG.bitString, field);
	const unused = node.content[0];
	const length = (node.content.length - 1) * 8 - (unused ?? 0);
	if (unused === void 0 || unused > 7 || length < 0) throw new CodecError("DER_MALFORMED", `${field}: bad bit string`);
	const bits = [];
	for (let i = 0; i < length; i++) if (node.content[1 + (i >> 3)] & 128 >> (i & 7)) bits.push(i);
	return bits;
}
const LATIN1$1 = new TextDecoder("latin1");
function stringOf(node, field) {
	switch (node.tag) {
		case TAG.utf8String: return new TextDecoder("utf-8").decode(node.content);
		case TAG.bmpString: return utf16be(node.content);
		case TAG.universalString: return utf32be(node.content);
		case TAG.printableString:
		case TAG.ia5String:
		case TAG.teletexString:
		case TAG.numericString:
		case TAG.visibleString: return LATIN1$1.decode(node.content);
		default: throw new CodecError("DER_UNEXPECTED_TAG", `${field}: is no string`);
	}
}
function timeOf(node, field) {
	const text = LATIN1$1.decode(node.content);
	const match = node.tag === TAG.utcTime ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/.exec(text) : node.tag === TAG.generalizedTime ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text) : null;
	if (!match) throw new CodecError("DER_MALFORMED", `${field}: is no UTC time`);
	let year = Number(match[1]);
	if (node.tag === TAG.utcTime) year += year < 50 ? 2e3 : 1900;
	const [month, day, hour, minute, second] = [
		2,
		3,
		4,
		5,
		6
	].map((i) => Number(match[i] ?? 0));
	const millisecond = Math.trunc(Number(`0.${match[7] ?? 0}`) * 1e3);
	const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
	if (year < 100) time.setUTCFullYear(year);
	if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) throw new CodecError("DER_MALFORMED", `${field}: is no date`);
	return time;
}
function utf16be(bytes) {
	let text = "";
	for (let i = 0; i + 1 < bytes.length; i += 2) text += String.fromCharCode(bytes[i] << 8 | bytes[i + 1]);
	return text;
}
function utf32be(bytes) {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let text = "";
	for (let i = 0; i + 3 < bytes.length; i += 4) {
		const point = view.getUint32(i);
		text += point <= 1114111 ? String.fromCodePoint(point) : "�";
	}
	return text;
}
// packages/codec/src/x509/algorithm-identifier.ts
const RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
const RSASSA_PSS$1 = "1.2.840.113549.1.1.10";
const MGF1 = "1.2.840.113549.1.1.8";
function algorithmIdentifierOf(node, field) {
	const cursor = new DerCursor(node, field);
	const oid = oidOf(cursor.take("algorithm"), `${field}.algorithm`);
	const parameters = cursor.peek();
	if (parameters) cursor.take("parameters");
	cursor.end();
	return {
		oid,
		parameters
	};
}
const MORE_SIGNATURES = [
	[
		"1.2.840.113549.1.1.4",
		"rsa-pkcs1",
		"md5"
	],
	[
		"1.2.840.113549.1.1.5",
		"rsa-pkcs1",
		"sha1"
	],
	[
		"1.3.14.3.2.29",
		"rsa-pkcs1",
		"sha1"
	],
	[
		"1.2.840.10045.4.1",
		"ecdsa",
		"sha1"
	],
	[
		"1.2.840.10040.4.3",
		"dsa",
		"sha1"
	],
	[
		"1.3.14.3.2.27",
		"dsa",
		"sha1"
	],
	[
		"2.16.840.1.101.3.4.3.2",
		"dsa",
		"sha256"
	],
	[
		"2.16.840.1.101.3.4.3.3",
		"dsa",
		"sha384"
	],
	[
		"2.16.840.1.101.3.4.3.4",
		"dsa",
		"sha512"
	]
];
const KEY_IDENTIFIERS = {
	[RSA_ENCRYPTION]: "rsa-pkcs1",
	"1.2.840.10040.4.1": "dsa",
	"1.2.840.10045.2.1": "ecdsa"
};
function resolveSignatureScheme(algorithm, digest) {
	const bare = KEY_IDENTIFIERS[algorithm.oid];
	if (bare && digest) return {
		scheme: bare,
		digest,
		saltLength: null
	};
	const scheme = namedScheme(algorithm);
	if (digest && scheme.digest.name !== digest.name) throw new CodecError("CMS_MALFORMED", `a ${scheme.digest.name} signature beside the digest ${digest.name}`);
	return scheme;
}
function namedScheme(algorithm) {
	if (algorithm.oid === RSASSA_PSS$1) return pssScheme(algorithm);
	const row = SIGNATURE_ALGORITHMS.find((candidate) => candidate.oid === algorithm.oid);
	if (row) return {
		scheme: row.scheme,
		digest: digestByName(row.digest),
		saltLength: null
	};
	const more = MORE_SIGNATURES.find(([oid]) => oid === algorithm.oid);
	if (more) return {
		scheme: more[1],
		digest: digestByName(more[2]),
		saltLength: null
	};
	throw new CodecError("KEY_UNSUPPORTED", `signature algorithm ${algorithm.oid} is not supported`);
}
function pssScheme(algorithm) {
	let digest = digestByName("sha1");
	let mgfDigest = digest;
	let saltLength = 20;
	if (algorithm.parameters) {
		const cursor = new DerCursor(algorithm.parameters, "RSASSA-PSS-params");
		const hash = cursor.optional(160);
		if (hash) digest = knownDigest(explicit(hash, "hashAlgorithm"));
		const mgf = cursor.optional(161);
		if (mgf) {
			const mask = algorithmIdentifierOf(explicit(mgf, "maskGenAlgorithm"), "maskGenAlgorithm");
			if (mask.oid !== MGF1 || !mask.parameters) throw new CodecError("KEY_UNSUPPORTED", "RSA-PSS without MGF1");
			mgfDigest = knownDigest(mask.parameters);
		}
		const salt = cursor.optional(162);
		if (salt) saltLength = smallIntegerOf(explicit(salt, "saltLength"), "saltLength");
		cursor.optional(163);
		cursor.end();
	}
	if (mgfDigest.name !== digest.name || saltLength > 512) throw new CodecError("KEY_UNSUPPORTED", "RSA-PSS with another digest in MGF1, or a salt beyond any key");
	return {
		scheme: "rsa-pss",
		digest,
		saltLength
	};
}
function explicit(node, field) {
	return parseDer(node.content, field);
}
function knownDigest(node) {
	return digestOfIdentifier(algorithmIdentifierOf(node, "hashAlgorithm"));
}
function digestOfIdentifier({ oid }) {
	const digest = digestByOid(oid);
	if (!digest) throw new CodecError("KEY_UNSUPPORTED", `digest ${oid} is not supported`);
	return digest;
}
function sameAlgorithm(a, b) {
	const parameters = ({ parameters: node }) => node && node.tag !== TAG.null ? node.bytes : /* @__PURE__ */ new Uint8Array();
	return a.oid === b.oid && equalBytes(parameters(a), parameters(b));
}
function encodeDigestIdentifier(name) {
	return encodeSequence(encodeOid(digestByName(name).oid), encodeNull());
}
function encodeSignatureIdentifier(algorithm, place) {
	switch (algorithm.scheme) {
		case "rsa-pkcs1": return encodeSequence(encodeOid(place === "signer-info" ? RSA_ENCRYPTION : algorithm.oid), encodeNull());
		case "rsa-pss": {
			const hash = encodeDigestIdentifier(algorithm.digest);
			const salt = encodeInteger(digestByName(algorithm.digest).length);
			return encodeSequence(encodeOid(algorithm.oid), encodeSequence(encodeContext(0, hash), encodeContext(1, encodeSequence(encodeOid(MGF1), hash)), encodeContext(2, salt)));
		}
		case "ecdsa":
		case "eddsa": return encodeSequence(encodeOid(algorithm.oid));
	}
}
// packages/codec/src/x509/name.ts
const SHORT_NAMES = {
	"2.5.4.3": "CN",
	"2.5.4.4": "SN",
	"2.5.4.5": "serialNumber",
	"2.5.4.6": "C",
	"2.5.4.7": "L",
	"2.5.4.8": "ST",
	"2.5.4.9": "STREET",
	"2.5.4.10": "O",
	"2.5.4.11": "OU",
	"2.5.4.12": "title",
	"2.5.4.15": "businessCategory",
	"2.5.4.17": "postalCode",
	"2.5.4.42": "givenName",
	"0.9.2342.19200300.100.1.1": "UID",
	"0.9.2342.19200300.100.1.25": "DC",
	"1.2.840.113549.1.9.1": "emailAddress"
};
function formatName(name, field) {
	expectTag(name, TAG.sequence, field);
	return childrenOf(name, field).map((rdn) => {
		expectTag(rdn, TAG.set, field);
		return childrenOf(rdn, field).map((attribute) => formatAttribute(attribute, field)).join("+");
	}).reverse().join(",");
}
function formatAttribute(attribute, field) {
	const cursor = new DerCursor(attribute, field);
	const type = oidOf(cursor.take("type", TAG.oid), `${field}.type`);
	const value = cursor.take("value");
	cursor.end();
	const short = SHORT_NAMES[type];
	return short === void 0 ? `${type}=#${toHex(value.bytes)}` : `${short}=${escapeValue(stringOf(value, field))}`;
}
function escapeValue(text) {
	return text.replace(/[\\",+;<>]/g, (character) => `\\${character}`).replace(/^[ #]|(?<=.) $/g, (character) => `\\${character}`).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join(""));
}
// packages/codec/src/x509/public-key.ts
const DSA = "1.2.840.10040.4.1";
const EC_PUBLIC_KEY = "1.2.840.10045.2.1";
const RSASSA_PSS = "1.2.840.113549.1.1.10";
function parsePublicKey(spki) {
	return publicKeyOf(parseDer(spki, "SubjectPublicKeyInfo", TAG.sequence));
}
function publicKeyOf(node) {
	const cursor = new DerCursor(node, "SubjectPublicKeyInfo");
	const algorithm = new DerCursor(cursor.take("algorithm", TAG.sequence), "AlgorithmIdentifier");
	const algorithmOid = oidOf(algorithm.take("algorithm"), "AlgorithmIdentifier.algorithm");
	const parameters = algorithm.peek();
	const key = bitStringBytesOf(cursor.take("subjectPublicKey", TAG.bitString), "subjectPublicKey");
	cursor.end();
	const curveOid = parameters?.tag === TAG.oid ? oidOf(parameters, "namedCurve") : null;
	const known = KEY_ALGORITHMS.find((row) => row.oid === algorithmOid && row.curveOid === curveOid);
	const kind = algorithmOid === RSASSA_PSS ? "rsa" : known?.kind ?? null;
	const isDsa = algorithmOid === DSA && parameters?.tag === TAG.sequence;
	const explicitCurve = algorithmOid === EC_PUBLIC_KEY && parameters?.tag === TAG.sequence;
	return {
		spki: node.bytes,
		algorithmOid,
		kind,
		family: isDsa ? "dsa" : kind === "rsa" || kind === "ed25519" ? kind : kind !== null || explicitCurve ? "ec" : null,
		explicitCurve,
		bits: isDsa ? modulusBits(parameters.bytes) : keyBits(kind, key)
	};
}
function keyBits(kind, key) {
	switch (kind) {
		case "rsa": return modulusBits(key);
		case "p256": return 256;
		case "p384": return 384;
		case "p521": return 521;
		case "ed25519": return 256;
		case null: return null;
	}
}
function modulusBits(key) {
	const modulus = new DerCursor(parseDer(key, "public key"), "public key").take("modulus", TAG.integer).content;
	const start = modulus.findIndex((byte) => byte !== 0);
	return start < 0 ? 0 : (modulus.length - start) * 8 - Math.clz32(modulus[start]) + 24;
}
function importPublicKey(key) {
	if (key.kind === null) throw new CodecError("KEY_UNSUPPORTED", `public key algorithm ${key.algorithmOid} is not supported`);
	return importSpki(key);
}
const imported = /* @__PURE__ */ new WeakMap();
function importSpki(key) {
	const known = imported.get(key);
	if (known) return known;
	try {
		const object = createPublicKey({
			key: Buffer.from(key.spki),
			format: "der",
			type: "spki"
		});
		imported.set(key, object);
		return object;
	} catch (cause) {
		throw new CodecError("KEY_UNSUPPORTED", "the public key is not valid for its algorithm", { cause });
	}
}
// packages/codec/src/x509/certificate.ts
const EXTENSION = {
	subjectKeyIdentifier: "2.5.29.14",
	keyUsage: "2.5.29.15",
	subjectAltName: "2.5.29.17",
	basicConstraints: "2.5.29.19",
	issuerAltName: "2.5.29.18",
	nameConstraints: "2.5.29.30",
	crlDistributionPoints: "2.5.29.31",
	certificatePolicies: "2.5.29.32",
	policyMappings: "2.5.29.33",
	authorityKeyIdentifier: "2.5.29.35",
	policyConstraints: "2.5.29.36",
	extKeyUsage: "2.5.29.37",
	inhibitAnyPolicy: "2.5.29.54"
};
const KEY_PURPOSE = {
	any: "2.5.29.37.0",
	codeSigning: "1.3.6.1.5.5.7.3.3",
	timeStamping: "1.3.6.1.5.5.7.3.8"
};
const KEY_USAGE = {
	digitalSignature: 0,
	nonRepudiation: 1,
	keyCertSign: 5,
	cRLSign: 6
};
const MAX_EXTENSIONS = 100;
const MEMORY = 32;
const MEMORABLE = 8192;
const remembered = /* @__PURE__ */ new Map();
function parseCertificate(der) {
	if (der.length > MEMORABLE) return readCertificate(der);
	const name = Buffer.from(der.buffer, der.byteOffset, der.length).toString("latin1");
	const known = remembered.get(name);
	if (known) return known;
	const certificate = readCertificate(Uint8Array.from(der));
	const [oldest] = remembered.keys();
	if (remembered.size >= MEMORY && oldest !== void 0) remembered.delete(oldest);
	remembered.set(name, certificate);
	return certificate;
}
function readCertificate(der) {
	const outer = new DerCursor(parseDer(der, "Certificate", TAG.sequence), "Certificate");
	const tbsNode = outer.take("tbsCertificate", TAG.sequence);
	const algorithmNode = outer.take("signatureAlgorithm");
	const signatureAlgorithm = algorithmIdentifierOf(algorithmNode, "Certificate.signatureAlgorithm");
	const signature = bitStringBytesOf(outer.take("signatureValue"), "Certificate.signatureValue");
	outer.end();
	const tbs = new DerCursor(tbsNode, "TBSCertificate");
	tbs.optional(160);
	const serial = integerHexOf(tbs.take("serialNumber"), "serialNumber");
	if (!equalBytes(tbs.take("signature").bytes, algorithmNode.bytes)) throw new CodecError("X509_MALFORMED", "the certificate names two signature algorithms");
	const issuer = tbs.take("issuer", TAG.sequence);
	const validity = new DerCursor(tbs.take("validity"), "Validity");
	const notBefore = timeOf(validity.take("notBefore"), "notBefore");
	const notAfter = timeOf(validity.take("notAfter"), "notAfter");
	const subject = tbs.take("subject", TAG.sequence);
	const publicKey = publicKeyOf(tbs.take("subjectPublicKeyInfo"));
	tbs.optional(129);
	tbs.optional(130);
	const extensionsNode = tbs.optional(163);
	tbs.end();
	return {
		der,
		tbs: tbsNode.bytes,
		serial,
		issuer: issuer.bytes,
		subject: subject.bytes,
		issuerName: formatName(issuer, "issuer"),
		subjectName: formatName(subject, "subject"),
		notBefore,
		notAfter,
		publicKey,
		signatureAlgorithm,
		signature,
		extensions: extensionsNode ? extensionsOf(parseDer(extensionsNode.content, "Extensions")) : []
	};
}
function extensionsOf(node) {
	const extensions = childrenOf(node, "Extensions").map((child) => {
		const cursor = new DerCursor(child, "Extension");
		const oid = oidOf(cursor.take("extnID"), "extnID");
		const critical = cursor.optional(TAG.boolean);
		const value = octetsOf(cursor.take("extnValue"), "extnValue");
		cursor.end();
		return {
			oid,
			critical: critical ? booleanOf(critical, "critical") : false,
			value
		};
	});
	if (extensions.length > MAX_EXTENSIONS || new Set(extensions.map(({ oid }) => oid)).size !== extensions.length) throw new CodecError("X509_MALFORMED", "an extension occurs twice, or there are too many");
	return extensions;
}
function extensionValue(extensions, oid) {
	return extensions.find((extension) => extension.oid === oid)?.value ?? null;
}
function basicConstraintsOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.basicConstraints);
	if (!value) return null;
	const cursor = new DerCursor(parseDer(value, "BasicConstraints"), "BasicConstraints");
	const ca = cursor.optional(TAG.boolean);
	const pathLength = cursor.optional(TAG.integer);
	cursor.end();
	return {
		ca: ca ? booleanOf(ca, "cA") : false,
		pathLength: pathLength ? smallIntegerOf(pathLength, "pathLenConstraint") : null
	};
}
function keyUsageOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.keyUsage);
	return value && namedBitsOf(parseDer(value, "KeyUsage"), "KeyUsage");
}
function extKeyUsageOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.extKeyUsage);
	return value && childrenOf(parseDer(value, "ExtKeyUsage", TAG.sequence), "ExtKeyUsage").map((node) => oidOf(node, "KeyPurposeId"));
}
function subjectKeyIdentifierOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.subjectKeyIdentifier);
	return value && octetsOf(parseDer(value, "SubjectKeyIdentifier"), "SubjectKeyIdentifier");
}
function certificateFacts(certificate) {
	return {
		subject: certificate.subjectName,
		issuer: certificate.issuerName,
		serial: certificate.serial.replace("-", ""),
		sha256: createHash("sha256").update(certificate.der).digest("hex"),
		notAfter: certificate.notAfter.toISOString().replace(".000Z", "Z")
	};
}
function signerKeyFacts({ publicKey: { spki, bits, family } }) {
	return {
		sha256: createHash("sha256").update(spki).digest("hex"),
		bits,
		family
	};
}
// packages/codec/src/cms/oids.ts
const OID = {
	data: "1.2.840.113549.1.7.1",
	signedData: "1.2.840.113549.1.7.2",
	contentType: "1.2.840.113549.1.9.3",
	messageDigest: "1.2.840.113549.1.9.4",
	signingTime: "1.2.840.113549.1.9.5",
	counterSignature: "1.2.840.113549.1.9.6",
	algorithmProtection: "1.2.840.113549.1.9.52",
	signingCertificate: "1.2.840.113549.1.9.16.2.12",
	timestampToken: "1.2.840.113549.1.9.16.2.14",
	signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
	tstInfo: "1.2.840.113549.1.9.16.1.4",
	microsoftTimestampToken: "1.3.6.1.4.1.311.3.3.1",
	nestedSignature: "1.3.6.1.4.1.311.2.4.1",
	spcIndirectData: "1.3.6.1.4.1.311.2.1.4"
};
// packages/codec/src/cms/build.ts
function encodeAttribute$1(oid, ...values) {
	return encodeSequence(encodeOid(oid), encodeSetOf(...values));
}
function buildSignedAttributes(input) {
	return encodeSetOf(encodeAttribute$1(OID.contentType, encodeOid(input.contentType)), encodeAttribute$1(OID.messageDigest, encodeOctetString(input.messageDigest)), ...input.more ?? []);
}
function buildSignedData(input) {
	const algorithm = signatureAlgorithm(input.algorithm);
	const leaf = input.certificates[0];
	if (!leaf) throw new TypeError("a CMS signature needs the signer certificate");
	const version = input.eContentType === OID.data || input.eContentType === OID.spcIndirectData ? 1 : 3;
	const encap = encodeSequence(encodeOid(input.eContentType), ...input.eContent ? [encodeContext(0, input.eContent)] : []);
	const signerInfo = buildSignerInfo(input, algorithm, leaf);
	const signedData = encodeSequence(encodeInteger(version), encodeSetOf(encodeDigestIdentifier(algorithm.digest)), encap, encodeContext(0, ...sortEncodings(input.certificates)), encodeSetOf(signerInfo));
	return encodeSequence(encodeOid(OID.signedData), encodeContext(0, signedData));
}
function buildSignerInfo(input, algorithm, leaf) {
	const certificate = parseCertificate(leaf);
	const serialNode = serialNumberOf(leaf);
	const unsigned = input.unsignedAttrs ?? [];
	return encodeSequence(encodeInteger(1), encodeSequence(certificate.issuer, serialNode), encodeDigestIdentifier(algorithm.digest), encodeDer(160, parseDer(input.signedAttrs, "signedAttrs", TAG.set).content), encodeSignatureIdentifier(algorithm, "signer-info"), encodeOctetString(input.signature), ...unsigned.length > 0 ? [encodeContext(1, ...sortEncodings(unsigned))] : []);
}
function serialNumberOf(der) {
	const tbs = new DerCursor(new DerCursor(parseDer(der, "Certificate"), "Certificate").take("tbsCertificate"), "TBSCertificate");
	tbs.optional(160);
	return tbs.take("serialNumber", TAG.integer).bytes;
}
function replaceUnsignedAttributes(contentInfo, change) {
	const outer = new DerCursor(parseDerPrefix(contentInfo, "ContentInfo"), "ContentInfo");
	const type = outer.take("contentType");
	const members = childrenOf(parseDer(outer.take("content", 160).content, "SignedData"), "SignedData");
	const signerSet = members.at(-1);
	const [first, ...others] = signerSet ? childrenOf(signerSet, "signerInfos") : [];
	if (!first) throw new CodecError("SIGNER_MISSING", "the signature has no signer to carry attributes");
	const fields = childrenOf(first, "SignerInfo");
	const unsigned = fields.find(({ tag }) => tag === 161);
	const attributes = change(unsigned ? childrenOf(unsigned, "unsignedAttrs").map(({ bytes }) => bytes) : []);
	const signerInfo = encodeSequence(...fields.filter(({ tag }) => tag !== 161).map(({ bytes }) => bytes), ...attributes.length > 0 ? [encodeContext(1, ...sortEncodings(attributes))] : []);
	const signedData = encodeSequence(...members.slice(0, -1).map(({ bytes }) => bytes), encodeSetOf(signerInfo, ...others.map(({ bytes }) => bytes)));
	return encodeSequence(type.bytes, encodeContext(0, signedData));
}
function cmsDigest(id) {
	return signatureAlgorithm(id).digest;
}
// packages/codec/src/x509/general-name.ts
const LATIN1 = new TextDecoder("latin1");
function generalNameOf(node) {
	switch (node.tag) {
		case 129: return {
			kind: "email",
			text: LATIN1.decode(node.content)
		};
		case 130: return {
			kind: "dns",
			text: LATIN1.decode(node.content)
		};
		case 134: return {
			kind: "uri",
			text: LATIN1.decode(node.content)
		};
		case 135: return {
			kind: "ip",
			bytes: node.content
		};
		case 164: return {
			kind: "directory",
			rdns: rdnsOf(parseDer(node.content, "directoryName"))
		};
		default: return {
			kind: "other",
			tag: node.tag
		};
	}
}
function rdnsOf(name) {
	return childrenOf(name, "Name").map((rdn) => {
		expectTag(rdn, TAG.set, "RelativeDistinguishedName");
		return childrenOf(rdn, "RelativeDistinguishedName").map(attributeSpelling).sort().join("+");
	});
}
function attributeSpelling(node) {
	const cursor = new DerCursor(node, "AttributeTypeAndValue");
	const type = oidOf(cursor.take("type"), "type");
	const value = cursor.take("value");
	const text = STRINGS.includes(value.tag) ? stringOf(value, "value") : `#${toHex(value.bytes)}`;
	return JSON.stringify([type, text.normalize("NFKC").toLowerCase().trim().replace(/\s+/g, " ")]);
}
const STRINGS = [
	TAG.utf8String,
	TAG.printableString,
	TAG.teletexString,
	TAG.ia5String,
	TAG.bmpString,
	TAG.universalString
];
function sameName(a, b) {
	if (equalBytes(a, b)) return true;
	try {
		const [left, right] = [rdnsOf(parseDer(a, "Name")), rdnsOf(parseDer(b, "Name"))];
		return left.length > 0 && left.length === right.length && left.every((rdn, i) => rdn === right[i]);
	} catch (error) {
		if (error instanceof CodecError) return false;
		throw error;
	}
}
const EMAIL_ADDRESS = "1.2.840.113549.1.9.1";
function subjectAltNamesOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.subjectAltName);
	return (value ? childrenOf(parseDer(value, "SubjectAltName", TAG.sequence), "SubjectAltName") : []).map(generalNameOf);
}
function alternativeNamesOf(certificate) {
	try {
		return subjectAltNamesOf(certificate).filter((name) => "text" in name);
	} catch (error) {
		if (error instanceof CodecError) return [];
		throw error;
	}
}
function namesOf(certificate) {
	const names = [...subjectAltNamesOf(certificate)];
	const subject = parseDer(certificate.subject, "subject");
	if (subject.content.length > 0) names.push({
		kind: "directory",
		rdns: rdnsOf(subject)
	});
	for (const rdn of childrenOf(subject, "subject")) for (const attribute of childrenOf(rdn, "subject")) {
		const cursor = new DerCursor(attribute, "subject");
		if (oidOf(cursor.take("type"), "type") !== EMAIL_ADDRESS) continue;
		names.push({
			kind: "email",
			text: stringOf(cursor.take("value"), "emailAddress")
		});
	}
	return names;
}
function isSelfIssued(certificate) {
	return sameName(certificate.issuer, certificate.subject);
}
// packages/codec/src/x509/crl.ts
const ENTRY_EXTENSION = {
	reason: "2.5.29.21",
	invalidityDate: "2.5.29.24"
};
const CRL_REASON = {
	keyCompromise: 1,
	caCompromise: 2,
	removeFromCrl: 8,
	aaCompromise: 10
};
function parseCrl(der) {
	const outer = new DerCursor(parseDer(der, "CertificateList", TAG.sequence), "CertificateList");
	const tbsNode = outer.take("tbsCertList", TAG.sequence);
	const algorithmNode = outer.take("signatureAlgorithm");
	const signature = bitStringBytesOf(outer.take("signatureValue"), "signatureValue");
	outer.end();
	const tbs = new DerCursor(tbsNode, "TBSCertList");
	tbs.optional(TAG.integer);
	if (!equalBytes(tbs.take("signature").bytes, algorithmNode.bytes)) throw new CodecError("CRL_MALFORMED", "the list names two signature algorithms");
	const issuer = tbs.take("issuer", TAG.sequence);
	const thisUpdate = timeOf(tbs.take("thisUpdate"), "thisUpdate");
	const next = tbs.optional(TAG.utcTime) ?? tbs.optional(TAG.generalizedTime);
	const entries = tbs.optional(TAG.sequence);
	const extensions = tbs.optional(160);
	tbs.end();
	return {
		der,
		tbs: tbsNode.bytes,
		issuer: issuer.bytes,
		thisUpdate,
		nextUpdate: next && timeOf(next, "nextUpdate"),
		extensions: extensions ? extensionsOf(parseDer(extensions.content, "crlExtensions")) : [],
		signatureAlgorithm: algorithmIdentifierOf(algorithmNode, "signatureAlgorithm"),
		signature,
		entries
	};
}
function findRevoked(list, serial) {
	let found = null;
	if (!list.entries) return null;
	for (const node of eachChild(list.entries, "revokedCertificates")) {
		const cursor = new DerCursor(node, "revokedCertificate");
		const number = integerHexOf(cursor.take("userCertificate"), "userCertificate");
		const date = cursor.take("revocationDate");
		const extensionsNode = cursor.optional(TAG.sequence);
		cursor.end();
		const extensions = extensionsNode ? extensionsOf(extensionsNode) : [];
		if (extensions.some(({ oid, critical }) => critical && oid !== ENTRY_EXTENSION.reason)) throw new CodecError("CRL_MALFORMED", "an entry has a critical extension that is not known");
		if (number === serial) found ??= entryOf(date, extensions);
	}
	return found;
}
function entryOf(date, extensions) {
	const reason = extensionValue(extensions, ENTRY_EXTENSION.reason);
	const invalidity = extensionValue(extensions, ENTRY_EXTENSION.invalidityDate);
	return {
		date: timeOf(date, "revocationDate"),
		reason: reason && smallIntegerOf(parseDer(reason, "reasonCode"), "reasonCode", TAG.enumerated),
		invalidityDate: invalidity && timeOf(parseDer(invalidity, "invalidityDate"), "invalidityDate")
	};
}
function issuingDistributionPointOf(value, issuer) {
	const cursor = new DerCursor(parseDer(value, "IssuingDistributionPoint"), "IssuingDistributionPoint");
	const flag = (tag) => {
		const node = cursor.optional(tag);
		return node !== null && booleanOf({
			...node,
			tag: TAG.boolean
		}, "IssuingDistributionPoint");
	};
	const point = cursor.optional(160);
	const users = flag(129);
	const authorities = flag(130);
	const reasons = cursor.optional(131);
	const indirect = flag(132);
	const attributes = flag(133);
	cursor.end();
	return {
		points: point && pointNamesOf(point, issuer),
		only: users ? "users" : authorities ? "authorities" : attributes ? "attributes" : null,
		reasons: reasons && namedBitsOf({
			...reasons,
			tag: TAG.bitString
		}, "onlySomeReasons"),
		indirect
	};
}
function pointNamesOf(point, issuer) {
	const name = parseDer(point.content, "DistributionPointName");
	if (name.tag === 160) return childrenOf(name, "fullName").map(({ bytes }) => bytes);
	expectTag(name, 161, "nameRelativeToCRLIssuer");
	return [encodeContext(4, encodeSequence(parseDer(issuer, "issuer").content, encodeDer(TAG.set, name.content)))];
}
function distributionPointsOf(value, issuer) {
	return childrenOf(parseDer(value, "CRLDistributionPoints", TAG.sequence), "CRLDistributionPoints").flatMap((node) => {
		const cursor = new DerCursor(node, "DistributionPoint");
		const point = cursor.optional(160);
		cursor.optional(129);
		return point && !cursor.peek() ? pointNamesOf(point, issuer) : [];
	});
}
// packages/codec/src/x509/name-constraints.ts
const MAX_COMPARISONS = 1e5;
function nameConstraintsOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.nameConstraints);
	if (!value) return null;
	const cursor = new DerCursor(parseDer(value, "NameConstraints"), "NameConstraints");
	const permitted = subtreesOf(cursor.optional(160));
	const excluded = subtreesOf(cursor.optional(161));
	cursor.end();
	return {
		permitted,
		excluded
	};
}
function subtreesOf(subtrees) {
	if (!subtrees) return [];
	return childrenOf(subtrees, "GeneralSubtrees").map((node) => {
		const subtree = new DerCursor(node, "GeneralSubtree");
		const base = generalNameOf(subtree.take("base"));
		subtree.end();
		return base;
	});
}
function checkNames(certificate, constraints) {
	if (constraints.length === 0) return;
	const names = namesOf(certificate);
	const count = constraints.reduce((sum, { permitted, excluded }) => sum + permitted.length + excluded.length, 0);
	if (names.length * count > MAX_COMPARISONS) throw new CodecError("CHAIN_INVALID", "too many names and constraints");
	for (const name of names) for (const { permitted, excluded } of constraints) {
		const same = permitted.filter((base) => sameKind(base, name));
		if (excluded.some((base) => sameKind(base, name) && within(name, base, true)) || same.length > 0 && !same.some((base) => within(name, base, false))) throw new CodecError("CHAIN_INVALID", `a name of ${certificate.subjectName} is not one that its issuer may certify`);
	}
}
function sameKind(base, name) {
	return base.kind === name.kind && (base.kind !== "other" || name.kind === "other" && base.tag === name.tag);
}
function within(name, base, unknown) {
	if (name.kind === "directory" && base.kind === "directory") return base.rdns.length <= name.rdns.length && base.rdns.every((rdn, i) => rdn === name.rdns[i]);
	if (name.kind === "ip" && base.kind === "ip") return addressWithin(name.bytes, base.bytes);
	if (!("text" in name && "text" in base)) return unknown;
	const [text, limit] = [name.text.toLowerCase(), base.text.toLowerCase()];
	switch (name.kind) {
		case "dns": return limit === "" || text === limit || text.endsWith(limit.startsWith(".") ? limit : `.${limit}`);
		case "email": return emailWithin(name.text, base.text);
		case "uri": return hostOf(text) === "" ? unknown : hostWithin(hostOf(text), limit);
	}
}
function emailWithin(address, base) {
	const at = address.lastIndexOf("@");
	const host = address.slice(at + 1).toLowerCase();
	const baseAt = base.lastIndexOf("@");
	if (baseAt >= 0) return address.slice(0, at) === base.slice(0, baseAt) && host === base.slice(baseAt + 1).toLowerCase();
	return hostWithin(host, base.toLowerCase());
}
function hostWithin(host, base) {
	return base.startsWith(".") ? host.endsWith(base) : host === base;
}
function hostOf(uri) {
	return /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/?#]*@)?([^:/?#[\]]+)/.exec(uri)?.[1] ?? "";
}
function addressWithin(address, base) {
	if (base.length !== address.length * 2) return false;
	return address.every((byte, i) => {
		const mask = base[address.length + i];
		return (byte & mask) === (base[i] & mask);
	});
}
// packages/codec/src/x509/policies.ts
const ANY_POLICY = "2.5.29.32.0";
function checkPolicies(path) {
	let valid = /* @__PURE__ */ new Set([ANY_POLICY]);
	const skip = {
		explicitPolicy: path.length + 1,
		mapping: path.length + 1,
		anyPolicy: path.length + 1
	};
	path.forEach((certificate, i) => {
		const isLast = i === path.length - 1;
		const selfIssued = isSelfIssued(certificate);
		valid = policiesUnder(valid, certificate, skip.anyPolicy > 0 || !isLast && selfIssued);
		if (skip.explicitPolicy === 0 && valid.size === 0) refuse(certificate);
		if (!isLast) valid = mapped(valid, certificate, skip.mapping > 0);
		if (!selfIssued || isLast) skip.explicitPolicy = Math.max(0, skip.explicitPolicy - 1);
		if (!selfIssued) {
			skip.mapping = Math.max(0, skip.mapping - 1);
			skip.anyPolicy = Math.max(0, skip.anyPolicy - 1);
		}
		const constraints = policyConstraintsOf(certificate);
		if (constraints.explicitPolicy !== null && (!isLast || constraints.explicitPolicy === 0)) skip.explicitPolicy = Math.min(skip.explicitPolicy, constraints.explicitPolicy);
		skip.mapping = Math.min(skip.mapping, constraints.mapping ?? skip.mapping);
		skip.anyPolicy = Math.min(skip.anyPolicy, inhibitAnyPolicyOf(certificate) ?? skip.anyPolicy);
		if (isLast && skip.explicitPolicy === 0 && valid.size === 0) refuse(certificate);
	});
}
function refuse(certificate) {
	throw new CodecError("CHAIN_INVALID", `no policy covers ${certificate.subjectName}, and an issuer demands one`);
}
function policiesUnder(above, certificate, anyAllowed) {
	const stated = policiesOf(certificate);
	const named = stated.filter((oid) => oid !== ANY_POLICY && (above.has(oid) || above.has(ANY_POLICY)));
	return /* @__PURE__ */ new Set([...named, ...anyAllowed && stated.includes(ANY_POLICY) ? above : []]);
}
function mapped(valid, certificate, allowed) {
	const mappings = policyMappingsOf(certificate);
	if (mappings.some((pair) => pair.includes(ANY_POLICY))) throw new CodecError("CHAIN_INVALID", `${certificate.subjectName} maps anyPolicy`);
	const next = new Set(valid);
	for (const [from] of mappings) next.delete(from);
	if (allowed) {
		for (const [from, to] of mappings) if (valid.has(from) || valid.has(ANY_POLICY)) next.add(to);
	}
	return next;
}
function policiesOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.certificatePolicies);
	if (!value) return [];
	return childrenOf(parseDer(value, "CertificatePolicies", TAG.sequence), "CertificatePolicies").map((node) => oidOf(new DerCursor(node, "PolicyInformation").take("policyIdentifier"), "policyIdentifier"));
}
function policyMappingsOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.policyMappings);
	if (!value) return [];
	return childrenOf(parseDer(value, "PolicyMappings", TAG.sequence), "PolicyMappings").map((node) => {
		const cursor = new DerCursor(node, "PolicyMapping");
		return [oidOf(cursor.take("issuerDomainPolicy"), "from"), oidOf(cursor.take("subjectDomainPolicy"), "to")];
	});
}
function policyConstraintsOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.policyConstraints);
	if (!value) return {
		explicitPolicy: null,
		mapping: null
	};
	const cursor = new DerCursor(parseDer(value, "PolicyConstraints"), "PolicyConstraints");
	const explicitPolicy = cursor.optional(128);
	const mapping = cursor.optional(129);
	cursor.end();
	return {
		explicitPolicy: explicitPolicy && smallIntegerOf(explicitPolicy, "requireExplicitPolicy", 128),
		mapping: mapping && smallIntegerOf(mapping, "inhibitPolicyMapping", 129)
	};
}
function inhibitAnyPolicyOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.inhibitAnyPolicy);
	return value && smallIntegerOf(parseDer(value, "InhibitAnyPolicy"), "InhibitAnyPolicy");
}
// packages/codec/src/x509/purpose.ts
function checkLeafPurpose(leaf, purpose) {
	if (purpose === "any") return;
	const keyUsage = keyUsageOf(leaf);
	if (keyUsage && !keyUsage.includes(KEY_USAGE.digitalSignature) && !keyUsage.includes(KEY_USAGE.nonRepudiation)) throw new CodecError("CERTIFICATE_PURPOSE", `the key usage of ${leaf.subjectName} allows no signatures`);
	if (!allowsLeaf(leaf, extKeyUsageOf(leaf), purpose)) throw new CodecError("CERTIFICATE_PURPOSE", `the certificate of ${leaf.subjectName} is not for ${purpose}`);
}
function allowsLeaf(leaf, purposes, purpose) {
	switch (purpose) {
		case "code-signing":
		case "jar": return purposes === null || purposes.includes(KEY_PURPOSE.codeSigning) || purposes.includes(KEY_PURPOSE.any);
		case "timestamping": return isTimestampAuthority(leaf);
		case "legacy-timestamping": return purposes?.includes(KEY_PURPOSE.timeStamping) ?? false;
	}
}
function isTimestampAuthority(certificate) {
	const extension = certificate.extensions.find(({ oid }) => oid === EXTENSION.extKeyUsage);
	const purposes = extKeyUsageOf(certificate);
	return extension?.critical === true && purposes?.length === 1 && purposes[0] === KEY_PURPOSE.timeStamping;
}
function checkIssuerPurpose(issuer, purpose) {
	if (purpose === "any" || purpose === "jar") return;
	const purposes = extKeyUsageOf(issuer);
	const wanted = purpose === "code-signing" ? KEY_PURPOSE.codeSigning : KEY_PURPOSE.timeStamping;
	if (purposes && !purposes.includes(wanted) && !purposes.includes(KEY_PURPOSE.any)) throw new CodecError("CERTIFICATE_PURPOSE", `${issuer.subjectName} does not issue certificates for ${purpose}`);
}
function isWeakKey({ family, bits }) {
	return (family === "rsa" || family === "dsa") && (bits ?? 0) < 1024;
}
function verifySignature(key, scheme, message, signature, allow = {}) {
	const options = verifyInput(key, scheme, allow);
	if (!options) return false;
	try {
		return verify(scheme.scheme === "eddsa" ? null : scheme.digest.name, message, options, signature);
	} catch {
		return false;
	}
}
async function verifySignatureStream(key, scheme, message, signature, allow = {}) {
	const options = verifyInput(key, scheme, allow);
	if (!options || scheme.scheme === "eddsa") return false;
	const verifier = createVerify(scheme.digest.name);
	for await (const chunk of message) verifier.update(chunk);
	try {
		return verifier.verify(options, signature);
	} catch {
		return false;
	}
}
const FAMILY = {
	"rsa-pkcs1": "rsa",
	"rsa-pss": "rsa",
	dsa: "dsa",
	ecdsa: "ec",
	eddsa: "ed25519"
};
function verifyInput(key, scheme, allow) {
	if (FAMILY[scheme.scheme] !== key.family || isWeakKey(key)) return null;
	if (key.explicitCurve && allow.explicitCurve !== "allowed") return null;
	try {
		const object = importSpki(key);
		if (scheme.scheme === "rsa-pss") return {
			key: object,
			padding: constants.RSA_PKCS1_PSS_PADDING,
			saltLength: scheme.saltLength ?? 20
		};
		return {
			key: object,
			dsaEncoding: "der"
		};
	} catch (error) {
		if (error instanceof CodecError) return null;
		throw error;
	}
}
function signatureAlgorithmName(key, scheme) {
	const row = SIGNATURE_ALGORITHMS.find((candidate) => candidate.scheme === scheme.scheme && candidate.key === key.kind && (scheme.scheme === "eddsa" || candidate.digest === scheme.digest.name));
	if (row) return row.id;
	return [
		scheme.scheme,
		FAMILY[scheme.scheme] === "ec" ? key.kind : null,
		scheme.digest.name
	].filter((word) => word !== null).join("-");
}
// packages/codec/src/x509/path-rules.ts
const UNDERSTOOD = Object.values(EXTENSION);
function checkLink(certificate, issuer) {
	const scheme = resolveSignatureScheme(certificate.signatureAlgorithm, null);
	if (scheme.digest.name === "md5") throw new CodecError("WEAK_ALGORITHM", `${certificate.subjectName} is certified with MD5`);
	checkKeyStrength(issuer);
	if (!verifySignature(issuer.publicKey, scheme, certificate.tbs, certificate.signature)) throw new CodecError("CHAIN_INVALID", `the certificate of ${certificate.subjectName} is not signed by its issuer`);
}
function checkKeyStrength({ publicKey, subjectName }) {
	if (publicKey.family === null || publicKey.explicitCurve) throw new CodecError("KEY_UNSUPPORTED", `the key of ${subjectName} ${publicKey.explicitCurve ? "has a curve of its own" : `is of the kind ${publicKey.algorithmOid}`}`);
	if (isWeakKey(publicKey)) throw new CodecError("WEAK_KEY", `the key of ${subjectName} has ${publicKey.bits} bits`);
}
function checkChain(chain, at, purpose) {
	const leaf = chain[0];
	const under = chain.slice(0, -1);
	for (const certificate of chain) checkKeyStrength(certificate);
	for (const certificate of under) checkExtensions(certificate);
	chain.slice(1).forEach((issuer, i) => {
		const below = chain.slice(1, i + 1).filter((certificate) => !isSelfIssued(certificate)).length;
		checkIssuer(issuer, below, issuer === chain.at(-1));
	});
	checkNameConstraints(chain);
	checkPolicies([...under].reverse());
	for (const certificate of under) checkValidity(certificate, at);
	for (const issuer of chain.slice(1, -1)) checkIssuerPurpose(issuer, purpose);
	checkLeafPurpose(leaf, purpose);
}
function checkExtensions(certificate) {
	const unknown = certificate.extensions.find(({ oid, critical }) => critical && !UNDERSTOOD.includes(oid));
	if (unknown) throw new CodecError("CHAIN_INVALID", `${certificate.subjectName} has the critical extension ${unknown.oid}`);
}
function checkIssuer(issuer, below, isAnchor) {
	const constraints = basicConstraintsOf(issuer);
	const versionOne = isAnchor && issuer.extensions.length === 0 && isSelfIssued(issuer);
	if (!constraints?.ca && !versionOne) throw new CodecError("CHAIN_INVALID", `${issuer.subjectName} is no authority and issued a certificate`);
	if (keyUsageOf(issuer)?.includes(KEY_USAGE.keyCertSign) === false) throw new CodecError("CHAIN_INVALID", `the key usage of ${issuer.subjectName} does not allow issuing certificates`);
	const pathLength = constraints?.pathLength ?? null;
	if (pathLength !== null && below > pathLength) throw new CodecError("CHAIN_INVALID", `${below} authorities under ${issuer.subjectName}, which allows ${pathLength}`);
}
function checkNameConstraints(chain) {
	const constraints = [];
	for (let i = chain.length - 1; i >= 0; i--) {
		const certificate = chain[i];
		if (!(i === chain.length - 1) && (i === 0 || !isSelfIssued(certificate))) checkNames(certificate, constraints);
		const own = i > 0 ? nameConstraintsOf(certificate) : null;
		if (own) constraints.push(own);
	}
}
function checkValidity({ notBefore, notAfter, subjectName }, at) {
	const details = {
		subject: subjectName,
		at: at.toISOString()
	};
	if (at > notAfter) throw new CodecError("CERTIFICATE_EXPIRED", `${subjectName} expired at ${notAfter.toISOString()}`, { details });
	if (at < notBefore) throw new CodecError("CERTIFICATE_NOT_YET_VALID", `${subjectName} begins at ${notBefore.toISOString()}`, { details });
}
// packages/codec/src/x509/revocation.ts
const LIST_EXTENSION = {
	issuingDistributionPoint: "2.5.29.28",
	deltaIndicator: "2.5.29.27"
};
function checkRevocation(chain, input) {
	if (chain.length === 1) return "not-checked";
	return chain.slice(0, -1).map((certificate, i) => isCovered(certificate, chain[i + 1], input)).every((one) => one) ? "good" : "not-checked";
}
function isCovered(certificate, issuer, input) {
	const covered = /* @__PURE__ */ new Set();
	for (const list of input.crls) {
		if (!sameName(list.issuer, certificate.issuer) || !isCurrent(list, input.at)) continue;
		try {
			const reasons = reasonsCovered(list, certificate);
			if (reasons === null || !isSignedFor(list, issuer, input)) continue;
			const entry = findRevoked(list, certificate.serial);
			if (entry && entry.reason !== CRL_REASON.removeFromCrl) refuseRevoked(certificate, entry, input.signedAt);
			for (const reason of reasons) covered.add(reason);
		} catch (error) {
			if (!(error instanceof CodecError) || error.code === "CERTIFICATE_REVOKED") throw error;
		}
	}
	return ALL_REASONS.every((reason) => covered.has(reason));
}
const ALL_REASONS = [
	1,
	2,
	3,
	4,
	5,
	6,
	7,
	8
];
function isCurrent({ thisUpdate, nextUpdate }, at) {
	return thisUpdate <= at && nextUpdate !== null && at <= nextUpdate;
}
function reasonsCovered(list, certificate) {
	let reasons = ALL_REASONS;
	for (const { oid, critical, value } of list.extensions) if (oid === LIST_EXTENSION.deltaIndicator) reasons = [];
	else if (oid === LIST_EXTENSION.issuingDistributionPoint) {
		const point = issuingDistributionPointOf(value, list.issuer);
		if (point.indirect || point.only === "attributes") return null;
		const isAuthority = basicConstraintsOf(certificate)?.ca ?? false;
		if (point.only && point.only === "authorities" !== isAuthority) return null;
		const { reasons: some, points } = point;
		reasons = points && !sharesPoint(points, certificate) ? [] : reasons.filter((one) => some?.includes(one) ?? true);
	} else if (critical && oid !== EXTENSION.authorityKeyIdentifier) return null;
	return reasons;
}
function sharesPoint(points, certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.crlDistributionPoints);
	const own = value ? distributionPointsOf(value, certificate.issuer) : [];
	return points.some((point) => own.some((candidate) => equalBytes(point, candidate)));
}
function isSignedFor(list, issuer, input) {
	const signer = [issuer, ...input.candidates.filter((candidate) => sameName(candidate.subject, list.issuer) && !equalBytes(candidate.der, issuer.der))].find((candidate) => isSignedBy(list, candidate));
	return signer !== void 0 && (signer === issuer || input.isListIssuer(signer));
}
function isSignedBy(list, signer) {
	const scheme = resolveSignatureScheme(list.signatureAlgorithm, null);
	if (scheme.digest.name === "md5" || keyUsageOf(signer)?.includes(KEY_USAGE.cRLSign) === false) return false;
	return verifySignature(signer.publicKey, scheme, list.tbs, list.signature);
}
const COMPROMISED = [
	CRL_REASON.keyCompromise,
	CRL_REASON.caCompromise,
	CRL_REASON.aaCompromise
];
function refuseRevoked(certificate, entry, signedAt) {
	const since = entry.invalidityDate && entry.invalidityDate < entry.date ? entry.invalidityDate : entry.date;
	if (signedAt && signedAt < since && !COMPROMISED.includes(entry.reason)) return;
	throw new CodecError("CERTIFICATE_REVOKED", `${certificate.subjectName} was revoked at ${entry.date.toISOString()}`, { details: {
		subject: certificate.subjectName,
		revokedAt: entry.date.toISOString(),
		reason: entry.reason
	} });
}
// packages/codec/src/x509/path.ts
const MAX_DEPTH = 10;
const MAX_LINKS = 100;
function verifyPath(input) {
	return new PathSearch(input, input.anchors.map(parseCertificate), (input.crls ?? []).flatMap(readCrl), true).find();
}
var PathSearch = class PathSearch {
	#input;
	#anchors;
	#lists;
	#listIssuers;
	#links = 0;
	#refused = null;
	#broken = null;
	constructor(input, anchors, lists, listIssuers) {
		this.#input = input;
		this.#anchors = anchors;
		this.#lists = lists;
		this.#listIssuers = listIssuers;
	}
	find() {
		const found = this.#extend([this.#input.leaf]);
		if (found) return found;
		throw this.#refused ?? this.#broken ?? this.#untrusted();
	}
	#untrusted() {
		const { leaf } = this.#input;
		return new CodecError("CHAIN_UNTRUSTED", `${leaf.subjectName} is not certified by anyone who is trusted`, { details: {
			subject: leaf.subjectName,
			issuer: leaf.issuerName
		} });
	}
	#extend(chain) {
		const last = chain.at(-1);
		if (this.#anchors.some((anchor) => equalBytes(anchor.der, last.der))) return this.#accept(chain);
		if (chain.length === MAX_DEPTH) return null;
		for (const issuer of this.#issuersOf(last)) {
			if (chain.some((certificate) => equalBytes(certificate.der, issuer.der))) continue;
			if (this.#links++ >= MAX_LINKS || !this.#isLinked(last, issuer)) continue;
			const found = this.#extend([...chain, issuer]);
			if (found) return found;
		}
		return null;
	}
	#accept(chain) {
		const { at, purpose, crlsAt = at, signedAt = null } = this.#input;
		return this.#attempt((error) => {
			this.#refused ??= error;
		}, () => {
			checkChain(chain, at, purpose);
			const candidates = this.#listIssuers ? [...this.#anchors, ...this.#input.intermediates] : [];
			return {
				chain,
				revocation: checkRevocation(chain, {
					crls: this.#lists,
					at: crlsAt,
					signedAt,
					candidates,
					isListIssuer: (candidate) => this.#isListIssuer(candidate)
				})
			};
		});
	}
	#isListIssuer(leaf) {
		try {
			new PathSearch({
				...this.#input,
				leaf,
				purpose: "any"
			}, this.#anchors, this.#lists, false).find();
			return true;
		} catch (error) {
			if (error instanceof CodecError) return false;
			throw error;
		}
	}
	#isLinked(certificate, issuer) {
		const note = (error) => {
			if (matchesKey(certificate, issuer) !== false) this.#broken ??= error;
		};
		return this.#attempt(note, () => {
			checkLink(certificate, issuer);
			return true;
		}) === true;
	}
	#attempt(note, check) {
		try {
			return check();
		} catch (error) {
			if (!(error instanceof CodecError)) throw error;
			note(error);
			return null;
		}
	}
	#issuersOf(certificate) {
		const named = [...this.#anchors, ...this.#input.intermediates].filter((candidate) => sameName(candidate.subject, certificate.issuer));
		const unlike = (candidate) => matchesKey(certificate, candidate) === false ? 1 : 0;
		return named.sort((a, b) => unlike(a) - unlike(b));
	}
};
function matchesKey(certificate, issuer) {
	try {
		const value = extensionValue(certificate.extensions, EXTENSION.authorityKeyIdentifier);
		const authority = value && new DerCursor(parseDer(value, "AuthorityKeyIdentifier"), "AuthorityKeyIdentifier").optional(128);
		const subject = subjectKeyIdentifierOf(issuer);
		return authority && subject ? equalBytes(authority.content, subject) : null;
	} catch (error) {
		if (error instanceof CodecError) return null;
		throw error;
	}
}
function readCrl(der) {
	try {
		return [parseCrl(der)];
	} catch (error) {
		if (error instanceof CodecError) return [];
		throw error;
	}
}
// packages/codec/src/cms/attributes.ts
function singleValue(attributes, oid) {
	const found = attributes.filter((attribute) => attribute.oid === oid);
	if (found.length === 0) return null;
	const value = found[0]?.values[0];
	if (found.length > 1 || !value || found[0]?.values.length !== 1) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", `attribute ${oid} must occur once, with one value`);
	return value;
}
function checkSignedAttributes(signer, contentType, contentDigest) {
	const attributes = signer.signedAttrs?.attributes ?? [];
	if (new Set(attributes.map(({ oid }) => oid)).size !== attributes.length) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "a signed attribute occurs twice");
	if (attributes.some(({ oid }) => oid === OID.counterSignature)) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "a countersignature among the signed attributes");
	const misplaced = signer.unsignedAttrs.find(({ oid }) => SIGNED_ONLY.includes(oid));
	if (misplaced) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", `attribute ${misplaced.oid} is not signed`);
	const type = singleValue(attributes, OID.contentType);
	if (!type || oidOf(type, "content-type") !== contentType) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "the signed content type is not that of the content");
	singleValue(attributes, OID.signingTime);
	checkAlgorithmProtection(signer, singleValue(attributes, OID.algorithmProtection));
	const digest = singleValue(attributes, OID.messageDigest);
	if (!digest) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "no message digest is signed");
	if (!equalBytes(octetsOf(digest, "message-digest"), contentDigest)) throw new CodecError("DIGEST_MISMATCH", "the content is not what was signed: its digest is another");
}
const SIGNED_ONLY = [
	OID.contentType,
	OID.messageDigest,
	OID.signingTime,
	OID.algorithmProtection,
	OID.signingCertificate,
	OID.signingCertificateV2
];
function checkAlgorithmProtection(signer, value) {
	if (!value) return;
	const cursor = new DerCursor(value, "CMSAlgorithmProtection");
	const digest = algorithmIdentifierOf(cursor.take("digestAlgorithm"), "digestAlgorithm");
	const implicit = cursor.take("signatureAlgorithm", 161);
	cursor.end();
	const signature = algorithmIdentifierOf({
		...implicit,
		tag: TAG.sequence
	}, "signatureAlgorithm");
	if (!sameAlgorithm(digest, signer.digestAlgorithm) || !sameAlgorithm(signature, signer.signatureAlgorithm)) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "the algorithms are not those that were signed");
}
function looksLikeSignedAttributes(node) {
	if (node.tag !== TAG.set) return false;
	try {
		const oids = childrenOf(node, "Attribute").map((child) => oidOf(new DerCursor(child, "Attribute").take("attrType"), "attrType"));
		return oids.includes(OID.contentType) && oids.includes(OID.messageDigest);
	} catch {
		return false;
	}
}
// packages/codec/src/cms/content.ts
function contentDigests(content, signedData) {
	const made = /* @__PURE__ */ new Map();
	return (algorithm) => {
		const digest = made.get(algorithm.name) ?? digestContent(content, signedData, algorithm);
		made.set(algorithm.name, digest);
		return digest;
	};
}
async function digestContent(content, signedData, digest) {
	if (content.kind === "embedded") return Uint8Array.from(createHash(digest.name).update(embedded(signedData)).digest());
	const [value] = await content.source.digest([{
		algorithm: digest.name,
		parts: content.parts
	}]);
	return value;
}
const CHUNK = 1 << 20;
async function* streamContent(content, signedData) {
	if (content.kind === "embedded") {
		yield embedded(signedData);
		return;
	}
	for (const part of content.parts) if (part.kind === "bytes") yield part.bytes;
	else if (part.kind === "inflate") yield inflateExactly(await content.source.read(part.start, part.end - part.start), part.size);
	else for (let at = part.start; at < part.end; at += CHUNK) yield await content.source.read(at, Math.min(CHUNK, part.end - at));
}
const MAX_ATTRIBUTES_LENGTH = 65536;
async function isSignedAttributes(content, signedData) {
	const chunks = [];
	let length = 0;
	for await (const chunk of streamContent(content, signedData)) {
		chunks.push(chunk);
		length += chunk.length;
		if (length > MAX_ATTRIBUTES_LENGTH) return false;
	}
	try {
		return looksLikeSignedAttributes(parseDer(concat(...chunks), "content"));
	} catch (error) {
		if (error instanceof CodecError) return false;
		throw error;
	}
}
function embedded({ eContent }) {
	if (!eContent) throw new CodecError("CONTENT_MISSING", "the signature holds no content");
	return eContent;
}
// packages/codec/src/cms/signing-certificate.ts
function checkSigningCertificate(signer, certificate) {
	const attributes = signer.signedAttrs?.attributes ?? [];
	const first = singleValue(attributes, OID.signingCertificate);
	const second = singleValue(attributes, OID.signingCertificateV2);
	for (const [value, version] of [[first, 1], [second, 2]]) if (value && !names(firstIdentifier(value), version, certificate)) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "the signature names another certificate as its signer");
}
function firstIdentifier(value) {
	return new DerCursor(new DerCursor(value, "SigningCertificate").take("certs", TAG.sequence), "certs").take("ESSCertID", TAG.sequence);
}
function names(identifier, version, certificate) {
	const cursor = new DerCursor(identifier, "ESSCertID");
	const named = version === 2 ? cursor.optional(TAG.sequence) : null;
	const digest = named ? digestOfIdentifier(algorithmIdentifierOf(named, "hashAlgorithm")) : null;
	const hash = octetsOf(cursor.take("certHash"), "certHash");
	const issuerSerial = cursor.optional(TAG.sequence);
	cursor.end();
	const algorithm = digest?.name ?? (version === 1 ? "sha1" : "sha256");
	if (!equalBytes(hash, createHash(algorithm).update(certificate.der).digest())) return false;
	return issuerSerial === null || isIssuerSerial(issuerSerial, certificate);
}
function isIssuerSerial(node, certificate) {
	const cursor = new DerCursor(node, "IssuerSerial");
	const names = childrenOf(cursor.take("issuer", TAG.sequence), "issuer");
	const serial = integerHexOf(cursor.take("serialNumber"), "serialNumber");
	const name = names[0];
	return names.length === 1 && name?.tag === 164 && sameName(parseDer(name.content, "directoryName").bytes, certificate.issuer) && serial === certificate.serial;
}
// packages/codec/src/cms/integrity.ts
const ALLOW = { explicitCurve: "allowed" };
async function checkIntegrity(signer, signedData, content, contentType, digests) {
	const first = signer.certificates[0];
	try {
		if (signedData.eContentType !== contentType) throw new CodecError("CONTENT_TYPE_MISMATCH", `content type ${signedData.eContentType} where ${contentType} belongs`);
		const certificate = signer.info.signedAttrs ? await checkAttributed(signer, signedData, digests) : await checkDirect(signer, signedData, content);
		if (!certificate) return {
			certificate: first,
			fault: codecFault("SIGNATURE_INVALID", "the signature does not verify")
		};
		checkSigningCertificate(signer.info, certificate);
		return {
			certificate,
			fault: null
		};
	} catch (error) {
		return {
			certificate: first,
			fault: faultOfError(error)
		};
	}
}
async function checkAttributed({ info, digest, scheme, certificates }, signedData, digests) {
	const signed = info.signedAttrs?.bytes;
	checkSignedAttributes(info, signedData.eContentType, await digests(digest));
	return certificates.find(({ publicKey }) => verifySignature(publicKey, scheme, signed, info.signature, ALLOW)) ?? null;
}
async function checkDirect({ info, scheme, certificates }, signedData, content) {
	if (signedData.eContentType !== OID.data) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "content of this type must be signed with attributes");
	if (await isSignedAttributes(content, signedData)) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "the content is the signed attributes of another signature");
	for (const certificate of certificates) {
		const stream = streamContent(content, signedData);
		if (await verifySignatureStream(certificate.publicKey, scheme, stream, info.signature, ALLOW)) return certificate;
	}
	return null;
}
// packages/codec/src/cms/signer.ts
const MAX_NAMESAKES = 2;
function resolveSigner(info, certificates) {
	const digest = digestOfIdentifier(info.digestAlgorithm);
	const scheme = resolveSignatureScheme(info.signatureAlgorithm, digest);
	const [first, ...others] = certificates.filter((certificate) => identifies(info.sid, certificate)).slice(0, MAX_NAMESAKES);
	if (!first) throw new CodecError("SIGNER_CERTIFICATE_MISSING", "the certificate of the signer is not in the signature");
	return {
		info,
		digest,
		scheme,
		certificates: [first, ...others]
	};
}
function identifies(sid, certificate) {
	if (sid.kind === "issuer-serial") return sid.serial === certificate.serial && sameName(sid.issuer, certificate.issuer);
	const identifier = subjectKeyIdentifierOf(certificate);
	return identifier !== null && equalBytes(identifier, sid.keyIdentifier);
}
function readableCertificates(ders) {
	return ders.flatMap((der) => {
		try {
			return [parseCertificate(der)];
		} catch (error) {
			if (error instanceof CodecError) return [];
			throw error;
		}
	});
}
// packages/codec/src/cms/timestamp-trust.ts
function trustedTimestamps(found, trust) {
	return inOrder(found.flatMap((one) => trustedWithRenewals(one, trust)));
}
function trustedWithRenewals(timestamp, trust) {
	const renewals = timestamp.renewals.flatMap((one) => trustedWithRenewals(one, trust));
	const held = timestamp.renewals.filter((one) => renewals.includes(one)).map(({ time }) => time);
	return isTrusted(timestamp, trust, null) || held.some((time) => isTrusted(timestamp, trust, time)) ? [timestamp, ...renewals] : [];
}
function isTrusted(timestamp, trust, renewedAt) {
	const { timestampAnchors, timestampAuthorities = [], at: now } = trust;
	if (hasPath(timestamp, timestampAnchors, [], renewedAt ?? now, trust, renewedAt)) return true;
	return timestampAuthorities.some((named) => isBy(timestamp, named, trust, renewedAt));
}
function isBy(timestamp, { chain, from, until }, trust, renewedAt) {
	const { time, authority } = timestamp;
	if (from !== null && time < from || until !== null && time > until) return false;
	const [first, ...issuers] = readableCertificates(chain);
	if (!first) return false;
	if (basicConstraintsOf(first)?.ca !== true && !equalBytes(first.der, authority.der)) return false;
	return hasPath(timestamp, chain.slice(-1), [first, ...issuers], time, trust, renewedAt);
}
function hasPath({ authority, certificates, purpose }, anchors, issuers, at, { crls, at: now }, renewedAt) {
	const intermediates = [...certificates, ...issuers];
	try {
		verifyPath({
			leaf: authority,
			intermediates,
			anchors,
			at,
			purpose,
			crls,
			crlsAt: now,
			signedAt: renewedAt
		});
		return true;
	} catch (error) {
		if (error instanceof CodecError) return false;
		throw error;
	}
}
function withRenewals(found) {
	return inOrder(found.flatMap((one) => [one, ...withRenewals(one.renewals)]));
}
function inOrder(timestamps) {
	return [...timestamps].sort((a, b) => a.time.getTime() - b.time.getTime());
}
function firstOfEachAuthority(timestamps) {
	const seen = [];
	return timestamps.filter(({ authority }) => {
		if (seen.some((other) => sameAuthority(other, authority))) return false;
		seen.push(authority);
		return true;
	});
}
function authorityFacts(timestamps) {
	return firstOfEachAuthority(timestamps).map(({ time, authority }) => ({
		time: time.toISOString().replace(".000Z", "Z"),
		authority: authority.subjectName
	}));
}
function decidingTimestamp(trusted, { timestampQuorum = 1 }) {
	return firstOfEachAuthority(trusted)[timestampQuorum - 1] ?? null;
}
function sameAuthority(one, other) {
	if (equalBytes(one.publicKey.spki, other.publicKey.spki)) return true;
	return one.subjectName === other.subjectName && one.issuerName === other.issuerName;
}
// packages/codec/src/cms/signed-data.ts
const MAX_CERTIFICATES = 100;
const MAX_SIGNERS = 50;
const MAX_ATTRIBUTES = 100;
function parseSignedData(bytes, options = {}) {
	const contentInfo = new DerCursor(options.trailing === "allowed" ? parseDerPrefix(bytes, "ContentInfo") : parseDer(bytes, "ContentInfo"), "ContentInfo");
	const type = oidOf(contentInfo.take("contentType"), "ContentInfo.contentType");
	if (type !== OID.signedData) throw new CodecError("CMS_MALFORMED", `content type ${type} where SignedData belongs`);
	const content = parseDer(contentInfo.take("content", 160).content, "SignedData");
	contentInfo.end();
	return signedDataOf(content);
}
function signedDataOf(node) {
	const cursor = new DerCursor(node, "SignedData");
	smallIntegerOf(cursor.take("version"), "SignedData.version");
	expectTag(cursor.take("digestAlgorithms"), TAG.set, "SignedData.digestAlgorithms");
	const encap = new DerCursor(cursor.take("encapContentInfo"), "EncapsulatedContentInfo");
	const eContentType = oidOf(encap.take("eContentType"), "eContentType");
	const explicit = encap.optional(160);
	encap.end();
	const eContentNode = explicit && explicit.content.length > 0 ? parseDer(explicit.content, "eContent") : null;
	const certificatesNode = cursor.optional(160);
	const crlsNode = cursor.optional(161);
	const signers = cursor.take("signerInfos", TAG.set);
	cursor.end();
	const certificates = certificatesNode ? childrenOf(certificatesNode, "certificates").filter((child) => child.tag === TAG.sequence) : [];
	const signerInfos = childrenOf(signers, "signerInfos");
	if (certificates.length > MAX_CERTIFICATES || signerInfos.length > MAX_SIGNERS) throw new CodecError("CMS_MALFORMED", `${certificates.length} certificates, ${signerInfos.length} signers: too many`);
	return {
		eContentType,
		eContent: eContentNode && contentOctets(eContentNode),
		eContentNode,
		certificates: certificates.map(({ bytes }) => bytes),
		crls: crlsNode ? childrenOf(crlsNode, "crls").map(({ bytes }) => bytes) : [],
		signerInfos: signerInfos.map(signerInfoOf)
	};
}
function contentOctets(node) {
	return node.tag === TAG.constructedOctetString ? octetsOf(node, "eContent") : node.content;
}
function signerInfoOf(node) {
	const cursor = new DerCursor(node, "SignerInfo");
	smallIntegerOf(cursor.take("version"), "SignerInfo.version");
	const sid = signerIdentifierOf(cursor.take("sid"));
	const digestAlgorithm = algorithmIdentifierOf(cursor.take("digestAlgorithm"), "digestAlgorithm");
	const signed = cursor.optional(160);
	const signatureAlgorithm = algorithmIdentifierOf(cursor.take("signatureAlgorithm"), "signatureAlgorithm");
	const signature = octetsOf(cursor.take("signature"), "SignerInfo.signature");
	const unsigned = cursor.optional(161);
	cursor.end();
	return {
		bytes: node.bytes,
		sid,
		digestAlgorithm,
		signedAttrs: signed && {
			bytes: encodeDer(TAG.set, signed.content),
			attributes: attributesOf(signed, "signedAttrs")
		},
		signatureAlgorithm,
		signature,
		unsignedAttrs: unsigned ? attributesOf(unsigned, "unsignedAttrs") : []
	};
}
function signerIdentifierOf(node) {
	if (node.tag === 128) return {
		kind: "key-identifier",
		keyIdentifier: node.content
	};
	const cursor = new DerCursor(node, "IssuerAndSerialNumber");
	const issuer = cursor.take("issuer", TAG.sequence);
	const serial = integerHexOf(cursor.take("serialNumber"), "serialNumber");
	cursor.end();
	return {
		kind: "issuer-serial",
		issuer: issuer.bytes,
		serial
	};
}
function attributesOf(node, field) {
	const attributes = childrenOf(node, field);
	if (attributes.length > MAX_ATTRIBUTES) throw new CodecError("CMS_MALFORMED", `${field}: too many attributes`);
	return attributes.map((child) => {
		const cursor = new DerCursor(child, "Attribute");
		const oid = oidOf(cursor.take("attrType"), "attrType");
		const values = childrenOf(cursor.take("attrValues", TAG.set), "attrValues");
		cursor.end();
		return {
			oid,
			values,
			bytes: child.bytes
		};
	});
}
// packages/codec/src/cms/tst-info.ts
function parseTstInfo(bytes) {
	const cursor = new DerCursor(parseDer(bytes, "TSTInfo", TAG.sequence), "TSTInfo");
	if (smallIntegerOf(cursor.take("version"), "version") !== 1) throw new CodecError("TIMESTAMP_INVALID", "TSTInfo of an unknown version");
	const policy = oidOf(cursor.take("policy"), "policy");
	const imprint = messageImprintOf(cursor.take("messageImprint"));
	const serial = integerHexOf(cursor.take("serialNumber"), "serialNumber");
	const time = timeOf(cursor.take("genTime", TAG.generalizedTime), "genTime");
	const accuracy = cursor.optional(TAG.sequence);
	const ordering = cursor.optional(TAG.boolean);
	const nonce = cursor.optional(TAG.integer);
	cursor.optional(160);
	const extensions = cursor.optional(161);
	cursor.end();
	if (extensions && extensionsOf({
		...extensions,
		tag: TAG.sequence
	}).some(({ critical }) => critical)) throw new CodecError("TIMESTAMP_INVALID", "the token has a critical extension that is not known");
	return {
		policy,
		imprint,
		serial,
		time,
		accuracy: accuracy && accuracyOf(accuracy),
		ordering: ordering ? booleanOf(ordering, "ordering") : false,
		nonce: nonce && integerHexOf(nonce, "nonce")
	};
}
function messageImprintOf(node) {
	const cursor = new DerCursor(node, "messageImprint");
	const digest = digestOfIdentifier(algorithmIdentifierOf(cursor.take("hashAlgorithm"), "hashAlgorithm"));
	const value = octetsOf(cursor.take("hashedMessage"), "hashedMessage");
	cursor.end();
	if (value.length !== digest.length) throw new CodecError("TIMESTAMP_INVALID", `an imprint of ${value.length} bytes for ${digest.name}`);
	return {
		digest: digest.name,
		value
	};
}
function encodeMessageImprint(imprint) {
	return encodeSequence(encodeDigestIdentifier(imprint.digest), encodeOctetString(imprint.value));
}
function accuracyOf(node) {
	const cursor = new DerCursor(node, "accuracy");
	const seconds = cursor.optional(TAG.integer);
	const millis = cursor.optional(128);
	const micros = cursor.optional(129);
	cursor.end();
	return (seconds ? smallIntegerOf(seconds, "seconds") * 1e3 : 0) + (millis ? smallIntegerOf(millis, "millis", 128) : 0) + (micros ? smallIntegerOf(micros, "micros", 129) / 1e3 : 0);
}
function encodeTstInfo(input) {
	return encodeSequence(encodeInteger(1), encodeOid(input.policy), encodeMessageImprint(input.imprint), encodeInteger(input.serial), encodeGeneralizedTime(input.time, true), ...input.accuracy === null ? [] : [encodeAccuracy(input.accuracy)], ...input.nonce === null ? [] : [encodeInteger(input.nonce)]);
}
function encodeAccuracy(milliseconds) {
	const seconds = Math.floor(milliseconds / 1e3);
	const rest = milliseconds % 1e3;
	const integer = (value) => parseDer(encodeInteger(value), "integer").content;
	return encodeDer(TAG.sequence, ...seconds > 0 ? [encodeInteger(seconds)] : [], ...rest > 0 ? [encodeContextPrimitive(0, integer(rest))] : []);
}
// packages/codec/src/cms/timestamp-token.ts
function verifyTimestampToken(token, message, certificates = []) {
	return verifySignedToken(token, message, certificates).facts;
}
function verifySignedToken(token, message, certificates) {
	return asTimestampError(() => {
		const signedData = parseSignedData(token);
		const [info, ...others] = signedData.signerInfos;
		if (signedData.eContentType !== OID.tstInfo || !signedData.eContentNode || !info || others.length > 0) throw new CodecError("TIMESTAMP_INVALID", "no timestamp token: its content is another, or it has not one signer");
		const content = octetsOf(signedData.eContentNode, "eContent");
		const tst = parseTstInfo(content);
		if (!equalBytes(tst.imprint.value, createHash(tst.imprint.digest).update(message).digest())) throw new CodecError("TIMESTAMP_INVALID", "the timestamp is of other data");
		const embedded = readableCertificates(signedData.certificates);
		const authority = signedBy(resolveSigner(info, [...embedded, ...certificates]), OID.tstInfo, content);
		if (!isTimestampAuthority(authority)) throw new CodecError("TIMESTAMP_INVALID", "the certificate is not for timestamping, critically and alone");
		const { policy, serial, nonce, accuracy, imprint, time } = tst;
		return {
			facts: {
				time,
				authority,
				policy,
				serial,
				nonce,
				accuracy,
				imprint,
				certificates: embedded
			},
			signer: info
		};
	});
}
function verifyCounterSignature(info, message, certificates) {
	return asTimestampError(() => {
		const authority = signedBy(resolveSigner(info, certificates), OID.data, message);
		if (!extKeyUsageOf(authority)?.includes(KEY_PURPOSE.timeStamping)) throw new CodecError("TIMESTAMP_INVALID", "the certificate is not for timestamping");
		const time = singleValue(info.signedAttrs?.attributes ?? [], OID.signingTime);
		if (!time) throw new CodecError("TIMESTAMP_INVALID", "the countersignature tells no time");
		return {
			time: timeOf(time, "signing-time"),
			authority
		};
	});
}
function signedBy(signer, contentType, content) {
	const { info, digest, scheme, certificates } = signer;
	const signed = info.signedAttrs;
	if (!signed) throw new CodecError("TIMESTAMP_INVALID", "the timestamp signs no attributes");
	checkSignedAttributes(info, contentType, createHash(digest.name).update(content).digest());
	const authority = certificates.find(({ publicKey }) => verifySignature(publicKey, scheme, signed.bytes, info.signature));
	if (!authority) throw new CodecError("TIMESTAMP_INVALID", "the timestamp's signature does not verify");
	checkSigningCertificate(info, authority);
	return authority;
}
function asTimestampError(check) {
	try {
		return check();
	} catch (cause) {
		if (!(cause instanceof ChanceryError) || cause.code === "TIMESTAMP_INVALID") throw cause;
		throw new CodecError("TIMESTAMP_INVALID", `the timestamp does not hold: ${cause.message}`, { cause });
	}
}
// packages/codec/src/cms/timestamps.ts
const MAX_TIMESTAMPS = 16;
function findTimestamps(signer, certificates) {
	const timestamps = [];
	const budget = { left: MAX_TIMESTAMPS };
	let fault = null;
	for (const attribute of signer.unsignedAttrs.filter(({ oid }) => TIMESTAMPS.includes(oid))) try {
		timestamps.push(...timestampsOf(attribute, signer.signature, certificates, budget));
	} catch (error) {
		if (!(error instanceof CodecError)) throw error;
		fault ??= codecFault("TIMESTAMP_INVALID", error.message);
	}
	return {
		timestamps: timestamps.sort(byTime),
		fault
	};
}
function parseTimestamps(tokens, signature) {
	const budget = { left: MAX_TIMESTAMPS };
	return tokens.map((token) => foundIn(token, signature, [], budget)).sort(byTime);
}
const TIMESTAMPS = [
	OID.timestampToken,
	OID.microsoftTimestampToken,
	OID.counterSignature
];
function timestampsOf({ oid, values }, signature, certificates, budget) {
	if (oid !== OID.counterSignature) return values.map(({ bytes }) => foundIn(bytes, signature, certificates, budget));
	return values.map((node) => {
		spend(budget);
		const { time, authority } = verifyCounterSignature(signerInfoOf(node), signature, certificates);
		return {
			time,
			authority,
			certificates,
			purpose: "legacy-timestamping",
			renewals: []
		};
	});
}
function foundIn(token, signature, certificates, budget) {
	spend(budget);
	const { facts, signer } = verifySignedToken(token, signature, certificates);
	const { time, authority, certificates: embedded } = facts;
	const renewals = signer.unsignedAttrs.filter(({ oid }) => oid === OID.timestampToken).flatMap(({ values }) => values.map(({ bytes }) => foundIn(bytes, signer.signature, [], budget)));
	return {
		time,
		authority,
		certificates: [...embedded, ...certificates],
		purpose: "timestamping",
		renewals
	};
}
function spend(budget) {
	budget.left--;
	if (budget.left < 0) throw new CodecError("TIMESTAMP_INVALID", "there are more timestamps than any signature has");
}
function byTime(a, b) {
	return a.time.getTime() - b.time.getTime();
}
// packages/codec/src/cms/evidence.ts
function cmsEvidence(signature) {
	if (signature.signedData.signerInfos.length === 0) return [brokenEvidence(codecFault("SIGNER_MISSING", "the signature has no signer"), signature.nested)];
	const certificates = readableCertificates(signature.signedData.certificates);
	const digests = contentDigests(signature.content, signature.signedData);
	return signature.signedData.signerInfos.map((signer) => new CmsEvidence(signature, signer, certificates, digests));
}
function brokenEvidence(fault, nested) {
	const report = reportOf({
		fault,
		nested
	});
	return {
		inspect: async () => report,
		verify: async () => ({
			...report,
			chain: "not-checked",
			revocation: "not-checked"
		})
	};
}
function reportOf(facts) {
	return {
		signer: null,
		signerKey: null,
		signerNames: [],
		weakDigest: false,
		digestAlgorithm: null,
		signatureAlgorithm: null,
		integrity: facts.fault ? "failed" : "ok",
		timestamp: null,
		timestamps: [],
		...facts
	};
}
var CmsEvidence = class {
	#signature;
	#signer;
	#certificates;
	#digests;
	#inspected = null;
	constructor(signature, signer, certificates, digests) {
		this.#digests = digests;
		this.#signature = signature;
		this.#signer = signer;
		this.#certificates = certificates;
	}
	async inspect() {
		return (await this.#inspect()).report;
	}
	#inspect() {
		this.#inspected ??= this.#look();
		return this.#inspected;
	}
	async #look() {
		const { signedData, content, contentType, nested } = this.#signature;
		let signer;
		try {
			signer = resolveSigner(this.#signer, this.#certificates);
		} catch (error) {
			return {
				report: reportOf({
					fault: this.#signature.fault ?? faultOfError(error),
					nested
				}),
				certificate: null,
				timestamps: []
			};
		}
		const { certificate, fault } = await checkIntegrity(signer, signedData, content, contentType, this.#digests);
		const found = findTimestamps(this.#signer, this.#certificates);
		return {
			report: reportOf({
				signer: certificateFacts(certificate),
				signerKey: signerKeyFacts(certificate),
				signerNames: alternativeNamesOf(certificate),
				weakDigest: this.#signature.weakContent || signer.digest.weak || signer.scheme.digest.weak,
				digestAlgorithm: signer.digest.name,
				signatureAlgorithm: signatureAlgorithmName(certificate.publicKey, signer.scheme),
				fault: this.#signature.fault ?? fault ?? found.fault,
				nested,
				...timestampFacts(withRenewals(found.timestamps))
			}),
			certificate,
			timestamps: found.timestamps
		};
	}
	async verify(verifier) {
		const { report, certificate, timestamps } = await this.#inspect();
		if (report.fault || !certificate) return {
			...report,
			...timestampFacts([]),
			chain: "not-checked",
			revocation: "not-checked"
		};
		const witnesses = trustedTimestamps(timestamps, verifier);
		const trusted = decidingTimestamp(witnesses, verifier);
		const at = trusted?.time ?? verifier.at;
		const judged = {
			...report,
			timestamp: authorityFacts(trusted ? [trusted] : [])[0] ?? null,
			timestamps: authorityFacts(witnesses)
		};
		try {
			const { revocation } = verifyPath({
				leaf: certificate,
				intermediates: this.#certificates,
				anchors: verifier.anchors,
				at,
				purpose: this.#signature.purpose,
				crls: [...verifier.crls, ...this.#signature.signedData.crls],
				crlsAt: verifier.at,
				signedAt: trusted?.time ?? null
			});
			return {
				...judged,
				chain: "trusted",
				revocation
			};
		} catch (error) {
			const fault = faultOfError(error);
			const revocation = fault.code === "CERTIFICATE_REVOKED" ? "revoked" : "not-checked";
			const unheard = fault.code === "CERTIFICATE_EXPIRED" && witnesses.length === 0 ? timestamps[0] : void 0;
			if (unheard) return {
				...judged,
				fault: untrustedTimestamp(fault, unheard),
				chain: "untrusted",
				revocation
			};
			const early = fault.code === "CERTIFICATE_NOT_YET_VALID" ? trusted : null;
			return {
				...judged,
				fault: early ? earlyTimestamp(fault, early) : fault,
				chain: "untrusted",
				revocation
			};
		}
	}
};
function timestampFacts(timestamps) {
	const facts = authorityFacts(timestamps);
	return {
		timestamp: facts[0] ?? null,
		timestamps: facts
	};
}
function earlyTimestamp(fault, { authority, time }) {
	return {
		...fault,
		message: `${fault.message}, and its timestamp by ${authority.subjectName} is of ${time.toISOString()}`,
		howToFix: "Find out whose clock was wrong, the certificate authority's or the timestamp authority's, and have the file signed again."
	};
}
function untrustedTimestamp(expired, { authority }) {
	return codecFault("TIMESTAMP_UNTRUSTED", `${expired.message}, and its timestamp by ${authority.subjectName} is not trusted`);
}
// packages/codec/src/cms/replace-timestamps.ts
const MAX_NESTING = 16;
async function replaceTimestamps(contentInfo, oid, change, depth = 0) {
	if (depth > MAX_NESTING) throw new CodecError("CMS_MALFORMED", "signatures are nested too deep");
	const outer = new DerCursor(parseDerPrefix(contentInfo, "ContentInfo"), "ContentInfo");
	const type = outer.take("contentType");
	const members = childrenOf(parseDer(outer.take("content", 160).content, "SignedData"), "SignedData");
	const signerInfos = members.at(-1);
	if (!signerInfos) throw new CodecError("SIGNER_MISSING", "the signature has no signer to carry timestamps");
	const signers = [];
	let changed = false;
	for (const node of childrenOf(signerInfos, "signerInfos")) {
		const signer = await changeSigner(node, oid, change, depth);
		signers.push(signer ?? node.bytes);
		changed ||= signer !== null;
	}
	if (!changed) return null;
	const signedData = encodeSequence(...members.slice(0, -1).map(({ bytes }) => bytes), encodeSetOf(...signers));
	return encodeSequence(type.bytes, encodeContext(0, signedData));
}
async function changeSigner(node, oid, change, depth) {
	const { signature, unsignedAttrs } = signerInfoOf(node);
	const tokens = unsignedAttrs.filter(hasTokens).flatMap(({ values }) => values.map(({ bytes }) => bytes));
	const wanted = await change(signature, tokens);
	const left = [...wanted ?? tokens];
	const attributes = [];
	let changed = wanted !== null;
	for (const attribute of unsignedAttrs) if (hasTokens(attribute)) attributes.push(encodeAttribute$1(attribute.oid, ...left.splice(0, attribute.values.length)));
	else if (attribute.oid === OID.nestedSignature) {
		const nested = await changeNested(attribute, oid, change, depth + 1);
		changed ||= nested !== null;
		attributes.push(nested ?? attribute.bytes);
	} else attributes.push(attribute.bytes);
	if (!changed) return null;
	attributes.push(...left.map((token) => encodeAttribute$1(oid, token)));
	return encodeSequence(...childrenOf(node, "SignerInfo").filter(({ tag }) => tag !== 161).map(({ bytes }) => bytes), encodeContext(1, ...sortEncodings(attributes)));
}
async function changeNested({ values }, oid, change, depth) {
	const signatures = [];
	let changed = false;
	for (const { bytes } of values) {
		const signature = await replaceTimestamps(bytes, oid, change, depth);
		signatures.push(signature ?? bytes);
		changed ||= signature !== null;
	}
	return changed ? encodeAttribute$1(OID.nestedSignature, ...signatures) : null;
}
function hasTokens({ oid }) {
	return oid === OID.timestampToken || oid === OID.microsoftTimestampToken;
}
function withRenewal(token, renewal) {
	return replaceUnsignedAttributes(token, (attributes) => [...attributes, encodeAttribute$1(OID.timestampToken, renewal)]);
}
async function renewToken(token, message, renew) {
	const [signer] = parseSignedData(token).signerInfos;
	if (!signer) throw new CodecError("SIGNER_MISSING", "the timestamp has no signer");
	const { signature } = signer;
	const renewals = signer.unsignedAttrs.filter(hasTokens).flatMap(({ values }) => values);
	if (renewals.length === 0) return withRenewal(token, await renew({
		message,
		token,
		signature
	}));
	const times = renewals.map(({ bytes }) => verifyTimestampToken(bytes, signature).time.getTime());
	const newest = times.indexOf(Math.max(...times));
	return await replaceTimestamps(token, OID.timestampToken, async (_, inner) => inner.with(newest, await renewToken(inner[newest], signature, renew)));
}
// packages/codec/src/cose/sign1.ts
const COSE_HEADER = {
	alg: 1,
	crit: 2,
	contentType: 3,
	kid: 4,
	cwtClaims: 15,
	x5chain: 33
};
const SIGN1_TAG = 18;
function coseSign1Message(protectedBytes, payload) {
	return encodeCbor([
		"Signature1",
		protectedBytes,
		/* @__PURE__ */ new Uint8Array(),
		payload
	]);
}
function encodeCoseSign1({ protectedBytes, unprotectedHeaders, payload, signature }) {
	return encodeCbor({
		tag: SIGN1_TAG,
		value: [
			protectedBytes,
			unprotectedHeaders,
			payload,
			signature
		]
	});
}
function parseCoseSign1(bytes) {
	const sign1 = parseCbor(bytes);
	if (!isCborTag(sign1) || sign1.tag !== SIGN1_TAG || !Array.isArray(sign1.value) || sign1.value.length !== 4) malformed$2("it is no COSE_Sign1 with its tag");
	const [protectedBytes, unprotectedHeaders, payload, signature] = sign1.value;
	if (!(protectedBytes instanceof Uint8Array)) malformed$2("its protected headers are no byte string");
	const protectedHeaders = parseCbor(protectedBytes);
	if (!isCborMap(protectedHeaders) || !isCborMap(unprotectedHeaders)) malformed$2("its headers are no maps");
	if ([...unprotectedHeaders.keys()].some((label) => protectedHeaders.has(label))) malformed$2("a label stands in both of its headers");
	if (payload !== null && !(payload instanceof Uint8Array)) malformed$2("its payload is no byte string");
	if (!(signature instanceof Uint8Array)) malformed$2("its signature is no byte string");
	return {
		protectedBytes,
		protectedHeaders,
		unprotectedHeaders,
		payload,
		signature
	};
}
function malformed$2(why) {
	throw new CodecError("COSE_MALFORMED", `a COSE message that is none: ${why}`);
}
// packages/codec/src/cose/signature-value.ts
function rawSignatureValue(algorithm, value) {
	const { fieldLength } = keyAlgorithm(algorithm.key);
	if (fieldLength === null) return value;
	try {
		const cursor = new DerCursor(parseDer(value, "Ecdsa-Sig-Value", TAG.sequence), "Ecdsa-Sig-Value");
		const halves = [cursor.take("r", TAG.integer).content, cursor.take("s", TAG.integer).content];
		cursor.end();
		const raw = new Uint8Array(2 * fieldLength);
		halves.forEach((half, index) => {
			const magnitude = half[0] === 0 ? half.subarray(1) : half;
			if (magnitude.length > fieldLength) throw new CodecError("SIGNATURE_INVALID", "an ECDSA value beyond its field");
			raw.set(magnitude, (index + 1) * fieldLength - magnitude.length);
		});
		return raw;
	} catch (cause) {
		throw new CodecError("SIGNATURE_INVALID", "the key gave no ECDSA value", { cause });
	}
}
function derSignatureValue(algorithm, raw) {
	const { fieldLength } = keyAlgorithm(algorithm.key);
	if (fieldLength === null) return raw;
	if (raw.length !== 2 * fieldLength) return null;
	return encodeSequence(encodeInteger(raw.subarray(0, fieldLength)), encodeInteger(raw.subarray(fieldLength)));
}
// packages/codec/src/strict-json.ts
function parseStrictJson(text, options = {}) {
	const { maxLength = 64 << 20, maxDepth = 64 } = options;
	if (text.length > maxLength) throw new CodecError("JSON_MALFORMED", `JSON of ${text.length} characters is too long`);
	const reader = new JsonReader(text, maxDepth);
	const value = reader.value(0);
	reader.end();
	return value;
}
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERALS = [
	["true", true],
	["false", false],
	["null", null]
];
var JsonReader = class {
	#text;
	#maxDepth;
	#at = 0;
	constructor(text, maxDepth) {
		this.#text = text;
		this.#maxDepth = maxDepth;
	}
	value(depth) {
		if (depth > this.#maxDepth) this.#fail("nested too deep");
		this.#skipSpace();
		switch (this.#text[this.#at]) {
			case "{": return this.#object(depth);
			case "[": return this.#array(depth);
			case "\"": return this.#string();
			default: return this.#scalar();
		}
	}
	end() {
		this.#skipSpace();
		if (this.#at < this.#text.length) this.#fail("goes on after its end");
	}
	#object(depth) {
		const object = {};
		const names = /* @__PURE__ */ new Set();
		this.#each("}", () => {
			this.#skipSpace();
			if (this.#text[this.#at] !== "\"") this.#fail("a member without a name");
			const name = this.#string();
			if (names.has(name)) this.#fail("a member occurs twice");
			names.add(name);
			this.#skipSpace();
			if (this.#text[this.#at++] !== ":") this.#fail("a member without a value");
			const value = this.value(depth + 1);
			Object.defineProperty(object, name, {
				value,
				enumerable: true,
				configurable: true,
				writable: true
			});
		});
		return object;
	}
	#array(depth) {
		const array = [];
		this.#each("]", () => array.push(this.value(depth + 1)));
		return array;
	}
	#each(close, read) {
		this.#at++;
		this.#skipSpace();
		if (this.#text[this.#at] === close) {
			this.#at++;
			return;
		}
		for (;;) {
			read();
			this.#skipSpace();
			const next = this.#text[this.#at++];
			if (next === close) return;
			if (next !== ",") this.#fail("a comma is missing");
		}
	}
	#string() {
		const start = this.#at++;
		let isPlain = true;
		for (;;) {
			const code = this.#text.charCodeAt(this.#at++);
			if (code === 34) break;
			if (code === 92) {
				isPlain = false;
				this.#at++;
			}
			if (Number.isNaN(code) || code < 32) this.#fail("a string that does not end");
		}
		const value = isPlain ? this.#text.slice(start + 1, this.#at - 1) : this.#unescaped(start);
		if (!value.isWellFormed()) this.#fail("a lone surrogate");
		return value;
	}
	#unescaped(start) {
		try {
			return JSON.parse(this.#text.slice(start, this.#at));
		} catch (cause) {
			throw new CodecError("JSON_MALFORMED", `a bad string at ${start}`, { cause });
		}
	}
	#scalar() {
		for (const [word, value] of LITERALS) if (this.#text.startsWith(word, this.#at)) {
			this.#at += word.length;
			return value;
		}
		NUMBER.lastIndex = this.#at;
		const [digits] = NUMBER.exec(this.#text) ?? this.#fail("no value");
		this.#at += digits.length;
		const number = Number(digits);
		if (!Number.isFinite(number)) this.#fail("a number beyond all");
		return number;
	}
	#skipSpace() {
		for (;;) {
			const code = this.#text.charCodeAt(this.#at);
			if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
			this.#at++;
		}
	}
	#fail(why) {
		throw new CodecError("JSON_MALFORMED", `JSON at ${this.#at}: ${why}`);
	}
};
// packages/codec/src/json-members.ts
var JsonMembers = class JsonMembers {
	#members;
	#fault;
	#what;
	constructor(value, fault, what) {
		if (!isJsonObject(value)) throw fault(`${what} is no JSON object`);
		this.#members = value;
		this.#fault = fault;
		this.#what = what;
	}
	has(name) {
		return this.value(name) !== null;
	}
	value(name) {
		return Object.hasOwn(this.#members, name) ? this.#members[name] ?? null : null;
	}
	names() {
		return Object.keys(this.#members);
	}
	whole() {
		return this.#members;
	}
	object(name) {
		return new JsonMembers(this.value(name), this.#fault, `${this.#what}.${name}`);
	}
	list(name) {
		const value = this.value(name);
		return Array.isArray(value) ? value : this.fail(name);
	}
	text(name) {
		const value = this.value(name);
		return typeof value === "string" ? value : this.fail(name);
	}
	count(name) {
		const value = this.value(name);
		return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : this.fail(name);
	}
	base64(name) {
		return this.decoded(name, fromBase64);
	}
	decoded(name, decode) {
		try {
			return decode(this.text(name));
		} catch (error) {
			if (error instanceof TypeError) return this.fail(name);
			throw error;
		}
	}
	texts(name) {
		if (!this.has(name)) return {};
		const members = this.object(name);
		return Object.fromEntries(members.names().map((key) => [key, members.text(key)]));
	}
	fail(name) {
		throw this.#fault(`${this.#what}.${name} is missing, or not what it should be`);
	}
};
function parseJsonMembers(bytes, fault, what) {
	let value;
	try {
		value = parseStrictJson(fromUtf8(bytes));
	} catch (cause) {
		throw fault(`${what} is not JSON that all readers agree on`, { cause });
	}
	return new JsonMembers(value, fault, what);
}
// packages/codec/src/oci.ts
const IMAGE_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const IMAGE_INDEX = "application/vnd.oci.image.index.v1+json";
const DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
const DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";
const EMPTY_CONFIG = "application/vnd.oci.empty.v1+json";
const MAX_MANIFEST = 4194304;
function descriptorIn(members) {
	const mediaType = members.text("mediaType");
	const digest = members.text("digest");
	if (!isDigest(digest)) members.fail("digest");
	const size = members.count("size");
	const artifactType = members.has("artifactType") ? members.text("artifactType") : "";
	const annotations = members.has("annotations") ? members.texts("annotations") : null;
	return {
		mediaType,
		digest,
		size,
		...artifactType ? { artifactType } : {},
		...annotations ? { annotations } : {}
	};
}
const LENGTHS = {
	sha256: 64,
	sha512: 128
};
function isDigest(text) {
	const [, algorithm = "", hex = ""] = /^([a-z0-9]+):([0-9a-f]+)$/.exec(text) ?? [];
	return Object.hasOwn(LENGTHS, algorithm) && hex.length === LENGTHS[algorithm];
}
function ociDigest(bytes) {
	return `sha256:${toHex(createHash("sha256").update(bytes).digest())}`;
}
// packages/codec/src/pem.ts
function parsePem(text) {
	const blocks = [];
	for (const [, label, body, end] of text.matchAll(/-----BEGIN ([A-Z0-9 #]+)-----([^-]*)-----END ([A-Z0-9 #]+)-----/g)) {
		if (label !== end) throw new CodecError("PEM_MALFORMED", `BEGIN ${label} ends with END ${end}`);
		try {
			blocks.push({
				label,
				bytes: fromBase64(body.replace(/\s+/g, ""))
			});
		} catch (cause) {
			throw new CodecError("PEM_MALFORMED", `${label}: not base64`, { cause });
		}
	}
	if (blocks.length !== text.split("-----BEGIN ").length - 1) throw new CodecError("PEM_MALFORMED", "a block is cut short");
	return blocks;
}
function encodePem(label, bytes) {
	return `-----BEGIN ${label}-----\n${(toBase64(bytes).match(/.{1,64}/g) ?? []).join("\n")}\n-----END ${label}-----\n`;
}
// packages/codec/src/x509/build.ts
function buildCertificateContent(content) {
	return encodeSequence(encodeContext(0, encodeInteger(2)), encodeInteger(content.serialNumber), encodeSignatureIdentifier(signatureAlgorithm(content.algorithm), "certificate"), content.issuer, encodeSequence(encodeTime(content.notBefore), encodeTime(content.notAfter)), content.subject, content.publicKey, encodeContext(3, encodeSequence(...content.extensions)));
}
function buildRequestContent(subject, publicKey) {
	return encodeSequence(encodeInteger(0), subject, publicKey, encodeContext(0));
}
function buildSigned(content, algorithm, signature) {
	return encodeSequence(content, encodeSignatureIdentifier(signatureAlgorithm(algorithm), "certificate"), encodeBitString(signature));
}
function encodeExtension(oid, critical, value) {
	return encodeSequence(encodeOid(oid), ...critical ? [encodeBoolean(true)] : [], encodeOctetString(value));
}
function encodeBasicConstraints(authority) {
	return encodeExtension(EXTENSION.basicConstraints, true, encodeSequence(...authority ? [encodeBoolean(true)] : []));
}
function encodeKeyUsage(...bits) {
	return encodeExtension(EXTENSION.keyUsage, true, encodeNamedBits(bits));
}
function encodeExtKeyUsage(purposes, critical) {
	return encodeExtension(EXTENSION.extKeyUsage, critical, encodeSequence(...purposes.map(encodeOid)));
}
function encodeSubjectKeyIdentifier(publicKey) {
	return encodeExtension(EXTENSION.subjectKeyIdentifier, false, encodeOctetString(keyIdentifier(publicKey)));
}
function encodeAuthorityKeyIdentifier(issuerKey) {
	const identifier = encodeContextPrimitive(0, keyIdentifier(issuerKey));
	return encodeExtension(EXTENSION.authorityKeyIdentifier, false, encodeSequence(identifier));
}
function keyIdentifier(publicKey) {
	const cursor = new DerCursor(parseDer(publicKey, "SubjectPublicKeyInfo", TAG.sequence), "SubjectPublicKeyInfo");
	cursor.take("algorithm");
	const bits = bitStringBytesOf(cursor.take("subjectPublicKey", TAG.bitString), "subjectPublicKey");
	return createHash("sha1").update(bits).digest();
}
// packages/codec/src/x509/name-text.ts
const BY_NAME = new Map([...Object.entries(SHORT_NAMES).map(([oid, name]) => [name.toLowerCase(), oid]), ["e", "1.2.840.113549.1.9.1"]]);
const STRING_TAGS = {
	"2.5.4.5": TAG.printableString,
	"2.5.4.6": TAG.printableString,
	"0.9.2342.19200300.100.1.25": TAG.ia5String,
	"1.2.840.113549.1.9.1": TAG.ia5String
};
const COUNTRY = "2.5.4.6";
const OBJECT_IDENTIFIER = /^[0-2](?:\.(?:0|[1-9]\d*))+$/;
const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/;
const ASCII = /^[\x20-\x7e]*$/;
function encodeName(text) {
	const rdns = [[]];
	let rest = text;
	for (;;) {
		const attribute = /^ *([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+) *= */.exec(rest);
		if (!attribute) return null;
		const value = takeValue(rest.slice(attribute[0].length));
		const encoded = value && encodeAttribute(attribute[1], value.value);
		if (!encoded) return null;
		rdns.at(-1)?.push(encoded);
		const separator = value.rest[0];
		if (separator === void 0) break;
		if (separator === ",") rdns.push([]);
		rest = value.rest.slice(1);
	}
	return encodeSequence(...rdns.reverse().map((attributes) => encodeSetOf(...attributes)));
}
function takeValue(text) {
	const hex = /^#((?:[0-9A-Fa-f]{2})+) *(?=[,+]|$)/.exec(text);
	if (hex) {
		const der = fromHex(hex[1].toLowerCase());
		return isDer(der) ? {
			value: { der },
			rest: text.slice(hex[0].length)
		} : null;
	}
	const quoted = /^"((?:[^"\\]|\\.)*)" *(?=[,+]|$)/su.exec(text);
	const plain = /^(?!#)((?:[^"\\,+;<>\0]|\\.)+)(?=[,+]|$)/su.exec(text);
	const found = quoted ?? plain;
	if (!found) return null;
	const inner = found[1];
	const meant = unescaped(quoted ? inner : inner.replace(/(?<!\\)((?:\\\\)*) +$/, "$1"));
	return meant ? {
		value: { text: meant },
		rest: text.slice(found[0].length)
	} : null;
}
function isDer(bytes) {
	try {
		parseDer(bytes, "value");
		return true;
	} catch {
		return false;
	}
}
function unescaped(text) {
	const parts = text.match(/(?:\\[0-9A-Fa-f]{2})+|\\[ "#+,;<=>\\]|[^\\]+/gsu) ?? [];
	if (parts.join("") !== text) return null;
	const bytes = parts.map((part) => {
		if (!part.startsWith("\\")) return utf8(part);
		return /^\\[0-9A-Fa-f]{2}/.test(part) ? fromHex(part.replaceAll("\\", "").toLowerCase()) : utf8(part.slice(1));
	});
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(concat(...bytes));
	} catch {
		return null;
	}
}
function encodeAttribute(type, value) {
	const oid = OBJECT_IDENTIFIER.test(type) ? type : BY_NAME.get(type.toLowerCase());
	if (oid === void 0) return null;
	const encoded = "der" in value ? value.der : encodeString(oid, value.text);
	return encoded && encodeSequence(encodeOid(oid), encoded);
}
function encodeString(oid, text) {
	if (oid === COUNTRY && !/^[A-Za-z]{2}$/.test(text)) return null;
	const tag = STRING_TAGS[oid];
	if (tag === void 0) return encodeUtf8String(text);
	return (tag === TAG.printableString ? PRINTABLE : ASCII).test(text) ? encodeDer(tag, utf8(text)) : null;
}
// packages/codec/src/zip/entry.ts
const ZIP_SIGNATURE = {
	localHeader: 67324752,
	dataDescriptor: 134695760,
	centralHeader: 33639248,
	end: 101010256,
	zip64End: 101075792,
	zip64Locator: 117853008
};
const ZIP_METHOD = {
	stored: 0,
	deflated: 8
};
const ZIP_FLAG = {
	encrypted: 1,
	descriptor: 8,
	strongEncryption: 64,
	utf8: 2048
};
const ZIP64_MARK = 4294967295;
const ZIP64_MARK16 = 65535;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
const PRINTED_LENGTH = 200;
const PLAIN = /^[ !#-[\]-~]{0,200}$/;
function printableName(name) {
	if (PLAIN.test(name)) return `"${name}"`;
	const cut = name.length > PRINTED_LENGTH ? `${name.slice(0, PRINTED_LENGTH)}…` : name;
	const escaped = (character) => `\\u{${character.codePointAt(0).toString(16)}}`;
	return `"${cut.replace(/["\\]/g, "\\$&").replace(UNPRINTABLE, escaped)}"`;
}
// packages/codec/src/zip/errors.ts
const ZIP_ERRORS = {
	ZIP_MALFORMED: {
		family: "malformed",
		howToFix: "The archive is damaged, cut short or made to mislead: build or download it again."
	},
	ZIP_OVERLAP: {
		family: "malformed",
		howToFix: "Do not use the archive: its entries share bytes, which only hostile archives do. Build it again."
	},
	ZIP_DUPLICATE: {
		family: "malformed",
		howToFix: "Build the archive anew with each name once: programs disagree about which of two entries counts."
	},
	ZIP_BOMB: {
		family: "malformed",
		howToFix: "Do not unpack the archive: it claims to inflate to far more than any real content of its size."
	},
	ZIP_TOO_LARGE: {
		family: "malformed",
		howToFix: "Split the archive, or sign it with `--format blob`: a part of it is beyond what is read into memory."
	},
	ZIP_UNSUPPORTED: {
		family: "malformed",
		howToFix: "Build the archive anew in one part, stored or deflated, without encryption and with names in UTF-8."
	}
};
var ZipError = class extends ChanceryError {
	constructor(code, message, options) {
		super(ZIP_ERRORS, code, message, options);
		this.name = "ZipError";
	}
};
// packages/codec/src/zip/end-record.ts
const END_LENGTH = 22;
const LOCATOR_LENGTH = 20;
const ZIP64_END_LENGTH = 56;
const MAX_COMMENT = 65535;
async function readZipEnd(source) {
	const length = Math.min(source.size, 65577);
	const tail = await source.read(source.size - length, length);
	const at = findEnd(tail);
	const position = source.size - length + at;
	const reader = new ByteReader(tail, source.size - length).at(at + 4);
	const disk = reader.u16le("end.numberOfThisDisk");
	const directoryDisk = reader.u16le("end.diskOfDirectory");
	const diskCount = reader.u16le("end.entriesOnThisDisk");
	const count = reader.u16le("end.entries");
	const size = reader.u32le("end.directorySize");
	const start = reader.u32le("end.directoryOffset");
	const comment = Uint8Array.from(tail.subarray(at + END_LENGTH));
	const plain = {
		disk,
		directoryDisk,
		diskCount,
		count,
		size,
		start
	};
	if (!(at >= LOCATOR_LENGTH && signatureAt(tail, at - LOCATOR_LENGTH) === ZIP_SIGNATURE.zip64Locator)) return placed(plain, position, comment);
	const zip64 = await readZip64End(source, new ByteReader(tail.subarray(at - LOCATOR_LENGTH, at), position - LOCATOR_LENGTH), position - LOCATOR_LENGTH);
	for (const field of [
		"disk",
		"directoryDisk",
		"diskCount",
		"count"
	]) agree(field, plain[field], ZIP64_MARK16);
	for (const field of ["size", "start"]) agree(field, plain[field], ZIP64_MARK);
	return placed(zip64, zip64.position, comment);
	function agree(field, value, mark) {
		if (value !== mark && value !== zip64[field]) throw malformed$1(`the end record says ${field} ${value}, the ZIP64 one ${zip64[field]}`);
	}
}
function findEnd(tail) {
	let found = -1;
	let seen = false;
	for (let at = tail.length - END_LENGTH; at >= Math.max(0, tail.length - END_LENGTH - MAX_COMMENT); at--) {
		if (signatureAt(tail, at) !== ZIP_SIGNATURE.end) continue;
		seen = true;
		const commentLength = tail[at + 20] | tail[at + 21] << 8;
		if (at + END_LENGTH + commentLength !== tail.length) continue;
		if (found >= 0) throw malformed$1("two records could each be the end of the archive");
		found = at;
	}
	if (found >= 0) return found;
	throw malformed$1(seen ? "there are bytes behind the end of the archive" : "the archive has no end record");
}
async function readZip64End(source, locator, locatorStart) {
	const disk = locator.skip(4, "locator.signature").u32le("locator.disk");
	const position = wide(locator, "locator.zip64EndOffset");
	const disks = locator.u32le("locator.disks");
	if (disk !== 0 || disks > 1) throw new ZipError("ZIP_UNSUPPORTED", "the archive is in several parts");
	if (position > locatorStart - ZIP64_END_LENGTH) throw malformed$1("the ZIP64 end record is not where its locator says");
	const reader = new ByteReader(await source.read(position, ZIP64_END_LENGTH), position);
	const signature = reader.u32le("zip64End.signature");
	const length = wide(reader, "zip64End.size");
	if (signature !== ZIP_SIGNATURE.zip64End || position + 12 + length !== locatorStart) throw malformed$1("the ZIP64 end record is not where its locator says");
	reader.skip(4, "zip64End.versions");
	return {
		position,
		disk: reader.u32le("zip64End.disk"),
		directoryDisk: reader.u32le("zip64End.diskOfDirectory"),
		diskCount: wide(reader, "zip64End.entriesOnThisDisk"),
		count: wide(reader, "zip64End.entries"),
		size: wide(reader, "zip64End.directorySize"),
		start: wide(reader, "zip64End.directoryOffset")
	};
}
function placed(place, endOfDirectory, comment) {
	if (place.disk !== 0 || place.directoryDisk !== 0 || place.diskCount !== place.count) throw new ZipError("ZIP_UNSUPPORTED", "the archive is in several parts");
	if (place.start > endOfDirectory || place.start + place.size !== endOfDirectory) throw malformed$1(`the directory is said to be ${place.size} bytes at ${place.start}, and its end is ${endOfDirectory}`);
	return {
		count: place.count,
		start: place.start,
		end: endOfDirectory,
		comment
	};
}
function wide(reader, field) {
	try {
		return reader.u64le(field);
	} catch (cause) {
		throw new ZipError("ZIP_MALFORMED", `${field}: cut short, or beyond any file`, { cause });
	}
}
function signatureAt(bytes, at) {
	if (at < 0 || at + 4 > bytes.length) return -1;
	const [a, b, c, d] = [
		bytes[at],
		bytes[at + 1],
		bytes[at + 2],
		bytes[at + 3]
	];
	return (a | b << 8 | c << 16 | d << 24) >>> 0;
}
function malformed$1(message) {
	return new ZipError("ZIP_MALFORMED", message);
}
function encodeZipEnd(end) {
	const size = end.end - end.start;
	const needsZip64 = end.count >= 65535 || size >= 4294967295 || end.start >= 4294967295;
	const record = new DataView(new ArrayBuffer(END_LENGTH));
	record.setUint32(0, ZIP_SIGNATURE.end, true);
	record.setUint16(8, Math.min(end.count, ZIP64_MARK16), true);
	record.setUint16(10, Math.min(end.count, ZIP64_MARK16), true);
	record.setUint32(12, Math.min(size, ZIP64_MARK), true);
	record.setUint32(16, Math.min(end.start, ZIP64_MARK), true);
	record.setUint16(20, end.comment.length, true);
	const plain = new Uint8Array(record.buffer);
	return concat(needsZip64 ? encodeZip64End(end, size) : /* @__PURE__ */ new Uint8Array(), plain, end.comment);
}
function encodeZip64End(end, size) {
	const view = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(76));
	view.setUint32(0, ZIP_SIGNATURE.zip64End, true);
	view.setBigUint64(4, BigInt(44), true);
	view.setUint16(12, 813, true);
	view.setUint16(14, 45, true);
	view.setBigUint64(24, BigInt(end.count), true);
	view.setBigUint64(32, BigInt(end.count), true);
	view.setBigUint64(40, BigInt(size), true);
	view.setBigUint64(48, BigInt(end.start), true);
	view.setUint32(ZIP64_END_LENGTH, ZIP_SIGNATURE.zip64Locator, true);
	view.setBigUint64(64, BigInt(end.end), true);
	view.setUint32(72, 1, true);
	return new Uint8Array(view.buffer);
}
// packages/codec/src/zip/extra-field.ts
function findZip64Extra(extra) {
	let found = null;
	for (let at = 0; at + 4 <= extra.length;) {
		const id = extra[at] | extra[at + 1] << 8;
		const end = at + 4 + (extra[at + 2] | extra[at + 3] << 8);
		if (end > extra.length) break;
		if (id === 1) {
			if (found) throw new ZipError("ZIP_MALFORMED", "a header has two ZIP64 extra fields");
			found = {
				start: at + 4,
				end
			};
		}
		at = end;
	}
	return found;
}
function widen(numbers, extra) {
	const place = numbers.size === 4294967295 || numbers.compressedSize === 4294967295 || numbers.start === 4294967295 ? findZip64Extra(extra) : null;
	if (!place) return numbers;
	const reader = new ByteReader(extra.subarray(place.start, place.end));
	const take = (value, field) => value === 4294967295 ? wide(reader, field) : value;
	return {
		size: take(numbers.size, "zip64.size"),
		compressedSize: take(numbers.compressedSize, "zip64.compressedSize"),
		start: take(numbers.start, "zip64.localHeaderOffset")
	};
}
const MAX_ENTRIES = 5e5;
const MAX_DIRECTORY = 67108864;
const MAX_EXPANSION = 1032;
const BOMB_FLOOR = 268435456;
const BOMB_RATIO = 100;
async function readZipCentral(source) {
	const end = await readZipEnd(source);
	const length = end.end - end.start;
	if (length > MAX_DIRECTORY || end.count > MAX_ENTRIES) throw new ZipError("ZIP_TOO_LARGE", `${end.count} entries in a directory of ${length} bytes`);
	if (end.count * 46 > length) throw malformed(`${end.count} entries cannot be in ${length} bytes`);
	const bytes = await source.read(end.start, length);
	const reader = new ByteReader(bytes, end.start);
	const decoder = new TextDecoder("utf-8", {
		fatal: true,
		ignoreBOM: true
	});
	const entries = [];
	const byName = /* @__PURE__ */ new Map();
	let total = 0;
	for (let i = 0; i < end.count; i++) {
		const entry = readCentralHeader(reader, decoder, end.start);
		if (byName.has(entry.name)) throw new ZipError("ZIP_DUPLICATE", `${printableName(entry.name)} is in the archive twice`);
		byName.set(entry.name, entry);
		entries.push(entry);
		total += entry.size;
	}
	if (reader.left > 0) throw malformed(`${reader.left} bytes of the directory belong to no entry`);
	if (total > BOMB_FLOOR && total > source.size * BOMB_RATIO) throw new ZipError("ZIP_BOMB", `${source.size} bytes claim to inflate to ${total}`);
	return {
		...end,
		entries,
		byName,
		bytes
	};
}
function readCentralHeader(reader, decoder, directoryStart) {
	const headerStart = reader.position;
	if (reader.left < 46 || reader.u32le("central.signature") !== ZIP_SIGNATURE.centralHeader) throw malformed(`no central header at ${directoryStart + headerStart}`);
	reader.skip(4, "central.versions");
	const flags = reader.u16le("central.flags");
	const method = reader.u16le("central.method");
	const modified = reader.u32le("central.modified");
	const crc32 = reader.u32le("central.crc32");
	const narrowCompressed = reader.u32le("central.compressedSize");
	const narrowSize = reader.u32le("central.size");
	const nameLength = reader.u16le("central.nameLength");
	const extraLength = reader.u16le("central.extraLength");
	const commentLength = reader.u16le("central.commentLength");
	const disk = reader.u16le("central.disk");
	const narrowStart = reader.skip(6, "central.attributes").u32le("central.localHeaderOffset");
	if (reader.left < nameLength + extraLength + commentLength) throw malformed("a central header reaches behind the directory");
	const name = decodeName(decoder, reader.slice(nameLength, "central.name"));
	const extra = reader.slice(extraLength, "central.extra");
	reader.skip(commentLength, "central.comment");
	const { size, compressedSize, start } = widen({
		size: narrowSize,
		compressedSize: narrowCompressed,
		start: narrowStart
	}, extra);
	const where = printableName(name);
	if (disk !== 0 && disk !== 65535) throw new ZipError("ZIP_UNSUPPORTED", `${where} is in another part of the archive`);
	if (start + compressedSize > directoryStart) throw malformed(`${where} does not lie before the directory`);
	if (method === ZIP_METHOD.stored && size !== compressedSize) throw malformed(`${where} is stored in two sizes`);
	if (method === ZIP_METHOD.deflated && size > compressedSize * MAX_EXPANSION) throw new ZipError("ZIP_BOMB", `${where}: ${compressedSize} bytes cannot inflate to ${size}`);
	return {
		name,
		flags,
		method,
		modified,
		crc32,
		compressedSize,
		size,
		start,
		headerStart,
		headerEnd: reader.position
	};
}
function decodeName(decoder, bytes) {
	if (bytes.length === 0) throw malformed("an entry has no name");
	try {
		return decoder.decode(bytes);
	} catch (cause) {
		throw new ZipError("ZIP_UNSUPPORTED", "the name of an entry is not UTF-8", { cause });
	}
}
function malformed(message) {
	return new ZipError("ZIP_MALFORMED", message);
}
// packages/codec/src/zip/window.ts
const READ = 1024;
function window(source, limit) {
	let at = 0;
	let held = /* @__PURE__ */ new Uint8Array();
	return async (start, length) => {
		if (start + length > limit) return null;
		if (start < at || start + length > at + held.length) {
			held = await source.read(start, Math.min(Math.max(length, READ), limit - start));
			at = start;
		}
		return held.subarray(start - at, start - at + length);
	};
}
async function readZipDirectory(source) {
	const central = await readZipCentral(source);
	const view = window(source, central.start);
	const located = /* @__PURE__ */ new Map();
	const gaps = [];
	let at = 0;
	const inPlace = [...central.entries].sort((a, b) => a.start - b.start);
	for (const [index, header] of inPlace.entries()) {
		if (header.start < at) throw new ZipError("ZIP_OVERLAP", `${printableName(header.name)} overlaps the entry before it`);
		if (header.start > at) gaps.push({
			start: at,
			end: header.start
		});
		const entry = await locate(header, inPlace[index + 1]?.start ?? central.start, central, view);
		located.set(entry.name, entry);
		at = entry.end;
	}
	if (at < central.start) gaps.push({
		start: at,
		end: central.start
	});
	const entries = central.entries.map(({ name }) => located.get(name));
	return {
		...central,
		entries,
		byName: located,
		gaps
	};
}
async function locate(header, next, central, view) {
	const nameBytes = zipNameBytes(central, header);
	const fixed = await view(header.start, 30 + nameBytes.length);
	if (!fixed) throw disagreement(header, "has no local header");
	const reader = new ByteReader(fixed, header.start);
	if (reader.u32le("local.signature") !== ZIP_SIGNATURE.localHeader) throw disagreement(header, "has no local header");
	const flags = reader.skip(2, "local.version").u16le("local.flags");
	const method = reader.u16le("local.method");
	reader.skip(4, "local.modified");
	const crc32 = reader.u32le("local.crc32");
	const narrowCompressed = reader.u32le("local.compressedSize");
	const narrowSize = reader.u32le("local.size");
	const nameLength = reader.u16le("local.nameLength");
	const extraLength = reader.u16le("local.extraLength");
	if (nameLength !== nameBytes.length || !equalBytes(reader.slice(nameLength, "local.name"), nameBytes)) throw disagreement(header, "has another name in its local header");
	if (method !== header.method || ((flags ^ header.flags) & ZIP_FLAG.encrypted) !== 0) throw disagreement(header, "has another method in its local header");
	const dataStart = header.start + 30 + nameLength + extraLength;
	const dataEnd = dataStart + header.compressedSize;
	const extra = await view(header.start + 30 + nameLength, extraLength);
	if (!extra || dataEnd > central.start) throw disagreement(header, "reaches into the directory");
	if ((flags & ZIP_FLAG.descriptor) !== 0) return {
		...header,
		dataStart,
		end: await descriptorEnd(header, dataEnd, next, view)
	};
	const local = widen({
		size: narrowSize,
		compressedSize: narrowCompressed,
		start: 0
	}, extra);
	if (local.size !== header.size || local.compressedSize !== header.compressedSize || crc32 !== header.crc32) throw disagreement(header, "has other sizes in its local header");
	return {
		...header,
		dataStart,
		end: dataEnd
	};
}
async function descriptorEnd(header, dataEnd, next, view) {
	let found = null;
	for (const wide of [false, true]) for (const signed of [true, false]) {
		const bytes = await view(dataEnd, (signed ? 4 : 0) + (wide ? 20 : 12));
		if (!bytes || !describes(bytes, header, signed, wide)) continue;
		if (dataEnd + bytes.length === next) return next;
		found ??= dataEnd + bytes.length;
	}
	if (found === null) throw disagreement(header, "has no data descriptor that agrees");
	return found;
}
function describes(bytes, header, signed, wide) {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const at = signed ? 4 : 0;
	const size = (offset) => wide ? Number(view.getBigUint64(offset, true)) : view.getUint32(offset, true);
	return (!signed || view.getUint32(0, true) === ZIP_SIGNATURE.dataDescriptor) && view.getUint32(at, true) === header.crc32 && size(at + 4) === header.compressedSize && size(at + (wide ? 12 : 8)) === header.size;
}
function zipNameBytes(central, header) {
	const { bytes } = central;
	const length = bytes[header.headerStart + 28] | bytes[header.headerStart + 29] << 8;
	return bytes.subarray(header.headerStart + 46, header.headerStart + 46 + length);
}
function zipContent(entry) {
	const { dataStart, compressedSize, method, size } = entry;
	const end = dataStart + compressedSize;
	if ((entry.flags & (ZIP_FLAG.encrypted | ZIP_FLAG.strongEncryption)) !== 0) throw new ZipError("ZIP_UNSUPPORTED", `${printableName(entry.name)} is encrypted`);
	if (method === ZIP_METHOD.stored) return {
		kind: "range",
		start: dataStart,
		end
	};
	if (method === ZIP_METHOD.deflated) return {
		kind: "inflate",
		start: dataStart,
		end,
		size
	};
	throw new ZipError("ZIP_UNSUPPORTED", `${printableName(entry.name)} is compressed by method ${method}`);
}
async function readZipContent(source, entry, limit) {
	if (entry.size > limit || entry.compressedSize > limit) throw new ZipError("ZIP_TOO_LARGE", `${printableName(entry.name)} is longer than ${limit} bytes`);
	const part = zipContent(entry);
	const bytes = await source.read(entry.dataStart, entry.compressedSize);
	return part.kind === "inflate" ? Uint8Array.from(inflateExactly(bytes, entry.size, printableName(entry.name))) : bytes;
}
function disagreement(header, message) {
	return new ZipError("ZIP_MALFORMED", `${printableName(header.name)} ${message}`);
}
// packages/codec/src/zip/encode.ts
const ZIP_EPOCH = 2162688;
function encodeZipEntry(entry) {
	const { content, modified = ZIP_EPOCH, extra = /* @__PURE__ */ new Uint8Array() } = entry;
	const deflated = deflateRawSync(content);
	const data = deflated.length < content.length ? new Uint8Array(deflated) : content;
	const method = data === content ? ZIP_METHOD.stored : ZIP_METHOD.deflated;
	const name = utf8(entry.name);
	const shared = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(26));
	shared.setUint16(0, 20, true);
	shared.setUint16(2, ZIP_FLAG.utf8, true);
	shared.setUint16(4, method, true);
	shared.setUint32(6, modified, true);
	shared.setUint32(10, crc32(content), true);
	shared.setUint32(14, data.length, true);
	shared.setUint32(18, content.length, true);
	shared.setUint16(22, name.length, true);
	const localFields = new Uint8Array(shared.buffer);
	const local = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(4));
	local.setUint32(0, ZIP_SIGNATURE.localHeader, true);
	const localHeader = concat(new Uint8Array(local.buffer), localFields);
	new DataView(localHeader.buffer).setUint16(28, extra.length, true);
	return {
		local: concat(localHeader, name, extra, data),
		central(start) {
			const header = /* @__PURE__ */ new Uint8Array(46);
			const view = new DataView(header.buffer);
			view.setUint32(0, ZIP_SIGNATURE.centralHeader, true);
			view.setUint16(4, 788, true);
			header.set(localFields, 6);
			view.setUint32(38, 2175008768, true);
			return movedHeader(concat(header, name), start);
		}
	};
}
function moveZipHeader(central, header, start) {
	return movedHeader(central.bytes.slice(header.headerStart, header.headerEnd), start, header.name);
}
function movedHeader(header, start, name = "") {
	const view = new DataView(header.buffer, header.byteOffset, header.length);
	const extraStart = 46 + view.getUint16(28, true);
	const extraEnd = extraStart + view.getUint16(30, true);
	const zip64 = findZip64Extra(header.subarray(extraStart, extraEnd));
	const place = (view.getUint32(24, true) === 4294967295 ? 8 : 0) + (view.getUint32(20, true) === 4294967295 ? 8 : 0);
	if (zip64 && view.getUint32(42, true) === 4294967295) {
		view.setBigUint64(extraStart + zip64.start + place, BigInt(start), true);
		return header;
	}
	if (start < 4294967295) {
		view.setUint32(42, start, true);
		return header;
	}
	view.setUint16(6, Math.max(45, view.getUint16(6, true)), true);
	view.setUint32(42, ZIP64_MARK, true);
	const offset = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));
	offset.setBigUint64(0, BigInt(start), true);
	const bytes = new Uint8Array(offset.buffer);
	const grown = zip64 ? growExtra(header, extraStart + zip64.start, place, bytes) : insert(header, extraStart, concat(Uint8Array.of(1, 0, 8, 0), bytes));
	const extraLength = extraEnd - extraStart + (zip64 ? 8 : 12);
	if (extraLength > 65535) throw new ZipError("ZIP_UNSUPPORTED", `${printableName(name)} has no room for its ZIP64 field`);
	new DataView(grown.buffer, grown.byteOffset).setUint16(30, extraLength, true);
	return grown;
}
function growExtra(header, fieldStart, place, bytes) {
	const view = new DataView(header.buffer, header.byteOffset, header.length);
	view.setUint16(fieldStart - 2, view.getUint16(fieldStart - 2, true) + 8, true);
	return insert(header, fieldStart + place, bytes);
}
function insert(into, at, bytes) {
	return concat(into.subarray(0, at), bytes, into.subarray(at));
}
export { authorityFacts as $, encodeSequence as $t, ociDigest as A, algorithmIdentifierOf as At, renewToken as B, childrenOf as Bt, DOCKER_MANIFEST as C, extensionValue as Ct, MAX_MANIFEST as D, subjectKeyIdentifierOf as Dt, IMAGE_MANIFEST as E, signerKeyFacts as Et, rawSignatureValue as F, namedBitsOf as Ft, parseTimestamps as G, encodeBoolean as Gt, withRenewal as H, parseDer as Ht, COSE_HEADER as I, oidOf as It, encodeTstInfo as J, encodeDer as Jt, verifyTimestampToken as K, encodeContext as Kt, coseSign1Message as L, smallIntegerOf as Lt, parseJsonMembers as M, resolveSignatureScheme as Mt, parseStrictJson as N, bitStringBytesOf as Nt, descriptorIn as O, importPublicKey as Ot, derSignatureValue as P, booleanOf as Pt, signerInfoOf as Q, encodeOid as Qt, encodeCoseSign1 as R, stringOf as Rt, DOCKER_INDEX as S, extKeyUsageOf as St, IMAGE_INDEX as T, parseCertificate as Tt, brokenEvidence as U, parseDerPrefix as Ut, replaceTimestamps as V, octetsOf as Vt, cmsEvidence as W, encodeBitString as Wt, parseTstInfo as X, encodeNull as Xt, messageImprintOf as Y, encodeInteger as Yt, parseSignedData as Z, encodeOctetString as Zt, encodeExtKeyUsage as _, EXTENSION as _t, readZipDirectory as a, CodecError as an, signatureAlgorithmName as at, encodePem as b, basicConstraintsOf as bt, encodeZipEnd as c, isCborMap as cn, isTimestampAuthority as ct, encodeName as d, buildSignedAttributes as dt, encodeSetOf as en, decidingTimestamp as et, buildCertificateContent as f, buildSignedData as ft, encodeBasicConstraints as g, OID as gt, encodeAuthorityKeyIdentifier as h, replaceUnsignedAttributes as ht, readZipContent as i, parseCbor as in, verifyPath as it, JsonMembers as j, encodeDigestIdentifier as jt, isDigest as k, parsePublicKey as kt, ZIP_SIGNATURE as l, isCborTag as ln, parseCrl as lt, buildSigned as m, encodeAttribute$1 as mt, encodeZipEntry as n, utf16beBytes as nn, trustedTimestamps as nt, zipContent as o, faultOfError as on, verifySignature as ot, buildRequestContent as p, cmsDigest as pt, encodeMessageImprint as q, encodeContextPrimitive as qt, moveZipHeader as r, TAG as rn, withRenewals as rt, readZipCentral as s, encodeCbor as sn, verifySignatureStream as st, ZIP_EPOCH as t, encodeUtf8String as tn, sameAuthority as tt, printableName as u, isJsonObject as un, alternativeNamesOf as ut, encodeKeyUsage as v, KEY_PURPOSE as vt, EMPTY_CONFIG as w, keyUsageOf as wt, parsePem as x, certificateFacts as xt, encodeSubjectKeyIdentifier as y, KEY_USAGE as yt, parseCoseSign1 as z, DerCursor as zt };
