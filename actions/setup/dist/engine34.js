import { t as concurrently } from "./engine16.js";
import "./core.js";
import { n as exists } from "./engine4.js";
import { n as EngineError } from "./engine2.js";
import { n as detectFormat, t as formats } from "./engine3.js";
import { l as PROVENANCE_SUFFIX, n as expandInputs, r as isRefused, u as RECORD_SUFFIX } from "./engine12.js";
import { i as outcomeOf } from "./engine11.js";
import { resolve } from "node:path";
import { availableParallelism } from "node:os";
// packages/engine/src/found.ts
async function find(context, named, source, path) {
	const beside = async (suffix) => await exists(path + suffix) ? path + suffix : null;
	const { signature, bundle, provenanceBundle } = named;
	const detected = source.size === 0 ? null : await detectFormat(source, formats);
	const sideFile = signature === void 0 ? await beside(".p7s") : resolve(context.cwd, signature);
	return {
		format: detected ?? (sideFile === null ? null : formats.get("blob")),
		sideFile,
		bundle: bundle === void 0 ? await beside(RECORD_SUFFIX) : resolve(context.cwd, bundle),
		provenance: provenanceBundle === void 0 ? await beside(PROVENANCE_SUFFIX) : resolve(context.cwd, provenanceBundle)
	};
}
function assertOneFile(count, { signature, bundle, provenanceBundle }) {
	if ((signature ?? bundle ?? provenanceBundle) === void 0 || count === 1) return;
	throw new EngineError("OPTIONS_CONFLICT", "--signature, --bundle and --provenance-bundle are of one file, and several were given", { howToFix: "Verify the file that the side file belongs to alone." });
}
// packages/engine/src/each-file.ts
async function eachFile(context, options, work, refusal) {
	const inputs = await expandInputs(options.files, context.cwd);
	assertOneFile(inputs.length, options);
	const concurrency = options.concurrency ?? Math.max(2, availableParallelism());
	const results = await concurrently(inputs, concurrency, async (input) => isRefused(input) ? refusal(input.path, input.error) : work(input));
	return outcomeOf(results);
}
export { find as n, eachFile as t };
