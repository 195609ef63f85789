import { u as wholeDigest, w as toHex } from "./core.js";
import { c as expandFiles, n as readText, p as openFileSource } from "./files.js";
import { t as concurrently } from "./engine17.js";
import { n as EngineError } from "./engine3.js";
import { t as OWN_SIDE_FILES } from "./engine14.js";
import { basename, resolve } from "node:path";
// packages/engine/src/attest-subjects.ts
const FILES_AT_ONCE = 4;
const MAX_CHECKSUMS_BYTES = 16777216;
async function readSubjects(context, options) {
	const given = (options.subjects ?? []).map(givenSubject);
	const listed = await Promise.all((options.checksums ?? []).map((path) => readChecksums(resolve(context.cwd, path), path)));
	const inputs = options.files.length > 0 ? await expandFiles(options.files, {
		cwd: context.cwd,
		sideFileSuffixes: OWN_SIDE_FILES
	}) : [];
	const subjects = distinct([
		...await hashFiles(context, inputs),
		...listed.flat(),
		...given
	]);
	return {
		subjects,
		only: subjects.length === 1 ? inputs[0]?.path ?? null : null
	};
}
async function hashFiles(context, inputs) {
	const nameOf = subjectNames(inputs);
	return concurrently(inputs, FILES_AT_ONCE, async (input) => {
		await using source = await openFileSource(input.absolute, { signal: context.signal });
		const [sha256] = await source.digest([wholeDigest(source, "sha256")]);
		return {
			name: nameOf(input),
			digest: { sha256: toHex(sha256) }
		};
	});
}
function subjectNames(inputs) {
	if (inputs.length === 1) return ({ relative }) => basename(relative);
	return new Set(inputs.map(({ relative }) => relative)).size === inputs.length ? ({ relative }) => relative : ({ path }) => path;
}
async function readChecksums(path, shown) {
	const subjects = (await readText(path, MAX_CHECKSUMS_BYTES)).split(/\r?\n/).flatMap((line, i) => {
		if (line.trim() === "" || line.startsWith("#")) return [];
		const [, gnuEscape, gnuHex, gnuName] = /^(\\?)([0-9a-f]{64}) [ *](.+)$/i.exec(line) ?? [];
		const [, bsdEscape, bsdName, bsdHex] = /^(\\?)SHA256 \((.+)\) = ([0-9a-f]{64})$/i.exec(line) ?? [];
		const [escaped, hex, name] = [
			gnuEscape ?? bsdEscape,
			gnuHex ?? bsdHex,
			gnuName ?? bsdName
		];
		if (hex === void 0 || name === void 0) throw new EngineError("CHECKSUMS_INVALID", `${shown}, line ${i + 1}: is no SHA-256 and name`);
		return [{
			name: escaped ? unescaped(name) : name,
			digest: { sha256: hex.toLowerCase() }
		}];
	});
	if (subjects.length === 0) throw new EngineError("CHECKSUMS_INVALID", `${shown} lists nothing`);
	return subjects;
}
function unescaped(name) {
	return name.replace(/\\([\\nr])/g, (_, character) => ({
		n: "\n",
		r: "\r"
	})[character] ?? character);
}
function givenSubject(text) {
	const [, name, hex] = /^(.+)@sha256:([0-9a-f]{64})$/i.exec(text) ?? [];
	if (name === void 0 || hex === void 0) throw new EngineError("OPTION_INVALID", `--subject-digest ${text}: is no NAME@sha256:HEX`);
	return {
		name,
		digest: { sha256: hex.toLowerCase() }
	};
}
function distinct(subjects) {
	const found = /* @__PURE__ */ new Map();
	for (const subject of subjects) {
		const known = found.get(subject.name);
		if (known && known.digest.sha256 !== subject.digest.sha256) throw new EngineError("CHECKSUMS_INVALID", `${subject.name} is given with two digests`);
		found.set(subject.name, subject);
	}
	return [...found.values()];
}
export { readSubjects as n, hashFiles as t };
