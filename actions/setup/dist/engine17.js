import { c as fileOutput, h as prepareLanes, m as openFileSource, n as EngineError, o as recoverInterrupted, r as readBytes, s as planOutputs } from "./engine2.js";
import { t as concurrently } from "./engine16.js";
import { i as withModule, n as openContext } from "./engine5.js";
import { t as divideOperands } from "./engine6.js";
import { l as PROVENANCE_SUFFIX, n as expandInputs, r as isRefused, u as RECORD_SUFFIX } from "./engine12.js";
import { t as KeyRing } from "./engine8.js";
import { a as chooseKeys, i as absolutePath, s as namedKey, t as openRuns } from "./engine9.js";
import { n as failureOf, r as joinOutcomes, t as asChanceryError } from "./engine11.js";
import { _ as PROVENANCE_TYPE, c as verifyKeyBundle, h as parseBundle, i as signingRecord, n as requestDigest, o as assertSubject, p as MAX_BUNDLE_BYTES, r as signStatement } from "./attest.js";
import { H as parseCertificate, z as certificateFacts } from "./codec.js";
import { I as ChanceryError, L as CoreError, a as signArtifact, h as allowLocal, i as prepare, o as inspectArtifact, t as digestOf, u as wholeDigest, w as toHex, y as equalBytes } from "./core.js";
import { n as exists } from "./engine4.js";
import { n as detectFormat, t as formats } from "./engine3.js";
import { t as VERSION } from "./engine14.js";
import { t as AttestError } from "./attest2.js";
import { resolve } from "node:path";
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
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
async function readRecord(path, digest, format, attestationKey) {
	const statement = await readStatement(path + RECORD_SUFFIX, digest, attestationKey);
	if (statement?.predicateType !== "urn:chancery:signing-record:v1") return null;
	if (format.sideFileSuffix !== null) assertSubject(statement, { sha256: sha256(await readBytes(path + format.sideFileSuffix)) });
	return statement.predicate;
}
async function readStatement(path, digest, attestationKey) {
	const bundle = parseBundle(await readBytes(path, MAX_BUNDLE_BYTES));
	if (bundle.kind !== "key") throw new AttestError("BUNDLE_KEY_UNTRUSTED", `${path} is by no bare key`);
	return verifyKeyBundle(bundle, [attestationKey], digest).statement;
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
// packages/engine/src/sign-plan.ts
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
function signed({ options }, file) {
	return options.ifSigned === "keep" ? {
		...file,
		action: "signed"
	} : file;
}
async function openSideFile(plan, { sideFileSuffix }, options) {
	if (sideFileSuffix === null || !options.append) return null;
	const path = plan.absolute + sideFileSuffix;
	return await exists(path) ? openFileSource(path) : null;
}
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
// packages/engine/src/sign.ts
async function signFiles(options) {
	const context = withModule(await openContext(options), options.module);
	const { files, images } = await divideOperands(options.files, context.cwd);
	const plans = files.length > 0 || images.length === 0 ? await planFiles(context, {
		...options,
		files
	}) : [];
	const choice = await chooseKeys(context, options, plans, images);
	prepareLanes(plans.flatMap((plan) => isRefused(plan) ? [] : [plan.absolute]));
	await using keys = new KeyRing(context);
	const prepared = [];
	if (plans.length > 0) prepared.push(await prepareFiles(context, options, plans, choice, keys));
	if (images.length > 0) {
		const { prepareImages } = await import("./engine32.js");
		prepared.push(await prepareImages(context, {
			...options,
			files: images
		}, choice, keys));
	}
	return joinOutcomes(await Promise.all(prepared.map((start) => start())));
}
async function prepareFiles(context, options, plans, choice, keys) {
	const names = plans.map((plan) => choice.get(absolutePath(context, plan)));
	const runs = await openRuns(context, options, keys, names, namedKey(context, options));
	const planned = plans.map((plan, index) => ({
		plan,
		run: runs.get(names[index])
	}));
	return () => signPlanned(planned, options);
}
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
const LEAST_AT_ONCE = 4;
export { copySigned as a, signaturesOf as i, signPlanned as n, formatFor as r, signFiles as t };
