import { b as encodePem } from "./codec.js";
import { T as utf8 } from "./core.js";
import { r as writeFileDurable } from "./files.js";
import { N as encodeNoteKey } from "./tlog.js";
import { n as openContext } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { t as KeyRing } from "./engine9.js";
import { t as configuredLog } from "./engine57.js";
import { resolve } from "node:path";
// packages/engine/src/log/create-log.ts
async function createLog(options) {
	const context = await openContext(options);
	const config = configuredLog(context);
	if (config.kind !== "folder") throw new EngineError("LOG_NOT_CONFIGURED", `${context.config.path} names the log of a server, which makes it`);
	await using keys = new KeyRing(context);
	await using log = await keys.folderLog(config);
	await log.create();
	const { dir, origin } = config;
	const { key } = log;
	const verifierKey = encodeNoteKey(key);
	if (options.out != null) await writeFileDurable(resolve(context.cwd, options.out), utf8(`${verifierKey}\n`));
	return {
		version: 1,
		origin,
		dir,
		verifierKey,
		publicKey: encodePem("PUBLIC KEY", key.publicKey)
	};
}
export { createLog };
