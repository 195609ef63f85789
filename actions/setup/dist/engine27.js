import { n as requestDigest, u as parseBundle } from "./attest3.js";
import { I as ChanceryError, h as allowLocal, i as prepare, o as inspectArtifact, t as digestOf, u as wholeDigest, w as toHex } from "./core.js";
import { p as openFileSource, t as readBytes } from "./files.js";
import { n as readBundleFile } from "./engine24.js";
import { n as exists } from "./engine5.js";
import { t as AttestError } from "./attest.js";
import { t as copySigned } from "./engine25.js";
import { n as statementOf, r as verifyKeyBundle, t as assertSubject } from "./attest4.js";
import { n as EngineError } from "./engine3.js";
import { t as membersOf } from "./engine26.js";
import { n as PROVENANCE_SUFFIX, r as RECORD_SUFFIX } from "./engine15.js";
import { resolve } from "node:path";
import { createHash } from "node:crypto";
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
export { formatOptions as a, signaturesOf as i, keptPlace as n, keptSignature as r, assertUnsigned as t };
