import { n as parsePkcs11Uri, t as openToken } from "./hsm.js";
import { t as readCertificates } from "./engine8.js";
import { r as variable } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { c as suggestion } from "./engine4.js";
import { resolve } from "node:path";
import { existsSync } from "node:fs";
// packages/engine/src/key-ring.ts
var KeyRing = class {
	#context;
	#tokens = /* @__PURE__ */ new Map();
	#log = null;
	#stated = null;
	constructor(context) {
		this.#context = context;
	}
	async open(nameOrUri, overrides, digest) {
		const { token, query } = await this.#find(nameOrUri, overrides);
		return token.signingKey({
			...query,
			digest
		}, this.#context.signal);
	}
	async openStatements(nameOrUri, overrides) {
		const [key, log] = await Promise.all([this.open(nameOrUri, overrides), this.openLog()]);
		return {
			info: key.info,
			sign: (message, signal) => key.sign(message, signal),
			log
		};
	}
	async statePolicy(attestation, identity) {
		const { log, keys } = this.#context.config;
		if (log === null || !keys.attestation || !(log.namesEvents || existsSync(log.events))) return;
		const { statePolicy } = await import("./engine49.js");
		const info = attestation ?? (await this.open("attestation", null)).info;
		this.#stated ??= statePolicy(this.#context, this, info, identity);
		await this.#stated;
	}
	async openLog() {
		const log = await this.log();
		await log?.assertReady();
		return log;
	}
	async log() {
		const { log } = this.#context.config;
		if (log === null) return null;
		this.#log ??= this.#openLog(log);
		return this.#log;
	}
	async #openLog(config) {
		const { ConfiguredLog } = await import("./engine42.js");
		return new ConfiguredLog(config, config.kind === "rekor" ? await openRekor(config) : await this.ownLog(config));
	}
	async ownLog(config) {
		const open = (name) => this.open(name, null);
		const [{ OwnLog }, key, others] = await Promise.all([
			import("./engine85.js"),
			open(config.key),
			Promise.all(config.otherKeys.map(open))
		]);
		return new OwnLog(config, key, others);
	}
	async openVersatile(nameOrUri, overrides) {
		const { token, query } = await this.#find(nameOrUri, overrides);
		return token.versatileKey(query, this.#context.signal);
	}
	async #find(nameOrUri, overrides) {
		const key = resolveKey(this.#context, nameOrUri, overrides);
		const token = await this.token(key);
		const certificates = key.certificate === void 0 ? void 0 : await readCertificates(key.certificate);
		return {
			token,
			query: {
				uri: key.uri,
				name: key.name,
				certificates
			}
		};
	}
	token(key) {
		const uri = parsePkcs11Uri(key.uri);
		const id = JSON.stringify([
			key.module ?? uri.modulePath,
			key.softhsm,
			uri.token,
			uri.serial,
			uri.slotId,
			uri.manufacturer,
			uri.model
		]);
		let token = this.#tokens.get(id);
		if (!token) {
			const { uri: keyUri, module, softhsm: softhsmConf, pin } = key;
			token = openToken({
				uri: keyUri,
				module,
				softhsmConf,
				pin
			}, this.#context.signal);
			this.#tokens.set(id, token);
		}
		return token;
	}
	async [Symbol.asyncDispose]() {
		try {
			await (await this.#log?.catch(() => null))?.[Symbol.asyncDispose]();
		} finally {
			const tokens = await Promise.allSettled(this.#tokens.values());
			for (const token of tokens) if (token.status === "fulfilled") token.value.close();
		}
	}
};
async function openRekor(config) {
	const { RekorLog } = await import("./engine88.js");
	return RekorLog.open(config);
}
function resolveKey(context, nameOrUri, overrides) {
	const { env, config, cwd } = context;
	const configured = nameOrUri.startsWith("pkcs11:") ? { uri: nameOrUri } : ownKey(config, nameOrUri);
	if (!configured) throw unknownKey(nameOrUri, config.path, Object.keys(config.keys));
	const uri = parsePkcs11Uri(configured.uri);
	const fromEnvironment = {
		module: variable(env, "CHANCERY_MODULE"),
		pin: environmentPin(context),
		certificate: variable(env, "CHANCERY_CERTIFICATE")
	};
	const certificateFlag = overrides?.certificate ?? (overrides ? fromEnvironment.certificate : void 0);
	const layered = overrides ? {
		module: overrides.module ?? fromEnvironment.module ?? configured.module ?? uri.modulePath,
		pin: fromEnvironment.pin ?? configured.pin,
		certificate: certificateFlag === void 0 ? configured.certificate : resolve(cwd, certificateFlag)
	} : {
		module: configured.module ?? uri.modulePath ?? fromEnvironment.module,
		pin: configured.pin ?? (uri.pinSource === void 0 ? fromEnvironment.pin : void 0),
		certificate: configured.certificate
	};
	return {
		name: keyLabel(nameOrUri),
		uri: configured.uri,
		...configured.softhsm !== void 0 && { softhsm: configured.softhsm },
		...layered.module !== void 0 && { module: layered.module },
		...layered.pin && { pin: layered.pin },
		...layered.certificate !== void 0 && { certificate: layered.certificate }
	};
}
function keyLabel(nameOrUri) {
	return nameOrUri.startsWith("pkcs11:") ? parsePkcs11Uri(nameOrUri).object ?? "key" : nameOrUri;
}
function ownKey({ keys }, name) {
	return Object.hasOwn(keys, name) ? keys[name] : void 0;
}
function environmentPin({ env, cwd }) {
	if (variable(env, "CHANCERY_PIN") !== void 0) return { env: "CHANCERY_PIN" };
	const file = variable(env, "CHANCERY_PIN_FILE");
	return file === void 0 ? null : { file: resolve(cwd, file) };
}
function unknownKey(name, path, names) {
	const where = path === null ? "there is no chancery.yaml" : `${path} has ${names.join(", ") || "none"}`;
	return new EngineError("KEY_UNKNOWN", `no key ${JSON.stringify(name)}: ${where}${suggestion(name, names)}`, { details: {
		key: name,
		known: names
	} });
}
export { keyLabel as n, resolveKey as r, KeyRing as t };
