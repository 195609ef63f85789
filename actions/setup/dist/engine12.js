import { C as toHex, F as ChanceryError, I as CoreError, a as signArtifact, h as allowLocal, i as prepare, o as inspectArtifact, r as keySigner, t as digestOf, u as wholeDigest, v as equalBytes } from "./core.js";
import { b as prepareLanes, h as fileOutput, l as EngineError, m as planOutputs, n as exists, p as recoverInterrupted, u as readBytes, y as openFileSource } from "./engine2.js";
import { t as LOCAL_IDENTITY } from "./engine.js";
import { i as concurrently, n as expandInputs, r as isRefused } from "./engine5.js";
import { n as openContext, r as variable, t as listVariable } from "./engine9.js";
import { a as failureOf, i as asChanceryError, n as RECORD_SUFFIX, r as formats, t as PROVENANCE_SUFFIX, u as detectFormat } from "./engine3.js";
import { t as KeyRing } from "./engine11.js";
import { c as verifyKeyBundle, f as parseBundle, i as signingRecord, m as PROVENANCE_TYPE, n as requestDigest, o as assertSubject, r as signStatement, u as MAX_BUNDLE_BYTES } from "./attest.js";
import { F as parseCertificate, M as KEY_PURPOSE, N as certificateFacts, P as extKeyUsageOf } from "./codec.js";
import { t as VERSION } from "./engine7.js";
import { t as AttestError } from "./attest2.js";
import { resolve } from "node:path";
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
// packages/engine/src/copy-signed.ts
/** Puts a file that is signed already into an output folder, with what goes with it. Touches nothing where all of it is there. */
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
/** @throws EngineError FILE_ALREADY_SIGNED, whoever signed it */
async function assertUnsigned(source, format) {
	const signatures = await signaturesOf(source, format);
	if (signatures.length === 0) return;
	const by = signatures.map(({ signer }) => signer?.subject ?? "an unknown signer").join(" and ");
	throw new EngineError("FILE_ALREADY_SIGNED", `${source.name} is signed already, by ${by}`);
}
/**
* Whether there is nothing left to do: the output was made of this very input, with these options, or the input itself is signed by this
* certificate. In the latter case the input goes to the output folder as it is, with its side files.
* Both count only where the signature holds, and where its record is there, holds, and is about it, if records are wanted.
* @returns null where the file is to be signed
*/
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
/** What the run's certificate has signed; null where anything about it does not hold. */
async function ownSignature(run, path, format) {
	if (!await exists(path)) return null;
	try {
		await using file = await openFileSource(path, { signal: run.context.signal });
		const signatures = await signaturesOf(file, format);
		const leaf = sha256(run.info.certificates[0]);
		const ours = signatures.find(({ signer }) => signer?.sha256 === leaf);
		if (!ours || signatures.some(({ integrity }) => integrity === "failed")) return null;
		if (ours.signatureAlgorithm !== run.info.algorithm || run.timestamper && !ours.timestamp) return null;
		const [digest] = await file.digest([wholeDigest(file, "sha256")]);
		const after = { sha256: toHex(digest) };
		const { timestamp } = ours;
		if (!run.attestationKey) return {
			kept: {
				digest: {
					before: after,
					after
				},
				timestamp,
				hasProvenance: false
			},
			request: null
		};
		const key = run.attestationKey.info.publicKey;
		const record = await readRecord(path, after, format, key);
		if (record?.certificate.sha256 !== leaf) return null;
		const hasProvenance = await exists(path + PROVENANCE_SUFFIX);
		if (hasProvenance) await readStatement(path + PROVENANCE_SUFFIX, after, key);
		return {
			kept: {
				digest: {
					before: record.digest.before,
					after
				},
				timestamp,
				hasProvenance
			},
			request: record.request.sha256
		};
	} catch (error) {
		if (error instanceof ChanceryError && error.family !== "environment") return null;
		throw error;
	}
}
/** The record beside a file, where the attestation key signed it about this file and about the signature beside it. */
async function readRecord(path, digest, format, attestationKey) {
	const statement = await readStatement(path + RECORD_SUFFIX, digest, attestationKey);
	if (statement?.predicateType !== "urn:chancery:signing-record:v1") return null;
	if (format.sideFileSuffix !== null) assertSubject(statement, { sha256: sha256(await readBytes(path + format.sideFileSuffix)) });
	return statement.predicate;
}
/** @throws AttestError where it is not what the attestation key said about this file */
async function readStatement(path, digest, attestationKey) {
	const bundle = parseBundle(await readBytes(path, MAX_BUNDLE_BYTES));
	if (bundle.kind !== "key") throw new AttestError("BUNDLE_KEY_UNTRUSTED", `${path} is by no bare key`);
	return verifyKeyBundle(bundle, [attestationKey], digest).statement;
}
/** The same file, format, options and key name give the same request. */
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
/** What is in a file, or beside it where its format has it there; nothing of trust. */
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
// packages/engine/src/sign-plan.ts
/**
* What is signed and where it goes, in the order of the command line; looks at no content.
* @throws EngineError OPTIONS_CONFLICT, OUTPUT_NOT_GIVEN; CoreError FORMAT_UNKNOWN; FilesError OUTPUT_COLLISION and its like
*/
async function planFiles(context, options) {
	const { out, inPlace } = options;
	if (out !== void 0 && inPlace) throw new EngineError("OPTIONS_CONFLICT", "--out and --in-place exclude each other");
	if (out === void 0 && !inPlace) throw new EngineError("OUTPUT_NOT_GIVEN", "neither --out nor --in-place was given");
	if (options.format !== void 0) formats.get(options.format);
	const inputs = await expandInputs(options.files, context.cwd);
	const files = inputs.filter((input) => !isRefused(input));
	const plans = planOutputs(files, out === void 0 ? { kind: "in-place" } : {
		kind: "folder",
		folder: out
	});
	const planned = new Map(files.map((file, index) => [file, plans[index]]));
	return inputs.map((input) => isRefused(input) ? input : planned.get(input));
}
/**
* The format to sign a file in: `blob` covers what is of no known kind, every other forced format must fit the content.
* @throws EngineError EMPTY_FILE, FORMAT_NOT_RECOGNISED; CoreError FORMAT_MISMATCH
*/
async function formatFor(source, forced) {
	if (source.size === 0) throw new EngineError("EMPTY_FILE", `${source.name} is empty`);
	const detected = await detectFormat(source, formats);
	if (forced === void 0 || forced === "blob") {
		if (detected) return detected;
		if (forced === "blob") return formats.get("blob");
		throw new EngineError("FORMAT_NOT_RECOGNISED", `${source.name} is of no kind that has a format`);
	}
	const format = formats.get(forced);
	if (detected?.id !== format.id && !await mayBe(source, format)) throw new CoreError("FORMAT_MISMATCH", `${source.name} is not ${format.id}${detected ? `, but ${detected.id}` : ""}`, { details: {
		format: format.id,
		detected: detected?.id ?? null
	} });
	return format;
}
/** Whether the content allows a format when the name does not speak for it. */
async function mayBe(source, format) {
	const named = {
		size: source.size,
		name: `file${format.suffixes[0] ?? ""}`,
		read: (start, length) => source.read(start, length),
		digest: (jobs) => source.digest(jobs)
	};
	return await detectFormat(named, {
		all: [format],
		get: () => format
	}) !== null;
}
// packages/engine/src/sign-file.ts
/** Signs one file, or, in a dry run, does everything up to that. @throws ChanceryError; the output is then what it was */
async function signFile(run, plan, onStage) {
	const { context, options } = run;
	const { signal } = context;
	if (!options.dryRun) await recoverInterrupted(plan.absolute);
	await using source = await openFileSource(plan.absolute, { signal });
	const format = await formatFor(source, options.format);
	if (options.ifSigned === "error") await assertUnsigned(source, format);
	if (options.ifSigned === "keep") {
		const kept = await keptSignature(run, plan, source, format);
		if (kept) return {
			...entry(run, plan, format, kept, kept.hasProvenance),
			action: "kept"
		};
	}
	await using sideFile = await openSideFile(plan, format, options);
	const input = {
		source,
		sideFile,
		format,
		options: formatOptions(run),
		signer: run.signer,
		decide: allowLocal,
		onStage,
		signal
	};
	if (options.dryRun) {
		const { request } = await prepare(input, signal);
		format.toBeSigned(request.description, run.info);
		return signed(run, entry(run, plan, format, {
			digest: {
				before: request.artifact.digest,
				after: null
			},
			timestamp: null
		}, false));
	}
	return signed(run, entry(run, plan, format, await signArtifact({
		...input,
		timestamper: run.timestamper,
		output: fileOutput({
			source,
			target: resolve(context.cwd, plan.target)
		}),
		attest: recorder(run)
	}), run.provenance !== null));
}
/** Who may keep files wants to know of each whether it was. */
function signed({ options }, file) {
	return options.ifSigned === "keep" ? {
		...file,
		action: "signed"
	} : file;
}
/** The detached signature beside the file: what `append` adds to. */
async function openSideFile(plan, { sideFileSuffix }, options) {
	if (sideFileSuffix === null || !options.append) return null;
	const path = plan.absolute + sideFileSuffix;
	return await exists(path) ? openFileSource(path) : null;
}
/** What the attestation key says of a signature: who asked for it, and, where that was proved, which job built the file. */
function recorder({ attestationKey, identity, provenance }) {
	if (!attestationKey) return null;
	return async (facts, signal) => {
		const record = signingRecord(facts, {
			tool: {
				name: "chancery",
				version: VERSION
			},
			identity,
			at: /* @__PURE__ */ new Date()
		});
		const write = async (suffix, statement) => {
			return {
				suffix,
				bytes: await signStatement(statement, attestationKey, signal)
			};
		};
		const { subjects } = record;
		return Promise.all([write(RECORD_SUFFIX, record), ...provenance === null ? [] : [write(PROVENANCE_SUFFIX, {
			subjects,
			predicateType: PROVENANCE_TYPE,
			predicate: provenance
		})]]);
	};
}
function entry(run, { path, target: out }, format, { digest, timestamp }, hasProvenance) {
	const leaf = run.info.certificates[0];
	return {
		path,
		out,
		signature: format.sideFileSuffix === null ? null : out + format.sideFileSuffix,
		format: format.id,
		digest,
		key: run.info.name,
		certificate: certificateFacts(parseCertificate(leaf)),
		signatureAlgorithm: run.info.algorithm,
		timestamp,
		bundle: digest.after && run.attestationKey ? out + RECORD_SUFFIX : null,
		provenance: hasProvenance ? out + PROVENANCE_SUFFIX : null,
		log: null
	};
}
// packages/engine/src/signer-certificate.ts
/**
* Refuses, before anything is signed, a certificate that no verifier would accept. (One of another key was refused when the key was opened.)
* @throws EngineError CERTIFICATE_MISSING, SIGNER_CERTIFICATE_EXPIRED, SIGNER_CERTIFICATE_PURPOSE
*/
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
/**
* Who timestamps: the URLs, in order, or our own responder with a key of the configuration.
* @returns null where the caller wants no timestamps
* @throws EngineError TIMESTAMP_NOT_CONFIGURED
*/
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
// packages/engine/src/sign.ts
/**
* Signs files with one login: each in its native format, timestamped, re-opened and verified, with a record.
* A file that fails leaves the others alone and stands in `failed`.
* @throws ChanceryError before anything is signed: usage, configuration, key, certificate, output clash
*/
async function signFiles(options) {
	const context = await openContext(options);
	const plans = await planFiles(context, options);
	prepareLanes(plans.flatMap((plan) => isRefused(plan) ? [] : [plan.absolute]));
	await using keys = new KeyRing(context);
	const run = await openRun(context, options, keys);
	return await signPlanned(plans.map((plan) => ({
		run,
		plan
	})), options);
}
/** Signs what was planned, several at once. Nothing is thrown for what is wrong with one file: it stands in `failed`. */
async function signPlanned(planned, options) {
	let finished = 0;
	const progress = (path, stage) => {
		if (stage === "done" || stage === "failed") finished++;
		options.onProgress?.({
			path,
			stage,
			finished,
			total: planned.length
		});
	};
	const concurrency = options.concurrency ?? Math.max(LEAST_AT_ONCE, availableParallelism());
	const results = await concurrently(planned, concurrency, async ({ run, plan }) => {
		const { path } = plan;
		try {
			if (isRefused(plan)) throw plan.error;
			const signed = await signFile(run, plan, (stage) => progress(path, stage));
			progress(path, "done");
			return signed;
		} catch (error) {
			progress(path, "failed");
			const known = asChanceryError(error);
			return [known, failureOf(known, path)];
		}
	});
	const failures = results.filter((result) => Array.isArray(result));
	return {
		report: {
			version: 1,
			files: results.filter((result) => !Array.isArray(result)),
			failed: failures.map(([, failure]) => failure)
		},
		exitCode: failures[0]?.[0].exitCode ?? 0
	};
}
/** While one file waits for the disk or a timestamp, others use the token's sessions. */
const LEAST_AT_ONCE = 4;
/**
* Opens what all files need, and refuses before the first of them what would fail for each.
* @param named whether the key is the one that the caller names: flags and environment speak of that one only
*/
async function openRun(context, options, keys, named = true) {
	const keyName = options.key ?? variable(context.env, "CHANCERY_KEY");
	if (keyName === void 0) throw new EngineError("KEY_NOT_GIVEN", "no key was named");
	const wantsRecord = options.attest !== false;
	if (wantsRecord && !context.config.keys.attestation) throw new EngineError("ATTESTATION_KEY_MISSING", "records are signed by keys.attestation, which is not configured");
	const overrides = named ? {
		module: options.module,
		certificate: options.certificate
	} : null;
	const key = await keys.open(keyName, overrides, options.digest);
	assertSignerCertificate(key.info, /* @__PURE__ */ new Date());
	const attestationKey = wantsRecord ? await keys.open("attestation", null) : null;
	if (attestationKey) assertOwnKey(attestationKey, key);
	const timestamper = await openTimestamper(context, keys, options.timestamp ?? "configured");
	const provenance = options.workload && attestationKey ? await provenanceOf(options.workload) : null;
	const identity = recordIdentity(options);
	return {
		context,
		options,
		signer: keySigner(key, formats),
		info: key.info,
		timestamper,
		attestationKey,
		identity,
		provenance
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
/** A record by the key that signed the file would say nothing that the file does not say itself. */
function assertOwnKey(attestationKey, key) {
	if (!equalBytes(attestationKey.info.publicKey, key.info.publicKey)) return;
	throw new EngineError("ATTESTATION_KEY_SHARED", `keys.attestation is the very key of ${key.info.name}`, { details: { key: key.info.name } });
}
export { signaturesOf as a, formatFor as i, signFiles as n, copySigned as o, signPlanned as r, openRun as t };
