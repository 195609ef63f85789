import { l as encodeEnvelope, r as signAndLog, u as parseBundle } from "./attest3.js";
import { c as expandFiles, r as writeFileDurable } from "./files.js";
import { n as attestationSuffix, t as assertPlaceFree } from "./engine24.js";
import { t as readPredicate } from "./engine23.js";
import { t as exists } from "./engine5.js";
import { n as EngineError } from "./engine3.js";
import { n as readSubjects, t as hashFiles } from "./engine25.js";
import { t as concurrently } from "./engine17.js";
import { n as openContext } from "./engine7.js";
import { o as MAX_SUBJECTS } from "./attest2.js";
import { t as divideOperands } from "./engine6.js";
import { t as OWN_SIDE_FILES } from "./engine14.js";
import { t as KeyRing } from "./engine8.js";
import { c as envelopePath, i as SBOM_SUFFIX } from "./engine13.js";
import { basename, dirname, join, resolve } from "node:path";
// packages/engine/src/attest-sbom.ts
const OF_FILE = [".cdx.json", ".spdx.json"];
const OF_FOLDER = [
	"bom.json",
	"sbom.json",
	"bom.cdx.json",
	"sbom.cdx.json",
	"bom.spdx.json",
	"sbom.spdx.json"
];
function isSbom({ relative }) {
	const name = basename(relative);
	return OF_FOLDER.includes(name) || OF_FILE.some((suffix) => name.endsWith(suffix));
}
async function findSbom({ path, absolute }) {
	const places = [OF_FILE.map((suffix) => absolute + suffix), OF_FOLDER.map((name) => join(dirname(absolute), name))];
	for (const candidates of places) {
		const there = await Promise.all(candidates.map(exists));
		const found = candidates.filter((_, index) => there[index]);
		if (found.length > 1) throw new EngineError("SBOM_NOT_FOUND", `${path} has several: ${found.map((one) => basename(one)).join(", ")}`, { details: { path } });
		if (found[0] !== void 0) return found[0];
	}
	throw new EngineError("SBOM_NOT_FOUND", `no SBOM lies beside ${path}, and none in its folder`, { details: { path } });
}
// packages/engine/src/attest.ts
const AT_ONCE = 4;
async function attestFiles(options) {
	const context = await openContext(options);
	const { files, images } = await divideOperands(options.files, context.cwd);
	if (images.length > 0 && files.length > 0) throw new EngineError("OPTIONS_CONFLICT", "files share a statement, and images have each their own", { howToFix: "Attest files and images in two commands." });
	if (options.key === void 0 && !context.config.keys.attestation) throw new EngineError("ATTESTATION_KEY_MISSING", "keys.attestation is not configured and no --key was given");
	await using keys = new KeyRing(context);
	if (images.length > 0) {
		await keys.statePolicy();
		const { attestImages } = await import("./engine29.js");
		return await attestImages(context, options, images, keys);
	}
	const planned = options.findSbom ? await planFound(context, options) : await planGiven(context, options);
	for (const statement of planned) for (const path of [statement.bundle, ...options.dsse ? [envelopePath(statement.bundle)] : []]) await assertPlaceFree(resolve(context.cwd, path), statement);
	const overrides = options.key === void 0 ? null : { module: options.module };
	const key = await keys.openStatements(options.key ?? "attestation", overrides);
	await keys.statePolicy(options.key === void 0 ? key.info : void 0);
	const signed = await concurrently(planned, AT_ONCE, (statement) => signAndLog(statement, key, resolve(context.cwd, statement.bundle), context.signal));
	const attestations = [];
	for (const [i, { bundle, predicateType, subjects }] of planned.entries()) {
		const { bytes } = signed[i];
		const envelope = options.dsse ? envelopePath(bundle) : null;
		await writeFileDurable(resolve(context.cwd, bundle), bytes);
		if (envelope !== null) await writeFileDurable(resolve(context.cwd, envelope), bareEnvelope(bytes));
		attestations.push({
			bundle,
			envelope,
			predicateType,
			subjects: subjects.length
		});
	}
	const { bundle, predicateType } = attestations[0];
	const subjects = planned.flatMap((statement) => statement.subjects);
	return {
		version: 1,
		bundle,
		bundles: planned.map((one) => one.bundle),
		predicateType,
		subjects,
		key: key.info.name,
		attestations
	};
}
async function planGiven(context, options) {
	const { subjects, only } = await readSubjects(context, options);
	if (options.out === void 0 && only === null) throw new EngineError("OUTPUT_NOT_GIVEN", `a bundle about ${subjects.length} subjects, and no file to lie beside`, { howToFix: "Give --out FILE for the bundle that names them all." });
	const predicate = await readPredicate(context, options);
	const out = options.out ?? `${only}${attestationSuffix(predicate.predicateType)}`;
	const shards = shardsOf(subjects);
	return shards.map((shard, i) => ({
		...predicate,
		subjects: shard,
		bundle: shards.length === 1 ? out : shardName(out, i + 1)
	}));
}
async function planFound(context, options) {
	const { out, checksums = [], subjects = [], files } = options;
	if (out !== void 0 || checksums.length + subjects.length > 0) throw new EngineError("OPTIONS_CONFLICT", "--find-sbom gives each file a bundle of its own: --out and --subject-* are not for it");
	if (options.sbom !== void 0) throw new EngineError("OPTIONS_CONFLICT", "--find-sbom and --sbom exclude each other");
	if (files.length === 0) throw new EngineError("OPTION_INVALID", "--find-sbom looks beside files, and none is given");
	const inputs = (await expandFiles(files, {
		cwd: context.cwd,
		sideFileSuffixes: OWN_SIDE_FILES
	})).filter((input) => !isSbom(input));
	if (inputs.length === 0) throw new EngineError("SBOM_NOT_FOUND", "there are SBOMs, and no file that they could be of");
	const sboms = await Promise.all(inputs.map(findSbom));
	const predicates = /* @__PURE__ */ new Map();
	for (const sbom of new Set(sboms)) predicates.set(sbom, await readPredicate(context, {
		...options,
		sbom
	}));
	const hashed = await hashFiles(context, inputs);
	return inputs.map(({ path, relative }, i) => ({
		...predicates.get(sboms[i]),
		subjects: [{
			...hashed[i],
			name: basename(relative)
		}],
		bundle: path + SBOM_SUFFIX
	}));
}
function bareEnvelope(bundle) {
	const parsed = parseBundle(bundle);
	if (parsed.kind !== "key") throw new TypeError("a bundle of ours is signed by a bare key");
	return encodeEnvelope(parsed.envelope);
}
function shardsOf(subjects) {
	const count = Math.max(1, Math.ceil(subjects.length / MAX_SUBJECTS));
	return Array.from({ length: count }, (_, i) => subjects.slice(i * MAX_SUBJECTS, (i + 1) * MAX_SUBJECTS));
}
function shardName(out, number) {
	const [, stem = "", extension = ""] = /^(.+?)((?:\.sigstore)?\.jsonl?)?$/.exec(basename(out)) ?? [];
	return join(dirname(out), `${stem}-${number}${extension}`);
}
export { attestFiles };
