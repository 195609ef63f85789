import { t as LOCAL_IDENTITY } from "./engine.js";
import { I as ChanceryError, h as allowLocal, i as prepare, o as inspectArtifact, r as keySigner, t as digestOf, u as wholeDigest, w as toHex, y as equalBytes } from "./core.js";
import { t as formats } from "./engine2.js";
import { ct as KEY_PURPOSE, ft as extKeyUsageOf, ht as parseCertificate } from "./codec.js";
import { o as fileOutput, p as openFileSource, t as readBytes } from "./files.js";
import { n as EngineError } from "./engine3.js";
import { t as exists } from "./engine5.js";
import { t as listVariable } from "./engine7.js";
import { n as PROVENANCE_SUFFIX, r as RECORD_SUFFIX } from "./engine13.js";
import { t as AttestError } from "./attest.js";
import { n as requestDigest, u as parseBundle } from "./attest3.js";
import { n as statementOf, r as verifyKeyBundle, t as assertSubject } from "./attest4.js";
import { t as readBundleFile } from "./engine19.js";
import { t as membersOf } from "./engine20.js";
import { createHash } from "node:crypto";
import { resolve } from "node:path";
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
async function openTimestamper(context, keys, choice, quorum) {
	if (choice === "none") return null;
	const urls = choice === "configured" ? listVariable(context.env, "CHANCERY_TIMESTAMP_URLS") : choice;
	const { timestamp } = context.config;
	const wanted = quorum ?? (timestamp?.kind === "urls" ? timestamp.quorum : 1);
	if (urls && urls.length > 0) return timestampClientFor(urls, wanted);
	if (timestamp?.kind === "urls") return timestampClientFor(timestamp.urls, wanted);
	if (timestamp?.kind === "key") return responderTimestamper(await keys.open(timestamp.key, null), wanted);
	throw new EngineError("TIMESTAMP_NOT_CONFIGURED", "no timestamp authority is configured");
}
async function timestampClientFor(urls, quorum) {
	const { timestampClient } = await import("./timestamp.js");
	return timestampClient({
		urls,
		quorum
	});
}
async function responderTimestamper(key, quorum) {
	const { responderTimestamper: open } = await import("./timestamp.js");
	return open({
		key,
		quorum
	});
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
	const { recordingDenials } = await import("./engine49.js");
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
// packages/engine/src/copy-signed.ts
async function copySigned(source, target, { signature, record }) {
	const records = record ? [RECORD_SUFFIX] : [];
	if (record && await exists(source.path + ".provenance.sigstore.json")) records.push(PROVENANCE_SUFFIX);
	if (await isThere(source, target, [...signature === null ? [] : [signature], ...records])) return;
	const bytes = signature === null ? null : await readBytes(source.path + signature);
	const sideFile = signature !== null && bytes !== null ? {
		suffix: signature,
		bytes
	} : null;
	const written = await fileOutput({
		source,
		target
	}).write({
		content: null,
		sideFile
	});
	const read = async (suffix) => ({
		suffix,
		bytes: await readBytes(source.path + suffix)
	});
	await written.commit(await Promise.all(records.map(read)));
}
async function isThere(source, target, suffixes) {
	if (!await isSame(source, target)) return false;
	for (const suffix of suffixes) {
		if (!await exists(target + suffix)) return false;
		if (!equalBytes(await readBytes(source.path + suffix), await readBytes(target + suffix))) return false;
	}
	return true;
}
async function isSame(source, target) {
	if (!await exists(target)) return false;
	await using file = await openFileSource(target);
	if (file.size !== source.size) return false;
	const [[one], [other]] = await Promise.all([source.digest([wholeDigest(source, "sha256")]), file.digest([wholeDigest(file, "sha256")])]);
	return equalBytes(one, other);
}
// packages/engine/src/run.ts
function formatOptions({ options, info }) {
	return {
		digest: digestOf(info),
		append: options.append ?? false,
		description: options.description ?? null,
		url: options.url ?? null,
		signerName: info.name
	};
}
// packages/engine/src/already-signed.ts
async function assertUnsigned(source, format) {
	const signatures = await signaturesOf(source, format);
	if (signatures.length === 0) return;
	const by = signatures.map(({ signer }) => signer?.subject ?? "an unknown signer").join(" and ");
	throw new EngineError("FILE_ALREADY_SIGNED", `${source.name} is signed already, by ${by}`);
}
async function keptSignature(run, plan, source, format) {
	const target = resolve(run.context.cwd, plan.target);
	const inPlace = target === plan.absolute;
	if (!inPlace) {
		const made = await ownSignature(run, target, format);
		if (made && await isMadeOf(run, made, source, format)) return made.kept;
	}
	const own = await ownSignature(run, plan.absolute, format);
	if (own && !inPlace && !run.options.dryRun) await copySigned(source, target, {
		signature: format.sideFileSuffix,
		record: run.attestationKey !== null
	});
	return own === null ? null : own.kept;
}
function lacksTimestamps({ timestamper }, { timestamps }) {
	return timestamper !== null && timestamps.length < (timestamper.quorum ?? 1);
}
async function ownSignature(run, path, format) {
	if (!await exists(path)) return null;
	try {
		await using file = await openFileSource(path, { signal: run.context.signal });
		const signatures = await signaturesOf(file, format);
		const leaf = sha256(run.info.certificates[0]);
		const ours = signatures.find(({ signer }) => signer?.sha256 === leaf);
		if (!ours || signatures.some(({ integrity }) => integrity === "failed")) return null;
		if (ours.signatureAlgorithm !== run.info.algorithm || lacksTimestamps(run, ours)) return null;
		const [digest] = await file.digest([wholeDigest(file, "sha256")]);
		const after = { sha256: toHex(digest) };
		const { timestamp, timestamps } = ours;
		if (!run.attestationKey) return {
			kept: {
				digest: {
					before: after,
					after
				},
				timestamp,
				timestamps,
				log: null,
				hasProvenance: false
			},
			request: null
		};
		const { info, log } = run.attestationKey;
		const found = await readRecord(path, after, format, info.publicKey);
		if (found?.record.certificate.sha256 !== leaf) return null;
		const { record, bundle } = found;
		const place = log && await keptPlace(log, bundle, info.publicKey);
		if (log && !place) return null;
		const hasProvenance = await exists(path + PROVENANCE_SUFFIX);
		if (hasProvenance) await readStatement(path + PROVENANCE_SUFFIX, after, info.publicKey);
		return {
			kept: {
				digest: {
					before: record.digest.before,
					after
				},
				timestamp,
				timestamps,
				log: place,
				hasProvenance
			},
			request: record.request.sha256
		};
	} catch (error) {
		if (error instanceof ChanceryError && error.family !== "environment") return null;
		throw error;
	}
}
async function readRecord(path, digest, format, attestationKey) {
	const { statement, bundle } = await readStatement(path + RECORD_SUFFIX, digest, attestationKey);
	if (statement?.predicateType !== "urn:chancery:signing-record:v1") return null;
	if (format.sideFileSuffix !== null) assertSubject(statement, { sha256: sha256(await readBytes(path + format.sideFileSuffix)) });
	return {
		record: statement.predicate,
		bundle
	};
}
async function readStatement(path, digest, attestationKey) {
	const bundle = parseBundle(await readBundleFile(path));
	if (bundle.kind !== "key") throw new AttestError("BUNDLE_KEY_UNTRUSTED", `${path} is by no bare key`);
	return {
		statement: verifyKeyBundle(bundle, [attestationKey], digest).statement,
		bundle
	};
}
async function provedPlace(log, bundle, attestationKey) {
	try {
		return await log.find(bundle, attestationKey);
	} catch (error) {
		if (error instanceof AttestError && error.code === "BUNDLE_LOG_UNPROVED") return null;
		throw error;
	}
}
async function keptPlace(log, bundle, attestationKey) {
	const place = await provedPlace(log, bundle, attestationKey);
	if (place) return place;
	const { log: promised } = membersOf(statementOf(bundle.envelope).predicate);
	return log.onFailure === "queue" && membersOf(promised).origin === log.origin ? {
		origin: log.origin,
		index: null
	} : null;
}
async function isMadeOf(run, { kept, request }, source, format) {
	if (request === null) return false;
	const [digest] = await source.digest([wholeDigest(source, "sha256")]);
	if (toHex(digest) !== kept.digest.before.sha256) return false;
	const input = {
		source,
		format,
		options: formatOptions(run),
		signer: run.signer,
		decide: allowLocal
	};
	return requestDigest((await prepare(input, run.context.signal)).request) === request;
}
async function signaturesOf(file, format) {
	if (format.sideFileSuffix === null) return inspectArtifact(file, format);
	const path = file.path + format.sideFileSuffix;
	if (!await exists(path)) return [];
	await using sideFile = await openFileSource(path);
	return await inspectArtifact(file, format, sideFile);
}
function sha256(bytes) {
	return createHash("sha256").update(bytes).digest("hex");
}
export { formatOptions as a, openSigning as c, signaturesOf as i, overridesOf as l, keptPlace as n, copySigned as o, keptSignature as r, openRuns as s, assertUnsigned as t };
