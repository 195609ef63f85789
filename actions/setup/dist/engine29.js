import { i as recoverInterrupted, m as prepareLanes, o as fileOutput, p as openFileSource } from "./files.js";
import { t as concurrently } from "./engine21.js";
import { i as withModule, n as openContext } from "./engine7.js";
import { t as divideOperands } from "./engine6.js";
import { r as isRefused } from "./engine16.js";
import { t as KeyRing } from "./engine9.js";
import { i as namedKey, n as chooseKeys, t as absolutePath } from "./engine10.js";
import { t as openRuns } from "./engine22.js";
import { i as joinOutcomes, n as failureOf, t as asChanceryError } from "./engine17.js";
import { i as signingRecord, r as signAndLog } from "./attest3.js";
import { Tt as parseCertificate, xt as certificateFacts } from "./codec.js";
import { a as signArtifact, i as prepare } from "./core.js";
import { a as formatOptions, r as keptSignature, t as assertUnsigned } from "./engine27.js";
import { n as exists } from "./engine5.js";
import { s as PROVENANCE_TYPE } from "./attest2.js";
import { n as PROVENANCE_SUFFIX, r as RECORD_SUFFIX } from "./engine15.js";
import { n as planFiles, t as formatFor } from "./engine28.js";
import { t as VERSION } from "./engine19.js";
import { resolve } from "node:path";
import { availableParallelism } from "node:os";
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
		const { prepareImages } = await import("./engine71.js");
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
export { signPlanned as n, signFiles as t };
