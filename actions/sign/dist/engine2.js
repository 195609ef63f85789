import { r as __toESM } from "./rolldown-runtime.js";
import { a as withReadBuffer, c as cancelFlag, d as asFilesError, f as errnoOf, l as setCancelled, o as assertGoing, p as onFile, r as hashGroups, s as assertUnaborted, t as decodeFailure, u as FilesError } from "./files.js";
import { C as toHex, F as ChanceryError, I as CoreError, S as toBase64, _ as concat, v as equalBytes, w as utf8, x as fromUtf8, y as fromBase64 } from "./core.js";
import { getCompileCacheDir } from "node:module";
import { access, copyFile, link, open, readFile, readdir, realpath, stat, utimes } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { createHash, randomBytes } from "node:crypto";
import { closeSync, constants as constants$1, fchmodSync, fchownSync, fstatSync, fsync, ftruncateSync, futimesSync, linkSync, lstatSync, mkdirSync, open as open$1, openSync, read, readFileSync, readSync, readdirSync, realpathSync, renameSync, rmdirSync, statSync, unlinkSync, writeSync } from "node:fs";
import { promisify } from "node:util";
import { availableParallelism, hostname } from "node:os";
import { setImmediate, setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
/** ...and lies within one page: the kernel copies a page's part of a write whole, so no kill can leave half of it. */
const PAGE = 4096;
/** The appended part is kept in the journal too; more than this is no signature. */
const TAIL_LIMIT = 4194304;
/** The edit as an {@link Overlay}, or null where kept bytes move or leave the source. Pure. */
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
/**
* The plan for an edit that keeps the whole original where it is, but for one short run near the head, and appends a tail: an unsigned PE that
* gets a signature. null for every other edit; those are written beside the file and renamed. Pure.
* @param size bytes of the original
*/
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
// packages/files/src/worker-lane.ts
/** A thread of its own that hashes one task after the other. */
/** Small objects die young here: room for more of them would only be memory. */
const YOUNG_MB = 4;
var WorkerLane = class {
	#worker;
	#onEnd;
	#waiting = null;
	#ended = false;
	/** @param onEnd called once, when the thread is gone, before its task fails */
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
	/** @throws what the task throws; FilesError LANE_FAILED where the thread ended first */
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
/** The thread's code stands beside this file, under the same extension: as source, compiled, or in a bundle. */
function workerFile() {
	return new URL(`./lane-worker${runsFromSource() ? ".ts" : ".js"}`, import.meta.url);
}
function runsFromSource() {
	return new URL(import.meta.url).pathname.endsWith(".ts");
}
/** A process that caches compiled code lends it to its threads: from source, they start in half the time and memory. */
function compileCache() {
	const folder = getCompileCacheDir();
	return folder === void 0 ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}
// packages/files/src/lanes.ts
/** More threads than this wait for the disk, not for a core. */
const MOST_LANES = 4;
/** Work up to this cost is done at once on the calling thread: a turn at the lanes would take longer. */
const INLINE_COST = 8388608;
let lanes = null;
/** One lane for each core, 2 to 4. Asked once: the answer takes reading of what a container allows. */
function defaultLanes() {
	lanes ??= Math.max(2, Math.min(availableParallelism(), MOST_LANES));
	return lanes;
}
/** The calling thread is a lane too: it starts at once, and mostly has nothing else to do. */
const home = { run: ({ fd, groups, cancel }) => withReadBuffer((buffer) => hashGroups(groups, {
	fd,
	cancel,
	buffer,
	shared: true
})) };
/** The process's threads. They start when there is work for them, and while they have none the process may end. */
const workers = /* @__PURE__ */ new Set();
const busy$1 = /* @__PURE__ */ new Set();
const queue = [];
/**
* Hashes on the next free lane. Tasks start in the order of their calls.
* @param limit how many lanes there may be, the calling thread among them
* @throws what {@link hashGroups} throws; FilesError LANE_FAILED where a thread died
*/
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
/**
* Starts a thread where one of these files is too large for the calling thread alone: to load its code takes as long as to log in at a token,
* and both can be done at once.
*/
function prepareLanes(paths) {
	if (workers.size === 0 && paths.some(isLarge)) addWorker();
}
function isLarge(path) {
	try {
		return statSync(path).size > INLINE_COST;
	} catch {
		return false;
	}
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
/** An idle thread before the calling thread, and that before a new thread. */
function freeLane(limit) {
	if (limit > 1) {
		for (const worker of workers) if (!busy$1.has(worker)) return worker;
	}
	if (!busy$1.has(home)) return home;
	return workers.size + 1 < limit ? addWorker() : null;
}
function addWorker() {
	const worker = new WorkerLane(() => workers.delete(worker));
	workers.add(worker);
	return worker;
}
// packages/files/src/digest-plan.ts
/** Jobs over the same parts go together up to this cost; longer ones run side by side on several threads. */
const SHARED_PASS = 33554432;
const CHECKSUMS = ["sum16", "crc32"];
/** Small jobs travel together until they cost this much: a message for each of a JAR's entries would cost more than its hashing. */
const BATCH_COST = 16777216;
/** Inflating a byte takes about as long as hashing this many. */
const INFLATE_COST = 4;
/** Equal for jobs that have the same digest. Labels do not count. */
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
/** Puts jobs into groups and batches; the costliest batch is first, so that the threads end together. Pure. */
function planDigest(jobs) {
	const groups = /* @__PURE__ */ new Map();
	for (const [index, job] of jobs.entries()) {
		const cost = job.parts.reduce((sum, part) => sum + partCost(part), 0);
		const parts = partsKey(job.parts);
		const key = cost > SHARED_PASS && groups.has(parts) && !CHECKSUMS.includes(job.algorithm) ? String(index) : parts;
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
/** The digests of one open file. Equal jobs, also those under way, are hashed once. */
var SourceDigests = class {
	#fd;
	#lanes;
	#cancel;
	#digests = /* @__PURE__ */ new Map();
	#running = /* @__PURE__ */ new Set();
	constructor(fd, lanes, cancel) {
		this.#fd = fd;
		this.#lanes = lanes;
		this.#cancel = cancel;
	}
	digest(jobs) {
		const keys = jobs.map(jobKey);
		const fresh = /* @__PURE__ */ new Map();
		for (const [i, key] of keys.entries()) if (!this.#digests.has(key) && !fresh.has(key)) fresh.set(key, jobs[i]);
		this.#start(fresh);
		return Promise.all(keys.map((key) => this.#digests.get(key)));
	}
	/** Waits until no thread reads the descriptor any more. */
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
	#hashHere({ groups }) {
		const context = {
			fd: this.#fd,
			cancel: this.#cancel,
			shared: true
		};
		return withReadBuffer((buffer) => hashGroups(groups, {
			...context,
			buffer
		}));
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
/** Reads up to this length block the thread for some microseconds; to hand them to another thread would take longer. */
const SYNC_READ = 65536;
const readAsync = promisify(read);
/**
* Opens a regular file (through symbolic links) for reading at any place and for hashing on several threads, in constant memory.
* @throws FilesError FILE_NOT_FOUND, PATH_IS_DIRECTORY, NOT_A_FILE, PERMISSION_DENIED
*/
function openFileSource(path, options = {}) {
	return onFile(path, async () => {
		assertRegular(statSync(path, { bigint: true }), path);
		const fd = openSync(path, "r");
		try {
			const stats = fstatSync(fd, { bigint: true });
			assertRegular(stats, path);
			return new OpenFile(path, fd, stats, options);
		} catch (error) {
			closeSync(fd);
			throw error;
		}
	});
}
/** Microseconds: four times a file, it need not be another thread's. null where nothing is there. */
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
	#reading = /* @__PURE__ */ new Set();
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
		closeSync(this.#fd);
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
	/** A system call of two microseconds. Sees whatever changed the times or the length; ctime also sees an mtime that was set back. */
	#assertContent() {
		const now = fstatSync(this.#fd, { bigint: true });
		const then = this.#stats;
		if (now.size !== then.size || now.mtimeNs !== then.mtimeNs || now.ctimeNs !== then.ctimeNs) throw this.#changed("changed");
	}
	#changed(how) {
		return new CoreError("FILE_CHANGED", `${this.path}: ${how} since it was opened`, { details: { path: this.path } });
	}
	/** What happened to a descriptor, told of the file. */
	#named(error) {
		if (error instanceof CoreError && error.code === "FILE_CHANGED" && error.details.path === void 0) return this.#changed("was cut short");
		return asFilesError(error, this.path);
	}
};
// packages/files/src/owner.ts
function thisProcess() {
	return {
		host: hostname(),
		pid: process.pid,
		started: startOf(process.pid)
	};
}
/** A process of another machine, or of another container, counts as gone: nobody here can ask. */
function isRunning(owner) {
	if (!isThisHost(owner) || !pidRuns(owner.pid)) return false;
	const started = startOf(owner.pid);
	return started === "" || owner.started === "" || started === owner.started;
}
/** A container is a machine of its own, mostly. */
function isThisHost({ host }) {
	return host === hostname();
}
function pidRuns(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}
/** proc(5): field 22 of /proc/PID/stat, counted behind the command's name, which may hold blanks and brackets. */
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
/** A temporary's name: `.NAME.chancery-PID-RANDOM.tmp`, in the folder of what it becomes. */
const TEMP = /^\..*\.chancery-(\d+)-[0-9a-f]{8}\.tmp$/;
/** Longest name that leaves room for what we put around it: file systems end at 255 bytes. */
const NAME_LIMIT = 200;
/** Those of this process: another one with our number may have left some too. */
const ours$1 = /* @__PURE__ */ new Set();
const swept = /* @__PURE__ */ new Set();
/** `.NAME.chancery-TAG.tmp` beside `target`. */
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
/** A new name may have to wait until the file system has written its journal. */
const opened = promisify(open$1);
/** Opens a new temporary for what `target` becomes, and makes its folder where it is missing. Undone, both are gone. */
async function createTemp(target, mode, undo) {
	const path = tempBeside(target);
	for (let attempt = 1;; attempt++) {
		try {
			const fd = await opened(path, "wx+", mode);
			undo.add(() => removeIfThere(path));
			return {
				path,
				fd
			};
		} catch (error) {
			if (errnoOf(error) !== "ENOENT" || attempt === 5) throw error;
		}
		await makeFolder(dirname(path), undo);
	}
}
/** Makes a folder and those above it. Undone, those that we made are gone, but for one that something else has put a file into. */
async function makeFolder(folder, undo) {
	for (;;) {
		try {
			mkdirSync(folder);
			break;
		} catch (error) {
			if (errnoOf(error) === "EEXIST") return;
			if (errnoOf(error) !== "ENOENT" || dirname(folder) === folder) throw error;
		}
		await makeFolder(dirname(folder), undo);
	}
	undo.add(() => {
		try {
			rmdirSync(folder);
		} catch {}
	});
	await syncFolder(dirname(folder));
}
/**
* A durable temporary with `bytes`.
* @param mode as the umask leaves it
* @param exactMode whatever the umask says
*/
async function writeTemp(target, bytes, mode, undo, exactMode) {
	const { path, fd } = await createTemp(target, mode, undo);
	try {
		if (exactMode !== void 0) fchmodSync(fd, exactMode);
		writeFully(fd, bytes, 0);
		await synced(fd);
	} finally {
		closeSync(fd);
	}
	return path;
}
/**
* Makes a temporary visible as `target`. Undone, `target` is what it was.
* @returns what removes the way back, once there is no need for it
*/
async function replaceWith(temp, target, undo) {
	const backup = await keepBeside(target, undo);
	renameSync(temp, target);
	undo.add(() => backup === null ? removeIfThere(target) : renameSync(backup, target));
	return () => {
		if (backup !== null) removeIfThere(backup);
	};
}
/** A second name for what stands at `target`, or a copy where the file system has no links; null where nothing stands there. */
async function keepBeside(target, undo) {
	if (!isThere(target)) return null;
	const backup = tempBeside(target);
	undo.add(() => removeIfThere(backup));
	try {
		linkSync(target, backup);
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return null;
		await copyFile(target, backup, constants$1.COPYFILE_FICLONE);
	}
	return backup;
}
function removeIfThere(path) {
	ours$1.delete(path);
	if (!isThere(path)) return;
	try {
		unlinkSync(path);
	} catch (error) {
		if (errnoOf(error) !== "ENOENT") throw error;
	}
}
/** Mostly nothing is, and to be told so costs a tenth of an error. What cannot be looked at may be there. */
function isThere(path) {
	try {
		return lstatSync(path, { throwIfNoEntry: false }) !== void 0;
	} catch {
		return true;
	}
}
/** Waits for the disk, on another thread. */
const synced = promisify(fsync);
/** Writes all of `bytes` at `position`: one call may write less. */
function writeFully(fd, bytes, position) {
	for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, position + done);
}
/** Makes names durable. Windows, and some network file systems, have no such call and need none. */
async function syncFolder(folder) {
	if (process.platform === "win32") return;
	const fd = openSync(folder, "r");
	try {
		await synced(fd);
	} catch (error) {
		if (![
			"EINVAL",
			"ENOTSUP",
			"ENOSYS"
		].includes(errnoOf(error) ?? "")) throw error;
	} finally {
		closeSync(fd);
	}
}
/** The folders of `paths`, each once. */
async function syncFolders(...paths) {
	for (const folder of new Set(paths.map((path) => dirname(path)))) await syncFolder(folder);
}
/** Removes what killed processes left in a folder; once for each folder and process. */
function sweepFolder(folder) {
	if (swept.has(folder)) return;
	swept.add(folder);
	for (const name of namesIn(folder)) {
		const pid = Number(TEMP.exec(name)?.[1] ?? NaN);
		const path = join(folder, name);
		if (Number.isNaN(pid) || ours$1.has(path)) continue;
		if (pid !== process.pid && pidRuns(pid)) continue;
		try {
			removeIfThere(path);
		} catch {}
	}
}
function namesIn(folder) {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}
// packages/files/src/undo.ts
/** What brings everything back to how it was: steps in the order in which they were made, undone from the last. */
var Undo = class {
	#steps = [];
	add(step) {
		this.#steps.push(step);
	}
	/** From here on what was done stays. */
	forget() {
		this.#steps = [];
	}
	/** Undoes every step, also after one that failed. @throws the first failure */
	async run() {
		const steps = this.#steps.reverse();
		this.#steps = [];
		const failures = [];
		for (const step of steps) try {
			await step();
		} catch (error) {
			failures.push(error);
		}
		if (failures.length > 0) throw failures[0];
	}
};
// packages/files/src/folder-lock.ts
/** A holder touches its lock that often. Milliseconds. */
const BEAT = 1e3;
/**
* Makes a folder this process' own until it lets go or ends, however it ends. The lock is a file in it, `.NAME.chancery-lock.tmp`, which names its
* holder; that of a process that is gone counts for nothing. It binds only those who ask for it.
* @throws FilesError where the folder cannot be written to; CoreError ABORTED
*/
function lockFolder(folder, options = {}) {
	return onFile(folder, () => acquire(folder, "lock", options));
}
async function acquire(folder, tag, options) {
	const place = hiddenBeside(join(folder, basename(folder)), tag);
	for (;;) {
		const lock = await placeLock(place);
		if (lock) return {
			kind: "locked",
			lock
		};
		const found = await readLock(place);
		if (found === null) continue;
		if (await isHeld(place, found.holder, options)) return {
			kind: "busy",
			holder: found.holder
		};
		const takeover = await acquire(folder, `${tag}-takeover`, options);
		if (takeover.kind === "busy") return takeover;
		await using _ = takeover.lock;
		if ((await readLock(place))?.text === found.text) removeIfThere(place);
	}
}
/** null where there is one already. */
async function placeLock(place) {
	const undo = new Undo();
	const text = utf8(`${JSON.stringify({
		...thisProcess(),
		since: (/* @__PURE__ */ new Date()).toISOString()
	})}\n`);
	try {
		const temp = await writeTemp(place, text, 420, undo);
		const placed = await placeWhole(temp, place, text);
		removeIfThere(temp);
		if (!placed) return null;
	} catch (error) {
		await undo.run().catch(() => {});
		throw error;
	}
	undo.add(() => removeIfThere(place));
	const beat = setInterval(() => void utimes(place, /* @__PURE__ */ new Date(), /* @__PURE__ */ new Date()).catch(() => {}), BEAT);
	beat.unref();
	return { async [Symbol.asyncDispose]() {
		clearInterval(beat);
		await undo.run();
	} };
}
/** Under a second name the text is there as soon as the lock is; some file systems have no such names. */
async function placeWhole(temp, place, text) {
	try {
		await link(temp, place);
		return true;
	} catch (error) {
		if (errnoOf(error) === "EEXIST") return false;
		if (![
			"EPERM",
			"ENOTSUP",
			"ENOSYS"
		].includes(errnoOf(error) ?? "")) throw error;
	}
	try {
		await using handle = await open(place, "wx", 420);
		await handle.writeFile(text);
		return true;
	} catch (error) {
		if (errnoOf(error) === "EEXIST") return false;
		throw error;
	}
}
/** null where there is none. */
async function readLock(place) {
	let text;
	try {
		text = await readFile(place, "utf8");
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return null;
		throw error;
	}
	return {
		text,
		holder: parseHolder(text)
	};
}
function parseHolder(text) {
	try {
		const { host, pid, started, since } = JSON.parse(text);
		return [
			host,
			started,
			since
		].every((value) => typeof value === "string") && Number.isSafeInteger(pid) && pid > 0 ? {
			host,
			pid,
			started,
			since
		} : null;
	} catch {
		return null;
	}
}
/** A process of this machine is asked for. Of others, and where its number may have been given out again, the lock must be touched while we look. */
async function isHeld(place, holder, { watch = 1e4, signal }) {
	if (holder && isThisHost(holder)) {
		const runs = isRunning(holder);
		if (!runs || holder.started !== "") return runs;
	}
	const before = await beatOf(place);
	await setTimeout(watch, void 0, { signal }).catch(() => assertUnaborted(signal));
	const after = await beatOf(place);
	return after !== null && after !== before;
}
async function beatOf(place) {
	return stat(place).then(({ mtimeMs }) => mtimeMs, () => null);
}
// packages/files/src/walk.ts
/**
* The matching files below `base`, sorted, with forward slashes.
* @throws FilesError SYMLINK_ESCAPES where a matching link, or a linked folder in which files could match, leads out of `base`
*/
async function walk(base, options) {
	const { matches, depth, suffixes } = options;
	const found = [];
	const folders = [{
		path: "",
		level: 1
	}];
	for (let folder = folders.pop(); folder !== void 0; folder = folders.pop()) {
		const entries = await list(join(base, folder.path));
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
/** A folder that is not there, or went away, holds nothing. */
async function list(folder) {
	try {
		return await readdir(folder, { withFileTypes: true });
	} catch (error) {
		if (["ENOENT", "ENOTDIR"].includes(errnoOf(error) ?? "")) return [];
		throw error;
	}
}
/** `NAME.p7s` beside `NAME` is ours; alone it is a file like any other. */
function isSideFile(name, names, suffixes) {
	return suffixes.some((suffix) => name.endsWith(suffix) && names.has(name.slice(0, -suffix.length)));
}
/** Whether a link is a file to be signed. Linked folders are not entered: what is in them inside the base has its own path there. */
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
/** Records of a signed file: of the signing, and of the build where the CI job proved who it is. */
const RECORD_SUFFIXES = [".sigstore.json", ".provenance.sigstore.json"];
/** What we leave beside a signed file. */
const SIDE_FILE_SUFFIXES = [
	".p7s",
	...RECORD_SUFFIXES,
	".attestation.sigstore.json"
];
/** Characters that make a pattern of a path. Round brackets are none: extended globs are not part of the language. */
const GLOB_CHARACTERS = /[*?[\]{}\\]/;
/** `s`: a name that begins with a line break is a name like others, and no glob may pass over it. */
const MATCHING = {
	noextglob: true,
	flags: "s"
};
/**
* The files that paths and globs (`**`, `*`, `?`, `[a-z]`, `{a,b}`, `!exclude`) mean: in the order of the patterns, each glob's files sorted, every
* file once. A path that exists is taken literally, whatever characters it has. Globs see regular files and links to them; no dot files, no side
* files, and nothing behind a linked folder. An exclusion holds for all patterns, and for everything below a folder that it names.
* @throws FilesError FILE_NOT_FOUND, PATH_IS_DIRECTORY, NOT_A_FILE (literal paths); NOTHING_MATCHED, SYMLINK_ESCAPES (globs); PERMISSION_DENIED
*/
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
	const isExcluded = await exclusion(excluded, cwd);
	const found = /* @__PURE__ */ new Map();
	for (const { pattern, literal } of wanted) {
		const kept = (literal === null ? await globFiles(slashes(pattern), cwd, suffixes) : [literal]).filter((file) => !isExcluded(file));
		if (kept.length === 0) throw nothing(pattern);
		for (const file of kept) if (!found.has(file.absolute)) found.set(file.absolute, file);
	}
	return [...found.values()];
}
/** null where nothing is called so and it may be a pattern. */
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
	const matches = await matcher(rest, MATCHING);
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
/** Loaded where there is a pattern: most paths are none. */
async function matcher(pattern, options) {
	const { default: picomatch } = await import("./picomatch.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	return picomatch(pattern, options);
}
/** Splits before the first segment that is a pattern; a folder that really has such a name is none. */
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
async function exclusion(patterns, cwd) {
	if (patterns.length === 0) return () => false;
	const matches = await matcher(patterns.map((pattern) => pattern.replace(/^(?:\.\/+)+/, "").replace(/\/+$/, "")).flatMap((pattern) => [pattern, `${pattern}/**`]), {
		...MATCHING,
		dot: true
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
/** A backslash separates folders on Windows and nothing else; elsewhere it takes a character's meaning away. */
function slashes(path) {
	return sep === "\\" ? path.replaceAll("\\", "/") : path;
}
function nothing(pattern) {
	return new FilesError("NOTHING_MATCHED", `${JSON.stringify(pattern)}: no file matches`, { details: { pattern } });
}
// packages/files/src/output-place.ts
/**
* In place where both names are the same entry of the same folder. A target that merely leads to the source (a symbolic link in the output
* folder) is replaced: an input is never changed through an output folder.
* @throws FilesError PATH_IS_DIRECTORY, NOT_A_FILE where the target stands and is no file
*/
function findPlace(source, target) {
	if (entryOf(source) === entryOf(target)) {
		const file = realpathSync.native(source);
		return {
			file,
			folder: dirname(file),
			inPlace: true
		};
	}
	const stats = lstatSync(target, { throwIfNoEntry: false });
	const details = { path: target };
	if (stats?.isDirectory()) throw new FilesError("PATH_IS_DIRECTORY", `${target}: is a directory`, { details });
	if (stats && !stats.isFile() && !stats.isSymbolicLink()) throw new FilesError("NOT_A_FILE", `${target}: is not a regular file`, { details });
	return {
		file: target,
		folder: dirname(target),
		inPlace: false
	};
}
/** The name in its real folder; a folder that is not there yet is taken as it is called. */
function entryOf(path) {
	return join(realFolder(dirname(resolve(path))), basename(path));
}
function realFolder(folder) {
	try {
		return realpathSync.native(folder);
	} catch {
		return folder;
	}
}
// packages/files/src/copy-parts.ts
/** Writes an edit out through one buffer: thousands of short parts cost as many writes as they fill chunks. */
function writeParts(fd, source, parts, signal) {
	return withReadBuffer((buffer) => writeThrough(buffer, fd, source, parts, signal));
}
async function writeThrough(buffer, fd, source, parts, signal) {
	const total = parts.reduce((sum, part) => sum + partLength(part), 0);
	let filled = 0;
	let position = 0;
	const flush = async () => {
		assertUnaborted(signal);
		writeFully(fd, buffer.subarray(0, filled), position);
		position += filled;
		filled = 0;
		if (position < total) await setImmediate();
	};
	for (const part of joined(parts)) {
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
/** Ranges that follow each other as one: a JAR's untouched entries are one long copy. */
function* joined(parts) {
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
/** Lets the kernel copy or clone the file, then lays the new bytes over it. `fd` is `temp`, open for writing. */
async function copyAndOverlay(fd, temp, source, overlay) {
	await copyFile(source.path, temp, constants$1.COPYFILE_FICLONE);
	if (overlay.size < source.size) ftruncateSync(fd, overlay.size);
	for (const { at, bytes } of overlay.writes) writeFully(fd, bytes, at);
}
// packages/files/src/journal.ts
/** Base64 of the tail, and room for the rest. */
const JOURNAL_LIMIT = Math.ceil(TAIL_LIMIT * 4 / 3) + 4 * PAGE;
/** Journals of this process that are in use. */
const ours = /* @__PURE__ */ new Set();
function journalPath(path) {
	return hiddenBeside(path, "journal");
}
/** The first line is the SHA-256 of the second. */
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
/** null where the bytes are no whole journal: its writer did not get to touch the file. */
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
/**
* Writes the journal of `path`, whole or not at all, and never over another one.
* @returns false where the file system has no links to do that with
* @throws FilesError FILE_BUSY where there is one
*/
async function placeJournal(path, plan) {
	const place = journalPath(path);
	const undo = new Undo();
	try {
		const temp = await writeTemp(path, encodeJournal({
			...plan,
			owner: thisProcess()
		}), 384, undo);
		linkSync(temp, place);
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
	removeIfThere(place);
	ours.delete(place);
	await syncFolder(dirname(place));
}
/**
* The journal beside a file; null where there is none, or none that was finished (that one is removed).
* @throws FilesError FILE_BUSY where the process that wrote it still runs
*/
async function readJournal(path) {
	const place = journalPath(path);
	let bytes;
	try {
		if (statSync(place, { throwIfNoEntry: false }) === void 0) return null;
		bytes = readBounded(place);
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
/**
* Brings the original back, if the file is what the journal's writer may have left of it.
* @returns false where it is something else (built anew since), which stays as it is, or gone
*/
async function rollBack(path, journal) {
	let fd;
	try {
		fd = openSync(path, constants$1.O_RDWR | constants$1.O_NOFOLLOW);
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return false;
		throw error;
	}
	try {
		if (!isOurs(fd, journal)) return false;
		if (journal.before.length > 0) {
			writeFully(fd, journal.before, journal.start);
			await synced(fd);
		}
		ftruncateSync(fd, journal.size);
		futimesSync(fd, /* @__PURE__ */ new Date(), journal.mtimeMs / 1e3);
		await synced(fd);
		return true;
	} finally {
		closeSync(fd);
	}
}
function isOurs(fd, { size, start, before, after, tail }) {
	const now = fstatSync(fd).size;
	if (now < size || now > size + tail.length) return false;
	const head = new Uint8Array(before.length);
	readSync(fd, head, 0, head.length, start);
	if (!head.every((byte, i) => byte === before[i] || byte === after[i])) return false;
	const behind = new Uint8Array(now - size);
	readSync(fd, behind, 0, behind.length, size);
	if (!behind.every((byte, i) => byte === tail[i] || byte === 0)) return false;
	return equalBytes(head, before) ? behind.length > 0 : behind.length === tail.length;
}
/** Nothing where it is too long to be ours. */
function readBounded(place) {
	const fd = openSync(place, "r");
	try {
		return fstatSync(fd).size > JOURNAL_LIMIT ? /* @__PURE__ */ new Uint8Array() : readFileSync(fd);
	} finally {
		closeSync(fd);
	}
}
function busy(path) {
	return new FilesError("FILE_BUSY", `${path}: another process is signing it in place`, { details: { path } });
}
function sha256(text) {
	return createHash("sha256").update(text).digest("hex");
}
// packages/files/src/in-place.ts
/**
* Signs a file where it stands: the journal, the tail, then the header in one write, each durable before the next.
* So the file is the original, with or without bytes behind its end, until that one write makes it the finished file.
* @param path the file itself, no symbolic link
* @returns false where the file cannot be written to like this (read-only, being executed, no links); nothing happened then
*/
async function writeInPlace(path, source, plan, undo) {
	const fd = openForUpdate(path);
	if (fd === null) return false;
	try {
		const journal = await planJournal(fd, source, plan);
		if (!await placeJournal(path, journal)) return false;
		undo.add(async () => {
			await rollBack(path, journal);
			await removeJournal(path);
		});
		await source.assertUnchanged();
		writeFully(fd, plan.tail, source.size);
		await synced(fd);
		if (journal.after.length > 0) {
			writeFully(fd, journal.after, journal.start);
			await synced(fd);
		}
		return true;
	} finally {
		closeSync(fd);
	}
}
function openForUpdate(path) {
	try {
		return openSync(path, constants$1.O_RDWR | constants$1.O_NOFOLLOW);
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
async function planJournal(fd, source, plan) {
	const { mtimeMs } = fstatSync(fd);
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
// packages/files/src/signed-content.ts
/** Files from this size on are edited where they stand, or copied by the kernel; to write a smaller one anew takes no time. */
const LARGE_FILE = 8388608;
async function writeContent(place, source, parts, undo, signal) {
	const { file } = place;
	if (place.inPlace) {
		if (parts === null) return {
			kind: "untouched",
			path: source.path
		};
		const plan = source.size >= LARGE_FILE ? inPlacePlan(parts, source.size) : null;
		if (plan !== null && await writeInPlace(file, source, plan, undo)) return {
			kind: "edited",
			path: file,
			settle: () => removeJournal(file)
		};
	}
	await source.assertUnchanged();
	const temp = await createTemp(file, 384, undo);
	try {
		const overlay = parts !== null && source.size >= LARGE_FILE ? overlayPlan(parts, source.size) : null;
		if (parts === null) await copyFile(source.path, temp.path, constants$1.COPYFILE_FICLONE);
		else if (overlay !== null) await copyAndOverlay(temp.fd, temp.path, source, overlay);
		else await writeParts(temp.fd, source, parts, signal);
		assertUnaborted(signal);
		await source.assertUnchanged();
		likeOriginal(temp.fd, source, place.inPlace);
		await synced(temp.fd);
	} finally {
		closeSync(temp.fd);
	}
	return {
		kind: "beside",
		path: temp.path
	};
}
/** A new file has the permissions of the one that was signed; one that takes its place also has its owner, as far as we may give it. */
function likeOriginal(fd, source, inPlace) {
	let mode = source.mode & 511;
	if (inPlace) {
		const original = statSync(source.path);
		const made = fstatSync(fd);
		try {
			if (original.uid !== made.uid || original.gid !== made.gid) fchownSync(fd, original.uid, original.gid);
			mode = source.mode;
		} catch (error) {
			if (errnoOf(error) !== "EPERM") throw error;
		}
	}
	fchmodSync(fd, mode);
}
// packages/files/src/output.ts
/** Side files and records are for everyone, as far as the umask lets them. */
const PUBLIC_MODE = 438;
/**
* The output of one signing: temporaries beside the target, made visible by `commit` in one go, the signed file last.
* Large files that keep their place are edited where they stand, under a journal (see {@link inPlacePlan}).
* @throws CoreError FILE_CHANGED, ABORTED; FilesError DISK_FULL, PERMISSION_DENIED, PATH_IS_DIRECTORY, NOT_A_DIRECTORY, FILE_BUSY, IO_FAILED
*/
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
		const place = findPlace(source.path, target);
		sweepFolder(place.folder);
		const content = await writeContent(place, source, embedding.content, undo, signal);
		const side = embedding.sideFile && {
			path: target + embedding.sideFile.suffix,
			temp: await writeTemp(target + embedding.sideFile.suffix, embedding.sideFile.bytes, PUBLIC_MODE, undo)
		};
		const written = await reopen(content.path, basename(target));
		return {
			source: written,
			sideFile: side && await reopen(side.temp, basename(side.path)),
			commit: (records) => onFile(target, async () => {
				if (content.kind !== "edited") await source.assertUnchanged();
				await written.assertUnchanged();
				await commit(options.target, place, content, side, records, undo);
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
/** Record and side file first: whoever sees the signed file sees its record. What fails here is undone by `discard`. */
async function commit(target, place, content, side, records, undo) {
	const settle = [];
	for (const { suffix, bytes } of records) {
		const path = target + suffix;
		settle.push(await replaceWith(await writeTemp(path, bytes, PUBLIC_MODE, undo), path, undo));
	}
	if (side) settle.push(await replaceWith(side.temp, side.path, undo));
	if (content.kind === "beside") settle.push(await replaceWith(content.path, place.file, undo));
	await syncFolders(target, place.file);
	if (content.kind === "edited") await content.settle();
	undo.forget();
	const stale = RECORD_SUFFIXES.filter((suffix) => !records.some((record) => record.suffix === suffix));
	if (content.kind !== "untouched") for (const suffix of stale) settle.push(() => removeIfThere(target + suffix));
	for (const step of settle) try {
		step();
	} catch {}
}
async function closeAll(sources) {
	await Promise.all(sources.map((source) => source.close()));
}
// packages/files/src/output-plan.ts
/**
* What each input becomes. In the inputs' order.
* @param sideFileSuffixes what stands beside each output: none of it may be another input's output either
* @throws FilesError OUTPUT_COLLISION where two inputs have one output, or one's output is another input
*/
function planOutputs(files, destination, sideFileSuffixes = SIDE_FILE_SUFFIXES) {
	const inPlace = destination.kind === "in-place";
	/** Every name that an input is known by, and every output, with the input that it belongs to. */
	const owners = /* @__PURE__ */ new Map();
	const claim = (name, file) => {
		const place = CASE_BLIND ? name.toLowerCase() : name;
		const other = owners.get(place);
		if (other && other.absolute !== file.absolute) throw collision(other, file, name);
		owners.set(place, file);
	};
	const plans = [];
	for (const file of files) {
		claim(entryOf(file.absolute), file);
		if (inPlace) claim(realpathSync.native(file.absolute), file);
	}
	for (const file of files) {
		const openable = resolve(file.path) === file.absolute ? file.path : file.absolute;
		const target = inPlace ? openable : join(destination.folder, file.relative);
		claim(entryOf(target), file);
		plans.push({
			...file,
			target
		});
	}
	for (const { target, ...file } of plans) for (const suffix of sideFileSuffixes) claim(entryOf(target) + suffix, file);
	return plans;
}
/** File systems that take `A.exe` and `a.exe` for one name. */
const CASE_BLIND = process.platform === "win32" || process.platform === "darwin";
function collision(one, other, place) {
	return new FilesError("OUTPUT_COLLISION", `${one.path} and ${other.path} would both be written to ${place}`, { details: {
		paths: [one.path, other.path],
		output: place
	} });
}
// packages/files/src/recover.ts
/**
* Cleans up after a signing of `path` that was killed or lost its power: rolls an edit in place back, removes what lies about.
* To be called before a file is opened to be signed; only reading a file needs no such thing.
* @returns true where the file was brought back to its original
* @throws FilesError FILE_BUSY where another process is signing the file now, PERMISSION_DENIED, IO_FAILED
*/
function recoverInterrupted(path) {
	return onFile(path, async () => {
		let file;
		try {
			file = realpathSync.native(path);
		} catch (error) {
			if (errnoOf(error) !== "ENOENT") throw error;
			sweepFolder(dirname(path));
			return false;
		}
		sweepFolder(dirname(file));
		const journal = await readJournal(file);
		if (journal === null) return false;
		const rolledBack = await rollBack(file, journal);
		await removeJournal(file);
		return rolledBack;
	});
}
// packages/files/src/small-files.ts
/** Most bytes that a configuration, a certificate or a side file may have, where the caller names no other limit. */
const SMALL_FILE = 16777216;
/**
* A whole small file: configuration, certificates, side files. Reads pipes too (`--trust <(...)`).
* @param limit bytes
* @throws FilesError FILE_NOT_FOUND, PATH_IS_DIRECTORY, FILE_TOO_LARGE, PERMISSION_DENIED, IO_FAILED
*/
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
/**
* A small UTF-8 text file, without its byte order mark.
* @throws FilesError as {@link readBytes}, and FILE_NOT_TEXT
*/
async function readText(path, limit) {
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
/**
* Writes a small file so that its path holds the old bytes or the new ones, whatever happens, and the new ones durably on return.
* Missing folders are made. A file that is replaced keeps its mode where `mode` is not given; a new one gets 0666 less the umask.
* @throws FilesError DISK_FULL, PERMISSION_DENIED, PATH_IS_DIRECTORY, NOT_A_DIRECTORY, IO_FAILED
*/
function writeFileDurable(path, bytes, mode) {
	return onFile(path, async () => {
		const old = await stat(path).catch(() => null);
		if (old?.isDirectory()) throw new FilesError("PATH_IS_DIRECTORY", `${path}: is a directory`, { details: { path } });
		const undo = new Undo();
		try {
			const settle = await replaceWith(await writeTemp(path, bytes, mode ?? 438, undo, mode ?? (old ? old.mode & 511 : void 0)), path, undo);
			await syncFolder(dirname(path));
			undo.forget();
			settle();
		} catch (error) {
			await undo.run().catch(() => {});
			throw error;
		}
	});
}
// packages/engine/src/errors.ts
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
	FILE_ALREADY_SIGNED: {
		family: "usage",
		howToFix: "Leave the file out with !NAME, or say what to do with its signatures: --if-signed keep, append or replace."
	},
	REQUIREMENT_NOT_MET: {
		family: "untrusted",
		howToFix: "Sign the file with what is required, or drop it from --require."
	},
	SIGNER_UNEXPECTED: {
		family: "untrusted",
		howToFix: "The file is not by whom --signer-subject, --signer-issuer, --signer-key or --signer-san name: find out who signed it before you add them."
	},
	SIGNATURE_TOO_OLD: {
		family: "untrusted",
		howToFix: "Sign the file again, with a timestamp, or allow more days with --max-age."
	},
	ALGORITHM_WEAK: {
		family: "untrusted",
		howToFix: "Sign the file again with SHA-256 or better and a key that is long enough."
	},
	IDENTITY_UNPROVED: {
		family: "untrusted",
		howToFix: "Sign in a CI job whose identity token is verified (docs/identity.md), publish NAME.sigstore.json beside the file, and trust the key of the records."
	},
	IDENTITY_UNEXPECTED: {
		family: "untrusted",
		howToFix: "Another job made the file than the one you expect: find out which before you allow it."
	},
	PROVENANCE_INVALID: {
		family: "untrusted",
		howToFix: "Get the provenance again from whoever published the file: what lies there says something else."
	},
	PREDICATE_INVALID: {
		family: "usage",
		howToFix: "Give a file that holds one JSON object."
	},
	SBOM_UNKNOWN: {
		family: "usage",
		howToFix: "Give a CycloneDX or SPDX document in JSON, or say with --predicate-type what it is."
	},
	SBOM_NOT_FOUND: {
		family: "usage",
		howToFix: "Let exactly one SBOM lie beside the file (NAME.cdx.json, NAME.spdx.json), or in its folder (bom.json, sbom.cdx.json ...), or name it with --sbom."
	},
	TEST_RESULTS_INVALID: {
		family: "usage",
		howToFix: "Give the JUnit XML reports of a finished test run, or one in-toto test-result predicate in JSON."
	},
	TESTS_FAILED: {
		family: "untrusted",
		howToFix: "Mend what the tests found. Where that they failed is to be attested, say --allow-failed."
	},
	CHECKSUMS_INVALID: {
		family: "usage",
		howToFix: "Give checksums as `sha256sum FILE...` writes them, each name with one digest."
	},
	MANIFEST_NOT_FOUND: {
		family: "usage",
		howToFix: "Write release.yaml (docs/release.md has an example), or name the manifest: chancery release FILE."
	},
	MANIFEST_INVALID: {
		family: "usage",
		howToFix: "Correct the members that the message names; docs/release.md lists them all."
	},
	NOT_AVAILABLE: {
		family: "usage",
		howToFix: "Leave it out, or use a version that has it."
	},
	RELEASE_FILES_UNDECLARED: {
		family: "usage",
		howToFix: "Declare the files in an entry of the manifest, list them under ignore, or stop building them."
	},
	RELEASE_FILE_COUNT: {
		family: "usage",
		howToFix: "Build what is missing, or correct paths and count, min or max of the entry."
	},
	RELEASE_FILE_TWICE: {
		family: "usage",
		howToFix: "Exclude the file from one of the two entries: !PATTERN."
	},
	RELEASE_OUTPUT_FOREIGN: {
		family: "usage",
		howToFix: "Remove the files, or give the release an output folder of its own: they are of another release."
	},
	RELEASE_OUTPUT_BUSY: {
		family: "environment",
		howToFix: "Wait until the other run ends, or end it, then run this one again; a run that was killed blocks nobody."
	},
	RELEASE_TOO_LARGE: {
		family: "usage",
		howToFix: "Pack the files, or make several releases of them."
	},
	RELEASE_RECORD_UNKNOWN: {
		family: "usage",
		howToFix: "Give the release record of a former release: SHA256SUMS.release.sigstore.json."
	},
	RELEASE_RECORD_MISMATCH: {
		family: "untrusted",
		howToFix: "Something changed the output while or after it was written: run the release again, alone."
	}
};
var EngineError = class extends ChanceryError {
	constructor(code, message, options) {
		super(ENGINE_ERRORS, code, message, options);
		this.name = "EngineError";
	}
};
// packages/engine/src/nearest.ts
/** The word of `words` that was probably meant: at most half of it mistyped. */
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
/** ` (did you mean "x"?)`, or nothing. */
function suggestion(word, words) {
	const found = nearest(word, words);
	return found === null ? "" : ` (did you mean ${JSON.stringify(found)}?)`;
}
/** Levenshtein, one row at a time. */
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
// packages/engine/src/member-reader.ts
/** Reads a file of ours that people write, member by member, and collects everything that is wrong with it. */
var MemberReader = class {
	problems = [];
	/** What relative paths in the file are relative to. */
	folder;
	constructor(folder) {
		this.folder = folder;
	}
	/** @param names `secret`: an unknown one is not repeated, because it may be the PIN that somebody put into the wrong place */
	members(data, at, known, names = "plain") {
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
	string(value, at) {
		if (value === void 0 || value === null) return void 0;
		if (typeof value === "string" && value !== "") return value;
		this.problems.push(`${at}: is no text`);
	}
	path(value, at) {
		const path = this.string(value, at);
		return path === void 0 ? void 0 : resolve(this.folder, path);
	}
	strings(value, at) {
		if (value === void 0 || value === null) return [];
		if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
		this.problems.push(`${at}: is no list of texts`);
		return [];
	}
};
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
// packages/engine/src/identity-reader.ts
const PLATFORMS = Object.keys({
	github: true,
	gitlab: true,
	jenkins: true,
	buildkite: true,
	circleci: true,
	azure: true
});
/** Reads the section's shape. What its values mean together, `trustedIssuers` says where they are used. */
var IdentityReader = class extends MemberReader {
	identity(data) {
		if (data === void 0 || data === null) return null;
		const members = this.members(data, "identity", ["audience", "issuers"]);
		const audience = this.string(members.audience, "identity.audience");
		const { issuers } = members;
		if (!Array.isArray(issuers) || issuers.length === 0) {
			this.problems.push("identity.issuers: is no list of issuers");
			return null;
		}
		return { issuers: issuers.map((issuer, index) => this.#issuer(issuer, `identity.issuers[${index}]`, audience)) };
	}
	#issuer(data, at, common) {
		const members = this.members(data, at, [
			"issuer",
			"platform",
			"audience",
			"jwks",
			"organization",
			"maxLifetime"
		]);
		const issuer = this.string(members.issuer, `${at}.issuer`);
		if (members.issuer === void 0 || members.issuer === null) this.problems.push(`${at}.issuer: is missing`);
		const audience = members.audience === null ? null : this.string(members.audience, `${at}.audience`) ?? common;
		if (audience === void 0 && members.audience === void 0) this.problems.push(`${at}.audience: is missing, and identity.audience too`);
		return {
			issuer: issuer ?? "",
			audience: audience ?? null,
			platform: this.#platform(members.platform, `${at}.platform`),
			jwks: this.path(members.jwks, `${at}.jwks`),
			organization: this.#organization(members.organization, `${at}.organization`),
			maxLifetime: this.#seconds(members.maxLifetime, `${at}.maxLifetime`)
		};
	}
	#platform(value, at) {
		const platform = this.string(value, at);
		if (platform === void 0 || PLATFORMS.includes(platform)) return platform;
		this.problems.push(`${at}: ${platform} is none of ${PLATFORMS.join(", ")}${suggestion(platform, PLATFORMS)}`);
	}
	#organization(data, at) {
		if (data === void 0 || data === null) return void 0;
		const members = this.members(data, at, ["id", "name"]);
		const id = this.string(members.id, `${at}.id`);
		const name = this.string(members.name, `${at}.name`);
		if (members.id === void 0 === (members.name === void 0)) {
			this.problems.push(`${at}: has one member, id or name`);
			return;
		}
		return id === void 0 ? { name: name ?? "" } : { id };
	}
	#seconds(value, at) {
		if (value === void 0 || value === null || typeof value === "number" && value > 0) return value ?? void 0;
		this.problems.push(`${at}: is no number of seconds`);
	}
};
// packages/engine/src/yaml-text.ts
/** Levels that a configuration may have. */
const MAX_DEPTH = 64;
/** Aliases cost nothing here, but whoever walks the data would walk what they stand for each time. */
const MAX_ALIASES = 10;
/** Says where it is wrong and how, never with what: the parser's own messages quote the text, and that may be a PIN. */
async function parseYaml(text) {
	const { loadAll, YAMLException } = await import("./js-yaml.js");
	try {
		const [data = {}, ...more] = loadAll(text, {
			maxDepth: MAX_DEPTH,
			maxAliases: MAX_ALIASES
		});
		return more.length > 0 ? {
			data: {},
			problems: ["has several documents (---)"]
		} : {
			data,
			problems: []
		};
	} catch (error) {
		if (!(error instanceof YAMLException)) throw error;
		const { reason, mark } = error;
		return {
			data: {},
			problems: [(mark ? `line ${mark.line + 1}, column ${mark.column + 1}: ` : "") + withoutText(reason)]
		};
	}
}
/** A reason up to where it quotes. */
function withoutText(reason) {
	return (/^[^"]*?(?="|!<|: |$)/.exec(reason)?.[0] ?? "").trim();
}
// packages/engine/src/config-reader.ts
/** Reads a chancery.yaml and says everything that is wrong with it at once. @throws EngineError CONFIG_INVALID */
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
var ConfigReader = class extends MemberReader {
	config(data) {
		const members = this.members(data ?? {}, "", [
			"keys",
			"timestamp",
			"trust",
			"identity",
			"log",
			"service"
		]);
		for (const member of ["log", "service"]) if (members[member] !== void 0) this.problems.push(`${member}: is not available in this version`);
		const identity = new IdentityReader(this.folder);
		const config = {
			keys: this.#keys(members.keys),
			timestamp: this.#timestamp(members.timestamp),
			trust: this.strings(members.trust, "trust").map((file) => resolve(this.folder, file)),
			identity: identity.identity(members.identity)
		};
		this.problems.push(...identity.problems);
		return config;
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
		const members = this.members(data, at, [
			"uri",
			"module",
			"softhsm",
			"pin",
			"certificate"
		]);
		const uri = this.string(members.uri, `${at}.uri`) ?? "";
		if (members.uri === void 0) this.problems.push(`${at}.uri: is missing`);
		else if (!uri.startsWith("pkcs11:")) this.problems.push(`${at}.uri: is no pkcs11: URI`);
		else if (/[?&]pin-value=/.test(uri)) this.problems.push(`${at}.uri: carries a PIN (pin-value); use pin: { env: NAME } or { file: PATH }`);
		const module = this.string(members.module, `${at}.module`);
		const softhsm = this.path(members.softhsm, `${at}.softhsm`);
		const pin = this.#pin(members.pin, `${at}.pin`);
		const certificate = this.path(members.certificate, `${at}.certificate`);
		return {
			uri,
			...module !== void 0 && { module: module.includes("/") ? resolve(this.folder, module) : module },
			...softhsm !== void 0 && { softhsm },
			...pin && { pin },
			...certificate !== void 0 && { certificate }
		};
	}
	#pin(data, at) {
		if (data === void 0 || data === null) return null;
		const members = this.members(data, at, ["env", "file"], "secret");
		const env = this.string(members.env, `${at}.env`);
		const file = this.path(members.file, `${at}.file`);
		if (env === void 0 === (file === void 0)) {
			this.problems.push(`${at}: has one member, env or file`);
			return null;
		}
		return env === void 0 ? { file } : { env };
	}
	#timestamp(data) {
		if (data === void 0 || data === null || Array.isArray(data) && data.length === 0) return null;
		const members = this.members(data, "timestamp", [
			"urls",
			"quorum",
			"key"
		]);
		const key = this.string(members.key, "timestamp.key");
		const urls = this.strings(members.urls, "timestamp.urls");
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
};
// packages/engine/src/config.ts
const CONFIG_NAME = "chancery.yaml";
const MAX_CONFIG_BYTES = 1048576;
const NO_CONFIG = {
	path: null,
	keys: {},
	timestamp: null,
	trust: [],
	identity: null
};
/**
* The configuration that holds: the one named, or the nearest chancery.yaml from `cwd` upwards, or none.
* @throws EngineError CONFIG_NOT_FOUND, CONFIG_INVALID (with every problem in it)
*/
async function loadConfig(cwd, named) {
	const path = named === void 0 ? await findConfig(cwd) : resolve(cwd, named);
	if (path === null) return NO_CONFIG;
	let text;
	try {
		text = await readText(path, MAX_CONFIG_BYTES);
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
/** A variable that is set and not empty. */
function variable(env, name) {
	return env[name] || void 0;
}
/** A comma-separated variable. */
function listVariable(env, name) {
	return variable(env, name)?.split(",").map((item) => item.trim()).filter((item) => item !== "");
}
export { SIDE_FILE_SUFFIXES as _, loadConfig as a, openFileSource as b, suggestion as c, readBytes as d, readText as f, fileOutput as g, planOutputs as h, exists as i, ENGINE_ERRORS as l, recoverInterrupted as m, openContext as n, parseYaml as o, writeFileDurable as p, variable as r, MemberReader as s, listVariable as t, EngineError as u, expandFiles as v, prepareLanes as x, lockFolder as y };
