import { n as openContext, r as variable } from "./engine7.js";
import { r as resolveKey, t as KeyRing } from "./engine8.js";
import { a as SIGNATURE_SUFFIX, i as SBOM_SUFFIX, n as PROVENANCE_SUFFIX, r as RECORD_SUFFIX } from "./engine13.js";
import { p as FilesError } from "./files2.js";
import { n as failureOf, r as failuresOf } from "./engine15.js";
import { t as readTrust } from "./engine36.js";
import { a as planOutputs, c as expandFiles, d as lockFolder, i as recoverInterrupted, p as openFileSource, r as writeFileDurable, t as readBytes } from "./files.js";
import { n as EngineError, t as ENGINE_ERRORS } from "./engine3.js";
import { t as concurrently } from "./engine17.js";
import { t as canonicalJson } from "./codec2.js";
import { n as signOpened, r as openImageRun } from "./engine37.js";
import { n as signPlanned, r as formatFor } from "./engine21.js";
import { I as ChanceryError, L as CoreError, S as fromUtf8, T as utf8, m as VerificationError, u as wholeDigest, w as toHex, y as equalBytes } from "./core.js";
import { r as parseYaml, t as exists } from "./engine5.js";
import { r as signAndLog, u as parseBundle } from "./attest3.js";
import { t as readPredicate } from "./engine23.js";
import { o as MAX_SUBJECTS } from "./attest2.js";
import { a as RELEASE_SUFFIXES, o as releaseRecordSuffix, t as OWN_SIDE_FILES } from "./engine14.js";
import { n as statementOf, r as verifyKeyBundle } from "./attest4.js";
import { a as ImageStore, c as parseReference, l as RegistryError } from "./engine27.js";
import { t as VERSION$1 } from "./engine16.js";
import "./codec.js";
import { t as readBundleFile } from "./engine19.js";
import { i as signaturesOf, o as copySigned, s as openRuns$1 } from "./engine18.js";
import { n as find, t as verifyFiles } from "./engine39.js";
import { i as isObject, o as suggestion, r as MemberReader } from "./engine4.js";
import { a as OCI_FORMATS, i as FORMAT_IDS } from "./engine22.js";
import { n as readSubjects } from "./engine25.js";
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
// packages/engine/src/release/folder.ts
function isWithin(path, folder) {
	const way = relative(folder, path);
	return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
function nameIn(folder, path) {
	return relative(folder, path).replaceAll(sep, "/");
}
async function everythingIn(folder) {
	try {
		return (await readdir(folder, {
			withFileTypes: true,
			recursive: true
		})).filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name)).sort();
	} catch (cause) {
		if (cause.code === "ENOENT") return [];
		throw new FilesError("IO_FAILED", `${folder} cannot be listed`, {
			cause,
			details: { path: folder }
		});
	}
}
async function lockOutput(out, signal) {
	const locking = await lockFolder(out, { signal });
	if (locking.kind === "locked") return locking.lock;
	const { holder } = locking;
	const who = holder ? `process ${holder.pid} on ${holder.host}, since ${holder.since}` : "another process";
	throw new EngineError("RELEASE_OUTPUT_BUSY", `${out} is being released to by ${who}`, { details: {
		out,
		host: holder?.host ?? null,
		pid: holder?.pid ?? null,
		since: holder?.since ?? null
	} });
}
// packages/engine/src/release/make-images.ts
const AT_ONCE$1 = 16;
async function makeImages({ plan, runs }) {
	const made = await concurrently(plan.images, AT_ONCE$1, async ({ entry, name, opened }) => {
		const { reference: path, signing } = entry;
		const recorded = {
			path,
			out: `oci://${name}`,
			action: "recorded",
			key: null,
			signatures: []
		};
		if (!signing || !opened) return {
			path,
			image: recorded,
			error: null
		};
		const run = runs.ofImage(signing);
		const { files: signatures, error } = await signOpened(run, opened);
		const action = signatures.every((one) => one.action === "kept") ? "kept" : "signed";
		return {
			path,
			image: {
				...recorded,
				action,
				key: run.key.info.name,
				signatures
			},
			error
		};
	});
	return {
		images: made.flatMap(({ image, error }) => error ? [] : [image]),
		...failuresOf(made)
	};
}
// packages/engine/src/release/plan-images.ts
const AT_ONCE = 16;
async function planImages(context, entries, access, refusals) {
	if (entries.length === 0) return [];
	const store = await ImageStore.of(context, access);
	const planned = await concurrently(entries, AT_ONCE, async (entry) => {
		const { reference, repository, digest, signing } = entry;
		if (signing === null) return {
			entry,
			name: `${repository}@${digest}`,
			opened: null
		};
		try {
			const opened = await store.open(reference);
			return {
				entry,
				name: `${repository}@${opened.manifest.digest}`,
				opened
			};
		} catch (error) {
			if (error instanceof ChanceryError) return {
				path: reference,
				error
			};
			throw error;
		}
	});
	refusals.push(...planned.filter((one) => "error" in one));
	const images = planned.filter((one) => !("error" in one));
	for (const [name, same] of Map.groupBy(images, (image) => image.name)) if (same.length > 1) refusals.push(twice$1(name, same));
	return images;
}
function twice$1(name, same) {
	const places = same.map(({ entry }) => entry.at).join(" and ");
	return {
		path: null,
		error: new EngineError("RELEASE_IMAGE_TWICE", `${name} is declared by ${places}`)
	};
}
// packages/engine/src/release/refusal.ts
const MOST_NAMED = 20;
function refusalOver(code, what, names) {
	const named = names.slice(0, MOST_NAMED);
	const rest = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
	const message = `${what}: ${named.join(", ")}${rest}`;
	return {
		path: null,
		error: new EngineError(code, message, { details: { names: named } })
	};
}
// packages/engine/src/release/select.ts
async function selectFiles(manifest, cwd) {
	const { input } = manifest;
	if (!await exists(input)) return {
		selected: [],
		refusals: [{
			path: null,
			error: new FilesError("FILE_NOT_FOUND", `input: there is no folder ${relative(cwd, input)}`)
		}]
	};
	const refusals = [];
	const selected = /* @__PURE__ */ new Map();
	for (const entry of manifest.entries) {
		const found = await matching(entry.paths, input);
		refusals.push(...found.refusals, ...countRefusals(entry, found));
		for (const match of found.files) {
			const file = {
				...match,
				path: relative(cwd, match.absolute)
			};
			const other = selected.get(file.absolute)?.entry;
			if (other) refusals.push(twice(file, other, entry));
			else selected.set(file.absolute, {
				entry,
				file
			});
		}
	}
	const ignored = await matching(manifest.ignore, input);
	refusals.push(...ignored.refusals);
	const sboms = manifest.entries.flatMap(({ sbom }) => sbom === null ? [] : [sbom]);
	const declared = /* @__PURE__ */ new Set([
		...selected.keys(),
		...ignored.files.map(({ absolute }) => absolute),
		...sboms,
		manifest.path
	]);
	const undeclared = (await everythingIn(input)).filter((path) => !isDeclared(path, declared));
	if (undeclared.length > 0) {
		const names = undeclared.map((path) => nameIn(input, path));
		refusals.push(refusalOver("RELEASE_FILES_UNDECLARED", `no entry declares ${names.length} of ${relative(cwd, input)}`, names));
	}
	return {
		selected: [...selected.values()],
		refusals
	};
}
function isDeclared(path, declared) {
	if (declared.has(path)) return true;
	return OWN_SIDE_FILES.some((suffix) => path.endsWith(suffix) && declared.has(path.slice(0, -suffix.length)));
}
const NO_MATCH = ["NOTHING_MATCHED", "FILE_NOT_FOUND"];
async function matching(patterns, folder) {
	const excluded = patterns.filter((pattern) => pattern.startsWith("!"));
	const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
	const files = /* @__PURE__ */ new Map();
	const unmatched = wanted.length === 0 ? [...excluded] : [];
	const refusals = [];
	for (const pattern of wanted) try {
		for (const file of await expandFiles([pattern, ...excluded], {
			cwd: folder,
			sideFileSuffixes: OWN_SIDE_FILES
		})) if (isWithin(file.absolute, folder)) files.set(file.absolute, file);
		else refusals.push({
			path: null,
			error: outside(pattern)
		});
	} catch (error) {
		if (!(error instanceof FilesError) || error.family === "environment") throw error;
		if (NO_MATCH.includes(error.code)) unmatched.push(pattern);
		else refusals.push({
			path: null,
			error
		});
	}
	return {
		files: [...files.values()],
		unmatched,
		refusals
	};
}
function countRefusals({ at, min, max }, { files, unmatched }) {
	const refuse = (what, names) => [refusalOver("RELEASE_FILE_COUNT", `${at}: ${what}`, names)];
	if (min > 0 && unmatched.length > 0) return refuse("nothing matches", unmatched);
	if (files.length >= min && files.length <= (max ?? files.length)) return [];
	const declared = min === max ? `${min}` : max === null ? `at least ${min}` : `${min} to ${max}`;
	return refuse(`${files.length} file${files.length === 1 ? "" : "s"} where ${declared} ${declared === "1" ? "is" : "are"} declared`, files.length === 0 ? ["none"] : files.map(({ path }) => path));
}
function twice({ path }, one, other) {
	return {
		path,
		error: new EngineError("RELEASE_FILE_TWICE", `${path} is declared by ${one.at} and by ${other.at}`)
	};
}
function outside(pattern) {
	return new EngineError("MANIFEST_INVALID", `${JSON.stringify(pattern)} leads out of the input folder`);
}
// packages/engine/src/release/plan.ts
const SUBJECTS_OF_RECORD = MAX_SUBJECTS - 1;
const FILES_AT_ONCE$3 = 4;
async function planRelease(context, manifest, access) {
	const { selected, refusals: unselected } = await selectFiles(manifest, context.cwd);
	const refusals = [...unselected];
	const records = Math.max(1, Math.ceil((selected.length + manifest.images.length) / SUBJECTS_OF_RECORD));
	if (records > 64) return {
		plan: null,
		refusals: [...refusals, {
			path: null,
			error: tooLarge(selected.length)
		}]
	};
	const images = await planImages(context, manifest.images, access, refusals);
	const sboms = await readSboms(context, manifest, refusals);
	const outputs = await planFiles(manifest, selected, context.cwd, refusals);
	const found = await concurrently(outputs, FILES_AT_ONCE$3, async ({ entry, output }) => formatOf(output, entry));
	refusals.push(...found.flatMap(({ refusal }) => refusal ?? []));
	const items = await concurrently(outputs, FILES_AT_ONCE$3, async ({ entry, output }, index) => {
		const format = found[index]?.format ?? null;
		const name = output.relative;
		return {
			entry,
			output,
			name,
			target: join(manifest.out, name),
			format,
			hasSignatureFile: format ? format.sideFileSuffix !== null : await exists(output.absolute + SIGNATURE_SUFFIX),
			sbom: entry.sbom === null ? null : sboms.get(entry.sbom) ?? null
		};
	});
	items.sort((one, other) => one.name < other.name ? -1 : 1);
	const checksums = join(manifest.out, manifest.checksums);
	const suffixes = Array.from({ length: records }, (_, index) => releaseRecordSuffix(index + 1));
	const expected = /* @__PURE__ */ new Set([...items.flatMap(namesOf), ...namesBeside(manifest.checksums, suffixes)]);
	refusals.push(...await foreignRefusals(manifest.out, expected, context.cwd));
	const plan = {
		manifest,
		items,
		images,
		checksums,
		records: suffixes.map((suffix) => checksums + suffix)
	};
	return {
		plan: refusals.length > 0 ? null : plan,
		refusals
	};
}
function namesOf({ name, entry, hasSignatureFile, sbom }) {
	return [
		name,
		...hasSignatureFile ? [name + SIGNATURE_SUFFIX] : [],
		...entry.signedBy ? [] : [name + RECORD_SUFFIX, name + PROVENANCE_SUFFIX],
		...sbom ? [name + SBOM_SUFFIX] : []
	];
}
function namesBeside(checksums, suffixes) {
	return [
		"",
		SIGNATURE_SUFFIX,
		RECORD_SUFFIX,
		PROVENANCE_SUFFIX,
		...suffixes
	].map((suffix) => checksums + suffix);
}
async function planFiles(manifest, selected, cwd, refusals) {
	const files = selected.map(({ entry, file }) => ({
		...file,
		relative: join(entry.out, file.relative)
	}));
	const reserved = new Set(namesBeside(manifest.checksums, RELEASE_SUFFIXES));
	for (const { path, relative: name } of files) if (reserved.has(name)) refusals.push({
		path,
		error: collision(`${path} would be written to the release's own ${name}`)
	});
	const suffixes = [
		SIGNATURE_SUFFIX,
		RECORD_SUFFIX,
		PROVENANCE_SUFFIX,
		SBOM_SUFFIX
	];
	try {
		return planOutputs(files, {
			kind: "folder",
			folder: manifest.out
		}, suffixes).map((plan, index) => {
			const output = {
				...plan,
				relative: slashed(plan.relative),
				target: relative(cwd, plan.target)
			};
			return {
				entry: selected[index].entry,
				output
			};
		});
	} catch (error) {
		if (!(error instanceof FilesError) || error.family === "environment") throw error;
		refusals.push({
			path: null,
			error
		});
		return [];
	}
}
async function formatOf(output, { format, signedBy }) {
	if (signedBy) return {};
	try {
		await using source = await openFileSource(output.absolute);
		return { format: await formatFor(source, format) };
	} catch (error) {
		return { refusal: {
			path: output.path,
			error: caught(error)
		} };
	}
}
async function readSboms(context, { entries }, refusals) {
	const sboms = /* @__PURE__ */ new Map();
	for (const sbom of new Set(entries.flatMap((entry) => entry.sbom ?? []))) try {
		sboms.set(sbom, await readPredicate(context, { sbom }));
	} catch (error) {
		refusals.push({
			path: relative(context.cwd, sbom),
			error: caught(error)
		});
	}
	return sboms;
}
async function foreignRefusals(out, expected, cwd) {
	const foreign = (await everythingIn(out)).map((path) => nameIn(out, path)).filter((name) => !expected.has(name) && !TEMPORARY.test(name));
	if (foreign.length === 0) return [];
	return [refusalOver("RELEASE_OUTPUT_FOREIGN", `${relative(cwd, out)} holds what is not of this release`, foreign)];
}
const TEMPORARY = /(?:^|\/)\.[^/]*\.chancery-[^/]*\.tmp$/;
function caught(error) {
	if (error instanceof ChanceryError && error.family !== "environment") return error;
	throw error;
}
function tooLarge(count) {
	return new EngineError("RELEASE_TOO_LARGE", `${count} files, ${64 * SUBJECTS_OF_RECORD} at most`);
}
function collision(message) {
	return new FilesError("OUTPUT_COLLISION", message);
}
function slashed(path) {
	return path.replaceAll(sep, "/");
}
// packages/engine/src/release/checksums.ts
const FILES_AT_ONCE$2 = 4;
async function writeChecksums(context, plan) {
	const { out } = plan.manifest;
	const names = new Set(plan.items.flatMap(namesOf));
	const there = (await everythingIn(out)).map((path) => nameIn(out, path)).filter((name) => names.has(name));
	const lines = await concurrently(there.sort(), FILES_AT_ONCE$2, async (name) => line(name, await sha256Of(context, join(out, name))));
	const text = utf8(lines.join(""));
	const old = await exists(plan.checksums) ? await readBytes(plan.checksums) : null;
	if (!old || !equalBytes(old, text)) await writeFileDurable(plan.checksums, text);
	return sha256Of(context, plan.checksums);
}
async function sha256Of(context, path) {
	await using source = await openFileSource(path, { signal: context.signal });
	const [digest] = await source.digest([wholeDigest(source, "sha256")]);
	return toHex(digest);
}
const ESCAPES = {
	"\\": "\\\\",
	"\n": "\\n",
	"\r": "\\r"
};
function line(name, sha256) {
	const escaped = name.replace(/[\\\n\r]/g, (character) => ESCAPES[character]);
	return `${escaped === name ? "" : "\\"}${sha256}  ${escaped}\n`;
}
// packages/engine/src/release/record.ts
const RELEASE_TYPE = "https://in-toto.io/attestation/release/v0.1";
function releaseStatements(plan, files, images, checksums, identity) {
	const { manifest, records } = plan;
	const { name, version, purl, packageId } = manifest;
	const members = [...[...files].map(fileMember), ...plan.images.map((image, index) => imageMember(image, images[index]?.key ?? null))];
	const sums = {
		name: manifest.checksums,
		digest: { sha256: checksums }
	};
	return records.map((_, index) => {
		const own = members.slice(index * SUBJECTS_OF_RECORD, (index + 1) * SUBJECTS_OF_RECORD);
		const details = {
			name,
			version,
			manifest: {
				name: basename(manifest.path),
				sha256: manifest.sha256
			},
			record: {
				index: index + 1,
				count: records.length
			},
			checksums: {
				path: manifest.checksums,
				sha256: checksums
			},
			files: own.flatMap(({ file }) => file ?? []),
			images: own.flatMap(({ image }) => image ?? []),
			identity,
			tool: {
				name: "chancery",
				version: VERSION$1
			},
			recordedAt: (/* @__PURE__ */ new Date()).toISOString()
		};
		const predicate = {
			purl,
			...packageId !== null && { packageId },
			chancery_release: details
		};
		return {
			subjects: [sums, ...own.map(({ subject }) => subject)],
			predicateType: RELEASE_TYPE,
			predicate
		};
	});
}
function releaseEssence(predicate) {
	const { chancery_release: details, ...rest } = Object(predicate);
	const { identity: _, tool: __, recordedAt: ___, ...lasting } = Object(details);
	return {
		...rest,
		chancery_release: lasting
	};
}
function fileMember([path, { format, digest, key, certificate }]) {
	const { subject, sha256 } = certificate;
	return {
		subject: {
			name: path,
			digest: { sha256: digest.after?.sha256 ?? "" }
		},
		file: {
			path,
			format,
			before: digest.before.sha256,
			key,
			signer: {
				subject,
				sha256
			}
		}
	};
}
function imageMember({ entry: { tag, signing }, name }, key) {
	const formats = (signing?.formats ?? []).map((format) => `oci-${format}`);
	return {
		subject: {
			name,
			digest: { sha256: name.slice(-64) }
		},
		image: {
			name,
			tag,
			key,
			formats
		}
	};
}
// packages/engine/src/release/statement-file.ts
async function writeStatement(path, statement, key, essence = (predicate) => predicate, signal) {
	const found = await readStatement(path, statement.subjects[0]?.digest ?? {}, key.info.publicKey);
	if (found && textOf$1(found, essence) === textOf$1(statement, essence)) return;
	await writeFileDurable(path, (await signAndLog(statement, key, path, signal)).bytes);
}
function textOf$1({ subjects, predicateType, predicate }, essence) {
	const statement = {
		subjects,
		predicateType,
		predicate: essence(predicate)
	};
	return canonicalJson(JSON.parse(JSON.stringify(statement)));
}
async function readStatement(path, digest, publicKey) {
	try {
		const bundle = parseBundle(await readBundleFile(path));
		return bundle.kind === "key" ? verifyKeyBundle(bundle, [publicKey], digest).statement : null;
	} catch (error) {
		if (error instanceof ChanceryError && error.family !== "environment") return null;
		throw error;
	}
}
// packages/engine/src/release/third-party.ts
async function thirdPartyRefusals(common, items, pathOf) {
	const refusals = [];
	for (const [{ signedBy }, ofEntry] of byEntry(items)) {
		const { trust, subjects, issuers, keys, sans } = signedBy;
		const expected = {
			trust,
			signerSubjects: subjects,
			signerIssuers: issuers,
			signerKeys: keys,
			signerSans: sans
		};
		const { report } = await verifyFiles({
			...common,
			...expected,
			files: ofEntry.map(pathOf)
		});
		for (const [index, { verdict, code, message, howToFix }] of report.files.entries()) {
			if (verdict === "verified") continue;
			const fault = {
				code: code ?? "",
				message: message ?? "",
				howToFix: howToFix ?? ""
			};
			refusals.push({
				path: ofEntry[index].output.path,
				error: new VerificationError(fault, [])
			});
		}
	}
	return refusals;
}
function byEntry(items) {
	return Map.groupBy(items.filter(({ entry }) => entry.signedBy !== null), ({ entry }) => entry);
}
async function describeThirdParty(context, item) {
	const { output, hasSignatureFile } = item;
	await using source = await openFileSource(output.absolute, { signal: context.signal });
	const { format } = await find(context, {}, source, output.absolute);
	const [signature] = format ? await signaturesOf(source, format) : [];
	const [digest] = await source.digest([wholeDigest(source, "sha256")]);
	const sha256 = toHex(digest);
	if (!format || !signature?.signer) throw new CoreError("FILE_CHANGED", `${output.path} is not what was verified`);
	return {
		path: output.path,
		out: output.target,
		signature: hasSignatureFile ? output.target + SIGNATURE_SUFFIX : null,
		format: format.id,
		digest: {
			before: { sha256 },
			after: { sha256 }
		},
		key: null,
		certificate: signature.signer,
		signatureAlgorithm: signature.signatureAlgorithm,
		timestamp: signature.timestamp,
		timestamps: signature.timestamps,
		bundle: null,
		provenance: null,
		log: null,
		action: "verified",
		sbom: null
	};
}
async function copyThirdParty(context, { output, hasSignatureFile, target }) {
	await using source = await openFileSource(output.absolute, { signal: context.signal });
	await copySigned(source, target, {
		signature: hasSignatureFile ? SIGNATURE_SUFFIX : null,
		record: false
	});
}
// packages/engine/src/release/make-release.ts
const FILES_AT_ONCE$1 = 4;
async function makeFiles({ context, options, plan, runs }) {
	if (!options.dryRun) await sweep(plan);
	const planned = plan.items.filter(({ entry }) => entry.signedBy === null).map(({ entry, output }) => ({
		run: runs.of(entry),
		plan: output
	}));
	const signed = await signPlanned(planned, options);
	const reports = new Map(signed.report.files.map((file) => [file.out, file]));
	const files = await concurrently(plan.items, FILES_AT_ONCE$1, async (item) => {
		const file = item.entry.signedBy ? await takeOver(context, options, item) : released(reports.get(item.output.target));
		return file && [item.name, file];
	});
	return {
		files: new Map(files.filter((file) => file !== null)),
		signed
	};
}
async function attestSboms(making, files) {
	const { context, plan, runs } = making;
	const attested = await concurrently(plan.items, FILES_AT_ONCE$1, async ({ name, target, sbom }) => {
		const file = files.get(name);
		if (!sbom) return [name, file];
		const statement = {
			subjects: [{
				name,
				digest: { sha256: file.digest.after?.sha256 ?? "" }
			}],
			...sbom
		};
		await writeStatement(target + SBOM_SUFFIX, statement, runs.attestationKey, void 0, context.signal);
		return [name, {
			...file,
			sbom: file.out + SBOM_SUFFIX
		}];
	});
	return new Map(attested);
}
async function bindFiles(making, files, images) {
	const { context, plan, runs } = making;
	const sha256 = await writeChecksums(context, plan);
	const path = relative(context.cwd, plan.checksums);
	const output = {
		path,
		absolute: plan.checksums,
		relative: plan.manifest.checksums,
		target: path
	};
	const run = {
		...runs.own,
		options: {
			...runs.own.options,
			format: "blob"
		}
	};
	const signed = await signPlanned([{
		run,
		plan: output
	}], {});
	if (signed.exitCode !== 0) return signed;
	const statements = releaseStatements(plan, files, images, sha256, runs.own.identity);
	for (const [index, statement] of statements.entries()) {
		const record = plan.records[index];
		await writeStatement(record, statement, runs.attestationKey, releaseEssence, context.signal);
	}
	return signed;
}
async function takeOver(context, options, item) {
	if (!options.dryRun) await copyThirdParty(context, item);
	return describeThirdParty(context, item);
}
function released(file) {
	return file?.certificate ? {
		...file,
		certificate: file.certificate,
		action: file.action ?? "signed",
		sbom: null
	} : null;
}
async function sweep({ items, checksums }) {
	const folders = new Set([checksums, ...items.map(({ target }) => target)].map((path) => dirname(path)));
	for (const folder of folders) await recoverInterrupted(join(folder, "swept"));
}
// packages/engine/src/release/image-reader.ts
const MEMBERS$1 = [
	"reference",
	"key",
	"format",
	"annotations",
	"recursive"
];
const REGISTRY = "oci://";
const VERSION = "{version}";
const NOT_NAMED = {
	reference: "",
	repository: "",
	tag: null,
	digest: null
};
var ImageReader = class extends MemberReader {
	#version;
	constructor(folder, version) {
		super(folder);
		this.#version = version;
	}
	images(data) {
		if (data === void 0 || data === null) return [];
		if (!Array.isArray(data)) {
			this.problems.push("images: is no list");
			return [];
		}
		const entries = data.map((image, index) => this.#image(image, `images[${index}]`));
		for (const [index, { at, reference }] of entries.entries()) {
			const first = entries.findIndex((one) => one.reference === reference);
			if (first < index && reference !== "") this.problems.push(`${at}: is ${entries[first]?.at} once more`);
		}
		return entries;
	}
	#image(data, at) {
		if (typeof data === "string") {
			const named = this.#reference(data, at);
			if (named.tag !== null && named.digest === null) this.problems.push(`${at}: has no digest; an image that is to be signed stands as \`reference: ${data}\``);
			return {
				at,
				...named,
				signing: null
			};
		}
		const members = this.members(data, at, MEMBERS$1);
		const given = this.string(members.reference, `${at}.reference`);
		if (isObject(data) && (members.reference === void 0 || members.reference === null)) this.problems.push(`${at}.reference: is missing`);
		return {
			at,
			...given === void 0 ? NOT_NAMED : this.#reference(given, `${at}.reference`),
			signing: {
				key: this.string(members.key, `${at}.key`) ?? null,
				formats: this.#formats(members.format, `${at}.format`),
				annotations: this.#annotations(members.annotations, `${at}.annotations`),
				recursive: this.#boolean(members.recursive, `${at}.recursive`)
			}
		};
	}
	#reference(given, at) {
		const bare = given.startsWith(REGISTRY) ? given.slice(6) : given;
		const reference = REGISTRY + bare.replaceAll(VERSION, this.#version);
		try {
			const { registry, repository, tag, digest } = parseReference(reference);
			if (tag !== null || digest !== null) return {
				reference,
				repository: `${registry}/${repository}`,
				tag,
				digest
			};
			this.problems.push(`${at}: ${given} has neither a tag nor a digest`);
		} catch (error) {
			if (!(error instanceof RegistryError)) throw error;
			this.problems.push(`${at}: ${error.message}`);
		}
		return NOT_NAMED;
	}
	#formats(value, at) {
		if (value === void 0 || value === null) return ["bundle"];
		const formats = typeof value === "string" ? [value] : value;
		if (!Array.isArray(formats) || formats.length === 0) {
			this.problems.push(`${at}: is neither a text nor a list of texts`);
			return [];
		}
		for (const format of formats.filter((one) => !OCI_FORMATS.includes(one))) this.problems.push(`${at}: ${format} is none of ${OCI_FORMATS.join(", ")}${suggestion(String(format), OCI_FORMATS)}`);
		return formats;
	}
	#annotations(data, at) {
		if (data === void 0 || data === null) return {};
		if (!isObject(data)) {
			this.problems.push(`${at}: is no mapping`);
			return {};
		}
		for (const [name, value] of Object.entries(data)) if (typeof value !== "string") this.problems.push(`${at}.${name}: is no text; put it between quotes`);
		return data;
	}
	#boolean(value, at) {
		if (value !== void 0 && value !== null && typeof value !== "boolean") this.problems.push(`${at}: is neither true nor false`);
		return value === true;
	}
};
// packages/engine/src/release/manifest-reader.ts
const MEMBERS = [
	"name",
	"version",
	"purl",
	"package-id",
	"input",
	"out",
	"key",
	"checksums",
	"files",
	"ignore",
	"images"
];
const ENTRY_MEMBERS = [
	"paths",
	"count",
	"min",
	"max",
	"format",
	"key",
	"out",
	"description",
	"url",
	"signed-by",
	"sbom"
];
const SIGNED_BY_MEMBERS = [
	"trust",
	"subject",
	"issuer",
	"key",
	"san"
];
const OF_OUR_SIGNATURE = [
	"format",
	"key",
	"description",
	"url"
];
var ManifestReader = class extends MemberReader {
	manifest(data, version) {
		const members = this.members(data ?? {}, "", MEMBERS);
		const name = this.#name(members.name, "name");
		const ownVersion = version ?? this.#name(members.version, "version", "give it here, with --version-name or CHANCERY_RELEASE_VERSION");
		const input = this.#required(this.path(members.input, "input"), "input");
		const out = this.path(members.out, "out") ?? resolve(this.folder, "release");
		if (input !== "") this.#apart(input, out);
		return {
			name,
			version: ownVersion,
			purl: this.#purl(members.purl, name, ownVersion),
			packageId: this.string(members["package-id"], "package-id") ?? null,
			input,
			out,
			key: this.string(members.key, "key") ?? null,
			checksums: this.#fileName(members.checksums, "checksums") ?? "SHA256SUMS",
			entries: this.#entries(members.files),
			ignore: this.#texts(members.ignore, "ignore") ?? [],
			images: this.#images(members.images, ownVersion)
		};
	}
	#images(data, version) {
		const reader = new ImageReader(this.folder, version);
		const images = reader.images(data);
		this.problems.push(...reader.problems);
		return images;
	}
	#entries(data) {
		if (!Array.isArray(data) || data.length === 0) {
			this.problems.push("files: is no list of entries");
			return [];
		}
		return data.map((entry, index) => this.#entry(entry, `files[${index}]`));
	}
	#entry(data, at) {
		const members = this.members(data, at, ENTRY_MEMBERS);
		const format = this.string(members.format, `${at}.format`);
		if (format !== void 0 && !FORMAT_IDS.includes(format)) this.problems.push(`${at}.format: ${format} is none of ${FORMAT_IDS.join(", ")}${suggestion(format, FORMAT_IDS)}`);
		const signedBy = members["signed-by"] === void 0 ? null : this.#signedBy(members["signed-by"], `${at}.signed-by`);
		for (const member of OF_OUR_SIGNATURE) if (signedBy && members[member] !== void 0) this.problems.push(`${at}.${member}: is not for files that others have signed`);
		return {
			at,
			paths: this.#required(this.#texts(members.paths, `${at}.paths`), `${at}.paths`, []),
			...this.#bounds(members, at),
			out: this.#below(members.out, `${at}.out`),
			format,
			key: this.string(members.key, `${at}.key`) ?? null,
			description: this.string(members.description, `${at}.description`),
			url: this.string(members.url, `${at}.url`),
			signedBy,
			sbom: this.path(members.sbom, `${at}.sbom`) ?? null
		};
	}
	#bounds(members, at) {
		const count = this.#number(members.count, `${at}.count`);
		const min = this.#number(members.min, `${at}.min`);
		const max = this.#number(members.max, `${at}.max`);
		if (count !== void 0 && (min ?? max) !== void 0) this.problems.push(`${at}: has count, or min and max`);
		if (min !== void 0 && max !== void 0 && min > max) this.problems.push(`${at}.max: is less than min`);
		return {
			min: count ?? min ?? Math.min(1, max ?? 1),
			max: count ?? max ?? null
		};
	}
	#signedBy(data, at) {
		const members = this.members(data, at, SIGNED_BY_MEMBERS);
		return {
			trust: this.#required(this.#texts(members.trust, `${at}.trust`), `${at}.trust`, []).map((file) => resolve(this.folder, file)),
			subjects: this.#texts(members.subject, `${at}.subject`),
			issuers: this.#texts(members.issuer, `${at}.issuer`),
			keys: this.#texts(members.key, `${at}.key`),
			sans: this.#texts(members.san, `${at}.san`)
		};
	}
	#texts(value, at) {
		if (value === void 0 || value === null) return void 0;
		const texts = typeof value === "string" ? [value] : value;
		if (Array.isArray(texts) && texts.length > 0 && texts.every((text) => typeof text === "string" && text !== "")) return texts;
		this.problems.push(`${at}: is neither a text nor a list of texts`);
		return [];
	}
	#required(value, at, instead) {
		if (value === void 0) this.problems.push(`${at}: is missing`);
		return value ?? instead ?? "";
	}
	#name(value, at, orElse) {
		if (typeof value === "number") this.problems.push(`${at}: ${value} is a number in YAML; put it between quotes`);
		else if (value === void 0 || value === null) this.problems.push(`${at}: is missing${orElse ? `; ${orElse}` : ""}`);
		else if (typeof value !== "string" || !/^[^\p{Cc}\p{Zl}\p{Zp}]{1,200}$/u.test(value)) this.problems.push(`${at}: is no text of one line`);
		else return value;
		return "";
	}
	#purl(value, name, version) {
		const purl = this.string(value, "purl") ?? `pkg:generic/${encodeURIComponent(name)}`;
		if (!/^pkg:[A-Za-z][A-Za-z0-9.+-]*(?:\/[^/@?#\s]+)+$/.test(purl) && name !== "") this.problems.push("purl: is no package URL without version, such as pkg:generic/acme-tools");
		return `${purl}@${encodeURIComponent(version)}`;
	}
	#fileName(value, at) {
		const name = this.string(value, at);
		if (name !== void 0 && (/[/\\\p{Cc}]/u.test(name) || name.startsWith("."))) this.problems.push(`${at}: is no file name`);
		return name;
	}
	#below(value, at) {
		const folder = this.string(value, at) ?? "";
		if (/^(?:[/\\]|[A-Za-z]:)/.test(folder) || folder.split(/[/\\]/).includes("..")) this.problems.push(`${at}: is no folder below the release's`);
		return folder.replaceAll("\\", "/").replace(/^(?:\.?\/+)+|\/+$/g, "");
	}
	#number(value, at) {
		if (value === void 0 || value === null) return void 0;
		if (Number.isSafeInteger(value) && value >= 0) return value;
		this.problems.push(`${at}: is no whole number`);
	}
	#apart(input, out) {
		if (isWithin(out, input) || isWithin(input, out)) this.problems.push("out: and input lie one in the other");
	}
};
// packages/engine/src/release/manifest.ts
const MAX_MANIFEST_BYTES = 1048576;
async function readManifest(context, named, versionName) {
	const path = resolve(context.cwd, named ?? "release.yaml");
	const bytes = await readManifestBytes(path);
	const { data, problems } = await parseYaml(textOf(bytes, path));
	const reader = new ManifestReader(dirname(path));
	const version = versionName ?? variable(context.env, "CHANCERY_RELEASE_VERSION");
	const manifest = problems.length > 0 ? null : reader.manifest(data, version);
	problems.push(...reader.problems);
	if (manifest === null || problems.length > 0) throw invalid(path, problems);
	return {
		...manifest,
		path,
		sha256: createHash("sha256").update(bytes).digest("hex")
	};
}
async function readManifestBytes(path) {
	try {
		return await readBytes(path, MAX_MANIFEST_BYTES);
	} catch (cause) {
		if (!(cause instanceof FilesError)) throw cause;
		throw new EngineError("MANIFEST_NOT_FOUND", `the manifest ${path} cannot be read`, {
			cause,
			details: { path }
		});
	}
}
function textOf(bytes, path) {
	try {
		return fromUtf8(bytes);
	} catch {
		throw invalid(path, ["is not UTF-8 text"]);
	}
}
function invalid(path, problems) {
	return new EngineError("MANIFEST_INVALID", `${path}: ${problems.join("; ")}`, { details: {
		path,
		problems
	} });
}
// packages/engine/src/release/previous.ts
async function readFormerRelease(path, keys) {
	const first = await readDetails(path, keys);
	const { name, version, record } = first;
	const files = [...first.files];
	const images = [...first.images];
	for (let index = 2; index <= record.count; index++) {
		const other = await readDetails(besides(path, index), keys);
		if (other.name !== name || other.version !== version || other.checksums.sha256 !== first.checksums.sha256) throw unknown(besides(path, index), "is of another release than the first record");
		files.push(...other.files);
		images.push(...other.images);
	}
	return {
		name,
		version,
		files: new Map(files.map((file) => [file.path, file.before])),
		images: images.map((image) => image.name)
	};
}
function diffReleases(former, { files, images }) {
	const common = [...files].filter(([path]) => former.files.has(path));
	const changed = common.filter(([path, before]) => former.files.get(path) !== before);
	const ofImages = diffImages(former.images, images);
	return {
		previous: {
			name: former.name,
			version: former.version
		},
		added: [...[...files.keys()].filter((path) => !former.files.has(path)), ...ofImages.added],
		removed: [...[...former.files.keys()].filter((path) => !files.has(path)), ...ofImages.removed],
		changed: [...changed.map(([path]) => path), ...ofImages.changed],
		unchanged: common.length - changed.length + ofImages.unchanged
	};
}
function diffImages(former, images) {
	const added = images.filter((name) => !former.includes(name));
	const removed = former.filter((name) => !images.includes(name));
	const alone = (name, among) => among.filter((one) => repositoryOf(one) === repositoryOf(name)).length === 1;
	const changed = added.filter((name) => alone(name, added) && alone(name, removed));
	const replaced = new Set(changed.map(repositoryOf));
	return {
		added: added.filter((name) => !changed.includes(name)),
		removed: removed.filter((name) => !replaced.has(repositoryOf(name))),
		changed,
		unchanged: images.length - added.length
	};
}
function repositoryOf(name) {
	return name.slice(0, name.lastIndexOf("@"));
}
async function readDetails(path, keys) {
	const bundle = parseBundle(await readBundleFile(path));
	if (bundle.kind !== "key") throw unknown(path, "is signed under a certificate");
	const statement = statementOf(bundle.envelope);
	verifyKeyBundle(bundle, keys, statement.subjects[0]?.digest ?? {});
	const details = detailsOf(statement);
	if (!details) throw unknown(path, `is a statement of type ${statement.predicateType}`);
	return details;
}
function detailsOf({ predicateType, predicate }) {
	const details = Object(predicate).chancery_release;
	return predicateType === "https://in-toto.io/attestation/release/v0.1" && details !== void 0 ? details : null;
}
function besides(path, index) {
	const first = releaseRecordSuffix(1);
	if (!path.endsWith(first)) throw unknown(path, `is the first of several, and not called NAME${first}: the others cannot be found`);
	return path.slice(0, -first.length) + releaseRecordSuffix(index);
}
function unknown(path, what) {
	return new EngineError("RELEASE_RECORD_UNKNOWN", `${path} ${what}`, { details: { path } });
}
// packages/engine/src/release/runs.ts
function keyRefusals(context, options, manifest) {
	const named = [...manifest.entries, ...signingsOf(manifest)].flatMap(({ key }) => key ?? []);
	return [.../* @__PURE__ */ new Set([ownKey(context, options, manifest), ...named])].flatMap((name) => {
		try {
			resolveKey(context, name, null);
			return [];
		} catch (error) {
			if (error instanceof EngineError) return [{
				path: null,
				error
			}];
			throw error;
		}
	});
}
async function openRuns(context, options, manifest, keys, trust) {
	const base = {
		files: [],
		module: options.module,
		certificate: options.certificate,
		timestamp: options.timestamp,
		timestampQuorum: options.timestampQuorum,
		dryRun: options.dryRun,
		identity: options.identity,
		workload: options.workload,
		ifSigned: "keep"
	};
	const ownName = ownKey(context, options, manifest);
	const names = [ownName, ...manifest.entries.flatMap(({ key }) => key ?? [])];
	const runs = await openRuns$1(context, base, keys, names, ownName);
	const own = runs.get(ownName);
	const attestationKey = own.attestationKey;
	assertRecordsTrusted(attestationKey, trust);
	const images = await openImageRuns(context, {
		...base,
		key: ownName
	}, manifest, keys, trust);
	return {
		own,
		attestationKey,
		of({ key, format, description, url }) {
			const run = runs.get(key ?? ownName);
			return {
				...run,
				options: {
					...run.options,
					format,
					description,
					url
				}
			};
		},
		ofImage: (signing) => images.get(signing)
	};
}
function signingsOf({ images }) {
	return images.flatMap(({ signing }) => signing ?? []);
}
async function openImageRuns(context, options, manifest, keys, trust) {
	const opened = /* @__PURE__ */ new Map();
	const runs = /* @__PURE__ */ new Map();
	for (const signing of signingsOf(manifest)) {
		const { key, formats: ociFormats, annotations, recursive } = signing;
		const name = key ?? options.key;
		const id = JSON.stringify([name, ociFormats]);
		const run = opened.get(id) ?? await openImageRun(context, {
			...options,
			ociFormats
		}, keys, name);
		opened.set(id, run);
		assertImagesTrusted(run, trust);
		runs.set(signing, {
			...run,
			options: {
				...run.options,
				annotations,
				recursive
			}
		});
	}
	return runs;
}
function ownKey(context, options, manifest) {
	const name = options.key ?? variable(context.env, "CHANCERY_KEY") ?? manifest.key;
	if (name !== null) return name;
	throw new EngineError("KEY_NOT_GIVEN", "neither the manifest nor anything else names a key", { howToFix: "Give `key:` in the manifest, --key NAME, or set CHANCERY_KEY." });
}
function assertImagesTrusted({ forms, key }, { verifier }) {
	if (forms.every(({ form }) => form !== "key")) return;
	if (verifier.keys.some((one) => equalBytes(one, key.info.publicKey))) return;
	throw new EngineError("TRUST_NOT_GIVEN", `what is trusted has no public key of ${key.info.name}, which signs images`, { howToFix: `Add the public key of ${key.info.name} (PEM) to \`trust:\` in chancery.yaml, or give it with --trust.` });
}
function assertRecordsTrusted(attestationKey, { verifier }) {
	if (verifier.keys.some((key) => equalBytes(key, attestationKey.info.publicKey))) return;
	throw new EngineError("TRUST_NOT_GIVEN", "what is trusted has no public key of keys.attestation", { howToFix: "Add the public key of keys.attestation (PEM) to `trust:` in chancery.yaml, or give it with --trust." });
}
// packages/engine/src/release/verify-images.ts
async function imageRefusals({ images: planned }, images, runs, verifying) {
	const refusals = [];
	for (const { entry } of planned) {
		const { reference, signing } = entry;
		const image = images.find(({ path }) => path === reference);
		if (!signing || !image) continue;
		const { publicKey } = runs.ofImage(signing).key.info;
		const signerKeys = [createHash("sha256").update(publicKey).digest("hex")];
		const files = [...new Set(image.signatures.map(({ out }) => out))];
		const { annotations } = signing;
		const { report } = await verifyFiles({
			...verifying,
			files,
			annotations,
			signerKeys
		});
		for (const file of report.files) {
			const fault = file.verdict === "verified" ? missing(file.signatures, signing) : file;
			if (fault === null) continue;
			const { code = "", message = "", howToFix = "" } = fault;
			refusals.push({
				path: reference,
				error: new VerificationError({
					code,
					message,
					howToFix
				}, [])
			});
		}
	}
	return refusals;
}
function missing(signatures, { formats }) {
	const relied = new Set(signatures.map((one) => "kind" in one && "reliedOn" in one && one.reliedOn ? one.kind : null));
	const absent = formats.filter((format) => !relied.has(`oci-${format}`));
	if (absent.length === 0) return null;
	const code = "REQUIREMENT_NOT_MET";
	return {
		code,
		message: `no signature by the declared key in the form ${absent.join(", ")}`,
		howToFix: ENGINE_ERRORS[code].howToFix
	};
}
// packages/engine/src/release/verify-release.ts
const FILES_AT_ONCE = 4;
async function verifyRelease(context, plan, options, trust) {
	const ours = plan.items.filter(({ entry }) => entry.signedBy === null).map(({ target }) => target);
	const { report } = await verifyFiles({
		...options,
		files: [...ours, plan.checksums]
	});
	const refusals = report.files.flatMap(({ path, verdict, code, message, howToFix }) => {
		if (verdict === "verified") return [];
		const fault = {
			code: code ?? "",
			message: message ?? "",
			howToFix: howToFix ?? ""
		};
		return [{
			path: relative(context.cwd, path),
			error: new VerificationError(fault, [])
		}];
	});
	const { trust: _, timestampTrust: __, require: ___, ...common } = options;
	refusals.push(...await thirdPartyRefusals(common, plan.items, ({ target }) => target));
	if (refusals.length > 0) return refusals;
	const digests = await listedDigests(context, plan);
	const checks = [
		...[...digests].map(([name, sha256]) => [name, () => checkDigest(context, plan, name, sha256)]),
		...plan.items.map((item) => [item.name, () => checkSbom(item, digests, trust)]),
		...[[plan.manifest.checksums, () => checkRecords(context, plan, digests, trust)]]
	];
	return (await concurrently(checks, FILES_AT_ONCE, async ([name, check]) => {
		try {
			await check();
			return null;
		} catch (error) {
			if (!(error instanceof ChanceryError)) throw error;
			return {
				path: relative(context.cwd, join(plan.manifest.out, name)),
				error
			};
		}
	})).filter((result) => result !== null);
}
async function listedDigests(context, { checksums }) {
	const { subjects } = await readSubjects(context, {
		files: [],
		checksums: [checksums]
	});
	return new Map(subjects.map(({ name, digest }) => [name, digest.sha256]));
}
async function checkDigest(context, { manifest }, name, sha256) {
	if (await sha256Of(context, join(manifest.out, name)) !== sha256) throw mismatch(`${name} is not what ${manifest.checksums} says`);
}
async function checkSbom({ sbom, target, name }, digests, trust) {
	if (!sbom) return;
	const { predicateType } = await statementAbout(target + SBOM_SUFFIX, digests.get(name) ?? "", trust);
	if (predicateType !== sbom.predicateType) throw mismatch(`the SBOM of ${name} is a statement of type ${predicateType}`);
}
async function checkRecords(context, plan, digests, trust) {
	const checksums = await sha256Of(context, plan.checksums);
	const statements = await Promise.all(plan.records.map((path) => statementAbout(path, checksums, trust)));
	const recorded = new Map(statements.flatMap(({ subjects }) => subjects.map(({ name, digest }) => [name, digest.sha256])));
	for (const { name } of plan.items) {
		const sha256 = digests.get(name);
		if (sha256 === void 0 || recorded.get(name) !== sha256) throw mismatch(`${name} is not what the release record says`);
	}
	for (const { name } of plan.images) if (recorded.get(name) !== name.slice(-64)) throw mismatch(`${name} is not in the release record`);
}
async function statementAbout(path, sha256, { verifier }) {
	const bundle = parseBundle(await readBundleFile(path));
	const statement = bundle.kind === "key" ? verifyKeyBundle(bundle, verifier.keys, { sha256 }).statement : null;
	if (!statement) throw mismatch(`${path} is no statement by the attestation key`);
	return statement;
}
function mismatch(message) {
	return new EngineError("RELEASE_RECORD_MISMATCH", message);
}
// packages/engine/src/release/release.ts
async function releaseFiles(options) {
	const context = await openContext(options);
	const manifest = await readManifest(context, options.manifest, options.versionName);
	const trust = await readTrust(context, options);
	const former = await formerRelease(context, options, trust);
	await using _ = options.dryRun ? null : await lockOutput(manifest.out, context.signal);
	const { plan, refusals } = await planRelease(context, manifest, accessOf(options));
	const all = [...refusals, ...keyRefusals(context, options, manifest)];
	if (!plan || all.length > 0) return outcome(manifest, NOTHING, all);
	const strangers = await thirdPartyRefusals(commonOf(options), plan.items, ({ output }) => output.absolute);
	if (strangers.length > 0) return outcome(manifest, NOTHING, strangers);
	await using keys = new KeyRing(context);
	return await make({
		context,
		options,
		plan,
		runs: await openRuns(context, options, manifest, keys, trust)
	}, trust, former);
}
const NOTHING = {
	files: [],
	images: []
};
async function make(making, trust, former) {
	const { context, options, plan } = making;
	const { manifest } = plan;
	const { files, signed } = await makeFiles(making);
	const made = signed.exitCode === 0 ? await makeImages(making) : {
		images: [],
		failed: [],
		exitCode: signed.exitCode
	};
	const { images } = made;
	const before = new Map([...files].map(([name, { digest }]) => [name, digest.before.sha256]));
	const diff = former && diffReleases(former, {
		files: before,
		images: plan.images.map(({ name }) => name)
	});
	const base = {
		...emptyReport(manifest),
		files: [...files.values()],
		images,
		diff,
		failed: [...signed.report.failed, ...made.failed]
	};
	if (made.exitCode !== 0 || options.dryRun) return {
		report: base,
		exitCode: made.exitCode
	};
	const attested = await attestSboms(making, files);
	const bound = await bindFiles(making, attested, images);
	const report = {
		...base,
		files: [...attested.values()]
	};
	if (bound.exitCode !== 0) return {
		report: {
			...report,
			failed: bound.report.failed
		},
		exitCode: bound.exitCode
	};
	const require = ["attestation", ...making.runs.own.timestamper ? ["timestamp"] : []];
	const verifying = {
		...commonOf(options),
		trust: options.trust,
		timestampTrust: options.timestampTrust,
		require
	};
	const refusals = [...await verifyRelease(context, plan, verifying, trust), ...await imageRefusals(plan, images, making.runs, {
		...verifying,
		...accessOf(options)
	})];
	if (refusals.length > 0) return outcome(manifest, report, refusals);
	const checksums = relative(context.cwd, plan.checksums);
	const record = relative(context.cwd, plan.records[0]);
	return {
		report: {
			...report,
			checksums: {
				path: checksums,
				signature: checksums + SIGNATURE_SUFFIX
			},
			record
		},
		exitCode: 0
	};
}
async function formerRelease(context, { previous }, trust) {
	return previous === void 0 ? null : readFormerRelease(resolve(context.cwd, previous), trust.verifier.keys);
}
function commonOf({ cwd, env, config, signal }) {
	return {
		...cwd !== void 0 && { cwd },
		...env && { env },
		config,
		signal
	};
}
function accessOf({ allowHttpRegistry, registryCa }) {
	return {
		allowHttpRegistry,
		registryCa
	};
}
function outcome(manifest, { files, images }, refusals) {
	const failed = refusals.map(({ path, error }) => failureOf(error, path));
	return {
		report: {
			...emptyReport(manifest),
			files,
			images,
			failed
		},
		exitCode: refusals[0]?.error.exitCode ?? 0
	};
}
function emptyReport({ name, version }) {
	return {
		version: 1,
		release: {
			name,
			version
		},
		...NOTHING,
		checksums: null,
		record: null,
		diff: null,
		failed: []
	};
}
export { releaseFiles };
