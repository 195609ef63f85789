import { F as CORE_ERRORS, I as ChanceryError, L as CoreError, d as createDigester, f as inflateExactly } from "./core.js";
import { createInflateRaw } from "node:zlib";
import { readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { once } from "node:events";
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
	NAME_TOO_LONG: {
		family: "usage",
		howToFix: "Give the file a shorter name: its signature and its record are called as it is, with an ending behind it."
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
	ENAMETOOLONG: ["NAME_TOO_LONG", "the name is longer than the file system allows"],
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
// packages/files/src/read-buffer.ts
const CHUNK = 1048576;
const BESIDE = 128;
function readBuffer() {
	return (/* @__PURE__ */ new Uint8Array(1048704)).subarray(BESIDE);
}
const SMALL_FILE = 262144;
var Pool = class {
	#make;
	#most;
	#idle = [];
	constructor(make, most) {
		this.#make = make;
		this.#most = most;
	}
	take() {
		return this.#idle.pop() ?? this.#make();
	}
	giveBack(buffer) {
		if (this.#idle.length < this.#most) this.#idle.push(buffer);
	}
};
const chunks$1 = new Pool(readBuffer, 4);
const smallFiles = new Pool(() => (/* @__PURE__ */ new Uint8Array(262272)).subarray(BESIDE), 8);
async function withReadBuffer(use) {
	const buffer = chunks$1.take();
	try {
		return await use(buffer);
	} finally {
		chunks$1.giveBack(buffer);
	}
}
// packages/files/src/hash-groups.ts
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
			const deflated = bytesAt(part.start, part.end, context);
			const inflated = inflateExactly(deflated, part.size, label);
			yield inflated;
			release(inflated);
		}
	}
}
function release({ buffer }) {
	if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}
function* chunks(start, end, context) {
	for (let at = start; at < end;) {
		assertGoing(context.cancel);
		const chunk = bytesAt(at, Math.min(end, at + context.buffer.length), context);
		yield chunk;
		at += chunk.length;
	}
}
function bytesAt(start, end, { fd, buffer, whole }) {
	if (whole !== void 0) return whole.subarray(start, end);
	const into = buffer.subarray(0, end - start);
	readFully(fd, into, start);
	return into;
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
export { SMALL_FILE as a, withReadBuffer as c, cancelFlag as d, setCancelled as f, onFile as g, errnoOf as h, readFully as i, assertGoing as l, asFilesError as m, encodeFailure as n, readBuffer as o, FilesError as p, hashGroups as r, smallFiles as s, decodeFailure as t, assertUnaborted as u };
