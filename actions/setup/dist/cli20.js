import { f as serveLogOptions, m as witnessOptions, r as serveLog, t as serveWitness } from "./engine34.js";
import { r as stopped, t as sayRenewal } from "./cli19.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/log-serve-command.ts
async function logServe({ files, values, common, json, terminal }) {
	const onRequest = (entry) => sayLogRequest(terminal, entry);
	const onRenewal = sayRenewal(terminal);
	await using served = await serveLog({
		...serveLogOptions(files, values, common),
		onRequest,
		onRenewal
	});
	const { report } = served;
	if (json) printJson(terminal, report);
	say(terminal, `serving  ${report.origin} at ${report.url}, from ${report.log}`);
	await stopped(common.signal);
	say(terminal, "stopping");
	return 0;
}
async function logWitness({ values, common, json, terminal }) {
	const onRequest = (entry) => sayLogRequest(terminal, entry);
	const onRenewal = sayRenewal(terminal);
	await using served = await serveWitness({
		...witnessOptions(values, common),
		onRequest,
		onRenewal
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
