import { F as CORE_ERRORS, I as ChanceryError, m as VerificationError, s as verifyArtifact, u as wholeDigest, w as toHex } from "./core.js";
import { p as openFileSource } from "./files.js";
import { n as openContext } from "./engine7.js";
import { t as concurrently } from "./engine17.js";
import { t as exists } from "./engine5.js";
import { n as EngineError } from "./engine3.js";
import { n as detectFormat, t as formats } from "./engine2.js";
import { a as SIGNATURE_SUFFIX, n as PROVENANCE_SUFFIX, r as RECORD_SUFFIX } from "./engine13.js";
import { n as expandInputs, r as isRefused } from "./engine14.js";
import { a as outcomeOf, i as joinOutcomes, o as signatureEntry } from "./engine15.js";
import { t as divideOperands } from "./engine6.js";
import { l as recordFault, n as provenanceCheck, o as checkBundle, r as assertJob } from "./engine30.js";
import { a as assertRequired, i as assertIdentityChecked, n as assertSigner, o as assertTimestampQuorum, r as assertStrong, s as recordedJob, t as assertAge } from "./engine34.js";
import { t as readTrust } from "./engine36.js";
import { basename, resolve } from "node:path";
import { availableParallelism } from "node:os";
// packages/engine/src/found.ts
async function find(context, named, source, path) {
	const beside = async (suffix) => await exists(path + suffix) ? path + suffix : null;
	const { signature, bundle, provenanceBundle } = named;
	const detected = source.size === 0 ? null : await detectFormat(source, formats);
	const sideFile = signature === void 0 ? await beside(SIGNATURE_SUFFIX) : resolve(context.cwd, signature);
	return {
		format: detected ?? (sideFile === null ? null : formats.get("blob")),
		sideFile,
		bundle: bundle === void 0 ? await beside(RECORD_SUFFIX) : resolve(context.cwd, bundle),
		provenance: provenanceBundle === void 0 ? await beside(PROVENANCE_SUFFIX) : resolve(context.cwd, provenanceBundle)
	};
}
function assertOneFile(count, { signature, bundle, provenanceBundle, vsaFile }) {
	if (vsaFile !== void 0 && count !== 1) throw new EngineError("OPTIONS_CONFLICT", `--vsa ${vsaFile} is of one file, and ${count} were given`, { howToFix: "Give a folder, with a slash at its end: --vsa summaries/." });
	if ((signature ?? bundle ?? provenanceBundle) === void 0 || count === 1) return;
	throw new EngineError("OPTIONS_CONFLICT", "--signature, --bundle and --provenance-bundle are of one file, and several were given", { howToFix: "Verify the file that the side file belongs to alone." });
}
// packages/engine/src/each-file.ts
async function eachFile(context, options, work, refusal) {
	const inputs = await expandInputs(options.files, context.cwd);
	assertOneFile(inputs.length, options);
	const concurrency = options.concurrency ?? Math.max(2, availableParallelism());
	const results = await concurrently(inputs, concurrency, async (input) => isRefused(input) ? refusal(input.path, input.error) : work(input));
	return outcomeOf(results);
}
// packages/engine/src/verify.ts
async function verifyFiles(options) {
	const context = await openContext(options);
	const { files, images } = await divideOperands(options.files, context.cwd);
	await using policy = await openPolicy(context, options);
	const demanded = {
		...options,
		...policy?.demanded
	};
	const trust = await readTrust(context, demanded);
	const verified = [];
	if (files.length > 0 || images.length === 0) {
		const ofFiles = {
			...demanded,
			files,
			vsaFile: policy?.vsaFile
		};
		const verify = (file) => verifyFile(context, ofFiles, trust, file, policy);
		verified.push(await eachFile(context, ofFiles, verify, (path, error) => failedFile(path, error, NOTHING_FOUND)));
	}
	if (images.length > 0) {
		const { verifyImages } = await import("./engine35.js");
		verified.push(await verifyImages(context, {
			...demanded,
			files: images
		}, trust, policy));
	}
	return joinOutcomes(verified);
}
async function openPolicy(context, options) {
	if (options.policy === void 0) {
		if (options.vsa === void 0) return null;
		throw new EngineError("OPTION_INVALID", "--vsa: says what a policy found, and there is no --policy");
	}
	const { PolicyRun: Run } = await import("./engine54.js");
	return await Run.open(context, options);
}
const NOTHING_FOUND = {
	sha256: null,
	format: null,
	signatures: [],
	record: null,
	provenance: null,
	job: null,
	level: null
};
async function verifyFile(context, options, trust, file, policy) {
	const findings = { ...NOTHING_FOUND };
	const result = await judgeFile(context, options, trust, file, policy, findings);
	if (!policy) return result;
	const name = basename(file.relative);
	return policy.finish({
		name,
		resource: name,
		place: file.relative
	}, result, findings);
}
async function judgeFile(context, options, trust, { path, absolute }, policy, findings) {
	try {
		await using source = await openFileSource(absolute, { signal: context.signal });
		const found = await find(context, options, source, absolute);
		findings.format = found.format;
		if (policy?.summarises) findings.sha256 = await sha256Of(source);
		await check(source, found, options, trust, findings);
		if (policy) {
			const { assertPolicy } = await import("./engine32.js");
			const { format, provenance } = findings;
			findings.level = assertPolicy(policy.policy, {
				format: format?.id ?? null,
				provenance
			}, trust);
		}
		return {
			...reported(path, findings),
			verdict: "verified",
			exitCode: 0
		};
	} catch (error) {
		if (!(error instanceof ChanceryError)) throw error;
		if (error instanceof VerificationError && error.signatures.length > 0) findings.signatures = error.signatures;
		return failedFile(path, error, findings);
	}
}
async function check(source, found, options, trust, findings) {
	const [signatures, record, provenance] = await Promise.allSettled([
		verifySignatures(source, found, trust),
		checkRecord(source, found.bundle, {
			identity: options.identity,
			issuer: options.issuer
		}, trust),
		checkRecord(source, found.provenance, { signers: options.provenanceSigners }, trust).then(provenanceCheck)
	]);
	if (record.status === "fulfilled") findings.record = record.value;
	if (provenance.status === "fulfilled") findings.provenance = provenance.value;
	findings.job = await recordedJob(findings.record?.statement ?? null);
	if (signatures.status === "rejected") throw signatures.reason;
	findings.signatures = signatures.value;
	if (signatures.value.length === 0 && options.bundle === void 0) throw notSigned(source.name);
	if (record.status === "rejected") throw record.reason;
	if (provenance.status === "rejected") throw provenance.reason;
	const fault = recordFault(record.value, options.bundle !== void 0) ?? recordFault(provenance.value, options.provenanceBundle !== void 0);
	if (fault) throw new VerificationError(fault, []);
	assertIdentityChecked(options, record.value?.verdict ?? null);
	assertTimestampQuorum(options.timestampQuorum, signatures.value);
	assertRequired(options.require ?? [], {
		signatures: signatures.value,
		record: record.value,
		provenance: provenance.value
	}, trust);
	assertJob(options, record.value, findings.job, trust);
	assertSigner(options, signatures.value);
	assertStrong(options, signatures.value);
	assertAge(options.maxAgeDays, signatures.value, trust.verifier.at);
}
async function verifySignatures(source, found, trust) {
	const embedded = found.format && found.format.sideFileSuffix === null ? await verifyOrNone(source, found.format, trust, null) : [];
	if (found.sideFile === null) return embedded;
	await using sideFile = await openFileSource(found.sideFile);
	const beside = await verifyOrNone(source, formats.get("blob"), trust, sideFile);
	return [...embedded, ...beside];
}
async function verifyOrNone(source, format, trust, sideFile) {
	try {
		return (await verifyArtifact(source, format, trust.verifier, sideFile)).signatures;
	} catch (error) {
		if (error instanceof VerificationError && error.code === "NOT_SIGNED") return [];
		throw error;
	}
}
async function checkRecord(source, path, { identity: subject, issuer, signers }, trust) {
	if (path === null) return null;
	return checkBundle(path, {
		source,
		sha256: await sha256Of(source)
	}, trust, {
		subject,
		issuer,
		signers
	});
}
async function sha256Of(source) {
	const [digest] = await source.digest([wholeDigest(source, "sha256")]);
	return toHex(digest);
}
function reported(path, findings) {
	const { format, signatures, record, provenance, job } = findings;
	return {
		path,
		format: format?.id ?? null,
		signatures: signatures.map(signatureEntry),
		record: record?.verdict ?? null,
		...provenance !== null && { provenance: provenance.verdict },
		...record !== null && record.key !== null && { recordKey: record.key },
		...record !== null && record.log !== null && { log: record.log },
		...job !== null && { identity: job.entry }
	};
}
function failedFile(path, error, findings) {
	const { code, message, howToFix, exitCode } = error;
	return {
		...reported(path, findings),
		verdict: "failed",
		code,
		message,
		howToFix,
		exitCode
	};
}
function notSigned(name) {
	const { howToFix } = CORE_ERRORS.NOT_SIGNED;
	const message = `${name} carries no signature and none lies beside it`;
	return new VerificationError({
		code: "NOT_SIGNED",
		message,
		howToFix
	}, []);
}
export { find as n, verifyFiles as t };
