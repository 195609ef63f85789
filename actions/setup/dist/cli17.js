import { a as verifyReceiptOptions, i as receiptOptions, n as verifyReceiptFile, o as makeReceipt } from "./engine34.js";
import { t as entriesProgress } from "./cli13.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/log-receipt-commands.ts
async function logReceipt({ values, common, json, terminal }) {
	using progress = entriesProgress(terminal);
	const report = await makeReceipt({
		...receiptOptions(values, common),
		onProgress: progress.update
	});
	progress.clear();
	if (json) printJson(terminal, report);
	say(terminal, `proved  ${placeOf(report)}  ${report.out}`);
	return 0;
}
async function logVerifyReceipt({ files, values, common, json, terminal }) {
	const report = await verifyReceiptFile(verifyReceiptOptions(files, values, common));
	if (json) printJson(terminal, report);
	say(terminal, `verified  ${placeOf(report)}`);
	say(terminal, `          root ${report.root}`);
	return 0;
}
function placeOf({ origin, index, size, older }) {
	return older === null ? `${origin} ${index} of ${size}` : `${origin} ${older.size} entries and those up to ${size}`;
}
export { logReceipt, logVerifyReceipt };
