import { L as CoreError } from "./core.js";
import { a as planOutputs } from "./files.js";
import { n as EngineError } from "./engine3.js";
import { r as detectFormat, t as formats } from "./engine2.js";
import { n as expandInputs, r as isRefused } from "./engine16.js";
// packages/engine/src/sign-plan.ts
async function planFiles(context, options) {
	const { out, inPlace } = options;
	if (out !== void 0 && inPlace) throw new EngineError("OPTIONS_CONFLICT", "--out and --in-place exclude each other");
	if (out === void 0 && !inPlace) throw new EngineError("OUTPUT_NOT_GIVEN", "neither --out nor --in-place was given");
	if (options.format !== void 0) formats.get(options.format);
	const { ifNoFiles, onWarning } = options;
	const onNothing = ({ code, message }) => onWarning?.(code, `${message}, and nothing is signed for it`);
	const inputs = await expandInputs(options.files, context.cwd, ifNoFiles === "warn" ? onNothing : null);
	const files = inputs.filter((input) => !isRefused(input));
	const plans = planOutputs(files, out === void 0 ? { kind: "in-place" } : {
		kind: "folder",
		folder: out
	});
	const planned = new Map(files.map((file, index) => [file, plans[index]]));
	return inputs.map((input) => isRefused(input) ? input : planned.get(input));
}
async function formatFor(source, forced) {
	if (source.size === 0) throw new EngineError("EMPTY_FILE", `${source.name} is empty`);
	const detected = await detectFormat(source, formats);
	if (forced === void 0 || forced === "blob") {
		if (detected) return detected;
		if (forced === "blob") return formats.get("blob");
		throw new EngineError("FORMAT_NOT_RECOGNISED", `${source.name} is of no kind that has a format`);
	}
	const format = formats.get(forced);
	if (detected?.id !== format.id && !await mayBe(source, format)) throw new CoreError("FORMAT_MISMATCH", `${source.name} is not ${format.id}${detected ? `, but ${detected.id}` : ""}`, { details: {
		format: format.id,
		detected: detected?.id ?? null
	} });
	return format;
}
async function mayBe(source, format) {
	const named = {
		size: source.size,
		name: `file${format.suffixes[0] ?? ""}`,
		read: (start, length) => source.read(start, length),
		digest: (jobs) => source.digest(jobs)
	};
	return await detectFormat(named, {
		all: [format],
		get: () => format
	}) !== null;
}
export { planFiles as n, formatFor as t };
