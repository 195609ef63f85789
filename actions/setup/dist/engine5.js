import { _ as expandFiles, g as SIDE_FILE_SUFFIXES } from "./engine2.js";
import { u as FilesError } from "./files.js";
// packages/engine/src/release/names.ts
/** What a manifest is called where nobody says otherwise. */
const MANIFEST_NAME = "release.yaml";
/** Endings of what stands beside a released file. */
const SIGNATURE_SUFFIX = ".p7s";
const SBOM_SUFFIX = ".sbom.sigstore.json";
/** The release record stands beside the checksums; what does not fit into the first is in others. @param index from 1 */
function releaseRecordSuffix(index) {
	return `.release${index === 1 ? "" : `-${index}`}.sigstore.json`;
}
/** Endings of all that only a release leaves. */
const RELEASE_SUFFIXES = [SBOM_SUFFIX, ...Array.from({ length: 64 }, (_, index) => releaseRecordSuffix(index + 1))];
// packages/engine/src/concurrently.ts
/**
* Runs `work` over `items`, at most `limit` at once; results in the order of the items.
* Where one throws, no other begins, and those under way end before the first error is thrown: what they use is still open until then.
*/
async function concurrently(items, limit, work) {
	const results = new Array(items.length);
	const failures = [];
	let next = 0;
	const worker = async () => {
		while (next < items.length && failures.length === 0) {
			const index = next++;
			try {
				results[index] = await work(items[index], index);
			} catch (error) {
				failures.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, worker));
	if (failures.length > 0) throw failures[0];
	return results;
}
// packages/engine/src/inputs.ts
/** What is wrong with one named path; everything else (a glob without a match, a link out of its base) ends the whole run. */
const OF_ONE_PATH = [
	"FILE_NOT_FOUND",
	"PATH_IS_DIRECTORY",
	"NOT_A_FILE"
];
/** What we leave beside files, `chancery attest` and `chancery release` included: a glob passes over it. */
const OWN_SIDE_FILES = [
	...SIDE_FILE_SUFFIXES,
	...RELEASE_SUFFIXES,
	".attestation.intoto.jsonl",
	".sbom.intoto.jsonl"
];
/**
* The files that patterns mean, in their order, every file once.
* @throws FilesError where nothing can be taken at all
*/
async function expandInputs(patterns, cwd) {
	const excluded = patterns.filter((pattern) => pattern.startsWith("!"));
	const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
	const options = {
		cwd,
		sideFileSuffixes: OWN_SIDE_FILES
	};
	if (wanted.length === 0) return expandFiles(patterns, options);
	const inputs = [];
	const taken = /* @__PURE__ */ new Set();
	for (const pattern of wanted) try {
		for (const file of await expandFiles([pattern, ...excluded], options)) {
			if (!taken.has(file.absolute)) inputs.push(file);
			taken.add(file.absolute);
		}
	} catch (error) {
		if (!(error instanceof FilesError && OF_ONE_PATH.includes(error.code))) throw error;
		inputs.push({
			path: pattern,
			error
		});
	}
	return inputs;
}
function isRefused(input) {
	return "error" in input;
}
export { MANIFEST_NAME as a, SIGNATURE_SUFFIX as c, concurrently as i, releaseRecordSuffix as l, expandInputs as n, RELEASE_SUFFIXES as o, isRefused as r, SBOM_SUFFIX as s, OWN_SIDE_FILES as t };
