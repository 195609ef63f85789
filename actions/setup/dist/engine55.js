import { b as encodePem } from "./codec.js";
import { w as toHex } from "./core.js";
import { r as writeFileDurable, t as readBytes } from "./files.js";
import { n as parsePkcs11Uri } from "./hsm.js";
import { n as createRequest } from "./engine49.js";
import { n as openContext, r as variable } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { r as resolveKey, t as KeyRing } from "./engine9.js";
import { resolve } from "node:path";
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
	const made = await token.generateKey({
		label,
		kind,
		...bits !== void 0 && { bits }
	}, context.signal);
	return {
		version: 1,
		keys: [entryOf(token, made, configuredName(context, token, made))]
	};
}
async function requestCertificate(options) {
	const { context, key } = await selected(options);
	await using ring = new KeyRing(context);
	const token = await ring.token(key);
	const der = await createRequest(await token.signingKey({ uri: key.uri }, context.signal), options.subject);
	const csr = encodePem("CERTIFICATE REQUEST", der);
	if (options.out !== null) await writeFileDurable(resolve(context.cwd, options.out), new TextEncoder().encode(csr));
	return {
		version: 1,
		csr,
		out: options.out
	};
}
async function importCertificate(options) {
	const { context, key } = await selected(options);
	await using ring = new KeyRing(context);
	const token = await ring.token(key);
	const file = await readBytes(resolve(context.cwd, options.certificate));
	await token.importCertificate({ uri: key.uri }, file, context.signal);
	return {
		version: 1,
		keys: (await token.keys(context.signal)).filter((facts) => isNamed(key.uri, token, facts)).map((facts) => entryOf(token, facts, configuredName(context, token, facts)))
	};
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
