import "./engine11.js";
import { t as sarifLog } from "./engine20.js";
import { r as say, t as printJson } from "./cli.js";
// packages/cli/src/failure.ts
const REPORTS_FILES = [
	"sign",
	"verify",
	"inspect",
	"timestamp",
	"release"
];
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
function internalFailure(error, { env, stderr }) {
	if (env.CHANCERY_DEBUG && error instanceof Error) stderr.write(`${error.stack}\n`);
	return {
		path: null,
		code: "INTERNAL",
		message: error instanceof Error ? error.message : String(error),
		howToFix: "This is a defect: report it with the command line, and with the stack that CHANCERY_DEBUG=1 shows."
	};
}
export { internalFailure as n, sayFailure as r, fail as t };
