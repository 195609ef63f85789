import { F as ChanceryError } from "./core.js";
import { a as failureOf } from "./engine3.js";
import { _ as listKeys, a as keysOptions, b as verifyFiles, c as signOptions, d as generateKey, f as identifyHere, g as inspectFiles, h as initialise, i as inspectOptions, l as verifyOptions, m as importCertificate$1, n as checkValues, o as releaseOptions, r as generateOptions, s as requestOptions, t as attestOptions, u as attestFiles, v as releaseFiles, y as requestCertificate } from "./engine4.js";
import { n as signFiles } from "./engine7.js";
import { t as sarifLog } from "./engine10.js";
import { a as printable, i as printJson, n as internalFailure, o as say, t as fail } from "./cli.js";
// packages/cli/src/progress.ts
const BAR = 20;
/** One line on a terminal that is drawn over and over; nothing elsewhere. */
var ProgressLine = class {
	#stream;
	#shown = false;
	constructor(stream) {
		this.#stream = stream;
	}
	update({ path, stage, finished, total }) {
		if (!this.#stream.isTTY) return;
		const filled = Math.round(finished / Math.max(1, total) * BAR);
		const bar = "#".repeat(filled) + ".".repeat(BAR - filled);
		const text = printable(`[${bar}] ${finished}/${total} ${stage} ${path}`);
		this.#stream.write(`\r\x1b[K${text.slice(0, (this.#stream.columns ?? 80) - 1)}`);
		this.#shown = true;
	}
	clear() {
		if (this.#shown) this.#stream.write("\r\x1B[K");
		this.#shown = false;
	}
};
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
// packages/cli/src/key-commands.ts
async function init({ values, common, json, terminal }) {
	const dir = typeof values.dir === "string" ? values.dir : ".";
	const module = typeof values.module === "string" ? values.module : void 0;
	const report = await initialise({
		...common,
		dir,
		...module !== void 0 && { module }
	});
	if (json) printJson(terminal, report);
	say(terminal, `made  ${report.config}: keys release, attestation, tsa on token ${report.token}`);
	say(terminal, `      trust ${report.trust}; records ${report.attestationKey}`);
	say(terminal, "next: chancery sign FILE --key release --out signed");
	return 0;
}
async function keysList(call) {
	return showKeys(await listKeys(keysOptions(call.values, call.common)), call);
}
async function keysGenerate(call) {
	return showKeys(await generateKey(generateOptions(call.values, call.common)), call);
}
async function importCertificate(call) {
	const certificate = call.values.certificate;
	return showKeys(await importCertificate$1({
		...keysOptions(call.values, call.common),
		certificate
	}), call);
}
async function csr({ values, common, json, terminal }) {
	const report = await requestCertificate(requestOptions(values, common));
	if (json) printJson(terminal, report);
	else if (report.out === null) terminal.stdout.write(report.csr);
	if (report.out !== null) say(terminal, `wrote  ${report.out}`);
	return 0;
}
function showKeys(report, { json, terminal }) {
	if (json) printJson(terminal, report);
	for (const key of report.keys) {
		const kind = key.kind === "rsa" ? `rsa-${key.bits}` : key.kind ?? "unsupported";
		const name = key.name === null ? "" : `  (${key.name})`;
		const certificate = key.certificate ? "certificate" : "no certificate";
		say(terminal, `${key.token}  ${key.label}${name}  ${kind}  ${certificate}  ${key.uri}`);
	}
	if (report.keys.length === 0) say(terminal, "no keys");
	return 0;
}
// packages/cli/src/release-command.ts
async function release({ files, values, common, json, terminal }) {
	const progress = new ProgressLine(terminal.stderr);
	const onProgress = progress.update.bind(progress);
	try {
		const { report, exitCode } = await releaseFiles({
			...releaseOptions(files, values, common),
			onProgress
		});
		progress.clear();
		if (json) printJson(terminal, report);
		sayReleased(terminal, report, values["dry-run"] === true);
		return exitCode;
	} finally {
		progress.clear();
	}
}
const WOULD = {
	signed: "would sign",
	kept: "would keep",
	verified: "verified"
};
/** What people read of a release: a line a file, what is new since the former one, and where it is or why not. */
function sayReleased(terminal, report, dryRun) {
	for (const { action, path, out, signature, format, certificate } of report.files) {
		const done = dryRun ? WOULD[action] : action;
		say(terminal, `${done}  ${path} → ${signature ?? out}  ${format}, ${certificate.subject}`);
	}
	for (const { path, code, message, howToFix } of report.failed) {
		say(terminal, `failed  ${path ?? "release"}: ${code}: ${message}`);
		say(terminal, `  fix: ${howToFix}`);
	}
	sayDiff(terminal, report);
	const { name, version } = report.release;
	if (report.record !== null) {
		say(terminal, `released  ${name} ${version}: ${report.files.length} files, verified`);
		say(terminal, `          ${report.checksums?.path}, ${report.record}`);
	} else if (report.failed.length === 0) {
		const signed = report.files.filter(({ action }) => action === "signed").length;
		say(terminal, `would release  ${name} ${version}: ${report.files.length} files, ${signed} to be signed`);
	} else say(terminal, `not released  ${name} ${version}`);
}
function sayDiff(terminal, { diff }) {
	if (!diff) return;
	const { previous, added, removed, changed, unchanged } = diff;
	say(terminal, `since  ${previous.name} ${previous.version}`);
	for (const path of added) say(terminal, `  + ${path}`);
	for (const path of removed) say(terminal, `  - ${path}`);
	for (const path of changed) say(terminal, `  ~ ${path}`);
	say(terminal, `  ${added.length} came, ${removed.length} went, ${changed.length} changed, ${unchanged} are the same`);
}
// packages/cli/src/commands.ts
const COMMANDS = {
	sign,
	verify,
	inspect,
	attest,
	release,
	init,
	"keys list": keysList,
	"keys generate": keysGenerate,
	"keys csr": csr,
	"keys import-certificate": importCertificate
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
