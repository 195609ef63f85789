import { F as ChanceryError } from "./core.js";
import { a as failureOf } from "./engine3.js";
import { b as verifyFiles, c as signOptions, f as identifyHere, g as inspectFiles, i as inspectOptions, l as verifyOptions, n as checkValues, t as attestOptions, u as attestFiles } from "./engine4.js";
import { t as sarifLog } from "./engine8.js";
import { n as signFiles } from "./engine12.js";
import { n as internalFailure, t as fail } from "./cli3.js";
import { t as ProgressLine } from "./cli4.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/report-text.ts
/** What people read of a report: a line a file, what to do where something failed, and a count. */
function saySigned(terminal, report, dryRun) {
	for (const file of report.files) {
		const stamp = file.timestamp ? `, ${file.timestamp.time} by ${file.timestamp.authority}` : "";
		const where = file.signature ?? file.out;
		const line = `${file.path} → ${where}  ${file.format}, ${file.signatureAlgorithm}, ${file.certificate.subject}${stamp}`;
		say(terminal, `${dryRun ? "would sign" : "signed"}  ${line}`);
	}
	for (const failure of report.failed) {
		say(terminal, `failed  ${failure.path}: ${failure.code}: ${failure.message}`);
		say(terminal, `  fix: ${failure.howToFix}`);
	}
	if (report.files.length + report.failed.length > 1) say(terminal, `${report.files.length} ${dryRun ? "would be signed" : "signed"}, ${report.failed.length} failed`);
}
function sayVerified(terminal, report) {
	for (const file of report.files) {
		if (file.verdict === "verified") {
			const record = file.record === null ? "" : `, record ${file.record}`;
			say(terminal, `verified  ${file.path}  ${file.format ?? "bundle"}${record}`);
		} else say(terminal, `failed  ${file.path}: ${file.code}: ${file.message}`);
		if (file.identity?.verified) say(terminal, `  ${jobText(file.identity)}`);
		for (const signature of file.signatures) say(terminal, `  ${signatureText(signature)}`);
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
		for (const signature of file.signatures) say(terminal, `  ${signatureText(signature)}`);
		if (file.howToFix !== void 0) say(terminal, `  fix: ${file.howToFix}`);
	}
}
function inspected(file) {
	if (file.code !== void 0) return `${file.code}: ${file.message}`;
	const count = file.signatures.length;
	const signatures = count === 0 ? "no signature" : `${count} signature${count === 1 ? "" : "s"}`;
	return `${file.format ?? "no known format"}, ${signatures}${file.record === null ? "" : ", record beside it"}`;
}
function signatureText(signature) {
	const stamp = signature.timestamp ? `, timestamp ${signature.timestamp.time} by ${signature.timestamp.authority}` : ", no timestamp";
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
		const { report, exitCode } = await signFiles({
			...signOptions(files, values, common),
			onProgress
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
	release: async (call) => (await import("./cli8.js")).release(call),
	init: async (call) => (await import("./cli7.js")).init(call),
	"keys list": async (call) => (await import("./cli7.js")).keysList(call),
	"keys generate": async (call) => (await import("./cli7.js")).keysGenerate(call),
	"keys csr": async (call) => (await import("./cli7.js")).csr(call),
	"keys import-certificate": async (call) => (await import("./cli7.js")).importCertificate(call)
};
/**
* Runs an operation; SIGINT and SIGTERM end it tidily, a second one at once.
* @returns the exit code: a defect of ours is 3 (INTERNAL), never 1, which would be a verdict about the file
*/
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
