import "./engine.js";
import { a as loadConfig, c as suggestion, u as EngineError } from "./engine2.js";
import { C as failureOf, T as MANIFEST_NAME, j as parseExpectedName } from "./engine3.js";
import { i as VERIFY, n as RELEASE, p as VERSION, r as SIGN } from "./engine4.js";
import { F as ChanceryError } from "./core.js";
import { a as exportVariable, c as info, d as setOutput, f as setSecret, i as error, n as addPath, o as getInput, s as group, t as ExitCode, u as saveState } from "./core2.js";
import { mkdir, writeFile as writeFile$1 } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import "node:crypto";
import { existsSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { EOL } from "os";
import { constants as constants$2, promises } from "fs";
// packages/engine/src/operations-on-demand.ts
const verifyFiles = async (options) => (await import("./engine7.js")).verifyFiles(options);
// packages/engine/src/option-values.ts
/**
* Refuses values that the table does not allow, and missing ones: all problems at once.
* @throws EngineError OPTION_INVALID
*/
function checkValues(operation, values) {
	const problems = [];
	for (const option of operation.options) {
		const value = values[option.name];
		if (value === void 0) {
			if (option.required && option.env === void 0) problems.push(`--${option.name} is missing`);
			continue;
		}
		const texts = typeof value === "boolean" ? [] : typeof value === "string" ? [value] : splitCommas(option.choices ? value : [...value]);
		for (const text of texts) if (option.choices && !option.choices.includes(text)) problems.push(`--${option.name} ${text}: is none of ${option.choices.join(", ")}${suggestion(text, option.choices)}`);
		else if (option.kind === "number" && !/^[1-9][0-9]{0,5}$/.test(text)) problems.push(`--${option.name} ${text}: is no positive number`);
		else if (text === "") problems.push(`--${option.name}: is empty`);
	}
	if (problems.length > 0) throw new EngineError("OPTION_INVALID", problems.join("; "), { details: { problems } });
}
function verifyOptions(files, values, common) {
	const at = text(values, "at");
	return {
		...inspectOptions(files, values, common),
		trust: list(values, "trust"),
		timestampTrust: list(values, "timestamp-trust"),
		crls: list(values, "crl"),
		at: at === void 0 ? void 0 : isoTime(at),
		require: splitCommas(list(values, "require") ?? []),
		bundle: text(values, "bundle"),
		provenanceBundle: text(values, "provenance-bundle"),
		identityRepositories: list(values, "identity-repository"),
		identityWorkflows: list(values, "identity-workflow"),
		identityRefs: list(values, "identity-ref")?.map(wholeRef),
		identityIssuers: list(values, "identity-issuer"),
		identity: text(values, "identity"),
		issuer: text(values, "issuer"),
		signerSubjects: list(values, "signer-subject"),
		signerIssuers: list(values, "signer-issuer"),
		signerKeys: list(values, "signer-key")?.map(sha256Hex),
		signerSans: list(values, "signer-san")?.map(namingSomething),
		maxAgeDays: number(values, "max-age"),
		minRsaBits: number(values, "min-rsa-bits")
	};
}
function inspectOptions(files, values, common) {
	return {
		...common,
		files,
		config: text(values, "config"),
		signature: text(values, "signature"),
		concurrency: number(values, "concurrency")
	};
}
function text(values, name) {
	const value = values[name];
	return typeof value === "string" ? value : void 0;
}
function list(values, name) {
	const value = values[name];
	return Array.isArray(value) && value.length > 0 ? value : void 0;
}
function number(values, name) {
	const value = text(values, name);
	return value === void 0 ? void 0 : Number(value);
}
function splitCommas(texts) {
	return texts.flatMap((item) => item.split(",").map((part) => part.trim()));
}
/** As openssl and browsers print it too: with colons, upper case. @throws EngineError OPTION_INVALID */
function sha256Hex(value) {
	const hex = value.replaceAll(":", "").toLowerCase();
	if (/^[0-9a-f]{64}$/.test(hex)) return hex;
	throw new EngineError("OPTION_INVALID", `--signer-key ${value}: is no SHA-256 in hex`);
}
/** `main` could be a branch or a tag, and the difference is who may make it. @throws EngineError OPTION_INVALID */
function wholeRef(value) {
	if (/^refs\/[^/]+\/./.test(value)) return value;
	throw new EngineError("OPTION_INVALID", `--identity-ref ${value}: is no whole ref, such as refs/heads/main`);
}
/** @throws EngineError OPTION_INVALID */
function namingSomething(value) {
	parseExpectedName(value);
	return value;
}
/** RFC 3339. @throws EngineError OPTION_INVALID */
function isoTime(value) {
	const time = new Date(value);
	if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(value) || Number.isNaN(time.getTime())) throw new EngineError("OPTION_INVALID", `--at ${value}: is no time such as 2026-11-24T12:00:00Z`);
	return time;
}
// packages/engine/src/sarif.ts
/** A verify report as SARIF 2.1.0, as code scanning reads it: one result for each file that failed. */
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
	const uri = file.path.split(/[\\/]/).map(encodeURIComponent).join("/");
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
/** What steers a terminal, a log or the order of its text: control and format characters, line and paragraph separators. */
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/**
* Text for a log, on one line. Names in files are whoever's who made them: a line break could begin a line that the runner takes for a
* command (`::stop-commands::`), and the runner finds its older form `##[` anywhere in a line.
*/
function printable(text) {
	return text.replace(STEERING, (character) => `\\u{${character.codePointAt(0).toString(16)}}`).replaceAll("##[", "# #[");
}
/** Paths one a line. One that holds control characters stands there as a JSON string, so that it cannot pass for two others. */
function pathLines(paths) {
	return paths.map(listed).join("\n");
}
function listed(path) {
	return /\p{Cc}/u.test(path) ? JSON.stringify(path) : path;
}
// packages/ci/src/secrets.ts
/** Secrets that the environment holds under these names: masked before anything is said. */
const SECRETS = [
	"CHANCERY_PIN",
	"CHANCERY_ID_TOKEN",
	"ACTIONS_ID_TOKEN_REQUEST_TOKEN"
];
function maskEnvironment(host) {
	for (const name of SECRETS) maskVariable(host, name);
}
/**
* The PINs that chancery.yaml says where to find, and the passwords of timestamp authorities. A configuration that cannot be read is reported by
* the step itself.
*/
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
/** The chancery.yaml that input or environment name; undefined: the nearest. */
function configPath(host, values) {
	return typeof values.config === "string" ? values.config : host.env.CHANCERY_CONFIG || void 0;
}
/** As the URL spells it, and as it is sent. */
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
/** The forms in which a secret could show: whole, line by line (logs are masked by the line), and in base64. */
function secretForms(secret) {
	const lines = secret.split(/\r?\n/).filter((line) => line.trim() !== "");
	return [.../* @__PURE__ */ new Set([
		secret,
		...lines,
		Buffer.from(secret).toString("base64")
	])];
}
// packages/ci/src/summary-markdown.ts
/** GitHub's flavour of markdown; all text is escaped, because names in files are whoever's who made them. */
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
/** GitHub refuses the whole summary where it is longer than a MiB; rows, failures and commands have a share each. */
const MOST_BYTES = 3e5;
/** What there is room for, and how many were left out. */
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
/** Between fences everything is literal, but for a longer fence. */
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
/**
* Every character that markdown or its HTML could read as more than itself: emphasis, code, links, tables, mentions of people and issues,
* bare addresses (a name must not become a link or a message to someone).
*/
function escaped(text) {
	return printable(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/[\\`*_[\]|~$]/g, (character) => `\\${character}`).replace(/[@#]/g, (character) => `&#${character.codePointAt(0)};`).replace(/:\/\//g, "&#58;//").replace(/\bwww\./gi, (word) => `${word.slice(0, 3)}&#46;`);
}
// packages/ci/src/workspace-path.ts
/** The path as the platform shows files: from the workspace's root, with forward slashes; outside of it, as it was given. */
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
	/**
	* Finds the summary file path from the environment, rejects if env var is not found or file does not exist
	* Also checks r/w permissions.
	*
	* @returns step summary file path
	*/
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
	/**
	* Wraps content in an HTML tag, adding any HTML attributes
	*
	* @param {string} tag HTML tag to wrap
	* @param {string | null} content content within the tag
	* @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
	*
	* @returns {string} content wrapped in HTML element
	*/
	wrap(tag, content, attrs = {}) {
		const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
		if (!content) return `<${tag}${htmlAttrs}>`;
		return `<${tag}${htmlAttrs}>${content}</${tag}>`;
	}
	/**
	* Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
	*
	* @param {SummaryWriteOptions} [options] (optional) options for write operation
	*
	* @returns {Promise<Summary>} summary instance
	*/
	write(options) {
		return __awaiter(this, void 0, void 0, function* () {
			const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
			const filePath = yield this.filePath();
			yield (overwrite ? writeFile : appendFile)(filePath, this._buffer, { encoding: "utf8" });
			return this.emptyBuffer();
		});
	}
	/**
	* Clears the summary buffer and wipes the summary file
	*
	* @returns {Summary} summary instance
	*/
	clear() {
		return __awaiter(this, void 0, void 0, function* () {
			return this.emptyBuffer().write({ overwrite: true });
		});
	}
	/**
	* Returns the current summary buffer as a string
	*
	* @returns {string} string of summary buffer
	*/
	stringify() {
		return this._buffer;
	}
	/**
	* If the summary buffer is empty
	*
	* @returns {boolen} true if the buffer is empty
	*/
	isEmptyBuffer() {
		return this._buffer.length === 0;
	}
	/**
	* Resets the summary buffer without writing to summary file
	*
	* @returns {Summary} summary instance
	*/
	emptyBuffer() {
		this._buffer = "";
		return this;
	}
	/**
	* Adds raw text to the summary buffer
	*
	* @param {string} text content to add
	* @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
	*
	* @returns {Summary} summary instance
	*/
	addRaw(text, addEOL = false) {
		this._buffer += text;
		return addEOL ? this.addEOL() : this;
	}
	/**
	* Adds the operating system-specific end-of-line marker to the buffer
	*
	* @returns {Summary} summary instance
	*/
	addEOL() {
		return this.addRaw(EOL);
	}
	/**
	* Adds an HTML codeblock to the summary buffer
	*
	* @param {string} code content to render within fenced code block
	* @param {string} lang (optional) language to syntax highlight code
	*
	* @returns {Summary} summary instance
	*/
	addCodeBlock(code, lang) {
		const attrs = Object.assign({}, lang && { lang });
		const element = this.wrap("pre", this.wrap("code", code), attrs);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML list to the summary buffer
	*
	* @param {string[]} items list of items to render
	* @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
	*
	* @returns {Summary} summary instance
	*/
	addList(items, ordered = false) {
		const tag = ordered ? "ol" : "ul";
		const listItems = items.map((item) => this.wrap("li", item)).join("");
		const element = this.wrap(tag, listItems);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML table to the summary buffer
	*
	* @param {SummaryTableCell[]} rows table rows
	*
	* @returns {Summary} summary instance
	*/
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
	/**
	* Adds a collapsable HTML details element to the summary buffer
	*
	* @param {string} label text for the closed state
	* @param {string} content collapsable content
	*
	* @returns {Summary} summary instance
	*/
	addDetails(label, content) {
		const element = this.wrap("details", this.wrap("summary", label) + content);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML image tag to the summary buffer
	*
	* @param {string} src path to the image you to embed
	* @param {string} alt text description of the image
	* @param {SummaryImageOptions} options (optional) addition image attributes
	*
	* @returns {Summary} summary instance
	*/
	addImage(src, alt, options) {
		const { width, height } = options || {};
		const attrs = Object.assign(Object.assign({}, width && { width }), height && { height });
		const element = this.wrap("img", null, Object.assign({
			src,
			alt
		}, attrs));
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML section heading element
	*
	* @param {string} text heading text
	* @param {number | string} [level=1] (optional) the heading level, default: 1
	*
	* @returns {Summary} summary instance
	*/
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
	/**
	* Adds an HTML thematic break (<hr>) to the summary buffer
	*
	* @returns {Summary} summary instance
	*/
	addSeparator() {
		const element = this.wrap("hr", null);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML line break (<br>) to the summary buffer
	*
	* @returns {Summary} summary instance
	*/
	addBreak() {
		const element = this.wrap("br", null);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML blockquote to the summary buffer
	*
	* @param {string} text quote text
	* @param {string} cite (optional) citation url
	*
	* @returns {Summary} summary instance
	*/
	addQuote(text, cite) {
		const attrs = Object.assign({}, cite && { cite });
		const element = this.wrap("blockquote", text, attrs);
		return this.addRaw(element).addEOL();
	}
	/**
	* Adds an HTML anchor tag to the summary buffer
	*
	* @param {string} text link text/content
	* @param {string} href hyperlink
	*
	* @returns {Summary} summary instance
	*/
	addLink(text, href) {
		const element = this.wrap("a", text, { href });
		return this.addRaw(element).addEOL();
	}
};
const summary = new Summary();
// packages/ci/src/outputs.ts
/** The output that every step has: where those are that its platform does not take. */
const OVERFLOW = "overflow";
const OVERFLOW_HELP = "folder with a file for each output that is longer than the platform takes (`result.json`, `signed.txt`), which is empty then; empty where there is none";
/** All outputs of a step, as action.yml declares them: name and description. */
function outputsOf({ outputs }) {
	return {
		...outputs,
		[OVERFLOW]: OVERFLOW_HELP
	};
}
/** GitHub takes a MiB of outputs from a job and counts two bytes for each UTF-16 code unit. Some of it is left for other steps. */
const MOST_UNITS = 4e5;
/** A count, a path, a digest: never too long. */
const FEW_UNITS = 1e3;
/**
* Sets outputs as long as there is room for them; the others go whole to files of the job, for a list that was cut would pass for all of it.
* @param temporary outlives the step
*/
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
/** State that `post` reads: the folder to remove. */
const CLEAN_UP = "clean-up";
/** GitHub Actions: the runner's files and commands, by @actions/core. */
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
/** The runner takes a line for a command that begins with `::`, whatever blanks are before it; a line may begin with the name of a file. */
function logLine(text) {
	return printable(text).replace(/^(\s*):(?=:)/, "$1: ");
}
// packages/ci/src/inputs.ts
/** The options of an operation that are inputs of its step: all but those of a terminal. */
function inputsOf(operation) {
	return operation.options.filter(({ terminalOnly }) => !terminalOnly);
}
function inputName(option) {
	return option.input ?? option.name;
}
/** Files are to be given: the operands stand in no brackets. */
function needsFiles({ operands }) {
	return operands?.startsWith("[") === false;
}
/** Names of all inputs of an operation's step, `files` first where it takes files. */
function inputNames(operation) {
	return [...operation.operands === null ? [] : ["files"], ...inputsOf(operation).map(inputName)];
}
/**
* Reads the inputs of a step by the table of its operation: lists one a line, flags as true or false.
* @throws EngineError OPTION_INVALID with every problem
*/
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
	const files = operation.operands === null ? [] : lines(host.input("files"));
	if (needsFiles(operation) && files.length === 0) problems.push("files: is missing");
	if (problems.length > 0) throw new EngineError("OPTION_INVALID", problems.join("; "), { details: { problems } });
	checkValues(operation, values);
	return {
		files,
		values
	};
}
/** Names that were given and are none: a misspelt input must not be a silent default. */
function assertKnownInputs(given, operation) {
	const known = inputNames(operation);
	const problems = given.filter((name) => !known.includes(name)).map((name) => `${name}: is unknown${suggestion(name, known)}`);
	if (problems.length > 0) throw new EngineError("OPTION_INVALID", problems.join("; "), { details: { problems } });
}
function lines(text) {
	return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
}
/** YAML's spellings, as @actions/core takes them. */
function booleanOf(text) {
	if (/^(true|True|TRUE)$/.test(text)) return true;
	return /^(false|False|FALSE)$/.test(text) ? false : null;
}
`${MANIFEST_NAME}`;
({ ...RELEASE }), [...RELEASE.options];
// packages/ci/src/tool-cache.ts
/** Name under which the set-up puts the addon into the tool cache. */
const TOOL_NAME = "chancery-pkcs11js";
/**
* Where tools stay between jobs: the runner's own tool cache, or a folder of the agent's user.
* @param platform as `process.platform` names it
*/
function toolCacheFolder({ env }, platform = process.platform) {
	if (env.RUNNER_TOOL_CACHE) return env.RUNNER_TOOL_CACHE;
	if (platform === "win32") return join(env.LOCALAPPDATA || join(homedir(), "AppData", "Local"), "chancery", "tools");
	if (platform === "darwin") return join(homedir(), "Library", "Caches", "chancery", "tools");
	return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "chancery", "tools");
}
/**
* @actions/tool-cache takes its folders from the process' environment alone. It is imported by whoever uses it, so that a bundle holds no more of
* it than that: most of it is for downloads.
*/
function prepareToolCache(host) {
	process.env.RUNNER_TOOL_CACHE = toolCacheFolder(host);
	process.env.RUNNER_TEMP ||= host.temporary;
}
// packages/ci/src/junit.ts
/**
* Verdicts as JUnit XML, in the form that Jenkins' junit step and other CI platforms read: a file is a test case.
* @param suite `chancery verify`
* @param passed paths
*/
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
/** XML 1.0 has no way at all to write most control characters, U+FFFE, U+FFFF and lone surrogates. */
function attribute(text) {
	return printable(text.toWellFormed()).replace(/[\uFFFE\uFFFF]/g, "�").replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
// packages/ci/src/report-files.ts
/** Inputs of steps alone: on a command line, output is redirected. */
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
/**
* Writes what the input of that name asks for, also where files failed: then it is wanted most.
* @returns what kept it from being written; the report of what was done must not be lost for it
*/
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
/**
* The PKCS#11 addon cannot be bundled. Where CHANCERY_PKCS11JS does not name it, the tool cache is looked at; the workspace's
* node_modules are what is left, and looked at by the signing code itself.
*/
async function useCachedPkcs11js(host) {
	if (host.env.CHANCERY_PKCS11JS || !existsSync(toolCacheFolder(host))) return;
	prepareToolCache(host);
	const { find } = await import("./tool-cache.js");
	const cached = find(TOOL_NAME, "*");
	if (cached !== "") process.env.CHANCERY_PKCS11JS = cached;
}
// packages/ci/src/workspace-globs.ts
const GLOB_CHARACTERS = /[*?[\]{}\\]/;
/**
* A file outside of the workspace can be named; a glob there would take what other jobs of the machine left.
* @throws CiError GLOB_OUTSIDE_WORKSPACE
*/
function assertGlobsInside(host, patterns) {
	const root = realPath(workspaceRoot(host));
	const outside = patterns.filter((pattern) => !pattern.startsWith("!") && leaves(pattern, host.workspace, root));
	if (outside.length === 0) return;
	throw new CiError("GLOB_OUTSIDE_WORKSPACE", `files: ${outside.map((pattern) => JSON.stringify(pattern)).join(", ")} leaves the workspace`, { details: { outside } });
}
/** A step of Jenkins may run in a folder of its workspace: `dir('sub') { ... }`. */
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
/** A link is followed to where it leads; where nothing is, nothing will match. */
function realPath(path) {
	return existsSync(path) ? realpathSync(path) : path;
}
function isBelow(folder, path) {
	const below = relative(folder, path);
	return below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}
// packages/ci/src/step.ts
/** Runs a step to its end: it fails the build where anything failed, and never ends green without having done its work. */
async function runStep(step, host, signal) {
	maskEnvironment(host);
	const unset = setOutputs(host, Object.fromEntries(Object.keys(outputsOf(step)).map((name) => [name, ""])));
	const { report, summary, failures } = unset ? failedAs(step, unset) : await attempt(step, host, signal);
	const lost = unset ?? setOutputs(host, {
		result: JSON.stringify(report),
		failed: String(failures.length)
	});
	const all = lost && lost !== unset ? [...failures, lost] : failures;
	annotate(host, all);
	if (summary) await showSummary(host, summary);
	const [first] = all;
	if (first) host.fail(`${sentence(first)}${all.length > 1 ? ` (and ${all.length - 1} more)` : ""}`);
}
/** @returns what kept them from being set */
function setOutputs(host, outputs) {
	try {
		for (const [name, value] of Object.entries(outputs)) host.output(name, value);
		return null;
	} catch (cause) {
		const why = cause instanceof Error ? `: ${cause.message}` : "";
		return failureOf(new CiError("OUTPUTS_UNAVAILABLE", `outputs cannot be set${why}`, { cause }), null);
	}
}
/** GitHub shows ten errors of a step and drops the others without a word: the tenth says so, and the log has them all. */
const MOST_ANNOTATIONS = 10;
function annotate(host, failures) {
	const most = failures.length > MOST_ANNOTATIONS ? 9 : MOST_ANNOTATIONS;
	for (const { path, code, message, howToFix } of failures.slice(0, most)) host.annotate({
		file: path,
		title: code,
		message: `${message}. ${howToFix}`
	});
	const others = failures.slice(most);
	for (const failure of others) host.info(`ERROR: ${sentence(failure)}`);
	const title = `and ${others.length} more`;
	if (others.length > 0) host.annotate({
		file: null,
		title,
		message: "The log of the step names them all"
	});
}
/** What was signed stays signed where there is no page about it. */
async function showSummary(host, summary) {
	try {
		await host.summary(summary);
	} catch (error) {
		host.info(`The summary cannot be written: ${error instanceof Error ? error.message : String(error)}`);
	}
}
async function attempt(step, host, signal) {
	try {
		assertKnownInputs(host.given(), step.operation);
		const inputs = readInputs(host, step.operation);
		assertGlobsInside(host, inputs.files);
		await maskConfigured(host, inputs.values);
		if (!step.withoutAddon) await useCachedPkcs11js(host);
		return await step.run(host, inputs, {
			cwd: host.workspace,
			env: host.env,
			...signal && { signal }
		});
	} catch (error) {
		return failedAs(step, error instanceof ChanceryError ? failureOf(error, null) : defect(error, host));
	}
}
function failedAs(step, failure) {
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
		failures: [failure]
	};
}
/** A defect of ours ends like any failure, so that outputs and summary say so too. */
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
/** Aborts when the platform cancels the build (it sends SIGINT or SIGTERM, and kills some seconds later): nothing is left half-written. */
function stopSignal() {
	const abort = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => abort.abort(new Error(name)));
	return abort.signal;
}
// packages/ci/src/verify-step.ts
/** Verifies files: the gate for downloads and releases; the same for actions/verify and chancerySign.verify. */
const VERIFY_STEP = {
	operation: {
		...VERIFY,
		options: [
			...VERIFY.options.filter(({ terminalOnly }) => !terminalOnly),
			SARIF,
			JUNIT
		]
	},
	outputs: {
		result: "the JSON of `chancery verify --json`, as docs/schema/verify.v1.json describes it",
		verified: "paths of the files that were verified, one a line",
		failed: "how many files were refused; 1 where the step failed before the first"
	},
	withoutAddon: true,
	failedTitle: "Nothing was verified",
	async run(host, { files, values }, common) {
		const { report } = await host.group("Verifying", async () => {
			const outcome = await verifyFiles(verifyOptions(files, values, common));
			for (const { path, verdict, code } of outcome.report.files) host.info(`${verdict} ${path}${code === void 0 ? "" : ` (${code})`}`);
			return outcome;
		});
		const paths = report.files.filter(({ verdict }) => verdict === "verified").map(({ path }) => path);
		host.output("verified", pathLines(paths));
		const failures = failuresOf(report);
		const unwritten = [...await writeReport(host, values, "sarif", () => `${JSON.stringify(sarifLog(report), null, 2)}\n`), ...await writeReport(host, values, "junit", () => junitXml("chancery verify", paths, failures))];
		return {
			report,
			failures: [...failures, ...unwritten],
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
		title: `Verified ${report.files.filter(({ verdict }) => verdict === "verified").length} of ${report.files.length} file${report.files.length === 1 ? "" : "s"}`,
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
			file.path,
			file.verdict ?? "",
			file.format ?? "",
			file.signatures.map(({ signer }) => signer?.subject ?? "unknown").join("; "),
			file.signatures.map(({ timestamp }) => timestamp?.time ?? "none").join("; "),
			file.record ?? "none",
			jobText(file)
		]),
		commands: [],
		failures
	};
}
/** Only what was proved: the rest anybody could have written. */
function jobText({ identity }) {
	if (identity === void 0) return "none";
	return identity.verified ? `${identity.repository ?? identity.workflow ?? identity.issuer} ${identity.ref ?? ""}` : "not proved";
}
// actions/verify/src/index.ts
/** The composition root of actions/verify. */
await runStep(VERIFY_STEP, githubHost(process.env), stopSignal());
export {};
