import { P as logId, T as noteSigner, f as encodeLogEntry, z as proveInclusion } from "./tlog.js";
import { t as FileLog } from "./tlog-files.js";
// packages/engine/src/log/folder-log.ts
const WINDOW = 10;
var FolderLog = class {
	#config;
	#signer;
	#log = null;
	#witnesses = null;
	constructor(config, key) {
		this.#config = config;
		this.#signer = noteSigner(config.origin, key);
	}
	get key() {
		return this.#signer.key;
	}
	async create() {
		await (await FileLog.create(await this.#options())).close();
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
		const opening = this.#options().then((options) => FileLog.open(options));
		this.#log = opening;
		opening.catch(() => {
			if (this.#log === opening) this.#log = null;
		});
		return opening;
	}
	async #options() {
		const { dir, origin, policy } = this.#config;
		const options = {
			dir,
			origin,
			signers: [this.#signer],
			window: WINDOW
		};
		if (policy === null) return options;
		const { cosigning } = await import("./engine56.js");
		this.#witnesses ??= await cosigning(policy, this.key);
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
export { FolderLog };
