import { I as ChanceryError } from "./core.js";
import { S as verifyFiles, i as attestFiles, l as identifyHere, m as inspectFiles } from "./engine11.js";
import { d as signOptions, n as checkValues, o as inspectOptions, p as verifyOptions, t as attestOptions } from "./engine14.js";
import { n as failureOf } from "./engine17.js";
import { t as sarifLog } from "./engine20.js";
import { t as signFiles } from "./engine29.js";
import { n as internalFailure, t as fail } from "./cli3.js";
import { t as ProgressLine } from "./cli4.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/image-text.ts
function sayVerifiedImage(terminal, { image, signatures }) {
	if (!image) return;
	say(terminal, `  ${image.reference}`);
	for (const signature of signatures) {
		const verdict = signature.reliedOn ? "relied on" : `not counted, ${signature.code}`;
		say(terminal, `  ${verdict}: ${kindOf(signature)}, ${whose(signature)}${stampOf(signature)}`);
	}
	for (const { predicateType, verdict } of image.attestations) say(terminal, `  attestation ${predicateType}, ${verdict}`);
}
function sayInspectedImage(terminal, { image, signatures }) {
	if (!image) return;
	sayTree(terminal, {
		others: [],
		...image,
		signatures
	}, "");
	for (const platform of image.platforms ?? []) sayTree(terminal, platform, "  ", platform.platform);
}
function sayTree(terminal, tree, indent, platform = null) {
	const below = `${indent}  ├─ `;
	say(terminal, `${indent}${platform === null ? "" : `${platform}  `}${tree.reference}`);
	for (const one of tree.signatures) {
		const what = one.code === void 0 ? `${whose(one)}${stampOf(one)}` : `${one.code}: ${one.message}`;
		say(terminal, `${below}signature  ${kindOf(one)}  ${what}  ${shortPlace(one.reference)}`);
	}
	for (const { predicateType, reference } of tree.attestations) say(terminal, `${below}attestation  ${predicateType}  ${shortPlace(reference)}`);
	for (const { artifactType, reference } of tree.others) say(terminal, `${below}artifact  ${artifactType ?? "of no type"}  ${shortPlace(reference)}`);
	if (tree.signatures.length + tree.attestations.length + tree.others.length === 0) say(terminal, `${below}nothing`);
}
function isImageSignature(entry) {
	return "reference" in entry;
}
function kindOf({ kind }) {
	return kind ?? "unreadable";
}
function whose({ signer, key, signatureAlgorithm }) {
	const who = signer?.subject ?? (key === void 0 ? "a key" : `key ${key}`);
	return signatureAlgorithm === null ? who : `${who}, ${signatureAlgorithm}`;
}
function stampOf({ timestamp }) {
	return timestamp ? `, timestamp ${timestamp.time} by ${timestamp.authority}` : "";
}
function shortPlace(reference) {
	return reference.includes("@") ? reference.slice(reference.lastIndexOf("@")) : reference.slice(reference.lastIndexOf(":"));
}
// packages/cli/src/report-text.ts
function saySigned(terminal, report, dryRun) {
	for (const file of report.files) {
		const [first, ...others] = file.timestamps;
		const also = others.map(({ authority }) => ` and ${authority}`).join("");
		const stamp = first ? `, ${first.time} by ${first.authority}${also}` : "";
		const where = file.signature ?? file.out;
		const who = file.certificate?.subject ?? `key ${file.key}`;
		const line = `${file.path} → ${where}  ${file.format}, ${file.signatureAlgorithm}, ${who}${stamp}${loggedText(file.log)}`;
		const done = dryRun ? "would sign" : "signed";
		say(terminal, `${file.action === "kept" ? "kept" : done}  ${line}`);
		for (const { authority, message } of file.timestampFailures ?? []) say(terminal, `  no timestamp by ${authority}: ${message}`);
	}
	for (const failure of report.failed) {
		say(terminal, `failed  ${failure.path}: ${failure.code}: ${failure.message}`);
		say(terminal, `  fix: ${failure.howToFix}`);
	}
	if (report.files.length + report.failed.length > 1) {
		const kept = report.files.filter(({ action }) => action === "kept").length;
		const signed = `${report.files.length - kept} ${dryRun ? "would be signed" : "signed"}`;
		say(terminal, `${signed}, ${kept > 0 ? `${kept} kept, ` : ""}${report.failed.length} failed`);
	}
}
function loggedText(log) {
	if (log === null) return "";
	return log.index === null ? `, queued for ${log.origin}` : `, logged as ${log.index} of ${log.origin}`;
}
function sayVerified(terminal, report) {
	for (const file of report.files) {
		if (file.verdict === "verified") {
			const record = file.record === null ? "" : `, record ${file.record}${loggedText(file.log ?? null)}`;
			say(terminal, `verified  ${file.path}  ${file.format ?? (file.image ? "image" : "bundle")}${record}`);
		} else say(terminal, `failed  ${file.path}: ${file.code}: ${file.message}`);
		if (file.identity?.verified) say(terminal, `  ${jobText(file.identity)}`);
		sayVerifiedImage(terminal, file);
		for (const signature of file.signatures) saySignature(terminal, signature);
		if (file.verdict === "failed") say(terminal, `  fix: ${file.howToFix}`);
	}
	if (report.files.length > 1) {
		const failed = report.files.filter((file) => file.verdict === "failed").length;
		say(terminal, `${report.files.length - failed} verified, ${failed} failed`);
	}
}
function sayInspected(terminal, report) {
	for (const file of report.files) {
		say(terminal, `${file.path}: ${inspected(file)}`);
		sayInspectedImage(terminal, file);
		for (const signature of file.signatures) saySignature(terminal, signature);
		if (file.howToFix !== void 0) say(terminal, `  fix: ${file.howToFix}`);
	}
}
function inspected(file) {
	if (file.code !== void 0) return `${file.code}: ${file.message}`;
	const count = file.signatures.length;
	const signatures = count === 0 ? "no signature" : `${count} signature${count === 1 ? "" : "s"}`;
	return `${file.format ?? (file.image ? "image" : "no known format")}, ${signatures}${file.record === null ? "" : ", record beside it"}`;
}
function saySignature(terminal, signature) {
	if (!isImageSignature(signature)) say(terminal, `  ${signatureText(signature)}`);
}
function signatureText(signature) {
	const [first, ...others] = signature.timestamps;
	const also = others.map(({ authority }) => ` and ${authority}`).join("");
	const stamp = first ? `, timestamp ${first.time} by ${first.authority}${also}` : ", no timestamp";
	const who = signature.signer ? `${signature.signer.subject} (issuer ${signature.signer.issuer})` : "unknown signer";
	return `${signature.nested ? "nested: " : ""}${who}, ${signature.signatureAlgorithm ?? "unknown algorithm"}, integrity ${signature.integrity}, chain ${signature.chain}${stamp}`;
}
function jobText({ platform, repository, workflow, ref }) {
	return `by a proved ${platform} job: ${[
		repository,
		ref,
		workflow
	].filter((member) => member !== null).join(", ")}`;
}
// packages/cli/src/file-commands.ts
async function sign({ files, values, common, json, terminal }) {
	const progress = new ProgressLine(terminal.stderr);
	const onProgress = progress.update.bind(progress);
	try {
		const onWarning = (code, message) => say(terminal, `warning: ${code}: ${message}`);
		const { report, exitCode } = await signFiles({
			...signOptions(files, values, common),
			onProgress,
			onWarning
		});
		progress.clear();
		if (json) printJson(terminal, report);
		saySigned(terminal, report, values["dry-run"] === true);
		return exitCode;
	} finally {
		progress.clear();
	}
}
async function verify({ files, values, common, json, terminal }) {
	const { report, exitCode } = await verifyFiles(verifyOptions(files, values, common));
	if (values.sarif === true) printJson(terminal, sarifLog(report));
	else if (json) printJson(terminal, report);
	sayVerified(terminal, report);
	return exitCode;
}
async function inspect({ files, values, common, json, terminal }) {
	const { report, exitCode } = await inspectFiles(inspectOptions(files, values, common));
	if (json) printJson(terminal, report);
	sayInspected(terminal, report);
	return exitCode;
}
async function attest({ files, values, common, json, terminal }) {
	const options = attestOptions(files, values, common);
	const job = options.provenance ? await identifyHere(options) : {};
	const report = await attestFiles({
		...options,
		...job
	});
	if (json) printJson(terminal, report);
	for (const { bundle, subjects } of report.attestations) say(terminal, `attested  ${subjects} subject${subjects === 1 ? "" : "s"} → ${bundle}`);
	return 0;
}
// packages/cli/src/commands.ts
const COMMANDS = {
	sign,
	verify,
	inspect,
	attest,
	timestamp: async (call) => (await import("./cli23.js")).timestamp(call),
	copy: async (call) => (await import("./cli7.js")).copy(call),
	release: async (call) => (await import("./cli21.js")).release(call),
	serve: async (call) => (await import("./cli18.js")).serve(call),
	init: async (call) => (await import("./cli9.js")).init(call),
	"keys list": async (call) => (await import("./cli9.js")).keysList(call),
	"keys generate": async (call) => (await import("./cli9.js")).keysGenerate(call),
	"keys csr": async (call) => (await import("./cli9.js")).csr(call),
	"log init": async (call) => (await import("./cli10.js")).logInit(call),
	"log flush": async (call) => (await import("./cli10.js")).logFlush(call),
	"log verify": async (call) => (await import("./cli12.js")).logVerify(call),
	"log prove": async (call) => (await import("./cli14.js")).logProve(call),
	"log receipt": async (call) => (await import("./cli17.js")).logReceipt(call),
	"log verify-receipt": async (call) => (await import("./cli17.js")).logVerifyReceipt(call),
	"log search": async (call) => (await import("./cli14.js")).logSearch(call),
	"log record": async (call) => (await import("./cli11.js")).logRecord(call),
	"log erase": async (call) => (await import("./cli11.js")).logErase(call),
	"log monitor": async (call) => (await import("./cli16.js")).logMonitor(call),
	"log mirror": async (call) => (await import("./cli15.js")).logMirror(call),
	"log serve": async (call) => (await import("./cli20.js")).logServe(call),
	"log witness": async (call) => (await import("./cli20.js")).logWitness(call),
	"trust init": async (call) => (await import("./cli24.js")).trustInit(call),
	"trust rotate": async (call) => (await import("./cli24.js")).trustRotate(call),
	"trust show": async (call) => (await import("./cli24.js")).trustShow(call),
	"keys import-certificate": async (call) => (await import("./cli9.js")).importCertificate(call)
};
async function runOperation(operation, files, values, terminal) {
	const abort = new AbortController();
	const stop = () => abort.abort(/* @__PURE__ */ new Error("interrupted"));
	process.once("SIGINT", stop);
	process.once("SIGTERM", stop);
	try {
		checkValues(operation, values);
		const command = COMMANDS[operation.name];
		return await command({
			files,
			values,
			common: {
				env: terminal.env,
				signal: abort.signal
			},
			json: values.json === true,
			terminal
		});
	} catch (error) {
		return error instanceof ChanceryError ? fail(terminal, operation, values, error.exitCode, failureOf(error, null)) : fail(terminal, operation, values, 3, internalFailure(error, terminal));
	} finally {
		process.removeListener("SIGINT", stop);
		process.removeListener("SIGTERM", stop);
	}
}
export { runOperation };
