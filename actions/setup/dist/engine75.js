import { t as concurrently } from "./engine21.js";
import { t as assertOneFile } from "./engine74.js";
import { n as expandInputs, r as isRefused } from "./engine16.js";
import { a as outcomeOf } from "./engine17.js";
import { availableParallelism } from "node:os";
// packages/engine/src/each-file.ts
async function eachFile(context, options, work, refusal) {
	const inputs = await expandInputs(options.files, context.cwd);
	assertOneFile(inputs.length, options);
	const concurrency = options.concurrency ?? Math.max(2, availableParallelism());
	const results = await concurrently(inputs, concurrency, async (input) => isRefused(input) ? refusal(input.path, input.error) : work(input));
	return outcomeOf(results);
}
export { eachFile as t };
