import { c as MAX_BUNDLE_BYTES } from "./attest3.js";
import { p as FilesError } from "./files2.js";
import { t as AttestError } from "./attest.js";
import { t as readBytes } from "./files.js";
// packages/engine/src/bundle-file.ts
function readBundleFile(path) {
	return readUpTo(MAX_BUNDLE_BYTES, path, (message) => new AttestError("BUNDLE_TOO_LARGE", message));
}
async function readUpTo(limit, path, tooLarge) {
	try {
		return await readBytes(path, limit);
	} catch (error) {
		throw error instanceof FilesError && error.code === "FILE_TOO_LARGE" ? tooLarge(error.message) : error;
	}
}
function namingFile(path, error) {
	return error instanceof AttestError ? new AttestError(error.code, `${path}: ${error.message}`, { cause: error }) : error;
}
export { readBundleFile as n, readUpTo as r, namingFile as t };
