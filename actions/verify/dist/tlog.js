import { C as toBase64, I as ChanceryError, L as CoreError, P as signatureAlgorithm, S as fromUtf8, T as utf8, _ as ByteReader, b as fromBase64, j as digestByName, v as concat, w as toHex, x as fromHex, y as equalBytes } from "./core.js";
import { A as parseCoseSign1, D as COSE_HEADER, E as rawSignatureValue, Jt as parseCbor, O as coseSign1Message, Qt as isCborMap, T as derSignatureValue, X as verifySignature, Zt as encodeCbor, en as isJsonObject, k as encodeCoseSign1, w as parseStrictJson, yt as parsePublicKey } from "./codec.js";
import { t as canonicalJson } from "./codec2.js";
import { createPublicKey, hash, verify } from "node:crypto";
// packages/tlog/src/errors.ts
const DAMAGED = "The log, or the copy of it that was read, is damaged or forged: compare it with another copy.";
const AGAIN = "Get the proof again from whoever published it; it does not show what it claims.";
const TLOG_ERRORS = {
	TILE_MALFORMED: {
		family: "malformed",
		howToFix: DAMAGED
	},
	TILE_MISSING: {
		family: "malformed",
		howToFix: "Copy the log whole: a file that its checkpoint needs is not there."
	},
	TILE_MISMATCH: {
		family: "untrusted",
		howToFix: DAMAGED
	},
	ENTRY_BUNDLE_MALFORMED: {
		family: "malformed",
		howToFix: DAMAGED
	},
	ENTRY_TOO_LARGE: {
		family: "usage",
		howToFix: "An entry has 1 to 65535 bytes: log the digest of what is larger, and keep it elsewhere."
	},
	INDEX_BEYOND_TREE: {
		family: "untrusted",
		howToFix: "The log has no entry of that index yet: check the index, or get a newer checkpoint."
	},
	INCLUSION_UNPROVEN: {
		family: "untrusted",
		howToFix: AGAIN
	},
	CONSISTENCY_UNPROVEN: {
		family: "untrusted",
		howToFix: "The log does not continue what it showed before: keep both checkpoints, they are the evidence."
	},
	NOTE_MALFORMED: {
		family: "malformed",
		howToFix: "Get the checkpoint again: it is no signed note."
	},
	NOTE_KEY_UNTRUSTED: {
		family: "untrusted",
		howToFix: "Trust the log's key, if it is the log that was meant: no known key has signed the checkpoint."
	},
	NOTE_SIGNATURE_INVALID: {
		family: "untrusted",
		howToFix: "Get the checkpoint again; it is not what a key that is trusted has signed."
	},
	NOTE_KEY_MALFORMED: {
		family: "usage",
		howToFix: "Give the verifier key as the log publishes it: NAME+8 hexadecimal digits+base64."
	},
	NOTE_ALGORITHM_UNAVAILABLE: {
		family: "environment",
		howToFix: "Run it with Node 24.7 or newer, whose OpenSSL knows ML-DSA: nothing can be said of such a signature without."
	},
	NOTE_KEY_UNSUITABLE: {
		family: "usage",
		howToFix: "Checkpoints are signed by Ed25519 and ECDSA P-256 keys, cosignatures by Ed25519 keys."
	},
	CHECKPOINT_MALFORMED: {
		family: "malformed",
		howToFix: "Get the checkpoint again: its lines are not in order."
	},
	CHECKPOINT_ORIGIN_MISMATCH: {
		family: "untrusted",
		howToFix: "The checkpoint is of another log: get the one of the log that was meant."
	},
	LOG_PROOF_MALFORMED: {
		family: "malformed",
		howToFix: AGAIN
	},
	LOG_POLICY_INVALID: {
		family: "usage",
		howToFix: "Write the policy as c2sp.org/tlog-policy says: log, witness, group and one quorum line."
	},
	LOG_QUORUM_MISSED: {
		family: "untrusted",
		howToFix: "Get a checkpoint that more witnesses have cosigned, or ask for fewer in the policy."
	},
	WITNESS_MESSAGE_MALFORMED: {
		family: "malformed",
		howToFix: "Check the address: what answered or asked does not speak c2sp.org/tlog-witness."
	},
	WITNESS_REFUSED: {
		family: "untrusted",
		howToFix: "The witness has seen another history of the log, or does not know it: compare what it has seen before the log goes on."
	},
	WITNESS_UNAVAILABLE: {
		family: "environment",
		howToFix: "Ask the witness again later."
	},
	LOG_ENTRY_MALFORMED: {
		family: "malformed",
		howToFix: "Get the bundle again: its log entry is no hashedrekord 0.0.2."
	},
	LOG_ENTRY_MISMATCH: {
		family: "untrusted",
		howToFix: "The log entry is of another signature: get the bundle and its file again."
	},
	RECEIPT_MALFORMED: {
		family: "malformed",
		howToFix: "Get the receipt again: it is none of a log (RFC 9942)."
	},
	RECEIPT_UNSUPPORTED: {
		family: "malformed",
		howToFix: "Verify it with the tool that it was made for: docs/formats/receipt.md says what is read here."
	},
	RECEIPT_KEY_UNTRUSTED: {
		family: "untrusted",
		howToFix: "Trust the log's key, if it is the log that was meant: the receipt names no log that is trusted."
	},
	RECEIPT_SUBJECT_MISMATCH: {
		family: "untrusted",
		howToFix: "Give the entry that the receipt is of, or get the receipt of this one."
	},
	RECEIPT_SIGNATURE_INVALID: {
		family: "untrusted",
		howToFix: AGAIN
	}
};
var TlogError = class extends ChanceryError {
	constructor(code, message, options) {
		super(TLOG_ERRORS, code, message, options);
		this.name = "TlogError";
	}
};
// packages/tlog/src/tiles/tree-head.ts
function assertSize(size) {
	if (!Number.isSafeInteger(size) || size < 0) throw new TypeError(`${size} is no size of a tree`);
}
function sha256Into(bytes, into, offset) {
	into.write(hash("sha256", bytes, "binary"), offset, 32, "latin1");
}
function sha256(bytes) {
	const digest = Buffer.alloc(32);
	sha256Into(bytes, digest, 0);
	return new Uint8Array(digest.buffer, digest.byteOffset, 32);
}
function emptyRoot() {
	return sha256(/* @__PURE__ */ new Uint8Array());
}
function leafHash(entry) {
	const prefixed = new Uint8Array(entry.length + 1);
	prefixed.set(entry, 1);
	return sha256(prefixed);
}
const node = Buffer.alloc(65, 1);
function nodeHash(left, right) {
	node.set(left, 1);
	node.set(right, 33);
	return sha256(node);
}
function rootOver(hashes) {
	const level = Buffer.from(hashes);
	for (let count = level.length / 32; count > 1; count = Math.ceil(count / 2)) for (let pair = 0; 2 * pair < count; pair++) {
		const from = 2 * pair * 32;
		if (2 * pair + 1 === count) {
			level.copyWithin(pair * 32, from, from + 32);
			continue;
		}
		level.copy(node, 1, from, from + 64);
		sha256Into(node, level, pair * 32);
	}
	return Uint8Array.from(level.subarray(0, 32));
}
function verifyInclusion(proof, leaf, root) {
	if (!equalBytes(rootFromInclusion(proof, leaf), root)) throw new TlogError("INCLUSION_UNPROVEN", `the proof does not lead from the entry at ${proof.index} to the root`);
}
function rootFromInclusion({ index, size, hashes }, leaf) {
	assertSize(size);
	if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new TlogError("INDEX_BEYOND_TREE", `index ${index} in a tree of ${size}`);
	assertHashes([leaf, ...hashes], "INCLUSION_UNPROVEN");
	let at = index;
	let last = size - 1;
	let root = leaf;
	for (const hash of hashes) {
		if (last === 0) throw new TlogError("INCLUSION_UNPROVEN", "the proof is too long for its tree");
		if (at % 2 === 1 || at === last) {
			root = nodeHash(hash, root);
			while (at % 2 === 0 && at !== 0) {
				at = half(at);
				last = half(last);
			}
		} else root = nodeHash(root, hash);
		at = half(at);
		last = half(last);
	}
	if (last !== 0) throw new TlogError("INCLUSION_UNPROVEN", "the proof is too short for its tree");
	return root;
}
function verifyConsistency(hashes, older, newer) {
	assertSize(older.size);
	assertSize(newer.size);
	assertHashes([
		older.root,
		newer.root,
		...hashes
	], "CONSISTENCY_UNPROVEN");
	if (older.size > newer.size) throw new TlogError("CONSISTENCY_UNPROVEN", `a tree of ${newer.size} does not continue one of ${older.size}`);
	assertEmptyRoot(older);
	assertEmptyRoot(newer);
	if (older.size === 0 || older.size === newer.size) {
		if (hashes.length > 0) throw new TlogError("CONSISTENCY_UNPROVEN", "a proof where there is nothing to prove");
		if (older.size === newer.size && !equalBytes(older.root, newer.root)) throw new TlogError("CONSISTENCY_UNPROVEN", `two trees of ${older.size} entries`);
		return;
	}
	if (!equalBytes(rootFromConsistency(hashes, older, newer.size), newer.root)) throw otherTree(older.size, newer.size);
}
function rootFromConsistency(hashes, older, newerSize) {
	assertSize(older.size);
	assertSize(newerSize);
	assertHashes([older.root, ...hashes], "CONSISTENCY_UNPROVEN");
	if (older.size === 0 || older.size >= newerSize) throw new TlogError("CONSISTENCY_UNPROVEN", `from ${older.size} entries to ${newerSize} there is nothing to prove`);
	let at = older.size - 1;
	let last = newerSize - 1;
	while (at % 2 === 1) {
		at = half(at);
		last = half(last);
	}
	const [first, ...rest] = at === 0 ? [older.root, ...hashes] : hashes;
	if (first === void 0) throw new TlogError("CONSISTENCY_UNPROVEN", "the proof is empty");
	let olderRoot = first;
	let newerRoot = first;
	for (const hash of rest) {
		if (last === 0) throw new TlogError("CONSISTENCY_UNPROVEN", "the proof is too long for its trees");
		if (at % 2 === 1 || at === last) {
			olderRoot = nodeHash(hash, olderRoot);
			newerRoot = nodeHash(hash, newerRoot);
			while (at % 2 === 0 && at !== 0) {
				at = half(at);
				last = half(last);
			}
		} else newerRoot = nodeHash(newerRoot, hash);
		at = half(at);
		last = half(last);
	}
	if (last !== 0) throw new TlogError("CONSISTENCY_UNPROVEN", "the proof is too short for its trees");
	if (!equalBytes(olderRoot, older.root)) throw otherTree(older.size, newerSize);
	return newerRoot;
}
function otherTree(older, newer) {
	return new TlogError("CONSISTENCY_UNPROVEN", `the proof does not lead from ${older} entries to ${newer} of the same log`);
}
function assertEmptyRoot({ size, root }) {
	if (size === 0 && !equalBytes(root, emptyRoot())) throw new TlogError("CONSISTENCY_UNPROVEN", "a tree without entries whose root is not that of the empty tree");
}
function assertHashes(hashes, code) {
	if (hashes.length > 65 || hashes.some(({ length }) => length !== 32)) throw new TlogError(code, `a proof has at most 63 hashes of 32 bytes`);
}
function half(value) {
	return Math.floor(value / 2);
}
// packages/tlog/src/tiles/tile.ts
const TILE_WIDTH = 256;
function tilePath({ level, index, width }) {
	const digits = String(index);
	const elements = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.../g);
	return `tile/${level}/${elements.map((element, at) => at === elements.length - 1 ? element : `x${element}`).join("/")}${width === 256 ? "" : `.p/${width}`}`;
}
function parseTilePath(path) {
	const [, level, index, width] = /^tile\/([0-6]|entries)\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(path) ?? [];
	if (level === void 0 || index === void 0) return null;
	const tile = {
		level: level === "entries" ? level : Number(level),
		index: Number(index.replaceAll(/[x/]/g, "")),
		width: width === void 0 ? 256 : Number(width)
	};
	return Number.isSafeInteger(tile.index) && tilePath(tile) === path ? tile : null;
}
function hashesAt(level, size) {
	return Math.floor(size / 256 ** level);
}
function tileWidth(level, index, size) {
	const left = hashesAt(level === "entries" ? 0 : level, size) - index * 256;
	return Math.max(0, Math.min(256, left));
}
function edgeTiles(size) {
	const tiles = [];
	for (let level = 0; hashesAt(level, size) > 0; level++) {
		const hashes = hashesAt(level, size);
		const width = hashes % 256;
		if (width > 0) tiles.push({
			level,
			index: Math.floor(hashes / 256),
			width
		});
	}
	return tiles;
}
function tileLength(width) {
	return width * 32;
}
// packages/tlog/src/tiles/entry-bundle.ts
const MAX_ENTRY_BYTES = 65535;
function assertEntry(entry) {
	if (entry.length === 0 || entry.length > 65535) throw new TlogError("ENTRY_TOO_LARGE", `an entry of ${entry.length} bytes`);
}
function encodeEntries(entries) {
	let length = 0;
	for (const entry of entries) {
		assertEntry(entry);
		length += 2 + entry.length;
	}
	const bundle = new Uint8Array(length);
	let at = 0;
	for (const entry of entries) {
		bundle[at] = entry.length >> 8;
		bundle[at + 1] = entry.length & 255;
		bundle.set(entry, at + 2);
		at += 2 + entry.length;
	}
	return bundle;
}
function decodeEntries(bundle, width) {
	const ends = entryEnds(bundle, width);
	return ends.map((end, at) => bundle.subarray((ends[at - 1] ?? 0) + 2, end));
}
function sliceEntries(bundle, width, wanted) {
	return bundle.subarray(0, entryEnds(bundle, width)[wanted - 1]);
}
function entryEnds(bundle, width) {
	const reader = new ByteReader(bundle);
	const ends = [];
	try {
		while (ends.length < width) ends.push(reader.skip(reader.u16be("entry length"), "entry").position);
	} catch (cause) {
		throw new TlogError("ENTRY_BUNDLE_MALFORMED", `a bundle that ends before its ${width} entries`, { cause });
	}
	if (reader.left > 0) throw new TlogError("ENTRY_BUNDLE_MALFORMED", `${reader.left} bytes behind ${width} entries`);
	return ends;
}
// packages/tlog/src/tiles/tile-reader.ts
async function readTile(reader, tile, signal) {
	const { bytes, width } = await readFile(reader, tile, signal);
	if (bytes.length !== tileLength(width)) throw new TlogError("TILE_MALFORMED", `${tilePath(tile)}: ${bytes.length} bytes for ${width} hashes`);
	return bytes.subarray(0, tileLength(tile.width));
}
async function readEntryBundle(reader, tile, signal) {
	const { bytes, width } = await readFile(reader, {
		...tile,
		level: "entries"
	}, signal);
	return sliceEntries(bytes, width, tile.width);
}
async function readEntries(reader, tile, signal) {
	return decodeEntries(await readEntryBundle(reader, tile, signal), tile.width);
}
async function readFile(reader, tile, signal) {
	const bytes = await reader.read(tilePath(tile), signal);
	if (bytes !== null) return {
		bytes,
		width: tile.width
	};
	if (tile.width < 256) {
		const full = await reader.read(tilePath({
			...tile,
			width: 256
		}), signal);
		if (full !== null) return {
			bytes: full,
			width: 256
		};
	}
	throw new TlogError("TILE_MISSING", `${tilePath(tile)} is not there`, { details: { path: tilePath(tile) } });
}
// packages/tlog/src/tiles/tree.ts
const TILE_HEIGHT = 8;
const KEPT_TILES = 64;
var Tree = class {
	size;
	#reader;
	#signal;
	#tiles = /* @__PURE__ */ new Map();
	constructor(reader, size, signal) {
		assertSize(size);
		this.size = size;
		this.#reader = reader;
		this.#signal = signal;
	}
	async root() {
		if (this.size === 0) return emptyRoot();
		return rootOfEdge(await Promise.all(edgeTiles(this.size).map((tile) => this.#tile(tile))));
	}
	async leafHash(index) {
		assertIndex(index, this.size);
		return this.range(index, index + 1);
	}
	async range(start, end) {
		const count = end - start;
		const left = largestPowerOfTwoBelow(count);
		if (2 * left === count || count === 1) return this.#node(Math.log2(count), start / count);
		const [first, second] = await Promise.all([this.range(start, start + left), this.range(start + left, end)]);
		return nodeHash(first, second);
	}
	async #node(height, index) {
		const level = Math.floor(height / TILE_HEIGHT);
		const count = 2 ** (height % TILE_HEIGHT);
		const first = index * count;
		const tileIndex = Math.floor(first / 256);
		const tile = {
			level,
			index: tileIndex,
			width: tileWidth(level, tileIndex, this.size)
		};
		const at = first % 256 * 32;
		return rootOver((await this.#tile(tile)).subarray(at, at + count * 32));
	}
	#tile(tile) {
		const key = `${tile.level}/${tile.index}`;
		const kept = this.#tiles.get(key);
		if (kept) return kept;
		const read = readTile(this.#reader, tile, this.#signal);
		const [oldest] = this.#tiles.keys();
		if (this.#tiles.size >= KEPT_TILES && oldest !== void 0) this.#tiles.delete(oldest);
		this.#tiles.set(key, read);
		return read;
	}
};
function rootOfEdge(edge) {
	return edge.reduce((rest, hashes) => rootOver(concat(hashes, rest)), /* @__PURE__ */ new Uint8Array());
}
function largestPowerOfTwoBelow(count) {
	let power = 1;
	while (2 * power < count) power *= 2;
	return power;
}
function assertIndex(index, size) {
	if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new TlogError("INDEX_BEYOND_TREE", `index ${index} in a tree of ${size}`);
}
async function openTree(reader, head, signal) {
	const tree = new Tree(reader, head.size, signal);
	if (!equalBytes(await tree.root(), head.root)) throw new TlogError("TILE_MISMATCH", `the tiles of ${head.size} entries do not lead to the root of the checkpoint`);
	return tree;
}
// packages/tlog/src/tiles/prove.ts
async function proveInclusion(reader, head, index, signal) {
	assertIndex(index, head.size);
	const tree = await openTree(reader, head, signal);
	const [leaf, hashes] = await Promise.all([tree.leafHash(index), path(tree, index, 0, head.size)]);
	const proof = {
		index,
		size: head.size,
		hashes
	};
	ownProof(() => verifyInclusion(proof, leaf, head.root));
	return {
		proof,
		leaf
	};
}
async function path(tree, index, start, end) {
	if (end - start <= 1) return [];
	const middle = start + largestPowerOfTwoBelow(end - start);
	const [below, sibling] = index < middle ? await Promise.all([path(tree, index, start, middle), tree.range(middle, end)]) : await Promise.all([path(tree, index, middle, end), tree.range(start, middle)]);
	return [...below, sibling];
}
async function proveConsistency(reader, older, newer, signal) {
	const tree = await openTree(reader, newer, signal);
	const hashes = older.size === 0 || older.size >= newer.size ? [] : await subproof(tree, older.size, 0, newer.size, true);
	verifyConsistency(hashes, older, newer);
	return hashes;
}
async function subproof(tree, size, start, end, whole) {
	if (start + size === end) return whole ? [] : [await tree.range(start, end)];
	const left = largestPowerOfTwoBelow(end - start);
	const middle = start + left;
	const [below, sibling] = size <= left ? await Promise.all([subproof(tree, size, start, middle, whole), tree.range(middle, end)]) : await Promise.all([subproof(tree, size - left, middle, end, false), tree.range(start, middle)]);
	return [...below, sibling];
}
function ownProof(verify) {
	try {
		verify();
	} catch (cause) {
		throw new TlogError("TILE_MISMATCH", "the tiles do not lead to the root of the checkpoint", { cause });
	}
}
// packages/tlog/src/audit.ts
async function compareCheckpoints(reader, seen, shown, signal) {
	if (seen.size === shown.size) return equalBytes(seen.root, shown.root) ? { kind: "same" } : { kind: "fork" };
	const [older, newer] = seen.size < shown.size ? [seen, shown] : [shown, seen];
	await openTree(reader, newer, signal);
	try {
		const proof = await proveConsistency(reader, older, newer, signal);
		return older === seen ? {
			kind: "grown",
			proof
		} : { kind: "rewind" };
	} catch (error) {
		if (error instanceof TlogError && error.code === "CONSISTENCY_UNPROVEN") return { kind: "fork" };
		throw error;
	}
}
// packages/tlog/src/checkpoint-text.ts
function encodeCheckpoint({ origin, size, root, extensions = [] }) {
	return [
		origin,
		String(size),
		toBase64(root),
		...extensions
	].map((line) => `${line}\n`).join("");
}
function parseCheckpoint(text) {
	const lines = text.split("\n");
	if (lines.pop() !== "" || lines.length < 3 || lines.includes("")) throw new TlogError("CHECKPOINT_MALFORMED", "a checkpoint has three lines or more, none of them empty");
	const [origin, size, root, ...extensions] = lines;
	return {
		origin,
		size: parseSize(size, "CHECKPOINT_MALFORMED"),
		root: parseHash(root, "CHECKPOINT_MALFORMED"),
		extensions
	};
}
function parseSize(text, code) {
	const size = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : NaN;
	if (!Number.isSafeInteger(size)) throw new TlogError(code, `${JSON.stringify(text.slice(0, 40))} is no size or index`);
	return size;
}
function parseHash(text, code) {
	try {
		const hash = fromBase64(text);
		if (hash.length === 32) return hash;
	} catch {}
	throw new TlogError(code, "a hash is 32 bytes in base64");
}
// packages/tlog/src/note/ml-dsa.ts
const ML_DSA_44_SPKI = fromHex("30820532300b06096086480165030403110382052100");
const ML_DSA_44_KEY = 1312;
function isMlDsa44(spki) {
	const start = spki.subarray(0, ML_DSA_44_SPKI.length);
	return spki.length === ML_DSA_44_SPKI.length + 1312 && equalBytes(start, ML_DSA_44_SPKI);
}
function verifyMlDsa44(spki, message, signature) {
	return signature.length === 2420 && verify(null, message, importKey(spki), signature);
}
function importKey(spki) {
	try {
		return createPublicKey({
			key: Buffer.from(spki),
			format: "der",
			type: "spki"
		});
	} catch (cause) {
		throw new TlogError("NOTE_ALGORITHM_UNAVAILABLE", "this Node cannot verify ML-DSA-44", { cause });
	}
}
function u64(value) {
	const bytes = /* @__PURE__ */ new Uint8Array(8);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
	return bytes;
}
function prefixed(bytes) {
	return bytes.length === 0 || bytes.length > 255 ? null : concat(Uint8Array.of(bytes.length), bytes);
}
// packages/tlog/src/note/key.ts
const ED25519_RAW = {
	before: fromHex("302a300506032b6570032100"),
	length: 32
};
const TYPES = [
	{
		type: "ed25519",
		byte: 1,
		kind: "ed25519",
		raw: ED25519_RAW
	},
	{
		type: "ecdsa",
		byte: 2,
		kind: "p256",
		raw: null
	},
	{
		type: "cosignature",
		byte: 4,
		kind: "ed25519",
		raw: ED25519_RAW
	},
	{
		type: "ml-dsa-44",
		byte: 6,
		kind: "ml-dsa-44",
		raw: {
			before: ML_DSA_44_SPKI,
			length: ML_DSA_44_KEY
		}
	}
];
function isCosigner({ type }) {
	return type === "cosignature" || type === "ml-dsa-44";
}
function isLogKey({ type }) {
	return type !== "cosignature";
}
function signsWholeText({ type }) {
	return type !== "ml-dsa-44";
}
function rowOf(type) {
	return TYPES.find((row) => row.type === type);
}
function isKeyName(name) {
	return name !== "" && name.isWellFormed() && !/[\p{White_Space}\p{Cc}+]/u.test(name);
}
function noteKey(type, name, publicKey) {
	if (!isKeyName(name)) throw new TlogError("NOTE_KEY_MALFORMED", `${JSON.stringify(name)} cannot name a key`);
	const row = rowOf(type);
	const kind = isMlDsa44(publicKey) ? "ml-dsa-44" : parsePublicKey(publicKey).kind;
	if (kind !== row.kind) throw new TlogError("NOTE_KEY_UNSUITABLE", `a key of kind ${kind ?? "unknown"} makes no ${type} signatures of notes`);
	return {
		type,
		name,
		id: sha256(identified(row, name, publicKey)).subarray(0, 4),
		publicKey
	};
}
function logId(key) {
	return sha256(identified(rowOf(key.type), key.name, key.publicKey));
}
function identified(row, name, publicKey) {
	if (row.type === "ecdsa") return publicKey;
	return concat(utf8(`${name}\n`), Uint8Array.of(row.byte), material(row, publicKey));
}
function material({ raw }, publicKey) {
	return raw ? publicKey.subarray(raw.before.length) : publicKey;
}
function encodeNoteKey({ type, name, id, publicKey }) {
	const row = rowOf(type);
	return `${name}+${toHex(id)}+${toBase64(concat(Uint8Array.of(row.byte), material(row, publicKey)))}`;
}
function parseNoteKey(text) {
	const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
	if (name === void 0 || id === void 0 || encoded === void 0) throw new TlogError("NOTE_KEY_MALFORMED", "a verifier key is NAME+8 hexadecimal digits+base64");
	const [byte, ...rest] = base64$1(encoded);
	const row = TYPES.find((one) => one.byte === byte);
	if (!row) throw new TlogError("NOTE_KEY_UNSUITABLE", `signature type ${byte} is not known here`);
	if (row.raw && rest.length !== row.raw.length) throw new TlogError("NOTE_KEY_MALFORMED", `a key of kind ${row.kind} with ${rest.length} bytes`);
	const bytes = Uint8Array.from(rest);
	const key = fromSpki(row, name, row.raw ? concat(row.raw.before, bytes) : bytes);
	if (!equalBytes(key.id, fromHex(id))) throw new TlogError("NOTE_KEY_MALFORMED", `${name}: the key id ${id} is not that of the key`);
	return key;
}
function base64$1(text) {
	try {
		return fromBase64(text);
	} catch (cause) {
		throw new TlogError("NOTE_KEY_MALFORMED", "a verifier key whose key is not base64", { cause });
	}
}
function fromSpki(row, name, spki) {
	try {
		return noteKey(row.type, name, spki);
	} catch (cause) {
		if (cause instanceof TlogError) throw cause;
		throw new TlogError("NOTE_KEY_MALFORMED", `${name}: no public key`, { cause });
	}
}
// packages/tlog/src/note/cosignature.ts
const EDDSA = {
	scheme: "eddsa",
	digest: digestByName("sha512"),
	saltLength: null
};
const ECDSA = {
	scheme: "ecdsa",
	digest: digestByName("sha256"),
	saltLength: null
};
const STAMP = 8;
const LENGTHS = {
	ed25519: null,
	ecdsa: null,
	cosignature: 72,
	"ml-dsa-44": 2428
};
function cosignatureTime(key, signature) {
	const time = stampOf(key, signature);
	return key.type === "ml-dsa-44" && time === 0 ? null : time;
}
function stampOf({ type }, signature) {
	if (signature.length !== LENGTHS[type]) return null;
	const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
	return time <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(time) : null;
}
function cosignedMessage(text, time) {
	return concat(utf8(`cosignature/v1\ntime ${time}\n`), text);
}
function cosignedTree(name, { origin, size, root }, time) {
	const [cosigner, log] = [prefixed(utf8(name)), prefixed(utf8(origin))];
	return cosigner && log && concat(utf8("subtree/v1\n\0"), cosigner, u64(time), log, u64(0), u64(size), root);
}
function holds(key, text, signature) {
	if (key.type === "ed25519") return verifySignature(parsePublicKey(key.publicKey), EDDSA, text, signature);
	if (key.type === "ecdsa") return verifySignature(parsePublicKey(key.publicKey), ECDSA, text, signature);
	const time = stampOf(key, signature);
	if (time === null) return false;
	const value = signature.subarray(STAMP);
	if (key.type === "cosignature") return verifySignature(parsePublicKey(key.publicKey), EDDSA, cosignedMessage(text, time), value);
	const checkpoint = checkpointIn(text);
	const message = checkpoint && cosignedTree(key.name, checkpoint, time);
	return message !== null && verifyMlDsa44(key.publicKey, message, value);
}
function checkpointIn(text) {
	try {
		return parseCheckpoint(new TextDecoder().decode(text));
	} catch (error) {
		if (error instanceof TlogError) return null;
		throw error;
	}
}
const MAX_NOTE_SIGNATURES = 100;
function parseNote(bytes) {
	if (bytes.length > 1e6) malformed$3(`a note of ${bytes.length} bytes`);
	const note = textOf$2(bytes);
	if (bytes.some((byte) => byte < 32 && byte !== 10)) malformed$3("control characters in a note");
	const split = note.lastIndexOf("\n\n");
	if (split < 0 || !note.endsWith("\n")) malformed$3("a note without signatures");
	const lines = note.slice(split + 2).split("\n");
	lines.pop();
	if (lines.length === 0) malformed$3("a note without signatures");
	if (lines.length > MAX_NOTE_SIGNATURES) malformed$3(`a note with ${lines.length} signatures`);
	return {
		text: note.slice(0, split + 1),
		signatures: lines.map(parseSignatureLine)
	};
}
function textOf$2(bytes) {
	try {
		return fromUtf8(bytes);
	} catch (cause) {
		throw new TlogError("NOTE_MALFORMED", "a note that is not UTF-8", { cause });
	}
}
function parseSignatureLine(line) {
	const [, name = "", encoded = ""] = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
	if (!isKeyName(name)) malformed$3("a signature line without a name");
	const bytes = base64(encoded);
	if (bytes.length < 5) malformed$3("a signature line without a signature");
	return {
		name,
		id: bytes.subarray(0, 4),
		signature: bytes.subarray(4)
	};
}
function base64(text) {
	try {
		return fromBase64(text);
	} catch (cause) {
		throw new TlogError("NOTE_MALFORMED", "a signature that is not base64", { cause });
	}
}
function malformed$3(why) {
	throw new TlogError("NOTE_MALFORMED", why);
}
function encodeSignatureLine({ name, id, signature }) {
	return `— ${name} ${toBase64(Uint8Array.of(...id, ...signature))}\n`;
}
function encodeNote({ text, signatures }) {
	return utf8(`${text}\n${signatures.map(encodeSignatureLine).join("")}`);
}
function verifySignatures(note, keys) {
	const text = utf8(note.text);
	const verified = [];
	for (const one of note.signatures) {
		const key = keys.find(({ name, id }) => name === one.name && equalBytes(id, one.id));
		if (!key || verified.some((other) => other.key === key)) continue;
		if (!holds(key, text, one.signature)) throw new TlogError("NOTE_SIGNATURE_INVALID", `the signature of ${key.name} does not hold`, { details: { key: key.name } });
		verified.push({
			...one,
			key,
			time: cosignatureTime(key, one.signature)
		});
	}
	return verified;
}
function openNote(bytes, keys) {
	const note = parseNote(bytes);
	const verified = verifySignatures(note, keys);
	if (verified.length === 0) throw new TlogError("NOTE_KEY_UNTRUSTED", "no known key has signed the note", { details: { signatures: note.signatures.map(({ name }) => name).slice(0, 8) } });
	return {
		...note,
		verified
	};
}
// packages/tlog/src/checkpoint.ts
function openCheckpoint(bytes, { origin, keys, witnesses = [] }) {
	const note = parseNote(bytes);
	const checkpoint = parseCheckpoint(note.text);
	if (origin !== null && checkpoint.origin !== origin) throw new TlogError("CHECKPOINT_ORIGIN_MISMATCH", `a checkpoint of ${checkpoint.origin}, not of ${origin}`, { details: { origin: checkpoint.origin } });
	const signatures = verifySignatures(note, origin === null ? keys.filter(({ name }) => name === checkpoint.origin) : keys);
	if (signatures.length === 0) throw new TlogError("NOTE_KEY_UNTRUSTED", `no known key of ${checkpoint.origin} has signed the checkpoint`, { details: {
		origin: checkpoint.origin,
		signatures: note.signatures.map(({ name }) => name).slice(0, 8)
	} });
	if (checkpoint.extensions.length > 0 && !signatures.some(({ key }) => signsWholeText(key))) throw new TlogError("NOTE_KEY_UNTRUSTED", `no known key of ${checkpoint.origin} has signed the checkpoint's extensions`);
	return {
		...checkpoint,
		note,
		signatures,
		cosignatures: verifySignatures(note, witnesses)
	};
}
// packages/tlog/src/note/signer.ts
function noteSigner(name, key) {
	return {
		key: noteKey(key.info.key === "ed25519" ? "ed25519" : "ecdsa", name, key.info.publicKey),
		sign: (text, signal) => key.sign(text, signal)
	};
}
function cosigner(name, key, now) {
	return {
		key: noteKey("cosignature", name, key.info.publicKey),
		async sign(text, signal) {
			const time = now();
			const signature = await key.sign(cosignedMessage(text, time), signal);
			const stamp = /* @__PURE__ */ new Uint8Array(8);
			new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
			return concat(stamp, signature);
		}
	};
}
async function makeSignature(text, signer, signal) {
	const { key } = signer;
	const message = utf8(text);
	const signature = await signer.sign(message, signal);
	if (!holds(key, message, signature)) throw new TlogError("NOTE_SIGNATURE_INVALID", `what ${key.name} signed does not verify`);
	return {
		name: key.name,
		id: key.id,
		signature
	};
}
async function signNote(text, signers, signal) {
	return encodeNote({
		text,
		signatures: await Promise.all(signers.map((signer) => makeSignature(text, signer, signal)))
	});
}
// packages/tlog/src/proof-file.ts
const FIRST_LINE = "c2sp.org/tlog-proof@v1";
const MAX_EXTRA = 1e5;
function encodeLogProof({ index, hashes, checkpoint, extra }) {
	const lines = [
		FIRST_LINE,
		...extra === null ? [] : [`extra ${toBase64(extra)}`],
		`index ${index}`,
		...hashes.map(toBase64)
	];
	return concat(utf8(`${lines.join("\n")}\n\n`), checkpoint);
}
function parseLogProof(bytes) {
	if (bytes.length > 12e5) malformed$2(`a proof of ${bytes.length} bytes`);
	const text = textOf$1(bytes);
	const split = text.indexOf("\n\n");
	if (split < 0) malformed$2("a proof without a checkpoint");
	const [first, ...lines] = text.slice(0, split).split("\n");
	if (first !== FIRST_LINE) malformed$2(`a proof begins with ${FIRST_LINE}`);
	const extra = lines[0]?.startsWith("extra ") ? extraOf(lines.shift()) : null;
	const index = lines.shift();
	if (!index?.startsWith("index ")) malformed$2("a proof without an index");
	if (lines.length > 63) malformed$2(`a proof of ${lines.length} hashes`);
	return {
		index: parseSize(index.slice(6), "LOG_PROOF_MALFORMED"),
		hashes: lines.map((line) => parseHash(line, "LOG_PROOF_MALFORMED")),
		checkpoint: utf8(text.slice(split + 2)),
		extra
	};
}
function textOf$1(bytes) {
	try {
		return fromUtf8(bytes);
	} catch (cause) {
		throw new TlogError("LOG_PROOF_MALFORMED", "a proof that is not UTF-8", { cause });
	}
}
function extraOf(line) {
	const encoded = line.slice(6);
	if (encoded.length > MAX_EXTRA) malformed$2("extra data beyond all measure");
	try {
		return fromBase64(encoded);
	} catch (cause) {
		throw new TlogError("LOG_PROOF_MALFORMED", "extra data that is not base64", { cause });
	}
}
function malformed$2(why) {
	throw new TlogError("LOG_PROOF_MALFORMED", why);
}
// packages/tlog/src/policy.ts
const MAX_LINES = 4096;
function parseLogPolicy(bytes) {
	const text = Buffer.from(bytes).toString("latin1");
	if (/[^\t\n\x20-\x7e\x80-\xff]/.test(text)) invalid("control characters");
	const lines = text.split("\n");
	if (lines.length > MAX_LINES) invalid(`${lines.length} lines`);
	const reader = new PolicyReader();
	for (const [at, line] of lines.entries()) {
		const words = line.split(/[\t ]+/).filter((word) => word !== "");
		if (words.length > 0 && !words[0]?.startsWith("#")) reader.line(words, at + 1);
	}
	return reader.policy();
}
var PolicyReader = class {
	#logs = [];
	#witnesses = [];
	#names = /* @__PURE__ */ new Map();
	#members = /* @__PURE__ */ new Set();
	#quorum = null;
	line([keyword, ...words], at) {
		switch (keyword) {
			case "log":
				this.#log(words, at);
				break;
			case "witness":
				this.#witness(words, at);
				break;
			case "group":
				this.#group(words, at);
				break;
			case "quorum":
				this.#setQuorum(words, at);
				break;
			default: invalid(`line ${at}: a line begins with log, witness, group or quorum`);
		}
	}
	policy() {
		if (this.#quorum === null) invalid("no quorum line");
		return {
			logs: this.#logs,
			witnesses: this.#witnesses,
			quorum: this.#quorum
		};
	}
	#log([vkey = "", url, ...more], at) {
		const key = keyOf$1(vkey);
		if (!isLogKey(key) || more.length > 0) invalid(`line ${at}: log VKEY [URL], a key that signs checkpoints`);
		this.#unique(this.#logs, key, at);
		this.#logs.push({
			key,
			url: url ?? null
		});
	}
	#witness([name = "", vkey = "", url, ...more], at) {
		const key = keyOf$1(vkey);
		if (!isCosigner(key) || more.length > 0) invalid(`line ${at}: witness NAME VKEY [URL], a key that cosigns`);
		this.#unique(this.#witnesses, key, at);
		this.#define(name, {
			kind: "witness",
			key
		}, at);
		this.#witnesses.push({
			name,
			key,
			url: url ?? null
		});
	}
	#group([name = "", threshold = "", ...names], at) {
		const members = names.map((member) => {
			const quorum = this.#names.get(member);
			if (!quorum || this.#members.has(member)) invalid(`line ${at}: a member is defined before, and of one group`);
			this.#members.add(member);
			return quorum;
		});
		const count = {
			all: members.length,
			any: 1
		}[threshold] ?? (/^[1-9][0-9]{0,5}$/.test(threshold) ? Number(threshold) : 0);
		if (count < 1 || count > members.length) invalid(`line ${at}: group NAME all|any|NUMBER MEMBER..., no more than there are`);
		this.#define(name, {
			kind: "group",
			threshold: count,
			members
		}, at);
	}
	#setQuorum([name = "", ...more], at) {
		const quorum = name === "none" ? { kind: "none" } : this.#names.get(name);
		if (!quorum || more.length > 0 || this.#quorum !== null) invalid(`line ${at}: one quorum, of a name that is defined before`);
		this.#quorum = quorum;
	}
	#define(name, quorum, at) {
		if (name === "" || name === "none" || this.#names.has(name)) invalid(`line ${at}: a name of its own, and not none`);
		this.#names.set(name, quorum);
	}
	#unique(keys, key, at) {
		if (keys.some((one) => equalBytes(one.key.publicKey, key.publicKey))) invalid(`line ${at}: the key stands there twice`);
	}
};
function keyOf$1(octets) {
	try {
		return parseNoteKey(fromUtf8(Uint8Array.from(Buffer.from(octets, "latin1"))));
	} catch (cause) {
		if (cause instanceof TlogError) throw cause;
		throw new TlogError("LOG_POLICY_INVALID", "a key whose name is not UTF-8", { cause });
	}
}
function invalid(why) {
	throw new TlogError("LOG_POLICY_INVALID", why);
}
function openUnderPolicy(checkpoint, policy) {
	const opened = openCheckpoint(checkpoint, {
		origin: null,
		keys: policy.logs.map(({ key }) => key),
		witnesses: policy.witnesses.map(({ key }) => key)
	});
	const cosigned = new Set(opened.cosignatures.map(({ key }) => key));
	if (!isMet(policy.quorum, cosigned)) throw new TlogError("LOG_QUORUM_MISSED", `${cosigned.size} of ${policy.witnesses.length} witnesses have cosigned, and that is not enough`, { details: { cosigned: [...cosigned].map(({ name }) => name) } });
	return opened;
}
function isMet(quorum, cosigned) {
	switch (quorum.kind) {
		case "none": return true;
		case "witness": return cosigned.has(quorum.key);
		case "group": return quorum.members.filter((member) => isMet(member, cosigned)).length >= quorum.threshold;
	}
}
function verifyLogProof(proof, leaf, policy) {
	const { index, hashes, checkpoint } = parseLogProof(proof);
	const opened = openUnderPolicy(checkpoint, policy);
	verifyInclusion({
		index,
		size: opened.size,
		hashes
	}, leaf, opened.root);
	return {
		index,
		checkpoint: opened
	};
}
// packages/tlog/src/receipt.ts
const LABEL = {
	vds: 395,
	vdp: 396
};
const VDS = 1;
const CLAIM = {
	iss: 1,
	sub: 2
};
const PROOF = {
	inclusion: -1,
	consistency: -2
};
const MAX_RECEIPT_BYTES = 65536;
function receiptSubject(proof, entry) {
	if (proof.kind === "consistency" || entry === null) return sizesOf(proof).join("/");
	return [...sizesOf(proof), toHex(sha256(entry))].join("/");
}
function receiptMessage(claims, root) {
	return coseSign1Message(encodeClaims(claims), root);
}
function encodeReceipt(claims, proof, signature) {
	const proofs = /* @__PURE__ */ new Map([[PROOF[proof.kind], [encodeCbor(proofItems(proof))]]]);
	return encodeCoseSign1({
		protectedBytes: encodeClaims(claims),
		unprotectedHeaders: /* @__PURE__ */ new Map([[LABEL.vdp, proofs]]),
		payload: null,
		signature
	});
}
function encodeClaims({ algorithm, kid, issuer, subject }) {
	const claims = /* @__PURE__ */ new Map([[CLAIM.iss, issuer], [CLAIM.sub, subject]]);
	return encodeCbor(/* @__PURE__ */ new Map([
		[COSE_HEADER.alg, algorithm],
		[COSE_HEADER.kid, kid],
		[COSE_HEADER.cwtClaims, claims],
		[LABEL.vds, VDS]
	]));
}
function sizesOf(proof) {
	return proof.kind === "inclusion" ? [proof.index, proof.size] : [proof.olderSize, proof.newerSize];
}
function proofItems(proof) {
	return proof.kind === "inclusion" ? [
		proof.size,
		proof.index,
		proof.hashes
	] : [
		proof.olderSize,
		proof.newerSize,
		proof.hashes
	];
}
function parseReceipt(bytes) {
	if (bytes.length > 65536) malformed$1(`it has ${bytes.length} bytes`);
	const sign1 = parseCoseSign1(bytes);
	const claims = parseClaims(sign1.protectedHeaders);
	const proof = parseProof(sign1);
	if (sign1.payload !== null) unsupported("its payload is attached");
	const { protectedBytes, signature } = sign1;
	return {
		claims,
		proof,
		signature,
		message: (root) => coseSign1Message(protectedBytes, root)
	};
}
function parseClaims(headers) {
	const vds = headers.get(LABEL.vds);
	if (typeof vds !== "number") malformed$1("its header has no verifiable data structure");
	if (vds !== VDS) unsupported(`its verifiable data structure is ${vds}`);
	const algorithm = headers.get(COSE_HEADER.alg);
	const kid = headers.get(COSE_HEADER.kid);
	const claims = headers.get(COSE_HEADER.cwtClaims);
	if (typeof algorithm !== "number" || !(kid instanceof Uint8Array) || !isCborMap(claims)) malformed$1("its header has no algorithm, key id or claims");
	const issuer = claims.get(CLAIM.iss);
	const subject = claims.get(CLAIM.sub);
	if (typeof issuer !== "string" || typeof subject !== "string") malformed$1("its claims have no issuer or subject");
	only(headers, [
		COSE_HEADER.alg,
		COSE_HEADER.kid,
		COSE_HEADER.cwtClaims,
		LABEL.vds
	]);
	only(claims, [CLAIM.iss, CLAIM.sub]);
	return {
		algorithm,
		kid,
		issuer,
		subject
	};
}
function parseProof({ unprotectedHeaders }) {
	const proofs = unprotectedHeaders.get(LABEL.vdp);
	if (!isCborMap(proofs) || proofs.size === 0) malformed$1("its header has no proofs");
	only(unprotectedHeaders, [LABEL.vdp]);
	only(proofs, [PROOF.inclusion, PROOF.consistency]);
	const [[label, list]] = proofs;
	if (!Array.isArray(list) || list.length === 0) malformed$1("its proofs are no list");
	if (proofs.size > 1 || list.length > 1) unsupported("it has several proofs");
	const [encoded] = list;
	if (!(encoded instanceof Uint8Array)) malformed$1("its proof is no byte string");
	const items = parseCbor(encoded);
	if (!Array.isArray(items) || items.length !== 3) malformed$1("its proof has not three members");
	const [first, second, path] = items;
	if (!isSize(first) || !isSize(second)) malformed$1("its sizes are none");
	const hashes = parsePath(path);
	return label === PROOF.inclusion ? {
		kind: "inclusion",
		size: first,
		index: second,
		hashes
	} : {
		kind: "consistency",
		olderSize: first,
		newerSize: second,
		hashes
	};
}
function parsePath(path) {
	if (!Array.isArray(path) || path.length > 64) malformed$1("its path is none");
	return path.map((hash) => hash instanceof Uint8Array ? hash : malformed$1("its path is none"));
}
function isSize(value) {
	return typeof value === "number" && value >= 0;
}
function only(map, known) {
	for (const label of map.keys()) if (!known.includes(label)) unsupported(`it has ${JSON.stringify(label).slice(0, 40)}`);
}
function malformed$1(why) {
	throw new TlogError("RECEIPT_MALFORMED", `no receipt of a log: ${why}`);
}
function unsupported(why) {
	throw new TlogError("RECEIPT_UNSUPPORTED", `a receipt with more or other than what is known here: ${why}`);
}
// packages/tlog/src/receipt-verify.ts
function verifyReceipt(bytes, entry, keys) {
	const receipt = parseReceipt(bytes);
	const key = keyOf(receipt, keys);
	const { proof } = receipt;
	if (proof.kind !== "inclusion") throw mismatch(receipt);
	const root = rootFromInclusion(proof, leafHash(entry));
	assertSigned(receipt, key, root, receiptSubject(proof, entry));
	return {
		key,
		index: proof.index,
		size: proof.size,
		root
	};
}
function verifyGrowthReceipt(bytes, older, keys) {
	const receipt = parseReceipt(bytes);
	const key = keyOf(receipt, keys);
	const { proof } = receipt;
	if (proof.kind !== "consistency" || proof.olderSize !== older.size) throw mismatch(receipt);
	const root = rootFromConsistency(proof.hashes, older, proof.newerSize);
	assertSigned(receipt, key, root, receiptSubject(proof, null));
	return {
		key,
		index: null,
		size: proof.newerSize,
		root
	};
}
function receiptAlgorithm({ type, name }) {
	if (type === "ecdsa") return signatureAlgorithm("ecdsa-p256-sha256");
	if (type === "ed25519") return signatureAlgorithm("ed25519");
	throw new TlogError("NOTE_KEY_UNSUITABLE", `the key of ${name} signs checkpoints alone, and gives no receipts`);
}
function keyOf({ claims: { issuer, kid, algorithm } }, keys) {
	const key = keys.filter(({ type }) => type === "ed25519" || type === "ecdsa").find((one) => one.name === issuer && equalBytes(logId(one), kid));
	if (!key) throw new TlogError("RECEIPT_KEY_UNTRUSTED", `no known key of ${JSON.stringify(issuer.slice(0, 80))} has this id`, { details: {
		issuer: issuer.slice(0, 80),
		kid: toHex(kid.subarray(0, 32))
	} });
	if (receiptAlgorithm(key).cose !== algorithm) throw new TlogError("RECEIPT_UNSUPPORTED", `the key of ${key.name} does not sign with the algorithm ${algorithm}`);
	return key;
}
function assertSigned(receipt, key, root, subject) {
	if (receipt.claims.subject !== subject) throw mismatch(receipt);
	const value = derSignatureValue(receiptAlgorithm(key), receipt.signature);
	if (value && holds(key, receipt.message(root), value)) return;
	throw new TlogError("RECEIPT_SIGNATURE_INVALID", `${key.name} has not signed the root to which the receipt's proof leads`);
}
function mismatch({ claims: { subject } }) {
	return new TlogError("RECEIPT_SUBJECT_MISMATCH", "the receipt is about something else than it is held against", { details: { subject: subject.slice(0, 120) } });
}
// packages/tlog/src/receipt-sign.ts
async function signReceipt(proof, root, entry, signer, signal) {
	const { key } = signer;
	const algorithm = receiptAlgorithm(key);
	const subject = receiptSubject(proof, entry);
	const claims = {
		algorithm: algorithm.cose,
		kid: logId(key),
		issuer: key.name,
		subject
	};
	const signature = await signer.sign(receiptMessage(claims, root), signal);
	return encodeReceipt(claims, proof, rawSignatureValue(algorithm, signature));
}
// packages/tlog/src/rekor/entry.ts
const API_VERSION = "0.0.2";
const KIND = "hashedrekord";
const REKORD_KIND_VERSION = {
	kind: KIND,
	version: API_VERSION
};
const KEY_DETAILS = {
	"rsa-pkcs1-sha256": "PKIX_RSA_PKCS1V15",
	"rsa-pkcs1-sha384": null,
	"rsa-pkcs1-sha512": null,
	"rsa-pss-sha256": null,
	"rsa-pss-sha384": null,
	"rsa-pss-sha512": null,
	"ecdsa-p256-sha256": "PKIX_ECDSA_P256_SHA_256",
	"ecdsa-p384-sha384": "PKIX_ECDSA_P384_SHA_384",
	"ecdsa-p521-sha512": "PKIX_ECDSA_P521_SHA_512",
	ed25519: "PKIX_ED25519"
};
function keyDetailsOf(algorithm, bits) {
	const name = KEY_DETAILS[algorithm];
	if (algorithm !== "rsa-pkcs1-sha256") return name;
	return bits === 2048 || bits === 3072 || bits === 4096 ? `${name}_${bits}_SHA256` : null;
}
function encodeHashedRekord({ digest, signature, verifier }) {
	const { keyDetails, kind, rawBytes } = verifier;
	const entry = {
		apiVersion: API_VERSION,
		kind: KIND,
		spec: { hashedRekordV002: {
			data: {
				algorithm: "SHA2_256",
				digest: toBase64(digest)
			},
			signature: {
				content: toBase64(signature),
				verifier: {
					keyDetails,
					[kind]: { rawBytes: toBase64(rawBytes) }
				}
			}
		} }
	};
	return utf8(canonicalJson(entry));
}
function parseHashedRekord(entry) {
	const json = jsonOf(entry);
	if (json === null || json.kind !== KIND || json.apiVersion !== API_VERSION) return null;
	const record = member(member(json, "spec"), "hashedRekordV002");
	const data = member(record, "data");
	const signature = member(record, "signature");
	const verifier = member(signature, "verifier");
	const kind = "publicKey" in verifier ? "publicKey" : "x509Certificate";
	if (data.algorithm !== "SHA2_256" || typeof verifier.keyDetails !== "string") throw new TlogError("LOG_ENTRY_MALFORMED", "an entry over another digest than SHA-256, or without key details");
	const parsed = {
		digest: bytesOf$1(data.digest),
		signature: bytesOf$1(signature.content),
		verifier: {
			keyDetails: verifier.keyDetails,
			kind,
			rawBytes: bytesOf$1(member(verifier, kind).rawBytes)
		}
	};
	if (!equalBytes(encodeHashedRekord(parsed), entry)) throw new TlogError("LOG_ENTRY_MALFORMED", "an entry that is not in its canonical form");
	return parsed;
}
function jsonOf(entry) {
	if (entry.length > 65535) throw new TlogError("LOG_ENTRY_MALFORMED", `an entry of ${entry.length} bytes`);
	try {
		const json = parseStrictJson(fromUtf8(entry));
		return isJsonObject(json) ? json : null;
	} catch {
		return null;
	}
}
function member(object, name) {
	const value = object[name];
	if (!isJsonObject(value)) throw new TlogError("LOG_ENTRY_MALFORMED", `${name} is missing`);
	return value;
}
function bytesOf$1(value) {
	try {
		return fromBase64(value);
	} catch (cause) {
		throw new TlogError("LOG_ENTRY_MALFORMED", "a member that is not base64", { cause });
	}
}
// packages/tlog/src/rekor/log-entry.ts
function encodeLogEntry(one) {
	const index = String(one.proof.index);
	return {
		logIndex: index,
		logId: { keyId: toBase64(one.logId) },
		kindVersion: REKORD_KIND_VERSION,
		inclusionProof: {
			logIndex: index,
			rootHash: toBase64(one.root),
			treeSize: String(one.proof.size),
			hashes: one.proof.hashes.map(toBase64),
			checkpoint: { envelope: new TextDecoder().decode(one.checkpoint) }
		},
		canonicalizedBody: toBase64(one.entry)
	};
}
function parseLogEntry(json) {
	const entry = objectOf(json, "tlogEntries");
	const { kind, version } = objectOf(entry.kindVersion, "kindVersion");
	if (kind !== REKORD_KIND_VERSION.kind || version !== REKORD_KIND_VERSION.version) throw new TlogError("LOG_ENTRY_MALFORMED", "a log entry of another kind than hashedrekord 0.0.2");
	const proof = objectOf(entry.inclusionProof, "inclusionProof");
	const { envelope } = objectOf(proof.checkpoint, "checkpoint");
	const hashes = Array.isArray(proof.hashes) ? proof.hashes : [];
	const index = integerOf(proof.logIndex ?? "0");
	if (typeof envelope !== "string" || hashes.length > 63 || integerOf(entry.logIndex ?? "0") !== index) throw new TlogError("LOG_ENTRY_MALFORMED", "a log entry whose members do not go together");
	return {
		logId: bytesOf(objectOf(entry.logId, "logId").keyId),
		proof: {
			index,
			size: integerOf(proof.treeSize),
			hashes: hashes.map(bytesOf)
		},
		root: bytesOf(proof.rootHash),
		checkpoint: utf8(envelope),
		entry: bytesOf(entry.canonicalizedBody)
	};
}
function verifyLogEntry(one, signature, trust) {
	const entry = encodeHashedRekord(signature);
	if (!equalBytes(entry, one.entry)) throw new TlogError("LOG_ENTRY_MISMATCH", "the log entry is of another signature than that of the bundle");
	const checkpoint = openCheckpoint(one.checkpoint, trust);
	if (!checkpoint.signatures.some(({ key }) => equalBytes(logId(key), one.logId))) throw new TlogError("LOG_ENTRY_MISMATCH", "the log entry names another log than its checkpoint");
	if (checkpoint.size !== one.proof.size || !equalBytes(checkpoint.root, one.root)) throw new TlogError("LOG_ENTRY_MISMATCH", "the proof is for another tree than the checkpoint");
	verifyInclusion(one.proof, leafHash(entry), checkpoint.root);
	return checkpoint;
}
function objectOf(value, what) {
	if (!isJsonObject(value)) throw new TlogError("LOG_ENTRY_MALFORMED", `${what} is missing`);
	return value;
}
function integerOf(value) {
	const integer = typeof value === "string" && /^(?:0|[1-9][0-9]{0,15})$/.test(value) ? Number(value) : value;
	if (!Number.isSafeInteger(integer) || integer < 0) throw new TlogError("LOG_ENTRY_MALFORMED", "an index or a size that is none");
	return integer;
}
function bytesOf(value) {
	try {
		return fromBase64(value);
	} catch (cause) {
		throw new TlogError("LOG_ENTRY_MALFORMED", "a member that is not base64", { cause });
	}
}
// packages/tlog/src/tiles/appender.ts
var Appender = class Appender {
	#size;
	#levels;
	#entries;
	constructor(size, levels, entries) {
		this.#size = size;
		this.#levels = levels;
		this.#entries = entries;
	}
	static empty() {
		return new Appender(0, [], []);
	}
	static async open(reader, head, signal) {
		const tiles = edgeTiles(head.size);
		const levels = [];
		for (let level = 0; hashesAt(level, head.size) > 0; level++) levels.push(emptyLevel());
		await Promise.all(tiles.map(async (tile) => {
			const level = levels[tile.level];
			level.hashes.set(await readTile(reader, tile, signal));
			level.width = tile.width;
		}));
		const [last] = tiles;
		const bundle = last?.level === 0 ? await readEntryBundle(reader, last, signal) : /* @__PURE__ */ new Uint8Array();
		const entries = last?.level === 0 ? decodeEntries(bundle, last.width) : [];
		const appender = new Appender(head.size, levels, [...entries]);
		if (!equalBytes(appender.root(), head.root)) throw new TlogError("TILE_MISMATCH", `the tiles of ${head.size} entries do not lead to the root`);
		const leaves = levels[0]?.hashes ?? /* @__PURE__ */ new Uint8Array();
		const strange = entries.findIndex((entry, at) => !equalBytes(leafHash(entry), hashAt(leaves, at)));
		if (strange >= 0) throw new TlogError("TILE_MISMATCH", `the last bundle's entry ${strange} is not that of its tile`);
		return appender;
	}
	get head() {
		return {
			size: this.#size,
			root: this.root()
		};
	}
	root() {
		if (this.#size === 0) return emptyRoot();
		return rootOfEdge(this.#levels.filter(({ width }) => width > 0).map(({ hashes, width }) => hashes.subarray(0, tileLength(width))));
	}
	append(entries) {
		const first = this.#size;
		encodeEntries(entries);
		const files = [];
		const filled = [];
		const file = (tile, bytes) => {
			const path = tilePath(tile);
			files.push({
				path,
				bytes
			});
			if (tile.width === 256) filled.push(path);
		};
		const touched = /* @__PURE__ */ new Set();
		for (const entry of entries) {
			this.#entries.push(entry);
			this.#size++;
			this.#add(0, leafHash(entry), touched, file);
		}
		const rest = this.#entries.length;
		const at = {
			level: "entries",
			index: Math.floor(this.#size / 256),
			width: rest
		};
		if (entries.length > 0 && rest > 0) file(at, encodeEntries(this.#entries));
		for (const level of touched) {
			const { hashes, width } = this.#levels[level];
			const index = Math.floor(hashesAt(level, this.#size) / 256);
			if (width > 0) file({
				level,
				index,
				width
			}, hashes.slice(0, tileLength(width)));
		}
		return {
			first,
			head: this.head,
			files,
			filled
		};
	}
	#add(at, hash, touched, file) {
		this.#levels[at] ??= emptyLevel();
		const level = this.#levels[at];
		level.hashes.set(hash, level.width * 32);
		level.width++;
		touched.add(at);
		if (level.width < 256) return;
		const index = hashesAt(at, this.#size) / 256 - 1;
		file({
			level: at,
			index,
			width: 256
		}, Uint8Array.from(level.hashes));
		if (at === 0) {
			file({
				level: "entries",
				index,
				width: 256
			}, encodeEntries(this.#entries));
			this.#entries = [];
		}
		level.width = 0;
		this.#add(at + 1, rootOver(level.hashes), touched, file);
	}
};
function emptyLevel() {
	return {
		hashes: new Uint8Array(tileLength(256)),
		width: 0
	};
}
function hashAt(hashes, at) {
	return hashes.subarray(at * 32, (at + 1) * 32);
}
// packages/tlog/src/tiles/leaves.ts
const READ_AHEAD = 8;
async function* leaves(reader, first, size, signal) {
	const count = Math.ceil(size / 256);
	const ahead = [];
	for (let index = first; index < count + READ_AHEAD; index++) {
		if (index < count) {
			const read = readLeaves(reader, index, size, signal);
			read.catch(() => {});
			ahead.push(read);
		}
		if (index >= first + READ_AHEAD - 1 || index >= count) {
			const next = ahead.shift();
			if (next) yield await next;
		}
	}
}
async function readLeaves(reader, index, size, signal) {
	const width = tileWidth(0, index, size);
	const [tile, bundle] = await Promise.all([readTile(reader, {
		level: 0,
		index,
		width
	}, signal), readEntryBundle(reader, {
		index,
		width
	}, signal)]);
	return {
		index,
		tile,
		bundle
	};
}
function checkEntries({ index, tile, bundle }, visit) {
	const first = index * 256;
	const bytes = Uint8Array.from(bundle);
	const expected = Buffer.from(tile.buffer, tile.byteOffset, tile.byteLength).toString("latin1");
	let at = 0;
	for (let entry = 0; entry * 32 < tile.length; entry++) {
		const length = bytes[at] << 8 | bytes[at + 1];
		bytes[at + 1] = 0;
		const end = at + 2 + length;
		if (!expected.startsWith(hash("sha256", bytes.subarray(at + 1, end), "binary"), entry * 32)) throw new TlogError("TILE_MISMATCH", `entry ${first + entry} is not the one of its tile`, { details: { index: first + entry } });
		visit?.(first + entry, bytes.subarray(at + 2, end));
		at = end;
	}
}
// packages/tlog/src/tiles/proved-entries.ts
async function* readProvedEntries(reader, head, from = 0, signal) {
	assertSize(head.size);
	const tiles = await ProvedTiles.open(reader, head, signal);
	for await (const one of leaves(reader, Math.floor(from / 256), head.size, signal)) {
		if (signal?.aborted) throw new CoreError("ABORTED", "interrupted while the log was read");
		await tiles.assertHolds({
			level: 0,
			index: one.index,
			width: one.tile.length / 32
		}, one.tile);
		const entries = [];
		checkEntries(one, (_, entry) => entries.push(entry));
		yield {
			first: one.index * 256,
			entries
		};
	}
}
var ProvedTiles = class ProvedTiles {
	#reader;
	#size;
	#signal;
	#edge;
	#kept = [];
	constructor(reader, size, edge, signal) {
		this.#reader = reader;
		this.#size = size;
		this.#edge = edge;
		this.#signal = signal;
	}
	static async open(reader, { size, root }, signal) {
		const tiles = edgeTiles(size);
		const edge = await Promise.all(tiles.map((tile) => readTile(reader, tile, signal)));
		if (size > 0 && !equalBytes(rootOfEdge(edge), root)) throw new TlogError("TILE_MISMATCH", `the tiles of ${size} entries do not lead to the root of the checkpoint`);
		return new ProvedTiles(reader, size, new Map(tiles.map(({ level }, at) => [level, edge[at]])), signal);
	}
	async assertHolds(tile, hashes) {
		const { level, index, width } = tile;
		if (width < 256 ? equalBytes(hashes, this.#edge.get(level) ?? /* @__PURE__ */ new Uint8Array()) : equalBytes(rootOver(hashes), await this.#hashAt(level + 1, index))) return;
		throw new TlogError("TILE_MISMATCH", `${tilePath(tile)} is not the one of the checkpoint`, { details: { path: tilePath(tile) } });
	}
	async #hashAt(level, index) {
		const hashes = await this.#tile(level, Math.floor(index / 256));
		const at = index % 256 * 32;
		return hashes.subarray(at, at + 32);
	}
	async #tile(level, index) {
		const kept = this.#kept[level];
		if (kept?.index === index) return kept.hashes;
		const tile = {
			level,
			index,
			width: tileWidth(level, index, this.#size)
		};
		const hashes = await readTile(this.#reader, tile, this.#signal);
		await this.assertHolds(tile, hashes);
		this.#kept[level] = {
			index,
			hashes
		};
		return hashes;
	}
};
// packages/tlog/src/tiles/verify-log.ts
async function verifyLog(reader, head, options = {}) {
	const { visit, signal } = options;
	assertSize(head.size);
	const first = Math.floor(Math.min(options.from ?? 0, head.size) / 256);
	const upper = new UpperTiles(reader, head.size, signal);
	await upper.skip(first * 256);
	for await (const one of leaves(reader, first, head.size, signal)) {
		const { tile } = one;
		if (signal?.aborted) throw new CoreError("ABORTED", "interrupted while the log was verified");
		checkEntries(one, visit);
		if (tile.length === tileLength(256)) await upper.add(0, rootOver(tile));
		else upper.rest(tile);
	}
	if (!equalBytes(await upper.root(), head.root)) throw new TlogError("TILE_MISMATCH", `the ${head.size} entries do not lead to the root of the checkpoint`);
}
var UpperTiles = class {
	#reader;
	#size;
	#signal;
	#levels = [];
	#rest = null;
	constructor(reader, size, signal) {
		this.#reader = reader;
		this.#size = size;
		this.#signal = signal;
	}
	async skip(entries) {
		for (let level = 1; hashesAt(level, entries) > 0; level++) {
			const hashes = hashesAt(level, entries);
			const begun = {
				hashes: new Uint8Array(tileLength(256)),
				width: hashes % 256,
				index: Math.floor(hashes / 256)
			};
			this.#levels[level - 1] = begun;
			if (begun.width === 0) continue;
			const tile = {
				level,
				index: begun.index,
				width: tileWidth(level, begun.index, this.#size)
			};
			const read = await readTile(this.#reader, tile, this.#signal);
			begun.hashes.set(read.subarray(0, tileLength(begun.width)));
		}
	}
	async add(below, root) {
		this.#levels[below] ??= {
			hashes: new Uint8Array(tileLength(256)),
			width: 0,
			index: 0
		};
		const level = this.#levels[below];
		level.hashes.set(root, level.width * 32);
		level.width++;
		if (level.width < 256) return;
		await this.#compare(below + 1, level);
		level.width = 0;
		level.index++;
		await this.add(below + 1, rootOver(level.hashes));
	}
	rest(tile) {
		this.#rest = tile;
	}
	async root() {
		if (this.#size === 0) return emptyRoot();
		const edge = this.#rest === null ? [] : [this.#rest];
		for (const [below, level] of this.#levels.entries()) {
			if (level.width === 0) continue;
			await this.#compare(below + 1, level);
			edge.push(level.hashes.subarray(0, tileLength(level.width)));
		}
		return rootOfEdge(edge);
	}
	async #compare(level, { hashes, width, index }) {
		const tile = {
			level,
			index,
			width
		};
		if (equalBytes(await readTile(this.#reader, tile, this.#signal), hashes.subarray(0, tileLength(width)))) return;
		throw new TlogError("TILE_MISMATCH", `${tilePath(tile)} is not the tile over its entries`, { details: { path: tilePath(tile) } });
	}
};
// packages/tlog/src/witness/message.ts
function encodeAddCheckpoint({ old, proof, checkpoint }) {
	return concat(utf8(`old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join("")}\n`), checkpoint);
}
function parseAddCheckpoint(bytes) {
	if (bytes.length > 1e6) malformed(`a request of ${bytes.length} bytes`);
	const text = textOf(bytes);
	const split = text.indexOf("\n\n");
	const [first = "", ...lines] = text.slice(0, Math.max(0, split)).split("\n");
	if (split < 0 || !first.startsWith("old ")) malformed("a request begins with the old size");
	if (lines.length > 63) malformed(`a proof of ${lines.length} hashes`);
	return {
		old: parseSize(first.slice(4), "WITNESS_MESSAGE_MALFORMED"),
		proof: lines.map((line) => parseHash(line, "WITNESS_MESSAGE_MALFORMED")),
		checkpoint: utf8(text.slice(split + 2))
	};
}
function encodeCosignatures(signatures) {
	return utf8(signatures.map(encodeSignatureLine).join(""));
}
function parseCosignatures(body, checkpoint, witnesses) {
	if (body.length > 1e6) malformed(`an answer of ${body.length} bytes`);
	const text = textOf(body);
	if (!text.endsWith("\n")) malformed("an answer that ends within a line");
	const signatures = text.slice(0, -1).split("\n").map(parseSignatureLine);
	const cosigners = witnesses.filter(isCosigner);
	const verified = verifySignatures({
		text: parseNote(checkpoint).text,
		signatures
	}, cosigners);
	if (verified.length === 0) throw new TlogError("NOTE_KEY_UNTRUSTED", "no known witness has cosigned");
	return verified;
}
function parseConflict(body) {
	const text = textOf(body.subarray(0, 64));
	if (!text.endsWith("\n")) malformed("a size that ends without a line feed");
	return parseSize(text.slice(0, -1), "WITNESS_MESSAGE_MALFORMED");
}
function textOf(bytes) {
	try {
		return fromUtf8(bytes);
	} catch (cause) {
		throw new TlogError("WITNESS_MESSAGE_MALFORMED", "not UTF-8", { cause });
	}
}
function malformed(why) {
	throw new TlogError("WITNESS_MESSAGE_MALFORMED", why);
}
// packages/tlog/src/witness/ask.ts
const MAX_CONFLICTS = 3;
async function askWitness(witness, checkpoint, reader, { seen = 0, signal } = {}) {
	const head = parseCheckpoint(parseNote(checkpoint).text);
	let old = seen;
	for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
		const proof = await proofFrom(old, head, reader, signal);
		const { status, body } = await witness.post(encodeAddCheckpoint({
			old,
			proof,
			checkpoint
		}), signal);
		if (status === 200) {
			const [signature] = parseCosignatures(body, checkpoint, [witness.key]);
			return signature;
		}
		if (status !== 409) throw refusal(witness, status);
		old = parseConflict(body);
		if (old > head.size) throw new TlogError("WITNESS_REFUSED", `${witness.key.name} has seen ${old} entries, and here are ${head.size}`, { details: {
			witness: witness.key.name,
			seen: old,
			size: head.size
		} });
	}
	throw new TlogError("WITNESS_UNAVAILABLE", `${witness.key.name} does not settle on what it has seen`);
}
async function proofFrom(old, head, reader, signal) {
	if (old === 0 || old >= head.size) return [];
	return proveConsistency(reader, {
		size: old,
		root: await (await openTree(reader, head, signal)).range(0, old)
	}, head, signal);
}
function refusal({ key }, status) {
	const refused = status >= 400 && status < 500 && status !== 408 && status !== 429;
	const details = {
		witness: key.name,
		status
	};
	return refused ? new TlogError("WITNESS_REFUSED", `${key.name} does not cosign the checkpoint: status ${status}`, { details }) : new TlogError("WITNESS_UNAVAILABLE", `${key.name} answered with status ${status}`, { details });
}
async function askWitnesses(witnesses, checkpoint, reader, { seen = () => 0, signal } = {}) {
	const asked = await Promise.allSettled(witnesses.map((witness) => askWitness(witness, checkpoint, reader, {
		seen: seen(witness),
		signal
	})));
	const cosignatures = asked.flatMap((one) => one.status === "fulfilled" ? [one.value] : []);
	const failures = asked.flatMap((one, at) => one.status === "rejected" ? [{
		witness: witnesses[at].key,
		error: one.reason
	}] : []);
	return {
		checkpoint: concat(checkpoint, encodeCosignatures(cosignatures)),
		cosignatures,
		failures
	};
}
// packages/tlog/src/witness/decide.ts
function decideAddCheckpoint(request, logs, latest) {
	const parsed = attempt(() => {
		const message = parseAddCheckpoint(request);
		return {
			message,
			origin: parseCheckpoint(parseNote(message.checkpoint).text).origin
		};
	});
	if (parsed instanceof TlogError) return refuse(400, parsed.message);
	const { message, origin } = parsed;
	const log = logs.find((one) => one.origin === origin);
	if (!log) return refuse(404, "the origin is not watched here");
	const checkpoint = attempt(() => openCheckpoint(message.checkpoint, log));
	if (checkpoint instanceof TlogError) return refuse(403, checkpoint.message);
	return decide(message, checkpoint, latest(origin));
}
function decide({ old, proof }, checkpoint, latest) {
	if (old > checkpoint.size) return refuse(400, "the old size is beyond the checkpoint", checkpoint);
	const seen = latest?.size ?? 0;
	if (old !== seen) return {
		kind: "refused",
		status: 409,
		contentType: "text/x.tlog.size",
		body: utf8(`${seen}\n`),
		reason: `${seen} entries were cosigned last`,
		evidence: null
	};
	const older = latest ?? {
		size: 0,
		root: emptyRoot()
	};
	const inconsistent = attempt(() => verifyConsistency(proof, older, checkpoint));
	if (inconsistent instanceof TlogError) return refuse(422, inconsistent.message, checkpoint);
	return {
		kind: "cosign",
		checkpoint,
		latest
	};
}
function isSameHead(a, b) {
	return a === null || b === null ? a === b : a.size === b.size && equalBytes(a.root, b.root);
}
function refuse(status, reason, evidence = null) {
	return {
		kind: "refused",
		status,
		contentType: "text/plain; charset=utf-8",
		body: utf8(`${reason}\n`),
		reason,
		evidence
	};
}
function attempt(work) {
	try {
		return work();
	} catch (error) {
		if (error instanceof TlogError) return error;
		throw error;
	}
}
export { readTile as $, verifyLogProof as A, parseNote as B, MAX_RECEIPT_BYTES as C, receiptSubject as D, receiptMessage as E, noteSigner as F, encodeCheckpoint as G, logId as H, signNote as I, proveConsistency as J, parseCheckpoint as K, openCheckpoint as L, parseLogProof as M, cosigner as N, openUnderPolicy as O, makeSignature as P, readEntries as Q, encodeNote as R, verifyReceipt as S, parseReceipt as T, noteKey as U, encodeNoteKey as V, parseNoteKey as W, Tree as X, proveInclusion as Y, openTree as Z, keyDetailsOf as _, encodeAddCheckpoint as a, edgeTiles as at, receiptAlgorithm as b, parseConflict as c, tileWidth as ct, readProvedEntries as d, verifyConsistency as dt, MAX_ENTRY_BYTES as et, Appender as f, verifyInclusion as ft, encodeHashedRekord as g, TlogError as gt, verifyLogEntry as h, TLOG_ERRORS as ht, askWitnesses as i, TILE_WIDTH as it, encodeLogProof as j, parseLogPolicy as k, parseCosignatures as l, rootFromConsistency as lt, parseLogEntry as m, leafHash as mt, isSameHead as n, decodeEntries as nt, encodeCosignatures as o, parseTilePath as ot, encodeLogEntry as p, emptyRoot as pt, compareCheckpoints as q, askWitness as r, encodeEntries as rt, parseAddCheckpoint as s, tilePath as st, decideAddCheckpoint as t, assertEntry as tt, verifyLog as u, rootFromInclusion as ut, parseHashedRekord as v, encodeReceipt as w, verifyGrowthReceipt as x, signReceipt as y, openNote as z };
