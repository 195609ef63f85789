import { I as ChanceryError, o as inspectArtifact } from "./core.js";
import { p as openFileSource } from "./files.js";
import { n as openContext } from "./engine7.js";
import { t as eachFile } from "./engine75.js";
import { t as formats } from "./engine2.js";
import { n as find } from "./engine74.js";
import { t as divideOperands } from "./engine6.js";
import { i as joinOutcomes, o as signatureEntry } from "./engine17.js";
// packages/engine/src/inspect.ts
async function inspectFiles(options) {
	const context = await openContext(options);
	const { files, images } = await divideOperands(options.files, context.cwd);
	const inspected = [];
	if (files.length > 0 || images.length === 0) {
		const inspect = (file) => inspectFile(context, options, file);
		inspected.push(await eachFile(context, {
			...options,
			files
		}, inspect, (path, error) => failedFile(path, null, error)));
	}
	if (images.length > 0) {
		const { inspectImages } = await import("./engine67.js");
		inspected.push(await inspectImages(context, {
			...options,
			files: images
		}));
	}
	return joinOutcomes(inspected);
}
async function inspectFile(context, { signature }, { path, absolute }) {
	let format = null;
	try {
		await using source = await openFileSource(absolute, { signal: context.signal });
		const found = await find(context, { signature }, source, absolute);
		format = found.format;
		const reports = [];
		if (format && format.sideFileSuffix === null) reports.push(...await inspectArtifact(source, format));
		if (found.sideFile !== null) {
			await using sideFile = await openFileSource(found.sideFile);
			reports.push(...await inspectArtifact(source, formats.get("blob"), sideFile));
		}
		const record = found.bundle === null ? null : "not-checked";
		return {
			path,
			format: format?.id ?? null,
			signatures: reports.map(signatureEntry),
			record,
			exitCode: 0
		};
	} catch (error) {
		if (!(error instanceof ChanceryError)) throw error;
		return failedFile(path, format, error);
	}
}
function failedFile(path, format, error) {
	const { code, message, howToFix, exitCode } = error;
	return {
		path,
		format: format?.id ?? null,
		code,
		message,
		howToFix,
		signatures: [],
		record: null,
		exitCode
	};
}
export { inspectFiles };
