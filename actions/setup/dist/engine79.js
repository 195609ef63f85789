import { b as encodePem } from "./codec.js";
import { T as utf8, w as toHex } from "./core.js";
import { r as writeFileDurable, t as readBytes } from "./files.js";
import { n as parsePkcs11Uri } from "./hsm.js";
import { n as createRequest } from "./engine72.js";
import { n as openContext, r as variable } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { r as resolveKey, t as KeyRing } from "./engine9.js";
import { t as openActs } from "./engine78.js";
import { n as sha256Hex, r as subjectOf, t as keySubject } from "./engine48.js";
import { basename, resolve } from "node:path";
// packages/engine/src/keys.ts
async function listKeys(options) {
	const context = await openContext(options);
	const named = options.key ?? variable(context.env, "CHANCERY_KEY");
	const names = named === void 0 ? Object.keys(context.config.keys) : [named];
	if (names.length === 0) throw new EngineError("KEY_NOT_GIVEN", "neither --key nor a configuration says which token");
	const overrides = named === void 0 ? null : { module: options.module };
	await using ring = new KeyRing(context);
	const entries = /* @__PURE__ */ new Map();
	for (const name of names) {
		const token = await ring.token(resolveKey(context, name, overrides));
		for (const facts of await token.keys(context.signal)) entries.set(facts.uri, entryOf(token, facts, configuredName(context, token, facts)));
	}
	return {
		version: 1,
		keys: [...entries.values()]
	};
}
async function generateKey(options) {
	const { context, key } = await selected(options);
	await using ring = new KeyRing(context);
	const token = await ring.token(key);
	const { label, kind, bits } = options;
	const acts = await openActs(context, ring);
	const made = await token.generateKey({
		label,
		kind,
		...bits !== void 0 && { bits }
	}, context.signal);
	const entry = entryOf(token, made, configuredName(context, token, made));
	const publicKey = made.publicKey ?? (await token.signingKey({ uri: made.uri }, context.signal)).info.publicKey;
	const event = await acts.recordDone({
		kind: "key-generated",
		subjects: [keySubject(label, publicKey)],
		key: {
			name: label,
			publicKey
		},
		details: {
			token: entry.token,
			uri: entry.uri,
			kind,
			...entry.bits !== null && { bits: entry.bits }
		}
	});
	return {
		version: 1,
		keys: [entry],
		event,
		...whyNot(acts)
	};
}
async function requestCertificate(options) {
	const { context, key } = await selected(options);
	await using ring = new KeyRing(context);
	const token = await ring.token(key);
	const acts = await openActs(context, ring);
	const signing = await token.signingKey({ uri: key.uri }, context.signal);
	const der = await createRequest(signing, options.subject);
	const csr = encodePem("CERTIFICATE REQUEST", der);
	const event = await acts.record({
		kind: "certificate-requested",
		subjects: [subjectOf(basename(options.out ?? "certificate request"), utf8(csr))],
		key: {
			name: key.name,
			publicKey: signing.info.publicKey
		},
		details: { subject: options.subject }
	});
	if (options.out !== null) await writeFileDurable(resolve(context.cwd, options.out), utf8(csr));
	return {
		version: 1,
		csr,
		out: options.out,
		event,
		...whyNot(acts)
	};
}
async function importCertificate(options) {
	const { context, key } = await selected(options);
	await using ring = new KeyRing(context);
	const token = await ring.token(key);
	const file = await readBytes(resolve(context.cwd, options.certificate));
	const acts = await openActs(context, ring);
	await token.importCertificate({ uri: key.uri }, file, context.signal);
	const found = (await token.keys(context.signal)).filter((facts) => isNamed(key.uri, token, facts));
	const { publicKey, certificates } = (await token.signingKey({ uri: key.uri }, context.signal)).info;
	const event = await acts.recordDone({
		kind: "key-certificate",
		subjects: [subjectOf(basename(options.certificate), file), keySubject(key.name, publicKey)],
		key: {
			name: key.name,
			publicKey
		},
		details: { ...certificates[0] && { certificate: sha256Hex(certificates[0]) } }
	});
	return {
		version: 1,
		keys: found.map((facts) => entryOf(token, facts, configuredName(context, token, facts))),
		event,
		...whyNot(acts)
	};
}
function whyNot({ unrecorded }) {
	return unrecorded === null ? {} : { unrecorded };
}
async function selected(options) {
	const context = await openContext(options);
	const named = options.key ?? variable(context.env, "CHANCERY_KEY");
	if (named === void 0) throw new EngineError("KEY_NOT_GIVEN", "no key was named");
	return {
		context,
		key: resolveKey(context, named, { module: options.module })
	};
}
function entryOf(token, { label, id, uri, kind, bits, certificate }, name) {
	return {
		token: token.label,
		label,
		id,
		uri,
		kind,
		bits,
		certificate,
		name
	};
}
function configuredName({ config }, token, facts) {
	return Object.entries(config.keys).find(([, { uri }]) => isNamed(uri, token, facts))?.[0] ?? null;
}
function isNamed(uri, token, { label, id }) {
	const wanted = parsePkcs11Uri(uri);
	if (wanted.object === void 0 && wanted.id === void 0) return false;
	return (wanted.object ?? label) === label && (wanted.id === void 0 || toHex(wanted.id) === id) && (wanted.token ?? token.label) === token.label && (wanted.serial ?? token.serial) === token.serial;
}
export { generateKey, importCertificate, listKeys, requestCertificate };
