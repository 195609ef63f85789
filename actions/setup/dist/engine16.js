import { c as expandFiles, s as SIDE_FILE_SUFFIXES } from "./files.js";
import { p as FilesError } from "./files2.js";
import { c as envelopePath, i as SBOM_SUFFIX, n as PROVENANCE_SUFFIX, o as TEST_RESULT_SUFFIX, s as VSA_SUFFIX, t as ATTESTATION_SUFFIX } from "./engine15.js";
// packages/engine/src/release/names.ts
const MANIFEST_NAME = "release.yaml";
function releaseRecordSuffix(index) {
	return `.release${index === 1 ? "" : `-${index}`}.sigstore.json`;
}
const RELEASE_SUFFIXES = [SBOM_SUFFIX, ...Array.from({ length: 64 }, (_, index) => releaseRecordSuffix(index + 1))];
// packages/engine/src/inputs.ts
const OF_ONE_PATH = [
	"FILE_NOT_FOUND",
	"PATH_IS_DIRECTORY",
	"NOT_A_FILE"
];
const ATTESTATION_SUFFIXES = [
	PROVENANCE_SUFFIX,
	SBOM_SUFFIX,
	TEST_RESULT_SUFFIX,
	VSA_SUFFIX,
	ATTESTATION_SUFFIX
];
const OWN_SIDE_FILES = [
	...SIDE_FILE_SUFFIXES,
	...RELEASE_SUFFIXES,
	...ATTESTATION_SUFFIXES,
	...ATTESTATION_SUFFIXES.map(envelopePath)
];
async function expandInputs(patterns, cwd, onNothing = null) {
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
		if (!(error instanceof FilesError)) throw error;
		if (OF_ONE_PATH.includes(error.code)) inputs.push({
			path: pattern,
			error
		});
		else if (error.code === "NOTHING_MATCHED" && onNothing) onNothing(error);
		else throw error;
	}
	return inputs;
}
function isRefused(input) {
	return "error" in input;
}
export { RELEASE_SUFFIXES as a, MANIFEST_NAME as i, expandInputs as n, releaseRecordSuffix as o, isRefused as r, OWN_SIDE_FILES as t };
