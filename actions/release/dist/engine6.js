import { l as SIDE_FILE_SUFFIXES, u as expandFiles } from "./engine2.js";
import { p as FilesError } from "./files.js";
// packages/engine/src/release/names.ts
const MANIFEST_NAME = "release.yaml";
const SIGNATURE_SUFFIX = ".p7s";
const SBOM_SUFFIX = ".sbom.sigstore.json";
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
const OWN_SIDE_FILES = [
	...SIDE_FILE_SUFFIXES,
	...RELEASE_SUFFIXES,
	".attestation.intoto.jsonl",
	".sbom.intoto.jsonl"
];
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
// packages/engine/src/record-suffix.ts
const RECORD_SUFFIX = ".sigstore.json";
const PROVENANCE_SUFFIX = ".provenance.sigstore.json";
export { isRefused as a, SBOM_SUFFIX as c, expandInputs as i, SIGNATURE_SUFFIX as l, RECORD_SUFFIX as n, MANIFEST_NAME as o, OWN_SIDE_FILES as r, RELEASE_SUFFIXES as s, PROVENANCE_SUFFIX as t, releaseRecordSuffix as u };
