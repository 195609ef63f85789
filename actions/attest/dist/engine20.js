import { D as parseCrl, H as parseCertificate, K as parsePublicKey, p as parsePem, st as CodecError } from "./codec.js";
import { n as EngineError, r as readBytes } from "./engine2.js";
import { t as listVariable } from "./engine4.js";
import { resolve } from "node:path";
// packages/engine/src/trust.ts
const MAX_BYTES = 16777216;
async function readTrust(context, options) {
	const paths = (options.trust?.length ? options.trust : listVariable(context.env, "CHANCERY_TRUST"))?.map((path) => resolve(context.cwd, path)) ?? context.config.trust;
	if (paths.length === 0) throw new EngineError("TRUST_NOT_GIVEN", "nothing says whom to trust");
	const files = await Promise.all(paths.map(readTrustFile));
	const anchors = files.flatMap((file) => file.certificates);
	const timestampPaths = options.timestampTrust?.map((path) => resolve(context.cwd, path)) ?? [];
	const timestampFiles = await Promise.all(timestampPaths.map(readTrustFile));
	const crls = await Promise.all((options.crls ?? []).map((path) => readCrls(resolve(context.cwd, path))));
	return {
		verifier: {
			anchors,
			keys: files.flatMap((file) => file.keys),
			timestampAnchors: timestampFiles.length > 0 ? timestampFiles.flatMap((file) => file.certificates) : anchors,
			crls: crls.flat(),
			at: options.at ?? /* @__PURE__ */ new Date()
		},
		trustedRoots: files.flatMap((file) => file.trustedRoot ? [file.trustedRoot] : [])
	};
}
async function readTrustFile(path) {
	const bytes = await readBytes(path, MAX_BYTES);
	try {
		if (bytes[0] === 48) return {
			certificates: [parseCertificate(bytes).der],
			keys: [],
			trustedRoot: null
		};
		const text = new TextDecoder().decode(bytes);
		if (text.trimStart().startsWith("{")) return {
			certificates: [],
			keys: [],
			trustedRoot: parseTrustedRoot(text, path)
		};
		const blocks = parsePem(text);
		const certificates = blocks.filter(({ label }) => label.endsWith("CERTIFICATE")).map(({ bytes: der }) => parseCertificate(der).der);
		const keys = blocks.filter(({ label }) => label === "PUBLIC KEY").map(({ bytes: der }) => parsePublicKey(der).spki);
		if (certificates.length + keys.length > 0) return {
			certificates,
			keys,
			trustedRoot: null
		};
	} catch (cause) {
		if (!(cause instanceof CodecError || cause instanceof SyntaxError)) throw cause;
		throw new EngineError("TRUST_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
	throw new EngineError("TRUST_INVALID", `${path} holds neither a certificate nor a public key`, { details: { path } });
}
function parseTrustedRoot(text, path) {
	const json = JSON.parse(text);
	if (/^application\/vnd\.dev\.sigstore\.trustedroot[.+]/.test(String(json.mediaType))) return json;
	throw new EngineError("TRUST_INVALID", `${path} is JSON, and no Sigstore trusted root`, { details: { path } });
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
