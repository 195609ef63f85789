import { t as OPERATIONS } from "./engine31.js";
import { t as fail } from "./cli3.js";
import { r as say } from "./cli.js";
import { parseArgs } from "node:util";
// packages/cli/src/arguments.ts
function parseArguments(operation, argv, didYouMean) {
	const specs = new Map(operation.options.flatMap(flagsOf));
	const { tokens } = parseArgs({
		args: [...argv],
		options: Object.fromEntries([...specs].map(([flag, { option }]) => [flag, { type: takesValue(option) ? "string" : "boolean" }])),
		strict: false,
		allowPositionals: true,
		tokens: true
	});
	const isFlag = (text) => text.startsWith("--") && specs.has(text.slice(2));
	const operands = [];
	const problems = [];
	const values = {};
	for (const token of tokens) {
		if (token.kind === "positional") operands.push(token.value);
		if (token.kind !== "option") continue;
		const spec = specs.get(token.name);
		if (!spec) problems.push(`${token.rawName} is unknown${didYouMean(token.name, [...specs.keys()])}`);
		else if (!takesValue(spec.option)) {
			if (token.value !== void 0) problems.push(`${token.rawName} takes no value`);
			values[spec.option.name] = spec.on;
		} else if (token.value === void 0 || token.value === "" || !token.inlineValue && isFlag(token.value)) problems.push(`${token.rawName} needs a value: ${token.rawName} ${spec.option.value ?? "VALUE"}`);
		else if (spec.option.kind === "list") values[spec.option.name] = [...values[spec.option.name] ?? [], token.value];
		else if (values[spec.option.name] !== void 0) problems.push(`${token.rawName} is given twice`);
		else values[spec.option.name] = token.value;
	}
	if (operation.operands === null && operands.length > 0) problems.push(`takes no operands: ${operands.join(" ")}`);
	if (operation.operands?.startsWith("[") === false && operands.length === 0) problems.push(`needs ${operation.operands}`);
	return {
		operands,
		values,
		problems
	};
}
function takesValue({ kind }) {
	return kind === "text" || kind === "number" || kind === "list";
}
function flagsOf(option) {
	const flag = [option.name, {
		option,
		on: true
	}];
	return option.kind === "switch" ? [flag, [`no-${option.name}`, {
		option,
		on: false
	}]] : [flag];
}
// packages/cli/src/help.ts
const EXIT_CODES = `Exit codes:
  0  done
  1  verification failed, or an input is malformed
  2  usage or configuration
  3  environment: HSM, network, disk, timestamp authority (may be retried)
  4  denied by policy
  5  pending approval`;
function generalHelp() {
	return `chancery: sign what CI builds with keys that stay in an HSM, and leave a record that anyone can check

Usage: chancery COMMAND [OPTIONS]

Commands:
${OPERATIONS.map(({ name, summary }) => row(name, summary)).join("\n")}
${row("completion", "Print a completion script for bash, zsh or fish")}

  chancery COMMAND --help   options and examples
  chancery --version

Examples:
  chancery init
  chancery sign dist/app.exe --key release --out signed
  chancery verify signed/app.exe

${EXIT_CODES}
`;
}
function operationHelp(operation) {
	const operands = operation.operands === null ? "" : ` ${operation.operands}`;
	const examples = operation.examples.map(([command, explanation]) => `  ${command}\n      ${explanation}`);
	return `${operation.summary}

Usage: chancery ${operation.name}${operands} [OPTIONS]
${!operation.operands?.includes("FILE") ? "" : "\nFILE is a path or a glob: ** any folders, {a,b} either, !PATTERN leaves out.\n"}
Options:
${operation.options.map(optionRow).join("\n")}
${row("-h, --help", "this text")}

Examples:
${examples.join("\n")}

${EXIT_CODES}
`;
}
function optionRow(option) {
	const flag = option.kind === "switch" ? `--[no-]${option.name}` : `--${option.name}`;
	const notes = [
		option.kind === "switch" ? "on by default" : null,
		option.kind === "list" ? "repeatable" : null,
		option.choices && option.kind !== "list" ? option.choices.join(", ") : null,
		option.env ?? null
	].filter((note) => note !== null);
	const help = notes.length > 0 ? `${option.help} (${notes.join("; ")})` : option.help;
	return row(option.value === void 0 ? flag : `${flag} ${option.value}`, help);
}
function row(left, right) {
	return `  ${left.padEnd(26)} ${right}`;
}
// packages/cli/src/run.ts
async function run(argv, terminal) {
	const [first] = argv;
	if (first === void 0 || first === "--help" || first === "-h" || first === "help") {
		(first === void 0 ? terminal.stderr : terminal.stdout).write(generalHelp());
		return first === void 0 ? 2 : 0;
	}
	if (first === "completion") return completion(argv[1], terminal);
	const operation = operationOf(argv);
	if (!operation) return unknownCommand(argv, terminal);
	const rest = argv.slice(operation.name.split(" ").length);
	if (asksForHelp(rest)) {
		terminal.stdout.write(operationHelp(operation));
		return 0;
	}
	const { suggestion } = await import("./engine30.js");
	const { operands, values, problems } = parseArguments(operation, rest, suggestion);
	if (problems.length > 0) {
		const howToFix = `Run chancery ${operation.name} --help for its options and examples.`;
		return fail(terminal, operation, values, 2, {
			path: null,
			code: "USAGE",
			message: problems.join("; "),
			howToFix
		});
	}
	const { runOperation } = await import("./cli5.js");
	return runOperation(operation, operands, values, terminal);
}
function asksForHelp(args) {
	const options = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
	return options.includes("--help") || options.includes("-h");
}
function operationOf(argv) {
	return OPERATIONS.find(({ name }) => name === argv.slice(0, name.split(" ").length).join(" "));
}
async function unknownCommand(argv, terminal) {
	const [group, second] = argv;
	const grouped = OPERATIONS.filter(({ name }) => name.startsWith(`${group} `));
	const isHelp = second === "--help" || second === "-h";
	if (grouped.length > 0 && (isHelp || second === void 0)) {
		terminal[isHelp ? "stdout" : "stderr"].write(grouped.map(operationHelp).join("\n"));
		return isHelp ? 0 : 2;
	}
	const word = argv.slice(0, grouped.length > 0 ? 2 : 1).join(" ");
	const names = OPERATIONS.map(({ name }) => name);
	const { suggestion } = await import("./engine30.js");
	say(terminal, `chancery: there is no command ${word}${suggestion(word, names)}`);
	say(terminal, "fix: chancery --help lists them");
	return 2;
}
async function completion(shell, terminal) {
	const { completionScript, SHELLS } = await import("./cli6.js");
	if (shell === void 0 || !SHELLS.includes(shell)) {
		terminal[shell === "--help" ? "stdout" : "stderr"].write(`Usage: chancery completion ${SHELLS.join("|")}\n\nExample:\n  source <(chancery completion bash)\n`);
		return shell === "--help" ? 0 : 2;
	}
	terminal.stdout.write(completionScript(shell));
	return 0;
}
export { run };
