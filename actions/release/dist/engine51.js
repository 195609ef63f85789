import { yt as parsePublicKey } from "./codec.js";
import { I as ChanceryError, T as utf8 } from "./core.js";
import { V as encodeNoteKey, _ as keyDetailsOf, g as encodeHashedRekord } from "./tlog.js";
import { n as EngineError } from "./engine3.js";
import { r as writeFileDurable } from "./files.js";
import { t as exists } from "./engine5.js";
import { createHash } from "node:crypto";
import { join } from "node:path";
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
// packages/engine/src/log/signature-log.ts
var ConfiguredLog = class {
	origin;
	onFailure;
	writer;
	#config;
	constructor(config, writer) {
		this.origin = config.origin;
		this.onFailure = config.onFailure;
		this.writer = writer;
		this.#config = config;
	}
	async assertReady() {
		try {
			await this.writer.assertReady();
		} catch (error) {
			if (!this.#mayQueue(error)) throw error;
		}
	}
	async add(signature, bundle, signal) {
		const entry = entryOf(signature);
		try {
			return await this.writer.add(entry, signal);
		} catch (error) {
			if (!this.#mayQueue(error)) throw error;
			await enqueue(this.#config, {
				entry,
				bundle
			});
			return null;
		}
	}
	async awaits(signature) {
		return this.onFailure === "queue" && await isQueued(this.#config, entryOf(signature));
	}
	async find(bundle, publicKey) {
		const { loggedStatement, logOfKey } = await import("./attest10.js");
		const [place] = loggedStatement(bundle, publicKey, [logOfKey(encodeNoteKey(this.writer.key))]);
		return place ?? null;
	}
	#mayQueue(error) {
		if (this.onFailure !== "queue" || !(error instanceof ChanceryError)) return false;
		return error.family === "environment" || error.code === "LOG_NOT_FOUND";
	}
	async [Symbol.asyncDispose]() {
		await this.writer[Symbol.asyncDispose]();
	}
};
function entryOf({ digest, signature, publicKey, algorithm, certificate }) {
	const { kind, bits } = parsePublicKey(publicKey);
	const keyDetails = algorithm && keyDetailsOf(algorithm, bits);
	if (keyDetails === null) throw new EngineError("LOG_SIGNER_UNSUITABLE", `logs have no name for such signatures: ${algorithm ?? `by ${kind}`}`, { details: { algorithm } });
	return encodeHashedRekord({
		digest,
		signature,
		verifier: certificate ? {
			keyDetails,
			kind: "x509Certificate",
			rawBytes: certificate
		} : {
			keyDetails,
			kind: "publicKey",
			rawBytes: publicKey
		}
	});
}
export { ConfiguredLog };
