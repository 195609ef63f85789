import { parentPort } from "node:worker_threads";
import { readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { createHash } from "node:crypto";
import { crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import { once } from "node:events";
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
[
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
Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
// packages/core/src/memory-source.ts
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
		const bytes = new Uint8Array(4);
		new DataView(bytes.buffer).setUint32(0, this.#value, true);
		return bytes;
	}
};
const SUM_BLOCK = 16384;
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
function folded(sum) {
	return sum > 65535 ? sum % 65535 || 65535 : sum;
}
// packages/files/src/cancel.ts
function assertGoing(flag) {
	if (Atomics.load(flag, 0) !== 0) throw new CoreError("ABORTED", "reading was stopped");
}
// packages/files/src/inflate-stream.ts
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
const CHUNK = 1048576;
const INFLATE_WHOLE = CHUNK;
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
// packages/files/src/errors.ts
function errnoOf(error) {
	const code = error instanceof Error ? error.code : void 0;
	return typeof code === "string" && /^E[A-Z0-9]+$/.test(code) && !(error instanceof ChanceryError) ? code : null;
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
// packages/files/src/lane-worker.ts
const buffer = new Uint8Array(CHUNK);
const port = parentPort;
if (port === null) throw new Error("lane-worker is started as a thread");
port.on("message", ({ fd, groups, cancel }) => {
	hashGroups(groups, {
		fd,
		cancel,
		buffer,
		shared: false
	}).then((digests) => port.postMessage({
		kind: "digests",
		digests
	}), (error) => port.postMessage({
		kind: "failed",
		failure: encodeFailure(error)
	}));
});
export {};
