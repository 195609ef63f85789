import { a as copyImage } from "./engine11.js";
import { i as copyOptions } from "./engine14.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/copy-command.ts
async function copy({ files, values, common, json, terminal }) {
	const report = await copyImage(copyOptions(files, values, common));
	if (json) printJson(terminal, report);
	const { blobs, referrers } = report;
	say(terminal, `copied  ${report.source} → ${report.destination}  ${referrers} referrer${referrers === 1 ? "" : "s"}`);
	say(terminal, `  blobs: ${blobs.moved} moved, ${blobs.mounted} taken over, ${blobs.present} there already`);
	return 0;
}
export { copy };
