import "./engine.js";
import { n as loadConfig } from "./engine5.js";
import { n as EngineError } from "./engine3.js";
import { a as nearest, o as suggestion } from "./engine4.js";
import "./engine10.js";
import { n as isImage } from "./engine6.js";
import { a as verifyOptions, n as checkValues } from "./engine12.js";
import { i as MANIFEST_NAME } from "./engine14.js";
import { n as failureOf } from "./engine15.js";
import "./engine21.js";
import { n as SIGN, o as ATTEST, r as RELEASE, t as VERIFY } from "./engine22.js";
import { I as ChanceryError } from "./core.js";
import { a as exportVariable, c as info, d as setOutput, f as setSecret, i as error, n as addPath, o as getInput, p as warning, s as group, t as ExitCode, u as saveState } from "./core2.js";
import { t as VERSION } from "./engine16.js";
import "node:crypto";
import { mkdir, writeFile as writeFile$1 } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { existsSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { EOL } from "os";
import { constants as constants$2, promises } from "fs";
const verifyFiles = async (options) => (await import("./engine56.js")).verifyFiles(options);
// packages/engine/src/sarif.ts
function sarifLog(report) {
	const failed = report.files.filter((file) => file.verdict === "failed");
	const rules = new Map(failed.map((file) => [file.code, file]));
	return {
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		version: "2.1.0",
		runs: [{
			tool: { driver: {
				name: "chancery",
				version: VERSION,
				rules: [...rules].map(([id, file]) => ruleOf(id, file))
			} },
			results: failed.map(resultOf),
			invocations: [{
				executionSuccessful: report.failed.length === 0,
				toolExecutionNotifications: report.failed.map(({ code, message }) => ({
					level: "error",
					descriptor: { id: code },
					message: { text: message }
				}))
			}]
		}]
	};
}
function ruleOf(id, file) {
	return {
		id,
		shortDescription: { text: id },
		help: { text: file.howToFix }
	};
}
function resultOf(file) {
	const uri = file.image ? file.path : file.path.split(/[\\/]/).map(encodeURIComponent).join("/");
	return {
		ruleId: file.code,
		level: "error",
		message: { text: `${file.message}. ${file.howToFix}` },
		locations: [{ physicalLocation: { artifactLocation: { uri } } }],
		properties: {
			record: file.record,
			recordKey: file.recordKey,
			provenance: file.provenance,
			identity: file.identity,
			signers: file.signatures.map(({ signer }) => signer)
		}
	};
}
// packages/ci/src/errors.ts
const CI_ERRORS = {
	PKCS11JS_INVALID: {
		family: "usage",
		howToFix: "Give the folder or the archive of a pkcs11js that was built on such a machine: package.json, index.js and build/Release/pkcs11.node."
	},
	PKCS11JS_BUILD_FAILED: {
		family: "environment",
		howToFix: "Put npm, a C++ compiler, make and Python 3 on the runner, or give a pkcs11js that is built already: the input pkcs11js."
	},
	IDENTITY_REQUIRED: {
		family: "untrusted",
		howToFix: "Give the job an identity token that chancery.yaml believes (docs/identity.md says how, for each platform), or sign elsewhere: pull requests from forks get none."
	},
	GLOB_OUTSIDE_WORKSPACE: {
		family: "usage",
		howToFix: "Copy the files into the workspace, or name each of them, without a pattern."
	},
	OUTPUTS_UNAVAILABLE: {
		family: "environment",
		howToFix: "Give the job a disk with space on it, and leave the variable GITHUB_OUTPUT and its file to the runner."
	},
	REPORT_NOT_WRITTEN: {
		family: "environment",
		howToFix: "Name a file below a folder that this job may write to."
	}
};
var CiError = class extends ChanceryError {
	constructor(code, message, options) {
		super(CI_ERRORS, code, message, options);
		this.name = "CiError";
	}
};
// packages/ci/src/printable.ts
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
function printable(text) {
	return text.replace(STEERING, (character) => `\\u{${character.codePointAt(0).toString(16)}}`).replaceAll("##[", "# #[");
}
function pathLines(paths) {
	return paths.map(listed).join("\n");
}
function listed(path) {
	return /\p{Cc}/u.test(path) ? JSON.stringify(path) : path;
}
// packages/ci/src/images.ts
const IMAGES = {
	name: "images",
	kind: "list",
	value: "REFERENCE",
	guard: true,
	help: "images: REGISTRY/REPOSITORY with :TAG or @DIGEST, or oci-layout:DIR, docker-archive:FILE"
};
function takesImages({ options }) {
	return options.includes(IMAGES);
}
const REGISTRY = "oci://";
function imageOperand(reference) {
	return isImage(reference) ? reference : REGISTRY + reference;
}
function imageName(operand) {
	return operand.startsWith(REGISTRY) ? operand.slice(6) : operand;
}
function imageLines(operands) {
	return pathLines([...new Set(operands)].map(imageName));
}
function nounOf(operands) {
	const images = operands.filter(isImage).length;
	if (images > 0 && images < operands.length) return "files and images";
	return `${images > 0 ? "image" : "file"}${operands.length === 1 ? "" : "s"}`;
}
({ ...ATTEST }), [...ATTEST.options];
// packages/ci/src/secrets.ts
const SECRETS = [
	"CHANCERY_PIN",
	"CHANCERY_ID_TOKEN",
	"ACTIONS_ID_TOKEN_REQUEST_TOKEN"
];
function maskEnvironment(host) {
	for (const name of SECRETS) maskVariable(host, name);
}
async function maskConfigured(host, values) {
	const config = await loadConfig(host.workspace, configPath(host, values)).catch(() => null);
	for (const { pin } of Object.values(config?.keys ?? {})) if (pin && "env" in pin) maskVariable(host, pin.env);
	const given = Array.isArray(values.timestamp) ? values.timestamp : [];
	const named = host.env.CHANCERY_TIMESTAMP_URLS?.split(",") ?? [];
	const configured = config?.timestamp?.kind === "urls" ? config.timestamp.urls : [];
	for (const url of [
		...given,
		...named,
		...configured
	]) maskPassword(host, url.trim());
}
function configPath(host, values) {
	return typeof values.config === "string" ? values.config : host.env.CHANCERY_CONFIG || void 0;
}
function maskPassword(host, url) {
	const password = URL.canParse(url) ? new URL(url).password : "";
	if (password === "") return;
	host.mask(password);
	const sent = decoded(password);
	if (sent !== password) host.mask(sent);
}
function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
function maskVariable(host, name) {
	const secret = host.env[name];
	if (secret) host.mask(secret);
}
function secretForms(secret) {
	const lines = secret.split(/\r?\n/).filter((line) => line.trim() !== "");
	return [.../* @__PURE__ */ new Set([
		secret,
		...lines,
		Buffer.from(secret).toString("base64")
	])];
}
// packages/ci/src/summary-markdown.ts
function summaryMarkdown(summary) {
	const row = (cells) => `| ${cells.map(escaped).join(" | ")} |`;
	const table = [row(summary.columns), `|${" --- |".repeat(summary.columns.length)}`];
	const rows = fitting(summary.rows, row);
	const failures = fitting(summary.failures, ({ path, code, message, howToFix }) => {
		return `- ${path === null ? "" : `**${escaped(path)}** `}${escaped(`${code}: ${message}. ${howToFix}`)}`;
	});
	return [
		`### ${escaped(summary.title)}`,
		"",
		...summary.rows.length > 0 ? [
			...table,
			...rows.lines,
			"",
			...more(rows.left)
		] : [],
		...summary.failures.length > 0 ? [
			"#### Failed",
			"",
			...failures.lines,
			"",
			...more(failures.left)
		] : [],
		...summary.commands.length > 0 ? fenced(summary.commands) : []
	].join("\n");
}
const MOST_BYTES = 3e5;
function fitting(items, lineOf) {
	const lines = [];
	let bytes = 0;
	for (const item of items.slice(0, 500)) {
		const line = lineOf(item);
		bytes += Buffer.byteLength(line) + 1;
		if (bytes > MOST_BYTES) break;
		lines.push(line);
	}
	return {
		lines,
		left: items.length - lines.length
	};
}
function more(left) {
	return left > 0 ? [`and ${left} more`, ""] : [];
}
function fenced(commands) {
	const { lines, left } = fitting(commands, (command) => command);
	const shown = left > 0 ? [...lines, `# and ${left} more`] : lines;
	const runs = shown.join("\n").match(/`+/g) ?? [];
	const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
	return [
		"<details><summary>Verify</summary>",
		"",
		`${fence}sh`,
		...shown,
		fence,
		"",
		"</details>",
		""
	];
}
function escaped(text) {
	return printable(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/[\\`*_[\]|~$]/g, (character) => `\\${character}`).replace(/[@#]/g, (character) => `&#${character.codePointAt(0)};`).replace(/:\/\//g, "&#58;//").replace(/\bwww\./gi, (word) => `${word.slice(0, 3)}&#46;`);
}
// packages/ci/src/workspace-path.ts
function workspacePath(workspace, path) {
	const below = relative(workspace, resolve(workspace, path));
	return (below === "" || below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below) ? path : below).split(sep).join("/");
}
// node_modules/@actions/core/lib/summary.js
var __awaiter = function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const { access, appendFile, writeFile } = promises;
const SUMMARY_ENV_VAR = "GITHUB_STEP_SUMMARY";
var Summary = class {
	constructor() {
		this._buffer = "";
	}
	filePath() {
		return __awaiter(this, void 0, void 0, function* () {
			if (this._filePath) return this._filePath;
			const pathFromEnv = process.env[SUMMARY_ENV_VAR];
			if (!pathFromEnv) throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
			try {
				yield access(pathFromEnv, constants$2.R_OK | constants$2.W_OK);
			} catch (_a) {
				throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
			}
			this._filePath = pathFromEnv;
			return this._filePath;
		});
	}
	wrap(tag, content, attrs = {}) {
		const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
		if (!content) return `<${tag}${htmlAttrs}>`;
		return `<${tag}${htmlAttrs}>${content}</${tag}>`;
	}
	write(options) {
		return __awaiter(this, void 0, void 0, function* () {
			const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
			const filePath = yield this.filePath();
			yield (overwrite ? writeFile : appendFile)(filePath, this._buffer, { encoding: "utf8" });
			return this.emptyBuffer();
		});
	}
	clear() {
		return __awaiter(this, void 0, void 0, function* () {
			return this.emptyBuffer().write({ overwrite: true });
		});
	}
	stringify() {
		return this._buffer;
	}
	isEmptyBuffer() {
		return this._buffer.length === 0;
	}
	emptyBuffer() {
		this._buffer = "";
		return this;
	}
	addRaw(text, addEOL = false) {
		this._buffer += text;
		return addEOL ? this.addEOL() : this;
	}
	addEOL() {
		return this.addRaw(EOL);
	}
	addCodeBlock(code, lang) {
		const attrs = Object.assign({}, lang && { lang });
		const element = this.wrap("pre", this.wrap("code", code), attrs);
		return this.addRaw(element).addEOL();
	}
	addList(items, ordered = false) {
		const tag = ordered ? "ol" : "ul";
		const listItems = items.map((item) => this.wrap("li", item)).join("");
		const element = this.wrap(tag, listItems);
		return this.addRaw(element).addEOL();
	}
	addTable(rows) {
		const tableBody = rows.map((row) => {
			const cells = row.map((cell) => {
				if (typeof cell === "string") return this.wrap("td", cell);
				const { header, data, colspan, rowspan } = cell;
				const tag = header ? "th" : "td";
				const attrs = Object.assign(Object.assign({}, colspan && { colspan }), rowspan && { rowspan });
				return this.wrap(tag, data, attrs);
			}).join("");
			return this.wrap("tr", cells);
		}).join("");
		const element = this.wrap("table", tableBody);
		return this.addRaw(element).addEOL();
	}
	addDetails(label, content) {
		const element = this.wrap("details", this.wrap("summary", label) + content);
		return this.addRaw(element).addEOL();
	}
	addImage(src, alt, options) {
		const { width, height } = options || {};
		const attrs = Object.assign(Object.assign({}, width && { width }), height && { height });
		const element = this.wrap("img", null, Object.assign({
			src,
			alt
		}, attrs));
		return this.addRaw(element).addEOL();
	}
	addHeading(text, level) {
		const tag = `h${level}`;
		const allowedTag = [
			"h1",
			"h2",
			"h3",
			"h4",
			"h5",
			"h6"
		].includes(tag) ? tag : "h1";
		const element = this.wrap(allowedTag, text);
		return this.addRaw(element).addEOL();
	}
	addSeparator() {
		const element = this.wrap("hr", null);
		return this.addRaw(element).addEOL();
	}
	addBreak() {
		const element = this.wrap("br", null);
		return this.addRaw(element).addEOL();
	}
	addQuote(text, cite) {
		const attrs = Object.assign({}, cite && { cite });
		const element = this.wrap("blockquote", text, attrs);
		return this.addRaw(element).addEOL();
	}
	addLink(text, href) {
		const element = this.wrap("a", text, { href });
		return this.addRaw(element).addEOL();
	}
};
const summary = new Summary();
// packages/ci/src/outputs.ts
const OVERFLOW = "overflow";
const OVERFLOW_HELP = "folder with a file for each output that is longer than the platform takes (`result.json`, `signed.txt`), which is empty then; empty where there is none";
function outputsOf({ outputs }) {
	return {
		...outputs,
		[OVERFLOW]: OVERFLOW_HELP
	};
}
const MOST_UNITS = 4e5;
const FEW_UNITS = 1e3;
function limitedOutputs(temporary, set) {
	let room = MOST_UNITS;
	let folder = null;
	return (name, value) => {
		if (value.length <= FEW_UNITS || value.length <= room) {
			room -= value.length;
			set(name, value);
			return;
		}
		folder ??= mkdtempSync(join(temporary, "chancery-outputs-"));
		writeFileSync(join(folder, `${name}.${name === "result" ? "json" : "txt"}`), value);
		set(name, "");
		set(OVERFLOW, folder);
	};
}
// packages/ci/src/github.ts
const PREFIX = "INPUT_";
const CLEAN_UP = "clean-up";
function githubHost(env) {
	const workspace = env.GITHUB_WORKSPACE || process.cwd();
	return {
		platform: "github",
		workspace,
		temporary: env.RUNNER_TEMP || tmpdir(),
		env,
		given: () => Object.keys(env).filter((name) => name.toUpperCase().startsWith(PREFIX)).map((name) => name.slice(6).toLowerCase()),
		input: (name) => getInput(name),
		output: limitedOutputs(env.RUNNER_TEMP || tmpdir(), setOutput),
		mask: (secret) => {
			for (const form of secretForms(secret)) setSecret(form);
		},
		info: (line) => info(logLine(line)),
		exportVariable: (name, value) => exportVariable(name, value),
		addPath: (folder) => addPath(folder),
		cleanUp: (folder) => saveState(CLEAN_UP, folder),
		annotate({ file, title, message }) {
			const where = file === null ? {} : { file: workspacePath(workspace, file) };
			error(printable(message), {
				title,
				...where
			});
		},
		warn: (title, message) => warning(printable(message), { title }),
		group: (title, work) => group(printable(title), work),
		async summary(summary$1) {
			if (!env.GITHUB_STEP_SUMMARY) return;
			await summary.addRaw(summaryMarkdown(summary$1), true).write();
		},
		fail: (message) => {
			process.exitCode = ExitCode.Failure;
			info(logLine(message));
		}
	};
}
function logLine(text) {
	return printable(text).replace(/^(\s*):(?=:)/, "$1: ");
}
// packages/ci/src/inputs.ts
function inputsOf(operation) {
	return operation.options.filter(({ terminalOnly }) => !terminalOnly);
}
function inputName(option) {
	return option.input ?? option.name;
}
function needsFiles(operation) {
	return needsOperands(operation) && !takesImages(operation);
}
function needsOperands({ operands }) {
	return operands?.startsWith("[") === false;
}
function inputNames(operation) {
	return [...operation.operands === null ? [] : ["files"], ...inputsOf(operation).map(inputName)];
}
function readInputs(host, operation) {
	const values = {};
	const problems = [];
	for (const option of inputsOf(operation)) {
		const given = host.input(inputName(option)).trim();
		if (given === "") continue;
		if (option.kind === "flag" || option.kind === "switch") {
			const on = booleanOf(given);
			if (on === null) problems.push(`${inputName(option)}: ${given} is neither true nor false`);
			else values[option.name] = on;
		} else values[option.name] = option.kind === "list" ? lines(given) : given;
	}
	const { [IMAGES.name]: images = [], ...others } = values;
	const files = [...operation.operands === null ? [] : lines(host.input("files")), ...images.map(imageOperand)];
	if (needsOperands(operation) && files.length === 0) problems.push(needsFiles(operation) ? "files: is missing" : "files, images: neither is given");
	if (problems.length > 0) throw new EngineError("OPTION_INVALID", problems.join("; "), { details: { problems } });
	checkValues(operation, others);
	return {
		files,
		values: others
	};
}
function unknownInputs(given, operation) {
	const known = inputNames(operation);
	const unknown = given.filter((name) => !known.includes(name));
	const said = (name) => `${name}: is unknown${suggestion(name, known)}`;
	const problems = unknown.filter((name) => operation.gate || mayGuard(name, operation)).map(said);
	if (problems.length > 0) throw new EngineError("OPTION_INVALID", problems.join("; "), { details: { problems } });
	return unknown.map(said);
}
function mayGuard(name, operation) {
	const guards = inputsOf(operation).flatMap((option) => option.guard ? [inputName(option)] : []);
	const others = new Set(inputNames(operation).filter((known) => !guards.includes(known)).flatMap(wordsOf));
	const words = new Set(guards.flatMap(wordsOf).filter((word) => !others.has(word)));
	const meant = nearest(name, inputNames(operation));
	return meant !== null && (meant === "files" || guards.includes(meant)) || wordsOf(name).some((word) => words.has(word));
}
function wordsOf(name) {
	return name.split(/[-_ ]/).filter((word) => word.length > 2);
}
function lines(text) {
	return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
}
function booleanOf(text) {
	if (/^(true|True|TRUE)$/.test(text)) return true;
	return /^(false|False|FALSE)$/.test(text) ? false : null;
}
`${MANIFEST_NAME}`;
({ ...RELEASE }), [...RELEASE.options];
// packages/ci/src/tool-cache.ts
const TOOL_NAME = "chancery-pkcs11js";
function toolCacheFolder({ env }, platform = process.platform) {
	if (env.RUNNER_TOOL_CACHE) return env.RUNNER_TOOL_CACHE;
	if (platform === "win32") return join(env.LOCALAPPDATA || join(homedir(), "AppData", "Local"), "chancery", "tools");
	if (platform === "darwin") return join(homedir(), "Library", "Caches", "chancery", "tools");
	return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "chancery", "tools");
}
function prepareToolCache(host) {
	process.env.RUNNER_TOOL_CACHE = toolCacheFolder(host);
	process.env.RUNNER_TEMP ||= host.temporary;
}
// packages/ci/src/junit.ts
function junitXml(suite, passed, failures) {
	const open = (name) => `  <testcase classname="${attribute(suite)}" name="${attribute(name)}"`;
	const cases = [...passed.map((path) => `${open(path)}/>`), ...failures.map(({ path, code, message, howToFix }) => `${open(path ?? code)}><failure type="${attribute(code)}" message="${attribute(message)}">${attribute(`${message}. ${howToFix}`)}</failure></testcase>`)];
	const counts = `tests="${cases.length}" failures="${failures.length}" errors="0" skipped="0"`;
	return `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="${attribute(suite)}" ${counts}>
${cases.join("\n")}
</testsuite>
`;
}
const ENTITIES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&apos;"
};
function attribute(text) {
	return printable(text.toWellFormed()).replace(/[\uFFFE\uFFFF]/g, "�").replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
// packages/ci/src/report-files.ts
const JUNIT = {
	name: "junit",
	kind: "text",
	value: "FILE",
	help: "write the verdicts as JUnit XML to FILE, for the test report of the CI platform"
};
const SARIF = {
	name: "sarif",
	kind: "text",
	value: "FILE",
	help: "write what was refused as SARIF 2.1.0 to FILE, for code scanning"
};
async function writeReport(host, values, name, text) {
	const given = values[name];
	if (typeof given !== "string") return [];
	const path = resolve(host.workspace, given);
	try {
		await mkdir(dirname(path), { recursive: true });
		await writeFile$1(path, text());
		return [];
	} catch (cause) {
		const why = cause instanceof Error && "code" in cause ? `: ${String(cause.code)}` : "";
		return [failureOf(new CiError("REPORT_NOT_WRITTEN", `${name}: cannot be written${why}`, { cause }), given)];
	}
}
({ ...SIGN }), [...SIGN.options];
// packages/ci/src/pkcs11js.ts
async function useCachedPkcs11js(host) {
	if (host.env.CHANCERY_PKCS11JS || !existsSync(toolCacheFolder(host))) return;
	prepareToolCache(host);
	const { find } = await import("./tool-cache.js");
	const cached = find(TOOL_NAME, "*");
	if (cached !== "") process.env.CHANCERY_PKCS11JS = cached;
}
// packages/ci/src/workspace-globs.ts
const GLOB_CHARACTERS = /[*?[\]{}\\]/;
function assertGlobsInside(host, patterns) {
	const root = realPath(workspaceRoot(host));
	const outside = patterns.filter((pattern) => !pattern.startsWith("!") && leaves(pattern, host.workspace, root));
	if (outside.length === 0) return;
	throw new CiError("GLOB_OUTSIDE_WORKSPACE", `files: ${outside.map((pattern) => JSON.stringify(pattern)).join(", ")} leaves the workspace`, { details: { outside } });
}
function workspaceRoot({ platform, workspace, env: { WORKSPACE } }) {
	return platform === "jenkins" && WORKSPACE && isBelow(realPath(WORKSPACE), realPath(workspace)) ? WORKSPACE : workspace;
}
function leaves(given, workspace, root) {
	const pattern = sep === "\\" ? given.replaceAll("\\", "/") : given;
	const first = pattern.search(GLOB_CHARACTERS);
	if (first < 0 || existsSync(resolve(workspace, given))) return false;
	const start = pattern.lastIndexOf("/", first) + 1;
	if (pattern.slice(start).split("/").includes("..")) return true;
	return !isBelow(root, realPath(resolve(workspace, pattern.slice(0, start))));
}
function realPath(path) {
	return existsSync(path) ? realpathSync(path) : path;
}
function isBelow(folder, path) {
	const below = relative(folder, path);
	return below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}
// packages/ci/src/step.ts
async function runStep(step, host, signal) {
	maskEnvironment(host);
	const unset = setOutputs(host, Object.fromEntries(Object.keys(outputsOf(step)).map((name) => [name, ""])));
	const { report, summary, failures, exitCode } = unset ? failedAs(step, unset, ENVIRONMENT) : await attempt(step, host, signal);
	const lost = unset ?? setOutputs(host, {
		result: JSON.stringify(report),
		failed: String(failures.length)
	});
	const all = lost && lost !== unset ? [...failures, lost] : failures;
	annotate(host, all);
	if (summary) await showSummary(host, summary);
	const [first] = all;
	if (first) host.fail(`${sentence(first)}${all.length > 1 ? ` (and ${all.length - 1} more)` : ""}`, exitCode || ENVIRONMENT);
}
const ENVIRONMENT = 3;
function setOutputs(host, outputs) {
	try {
		for (const [name, value] of Object.entries(outputs)) host.output(name, value);
		return null;
	} catch (cause) {
		const why = cause instanceof Error ? `: ${cause.message}` : "";
		return failureOf(new CiError("OUTPUTS_UNAVAILABLE", `outputs cannot be set${why}`, { cause }), null);
	}
}
const MOST_ANNOTATIONS = 10;
function annotate(host, failures) {
	const most = failures.length > MOST_ANNOTATIONS ? 9 : MOST_ANNOTATIONS;
	for (const { path, code, message, howToFix } of failures.slice(0, most)) {
		const image = path !== null && isImage(path) ? path : null;
		const where = image === null ? "" : `${image}: `;
		host.annotate({
			file: image === null ? path : null,
			title: code,
			message: `${where}${message}. ${howToFix}`
		});
	}
	const others = failures.slice(most);
	for (const failure of others) host.info(`ERROR: ${sentence(failure)}`);
	const title = `and ${others.length} more`;
	if (others.length > 0) host.annotate({
		file: null,
		title,
		message: "The log of the step names them all"
	});
}
async function showSummary(host, summary) {
	try {
		await host.summary(summary);
	} catch (error) {
		host.info(`The summary cannot be written: ${error instanceof Error ? error.message : String(error)}`);
	}
}
async function attempt(step, host, signal) {
	try {
		for (const unknown of unknownInputs(host.given(), step.operation)) host.warn("UNKNOWN_INPUT", unknown);
		const inputs = readInputs(host, step.operation);
		assertGlobsInside(host, inputs.files.filter((file) => !isImage(file)));
		await maskConfigured(host, inputs.values);
		if (!step.withoutAddon?.(inputs.values)) await useCachedPkcs11js(host);
		return await step.run(host, inputs, {
			cwd: host.workspace,
			env: host.env,
			...signal && { signal }
		});
	} catch (error) {
		return error instanceof ChanceryError ? failedAs(step, failureOf(error, null), error.exitCode) : failedAs(step, defect(error, host), ENVIRONMENT);
	}
}
function failedAs(step, failure, exitCode) {
	return {
		report: {
			version: 1,
			files: [],
			failed: [failure]
		},
		summary: {
			title: step.failedTitle,
			columns: [],
			rows: [],
			commands: [],
			failures: [failure]
		},
		failures: [failure],
		exitCode
	};
}
function defect(error, host) {
	if (host.env.CHANCERY_DEBUG) throw error;
	return {
		path: null,
		code: "INTERNAL",
		message: error instanceof Error ? error.message : String(error),
		howToFix: "This is a defect: report it with the inputs of the step, and with the stack that CHANCERY_DEBUG=1 shows"
	};
}
function sentence({ path, code, message, howToFix }) {
	return `${path === null ? "" : `${path}: `}${code}: ${message}. ${howToFix}`;
}
// packages/ci/src/stop-signal.ts
function stopSignal() {
	const abort = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => abort.abort(new Error(name)));
	return abort.signal;
}
// packages/ci/src/verify-step.ts
const VERIFY_STEP = {
	operation: {
		...VERIFY,
		options: [
			IMAGES,
			...VERIFY.options.filter(({ terminalOnly }) => !terminalOnly),
			SARIF,
			JUNIT
		]
	},
	outputs: {
		result: "the JSON of `chancery verify --json`, as docs/schema/verify.v1.json describes it",
		verified: "paths of the files that were verified, one a line; images as they were given",
		"image-digests": "the verified images by the digest that was verified, REGISTRY/REPOSITORY@DIGEST, one a line: what to deploy",
		failed: "how many files were refused; 1 where the step failed before the first"
	},
	withoutAddon: ({ vsa }) => vsa === void 0,
	failedTitle: "Nothing was verified",
	async run(host, { files, values }, common) {
		const { report, exitCode } = await host.group("Verifying", async () => {
			const outcome = await verifyFiles(verifyOptions(files, values, common));
			for (const { path, verdict, code } of outcome.report.files) host.info(`${verdict} ${path}${code === void 0 ? "" : ` (${code})`}`);
			return outcome;
		});
		const verified = report.files.filter(({ verdict }) => verdict === "verified");
		const paths = verified.map(({ path }) => path);
		host.output("verified", pathLines(paths));
		host.output("image-digests", imageLines(verified.flatMap(({ image }) => image?.reference ?? [])));
		const failures = failuresOf(report);
		const unwritten = [...await writeReport(host, values, "sarif", () => `${JSON.stringify(sarifLog(report), null, 2)}\n`), ...await writeReport(host, values, "junit", () => junitXml("chancery verify", paths, failures))];
		return {
			report,
			failures: [...failures, ...unwritten],
			exitCode,
			summary: summaryOf(report, failures)
		};
	}
};
function failuresOf({ files, failed }) {
	return [...files.flatMap(({ path, verdict, code, message, howToFix }) => verdict === "verified" ? [] : [{
		path,
		code: code ?? "",
		message: message ?? "",
		howToFix: howToFix ?? ""
	}]), ...failed];
}
function summaryOf(report, failures) {
	return {
		title: `Verified ${report.files.filter(({ verdict }) => verdict === "verified").length} of ${report.files.length} ${nounOf(report.files.map(({ path }) => path))}`,
		columns: [
			"File",
			"Verdict",
			"Format",
			"Signer",
			"Timestamp",
			"Record",
			"CI job"
		],
		rows: report.files.map((file) => [
			file.image ? imageName(file.image.reference) : file.path,
			file.verdict ?? "",
			file.format ?? kindsOf(file),
			eachOnce(decisive(file).map(signerText)),
			eachOnce(decisive(file).map(({ timestamp }) => timestamp?.time ?? "none")),
			file.record ?? "none",
			jobText(file)
		]),
		commands: [],
		failures
	};
}
function decisive({ verdict, signatures }) {
	return verdict === "verified" ? signatures.filter((one) => !("reliedOn" in one) || one.reliedOn) : signatures;
}
function kindsOf(file) {
	return eachOnce(decisive(file).flatMap((one) => "kind" in one && one.kind || []));
}
function eachOnce(texts) {
	return [...new Set(texts)].join("; ");
}
function signerText(entry) {
	if (entry.signer) return entry.signer.subject;
	return "key" in entry && entry.key !== void 0 ? `key ${entry.key}` : "unknown";
}
function jobText({ identity }) {
	if (identity === void 0) return "none";
	return identity.verified ? `${identity.repository ?? identity.workflow ?? identity.issuer} ${identity.ref ?? ""}` : "not proved";
}
// actions/verify/src/index.ts
await runStep(VERIFY_STEP, githubHost(process.env), stopSignal());
export {};
