import { b as encodePem } from "./codec.js";
import { T as utf8 } from "./core.js";
import { r as writeFileDurable } from "./files.js";
import { V as encodeNoteKey } from "./tlog.js";
import { n as openContext } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { t as KeyRing } from "./engine9.js";
import { n as recordDone } from "./engine78.js";
import { t as logCreated } from "./engine81.js";
import { t as configuredLog } from "./engine47.js";
import { resolve } from "node:path";
// packages/engine/src/log/create-log.ts
async function createLog(options) {
	const context = await openContext(options);
	const config = configuredLog(context);
	if (config.kind !== "own") throw new EngineError("LOG_NOT_CONFIGURED", `${context.config.path} names the log of a server, which makes it`);
	await using keys = new KeyRing(context);
	await using log = await keys.ownLog(config);
	const place = await log.create();
	const { key } = log;
	const verifierKey = encodeNoteKey(key);
	if (options.out != null) await writeFileDurable(resolve(context.cwd, options.out), utf8(`${verifierKey}\n`));
	const made = {
		name: config.key,
		publicKey: key.publicKey
	};
	const event = await recordDone(context, keys, await logCreated(context.config, verifierKey, made));
	return {
		version: 1,
		origin: config.origin,
		log: place,
		verifierKey,
		publicKey: encodePem("PUBLIC KEY", key.publicKey),
		event
	};
}
export { createLog };
