import { n as __toESM } from "./rolldown-runtime.js";
import { c as withReadBuffer, d as cancelFlag, f as setCancelled, g as onFile, h as errnoOf, i as readFully, l as assertGoing, m as asFilesError, p as FilesError, r as hashGroups, s as smallFiles, t as decodeFailure, u as assertUnaborted } from "./files2.js";
import { C as toBase64, L as CoreError, S as fromUtf8, T as utf8, b as fromBase64, v as concat, w as toHex, y as equalBytes } from "./core.js";
import { getCompileCacheDir } from "node:module";
import { createHash, randomBytes } from "node:crypto";
import { copyFile, link, open, readFile, readdir, realpath, stat, utimes } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { closeSync, constants as constants$1, fchmodSync, fchownSync, fstatSync, fsync, ftruncateSync, futimesSync, linkSync, lstatSync, mkdirSync, open as open$1, openSync, read, readFileSync, readSync, readdirSync, realpathSync, renameSync, rmdirSync, statSync, unlinkSync, writeSync } from "node:fs";
import { promisify } from "node:util";
import { setImmediate, setTimeout } from "node:timers/promises";
import { availableParallelism, hostname } from "node:os";
import { Worker } from "node:worker_threads";
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
		this.#worker.on("message", (reply) => {
			const waiting = this.#settle();
			if (reply.kind === "digests") waiting?.resolve(reply.digests);
			else waiting?.reject(decodeFailure(reply.failure));
		});
		this.#worker.on("error", (cause) => this.#lose(cause));
		this.#worker.on("exit", () => this.#lose(void 0));
		this.#worker.unref();
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
const INLINE_COST = 8388608;
let lanes = null;
function defaultLanes() {
	lanes ??= Math.max(2, Math.min(availableParallelism(), MOST_LANES));
	return lanes;
}
const home = { run: ({ fd, groups, cancel }) => withReadBuffer((buffer) => hashGroups(groups, {
	fd,
	cancel,
	buffer,
	shared: true
})) };
const workers = /* @__PURE__ */ new Set();
const busy$1 = /* @__PURE__ */ new Set();
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
const SHARED_PASS = 33554432;
const CHECKSUMS = ["sum16", "crc32"];
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
var SourceDigests = class {
	#fd;
	#whole;
	#lanes;
	#cancel;
	#digests = /* @__PURE__ */ new Map();
	#running = /* @__PURE__ */ new Set();
	constructor(fd, whole, lanes, cancel) {
		this.#fd = fd;
		this.#whole = whole;
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
			whole: this.#whole,
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
const SYNC_READ = 65536;
const readAsync = promisify(read);
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
	#buffer;
	#whole;
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
		this.#buffer = this.size <= 262144 ? smallFiles.take() : null;
		this.#whole = this.#buffer?.subarray(0, this.size);
		this.#digests = new SourceDigests(fd, this.#whole, options.lanes ?? defaultLanes(), this.#cancel);
		this.#signal = options.signal;
		if (this.#whole) this.#readWhole(this.#whole);
		this.#signal?.addEventListener("abort", this.#onAbort, { once: true });
		if (this.#signal?.aborted) this.#onAbort();
	}
	#readWhole(whole) {
		try {
			readFully(this.#fd, whole, 0);
			this.#assertContent();
		} catch (error) {
			throw this.#named(error);
		}
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
		if (this.#whole) return into.set(this.#whole.subarray(start, start + into.length));
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
		if (this.#buffer) smallFiles.giveBack(this.#buffer);
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
// packages/files/src/owner.ts
function thisProcess() {
	return {
		host: hostname(),
		pid: process.pid,
		started: startOf(process.pid)
	};
}
function isRunning(owner) {
	if (!isThisHost(owner) || !pidRuns(owner.pid)) return false;
	const started = startOf(owner.pid);
	return started === "" || owner.started === "" || started === owner.started;
}
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
const ours$1 = /* @__PURE__ */ new Set();
const swept = /* @__PURE__ */ new Set();
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
const opened = promisify(open$1);
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
async function replaceWith(temp, target, undo) {
	const backup = await keepBeside(target, undo);
	renameSync(temp, target);
	undo.add(() => backup === null ? removeIfThere(target) : renameSync(backup, target));
	return () => {
		if (backup !== null) removeIfThere(backup);
	};
}
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
function isThere(path) {
	try {
		return lstatSync(path, { throwIfNoEntry: false }) !== void 0;
	} catch {
		return true;
	}
}
const synced = promisify(fsync);
function writeFully(fd, bytes, position) {
	for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, position + done);
}
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
async function syncFolders(...paths) {
	for (const folder of new Set(paths.map((path) => dirname(path)))) await syncFolder(folder);
}
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
		for (const step of steps) try {
			await step();
		} catch (error) {
			failures.push(error);
		}
		if (failures.length > 0) throw failures[0];
	}
};
// packages/files/src/folder-lock.ts
const BEAT = 1e3;
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
async function list(folder) {
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
const RECORD_SUFFIXES = [".sigstore.json", ".provenance.sigstore.json"];
const SIDE_FILE_SUFFIXES = [
	".p7s",
	...RECORD_SUFFIXES,
	".attestation.sigstore.json"
];
const GLOB_CHARACTERS = /[*?[\]{}\\]/;
const MATCHING = {
	noextglob: true,
	flags: "s"
};
async function expandFiles(patterns, options = {}) {
	const cwd = resolve(options.cwd ?? ".");
	const suffixes = options.sideFileSuffixes ?? SIDE_FILE_SUFFIXES;
	const wanted = [];
	const excluded = [];
	for (const given of patterns) {
		const literal = await literalFile(given, cwd);
		if (literal === null && given.startsWith("!")) excluded.push(given.slice(1));
		else wanted.push({
			pattern: given,
			literal
		});
	}
	if (wanted.length === 0) throw nothing(patterns.join(" "));
	const isExcluded = await filesLike(excluded, cwd);
	const found = /* @__PURE__ */ new Map();
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
function textsLike(pattern) {
	return matcher(pattern, MATCHING);
}
async function matcher(pattern, options) {
	const { default: picomatch } = await import("./picomatch.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	return picomatch(pattern, options);
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
async function filesLike(patterns, cwd) {
	if (patterns.length === 0) return () => false;
	const matches = await matcher(patterns.map((pattern) => slashes(pattern).replace(/^(?:\.\/+)+/, "").replace(/\/+$/, "")).flatMap((pattern) => [pattern, `${pattern}/**`]), {
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
function slashes(path) {
	return sep === "\\" ? path.replaceAll("\\", "/") : path;
}
function nothing(pattern) {
	return new FilesError("NOTHING_MATCHED", `${JSON.stringify(pattern)}: no file matches`, { details: { pattern } });
}
// packages/files/src/output-place.ts
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
async function copyAndOverlay(fd, temp, source, overlay) {
	await copyFile(source.path, temp, constants$1.COPYFILE_FICLONE);
	if (overlay.size < source.size) ftruncateSync(fd, overlay.size);
	for (const { at, bytes } of overlay.writes) writeFully(fd, bytes, at);
}
// packages/files/src/journal.ts
const JOURNAL_LIMIT = Math.ceil(TAIL_LIMIT * 4 / 3) + 4 * PAGE;
const ours = /* @__PURE__ */ new Set();
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
function planOutputs(files, destination, sideFileSuffixes = SIDE_FILE_SUFFIXES) {
	const inPlace = destination.kind === "in-place";
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
export { planOutputs as a, expandFiles as c, lockFolder as d, syncFolder as f, recoverInterrupted as i, filesLike as l, prepareLanes as m, readText as n, fileOutput as o, openFileSource as p, writeFileDurable as r, SIDE_FILE_SUFFIXES as s, readBytes as t, textsLike as u };
