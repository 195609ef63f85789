import { D as encodeCheckpoint, E as signNote, G as assertEntry, O as openCheckpoint, P as logId, R as proveConsistency, T as noteSigner, at as TlogError, d as Appender, f as encodeLogEntry, z as proveInclusion } from "./tlog.js";
import { I as ChanceryError, L as CoreError, T as utf8, w as toHex, x as fromHex, y as equalBytes } from "./core.js";
import { Wt as isJsonObject } from "./codec.js";
import { m as asFilesError } from "./files2.js";
import { d as lockFolder, f as syncFolder } from "./files.js";
import { mkdir, open, readFile, readdir, rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { dirname as dirname$1 } from "node:path/posix";
// packages/tlog-files/src/errors.ts
const TLOG_FILES_ERRORS = {
	LOG_NOT_FOUND: {
		family: "usage",
		howToFix: "Check the folder: no log has been made there."
	},
	LOG_EXISTS: {
		family: "usage",
		howToFix: "Open the log that is there, or make the new one in an empty folder."
	},
	LOG_STATE_MALFORMED: {
		family: "malformed",
		howToFix: "Something else has written to .chancery/state: bring the whole folder back from a copy."
	},
	LOG_DAMAGED: {
		family: "untrusted",
		howToFix: "The message says what does not fit: bring the newest copy of the folder back, and compare it with what witnesses have seen before it goes on."
	},
	LOG_ROLLED_BACK: {
		family: "untrusted",
		howToFix: "Parts of the folder are older than its checkpoint: bring the newest copy back whole. Going on from an older one would be a fork."
	},
	LOG_ORIGIN_MISMATCH: {
		family: "usage",
		howToFix: "Give the origin that the log was made with, or its own folder."
	},
	LOG_KEY_MISMATCH: {
		family: "usage",
		howToFix: "Use the log's own key; where it was replaced, name the former one as such."
	},
	LOG_BUSY: {
		family: "environment",
		howToFix: "Another process writes to the log and does not let go of it: see whether it hangs, then try again."
	},
	LOG_SIGNING_FAILED: {
		family: "environment",
		howToFix: "See the cause: the key could not sign the checkpoint. The entries may be in the log; add them again."
	},
	LOG_CLOSED: {
		family: "usage",
		howToFix: "Add entries before the log is closed."
	}
};
var TlogFilesError = class extends ChanceryError {
	constructor(code, message, options) {
		super(TLOG_FILES_ERRORS, code, message, options);
		this.name = "TlogFilesError";
	}
};
// packages/tlog-files/src/file-system.ts
function nodeFileSystem(dir) {
	const at = (path) => join(dir, path);
	return {
		name: dir,
		read: (path) => onFile(at(path), () => orElse(null, ["ENOENT", "ENOTDIR"], async () => toBytes(await readFile(at(path))))),
		write: (path, bytes) => onFile(at(path), async () => {
			await using handle = await open(at(path), "w");
			await handle.writeFile(bytes);
			await handle.sync();
		}),
		rename: (from, to) => onFile(at(to), () => rename(at(from), at(to))),
		makeFolder: (path) => onFile(at(path), () => orElse(false, ["EEXIST"], async () => {
			await mkdir(at(path));
			return true;
		})),
		syncFolder: (path) => onFile(at(path), () => syncFolder(at(path))),
		list: (path) => onFile(at(path), () => orElse([], ["ENOENT"], () => readdir(at(path)))),
		removeFolder: (path) => onFile(at(path), () => orElse(void 0, ["ENOENT"], async () => {
			for (const name of await readdir(at(path))) await rm(at(join(path, name)));
			await rmdir(at(path));
		})),
		remove: (path) => onFile(at(path), () => rm(at(path), { force: true }))
	};
}
function toBytes(buffer) {
	return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
async function onFile(path, work) {
	try {
		return await work();
	} catch (error) {
		throw asFilesError(error, path);
	}
}
async function orElse(other, errnos, work) {
	try {
		return await work();
	} catch (error) {
		if (errnos.includes(error.code ?? "")) return other;
		throw error;
	}
}
// packages/tlog-files/src/publish.ts
const OWN = ".chancery";
const NEW = /^new-\d+$/;
async function publish(system, files) {
	const folders = /* @__PURE__ */ new Set();
	await all(files, ({ bytes }, at) => system.write(`${OWN}/new-${at}`, bytes));
	for (const { path } of files) await makeFolders(system, folderOf(path), folders);
	await all(files, ({ path }, at) => system.rename(`${OWN}/new-${at}`, path));
	for (const { path } of files) folders.add(folderOf(path));
	await all([...folders], (folder) => system.syncFolder(folder));
}
async function all(items, work) {
	const settled = await Promise.allSettled(items.map(work));
	for (const one of settled) if (one.status === "rejected") throw one.reason;
}
function folderOf(path) {
	const folder = dirname$1(path);
	return folder === "." ? "" : folder;
}
async function makeFolders(system, folder, changed) {
	if (folder === "") return;
	if (changed.has(folder)) return;
	const above = folderOf(folder);
	await makeFolders(system, above, changed);
	if (await system.makeFolder(folder)) changed.add(above);
}
async function sweep(system) {
	for (const name of await system.list(OWN)) if (NEW.test(name)) await system.remove(`${OWN}/${name}`);
}
// packages/tlog-files/src/state.ts
const STATE_PATH = `${OWN}/state`;
function encodeState({ origin, root, size }) {
	return utf8(`${JSON.stringify({
		origin,
		root: toHex(root),
		size,
		version: 1
	})}\n`);
}
function parseState(bytes) {
	try {
		const json = JSON.parse(new TextDecoder().decode(bytes));
		if (isJsonObject(json)) {
			const { origin, root, size } = json;
			const state = {
				origin,
				root: fromHex(root),
				size
			};
			if (state.root.length === 32 && Number.isSafeInteger(size) && equalBytes(encodeState(state), bytes)) return state;
		}
	} catch (cause) {
		throw new TlogFilesError("LOG_STATE_MALFORMED", `${STATE_PATH} cannot be read`, { cause });
	}
	throw new TlogFilesError("LOG_STATE_MALFORMED", `${STATE_PATH} is not what was written`);
}
// packages/tlog-files/src/recover.ts
const CHECKPOINT_PATH = "checkpoint";
async function findLog(system, origin, keys) {
	const [state, checkpoint] = await Promise.all([system.read(STATE_PATH), system.read(CHECKPOINT_PATH)]);
	if (state === null) {
		if (checkpoint === null) throw new TlogFilesError("LOG_NOT_FOUND", `there is no log in ${system.name}`);
		throw new TlogFilesError("LOG_ROLLED_BACK", `there is a checkpoint, and no ${STATE_PATH}`);
	}
	const head = parseState(state);
	if (head.origin !== origin) throw new TlogFilesError("LOG_ORIGIN_MISMATCH", `the log is ${head.origin}, not ${origin}`);
	const appender = await understood(() => Appender.open(system, head));
	if (checkpoint === null) return {
		appender,
		checkpoint
	};
	const signed = await understood(async () => openCheckpoint(checkpoint, {
		origin,
		keys
	}));
	await compare(system, signed, head);
	return {
		appender,
		checkpoint: signed.size === head.size ? checkpoint : null
	};
}
async function compare(system, signed, head) {
	if (signed.size > head.size) throw new TlogFilesError("LOG_ROLLED_BACK", `a checkpoint of ${signed.size} entries, and a state of ${head.size}`);
	if (signed.size === head.size && !equalBytes(signed.root, head.root)) throw new TlogFilesError("LOG_DAMAGED", `the checkpoint of ${head.size} entries is of other ones`);
	await understood(() => proveConsistency(system, signed, head));
}
const MEANING = {
	CHECKPOINT_ORIGIN_MISMATCH: "LOG_ORIGIN_MISMATCH",
	NOTE_KEY_UNTRUSTED: "LOG_KEY_MISMATCH"
};
async function understood(work) {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof TlogError)) throw error;
		throw new TlogFilesError(MEANING[error.code] ?? "LOG_DAMAGED", error.message, { cause: error });
	}
}
// packages/tlog-files/src/file-log.ts
const MAX_WINDOW = 250;
const MAX_BATCH = 4096;
const MAX_BATCH_BYTES = 16777216;
var FileLog = class FileLog {
	origin;
	#home;
	#signers;
	#keys;
	#window;
	#cosign;
	#waiting = [];
	#bytes = 0;
	#hurry = null;
	#running = null;
	#closed = false;
	#appender = null;
	#checkpoint = /* @__PURE__ */ new Uint8Array();
	constructor(home, options) {
		const { origin, signers, formerKeys = [], window = 50, cosign } = options;
		if (signers.length === 0) throw new TypeError("a log has a signer");
		if (!(window >= 0 && window <= MAX_WINDOW)) throw new TypeError(`a window has 0 to ${MAX_WINDOW} milliseconds`);
		this.origin = origin;
		this.#home = home;
		this.#signers = signers;
		this.#keys = [...signers.map(({ key }) => key), ...formerKeys];
		this.#window = window;
		this.#cosign = cosign;
	}
	static create(options) {
		return FileLog.createAt(folderHome(options), options);
	}
	static open(options) {
		return FileLog.openAt(folderHome(options), options);
	}
	static async createAt(home, options) {
		const log = new FileLog(home, options);
		await using _ = await home.lock();
		const { system } = home;
		const [state, checkpoint] = await Promise.all([system.read(STATE_PATH), system.read(CHECKPOINT_PATH)]);
		if (state !== null || checkpoint !== null || (await system.list("tile")).length > 0) throw new TlogFilesError("LOG_EXISTS", `there is a log in ${system.name}, or what is left of one`);
		if (await system.makeFolder(".chancery")) await system.syncFolder("");
		await log.#commit(Appender.empty(), []);
		return log;
	}
	static async openAt(home, options) {
		const log = new FileLog(home, options);
		if (await home.system.read(STATE_PATH) === null) await findLog(home.system, log.origin, log.#keys);
		await using _ = await home.lock();
		await sweep(home.system);
		await log.#find();
		return log;
	}
	get checkpoint() {
		return this.#checkpoint;
	}
	read(path) {
		return this.#home.system.read(path);
	}
	add(entry, signal) {
		return new Promise((resolve, reject) => {
			if (this.#closed) throw new TlogFilesError("LOG_CLOSED", "the log is closed");
			if (signal?.aborted) throw new CoreError("ABORTED", "aborted before the entry was added");
			assertEntry(entry);
			const takeBack = () => this.#takeBack(waiting);
			const settled = () => signal?.removeEventListener("abort", takeBack);
			const waiting = {
				entry: Uint8Array.from(entry),
				resolve(added) {
					settled();
					resolve(added);
				},
				reject(error) {
					settled();
					reject(error);
				}
			};
			this.#waiting.push(waiting);
			this.#bytes += entry.length;
			signal?.addEventListener("abort", takeBack);
			if (this.#isFull()) this.#hurry?.abort();
			this.#running ??= this.#run();
		});
	}
	async close() {
		this.#closed = true;
		this.#hurry?.abort();
		await this.#running;
	}
	[Symbol.asyncDispose]() {
		return this.close();
	}
	#takeBack(waiting) {
		const at = this.#waiting.indexOf(waiting);
		if (at < 0) return;
		this.#waiting.splice(at, 1);
		this.#bytes -= waiting.entry.length;
		waiting.reject(new CoreError("ABORTED", "aborted before the entry was added"));
	}
	#isFull() {
		return this.#waiting.length >= MAX_BATCH || this.#bytes >= MAX_BATCH_BYTES;
	}
	async #run() {
		while (this.#waiting.length > 0) {
			if (!this.#isFull() && !this.#closed) {
				this.#hurry = new AbortController();
				await setTimeout(this.#window, void 0, { signal: this.#hurry.signal }).catch(() => {});
			}
			await this.#sequence();
		}
		this.#running = null;
	}
	async #sequence() {
		let batch = [];
		try {
			await using _ = await this.#home.lock();
			batch = this.#take();
			const appender = await this.#current();
			const first = appender.head.size;
			const { head, checkpoint } = await this.#commit(appender, batch.map(({ entry }) => entry));
			for (const [at, { resolve }] of batch.entries()) resolve({
				index: first + at,
				head,
				checkpoint
			});
		} catch (error) {
			this.#appender = null;
			if (batch.length === 0) batch = this.#take();
			for (const { reject } of batch) reject(error);
		}
	}
	#take() {
		let bytes = 0;
		const count = this.#waiting.findIndex(({ entry }, at) => {
			bytes += entry.length;
			return at === MAX_BATCH || at > 0 && bytes > MAX_BATCH_BYTES;
		});
		const batch = this.#waiting.splice(0, count < 0 ? this.#waiting.length : count);
		for (const { entry } of batch) this.#bytes -= entry.length;
		return batch;
	}
	async #current() {
		const state = await this.#home.system.read(STATE_PATH);
		const own = this.#appender;
		if (own && state && Buffer.compare(state, encodeState({
			origin: this.origin,
			...own.head
		})) === 0) return own;
		return this.#find();
	}
	async #find() {
		const { appender, checkpoint } = await findLog(this.#home.system, this.origin, this.#keys);
		this.#appender = appender;
		if (checkpoint === null) await this.#sign(appender.head);
		else this.#checkpoint = checkpoint;
		return appender;
	}
	async #commit(appender, entries) {
		const { system } = this.#home;
		const { head, files, filled } = appender.append(entries);
		await publish(system, files);
		await publish(system, [{
			path: STATE_PATH,
			bytes: encodeState({
				origin: this.origin,
				...head
			})
		}]);
		const checkpoint = await this.#sign(head);
		for (const path of filled) await system.removeFolder(`${path}.p`).catch(() => {});
		this.#appender = appender;
		return {
			head,
			checkpoint
		};
	}
	async #sign(head) {
		const text = encodeCheckpoint({
			origin: this.origin,
			...head
		});
		const signed = await signNote(text, this.#signers).catch((cause) => {
			if (cause instanceof ChanceryError) throw cause;
			throw new TlogFilesError("LOG_SIGNING_FAILED", `no signature over ${head.size} entries`, { cause });
		});
		const bytes = this.#cosign ? await this.#cosign(signed, this) : signed;
		if (openCheckpoint(bytes, {
			origin: this.origin,
			keys: this.#keys
		}).note.text !== text) throw new TypeError("cosign gave back another checkpoint");
		await publish(this.#home.system, [{
			path: CHECKPOINT_PATH,
			bytes
		}]);
		this.#checkpoint = bytes;
		return bytes;
	}
};
function folderHome({ dir, patience = 3e4 }) {
	return {
		system: nodeFileSystem(dir),
		async lock() {
			const deadline = Date.now() + patience;
			for (let pause = 2;; pause = Math.min(2 * pause, 50)) {
				const locking = await lockFolder(join(dir, OWN));
				if (locking.kind === "locked") return locking.lock;
				if (Date.now() > deadline) throw new TlogFilesError("LOG_BUSY", `${locking.holder ? `process ${locking.holder.pid} on ${locking.holder.host}` : "another process"} writes to the log`, { details: { dir } });
				await setTimeout(pause);
			}
		}
	};
}
// packages/engine/src/log/folder-log.ts
const WINDOW = 10;
var FolderLog = class {
	#config;
	#signer;
	#log = null;
	#witnesses = null;
	constructor(config, key) {
		this.#config = config;
		this.#signer = noteSigner(config.origin, key);
	}
	get key() {
		return this.#signer.key;
	}
	async create() {
		await (await FileLog.create(await this.#options())).close();
	}
	async assertReady() {
		await this.#open();
	}
	async add(entry, signal) {
		const log = await this.#open();
		const { index, head, checkpoint } = await log.add(entry, signal);
		const { proof } = await proveInclusion(log, head, index, signal);
		return {
			index,
			entry: encodeLogEntry({
				logId: logId(this.key),
				proof,
				root: head.root,
				checkpoint,
				entry
			})
		};
	}
	#open() {
		if (this.#log) return this.#log;
		const opening = this.#options().then((options) => FileLog.open(options));
		this.#log = opening;
		opening.catch(() => {
			if (this.#log === opening) this.#log = null;
		});
		return opening;
	}
	async #options() {
		const { dir, origin, policy } = this.#config;
		const options = {
			dir,
			origin,
			signers: [this.#signer],
			window: WINDOW
		};
		if (policy === null) return options;
		const { cosigning } = await import("./engine40.js");
		this.#witnesses ??= await cosigning(policy, this.key);
		return {
			...options,
			cosign: this.#witnesses.cosign
		};
	}
	async [Symbol.asyncDispose]() {
		await (await this.#log?.catch(() => null))?.close();
		this.#witnesses?.[Symbol.dispose]();
	}
};
export { FolderLog };
