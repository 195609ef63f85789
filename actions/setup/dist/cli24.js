import { b as showTrust, f as initTrust, n as trustRotateOptions, r as trustShowOptions, t as trustInitOptions, v as rotateTrust } from "./engine11.js";
import { t as sayRecorded } from "./cli8.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/trust-command.ts
async function trustInit(call) {
	return show(await initTrust(trustInitOptions(call.values, call.common)), call, "made");
}
async function trustRotate(call) {
	return show(await rotateTrust(trustRotateOptions(call.files, call.values, call.common)), call, "rotated");
}
async function trustShow(call) {
	return show(await showTrust(trustShowOptions(call.files, call.values, call.common)), call, null);
}
function show(report, { json, terminal }, did) {
	if (json) printJson(terminal, report);
	if (did !== null) {
		const config = report.signingConfig === null ? "" : ` and ${report.signingConfig}`;
		say(terminal, `${did}  ${report.trustedRoot}${config}`);
	}
	for (const { kind, id, name, url, from, until, state, notes } of report.entries) {
		const where = url === null || url.includes(name) ? "" : `  ${url}`;
		say(terminal, `${state}  ${kind}  ${id.slice(0, 12)}  ${name}${where}`);
		say(terminal, `  ${from ?? "always"} to ${until ?? "further notice"}`);
		for (const note of notes) say(terminal, `  note: ${note}`);
	}
	sayRecorded(terminal, report);
	return 0;
}
export { trustInit, trustRotate, trustShow };
