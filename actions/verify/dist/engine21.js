import { a as planOutputs, i as recoverInterrupted, m as prepareLanes, o as fileOutput, p as openFileSource } from "./files.js";
import { t as concurrently } from "./engine17.js";
import { i as withModule, n as openContext } from "./engine7.js";
import { t as divideOperands } from "./engine6.js";
import { n as expandInputs, r as isRefused } from "./engine14.js";
import { t as KeyRing } from "./engine8.js";
import { i as namedKey, n as chooseKeys, t as absolutePath } from "./engine10.js";
import { a as formatOptions, r as keptSignature, s as openRuns, t as assertUnsigned } from "./engine18.js";
import { i as joinOutcomes, n as failureOf, t as asChanceryError } from "./engine15.js";
import { i as signingRecord, r as signAndLog } from "./attest3.js";
import { dt as certificateFacts, ht as parseCertificate } from "./codec.js";
import { L as CoreError, a as signArtifact, i as prepare } from "./core.js";
import { t as exists } from "./engine5.js";
import { n as PROVENANCE_SUFFIX, r as RECORD_SUFFIX } from "./engine13.js";
import { n as EngineError } from "./engine3.js";
import { n as detectFormat, t as formats } from "./engine2.js";
import { s as PROVENANCE_TYPE } from "./attest2.js";
import { t as VERSION } from "./engine16.js";
import { resolve } from "node:path";
import { availableParallelism } from "node:os";
// packages/engine/src/sign-plan.ts
async function planFiles(context, options) {
	const { out, inPlace } = options;
	if (out !== void 0 && inPlace) throw new EngineError("OPTIONS_CONFLICT", "--out and --in-place exclude each other");
	if (out === void 0 && !inPlace) throw new EngineError("OUTPUT_NOT_GIVEN", "neither --out nor --in-place was given");
	if (options.format !== void 0) formats.get(options.format);
	const { ifNoFiles, onWarning } = options;
	const onNothing = ({ code, message }) => onWarning?.(code, `${message}, and nothing is signed for it`);
	const inputs = await expandInputs(options.files, context.cwd, ifNoFiles === "warn" ? onNothing : null);
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
			log: kept.log,
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
		decide: run.decide,
		onStage,
		signal
	};
	if (options.dryRun) {
		const { request } = await prepare(input, signal);
		format.toBeSigned(request.description, run.info);
		return signed(run, entry(run, plan, format, {
			...UNSTAMPED,
			digest: {
				before: request.artifact.digest,
				after: null
			}
		}, false));
	}
	const target = resolve(context.cwd, plan.target);
	let log = null;
	return signed(run, {
		...entry(run, plan, format, await signArtifact({
			...input,
			timestamper: run.timestamper,
			output: fileOutput({
				source,
				target
			}),
			attest: recorder(run, target, (found) => {
				log = found;
			})
		}), run.provenance !== null),
		log
	});
}
const UNSTAMPED = {
	timestamp: null,
	timestamps: []
};
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
function recorder({ attestationKey, identity, provenance }, target, onLogged) {
	if (!attestationKey) return null;
	return async (facts, signal) => {
		const record = signingRecord(facts, {
			tool: {
				name: "chancery",
				version: VERSION
			},
			identity,
			at: /* @__PURE__ */ new Date(),
			log: attestationKey.log
		});
		const write = async (suffix, statement) => {
			const { bytes, logged } = await signAndLog(statement, attestationKey, target + suffix, signal);
			if (statement === record) onLogged(attestationKey.log && placeOf(attestationKey.log, logged));
			return {
				suffix,
				bytes
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
function placeOf({ origin }, logged) {
	return {
		origin,
		index: logged?.index ?? null
	};
}
function entry(run, { path, target: out }, format, { digest, timestamp, timestamps, timestampFailures }, hasProvenance) {
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
		timestamps,
		...timestampFailures && { timestampFailures },
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
	if (plans.length + images.length === 0) return {
		report: {
			version: 1,
			files: [],
			failed: []
		},
		exitCode: 0
	};
	const choice = await chooseKeys(context, options, plans, images);
	prepareLanes(plans.flatMap((plan) => isRefused(plan) ? [] : [plan.absolute]));
	await using keys = new KeyRing(context);
	const prepared = [];
	if (plans.length > 0) prepared.push(await prepareFiles(context, options, plans, choice, keys));
	if (images.length > 0) {
		const { prepareImages } = await import("./engine38.js");
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
export { signPlanned as n, formatFor as r, signFiles as t };
