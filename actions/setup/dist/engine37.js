import { d as lockFolder, f as syncFolder, n as readText } from "./files.js";
import { n as TlogStorageError, t as CHECKPOINT_PATH } from "./tlog-storage.js";
import { m as asFilesError } from "./files2.js";
import { I as ChanceryError, L as CoreError, y as equalBytes } from "./core.js";
import { G as encodeCheckpoint, I as signNote, J as proveConsistency, L as openCheckpoint, f as Appender, gt as TlogError, tt as assertEntry } from "./tlog.js";
import { n as parseState, t as encodeState } from "./tlog-storage2.js";
import { n as EngineError } from "./engine3.js";
import { join } from "node:path";
import { mkdir, open, readFile, readdir, rename, rm, rmdir } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { dirname as dirname$1 } from "node:path/posix";
// packages/tlog-storage/src/folder/file-system.ts
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
// packages/tlog-storage/src/folder/publish.ts
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
// packages/tlog-storage/src/folder/folder-store.ts
const STATE_PATH = `${OWN}/state`;
function folderStore(dir, { patience = 3e4 } = {}) {
	return storeIn(nodeFileSystem(dir), () => lockOf(dir, patience));
}
function storeIn(system, lock) {
	return {
		name: system.name,
		lock,
		read: (path) => system.read(path),
		async prepare() {
			const [state, checkpoint] = await Promise.all([system.read(STATE_PATH), system.read(CHECKPOINT_PATH)]);
			if (state !== null || checkpoint !== null || (await system.list("tile")).length > 0) return false;
			if (await system.makeFolder(".chancery")) await system.syncFolder("");
			return true;
		},
		recover: () => sweep(system),
		readState: () => system.read(STATE_PATH),
		async advance(_, next, files) {
			await publish(system, files);
			await publish(system, [{
				path: STATE_PATH,
				bytes: next
			}]);
			return true;
		},
		publishCheckpoint: (bytes) => publish(system, [{
			path: CHECKPOINT_PATH,
			bytes
		}]),
		async dropPartials(paths) {
			for (const path of paths) await system.removeFolder(`${path}.p`);
		},
		async [Symbol.asyncDispose]() {}
	};
}
async function lockOf(dir, patience) {
	const deadline = Date.now() + patience;
	for (let pause = 2;; pause = Math.min(2 * pause, 50)) {
		const locking = await lockFolder(join(dir, OWN));
		if (locking.kind === "locked") return locking.lock;
		if (Date.now() > deadline) {
			const holder = locking.holder ? `process ${locking.holder.pid} on ${locking.holder.host}` : "another process";
			throw new TlogStorageError("LOG_BUSY", `${holder} writes to the log`, { details: { dir } });
		}
		await setTimeout(pause);
	}
}
// packages/tlog-storage/src/batches.ts
const MAX_WINDOW = 250;
const MAX_BATCH = 4096;
const MAX_BATCH_BYTES = 16777216;
var Batches = class {
	#window;
	#write;
	#waiting = [];
	#bytes = 0;
	#hurry = null;
	#running = null;
	#closed = false;
	constructor(window, write) {
		if (!(window >= 0 && window <= MAX_WINDOW)) throw new TypeError(`a window has 0 to ${MAX_WINDOW} milliseconds`);
		this.#window = window;
		this.#write = write;
	}
	add(entry, signal) {
		return new Promise((resolve, reject) => {
			if (this.#closed) throw new TlogStorageError("LOG_CLOSED", "the log is closed");
			if (signal?.aborted) throw aborted();
			assertEntry(entry);
			const takeBack = () => this.#takeBack(waiting);
			const settled = () => signal?.removeEventListener("abort", takeBack);
			const waiting = {
				entry: Uint8Array.from(entry),
				resolve(result) {
					settled();
					resolve(result);
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
	#takeBack(waiting) {
		const at = this.#waiting.indexOf(waiting);
		if (at < 0) return;
		this.#waiting.splice(at, 1);
		this.#bytes -= waiting.entry.length;
		waiting.reject(aborted());
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
			await this.#next();
		}
		this.#running = null;
	}
	async #next() {
		let taken = null;
		try {
			await this.#write({
				take: () => {
					taken = this.#take();
					return taken.map(({ entry }) => entry);
				},
				resolve(results) {
					for (const [at, result] of results.entries()) taken?.[at]?.resolve(result);
				}
			});
		} catch (error) {
			for (const { reject } of taken ?? this.#take()) reject(error);
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
};
function aborted() {
	return new CoreError("ABORTED", "aborted before the entry was added");
}
// packages/tlog-storage/src/recover.ts
async function findLog(store, origin, keys) {
	const checkpoint = await store.read(CHECKPOINT_PATH);
	const state = await store.readState();
	if (state === null) {
		if (checkpoint === null) throw new TlogStorageError("LOG_NOT_FOUND", `there is no log in ${store.name}`);
		throw new TlogStorageError("LOG_ROLLED_BACK", `there is a checkpoint in ${store.name}, and no state`);
	}
	const head = parseState(state);
	if (head.origin !== origin) throw new TlogStorageError("LOG_ORIGIN_MISMATCH", `the log is ${head.origin}, not ${origin}`);
	const appender = await understood(() => Appender.open(store, head));
	if (checkpoint === null) return {
		appender,
		checkpoint
	};
	const signed = await understood(async () => openCheckpoint(checkpoint, {
		origin,
		keys
	}));
	await compare(store, signed, head);
	return {
		appender,
		checkpoint: signed.size === head.size ? checkpoint : null
	};
}
async function compare(store, signed, head) {
	if (signed.size > head.size) throw new TlogStorageError("LOG_ROLLED_BACK", `a checkpoint of ${signed.size} entries, and a state of ${head.size}`);
	if (signed.size === head.size && !equalBytes(signed.root, head.root)) throw new TlogStorageError("LOG_DAMAGED", `the checkpoint of ${head.size} entries is of other ones`);
	await understood(() => proveConsistency(store, signed, head));
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
		throw new TlogStorageError(MEANING[error.code] ?? "LOG_DAMAGED", error.message, { cause: error });
	}
}
// packages/tlog-storage/src/stored-log.ts
const MAX_ATTEMPTS = 100;
var StoredLog = class StoredLog {
	origin;
	#store;
	#signers;
	#keys;
	#cosign;
	#batches;
	#appender = null;
	#checkpoint = /* @__PURE__ */ new Uint8Array();
	constructor(store, options) {
		const { origin, signers, formerKeys = [], window = 50, cosign } = options;
		if (signers.length === 0) throw new TypeError("a log has a signer");
		this.origin = origin;
		this.#store = store;
		this.#signers = signers;
		this.#keys = [...signers.map(({ key }) => key), ...formerKeys];
		this.#cosign = cosign;
		this.#batches = new Batches(window, (batch) => this.#sequence(batch));
	}
	static create(store, options) {
		return orDispose(store, async () => {
			const log = new StoredLog(store, options);
			await using _ = await store.lock();
			if (await store.prepare() && await log.#commit(Appender.empty(), null, []) !== null) return log;
			throw new TlogStorageError("LOG_EXISTS", `there is a log in ${store.name}, or what is left of one`);
		});
	}
	static open(store, options) {
		return orDispose(store, async () => {
			const log = new StoredLog(store, options);
			if (await store.readState() === null) await findLog(store, log.origin, log.#keys);
			await using _ = await store.lock();
			await store.recover();
			await log.#find();
			return log;
		});
	}
	get checkpoint() {
		return this.#checkpoint;
	}
	read(path) {
		return this.#store.read(path);
	}
	add(entry, signal) {
		return this.#batches.add(entry, signal);
	}
	async close() {
		await this.#batches.close();
		await this.#store[Symbol.asyncDispose]();
	}
	[Symbol.asyncDispose]() {
		return this.close();
	}
	async #sequence(batch) {
		try {
			await using _ = await this.#store.lock();
			const entries = batch.take();
			if (entries.length === 0) return;
			const { first, head, checkpoint } = await this.#append(entries);
			batch.resolve(entries.map((_, at) => ({
				index: first + at,
				head,
				checkpoint
			})));
		} catch (error) {
			this.#appender = null;
			throw error;
		}
	}
	async #append(entries) {
		for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
			const appender = await this.#current();
			const first = appender.head.size;
			const committed = await this.#commit(appender, this.#stateAt(appender.head), entries);
			if (committed) return {
				first,
				...committed
			};
			this.#appender = null;
		}
		throw new TlogStorageError("LOG_BUSY", `others were faster ${MAX_ATTEMPTS} times`, { details: { log: this.#store.name } });
	}
	async #current() {
		const own = this.#appender;
		if (own) {
			const state = await this.#store.readState();
			if (state && equalBytes(state, this.#stateAt(own.head))) return own;
		}
		return this.#find();
	}
	async #find() {
		const { appender, checkpoint } = await findLog(this.#store, this.origin, this.#keys);
		this.#appender = appender;
		if (checkpoint === null) await this.#sign(appender.head);
		else this.#checkpoint = checkpoint;
		return appender;
	}
	#stateAt(head) {
		return encodeState({
			origin: this.origin,
			...head
		});
	}
	async #commit(appender, previous, entries) {
		const { head, files, filled } = appender.append(entries);
		this.#appender = null;
		if (!await this.#store.advance(previous, this.#stateAt(head), files)) return null;
		this.#appender = appender;
		const checkpoint = await this.#sign(head).catch((error) => this.#newer(head, error));
		await this.#store.dropPartials(filled).catch(() => {});
		return checkpoint;
	}
	async #sign(head) {
		const text = encodeCheckpoint({
			origin: this.origin,
			...head
		});
		const signed = await signNote(text, this.#signers).catch((cause) => {
			if (cause instanceof ChanceryError) throw cause;
			throw new TlogStorageError("LOG_SIGNING_FAILED", `no signature over ${head.size} entries`, { cause });
		});
		const checkpoint = this.#cosign ? await this.#cosign(signed, this) : signed;
		if (this.#opened(checkpoint).note.text !== text) throw new TypeError("cosign gave back another checkpoint");
		await this.#store.publishCheckpoint(checkpoint, (shown) => this.#opened(shown).size < head.size);
		this.#checkpoint = checkpoint;
		return {
			head,
			checkpoint
		};
	}
	async #newer({ size }, error) {
		const { appender, checkpoint } = await findLog(this.#store, this.origin, this.#keys);
		const { head } = appender;
		if (checkpoint === null || head.size <= size) throw error;
		this.#appender = appender;
		this.#checkpoint = checkpoint;
		return {
			head,
			checkpoint
		};
	}
	#opened(checkpoint) {
		return openCheckpoint(checkpoint, {
			origin: this.origin,
			keys: this.#keys
		});
	}
};
async function orDispose(store, work) {
	try {
		return await work();
	} catch (error) {
		await store[Symbol.asyncDispose]();
		throw error;
	}
}
// packages/engine/src/log/log-stores.ts
async function openLogStore(config) {
	switch (config.kind) {
		case "folder": return folderStore(config.dir);
		case "postgres": return openPostgres(config);
		case "s3": return openS3(config);
	}
}
async function openPostgres({ origin, host, port, database, user, password, ca }) {
	const server = {
		host,
		port: port ?? void 0,
		database,
		user: user ?? void 0,
		password: password === null ? void 0 : await readPassword(password),
		ca: ca === null ? void 0 : [await readText(ca)]
	};
	const { nameOf, openPool, postgresStore } = await import("./tlog-storage4.js");
	return postgresStore(openPool(server), {
		origin,
		name: nameOf(server)
	});
}
async function openS3({ bucket, prefix, region, endpoint, pathStyle, ca }) {
	const place = {
		bucket,
		prefix: prefix ?? void 0,
		region: region ?? void 0,
		endpoint: endpoint ?? void 0,
		pathStyle: pathStyle ?? void 0,
		ca: ca === null ? void 0 : [await readText(ca)]
	};
	const { openObjects, s3Store } = await import("./tlog-storage5.js");
	return s3Store(openObjects(place));
}
async function readPassword(source) {
	const isVariable = "env" in source;
	const password = (isVariable ? process.env[source.env] : await readFile(source.file, "utf8").catch(() => void 0))?.replace(/[\r\n]+$/, "");
	if (password) return password;
	const place = isVariable ? `the environment variable ${source.env}` : source.file;
	throw new EngineError("LOG_PASSWORD_MISSING", `${place} holds no password`, { details: { place } });
}
export { StoredLog as n, folderStore as r, openLogStore as t };
