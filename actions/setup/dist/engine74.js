import "./core.js";
import { n as exists } from "./engine5.js";
import { n as EngineError } from "./engine3.js";
import { r as detectFormat, t as formats } from "./engine2.js";
import { a as SIGNATURE_SUFFIX, n as PROVENANCE_SUFFIX, r as RECORD_SUFFIX } from "./engine15.js";
import { resolve } from "node:path";
// packages/engine/src/found.ts
async function find(context, named, source, path) {
	const beside = async (suffix) => await exists(path + suffix) ? path + suffix : null;
	const { signature, bundle, provenanceBundle } = named;
	const detected = source.size === 0 ? null : await detectFormat(source, formats);
	const sideFile = signature === void 0 ? await beside(SIGNATURE_SUFFIX) : resolve(context.cwd, signature);
	return {
		format: detected ?? (sideFile === null ? null : formats.get("blob")),
		sideFile,
		bundle: bundle === void 0 ? await beside(RECORD_SUFFIX) : resolve(context.cwd, bundle),
		provenance: provenanceBundle === void 0 ? await beside(PROVENANCE_SUFFIX) : resolve(context.cwd, provenanceBundle)
	};
}
function assertOneFile(count, { signature, bundle, provenanceBundle, vsaFile }) {
	if (vsaFile !== void 0 && count !== 1) throw new EngineError("OPTIONS_CONFLICT", `--vsa ${vsaFile} is of one file, and ${count} were given`, { howToFix: "Give a folder, with a slash at its end: --vsa summaries/." });
	if ((signature ?? bundle ?? provenanceBundle) === void 0 || count === 1) return;
	throw new EngineError("OPTIONS_CONFLICT", "--signature, --bundle and --provenance-bundle are of one file, and several were given", { howToFix: "Verify the file that the side file belongs to alone." });
}
export { find as n, assertOneFile as t };
