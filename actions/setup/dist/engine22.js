import { h as allowLocal, r as keySigner, y as equalBytes } from "./core.js";
import { t as LOCAL_IDENTITY } from "./engine.js";
import { n as EngineError } from "./engine3.js";
import { t as formats } from "./engine2.js";
import { St as extKeyUsageOf, Tt as parseCertificate, vt as KEY_PURPOSE } from "./codec.js";
import { t as openTimestamper } from "./engine23.js";
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
// packages/engine/src/key-runs.ts
async function openRuns(context, options, keys, names, named) {
	const runs = /* @__PURE__ */ new Map();
	for (const key of new Set(names)) runs.set(key, await openRun(context, options, keys, key, key === named));
	return runs;
}
async function openRun(context, options, keys, keyName, named) {
	const { key, ...shared } = await openSigning(context, options, keys, {
		open: () => keys.open(keyName, named ? overridesOf(options) : null, options.digest),
		openAttestation: () => keys.openStatements("attestation", null),
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
	const timestamper = await openTimestamper(context, keys, options.timestamp ?? "configured", options.timestampQuorum);
	const provenance = options.workload && attestationKey ? await provenanceOf(options.workload) : null;
	const identity = recordIdentity(options);
	if (attestationKey && !options.dryRun) await keys.statePolicy(attestationKey.info, identity);
	return {
		key,
		attestationKey,
		timestamper,
		provenance,
		identity,
		decide: await deciding(context, options, keys, key.info, identity)
	};
}
async function deciding(context, { decide = allowLocal, dryRun }, keys, info, identity) {
	if (decide === allowLocal || dryRun || context.config.log === null) return decide;
	const { recordingDenials } = await import("./engine83.js");
	return recordingDenials(decide, context, keys, info, identity);
}
async function provenanceOf(job) {
	const { provenancePredicate } = await import("./attest6.js");
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
export { openSigning as n, overridesOf as r, openRuns as t };
