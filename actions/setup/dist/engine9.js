import { t as LOCAL_IDENTITY } from "./engine.js";
import { d as filesLike, f as textsLike, n as EngineError } from "./engine2.js";
import { r as keySigner, y as equalBytes } from "./core.js";
import { t as formats } from "./engine3.js";
import { r as variable, t as listVariable } from "./engine5.js";
import { r as isImage } from "./engine6.js";
import { B as extKeyUsageOf, H as parseCertificate, I as KEY_PURPOSE } from "./codec.js";
import { n as keyLabel } from "./engine8.js";
import { resolve } from "node:path";
// packages/engine/src/key-rules.ts
function parseKeyRules(texts) {
	const problems = [];
	const rules = texts.map((text) => {
		const uri = text.indexOf("=pkcs11:");
		const end = uri < 0 ? text.lastIndexOf("=") : uri;
		const rule = {
			pattern: text.slice(0, Math.max(0, end)),
			key: text.slice(end + 1)
		};
		if (text.startsWith("pkcs11:")) problems.push("--key-for pkcs11:...: is not PATTERN=KEY");
		else if (rule.pattern === "" || rule.key === "") problems.push(`--key-for ${text}: is not PATTERN=KEY`);
		else if (rule.pattern.startsWith("!")) problems.push(`--key-for ${text}: says for which files the key is not`);
		return rule;
	});
	if (problems.length > 0) throw new EngineError("OPTION_INVALID", problems.join("; "), { details: { problems } });
	return rules;
}
function namedKey({ env }, { key }) {
	return key ?? variable(env, "CHANCERY_KEY");
}
function keyNames(options) {
	const named = namedKey({ env: options.env ?? {} }, options);
	const keys = [...named === void 0 ? [] : [named], ...(options.keyFor ?? []).map(({ key }) => key)];
	return [...new Set(keys.map(keyLabel))];
}
async function chooseKeys(context, options, plans, images) {
	const named = namedKey(context, options);
	const { keyFor: rules = [], certificate } = options;
	if (rules.length === 0 && named === void 0) throw new EngineError("KEY_NOT_GIVEN", "no key was named");
	if (certificate !== void 0 && named === void 0) throw new EngineError("OPTIONS_CONFLICT", "--certificate is that of --key, and there are other keys alone", { howToFix: "Name the certificates of the keys in chancery.yaml, or give --key too." });
	const left = new Map([...plans.map((plan) => [absolutePath(context, plan), plan.path]), ...images.map((image) => [image, image])]);
	const choice = /* @__PURE__ */ new Map();
	const unused = [];
	for (const rule of rules) {
		const means = await meaning(rule, context.cwd, left);
		const chosen = [...left.keys()].filter(means);
		if (chosen.length === 0) unused.push(rule);
		for (const operand of chosen) {
			choice.set(operand, rule.key);
			left.delete(operand);
		}
	}
	if (unused.length > 0) throw unusedRules(unused);
	if (named === void 0 && left.size > 0) throw withoutKey([...left.values()]);
	for (const operand of left.keys()) choice.set(operand, named);
	return choice;
}
function absolutePath({ cwd }, plan) {
	return "absolute" in plan ? plan.absolute : resolve(cwd, plan.path);
}
async function meaning({ pattern }, cwd, operands) {
	const exact = isImage(pattern) ? pattern : resolve(cwd, pattern);
	if (operands.has(exact)) return (operand) => operand === exact;
	if (isImage(pattern)) {
		const isLike = await textsLike(pattern);
		return (operand) => isImage(operand) && isLike(operand);
	}
	const isLike = await filesLike([pattern], cwd);
	return (operand) => !isImage(operand) && isLike({ absolute: operand });
}
function unusedRules(rules) {
	const patterns = rules.map(({ pattern }) => pattern);
	const names = patterns.map((pattern) => JSON.stringify(pattern)).join(", ");
	return new EngineError("KEY_RULE_UNUSED", `--key-for: no file is left for ${names}`, { details: { patterns } });
}
const MOST_NAMED = 5;
function withoutKey(paths) {
	const others = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : "";
	const names = paths.slice(0, MOST_NAMED).join(", ");
	return new EngineError("KEY_NOT_GIVEN", `no --key-for means ${names}${others}`, {
		details: { paths },
		howToFix: "Give --key NAME for the files that no --key-for names, or leave them out with !NAME."
	});
}
// packages/engine/src/signer-certificate.ts
function assertSignerCertificate(signer, at) {
	const der = signer.certificates[0];
	if (!der) throw new EngineError("CERTIFICATE_MISSING", `key ${signer.name} has no certificate`, { details: { key: signer.name } });
	const certificate = parseCertificate(der);
	const details = {
		key: signer.name,
		subject: certificate.subjectName
	};
	if (at > certificate.notAfter || at < certificate.notBefore) {
		const when = at > certificate.notAfter ? `expired ${certificate.notAfter.toISOString()}` : `begins ${certificate.notBefore.toISOString()}`;
		throw new EngineError("SIGNER_CERTIFICATE_EXPIRED", `${certificate.subjectName} ${when}`, { details });
	}
	const purposes = extKeyUsageOf(certificate);
	if (purposes && !purposes.includes(KEY_PURPOSE.codeSigning) && !purposes.includes(KEY_PURPOSE.any)) throw new EngineError("SIGNER_CERTIFICATE_PURPOSE", `${certificate.subjectName} may not sign code`, { details });
}
// packages/engine/src/timestamping.ts
async function openTimestamper(context, keys, choice) {
	if (choice === "none") return null;
	const urls = choice === "configured" ? listVariable(context.env, "CHANCERY_TIMESTAMP_URLS") : choice;
	if (urls && urls.length > 0) return timestampClientFor(urls);
	const { timestamp } = context.config;
	if (timestamp?.kind === "urls") return timestampClientFor(timestamp.urls);
	if (timestamp?.kind === "key") return responderTimestamper(await keys.open(timestamp.key, null));
	throw new EngineError("TIMESTAMP_NOT_CONFIGURED", "no timestamp authority is configured");
}
async function timestampClientFor(urls) {
	const { timestampClient } = await import("./timestamp.js");
	return timestampClient({ urls });
}
async function responderTimestamper(key) {
	const { responderTimestamper: open } = await import("./timestamp.js");
	return open({ key });
}
// packages/engine/src/key-runs.ts
async function openRuns(context, options, keys, names, named) {
	const runs = /* @__PURE__ */ new Map();
	for (const key of new Set(names)) runs.set(key, await openRun(context, options, keys, key, key === named));
	return runs;
}
async function openRun(context, options, keys, keyName, named) {
	const { key, ...shared } = await openSigning(context, options, keys, {
		open: () => keys.open(keyName, named ? overridesOf(options) : null, options.digest),
		openAttestation: () => keys.open("attestation", null),
		isCertified: true
	});
	return {
		context,
		options,
		signer: keySigner(key, formats),
		info: key.info,
		...shared
	};
}
function overridesOf({ module, certificate }) {
	return {
		module,
		certificate
	};
}
async function openSigning(context, options, keys, opening) {
	const wantsRecord = options.attest !== false;
	if (wantsRecord && !context.config.keys.attestation) throw new EngineError("ATTESTATION_KEY_MISSING", "records are signed by keys.attestation, which is not configured");
	const key = await opening.open();
	if (opening.isCertified) assertSignerCertificate(key.info, /* @__PURE__ */ new Date());
	const attestationKey = wantsRecord ? await opening.openAttestation() : null;
	if (attestationKey) assertOwnKey(attestationKey.info, key.info);
	return {
		key,
		attestationKey,
		timestamper: await openTimestamper(context, keys, options.timestamp ?? "configured"),
		provenance: options.workload && attestationKey ? await provenanceOf(options.workload) : null,
		identity: recordIdentity(options)
	};
}
async function provenanceOf(job) {
	const { provenancePredicate } = await import("./attest4.js");
	return provenancePredicate(job);
}
function recordIdentity({ workload, identity }) {
	if (!workload) return identity ?? LOCAL_IDENTITY;
	const { verified, platform, claims } = workload;
	return {
		verified,
		platform,
		claims
	};
}
function assertOwnKey(attestation, { name, publicKey }) {
	if (!equalBytes(attestation.publicKey, publicKey)) return;
	throw new EngineError("ATTESTATION_KEY_SHARED", `keys.attestation is the very key of ${name}`, { details: { key: name } });
}
export { chooseKeys as a, parseKeyRules as c, absolutePath as i, openSigning as n, keyNames as o, overridesOf as r, namedKey as s, openRuns as t };
