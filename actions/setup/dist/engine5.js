import { S as fromUtf8 } from "./core.js";
import { t as readBytes } from "./files.js";
import { n as EngineError } from "./engine3.js";
import { a as MemberReader, c as suggestion, o as isObject, t as LogReader } from "./engine4.js";
import { dirname, join, resolve } from "node:path";
import { createHash } from "node:crypto";
import { access } from "node:fs/promises";
// packages/engine/src/identity-reader.ts
const PLATFORMS = Object.keys({
	github: true,
	gitlab: true,
	jenkins: true,
	buildkite: true,
	circleci: true,
	azure: true
});
var IdentityReader = class extends MemberReader {
	identity(data) {
		if (data === void 0 || data === null) return null;
		const members = this.members(data, "identity", ["audience", "issuers"]);
		const audience = this.string(members.audience, "identity.audience");
		const { issuers } = members;
		if (!Array.isArray(issuers) || issuers.length === 0) {
			this.problems.push("identity.issuers: is no list of issuers");
			return null;
		}
		return { issuers: issuers.map((issuer, index) => this.#issuer(issuer, `identity.issuers[${index}]`, audience)) };
	}
	#issuer(data, at, common) {
		const members = this.members(data, at, [
			"issuer",
			"platform",
			"audience",
			"jwks",
			"organization",
			"maxLifetime"
		]);
		const issuer = this.string(members.issuer, `${at}.issuer`);
		if (members.issuer === void 0 || members.issuer === null) this.problems.push(`${at}.issuer: is missing`);
		const audience = members.audience === null ? null : this.string(members.audience, `${at}.audience`) ?? common;
		if (audience === void 0 && members.audience === void 0) this.problems.push(`${at}.audience: is missing, and identity.audience too`);
		return {
			issuer: issuer ?? "",
			audience: audience ?? null,
			platform: this.#platform(members.platform, `${at}.platform`),
			jwks: this.path(members.jwks, `${at}.jwks`),
			organization: this.#organization(members.organization, `${at}.organization`),
			maxLifetime: this.#seconds(members.maxLifetime, `${at}.maxLifetime`)
		};
	}
	#platform(value, at) {
		const platform = this.string(value, at);
		if (platform === void 0 || PLATFORMS.includes(platform)) return platform;
		this.problems.push(`${at}: ${platform} is none of ${PLATFORMS.join(", ")}${suggestion(platform, PLATFORMS)}`);
	}
	#organization(data, at) {
		if (data === void 0 || data === null) return void 0;
		const members = this.members(data, at, ["id", "name"]);
		const id = this.string(members.id, `${at}.id`);
		const name = this.string(members.name, `${at}.name`);
		if (members.id === void 0 === (members.name === void 0)) {
			this.problems.push(`${at}: has one member, id or name`);
			return;
		}
		return id === void 0 ? { name: name ?? "" } : { id };
	}
	#seconds(value, at) {
		if (value === void 0 || value === null || typeof value === "number" && value > 0) return value ?? void 0;
		this.problems.push(`${at}: is no number of seconds`);
	}
};
// packages/engine/src/registry-reader.ts
const MIRROR = /^https:\/\/[^/@?#\s]+(\/[^?#\s]*)?$/;
const NO_REGISTRY = {
	ca: [],
	mirrors: {},
	mirrorTags: false,
	insecure: []
};
var RegistryReader = class extends MemberReader {
	registry(data) {
		if (data === void 0 || data === null) return NO_REGISTRY;
		const members = this.members(data, "registry", [
			"ca",
			"mirrors",
			"mirrorTags",
			"insecure"
		]);
		return {
			ca: this.#oneOrMore(members.ca, "registry.ca").map((file) => resolve(this.folder, file)),
			mirrors: this.#mirrors(members.mirrors),
			mirrorTags: this.#boolean(members.mirrorTags, "registry.mirrorTags"),
			insecure: this.#hosts(members.insecure, "registry.insecure")
		};
	}
	#oneOrMore(value, at) {
		return typeof value === "string" ? [value] : this.strings(value, at);
	}
	#boolean(value, at) {
		if (value !== void 0 && value !== null && typeof value !== "boolean") this.problems.push(`${at}: is not true or false`);
		return value === true;
	}
	#hosts(value, at) {
		const hosts = this.strings(value, at);
		for (const host of hosts) this.#checkHost(host, at);
		return hosts;
	}
	#mirrors(data) {
		if (data === void 0 || data === null) return {};
		if (!isObject(data)) {
			this.problems.push("registry.mirrors: is no mapping of hosts to URLs");
			return {};
		}
		const mirrors = Object.entries(data).map(([host, value]) => {
			const at = `registry.mirrors.${host}`;
			this.#checkHost(host, at);
			const urls = this.#oneOrMore(value, at);
			if (!urls.every((url) => MIRROR.test(url))) this.problems.push(`${at}: is no https://HOST[:PORT][/PREFIX]`);
			return [host, urls];
		});
		return Object.fromEntries(mirrors);
	}
	#checkHost(host, at) {
		if (!/^[^/@?#\s]+$/.test(host)) this.problems.push(`${at}: is no HOST[:PORT]`);
	}
};
// packages/engine/src/yaml-text.ts
const MAX_DEPTH = 64;
const MAX_ALIASES = 10;
async function parseYaml(text) {
	const { loadAll, YAMLException } = await import("./js-yaml.js");
	try {
		const [data = {}, ...more] = loadAll(text, {
			maxDepth: MAX_DEPTH,
			maxAliases: MAX_ALIASES
		});
		return more.length > 0 ? {
			data: {},
			problems: ["has several documents (---)"]
		} : {
			data,
			problems: []
		};
	} catch (error) {
		if (!(error instanceof YAMLException)) throw error;
		const { reason, mark } = error;
		return {
			data: {},
			problems: [(mark ? `line ${mark.line + 1}, column ${mark.column + 1}: ` : "") + withoutText(reason)]
		};
	}
}
function withoutText(reason) {
	return (/^[^"]*?(?="|!<|: |$)/.exec(reason)?.[0] ?? "").trim();
}
// packages/engine/src/config-reader.ts
async function readConfig(text, path) {
	const reader = new ConfigReader(dirname(path));
	const { data, problems } = await parseYaml(text);
	const config = reader.config(data);
	problems.push(...reader.problems);
	if (problems.length > 0) throw new EngineError("CONFIG_INVALID", `${path}: ${problems.join("; ")}`, { details: {
		path,
		problems
	} });
	return config;
}
var ConfigReader = class extends MemberReader {
	config(data) {
		const members = this.members(data ?? {}, "", [
			"keys",
			"timestamp",
			"trust",
			"timestampTrust",
			"identity",
			"registry",
			"log",
			"service"
		]);
		if (members.service !== void 0) this.problems.push("service: is not available in this version");
		const identity = new IdentityReader(this.folder);
		const registry = new RegistryReader(this.folder);
		const log = new LogReader(this.folder);
		const config = {
			keys: this.#keys(members.keys),
			timestamp: this.#timestamp(members.timestamp),
			trust: this.#files(members.trust, "trust"),
			timestampTrust: this.#files(members.timestampTrust, "timestampTrust"),
			identity: identity.identity(members.identity),
			registry: registry.registry(members.registry),
			log: log.log(members.log)
		};
		this.problems.push(...identity.problems, ...registry.problems, ...log.problems);
		return config;
	}
	#files(data, at) {
		return this.strings(data, at).map((file) => resolve(this.folder, file));
	}
	#keys(data) {
		if (data === void 0 || data === null) return {};
		if (!isObject(data)) {
			this.problems.push("keys: is no mapping of names to keys");
			return {};
		}
		return Object.fromEntries(Object.entries(data).map(([name, key]) => [name, this.#key(key, `keys.${name}`)]));
	}
	#key(data, at) {
		const members = this.members(data, at, [
			"uri",
			"module",
			"softhsm",
			"pin",
			"certificate"
		]);
		const uri = this.string(members.uri, `${at}.uri`) ?? "";
		if (members.uri === void 0) this.problems.push(`${at}.uri: is missing`);
		else if (!uri.startsWith("pkcs11:")) this.problems.push(`${at}.uri: is no pkcs11: URI`);
		else if (/[?&]pin-value=/.test(uri)) this.problems.push(`${at}.uri: carries a PIN (pin-value); use pin: { env: NAME } or { file: PATH }`);
		const module = this.string(members.module, `${at}.module`);
		const softhsm = this.path(members.softhsm, `${at}.softhsm`);
		const pin = this.secret(members.pin, `${at}.pin`);
		const certificate = this.path(members.certificate, `${at}.certificate`);
		return {
			uri,
			...module !== void 0 && { module: module.includes("/") ? resolve(this.folder, module) : module },
			...softhsm !== void 0 && { softhsm },
			...pin && { pin },
			...certificate !== void 0 && { certificate }
		};
	}
	#timestamp(data) {
		if (data === void 0 || data === null || Array.isArray(data) && data.length === 0) return null;
		const members = this.members(data, "timestamp", [
			"urls",
			"quorum",
			"key"
		]);
		const key = this.string(members.key, "timestamp.key");
		const urls = this.strings(members.urls, "timestamp.urls");
		const { quorum = 1 } = members;
		if (key !== void 0 && urls.length > 0) this.problems.push("timestamp: has urls or key, not both");
		if (typeof quorum !== "number" || !Number.isSafeInteger(quorum) || quorum < 1) {
			this.problems.push("timestamp.quorum: is no positive whole number");
			return null;
		}
		if (quorum > Math.max(urls.length, 1)) this.problems.push(`timestamp.quorum: is ${quorum}, and so many authorities are not named`);
		if (key !== void 0) return {
			kind: "key",
			key
		};
		return urls.length > 0 ? {
			kind: "urls",
			urls,
			quorum
		} : null;
	}
};
// packages/engine/src/config.ts
const CONFIG_NAME = "chancery.yaml";
const MAX_CONFIG_BYTES = 1048576;
const NO_CONFIG = {
	path: null,
	sha256: null,
	keys: {},
	timestamp: null,
	trust: [],
	timestampTrust: [],
	identity: null,
	registry: NO_REGISTRY,
	log: null
};
async function loadConfig(cwd, named) {
	const path = named === void 0 ? await findConfig(cwd) : resolve(cwd, named);
	if (path === null) return NO_CONFIG;
	let bytes;
	let text;
	try {
		bytes = await readBytes(path, MAX_CONFIG_BYTES);
		text = fromUtf8(bytes).replace(/^\uFEFF/, "");
	} catch (cause) {
		throw new EngineError("CONFIG_NOT_FOUND", `the configuration ${path} cannot be read`, {
			cause,
			details: { path }
		});
	}
	return {
		path,
		sha256: createHash("sha256").update(bytes).digest("hex"),
		...await readConfig(text, path)
	};
}
async function findConfig(cwd) {
	for (let folder = resolve(cwd);; folder = dirname(folder)) {
		const path = join(folder, CONFIG_NAME);
		if (await exists(path)) return path;
		if (dirname(folder) === folder) return null;
	}
}
async function exists(path) {
	return access(path).then(() => true, () => false);
}
export { parseYaml as a, readConfig as i, exists as n, loadConfig as r, CONFIG_NAME as t };
