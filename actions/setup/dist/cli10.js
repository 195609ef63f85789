import { o as createLog, s as flushLog } from "./engine11.js";
import { r as commonOptions } from "./engine14.js";
import { t as sayRecorded } from "./cli8.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/log-commands.ts
async function logInit({ values, common, json, terminal }) {
	const out = typeof values.out === "string" ? values.out : null;
	const report = await createLog({
		...commonOptions(values, common),
		out
	});
	if (json) printJson(terminal, report);
	else if (out === null) terminal.stdout.write(`${report.verifierKey}\n`);
	say(terminal, `made  ${report.origin} in ${report.log}`);
	if (out !== null) say(terminal, `      verifier key ${out}: give it to whoever verifies (--trust)`);
	sayRecorded(terminal, report);
	return 0;
}
async function logFlush({ values, common, json, terminal }) {
	const { report, exitCode } = await flushLog(commonOptions(values, common));
	if (json) printJson(terminal, report);
	for (const { index, bundle } of report.logged) {
		const where = bundle ?? (index === null ? "it was there already, without a proof" : "its bundle is gone: nothing to put the proof into");
		say(terminal, `logged  ${report.origin} ${index ?? "-"}  ${where}`);
	}
	for (const { code, message, howToFix } of report.failed) say(terminal, `failed  ${code}: ${message}\nfix: ${howToFix}`);
	if (report.logged.length + report.failed.length === 0) say(terminal, "nothing is queued");
	return exitCode;
}
export { logFlush, logInit };
