import { createRequire, getCompileCacheDir } from "node:module";
import { access, copyFile, link, lstat, mkdir, open, readFile, readdir, realpath, rename, rm, rmdir, stat, unlink, writeFile } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { Buffer as Buffer$1, isUtf8 } from "node:buffer";
import { promisify } from "node:util";
import { once } from "node:events";
import { crc32, createInflateRaw, deflateRawSync, inflateRawSync } from "node:zlib";
import { Worker, isMainThread } from "node:worker_threads";
import { constants, createHash, createPublicKey, createVerify, hash, randomBytes, verify } from "node:crypto";
import { fileURLToPath } from "node:url";
import { close, constants as constants$1, existsSync, fstatSync, open as open$1, read, readFileSync, readSync, readdirSync, realpathSync, statSync } from "node:fs";
import { availableParallelism, hostname } from "node:os";
import { setImmediate, setTimeout } from "node:timers/promises";
// \0rolldown/runtime.js
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __esmMin = (fn, res, err) => () => {
	if (err) throw err[0];
	try {
		return fn && (res = fn(fn = 0)), res;
	} catch (e) {
		throw err = [e], e;
	}
};
var __commonJSMin = (cb, mod) => () => (mod || (cb((mod = { exports: {} }).exports, mod, mod.exports), cb = null), mod.exports);
var __exportAll = (all, flags) => {
	let target = Object.setPrototypeOf({}, null);
	for (var name in all) __defProp(target, name, {
		get: all[name],
		enumerable: true
	});
	if (!(flags & 1)) __defProp(target, Symbol.toStringTag, { value: "Module" });
	return flags & 2 ? target : Object.preventExtensions(target);
};
var __copyProps = (to, from, except, desc) => {
	if (from && typeof from === "object" || typeof from === "function") for (var keys = __getOwnPropNames(from), i = 0, n = keys.length, key; i < n; i++) {
		key = keys[i];
		if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, {
			get: ((k) => from[k]).bind(null, key),
			enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
		});
	}
	return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(isNodeMode || !mod || !mod.__esModule || !__hasOwnProp.call(mod, "default") ? __defProp(target, "default", {
	value: mod,
	enumerable: true
}) : target, mod));
var __require = (() => createRequire(import.meta.url))();
// packages/ci/src/printable.ts
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
function printable(text) {
	return text.replace(STEERING, (character) => `\\u{${character.codePointAt(0).toString(16)}}`).replaceAll("##[", "# #[");
}
function pathLines(paths) {
	return paths.map(listed).join("\n");
}
function listed(path) {
	return /\p{Cc}/u.test(path) ? JSON.stringify(path) : path;
}
// packages/core/src/errors.ts
var EXIT_CODES, ChanceryError, CORE_ERRORS, CoreError;
var init_errors$3 = __esmMin((() => {
	EXIT_CODES = {
		malformed: 1,
		untrusted: 1,
		usage: 2,
		environment: 3,
		denied: 4,
		pending: 5
	};
	ChanceryError = class extends Error {
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
	CORE_ERRORS = {
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
	CoreError = class extends ChanceryError {
		constructor(code, message, options) {
			super(CORE_ERRORS, code, message, options);
			this.name = "CoreError";
		}
	};
}));
// packages/core/src/algorithms.ts
function digestByName(name) {
	const found = DIGESTS$1.find((digest) => digest.name === name);
	if (!found) throw new CoreError("ALGORITHM_UNSUPPORTED", `unknown digest ${name}`);
	return found;
}
function digestByOid(oid) {
	return DIGESTS$1.find((digest) => digest.oid === oid) ?? null;
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
function chooseSignatureAlgorithm(kind, digest, pss = false) {
	const wanted = digest ?? keyAlgorithm(kind).defaultDigest;
	const found = SIGNATURE_ALGORITHMS.find((algorithm) => algorithm.key === kind && algorithm.digest === wanted && algorithm.scheme === "rsa-pss" === (kind === "rsa" && pss));
	if (!found) throw new CoreError("ALGORITHM_UNSUPPORTED", `a ${kind} key does not sign with ${wanted}`);
	return found;
}
var DIGESTS$1, ROWS, SIGNATURE_ALGORITHMS, KEY_ALGORITHMS, RSA_BITS;
var init_algorithms = __esmMin((() => {
	init_errors$3();
	DIGESTS$1 = [
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
	ROWS = [
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
	];
	SIGNATURE_ALGORITHMS = ROWS.map(([id, key, digest, scheme, oid, mechanism, jwa, cose]) => ({
		id,
		key,
		digest,
		scheme,
		oid,
		mechanism,
		jwa,
		cose
	}));
	KEY_ALGORITHMS = [
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
	RSA_BITS = {
		min: 2048,
		max: 4096
	};
}));
// packages/core/src/encoding.ts
function toHex(bytes) {
	let text = "";
	for (const byte of bytes) text += HEX[byte];
	return text;
}
function fromHex(text) {
	if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) throw new TypeError("not hexadecimal");
	const bytes = new Uint8Array(text.length / 2);
	for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
	return bytes;
}
function toBase64(bytes) {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
function fromBase64(text) {
	const bytes = Uint8Array.from(Buffer.from(text, "base64"));
	if (toBase64(bytes) !== text) throw new TypeError("not base64");
	return bytes;
}
function utf8(text) {
	return new TextEncoder().encode(text);
}
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
var HEX;
var init_encoding = __esmMin((() => {
	HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
}));
// packages/core/src/byte-reader.ts
var ByteReader;
var init_byte_reader = __esmMin((() => {
	init_encoding();
	init_errors$3();
	ByteReader = class {
		bytes;
		#view;
		#base;
		#at;
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
}));
// packages/core/src/decide.ts
function assertAllowed(decision) {
	if (decision.kind === "deny") throw new CoreError("DENIED", `denied by ${decision.by}: ${decision.reason}`, { details: { by: decision.by } });
}
var allowLocal;
var init_decide = __esmMin((() => {
	init_errors$3();
	allowLocal = async () => ({
		kind: "allow",
		by: "local"
	});
}));
// packages/core/src/evidence.ts
var VerificationError;
var init_evidence$1 = __esmMin((() => {
	init_errors$3();
	VerificationError = class extends ChanceryError {
		signatures;
		constructor(fault, signatures, options = {}) {
			const table = { [fault.code]: {
				family: "untrusted",
				howToFix: fault.howToFix
			} };
			super(table, fault.code, fault.message, options);
			this.name = "VerificationError";
			this.signatures = signatures;
		}
	};
}));
// packages/core/src/format.ts
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
var HEAD_LENGTH;
var init_format = __esmMin((() => {
	init_errors$3();
	HEAD_LENGTH = 4096;
}));
// packages/core/src/memory-source.ts
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
function folded(sum) {
	return sum > 65535 ? sum % 65535 || 65535 : sum;
}
var WHOLE, SPARE, Crc32, SUM_BLOCK, Sum16;
var init_memory_source = __esmMin((() => {
	init_encoding();
	init_errors$3();
	WHOLE = 1048576;
	SPARE = 64;
	Crc32 = class {
		#value = 0;
		update(bytes) {
			this.#value = crc32(bytes, this.#value);
		}
		digest() {
			const bytes = new Uint8Array(4);
			new DataView(bytes.buffer).setUint32(0, this.#value, true);
			return bytes;
		}
	};
	SUM_BLOCK = 16384;
	Sum16 = class {
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
}));
// packages/core/src/source.ts
function range(start, end) {
	return {
		kind: "range",
		start,
		end
	};
}
function literal(bytes) {
	return {
		kind: "bytes",
		bytes
	};
}
function wholeDigest(source, algorithm) {
	return {
		algorithm,
		parts: [range(0, source.size)]
	};
}
// packages/core/src/verify.ts
async function verifyArtifact(source, format, verifier, sideFile = null) {
	const evidence = await format.readSignatures(source, sideFile);
	if (evidence.length === 0) throw new VerificationError({
		code: "NOT_SIGNED",
		message: `${source.name || "the file"} carries no signature`,
		howToFix: CORE_ERRORS.NOT_SIGNED.howToFix
	}, []);
	const signatures = [];
	for (const one of evidence) signatures.push(await one.verify(verifier));
	const fault = signatures.find((signature) => signature.fault !== null)?.fault;
	if (fault) throw new VerificationError(fault, signatures);
	return {
		format: format.id,
		signatures
	};
}
async function inspectArtifact(source, format, sideFile = null) {
	const reports = [];
	for (const one of await format.readSignatures(source, sideFile)) reports.push(await one.inspect());
	return reports;
}
var init_verify = __esmMin((() => {
	init_errors$3();
	init_evidence$1();
}));
// packages/core/src/sign.ts
async function prepare(input, signal) {
	const { source, format, options } = input;
	const signer = await input.signer.describe();
	input.onStage?.("describe");
	const [digests, description] = await Promise.all([source.digest([wholeDigest(source, "sha256")]), format.describe(source, options, input.sideFile)]);
	const request = {
		version: 1,
		format: format.id,
		key: signer.name,
		artifact: {
			name: source.name,
			size: source.size,
			digest: { sha256: toHex(digests[0]) }
		},
		description
	};
	input.onStage?.("decide");
	const decision = await input.decide(request, { kind: "local" }, signal);
	assertAllowed(decision);
	return {
		request,
		decision,
		signer
	};
}
async function signArtifact(input) {
	const { source, format, signal } = input;
	const stage = (name) => {
		if (signal?.aborted) throw new CoreError("ABORTED", `stopped before ${name}`, { cause: signal.reason });
		input.onStage?.(name);
	};
	if (signal?.aborted) throw new CoreError("ABORTED", "stopped before anything was done", { cause: signal.reason });
	const { request, decision } = await prepare(input, signal);
	stage("sign");
	let signatures = await input.signer.sign(request, signal);
	const timestamper = input.timestamper;
	if (timestamper) {
		stage("timestamp");
		signatures = await Promise.all(signatures.map(async (one) => ({
			...one,
			timestampToken: await timestamper.stamp(one.value, signal)
		})));
	}
	stage("embed");
	const embedding = await format.embed(source, request.description, signatures);
	stage("write");
	const written = await input.output.write(embedding, signal);
	try {
		stage("check");
		const facts = await check$1(input, written, embedding, signatures, request, decision);
		let record = null;
		if (input.attest) {
			stage("attest");
			record = await input.attest(facts, signal);
		}
		stage("commit");
		await written.commit(record);
		return facts;
	} catch (error) {
		await written.discard();
		throw error;
	}
}
async function check$1(input, written, embedding, signatures, request, decision) {
	const signer = signatures[0].signer;
	const [digests, reports] = await Promise.all([written.source.digest([wholeDigest(written.source, "sha256")]), inspectArtifact(written.source, input.format, written.sideFile)]);
	const leaf = signer.certificates[0];
	const ours = reports.find((report) => leaf !== void 0 && report.signer?.sha256 === sha256Hex(leaf) && report.integrity === "ok");
	const broken = reports.find((report) => report.integrity === "failed");
	if (!ours || broken || input.timestamper !== null && ours.timestamp === null) {
		const fault = broken?.fault;
		throw new CoreError("SELF_CHECK_FAILED", `what was written does not verify${fault ? `: ${fault.message}` : ""}`, { details: {
			code: fault?.code ?? null,
			signatures: reports.length
		} });
	}
	return {
		request,
		decision,
		signer,
		digest: {
			before: request.artifact.digest,
			after: { sha256: toHex(digests[0]) }
		},
		sideFile: embedding.sideFile && {
			suffix: embedding.sideFile.suffix,
			sha256: sha256Hex(embedding.sideFile.bytes)
		},
		signature: ours,
		timestamp: ours.timestamp
	};
}
function sha256Hex(bytes) {
	return createHash("sha256").update(bytes).digest("hex");
}
var init_sign = __esmMin((() => {
	init_decide();
	init_encoding();
	init_errors$3();
	init_verify();
}));
// packages/core/src/signer.ts
function keySigner(key, formats) {
	return {
		describe: async () => key.info,
		async sign(request, signal) {
			const messages = formats.get(request.format).toBeSigned(request.description, key.info);
			return Promise.all(messages.map(async (message) => ({
				algorithm: key.info.algorithm,
				value: await key.sign(message, signal),
				signer: key.info,
				timestampToken: null
			})));
		}
	};
}
function hostDigest(algorithm, message) {
	return algorithm.scheme === "eddsa" ? message : Uint8Array.from(createHash(algorithm.digest).update(message).digest());
}
function digestOf(info) {
	return signatureAlgorithm(info.algorithm).digest;
}
var init_signer$1 = __esmMin((() => {
	init_algorithms();
}));
// packages/core/src/index.ts
var init_src$2 = __esmMin((() => {
	init_algorithms();
	init_byte_reader();
	init_decide();
	init_encoding();
	init_errors$3();
	init_evidence$1();
	init_format();
	init_memory_source();
	init_sign();
	init_signer$1();
	init_verify();
}));
// packages/attest/src/errors.ts
init_src$2();
const AGAIN = "Get the bundle again from whoever published the file; it is not what was signed.";
const ATTEST_ERRORS = {
	BUNDLE_MALFORMED: {
		family: "malformed",
		howToFix: AGAIN
	},
	BUNDLE_UNSUPPORTED: {
		family: "malformed",
		howToFix: "Give a Sigstore bundle v0.1 to v0.3 or a DSSE envelope with one signature over an in-toto statement."
	},
	BUNDLE_KEY_UNTRUSTED: {
		family: "untrusted",
		howToFix: "Add the public key that signs records to --trust (PEM), or the trusted root for bundles with certificates."
	},
	BUNDLE_SIGNATURE_INVALID: {
		family: "untrusted",
		howToFix: AGAIN
	},
	BUNDLE_SUBJECT_MISMATCH: {
		family: "untrusted",
		howToFix: "The record is of another file, or the file was changed after signing: get both again, or sign again."
	},
	BUNDLE_IDENTITY_MISMATCH: {
		family: "untrusted",
		howToFix: "Check --identity and --issuer: the certificate in the bundle names somebody else."
	},
	STATEMENT_INVALID: {
		family: "usage",
		howToFix: "Give a predicate that is a JSON object, a predicate type that is a URI, and subjects with SHA-256 digests."
	},
	TOO_MANY_SUBJECTS: {
		family: "usage",
		howToFix: "Verifiers read at most 1024 subjects in one statement: attest in several statements."
	}
};
var AttestError = class extends ChanceryError {
	constructor(code, message, options) {
		super(ATTEST_ERRORS, code, message, options);
		this.name = "AttestError";
	}
};
// packages/codec/src/der/tags.ts
function contextTag(number) {
	return CONTEXT | number;
}
function constructedContextTag(number) {
	return 160 | number;
}
var TAG, CONTEXT;
var init_tags = __esmMin((() => {
	TAG = {
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
	CONTEXT = 128;
}));
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
function encodeOid(dotted) {
	const [first, second, ...rest] = dotted.split(".").map(BigInt);
	if (first === void 0 || second === void 0) throw new TypeError(`not an object identifier: ${dotted}`);
	const bytes = [];
	for (const arc of [first * 40n + second, ...rest]) {
		const digits = [Number(arc & 127n)];
		for (let more = arc >> 7n; more > 0n; more >>= 7n) digits.unshift(Number(more & 127n) | 128);
		bytes.push(...digits);
	}
	return encodeDer(TAG.oid, Uint8Array.from(bytes));
}
function encodeOctetString(content) {
	return encodeDer(TAG.octetString, content);
}
function encodeBitString(content) {
	return encodeDer(TAG.bitString, Uint8Array.of(0), content);
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
var init_encode$1 = __esmMin((() => {
	init_src$2();
	init_tags();
}));
// packages/codec/src/errors.ts
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
var CHANGED, DAMAGED, CODEC_ERRORS, CodecError;
var init_errors$2 = __esmMin((() => {
	init_src$2();
	CHANGED = "The file or its signature was changed after signing: get it again from its source, or sign it anew.";
	DAMAGED = "The signature or certificate is damaged: get the file again from its source, or sign it anew.";
	CODEC_ERRORS = {
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
	CodecError = class extends ChanceryError {
		constructor(code, message, options) {
			super(CODEC_ERRORS, code, message, options);
			this.name = "CodecError";
		}
	};
}));
// packages/codec/src/der/reader.ts
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
var MAX_DEPTH$1, MAX_CHILDREN, DerCursor;
var init_reader = __esmMin((() => {
	init_src$2();
	init_errors$2();
	init_tags();
	MAX_DEPTH$1 = 32;
	MAX_CHILDREN = 1e5;
	DerCursor = class {
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
}));
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
function booleanOf$1(node, field) {
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
var LATIN1$1;
var init_values = __esmMin((() => {
	init_src$2();
	init_errors$2();
	init_reader();
	init_tags();
	LATIN1$1 = new TextDecoder("latin1");
}));
// packages/codec/src/x509/algorithm-identifier.ts
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
	const parameters = ({ parameters: node }) => node && node.tag !== TAG.null ? node.bytes : new Uint8Array();
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
var RSA_ENCRYPTION, RSASSA_PSS$1, MGF1, MORE_SIGNATURES, KEY_IDENTIFIERS;
var init_algorithm_identifier = __esmMin((() => {
	init_src$2();
	init_encode$1();
	init_reader();
	init_tags();
	init_values();
	init_errors$2();
	RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
	RSASSA_PSS$1 = "1.2.840.113549.1.1.10";
	MGF1 = "1.2.840.113549.1.1.8";
	MORE_SIGNATURES = [
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
	KEY_IDENTIFIERS = {
		[RSA_ENCRYPTION]: "rsa-pkcs1",
		"1.2.840.10040.4.1": "dsa",
		"1.2.840.10045.2.1": "ecdsa"
	};
}));
// packages/codec/src/x509/name.ts
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
var SHORT_NAMES;
var init_name = __esmMin((() => {
	init_src$2();
	init_reader();
	init_tags();
	init_values();
	SHORT_NAMES = {
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
}));
// packages/codec/src/x509/public-key.ts
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
var DSA, EC_PUBLIC_KEY, RSASSA_PSS, imported;
var init_public_key = __esmMin((() => {
	init_src$2();
	init_reader();
	init_tags();
	init_values();
	init_errors$2();
	DSA = "1.2.840.10040.4.1";
	EC_PUBLIC_KEY = "1.2.840.10045.2.1";
	RSASSA_PSS = "1.2.840.113549.1.1.10";
	imported = new WeakMap();
}));
// packages/codec/src/x509/certificate.ts
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
			critical: critical ? booleanOf$1(critical, "critical") : false,
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
		ca: ca ? booleanOf$1(ca, "cA") : false,
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
var EXTENSION, KEY_PURPOSE, KEY_USAGE, MAX_EXTENSIONS, MEMORY, MEMORABLE, remembered;
var init_certificate = __esmMin((() => {
	init_src$2();
	init_reader();
	init_tags();
	init_values();
	init_errors$2();
	init_algorithm_identifier();
	init_name();
	init_public_key();
	EXTENSION = {
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
	KEY_PURPOSE = {
		any: "2.5.29.37.0",
		codeSigning: "1.3.6.1.5.5.7.3.3",
		timeStamping: "1.3.6.1.5.5.7.3.8"
	};
	KEY_USAGE = {
		digitalSignature: 0,
		nonRepudiation: 1,
		keyCertSign: 5,
		cRLSign: 6
	};
	MAX_EXTENSIONS = 100;
	MEMORY = 32;
	MEMORABLE = 8192;
	remembered = new Map();
}));
// packages/codec/src/cms/oids.ts
var OID;
var init_oids = __esmMin((() => {
	OID = {
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
}));
// packages/codec/src/cms/build.ts
function encodeAttribute(oid, ...values) {
	return encodeSequence(encodeOid(oid), encodeSetOf(...values));
}
function buildSignedAttributes(input) {
	return encodeSetOf(encodeAttribute(OID.contentType, encodeOid(input.contentType)), encodeAttribute(OID.messageDigest, encodeOctetString(input.messageDigest)), ...input.more ?? []);
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
var init_build = __esmMin((() => {
	init_src$2();
	init_encode$1();
	init_reader();
	init_tags();
	init_errors$2();
	init_algorithm_identifier();
	init_certificate();
	init_oids();
}));
// packages/codec/src/x509/crl.ts
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
		if (number === serial) found ??= entryOf$1(date, extensions);
	}
	return found;
}
function entryOf$1(date, extensions) {
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
		return node !== null && booleanOf$1({
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
var ENTRY_EXTENSION, CRL_REASON;
var init_crl = __esmMin((() => {
	init_src$2();
	init_encode$1();
	init_reader();
	init_tags();
	init_values();
	init_errors$2();
	init_algorithm_identifier();
	init_certificate();
	ENTRY_EXTENSION = {
		reason: "2.5.29.21",
		invalidityDate: "2.5.29.24"
	};
	CRL_REASON = {
		keyCompromise: 1,
		caCompromise: 2,
		removeFromCrl: 8,
		aaCompromise: 10
	};
}));
// packages/codec/src/x509/general-name.ts
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
function namesOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.subjectAltName);
	const names = (value ? childrenOf(parseDer(value, "SubjectAltName", TAG.sequence), "SubjectAltName") : []).map(generalNameOf);
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
var LATIN1, STRINGS, EMAIL_ADDRESS;
var init_general_name = __esmMin((() => {
	init_src$2();
	init_reader();
	init_tags();
	init_values();
	init_errors$2();
	init_certificate();
	LATIN1 = new TextDecoder("latin1");
	STRINGS = [
		TAG.utf8String,
		TAG.printableString,
		TAG.teletexString,
		TAG.ia5String,
		TAG.bmpString,
		TAG.universalString
	];
	EMAIL_ADDRESS = "1.2.840.113549.1.9.1";
}));
// packages/codec/src/x509/name-constraints.ts
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
var MAX_COMPARISONS;
var init_name_constraints = __esmMin((() => {
	init_reader();
	init_errors$2();
	init_certificate();
	init_general_name();
	MAX_COMPARISONS = 1e5;
}));
// packages/codec/src/x509/policies.ts
function checkPolicies(path) {
	let valid = new Set([ANY_POLICY]);
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
	return new Set([...named, ...anyAllowed && stated.includes(ANY_POLICY) ? above : []]);
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
var ANY_POLICY;
var init_policies = __esmMin((() => {
	init_reader();
	init_tags();
	init_values();
	init_errors$2();
	init_certificate();
	init_general_name();
	ANY_POLICY = "2.5.29.32.0";
}));
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
var init_purpose = __esmMin((() => {
	init_errors$2();
	init_certificate();
}));
// packages/codec/src/x509/signature.ts
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
var FAMILY;
var init_signature = __esmMin((() => {
	init_src$2();
	init_errors$2();
	init_public_key();
	FAMILY = {
		"rsa-pkcs1": "rsa",
		"rsa-pss": "rsa",
		dsa: "dsa",
		ecdsa: "ec",
		eddsa: "ed25519"
	};
}));
// packages/codec/src/x509/path-rules.ts
function checkLink(certificate, issuer) {
	const scheme = resolveSignatureScheme(certificate.signatureAlgorithm, null);
	if (scheme.digest.name === "md5") throw new CodecError("WEAK_ALGORITHM", `${certificate.subjectName} is certified with MD5`);
	checkKeyStrength(issuer);
	if (!verifySignature(issuer.publicKey, scheme, certificate.tbs, certificate.signature)) throw new CodecError("CHAIN_INVALID", `the certificate of ${certificate.subjectName} is not signed by its issuer`);
}
function checkKeyStrength({ publicKey, subjectName }) {
	if (publicKey.family === null || publicKey.explicitCurve) {
		const why = publicKey.explicitCurve ? "has a curve of its own" : `is of the kind ${publicKey.algorithmOid}`;
		throw new CodecError("KEY_UNSUPPORTED", `the key of ${subjectName} ${why}`);
	}
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
var UNDERSTOOD;
var init_path_rules = __esmMin((() => {
	init_errors$2();
	init_algorithm_identifier();
	init_certificate();
	init_general_name();
	init_name_constraints();
	init_policies();
	init_purpose();
	init_signature();
	UNDERSTOOD = Object.values(EXTENSION);
}));
// packages/codec/src/x509/revocation.ts
function checkRevocation(chain, input) {
	if (chain.length === 1) return "not-checked";
	return chain.slice(0, -1).map((certificate, i) => isCovered(certificate, chain[i + 1], input)).every((one) => one) ? "good" : "not-checked";
}
function isCovered(certificate, issuer, input) {
	const covered = new Set();
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
function refuseRevoked(certificate, entry, signedAt) {
	const since = entry.invalidityDate && entry.invalidityDate < entry.date ? entry.invalidityDate : entry.date;
	if (signedAt && signedAt < since && !COMPROMISED.includes(entry.reason)) return;
	throw new CodecError("CERTIFICATE_REVOKED", `${certificate.subjectName} was revoked at ${entry.date.toISOString()}`, { details: {
		subject: certificate.subjectName,
		revokedAt: entry.date.toISOString(),
		reason: entry.reason
	} });
}
var LIST_EXTENSION, ALL_REASONS, COMPROMISED;
var init_revocation = __esmMin((() => {
	init_src$2();
	init_errors$2();
	init_algorithm_identifier();
	init_certificate();
	init_crl();
	init_general_name();
	init_signature();
	LIST_EXTENSION = {
		issuingDistributionPoint: "2.5.29.28",
		deltaIndicator: "2.5.29.27"
	};
	ALL_REASONS = [
		1,
		2,
		3,
		4,
		5,
		6,
		7,
		8
	];
	COMPROMISED = [
		CRL_REASON.keyCompromise,
		CRL_REASON.caCompromise,
		CRL_REASON.aaCompromise
	];
}));
// packages/codec/src/x509/path.ts
function verifyPath(input) {
	const anchors = input.anchors.map(parseCertificate);
	const lists = (input.crls ?? []).flatMap(readCrl);
	return new PathSearch(input, anchors, lists, true).find();
}
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
var MAX_DEPTH, MAX_LINKS, PathSearch;
var init_path = __esmMin((() => {
	init_src$2();
	init_reader();
	init_errors$2();
	init_certificate();
	init_crl();
	init_general_name();
	init_path_rules();
	init_revocation();
	MAX_DEPTH = 10;
	MAX_LINKS = 100;
	PathSearch = class PathSearch {
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
}));
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
var SIGNED_ONLY;
var init_attributes = __esmMin((() => {
	init_src$2();
	init_reader();
	init_tags();
	init_values();
	init_errors$2();
	init_algorithm_identifier();
	init_oids();
	SIGNED_ONLY = [
		OID.contentType,
		OID.messageDigest,
		OID.signingTime,
		OID.algorithmProtection,
		OID.signingCertificate,
		OID.signingCertificateV2
	];
}));
// packages/codec/src/cms/content.ts
function contentDigests(content, signedData) {
	const made = new Map();
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
async function* streamContent(content, signedData) {
	if (content.kind === "embedded") {
		yield embedded(signedData);
		return;
	}
	for (const part of content.parts) if (part.kind === "bytes") yield part.bytes;
	else if (part.kind === "inflate") yield inflateExactly(await content.source.read(part.start, part.end - part.start), part.size);
	else for (let at = part.start; at < part.end; at += CHUNK$3) yield await content.source.read(at, Math.min(CHUNK$3, part.end - at));
}
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
var CHUNK$3, MAX_ATTRIBUTES_LENGTH;
var init_content = __esmMin((() => {
	init_src$2();
	init_reader();
	init_errors$2();
	init_attributes();
	CHUNK$3 = 1 << 20;
	MAX_ATTRIBUTES_LENGTH = 65536;
}));
// packages/codec/src/cms/signing-certificate.ts
function checkSigningCertificate(signer, certificate) {
	const attributes = signer.signedAttrs?.attributes ?? [];
	const first = singleValue(attributes, OID.signingCertificate);
	const second = singleValue(attributes, OID.signingCertificateV2);
	for (const [value, version] of [[first, 1], [second, 2]]) if (value && !names$1(firstIdentifier(value), version, certificate)) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "the signature names another certificate as its signer");
}
function firstIdentifier(value) {
	const certs = new DerCursor(value, "SigningCertificate").take("certs", TAG.sequence);
	return new DerCursor(certs, "certs").take("ESSCertID", TAG.sequence);
}
function names$1(identifier, version, certificate) {
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
var init_signing_certificate = __esmMin((() => {
	init_src$2();
	init_reader();
	init_tags();
	init_values();
	init_errors$2();
	init_algorithm_identifier();
	init_general_name();
	init_attributes();
	init_oids();
}));
// packages/codec/src/cms/integrity.ts
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
var ALLOW;
var init_integrity = __esmMin((() => {
	init_errors$2();
	init_signature();
	init_attributes();
	init_content();
	init_oids();
	init_signing_certificate();
	ALLOW = { explicitCurve: "allowed" };
}));
// packages/codec/src/cms/signer.ts
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
var MAX_NAMESAKES;
var init_signer = __esmMin((() => {
	init_src$2();
	init_errors$2();
	init_algorithm_identifier();
	init_certificate();
	init_general_name();
	MAX_NAMESAKES = 2;
}));
// packages/codec/src/cms/signed-data.ts
function parseSignedData(bytes, options = {}) {
	const node = options.trailing === "allowed" ? parseDerPrefix(bytes, "ContentInfo") : parseDer(bytes, "ContentInfo");
	const contentInfo = new DerCursor(node, "ContentInfo");
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
	if (certificates.length > MAX_CERTIFICATES || signerInfos.length > MAX_SIGNERS$1) throw new CodecError("CMS_MALFORMED", `${certificates.length} certificates, ${signerInfos.length} signers: too many`);
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
			attributes: attributesOf$1(signed, "signedAttrs")
		},
		signatureAlgorithm,
		signature,
		unsignedAttrs: unsigned ? attributesOf$1(unsigned, "unsignedAttrs") : []
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
function attributesOf$1(node, field) {
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
var MAX_CERTIFICATES, MAX_SIGNERS$1, MAX_ATTRIBUTES;
var init_signed_data = __esmMin((() => {
	init_encode$1();
	init_reader();
	init_tags();
	init_values();
	init_errors$2();
	init_algorithm_identifier();
	init_oids();
	MAX_CERTIFICATES = 100;
	MAX_SIGNERS$1 = 50;
	MAX_ATTRIBUTES = 100;
}));
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
		ordering: ordering ? booleanOf$1(ordering, "ordering") : false,
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
var init_tst_info = __esmMin((() => {
	init_encode$1();
	init_reader();
	init_tags();
	init_values();
	init_errors$2();
	init_algorithm_identifier();
	init_certificate();
}));
// packages/codec/src/cms/timestamp-token.ts
function verifyTimestampToken(token, message, certificates = []) {
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
			time,
			authority,
			policy,
			serial,
			nonce,
			accuracy,
			imprint,
			certificates: embedded
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
var init_timestamp_token = __esmMin((() => {
	init_src$2();
	init_reader();
	init_values();
	init_errors$2();
	init_certificate();
	init_purpose();
	init_signature();
	init_attributes();
	init_oids();
	init_signed_data();
	init_signer();
	init_signing_certificate();
	init_tst_info();
}));
// packages/codec/src/cms/timestamps.ts
function findTimestamps(signer, certificates) {
	const timestamps = [];
	let fault = null;
	for (const attribute of signer.unsignedAttrs.filter(({ oid }) => TIMESTAMPS.includes(oid))) try {
		if (timestamps.length + attribute.values.length > MAX_TIMESTAMPS) throw new CodecError("TIMESTAMP_INVALID", "there are more timestamps than any signature has");
		timestamps.push(...timestampsOf(attribute, signer.signature, certificates));
	} catch (error) {
		if (!(error instanceof CodecError)) throw error;
		fault ??= codecFault("TIMESTAMP_INVALID", error.message);
	}
	timestamps.sort((a, b) => a.time.getTime() - b.time.getTime());
	return {
		timestamps,
		fault
	};
}
function timestampsOf({ oid, values }, signature, certificates) {
	if (oid === OID.counterSignature) return values.map((node) => {
		const { time, authority } = verifyCounterSignature(signerInfoOf(node), signature, certificates);
		return {
			time,
			authority,
			certificates,
			purpose: "legacy-timestamping"
		};
	});
	return values.map(({ bytes }) => {
		const token = verifyTimestampToken(bytes, signature, certificates);
		const { time, authority } = token;
		return {
			time,
			authority,
			certificates: [...token.certificates, ...certificates],
			purpose: "timestamping"
		};
	});
}
var MAX_TIMESTAMPS, TIMESTAMPS;
var init_timestamps = __esmMin((() => {
	init_errors$2();
	init_oids();
	init_signed_data();
	init_timestamp_token();
	MAX_TIMESTAMPS = 16;
	TIMESTAMPS = [
		OID.timestampToken,
		OID.microsoftTimestampToken,
		OID.counterSignature
	];
}));
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
		digestAlgorithm: null,
		signatureAlgorithm: null,
		integrity: facts.fault ? "failed" : "ok",
		timestamp: null,
		...facts
	};
}
function timestampFacts(timestamp) {
	return timestamp && {
		time: rfc3339(timestamp.time),
		authority: timestamp.authority.subjectName
	};
}
function rfc3339(time) {
	return time.toISOString().replace(".000Z", "Z");
}
function untrustedTimestamp(expired, { authority }) {
	return codecFault("TIMESTAMP_UNTRUSTED", `${expired.message}, and its timestamp by ${authority.subjectName} is not trusted`);
}
var CmsEvidence;
var init_evidence = __esmMin((() => {
	init_errors$2();
	init_certificate();
	init_path();
	init_signature();
	init_content();
	init_integrity();
	init_signer();
	init_timestamps();
	CmsEvidence = class {
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
					digestAlgorithm: signer.digest.name,
					signatureAlgorithm: signatureAlgorithmName(certificate.publicKey, signer.scheme),
					fault: this.#signature.fault ?? fault ?? found.fault,
					nested,
					timestamp: timestampFacts(found.timestamps[0] ?? null)
				}),
				certificate,
				timestamps: found.timestamps
			};
		}
		async verify(verifier) {
			const { report, certificate, timestamps } = await this.#inspect();
			if (report.fault || !certificate) return {
				...report,
				timestamp: null,
				chain: "not-checked",
				revocation: "not-checked"
			};
			const trusted = timestamps.find((timestamp) => this.#isTrusted(timestamp, verifier)) ?? null;
			const at = trusted?.time ?? verifier.at;
			const judged = {
				...report,
				timestamp: timestampFacts(trusted)
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
				const unheard = fault.code === "CERTIFICATE_EXPIRED" && !trusted ? timestamps[0] : void 0;
				return {
					...judged,
					fault: unheard ? untrustedTimestamp(fault, unheard) : fault,
					chain: "untrusted",
					revocation
				};
			}
		}
		#isTrusted({ authority, certificates, purpose }, verifier) {
			try {
				const { timestampAnchors: anchors, at, crls } = verifier;
				verifyPath({
					leaf: authority,
					intermediates: certificates,
					anchors,
					at,
					purpose,
					crls
				});
				return true;
			} catch (error) {
				if (error instanceof CodecError) return false;
				throw error;
			}
		}
	};
}));
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
var init_pem = __esmMin((() => {
	init_src$2();
	init_errors$2();
}));
// packages/codec/src/strict-json.ts
function parseStrictJson(text, options = {}) {
	const { maxLength = 64 << 20, maxDepth = 64 } = options;
	if (text.length > maxLength) throw new CodecError("JSON_MALFORMED", `JSON of ${text.length} characters is too long`);
	const reader = new JsonReader(text, maxDepth);
	const value = reader.value(0);
	reader.end();
	return value;
}
var NUMBER, LITERALS, JsonReader;
var init_strict_json = __esmMin((() => {
	init_errors$2();
	NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
	LITERALS = [
		["true", true],
		["false", false],
		["null", null]
	];
	JsonReader = class {
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
			const names = new Set();
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
			for (;;) {
				const code = this.#text.charCodeAt(this.#at++);
				if (code === 34) break;
				if (code === 92) this.#at++;
				if (Number.isNaN(code) || code < 32) this.#fail("a string that does not end");
			}
			let value;
			try {
				value = JSON.parse(this.#text.slice(start, this.#at));
			} catch (cause) {
				throw new CodecError("JSON_MALFORMED", `a bad string at ${start}`, { cause });
			}
			if (!value.isWellFormed()) this.#fail("a lone surrogate");
			return value;
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
}));
// packages/codec/src/zip/entry.ts
function printableName(name) {
	if (PLAIN.test(name)) return `"${name}"`;
	const cut = name.length > PRINTED_LENGTH ? `${name.slice(0, PRINTED_LENGTH)}…` : name;
	const escaped = (character) => `\\u{${character.codePointAt(0).toString(16)}}`;
	return `"${cut.replace(/["\\]/g, "\\$&").replace(UNPRINTABLE, escaped)}"`;
}
var ZIP_SIGNATURE, ZIP_METHOD, ZIP_FLAG, ZIP64_MARK, ZIP64_MARK16, UNPRINTABLE, PRINTED_LENGTH, PLAIN;
var init_entry = __esmMin((() => {
	ZIP_SIGNATURE = {
		localHeader: 67324752,
		dataDescriptor: 134695760,
		centralHeader: 33639248,
		end: 101010256,
		zip64End: 101075792,
		zip64Locator: 117853008
	};
	ZIP_METHOD = {
		stored: 0,
		deflated: 8
	};
	ZIP_FLAG = {
		encrypted: 1,
		descriptor: 8,
		strongEncryption: 64,
		utf8: 2048
	};
	ZIP64_MARK = 4294967295;
	ZIP64_MARK16 = 65535;
	UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
	PRINTED_LENGTH = 200;
	PLAIN = /^[ !#-[\]-~]{0,200}$/;
}));
// packages/codec/src/zip/errors.ts
var ZIP_ERRORS, ZipError;
var init_errors$1 = __esmMin((() => {
	init_src$2();
	ZIP_ERRORS = {
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
	ZipError = class extends ChanceryError {
		constructor(code, message, options) {
			super(ZIP_ERRORS, code, message, options);
			this.name = "ZipError";
		}
	};
}));
// packages/codec/src/zip/end-record.ts
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
		if (value !== mark && value !== zip64[field]) throw malformed$6(`the end record says ${field} ${value}, the ZIP64 one ${zip64[field]}`);
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
		if (found >= 0) throw malformed$6("two records could each be the end of the archive");
		found = at;
	}
	if (found >= 0) return found;
	throw malformed$6(seen ? "there are bytes behind the end of the archive" : "the archive has no end record");
}
async function readZip64End(source, locator, locatorStart) {
	const disk = locator.skip(4, "locator.signature").u32le("locator.disk");
	const position = wide(locator, "locator.zip64EndOffset");
	const disks = locator.u32le("locator.disks");
	if (disk !== 0 || disks > 1) throw new ZipError("ZIP_UNSUPPORTED", "the archive is in several parts");
	if (position > locatorStart - ZIP64_END_LENGTH) throw malformed$6("the ZIP64 end record is not where its locator says");
	const reader = new ByteReader(await source.read(position, ZIP64_END_LENGTH), position);
	const signature = reader.u32le("zip64End.signature");
	const length = wide(reader, "zip64End.size");
	if (signature !== ZIP_SIGNATURE.zip64End || position + 12 + length !== locatorStart) throw malformed$6("the ZIP64 end record is not where its locator says");
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
	if (place.start > endOfDirectory || place.start + place.size !== endOfDirectory) throw malformed$6(`the directory is said to be ${place.size} bytes at ${place.start}, and its end is ${endOfDirectory}`);
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
function malformed$6(message) {
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
	return concat(needsZip64 ? encodeZip64End(end, size) : new Uint8Array(), plain, end.comment);
}
function encodeZip64End(end, size) {
	const view = new DataView(new ArrayBuffer(76));
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
var END_LENGTH, LOCATOR_LENGTH, ZIP64_END_LENGTH, MAX_COMMENT;
var init_end_record = __esmMin((() => {
	init_src$2();
	init_entry();
	init_errors$1();
	END_LENGTH = 22;
	LOCATOR_LENGTH = 20;
	ZIP64_END_LENGTH = 56;
	MAX_COMMENT = 65535;
}));
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
var init_extra_field = __esmMin((() => {
	init_src$2();
	init_end_record();
	init_entry();
	init_errors$1();
}));
// packages/codec/src/zip/central-directory.ts
async function readZipCentral(source) {
	const end = await readZipEnd(source);
	const length = end.end - end.start;
	if (length > MAX_DIRECTORY || end.count > MAX_ENTRIES$1) throw new ZipError("ZIP_TOO_LARGE", `${end.count} entries in a directory of ${length} bytes`);
	if (end.count * 46 > length) throw malformed$5(`${end.count} entries cannot be in ${length} bytes`);
	const bytes = await source.read(end.start, length);
	const reader = new ByteReader(bytes, end.start);
	const decoder = new TextDecoder("utf-8", {
		fatal: true,
		ignoreBOM: true
	});
	const entries = [];
	const byName = new Map();
	let total = 0;
	for (let i = 0; i < end.count; i++) {
		const entry = readCentralHeader(reader, decoder, end.start);
		if (byName.has(entry.name)) throw new ZipError("ZIP_DUPLICATE", `${printableName(entry.name)} is in the archive twice`);
		byName.set(entry.name, entry);
		entries.push(entry);
		total += entry.size;
	}
	if (reader.left > 0) throw malformed$5(`${reader.left} bytes of the directory belong to no entry`);
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
	if (reader.left < 46 || reader.u32le("central.signature") !== ZIP_SIGNATURE.centralHeader) throw malformed$5(`no central header at ${directoryStart + headerStart}`);
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
	if (reader.left < nameLength + extraLength + commentLength) throw malformed$5("a central header reaches behind the directory");
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
	if (start + compressedSize > directoryStart) throw malformed$5(`${where} does not lie before the directory`);
	if (method === ZIP_METHOD.stored && size !== compressedSize) throw malformed$5(`${where} is stored in two sizes`);
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
	if (bytes.length === 0) throw malformed$5("an entry has no name");
	try {
		return decoder.decode(bytes);
	} catch (cause) {
		throw new ZipError("ZIP_UNSUPPORTED", "the name of an entry is not UTF-8", { cause });
	}
}
function malformed$5(message) {
	return new ZipError("ZIP_MALFORMED", message);
}
var MAX_ENTRIES$1, MAX_DIRECTORY, MAX_EXPANSION, BOMB_FLOOR, BOMB_RATIO;
var init_central_directory = __esmMin((() => {
	init_src$2();
	init_end_record();
	init_entry();
	init_errors$1();
	init_extra_field();
	MAX_ENTRIES$1 = 5e5;
	MAX_DIRECTORY = 67108864;
	MAX_EXPANSION = 1032;
	BOMB_FLOOR = 268435456;
	BOMB_RATIO = 100;
}));
// packages/codec/src/zip/window.ts
function window$1(source, limit) {
	let at = 0;
	let held = new Uint8Array();
	return async (start, length) => {
		if (start + length > limit) return null;
		if (start < at || start + length > at + held.length) {
			held = await source.read(start, Math.min(Math.max(length, READ), limit - start));
			at = start;
		}
		return held.subarray(start - at, start - at + length);
	};
}
var READ;
var init_window = __esmMin((() => {
	READ = 1024;
}));
// packages/codec/src/zip/directory.ts
async function readZipDirectory(source) {
	const central = await readZipCentral(source);
	const view = window$1(source, central.start);
	const located = new Map();
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
var init_directory = __esmMin((() => {
	init_src$2();
	init_central_directory();
	init_entry();
	init_errors$1();
	init_extra_field();
	init_window();
}));
// packages/codec/src/zip/encode.ts
function encodeZipEntry(entry) {
	const { content, modified = ZIP_EPOCH, extra = new Uint8Array() } = entry;
	const deflated = deflateRawSync(content);
	const data = deflated.length < content.length ? new Uint8Array(deflated) : content;
	const method = data === content ? ZIP_METHOD.stored : ZIP_METHOD.deflated;
	const name = utf8(entry.name);
	const shared = new DataView(new ArrayBuffer(26));
	shared.setUint16(0, 20, true);
	shared.setUint16(2, ZIP_FLAG.utf8, true);
	shared.setUint16(4, method, true);
	shared.setUint32(6, modified, true);
	shared.setUint32(10, crc32(content), true);
	shared.setUint32(14, data.length, true);
	shared.setUint32(18, content.length, true);
	shared.setUint16(22, name.length, true);
	const localFields = new Uint8Array(shared.buffer);
	const local = new DataView(new ArrayBuffer(4));
	local.setUint32(0, ZIP_SIGNATURE.localHeader, true);
	const localHeader = concat(new Uint8Array(local.buffer), localFields);
	new DataView(localHeader.buffer).setUint16(28, extra.length, true);
	return {
		local: concat(localHeader, name, extra, data),
		central(start) {
			const header = new Uint8Array(46);
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
	const offset = new DataView(new ArrayBuffer(8));
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
var ZIP_EPOCH;
var init_encode = __esmMin((() => {
	init_src$2();
	init_central_directory();
	init_directory();
	init_entry();
	init_errors$1();
	init_extra_field();
	ZIP_EPOCH = 2162688;
}));
// packages/codec/src/index.ts
var init_src$1 = __esmMin((() => {
	init_build();
	init_evidence();
	init_oids();
	init_signed_data();
	init_timestamp_token();
	init_tst_info();
	init_encode$1();
	init_reader();
	init_tags();
	init_values();
	init_errors$2();
	init_pem();
	init_strict_json();
	init_algorithm_identifier();
	init_certificate();
	init_crl();
	init_path();
	init_public_key();
	init_purpose();
	init_signature();
	init_central_directory();
	init_directory();
	init_encode();
	init_end_record();
	init_entry();
	init_errors$1();
}));
// packages/attest/src/statement.ts
init_src$1();
init_src$2();
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const STATEMENT_TYPES = [STATEMENT_TYPE, "https://in-toto.io/Statement/v0.1"];
const MAX_SUBJECTS = 1024;
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
init_src$2();
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
init_src$2();
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
init_src$1();
init_src$2();
function keyFingerprint(spki) {
	return `SHA256:${toBase64(createHash("sha256").update(sshPublicKey(spki)).digest()).replace(/=+$/, "")}`;
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
	const length = new Uint8Array(4);
	new DataView(length.buffer).setUint32(0, bytes.length);
	return concat(length, bytes);
}
// packages/attest/src/verify.ts
init_src$1();
init_src$2();
function verifyKeyBundle(bundle, keys, digests) {
	const { envelope } = bundle;
	const statement = statementOf(envelope);
	const message = preAuthEncoding(envelope.payloadType, envelope.payload);
	const signer = keys.find((spki) => holds$1(spki, message, envelope.signature));
	if (!signer) {
		if (keys.some((spki) => [envelope.keyid, bundle.hint].includes(keyFingerprint(spki)))) throw new AttestError("BUNDLE_SIGNATURE_INVALID", "the record is not what its key signed");
		assertSubject(statement, digests);
		throw new AttestError("BUNDLE_KEY_UNTRUSTED", `the record is signed by ${envelope.keyid || "a key"} that is not trusted`);
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
function holds$1(spki, message, signature) {
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
// node_modules/@sigstore/protobuf-specs/dist/__generated__/envelope.js
var require_envelope = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Signature = exports.Envelope = void 0;
	exports.Envelope = {
		fromJSON(object) {
			return {
				payload: isSet(object.payload) ? Buffer.from(bytesFromBase64(object.payload)) : Buffer.alloc(0),
				payloadType: isSet(object.payloadType) ? globalThis.String(object.payloadType) : "",
				signatures: globalThis.Array.isArray(object?.signatures) ? object.signatures.map((e) => exports.Signature.fromJSON(e)) : []
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.payload.length !== 0) obj.payload = base64FromBytes(message.payload);
			if (message.payloadType !== "") obj.payloadType = message.payloadType;
			if (message.signatures?.length) obj.signatures = message.signatures.map((e) => exports.Signature.toJSON(e));
			return obj;
		}
	};
	exports.Signature = {
		fromJSON(object) {
			return {
				sig: isSet(object.sig) ? Buffer.from(bytesFromBase64(object.sig)) : Buffer.alloc(0),
				keyid: isSet(object.keyid) ? globalThis.String(object.keyid) : ""
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.sig.length !== 0) obj.sig = base64FromBytes(message.sig);
			if (message.keyid !== "") obj.keyid = message.keyid;
			return obj;
		}
	};
	function bytesFromBase64(b64) {
		return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
	}
	function base64FromBytes(arr) {
		return globalThis.Buffer.from(arr).toString("base64");
	}
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));
// node_modules/@sigstore/protobuf-specs/dist/__generated__/google/protobuf/timestamp.js
var require_timestamp$3 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Timestamp = void 0;
	exports.Timestamp = {
		fromJSON(object) {
			return {
				seconds: isSet(object.seconds) ? globalThis.String(object.seconds) : "0",
				nanos: isSet(object.nanos) ? globalThis.Number(object.nanos) : 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.seconds !== "0") obj.seconds = message.seconds;
			if (message.nanos !== 0) obj.nanos = Math.round(message.nanos);
			return obj;
		}
	};
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));
// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_common.js
var require_sigstore_common = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.TimeRange = exports.X509CertificateChain = exports.SubjectAlternativeName = exports.X509Certificate = exports.DistinguishedName = exports.ObjectIdentifierValuePair = exports.ObjectIdentifier = exports.PublicKeyIdentifier = exports.PublicKey = exports.RFC3161SignedTimestamp = exports.LogId = exports.MessageSignature = exports.HashOutput = exports.SubjectAlternativeNameType = exports.PublicKeyDetails = exports.HashAlgorithm = void 0;
	exports.hashAlgorithmFromJSON = hashAlgorithmFromJSON;
	exports.hashAlgorithmToJSON = hashAlgorithmToJSON;
	exports.publicKeyDetailsFromJSON = publicKeyDetailsFromJSON;
	exports.publicKeyDetailsToJSON = publicKeyDetailsToJSON;
	exports.subjectAlternativeNameTypeFromJSON = subjectAlternativeNameTypeFromJSON;
	exports.subjectAlternativeNameTypeToJSON = subjectAlternativeNameTypeToJSON;
	const timestamp_1 = require_timestamp$3();
	var HashAlgorithm;
	(function(HashAlgorithm) {
		HashAlgorithm[HashAlgorithm["HASH_ALGORITHM_UNSPECIFIED"] = 0] = "HASH_ALGORITHM_UNSPECIFIED";
		HashAlgorithm[HashAlgorithm["SHA2_256"] = 1] = "SHA2_256";
		HashAlgorithm[HashAlgorithm["SHA2_384"] = 2] = "SHA2_384";
		HashAlgorithm[HashAlgorithm["SHA2_512"] = 3] = "SHA2_512";
		HashAlgorithm[HashAlgorithm["SHA3_256"] = 4] = "SHA3_256";
		HashAlgorithm[HashAlgorithm["SHA3_384"] = 5] = "SHA3_384";
	})(HashAlgorithm || (exports.HashAlgorithm = HashAlgorithm = {}));
	function hashAlgorithmFromJSON(object) {
		switch (object) {
			case 0:
			case "HASH_ALGORITHM_UNSPECIFIED": return HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED;
			case 1:
			case "SHA2_256": return HashAlgorithm.SHA2_256;
			case 2:
			case "SHA2_384": return HashAlgorithm.SHA2_384;
			case 3:
			case "SHA2_512": return HashAlgorithm.SHA2_512;
			case 4:
			case "SHA3_256": return HashAlgorithm.SHA3_256;
			case 5:
			case "SHA3_384": return HashAlgorithm.SHA3_384;
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum HashAlgorithm");
		}
	}
	function hashAlgorithmToJSON(object) {
		switch (object) {
			case HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED: return "HASH_ALGORITHM_UNSPECIFIED";
			case HashAlgorithm.SHA2_256: return "SHA2_256";
			case HashAlgorithm.SHA2_384: return "SHA2_384";
			case HashAlgorithm.SHA2_512: return "SHA2_512";
			case HashAlgorithm.SHA3_256: return "SHA3_256";
			case HashAlgorithm.SHA3_384: return "SHA3_384";
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum HashAlgorithm");
		}
	}
	var PublicKeyDetails;
	(function(PublicKeyDetails) {
		PublicKeyDetails[PublicKeyDetails["PUBLIC_KEY_DETAILS_UNSPECIFIED"] = 0] = "PUBLIC_KEY_DETAILS_UNSPECIFIED";
		PublicKeyDetails[PublicKeyDetails["PKCS1_RSA_PKCS1V5"] = 1] = "PKCS1_RSA_PKCS1V5";
		PublicKeyDetails[PublicKeyDetails["PKCS1_RSA_PSS"] = 2] = "PKCS1_RSA_PSS";
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PKCS1V5"] = 3] = "PKIX_RSA_PKCS1V5";
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PSS"] = 4] = "PKIX_RSA_PSS";
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PKCS1V15_2048_SHA256"] = 9] = "PKIX_RSA_PKCS1V15_2048_SHA256";
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PKCS1V15_3072_SHA256"] = 10] = "PKIX_RSA_PKCS1V15_3072_SHA256";
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PKCS1V15_4096_SHA256"] = 11] = "PKIX_RSA_PKCS1V15_4096_SHA256";
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PSS_2048_SHA256"] = 16] = "PKIX_RSA_PSS_2048_SHA256";
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PSS_3072_SHA256"] = 17] = "PKIX_RSA_PSS_3072_SHA256";
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PSS_4096_SHA256"] = 18] = "PKIX_RSA_PSS_4096_SHA256";
		PublicKeyDetails[PublicKeyDetails["PKIX_ECDSA_P256_HMAC_SHA_256"] = 6] = "PKIX_ECDSA_P256_HMAC_SHA_256";
		PublicKeyDetails[PublicKeyDetails["PKIX_ECDSA_P256_SHA_256"] = 5] = "PKIX_ECDSA_P256_SHA_256";
		PublicKeyDetails[PublicKeyDetails["PKIX_ECDSA_P384_SHA_384"] = 12] = "PKIX_ECDSA_P384_SHA_384";
		PublicKeyDetails[PublicKeyDetails["PKIX_ECDSA_P521_SHA_512"] = 13] = "PKIX_ECDSA_P521_SHA_512";
		PublicKeyDetails[PublicKeyDetails["PKIX_ED25519"] = 7] = "PKIX_ED25519";
		PublicKeyDetails[PublicKeyDetails["PKIX_ED25519_PH"] = 8] = "PKIX_ED25519_PH";
		PublicKeyDetails[PublicKeyDetails["PKIX_ECDSA_P384_SHA_256"] = 19] = "PKIX_ECDSA_P384_SHA_256";
		PublicKeyDetails[PublicKeyDetails["PKIX_ECDSA_P521_SHA_256"] = 20] = "PKIX_ECDSA_P521_SHA_256";
		PublicKeyDetails[PublicKeyDetails["LMS_SHA256"] = 14] = "LMS_SHA256";
		PublicKeyDetails[PublicKeyDetails["LMOTS_SHA256"] = 15] = "LMOTS_SHA256";
		PublicKeyDetails[PublicKeyDetails["ML_DSA_44"] = 23] = "ML_DSA_44";
		PublicKeyDetails[PublicKeyDetails["ML_DSA_65"] = 21] = "ML_DSA_65";
		PublicKeyDetails[PublicKeyDetails["ML_DSA_87"] = 22] = "ML_DSA_87";
	})(PublicKeyDetails || (exports.PublicKeyDetails = PublicKeyDetails = {}));
	function publicKeyDetailsFromJSON(object) {
		switch (object) {
			case 0:
			case "PUBLIC_KEY_DETAILS_UNSPECIFIED": return PublicKeyDetails.PUBLIC_KEY_DETAILS_UNSPECIFIED;
			case 1:
			case "PKCS1_RSA_PKCS1V5": return PublicKeyDetails.PKCS1_RSA_PKCS1V5;
			case 2:
			case "PKCS1_RSA_PSS": return PublicKeyDetails.PKCS1_RSA_PSS;
			case 3:
			case "PKIX_RSA_PKCS1V5": return PublicKeyDetails.PKIX_RSA_PKCS1V5;
			case 4:
			case "PKIX_RSA_PSS": return PublicKeyDetails.PKIX_RSA_PSS;
			case 9:
			case "PKIX_RSA_PKCS1V15_2048_SHA256": return PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256;
			case 10:
			case "PKIX_RSA_PKCS1V15_3072_SHA256": return PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256;
			case 11:
			case "PKIX_RSA_PKCS1V15_4096_SHA256": return PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256;
			case 16:
			case "PKIX_RSA_PSS_2048_SHA256": return PublicKeyDetails.PKIX_RSA_PSS_2048_SHA256;
			case 17:
			case "PKIX_RSA_PSS_3072_SHA256": return PublicKeyDetails.PKIX_RSA_PSS_3072_SHA256;
			case 18:
			case "PKIX_RSA_PSS_4096_SHA256": return PublicKeyDetails.PKIX_RSA_PSS_4096_SHA256;
			case 6:
			case "PKIX_ECDSA_P256_HMAC_SHA_256": return PublicKeyDetails.PKIX_ECDSA_P256_HMAC_SHA_256;
			case 5:
			case "PKIX_ECDSA_P256_SHA_256": return PublicKeyDetails.PKIX_ECDSA_P256_SHA_256;
			case 12:
			case "PKIX_ECDSA_P384_SHA_384": return PublicKeyDetails.PKIX_ECDSA_P384_SHA_384;
			case 13:
			case "PKIX_ECDSA_P521_SHA_512": return PublicKeyDetails.PKIX_ECDSA_P521_SHA_512;
			case 7:
			case "PKIX_ED25519": return PublicKeyDetails.PKIX_ED25519;
			case 8:
			case "PKIX_ED25519_PH": return PublicKeyDetails.PKIX_ED25519_PH;
			case 19:
			case "PKIX_ECDSA_P384_SHA_256": return PublicKeyDetails.PKIX_ECDSA_P384_SHA_256;
			case 20:
			case "PKIX_ECDSA_P521_SHA_256": return PublicKeyDetails.PKIX_ECDSA_P521_SHA_256;
			case 14:
			case "LMS_SHA256": return PublicKeyDetails.LMS_SHA256;
			case 15:
			case "LMOTS_SHA256": return PublicKeyDetails.LMOTS_SHA256;
			case 23:
			case "ML_DSA_44": return PublicKeyDetails.ML_DSA_44;
			case 21:
			case "ML_DSA_65": return PublicKeyDetails.ML_DSA_65;
			case 22:
			case "ML_DSA_87": return PublicKeyDetails.ML_DSA_87;
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum PublicKeyDetails");
		}
	}
	function publicKeyDetailsToJSON(object) {
		switch (object) {
			case PublicKeyDetails.PUBLIC_KEY_DETAILS_UNSPECIFIED: return "PUBLIC_KEY_DETAILS_UNSPECIFIED";
			case PublicKeyDetails.PKCS1_RSA_PKCS1V5: return "PKCS1_RSA_PKCS1V5";
			case PublicKeyDetails.PKCS1_RSA_PSS: return "PKCS1_RSA_PSS";
			case PublicKeyDetails.PKIX_RSA_PKCS1V5: return "PKIX_RSA_PKCS1V5";
			case PublicKeyDetails.PKIX_RSA_PSS: return "PKIX_RSA_PSS";
			case PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256: return "PKIX_RSA_PKCS1V15_2048_SHA256";
			case PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256: return "PKIX_RSA_PKCS1V15_3072_SHA256";
			case PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256: return "PKIX_RSA_PKCS1V15_4096_SHA256";
			case PublicKeyDetails.PKIX_RSA_PSS_2048_SHA256: return "PKIX_RSA_PSS_2048_SHA256";
			case PublicKeyDetails.PKIX_RSA_PSS_3072_SHA256: return "PKIX_RSA_PSS_3072_SHA256";
			case PublicKeyDetails.PKIX_RSA_PSS_4096_SHA256: return "PKIX_RSA_PSS_4096_SHA256";
			case PublicKeyDetails.PKIX_ECDSA_P256_HMAC_SHA_256: return "PKIX_ECDSA_P256_HMAC_SHA_256";
			case PublicKeyDetails.PKIX_ECDSA_P256_SHA_256: return "PKIX_ECDSA_P256_SHA_256";
			case PublicKeyDetails.PKIX_ECDSA_P384_SHA_384: return "PKIX_ECDSA_P384_SHA_384";
			case PublicKeyDetails.PKIX_ECDSA_P521_SHA_512: return "PKIX_ECDSA_P521_SHA_512";
			case PublicKeyDetails.PKIX_ED25519: return "PKIX_ED25519";
			case PublicKeyDetails.PKIX_ED25519_PH: return "PKIX_ED25519_PH";
			case PublicKeyDetails.PKIX_ECDSA_P384_SHA_256: return "PKIX_ECDSA_P384_SHA_256";
			case PublicKeyDetails.PKIX_ECDSA_P521_SHA_256: return "PKIX_ECDSA_P521_SHA_256";
			case PublicKeyDetails.LMS_SHA256: return "LMS_SHA256";
			case PublicKeyDetails.LMOTS_SHA256: return "LMOTS_SHA256";
			case PublicKeyDetails.ML_DSA_44: return "ML_DSA_44";
			case PublicKeyDetails.ML_DSA_65: return "ML_DSA_65";
			case PublicKeyDetails.ML_DSA_87: return "ML_DSA_87";
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum PublicKeyDetails");
		}
	}
	var SubjectAlternativeNameType;
	(function(SubjectAlternativeNameType) {
		SubjectAlternativeNameType[SubjectAlternativeNameType["SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED"] = 0] = "SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED";
		SubjectAlternativeNameType[SubjectAlternativeNameType["EMAIL"] = 1] = "EMAIL";
		SubjectAlternativeNameType[SubjectAlternativeNameType["URI"] = 2] = "URI";
		SubjectAlternativeNameType[SubjectAlternativeNameType["OTHER_NAME"] = 3] = "OTHER_NAME";
	})(SubjectAlternativeNameType || (exports.SubjectAlternativeNameType = SubjectAlternativeNameType = {}));
	function subjectAlternativeNameTypeFromJSON(object) {
		switch (object) {
			case 0:
			case "SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED": return SubjectAlternativeNameType.SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED;
			case 1:
			case "EMAIL": return SubjectAlternativeNameType.EMAIL;
			case 2:
			case "URI": return SubjectAlternativeNameType.URI;
			case 3:
			case "OTHER_NAME": return SubjectAlternativeNameType.OTHER_NAME;
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum SubjectAlternativeNameType");
		}
	}
	function subjectAlternativeNameTypeToJSON(object) {
		switch (object) {
			case SubjectAlternativeNameType.SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED: return "SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED";
			case SubjectAlternativeNameType.EMAIL: return "EMAIL";
			case SubjectAlternativeNameType.URI: return "URI";
			case SubjectAlternativeNameType.OTHER_NAME: return "OTHER_NAME";
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum SubjectAlternativeNameType");
		}
	}
	exports.HashOutput = {
		fromJSON(object) {
			return {
				algorithm: isSet(object.algorithm) ? hashAlgorithmFromJSON(object.algorithm) : 0,
				digest: isSet(object.digest) ? Buffer.from(bytesFromBase64(object.digest)) : Buffer.alloc(0)
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.algorithm !== 0) obj.algorithm = hashAlgorithmToJSON(message.algorithm);
			if (message.digest.length !== 0) obj.digest = base64FromBytes(message.digest);
			return obj;
		}
	};
	exports.MessageSignature = {
		fromJSON(object) {
			return {
				messageDigest: isSet(object.messageDigest) ? exports.HashOutput.fromJSON(object.messageDigest) : void 0,
				signature: isSet(object.signature) ? Buffer.from(bytesFromBase64(object.signature)) : Buffer.alloc(0)
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.messageDigest !== void 0) obj.messageDigest = exports.HashOutput.toJSON(message.messageDigest);
			if (message.signature.length !== 0) obj.signature = base64FromBytes(message.signature);
			return obj;
		}
	};
	exports.LogId = {
		fromJSON(object) {
			return { keyId: isSet(object.keyId) ? Buffer.from(bytesFromBase64(object.keyId)) : Buffer.alloc(0) };
		},
		toJSON(message) {
			const obj = {};
			if (message.keyId.length !== 0) obj.keyId = base64FromBytes(message.keyId);
			return obj;
		}
	};
	exports.RFC3161SignedTimestamp = {
		fromJSON(object) {
			return { signedTimestamp: isSet(object.signedTimestamp) ? Buffer.from(bytesFromBase64(object.signedTimestamp)) : Buffer.alloc(0) };
		},
		toJSON(message) {
			const obj = {};
			if (message.signedTimestamp.length !== 0) obj.signedTimestamp = base64FromBytes(message.signedTimestamp);
			return obj;
		}
	};
	exports.PublicKey = {
		fromJSON(object) {
			return {
				rawBytes: isSet(object.rawBytes) ? Buffer.from(bytesFromBase64(object.rawBytes)) : void 0,
				keyDetails: isSet(object.keyDetails) ? publicKeyDetailsFromJSON(object.keyDetails) : 0,
				validFor: isSet(object.validFor) ? exports.TimeRange.fromJSON(object.validFor) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.rawBytes !== void 0) obj.rawBytes = base64FromBytes(message.rawBytes);
			if (message.keyDetails !== 0) obj.keyDetails = publicKeyDetailsToJSON(message.keyDetails);
			if (message.validFor !== void 0) obj.validFor = exports.TimeRange.toJSON(message.validFor);
			return obj;
		}
	};
	exports.PublicKeyIdentifier = {
		fromJSON(object) {
			return { hint: isSet(object.hint) ? globalThis.String(object.hint) : "" };
		},
		toJSON(message) {
			const obj = {};
			if (message.hint !== "") obj.hint = message.hint;
			return obj;
		}
	};
	exports.ObjectIdentifier = {
		fromJSON(object) {
			return { id: globalThis.Array.isArray(object?.id) ? object.id.map((e) => globalThis.Number(e)) : [] };
		},
		toJSON(message) {
			const obj = {};
			if (message.id?.length) obj.id = message.id.map((e) => Math.round(e));
			return obj;
		}
	};
	exports.ObjectIdentifierValuePair = {
		fromJSON(object) {
			return {
				oid: isSet(object.oid) ? exports.ObjectIdentifier.fromJSON(object.oid) : void 0,
				value: isSet(object.value) ? Buffer.from(bytesFromBase64(object.value)) : Buffer.alloc(0)
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.oid !== void 0) obj.oid = exports.ObjectIdentifier.toJSON(message.oid);
			if (message.value.length !== 0) obj.value = base64FromBytes(message.value);
			return obj;
		}
	};
	exports.DistinguishedName = {
		fromJSON(object) {
			return {
				organization: isSet(object.organization) ? globalThis.String(object.organization) : "",
				commonName: isSet(object.commonName) ? globalThis.String(object.commonName) : ""
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.organization !== "") obj.organization = message.organization;
			if (message.commonName !== "") obj.commonName = message.commonName;
			return obj;
		}
	};
	exports.X509Certificate = {
		fromJSON(object) {
			return { rawBytes: isSet(object.rawBytes) ? Buffer.from(bytesFromBase64(object.rawBytes)) : Buffer.alloc(0) };
		},
		toJSON(message) {
			const obj = {};
			if (message.rawBytes.length !== 0) obj.rawBytes = base64FromBytes(message.rawBytes);
			return obj;
		}
	};
	exports.SubjectAlternativeName = {
		fromJSON(object) {
			return {
				type: isSet(object.type) ? subjectAlternativeNameTypeFromJSON(object.type) : 0,
				identity: isSet(object.regexp) ? {
					$case: "regexp",
					regexp: globalThis.String(object.regexp)
				} : isSet(object.value) ? {
					$case: "value",
					value: globalThis.String(object.value)
				} : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.type !== 0) obj.type = subjectAlternativeNameTypeToJSON(message.type);
			if (message.identity?.$case === "regexp") obj.regexp = message.identity.regexp;
			else if (message.identity?.$case === "value") obj.value = message.identity.value;
			return obj;
		}
	};
	exports.X509CertificateChain = {
		fromJSON(object) {
			return { certificates: globalThis.Array.isArray(object?.certificates) ? object.certificates.map((e) => exports.X509Certificate.fromJSON(e)) : [] };
		},
		toJSON(message) {
			const obj = {};
			if (message.certificates?.length) obj.certificates = message.certificates.map((e) => exports.X509Certificate.toJSON(e));
			return obj;
		}
	};
	exports.TimeRange = {
		fromJSON(object) {
			return {
				start: isSet(object.start) ? fromJsonTimestamp(object.start) : void 0,
				end: isSet(object.end) ? fromJsonTimestamp(object.end) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.start !== void 0) obj.start = message.start.toISOString();
			if (message.end !== void 0) obj.end = message.end.toISOString();
			return obj;
		}
	};
	function bytesFromBase64(b64) {
		return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
	}
	function base64FromBytes(arr) {
		return globalThis.Buffer.from(arr).toString("base64");
	}
	function fromTimestamp(t) {
		let millis = (globalThis.Number(t.seconds) || 0) * 1e3;
		millis += (t.nanos || 0) / 1e6;
		return new globalThis.Date(millis);
	}
	function fromJsonTimestamp(o) {
		if (o instanceof globalThis.Date) return o;
		else if (typeof o === "string") return new globalThis.Date(o);
		else return fromTimestamp(timestamp_1.Timestamp.fromJSON(o));
	}
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));
// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_rekor.js
var require_sigstore_rekor = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.TransparencyLogEntry = exports.InclusionPromise = exports.InclusionProof = exports.Checkpoint = exports.KindVersion = void 0;
	const sigstore_common_1 = require_sigstore_common();
	exports.KindVersion = {
		fromJSON(object) {
			return {
				kind: isSet(object.kind) ? globalThis.String(object.kind) : "",
				version: isSet(object.version) ? globalThis.String(object.version) : ""
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.kind !== "") obj.kind = message.kind;
			if (message.version !== "") obj.version = message.version;
			return obj;
		}
	};
	exports.Checkpoint = {
		fromJSON(object) {
			return { envelope: isSet(object.envelope) ? globalThis.String(object.envelope) : "" };
		},
		toJSON(message) {
			const obj = {};
			if (message.envelope !== "") obj.envelope = message.envelope;
			return obj;
		}
	};
	exports.InclusionProof = {
		fromJSON(object) {
			return {
				logIndex: isSet(object.logIndex) ? globalThis.String(object.logIndex) : "0",
				rootHash: isSet(object.rootHash) ? Buffer.from(bytesFromBase64(object.rootHash)) : Buffer.alloc(0),
				treeSize: isSet(object.treeSize) ? globalThis.String(object.treeSize) : "0",
				hashes: globalThis.Array.isArray(object?.hashes) ? object.hashes.map((e) => Buffer.from(bytesFromBase64(e))) : [],
				checkpoint: isSet(object.checkpoint) ? exports.Checkpoint.fromJSON(object.checkpoint) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.logIndex !== "0") obj.logIndex = message.logIndex;
			if (message.rootHash.length !== 0) obj.rootHash = base64FromBytes(message.rootHash);
			if (message.treeSize !== "0") obj.treeSize = message.treeSize;
			if (message.hashes?.length) obj.hashes = message.hashes.map((e) => base64FromBytes(e));
			if (message.checkpoint !== void 0) obj.checkpoint = exports.Checkpoint.toJSON(message.checkpoint);
			return obj;
		}
	};
	exports.InclusionPromise = {
		fromJSON(object) {
			return { signedEntryTimestamp: isSet(object.signedEntryTimestamp) ? Buffer.from(bytesFromBase64(object.signedEntryTimestamp)) : Buffer.alloc(0) };
		},
		toJSON(message) {
			const obj = {};
			if (message.signedEntryTimestamp.length !== 0) obj.signedEntryTimestamp = base64FromBytes(message.signedEntryTimestamp);
			return obj;
		}
	};
	exports.TransparencyLogEntry = {
		fromJSON(object) {
			return {
				logIndex: isSet(object.logIndex) ? globalThis.String(object.logIndex) : "0",
				logId: isSet(object.logId) ? sigstore_common_1.LogId.fromJSON(object.logId) : void 0,
				kindVersion: isSet(object.kindVersion) ? exports.KindVersion.fromJSON(object.kindVersion) : void 0,
				integratedTime: isSet(object.integratedTime) ? globalThis.String(object.integratedTime) : "0",
				inclusionPromise: isSet(object.inclusionPromise) ? exports.InclusionPromise.fromJSON(object.inclusionPromise) : void 0,
				inclusionProof: isSet(object.inclusionProof) ? exports.InclusionProof.fromJSON(object.inclusionProof) : void 0,
				canonicalizedBody: isSet(object.canonicalizedBody) ? Buffer.from(bytesFromBase64(object.canonicalizedBody)) : Buffer.alloc(0)
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.logIndex !== "0") obj.logIndex = message.logIndex;
			if (message.logId !== void 0) obj.logId = sigstore_common_1.LogId.toJSON(message.logId);
			if (message.kindVersion !== void 0) obj.kindVersion = exports.KindVersion.toJSON(message.kindVersion);
			if (message.integratedTime !== "0") obj.integratedTime = message.integratedTime;
			if (message.inclusionPromise !== void 0) obj.inclusionPromise = exports.InclusionPromise.toJSON(message.inclusionPromise);
			if (message.inclusionProof !== void 0) obj.inclusionProof = exports.InclusionProof.toJSON(message.inclusionProof);
			if (message.canonicalizedBody.length !== 0) obj.canonicalizedBody = base64FromBytes(message.canonicalizedBody);
			return obj;
		}
	};
	function bytesFromBase64(b64) {
		return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
	}
	function base64FromBytes(arr) {
		return globalThis.Buffer.from(arr).toString("base64");
	}
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));
// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_bundle.js
var require_sigstore_bundle = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Bundle = exports.VerificationMaterial = exports.TimestampVerificationData = void 0;
	const envelope_1 = require_envelope();
	const sigstore_common_1 = require_sigstore_common();
	const sigstore_rekor_1 = require_sigstore_rekor();
	exports.TimestampVerificationData = {
		fromJSON(object) {
			return { rfc3161Timestamps: globalThis.Array.isArray(object?.rfc3161Timestamps) ? object.rfc3161Timestamps.map((e) => sigstore_common_1.RFC3161SignedTimestamp.fromJSON(e)) : [] };
		},
		toJSON(message) {
			const obj = {};
			if (message.rfc3161Timestamps?.length) obj.rfc3161Timestamps = message.rfc3161Timestamps.map((e) => sigstore_common_1.RFC3161SignedTimestamp.toJSON(e));
			return obj;
		}
	};
	exports.VerificationMaterial = {
		fromJSON(object) {
			return {
				content: isSet(object.publicKey) ? {
					$case: "publicKey",
					publicKey: sigstore_common_1.PublicKeyIdentifier.fromJSON(object.publicKey)
				} : isSet(object.x509CertificateChain) ? {
					$case: "x509CertificateChain",
					x509CertificateChain: sigstore_common_1.X509CertificateChain.fromJSON(object.x509CertificateChain)
				} : isSet(object.certificate) ? {
					$case: "certificate",
					certificate: sigstore_common_1.X509Certificate.fromJSON(object.certificate)
				} : void 0,
				tlogEntries: globalThis.Array.isArray(object?.tlogEntries) ? object.tlogEntries.map((e) => sigstore_rekor_1.TransparencyLogEntry.fromJSON(e)) : [],
				timestampVerificationData: isSet(object.timestampVerificationData) ? exports.TimestampVerificationData.fromJSON(object.timestampVerificationData) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.content?.$case === "publicKey") obj.publicKey = sigstore_common_1.PublicKeyIdentifier.toJSON(message.content.publicKey);
			else if (message.content?.$case === "x509CertificateChain") obj.x509CertificateChain = sigstore_common_1.X509CertificateChain.toJSON(message.content.x509CertificateChain);
			else if (message.content?.$case === "certificate") obj.certificate = sigstore_common_1.X509Certificate.toJSON(message.content.certificate);
			if (message.tlogEntries?.length) obj.tlogEntries = message.tlogEntries.map((e) => sigstore_rekor_1.TransparencyLogEntry.toJSON(e));
			if (message.timestampVerificationData !== void 0) obj.timestampVerificationData = exports.TimestampVerificationData.toJSON(message.timestampVerificationData);
			return obj;
		}
	};
	exports.Bundle = {
		fromJSON(object) {
			return {
				mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
				verificationMaterial: isSet(object.verificationMaterial) ? exports.VerificationMaterial.fromJSON(object.verificationMaterial) : void 0,
				content: isSet(object.messageSignature) ? {
					$case: "messageSignature",
					messageSignature: sigstore_common_1.MessageSignature.fromJSON(object.messageSignature)
				} : isSet(object.dsseEnvelope) ? {
					$case: "dsseEnvelope",
					dsseEnvelope: envelope_1.Envelope.fromJSON(object.dsseEnvelope)
				} : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.mediaType !== "") obj.mediaType = message.mediaType;
			if (message.verificationMaterial !== void 0) obj.verificationMaterial = exports.VerificationMaterial.toJSON(message.verificationMaterial);
			if (message.content?.$case === "messageSignature") obj.messageSignature = sigstore_common_1.MessageSignature.toJSON(message.content.messageSignature);
			else if (message.content?.$case === "dsseEnvelope") obj.dsseEnvelope = envelope_1.Envelope.toJSON(message.content.dsseEnvelope);
			return obj;
		}
	};
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));
// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_trustroot.js
var require_sigstore_trustroot = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ClientTrustConfig = exports.ServiceConfiguration = exports.Service = exports.SigningConfig = exports.TrustedRoot = exports.CertificateAuthority = exports.TransparencyLogInstance = exports.ServiceSelector = void 0;
	exports.serviceSelectorFromJSON = serviceSelectorFromJSON;
	exports.serviceSelectorToJSON = serviceSelectorToJSON;
	const sigstore_common_1 = require_sigstore_common();
	var ServiceSelector;
	(function(ServiceSelector) {
		ServiceSelector[ServiceSelector["SERVICE_SELECTOR_UNDEFINED"] = 0] = "SERVICE_SELECTOR_UNDEFINED";
		ServiceSelector[ServiceSelector["ALL"] = 1] = "ALL";
		ServiceSelector[ServiceSelector["ANY"] = 2] = "ANY";
		ServiceSelector[ServiceSelector["EXACT"] = 3] = "EXACT";
	})(ServiceSelector || (exports.ServiceSelector = ServiceSelector = {}));
	function serviceSelectorFromJSON(object) {
		switch (object) {
			case 0:
			case "SERVICE_SELECTOR_UNDEFINED": return ServiceSelector.SERVICE_SELECTOR_UNDEFINED;
			case 1:
			case "ALL": return ServiceSelector.ALL;
			case 2:
			case "ANY": return ServiceSelector.ANY;
			case 3:
			case "EXACT": return ServiceSelector.EXACT;
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum ServiceSelector");
		}
	}
	function serviceSelectorToJSON(object) {
		switch (object) {
			case ServiceSelector.SERVICE_SELECTOR_UNDEFINED: return "SERVICE_SELECTOR_UNDEFINED";
			case ServiceSelector.ALL: return "ALL";
			case ServiceSelector.ANY: return "ANY";
			case ServiceSelector.EXACT: return "EXACT";
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum ServiceSelector");
		}
	}
	exports.TransparencyLogInstance = {
		fromJSON(object) {
			return {
				baseUrl: isSet(object.baseUrl) ? globalThis.String(object.baseUrl) : "",
				hashAlgorithm: isSet(object.hashAlgorithm) ? (0, sigstore_common_1.hashAlgorithmFromJSON)(object.hashAlgorithm) : 0,
				publicKey: isSet(object.publicKey) ? sigstore_common_1.PublicKey.fromJSON(object.publicKey) : void 0,
				logId: isSet(object.logId) ? sigstore_common_1.LogId.fromJSON(object.logId) : void 0,
				checkpointKeyId: isSet(object.checkpointKeyId) ? sigstore_common_1.LogId.fromJSON(object.checkpointKeyId) : void 0,
				operator: isSet(object.operator) ? globalThis.String(object.operator) : ""
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.baseUrl !== "") obj.baseUrl = message.baseUrl;
			if (message.hashAlgorithm !== 0) obj.hashAlgorithm = (0, sigstore_common_1.hashAlgorithmToJSON)(message.hashAlgorithm);
			if (message.publicKey !== void 0) obj.publicKey = sigstore_common_1.PublicKey.toJSON(message.publicKey);
			if (message.logId !== void 0) obj.logId = sigstore_common_1.LogId.toJSON(message.logId);
			if (message.checkpointKeyId !== void 0) obj.checkpointKeyId = sigstore_common_1.LogId.toJSON(message.checkpointKeyId);
			if (message.operator !== "") obj.operator = message.operator;
			return obj;
		}
	};
	exports.CertificateAuthority = {
		fromJSON(object) {
			return {
				subject: isSet(object.subject) ? sigstore_common_1.DistinguishedName.fromJSON(object.subject) : void 0,
				uri: isSet(object.uri) ? globalThis.String(object.uri) : "",
				certChain: isSet(object.certChain) ? sigstore_common_1.X509CertificateChain.fromJSON(object.certChain) : void 0,
				validFor: isSet(object.validFor) ? sigstore_common_1.TimeRange.fromJSON(object.validFor) : void 0,
				operator: isSet(object.operator) ? globalThis.String(object.operator) : ""
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.subject !== void 0) obj.subject = sigstore_common_1.DistinguishedName.toJSON(message.subject);
			if (message.uri !== "") obj.uri = message.uri;
			if (message.certChain !== void 0) obj.certChain = sigstore_common_1.X509CertificateChain.toJSON(message.certChain);
			if (message.validFor !== void 0) obj.validFor = sigstore_common_1.TimeRange.toJSON(message.validFor);
			if (message.operator !== "") obj.operator = message.operator;
			return obj;
		}
	};
	exports.TrustedRoot = {
		fromJSON(object) {
			return {
				mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
				tlogs: globalThis.Array.isArray(object?.tlogs) ? object.tlogs.map((e) => exports.TransparencyLogInstance.fromJSON(e)) : [],
				certificateAuthorities: globalThis.Array.isArray(object?.certificateAuthorities) ? object.certificateAuthorities.map((e) => exports.CertificateAuthority.fromJSON(e)) : [],
				ctlogs: globalThis.Array.isArray(object?.ctlogs) ? object.ctlogs.map((e) => exports.TransparencyLogInstance.fromJSON(e)) : [],
				timestampAuthorities: globalThis.Array.isArray(object?.timestampAuthorities) ? object.timestampAuthorities.map((e) => exports.CertificateAuthority.fromJSON(e)) : []
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.mediaType !== "") obj.mediaType = message.mediaType;
			if (message.tlogs?.length) obj.tlogs = message.tlogs.map((e) => exports.TransparencyLogInstance.toJSON(e));
			if (message.certificateAuthorities?.length) obj.certificateAuthorities = message.certificateAuthorities.map((e) => exports.CertificateAuthority.toJSON(e));
			if (message.ctlogs?.length) obj.ctlogs = message.ctlogs.map((e) => exports.TransparencyLogInstance.toJSON(e));
			if (message.timestampAuthorities?.length) obj.timestampAuthorities = message.timestampAuthorities.map((e) => exports.CertificateAuthority.toJSON(e));
			return obj;
		}
	};
	exports.SigningConfig = {
		fromJSON(object) {
			return {
				mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
				caUrls: globalThis.Array.isArray(object?.caUrls) ? object.caUrls.map((e) => exports.Service.fromJSON(e)) : [],
				oidcUrls: globalThis.Array.isArray(object?.oidcUrls) ? object.oidcUrls.map((e) => exports.Service.fromJSON(e)) : [],
				rekorTlogUrls: globalThis.Array.isArray(object?.rekorTlogUrls) ? object.rekorTlogUrls.map((e) => exports.Service.fromJSON(e)) : [],
				rekorTlogConfig: isSet(object.rekorTlogConfig) ? exports.ServiceConfiguration.fromJSON(object.rekorTlogConfig) : void 0,
				tsaUrls: globalThis.Array.isArray(object?.tsaUrls) ? object.tsaUrls.map((e) => exports.Service.fromJSON(e)) : [],
				tsaConfig: isSet(object.tsaConfig) ? exports.ServiceConfiguration.fromJSON(object.tsaConfig) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.mediaType !== "") obj.mediaType = message.mediaType;
			if (message.caUrls?.length) obj.caUrls = message.caUrls.map((e) => exports.Service.toJSON(e));
			if (message.oidcUrls?.length) obj.oidcUrls = message.oidcUrls.map((e) => exports.Service.toJSON(e));
			if (message.rekorTlogUrls?.length) obj.rekorTlogUrls = message.rekorTlogUrls.map((e) => exports.Service.toJSON(e));
			if (message.rekorTlogConfig !== void 0) obj.rekorTlogConfig = exports.ServiceConfiguration.toJSON(message.rekorTlogConfig);
			if (message.tsaUrls?.length) obj.tsaUrls = message.tsaUrls.map((e) => exports.Service.toJSON(e));
			if (message.tsaConfig !== void 0) obj.tsaConfig = exports.ServiceConfiguration.toJSON(message.tsaConfig);
			return obj;
		}
	};
	exports.Service = {
		fromJSON(object) {
			return {
				url: isSet(object.url) ? globalThis.String(object.url) : "",
				majorApiVersion: isSet(object.majorApiVersion) ? globalThis.Number(object.majorApiVersion) : 0,
				validFor: isSet(object.validFor) ? sigstore_common_1.TimeRange.fromJSON(object.validFor) : void 0,
				operator: isSet(object.operator) ? globalThis.String(object.operator) : ""
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.url !== "") obj.url = message.url;
			if (message.majorApiVersion !== 0) obj.majorApiVersion = Math.round(message.majorApiVersion);
			if (message.validFor !== void 0) obj.validFor = sigstore_common_1.TimeRange.toJSON(message.validFor);
			if (message.operator !== "") obj.operator = message.operator;
			return obj;
		}
	};
	exports.ServiceConfiguration = {
		fromJSON(object) {
			return {
				selector: isSet(object.selector) ? serviceSelectorFromJSON(object.selector) : 0,
				count: isSet(object.count) ? globalThis.Number(object.count) : 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.selector !== 0) obj.selector = serviceSelectorToJSON(message.selector);
			if (message.count !== 0) obj.count = Math.round(message.count);
			return obj;
		}
	};
	exports.ClientTrustConfig = {
		fromJSON(object) {
			return {
				mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
				trustedRoot: isSet(object.trustedRoot) ? exports.TrustedRoot.fromJSON(object.trustedRoot) : void 0,
				signingConfig: isSet(object.signingConfig) ? exports.SigningConfig.fromJSON(object.signingConfig) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.mediaType !== "") obj.mediaType = message.mediaType;
			if (message.trustedRoot !== void 0) obj.trustedRoot = exports.TrustedRoot.toJSON(message.trustedRoot);
			if (message.signingConfig !== void 0) obj.signingConfig = exports.SigningConfig.toJSON(message.signingConfig);
			return obj;
		}
	};
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));
// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_verification.js
var require_sigstore_verification = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Input = exports.Artifact = exports.ArtifactVerificationOptions_ObserverTimestampOptions = exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions = exports.ArtifactVerificationOptions_TimestampAuthorityOptions = exports.ArtifactVerificationOptions_CtlogOptions = exports.ArtifactVerificationOptions_TlogOptions = exports.ArtifactVerificationOptions = exports.PublicKeyIdentities = exports.CertificateIdentities = exports.CertificateIdentity = void 0;
	const sigstore_bundle_1 = require_sigstore_bundle();
	const sigstore_common_1 = require_sigstore_common();
	const sigstore_trustroot_1 = require_sigstore_trustroot();
	exports.CertificateIdentity = {
		fromJSON(object) {
			return {
				issuer: isSet(object.issuer) ? globalThis.String(object.issuer) : "",
				san: isSet(object.san) ? sigstore_common_1.SubjectAlternativeName.fromJSON(object.san) : void 0,
				oids: globalThis.Array.isArray(object?.oids) ? object.oids.map((e) => sigstore_common_1.ObjectIdentifierValuePair.fromJSON(e)) : []
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.issuer !== "") obj.issuer = message.issuer;
			if (message.san !== void 0) obj.san = sigstore_common_1.SubjectAlternativeName.toJSON(message.san);
			if (message.oids?.length) obj.oids = message.oids.map((e) => sigstore_common_1.ObjectIdentifierValuePair.toJSON(e));
			return obj;
		}
	};
	exports.CertificateIdentities = {
		fromJSON(object) {
			return { identities: globalThis.Array.isArray(object?.identities) ? object.identities.map((e) => exports.CertificateIdentity.fromJSON(e)) : [] };
		},
		toJSON(message) {
			const obj = {};
			if (message.identities?.length) obj.identities = message.identities.map((e) => exports.CertificateIdentity.toJSON(e));
			return obj;
		}
	};
	exports.PublicKeyIdentities = {
		fromJSON(object) {
			return { publicKeys: globalThis.Array.isArray(object?.publicKeys) ? object.publicKeys.map((e) => sigstore_common_1.PublicKey.fromJSON(e)) : [] };
		},
		toJSON(message) {
			const obj = {};
			if (message.publicKeys?.length) obj.publicKeys = message.publicKeys.map((e) => sigstore_common_1.PublicKey.toJSON(e));
			return obj;
		}
	};
	exports.ArtifactVerificationOptions = {
		fromJSON(object) {
			return {
				signers: isSet(object.certificateIdentities) ? {
					$case: "certificateIdentities",
					certificateIdentities: exports.CertificateIdentities.fromJSON(object.certificateIdentities)
				} : isSet(object.publicKeys) ? {
					$case: "publicKeys",
					publicKeys: exports.PublicKeyIdentities.fromJSON(object.publicKeys)
				} : void 0,
				tlogOptions: isSet(object.tlogOptions) ? exports.ArtifactVerificationOptions_TlogOptions.fromJSON(object.tlogOptions) : void 0,
				ctlogOptions: isSet(object.ctlogOptions) ? exports.ArtifactVerificationOptions_CtlogOptions.fromJSON(object.ctlogOptions) : void 0,
				tsaOptions: isSet(object.tsaOptions) ? exports.ArtifactVerificationOptions_TimestampAuthorityOptions.fromJSON(object.tsaOptions) : void 0,
				integratedTsOptions: isSet(object.integratedTsOptions) ? exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions.fromJSON(object.integratedTsOptions) : void 0,
				observerOptions: isSet(object.observerOptions) ? exports.ArtifactVerificationOptions_ObserverTimestampOptions.fromJSON(object.observerOptions) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.signers?.$case === "certificateIdentities") obj.certificateIdentities = exports.CertificateIdentities.toJSON(message.signers.certificateIdentities);
			else if (message.signers?.$case === "publicKeys") obj.publicKeys = exports.PublicKeyIdentities.toJSON(message.signers.publicKeys);
			if (message.tlogOptions !== void 0) obj.tlogOptions = exports.ArtifactVerificationOptions_TlogOptions.toJSON(message.tlogOptions);
			if (message.ctlogOptions !== void 0) obj.ctlogOptions = exports.ArtifactVerificationOptions_CtlogOptions.toJSON(message.ctlogOptions);
			if (message.tsaOptions !== void 0) obj.tsaOptions = exports.ArtifactVerificationOptions_TimestampAuthorityOptions.toJSON(message.tsaOptions);
			if (message.integratedTsOptions !== void 0) obj.integratedTsOptions = exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions.toJSON(message.integratedTsOptions);
			if (message.observerOptions !== void 0) obj.observerOptions = exports.ArtifactVerificationOptions_ObserverTimestampOptions.toJSON(message.observerOptions);
			return obj;
		}
	};
	exports.ArtifactVerificationOptions_TlogOptions = {
		fromJSON(object) {
			return {
				threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
				performOnlineVerification: isSet(object.performOnlineVerification) ? globalThis.Boolean(object.performOnlineVerification) : false,
				disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.threshold !== 0) obj.threshold = Math.round(message.threshold);
			if (message.performOnlineVerification !== false) obj.performOnlineVerification = message.performOnlineVerification;
			if (message.disable !== false) obj.disable = message.disable;
			return obj;
		}
	};
	exports.ArtifactVerificationOptions_CtlogOptions = {
		fromJSON(object) {
			return {
				threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
				disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.threshold !== 0) obj.threshold = Math.round(message.threshold);
			if (message.disable !== false) obj.disable = message.disable;
			return obj;
		}
	};
	exports.ArtifactVerificationOptions_TimestampAuthorityOptions = {
		fromJSON(object) {
			return {
				threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
				disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.threshold !== 0) obj.threshold = Math.round(message.threshold);
			if (message.disable !== false) obj.disable = message.disable;
			return obj;
		}
	};
	exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions = {
		fromJSON(object) {
			return {
				threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
				disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.threshold !== 0) obj.threshold = Math.round(message.threshold);
			if (message.disable !== false) obj.disable = message.disable;
			return obj;
		}
	};
	exports.ArtifactVerificationOptions_ObserverTimestampOptions = {
		fromJSON(object) {
			return {
				threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
				disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.threshold !== 0) obj.threshold = Math.round(message.threshold);
			if (message.disable !== false) obj.disable = message.disable;
			return obj;
		}
	};
	exports.Artifact = {
		fromJSON(object) {
			return { data: isSet(object.artifactUri) ? {
				$case: "artifactUri",
				artifactUri: globalThis.String(object.artifactUri)
			} : isSet(object.artifact) ? {
				$case: "artifact",
				artifact: Buffer.from(bytesFromBase64(object.artifact))
			} : isSet(object.artifactDigest) ? {
				$case: "artifactDigest",
				artifactDigest: sigstore_common_1.HashOutput.fromJSON(object.artifactDigest)
			} : void 0 };
		},
		toJSON(message) {
			const obj = {};
			if (message.data?.$case === "artifactUri") obj.artifactUri = message.data.artifactUri;
			else if (message.data?.$case === "artifact") obj.artifact = base64FromBytes(message.data.artifact);
			else if (message.data?.$case === "artifactDigest") obj.artifactDigest = sigstore_common_1.HashOutput.toJSON(message.data.artifactDigest);
			return obj;
		}
	};
	exports.Input = {
		fromJSON(object) {
			return {
				artifactTrustRoot: isSet(object.artifactTrustRoot) ? sigstore_trustroot_1.TrustedRoot.fromJSON(object.artifactTrustRoot) : void 0,
				artifactVerificationOptions: isSet(object.artifactVerificationOptions) ? exports.ArtifactVerificationOptions.fromJSON(object.artifactVerificationOptions) : void 0,
				bundle: isSet(object.bundle) ? sigstore_bundle_1.Bundle.fromJSON(object.bundle) : void 0,
				artifact: isSet(object.artifact) ? exports.Artifact.fromJSON(object.artifact) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.artifactTrustRoot !== void 0) obj.artifactTrustRoot = sigstore_trustroot_1.TrustedRoot.toJSON(message.artifactTrustRoot);
			if (message.artifactVerificationOptions !== void 0) obj.artifactVerificationOptions = exports.ArtifactVerificationOptions.toJSON(message.artifactVerificationOptions);
			if (message.bundle !== void 0) obj.bundle = sigstore_bundle_1.Bundle.toJSON(message.bundle);
			if (message.artifact !== void 0) obj.artifact = exports.Artifact.toJSON(message.artifact);
			return obj;
		}
	};
	function bytesFromBase64(b64) {
		return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
	}
	function base64FromBytes(arr) {
		return globalThis.Buffer.from(arr).toString("base64");
	}
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));
// node_modules/@sigstore/protobuf-specs/dist/index.js
var require_dist$4 = __commonJSMin(((exports, module, this$8) => {
	var __createBinding = this$8 && this$8.__createBinding || (Object.create ? (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		var desc = Object.getOwnPropertyDescriptor(m, k);
		if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) desc = {
			enumerable: true,
			get: function() {
				return m[k];
			}
		};
		Object.defineProperty(o, k2, desc);
	}) : (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		o[k2] = m[k];
	}));
	var __exportStar = this$8 && this$8.__exportStar || function(m, exports) {
		for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);
	};
	Object.defineProperty(exports, "__esModule", { value: true });
	__exportStar(require_envelope(), exports);
	__exportStar(require_sigstore_bundle(), exports);
	__exportStar(require_sigstore_common(), exports);
	__exportStar(require_sigstore_rekor(), exports);
	__exportStar(require_sigstore_trustroot(), exports);
	__exportStar(require_sigstore_verification(), exports);
}));
// node_modules/@sigstore/bundle/dist/bundle.js
var require_bundle$1 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.BUNDLE_V03_MEDIA_TYPE = exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = exports.BUNDLE_V02_MEDIA_TYPE = exports.BUNDLE_V01_MEDIA_TYPE = void 0;
	exports.isBundleWithCertificateChain = isBundleWithCertificateChain;
	exports.isBundleWithPublicKey = isBundleWithPublicKey;
	exports.isBundleWithMessageSignature = isBundleWithMessageSignature;
	exports.isBundleWithDsseEnvelope = isBundleWithDsseEnvelope;
	exports.BUNDLE_V01_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.1";
	exports.BUNDLE_V02_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.2";
	exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.3";
	exports.BUNDLE_V03_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
	function isBundleWithCertificateChain(b) {
		return b.verificationMaterial.content.$case === "x509CertificateChain";
	}
	function isBundleWithPublicKey(b) {
		return b.verificationMaterial.content.$case === "publicKey";
	}
	function isBundleWithMessageSignature(b) {
		return b.content.$case === "messageSignature";
	}
	function isBundleWithDsseEnvelope(b) {
		return b.content.$case === "dsseEnvelope";
	}
}));
// node_modules/@sigstore/bundle/dist/build.js
var require_build = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.toMessageSignatureBundle = toMessageSignatureBundle;
	exports.toDSSEBundle = toDSSEBundle;
	const protobuf_specs_1 = require_dist$4();
	const bundle_1 = require_bundle$1();
	function toMessageSignatureBundle(options) {
		return {
			mediaType: options.certificateChain ? bundle_1.BUNDLE_V02_MEDIA_TYPE : bundle_1.BUNDLE_V03_MEDIA_TYPE,
			content: {
				$case: "messageSignature",
				messageSignature: {
					messageDigest: {
						algorithm: protobuf_specs_1.HashAlgorithm.SHA2_256,
						digest: options.digest
					},
					signature: options.signature
				}
			},
			verificationMaterial: toVerificationMaterial(options)
		};
	}
	function toDSSEBundle(options) {
		return {
			mediaType: options.certificateChain ? bundle_1.BUNDLE_V02_MEDIA_TYPE : bundle_1.BUNDLE_V03_MEDIA_TYPE,
			content: {
				$case: "dsseEnvelope",
				dsseEnvelope: toEnvelope(options)
			},
			verificationMaterial: toVerificationMaterial(options)
		};
	}
	function toEnvelope(options) {
		return {
			payloadType: options.artifactType,
			payload: options.artifact,
			signatures: [toSignature(options)]
		};
	}
	function toSignature(options) {
		return {
			keyid: options.keyHint || "",
			sig: options.signature
		};
	}
	function toVerificationMaterial(options) {
		return {
			content: toKeyContent(options),
			tlogEntries: [],
			timestampVerificationData: { rfc3161Timestamps: [] }
		};
	}
	function toKeyContent(options) {
		if (options.certificate) {
			if (options.certificateChain) return {
				$case: "x509CertificateChain",
				x509CertificateChain: { certificates: [{ rawBytes: options.certificate }] }
			};
			else return {
				$case: "certificate",
				certificate: { rawBytes: options.certificate }
			};
		} else return {
			$case: "publicKey",
			publicKey: { hint: options.keyHint || "" }
		};
	}
}));
// node_modules/@sigstore/bundle/dist/error.js
var require_error$3 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ValidationError = void 0;
	var ValidationError = class extends Error {
		fields;
		constructor(message, fields) {
			super(message);
			this.fields = fields;
		}
	};
	exports.ValidationError = ValidationError;
}));
// node_modules/@sigstore/bundle/dist/validate.js
var require_validate = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.assertBundle = assertBundle;
	exports.assertBundleV01 = assertBundleV01;
	exports.isBundleV01 = isBundleV01;
	exports.assertBundleV02 = assertBundleV02;
	exports.assertBundleLatest = assertBundleLatest;
	const error_1 = require_error$3();
	function assertBundle(b) {
		const invalidValues = validateBundleBase(b);
		if (invalidValues.length > 0) throw new error_1.ValidationError("invalid bundle", invalidValues);
	}
	function assertBundleV01(b) {
		const invalidValues = [];
		invalidValues.push(...validateBundleBase(b));
		invalidValues.push(...validateInclusionPromise(b));
		if (invalidValues.length > 0) throw new error_1.ValidationError("invalid v0.1 bundle", invalidValues);
	}
	function isBundleV01(b) {
		try {
			assertBundleV01(b);
			return true;
		} catch (e) {
			return false;
		}
	}
	function assertBundleV02(b) {
		const invalidValues = [];
		invalidValues.push(...validateBundleBase(b));
		invalidValues.push(...validateInclusionProof(b));
		if (invalidValues.length > 0) throw new error_1.ValidationError("invalid v0.2 bundle", invalidValues);
	}
	function assertBundleLatest(b) {
		const invalidValues = [];
		invalidValues.push(...validateBundleBase(b));
		invalidValues.push(...validateInclusionProof(b));
		invalidValues.push(...validateNoCertificateChain(b));
		if (invalidValues.length > 0) throw new error_1.ValidationError("invalid bundle", invalidValues);
	}
	function validateBundleBase(b) {
		const invalidValues = [];
		if (b.mediaType === void 0 || !b.mediaType.match(/^application\/vnd\.dev\.sigstore\.bundle\+json;version=\d\.\d/) && !b.mediaType.match(/^application\/vnd\.dev\.sigstore\.bundle\.v\d\.\d\+json/)) invalidValues.push("mediaType");
		if (b.content === void 0) invalidValues.push("content");
		else switch (b.content.$case) {
			case "messageSignature":
				if (b.content.messageSignature.messageDigest === void 0) invalidValues.push("content.messageSignature.messageDigest");
				else if (b.content.messageSignature.messageDigest.digest.length === 0) invalidValues.push("content.messageSignature.messageDigest.digest");
				if (b.content.messageSignature.signature.length === 0) invalidValues.push("content.messageSignature.signature");
				break;
			case "dsseEnvelope":
				if (b.content.dsseEnvelope.payload.length === 0) invalidValues.push("content.dsseEnvelope.payload");
				if (b.content.dsseEnvelope.signatures.length !== 1) invalidValues.push("content.dsseEnvelope.signatures");
				else if (b.content.dsseEnvelope.signatures[0].sig.length === 0) invalidValues.push("content.dsseEnvelope.signatures[0].sig");
		}
		if (b.verificationMaterial === void 0) invalidValues.push("verificationMaterial");
		else {
			if (b.verificationMaterial.content === void 0) invalidValues.push("verificationMaterial.content");
			else switch (b.verificationMaterial.content.$case) {
				case "x509CertificateChain":
					if (b.verificationMaterial.content.x509CertificateChain.certificates.length === 0) invalidValues.push("verificationMaterial.content.x509CertificateChain.certificates");
					b.verificationMaterial.content.x509CertificateChain.certificates.forEach((cert, i) => {
						if (cert.rawBytes.length === 0) invalidValues.push(`verificationMaterial.content.x509CertificateChain.certificates[${i}].rawBytes`);
					});
					break;
				case "certificate": if (b.verificationMaterial.content.certificate.rawBytes.length === 0) invalidValues.push("verificationMaterial.content.certificate.rawBytes");
			}
			if (b.verificationMaterial.tlogEntries === void 0) invalidValues.push("verificationMaterial.tlogEntries");
			else if (b.verificationMaterial.tlogEntries.length > 0) b.verificationMaterial.tlogEntries.forEach((entry, i) => {
				if (entry.logId === void 0) invalidValues.push(`verificationMaterial.tlogEntries[${i}].logId`);
				if (entry.kindVersion === void 0) invalidValues.push(`verificationMaterial.tlogEntries[${i}].kindVersion`);
			});
		}
		return invalidValues;
	}
	function validateInclusionPromise(b) {
		const invalidValues = [];
		if (b.verificationMaterial && b.verificationMaterial.tlogEntries?.length > 0) b.verificationMaterial.tlogEntries.forEach((entry, i) => {
			if (entry.inclusionPromise === void 0) invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionPromise`);
		});
		return invalidValues;
	}
	function validateInclusionProof(b) {
		const invalidValues = [];
		if (b.verificationMaterial && b.verificationMaterial.tlogEntries?.length > 0) b.verificationMaterial.tlogEntries.forEach((entry, i) => {
			if (entry.inclusionProof === void 0) invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionProof`);
			else if (entry.inclusionProof.checkpoint === void 0) invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionProof.checkpoint`);
		});
		return invalidValues;
	}
	function validateNoCertificateChain(b) {
		const invalidValues = [];
		if (b.verificationMaterial?.content?.$case === "x509CertificateChain") invalidValues.push("verificationMaterial.content.$case");
		return invalidValues;
	}
}));
// node_modules/@sigstore/bundle/dist/serialized.js
var require_serialized = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.envelopeToJSON = exports.envelopeFromJSON = exports.bundleToJSON = exports.bundleFromJSON = void 0;
	const protobuf_specs_1 = require_dist$4();
	const bundle_1 = require_bundle$1();
	const validate_1 = require_validate();
	const bundleFromJSON = (obj) => {
		const bundle = protobuf_specs_1.Bundle.fromJSON(obj);
		switch (bundle.mediaType) {
			case bundle_1.BUNDLE_V01_MEDIA_TYPE:
				(0, validate_1.assertBundleV01)(bundle);
				break;
			case bundle_1.BUNDLE_V02_MEDIA_TYPE:
				(0, validate_1.assertBundleV02)(bundle);
				break;
			default: (0, validate_1.assertBundleLatest)(bundle);
		}
		return bundle;
	};
	exports.bundleFromJSON = bundleFromJSON;
	const bundleToJSON = (bundle) => {
		return protobuf_specs_1.Bundle.toJSON(bundle);
	};
	exports.bundleToJSON = bundleToJSON;
	const envelopeFromJSON = (obj) => {
		return protobuf_specs_1.Envelope.fromJSON(obj);
	};
	exports.envelopeFromJSON = envelopeFromJSON;
	const envelopeToJSON = (envelope) => {
		return protobuf_specs_1.Envelope.toJSON(envelope);
	};
	exports.envelopeToJSON = envelopeToJSON;
}));
// node_modules/@sigstore/bundle/dist/index.js
var require_dist$3 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.isBundleV01 = exports.assertBundleV02 = exports.assertBundleV01 = exports.assertBundleLatest = exports.assertBundle = exports.envelopeToJSON = exports.envelopeFromJSON = exports.bundleToJSON = exports.bundleFromJSON = exports.ValidationError = exports.isBundleWithPublicKey = exports.isBundleWithMessageSignature = exports.isBundleWithDsseEnvelope = exports.isBundleWithCertificateChain = exports.BUNDLE_V03_MEDIA_TYPE = exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = exports.BUNDLE_V02_MEDIA_TYPE = exports.BUNDLE_V01_MEDIA_TYPE = exports.toMessageSignatureBundle = exports.toDSSEBundle = void 0;
	var build_1 = require_build();
	Object.defineProperty(exports, "toDSSEBundle", {
		enumerable: true,
		get: function() {
			return build_1.toDSSEBundle;
		}
	});
	Object.defineProperty(exports, "toMessageSignatureBundle", {
		enumerable: true,
		get: function() {
			return build_1.toMessageSignatureBundle;
		}
	});
	var bundle_1 = require_bundle$1();
	Object.defineProperty(exports, "BUNDLE_V01_MEDIA_TYPE", {
		enumerable: true,
		get: function() {
			return bundle_1.BUNDLE_V01_MEDIA_TYPE;
		}
	});
	Object.defineProperty(exports, "BUNDLE_V02_MEDIA_TYPE", {
		enumerable: true,
		get: function() {
			return bundle_1.BUNDLE_V02_MEDIA_TYPE;
		}
	});
	Object.defineProperty(exports, "BUNDLE_V03_LEGACY_MEDIA_TYPE", {
		enumerable: true,
		get: function() {
			return bundle_1.BUNDLE_V03_LEGACY_MEDIA_TYPE;
		}
	});
	Object.defineProperty(exports, "BUNDLE_V03_MEDIA_TYPE", {
		enumerable: true,
		get: function() {
			return bundle_1.BUNDLE_V03_MEDIA_TYPE;
		}
	});
	Object.defineProperty(exports, "isBundleWithCertificateChain", {
		enumerable: true,
		get: function() {
			return bundle_1.isBundleWithCertificateChain;
		}
	});
	Object.defineProperty(exports, "isBundleWithDsseEnvelope", {
		enumerable: true,
		get: function() {
			return bundle_1.isBundleWithDsseEnvelope;
		}
	});
	Object.defineProperty(exports, "isBundleWithMessageSignature", {
		enumerable: true,
		get: function() {
			return bundle_1.isBundleWithMessageSignature;
		}
	});
	Object.defineProperty(exports, "isBundleWithPublicKey", {
		enumerable: true,
		get: function() {
			return bundle_1.isBundleWithPublicKey;
		}
	});
	var error_1 = require_error$3();
	Object.defineProperty(exports, "ValidationError", {
		enumerable: true,
		get: function() {
			return error_1.ValidationError;
		}
	});
	var serialized_1 = require_serialized();
	Object.defineProperty(exports, "bundleFromJSON", {
		enumerable: true,
		get: function() {
			return serialized_1.bundleFromJSON;
		}
	});
	Object.defineProperty(exports, "bundleToJSON", {
		enumerable: true,
		get: function() {
			return serialized_1.bundleToJSON;
		}
	});
	Object.defineProperty(exports, "envelopeFromJSON", {
		enumerable: true,
		get: function() {
			return serialized_1.envelopeFromJSON;
		}
	});
	Object.defineProperty(exports, "envelopeToJSON", {
		enumerable: true,
		get: function() {
			return serialized_1.envelopeToJSON;
		}
	});
	var validate_1 = require_validate();
	Object.defineProperty(exports, "assertBundle", {
		enumerable: true,
		get: function() {
			return validate_1.assertBundle;
		}
	});
	Object.defineProperty(exports, "assertBundleLatest", {
		enumerable: true,
		get: function() {
			return validate_1.assertBundleLatest;
		}
	});
	Object.defineProperty(exports, "assertBundleV01", {
		enumerable: true,
		get: function() {
			return validate_1.assertBundleV01;
		}
	});
	Object.defineProperty(exports, "assertBundleV02", {
		enumerable: true,
		get: function() {
			return validate_1.assertBundleV02;
		}
	});
	Object.defineProperty(exports, "isBundleV01", {
		enumerable: true,
		get: function() {
			return validate_1.isBundleV01;
		}
	});
}));
// node_modules/@sigstore/core/dist/stream.js
var require_stream = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ByteStream = void 0;
	var StreamError = class extends Error {};
	exports.ByteStream = class ByteStream {
		static BLOCK_SIZE = 1024;
		buf;
		view;
		start = 0;
		constructor(buffer) {
			if (buffer) {
				this.buf = buffer;
				this.view = Buffer.from(buffer);
			} else {
				this.buf = Buffer.alloc(0);
				this.view = Buffer.from(this.buf);
			}
		}
		get buffer() {
			return this.view.subarray(0, this.start);
		}
		get length() {
			return this.view.byteLength;
		}
		get position() {
			return this.start;
		}
		seek(position) {
			this.start = position;
		}
		slice(start, len) {
			const end = start + len;
			if (end > this.length) throw new StreamError("request past end of buffer");
			return this.view.subarray(start, end);
		}
		appendChar(char) {
			this.ensureCapacity(1);
			this.view[this.start] = char;
			this.start += 1;
		}
		appendUint16(num) {
			this.ensureCapacity(2);
			const value = new Uint16Array([num]);
			const view = new Uint8Array(value.buffer);
			this.view[this.start] = view[1];
			this.view[this.start + 1] = view[0];
			this.start += 2;
		}
		appendUint24(num) {
			this.ensureCapacity(3);
			const value = new Uint32Array([num]);
			const view = new Uint8Array(value.buffer);
			this.view[this.start] = view[2];
			this.view[this.start + 1] = view[1];
			this.view[this.start + 2] = view[0];
			this.start += 3;
		}
		appendView(view) {
			this.ensureCapacity(view.length);
			this.view.set(view, this.start);
			this.start += view.length;
		}
		getBlock(size) {
			if (size <= 0) return Buffer.alloc(0);
			if (this.start + size > this.view.length) throw new Error("request past end of buffer");
			const result = this.view.subarray(this.start, this.start + size);
			this.start += size;
			return result;
		}
		getUint8() {
			return this.getBlock(1)[0];
		}
		getUint16() {
			const block = this.getBlock(2);
			return block[0] << 8 | block[1];
		}
		ensureCapacity(size) {
			if (this.start + size > this.view.byteLength) {
				const blockSize = ByteStream.BLOCK_SIZE + (size > ByteStream.BLOCK_SIZE ? size : 0);
				this.realloc(this.view.byteLength + blockSize);
			}
		}
		realloc(size) {
			const newArray = Buffer.alloc(size);
			const newView = Buffer.from(newArray);
			newView.set(this.view);
			this.buf = newArray;
			this.view = newView;
		}
	};
}));
// node_modules/@sigstore/core/dist/asn1/error.js
var require_error$2 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ASN1TypeError = exports.ASN1ParseError = void 0;
	var ASN1ParseError = class extends Error {};
	exports.ASN1ParseError = ASN1ParseError;
	var ASN1TypeError = class extends Error {};
	exports.ASN1TypeError = ASN1TypeError;
}));
// node_modules/@sigstore/core/dist/asn1/length.js
var require_length = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.decodeLength = decodeLength;
	exports.encodeLength = encodeLength;
	const error_1 = require_error$2();
	function decodeLength(stream) {
		const buf = stream.getUint8();
		if ((buf & 128) === 0) return buf;
		const byteCount = buf & 127;
		if (byteCount > 6) throw new error_1.ASN1ParseError("length exceeds 6 byte limit");
		let len = 0;
		for (let i = 0; i < byteCount; i++) {
			const byte = stream.getUint8();
			if (i === 0 && byte === 0) throw new error_1.ASN1ParseError("non-minimal length encoding");
			len = len * 256 + byte;
		}
		if (len === 0) throw new error_1.ASN1ParseError("indefinite length encoding not supported");
		if (len < 128) throw new error_1.ASN1ParseError("non-minimal length encoding");
		return len;
	}
	function encodeLength(len) {
		if (len < 128) return Buffer.from([len]);
		let val = BigInt(len);
		const bytes = [];
		while (val > 0n) {
			bytes.unshift(Number(val & 255n));
			val = val >> 8n;
		}
		return Buffer.from([128 | bytes.length, ...bytes]);
	}
}));
// node_modules/@sigstore/core/dist/asn1/parse.js
var require_parse$1 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.parseInteger = parseInteger;
	exports.parseStringASCII = parseStringASCII;
	exports.parseTime = parseTime;
	exports.parseOID = parseOID;
	exports.parseBoolean = parseBoolean;
	exports.parseBitString = parseBitString;
	const error_1 = require_error$2();
	const RE_TIME_SHORT_YEAR = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{3})?Z$/;
	const RE_TIME_LONG_YEAR = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{3})?Z$/;
	function parseInteger(buf) {
		let pos = 0;
		const end = buf.length;
		let val = buf[pos];
		const neg = val > 127;
		const pad = neg ? 255 : 0;
		while (val == pad && ++pos < end) val = buf[pos];
		if (end - pos === 0) return BigInt(neg ? -1 : 0);
		val = neg ? val - 256 : val;
		let n = BigInt(val);
		for (let i = pos + 1; i < end; ++i) n = n * BigInt(256) + BigInt(buf[i]);
		return n;
	}
	function parseStringASCII(buf) {
		return buf.toString("ascii");
	}
	function parseTime(buf, shortYear) {
		const timeStr = parseStringASCII(buf);
		const m = shortYear ? RE_TIME_SHORT_YEAR.exec(timeStr) : RE_TIME_LONG_YEAR.exec(timeStr);
		if (!m) throw new Error("invalid time");
		if (shortYear) {
			let year = Number(m[1]);
			year += year >= 50 ? 1900 : 2e3;
			m[1] = year.toString();
		}
		return new Date(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}Z`);
	}
	function parseOID(buf) {
		let pos = 0;
		const end = buf.length;
		let n = buf[pos++];
		let oid = `${Math.floor(n / 40)}.${n % 40}`;
		let val = 0n;
		for (; pos < end; ++pos) {
			n = buf[pos];
			val = (val << 7n) + BigInt(n & 127);
			if ((n & 128) === 0) {
				oid += `.${val}`;
				val = 0n;
			}
		}
		return oid;
	}
	function parseBoolean(buf) {
		if (buf.length !== 1) throw new error_1.ASN1ParseError("invalid boolean");
		switch (buf[0]) {
			case 0: return false;
			case 255: return true;
			default: throw new error_1.ASN1ParseError("invalid boolean");
		}
	}
	function parseBitString(buf) {
		const unused = buf[0];
		if (unused > 7) throw new error_1.ASN1ParseError("invalid bit string");
		const start = 1;
		const end = buf.length;
		const bits = [];
		for (let i = start; i < end; ++i) {
			const byte = buf[i];
			const skip = i === end - 1 ? unused : 0;
			for (let j = 7; j >= skip; --j) bits.push(byte >> j & 1);
		}
		return bits;
	}
}));
// node_modules/@sigstore/core/dist/asn1/tag.js
var require_tag = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ASN1Tag = void 0;
	const error_1 = require_error$2();
	const UNIVERSAL_TAG = {
		BOOLEAN: 1,
		INTEGER: 2,
		BIT_STRING: 3,
		OCTET_STRING: 4,
		OBJECT_IDENTIFIER: 6,
		SEQUENCE: 16,
		SET: 17,
		PRINTABLE_STRING: 19,
		UTC_TIME: 23,
		GENERALIZED_TIME: 24
	};
	const TAG_CLASS = {
		UNIVERSAL: 0,
		APPLICATION: 1,
		CONTEXT_SPECIFIC: 2,
		PRIVATE: 3
	};
	var ASN1Tag = class {
		number;
		constructed;
		class;
		constructor(enc) {
			this.number = enc & 31;
			this.constructed = (enc & 32) === 32;
			this.class = enc >> 6;
			if (this.number === 31) throw new error_1.ASN1ParseError("long form tags not supported");
			if (this.class === TAG_CLASS.UNIVERSAL && this.number === 0) throw new error_1.ASN1ParseError("unsupported tag 0x00");
		}
		isUniversal() {
			return this.class === TAG_CLASS.UNIVERSAL;
		}
		isContextSpecific(num) {
			const res = this.class === TAG_CLASS.CONTEXT_SPECIFIC;
			return num !== void 0 ? res && this.number === num : res;
		}
		isBoolean() {
			return this.isUniversal() && this.number === UNIVERSAL_TAG.BOOLEAN;
		}
		isInteger() {
			return this.isUniversal() && this.number === UNIVERSAL_TAG.INTEGER;
		}
		isBitString() {
			return this.isUniversal() && this.number === UNIVERSAL_TAG.BIT_STRING;
		}
		isOctetString() {
			return this.isUniversal() && this.number === UNIVERSAL_TAG.OCTET_STRING;
		}
		isOID() {
			return this.isUniversal() && this.number === UNIVERSAL_TAG.OBJECT_IDENTIFIER;
		}
		isUTCTime() {
			return this.isUniversal() && this.number === UNIVERSAL_TAG.UTC_TIME;
		}
		isGeneralizedTime() {
			return this.isUniversal() && this.number === UNIVERSAL_TAG.GENERALIZED_TIME;
		}
		toDER() {
			return this.number | (this.constructed ? 32 : 0) | this.class << 6;
		}
	};
	exports.ASN1Tag = ASN1Tag;
}));
// node_modules/@sigstore/core/dist/asn1/obj.js
var require_obj = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ASN1Obj = void 0;
	const stream_1 = require_stream();
	const error_1 = require_error$2();
	const length_1 = require_length();
	const parse_1 = require_parse$1();
	const tag_1 = require_tag();
	var ASN1Obj = class {
		tag;
		subs;
		value;
		constructor(tag, value, subs) {
			this.tag = tag;
			this.value = value;
			this.subs = subs;
		}
		static parseBuffer(buf) {
			const stream = new stream_1.ByteStream(buf);
			const obj = parseStream(stream);
			if (stream.position !== stream.length) throw new error_1.ASN1ParseError("invalid trailing data");
			return obj;
		}
		toDER() {
			const valueStream = new stream_1.ByteStream();
			if (this.subs.length > 0) for (const sub of this.subs) valueStream.appendView(sub.toDER());
			else valueStream.appendView(this.value);
			const value = valueStream.buffer;
			const obj = new stream_1.ByteStream();
			obj.appendChar(this.tag.toDER());
			obj.appendView((0, length_1.encodeLength)(value.length));
			obj.appendView(value);
			return obj.buffer;
		}
		toBoolean() {
			if (!this.tag.isBoolean()) throw new error_1.ASN1TypeError("not a boolean");
			return (0, parse_1.parseBoolean)(this.value);
		}
		toInteger() {
			if (!this.tag.isInteger()) throw new error_1.ASN1TypeError("not an integer");
			return (0, parse_1.parseInteger)(this.value);
		}
		toOID() {
			if (!this.tag.isOID()) throw new error_1.ASN1TypeError("not an OID");
			return (0, parse_1.parseOID)(this.value);
		}
		toDate() {
			switch (true) {
				case this.tag.isUTCTime(): return (0, parse_1.parseTime)(this.value, true);
				case this.tag.isGeneralizedTime(): return (0, parse_1.parseTime)(this.value, false);
				default: throw new error_1.ASN1TypeError("not a date");
			}
		}
		toBitString() {
			if (!this.tag.isBitString()) throw new error_1.ASN1TypeError("not a bit string");
			return (0, parse_1.parseBitString)(this.value);
		}
	};
	exports.ASN1Obj = ASN1Obj;
	const MAX_DEPTH = 100;
	function parseStream(stream, depth = 0) {
		if (depth > MAX_DEPTH) throw new error_1.ASN1ParseError("maximum nesting depth exceeded");
		const tag = new tag_1.ASN1Tag(stream.getUint8());
		const len = (0, length_1.decodeLength)(stream);
		const value = stream.slice(stream.position, len);
		const start = stream.position;
		let subs = [];
		if (tag.constructed) subs = collectSubs(stream, len, depth);
		else if (tag.isOctetString()) try {
			subs = collectSubs(stream, len, depth);
		} catch (e) {}
		if (subs.length === 0) stream.seek(start + len);
		return new ASN1Obj(tag, value, subs);
	}
	function collectSubs(stream, len, depth) {
		const end = stream.position + len;
		if (end > stream.length) throw new error_1.ASN1ParseError("invalid length");
		const subs = [];
		while (stream.position < end) subs.push(parseStream(stream, depth + 1));
		if (stream.position !== end) throw new error_1.ASN1ParseError("invalid length");
		return subs;
	}
}));
// node_modules/@sigstore/core/dist/asn1/index.js
var require_asn1 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ASN1Obj = void 0;
	var obj_1 = require_obj();
	Object.defineProperty(exports, "ASN1Obj", {
		enumerable: true,
		get: function() {
			return obj_1.ASN1Obj;
		}
	});
}));
// node_modules/@sigstore/core/dist/crypto.js
var require_crypto = __commonJSMin(((exports, module, this$7) => {
	var __importDefault = this$7 && this$7.__importDefault || function(mod) {
		return mod && mod.__esModule ? mod : { "default": mod };
	};
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.createPublicKey = createPublicKey;
	exports.digest = digest;
	exports.verify = verify;
	exports.bufferEqual = bufferEqual;
	const crypto_1 = __importDefault(__require("crypto"));
	function createPublicKey(key, type = "spki") {
		if (typeof key === "string") {
			if (key.startsWith("-----")) return crypto_1.default.createPublicKey(key);
			else return crypto_1.default.createPublicKey({
				key: Buffer.from(key, "base64"),
				format: "der",
				type
			});
		} else return crypto_1.default.createPublicKey({
			key,
			format: "der",
			type
		});
	}
	function digest(algorithm, ...data) {
		const hash = crypto_1.default.createHash(algorithm);
		for (const d of data) hash.update(d);
		return hash.digest();
	}
	function verify(data, key, signature, algorithm) {
		try {
			return crypto_1.default.verify(algorithm, data, key, signature);
		} catch (e) {
			return false;
		}
	}
	function bufferEqual(a, b) {
		try {
			return crypto_1.default.timingSafeEqual(a, b);
		} catch {
			return false;
		}
	}
}));
// node_modules/@sigstore/core/dist/dsse.js
var require_dsse$3 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.preAuthEncoding = preAuthEncoding;
	const PAE_PREFIX = "DSSEv1";
	function preAuthEncoding(payloadType, payload) {
		const typeBytes = Buffer.from(payloadType, "utf-8");
		return Buffer.concat([
			Buffer.from(`${PAE_PREFIX} ${typeBytes.length} `, "ascii"),
			typeBytes,
			Buffer.from(` ${payload.length} `, "ascii"),
			payload
		]);
	}
}));
// node_modules/@sigstore/core/dist/encoding.js
var require_encoding = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.base64Encode = base64Encode;
	exports.base64Decode = base64Decode;
	const BASE64_ENCODING = "base64";
	const UTF8_ENCODING = "utf-8";
	function base64Encode(str) {
		return Buffer.from(str, UTF8_ENCODING).toString(BASE64_ENCODING);
	}
	function base64Decode(str) {
		return Buffer.from(str, BASE64_ENCODING).toString(UTF8_ENCODING);
	}
}));
// node_modules/@sigstore/core/dist/json.js
var require_json = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.canonicalize = canonicalize;
	function canonicalize(object) {
		let buffer = "";
		if (object === null || typeof object !== "object" || object.toJSON != null) buffer += JSON.stringify(object);
		else if (Array.isArray(object)) {
			buffer += "[";
			let first = true;
			object.forEach((element) => {
				if (!first) buffer += ",";
				first = false;
				buffer += canonicalize(element);
			});
			buffer += "]";
		} else {
			buffer += "{";
			let first = true;
			Object.keys(object).sort().forEach((property) => {
				if (!first) buffer += ",";
				first = false;
				buffer += JSON.stringify(property);
				buffer += ":";
				buffer += canonicalize(object[property]);
			});
			buffer += "}";
		}
		return buffer;
	}
}));
// node_modules/@sigstore/core/dist/pem.js
var require_pem = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.toDER = toDER;
	exports.fromDER = fromDER;
	const PEM_HEADER = /-----BEGIN (.*)-----/;
	const PEM_FOOTER = /-----END (.*)-----/;
	function toDER(certificate) {
		let der = "";
		certificate.split("\n").forEach((line) => {
			if (line.match(PEM_HEADER) || line.match(PEM_FOOTER)) return;
			der += line;
		});
		return Buffer.from(der, "base64");
	}
	function fromDER(certificate, type = "CERTIFICATE") {
		const lines = certificate.toString("base64").match(/.{1,64}/g) || "";
		return [
			`-----BEGIN ${type}-----`,
			...lines,
			`-----END ${type}-----`
		].join("\n").concat("\n");
	}
}));
// node_modules/@sigstore/core/dist/oid.js
var require_oid = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.SHA2_HASH_ALGOS = exports.RSA_SIGNATURE_ALGOS = exports.ECDSA_SIGNATURE_ALGOS = void 0;
	exports.ECDSA_SIGNATURE_ALGOS = {
		"1.2.840.10045.4.3.1": "sha224",
		"1.2.840.10045.4.3.2": "sha256",
		"1.2.840.10045.4.3.3": "sha384",
		"1.2.840.10045.4.3.4": "sha512"
	};
	exports.RSA_SIGNATURE_ALGOS = {
		"1.2.840.113549.1.1.14": "sha224",
		"1.2.840.113549.1.1.11": "sha256",
		"1.2.840.113549.1.1.12": "sha384",
		"1.2.840.113549.1.1.13": "sha512"
	};
	exports.SHA2_HASH_ALGOS = {
		"2.16.840.1.101.3.4.2.1": "sha256",
		"2.16.840.1.101.3.4.2.2": "sha384",
		"2.16.840.1.101.3.4.2.3": "sha512"
	};
}));
// node_modules/@sigstore/core/dist/rfc3161/error.js
var require_error$1 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.RFC3161TimestampVerificationError = void 0;
	var RFC3161TimestampVerificationError = class extends Error {};
	exports.RFC3161TimestampVerificationError = RFC3161TimestampVerificationError;
}));
// node_modules/@sigstore/core/dist/rfc3161/tstinfo.js
var require_tstinfo = __commonJSMin(((exports, module, this$6) => {
	var __createBinding = this$6 && this$6.__createBinding || (Object.create ? (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		var desc = Object.getOwnPropertyDescriptor(m, k);
		if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) desc = {
			enumerable: true,
			get: function() {
				return m[k];
			}
		};
		Object.defineProperty(o, k2, desc);
	}) : (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		o[k2] = m[k];
	}));
	var __setModuleDefault = this$6 && this$6.__setModuleDefault || (Object.create ? (function(o, v) {
		Object.defineProperty(o, "default", {
			enumerable: true,
			value: v
		});
	}) : function(o, v) {
		o["default"] = v;
	});
	var __importStar = this$6 && this$6.__importStar || (function() {
		var ownKeys = function(o) {
			ownKeys = Object.getOwnPropertyNames || function(o) {
				var ar = [];
				for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
				return ar;
			};
			return ownKeys(o);
		};
		return function(mod) {
			if (mod && mod.__esModule) return mod;
			var result = {};
			if (mod != null) {
				for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
			}
			__setModuleDefault(result, mod);
			return result;
		};
	})();
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.TSTInfo = void 0;
	const crypto = __importStar(require_crypto());
	const oid_1 = require_oid();
	const error_1 = require_error$1();
	var TSTInfo = class {
		root;
		constructor(asn1) {
			this.root = asn1;
		}
		get version() {
			return this.root.subs[0].toInteger();
		}
		get genTime() {
			return this.root.subs[4].toDate();
		}
		get messageImprintHashAlgorithm() {
			const oid = this.messageImprintObj.subs[0].subs[0].toOID();
			return oid_1.SHA2_HASH_ALGOS[oid];
		}
		get messageImprintHashedMessage() {
			return this.messageImprintObj.subs[1].value;
		}
		get raw() {
			return this.root.toDER();
		}
		verify(data) {
			const digest = crypto.digest(this.messageImprintHashAlgorithm, data);
			if (!crypto.bufferEqual(digest, this.messageImprintHashedMessage)) throw new error_1.RFC3161TimestampVerificationError("message imprint does not match artifact");
		}
		get messageImprintObj() {
			return this.root.subs[2];
		}
	};
	exports.TSTInfo = TSTInfo;
}));
// node_modules/@sigstore/core/dist/rfc3161/timestamp.js
var require_timestamp$2 = __commonJSMin(((exports, module, this$5) => {
	var __createBinding = this$5 && this$5.__createBinding || (Object.create ? (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		var desc = Object.getOwnPropertyDescriptor(m, k);
		if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) desc = {
			enumerable: true,
			get: function() {
				return m[k];
			}
		};
		Object.defineProperty(o, k2, desc);
	}) : (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		o[k2] = m[k];
	}));
	var __setModuleDefault = this$5 && this$5.__setModuleDefault || (Object.create ? (function(o, v) {
		Object.defineProperty(o, "default", {
			enumerable: true,
			value: v
		});
	}) : function(o, v) {
		o["default"] = v;
	});
	var __importStar = this$5 && this$5.__importStar || (function() {
		var ownKeys = function(o) {
			ownKeys = Object.getOwnPropertyNames || function(o) {
				var ar = [];
				for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
				return ar;
			};
			return ownKeys(o);
		};
		return function(mod) {
			if (mod && mod.__esModule) return mod;
			var result = {};
			if (mod != null) {
				for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
			}
			__setModuleDefault(result, mod);
			return result;
		};
	})();
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.RFC3161Timestamp = void 0;
	const asn1_1 = require_asn1();
	const crypto = __importStar(require_crypto());
	const oid_1 = require_oid();
	const error_1 = require_error$1();
	const tstinfo_1 = require_tstinfo();
	const OID_PKCS9_CONTENT_TYPE_SIGNED_DATA = "1.2.840.113549.1.7.2";
	const OID_PKCS9_CONTENT_TYPE_TSTINFO = "1.2.840.113549.1.9.16.1.4";
	const OID_PKCS9_MESSAGE_DIGEST_KEY = "1.2.840.113549.1.9.4";
	exports.RFC3161Timestamp = class RFC3161Timestamp {
		root;
		constructor(asn1) {
			this.root = asn1;
		}
		static parse(der) {
			const asn1 = asn1_1.ASN1Obj.parseBuffer(der);
			return new RFC3161Timestamp(asn1);
		}
		get status() {
			return this.pkiStatusInfoObj.subs[0].toInteger();
		}
		get contentType() {
			return this.contentTypeObj.toOID();
		}
		get eContentType() {
			return this.eContentTypeObj.toOID();
		}
		get signingTime() {
			return this.tstInfo.genTime;
		}
		get signerIssuer() {
			return this.signerSidObj.subs[0].value;
		}
		get signerSerialNumber() {
			return this.signerSidObj.subs[1].value;
		}
		get signerDigestAlgorithm() {
			const oid = this.signerDigestAlgorithmObj.subs[0].toOID();
			return oid_1.SHA2_HASH_ALGOS[oid];
		}
		get signatureAlgorithm() {
			const oid = this.signatureAlgorithmObj.subs[0].toOID();
			return oid_1.ECDSA_SIGNATURE_ALGOS[oid];
		}
		get signatureValue() {
			return this.signatureValueObj.value;
		}
		get tstInfo() {
			return new tstinfo_1.TSTInfo(this.eContentObj.subs[0].subs[0]);
		}
		verify(data, publicKey) {
			if (!this.timeStampTokenObj) throw new error_1.RFC3161TimestampVerificationError("timeStampToken is missing");
			if (this.contentType !== OID_PKCS9_CONTENT_TYPE_SIGNED_DATA) throw new error_1.RFC3161TimestampVerificationError(`incorrect content type: ${this.contentType}`);
			if (this.eContentType !== OID_PKCS9_CONTENT_TYPE_TSTINFO) throw new error_1.RFC3161TimestampVerificationError(`incorrect encapsulated content type: ${this.eContentType}`);
			this.tstInfo.verify(data);
			this.verifyMessageDigest();
			this.verifySignature(publicKey);
		}
		verifyMessageDigest() {
			const tstInfoDigest = crypto.digest(this.signerDigestAlgorithm, this.tstInfo.raw);
			const expectedDigest = this.messageDigestAttributeObj.subs[1].subs[0].value;
			if (!crypto.bufferEqual(tstInfoDigest, expectedDigest)) throw new error_1.RFC3161TimestampVerificationError("signed data does not match tstInfo");
		}
		verifySignature(key) {
			const signedAttrs = this.signedAttrsObj.toDER();
			signedAttrs[0] = 49;
			if (!crypto.verify(signedAttrs, key, this.signatureValue, this.signatureAlgorithm)) throw new error_1.RFC3161TimestampVerificationError("signature verification failed");
		}
		get pkiStatusInfoObj() {
			return this.root.subs[0];
		}
		get timeStampTokenObj() {
			return this.root.subs[1];
		}
		get contentTypeObj() {
			return this.timeStampTokenObj.subs[0];
		}
		get signedDataObj() {
			return this.timeStampTokenObj.subs.find((sub) => sub.tag.isContextSpecific(0)).subs[0];
		}
		get encapContentInfoObj() {
			return this.signedDataObj.subs[2];
		}
		get signerInfosObj() {
			const sd = this.signedDataObj;
			return sd.subs[sd.subs.length - 1];
		}
		get signerInfoObj() {
			return this.signerInfosObj.subs[0];
		}
		get eContentTypeObj() {
			return this.encapContentInfoObj.subs[0];
		}
		get eContentObj() {
			return this.encapContentInfoObj.subs[1];
		}
		get signedAttrsObj() {
			return this.signerInfoObj.subs.find((sub) => sub.tag.isContextSpecific(0));
		}
		get messageDigestAttributeObj() {
			return this.signedAttrsObj.subs.find((sub) => sub.subs[0].tag.isOID() && sub.subs[0].toOID() === OID_PKCS9_MESSAGE_DIGEST_KEY);
		}
		get signerSidObj() {
			return this.signerInfoObj.subs[1];
		}
		get signerDigestAlgorithmObj() {
			return this.signerInfoObj.subs[2];
		}
		get signatureAlgorithmObj() {
			return this.signerInfoObj.subs[4];
		}
		get signatureValueObj() {
			return this.signerInfoObj.subs[5];
		}
	};
}));
// node_modules/@sigstore/core/dist/rfc3161/index.js
var require_rfc3161 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.RFC3161Timestamp = void 0;
	var timestamp_1 = require_timestamp$2();
	Object.defineProperty(exports, "RFC3161Timestamp", {
		enumerable: true,
		get: function() {
			return timestamp_1.RFC3161Timestamp;
		}
	});
}));
// node_modules/@sigstore/core/dist/x509/sct.js
var require_sct$1 = __commonJSMin(((exports, module, this$4) => {
	var __createBinding = this$4 && this$4.__createBinding || (Object.create ? (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		var desc = Object.getOwnPropertyDescriptor(m, k);
		if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) desc = {
			enumerable: true,
			get: function() {
				return m[k];
			}
		};
		Object.defineProperty(o, k2, desc);
	}) : (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		o[k2] = m[k];
	}));
	var __setModuleDefault = this$4 && this$4.__setModuleDefault || (Object.create ? (function(o, v) {
		Object.defineProperty(o, "default", {
			enumerable: true,
			value: v
		});
	}) : function(o, v) {
		o["default"] = v;
	});
	var __importStar = this$4 && this$4.__importStar || (function() {
		var ownKeys = function(o) {
			ownKeys = Object.getOwnPropertyNames || function(o) {
				var ar = [];
				for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
				return ar;
			};
			return ownKeys(o);
		};
		return function(mod) {
			if (mod && mod.__esModule) return mod;
			var result = {};
			if (mod != null) {
				for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
			}
			__setModuleDefault(result, mod);
			return result;
		};
	})();
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.SignedCertificateTimestamp = void 0;
	const crypto = __importStar(require_crypto());
	const stream_1 = require_stream();
	exports.SignedCertificateTimestamp = class SignedCertificateTimestamp {
		version;
		logID;
		timestamp;
		extensions;
		hashAlgorithm;
		signatureAlgorithm;
		signature;
		constructor(options) {
			this.version = options.version;
			this.logID = options.logID;
			this.timestamp = options.timestamp;
			this.extensions = options.extensions;
			this.hashAlgorithm = options.hashAlgorithm;
			this.signatureAlgorithm = options.signatureAlgorithm;
			this.signature = options.signature;
		}
		get datetime() {
			return new Date(Number(this.timestamp.readBigInt64BE()));
		}
		get algorithm() {
			switch (this.hashAlgorithm) {
				case 0: return "none";
				case 1: return "md5";
				case 2: return "sha1";
				case 3: return "sha224";
				case 4: return "sha256";
				case 5: return "sha384";
				case 6: return "sha512";
				default: return "unknown";
			}
		}
		verify(preCert, key) {
			const stream = new stream_1.ByteStream();
			stream.appendChar(this.version);
			stream.appendChar(0);
			stream.appendView(this.timestamp);
			stream.appendUint16(1);
			stream.appendView(preCert);
			stream.appendUint16(this.extensions.byteLength);
			if (this.extensions.byteLength > 0) stream.appendView(this.extensions);
			return crypto.verify(stream.buffer, key, this.signature, this.algorithm);
		}
		static parse(buf) {
			const stream = new stream_1.ByteStream(buf);
			const version = stream.getUint8();
			const logID = stream.getBlock(32);
			const timestamp = stream.getBlock(8);
			const extenstionLength = stream.getUint16();
			const extensions = stream.getBlock(extenstionLength);
			const hashAlgorithm = stream.getUint8();
			const signatureAlgorithm = stream.getUint8();
			const sigLength = stream.getUint16();
			const signature = stream.getBlock(sigLength);
			if (stream.position !== buf.length) throw new Error("SCT buffer length mismatch");
			return new SignedCertificateTimestamp({
				version,
				logID,
				timestamp,
				extensions,
				hashAlgorithm,
				signatureAlgorithm,
				signature
			});
		}
	};
}));
// node_modules/@sigstore/core/dist/x509/ext.js
var require_ext = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.X509SCTExtension = exports.X509SubjectKeyIDExtension = exports.X509AuthorityKeyIDExtension = exports.X509SubjectAlternativeNameExtension = exports.X509KeyUsageExtension = exports.X509BasicConstraintsExtension = exports.X509Extension = void 0;
	const stream_1 = require_stream();
	const sct_1 = require_sct$1();
	var X509Extension = class {
		root;
		constructor(asn1) {
			this.root = asn1;
		}
		get oid() {
			return this.root.subs[0].toOID();
		}
		get critical() {
			return this.root.subs.length === 3 ? this.root.subs[1].toBoolean() : false;
		}
		get value() {
			return this.extnValueObj.value;
		}
		get valueObj() {
			return this.extnValueObj;
		}
		get extnValueObj() {
			return this.root.subs[this.root.subs.length - 1];
		}
	};
	exports.X509Extension = X509Extension;
	var X509BasicConstraintsExtension = class extends X509Extension {
		get isCA() {
			return this.sequence.subs[0]?.toBoolean() ?? false;
		}
		get pathLenConstraint() {
			return this.sequence.subs.length > 1 ? this.sequence.subs[1].toInteger() : void 0;
		}
		get sequence() {
			return this.extnValueObj.subs[0];
		}
	};
	exports.X509BasicConstraintsExtension = X509BasicConstraintsExtension;
	var X509KeyUsageExtension = class extends X509Extension {
		get digitalSignature() {
			return this.bitString[0] === 1;
		}
		get keyCertSign() {
			return this.bitString[5] === 1;
		}
		get crlSign() {
			return this.bitString[6] === 1;
		}
		get bitString() {
			return this.extnValueObj.subs[0].toBitString();
		}
	};
	exports.X509KeyUsageExtension = X509KeyUsageExtension;
	var X509SubjectAlternativeNameExtension = class extends X509Extension {
		get rfc822Name() {
			return this.findGeneralName(1)?.value.toString("ascii");
		}
		get uri() {
			return this.findGeneralName(6)?.value.toString("ascii");
		}
		otherName(oid) {
			const otherName = this.findGeneralName(0);
			if (otherName === void 0) return;
			if (otherName.subs[0].toOID() !== oid) return;
			return otherName.subs[1].subs[0].value.toString("ascii");
		}
		findGeneralName(tag) {
			return this.generalNames.find((gn) => gn.tag.isContextSpecific(tag));
		}
		get generalNames() {
			return this.extnValueObj.subs[0].subs;
		}
	};
	exports.X509SubjectAlternativeNameExtension = X509SubjectAlternativeNameExtension;
	var X509AuthorityKeyIDExtension = class extends X509Extension {
		get keyIdentifier() {
			return this.findSequenceMember(0)?.value;
		}
		findSequenceMember(tag) {
			return this.sequence.subs.find((el) => el.tag.isContextSpecific(tag));
		}
		get sequence() {
			return this.extnValueObj.subs[0];
		}
	};
	exports.X509AuthorityKeyIDExtension = X509AuthorityKeyIDExtension;
	var X509SubjectKeyIDExtension = class extends X509Extension {
		get keyIdentifier() {
			return this.extnValueObj.subs[0].value;
		}
	};
	exports.X509SubjectKeyIDExtension = X509SubjectKeyIDExtension;
	var X509SCTExtension = class extends X509Extension {
		constructor(asn1) {
			super(asn1);
		}
		get signedCertificateTimestamps() {
			const buf = this.extnValueObj.subs[0].value;
			const stream = new stream_1.ByteStream(buf);
			const end = stream.getUint16() + 2;
			const sctList = [];
			while (stream.position < end) {
				const sctLength = stream.getUint16();
				const sct = stream.getBlock(sctLength);
				sctList.push(sct_1.SignedCertificateTimestamp.parse(sct));
			}
			if (stream.position !== end) throw new Error("SCT list length does not match actual length");
			return sctList;
		}
	};
	exports.X509SCTExtension = X509SCTExtension;
}));
// node_modules/@sigstore/core/dist/x509/cert.js
var require_cert = __commonJSMin(((exports, module, this$3) => {
	var __createBinding = this$3 && this$3.__createBinding || (Object.create ? (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		var desc = Object.getOwnPropertyDescriptor(m, k);
		if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) desc = {
			enumerable: true,
			get: function() {
				return m[k];
			}
		};
		Object.defineProperty(o, k2, desc);
	}) : (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		o[k2] = m[k];
	}));
	var __setModuleDefault = this$3 && this$3.__setModuleDefault || (Object.create ? (function(o, v) {
		Object.defineProperty(o, "default", {
			enumerable: true,
			value: v
		});
	}) : function(o, v) {
		o["default"] = v;
	});
	var __importStar = this$3 && this$3.__importStar || (function() {
		var ownKeys = function(o) {
			ownKeys = Object.getOwnPropertyNames || function(o) {
				var ar = [];
				for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
				return ar;
			};
			return ownKeys(o);
		};
		return function(mod) {
			if (mod && mod.__esModule) return mod;
			var result = {};
			if (mod != null) {
				for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
			}
			__setModuleDefault(result, mod);
			return result;
		};
	})();
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.X509Certificate = exports.EXTENSION_OID_SCT = void 0;
	const asn1_1 = require_asn1();
	const crypto = __importStar(require_crypto());
	const oid_1 = require_oid();
	const pem = __importStar(require_pem());
	const ext_1 = require_ext();
	const EXTENSION_OID_SUBJECT_KEY_ID = "2.5.29.14";
	const EXTENSION_OID_KEY_USAGE = "2.5.29.15";
	const EXTENSION_OID_SUBJECT_ALT_NAME = "2.5.29.17";
	const EXTENSION_OID_BASIC_CONSTRAINTS = "2.5.29.19";
	const EXTENSION_OID_AUTHORITY_KEY_ID = "2.5.29.35";
	exports.EXTENSION_OID_SCT = "1.3.6.1.4.1.11129.2.4.2";
	exports.X509Certificate = class X509Certificate {
		root;
		constructor(asn1) {
			this.root = asn1;
		}
		static parse(cert) {
			const der = typeof cert === "string" ? pem.toDER(cert) : cert;
			const asn1 = asn1_1.ASN1Obj.parseBuffer(der);
			return new X509Certificate(asn1);
		}
		get tbsCertificate() {
			return this.tbsCertificateObj;
		}
		get version() {
			return `v${(this.versionObj.subs[0].toInteger() + BigInt(1)).toString()}`;
		}
		get serialNumber() {
			return this.serialNumberObj.value;
		}
		get notBefore() {
			return this.validityObj.subs[0].toDate();
		}
		get notAfter() {
			return this.validityObj.subs[1].toDate();
		}
		get issuer() {
			return this.issuerObj.value;
		}
		get subject() {
			return this.subjectObj.value;
		}
		get publicKey() {
			return this.subjectPublicKeyInfoObj.toDER();
		}
		get signatureAlgorithm() {
			const oid = this.signatureAlgorithmObj.subs[0].toOID();
			if (oid_1.RSA_SIGNATURE_ALGOS[oid]) return oid_1.RSA_SIGNATURE_ALGOS[oid];
			return oid_1.ECDSA_SIGNATURE_ALGOS[oid];
		}
		get signatureValue() {
			return this.signatureValueObj.value.subarray(1);
		}
		get subjectAltName() {
			const ext = this.extSubjectAltName;
			return ext?.uri || ext?.rfc822Name;
		}
		get extensions() {
			return (this.extensionsObj?.subs[0])?.subs || [];
		}
		get extKeyUsage() {
			const ext = this.findExtension(EXTENSION_OID_KEY_USAGE);
			return ext ? new ext_1.X509KeyUsageExtension(ext) : void 0;
		}
		get extBasicConstraints() {
			const ext = this.findExtension(EXTENSION_OID_BASIC_CONSTRAINTS);
			return ext ? new ext_1.X509BasicConstraintsExtension(ext) : void 0;
		}
		get extSubjectAltName() {
			const ext = this.findExtension(EXTENSION_OID_SUBJECT_ALT_NAME);
			return ext ? new ext_1.X509SubjectAlternativeNameExtension(ext) : void 0;
		}
		get extAuthorityKeyID() {
			const ext = this.findExtension(EXTENSION_OID_AUTHORITY_KEY_ID);
			return ext ? new ext_1.X509AuthorityKeyIDExtension(ext) : void 0;
		}
		get extSubjectKeyID() {
			const ext = this.findExtension(EXTENSION_OID_SUBJECT_KEY_ID);
			return ext ? new ext_1.X509SubjectKeyIDExtension(ext) : void 0;
		}
		get extSCT() {
			const ext = this.findExtension(exports.EXTENSION_OID_SCT);
			return ext ? new ext_1.X509SCTExtension(ext) : void 0;
		}
		get isCA() {
			const ca = this.extBasicConstraints?.isCA || false;
			if (this.extKeyUsage) return ca && this.extKeyUsage.keyCertSign;
			return ca;
		}
		extension(oid) {
			const ext = this.findExtension(oid);
			return ext ? new ext_1.X509Extension(ext) : void 0;
		}
		verify(issuerCertificate) {
			const publicKey = issuerCertificate?.publicKey || this.publicKey;
			const key = crypto.createPublicKey(publicKey);
			return crypto.verify(this.tbsCertificate.toDER(), key, this.signatureValue, this.signatureAlgorithm);
		}
		validForDate(date) {
			return this.notBefore <= date && date <= this.notAfter;
		}
		equals(other) {
			return this.root.toDER().equals(other.root.toDER());
		}
		clone() {
			const der = this.root.toDER();
			const clone = Buffer.alloc(der.length);
			der.copy(clone);
			return X509Certificate.parse(clone);
		}
		findExtension(oid) {
			return this.extensions.find((ext) => ext.subs[0].toOID() === oid);
		}
		get tbsCertificateObj() {
			return this.root.subs[0];
		}
		get signatureAlgorithmObj() {
			return this.root.subs[1];
		}
		get signatureValueObj() {
			return this.root.subs[2];
		}
		get versionObj() {
			return this.tbsCertificateObj.subs[0];
		}
		get serialNumberObj() {
			return this.tbsCertificateObj.subs[1];
		}
		get issuerObj() {
			return this.tbsCertificateObj.subs[3];
		}
		get validityObj() {
			return this.tbsCertificateObj.subs[4];
		}
		get subjectObj() {
			return this.tbsCertificateObj.subs[5];
		}
		get subjectPublicKeyInfoObj() {
			return this.tbsCertificateObj.subs[6];
		}
		get extensionsObj() {
			return this.tbsCertificateObj.subs.find((sub) => sub.tag.isContextSpecific(3));
		}
	};
}));
// node_modules/@sigstore/core/dist/x509/index.js
var require_x509 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.X509SCTExtension = exports.X509Certificate = exports.EXTENSION_OID_SCT = void 0;
	var cert_1 = require_cert();
	Object.defineProperty(exports, "EXTENSION_OID_SCT", {
		enumerable: true,
		get: function() {
			return cert_1.EXTENSION_OID_SCT;
		}
	});
	Object.defineProperty(exports, "X509Certificate", {
		enumerable: true,
		get: function() {
			return cert_1.X509Certificate;
		}
	});
	var ext_1 = require_ext();
	Object.defineProperty(exports, "X509SCTExtension", {
		enumerable: true,
		get: function() {
			return ext_1.X509SCTExtension;
		}
	});
}));
// node_modules/@sigstore/core/dist/index.js
var require_dist$2 = __commonJSMin(((exports, module, this$2) => {
	var __createBinding = this$2 && this$2.__createBinding || (Object.create ? (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		var desc = Object.getOwnPropertyDescriptor(m, k);
		if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) desc = {
			enumerable: true,
			get: function() {
				return m[k];
			}
		};
		Object.defineProperty(o, k2, desc);
	}) : (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		o[k2] = m[k];
	}));
	var __setModuleDefault = this$2 && this$2.__setModuleDefault || (Object.create ? (function(o, v) {
		Object.defineProperty(o, "default", {
			enumerable: true,
			value: v
		});
	}) : function(o, v) {
		o["default"] = v;
	});
	var __importStar = this$2 && this$2.__importStar || (function() {
		var ownKeys = function(o) {
			ownKeys = Object.getOwnPropertyNames || function(o) {
				var ar = [];
				for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
				return ar;
			};
			return ownKeys(o);
		};
		return function(mod) {
			if (mod && mod.__esModule) return mod;
			var result = {};
			if (mod != null) {
				for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
			}
			__setModuleDefault(result, mod);
			return result;
		};
	})();
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.X509SCTExtension = exports.X509Certificate = exports.EXTENSION_OID_SCT = exports.ByteStream = exports.RFC3161Timestamp = exports.pem = exports.json = exports.encoding = exports.dsse = exports.crypto = exports.ASN1Obj = void 0;
	var asn1_1 = require_asn1();
	Object.defineProperty(exports, "ASN1Obj", {
		enumerable: true,
		get: function() {
			return asn1_1.ASN1Obj;
		}
	});
	exports.crypto = __importStar(require_crypto());
	exports.dsse = __importStar(require_dsse$3());
	exports.encoding = __importStar(require_encoding());
	exports.json = __importStar(require_json());
	exports.pem = __importStar(require_pem());
	var rfc3161_1 = require_rfc3161();
	Object.defineProperty(exports, "RFC3161Timestamp", {
		enumerable: true,
		get: function() {
			return rfc3161_1.RFC3161Timestamp;
		}
	});
	var stream_1 = require_stream();
	Object.defineProperty(exports, "ByteStream", {
		enumerable: true,
		get: function() {
			return stream_1.ByteStream;
		}
	});
	var x509_1 = require_x509();
	Object.defineProperty(exports, "EXTENSION_OID_SCT", {
		enumerable: true,
		get: function() {
			return x509_1.EXTENSION_OID_SCT;
		}
	});
	Object.defineProperty(exports, "X509Certificate", {
		enumerable: true,
		get: function() {
			return x509_1.X509Certificate;
		}
	});
	Object.defineProperty(exports, "X509SCTExtension", {
		enumerable: true,
		get: function() {
			return x509_1.X509SCTExtension;
		}
	});
}));
// node_modules/@sigstore/verify/dist/bundle/dsse.js
var require_dsse$2 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.DSSESignatureContent = void 0;
	const core_1 = require_dist$2();
	var DSSESignatureContent = class {
		env;
		constructor(env) {
			this.env = env;
		}
		compareDigest(digest) {
			return core_1.crypto.bufferEqual(digest, core_1.crypto.digest("sha256", this.env.payload));
		}
		compareSignedDigest(digest) {
			return core_1.crypto.bufferEqual(digest, core_1.crypto.digest("sha256", this.preAuthEncoding));
		}
		compareSignature(signature) {
			return core_1.crypto.bufferEqual(signature, this.signature);
		}
		verifySignature(key) {
			return core_1.crypto.verify(this.preAuthEncoding, key, this.signature);
		}
		get signature() {
			return this.env.signatures.length > 0 ? this.env.signatures[0].sig : Buffer.from("");
		}
		get preAuthEncoding() {
			return core_1.dsse.preAuthEncoding(this.env.payloadType, this.env.payload);
		}
	};
	exports.DSSESignatureContent = DSSESignatureContent;
}));
// node_modules/@sigstore/verify/dist/bundle/message.js
var require_message = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.MessageSignatureContent = void 0;
	const core_1 = require_dist$2();
	const protobuf_specs_1 = require_dist$4();
	const HASH_ALGORITHM_MAP = {
		[protobuf_specs_1.HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED]: "sha256",
		[protobuf_specs_1.HashAlgorithm.SHA2_256]: "sha256",
		[protobuf_specs_1.HashAlgorithm.SHA2_384]: "sha384",
		[protobuf_specs_1.HashAlgorithm.SHA2_512]: "sha512",
		[protobuf_specs_1.HashAlgorithm.SHA3_256]: "sha3-256",
		[protobuf_specs_1.HashAlgorithm.SHA3_384]: "sha3-384"
	};
	var MessageSignatureContent = class {
		signature;
		messageDigest;
		artifact;
		hashAlgorithm;
		constructor(messageSignature, artifact) {
			this.signature = messageSignature.signature;
			this.messageDigest = messageSignature.messageDigest.digest;
			this.artifact = artifact;
			this.hashAlgorithm = HASH_ALGORITHM_MAP[messageSignature.messageDigest.algorithm] ?? "sha256";
		}
		compareSignature(signature) {
			return core_1.crypto.bufferEqual(signature, this.signature);
		}
		compareDigest(digest) {
			return core_1.crypto.bufferEqual(digest, this.messageDigest);
		}
		compareSignedDigest(digest) {
			return this.compareDigest(digest);
		}
		verifySignature(key) {
			return core_1.crypto.verify(this.artifact, key, this.signature, this.hashAlgorithm);
		}
	};
	exports.MessageSignatureContent = MessageSignatureContent;
}));
// node_modules/@sigstore/verify/dist/bundle/index.js
var require_bundle = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.toSignedEntity = toSignedEntity;
	exports.signatureContent = signatureContent;
	const core_1 = require_dist$2();
	const dsse_1 = require_dsse$2();
	const message_1 = require_message();
	function toSignedEntity(bundle, artifact) {
		const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
		const timestamps = [];
		for (const entry of tlogEntries) if (entry.integratedTime && entry.integratedTime !== "0") timestamps.push({
			$case: "transparency-log",
			tlogEntry: entry
		});
		for (const ts of timestampVerificationData?.rfc3161Timestamps ?? []) timestamps.push({
			$case: "timestamp-authority",
			timestamp: core_1.RFC3161Timestamp.parse(Buffer.from(ts.signedTimestamp))
		});
		return {
			signature: signatureContent(bundle, artifact),
			key: key(bundle),
			tlogEntries,
			timestamps
		};
	}
	function signatureContent(bundle, artifact) {
		switch (bundle.content.$case) {
			case "dsseEnvelope": return new dsse_1.DSSESignatureContent(bundle.content.dsseEnvelope);
			case "messageSignature": return new message_1.MessageSignatureContent(bundle.content.messageSignature, artifact);
		}
	}
	function key(bundle) {
		switch (bundle.verificationMaterial.content.$case) {
			case "publicKey": return {
				$case: "public-key",
				hint: bundle.verificationMaterial.content.publicKey.hint
			};
			case "x509CertificateChain": return {
				$case: "certificate",
				certificate: core_1.X509Certificate.parse(Buffer.from(bundle.verificationMaterial.content.x509CertificateChain.certificates[0].rawBytes))
			};
			case "certificate": return {
				$case: "certificate",
				certificate: core_1.X509Certificate.parse(Buffer.from(bundle.verificationMaterial.content.certificate.rawBytes))
			};
		}
	}
}));
// node_modules/@sigstore/verify/dist/error.js
var require_error = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.PolicyError = exports.VerificationError = void 0;
	var BaseError = class extends Error {
		code;
		cause;
		constructor({ code, message, cause }) {
			super(message);
			this.code = code;
			this.cause = cause;
			this.name = this.constructor.name;
		}
	};
	var VerificationError = class extends BaseError {};
	exports.VerificationError = VerificationError;
	var PolicyError = class extends BaseError {};
	exports.PolicyError = PolicyError;
}));
// node_modules/@sigstore/verify/dist/trust/filter.js
var require_filter = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.filterCertAuthorities = filterCertAuthorities;
	exports.filterTLogAuthorities = filterTLogAuthorities;
	function filterCertAuthorities(certAuthorities, timestamp) {
		return certAuthorities.filter((ca) => {
			return ca.validFor.start <= timestamp && ca.validFor.end >= timestamp;
		});
	}
	function filterTLogAuthorities(tlogAuthorities, criteria) {
		return tlogAuthorities.filter((tlog) => {
			if (criteria.logID && !tlog.logID.equals(criteria.logID)) return false;
			return tlog.validFor.start <= criteria.targetDate && criteria.targetDate <= tlog.validFor.end;
		});
	}
}));
// node_modules/@sigstore/verify/dist/trust/index.js
var require_trust = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.filterTLogAuthorities = exports.filterCertAuthorities = void 0;
	exports.toTrustMaterial = toTrustMaterial;
	const core_1 = require_dist$2();
	const protobuf_specs_1 = require_dist$4();
	const error_1 = require_error();
	const BEGINNING_OF_TIME = new Date(0);
	const END_OF_TIME = new Date(864e13);
	var filter_1 = require_filter();
	Object.defineProperty(exports, "filterCertAuthorities", {
		enumerable: true,
		get: function() {
			return filter_1.filterCertAuthorities;
		}
	});
	Object.defineProperty(exports, "filterTLogAuthorities", {
		enumerable: true,
		get: function() {
			return filter_1.filterTLogAuthorities;
		}
	});
	function toTrustMaterial(root, keys) {
		const keyFinder = typeof keys === "function" ? keys : keyLocator(keys);
		return {
			certificateAuthorities: root.certificateAuthorities.map(createCertAuthority),
			timestampAuthorities: root.timestampAuthorities.map(createCertAuthority),
			tlogs: root.tlogs.map(createTLogAuthority),
			ctlogs: root.ctlogs.map(createTLogAuthority),
			publicKey: keyFinder
		};
	}
	function createTLogAuthority(tlogInstance) {
		const keyDetails = tlogInstance.publicKey.keyDetails;
		const keyType = keyDetails === protobuf_specs_1.PublicKeyDetails.PKCS1_RSA_PKCS1V5 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V5 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256 ? "pkcs1" : "spki";
		return {
			baseURL: tlogInstance.baseUrl,
			logID: tlogInstance.checkpointKeyId ? tlogInstance.checkpointKeyId.keyId : tlogInstance.logId.keyId,
			publicKey: core_1.crypto.createPublicKey(tlogInstance.publicKey.rawBytes, keyType),
			validFor: {
				start: tlogInstance.publicKey.validFor?.start || BEGINNING_OF_TIME,
				end: tlogInstance.publicKey.validFor?.end || END_OF_TIME
			}
		};
	}
	function createCertAuthority(ca) {
		return {
			certChain: ca.certChain.certificates.map((cert) => {
				return core_1.X509Certificate.parse(Buffer.from(cert.rawBytes));
			}),
			validFor: {
				start: ca.validFor?.start || BEGINNING_OF_TIME,
				end: ca.validFor?.end || END_OF_TIME
			}
		};
	}
	function keyLocator(keys) {
		return (hint) => {
			const key = (keys || {})[hint];
			if (!key) throw new error_1.VerificationError({
				code: "PUBLIC_KEY_ERROR",
				message: `key not found: ${hint}`
			});
			return {
				publicKey: core_1.crypto.createPublicKey(key.rawBytes),
				validFor: (date) => {
					return (key.validFor?.start || BEGINNING_OF_TIME) <= date && (key.validFor?.end || END_OF_TIME) >= date;
				}
			};
		};
	}
}));
// node_modules/@sigstore/verify/dist/key/certificate.js
var require_certificate = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.CertificateChainVerifier = void 0;
	exports.verifyCertificateChain = verifyCertificateChain;
	const error_1 = require_error();
	const trust_1 = require_trust();
	function verifyCertificateChain(timestamp, leaf, certificateAuthorities) {
		const cas = (0, trust_1.filterCertAuthorities)(certificateAuthorities, timestamp);
		let error;
		for (const ca of cas) try {
			return new CertificateChainVerifier({
				trustedCerts: ca.certChain,
				untrustedCert: leaf,
				timestamp
			}).verify();
		} catch (err) {
			error = err;
		}
		throw new error_1.VerificationError({
			code: "CERTIFICATE_ERROR",
			message: "Failed to verify certificate chain",
			cause: error
		});
	}
	var CertificateChainVerifier = class {
		untrustedCert;
		trustedCerts;
		localCerts;
		timestamp;
		constructor(opts) {
			this.untrustedCert = opts.untrustedCert;
			this.trustedCerts = opts.trustedCerts;
			this.localCerts = dedupeCertificates([...opts.trustedCerts, opts.untrustedCert]);
			this.timestamp = opts.timestamp;
		}
		verify() {
			const certificatePath = this.sort();
			this.checkPath(certificatePath);
			if (!certificatePath.every((cert) => cert.validForDate(this.timestamp))) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "certificate is not valid or expired at the specified date"
			});
			return certificatePath;
		}
		sort() {
			const leafCert = this.untrustedCert;
			let paths = this.buildPaths(leafCert);
			paths = paths.filter((path) => path.some((cert) => this.trustedCerts.includes(cert)));
			if (paths.length === 0) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "no trusted certificate path found"
			});
			return [leafCert, ...paths.reduce((prev, curr) => prev.length < curr.length ? prev : curr)].slice(0, -1);
		}
		buildPaths(certificate) {
			const paths = [];
			const issuers = this.findIssuer(certificate);
			if (issuers.length === 0) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "no valid certificate path found"
			});
			for (let i = 0; i < issuers.length; i++) {
				const issuer = issuers[i];
				if (issuer.equals(certificate)) {
					paths.push([certificate]);
					continue;
				}
				const subPaths = this.buildPaths(issuer);
				for (let j = 0; j < subPaths.length; j++) paths.push([issuer, ...subPaths[j]]);
			}
			return paths;
		}
		findIssuer(certificate) {
			let issuers = [];
			let keyIdentifier;
			if (certificate.subject.equals(certificate.issuer)) {
				if (certificate.verify()) return [certificate];
			}
			if (certificate.extAuthorityKeyID) keyIdentifier = certificate.extAuthorityKeyID.keyIdentifier;
			this.localCerts.forEach((possibleIssuer) => {
				if (keyIdentifier) {
					if (possibleIssuer.extSubjectKeyID) {
						if (possibleIssuer.extSubjectKeyID.keyIdentifier.equals(keyIdentifier)) issuers.push(possibleIssuer);
						return;
					}
				}
				if (possibleIssuer.subject.equals(certificate.issuer)) issuers.push(possibleIssuer);
			});
			issuers = issuers.filter((issuer) => {
				try {
					return certificate.verify(issuer);
				} catch (ex) {
					return false;
				}
			});
			return issuers;
		}
		checkPath(path) {
			if (path.length < 1) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "certificate chain must contain at least one certificate"
			});
			if (!path.slice(1).every((cert) => cert.isCA)) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "intermediate certificate is not a CA"
			});
			for (let i = path.length - 2; i >= 0; i--) if (!path[i].issuer.equals(path[i + 1].subject)) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "incorrect certificate name chaining"
			});
			for (let i = 0; i < path.length; i++) {
				const cert = path[i];
				if (cert.extBasicConstraints?.isCA) {
					const pathLength = cert.extBasicConstraints.pathLenConstraint;
					if (pathLength !== void 0 && pathLength < i - 1) throw new error_1.VerificationError({
						code: "CERTIFICATE_ERROR",
						message: "path length constraint exceeded"
					});
				}
			}
		}
	};
	exports.CertificateChainVerifier = CertificateChainVerifier;
	function dedupeCertificates(certs) {
		for (let i = 0; i < certs.length; i++) for (let j = i + 1; j < certs.length; j++) if (certs[i].equals(certs[j])) {
			certs.splice(j, 1);
			j--;
		}
		return certs;
	}
}));
// node_modules/@sigstore/verify/dist/key/sct.js
var require_sct = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifySCTs = verifySCTs;
	const core_1 = require_dist$2();
	const error_1 = require_error();
	const trust_1 = require_trust();
	function verifySCTs(cert, issuer, ctlogs) {
		let extSCT;
		const clone = cert.clone();
		for (let i = 0; i < clone.extensions.length; i++) {
			const ext = clone.extensions[i];
			if (ext.subs[0].toOID() === core_1.EXTENSION_OID_SCT) {
				extSCT = new core_1.X509SCTExtension(ext);
				clone.extensions.splice(i, 1);
				break;
			}
		}
		if (!extSCT) return [];
		if (extSCT.signedCertificateTimestamps.length === 0) return [];
		const preCert = new core_1.ByteStream();
		const issuerId = core_1.crypto.digest("sha256", issuer.publicKey);
		preCert.appendView(issuerId);
		const tbs = clone.tbsCertificate.toDER();
		preCert.appendUint24(tbs.length);
		preCert.appendView(tbs);
		return extSCT.signedCertificateTimestamps.map((sct) => {
			if (!(0, trust_1.filterTLogAuthorities)(ctlogs, {
				logID: sct.logID,
				targetDate: sct.datetime
			}).some((log) => sct.verify(preCert.buffer, log.publicKey))) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "SCT verification failed"
			});
			return sct.logID;
		});
	}
}));
// node_modules/@sigstore/verify/dist/key/index.js
var require_key = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyPublicKey = verifyPublicKey;
	exports.verifyCertificate = verifyCertificate;
	const core_1 = require_dist$2();
	const error_1 = require_error();
	const certificate_1 = require_certificate();
	const sct_1 = require_sct();
	const OID_FULCIO_ISSUER_V1 = "1.3.6.1.4.1.57264.1.1";
	const OID_FULCIO_ISSUER_V2 = "1.3.6.1.4.1.57264.1.8";
	function verifyPublicKey(hint, timestamps, trustMaterial) {
		const key = trustMaterial.publicKey(hint);
		timestamps.forEach((timestamp) => {
			if (!key.validFor(timestamp)) throw new error_1.VerificationError({
				code: "PUBLIC_KEY_ERROR",
				message: `Public key is not valid for timestamp: ${timestamp.toISOString()}`
			});
		});
		return { key: key.publicKey };
	}
	function verifyCertificate(leaf, timestamps, trustMaterial) {
		let path = [];
		timestamps.forEach((timestamp) => {
			path = (0, certificate_1.verifyCertificateChain)(timestamp, leaf, trustMaterial.certificateAuthorities);
		});
		return {
			scts: (0, sct_1.verifySCTs)(path[0], path[1], trustMaterial.ctlogs),
			signer: getSigner(path[0])
		};
	}
	function getSigner(cert) {
		let issuer;
		const issuerExtension = cert.extension(OID_FULCIO_ISSUER_V2);
		if (issuerExtension) issuer = issuerExtension.valueObj.subs?.[0]?.value.toString("ascii");
		else issuer = cert.extension(OID_FULCIO_ISSUER_V1)?.value.toString("ascii");
		const oids = cert.extensions.map((ext) => {
			return {
				oid: { id: ext.subs[0].toOID().split(".").map(Number) },
				value: ext.subs[ext.subs.length - 1].value
			};
		});
		const identity = {
			extensions: { issuer },
			subjectAlternativeName: cert.subjectAltName,
			oids
		};
		return {
			key: core_1.crypto.createPublicKey(cert.publicKey),
			identity
		};
	}
}));
// node_modules/@sigstore/verify/dist/policy.js
var require_policy = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifySubjectAlternativeName = verifySubjectAlternativeName;
	exports.verifyExtensions = verifyExtensions;
	exports.verifyOIDs = verifyOIDs;
	const error_1 = require_error();
	function verifySubjectAlternativeName(policyIdentity, signerIdentity) {
		if (signerIdentity === void 0 || !signerIdentity.match(policyIdentity)) throw new error_1.PolicyError({
			code: "UNTRUSTED_SIGNER_ERROR",
			message: `certificate identity error - expected ${policyIdentity}, got ${signerIdentity}`
		});
	}
	function verifyExtensions(policyExtensions, signerExtensions = {}) {
		let key;
		for (key in policyExtensions) if (signerExtensions[key] !== policyExtensions[key]) throw new error_1.PolicyError({
			code: "UNTRUSTED_SIGNER_ERROR",
			message: `invalid certificate extension - expected ${key}=${policyExtensions[key]}, got ${key}=${signerExtensions[key]}`
		});
	}
	function verifyOIDs(policyOIDs, signerOIDs = []) {
		for (const policyOID of policyOIDs) if (!signerOIDs.find((signerOID) => oidEquals(policyOID.oid?.id, signerOID.oid?.id) && policyOID.value.equals(signerOID.value))) {
			const oid = policyOID.oid?.id.join(".") ?? "<unknown>";
			throw new error_1.PolicyError({
				code: "UNTRUSTED_SIGNER_ERROR",
				message: `invalid certificate extension - missing OID ${oid}`
			});
		}
	}
	function oidEquals(a, b) {
		if (a === void 0 || b === void 0) return false;
		return a.length === b.length && a.every((v, i) => v === b[i]);
	}
}));
// node_modules/@sigstore/verify/dist/timestamp/tsa.js
var require_tsa = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyRFC3161Timestamp = verifyRFC3161Timestamp;
	const core_1 = require_dist$2();
	const error_1 = require_error();
	const certificate_1 = require_certificate();
	const trust_1 = require_trust();
	function verifyRFC3161Timestamp(timestamp, data, timestampAuthorities) {
		const signingTime = timestamp.signingTime;
		timestampAuthorities = (0, trust_1.filterCertAuthorities)(timestampAuthorities, signingTime);
		timestampAuthorities = filterCAsBySerialAndIssuer(timestampAuthorities, {
			serialNumber: timestamp.signerSerialNumber,
			issuer: timestamp.signerIssuer
		});
		if (!timestampAuthorities.some((ca) => {
			try {
				verifyTimestampForCA(timestamp, data, ca);
				return true;
			} catch (e) {
				return false;
			}
		})) throw new error_1.VerificationError({
			code: "TIMESTAMP_ERROR",
			message: "timestamp could not be verified"
		});
	}
	function verifyTimestampForCA(timestamp, data, ca) {
		const [leaf, ...cas] = ca.certChain;
		const signingKey = core_1.crypto.createPublicKey(leaf.publicKey);
		const signingTime = timestamp.signingTime;
		try {
			new certificate_1.CertificateChainVerifier({
				untrustedCert: leaf,
				trustedCerts: cas,
				timestamp: signingTime
			}).verify();
		} catch (e) {
			throw new error_1.VerificationError({
				code: "TIMESTAMP_ERROR",
				message: "invalid certificate chain"
			});
		}
		timestamp.verify(data, signingKey);
	}
	function filterCAsBySerialAndIssuer(timestampAuthorities, criteria) {
		return timestampAuthorities.filter((ca) => ca.certChain.length > 0 && core_1.crypto.bufferEqual(ca.certChain[0].serialNumber, criteria.serialNumber) && core_1.crypto.bufferEqual(ca.certChain[0].issuer, criteria.issuer));
	}
}));
// node_modules/@sigstore/verify/dist/timestamp/index.js
var require_timestamp$1 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.getTSATimestamp = getTSATimestamp;
	exports.getTLogTimestamp = getTLogTimestamp;
	const tsa_1 = require_tsa();
	function getTSATimestamp(timestamp, data, timestampAuthorities) {
		(0, tsa_1.verifyRFC3161Timestamp)(timestamp, data, timestampAuthorities);
		return {
			type: "timestamp-authority",
			logID: timestamp.signerSerialNumber,
			timestamp: timestamp.signingTime
		};
	}
	function getTLogTimestamp(entry) {
		if (!entry.inclusionPromise) return;
		return {
			type: "transparency-log",
			logID: entry.logId.keyId,
			timestamp: new Date(Number(entry.integratedTime) * 1e3)
		};
	}
}));
// node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/verifier.js
var require_verifier$1 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Signature = exports.Verifier = exports.PublicKey = void 0;
	const sigstore_common_1 = require_sigstore_common();
	exports.PublicKey = {
		fromJSON(object) {
			return { rawBytes: isSet(object.rawBytes) ? Buffer.from(bytesFromBase64(object.rawBytes)) : Buffer.alloc(0) };
		},
		toJSON(message) {
			const obj = {};
			if (message.rawBytes.length !== 0) obj.rawBytes = base64FromBytes(message.rawBytes);
			return obj;
		}
	};
	exports.Verifier = {
		fromJSON(object) {
			return {
				verifier: isSet(object.publicKey) ? {
					$case: "publicKey",
					publicKey: exports.PublicKey.fromJSON(object.publicKey)
				} : isSet(object.x509Certificate) ? {
					$case: "x509Certificate",
					x509Certificate: sigstore_common_1.X509Certificate.fromJSON(object.x509Certificate)
				} : void 0,
				keyDetails: isSet(object.keyDetails) ? (0, sigstore_common_1.publicKeyDetailsFromJSON)(object.keyDetails) : 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.verifier?.$case === "publicKey") obj.publicKey = exports.PublicKey.toJSON(message.verifier.publicKey);
			else if (message.verifier?.$case === "x509Certificate") obj.x509Certificate = sigstore_common_1.X509Certificate.toJSON(message.verifier.x509Certificate);
			if (message.keyDetails !== 0) obj.keyDetails = (0, sigstore_common_1.publicKeyDetailsToJSON)(message.keyDetails);
			return obj;
		}
	};
	exports.Signature = {
		fromJSON(object) {
			return {
				content: isSet(object.content) ? Buffer.from(bytesFromBase64(object.content)) : Buffer.alloc(0),
				verifier: isSet(object.verifier) ? exports.Verifier.fromJSON(object.verifier) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.content.length !== 0) obj.content = base64FromBytes(message.content);
			if (message.verifier !== void 0) obj.verifier = exports.Verifier.toJSON(message.verifier);
			return obj;
		}
	};
	function bytesFromBase64(b64) {
		return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
	}
	function base64FromBytes(arr) {
		return globalThis.Buffer.from(arr).toString("base64");
	}
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));
// node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/dsse.js
var require_dsse$1 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.DSSELogEntryV002 = exports.DSSERequestV002 = void 0;
	const envelope_1 = require_envelope();
	const sigstore_common_1 = require_sigstore_common();
	const verifier_1 = require_verifier$1();
	exports.DSSERequestV002 = {
		fromJSON(object) {
			return {
				envelope: isSet(object.envelope) ? envelope_1.Envelope.fromJSON(object.envelope) : void 0,
				verifiers: globalThis.Array.isArray(object?.verifiers) ? object.verifiers.map((e) => verifier_1.Verifier.fromJSON(e)) : []
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.envelope !== void 0) obj.envelope = envelope_1.Envelope.toJSON(message.envelope);
			if (message.verifiers?.length) obj.verifiers = message.verifiers.map((e) => verifier_1.Verifier.toJSON(e));
			return obj;
		}
	};
	exports.DSSELogEntryV002 = {
		fromJSON(object) {
			return {
				payloadHash: isSet(object.payloadHash) ? sigstore_common_1.HashOutput.fromJSON(object.payloadHash) : void 0,
				signatures: globalThis.Array.isArray(object?.signatures) ? object.signatures.map((e) => verifier_1.Signature.fromJSON(e)) : []
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.payloadHash !== void 0) obj.payloadHash = sigstore_common_1.HashOutput.toJSON(message.payloadHash);
			if (message.signatures?.length) obj.signatures = message.signatures.map((e) => verifier_1.Signature.toJSON(e));
			return obj;
		}
	};
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));
// node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/hashedrekord.js
var require_hashedrekord$1 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.HashedRekordLogEntryV002 = exports.HashedRekordRequestV002 = void 0;
	const sigstore_common_1 = require_sigstore_common();
	const verifier_1 = require_verifier$1();
	exports.HashedRekordRequestV002 = {
		fromJSON(object) {
			return {
				digest: isSet(object.digest) ? Buffer.from(bytesFromBase64(object.digest)) : Buffer.alloc(0),
				signature: isSet(object.signature) ? verifier_1.Signature.fromJSON(object.signature) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.digest.length !== 0) obj.digest = base64FromBytes(message.digest);
			if (message.signature !== void 0) obj.signature = verifier_1.Signature.toJSON(message.signature);
			return obj;
		}
	};
	exports.HashedRekordLogEntryV002 = {
		fromJSON(object) {
			return {
				data: isSet(object.data) ? sigstore_common_1.HashOutput.fromJSON(object.data) : void 0,
				signature: isSet(object.signature) ? verifier_1.Signature.fromJSON(object.signature) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.data !== void 0) obj.data = sigstore_common_1.HashOutput.toJSON(message.data);
			if (message.signature !== void 0) obj.signature = verifier_1.Signature.toJSON(message.signature);
			return obj;
		}
	};
	function bytesFromBase64(b64) {
		return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
	}
	function base64FromBytes(arr) {
		return globalThis.Buffer.from(arr).toString("base64");
	}
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));
// node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/entry.js
var require_entry = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.CreateEntryRequest = exports.Spec = exports.Entry = void 0;
	const dsse_1 = require_dsse$1();
	const hashedrekord_1 = require_hashedrekord$1();
	exports.Entry = {
		fromJSON(object) {
			return {
				kind: isSet(object.kind) ? globalThis.String(object.kind) : "",
				apiVersion: isSet(object.apiVersion) ? globalThis.String(object.apiVersion) : "",
				spec: isSet(object.spec) ? exports.Spec.fromJSON(object.spec) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.kind !== "") obj.kind = message.kind;
			if (message.apiVersion !== "") obj.apiVersion = message.apiVersion;
			if (message.spec !== void 0) obj.spec = exports.Spec.toJSON(message.spec);
			return obj;
		}
	};
	exports.Spec = {
		fromJSON(object) {
			return { spec: isSet(object.hashedRekordV002) ? {
				$case: "hashedRekordV002",
				hashedRekordV002: hashedrekord_1.HashedRekordLogEntryV002.fromJSON(object.hashedRekordV002)
			} : isSet(object.dsseV002) ? {
				$case: "dsseV002",
				dsseV002: dsse_1.DSSELogEntryV002.fromJSON(object.dsseV002)
			} : void 0 };
		},
		toJSON(message) {
			const obj = {};
			if (message.spec?.$case === "hashedRekordV002") obj.hashedRekordV002 = hashedrekord_1.HashedRekordLogEntryV002.toJSON(message.spec.hashedRekordV002);
			else if (message.spec?.$case === "dsseV002") obj.dsseV002 = dsse_1.DSSELogEntryV002.toJSON(message.spec.dsseV002);
			return obj;
		}
	};
	exports.CreateEntryRequest = {
		fromJSON(object) {
			return { spec: isSet(object.hashedRekordRequestV002) ? {
				$case: "hashedRekordRequestV002",
				hashedRekordRequestV002: hashedrekord_1.HashedRekordRequestV002.fromJSON(object.hashedRekordRequestV002)
			} : isSet(object.dsseRequestV002) ? {
				$case: "dsseRequestV002",
				dsseRequestV002: dsse_1.DSSERequestV002.fromJSON(object.dsseRequestV002)
			} : void 0 };
		},
		toJSON(message) {
			const obj = {};
			if (message.spec?.$case === "hashedRekordRequestV002") obj.hashedRekordRequestV002 = hashedrekord_1.HashedRekordRequestV002.toJSON(message.spec.hashedRekordRequestV002);
			else if (message.spec?.$case === "dsseRequestV002") obj.dsseRequestV002 = dsse_1.DSSERequestV002.toJSON(message.spec.dsseRequestV002);
			return obj;
		}
	};
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));
// node_modules/@sigstore/protobuf-specs/dist/rekor/v2/index.js
var require_v2 = __commonJSMin(((exports, module, this$1) => {
	var __createBinding = this$1 && this$1.__createBinding || (Object.create ? (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		var desc = Object.getOwnPropertyDescriptor(m, k);
		if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) desc = {
			enumerable: true,
			get: function() {
				return m[k];
			}
		};
		Object.defineProperty(o, k2, desc);
	}) : (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		o[k2] = m[k];
	}));
	var __exportStar = this$1 && this$1.__exportStar || function(m, exports) {
		for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);
	};
	Object.defineProperty(exports, "__esModule", { value: true });
	__exportStar(require_dsse$1(), exports);
	__exportStar(require_entry(), exports);
	__exportStar(require_hashedrekord$1(), exports);
	__exportStar(require_verifier$1(), exports);
}));
// node_modules/@sigstore/verify/dist/tlog/dsse.js
var require_dsse = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.DSSE_API_VERSION_V1 = void 0;
	exports.verifyDSSETLogBody = verifyDSSETLogBody;
	exports.verifyDSSETLogBodyV2 = verifyDSSETLogBodyV2;
	const error_1 = require_error();
	exports.DSSE_API_VERSION_V1 = "0.0.1";
	function verifyDSSETLogBody(tlogEntry, content) {
		switch (tlogEntry.apiVersion) {
			case exports.DSSE_API_VERSION_V1: return verifyDSSE001TLogBody(tlogEntry, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported dsse version: ${tlogEntry.apiVersion}`
			});
		}
	}
	function verifyDSSETLogBodyV2(tlogEntry, content) {
		const spec = tlogEntry.spec?.spec;
		if (!spec) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: `missing dsse spec`
		});
		switch (spec.$case) {
			case "dsseV002": return verifyDSSE002TLogBody(spec.dsseV002, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported version: ${spec.$case}`
			});
		}
	}
	function verifyDSSE001TLogBody(tlogEntry, content) {
		if (tlogEntry.spec.signatures?.length !== 1) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature count mismatch"
		});
		const tlogSig = tlogEntry.spec.signatures[0].signature;
		if (!content.compareSignature(Buffer.from(tlogSig, "base64"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "tlog entry signature mismatch"
		});
		const tlogHash = tlogEntry.spec.payloadHash?.value || "";
		if (!content.compareDigest(Buffer.from(tlogHash, "hex"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "DSSE payload hash mismatch"
		});
	}
	function verifyDSSE002TLogBody(spec, content) {
		if (spec.signatures?.length !== 1) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature count mismatch"
		});
		const tlogSig = spec.signatures[0].content;
		if (!content.compareSignature(tlogSig)) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "tlog entry signature mismatch"
		});
		const tlogHash = spec.payloadHash?.digest || Buffer.from("");
		if (!content.compareDigest(tlogHash)) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "DSSE payload hash mismatch"
		});
	}
}));
// node_modules/@sigstore/verify/dist/tlog/hashedrekord.js
var require_hashedrekord = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.HASHEDREKORD_API_VERSION_V1 = void 0;
	exports.verifyHashedRekordTLogBody = verifyHashedRekordTLogBody;
	exports.verifyHashedRekordTLogBodyV2 = verifyHashedRekordTLogBodyV2;
	const error_1 = require_error();
	exports.HASHEDREKORD_API_VERSION_V1 = "0.0.1";
	function verifyHashedRekordTLogBody(tlogEntry, content) {
		switch (tlogEntry.apiVersion) {
			case exports.HASHEDREKORD_API_VERSION_V1: return verifyHashedrekord001TLogBody(tlogEntry, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported hashedrekord version: ${tlogEntry.apiVersion}`
			});
		}
	}
	function verifyHashedRekordTLogBodyV2(tlogEntry, content) {
		const spec = tlogEntry.spec?.spec;
		if (!spec) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: `missing dsse spec`
		});
		switch (spec.$case) {
			case "hashedRekordV002": return verifyHashedrekord002TLogBody(spec.hashedRekordV002, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported version: ${spec.$case}`
			});
		}
	}
	function verifyHashedrekord001TLogBody(tlogEntry, content) {
		const tlogSig = tlogEntry.spec.signature.content || "";
		if (!content.compareSignature(Buffer.from(tlogSig, "base64"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature mismatch"
		});
		const tlogDigest = tlogEntry.spec.data.hash?.value || "";
		if (!content.compareSignedDigest(Buffer.from(tlogDigest, "hex"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "digest mismatch"
		});
	}
	function verifyHashedrekord002TLogBody(spec, content) {
		const tlogSig = spec.signature?.content || Buffer.from("");
		if (!content.compareSignature(tlogSig)) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature mismatch"
		});
		const tlogHash = spec.data?.digest || Buffer.from("");
		if (!content.compareSignedDigest(tlogHash)) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "digest mismatch"
		});
	}
}));
// node_modules/@sigstore/verify/dist/tlog/intoto.js
var require_intoto = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyIntotoTLogBody = verifyIntotoTLogBody;
	const error_1 = require_error();
	function verifyIntotoTLogBody(tlogEntry, content) {
		switch (tlogEntry.apiVersion) {
			case "0.0.2": return verifyIntoto002TLogBody(tlogEntry, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported intoto version: ${tlogEntry.apiVersion}`
			});
		}
	}
	function verifyIntoto002TLogBody(tlogEntry, content) {
		if (tlogEntry.spec.content.envelope.signatures?.length !== 1) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature count mismatch"
		});
		const tlogSig = base64Decode(tlogEntry.spec.content.envelope.signatures[0].sig);
		if (!content.compareSignature(Buffer.from(tlogSig, "base64"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "tlog entry signature mismatch"
		});
		const tlogHash = tlogEntry.spec.content.payloadHash?.value || "";
		if (!content.compareDigest(Buffer.from(tlogHash, "hex"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "DSSE payload hash mismatch"
		});
	}
	function base64Decode(str) {
		return Buffer.from(str, "base64").toString("utf-8");
	}
}));
// node_modules/@sigstore/verify/dist/tlog/checkpoint.js
var require_checkpoint = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.LogCheckpoint = void 0;
	exports.verifyCheckpoint = verifyCheckpoint;
	const core_1 = require_dist$2();
	const error_1 = require_error();
	const CHECKPOINT_SEPARATOR = "\n\n";
	const SIGNATURE_REGEX = /\u2014 (\S+) (\S+)\n/g;
	function verifyCheckpoint(entry, tlogs) {
		const inclusionProof = entry.inclusionProof;
		const signedNote = SignedNote.fromString(inclusionProof.checkpoint.envelope);
		const checkpoint = LogCheckpoint.fromString(signedNote.note);
		if (!verifySignedNote(signedNote, tlogs)) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROOF_ERROR",
			message: "invalid checkpoint signature"
		});
		return checkpoint;
	}
	function verifySignedNote(signedNote, tlogs) {
		const data = Buffer.from(signedNote.note, "utf-8");
		return signedNote.signatures.some((signature) => {
			const tlog = tlogs.find((tlog) => core_1.crypto.bufferEqual(tlog.logID.subarray(0, 4), signature.keyHint) && tlog.baseURL.includes(signature.name));
			if (!tlog) return false;
			return core_1.crypto.verify(data, tlog.publicKey, signature.signature);
		});
	}
	var SignedNote = class SignedNote {
		note;
		signatures;
		constructor(note, signatures) {
			this.note = note;
			this.signatures = signatures;
		}
		static fromString(envelope) {
			if (!envelope.includes(CHECKPOINT_SEPARATOR)) throw new error_1.VerificationError({
				code: "TLOG_INCLUSION_PROOF_ERROR",
				message: "missing checkpoint separator"
			});
			const split = envelope.indexOf(CHECKPOINT_SEPARATOR);
			const header = envelope.slice(0, split + 1);
			const matches = envelope.slice(split + 2).matchAll(SIGNATURE_REGEX);
			const signatures = Array.from(matches, (match) => {
				const [, name, signature] = match;
				const sigBytes = Buffer.from(signature, "base64");
				if (sigBytes.length < 5) throw new error_1.VerificationError({
					code: "TLOG_INCLUSION_PROOF_ERROR",
					message: "malformed checkpoint signature"
				});
				return {
					name,
					keyHint: sigBytes.subarray(0, 4),
					signature: sigBytes.subarray(4)
				};
			});
			if (signatures.length === 0) throw new error_1.VerificationError({
				code: "TLOG_INCLUSION_PROOF_ERROR",
				message: "no signatures found in checkpoint"
			});
			return new SignedNote(header, signatures);
		}
	};
	var LogCheckpoint = class LogCheckpoint {
		origin;
		logSize;
		logHash;
		rest;
		constructor(origin, logSize, logHash, rest) {
			this.origin = origin;
			this.logSize = logSize;
			this.logHash = logHash;
			this.rest = rest;
		}
		static fromString(note) {
			const lines = note.trimEnd().split("\n");
			if (lines.length < 3) throw new error_1.VerificationError({
				code: "TLOG_INCLUSION_PROOF_ERROR",
				message: "too few lines in checkpoint header"
			});
			const origin = lines[0];
			let logSize;
			try {
				logSize = BigInt(lines[1]);
			} catch {
				throw new error_1.VerificationError({
					code: "TLOG_INCLUSION_PROOF_ERROR",
					message: "invalid checkpoint log size"
				});
			}
			const rootHash = Buffer.from(lines[2], "base64");
			const rest = lines.slice(3);
			return new LogCheckpoint(origin, logSize, rootHash, rest);
		}
	};
	exports.LogCheckpoint = LogCheckpoint;
}));
// node_modules/@sigstore/verify/dist/tlog/merkle.js
var require_merkle = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyMerkleInclusion = verifyMerkleInclusion;
	const core_1 = require_dist$2();
	const error_1 = require_error();
	const RFC6962_LEAF_HASH_PREFIX = Buffer.from([0]);
	const RFC6962_NODE_HASH_PREFIX = Buffer.from([1]);
	function verifyMerkleInclusion(entry, checkpoint) {
		const inclusionProof = entry.inclusionProof;
		let logIndex;
		try {
			logIndex = BigInt(inclusionProof.logIndex);
		} catch {
			throw new error_1.VerificationError({
				code: "TLOG_INCLUSION_PROOF_ERROR",
				message: "invalid inclusion proof log index"
			});
		}
		const treeSize = BigInt(checkpoint.logSize);
		if (logIndex < 0n || logIndex >= treeSize) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROOF_ERROR",
			message: `invalid index: ${logIndex}`
		});
		const { inner, border } = decompInclProof(logIndex, treeSize);
		if (inclusionProof.hashes.length !== inner + border) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROOF_ERROR",
			message: "invalid hash count"
		});
		const innerHashes = inclusionProof.hashes.slice(0, inner);
		const borderHashes = inclusionProof.hashes.slice(inner);
		const calculatedHash = chainBorderRight(chainInner(hashLeaf(entry.canonicalizedBody), innerHashes, logIndex), borderHashes);
		if (!core_1.crypto.bufferEqual(calculatedHash, checkpoint.logHash)) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROOF_ERROR",
			message: "calculated root hash does not match inclusion proof"
		});
	}
	function decompInclProof(index, size) {
		const inner = innerProofSize(index, size);
		return {
			inner,
			border: onesCount(index >> BigInt(inner))
		};
	}
	function chainInner(seed, hashes, index) {
		return hashes.reduce((acc, h, i) => {
			if (index >> BigInt(i) & BigInt(1)) return hashChildren(h, acc);
			else return hashChildren(acc, h);
		}, seed);
	}
	function chainBorderRight(seed, hashes) {
		return hashes.reduce((acc, h) => hashChildren(h, acc), seed);
	}
	function innerProofSize(index, size) {
		return bitLength(index ^ size - BigInt(1));
	}
	function onesCount(num) {
		return num.toString(2).split("1").length - 1;
	}
	function bitLength(n) {
		if (n === 0n) return 0;
		return n.toString(2).length;
	}
	function hashChildren(left, right) {
		return core_1.crypto.digest("sha256", RFC6962_NODE_HASH_PREFIX, left, right);
	}
	function hashLeaf(leaf) {
		return core_1.crypto.digest("sha256", RFC6962_LEAF_HASH_PREFIX, leaf);
	}
}));
// node_modules/@sigstore/verify/dist/tlog/set.js
var require_set$1 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyTLogSET = verifyTLogSET;
	const core_1 = require_dist$2();
	const error_1 = require_error();
	const trust_1 = require_trust();
	function verifyTLogSET(entry, tlogs) {
		if (!(0, trust_1.filterTLogAuthorities)(tlogs, {
			logID: entry.logId.keyId,
			targetDate: new Date(Number(entry.integratedTime) * 1e3)
		}).some((tlog) => {
			const payload = toVerificationPayload(entry);
			const data = Buffer.from(core_1.json.canonicalize(payload), "utf8");
			const signature = entry.inclusionPromise.signedEntryTimestamp;
			return core_1.crypto.verify(data, tlog.publicKey, signature);
		})) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROMISE_ERROR",
			message: "inclusion promise could not be verified"
		});
	}
	function toVerificationPayload(entry) {
		const { integratedTime, logIndex, logId, canonicalizedBody } = entry;
		return {
			body: canonicalizedBody.toString("base64"),
			integratedTime: Number(integratedTime),
			logIndex: Number(logIndex),
			logID: logId.keyId.toString("hex")
		};
	}
}));
// node_modules/@sigstore/verify/dist/tlog/index.js
var require_tlog = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyTLogBody = verifyTLogBody;
	exports.verifyTLogInclusion = verifyTLogInclusion;
	const v2_1 = require_v2();
	const error_1 = require_error();
	const dsse_1 = require_dsse();
	const hashedrekord_1 = require_hashedrekord();
	const intoto_1 = require_intoto();
	const checkpoint_1 = require_checkpoint();
	const merkle_1 = require_merkle();
	const set_1 = require_set$1();
	function verifyTLogBody(entry, sigContent) {
		const { kind, version } = entry.kindVersion;
		let body;
		try {
			body = JSON.parse(entry.canonicalizedBody.toString("utf8"));
		} catch {
			throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: "invalid canonicalized body"
			});
		}
		if (kind !== body.kind || version !== body.apiVersion) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: `kind/version mismatch - expected: ${kind}/${version}, received: ${body.kind}/${body.apiVersion}`
		});
		switch (kind) {
			case "dsse": if (version == dsse_1.DSSE_API_VERSION_V1) return (0, dsse_1.verifyDSSETLogBody)(body, sigContent);
			else {
				const entryRekorV2 = v2_1.Entry.fromJSON(body);
				return (0, dsse_1.verifyDSSETLogBodyV2)(entryRekorV2, sigContent);
			}
			case "intoto": return (0, intoto_1.verifyIntotoTLogBody)(body, sigContent);
			case "hashedrekord": if (version == hashedrekord_1.HASHEDREKORD_API_VERSION_V1) return (0, hashedrekord_1.verifyHashedRekordTLogBody)(body, sigContent);
			else {
				const entryRekorV2 = v2_1.Entry.fromJSON(body);
				return (0, hashedrekord_1.verifyHashedRekordTLogBodyV2)(entryRekorV2, sigContent);
			}
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported kind: ${kind}`
			});
		}
	}
	function verifyTLogInclusion(entry, tlogAuthorities) {
		let inclusionVerified = false;
		if (isTLogEntryWithInclusionPromise(entry)) {
			(0, set_1.verifyTLogSET)(entry, tlogAuthorities);
			inclusionVerified = true;
		}
		if (isTLogEntryWithInclusionProof(entry)) {
			const matchingAuthorities = tlogAuthorities.filter((tlog) => tlog.logID.equals(entry.logId.keyId));
			const checkpoint = (0, checkpoint_1.verifyCheckpoint)(entry, matchingAuthorities);
			(0, merkle_1.verifyMerkleInclusion)(entry, checkpoint);
			inclusionVerified = true;
		}
		if (!inclusionVerified) throw new error_1.VerificationError({
			code: "TLOG_MISSING_INCLUSION_ERROR",
			message: "inclusion could not be verified"
		});
	}
	function isTLogEntryWithInclusionPromise(entry) {
		return entry.inclusionPromise !== void 0;
	}
	function isTLogEntryWithInclusionProof(entry) {
		return entry.inclusionProof !== void 0;
	}
}));
// node_modules/@sigstore/verify/dist/verifier.js
var require_verifier = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Verifier = void 0;
	const util_1 = __require("util");
	const error_1 = require_error();
	const key_1 = require_key();
	const policy_1 = require_policy();
	const timestamp_1 = require_timestamp$1();
	const tlog_1 = require_tlog();
	var Verifier = class {
		trustMaterial;
		options;
		constructor(trustMaterial, options = {}) {
			this.trustMaterial = trustMaterial;
			this.options = {
				ctlogThreshold: options.ctlogThreshold ?? 1,
				tlogThreshold: options.tlogThreshold ?? 1,
				timestampThreshold: options.timestampThreshold ?? options.tsaThreshold ?? 1,
				tsaThreshold: 0
			};
		}
		verify(entity, policy) {
			const timestamps = this.verifyTimestamps(entity);
			const signer = this.verifySigningKey(entity, timestamps);
			this.verifyTLogs(entity);
			this.verifySignature(entity, signer);
			if (policy) this.verifyPolicy(policy, signer.identity || {});
			return signer;
		}
		verifyTimestamps(entity) {
			const timestamps = [];
			for (const timestamp of entity.timestamps) switch (timestamp.$case) {
				case "timestamp-authority":
					timestamps.push((0, timestamp_1.getTSATimestamp)(timestamp.timestamp, entity.signature.signature, this.trustMaterial.timestampAuthorities));
					break;
				case "transparency-log": {
					const result = (0, timestamp_1.getTLogTimestamp)(timestamp.tlogEntry);
					if (result) timestamps.push(result);
					break;
				}
			}
			if (containsDupes(timestamps)) throw new error_1.VerificationError({
				code: "TIMESTAMP_ERROR",
				message: "duplicate timestamp"
			});
			if (timestamps.length < this.options.timestampThreshold) throw new error_1.VerificationError({
				code: "TIMESTAMP_ERROR",
				message: `expected ${this.options.timestampThreshold} timestamps, got ${timestamps.length}`
			});
			return timestamps.map((t) => t.timestamp);
		}
		verifySigningKey({ key }, timestamps) {
			switch (key.$case) {
				case "public-key": return (0, key_1.verifyPublicKey)(key.hint, timestamps, this.trustMaterial);
				case "certificate": {
					const result = (0, key_1.verifyCertificate)(key.certificate, timestamps, this.trustMaterial);
					if (containsDupes(result.scts)) throw new error_1.VerificationError({
						code: "CERTIFICATE_ERROR",
						message: "duplicate SCT"
					});
					if (result.scts.length < this.options.ctlogThreshold) throw new error_1.VerificationError({
						code: "CERTIFICATE_ERROR",
						message: `expected ${this.options.ctlogThreshold} SCTs, got ${result.scts.length}`
					});
					return result.signer;
				}
			}
		}
		verifyTLogs({ signature: content, tlogEntries }) {
			const entryIDs = [];
			tlogEntries.forEach((entry) => {
				(0, tlog_1.verifyTLogInclusion)(entry, this.trustMaterial.tlogs);
				(0, tlog_1.verifyTLogBody)(entry, content);
				entryIDs.push({
					logID: entry.logId.keyId,
					body: entry.canonicalizedBody
				});
			});
			if (containsDupes(entryIDs)) throw new error_1.VerificationError({
				code: "TLOG_ERROR",
				message: "duplicate tlog entry"
			});
			if (entryIDs.length < this.options.tlogThreshold) throw new error_1.VerificationError({
				code: "TLOG_ERROR",
				message: `expected ${this.options.tlogThreshold} tlog entries, got ${entryIDs.length}`
			});
		}
		verifySignature(entity, signer) {
			if (!entity.signature.verifySignature(signer.key)) throw new error_1.VerificationError({
				code: "SIGNATURE_ERROR",
				message: "signature verification failed"
			});
		}
		verifyPolicy(policy, identity) {
			if (policy.subjectAlternativeName) (0, policy_1.verifySubjectAlternativeName)(policy.subjectAlternativeName, identity.subjectAlternativeName);
			if (policy.extensions) (0, policy_1.verifyExtensions)(policy.extensions, identity.extensions);
			if (policy.oids) (0, policy_1.verifyOIDs)(policy.oids, identity.oids);
		}
	};
	exports.Verifier = Verifier;
	function containsDupes(arr) {
		for (let i = 0; i < arr.length; i++) for (let j = i + 1; j < arr.length; j++) if ((0, util_1.isDeepStrictEqual)(arr[i], arr[j])) return true;
		return false;
	}
}));
// node_modules/@sigstore/verify/dist/index.js
var require_dist$1 = __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Verifier = exports.toTrustMaterial = exports.VerificationError = exports.PolicyError = exports.toSignedEntity = void 0;
	var bundle_1 = require_bundle();
	Object.defineProperty(exports, "toSignedEntity", {
		enumerable: true,
		get: function() {
			return bundle_1.toSignedEntity;
		}
	});
	var error_1 = require_error();
	Object.defineProperty(exports, "PolicyError", {
		enumerable: true,
		get: function() {
			return error_1.PolicyError;
		}
	});
	Object.defineProperty(exports, "VerificationError", {
		enumerable: true,
		get: function() {
			return error_1.VerificationError;
		}
	});
	var trust_1 = require_trust();
	Object.defineProperty(exports, "toTrustMaterial", {
		enumerable: true,
		get: function() {
			return trust_1.toTrustMaterial;
		}
	});
	var verifier_1 = require_verifier();
	Object.defineProperty(exports, "Verifier", {
		enumerable: true,
		get: function() {
			return verifier_1.Verifier;
		}
	});
}));
// packages/attest/src/certificate-bundle.ts
async function verifyCertificateBundle(parsed, options) {
	const { bundleFromJSON } = await Promise.resolve().then(() => __toESM(require_dist$3(), 1));
	const { toSignedEntity, toTrustMaterial, Verifier, PolicyError } = await Promise.resolve().then(() => __toESM(require_dist$1(), 1));
	const { TrustedRoot } = await Promise.resolve().then(() => __toESM(require_dist$4(), 1));
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
	throw new AttestError("BUNDLE_SIGNATURE_INVALID", `the bundle does not verify: ${failure instanceof Error ? failure.message : "it does not hold"}`, { cause: failure });
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
init_src$1();
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
			algorithm: signer.algorithm
		},
		certificate,
		timestamp: facts.timestamp,
		request: { sha256: createHash("sha256").update(canonicalJson(request)).digest("hex") },
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
async function signStatement(statement, key, signal) {
	const payload = encodeStatement(statement);
	return encodeBundle(await signEnvelope(key, IN_TOTO_PAYLOAD_TYPE, payload, keyFingerprint(key.info.publicKey), signal));
}
const PAGE = 4096;
const TAIL_LIMIT = 4194304;
function overlayPlan(parts, size) {
	const writes = [];
	let at = 0;
	for (const part of parts) {
		if (part.kind === "bytes") {
			if (part.bytes.length > 0) writes.push({
				at,
				bytes: part.bytes
			});
			at += part.bytes.length;
			continue;
		}
		if (part.start !== at && part.start !== part.end) return null;
		if (!(part.start >= 0 && part.start <= part.end && part.end <= size)) return null;
		at += part.end - part.start;
	}
	return {
		writes,
		size: at
	};
}
function inPlacePlan(parts, size) {
	const overlay = overlayPlan(parts, size);
	if (overlay === null || overlay.size < size) return null;
	const inside = [];
	const tail = new Uint8Array(overlay.size - size);
	if (tail.length > 4194304) return null;
	for (const write of overlay.writes) {
		const end = write.at + write.bytes.length;
		if (write.at < size) inside.push({
			at: write.at,
			bytes: write.bytes.subarray(0, size - write.at)
		});
		if (end > size) {
			const from = Math.max(write.at, size);
			tail.set(write.bytes.subarray(from - write.at), from - size);
		}
	}
	const first = inside[0];
	const last = inside.at(-1);
	if (!first || !last) return {
		head: null,
		tail
	};
	const start = first.at;
	const end = last.at + last.bytes.length;
	const onePage = Math.floor(start / PAGE) === Math.floor((end - 1) / PAGE);
	return end - start <= 512 && onePage ? {
		head: {
			start,
			end,
			writes: inside
		},
		tail
	} : null;
}
// packages/files/src/errors.ts
init_src$2();
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
function errnoOf(error) {
	const code = error instanceof Error ? error.code : void 0;
	return typeof code === "string" && /^E[A-Z0-9]+$/.test(code) && !(error instanceof ChanceryError) ? code : null;
}
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
async function onFile(path, work) {
	try {
		return await work();
	} catch (error) {
		throw asFilesError(error, path);
	}
}
// packages/files/src/cancel.ts
init_src$2();
function cancelFlag() {
	return new Int32Array(new SharedArrayBuffer(4));
}
function setCancelled(flag) {
	Atomics.store(flag, 0, 1);
}
function assertGoing(flag) {
	if (Atomics.load(flag, 0) !== 0) throw new CoreError("ABORTED", "reading was stopped");
}
function assertUnaborted(signal) {
	if (signal?.aborted) throw new CoreError("ABORTED", "stopped before the file was written", { cause: signal.reason });
}
// packages/files/src/inflate-stream.ts
init_src$2();
const PIECE = 262144;
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
init_src$2();
const CHUNK$2 = 1048576;
const INFLATE_WHOLE = CHUNK$2;
const BREATH = 5;
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
function release({ buffer }) {
	if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}
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
init_src$2();
function decodeFailure(failure) {
	switch (failure.kind) {
		case "core":
			if (!(failure.code in CORE_ERRORS)) return new Error(failure.message);
			return new CoreError(failure.code, failure.message, { details: failure.details });
		case "system": return Object.assign(new Error(failure.message), { code: failure.errno });
		case "defect": return Object.assign(new Error(failure.message), { stack: failure.stack });
	}
}
// packages/files/src/worker-lane.ts
const YOUNG_MB = 4;
var WorkerLane = class {
	#worker;
	#onEnd;
	#waiting = null;
	#ended = false;
	constructor(onEnd) {
		this.#onEnd = onEnd;
		this.#worker = new Worker(workerFile(), {
			name: "chancery-lane",
			resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
			env: compileCache(),
			execArgv: runsFromSource() ? ["--conditions=@chancery/source"] : []
		});
		this.#worker.unref();
		this.#worker.on("message", (reply) => {
			const waiting = this.#settle();
			if (reply.kind === "digests") waiting?.resolve(reply.digests);
			else waiting?.reject(decodeFailure(reply.failure));
		});
		this.#worker.on("error", (cause) => this.#lose(cause));
		this.#worker.on("exit", () => this.#lose(void 0));
	}
	run(task) {
		return new Promise((resolve, reject) => {
			this.#waiting = {
				resolve,
				reject
			};
			this.#worker.ref();
			this.#worker.postMessage(task);
		});
	}
	async stop() {
		await this.#worker.terminate();
	}
	#settle() {
		const waiting = this.#waiting;
		this.#waiting = null;
		this.#worker.unref();
		return waiting;
	}
	#lose(cause) {
		if (this.#ended) return;
		this.#ended = true;
		this.#onEnd();
		this.#settle()?.reject(new FilesError("LANE_FAILED", "a hashing thread ended before its work did", { cause }));
	}
};
function workerFile() {
	return new URL(`./lane-worker${runsFromSource() ? ".ts" : ".js"}`, import.meta.url);
}
function runsFromSource() {
	return new URL(import.meta.url).pathname.endsWith(".ts");
}
function compileCache() {
	const folder = getCompileCacheDir();
	return folder === void 0 ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}
// packages/files/src/lanes.ts
const MOST_LANES = 4;
let lanes = null;
function defaultLanes() {
	lanes ??= Math.max(2, Math.min(availableParallelism(), MOST_LANES));
	return lanes;
}
const home$1 = { async run({ fd, groups, cancel }) {
	return hashGroups(groups, {
		fd,
		cancel,
		buffer: new Uint8Array(CHUNK$2),
		shared: true
	});
} };
const workers = new Set();
const busy$1 = new Set();
const queue = [];
function runOnLanes(task, limit) {
	return new Promise((resolve, reject) => {
		queue.push({
			task,
			limit,
			resolve,
			reject
		});
		advance();
	});
}
function advance() {
	for (let next = queue[0]; next !== void 0; next = queue[0]) {
		const lane = freeLane(next.limit);
		if (lane === null) return;
		queue.shift();
		const { task, resolve, reject } = next;
		busy$1.add(lane);
		lane.run(task).finally(() => {
			busy$1.delete(lane);
			advance();
		}).then(resolve, reject);
	}
}
function freeLane(limit) {
	if (limit > 1) {
		for (const worker of workers) if (!busy$1.has(worker)) return worker;
	}
	if (!busy$1.has(home$1)) return home$1;
	if (workers.size + 1 >= limit) return null;
	const worker = new WorkerLane(() => workers.delete(worker));
	workers.add(worker);
	return worker;
}
// packages/files/src/digest-plan.ts
init_src$2();
const SHARED_PASS = 33554432;
const BATCH_COST = 16777216;
const INFLATE_COST = 4;
function jobKey(job) {
	return `${job.algorithm}:${partsKey(job.parts)}`;
}
function partsKey(parts) {
	return parts.map(partKey).join();
}
function partKey(part) {
	switch (part.kind) {
		case "range": return `r${part.start}-${part.end}`;
		case "bytes": return part.bytes.length <= 32 ? `b${toHex(part.bytes)}` : `h${createHash("sha256").update(part.bytes).digest("hex")}`;
		case "inflate": return `i${part.start}-${part.end}-${part.size}`;
	}
}
function partCost(part) {
	switch (part.kind) {
		case "range": return part.end - part.start;
		case "bytes": return part.bytes.length;
		case "inflate": return part.end - part.start + INFLATE_COST * part.size;
	}
}
function planDigest(jobs) {
	const groups = new Map();
	for (const [index, job] of jobs.entries()) {
		const cost = job.parts.reduce((sum, part) => sum + partCost(part), 0);
		const key = cost <= SHARED_PASS ? partsKey(job.parts) : String(index);
		const group = groups.get(key);
		if (group) group.jobs.push(index);
		else groups.set(key, {
			parts: job.parts,
			label: job.label ?? null,
			cost,
			jobs: [index]
		});
	}
	const batches = [];
	let open = null;
	for (const group of groups.values()) {
		const cost = group.cost * group.jobs.length;
		if (open === null || open.cost + cost > BATCH_COST) {
			open = {
				groups: [],
				jobs: [],
				cost: 0
			};
			batches.push(open);
		}
		const algorithms = group.jobs.map((index) => jobs[index].algorithm);
		open.groups.push({
			parts: group.parts,
			algorithms,
			label: group.label
		});
		open.jobs.push(...group.jobs);
		open.cost += cost;
	}
	batches.sort((a, b) => b.cost - a.cost);
	const places = new Array(jobs.length);
	for (const [batch, { jobs: indexes }] of batches.entries()) for (const [at, index] of indexes.entries()) places[index] = {
		batch,
		at
	};
	return {
		batches,
		places,
		cost: batches.reduce((sum, batch) => sum + batch.cost, 0)
	};
}
// packages/files/src/source-digests.ts
const INLINE_COST = 8388608;
var SourceDigests = class {
	#fd;
	#lanes;
	#cancel;
	#digests = new Map();
	#running = new Set();
	constructor(fd, lanes, cancel) {
		this.#fd = fd;
		this.#lanes = lanes;
		this.#cancel = cancel;
	}
	digest(jobs) {
		const keys = jobs.map(jobKey);
		const fresh = new Map();
		for (const [i, key] of keys.entries()) if (!this.#digests.has(key) && !fresh.has(key)) fresh.set(key, jobs[i]);
		this.#start(fresh);
		return Promise.all(keys.map((key) => this.#digests.get(key)));
	}
	async settled() {
		await Promise.allSettled(this.#running);
	}
	#start(fresh) {
		const plan = planDigest([...fresh.values()]);
		const inline = plan.cost <= INLINE_COST;
		const batches = plan.batches.map((batch) => {
			const running = inline ? this.#hashHere(batch) : this.#hashOnLane(batch);
			this.#running.add(running);
			const done = () => void this.#running.delete(running);
			running.then(done, done);
			return running;
		});
		for (const [index, key] of [...fresh.keys()].entries()) {
			const { batch, at } = plan.places[index];
			const digest = batches[batch].then((all) => all[at]);
			digest.catch(() => {});
			this.#digests.set(key, digest);
		}
	}
	#hashHere(batch) {
		const buffer = new Uint8Array(Math.min(CHUNK$2, Math.max(1, batch.cost)));
		return hashGroups(batch.groups, {
			fd: this.#fd,
			cancel: this.#cancel,
			buffer,
			shared: true
		});
	}
	#hashOnLane(batch) {
		return runOnLanes({
			fd: this.#fd,
			groups: batch.groups,
			cancel: this.#cancel
		}, this.#lanes);
	}
};
// packages/files/src/file-source.ts
init_src$2();
const SYNC_READ = 65536;
const opened = promisify(open$1);
const closed$1 = promisify(close);
const readAsync = promisify(read);
function openFileSource(path, options = {}) {
	return onFile(path, async () => {
		assertRegular(await stat(path, { bigint: true }), path);
		const fd = await opened(path, "r");
		try {
			const stats = fstatSync(fd, { bigint: true });
			assertRegular(stats, path);
			return new OpenFile(path, fd, stats, options);
		} catch (error) {
			await closed$1(fd);
			throw error;
		}
	});
}
function statOf(path) {
	try {
		return statSync(path, {
			bigint: true,
			throwIfNoEntry: false
		}) ?? null;
	} catch {
		return null;
	}
}
function assertRegular(stats, path) {
	if (stats.isDirectory()) throw new FilesError("PATH_IS_DIRECTORY", `${path}: is a directory`, { details: { path } });
	if (!stats.isFile()) throw new FilesError("NOT_A_FILE", `${path}: is not a regular file`, { details: { path } });
}
var OpenFile = class {
	path;
	name;
	size;
	mode;
	#fd;
	#stats;
	#digests;
	#cancel = cancelFlag();
	#signal;
	#onAbort = () => setCancelled(this.#cancel);
	#reading = new Set();
	#closing = null;
	constructor(path, fd, stats, options) {
		this.path = path;
		this.name = options.name ?? basename(path);
		this.size = Number(stats.size);
		this.mode = Number(stats.mode) & 4095;
		this.#fd = fd;
		this.#stats = stats;
		this.#digests = new SourceDigests(fd, options.lanes ?? defaultLanes(), this.#cancel);
		this.#signal = options.signal;
		this.#signal?.addEventListener("abort", this.#onAbort, { once: true });
		if (this.#signal?.aborted) this.#onAbort();
	}
	async read(start, length) {
		this.#assertInside(start, start + length);
		const bytes = new Uint8Array(length);
		await this.readInto(start, bytes);
		return bytes;
	}
	async readInto(start, into) {
		this.#assertOpen();
		this.#assertInside(start, start + into.length);
		if (into.length <= SYNC_READ) return this.#fill(start, into);
		const reading = this.#fill(start, into);
		this.#reading.add(reading);
		try {
			await reading;
		} finally {
			this.#reading.delete(reading);
		}
	}
	async digest(jobs) {
		this.#assertOpen();
		for (const { parts } of jobs) for (const part of parts) if (part.kind !== "bytes") this.#assertInside(part.start, part.end);
		try {
			const digests = await this.#digests.digest(jobs);
			if (this.#closing === null) this.#assertContent();
			return digests.map((digest) => Uint8Array.from(digest));
		} catch (error) {
			throw this.#named(error);
		}
	}
	async assertUnchanged() {
		this.#assertOpen();
		this.#assertContent();
		const now = statOf(this.path);
		if (now === null || now.dev !== this.#stats.dev || now.ino !== this.#stats.ino) throw this.#changed("was replaced");
	}
	close() {
		this.#closing ??= this.#close();
		return this.#closing;
	}
	[Symbol.asyncDispose]() {
		return this.close();
	}
	async #close() {
		setCancelled(this.#cancel);
		this.#signal?.removeEventListener("abort", this.#onAbort);
		await Promise.allSettled([this.#digests.settled(), ...this.#reading]);
		await closed$1(this.#fd);
	}
	async #fill(start, into) {
		try {
			for (let done = 0; done < into.length;) {
				const left = into.length - done;
				const count = into.length <= SYNC_READ ? readSync(this.#fd, into, done, left, start + done) : (await readAsync(this.#fd, into, done, left, start + done)).bytesRead;
				if (count === 0) throw this.#changed(`ends at ${start + done} now`);
				done += count;
			}
			this.#assertContent();
		} catch (error) {
			throw this.#named(error);
		}
	}
	#assertOpen() {
		if (this.#closing !== null) throw new TypeError(`${this.path}: the source is closed`);
		assertGoing(this.#cancel);
	}
	#assertInside(start, end) {
		if (start >= 0 && start <= end && end <= this.size && Number.isSafeInteger(start) && Number.isSafeInteger(end)) return;
		throw new CoreError("UNEXPECTED_END", `bytes ${start} to ${end}: ${this.path} has ${this.size}`);
	}
	#assertContent() {
		const now = fstatSync(this.#fd, { bigint: true });
		const then = this.#stats;
		if (now.size !== then.size || now.mtimeNs !== then.mtimeNs || now.ctimeNs !== then.ctimeNs) throw this.#changed("changed");
	}
	#changed(how) {
		return new CoreError("FILE_CHANGED", `${this.path}: ${how} since it was opened`, { details: { path: this.path } });
	}
	#named(error) {
		if (error instanceof CoreError && error.code === "FILE_CHANGED" && error.details.path === void 0) return this.#changed("was cut short");
		return asFilesError(error, this.path);
	}
};
// node_modules/picomatch/lib/constants.js
var require_constants = __commonJSMin(((exports, module) => {
	const WIN_SLASH = "\\\\/";
	const WIN_NO_SLASH = `[^${WIN_SLASH}]`;
	const DEFAULT_MAX_EXTGLOB_RECURSION = 0;
	const DOT_LITERAL = "\\.";
	const PLUS_LITERAL = "\\+";
	const QMARK_LITERAL = "\\?";
	const SLASH_LITERAL = "\\/";
	const ONE_CHAR = "(?=.)";
	const QMARK = "[^/]";
	const END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
	const START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
	const DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
	const POSIX_CHARS = {
		DOT_LITERAL,
		PLUS_LITERAL,
		QMARK_LITERAL,
		SLASH_LITERAL,
		ONE_CHAR,
		QMARK,
		END_ANCHOR,
		DOTS_SLASH,
		NO_DOT: `(?!${DOT_LITERAL})`,
		NO_DOTS: `(?!${START_ANCHOR}${DOTS_SLASH})`,
		NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`,
		NO_DOTS_SLASH: `(?!${DOTS_SLASH})`,
		QMARK_NO_DOT: `[^.${SLASH_LITERAL}]`,
		STAR: `${QMARK}*?`,
		START_ANCHOR,
		SEP: "/"
	};
	const WINDOWS_CHARS = {
		...POSIX_CHARS,
		SLASH_LITERAL: `[${WIN_SLASH}]`,
		QMARK: WIN_NO_SLASH,
		STAR: `${WIN_NO_SLASH}*?`,
		DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
		NO_DOT: `(?!${DOT_LITERAL})`,
		NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
		NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
		NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
		QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
		START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
		END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
		SEP: "\\"
	};
	module.exports = {
		DEFAULT_MAX_EXTGLOB_RECURSION,
		MAX_LENGTH: 65536,
		POSIX_REGEX_SOURCE: {
			__proto__: null,
			alnum: "a-zA-Z0-9",
			alpha: "a-zA-Z",
			ascii: "\\x00-\\x7F",
			blank: " \\t",
			cntrl: "\\x00-\\x1F\\x7F",
			digit: "0-9",
			graph: "\\x21-\\x7E",
			lower: "a-z",
			print: "\\x20-\\x7E ",
			punct: "\\-!\"#$%&'()\\*+,./:;<=>?@[\\]^_`{|}~",
			space: " \\t\\r\\n\\v\\f",
			upper: "A-Z",
			word: "A-Za-z0-9_",
			xdigit: "A-Fa-f0-9"
		},
		REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
		REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
		REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
		REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
		REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
		REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,
		REPLACEMENTS: {
			__proto__: null,
			"***": "*",
			"**/**": "**",
			"**/**/**": "**"
		},
		CHAR_0: 48,
		CHAR_9: 57,
		CHAR_UPPERCASE_A: 65,
		CHAR_LOWERCASE_A: 97,
		CHAR_UPPERCASE_Z: 90,
		CHAR_LOWERCASE_Z: 122,
		CHAR_LEFT_PARENTHESES: 40,
		CHAR_RIGHT_PARENTHESES: 41,
		CHAR_ASTERISK: 42,
		CHAR_AMPERSAND: 38,
		CHAR_AT: 64,
		CHAR_BACKWARD_SLASH: 92,
		CHAR_CARRIAGE_RETURN: 13,
		CHAR_CIRCUMFLEX_ACCENT: 94,
		CHAR_COLON: 58,
		CHAR_COMMA: 44,
		CHAR_DOT: 46,
		CHAR_DOUBLE_QUOTE: 34,
		CHAR_EQUAL: 61,
		CHAR_EXCLAMATION_MARK: 33,
		CHAR_FORM_FEED: 12,
		CHAR_FORWARD_SLASH: 47,
		CHAR_GRAVE_ACCENT: 96,
		CHAR_HASH: 35,
		CHAR_HYPHEN_MINUS: 45,
		CHAR_LEFT_ANGLE_BRACKET: 60,
		CHAR_LEFT_CURLY_BRACE: 123,
		CHAR_LEFT_SQUARE_BRACKET: 91,
		CHAR_LINE_FEED: 10,
		CHAR_NO_BREAK_SPACE: 160,
		CHAR_PERCENT: 37,
		CHAR_PLUS: 43,
		CHAR_QUESTION_MARK: 63,
		CHAR_RIGHT_ANGLE_BRACKET: 62,
		CHAR_RIGHT_CURLY_BRACE: 125,
		CHAR_RIGHT_SQUARE_BRACKET: 93,
		CHAR_SEMICOLON: 59,
		CHAR_SINGLE_QUOTE: 39,
		CHAR_SPACE: 32,
		CHAR_TAB: 9,
		CHAR_UNDERSCORE: 95,
		CHAR_VERTICAL_LINE: 124,
		CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279,
		extglobChars(chars) {
			return {
				"!": {
					type: "negate",
					open: "(?:(?!(?:",
					close: `))${chars.STAR})`
				},
				"?": {
					type: "qmark",
					open: "(?:",
					close: ")?"
				},
				"+": {
					type: "plus",
					open: "(?:",
					close: ")+"
				},
				"*": {
					type: "star",
					open: "(?:",
					close: ")*"
				},
				"@": {
					type: "at",
					open: "(?:",
					close: ")"
				}
			};
		},
		globChars(win32) {
			return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
		}
	};
}));
// node_modules/picomatch/lib/utils.js
var require_utils = __commonJSMin(((exports) => {
	const { REGEX_BACKSLASH, REGEX_REMOVE_BACKSLASH, REGEX_SPECIAL_CHARS, REGEX_SPECIAL_CHARS_GLOBAL } = require_constants();
	exports.isObject = (val) => val !== null && typeof val === "object" && !Array.isArray(val);
	exports.hasRegexChars = (str) => REGEX_SPECIAL_CHARS.test(str);
	exports.isRegexChar = (str) => str.length === 1 && exports.hasRegexChars(str);
	exports.escapeRegex = (str) => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, "\\$1");
	exports.toPosixSlashes = (str) => str.replace(REGEX_BACKSLASH, "/");
	exports.isWindows = () => {
		if (typeof navigator !== "undefined" && navigator.platform) {
			const platform = navigator.platform.toLowerCase();
			return platform === "win32" || platform === "windows";
		}
		if (typeof process !== "undefined" && process.platform) return process.platform === "win32";
		return false;
	};
	exports.removeBackslashes = (str) => {
		return str.replace(REGEX_REMOVE_BACKSLASH, (match) => {
			return match === "\\" ? "" : match;
		});
	};
	exports.escapeLast = (input, char, lastIdx) => {
		const idx = input.lastIndexOf(char, lastIdx);
		if (idx === -1) return input;
		if (input[idx - 1] === "\\") return exports.escapeLast(input, char, idx - 1);
		return `${input.slice(0, idx)}\\${input.slice(idx)}`;
	};
	exports.removePrefix = (input, state = {}) => {
		let output = input;
		if (output.startsWith("./")) {
			output = output.slice(2);
			state.prefix = "./";
		}
		return output;
	};
	exports.wrapOutput = (input, state = {}, options = {}) => {
		let output = `${options.contains ? "" : "^"}(?:${input})${options.contains ? "" : "$"}`;
		if (state.negated === true) output = `(?:^(?!${output}).*$)`;
		return output;
	};
	exports.basename = (path, { windows } = {}) => {
		const segs = path.split(windows ? /[\\/]/ : "/");
		const last = segs[segs.length - 1];
		if (last === "") return segs[segs.length - 2];
		return last;
	};
}));
// node_modules/picomatch/lib/scan.js
var require_scan = __commonJSMin(((exports, module) => {
	const utils = require_utils();
	const { CHAR_ASTERISK, CHAR_AT, CHAR_BACKWARD_SLASH, CHAR_COMMA, CHAR_DOT, CHAR_EXCLAMATION_MARK, CHAR_FORWARD_SLASH, CHAR_LEFT_CURLY_BRACE, CHAR_LEFT_PARENTHESES, CHAR_LEFT_SQUARE_BRACKET, CHAR_PLUS, CHAR_QUESTION_MARK, CHAR_RIGHT_CURLY_BRACE, CHAR_RIGHT_PARENTHESES, CHAR_RIGHT_SQUARE_BRACKET } = require_constants();
	const isPathSeparator = (code) => {
		return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
	};
	const depth = (token) => {
		if (token.isPrefix !== true) token.depth = token.isGlobstar ? 1e400 : 1;
	};
	const scan = (input, options) => {
		const opts = options || {};
		const length = input.length - 1;
		const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
		const slashes = [];
		const tokens = [];
		const parts = [];
		let str = input;
		let index = -1;
		let start = 0;
		let lastIndex = 0;
		let isBrace = false;
		let isBracket = false;
		let isGlob = false;
		let isExtglob = false;
		let isGlobstar = false;
		let braceEscaped = false;
		let backslashes = false;
		let negated = false;
		let negatedExtglob = false;
		let finished = false;
		let braces = 0;
		let prev;
		let code;
		let token = {
			value: "",
			depth: 0,
			isGlob: false
		};
		const eos = () => index >= length;
		const peek = () => str.charCodeAt(index + 1);
		const advance = () => {
			prev = code;
			return str.charCodeAt(++index);
		};
		while (index < length) {
			code = advance();
			let next;
			if (code === CHAR_BACKWARD_SLASH) {
				backslashes = token.backslashes = true;
				code = advance();
				if (code === CHAR_LEFT_CURLY_BRACE) braceEscaped = true;
				continue;
			}
			if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
				braces++;
				while (eos() !== true && (code = advance())) {
					if (code === CHAR_BACKWARD_SLASH) {
						backslashes = token.backslashes = true;
						advance();
						continue;
					}
					if (code === CHAR_LEFT_CURLY_BRACE) {
						braces++;
						continue;
					}
					if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
						isBrace = token.isBrace = true;
						isGlob = token.isGlob = true;
						finished = true;
						if (scanToEnd === true) continue;
						break;
					}
					if (braceEscaped !== true && code === CHAR_COMMA) {
						isBrace = token.isBrace = true;
						isGlob = token.isGlob = true;
						finished = true;
						if (scanToEnd === true) continue;
						break;
					}
					if (code === CHAR_RIGHT_CURLY_BRACE) {
						braces--;
						if (braces === 0) {
							braceEscaped = false;
							isBrace = token.isBrace = true;
							finished = true;
							break;
						}
					}
				}
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_FORWARD_SLASH) {
				slashes.push(index);
				tokens.push(token);
				token = {
					value: "",
					depth: 0,
					isGlob: false
				};
				if (finished === true) continue;
				if (prev === CHAR_DOT && index === start + 1) {
					start += 2;
					continue;
				}
				lastIndex = index + 1;
				continue;
			}
			if (opts.noext !== true) {
				if ((code === CHAR_PLUS || code === CHAR_AT || code === CHAR_ASTERISK || code === CHAR_QUESTION_MARK || code === CHAR_EXCLAMATION_MARK) === true && peek() === CHAR_LEFT_PARENTHESES) {
					isGlob = token.isGlob = true;
					isExtglob = token.isExtglob = true;
					finished = true;
					if (code === CHAR_EXCLAMATION_MARK && index === start) negatedExtglob = true;
					if (scanToEnd === true) {
						let parens = 0;
						while (eos() !== true && (code = advance())) {
							if (code === CHAR_BACKWARD_SLASH) {
								backslashes = token.backslashes = true;
								advance();
								continue;
							}
							if (code === CHAR_LEFT_PARENTHESES) {
								parens++;
								continue;
							}
							if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
								finished = true;
								break;
							}
						}
						continue;
					}
					break;
				}
			}
			if (code === CHAR_ASTERISK) {
				if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
				isGlob = token.isGlob = true;
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_QUESTION_MARK) {
				isGlob = token.isGlob = true;
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_LEFT_SQUARE_BRACKET) {
				while (eos() !== true && (next = advance())) {
					if (next === CHAR_BACKWARD_SLASH) {
						backslashes = token.backslashes = true;
						advance();
						continue;
					}
					if (next === CHAR_RIGHT_SQUARE_BRACKET) {
						isBracket = token.isBracket = true;
						isGlob = token.isGlob = true;
						finished = true;
						break;
					}
				}
				if (scanToEnd === true) continue;
				break;
			}
			if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start) {
				negated = token.negated = true;
				start++;
				continue;
			}
			if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
				isGlob = token.isGlob = true;
				if (scanToEnd === true) {
					let parens = 1;
					while (eos() !== true && (code = advance())) {
						if (code === CHAR_BACKWARD_SLASH) {
							backslashes = token.backslashes = true;
							advance();
							continue;
						}
						if (code === CHAR_LEFT_PARENTHESES) {
							parens++;
							continue;
						}
						if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
							finished = true;
							break;
						}
					}
					continue;
				}
				break;
			}
			if (isGlob === true) {
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
		}
		if (opts.noext === true) {
			isExtglob = false;
			isGlob = false;
		}
		let base = str;
		let prefix = "";
		let glob = "";
		if (start > 0) {
			prefix = str.slice(0, start);
			str = str.slice(start);
			lastIndex -= start;
		}
		if (base && isGlob === true && lastIndex > 0) {
			base = str.slice(0, lastIndex);
			glob = str.slice(lastIndex);
		} else if (isGlob === true) {
			base = "";
			glob = str;
		} else base = str;
		if (base && base !== "" && base !== "/" && base !== str) {
			if (isPathSeparator(base.charCodeAt(base.length - 1))) base = base.slice(0, -1);
		}
		if (opts.unescape === true) {
			if (glob) glob = utils.removeBackslashes(glob);
			if (base && backslashes === true) base = utils.removeBackslashes(base);
		}
		const state = {
			prefix,
			input,
			start,
			base,
			glob,
			isBrace,
			isBracket,
			isGlob,
			isExtglob,
			isGlobstar,
			negated,
			negatedExtglob
		};
		if (opts.tokens === true) {
			state.maxDepth = 0;
			if (!isPathSeparator(code)) tokens.push(token);
			state.tokens = tokens;
		}
		if (opts.parts === true || opts.tokens === true) {
			let prevIndex;
			for (let idx = 0; idx < slashes.length; idx++) {
				const n = prevIndex !== void 0 ? prevIndex + 1 : start;
				const i = slashes[idx];
				const value = input.slice(n, i);
				if (opts.tokens) {
					if (idx === 0 && start !== 0) {
						tokens[idx].isPrefix = true;
						tokens[idx].value = prefix;
					} else tokens[idx].value = value;
					depth(tokens[idx]);
					state.maxDepth += tokens[idx].depth;
				}
				if (i >= start) {
					parts.push(value);
					prevIndex = i;
				}
			}
			const n = prevIndex !== void 0 ? prevIndex + 1 : start;
			const value = input.slice(n);
			parts.push(value);
			if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
				tokens[tokens.length - 1].value = value;
				depth(tokens[tokens.length - 1]);
				state.maxDepth += tokens[tokens.length - 1].depth;
			}
			state.slashes = slashes;
			state.parts = parts;
		}
		return state;
	};
	module.exports = scan;
}));
// node_modules/picomatch/lib/parse.js
var require_parse = __commonJSMin(((exports, module) => {
	const constants = require_constants();
	const utils = require_utils();
	const { MAX_LENGTH, POSIX_REGEX_SOURCE, REGEX_NON_SPECIAL_CHARS, REGEX_SPECIAL_CHARS_BACKREF, REPLACEMENTS } = constants;
	const expandRange = (args, options) => {
		if (typeof options.expandRange === "function") return options.expandRange(...args, options);
		args.sort();
		const value = `[${args.join("-")}]`;
		try {
			new RegExp(value);
		} catch (ex) {
			return args.map((v) => utils.escapeRegex(v)).join("..");
		}
		return value;
	};
	const syntaxError = (type, char) => {
		return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
	};
	const splitTopLevel = (input) => {
		const parts = [];
		let bracket = 0;
		let paren = 0;
		let quote = 0;
		let value = "";
		let escaped = false;
		for (const ch of input) {
			if (escaped === true) {
				value += ch;
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				value += ch;
				escaped = true;
				continue;
			}
			if (ch === "\"") {
				quote = quote === 1 ? 0 : 1;
				value += ch;
				continue;
			}
			if (quote === 0) {
				if (ch === "[") bracket++;
				else if (ch === "]" && bracket > 0) bracket--;
				else if (bracket === 0) {
					if (ch === "(") paren++;
					else if (ch === ")" && paren > 0) paren--;
					else if (ch === "|" && paren === 0) {
						parts.push(value);
						value = "";
						continue;
					}
				}
			}
			value += ch;
		}
		parts.push(value);
		return parts;
	};
	const isPlainBranch = (branch) => {
		let escaped = false;
		for (const ch of branch) {
			if (escaped === true) {
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				escaped = true;
				continue;
			}
			if (/[?*+@!()[\]{}]/.test(ch)) return false;
		}
		return true;
	};
	const normalizeSimpleBranch = (branch) => {
		let value = branch.trim();
		let changed = true;
		while (changed === true) {
			changed = false;
			if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
				value = value.slice(2, -1);
				changed = true;
			}
		}
		if (!isPlainBranch(value)) return;
		return value.replace(/\\(.)/g, "$1");
	};
	const hasRepeatedCharPrefixOverlap = (branches) => {
		const values = branches.map(normalizeSimpleBranch).filter(Boolean);
		for (let i = 0; i < values.length; i++) for (let j = i + 1; j < values.length; j++) {
			const a = values[i];
			const b = values[j];
			const char = a[0];
			if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) continue;
			if (a === b || a.startsWith(b) || b.startsWith(a)) return true;
		}
		return false;
	};
	const parseRepeatedExtglob = (pattern, requireEnd = true) => {
		if (pattern[0] !== "+" && pattern[0] !== "*" || pattern[1] !== "(") return;
		let bracket = 0;
		let paren = 0;
		let quote = 0;
		let escaped = false;
		for (let i = 1; i < pattern.length; i++) {
			const ch = pattern[i];
			if (escaped === true) {
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				escaped = true;
				continue;
			}
			if (ch === "\"") {
				quote = quote === 1 ? 0 : 1;
				continue;
			}
			if (quote === 1) continue;
			if (ch === "[") {
				bracket++;
				continue;
			}
			if (ch === "]" && bracket > 0) {
				bracket--;
				continue;
			}
			if (bracket > 0) continue;
			if (ch === "(") {
				paren++;
				continue;
			}
			if (ch === ")") {
				paren--;
				if (paren === 0) {
					if (requireEnd === true && i !== pattern.length - 1) return;
					return {
						type: pattern[0],
						body: pattern.slice(2, i),
						end: i
					};
				}
			}
		}
	};
	const buildCharClassStar = (chars) => {
		return `${chars.length === 1 ? utils.escapeRegex(chars[0]) : `[${chars.map((ch) => utils.escapeRegex(ch)).join("")}]`}*`;
	};
	const getStarExtglobSequenceChars = (pattern) => {
		let index = 0;
		const chars = [];
		while (index < pattern.length) {
			const match = parseRepeatedExtglob(pattern.slice(index), false);
			if (!match || match.type !== "*") return;
			const branches = splitTopLevel(match.body).map((branch) => branch.trim());
			if (branches.length !== 1) return;
			const branch = normalizeSimpleBranch(branches[0]);
			if (!branch || branch.length !== 1) return;
			chars.push(branch);
			index += match.end + 1;
		}
		if (chars.length < 1) return;
		return chars;
	};
	const repeatedExtglobRecursion = (pattern) => {
		let depth = 0;
		let value = pattern.trim();
		let match = parseRepeatedExtglob(value);
		while (match) {
			depth++;
			value = match.body.trim();
			match = parseRepeatedExtglob(value);
		}
		return depth;
	};
	const analyzeRepeatedExtglob = (body, options) => {
		if (options.maxExtglobRecursion === false) return { risky: false };
		const max = typeof options.maxExtglobRecursion === "number" ? options.maxExtglobRecursion : constants.DEFAULT_MAX_EXTGLOB_RECURSION;
		const branches = splitTopLevel(body).map((branch) => branch.trim());
		if (branches.length > 1) {
			if (branches.some((branch) => branch === "") || branches.some((branch) => /^[*?]+$/.test(branch)) || hasRepeatedCharPrefixOverlap(branches)) return { risky: true };
		}
		const safeChars = [];
		let sawStarSequence = false;
		let combinable = true;
		for (const branch of branches) {
			const chars = getStarExtglobSequenceChars(branch);
			if (chars) {
				sawStarSequence = true;
				safeChars.push(...chars);
				continue;
			}
			const literal = normalizeSimpleBranch(branch);
			if (literal && literal.length === 1) {
				safeChars.push(literal);
				continue;
			}
			combinable = false;
			if (repeatedExtglobRecursion(branch) > max) return { risky: true };
		}
		if (sawStarSequence) return combinable ? {
			risky: true,
			safeOutput: buildCharClassStar([...new Set(safeChars)])
		} : { risky: true };
		return { risky: false };
	};
	const parse = (input, options) => {
		if (typeof input !== "string") throw new TypeError("Expected a string");
		input = REPLACEMENTS[input] || input;
		const opts = { ...options };
		const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
		let len = input.length;
		if (len > max) throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
		const bos = {
			type: "bos",
			value: "",
			output: opts.prepend || ""
		};
		const tokens = [bos];
		const capture = opts.capture ? "" : "?:";
		const PLATFORM_CHARS = constants.globChars(opts.windows);
		const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);
		const { DOT_LITERAL, PLUS_LITERAL, SLASH_LITERAL, ONE_CHAR, DOTS_SLASH, NO_DOT, NO_DOT_SLASH, NO_DOTS_SLASH, QMARK, QMARK_NO_DOT, STAR, START_ANCHOR } = PLATFORM_CHARS;
		const globstar = (opts) => {
			return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
		};
		const nodot = opts.dot ? "" : NO_DOT;
		const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
		let star = opts.bash === true ? globstar(opts) : STAR;
		if (opts.capture) star = `(${star})`;
		if (typeof opts.noext === "boolean") opts.noextglob = opts.noext;
		const state = {
			input,
			index: -1,
			start: 0,
			dot: opts.dot === true,
			consumed: "",
			output: "",
			prefix: "",
			backtrack: false,
			negated: false,
			brackets: 0,
			braces: 0,
			parens: 0,
			quotes: 0,
			globstar: false,
			tokens
		};
		input = utils.removePrefix(input, state);
		len = input.length;
		const extglobs = [];
		const braces = [];
		const stack = [];
		let prev = bos;
		let value;
		const eos = () => state.index === len - 1;
		const peek = state.peek = (n = 1) => input[state.index + n];
		const advance = state.advance = () => input[++state.index] || "";
		const remaining = () => input.slice(state.index + 1);
		const consume = (value = "", num = 0) => {
			state.consumed += value;
			state.index += num;
		};
		const append = (token) => {
			state.output += token.output != null ? token.output : token.value;
			consume(token.value);
		};
		const negate = () => {
			let count = 1;
			while (peek() === "!" && (peek(2) !== "(" || peek(3) === "?")) {
				advance();
				state.start++;
				count++;
			}
			if (count % 2 === 0) return false;
			state.negated = true;
			state.start++;
			return true;
		};
		const increment = (type) => {
			state[type]++;
			stack.push(type);
		};
		const decrement = (type) => {
			state[type]--;
			stack.pop();
		};
		const push = (tok) => {
			if (prev.type === "globstar") {
				const isBrace = state.braces > 0 && (tok.type === "comma" || tok.type === "brace");
				const isExtglob = tok.extglob === true || extglobs.length && (tok.type === "pipe" || tok.type === "paren");
				if (tok.type !== "slash" && tok.type !== "paren" && !isBrace && !isExtglob) {
					state.output = state.output.slice(0, -prev.output.length);
					prev.type = "star";
					prev.value = "*";
					prev.output = star;
					state.output += prev.output;
				}
			}
			if (extglobs.length && tok.type !== "paren") extglobs[extglobs.length - 1].inner += tok.value;
			if (tok.value || tok.output) append(tok);
			if (prev && prev.type === "text" && tok.type === "text") {
				prev.output = (prev.output || prev.value) + tok.value;
				prev.value += tok.value;
				return;
			}
			tok.prev = prev;
			tokens.push(tok);
			prev = tok;
		};
		const extglobOpen = (type, value) => {
			const token = {
				...EXTGLOB_CHARS[value],
				conditions: 1,
				inner: ""
			};
			token.prev = prev;
			token.parens = state.parens;
			token.output = state.output;
			token.startIndex = state.index;
			token.tokensIndex = tokens.length;
			const output = (opts.capture ? "(" : "") + token.open;
			increment("parens");
			push({
				type,
				value,
				output: state.output ? "" : ONE_CHAR
			});
			push({
				type: "paren",
				extglob: true,
				value: advance(),
				output
			});
			extglobs.push(token);
		};
		const extglobClose = (token) => {
			const literal = input.slice(token.startIndex, state.index + 1);
			const body = input.slice(token.startIndex + 2, state.index);
			const analysis = analyzeRepeatedExtglob(body, opts);
			if ((token.type === "plus" || token.type === "star") && analysis.risky) {
				const safeOutput = analysis.safeOutput ? (token.output ? "" : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput) : void 0;
				const open = tokens[token.tokensIndex];
				open.type = "text";
				open.value = literal;
				open.output = safeOutput || utils.escapeRegex(literal);
				for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
					tokens[i].value = "";
					tokens[i].output = "";
					delete tokens[i].suffix;
				}
				state.output = token.output + open.output;
				state.backtrack = true;
				push({
					type: "paren",
					extglob: true,
					value,
					output: ""
				});
				decrement("parens");
				return;
			}
			let output = token.close + (opts.capture ? ")" : "");
			let rest;
			if (token.type === "negate") {
				let extglobStar = star;
				if (token.inner && token.inner.length > 1 && token.inner.includes("/")) extglobStar = globstar(opts);
				if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) output = token.close = `)$))${extglobStar}`;
				if (token.inner.includes("*") && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) output = token.close = `)${parse(rest, {
					...options,
					fastpaths: false
				}).output})${extglobStar})`;
				if (token.prev.type === "bos") state.negatedExtglob = true;
			}
			push({
				type: "paren",
				extglob: true,
				value,
				output
			});
			decrement("parens");
		};
		if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
			let backslashes = false;
			let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
				if (first === "\\") {
					backslashes = true;
					return m;
				}
				if (first === "?") {
					if (esc) return esc + first + (rest ? QMARK.repeat(rest.length) : "");
					if (index === 0) return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : "");
					return QMARK.repeat(chars.length);
				}
				if (first === ".") return DOT_LITERAL.repeat(chars.length);
				if (first === "*") {
					if (esc) return esc + first + (rest ? star : "");
					return star;
				}
				return esc ? m : `\\${m}`;
			});
			if (backslashes === true) {
				if (opts.unescape === true) output = output.replace(/\\/g, "");
				else output = output.replace(/\\+/g, (m) => {
					return m.length % 2 === 0 ? "\\\\" : m ? "\\" : "";
				});
			}
			if (output === input && opts.contains === true) {
				state.output = input;
				return state;
			}
			state.output = utils.wrapOutput(output, state, options);
			return state;
		}
		while (!eos()) {
			value = advance();
			if (value === "\0") continue;
			if (value === "\\") {
				const next = peek();
				if (next === "/" && opts.bash !== true) continue;
				if (next === "." || next === ";") continue;
				if (!next) {
					value += "\\";
					push({
						type: "text",
						value
					});
					continue;
				}
				const match = /^\\+/.exec(remaining());
				let slashes = 0;
				if (match && match[0].length > 2) {
					slashes = match[0].length;
					state.index += slashes;
					if (slashes % 2 !== 0) value += "\\";
				}
				if (opts.unescape === true) value = advance();
				else value += advance();
				if (state.brackets === 0) {
					push({
						type: "text",
						value
					});
					continue;
				}
			}
			if (state.brackets > 0 && (value !== "]" || prev.value === "[" || prev.value === "[^")) {
				if (opts.posix !== false && value === ":") {
					const inner = prev.value.slice(1);
					if (inner.includes("[")) {
						prev.posix = true;
						if (inner.includes(":")) {
							const idx = prev.value.lastIndexOf("[");
							const pre = prev.value.slice(0, idx);
							const rest = prev.value.slice(idx + 2);
							const posix = POSIX_REGEX_SOURCE[rest];
							if (posix) {
								prev.value = pre + posix;
								state.backtrack = true;
								advance();
								if (!bos.output && tokens.indexOf(prev) === 1) bos.output = ONE_CHAR;
								continue;
							}
						}
					}
				}
				if (value === "[" && peek() !== ":" || value === "-" && peek() === "]") value = `\\${value}`;
				if (value === "]" && (prev.value === "[" || prev.value === "[^")) value = `\\${value}`;
				if (opts.posix === true && value === "!" && prev.value === "[") value = "^";
				prev.value += value;
				append({ value });
				continue;
			}
			if (state.quotes === 1 && value !== "\"") {
				value = utils.escapeRegex(value);
				prev.value += value;
				append({ value });
				continue;
			}
			if (value === "\"") {
				state.quotes = state.quotes === 1 ? 0 : 1;
				if (opts.keepQuotes === true) push({
					type: "text",
					value
				});
				continue;
			}
			if (value === "(") {
				increment("parens");
				push({
					type: "paren",
					value
				});
				continue;
			}
			if (value === ")") {
				if (state.parens === 0 && opts.strictBrackets === true) throw new SyntaxError(syntaxError("opening", "("));
				const extglob = extglobs[extglobs.length - 1];
				if (extglob && state.parens === extglob.parens + 1) {
					extglobClose(extglobs.pop());
					continue;
				}
				push({
					type: "paren",
					value,
					output: state.parens ? ")" : "\\)"
				});
				decrement("parens");
				continue;
			}
			if (value === "[") {
				if (opts.nobracket === true || !remaining().includes("]")) {
					if (opts.nobracket !== true && opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
					value = `\\${value}`;
				} else increment("brackets");
				push({
					type: "bracket",
					value
				});
				continue;
			}
			if (value === "]") {
				if (opts.nobracket === true || prev && prev.type === "bracket" && prev.value.length === 1) {
					push({
						type: "text",
						value,
						output: `\\${value}`
					});
					continue;
				}
				if (state.brackets === 0) {
					if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("opening", "["));
					push({
						type: "text",
						value,
						output: `\\${value}`
					});
					continue;
				}
				decrement("brackets");
				const prevValue = prev.value.slice(1);
				if (prev.posix !== true && prevValue[0] === "^" && !prevValue.includes("/")) value = `/${value}`;
				prev.value += value;
				append({ value });
				if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) continue;
				const escaped = utils.escapeRegex(prev.value);
				state.output = state.output.slice(0, -prev.value.length);
				if (opts.literalBrackets === true) {
					state.output += escaped;
					prev.value = escaped;
					continue;
				}
				prev.value = `(${capture}${escaped}|${prev.value})`;
				state.output += prev.value;
				continue;
			}
			if (value === "{" && opts.nobrace !== true) {
				increment("braces");
				const open = {
					type: "brace",
					value,
					output: "(",
					outputIndex: state.output.length,
					tokensIndex: state.tokens.length
				};
				braces.push(open);
				push(open);
				continue;
			}
			if (value === "}") {
				const brace = braces[braces.length - 1];
				if (opts.nobrace === true || !brace) {
					push({
						type: "text",
						value,
						output: value
					});
					continue;
				}
				let output = ")";
				if (brace.dots === true) {
					const arr = tokens.slice();
					const range = [];
					for (let i = arr.length - 1; i >= 0; i--) {
						tokens.pop();
						if (arr[i].type === "brace") break;
						if (arr[i].type !== "dots") range.unshift(arr[i].value);
					}
					output = expandRange(range, opts);
					state.backtrack = true;
				}
				if (brace.comma !== true && brace.dots !== true) {
					const out = state.output.slice(0, brace.outputIndex);
					const toks = state.tokens.slice(brace.tokensIndex);
					brace.value = brace.output = "\\{";
					value = output = "\\}";
					state.output = out;
					for (const t of toks) state.output += t.output || t.value;
				}
				push({
					type: "brace",
					value,
					output
				});
				decrement("braces");
				braces.pop();
				continue;
			}
			if (value === "|") {
				if (extglobs.length > 0) extglobs[extglobs.length - 1].conditions++;
				push({
					type: "text",
					value
				});
				continue;
			}
			if (value === ",") {
				let output = value;
				const brace = braces[braces.length - 1];
				if (brace && stack[stack.length - 1] === "braces") {
					brace.comma = true;
					output = "|";
				}
				push({
					type: "comma",
					value,
					output
				});
				continue;
			}
			if (value === "/") {
				if (prev.type === "dot" && state.index === state.start + 1) {
					state.start = state.index + 1;
					state.consumed = "";
					state.output = "";
					tokens.pop();
					prev = bos;
					continue;
				}
				push({
					type: "slash",
					value,
					output: SLASH_LITERAL
				});
				continue;
			}
			if (value === ".") {
				if (state.braces > 0 && prev.type === "dot") {
					if (prev.value === ".") prev.output = DOT_LITERAL;
					const brace = braces[braces.length - 1];
					prev.type = "dots";
					prev.output += value;
					prev.value += value;
					brace.dots = true;
					continue;
				}
				if (state.braces + state.parens === 0 && prev.type !== "bos" && prev.type !== "slash") {
					push({
						type: "text",
						value,
						output: DOT_LITERAL
					});
					continue;
				}
				push({
					type: "dot",
					value,
					output: DOT_LITERAL
				});
				continue;
			}
			if (value === "?") {
				if (!(prev && prev.value === "(") && opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					extglobOpen("qmark", value);
					continue;
				}
				if (prev && prev.type === "paren") {
					const next = peek();
					let output = value;
					if (prev.value === "(" && !/[!=<:]/.test(next) || next === "<" && !/<([!=]|\w+>)/.test(remaining())) output = `\\${value}`;
					push({
						type: "text",
						value,
						output
					});
					continue;
				}
				if (opts.dot !== true && (prev.type === "slash" || prev.type === "bos")) {
					push({
						type: "qmark",
						value,
						output: QMARK_NO_DOT
					});
					continue;
				}
				push({
					type: "qmark",
					value,
					output: QMARK
				});
				continue;
			}
			if (value === "!") {
				if (opts.noextglob !== true && peek() === "(") {
					if (peek(2) !== "?" || !/[!=<:]/.test(peek(3))) {
						extglobOpen("negate", value);
						continue;
					}
				}
				if (opts.nonegate !== true && state.index === 0) {
					negate();
					continue;
				}
			}
			if (value === "+") {
				if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					extglobOpen("plus", value);
					continue;
				}
				if (prev && prev.value === "(" || opts.regex === false) {
					push({
						type: "plus",
						value,
						output: PLUS_LITERAL
					});
					continue;
				}
				if (prev && (prev.type === "bracket" || prev.type === "paren" || prev.type === "brace") || state.parens > 0) {
					push({
						type: "plus",
						value
					});
					continue;
				}
				push({
					type: "plus",
					value: PLUS_LITERAL
				});
				continue;
			}
			if (value === "@") {
				if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					push({
						type: "at",
						extglob: true,
						value,
						output: ""
					});
					continue;
				}
				push({
					type: "text",
					value
				});
				continue;
			}
			if (value !== "*") {
				if (value === "$" || value === "^") value = `\\${value}`;
				const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
				if (match) {
					value += match[0];
					state.index += match[0].length;
				}
				push({
					type: "text",
					value
				});
				continue;
			}
			if (prev && (prev.type === "globstar" || prev.star === true)) {
				prev.type = "star";
				prev.star = true;
				prev.value += value;
				prev.output = star;
				state.backtrack = true;
				state.globstar = true;
				consume(value);
				continue;
			}
			let rest = remaining();
			if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
				extglobOpen("star", value);
				continue;
			}
			if (prev.type === "star") {
				if (opts.noglobstar === true) {
					consume(value);
					continue;
				}
				const prior = prev.prev;
				const before = prior.prev;
				const isStart = prior.type === "slash" || prior.type === "bos";
				const afterStar = before && (before.type === "star" || before.type === "globstar");
				if (opts.bash === true && (!isStart || rest[0] && rest[0] !== "/")) {
					push({
						type: "star",
						value,
						output: ""
					});
					continue;
				}
				const isBrace = state.braces > 0 && (prior.type === "comma" || prior.type === "brace");
				const isExtglob = extglobs.length && (prior.type === "pipe" || prior.type === "paren");
				if (!isStart && prior.type !== "paren" && !isBrace && !isExtglob) {
					push({
						type: "star",
						value,
						output: ""
					});
					continue;
				}
				while (rest.slice(0, 3) === "/**") {
					const after = input[state.index + 4];
					if (after && after !== "/") break;
					rest = rest.slice(3);
					consume("/**", 3);
				}
				const isEnd = eos() || state.parens > 0 && rest === ")".repeat(state.parens) && !extglobs.some((extglob) => extglob.type === "negate");
				if (prior.type === "bos" && eos()) {
					prev.type = "globstar";
					prev.value += value;
					prev.output = globstar(opts);
					state.output = prev.output;
					state.globstar = true;
					consume(value);
					continue;
				}
				if (prior.type === "slash" && prior.prev.type !== "bos" && !afterStar && isEnd) {
					state.output = state.output.slice(0, -(prior.output + prev.output).length);
					prior.output = `(?:${prior.output}`;
					prev.type = "globstar";
					prev.output = globstar(opts) + (opts.strictSlashes ? ")" : "|$)");
					prev.value += value;
					state.globstar = true;
					state.output += prior.output + prev.output;
					consume(value);
					continue;
				}
				if (prior.type === "slash" && prior.prev.type !== "bos" && rest[0] === "/") {
					const end = rest[1] !== void 0 ? "|$" : "";
					state.output = state.output.slice(0, -(prior.output + prev.output).length);
					prior.output = `(?:${prior.output}`;
					prev.type = "globstar";
					prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
					prev.value += value;
					state.output += prior.output + prev.output;
					state.globstar = true;
					consume(value + advance());
					push({
						type: "slash",
						value: "/",
						output: ""
					});
					continue;
				}
				if (prior.type === "bos" && rest[0] === "/") {
					prev.type = "globstar";
					prev.value += value;
					prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
					state.output = prev.output;
					state.globstar = true;
					consume(value + advance());
					push({
						type: "slash",
						value: "/",
						output: ""
					});
					continue;
				}
				state.output = state.output.slice(0, -prev.output.length);
				prev.type = "globstar";
				prev.output = globstar(opts);
				prev.value += value;
				state.output += prev.output;
				state.globstar = true;
				consume(value);
				continue;
			}
			const token = {
				type: "star",
				value,
				output: star
			};
			if (opts.bash === true) {
				token.output = ".*?";
				if (prev.type === "bos" || prev.type === "slash") token.output = nodot + token.output;
				push(token);
				continue;
			}
			if (prev && (prev.type === "bracket" || prev.type === "paren") && opts.regex === true) {
				token.output = value;
				push(token);
				continue;
			}
			if (state.index === state.start || prev.type === "slash" || prev.type === "dot") {
				if (prev.type === "dot") {
					state.output += NO_DOT_SLASH;
					prev.output += NO_DOT_SLASH;
				} else if (opts.dot === true) {
					state.output += NO_DOTS_SLASH;
					prev.output += NO_DOTS_SLASH;
				} else {
					state.output += nodot;
					prev.output += nodot;
				}
				if (peek() !== "*") {
					state.output += ONE_CHAR;
					prev.output += ONE_CHAR;
				}
			}
			push(token);
		}
		while (state.brackets > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
			state.output = utils.escapeLast(state.output, "[");
			decrement("brackets");
		}
		while (state.parens > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", ")"));
			state.output = utils.escapeLast(state.output, "(");
			decrement("parens");
		}
		while (state.braces > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "}"));
			state.output = utils.escapeLast(state.output, "{");
			decrement("braces");
		}
		if (opts.strictSlashes !== true && (prev.type === "star" || prev.type === "bracket")) push({
			type: "maybe_slash",
			value: "",
			output: `${SLASH_LITERAL}?`
		});
		if (state.backtrack === true) {
			state.output = "";
			for (const token of state.tokens) {
				state.output += token.output != null ? token.output : token.value;
				if (token.suffix) state.output += token.suffix;
			}
		}
		return state;
	};
	parse.fastpaths = (input, options) => {
		const opts = { ...options };
		const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
		const len = input.length;
		if (len > max) throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
		input = REPLACEMENTS[input] || input;
		const { DOT_LITERAL, SLASH_LITERAL, ONE_CHAR, DOTS_SLASH, NO_DOT, NO_DOTS, NO_DOTS_SLASH, STAR, START_ANCHOR } = constants.globChars(opts.windows);
		const nodot = opts.dot ? NO_DOTS : NO_DOT;
		const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
		const capture = opts.capture ? "" : "?:";
		const state = {
			negated: false,
			prefix: ""
		};
		let star = opts.bash === true ? ".*?" : STAR;
		if (opts.capture) star = `(${star})`;
		const globstar = (opts) => {
			if (opts.noglobstar === true) return star;
			return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
		};
		const create = (str) => {
			switch (str) {
				case "*": return `${nodot}${ONE_CHAR}${star}`;
				case ".*": return `${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "*.*": return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "*/*": return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;
				case "**": return nodot + globstar(opts);
				case "**/*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;
				case "**/*.*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "**/.*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;
				default: {
					const match = /^(.*?)\.(\w+)$/.exec(str);
					if (!match) return;
					const source = create(match[1]);
					if (!source) return;
					return source + DOT_LITERAL + match[2];
				}
			}
		};
		let source = create(utils.removePrefix(input, state));
		if (source && opts.strictSlashes !== true) source += `${SLASH_LITERAL}?`;
		return source;
	};
	module.exports = parse;
}));
// node_modules/picomatch/lib/picomatch.js
var require_picomatch$1 = __commonJSMin(((exports, module) => {
	const scan = require_scan();
	const parse = require_parse();
	const utils = require_utils();
	const constants = require_constants();
	const isObject = (val) => val && typeof val === "object" && !Array.isArray(val);
	const picomatch = (glob, options, returnState = false) => {
		if (Array.isArray(glob)) {
			const fns = glob.map((input) => picomatch(input, options, returnState));
			const arrayMatcher = (str) => {
				for (const isMatch of fns) {
					const state = isMatch(str);
					if (state) return state;
				}
				return false;
			};
			return arrayMatcher;
		}
		const isState = isObject(glob) && glob.tokens && glob.input;
		if (glob === "" || typeof glob !== "string" && !isState) throw new TypeError("Expected pattern to be a non-empty string");
		const opts = options || {};
		const posix = opts.windows;
		const regex = isState ? picomatch.compileRe(glob, options) : picomatch.makeRe(glob, options, false, true);
		const state = regex.state;
		delete regex.state;
		let isIgnored = () => false;
		if (opts.ignore) {
			const ignoreOpts = {
				...options,
				ignore: null,
				onMatch: null,
				onResult: null
			};
			isIgnored = picomatch(opts.ignore, ignoreOpts, returnState);
		}
		const matcher = (input, returnObject = false) => {
			const { isMatch, match, output } = picomatch.test(input, regex, options, {
				glob,
				posix
			});
			const result = {
				glob,
				state,
				regex,
				posix,
				input,
				output,
				match,
				isMatch
			};
			if (typeof opts.onResult === "function") opts.onResult(result);
			if (isMatch === false) {
				result.isMatch = false;
				return returnObject ? result : false;
			}
			if (isIgnored(input)) {
				if (typeof opts.onIgnore === "function") opts.onIgnore(result);
				result.isMatch = false;
				return returnObject ? result : false;
			}
			if (typeof opts.onMatch === "function") opts.onMatch(result);
			return returnObject ? result : true;
		};
		if (returnState) matcher.state = state;
		return matcher;
	};
	picomatch.test = (input, regex, options, { glob, posix } = {}) => {
		if (typeof input !== "string") throw new TypeError("Expected input to be a string");
		if (input === "") return {
			isMatch: false,
			output: ""
		};
		const opts = options || {};
		const format = opts.format || (posix ? utils.toPosixSlashes : null);
		let match = input === glob;
		let output = match && format ? format(input) : input;
		if (match === false) {
			output = format ? format(input) : input;
			match = output === glob;
		}
		if (match === false || opts.capture === true) {
			if (opts.matchBase === true || opts.basename === true) match = picomatch.matchBase(input, regex, options, posix);
			else match = regex.exec(output);
		}
		return {
			isMatch: Boolean(match),
			match,
			output
		};
	};
	picomatch.matchBase = (input, glob, options, posix = options && options.windows) => {
		return (glob instanceof RegExp ? glob : picomatch.makeRe(glob, options)).test(utils.basename(input, { windows: posix }));
	};
	picomatch.isMatch = (str, patterns, options) => picomatch(patterns, options)(str);
	picomatch.parse = (pattern, options) => {
		if (Array.isArray(pattern)) return pattern.map((p) => picomatch.parse(p, options));
		return parse(pattern, {
			...options,
			fastpaths: false
		});
	};
	picomatch.scan = (input, options) => scan(input, options);
	picomatch.compileRe = (state, options, returnOutput = false, returnState = false) => {
		if (returnOutput === true) return state.output;
		const opts = options || {};
		const prepend = opts.contains ? "" : "^";
		const append = opts.contains ? "" : "$";
		let source = `${prepend}(?:${state.output})${append}`;
		if (state && state.negated === true) source = `^(?!${source}).*$`;
		const regex = picomatch.toRegex(source, options);
		if (returnState === true) regex.state = state;
		return regex;
	};
	picomatch.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
		if (!input || typeof input !== "string") throw new TypeError("Expected a non-empty string");
		let parsed = {
			negated: false,
			fastpaths: true
		};
		if (options.fastpaths !== false && (input[0] === "." || input[0] === "*")) parsed.output = parse.fastpaths(input, options);
		if (!parsed.output) parsed = parse(input, options);
		return picomatch.compileRe(parsed, options, returnOutput, returnState);
	};
	picomatch.toRegex = (source, options) => {
		try {
			const opts = options || {};
			return new RegExp(source, opts.flags || (opts.nocase ? "i" : ""));
		} catch (err) {
			if (options && options.debug === true) throw err;
			return /$^/;
		}
	};
	picomatch.constants = constants;
	module.exports = picomatch;
}));
// packages/files/src/walk.ts
var import_picomatch = __toESM(__commonJSMin(((exports, module) => {
	const pico = require_picomatch$1();
	const utils = require_utils();
	function picomatch(glob, options, returnState = false) {
		if (options && (options.windows === null || options.windows === void 0)) options = {
			...options,
			windows: utils.isWindows()
		};
		return pico(glob, options, returnState);
	}
	Object.assign(picomatch, pico);
	module.exports = picomatch;
}))(), 1);
async function walk(base, options) {
	const { matches, depth, suffixes } = options;
	const found = [];
	const folders = [{
		path: "",
		level: 1
	}];
	for (let folder = folders.pop(); folder !== void 0; folder = folders.pop()) {
		const entries = await list$1(join(base, folder.path));
		const names = new Set(entries.map((entry) => entry.name));
		for (const entry of entries) {
			const { name } = entry;
			if (name.startsWith(".") || isSideFile(name, names, suffixes)) continue;
			const path = folder.path === "" ? name : `${folder.path}/${name}`;
			const deeper = folder.level < depth;
			if (entry.isDirectory()) {
				if (deeper) folders.push({
					path,
					level: folder.level + 1
				});
			} else if (entry.isSymbolicLink()) {
				if (await isLinkToFile(base, path, deeper, options)) found.push(path);
			} else if (entry.isFile() && matches(path)) found.push(path);
		}
	}
	return found.sort();
}
async function list$1(folder) {
	try {
		return await readdir(folder, { withFileTypes: true });
	} catch (error) {
		if (["ENOENT", "ENOTDIR"].includes(errnoOf(error) ?? "")) return [];
		throw error;
	}
}
function isSideFile(name, names, suffixes) {
	return suffixes.some((suffix) => name.endsWith(suffix) && names.has(name.slice(0, -suffix.length)));
}
async function isLinkToFile(base, path, deeper, options) {
	const matching = options.matches(path);
	const link = join(base, path);
	const details = {
		path: link,
		pattern: options.pattern
	};
	const stats = await stat(link).catch(() => null);
	if (stats === null) {
		if (matching) throw new FilesError("FILE_NOT_FOUND", `${link}: the link leads nowhere`, { details });
		return false;
	}
	if (stats.isDirectory() ? !deeper : !matching) return false;
	const way = relative(await realpath(base), await realpath(link));
	if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) throw new FilesError("SYMLINK_ESCAPES", `${link}: the link leads out of the pattern's folder`, { details });
	return stats.isFile();
}
// packages/files/src/glob.ts
const SIDE_FILE_SUFFIXES = [
	".p7s",
	".sigstore.json",
	".provenance.sigstore.json"
];
const GLOB_CHARACTERS = /[*?[\]{}\\]/;
async function expandFiles(patterns, options = {}) {
	const cwd = resolve(options.cwd ?? ".");
	const suffixes = options.sideFileSuffixes ?? SIDE_FILE_SUFFIXES;
	const wanted = [];
	const excluded = [];
	for (const given of patterns) {
		const literal = await literalFile(given, cwd);
		if (literal === null && given.startsWith("!")) excluded.push(slashes(given.slice(1)));
		else wanted.push({
			pattern: given,
			literal
		});
	}
	if (wanted.length === 0) throw nothing(patterns.join(" "));
	const isExcluded = exclusion(excluded, cwd);
	const found = new Map();
	for (const { pattern, literal } of wanted) {
		const kept = (literal === null ? await globFiles(slashes(pattern), cwd, suffixes) : [literal]).filter((file) => !isExcluded(file));
		if (kept.length === 0) throw nothing(pattern);
		for (const file of kept) if (!found.has(file.absolute)) found.set(file.absolute, file);
	}
	return [...found.values()];
}
async function literalFile(given, cwd) {
	const absolute = resolve(cwd, given);
	const details = { path: given };
	const stats = await statOrNull(absolute, given);
	if (stats === null || given === "") {
		if (given !== "" && (given.startsWith("!") || GLOB_CHARACTERS.test(given))) return null;
		throw new FilesError("FILE_NOT_FOUND", `${JSON.stringify(given)}: there is no such file`, { details });
	}
	if (stats.isDirectory()) throw new FilesError("PATH_IS_DIRECTORY", `${given}: is a directory`, { details });
	if (!stats.isFile()) throw new FilesError("NOT_A_FILE", `${given}: is not a regular file`, { details });
	return {
		path: given,
		absolute,
		relative: basename(absolute)
	};
}
async function globFiles(pattern, cwd, suffixes) {
	const { base, rest } = await splitBase(pattern, cwd);
	const matches = (0, import_picomatch.default)(rest, { noextglob: true });
	const depth = rest.includes("**") ? Number.POSITIVE_INFINITY : rest.split("/").length;
	const folder = resolve(cwd, base);
	return (await onFile(pattern, () => walk(folder, {
		matches,
		depth,
		suffixes,
		pattern
	}))).map((relative) => ({
		path: base === "" || base.endsWith("/") ? base + relative : `${base}/${relative}`,
		absolute: join(folder, relative),
		relative
	}));
}
async function splitBase(pattern, cwd) {
	const segments = pattern.replace(/^(?:\.\/+)+/, "").split("/");
	let count = 0;
	let base = "";
	while (count < segments.length - 1) {
		const next = segments.slice(0, count + 1).join("/");
		if (GLOB_CHARACTERS.test(segments[count])) {
			if (!(await statOrNull(resolve(cwd, next), pattern))?.isDirectory()) break;
		}
		count++;
		base = next === "" ? "/" : next;
	}
	return {
		base,
		rest: segments.slice(count).filter((segment) => segment !== "").join("/")
	};
}
function exclusion(patterns, cwd) {
	if (patterns.length === 0) return () => false;
	const whole = patterns.map((pattern) => pattern.replace(/^(?:\.\/+)+/, "").replace(/\/+$/, ""));
	const matches = (0, import_picomatch.default)(whole.flatMap((pattern) => [pattern, `${pattern}/**`]), {
		dot: true,
		noextglob: true
	});
	return ({ absolute }) => matches(slashes(relative(cwd, absolute))) || matches(slashes(absolute));
}
async function statOrNull(absolute, given) {
	try {
		return await stat(absolute);
	} catch (error) {
		if ([
			"ENOENT",
			"ENOTDIR",
			"ENAMETOOLONG",
			"EINVAL"
		].includes(errnoOf(error) ?? "")) return null;
		throw asFilesError(error, given);
	}
}
function slashes(path) {
	return sep === "\\" ? path.replaceAll("\\", "/") : path;
}
function nothing(pattern) {
	return new FilesError("NOTHING_MATCHED", `${JSON.stringify(pattern)}: no file matches`, { details: { pattern } });
}
// packages/files/src/output-place.ts
async function findPlace(source, target) {
	if (await entryOf(source) === await entryOf(target)) {
		const file = await realpath(source);
		return {
			file,
			folder: dirname(file),
			inPlace: true
		};
	}
	const stats = await lstat(target).catch((error) => {
		if (errnoOf(error) === "ENOENT") return null;
		throw error;
	});
	const details = { path: target };
	if (stats?.isDirectory()) throw new FilesError("PATH_IS_DIRECTORY", `${target}: is a directory`, { details });
	if (stats && !stats.isFile() && !stats.isSymbolicLink()) throw new FilesError("NOT_A_FILE", `${target}: is not a regular file`, { details });
	return {
		file: target,
		folder: dirname(target),
		inPlace: false
	};
}
async function entryOf(path) {
	const folder = dirname(resolve(path));
	return join(await realpath(folder).catch(() => folder), basename(path));
}
// packages/files/src/copy-parts.ts
const CHUNK$1 = 1048576;
async function writeFully(handle, bytes, position) {
	for (let done = 0; done < bytes.length;) done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}
async function writeParts(handle, source, parts, signal) {
	const total = parts.reduce((sum, part) => sum + partLength(part), 0);
	const buffer = new Uint8Array(Math.min(CHUNK$1, Math.max(1, total)));
	let filled = 0;
	let position = 0;
	const flush = async () => {
		assertUnaborted(signal);
		await writeFully(handle, buffer.subarray(0, filled), position);
		position += filled;
		filled = 0;
	};
	for (const part of joined$1(parts)) {
		const length = partLength(part);
		for (let done = 0; done < length;) {
			if (filled === buffer.length) await flush();
			const step = Math.min(length - done, buffer.length - filled);
			if (part.kind === "bytes") buffer.set(part.bytes.subarray(done, done + step), filled);
			else await source.readInto(part.start + done, buffer.subarray(filled, filled + step));
			filled += step;
			done += step;
		}
	}
	await flush();
}
function partLength(part) {
	return part.kind === "bytes" ? part.bytes.length : part.end - part.start;
}
function* joined$1(parts) {
	let open = null;
	for (const part of parts) {
		if (part.kind === "range" && open?.end === part.start) {
			open = {
				kind: "range",
				start: open.start,
				end: part.end
			};
			continue;
		}
		if (open) yield open;
		open = null;
		if (part.kind === "range") open = part;
		else yield part;
	}
	if (open) yield open;
}
async function copyAndOverlay(handle, temp, source, overlay) {
	await copyFile(source.path, temp, constants$1.COPYFILE_FICLONE);
	if (overlay.size < source.size) await handle.truncate(overlay.size);
	for (const { at, bytes } of overlay.writes) await writeFully(handle, bytes, at);
}
// packages/files/src/owner.ts
function thisProcess() {
	return {
		host: hostname(),
		pid: process.pid,
		started: startOf(process.pid)
	};
}
function isRunning(owner) {
	if (owner.host !== hostname() || !pidRuns(owner.pid)) return false;
	const started = startOf(owner.pid);
	return started === "" || owner.started === "" || started === owner.started;
}
function pidRuns(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}
function startOf(pid) {
	try {
		const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
		const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
		return `${boot}/${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
	} catch {
		return "";
	}
}
// packages/files/src/temp-file.ts
const TEMP = /^\..*\.chancery-(\d+)-[0-9a-f]{8}\.tmp$/;
const NAME_LIMIT = 200;
const ours$1 = new Set();
const swept = new Set();
function hiddenBeside(target, tag) {
	const name = basename(target);
	const short = Buffer.byteLength(name) <= NAME_LIMIT ? name : `${name.slice(0, 40)}~${createHash("sha256").update(name).digest("hex").slice(0, 16)}`;
	return join(dirname(target), `.${short}.chancery-${tag}.tmp`);
}
function tempBeside(target) {
	const path = hiddenBeside(target, `${process.pid}-${randomBytes(4).toString("hex")}`);
	ours$1.add(path);
	return path;
}
async function createTemp(target, mode, undo) {
	const path = tempBeside(target);
	for (let attempt = 1;; attempt++) {
		try {
			const handle = await open(path, "wx+", mode);
			undo.add(() => removeIfThere(path));
			return {
				path,
				handle
			};
		} catch (error) {
			if (errnoOf(error) !== "ENOENT" || attempt === 5) throw error;
		}
		await makeFolder(dirname(path), undo);
	}
}
async function makeFolder(folder, undo) {
	for (;;) {
		try {
			await mkdir(folder);
			break;
		} catch (error) {
			if (errnoOf(error) === "EEXIST") return;
			if (errnoOf(error) !== "ENOENT" || dirname(folder) === folder) throw error;
		}
		await makeFolder(dirname(folder), undo);
	}
	undo.add(() => rmdir(folder).catch(() => {}));
	await syncFolder(dirname(folder));
}
async function writeTemp(target, bytes, mode, undo, exactMode) {
	const { path, handle } = await createTemp(target, mode, undo);
	try {
		if (exactMode !== void 0) await handle.chmod(exactMode);
		await handle.writeFile(bytes);
		await handle.sync();
	} finally {
		await handle.close();
	}
	return path;
}
async function replaceWith(temp, target, undo) {
	const backup = await keepBeside(target, undo);
	await rename(temp, target);
	undo.add(() => backup === null ? removeIfThere(target) : rename(backup, target));
	return async () => {
		if (backup !== null) await removeIfThere(backup);
	};
}
async function keepBeside(target, undo) {
	const backup = tempBeside(target);
	undo.add(() => removeIfThere(backup));
	try {
		await link(target, backup);
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return null;
		await copyFile(target, backup, constants$1.COPYFILE_FICLONE);
	}
	return backup;
}
async function removeIfThere(path) {
	ours$1.delete(path);
	await unlink(path).catch((error) => {
		if (errnoOf(error) !== "ENOENT") throw error;
	});
}
async function syncFolder(folder) {
	if (process.platform === "win32") return;
	const handle = await open(folder, "r");
	try {
		await handle.sync();
	} catch (error) {
		if (![
			"EINVAL",
			"ENOTSUP",
			"ENOSYS"
		].includes(errnoOf(error) ?? "")) throw error;
	} finally {
		await handle.close();
	}
}
async function syncFolders(...paths) {
	for (const folder of new Set(paths.map((path) => dirname(path)))) await syncFolder(folder);
}
async function sweepFolder(folder) {
	if (swept.has(folder)) return;
	swept.add(folder);
	for (const name of await readdir(folder).catch(() => [])) {
		const pid = Number(TEMP.exec(name)?.[1] ?? NaN);
		const path = join(folder, name);
		if (Number.isNaN(pid) || ours$1.has(path)) continue;
		if (pid === process.pid || !pidRuns(pid)) await removeIfThere(path).catch(() => {});
	}
}
// packages/files/src/undo.ts
var Undo = class {
	#steps = [];
	add(step) {
		this.#steps.push(step);
	}
	forget() {
		this.#steps = [];
	}
	async run() {
		const steps = this.#steps.reverse();
		this.#steps = [];
		const failures = [];
		for (const step of steps) await step().catch((error) => failures.push(error));
		if (failures.length > 0) throw failures[0];
	}
};
// packages/files/src/journal.ts
init_src$2();
const JOURNAL_LIMIT = Math.ceil(TAIL_LIMIT * 4 / 3) + 4 * PAGE;
const ours = new Set();
function journalPath(path) {
	return hiddenBeside(path, "journal");
}
function encodeJournal(journal) {
	const { size, mtimeMs, start, before, after, tail, owner } = journal;
	const body = JSON.stringify({
		version: 1,
		size,
		mtimeMs,
		start,
		before: toBase64(before),
		after: toBase64(after),
		tail: toBase64(tail),
		owner
	});
	return utf8(`${sha256(body)}\n${body}\n`);
}
function parseJournal(bytes) {
	try {
		const [digest, body, rest] = fromUtf8(bytes).split("\n");
		if (body === void 0 || rest !== "" || digest !== sha256(body)) return null;
		const { version, size, mtimeMs, start, before, after, tail, owner } = JSON.parse(body);
		const journal = {
			size,
			mtimeMs,
			start,
			owner,
			before: fromBase64(before),
			after: fromBase64(after),
			tail: fromBase64(tail)
		};
		const fits = before.length === after.length && journal.before.length <= 512 && start + journal.before.length <= size;
		return version === 1 && Number.isSafeInteger(size) && Number.isSafeInteger(start) && start >= 0 && fits ? journal : null;
	} catch {
		return null;
	}
}
async function placeJournal(path, plan) {
	const place = journalPath(path);
	const undo = new Undo();
	try {
		const temp = await writeTemp(path, encodeJournal({
			...plan,
			owner: thisProcess()
		}), 384, undo);
		await link(temp, place);
		ours.add(place);
	} catch (error) {
		if (errnoOf(error) === "EEXIST") throw busy(path);
		if ([
			"EPERM",
			"ENOTSUP",
			"ENOSYS",
			"EMLINK"
		].includes(errnoOf(error) ?? "")) return false;
		throw error;
	} finally {
		await undo.run();
	}
	try {
		await syncFolder(dirname(place));
	} catch (error) {
		await removeJournal(path);
		throw error;
	}
	return true;
}
async function removeJournal(path) {
	const place = journalPath(path);
	await removeIfThere(place);
	ours.delete(place);
	await syncFolder(dirname(place));
}
async function readJournal(path) {
	const place = journalPath(path);
	let bytes;
	try {
		bytes = await readBounded(place);
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return null;
		throw error;
	}
	const journal = parseJournal(bytes);
	if (journal === null) {
		await removeJournal(path);
		return null;
	}
	if (journal.owner.pid === process.pid && isRunning(journal.owner) ? ours.has(place) : isRunning(journal.owner)) throw busy(path);
	return journal;
}
async function rollBack(path, journal) {
	const handle = await open(path, constants$1.O_RDWR | constants$1.O_NOFOLLOW).catch((error) => {
		if (errnoOf(error) === "ENOENT") return null;
		throw error;
	});
	if (handle === null) return false;
	try {
		if (!await isOurs$1(handle, journal)) return false;
		if (journal.before.length > 0) {
			await handle.write(journal.before, 0, journal.before.length, journal.start);
			await handle.sync();
		}
		await handle.truncate(journal.size);
		await handle.utimes(new Date(), journal.mtimeMs / 1e3);
		await handle.sync();
		return true;
	} finally {
		await handle.close();
	}
}
async function isOurs$1(handle, { size, start, before, after, tail }) {
	const now = (await handle.stat()).size;
	if (now < size || now > size + tail.length) return false;
	const head = new Uint8Array(before.length);
	await handle.read(head, 0, head.length, start);
	if (!head.every((byte, i) => byte === before[i] || byte === after[i])) return false;
	const behind = new Uint8Array(now - size);
	await handle.read(behind, 0, behind.length, size);
	if (!behind.every((byte, i) => byte === tail[i] || byte === 0)) return false;
	return equalBytes(head, before) ? behind.length > 0 : behind.length === tail.length;
}
async function readBounded(place) {
	const handle = await open(place, "r");
	try {
		return (await handle.stat()).size > JOURNAL_LIMIT ? new Uint8Array() : await readFile(handle);
	} finally {
		await handle.close();
	}
}
function busy(path) {
	return new FilesError("FILE_BUSY", `${path}: another process is signing it in place`, { details: { path } });
}
function sha256(text) {
	return createHash("sha256").update(text).digest("hex");
}
// packages/files/src/in-place.ts
async function writeInPlace(path, source, plan, undo) {
	const handle = await openForUpdate(path);
	if (handle === null) return false;
	try {
		const journal = await planJournal(handle, source, plan);
		if (!await placeJournal(path, journal)) return false;
		undo.add(async () => {
			await rollBack(path, journal);
			await removeJournal(path);
		});
		await source.assertUnchanged();
		await writeFully(handle, plan.tail, source.size);
		await handle.sync();
		if (journal.after.length > 0) {
			await writeFully(handle, journal.after, journal.start);
			await handle.sync();
		}
		return true;
	} finally {
		await handle.close();
	}
}
async function openForUpdate(path) {
	try {
		return await open(path, constants$1.O_RDWR | constants$1.O_NOFOLLOW);
	} catch (error) {
		if ([
			"EACCES",
			"EPERM",
			"ETXTBSY",
			"EBUSY"
		].includes(errnoOf(error) ?? "")) return null;
		throw error;
	}
}
async function planJournal(handle, source, plan) {
	const { mtimeMs } = await handle.stat();
	const { start, end, writes } = plan.head ?? {
		start: 0,
		end: 0,
		writes: []
	};
	const before = await source.read(start, end - start);
	const after = Uint8Array.from(before);
	for (const write of writes) after.set(write.bytes, write.at - start);
	return {
		size: source.size,
		mtimeMs,
		start,
		before,
		after,
		tail: plan.tail
	};
}
async function writeContent(place, source, parts, undo, signal) {
	const { file } = place;
	if (place.inPlace) {
		if (parts === null) return {
			kind: "untouched",
			path: source.path
		};
		const plan = source.size >= 8388608 ? inPlacePlan(parts, source.size) : null;
		if (plan !== null && await writeInPlace(file, source, plan, undo)) return {
			kind: "edited",
			path: file,
			settle: () => removeJournal(file)
		};
	}
	await source.assertUnchanged();
	const temp = await createTemp(file, 384, undo);
	try {
		const overlay = parts !== null && source.size >= 8388608 ? overlayPlan(parts, source.size) : null;
		if (parts === null) await copyFile(source.path, temp.path, constants$1.COPYFILE_FICLONE);
		else if (overlay !== null) await copyAndOverlay(temp.handle, temp.path, source, overlay);
		else await writeParts(temp.handle, source, parts, signal);
		assertUnaborted(signal);
		await source.assertUnchanged();
		await likeOriginal(temp.handle, source, place.inPlace);
		await temp.handle.sync();
	} finally {
		await temp.handle.close();
	}
	return {
		kind: "beside",
		path: temp.path
	};
}
async function likeOriginal(handle, source, inPlace) {
	let mode = source.mode & 511;
	if (inPlace) {
		const [original, made] = await Promise.all([stat(source.path), handle.stat()]);
		try {
			if (original.uid !== made.uid || original.gid !== made.gid) await handle.chown(original.uid, original.gid);
			mode = source.mode;
		} catch (error) {
			if (errnoOf(error) !== "EPERM") throw error;
		}
	}
	await handle.chmod(mode);
}
// packages/files/src/output.ts
const PUBLIC_MODE = 438;
function fileOutput(options) {
	return { write: (embedding, signal) => onFile(options.target, () => write(options, embedding, signal)) };
}
async function write(options, embedding, signal) {
	const { source, target } = options;
	const undo = new Undo();
	const sources = [];
	const reopen = async (path, name) => {
		const opened = await openFileSource(path, {
			name,
			signal
		});
		sources.push(opened);
		return opened;
	};
	try {
		assertUnaborted(signal);
		const place = await findPlace(source.path, target);
		await sweepFolder(place.folder);
		const content = await writeContent(place, source, embedding.content, undo, signal);
		const side = embedding.sideFile && {
			path: target + embedding.sideFile.suffix,
			temp: await writeTemp(target + embedding.sideFile.suffix, embedding.sideFile.bytes, PUBLIC_MODE, undo)
		};
		const written = await reopen(content.path, basename(target));
		return {
			source: written,
			sideFile: side && await reopen(side.temp, basename(side.path)),
			commit: (record) => onFile(target, async () => {
				if (content.kind !== "edited") await source.assertUnchanged();
				await written.assertUnchanged();
				await commit(options, place, content, side, record, undo);
				await closeAll(sources);
			}),
			discard: () => onFile(target, async () => {
				await closeAll(sources);
				await undo.run();
			})
		};
	} catch (error) {
		await closeAll(sources);
		await undo.run().catch(() => {});
		throw error;
	}
}
async function commit({ target, recordSuffix = ".sigstore.json" }, place, content, side, record, undo) {
	const recordPath = target + recordSuffix;
	const settle = [];
	if (record) settle.push(await replaceWith(await writeTemp(recordPath, record, PUBLIC_MODE, undo), recordPath, undo));
	if (side) settle.push(await replaceWith(side.temp, side.path, undo));
	if (content.kind === "beside") settle.push(await replaceWith(content.path, place.file, undo));
	await syncFolders(target, place.file);
	if (content.kind === "edited") await content.settle();
	undo.forget();
	if (record === null && content.kind !== "untouched") settle.push(() => removeIfThere(recordPath));
	for (const step of settle) await step().catch(() => {});
}
async function closeAll(sources) {
	await Promise.all(sources.map((source) => source.close()));
}
// packages/files/src/output-plan.ts
async function planOutputs(files, destination, sideFileSuffixes = SIDE_FILE_SUFFIXES) {
	const inPlace = destination.kind === "in-place";
	const owners = new Map();
	const claim = (name, file) => {
		const place = CASE_BLIND ? name.toLowerCase() : name;
		const other = owners.get(place);
		if (other && other.absolute !== file.absolute) throw collision(other, file, name);
		owners.set(place, file);
	};
	const plans = [];
	for (const file of files) {
		claim(await entryOf(file.absolute), file);
		if (inPlace) claim(await realpath(file.absolute), file);
	}
	for (const file of files) {
		const openable = resolve(file.path) === file.absolute ? file.path : file.absolute;
		const target = inPlace ? openable : join(destination.folder, file.relative);
		claim(await entryOf(target), file);
		plans.push({
			...file,
			target
		});
	}
	for (const { target, ...file } of plans) for (const suffix of sideFileSuffixes) claim(await entryOf(target) + suffix, file);
	return plans;
}
const CASE_BLIND = process.platform === "win32" || process.platform === "darwin";
function collision(one, other, place) {
	return new FilesError("OUTPUT_COLLISION", `${one.path} and ${other.path} would both be written to ${place}`, { details: {
		paths: [one.path, other.path],
		output: place
	} });
}
// packages/files/src/recover.ts
function recoverInterrupted(path) {
	return onFile(path, async () => {
		let file;
		try {
			file = await realpath(path);
		} catch (error) {
			if (errnoOf(error) !== "ENOENT") throw error;
			await sweepFolder(dirname(path));
			return false;
		}
		await sweepFolder(dirname(file));
		const journal = await readJournal(file);
		if (journal === null) return false;
		const rolledBack = await rollBack(file, journal);
		await removeJournal(file);
		return rolledBack;
	});
}
// packages/files/src/small-files.ts
init_src$2();
const SMALL_FILE = 16777216;
function readBytes(path, limit = SMALL_FILE) {
	return onFile(path, async () => {
		const handle = await open(path, "r");
		try {
			const chunks = [];
			let length = 0;
			for (;;) {
				const chunk = new Uint8Array(Math.min(65536, limit + 1 - length));
				const { bytesRead } = await handle.read(chunk, 0, chunk.length);
				if (bytesRead === 0) break;
				chunks.push(chunk.subarray(0, bytesRead));
				length += bytesRead;
				if (length > limit) throw new FilesError("FILE_TOO_LARGE", `${path}: more than ${limit} bytes`, { details: {
					path,
					limit
				} });
			}
			return concat(...chunks);
		} finally {
			await handle.close();
		}
	});
}
async function readText$1(path, limit) {
	const bytes = await readBytes(path, limit);
	try {
		return fromUtf8(bytes).replace(/^\uFEFF/, "");
	} catch (cause) {
		throw new FilesError("FILE_NOT_TEXT", `${path}: not UTF-8 text`, {
			cause,
			details: { path }
		});
	}
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
// packages/engine/src/errors.ts
init_src$2();
const ENGINE_ERRORS = {
	CONFIG_NOT_FOUND: {
		family: "usage",
		howToFix: "Correct the path of --config, or make a configuration with `chancery init`."
	},
	CONFIG_INVALID: {
		family: "usage",
		howToFix: "Correct the members that the message names; docs/configuration.md lists them all."
	},
	CONFIG_EXISTS: {
		family: "usage",
		howToFix: "Use the chancery.yaml that is there, or choose another folder with --dir."
	},
	KEY_UNKNOWN: {
		family: "usage",
		howToFix: "Name a key of chancery.yaml, or give a pkcs11: URI."
	},
	KEY_NOT_GIVEN: {
		family: "usage",
		howToFix: "Give --key NAME (a key of chancery.yaml) or --key pkcs11:..., or set CHANCERY_KEY."
	},
	OUTPUT_NOT_GIVEN: {
		family: "usage",
		howToFix: "Give --out DIR for signed copies, or --in-place to sign the files themselves."
	},
	OPTIONS_CONFLICT: {
		family: "usage",
		howToFix: "Give one of them."
	},
	OPTION_INVALID: {
		family: "usage",
		howToFix: "Correct the option; `chancery COMMAND --help` lists what each takes."
	},
	TIMESTAMP_NOT_CONFIGURED: {
		family: "usage",
		howToFix: "Give --timestamp URL or `timestamp:` in chancery.yaml; without one signatures end with the certificate: --no-timestamp accepts that."
	},
	ATTESTATION_KEY_MISSING: {
		family: "usage",
		howToFix: "Configure keys.attestation (a key of its own, never the release key), or give --no-attest to leave no record."
	},
	ATTESTATION_KEY_SHARED: {
		family: "usage",
		howToFix: "Give records a key of their own: `chancery keys generate`, then name it as keys.attestation."
	},
	CERTIFICATE_MISSING: {
		family: "usage",
		howToFix: "Give the certificate of the key: --certificate PEM, `certificate` in chancery.yaml, or import it to the token."
	},
	SIGNER_CERTIFICATE_EXPIRED: {
		family: "usage",
		howToFix: "Renew the certificate of the key (`chancery keys csr` makes the request)."
	},
	SIGNER_CERTIFICATE_PURPOSE: {
		family: "usage",
		howToFix: "Ask the CA for a certificate with the extended key usage codeSigning."
	},
	TRUST_NOT_GIVEN: {
		family: "usage",
		howToFix: "Give --trust PEM (the CA, or the public key of records), or `trust:` in chancery.yaml."
	},
	TRUST_INVALID: {
		family: "usage",
		howToFix: "Give PEM certificates, a PEM public key or a Sigstore trusted_root.json; for --crl a list in PEM or DER."
	},
	FORMAT_NOT_RECOGNISED: {
		family: "usage",
		howToFix: "Give --format blob to get a detached signature beside it, or leave the file out with !NAME."
	},
	EMPTY_FILE: {
		family: "malformed",
		howToFix: "An empty file is mostly a failed build step: look there, or leave it out with !NAME."
	},
	REQUIREMENT_NOT_MET: {
		family: "untrusted",
		howToFix: "Sign the file with what is required, or drop it from --require."
	},
	PREDICATE_INVALID: {
		family: "usage",
		howToFix: "Give a file that holds one JSON object."
	}
};
var EngineError = class extends ChanceryError {
	constructor(code, message, options) {
		super(ENGINE_ERRORS, code, message, options);
		this.name = "EngineError";
	}
};
// packages/engine/src/nearest.ts
function nearest(word, words) {
	let best = null;
	let least = Math.max(2, Math.floor(word.length / 2)) + 1;
	for (const candidate of words) {
		const distance = editDistance(word, candidate);
		if (distance < least) {
			best = candidate;
			least = distance;
		}
	}
	return best;
}
function suggestion(word, words) {
	const found = nearest(word, words);
	return found === null ? "" : ` (did you mean ${JSON.stringify(found)}?)`;
}
function editDistance(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const substitution = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(substitution, row[j] + 1, next[j - 1] + 1));
		}
		row = next;
	}
	return row[b.length];
}
// node_modules/yaml/dist/nodes/identity.js
var require_identity = __commonJSMin(((exports) => {
	const ALIAS = Symbol.for("yaml.alias");
	const DOC = Symbol.for("yaml.document");
	const MAP = Symbol.for("yaml.map");
	const PAIR = Symbol.for("yaml.pair");
	const SCALAR = Symbol.for("yaml.scalar");
	const SEQ = Symbol.for("yaml.seq");
	const NODE_TYPE = Symbol.for("yaml.node.type");
	const isAlias = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === ALIAS;
	const isDocument = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === DOC;
	const isMap = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === MAP;
	const isPair = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === PAIR;
	const isScalar = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SCALAR;
	const isSeq = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SEQ;
	function isCollection(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case MAP:
			case SEQ: return true;
		}
		return false;
	}
	function isNode(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case ALIAS:
			case MAP:
			case SCALAR:
			case SEQ: return true;
		}
		return false;
	}
	const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;
	exports.ALIAS = ALIAS;
	exports.DOC = DOC;
	exports.MAP = MAP;
	exports.NODE_TYPE = NODE_TYPE;
	exports.PAIR = PAIR;
	exports.SCALAR = SCALAR;
	exports.SEQ = SEQ;
	exports.hasAnchor = hasAnchor;
	exports.isAlias = isAlias;
	exports.isCollection = isCollection;
	exports.isDocument = isDocument;
	exports.isMap = isMap;
	exports.isNode = isNode;
	exports.isPair = isPair;
	exports.isScalar = isScalar;
	exports.isSeq = isSeq;
}));
// node_modules/yaml/dist/visit.js
var require_visit = __commonJSMin(((exports) => {
	var identity = require_identity();
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove node");
	function visit(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (visit_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else visit_(null, node, visitor_, Object.freeze([]));
	}
	visit.BREAK = BREAK;
	visit.SKIP = SKIP;
	visit.REMOVE = REMOVE;
	function visit_(key, node, visitor, path) {
		const ctrl = callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visit_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = visit_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = visit_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = visit_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	async function visitAsync(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (await visitAsync_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else await visitAsync_(null, node, visitor_, Object.freeze([]));
	}
	visitAsync.BREAK = BREAK;
	visitAsync.SKIP = SKIP;
	visitAsync.REMOVE = REMOVE;
	async function visitAsync_(key, node, visitor, path) {
		const ctrl = await callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visitAsync_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = await visitAsync_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = await visitAsync_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = await visitAsync_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	function initVisitor(visitor) {
		if (typeof visitor === "object" && (visitor.Collection || visitor.Node || visitor.Value)) return Object.assign({
			Alias: visitor.Node,
			Map: visitor.Node,
			Scalar: visitor.Node,
			Seq: visitor.Node
		}, visitor.Value && {
			Map: visitor.Value,
			Scalar: visitor.Value,
			Seq: visitor.Value
		}, visitor.Collection && {
			Map: visitor.Collection,
			Seq: visitor.Collection
		}, visitor);
		return visitor;
	}
	function callVisitor(key, node, visitor, path) {
		if (typeof visitor === "function") return visitor(key, node, path);
		if (identity.isMap(node)) return visitor.Map?.(key, node, path);
		if (identity.isSeq(node)) return visitor.Seq?.(key, node, path);
		if (identity.isPair(node)) return visitor.Pair?.(key, node, path);
		if (identity.isScalar(node)) return visitor.Scalar?.(key, node, path);
		if (identity.isAlias(node)) return visitor.Alias?.(key, node, path);
	}
	function replaceNode(key, path, node) {
		const parent = path[path.length - 1];
		if (identity.isCollection(parent)) parent.items[key] = node;
		else if (identity.isPair(parent)) {
			if (key === "key") parent.key = node;
			else parent.value = node;
		} else if (identity.isDocument(parent)) parent.contents = node;
		else {
			const pt = identity.isAlias(parent) ? "alias" : "scalar";
			throw new Error(`Cannot replace node with ${pt} parent`);
		}
	}
	exports.visit = visit;
	exports.visitAsync = visitAsync;
}));
// node_modules/yaml/dist/doc/directives.js
var require_directives = __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	const escapeChars = {
		"!": "%21",
		",": "%2C",
		"[": "%5B",
		"]": "%5D",
		"{": "%7B",
		"}": "%7D"
	};
	const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, (ch) => escapeChars[ch]);
	var Directives = class Directives {
		constructor(yaml, tags) {
			this.docStart = null;
			this.docEnd = false;
			this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
			this.tags = Object.assign({}, Directives.defaultTags, tags);
		}
		clone() {
			const copy = new Directives(this.yaml, this.tags);
			copy.docStart = this.docStart;
			return copy;
		}
		atDocument() {
			const res = new Directives(this.yaml, this.tags);
			switch (this.yaml.version) {
				case "1.1":
					this.atNextDocument = true;
					break;
				case "1.2":
					this.atNextDocument = false;
					this.yaml = {
						explicit: Directives.defaultYaml.explicit,
						version: "1.2"
					};
					this.tags = Object.assign({}, Directives.defaultTags);
			}
			return res;
		}
		add(line, onError) {
			if (this.atNextDocument) {
				this.yaml = {
					explicit: Directives.defaultYaml.explicit,
					version: "1.1"
				};
				this.tags = Object.assign({}, Directives.defaultTags);
				this.atNextDocument = false;
			}
			const parts = line.trim().split(/[ \t]+/);
			const name = parts.shift();
			switch (name) {
				case "%TAG": {
					if (parts.length !== 2) {
						onError(0, "%TAG directive should contain exactly two parts");
						if (parts.length < 2) return false;
					}
					const [handle, prefix] = parts;
					this.tags[handle] = prefix;
					return true;
				}
				case "%YAML": {
					this.yaml.explicit = true;
					if (parts.length !== 1) {
						onError(0, "%YAML directive should contain exactly one part");
						return false;
					}
					const [version] = parts;
					if (version === "1.1" || version === "1.2") {
						this.yaml.version = version;
						return true;
					} else {
						const isValid = /^\d+\.\d+$/.test(version);
						onError(6, `Unsupported YAML version ${version}`, isValid);
						return false;
					}
				}
				default:
					onError(0, `Unknown directive ${name}`, true);
					return false;
			}
		}
		tagName(source, onError) {
			if (source === "!") return "!";
			if (source[0] !== "!") {
				onError(`Not a valid tag: ${source}`);
				return null;
			}
			if (source[1] === "<") {
				const verbatim = source.slice(2, -1);
				if (verbatim === "!" || verbatim === "!!") {
					onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
					return null;
				}
				if (source[source.length - 1] !== ">") onError("Verbatim tags must end with a >");
				return verbatim;
			}
			const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
			if (!suffix) onError(`The ${source} tag has no suffix`);
			const prefix = this.tags[handle];
			if (prefix) try {
				return prefix + decodeURIComponent(suffix);
			} catch (error) {
				onError(String(error));
				return null;
			}
			if (handle === "!") return source;
			onError(`Could not resolve tag: ${source}`);
			return null;
		}
		tagString(tag) {
			for (const [handle, prefix] of Object.entries(this.tags)) if (tag.startsWith(prefix)) return handle + escapeTagName(tag.substring(prefix.length));
			return tag[0] === "!" ? tag : `!<${tag}>`;
		}
		toString(doc) {
			const lines = this.yaml.explicit ? [`%YAML ${this.yaml.version || "1.2"}`] : [];
			const tagEntries = Object.entries(this.tags);
			let tagNames;
			if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
				const tags = {};
				visit.visit(doc.contents, (_key, node) => {
					if (identity.isNode(node) && node.tag) tags[node.tag] = true;
				});
				tagNames = Object.keys(tags);
			} else tagNames = [];
			for (const [handle, prefix] of tagEntries) {
				if (handle === "!!" && prefix === "tag:yaml.org,2002:") continue;
				if (!doc || tagNames.some((tn) => tn.startsWith(prefix))) lines.push(`%TAG ${handle} ${prefix}`);
			}
			return lines.join("\n");
		}
	};
	Directives.defaultYaml = {
		explicit: false,
		version: "1.2"
	};
	Directives.defaultTags = { "!!": "tag:yaml.org,2002:" };
	exports.Directives = Directives;
}));
// node_modules/yaml/dist/doc/anchors.js
var require_anchors = __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	function anchorIsValid(anchor) {
		if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
			const msg = `Anchor must not contain whitespace or control characters: ${JSON.stringify(anchor)}`;
			throw new Error(msg);
		}
		return true;
	}
	function anchorNames(root) {
		const anchors = new Set();
		visit.visit(root, { Value(_key, node) {
			if (node.anchor) anchors.add(node.anchor);
		} });
		return anchors;
	}
	function findNewAnchor(prefix, exclude) {
		for (let i = 1;; ++i) {
			const name = `${prefix}${i}`;
			if (!exclude.has(name)) return name;
		}
	}
	function createNodeAnchors(doc, prefix) {
		const aliasObjects = [];
		const sourceObjects = new Map();
		let prevAnchors = null;
		return {
			onAnchor: (source) => {
				aliasObjects.push(source);
				prevAnchors ?? (prevAnchors = anchorNames(doc));
				const anchor = findNewAnchor(prefix, prevAnchors);
				prevAnchors.add(anchor);
				return anchor;
			},
			setAnchors: () => {
				for (const source of aliasObjects) {
					const ref = sourceObjects.get(source);
					if (typeof ref === "object" && ref.anchor && (identity.isScalar(ref.node) || identity.isCollection(ref.node))) ref.node.anchor = ref.anchor;
					else {
						const error = new Error("Failed to resolve repeated object (this should not happen)");
						error.source = source;
						throw error;
					}
				}
			},
			sourceObjects
		};
	}
	exports.anchorIsValid = anchorIsValid;
	exports.anchorNames = anchorNames;
	exports.createNodeAnchors = createNodeAnchors;
	exports.findNewAnchor = findNewAnchor;
}));
// node_modules/yaml/dist/doc/applyReviver.js
var require_applyReviver = __commonJSMin(((exports) => {
	function applyReviver(reviver, obj, key, val) {
		if (val && typeof val === "object") {
			if (Array.isArray(val)) for (let i = 0, len = val.length; i < len; ++i) {
				const v0 = val[i];
				const v1 = applyReviver(reviver, val, String(i), v0);
				if (v1 === void 0) delete val[i];
				else if (v1 !== v0) val[i] = v1;
			}
			else if (val instanceof Map) for (const k of Array.from(val.keys())) {
				const v0 = val.get(k);
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) val.delete(k);
				else if (v1 !== v0) val.set(k, v1);
			}
			else if (val instanceof Set) for (const v0 of Array.from(val)) {
				const v1 = applyReviver(reviver, val, v0, v0);
				if (v1 === void 0) val.delete(v0);
				else if (v1 !== v0) {
					val.delete(v0);
					val.add(v1);
				}
			}
			else for (const [k, v0] of Object.entries(val)) {
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) delete val[k];
				else if (v1 !== v0) val[k] = v1;
			}
		}
		return reviver.call(obj, key, val);
	}
	exports.applyReviver = applyReviver;
}));
// node_modules/yaml/dist/nodes/toJS.js
var require_toJS = __commonJSMin(((exports) => {
	var identity = require_identity();
	function toJS(value, arg, ctx) {
		if (Array.isArray(value)) return value.map((v, i) => toJS(v, String(i), ctx));
		if (value && typeof value.toJSON === "function") {
			if (!ctx || !identity.hasAnchor(value)) return value.toJSON(arg, ctx);
			const data = {
				aliasCount: 0,
				count: 1,
				res: void 0
			};
			ctx.anchors.set(value, data);
			ctx.onCreate = (res) => {
				data.res = res;
				delete ctx.onCreate;
			};
			const res = value.toJSON(arg, ctx);
			if (ctx.onCreate) ctx.onCreate(res);
			return res;
		}
		if (typeof value === "bigint" && !ctx?.keep) return Number(value);
		return value;
	}
	exports.toJS = toJS;
}));
// node_modules/yaml/dist/nodes/Node.js
var require_Node = __commonJSMin(((exports) => {
	var applyReviver = require_applyReviver();
	var identity = require_identity();
	var toJS = require_toJS();
	var NodeBase = class {
		constructor(type) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: type });
		}
		clone() {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			if (!identity.isDocument(doc)) throw new TypeError("A document argument is required");
			const ctx = {
				anchors: new Map(),
				doc,
				keep: true,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this, "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
	};
	exports.NodeBase = NodeBase;
}));
// node_modules/yaml/dist/nodes/Alias.js
var require_Alias = __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var visit = require_visit();
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	var Alias = class extends Node.NodeBase {
		constructor(source) {
			super(identity.ALIAS);
			this.source = source;
			Object.defineProperty(this, "tag", { set() {
				throw new Error("Alias nodes cannot have tags");
			} });
		}
		resolve(doc, ctx) {
			if (ctx?.maxAliasCount === 0) throw new ReferenceError("Alias resolution is disabled");
			let nodes;
			if (ctx?.aliasResolveCache) nodes = ctx.aliasResolveCache;
			else {
				nodes = [];
				visit.visit(doc, { Node: (_key, node) => {
					if (identity.isAlias(node) || identity.hasAnchor(node)) nodes.push(node);
				} });
				if (ctx) ctx.aliasResolveCache = nodes;
			}
			let found = void 0;
			for (const node of nodes) {
				if (node === this) break;
				if (node.anchor === this.source) found = node;
			}
			if (found && ctx) {
				const { anchors, doc, maxAliasCount } = ctx;
				let data = anchors.get(found);
				if (!data) {
					toJS.toJS(found, null, ctx);
					data = anchors.get(found);
				}
				if (data?.res === void 0) throw new ReferenceError("This should not happen: Alias anchor was not resolved?");
				if (maxAliasCount >= 0) {
					data.count += 1;
					if (data.aliasCount === 0) data.aliasCount = getAliasCount(doc, found, anchors);
					if (data.count * data.aliasCount > maxAliasCount) throw new ReferenceError("Excessive alias count indicates a resource exhaustion attack");
				}
			}
			return found;
		}
		toJSON(_arg, ctx) {
			if (!ctx) return { source: this.source };
			const source = this.resolve(ctx.doc, ctx);
			if (!source) {
				const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
				throw new ReferenceError(msg);
			}
			return ctx.anchors.get(source).res;
		}
		toString(ctx, _onComment, _onChompKeep) {
			const src = `*${this.source}`;
			if (ctx) {
				anchors.anchorIsValid(this.source);
				if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
					const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
					throw new Error(msg);
				}
				if (ctx.implicitKey) return `${src} `;
			}
			return src;
		}
	};
	function getAliasCount(doc, node, anchors) {
		if (identity.isAlias(node)) {
			const source = node.resolve(doc);
			const anchor = anchors && source && anchors.get(source);
			return anchor ? anchor.count * anchor.aliasCount : 0;
		} else if (identity.isCollection(node)) {
			let count = 0;
			for (const item of node.items) {
				const c = getAliasCount(doc, item, anchors);
				if (c > count) count = c;
			}
			return count;
		} else if (identity.isPair(node)) {
			const kc = getAliasCount(doc, node.key, anchors);
			const vc = getAliasCount(doc, node.value, anchors);
			return Math.max(kc, vc);
		}
		return 1;
	}
	exports.Alias = Alias;
}));
// node_modules/yaml/dist/nodes/Scalar.js
var require_Scalar = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	const isScalarValue = (value) => !value || typeof value !== "function" && typeof value !== "object";
	var Scalar = class extends Node.NodeBase {
		constructor(value) {
			super(identity.SCALAR);
			this.value = value;
		}
		toJSON(arg, ctx) {
			return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
		}
		toString() {
			return String(this.value);
		}
	};
	Scalar.BLOCK_FOLDED = "BLOCK_FOLDED";
	Scalar.BLOCK_LITERAL = "BLOCK_LITERAL";
	Scalar.PLAIN = "PLAIN";
	Scalar.QUOTE_DOUBLE = "QUOTE_DOUBLE";
	Scalar.QUOTE_SINGLE = "QUOTE_SINGLE";
	exports.Scalar = Scalar;
	exports.isScalarValue = isScalarValue;
}));
// node_modules/yaml/dist/doc/createNode.js
var require_createNode = __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var Scalar = require_Scalar();
	const defaultTagPrefix = "tag:yaml.org,2002:";
	function findTagObject(value, tagName, tags) {
		if (tagName) {
			const match = tags.filter((t) => t.tag === tagName);
			const tagObj = match.find((t) => !t.format) ?? match[0];
			if (!tagObj) throw new Error(`Tag ${tagName} not found`);
			return tagObj;
		}
		return tags.find((t) => t.identify?.(value) && !t.format);
	}
	function createNode(value, tagName, ctx) {
		if (identity.isDocument(value)) value = value.contents;
		if (identity.isNode(value)) return value;
		if (identity.isPair(value)) {
			const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
			map.items.push(value);
			return map;
		}
		if (value instanceof String || value instanceof Number || value instanceof Boolean || typeof BigInt !== "undefined" && value instanceof BigInt) value = value.valueOf();
		const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
		let ref = void 0;
		if (aliasDuplicateObjects && value && typeof value === "object") {
			ref = sourceObjects.get(value);
			if (ref) {
				ref.anchor ?? (ref.anchor = onAnchor(value));
				return new Alias.Alias(ref.anchor);
			} else {
				ref = {
					anchor: null,
					node: null
				};
				sourceObjects.set(value, ref);
			}
		}
		if (tagName?.startsWith("!!")) tagName = defaultTagPrefix + tagName.slice(2);
		let tagObj = findTagObject(value, tagName, schema.tags);
		if (!tagObj) {
			if (value && typeof value.toJSON === "function") value = value.toJSON();
			if (!value || typeof value !== "object") {
				const node = new Scalar.Scalar(value);
				if (ref) ref.node = node;
				return node;
			}
			tagObj = value instanceof Map ? schema[identity.MAP] : Symbol.iterator in Object(value) ? schema[identity.SEQ] : schema[identity.MAP];
		}
		if (onTagObj) {
			onTagObj(tagObj);
			delete ctx.onTagObj;
		}
		const node = tagObj?.createNode ? tagObj.createNode(ctx.schema, value, ctx) : typeof tagObj?.nodeClass?.from === "function" ? tagObj.nodeClass.from(ctx.schema, value, ctx) : new Scalar.Scalar(value);
		if (tagName) node.tag = tagName;
		else if (!tagObj.default) node.tag = tagObj.tag;
		if (ref) ref.node = node;
		return node;
	}
	exports.createNode = createNode;
}));
// node_modules/yaml/dist/nodes/Collection.js
var require_Collection = __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var identity = require_identity();
	var Node = require_Node();
	function collectionFromPath(schema, path, value) {
		let v = value;
		for (let i = path.length - 1; i >= 0; --i) {
			const k = path[i];
			if (typeof k === "number" && Number.isInteger(k) && k >= 0) {
				const a = [];
				a[k] = v;
				v = a;
			} else v = new Map([[k, v]]);
		}
		return createNode.createNode(v, void 0, {
			aliasDuplicateObjects: false,
			keepUndefined: false,
			onAnchor: () => {
				throw new Error("This should not happen, please report a bug.");
			},
			schema,
			sourceObjects: new Map()
		});
	}
	const isEmptyPath = (path) => path == null || typeof path === "object" && !!path[Symbol.iterator]().next().done;
	var Collection = class extends Node.NodeBase {
		constructor(type, schema) {
			super(type);
			Object.defineProperty(this, "schema", {
				value: schema,
				configurable: true,
				enumerable: false,
				writable: true
			});
		}
		clone(schema) {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (schema) copy.schema = schema;
			copy.items = copy.items.map((it) => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		addIn(path, value) {
			if (isEmptyPath(path)) this.add(value);
			else {
				const [key, ...rest] = path;
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.addIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
		deleteIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.delete(key);
			const node = this.get(key, true);
			if (identity.isCollection(node)) return node.deleteIn(rest);
			else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
		}
		getIn(path, keepScalar) {
			const [key, ...rest] = path;
			const node = this.get(key, true);
			if (rest.length === 0) return !keepScalar && identity.isScalar(node) ? node.value : node;
			else return identity.isCollection(node) ? node.getIn(rest, keepScalar) : void 0;
		}
		hasAllNullValues(allowScalar) {
			return this.items.every((node) => {
				if (!identity.isPair(node)) return false;
				const n = node.value;
				return n == null || allowScalar && identity.isScalar(n) && n.value == null && !n.commentBefore && !n.comment && !n.tag;
			});
		}
		hasIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.has(key);
			const node = this.get(key, true);
			return identity.isCollection(node) ? node.hasIn(rest) : false;
		}
		setIn(path, value) {
			const [key, ...rest] = path;
			if (rest.length === 0) this.set(key, value);
			else {
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.setIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
	};
	exports.Collection = Collection;
	exports.collectionFromPath = collectionFromPath;
	exports.isEmptyPath = isEmptyPath;
}));
// node_modules/yaml/dist/stringify/stringifyComment.js
var require_stringifyComment = __commonJSMin(((exports) => {
	const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, "#");
	function indentComment(comment, indent) {
		if (/^\n+$/.test(comment)) return comment.substring(1);
		return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
	}
	const lineComment = (str, indent, comment) => str.endsWith("\n") ? indentComment(comment, indent) : comment.includes("\n") ? "\n" + indentComment(comment, indent) : (str.endsWith(" ") ? "" : " ") + comment;
	exports.indentComment = indentComment;
	exports.lineComment = lineComment;
	exports.stringifyComment = stringifyComment;
}));
// node_modules/yaml/dist/stringify/foldFlowLines.js
var require_foldFlowLines = __commonJSMin(((exports) => {
	const FOLD_FLOW = "flow";
	const FOLD_BLOCK = "block";
	const FOLD_QUOTED = "quoted";
	function foldFlowLines(text, indent, mode = "flow", { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
		if (!lineWidth || lineWidth < 0) return text;
		if (lineWidth < minContentWidth) minContentWidth = 0;
		const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
		if (text.length <= endStep) return text;
		const folds = [];
		const escapedFolds = {};
		let end = lineWidth - indent.length;
		if (typeof indentAtStart === "number") {
			if (indentAtStart > lineWidth - Math.max(2, minContentWidth)) folds.push(0);
			else end = lineWidth - indentAtStart;
		}
		let split = void 0;
		let prev = void 0;
		let overflow = false;
		let i = -1;
		let escStart = -1;
		let escEnd = -1;
		if (mode === FOLD_BLOCK) {
			i = consumeMoreIndentedLines(text, i, indent.length);
			if (i !== -1) end = i + endStep;
		}
		for (let ch; ch = text[i += 1];) {
			if (mode === FOLD_QUOTED && ch === "\\") {
				escStart = i;
				switch (text[i + 1]) {
					case "x":
						i += 3;
						break;
					case "u":
						i += 5;
						break;
					case "U":
						i += 9;
						break;
					default: i += 1;
				}
				escEnd = i;
			}
			if (ch === "\n") {
				if (mode === FOLD_BLOCK) i = consumeMoreIndentedLines(text, i, indent.length);
				end = i + indent.length + endStep;
				split = void 0;
			} else {
				if (ch === " " && prev && prev !== " " && prev !== "\n" && prev !== "	") {
					const next = text[i + 1];
					if (next && next !== " " && next !== "\n" && next !== "	") split = i;
				}
				if (i >= end) {
					if (split) {
						folds.push(split);
						end = split + endStep;
						split = void 0;
					} else if (mode === FOLD_QUOTED) {
						while (prev === " " || prev === "	") {
							prev = ch;
							ch = text[i += 1];
							overflow = true;
						}
						const j = i > escEnd + 1 ? i - 2 : escStart - 1;
						if (escapedFolds[j]) return text;
						folds.push(j);
						escapedFolds[j] = true;
						end = j + endStep;
						split = void 0;
					} else overflow = true;
				}
			}
			prev = ch;
		}
		if (overflow && onOverflow) onOverflow();
		if (folds.length === 0) return text;
		if (onFold) onFold();
		let res = text.slice(0, folds[0]);
		for (let i = 0; i < folds.length; ++i) {
			const fold = folds[i];
			const end = folds[i + 1] || text.length;
			if (fold === 0) res = `\n${indent}${text.slice(0, end)}`;
			else {
				if (mode === FOLD_QUOTED && escapedFolds[fold]) res += `${text[fold]}\\`;
				res += `\n${indent}${text.slice(fold + 1, end)}`;
			}
		}
		return res;
	}
	function consumeMoreIndentedLines(text, i, indent) {
		let end = i;
		let start = i + 1;
		let ch = text[start];
		while (ch === " " || ch === "	") if (i < start + indent) ch = text[++i];
		else {
			do
				ch = text[++i];
			while (ch && ch !== "\n");
			end = i;
			start = i + 1;
			ch = text[start];
		}
		return end;
	}
	exports.FOLD_BLOCK = FOLD_BLOCK;
	exports.FOLD_FLOW = FOLD_FLOW;
	exports.FOLD_QUOTED = FOLD_QUOTED;
	exports.foldFlowLines = foldFlowLines;
}));
// node_modules/yaml/dist/stringify/stringifyString.js
var require_stringifyString = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var foldFlowLines = require_foldFlowLines();
	const getFoldOptions = (ctx, isBlock) => ({
		indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
		lineWidth: ctx.options.lineWidth,
		minContentWidth: ctx.options.minContentWidth
	});
	const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
	function lineLengthOverLimit(str, lineWidth, indentLength) {
		if (!lineWidth || lineWidth < 0) return false;
		const limit = lineWidth - indentLength;
		const strLen = str.length;
		if (strLen <= limit) return false;
		for (let i = 0, start = 0; i < strLen; ++i) if (str[i] === "\n") {
			if (i - start > limit) return true;
			start = i + 1;
			if (strLen - start <= limit) return false;
		}
		return true;
	}
	function doubleQuotedString(value, ctx) {
		const json = JSON.stringify(value);
		if (ctx.options.doubleQuotedAsJSON) return json;
		const { implicitKey } = ctx;
		const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		let str = "";
		let start = 0;
		for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
			if (ch === " " && json[i + 1] === "\\" && json[i + 2] === "n") {
				str += json.slice(start, i) + "\\ ";
				i += 1;
				start = i;
				ch = "\\";
			}
			if (ch === "\\") switch (json[i + 1]) {
				case "u":
					{
						str += json.slice(start, i);
						const code = json.substr(i + 2, 4);
						switch (code) {
							case "0000":
								str += "\\0";
								break;
							case "0007":
								str += "\\a";
								break;
							case "000b":
								str += "\\v";
								break;
							case "001b":
								str += "\\e";
								break;
							case "0085":
								str += "\\N";
								break;
							case "00a0":
								str += "\\_";
								break;
							case "2028":
								str += "\\L";
								break;
							case "2029":
								str += "\\P";
								break;
							default: if (code.substr(0, 2) === "00") str += "\\x" + code.substr(2);
							else str += json.substr(i, 6);
						}
						i += 5;
						start = i + 1;
					}
					break;
				case "n":
					if (implicitKey || json[i + 2] === "\"" || json.length < minMultiLineLength) i += 1;
					else {
						str += json.slice(start, i) + "\n\n";
						while (json[i + 2] === "\\" && json[i + 3] === "n" && json[i + 4] !== "\"") {
							str += "\n";
							i += 2;
						}
						str += indent;
						if (json[i + 2] === " ") str += "\\";
						i += 1;
						start = i + 1;
					}
					break;
				default: i += 1;
			}
		}
		str = start ? str + json.slice(start) : json;
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
	}
	function singleQuotedString(value, ctx) {
		if (ctx.options.singleQuote === false || ctx.implicitKey && value.includes("\n") || /[ \t]\n|\n[ \t]/.test(value)) return doubleQuotedString(value, ctx);
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
		return ctx.implicitKey ? res : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function quotedString(value, ctx) {
		const { singleQuote } = ctx.options;
		let qs;
		if (singleQuote === false) qs = doubleQuotedString;
		else {
			const hasDouble = value.includes("\"");
			const hasSingle = value.includes("'");
			if (hasDouble && !hasSingle) qs = singleQuotedString;
			else if (hasSingle && !hasDouble) qs = doubleQuotedString;
			else qs = singleQuote ? singleQuotedString : doubleQuotedString;
		}
		return qs(value, ctx);
	}
	let blockEndNewlines;
	try {
		blockEndNewlines = new RegExp("(^|(?<!\n))\n+(?!\n|$)", "g");
	} catch {
		blockEndNewlines = /\n+(?!\n|$)/g;
	}
	function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
		const { blockQuote, commentString, lineWidth } = ctx.options;
		if (!blockQuote || /\n[\t ]+$/.test(value)) return quotedString(value, ctx);
		const indent = ctx.indent || (ctx.forceBlockIndent || containsDocumentMarker(value) ? "  " : "");
		const literal = blockQuote === "literal" ? true : blockQuote === "folded" || type === Scalar.Scalar.BLOCK_FOLDED ? false : type === Scalar.Scalar.BLOCK_LITERAL ? true : !lineLengthOverLimit(value, lineWidth, indent.length);
		if (!value) return literal ? "|\n" : ">\n";
		let chomp;
		let endStart;
		for (endStart = value.length; endStart > 0; --endStart) {
			const ch = value[endStart - 1];
			if (ch !== "\n" && ch !== "	" && ch !== " ") break;
		}
		let end = value.substring(endStart);
		const endNlPos = end.indexOf("\n");
		if (endNlPos === -1) chomp = "-";
		else if (value === end || endNlPos !== end.length - 1) {
			chomp = "+";
			if (onChompKeep) onChompKeep();
		} else chomp = "";
		if (end) {
			value = value.slice(0, -end.length);
			if (end[end.length - 1] === "\n") end = end.slice(0, -1);
			end = end.replace(blockEndNewlines, `$&${indent}`);
		}
		let startWithSpace = false;
		let startEnd;
		let startNlPos = -1;
		for (startEnd = 0; startEnd < value.length; ++startEnd) {
			const ch = value[startEnd];
			if (ch === " ") startWithSpace = true;
			else if (ch === "\n") startNlPos = startEnd;
			else break;
		}
		let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
		if (start) {
			value = value.substring(start.length);
			start = start.replace(/\n+/g, `$&${indent}`);
		}
		let header = (startWithSpace ? indent ? "2" : "1" : "") + chomp;
		if (comment) {
			header += " " + commentString(comment.replace(/ ?[\r\n]+/g, " "));
			if (onComment) onComment();
		}
		if (!literal) {
			const foldedValue = value.replace(/\n+/g, "\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, "$1$2").replace(/\n+/g, `$&${indent}`);
			let literalFallback = false;
			const foldOptions = getFoldOptions(ctx, true);
			if (blockQuote !== "folded" && type !== Scalar.Scalar.BLOCK_FOLDED) foldOptions.onOverflow = () => {
				literalFallback = true;
			};
			const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
			if (!literalFallback) return `>${header}\n${indent}${body}`;
		}
		value = value.replace(/\n+/g, `$&${indent}`);
		return `|${header}\n${indent}${start}${value}${end}`;
	}
	function plainString(item, ctx, onComment, onChompKeep) {
		const { type, value } = item;
		const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
		if (implicitKey && value.includes("\n") || inFlow && /[[\]{},]/.test(value)) return quotedString(value, ctx);
		if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) return implicitKey || inFlow || !value.includes("\n") ? quotedString(value, ctx) : blockString(item, ctx, onComment, onChompKeep);
		if (!implicitKey && !inFlow && type !== Scalar.Scalar.PLAIN && value.includes("\n")) return blockString(item, ctx, onComment, onChompKeep);
		if (containsDocumentMarker(value)) {
			if (indent === "") {
				ctx.forceBlockIndent = true;
				return blockString(item, ctx, onComment, onChompKeep);
			} else if (implicitKey && indent === indentStep) return quotedString(value, ctx);
		}
		const str = value.replace(/\n+/g, `$&\n${indent}`);
		if (actualString) {
			const test = (tag) => tag.default && tag.tag !== "tag:yaml.org,2002:str" && tag.test?.test(str);
			const { compat, tags } = ctx.doc.schema;
			if (tags.some(test) || compat?.some(test)) return quotedString(value, ctx);
		}
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function stringifyString(item, ctx, onComment, onChompKeep) {
		const { implicitKey, inFlow } = ctx;
		const ss = typeof item.value === "string" ? item : Object.assign({}, item, { value: String(item.value) });
		let { type } = item;
		if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
			if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value)) type = Scalar.Scalar.QUOTE_DOUBLE;
		}
		const _stringify = (_type) => {
			switch (_type) {
				case Scalar.Scalar.BLOCK_FOLDED:
				case Scalar.Scalar.BLOCK_LITERAL: return implicitKey || inFlow ? quotedString(ss.value, ctx) : blockString(ss, ctx, onComment, onChompKeep);
				case Scalar.Scalar.QUOTE_DOUBLE: return doubleQuotedString(ss.value, ctx);
				case Scalar.Scalar.QUOTE_SINGLE: return singleQuotedString(ss.value, ctx);
				case Scalar.Scalar.PLAIN: return plainString(ss, ctx, onComment, onChompKeep);
				default: return null;
			}
		};
		let res = _stringify(type);
		if (res === null) {
			const { defaultKeyType, defaultStringType } = ctx.options;
			const t = implicitKey && defaultKeyType || defaultStringType;
			res = _stringify(t);
			if (res === null) throw new Error(`Unsupported default string type ${t}`);
		}
		return res;
	}
	exports.stringifyString = stringifyString;
}));
// node_modules/yaml/dist/stringify/stringify.js
var require_stringify = __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var identity = require_identity();
	var stringifyComment = require_stringifyComment();
	var stringifyString = require_stringifyString();
	function createStringifyContext(doc, options) {
		const opt = Object.assign({
			blockQuote: true,
			commentString: stringifyComment.stringifyComment,
			defaultKeyType: null,
			defaultStringType: "PLAIN",
			directives: null,
			doubleQuotedAsJSON: false,
			doubleQuotedMinMultiLineLength: 40,
			falseStr: "false",
			flowCollectionPadding: true,
			indentSeq: true,
			lineWidth: 80,
			minContentWidth: 20,
			nullStr: "null",
			simpleKeys: false,
			singleQuote: null,
			trailingComma: false,
			trueStr: "true",
			verifyAliasOrder: true
		}, doc.schema.toStringOptions, options);
		let inFlow;
		switch (opt.collectionStyle) {
			case "block":
				inFlow = false;
				break;
			case "flow":
				inFlow = true;
				break;
			default: inFlow = null;
		}
		return {
			anchors: new Set(),
			doc,
			flowCollectionPadding: opt.flowCollectionPadding ? " " : "",
			indent: "",
			indentStep: typeof opt.indent === "number" ? " ".repeat(opt.indent) : "  ",
			inFlow,
			options: opt
		};
	}
	function getTagObject(tags, item) {
		if (item.tag) {
			const match = tags.filter((t) => t.tag === item.tag);
			if (match.length > 0) return match.find((t) => t.format === item.format) ?? match[0];
		}
		let tagObj = void 0;
		let obj;
		if (identity.isScalar(item)) {
			obj = item.value;
			let match = tags.filter((t) => t.identify?.(obj));
			if (match.length > 1) {
				const testMatch = match.filter((t) => t.test);
				if (testMatch.length > 0) match = testMatch;
			}
			tagObj = match.find((t) => t.format === item.format) ?? match.find((t) => !t.format);
		} else {
			obj = item;
			tagObj = tags.find((t) => t.nodeClass && obj instanceof t.nodeClass);
		}
		if (!tagObj) {
			const name = obj?.constructor?.name ?? (obj === null ? "null" : typeof obj);
			throw new Error(`Tag not resolved for ${name} value`);
		}
		return tagObj;
	}
	function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
		if (!doc.directives) return "";
		const props = [];
		const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
		if (anchor && anchors.anchorIsValid(anchor)) {
			anchors$1.add(anchor);
			props.push(`&${anchor}`);
		}
		const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
		if (tag) props.push(doc.directives.tagString(tag));
		return props.join(" ");
	}
	function stringify(item, ctx, onComment, onChompKeep) {
		if (identity.isPair(item)) return item.toString(ctx, onComment, onChompKeep);
		if (identity.isAlias(item)) {
			if (ctx.doc.directives) return item.toString(ctx);
			if (ctx.resolvedAliases?.has(item)) throw new TypeError(`Cannot stringify circular structure without alias nodes`);
			else {
				if (ctx.resolvedAliases) ctx.resolvedAliases.add(item);
				else ctx.resolvedAliases = new Set([item]);
				item = item.resolve(ctx.doc);
			}
		}
		let tagObj = void 0;
		const node = identity.isNode(item) ? item : ctx.doc.createNode(item, { onTagObj: (o) => tagObj = o });
		tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
		const props = stringifyProps(node, tagObj, ctx);
		if (props.length > 0) ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
		const str = typeof tagObj.stringify === "function" ? tagObj.stringify(node, ctx, onComment, onChompKeep) : identity.isScalar(node) ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep) : node.toString(ctx, onComment, onChompKeep);
		if (!props) return str;
		return identity.isScalar(node) || str[0] === "{" || str[0] === "[" ? `${props} ${str}` : `${props}\n${ctx.indent}${str}`;
	}
	exports.createStringifyContext = createStringifyContext;
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/stringify/stringifyPair.js
var require_stringifyPair = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
		const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
		let keyComment = identity.isNode(key) && key.comment || null;
		if (simpleKeys) {
			if (keyComment) throw new Error("With simple keys, key nodes cannot have comments");
			if (identity.isCollection(key) || !identity.isNode(key) && typeof key === "object") throw new Error("With simple keys, collection cannot be used as a key value");
		}
		let explicitKey = !simpleKeys && (!key || keyComment && value == null && !ctx.inFlow || identity.isCollection(key) || (identity.isScalar(key) ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL : typeof key === "object"));
		ctx = Object.assign({}, ctx, {
			allNullValues: false,
			implicitKey: !explicitKey && (simpleKeys || !allNullValues),
			indent: indent + indentStep
		});
		let keyCommentDone = false;
		let chompKeep = false;
		let str = stringify.stringify(key, ctx, () => keyCommentDone = true, () => chompKeep = true);
		if (!explicitKey && !ctx.inFlow && str.length > 1024) {
			if (simpleKeys) throw new Error("With simple keys, single line scalar must not span more than 1024 characters");
			explicitKey = true;
		}
		if (ctx.inFlow) {
			if (allNullValues || value == null) {
				if (keyCommentDone && onComment) onComment();
				return str === "" ? "?" : explicitKey ? `? ${str}` : str;
			}
		} else if (allNullValues && !simpleKeys || value == null && explicitKey) {
			str = `? ${str}`;
			if (keyComment && !keyCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			else if (chompKeep && onChompKeep) onChompKeep();
			return str;
		}
		if (keyCommentDone) keyComment = null;
		if (explicitKey) {
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			str = `? ${str}\n${indent}:`;
		} else {
			str = `${str}:`;
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
		}
		let vsb, vcb, valueComment;
		if (identity.isNode(value)) {
			vsb = !!value.spaceBefore;
			vcb = value.commentBefore;
			valueComment = value.comment;
		} else {
			vsb = false;
			vcb = null;
			valueComment = null;
			if (value && typeof value === "object") value = doc.createNode(value);
		}
		ctx.implicitKey = false;
		if (!explicitKey && !keyComment && identity.isScalar(value)) ctx.indentAtStart = str.length + 1;
		chompKeep = false;
		if (!indentSeq && indentStep.length >= 2 && !ctx.inFlow && !explicitKey && identity.isSeq(value) && !value.flow && !value.tag && !value.anchor) ctx.indent = ctx.indent.substring(2);
		let valueCommentDone = false;
		const valueStr = stringify.stringify(value, ctx, () => valueCommentDone = true, () => chompKeep = true);
		let ws = " ";
		if (keyComment || vsb || vcb) {
			ws = vsb ? "\n" : "";
			if (vcb) {
				const cs = commentString(vcb);
				ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
			}
			if (valueStr === "" && !ctx.inFlow) {
				if (ws === "\n" && valueComment) ws = "\n\n";
			} else ws += `\n${ctx.indent}`;
		} else if (!explicitKey && identity.isCollection(value)) {
			const vs0 = valueStr[0];
			const nl0 = valueStr.indexOf("\n");
			const hasNewline = nl0 !== -1;
			const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
			if (hasNewline || !flow) {
				let hasPropsLine = false;
				if (hasNewline && (vs0 === "&" || vs0 === "!")) {
					let sp0 = valueStr.indexOf(" ");
					if (vs0 === "&" && sp0 !== -1 && sp0 < nl0 && valueStr[sp0 + 1] === "!") sp0 = valueStr.indexOf(" ", sp0 + 1);
					if (sp0 === -1 || nl0 < sp0) hasPropsLine = true;
				}
				if (!hasPropsLine) ws = `\n${ctx.indent}`;
			}
		} else if (valueStr === "" || valueStr[0] === "\n") ws = "";
		str += ws + valueStr;
		if (ctx.inFlow) {
			if (valueCommentDone && onComment) onComment();
		} else if (valueComment && !valueCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
		else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	exports.stringifyPair = stringifyPair;
}));
// node_modules/yaml/dist/log.js
var require_log = __commonJSMin(((exports) => {
	var node_process = __require("process");
	function debug(logLevel, ...messages) {
		if (logLevel === "debug") console.log(...messages);
	}
	function warn(logLevel, warning) {
		if (logLevel === "debug" || logLevel === "warn") {
			if (typeof node_process.emitWarning === "function") node_process.emitWarning(warning);
			else console.warn(warning);
		}
	}
	exports.debug = debug;
	exports.warn = warn;
}));
// node_modules/yaml/dist/schema/yaml-1.1/merge.js
var require_merge = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	const MERGE_KEY = "<<";
	const merge = {
		identify: (value) => value === MERGE_KEY || typeof value === "symbol" && value.description === MERGE_KEY,
		default: "key",
		tag: "tag:yaml.org,2002:merge",
		test: /^<<$/,
		resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), { addToJSMap: addMergeToJSMap }),
		stringify: () => MERGE_KEY
	};
	const isMergeKey = (ctx, key) => (merge.identify(key) || identity.isScalar(key) && (!key.type || key.type === Scalar.Scalar.PLAIN) && merge.identify(key.value)) && ctx?.doc.schema.tags.some((tag) => tag.tag === merge.tag && tag.default);
	function addMergeToJSMap(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (identity.isSeq(source)) for (const it of source.items) mergeValue(ctx, map, it);
		else if (Array.isArray(source)) for (const it of source) mergeValue(ctx, map, it);
		else mergeValue(ctx, map, source);
	}
	function mergeValue(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (!identity.isMap(source)) throw new Error("Merge sources must be maps or map aliases");
		const srcMap = source.toJSON(null, ctx, Map);
		for (const [key, value] of srcMap) if (map instanceof Map) {
			if (!map.has(key)) map.set(key, value);
		} else if (map instanceof Set) map.add(key);
		else if (!Object.prototype.hasOwnProperty.call(map, key)) Object.defineProperty(map, key, {
			value,
			writable: true,
			enumerable: true,
			configurable: true
		});
		return map;
	}
	function resolveAliasValue(ctx, value) {
		return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
	}
	exports.addMergeToJSMap = addMergeToJSMap;
	exports.isMergeKey = isMergeKey;
	exports.merge = merge;
}));
// node_modules/yaml/dist/nodes/addPairToJSMap.js
var require_addPairToJSMap = __commonJSMin(((exports) => {
	var log = require_log();
	var merge = require_merge();
	var stringify = require_stringify();
	var identity = require_identity();
	var toJS = require_toJS();
	function addPairToJSMap(ctx, map, { key, value }) {
		if (identity.isNode(key) && key.addToJSMap) key.addToJSMap(ctx, map, value);
		else if (merge.isMergeKey(ctx, key)) merge.addMergeToJSMap(ctx, map, value);
		else {
			const jsKey = toJS.toJS(key, "", ctx);
			if (map instanceof Map) map.set(jsKey, toJS.toJS(value, jsKey, ctx));
			else if (map instanceof Set) map.add(jsKey);
			else {
				const stringKey = stringifyKey(key, jsKey, ctx);
				const jsValue = toJS.toJS(value, stringKey, ctx);
				if (stringKey in map) Object.defineProperty(map, stringKey, {
					value: jsValue,
					writable: true,
					enumerable: true,
					configurable: true
				});
				else map[stringKey] = jsValue;
			}
		}
		return map;
	}
	function stringifyKey(key, jsKey, ctx) {
		if (jsKey === null) return "";
		if (typeof jsKey !== "object") return String(jsKey);
		if (identity.isNode(key) && ctx?.doc) {
			const strCtx = stringify.createStringifyContext(ctx.doc, {});
			strCtx.anchors = new Set();
			for (const node of ctx.anchors.keys()) strCtx.anchors.add(node.anchor);
			strCtx.inFlow = true;
			strCtx.inStringifyKey = true;
			const strKey = key.toString(strCtx);
			if (!ctx.mapKeyWarned) {
				let jsonStr = JSON.stringify(strKey);
				if (jsonStr.length > 40) jsonStr = jsonStr.substring(0, 36) + "...\"";
				log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
				ctx.mapKeyWarned = true;
			}
			return strKey;
		}
		return JSON.stringify(jsKey);
	}
	exports.addPairToJSMap = addPairToJSMap;
}));
// node_modules/yaml/dist/nodes/Pair.js
var require_Pair = __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyPair = require_stringifyPair();
	var addPairToJSMap = require_addPairToJSMap();
	var identity = require_identity();
	function createPair(key, value, ctx) {
		return new Pair(createNode.createNode(key, void 0, ctx), createNode.createNode(value, void 0, ctx));
	}
	var Pair = class Pair {
		constructor(key, value = null) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
			this.key = key;
			this.value = value;
		}
		clone(schema) {
			let { key, value } = this;
			if (identity.isNode(key)) key = key.clone(schema);
			if (identity.isNode(value)) value = value.clone(schema);
			return new Pair(key, value);
		}
		toJSON(_, ctx) {
			const pair = ctx?.mapAsMap ? new Map() : {};
			return addPairToJSMap.addPairToJSMap(ctx, pair, this);
		}
		toString(ctx, onComment, onChompKeep) {
			return ctx?.doc ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep) : JSON.stringify(this);
		}
	};
	exports.Pair = Pair;
	exports.createPair = createPair;
}));
// node_modules/yaml/dist/stringify/stringifyCollection.js
var require_stringifyCollection = __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyCollection(collection, ctx, options) {
		return (ctx.inFlow ?? collection.flow ? stringifyFlowCollection : stringifyBlockCollection)(collection, ctx, options);
	}
	function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
		const { indent, options: { commentString } } = ctx;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			type: null
		});
		let chompKeep = false;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (!chompKeep && item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (!chompKeep && ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
				}
			}
			chompKeep = false;
			let str = stringify.stringify(item, itemCtx, () => comment = null, () => chompKeep = true);
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			if (chompKeep && comment) chompKeep = false;
			lines.push(blockItemPrefix + str);
		}
		let str;
		if (lines.length === 0) str = flowChars.start + flowChars.end;
		else {
			str = lines[0];
			for (let i = 1; i < lines.length; ++i) {
				const line = lines[i];
				str += line ? `\n${indent}${line}` : "\n";
			}
		}
		if (comment) {
			str += "\n" + stringifyComment.indentComment(commentString(comment), indent);
			if (onComment) onComment();
		} else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
		const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
		itemIndent += indentStep;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			inFlow: true,
			type: null
		});
		let reqNewline = false;
		let linesAtValue = 0;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, false);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, false);
					if (ik.comment) reqNewline = true;
				}
				const iv = identity.isNode(item.value) ? item.value : null;
				if (iv) {
					if (iv.comment) comment = iv.comment;
					if (iv.commentBefore) reqNewline = true;
				} else if (item.value == null && ik?.comment) comment = ik.comment;
			}
			if (comment) reqNewline = true;
			let str = stringify.stringify(item, itemCtx, () => comment = null);
			reqNewline || (reqNewline = lines.length > linesAtValue || str.includes("\n"));
			if (i < items.length - 1) str += ",";
			else if (ctx.options.trailingComma) {
				if (ctx.options.lineWidth > 0) reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) + (str.length + 2) > ctx.options.lineWidth);
				if (reqNewline) str += ",";
			}
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			lines.push(str);
			linesAtValue = lines.length;
		}
		const { start, end } = flowChars;
		if (lines.length === 0) return start + end;
		else {
			if (!reqNewline) {
				const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
				reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
			}
			if (reqNewline) {
				let str = start;
				for (const line of lines) str += line ? `\n${indentStep}${indent}${line}` : "\n";
				return `${str}\n${indent}${end}`;
			} else return `${start}${fcPadding}${lines.join(" ")}${fcPadding}${end}`;
		}
	}
	function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
		if (comment && chompKeep) comment = comment.replace(/^\n+/, "");
		if (comment) {
			const ic = stringifyComment.indentComment(commentString(comment), indent);
			lines.push(ic.trimStart());
		}
	}
	exports.stringifyCollection = stringifyCollection;
}));
// node_modules/yaml/dist/nodes/YAMLMap.js
var require_YAMLMap = __commonJSMin(((exports) => {
	var stringifyCollection = require_stringifyCollection();
	var addPairToJSMap = require_addPairToJSMap();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	function findPair(items, key) {
		const k = identity.isScalar(key) ? key.value : key;
		for (const it of items) if (identity.isPair(it)) {
			if (it.key === key || it.key === k) return it;
			if (identity.isScalar(it.key) && it.key.value === k) return it;
		}
	}
	var YAMLMap = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:map";
		}
		constructor(schema) {
			super(identity.MAP, schema);
			this.items = [];
		}
		static from(schema, obj, ctx) {
			const { keepUndefined, replacer } = ctx;
			const map = new this(schema);
			const add = (key, value) => {
				if (typeof replacer === "function") value = replacer.call(obj, key, value);
				else if (Array.isArray(replacer) && !replacer.includes(key)) return;
				if (value !== void 0 || keepUndefined) map.items.push(Pair.createPair(key, value, ctx));
			};
			if (obj instanceof Map) for (const [key, value] of obj) add(key, value);
			else if (obj && typeof obj === "object") for (const key of Object.keys(obj)) add(key, obj[key]);
			if (typeof schema.sortMapEntries === "function") map.items.sort(schema.sortMapEntries);
			return map;
		}
		add(pair, overwrite) {
			let _pair;
			if (identity.isPair(pair)) _pair = pair;
			else if (!pair || typeof pair !== "object" || !("key" in pair)) _pair = new Pair.Pair(pair, pair?.value);
			else _pair = new Pair.Pair(pair.key, pair.value);
			const prev = findPair(this.items, _pair.key);
			const sortEntries = this.schema?.sortMapEntries;
			if (prev) {
				if (!overwrite) throw new Error(`Key ${_pair.key} already set`);
				if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value)) prev.value.value = _pair.value;
				else prev.value = _pair.value;
			} else if (sortEntries) {
				const i = this.items.findIndex((item) => sortEntries(_pair, item) < 0);
				if (i === -1) this.items.push(_pair);
				else this.items.splice(i, 0, _pair);
			} else this.items.push(_pair);
		}
		delete(key) {
			const it = findPair(this.items, key);
			if (!it) return false;
			return this.items.splice(this.items.indexOf(it), 1).length > 0;
		}
		get(key, keepScalar) {
			const node = findPair(this.items, key)?.value;
			return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? void 0;
		}
		has(key) {
			return !!findPair(this.items, key);
		}
		set(key, value) {
			this.add(new Pair.Pair(key, value), true);
		}
		toJSON(_, ctx, Type) {
			const map = Type ? new Type() : ctx?.mapAsMap ? new Map() : {};
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const item of this.items) addPairToJSMap.addPairToJSMap(ctx, map, item);
			return map;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			for (const item of this.items) if (!identity.isPair(item)) throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
			if (!ctx.allNullValues && this.hasAllNullValues(false)) ctx = Object.assign({}, ctx, { allNullValues: true });
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "",
				flowChars: {
					start: "{",
					end: "}"
				},
				itemIndent: ctx.indent || "",
				onChompKeep,
				onComment
			});
		}
	};
	exports.YAMLMap = YAMLMap;
	exports.findPair = findPair;
}));
// node_modules/yaml/dist/schema/common/map.js
var require_map = __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLMap = require_YAMLMap();
	exports.map = {
		collection: "map",
		default: true,
		nodeClass: YAMLMap.YAMLMap,
		tag: "tag:yaml.org,2002:map",
		resolve(map, onError) {
			if (!identity.isMap(map)) onError("Expected a mapping for this tag");
			return map;
		},
		createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
	};
}));
// node_modules/yaml/dist/nodes/YAMLSeq.js
var require_YAMLSeq = __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyCollection = require_stringifyCollection();
	var Collection = require_Collection();
	var identity = require_identity();
	var Scalar = require_Scalar();
	var toJS = require_toJS();
	var YAMLSeq = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:seq";
		}
		constructor(schema) {
			super(identity.SEQ, schema);
			this.items = [];
		}
		add(value) {
			this.items.push(value);
		}
		delete(key) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return false;
			return this.items.splice(idx, 1).length > 0;
		}
		get(key, keepScalar) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return void 0;
			const it = this.items[idx];
			return !keepScalar && identity.isScalar(it) ? it.value : it;
		}
		has(key) {
			const idx = asItemIndex(key);
			return typeof idx === "number" && idx < this.items.length;
		}
		set(key, value) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") throw new Error(`Expected a valid index, not ${key}.`);
			const prev = this.items[idx];
			if (identity.isScalar(prev) && Scalar.isScalarValue(value)) prev.value = value;
			else this.items[idx] = value;
		}
		toJSON(_, ctx) {
			const seq = [];
			if (ctx?.onCreate) ctx.onCreate(seq);
			let i = 0;
			for (const item of this.items) seq.push(toJS.toJS(item, String(i++), ctx));
			return seq;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "- ",
				flowChars: {
					start: "[",
					end: "]"
				},
				itemIndent: (ctx.indent || "") + "  ",
				onChompKeep,
				onComment
			});
		}
		static from(schema, obj, ctx) {
			const { replacer } = ctx;
			const seq = new this(schema);
			if (obj && Symbol.iterator in Object(obj)) {
				let i = 0;
				for (let it of obj) {
					if (typeof replacer === "function") {
						const key = obj instanceof Set ? it : String(i++);
						it = replacer.call(obj, key, it);
					}
					seq.items.push(createNode.createNode(it, void 0, ctx));
				}
			}
			return seq;
		}
	};
	function asItemIndex(key) {
		let idx = identity.isScalar(key) ? key.value : key;
		if (idx && typeof idx === "string") idx = Number(idx);
		return typeof idx === "number" && Number.isInteger(idx) && idx >= 0 ? idx : null;
	}
	exports.YAMLSeq = YAMLSeq;
}));
// node_modules/yaml/dist/schema/common/seq.js
var require_seq = __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLSeq = require_YAMLSeq();
	exports.seq = {
		collection: "seq",
		default: true,
		nodeClass: YAMLSeq.YAMLSeq,
		tag: "tag:yaml.org,2002:seq",
		resolve(seq, onError) {
			if (!identity.isSeq(seq)) onError("Expected a sequence for this tag");
			return seq;
		},
		createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
	};
}));
// node_modules/yaml/dist/schema/common/string.js
var require_string = __commonJSMin(((exports) => {
	var stringifyString = require_stringifyString();
	exports.string = {
		identify: (value) => typeof value === "string",
		default: true,
		tag: "tag:yaml.org,2002:str",
		resolve: (str) => str,
		stringify(item, ctx, onComment, onChompKeep) {
			ctx = Object.assign({ actualString: true }, ctx);
			return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
		}
	};
}));
// node_modules/yaml/dist/schema/common/null.js
var require_null = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const nullTag = {
		identify: (value) => value == null,
		createNode: () => new Scalar.Scalar(null),
		default: true,
		tag: "tag:yaml.org,2002:null",
		test: /^(?:~|[Nn]ull|NULL)?$/,
		resolve: () => new Scalar.Scalar(null),
		stringify: ({ source }, ctx) => typeof source === "string" && nullTag.test.test(source) ? source : ctx.options.nullStr
	};
	exports.nullTag = nullTag;
}));
// node_modules/yaml/dist/schema/core/bool.js
var require_bool$1 = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const boolTag = {
		identify: (value) => typeof value === "boolean",
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
		resolve: (str) => new Scalar.Scalar(str[0] === "t" || str[0] === "T"),
		stringify({ source, value }, ctx) {
			if (source && boolTag.test.test(source)) {
				if (value === (source[0] === "t" || source[0] === "T")) return source;
			}
			return value ? ctx.options.trueStr : ctx.options.falseStr;
		}
	};
	exports.boolTag = boolTag;
}));
// node_modules/yaml/dist/stringify/stringifyNumber.js
var require_stringifyNumber = __commonJSMin(((exports) => {
	function stringifyNumber({ format, minFractionDigits, tag, value }) {
		if (typeof value === "bigint") return String(value);
		const num = typeof value === "number" ? value : Number(value);
		if (!isFinite(num)) return isNaN(num) ? ".nan" : num < 0 ? "-.inf" : ".inf";
		let n = Object.is(value, -0) ? "-0" : JSON.stringify(value);
		if (!format && minFractionDigits && (!tag || tag === "tag:yaml.org,2002:float") && /^-?\d/.test(n) && !n.includes("e")) {
			let i = n.indexOf(".");
			if (i < 0) {
				i = n.length;
				n += ".";
			}
			let d = minFractionDigits - (n.length - i - 1);
			while (d-- > 0) n += "0";
		}
		return n;
	}
	exports.stringifyNumber = stringifyNumber;
}));
// node_modules/yaml/dist/schema/core/float.js
var require_float$1 = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	exports.float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str));
			const dot = str.indexOf(".");
			if (dot !== -1 && str[str.length - 1] === "0") node.minFractionDigits = str.length - dot - 1;
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));
// node_modules/yaml/dist/schema/core/int.js
var require_int$1 = __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	const intResolve = (str, offset, radix, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix);
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value) && value >= 0) return prefix + value.toString(radix);
		return stringifyNumber.stringifyNumber(node);
	}
	const intOct = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^0o[0-7]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
		stringify: (node) => intStringify(node, 8, "0o")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^0x[0-9a-fA-F]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));
// node_modules/yaml/dist/schema/core/schema.js
var require_schema$2 = __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	exports.schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.boolTag,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float
	];
}));
// node_modules/yaml/dist/schema/json/schema.js
var require_schema$1 = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var map = require_map();
	var seq = require_seq();
	function intIdentify(value) {
		return typeof value === "bigint" || Number.isInteger(value);
	}
	const stringifyJSON = ({ value }) => JSON.stringify(value);
	const jsonScalars = [
		{
			identify: (value) => typeof value === "string",
			default: true,
			tag: "tag:yaml.org,2002:str",
			resolve: (str) => str,
			stringify: stringifyJSON
		},
		{
			identify: (value) => value == null,
			createNode: () => new Scalar.Scalar(null),
			default: true,
			tag: "tag:yaml.org,2002:null",
			test: /^null$/,
			resolve: () => null,
			stringify: stringifyJSON
		},
		{
			identify: (value) => typeof value === "boolean",
			default: true,
			tag: "tag:yaml.org,2002:bool",
			test: /^true$|^false$/,
			resolve: (str) => str === "true",
			stringify: stringifyJSON
		},
		{
			identify: intIdentify,
			default: true,
			tag: "tag:yaml.org,2002:int",
			test: /^-?(?:0|[1-9][0-9]*)$/,
			resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
			stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
		},
		{
			identify: (value) => typeof value === "number",
			default: true,
			tag: "tag:yaml.org,2002:float",
			test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
			resolve: (str) => parseFloat(str),
			stringify: stringifyJSON
		}
	];
	exports.schema = [map.map, seq.seq].concat(jsonScalars, {
		default: true,
		tag: "",
		test: /^/,
		resolve(str, onError) {
			onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
			return str;
		}
	});
}));
// node_modules/yaml/dist/schema/yaml-1.1/binary.js
var require_binary = __commonJSMin(((exports) => {
	var node_buffer = __require("buffer");
	var Scalar = require_Scalar();
	var stringifyString = require_stringifyString();
	exports.binary = {
		identify: (value) => value instanceof Uint8Array,
		default: false,
		tag: "tag:yaml.org,2002:binary",
		resolve(src, onError) {
			if (typeof node_buffer.Buffer === "function") return node_buffer.Buffer.from(src, "base64");
			else if (typeof atob === "function") {
				const str = atob(src.replace(/[\n\r]/g, ""));
				const buffer = new Uint8Array(str.length);
				for (let i = 0; i < str.length; ++i) buffer[i] = str.charCodeAt(i);
				return buffer;
			} else {
				onError("This environment does not support reading binary tags; either Buffer or atob is required");
				return src;
			}
		},
		stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
			if (!value) return "";
			const buf = value;
			let str;
			if (typeof node_buffer.Buffer === "function") str = buf instanceof node_buffer.Buffer ? buf.toString("base64") : node_buffer.Buffer.from(buf.buffer).toString("base64");
			else if (typeof btoa === "function") {
				let s = "";
				for (let i = 0; i < buf.length; ++i) s += String.fromCharCode(buf[i]);
				str = btoa(s);
			} else throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required");
			type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
			if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
				const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
				const n = Math.ceil(str.length / lineWidth);
				const lines = new Array(n);
				for (let i = 0, o = 0; i < n; ++i, o += lineWidth) lines[i] = str.substr(o, lineWidth);
				str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? "\n" : " ");
			}
			return stringifyString.stringifyString({
				comment,
				type,
				value: str
			}, ctx, onComment, onChompKeep);
		}
	};
}));
// node_modules/yaml/dist/schema/yaml-1.1/pairs.js
var require_pairs = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLSeq = require_YAMLSeq();
	function resolvePairs(seq, onError) {
		if (identity.isSeq(seq)) for (let i = 0; i < seq.items.length; ++i) {
			let item = seq.items[i];
			if (identity.isPair(item)) continue;
			else if (identity.isMap(item)) {
				if (item.items.length > 1) onError("Each pair must have its own sequence indicator");
				const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
				if (item.commentBefore) pair.key.commentBefore = pair.key.commentBefore ? `${item.commentBefore}\n${pair.key.commentBefore}` : item.commentBefore;
				if (item.comment) {
					const cn = pair.value ?? pair.key;
					cn.comment = cn.comment ? `${item.comment}\n${cn.comment}` : item.comment;
				}
				item = pair;
			}
			seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
		}
		else onError("Expected a sequence for this tag");
		return seq;
	}
	function createPairs(schema, iterable, ctx) {
		const { replacer } = ctx;
		const pairs = new YAMLSeq.YAMLSeq(schema);
		pairs.tag = "tag:yaml.org,2002:pairs";
		let i = 0;
		if (iterable && Symbol.iterator in Object(iterable)) for (let it of iterable) {
			if (typeof replacer === "function") it = replacer.call(iterable, String(i++), it);
			let key, value;
			if (Array.isArray(it)) {
				if (it.length === 2) {
					key = it[0];
					value = it[1];
				} else throw new TypeError(`Expected [key, value] tuple: ${it}`);
			} else if (it && it instanceof Object) {
				const keys = Object.keys(it);
				if (keys.length === 1) {
					key = keys[0];
					value = it[key];
				} else throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
			} else key = it;
			pairs.items.push(Pair.createPair(key, value, ctx));
		}
		return pairs;
	}
	const pairs = {
		collection: "seq",
		default: false,
		tag: "tag:yaml.org,2002:pairs",
		resolve: resolvePairs,
		createNode: createPairs
	};
	exports.createPairs = createPairs;
	exports.pairs = pairs;
	exports.resolvePairs = resolvePairs;
}));
// node_modules/yaml/dist/schema/yaml-1.1/omap.js
var require_omap = __commonJSMin(((exports) => {
	var identity = require_identity();
	var toJS = require_toJS();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var pairs = require_pairs();
	var YAMLOMap = class YAMLOMap extends YAMLSeq.YAMLSeq {
		constructor() {
			super();
			this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
			this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
			this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
			this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
			this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
			this.tag = YAMLOMap.tag;
		}
		toJSON(_, ctx) {
			if (!ctx) return super.toJSON(_);
			const map = new Map();
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const pair of this.items) {
				let key, value;
				if (identity.isPair(pair)) {
					key = toJS.toJS(pair.key, "", ctx);
					value = toJS.toJS(pair.value, key, ctx);
				} else key = toJS.toJS(pair, "", ctx);
				if (map.has(key)) throw new Error("Ordered maps must not include duplicate keys");
				map.set(key, value);
			}
			return map;
		}
		static from(schema, iterable, ctx) {
			const pairs$1 = pairs.createPairs(schema, iterable, ctx);
			const omap = new this();
			omap.items = pairs$1.items;
			return omap;
		}
	};
	YAMLOMap.tag = "tag:yaml.org,2002:omap";
	const omap = {
		collection: "seq",
		identify: (value) => value instanceof Map,
		nodeClass: YAMLOMap,
		default: false,
		tag: "tag:yaml.org,2002:omap",
		resolve(seq, onError) {
			const pairs$1 = pairs.resolvePairs(seq, onError);
			const seenKeys = [];
			for (const { key } of pairs$1.items) if (identity.isScalar(key)) {
				if (seenKeys.includes(key.value)) onError(`Ordered maps must not include duplicate keys: ${key.value}`);
				else seenKeys.push(key.value);
			}
			return Object.assign(new YAMLOMap(), pairs$1);
		},
		createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
	};
	exports.YAMLOMap = YAMLOMap;
	exports.omap = omap;
}));
// node_modules/yaml/dist/schema/yaml-1.1/bool.js
var require_bool = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function boolStringify({ value, source }, ctx) {
		if (source && (value ? trueTag : falseTag).test.test(source)) return source;
		return value ? ctx.options.trueStr : ctx.options.falseStr;
	}
	const trueTag = {
		identify: (value) => value === true,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
		resolve: () => new Scalar.Scalar(true),
		stringify: boolStringify
	};
	const falseTag = {
		identify: (value) => value === false,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
		resolve: () => new Scalar.Scalar(false),
		stringify: boolStringify
	};
	exports.falseTag = falseTag;
	exports.trueTag = trueTag;
}));
// node_modules/yaml/dist/schema/yaml-1.1/float.js
var require_float = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str.replace(/_/g, "")),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	exports.float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, "")));
			const dot = str.indexOf(".");
			if (dot !== -1) {
				const f = str.substring(dot + 1).replace(/_/g, "");
				if (f[f.length - 1] === "0") node.minFractionDigits = f.length;
			}
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));
// node_modules/yaml/dist/schema/yaml-1.1/int.js
var require_int = __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	function intResolve(str, offset, radix, { intAsBigInt }) {
		const sign = str[0];
		if (sign === "-" || sign === "+") offset += 1;
		str = str.substring(offset).replace(/_/g, "");
		if (intAsBigInt) {
			switch (radix) {
				case 2:
					str = `0b${str}`;
					break;
				case 8:
					str = `0o${str}`;
					break;
				case 16: str = `0x${str}`;
			}
			const n = BigInt(str);
			return sign === "-" ? BigInt(-1) * n : n;
		}
		const n = parseInt(str, radix);
		return sign === "-" ? -1 * n : n;
	}
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value)) {
			const str = value.toString(radix);
			return value < 0 ? "-" + prefix + str.substr(1) : prefix + str;
		}
		return stringifyNumber.stringifyNumber(node);
	}
	const intBin = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "BIN",
		test: /^[-+]?0b[0-1_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
		stringify: (node) => intStringify(node, 2, "0b")
	};
	const intOct = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^[-+]?0[0-7_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
		stringify: (node) => intStringify(node, 8, "0")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9][0-9_]*$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^[-+]?0x[0-9a-fA-F_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intBin = intBin;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));
// node_modules/yaml/dist/schema/yaml-1.1/set.js
var require_set = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSet = class YAMLSet extends YAMLMap.YAMLMap {
		constructor(schema) {
			super(schema);
			this.tag = YAMLSet.tag;
		}
		add(key) {
			let pair;
			if (identity.isPair(key)) pair = key;
			else if (key && typeof key === "object" && "key" in key && "value" in key && key.value === null) pair = new Pair.Pair(key.key, null);
			else pair = new Pair.Pair(key, null);
			if (!YAMLMap.findPair(this.items, pair.key)) this.items.push(pair);
		}
		get(key, keepPair) {
			const pair = YAMLMap.findPair(this.items, key);
			return !keepPair && identity.isPair(pair) ? identity.isScalar(pair.key) ? pair.key.value : pair.key : pair;
		}
		set(key, value) {
			if (typeof value !== "boolean") throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
			const prev = YAMLMap.findPair(this.items, key);
			if (prev && !value) this.items.splice(this.items.indexOf(prev), 1);
			else if (!prev && value) this.items.push(new Pair.Pair(key));
		}
		toJSON(_, ctx) {
			return super.toJSON(_, ctx, Set);
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			if (this.hasAllNullValues(true)) return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
			else throw new Error("Set items must all have null values");
		}
		static from(schema, iterable, ctx) {
			const { replacer } = ctx;
			const set = new this(schema);
			if (iterable && Symbol.iterator in Object(iterable)) for (let value of iterable) {
				if (typeof replacer === "function") value = replacer.call(iterable, value, value);
				set.items.push(Pair.createPair(value, null, ctx));
			}
			return set;
		}
	};
	YAMLSet.tag = "tag:yaml.org,2002:set";
	const set = {
		collection: "map",
		identify: (value) => value instanceof Set,
		nodeClass: YAMLSet,
		default: false,
		tag: "tag:yaml.org,2002:set",
		createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
		resolve(map, onError) {
			if (identity.isMap(map)) {
				if (map.hasAllNullValues(true)) return Object.assign(new YAMLSet(), map);
				else onError("Set items must all have null values");
			} else onError("Expected a mapping for this tag");
			return map;
		}
	};
	exports.YAMLSet = YAMLSet;
	exports.set = set;
}));
// node_modules/yaml/dist/schema/yaml-1.1/timestamp.js
var require_timestamp = __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	function parseSexagesimal(str, asBigInt) {
		const sign = str[0];
		const parts = sign === "-" || sign === "+" ? str.substring(1) : str;
		const num = (n) => asBigInt ? BigInt(n) : Number(n);
		const res = parts.replace(/_/g, "").split(":").reduce((res, p) => res * num(60) + num(p), num(0));
		return sign === "-" ? num(-1) * res : res;
	}
	function stringifySexagesimal(node) {
		let { value } = node;
		let num = (n) => n;
		if (typeof value === "bigint") num = (n) => BigInt(n);
		else if (isNaN(value) || !isFinite(value)) return stringifyNumber.stringifyNumber(node);
		let sign = "";
		if (value < 0) {
			sign = "-";
			value *= num(-1);
		}
		const _60 = num(60);
		const parts = [value % _60];
		if (value < 60) parts.unshift(0);
		else {
			value = (value - parts[0]) / _60;
			parts.unshift(value % _60);
			if (value >= 60) {
				value = (value - parts[0]) / _60;
				parts.unshift(value);
			}
		}
		return sign + parts.map((n) => String(n).padStart(2, "0")).join(":").replace(/000000\d*$/, "");
	}
	const intTime = {
		identify: (value) => typeof value === "bigint" || Number.isInteger(value),
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
		resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
		stringify: stringifySexagesimal
	};
	const floatTime = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
		resolve: (str) => parseSexagesimal(str, false),
		stringify: stringifySexagesimal
	};
	const timestamp = {
		identify: (value) => value instanceof Date,
		default: true,
		tag: "tag:yaml.org,2002:timestamp",
		test: RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),
		resolve(str) {
			const match = str.match(timestamp.test);
			if (!match) throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
			const [, year, month, day, hour, minute, second] = match.map(Number);
			const millisec = match[7] ? Number((match[7] + "00").substr(1, 3)) : 0;
			let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
			const tz = match[8];
			if (tz && tz !== "Z") {
				let d = parseSexagesimal(tz, false);
				if (Math.abs(d) < 30) d *= 60;
				date -= 6e4 * d;
			}
			return new Date(date);
		},
		stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, "") ?? ""
	};
	exports.floatTime = floatTime;
	exports.intTime = intTime;
	exports.timestamp = timestamp;
}));
// node_modules/yaml/dist/schema/yaml-1.1/schema.js
var require_schema = __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var binary = require_binary();
	var bool = require_bool();
	var float = require_float();
	var int = require_int();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var set = require_set();
	var timestamp = require_timestamp();
	exports.schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.trueTag,
		bool.falseTag,
		int.intBin,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float,
		binary.binary,
		merge.merge,
		omap.omap,
		pairs.pairs,
		set.set,
		timestamp.intTime,
		timestamp.floatTime,
		timestamp.timestamp
	];
}));
// node_modules/yaml/dist/schema/tags.js
var require_tags = __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	var schema = require_schema$2();
	var schema$1 = require_schema$1();
	var binary = require_binary();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var schema$2 = require_schema();
	var set = require_set();
	var timestamp = require_timestamp();
	const schemas = new Map([
		["core", schema.schema],
		["failsafe", [
			map.map,
			seq.seq,
			string.string
		]],
		["json", schema$1.schema],
		["yaml11", schema$2.schema],
		["yaml-1.1", schema$2.schema]
	]);
	const tagsByName = {
		binary: binary.binary,
		bool: bool.boolTag,
		float: float.float,
		floatExp: float.floatExp,
		floatNaN: float.floatNaN,
		floatTime: timestamp.floatTime,
		int: int.int,
		intHex: int.intHex,
		intOct: int.intOct,
		intTime: timestamp.intTime,
		map: map.map,
		merge: merge.merge,
		null: _null.nullTag,
		omap: omap.omap,
		pairs: pairs.pairs,
		seq: seq.seq,
		set: set.set,
		timestamp: timestamp.timestamp
	};
	const coreKnownTags = {
		"tag:yaml.org,2002:binary": binary.binary,
		"tag:yaml.org,2002:merge": merge.merge,
		"tag:yaml.org,2002:omap": omap.omap,
		"tag:yaml.org,2002:pairs": pairs.pairs,
		"tag:yaml.org,2002:set": set.set,
		"tag:yaml.org,2002:timestamp": timestamp.timestamp
	};
	function getTags(customTags, schemaName, addMergeTag) {
		const schemaTags = schemas.get(schemaName);
		if (schemaTags && !customTags) return addMergeTag && !schemaTags.includes(merge.merge) ? schemaTags.concat(merge.merge) : schemaTags.slice();
		let tags = schemaTags;
		if (!tags) {
			if (Array.isArray(customTags)) tags = [];
			else {
				const keys = Array.from(schemas.keys()).filter((key) => key !== "yaml11").map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
			}
		}
		if (Array.isArray(customTags)) for (const tag of customTags) tags = tags.concat(tag);
		else if (typeof customTags === "function") tags = customTags(tags.slice());
		if (addMergeTag) tags = tags.concat(merge.merge);
		return tags.reduce((tags, tag) => {
			const tagObj = typeof tag === "string" ? tagsByName[tag] : tag;
			if (!tagObj) {
				const tagName = JSON.stringify(tag);
				const keys = Object.keys(tagsByName).map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
			}
			if (!tags.includes(tagObj)) tags.push(tagObj);
			return tags;
		}, []);
	}
	exports.coreKnownTags = coreKnownTags;
	exports.getTags = getTags;
}));
// node_modules/yaml/dist/schema/Schema.js
var require_Schema = __commonJSMin(((exports) => {
	var identity = require_identity();
	var map = require_map();
	var seq = require_seq();
	var string = require_string();
	var tags = require_tags();
	const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
	exports.Schema = class Schema {
		constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
			this.compat = Array.isArray(compat) ? tags.getTags(compat, "compat") : compat ? tags.getTags(null, compat) : null;
			this.name = typeof schema === "string" && schema || "core";
			this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
			this.tags = tags.getTags(customTags, this.name, merge);
			this.toStringOptions = toStringDefaults ?? null;
			Object.defineProperty(this, identity.MAP, { value: map.map });
			Object.defineProperty(this, identity.SCALAR, { value: string.string });
			Object.defineProperty(this, identity.SEQ, { value: seq.seq });
			this.sortMapEntries = typeof sortMapEntries === "function" ? sortMapEntries : sortMapEntries === true ? sortMapEntriesByKey : null;
		}
		clone() {
			const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
			copy.tags = this.tags.slice();
			return copy;
		}
	};
}));
// node_modules/yaml/dist/stringify/stringifyDocument.js
var require_stringifyDocument = __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyDocument(doc, options) {
		const lines = [];
		let hasDirectives = options.directives === true;
		if (options.directives !== false && doc.directives) {
			const dir = doc.directives.toString(doc);
			if (dir) {
				lines.push(dir);
				hasDirectives = true;
			} else if (doc.directives.docStart) hasDirectives = true;
		}
		if (hasDirectives) lines.push("---");
		const ctx = stringify.createStringifyContext(doc, options);
		const { commentString } = ctx.options;
		if (doc.commentBefore) {
			if (lines.length !== 1) lines.unshift("");
			const cs = commentString(doc.commentBefore);
			lines.unshift(stringifyComment.indentComment(cs, ""));
		}
		let chompKeep = false;
		let contentComment = null;
		if (doc.contents) {
			if (identity.isNode(doc.contents)) {
				if (doc.contents.spaceBefore && hasDirectives) lines.push("");
				if (doc.contents.commentBefore) {
					const cs = commentString(doc.contents.commentBefore);
					lines.push(stringifyComment.indentComment(cs, ""));
				}
				ctx.forceBlockIndent = !!doc.comment;
				contentComment = doc.contents.comment;
			}
			const onChompKeep = contentComment ? void 0 : () => chompKeep = true;
			let body = stringify.stringify(doc.contents, ctx, () => contentComment = null, onChompKeep);
			if (contentComment) body += stringifyComment.lineComment(body, "", commentString(contentComment));
			if ((body[0] === "|" || body[0] === ">") && lines[lines.length - 1] === "---") lines[lines.length - 1] = `--- ${body}`;
			else lines.push(body);
		} else lines.push(stringify.stringify(doc.contents, ctx));
		if (doc.directives?.docEnd) {
			if (doc.comment) {
				const cs = commentString(doc.comment);
				if (cs.includes("\n")) {
					lines.push("...");
					lines.push(stringifyComment.indentComment(cs, ""));
				} else lines.push(`... ${cs}`);
			} else lines.push("...");
		} else {
			let dc = doc.comment;
			if (dc && chompKeep) dc = dc.replace(/^\n+/, "");
			if (dc) {
				if ((!chompKeep || contentComment) && lines[lines.length - 1] !== "") lines.push("");
				lines.push(stringifyComment.indentComment(commentString(dc), ""));
			}
		}
		return lines.join("\n") + "\n";
	}
	exports.stringifyDocument = stringifyDocument;
}));
// node_modules/yaml/dist/doc/Document.js
var require_Document = __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var toJS = require_toJS();
	var Schema = require_Schema();
	var stringifyDocument = require_stringifyDocument();
	var anchors = require_anchors();
	var applyReviver = require_applyReviver();
	var createNode = require_createNode();
	var directives = require_directives();
	var Document = class Document {
		constructor(value, replacer, options) {
			this.commentBefore = null;
			this.comment = null;
			this.errors = [];
			this.warnings = [];
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
			let _replacer = null;
			if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
			else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const opt = Object.assign({
				intAsBigInt: false,
				keepSourceTokens: false,
				logLevel: "warn",
				prettyErrors: true,
				strict: true,
				stringKeys: false,
				uniqueKeys: true,
				version: "1.2"
			}, options);
			this.options = opt;
			let { version } = opt;
			if (options?._directives) {
				this.directives = options._directives.atDocument();
				if (this.directives.yaml.explicit) version = this.directives.yaml.version;
			} else this.directives = new directives.Directives({ version });
			this.setSchema(version, options);
			this.contents = value === void 0 ? null : this.createNode(value, _replacer, options);
		}
		clone() {
			const copy = Object.create(Document.prototype, { [identity.NODE_TYPE]: { value: identity.DOC } });
			copy.commentBefore = this.commentBefore;
			copy.comment = this.comment;
			copy.errors = this.errors.slice();
			copy.warnings = this.warnings.slice();
			copy.options = Object.assign({}, this.options);
			if (this.directives) copy.directives = this.directives.clone();
			copy.schema = this.schema.clone();
			copy.contents = identity.isNode(this.contents) ? this.contents.clone(copy.schema) : this.contents;
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		add(value) {
			if (assertCollection(this.contents)) this.contents.add(value);
		}
		addIn(path, value) {
			if (assertCollection(this.contents)) this.contents.addIn(path, value);
		}
		createAlias(node, name) {
			if (!node.anchor) {
				const prev = anchors.anchorNames(this);
				node.anchor = !name || prev.has(name) ? anchors.findNewAnchor(name || "a", prev) : name;
			}
			return new Alias.Alias(node.anchor);
		}
		createNode(value, replacer, options) {
			let _replacer = void 0;
			if (typeof replacer === "function") {
				value = replacer.call({ "": value }, "", value);
				_replacer = replacer;
			} else if (Array.isArray(replacer)) {
				const keyToStr = (v) => typeof v === "number" || v instanceof String || v instanceof Number;
				const asStr = replacer.filter(keyToStr).map(String);
				if (asStr.length > 0) replacer = replacer.concat(asStr);
				_replacer = replacer;
			} else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
			const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, anchorPrefix || "a");
			const ctx = {
				aliasDuplicateObjects: aliasDuplicateObjects ?? true,
				keepUndefined: keepUndefined ?? false,
				onAnchor,
				onTagObj,
				replacer: _replacer,
				schema: this.schema,
				sourceObjects
			};
			const node = createNode.createNode(value, tag, ctx);
			if (flow && identity.isCollection(node)) node.flow = true;
			setAnchors();
			return node;
		}
		createPair(key, value, options = {}) {
			const k = this.createNode(key, null, options);
			const v = this.createNode(value, null, options);
			return new Pair.Pair(k, v);
		}
		delete(key) {
			return assertCollection(this.contents) ? this.contents.delete(key) : false;
		}
		deleteIn(path) {
			if (Collection.isEmptyPath(path)) {
				if (this.contents == null) return false;
				this.contents = null;
				return true;
			}
			return assertCollection(this.contents) ? this.contents.deleteIn(path) : false;
		}
		get(key, keepScalar) {
			return identity.isCollection(this.contents) ? this.contents.get(key, keepScalar) : void 0;
		}
		getIn(path, keepScalar) {
			if (Collection.isEmptyPath(path)) return !keepScalar && identity.isScalar(this.contents) ? this.contents.value : this.contents;
			return identity.isCollection(this.contents) ? this.contents.getIn(path, keepScalar) : void 0;
		}
		has(key) {
			return identity.isCollection(this.contents) ? this.contents.has(key) : false;
		}
		hasIn(path) {
			if (Collection.isEmptyPath(path)) return this.contents !== void 0;
			return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
		}
		set(key, value) {
			if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, [key], value);
			else if (assertCollection(this.contents)) this.contents.set(key, value);
		}
		setIn(path, value) {
			if (Collection.isEmptyPath(path)) this.contents = value;
			else if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
			else if (assertCollection(this.contents)) this.contents.setIn(path, value);
		}
		setSchema(version, options = {}) {
			if (typeof version === "number") version = String(version);
			let opt;
			switch (version) {
				case "1.1":
					if (this.directives) this.directives.yaml.version = "1.1";
					else this.directives = new directives.Directives({ version: "1.1" });
					opt = {
						resolveKnownTags: false,
						schema: "yaml-1.1"
					};
					break;
				case "1.2":
				case "next":
					if (this.directives) this.directives.yaml.version = version;
					else this.directives = new directives.Directives({ version });
					opt = {
						resolveKnownTags: true,
						schema: "core"
					};
					break;
				case null:
					if (this.directives) delete this.directives;
					opt = null;
					break;
				default: {
					const sv = JSON.stringify(version);
					throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
				}
			}
			if (options.schema instanceof Object) this.schema = options.schema;
			else if (opt) this.schema = new Schema.Schema(Object.assign(opt, options));
			else throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
		}
		toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			const ctx = {
				anchors: new Map(),
				doc: this,
				keep: !json,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this.contents, jsonArg ?? "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
		toJSON(jsonArg, onAnchor) {
			return this.toJS({
				json: true,
				jsonArg,
				mapAsMap: false,
				onAnchor
			});
		}
		toString(options = {}) {
			if (this.errors.length > 0) throw new Error("Document with errors cannot be stringified");
			if ("indent" in options && (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
				const s = JSON.stringify(options.indent);
				throw new Error(`"indent" option must be a positive integer, not ${s}`);
			}
			return stringifyDocument.stringifyDocument(this, options);
		}
	};
	function assertCollection(contents) {
		if (identity.isCollection(contents)) return true;
		throw new Error("Expected a YAML collection as document contents");
	}
	exports.Document = Document;
}));
// node_modules/yaml/dist/errors.js
var require_errors = __commonJSMin(((exports) => {
	var YAMLError = class extends Error {
		constructor(name, pos, code, message) {
			super();
			this.name = name;
			this.code = code;
			this.message = message;
			this.pos = pos;
		}
	};
	var YAMLParseError = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLParseError", pos, code, message);
		}
	};
	var YAMLWarning = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLWarning", pos, code, message);
		}
	};
	const prettifyError = (src, lc) => (error) => {
		if (error.pos[0] === -1) return;
		error.linePos = error.pos.map((pos) => lc.linePos(pos));
		const { line, col } = error.linePos[0];
		error.message += ` at line ${line}, column ${col}`;
		let ci = col - 1;
		let lineStr = src.substring(lc.lineStarts[line - 1], lc.lineStarts[line]).replace(/[\n\r]+$/, "");
		if (ci >= 60 && lineStr.length > 80) {
			const trimStart = Math.min(ci - 39, lineStr.length - 79);
			lineStr = "…" + lineStr.substring(trimStart);
			ci -= trimStart - 1;
		}
		if (lineStr.length > 80) lineStr = lineStr.substring(0, 79) + "…";
		if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
			let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
			if (prev.length > 80) prev = prev.substring(0, 79) + "…\n";
			lineStr = prev + lineStr;
		}
		if (/[^ ]/.test(lineStr)) {
			let count = 1;
			const end = error.linePos[1];
			if (end?.line === line && end.col > col) count = Math.max(1, Math.min(end.col - col, 80 - ci));
			const pointer = " ".repeat(ci) + "^".repeat(count);
			error.message += `:\n\n${lineStr}\n${pointer}\n`;
		}
	};
	exports.YAMLError = YAMLError;
	exports.YAMLParseError = YAMLParseError;
	exports.YAMLWarning = YAMLWarning;
	exports.prettifyError = prettifyError;
}));
// node_modules/yaml/dist/compose/resolve-props.js
var require_resolve_props = __commonJSMin(((exports) => {
	function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
		let spaceBefore = false;
		let atNewline = startOnNewline;
		let hasSpace = startOnNewline;
		let comment = "";
		let commentSep = "";
		let hasNewline = false;
		let reqSpace = false;
		let tab = null;
		let anchor = null;
		let tag = null;
		let newlineAfterProp = null;
		let comma = null;
		let found = null;
		let start = null;
		for (const token of tokens) {
			if (reqSpace) {
				if (token.type !== "space" && token.type !== "newline" && token.type !== "comma") onError(token.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
				reqSpace = false;
			}
			if (tab) {
				if (atNewline && token.type !== "comment" && token.type !== "newline") onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
				tab = null;
			}
			switch (token.type) {
				case "space":
					if (!flow && (indicator !== "doc-start" || next?.type !== "flow-collection") && token.source.includes("	")) tab = token;
					hasSpace = true;
					break;
				case "comment": {
					if (!hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					const cb = token.source.substring(1) || " ";
					if (!comment) comment = cb;
					else comment += commentSep + cb;
					commentSep = "";
					atNewline = false;
					break;
				}
				case "newline":
					if (atNewline) {
						if (comment) comment += token.source;
						else if (!found || indicator !== "seq-item-ind") spaceBefore = true;
					} else commentSep += token.source;
					atNewline = true;
					hasNewline = true;
					if (anchor || tag) newlineAfterProp = token;
					hasSpace = true;
					break;
				case "anchor":
					if (anchor) onError(token, "MULTIPLE_ANCHORS", "A node can have at most one anchor");
					if (token.source.endsWith(":")) onError(token.offset + token.source.length - 1, "BAD_ALIAS", "Anchor ending in : is ambiguous", true);
					anchor = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case "tag":
					if (tag) onError(token, "MULTIPLE_TAGS", "A node can have at most one tag");
					tag = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case indicator:
					if (anchor || tag) onError(token, "BAD_PROP_ORDER", `Anchors and tags must be after the ${token.source} indicator`);
					if (found) onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.source} in ${flow ?? "collection"}`);
					found = token;
					atNewline = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
					hasSpace = false;
					break;
				case "comma": if (flow) {
					if (comma) onError(token, "UNEXPECTED_TOKEN", `Unexpected , in ${flow}`);
					comma = token;
					atNewline = false;
					hasSpace = false;
					break;
				}
				default:
					onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.type} token`);
					atNewline = false;
					hasSpace = false;
			}
		}
		const last = tokens[tokens.length - 1];
		const end = last ? last.offset + last.source.length : offset;
		if (reqSpace && next && next.type !== "space" && next.type !== "newline" && next.type !== "comma" && (next.type !== "scalar" || next.source !== "")) onError(next.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
		if (tab && (atNewline && tab.indent <= parentIndent || next?.type === "block-map" || next?.type === "block-seq")) onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
		return {
			comma,
			found,
			spaceBefore,
			comment,
			hasNewline,
			anchor,
			tag,
			newlineAfterProp,
			end,
			start: start ?? end
		};
	}
	exports.resolveProps = resolveProps;
}));
// node_modules/yaml/dist/compose/util-contains-newline.js
var require_util_contains_newline = __commonJSMin(((exports) => {
	function containsNewline(key) {
		if (!key) return null;
		switch (key.type) {
			case "alias":
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				if (key.source.includes("\n")) return true;
				if (key.end) {
					for (const st of key.end) if (st.type === "newline") return true;
				}
				return false;
			case "flow-collection":
				for (const it of key.items) {
					for (const st of it.start) if (st.type === "newline") return true;
					if (it.sep) {
						for (const st of it.sep) if (st.type === "newline") return true;
					}
					if (containsNewline(it.key) || containsNewline(it.value)) return true;
				}
				return false;
			default: return true;
		}
	}
	exports.containsNewline = containsNewline;
}));
// node_modules/yaml/dist/compose/util-flow-indent-check.js
var require_util_flow_indent_check = __commonJSMin(((exports) => {
	var utilContainsNewline = require_util_contains_newline();
	function flowIndentCheck(indent, fc, onError) {
		if (fc?.type === "flow-collection") {
			const end = fc.end[0];
			if (end.indent === indent && (end.source === "]" || end.source === "}") && utilContainsNewline.containsNewline(fc)) onError(end, "BAD_INDENT", "Flow end indicator should be more indented than parent", true);
		}
	}
	exports.flowIndentCheck = flowIndentCheck;
}));
// node_modules/yaml/dist/compose/util-map-includes.js
var require_util_map_includes = __commonJSMin(((exports) => {
	var identity = require_identity();
	function mapIncludes(ctx, items, search) {
		const { uniqueKeys } = ctx.options;
		if (uniqueKeys === false) return false;
		const isEqual = typeof uniqueKeys === "function" ? uniqueKeys : (a, b) => a === b || identity.isScalar(a) && identity.isScalar(b) && a.value === b.value;
		return items.some((pair) => isEqual(pair.key, search));
	}
	exports.mapIncludes = mapIncludes;
}));
// node_modules/yaml/dist/compose/resolve-block-map.js
var require_resolve_block_map = __commonJSMin(((exports) => {
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	var utilMapIncludes = require_util_map_includes();
	const startColMsg = "All mapping items must start at the same column";
	function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
		const map = new ((tag?.nodeClass) ?? YAMLMap.YAMLMap)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		let offset = bm.offset;
		let commentEnd = null;
		for (const collItem of bm.items) {
			const { start, key, sep, value } = collItem;
			const keyProps = resolveProps.resolveProps(start, {
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: bm.indent,
				startOnNewline: true
			});
			const implicitKey = !keyProps.found;
			if (implicitKey) {
				if (key) {
					if (key.type === "block-seq") onError(offset, "BLOCK_AS_IMPLICIT_KEY", "A block sequence may not be used as an implicit map key");
					else if ("indent" in key && key.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
				}
				if (!keyProps.anchor && !keyProps.tag && !sep) {
					commentEnd = keyProps.end;
					if (keyProps.comment) {
						if (map.comment) map.comment += "\n" + keyProps.comment;
						else map.comment = keyProps.comment;
					}
					continue;
				}
				if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) onError(key ?? start[start.length - 1], "MULTILINE_IMPLICIT_KEY", "Implicit keys need to be on a single line");
			} else if (keyProps.found?.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
			ctx.atKey = true;
			const keyStart = keyProps.end;
			const keyNode = key ? composeNode(ctx, key, keyProps, onError) : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
			ctx.atKey = false;
			if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
			const valueProps = resolveProps.resolveProps(sep ?? [], {
				indicator: "map-value-ind",
				next: value,
				offset: keyNode.range[2],
				onError,
				parentIndent: bm.indent,
				startOnNewline: !key || key.type === "block-scalar"
			});
			offset = valueProps.end;
			if (valueProps.found) {
				if (implicitKey) {
					if (value?.type === "block-map" && !valueProps.hasNewline) onError(offset, "BLOCK_AS_IMPLICIT_KEY", "Nested mappings are not allowed in compact mappings");
					if (ctx.options.strict && keyProps.start < valueProps.found.offset - 1024) onError(keyNode.range, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit block mapping key");
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
				if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
				offset = valueNode.range[2];
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			} else {
				if (implicitKey) onError(keyNode.range, "MISSING_CHAR", "Implicit map keys need to be followed by map values");
				if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			}
		}
		if (commentEnd && commentEnd < offset) onError(commentEnd, "IMPOSSIBLE", "Map comment with trailing content");
		map.range = [
			bm.offset,
			offset,
			commentEnd ?? offset
		];
		return map;
	}
	exports.resolveBlockMap = resolveBlockMap;
}));
// node_modules/yaml/dist/compose/resolve-block-seq.js
var require_resolve_block_seq = __commonJSMin(((exports) => {
	var YAMLSeq = require_YAMLSeq();
	var resolveProps = require_resolve_props();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
		const seq = new ((tag?.nodeClass) ?? YAMLSeq.YAMLSeq)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = bs.offset;
		let commentEnd = null;
		for (const { start, value } of bs.items) {
			const props = resolveProps.resolveProps(start, {
				indicator: "seq-item-ind",
				next: value,
				offset,
				onError,
				parentIndent: bs.indent,
				startOnNewline: true
			});
			if (!props.found) {
				if (props.anchor || props.tag || value) {
					if (value?.type === "block-seq") onError(props.end, "BAD_INDENT", "All sequence items must start at the same column");
					else onError(offset, "MISSING_CHAR", "Sequence item without - indicator");
				} else {
					commentEnd = props.end;
					if (props.comment) seq.comment = props.comment;
					continue;
				}
			}
			const node = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start, null, props, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
			offset = node.range[2];
			seq.items.push(node);
		}
		seq.range = [
			bs.offset,
			offset,
			commentEnd ?? offset
		];
		return seq;
	}
	exports.resolveBlockSeq = resolveBlockSeq;
}));
// node_modules/yaml/dist/compose/resolve-end.js
var require_resolve_end = __commonJSMin(((exports) => {
	function resolveEnd(end, offset, reqSpace, onError) {
		let comment = "";
		if (end) {
			let hasSpace = false;
			let sep = "";
			for (const token of end) {
				const { source, type } = token;
				switch (type) {
					case "space":
						hasSpace = true;
						break;
					case "comment": {
						if (reqSpace && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
						const cb = source.substring(1) || " ";
						if (!comment) comment = cb;
						else comment += sep + cb;
						sep = "";
						break;
					}
					case "newline":
						if (comment) sep += source;
						hasSpace = true;
						break;
					default: onError(token, "UNEXPECTED_TOKEN", `Unexpected ${type} at node end`);
				}
				offset += source.length;
			}
		}
		return {
			comment,
			offset
		};
	}
	exports.resolveEnd = resolveEnd;
}));
// node_modules/yaml/dist/compose/resolve-flow-collection.js
var require_resolve_flow_collection = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilMapIncludes = require_util_map_includes();
	const blockMsg = "Block collections are not allowed within flow collections";
	const isBlock = (token) => token && (token.type === "block-map" || token.type === "block-seq");
	function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
		const isMap = fc.start.source === "{";
		const fcName = isMap ? "flow map" : "flow sequence";
		const coll = new ((tag?.nodeClass) ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq))(ctx.schema);
		coll.flow = true;
		const atRoot = ctx.atRoot;
		if (atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = fc.offset + fc.start.source.length;
		for (let i = 0; i < fc.items.length; ++i) {
			const collItem = fc.items[i];
			const { start, key, sep, value } = collItem;
			const props = resolveProps.resolveProps(start, {
				flow: fcName,
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: fc.indent,
				startOnNewline: false
			});
			if (!props.found) {
				if (!props.anchor && !props.tag && !sep && !value) {
					if (i === 0 && props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
					else if (i < fc.items.length - 1) onError(props.start, "UNEXPECTED_TOKEN", `Unexpected empty item in ${fcName}`);
					if (props.comment) {
						if (coll.comment) coll.comment += "\n" + props.comment;
						else coll.comment = props.comment;
					}
					offset = props.end;
					continue;
				}
				if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key)) onError(key, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
			}
			if (i === 0) {
				if (props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
			} else {
				if (!props.comma) onError(props.start, "MISSING_CHAR", `Missing , between ${fcName} items`);
				if (props.comment) {
					let prevItemComment = "";
					loop: for (const st of start) switch (st.type) {
						case "comma":
						case "space": break;
						case "comment":
							prevItemComment = st.source.substring(1);
							break loop;
						default: break loop;
					}
					if (prevItemComment) {
						let prev = coll.items[coll.items.length - 1];
						if (identity.isPair(prev)) prev = prev.value ?? prev.key;
						if (prev.comment) prev.comment += "\n" + prevItemComment;
						else prev.comment = prevItemComment;
						props.comment = props.comment.substring(prevItemComment.length + 1);
					}
				}
			}
			if (!isMap && !sep && !props.found) {
				const valueNode = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, sep, null, props, onError);
				coll.items.push(valueNode);
				offset = valueNode.range[2];
				if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
			} else {
				ctx.atKey = true;
				const keyStart = props.end;
				const keyNode = key ? composeNode(ctx, key, props, onError) : composeEmptyNode(ctx, keyStart, start, null, props, onError);
				if (isBlock(key)) onError(keyNode.range, "BLOCK_IN_FLOW", blockMsg);
				ctx.atKey = false;
				const valueProps = resolveProps.resolveProps(sep ?? [], {
					flow: fcName,
					indicator: "map-value-ind",
					next: value,
					offset: keyNode.range[2],
					onError,
					parentIndent: fc.indent,
					startOnNewline: false
				});
				if (valueProps.found) {
					if (!isMap && !props.found && ctx.options.strict) {
						if (sep) for (const st of sep) {
							if (st === valueProps.found) break;
							if (st.type === "newline") {
								onError(st, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
								break;
							}
						}
						if (props.start < valueProps.found.offset - 1024) onError(valueProps.found, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit flow sequence key");
					}
				} else if (value) {
					if ("source" in value && value.source?.[0] === ":") onError(value, "MISSING_CHAR", `Missing space after : in ${fcName}`);
					else onError(valueProps.start, "MISSING_CHAR", `Missing , or : between ${fcName} items`);
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : valueProps.found ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError) : null;
				if (valueNode) {
					if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
				} else if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				if (isMap) {
					const map = coll;
					if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
					map.items.push(pair);
				} else {
					const map = new YAMLMap.YAMLMap(ctx.schema);
					map.flow = true;
					map.items.push(pair);
					const endRange = (valueNode ?? keyNode).range;
					map.range = [
						keyNode.range[0],
						endRange[1],
						endRange[2]
					];
					coll.items.push(map);
				}
				offset = valueNode ? valueNode.range[2] : valueProps.end;
			}
		}
		const expectedEnd = isMap ? "}" : "]";
		const [ce, ...ee] = fc.end;
		let cePos = offset;
		if (ce?.source === expectedEnd) cePos = ce.offset + ce.source.length;
		else {
			const name = fcName[0].toUpperCase() + fcName.substring(1);
			const msg = atRoot ? `${name} must end with a ${expectedEnd}` : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
			onError(offset, atRoot ? "MISSING_CHAR" : "BAD_INDENT", msg);
			if (ce && ce.source.length !== 1) ee.unshift(ce);
		}
		if (ee.length > 0) {
			const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
			if (end.comment) {
				if (coll.comment) coll.comment += "\n" + end.comment;
				else coll.comment = end.comment;
			}
			coll.range = [
				fc.offset,
				cePos,
				end.offset
			];
		} else coll.range = [
			fc.offset,
			cePos,
			cePos
		];
		return coll;
	}
	exports.resolveFlowCollection = resolveFlowCollection;
}));
// node_modules/yaml/dist/compose/compose-collection.js
var require_compose_collection = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveBlockMap = require_resolve_block_map();
	var resolveBlockSeq = require_resolve_block_seq();
	var resolveFlowCollection = require_resolve_flow_collection();
	function resolveCollection(CN, ctx, token, onError, tagName, tag) {
		const coll = token.type === "block-map" ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag) : token.type === "block-seq" ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag) : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
		const Coll = coll.constructor;
		if (tagName === "!" || tagName === Coll.tagName) {
			coll.tag = Coll.tagName;
			return coll;
		}
		if (tagName) coll.tag = tagName;
		return coll;
	}
	function composeCollection(CN, ctx, token, props, onError) {
		const tagToken = props.tag;
		const tagName = !tagToken ? null : ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg));
		if (token.type === "block-seq") {
			const { anchor, newlineAfterProp: nl } = props;
			const lastProp = anchor && tagToken ? anchor.offset > tagToken.offset ? anchor : tagToken : anchor ?? tagToken;
			if (lastProp && (!nl || nl.offset < lastProp.offset)) onError(lastProp, "MISSING_CHAR", "Missing newline after block sequence props");
		}
		const expType = token.type === "block-map" ? "map" : token.type === "block-seq" ? "seq" : token.start.source === "{" ? "map" : "seq";
		if (!tagToken || !tagName || tagName === "!" || tagName === YAMLMap.YAMLMap.tagName && expType === "map" || tagName === YAMLSeq.YAMLSeq.tagName && expType === "seq") return resolveCollection(CN, ctx, token, onError, tagName);
		let tag = ctx.schema.tags.find((t) => t.tag === tagName && t.collection === expType);
		if (!tag) {
			const kt = ctx.schema.knownTags[tagName];
			if (kt?.collection === expType) {
				ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
				tag = kt;
			} else {
				if (kt) onError(tagToken, "BAD_COLLECTION_TYPE", `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? "scalar"}`, true);
				else onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, true);
				return resolveCollection(CN, ctx, token, onError, tagName);
			}
		}
		const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
		const res = tag.resolve?.(coll, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg), ctx.options) ?? coll;
		const node = identity.isNode(res) ? res : new Scalar.Scalar(res);
		node.range = coll.range;
		node.tag = tagName;
		if (tag?.format) node.format = tag.format;
		return node;
	}
	exports.composeCollection = composeCollection;
}));
// node_modules/yaml/dist/compose/resolve-block-scalar.js
var require_resolve_block_scalar = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function resolveBlockScalar(ctx, scalar, onError) {
		const start = scalar.offset;
		const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
		if (!header) return {
			value: "",
			type: null,
			comment: "",
			range: [
				start,
				start,
				start
			]
		};
		const type = header.mode === ">" ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
		const lines = scalar.source ? splitLines(scalar.source) : [];
		let chompStart = lines.length;
		for (let i = lines.length - 1; i >= 0; --i) {
			const content = lines[i][1];
			if (content === "" || content === "\r") chompStart = i;
			else break;
		}
		if (chompStart === 0) {
			const value = header.chomp === "+" && lines.length > 0 ? "\n".repeat(Math.max(1, lines.length - 1)) : "";
			let end = start + header.length;
			if (scalar.source) end += scalar.source.length;
			return {
				value,
				type,
				comment: header.comment,
				range: [
					start,
					end,
					end
				]
			};
		}
		let trimIndent = scalar.indent + header.indent;
		let offset = scalar.offset + header.length;
		let contentStart = 0;
		for (let i = 0; i < chompStart; ++i) {
			const [indent, content] = lines[i];
			if (content === "" || content === "\r") {
				if (header.indent === 0 && indent.length > trimIndent) trimIndent = indent.length;
			} else {
				if (indent.length < trimIndent) onError(offset + indent.length, "MISSING_CHAR", "Block scalars with more-indented leading empty lines must use an explicit indentation indicator");
				if (header.indent === 0) trimIndent = indent.length;
				contentStart = i;
				if (trimIndent === 0 && !ctx.atRoot) onError(offset, "BAD_INDENT", "Block scalar values in collections must be indented");
				break;
			}
			offset += indent.length + content.length + 1;
		}
		for (let i = lines.length - 1; i >= chompStart; --i) if (lines[i][0].length > trimIndent) chompStart = i + 1;
		let value = "";
		let sep = "";
		let prevMoreIndented = false;
		for (let i = 0; i < contentStart; ++i) value += lines[i][0].slice(trimIndent) + "\n";
		for (let i = contentStart; i < chompStart; ++i) {
			let [indent, content] = lines[i];
			offset += indent.length + content.length + 1;
			const crlf = content[content.length - 1] === "\r";
			if (crlf) content = content.slice(0, -1);
			if (content && indent.length < trimIndent) {
				const message = `Block scalar lines must not be less indented than their ${header.indent ? "explicit indentation indicator" : "first line"}`;
				onError(offset - content.length - (crlf ? 2 : 1), "BAD_INDENT", message);
				indent = "";
			}
			if (type === Scalar.Scalar.BLOCK_LITERAL) {
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
			} else if (indent.length > trimIndent || content[0] === "	") {
				if (sep === " ") sep = "\n";
				else if (!prevMoreIndented && sep === "\n") sep = "\n\n";
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
				prevMoreIndented = true;
			} else if (content === "") {
				if (sep === "\n") value += "\n";
				else sep = "\n";
			} else {
				value += sep + content;
				sep = " ";
				prevMoreIndented = false;
			}
		}
		switch (header.chomp) {
			case "-": break;
			case "+":
				for (let i = chompStart; i < lines.length; ++i) value += "\n" + lines[i][0].slice(trimIndent);
				if (value[value.length - 1] !== "\n") value += "\n";
				break;
			default: value += "\n";
		}
		const end = start + header.length + scalar.source.length;
		return {
			value,
			type,
			comment: header.comment,
			range: [
				start,
				end,
				end
			]
		};
	}
	function parseBlockScalarHeader({ offset, props }, strict, onError) {
		if (props[0].type !== "block-scalar-header") {
			onError(props[0], "IMPOSSIBLE", "Block scalar header not found");
			return null;
		}
		const { source } = props[0];
		const mode = source[0];
		let indent = 0;
		let chomp = "";
		let error = -1;
		for (let i = 1; i < source.length; ++i) {
			const ch = source[i];
			if (!chomp && (ch === "-" || ch === "+")) chomp = ch;
			else {
				const n = Number(ch);
				if (!indent && n) indent = n;
				else if (error === -1) error = offset + i;
			}
		}
		if (error !== -1) onError(error, "UNEXPECTED_TOKEN", `Block scalar header includes extra characters: ${source}`);
		let hasSpace = false;
		let comment = "";
		let length = source.length;
		for (let i = 1; i < props.length; ++i) {
			const token = props[i];
			switch (token.type) {
				case "space": hasSpace = true;
				case "newline":
					length += token.source.length;
					break;
				case "comment":
					if (strict && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					length += token.source.length;
					comment = token.source.substring(1);
					break;
				case "error":
					onError(token, "UNEXPECTED_TOKEN", token.message);
					length += token.source.length;
					break;
				default: {
					onError(token, "UNEXPECTED_TOKEN", `Unexpected token in block scalar header: ${token.type}`);
					const ts = token.source;
					if (ts && typeof ts === "string") length += ts.length;
				}
			}
		}
		return {
			mode,
			indent,
			chomp,
			comment,
			length
		};
	}
	function splitLines(source) {
		const split = source.split(/\n( *)/);
		const first = split[0];
		const m = first.match(/^( *)/);
		const lines = [m?.[1] ? [m[1], first.slice(m[1].length)] : ["", first]];
		for (let i = 1; i < split.length; i += 2) lines.push([split[i], split[i + 1]]);
		return lines;
	}
	exports.resolveBlockScalar = resolveBlockScalar;
}));
// node_modules/yaml/dist/compose/resolve-flow-scalar.js
var require_resolve_flow_scalar = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var resolveEnd = require_resolve_end();
	function resolveFlowScalar(scalar, strict, onError) {
		const { offset, type, source, end } = scalar;
		let _type;
		let value;
		const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
		switch (type) {
			case "scalar":
				_type = Scalar.Scalar.PLAIN;
				value = plainValue(source, _onError);
				break;
			case "single-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_SINGLE;
				value = singleQuotedValue(source, _onError);
				break;
			case "double-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_DOUBLE;
				value = doubleQuotedValue(source, _onError);
				break;
			default:
				onError(scalar, "UNEXPECTED_TOKEN", `Expected a flow scalar value, but found: ${type}`);
				return {
					value: "",
					type: null,
					comment: "",
					range: [
						offset,
						offset + source.length,
						offset + source.length
					]
				};
		}
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
		return {
			value,
			type: _type,
			comment: re.comment,
			range: [
				offset,
				valueEnd,
				re.offset
			]
		};
	}
	function plainValue(source, onError) {
		let badChar = "";
		switch (source[0]) {
			case "	":
				badChar = "a tab character";
				break;
			case ",":
				badChar = "flow indicator character ,";
				break;
			case "%":
				badChar = "directive indicator character %";
				break;
			case "|":
			case ">":
				badChar = `block scalar indicator ${source[0]}`;
				break;
			case "@":
			case "`": badChar = `reserved character ${source[0]}`;
		}
		if (badChar) onError(0, "BAD_SCALAR_START", `Plain value cannot start with ${badChar}`);
		return unfoldLines(source);
	}
	function singleQuotedValue(source, onError) {
		if (source[source.length - 1] !== "'" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing 'quote");
		return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
	}
	function unfoldLines(source) {
		const line = /(.*?)\r?\n/sy;
		let match = line.exec(source);
		if (!match) return source;
		let trimEnd, trimBoth;
		try {
			trimEnd = new RegExp("(?<![ 	])[ 	]+$");
			trimBoth = new RegExp("^[ 	]+|(?<![ 	])[ 	]+$", "g");
		} catch {
			trimEnd = /[ \t]+$/;
			trimBoth = /^[ \t]+|[ \t]+$/g;
		}
		let res = match[1].replace(trimEnd, "");
		let sep = " ";
		let pos = line.lastIndex;
		while (match = line.exec(source)) {
			const lm = match[1].replace(trimBoth, "");
			if (lm === "") {
				if (sep === "\n") res += sep;
				else sep = "\n";
			} else {
				res += sep + lm;
				sep = " ";
			}
			pos = line.lastIndex;
		}
		const last = /[ \t]*(.*)/sy;
		last.lastIndex = pos;
		match = last.exec(source);
		return res + sep + (match?.[1] ?? "");
	}
	function doubleQuotedValue(source, onError) {
		let res = "";
		for (let i = 1; i < source.length - 1; ++i) {
			const ch = source[i];
			if (ch === "\r" && source[i + 1] === "\n") continue;
			if (ch === "\n") {
				const { fold, offset } = foldNewline(source, i);
				res += fold;
				i = offset;
			} else if (ch === "\\") {
				let next = source[++i];
				const cc = escapeCodes[next];
				if (cc) res += cc;
				else if (next === "\n") {
					next = source[i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "\r" && source[i + 1] === "\n") {
					next = source[++i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "x" || next === "u" || next === "U") {
					const length = next === "x" ? 2 : next === "u" ? 4 : 8;
					res += parseCharCode(source, i + 1, length, onError);
					i += length;
				} else {
					const raw = source.substr(i - 1, 2);
					onError(i - 1, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
					res += raw;
				}
			} else if (ch === " " || ch === "	") {
				const wsStart = i;
				let next = source[i + 1];
				while (next === " " || next === "	") next = source[++i + 1];
				if (next !== "\n" && !(next === "\r" && source[i + 2] === "\n")) res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
			} else res += ch;
		}
		if (source[source.length - 1] !== "\"" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing \"quote");
		return res;
	}
	function foldNewline(source, offset) {
		let fold = "";
		let ch = source[offset + 1];
		while (ch === " " || ch === "	" || ch === "\n" || ch === "\r") {
			if (ch === "\r" && source[offset + 2] !== "\n") break;
			if (ch === "\n") fold += "\n";
			offset += 1;
			ch = source[offset + 1];
		}
		if (!fold) fold = " ";
		return {
			fold,
			offset
		};
	}
	const escapeCodes = {
		"0": "\0",
		a: "\x07",
		b: "\b",
		e: "\x1B",
		f: "\f",
		n: "\n",
		r: "\r",
		t: "	",
		v: "\v",
		N: "",
		_: "\xA0",
		L: "\u2028",
		P: "\u2029",
		" ": " ",
		"\"": "\"",
		"/": "/",
		"\\": "\\",
		"	": "	"
	};
	function parseCharCode(source, offset, length, onError) {
		const cc = source.substr(offset, length);
		const code = cc.length === length && /^[0-9a-fA-F]+$/.test(cc) ? parseInt(cc, 16) : NaN;
		try {
			return String.fromCodePoint(code);
		} catch {
			const raw = source.substr(offset - 2, length + 2);
			onError(offset - 2, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
			return raw;
		}
	}
	exports.resolveFlowScalar = resolveFlowScalar;
}));
// node_modules/yaml/dist/compose/compose-scalar.js
var require_compose_scalar = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	function composeScalar(ctx, token, tagToken, onError) {
		const { value, type, comment, range } = token.type === "block-scalar" ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError) : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
		const tagName = tagToken ? ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg)) : null;
		let tag;
		if (ctx.options.stringKeys && ctx.atKey) tag = ctx.schema[identity.SCALAR];
		else if (tagName) tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
		else if (token.type === "scalar") tag = findScalarTagByTest(ctx, value, token, onError);
		else tag = ctx.schema[identity.SCALAR];
		let scalar;
		try {
			const res = tag.resolve(value, (msg) => onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg), ctx.options);
			scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
		} catch (error) {
			const msg = error instanceof Error ? error.message : String(error);
			onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg);
			scalar = new Scalar.Scalar(value);
		}
		scalar.range = range;
		scalar.source = value;
		if (type) scalar.type = type;
		if (tagName) scalar.tag = tagName;
		if (tag.format) scalar.format = tag.format;
		if (comment) scalar.comment = comment;
		return scalar;
	}
	function findScalarTagByName(schema, value, tagName, tagToken, onError) {
		if (tagName === "!") return schema[identity.SCALAR];
		const matchWithTest = [];
		for (const tag of schema.tags) if (!tag.collection && tag.tag === tagName) {
			if (tag.default && tag.test) matchWithTest.push(tag);
			else return tag;
		}
		for (const tag of matchWithTest) if (tag.test?.test(value)) return tag;
		const kt = schema.knownTags[tagName];
		if (kt && !kt.collection) {
			schema.tags.push(Object.assign({}, kt, {
				default: false,
				test: void 0
			}));
			return kt;
		}
		onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, tagName !== "tag:yaml.org,2002:str");
		return schema[identity.SCALAR];
	}
	function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
		const tag = schema.tags.find((tag) => (tag.default === true || atKey && tag.default === "key") && tag.test?.test(value)) || schema[identity.SCALAR];
		if (schema.compat) {
			const compat = schema.compat.find((tag) => tag.default && tag.test?.test(value)) ?? schema[identity.SCALAR];
			if (tag.tag !== compat.tag) onError(token, "TAG_RESOLVE_FAILED", `Value may be parsed as either ${directives.tagString(tag.tag)} or ${directives.tagString(compat.tag)}`, true);
		}
		return tag;
	}
	exports.composeScalar = composeScalar;
}));
// node_modules/yaml/dist/compose/util-empty-scalar-position.js
var require_util_empty_scalar_position = __commonJSMin(((exports) => {
	function emptyScalarPosition(offset, before, pos) {
		if (before) {
			pos ?? (pos = before.length);
			for (let i = pos - 1; i >= 0; --i) {
				let st = before[i];
				switch (st.type) {
					case "space":
					case "comment":
					case "newline":
						offset -= st.source.length;
						continue;
				}
				st = before[++i];
				while (st?.type === "space") {
					offset += st.source.length;
					st = before[++i];
				}
				break;
			}
		}
		return offset;
	}
	exports.emptyScalarPosition = emptyScalarPosition;
}));
// node_modules/yaml/dist/compose/compose-node.js
var require_compose_node = __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var composeCollection = require_compose_collection();
	var composeScalar = require_compose_scalar();
	var resolveEnd = require_resolve_end();
	var utilEmptyScalarPosition = require_util_empty_scalar_position();
	const CN = {
		composeNode,
		composeEmptyNode
	};
	function composeNode(ctx, token, props, onError) {
		const atKey = ctx.atKey;
		const { spaceBefore, comment, anchor, tag } = props;
		let node;
		let isSrcToken = true;
		switch (token.type) {
			case "alias":
				node = composeAlias(ctx, token, onError);
				if (anchor || tag) onError(token, "ALIAS_PROPS", "An alias node must not specify any properties");
				break;
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "block-scalar":
				node = composeScalar.composeScalar(ctx, token, tag, onError);
				if (anchor) node.anchor = anchor.source.substring(1);
				break;
			case "block-map":
			case "block-seq":
			case "flow-collection":
				try {
					node = composeCollection.composeCollection(CN, ctx, token, props, onError);
					if (anchor) node.anchor = anchor.source.substring(1);
				} catch (error) {
					onError(token, "RESOURCE_EXHAUSTION", error instanceof Error ? error.message : String(error));
				}
				break;
			default:
				onError(token, "UNEXPECTED_TOKEN", token.type === "error" ? token.message : `Unsupported token (type: ${token.type})`);
				isSrcToken = false;
		}
		node ?? (node = composeEmptyNode(ctx, token.offset, void 0, null, props, onError));
		if (anchor && node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		if (atKey && ctx.options.stringKeys && (!identity.isScalar(node) || typeof node.value !== "string" || node.tag && node.tag !== "tag:yaml.org,2002:str")) onError(tag ?? token, "NON_STRING_KEY", "With stringKeys, all keys must be strings");
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			if (token.type === "scalar" && token.source === "") node.comment = comment;
			else node.commentBefore = comment;
		}
		if (ctx.options.keepSourceTokens && isSrcToken) node.srcToken = token;
		return node;
	}
	function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
		const token = {
			type: "scalar",
			offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
			indent: -1,
			source: ""
		};
		const node = composeScalar.composeScalar(ctx, token, tag, onError);
		if (anchor) {
			node.anchor = anchor.source.substring(1);
			if (node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		}
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			node.comment = comment;
			node.range[2] = end;
		}
		return node;
	}
	function composeAlias({ options }, { offset, source, end }, onError) {
		const alias = new Alias.Alias(source.substring(1));
		if (alias.source === "") onError(offset, "BAD_ALIAS", "Alias cannot be an empty string");
		if (alias.source.endsWith(":")) onError(offset + source.length - 1, "BAD_ALIAS", "Alias ending in : is ambiguous", true);
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
		alias.range = [
			offset,
			valueEnd,
			re.offset
		];
		if (re.comment) alias.comment = re.comment;
		return alias;
	}
	exports.composeEmptyNode = composeEmptyNode;
	exports.composeNode = composeNode;
}));
// node_modules/yaml/dist/compose/compose-doc.js
var require_compose_doc = __commonJSMin(((exports) => {
	var Document = require_Document();
	var composeNode = require_compose_node();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	function composeDoc(options, directives, { offset, start, value, end }, onError) {
		const opts = Object.assign({ _directives: directives }, options);
		const doc = new Document.Document(void 0, opts);
		const ctx = {
			atKey: false,
			atRoot: true,
			directives: doc.directives,
			options: doc.options,
			schema: doc.schema
		};
		const props = resolveProps.resolveProps(start, {
			indicator: "doc-start",
			next: value ?? end?.[0],
			offset,
			onError,
			parentIndent: 0,
			startOnNewline: true
		});
		if (props.found) {
			doc.directives.docStart = true;
			if (value && (value.type === "block-map" || value.type === "block-seq") && !props.hasNewline) onError(props.end, "MISSING_CHAR", "Block collection cannot start on same line with directives-end marker");
		}
		doc.contents = value ? composeNode.composeNode(ctx, value, props, onError) : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
		const contentEnd = doc.contents.range[2];
		const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
		if (re.comment) doc.comment = re.comment;
		doc.range = [
			offset,
			contentEnd,
			re.offset
		];
		return doc;
	}
	exports.composeDoc = composeDoc;
}));
// node_modules/yaml/dist/compose/composer.js
var require_composer = __commonJSMin(((exports) => {
	var node_process = __require("process");
	var directives = require_directives();
	var Document = require_Document();
	var errors = require_errors();
	var identity = require_identity();
	var composeDoc = require_compose_doc();
	var resolveEnd = require_resolve_end();
	function getErrorPos(src) {
		if (typeof src === "number") return [src, src + 1];
		if (Array.isArray(src)) return src.length === 2 ? src : [src[0], src[1]];
		const { offset, source } = src;
		return [offset, offset + (typeof source === "string" ? source.length : 1)];
	}
	function parsePrelude(prelude) {
		let comment = "";
		let atComment = false;
		let afterEmptyLine = false;
		for (let i = 0; i < prelude.length; ++i) {
			const source = prelude[i];
			switch (source[0]) {
				case "#":
					comment += (comment === "" ? "" : afterEmptyLine ? "\n\n" : "\n") + (source.substring(1) || " ");
					atComment = true;
					afterEmptyLine = false;
					break;
				case "%":
					if (prelude[i + 1]?.[0] !== "#") i += 1;
					atComment = false;
					break;
				default:
					if (!atComment) afterEmptyLine = true;
					atComment = false;
			}
		}
		return {
			comment,
			afterEmptyLine
		};
	}
	var Composer = class {
		constructor(options = {}) {
			this.doc = null;
			this.atDirectives = false;
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
			this.onError = (source, code, message, warning) => {
				const pos = getErrorPos(source);
				if (warning) this.warnings.push(new errors.YAMLWarning(pos, code, message));
				else this.errors.push(new errors.YAMLParseError(pos, code, message));
			};
			this.directives = new directives.Directives({ version: options.version || "1.2" });
			this.options = options;
		}
		decorate(doc, afterDoc) {
			const { comment, afterEmptyLine } = parsePrelude(this.prelude);
			if (comment) {
				const dc = doc.contents;
				if (afterDoc) doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
				else if (afterEmptyLine || doc.directives.docStart || !dc) doc.commentBefore = comment;
				else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
					let it = dc.items[0];
					if (identity.isPair(it)) it = it.key;
					const cb = it.commentBefore;
					it.commentBefore = cb ? `${comment}\n${cb}` : comment;
				} else {
					const cb = dc.commentBefore;
					dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
				}
			}
			if (afterDoc) {
				for (let i = 0; i < this.errors.length; ++i) doc.errors.push(this.errors[i]);
				for (let i = 0; i < this.warnings.length; ++i) doc.warnings.push(this.warnings[i]);
			} else {
				doc.errors = this.errors;
				doc.warnings = this.warnings;
			}
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
		}
		streamInfo() {
			return {
				comment: parsePrelude(this.prelude).comment,
				directives: this.directives,
				errors: this.errors,
				warnings: this.warnings
			};
		}
		*compose(tokens, forceDoc = false, endOffset = -1) {
			for (const token of tokens) yield* this.next(token);
			yield* this.end(forceDoc, endOffset);
		}
		*next(token) {
			if (node_process.env.LOG_STREAM) console.dir(token, { depth: null });
			switch (token.type) {
				case "directive":
					this.directives.add(token.source, (offset, message, warning) => {
						const pos = getErrorPos(token);
						pos[0] += offset;
						this.onError(pos, "BAD_DIRECTIVE", message, warning);
					});
					this.prelude.push(token.source);
					this.atDirectives = true;
					break;
				case "document": {
					const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
					if (this.atDirectives && !doc.directives.docStart) this.onError(token, "MISSING_CHAR", "Missing directives-end/doc-start indicator line");
					this.decorate(doc, false);
					if (this.doc) yield this.doc;
					this.doc = doc;
					this.atDirectives = false;
					break;
				}
				case "byte-order-mark":
				case "space": break;
				case "comment":
				case "newline":
					this.prelude.push(token.source);
					break;
				case "error": {
					const msg = token.source ? `${token.message}: ${JSON.stringify(token.source)}` : token.message;
					const error = new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg);
					if (this.atDirectives || !this.doc) this.errors.push(error);
					else this.doc.errors.push(error);
					break;
				}
				case "doc-end": {
					if (!this.doc) {
						this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", "Unexpected doc-end without preceding document"));
						break;
					}
					this.doc.directives.docEnd = true;
					const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
					this.decorate(this.doc, true);
					if (end.comment) {
						const dc = this.doc.comment;
						this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
					}
					this.doc.range[2] = end.offset;
					break;
				}
				default: this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", `Unsupported token ${token.type}`));
			}
		}
		*end(forceDoc = false, endOffset = -1) {
			if (this.doc) {
				this.decorate(this.doc, true);
				yield this.doc;
				this.doc = null;
			} else if (forceDoc) {
				const opts = Object.assign({ _directives: this.directives }, this.options);
				const doc = new Document.Document(void 0, opts);
				if (this.atDirectives) this.onError(endOffset, "MISSING_CHAR", "Missing directives-end indicator line");
				doc.range = [
					0,
					endOffset,
					endOffset
				];
				this.decorate(doc, false);
				yield doc;
			}
		}
	};
	exports.Composer = Composer;
}));
// node_modules/yaml/dist/parse/cst-scalar.js
var require_cst_scalar = __commonJSMin(((exports) => {
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	var errors = require_errors();
	var stringifyString = require_stringifyString();
	function resolveAsScalar(token, strict = true, onError) {
		if (token) {
			const _onError = (pos, code, message) => {
				const offset = typeof pos === "number" ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
				if (onError) onError(offset, code, message);
				else throw new errors.YAMLParseError([offset, offset + 1], code, message);
			};
			switch (token.type) {
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
				case "block-scalar": return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
			}
		}
		return null;
	}
	function createScalarToken(value, context) {
		const { implicitKey = false, indent, inFlow = false, offset = -1, type = "PLAIN" } = context;
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey,
			indent: indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		const end = context.end ?? [{
			type: "newline",
			offset: -1,
			indent,
			source: "\n"
		}];
		switch (source[0]) {
			case "|":
			case ">": {
				const he = source.indexOf("\n");
				const head = source.substring(0, he);
				const body = source.substring(he + 1) + "\n";
				const props = [{
					type: "block-scalar-header",
					offset,
					indent,
					source: head
				}];
				if (!addEndtoBlockProps(props, end)) props.push({
					type: "newline",
					offset: -1,
					indent,
					source: "\n"
				});
				return {
					type: "block-scalar",
					offset,
					indent,
					props,
					source: body
				};
			}
			case "\"": return {
				type: "double-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			case "'": return {
				type: "single-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			default: return {
				type: "scalar",
				offset,
				indent,
				source,
				end
			};
		}
	}
	function setScalarValue(token, value, context = {}) {
		let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
		let indent = "indent" in token ? token.indent : null;
		if (afterKey && typeof indent === "number") indent += 2;
		if (!type) switch (token.type) {
			case "single-quoted-scalar":
				type = "QUOTE_SINGLE";
				break;
			case "double-quoted-scalar":
				type = "QUOTE_DOUBLE";
				break;
			case "block-scalar": {
				const header = token.props[0];
				if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
				type = header.source[0] === ">" ? "BLOCK_FOLDED" : "BLOCK_LITERAL";
				break;
			}
			default: type = "PLAIN";
		}
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey: implicitKey || indent === null,
			indent: indent !== null && indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		switch (source[0]) {
			case "|":
			case ">":
				setBlockScalarValue(token, source);
				break;
			case "\"":
				setFlowScalarValue(token, source, "double-quoted-scalar");
				break;
			case "'":
				setFlowScalarValue(token, source, "single-quoted-scalar");
				break;
			default: setFlowScalarValue(token, source, "scalar");
		}
	}
	function setBlockScalarValue(token, source) {
		const he = source.indexOf("\n");
		const head = source.substring(0, he);
		const body = source.substring(he + 1) + "\n";
		if (token.type === "block-scalar") {
			const header = token.props[0];
			if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
			header.source = head;
			token.source = body;
		} else {
			const { offset } = token;
			const indent = "indent" in token ? token.indent : -1;
			const props = [{
				type: "block-scalar-header",
				offset,
				indent,
				source: head
			}];
			if (!addEndtoBlockProps(props, "end" in token ? token.end : void 0)) props.push({
				type: "newline",
				offset: -1,
				indent,
				source: "\n"
			});
			for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
			Object.assign(token, {
				type: "block-scalar",
				indent,
				props,
				source: body
			});
		}
	}
	function addEndtoBlockProps(props, end) {
		if (end) for (const st of end) switch (st.type) {
			case "space":
			case "comment":
				props.push(st);
				break;
			case "newline":
				props.push(st);
				return true;
		}
		return false;
	}
	function setFlowScalarValue(token, source, type) {
		switch (token.type) {
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				token.type = type;
				token.source = source;
				break;
			case "block-scalar": {
				const end = token.props.slice(1);
				let oa = source.length;
				if (token.props[0].type === "block-scalar-header") oa -= token.props[0].source.length;
				for (const tok of end) tok.offset += oa;
				delete token.props;
				Object.assign(token, {
					type,
					source,
					end
				});
				break;
			}
			case "block-map":
			case "block-seq": {
				const nl = {
					type: "newline",
					offset: token.offset + source.length,
					indent: token.indent,
					source: "\n"
				};
				delete token.items;
				Object.assign(token, {
					type,
					source,
					end: [nl]
				});
				break;
			}
			default: {
				const indent = "indent" in token ? token.indent : -1;
				const end = "end" in token && Array.isArray(token.end) ? token.end.filter((st) => st.type === "space" || st.type === "comment" || st.type === "newline") : [];
				for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
				Object.assign(token, {
					type,
					indent,
					source,
					end
				});
			}
		}
	}
	exports.createScalarToken = createScalarToken;
	exports.resolveAsScalar = resolveAsScalar;
	exports.setScalarValue = setScalarValue;
}));
// node_modules/yaml/dist/parse/cst-stringify.js
var require_cst_stringify = __commonJSMin(((exports) => {
	const stringify = (cst) => "type" in cst ? stringifyToken(cst) : stringifyItem(cst);
	function stringifyToken(token) {
		switch (token.type) {
			case "block-scalar": {
				let res = "";
				for (const tok of token.props) res += stringifyToken(tok);
				return res + token.source;
			}
			case "block-map":
			case "block-seq": {
				let res = "";
				for (const item of token.items) res += stringifyItem(item);
				return res;
			}
			case "flow-collection": {
				let res = token.start.source;
				for (const item of token.items) res += stringifyItem(item);
				for (const st of token.end) res += st.source;
				return res;
			}
			case "document": {
				let res = stringifyItem(token);
				if (token.end) for (const st of token.end) res += st.source;
				return res;
			}
			default: {
				let res = token.source;
				if ("end" in token && token.end) for (const st of token.end) res += st.source;
				return res;
			}
		}
	}
	function stringifyItem({ start, key, sep, value }) {
		let res = "";
		for (const st of start) res += st.source;
		if (key) res += stringifyToken(key);
		if (sep) for (const st of sep) res += st.source;
		if (value) res += stringifyToken(value);
		return res;
	}
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/parse/cst-visit.js
var require_cst_visit = __commonJSMin(((exports) => {
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove item");
	function visit(cst, visitor) {
		if ("type" in cst && cst.type === "document") cst = {
			start: cst.start,
			value: cst.value
		};
		_visit(Object.freeze([]), cst, visitor);
	}
	visit.BREAK = BREAK;
	visit.SKIP = SKIP;
	visit.REMOVE = REMOVE;
	visit.itemAtPath = (cst, path) => {
		let item = cst;
		for (const [field, index] of path) {
			const tok = item?.[field];
			if (tok && "items" in tok) item = tok.items[index];
			else return void 0;
		}
		return item;
	};
	visit.parentCollection = (cst, path) => {
		const parent = visit.itemAtPath(cst, path.slice(0, -1));
		const field = path[path.length - 1][0];
		const coll = parent?.[field];
		if (coll && "items" in coll) return coll;
		throw new Error("Parent collection not found");
	};
	function _visit(path, item, visitor) {
		let ctrl = visitor(item, path);
		if (typeof ctrl === "symbol") return ctrl;
		for (const field of ["key", "value"]) {
			const token = item[field];
			if (token && "items" in token) {
				for (let i = 0; i < token.items.length; ++i) {
					const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						token.items.splice(i, 1);
						i -= 1;
					}
				}
				if (typeof ctrl === "function" && field === "key") ctrl = ctrl(item, path);
			}
		}
		return typeof ctrl === "function" ? ctrl(item, path) : ctrl;
	}
	exports.visit = visit;
}));
// node_modules/yaml/dist/parse/cst.js
var require_cst = __commonJSMin(((exports) => {
	var cstScalar = require_cst_scalar();
	var cstStringify = require_cst_stringify();
	var cstVisit = require_cst_visit();
	const BOM = "﻿";
	const DOCUMENT = "";
	const FLOW_END = "";
	const SCALAR = "";
	const isCollection = (token) => !!token && "items" in token;
	const isScalar = (token) => !!token && (token.type === "scalar" || token.type === "single-quoted-scalar" || token.type === "double-quoted-scalar" || token.type === "block-scalar");
	function prettyToken(token) {
		switch (token) {
			case BOM: return "<BOM>";
			case DOCUMENT: return "<DOC>";
			case FLOW_END: return "<FLOW_END>";
			case SCALAR: return "<SCALAR>";
			default: return JSON.stringify(token);
		}
	}
	function tokenType(source) {
		switch (source) {
			case BOM: return "byte-order-mark";
			case DOCUMENT: return "doc-mode";
			case FLOW_END: return "flow-error-end";
			case SCALAR: return "scalar";
			case "---": return "doc-start";
			case "...": return "doc-end";
			case "":
			case "\n":
			case "\r\n": return "newline";
			case "-": return "seq-item-ind";
			case "?": return "explicit-key-ind";
			case ":": return "map-value-ind";
			case "{": return "flow-map-start";
			case "}": return "flow-map-end";
			case "[": return "flow-seq-start";
			case "]": return "flow-seq-end";
			case ",": return "comma";
		}
		switch (source[0]) {
			case " ":
			case "	": return "space";
			case "#": return "comment";
			case "%": return "directive-line";
			case "*": return "alias";
			case "&": return "anchor";
			case "!": return "tag";
			case "'": return "single-quoted-scalar";
			case "\"": return "double-quoted-scalar";
			case "|":
			case ">": return "block-scalar-header";
		}
		return null;
	}
	exports.createScalarToken = cstScalar.createScalarToken;
	exports.resolveAsScalar = cstScalar.resolveAsScalar;
	exports.setScalarValue = cstScalar.setScalarValue;
	exports.stringify = cstStringify.stringify;
	exports.visit = cstVisit.visit;
	exports.BOM = BOM;
	exports.DOCUMENT = DOCUMENT;
	exports.FLOW_END = FLOW_END;
	exports.SCALAR = SCALAR;
	exports.isCollection = isCollection;
	exports.isScalar = isScalar;
	exports.prettyToken = prettyToken;
	exports.tokenType = tokenType;
}));
// node_modules/yaml/dist/parse/lexer.js
var require_lexer = __commonJSMin(((exports) => {
	var cst = require_cst();
	function isEmpty(ch) {
		switch (ch) {
			case void 0:
			case " ":
			case "\n":
			case "\r":
			case "	": return true;
			default: return false;
		}
	}
	const hexDigits = new Set("0123456789ABCDEFabcdef");
	const tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
	const flowIndicatorChars = new Set(",[]{}");
	const invalidAnchorChars = new Set(" ,[]{}\n\r	");
	const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
	var Lexer = class {
		constructor() {
			this.atEnd = false;
			this.blockScalarIndent = -1;
			this.blockScalarKeep = false;
			this.buffer = "";
			this.flowKey = false;
			this.flowLevel = 0;
			this.indentNext = 0;
			this.indentValue = 0;
			this.lineEndPos = null;
			this.next = null;
			this.pos = 0;
		}
		*lex(source, incomplete = false) {
			if (source) {
				if (typeof source !== "string") throw TypeError("source is not a string");
				this.buffer = this.buffer ? this.buffer + source : source;
				this.lineEndPos = null;
			}
			this.atEnd = !incomplete;
			let next = this.next ?? "stream";
			while (next && (incomplete || this.hasChars(1))) next = yield* this.parseNext(next);
		}
		atLineEnd() {
			let i = this.pos;
			let ch = this.buffer[i];
			while (ch === " " || ch === "	") ch = this.buffer[++i];
			if (!ch || ch === "#" || ch === "\n") return true;
			if (ch === "\r") return this.buffer[i + 1] === "\n";
			return false;
		}
		charAt(n) {
			return this.buffer[this.pos + n];
		}
		continueScalar(offset) {
			let ch = this.buffer[offset];
			if (this.indentNext > 0) {
				let indent = 0;
				while (ch === " ") ch = this.buffer[++indent + offset];
				if (ch === "\r") {
					const next = this.buffer[indent + offset + 1];
					if (next === "\n" || !next && !this.atEnd) return offset + indent + 1;
				}
				return ch === "\n" || indent >= this.indentNext || !ch && !this.atEnd ? offset + indent : -1;
			}
			if (ch === "-" || ch === ".") {
				const dt = this.buffer.substr(offset, 3);
				if ((dt === "---" || dt === "...") && isEmpty(this.buffer[offset + 3])) return -1;
			}
			return offset;
		}
		getLine() {
			let end = this.lineEndPos;
			if (typeof end !== "number" || end !== -1 && end < this.pos) {
				end = this.buffer.indexOf("\n", this.pos);
				this.lineEndPos = end;
			}
			if (end === -1) return this.atEnd ? this.buffer.substring(this.pos) : null;
			if (this.buffer[end - 1] === "\r") end -= 1;
			return this.buffer.substring(this.pos, end);
		}
		hasChars(n) {
			return this.pos + n <= this.buffer.length;
		}
		setNext(state) {
			this.buffer = this.buffer.substring(this.pos);
			this.pos = 0;
			this.lineEndPos = null;
			this.next = state;
			return null;
		}
		peek(n) {
			return this.buffer.substr(this.pos, n);
		}
		*parseNext(next) {
			switch (next) {
				case "stream": return yield* this.parseStream();
				case "line-start": return yield* this.parseLineStart();
				case "block-start": return yield* this.parseBlockStart();
				case "doc": return yield* this.parseDocument();
				case "flow": return yield* this.parseFlowCollection();
				case "quoted-scalar": return yield* this.parseQuotedScalar();
				case "block-scalar": return yield* this.parseBlockScalar();
				case "plain-scalar": return yield* this.parsePlainScalar();
			}
		}
		*parseStream() {
			let line = this.getLine();
			if (line === null) return this.setNext("stream");
			if (line[0] === cst.BOM) {
				yield* this.pushCount(1);
				line = line.substring(1);
			}
			if (line[0] === "%") {
				let dirEnd = line.length;
				let cs = line.indexOf("#");
				while (cs !== -1) {
					const ch = line[cs - 1];
					if (ch === " " || ch === "	") {
						dirEnd = cs - 1;
						break;
					} else cs = line.indexOf("#", cs + 1);
				}
				while (true) {
					const ch = line[dirEnd - 1];
					if (ch === " " || ch === "	") dirEnd -= 1;
					else break;
				}
				const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
				yield* this.pushCount(line.length - n);
				this.pushNewline();
				return "stream";
			}
			if (this.atLineEnd()) {
				const sp = yield* this.pushSpaces(true);
				yield* this.pushCount(line.length - sp);
				yield* this.pushNewline();
				return "stream";
			}
			yield cst.DOCUMENT;
			return yield* this.parseLineStart();
		}
		*parseLineStart() {
			const ch = this.charAt(0);
			if (!ch && !this.atEnd) return this.setNext("line-start");
			if (ch === "-" || ch === ".") {
				if (!this.atEnd && !this.hasChars(4)) return this.setNext("line-start");
				const s = this.peek(3);
				if ((s === "---" || s === "...") && isEmpty(this.charAt(3))) {
					yield* this.pushCount(3);
					this.indentValue = 0;
					this.indentNext = 0;
					return s === "---" ? "doc" : "stream";
				}
			}
			this.indentValue = yield* this.pushSpaces(false);
			if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1))) this.indentNext = this.indentValue;
			return yield* this.parseBlockStart();
		}
		*parseBlockStart() {
			const [ch0, ch1] = this.peek(2);
			if (!ch1 && !this.atEnd) return this.setNext("block-start");
			if ((ch0 === "-" || ch0 === "?" || ch0 === ":") && isEmpty(ch1)) {
				const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
				this.indentNext = this.indentValue + 1;
				this.indentValue += n;
				return "block-start";
			}
			return "doc";
		}
		*parseDocument() {
			yield* this.pushSpaces(true);
			const line = this.getLine();
			if (line === null) return this.setNext("doc");
			let n = yield* this.pushIndicators();
			switch (line[n]) {
				case "#": yield* this.pushCount(line.length - n);
				case void 0:
					yield* this.pushNewline();
					return yield* this.parseLineStart();
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel = 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					return "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "doc";
				case "\"":
				case "'": return yield* this.parseQuotedScalar();
				case "|":
				case ">":
					n += yield* this.parseBlockScalarHeader();
					n += yield* this.pushSpaces(true);
					yield* this.pushCount(line.length - n);
					yield* this.pushNewline();
					return yield* this.parseBlockScalar();
				default: return yield* this.parsePlainScalar();
			}
		}
		*parseFlowCollection() {
			let nl, sp;
			let indent = -1;
			do {
				nl = yield* this.pushNewline();
				if (nl > 0) {
					sp = yield* this.pushSpaces(false);
					this.indentValue = indent = sp;
				} else sp = 0;
				sp += yield* this.pushSpaces(true);
			} while (nl + sp > 0);
			const line = this.getLine();
			if (line === null) return this.setNext("flow");
			if (indent !== -1 && indent < this.indentNext && line[0] !== "#" || indent === 0 && (line.startsWith("---") || line.startsWith("...")) && isEmpty(line[3])) {
				if (!(indent === this.indentNext - 1 && this.flowLevel === 1 && (line[0] === "]" || line[0] === "}"))) {
					this.flowLevel = 0;
					yield cst.FLOW_END;
					return yield* this.parseLineStart();
				}
			}
			let n = 0;
			while (line[n] === ",") {
				n += yield* this.pushCount(1);
				n += yield* this.pushSpaces(true);
				this.flowKey = false;
			}
			n += yield* this.pushIndicators();
			switch (line[n]) {
				case void 0: return "flow";
				case "#":
					yield* this.pushCount(line.length - n);
					return "flow";
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel += 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					this.flowKey = true;
					this.flowLevel -= 1;
					return this.flowLevel ? "flow" : "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "flow";
				case "\"":
				case "'":
					this.flowKey = true;
					return yield* this.parseQuotedScalar();
				case ":": {
					const next = this.charAt(1);
					if (this.flowKey || isEmpty(next) || next === ",") {
						this.flowKey = false;
						yield* this.pushCount(1);
						yield* this.pushSpaces(true);
						return "flow";
					}
				}
				default:
					this.flowKey = false;
					return yield* this.parsePlainScalar();
			}
		}
		*parseQuotedScalar() {
			const quote = this.charAt(0);
			let end = this.buffer.indexOf(quote, this.pos + 1);
			if (quote === "'") while (end !== -1 && this.buffer[end + 1] === "'") end = this.buffer.indexOf("'", end + 2);
			else while (end !== -1) {
				let n = 0;
				while (this.buffer[end - 1 - n] === "\\") n += 1;
				if (n % 2 === 0) break;
				end = this.buffer.indexOf("\"", end + 1);
			}
			const qb = this.buffer.substring(0, end);
			let nl = qb.indexOf("\n", this.pos);
			if (nl !== -1) {
				while (nl !== -1) {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = qb.indexOf("\n", cs);
				}
				if (nl !== -1) end = nl - (qb[nl - 1] === "\r" ? 2 : 1);
			}
			if (end === -1) {
				if (!this.atEnd) return this.setNext("quoted-scalar");
				end = this.buffer.length;
			}
			yield* this.pushToIndex(end + 1, false);
			return this.flowLevel ? "flow" : "doc";
		}
		*parseBlockScalarHeader() {
			this.blockScalarIndent = -1;
			this.blockScalarKeep = false;
			let i = this.pos;
			while (true) {
				const ch = this.buffer[++i];
				if (ch === "+") this.blockScalarKeep = true;
				else if (ch > "0" && ch <= "9") this.blockScalarIndent = Number(ch) - 1;
				else if (ch !== "-") break;
			}
			return yield* this.pushUntil((ch) => isEmpty(ch) || ch === "#");
		}
		*parseBlockScalar() {
			let nl = this.pos - 1;
			let indent = 0;
			let ch;
			loop: for (let i = this.pos; ch = this.buffer[i]; ++i) switch (ch) {
				case " ":
					indent += 1;
					break;
				case "\n":
					nl = i;
					indent = 0;
					break;
				case "\r": {
					const next = this.buffer[i + 1];
					if (!next && !this.atEnd) return this.setNext("block-scalar");
					if (next === "\n") break;
				}
				default: break loop;
			}
			if (!ch && !this.atEnd) return this.setNext("block-scalar");
			if (indent >= this.indentNext) {
				if (this.blockScalarIndent === -1) this.indentNext = indent;
				else this.indentNext = this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
				do {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = this.buffer.indexOf("\n", cs);
				} while (nl !== -1);
				if (nl === -1) {
					if (!this.atEnd) return this.setNext("block-scalar");
					nl = this.buffer.length;
				}
			}
			let i = nl + 1;
			ch = this.buffer[i];
			while (ch === " ") ch = this.buffer[++i];
			if (ch === "	") {
				while (ch === "	" || ch === " " || ch === "\r" || ch === "\n") ch = this.buffer[++i];
				nl = i - 1;
			} else if (!this.blockScalarKeep) do {
				let i = nl - 1;
				let ch = this.buffer[i];
				if (ch === "\r") ch = this.buffer[--i];
				const lastChar = i;
				while (ch === " ") ch = this.buffer[--i];
				if (ch === "\n" && i >= this.pos && i + 1 + indent > lastChar) nl = i;
				else break;
			} while (true);
			yield cst.SCALAR;
			yield* this.pushToIndex(nl + 1, true);
			return yield* this.parseLineStart();
		}
		*parsePlainScalar() {
			const inFlow = this.flowLevel > 0;
			let end = this.pos - 1;
			let i = this.pos - 1;
			let ch;
			while (ch = this.buffer[++i]) if (ch === ":") {
				const next = this.buffer[i + 1];
				if (isEmpty(next) || inFlow && flowIndicatorChars.has(next)) break;
				end = i;
			} else if (isEmpty(ch)) {
				let next = this.buffer[i + 1];
				if (ch === "\r") {
					if (next === "\n") {
						i += 1;
						ch = "\n";
						next = this.buffer[i + 1];
					} else end = i;
				}
				if (next === "#" || inFlow && flowIndicatorChars.has(next)) break;
				if (ch === "\n") {
					const cs = this.continueScalar(i + 1);
					if (cs === -1) break;
					i = Math.max(i, cs - 2);
				}
			} else {
				if (inFlow && flowIndicatorChars.has(ch)) break;
				end = i;
			}
			if (!ch && !this.atEnd) return this.setNext("plain-scalar");
			yield cst.SCALAR;
			yield* this.pushToIndex(end + 1, true);
			return inFlow ? "flow" : "doc";
		}
		*pushCount(n) {
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos += n;
				return n;
			}
			return 0;
		}
		*pushToIndex(i, allowEmpty) {
			const s = this.buffer.slice(this.pos, i);
			if (s) {
				yield s;
				this.pos += s.length;
				return s.length;
			} else if (allowEmpty) yield "";
			return 0;
		}
		*pushIndicators() {
			let n = 0;
			loop: while (true) {
				switch (this.charAt(0)) {
					case "!":
						n += yield* this.pushTag();
						n += yield* this.pushSpaces(true);
						continue loop;
					case "&":
						n += yield* this.pushUntil(isNotAnchorChar);
						n += yield* this.pushSpaces(true);
						continue loop;
					case "-":
					case "?":
					case ":": {
						const inFlow = this.flowLevel > 0;
						const ch1 = this.charAt(1);
						if (isEmpty(ch1) || inFlow && flowIndicatorChars.has(ch1)) {
							if (!inFlow) this.indentNext = this.indentValue + 1;
							else if (this.flowKey) this.flowKey = false;
							n += yield* this.pushCount(1);
							n += yield* this.pushSpaces(true);
							continue loop;
						}
					}
				}
				break loop;
			}
			return n;
		}
		*pushTag() {
			if (this.charAt(1) === "<") {
				let i = this.pos + 2;
				let ch = this.buffer[i];
				while (!isEmpty(ch) && ch !== ">") ch = this.buffer[++i];
				return yield* this.pushToIndex(ch === ">" ? i + 1 : i, false);
			} else {
				let i = this.pos + 1;
				let ch = this.buffer[i];
				while (ch) if (tagChars.has(ch)) ch = this.buffer[++i];
				else if (ch === "%" && hexDigits.has(this.buffer[i + 1]) && hexDigits.has(this.buffer[i + 2])) ch = this.buffer[i += 3];
				else break;
				return yield* this.pushToIndex(i, false);
			}
		}
		*pushNewline() {
			const ch = this.buffer[this.pos];
			if (ch === "\n") return yield* this.pushCount(1);
			else if (ch === "\r" && this.charAt(1) === "\n") return yield* this.pushCount(2);
			else return 0;
		}
		*pushSpaces(allowTabs) {
			let i = this.pos - 1;
			let ch;
			do
				ch = this.buffer[++i];
			while (ch === " " || allowTabs && ch === "	");
			const n = i - this.pos;
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos = i;
			}
			return n;
		}
		*pushUntil(test) {
			let i = this.pos;
			let ch = this.buffer[i];
			while (!test(ch)) ch = this.buffer[++i];
			return yield* this.pushToIndex(i, false);
		}
	};
	exports.Lexer = Lexer;
}));
// node_modules/yaml/dist/parse/line-counter.js
var require_line_counter = __commonJSMin(((exports) => {
	var LineCounter = class {
		constructor() {
			this.lineStarts = [];
			this.addNewLine = (offset) => this.lineStarts.push(offset);
			this.linePos = (offset) => {
				let low = 0;
				let high = this.lineStarts.length;
				while (low < high) {
					const mid = low + high >> 1;
					if (this.lineStarts[mid] < offset) low = mid + 1;
					else high = mid;
				}
				if (this.lineStarts[low] === offset) return {
					line: low + 1,
					col: 1
				};
				if (low === 0) return {
					line: 0,
					col: offset
				};
				const start = this.lineStarts[low - 1];
				return {
					line: low,
					col: offset - start + 1
				};
			};
		}
	};
	exports.LineCounter = LineCounter;
}));
// node_modules/yaml/dist/parse/parser.js
var require_parser = __commonJSMin(((exports) => {
	var node_process = __require("process");
	var cst = require_cst();
	var lexer = require_lexer();
	function includesToken(list, type) {
		for (let i = 0; i < list.length; ++i) if (list[i].type === type) return true;
		return false;
	}
	function findNonEmptyIndex(list) {
		for (let i = 0; i < list.length; ++i) switch (list[i].type) {
			case "space":
			case "comment":
			case "newline": break;
			default: return i;
		}
		return -1;
	}
	function isFlowToken(token) {
		switch (token?.type) {
			case "alias":
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "flow-collection": return true;
			default: return false;
		}
	}
	function getPrevProps(parent) {
		switch (parent.type) {
			case "document": return parent.start;
			case "block-map": {
				const it = parent.items[parent.items.length - 1];
				return it.sep ?? it.start;
			}
			case "block-seq": return parent.items[parent.items.length - 1].start;
			default: return [];
		}
	}
	function getFirstKeyStartProps(prev) {
		if (prev.length === 0) return [];
		let i = prev.length;
		loop: while (--i >= 0) switch (prev[i].type) {
			case "doc-start":
			case "explicit-key-ind":
			case "map-value-ind":
			case "seq-item-ind":
			case "newline": break loop;
		}
		while (prev[++i]?.type === "space");
		return prev.splice(i, prev.length);
	}
	function arrayPushArray(target, source) {
		if (source.length < 1e5) Array.prototype.push.apply(target, source);
		else for (let i = 0; i < source.length; ++i) target.push(source[i]);
	}
	function fixFlowSeqItems(fc) {
		if (fc.start.type === "flow-seq-start") {
			for (const it of fc.items) if (it.sep && !it.value && !includesToken(it.start, "explicit-key-ind") && !includesToken(it.sep, "map-value-ind")) {
				if (it.key) it.value = it.key;
				delete it.key;
				if (isFlowToken(it.value)) {
					if (it.value.end) arrayPushArray(it.value.end, it.sep);
					else it.value.end = it.sep;
				} else arrayPushArray(it.start, it.sep);
				delete it.sep;
			}
		}
	}
	var Parser = class {
		constructor(onNewLine) {
			this.atNewLine = true;
			this.atScalar = false;
			this.indent = 0;
			this.offset = 0;
			this.onKeyLine = false;
			this.stack = [];
			this.source = "";
			this.type = "";
			this.lexer = new lexer.Lexer();
			this.onNewLine = onNewLine;
		}
		*parse(source, incomplete = false) {
			if (this.onNewLine && this.offset === 0) this.onNewLine(0);
			for (const lexeme of this.lexer.lex(source, incomplete)) yield* this.next(lexeme);
			if (!incomplete) yield* this.end();
		}
		*next(source) {
			this.source = source;
			if (node_process.env.LOG_TOKENS) console.log("|", cst.prettyToken(source));
			if (this.atScalar) {
				this.atScalar = false;
				yield* this.step();
				this.offset += source.length;
				return;
			}
			const type = cst.tokenType(source);
			if (!type) {
				const message = `Not a YAML token: ${source}`;
				yield* this.pop({
					type: "error",
					offset: this.offset,
					message,
					source
				});
				this.offset += source.length;
			} else if (type === "scalar") {
				this.atNewLine = false;
				this.atScalar = true;
				this.type = "scalar";
			} else {
				this.type = type;
				yield* this.step();
				switch (type) {
					case "newline":
						this.atNewLine = true;
						this.indent = 0;
						if (this.onNewLine) this.onNewLine(this.offset + source.length);
						break;
					case "space":
						if (this.atNewLine && source[0] === " ") this.indent += source.length;
						break;
					case "explicit-key-ind":
					case "map-value-ind":
					case "seq-item-ind":
						if (this.atNewLine) this.indent += source.length;
						break;
					case "doc-mode":
					case "flow-error-end": return;
					default: this.atNewLine = false;
				}
				this.offset += source.length;
			}
		}
		*end() {
			while (this.stack.length > 0) yield* this.pop();
		}
		get sourceToken() {
			return {
				type: this.type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		*step() {
			const top = this.peek(1);
			if (this.type === "doc-end" && top?.type !== "doc-end") {
				while (this.stack.length > 0) yield* this.pop();
				this.stack.push({
					type: "doc-end",
					offset: this.offset,
					source: this.source
				});
				return;
			}
			if (!top) return yield* this.stream();
			switch (top.type) {
				case "document": return yield* this.document(top);
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return yield* this.scalar(top);
				case "block-scalar": return yield* this.blockScalar(top);
				case "block-map": return yield* this.blockMap(top);
				case "block-seq": return yield* this.blockSequence(top);
				case "flow-collection": return yield* this.flowCollection(top);
				case "doc-end": return yield* this.documentEnd(top);
			}
			yield* this.pop();
		}
		peek(n) {
			return this.stack[this.stack.length - n];
		}
		*pop(error) {
			const token = error ?? this.stack.pop();
			if (!token) yield {
				type: "error",
				offset: this.offset,
				source: "",
				message: "Tried to pop an empty stack"
			};
			else if (this.stack.length === 0) yield token;
			else {
				const top = this.peek(1);
				if (token.type === "block-scalar") token.indent = "indent" in top ? top.indent : 0;
				else if (token.type === "flow-collection" && top.type === "document") token.indent = 0;
				if (token.type === "flow-collection") fixFlowSeqItems(token);
				switch (top.type) {
					case "document":
						top.value = token;
						break;
					case "block-scalar":
						top.props.push(token);
						break;
					case "block-map": {
						const it = top.items[top.items.length - 1];
						if (it.value) {
							top.items.push({
								start: [],
								key: token,
								sep: []
							});
							this.onKeyLine = true;
							return;
						} else if (it.sep) it.value = token;
						else {
							Object.assign(it, {
								key: token,
								sep: []
							});
							this.onKeyLine = !it.explicitKey;
							return;
						}
						break;
					}
					case "block-seq": {
						const it = top.items[top.items.length - 1];
						if (it.value) top.items.push({
							start: [],
							value: token
						});
						else it.value = token;
						break;
					}
					case "flow-collection": {
						const it = top.items[top.items.length - 1];
						if (!it || it.value) top.items.push({
							start: [],
							key: token,
							sep: []
						});
						else if (it.sep) it.value = token;
						else Object.assign(it, {
							key: token,
							sep: []
						});
						return;
					}
					default:
						yield* this.pop();
						yield* this.pop(token);
				}
				if ((top.type === "document" || top.type === "block-map" || top.type === "block-seq") && (token.type === "block-map" || token.type === "block-seq")) {
					const last = token.items[token.items.length - 1];
					if (last && !last.sep && !last.value && last.start.length > 0 && findNonEmptyIndex(last.start) === -1 && (token.indent === 0 || last.start.every((st) => st.type !== "comment" || st.indent < token.indent))) {
						if (top.type === "document") top.end = last.start;
						else top.items.push({ start: last.start });
						token.items.splice(-1, 1);
					}
				}
			}
		}
		*stream() {
			switch (this.type) {
				case "directive-line":
					yield {
						type: "directive",
						offset: this.offset,
						source: this.source
					};
					return;
				case "byte-order-mark":
				case "space":
				case "comment":
				case "newline":
					yield this.sourceToken;
					return;
				case "doc-mode":
				case "doc-start": {
					const doc = {
						type: "document",
						offset: this.offset,
						start: []
					};
					if (this.type === "doc-start") doc.start.push(this.sourceToken);
					this.stack.push(doc);
					return;
				}
			}
			yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML stream`,
				source: this.source
			};
		}
		*document(doc) {
			if (doc.value) return yield* this.lineEnd(doc);
			switch (this.type) {
				case "doc-start":
					if (findNonEmptyIndex(doc.start) !== -1) {
						yield* this.pop();
						yield* this.step();
					} else doc.start.push(this.sourceToken);
					return;
				case "anchor":
				case "tag":
				case "space":
				case "comment":
				case "newline":
					doc.start.push(this.sourceToken);
					return;
			}
			const bv = this.startBlockValue(doc);
			if (bv) this.stack.push(bv);
			else yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML document`,
				source: this.source
			};
		}
		*scalar(scalar) {
			if (this.type === "map-value-ind") {
				const start = getFirstKeyStartProps(getPrevProps(this.peek(2)));
				let sep;
				if (scalar.end) {
					sep = scalar.end;
					sep.push(this.sourceToken);
					delete scalar.end;
				} else sep = [this.sourceToken];
				const map = {
					type: "block-map",
					offset: scalar.offset,
					indent: scalar.indent,
					items: [{
						start,
						key: scalar,
						sep
					}]
				};
				this.onKeyLine = true;
				this.stack[this.stack.length - 1] = map;
			} else yield* this.lineEnd(scalar);
		}
		*blockScalar(scalar) {
			switch (this.type) {
				case "space":
				case "comment":
				case "newline":
					scalar.props.push(this.sourceToken);
					return;
				case "scalar":
					scalar.source = this.source;
					this.atNewLine = true;
					this.indent = 0;
					if (this.onNewLine) {
						let nl = this.source.indexOf("\n") + 1;
						while (nl !== 0) {
							this.onNewLine(this.offset + nl);
							nl = this.source.indexOf("\n", nl) + 1;
						}
					}
					yield* this.pop();
					break;
				default:
					yield* this.pop();
					yield* this.step();
			}
		}
		*blockMap(map) {
			const it = map.items[map.items.length - 1];
			switch (this.type) {
				case "newline":
					this.onKeyLine = false;
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else map.items.push({ start: [this.sourceToken] });
					} else if (it.sep) it.sep.push(this.sourceToken);
					else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) map.items.push({ start: [this.sourceToken] });
					else if (it.sep) it.sep.push(this.sourceToken);
					else {
						if (this.atIndentedComment(it.start, map.indent)) {
							const end = map.items[map.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								map.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
			}
			if (this.indent >= map.indent) {
				const atMapIndent = !this.onKeyLine && this.indent === map.indent;
				const atNextItem = atMapIndent && (it.sep || it.explicitKey) && this.type !== "seq-item-ind";
				let start = [];
				if (atNextItem && it.sep && !it.value) {
					const nl = [];
					for (let i = 0; i < it.sep.length; ++i) {
						const st = it.sep[i];
						switch (st.type) {
							case "newline":
								nl.push(i);
								break;
							case "space": break;
							case "comment":
								if (st.indent > map.indent) nl.length = 0;
								break;
							default: nl.length = 0;
						}
					}
					if (nl.length >= 2) start = it.sep.splice(nl[1]);
				}
				switch (this.type) {
					case "anchor":
					case "tag":
						if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({ start });
							this.onKeyLine = true;
						} else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "explicit-key-ind":
						if (!it.sep && !it.explicitKey) {
							it.start.push(this.sourceToken);
							it.explicitKey = true;
						} else if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({
								start,
								explicitKey: true
							});
						} else this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [this.sourceToken],
								explicitKey: true
							}]
						});
						this.onKeyLine = true;
						return;
					case "map-value-ind":
						if (it.explicitKey) {
							if (!it.sep) {
								if (includesToken(it.start, "newline")) Object.assign(it, {
									key: null,
									sep: [this.sourceToken]
								});
								else {
									const start = getFirstKeyStartProps(it.start);
									this.stack.push({
										type: "block-map",
										offset: this.offset,
										indent: this.indent,
										items: [{
											start,
											key: null,
											sep: [this.sourceToken]
										}]
									});
								}
							} else if (it.value) map.items.push({
								start: [],
								key: null,
								sep: [this.sourceToken]
							});
							else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
								type: "block-map",
								offset: this.offset,
								indent: this.indent,
								items: [{
									start,
									key: null,
									sep: [this.sourceToken]
								}]
							});
							else if (isFlowToken(it.key) && !includesToken(it.sep, "newline")) {
								const start = getFirstKeyStartProps(it.start);
								const key = it.key;
								const sep = it.sep;
								sep.push(this.sourceToken);
								delete it.key;
								delete it.sep;
								this.stack.push({
									type: "block-map",
									offset: this.offset,
									indent: this.indent,
									items: [{
										start,
										key,
										sep
									}]
								});
							} else if (start.length > 0) it.sep = it.sep.concat(start, this.sourceToken);
							else it.sep.push(this.sourceToken);
						} else if (!it.sep) Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.value || atNextItem) map.items.push({
							start,
							key: null,
							sep: [this.sourceToken]
						});
						else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [],
								key: null,
								sep: [this.sourceToken]
							}]
						});
						else it.sep.push(this.sourceToken);
						this.onKeyLine = true;
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (atNextItem || it.value) {
							map.items.push({
								start,
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						} else if (it.sep) this.stack.push(fs);
						else {
							Object.assign(it, {
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						}
						return;
					}
					default: {
						const bv = this.startBlockValue(map);
						if (bv) {
							if (bv.type === "block-seq") {
								if (!it.explicitKey && it.sep && !includesToken(it.sep, "newline")) {
									yield* this.pop({
										type: "error",
										offset: this.offset,
										message: "Unexpected block-seq-ind on same line with key",
										source: this.source
									});
									return;
								}
							} else if (atMapIndent) map.items.push({ start });
							this.stack.push(bv);
							return;
						}
					}
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*blockSequence(seq) {
			const it = seq.items[seq.items.length - 1];
			switch (this.type) {
				case "newline":
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else seq.items.push({ start: [this.sourceToken] });
					} else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) seq.items.push({ start: [this.sourceToken] });
					else {
						if (this.atIndentedComment(it.start, seq.indent)) {
							const end = seq.items[seq.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								seq.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
				case "anchor":
				case "tag":
					if (it.value || this.indent <= seq.indent) break;
					it.start.push(this.sourceToken);
					return;
				case "seq-item-ind":
					if (this.indent !== seq.indent) break;
					if (it.value || includesToken(it.start, "seq-item-ind")) seq.items.push({ start: [this.sourceToken] });
					else it.start.push(this.sourceToken);
					return;
			}
			if (this.indent > seq.indent) {
				const bv = this.startBlockValue(seq);
				if (bv) {
					this.stack.push(bv);
					return;
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*flowCollection(fc) {
			const it = fc.items[fc.items.length - 1];
			if (this.type === "flow-error-end") {
				let top;
				do {
					yield* this.pop();
					top = this.peek(1);
				} while (top?.type === "flow-collection");
			} else if (fc.end.length === 0) {
				switch (this.type) {
					case "comma":
					case "explicit-key-ind":
						if (!it || it.sep) fc.items.push({ start: [this.sourceToken] });
						else it.start.push(this.sourceToken);
						return;
					case "map-value-ind":
						if (!it || it.value) fc.items.push({
							start: [],
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.sep) it.sep.push(this.sourceToken);
						else Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						return;
					case "space":
					case "comment":
					case "newline":
					case "anchor":
					case "tag":
						if (!it || it.value) fc.items.push({ start: [this.sourceToken] });
						else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (!it || it.value) fc.items.push({
							start: [],
							key: fs,
							sep: []
						});
						else if (it.sep) this.stack.push(fs);
						else Object.assign(it, {
							key: fs,
							sep: []
						});
						return;
					}
					case "flow-map-end":
					case "flow-seq-end":
						fc.end.push(this.sourceToken);
						return;
				}
				const bv = this.startBlockValue(fc);
				if (bv) this.stack.push(bv);
				else {
					yield* this.pop();
					yield* this.step();
				}
			} else {
				const parent = this.peek(2);
				if (parent.type === "block-map" && (this.type === "map-value-ind" && parent.indent === fc.indent || this.type === "newline" && !parent.items[parent.items.length - 1].sep)) {
					yield* this.pop();
					yield* this.step();
				} else if (this.type === "map-value-ind" && parent.type !== "flow-collection") {
					const start = getFirstKeyStartProps(getPrevProps(parent));
					fixFlowSeqItems(fc);
					const sep = fc.end.splice(1, fc.end.length);
					sep.push(this.sourceToken);
					const map = {
						type: "block-map",
						offset: fc.offset,
						indent: fc.indent,
						items: [{
							start,
							key: fc,
							sep
						}]
					};
					this.onKeyLine = true;
					this.stack[this.stack.length - 1] = map;
				} else yield* this.lineEnd(fc);
			}
		}
		flowScalar(type) {
			if (this.onNewLine) {
				let nl = this.source.indexOf("\n") + 1;
				while (nl !== 0) {
					this.onNewLine(this.offset + nl);
					nl = this.source.indexOf("\n", nl) + 1;
				}
			}
			return {
				type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		startBlockValue(parent) {
			switch (this.type) {
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return this.flowScalar(this.type);
				case "block-scalar-header": return {
					type: "block-scalar",
					offset: this.offset,
					indent: this.indent,
					props: [this.sourceToken],
					source: ""
				};
				case "flow-map-start":
				case "flow-seq-start": return {
					type: "flow-collection",
					offset: this.offset,
					indent: this.indent,
					start: this.sourceToken,
					items: [],
					end: []
				};
				case "seq-item-ind": return {
					type: "block-seq",
					offset: this.offset,
					indent: this.indent,
					items: [{ start: [this.sourceToken] }]
				};
				case "explicit-key-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					start.push(this.sourceToken);
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							explicitKey: true
						}]
					};
				}
				case "map-value-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							key: null,
							sep: [this.sourceToken]
						}]
					};
				}
			}
			return null;
		}
		atIndentedComment(start, indent) {
			if (this.type !== "comment") return false;
			if (this.indent <= indent) return false;
			return start.every((st) => st.type === "newline" || st.type === "space");
		}
		*documentEnd(docEnd) {
			if (this.type !== "doc-mode") {
				if (docEnd.end) docEnd.end.push(this.sourceToken);
				else docEnd.end = [this.sourceToken];
				if (this.type === "newline") yield* this.pop();
			}
		}
		*lineEnd(token) {
			switch (this.type) {
				case "comma":
				case "doc-start":
				case "doc-end":
				case "flow-seq-end":
				case "flow-map-end":
				case "map-value-ind":
					yield* this.pop();
					yield* this.step();
					break;
				case "newline": this.onKeyLine = false;
				default:
					if (token.end) token.end.push(this.sourceToken);
					else token.end = [this.sourceToken];
					if (this.type === "newline") yield* this.pop();
			}
		}
	};
	exports.Parser = Parser;
}));
// node_modules/yaml/dist/public-api.js
var require_public_api = __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var errors = require_errors();
	var log = require_log();
	var identity = require_identity();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	function parseOptions(options) {
		const prettyErrors = options.prettyErrors !== false;
		return {
			lineCounter: options.lineCounter || prettyErrors && new lineCounter.LineCounter() || null,
			prettyErrors
		};
	}
	function parseAllDocuments(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		const docs = Array.from(composer$1.compose(parser$1.parse(source)));
		if (prettyErrors && lineCounter) for (const doc of docs) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		if (docs.length > 0) return docs;
		return Object.assign([], { empty: true }, composer$1.streamInfo());
	}
	function parseDocument(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		let doc = null;
		for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) if (!doc) doc = _doc;
		else if (doc.options.logLevel !== "silent") {
			doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), "MULTIPLE_DOCS", "Source contains multiple documents; please use YAML.parseAllDocuments()"));
			break;
		}
		if (prettyErrors && lineCounter) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		return doc;
	}
	function parse(src, reviver, options) {
		let _reviver = void 0;
		if (typeof reviver === "function") _reviver = reviver;
		else if (options === void 0 && reviver && typeof reviver === "object") options = reviver;
		const doc = parseDocument(src, options);
		if (!doc) return null;
		doc.warnings.forEach((warning) => log.warn(doc.options.logLevel, warning));
		if (doc.errors.length > 0) {
			if (doc.options.logLevel !== "silent") throw doc.errors[0];
			else doc.errors = [];
		}
		return doc.toJS(Object.assign({ reviver: _reviver }, options));
	}
	function stringify(value, replacer, options) {
		let _replacer = null;
		if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
		else if (options === void 0 && replacer) options = replacer;
		if (typeof options === "string") options = options.length;
		if (typeof options === "number") {
			const indent = Math.round(options);
			options = indent < 1 ? void 0 : indent > 8 ? { indent: 8 } : { indent };
		}
		if (value === void 0) {
			const { keepUndefined } = options ?? replacer ?? {};
			if (!keepUndefined) return void 0;
		}
		if (identity.isDocument(value) && !_replacer) return value.toString(options);
		return new Document.Document(value, _replacer, options).toString(options);
	}
	exports.parse = parse;
	exports.parseAllDocuments = parseAllDocuments;
	exports.parseDocument = parseDocument;
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/index.js
var require_dist = __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var Schema = require_Schema();
	var errors = require_errors();
	var Alias = require_Alias();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var cst = require_cst();
	var lexer = require_lexer();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	var publicApi = require_public_api();
	var visit = require_visit();
	exports.Composer = composer.Composer;
	exports.Document = Document.Document;
	exports.Schema = Schema.Schema;
	exports.YAMLError = errors.YAMLError;
	exports.YAMLParseError = errors.YAMLParseError;
	exports.YAMLWarning = errors.YAMLWarning;
	exports.Alias = Alias.Alias;
	exports.isAlias = identity.isAlias;
	exports.isCollection = identity.isCollection;
	exports.isDocument = identity.isDocument;
	exports.isMap = identity.isMap;
	exports.isNode = identity.isNode;
	exports.isPair = identity.isPair;
	exports.isScalar = identity.isScalar;
	exports.isSeq = identity.isSeq;
	exports.Pair = Pair.Pair;
	exports.Scalar = Scalar.Scalar;
	exports.YAMLMap = YAMLMap.YAMLMap;
	exports.YAMLSeq = YAMLSeq.YAMLSeq;
	exports.CST = cst;
	exports.Lexer = lexer.Lexer;
	exports.LineCounter = lineCounter.LineCounter;
	exports.Parser = parser.Parser;
	exports.parse = publicApi.parse;
	exports.parseAllDocuments = publicApi.parseAllDocuments;
	exports.parseDocument = publicApi.parseDocument;
	exports.stringify = publicApi.stringify;
	exports.visit = visit.visit;
	exports.visitAsync = visit.visitAsync;
}));
// packages/engine/src/config-reader.ts
async function readConfig(text, path) {
	const reader = new ConfigReader(dirname(path));
	const { data, problems } = await parseYaml(text);
	const config = reader.config(data);
	problems.push(...reader.problems);
	if (problems.length > 0) throw new EngineError("CONFIG_INVALID", `${path}: ${problems.join("; ")}`, { details: {
		path,
		problems
	} });
	return config;
}
async function parseYaml(text) {
	const { LineCounter, parseDocument } = await Promise.resolve().then(() => __toESM(require_dist(), 1));
	const lines = new LineCounter();
	try {
		const document = parseDocument(text, {
			uniqueKeys: true,
			prettyErrors: false,
			lineCounter: lines
		});
		const problems = [...document.errors, ...document.warnings].map(({ code, pos: [start] }) => {
			const { line, col } = lines.linePos(start);
			return `line ${line}, column ${col}: ${code.toLowerCase().replaceAll("_", " ")}`;
		});
		return {
			data: problems.length > 0 ? {} : document.toJS({ maxAliasCount: 10 }),
			problems
		};
	} catch (error) {
		if (error instanceof ReferenceError) return {
			data: {},
			problems: ["an alias (*name) has no anchor, or there are too many"]
		};
		if (error instanceof RangeError) return {
			data: {},
			problems: ["nested too deep"]
		};
		throw error;
	}
}
var ConfigReader = class {
	problems = [];
	#folder;
	constructor(folder) {
		this.#folder = folder;
	}
	config(data) {
		const members = this.#members(data ?? {}, "", [
			"keys",
			"timestamp",
			"trust",
			"log",
			"service"
		]);
		for (const member of ["log", "service"]) if (members[member] !== void 0) this.problems.push(`${member}: is not available in this version`);
		return {
			keys: this.#keys(members.keys),
			timestamp: this.#timestamp(members.timestamp),
			trust: this.#strings(members.trust, "trust").map((file) => resolve(this.#folder, file))
		};
	}
	#keys(data) {
		if (data === void 0 || data === null) return {};
		if (!isObject(data)) {
			this.problems.push("keys: is no mapping of names to keys");
			return {};
		}
		return Object.fromEntries(Object.entries(data).map(([name, key]) => [name, this.#key(key, `keys.${name}`)]));
	}
	#key(data, at) {
		const members = this.#members(data, at, [
			"uri",
			"module",
			"softhsm",
			"pin",
			"certificate"
		]);
		const uri = this.#string(members.uri, `${at}.uri`) ?? "";
		if (members.uri === void 0) this.problems.push(`${at}.uri: is missing`);
		else if (!uri.startsWith("pkcs11:")) this.problems.push(`${at}.uri: is no pkcs11: URI`);
		else if (/[?&]pin-value=/.test(uri)) this.problems.push(`${at}.uri: carries a PIN (pin-value); use pin: { env: NAME } or { file: PATH }`);
		const module = this.#string(members.module, `${at}.module`);
		const softhsm = this.#path(members.softhsm, `${at}.softhsm`);
		const pin = this.#pin(members.pin, `${at}.pin`);
		const certificate = this.#path(members.certificate, `${at}.certificate`);
		return {
			uri,
			...module !== void 0 && { module: module.includes("/") ? resolve(this.#folder, module) : module },
			...softhsm !== void 0 && { softhsm },
			...pin && { pin },
			...certificate !== void 0 && { certificate }
		};
	}
	#pin(data, at) {
		if (data === void 0 || data === null) return null;
		const members = this.#members(data, at, ["env", "file"], "secret");
		const env = this.#string(members.env, `${at}.env`);
		const file = this.#path(members.file, `${at}.file`);
		if (env === void 0 === (file === void 0)) {
			this.problems.push(`${at}: has one member, env or file`);
			return null;
		}
		return env === void 0 ? { file } : { env };
	}
	#timestamp(data) {
		if (data === void 0 || data === null || Array.isArray(data) && data.length === 0) return null;
		const members = this.#members(data, "timestamp", [
			"urls",
			"quorum",
			"key"
		]);
		const key = this.#string(members.key, "timestamp.key");
		const urls = this.#strings(members.urls, "timestamp.urls");
		if (members.quorum !== void 0 && members.quorum !== 1) this.problems.push("timestamp.quorum: only 1 is available in this version");
		if (key !== void 0 && urls.length > 0) this.problems.push("timestamp: has urls or key, not both");
		if (key !== void 0) return {
			kind: "key",
			key
		};
		return urls.length > 0 ? {
			kind: "urls",
			urls
		} : null;
	}
	#members(data, at, known, names = "plain") {
		if (!isObject(data)) {
			this.problems.push(`${at || "the file"}: is no mapping`);
			return {};
		}
		for (const member of Object.keys(data)) {
			if (known.includes(member)) continue;
			const near = suggestion(member, known);
			const shown = names === "plain" ? `${at && `${at}.`}${member}:` : `${at}: a member`;
			this.problems.push(`${shown} is unknown${near || `; known: ${known.join(", ")}`}`);
		}
		return data;
	}
	#string(value, at) {
		if (value === void 0 || value === null) return void 0;
		if (typeof value === "string" && value !== "") return value;
		this.problems.push(`${at}: is no text`);
	}
	#path(value, at) {
		const path = this.#string(value, at);
		return path === void 0 ? void 0 : resolve(this.#folder, path);
	}
	#strings(value, at) {
		if (value === void 0 || value === null) return [];
		if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
		this.problems.push(`${at}: is no list of texts`);
		return [];
	}
};
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
// packages/engine/src/config.ts
const CONFIG_NAME = "chancery.yaml";
const MAX_CONFIG_BYTES = 1048576;
const NO_CONFIG = {
	path: null,
	keys: {},
	timestamp: null,
	trust: []
};
async function loadConfig(cwd, named) {
	const path = named === void 0 ? await findConfig(cwd) : resolve(cwd, named);
	if (path === null) return NO_CONFIG;
	let text;
	try {
		text = await readText$1(path, MAX_CONFIG_BYTES);
	} catch (cause) {
		throw new EngineError("CONFIG_NOT_FOUND", `the configuration ${path} cannot be read`, {
			cause,
			details: { path }
		});
	}
	return {
		path,
		...await readConfig(text, path)
	};
}
async function findConfig(cwd) {
	for (let folder = resolve(cwd);; folder = dirname(folder)) {
		const path = join(folder, CONFIG_NAME);
		if (await exists(path)) return path;
		if (dirname(folder) === folder) return null;
	}
}
async function exists(path) {
	return access(path).then(() => true, () => false);
}
// packages/engine/src/context.ts
async function openContext(options) {
	const cwd = options.cwd ?? process.cwd();
	const env = options.env ?? {};
	if (variable(env, "CHANCERY_SERVICE_URL") !== void 0) throw new EngineError("CONFIG_INVALID", "CHANCERY_SERVICE_URL: the signing service is not available in this version");
	return {
		cwd,
		env,
		config: await loadConfig(cwd, options.config ?? variable(env, "CHANCERY_CONFIG")),
		signal: options.signal
	};
}
function variable(env, name) {
	return env[name] || void 0;
}
function listVariable(env, name) {
	return variable(env, name)?.split(",").map((item) => item.trim()).filter((item) => item !== "");
}
// packages/engine/src/inputs.ts
const OF_ONE_PATH = [
	"FILE_NOT_FOUND",
	"PATH_IS_DIRECTORY",
	"NOT_A_FILE"
];
const OWN_SIDE_FILES = [...SIDE_FILE_SUFFIXES, ".attestation.sigstore.json"];
async function expandInputs(patterns, cwd) {
	const excluded = patterns.filter((pattern) => pattern.startsWith("!"));
	const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
	const options = {
		cwd,
		sideFileSuffixes: OWN_SIDE_FILES
	};
	if (wanted.length === 0) return expandFiles(patterns, options);
	const inputs = [];
	const taken = new Set();
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
// packages/hsm/src/errors.ts
init_src$2();
const HSM_ERRORS = {
	URI_INVALID: {
		family: "usage",
		howToFix: "Write the key as RFC 7512 says, for example pkcs11:token=ci;object=release, with other characters percent-encoded."
	},
	PKCS11JS_MISSING: {
		family: "environment",
		howToFix: "Build the PKCS#11 addon where Chancery is installed: npm install-scripts approve pkcs11js && npm rebuild pkcs11js (needs a C++ compiler and Python), or name its folder in CHANCERY_PKCS11JS."
	},
	MODULE_NOT_GIVEN: {
		family: "usage",
		howToFix: "Give the path of the HSM's PKCS#11 module: --module, `module` in chancery.yaml, or module-path in the URI."
	},
	MODULE_MISSING: {
		family: "environment",
		howToFix: "Install the HSM vendor's PKCS#11 module, or correct the path."
	},
	MODULE_FAILED: {
		family: "environment",
		howToFix: "Check that the file is a PKCS#11 module for this architecture and that its own configuration is in place (`pkcs11-tool --module PATH --list-slots`)."
	},
	SOFTHSM_MISSING: {
		family: "environment",
		howToFix: "Install SoftHSM (apt install softhsm2, brew install softhsm), or give the path of its module."
	},
	SOFTHSM_CONF_MISSING: {
		family: "usage",
		howToFix: "Correct the path of the softhsm2.conf, or make a new token with `chancery init`."
	},
	SOFTHSM_CONF_CONFLICT: {
		family: "usage",
		howToFix: "SoftHSM reads one configuration per process: put the tokens into one token directory, or sign with each in a run of its own."
	},
	TOKEN_NOT_FOUND: {
		family: "environment",
		howToFix: "Insert or start the token, or correct the token part of the URI (`pkcs11-tool --module PATH --list-token-slots` shows them)."
	},
	TOKEN_AMBIGUOUS: {
		family: "usage",
		howToFix: "Name one token: add token=LABEL or serial=NUMBER to the URI."
	},
	TOKEN_EXISTS: {
		family: "usage",
		howToFix: "Choose another label, or use the token that exists."
	},
	TOKEN_BUSY: {
		family: "environment",
		howToFix: "The token kept failing while others used it: run the command again, or let fewer processes use it at once."
	},
	TOKEN_FAILED: {
		family: "environment",
		howToFix: "Look up the CKR code in the HSM's manual and its log."
	},
	PIN_MISSING: {
		family: "usage",
		howToFix: "Give the PIN in CHANCERY_PIN or CHANCERY_PIN_FILE, with `pin` in chancery.yaml, or with pin-source in the URI."
	},
	PIN_SOURCE_REFUSED: {
		family: "usage",
		howToFix: "Use pin-source=file:/path, or the environment; a PIN in a URI ends up in process lists and logs, and commands are not run."
	},
	PIN_INCORRECT: {
		family: "environment",
		howToFix: "Correct the PIN before the next run: it was tried once, and a few wrong ones lock the token."
	},
	PIN_LOCKED: {
		family: "environment",
		howToFix: "Let the security officer of the token reset the user PIN."
	},
	LOGIN_REFUSED: {
		family: "environment",
		howToFix: "Set or renew the user PIN of the token, and end sessions of its security officer."
	},
	SESSION_LIMIT: {
		family: "environment",
		howToFix: "The token allows no more sessions: close other applications that use it, or ask for fewer with `sessions`."
	},
	SESSION_LOST: {
		family: "environment",
		howToFix: "The token went away twice: check its connection, then run the command again."
	},
	KEY_NOT_FOUND: {
		family: "usage",
		howToFix: "Name a private key that is on the token (`chancery keys list` shows them)."
	},
	KEY_AMBIGUOUS: {
		family: "usage",
		howToFix: "Several keys fit: add id=%01%02... to the URI (`chancery keys list` shows the ids)."
	},
	KEY_EXISTS: {
		family: "usage",
		howToFix: "Choose another label: a key with this one is on the token already."
	},
	PUBLIC_KEY_MISSING: {
		family: "usage",
		howToFix: "The token holds neither the key's public key nor its certificate: give the certificate in a file."
	},
	MECHANISM_UNSUPPORTED: {
		family: "usage",
		howToFix: "Choose another key, digest or padding: the token has no mechanism for this one (`pkcs11-tool --list-mechanisms`)."
	},
	SIGNATURE_WRONG: {
		family: "environment",
		howToFix: "What the token returned does not verify with the public key: check that key pair and certificate belong together, and the health of the HSM."
	},
	CERTIFICATE_INVALID: {
		family: "usage",
		howToFix: "Give X.509 certificates in PEM or DER."
	},
	CERTIFICATE_MISMATCH: {
		family: "usage",
		howToFix: "Give the certificate that was issued for this key's public key, first in its file."
	}
};
var HsmError = class extends ChanceryError {
	constructor(code, message, options) {
		super(HSM_ERRORS, code, message, options);
		this.name = "HsmError";
	}
};
// packages/hsm/src/cryptoki.ts
const CK = {
	CKF_OS_LOCKING_OK: 2,
	CKF_RW_SESSION: 2,
	CKF_SERIAL_SESSION: 4,
	CKF_LOGIN_REQUIRED: 4,
	CKF_TOKEN_INITIALIZED: 1024,
	CKF_USER_PIN_LOCKED: 262144,
	CKU_SO: 0,
	CKU_USER: 1,
	CKU_CONTEXT_SPECIFIC: 2,
	CKS_RO_USER_FUNCTIONS: 1,
	CKS_RW_USER_FUNCTIONS: 3,
	CKO_CERTIFICATE: 1,
	CKO_PUBLIC_KEY: 2,
	CKO_PRIVATE_KEY: 3,
	CKC_X_509: 0,
	CKK_RSA: 0,
	CKK_EC: 3,
	CKK_EC_EDWARDS: 64,
	CKA_CLASS: 0,
	CKA_TOKEN: 1,
	CKA_PRIVATE: 2,
	CKA_LABEL: 3,
	CKA_VALUE: 17,
	CKA_CERTIFICATE_TYPE: 128,
	CKA_ISSUER: 129,
	CKA_SERIAL_NUMBER: 130,
	CKA_KEY_TYPE: 256,
	CKA_SUBJECT: 257,
	CKA_ID: 258,
	CKA_SENSITIVE: 259,
	CKA_DECRYPT: 261,
	CKA_UNWRAP: 263,
	CKA_SIGN: 264,
	CKA_VERIFY: 266,
	CKA_DERIVE: 268,
	CKA_MODULUS: 288,
	CKA_MODULUS_BITS: 289,
	CKA_PUBLIC_EXPONENT: 290,
	CKA_PUBLIC_KEY_INFO: 297,
	CKA_EXTRACTABLE: 354,
	CKA_EC_PARAMS: 384,
	CKA_EC_POINT: 385,
	CKA_ALWAYS_AUTHENTICATE: 514,
	CKM_RSA_PKCS_KEY_PAIR_GEN: 0,
	CKM_EC_KEY_PAIR_GEN: 4160,
	CKM_EC_EDWARDS_KEY_PAIR_GEN: 4181
};
const CKR = {
	SLOT_ID_INVALID: 3,
	GENERAL_ERROR: 5,
	CANT_LOCK: 10,
	ATTRIBUTE_SENSITIVE: 17,
	ATTRIBUTE_TYPE_INVALID: 18,
	DEVICE_REMOVED: 50,
	KEY_HANDLE_INVALID: 96,
	MECHANISM_INVALID: 112,
	MECHANISM_PARAM_INVALID: 113,
	OBJECT_HANDLE_INVALID: 130,
	PIN_INCORRECT: 160,
	PIN_INVALID: 161,
	PIN_LEN_RANGE: 162,
	PIN_EXPIRED: 163,
	PIN_LOCKED: 164,
	SESSION_CLOSED: 176,
	SESSION_COUNT: 177,
	SESSION_HANDLE_INVALID: 179,
	TOKEN_NOT_PRESENT: 224,
	TOKEN_NOT_RECOGNIZED: 225,
	USER_ALREADY_LOGGED_IN: 256,
	USER_NOT_LOGGED_IN: 257,
	USER_PIN_NOT_INITIALIZED: 258,
	USER_ANOTHER_ALREADY_LOGGED_IN: 260,
	CRYPTOKI_NOT_INITIALIZED: 400,
	CRYPTOKI_ALREADY_INITIALIZED: 401
};
function resultCode(error) {
	if (!(error instanceof Error)) return null;
	if ("code" in error && typeof error.code === "number" && error.code > 0) return error.code;
	const match = /^CKR_\w+:(\d+)$/.exec(error.message);
	return match ? Number(match[1]) : null;
}
const BY_RESULT = new Map([
	[CKR.GENERAL_ERROR, "TOKEN_BUSY"],
	[CKR.MECHANISM_INVALID, "MECHANISM_UNSUPPORTED"],
	[CKR.MECHANISM_PARAM_INVALID, "MECHANISM_UNSUPPORTED"],
	[CKR.PIN_INCORRECT, "PIN_INCORRECT"],
	[CKR.PIN_INVALID, "PIN_INCORRECT"],
	[CKR.PIN_LEN_RANGE, "PIN_INCORRECT"],
	[CKR.PIN_EXPIRED, "LOGIN_REFUSED"],
	[CKR.PIN_LOCKED, "PIN_LOCKED"],
	[CKR.USER_PIN_NOT_INITIALIZED, "LOGIN_REFUSED"],
	[CKR.USER_ANOTHER_ALREADY_LOGGED_IN, "LOGIN_REFUSED"],
	[CKR.SESSION_COUNT, "SESSION_LIMIT"]
]);
function hsmError(error, what) {
	const result = resultCode(error);
	if (result === null) return error instanceof Error ? error : new Error(what, { cause: error });
	const code = BY_RESULT.get(result) ?? (LOST.has(result) ? "SESSION_LOST" : "TOKEN_FAILED");
	const name = /^CKR_\w+/.exec(error.message)?.[0] ?? "CKR_VENDOR_DEFINED";
	return new HsmError(code, `${what}: ${name}`, {
		details: {
			ckr: name,
			result: `0x${result.toString(16)}`
		},
		cause: error
	});
}
const LOST = new Set([
	CKR.DEVICE_REMOVED,
	CKR.KEY_HANDLE_INVALID,
	CKR.OBJECT_HANDLE_INVALID,
	CKR.SESSION_CLOSED,
	CKR.SESSION_HANDLE_INVALID,
	CKR.SLOT_ID_INVALID,
	CKR.TOKEN_NOT_PRESENT,
	CKR.USER_NOT_LOGGED_IN,
	CKR.CRYPTOKI_NOT_INITIALIZED
]);
function isLost(error) {
	return LOST.has(resultCode(error) ?? -1);
}
// packages/hsm/src/pkcs11js.ts
function loadPkcs11js() {
	const named = process.env.CHANCERY_PKCS11JS;
	const attempts = named ? [() => createRequire(anchor(named))("pkcs11js"), () => createRequire(anchor(named))(packageFolder(named))] : [() => createRequire(import.meta.url)("pkcs11js"), () => createRequire(anchor(process.cwd()))("pkcs11js")];
	let cause;
	for (const attempt of attempts) try {
		return attempt();
	} catch (error) {
		cause ??= error;
	}
	throw new HsmError("PKCS11JS_MISSING", "the PKCS#11 addon pkcs11js is not installed or not built", {
		details: { CHANCERY_PKCS11JS: named ?? null },
		cause
	});
}
function anchor(folder) {
	return join(resolve(folder), "resolve-from-here.js");
}
function packageFolder(path) {
	const full = resolve(path);
	return full.endsWith(".node") ? dirname(dirname(dirname(full))) : full;
}
// packages/hsm/src/retry.ts
init_src$2();
const BUSY_POLICY = {
	tries: 10,
	shortest: 10,
	longest: 300
};
const BUSY = [CKR.GENERAL_ERROR];
const BUSY_OR_FULL = [CKR.GENERAL_ERROR, CKR.SESSION_COUNT];
async function retryBusy(operation, signal, passing = BUSY, policy = BUSY_POLICY) {
	for (let tried = 1;; tried++) {
		throwIfAborted(signal);
		try {
			return await operation();
		} catch (error) {
			if (tried >= policy.tries || !passing.includes(resultCode(error) ?? -1)) throw error;
		}
		await pause$1(tried, policy, signal);
	}
}
async function pause$1(tried, policy = BUSY_POLICY, signal) {
	const wait = Math.min(policy.longest, policy.shortest * 2 ** tried) * (.2 + .8 * Math.random());
	await setTimeout(wait, void 0, signal ? { signal } : {}).catch(() => void 0);
}
function throwIfAborted(signal) {
	if (signal?.aborted) throw new CoreError("ABORTED", "stopped while using the token", { cause: signal.reason });
}
async function abortable(promise, signal) {
	if (!signal) return promise;
	let stop = () => void 0;
	const stopped = new Promise((_, reject) => {
		stop = () => reject(new CoreError("ABORTED", "stopped while using the token", { cause: signal.reason }));
	});
	if (signal.aborted) stop();
	signal.addEventListener("abort", stop, { once: true });
	try {
		return await Promise.race([promise, stopped]);
	} finally {
		signal.removeEventListener("abort", stop);
	}
}
// packages/hsm/src/module.ts
var Pkcs11Module = class {
	path;
	cryptoki;
	parallel = true;
	epoch = 0;
	uses = 0;
	#softhsmConf;
	#ours = false;
	#last = Promise.resolve();
	#refused = new Set();
	#salt = randomBytes(16);
	constructor(path, cryptoki, softhsmConf) {
		this.path = path;
		this.cryptoki = cryptoki;
		this.#softhsmConf = softhsmConf;
	}
	get softhsmConf() {
		return this.#softhsmConf;
	}
	async initialize(signal) {
		try {
			await retryBusy(() => this.#initializeOnce(), signal);
		} catch (error) {
			if (resultCode(error) === null) throw error;
			throw new HsmError("MODULE_FAILED", `${this.path} does not initialise`, {
				details: {
					module: this.path,
					softhsm: this.#softhsmConf
				},
				cause: hsmError(error, "C_Initialize")
			});
		}
	}
	#initializeOnce() {
		const before = process.env.SOFTHSM2_CONF;
		if (this.#softhsmConf !== null) process.env.SOFTHSM2_CONF = this.#softhsmConf;
		try {
			try {
				this.cryptoki.C_Initialize({ flags: CK.CKF_OS_LOCKING_OK });
			} catch (error) {
				if (resultCode(error) !== CKR.CANT_LOCK) throw error;
				this.parallel = false;
				this.cryptoki.C_Initialize({ flags: 0 });
			}
			this.#ours = true;
			this.epoch++;
		} catch (error) {
			if (resultCode(error) !== CKR.CRYPTOKI_ALREADY_INITIALIZED) throw error;
		} finally {
			if (before === void 0) delete process.env.SOFTHSM2_CONF;
			else process.env.SOFTHSM2_CONF = before;
		}
	}
	get isSoftHsm() {
		return unpad(this.cryptoki.C_GetInfo().manufacturerID).startsWith("SoftHSM");
	}
	async restart() {
		if (!this.#ours || this.uses > 0) return;
		this.cryptoki.C_Finalize();
		await this.initialize();
	}
	exclusively(operation) {
		const result = this.#last.then(operation);
		this.#last = result.catch(() => void 0);
		return result;
	}
	slots(blank = false) {
		const { cryptoki } = this;
		const library = cryptoki.C_GetInfo();
		const slots = [];
		for (const handle of cryptoki.C_GetSlotList(true)) {
			const token = tokenInfo(cryptoki, handle);
			if (!token || (token.flags & CK.CKF_TOKEN_INITIALIZED) === 0 !== blank) continue;
			const slot = cryptoki.C_GetSlotInfo(handle);
			slots.push({
				handle,
				flags: token.flags,
				token: unpad(token.label),
				manufacturer: unpad(token.manufacturerID),
				serial: unpad(token.serialNumber),
				model: unpad(token.model),
				libraryManufacturer: unpad(library.manufacturerID),
				libraryDescription: unpad(library.libraryDescription),
				libraryVersion: library.libraryVersion,
				slotManufacturer: unpad(slot.manufacturerID),
				slotDescription: unpad(slot.slotDescription),
				slotId: handle.readUInt32LE(0)
			});
		}
		return slots;
	}
	isRefused(serial, pin) {
		return this.#refused.has(this.#pinHash(serial, pin));
	}
	refuse(serial, pin) {
		this.#refused.add(this.#pinHash(serial, pin));
	}
	#pinHash(serial, pin) {
		return createHash("sha256").update(this.#salt).update(`${serial}\0${pin}`).digest("hex");
	}
};
function tokenInfo(cryptoki, handle) {
	try {
		return cryptoki.C_GetTokenInfo(handle);
	} catch (error) {
		const result = resultCode(error);
		if (result === CKR.TOKEN_NOT_PRESENT || result === CKR.DEVICE_REMOVED || result === CKR.TOKEN_NOT_RECOGNIZED) return null;
		throw error;
	}
}
function unpad(text) {
	return text.replace(/[ \0]+$/, "");
}
var ModuleRegistry = class {
	#modules = new Map();
	#load;
	constructor(load = loadModule) {
		this.#load = load;
	}
	async open(path, softhsmConf, signal) {
		const file = resolve(path);
		if (!existsSync(file)) throw new HsmError("MODULE_MISSING", `there is no PKCS#11 module ${path}`, { details: { module: path } });
		const key = realpathSync(file);
		const conf = softhsmConf === void 0 ? null : configuration(softhsmConf);
		const inherited = process.env.SOFTHSM2_CONF ? resolve(process.env.SOFTHSM2_CONF) : null;
		const known = this.#modules.get(key);
		if (known) {
			if (conf !== null && conf !== known.softhsmConf) throw new HsmError("SOFTHSM_CONF_CONFLICT", `${path} already runs with another SoftHSM configuration`, { details: {
				module: path,
				running: known.softhsmConf,
				asked: conf
			} });
			return known;
		}
		if (conf !== null && conf !== inherited && !isMainThread) throw new HsmError("SOFTHSM_CONF_CONFLICT", "a worker thread cannot set SOFTHSM2_CONF", { howToFix: "Set SOFTHSM2_CONF before the process starts, or use the token from the main thread." });
		const module = new Pkcs11Module(key, this.#load(key), conf ?? inherited);
		await module.initialize(signal);
		this.#modules.set(key, module);
		return module;
	}
};
function configuration(path) {
	const file = resolve(path);
	if (existsSync(file)) return file;
	throw new HsmError("SOFTHSM_CONF_MISSING", `there is no SoftHSM configuration ${path}`, { details: { softhsm: path } });
}
function loadModule(path) {
	const { PKCS11 } = loadPkcs11js();
	try {
		return new PKCS11(path);
	} catch (cause) {
		throw new HsmError("MODULE_FAILED", `${path} is no PKCS#11 module that loads here`, {
			details: { module: path },
			cause
		});
	}
}
const processModules = new ModuleRegistry();
const MODULE_FOLDERS = [
	"/usr/lib",
	"/usr/lib64",
	"/usr/local/lib",
	"/opt/homebrew/lib"
];
function locateModule(path, uri) {
	const given = path ?? uri.modulePath;
	if (given) return given;
	const name = uri.moduleName;
	if (!name) throw new HsmError("MODULE_NOT_GIVEN", "no PKCS#11 module was named");
	if (/[/\\]/.test(name)) throw new HsmError("URI_INVALID", "PKCS#11 URI: module-name is a path");
	const found = findLibrary(name);
	if (found) return found;
	throw new HsmError("MODULE_MISSING", `no PKCS#11 module ${name} in the usual folders`, { details: { name } });
}
function findLibrary(name, folders = libraryFolders()) {
	for (const folder of folders) for (const prefix of ["", "lib"]) for (const suffix of [
		".so",
		".dylib",
		".dll"
	]) {
		const file = join(folder, `${prefix}${name}${suffix}`);
		if (existsSync(file)) return file;
	}
	return null;
}
function libraryFolders() {
	const architectures = existsSync("/usr/lib") ? readdirSync("/usr/lib").filter((entry) => entry.includes("-linux-")) : [];
	return [...MODULE_FOLDERS, ...architectures.map((entry) => join("/usr/lib", entry))].flatMap((root) => [
		root,
		join(root, "pkcs11"),
		join(root, "softhsm")
	]);
}
// packages/hsm/src/pin.ts
function pinSourceOf(uri) {
	if (uri.pinValue !== void 0) throw new HsmError("PIN_SOURCE_REFUSED", "the URI carries the PIN itself in pin-value");
	const source = uri.pinSource;
	if (source === void 0) return null;
	if (source.startsWith("|")) throw new HsmError("PIN_SOURCE_REFUSED", "pin-source names a command");
	if (!/^[a-z][a-z0-9+.-]*:/i.test(source)) return { file: resolve(source) };
	try {
		if (/^file:/i.test(source)) return { file: fileURLToPath(source) };
	} catch (cause) {
		throw new HsmError("PIN_SOURCE_REFUSED", "pin-source is no local file", { cause });
	}
	throw new HsmError("PIN_SOURCE_REFUSED", "pin-source is neither a path nor a file: URI");
}
async function readPin(source) {
	if (source === null) throw new HsmError("PIN_MISSING", "the token wants a PIN and none was given");
	let text;
	if ("env" in source) text = process.env[source.env] ?? "";
	else try {
		text = await readFile(source.file, "utf8");
	} catch (cause) {
		throw new HsmError("PIN_MISSING", `the PIN file ${source.file} cannot be read`, {
			details: { file: source.file },
			cause
		});
	}
	const pin = text.replace(/[\r\n]+$/, "");
	if (pin !== "") return pin;
	const place = "env" in source ? `the environment variable ${source.env}` : source.file;
	throw new HsmError("PIN_MISSING", `${place} holds no PIN`, { details: { place } });
}
// packages/hsm/src/soft-hsm.ts
init_src$2();
// packages/hsm/src/certificates.ts
init_src$1();
init_src$2();
const MAX_CHAIN = 10;
function readCertificates$1(file) {
	try {
		const found = file[0] === 48 ? [file] : pemCertificates$1(file);
		if (found.length > 0) return found.map((der) => parseCertificate(Uint8Array.from(der)));
	} catch (cause) {
		throw new HsmError("CERTIFICATE_INVALID", "a certificate cannot be read", { cause });
	}
	throw new HsmError("CERTIFICATE_INVALID", "the file holds no certificate");
}
function pemCertificates$1(file) {
	return parsePem(fromUtf8(file)).filter(({ label }) => label === "CERTIFICATE").map(({ bytes }) => bytes);
}
function tokenCertificate(der) {
	try {
		return parseCertificate(der);
	} catch (error) {
		if (error instanceof CodecError) return null;
		throw error;
	}
}
function completeChain(leaf, known) {
	const chain = [leaf];
	for (let last = leaf; chain.length < MAX_CHAIN && !equalBytes(last.issuer, last.subject);) {
		const issuer = known.find((candidate) => isIssuer(candidate, last));
		if (!issuer || chain.some((one) => equalBytes(one.der, issuer.der))) break;
		chain.push(issuer);
		last = issuer;
	}
	return chain.map(({ der }) => der);
}
function isIssuer(issuer, of) {
	if (!equalBytes(issuer.subject, of.issuer)) return false;
	try {
		const scheme = resolveSignatureScheme(of.signatureAlgorithm, null);
		return verifySignature(issuer.publicKey, scheme, of.tbs, of.signature);
	} catch (error) {
		if (error instanceof CodecError) return true;
		throw error;
	}
}
// packages/hsm/src/session-pool.ts
init_src$2();
var SessionPool = class {
	#open;
	#close;
	#limit;
	#count = 0;
	#idle = [];
	#waiting = [];
	#closed = null;
	constructor(limit, open, close) {
		this.#limit = limit;
		this.#open = open;
		this.#close = close;
	}
	async acquire(signal) {
		throwIfAborted(signal);
		if (this.#closed) throw this.#closed;
		const idle = this.#idle.pop();
		if (idle) return idle;
		if (this.#count < this.#limit) {
			this.#count++;
			try {
				return await this.#open(this.#count === 1);
			} catch (error) {
				this.#count--;
				if (resultCode(error) !== CKR.SESSION_COUNT || this.#count === 0) throw error;
				this.#limit = this.#count;
			}
		}
		return this.#wait(signal);
	}
	#wait(signal) {
		return new Promise((resolve, reject) => {
			const leave = () => signal?.removeEventListener("abort", abort);
			const waiter = {
				grant: (session) => {
					leave();
					resolve(session);
				},
				refuse: (error) => {
					leave();
					reject(error);
				}
			};
			const abort = () => {
				this.#waiting = this.#waiting.filter((other) => other !== waiter);
				waiter.refuse(new CoreError("ABORTED", "stopped while waiting for a session", { cause: signal?.reason }));
			};
			signal?.addEventListener("abort", abort, { once: true });
			this.#waiting.push(waiter);
		});
	}
	release(session, healthy) {
		if (healthy && !this.#closed) {
			const next = this.#waiting.shift();
			if (next) next.grant(session);
			else this.#idle.push(session);
			return;
		}
		this.#close(session);
		this.#count--;
		const next = this.#waiting.shift();
		if (next) this.acquire().then(next.grant, next.refuse);
	}
	close(reason) {
		this.#closed = reason;
		for (const session of this.#idle.splice(0)) this.#close(session);
		for (const waiter of this.#waiting.splice(0)) waiter.refuse(reason);
	}
};
// packages/hsm/src/uri.ts
init_src$2();
const PATH_TEXT = [
	["token", "token"],
	["manufacturer", "manufacturer"],
	["serial", "serial"],
	["model", "model"],
	["library-manufacturer", "libraryManufacturer"],
	["library-description", "libraryDescription"],
	["library-version", "libraryVersion"],
	["slot-manufacturer", "slotManufacturer"],
	["slot-description", "slotDescription"],
	["object", "object"]
];
const QUERY_TEXT = [
	["module-path", "modulePath"],
	["module-name", "moduleName"],
	["pin-source", "pinSource"],
	["pin-value", "pinValue"]
];
const TYPES = [
	"public",
	"private",
	"cert",
	"secret-key",
	"data"
];
const PATH_CHARACTER = /[A-Za-z0-9\-._~:[\]@!$'()*+,=&]/;
const QUERY_CHARACTER = /[A-Za-z0-9\-._~:[\]@!$'()*+,=/?|]/;
const NOTHING = /(?!)/;
const VENDOR_NAME = /^[A-Za-z0-9\-_]+$/;
const LIBRARY_VERSION = /^\d+(?:\.\d+)?$/;
const SLOT_ID = /^\d+$/;
function invalid(what, attribute) {
	return new HsmError("URI_INVALID", `PKCS#11 URI: ${what}`, { details: { attribute: attribute ?? null } });
}
function decode$1(name, value, allowed) {
	const bytes = [];
	for (let at = 0; at < value.length; at++) {
		const character = value[at];
		if (character === "%") {
			const hex = value.slice(at + 1, at + 3);
			if (!/^[0-9A-Fa-f]{2}$/.test(hex)) throw invalid(`${name} has a % without two hexadecimal digits`, name);
			bytes.push(Number.parseInt(hex, 16));
			at += 2;
		} else if (allowed.test(character)) bytes.push(character.charCodeAt(0));
		else throw invalid(`${name} has a character that must be percent-encoded`, name);
	}
	return Uint8Array.from(bytes);
}
function decodeText(name, value, allowed) {
	try {
		return fromUtf8(decode$1(name, value, allowed));
	} catch (cause) {
		if (cause instanceof HsmError) throw cause;
		throw invalid(`${name} is not UTF-8`, name);
	}
}
function* attributes$1(component, delimiter) {
	if (component === "") return;
	for (const part of component.split(delimiter)) {
		const equals = part.indexOf("=");
		const name = equals < 0 ? part : part.slice(0, equals);
		if (equals < 0 || !VENDOR_NAME.test(name)) throw invalid("an attribute is not of the form name=value");
		yield [name, part.slice(equals + 1)];
	}
}
function parsePkcs11Uri(text) {
	if (!/^pkcs11:/i.test(text)) throw invalid("it does not begin with pkcs11:");
	const rest = text.slice(7);
	const mark = rest.indexOf("?");
	const uri = {};
	const seen = new Set();
	const once = (name) => {
		if (seen.has(name)) throw invalid(`${name} occurs twice`, name);
		seen.add(name);
	};
	const vendorPath = [];
	for (const [name, raw] of attributes$1(mark < 0 ? rest : rest.slice(0, mark), ";")) {
		once(name);
		const member = PATH_TEXT.find(([known]) => known === name)?.[1];
		if (name === "id") uri.id = decode$1(name, raw, PATH_CHARACTER);
		else {
			const value = decodeText(name, raw, PATH_CHARACTER);
			if (name === "type") uri.type = objectType(value);
			else if (name === "slot-id") uri.slotId = slotId(value);
			else if (!member) vendorPath.push({
				name,
				value
			});
			else if (member === "libraryVersion" && !LIBRARY_VERSION.test(value)) throw invalid(`${name} is no version`, name);
			else uri[member] = value;
		}
	}
	if (vendorPath.length > 0) uri.vendorPath = vendorPath;
	const vendorQuery = [];
	for (const [name, raw] of attributes$1(mark < 0 ? "" : rest.slice(mark + 1), "&")) {
		const member = QUERY_TEXT.find(([known]) => known === name)?.[1];
		const value = decodeText(name, raw, QUERY_CHARACTER);
		if (!member) vendorQuery.push({
			name,
			value
		});
		else {
			once(`?${name}`);
			uri[member] = value;
		}
	}
	if (vendorQuery.length > 0) uri.vendorQuery = vendorQuery;
	if (uri.pinSource !== void 0 && uri.pinValue !== void 0) throw invalid("pin-source and pin-value exclude each other");
	return uri;
}
function objectType(value) {
	const found = TYPES.find((type) => type === value);
	if (!found) throw invalid("type is none of public, private, cert, secret-key and data", "type");
	return found;
}
function slotId(value) {
	const number = Number(value);
	if (!SLOT_ID.test(value) || !Number.isSafeInteger(number)) throw invalid("slot-id is no number", "slot-id");
	return number;
}
function encode(bytes, allowed) {
	let text = "";
	for (const byte of bytes) {
		const character = String.fromCharCode(byte);
		text += byte < 128 && allowed.test(character) ? character : `%${byte.toString(16).padStart(2, "0").toUpperCase()}`;
	}
	return text;
}
function formatPkcs11Uri(uri) {
	const path = [];
	for (const [name, member] of PATH_TEXT) {
		const value = uri[member];
		if (value !== void 0) path.push(`${name}=${encode(utf8(value), PATH_CHARACTER)}`);
	}
	if (uri.slotId !== void 0) path.push(`slot-id=${uri.slotId}`);
	if (uri.id !== void 0) path.push(`id=${encode(uri.id, NOTHING)}`);
	if (uri.type !== void 0) path.push(`type=${uri.type}`);
	for (const { name, value } of uri.vendorPath ?? []) path.push(`${name}=${encode(utf8(value), PATH_CHARACTER)}`);
	const query = [];
	for (const [name, member] of QUERY_TEXT) {
		const value = uri[member];
		if (value !== void 0) query.push(`${name}=${encode(utf8(value), QUERY_CHARACTER)}`);
	}
	for (const { name, value } of uri.vendorQuery ?? []) query.push(`${name}=${encode(utf8(value), QUERY_CHARACTER)}`);
	return `pkcs11:${path.join(";")}${query.length > 0 ? `?${query.join("&")}` : ""}`;
}
// packages/hsm/src/uri-match.ts
init_src$2();
const TOKEN_TEXT = [
	"token",
	"manufacturer",
	"serial",
	"model",
	"libraryManufacturer",
	"libraryDescription",
	"slotManufacturer",
	"slotDescription"
];
function matchesToken(uri, facts) {
	return (uri.vendorPath ?? []).length === 0 && TOKEN_TEXT.every((member) => uri[member] === void 0 || uri[member] === facts[member]) && (uri.slotId === void 0 || uri.slotId === facts.slotId) && (uri.libraryVersion === void 0 || sameVersion(uri.libraryVersion, facts.libraryVersion));
}
function matchesObject(uri, facts) {
	return (uri.vendorPath ?? []).length === 0 && (uri.object === void 0 || uri.object === facts.object) && (uri.type === void 0 || uri.type === facts.type) && (uri.id === void 0 || equalBytes(uri.id, facts.id));
}
function sameVersion(wanted, version) {
	const [major, minor = "0"] = wanted.split(".");
	return Number(major) === version.major && Number(minor) === version.minor;
}
// packages/hsm/src/connection.ts
init_src$2();
const MOVED = new Error("the connection is made anew");
const MAX_CONNECTS = 6;
function isHalfRead(error, known) {
	if (resultCode(error) === CKR.USER_PIN_NOT_INITIALIZED) return true;
	return known instanceof HsmError && (known.code === "TOKEN_NOT_FOUND" || known.code === "TOKEN_BUSY");
}
var TokenConnection = class {
	module;
	#options;
	#link = null;
	#connecting = null;
	#closed = false;
	#serial = null;
	constructor(module, options) {
		this.module = module;
		this.#options = options;
	}
	async link(signal) {
		if (this.#closed) throw new CoreError("ABORTED", "the token was closed");
		if (this.#link && this.#link.epoch !== this.module.epoch) this.#drop(this.#link);
		if (this.#link) return this.#link;
		this.#connecting ??= this.module.exclusively(() => this.#connect()).finally(() => {
			this.#connecting = null;
		});
		return abortable(this.#connecting, signal);
	}
	async query(what, operation, signal) {
		return this.#withLink(what, (link) => retryBusy(() => operation(link), signal), signal);
	}
	async inSession(what, operation, signal) {
		const inSession = async (link) => {
			const session = await link.pool.acquire(signal);
			let healthy = false;
			try {
				const result = await operation(link, session);
				healthy = true;
				return result;
			} finally {
				link.pool.release(session, healthy);
			}
		};
		return this.run(what, inSession, signal);
	}
	async run(what, operation, signal) {
		const counted = async (link) => {
			this.module.uses++;
			try {
				return await operation(link);
			} finally {
				this.module.uses--;
			}
		};
		return abortable(this.#withLink(what, counted, signal), signal);
	}
	async #withLink(what, operation, signal) {
		for (let tried = 0;;) {
			const link = await this.link(signal);
			try {
				return await operation(link);
			} catch (error) {
				if (error === MOVED) continue;
				if (!isLost(error) || ++tried === 2) throw hsmError(error, what);
				this.#drop(link);
			}
		}
	}
	async authenticate(link, session, pin) {
		await this.#login(link.slot, session, CK.CKU_CONTEXT_SPECIFIC, pin);
	}
	pin() {
		return readPin(this.#options.pin);
	}
	close() {
		this.#closed = true;
		if (this.#link) this.#drop(this.#link, new CoreError("ABORTED", "the token was closed"));
	}
	#drop(link, reason = MOVED) {
		if (this.#link !== link) return;
		this.#link = null;
		this.module.uses--;
		link.pool.close(reason);
		this.#closeSession(link, link.anchor);
	}
	async #connect() {
		for (let tried = 1;; tried++) {
			try {
				return await this.#connectOnce();
			} catch (error) {
				const finalized = resultCode(error) === CKR.CRYPTOKI_NOT_INITIALIZED;
				const known = hsmError(error, "connecting to the token");
				if (tried === MAX_CONNECTS) throw known;
				if (finalized) await this.module.initialize();
				else if (isHalfRead(error, known) && this.module.isSoftHsm) await this.module.restart();
				else throw known;
			}
			await pause$1(tried);
		}
	}
	async #connectOnce() {
		const { cryptoki } = this.module;
		const slot = await retryBusy(() => this.#findSlot());
		const open = () => cryptoki.C_OpenSession(slot.handle, CK.CKF_SERIAL_SESSION);
		const anchor = await retryBusy(open, void 0, BUSY_OR_FULL);
		const opened = { epoch: this.module.epoch };
		try {
			if ((slot.flags & CK.CKF_LOGIN_REQUIRED) !== 0) {
				const pin = await this.pin();
				const { state } = cryptoki.C_GetSessionInfo(anchor);
				if (state !== CK.CKS_RO_USER_FUNCTIONS && state !== CK.CKS_RW_USER_FUNCTIONS) await this.#login(slot, anchor, CK.CKU_USER, pin);
			}
			const mechanisms = new Set(cryptoki.C_GetMechanismList(slot.handle));
			const pool = new SessionPool(this.module.parallel ? this.#options.sessions : 1, (first) => retryBusy(open, void 0, first ? BUSY_OR_FULL : BUSY), (session) => this.#closeSession(opened, session));
			const { token, manufacturer, model, serial } = slot;
			this.#serial ??= {
				token,
				manufacturer,
				model,
				serial
			};
			this.#link = {
				...opened,
				slot,
				anchor,
				pool,
				mechanisms
			};
			this.module.uses++;
			return this.#link;
		} catch (error) {
			this.#closeSession(opened, anchor);
			throw error;
		}
	}
	#findSlot() {
		const uri = this.#serial ?? this.#options.uri;
		const found = this.module.slots().filter((slot) => matchesToken(uri, slot));
		const [slot] = found;
		if (slot && found.length === 1) return slot;
		const { pinValue: _, pinSource: __, ...shown } = uri;
		throw new HsmError(slot ? "TOKEN_AMBIGUOUS" : "TOKEN_NOT_FOUND", slot ? `${found.length} tokens match ${formatPkcs11Uri(shown)}` : `no token matches ${formatPkcs11Uri(shown)}`, { details: {
			module: this.module.path,
			tokens: this.module.slots().map((one) => one.token)
		} });
	}
	async #login(slot, session, user, pin) {
		if ((slot.flags & CK.CKF_USER_PIN_LOCKED) !== 0) throw new HsmError("PIN_LOCKED", `the PIN of ${slot.token} is locked`);
		if (this.module.isRefused(slot.serial, pin)) throw new HsmError("PIN_INCORRECT", `the PIN of ${slot.token} was refused before and is not tried again`);
		try {
			await retryBusy(() => this.module.cryptoki.C_Login(session, user, pin));
		} catch (error) {
			if (resultCode(error) === CKR.USER_ALREADY_LOGGED_IN) return;
			const ours = hsmError(error, `login to ${slot.token}`);
			if (ours instanceof HsmError && ours.code === "PIN_INCORRECT") this.module.refuse(slot.serial, pin);
			throw ours instanceof HsmError && ours.code === "PIN_INCORRECT" ? ours : error;
		}
	}
	#closeSession(link, session) {
		if (link.epoch !== this.module.epoch) return;
		try {
			this.module.cryptoki.C_CloseSession(session);
		} catch {}
	}
};
// packages/hsm/src/token-object.ts
function findObjects(cryptoki, session, template) {
	cryptoki.C_FindObjectsInit(session, attributes(template));
	try {
		const found = [];
		for (;;) {
			const some = cryptoki.C_FindObjects(session, 64);
			found.push(...some);
			if (some.length === 0) return found;
		}
	} finally {
		cryptoki.C_FindObjectsFinal(session);
	}
}
function readAttribute(cryptoki, session, object, type) {
	try {
		const [attribute] = cryptoki.C_GetAttributeValue(session, object, [{ type }]);
		const value = attribute?.value;
		return value ? Uint8Array.from(value) : null;
	} catch (error) {
		const result = resultCode(error);
		if (result === CKR.ATTRIBUTE_TYPE_INVALID || result === CKR.ATTRIBUTE_SENSITIVE) return null;
		throw error;
	}
}
function readFlag(cryptoki, session, object, type) {
	return (readAttribute(cryptoki, session, object, type)?.[0] ?? 0) !== 0;
}
function readNumber(cryptoki, session, object, type) {
	const bytes = readAttribute(cryptoki, session, object, type);
	return bytes && bytes.length >= 4 ? new DataView(bytes.buffer).getUint32(0, true) : null;
}
function readText(cryptoki, session, object, type) {
	return new TextDecoder().decode(readAttribute(cryptoki, session, object, type) ?? new Uint8Array());
}
function attributes(template) {
	return Object.entries(template).map(([type, value]) => ({
		type: Number(type),
		value: value instanceof Uint8Array ? Buffer.from(value) : value
	}));
}
function readIdentity(cryptoki, session, handle) {
	return {
		handle,
		label: readText(cryptoki, session, handle, CK.CKA_LABEL),
		id: readAttribute(cryptoki, session, handle, CK.CKA_ID) ?? new Uint8Array()
	};
}
// packages/hsm/src/public-key.ts
init_src$1();
init_src$2();
const EDWARDS25519 = Uint8Array.of(19, 12, ...utf8("edwards25519"));
const CURVES = [
	...KEY_ALGORITHMS.flatMap((row) => row.curveOid ? [[row.kind, encodeOid(row.curveOid)]] : []),
	["ed25519", EDWARDS25519],
	["ed25519", encodeOid(keyAlgorithm("ed25519").oid)]
];
function readKind(cryptoki, session, key) {
	const type = readNumber(cryptoki, session, key, CK.CKA_KEY_TYPE);
	if (type === CK.CKK_RSA) return "rsa";
	if (type !== CK.CKK_EC && type !== CK.CKK_EC_EDWARDS) return null;
	const params = readAttribute(cryptoki, session, key, CK.CKA_EC_PARAMS);
	const kind = CURVES.find(([, encoded]) => params !== null && equalBytes(encoded, params))?.[0] ?? null;
	return kind === "ed25519" === (type === CK.CKK_EC_EDWARDS) ? kind : null;
}
function readPublicKey(cryptoki, session, key) {
	const info = readAttribute(cryptoki, session, key, CK.CKA_PUBLIC_KEY_INFO);
	if (info && info.length > 0) return checked(info);
	const kind = readKind(cryptoki, session, key);
	if (kind === null) return null;
	if (kind === "rsa") {
		const modulus = readAttribute(cryptoki, session, key, CK.CKA_MODULUS);
		const exponent = readAttribute(cryptoki, session, key, CK.CKA_PUBLIC_EXPONENT);
		if (!modulus?.length || !exponent?.length) return null;
		return checked(encodeSequence(encodeSequence(encodeOid(keyAlgorithm("rsa").oid), encodeNull()), encodeBitString(encodeSequence(encodeInteger(modulus), encodeInteger(exponent)))));
	}
	const encoded = readAttribute(cryptoki, session, key, CK.CKA_EC_POINT);
	const point = encoded && rawPoint(kind, encoded);
	if (!point) return null;
	const { oid, curveOid } = keyAlgorithm(kind);
	return checked(encodeSequence(encodeSequence(encodeOid(oid), ...curveOid ? [encodeOid(curveOid)] : []), encodeBitString(point)));
}
function rawPoint(kind, encoded) {
	const { fieldLength } = keyAlgorithm(kind);
	const length = fieldLength === null ? 32 : 2 * fieldLength + 1;
	if (encoded.length < length) return null;
	const header = encoded.subarray(0, encoded.length - length);
	return [
		[],
		[4, length],
		[
			4,
			129,
			length
		]
	].some((one) => equalBytes(Uint8Array.from(one), header)) ? encoded.subarray(header.length) : null;
}
function checked(spki) {
	const key = parsePublicKey(spki);
	importPublicKey(key);
	return key;
}
function supportedKind(key) {
	const bits = key.bits ?? 0;
	if (key.kind === null || key.kind === "rsa" && (bits < RSA_BITS.min || bits > RSA_BITS.max)) throw new CoreError("ALGORITHM_UNSUPPORTED", `a key of ${key.bits ?? "unknown"} bits, algorithm ${key.algorithmOid}`);
	return key.kind;
}
// packages/hsm/src/mechanism.ts
init_src$1();
init_src$2();
const BY_DIGEST = {
	sha256: {
		pkcs1: 64,
		pss: 67,
		ecdsa: 4164,
		hash: 592,
		mgf: 2
	},
	sha384: {
		pkcs1: 65,
		pss: 68,
		ecdsa: 4165,
		hash: 608,
		mgf: 3
	},
	sha512: {
		pkcs1: 66,
		pss: 69,
		ecdsa: 4166,
		hash: 624,
		mgf: 4
	}
};
const RAW = {
	"rsa-pkcs1": 1,
	"rsa-pss": 13,
	ecdsa: 4161,
	eddsa: 4183
};
function wishOf(algorithm) {
	return {
		scheme: algorithm.scheme,
		digest: algorithm.digest,
		saltLength: digestByName(algorithm.digest).length
	};
}
function mechanismsFor(wish, kind, message, available) {
	const found = candidates(wish, kind, message).filter(({ mechanism }) => available.has(mechanism));
	if (found.length > 0) return found;
	throw new HsmError("MECHANISM_UNSUPPORTED", `the token has no mechanism for ${wish.scheme} with ${wish.digest}`, { details: {
		scheme: wish.scheme,
		digest: wish.digest
	} });
}
function candidates(wish, kind, message) {
	const { scheme, digest, saltLength } = wish;
	const hashed = BY_DIGEST[digest];
	const value = hostDigest({
		scheme,
		digest
	}, message);
	switch (scheme) {
		case "rsa-pkcs1": return [{
			mechanism: RAW[scheme],
			input: encodeSequence(encodeDigestIdentifier(digest), encodeOctetString(value))
		}, {
			mechanism: hashed.pkcs1,
			input: message
		}];
		case "rsa-pss": {
			const parameter = {
				type: 5,
				hashAlg: hashed.hash,
				mgf: hashed.mgf,
				saltLen: saltLength
			};
			return [{
				mechanism: RAW[scheme],
				parameter,
				input: value
			}, {
				mechanism: hashed.pss,
				parameter,
				input: message
			}];
		}
		case "ecdsa": return [{
			mechanism: RAW[scheme],
			input: value.subarray(0, keyAlgorithm(kind).fieldLength ?? value.length)
		}, {
			mechanism: hashed.ecdsa,
			input: message
		}];
		case "eddsa": return [{
			mechanism: RAW[scheme],
			input: message
		}];
	}
}
function ecdsaDer(raw, kind) {
	const half = keyAlgorithm(kind).fieldLength ?? 0;
	if (raw.length !== 2 * half) throw new HsmError("SIGNATURE_WRONG", `an ECDSA signature of ${raw.length} bytes`, { details: {
		length: raw.length,
		expected: 2 * half
	} });
	return encodeSequence(encodeInteger(raw.subarray(0, half)), encodeInteger(raw.subarray(half)));
}
// packages/hsm/src/token-key.ts
init_src$1();
init_src$2();
const MAX_SIGNATURE = 512;
const inUse = new Set();
function findPrivateKey(cryptoki, session, uri) {
	const found = privateKeys(cryptoki, session, uri);
	const [key] = found;
	if (key && found.length === 1) return key;
	const { pinValue: _, pinSource: __, ...shown } = uri;
	const text = formatPkcs11Uri(shown);
	throw new HsmError(key ? "KEY_AMBIGUOUS" : "KEY_NOT_FOUND", key ? `${found.length} private keys match ${text}` : `no private key matches ${text}`, { details: { uri: text } });
}
function privateKeys(cryptoki, session, uri) {
	return findObjects(cryptoki, session, {
		[CK.CKA_CLASS]: CK.CKO_PRIVATE_KEY,
		...uri.object === void 0 ? {} : { [CK.CKA_LABEL]: uri.object },
		...uri.id === void 0 ? {} : { [CK.CKA_ID]: uri.id }
	}).map((handle) => readIdentity(cryptoki, session, handle)).filter(({ label, id }) => matchesObject(uri, {
		type: "private",
		object: label,
		id
	}));
}
var TokenKey = class {
	label;
	id;
	kind;
	publicKey;
	#connection;
	#located = null;
	constructor(connection, identity, kind, publicKey) {
		this.#connection = connection;
		this.label = identity.label;
		this.id = identity.id;
		this.kind = kind;
		this.publicKey = publicKey;
	}
	async sign(wish, message, signal) {
		const value = await this.#connection.inSession("signing", (link, session) => this.#signIn(link, session, wish, message), signal);
		const scheme = {
			scheme: wish.scheme,
			digest: digestByName(wish.digest),
			saltLength: wish.saltLength
		};
		const encoded = wish.scheme === "ecdsa" ? ecdsaDer(value, this.kind) : value;
		if (verifySignature(this.publicKey, scheme, message, encoded)) return value;
		throw new HsmError("SIGNATURE_WRONG", `the signature by ${this.label} does not verify with its public key`, { details: { key: this.label } });
	}
	async #signIn(link, session, wish, message) {
		const mechanisms = mechanismsFor(wish, this.kind, message, link.mechanisms);
		for (const [index, mechanism] of mechanisms.entries()) try {
			return await this.#signWith(link, session, mechanism);
		} catch (error) {
			if (resultCode(error) !== CKR.MECHANISM_INVALID || index === mechanisms.length - 1) throw error;
		}
		throw new TypeError("mechanismsFor gave nothing");
	}
	async #signWith(link, session, { input, ...mechanism }) {
		const { module } = this.#connection;
		const { handle, alwaysAuthenticate } = this.#locate(link, session);
		const pin = alwaysAuthenticate ? await this.#connection.pin() : null;
		module.cryptoki.C_SignInit(session, mechanism, handle);
		if (pin !== null) await this.#connection.authenticate(link, session, pin);
		const data = Buffer.alloc(input.length + 1).subarray(0, input.length);
		data.set(input);
		const out = Buffer.alloc(MAX_SIGNATURE);
		inUse.add(data).add(out);
		try {
			const value = module.parallel ? await module.cryptoki.C_SignAsync(session, data, out) : module.cryptoki.C_Sign(session, data, out);
			return Uint8Array.from(value);
		} finally {
			inUse.delete(data);
			inUse.delete(out);
		}
	}
	#locate(link, session) {
		if (this.#located?.link === link) return this.#located;
		const { cryptoki } = this.#connection.module;
		const { handle } = findPrivateKey(cryptoki, session, {
			object: this.label,
			id: this.id
		});
		const alwaysAuthenticate = readFlag(cryptoki, session, handle, CK.CKA_ALWAYS_AUTHENTICATE);
		this.#located = {
			link,
			handle,
			alwaysAuthenticate
		};
		return this.#located;
	}
};
// packages/hsm/src/key-store.ts
init_src$1();
init_src$2();
const RSA_DEFAULT_BITS = 3072;
const ID_LENGTH = 16;
async function generateKeyPair(cryptoki, link, options) {
	const { label, kind } = options;
	if (label === "") throw new TypeError("label: is empty");
	const bits = options.bits ?? RSA_DEFAULT_BITS;
	if (kind === "rsa" ? ![
		2048,
		3072,
		4096
	].includes(bits) : options.bits !== void 0) throw new CoreError("ALGORITHM_UNSUPPORTED", `a ${kind} key of ${bits} bits is not made`);
	if (privateKeys(cryptoki, link.anchor, { object: label }).length > 0) throw new HsmError("KEY_EXISTS", `the token has a key ${label}`, { details: { label } });
	const mechanism = kind === "rsa" ? CK.CKM_RSA_PKCS_KEY_PAIR_GEN : kind === "ed25519" ? CK.CKM_EC_EDWARDS_KEY_PAIR_GEN : CK.CKM_EC_KEY_PAIR_GEN;
	if (!link.mechanisms.has(mechanism)) throw new HsmError("MECHANISM_UNSUPPORTED", `the token does not make ${kind} keys`, { details: { kind } });
	const id = Uint8Array.from(randomBytes(ID_LENGTH));
	const both = {
		[CK.CKA_TOKEN]: true,
		[CK.CKA_LABEL]: label,
		[CK.CKA_ID]: id
	};
	const publicTemplate = {
		...both,
		[CK.CKA_PRIVATE]: false,
		[CK.CKA_VERIFY]: true,
		...parameters(kind, bits)
	};
	const privateTemplate = {
		...both,
		[CK.CKA_PRIVATE]: true,
		[CK.CKA_SENSITIVE]: true,
		[CK.CKA_EXTRACTABLE]: false,
		[CK.CKA_SIGN]: true,
		...kind === "rsa" ? {
			[CK.CKA_DECRYPT]: false,
			[CK.CKA_UNWRAP]: false
		} : { [CK.CKA_DERIVE]: false },
		...options.alwaysAuthenticate ? { [CK.CKA_ALWAYS_AUTHENTICATE]: true } : {}
	};
	const session = writableSession(cryptoki, link);
	try {
		const [forPublic, forPrivate] = [attributes(publicTemplate), attributes(privateTemplate)];
		await cryptoki.C_GenerateKeyPairAsync(session, { mechanism }, forPublic, forPrivate);
	} finally {
		cryptoki.C_CloseSession(session);
	}
	return id;
}
function parameters(kind, bits) {
	if (kind === "rsa") return {
		[CK.CKA_MODULUS_BITS]: bits,
		[CK.CKA_PUBLIC_EXPONENT]: Uint8Array.of(1, 0, 1)
	};
	const { curveOid } = keyAlgorithm(kind);
	return { [CK.CKA_EC_PARAMS]: curveOid ? encodeOid(curveOid) : EDWARDS25519 };
}
function writeCertificate(cryptoki, link, certificate, identity) {
	const template = {
		[CK.CKA_CLASS]: CK.CKO_CERTIFICATE,
		[CK.CKA_CERTIFICATE_TYPE]: CK.CKC_X_509,
		[CK.CKA_TOKEN]: true,
		[CK.CKA_PRIVATE]: false,
		[CK.CKA_LABEL]: identity.label,
		...identity.id.length > 0 ? { [CK.CKA_ID]: identity.id } : {},
		[CK.CKA_SUBJECT]: certificate.subject,
		[CK.CKA_ISSUER]: certificate.issuer,
		[CK.CKA_SERIAL_NUMBER]: encodeInteger(fromHex(certificate.serial)),
		[CK.CKA_VALUE]: certificate.der
	};
	const session = writableSession(cryptoki, link);
	try {
		cryptoki.C_CreateObject(session, attributes(template));
	} finally {
		cryptoki.C_CloseSession(session);
	}
}
function writableSession(cryptoki, link) {
	return cryptoki.C_OpenSession(link.slot.handle, CK.CKF_SERIAL_SESSION | CK.CKF_RW_SESSION);
}
// packages/hsm/src/token-contents.ts
init_src$2();
function readKeyPublicKey(cryptoki, { anchor }, key) {
	const tie = key.id.length > 0 ? { [CK.CKA_ID]: key.id } : { [CK.CKA_LABEL]: key.label };
	const objects = findObjects(cryptoki, anchor, {
		[CK.CKA_CLASS]: CK.CKO_PUBLIC_KEY,
		...tie
	});
	for (const object of [...objects, key.handle]) {
		const found = readPublicKey(cryptoki, anchor, object);
		if (found) return found;
	}
	return null;
}
function readTokenCertificates(cryptoki, { anchor }) {
	return findObjects(cryptoki, anchor, {
		[CK.CKA_CLASS]: CK.CKO_CERTIFICATE,
		[CK.CKA_CERTIFICATE_TYPE]: CK.CKC_X_509
	}).flatMap((handle) => {
		const der = readAttribute(cryptoki, anchor, handle, CK.CKA_VALUE);
		const certificate = der && tokenCertificate(der);
		return certificate ? [{
			certificate,
			identity: readIdentity(cryptoki, anchor, handle)
		}] : [];
	});
}
function readKeyFacts(cryptoki, link, key, certificates) {
	const flag = (type) => readFlag(cryptoki, link.anchor, key.handle, type);
	const own = certificatesOf(key, certificates);
	const publicKey = readKeyPublicKey(cryptoki, link, key) ?? own[0]?.certificate.publicKey ?? null;
	const id = key.id.length > 0 ? { id: key.id } : {};
	return {
		label: key.label,
		id: toHex(key.id),
		uri: formatPkcs11Uri({
			token: link.slot.token,
			object: key.label,
			...id,
			type: "private"
		}),
		kind: readKind(cryptoki, link.anchor, key.handle),
		bits: publicKey?.bits ?? null,
		publicKey: publicKey && Uint8Array.from(publicKey.spki),
		certificate: publicKey !== null && newestCertificate(publicKey, own, certificates) !== null,
		signs: flag(CK.CKA_SIGN),
		sensitive: flag(CK.CKA_SENSITIVE),
		extractable: flag(CK.CKA_EXTRACTABLE),
		alwaysAuthenticate: flag(CK.CKA_ALWAYS_AUTHENTICATE)
	};
}
function certificatesOf(key, all) {
	return all.filter(({ identity }) => key.id.length > 0 ? equalBytes(identity.id, key.id) : identity.label === key.label);
}
function newestCertificate(publicKey, own, all) {
	const fitting = (some) => some.map(({ certificate }) => certificate).filter((certificate) => equalBytes(certificate.publicKey.spki, publicKey.spki)).sort((a, b) => b.notBefore.getTime() - a.notBefore.getTime());
	return fitting(own)[0] ?? fitting(all)[0] ?? null;
}
// packages/hsm/src/token.ts
init_src$2();
const DEFAULT_SESSIONS = 4;
const MAX_SESSIONS = 64;
async function openToken(options, signal, modules = processModules) {
	const uri = asUri(options.uri ?? "pkcs11:");
	const sessions = options.sessions ?? DEFAULT_SESSIONS;
	if (!Number.isInteger(sessions) || sessions < 1 || sessions > MAX_SESSIONS) throw new TypeError(`sessions: a whole number from 1 to ${MAX_SESSIONS}`);
	const pin = options.pin ?? pinSourceOf(uri);
	if (uri.pinValue !== void 0) pinSourceOf(uri);
	const connection = new TokenConnection(await modules.open(locateModule(options.module, uri), options.softhsmConf, signal), {
		uri,
		pin,
		sessions
	});
	const { slot } = await connection.link(signal);
	return new Token(connection, slot);
}
function asUri(uri) {
	return typeof uri === "string" ? parsePkcs11Uri(uri) : uri;
}
var Token = class {
	label;
	manufacturer;
	model;
	serial;
	#connection;
	constructor(connection, slot) {
		this.#connection = connection;
		this.label = slot.token;
		this.manufacturer = slot.manufacturer;
		this.model = slot.model;
		this.serial = slot.serial;
	}
	async keys(signal) {
		return this.#connection.query("listing keys", (link) => {
			const certificates = readTokenCertificates(this.#cryptoki, link);
			return privateKeys(this.#cryptoki, link.anchor, {}).map((identity) => readKeyFacts(this.#cryptoki, link, identity, certificates)).sort((a, b) => a.label < b.label ? -1 : a.label > b.label ? 1 : 0);
		}, signal);
	}
	async signingKey(options, signal) {
		const { key, certificates } = await this.find(options, options.certificates, signal);
		const algorithm = chooseSignatureAlgorithm(key.kind, options.digest, options.pss);
		const wish = wishOf(algorithm);
		return {
			info: {
				name: options.name ?? key.label,
				key: key.kind,
				algorithm: algorithm.id,
				publicKey: Uint8Array.from(key.publicKey.spki),
				certificates
			},
			async sign(message, signal) {
				const value = await key.sign(wish, message, signal);
				return algorithm.scheme === "ecdsa" ? ecdsaDer(value, key.kind) : value;
			}
		};
	}
	async find(query, files = [], signal) {
		const given = files.flatMap((file) => readCertificates$1(file));
		return this.#connection.query("finding the key", (link) => {
			const identity = this.#findKey(link, query);
			const onToken = readTokenCertificates(this.#cryptoki, link);
			const own = certificatesOf(identity, onToken);
			const publicKey = readKeyPublicKey(this.#cryptoki, link, identity) ?? own[0]?.certificate.publicKey ?? given[0]?.publicKey ?? null;
			if (!publicKey) throw new HsmError("PUBLIC_KEY_MISSING", `the public key of ${identity.label} is not known`, { details: { key: identity.label } });
			const kind = supportedKind(publicKey);
			const leaf = given[0] ?? newestCertificate(publicKey, own, onToken);
			if (leaf && !equalBytes(leaf.publicKey.spki, publicKey.spki)) throw new HsmError("CERTIFICATE_MISMATCH", `the certificate of ${leaf.subjectName} is not for ${identity.label}`, { details: {
				key: identity.label,
				subject: leaf.subjectName
			} });
			const known = [...given, ...onToken.map(({ certificate }) => certificate)];
			return {
				key: new TokenKey(this.#connection, identity, kind, publicKey),
				certificates: leaf ? completeChain(leaf, known) : []
			};
		}, signal);
	}
	async generateKey(options, signal) {
		const id = await this.#connection.run("generating a key", (link) => generateKeyPair(this.#cryptoki, link, options), signal);
		return this.#connection.query("generating a key", (link) => readKeyFacts(this.#cryptoki, link, findPrivateKey(this.#cryptoki, link.anchor, {
			object: options.label,
			id
		}), []));
	}
	async importCertificate(query, file, signal) {
		const { key } = await this.find(query, [file], signal);
		const [leaf, ...issuers] = readCertificates$1(file);
		await this.#connection.query("importing a certificate", (link) => {
			const present = readTokenCertificates(this.#cryptoki, link).map(({ certificate }) => certificate);
			const isNew = (one) => !present.some((other) => equalBytes(other.der, one.der));
			if (leaf && isNew(leaf)) writeCertificate(this.#cryptoki, link, leaf, {
				label: key.label,
				id: key.id
			});
			for (const issuer of issuers.filter(isNew)) writeCertificate(this.#cryptoki, link, issuer, {
				label: issuer.subjectName,
				id: new Uint8Array()
			});
		}, signal);
	}
	close() {
		this.#connection.close();
	}
	[Symbol.dispose]() {
		this.close();
	}
	get #cryptoki() {
		return this.#connection.module.cryptoki;
	}
	#findKey(link, query) {
		const uri = "label" in query ? { object: query.label } : asUri(query.uri);
		if (!matchesToken({
			...uri,
			vendorPath: []
		}, link.slot)) throw new HsmError("KEY_NOT_FOUND", `the URI names another token than ${this.label}`, { details: { token: this.label } });
		return findPrivateKey(this.#cryptoki, link.anchor, uri);
	}
};
// packages/engine/src/certificate-files.ts
init_src$1();
const MAX_BYTES$1 = 4194304;
async function readCertificates(path) {
	const bytes = await readBytes(path, MAX_BYTES$1);
	try {
		const certificates = bytes[0] === 48 ? [bytes] : pemCertificates(new TextDecoder().decode(bytes));
		for (const certificate of certificates) parseCertificate(certificate);
		if (certificates.length > 0) return certificates;
	} catch (cause) {
		if (!(cause instanceof CodecError)) throw cause;
		throw new EngineError("TRUST_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
	throw new EngineError("TRUST_INVALID", `${path} holds no certificate`, { details: { path } });
}
function pemCertificates(text) {
	return parsePem(text).filter(({ label }) => label === "CERTIFICATE" || label === "X509 CERTIFICATE" || label === "TRUSTED CERTIFICATE").map(({ bytes }) => bytes);
}
// packages/engine/src/key-ring.ts
var KeyRing = class {
	#context;
	#tokens = new Map();
	constructor(context) {
		this.#context = context;
	}
	async open(nameOrUri, overrides, digest) {
		const key = resolveKey(this.#context, nameOrUri, overrides);
		const token = await this.token(key);
		const certificates = key.certificate === void 0 ? void 0 : await readCertificates(key.certificate);
		return token.signingKey({
			uri: key.uri,
			name: key.name,
			digest,
			certificates
		}, this.#context.signal);
	}
	token(key) {
		const uri = parsePkcs11Uri(key.uri);
		const id = JSON.stringify([
			key.module ?? uri.modulePath,
			key.softhsm,
			uri.token,
			uri.serial,
			uri.slotId,
			uri.manufacturer,
			uri.model
		]);
		let token = this.#tokens.get(id);
		if (!token) {
			const { uri: keyUri, module, softhsm: softhsmConf, pin } = key;
			token = openToken({
				uri: keyUri,
				module,
				softhsmConf,
				pin
			}, this.#context.signal);
			this.#tokens.set(id, token);
		}
		return token;
	}
	async [Symbol.asyncDispose]() {
		const tokens = await Promise.allSettled(this.#tokens.values());
		for (const token of tokens) if (token.status === "fulfilled") token.value.close();
	}
};
function resolveKey(context, nameOrUri, overrides) {
	const { env, config, cwd } = context;
	const byUri = nameOrUri.startsWith("pkcs11:");
	const configured = byUri ? { uri: nameOrUri } : ownKey(config, nameOrUri);
	if (!configured) throw unknownKey(nameOrUri, config.path, Object.keys(config.keys));
	const uri = parsePkcs11Uri(configured.uri);
	const fromEnvironment = {
		module: variable(env, "CHANCERY_MODULE"),
		pin: environmentPin(context),
		certificate: variable(env, "CHANCERY_CERTIFICATE")
	};
	const certificateFlag = overrides?.certificate ?? (overrides ? fromEnvironment.certificate : void 0);
	const layered = overrides ? {
		module: overrides.module ?? fromEnvironment.module ?? configured.module ?? uri.modulePath,
		pin: fromEnvironment.pin ?? configured.pin,
		certificate: certificateFlag === void 0 ? configured.certificate : resolve(cwd, certificateFlag)
	} : {
		module: configured.module ?? uri.modulePath ?? fromEnvironment.module,
		pin: configured.pin ?? (uri.pinSource === void 0 ? fromEnvironment.pin : void 0),
		certificate: configured.certificate
	};
	return {
		name: byUri ? uri.object ?? "key" : nameOrUri,
		uri: configured.uri,
		...configured.softhsm !== void 0 && { softhsm: configured.softhsm },
		...layered.module !== void 0 && { module: layered.module },
		...layered.pin && { pin: layered.pin },
		...layered.certificate !== void 0 && { certificate: layered.certificate }
	};
}
function ownKey({ keys }, name) {
	return Object.hasOwn(keys, name) ? keys[name] : void 0;
}
function environmentPin({ env, cwd }) {
	if (variable(env, "CHANCERY_PIN") !== void 0) return { env: "CHANCERY_PIN" };
	const file = variable(env, "CHANCERY_PIN_FILE");
	return file === void 0 ? null : { file: resolve(cwd, file) };
}
function unknownKey(name, path, names) {
	const where = path === null ? "there is no chancery.yaml" : `${path} has ${names.join(", ") || "none"}`;
	return new EngineError("KEY_UNKNOWN", `no key ${JSON.stringify(name)}: ${where}${suggestion(name, names)}`, { details: {
		key: name,
		known: names
	} });
}
// \0@oxc-project+runtime@0.158.0/helpers/esm/usingCtx.js
function _usingCtx() {
	var r = "function" == typeof SuppressedError ? SuppressedError : function(r, e) {
		var n = Error();
		return n.name = "SuppressedError", n.error = r, n.suppressed = e, n;
	}, e = {}, n = [];
	function using(r, e) {
		if (null != e) {
			if (Object(e) !== e) throw new TypeError("using declarations can only be used with objects, functions, null, or undefined.");
			if (r) var o = e[Symbol.asyncDispose || Symbol["for"]("Symbol.asyncDispose")];
			if (void 0 === o && (o = e[Symbol.dispose || Symbol["for"]("Symbol.dispose")], r)) var t = o;
			if ("function" != typeof o) throw new TypeError("Object is not disposable.");
			t && (o = function o() {
				try {
					t.call(e);
				} catch (r) {
					return Promise.reject(r);
				}
			}), n.push({
				v: e,
				d: o,
				a: r
			});
		} else r && n.push({
			d: e,
			a: r
		});
		return e;
	}
	return {
		e,
		u: using.bind(null, !1),
		a: using.bind(null, !0),
		d: function d() {
			var o, t = this.e, s = 0;
			function next() {
				for (; o = n.pop();) try {
					if (!o.a && 1 === s) return s = 0, n.push(o), Promise.resolve().then(next);
					if (o.d) {
						var r = o.d.call(o.v);
						if (o.a) return s |= 2, Promise.resolve(r).then(next, err);
					} else s |= 1;
				} catch (r) {
					return err(r);
				}
				if (1 === s) return t !== e ? Promise.reject(t) : Promise.resolve();
				if (t !== e) throw t;
			}
			function err(n) {
				return t = t !== e ? new r(n, t) : n, next();
			}
			return next();
		}
	};
}
// packages/engine/src/attest.ts
init_src$2();
// packages/engine/src/certificate-maker.ts
const VALUE = String.raw`(?:"(?:[^"\\]|\\.)*"|(?:[^",+\\]|\\.)+)`;
const PAIR = String.raw`\s*(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)\s*=\s*${VALUE}`;
new RegExp(`^${PAIR}(?:[,+]${PAIR})*$`);
// packages/engine/src/init.ts
init_src$1();
init_src$2();
// packages/formats/src/errors.ts
init_src$2();
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
init_src$1();
init_src$2();
function authenticodeEvidence(found, digests) {
	return found.flatMap((one) => {
		if (one.kind === "broken") return [brokenEvidence(one.fault, one.nested)];
		return cmsEvidence({
			signedData: one.signedData,
			content: { kind: "embedded" },
			contentType: OID.spcIndirectData,
			purpose: "code-signing",
			nested: one.nested,
			fault: one.fault ?? mismatch(one, digests)
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
init_src$1();
init_src$2();
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
	data: encodeSequence(encodeOid(SPC.peImageData), encodeSequence(encodeBitString(new Uint8Array(0)), encodeContext(0, encodeFileLink("<<<Obsolete>>>")))),
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
	const classId = toHex(octetsOf(new DerCursor({
		...link,
		tag: link.tag === 161 ? TAG.sequence : link.tag
	}, "SpcPeImageData.file").take("classId"), "SpcSerializedObject.classId"));
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
init_src$2();
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
		description: textOf$2(members.description),
		url: textOf$2(members.url)
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
function textOf$2(value) {
	if (value === null || typeof value === "string") return value;
	throw malformed$4("has something else where a text belongs");
}
function malformed$4(why) {
	return new FormatError("DESCRIPTION_MALFORMED", `the description of the artifact ${why}`);
}
// packages/formats/src/authenticode/signature.ts
init_src$1();
init_src$2();
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
init_src$1();
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
init_src$2();
const DIRECTORY_LENGTH = 8;
const EFI_SUBSYSTEMS = {
	first: 10,
	last: 13
};
const MAX_SECTIONS = 4096;
const FILE_HEADER_LENGTH = 24;
const SECTION_HEADER_LENGTH = 40;
const DIRECTORY_COUNT = new Map([[267, 92], [523, 108]]);
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
init_src$2();
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
init_src$1();
init_src$2();
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
	return faultOfError(new FormatError("PE_CERTIFICATE_PADDING", `${padding.length} bytes behind the signature are not all zero`));
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
init_src$2();
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
init_src$2();
async function embedInPe(source, description, signatures) {
	const [signature] = signatures;
	if (!signature || signatures.length !== 1) throw new TypeError("a PE image takes one signature at a time");
	const image = await readPeImage(source);
	assertUnchanged(image, description);
	const table = concat(...addSignature(description.append ? await readCertificateTable(source, image) : [], buildAuthenticode(description, signature, PE_IMAGE), image.efi));
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
init_src$2();
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
init_src$2();
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
init_src$2();
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
init_src$2();
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
init_src$1();
init_src$2();
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
		case "key-identifier": return equalBytes(sid.keyIdentifier, subjectKeyIdentifierOf(certificate) ?? new Uint8Array());
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
init_src$1();
init_src$2();
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
		fault: null
	});
}
function brokenSignature(error) {
	if (error instanceof FormatError || error instanceof CodecError) return brokenEvidence(faultOf$2(error), false);
	throw error;
}
// packages/formats/src/blob/signature-file.ts
init_src$1();
init_src$2();
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
	const blocks = parsePem(textOf$1(bytes, name)).filter(({ label }) => LABELS.includes(label));
	const [block] = blocks;
	if (!block || blocks.length > 1) throw new FormatError("SIGNATURE_FILE_MALFORMED", `${name}: is no CMS in DER, and no PEM of one CMS`);
	return block.bytes;
}
function textOf$1(bytes, name) {
	try {
		return fromUtf8(bytes);
	} catch (cause) {
		throw new FormatError("SIGNATURE_FILE_MALFORMED", `${name}: is no CMS in DER, and no text`, { cause });
	}
}
// packages/formats/src/blob/blob.ts
init_src$2();
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
init_src$1();
init_src$2();
const MANIFEST = "META-INF/MANIFEST.MF";
const BUNDLE_CONFIG = "BundleConfig.pb";
const ANDROID_MANIFEST = "AndroidManifest.xml";
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
function isOurs(zip) {
	return zip.byName.has(BUNDLE_CONFIG) || zip.byName.has(ANDROID_MANIFEST) || zip.entries.some(({ name }) => {
		const known = canonical(name);
		return known === "META-INF/MANIFEST.MF" || SIGNATURE_FILE.test(known) || BLOCK.test(known);
	});
}
async function readLayout$1(source) {
	const zip = await readZipDirectory(source);
	await refuseApk(source, zip);
	if (!isOurs(zip)) throw new CoreError("FORMAT_MISMATCH", "the archive has no JAR manifest", { howToFix: "Drop --format; or build the archive with `jar`, which gives it a manifest." });
	const seen = new Map();
	const signers = new Map();
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
	if (await hasSigningBlock(source, zip) || await hasBinaryManifest(source, zip)) throw new CoreError("UNSUPPORTED_FORMAT", "the file is an Android package (APK)", { howToFix: "Sign it with `apksigner`; Android does not go by JAR signatures." });
}
async function hasSigningBlock(source, { gaps, start }) {
	const last = gaps.at(-1);
	if (!last || last.end !== start || last.end - last.start < APK_SIGNING_BLOCK.length) return false;
	return equalBytes(await source.read(start - APK_SIGNING_BLOCK.length, APK_SIGNING_BLOCK.length), APK_SIGNING_BLOCK);
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
	const sections = new Map();
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
init_src$2();
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
init_src$2();
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
	return parseManifest(concat(bytes, utf8(bytes.at(-1) === 10 || bytes.at(-1) === 13 ? "\r\n" : "\r\n\r\n")));
}
function sectionEdits(sections, entry, line) {
	const edits = entry.stated.filter(({ right }) => !right).map(({ start, end }) => ({
		start,
		end,
		bytes: new Uint8Array()
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
init_src$2();
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
function digestBase64(algorithm, bytes) {
	return hash(algorithm.name, bytes, "base64");
}
// packages/formats/src/jar/signature-file.ts
init_src$1();
init_src$2();
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
	const covered = new Set();
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
function sectionHolds(stated, bytes, sections) {
	if (stated.length === 0) return false;
	return holds(stated, sectionBytes(bytes, sections, "end")) || holds(stated, sectionBytes(bytes, sections, "contentEnd"));
}
function holds(stated, bytes) {
	const computed = new Map();
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
init_src$1();
init_src$2();
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
		return {
			covered: coveredNames(parseManifest(bytes), manifest),
			fault: null
		};
	} catch (error) {
		return {
			covered: new Set(),
			fault: faultOf$1(error)
		};
	}
}
function withoutManifest() {
	return {
		covered: new Set(),
		fault: faultOf$1(new FormatError("JAR_MANIFEST_MISSING", "the archive is signed and its manifest is gone"))
	};
}
async function readBlock(source, base, block, signatureFile, { covered, fault }) {
	try {
		const signedData = parseSignedData(await readZipContent(source, block, MAX_FILE));
		const content = memorySource(signatureFile);
		const own = signedData.eContent !== null && !equalBytes(signedData.eContent, signatureFile) ? faultOf$1(new FormatError("JAR_SIGNATURE_FILE_MALFORMED", `the block of META-INF/${base} holds another signature file`)) : fault;
		const { parts } = wholeDigest(content, "sha256");
		return {
			base,
			covered,
			evidence: (fileFault) => cmsEvidence({
				signedData,
				content: {
					kind: "detached",
					source: content,
					parts
				},
				contentType: OID.data,
				purpose: "jar",
				nested: false,
				fault: own ?? fileFault
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
		covered: new Set(),
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
init_src$1();
init_src$2();
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
init_src$1();
init_src$2();
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
init_src$1();
init_src$2();
const JAR_SUFFIXES = [
	".jar",
	".war",
	".ear",
	".aab"
];
const LOCAL$1 = 30;
function detectJar(head) {
	if (head.length < 4) return "no";
	const view = new DataView(head.buffer, head.byteOffset, head.length);
	const signature = view.getUint32(0, true);
	if (signature === ZIP_SIGNATURE.end) return "maybe";
	if (signature !== ZIP_SIGNATURE.localHeader) return "no";
	if (head.length < LOCAL$1) return "maybe";
	return new TextDecoder().decode(head.subarray(LOCAL$1, LOCAL$1 + view.getUint16(26, true))).toUpperCase() === "META-INF/MANIFEST.MF" ? "yes" : "maybe";
}
async function recogniseJar(source) {
	try {
		return isOurs(await readZipCentral(source));
	} catch (error) {
		if (!(error instanceof ChanceryError) || error.family === "environment") throw error;
		const name = source.name.toLowerCase();
		return [...JAR_SUFFIXES, ".apk"].some((suffix) => name.endsWith(suffix));
	}
}
// packages/formats/src/jar/to-be-signed.ts
init_src$1();
init_src$2();
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
init_src$1();
init_src$2();
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
function keptEntries(layout, kept) {
	const dropped = new Set();
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
init_src$1();
async function readJarSignatures(source) {
	const layout = await readLayout$1(source);
	if (layout.signers.length === 0) return [];
	const manifest = layout.manifest && parseManifest(await readZipContent(source, layout.manifest, 67108864));
	const found = await readFoundSignatures(source, layout, manifest);
	const fault = manifest && await archiveFault(source, layout, manifest, found);
	return found.flatMap((one) => one.evidence(fault));
}
async function archiveFault(source, layout, manifest, found) {
	const hidden = await findHiddenData(source, layout);
	if (hidden !== null) return faultOf("JAR_HIDDEN_DATA", `bytes at ${hidden} belong to no entry of the archive`);
	const entries = await digestEntries(source, layout.content, manifest, null);
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
	detect: detectJar,
	recognise: recogniseJar,
	describe: describeJar,
	toBeSigned: (description, signer) => [rebuildSignature(description, signer).signedAttrs],
	embed: embedJar,
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
init_src$1();
init_src$2();
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
const OTHER_COMMENTS = new Set([
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
init_src$2();
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
init_src$2();
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
function body(size, addsLineFeed) {
	return [range(0, size), ...addsLineFeed ? [literal(Uint8Array.of(10))] : []];
}
// packages/formats/src/index.ts
const allFormats = [
	authenticodePe,
	powershell,
	jar,
	script,
	blob
];
// packages/engine/src/formats.ts
init_src$2();
const formats = formatRegistry(allFormats);
// packages/engine/src/found.ts
init_src$2();
async function find(context, named, source, path) {
	const beside = async (suffix) => await exists(path + suffix) ? path + suffix : null;
	const { signature, bundle } = named;
	const detected = source.size === 0 ? null : await detectFormat(source, formats);
	const sideFile = signature === void 0 ? await beside(".p7s") : resolve(context.cwd, signature);
	return {
		format: detected ?? (sideFile === null ? null : formats.get("blob")),
		sideFile,
		bundle: bundle === void 0 ? await beside(".sigstore.json") : resolve(context.cwd, bundle)
	};
}
function assertOneFile(count, { signature, bundle }) {
	if (signature === void 0 && bundle === void 0 || count === 1) return;
	throw new EngineError("OPTIONS_CONFLICT", "--signature and --bundle are of one file, and several were given", { howToFix: "Verify the file that the side file belongs to alone." });
}
// packages/engine/src/each-file.ts
async function eachFile(context, options, work, refusal) {
	const inputs = await expandInputs(options.files, context.cwd);
	assertOneFile(inputs.length, options);
	const results = await concurrently(inputs, options.concurrency ?? Math.max(2, availableParallelism()), async (input) => isRefused(input) ? refusal(input.path, input.error) : work(input));
	return {
		report: {
			version: 1,
			files: results.map(({ exitCode: _, ...file }) => file),
			failed: []
		},
		exitCode: results.find((result) => result.exitCode !== 0)?.exitCode ?? 0
	};
}
// packages/engine/src/report.ts
init_src$2();
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
	const { signer } = signature;
	return {
		signer: signer && {
			subject: signer.subject,
			issuer: signer.issuer,
			serial: signer.serial,
			sha256: signer.sha256
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
// packages/engine/src/inspect.ts
init_src$2();
// packages/engine/src/keys.ts
init_src$1();
init_src$2();
// packages/engine/src/option-values.ts
function checkValues(operation, values) {
	const problems = [];
	for (const option of operation.options) {
		const value = values[option.name];
		if (value === void 0) {
			if (option.required && option.env === void 0) problems.push(`--${option.name} is missing`);
			continue;
		}
		const texts = typeof value === "boolean" ? [] : typeof value === "string" ? [value] : splitCommas(option.choices ? value : [...value]);
		for (const text of texts) if (option.choices && !option.choices.includes(text)) problems.push(`--${option.name} ${text}: is none of ${option.choices.join(", ")}${suggestion(text, option.choices)}`);
		else if (option.kind === "number" && !/^[1-9][0-9]{0,5}$/.test(text)) problems.push(`--${option.name} ${text}: is no positive number`);
		else if (text === "") problems.push(`--${option.name}: is empty`);
	}
	if (problems.length > 0) throw new EngineError("OPTION_INVALID", problems.join("; "), { details: { problems } });
}
function signOptions(files, values, common) {
	const urls = list(values, "timestamp");
	if (urls && values["no-timestamp"] === true) throw new EngineError("OPTIONS_CONFLICT", "--timestamp and --no-timestamp exclude each other");
	return {
		...common,
		files,
		config: text(values, "config"),
		key: text(values, "key"),
		module: text(values, "module"),
		certificate: text(values, "certificate"),
		out: text(values, "out"),
		inPlace: values["in-place"] === true,
		format: text(values, "format"),
		append: values.append === true,
		digest: text(values, "digest"),
		description: text(values, "description"),
		url: text(values, "url"),
		timestamp: values["no-timestamp"] === true ? "none" : urls ?? "configured",
		attest: values.attest !== false,
		concurrency: number(values, "concurrency"),
		dryRun: values["dry-run"] === true
	};
}
function verifyOptions(files, values, common) {
	const at = text(values, "at");
	return {
		...inspectOptions(files, values, common),
		trust: list(values, "trust"),
		timestampTrust: list(values, "timestamp-trust"),
		crls: list(values, "crl"),
		at: at === void 0 ? void 0 : isoTime(at),
		require: splitCommas(list(values, "require") ?? []),
		bundle: text(values, "bundle"),
		identity: text(values, "identity"),
		issuer: text(values, "issuer")
	};
}
function inspectOptions(files, values, common) {
	return {
		...common,
		files,
		config: text(values, "config"),
		signature: text(values, "signature"),
		concurrency: number(values, "concurrency")
	};
}
function text(values, name) {
	const value = values[name];
	return typeof value === "string" ? value : void 0;
}
function list(values, name) {
	const value = values[name];
	return Array.isArray(value) && value.length > 0 ? value : void 0;
}
function number(values, name) {
	const value = text(values, name);
	return value === void 0 ? void 0 : Number(value);
}
function splitCommas(texts) {
	return texts.flatMap((item) => item.split(",").map((part) => part.trim()));
}
function isoTime(value) {
	const time = new Date(value);
	if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(value) || Number.isNaN(time.getTime())) throw new EngineError("OPTION_INVALID", `--at ${value}: is no time such as 2026-11-24T12:00:00Z`);
	return time;
}
// packages/engine/src/version.ts
const VERSION = "0.1.0";
// packages/engine/src/sign-plan.ts
init_src$2();
async function planFiles(context, options) {
	const { out, inPlace } = options;
	if (out !== void 0 && inPlace) throw new EngineError("OPTIONS_CONFLICT", "--out and --in-place exclude each other");
	if (out === void 0 && !inPlace) throw new EngineError("OUTPUT_NOT_GIVEN", "neither --out nor --in-place was given");
	if (options.format !== void 0) formats.get(options.format);
	const inputs = await expandInputs(options.files, context.cwd);
	const files = inputs.filter((input) => !isRefused(input));
	const plans = await planOutputs(files, out === void 0 ? { kind: "in-place" } : {
		kind: "folder",
		folder: out
	});
	const planned = new Map(files.map((file, index) => [file, plans[index]]));
	return inputs.map((input) => isRefused(input) ? input : planned.get(input));
}
async function formatFor(source, forced) {
	if (source.size === 0) throw new EngineError("EMPTY_FILE", `${source.name} is empty`);
	const detected = await detectFormat(source, formats);
	if (forced === void 0 || forced === "blob") {
		if (detected) return detected;
		if (forced === "blob") return formats.get("blob");
		throw new EngineError("FORMAT_NOT_RECOGNISED", `${source.name} is of no kind that has a format`);
	}
	const format = formats.get(forced);
	if (detected?.id !== format.id && !await mayBe(source, format)) throw new CoreError("FORMAT_MISMATCH", `${source.name} is not ${format.id}${detected ? `, but ${detected.id}` : ""}`, { details: {
		format: format.id,
		detected: detected?.id ?? null
	} });
	return format;
}
async function mayBe(source, format) {
	return await detectFormat({
		size: source.size,
		name: `file${format.suffixes[0] ?? ""}`,
		read: (start, length) => source.read(start, length),
		digest: (jobs) => source.digest(jobs)
	}, {
		all: [format],
		get: () => format
	}) !== null;
}
// packages/engine/src/sign-file.ts
init_src$1();
init_src$2();
const LOCAL = {
	verified: false,
	platform: "local",
	claims: {}
};
async function signFile(run, plan, onStage) {
	try {
		var _usingCtx$3 = _usingCtx();
		const { context, options } = run;
		const { signal } = context;
		if (!options.dryRun) await recoverInterrupted(plan.absolute);
		const source = _usingCtx$3.a(await openFileSource(plan.absolute, { signal }));
		const format = await formatFor(source, options.format);
		const input = {
			source,
			sideFile: _usingCtx$3.a(await openSideFile(plan, format, options)),
			format,
			options: formatOptions(run),
			signer: run.signer,
			decide: allowLocal,
			onStage,
			signal
		};
		if (options.dryRun) {
			const { request } = await prepare(input, signal);
			format.toBeSigned(request.description, run.info);
			return entry(run, plan, format, {
				before: request.artifact.digest,
				after: null
			}, null);
		}
		const facts = await signArtifact({
			...input,
			timestamper: run.timestamper,
			output: fileOutput({
				source,
				target: resolve(context.cwd, plan.target)
			}),
			attest: recorder(run)
		});
		return entry(run, plan, format, facts.digest, facts);
	} catch (_) {
		_usingCtx$3.e = _;
	} finally {
		await _usingCtx$3.d();
	}
}
async function openSideFile(plan, { sideFileSuffix }, options) {
	if (sideFileSuffix === null || !options.append) return null;
	const path = plan.absolute + sideFileSuffix;
	return await exists(path) ? openFileSource(path) : null;
}
function recorder({ attestationKey, options }) {
	if (!attestationKey) return null;
	return (facts, signal) => {
		return signStatement(signingRecord(facts, {
			tool: {
				name: "chancery",
				version: VERSION
			},
			identity: options.identity ?? LOCAL,
			at: new Date()
		}), attestationKey, signal);
	};
}
function formatOptions({ options, info }) {
	return {
		digest: digestOf(info),
		append: options.append ?? false,
		description: options.description ?? null,
		url: options.url ?? null,
		signerName: info.name
	};
}
function entry(run, { path, target: out }, format, digest, facts) {
	const leaf = run.info.certificates[0];
	return {
		path,
		out,
		signature: format.sideFileSuffix === null ? null : out + format.sideFileSuffix,
		format: format.id,
		digest,
		key: run.info.name,
		certificate: certificateFacts(parseCertificate(leaf)),
		signatureAlgorithm: run.info.algorithm,
		timestamp: facts?.timestamp ?? null,
		bundle: facts && run.attestationKey ? `${out}.sigstore.json` : null,
		log: null
	};
}
// packages/engine/src/signer-certificate.ts
init_src$1();
function assertSignerCertificate(signer, at) {
	const der = signer.certificates[0];
	if (!der) throw new EngineError("CERTIFICATE_MISSING", `key ${signer.name} has no certificate`, { details: { key: signer.name } });
	const certificate = parseCertificate(der);
	const details = {
		key: signer.name,
		subject: certificate.subjectName
	};
	if (at > certificate.notAfter || at < certificate.notBefore) {
		const when = at > certificate.notAfter ? `expired ${certificate.notAfter.toISOString()}` : `begins ${certificate.notBefore.toISOString()}`;
		throw new EngineError("SIGNER_CERTIFICATE_EXPIRED", `${certificate.subjectName} ${when}`, { details });
	}
	const purposes = extKeyUsageOf(certificate);
	if (purposes && !purposes.includes(KEY_PURPOSE.codeSigning) && !purposes.includes(KEY_PURPOSE.any)) throw new EngineError("SIGNER_CERTIFICATE_PURPOSE", `${certificate.subjectName} may not sign code`, { details });
}
// packages/timestamp/src/errors.ts
var TIMESTAMP_ERRORS, TimestampError, Refusal;
var init_errors = __esmMin((() => {
	init_src$2();
	TIMESTAMP_ERRORS = {
		TIMESTAMP_FAILED: {
			family: "environment",
			howToFix: "See what each authority answered in the details; name more of them with --timestamp, or sign again later. Nothing was written."
		},
		TIMESTAMP_URL_INVALID: {
			family: "usage",
			howToFix: "Give the http or https URL of an RFC 3161 timestamp authority."
		},
		TIMESTAMP_KEY_UNSUITABLE: {
			family: "usage",
			howToFix: "Give the key a current certificate whose extended key usage is critical and nothing but timeStamping (`chancery init` makes one)."
		}
	};
	TimestampError = class extends ChanceryError {
		failures;
		constructor(code, message, failures = [], cause) {
			const lines = failures.map((failure) => `${failure.authority}: ${failure.message}`);
			super(TIMESTAMP_ERRORS, code, message, {
				cause,
				...lines.length > 0 ? { details: { authorities: lines } } : {}
			});
			this.name = "TimestampError";
			this.failures = failures;
		}
	};
	Refusal = class extends Error {
		fault;
		retryAfter;
		constructor(fault, message, options = {}) {
			super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
			this.name = "Refusal";
			this.fault = fault;
			this.retryAfter = options.retryAfter ?? null;
		}
	};
}));
// packages/timestamp/src/post.ts
function httpPoster(proxyEnv) {
	const agents = new Map();
	async function transport(url) {
		const http = url.protocol === "https:" ? await import("node:https") : await import("node:http");
		const agent = agents.get(url.protocol) ?? new http.Agent({
			keepAlive: true,
			proxyEnv
		});
		agents.set(url.protocol, agent);
		return {
			request: http.request,
			agent
		};
	}
	return { async post(url, query, limits, signal) {
		const { request, agent } = await transport(url);
		const timeout = AbortSignal.timeout(limits.timeoutMs);
		const stop = signal ? AbortSignal.any([signal, timeout]) : timeout;
		const send = () => request(url, {
			method: "POST",
			agent,
			signal: stop,
			headers: {
				"content-type": QUERY_TYPE,
				accept: REPLY_TYPE,
				"content-length": query.length
			}
		});
		try {
			return await exchange(send, query, limits.maxBytes);
		} catch (error) {
			if (signal?.aborted) throw signal.reason;
			if (timeout.aborted) throw new Refusal("timeout", `no whole answer within ${limits.timeoutMs} ms`);
			if (error instanceof Refusal) throw error;
			throw new Refusal("unreachable", reasonOf(error), { cause: error });
		}
	} };
}
async function exchange(send, query, maxBytes) {
	const first = send();
	try {
		return await answerTo(first, query, maxBytes);
	} catch (error) {
		if (error instanceof Refusal || !first.reusedSocket) throw error;
		return answerTo(send(), query, maxBytes);
	}
}
async function answerTo(request, query, maxBytes) {
	const response = await new Promise((resolve, reject) => {
		request.once("response", resolve);
		request.on("error", reject);
		request.end(query);
	});
	try {
		assertReply(response);
		return await bodyOf(response, maxBytes);
	} finally {
		if (!response.complete) request.destroy();
		response.resume();
	}
}
function assertReply({ statusCode = 0, headers }) {
	if (statusCode >= 300 && statusCode < 400) throw new Refusal("redirect", `answers ${statusCode} and points elsewhere: configure the URL that it really has`);
	if (statusCode === 429 || statusCode === 503) {
		const retryAfter = retryAfterOf(headers["retry-after"]);
		throw new Refusal("busy", `answers ${statusCode}: asked too often, or down`, { retryAfter });
	}
	if (statusCode !== 200) throw new Refusal("status", `answers HTTP ${statusCode}`);
	const type = (headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
	if (type !== "application/timestamp-reply") throw new Refusal("content-type", `answers with ${JSON.stringify(type?.slice(0, 60))}`);
}
function retryAfterOf(header) {
	return header !== void 0 && /^\d{1,6}$/.test(header) ? Number(header) * 1e3 : 1e3;
}
async function bodyOf(response, maxBytes) {
	const chunks = [];
	let length = 0;
	for await (const chunk of response) {
		length += chunk.length;
		if (length > maxBytes) throw new Refusal("too-large", `answers with more than ${maxBytes} bytes`);
		chunks.push(chunk);
	}
	return concat(...chunks);
}
function reasonOf(error) {
	return `cannot be reached or broke off: ${error instanceof Error && "code" in error ? String(error.code) : "the connection failed"}`;
}
var QUERY_TYPE, REPLY_TYPE;
var init_post = __esmMin((() => {
	init_src$2();
	init_errors();
	QUERY_TYPE = "application/timestamp-query";
	REPLY_TYPE = "application/timestamp-reply";
}));
// packages/timestamp/src/request.ts
function encodeTimestampQuery(query) {
	return encodeSequence(encodeInteger(1), encodeMessageImprint(query.imprint), ...query.policy === null ? [] : [encodeOid(query.policy)], ...query.nonce === null ? [] : [encodeInteger(query.nonce)], ...query.certReq ? [encodeBoolean(true)] : []);
}
function parseTimestampQuery(bytes) {
	const cursor = new DerCursor(parseDer(bytes, "TimeStampReq"), "TimeStampReq");
	const version = smallIntegerOf(cursor.take("version"), "version");
	const imprint = imprintOf(cursor.take("messageImprint", TAG.sequence));
	const policy = cursor.optional(TAG.oid);
	const nonce = cursor.optional(TAG.integer);
	const certReq = cursor.optional(TAG.boolean);
	const extensions = cursor.optional(160);
	cursor.end();
	return {
		version,
		imprint,
		policy: policy && oidOf(policy, "reqPolicy"),
		nonce,
		certReq: certReq ? booleanOf$1(certReq, "certReq") : false,
		hasExtensions: extensions !== null
	};
}
function imprintOf(node) {
	try {
		return messageImprintOf(node);
	} catch (error) {
		if (error instanceof CodecError && error.code === "KEY_UNSUPPORTED") return null;
		throw error;
	}
}
var init_request = __esmMin((() => {
	init_src$1();
}));
// packages/timestamp/src/response.ts
function parseTimestampAnswer(bytes) {
	const cursor = new DerCursor(parseDer(bytes, "TimeStampResp"), "TimeStampResp");
	const info = new DerCursor(cursor.take("status"), "PKIStatusInfo");
	const status = smallIntegerOf(info.take("status"), "PKIStatus");
	const texts = info.optional(TAG.sequence);
	const failInfo = info.optional(TAG.bitString);
	info.end();
	const token = cursor.optional(TAG.sequence);
	cursor.end();
	const bits = failInfo ? namedBitsOf(failInfo, "PKIFailureInfo") : [];
	const names = Object.keys(FAILURE);
	const words = texts ? childrenOf(texts, "PKIFreeText").map((text) => stringOf(text, "PKIFreeText")) : [];
	return {
		token: token && (status === GRANTED || status === GRANTED_WITH_MODS) ? token.bytes : null,
		status,
		failures: names.filter((name) => bits.includes(FAILURE[name])),
		text: words.join(" ").replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").slice(0, 200)
	};
}
function encodeGranted(token) {
	return encodeSequence(encodeSequence(encodeInteger(GRANTED)), token);
}
function encodeRejection(failure, text) {
	return encodeSequence(encodeSequence(encodeInteger(REJECTION), encodeSequence(encodeUtf8String(text)), encodeDer(TAG.bitString, namedBit(FAILURE[failure]))));
}
function namedBit(position) {
	const content = new Uint8Array(Math.floor(position / 8) + 2);
	content[0] = 7 - position % 8;
	content[content.length - 1] = 128 >> position % 8;
	return content;
}
var FAILURE, GRANTED, GRANTED_WITH_MODS, REJECTION;
var init_response = __esmMin((() => {
	init_src$1();
	FAILURE = {
		badAlg: 0,
		badRequest: 2,
		badDataFormat: 5,
		timeNotAvailable: 14,
		unacceptedPolicy: 15,
		unacceptedExtension: 16,
		addInfoNotAvailable: 17,
		systemFailure: 25
	};
	GRANTED = 0;
	GRANTED_WITH_MODS = 1;
	REJECTION = 2;
}));
// packages/timestamp/src/token-request.ts
async function requestToken(message, terms, ask) {
	const { digest, policy } = terms;
	const value = Uint8Array.from(createHash(digest).update(message).digest());
	const nonce = terms.random(NONCE_LENGTH);
	nonce[0] = nonce[0] & 127 | 64;
	const before = terms.clock();
	const token = tokenIn(await ask(encodeTimestampQuery({
		imprint: {
			digest,
			value
		},
		policy,
		nonce,
		certReq: true
	})));
	const info = parsed("the token", () => tstInfoOf(token));
	if (info.imprint.digest !== digest || !equalBytes(info.imprint.value, value)) throw new Refusal("imprint", "the token is of other data");
	if (info.nonce !== toHex(nonce)) throw new Refusal("nonce", info.nonce === null ? "the token has no nonce" : "the token's nonce is another");
	if (policy !== null && info.policy !== policy) throw new Refusal("policy", `the token is under policy ${info.policy}, ${policy} was asked for`);
	checkTime(verified(token, message), before, terms);
	return token;
}
function tokenIn(bytes) {
	const { token, status, failures, text } = parsed("the answer", () => parseTimestampAnswer(bytes));
	if (token) return token;
	const why = [...failures, ...text ? [JSON.stringify(text)] : []].join(", ");
	throw new Refusal("rejected", `the authority refused with status ${status}${why && `: ${why}`}`);
}
function tstInfoOf(token) {
	const { eContentNode } = parseSignedData(token);
	if (!eContentNode) throw new CodecError("CMS_MALFORMED", "TimeStampToken: has no content");
	return parseTstInfo(octetsOf(eContentNode, "eContent"));
}
function parsed(what, parse) {
	try {
		return parse();
	} catch (cause) {
		if (!(cause instanceof CodecError)) throw cause;
		throw new Refusal("malformed", `${what} cannot be read: ${cause.message}`, { cause });
	}
}
function verified(token, message) {
	try {
		return verifyTimestampToken(token, message);
	} catch (cause) {
		if (!(cause instanceof CodecError)) throw cause;
		throw new Refusal("token", cause.message, { cause });
	}
}
function checkTime({ time, authority }, before, terms) {
	const early = before.getTime() - time.getTime();
	const late = time.getTime() - terms.clock().getTime();
	if (early > terms.toleranceMs || late > terms.toleranceMs) {
		const seconds = Math.round(Math.max(early, late) / 1e3);
		throw new Refusal("time", `the token says ${time.toISOString()}: ${seconds} s ${early > late ? "behind" : "ahead of"} our clock`);
	}
	if (time < authority.notBefore || time > authority.notAfter) throw new Refusal("token", `the certificate of ${authority.subjectName} is not valid at ${time.toISOString()}`);
}
var NONCE_LENGTH;
var init_token_request = __esmMin((() => {
	init_src$1();
	init_src$2();
	init_errors();
	init_request();
	init_response();
	NONCE_LENGTH = 8;
}));
// packages/timestamp/src/client.ts
function timestampClient(options) {
	const { timeoutMs = 15e3, maxBytes = 262144, maxRetryMs = 1e4, proxyEnv = process.env } = options;
	const authorities = options.urls.map(authorityOf);
	if (authorities.length === 0) throw new TimestampError("TIMESTAMP_URL_INVALID", "no timestamp authority was given");
	const terms = termsOf(options);
	const poster = options.poster ?? httpPoster(proxyEnv);
	return { async stamp(message, signal) {
		const failures = [];
		const ask = async (authority) => {
			try {
				return await requestToken(message, terms, (query) => poster.post(authority.url, query, {
					maxBytes,
					timeoutMs
				}, signal));
			} catch (error) {
				if (signal?.aborted) throw new CoreError("ABORTED", "stopped while waiting for a timestamp", { cause: error });
				if (!(error instanceof Refusal)) throw error;
				failures.push({
					authority: authority.name,
					fault: error.fault,
					message: error.message
				});
				return error;
			}
		};
		const busy = [];
		for (const authority of authorities) {
			const answer = await ask(authority);
			if (!(answer instanceof Refusal)) return answer;
			if (answer.retryAfter !== null) busy.push({
				authority,
				retryAfter: answer.retryAfter
			});
		}
		for (const { authority, retryAfter } of busy.sort((a, b) => a.retryAfter - b.retryAfter)) {
			if (retryAfter > maxRetryMs) break;
			await pause(retryAfter, signal);
			const answer = await ask(authority);
			if (!(answer instanceof Refusal)) return answer;
		}
		throw failed(failures);
	} };
}
function failed(failures) {
	const reasons = failures.map(({ authority, message }) => `${authority} ${message}`).join("; ");
	return new TimestampError("TIMESTAMP_FAILED", reasons || "no timestamp authority gave a token", failures);
}
function termsOf(options) {
	return {
		digest: options.digest ?? "sha256",
		policy: options.policy ?? null,
		toleranceMs: options.toleranceMs ?? 3e5,
		clock: options.clock ?? (() => new Date()),
		random: options.random ?? ((length) => Uint8Array.from(randomBytes(length)))
	};
}
function authorityOf(text) {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url?.protocol !== "http:" && url?.protocol !== "https:") throw new TimestampError("TIMESTAMP_URL_INVALID", `no http or https URL: ${JSON.stringify(text.slice(0, 12))} ...`);
	return {
		url,
		name: `${url.origin}${url.pathname}`
	};
}
async function pause(milliseconds, signal) {
	try {
		await setTimeout(milliseconds, void 0, signal ? { signal } : {});
	} catch (cause) {
		throw new CoreError("ABORTED", "stopped while waiting for a timestamp", { cause });
	}
}
var init_client = __esmMin((() => {
	init_src$2();
	init_errors();
	init_post();
	init_token_request();
}));
// packages/timestamp/src/responder.ts
function timestampResponder(options) {
	const { key, policy = DEFAULT_POLICY, accuracyMs = 1e3, clock = () => new Date(), random = randomBytes } = options;
	assertAuthority(key, clock());
	return { async respond(query, signal) {
		const read = readQuery(query, policy);
		if ("failure" in read) return encodeRejection(read.failure, read.text);
		const token = await signTstInfo(encodeTstInfo({
			policy,
			imprint: read.imprint,
			serial: serialFrom(random(SERIAL_LENGTH)),
			time: clock(),
			accuracy: accuracyMs,
			nonce: read.query.nonce?.content ?? null
		}), key, signal);
		return encodeGranted(read.query.certReq ? token : withoutCertificates(token));
	} };
}
function assertAuthority({ info }, now) {
	const [leaf] = info.certificates;
	if (!leaf) throw new TimestampError("TIMESTAMP_KEY_UNSUITABLE", `key ${info.name} has no certificate`);
	const certificate = parseCertificate(leaf);
	if (!isTimestampAuthority(certificate)) {
		const message = `the certificate of ${info.name} is not for timestamping, critically and alone`;
		throw new TimestampError("TIMESTAMP_KEY_UNSUITABLE", message);
	}
	if (now < certificate.notBefore || now > certificate.notAfter) throw new TimestampError("TIMESTAMP_KEY_UNSUITABLE", `the certificate of ${info.name} is not valid now`);
}
function readQuery(bytes, policy) {
	const refuse = (failure, text) => ({
		failure,
		text
	});
	let query;
	try {
		query = parseTimestampQuery(bytes);
	} catch (error) {
		if (!(error instanceof CodecError)) throw error;
		return refuse("badDataFormat", "not a TimeStampReq");
	}
	const { imprint } = query;
	if (query.version !== 1) return refuse("badRequest", "unknown version");
	if (!imprint) return refuse("badAlg", "unknown digest algorithm");
	const { digest, value } = imprint;
	if (digest === "md5" || digest === "sha1") return refuse("badAlg", "SHA-256 or better is needed");
	if (query.policy !== null && query.policy !== policy) return refuse("unacceptedPolicy", `the policy is ${policy}`);
	if (((query.nonce?.content[0] ?? 0) & 128) !== 0) return refuse("badRequest", "the nonce is negative");
	if (query.hasExtensions) return refuse("unacceptedExtension", "no extension is known");
	return {
		query,
		imprint: {
			digest,
			value
		}
	};
}
function serialFrom(bytes) {
	const serial = Uint8Array.from(bytes);
	serial[0] = serial[0] & 127 | 64;
	return serial;
}
async function signTstInfo(info, key, signal) {
	const { certificates, algorithm } = key.info;
	const digest = createHash(cmsDigest(algorithm)).update(info).digest();
	const signedAttrs = buildSignedAttributes({
		contentType: OID.tstInfo,
		messageDigest: Uint8Array.from(digest),
		more: [encodeAttribute(OID.signingCertificateV2, signingCertificateV2(certificates[0]))]
	});
	return buildSignedData({
		eContentType: OID.tstInfo,
		eContent: encodeOctetString(info),
		certificates,
		signedAttrs,
		algorithm,
		signature: await key.sign(signedAttrs, signal)
	});
}
function signingCertificateV2(certificate) {
	return encodeSequence(encodeSequence(encodeSequence(encodeOctetString(Uint8Array.from(createHash("sha256").update(certificate).digest())))));
}
function withoutCertificates(token) {
	const outer = new DerCursor(parseDer(token, "ContentInfo"), "ContentInfo");
	const type = outer.take("contentType").bytes;
	return encodeSequence(type, encodeContext(0, encodeSequence(...childrenOf(parseDer(outer.take("content", 160).content, "SignedData"), "SignedData").filter(({ tag }) => tag !== 160).map(({ bytes }) => bytes))));
}
var DEFAULT_POLICY, SERIAL_LENGTH;
var init_responder = __esmMin((() => {
	init_src$1();
	init_errors();
	init_request();
	init_response();
	DEFAULT_POLICY = "2.25.305921823487201342086127429563021844912";
	SERIAL_LENGTH = 16;
}));
// packages/timestamp/src/local.ts
function responderTimestamper$1(options) {
	const responder = timestampResponder(options);
	const terms = termsOf({
		...options.digest ? { digest: options.digest } : {},
		...options.clock ? { clock: options.clock } : {},
		...options.random ? { random: options.random } : {}
	});
	return { async stamp(message, signal) {
		try {
			return await requestToken(message, terms, (query) => responder.respond(query, signal));
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			throw failed([{
				authority: options.key.info.name,
				fault: error.fault,
				message: error.message
			}]);
		}
	} };
}
var init_local = __esmMin((() => {
	init_client();
	init_errors();
	init_responder();
	init_token_request();
}));
// packages/timestamp/src/serve.ts
async function serveTimestamps(responder, port = 0) {
	const { createServer } = await import("node:http");
	const server = createServer((request, response) => {
		answer(responder, request, response).catch(() => {
			if (response.headersSent) response.destroy();
			else response.writeHead(500).end();
		});
	});
	await new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", resolve);
	});
	const close = () => new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
	const { port: bound } = server.address();
	return {
		url: `http://127.0.0.1:${bound}/`,
		close,
		[Symbol.asyncDispose]: close
	};
}
async function answer(responder, request, response) {
	if (request.method !== "POST") {
		response.writeHead(405, { allow: "POST" }).end();
		return;
	}
	if (request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() !== "application/timestamp-query") {
		response.writeHead(415).end();
		return;
	}
	const query = await bodyWithin(request, MAX_QUERY);
	if (!query) {
		response.writeHead(413, { connection: "close" }).end();
		return;
	}
	const reply = await responder.respond(query);
	response.writeHead(200, {
		"content-type": REPLY_TYPE,
		"content-length": reply.length
	}).end(reply);
}
async function bodyWithin(request, limit) {
	const chunks = [];
	let length = 0;
	for await (const chunk of request) {
		length += chunk.length;
		if (length > limit) return null;
		chunks.push(chunk);
	}
	return concat(...chunks);
}
var MAX_QUERY;
var init_serve = __esmMin((() => {
	init_src$2();
	init_post();
	MAX_QUERY = 65536;
}));
// packages/timestamp/src/index.ts
var src_exports = __exportAll({
	DEFAULT_POLICY: () => DEFAULT_POLICY,
	TIMESTAMP_ERRORS: () => TIMESTAMP_ERRORS,
	TimestampError: () => TimestampError,
	encodeGranted: () => encodeGranted,
	encodeRejection: () => encodeRejection,
	encodeTimestampQuery: () => encodeTimestampQuery,
	parseTimestampAnswer: () => parseTimestampAnswer,
	parseTimestampQuery: () => parseTimestampQuery,
	responderTimestamper: () => responderTimestamper$1,
	serveTimestamps: () => serveTimestamps,
	timestampClient: () => timestampClient,
	timestampResponder: () => timestampResponder
});
var init_src = __esmMin((() => {
	init_client();
	init_errors();
	init_local();
	init_request();
	init_responder();
	init_response();
	init_serve();
}));
// packages/engine/src/timestamping.ts
async function openTimestamper(context, keys, choice) {
	if (choice === "none") return null;
	const urls = choice === "configured" ? listVariable(context.env, "CHANCERY_TIMESTAMP_URLS") : choice;
	if (urls && urls.length > 0) return timestampClientFor(urls);
	const { timestamp } = context.config;
	if (timestamp?.kind === "urls") return timestampClientFor(timestamp.urls);
	if (timestamp?.kind === "key") return responderTimestamper(await keys.open(timestamp.key, null));
	throw new EngineError("TIMESTAMP_NOT_CONFIGURED", "no timestamp authority is configured");
}
async function timestampClientFor(urls) {
	const { timestampClient } = await Promise.resolve().then(() => (init_src(), src_exports));
	return timestampClient({ urls });
}
async function responderTimestamper(key) {
	const { responderTimestamper: open } = await Promise.resolve().then(() => (init_src(), src_exports));
	return open({ key });
}
// packages/engine/src/sign.ts
init_src$2();
async function signFiles(options) {
	try {
		var _usingCtx$2 = _usingCtx();
		const context = await openContext(options);
		const plans = await planFiles(context, options);
		const run = await openRun(context, options, _usingCtx$2.a(new KeyRing(context)));
		let finished = 0;
		const progress = (path, stage) => {
			if (stage === "done" || stage === "failed") finished++;
			options.onProgress?.({
				path,
				stage,
				finished,
				total: plans.length
			});
		};
		const results = await concurrently(plans, options.concurrency ?? Math.max(LEAST_AT_ONCE, availableParallelism()), async (plan) => {
			const { path } = plan;
			try {
				if (isRefused(plan)) throw plan.error;
				const signed = await signFile(run, plan, (stage) => progress(path, stage));
				progress(path, "done");
				return signed;
			} catch (error) {
				progress(path, "failed");
				const known = asChanceryError(error);
				return [known, failureOf(known, path)];
			}
		});
		const failures = results.filter((result) => Array.isArray(result));
		return {
			report: {
				version: 1,
				files: results.filter((result) => !Array.isArray(result)),
				failed: failures.map(([, failure]) => failure)
			},
			exitCode: failures[0]?.[0].exitCode ?? 0
		};
	} catch (_) {
		_usingCtx$2.e = _;
	} finally {
		await _usingCtx$2.d();
	}
}
const LEAST_AT_ONCE = 4;
async function openRun(context, options, keys) {
	const keyName = options.key ?? variable(context.env, "CHANCERY_KEY");
	if (keyName === void 0) throw new EngineError("KEY_NOT_GIVEN", "no key was named");
	const wantsRecord = options.attest !== false;
	if (wantsRecord && !context.config.keys.attestation) throw new EngineError("ATTESTATION_KEY_MISSING", "records are signed by keys.attestation, which is not configured");
	const overrides = {
		module: options.module,
		certificate: options.certificate
	};
	const key = await keys.open(keyName, overrides, options.digest);
	assertSignerCertificate(key.info, new Date());
	const attestationKey = wantsRecord ? await keys.open("attestation", null) : null;
	if (attestationKey) assertOwnKey(attestationKey, key);
	const timestamper = await openTimestamper(context, keys, options.timestamp ?? "configured");
	return {
		context,
		options,
		signer: keySigner(key, formats),
		info: key.info,
		timestamper,
		attestationKey
	};
}
function assertOwnKey(attestationKey, key) {
	if (!equalBytes(attestationKey.info.publicKey, key.info.publicKey)) return;
	throw new EngineError("ATTESTATION_KEY_SHARED", `keys.attestation is the very key of ${key.info.name}`, { details: { key: key.info.name } });
}
// packages/engine/src/record-check.ts
init_src$2();
async function checkBundle(path, artifact, trust, identity) {
	const bytes = await readBytes(path, MAX_BUNDLE_BYTES);
	try {
		await verifyBundle(parseBundle(bytes), artifact, trust, identity);
		return {
			verdict: "verified",
			fault: null
		};
	} catch (error) {
		if (!(error instanceof ChanceryError)) throw error;
		const fault = {
			code: error.code,
			message: `${path}: ${error.message}`,
			howToFix: error.howToFix
		};
		return {
			verdict: error.code === "BUNDLE_KEY_UNTRUSTED" ? "not-checked" : "failed",
			fault
		};
	}
}
function recordFault(check, named) {
	if (!check?.fault) return null;
	return check.verdict === "failed" || named ? check.fault : null;
}
async function verifyBundle(bundle, { source, sha256 }, { verifier, trustedRoots }, identity) {
	const asksWhom = identity.subject !== void 0 || identity.issuer !== void 0;
	if (bundle.kind === "key") {
		verifyKeyBundle(bundle, verifier.keys, { sha256 });
		if (!asksWhom) return;
		throw new AttestError("BUNDLE_IDENTITY_MISMATCH", "the bundle is signed by a bare key, which names nobody");
	}
	await verifyCertificateBundle(bundle, {
		trustedRoots,
		identity,
		sha256,
		artifact: () => wholeArtifact(source)
	});
	if (identity.subject !== void 0) return;
	throw new AttestError("BUNDLE_KEY_UNTRUSTED", "the bundle has a certificate, and nothing says whom it must name", { howToFix: "Say with --identity (and --issuer) who must have signed." });
}
const MAX_ARTIFACT_BYTES = 268435456;
async function wholeArtifact(source) {
	if (source.size > MAX_ARTIFACT_BYTES) throw new AttestError("BUNDLE_UNSUPPORTED", `a message signature over ${source.size} bytes: an attestation carries a digest`);
	return source.read(0, source.size);
}
// packages/engine/src/requirements.ts
init_src$2();
function assertRequired(required, signatures, record) {
	const missing = {
		timestamp: signatures.length === 0 || signatures.some(({ timestamp }) => timestamp === null) ? "a signature has no timestamp" : null,
		attestation: record === "verified" ? null : record === null ? "there is no record beside the file" : `the record is ${record}`,
		log: "the record is in no transparency log"
	};
	for (const requirement of required) {
		const why = missing[requirement];
		if (why !== null) throw notMet(requirement, `--require ${requirement}: ${why}`);
	}
}
function assertIdentityChecked({ identity, issuer }, record) {
	if (identity === void 0 && issuer === void 0 || record === "verified") return;
	throw notMet(identity === void 0 ? "issuer" : "identity", "--identity: no verified bundle says whom it is by");
}
function notMet(requirement, message) {
	const { howToFix } = ENGINE_ERRORS.REQUIREMENT_NOT_MET;
	return new VerificationError({
		code: "REQUIREMENT_NOT_MET",
		message,
		howToFix
	}, [], { details: { requirement } });
}
// packages/engine/src/trust.ts
init_src$1();
const MAX_BYTES = 16777216;
async function readTrust(context, options) {
	const paths = (options.trust?.length ? options.trust : listVariable(context.env, "CHANCERY_TRUST"))?.map((path) => resolve(context.cwd, path)) ?? context.config.trust;
	if (paths.length === 0) throw new EngineError("TRUST_NOT_GIVEN", "nothing says whom to trust");
	const files = await Promise.all(paths.map(readTrustFile));
	const anchors = files.flatMap((file) => file.certificates);
	const timestampPaths = options.timestampTrust?.map((path) => resolve(context.cwd, path)) ?? [];
	const timestampFiles = await Promise.all(timestampPaths.map(readTrustFile));
	const crls = await Promise.all((options.crls ?? []).map((path) => readCrls(resolve(context.cwd, path))));
	return {
		verifier: {
			anchors,
			keys: files.flatMap((file) => file.keys),
			timestampAnchors: timestampFiles.length > 0 ? timestampFiles.flatMap((file) => file.certificates) : anchors,
			crls: crls.flat(),
			at: options.at ?? new Date()
		},
		trustedRoots: files.flatMap((file) => file.trustedRoot ? [file.trustedRoot] : [])
	};
}
async function readTrustFile(path) {
	const bytes = await readBytes(path, MAX_BYTES);
	try {
		if (bytes[0] === 48) return {
			certificates: [parseCertificate(bytes).der],
			keys: [],
			trustedRoot: null
		};
		const text = new TextDecoder().decode(bytes);
		if (text.trimStart().startsWith("{")) return {
			certificates: [],
			keys: [],
			trustedRoot: parseTrustedRoot(text, path)
		};
		const blocks = parsePem(text);
		const certificates = blocks.filter(({ label }) => label.endsWith("CERTIFICATE")).map(({ bytes: der }) => parseCertificate(der).der);
		const keys = blocks.filter(({ label }) => label === "PUBLIC KEY").map(({ bytes: der }) => parsePublicKey(der).spki);
		if (certificates.length + keys.length > 0) return {
			certificates,
			keys,
			trustedRoot: null
		};
	} catch (cause) {
		if (!(cause instanceof CodecError || cause instanceof SyntaxError)) throw cause;
		throw new EngineError("TRUST_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
	throw new EngineError("TRUST_INVALID", `${path} holds neither a certificate nor a public key`, { details: { path } });
}
function parseTrustedRoot(text, path) {
	const json = JSON.parse(text);
	if (/^application\/vnd\.dev\.sigstore\.trustedroot[.+]/.test(String(json.mediaType))) return json;
	throw new EngineError("TRUST_INVALID", `${path} is JSON, and no Sigstore trusted root`, { details: { path } });
}
async function readCrls(path) {
	const bytes = await readBytes(path, MAX_BYTES);
	let crls;
	try {
		crls = bytes[0] === 48 ? [bytes] : pemCrls(bytes);
		for (const crl of crls) parseCrl(crl);
	} catch (cause) {
		if (!(cause instanceof CodecError)) throw cause;
		throw new EngineError("TRUST_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
	if (crls.length > 0) return crls;
	throw new EngineError("TRUST_INVALID", `${path} holds no certificate revocation list`, { details: { path } });
}
function pemCrls(bytes) {
	return parsePem(new TextDecoder().decode(bytes)).flatMap(({ label, bytes: der }) => label === "X509 CRL" ? [der] : []);
}
// packages/engine/src/verify.ts
init_src$2();
async function verifyFiles(options) {
	const context = await openContext(options);
	const trust = await readTrust(context, options);
	return eachFile(context, options, (file) => verifyFile(context, options, trust, file), (path, error) => failedFile(path, error, NOTHING_FOUND));
}
const NOTHING_FOUND = {
	format: null,
	signatures: [],
	record: null
};
async function verifyFile(context, options, trust, { path, absolute }) {
	const findings = { ...NOTHING_FOUND };
	try {
		try {
			var _usingCtx$1 = _usingCtx();
			const source = _usingCtx$1.a(await openFileSource(absolute, { signal: context.signal }));
			const found = await find(context, options, source, absolute);
			findings.format = found.format;
			await check(source, found, options, trust, findings);
			return {
				...reported(path, findings),
				verdict: "verified",
				exitCode: 0
			};
		} catch (_) {
			_usingCtx$1.e = _;
		} finally {
			await _usingCtx$1.d();
		}
	} catch (error) {
		if (!(error instanceof ChanceryError)) throw error;
		if (error instanceof VerificationError && error.signatures.length > 0) findings.signatures = error.signatures;
		return failedFile(path, error, findings);
	}
}
async function check(source, found, options, trust, findings) {
	const [signatures, record] = await Promise.allSettled([verifySignatures(source, found, trust), checkRecord(source, found.bundle, options, trust)]);
	if (record.status === "fulfilled") findings.record = record.value?.verdict ?? null;
	if (signatures.status === "rejected") throw signatures.reason;
	findings.signatures = signatures.value;
	if (signatures.value.length === 0 && options.bundle === void 0) throw notSigned(source.name);
	if (record.status === "rejected") throw record.reason;
	const fault = recordFault(record.value, options.bundle !== void 0);
	if (fault) throw new VerificationError(fault, []);
	assertIdentityChecked(options, findings.record);
	assertRequired(options.require ?? [], signatures.value, findings.record);
}
async function verifySignatures(source, found, trust) {
	try {
		var _usingCtx3 = _usingCtx();
		const embedded = found.format && found.format.sideFileSuffix === null ? await verifyOrNone(source, found.format, trust, null) : [];
		if (found.sideFile === null) return embedded;
		const sideFile = _usingCtx3.a(await openFileSource(found.sideFile));
		const beside = await verifyOrNone(source, formats.get("blob"), trust, sideFile);
		return [...embedded, ...beside];
	} catch (_) {
		_usingCtx3.e = _;
	} finally {
		await _usingCtx3.d();
	}
}
async function verifyOrNone(source, format, trust, sideFile) {
	try {
		return (await verifyArtifact(source, format, trust.verifier, sideFile)).signatures;
	} catch (error) {
		if (error instanceof VerificationError && error.code === "NOT_SIGNED") return [];
		throw error;
	}
}
async function checkRecord(source, path, { identity: subject, issuer }, trust) {
	if (path === null) return null;
	const [digest] = await source.digest([wholeDigest(source, "sha256")]);
	return checkBundle(path, {
		source,
		sha256: toHex(digest)
	}, trust, {
		subject,
		issuer
	});
}
function reported(path, { format, signatures, record }) {
	return {
		path,
		format: format?.id ?? null,
		signatures: signatures.map(signatureEntry),
		record
	};
}
function failedFile(path, error, findings) {
	const { code, message, howToFix, exitCode } = error;
	return {
		...reported(path, findings),
		verdict: "failed",
		code,
		message,
		howToFix,
		exitCode
	};
}
function notSigned(name) {
	const { howToFix } = CORE_ERRORS.NOT_SIGNED;
	const message = `${name} carries no signature and none lies beside it`;
	return new VerificationError({
		code: "NOT_SIGNED",
		message,
		howToFix
	}, []);
}
// packages/ci/src/secrets.ts
const SECRETS = ["CHANCERY_PIN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
function maskEnvironment(host) {
	for (const name of SECRETS) maskVariable(host, name);
}
async function maskConfigured(host, values) {
	const config = await loadConfig(host.workspace, configPath(host, values)).catch(() => null);
	for (const { pin } of Object.values(config?.keys ?? {})) if (pin && "env" in pin) maskVariable(host, pin.env);
}
function configPath(host, values) {
	return typeof values.config === "string" ? values.config : host.env.CHANCERY_CONFIG || void 0;
}
function maskVariable(host, name) {
	const secret = host.env[name];
	if (secret) host.mask(secret);
}
function secretForms(secret) {
	const lines = secret.split(/\r?\n/).filter((line) => line.trim() !== "");
	return [...new Set([
		secret,
		...lines,
		Buffer.from(secret).toString("base64")
	])];
}
// packages/ci/src/workspace-path.ts
function workspacePath(workspace, path) {
	const below = relative(workspace, resolve(workspace, path));
	return (below === "" || below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below) ? path : below).split(sep).join("/");
}
// packages/ci/src/identity.ts
const CLAIMS = {
	github: {
		repository: "GITHUB_REPOSITORY",
		repository_id: "GITHUB_REPOSITORY_ID",
		ref: "GITHUB_REF",
		sha: "GITHUB_SHA",
		workflow_ref: "GITHUB_WORKFLOW_REF",
		run_id: "GITHUB_RUN_ID",
		run_attempt: "GITHUB_RUN_ATTEMPT",
		actor: "GITHUB_ACTOR"
	},
	jenkins: {
		job: "JOB_NAME",
		build: "BUILD_NUMBER",
		build_url: "BUILD_URL",
		commit: "GIT_COMMIT",
		branch: "BRANCH_NAME",
		node: "NODE_NAME"
	}
};
function assertedIdentity(host) {
	const entries = Object.entries(CLAIMS[host.platform] ?? {}).flatMap(([claim, variable]) => {
		const value = host.env[variable];
		return value ? [[claim, value]] : [];
	});
	return {
		verified: false,
		platform: host.platform,
		claims: Object.fromEntries(entries)
	};
}
// packages/ci/src/inputs.ts
function inputsOf(operation) {
	return operation.options.filter(({ terminalOnly }) => !terminalOnly);
}
function inputName(option) {
	return option.input ?? option.name;
}
function inputNames(operation) {
	return [...operation.operands === null ? [] : ["files"], ...inputsOf(operation).map(inputName)];
}
function readInputs(host, operation) {
	const values = {};
	const problems = [];
	for (const option of inputsOf(operation)) {
		const given = host.input(inputName(option)).trim();
		if (given === "") continue;
		if (option.kind === "flag" || option.kind === "switch") {
			const on = booleanOf(given);
			if (on === null) problems.push(`${inputName(option)}: ${given} is neither true nor false`);
			else values[option.name] = on;
		} else values[option.name] = option.kind === "list" ? lines(given) : given;
	}
	const files = operation.operands === null ? [] : lines(host.input("files"));
	if (operation.operands !== null && files.length === 0) problems.push("files: is missing");
	if (problems.length > 0) throw new EngineError("OPTION_INVALID", problems.join("; "), { details: { problems } });
	checkValues(operation, values);
	return {
		files,
		values
	};
}
function assertKnownInputs(given, operation) {
	const known = inputNames(operation);
	const problems = given.filter((name) => !known.includes(name)).map((name) => `${name}: is unknown${suggestion(name, known)}`);
	if (problems.length > 0) throw new EngineError("OPTION_INVALID", problems.join("; "), { details: { problems } });
}
function lines(text) {
	return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
}
function booleanOf(text) {
	if (/^(true|True|TRUE)$/.test(text)) return true;
	return /^(false|False|FALSE)$/.test(text) ? false : null;
}
// packages/ci/src/summary-html.ts
function summaryHtml(summary) {
	const cells = (tag, row) => `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("")}</tr>`;
	const table = [cells("th", summary.columns), ...summary.rows.slice(0, 500).map((row) => cells("td", row))];
	const failures = summary.failures.slice(0, 500).map(({ path, code, message, howToFix }) => {
		return `<li>${path === null ? "" : `<b>${escaped(path)}</b> `}${escaped(`${code}: ${message}. ${howToFix}`)}</li>`;
	});
	const parts = [
		`<h1>${escaped(summary.title)}</h1>`,
		...summary.rows.length > 0 ? [
			"<table border=\"1\">",
			...table,
			"</table>",
			...more(summary.rows)
		] : [],
		...failures.length > 0 ? [
			"<h2>Failed</h2>",
			"<ul>",
			...failures,
			"</ul>",
			...more(summary.failures)
		] : [],
		...summary.commands.length > 0 ? ["<h2>Verify</h2>", commandsBlock(summary.commands)] : []
	];
	return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(summary.title)}</title></head>
<body>
${parts.join("\n")}
</body>
</html>
`;
}
function commandsBlock(commands) {
	return `<pre>${commands.slice(0, 500).map(escaped).join("\n")}</pre>`;
}
function more(all) {
	return all.length > 500 ? [`<p>and ${all.length - 500} more</p>`] : [];
}
const ENTITIES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&#39;"
};
function escaped(text) {
	return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
// packages/ci/src/jenkins.ts
var JenkinsHost = class {
	platform = "jenkins";
	workspace;
	env;
	#options;
	#outputs = {};
	#secrets = [];
	#failure = null;
	#summary = null;
	constructor(options) {
		this.#options = options;
		this.env = options.env;
		this.workspace = options.workspace;
	}
	given() {
		return Object.keys(this.#options.inputs);
	}
	input(name) {
		const value = this.#options.inputs[name];
		if (value === void 0) return "";
		return (Array.isArray(value) ? value : [value]).map((item) => textOf(name, item)).join("\n");
	}
	output(name, value) {
		this.#outputs[name] = value;
	}
	mask(secret) {
		this.#secrets.push(...secretForms(secret));
		this.#secrets.sort((a, b) => b.length - a.length);
	}
	info(line) {
		this.#options.write(`[chancery] ${printable(this.#masked(line))}\n`);
	}
	annotate({ file, title, message }) {
		const where = file === null ? "" : `${workspacePath(this.workspace, file)}: `;
		this.info(`ERROR: ${where}${title}: ${message}`);
	}
	async group(title, work) {
		this.info(title);
		return work();
	}
	async summary(summary) {
		const { page } = this.#options;
		const path = join(this.workspace, page);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, this.#masked(summaryHtml(summary)));
		this.#summary = page;
	}
	fail(message) {
		this.#failure = printable(this.#masked(message));
	}
	result() {
		return {
			outputs: this.#outputs,
			failure: this.#failure,
			summary: this.#summary
		};
	}
	#masked(text) {
		return this.#secrets.reduce((masked, secret) => masked.replaceAll(secret, "****"), text);
	}
};
function textOf(name, value) {
	if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
	throw new EngineError("OPTION_INVALID", `${name}: is ${value === null ? "null" : "neither text nor a list of texts"}`);
}
// packages/ci/src/pkcs11js.ts
const TOOL_NAME = "chancery-pkcs11js";
async function useCachedPkcs11js(host) {
	if (host.env.CHANCERY_PKCS11JS || !host.env.RUNNER_TOOL_CACHE) return;
	const cached = await newestCached(host.env.RUNNER_TOOL_CACHE);
	if (cached !== null) process.env.CHANCERY_PKCS11JS = cached;
}
async function newestCached(cache) {
	const folder = join(cache, TOOL_NAME);
	const complete = (await readdir(folder).catch(() => [])).filter((version) => existsSync(join(folder, version, `${process.arch}.complete`))).sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
	return complete[0] === void 0 ? null : join(folder, complete[0], process.arch);
}
// packages/ci/src/shell-words.ts
function shellWord(text) {
	if (/^[\w./@%+=:,-]+$/.test(text)) return text;
	if (!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
	return `$'${text.replace(/[\\']/g, (character) => `\\${character}`).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join(""))}'`;
}
function shellPath(path) {
	return shellWord(path.startsWith("-") ? `./${path}` : path);
}
// packages/engine/src/operations.ts
const CONFIG = {
	name: "config",
	kind: "text",
	value: "FILE",
	help: "chancery.yaml to use; by default the nearest from the current folder upwards",
	env: "CHANCERY_CONFIG"
};
const JSON_FLAG = {
	name: "json",
	kind: "flag",
	help: "one JSON object on stdout",
	terminalOnly: true
};
const KEY = {
	name: "key",
	kind: "text",
	value: "NAME|URI",
	help: "a key of chancery.yaml, or a pkcs11: URI (RFC 7512)",
	env: "CHANCERY_KEY"
};
const MODULE = {
	name: "module",
	kind: "text",
	value: "FILE",
	help: "the HSM vendor's PKCS#11 module",
	env: "CHANCERY_MODULE"
};
const CONCURRENCY = {
	name: "concurrency",
	kind: "number",
	value: "N",
	help: "files at once"
};
const SIGNATURE = {
	name: "signature",
	kind: "text",
	value: "FILE",
	help: "the detached signature of the file; by default NAME.p7s beside it"
};
const FORMAT_IDS = [
	"authenticode-pe",
	"powershell",
	"jar",
	"script",
	"blob"
];
const DIGEST_NAMES = [
	"sha256",
	"sha384",
	"sha512"
];
const REQUIREMENTS = [
	"timestamp",
	"attestation",
	"log"
];
const SIGN = {
	name: "sign",
	summary: "Sign files in their native formats, with a key in an HSM, and leave a record of each",
	operands: "FILE...",
	options: [
		{
			...KEY,
			required: true
		},
		{
			name: "out",
			kind: "text",
			value: "DIR",
			help: "write signed copies to DIR; this or --in-place"
		},
		{
			name: "in-place",
			kind: "flag",
			help: "sign the files themselves; a crash leaves the old file or the new"
		},
		MODULE,
		{
			name: "certificate",
			kind: "text",
			value: "FILE",
			help: "the key's certificate and its issuers, PEM",
			env: "CHANCERY_CERTIFICATE"
		},
		{
			name: "format",
			kind: "text",
			value: "ID",
			choices: FORMAT_IDS,
			help: "sign as this format; blob: a detached signature for files of no known kind"
		},
		{
			name: "append",
			kind: "flag",
			help: "keep the signatures that are there"
		},
		{
			name: "digest",
			kind: "text",
			value: "NAME",
			choices: DIGEST_NAMES,
			help: "digest; by default the key's own"
		},
		{
			name: "description",
			kind: "text",
			value: "TEXT",
			help: "what the program is called (Authenticode)"
		},
		{
			name: "url",
			kind: "text",
			value: "URL",
			help: "where to read about it (Authenticode)"
		},
		{
			name: "timestamp",
			kind: "list",
			value: "URL",
			input: "timestamp-urls",
			help: "timestamp authority (RFC 3161); several are tried in order",
			env: "CHANCERY_TIMESTAMP_URLS"
		},
		{
			name: "no-timestamp",
			kind: "flag",
			help: "leave signatures that end with their certificate"
		},
		{
			name: "attest",
			kind: "switch",
			help: "leave a signing record beside each file"
		},
		CONCURRENCY,
		{
			name: "dry-run",
			kind: "flag",
			help: "check everything up to the signature, write nothing"
		},
		CONFIG,
		JSON_FLAG
	],
	examples: [
		["chancery sign dist/app.exe --key release --out signed", "one file, to signed/app.exe"],
		["chancery sign 'dist/**' '!**/*.map' --key release --in-place", "everything below dist, mixed formats, one login"],
		["chancery sign app.jar --key 'pkcs11:token=ci;object=release' --module /usr/lib/softhsm/libsofthsm2.so --out signed", "without a chancery.yaml; the PIN comes from CHANCERY_PIN"],
		["chancery sign tool.tar.gz --format blob --key release --out signed", "a detached signature: tool.tar.gz.p7s"]
	]
};
const VERIFY = {
	name: "verify",
	summary: "Verify every signature of files, whom it is by and when it was made, and the record beside them",
	operands: "FILE...",
	options: [
		{
			name: "trust",
			kind: "list",
			value: "FILE",
			help: "PEM certificates or public key, or trusted_root.json, to trust",
			env: "CHANCERY_TRUST"
		},
		{
			name: "timestamp-trust",
			kind: "list",
			value: "FILE",
			help: "anchors of timestamp authorities; --trust by default"
		},
		{
			name: "crl",
			kind: "list",
			value: "FILE",
			help: "certificate revocation list"
		},
		{
			name: "at",
			kind: "text",
			value: "TIME",
			help: "what counts as now: 2026-11-24T12:00:00Z"
		},
		{
			name: "require",
			kind: "list",
			value: "WHAT",
			choices: REQUIREMENTS,
			help: "refuse files without it: timestamp, attestation, log (also with commas)"
		},
		SIGNATURE,
		{
			name: "bundle",
			kind: "text",
			value: "FILE",
			help: "Sigstore bundle or DSSE about the file; by default its record"
		},
		{
			name: "identity",
			kind: "text",
			value: "SUBJECT",
			help: "whom a bundle's certificate must name"
		},
		{
			name: "issuer",
			kind: "text",
			value: "URL",
			help: "who must have vouched for that identity"
		},
		CONCURRENCY,
		CONFIG,
		JSON_FLAG,
		{
			name: "sarif",
			kind: "flag",
			help: "SARIF 2.1.0 on stdout, for code scanning",
			terminalOnly: true
		}
	],
	examples: [
		["chancery verify signed/app.exe --trust ca.pem", "the verdict as exit code: 0 verified, 1 not"],
		["chancery verify 'signed/**' --trust ca.pem --trust attestation.pub --require timestamp,attestation", "all of a release, timestamped and recorded"],
		["chancery verify tool.tar.gz --signature tool.tar.gz.p7s --trust ca.pem", "a detached signature"]
	]
};
({ ...KEY });
({ ...KEY });
({ ...KEY });
({ ...KEY });
({ ...KEY });
// packages/ci/src/verify-commands.ts
async function verifyCommands(host, values, signed) {
	const [first] = signed;
	if (!first) return [];
	const named = configPath(host, values);
	const { trust } = await loadConfig(host.workspace, named);
	const anchor = `--trust ca.pem`;
	const whose = `a certificate that ${shellComment(first.certificate.subject)} leads to`;
	const flags = trust.length === 0 ? anchor : named === void 0 ? "" : `--config ${shellWord(named)}`;
	return [trust.length === 0 ? `# ca.pem: ${whose}` : `# trust is that of chancery.yaml; elsewhere add ${anchor}, ${whose}`, ...signed.map(({ out }) => `chancery verify ${shellPath(out)} ${flags}`.trimEnd())];
}
function shellComment(text) {
	return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ");
}
// packages/ci/src/sign-step.ts
const SIGN_STEP = {
	operation: SIGN,
	outputs: {
		result: "the JSON of `chancery sign --json`, as docs/schema/sign.v1.json describes it",
		signed: "paths of the signed files, one a line",
		bundles: "paths of their signing records, one a line",
		digest: "SHA-256 over the sorted lines `sha256  path` of the signed files: one value for all of them",
		failed: "how many files could not be signed; 1 where the step failed before the first"
	},
	failedTitle: "Nothing was signed",
	async run(host, { files, values }, common) {
		const { report } = await host.group(`Signing with ${values.key ?? host.env.CHANCERY_KEY ?? "no key"}`, async () => {
			const outcome = await signFiles({
				...signOptions(files, values, common),
				identity: assertedIdentity(host),
				onProgress: ({ path, stage, finished, total }) => {
					if (stage === "done" || stage === "failed") host.info(`[${finished}/${total}] ${stage} ${path}`);
				}
			});
			for (const file of outcome.report.files) host.info(`${file.path} → ${file.signature ?? file.out} (${file.format})`);
			return outcome;
		});
		const signed = report.files.filter(({ digest }) => digest.after !== null);
		host.output("signed", pathLines(signed.map(({ out }) => out)));
		host.output("bundles", pathLines(signed.flatMap(({ bundle }) => bundle === null ? [] : [bundle])));
		host.output("digest", setDigest(signed));
		const commands = await verifyCommands(host, values, signed);
		return {
			report,
			failures: report.failed,
			summary: summaryOf$1(report, commands)
		};
	}
};
function setDigest(files) {
	if (files.length === 0) return "";
	const lines = files.map(({ digest, out }) => `${(digest.after ?? digest.before).sha256}  ${listed(out)}\n`).sort();
	return createHash("sha256").update(lines.join("")).digest("hex");
}
function summaryOf$1({ files, failed }, commands) {
	const total = files.length + failed.length;
	const dry = files.some(({ digest }) => digest.after === null);
	const count = failed.length > 0 ? `${files.length} of ${total} files` : `${total} file${total === 1 ? "" : "s"}`;
	return {
		title: dry ? `Dry run: ${count} could be signed` : `Signed ${count}`,
		columns: [
			"File",
			"Format",
			"SHA-256 before",
			"SHA-256 after",
			"Key",
			"Certificate",
			"Timestamp"
		],
		rows: files.map((file) => [
			file.signature ?? file.out,
			file.format,
			short(file.digest.before),
			file.digest.after === null ? "unchanged" : short(file.digest.after),
			file.key,
			`${file.certificate.subject}, until ${file.certificate.notAfter}`,
			file.timestamp ? `${file.timestamp.time}, ${file.timestamp.authority}` : "none"
		]),
		commands,
		failures: failed
	};
}
function short({ sha256 }) {
	return `${sha256.slice(0, 16)}…`;
}
// packages/ci/src/step.ts
init_src$2();
async function runStep(step, host, signal) {
	maskEnvironment(host);
	const { report, summary, failures } = await attempt(step, host, signal);
	host.output("result", JSON.stringify(report));
	host.output("failed", String(failures.length));
	for (const { path, code, message, howToFix } of failures) host.annotate({
		file: path,
		title: code,
		message: `${message}. ${howToFix}`
	});
	await host.summary(summary);
	const [first] = failures;
	if (first) host.fail(`${sentence(first)}${failures.length > 1 ? ` (and ${failures.length - 1} more)` : ""}`);
}
async function attempt(step, host, signal) {
	try {
		assertKnownInputs(host.given(), step.operation);
		const inputs = readInputs(host, step.operation);
		await maskConfigured(host, inputs.values);
		await useCachedPkcs11js(host);
		return await step.run(host, inputs, {
			cwd: host.workspace,
			env: host.env,
			...signal && { signal }
		});
	} catch (error) {
		const failure = error instanceof ChanceryError ? failureOf(error, null) : defect(error, host);
		return {
			report: {
				version: 1,
				files: [],
				failed: [failure]
			},
			summary: {
				title: step.failedTitle,
				columns: [],
				rows: [],
				commands: [],
				failures: [failure]
			},
			failures: [failure]
		};
	}
}
function defect(error, host) {
	if (host.env.CHANCERY_DEBUG) throw error;
	return {
		path: null,
		code: "INTERNAL",
		message: error instanceof Error ? error.message : String(error),
		howToFix: "This is a defect: report it with the inputs of the step, and with the stack that CHANCERY_DEBUG=1 shows"
	};
}
function sentence({ path, code, message, howToFix }) {
	return `${path === null ? "" : `${path}: `}${code}: ${message}. ${howToFix}`;
}
// packages/ci/src/stop-signal.ts
function stopSignal() {
	const abort = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => abort.abort(new Error(name)));
	return abort.signal;
}
// packages/ci/src/verify-step.ts
const VERIFY_STEP = {
	operation: VERIFY,
	outputs: {
		result: "the JSON of `chancery verify --json`, as docs/schema/verify.v1.json describes it",
		verified: "paths of the files that were verified, one a line",
		failed: "how many files were refused; 1 where the step failed before the first"
	},
	failedTitle: "Nothing was verified",
	async run(host, { files, values }, common) {
		const { report } = await host.group("Verifying", async () => {
			const outcome = await verifyFiles(verifyOptions(files, values, common));
			for (const { path, verdict, code } of outcome.report.files) host.info(`${verdict} ${path}${code === void 0 ? "" : ` (${code})`}`);
			return outcome;
		});
		const verified = report.files.filter(({ verdict }) => verdict === "verified");
		host.output("verified", pathLines(verified.map(({ path }) => path)));
		const failures = failuresOf(report);
		return {
			report,
			failures,
			summary: summaryOf(report, failures)
		};
	}
};
function failuresOf({ files, failed }) {
	return [...files.flatMap(({ path, verdict, code, message, howToFix }) => verdict === "verified" ? [] : [{
		path,
		code: code ?? "",
		message: message ?? "",
		howToFix: howToFix ?? ""
	}]), ...failed];
}
function summaryOf(report, failures) {
	return {
		title: `Verified ${report.files.filter(({ verdict }) => verdict === "verified").length} of ${report.files.length} file${report.files.length === 1 ? "" : "s"}`,
		columns: [
			"File",
			"Verdict",
			"Format",
			"Signer",
			"Timestamp",
			"Record"
		],
		rows: report.files.map((file) => [
			file.path,
			file.verdict ?? "",
			file.format ?? "",
			file.signatures.map(({ signer }) => signer?.subject ?? "unknown").join("; "),
			file.signatures.map(({ timestamp }) => timestamp?.time ?? "none").join("; "),
			file.record ?? "none"
		]),
		commands: [],
		failures
	};
}
// jenkins-shim/launcher/src/launcher.ts
const STEPS = {
	sign: SIGN_STEP,
	verify: VERIFY_STEP
};
const { CHANCERY_RUN: run, CHANCERY_HOME: home, ...env } = process.env;
if (run === void 0 || home === void 0) throw new Error("this program is started by the Jenkins step chancerySign");
const order = JSON.parse(await readFile(join(run, "order.json"), "utf8"));
const host = new JenkinsHost({
	inputs: order.inputs,
	env,
	workspace: process.cwd(),
	page: order.page,
	write: (text) => process.stdout.write(text)
});
await runStep(STEPS[order.step], host, stopSignal());
await writeFile(join(run, "outputs.json"), JSON.stringify(host.result()));
if (import.meta.dirname !== home) await rename(import.meta.dirname, home).catch(() => rm(import.meta.dirname, {
	recursive: true,
	force: true
}));
export {};
