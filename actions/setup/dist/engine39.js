import "./core.js";
import { un as isJsonObject } from "./codec.js";
import { f as syncFolder } from "./files.js";
import { m as asFilesError } from "./files2.js";
import { r as RECORD_SUFFIX } from "./engine15.js";
import { t as AttestError } from "./attest.js";
import { c as encodeStatement } from "./attest2.js";
import "./attest3.js";
import { dirname, join } from "node:path";
import { createHash } from "node:crypto";
import { readdir, unlink } from "node:fs/promises";
// packages/attest/src/events/kinds.ts
const EVENT_KINDS = {
	denial: {
		by: "tool",
		what: "a signature was refused by policy"
	},
	"policy-change": {
		by: "either",
		what: "what says how is signed is another than before"
	},
	"key-ceremony": {
		by: "person",
		what: "people made, moved, activated or destroyed a key together"
	},
	"key-generated": {
		by: "either",
		what: "a key pair was made on a token"
	},
	"key-retired": {
		by: "person",
		what: "a key is not used any more"
	},
	"certificate-requested": {
		by: "either",
		what: "a key signed a request for its certificate"
	},
	"key-certificate": {
		by: "either",
		what: "a certificate was put beside its key"
	},
	"log-created": {
		by: "either",
		what: "a transparency log was made"
	},
	"trust-root-made": {
		by: "either",
		what: "a trusted root was made"
	},
	"trust-root-rotated": {
		by: "either",
		what: "whom a trusted root names was changed"
	},
	"access-change": {
		by: "person",
		what: "somebody got rights, or lost them"
	},
	incident: {
		by: "person",
		what: "something went wrong that others may have to know of"
	},
	administration: {
		by: "person",
		what: "any other act of those who run it"
	},
	erasure: {
		by: "tool",
		what: "what an entry is about was deleted on purpose"
	}
};
function isEventKind(kind) {
	return Object.hasOwn(EVENT_KINDS, kind);
}
// packages/attest/src/events/rules.ts
const MAX_REASON = 1e3;
const MAX_NAME = 200;
const MAX_DETAIL = 1e3;
const MAX_DETAILS = 32;
const MAX_CLAIMS = 128;
const text = (limit) => {
	return (value) => typeof value === "string" && value !== "" && value.length <= limit && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value);
};
const matching = (pattern) => (value) => typeof value === "string" && pattern.test(value);
const orNull = (rule) => (value) => value === null || rule(value);
const oneOf = (...known) => (value) => known.includes(value);
const object = (rules) => (value) => isJsonObject(value) && faults(value, rules).length === 0;
const listed = (limit, rule) => (value) => isJsonObject(value) && Object.keys(value).length <= limit && Object.entries(value).every(([name, one]) => text(MAX_NAME)(name) && rule(one));
const whole = (value) => Number.isSafeInteger(value) && value >= 0;
const RULES = {
	kind: (value) => typeof value === "string" && isEventKind(value),
	salt: matching(/^[0-9a-f]{32}$/),
	recordedAt: (value) => matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)(value) && !Number.isNaN(Date.parse(value)),
	clock: oneOf("local"),
	source: oneOf("tool", "person"),
	identity: object({
		verified: oneOf(true, false),
		platform: text(MAX_NAME),
		claims: listed(MAX_CLAIMS, (value) => typeof value === "string")
	}),
	assertedBy: orNull(text(MAX_NAME)),
	code: orNull(matching(/^[A-Z][A-Z0-9_]{0,63}$/)),
	reason: orNull(text(MAX_REASON)),
	key: orNull(object({
		name: text(MAX_NAME),
		fingerprint: matching(/^SHA256:[A-Za-z0-9+/]{43}$/)
	})),
	details: listed(MAX_DETAILS, (value) => text(MAX_DETAIL)(value) || Number.isSafeInteger(value)),
	erased: orNull(object({
		index: whole,
		entry: matching(/^[0-9a-f]{64}$/)
	})),
	log: object({
		origin: text(MAX_NAME),
		onFailure: oneOf("error", "queue")
	}),
	tool: object({
		name: text(MAX_NAME),
		version: text(MAX_NAME)
	})
};
function eventProblems(predicate) {
	if (!isJsonObject(predicate)) return ["the predicate is no object"];
	const problems = faults(predicate, RULES);
	if (problems.length === 0 && predicate.kind === "erasure" !== (predicate.erased !== null)) problems.push("erased: is what an erasure has, and nothing else");
	if (predicate.source === "person" && predicate.kind === "erasure") problems.push("source: erasures are made by the tool");
	return problems;
}
function faults(value, rules) {
	const missing = Object.keys(rules).filter((name) => !Object.hasOwn(value, name));
	const unknown = Object.keys(value).filter((name) => !Object.hasOwn(rules, name));
	const wrong = Object.entries(rules).filter(([name, rule]) => Object.hasOwn(value, name) && !rule(value[name]));
	return [
		...missing.map((name) => `${name}: is missing`),
		...unknown.map((name) => `${JSON.stringify(name.slice(0, 64))}: is unknown`),
		...wrong.map(([name]) => `${name}: ${EXPECTED[name] ?? "is not what it should be"}`)
	];
}
const EXPECTED = {
	kind: "is no kind of event",
	salt: "is no 16 bytes in lower-case hex",
	reason: `is no text of 1 to ${MAX_REASON} characters on one line`,
	assertedBy: `is no text of 1 to ${MAX_NAME} characters on one line`
};
// packages/attest/src/events/event.ts
const EVENT_TYPE = "urn:chancery:event:v1";
function eventStatement(event, subjects) {
	const predicate = { ...event };
	const problems = eventProblems(predicate);
	if (problems.length > 0) throw new AttestError("EVENT_INVALID", problems.join("; "), { details: { problems } });
	return {
		subjects,
		predicateType: EVENT_TYPE,
		predicate
	};
}
function parseEvent({ predicateType, predicate }) {
	if (predicateType !== "urn:chancery:event:v1") return null;
	const kind = isJsonObject(predicate) ? predicate.kind : null;
	if (typeof kind === "string" && !isEventKind(kind)) throw new AttestError("EVENT_KIND_UNKNOWN", `an event of the kind ${JSON.stringify(kind.slice(0, 64))}`);
	const problems = eventProblems(predicate);
	if (problems.length > 0) throw new AttestError("EVENT_MALFORMED", problems.join("; "), { details: { problems } });
	return predicate;
}
// packages/engine/src/log/events/event-folder.ts
function eventPath(folder, { recordedAt, kind }, statement) {
	const digest = createHash("sha256").update(encodeStatement(statement)).digest("hex");
	return join(folder, `${recordedAt.replace(/[-:]/g, "")}-${kind}-${digest.slice(0, 16)}${RECORD_SUFFIX}`);
}
async function eventsIn(folder, kinds) {
	return (await readdir(folder).catch((error) => {
		if (error.code === "ENOENT") return [];
		throw asFilesError(error, folder);
	})).filter((name) => kinds.includes(NAME.exec(name)?.[1])).sort().reverse().map((name) => join(folder, name));
}
const NAME = /^\d{8}T\d{6}\.\d{3}Z-([a-z-]+)-[0-9a-f]{16}\.sigstore\.json$/;
async function removeEvent(path) {
	try {
		await unlink(path);
		await syncFolder(dirname(path));
	} catch (error) {
		if (error.code !== "ENOENT") throw asFilesError(error, path);
	}
}
export { parseEvent as a, isEventKind as c, eventStatement as i, eventsIn as n, MAX_REASON as o, removeEvent as r, EVENT_KINDS as s, eventPath as t };
