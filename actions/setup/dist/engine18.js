import { i as concurrently, n as expandInputs, r as isRefused } from "./engine5.js";
import "./core.js";
import { l as EngineError, n as exists } from "./engine2.js";
import { n as RECORD_SUFFIX, r as formats, t as PROVENANCE_SUFFIX, u as detectFormat } from "./engine3.js";
import { resolve } from "node:path";
import { availableParallelism } from "node:os";
// packages/engine/src/found.ts
/** The format by content; a file of no known kind that has a detached signature is a blob. */
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
/** A side file is of one file. @throws EngineError OPTIONS_CONFLICT */
function assertOneFile(count, { signature, bundle, provenanceBundle }) {
	if ((signature ?? bundle ?? provenanceBundle) === void 0 || count === 1) return;
	throw new EngineError("OPTIONS_CONFLICT", "--signature, --bundle and --provenance-bundle are of one file, and several were given", { howToFix: "Verify the file that the side file belongs to alone." });
}
// packages/engine/src/each-file.ts
/**
* Reads files, several at once; every one stands in the report, also where it could not be opened.
* @param refusal what to say of a path that is no file to read
*/
async function eachFile(context, options, work, refusal) {
	const inputs = await expandInputs(options.files, context.cwd);
	assertOneFile(inputs.length, options);
	const concurrency = options.concurrency ?? Math.max(2, availableParallelism());
	const results = await concurrently(inputs, concurrency, async (input) => isRefused(input) ? refusal(input.path, input.error) : work(input));
	return {
		report: {
			version: 1,
			files: results.map(({ exitCode: _, ...file }) => file),
			failed: []
		},
		exitCode: results.find((result) => result.exitCode !== 0)?.exitCode ?? 0
	};
}
export { find as n, eachFile as t };
