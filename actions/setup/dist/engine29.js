import { s as MAX_BUNDLE_BYTES, u as parseFileBundle } from "./attest3.js";
import { Ct as parsePublicKey, en as isJsonObject, x as parsePem, yt as parseCertificate } from "./codec.js";
import { C as toBase64, I as ChanceryError, T as utf8, u as wholeDigest, v as concat, w as toHex, y as equalBytes } from "./core.js";
import { m as asFilesError, p as FilesError } from "./files2.js";
import { d as lockFolder, n as readText, p as openFileSource, r as writeFileDurable, t as readBytes } from "./files.js";
import { C as cosigner, H as readEntries, L as compareCheckpoints, M as parseNote, N as encodeNoteKey, P as logId, Q as tileWidth, U as readTile, X as parseTilePath, _ as parseHashedRekord, at as TlogError, j as openNote, k as parseCheckpoint, m as verifyLogEntry, o as encodeCosignatures, p as parseLogEntry, rt as leafHash, s as parseAddCheckpoint, t as decideAddCheckpoint, u as verifyLog, w as makeSignature, x as encodeLogProof, z as proveInclusion } from "./tlog.js";
import { i as withModule, n as openContext } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { n as failureOf } from "./engine16.js";
import { r as readLogTrust, t as readLogKeys } from "./engine31.js";
import { i as TlogFilesError, n as nodeFileSystem } from "./tlog-files.js";
import { t as AttestError } from "./attest.js";
import { i as preAuthEncoding } from "./attest2.js";
import { i as unavailable, n as logUrl, r as shownUrl, t as logHttp } from "./engine32.js";
import { l as keyFingerprint, n as statementOf, r as verifyKeyBundle } from "./attest4.js";
import { t as membersOf } from "./engine23.js";
import { r as RECORD_SUFFIX } from "./engine14.js";
import { t as recordedJob } from "./engine33.js";
import { n as exists } from "./engine5.js";
import { c as listenAddress } from "./engine13.js";
import { t as putProof } from "./engine34.js";
import { t as KeyRing } from "./engine9.js";
import { join, resolve } from "node:path";
import { mkdir, readdir, stat } from "node:fs/promises";
import { createHash } from "node:crypto";
// packages/engine/src/log/continuity.ts
async function assertContinues(reader, seen, shown, signal) {
	const shrank = seen.checkpoint.size > shown.checkpoint.size;
	const { kind } = await compareCheckpoints(reader, seen.checkpoint, shown.checkpoint, signal).catch((error) => {
		if (shrank && error instanceof TlogError) throw rewound(seen, shown);
		throw error;
	});
	if (kind === "fork") throw forked(seen, shown);
	if (kind === "rewind") throw rewound(seen, shown);
}
function forked(seen, shown, difference = null) {
	const where = difference === null ? "" : `: entry ${difference.index} ${difference.what}`;
	const message = `${told(shown)} does not continue ${told(seen)}${where}`;
	return new EngineError("LOG_FORKED", message, { details: {
		...details(seen, shown),
		...difference
	} });
}
function rewound(seen, shown) {
	const message = `${told(shown)} is older than ${told(seen)}`;
	return new EngineError("LOG_REWOUND", message, { details: details(seen, shown) });
}
function told({ by, checkpoint: { size, root } }) {
	return `what ${by} shows (${size} entries, root ${toBase64(root)})`;
}
function details(seen, shown) {
	return {
		seenBy: seen.by,
		seenSize: seen.checkpoint.size,
		seenRoot: toBase64(seen.checkpoint.root),
		shownBy: shown.by,
		shownSize: shown.checkpoint.size,
		shownRoot: toBase64(shown.checkpoint.root)
	};
}
// packages/engine/src/log/log-source.ts
const MAX_CHECKPOINT = 1e6;
const MAX_BUNDLE = 16777472;
const TIMEOUT_MS = 3e4;
async function openLogSource(context, where, ca) {
	if (where === void 0) {
		const { config } = context;
		if (config.log?.kind === "folder") return folderSource(config.log.dir);
		const place = config.path === null ? "there is no chancery.yaml" : `${config.path} has no log in a folder`;
		throw new EngineError("LOG_NOT_CONFIGURED", `no log is named, and ${place}`);
	}
	if (!isUrl(where)) return folderSource(resolve(context.cwd, where));
	return httpSource(logUrl(where, "the log"), logHttp(await readAuthorities(context, ca)));
}
function isUrl(text) {
	return /^[a-z][a-z0-9+.-]+:\/\//i.test(text);
}
function readAuthorities({ cwd }, ca = []) {
	return Promise.all(ca.map((path) => readText(resolve(cwd, path))));
}
function folderSource(dir) {
	const system = nodeFileSystem(dir);
	return {
		name: dir,
		read: (path) => system.read(path),
		[Symbol.dispose]() {}
	};
}
function httpSource(base, http) {
	return {
		name: shownUrl(base),
		async read(path, signal) {
			const url = new URL(path, base);
			const maxBytes = path.startsWith("tile/entries/") ? MAX_BUNDLE : MAX_CHECKPOINT;
			const { status, body } = await http.get(url, {
				maxBytes,
				timeoutMs: TIMEOUT_MS
			}, signal);
			if (status === 200) return body;
			if (status === 404 || status === 410) return null;
			throw unavailable(url, `answers ${status}`);
		},
		[Symbol.dispose]() {
			http[Symbol.dispose]();
		}
	};
}
async function readCheckpoint(source, signal) {
	const bytes = await source.read("checkpoint", signal);
	if (bytes !== null) return bytes;
	throw new TlogFilesError("LOG_NOT_FOUND", `${source.name} has no checkpoint`, { details: { log: source.name } });
}
// packages/engine/src/log/verify-whole-log.ts
async function verifyWholeLog(options) {
	const began = performance.now();
	const context = await openContext(options);
	const { cwd, signal } = context;
	const trust = await readLogTrust(context, options);
	using source = await openLogSource(context, options.log, options.logCa);
	const bytes = await readCheckpoint(source, signal);
	const checkpoint = trust.open(bytes);
	const since = options.since === void 0 ? null : trust.open(await readBytes(resolve(cwd, options.since)));
	if (since) await assertContinues(source, {
		by: options.since,
		checkpoint: since
	}, {
		by: source.name,
		checkpoint
	}, signal);
	await verifyLog(withProgress(source, checkpoint.size, options.onProgress), checkpoint, { signal });
	if (options.out !== void 0) await writeFileDurable(resolve(cwd, options.out), bytes);
	return {
		version: 1,
		origin: checkpoint.origin,
		log: source.name,
		...headOf(checkpoint),
		cosignatures: cosignaturesOf(checkpoint),
		since: since && headOf(since),
		seconds: Math.round(performance.now() - began) / 1e3
	};
}
function headOf({ size, root }) {
	return {
		size,
		root: toBase64(root)
	};
}
function cosignaturesOf({ cosignatures }) {
	return cosignatures.map(({ name, time }) => ({
		name,
		time: time === null ? null : (/* @__PURE__ */ new Date(time * 1e3)).toISOString()
	}));
}
function withProgress(reader, total, onProgress) {
	if (!onProgress) return reader;
	let bundles = 0;
	return { read(path, signal) {
		if (path.startsWith("tile/entries/")) onProgress({
			finished: Math.min(total, ++bundles * 256),
			total
		});
		return reader.read(path, signal);
	} };
}
// packages/engine/src/log/find-entries.ts
function entryDigest(entry) {
	return createHash("sha256").update(entry).digest("hex");
}
async function findEntries(reader, checkpoint, isWanted, { onProgress, signal }) {
	const found = [];
	await verifyLog(withProgress(reader, checkpoint.size, onProgress), checkpoint, {
		signal,
		visit(index, entry) {
			if (isWanted(index, entry)) found.push({
				index,
				bytes: Uint8Array.from(entry)
			});
		}
	});
	return found;
}
async function readEntry(reader, { size }, index, signal) {
	const bundle = Math.floor(index / 256);
	return (await readEntries(reader, {
		index: bundle,
		width: tileWidth("entries", bundle, size)
	}, signal))[index % 256];
}
// packages/engine/src/log/logged-signature.ts
function signatureId(digest, signature) {
	return `${toHex(digest)} ${Buffer.from(signature).toString("base64")}`;
}
const HASHED_REKORD = /^\{"apiVersion":"0\.0\.2","kind":"hashedrekord","spec":\{"hashedRekordV002":\{"data":\{"algorithm":"SHA2_256","digest":"([A-Za-z0-9+/]+={0,2})"\},"signature":\{"content":"([A-Za-z0-9+/]+={0,2})","verifier":\{"keyDetails":"[A-Z0-9_]+","(?:publicKey|x509Certificate)":\{"rawBytes":"([A-Za-z0-9+/]+={0,2})"\}\}\}\}\}\}$/;
function glanceAt(entry) {
	const text = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength).toString("latin1");
	const [, digest, signature, verifier] = HASHED_REKORD.exec(text) ?? [];
	if (digest === void 0 || signature === void 0 || verifier === void 0) return null;
	const hex = Buffer.from(digest, "base64").toString("hex");
	return {
		id: `${hex} ${signature}`,
		digest: hex,
		signature,
		verifier
	};
}
function signerOf({ verifier: { kind, rawBytes } }) {
	return kind === "publicKey" ? rawBytes : parseCertificate(rawBytes).publicKey.spki;
}
var Signers = class {
	#keys = /* @__PURE__ */ new Map();
	of({ verifier }, entry) {
		let key = this.#keys.get(verifier);
		if (key === void 0) {
			key = readSigner(entry);
			this.#keys.set(verifier, key);
		}
		return key;
	}
};
function readSigner(entry) {
	try {
		const record = parseHashedRekord(entry);
		return record && signerOf(record);
	} catch {
		return null;
	}
}
// packages/engine/src/log/records.ts
async function* readRecords({ cwd }, places) {
	for (const place of places) {
		const path = resolve(cwd, place);
		if (!((await stat(path).catch(() => null))?.isDirectory() === true)) yield await readRecord(path);
		else for (const name of await bundlesIn(path)) yield await readRecord(join(path, name));
	}
}
async function bundlesIn(folder) {
	return (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(RECORD_SUFFIX)).sort();
}
async function readRecord(path) {
	const bundle = parseFileBundle(await readBytes(path, MAX_BUNDLE_BYTES));
	const { envelope, message } = contentOf(bundle);
	const { digest, signature } = envelope ? signedBy(envelope) : ofMessage(message);
	const statement = envelope && statementIn(envelope);
	const { recordedAt } = membersOf(statement?.predicate);
	const time = new Date(typeof recordedAt === "string" ? recordedAt : NaN);
	return {
		path,
		id: signatureId(digest, signature),
		statement,
		sha256: statement ? statement.subjects.flatMap((subject) => subject.digest.sha256 ?? []) : message ? [Buffer.from(message.digest.value).toString("hex")] : [],
		repository: (await recordedJob(statement))?.entry.repository ?? null,
		time: Number.isNaN(time.getTime()) ? null : time,
		proofs: proofsOf(bundle),
		bundle
	};
}
function contentOf(bundle) {
	switch (bundle.kind) {
		case "key": return {
			envelope: bundle.envelope,
			message: null
		};
		case "message": return {
			envelope: null,
			message: bundle.message
		};
		case "certificate": return bundle.content.kind === "envelope" ? {
			envelope: bundle.content.envelope,
			message: null
		} : {
			envelope: null,
			message: bundle.content.message
		};
	}
}
function signedBy({ payloadType, payload, signature }) {
	return {
		digest: createHash("sha256").update(preAuthEncoding(payloadType, payload)).digest(),
		signature
	};
}
function ofMessage({ digest, signature }) {
	if (digest.name === "sha256") return {
		digest: digest.value,
		signature
	};
	throw new AttestError("BUNDLE_UNSUPPORTED", `the bundle signs a ${digest.name} digest, and logs have SHA-256`);
}
function statementIn(envelope) {
	try {
		return statementOf(envelope);
	} catch (error) {
		if (error instanceof AttestError && error.code === "BUNDLE_UNSUPPORTED") return null;
		throw error;
	}
}
function proofsOf(bundle) {
	return logEntriesOf(bundle).flatMap((entry) => {
		try {
			return [parseLogEntry(entry.whole())];
		} catch {
			return [];
		}
	});
}
function logEntriesOf(bundle) {
	if (bundle.kind === "message") return [];
	return bundle.kind === "key" ? bundle.logEntries : bundle.material.logEntries;
}
// packages/engine/src/log/known-records.ts
async function readKnown(context, places, trust) {
	const ids = /* @__PURE__ */ new Set();
	const promises = [];
	for await (const { path, id, proofs } of readRecords(context, places)) {
		ids.add(id);
		for (const one of proofs) {
			const keys = trust.keys.filter((key) => equalBytes(logId(key), one.logId));
			const [key] = keys;
			if (!key) continue;
			try {
				const entry = parseHashedRekord(one.entry);
				if (!entry || signatureId(entry.digest, entry.signature) !== id) continue;
				const checkpoint = verifyLogEntry(one, entry, {
					origin: key.name,
					keys
				});
				promises.push({
					record: path,
					id,
					index: one.proof.index,
					checkpoint,
					note: one.checkpoint
				});
			} catch (error) {
				if (!(error instanceof TlogError)) throw error;
			}
		}
	}
	return {
		ids,
		promises: promises.sort((a, b) => a.index - b.index)
	};
}
async function brokenPromises(reader, checkpoint, promises, signal) {
	const displaced = [];
	const bundles = remembering(reader);
	for (const one of promises) {
		if (one.checkpoint.origin !== checkpoint.origin || one.index >= checkpoint.size) {
			if (one.checkpoint.origin === checkpoint.origin) displaced.push(one);
			continue;
		}
		if (glanceAt(await readEntry(bundles, checkpoint, one.index, signal))?.id !== one.id) displaced.push(one);
	}
	if (displaced.length === 0) return [];
	const wanted = new Set(displaced.map(({ id }) => id));
	const found = await findEntries(reader, checkpoint, (_, entry) => wanted.has(glanceAt(entry)?.id ?? ""), { signal });
	const places = new Map(found.map(({ index, bytes }) => [glanceAt(bytes)?.id ?? "", index]));
	return displaced.map((one) => ({
		error: accuse(one, places.get(one.id), checkpoint),
		view: viewOf$1(one)
	}));
}
function remembering(reader) {
	let last = null;
	return { read(path, signal) {
		if (last?.path !== path) last = {
			path,
			bytes: reader.read(path, signal)
		};
		return last.bytes;
	} };
}
function viewOf$1({ record, checkpoint, note }) {
	return {
		by: record,
		checkpoint,
		note,
		reader: null
	};
}
function accuse({ record, index, checkpoint: { size } }, now, shown) {
	const promised = `${record} proves that its entry was at ${index} of ${size}`;
	const details = {
		record,
		index,
		size,
		now: now ?? null,
		shown: shown.size,
		root: toHex(shown.root)
	};
	return now === void 0 ? new EngineError("LOG_ENTRY_DROPPED", `${promised}, and it is not among ${shown.size}`, { details }) : new EngineError("LOG_ENTRY_MOVED", `${promised}, and it is at ${now}`, { details });
}
// packages/engine/src/log/monitor-state.ts
async function readMonitorState(path) {
	let text;
	try {
		text = await readText(path);
	} catch (error) {
		if (error instanceof FilesError && error.code === "FILE_NOT_FOUND") return null;
		throw error;
	}
	const state = parseState(text);
	if (state) return state;
	throw new EngineError("LOG_MONITOR_STATE_INVALID", `${path} is no state of a monitor`, { details: { path } });
}
function parseState(text) {
	let json;
	try {
		json = JSON.parse(text);
	} catch {
		return null;
	}
	if (!isJsonObject(json) || json.version !== 1) return null;
	const { checkpoint, unknown, accepted } = json;
	return typeof checkpoint === "string" && Array.isArray(unknown) && unknown.every(isUnknownEntry) && Array.isArray(accepted) && accepted.every(Number.isSafeInteger) ? {
		checkpoint,
		unknown,
		accepted
	} : null;
}
function isUnknownEntry(value) {
	if (!isJsonObject(value)) return false;
	const { index, entry, digest, signature, key } = value;
	return Number.isSafeInteger(index) && typeof entry === "string" && typeof digest === "string" && typeof signature === "string" && (key === null || typeof key === "string");
}
function writeMonitorState(path, state) {
	return writeFileDurable(path, utf8(`${JSON.stringify({
		version: 1,
		...state
	}, null, 2)}\n`));
}
// packages/engine/src/log/difference.ts
const WINDOW = 16384;
async function firstDifference(seen, shown) {
	if (seen.reader === null || shown.reader === null) return null;
	const before = leavesOf(seen.reader, seen.checkpoint.size);
	const after = leavesOf(shown.reader, shown.checkpoint.size);
	try {
		for (let tile = 0; tile * 256 < Math.min(seen.checkpoint.size, shown.checkpoint.size); tile++) {
			const [a, b] = await Promise.all([before(tile), after(tile)]);
			const at = a.findIndex((leaf, n) => b[n] === void 0 || !equalBytes(leaf, b[n]));
			if (at >= 0) return {
				index: tile * 256 + at,
				what: await whatBecame(tile, at, a, before, after)
			};
		}
	} catch (error) {
		if (!(error instanceof TlogError)) throw error;
	}
	return null;
}
function leavesOf(reader, size) {
	return async (index) => {
		const width = tileWidth(0, index, size);
		if (width === 0) return [];
		const bytes = await readTile(reader, {
			level: 0,
			index,
			width
		});
		return Array.from({ length: width }, (_, at) => bytes.subarray(at * 32, (at + 1) * 32));
	};
}
async function whatBecame(tile, at, own, before, after) {
	const leaf = own[at];
	const shown = (await after(tile))[at];
	const next = own[at + 1] ?? (await before(tile + 1))[0];
	if (shown && next && equalBytes(shown, next) && !await isThere(leaf, tile, after)) return "was dropped";
	return await isThere(leaf, tile, after) ? "has changed places" : "is another";
}
async function isThere(leaf, tile, leaves) {
	for (let index = tile; index <= tile + WINDOW / 256; index++) {
		const hashes = await leaves(index);
		if (hashes.some((hash) => equalBytes(hash, leaf))) return true;
		if (hashes.length < 256) return false;
	}
	return false;
}
// packages/engine/src/log/witness-state.ts
const MAX_EVIDENCE = 100;
var WitnessState = class WitnessState {
	#dir;
	#lock;
	#latest;
	constructor(dir, lock, latest) {
		this.#dir = dir;
		this.#lock = lock;
		this.#latest = latest;
	}
	static async open(dir, origins, key) {
		await mkdir(dir, { recursive: true }).catch((error) => {
			throw asFilesError(error, dir);
		});
		const locking = await lockFolder(dir);
		if (locking.kind === "busy") {
			const who = locking.holder ? `process ${locking.holder.pid} on ${locking.holder.host}` : "another process";
			throw new EngineError("WITNESS_STATE_BUSY", `${who} witnesses from ${dir}`, { details: { dir } });
		}
		try {
			const latest = /* @__PURE__ */ new Map();
			for (const origin of origins) {
				const found = await readCosigned(join(dir, fileOf(origin)), origin, key);
				if (found) latest.set(origin, found);
			}
			return new WitnessState(dir, locking.lock, latest);
		} catch (error) {
			await locking.lock[Symbol.asyncDispose]();
			throw error;
		}
	}
	latest(origin) {
		return this.#latest.get(origin) ?? null;
	}
	async record(origin, cosigned) {
		await writeFileDurable(join(this.#dir, fileOf(origin)), cosigned.note);
		this.#latest.set(origin, cosigned);
	}
	async keepEvidence(note) {
		const folder = join(this.#dir, "evidence");
		if ((await readdir(folder).catch(() => [])).length >= MAX_EVIDENCE) return;
		await writeFileDurable(join(folder, `${createHash("sha256").update(note).digest("hex")}.checkpoint`), note);
	}
	async [Symbol.asyncDispose]() {
		await this.#lock[Symbol.asyncDispose]();
	}
};
function originDigest(origin) {
	return createHash("sha256").update(origin).digest("hex");
}
function fileOf(origin) {
	return `${originDigest(origin)}.checkpoint`;
}
async function readCosigned(path, origin, key) {
	try {
		const note = await readBytes(path);
		const { text, verified } = openNote(note, [key]);
		const checkpoint = parseCheckpoint(text);
		if (checkpoint.origin === origin) return {
			checkpoint,
			note,
			time: verified[0]?.time ?? 0
		};
	} catch (cause) {
		if (cause instanceof FilesError && cause.code === "FILE_NOT_FOUND") return null;
		if (!(cause instanceof TlogError)) throw cause;
		throw new EngineError("WITNESS_STATE_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
	throw new EngineError("WITNESS_STATE_INVALID", `${path} is of another log than ${origin}`, { details: { path } });
}
// packages/engine/src/log/monitor-views.ts
function viewOf(by, note, trust, reader) {
	return {
		by,
		checkpoint: trust.open(note),
		note,
		reader
	};
}
async function viewOfLog(source, trust, signal) {
	return viewOf(source.name, await readCheckpoint(source, signal), trust, source);
}
const LIMITS = {
	maxBytes: 1e6,
	timeoutMs: 1e4
};
async function readSeen({ cwd, signal }, place, http) {
	if (!isUrl(place)) return readBytes(resolve(cwd, place));
	const url = logUrl(place, "--seen");
	url.pathname = url.pathname.replace(/\/$/, "");
	return getNote(http, url, signal);
}
function readWitness({ signal }, prefix, origin, http) {
	return getNote(http, new URL(`${originDigest(origin)}/checkpoint`, logUrl(prefix, "--witness")), signal);
}
async function getNote(http, url, signal) {
	const { status, body } = await http.get(url, LIMITS, signal);
	if (status === 200) return body;
	throw new EngineError("LOG_UNAVAILABLE", `${url.origin}${url.pathname}: answers ${status}`);
}
async function assertSameLog(log, other, again, signal) {
	const shown = other.checkpoint.size > log.checkpoint.size ? await again() : log;
	const { reader } = shown;
	if (other.checkpoint.size <= shown.checkpoint.size) try {
		return await assertContinues(reader, other, shown, signal);
	} catch (error) {
		if (!(error instanceof EngineError) || error.code !== "LOG_FORKED" || other.reader === null) throw error;
		throw forked(other, shown, await firstDifference(other, shown));
	}
	if (other.reader !== null) {
		const { kind } = await compareCheckpoints(other.reader, shown.checkpoint, other.checkpoint, signal);
		if (kind === "fork") throw forked(other, shown, await firstDifference(other, shown));
	}
	throw rewound(other, shown);
}
async function keepEvidence(folder, views) {
	const paths = [];
	for (const { note, checkpoint, by } of views) {
		const name = createHash("sha256").update(note).digest("hex").slice(0, 16);
		const path = `${folder}/${checkpoint.size}-${name}.checkpoint`;
		if (paths.includes(path)) continue;
		await writeFileDurable(path, note);
		await writeFileDurable(`${path}.from`, utf8(`${by}\n`));
		paths.push(path);
	}
	return paths;
}
// packages/engine/src/log/search-log.ts
async function searchLog(options) {
	const context = await openContext(options);
	const { signal } = context;
	const query = await withFiles(context, options);
	const trust = await readLogTrust(context, options);
	const records = await recordsById(context, options);
	using source = await openLogSource(context, options.log, options.logCa);
	const checkpoint = trust.open(await readCheckpoint(source, signal));
	const signers = new Signers();
	const isWanted = (index, entry) => {
		const one = glanceAt(entry);
		return matches(query, {
			index,
			entry,
			one,
			record: one && (records.get(one.id) ?? null),
			signers
		});
	};
	const found = await findEntries(source, checkpoint, isWanted, {
		...options,
		signal
	});
	if (found.length === 0) {
		const message = `none of the ${checkpoint.size} entries of ${checkpoint.origin} is meant`;
		throw new EngineError("LOG_ENTRY_NOT_FOUND", `${message}; ${records.size} records were at hand`);
	}
	const entries = found.map(({ index, bytes }) => entryOf(index, bytes, signers, records));
	return {
		version: 1,
		origin: checkpoint.origin,
		log: source.name,
		size: checkpoint.size,
		entries
	};
}
async function withFiles({ cwd }, { files, query }) {
	const digests = await Promise.all(files.map((file) => sha256Of(resolve(cwd, file))));
	const whole = {
		...query,
		digests: [...query.digests, ...digests]
	};
	const { keys, repositories, since, until } = whole;
	if (whole.digests.length + keys.length + repositories.length === 0 && since === null && until === null) throw new EngineError("OPTION_INVALID", "nothing says what is looked for: a FILE, --sha256, --signer-key, --repository, --since or --until");
	return whole;
}
async function sha256Of(path) {
	await using source = await openFileSource(path);
	const [digest] = await source.digest([wholeDigest(source, "sha256")]);
	return toHex(digest);
}
async function recordsById(context, options) {
	const beside = [];
	for (const file of options.files) for (const kind of [
		"",
		".provenance",
		".sbom",
		".test-result",
		".vsa",
		".attestation"
	]) {
		const path = `${resolve(context.cwd, file)}${kind}.sigstore.json`;
		if (await exists(path)) beside.push(path);
	}
	const byId = /* @__PURE__ */ new Map();
	for await (const record of readRecords(context, [...beside, ...options.records])) byId.set(record.id, record);
	return byId;
}
function matches({ digests, keys, repositories, since, until }, candidate) {
	const { index, entry, one, record, signers } = candidate;
	if (!isWithin(since, until, index, record)) return false;
	if (digests.length > 0 && !digests.some((digest) => isOf$1(digest, candidate))) return false;
	if (repositories.length > 0 && !repositories.some((url) => url === record?.repository)) return false;
	if (keys.length === 0) return true;
	const signer = one && signers.of(one, entry);
	return signer !== null && keyNames(signer).some((name) => keys.includes(name));
}
function isOf$1(digest, { entry, one, record }) {
	return one?.digest === digest || record?.sha256.includes(digest) === true || entryDigest(entry) === digest;
}
function isWithin(since, until, index, record) {
	const at = (bound) => bound.kind === "index" ? index : record?.time?.getTime() ?? NaN;
	const limit = (bound) => bound.kind === "index" ? bound.index : bound.time.getTime();
	return (since === null || at(since) >= limit(since)) && (until === null || at(until) <= limit(until));
}
function keyNames(spki) {
	return [keyFingerprint(spki), createHash("sha256").update(spki).digest("hex")];
}
function entryOf(index, entry, signers, records) {
	const one = glanceAt(entry);
	const signer = one && signers.of(one, entry);
	const record = one && signer ? verifiedRecord(records.get(one.id), signer) : null;
	return {
		index,
		entry: entryDigest(entry),
		digest: one?.digest ?? null,
		key: signer && keyFingerprint(signer),
		record: record && {
			path: record.path,
			subjects: (record.statement?.subjects ?? []).map(({ name, digest }) => ({
				name,
				sha256: digest.sha256 ?? null
			})),
			predicateType: record.statement?.predicateType ?? null,
			repository: record.repository,
			time: record.time?.toISOString() ?? null
		}
	};
}
function verifiedRecord(record, signer) {
	if (record?.bundle.kind !== "key") return record ?? null;
	try {
		verifyKeyBundle(record.bundle, [signer], record.statement?.subjects[0]?.digest ?? {});
		return record;
	} catch (error) {
		if (error instanceof ChanceryError) return null;
		throw error;
	}
}
// packages/engine/src/log/monitor.ts
async function monitorLog(options) {
	const context = await openContext(options);
	const { signal } = context;
	if (options.keys.length > 0 && options.known.length === 0) throw new EngineError("OPTION_INVALID", "--known is missing: nothing says which signatures of the key are known");
	const trust = await readLogTrust(context, options);
	const path = resolve(context.cwd, options.state);
	const state = await readMonitorState(path);
	const known = await readKnown(context, options.known, trust);
	const isWatched = await watch(context, options);
	using source = await openLogSource(context, options.log, options.logCa);
	using http = logHttp(await readAuthorities(context, options.logCa));
	const log = await viewOfLog(source, trust, signal);
	const { checkpoint } = log;
	const before = state && stateView(state, path, trust, checkpoint.origin);
	const look = new Look(log);
	if (before) await look.compare(before, () => assertContinues(source, before, log, signal));
	const others = await otherViews(context, options, trust, checkpoint.origin, http, look);
	try {
		for (const other of others.views) await look.compare(other, () => assertSameLog(log, other, () => viewOfLog(source, trust, signal), signal));
	} finally {
		others.close();
	}
	const fresh = [];
	const signers = new Signers();
	const visit = (index, entry) => {
		const one = glanceAt(entry);
		if (!one || known.ids.has(one.id)) return;
		const signer = signers.of(one, entry);
		if (!isWatched(signer)) return;
		fresh.push({
			index,
			entry: entryDigest(entry),
			digest: one.digest,
			signature: one.signature,
			key: signer && keyFingerprint(signer)
		});
	};
	const from = options.full ? 0 : before?.checkpoint.size ?? 0;
	await look.examine(async () => {
		await verifyLog(withProgress(source, checkpoint.size, options.onProgress), checkpoint, {
			from,
			visit,
			signal
		});
		for (const { error, view } of await brokenPromises(source, checkpoint, known.promises, signal)) look.raise(error, view);
	});
	const accepted = [.../* @__PURE__ */ new Set([...state?.accepted ?? [], ...options.accept])];
	const unknown = [...(state?.unknown ?? []).filter(({ digest, signature }) => !known.ids.has(`${digest} ${signature}`)), ...fresh].filter(({ index }, at, all) => !accepted.includes(index) && all.findIndex((one) => one.index === index) === at).sort((a, b) => a.index - b.index);
	if (look.isRight) await writeMonitorState(path, {
		checkpoint: new TextDecoder().decode(log.note),
		unknown,
		accepted
	});
	for (const one of unknown.slice(0, MAX_TOLD)) look.raise(unknownEntry(one), null);
	const evidence = look.evidence.length === 0 ? [] : await keepEvidence(`${path}.evidence`, [log, ...look.evidence]);
	return {
		report: {
			version: 1,
			origin: checkpoint.origin,
			log: source.name,
			...headOf(checkpoint),
			since: before && headOf(before.checkpoint),
			unknown,
			alarms: look.alarms,
			evidence
		},
		exitCode: look.exitCode
	};
}
const MAX_TOLD = 100;
function unknownEntry({ index, key, digest }) {
	const message = `entry ${index} is a signature by ${key ?? "a key that cannot be read"} over sha256:${digest}, and no record of it is known`;
	return new EngineError("LOG_ENTRY_UNKNOWN", message, { details: {
		index,
		digest,
		key
	} });
}
var Look = class {
	alarms = [];
	evidence = [];
	isRight = true;
	exitCode = 0;
	#log;
	constructor(log) {
		this.#log = log;
	}
	compare(other, work) {
		return this.examine(work, other);
	}
	async examine(work, other = null) {
		try {
			await work();
		} catch (error) {
			if (!(error instanceof ChanceryError) || error.code === "ABORTED") throw error;
			this.raise(error, other);
		}
	}
	raise(error, view) {
		const isAway = error.family === "environment";
		this.alarms.push(failureOf(error, null));
		if (view !== null && view !== this.#log && !isAway) this.evidence.push(view);
		if (!isAway && error.code !== "LOG_ENTRY_UNKNOWN") this.isRight = false;
		if (this.exitCode !== 1) this.exitCode = isAway ? 3 : 1;
	}
};
function stateView({ checkpoint }, path, trust, origin) {
	let view;
	try {
		view = viewOf(`the state in ${path}`, utf8(checkpoint), trust, null);
	} catch (cause) {
		if (!(cause instanceof ChanceryError)) throw cause;
		throw new EngineError("LOG_MONITOR_STATE_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
	if (view.checkpoint.origin === origin) return view;
	const message = `${path} is of ${view.checkpoint.origin}, and the log is ${origin}`;
	throw new EngineError("LOG_MONITOR_STATE_INVALID", message, { details: {
		path,
		origin
	} });
}
async function otherViews(context, { mirrors, witnesses, seen, logCa }, trust, origin, http, look) {
	const views = [];
	const sources = [];
	for (const mirror of mirrors) await look.examine(async () => {
		const source = await openLogSource(context, mirror, logCa);
		sources.push(source);
		views.push(await viewOfLog(source, trust, context.signal));
	});
	for (const place of seen) await look.examine(async () => {
		views.push(viewOf(place, await readSeen(context, place, http), trust, null));
	});
	for (const prefix of witnesses) await look.examine(async () => {
		views.push(viewOf(`the witness at ${prefix}`, await readWitness(context, prefix, origin, http), trust, null));
	});
	return {
		views,
		close() {
			for (const source of sources) source[Symbol.dispose]();
		}
	};
}
async function watch({ cwd }, { keys, known }) {
	if (keys.length === 0) return () => known.length > 0;
	const names = new Set((await Promise.all(keys.map((key) => namesOf(key, cwd)))).flat());
	return (signer) => signer === null || keyNames(signer).some((name) => names.has(name));
}
async function namesOf(key, cwd) {
	if (/^SHA256:[A-Za-z0-9+/]{43}$/.test(key)) return [key];
	const hex = key.replaceAll(":", "").toLowerCase();
	if (/^[0-9a-f]{64}$/.test(hex)) return [hex];
	const spkis = parsePem(await readText(resolve(cwd, key))).filter(({ label }) => label === "PUBLIC KEY").map(({ bytes }) => parsePublicKey(bytes).spki);
	if (spkis.length > 0) return spkis.flatMap(keyNames);
	throw new EngineError("OPTION_INVALID", `--signer-key ${key}: holds no public key`);
}
// packages/engine/src/log/options.ts
function verifyLogOptions(operands, values, common) {
	return {
		...trusting(values, common),
		log: oneLog(operands),
		since: text(values, "since"),
		out: text(values, "out")
	};
}
function proveEntryOptions(values, common) {
	return {
		...trusting(values, common),
		log: text(values, "log"),
		wanted: wantedEntry(values),
		out: text(values, "out")
	};
}
function wantedEntry(values) {
	const index = text(values, "index");
	const path = text(values, "bundle");
	const digest = text(values, "entry-digest");
	if ([
		index,
		path,
		digest
	].filter((value) => value !== void 0).length !== 1) throw new EngineError("OPTION_INVALID", "one of --index, --bundle and --entry-digest says which entry is meant");
	if (path !== void 0) return {
		kind: "bundle",
		path
	};
	if (digest !== void 0) return {
		kind: "digest",
		digest: sha256Hex(digest, "--entry-digest")
	};
	return {
		kind: "index",
		index: indexOf$1(index, "--index")
	};
}
function searchLogOptions(files, values, common) {
	return {
		...trusting(values, common),
		log: text(values, "log"),
		files,
		records: list(values, "records") ?? [],
		query: {
			digests: (list(values, "sha256") ?? []).map((digest) => sha256Hex(digest, "--sha256")),
			keys: (list(values, "signer-key") ?? []).map(keyName),
			repositories: list(values, "repository") ?? [],
			since: bound(values, "since"),
			until: bound(values, "until")
		}
	};
}
function bound(values, name) {
	const value = text(values, name);
	if (value === void 0) return null;
	if (/^\d+$/.test(value)) return {
		kind: "index",
		index: indexOf$1(value, `--${name}`)
	};
	const time = new Date(value);
	if (/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(value) && !Number.isNaN(time.getTime())) return {
		kind: "time",
		time
	};
	throw new EngineError("OPTION_INVALID", `--${name} ${value}: is neither an index nor a time such as 2026-11-24T12:00:00Z`);
}
function indexOf$1(value, what) {
	const index = /^\d{1,16}$/.test(value) ? Number(value) : NaN;
	if (Number.isSafeInteger(index)) return index;
	throw new EngineError("OPTION_INVALID", `${what} ${value}: is no index`);
}
function sha256Hex(value, what) {
	const hex = value.replace(/^sha256:/, "").toLowerCase();
	if (/^[0-9a-f]{64}$/.test(hex)) return hex;
	throw new EngineError("OPTION_INVALID", `${what} ${value}: is no SHA-256 in hex`);
}
function keyName(value) {
	return /^SHA256:[A-Za-z0-9+/]{43}$/.test(value) ? value : sha256Hex(value.replaceAll(":", ""), "--signer-key");
}
function serveLogOptions(operands, values, common) {
	const dir = oneLog(operands);
	return {
		...common,
		config: text(values, "config"),
		dir,
		...listenAddress(text(values, "listen"))
	};
}
function witnessOptions(values, common) {
	return {
		...common,
		config: text(values, "config"),
		logKeys: list(values, "log-key") ?? [],
		key: text(values, "key") ?? "",
		module: text(values, "module"),
		name: text(values, "name") ?? "",
		dir: text(values, "dir") ?? "",
		...listenAddress(text(values, "listen"))
	};
}
function monitorOptions(operands, values, common) {
	return {
		...trusting(values, common),
		log: oneLog(operands),
		state: text(values, "state") ?? "",
		keys: list(values, "signer-key") ?? [],
		known: list(values, "known") ?? [],
		mirrors: list(values, "mirror") ?? [],
		witnesses: list(values, "witness") ?? [],
		seen: list(values, "seen") ?? [],
		accept: (list(values, "accept") ?? []).map((value) => indexOf$1(value, "--accept")),
		full: values.full === true
	};
}
function trusting(values, common) {
	return {
		...common,
		config: text(values, "config"),
		trust: list(values, "trust"),
		logPolicy: text(values, "log-policy"),
		logCa: list(values, "log-ca")
	};
}
function oneLog(operands) {
	if (operands.length > 1) throw new EngineError("OPTION_INVALID", `one log, not ${operands.join(" and ")}`);
	return operands[0];
}
function text(values, name) {
	const value = values[name];
	return typeof value === "string" ? value : void 0;
}
function list(values, name) {
	const value = values[name];
	return Array.isArray(value) && value.length > 0 ? value : void 0;
}
// packages/engine/src/log/prove-entry.ts
async function proveEntry(options) {
	const context = await openContext(options);
	const { cwd, signal } = context;
	const { wanted } = options;
	const trust = await readLogTrust(context, options);
	using source = await openLogSource(context, options.log, options.logCa);
	const note = await readCheckpoint(source, signal);
	const checkpoint = trust.open(note);
	const record = wanted.kind === "bundle" ? await readRecord(resolve(cwd, wanted.path)) : null;
	const index = await indexOf(source, checkpoint, wanted, record, options);
	const { proof, leaf } = await proveInclusion(source, checkpoint, index, signal);
	const entry = await readEntry(source, checkpoint, index, signal);
	if (!equalBytes(leafHash(entry), leaf)) throw new TlogError("TILE_MISMATCH", `entry ${index} is not the one of its tile`, { details: { index } });
	const file = encodeLogProof({
		index,
		hashes: proof.hashes,
		checkpoint: note,
		extra: null
	});
	let out = null;
	if (options.out !== void 0) {
		out = resolve(cwd, options.out);
		await writeFileDurable(out, file);
	} else if (record) {
		out = record.path;
		const id = logId(checkpoint.signatures[0]?.key);
		await putProof(out, {
			logId: id,
			proof,
			root: checkpoint.root,
			checkpoint: note,
			entry
		});
	}
	return {
		version: 1,
		origin: checkpoint.origin,
		index,
		...headOf(checkpoint),
		entry: entryDigest(entry),
		proof: new TextDecoder().decode(file),
		out
	};
}
async function indexOf(source, checkpoint, wanted, record, options) {
	if (wanted.kind === "index") return wanted.index;
	const isWanted = record ? (entry) => glanceAt(entry)?.id === record.id : (entry) => isOf(wanted.digest, entry);
	for (const { proof } of record?.proofs ?? []) if (proof.index < checkpoint.size && isWanted(await readEntry(source, checkpoint, proof.index, options.signal))) return proof.index;
	const [found] = await findEntries(source, checkpoint, (_, entry) => isWanted(entry), options);
	if (found) return found.index;
	const what = record?.path ?? wanted.digest;
	throw new EngineError("LOG_ENTRY_NOT_FOUND", `none of the ${checkpoint.size} entries of ${checkpoint.origin} is that of ${what}`);
}
function isOf(digest, entry) {
	return glanceAt(entry)?.digest === digest || entryDigest(entry) === digest;
}
// packages/engine/src/log/http-server.ts
const REQUEST_MS = 1e4;
const GRACE_MS = 5e3;
const MAX_CONNECTIONS = 512;
async function listen(answer, { host = "127.0.0.1", port = 0, onRequest }) {
	const { createServer } = process.getBuiltinModule("node:http");
	const server = createServer({
		requestTimeout: REQUEST_MS,
		headersTimeout: REQUEST_MS,
		keepAliveTimeout: 5e3,
		connectionsCheckingInterval: 1e3
	});
	server.maxConnections = MAX_CONNECTIONS;
	server.on("request", (request, response) => {
		const began = performance.now();
		const client = request.socket.remoteAddress ?? "";
		const method = request.method ?? "";
		const path = (request.url ?? "").split("?", 1)[0];
		let note = null;
		response.once("close", () => {
			const milliseconds = Math.round(performance.now() - began);
			const status = response.writableFinished ? response.statusCode : 499;
			onRequest?.({
				client,
				method,
				path,
				status,
				milliseconds,
				note
			});
		});
		answer(request, path).catch((error) => failed(error)).then((given) => {
			note = given.note ?? null;
			send(request, response, given);
		}).catch(() => response.destroy());
	});
	await new Promise((resolve, reject) => {
		server.once("error", (cause) => {
			const message = `cannot listen on ${host}, port ${port}: ${cause.code ?? cause.message}`;
			reject(new EngineError("SERVER_LISTEN_FAILED", message, { cause }));
		});
		server.listen(port, host, resolve);
	});
	server.removeAllListeners("error");
	const { port: bound, address, family } = server.address();
	return {
		url: `http://${family === "IPv6" ? `[${address}]` : address}:${bound}/`,
		async [Symbol.asyncDispose]() {
			const closed = new Promise((resolve) => server.close(() => resolve()));
			server.closeIdleConnections();
			const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
			await closed;
			clearTimeout(timer);
		}
	};
}
function failed(error) {
	return {
		status: 500,
		note: `${error instanceof Error && "code" in error ? String(error.code) : "INTERNAL"}: ${error instanceof Error ? error.message : String(error)}`
	};
}
function send(request, response, { status, headers, body }) {
	const unread = request.complete ? {} : { connection: "close" };
	const length = status === 304 ? {} : { "content-length": String(body?.length ?? 0) };
	response.writeHead(status, {
		"x-content-type-options": "nosniff",
		...length,
		...headers,
		...unread
	});
	response.end(request.method === "HEAD" ? void 0 : body);
}
async function bodyOf(request, limit) {
	const chunks = [];
	let length = 0;
	for await (const chunk of request.iterator({ destroyOnReturn: false })) {
		length += chunk.length;
		if (length > limit) return null;
		chunks.push(chunk);
	}
	return concat(...chunks);
}
// packages/engine/src/log/serve-log.ts
const PORT$1 = 8080;
async function serveLog(options) {
	const context = await openContext(options);
	using source = await openLogSource(context, options.dir === void 0 ? void 0 : resolve(context.cwd, options.dir), void 0);
	const { origin } = parseCheckpoint(parseNote(await readCheckpoint(source)).text);
	const server = await listen(tilesOf(source.name), {
		...options,
		port: options.port ?? PORT$1
	});
	return servedLog(server, {
		version: 1,
		url: server.url,
		origin,
		dir: source.name
	});
}
function servedLog(server, report) {
	return {
		report,
		[Symbol.asyncDispose]: () => server[Symbol.asyncDispose]()
	};
}
const CHECKPOINT_HEADERS = {
	"content-type": "text/plain; charset=utf-8",
	"cache-control": "public, max-age=2, must-revalidate"
};
const TILE_HEADERS = {
	"content-type": "application/octet-stream",
	"cache-control": "public, max-age=31536000, immutable"
};
function tilesOf(dir) {
	const system = nodeFileSystem(dir);
	return async ({ method, headers }, path) => {
		if (method !== "GET" && method !== "HEAD") return {
			status: 405,
			headers: { allow: "GET, HEAD" }
		};
		const name = path.slice(1);
		const isCheckpoint = name === "checkpoint";
		if (!isCheckpoint && parseTilePath(name) === null) return { status: 404 };
		const body = await system.read(name);
		if (body === null) return {
			status: 404,
			headers: { "cache-control": "no-store" }
		};
		const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
		const described = {
			...isCheckpoint ? CHECKPOINT_HEADERS : TILE_HEADERS,
			etag
		};
		if ((headers["if-none-match"]?.split(",").map((tag) => tag.trim().replace(/^W\//, "")))?.some((tag) => tag === etag || tag === "*")) return {
			status: 304,
			headers: described
		};
		return {
			status: 200,
			headers: described,
			body
		};
	};
}
// packages/engine/src/log/witness.ts
const PORT = 8081;
async function serveWitness(options) {
	const context = withModule(await openContext(options), options.module);
	const logs = await watchedLogs(options.logKeys.map((path) => resolve(context.cwd, path)));
	const keys = new KeyRing(context);
	const opened = [keys];
	const close = async () => {
		for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]();
	};
	try {
		const key = await keys.open(options.key, { module: options.module });
		const seconds = () => Math.floor(Date.now() / 1e3);
		const signer = (now) => cosigner(options.name, key, now);
		const { key: noteKey } = signer(seconds);
		const origins = logs.map(({ origin }) => origin);
		const state = await WitnessState.open(resolve(context.cwd, options.dir), origins, noteKey);
		opened.push(state);
		const desk = new WitnessDesk(logs, state, signer, seconds);
		const { onRequest, host, port = PORT } = options;
		const server = await listen((request, path) => desk.answer(request, path), {
			host,
			port,
			onRequest
		});
		opened.push(server);
		return {
			report: {
				version: 1,
				url: server.url,
				name: options.name,
				verifierKey: encodeNoteKey(noteKey),
				logs: origins.map((origin) => ({
					origin,
					size: state.latest(origin)?.checkpoint.size ?? null
				}))
			},
			[Symbol.asyncDispose]: close
		};
	} catch (error) {
		await close();
		throw error;
	}
}
async function watchedLogs(paths) {
	const logs = /* @__PURE__ */ new Map();
	for (const path of paths) {
		const keys = await readLogKeys(path);
		if (keys.length === 0) throw new EngineError("TRUST_INVALID", `${path} holds no verifier key of a log`);
		for (const key of keys) logs.set(key.name, [...logs.get(key.name) ?? [], key]);
	}
	return [...logs].map(([origin, keys]) => ({
		origin,
		keys
	}));
}
const TEXT = { "content-type": "text/plain; charset=utf-8" };
const MAX_REQUEST = 1e6;
const MAX_WAITING = 64;
var WitnessDesk = class {
	#logs;
	#state;
	#signer;
	#seconds;
	#turn = Promise.resolve();
	#waiting = 0;
	constructor(logs, state, signer, seconds) {
		this.#logs = logs;
		this.#state = state;
		this.#signer = signer;
		this.#seconds = seconds;
	}
	async answer(request, path) {
		const { method = "" } = request;
		if (path !== "/add-checkpoint") return this.#shown(method, path);
		if (method !== "POST") return {
			status: 405,
			headers: { allow: "POST" }
		};
		if (this.#waiting >= MAX_WAITING) return {
			status: 503,
			headers: { "retry-after": "1" }
		};
		this.#waiting++;
		try {
			const body = await bodyOf(request, MAX_REQUEST);
			if (body === null) return { status: 413 };
			const answered = this.#turn.then(() => this.#addCheckpoint(body));
			this.#turn = answered.catch(() => {});
			return await answered;
		} finally {
			this.#waiting--;
		}
	}
	#shown(method, path) {
		const [, digest] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path) ?? [];
		const log = this.#logs.find(({ origin }) => originDigest(origin) === digest);
		if (!log) return { status: 404 };
		if (method !== "GET" && method !== "HEAD") return {
			status: 405,
			headers: { allow: "GET, HEAD" }
		};
		const latest = this.#state.latest(log.origin);
		return latest ? {
			status: 200,
			headers: {
				...TEXT,
				"cache-control": "no-cache"
			},
			body: latest.note
		} : { status: 404 };
	}
	async #addCheckpoint(body) {
		const decision = decideAddCheckpoint(body, this.#logs, (origin) => this.#state.latest(origin)?.checkpoint ?? null);
		if (decision.kind === "refused") {
			const { status, contentType, body: text, reason, evidence } = decision;
			if (evidence) await this.#state.keepEvidence(parseAddCheckpoint(body).checkpoint);
			return {
				status,
				headers: { "content-type": contentType },
				body: text,
				note: `refused: ${reason}`
			};
		}
		const { checkpoint } = decision;
		const lines = await this.#cosign(checkpoint, parseAddCheckpoint(body).checkpoint);
		return {
			status: 200,
			headers: TEXT,
			body: lines,
			note: `cosigned ${checkpoint.origin} ${checkpoint.size}`
		};
	}
	async #cosign(checkpoint, note) {
		const { origin } = checkpoint;
		const time = Math.max(this.#seconds(), this.#state.latest(origin)?.time ?? 0);
		const lines = encodeCosignatures([await makeSignature(checkpoint.note.text, this.#signer(() => time))]);
		await this.#state.record(origin, {
			checkpoint,
			note: concat(note, lines),
			time
		});
		return lines;
	}
};
export { proveEntryOptions as a, verifyLogOptions as c, searchLog as d, verifyWholeLog as f, monitorOptions as i, witnessOptions as l, serveLog as n, searchLogOptions as o, proveEntry as r, serveLogOptions as s, serveWitness as t, monitorLog as u };
