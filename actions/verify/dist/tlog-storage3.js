import { n as TlogStorageError } from "./tlog-storage.js";
import { createRequire } from "node:module";
import { join } from "node:path";
// packages/tlog-storage/src/client-package.ts
function loadClient(name, what) {
	const causes = [];
	for (const anchor of [import.meta.url, join(process.cwd(), "package.json")]) try {
		return createRequire(anchor)(name);
	} catch (cause) {
		causes.push(cause);
	}
	throw new TlogStorageError("LOG_STORE_CLIENT_MISSING", `${what} needs the package ${name}: npm install ${name}`, {
		cause: new AggregateError(causes),
		details: { package: name }
	});
}
export { loadClient as t };
