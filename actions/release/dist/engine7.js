import { c as fileOutput, h as prepareLanes, m as openFileSource, n as EngineError, o as recoverInterrupted, r as readBytes, s as planOutputs } from "./engine2.js";
import { I as ChanceryError, L as CoreError, a as signArtifact, h as allowLocal, i as prepare, o as inspectArtifact, t as digestOf, u as wholeDigest, w as toHex, y as equalBytes } from "./core.js";
import { i as detectFormat, n as divideOperands, t as formats } from "./engine3.js";
import { _ as PROVENANCE_TYPE, b as failureOf, c as verifyKeyBundle, h as parseBundle, i as signingRecord, n as requestDigest, o as assertSubject, p as MAX_BUNDLE_BYTES, r as signStatement, v as concurrently, x as joinOutcomes, y as asChanceryError } from "./attest.js";
import { a as exists, i as withModule, n as openContext } from "./engine4.js";
import { a as absolutePath, c as namedKey, i as VERSION, o as chooseKeys, t as openRuns, u as KeyRing } from "./engine5.js";
import { H as parseCertificate, z as certificateFacts } from "./codec.js";
import { c as PROVENANCE_SUFFIX, l as RECORD_SUFFIX, n as expandInputs, r as isRefused } from "./engine6.js";
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
		const { prepareImages } = await import("./engine13.js");
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
// packages/engine/src/operations/shared-options.ts
const CONFIG = {
	name: "config",
	kind: "text",
	value: "FILE",
	help: "chancery.yaml to use; by default the nearest from the current folder upwards",
	env: "CHANCERY_CONFIG",
	guard: true
};
const JSON_FLAG = {
	name: "json",
	kind: "flag",
	help: "one JSON object on stdout",
	terminalOnly: true
};
const KEY = {
	name: "key",
	kind: "text",
	value: "NAME|URI",
	help: "a key of chancery.yaml, or a pkcs11: URI (RFC 7512)",
	env: "CHANCERY_KEY",
	guard: true
};
const MODULE = {
	name: "module",
	kind: "text",
	value: "FILE",
	help: "the HSM vendor's PKCS#11 module",
	env: "CHANCERY_MODULE"
};
const CONCURRENCY = {
	name: "concurrency",
	kind: "number",
	value: "N",
	help: "files at once"
};
const SIGNATURE = {
	name: "signature",
	kind: "text",
	value: "FILE",
	help: "the detached signature of the file; by default NAME.p7s beside it"
};
const ALLOW_HTTP_REGISTRY = {
	name: "allow-http-registry",
	kind: "flag",
	help: "images: also registries elsewhere that have no HTTPS; on this machine plain HTTP needs no flag"
};
const CERTIFICATE = {
	name: "certificate",
	kind: "text",
	value: "FILE",
	help: "the key's certificate and its issuers, PEM",
	env: "CHANCERY_CERTIFICATE"
};
const TIMESTAMP = {
	name: "timestamp",
	kind: "list",
	value: "URL",
	input: "timestamp-urls",
	help: "timestamp authority (RFC 3161); several are tried in order",
	env: "CHANCERY_TIMESTAMP_URLS"
};
const NO_TIMESTAMP = {
	name: "no-timestamp",
	kind: "flag",
	help: "leave signatures that end with their certificate"
};
const TRUST = {
	name: "trust",
	kind: "list",
	value: "FILE",
	help: "PEM certificates or public key, or trusted_root.json, to trust",
	env: "CHANCERY_TRUST"
};
const TIMESTAMP_TRUST = {
	name: "timestamp-trust",
	kind: "list",
	value: "FILE",
	help: "anchors of timestamp authorities; --trust by default"
};
({ ...KEY });
({ ...CONCURRENCY });
// packages/engine/src/operations/choices.ts
const FORMAT_IDS = [
	"authenticode-pe",
	"powershell",
	"jar",
	"script",
	"blob"
];
const DIGEST_NAMES = [
	"sha256",
	"sha384",
	"sha512"
];
const OCI_FORMATS = [
	"bundle",
	"cosign",
	"notary-jws",
	"notary-cose"
];
const IF_SIGNED = [
	"keep",
	"append",
	"replace",
	"error"
];
const REQUIREMENTS = [
	"timestamp",
	"attestation",
	"provenance",
	"log",
	"strong"
];
({ ...KEY });
({ ...KEY });
({ ...KEY });
({ ...KEY });
// packages/engine/src/operations/release.ts
const RELEASE = {
	name: "release",
	summary: "Make the release that a manifest declares: sign, checksum, record, and verify all of it",
	gate: true,
	operands: "[MANIFEST]",
	options: [
		{
			...KEY,
			help: "the release's key: of chancery.yaml, or a pkcs11: URI; the manifest's by default"
		},
		MODULE,
		CERTIFICATE,
		{
			name: "version-name",
			kind: "text",
			value: "VERSION",
			help: "the release's version, in place of the manifest's",
			env: "CHANCERY_RELEASE_VERSION"
		},
		{
			name: "previous",
			kind: "text",
			value: "FILE",
			help: "a former release's record: show what came, went, changed"
		},
		TIMESTAMP,
		NO_TIMESTAMP,
		TRUST,
		TIMESTAMP_TRUST,
		CONCURRENCY,
		{
			name: "dry-run",
			kind: "flag",
			help: "show what would be done, write nothing"
		},
		CONFIG,
		JSON_FLAG
	],
	examples: [
		["chancery release", "release.yaml in the current folder; run it again after an interruption: it does the rest"],
		["chancery release --version-name 1.4.0 --dry-run", "the plan, and everything that is wrong with it"],
		["chancery release --previous 1.3.0/SHA256SUMS.release.sigstore.json --json", "what came, went and changed since then"]
	]
};
// packages/engine/src/operations/sign.ts
const SIGN = {
	name: "sign",
	summary: "Sign files and images in their native formats, with a key in an HSM, and leave a record of each",
	operands: "FILE|IMAGE...",
	options: [
		{
			...KEY,
			help: `${KEY.help}; may be left out where every file has a --key-for`
		},
		{
			name: "key-for",
			kind: "list",
			value: "PATTERN=KEY",
			guard: true,
			help: "PATTERN=KEY: sign the files that the path, folder or glob means with this key; of several the first decides"
		},
		{
			name: "out",
			kind: "text",
			value: "DIR",
			help: "write signed copies to DIR; this or --in-place"
		},
		{
			name: "in-place",
			kind: "flag",
			help: "sign the files themselves; a crash leaves the old file or the new"
		},
		MODULE,
		CERTIFICATE,
		{
			name: "format",
			kind: "text",
			value: "ID",
			choices: FORMAT_IDS,
			help: "sign as this format; blob: a detached signature for files of no known kind"
		},
		{
			name: "append",
			kind: "flag",
			guard: true,
			help: "keep the signatures that are there"
		},
		{
			name: "if-signed",
			kind: "text",
			value: "WHAT",
			choices: IF_SIGNED,
			guard: true,
			help: "replace (the default), append, error, or keep what this key has signed and recorded already"
		},
		{
			name: "digest",
			kind: "text",
			value: "NAME",
			choices: DIGEST_NAMES,
			guard: true,
			help: "digest; by default the key's own"
		},
		{
			name: "description",
			kind: "text",
			value: "TEXT",
			help: "what the program is called (Authenticode)"
		},
		{
			name: "url",
			kind: "text",
			value: "URL",
			help: "where to read about it (Authenticode)"
		},
		TIMESTAMP,
		NO_TIMESTAMP,
		{
			name: "oci-format",
			kind: "list",
			value: "KIND",
			choices: OCI_FORMATS,
			help: "images: bundle (the default), cosign (its classic tag), notary-jws, notary-cose; one or several"
		},
		{
			name: "recursive",
			kind: "flag",
			guard: true,
			help: "images: sign what an index names, too"
		},
		{
			name: "annotation",
			kind: "list",
			value: "NAME=VALUE",
			help: "images: signed with them"
		},
		ALLOW_HTTP_REGISTRY,
		{
			name: "attest",
			kind: "switch",
			help: "leave a signing record beside each file"
		},
		CONCURRENCY,
		{
			name: "dry-run",
			kind: "flag",
			guard: true,
			help: "check everything up to the signature, write nothing"
		},
		CONFIG,
		JSON_FLAG
	],
	examples: [
		["chancery sign dist/app.exe --key release --out signed", "one file, to signed/app.exe"],
		["chancery sign 'dist/**' '!**/*.map' --key release --in-place", "everything below dist, mixed formats, one login"],
		["chancery sign 'dist/**' --key release --key-for 'dist/*.msi=installer' --out signed", "installers with a key of their own"],
		["chancery sign app.jar --key 'pkcs11:token=ci;object=release' --module /usr/lib/softhsm/libsofthsm2.so --out signed", "without a chancery.yaml; the PIN comes from CHANCERY_PIN"],
		["chancery sign 'dist/**' --key release --out signed --if-signed keep", "once more, after an interruption: only the rest"],
		["chancery sign oci://registry.example.com/team/app:1.2 --key release", "an image, as `cosign verify --key` takes it"],
		["chancery sign oci://registry.example.com/team/app:1.2 --key release --oci-format bundle --oci-format notary-jws --recursive", "for cosign and notation, and each platform of it"],
		["chancery sign tool.tar.gz --format blob --key release --out signed", "a detached signature: tool.tar.gz.p7s"]
	]
};
export { copySigned as _, REQUIREMENTS as a, CONFIG as c, TIMESTAMP_TRUST as d, TRUST as f, signaturesOf as g, formatFor as h, OCI_FORMATS as i, JSON_FLAG as l, signPlanned as m, RELEASE as n, ALLOW_HTTP_REGISTRY as o, signFiles as p, FORMAT_IDS as r, CONCURRENCY as s, SIGN as t, SIGNATURE as u };
