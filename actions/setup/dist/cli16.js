import { h as monitorLog, l as monitorOptions } from "./engine34.js";
import { r as sayFailure } from "./cli3.js";
import { t as entriesProgress } from "./cli13.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/log-monitor-command.ts
async function logMonitor({ files, values, common, json, terminal }) {
	using progress = entriesProgress(terminal);
	const options = {
		...monitorOptions(files, values, common),
		onProgress: progress.update
	};
	const { report, exitCode } = await monitorLog(options);
	progress.clear();
	if (json) printJson(terminal, report);
	const { origin, log, size, since, erased, alarms, evidence } = report;
	for (const alarm of alarms) sayFailure(terminal, {
		...alarm,
		path: origin
	});
	for (const path of evidence) say(terminal, `evidence  ${path}`);
	for (const { index, by } of erased) say(terminal, `erased  entry ${index}, as entry ${by} says`);
	const before = since === null ? "for the first time" : `after ${since.size}`;
	say(terminal, `${alarms.length === 0 ? "right" : "WRONG"}  ${origin} in ${log}: ${size} entries, ${before}`);
	return exitCode;
}
export { logMonitor };
