import { d as searchLogOptions, g as searchLog, s as proveEntry, u as proveEntryOptions } from "./engine34.js";
import { t as entriesProgress } from "./cli13.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/log-find-commands.ts
async function logProve({ values, common, json, terminal }) {
	using progress = entriesProgress(terminal);
	const report = await proveEntry({
		...proveEntryOptions(values, common),
		onProgress: progress.update
	});
	progress.clear();
	if (json) printJson(terminal, report);
	else if (report.out === null) terminal.stdout.write(report.proof);
	const { origin, index, size, out } = report;
	say(terminal, `proved  ${origin} ${index} of ${size}${out === null ? "" : `  ${out}`}`);
	return 0;
}
async function logSearch({ files, values, common, json, terminal }) {
	using progress = entriesProgress(terminal);
	const report = await searchLog({
		...searchLogOptions(files, values, common),
		onProgress: progress.update
	});
	progress.clear();
	if (json) printJson(terminal, report);
	for (const { index, digest, key, record } of report.entries) {
		say(terminal, `${report.origin} ${index}  ${key ?? "no signature"}  ${digest === null ? "" : `sha256:${digest}`}`);
		if (!record) continue;
		const { path, subjects, predicateType, event = null, repository, time } = record;
		say(terminal, `  ${[
			time,
			event,
			repository,
			predicateType,
			path
		].filter((part) => part !== null).join("  ")}`);
		for (const { name, sha256 } of subjects.slice(0, MAX_SUBJECTS)) say(terminal, `  ${sha256 ?? ""}  ${name}`);
		if (subjects.length > MAX_SUBJECTS) say(terminal, `  and ${subjects.length - MAX_SUBJECTS} more`);
	}
	return 0;
}
const MAX_SUBJECTS = 8;
export { logProve, logSearch };
