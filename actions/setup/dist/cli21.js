import { g as releaseFiles } from "./engine11.js";
import { c as releaseOptions } from "./engine14.js";
import { t as ProgressLine } from "./cli4.js";
import { r as say, t as printJson } from "./cli.js";
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
	verified: "verified",
	recorded: "recorded"
};
function sayReleased(terminal, report, dryRun) {
	for (const { action, path, out, signature, format, certificate } of report.files) {
		const done = dryRun ? WOULD[action] : action;
		say(terminal, `${done}  ${path} → ${signature ?? out}  ${format}, ${certificate.subject}`);
	}
	for (const image of report.images) say(terminal, imageLine(image, dryRun));
	for (const { path, code, message, howToFix } of report.failed) {
		say(terminal, `failed  ${path ?? "release"}: ${code}: ${message}`);
		say(terminal, `  fix: ${howToFix}`);
	}
	sayDiff(terminal, report);
	const { name, version } = report.release;
	if (report.record !== null) {
		say(terminal, `released  ${name} ${version}: ${contentsOf(report)}, verified`);
		say(terminal, `          ${report.checksums?.path}, ${report.record}`);
	} else if (report.failed.length === 0) {
		const signed = [...report.files, ...report.images].filter(({ action }) => action === "signed").length;
		say(terminal, `would release  ${name} ${version}: ${contentsOf(report)}, ${signed} to be signed`);
	} else say(terminal, `not released  ${name} ${version}`);
}
function imageLine({ action, path, out, key, signatures }, dryRun) {
	const how = [...new Set(signatures.map(({ format }) => format)), ...key === null ? [] : [`key ${key}`]].join(", ");
	return `${dryRun ? WOULD[action] : action}  ${path} → ${out}  ${how}`.trimEnd();
}
function contentsOf({ files, images }) {
	const also = images.length === 0 ? "" : ` and ${counted(images.length, "image")}`;
	return counted(files.length, "file") + also;
}
function counted(count, noun) {
	return `${count} ${noun}${count === 1 ? "" : "s"}`;
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
export { release };
