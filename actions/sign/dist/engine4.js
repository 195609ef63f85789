import { r as isSafeUrl } from "./http.js";
import { isAbsolute, relative, resolve, sep } from "node:path";
// packages/engine/src/nearest.ts
function nearest(word, words) {
	let best = null;
	let least = Math.max(2, Math.floor(word.length / 2)) + 1;
	for (const candidate of words) {
		const distance = editDistance(word, candidate);
		if (distance < least) {
			best = candidate;
			least = distance;
		}
	}
	return best;
}
function suggestion(word, words) {
	const found = nearest(word, words);
	return found === null ? "" : ` (did you mean ${JSON.stringify(found)}?)`;
}
function editDistance(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const substitution = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(substitution, row[j] + 1, next[j - 1] + 1));
		}
		row = next;
	}
	return row[b.length];
}
// packages/engine/src/member-reader.ts
var MemberReader = class {
	problems = [];
	folder;
	constructor(folder) {
		this.folder = folder;
	}
	members(data, at, known, names = "plain") {
		if (!isObject(data)) {
			this.problems.push(`${at || "the file"}: is no mapping`);
			return {};
		}
		for (const member of Object.keys(data)) {
			if (known.includes(member)) continue;
			const near = suggestion(member, known);
			const shown = names === "plain" ? `${at && `${at}.`}${member}:` : `${at}: a member`;
			this.problems.push(`${shown} is unknown${near || `; known: ${known.join(", ")}`}`);
		}
		return data;
	}
	string(value, at) {
		if (value === void 0 || value === null) return void 0;
		if (typeof value === "string" && value !== "") return value;
		this.problems.push(`${at}: is no text`);
	}
	path(value, at) {
		const path = this.string(value, at);
		return path === void 0 ? void 0 : resolve(this.folder, path);
	}
	secret(data, at) {
		if (data === void 0 || data === null) return null;
		const members = this.members(data, at, ["env", "file"], "secret");
		const env = this.string(members.env, `${at}.env`);
		const file = this.path(members.file, `${at}.file`);
		if (env === void 0 === (file === void 0)) {
			this.problems.push(`${at}: has one member, env or file`);
			return null;
		}
		return env === void 0 ? { file } : { env };
	}
	strings(value, at) {
		if (value === void 0 || value === null) return [];
		if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
		this.problems.push(`${at}: is no list of texts`);
		return [];
	}
};
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
// packages/engine/src/log/s3-address.ts
function isBucket(text) {
	return /^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$/.test(text);
}
function isPrefix(text) {
	const parts = text.replace(/\/$/, "").split("/");
	return text.length <= 512 && parts.every((part) => /^[A-Za-z0-9._=-]+$/.test(part) && !/^\.+$/.test(part));
}
function isEndpoint(text) {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url === null || url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") return false;
	const isLocal = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
	return url.protocol === "https:" || url.protocol === "http:" && isLocal;
}
// packages/engine/src/log/store-reader.ts
const STORES = [
	"dir",
	"postgres",
	"s3"
];
var StoreReader = class extends MemberReader {
	store(members) {
		const [kind = "dir", ...others] = STORES.filter((name) => members[name] !== void 0);
		if (others.length > 0) this.problems.push(`log: is kept in one place, and has ${[kind, ...others].join(" and ")}`);
		switch (kind) {
			case "dir": return this.#folder(members.dir);
			case "postgres": return this.#postgres(members.postgres, members.origin);
			case "s3": return this.#s3(members.s3);
		}
	}
	#folder(data) {
		if (data === void 0) this.problems.push("log.dir: is missing");
		const dir = this.path(data, "log.dir");
		return dir === void 0 ? null : {
			kind: "folder",
			dir
		};
	}
	#postgres(data, origin) {
		const at = "log.postgres";
		const members = this.members(data, at, [
			"host",
			"port",
			"database",
			"user",
			"password",
			"ca"
		], "secret");
		const host = this.string(members.host, `${at}.host`);
		const database = this.string(members.database, `${at}.database`);
		for (const name of ["host", "database"]) if (members[name] === void 0) this.problems.push(`${at}.${name}: is missing`);
		if (host !== void 0 && /[/@?]/.test(host) && !host.startsWith("/")) this.problems.push(`${at}.host: is no name, no address and no absolute path of a folder`);
		const { port = null } = members;
		if (port !== null && !(Number.isInteger(port) && Number(port) > 0 && Number(port) < 65536)) this.problems.push(`${at}.port: is no port`);
		const user = this.string(members.user, `${at}.user`) ?? null;
		const password = this.secret(members.password, `${at}.password`);
		const ca = this.path(members.ca, `${at}.ca`) ?? null;
		if (host === void 0 || database === void 0 || typeof origin !== "string") return null;
		return {
			kind: "postgres",
			origin,
			host,
			port,
			database,
			user,
			password,
			ca
		};
	}
	#s3(data) {
		const at = "log.s3";
		const members = this.members(data, at, [
			"bucket",
			"prefix",
			"region",
			"endpoint",
			"pathStyle",
			"ca"
		], "secret");
		const bucket = this.string(members.bucket, `${at}.bucket`);
		if (members.bucket === void 0) this.problems.push(`${at}.bucket: is missing`);
		else if (bucket !== void 0 && !isBucket(bucket)) this.problems.push(`${at}.bucket: is no name of a bucket`);
		const prefix = this.string(members.prefix, `${at}.prefix`) ?? null;
		if (prefix !== null && !isPrefix(prefix)) this.problems.push(`${at}.prefix: is no prefix such as logs/one`);
		const region = this.string(members.region, `${at}.region`) ?? null;
		if (region !== null && !/^[A-Za-z0-9-]{1,63}$/.test(region)) this.problems.push(`${at}.region: is no region`);
		const endpoint = this.string(members.endpoint, `${at}.endpoint`) ?? null;
		if (endpoint !== null && !isEndpoint(endpoint)) this.problems.push(`${at}.endpoint: is no https: URL without user and query; plain HTTP is for this machine`);
		const { pathStyle = null } = members;
		if (pathStyle !== null && typeof pathStyle !== "boolean") this.problems.push(`${at}.pathStyle: is true or false`);
		const ca = this.path(members.ca, `${at}.ca`) ?? null;
		if (bucket === void 0) return null;
		return {
			kind: "s3",
			bucket,
			prefix,
			region,
			endpoint,
			pathStyle: pathStyle === null ? null : pathStyle === true,
			ca
		};
	}
};
// packages/engine/src/log/log-reader.ts
const HOST = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const QUEUE = ".chancery/log-queue";
const EVENTS = ".chancery/events";
function isLogOrigin(name) {
	return HOST.test(name);
}
var LogReader = class extends StoreReader {
	#names(data, at) {
		if (!Array.isArray(data)) {
			const name = this.string(data, at);
			return name === void 0 ? void 0 : [name];
		}
		const names = this.strings(data, at);
		if (names.length === 0 || new Set(names).size < data.length) this.problems.push(`${at}: is no list of different keys`);
		return names;
	}
	log(data) {
		if (data === void 0 || data === null) return null;
		const isRekor = isObject(data) && data.url !== void 0;
		const known = isRekor ? ["url", "publicKey"] : [
			...STORES,
			"key",
			"formerKeys"
		];
		const members = this.members(data, "log", [
			...known,
			"origin",
			"onFailure",
			"queue",
			"events",
			"policy",
			"ca"
		]);
		const given = isRekor ? {
			url: this.string(members.url, "log.url"),
			publicKey: this.path(members.publicKey, "log.publicKey")
		} : { key: this.#names(members.key, "log.key") };
		const store = isRekor ? null : this.store(members);
		const origin = this.string(members.origin, "log.origin");
		for (const [name, value] of Object.entries({
			...given,
			origin
		})) if (value === void 0 && members[name] === void 0) this.problems.push(`log.${name}: is missing`);
		if (given.url !== void 0 && !isLogUrl(given.url)) this.problems.push("log.url: is no https: URL without query; plain HTTP is for this machine");
		if (origin !== void 0 && !isLogOrigin(origin)) this.problems.push("log.origin: is no host name such as log.example.com");
		const onFailure = members.onFailure ?? "error";
		if (onFailure !== "error" && onFailure !== "queue") this.problems.push("log.onFailure: is error or queue");
		const queue = this.path(members.queue ?? QUEUE, "log.queue");
		const events = this.path(members.events ?? EVENTS, "log.events");
		if (origin === void 0 || queue === void 0 || events === void 0) return null;
		const policy = this.path(members.policy, "log.policy") ?? null;
		const common = {
			origin,
			onFailure: onFailure === "queue" ? "queue" : "error",
			queue,
			events,
			namesEvents: members.events !== void 0,
			policy,
			ca: this.path(members.ca, "log.ca") ?? null
		};
		const { url, publicKey, key } = given;
		if (url !== void 0 && publicKey !== void 0) return {
			kind: "rekor",
			url,
			publicKey,
			...common
		};
		const [first, ...otherKeys] = key ?? [];
		if (store === null || first === void 0) return null;
		if (store.kind === "folder" && isServed(events, store.dir)) this.problems.push("log.events: lies in log.dir, and whoever serves the log would serve it");
		return {
			kind: "own",
			store,
			key: first,
			otherKeys,
			formerKeys: this.strings(members.formerKeys, "log.formerKeys").map((path) => resolve(this.folder, path)),
			...common
		};
	}
};
function isServed(path, dir) {
	const below = relative(dir, path).split(sep);
	return below[0] !== ".." && below[0] !== ".chancery" && !isAbsolute(below[0] ?? "");
}
function isLogUrl(text) {
	const url = URL.canParse(text) ? new URL(text) : null;
	return url?.search === "" && url.hash === "" && isSafeUrl(url);
}
export { nearest as a, isObject as i, isLogUrl as n, suggestion as o, MemberReader as r, LogReader as t };
