import { S as verifyWholeLog, p as verifyLogOptions } from "./engine34.js";
import { t as ProgressLine } from "./cli4.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/log-verify-command.ts
async function logVerify({ files, values, common, json, terminal }) {
	using progress = entriesProgress(terminal);
	const report = await verifyWholeLog({
		...verifyLogOptions(files, values, common),
		onProgress: progress.update
	});
	progress.clear();
	if (json) printJson(terminal, report);
	const { origin, log, size, root, since, seconds, cosignatures } = report;
	say(terminal, `verified  ${origin} in ${log}: ${size} entries, ${seconds} s`);
	say(terminal, `          root ${root}`);
	for (const { name, time } of cosignatures) say(terminal, `          cosigned by ${name}, ${time ?? "at no time"}`);
	if (since) say(terminal, `          continues ${since.size} entries, root ${since.root}`);
	return 0;
}
function entriesProgress({ stderr }) {
	const line = new ProgressLine(stderr);
	const clear = () => line.clear();
	return {
		update: (progress) => line.update({
			path: "",
			stage: "entries",
			...progress
		}),
		clear,
		[Symbol.dispose]: clear
	};
}
export { logVerify as n, entriesProgress as t };
