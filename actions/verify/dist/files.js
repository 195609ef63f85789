import { once } from "node:events";
import { crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import { createHash } from "node:crypto";
import { readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
// packages/core/src/errors.ts
const EXIT_CODES = {
	malformed: 1,
	untrusted: 1,
	usage: 2,
	environment: 3,
	denied: 4,
	pending: 5
};
var ChanceryError = class extends Error {
	code;
	family;
	howToFix;
	details;
	constructor(table, code, message, options = {}) {
		super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
		const entry = table[code];
		this.code = code;
		this.family = entry.family;
		this.howToFix = options.howToFix ?? entry.howToFix;
		this.details = options.details ?? {};
	}
	get exitCode() {
		return EXIT_CODES[this.family];
	}
};
const CORE_ERRORS = {
	ABORTED: {
		family: "environment",
		howToFix: "Run the command again; nothing was left half-written."
	},
	ALGORITHM_UNSUPPORTED: {
		family: "usage",
		howToFix: "Use an RSA 2048-4096, ECDSA P-256/P-384/P-521 or Ed25519 key, with a digest that the key supports."
	},
	FILE_CHANGED: {
		family: "environment",
		howToFix: "Something else wrote to the file while it was being signed: let the build finish first, then sign again."
	},
	FORMAT_UNKNOWN: {
		family: "usage",
		howToFix: "Use one of the format ids that `chancery sign --help` lists."
	},
	FORMAT_MISMATCH: {
		family: "usage",
		howToFix: "Drop --format, or name the format that the file really has (`chancery inspect FILE` tells)."
	},
	UNSUPPORTED_FORMAT: {
		family: "usage",
		howToFix: "Sign it with its own tool, or with `--format blob` to get a detached signature beside it."
	},
	NOT_SIGNED: {
		family: "untrusted",
		howToFix: "Sign the file, or give the side file with --signature or --bundle."
	},
	DENIED: {
		family: "denied",
		howToFix: "Ask the owners of the key what the policy demands."
	},
	SELF_CHECK_FAILED: {
		family: "environment",
		howToFix: "The signature that was made does not verify, so no output was left: check the disk and the HSM, then report it with `chancery inspect FILE`."
	},
	UNEXPECTED_END: {
		family: "malformed",
		howToFix: "The file is cut short or a field lies about a length: get it again from its source."
	},
	BAD_MAGIC: {
		family: "malformed",
		howToFix: "The file is damaged or not of its kind: get it again from its source."
	},
	COMPRESSED_DATA_CORRUPT: {
		family: "malformed",
		howToFix: "Compressed data inside the file is damaged or larger than declared: build or download the file again."
	}
};
var CoreError = class extends ChanceryError {
	constructor(code, message, options) {
		super(CORE_ERRORS, code, message, options);
		this.name = "CoreError";
	}
};
// packages/core/src/algorithms.ts
const DIGESTS = [
	{
		name: "md5",
		oid: "1.2.840.113549.2.5",
		length: 16,
		weak: true,
		javaName: "MD5"
	},
	{
		name: "sha1",
		oid: "1.3.14.3.2.26",
		length: 20,
		weak: true,
		javaName: "SHA1"
	},
	{
		name: "sha256",
		oid: "2.16.840.1.101.3.4.2.1",
		length: 32,
		weak: false,
		javaName: "SHA-256"
	},
	{
		name: "sha384",
		oid: "2.16.840.1.101.3.4.2.2",
		length: 48,
		weak: false,
		javaName: "SHA-384"
	},
	{
		name: "sha512",
		oid: "2.16.840.1.101.3.4.2.3",
		length: 64,
		weak: false,
		javaName: "SHA-512"
	}
];
const SIGNATURE_ALGORITHMS = [
	[
		"rsa-pkcs1-sha256",
		"rsa",
		"sha256",
		"rsa-pkcs1",
		"1.2.840.113549.1.1.11",
		"CKM_RSA_PKCS",
		"RS256",
		-257
	],
	[
		"rsa-pkcs1-sha384",
		"rsa",
		"sha384",
		"rsa-pkcs1",
		"1.2.840.113549.1.1.12",
		"CKM_RSA_PKCS",
		"RS384",
		-258
	],
	[
		"rsa-pkcs1-sha512",
		"rsa",
		"sha512",
		"rsa-pkcs1",
		"1.2.840.113549.1.1.13",
		"CKM_RSA_PKCS",
		"RS512",
		-259
	],
	[
		"rsa-pss-sha256",
		"rsa",
		"sha256",
		"rsa-pss",
		"1.2.840.113549.1.1.10",
		"CKM_RSA_PKCS_PSS",
		"PS256",
		-37
	],
	[
		"rsa-pss-sha384",
		"rsa",
		"sha384",
		"rsa-pss",
		"1.2.840.113549.1.1.10",
		"CKM_RSA_PKCS_PSS",
		"PS384",
		-38
	],
	[
		"rsa-pss-sha512",
		"rsa",
		"sha512",
		"rsa-pss",
		"1.2.840.113549.1.1.10",
		"CKM_RSA_PKCS_PSS",
		"PS512",
		-39
	],
	[
		"ecdsa-p256-sha256",
		"p256",
		"sha256",
		"ecdsa",
		"1.2.840.10045.4.3.2",
		"CKM_ECDSA",
		"ES256",
		-7
	],
	[
		"ecdsa-p384-sha384",
		"p384",
		"sha384",
		"ecdsa",
		"1.2.840.10045.4.3.3",
		"CKM_ECDSA",
		"ES384",
		-35
	],
	[
		"ecdsa-p521-sha512",
		"p521",
		"sha512",
		"ecdsa",
		"1.2.840.10045.4.3.4",
		"CKM_ECDSA",
		"ES512",
		-36
	],
	[
		"ed25519",
		"ed25519",
		"sha512",
		"eddsa",
		"1.3.101.112",
		"CKM_EDDSA",
		"EdDSA",
		-8
	]
].map(([id, key, digest, scheme, oid, mechanism, jwa, cose]) => ({
	id,
	key,
	digest,
	scheme,
	oid,
	mechanism,
	jwa,
	cose
}));
const KEY_ALGORITHMS = [
	{
		kind: "rsa",
		oid: "1.2.840.113549.1.1.1",
		curveOid: null,
		fieldLength: null,
		defaultDigest: "sha256"
	},
	{
		kind: "p256",
		oid: "1.2.840.10045.2.1",
		curveOid: "1.2.840.10045.3.1.7",
		fieldLength: 32,
		defaultDigest: "sha256"
	},
	{
		kind: "p384",
		oid: "1.2.840.10045.2.1",
		curveOid: "1.3.132.0.34",
		fieldLength: 48,
		defaultDigest: "sha384"
	},
	{
		kind: "p521",
		oid: "1.2.840.10045.2.1",
		curveOid: "1.3.132.0.35",
		fieldLength: 66,
		defaultDigest: "sha512"
	},
	{
		kind: "ed25519",
		oid: "1.3.101.112",
		curveOid: null,
		fieldLength: null,
		defaultDigest: "sha512"
	}
];
function digestByName(name) {
	const found = DIGESTS.find((digest) => digest.name === name);
	if (!found) throw new CoreError("ALGORITHM_UNSUPPORTED", `unknown digest ${name}`);
	return found;
}
/** null where the identifier is no digest we know. */
function digestByOid(oid) {
	return DIGESTS.find((digest) => digest.oid === oid) ?? null;
}
function signatureAlgorithm(id) {
	const found = SIGNATURE_ALGORITHMS.find((algorithm) => algorithm.id === id);
	if (!found) throw new CoreError("ALGORITHM_UNSUPPORTED", `unknown signature algorithm ${id}`);
	return found;
}
function keyAlgorithm(kind) {
	const found = KEY_ALGORITHMS.find((algorithm) => algorithm.kind === kind);
	if (!found) throw new CoreError("ALGORITHM_UNSUPPORTED", `unknown key kind ${kind}`);
	return found;
}
// packages/core/src/encoding.ts
/** Hex, base64 and text, between `Uint8Array` at every boundary and the strings of JSON. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
/** Lower-case hexadecimal. */
function toHex(bytes) {
	let text = "";
	for (const byte of bytes) text += HEX[byte];
	return text;
}
/** @throws TypeError where `text` is not an even number of hexadecimal digits */
function fromHex(text) {
	if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) throw new TypeError("not hexadecimal");
	const bytes = new Uint8Array(text.length / 2);
	for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
	return bytes;
}
/** Standard alphabet, padded (RFC 4648 section 4). */
function toBase64(bytes) {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
/** @throws TypeError where `text` is not canonical, padded base64 (white space is refused too) */
function fromBase64(text) {
	const bytes = Uint8Array.from(Buffer.from(text, "base64"));
	if (toBase64(bytes) !== text) throw new TypeError("not base64");
	return bytes;
}
function utf8(text) {
	return new TextEncoder().encode(text);
}
/** @throws TypeError where `bytes` is not UTF-8 */
function fromUtf8(bytes) {
	return new TextDecoder("utf-8", {
		fatal: true,
		ignoreBOM: true
	}).decode(bytes);
}
function concat(...parts) {
	let length = 0;
	for (const part of parts) length += part.length;
	const bytes = new Uint8Array(length);
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}
function equalBytes(a, b) {
	return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
// packages/core/src/byte-reader.ts
/**
* Reads fixed-width fields; every read names its field, so that the error is the documentation:
* `IMAGE_DOS_HEADER.e_lfanew at 0x3c: needs 4 bytes, 2 left`.
*/
var ByteReader = class {
	bytes;
	#view;
	#base;
	#at;
	/** @param base what to add to positions in messages: where `bytes` begins in its file */
	constructor(bytes, base = 0) {
		this.bytes = bytes;
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		this.#base = base;
		this.#at = 0;
	}
	get position() {
		return this.#at;
	}
	get left() {
		return this.bytes.length - this.#at;
	}
	/** Moves to an absolute position inside `bytes`; reading there checks it. */
	at(position) {
		this.#at = position;
		return this;
	}
	skip(length, field) {
		this.#take(length, field);
		return this;
	}
	u8(field) {
		return this.#view.getUint8(this.#take(1, field));
	}
	u16le(field) {
		return this.#view.getUint16(this.#take(2, field), true);
	}
	u32le(field) {
		return this.#view.getUint32(this.#take(4, field), true);
	}
	/** A 64-bit count or offset. @throws CoreError UNEXPECTED_END where it is not a safe integer: no file is that long */
	u64le(field) {
		const at = this.#take(8, field);
		const value = this.#view.getBigUint64(at, true);
		if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new CoreError("UNEXPECTED_END", `${field} at ${this.#where(at)}: ${value} is beyond any file`);
		return Number(value);
	}
	u16be(field) {
		return this.#view.getUint16(this.#take(2, field), false);
	}
	u32be(field) {
		return this.#view.getUint32(this.#take(4, field), false);
	}
	slice(length, field) {
		const at = this.#take(length, field);
		return this.bytes.subarray(at, at + length);
	}
	magic(expected, field) {
		const at = this.#at;
		const found = this.slice(expected.length, field);
		if (toHex(found) !== toHex(expected)) throw new CoreError("BAD_MAGIC", `${field} at ${this.#where(at)}: expected ${toHex(expected)}, found ${toHex(found)}`);
		return this;
	}
	#take(length, field) {
		const at = this.#at;
		if (!Number.isSafeInteger(at) || at < 0 || !Number.isSafeInteger(length) || length < 0 || length > this.bytes.length - at) {
			const left = Math.max(0, this.bytes.length - at);
			throw new CoreError("UNEXPECTED_END", `${field} at ${this.#where(at)}: needs ${length} bytes, ${left} left`);
		}
		this.#at = at + length;
		return at;
	}
	#where(at) {
		return `0x${(this.#base + at).toString(16)}`;
	}
};
// packages/core/src/memory-source.ts
/** A source over bytes in memory: tests, side files, small artifacts. */
function memorySource(bytes, name = "") {
	const read = (start, end) => {
		if (!(start >= 0 && start <= end && end <= bytes.length)) throw new CoreError("UNEXPECTED_END", `bytes ${start} to ${end}: the source has ${bytes.length}`);
		return bytes.subarray(start, end);
	};
	const hash = (job) => {
		const digester = createDigester(job.algorithm);
		for (const part of job.parts) digester.update(partBytes$1(part, read, job.label));
		return digester.digest();
	};
	return {
		size: bytes.length,
		name,
		read: async (start, length) => Uint8Array.from(read(start, start + length)),
		digest: async (jobs) => jobs.map(hash)
	};
}
function partBytes$1(part, read, label) {
	switch (part.kind) {
		case "bytes": return part.bytes;
		case "range": return read(part.start, part.end);
		case "inflate": return inflateExactly(read(part.start, part.end), part.size, label);
	}
}
/** Most that is allocated before anything is inflated: a declared size may be a lie. Bytes. */
const WHOLE = 1048576;
/** zlib's smallest buffer. */
const SPARE = 64;
/**
* Inflates a whole raw-deflate stream, bounded by the declared size, so that a zip bomb costs what it declares and no more.
* @throws CoreError COMPRESSED_DATA_CORRUPT
*/
function inflateExactly(deflated, size, label = "compressed data") {
	let inflated;
	let used;
	try {
		const chunkSize = Math.min(size + SPARE, WHOLE);
		const result = inflateRawSync(deflated, {
			maxOutputLength: Math.max(1, size),
			chunkSize,
			info: true
		});
		inflated = result.buffer;
		used = result.engine.bytesWritten;
	} catch (cause) {
		throw new CoreError("COMPRESSED_DATA_CORRUPT", `${label}: does not inflate to its declared size`, {
			cause,
			details: { size }
		});
	}
	if (inflated.length !== size || used !== deflated.length) throw new CoreError("COMPRESSED_DATA_CORRUPT", `${label}: inflates to ${inflated.length} bytes, ${size} declared`, { details: { size } });
	return new Uint8Array(inflated.buffer, inflated.byteOffset, inflated.length);
}
function createDigester(algorithm) {
	switch (algorithm) {
		case "sum16": return new Sum16();
		case "crc32": return new Crc32();
		default: {
			const hash = createHash(algorithm);
			return {
				update: (bytes) => void hash.update(bytes),
				digest: () => Uint8Array.from(hash.digest())
			};
		}
	}
}
var Crc32 = class {
	#value = 0;
	update(bytes) {
		this.#value = crc32(bytes, this.#value);
	}
	digest() {
		const bytes = /* @__PURE__ */ new Uint8Array(4);
		new DataView(bytes.buffer).setUint32(0, this.#value, true);
		return bytes;
	}
};
/** 32-bit words whose halves can be summed before 31 bits run over: small integers are what engines add fastest. */
const SUM_BLOCK = 16384;
/** Odd boundaries between updates carry one byte over. */
var Sum16 = class {
	#sum = 0;
	#odd = null;
	update(bytes) {
		let rest = bytes;
		if (this.#odd !== null && rest.length > 0) {
			this.#sum += this.#odd | rest[0] << 8;
			this.#odd = null;
			rest = rest.subarray(1);
		}
		const aligned = rest.byteOffset % 4 === 0 ? rest : Uint8Array.from(rest);
		const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >>> 2);
		this.#sum = folded(this.#sum + sumOfHalves(words));
		for (let at = words.length * 4; at < aligned.length; at += 2) {
			const low = aligned[at];
			if (at + 1 < aligned.length) this.#sum += low | aligned[at + 1] << 8;
			else this.#odd = low;
		}
	}
	digest() {
		let sum = this.#sum + (this.#odd ?? 0);
		while (sum > 65535) sum = (sum & 65535) + Math.floor(sum / 65536);
		return Uint8Array.of(sum & 255, sum >>> 8);
	}
};
function sumOfHalves(words) {
	let sum = 0;
	for (let at = 0; at < words.length;) {
		const end = Math.min(words.length, at + SUM_BLOCK);
		let low = 0;
		let high = 0;
		for (; at < end; at++) {
			const word = words[at];
			low = low + (word & 65535) | 0;
			high = high + (word >>> 16) | 0;
		}
		sum += low + high;
	}
	return sum;
}
/** 2^16 is 1 modulo 65535; a sum that is not nought never folds to nought. */
function folded(sum) {
	return sum > 65535 ? sum % 65535 || 65535 : sum;
}
// packages/files/src/errors.ts
const FILES_ERRORS = {
	FILE_NOT_FOUND: {
		family: "usage",
		howToFix: "Check the spelling and the current folder; build the file first."
	},
	PATH_IS_DIRECTORY: {
		family: "usage",
		howToFix: "Name a file, or take the folder's files with a glob such as 'folder/**'."
	},
	NOT_A_FILE: {
		family: "usage",
		howToFix: "Name a regular file: pipes, sockets and devices cannot be signed."
	},
	NOT_A_DIRECTORY: {
		family: "usage",
		howToFix: "Choose an output folder whose path does not lead through a file."
	},
	FILE_TOO_LARGE: {
		family: "usage",
		howToFix: "Check that the right file was named: this one is too large for its use."
	},
	FILE_NOT_TEXT: {
		family: "usage",
		howToFix: "Save the file as UTF-8 text."
	},
	NOTHING_MATCHED: {
		family: "usage",
		howToFix: "Check the pattern and the current folder; dot files and side files are passed over by globs."
	},
	SYMLINK_ESCAPES: {
		family: "usage",
		howToFix: "Name the file that the link leads to, exclude the link with !PATTERN, or remove it."
	},
	OUTPUT_COLLISION: {
		family: "usage",
		howToFix: "Use one glob over a common folder, so that --out keeps the files' folders, or sign them one by one."
	},
	PERMISSION_DENIED: {
		family: "environment",
		howToFix: "Give the user that runs this the right to read the file and to write to its folder."
	},
	DISK_FULL: {
		family: "environment",
		howToFix: "Free some space (or quota) on that disk and run the command again."
	},
	FILE_BUSY: {
		family: "environment",
		howToFix: "Another process is signing this file: wait until it ends, then run the command again."
	},
	IO_FAILED: {
		family: "environment",
		howToFix: "The operating system refused: see the cause, then run it again."
	},
	LANE_FAILED: {
		family: "environment",
		howToFix: "A hashing thread ended unexpectedly: check free memory and that the installation is complete."
	}
};
var FilesError = class extends ChanceryError {
	constructor(code, message, options) {
		super(FILES_ERRORS, code, message, options);
		this.name = "FilesError";
	}
};
/** What the operating system's error codes mean to whoever runs the command. */
const BY_ERRNO = {
	ENOENT: ["FILE_NOT_FOUND", "does not exist"],
	EISDIR: ["PATH_IS_DIRECTORY", "is a directory"],
	ENOTDIR: ["NOT_A_DIRECTORY", "leads through something that is not a directory"],
	EACCES: ["PERMISSION_DENIED", "permission denied"],
	EPERM: ["PERMISSION_DENIED", "operation not permitted"],
	EROFS: ["PERMISSION_DENIED", "the file system is read-only"],
	ENOSPC: ["DISK_FULL", "no space left on the disk"],
	EDQUOT: ["DISK_FULL", "the disk quota is used up"],
	EFBIG: ["DISK_FULL", "larger than the file system or the process limit allows"],
	EBUSY: ["FILE_BUSY", "is in use"],
	ETXTBSY: ["FILE_BUSY", "is being executed"]
};
/** `code` of a Node system error, or null. */
function errnoOf(error) {
	const code = error instanceof Error ? error.code : void 0;
	return typeof code === "string" && /^E[A-Z0-9]+$/.test(code) && !(error instanceof ChanceryError) ? code : null;
}
/**
* A system error as a {@link FilesError}; errors that already carry one of our codes pass through, and so does everything that is a defect.
* @param path what the reader should look at: the file as it was named, not a temporary beside it
*/
function asFilesError(error, path) {
	const errno = errnoOf(error);
	if (errno === null) return error;
	const [code, meaning] = BY_ERRNO[errno] ?? ["IO_FAILED", `failed with ${errno}`];
	return new FilesError(code, `${path}: ${meaning}`, {
		cause: error,
		details: {
			path,
			errno
		}
	});
}
/** Runs `work`; a system error in it comes out as a {@link FilesError} about `path`. */
async function onFile(path, work) {
	try {
		return await work();
	} catch (error) {
		throw asFilesError(error, path);
	}
}
// packages/files/src/cancel.ts
function cancelFlag() {
	return new Int32Array(new SharedArrayBuffer(4));
}
function setCancelled(flag) {
	Atomics.store(flag, 0, 1);
}
/** @throws CoreError ABORTED */
function assertGoing(flag) {
	if (Atomics.load(flag, 0) !== 0) throw new CoreError("ABORTED", "reading was stopped");
}
// packages/files/src/inflate-stream.ts
/** Inflated bytes that are handed on at once. */
const PIECE = 262144;
/**
* Inflates a long raw-deflate stream piece by piece, bounded by its declared size.
* @param deflated chunks that need not outlive the next one
* @param length bytes of the deflated stream: all of them must belong to it
* @param size bytes after inflating: exactly
* @throws CoreError COMPRESSED_DATA_CORRUPT, and what `deflated` throws
*/
async function inflateStream(deflated, length, size, label = "compressed data", onBytes) {
	const corrupt = (what, cause) => new CoreError("COMPRESSED_DATA_CORRUPT", `${label}: ${what}`, {
		cause,
		details: { size }
	});
	const inflate = createInflateRaw({ chunkSize: PIECE });
	let produced = 0;
	inflate.on("data", (bytes) => {
		produced += bytes.length;
		if (produced > size) inflate.destroy(corrupt(`inflates to more than the ${size} bytes declared`));
		else if (!inflate.destroyed) onBytes(bytes);
	});
	const failed = once(inflate, "error").then(([error]) => {
		throw error;
	});
	failed.catch(() => {});
	const ended = once(inflate, "end");
	ended.catch(() => {});
	try {
		for (const chunk of deflated) {
			await Promise.race([new Promise((resolve) => inflate.write(chunk, () => resolve())), failed]);
			if (inflate.destroyed) await failed;
		}
		inflate.end();
		await Promise.race([ended, failed]);
	} catch (error) {
		inflate.destroy();
		throw error instanceof Error && error.code?.startsWith("Z_") === true ? corrupt("is damaged", error) : error;
	}
	if (produced !== size || inflate.bytesWritten !== length) throw corrupt(`inflates to ${produced} bytes from ${inflate.bytesWritten}; ${size} from ${length} declared`);
}
// packages/files/src/hash-groups.ts
/** Bytes that are read at once. */
const CHUNK = 1048576;
/** Entries up to this size, deflated and inflated, are inflated in one call. */
const INFLATE_WHOLE = CHUNK;
/** How long the calling thread may be kept from its other work, in milliseconds. */
const BREATH = 5;
/**
* The digests of `groups` over an open file, group by group and algorithm by algorithm. Holds one buffer, and garbage only of what is inflated.
* @throws CoreError FILE_CHANGED where the file ends early, COMPRESSED_DATA_CORRUPT, ABORTED
*/
async function hashGroups(groups, context) {
	const digests = [];
	let breathed = performance.now();
	for (const group of groups) {
		const digesters = group.algorithms.map(createDigester);
		const update = (bytes) => {
			for (const digester of digesters) digester.update(bytes);
		};
		for (const part of group.parts) {
			if (isLongInflation(part)) {
				await inflateStream(chunks(part.start, part.end, context), part.end - part.start, part.size, group.label ?? void 0, update);
				continue;
			}
			for (const bytes of partBytes(part, group.label ?? void 0, context)) {
				update(bytes);
				if (context.shared && performance.now() - breathed > BREATH) {
					await setImmediate();
					breathed = performance.now();
				}
			}
		}
		for (const digester of digesters) digests.push(digester.digest());
	}
	return digests;
}
function isLongInflation(part) {
	return part.kind === "inflate" && Math.max(part.end - part.start, part.size) > INFLATE_WHOLE;
}
function* partBytes(part, label, context) {
	switch (part.kind) {
		case "bytes":
			yield part.bytes;
			return;
		case "range":
			yield* chunks(part.start, part.end, context);
			return;
		case "inflate": {
			assertGoing(context.cancel);
			const deflated = context.buffer.subarray(0, part.end - part.start);
			readFully(context.fd, deflated, part.start);
			const inflated = inflateExactly(deflated, part.size, label);
			yield inflated;
			release(inflated);
		}
	}
}
/**
* Gives the memory of a buffer back at once. Left to the collector, which does not see what buffers hold, the entries of an archive pile up to
* hundreds of megabytes.
*/
function release({ buffer }) {
	if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}
/** The bytes from `start` to `end`: each chunk is gone when the next is asked for. */
function* chunks(start, end, { fd, cancel, buffer }) {
	for (let at = start; at < end;) {
		assertGoing(cancel);
		const chunk = buffer.subarray(0, Math.min(buffer.length, end - at));
		readFully(fd, chunk, at);
		yield chunk;
		at += chunk.length;
	}
}
function readFully(fd, into, position) {
	for (let done = 0; done < into.length;) {
		const count = readSync(fd, into, done, into.length - done, position + done);
		if (count === 0) throw new CoreError("FILE_CHANGED", `the file ends at ${position + done} now`);
		done += count;
	}
}
// packages/files/src/lane-protocol.ts
function encodeFailure(error) {
	if (error instanceof CoreError) return {
		kind: "core",
		code: error.code,
		message: error.message,
		details: error.details
	};
	const errno = errnoOf(error);
	const message = error instanceof Error ? error.message : String(error);
	if (errno !== null) return {
		kind: "system",
		errno,
		message
	};
	return {
		kind: "defect",
		message,
		stack: error instanceof Error && error.stack || ""
	};
}
function decodeFailure(failure) {
	switch (failure.kind) {
		case "core":
			if (!(failure.code in CORE_ERRORS)) return new Error(failure.message);
			return new CoreError(failure.code, failure.message, { details: failure.details });
		case "system": return Object.assign(new Error(failure.message), { code: failure.errno });
		case "defect": return Object.assign(new Error(failure.message), { stack: failure.stack });
	}
}
export { signatureAlgorithm as A, utf8 as C, digestByName as D, SIGNATURE_ALGORITHMS as E, ChanceryError as M, CoreError as N, digestByOid as O, toHex as S, KEY_ALGORITHMS as T, equalBytes as _, assertGoing as a, fromUtf8 as b, FilesError as c, onFile as d, createDigester as f, concat as g, ByteReader as h, hashGroups as i, CORE_ERRORS as j, keyAlgorithm as k, asFilesError as l, memorySource as m, encodeFailure as n, cancelFlag as o, inflateExactly as p, CHUNK as r, setCancelled as s, decodeFailure as t, errnoOf as u, fromBase64 as v, DIGESTS as w, toBase64 as x, fromHex as y };
