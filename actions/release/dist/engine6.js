import { l as SIDE_FILE_SUFFIXES, u as expandFiles } from "./engine2.js";
import { p as FilesError } from "./files.js";
// packages/engine/src/record-suffix.ts
const RECORD_SUFFIX = ".sigstore.json";
const PROVENANCE_SUFFIX = ".provenance.sigstore.json";
const SBOM_SUFFIX = ".sbom.sigstore.json";
const TEST_RESULT_SUFFIX = ".test-result.sigstore.json";
const VSA_SUFFIX = ".vsa.sigstore.json";
const ATTESTATION_SUFFIX = ".attestation.sigstore.json";
function envelopePath(bundle) {
	return bundle.replace(/(?:\.sigstore)?(?:\.jsonl?)?$/, ".intoto.jsonl");
}
// packages/engine/src/release/names.ts
const MANIFEST_NAME = "release.yaml";
const SIGNATURE_SUFFIX = ".p7s";
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
export { RELEASE_SUFFIXES as a, PROVENANCE_SUFFIX as c, MANIFEST_NAME as i, RECORD_SUFFIX as l, expandInputs as n, SIGNATURE_SUFFIX as o, isRefused as r, releaseRecordSuffix as s, OWN_SIDE_FILES as t, SBOM_SUFFIX as u };
