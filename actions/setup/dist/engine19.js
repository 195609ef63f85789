import { F as ChanceryError, o as inspectArtifact } from "./core.js";
import { y as openFileSource } from "./engine2.js";
import { n as openContext } from "./engine9.js";
import { n as find, t as eachFile } from "./engine18.js";
import { o as signatureEntry, r as formats } from "./engine3.js";
// packages/engine/src/inspect.ts
/** Reports what is in files, and decides nothing. A file has a `code` only where it is malformed or cannot be read. */
async function inspectFiles(options) {
	const context = await openContext(options);
	return eachFile(context, options, (file) => inspectFile(context, options, file), (path, error) => failedFile(path, null, error));
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
