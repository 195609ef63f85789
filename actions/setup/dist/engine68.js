import { N as parseStrictJson, Tt as parseCertificate, an as CodecError, kt as parsePublicKey, lt as parseCrl, un as isJsonObject, x as parsePem } from "./codec.js";
import { I as ChanceryError } from "./core.js";
import { t as readBytes } from "./files.js";
import { t as listVariable } from "./engine7.js";
import { n as EngineError } from "./engine3.js";
import { resolve } from "node:path";
// packages/engine/src/trust.ts
const MAX_BYTES = 16777216;
async function readTrust(context, options) {
	const paths = (options.trust?.length ? options.trust : listVariable(context.env, "CHANCERY_TRUST"))?.map((path) => resolve(context.cwd, path)) ?? context.config.trust;
	if (paths.length === 0) throw new EngineError("TRUST_NOT_GIVEN", "nothing says whom to trust");
	const files = await Promise.all(paths.map(readTrustFile));
	const anchors = files.flatMap((file) => file.certificates);
	const timestampPaths = timestampTrustOf(context, options);
	const timestampFiles = timestampPaths.length > 0 ? await Promise.all(timestampPaths.map(readTrustFile)) : files;
	const timestampAnchors = timestampFiles.flatMap((file) => file.certificates);
	const timestampAuthorities = namedAuthorities(timestampFiles);
	if (timestampPaths.length > 0 && timestampAnchors.length + timestampAuthorities.length === 0) throw new EngineError("TRUST_INVALID", `${timestampPaths.join(", ")}: hold no timestamp authority`);
	const policy = await readPolicy(context, options);
	const crls = await Promise.all((options.crls ?? []).map((path) => readCrls(resolve(context.cwd, path))));
	return {
		verifier: {
			anchors,
			keys: files.flatMap((file) => file.keys),
			timestampAnchors,
			timestampAuthorities,
			timestampQuorum: options.timestampQuorum ?? 1,
			crls: crls.flat(),
			at: options.at ?? /* @__PURE__ */ new Date()
		},
		trustedRoots: files.flatMap((file) => file.trustedRoots),
		logs: [...files.flatMap((file) => file.logs), ...policy.logs],
		logPolicy: policy.logPolicy
	};
}
async function readPolicy({ cwd, config }, options) {
	const path = options.logPolicy === void 0 ? config.log?.policy : resolve(cwd, options.logPolicy);
	if (path == null) return {
		logPolicy: null,
		logs: []
	};
	const [{ readLogPolicy }, { encodeNoteKey }] = await Promise.all([import("./engine35.js"), import("./tlog2.js")]);
	const logPolicy = await readLogPolicy(path);
	return {
		logPolicy,
		logs: await readVerifierKeys(logPolicy.logs.map(({ key }) => encodeNoteKey(key)).join("\n"))
	};
}
function timestampTrustOf({ env, cwd, config }, { timestampTrust }) {
	return (timestampTrust?.length ? timestampTrust : listVariable(env, "CHANCERY_TIMESTAMP_TRUST"))?.map((path) => resolve(cwd, path)) ?? config.timestampTrust;
}
function namedAuthorities(files) {
	return files.flatMap(({ trustedRoots }) => trustedRoots).flatMap((root) => root.timestampAuthorities.map(({ chain, validFor: { start, end } }) => ({
		chain: chain.map(({ der }) => der),
		from: start,
		until: end
	})));
}
const NOTHING = {
	certificates: [],
	keys: [],
	trustedRoots: [],
	logs: []
};
const VERIFIER_KEYS = /^(?:[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+\s*)+$/;
async function readVerifierKeys(text) {
	const { logOfKey } = await import("./attest10.js");
	return text.trim().split(/\s+/).map(logOfKey);
}
async function readTrustFile(path) {
	const bytes = await readBytes(path, MAX_BYTES);
	try {
		if (bytes[0] === 48) return {
			...NOTHING,
			certificates: [parseCertificate(bytes).der]
		};
		const text = new TextDecoder().decode(bytes);
		if (text.trimStart().startsWith("{")) {
			const trustedRoots = await Promise.all(documentsOf(text).map((document) => readTrustedRoot(document, path)));
			return {
				...NOTHING,
				trustedRoots,
				logs: trustedRoots.flatMap(({ tlogs }) => tlogs)
			};
		}
		if (VERIFIER_KEYS.test(text)) return {
			...NOTHING,
			logs: await readVerifierKeys(text)
		};
		const blocks = parsePem(text);
		const certificates = blocks.filter(({ label }) => label.endsWith("CERTIFICATE")).map(({ bytes: der }) => parseCertificate(der).der);
		const keys = blocks.filter(({ label }) => label === "PUBLIC KEY").map(({ bytes: der }) => parsePublicKey(der).spki);
		if (certificates.length + keys.length > 0) return {
			...NOTHING,
			certificates,
			keys
		};
	} catch (cause) {
		if (!(cause instanceof ChanceryError) || cause instanceof EngineError) throw cause;
		throw new EngineError("TRUST_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
	throw new EngineError("TRUST_INVALID", `${path} holds no certificate, no public key and no log's key`, { details: { path } });
}
function documentsOf(text) {
	const lines = text.split("\n").filter((line) => line.trim() !== "");
	return lines.length > 1 && lines.every((line) => line.startsWith("{") && line.trimEnd().endsWith("}")) ? lines : [text];
}
async function readTrustedRoot(text, path) {
	const json = parseStrictJson(text);
	if (!isJsonObject(json) || !/^application\/vnd\.dev\.sigstore\.trustedroot[.+]/.test(String(json.mediaType))) throw new EngineError("TRUST_INVALID", `${path} is JSON, and no Sigstore trusted root`, { details: { path } });
	return (await import("./attest10.js")).readTrustedRoot(json);
}
async function readCrls(path) {
	const bytes = await readBytes(path, MAX_BYTES);
	let crls;
	try {
		crls = bytes[0] === 48 ? [bytes] : pemCrls(bytes);
		for (const crl of crls) parseCrl(crl);
	} catch (cause) {
		if (!(cause instanceof CodecError)) throw cause;
		throw new EngineError("TRUST_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
	if (crls.length > 0) return crls;
	throw new EngineError("TRUST_INVALID", `${path} holds no certificate revocation list`, { details: { path } });
}
function pemCrls(bytes) {
	return parsePem(new TextDecoder().decode(bytes)).flatMap(({ label, bytes: der }) => label === "X509 CRL" ? [der] : []);
}
export { readTrust as t };
