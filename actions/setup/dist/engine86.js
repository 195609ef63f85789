import { F as noteSigner, H as logId, Y as proveInclusion, p as encodeLogEntry } from "./tlog.js";
import { n as StoredLog, t as openLogStore } from "./engine37.js";
import { n as EngineError } from "./engine3.js";
// packages/engine/src/log/own-log.ts
const WINDOW = 10;
var OwnLog = class {
	#config;
	#signers;
	#log = null;
	#witnesses = null;
	key;
	constructor(config, key, others = []) {
		const signer = noteSigner(config.origin, key);
		this.key = signer.key;
		this.#config = config;
		this.#signers = [signer, ...others.map((other) => noteSigner(config.origin, other))];
	}
	async create() {
		const options = await this.#options();
		const store = await openLogStore(this.#config.store);
		await (await StoredLog.create(store, options)).close();
		return store.name;
	}
	async assertReady() {
		await this.#open();
	}
	async add(entry, signal) {
		const log = await this.#open();
		const { index, head, checkpoint } = await log.add(entry, signal);
		const { proof } = await proveInclusion(log, head, index, signal);
		return {
			index,
			entry: encodeLogEntry({
				logId: logId(this.key),
				proof,
				root: head.root,
				checkpoint,
				entry
			})
		};
	}
	#open() {
		if (this.#log) return this.#log;
		const opening = this.#opened();
		this.#log = opening;
		opening.catch(() => {
			if (this.#log === opening) this.#log = null;
		});
		return opening;
	}
	async #opened() {
		const options = await this.#options();
		return StoredLog.open(await openLogStore(this.#config.store), options);
	}
	async #options() {
		const { origin, policy, formerKeys, ca } = this.#config;
		const options = {
			origin,
			signers: this.#signers,
			formerKeys: await readFormer(formerKeys),
			window: WINDOW
		};
		if (policy === null) return options;
		const { cosigning } = await import("./engine80.js");
		this.#witnesses ??= await cosigning(policy, this.#signers.map(({ key }) => key), ca);
		return {
			...options,
			cosign: this.#witnesses.cosign
		};
	}
	async [Symbol.asyncDispose]() {
		await (await this.#log?.catch(() => null))?.close();
		this.#witnesses?.[Symbol.dispose]();
	}
};
async function readFormer(paths) {
	if (paths.length === 0) return [];
	const { readLogKeys } = await import("./engine35.js");
	const keys = await Promise.all(paths.map(readLogKeys));
	const without = keys.findIndex((found) => found.length === 0);
	if (without < 0) return keys.flat();
	const path = paths[without];
	throw new EngineError("LOG_KEY_INVALID", `${path} holds no verifier key of a log`, { details: { path } });
}
export { OwnLog as t };
