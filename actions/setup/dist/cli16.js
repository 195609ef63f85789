import { l as witnessOptions, n as serveLog, s as serveLogOptions, t as serveWitness } from "./engine29.js";
import { n as stopped } from "./cli15.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/log-serve-command.ts
async function logServe({ files, values, common, json, terminal }) {
	const onRequest = (entry) => sayLogRequest(terminal, entry);
	await using served = await serveLog({
		...serveLogOptions(files, values, common),
		onRequest
	});
	const { report } = served;
	if (json) printJson(terminal, report);
	say(terminal, `serving  ${report.origin} at ${report.url}, from ${report.dir}`);
	await stopped(common.signal);
	say(terminal, "stopping");
	return 0;
}
async function logWitness({ values, common, json, terminal }) {
	const onRequest = (entry) => sayLogRequest(terminal, entry);
	await using served = await serveWitness({
		...witnessOptions(values, common),
		onRequest
	});
	const { report } = served;
	if (json) printJson(terminal, report);
	const { url, name, verifierKey, logs } = report;
	say(terminal, `witnessing  at ${url}; in a policy: witness ${name} ${verifierKey} ${url}`);
	for (const { origin, size } of logs) say(terminal, `            ${origin}, ${size ?? "no"} entries seen`);
	await stopped(common.signal);
	say(terminal, "stopping");
	return 0;
}
function sayLogRequest(terminal, entry) {
	const { client, method, path, status, milliseconds, note } = entry;
	const told = note === null ? "" : `  ${note}`;
	say(terminal, `${(/* @__PURE__ */ new Date()).toISOString()}  ${client}  ${status}  ${method} ${path.slice(0, 200)}${told}  ${milliseconds} ms`);
}
export { logServe, logWitness };
