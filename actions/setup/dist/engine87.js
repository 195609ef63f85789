import { T as utf8 } from "./core.js";
import { r as writeFileDurable } from "./files.js";
import { V as encodeNoteKey } from "./tlog.js";
import { i as readConfig } from "./engine5.js";
import { n as identityHere, t as EventLog } from "./engine44.js";
import { t as logCreated } from "./engine81.js";
import { t as OwnLog } from "./engine86.js";
import { t as ConfiguredLog } from "./engine43.js";
import { join } from "node:path";
import { createHash } from "node:crypto";
// packages/engine/src/log/initial-log.ts
async function makeInitialLog(token, { home, config: { path, text }, publicKeys, env }) {
	await token.generateKey({
		label: "log",
		kind: "p256"
	});
	const log = (await readConfig(text, path)).log;
	await using writer = new OwnLog(log, await token.signingKey({ label: "log" }));
	await writer.create();
	const verifierKey = encodeNoteKey(writer.key);
	await writeFileDurable(join(home, "log.vkey"), utf8(`${verifierKey}\n`));
	const attestation = await token.signingKey({ label: "attestation" });
	const events = new EventLog(log, attestation, new ConfiguredLog(log, writer), identityHere({ env }));
	const sha256 = createHash("sha256").update(text).digest("hex");
	const others = [...publicKeys].map(([name, publicKey]) => ({
		name,
		publicKey
	}));
	const key = {
		name: log.key,
		publicKey: writer.key.publicKey
	};
	await events.record(await logCreated({
		path,
		sha256,
		log
	}, verifierKey, key, others));
}
export { makeInitialLog };
