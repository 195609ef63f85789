import { x as timestampFiles } from "./engine11.js";
import { f as timestampOptions } from "./engine14.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/timestamp-command.ts
async function timestamp({ files, values, common, json, terminal }) {
	const { report, exitCode } = await timestampFiles(timestampOptions(files, values, common));
	if (json) printJson(terminal, report);
	for (const file of report.files) {
		const { path, out, signature, format, action, signatures, timestampFailures = [], superseded = [] } = file;
		say(terminal, `${action}  ${path} → ${signature ?? out}  ${format ?? "unreadable"}`);
		if (file.code !== void 0) say(terminal, `  ${file.code}: ${file.message}`);
		for (const { signer, timestamps } of signatures) {
			const stamps = timestamps.map(({ time, authority }) => `${time} by ${authority}`);
			say(terminal, `  ${signer ?? "a bare key"}: ${stamps.join(", ")}`);
		}
		for (const { authority, message } of timestampFailures) say(terminal, `  no timestamp by ${authority}: ${message}`);
		for (const { reference, removed } of superseded) say(terminal, removed ? `  in place of ${reference}` : `  beside ${reference}, which the registry does not delete`);
	}
	for (const { path, code, message, howToFix } of report.failed) {
		say(terminal, `failed  ${path}: ${code}: ${message}`);
		say(terminal, `  fix: ${howToFix}`);
	}
	return exitCode;
}
export { timestamp };
