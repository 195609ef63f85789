import { d as parseFileBundle } from "./attest3.js";
import { C as toBase64, I as ChanceryError, S as fromUtf8, T as utf8, u as wholeDigest, v as concat, w as toHex, x as fromHex, y as equalBytes } from "./core.js";
import { $ as readTile, B as parseNote, C as MAX_RECEIPT_BYTES, F as noteSigner, H as logId, J as proveConsistency, K as parseCheckpoint, L as openCheckpoint, N as cosigner, O as openUnderPolicy, P as makeSignature, Q as readEntries, R as encodeNote, S as verifyReceipt, V as encodeNoteKey, X as Tree, Y as proveInclusion, ct as tileWidth, d as readProvedEntries, et as MAX_ENTRY_BYTES, f as Appender, gt as TlogError, h as verifyLogEntry, j as encodeLogProof, m as parseLogEntry, mt as leafHash, o as encodeCosignatures, ot as parseTilePath, pt as emptyRoot, q as compareCheckpoints, s as parseAddCheckpoint, t as decideAddCheckpoint, u as verifyLog, v as parseHashedRekord, x as verifyGrowthReceipt, y as signReceipt, z as openNote } from "./tlog.js";
import { m as asFilesError, p as FilesError } from "./files2.js";
import { i as withModule, n as openContext } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { t as KeyRing } from "./engine9.js";
import { c as expandFiles, d as lockFolder, n as readText, p as openFileSource, r as writeFileDurable, t as readBytes } from "./files.js";
import { i as readLogTrust, n as readLogKeys, r as readLogPolicy, t as noLogKey } from "./engine36.js";
import { r as folderStore, t as openLogStore } from "./engine37.js";
import { i as unavailable, n as logUrl, r as shownUrl, t as logHttp } from "./engine38.js";
import { c as suggestion, i as parseS3Address } from "./engine4.js";
import { t as AttestError } from "./attest.js";
import { i as preAuthEncoding } from "./attest2.js";
import { a as parseEvent, c as isEventKind, r as removeEvent, s as EVENT_KINDS } from "./engine39.js";
import { l as keyFingerprint, n as statementOf, r as verifyKeyBundle } from "./attest4.js";
import { n as readBundleFile, r as readUpTo, t as namingFile } from "./engine24.js";
import { t as membersOf } from "./engine26.js";
import { r as RECORD_SUFFIX } from "./engine15.js";
import { t as recordedJob } from "./engine40.js";
import { Tt as parseCertificate, kt as parsePublicKey, un as isJsonObject, x as parsePem } from "./codec.js";
import { n as TlogStorageError } from "./tlog-storage.js";
import { t as ConfiguredLog } from "./engine43.js";
import { n as identityHere, t as EventLog } from "./engine44.js";
import { t as hashFiles } from "./engine46.js";
import { t as configuredLog } from "./engine47.js";
import { t as policyChange } from "./engine50.js";
import { t as keySubject } from "./engine48.js";
import { n as EVENT_KINDS$1 } from "./engine32.js";
import { n as failureOf } from "./engine17.js";
import { n as exists } from "./engine5.js";
import { n as serverOptions, t as listening } from "./engine13.js";
import { t as putProof } from "./engine51.js";
import { t as listen } from "./http3.js";
import { join, resolve } from "node:path";
import { createHash } from "node:crypto";
import { mkdir, readdir, stat } from "node:fs/promises";
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
		if (config.log?.kind === "own") return openLogStore(config.log.store);
		const place = config.path === null ? "there is no chancery.yaml" : `${config.path} has no log of our own`;
		throw new EngineError("LOG_NOT_CONFIGURED", `no log is named, and ${place}`);
	}
	if (!isUrl(where)) return folderStore(resolve(context.cwd, where));
	if (/^s3:/i.test(where)) return openLogStore(bucketNamed(context, where, ca));
	return httpSource(logUrl(where, "the log"), logHttp(await readAuthorities(context, ca)));
}
function isUrl(text) {
	return /^[a-z][a-z0-9+.-]+:\/\//i.test(text);
}
function readAuthorities({ cwd }, ca = []) {
	return Promise.all(ca.map((path) => readText(resolve(cwd, path))));
}
function bucketNamed({ cwd, config }, where, ca = []) {
	const address = parseS3Address(where);
	if (address === null || ca.length > 1) throw new EngineError("OPTION_INVALID", `the log ${where}: ${address === null ? "is no s3://BUCKET/PREFIX" : "has one authority, in one file of --log-ca"}`);
	const store = config.log?.kind === "own" && config.log.store.kind === "s3" ? config.log.store : null;
	const known = store?.bucket === address.bucket ? store : {
		region: null,
		endpoint: null,
		pathStyle: null,
		ca: null
	};
	const [own] = ca;
	return {
		...known,
		kind: "s3",
		...address,
		ca: own === void 0 ? known.ca : resolve(cwd, own)
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
		async [Symbol.asyncDispose]() {
			http[Symbol.dispose]();
		}
	};
}
async function readCheckpoint(source, signal) {
	const bytes = await source.read("checkpoint", signal);
	if (bytes !== null) return bytes;
	throw new TlogStorageError("LOG_NOT_FOUND", `${source.name} has no checkpoint`, { details: { log: source.name } });
}
// packages/engine/src/log/verify-whole-log.ts
async function verifyWholeLog(options) {
	const began = performance.now();
	const context = await openContext(options);
	const { cwd, signal } = context;
	const trust = await readLogTrust(context, options);
	await using source = await openLogSource(context, options.log, options.logCa);
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
	const bytes = await readBundleFile(path);
	try {
		return await recordOf(path, parseFileBundle(bytes));
	} catch (error) {
		throw namingFile(path, error);
	}
}
function eventOf({ path, statement }) {
	try {
		return statement && parseEvent(statement);
	} catch (error) {
		throw namingFile(path, error);
	}
}
async function recordOf(path, bundle) {
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
// packages/engine/src/log/events/record-event.ts
async function recordEvent(options) {
	const { kind } = options;
	if (EVENT_KINDS[kind].by === "tool") throw new EngineError("OPTION_INVALID", `${kind}: is recorded by whoever does it, and not by hand`);
	const context = await openContext(options);
	assertRecordable(context);
	await using keys = new KeyRing(context);
	const subjects = await hashFiles(context, await filesOf(context, options));
	const key = options.key === void 0 ? null : (await keys.open(options.key, { module: options.module })).info;
	const said = [...subjects, ...key ? [keySubject(key.name, key.publicKey)] : []];
	if (said.length === 0 && kind !== "policy-change") throw new EngineError("OPTION_INVALID", `nothing says what the ${kind} is about: FILE, or --key`);
	const events = await EventLog.open(context, keys, options.identity);
	const draft = said.length > 0 ? {
		kind,
		subjects: said,
		key
	} : (await policyChange(context, keys, events.info)).draft;
	const { by, reason } = options;
	return {
		version: 1,
		...await events.record({
			...draft,
			source: "person",
			assertedBy: by ?? null,
			reason: reason ?? null
		}, context.signal),
		subjects: draft.subjects
	};
}
function assertRecordable(context) {
	configuredLog(context);
	if (context.config.keys.attestation) return;
	throw new EngineError("ATTESTATION_KEY_MISSING", "events are signed by keys.attestation, which is not configured");
}
async function filesOf({ cwd }, { files }) {
	return files.length === 0 ? [] : await expandFiles(files, {
		cwd,
		sideFileSuffixes: []
	});
}
// packages/engine/src/log/events/erase-event.ts
async function eraseEvents(options) {
	const context = await openContext(options);
	assertRecordable(context);
	const config = context.config.log;
	const found = await Promise.all(options.events.map((path) => readEvent(resolve(context.cwd, path))));
	await using keys = new KeyRing(context);
	const { writer } = await keys.log();
	const log = new ConfiguredLog({
		...config,
		onFailure: "error"
	}, writer);
	await log.assertReady();
	const key = await keys.open("attestation", null);
	const events = new EventLog(config, key, log, options.identity ?? identityHere(context));
	const wanted = await Promise.all(found.map((one) => placeOf(one, events.info.publicKey, log)));
	const erased = [];
	for (const { path, entry } of wanted) {
		const subject = {
			name: `entry ${entry.index} of ${config.origin}`,
			digest: { sha256: entry.entry }
		};
		const { by, reason } = options;
		const event = await events.record({
			kind: "erasure",
			subjects: [subject],
			assertedBy: by ?? null,
			reason: reason ?? null,
			erased: entry
		}, context.signal);
		await removeEvent(path);
		erased.push({
			...entry,
			path,
			event
		});
	}
	return {
		version: 1,
		origin: config.origin,
		erased
	};
}
async function readEvent(path) {
	const record = await readRecord(path);
	const { bundle } = record;
	const event = eventOf(record);
	if (!event || bundle.kind !== "key") throw new AttestError("EVENT_MALFORMED", `${path} holds no event`);
	if (event.kind !== "erasure") return {
		record,
		bundle
	};
	throw new EngineError("EVENT_NOT_ERASABLE", `${path} is an erasure: it explains an entry that nothing else explains`);
}
async function placeOf({ record: { path, statement, proofs }, bundle }, publicKey, log) {
	verifyKeyBundle(bundle, [publicKey], statement?.subjects[0]?.digest ?? {});
	const place = await log.find(bundle, publicKey);
	const proof = proofs.find((one) => equalBytes(one.logId, logId(log.writer.key)));
	if (place && proof) return {
		path,
		entry: {
			index: place.index,
			entry: entryDigest(proof.entry)
		}
	};
	throw new EngineError("LOG_ENTRY_NOT_FOUND", `${path} has no proof that its entry is in ${log.origin}`, { howToFix: "Log what is queued (`chancery log flush`), or give it the proof: `chancery log prove --bundle FILE`." });
}
// packages/engine/src/log/events/options.ts
function recordEventOptions([kind = "", ...files], values, common) {
	return {
		...common,
		config: text$1(values, "config"),
		kind: eventKind(kind),
		files,
		key: text$1(values, "key"),
		module: text$1(values, "module"),
		by: text$1(values, "by"),
		reason: text$1(values, "reason")
	};
}
function eraseEventsOptions(operands, values, common) {
	return {
		...common,
		config: text$1(values, "config"),
		events: operands,
		by: text$1(values, "by"),
		reason: text$1(values, "reason")
	};
}
function eventKind(kind) {
	if (isEventKind(kind)) return kind;
	throw new EngineError("OPTION_INVALID", `${kind}: is no kind of event${suggestion(kind, EVENT_KINDS$1)}`, { howToFix: `Give one of ${EVENT_KINDS$1.join(", ")}.` });
}
function text$1(values, name) {
	const value = values[name];
	return typeof value === "string" ? value : void 0;
}
// packages/engine/src/log/mirror-state.ts
function beginning(origin, pending) {
	return {
		origin,
		pending,
		size: 0,
		root: emptyRoot()
	};
}
function encodeMirrorState({ origin, pending, root, size }) {
	return utf8(`${JSON.stringify({
		mirror: 1,
		origin,
		pending,
		root: toHex(root),
		size
	})}\n`);
}
function parseMirrorState(bytes, place) {
	let json = null;
	try {
		json = JSON.parse(new TextDecoder().decode(bytes));
		if (isJsonObject(json) && json.mirror === 1) {
			const { origin, pending, root, size } = json;
			const state = {
				origin,
				pending,
				root: fromHex(root),
				size
			};
			if (state.root.length === 32 && Number.isSafeInteger(size) && equalBytes(encodeMirrorState(state), bytes)) return state;
		}
	} catch (cause) {
		throw new EngineError("MIRROR_DAMAGED", `the state of the mirror in ${place} cannot be read`, { cause });
	}
	if (isJsonObject(json) && json.mirror === void 0) throw new EngineError("MIRROR_FOLDER_FOREIGN", `${place} holds a log that is written there, and no mirror`);
	throw new EngineError("MIRROR_DAMAGED", `the state of the mirror in ${place} is not what was written`);
}
// packages/engine/src/log/mirror-copy.ts
const MAX_BATCH = 4096;
const MAX_BATCH_BYTES = 16777216;
var MirrorCopy = class MirrorCopy {
	#store;
	#state;
	#stored;
	constructor(store, state, stored) {
		this.#store = store;
		this.#state = state;
		this.#stored = stored;
	}
	static async open(store, origin, note) {
		await store.recover();
		const stored = await store.readState();
		if (stored !== null) {
			const state = parseMirrorState(stored, store.name);
			if (state.origin === origin) return new MirrorCopy(store, state, stored);
			throw new EngineError("MIRROR_FOLDER_FOREIGN", `${store.name} is a mirror of ${state.origin}, not of ${origin}`);
		}
		if (!await store.prepare()) throw new EngineError("MIRROR_FOLDER_FOREIGN", `${store.name} holds files of a log that no mirror has put there`);
		const state = beginning(origin, fromUtf8(note));
		const first = encodeMirrorState(state);
		await store.advance(null, first, []);
		return new MirrorCopy(store, state, first);
	}
	get size() {
		return this.#state.size;
	}
	get pending() {
		const { pending } = this.#state;
		try {
			return {
				note: pending,
				checkpoint: parseCheckpoint(parseNote(Buffer.from(pending)).text)
			};
		} catch (cause) {
			throw damaged(this.#store, cause);
		}
	}
	async copy(source, checkpoint, note, signal, onProgress) {
		const { size: total, root } = checkpoint;
		const appender = await this.#edge();
		await this.#advance({
			...this.#state,
			pending: fromUtf8(note)
		}, []);
		let batch = [];
		let bytes = 0;
		const flush = async () => {
			if (batch.length === 0) return;
			const { head, files, filled } = appender.append(batch);
			await this.#advance({
				...this.#state,
				...head
			}, files);
			await this.#store.dropPartials(filled).catch(() => {});
			onProgress?.({
				finished: head.size,
				total
			});
			batch = [];
			bytes = 0;
		};
		const from = this.#state.size;
		if (from < total) {
			for await (const { first, entries } of readProvedEntries(source, checkpoint, from, signal)) {
				const fresh = entries.slice(Math.max(0, from - first));
				batch.push(...fresh);
				bytes += fresh.reduce((sum, entry) => sum + entry.length, 0);
				if (batch.length >= MAX_BATCH || bytes >= MAX_BATCH_BYTES) await flush();
			}
			await flush();
		}
		if (!equalBytes(appender.root(), root)) throw new TlogError("TILE_MISMATCH", `the ${total} entries do not lead to the root of the checkpoint`);
		await this.#edge();
	}
	async #edge() {
		try {
			return await Appender.open(this.#store, this.#state);
		} catch (error) {
			if (error instanceof TlogError) throw damaged(this.#store, error);
			throw error;
		}
	}
	async #advance(next, files) {
		const encoded = encodeMirrorState(next);
		if (equalBytes(encoded, this.#stored)) return;
		if (!await this.#store.advance(this.#stored, encoded, files)) throw new TlogStorageError("LOG_BUSY", `another process writes to the mirror in ${this.#store.name}`);
		this.#state = next;
		this.#stored = encoded;
	}
};
function damaged({ name }, cause) {
	const why = cause instanceof Error ? cause.message : String(cause);
	return new EngineError("MIRROR_DAMAGED", `the mirror in ${name}: ${why}`, {
		cause,
		details: { mirror: name }
	});
}
// packages/engine/src/log/mirror-cosigning.ts
async function openMirrorSigning(context, { key, name, module }) {
	if (key === void 0 && name === void 0) return {
		cosign: async (note) => ({
			note,
			cosignature: null
		}),
		async [Symbol.asyncDispose]() {}
	};
	if (key === void 0 || name === void 0) throw new EngineError("OPTION_INVALID", "a mirror that cosigns has --key and --name, another neither");
	const keys = new KeyRing(context);
	try {
		const signingKey = await keys.open(key, { module });
		const { key: noteKey } = cosigner(name, signingKey, () => 0);
		return {
			async cosign(note, held) {
				const time = Math.max(Math.floor(Date.now() / 1e3), held === null ? 0 : timeOf(held, noteKey));
				const { text, signatures } = parseNote(note);
				const own = await makeSignature(text, cosigner(name, signingKey, () => time));
				const others = signatures.filter((one) => one.name !== own.name || !equalBytes(one.id, own.id));
				const cosigned = encodeNote({
					text,
					signatures: [...others, own]
				});
				openNote(cosigned, [noteKey]);
				return {
					note: cosigned,
					cosignature: {
						name,
						time: (/* @__PURE__ */ new Date(time * 1e3)).toISOString(),
						verifierKey: encodeNoteKey(noteKey)
					}
				};
			},
			[Symbol.asyncDispose]: () => keys[Symbol.asyncDispose]()
		};
	} catch (error) {
		await keys[Symbol.asyncDispose]();
		throw error;
	}
}
function timeOf(note, key) {
	try {
		return openNote(note, [key]).verified[0]?.time ?? 0;
	} catch (error) {
		if (error instanceof TlogError) return 0;
		throw error;
	}
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
function viewOf$1(by, note, trust, reader) {
	return {
		by,
		checkpoint: trust.open(note),
		note,
		reader
	};
}
async function viewOfLog(source, trust, signal) {
	return viewOf$1(source.name, await readCheckpoint(source, signal), trust, source);
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
// packages/engine/src/log/mirror.ts
async function mirrorLog(options) {
	const began = performance.now();
	const context = withModule(await openContext(options), options.module);
	const { signal } = context;
	const dir = resolve(context.cwd, options.dir);
	const trust = await readLogTrust(context, options);
	await using signing = await openMirrorSigning(context, options);
	await using source = await openLogSource(context, options.log, options.logCa);
	await viewOfLog(source, trust, signal);
	await using store = folderStore(dir);
	const { onProgress } = options;
	const mirrored = await mirrorInto(store, source, trust, signing, {
		evidence: join(dir, OWN_EVIDENCE),
		signal,
		onProgress
	});
	return {
		version: 1,
		log: source.name,
		dir,
		...mirrored,
		seconds: Math.round(performance.now() - began) / 1e3
	};
}
const OWN_EVIDENCE = ".chancery/evidence";
async function mirrorInto(store, source, trust, signing, { evidence, signal, onProgress }) {
	await using _ = await store.lock();
	const shown = await viewOfLog(source, trust, signal);
	const { checkpoint } = shown;
	const copy = await MirrorCopy.open(store, checkpoint.origin, shown.note);
	await assertSameHistory(source, pendingView(copy, store.name, shown), shown, evidence, signal);
	const held = await readHeld(store, copy);
	const before = copy.size;
	await copy.copy(source, checkpoint, shown.note, signal, onProgress);
	const { note, cosignature } = await signing.cosign(shown.note, held?.note ?? null);
	if (held === null || !equalBytes(held.note, note)) await store.publishCheckpoint(note, () => true);
	return {
		origin: checkpoint.origin,
		...headOf(checkpoint),
		since: held && headOf(held.checkpoint),
		copied: copy.size - before,
		cosignature
	};
}
function pendingView({ pending }, name, { checkpoint }) {
	return {
		by: `the mirror in ${name}`,
		checkpoint: {
			...checkpoint,
			...pending.checkpoint
		},
		note: utf8(pending.note),
		reader: null
	};
}
async function assertSameHistory(source, seen, shown, folder, signal) {
	try {
		await assertContinues(source, seen, shown, signal);
	} catch (error) {
		if (!(error instanceof EngineError) || error.family !== "untrusted") throw error;
		const evidence = await keepEvidence(folder, [seen, shown]);
		const { code, message, details } = error;
		throw new EngineError(code, `${message}; both checkpoints are kept in ${folder}`, {
			cause: error,
			details: {
				...details,
				evidence
			}
		});
	}
}
async function readHeld(store, copy) {
	const note = await store.read("checkpoint");
	if (note === null) return null;
	try {
		const checkpoint = parseCheckpoint(parseNote(note).text);
		if (checkpoint.size <= copy.size) return {
			note,
			checkpoint
		};
	} catch (cause) {
		if (cause instanceof TlogError) throw damaged(store, cause);
		throw cause;
	}
	throw damaged(store, /* @__PURE__ */ new Error("its checkpoint has more entries than its state"));
}
// packages/engine/src/log/events/erasures.ts
function erasureIn({ statement, bundle }, place, signerOf) {
	if (!statement || bundle.kind !== "key") return null;
	try {
		const erased = parseEvent(statement)?.erased;
		if (!erased) return null;
		const signer = signerOf();
		verifyKeyBundle(bundle, [signer], statement.subjects[0]?.digest ?? {});
		return {
			...erased,
			key: keyFingerprint(signer),
			by: place
		};
	} catch (error) {
		if (error instanceof ChanceryError) return null;
		throw error;
	}
}
function erasureOf(erasures, { index, entry, key }) {
	return erasures.find((one) => one.index === index && one.entry === entry && one.key === key && one.by > index) ?? null;
}
// packages/engine/src/log/events/own-events.ts
async function ownEvents({ config }) {
	const folder = config.log?.events;
	return folder !== void 0 && await exists(folder) ? [folder] : [];
}
// packages/engine/src/log/known-records.ts
async function readKnown(context, places, trust) {
	const ids = /* @__PURE__ */ new Set();
	const promises = [];
	const erasures = [];
	for await (const record of readRecords(context, places)) {
		const { path, id, proofs } = record;
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
				const erasure = erasureIn(record, one.proof.index, () => signerOf(entry));
				if (erasure) erasures.push(erasure);
			} catch (error) {
				if (!(error instanceof TlogError)) throw error;
			}
		}
	}
	return {
		ids,
		promises: promises.sort((a, b) => a.index - b.index),
		erasures
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
		view: viewOf(one)
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
function viewOf({ record, checkpoint, note }) {
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
// packages/engine/src/log/search-log.ts
async function searchLog(options) {
	const context = await openContext(options);
	const { signal } = context;
	const query = await withFiles(context, options);
	const trust = await readLogTrust(context, options);
	const records = await recordsById(context, options);
	await using source = await openLogSource(context, options.log, options.logCa);
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
	const { keys, repositories, events, since, until } = whole;
	if (whole.digests.length + keys.length + repositories.length + events.length === 0 && since === null && until === null) throw new EngineError("OPTION_INVALID", "nothing says what is looked for: a FILE, --sha256, --signer-key, --repository, --event, --since or --until");
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
	const places = [
		...beside,
		...options.records,
		...await ownEvents(context)
	];
	for await (const record of readRecords(context, places)) byId.set(record.id, {
		...record,
		event: eventOf(record)?.kind ?? null
	});
	return byId;
}
function matches({ digests, keys, repositories, events, since, until }, candidate) {
	const { index, entry, one, record, signers } = candidate;
	if (!isWithin(since, until, index, record)) return false;
	if (digests.length > 0 && !digests.some((digest) => isOf$1(digest, candidate))) return false;
	if (repositories.length > 0 && !repositories.some((url) => url === record?.repository)) return false;
	if (events.length > 0 && !events.some((kind) => kind === record?.event)) return false;
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
			...record.event !== null && { event: record.event },
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
	const known = await readKnown(context, [...options.known, ...await ownEvents(context)], trust);
	const isWatched = await watch(context, options);
	await using source = await openLogSource(context, options.log, options.logCa);
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
		await others.close();
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
	const unexplained = [...(state?.unknown ?? []).filter(({ digest, signature }) => !known.ids.has(`${digest} ${signature}`)), ...fresh].filter(({ index }, at, all) => !accepted.includes(index) && all.findIndex((one) => one.index === index) === at).sort((a, b) => a.index - b.index);
	const erased = unexplained.flatMap((one) => {
		const erasure = erasureOf(known.erasures, one);
		return erasure ? [{
			index: one.index,
			by: erasure.by
		}] : [];
	});
	const unknown = unexplained.filter(({ index }) => !erased.some((one) => one.index === index));
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
			erased,
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
		view = viewOf$1(`the state in ${path}`, utf8(checkpoint), trust, null);
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
		views.push(viewOf$1(place, await readSeen(context, place, http), trust, null));
	});
	for (const prefix of witnesses) await look.examine(async () => {
		views.push(viewOf$1(`the witness at ${prefix}`, await readWitness(context, prefix, origin, http), trust, null));
	});
	return {
		views,
		async close() {
			for (const source of sources) await source[Symbol.asyncDispose]();
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
		index: indexOption(index, "--index")
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
			events: (list(values, "event") ?? []).flatMap((kinds) => kinds.split(",")),
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
		index: indexOption(value, `--${name}`)
	};
	const time = new Date(value);
	if (/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(value) && !Number.isNaN(time.getTime())) return {
		kind: "time",
		time
	};
	throw new EngineError("OPTION_INVALID", `--${name} ${value}: is neither an index nor a time such as 2026-11-24T12:00:00Z`);
}
function indexOption(value, what) {
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
		...serverOptions(values)
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
		...serverOptions(values)
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
		accept: (list(values, "accept") ?? []).map((value) => indexOption(value, "--accept")),
		full: values.full === true
	};
}
function mirrorOptions(operands, values, common) {
	return {
		...trusting(values, common),
		log: oneLog(operands),
		dir: text(values, "dir") ?? "",
		key: text(values, "key"),
		module: text(values, "module"),
		name: text(values, "name")
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
// packages/engine/src/log/wanted-entry.ts
async function provedEntry(source, checkpoint, wanted, record, { onProgress, signal }) {
	const index = await indexOf(source, checkpoint, wanted, record, {
		onProgress,
		signal
	});
	const { proof, leaf } = await proveInclusion(source, checkpoint, index, signal);
	const entry = await readEntry(source, checkpoint, index, signal);
	if (!equalBytes(leafHash(entry), leaf)) throw new TlogError("TILE_MISMATCH", `entry ${index} is not the one of its tile`, { details: { index } });
	return {
		index,
		entry,
		proof
	};
}
async function indexOf(source, checkpoint, wanted, record, search) {
	if (wanted.kind === "index") return wanted.index;
	const isWanted = record ? (entry) => glanceAt(entry)?.id === record.id : (entry) => isOf(wanted.digest, entry);
	for (const { proof } of record?.proofs ?? []) if (proof.index < checkpoint.size && isWanted(await readEntry(source, checkpoint, proof.index, search.signal))) return proof.index;
	const [found] = await findEntries(source, checkpoint, (_, entry) => isWanted(entry), search);
	if (found) return found.index;
	const what = record?.path ?? wanted.digest;
	throw new EngineError("LOG_ENTRY_NOT_FOUND", `none of the ${checkpoint.size} entries of ${checkpoint.origin} is that of ${what}`);
}
function isOf(digest, entry) {
	return glanceAt(entry)?.digest === digest || entryDigest(entry) === digest;
}
// packages/engine/src/log/prove-entry.ts
async function proveEntry(options) {
	const context = await openContext(options);
	const { cwd, signal } = context;
	const { wanted } = options;
	const trust = await readLogTrust(context, options);
	await using source = await openLogSource(context, options.log, options.logCa);
	const note = await readCheckpoint(source, signal);
	const checkpoint = trust.open(note);
	const record = wanted.kind === "bundle" ? await readRecord(resolve(cwd, wanted.path)) : null;
	const { index, entry, proof } = await provedEntry(source, checkpoint, wanted, record, options);
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
// packages/engine/src/log/receipt.ts
async function makeReceipt(options) {
	const context = await openContext(options);
	const { cwd, signal } = context;
	const { wanted } = options;
	const config = configuredLog(context);
	if (config.kind !== "own") throw new EngineError("LOG_NOT_CONFIGURED", `${context.config.path} names the log of a server, whose key it has`);
	await using keys = new KeyRing(context);
	const signer = noteSigner(config.origin, await keys.open(config.key, null));
	await using source = await openLogSource(context, void 0, void 0);
	const checkpoint = await openOwn(config, await readCheckpoint(source, signal), signer);
	const { bytes, ...report } = wanted.kind === "consistency" ? await ofGrowth$1(source, checkpoint, wanted.size, signer, signal) : await ofEntry(cwd, source, checkpoint, wanted, signer, options);
	const out = resolve(cwd, options.out);
	await writeFileDurable(out, bytes);
	return {
		version: 1,
		origin: checkpoint.origin,
		...headOf(checkpoint),
		...report,
		out
	};
}
async function openOwn({ origin, policy }, note, signer) {
	const checkpoint = openCheckpoint(note, {
		origin,
		keys: [signer.key]
	});
	if (policy !== null) openUnderPolicy(note, await readLogPolicy(policy));
	return checkpoint;
}
async function ofEntry(cwd, source, checkpoint, wanted, signer, { onProgress, signal }) {
	const { index, entry, proof } = await provedEntry(source, checkpoint, wanted, wanted.kind === "bundle" ? await readRecord(resolve(cwd, wanted.path)) : null, {
		onProgress,
		signal
	});
	const bytes = await signReceipt({
		kind: "inclusion",
		...proof
	}, checkpoint.root, entry, signer, signal);
	verifyReceipt(bytes, entry, [signer.key]);
	return {
		index,
		entry: entryDigest(entry),
		older: null,
		bytes
	};
}
async function ofGrowth$1(source, checkpoint, size, signer, signal) {
	if (size === 0 || size >= checkpoint.size) throw new EngineError("OPTION_INVALID", `--consistency ${size}: from there to ${checkpoint.size} entries there is nothing to prove`);
	const older = {
		size,
		root: await new Tree(source, checkpoint.size, signal).range(0, size)
	};
	const hashes = await proveConsistency(source, older, checkpoint, signal);
	const proof = {
		kind: "consistency",
		olderSize: size,
		newerSize: checkpoint.size,
		hashes
	};
	const bytes = await signReceipt(proof, checkpoint.root, null, signer, signal);
	verifyGrowthReceipt(bytes, older, [signer.key]);
	return {
		index: null,
		entry: null,
		older: headOf(older),
		bytes
	};
}
// packages/engine/src/log/receipt-options.ts
function receiptOptions(values, common) {
	return {
		...common,
		config: text(values, "config"),
		wanted: wantedReceipt(values),
		out: text(values, "out") ?? ""
	};
}
function wantedReceipt(values) {
	const size = text(values, "consistency");
	if (size === void 0) return wantedEntry(values);
	if ([
		"index",
		"bundle",
		"entry-digest"
	].some((name) => values[name] !== void 0)) throw new EngineError("OPTION_INVALID", "--consistency is of the whole log, and of no entry");
	return {
		kind: "consistency",
		size: indexOption(size, "--consistency")
	};
}
function verifyReceiptOptions(operands, values, common) {
	const [receipt, ...more] = operands;
	if (receipt === void 0 || more.length > 0) throw new EngineError("OPTION_INVALID", "one receipt is verified");
	return {
		...common,
		config: text(values, "config"),
		trust: list(values, "trust"),
		receipt,
		matter: matterOf(values)
	};
}
function matterOf(values) {
	const given = [
		"entry",
		"bundle",
		"since"
	].flatMap((kind) => {
		const path = text(values, kind);
		return path === void 0 ? [] : [{
			kind,
			path
		}];
	});
	const [matter] = given;
	if (given.length === 1 && matter) return matter;
	throw new EngineError("OPTION_INVALID", "one of --entry, --bundle and --since says what the receipt is held against");
}
// packages/engine/src/log/log-request.ts
function logRequest({ fault, ...entry }) {
	return {
		...entry,
		note: entry.note ?? fault
	};
}
// packages/engine/src/log/serve-log.ts
const PORT$1 = 8080;
async function serveLog(options) {
	const context = await openContext(options);
	const where = listening(context.cwd, options);
	const source = await openLogSource(context, options.dir, void 0);
	try {
		const { origin } = parseCheckpoint(parseNote(await readCheckpoint(source)).text);
		const server = await listen(tilesOf(source), {
			...where,
			port: options.port ?? PORT$1,
			onRequest: (entry) => options.onRequest?.(logRequest(entry))
		});
		return {
			report: {
				version: 1,
				url: server.url,
				origin,
				log: source.name
			},
			async [Symbol.asyncDispose]() {
				await server[Symbol.asyncDispose]();
				await source[Symbol.asyncDispose]();
			}
		};
	} catch (error) {
		await source[Symbol.asyncDispose]();
		throw error;
	}
}
const CHECKPOINT_HEADERS = {
	"content-type": "text/plain; charset=utf-8",
	"cache-control": "public, max-age=2, must-revalidate"
};
const TILE_HEADERS = {
	"content-type": "application/octet-stream",
	"cache-control": "public, max-age=31536000, immutable"
};
function tilesOf(log) {
	return async ({ method, path }) => {
		if (method !== "GET" && method !== "HEAD") return {
			status: 405,
			headers: { allow: "GET, HEAD" }
		};
		const name = path.slice(1);
		const tile = parseTilePath(name);
		if (tile === null && name !== "checkpoint") return { status: 404 };
		const body = await log.read(name);
		if (body === null) return {
			status: 404,
			headers: { "cache-control": "no-store" }
		};
		const etag = createHash("sha256").update(body).digest("base64url");
		return {
			status: 200,
			headers: tile === null ? CHECKPOINT_HEADERS : TILE_HEADERS,
			body,
			etag,
			compressible: tile?.level === "entries"
		};
	};
}
// packages/engine/src/log/verify-receipt.ts
async function verifyReceiptFile(options) {
	const context = await openContext(options);
	const { cwd } = context;
	const trust = await readLogTrust(context, options);
	const receipt = resolve(cwd, options.receipt);
	const bytes = await readUpTo(MAX_RECEIPT_BYTES, receipt, (why) => new TlogError("RECEIPT_MALFORMED", why));
	const { kind } = options.matter;
	const path = resolve(cwd, options.matter.path);
	if (kind === "since") return ofGrowth(bytes, await readBytes(path), trust);
	const entry = kind === "entry" ? await readBytes(path, MAX_ENTRY_BYTES) : await entryOfBundle(path);
	const { key, index, ...head } = verifyReceipt(bytes, entry, trust.keys);
	return {
		version: 1,
		origin: key.name,
		...headOf(head),
		index,
		entry: entryDigest(entry),
		older: null
	};
}
function ofGrowth(bytes, note, trust) {
	const older = trust.open(note);
	const keys = trust.keys.filter(({ name }) => name === older.origin);
	const { key, ...head } = verifyGrowthReceipt(bytes, older, keys);
	return {
		version: 1,
		origin: key.name,
		...headOf(head),
		index: null,
		entry: null,
		older: headOf(older)
	};
}
async function entryOfBundle(path) {
	const { id, proofs } = await readRecord(path);
	const own = proofs.find(({ entry }) => glanceAt(entry)?.id === id);
	if (own) return own.entry;
	throw new EngineError("LOG_ENTRY_NOT_FOUND", `${path} brings no log entry of its signature`);
}
// packages/engine/src/log/witness.ts
const PORT = 8081;
async function serveWitness(options) {
	const context = withModule(await openContext(options), options.module);
	const where = listening(context.cwd, options);
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
		const server = await listen((request) => desk.answer(request), {
			...where,
			port: options.port ?? PORT,
			concurrency: MAX_WAITING,
			maxBody: MAX_REQUEST,
			onRequest: (entry) => options.onRequest?.(logRequest(entry))
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
		if (keys.length === 0) throw noLogKey(path);
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
	constructor(logs, state, signer, seconds) {
		this.#logs = logs;
		this.#state = state;
		this.#signer = signer;
		this.#seconds = seconds;
	}
	async answer(request) {
		const { method, path } = request;
		if (path !== "/add-checkpoint") return this.#shown(method, path);
		if (method !== "POST") return {
			status: 405,
			headers: { allow: "POST" }
		};
		const body = await request.body();
		const answered = this.#turn.then(() => this.#addCheckpoint(body));
		this.#turn = answered.catch(() => {});
		return answered;
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
export { verifyWholeLog as S, mirrorLog as _, verifyReceiptOptions as a, eraseEvents as b, mirrorOptions as c, searchLogOptions as d, serveLogOptions as f, searchLog as g, monitorLog as h, receiptOptions as i, monitorOptions as l, witnessOptions as m, verifyReceiptFile as n, makeReceipt as o, verifyLogOptions as p, serveLog as r, proveEntry as s, serveWitness as t, proveEntryOptions as u, eraseEventsOptions as v, recordEvent as x, recordEventOptions as y };
