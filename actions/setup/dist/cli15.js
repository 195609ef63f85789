import { _ as mirrorLog, c as mirrorOptions } from "./engine34.js";
import { t as entriesProgress } from "./cli13.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/log-mirror-command.ts
async function logMirror({ files, values, common, json, terminal }) {
	using progress = entriesProgress(terminal);
	const report = await mirrorLog({
		...mirrorOptions(files, values, common),
		onProgress: progress.update
	});
	progress.clear();
	if (json) printJson(terminal, report);
	const { origin, log, dir, size, copied, since, cosignature, seconds } = report;
	const before = since === null ? "for the first time" : `after ${since.size}`;
	say(terminal, `mirrored  ${origin} from ${log} into ${dir}: ${size} entries, ${before}, ${copied} copied, ${seconds} s`);
	if (cosignature) say(terminal, `          cosigned as ${cosignature.name}, ${cosignature.time}: ${cosignature.verifierKey}`);
	return 0;
}
export { logMirror };
