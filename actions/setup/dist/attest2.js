import { S as fromUtf8, T as utf8, j as digestByName, k as SIGNATURE_ALGORITHMS, v as concat } from "./core.js";
import { N as parseStrictJson, kt as parsePublicKey, ot as verifySignature, un as isJsonObject } from "./codec.js";
import { t as AttestError } from "./attest.js";
// packages/attest/src/statement.ts
const PROVENANCE_TYPE = "https://slsa.dev/provenance/v1";
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const STATEMENT_TYPES = [STATEMENT_TYPE, "https://in-toto.io/Statement/v0.1"];
const MAX_SUBJECTS = 1024;
function encodeStatement(statement) {
	const { subjects, predicateType, predicate } = statement;
	if (subjects.length > 1024) throw new AttestError("TOO_MANY_SUBJECTS", `${subjects.length} subjects, ${MAX_SUBJECTS} at most`);
	if (subjects.length === 0) throw new AttestError("STATEMENT_INVALID", "a statement needs a subject");
	if (!/^[a-z][a-z0-9+.-]*:./i.test(predicateType)) throw new AttestError("STATEMENT_INVALID", `predicate type ${JSON.stringify(predicateType)} is no URI`);
	if (!isJsonObject(predicate)) throw new AttestError("STATEMENT_INVALID", "a predicate is a JSON object");
	return utf8(JSON.stringify({
		_type: STATEMENT_TYPE,
		subject: subjects,
		predicateType,
		predicate
	}));
}
function parseStatement(payload) {
	const { _type, subject, predicateType, predicate } = parseJson(payload, "statement");
	if (typeof _type !== "string" || !STATEMENT_TYPES.includes(_type) || typeof predicateType !== "string") throw new AttestError("BUNDLE_UNSUPPORTED", "the payload is no in-toto statement");
	if (!Array.isArray(subject) || subject.length === 0 || subject.length > 1024) throw new AttestError("BUNDLE_MALFORMED", "the statement has no subjects, or too many");
	return {
		subjects: subject.map(subjectOf),
		predicateType,
		predicate: predicate ?? null
	};
}
function subjectOf(value) {
	const { name, digest } = Object(value);
	const entries = typeof digest === "object" && digest !== null ? Object.entries(digest) : [];
	if (entries.length === 0 || !entries.every(([, hex]) => typeof hex === "string" && /^[0-9a-f]+$/i.test(hex))) throw new AttestError("BUNDLE_MALFORMED", "a subject has no digest");
	return {
		name: typeof name === "string" ? name : "",
		digest: Object.fromEntries(entries.map(([algorithm, hex]) => [algorithm, hex.toLowerCase()]))
	};
}
function parseJson(bytes, what) {
	let data;
	try {
		data = parseStrictJson(fromUtf8(bytes));
	} catch (cause) {
		throw new AttestError("BUNDLE_MALFORMED", `the ${what} is not JSON that all readers agree on`, { cause });
	}
	if (!isJsonObject(data)) throw new AttestError("BUNDLE_MALFORMED", `the ${what} is no JSON object`);
	return data;
}
// packages/attest/src/dsse.ts
const IN_TOTO_PAYLOAD_TYPE = "application/vnd.in-toto+json";
function preAuthEncoding(payloadType, payload) {
	const type = utf8(payloadType);
	return concat(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}
async function signEnvelope(key, payloadType, payload, keyid, signal) {
	return {
		payloadType,
		payload,
		keyid,
		signature: await key.sign(preAuthEncoding(payloadType, payload), signal)
	};
}
// packages/attest/src/key-schemes.ts
function holds(spki, message, signature) {
	const key = parsePublicKey(spki);
	return schemesOf(key).some((scheme) => verifySignature(key, scheme, message, signature));
}
function schemesOf(key) {
	const rows = SIGNATURE_ALGORITHMS.filter((row) => row.key === key.kind);
	const schemes = rows.map((row) => ({
		scheme: row.scheme,
		digest: digestByName(row.digest),
		saltLength: saltLengthOf(row)
	}));
	return rows.find((row) => row.scheme === "ecdsa" && row.digest !== "sha256") ? [...schemes, {
		scheme: "ecdsa",
		digest: digestByName("sha256"),
		saltLength: null
	}] : schemes;
}
function saltLengthOf(row) {
	return row.scheme === "rsa-pss" ? digestByName(row.digest).length : null;
}
export { signEnvelope as a, encodeStatement as c, preAuthEncoding as i, parseJson as l, schemesOf as n, MAX_SUBJECTS as o, IN_TOTO_PAYLOAD_TYPE as r, PROVENANCE_TYPE as s, holds as t, parseStatement as u };
