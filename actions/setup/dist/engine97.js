import { C as toBase64, F as CORE_ERRORS, L as CoreError, T as utf8, b as fromBase64, m as VerificationError, o as inspectArtifact, u as wholeDigest, w as toHex } from "./core.js";
import { i as recoverInterrupted, o as fileOutput, p as openFileSource, r as writeFileDurable } from "./files.js";
import { t as concurrently } from "./engine21.js";
import { n as exists } from "./engine5.js";
import { n as openContext } from "./engine7.js";
import { t as copySigned } from "./engine25.js";
import { n as EngineError } from "./engine3.js";
import { t as formats } from "./engine2.js";
import { n as find } from "./engine74.js";
import { t as divideOperands } from "./engine6.js";
import { r as isRefused } from "./engine16.js";
import { t as KeyRing } from "./engine9.js";
import { a as SIGNATURE_SUFFIX, i as SBOM_SUFFIX, n as PROVENANCE_SUFFIX, o as TEST_RESULT_SUFFIX, r as RECORD_SUFFIX, s as VSA_SUFFIX, t as ATTESTATION_SUFFIX } from "./engine15.js";
import { i as joinOutcomes, n as failureOf, t as asChanceryError } from "./engine17.js";
import { n as planFiles } from "./engine28.js";
import { t as AttestError } from "./attest.js";
import { t as openTimestamper } from "./engine23.js";
import { r as verifyKeyBundle } from "./attest4.js";
import { d as parseFileBundle, r as signAndLog, u as parseBundle } from "./attest3.js";
import { n as readBundleFile } from "./engine24.js";
import { t as VERSION } from "./engine19.js";
import { $ as authorityFacts, $t as encodeSequence, G as parseTimestamps, Ht as parseDer, Tt as parseCertificate, Yt as encodeInteger, rt as withRenewals, un as isJsonObject, xt as certificateFacts, zt as DerCursor } from "./codec.js";
import { n as assertCertificateInTime, r as assertInTime, t as Stamping } from "./engine96.js";
import { resolve } from "node:path";
import { createHash } from "node:crypto";
// packages/engine/src/timestamp/restate.ts
const OWN = [RECORD_SUFFIX, PROVENANCE_SUFFIX];
const OTHERS = [
	SBOM_SUFFIX,
	TEST_RESULT_SUFFIX,
	VSA_SUFFIX,
	ATTESTATION_SUFFIX,
	SIGNATURE_SUFFIX
];
async function recordsBeside(path) {
	const found = await Promise.all(OWN.map((suffix) => exists(path + suffix)));
	return OWN.filter((_, index) => found[index]);
}
async function assertNothingBreaks(path) {
	for (const suffix of OTHERS) {
		if (!await exists(path + suffix)) continue;
		throw new EngineError("STATEMENT_WOULD_BREAK", `${path}${suffix} is about the file as it is, and a timestamp changes it`);
	}
}
async function restate(path, suffixes, key, change, target, signal) {
	const records = [];
	for (const suffix of suffixes) {
		const bundle = parseBundle(await readBundleFile(path + suffix));
		if (bundle.kind !== "key") throw new EngineError("STATEMENT_WOULD_BREAK", `${path}${suffix} is signed under a certificate, not by keys.attestation`);
		const { statement } = verifyKeyBundle(bundle, [key.info.publicKey], { sha256: change.before.file });
		const { bytes } = await signAndLog(anew(statement, key, change), key, target + suffix, signal);
		records.push({
			suffix,
			bytes
		});
	}
	return records;
}
function anew(statement, { log }, { before, after, timestamps }) {
	const subjects = statement.subjects.map((subject) => {
		const { sha256 } = subject.digest;
		if (sha256 === before.file) return {
			...subject,
			digest: { sha256: after.file }
		};
		return sha256 === before.sideFile && after.sideFile !== null ? {
			...subject,
			digest: { sha256: after.sideFile }
		} : subject;
	});
	const { predicate, predicateType } = statement;
	if (predicateType !== "urn:chancery:signing-record:v1" || !isJsonObject(predicate)) return {
		...statement,
		subjects
	};
	const digest = {
		...predicate.digest,
		after: { sha256: after.file }
	};
	return {
		subjects,
		predicateType,
		predicate: {
			...predicate,
			digest,
			timestamp: timestamps[0] ?? null,
			timestamps,
			log: log && {
				origin: log.origin,
				onFailure: log.onFailure
			},
			tool: {
				name: "chancery",
				version: VERSION
			},
			recordedAt: (/* @__PURE__ */ new Date()).toISOString()
		}
	};
}
// packages/engine/src/timestamp/stamp-bundle.ts
function looksLikeBundle(head) {
	const text = new TextDecoder("latin1").decode(head);
	return /^\s*\{/.test(text) && /dev\.sigstore\.bundle|"dsseEnvelope"|"messageSignature"/.test(text);
}
async function stampBundle(path, target, stamping) {
	const before = await readBundleFile(path);
	const { signature, certificate } = contentOf(before);
	const json = JSON.parse(new TextDecoder().decode(before));
	const tokens = tokensIn(json);
	parseTimestamps(tokens, signature);
	if (certificate && tokens.length === 0) assertCertificateInTime(certificate);
	const changed = await stamping.change(signature, tokens);
	const after = changed ? utf8(`${JSON.stringify(withTokens(json, changed))}\n`) : before;
	const written = contentOf(after);
	const timestamps = authorityFacts(withRenewals(parseTimestamps(tokensIn(JSON.parse(new TextDecoder().decode(after))), written.signature)));
	if (changed || target !== path) await writeFileDurable(target, after);
	return {
		signature: {
			signer: certificate && certificateFacts(parseCertificate(certificate)).subject,
			timestamps
		},
		before,
		after
	};
}
function contentOf(bytes) {
	const bundle = parseFileBundle(bytes);
	switch (bundle.kind) {
		case "key":
			if (bundle.hint === "" && !new TextDecoder().decode(bytes).includes("\"mediaType\"")) throw new AttestError("BUNDLE_UNSUPPORTED", "a bare envelope has no place for timestamps: give the bundle");
			return {
				signature: bundle.envelope.signature,
				certificate: null
			};
		case "message": return {
			signature: bundle.message.signature,
			certificate: null
		};
		case "certificate": {
			const { content, material } = bundle;
			const { signature } = content.kind === "envelope" ? content.envelope : content.message;
			return {
				signature,
				certificate: material.certificate
			};
		}
	}
}
function tokensIn(json) {
	const { timestampVerificationData: data } = json.verificationMaterial;
	return (isJsonObject(data) && Array.isArray(data.rfc3161Timestamps) ? data.rfc3161Timestamps : []).map((one) => tokenIn(fromBase64(one.signedTimestamp)));
}
function tokenIn(response) {
	const cursor = new DerCursor(parseDer(response, "TimeStampResp"), "TimeStampResp");
	cursor.take("status");
	return cursor.take("timeStampToken").bytes;
}
function withTokens(json, tokens) {
	const granted = encodeSequence(encodeInteger(0));
	const rfc3161Timestamps = tokens.map((token) => ({ signedTimestamp: toBase64(encodeSequence(granted, token)) }));
	const material = json.verificationMaterial;
	return {
		...json,
		verificationMaterial: {
			...material,
			timestampVerificationData: { rfc3161Timestamps }
		}
	};
}
// packages/engine/src/timestamp/timestamp-files.ts
async function timestampFiles(options) {
	const context = await openContext(options);
	const { files, images } = await divideOperands(options.files, context.cwd);
	const hasFiles = files.length > 0 || images.length === 0;
	const inPlace = options.out === void 0;
	const plans = hasFiles ? await planFiles(context, {
		files,
		out: options.out,
		inPlace
	}) : [];
	await using keys = new KeyRing(context);
	const choice = options.timestamp ?? "configured";
	const timestamper = await openTimestamper(context, keys, choice, options.timestampQuorum);
	const done = hasFiles ? [await timestampEach({
		context,
		options,
		timestamper
	}, keys, plans)] : [];
	if (images.length > 0) {
		const { timestampImages } = await import("./engine98.js");
		done.push(await timestampImages(context, {
			...options,
			files: images
		}, timestamper));
	}
	return joinOutcomes(done);
}
async function timestampEach(shared, keys, plans) {
	const { context, options } = shared;
	let opened = null;
	const attestationKey = () => {
		if (!context.config.keys.attestation) throw new EngineError("ATTESTATION_KEY_MISSING", "the record must be made anew, and keys.attestation is not configured");
		opened ??= keys.statePolicy().then(() => keys.openStatements("attestation", null));
		return opened;
	};
	const work = {
		...shared,
		attestationKey
	};
	const results = await concurrently(plans, options.concurrency ?? 4, async (plan) => {
		try {
			if (isRefused(plan)) throw plan.error;
			return await timestampFile(work, plan);
		} catch (error) {
			const known = asChanceryError(error);
			return {
				error: known,
				failure: failureOf(known, plan.path)
			};
		}
	});
	const failures = results.filter((result) => "error" in result);
	return {
		report: {
			version: 1,
			files: results.filter((result) => !("error" in result)),
			failed: failures.map(({ failure }) => failure)
		},
		exitCode: failures[0]?.error.exitCode ?? 0
	};
}
async function timestampFile(work, plan) {
	const { context, options, timestamper } = work;
	await recoverInterrupted(plan.absolute);
	await using source = await openFileSource(plan.absolute, { signal: context.signal });
	const target = resolve(context.cwd, plan.target);
	if (looksLikeBundle(await source.read(0, Math.min(4096, source.size)))) {
		const stamping = new Stamping(timestamper, options.renew ?? false, "several", context.signal);
		const { signature, before, after } = await stampBundle(plan.absolute, target, stamping);
		const digest = {
			before: { sha256: sha256(before) },
			after: { sha256: sha256(after) }
		};
		const { path, target: out } = plan;
		return {
			path,
			out,
			signature: null,
			format: "bundle",
			...outcome(stamping),
			digest,
			signatures: [signature],
			bundle: null
		};
	}
	const found = await find(context, {}, source, plan.absolute);
	const embedded = found.format?.sideFileSuffix === null && (await inspectArtifact(source, found.format)).length > 0;
	const format = embedded ? found.format : formats.get("blob");
	await using sideFile = embedded || found.sideFile === null ? null : await openFileSource(found.sideFile);
	return await stampSignatures(work, plan, format, source, sideFile);
}
async function stampSignatures({ context, options, timestamper, attestationKey }, plan, format, source, sideFile) {
	const { signal } = context;
	const target = resolve(context.cwd, plan.target);
	const reports = await inspectArtifact(source, format, sideFile);
	assertStampable(reports, source.name);
	const stamping = new Stamping(timestamper, options.renew ?? false, format.timestampRoom ?? "several", signal);
	const embedding = await format.retimestamp?.(source, sideFile, stamping.change) ?? null;
	const before = {
		file: await digestOf(source),
		sideFile: sideFile && await digestOf(sideFile)
	};
	const hasRecord = await exists(plan.absolute + RECORD_SUFFIX);
	const entry = {
		path: plan.path,
		out: plan.target,
		signature: format.sideFileSuffix && plan.target + format.sideFileSuffix,
		format: format.id,
		...outcome(stamping)
	};
	if (!embedding) {
		if (options.out !== void 0) await copySigned(source, target, {
			signature: format.sideFileSuffix,
			record: hasRecord
		});
		const digest = {
			before: { sha256: before.file },
			after: { sha256: before.file }
		};
		const bundle = hasRecord ? plan.target + RECORD_SUFFIX : null;
		return {
			...entry,
			digest,
			signatures: signaturesOf(reports),
			bundle
		};
	}
	const suffixes = options.attest === false ? [] : await recordsBeside(plan.absolute);
	if (embedding.content !== null) await assertNothingBreaks(plan.absolute);
	const key = suffixes.length > 0 ? await attestationKey() : null;
	const written = await fileOutput({
		source,
		target
	}).write(embedding, signal);
	try {
		const checked = await check(written, format, reports, timestamper);
		const after = {
			file: await digestOf(written.source),
			sideFile: written.sideFile && await digestOf(written.sideFile)
		};
		const timestamps = checked[0]?.timestamps ?? [];
		const records = key ? await restate(plan.absolute, suffixes, key, {
			before,
			after,
			timestamps
		}, target, signal) : [];
		await written.commit(records);
		const digest = {
			before: { sha256: before.file },
			after: { sha256: after.file }
		};
		const bundle = records.some(({ suffix }) => suffix === ".sigstore.json") ? plan.target + RECORD_SUFFIX : null;
		return {
			...entry,
			digest,
			signatures: signaturesOf(checked),
			bundle
		};
	} catch (error) {
		await written.discard();
		throw error;
	}
}
function assertStampable(reports, name) {
	if (reports.length === 0) {
		const code = "NOT_SIGNED";
		throw new VerificationError({
			code,
			message: `${name} carries no signature`,
			howToFix: CORE_ERRORS[code].howToFix
		}, []);
	}
	for (const { fault, signer, timestamps } of reports) {
		if (fault) throw new VerificationError(fault, []);
		if (signer && timestamps.length === 0) assertInTime(new Date(signer.notAfter), signer.subject);
	}
}
async function check({ source, sideFile }, format, before, { quorum = 1 }) {
	const after = await inspectArtifact(source, format, sideFile);
	if (after.length === before.length && after.every(({ fault, signer, timestamps }, index) => {
		const old = before[index];
		const wanted = old.timestamps.length === 0 ? quorum : old.timestamps.length;
		return fault === null && signer?.sha256 === old.signer?.sha256 && timestamps.length >= wanted;
	})) return after;
	throw new CoreError("SELF_CHECK_FAILED", "what was written does not verify, or lacks a timestamp");
}
function outcome({ action, failures }) {
	return {
		action,
		...failures.length > 0 && { timestampFailures: failures }
	};
}
function signaturesOf(reports) {
	return reports.map(({ signer, timestamps }) => ({
		signer: signer?.subject ?? null,
		timestamps
	}));
}
async function digestOf(source) {
	const [digest] = await source.digest([wholeDigest(source, "sha256")]);
	return toHex(digest);
}
function sha256(bytes) {
	return createHash("sha256").update(bytes).digest("hex");
}
export { timestampFiles };
