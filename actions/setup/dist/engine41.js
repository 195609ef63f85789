import { T as utf8 } from "./core.js";
import { un as isJsonObject } from "./codec.js";
import { n as readText, r as writeFileDurable } from "./files.js";
import { m as asFilesError } from "./files2.js";
import { n as exists } from "./engine5.js";
import { n as EngineError } from "./engine3.js";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
// packages/engine/src/log/log-queue.ts
async function enqueue({ origin, queue }, { entry, bundle }) {
	const json = {
		version: 1,
		origin,
		entry: Buffer.from(entry).toString("base64"),
		bundle
	};
	await writeFileDurable(placeOf(queue, entry), utf8(`${JSON.stringify(json)}\n`));
}
function isQueued({ queue }, entry) {
	return exists(placeOf(queue, entry));
}
function placeOf(queue, entry) {
	return join(queue, `${createHash("sha256").update(entry).digest("hex")}${ENDING}`);
}
const ENDING = ".json";
async function* queued({ origin, queue }) {
	const names = await readdir(queue).catch((error) => {
		if (error.code === "ENOENT") return [];
		throw asFilesError(error, queue);
	});
	for (const name of names.filter((one) => one.endsWith(ENDING)).sort()) {
		const path = join(queue, name);
		yield {
			...parseQueued(await readText(path), path, origin),
			remove: () => rm(path, { force: true })
		};
	}
}
function parseQueued(text, path, origin) {
	const malformed = (why) => new EngineError("LOG_QUEUE_MALFORMED", `${path} ${why}`, { details: { path } });
	let json;
	try {
		json = JSON.parse(text);
	} catch {
		throw malformed("is no JSON");
	}
	if (!isJsonObject(json) || json.version !== 1 || typeof json.entry !== "string") throw malformed("is no queued entry");
	if (json.origin !== origin) throw malformed(`is for the log ${String(json.origin)}`);
	const { bundle } = json;
	return {
		entry: Uint8Array.from(Buffer.from(json.entry, "base64")),
		bundle: typeof bundle === "string" ? bundle : null
	};
}
export { isQueued as n, queued as r, enqueue as t };
