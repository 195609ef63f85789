import { resolve } from "node:path";
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
// packages/engine/src/log/log-reader.ts
const HOST = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const QUEUE = ".chancery/log-queue";
function isLogOrigin(name) {
	return HOST.test(name);
}
var LogReader = class extends MemberReader {
	log(data) {
		if (data === void 0 || data === null) return null;
		const isRekor = isObject(data) && data.url !== void 0;
		const known = isRekor ? [
			"url",
			"publicKey",
			"ca"
		] : ["dir", "key"];
		const members = this.members(data, "log", [
			...known,
			"origin",
			"onFailure",
			"queue",
			"policy"
		]);
		const given = isRekor ? {
			url: this.string(members.url, "log.url"),
			publicKey: this.path(members.publicKey, "log.publicKey")
		} : {
			dir: this.path(members.dir, "log.dir"),
			key: this.string(members.key, "log.key")
		};
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
		if (origin === void 0 || queue === void 0) return null;
		const policy = this.path(members.policy, "log.policy") ?? null;
		const common = {
			origin,
			onFailure: onFailure === "queue" ? "queue" : "error",
			queue,
			policy
		};
		const { url, publicKey, dir, key } = given;
		if (url !== void 0 && publicKey !== void 0) return {
			kind: "rekor",
			url,
			publicKey,
			ca: this.path(members.ca, "log.ca") ?? null,
			...common
		};
		if (dir === void 0 || key === void 0) return null;
		return {
			kind: "folder",
			dir,
			key,
			...common
		};
	}
};
function isLogUrl(text) {
	const url = URL.canParse(text) ? new URL(text) : null;
	const isLocal = url !== null && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
	return url?.search === "" && url.hash === "" && (url.protocol === "https:" || url.protocol === "http:" && isLocal);
}
export { nearest as a, isObject as i, isLogUrl as n, suggestion as o, MemberReader as r, LogReader as t };
