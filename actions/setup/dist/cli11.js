import { l as identifyHere } from "./engine11.js";
import { b as eraseEvents, v as eraseEventsOptions, x as recordEvent, y as recordEventOptions } from "./engine34.js";
import { t as sayRecorded } from "./cli8.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/log-event-commands.ts
async function logRecord({ files, values, common, json, terminal }) {
	const options = recordEventOptions(files, values, common);
	const report = await recordEvent({
		...options,
		...await whoAsks(options)
	});
	if (json) printJson(terminal, report);
	sayRecorded(terminal, { event: report });
	for (const { name, digest } of report.subjects) say(terminal, `  ${digest.sha256}  ${name}`);
	return 0;
}
async function logErase({ files, values, common, json, terminal }) {
	const options = eraseEventsOptions(files, values, common);
	const report = await eraseEvents({
		...options,
		...await whoAsks(options)
	});
	if (json) printJson(terminal, report);
	for (const { path, index, event } of report.erased) {
		say(terminal, `erased  ${path}: entry ${index} of ${report.origin} stays, and says nothing any more`);
		sayRecorded(terminal, { event });
	}
	return 0;
}
async function whoAsks(options) {
	const { workload, identity } = await identifyHere(options);
	if (workload) return { identity: {
		verified: workload.verified,
		platform: workload.platform,
		claims: workload.claims
	} };
	return identity ? { identity } : {};
}
export { logErase, logRecord };
