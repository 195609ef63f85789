import { t as loadClient } from "./tlog-storage3.js";
import { en as isJsonObject } from "./codec.js";
import { I as ChanceryError, L as CoreError, T as utf8, v as concat, y as equalBytes } from "./core.js";
import { n as TlogStorageError, t as CHECKPOINT_PATH } from "./tlog-storage.js";
import { ot as parseTilePath, st as tilePath } from "./tlog.js";
import { n as parseState } from "./tlog-storage2.js";
import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
// packages/tlog-storage/src/s3/s3-errors.ts
const CREDENTIALS = "Give the credentials to the environment (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, a web identity), and check that they have not expired.";
const RIGHTS = "Give them s3:GetObject, s3:PutObject and s3:DeleteObject below the prefix, and s3:ListBucket on the bucket: docs/log.md.";
const REGION = "Name the region that the bucket is in: log.s3.region of chancery.yaml, or AWS_REGION.";
const CA = "Name the authority of its certificate: log.s3.ca of chancery.yaml, or --log-ca.";
const refused = (why, howToFix) => ({
	code: "LOG_STORE_REFUSED",
	why,
	howToFix
});
const away = (why, howToFix) => ({
	code: "LOG_STORE_UNAVAILABLE",
	why,
	...howToFix !== void 0 && { howToFix }
});
const NO_CREDENTIALS = refused("there are no credentials", CREDENTIALS);
const UNKNOWN_CREDENTIALS = refused("does not know the credentials", CREDENTIALS);
const EXPIRED = away("the credentials have expired", "Get new credentials, then try again.");
const OTHER_REGION = refused("the bucket is in another region", REGION);
const BAD_NAME = refused("cannot be the name of a bucket", "Check log.s3.bucket of chancery.yaml, or the address.");
const CERTIFICATE = refused("the certificate of the server is not by a trusted authority, or not for its name", CA);
const FULL = away("has no space left", "Make room for the log, or raise the quota; then try again.");
const MEANING = {
	NoSuchBucket: refused("there is no such bucket", "Make the bucket, or correct its name in log.s3.bucket."),
	InvalidBucketName: BAD_NAME,
	AccessDenied: refused("the credentials may not do this", RIGHTS),
	AllAccessDisabled: refused("the bucket is closed to everybody", RIGHTS),
	AccountProblem: refused("the account is suspended", RIGHTS),
	InvalidAccessKeyId: UNKNOWN_CREDENTIALS,
	XAdminUserNotFound: UNKNOWN_CREDENTIALS,
	SignatureDoesNotMatch: UNKNOWN_CREDENTIALS,
	InvalidToken: UNKNOWN_CREDENTIALS,
	CredentialsProviderError: NO_CREDENTIALS,
	TokenProviderError: NO_CREDENTIALS,
	ExpiredToken: EXPIRED,
	TokenRefreshRequired: EXPIRED,
	PermanentRedirect: OTHER_REGION,
	TemporaryRedirect: OTHER_REGION,
	AuthorizationHeaderMalformed: OTHER_REGION,
	IllegalLocationConstraintException: OTHER_REGION,
	RequestTimeTooSkewed: away("the clocks differ too much", "Set the clock of this machine, then try again."),
	SlowDown: away("asks for fewer requests"),
	Throttling: away("asks for fewer requests"),
	ThrottlingException: away("asks for fewer requests"),
	RequestLimitExceeded: away("asks for fewer requests"),
	InsufficientStorage: FULL,
	QuotaExceeded: FULL,
	XMinioStorageFull: FULL,
	XMinioAdminBucketQuotaExceeded: FULL,
	NotImplemented: {
		code: "LOG_STORE_UNSAFE",
		why: "has no conditional writes, or not all of them"
	},
	ECONNREFUSED: away("nobody listens there"),
	ENOTFOUND: away("no such host"),
	ECONNRESET: away("broke off"),
	EPIPE: away("broke off"),
	TimeoutError: away("does not answer in time"),
	AbortError: away("does not answer in time")
};
const TLS = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|^ERR_(TLS|SSL)/;
function asStoreError(error, name, what, signal) {
	if (error instanceof ChanceryError) return error;
	if (signal?.aborted) return new CoreError("ABORTED", `interrupted while ${name} was asked`);
	const { code, status, request } = factsOf(error);
	const meaning = MEANING[code] ?? meaningOf(code, status, error);
	const told = code === "" ? "" : ` (${code})`;
	return new TlogStorageError(meaning.code, `${name}: ${meaning.why}, ${what}${told}`, {
		cause: /* @__PURE__ */ new Error(`${code || "no code"}, ${status ?? "no answer"}`),
		howToFix: meaning.howToFix,
		details: {
			log: name,
			code,
			status,
			request
		}
	});
}
function isConditionFailed(error) {
	const { code, status } = factsOf(error);
	if (status === 412) return true;
	if (status === 409) return code === "ConditionalRequestConflict" || code === "OperationAborted";
	return status === 404 && code === "NoSuchKey";
}
function isMissing(error) {
	const { code, status } = factsOf(error);
	return status === 404 && (code === "NoSuchKey" || code === "NotFound");
}
function meaningOf(code, status, error) {
	if (TLS.test(code)) return CERTIFICATE;
	if (error instanceof Error && error.message === "Region is missing") return refused("no region is named", REGION);
	if (status === null) return away("the connection failed");
	if (status === 429 || status === 408 || status >= 500) return away(`answers ${status}`);
	if (status === 401 || status === 403) return refused(`answers ${status}`, RIGHTS);
	if (status === 301 || status === 307) return OTHER_REGION;
	return refused(`answers ${status}`, "Check the address of the server and the name of the bucket.");
}
function factsOf(error) {
	if (typeof error !== "object" || error === null) return {
		code: "",
		status: null,
		request: null
	};
	const { name, code, $metadata } = error;
	const { httpStatusCode, requestId } = typeof $metadata === "object" && $metadata !== null ? $metadata : {};
	return {
		code: [code, name].map(asCode).find((text) => text !== "" && text !== "Error") ?? "",
		status: typeof httpStatusCode === "number" ? httpStatusCode : null,
		request: asCode(requestId) || null
	};
}
function asCode(value) {
	return typeof value === "string" && /^[A-Za-z0-9_.-]{1,80}$/.test(value) ? value : "";
}
// packages/tlog-storage/src/s3/s3-objects.ts
const TIMEOUT = 12e4;
const MARK = "chancery-batch";
const PAGE = 1e3;
function s3Objects(client, commands, options) {
	return new S3Objects(client, commands, options);
}
var S3Objects = class {
	name;
	#client;
	#commands;
	#bucket;
	#prefix;
	constructor(client, commands, { bucket, prefix }) {
		this.name = `s3://${bucket}/${prefix}`.replace(/\/$/, "");
		this.#client = client;
		this.#commands = commands;
		this.#bucket = bucket;
		this.#prefix = prefix;
	}
	async get(key, maxBytes, signal) {
		const stop = AbortSignal.any([AbortSignal.timeout(TIMEOUT), ...signal ? [signal] : []]);
		try {
			const output = await this.#send(this.#command("GetObjectCommand", { Key: this.#prefix + key }), stop);
			return {
				bytes: await bytesOf(output, maxBytes, `${this.name}/${key}`),
				tag: tagOf(output, this.name),
				mark: output.Metadata?.[MARK] ?? null
			};
		} catch (error) {
			if (isMissing(error)) return null;
			throw asStoreError(error, this.name, `reading ${key}`, signal);
		}
	}
	async put(key, bytes, { condition, type, cache, mark }) {
		const input = {
			Key: this.#prefix + key,
			Body: bytes,
			ContentType: type,
			CacheControl: cache,
			...mark !== void 0 && { Metadata: { [MARK]: mark } },
			...headerOf(condition)
		};
		try {
			return tagOf(await this.#send(this.#command("PutObjectCommand", input)), this.name);
		} catch (error) {
			if (condition.kind !== "none" && isConditionFailed(error)) return null;
			throw asStoreError(error, this.name, `writing ${key}`);
		}
	}
	async remove(keys) {
		for (let from = 0; from < keys.length; from += PAGE) await this.#removePage(keys.slice(from, from + PAGE));
	}
	async #removePage(keys) {
		const [first = ""] = keys;
		const all = keys.map((key) => ({ Key: this.#prefix + key }));
		const command = keys.length === 1 ? this.#command("DeleteObjectCommand", { Key: this.#prefix + first }) : this.#command("DeleteObjectsCommand", { Delete: {
			Objects: all,
			Quiet: true
		} });
		try {
			await this.#send(command);
		} catch (error) {
			throw asStoreError(error, this.name, `removing ${first}`);
		}
	}
	async list(prefix) {
		const input = {
			Prefix: this.#prefix + prefix,
			MaxKeys: PAGE
		};
		try {
			const { Contents = [] } = await this.#send(this.#command("ListObjectsV2Command", input));
			return Contents.map(({ Key = "", LastModified }) => ({
				key: Key.slice(this.#prefix.length),
				written: LastModified?.getTime() ?? 0
			}));
		} catch (error) {
			throw asStoreError(error, this.name, `listing ${prefix}`);
		}
	}
	async [Symbol.asyncDispose]() {
		this.#client.destroy();
	}
	#command(name, input) {
		const Command = this.#commands[name];
		return new Command({
			Bucket: this.#bucket,
			...input
		});
	}
	#send(command, stop = AbortSignal.timeout(TIMEOUT)) {
		return this.#client.send(command, { abortSignal: stop });
	}
};
function headerOf(condition) {
	switch (condition.kind) {
		case "absent": return { IfNoneMatch: "*" };
		case "unchanged": return { IfMatch: condition.tag };
		case "none": return {};
	}
}
function tagOf({ ETag }, name) {
	if (ETag) return ETag;
	throw new TlogStorageError("LOG_STORE_UNSAFE", `${name}: the server gives no ETag, and so nothing to compare`);
}
async function bytesOf({ Body, ContentLength = 0 }, maxBytes, name) {
	const chunks = [];
	let length = ContentLength;
	const body = Body;
	if (length <= maxBytes) {
		length = 0;
		for await (const chunk of body) {
			length += chunk.length;
			if (length > maxBytes) break;
			chunks.push(chunk);
		}
	}
	if (length <= maxBytes) return concat(...chunks);
	body.destroy?.();
	throw new TlogStorageError("LOG_DAMAGED", `${name} has more than ${maxBytes} bytes`, { details: { log: name } });
}
// packages/tlog-storage/src/s3/connect.ts
const CONNECT = 1e4;
const REQUEST = 6e4;
const ATTEMPTS$2 = 4;
const MAX_SOCKETS = 32;
function openObjects({ bucket, prefix, region, endpoint, pathStyle, ca }) {
	const sdk = loadClient("@aws-sdk/client-s3", "a log in an S3 bucket");
	const agent = {
		keepAlive: true,
		maxSockets: MAX_SOCKETS,
		proxyEnv: process.env
	};
	const client = new sdk.S3Client({
		...region !== void 0 && { region },
		...endpoint !== void 0 && { endpoint },
		...pathStyle !== void 0 && { forcePathStyle: pathStyle },
		maxAttempts: ATTEMPTS$2,
		requestHandler: {
			connectionTimeout: CONNECT,
			requestTimeout: REQUEST,
			throwOnRequestTimeout: true,
			httpAgent: agent,
			httpsAgent: {
				...agent,
				...ca && { ca: [...ca] }
			}
		}
	});
	const below = (prefix ?? "").split("/").filter(Boolean).join("/");
	return s3Objects(client, sdk, {
		bucket,
		prefix: below === "" ? "" : `${below}/`
	});
}
// packages/tlog-storage/src/s3/batches.ts
const HISTORY = 40;
function newBatch() {
	return randomBytes(8).toString("hex");
}
function batchesOf(state) {
	return state?.mark?.match(/[0-9a-f]{16}/g) ?? [];
}
function grown(from, batch) {
	return [batch, ...batchesOf(from)].slice(0, HISTORY).join(" ");
}
function isVisible(now, from) {
	const [last] = batchesOf(from);
	const batches = batchesOf(now);
	return batches.length < HISTORY || last !== void 0 && batches.includes(last);
}
// packages/tlog-storage/src/s3/object-store.ts
const ABSENT = { kind: "absent" };
function asRead(found) {
	return found === null ? ABSENT : {
		kind: "unchanged",
		tag: found.tag
	};
}
const PRIVATE = {
	type: "application/octet-stream",
	cache: "no-store"
};
// packages/tlog-storage/src/s3/places.ts
const STATE_KEY = ".chancery/state";
const STAGED_PREFIX = ".chancery/staged-";
const MAX_CHECKPOINT = 1e6;
const MAX_BUNDLE = 16777472;
const CHECKPOINT_HEADERS = {
	type: "text/plain; charset=utf-8",
	cache: "public, max-age=2, must-revalidate"
};
const TILE = {
	condition: ABSENT,
	type: "application/octet-stream",
	cache: "public, max-age=31536000, immutable"
};
const ATTEMPTS$1 = 20;
const LANES = 16;
function limitOf(path) {
	return path === "checkpoint" || !path.startsWith("tile/entries/") ? MAX_CHECKPOINT : MAX_BUNDLE;
}
async function writeTiles(objects, files, pause) {
	let next = 0;
	const lane = async () => {
		while (next < files.length) await writeTile(objects, files[next++], pause);
	};
	const lanes = await Promise.allSettled(Array.from({ length: Math.min(LANES, files.length) }, lane));
	for (const one of lanes) if (one.status === "rejected") throw one.reason;
}
async function writeTile(objects, { path, bytes }, pause) {
	for (let attempt = 0; attempt < ATTEMPTS$1; attempt++) {
		if (await objects.put(path, bytes, TILE) !== null) return;
		const there = await objects.get(path, limitOf(path));
		if (there === null) {
			await pause();
			continue;
		}
		if (equalBytes(there.bytes, bytes)) return;
		throw new TlogStorageError("LOG_ROLLED_BACK", `${objects.name} has another ${path}: the log was set back`, { details: {
			log: objects.name,
			path
		} });
	}
	throw new TlogStorageError("LOG_STORE_UNAVAILABLE", `${objects.name}: ${path} can neither be written nor read`);
}
async function goesBeyond(objects, size) {
	const index = Math.floor(size / 256);
	const width = size % 256;
	return (await objects.list(tilePath({
		level: "entries",
		index,
		width: 256
	}))).some(({ key }) => {
		const tile = parseTilePath(key);
		return tile?.level === "entries" && tile.index === index && tile.width > width;
	});
}
// packages/tlog-storage/src/s3/probe.ts
const PROBE_PREFIX = ".chancery/probe-";
const WRITERS = 4;
async function assertConditionalWrites(objects) {
	const key = `${PROBE_PREFIX}${randomUUID()}`;
	try {
		await race(objects, key, ABSENT);
		const created = await objects.get(key, 100);
		if (created === null) throw unsafe(objects, "an object that was written is not there");
		if (created.mark === null) throw unsafe(objects, "metadata of objects are not kept");
		await race(objects, key, asRead(created));
	} finally {
		await objects.remove([key]).catch(() => {});
	}
}
async function race(objects, key, condition) {
	const won = (await Promise.all(Array.from({ length: WRITERS }, () => {
		const once = randomUUID();
		return objects.put(key, utf8(once), {
			...PRIVATE,
			condition,
			mark: once
		});
	}))).filter((tag) => tag !== null).length;
	if (won <= 1) return;
	const header = condition.kind === "absent" ? "If-None-Match" : "If-Match";
	throw unsafe(objects, `${won} of ${WRITERS} writers at once had their way: the server does not heed ${header}`);
}
function unsafe({ name }, why) {
	return new TlogStorageError("LOG_STORE_UNSAFE", `${name}: ${why}`, {
		howToFix: "Keep the log in a store with conditional writes, such as Amazon S3, or elsewhere: it could fork here.",
		details: { log: name }
	});
}
// packages/tlog-storage/src/s3/staging.ts
function encodeStaged(files) {
	const list = files.map(({ path, bytes }) => ({
		path,
		size: bytes.length
	}));
	return concat(utf8(`${JSON.stringify({
		version: 1,
		files: list
	})}\n`), ...files.map(({ bytes }) => bytes));
}
const MAX_STAGED = 67108864;
function parseStaged(bytes, key) {
	const damaged = (why) => new TlogStorageError("LOG_DAMAGED", `${key} ${why}`);
	const end = bytes.indexOf(10);
	const list = end < 0 ? null : filesOf(new TextDecoder().decode(bytes.subarray(0, end)));
	if (list === null) throw damaged("lists no files");
	let at = end + 1;
	const files = [];
	for (const one of list) {
		const { path, size } = isJsonObject(one) ? one : {};
		if (typeof path !== "string" || parseTilePath(path) === null) throw damaged("has a file that is no tile");
		if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0 || size > bytes.length - at) throw damaged("ends before its files do");
		files.push({
			path,
			bytes: bytes.slice(at, at + size)
		});
		at += size;
	}
	if (at !== bytes.length) throw damaged("has bytes that belong to no file");
	return files;
}
function filesOf(text) {
	try {
		const json = JSON.parse(text);
		return isJsonObject(json) && json.version === 1 && Array.isArray(json.files) ? json.files : null;
	} catch {
		return null;
	}
}
// packages/tlog-storage/src/s3/state-object.ts
const MAX_STATE = 65536;
const PAUSE = 20;
var StateObject = class {
	#objects;
	#clock;
	#known = null;
	#reached = 0;
	#finished = null;
	#tidying = Promise.resolve();
	constructor(objects, clock) {
		this.#objects = objects;
		this.#clock = clock;
	}
	peek() {
		return this.#objects.get(STATE_KEY, MAX_STATE);
	}
	async load() {
		for (let attempt = 0; attempt < 100; attempt++) {
			const reached = this.#reached;
			const state = await this.peek();
			if (state === null || isSame(state, this.#known)) return state;
			await this.#finish(state);
			const size = sizeOf(state.bytes);
			if (size === null) return state;
			if (size < reached) throw this.#rolledBack(`${reached} entries, and now ${size}`);
			if (!await goesBeyond(this.#objects, size)) return this.#keep(state);
			if (isSame(state, await this.peek())) throw this.#rolledBack(`tiles of more entries than the ${size} of its state`);
		}
		throw busy(this.#objects);
	}
	async advance(previous, next, files) {
		const from = await this.#from(previous);
		if (from === void 0) return false;
		const batch = newBatch();
		const staged = STAGED_PREFIX + batch;
		await this.#objects.put(staged, encodeStaged(files), {
			...PRIVATE,
			condition: { kind: "none" }
		});
		const state = await this.#swap(from, next, batch);
		if (state === null) {
			await this.#objects.remove([staged]).catch(() => {});
			return false;
		}
		await this.#write(files);
		this.#finished = batch;
		if (batchesOf(state)[0] === batch) this.#keep(state);
		await this.#tidy(staged);
		return true;
	}
	async settle() {
		await this.#tidying;
	}
	#keep(state) {
		this.#known = state;
		this.#reached = Math.max(this.#reached, sizeOf(state.bytes) ?? 0);
		return state;
	}
	async #finish(state) {
		const [batch] = batchesOf(state);
		if (batch === void 0 || batch === this.#finished) return;
		const key = STAGED_PREFIX + batch;
		const staged = await this.#objects.get(key, MAX_STAGED);
		if (staged !== null) {
			await this.#write(parseStaged(staged.bytes, `${this.#objects.name}/${key}`));
			await this.#tidy(key);
		}
		this.#finished = batch;
	}
	async #from(previous) {
		if (previous === null) return null;
		const known = this.#known;
		const state = known && equalBytes(known.bytes, previous) ? known : await this.load();
		return state && equalBytes(state.bytes, previous) ? state : void 0;
	}
	async #swap(from, next, batch) {
		const mark = grown(from, batch);
		const options = {
			...PRIVATE,
			type: "application/json",
			condition: asRead(from),
			mark
		};
		for (let attempt = 0; attempt < 100; attempt++) {
			let failure = null;
			const tag = await this.#objects.put(STATE_KEY, next, options).catch((error) => {
				failure = error;
				return null;
			});
			if (tag !== null) return {
				bytes: next,
				tag,
				mark
			};
			const now = await this.peek().catch((error) => {
				throw failure ?? error;
			});
			if (now && batchesOf(now).includes(batch)) return now;
			if (!isSame(now, from)) {
				if (isVisible(now, from)) return null;
				throw busy(this.#objects);
			}
			if (failure !== null) throw failure;
			await this.#clock.sleep(PAUSE);
		}
		throw busy(this.#objects);
	}
	#write(files) {
		return writeTiles(this.#objects, files, () => this.#clock.sleep(PAUSE));
	}
	async #tidy(key) {
		await this.#tidying;
		this.#tidying = this.#objects.remove([key]).catch(() => {});
	}
	#rolledBack(why) {
		const { name } = this.#objects;
		return new TlogStorageError("LOG_ROLLED_BACK", `${name} had ${why}`, { details: { log: name } });
	}
};
function busy({ name }) {
	return new TlogStorageError("LOG_BUSY", `others write to ${name} without end`, { details: { log: name } });
}
function isSame(one, other) {
	return one?.tag === other?.tag && one?.mark === other?.mark;
}
function sizeOf(state) {
	try {
		return parseState(state).size;
	} catch {
		return null;
	}
}
// packages/tlog-storage/src/s3/turns.ts
const LEASE_KEY = ".chancery/lease";
const MAX_LEASE = 4096;
const FIRST_PAUSE = 4;
const LONGEST_PAUSE = 100;
var Turns = class {
	#objects;
	#options;
	#left = null;
	constructor(objects, options) {
		this.#objects = objects;
		this.#options = options;
	}
	async take() {
		const { clock, patience, turn } = this.#options;
		const me = randomUUID();
		const began = clock.now();
		let watched = {
			turn: null,
			since: began
		};
		let found = this.#left ?? await this.#read();
		this.#left = null;
		for (let pause = FIRST_PAUSE;;) {
			if (found?.turn === me) return this.#held(me, found);
			const now = clock.now();
			if (found && found.turn !== watched.turn) watched = {
				turn: found.turn,
				since: now
			};
			if (found === null || found.turn === null || now - watched.since > turn) {
				const tag = await this.#put(found, {
					turn: me,
					next: found?.next ?? null
				});
				if (tag !== null) return this.#held(me, {
					turn: me,
					next: found?.next ?? null,
					tag
				});
			} else {
				if (now - began > patience) {
					const { name } = this.#objects;
					throw new TlogStorageError("LOG_BUSY", `another process writes to ${name}`, { details: { log: name } });
				}
				if (found.next === null) await this.#put(found, {
					turn: found.turn,
					next: me
				});
				await clock.sleep(pause);
				pause = Math.min(2 * pause, LONGEST_PAUSE);
			}
			found = await this.#read();
		}
	}
	#held(me, held) {
		return { [Symbol.asyncDispose]: () => this.#end(me, held).catch(() => {}) };
	}
	async #end(me, held) {
		let found = held;
		for (let attempt = 0; attempt < 2 && found?.turn === me; attempt++) {
			const next = found === held ? null : found.next;
			const left = {
				turn: next,
				next: null
			};
			const tag = await this.#put(found, left);
			if (tag !== null) {
				if (next === null) this.#left = {
					...left,
					tag
				};
				return;
			}
			found = await this.#read();
		}
	}
	#put(found, lease) {
		const bytes = utf8(`${JSON.stringify({
			version: 1,
			...lease,
			once: randomUUID()
		})}\n`);
		return this.#objects.put(LEASE_KEY, bytes, {
			...PRIVATE,
			condition: asRead(found)
		});
	}
	async #read() {
		const object = await this.#objects.get(LEASE_KEY, MAX_LEASE);
		return object && {
			...parseLease(object.bytes),
			tag: object.tag
		};
	}
};
function parseLease(bytes) {
	try {
		const json = JSON.parse(new TextDecoder().decode(bytes));
		const { turn, next } = isJsonObject(json) ? json : {};
		return {
			turn: typeof turn === "string" ? turn : null,
			next: typeof next === "string" ? next : null
		};
	} catch {
		return {
			turn: null,
			next: null
		};
	}
}
// packages/tlog-storage/src/s3/s3-store.ts
const CLOCK = {
	now: () => performance.now(),
	sleep: (milliseconds) => setTimeout(milliseconds)
};
const DAY = 864e5;
function s3Store(objects, options = {}) {
	return new S3Store(objects, options);
}
var S3Store = class {
	name;
	#objects;
	#turns;
	#state;
	#shown = null;
	constructor(objects, { patience = 3e4, turn = 1e4, clock = CLOCK }) {
		this.name = objects.name;
		this.#objects = objects;
		this.#turns = new Turns(objects, {
			patience,
			turn,
			clock
		});
		this.#state = new StateObject(objects, clock);
	}
	async prepare() {
		await assertConditionalWrites(this.#objects);
		const [state, checkpoint, tiles] = await Promise.all([
			this.#state.peek(),
			this.read(CHECKPOINT_PATH),
			this.#objects.list("tile/")
		]);
		return state === null && checkpoint === null && tiles.length === 0;
	}
	lock() {
		return this.#turns.take();
	}
	async recover() {
		await assertConditionalWrites(this.#objects);
		const listed = await this.#objects.list(".chancery/");
		const replaced = listed.find(({ key }) => key === ".chancery/state")?.written ?? 0;
		const [batch] = batchesOf(await this.#state.load());
		const inUse = batch === void 0 ? null : STAGED_PREFIX + batch;
		const abandoned = listed.filter(({ key, written }) => (key.startsWith(".chancery/staged-") || key.startsWith(".chancery/probe-")) && key !== inUse && written < replaced - DAY);
		if (abandoned.length > 0) await this.#objects.remove(abandoned.map(({ key }) => key)).catch(() => {});
	}
	async read(path, signal) {
		return (await this.#objects.get(path, limitOf(path), signal))?.bytes ?? null;
	}
	async readState() {
		return (await this.#state.load())?.bytes ?? null;
	}
	advance(previous, next, files) {
		return this.#state.advance(previous, next, files);
	}
	async publishCheckpoint(checkpoint, replaces) {
		let shown = this.#shown ?? await this.#readShown();
		for (let attempt = 0; attempt < 100; attempt++) {
			if (shown && (equalBytes(shown.bytes, checkpoint) || !replaces(shown.bytes))) {
				this.#shown = shown;
				return;
			}
			const options = {
				...CHECKPOINT_HEADERS,
				condition: asRead(shown)
			};
			const tag = await this.#objects.put(CHECKPOINT_PATH, checkpoint, options).catch((error) => this.#unlessShown(checkpoint, error));
			if (tag !== null) {
				this.#shown = {
					bytes: checkpoint,
					tag,
					mark: null
				};
				return;
			}
			shown = await this.#readShown();
		}
		throw busy(this.#objects);
	}
	async dropPartials(paths) {
		const keys = (await Promise.all(paths.map((path) => this.#objects.list(`${path}.p/`)))).flat().map(({ key }) => key);
		if (keys.length > 0) await this.#objects.remove(keys);
	}
	async [Symbol.asyncDispose]() {
		await this.#state.settle();
		await this.#objects[Symbol.asyncDispose]();
	}
	#readShown() {
		return this.#objects.get(CHECKPOINT_PATH, limitOf(CHECKPOINT_PATH));
	}
	async #unlessShown(checkpoint, error) {
		const found = await this.#readShown().catch(() => null);
		if (found === null || !equalBytes(found.bytes, checkpoint)) throw error;
		return found.tag;
	}
};
export { openObjects, s3Store };
