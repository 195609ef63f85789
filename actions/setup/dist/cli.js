import "./engine4.js";
import { t as sarifLog } from "./engine10.js";
// packages/cli/src/terminal.ts
function printJson(terminal, value) {
	terminal.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
/** Text for people, without what would steer their terminal: names in files are the attacker's. */
function printable(text) {
	return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0).toString(16)}}`);
}
function say(terminal, line) {
	terminal.stderr.write(`${printable(line)}\n`);
}
// packages/cli/src/failure.ts
const REPORTS_FILES = [
	"sign",
	"verify",
	"inspect",
	"release"
];
/** A failure before there was a report: on stderr for people, on stdout in the form that was asked for. */
function fail(terminal, operation, values, exitCode, failure) {
	const report = {
		version: 1,
		files: [],
		failed: [failure]
	};
	if (values.sarif === true) printJson(terminal, sarifLog(report));
	else if (values.json === true) printJson(terminal, REPORTS_FILES.includes(operation.name) ? report : {
		version: 1,
		failed: [failure]
	});
	sayFailure(terminal, failure);
	return exitCode;
}
function sayFailure(terminal, failure) {
	say(terminal, `${failure.path ?? "chancery"}: ${failure.code}: ${failure.message}`);
	say(terminal, `  fix: ${failure.howToFix}`);
}
/** What is no error of ours is a defect of ours. Its stack goes to whoever sets CHANCERY_DEBUG. */
function internalFailure(error, { env, stderr }) {
	if (env.CHANCERY_DEBUG && error instanceof Error) stderr.write(`${error.stack}\n`);
	return {
		path: null,
		code: "INTERNAL",
		message: error instanceof Error ? error.message : String(error),
		howToFix: "This is a defect: report it with the command line, and with the stack that CHANCERY_DEBUG=1 shows."
	};
}
export { printable as a, printJson as i, internalFailure as n, say as o, sayFailure as r, fail as t };
