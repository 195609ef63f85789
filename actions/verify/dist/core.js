import { createHash } from "node:crypto";
import { crc32, inflateRawSync } from "node:zlib";
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
const RSA_BITS = {
	min: 2048,
	max: 4096
};
function digestByName(name) {
	const found = DIGESTS.find((digest) => digest.name === name);
	if (!found) throw new CoreError("ALGORITHM_UNSUPPORTED", `unknown digest ${name}`);
	return found;
}
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
function chooseSignatureAlgorithm(kind, digest, pss = false) {
	const wanted = digest ?? keyAlgorithm(kind).defaultDigest;
	const found = SIGNATURE_ALGORITHMS.find((algorithm) => algorithm.key === kind && algorithm.digest === wanted && algorithm.scheme === "rsa-pss" === (kind === "rsa" && pss));
	if (!found) throw new CoreError("ALGORITHM_UNSUPPORTED", `a ${kind} key does not sign with ${wanted}`);
	return found;
}
// packages/core/src/encoding.ts
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
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
// packages/core/src/byte-reader.ts
var ByteReader = class {
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
// packages/core/src/decide.ts
const allowLocal = async () => ({
	kind: "allow",
	by: "local"
});
function assertAllowed(decision) {
	if (decision.kind === "allow") return;
	const { by, reason, recorded } = decision;
	throw new CoreError("DENIED", `denied by ${by}: ${reason}${recorded ? ` (${recordedText(recorded)})` : ""}`, { details: {
		by,
		...recorded && {
			log: recorded.origin,
			index: recorded.index
		}
	} });
}
function recordedText({ origin, index }) {
	return index === null ? `queued for ${origin}` : `entry ${index} of ${origin}`;
}
// packages/core/src/evidence.ts
var VerificationError = class extends ChanceryError {
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
// packages/core/src/sum16.ts
var Sum16 = class {
	#sum = 0;
	#odd = null;
	update(bytes) {
		let at = 0;
		if (this.#odd !== null && bytes.length > 0) {
			this.#sum += this.#odd | bytes[at++] << 8;
			this.#odd = null;
		}
		for (vector ??= loadVector(); bytes.length - at >= LANES;) {
			const length = Math.min(vector.memory.length, bytes.length - at) & -LANES;
			vector.memory.set(bytes.subarray(at, at + length));
			this.#sum += vector.sum(length) >>> 0;
			at += length;
		}
		for (; at < bytes.length; at += 2) {
			const low = bytes[at];
			if (at + 1 < bytes.length) this.#sum += low | bytes[at + 1] << 8;
			else this.#odd = low;
		}
		this.#sum = folded(this.#sum);
	}
	digest() {
		const sum = folded(this.#sum + (this.#odd ?? 0));
		return Uint8Array.of(sum & 255, sum >>> 8);
	}
};
function folded(sum) {
	return sum > 65535 ? sum % 65535 || 65535 : sum;
}
const LANES = 16;
let vector = null;
const CODE = "AGFzbQEAAAABBgFgAX8BfwMCAQAFAwEAAQcJAgFtAgABcwAACjgBNgEBewNAIABBEGsiAP0ABAD9fyAB/a4BIQEgAA0ACyAB/RsAIAH9GwFqIAH9GwJqIAH9GwNqCw==";
function loadVector() {
	const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(CODE, "base64")));
	const { m, s } = exports;
	return {
		memory: new Uint8Array(m.buffer),
		sum: s
	};
}
// packages/core/src/memory-source.ts
function memorySource(bytes, name = "") {
	const read = (start, end) => {
		if (!(start >= 0 && start <= end && end <= bytes.length)) throw new CoreError("UNEXPECTED_END", `bytes ${start} to ${end}: the source has ${bytes.length}`);
		return bytes.subarray(start, end);
	};
	const hash = (job) => {
		const digester = createDigester(job.algorithm);
		for (const part of job.parts) digester.update(partBytes(part, read, job.label));
		return digester.digest();
	};
	return {
		size: bytes.length,
		name,
		read: async (start, length) => Uint8Array.from(read(start, start + length)),
		digest: async (jobs) => jobs.map(hash)
	};
}
function partBytes(part, read, label) {
	switch (part.kind) {
		case "bytes": return part.bytes;
		case "range": return read(part.start, part.end);
		case "inflate": return inflateExactly(read(part.start, part.end), part.size, label);
	}
}
const WHOLE = 1048576;
const SPARE = 64;
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
	const failures = [];
	if (timestamper) {
		stage("timestamp");
		signatures = await Promise.all(signatures.map(async (one) => {
			const stamped = await timestamper.stamp(one.value, signal, format.timestampRoom);
			failures.push(...stamped.failures);
			return {
				...one,
				timestampTokens: stamped.tokens
			};
		}));
	}
	stage("embed");
	const embedding = await format.embed(source, request.description, signatures);
	stage("write");
	const written = await input.output.write(embedding, signal);
	try {
		stage("check");
		const checked = await check(input, written, embedding, signatures, request, decision);
		const facts = failures.length > 0 ? {
			...checked,
			timestampFailures: failures
		} : checked;
		let records = [];
		if (input.attest) {
			stage("attest");
			records = await input.attest(facts, signal);
		}
		stage("commit");
		await written.commit(records);
		return facts;
	} catch (error) {
		await written.discard();
		throw error;
	}
}
async function check(input, written, embedding, signatures, request, decision) {
	const signer = signatures[0].signer;
	const [digests, reports] = await Promise.all([written.source.digest([wholeDigest(written.source, "sha256")]), inspectArtifact(written.source, input.format, written.sideFile)]);
	const leaf = signer.certificates[0];
	const ours = reports.find((report) => leaf !== void 0 && report.signer?.sha256 === sha256Hex(leaf) && report.integrity === "ok");
	const broken = reports.find((report) => report.integrity === "failed");
	const wanted = input.timestamper === null ? 0 : input.timestamper.quorum ?? 1;
	if (!ours || broken || ours.timestamps.length < wanted) {
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
		timestamp: ours.timestamp,
		timestamps: ours.timestamps
	};
}
function sha256Hex(bytes) {
	return createHash("sha256").update(bytes).digest("hex");
}
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
				timestampTokens: []
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
export { chooseSignatureAlgorithm as A, toBase64 as C, KEY_ALGORITHMS as D, DIGESTS as E, CORE_ERRORS as F, ChanceryError as I, CoreError as L, digestByOid as M, keyAlgorithm as N, RSA_BITS as O, signatureAlgorithm as P, fromUtf8 as S, utf8 as T, ByteReader as _, signArtifact as a, fromBase64 as b, literal as c, createDigester as d, inflateExactly as f, assertAllowed as g, allowLocal as h, prepare as i, digestByName as j, SIGNATURE_ALGORITHMS as k, range as l, VerificationError as m, hostDigest as n, inspectArtifact as o, memorySource as p, keySigner as r, verifyArtifact as s, digestOf as t, wholeDigest as u, concat as v, toHex as w, fromHex as x, equalBytes as y };
