import "./attest3.js";
import { a as entriesOf, c as withValidity, d as makeAuthority, f as makeLog, l as entryId, n as encodeSigningConfig, o as rootOf, r as parseTrustedRoot, s as validityOf, t as encodeTrustedRoot, u as entryNotes } from "./attest9.js";
import { r as writeFileDurable, t as readBytes } from "./files.js";
import { n as exists } from "./engine5.js";
import { n as openContext } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { t as AttestError } from "./attest.js";
import { t as KeyRing } from "./engine9.js";
import { u as covers } from "./attest7.js";
import { t as openActs } from "./engine78.js";
import { n as sha256Hex, r as subjectOf } from "./engine48.js";
import { Tt as parseCertificate, an as CodecError, kt as parsePublicKey, x as parsePem } from "./codec.js";
import { basename, resolve } from "node:path";
// packages/engine/src/trust-root/read-entries.ts
const MAX_BYTES$1 = 1048576;
async function readEntries(cwd, given, { from, operator, now }) {
	const authority = (kind) => async ({ url, file }) => {
		const chain = await readChain(resolve(cwd, file));
		return makeAuthority({
			kind,
			chain,
			url,
			validFor: {
				start: from ?? begunOf(chain),
				end: null
			},
			operator
		});
	};
	const log = (kind) => async ({ url, file }) => {
		const publicKey = await readPublicKey(resolve(cwd, file));
		return makeLog({
			kind,
			url,
			publicKey,
			validFor: {
				start: from ?? now,
				end: null
			},
			operator
		});
	};
	return await Promise.all([
		...given.certificateAuthorities.map(authority("certificate-authority")),
		...given.timestampAuthorities.map(authority("timestamp-authority")),
		...given.logs.map(log("tlog")),
		...given.ctLogs.map(log("ctlog"))
	]);
}
function begunOf(chain) {
	return new Date(Math.max(0, ...chain.map(({ notBefore }) => notBefore.getTime())));
}
async function readChain(path) {
	const chain = await read(path, (text) => parsePem(text).flatMap(({ label, bytes }) => label === "CERTIFICATE" ? [parseCertificate(bytes)] : []));
	if (chain.length > 0) return chain;
	throw new EngineError("TRUST_INVALID", `${path} holds no certificate`, { details: { path } });
}
async function readPublicKey(path) {
	const keys = await read(path, (text) => parsePem(text).flatMap(({ label, bytes }) => label === "PUBLIC KEY" ? [parsePublicKey(bytes).spki] : []));
	const [key, ...others] = keys;
	if (key && others.length === 0) return key;
	throw new EngineError("TRUST_INVALID", `${path} holds ${keys.length} public keys, not one`, { details: { path } });
}
async function read(path, parse) {
	const bytes = await readBytes(path, MAX_BYTES$1);
	try {
		return parse(new TextDecoder().decode(bytes));
	} catch (cause) {
		if (!(cause instanceof CodecError)) throw cause;
		throw new EngineError("TRUST_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
}
// packages/engine/src/trust-root/report.ts
function trustReport(path, root, { at, signingConfig = null }) {
	return {
		version: 1,
		trustedRoot: path,
		signingConfig,
		entries: entriesOf(root).map((entry) => reported(entry, at))
	};
}
function reported(entry, at) {
	const { start, end } = validityOf(entry);
	const url = "log" in entry ? entry.log.baseUrl : entry.authority.uri;
	return {
		kind: entry.kind,
		id: entryId(entry),
		name: "log" in entry ? new URL(url).hostname : entry.authority.chain[0].subjectName,
		url: url || null,
		from: timeOf(start),
		until: timeOf(end),
		state: covers({
			start,
			end
		}, at) ? "current" : start !== null && at < start ? "future" : "ended",
		notes: entryNotes(entry)
	};
}
function timeOf(time) {
	return time === null ? null : time.toISOString().replace(".000Z", "Z");
}
// packages/engine/src/trust-root/trust-root.ts
const MAX_BYTES = 16777216;
const DAY = 864e5;
const MIN_PREFIX = 8;
async function initTrust(options) {
	const context = await openContext(options);
	const { cwd } = context;
	const path = resolve(cwd, options.out);
	if (await exists(path)) throw new AttestError("TRUSTED_ROOT_EXISTS", `${path} exists`, { details: { path } });
	const now = thisSecond();
	const entries = await readEntries(cwd, options, {
		...options,
		now
	});
	if (entries.length === 0) throw nothingNamed();
	assertDistinct(entries);
	return await write(context, options.out, rootOf(entries), {
		...options,
		now,
		before: null
	});
}
async function rotateTrust(options) {
	const { retire, overlapDays } = options;
	const context = await openContext(options);
	const { cwd } = context;
	const now = thisSecond();
	const from = options.from ?? now;
	const before = await readBytes(resolve(cwd, options.path), MAX_BYTES);
	const there = entriesOf(parseTrustedRoot(before));
	const added = await readEntries(cwd, options, {
		...options,
		from,
		now
	});
	if (added.length === 0 && retire.length === 0) throw nothingNamed();
	const retired = /* @__PURE__ */ new Set([...retire.map((id) => named(there, id)), ...successors(there, added, retire)]);
	const end = new Date(from.getTime() + overlapDays * DAY);
	const entries = [...there.map((entry) => retired.has(entry) ? ended(entry, end) : entry), ...added];
	assertDistinct(entries);
	return await write(context, options.path, rootOf(entries), {
		...options,
		now,
		before
	});
}
async function showTrust({ cwd = process.cwd(), path, at }) {
	return trustReport(path, parseTrustedRoot(await readBytes(resolve(cwd, path), MAX_BYTES)), { at: at ?? /* @__PURE__ */ new Date() });
}
async function write(context, name, root, { signingConfig, now, before }) {
	const { cwd } = context;
	const bytes = encodeTrustedRoot(root);
	const written = parseTrustedRoot(bytes);
	const config = signingConfig === null ? null : {
		name: signingConfig,
		bytes: encodeSigningConfig(written)
	};
	await using keys = new KeyRing(context);
	const event = await (await openActs(context, keys)).record({
		kind: before === null ? "trust-root-made" : "trust-root-rotated",
		subjects: [{
			name,
			bytes
		}, ...config ? [config] : []].map((file) => subjectOf(basename(file.name), file.bytes)),
		details: before === null ? {} : { before: sha256Hex(before) }
	});
	await writeFileDurable(resolve(cwd, name), bytes);
	if (config) await writeFileDurable(resolve(cwd, config.name), config.bytes);
	return {
		...trustReport(name, written, {
			at: now,
			signingConfig
		}),
		...event && { event }
	};
}
function thisSecond() {
	return /* @__PURE__ */ new Date(Math.floor(Date.now() / 1e3) * 1e3);
}
function named(entries, id) {
	const wanted = id.toLowerCase();
	const found = wanted.length < MIN_PREFIX ? [] : entries.filter((entry) => entryId(entry).startsWith(wanted));
	const [one, ...others] = found;
	if (one && others.length === 0) return one;
	throw new EngineError("OPTION_INVALID", `--retire ${id}: names ${found.length} entries, not one`, { howToFix: "Give the id that `chancery trust show` prints, eight digits of it at least." });
}
function successors(there, added, retire) {
	if (retire.length > 0) return [];
	return [...new Set(added.map(({ kind }) => kind))].flatMap((kind) => {
		const open = there.filter((entry) => entry.kind === kind && validityOf(entry).end === null);
		if (open.length < 2) return open;
		const ids = open.map((entry) => entryId(entry).slice(0, 12));
		throw new EngineError("OPTION_INVALID", `there are ${open.length} of kind ${kind}: which one ends?`, { howToFix: `Say it with --retire: ${ids.join(" or ")}.` });
	});
}
function ended(entry, end) {
	const { start, end: before } = validityOf(entry);
	if (start !== null && end < start) throw new AttestError("TRUSTED_ROOT_INVALID", `${entryId(entry)} would end before it begins (${start.toISOString()})`);
	return withValidity(entry, {
		start,
		end: before !== null && before < end ? before : end
	});
}
function assertDistinct(entries) {
	const names = entries.map((entry) => `${entry.kind} ${entryId(entry)}`);
	const twice = names.find((name, at) => names.indexOf(name) !== at);
	if (twice !== void 0) throw new AttestError("TRUSTED_ROOT_INVALID", `${twice} stands there twice`);
}
function nothingNamed() {
	return new EngineError("OPTION_INVALID", "nobody is named: one of --certificate-authority, --timestamp-authority, --tlog and --ctlog");
}
export { initTrust, rotateTrust, showTrust };
