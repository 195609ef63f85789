import { u as wholeDigest, y as equalBytes } from "./core.js";
import { o as fileOutput, p as openFileSource, t as readBytes } from "./files.js";
import { n as exists } from "./engine5.js";
import { n as PROVENANCE_SUFFIX, r as RECORD_SUFFIX } from "./engine15.js";
// packages/engine/src/copy-signed.ts
async function copySigned(source, target, { signature, record }) {
	const records = record ? [RECORD_SUFFIX] : [];
	if (record && await exists(source.path + ".provenance.sigstore.json")) records.push(PROVENANCE_SUFFIX);
	if (await isThere(source, target, [...signature === null ? [] : [signature], ...records])) return;
	const bytes = signature === null ? null : await readBytes(source.path + signature);
	const sideFile = signature !== null && bytes !== null ? {
		suffix: signature,
		bytes
	} : null;
	const written = await fileOutput({
		source,
		target
	}).write({
		content: null,
		sideFile
	});
	const read = async (suffix) => ({
		suffix,
		bytes: await readBytes(source.path + suffix)
	});
	await written.commit(await Promise.all(records.map(read)));
}
async function isThere(source, target, suffixes) {
	if (!await isSame(source, target)) return false;
	for (const suffix of suffixes) {
		if (!await exists(target + suffix)) return false;
		if (!equalBytes(await readBytes(source.path + suffix), await readBytes(target + suffix))) return false;
	}
	return true;
}
async function isSame(source, target) {
	if (!await exists(target)) return false;
	await using file = await openFileSource(target);
	if (file.size !== source.size) return false;
	const [[one], [other]] = await Promise.all([source.digest([wholeDigest(source, "sha256")]), file.digest([wholeDigest(file, "sha256")])]);
	return equalBytes(one, other);
}
export { copySigned as t };
