import { o as fileOutput, p as openFileSource, t as readBytes } from "./files.js";
import { u as wholeDigest, y as equalBytes } from "./core.js";
import { n as EngineError } from "./engine3.js";
import { n as exists } from "./engine5.js";
import { t as listVariable } from "./engine7.js";
import { n as PROVENANCE_SUFFIX, r as RECORD_SUFFIX } from "./engine14.js";
// packages/engine/src/timestamping.ts
async function openTimestamper(context, keys, choice, quorum) {
	if (choice === "none") return null;
	const urls = choice === "configured" ? listVariable(context.env, "CHANCERY_TIMESTAMP_URLS") : choice;
	const { timestamp } = context.config;
	const wanted = quorum ?? (timestamp?.kind === "urls" ? timestamp.quorum : 1);
	if (urls && urls.length > 0) return timestampClientFor(urls, wanted);
	if (timestamp?.kind === "urls") return timestampClientFor(timestamp.urls, wanted);
	if (timestamp?.kind === "key") return responderTimestamper(await keys.open(timestamp.key, null), wanted);
	throw new EngineError("TIMESTAMP_NOT_CONFIGURED", "no timestamp authority is configured");
}
async function timestampClientFor(urls, quorum) {
	const { timestampClient } = await import("./timestamp2.js");
	return timestampClient({
		urls,
		quorum
	});
}
async function responderTimestamper(key, quorum) {
	const { responderTimestamper: open } = await import("./timestamp2.js");
	return open({
		key,
		quorum
	});
}
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
export { openTimestamper as n, copySigned as t };
