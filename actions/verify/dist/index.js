import { r as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { A as signatureAlgorithm, C as utf8, D as digestByName, E as SIGNATURE_ALGORITHMS, M as ChanceryError, N as CoreError, O as digestByOid, S as toHex, T as KEY_ALGORITHMS, _ as equalBytes, a as assertGoing, b as fromUtf8, c as FilesError, d as onFile, f as createDigester, g as concat, h as ByteReader, i as hashGroups, j as CORE_ERRORS, k as keyAlgorithm, l as asFilesError, m as memorySource, o as cancelFlag, p as inflateExactly, r as CHUNK$2, s as setCancelled, t as decodeFailure, u as errnoOf, v as fromBase64, w as DIGESTS$1, x as toBase64, y as fromHex } from "./files.js";
import { createRequire, getCompileCacheDir } from "node:module";
import * as os from "os";
import { EOL } from "os";
import * as crypto from "crypto";
import * as fs from "fs";
import { constants, promises } from "fs";
import { Buffer as Buffer$1, isUtf8 } from "node:buffer";
import { promisify } from "node:util";
import { crc32, deflateRawSync } from "node:zlib";
import { Worker, isMainThread } from "node:worker_threads";
import { constants as constants$1, createHash, createPublicKey, createVerify, hash, randomBytes, verify } from "node:crypto";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { close, existsSync, fstatSync, open, read, readSync, realpathSync, statSync } from "node:fs";
import { access as access$1, open as open$1, readdir, realpath, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { setTimeout } from "node:timers/promises";
// node_modules/@actions/core/lib/utils.js
/**
* Sanitizes an input into a string so it can be passed into issueCommand safely
* @param input input to sanitize into a string
*/
function toCommandValue(input) {
	if (input === null || input === void 0) return "";
	else if (typeof input === "string" || input instanceof String) return input;
	return JSON.stringify(input);
}
/**
*
* @param annotationProperties
* @returns The command properties to send with the actual annotation command
* See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
*/
function toCommandProperties(annotationProperties) {
	if (!Object.keys(annotationProperties).length) return {};
	return {
		title: annotationProperties.title,
		file: annotationProperties.file,
		line: annotationProperties.startLine,
		endLine: annotationProperties.endLine,
		col: annotationProperties.startColumn,
		endColumn: annotationProperties.endColumn
	};
}
// node_modules/@actions/core/lib/command.js
/**
* Issues a command to the GitHub Actions runner
*
* @param command - The command name to issue
* @param properties - Additional properties for the command (key-value pairs)
* @param message - The message to include with the command
* @remarks
* This function outputs a specially formatted string to stdout that the Actions
* runner interprets as a command. These commands can control workflow behavior,
* set outputs, create annotations, mask values, and more.
*
* Command Format:
*   ::name key=value,key=value::message
*
* @example
* ```typescript
* // Issue a warning annotation
* issueCommand('warning', {}, 'This is a warning message');
* // Output: ::warning::This is a warning message
*
* // Set an environment variable
* issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
* // Output: ::set-env name=MY_VAR::some value
*
* // Add a secret mask
* issueCommand('add-mask', {}, 'secretValue123');
* // Output: ::add-mask::secretValue123
* ```
*
* @internal
* This is an internal utility function that powers the public API functions
* such as setSecret, warning, error, and exportVariable.
*/
function issueCommand(command, properties, message) {
	const cmd = new Command(command, properties, message);
	process.stdout.write(cmd.toString() + os.EOL);
}
function issue(name, message = "") {
	issueCommand(name, {}, message);
}
const CMD_STRING = "::";
var Command = class {
	constructor(command, properties, message) {
		if (!command) command = "missing.command";
		this.command = command;
		this.properties = properties;
		this.message = message;
	}
	toString() {
		let cmdStr = CMD_STRING + this.command;
		if (this.properties && Object.keys(this.properties).length > 0) {
			cmdStr += " ";
			let first = true;
			for (const key in this.properties) if (this.properties.hasOwnProperty(key)) {
				const val = this.properties[key];
				if (val) {
					if (first) first = false;
					else cmdStr += ",";
					cmdStr += `${key}=${escapeProperty(val)}`;
				}
			}
		}
		cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
		return cmdStr;
	}
};
function escapeData(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}
// node_modules/@actions/core/lib/file-command.js
function issueFileCommand(command, message) {
	const filePath = process.env[`GITHUB_${command}`];
	if (!filePath) throw new Error(`Unable to find environment variable for file command ${command}`);
	if (!fs.existsSync(filePath)) throw new Error(`Missing file at path: ${filePath}`);
	fs.appendFileSync(filePath, `${toCommandValue(message)}${os.EOL}`, { encoding: "utf8" });
}
function prepareKeyValueMessage(key, value) {
	const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
	const convertedValue = toCommandValue(value);
	if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
	if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
	return `${key}<<${delimiter}${os.EOL}${convertedValue}${os.EOL}${delimiter}`;
}
// node_modules/@actions/core/lib/summary.js
var __awaiter$1 = function(thisArg, _arguments, P, generator) {
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
		return __awaiter$1(this, void 0, void 0, function* () {
			if (this._filePath) return this._filePath;
			const pathFromEnv = process.env[SUMMARY_ENV_VAR];
			if (!pathFromEnv) throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
			try {
				yield access(pathFromEnv, constants.R_OK | constants.W_OK);
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
		return __awaiter$1(this, void 0, void 0, function* () {
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
		return __awaiter$1(this, void 0, void 0, function* () {
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
// node_modules/@actions/core/lib/core.js
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
/**
* The code to exit an action
*/
var ExitCode;
(function(ExitCode) {
	/**
	* A code indicating that the action was successful
	*/
	ExitCode[ExitCode["Success"] = 0] = "Success";
	/**
	* A code indicating that the action was a failure
	*/
	ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
/**
* Registers a secret which will get masked from logs
*
* @param secret - Value of the secret to be masked
* @remarks
* This function instructs the Actions runner to mask the specified value in any
* logs produced during the workflow run. Once registered, the secret value will
* be replaced with asterisks (***) whenever it appears in console output, logs,
* or error messages.
*
* This is useful for protecting sensitive information such as:
* - API keys
* - Access tokens
* - Authentication credentials
* - URL parameters containing signatures (SAS tokens)
*
* Note that masking only affects future logs; any previous appearances of the
* secret in logs before calling this function will remain unmasked.
*
* @example
* ```typescript
* // Register an API token as a secret
* const apiToken = "abc123xyz456";
* setSecret(apiToken);
*
* // Now any logs containing this value will show *** instead
* console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
* ```
*/
function setSecret(secret) {
	issueCommand("add-mask", {}, secret);
}
/**
* Gets the value of an input.
* Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
* Returns an empty string if the value is not defined.
*
* @param     name     name of the input to get
* @param     options  optional. See InputOptions.
* @returns   string
*/
function getInput(name, options) {
	const val = process.env[`INPUT_${name.replace(/ /g, "_").toUpperCase()}`] || "";
	if (options && options.required && !val) throw new Error(`Input required and not supplied: ${name}`);
	if (options && options.trimWhitespace === false) return val;
	return val.trim();
}
/**
* Sets the value of an output.
*
* @param     name     name of the output to set
* @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
*/
function setOutput(name, value) {
	if (process.env["GITHUB_OUTPUT"] || "") return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
	process.stdout.write(os.EOL);
	issueCommand("set-output", { name }, toCommandValue(value));
}
/**
* Adds an error issue
* @param message error issue message. Errors will be converted to string via toString()
* @param properties optional properties to add to the annotation.
*/
function error(message, properties = {}) {
	issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
* Writes info to log with console.log.
* @param message info message
*/
function info(message) {
	process.stdout.write(message + os.EOL);
}
/**
* Begin an output group.
*
* Output until the next `groupEnd` will be foldable in this group
*
* @param name The name of the output group
*/
function startGroup(name) {
	issue("group", name);
}
/**
* End an output group.
*/
function endGroup() {
	issue("endgroup");
}
/**
* Wrap an asynchronous function call in a group.
*
* Returns the same type as the function itself.
*
* @param name The name of the group
* @param fn The function to wrap in the group
*/
function group(name, fn) {
	return __awaiter(this, void 0, void 0, function* () {
		startGroup(name);
		let result;
		try {
			result = yield fn();
		} finally {
			endGroup();
		}
		return result;
	});
}
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
// packages/core/src/evidence.ts
/** A verification that failed, with what was found out before it did. */
var VerificationError = class extends ChanceryError {
	signatures;
	constructor(fault, signatures, options = {}) {
		const table = { [fault.code]: {
			family: "untrusted",
			howToFix: fault.howToFix
		} };
		super(table, fault.code, fault.message, options);
		this.name = "VerificationError";
		this.signatures = signatures;
	}
};
// packages/core/src/format.ts
/** How many bytes {@link Format.detect} sees. */
const HEAD_LENGTH = 4096;
/** The formats that there are, as an explicit list; the first `yes` wins, then the first `maybe`. */
function formatRegistry(formats) {
	return {
		all: formats,
		get(id) {
			const format = formats.find((candidate) => candidate.id === id);
			if (!format) throw new CoreError("FORMAT_UNKNOWN", `there is no format ${JSON.stringify(id)}`, { details: { format: id } });
			return format;
		}
	};
}
/** The format of a source by its content, then by its name; null where none claims it. */
async function detectFormat(source, formats) {
	const head = await source.read(0, Math.min(HEAD_LENGTH, source.size));
	const verdicts = formats.all.map((format) => format.detect(head, source.name));
	const sure = formats.all[verdicts.indexOf("yes")];
	if (sure) return sure;
	for (const [index, format] of formats.all.entries()) if (verdicts[index] === "maybe" && (!format.recognise || await format.recognise(source))) return format;
	return null;
}
// packages/core/src/source.ts
function range(start, end) {
	return {
		kind: "range",
		start,
		end
	};
}
function literal(bytes) {
	return {
		kind: "bytes",
		bytes
	};
}
/** The whole source as one job. */
function wholeDigest(source, algorithm) {
	return {
		algorithm,
		parts: [range(0, source.size)]
	};
}
// packages/core/src/verify.ts
/**
* The proof that every signature of a file holds, is by whom the verifier trusts, and was made while that could be trusted.
* @param sideFile the detached signature, for formats that have one; null where there is none
* @throws VerificationError with everything that was found out; a FormatError where the file is malformed
*/
async function verifyArtifact(source, format, verifier, sideFile = null) {
	const evidence = await format.readSignatures(source, sideFile);
	if (evidence.length === 0) throw new VerificationError({
		code: "NOT_SIGNED",
		message: `${source.name || "the file"} carries no signature`,
		howToFix: CORE_ERRORS.NOT_SIGNED.howToFix
	}, []);
	const signatures = [];
	for (const one of evidence) signatures.push(await one.verify(verifier));
	const fault = signatures.find((signature) => signature.fault !== null)?.fault;
	if (fault) throw new VerificationError(fault, signatures);
	return {
		format: format.id,
		signatures
	};
}
// packages/attest/src/errors.ts
const AGAIN = "Get the bundle again from whoever published the file; it is not what was signed.";
const ATTEST_ERRORS = {
	BUNDLE_MALFORMED: {
		family: "malformed",
		howToFix: AGAIN
	},
	BUNDLE_UNSUPPORTED: {
		family: "malformed",
		howToFix: "Give a Sigstore bundle v0.1 to v0.3 or a DSSE envelope with one signature over an in-toto statement."
	},
	BUNDLE_KEY_UNTRUSTED: {
		family: "untrusted",
		howToFix: "Add the public key that signs records to --trust (PEM), or the trusted root for bundles with certificates."
	},
	BUNDLE_SIGNATURE_INVALID: {
		family: "untrusted",
		howToFix: AGAIN
	},
	BUNDLE_SUBJECT_MISMATCH: {
		family: "untrusted",
		howToFix: "The record is of another file, or the file was changed after signing: get both again, or sign again."
	},
	BUNDLE_IDENTITY_MISMATCH: {
		family: "untrusted",
		howToFix: "Check --identity and --issuer: the certificate in the bundle names somebody else."
	},
	STATEMENT_INVALID: {
		family: "usage",
		howToFix: "Give a predicate that is a JSON object, a predicate type that is a URI, and subjects with SHA-256 digests."
	},
	TOO_MANY_SUBJECTS: {
		family: "usage",
		howToFix: "Verifiers read at most 1024 subjects in one statement: attest in several statements."
	}
};
var AttestError = class extends ChanceryError {
	constructor(code, message, options) {
		super(ATTEST_ERRORS, code, message, options);
		this.name = "AttestError";
	}
};
// packages/codec/src/der/tags.ts
/** Identifier octets (X.690 section 8.1.2) of the types that certificates, CMS and timestamps use. */
const TAG = {
	boolean: 1,
	integer: 2,
	bitString: 3,
	octetString: 4,
	null: 5,
	oid: 6,
	enumerated: 10,
	utf8String: 12,
	sequence: 48,
	set: 49,
	numericString: 18,
	printableString: 19,
	teletexString: 20,
	ia5String: 22,
	utcTime: 23,
	generalizedTime: 24,
	visibleString: 26,
	universalString: 28,
	bmpString: 30,
	constructedOctetString: 36
};
const CONTEXT = 128;
/** `[n]` IMPLICIT over a primitive type. */
function contextTag(number) {
	return CONTEXT | number;
}
/** `[n]` EXPLICIT, or IMPLICIT over a constructed type. */
function constructedContextTag(number) {
	return 160 | number;
}
// packages/codec/src/der/encode.ts
/** DER encodings (X.690 section 10). Every function gives a whole type-length-value. */
function encodeDer(tag, ...contents) {
	let length = 0;
	for (const content of contents) length += content.length;
	return concat(Uint8Array.of(tag), encodeLength(length), ...contents);
}
function encodeLength(length) {
	if (length < 128) return Uint8Array.of(length);
	const digits = [];
	for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
	return Uint8Array.of(128 | digits.length, ...digits);
}
function encodeSequence(...members) {
	return encodeDer(TAG.sequence, ...members);
}
/** SET OF: members in the order of their encodings (X.690 section 11.6). */
function encodeSetOf(...members) {
	return encodeDer(TAG.set, ...sortEncodings(members));
}
function sortEncodings(members) {
	return [...members].sort((a, b) => Buffer.compare(a, b));
}
/** `[n]` EXPLICIT around whole encodings, or `[n]` IMPLICIT over a constructed type whose members are given. */
function encodeContext(number, ...members) {
	return encodeDer(constructedContextTag(number), ...members);
}
/** `[n]` IMPLICIT over a primitive type. */
function encodeContextPrimitive(number, content) {
	return encodeDer(contextTag(number), content);
}
/** Unsigned: bytes are big-endian magnitude. */
function encodeInteger(value) {
	let bytes = typeof value === "number" ? fromHex(evenHex(value.toString(16))) : value;
	let start = 0;
	while (start < bytes.length - 1 && bytes[start] === 0) start++;
	bytes = bytes.subarray(start);
	const signed = bytes.length === 0 || bytes[0] >= 128 ? concat(Uint8Array.of(0), bytes) : bytes;
	return encodeDer(TAG.integer, signed);
}
function evenHex(hex) {
	return hex.length % 2 === 0 ? hex : `0${hex}`;
}
function encodeNull() {
	return Uint8Array.of(TAG.null, 0);
}
function encodeOid(dotted) {
	const [first, second, ...rest] = dotted.split(".").map(BigInt);
	if (first === void 0 || second === void 0) throw new TypeError(`not an object identifier: ${dotted}`);
	const bytes = [];
	for (const arc of [first * 40n + second, ...rest]) {
		const digits = [Number(arc & 127n)];
		for (let more = arc >> 7n; more > 0n; more >>= 7n) digits.unshift(Number(more & 127n) | 128);
		bytes.push(...digits);
	}
	return encodeDer(TAG.oid, Uint8Array.from(bytes));
}
function encodeOctetString(content) {
	return encodeDer(TAG.octetString, content);
}
function encodeBitString(content) {
	return encodeDer(TAG.bitString, Uint8Array.of(0), content);
}
/** UTF-16, big-endian. */
function utf16beBytes(text) {
	const bytes = new Uint8Array(text.length * 2);
	const view = new DataView(bytes.buffer);
	for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i));
	return bytes;
}
// packages/codec/src/errors.ts
const CHANGED = "The file or its signature was changed after signing: get it again from its source, or sign it anew.";
const DAMAGED = "The signature or certificate is damaged: get the file again from its source, or sign it anew.";
const CODEC_ERRORS = {
	DER_MALFORMED: {
		family: "malformed",
		howToFix: DAMAGED
	},
	DER_UNEXPECTED_TAG: {
		family: "malformed",
		howToFix: DAMAGED
	},
	DER_TRAILING_BYTES: {
		family: "malformed",
		howToFix: DAMAGED
	},
	PEM_MALFORMED: {
		family: "malformed",
		howToFix: "Give a PEM file: -----BEGIN ...----- lines around base64."
	},
	X509_MALFORMED: {
		family: "malformed",
		howToFix: DAMAGED
	},
	CMS_MALFORMED: {
		family: "malformed",
		howToFix: DAMAGED
	},
	KEY_UNSUPPORTED: {
		family: "usage",
		howToFix: "Use an RSA 2048-4096, ECDSA P-256/P-384/P-521 or Ed25519 key."
	},
	CRL_MALFORMED: {
		family: "malformed",
		howToFix: "Give a certificate revocation list in DER or PEM, whole."
	},
	JSON_MALFORMED: {
		family: "malformed",
		howToFix: DAMAGED
	},
	CHAIN_UNTRUSTED: {
		family: "untrusted",
		howToFix: "Give the certificate of the authority that you trust with --trust, and the intermediates with the file."
	},
	CHAIN_INVALID: {
		family: "untrusted",
		howToFix: "A certificate of the chain breaks the rules of its issuer: have the signer sign with a proper certificate."
	},
	CERTIFICATE_EXPIRED: {
		family: "untrusted",
		howToFix: "Sign again with a current certificate and a timestamp, or verify with --at for the time of signing."
	},
	CERTIFICATE_NOT_YET_VALID: {
		family: "untrusted",
		howToFix: "Check the clock and --at: the certificate begins later."
	},
	CERTIFICATE_REVOKED: {
		family: "untrusted",
		howToFix: "Do not use the file: its signer was withdrawn. Get one that is signed with another certificate."
	},
	CERTIFICATE_PURPOSE: {
		family: "untrusted",
		howToFix: "Have the file signed with a certificate that was issued for this purpose."
	},
	WEAK_KEY: {
		family: "untrusted",
		howToFix: "Have the file signed under keys of at least 2048 bits (RSA) or P-256."
	},
	WEAK_ALGORITHM: {
		family: "untrusted",
		howToFix: "Have the file signed anew, with SHA-256 or better."
	},
	SIGNER_MISSING: {
		family: "untrusted",
		howToFix: "The signature block names no signer: sign the file anew."
	},
	SIGNER_CERTIFICATE_MISSING: {
		family: "untrusted",
		howToFix: "Sign anew with the certificate embedded: without it nobody can tell who signed."
	},
	SIGNED_ATTRIBUTES_INVALID: {
		family: "untrusted",
		howToFix: CHANGED
	},
	CONTENT_TYPE_MISMATCH: {
		family: "untrusted",
		howToFix: CHANGED
	},
	CONTENT_MISSING: {
		family: "untrusted",
		howToFix: CHANGED
	},
	DIGEST_MISMATCH: {
		family: "untrusted",
		howToFix: CHANGED
	},
	SIGNATURE_INVALID: {
		family: "untrusted",
		howToFix: CHANGED
	},
	TIMESTAMP_INVALID: {
		family: "untrusted",
		howToFix: "The timestamp is damaged or of other data: get the file again from its source, or sign it anew."
	},
	TIMESTAMP_UNTRUSTED: {
		family: "untrusted",
		howToFix: "Give the certificate of the timestamp authority with --timestamp-trust."
	}
};
var CodecError = class extends ChanceryError {
	constructor(code, message, options) {
		super(CODEC_ERRORS, code, message, options);
		this.name = "CodecError";
	}
};
/** What an error is in a report. */
function codecFault(code, message) {
	return {
		code,
		message,
		howToFix: CODEC_ERRORS[code].howToFix
	};
}
/** @throws what is no {@link ChanceryError}: a defect of ours, or the environment's */
function faultOfError(error) {
	if (error instanceof ChanceryError && (error.family === "malformed" || error.family === "untrusted" || error instanceof CodecError)) return {
		code: error.code,
		message: error.message,
		howToFix: error.howToFix
	};
	throw error;
}
// packages/codec/src/der/reader.ts
const MAX_DEPTH$1 = 32;
/** Members of one value. Bounds the memory that a hostile file can ask for; revocation lists are read with {@link eachChild}. */
const MAX_CHILDREN = 1e5;
/**
* Exactly one value; BER's indefinite length is read too, because CMS made by streaming tools has it.
* @throws CodecError DER_MALFORMED, DER_TRAILING_BYTES, DER_UNEXPECTED_TAG
*/
function parseDer(bytes, field, tag) {
	const node = readAt(bytes, 0, field, 0);
	if (node.bytes.length !== bytes.length) throw new CodecError("DER_TRAILING_BYTES", `${field}: ${bytes.length - node.bytes.length} bytes after its end`);
	if (tag !== void 0) expectTag(node, tag, field);
	return node;
}
/** The value at the start of `bytes`; what follows it is the caller's. */
function parseDerPrefix(bytes, field) {
	return readAt(bytes, 0, field, 0);
}
/** The values inside a constructed one. */
function childrenOf(node, field) {
	const children = [];
	for (const child of eachChild(node, field)) {
		if (children.length === MAX_CHILDREN) throw new CodecError("DER_MALFORMED", `${field}: has too many members`);
		children.push(child);
	}
	return children;
}
/** The same one after the other, for values with more members than fit comfortably in memory at once. */
function* eachChild(node, field) {
	if ((node.tag & 32) === 0) throw new CodecError("DER_UNEXPECTED_TAG", `${field}: is not constructed`);
	for (let at = 0; at < node.content.length;) {
		const child = readAt(node.content, at, field, 0);
		yield child;
		at += child.bytes.length;
	}
}
/** Reads the members of a SEQUENCE in order; every read names its field. */
var DerCursor = class {
	#children;
	#field;
	#next = 0;
	constructor(node, field, tag = TAG.sequence) {
		expectTag(node, tag, field);
		this.#children = childrenOf(node, field);
		this.#field = field;
	}
	peek() {
		return this.#children[this.#next] ?? null;
	}
	take(field, tag) {
		const node = this.peek();
		if (!node) throw new CodecError("DER_MALFORMED", `${this.#field}.${field}: is missing`);
		if (tag !== void 0) expectTag(node, tag, `${this.#field}.${field}`);
		this.#next++;
		return node;
	}
	/** null where the next member has another tag, or there is none. */
	optional(tag) {
		const node = this.peek();
		if (node?.tag !== tag) return null;
		this.#next++;
		return node;
	}
	rest() {
		const rest = this.#children.slice(this.#next);
		this.#next = this.#children.length;
		return rest;
	}
	end() {
		if (this.peek()) throw new CodecError("DER_MALFORMED", `${this.#field}: has a member too many`);
	}
};
function expectTag(node, tag, field) {
	if (node.tag !== tag) {
		const hex = (value) => `0x${value.toString(16).padStart(2, "0")}`;
		throw new CodecError("DER_UNEXPECTED_TAG", `${field}: tag ${hex(node.tag)} where ${hex(tag)} belongs`);
	}
}
/** Contents of an OCTET STRING, also where BER has cut it in segments (X.690 section 8.7.3). */
function octetsOf(node, field) {
	if (node.tag === TAG.constructedOctetString) {
		const segments = childrenOf(node, field);
		for (const segment of segments) expectTag(segment, TAG.octetString, field);
		return concat(...segments.map((segment) => segment.content));
	}
	expectTag(node, TAG.octetString, field);
	return node.content;
}
function readAt(bytes, at, field, depth) {
	const fail = (why) => {
		throw new CodecError("DER_MALFORMED", `${field}: ${why}`);
	};
	if (depth > MAX_DEPTH$1) return fail("nested too deep");
	const tag = bytes[at];
	const first = bytes[at + 1];
	if (tag === void 0 || first === void 0) return fail("ends inside a tag or length");
	if ((tag & 31) === 31) return fail("has a tag number beyond 30");
	let header = 2;
	let length = first;
	if (first === 128) {
		if ((tag & 32) === 0) return fail("has no length");
		return readIndefinite(bytes, at, tag, field, depth);
	}
	if (first > 128) {
		const count = first & 127;
		if (count > 6) return fail("has a length beyond any file");
		header += count;
		length = 0;
		for (let i = 0; i < count; i++) {
			const digit = bytes[at + 2 + i];
			if (digit === void 0) return fail("ends inside a length");
			length = length * 256 + digit;
		}
	}
	const start = at + header;
	if (length > bytes.length - start) return fail(`needs ${length} bytes, ${Math.max(0, bytes.length - start)} left`);
	return {
		tag,
		bytes: bytes.subarray(at, start + length),
		content: bytes.subarray(start, start + length)
	};
}
function readIndefinite(bytes, at, tag, field, depth) {
	let next = at + 2;
	for (;;) {
		if (bytes[next] === 0 && bytes[next + 1] === 0) return {
			tag,
			bytes: bytes.subarray(at, next + 2),
			content: bytes.subarray(at + 2, next)
		};
		next += readAt(bytes, next, field, depth + 1).bytes.length;
	}
}
// packages/codec/src/der/values.ts
/** Dotted form. */
function oidOf(node, field) {
	expectTag(node, TAG.oid, field);
	const arcs = [];
	let arc = 0n;
	let open = false;
	for (const byte of node.content) {
		if (arc === 0n && !open && byte === 128) throw new CodecError("DER_MALFORMED", `${field}: padded arc`);
		arc = arc << 7n | BigInt(byte & 127);
		open = byte >= 128;
		if (arc > 1n << 128n) throw new CodecError("DER_MALFORMED", `${field}: object identifier arc too large`);
		if (!open) {
			arcs.push(arc);
			arc = 0n;
		}
	}
	const first = arcs[0];
	if (first === void 0 || open) throw new CodecError("DER_MALFORMED", `${field}: object identifier cut short`);
	const root = first < 40n ? 0n : first < 80n ? 1n : 2n;
	return [
		root,
		first - root * 40n,
		...arcs.slice(1)
	].join(".");
}
/** An INTEGER as lower-case hex in whole bytes, `-` before a negative one: serial numbers, which are equal where their hex is. */
function integerHexOf(node, field) {
	expectTag(node, TAG.integer, field);
	if (node.content.length === 0) throw new CodecError("DER_MALFORMED", `${field}: empty integer`);
	const negative = node.content[0] >= 128;
	const hex = negative ? magnitudeOf(node.content) : toHex(node.content).replace(/^(?:00)+(?=..)/, "");
	return negative ? `-${hex}` : hex;
}
/** Of a negative number in two's complement. */
function magnitudeOf(content) {
	const hex = ((1n << BigInt(content.length * 8)) - BigInt(`0x${toHex(content)}`)).toString(16);
	return hex.length % 2 === 0 ? hex : `0${hex}`;
}
/** @throws CodecError DER_MALFORMED where it is negative or beyond a safe integer */
function smallIntegerOf(node, field, tag = TAG.integer) {
	expectTag(node, tag, field);
	const { content } = node;
	if (content.length === 0 || content.length > 7 || content[0] >= 128) throw new CodecError("DER_MALFORMED", `${field}: integer out of range`);
	return content.reduce((value, byte) => value * 256 + byte, 0);
}
function booleanOf$1(node, field) {
	expectTag(node, TAG.boolean, field);
	if (node.content.length !== 1) throw new CodecError("DER_MALFORMED", `${field}: boolean of ${node.content.length} bytes`);
	return node.content[0] !== 0;
}
/** A BIT STRING that holds whole bytes: keys and signatures. */
function bitStringBytesOf(node, field) {
	expectTag(node, TAG.bitString, field);
	if (node.content.length === 0 || node.content[0] !== 0) throw new CodecError("DER_MALFORMED", `${field}: bit string of incomplete bytes`);
	return node.content.subarray(1);
}
/** A named-bit list: the positions of the bits that are set (RFC 5280 KeyUsage: 0 is digitalSignature). */
function namedBitsOf(node, field) {
	expectTag(node, TAG.bitString, field);
	const unused = node.content[0];
	const length = (node.content.length - 1) * 8 - (unused ?? 0);
	if (unused === void 0 || unused > 7 || length < 0) throw new CodecError("DER_MALFORMED", `${field}: bad bit string`);
	const bits = [];
	for (let i = 0; i < length; i++) if (node.content[1 + (i >> 3)] & 128 >> (i & 7)) bits.push(i);
	return bits;
}
const LATIN1$1 = new TextDecoder("latin1");
/** Any of the string types of a DirectoryString, and IA5String. */
function stringOf(node, field) {
	switch (node.tag) {
		case TAG.utf8String: return new TextDecoder("utf-8").decode(node.content);
		case TAG.bmpString: return utf16be(node.content);
		case TAG.universalString: return utf32be(node.content);
		case TAG.printableString:
		case TAG.ia5String:
		case TAG.teletexString:
		case TAG.numericString:
		case TAG.visibleString: return LATIN1$1.decode(node.content);
		default: throw new CodecError("DER_UNEXPECTED_TAG", `${field}: is no string`);
	}
}
/** UTCTime or GeneralizedTime, in UTC (RFC 5280 section 4.1.2.5; fractions of a second as RFC 3161 has them). */
function timeOf(node, field) {
	const text = LATIN1$1.decode(node.content);
	const match = node.tag === TAG.utcTime ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/.exec(text) : node.tag === TAG.generalizedTime ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text) : null;
	if (!match) throw new CodecError("DER_MALFORMED", `${field}: is no UTC time`);
	let year = Number(match[1]);
	if (node.tag === TAG.utcTime) year += year < 50 ? 2e3 : 1900;
	const [month, day, hour, minute, second] = [
		2,
		3,
		4,
		5,
		6
	].map((i) => Number(match[i] ?? 0));
	const millisecond = Math.trunc(Number(`0.${match[7] ?? 0}`) * 1e3);
	const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
	if (year < 100) time.setUTCFullYear(year);
	if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) throw new CodecError("DER_MALFORMED", `${field}: is no date`);
	return time;
}
function utf16be(bytes) {
	let text = "";
	for (let i = 0; i + 1 < bytes.length; i += 2) text += String.fromCharCode(bytes[i] << 8 | bytes[i + 1]);
	return text;
}
function utf32be(bytes) {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let text = "";
	for (let i = 0; i + 3 < bytes.length; i += 4) {
		const point = view.getUint32(i);
		text += point <= 1114111 ? String.fromCodePoint(point) : "�";
	}
	return text;
}
// packages/codec/src/x509/algorithm-identifier.ts
const RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
const RSASSA_PSS$1 = "1.2.840.113549.1.1.10";
const MGF1 = "1.2.840.113549.1.1.8";
function algorithmIdentifierOf(node, field) {
	const cursor = new DerCursor(node, field);
	const oid = oidOf(cursor.take("algorithm"), `${field}.algorithm`);
	const parameters = cursor.peek();
	if (parameters) cursor.take("parameters");
	cursor.end();
	return {
		oid,
		parameters
	};
}
/** Signature identifiers that name their digest, beyond the table of what we make: weak ones, and ECDSA with any digest. */
const MORE_SIGNATURES = [
	[
		"1.2.840.113549.1.1.4",
		"rsa-pkcs1",
		"md5"
	],
	[
		"1.2.840.113549.1.1.5",
		"rsa-pkcs1",
		"sha1"
	],
	[
		"1.3.14.3.2.29",
		"rsa-pkcs1",
		"sha1"
	],
	[
		"1.2.840.10045.4.1",
		"ecdsa",
		"sha1"
	],
	[
		"1.2.840.10040.4.3",
		"dsa",
		"sha1"
	],
	[
		"1.3.14.3.2.27",
		"dsa",
		"sha1"
	],
	[
		"2.16.840.1.101.3.4.3.2",
		"dsa",
		"sha256"
	],
	[
		"2.16.840.1.101.3.4.3.3",
		"dsa",
		"sha384"
	],
	[
		"2.16.840.1.101.3.4.3.4",
		"dsa",
		"sha512"
	]
];
/** A key's identifier in place of a signature's: RFC 3370 for RSA and DSA, and what Windows writes for ECDSA. The digest beside it completes it. */
const KEY_IDENTIFIERS = {
	[RSA_ENCRYPTION]: "rsa-pkcs1",
	"1.2.840.10040.4.1": "dsa",
	"1.2.840.10045.2.1": "ecdsa"
};
/**
* @param digest what CMS names beside it: decides for identifiers of keys, and must agree with an identifier that names its own
* @throws CodecError CMS_MALFORMED where they disagree, KEY_UNSUPPORTED for what we do not know
*/
function resolveSignatureScheme(algorithm, digest) {
	const bare = KEY_IDENTIFIERS[algorithm.oid];
	if (bare && digest) return {
		scheme: bare,
		digest,
		saltLength: null
	};
	const scheme = namedScheme(algorithm);
	if (digest && scheme.digest.name !== digest.name) throw new CodecError("CMS_MALFORMED", `a ${scheme.digest.name} signature beside the digest ${digest.name}`);
	return scheme;
}
function namedScheme(algorithm) {
	if (algorithm.oid === RSASSA_PSS$1) return pssScheme(algorithm);
	const row = SIGNATURE_ALGORITHMS.find((candidate) => candidate.oid === algorithm.oid);
	if (row) return {
		scheme: row.scheme,
		digest: digestByName(row.digest),
		saltLength: null
	};
	const more = MORE_SIGNATURES.find(([oid]) => oid === algorithm.oid);
	if (more) return {
		scheme: more[1],
		digest: digestByName(more[2]),
		saltLength: null
	};
	throw new CodecError("KEY_UNSUPPORTED", `signature algorithm ${algorithm.oid} is not supported`);
}
/** RSASSA-PSS-params (RFC 4055 section 3.1); the absent members default to SHA-1. */
function pssScheme(algorithm) {
	let digest = digestByName("sha1");
	let mgfDigest = digest;
	let saltLength = 20;
	if (algorithm.parameters) {
		const cursor = new DerCursor(algorithm.parameters, "RSASSA-PSS-params");
		const hash = cursor.optional(160);
		if (hash) digest = knownDigest(explicit(hash, "hashAlgorithm"));
		const mgf = cursor.optional(161);
		if (mgf) {
			const mask = algorithmIdentifierOf(explicit(mgf, "maskGenAlgorithm"), "maskGenAlgorithm");
			if (mask.oid !== MGF1 || !mask.parameters) throw new CodecError("KEY_UNSUPPORTED", "RSA-PSS without MGF1");
			mgfDigest = knownDigest(mask.parameters);
		}
		const salt = cursor.optional(162);
		if (salt) saltLength = smallIntegerOf(explicit(salt, "saltLength"), "saltLength");
		cursor.optional(163);
		cursor.end();
	}
	if (mgfDigest.name !== digest.name || saltLength > 512) throw new CodecError("KEY_UNSUPPORTED", "RSA-PSS with another digest in MGF1, or a salt beyond any key");
	return {
		scheme: "rsa-pss",
		digest,
		saltLength
	};
}
function explicit(node, field) {
	return parseDer(node.content, field);
}
function knownDigest(node) {
	return digestOfIdentifier(algorithmIdentifierOf(node, "hashAlgorithm"));
}
/** @throws CodecError KEY_UNSUPPORTED */
function digestOfIdentifier({ oid }) {
	const digest = digestByOid(oid);
	if (!digest) throw new CodecError("KEY_UNSUPPORTED", `digest ${oid} is not supported`);
	return digest;
}
/** Equal, where absent parameters and NULL are the same (RFC 5754 section 2). */
function sameAlgorithm(a, b) {
	const parameters = ({ parameters: node }) => node && node.tag !== TAG.null ? node.bytes : /* @__PURE__ */ new Uint8Array();
	return a.oid === b.oid && equalBytes(parameters(a), parameters(b));
}
/** A digest's identifier with NULL parameters, as signtool, jarsigner and openssl write it. */
function encodeDigestIdentifier(name) {
	return encodeSequence(encodeOid(digestByName(name).oid), encodeNull());
}
/**
* The identifier of a signature.
* @param place in a SignerInfo RSA goes by rsaEncryption (RFC 3370 section 3.2), in a certificate by its combined identifier
*/
function encodeSignatureIdentifier(algorithm, place) {
	switch (algorithm.scheme) {
		case "rsa-pkcs1": return encodeSequence(encodeOid(place === "signer-info" ? RSA_ENCRYPTION : algorithm.oid), encodeNull());
		case "rsa-pss": {
			const hash = encodeDigestIdentifier(algorithm.digest);
			const salt = encodeInteger(digestByName(algorithm.digest).length);
			return encodeSequence(encodeOid(algorithm.oid), encodeSequence(encodeContext(0, hash), encodeContext(1, encodeSequence(encodeOid(MGF1), hash)), encodeContext(2, salt)));
		}
		case "ecdsa":
		case "eddsa": return encodeSequence(encodeOid(algorithm.oid));
	}
}
// packages/codec/src/x509/name.ts
/** Short names of RFC 4514 section 3, and those in general use beside them. */
const SHORT_NAMES = {
	"2.5.4.3": "CN",
	"2.5.4.4": "SN",
	"2.5.4.5": "serialNumber",
	"2.5.4.6": "C",
	"2.5.4.7": "L",
	"2.5.4.8": "ST",
	"2.5.4.9": "STREET",
	"2.5.4.10": "O",
	"2.5.4.11": "OU",
	"2.5.4.12": "title",
	"2.5.4.15": "businessCategory",
	"2.5.4.17": "postalCode",
	"2.5.4.42": "givenName",
	"0.9.2342.19200300.100.1.1": "UID",
	"0.9.2342.19200300.100.1.25": "DC",
	"1.2.840.113549.1.9.1": "emailAddress"
};
/** A Name as RFC 4514 writes it: last RDN first, `+` inside a multi-valued one. */
function formatName(name, field) {
	expectTag(name, TAG.sequence, field);
	return childrenOf(name, field).map((rdn) => {
		expectTag(rdn, TAG.set, field);
		return childrenOf(rdn, field).map((attribute) => formatAttribute(attribute, field)).join("+");
	}).reverse().join(",");
}
function formatAttribute(attribute, field) {
	const cursor = new DerCursor(attribute, field);
	const type = oidOf(cursor.take("type", TAG.oid), `${field}.type`);
	const value = cursor.take("value");
	cursor.end();
	const short = SHORT_NAMES[type];
	return short === void 0 ? `${type}=#${toHex(value.bytes)}` : `${short}=${escapeValue(stringOf(value, field))}`;
}
/** RFC 4514 section 2.4; control characters as hex pairs, so that a name cannot forge a line of output. */
function escapeValue(text) {
	return text.replace(/[\\",+;<>]/g, (character) => `\\${character}`).replace(/^[ #]|(?<=.) $/g, (character) => `\\${character}`).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join(""));
}
// packages/codec/src/x509/public-key.ts
const DSA = "1.2.840.10040.4.1";
const EC_PUBLIC_KEY = "1.2.840.10045.2.1";
const RSASSA_PSS = "1.2.840.113549.1.1.10";
/** @throws CodecError where `spki` is no SubjectPublicKeyInfo (RFC 5280 section 4.1) */
function parsePublicKey(spki) {
	return publicKeyOf(parseDer(spki, "SubjectPublicKeyInfo", TAG.sequence));
}
function publicKeyOf(node) {
	const cursor = new DerCursor(node, "SubjectPublicKeyInfo");
	const algorithm = new DerCursor(cursor.take("algorithm", TAG.sequence), "AlgorithmIdentifier");
	const algorithmOid = oidOf(algorithm.take("algorithm"), "AlgorithmIdentifier.algorithm");
	const parameters = algorithm.peek();
	const key = bitStringBytesOf(cursor.take("subjectPublicKey", TAG.bitString), "subjectPublicKey");
	cursor.end();
	const curveOid = parameters?.tag === TAG.oid ? oidOf(parameters, "namedCurve") : null;
	const known = KEY_ALGORITHMS.find((row) => row.oid === algorithmOid && row.curveOid === curveOid);
	const kind = algorithmOid === RSASSA_PSS ? "rsa" : known?.kind ?? null;
	const isDsa = algorithmOid === DSA && parameters?.tag === TAG.sequence;
	const explicitCurve = algorithmOid === EC_PUBLIC_KEY && parameters?.tag === TAG.sequence;
	return {
		spki: node.bytes,
		algorithmOid,
		kind,
		family: isDsa ? "dsa" : kind === "rsa" || kind === "ed25519" ? kind : kind !== null || explicitCurve ? "ec" : null,
		explicitCurve,
		bits: isDsa ? modulusBits(parameters.bytes) : keyBits(kind, key)
	};
}
function keyBits(kind, key) {
	switch (kind) {
		case "rsa": return modulusBits(key);
		case "p256": return 256;
		case "p384": return 384;
		case "p521": return 521;
		case "ed25519": return 256;
		case null: return null;
	}
}
/** Of an RSAPublicKey, or of Dss-Parms (RFC 3279 section 2.3.2): the first member of both. */
function modulusBits(key) {
	const modulus = new DerCursor(parseDer(key, "public key"), "public key").take("modulus", TAG.integer).content;
	const start = modulus.findIndex((byte) => byte !== 0);
	return start < 0 ? 0 : (modulus.length - start) * 8 - Math.clz32(modulus[start]) + 24;
}
const imported = /* @__PURE__ */ new WeakMap();
/** Whatever OpenSSL can read: only for saying whether a signature holds, never for trusting it. @throws CodecError KEY_UNSUPPORTED */
function importSpki(key) {
	const known = imported.get(key);
	if (known) return known;
	try {
		const object = createPublicKey({
			key: Buffer.from(key.spki),
			format: "der",
			type: "spki"
		});
		imported.set(key, object);
		return object;
	} catch (cause) {
		throw new CodecError("KEY_UNSUPPORTED", "the public key is not valid for its algorithm", { cause });
	}
}
// packages/codec/src/x509/certificate.ts
const EXTENSION = {
	subjectKeyIdentifier: "2.5.29.14",
	keyUsage: "2.5.29.15",
	subjectAltName: "2.5.29.17",
	basicConstraints: "2.5.29.19",
	issuerAltName: "2.5.29.18",
	nameConstraints: "2.5.29.30",
	crlDistributionPoints: "2.5.29.31",
	certificatePolicies: "2.5.29.32",
	policyMappings: "2.5.29.33",
	authorityKeyIdentifier: "2.5.29.35",
	policyConstraints: "2.5.29.36",
	extKeyUsage: "2.5.29.37",
	inhibitAnyPolicy: "2.5.29.54"
};
const KEY_PURPOSE = {
	any: "2.5.29.37.0",
	codeSigning: "1.3.6.1.5.5.7.3.3",
	timeStamping: "1.3.6.1.5.5.7.3.8"
};
/** Positions in KeyUsage (RFC 5280 section 4.2.1.3). */
const KEY_USAGE = {
	digitalSignature: 0,
	nonRepudiation: 1,
	keyCertSign: 5,
	cRLSign: 6
};
const MAX_EXTENSIONS = 100;
/** One run meets the same few certificates in every file, several times in each. */
const MEMORY = 32;
/** Larger ones are not worth keeping. Bytes. */
const MEMORABLE = 8192;
const remembered = /* @__PURE__ */ new Map();
/** @throws CodecError X509_MALFORMED and the DER codes */
function parseCertificate(der) {
	if (der.length > MEMORABLE) return readCertificate(der);
	const name = Buffer.from(der.buffer, der.byteOffset, der.length).toString("latin1");
	const known = remembered.get(name);
	if (known) return known;
	const certificate = readCertificate(Uint8Array.from(der));
	const [oldest] = remembered.keys();
	if (remembered.size >= MEMORY && oldest !== void 0) remembered.delete(oldest);
	remembered.set(name, certificate);
	return certificate;
}
function readCertificate(der) {
	const outer = new DerCursor(parseDer(der, "Certificate", TAG.sequence), "Certificate");
	const tbsNode = outer.take("tbsCertificate", TAG.sequence);
	const algorithmNode = outer.take("signatureAlgorithm");
	const signatureAlgorithm = algorithmIdentifierOf(algorithmNode, "Certificate.signatureAlgorithm");
	const signature = bitStringBytesOf(outer.take("signatureValue"), "Certificate.signatureValue");
	outer.end();
	const tbs = new DerCursor(tbsNode, "TBSCertificate");
	tbs.optional(160);
	const serial = integerHexOf(tbs.take("serialNumber"), "serialNumber");
	if (!equalBytes(tbs.take("signature").bytes, algorithmNode.bytes)) throw new CodecError("X509_MALFORMED", "the certificate names two signature algorithms");
	const issuer = tbs.take("issuer", TAG.sequence);
	const validity = new DerCursor(tbs.take("validity"), "Validity");
	const notBefore = timeOf(validity.take("notBefore"), "notBefore");
	const notAfter = timeOf(validity.take("notAfter"), "notAfter");
	const subject = tbs.take("subject", TAG.sequence);
	const publicKey = publicKeyOf(tbs.take("subjectPublicKeyInfo"));
	tbs.optional(129);
	tbs.optional(130);
	const extensionsNode = tbs.optional(163);
	tbs.end();
	return {
		der,
		tbs: tbsNode.bytes,
		serial,
		issuer: issuer.bytes,
		subject: subject.bytes,
		issuerName: formatName(issuer, "issuer"),
		subjectName: formatName(subject, "subject"),
		notBefore,
		notAfter,
		publicKey,
		signatureAlgorithm,
		signature,
		extensions: extensionsNode ? extensionsOf(parseDer(extensionsNode.content, "Extensions")) : []
	};
}
/** `Extensions` of certificates and CRLs; one of each kind (RFC 5280 section 4.2). */
function extensionsOf(node) {
	const extensions = childrenOf(node, "Extensions").map((child) => {
		const cursor = new DerCursor(child, "Extension");
		const oid = oidOf(cursor.take("extnID"), "extnID");
		const critical = cursor.optional(TAG.boolean);
		const value = octetsOf(cursor.take("extnValue"), "extnValue");
		cursor.end();
		return {
			oid,
			critical: critical ? booleanOf$1(critical, "critical") : false,
			value
		};
	});
	if (extensions.length > MAX_EXTENSIONS || new Set(extensions.map(({ oid }) => oid)).size !== extensions.length) throw new CodecError("X509_MALFORMED", "an extension occurs twice, or there are too many");
	return extensions;
}
function extensionValue(extensions, oid) {
	return extensions.find((extension) => extension.oid === oid)?.value ?? null;
}
function basicConstraintsOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.basicConstraints);
	if (!value) return null;
	const cursor = new DerCursor(parseDer(value, "BasicConstraints"), "BasicConstraints");
	const ca = cursor.optional(TAG.boolean);
	const pathLength = cursor.optional(TAG.integer);
	cursor.end();
	return {
		ca: ca ? booleanOf$1(ca, "cA") : false,
		pathLength: pathLength ? smallIntegerOf(pathLength, "pathLenConstraint") : null
	};
}
/** The set bits of {@link KEY_USAGE}; null where the certificate does not limit its key. */
function keyUsageOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.keyUsage);
	return value && namedBitsOf(parseDer(value, "KeyUsage"), "KeyUsage");
}
/** Purposes, dotted; null where the certificate does not limit them. */
function extKeyUsageOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.extKeyUsage);
	return value && childrenOf(parseDer(value, "ExtKeyUsage", TAG.sequence), "ExtKeyUsage").map((node) => oidOf(node, "KeyPurposeId"));
}
/** @returns null where it has none */
function subjectKeyIdentifierOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.subjectKeyIdentifier);
	return value && octetsOf(parseDer(value, "SubjectKeyIdentifier"), "SubjectKeyIdentifier");
}
/** As the JSON gives it. */
function certificateFacts(certificate) {
	return {
		subject: certificate.subjectName,
		issuer: certificate.issuerName,
		serial: certificate.serial.replace("-", ""),
		sha256: createHash("sha256").update(certificate.der).digest("hex"),
		notAfter: certificate.notAfter.toISOString().replace(".000Z", "Z")
	};
}
// packages/codec/src/cms/oids.ts
/** Object identifiers of CMS (RFC 5652), its attributes, and what Microsoft adds. */
const OID = {
	data: "1.2.840.113549.1.7.1",
	signedData: "1.2.840.113549.1.7.2",
	contentType: "1.2.840.113549.1.9.3",
	messageDigest: "1.2.840.113549.1.9.4",
	signingTime: "1.2.840.113549.1.9.5",
	/** PKCS #9 countersignature: the timestamp of old Authenticode. */
	counterSignature: "1.2.840.113549.1.9.6",
	/** RFC 6211. */
	algorithmProtection: "1.2.840.113549.1.9.52",
	signingCertificate: "1.2.840.113549.1.9.16.2.12",
	/** RFC 3161 Appendix A: the token as an unsigned attribute. */
	timestampToken: "1.2.840.113549.1.9.16.2.14",
	signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
	tstInfo: "1.2.840.113549.1.9.16.1.4",
	/** szOID_RFC3161_counterSign: the token in Authenticode. */
	microsoftTimestampToken: "1.3.6.1.4.1.311.3.3.1",
	/** szOID_NESTED_SIGNATURE. */
	nestedSignature: "1.3.6.1.4.1.311.2.4.1",
	spcIndirectData: "1.3.6.1.4.1.311.2.1.4"
};
// packages/codec/src/cms/build.ts
/** `Attribute` with its values, each a whole DER encoding. */
function encodeAttribute(oid, ...values) {
	return encodeSequence(encodeOid(oid), encodeSetOf(...values));
}
/** The signed attributes as SET OF: exactly the bytes that the key signs (RFC 5652 section 5.4). */
function buildSignedAttributes(input) {
	return encodeSetOf(encodeAttribute(OID.contentType, encodeOid(input.contentType)), encodeAttribute(OID.messageDigest, encodeOctetString(input.messageDigest)), ...input.more ?? []);
}
/** A ContentInfo with SignedData by one signer, identified by issuer and serial number. */
function buildSignedData(input) {
	const algorithm = signatureAlgorithm(input.algorithm);
	const leaf = input.certificates[0];
	if (!leaf) throw new TypeError("a CMS signature needs the signer certificate");
	const version = input.eContentType === OID.data || input.eContentType === OID.spcIndirectData ? 1 : 3;
	const encap = encodeSequence(encodeOid(input.eContentType), ...input.eContent ? [encodeContext(0, input.eContent)] : []);
	const signerInfo = buildSignerInfo(input, algorithm, leaf);
	const signedData = encodeSequence(encodeInteger(version), encodeSetOf(encodeDigestIdentifier(algorithm.digest)), encap, encodeContext(0, ...sortEncodings(input.certificates)), encodeSetOf(signerInfo));
	return encodeSequence(encodeOid(OID.signedData), encodeContext(0, signedData));
}
function buildSignerInfo(input, algorithm, leaf) {
	const certificate = parseCertificate(leaf);
	const serialNode = serialNumberOf(leaf);
	const unsigned = input.unsignedAttrs ?? [];
	return encodeSequence(encodeInteger(1), encodeSequence(certificate.issuer, serialNode), encodeDigestIdentifier(algorithm.digest), encodeDer(160, parseDer(input.signedAttrs, "signedAttrs", TAG.set).content), encodeSignatureIdentifier(algorithm, "signer-info"), encodeOctetString(input.signature), ...unsigned.length > 0 ? [encodeContext(1, ...sortEncodings(unsigned))] : []);
}
/** The serial number exactly as the certificate encodes it: a wrong sign byte there must be matched, not mended. */
function serialNumberOf(der) {
	const tbs = new DerCursor(new DerCursor(parseDer(der, "Certificate"), "Certificate").take("tbsCertificate"), "TBSCertificate");
	tbs.optional(160);
	return tbs.take("serialNumber", TAG.integer).bytes;
}
/**
* The same ContentInfo with other unsigned attributes on its first signer: a timestamp or a nested signature added or taken away.
* Everything that is signed keeps its bytes.
* @throws CodecError SIGNER_MISSING, DER_MALFORMED
*/
function replaceUnsignedAttributes(contentInfo, change) {
	const outer = new DerCursor(parseDerPrefix(contentInfo, "ContentInfo"), "ContentInfo");
	const type = outer.take("contentType");
	const members = childrenOf(parseDer(outer.take("content", 160).content, "SignedData"), "SignedData");
	const signerSet = members.at(-1);
	const [first, ...others] = signerSet ? childrenOf(signerSet, "signerInfos") : [];
	if (!first) throw new CodecError("SIGNER_MISSING", "the signature has no signer to carry attributes");
	const fields = childrenOf(first, "SignerInfo");
	const unsigned = fields.find(({ tag }) => tag === 161);
	const attributes = change(unsigned ? childrenOf(unsigned, "unsignedAttrs").map(({ bytes }) => bytes) : []);
	const signerInfo = encodeSequence(...fields.filter(({ tag }) => tag !== 161).map(({ bytes }) => bytes), ...attributes.length > 0 ? [encodeContext(1, ...sortEncodings(attributes))] : []);
	const signedData = encodeSequence(...members.slice(0, -1).map(({ bytes }) => bytes), encodeSetOf(signerInfo, ...others.map(({ bytes }) => bytes)));
	return encodeSequence(type.bytes, encodeContext(0, signedData));
}
/** The digest that a signer's CMS uses for content and attributes: the key's own, SHA-512 for Ed25519 (RFC 8419). */
function cmsDigest(id) {
	return signatureAlgorithm(id).digest;
}
// packages/codec/src/x509/crl.ts
const ENTRY_EXTENSION = {
	reason: "2.5.29.21",
	invalidityDate: "2.5.29.24"
};
/** CRLReason (section 5.3.1). */
const CRL_REASON = {
	keyCompromise: 1,
	caCompromise: 2,
	removeFromCrl: 8,
	aaCompromise: 10
};
/** @throws CodecError CRL_MALFORMED and the DER codes */
function parseCrl(der) {
	const outer = new DerCursor(parseDer(der, "CertificateList", TAG.sequence), "CertificateList");
	const tbsNode = outer.take("tbsCertList", TAG.sequence);
	const algorithmNode = outer.take("signatureAlgorithm");
	const signature = bitStringBytesOf(outer.take("signatureValue"), "signatureValue");
	outer.end();
	const tbs = new DerCursor(tbsNode, "TBSCertList");
	tbs.optional(TAG.integer);
	if (!equalBytes(tbs.take("signature").bytes, algorithmNode.bytes)) throw new CodecError("CRL_MALFORMED", "the list names two signature algorithms");
	const issuer = tbs.take("issuer", TAG.sequence);
	const thisUpdate = timeOf(tbs.take("thisUpdate"), "thisUpdate");
	const next = tbs.optional(TAG.utcTime) ?? tbs.optional(TAG.generalizedTime);
	const entries = tbs.optional(TAG.sequence);
	const extensions = tbs.optional(160);
	tbs.end();
	return {
		der,
		tbs: tbsNode.bytes,
		issuer: issuer.bytes,
		thisUpdate,
		nextUpdate: next && timeOf(next, "nextUpdate"),
		extensions: extensions ? extensionsOf(parseDer(extensions.content, "crlExtensions")) : [],
		signatureAlgorithm: algorithmIdentifierOf(algorithmNode, "signatureAlgorithm"),
		signature,
		entries
	};
}
/**
* @param serial hex
* @returns null where the list does not hold it
* @throws CodecError CRL_MALFORMED also where any entry has a critical extension that we do not know: then the list says
*   something that we cannot read, perhaps about another issuer's certificates (section 5.3)
*/
function findRevoked(list, serial) {
	let found = null;
	if (!list.entries) return null;
	for (const node of eachChild(list.entries, "revokedCertificates")) {
		const cursor = new DerCursor(node, "revokedCertificate");
		const number = integerHexOf(cursor.take("userCertificate"), "userCertificate");
		const date = cursor.take("revocationDate");
		const extensionsNode = cursor.optional(TAG.sequence);
		cursor.end();
		const extensions = extensionsNode ? extensionsOf(extensionsNode) : [];
		if (extensions.some(({ oid, critical }) => critical && oid !== ENTRY_EXTENSION.reason)) throw new CodecError("CRL_MALFORMED", "an entry has a critical extension that is not known");
		if (number === serial) found ??= entryOf(date, extensions);
	}
	return found;
}
function entryOf(date, extensions) {
	const reason = extensionValue(extensions, ENTRY_EXTENSION.reason);
	const invalidity = extensionValue(extensions, ENTRY_EXTENSION.invalidityDate);
	return {
		date: timeOf(date, "revocationDate"),
		reason: reason && smallIntegerOf(parseDer(reason, "reasonCode"), "reasonCode", TAG.enumerated),
		invalidityDate: invalidity && timeOf(parseDer(invalidity, "invalidityDate"), "invalidityDate")
	};
}
/** @param issuer the list's, which relative names continue */
function issuingDistributionPointOf(value, issuer) {
	const cursor = new DerCursor(parseDer(value, "IssuingDistributionPoint"), "IssuingDistributionPoint");
	const flag = (tag) => {
		const node = cursor.optional(tag);
		return node !== null && booleanOf$1({
			...node,
			tag: TAG.boolean
		}, "IssuingDistributionPoint");
	};
	const point = cursor.optional(160);
	const users = flag(129);
	const authorities = flag(130);
	const reasons = cursor.optional(131);
	const indirect = flag(132);
	const attributes = flag(133);
	cursor.end();
	return {
		points: point && pointNamesOf(point, issuer),
		only: users ? "users" : authorities ? "authorities" : attributes ? "attributes" : null,
		reasons: reasons && namedBitsOf({
			...reasons,
			tag: TAG.bitString
		}, "onlySomeReasons"),
		indirect
	};
}
/** DistributionPointName in its explicit tag: full names, or one RDN more than the issuer's name. */
function pointNamesOf(point, issuer) {
	const name = parseDer(point.content, "DistributionPointName");
	if (name.tag === 160) return childrenOf(name, "fullName").map(({ bytes }) => bytes);
	expectTag(name, 161, "nameRelativeToCRLIssuer");
	return [encodeContext(4, encodeSequence(parseDer(issuer, "issuer").content, encodeDer(TAG.set, name.content)))];
}
/**
* The names of a certificate's distribution points that are its own issuer's.
* @param issuer the certificate's, which relative names continue
*/
function distributionPointsOf(value, issuer) {
	return childrenOf(parseDer(value, "CRLDistributionPoints", TAG.sequence), "CRLDistributionPoints").flatMap((node) => {
		const cursor = new DerCursor(node, "DistributionPoint");
		const point = cursor.optional(160);
		cursor.optional(129);
		return point && !cursor.peek() ? pointNamesOf(point, issuer) : [];
	});
}
// packages/codec/src/x509/general-name.ts
const LATIN1 = new TextDecoder("latin1");
function generalNameOf(node) {
	switch (node.tag) {
		case 129: return {
			kind: "email",
			text: LATIN1.decode(node.content)
		};
		case 130: return {
			kind: "dns",
			text: LATIN1.decode(node.content)
		};
		case 134: return {
			kind: "uri",
			text: LATIN1.decode(node.content)
		};
		case 135: return {
			kind: "ip",
			bytes: node.content
		};
		case 164: return {
			kind: "directory",
			rdns: rdnsOf(parseDer(node.content, "directoryName"))
		};
		default: return {
			kind: "other",
			tag: node.tag
		};
	}
}
/**
* A Name for comparison: strings folded as RFC 5280 section 7.1 asks (case, inner white space), so that an excluded name
* is not evaded by another spelling.
*/
function rdnsOf(name) {
	return childrenOf(name, "Name").map((rdn) => {
		expectTag(rdn, TAG.set, "RelativeDistinguishedName");
		return childrenOf(rdn, "RelativeDistinguishedName").map(attributeSpelling).sort().join("+");
	});
}
function attributeSpelling(node) {
	const cursor = new DerCursor(node, "AttributeTypeAndValue");
	const type = oidOf(cursor.take("type"), "type");
	const value = cursor.take("value");
	const text = STRINGS.includes(value.tag) ? stringOf(value, "value") : `#${toHex(value.bytes)}`;
	return JSON.stringify([type, text.normalize("NFKC").toLowerCase().trim().replace(/\s+/g, " ")]);
}
/** Those of DirectoryString and IA5String that name the same letters alike; others are compared as encoded. */
const STRINGS = [
	TAG.utf8String,
	TAG.printableString,
	TAG.teletexString,
	TAG.ia5String,
	TAG.bmpString,
	TAG.universalString
];
/** Whether two Names (DER) are the same as RFC 5280 section 7.1 compares them. False, never an exception, for what is no Name. */
function sameName(a, b) {
	if (equalBytes(a, b)) return true;
	try {
		const [left, right] = [rdnsOf(parseDer(a, "Name")), rdnsOf(parseDer(b, "Name"))];
		return left.length > 0 && left.length === right.length && left.every((rdn, i) => rdn === right[i]);
	} catch (error) {
		if (error instanceof CodecError) return false;
		throw error;
	}
}
const EMAIL_ADDRESS = "1.2.840.113549.1.9.1";
/** Every name of a certificate that name constraints speak of: subject, alternative names, and the addresses in the subject. */
function namesOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.subjectAltName);
	const names = (value ? childrenOf(parseDer(value, "SubjectAltName", TAG.sequence), "SubjectAltName") : []).map(generalNameOf);
	const subject = parseDer(certificate.subject, "subject");
	if (subject.content.length > 0) names.push({
		kind: "directory",
		rdns: rdnsOf(subject)
	});
	for (const rdn of childrenOf(subject, "subject")) for (const attribute of childrenOf(rdn, "subject")) {
		const cursor = new DerCursor(attribute, "subject");
		if (oidOf(cursor.take("type"), "type") !== EMAIL_ADDRESS) continue;
		names.push({
			kind: "email",
			text: stringOf(cursor.take("value"), "emailAddress")
		});
	}
	return names;
}
/** An issuer that names itself: rollover certificates, to which path length and name constraints do not apply. */
function isSelfIssued(certificate) {
	return sameName(certificate.issuer, certificate.subject);
}
// packages/codec/src/x509/name-constraints.ts
/** Names times constraints: what one certificate may make us compare. */
const MAX_COMPARISONS = 1e5;
function nameConstraintsOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.nameConstraints);
	if (!value) return null;
	const cursor = new DerCursor(parseDer(value, "NameConstraints"), "NameConstraints");
	const permitted = subtreesOf(cursor.optional(160));
	const excluded = subtreesOf(cursor.optional(161));
	cursor.end();
	return {
		permitted,
		excluded
	};
}
/** GeneralSubtrees; `minimum` must be 0, so left out in DER, and `maximum` absent. */
function subtreesOf(subtrees) {
	if (!subtrees) return [];
	return childrenOf(subtrees, "GeneralSubtrees").map((node) => {
		const subtree = new DerCursor(node, "GeneralSubtree");
		const base = generalNameOf(subtree.take("base"));
		subtree.end();
		return base;
	});
}
/** @throws CodecError CHAIN_INVALID where a name of the certificate is outside */
function checkNames(certificate, constraints) {
	if (constraints.length === 0) return;
	const names = namesOf(certificate);
	const count = constraints.reduce((sum, { permitted, excluded }) => sum + permitted.length + excluded.length, 0);
	if (names.length * count > MAX_COMPARISONS) throw new CodecError("CHAIN_INVALID", "too many names and constraints");
	for (const name of names) for (const { permitted, excluded } of constraints) {
		const same = permitted.filter((base) => sameKind(base, name));
		if (excluded.some((base) => sameKind(base, name) && within(name, base, true)) || same.length > 0 && !same.some((base) => within(name, base, false))) throw new CodecError("CHAIN_INVALID", `a name of ${certificate.subjectName} is not one that its issuer may certify`);
	}
}
function sameKind(base, name) {
	return base.kind === name.kind && (base.kind !== "other" || name.kind === "other" && base.tag === name.tag);
}
/** @param unknown the answer for what cannot be compared: outside of all that is permitted, inside of all that is excluded */
function within(name, base, unknown) {
	if (name.kind === "directory" && base.kind === "directory") return base.rdns.length <= name.rdns.length && base.rdns.every((rdn, i) => rdn === name.rdns[i]);
	if (name.kind === "ip" && base.kind === "ip") return addressWithin(name.bytes, base.bytes);
	if (!("text" in name && "text" in base)) return unknown;
	const [text, limit] = [name.text.toLowerCase(), base.text.toLowerCase()];
	switch (name.kind) {
		case "dns": return limit === "" || text === limit || text.endsWith(limit.startsWith(".") ? limit : `.${limit}`);
		case "email": return emailWithin(name.text, base.text);
		case "uri": return hostOf(text) === "" ? unknown : hostWithin(hostOf(text), limit);
	}
}
/** A mailbox, every mailbox of a host, or with a leading dot every host of a domain. The local part is case-sensitive. */
function emailWithin(address, base) {
	const at = address.lastIndexOf("@");
	const host = address.slice(at + 1).toLowerCase();
	const baseAt = base.lastIndexOf("@");
	if (baseAt >= 0) return address.slice(0, at) === base.slice(0, baseAt) && host === base.slice(baseAt + 1).toLowerCase();
	return hostWithin(host, base.toLowerCase());
}
function hostWithin(host, base) {
	return base.startsWith(".") ? host.endsWith(base) : host === base;
}
function hostOf(uri) {
	return /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/?#]*@)?([^:/?#[\]]+)/.exec(uri)?.[1] ?? "";
}
function addressWithin(address, base) {
	if (base.length !== address.length * 2) return false;
	return address.every((byte, i) => {
		const mask = base[address.length + i];
		return (byte & mask) === (base[i] & mask);
	});
}
// packages/codec/src/x509/policies.ts
const ANY_POLICY = "2.5.29.32.0";
/**
* Certificate policies (RFC 5280 sections 6.1.2 to 6.1.5) for a verifier that asks for no policy of its own: what is left to decide is
* whether authorities that demand an explicit policy get one. The tree is kept as the set of its deepest valid policies (RFC 9618).
* @param path from the certificate under the anchor to the leaf
* @throws CodecError CHAIN_INVALID
*/
function checkPolicies(path) {
	let valid = /* @__PURE__ */ new Set([ANY_POLICY]);
	const skip = {
		explicitPolicy: path.length + 1,
		mapping: path.length + 1,
		anyPolicy: path.length + 1
	};
	path.forEach((certificate, i) => {
		const isLast = i === path.length - 1;
		const selfIssued = isSelfIssued(certificate);
		valid = policiesUnder(valid, certificate, skip.anyPolicy > 0 || !isLast && selfIssued);
		if (skip.explicitPolicy === 0 && valid.size === 0) refuse(certificate);
		if (!isLast) valid = mapped(valid, certificate, skip.mapping > 0);
		if (!selfIssued || isLast) skip.explicitPolicy = Math.max(0, skip.explicitPolicy - 1);
		if (!selfIssued) {
			skip.mapping = Math.max(0, skip.mapping - 1);
			skip.anyPolicy = Math.max(0, skip.anyPolicy - 1);
		}
		const constraints = policyConstraintsOf(certificate);
		if (constraints.explicitPolicy !== null && (!isLast || constraints.explicitPolicy === 0)) skip.explicitPolicy = Math.min(skip.explicitPolicy, constraints.explicitPolicy);
		skip.mapping = Math.min(skip.mapping, constraints.mapping ?? skip.mapping);
		skip.anyPolicy = Math.min(skip.anyPolicy, inhibitAnyPolicyOf(certificate) ?? skip.anyPolicy);
		if (isLast && skip.explicitPolicy === 0 && valid.size === 0) refuse(certificate);
	});
}
function refuse(certificate) {
	throw new CodecError("CHAIN_INVALID", `no policy covers ${certificate.subjectName}, and an issuer demands one`);
}
function policiesUnder(above, certificate, anyAllowed) {
	const stated = policiesOf(certificate);
	const named = stated.filter((oid) => oid !== ANY_POLICY && (above.has(oid) || above.has(ANY_POLICY)));
	return /* @__PURE__ */ new Set([...named, ...anyAllowed && stated.includes(ANY_POLICY) ? above : []]);
}
function mapped(valid, certificate, allowed) {
	const mappings = policyMappingsOf(certificate);
	if (mappings.some((pair) => pair.includes(ANY_POLICY))) throw new CodecError("CHAIN_INVALID", `${certificate.subjectName} maps anyPolicy`);
	const next = new Set(valid);
	for (const [from] of mappings) next.delete(from);
	if (allowed) {
		for (const [from, to] of mappings) if (valid.has(from) || valid.has(ANY_POLICY)) next.add(to);
	}
	return next;
}
/** certificatePolicies; empty where the extension is absent. */
function policiesOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.certificatePolicies);
	if (!value) return [];
	return childrenOf(parseDer(value, "CertificatePolicies", TAG.sequence), "CertificatePolicies").map((node) => oidOf(new DerCursor(node, "PolicyInformation").take("policyIdentifier"), "policyIdentifier"));
}
function policyMappingsOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.policyMappings);
	if (!value) return [];
	return childrenOf(parseDer(value, "PolicyMappings", TAG.sequence), "PolicyMappings").map((node) => {
		const cursor = new DerCursor(node, "PolicyMapping");
		return [oidOf(cursor.take("issuerDomainPolicy"), "from"), oidOf(cursor.take("subjectDomainPolicy"), "to")];
	});
}
function policyConstraintsOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.policyConstraints);
	if (!value) return {
		explicitPolicy: null,
		mapping: null
	};
	const cursor = new DerCursor(parseDer(value, "PolicyConstraints"), "PolicyConstraints");
	const explicitPolicy = cursor.optional(128);
	const mapping = cursor.optional(129);
	cursor.end();
	return {
		explicitPolicy: explicitPolicy && smallIntegerOf(explicitPolicy, "requireExplicitPolicy", 128),
		mapping: mapping && smallIntegerOf(mapping, "inhibitPolicyMapping", 129)
	};
}
function inhibitAnyPolicyOf(certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.inhibitAnyPolicy);
	return value && smallIntegerOf(parseDer(value, "InhibitAnyPolicy"), "InhibitAnyPolicy");
}
// packages/codec/src/x509/purpose.ts
/** @throws CodecError CERTIFICATE_PURPOSE */
function checkLeafPurpose(leaf, purpose) {
	if (purpose === "any") return;
	const keyUsage = keyUsageOf(leaf);
	if (keyUsage && !keyUsage.includes(KEY_USAGE.digitalSignature) && !keyUsage.includes(KEY_USAGE.nonRepudiation)) throw new CodecError("CERTIFICATE_PURPOSE", `the key usage of ${leaf.subjectName} allows no signatures`);
	if (!allowsLeaf(leaf, extKeyUsageOf(leaf), purpose)) throw new CodecError("CERTIFICATE_PURPOSE", `the certificate of ${leaf.subjectName} is not for ${purpose}`);
}
function allowsLeaf(leaf, purposes, purpose) {
	switch (purpose) {
		case "code-signing":
		case "jar": return purposes === null || purposes.includes(KEY_PURPOSE.codeSigning) || purposes.includes(KEY_PURPOSE.any);
		case "timestamping": return isTimestampAuthority(leaf);
		case "legacy-timestamping": return purposes?.includes(KEY_PURPOSE.timeStamping) ?? false;
	}
}
/** RFC 3161 section 2.3: the extension critical, and its only purpose timeStamping. */
function isTimestampAuthority(certificate) {
	const extension = certificate.extensions.find(({ oid }) => oid === EXTENSION.extKeyUsage);
	const purposes = extKeyUsageOf(certificate);
	return extension?.critical === true && purposes?.length === 1 && purposes[0] === KEY_PURPOSE.timeStamping;
}
/** An intermediate that limits what it issues certificates for. @throws CodecError CERTIFICATE_PURPOSE */
function checkIssuerPurpose(issuer, purpose) {
	if (purpose === "any" || purpose === "jar") return;
	const purposes = extKeyUsageOf(issuer);
	const wanted = purpose === "code-signing" ? KEY_PURPOSE.codeSigning : KEY_PURPOSE.timeStamping;
	if (purposes && !purposes.includes(wanted) && !purposes.includes(KEY_PURPOSE.any)) throw new CodecError("CERTIFICATE_PURPOSE", `${issuer.subjectName} does not issue certificates for ${purpose}`);
}
function isWeakKey({ family, bits }) {
	return (family === "rsa" || family === "dsa") && (bits ?? 0) < 1024;
}
/** Whether `signature` is by `key` over `message`. False, never an exception, where it is not. */
function verifySignature(key, scheme, message, signature, allow = {}) {
	const options = verifyInput(key, scheme, allow);
	if (!options) return false;
	try {
		return verify(scheme.scheme === "eddsa" ? null : scheme.digest.name, message, options, signature);
	} catch {
		return false;
	}
}
/** The same over a message that is streamed; Ed25519 cannot be (it hashes twice) and is false. */
async function verifySignatureStream(key, scheme, message, signature, allow = {}) {
	const options = verifyInput(key, scheme, allow);
	if (!options || scheme.scheme === "eddsa") return false;
	const verifier = createVerify(scheme.digest.name);
	for await (const chunk of message) verifier.update(chunk);
	try {
		return verifier.verify(options, signature);
	} catch {
		return false;
	}
}
const FAMILY = {
	"rsa-pkcs1": "rsa",
	"rsa-pss": "rsa",
	dsa: "dsa",
	ecdsa: "ec",
	eddsa: "ed25519"
};
function verifyInput(key, scheme, allow) {
	if (FAMILY[scheme.scheme] !== key.family || isWeakKey(key)) return null;
	if (key.explicitCurve && allow.explicitCurve !== "allowed") return null;
	try {
		const object = importSpki(key);
		if (scheme.scheme === "rsa-pss") return {
			key: object,
			padding: constants$1.RSA_PKCS1_PSS_PADDING,
			saltLength: scheme.saltLength ?? 20
		};
		return {
			key: object,
			dsaEncoding: "der"
		};
	} catch (error) {
		if (error instanceof CodecError) return null;
		throw error;
	}
}
/** The name of how a signature was made: one of the table's, or a spelled-out one for what we only verify. */
function signatureAlgorithmName(key, scheme) {
	const row = SIGNATURE_ALGORITHMS.find((candidate) => candidate.scheme === scheme.scheme && candidate.key === key.kind && (scheme.scheme === "eddsa" || candidate.digest === scheme.digest.name));
	if (row) return row.id;
	return [
		scheme.scheme,
		FAMILY[scheme.scheme] === "ec" ? key.kind : null,
		scheme.digest.name
	].filter((word) => word !== null).join("-");
}
// packages/codec/src/x509/path-rules.ts
/** Critical extensions that the rules below, or revocation, take into account. */
const UNDERSTOOD = Object.values(EXTENSION);
/**
* Whether `issuer`'s key signed `certificate`.
* @throws CodecError WEAK_ALGORITHM, WEAK_KEY, CHAIN_INVALID where the signature is another's, KEY_UNSUPPORTED
*/
function checkLink(certificate, issuer) {
	const scheme = resolveSignatureScheme(certificate.signatureAlgorithm, null);
	if (scheme.digest.name === "md5") throw new CodecError("WEAK_ALGORITHM", `${certificate.subjectName} is certified with MD5`);
	checkKeyStrength(issuer);
	if (!verifySignature(issuer.publicKey, scheme, certificate.tbs, certificate.signature)) throw new CodecError("CHAIN_INVALID", `the certificate of ${certificate.subjectName} is not signed by its issuer`);
}
/** @throws CodecError WEAK_KEY, KEY_UNSUPPORTED (a curve spelled out: CVE-2020-0601) */
function checkKeyStrength({ publicKey, subjectName }) {
	if (publicKey.family === null || publicKey.explicitCurve) throw new CodecError("KEY_UNSUPPORTED", `the key of ${subjectName} ${publicKey.explicitCurve ? "has a curve of its own" : `is of the kind ${publicKey.algorithmOid}`}`);
	if (isWeakKey(publicKey)) throw new CodecError("WEAK_KEY", `the key of ${subjectName} has ${publicKey.bits} bits`);
}
/**
* RFC 5280 section 6.1 over a path whose signatures hold.
* The anchor is trusted as it is: its validity and its signature are not looked at; its own limits on what it may issue are.
* @param chain leaf first, anchor last; one certificate where the leaf is the anchor
* @param at when the certificates must be valid
* @throws CodecError CHAIN_INVALID, CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID, CERTIFICATE_PURPOSE, KEY_UNSUPPORTED, WEAK_KEY and the DER codes
*/
function checkChain(chain, at, purpose) {
	const leaf = chain[0];
	const under = chain.slice(0, -1);
	for (const certificate of chain) checkKeyStrength(certificate);
	for (const certificate of under) checkExtensions(certificate);
	chain.slice(1).forEach((issuer, i) => {
		const below = chain.slice(1, i + 1).filter((certificate) => !isSelfIssued(certificate)).length;
		checkIssuer(issuer, below, issuer === chain.at(-1));
	});
	checkNameConstraints(chain);
	checkPolicies([...under].reverse());
	for (const certificate of under) checkValidity(certificate, at);
	for (const issuer of chain.slice(1, -1)) checkIssuerPurpose(issuer, purpose);
	checkLeafPurpose(leaf, purpose);
}
function checkExtensions(certificate) {
	const unknown = certificate.extensions.find(({ oid, critical }) => critical && !UNDERSTOOD.includes(oid));
	if (unknown) throw new CodecError("CHAIN_INVALID", `${certificate.subjectName} has the critical extension ${unknown.oid}`);
}
/** Sections 4.2.1.3 and 4.2.1.9. A pinned leaf that is an anchor must not become an authority; one of version 1 has no extensions at all. */
function checkIssuer(issuer, below, isAnchor) {
	const constraints = basicConstraintsOf(issuer);
	const versionOne = isAnchor && issuer.extensions.length === 0 && isSelfIssued(issuer);
	if (!constraints?.ca && !versionOne) throw new CodecError("CHAIN_INVALID", `${issuer.subjectName} is no authority and issued a certificate`);
	if (keyUsageOf(issuer)?.includes(KEY_USAGE.keyCertSign) === false) throw new CodecError("CHAIN_INVALID", `the key usage of ${issuer.subjectName} does not allow issuing certificates`);
	const pathLength = constraints?.pathLength ?? null;
	if (pathLength !== null && below > pathLength) throw new CodecError("CHAIN_INVALID", `${below} authorities under ${issuer.subjectName}, which allows ${pathLength}`);
}
/** Section 6.1.3 b and c, from the top. */
function checkNameConstraints(chain) {
	const constraints = [];
	for (let i = chain.length - 1; i >= 0; i--) {
		const certificate = chain[i];
		if (!(i === chain.length - 1) && (i === 0 || !isSelfIssued(certificate))) checkNames(certificate, constraints);
		const own = i > 0 ? nameConstraintsOf(certificate) : null;
		if (own) constraints.push(own);
	}
}
function checkValidity({ notBefore, notAfter, subjectName }, at) {
	const details = {
		subject: subjectName,
		at: at.toISOString()
	};
	if (at > notAfter) throw new CodecError("CERTIFICATE_EXPIRED", `${subjectName} expired at ${notAfter.toISOString()}`, { details });
	if (at < notBefore) throw new CodecError("CERTIFICATE_NOT_YET_VALID", `${subjectName} begins at ${notBefore.toISOString()}`, { details });
}
// packages/codec/src/x509/revocation.ts
const LIST_EXTENSION = {
	issuingDistributionPoint: "2.5.29.28",
	deltaIndicator: "2.5.29.27"
};
/**
* `good` where a current list of the issuer covers every certificate under the anchor, `not-checked` otherwise.
* A list that is stale, of another issuer, or that we cannot read whole says nothing.
* A timestamped signature older than the revocation stays good, unless the key was compromised: then nobody knows since when.
* @param chain leaf first, anchor last
* @throws CodecError CERTIFICATE_REVOKED
*/
function checkRevocation(chain, input) {
	if (chain.length === 1) return "not-checked";
	return chain.slice(0, -1).map((certificate, i) => isCovered(certificate, chain[i + 1], input)).every((one) => one) ? "good" : "not-checked";
}
function isCovered(certificate, issuer, input) {
	const covered = /* @__PURE__ */ new Set();
	for (const list of input.crls) {
		if (!sameName(list.issuer, certificate.issuer) || !isCurrent(list, input.at)) continue;
		try {
			const reasons = reasonsCovered(list, certificate);
			if (reasons === null || !isSignedFor(list, issuer, input)) continue;
			const entry = findRevoked(list, certificate.serial);
			if (entry && entry.reason !== CRL_REASON.removeFromCrl) refuseRevoked(certificate, entry, input.signedAt);
			for (const reason of reasons) covered.add(reason);
		} catch (error) {
			if (!(error instanceof CodecError) || error.code === "CERTIFICATE_REVOKED") throw error;
		}
	}
	return ALL_REASONS.every((reason) => covered.has(reason));
}
/** ReasonFlags (RFC 5280 section 4.2.1.13). */
const ALL_REASONS = [
	1,
	2,
	3,
	4,
	5,
	6,
	7,
	8
];
function isCurrent({ thisUpdate, nextUpdate }, at) {
	return thisUpdate <= at && nextUpdate !== null && at <= nextUpdate;
}
/**
* For which reasons of revocation the list is complete for the certificate; what it holds counts in any case.
* null where the list is not of such certificates, or says so in a way that we do not know.
*/
function reasonsCovered(list, certificate) {
	let reasons = ALL_REASONS;
	for (const { oid, critical, value } of list.extensions) if (oid === LIST_EXTENSION.deltaIndicator) reasons = [];
	else if (oid === LIST_EXTENSION.issuingDistributionPoint) {
		const point = issuingDistributionPointOf(value, list.issuer);
		if (point.indirect || point.only === "attributes") return null;
		const isAuthority = basicConstraintsOf(certificate)?.ca ?? false;
		if (point.only && point.only === "authorities" !== isAuthority) return null;
		const { reasons: some, points } = point;
		reasons = points && !sharesPoint(points, certificate) ? [] : reasons.filter((one) => some?.includes(one) ?? true);
	} else if (critical && oid !== EXTENSION.authorityKeyIdentifier) return null;
	return reasons;
}
function sharesPoint(points, certificate) {
	const value = extensionValue(certificate.extensions, EXTENSION.crlDistributionPoints);
	const own = value ? distributionPointsOf(value, certificate.issuer) : [];
	return points.some((point) => own.some((candidate) => equalBytes(point, candidate)));
}
/** By the certificate's own issuer, or by a certificate of its name that is itself under the anchor (an issuer that changed keys). */
function isSignedFor(list, issuer, input) {
	const signer = [issuer, ...input.candidates.filter((candidate) => sameName(candidate.subject, list.issuer) && !equalBytes(candidate.der, issuer.der))].find((candidate) => isSignedBy(list, candidate));
	return signer !== void 0 && (signer === issuer || input.isListIssuer(signer));
}
function isSignedBy(list, signer) {
	const scheme = resolveSignatureScheme(list.signatureAlgorithm, null);
	if (scheme.digest.name === "md5" || keyUsageOf(signer)?.includes(KEY_USAGE.cRLSign) === false) return false;
	return verifySignature(signer.publicKey, scheme, list.tbs, list.signature);
}
const COMPROMISED = [
	CRL_REASON.keyCompromise,
	CRL_REASON.caCompromise,
	CRL_REASON.aaCompromise
];
function refuseRevoked(certificate, entry, signedAt) {
	const since = entry.invalidityDate && entry.invalidityDate < entry.date ? entry.invalidityDate : entry.date;
	if (signedAt && signedAt < since && !COMPROMISED.includes(entry.reason)) return;
	throw new CodecError("CERTIFICATE_REVOKED", `${certificate.subjectName} was revoked at ${entry.date.toISOString()}`, { details: {
		subject: certificate.subjectName,
		revokedAt: entry.date.toISOString(),
		reason: entry.reason
	} });
}
// packages/codec/src/x509/path.ts
/** Certificates in a path; real ones have up to five. */
const MAX_DEPTH = 10;
/** Signatures that one path may cost: a hostile set of certificates of one name otherwise costs its factorial. */
const MAX_LINKS = 100;
/**
* Finds a path from the leaf to an anchor in which everything holds (RFC 5280 section 6).
* An anchor is trusted as the exact bytes that the verifier gave: a certificate of the same name or key is an ordinary one
* that must itself be issued by an anchor.
* @throws CodecError CHAIN_UNTRUSTED where no anchor is reached; otherwise why the best path that reached one does not hold:
*   CHAIN_INVALID, CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID, CERTIFICATE_PURPOSE, CERTIFICATE_REVOKED, WEAK_KEY, WEAK_ALGORITHM, KEY_UNSUPPORTED
*/
function verifyPath(input) {
	return new PathSearch(input, input.anchors.map(parseCertificate), (input.crls ?? []).flatMap(readCrl), true).find();
}
var PathSearch = class PathSearch {
	#input;
	#anchors;
	#lists;
	#listIssuers;
	#links = 0;
	/** Of paths that reached an anchor. */
	#refused = null;
	/** Of links whose names and key identifiers match. */
	#broken = null;
	/** @param listIssuers whether lists may be signed by others than the certificates' own issuers: one level deep only */
	constructor(input, anchors, lists, listIssuers) {
		this.#input = input;
		this.#anchors = anchors;
		this.#lists = lists;
		this.#listIssuers = listIssuers;
	}
	find() {
		const found = this.#extend([this.#input.leaf]);
		if (found) return found;
		throw this.#refused ?? this.#broken ?? this.#untrusted();
	}
	#untrusted() {
		const { leaf } = this.#input;
		return new CodecError("CHAIN_UNTRUSTED", `${leaf.subjectName} is not certified by anyone who is trusted`, { details: {
			subject: leaf.subjectName,
			issuer: leaf.issuerName
		} });
	}
	#extend(chain) {
		const last = chain.at(-1);
		if (this.#anchors.some((anchor) => equalBytes(anchor.der, last.der))) return this.#accept(chain);
		if (chain.length === MAX_DEPTH) return null;
		for (const issuer of this.#issuersOf(last)) {
			if (chain.some((certificate) => equalBytes(certificate.der, issuer.der))) continue;
			if (this.#links++ >= MAX_LINKS || !this.#isLinked(last, issuer)) continue;
			const found = this.#extend([...chain, issuer]);
			if (found) return found;
		}
		return null;
	}
	#accept(chain) {
		const { at, purpose, crlsAt = at, signedAt = null } = this.#input;
		return this.#attempt((error) => {
			this.#refused ??= error;
		}, () => {
			checkChain(chain, at, purpose);
			const candidates = this.#listIssuers ? [...this.#anchors, ...this.#input.intermediates] : [];
			return {
				chain,
				revocation: checkRevocation(chain, {
					crls: this.#lists,
					at: crlsAt,
					signedAt,
					candidates,
					isListIssuer: (candidate) => this.#isListIssuer(candidate)
				})
			};
		});
	}
	#isListIssuer(leaf) {
		try {
			new PathSearch({
				...this.#input,
				leaf,
				purpose: "any"
			}, this.#anchors, this.#lists, false).find();
			return true;
		} catch (error) {
			if (error instanceof CodecError) return false;
			throw error;
		}
	}
	#isLinked(certificate, issuer) {
		const note = (error) => {
			if (matchesKey(certificate, issuer) !== false) this.#broken ??= error;
		};
		return this.#attempt(note, () => {
			checkLink(certificate, issuer);
			return true;
		}) === true;
	}
	#attempt(note, check) {
		try {
			return check();
		} catch (error) {
			if (!(error instanceof CodecError)) throw error;
			note(error);
			return null;
		}
	}
	/** Anchors first, and those whose key identifier is the one that is named. */
	#issuersOf(certificate) {
		const named = [...this.#anchors, ...this.#input.intermediates].filter((candidate) => sameName(candidate.subject, certificate.issuer));
		const unlike = (candidate) => matchesKey(certificate, candidate) === false ? 1 : 0;
		return named.sort((a, b) => unlike(a) - unlike(b));
	}
};
/** Whether the authority key identifier is the issuer's subject key identifier; null where one of them is absent or unreadable. */
function matchesKey(certificate, issuer) {
	try {
		const value = extensionValue(certificate.extensions, EXTENSION.authorityKeyIdentifier);
		const authority = value && new DerCursor(parseDer(value, "AuthorityKeyIdentifier"), "AuthorityKeyIdentifier").optional(128);
		const subject = subjectKeyIdentifierOf(issuer);
		return authority && subject ? equalBytes(authority.content, subject) : null;
	} catch (error) {
		if (error instanceof CodecError) return null;
		throw error;
	}
}
function readCrl(der) {
	try {
		return [parseCrl(der)];
	} catch (error) {
		if (error instanceof CodecError) return [];
		throw error;
	}
}
// packages/codec/src/cms/attributes.ts
/** The one value of the one attribute of its kind; null where there is none. @throws CodecError SIGNED_ATTRIBUTES_INVALID */
function singleValue(attributes, oid) {
	const found = attributes.filter((attribute) => attribute.oid === oid);
	if (found.length === 0) return null;
	const value = found[0]?.values[0];
	if (found.length > 1 || !value || found[0]?.values.length !== 1) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", `attribute ${oid} must occur once, with one value`);
	return value;
}
/**
* The rules on attributes of RFC 5652 sections 5.3 and 11: content type and digest exactly once and as the content has them,
* no kind twice, nothing signed that belongs among the unsigned, and the reverse. RFC 6211's protection where it is there.
* @throws CodecError SIGNED_ATTRIBUTES_INVALID; DIGEST_MISMATCH where only the content is another
*/
function checkSignedAttributes(signer, contentType, contentDigest) {
	const attributes = signer.signedAttrs?.attributes ?? [];
	if (new Set(attributes.map(({ oid }) => oid)).size !== attributes.length) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "a signed attribute occurs twice");
	if (attributes.some(({ oid }) => oid === OID.counterSignature)) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "a countersignature among the signed attributes");
	const misplaced = signer.unsignedAttrs.find(({ oid }) => SIGNED_ONLY.includes(oid));
	if (misplaced) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", `attribute ${misplaced.oid} is not signed`);
	const type = singleValue(attributes, OID.contentType);
	if (!type || oidOf(type, "content-type") !== contentType) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "the signed content type is not that of the content");
	singleValue(attributes, OID.signingTime);
	checkAlgorithmProtection(signer, singleValue(attributes, OID.algorithmProtection));
	const digest = singleValue(attributes, OID.messageDigest);
	if (!digest) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "no message digest is signed");
	if (!equalBytes(octetsOf(digest, "message-digest"), contentDigest)) throw new CodecError("DIGEST_MISMATCH", "the content is not what was signed: its digest is another");
}
const SIGNED_ONLY = [
	OID.contentType,
	OID.messageDigest,
	OID.signingTime,
	OID.algorithmProtection,
	OID.signingCertificate,
	OID.signingCertificateV2
];
/** CMSAlgorithmProtection (RFC 6211): the unsigned identifiers must be those that were signed. */
function checkAlgorithmProtection(signer, value) {
	if (!value) return;
	const cursor = new DerCursor(value, "CMSAlgorithmProtection");
	const digest = algorithmIdentifierOf(cursor.take("digestAlgorithm"), "digestAlgorithm");
	const implicit = cursor.take("signatureAlgorithm", 161);
	cursor.end();
	const signature = algorithmIdentifierOf({
		...implicit,
		tag: TAG.sequence
	}, "signatureAlgorithm");
	if (!sameAlgorithm(digest, signer.digestAlgorithm) || !sameAlgorithm(signature, signer.signatureAlgorithm)) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "the algorithms are not those that were signed");
}
/**
* Whether bytes that are said to be signed directly are themselves signed attributes: then they are half of another signature,
* whose value a forger has moved here (the signature over attributes and the one over content are not told apart in CMS).
*/
function looksLikeSignedAttributes(node) {
	if (node.tag !== TAG.set) return false;
	try {
		const oids = childrenOf(node, "Attribute").map((child) => oidOf(new DerCursor(child, "Attribute").take("attrType"), "attrType"));
		return oids.includes(OID.contentType) && oids.includes(OID.messageDigest);
	} catch {
		return false;
	}
}
// packages/codec/src/cms/content.ts
function contentDigests(content, signedData) {
	const made = /* @__PURE__ */ new Map();
	return (algorithm) => {
		const digest = made.get(algorithm.name) ?? digestContent(content, signedData, algorithm);
		made.set(algorithm.name, digest);
		return digest;
	};
}
/** @throws CodecError CONTENT_MISSING where an embedded content is not there; the source's own errors */
async function digestContent(content, signedData, digest) {
	if (content.kind === "embedded") return Uint8Array.from(createHash(digest.name).update(embedded(signedData)).digest());
	const [value] = await content.source.digest([{
		algorithm: digest.name,
		parts: content.parts
	}]);
	return value;
}
const CHUNK$1 = 1 << 20;
/** The content itself, in chunks, for signatures without signed attributes. */
async function* streamContent(content, signedData) {
	if (content.kind === "embedded") {
		yield embedded(signedData);
		return;
	}
	for (const part of content.parts) if (part.kind === "bytes") yield part.bytes;
	else if (part.kind === "inflate") yield inflateExactly(await content.source.read(part.start, part.end - part.start), part.size);
	else for (let at = part.start; at < part.end; at += CHUNK$1) yield await content.source.read(at, Math.min(CHUNK$1, part.end - at));
}
/** More attributes than this nobody signs, so that longer content need not be read whole. Bytes. */
const MAX_ATTRIBUTES_LENGTH = 65536;
/** @returns whether the content is a set of signed attributes: see {@link looksLikeSignedAttributes} */
async function isSignedAttributes(content, signedData) {
	const chunks = [];
	let length = 0;
	for await (const chunk of streamContent(content, signedData)) {
		chunks.push(chunk);
		length += chunk.length;
		if (length > MAX_ATTRIBUTES_LENGTH) return false;
	}
	try {
		return looksLikeSignedAttributes(parseDer(concat(...chunks), "content"));
	} catch (error) {
		if (error instanceof CodecError) return false;
		throw error;
	}
}
function embedded({ eContent }) {
	if (!eContent) throw new CodecError("CONTENT_MISSING", "the signature holds no content");
	return eContent;
}
// packages/codec/src/cms/signing-certificate.ts
/**
* Where a signature names its certificate in ESS signing-certificate attributes (RFC 2634 section 5.4, RFC 5035 section 3),
* it must be this one: otherwise the certificate could be exchanged for another of the same key.
* @throws CodecError SIGNED_ATTRIBUTES_INVALID and the DER codes
*/
function checkSigningCertificate(signer, certificate) {
	const attributes = signer.signedAttrs?.attributes ?? [];
	const first = singleValue(attributes, OID.signingCertificate);
	const second = singleValue(attributes, OID.signingCertificateV2);
	for (const [value, version] of [[first, 1], [second, 2]]) if (value && !names$1(firstIdentifier(value), version, certificate)) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "the signature names another certificate as its signer");
}
/** SigningCertificate and SigningCertificateV2: the first of `certs` is the signer's. */
function firstIdentifier(value) {
	return new DerCursor(new DerCursor(value, "SigningCertificate").take("certs", TAG.sequence), "certs").take("ESSCertID", TAG.sequence);
}
function names$1(identifier, version, certificate) {
	const cursor = new DerCursor(identifier, "ESSCertID");
	const named = version === 2 ? cursor.optional(TAG.sequence) : null;
	const digest = named ? digestOfIdentifier(algorithmIdentifierOf(named, "hashAlgorithm")) : null;
	const hash = octetsOf(cursor.take("certHash"), "certHash");
	const issuerSerial = cursor.optional(TAG.sequence);
	cursor.end();
	const algorithm = digest?.name ?? (version === 1 ? "sha1" : "sha256");
	if (!equalBytes(hash, createHash(algorithm).update(certificate.der).digest())) return false;
	return issuerSerial === null || isIssuerSerial(issuerSerial, certificate);
}
/** IssuerSerial, whose issuer is GeneralNames with one directoryName. */
function isIssuerSerial(node, certificate) {
	const cursor = new DerCursor(node, "IssuerSerial");
	const names = childrenOf(cursor.take("issuer", TAG.sequence), "issuer");
	const serial = integerHexOf(cursor.take("serialNumber"), "serialNumber");
	const name = names[0];
	return names.length === 1 && name?.tag === 164 && sameName(parseDer(name.content, "directoryName").bytes, certificate.issuer) && serial === certificate.serial;
}
// packages/codec/src/cms/integrity.ts
/** A curve of its own is for the path to refuse: here it is only asked whether the signature holds. */
const ALLOW = { explicitCurve: "allowed" };
/**
* Whether one signer's signature holds over the content (RFC 5652 sections 5.4 and 5.6).
* The faults in their order: content type, attributes, digest, signature value, named certificate.
* @throws the source's own errors, where the environment is at fault
*/
async function checkIntegrity(signer, signedData, content, contentType, digests) {
	const first = signer.certificates[0];
	try {
		if (signedData.eContentType !== contentType) throw new CodecError("CONTENT_TYPE_MISMATCH", `content type ${signedData.eContentType} where ${contentType} belongs`);
		const certificate = signer.info.signedAttrs ? await checkAttributed(signer, signedData, digests) : await checkDirect(signer, signedData, content);
		if (!certificate) return {
			certificate: first,
			fault: codecFault("SIGNATURE_INVALID", "the signature does not verify")
		};
		checkSigningCertificate(signer.info, certificate);
		return {
			certificate,
			fault: null
		};
	} catch (error) {
		return {
			certificate: first,
			fault: faultOfError(error)
		};
	}
}
async function checkAttributed({ info, digest, scheme, certificates }, signedData, digests) {
	const signed = info.signedAttrs?.bytes;
	checkSignedAttributes(info, signedData.eContentType, await digests(digest));
	return certificates.find(({ publicKey }) => verifySignature(publicKey, scheme, signed, info.signature, ALLOW)) ?? null;
}
/** Without signed attributes the signature is over the content itself, which only id-data allows (section 5.3). */
async function checkDirect({ info, scheme, certificates }, signedData, content) {
	if (signedData.eContentType !== OID.data) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "content of this type must be signed with attributes");
	if (await isSignedAttributes(content, signedData)) throw new CodecError("SIGNED_ATTRIBUTES_INVALID", "the content is the signed attributes of another signature");
	for (const certificate of certificates) {
		const stream = streamContent(content, signedData);
		if (await verifySignatureStream(certificate.publicKey, scheme, stream, info.signature, ALLOW)) return certificate;
	}
	return null;
}
// packages/codec/src/cms/signer.ts
/** Certificates of one name and number that are tried: each may cost hashing the content. */
const MAX_NAMESAKES = 2;
/** @throws CodecError SIGNER_CERTIFICATE_MISSING, KEY_UNSUPPORTED, CMS_MALFORMED */
function resolveSigner(info, certificates) {
	const digest = digestOfIdentifier(info.digestAlgorithm);
	const scheme = resolveSignatureScheme(info.signatureAlgorithm, digest);
	const [first, ...others] = certificates.filter((certificate) => identifies(info.sid, certificate)).slice(0, MAX_NAMESAKES);
	if (!first) throw new CodecError("SIGNER_CERTIFICATE_MISSING", "the certificate of the signer is not in the signature");
	return {
		info,
		digest,
		scheme,
		certificates: [first, ...others]
	};
}
function identifies(sid, certificate) {
	if (sid.kind === "issuer-serial") return sid.serial === certificate.serial && sameName(sid.issuer, certificate.issuer);
	const identifier = subjectKeyIdentifierOf(certificate);
	return identifier !== null && equalBytes(identifier, sid.keyIdentifier);
}
/** Those that can be read: a damaged certificate beside the signer's own says nothing of the signature. */
function readableCertificates(ders) {
	return ders.flatMap((der) => {
		try {
			return [parseCertificate(der)];
		} catch (error) {
			if (error instanceof CodecError) return [];
			throw error;
		}
	});
}
// packages/codec/src/cms/signed-data.ts
const MAX_CERTIFICATES = 100;
const MAX_SIGNERS$1 = 50;
const MAX_ATTRIBUTES = 100;
/**
* A ContentInfo that holds SignedData.
* @param options.trailing `allowed` where the container pads (certificate tables of PE files); otherwise trailing bytes are an error
* @throws CodecError CMS_MALFORMED and the DER codes
*/
function parseSignedData(bytes, options = {}) {
	const contentInfo = new DerCursor(options.trailing === "allowed" ? parseDerPrefix(bytes, "ContentInfo") : parseDer(bytes, "ContentInfo"), "ContentInfo");
	const type = oidOf(contentInfo.take("contentType"), "ContentInfo.contentType");
	if (type !== OID.signedData) throw new CodecError("CMS_MALFORMED", `content type ${type} where SignedData belongs`);
	const content = parseDer(contentInfo.take("content", 160).content, "SignedData");
	contentInfo.end();
	return signedDataOf(content);
}
function signedDataOf(node) {
	const cursor = new DerCursor(node, "SignedData");
	smallIntegerOf(cursor.take("version"), "SignedData.version");
	expectTag(cursor.take("digestAlgorithms"), TAG.set, "SignedData.digestAlgorithms");
	const encap = new DerCursor(cursor.take("encapContentInfo"), "EncapsulatedContentInfo");
	const eContentType = oidOf(encap.take("eContentType"), "eContentType");
	const explicit = encap.optional(160);
	encap.end();
	const eContentNode = explicit && explicit.content.length > 0 ? parseDer(explicit.content, "eContent") : null;
	const certificatesNode = cursor.optional(160);
	const crlsNode = cursor.optional(161);
	const signers = cursor.take("signerInfos", TAG.set);
	cursor.end();
	const certificates = certificatesNode ? childrenOf(certificatesNode, "certificates").filter((child) => child.tag === TAG.sequence) : [];
	const signerInfos = childrenOf(signers, "signerInfos");
	if (certificates.length > MAX_CERTIFICATES || signerInfos.length > MAX_SIGNERS$1) throw new CodecError("CMS_MALFORMED", `${certificates.length} certificates, ${signerInfos.length} signers: too many`);
	return {
		eContentType,
		eContent: eContentNode && contentOctets(eContentNode),
		eContentNode,
		certificates: certificates.map(({ bytes }) => bytes),
		crls: crlsNode ? childrenOf(crlsNode, "crls").map(({ bytes }) => bytes) : [],
		signerInfos: signerInfos.map(signerInfoOf)
	};
}
function contentOctets(node) {
	return node.tag === TAG.constructedOctetString ? octetsOf(node, "eContent") : node.content;
}
/** A SignerInfo (RFC 5652 section 5.3); also the value of a countersignature. */
function signerInfoOf(node) {
	const cursor = new DerCursor(node, "SignerInfo");
	smallIntegerOf(cursor.take("version"), "SignerInfo.version");
	const sid = signerIdentifierOf(cursor.take("sid"));
	const digestAlgorithm = algorithmIdentifierOf(cursor.take("digestAlgorithm"), "digestAlgorithm");
	const signed = cursor.optional(160);
	const signatureAlgorithm = algorithmIdentifierOf(cursor.take("signatureAlgorithm"), "signatureAlgorithm");
	const signature = octetsOf(cursor.take("signature"), "SignerInfo.signature");
	const unsigned = cursor.optional(161);
	cursor.end();
	return {
		bytes: node.bytes,
		sid,
		digestAlgorithm,
		signedAttrs: signed && {
			bytes: encodeDer(TAG.set, signed.content),
			attributes: attributesOf$1(signed, "signedAttrs")
		},
		signatureAlgorithm,
		signature,
		unsignedAttrs: unsigned ? attributesOf$1(unsigned, "unsignedAttrs") : []
	};
}
function signerIdentifierOf(node) {
	if (node.tag === 128) return {
		kind: "key-identifier",
		keyIdentifier: node.content
	};
	const cursor = new DerCursor(node, "IssuerAndSerialNumber");
	const issuer = cursor.take("issuer", TAG.sequence);
	const serial = integerHexOf(cursor.take("serialNumber"), "serialNumber");
	cursor.end();
	return {
		kind: "issuer-serial",
		issuer: issuer.bytes,
		serial
	};
}
function attributesOf$1(node, field) {
	const attributes = childrenOf(node, field);
	if (attributes.length > MAX_ATTRIBUTES) throw new CodecError("CMS_MALFORMED", `${field}: too many attributes`);
	return attributes.map((child) => {
		const cursor = new DerCursor(child, "Attribute");
		const oid = oidOf(cursor.take("attrType"), "attrType");
		const values = childrenOf(cursor.take("attrValues", TAG.set), "attrValues");
		cursor.end();
		return {
			oid,
			values,
			bytes: child.bytes
		};
	});
}
// packages/codec/src/cms/tst-info.ts
/** @throws CodecError TIMESTAMP_INVALID where a rule is broken, and the DER codes */
function parseTstInfo(bytes) {
	const cursor = new DerCursor(parseDer(bytes, "TSTInfo", TAG.sequence), "TSTInfo");
	if (smallIntegerOf(cursor.take("version"), "version") !== 1) throw new CodecError("TIMESTAMP_INVALID", "TSTInfo of an unknown version");
	const policy = oidOf(cursor.take("policy"), "policy");
	const imprint = messageImprintOf(cursor.take("messageImprint"));
	const serial = integerHexOf(cursor.take("serialNumber"), "serialNumber");
	const time = timeOf(cursor.take("genTime", TAG.generalizedTime), "genTime");
	const accuracy = cursor.optional(TAG.sequence);
	const ordering = cursor.optional(TAG.boolean);
	const nonce = cursor.optional(TAG.integer);
	cursor.optional(160);
	const extensions = cursor.optional(161);
	cursor.end();
	if (extensions && extensionsOf({
		...extensions,
		tag: TAG.sequence
	}).some(({ critical }) => critical)) throw new CodecError("TIMESTAMP_INVALID", "the token has a critical extension that is not known");
	return {
		policy,
		imprint,
		serial,
		time,
		accuracy: accuracy && accuracyOf(accuracy),
		ordering: ordering ? booleanOf$1(ordering, "ordering") : false,
		nonce: nonce && integerHexOf(nonce, "nonce")
	};
}
/** `MessageImprint`, in requests and tokens. @throws CodecError TIMESTAMP_INVALID, KEY_UNSUPPORTED and the DER codes */
function messageImprintOf(node) {
	const cursor = new DerCursor(node, "messageImprint");
	const digest = digestOfIdentifier(algorithmIdentifierOf(cursor.take("hashAlgorithm"), "hashAlgorithm"));
	const value = octetsOf(cursor.take("hashedMessage"), "hashedMessage");
	cursor.end();
	if (value.length !== digest.length) throw new CodecError("TIMESTAMP_INVALID", `an imprint of ${value.length} bytes for ${digest.name}`);
	return {
		digest: digest.name,
		value
	};
}
/** Accuracy: seconds, [0] millis and [1] micros (IMPLICIT, both 1 to 999). */
function accuracyOf(node) {
	const cursor = new DerCursor(node, "accuracy");
	const seconds = cursor.optional(TAG.integer);
	const millis = cursor.optional(128);
	const micros = cursor.optional(129);
	cursor.end();
	return (seconds ? smallIntegerOf(seconds, "seconds") * 1e3 : 0) + (millis ? smallIntegerOf(millis, "millis", 128) : 0) + (micros ? smallIntegerOf(micros, "micros", 129) / 1e3 : 0);
}
// packages/codec/src/cms/timestamp-token.ts
/**
* Checks structure, imprint over `message`, key purpose (critical, only timeStamping), signing-certificate attribute and signature
* (RFC 3161 section 2.4.2, with RFC 5816); no chain.
* @param token a CMS ContentInfo
* @param certificates more, for a token that does not embed its authority's
* @throws CodecError TIMESTAMP_INVALID
*/
function verifyTimestampToken(token, message, certificates = []) {
	return asTimestampError(() => {
		const signedData = parseSignedData(token);
		const [info, ...others] = signedData.signerInfos;
		if (signedData.eContentType !== OID.tstInfo || !signedData.eContentNode || !info || others.length > 0) throw new CodecError("TIMESTAMP_INVALID", "no timestamp token: its content is another, or it has not one signer");
		const content = octetsOf(signedData.eContentNode, "eContent");
		const tst = parseTstInfo(content);
		if (!equalBytes(tst.imprint.value, createHash(tst.imprint.digest).update(message).digest())) throw new CodecError("TIMESTAMP_INVALID", "the timestamp is of other data");
		const embedded = readableCertificates(signedData.certificates);
		const authority = signedBy(resolveSigner(info, [...embedded, ...certificates]), OID.tstInfo, content);
		if (!isTimestampAuthority(authority)) throw new CodecError("TIMESTAMP_INVALID", "the certificate is not for timestamping, critically and alone");
		const { policy, serial, nonce, accuracy, imprint, time } = tst;
		return {
			time,
			authority,
			policy,
			serial,
			nonce,
			accuracy,
			imprint,
			certificates: embedded
		};
	});
}
/**
* A PKCS #9 countersignature (RFC 5652 section 11.4), the timestamp of old Authenticode: a SignerInfo over the signature value,
* whose signing time is the time.
* @param certificates those of the signature that it is in
* @throws CodecError TIMESTAMP_INVALID
*/
function verifyCounterSignature(info, message, certificates) {
	return asTimestampError(() => {
		const authority = signedBy(resolveSigner(info, certificates), OID.data, message);
		if (!extKeyUsageOf(authority)?.includes(KEY_PURPOSE.timeStamping)) throw new CodecError("TIMESTAMP_INVALID", "the certificate is not for timestamping");
		const time = singleValue(info.signedAttrs?.attributes ?? [], OID.signingTime);
		if (!time) throw new CodecError("TIMESTAMP_INVALID", "the countersignature tells no time");
		return {
			time: timeOf(time, "signing-time"),
			authority
		};
	});
}
/** The certificate by which a SignerInfo with signed attributes holds over `content`. */
function signedBy(signer, contentType, content) {
	const { info, digest, scheme, certificates } = signer;
	const signed = info.signedAttrs;
	if (!signed) throw new CodecError("TIMESTAMP_INVALID", "the timestamp signs no attributes");
	checkSignedAttributes(info, contentType, createHash(digest.name).update(content).digest());
	const authority = certificates.find(({ publicKey }) => verifySignature(publicKey, scheme, signed.bytes, info.signature));
	if (!authority) throw new CodecError("TIMESTAMP_INVALID", "the timestamp's signature does not verify");
	checkSigningCertificate(info, authority);
	return authority;
}
function asTimestampError(check) {
	try {
		return check();
	} catch (cause) {
		if (!(cause instanceof ChanceryError) || cause.code === "TIMESTAMP_INVALID") throw cause;
		throw new CodecError("TIMESTAMP_INVALID", `the timestamp does not hold: ${cause.message}`, { cause });
	}
}
// packages/codec/src/cms/timestamps.ts
/** Of one signature. Old files have one or two; each costs a signature to check. */
const MAX_TIMESTAMPS = 16;
/** Every timestamp among the unsigned attributes, oldest first, and the first fault among them. */
function findTimestamps(signer, certificates) {
	const timestamps = [];
	let fault = null;
	for (const attribute of signer.unsignedAttrs.filter(({ oid }) => TIMESTAMPS.includes(oid))) try {
		if (timestamps.length + attribute.values.length > MAX_TIMESTAMPS) throw new CodecError("TIMESTAMP_INVALID", "there are more timestamps than any signature has");
		timestamps.push(...timestampsOf(attribute, signer.signature, certificates));
	} catch (error) {
		if (!(error instanceof CodecError)) throw error;
		fault ??= codecFault("TIMESTAMP_INVALID", error.message);
	}
	timestamps.sort((a, b) => a.time.getTime() - b.time.getTime());
	return {
		timestamps,
		fault
	};
}
const TIMESTAMPS = [
	OID.timestampToken,
	OID.microsoftTimestampToken,
	OID.counterSignature
];
function timestampsOf({ oid, values }, signature, certificates) {
	if (oid === OID.counterSignature) return values.map((node) => {
		const { time, authority } = verifyCounterSignature(signerInfoOf(node), signature, certificates);
		return {
			time,
			authority,
			certificates,
			purpose: "legacy-timestamping"
		};
	});
	return values.map(({ bytes }) => {
		const token = verifyTimestampToken(bytes, signature, certificates);
		const { time, authority } = token;
		return {
			time,
			authority,
			certificates: [...token.certificates, ...certificates],
			purpose: "timestamping"
		};
	});
}
// packages/codec/src/cms/evidence.ts
/** One evidence per SignerInfo, in the order of the file; a SignedData without signers is one broken evidence. */
function cmsEvidence(signature) {
	if (signature.signedData.signerInfos.length === 0) return [brokenEvidence(codecFault("SIGNER_MISSING", "the signature has no signer"), signature.nested)];
	const certificates = readableCertificates(signature.signedData.certificates);
	const digests = contentDigests(signature.content, signature.signedData);
	return signature.signedData.signerInfos.map((signer) => new CmsEvidence(signature, signer, certificates, digests));
}
/** For signature bytes that cannot even be parsed: "mine but broken". */
function brokenEvidence(fault, nested) {
	const report = reportOf({
		fault,
		nested
	});
	return {
		inspect: async () => report,
		verify: async () => ({
			...report,
			chain: "not-checked",
			revocation: "not-checked"
		})
	};
}
function reportOf(facts) {
	return {
		signer: null,
		digestAlgorithm: null,
		signatureAlgorithm: null,
		integrity: facts.fault ? "failed" : "ok",
		timestamp: null,
		...facts
	};
}
var CmsEvidence = class {
	#signature;
	#signer;
	#certificates;
	#digests;
	#inspected = null;
	constructor(signature, signer, certificates, digests) {
		this.#digests = digests;
		this.#signature = signature;
		this.#signer = signer;
		this.#certificates = certificates;
	}
	async inspect() {
		return (await this.#inspect()).report;
	}
	/** The file is hashed once, however often it is asked about. */
	#inspect() {
		this.#inspected ??= this.#look();
		return this.#inspected;
	}
	async #look() {
		const { signedData, content, contentType, nested } = this.#signature;
		let signer;
		try {
			signer = resolveSigner(this.#signer, this.#certificates);
		} catch (error) {
			return {
				report: reportOf({
					fault: this.#signature.fault ?? faultOfError(error),
					nested
				}),
				certificate: null,
				timestamps: []
			};
		}
		const { certificate, fault } = await checkIntegrity(signer, signedData, content, contentType, this.#digests);
		const found = findTimestamps(this.#signer, this.#certificates);
		return {
			report: reportOf({
				signer: certificateFacts(certificate),
				digestAlgorithm: signer.digest.name,
				signatureAlgorithm: signatureAlgorithmName(certificate.publicKey, signer.scheme),
				fault: this.#signature.fault ?? fault ?? found.fault,
				nested,
				timestamp: timestampFacts(found.timestamps[0] ?? null)
			}),
			certificate,
			timestamps: found.timestamps
		};
	}
	/**
	* Integrity first, then the timestamps' authorities, then the signer's path at the time that they give.
	* `timestamp` is the one that decided, null where none is trusted.
	*/
	async verify(verifier) {
		const { report, certificate, timestamps } = await this.#inspect();
		if (report.fault || !certificate) return {
			...report,
			timestamp: null,
			chain: "not-checked",
			revocation: "not-checked"
		};
		const trusted = timestamps.find((timestamp) => this.#isTrusted(timestamp, verifier)) ?? null;
		const at = trusted?.time ?? verifier.at;
		const judged = {
			...report,
			timestamp: timestampFacts(trusted)
		};
		try {
			const { revocation } = verifyPath({
				leaf: certificate,
				intermediates: this.#certificates,
				anchors: verifier.anchors,
				at,
				purpose: this.#signature.purpose,
				crls: [...verifier.crls, ...this.#signature.signedData.crls],
				crlsAt: verifier.at,
				signedAt: trusted?.time ?? null
			});
			return {
				...judged,
				chain: "trusted",
				revocation
			};
		} catch (error) {
			const fault = faultOfError(error);
			const revocation = fault.code === "CERTIFICATE_REVOKED" ? "revoked" : "not-checked";
			const unheard = fault.code === "CERTIFICATE_EXPIRED" && !trusted ? timestamps[0] : void 0;
			return {
				...judged,
				fault: unheard ? untrustedTimestamp(fault, unheard) : fault,
				chain: "untrusted",
				revocation
			};
		}
	}
	#isTrusted({ authority, certificates, purpose }, verifier) {
		try {
			const { timestampAnchors: anchors, at, crls } = verifier;
			verifyPath({
				leaf: authority,
				intermediates: certificates,
				anchors,
				at,
				purpose,
				crls
			});
			return true;
		} catch (error) {
			if (error instanceof CodecError) return false;
			throw error;
		}
	}
};
function timestampFacts(timestamp) {
	return timestamp && {
		time: rfc3339(timestamp.time),
		authority: timestamp.authority.subjectName
	};
}
function rfc3339(time) {
	return time.toISOString().replace(".000Z", "Z");
}
function untrustedTimestamp(expired, { authority }) {
	return codecFault("TIMESTAMP_UNTRUSTED", `${expired.message}, and its timestamp by ${authority.subjectName} is not trusted`);
}
// packages/codec/src/pem.ts
/** Every block of a PEM text (RFC 7468); text around them is passed over. @throws CodecError PEM_MALFORMED */
function parsePem(text) {
	const blocks = [];
	for (const [, label, body, end] of text.matchAll(/-----BEGIN ([A-Z0-9 #]+)-----([^-]*)-----END ([A-Z0-9 #]+)-----/g)) {
		if (label !== end) throw new CodecError("PEM_MALFORMED", `BEGIN ${label} ends with END ${end}`);
		try {
			blocks.push({
				label,
				bytes: fromBase64(body.replace(/\s+/g, ""))
			});
		} catch (cause) {
			throw new CodecError("PEM_MALFORMED", `${label}: not base64`, { cause });
		}
	}
	if (blocks.length !== text.split("-----BEGIN ").length - 1) throw new CodecError("PEM_MALFORMED", "a block is cut short");
	return blocks;
}
function encodePem(label, bytes) {
	return `-----BEGIN ${label}-----\n${(toBase64(bytes).match(/.{1,64}/g) ?? []).join("\n")}\n-----END ${label}-----\n`;
}
// packages/codec/src/strict-json.ts
/**
* JSON (RFC 8259) that all readers agree on, as I-JSON (RFC 7493) asks: no member twice, no lone surrogates, no number beyond a double,
* nothing after the value. Objects have no prototype's members: `__proto__` is a name like any other.
* @throws CodecError JSON_MALFORMED
*/
function parseStrictJson(text, options = {}) {
	const { maxLength = 64 << 20, maxDepth = 64 } = options;
	if (text.length > maxLength) throw new CodecError("JSON_MALFORMED", `JSON of ${text.length} characters is too long`);
	const reader = new JsonReader(text, maxDepth);
	const value = reader.value(0);
	reader.end();
	return value;
}
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERALS = [
	["true", true],
	["false", false],
	["null", null]
];
var JsonReader = class {
	#text;
	#maxDepth;
	#at = 0;
	constructor(text, maxDepth) {
		this.#text = text;
		this.#maxDepth = maxDepth;
	}
	value(depth) {
		if (depth > this.#maxDepth) this.#fail("nested too deep");
		this.#skipSpace();
		switch (this.#text[this.#at]) {
			case "{": return this.#object(depth);
			case "[": return this.#array(depth);
			case "\"": return this.#string();
			default: return this.#scalar();
		}
	}
	end() {
		this.#skipSpace();
		if (this.#at < this.#text.length) this.#fail("goes on after its end");
	}
	#object(depth) {
		const object = {};
		const names = /* @__PURE__ */ new Set();
		this.#each("}", () => {
			this.#skipSpace();
			if (this.#text[this.#at] !== "\"") this.#fail("a member without a name");
			const name = this.#string();
			if (names.has(name)) this.#fail("a member occurs twice");
			names.add(name);
			this.#skipSpace();
			if (this.#text[this.#at++] !== ":") this.#fail("a member without a value");
			const value = this.value(depth + 1);
			Object.defineProperty(object, name, {
				value,
				enumerable: true,
				configurable: true,
				writable: true
			});
		});
		return object;
	}
	#array(depth) {
		const array = [];
		this.#each("]", () => array.push(this.value(depth + 1)));
		return array;
	}
	#each(close, read) {
		this.#at++;
		this.#skipSpace();
		if (this.#text[this.#at] === close) {
			this.#at++;
			return;
		}
		for (;;) {
			read();
			this.#skipSpace();
			const next = this.#text[this.#at++];
			if (next === close) return;
			if (next !== ",") this.#fail("a comma is missing");
		}
	}
	#string() {
		const start = this.#at++;
		for (;;) {
			const code = this.#text.charCodeAt(this.#at++);
			if (code === 34) break;
			if (code === 92) this.#at++;
			if (Number.isNaN(code) || code < 32) this.#fail("a string that does not end");
		}
		let value;
		try {
			value = JSON.parse(this.#text.slice(start, this.#at));
		} catch (cause) {
			throw new CodecError("JSON_MALFORMED", `a bad string at ${start}`, { cause });
		}
		if (!value.isWellFormed()) this.#fail("a lone surrogate");
		return value;
	}
	#scalar() {
		for (const [word, value] of LITERALS) if (this.#text.startsWith(word, this.#at)) {
			this.#at += word.length;
			return value;
		}
		NUMBER.lastIndex = this.#at;
		const [digits] = NUMBER.exec(this.#text) ?? this.#fail("no value");
		this.#at += digits.length;
		const number = Number(digits);
		if (!Number.isFinite(number)) this.#fail("a number beyond all");
		return number;
	}
	#skipSpace() {
		for (;;) {
			const code = this.#text.charCodeAt(this.#at);
			if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
			this.#at++;
		}
	}
	#fail(why) {
		throw new CodecError("JSON_MALFORMED", `JSON at ${this.#at}: ${why}`);
	}
};
// packages/codec/src/zip/entry.ts
/** Signatures of the records (APPNOTE 4.3), as little-endian 32-bit words. */
const ZIP_SIGNATURE = {
	localHeader: 67324752,
	dataDescriptor: 134695760,
	centralHeader: 33639248,
	end: 101010256,
	zip64End: 101075792,
	zip64Locator: 117853008
};
/** Compression methods (APPNOTE 4.4.5) that are read. */
const ZIP_METHOD = {
	stored: 0,
	deflated: 8
};
/** General purpose bits (APPNOTE 4.4.4). */
const ZIP_FLAG = {
	encrypted: 1,
	descriptor: 8,
	strongEncryption: 64,
	utf8: 2048
};
/** "Look into the ZIP64 extra field" (APPNOTE 4.4.8, 4.4.9, 4.4.16). */
const ZIP64_MARK = 4294967295;
/** The same of counts and disk numbers. */
const ZIP64_MARK16 = 65535;
/** Control, formatting and bidirectional characters that could repaint a terminal or a log. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
const PRINTED_LENGTH = 200;
const PLAIN = /^[ !#-[\]-~]{0,200}$/;
/** A name from an archive as it may stand in a message: quoted, on one line, of bounded length. */
function printableName(name) {
	if (PLAIN.test(name)) return `"${name}"`;
	const cut = name.length > PRINTED_LENGTH ? `${name.slice(0, PRINTED_LENGTH)}…` : name;
	const escaped = (character) => `\\u{${character.codePointAt(0).toString(16)}}`;
	return `"${cut.replace(/["\\]/g, "\\$&").replace(UNPRINTABLE, escaped)}"`;
}
// packages/codec/src/zip/errors.ts
const ZIP_ERRORS = {
	ZIP_MALFORMED: {
		family: "malformed",
		howToFix: "The archive is damaged, cut short or made to mislead: build or download it again."
	},
	ZIP_OVERLAP: {
		family: "malformed",
		howToFix: "Do not use the archive: its entries share bytes, which only hostile archives do. Build it again."
	},
	ZIP_DUPLICATE: {
		family: "malformed",
		howToFix: "Build the archive anew with each name once: programs disagree about which of two entries counts."
	},
	ZIP_BOMB: {
		family: "malformed",
		howToFix: "Do not unpack the archive: it claims to inflate to far more than any real content of its size."
	},
	ZIP_TOO_LARGE: {
		family: "malformed",
		howToFix: "Split the archive, or sign it with `--format blob`: a part of it is beyond what is read into memory."
	},
	ZIP_UNSUPPORTED: {
		family: "malformed",
		howToFix: "Build the archive anew in one part, stored or deflated, without encryption and with names in UTF-8."
	}
};
var ZipError = class extends ChanceryError {
	constructor(code, message, options) {
		super(ZIP_ERRORS, code, message, options);
		this.name = "ZipError";
	}
};
// packages/codec/src/zip/end-record.ts
/** End of central directory record without its comment (APPNOTE 4.3.16). */
const END_LENGTH = 22;
/** ZIP64 end of central directory locator (APPNOTE 4.3.15). */
const LOCATOR_LENGTH = 20;
/** ZIP64 end of central directory record without extensible data (APPNOTE 4.3.14). */
const ZIP64_END_LENGTH = 56;
const MAX_COMMENT = 65535;
/**
* The end of central directory record, ZIP64 or not. It must be the last thing in the file, and the directory must end where it begins.
* @throws ZipError ZIP_MALFORMED, ZIP_UNSUPPORTED for archives in several parts
*/
async function readZipEnd(source) {
	const length = Math.min(source.size, 65577);
	const tail = await source.read(source.size - length, length);
	const at = findEnd(tail);
	const position = source.size - length + at;
	const reader = new ByteReader(tail, source.size - length).at(at + 4);
	const disk = reader.u16le("end.numberOfThisDisk");
	const directoryDisk = reader.u16le("end.diskOfDirectory");
	const diskCount = reader.u16le("end.entriesOnThisDisk");
	const count = reader.u16le("end.entries");
	const size = reader.u32le("end.directorySize");
	const start = reader.u32le("end.directoryOffset");
	const comment = Uint8Array.from(tail.subarray(at + END_LENGTH));
	const plain = {
		disk,
		directoryDisk,
		diskCount,
		count,
		size,
		start
	};
	if (!(at >= LOCATOR_LENGTH && signatureAt(tail, at - LOCATOR_LENGTH) === ZIP_SIGNATURE.zip64Locator)) return placed(plain, position, comment);
	const zip64 = await readZip64End(source, new ByteReader(tail.subarray(at - LOCATOR_LENGTH, at), position - LOCATOR_LENGTH), position - LOCATOR_LENGTH);
	for (const field of [
		"disk",
		"directoryDisk",
		"diskCount",
		"count"
	]) agree(field, plain[field], ZIP64_MARK16);
	for (const field of ["size", "start"]) agree(field, plain[field], ZIP64_MARK);
	return placed(zip64, zip64.position, comment);
	function agree(field, value, mark) {
		if (value !== mark && value !== zip64[field]) throw malformed$6(`the end record says ${field} ${value}, the ZIP64 one ${zip64[field]}`);
	}
}
/** A record whose comment reaches exactly to the end of the file. Two of them would be two archives in one. */
function findEnd(tail) {
	let found = -1;
	let seen = false;
	for (let at = tail.length - END_LENGTH; at >= Math.max(0, tail.length - END_LENGTH - MAX_COMMENT); at--) {
		if (signatureAt(tail, at) !== ZIP_SIGNATURE.end) continue;
		seen = true;
		const commentLength = tail[at + 20] | tail[at + 21] << 8;
		if (at + END_LENGTH + commentLength !== tail.length) continue;
		if (found >= 0) throw malformed$6("two records could each be the end of the archive");
		found = at;
	}
	if (found >= 0) return found;
	throw malformed$6(seen ? "there are bytes behind the end of the archive" : "the archive has no end record");
}
async function readZip64End(source, locator, locatorStart) {
	const disk = locator.skip(4, "locator.signature").u32le("locator.disk");
	const position = wide(locator, "locator.zip64EndOffset");
	const disks = locator.u32le("locator.disks");
	if (disk !== 0 || disks > 1) throw new ZipError("ZIP_UNSUPPORTED", "the archive is in several parts");
	if (position > locatorStart - ZIP64_END_LENGTH) throw malformed$6("the ZIP64 end record is not where its locator says");
	const reader = new ByteReader(await source.read(position, ZIP64_END_LENGTH), position);
	const signature = reader.u32le("zip64End.signature");
	const length = wide(reader, "zip64End.size");
	if (signature !== ZIP_SIGNATURE.zip64End || position + 12 + length !== locatorStart) throw malformed$6("the ZIP64 end record is not where its locator says");
	reader.skip(4, "zip64End.versions");
	return {
		position,
		disk: reader.u32le("zip64End.disk"),
		directoryDisk: reader.u32le("zip64End.diskOfDirectory"),
		diskCount: wide(reader, "zip64End.entriesOnThisDisk"),
		count: wide(reader, "zip64End.entries"),
		size: wide(reader, "zip64End.directorySize"),
		start: wide(reader, "zip64End.directoryOffset")
	};
}
function placed(place, endOfDirectory, comment) {
	if (place.disk !== 0 || place.directoryDisk !== 0 || place.diskCount !== place.count) throw new ZipError("ZIP_UNSUPPORTED", "the archive is in several parts");
	if (place.start > endOfDirectory || place.start + place.size !== endOfDirectory) throw malformed$6(`the directory is said to be ${place.size} bytes at ${place.start}, and its end is ${endOfDirectory}`);
	return {
		count: place.count,
		start: place.start,
		end: endOfDirectory,
		comment
	};
}
/** @throws ZipError ZIP_MALFORMED for what is beyond any file */
function wide(reader, field) {
	try {
		return reader.u64le(field);
	} catch (cause) {
		throw new ZipError("ZIP_MALFORMED", `${field}: cut short, or beyond any file`, { cause });
	}
}
function signatureAt(bytes, at) {
	if (at < 0 || at + 4 > bytes.length) return -1;
	const [a, b, c, d] = [
		bytes[at],
		bytes[at + 1],
		bytes[at + 2],
		bytes[at + 3]
	];
	return (a | b << 8 | c << 16 | d << 24) >>> 0;
}
function malformed$6(message) {
	return new ZipError("ZIP_MALFORMED", message);
}
/** The end records of an archive; ZIP64 ones where a number needs them. */
function encodeZipEnd(end) {
	const size = end.end - end.start;
	const needsZip64 = end.count >= 65535 || size >= 4294967295 || end.start >= 4294967295;
	const record = new DataView(new ArrayBuffer(END_LENGTH));
	record.setUint32(0, ZIP_SIGNATURE.end, true);
	record.setUint16(8, Math.min(end.count, ZIP64_MARK16), true);
	record.setUint16(10, Math.min(end.count, ZIP64_MARK16), true);
	record.setUint32(12, Math.min(size, ZIP64_MARK), true);
	record.setUint32(16, Math.min(end.start, ZIP64_MARK), true);
	record.setUint16(20, end.comment.length, true);
	const plain = new Uint8Array(record.buffer);
	return concat(needsZip64 ? encodeZip64End(end, size) : /* @__PURE__ */ new Uint8Array(), plain, end.comment);
}
function encodeZip64End(end, size) {
	const view = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(76));
	view.setUint32(0, ZIP_SIGNATURE.zip64End, true);
	view.setBigUint64(4, BigInt(44), true);
	view.setUint16(12, 813, true);
	view.setUint16(14, 45, true);
	view.setBigUint64(24, BigInt(end.count), true);
	view.setBigUint64(32, BigInt(end.count), true);
	view.setBigUint64(40, BigInt(size), true);
	view.setBigUint64(48, BigInt(end.start), true);
	view.setUint32(ZIP64_END_LENGTH, ZIP_SIGNATURE.zip64Locator, true);
	view.setBigUint64(64, BigInt(end.end), true);
	view.setUint32(72, 1, true);
	return new Uint8Array(view.buffer);
}
// packages/codec/src/zip/extra-field.ts
/**
* The place of the ZIP64 field's content in an extra field, or null. A broken list behind the last whole field is padding (zipalign's), one before the ZIP64 field is not.
* @throws ZipError ZIP_MALFORMED where there are two
*/
function findZip64Extra(extra) {
	let found = null;
	for (let at = 0; at + 4 <= extra.length;) {
		const id = extra[at] | extra[at + 1] << 8;
		const end = at + 4 + (extra[at + 2] | extra[at + 3] << 8);
		if (end > extra.length) break;
		if (id === 1) {
			if (found) throw new ZipError("ZIP_MALFORMED", "a header has two ZIP64 extra fields");
			found = {
				start: at + 4,
				end
			};
		}
		at = end;
	}
	return found;
}
/**
* `numbers` with the marked ones taken from the ZIP64 field: in its order, and only the marked ones are there.
* A mark without a ZIP64 field is the number itself.
*/
function widen(numbers, extra) {
	const place = numbers.size === 4294967295 || numbers.compressedSize === 4294967295 || numbers.start === 4294967295 ? findZip64Extra(extra) : null;
	if (!place) return numbers;
	const reader = new ByteReader(extra.subarray(place.start, place.end));
	const take = (value, field) => value === 4294967295 ? wide(reader, field) : value;
	return {
		size: take(numbers.size, "zip64.size"),
		compressedSize: take(numbers.compressedSize, "zip64.compressedSize"),
		start: take(numbers.start, "zip64.localHeaderOffset")
	};
}
const MAX_ENTRIES$1 = 5e5;
/** Bytes. */
const MAX_DIRECTORY = 67108864;
/** Deflate makes at most 1032 bytes of one (RFC 1951: 258 from two bits). */
const MAX_EXPANSION = 1032;
/** What a whole archive may inflate to: this, or a hundred times its size. */
const BOMB_FLOOR = 268435456;
const BOMB_RATIO = 100;
/**
* The central directory alone: enough to tell what kind of archive it is, not to believe it.
* @throws ZipError
*/
async function readZipCentral(source) {
	const end = await readZipEnd(source);
	const length = end.end - end.start;
	if (length > MAX_DIRECTORY || end.count > MAX_ENTRIES$1) throw new ZipError("ZIP_TOO_LARGE", `${end.count} entries in a directory of ${length} bytes`);
	if (end.count * 46 > length) throw malformed$5(`${end.count} entries cannot be in ${length} bytes`);
	const bytes = await source.read(end.start, length);
	const reader = new ByteReader(bytes, end.start);
	const decoder = new TextDecoder("utf-8", {
		fatal: true,
		ignoreBOM: true
	});
	const entries = [];
	const byName = /* @__PURE__ */ new Map();
	let total = 0;
	for (let i = 0; i < end.count; i++) {
		const entry = readCentralHeader(reader, decoder, end.start);
		if (byName.has(entry.name)) throw new ZipError("ZIP_DUPLICATE", `${printableName(entry.name)} is in the archive twice`);
		byName.set(entry.name, entry);
		entries.push(entry);
		total += entry.size;
	}
	if (reader.left > 0) throw malformed$5(`${reader.left} bytes of the directory belong to no entry`);
	if (total > BOMB_FLOOR && total > source.size * BOMB_RATIO) throw new ZipError("ZIP_BOMB", `${source.size} bytes claim to inflate to ${total}`);
	return {
		...end,
		entries,
		byName,
		bytes
	};
}
function readCentralHeader(reader, decoder, directoryStart) {
	const headerStart = reader.position;
	if (reader.left < 46 || reader.u32le("central.signature") !== ZIP_SIGNATURE.centralHeader) throw malformed$5(`no central header at ${directoryStart + headerStart}`);
	reader.skip(4, "central.versions");
	const flags = reader.u16le("central.flags");
	const method = reader.u16le("central.method");
	const modified = reader.u32le("central.modified");
	const crc32 = reader.u32le("central.crc32");
	const narrowCompressed = reader.u32le("central.compressedSize");
	const narrowSize = reader.u32le("central.size");
	const nameLength = reader.u16le("central.nameLength");
	const extraLength = reader.u16le("central.extraLength");
	const commentLength = reader.u16le("central.commentLength");
	const disk = reader.u16le("central.disk");
	const narrowStart = reader.skip(6, "central.attributes").u32le("central.localHeaderOffset");
	if (reader.left < nameLength + extraLength + commentLength) throw malformed$5("a central header reaches behind the directory");
	const name = decodeName(decoder, reader.slice(nameLength, "central.name"));
	const extra = reader.slice(extraLength, "central.extra");
	reader.skip(commentLength, "central.comment");
	const { size, compressedSize, start } = widen({
		size: narrowSize,
		compressedSize: narrowCompressed,
		start: narrowStart
	}, extra);
	const where = printableName(name);
	if (disk !== 0 && disk !== 65535) throw new ZipError("ZIP_UNSUPPORTED", `${where} is in another part of the archive`);
	if (start + compressedSize > directoryStart) throw malformed$5(`${where} does not lie before the directory`);
	if (method === ZIP_METHOD.stored && size !== compressedSize) throw malformed$5(`${where} is stored in two sizes`);
	if (method === ZIP_METHOD.deflated && size > compressedSize * MAX_EXPANSION) throw new ZipError("ZIP_BOMB", `${where}: ${compressedSize} bytes cannot inflate to ${size}`);
	return {
		name,
		flags,
		method,
		modified,
		crc32,
		compressedSize,
		size,
		start,
		headerStart,
		headerEnd: reader.position
	};
}
/** Java, NuGet, VSIX and APPX demand UTF-8; in other code pages one name would be several. */
function decodeName(decoder, bytes) {
	if (bytes.length === 0) throw malformed$5("an entry has no name");
	try {
		return decoder.decode(bytes);
	} catch (cause) {
		throw new ZipError("ZIP_UNSUPPORTED", "the name of an entry is not UTF-8", { cause });
	}
}
function malformed$5(message) {
	return new ZipError("ZIP_MALFORMED", message);
}
// packages/codec/src/zip/window.ts
const READ = 1024;
/**
* Small reads that mostly go forward (a descriptor, then the next local header) from few reads of the source.
* @param limit where the readable part ends
*/
function window$1(source, limit) {
	let at = 0;
	let held = /* @__PURE__ */ new Uint8Array();
	return async (start, length) => {
		if (start + length > limit) return null;
		if (start < at || start + length > at + held.length) {
			held = await source.read(start, Math.min(Math.max(length, READ), limit - start));
			at = start;
		}
		return held.subarray(start - at, start - at + length);
	};
}
/**
* Reads the directory, and every local header against it.
* @throws ZipError ZIP_MALFORMED, ZIP_OVERLAP, ZIP_DUPLICATE, ZIP_BOMB, ZIP_TOO_LARGE, ZIP_UNSUPPORTED
*/
async function readZipDirectory(source) {
	const central = await readZipCentral(source);
	const view = window$1(source, central.start);
	const located = /* @__PURE__ */ new Map();
	const gaps = [];
	let at = 0;
	const inPlace = [...central.entries].sort((a, b) => a.start - b.start);
	for (const [index, header] of inPlace.entries()) {
		if (header.start < at) throw new ZipError("ZIP_OVERLAP", `${printableName(header.name)} overlaps the entry before it`);
		if (header.start > at) gaps.push({
			start: at,
			end: header.start
		});
		const entry = await locate(header, inPlace[index + 1]?.start ?? central.start, central, view);
		located.set(entry.name, entry);
		at = entry.end;
	}
	if (at < central.start) gaps.push({
		start: at,
		end: central.start
	});
	const entries = central.entries.map(({ name }) => located.get(name));
	return {
		...central,
		entries,
		byName: located,
		gaps
	};
}
async function locate(header, next, central, view) {
	const nameBytes = zipNameBytes(central, header);
	const fixed = await view(header.start, 30 + nameBytes.length);
	if (!fixed) throw disagreement(header, "has no local header");
	const reader = new ByteReader(fixed, header.start);
	if (reader.u32le("local.signature") !== ZIP_SIGNATURE.localHeader) throw disagreement(header, "has no local header");
	const flags = reader.skip(2, "local.version").u16le("local.flags");
	const method = reader.u16le("local.method");
	reader.skip(4, "local.modified");
	const crc32 = reader.u32le("local.crc32");
	const narrowCompressed = reader.u32le("local.compressedSize");
	const narrowSize = reader.u32le("local.size");
	const nameLength = reader.u16le("local.nameLength");
	const extraLength = reader.u16le("local.extraLength");
	if (nameLength !== nameBytes.length || !equalBytes(reader.slice(nameLength, "local.name"), nameBytes)) throw disagreement(header, "has another name in its local header");
	if (method !== header.method || ((flags ^ header.flags) & ZIP_FLAG.encrypted) !== 0) throw disagreement(header, "has another method in its local header");
	const dataStart = header.start + 30 + nameLength + extraLength;
	const dataEnd = dataStart + header.compressedSize;
	const extra = await view(header.start + 30 + nameLength, extraLength);
	if (!extra || dataEnd > central.start) throw disagreement(header, "reaches into the directory");
	if ((flags & ZIP_FLAG.descriptor) !== 0) return {
		...header,
		dataStart,
		end: await descriptorEnd(header, dataEnd, next, view)
	};
	const local = widen({
		size: narrowSize,
		compressedSize: narrowCompressed,
		start: 0
	}, extra);
	if (local.size !== header.size || local.compressedSize !== header.compressedSize || crc32 !== header.crc32) throw disagreement(header, "has other sizes in its local header");
	return {
		...header,
		dataStart,
		end: dataEnd
	};
}
/**
* The data descriptor (APPNOTE 4.3.9): with or without a signature, with sizes of 32 or 64 bits. The one that says what the directory says is it;
* of several (nothing but zeros) the one that reaches to the next header.
*/
async function descriptorEnd(header, dataEnd, next, view) {
	let found = null;
	for (const wide of [false, true]) for (const signed of [true, false]) {
		const bytes = await view(dataEnd, (signed ? 4 : 0) + (wide ? 20 : 12));
		if (!bytes || !describes(bytes, header, signed, wide)) continue;
		if (dataEnd + bytes.length === next) return next;
		found ??= dataEnd + bytes.length;
	}
	if (found === null) throw disagreement(header, "has no data descriptor that agrees");
	return found;
}
function describes(bytes, header, signed, wide) {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const at = signed ? 4 : 0;
	const size = (offset) => wide ? Number(view.getBigUint64(offset, true)) : view.getUint32(offset, true);
	return (!signed || view.getUint32(0, true) === ZIP_SIGNATURE.dataDescriptor) && view.getUint32(at, true) === header.crc32 && size(at + 4) === header.compressedSize && size(at + (wide ? 12 : 8)) === header.size;
}
/** The entry's name as the archive spells it. */
function zipNameBytes(central, header) {
	const { bytes } = central;
	const length = bytes[header.headerStart + 28] | bytes[header.headerStart + 29] << 8;
	return bytes.subarray(header.headerStart + 46, header.headerStart + 46 + length);
}
/** The entry's content, inflated, as something to hash. @throws ZipError ZIP_UNSUPPORTED */
function zipContent(entry) {
	const { dataStart, compressedSize, method, size } = entry;
	const end = dataStart + compressedSize;
	if ((entry.flags & (ZIP_FLAG.encrypted | ZIP_FLAG.strongEncryption)) !== 0) throw new ZipError("ZIP_UNSUPPORTED", `${printableName(entry.name)} is encrypted`);
	if (method === ZIP_METHOD.stored) return {
		kind: "range",
		start: dataStart,
		end
	};
	if (method === ZIP_METHOD.deflated) return {
		kind: "inflate",
		start: dataStart,
		end,
		size
	};
	throw new ZipError("ZIP_UNSUPPORTED", `${printableName(entry.name)} is compressed by method ${method}`);
}
/**
* The entry's content in memory.
* @param limit bytes
* @throws ZipError ZIP_TOO_LARGE beyond the limit; ZIP_UNSUPPORTED; CoreError COMPRESSED_DATA_CORRUPT
*/
async function readZipContent(source, entry, limit) {
	if (entry.size > limit || entry.compressedSize > limit) throw new ZipError("ZIP_TOO_LARGE", `${printableName(entry.name)} is longer than ${limit} bytes`);
	const part = zipContent(entry);
	const bytes = await source.read(entry.dataStart, entry.compressedSize);
	return part.kind === "inflate" ? Uint8Array.from(inflateExactly(bytes, entry.size, printableName(entry.name))) : bytes;
}
function disagreement(header, message) {
	return new ZipError("ZIP_MALFORMED", `${printableName(header.name)} ${message}`);
}
// packages/codec/src/zip/encode.ts
/** 1980-01-01 00:00, the first moment that MS-DOS knows: what is written depends on no clock. */
const ZIP_EPOCH = 2162688;
/** An entry of ours, deflated where that makes it shorter. Its content is in memory, so only its place can need ZIP64. */
function encodeZipEntry(entry) {
	const { content, modified = ZIP_EPOCH, extra = /* @__PURE__ */ new Uint8Array() } = entry;
	const deflated = deflateRawSync(content);
	const data = deflated.length < content.length ? new Uint8Array(deflated) : content;
	const method = data === content ? ZIP_METHOD.stored : ZIP_METHOD.deflated;
	const name = utf8(entry.name);
	const shared = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(26));
	shared.setUint16(0, 20, true);
	shared.setUint16(2, ZIP_FLAG.utf8, true);
	shared.setUint16(4, method, true);
	shared.setUint32(6, modified, true);
	shared.setUint32(10, crc32(content), true);
	shared.setUint32(14, data.length, true);
	shared.setUint32(18, content.length, true);
	shared.setUint16(22, name.length, true);
	const localFields = new Uint8Array(shared.buffer);
	const local = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(4));
	local.setUint32(0, ZIP_SIGNATURE.localHeader, true);
	const localHeader = concat(new Uint8Array(local.buffer), localFields);
	new DataView(localHeader.buffer).setUint16(28, extra.length, true);
	return {
		local: concat(localHeader, name, extra, data),
		central(start) {
			const header = /* @__PURE__ */ new Uint8Array(46);
			const view = new DataView(header.buffer);
			view.setUint32(0, ZIP_SIGNATURE.centralHeader, true);
			view.setUint16(4, 788, true);
			header.set(localFields, 6);
			view.setUint32(38, 2175008768, true);
			return movedHeader(concat(header, name), start);
		}
	};
}
/** A kept entry's central header, every byte as it was but for its place and what ZIP64 needs to tell it. */
function moveZipHeader(central, header, start) {
	return movedHeader(central.bytes.slice(header.headerStart, header.headerEnd), start, header.name);
}
function movedHeader(header, start, name = "") {
	const view = new DataView(header.buffer, header.byteOffset, header.length);
	const extraStart = 46 + view.getUint16(28, true);
	const extraEnd = extraStart + view.getUint16(30, true);
	const zip64 = findZip64Extra(header.subarray(extraStart, extraEnd));
	const place = (view.getUint32(24, true) === 4294967295 ? 8 : 0) + (view.getUint32(20, true) === 4294967295 ? 8 : 0);
	if (zip64 && view.getUint32(42, true) === 4294967295) {
		view.setBigUint64(extraStart + zip64.start + place, BigInt(start), true);
		return header;
	}
	if (start < 4294967295) {
		view.setUint32(42, start, true);
		return header;
	}
	view.setUint16(6, Math.max(45, view.getUint16(6, true)), true);
	view.setUint32(42, ZIP64_MARK, true);
	const offset = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));
	offset.setBigUint64(0, BigInt(start), true);
	const bytes = new Uint8Array(offset.buffer);
	const grown = zip64 ? growExtra(header, extraStart + zip64.start, place, bytes) : insert(header, extraStart, concat(Uint8Array.of(1, 0, 8, 0), bytes));
	const extraLength = extraEnd - extraStart + (zip64 ? 8 : 12);
	if (extraLength > 65535) throw new ZipError("ZIP_UNSUPPORTED", `${printableName(name)} has no room for its ZIP64 field`);
	new DataView(grown.buffer, grown.byteOffset).setUint16(30, extraLength, true);
	return grown;
}
/** Puts the place behind the sizes in a ZIP64 field that has none yet. */
function growExtra(header, fieldStart, place, bytes) {
	const view = new DataView(header.buffer, header.byteOffset, header.length);
	view.setUint16(fieldStart - 2, view.getUint16(fieldStart - 2, true) + 8, true);
	return insert(header, fieldStart + place, bytes);
}
function insert(into, at, bytes) {
	return concat(into.subarray(0, at), bytes, into.subarray(at));
}
const STATEMENT_TYPES = ["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"];
/** @throws AttestError BUNDLE_UNSUPPORTED, BUNDLE_MALFORMED */
function parseStatement(payload) {
	const { _type, subject, predicateType, predicate } = parseJson(payload, "statement");
	if (typeof _type !== "string" || !STATEMENT_TYPES.includes(_type) || typeof predicateType !== "string") throw new AttestError("BUNDLE_UNSUPPORTED", "the payload is no in-toto statement");
	if (!Array.isArray(subject) || subject.length === 0 || subject.length > 1024) throw new AttestError("BUNDLE_MALFORMED", "the statement has no subjects, or too many");
	return {
		subjects: subject.map(subjectOf),
		predicateType,
		predicate: predicate ?? null
	};
}
function subjectOf(value) {
	const { name, digest } = value;
	const entries = typeof digest === "object" && digest !== null ? Object.entries(digest) : [];
	if (entries.length === 0 || !entries.every(([, hex]) => typeof hex === "string" && /^[0-9a-f]+$/i.test(hex))) throw new AttestError("BUNDLE_MALFORMED", "a subject has no digest");
	return {
		name: typeof name === "string" ? name : "",
		digest: Object.fromEntries(entries.map(([algorithm, hex]) => [algorithm, hex.toLowerCase()]))
	};
}
/** A JSON object; duplicate members are refused, because two readers would see two values. @throws AttestError BUNDLE_MALFORMED */
function parseJson(bytes, what) {
	let data;
	try {
		data = parseStrictJson(fromUtf8(bytes));
	} catch (cause) {
		throw new AttestError("BUNDLE_MALFORMED", `the ${what} is not JSON that all readers agree on`, { cause });
	}
	if (typeof data !== "object" || data === null || Array.isArray(data)) throw new AttestError("BUNDLE_MALFORMED", `the ${what} is no JSON object`);
	return data;
}
const BUNDLE_MEDIA_TYPES = [
	"application/vnd.dev.sigstore.bundle.v0.3+json",
	"application/vnd.dev.sigstore.bundle+json;version=0.1",
	"application/vnd.dev.sigstore.bundle+json;version=0.2",
	"application/vnd.dev.sigstore.bundle+json;version=0.3"
];
/** Larger ones are no bundles: a thousand subjects with their certificates stay far below. Bytes. */
const MAX_BUNDLE_BYTES = 33554432;
/** A Sigstore bundle, or a bare DSSE envelope. @throws AttestError BUNDLE_MALFORMED, BUNDLE_UNSUPPORTED */
function parseBundle(bytes) {
	if (bytes.length > 33554432) throw new AttestError("BUNDLE_MALFORMED", `a bundle of ${bytes.length} bytes`);
	const json = parseJson(bytes, "bundle");
	if (json.mediaType === void 0 && json.payload !== void 0) return {
		kind: "key",
		hint: "",
		envelope: envelopeOf(json)
	};
	if (typeof json.mediaType !== "string" || !BUNDLE_MEDIA_TYPES.includes(json.mediaType)) throw new AttestError("BUNDLE_UNSUPPORTED", `media type ${JSON.stringify(json.mediaType ?? null)} is no Sigstore bundle of ours`);
	const material = objectOf(json.verificationMaterial, "verificationMaterial");
	if (material.certificate !== void 0 || material.x509CertificateChain !== void 0) return {
		kind: "certificate",
		json
	};
	const publicKey = objectOf(material.publicKey, "publicKey");
	return {
		kind: "key",
		hint: typeof publicKey.hint === "string" ? publicKey.hint : "",
		envelope: envelopeOf(objectOf(json.dsseEnvelope, "dsseEnvelope"))
	};
}
function envelopeOf(json) {
	const { payload, payloadType, signatures } = json;
	if (typeof payloadType !== "string" || !Array.isArray(signatures) || signatures.length !== 1) throw new AttestError("BUNDLE_UNSUPPORTED", "an envelope has a payload type and exactly one signature");
	const { sig, keyid } = objectOf(signatures[0], "signatures");
	return {
		payloadType,
		payload: base64Of(payload, "payload"),
		keyid: typeof keyid === "string" ? keyid : "",
		signature: base64Of(sig, "sig")
	};
}
function objectOf(value, what) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) throw new AttestError("BUNDLE_MALFORMED", `${what} is missing`);
	return value;
}
function base64Of(value, what) {
	try {
		return fromBase64(value);
	} catch (cause) {
		throw new AttestError("BUNDLE_MALFORMED", `${what} is not base64`, { cause });
	}
}
/** `DSSEv1 SP LEN(type) SP type SP LEN(body) SP body`, lengths in bytes: what is signed. */
function preAuthEncoding(payloadType, payload) {
	const type = utf8(payloadType);
	return concat(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}
// packages/attest/src/key-id.ts
/**
* The OpenSSH fingerprint of a public key, `SHA256:` and unpadded base64: the only key id that cosign, slsa-verifier and sigstore-js all take.
* @param spki SubjectPublicKeyInfo, DER
*/
function keyFingerprint(spki) {
	const blob = createHash("sha256").update(sshPublicKey(spki)).digest();
	return `SHA256:${toBase64(blob).replace(/=+$/, "")}`;
}
const ECDSA_CURVES = {
	p256: "nistp256",
	p384: "nistp384",
	p521: "nistp521"
};
/** RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4. */
function sshPublicKey(spki) {
	const { kind } = parsePublicKey(spki);
	const bits = childrenOf(parseDer(spki, "SubjectPublicKeyInfo"), "SubjectPublicKeyInfo")[1];
	const key = bitStringBytesOf(bits, "subjectPublicKey");
	if (kind === "rsa") {
		const [modulus, exponent] = childrenOf(parseDer(key, "RSAPublicKey", TAG.sequence), "RSAPublicKey");
		return concat(sshString(utf8("ssh-rsa")), sshString(exponent?.content ?? key), sshString(modulus?.content ?? key));
	}
	const curve = kind === null ? void 0 : ECDSA_CURVES[kind];
	if (curve !== void 0) return concat(sshString(utf8(`ecdsa-sha2-${curve}`)), sshString(utf8(curve)), sshString(key));
	return concat(sshString(utf8("ssh-ed25519")), sshString(key));
}
function sshString(bytes) {
	const length = /* @__PURE__ */ new Uint8Array(4);
	new DataView(length.buffer).setUint32(0, bytes.length);
	return concat(length, bytes);
}
// packages/attest/src/verify.ts
/**
* Verifies a bundle that a bare key signed.
* @param keys trusted public keys (SubjectPublicKeyInfo, DER)
* @param digests of the artifact, lower-case hex, `sha256` at least
* @throws AttestError: BUNDLE_SUBJECT_MISMATCH, BUNDLE_SIGNATURE_INVALID, and BUNDLE_KEY_UNTRUSTED where all that is missing is a trusted key
*/
function verifyKeyBundle(bundle, keys, digests) {
	const { envelope } = bundle;
	const statement = statementOf(envelope);
	const message = preAuthEncoding(envelope.payloadType, envelope.payload);
	const signer = keys.find((spki) => holds$1(spki, message, envelope.signature));
	if (!signer) {
		if (keys.some((spki) => [envelope.keyid, bundle.hint].includes(keyFingerprint(spki)))) throw new AttestError("BUNDLE_SIGNATURE_INVALID", "the record is not what its key signed");
		assertSubject(statement, digests);
		throw new AttestError("BUNDLE_KEY_UNTRUSTED", `the record is signed by ${envelope.keyid || "a key"} that is not trusted`);
	}
	assertSubject(statement, digests);
	return {
		statement,
		signedBy: keyFingerprint(signer)
	};
}
function statementOf(envelope) {
	if (envelope.payloadType !== "application/vnd.in-toto+json") throw new AttestError("BUNDLE_UNSUPPORTED", `payload type ${JSON.stringify(envelope.payloadType)} is no in-toto statement`);
	return parseStatement(envelope.payload);
}
/** A subject counts where every digest that both sides know is equal, and there is one. */
function assertSubject(statement, digests) {
	if (!statement.subjects.some(({ digest }) => {
		const shared = Object.keys(digests).filter((algorithm) => digest[algorithm] !== void 0);
		return shared.length > 0 && shared.every((algorithm) => digest[algorithm] === digests[algorithm]);
	})) throw new AttestError("BUNDLE_SUBJECT_MISMATCH", "the record is about another file than this one", { details: {
		subjects: statement.subjects.map(({ name }) => name).slice(0, 8),
		sha256: digests.sha256 ?? null
	} });
}
/** The digests that a DSSE signature by this kind of key is seen with; P-384 and P-521 also with SHA-256, as cosign makes them. */
function holds$1(spki, message, signature) {
	const key = parsePublicKey(spki);
	return schemesOf(key).some((scheme) => verifySignature(key, scheme, message, signature));
}
function schemesOf(key) {
	const rows = SIGNATURE_ALGORITHMS.filter((row) => row.key === key.kind);
	const schemes = rows.map((row) => ({
		scheme: row.scheme,
		digest: digestByName(row.digest),
		saltLength: saltLengthOf(row)
	}));
	return rows.find((row) => row.scheme === "ecdsa" && row.digest !== "sha256") ? [...schemes, {
		scheme: "ecdsa",
		digest: digestByName("sha256"),
		saltLength: null
	}] : schemes;
}
function saltLengthOf(row) {
	return row.scheme === "rsa-pss" ? digestByName(row.digest).length : null;
}
// packages/attest/src/certificate-bundle.ts
/**
* Verifies a bundle that was signed under a certificate: chain, timestamps, log entries with their proofs, identity.
* The work is @sigstore/verify's, loaded only here; it leaves subject and exact identity to its caller.
* @throws AttestError BUNDLE_KEY_UNTRUSTED without a trusted root, BUNDLE_SIGNATURE_INVALID, BUNDLE_IDENTITY_MISMATCH, BUNDLE_SUBJECT_MISMATCH
*/
async function verifyCertificateBundle(parsed, options) {
	const { bundleFromJSON } = await import("./bundle.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const { toSignedEntity, toTrustMaterial, Verifier, PolicyError } = await import("./verify.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const { TrustedRoot } = await import("./protobuf-specs2.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	let bundle;
	try {
		bundle = bundleFromJSON(parsed.json);
	} catch (cause) {
		throw new AttestError("BUNDLE_MALFORMED", "the bundle breaks the rules of its version", { cause });
	}
	const { content } = bundle;
	if (options.trustedRoots.length === 0) {
		statementIn(content, options.sha256);
		throw new AttestError("BUNDLE_KEY_UNTRUSTED", "the bundle has a certificate, and no trusted root was given");
	}
	const artifact = content.$case === "messageSignature" ? Buffer$1.from(await options.artifact()) : void 0;
	const { subject, issuer } = options.identity;
	const policy = {
		...subject !== void 0 && { subjectAlternativeName: `^${escapePattern(subject)}$` },
		...issuer !== void 0 && { extensions: { issuer } }
	};
	let failure;
	for (const json of options.trustedRoots) try {
		const root = TrustedRoot.fromJSON(json);
		const signer = new Verifier(toTrustMaterial(root), {
			tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
			ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
			timestampThreshold: 1
		}).verify(toSignedEntity(bundle, artifact), policy);
		return {
			statement: statementIn(content, options.sha256),
			signedBy: signer.identity?.subjectAlternativeName ?? ""
		};
	} catch (error) {
		if (error instanceof AttestError) throw error;
		failure = error;
	}
	if (failure instanceof PolicyError) throw new AttestError("BUNDLE_IDENTITY_MISMATCH", failure.message, { cause: failure });
	throw new AttestError("BUNDLE_SIGNATURE_INVALID", `the bundle does not verify: ${failure instanceof Error ? failure.message : "it does not hold"}`, { cause: failure });
}
/** null for a signature over the message itself: that is about this artifact by being valid. */
function statementIn(content, sha256) {
	if (content.$case === "messageSignature") return null;
	if (content.dsseEnvelope.payloadType !== "application/vnd.in-toto+json") throw new AttestError("BUNDLE_UNSUPPORTED", "the payload is no in-toto statement");
	const statement = parseStatement(Uint8Array.from(content.dsseEnvelope.payload));
	assertSubject(statement, { sha256 });
	return statement;
}
function escapePattern(text) {
	return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
// packages/files/src/edit-plan.ts
/** ...and lies within one page: the kernel copies a page's part of a write whole, so no kill can leave half of it. */
const PAGE = 4096;
/** The appended part is kept in the journal too; more than this is no signature. */
const TAIL_LIMIT = 4194304;
// packages/files/src/worker-lane.ts
/** A thread of its own that hashes one task after the other. */
/** Small objects die young here: room for more of them would only be memory. */
const YOUNG_MB = 4;
var WorkerLane = class {
	#worker;
	#onEnd;
	#waiting = null;
	#ended = false;
	/** @param onEnd called once, when the thread is gone, before its task fails */
	constructor(onEnd) {
		this.#onEnd = onEnd;
		this.#worker = new Worker(workerFile(), {
			name: "chancery-lane",
			resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
			env: compileCache(),
			execArgv: runsFromSource() ? ["--conditions=@chancery/source"] : []
		});
		this.#worker.unref();
		this.#worker.on("message", (reply) => {
			const waiting = this.#settle();
			if (reply.kind === "digests") waiting?.resolve(reply.digests);
			else waiting?.reject(decodeFailure(reply.failure));
		});
		this.#worker.on("error", (cause) => this.#lose(cause));
		this.#worker.on("exit", () => this.#lose(void 0));
	}
	/** @throws what the task throws; FilesError LANE_FAILED where the thread ended first */
	run(task) {
		return new Promise((resolve, reject) => {
			this.#waiting = {
				resolve,
				reject
			};
			this.#worker.ref();
			this.#worker.postMessage(task);
		});
	}
	async stop() {
		await this.#worker.terminate();
	}
	#settle() {
		const waiting = this.#waiting;
		this.#waiting = null;
		this.#worker.unref();
		return waiting;
	}
	#lose(cause) {
		if (this.#ended) return;
		this.#ended = true;
		this.#onEnd();
		this.#settle()?.reject(new FilesError("LANE_FAILED", "a hashing thread ended before its work did", { cause }));
	}
};
/** The thread's code stands beside this file, under the same extension: as source, compiled, or in a bundle. */
function workerFile() {
	return new URL(`./lane-worker${runsFromSource() ? ".ts" : ".js"}`, import.meta.url);
}
function runsFromSource() {
	return new URL(import.meta.url).pathname.endsWith(".ts");
}
/** A process that caches compiled code lends it to its threads: from source, they start in half the time and memory. */
function compileCache() {
	const folder = getCompileCacheDir();
	return folder === void 0 ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}
// packages/files/src/lanes.ts
/** More threads than this wait for the disk, not for a core. */
const MOST_LANES = 4;
let lanes = null;
/** One lane for each core, 2 to 4. Asked once: the answer takes reading of what a container allows. */
function defaultLanes() {
	lanes ??= Math.max(2, Math.min(availableParallelism(), MOST_LANES));
	return lanes;
}
/** The calling thread is a lane too: it starts at once, needs no memory of its own, and mostly has nothing else to do. */
const home = { async run({ fd, groups, cancel }) {
	const buffer = new Uint8Array(CHUNK$2);
	return hashGroups(groups, {
		fd,
		cancel,
		buffer,
		shared: true
	});
} };
/** The process's threads. They start when there is work for them, and while they have none the process may end. */
const workers = /* @__PURE__ */ new Set();
const busy = /* @__PURE__ */ new Set();
const queue = [];
/**
* Hashes on the next free lane. Tasks start in the order of their calls.
* @param limit how many lanes there may be, the calling thread among them
* @throws what {@link hashGroups} throws; FilesError LANE_FAILED where a thread died
*/
function runOnLanes(task, limit) {
	return new Promise((resolve, reject) => {
		queue.push({
			task,
			limit,
			resolve,
			reject
		});
		advance();
	});
}
function advance() {
	for (let next = queue[0]; next !== void 0; next = queue[0]) {
		const lane = freeLane(next.limit);
		if (lane === null) return;
		queue.shift();
		const { task, resolve, reject } = next;
		busy.add(lane);
		lane.run(task).finally(() => {
			busy.delete(lane);
			advance();
		}).then(resolve, reject);
	}
}
/** An idle thread before the calling thread, and that before a new thread. */
function freeLane(limit) {
	if (limit > 1) {
		for (const worker of workers) if (!busy.has(worker)) return worker;
	}
	if (!busy.has(home)) return home;
	if (workers.size + 1 >= limit) return null;
	const worker = new WorkerLane(() => workers.delete(worker));
	workers.add(worker);
	return worker;
}
// packages/files/src/digest-plan.ts
/** Jobs over the same parts go together up to this cost; longer ones run side by side on several threads. */
const SHARED_PASS = 33554432;
/** Small jobs travel together until they cost this much: a message for each of a JAR's entries would cost more than its hashing. */
const BATCH_COST = 16777216;
/** Inflating a byte takes about as long as hashing this many. */
const INFLATE_COST = 4;
/** Equal for jobs that have the same digest. Labels do not count. */
function jobKey(job) {
	return `${job.algorithm}:${partsKey(job.parts)}`;
}
function partsKey(parts) {
	return parts.map(partKey).join();
}
function partKey(part) {
	switch (part.kind) {
		case "range": return `r${part.start}-${part.end}`;
		case "bytes": return part.bytes.length <= 32 ? `b${toHex(part.bytes)}` : `h${createHash("sha256").update(part.bytes).digest("hex")}`;
		case "inflate": return `i${part.start}-${part.end}-${part.size}`;
	}
}
function partCost(part) {
	switch (part.kind) {
		case "range": return part.end - part.start;
		case "bytes": return part.bytes.length;
		case "inflate": return part.end - part.start + INFLATE_COST * part.size;
	}
}
/** Puts jobs into groups and batches; the costliest batch is first, so that the threads end together. Pure. */
function planDigest(jobs) {
	const groups = /* @__PURE__ */ new Map();
	for (const [index, job] of jobs.entries()) {
		const cost = job.parts.reduce((sum, part) => sum + partCost(part), 0);
		const key = cost <= SHARED_PASS ? partsKey(job.parts) : String(index);
		const group = groups.get(key);
		if (group) group.jobs.push(index);
		else groups.set(key, {
			parts: job.parts,
			label: job.label ?? null,
			cost,
			jobs: [index]
		});
	}
	const batches = [];
	let open = null;
	for (const group of groups.values()) {
		const cost = group.cost * group.jobs.length;
		if (open === null || open.cost + cost > BATCH_COST) {
			open = {
				groups: [],
				jobs: [],
				cost: 0
			};
			batches.push(open);
		}
		const algorithms = group.jobs.map((index) => jobs[index].algorithm);
		open.groups.push({
			parts: group.parts,
			algorithms,
			label: group.label
		});
		open.jobs.push(...group.jobs);
		open.cost += cost;
	}
	batches.sort((a, b) => b.cost - a.cost);
	const places = new Array(jobs.length);
	for (const [batch, { jobs: indexes }] of batches.entries()) for (const [at, index] of indexes.entries()) places[index] = {
		batch,
		at
	};
	return {
		batches,
		places,
		cost: batches.reduce((sum, batch) => sum + batch.cost, 0)
	};
}
// packages/files/src/source-digests.ts
/** Work up to this cost is done at once on the calling thread: a turn at the lanes would take longer. */
const INLINE_COST = 8388608;
/** The digests of one open file. Equal jobs, also those under way, are hashed once. */
var SourceDigests = class {
	#fd;
	#lanes;
	#cancel;
	#digests = /* @__PURE__ */ new Map();
	#running = /* @__PURE__ */ new Set();
	constructor(fd, lanes, cancel) {
		this.#fd = fd;
		this.#lanes = lanes;
		this.#cancel = cancel;
	}
	digest(jobs) {
		const keys = jobs.map(jobKey);
		const fresh = /* @__PURE__ */ new Map();
		for (const [i, key] of keys.entries()) if (!this.#digests.has(key) && !fresh.has(key)) fresh.set(key, jobs[i]);
		this.#start(fresh);
		return Promise.all(keys.map((key) => this.#digests.get(key)));
	}
	/** Waits until no thread reads the descriptor any more. */
	async settled() {
		await Promise.allSettled(this.#running);
	}
	#start(fresh) {
		const plan = planDigest([...fresh.values()]);
		const inline = plan.cost <= INLINE_COST;
		const batches = plan.batches.map((batch) => {
			const running = inline ? this.#hashHere(batch) : this.#hashOnLane(batch);
			this.#running.add(running);
			const done = () => void this.#running.delete(running);
			running.then(done, done);
			return running;
		});
		for (const [index, key] of [...fresh.keys()].entries()) {
			const { batch, at } = plan.places[index];
			const digest = batches[batch].then((all) => all[at]);
			digest.catch(() => {});
			this.#digests.set(key, digest);
		}
	}
	#hashHere(batch) {
		const buffer = new Uint8Array(Math.min(CHUNK$2, Math.max(1, batch.cost)));
		return hashGroups(batch.groups, {
			fd: this.#fd,
			cancel: this.#cancel,
			buffer,
			shared: true
		});
	}
	#hashOnLane(batch) {
		return runOnLanes({
			fd: this.#fd,
			groups: batch.groups,
			cancel: this.#cancel
		}, this.#lanes);
	}
};
// packages/files/src/file-source.ts
/** Reads up to this length block the thread for some microseconds; to hand them to another thread would take longer. */
const SYNC_READ = 65536;
const opened = promisify(open);
const closed$1 = promisify(close);
const readAsync = promisify(read);
/**
* Opens a regular file (through symbolic links) for reading at any place and for hashing on several threads, in constant memory.
* @throws FilesError FILE_NOT_FOUND, PATH_IS_DIRECTORY, NOT_A_FILE, PERMISSION_DENIED
*/
function openFileSource(path, options = {}) {
	return onFile(path, async () => {
		assertRegular(await stat(path, { bigint: true }), path);
		const fd = await opened(path, "r");
		try {
			const stats = fstatSync(fd, { bigint: true });
			assertRegular(stats, path);
			return new OpenFile(path, fd, stats, options);
		} catch (error) {
			await closed$1(fd);
			throw error;
		}
	});
}
/** Microseconds: four times a file, it need not be another thread's. null where nothing is there. */
function statOf(path) {
	try {
		return statSync(path, {
			bigint: true,
			throwIfNoEntry: false
		}) ?? null;
	} catch {
		return null;
	}
}
function assertRegular(stats, path) {
	if (stats.isDirectory()) throw new FilesError("PATH_IS_DIRECTORY", `${path}: is a directory`, { details: { path } });
	if (!stats.isFile()) throw new FilesError("NOT_A_FILE", `${path}: is not a regular file`, { details: { path } });
}
var OpenFile = class {
	path;
	name;
	size;
	mode;
	#fd;
	#stats;
	#digests;
	#cancel = cancelFlag();
	#signal;
	#onAbort = () => setCancelled(this.#cancel);
	#reading = /* @__PURE__ */ new Set();
	#closing = null;
	constructor(path, fd, stats, options) {
		this.path = path;
		this.name = options.name ?? basename(path);
		this.size = Number(stats.size);
		this.mode = Number(stats.mode) & 4095;
		this.#fd = fd;
		this.#stats = stats;
		this.#digests = new SourceDigests(fd, options.lanes ?? defaultLanes(), this.#cancel);
		this.#signal = options.signal;
		this.#signal?.addEventListener("abort", this.#onAbort, { once: true });
		if (this.#signal?.aborted) this.#onAbort();
	}
	async read(start, length) {
		this.#assertInside(start, start + length);
		const bytes = new Uint8Array(length);
		await this.readInto(start, bytes);
		return bytes;
	}
	async readInto(start, into) {
		this.#assertOpen();
		this.#assertInside(start, start + into.length);
		if (into.length <= SYNC_READ) return this.#fill(start, into);
		const reading = this.#fill(start, into);
		this.#reading.add(reading);
		try {
			await reading;
		} finally {
			this.#reading.delete(reading);
		}
	}
	async digest(jobs) {
		this.#assertOpen();
		for (const { parts } of jobs) for (const part of parts) if (part.kind !== "bytes") this.#assertInside(part.start, part.end);
		try {
			const digests = await this.#digests.digest(jobs);
			if (this.#closing === null) this.#assertContent();
			return digests.map((digest) => Uint8Array.from(digest));
		} catch (error) {
			throw this.#named(error);
		}
	}
	async assertUnchanged() {
		this.#assertOpen();
		this.#assertContent();
		const now = statOf(this.path);
		if (now === null || now.dev !== this.#stats.dev || now.ino !== this.#stats.ino) throw this.#changed("was replaced");
	}
	close() {
		this.#closing ??= this.#close();
		return this.#closing;
	}
	[Symbol.asyncDispose]() {
		return this.close();
	}
	async #close() {
		setCancelled(this.#cancel);
		this.#signal?.removeEventListener("abort", this.#onAbort);
		await Promise.allSettled([this.#digests.settled(), ...this.#reading]);
		await closed$1(this.#fd);
	}
	async #fill(start, into) {
		try {
			for (let done = 0; done < into.length;) {
				const left = into.length - done;
				const count = into.length <= SYNC_READ ? readSync(this.#fd, into, done, left, start + done) : (await readAsync(this.#fd, into, done, left, start + done)).bytesRead;
				if (count === 0) throw this.#changed(`ends at ${start + done} now`);
				done += count;
			}
			this.#assertContent();
		} catch (error) {
			throw this.#named(error);
		}
	}
	#assertOpen() {
		if (this.#closing !== null) throw new TypeError(`${this.path}: the source is closed`);
		assertGoing(this.#cancel);
	}
	#assertInside(start, end) {
		if (start >= 0 && start <= end && end <= this.size && Number.isSafeInteger(start) && Number.isSafeInteger(end)) return;
		throw new CoreError("UNEXPECTED_END", `bytes ${start} to ${end}: ${this.path} has ${this.size}`);
	}
	/** A system call of two microseconds. Sees whatever changed the times or the length; ctime also sees an mtime that was set back. */
	#assertContent() {
		const now = fstatSync(this.#fd, { bigint: true });
		const then = this.#stats;
		if (now.size !== then.size || now.mtimeNs !== then.mtimeNs || now.ctimeNs !== then.ctimeNs) throw this.#changed("changed");
	}
	#changed(how) {
		return new CoreError("FILE_CHANGED", `${this.path}: ${how} since it was opened`, { details: { path: this.path } });
	}
	/** What happened to a descriptor, told of the file. */
	#named(error) {
		if (error instanceof CoreError && error.code === "FILE_CHANGED" && error.details.path === void 0) return this.#changed("was cut short");
		return asFilesError(error, this.path);
	}
};
// node_modules/picomatch/lib/constants.js
var require_constants = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const WIN_SLASH = "\\\\/";
	const WIN_NO_SLASH = `[^${WIN_SLASH}]`;
	const DEFAULT_MAX_EXTGLOB_RECURSION = 0;
	/**
	* Posix glob regex
	*/
	const DOT_LITERAL = "\\.";
	const PLUS_LITERAL = "\\+";
	const QMARK_LITERAL = "\\?";
	const SLASH_LITERAL = "\\/";
	const ONE_CHAR = "(?=.)";
	const QMARK = "[^/]";
	const END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
	const START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
	const DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
	const POSIX_CHARS = {
		DOT_LITERAL,
		PLUS_LITERAL,
		QMARK_LITERAL,
		SLASH_LITERAL,
		ONE_CHAR,
		QMARK,
		END_ANCHOR,
		DOTS_SLASH,
		NO_DOT: `(?!${DOT_LITERAL})`,
		NO_DOTS: `(?!${START_ANCHOR}${DOTS_SLASH})`,
		NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`,
		NO_DOTS_SLASH: `(?!${DOTS_SLASH})`,
		QMARK_NO_DOT: `[^.${SLASH_LITERAL}]`,
		STAR: `${QMARK}*?`,
		START_ANCHOR,
		SEP: "/"
	};
	/**
	* Windows glob regex
	*/
	const WINDOWS_CHARS = {
		...POSIX_CHARS,
		SLASH_LITERAL: `[${WIN_SLASH}]`,
		QMARK: WIN_NO_SLASH,
		STAR: `${WIN_NO_SLASH}*?`,
		DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
		NO_DOT: `(?!${DOT_LITERAL})`,
		NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
		NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
		NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
		QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
		START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
		END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
		SEP: "\\"
	};
	module.exports = {
		DEFAULT_MAX_EXTGLOB_RECURSION,
		MAX_LENGTH: 65536,
		POSIX_REGEX_SOURCE: {
			__proto__: null,
			alnum: "a-zA-Z0-9",
			alpha: "a-zA-Z",
			ascii: "\\x00-\\x7F",
			blank: " \\t",
			cntrl: "\\x00-\\x1F\\x7F",
			digit: "0-9",
			graph: "\\x21-\\x7E",
			lower: "a-z",
			print: "\\x20-\\x7E ",
			punct: "\\-!\"#$%&'()\\*+,./:;<=>?@[\\]^_`{|}~",
			space: " \\t\\r\\n\\v\\f",
			upper: "A-Z",
			word: "A-Za-z0-9_",
			xdigit: "A-Fa-f0-9"
		},
		REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
		REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
		REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
		REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
		REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
		REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,
		REPLACEMENTS: {
			__proto__: null,
			"***": "*",
			"**/**": "**",
			"**/**/**": "**"
		},
		CHAR_0: 48,
		CHAR_9: 57,
		CHAR_UPPERCASE_A: 65,
		CHAR_LOWERCASE_A: 97,
		CHAR_UPPERCASE_Z: 90,
		CHAR_LOWERCASE_Z: 122,
		CHAR_LEFT_PARENTHESES: 40,
		CHAR_RIGHT_PARENTHESES: 41,
		CHAR_ASTERISK: 42,
		CHAR_AMPERSAND: 38,
		CHAR_AT: 64,
		CHAR_BACKWARD_SLASH: 92,
		CHAR_CARRIAGE_RETURN: 13,
		CHAR_CIRCUMFLEX_ACCENT: 94,
		CHAR_COLON: 58,
		CHAR_COMMA: 44,
		CHAR_DOT: 46,
		CHAR_DOUBLE_QUOTE: 34,
		CHAR_EQUAL: 61,
		CHAR_EXCLAMATION_MARK: 33,
		CHAR_FORM_FEED: 12,
		CHAR_FORWARD_SLASH: 47,
		CHAR_GRAVE_ACCENT: 96,
		CHAR_HASH: 35,
		CHAR_HYPHEN_MINUS: 45,
		CHAR_LEFT_ANGLE_BRACKET: 60,
		CHAR_LEFT_CURLY_BRACE: 123,
		CHAR_LEFT_SQUARE_BRACKET: 91,
		CHAR_LINE_FEED: 10,
		CHAR_NO_BREAK_SPACE: 160,
		CHAR_PERCENT: 37,
		CHAR_PLUS: 43,
		CHAR_QUESTION_MARK: 63,
		CHAR_RIGHT_ANGLE_BRACKET: 62,
		CHAR_RIGHT_CURLY_BRACE: 125,
		CHAR_RIGHT_SQUARE_BRACKET: 93,
		CHAR_SEMICOLON: 59,
		CHAR_SINGLE_QUOTE: 39,
		CHAR_SPACE: 32,
		CHAR_TAB: 9,
		CHAR_UNDERSCORE: 95,
		CHAR_VERTICAL_LINE: 124,
		CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279,
		/**
		* Create EXTGLOB_CHARS
		*/
		extglobChars(chars) {
			return {
				"!": {
					type: "negate",
					open: "(?:(?!(?:",
					close: `))${chars.STAR})`
				},
				"?": {
					type: "qmark",
					open: "(?:",
					close: ")?"
				},
				"+": {
					type: "plus",
					open: "(?:",
					close: ")+"
				},
				"*": {
					type: "star",
					open: "(?:",
					close: ")*"
				},
				"@": {
					type: "at",
					open: "(?:",
					close: ")"
				}
			};
		},
		/**
		* Create GLOB_CHARS
		*/
		globChars(win32) {
			return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
		}
	};
}));
// node_modules/picomatch/lib/utils.js
var require_utils = /* @__PURE__ */ __commonJSMin(((exports) => {
	const { REGEX_BACKSLASH, REGEX_REMOVE_BACKSLASH, REGEX_SPECIAL_CHARS, REGEX_SPECIAL_CHARS_GLOBAL } = require_constants();
	exports.isObject = (val) => val !== null && typeof val === "object" && !Array.isArray(val);
	exports.hasRegexChars = (str) => REGEX_SPECIAL_CHARS.test(str);
	exports.isRegexChar = (str) => str.length === 1 && exports.hasRegexChars(str);
	exports.escapeRegex = (str) => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, "\\$1");
	exports.toPosixSlashes = (str) => str.replace(REGEX_BACKSLASH, "/");
	exports.isWindows = () => {
		if (typeof navigator !== "undefined" && navigator.platform) {
			const platform = navigator.platform.toLowerCase();
			return platform === "win32" || platform === "windows";
		}
		if (typeof process !== "undefined" && process.platform) return process.platform === "win32";
		return false;
	};
	exports.removeBackslashes = (str) => {
		return str.replace(REGEX_REMOVE_BACKSLASH, (match) => {
			return match === "\\" ? "" : match;
		});
	};
	exports.escapeLast = (input, char, lastIdx) => {
		const idx = input.lastIndexOf(char, lastIdx);
		if (idx === -1) return input;
		if (input[idx - 1] === "\\") return exports.escapeLast(input, char, idx - 1);
		return `${input.slice(0, idx)}\\${input.slice(idx)}`;
	};
	exports.removePrefix = (input, state = {}) => {
		let output = input;
		if (output.startsWith("./")) {
			output = output.slice(2);
			state.prefix = "./";
		}
		return output;
	};
	exports.wrapOutput = (input, state = {}, options = {}) => {
		let output = `${options.contains ? "" : "^"}(?:${input})${options.contains ? "" : "$"}`;
		if (state.negated === true) output = `(?:^(?!${output}).*$)`;
		return output;
	};
	exports.basename = (path, { windows } = {}) => {
		const segs = path.split(windows ? /[\\/]/ : "/");
		const last = segs[segs.length - 1];
		if (last === "") return segs[segs.length - 2];
		return last;
	};
}));
// node_modules/picomatch/lib/scan.js
var require_scan = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const utils = require_utils();
	const { CHAR_ASTERISK, CHAR_AT, CHAR_BACKWARD_SLASH, CHAR_COMMA, CHAR_DOT, CHAR_EXCLAMATION_MARK, CHAR_FORWARD_SLASH, CHAR_LEFT_CURLY_BRACE, CHAR_LEFT_PARENTHESES, CHAR_LEFT_SQUARE_BRACKET, CHAR_PLUS, CHAR_QUESTION_MARK, CHAR_RIGHT_CURLY_BRACE, CHAR_RIGHT_PARENTHESES, CHAR_RIGHT_SQUARE_BRACKET } = require_constants();
	const isPathSeparator = (code) => {
		return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
	};
	const depth = (token) => {
		if (token.isPrefix !== true) token.depth = token.isGlobstar ? 1e400 : 1;
	};
	/**
	* Quickly scans a glob pattern and returns an object with a handful of
	* useful properties, like `isGlob`, `path` (the leading non-glob, if it exists),
	* `glob` (the actual pattern), `negated` (true if the path starts with `!` but not
	* with `!(`) and `negatedExtglob` (true if the path starts with `!(`).
	*
	* ```js
	* const pm = require('picomatch');
	* console.log(pm.scan('foo/bar/*.js'));
	* { isGlob: true, input: 'foo/bar/*.js', base: 'foo/bar', glob: '*.js' }
	* ```
	* @param {String} `str`
	* @param {Object} `options`
	* @return {Object} Returns an object with tokens and regex source string.
	* @api public
	*/
	const scan = (input, options) => {
		const opts = options || {};
		const length = input.length - 1;
		const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
		const slashes = [];
		const tokens = [];
		const parts = [];
		let str = input;
		let index = -1;
		let start = 0;
		let lastIndex = 0;
		let isBrace = false;
		let isBracket = false;
		let isGlob = false;
		let isExtglob = false;
		let isGlobstar = false;
		let braceEscaped = false;
		let backslashes = false;
		let negated = false;
		let negatedExtglob = false;
		let finished = false;
		let braces = 0;
		let prev;
		let code;
		let token = {
			value: "",
			depth: 0,
			isGlob: false
		};
		const eos = () => index >= length;
		const peek = () => str.charCodeAt(index + 1);
		const advance = () => {
			prev = code;
			return str.charCodeAt(++index);
		};
		while (index < length) {
			code = advance();
			let next;
			if (code === CHAR_BACKWARD_SLASH) {
				backslashes = token.backslashes = true;
				code = advance();
				if (code === CHAR_LEFT_CURLY_BRACE) braceEscaped = true;
				continue;
			}
			if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
				braces++;
				while (eos() !== true && (code = advance())) {
					if (code === CHAR_BACKWARD_SLASH) {
						backslashes = token.backslashes = true;
						advance();
						continue;
					}
					if (code === CHAR_LEFT_CURLY_BRACE) {
						braces++;
						continue;
					}
					if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
						isBrace = token.isBrace = true;
						isGlob = token.isGlob = true;
						finished = true;
						if (scanToEnd === true) continue;
						break;
					}
					if (braceEscaped !== true && code === CHAR_COMMA) {
						isBrace = token.isBrace = true;
						isGlob = token.isGlob = true;
						finished = true;
						if (scanToEnd === true) continue;
						break;
					}
					if (code === CHAR_RIGHT_CURLY_BRACE) {
						braces--;
						if (braces === 0) {
							braceEscaped = false;
							isBrace = token.isBrace = true;
							finished = true;
							break;
						}
					}
				}
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_FORWARD_SLASH) {
				slashes.push(index);
				tokens.push(token);
				token = {
					value: "",
					depth: 0,
					isGlob: false
				};
				if (finished === true) continue;
				if (prev === CHAR_DOT && index === start + 1) {
					start += 2;
					continue;
				}
				lastIndex = index + 1;
				continue;
			}
			if (opts.noext !== true) {
				if ((code === CHAR_PLUS || code === CHAR_AT || code === CHAR_ASTERISK || code === CHAR_QUESTION_MARK || code === CHAR_EXCLAMATION_MARK) === true && peek() === CHAR_LEFT_PARENTHESES) {
					isGlob = token.isGlob = true;
					isExtglob = token.isExtglob = true;
					finished = true;
					if (code === CHAR_EXCLAMATION_MARK && index === start) negatedExtglob = true;
					if (scanToEnd === true) {
						let parens = 0;
						while (eos() !== true && (code = advance())) {
							if (code === CHAR_BACKWARD_SLASH) {
								backslashes = token.backslashes = true;
								advance();
								continue;
							}
							if (code === CHAR_LEFT_PARENTHESES) {
								parens++;
								continue;
							}
							if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
								finished = true;
								break;
							}
						}
						continue;
					}
					break;
				}
			}
			if (code === CHAR_ASTERISK) {
				if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
				isGlob = token.isGlob = true;
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_QUESTION_MARK) {
				isGlob = token.isGlob = true;
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_LEFT_SQUARE_BRACKET) {
				while (eos() !== true && (next = advance())) {
					if (next === CHAR_BACKWARD_SLASH) {
						backslashes = token.backslashes = true;
						advance();
						continue;
					}
					if (next === CHAR_RIGHT_SQUARE_BRACKET) {
						isBracket = token.isBracket = true;
						isGlob = token.isGlob = true;
						finished = true;
						break;
					}
				}
				if (scanToEnd === true) continue;
				break;
			}
			if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start) {
				negated = token.negated = true;
				start++;
				continue;
			}
			if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
				isGlob = token.isGlob = true;
				if (scanToEnd === true) {
					let parens = 1;
					while (eos() !== true && (code = advance())) {
						if (code === CHAR_BACKWARD_SLASH) {
							backslashes = token.backslashes = true;
							advance();
							continue;
						}
						if (code === CHAR_LEFT_PARENTHESES) {
							parens++;
							continue;
						}
						if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
							finished = true;
							break;
						}
					}
					continue;
				}
				break;
			}
			if (isGlob === true) {
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
		}
		if (opts.noext === true) {
			isExtglob = false;
			isGlob = false;
		}
		let base = str;
		let prefix = "";
		let glob = "";
		if (start > 0) {
			prefix = str.slice(0, start);
			str = str.slice(start);
			lastIndex -= start;
		}
		if (base && isGlob === true && lastIndex > 0) {
			base = str.slice(0, lastIndex);
			glob = str.slice(lastIndex);
		} else if (isGlob === true) {
			base = "";
			glob = str;
		} else base = str;
		if (base && base !== "" && base !== "/" && base !== str) {
			if (isPathSeparator(base.charCodeAt(base.length - 1))) base = base.slice(0, -1);
		}
		if (opts.unescape === true) {
			if (glob) glob = utils.removeBackslashes(glob);
			if (base && backslashes === true) base = utils.removeBackslashes(base);
		}
		const state = {
			prefix,
			input,
			start,
			base,
			glob,
			isBrace,
			isBracket,
			isGlob,
			isExtglob,
			isGlobstar,
			negated,
			negatedExtglob
		};
		if (opts.tokens === true) {
			state.maxDepth = 0;
			if (!isPathSeparator(code)) tokens.push(token);
			state.tokens = tokens;
		}
		if (opts.parts === true || opts.tokens === true) {
			let prevIndex;
			for (let idx = 0; idx < slashes.length; idx++) {
				const n = prevIndex !== void 0 ? prevIndex + 1 : start;
				const i = slashes[idx];
				const value = input.slice(n, i);
				if (opts.tokens) {
					if (idx === 0 && start !== 0) {
						tokens[idx].isPrefix = true;
						tokens[idx].value = prefix;
					} else tokens[idx].value = value;
					depth(tokens[idx]);
					state.maxDepth += tokens[idx].depth;
				}
				if (i >= start) {
					parts.push(value);
					prevIndex = i;
				}
			}
			const n = prevIndex !== void 0 ? prevIndex + 1 : start;
			const value = input.slice(n);
			parts.push(value);
			if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
				tokens[tokens.length - 1].value = value;
				depth(tokens[tokens.length - 1]);
				state.maxDepth += tokens[tokens.length - 1].depth;
			}
			state.slashes = slashes;
			state.parts = parts;
		}
		return state;
	};
	module.exports = scan;
}));
// node_modules/picomatch/lib/parse.js
var require_parse = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const constants = require_constants();
	const utils = require_utils();
	/**
	* Constants
	*/
	const { MAX_LENGTH, POSIX_REGEX_SOURCE, REGEX_NON_SPECIAL_CHARS, REGEX_SPECIAL_CHARS_BACKREF, REPLACEMENTS } = constants;
	/**
	* Helpers
	*/
	const expandRange = (args, options) => {
		if (typeof options.expandRange === "function") return options.expandRange(...args, options);
		args.sort();
		const value = `[${args.join("-")}]`;
		try {
			new RegExp(value);
		} catch (ex) {
			return args.map((v) => utils.escapeRegex(v)).join("..");
		}
		return value;
	};
	/**
	* Create the message for a syntax error
	*/
	const syntaxError = (type, char) => {
		return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
	};
	const splitTopLevel = (input) => {
		const parts = [];
		let bracket = 0;
		let paren = 0;
		let quote = 0;
		let value = "";
		let escaped = false;
		for (const ch of input) {
			if (escaped === true) {
				value += ch;
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				value += ch;
				escaped = true;
				continue;
			}
			if (ch === "\"") {
				quote = quote === 1 ? 0 : 1;
				value += ch;
				continue;
			}
			if (quote === 0) {
				if (ch === "[") bracket++;
				else if (ch === "]" && bracket > 0) bracket--;
				else if (bracket === 0) {
					if (ch === "(") paren++;
					else if (ch === ")" && paren > 0) paren--;
					else if (ch === "|" && paren === 0) {
						parts.push(value);
						value = "";
						continue;
					}
				}
			}
			value += ch;
		}
		parts.push(value);
		return parts;
	};
	const isPlainBranch = (branch) => {
		let escaped = false;
		for (const ch of branch) {
			if (escaped === true) {
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				escaped = true;
				continue;
			}
			if (/[?*+@!()[\]{}]/.test(ch)) return false;
		}
		return true;
	};
	const normalizeSimpleBranch = (branch) => {
		let value = branch.trim();
		let changed = true;
		while (changed === true) {
			changed = false;
			if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
				value = value.slice(2, -1);
				changed = true;
			}
		}
		if (!isPlainBranch(value)) return;
		return value.replace(/\\(.)/g, "$1");
	};
	const hasRepeatedCharPrefixOverlap = (branches) => {
		const values = branches.map(normalizeSimpleBranch).filter(Boolean);
		for (let i = 0; i < values.length; i++) for (let j = i + 1; j < values.length; j++) {
			const a = values[i];
			const b = values[j];
			const char = a[0];
			if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) continue;
			if (a === b || a.startsWith(b) || b.startsWith(a)) return true;
		}
		return false;
	};
	const parseRepeatedExtglob = (pattern, requireEnd = true) => {
		if (pattern[0] !== "+" && pattern[0] !== "*" || pattern[1] !== "(") return;
		let bracket = 0;
		let paren = 0;
		let quote = 0;
		let escaped = false;
		for (let i = 1; i < pattern.length; i++) {
			const ch = pattern[i];
			if (escaped === true) {
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				escaped = true;
				continue;
			}
			if (ch === "\"") {
				quote = quote === 1 ? 0 : 1;
				continue;
			}
			if (quote === 1) continue;
			if (ch === "[") {
				bracket++;
				continue;
			}
			if (ch === "]" && bracket > 0) {
				bracket--;
				continue;
			}
			if (bracket > 0) continue;
			if (ch === "(") {
				paren++;
				continue;
			}
			if (ch === ")") {
				paren--;
				if (paren === 0) {
					if (requireEnd === true && i !== pattern.length - 1) return;
					return {
						type: pattern[0],
						body: pattern.slice(2, i),
						end: i
					};
				}
			}
		}
	};
	const buildCharClassStar = (chars) => {
		return `${chars.length === 1 ? utils.escapeRegex(chars[0]) : `[${chars.map((ch) => utils.escapeRegex(ch)).join("")}]`}*`;
	};
	const getStarExtglobSequenceChars = (pattern) => {
		let index = 0;
		const chars = [];
		while (index < pattern.length) {
			const match = parseRepeatedExtglob(pattern.slice(index), false);
			if (!match || match.type !== "*") return;
			const branches = splitTopLevel(match.body).map((branch) => branch.trim());
			if (branches.length !== 1) return;
			const branch = normalizeSimpleBranch(branches[0]);
			if (!branch || branch.length !== 1) return;
			chars.push(branch);
			index += match.end + 1;
		}
		if (chars.length < 1) return;
		return chars;
	};
	const repeatedExtglobRecursion = (pattern) => {
		let depth = 0;
		let value = pattern.trim();
		let match = parseRepeatedExtglob(value);
		while (match) {
			depth++;
			value = match.body.trim();
			match = parseRepeatedExtglob(value);
		}
		return depth;
	};
	const analyzeRepeatedExtglob = (body, options) => {
		if (options.maxExtglobRecursion === false) return { risky: false };
		const max = typeof options.maxExtglobRecursion === "number" ? options.maxExtglobRecursion : constants.DEFAULT_MAX_EXTGLOB_RECURSION;
		const branches = splitTopLevel(body).map((branch) => branch.trim());
		if (branches.length > 1) {
			if (branches.some((branch) => branch === "") || branches.some((branch) => /^[*?]+$/.test(branch)) || hasRepeatedCharPrefixOverlap(branches)) return { risky: true };
		}
		const safeChars = [];
		let sawStarSequence = false;
		let combinable = true;
		for (const branch of branches) {
			const chars = getStarExtglobSequenceChars(branch);
			if (chars) {
				sawStarSequence = true;
				safeChars.push(...chars);
				continue;
			}
			const literal = normalizeSimpleBranch(branch);
			if (literal && literal.length === 1) {
				safeChars.push(literal);
				continue;
			}
			combinable = false;
			if (repeatedExtglobRecursion(branch) > max) return { risky: true };
		}
		if (sawStarSequence) return combinable ? {
			risky: true,
			safeOutput: buildCharClassStar([...new Set(safeChars)])
		} : { risky: true };
		return { risky: false };
	};
	/**
	* Parse the given input string.
	* @param {String} input
	* @param {Object} options
	* @return {Object}
	*/
	const parse = (input, options) => {
		if (typeof input !== "string") throw new TypeError("Expected a string");
		input = REPLACEMENTS[input] || input;
		const opts = { ...options };
		const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
		let len = input.length;
		if (len > max) throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
		const bos = {
			type: "bos",
			value: "",
			output: opts.prepend || ""
		};
		const tokens = [bos];
		const capture = opts.capture ? "" : "?:";
		const PLATFORM_CHARS = constants.globChars(opts.windows);
		const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);
		const { DOT_LITERAL, PLUS_LITERAL, SLASH_LITERAL, ONE_CHAR, DOTS_SLASH, NO_DOT, NO_DOT_SLASH, NO_DOTS_SLASH, QMARK, QMARK_NO_DOT, STAR, START_ANCHOR } = PLATFORM_CHARS;
		const globstar = (opts) => {
			return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
		};
		const nodot = opts.dot ? "" : NO_DOT;
		const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
		let star = opts.bash === true ? globstar(opts) : STAR;
		if (opts.capture) star = `(${star})`;
		if (typeof opts.noext === "boolean") opts.noextglob = opts.noext;
		const state = {
			input,
			index: -1,
			start: 0,
			dot: opts.dot === true,
			consumed: "",
			output: "",
			prefix: "",
			backtrack: false,
			negated: false,
			brackets: 0,
			braces: 0,
			parens: 0,
			quotes: 0,
			globstar: false,
			tokens
		};
		input = utils.removePrefix(input, state);
		len = input.length;
		const extglobs = [];
		const braces = [];
		const stack = [];
		let prev = bos;
		let value;
		/**
		* Tokenizing helpers
		*/
		const eos = () => state.index === len - 1;
		const peek = state.peek = (n = 1) => input[state.index + n];
		const advance = state.advance = () => input[++state.index] || "";
		const remaining = () => input.slice(state.index + 1);
		const consume = (value = "", num = 0) => {
			state.consumed += value;
			state.index += num;
		};
		const append = (token) => {
			state.output += token.output != null ? token.output : token.value;
			consume(token.value);
		};
		const negate = () => {
			let count = 1;
			while (peek() === "!" && (peek(2) !== "(" || peek(3) === "?")) {
				advance();
				state.start++;
				count++;
			}
			if (count % 2 === 0) return false;
			state.negated = true;
			state.start++;
			return true;
		};
		const increment = (type) => {
			state[type]++;
			stack.push(type);
		};
		const decrement = (type) => {
			state[type]--;
			stack.pop();
		};
		/**
		* Push tokens onto the tokens array. This helper speeds up
		* tokenizing by 1) helping us avoid backtracking as much as possible,
		* and 2) helping us avoid creating extra tokens when consecutive
		* characters are plain text. This improves performance and simplifies
		* lookbehinds.
		*/
		const push = (tok) => {
			if (prev.type === "globstar") {
				const isBrace = state.braces > 0 && (tok.type === "comma" || tok.type === "brace");
				const isExtglob = tok.extglob === true || extglobs.length && (tok.type === "pipe" || tok.type === "paren");
				if (tok.type !== "slash" && tok.type !== "paren" && !isBrace && !isExtglob) {
					state.output = state.output.slice(0, -prev.output.length);
					prev.type = "star";
					prev.value = "*";
					prev.output = star;
					state.output += prev.output;
				}
			}
			if (extglobs.length && tok.type !== "paren") extglobs[extglobs.length - 1].inner += tok.value;
			if (tok.value || tok.output) append(tok);
			if (prev && prev.type === "text" && tok.type === "text") {
				prev.output = (prev.output || prev.value) + tok.value;
				prev.value += tok.value;
				return;
			}
			tok.prev = prev;
			tokens.push(tok);
			prev = tok;
		};
		const extglobOpen = (type, value) => {
			const token = {
				...EXTGLOB_CHARS[value],
				conditions: 1,
				inner: ""
			};
			token.prev = prev;
			token.parens = state.parens;
			token.output = state.output;
			token.startIndex = state.index;
			token.tokensIndex = tokens.length;
			const output = (opts.capture ? "(" : "") + token.open;
			increment("parens");
			push({
				type,
				value,
				output: state.output ? "" : ONE_CHAR
			});
			push({
				type: "paren",
				extglob: true,
				value: advance(),
				output
			});
			extglobs.push(token);
		};
		const extglobClose = (token) => {
			const literal = input.slice(token.startIndex, state.index + 1);
			const body = input.slice(token.startIndex + 2, state.index);
			const analysis = analyzeRepeatedExtglob(body, opts);
			if ((token.type === "plus" || token.type === "star") && analysis.risky) {
				const safeOutput = analysis.safeOutput ? (token.output ? "" : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput) : void 0;
				const open = tokens[token.tokensIndex];
				open.type = "text";
				open.value = literal;
				open.output = safeOutput || utils.escapeRegex(literal);
				for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
					tokens[i].value = "";
					tokens[i].output = "";
					delete tokens[i].suffix;
				}
				state.output = token.output + open.output;
				state.backtrack = true;
				push({
					type: "paren",
					extglob: true,
					value,
					output: ""
				});
				decrement("parens");
				return;
			}
			let output = token.close + (opts.capture ? ")" : "");
			let rest;
			if (token.type === "negate") {
				let extglobStar = star;
				if (token.inner && token.inner.length > 1 && token.inner.includes("/")) extglobStar = globstar(opts);
				if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) output = token.close = `)$))${extglobStar}`;
				if (token.inner.includes("*") && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) output = token.close = `)${parse(rest, {
					...options,
					fastpaths: false
				}).output})${extglobStar})`;
				if (token.prev.type === "bos") state.negatedExtglob = true;
			}
			push({
				type: "paren",
				extglob: true,
				value,
				output
			});
			decrement("parens");
		};
		/**
		* Fast paths
		*/
		if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
			let backslashes = false;
			let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
				if (first === "\\") {
					backslashes = true;
					return m;
				}
				if (first === "?") {
					if (esc) return esc + first + (rest ? QMARK.repeat(rest.length) : "");
					if (index === 0) return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : "");
					return QMARK.repeat(chars.length);
				}
				if (first === ".") return DOT_LITERAL.repeat(chars.length);
				if (first === "*") {
					if (esc) return esc + first + (rest ? star : "");
					return star;
				}
				return esc ? m : `\\${m}`;
			});
			if (backslashes === true) {
				if (opts.unescape === true) output = output.replace(/\\/g, "");
				else output = output.replace(/\\+/g, (m) => {
					return m.length % 2 === 0 ? "\\\\" : m ? "\\" : "";
				});
			}
			if (output === input && opts.contains === true) {
				state.output = input;
				return state;
			}
			state.output = utils.wrapOutput(output, state, options);
			return state;
		}
		/**
		* Tokenize input until we reach end-of-string
		*/
		while (!eos()) {
			value = advance();
			if (value === "\0") continue;
			/**
			* Escaped characters
			*/
			if (value === "\\") {
				const next = peek();
				if (next === "/" && opts.bash !== true) continue;
				if (next === "." || next === ";") continue;
				if (!next) {
					value += "\\";
					push({
						type: "text",
						value
					});
					continue;
				}
				const match = /^\\+/.exec(remaining());
				let slashes = 0;
				if (match && match[0].length > 2) {
					slashes = match[0].length;
					state.index += slashes;
					if (slashes % 2 !== 0) value += "\\";
				}
				if (opts.unescape === true) value = advance();
				else value += advance();
				if (state.brackets === 0) {
					push({
						type: "text",
						value
					});
					continue;
				}
			}
			/**
			* If we're inside a regex character class, continue
			* until we reach the closing bracket.
			*/
			if (state.brackets > 0 && (value !== "]" || prev.value === "[" || prev.value === "[^")) {
				if (opts.posix !== false && value === ":") {
					const inner = prev.value.slice(1);
					if (inner.includes("[")) {
						prev.posix = true;
						if (inner.includes(":")) {
							const idx = prev.value.lastIndexOf("[");
							const pre = prev.value.slice(0, idx);
							const rest = prev.value.slice(idx + 2);
							const posix = POSIX_REGEX_SOURCE[rest];
							if (posix) {
								prev.value = pre + posix;
								state.backtrack = true;
								advance();
								if (!bos.output && tokens.indexOf(prev) === 1) bos.output = ONE_CHAR;
								continue;
							}
						}
					}
				}
				if (value === "[" && peek() !== ":" || value === "-" && peek() === "]") value = `\\${value}`;
				if (value === "]" && (prev.value === "[" || prev.value === "[^")) value = `\\${value}`;
				if (opts.posix === true && value === "!" && prev.value === "[") value = "^";
				prev.value += value;
				append({ value });
				continue;
			}
			/**
			* If we're inside a quoted string, continue
			* until we reach the closing double quote.
			*/
			if (state.quotes === 1 && value !== "\"") {
				value = utils.escapeRegex(value);
				prev.value += value;
				append({ value });
				continue;
			}
			/**
			* Double quotes
			*/
			if (value === "\"") {
				state.quotes = state.quotes === 1 ? 0 : 1;
				if (opts.keepQuotes === true) push({
					type: "text",
					value
				});
				continue;
			}
			/**
			* Parentheses
			*/
			if (value === "(") {
				increment("parens");
				push({
					type: "paren",
					value
				});
				continue;
			}
			if (value === ")") {
				if (state.parens === 0 && opts.strictBrackets === true) throw new SyntaxError(syntaxError("opening", "("));
				const extglob = extglobs[extglobs.length - 1];
				if (extglob && state.parens === extglob.parens + 1) {
					extglobClose(extglobs.pop());
					continue;
				}
				push({
					type: "paren",
					value,
					output: state.parens ? ")" : "\\)"
				});
				decrement("parens");
				continue;
			}
			/**
			* Square brackets
			*/
			if (value === "[") {
				if (opts.nobracket === true || !remaining().includes("]")) {
					if (opts.nobracket !== true && opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
					value = `\\${value}`;
				} else increment("brackets");
				push({
					type: "bracket",
					value
				});
				continue;
			}
			if (value === "]") {
				if (opts.nobracket === true || prev && prev.type === "bracket" && prev.value.length === 1) {
					push({
						type: "text",
						value,
						output: `\\${value}`
					});
					continue;
				}
				if (state.brackets === 0) {
					if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("opening", "["));
					push({
						type: "text",
						value,
						output: `\\${value}`
					});
					continue;
				}
				decrement("brackets");
				const prevValue = prev.value.slice(1);
				if (prev.posix !== true && prevValue[0] === "^" && !prevValue.includes("/")) value = `/${value}`;
				prev.value += value;
				append({ value });
				if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) continue;
				const escaped = utils.escapeRegex(prev.value);
				state.output = state.output.slice(0, -prev.value.length);
				if (opts.literalBrackets === true) {
					state.output += escaped;
					prev.value = escaped;
					continue;
				}
				prev.value = `(${capture}${escaped}|${prev.value})`;
				state.output += prev.value;
				continue;
			}
			/**
			* Braces
			*/
			if (value === "{" && opts.nobrace !== true) {
				increment("braces");
				const open = {
					type: "brace",
					value,
					output: "(",
					outputIndex: state.output.length,
					tokensIndex: state.tokens.length
				};
				braces.push(open);
				push(open);
				continue;
			}
			if (value === "}") {
				const brace = braces[braces.length - 1];
				if (opts.nobrace === true || !brace) {
					push({
						type: "text",
						value,
						output: value
					});
					continue;
				}
				let output = ")";
				if (brace.dots === true) {
					const arr = tokens.slice();
					const range = [];
					for (let i = arr.length - 1; i >= 0; i--) {
						tokens.pop();
						if (arr[i].type === "brace") break;
						if (arr[i].type !== "dots") range.unshift(arr[i].value);
					}
					output = expandRange(range, opts);
					state.backtrack = true;
				}
				if (brace.comma !== true && brace.dots !== true) {
					const out = state.output.slice(0, brace.outputIndex);
					const toks = state.tokens.slice(brace.tokensIndex);
					brace.value = brace.output = "\\{";
					value = output = "\\}";
					state.output = out;
					for (const t of toks) state.output += t.output || t.value;
				}
				push({
					type: "brace",
					value,
					output
				});
				decrement("braces");
				braces.pop();
				continue;
			}
			/**
			* Pipes
			*/
			if (value === "|") {
				if (extglobs.length > 0) extglobs[extglobs.length - 1].conditions++;
				push({
					type: "text",
					value
				});
				continue;
			}
			/**
			* Commas
			*/
			if (value === ",") {
				let output = value;
				const brace = braces[braces.length - 1];
				if (brace && stack[stack.length - 1] === "braces") {
					brace.comma = true;
					output = "|";
				}
				push({
					type: "comma",
					value,
					output
				});
				continue;
			}
			/**
			* Slashes
			*/
			if (value === "/") {
				if (prev.type === "dot" && state.index === state.start + 1) {
					state.start = state.index + 1;
					state.consumed = "";
					state.output = "";
					tokens.pop();
					prev = bos;
					continue;
				}
				push({
					type: "slash",
					value,
					output: SLASH_LITERAL
				});
				continue;
			}
			/**
			* Dots
			*/
			if (value === ".") {
				if (state.braces > 0 && prev.type === "dot") {
					if (prev.value === ".") prev.output = DOT_LITERAL;
					const brace = braces[braces.length - 1];
					prev.type = "dots";
					prev.output += value;
					prev.value += value;
					brace.dots = true;
					continue;
				}
				if (state.braces + state.parens === 0 && prev.type !== "bos" && prev.type !== "slash") {
					push({
						type: "text",
						value,
						output: DOT_LITERAL
					});
					continue;
				}
				push({
					type: "dot",
					value,
					output: DOT_LITERAL
				});
				continue;
			}
			/**
			* Question marks
			*/
			if (value === "?") {
				if (!(prev && prev.value === "(") && opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					extglobOpen("qmark", value);
					continue;
				}
				if (prev && prev.type === "paren") {
					const next = peek();
					let output = value;
					if (prev.value === "(" && !/[!=<:]/.test(next) || next === "<" && !/<([!=]|\w+>)/.test(remaining())) output = `\\${value}`;
					push({
						type: "text",
						value,
						output
					});
					continue;
				}
				if (opts.dot !== true && (prev.type === "slash" || prev.type === "bos")) {
					push({
						type: "qmark",
						value,
						output: QMARK_NO_DOT
					});
					continue;
				}
				push({
					type: "qmark",
					value,
					output: QMARK
				});
				continue;
			}
			/**
			* Exclamation
			*/
			if (value === "!") {
				if (opts.noextglob !== true && peek() === "(") {
					if (peek(2) !== "?" || !/[!=<:]/.test(peek(3))) {
						extglobOpen("negate", value);
						continue;
					}
				}
				if (opts.nonegate !== true && state.index === 0) {
					negate();
					continue;
				}
			}
			/**
			* Plus
			*/
			if (value === "+") {
				if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					extglobOpen("plus", value);
					continue;
				}
				if (prev && prev.value === "(" || opts.regex === false) {
					push({
						type: "plus",
						value,
						output: PLUS_LITERAL
					});
					continue;
				}
				if (prev && (prev.type === "bracket" || prev.type === "paren" || prev.type === "brace") || state.parens > 0) {
					push({
						type: "plus",
						value
					});
					continue;
				}
				push({
					type: "plus",
					value: PLUS_LITERAL
				});
				continue;
			}
			/**
			* Plain text
			*/
			if (value === "@") {
				if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					push({
						type: "at",
						extglob: true,
						value,
						output: ""
					});
					continue;
				}
				push({
					type: "text",
					value
				});
				continue;
			}
			/**
			* Plain text
			*/
			if (value !== "*") {
				if (value === "$" || value === "^") value = `\\${value}`;
				const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
				if (match) {
					value += match[0];
					state.index += match[0].length;
				}
				push({
					type: "text",
					value
				});
				continue;
			}
			/**
			* Stars
			*/
			if (prev && (prev.type === "globstar" || prev.star === true)) {
				prev.type = "star";
				prev.star = true;
				prev.value += value;
				prev.output = star;
				state.backtrack = true;
				state.globstar = true;
				consume(value);
				continue;
			}
			let rest = remaining();
			if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
				extglobOpen("star", value);
				continue;
			}
			if (prev.type === "star") {
				if (opts.noglobstar === true) {
					consume(value);
					continue;
				}
				const prior = prev.prev;
				const before = prior.prev;
				const isStart = prior.type === "slash" || prior.type === "bos";
				const afterStar = before && (before.type === "star" || before.type === "globstar");
				if (opts.bash === true && (!isStart || rest[0] && rest[0] !== "/")) {
					push({
						type: "star",
						value,
						output: ""
					});
					continue;
				}
				const isBrace = state.braces > 0 && (prior.type === "comma" || prior.type === "brace");
				const isExtglob = extglobs.length && (prior.type === "pipe" || prior.type === "paren");
				if (!isStart && prior.type !== "paren" && !isBrace && !isExtglob) {
					push({
						type: "star",
						value,
						output: ""
					});
					continue;
				}
				while (rest.slice(0, 3) === "/**") {
					const after = input[state.index + 4];
					if (after && after !== "/") break;
					rest = rest.slice(3);
					consume("/**", 3);
				}
				const isEnd = eos() || state.parens > 0 && rest === ")".repeat(state.parens) && !extglobs.some((extglob) => extglob.type === "negate");
				if (prior.type === "bos" && eos()) {
					prev.type = "globstar";
					prev.value += value;
					prev.output = globstar(opts);
					state.output = prev.output;
					state.globstar = true;
					consume(value);
					continue;
				}
				if (prior.type === "slash" && prior.prev.type !== "bos" && !afterStar && isEnd) {
					state.output = state.output.slice(0, -(prior.output + prev.output).length);
					prior.output = `(?:${prior.output}`;
					prev.type = "globstar";
					prev.output = globstar(opts) + (opts.strictSlashes ? ")" : "|$)");
					prev.value += value;
					state.globstar = true;
					state.output += prior.output + prev.output;
					consume(value);
					continue;
				}
				if (prior.type === "slash" && prior.prev.type !== "bos" && rest[0] === "/") {
					const end = rest[1] !== void 0 ? "|$" : "";
					state.output = state.output.slice(0, -(prior.output + prev.output).length);
					prior.output = `(?:${prior.output}`;
					prev.type = "globstar";
					prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
					prev.value += value;
					state.output += prior.output + prev.output;
					state.globstar = true;
					consume(value + advance());
					push({
						type: "slash",
						value: "/",
						output: ""
					});
					continue;
				}
				if (prior.type === "bos" && rest[0] === "/") {
					prev.type = "globstar";
					prev.value += value;
					prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
					state.output = prev.output;
					state.globstar = true;
					consume(value + advance());
					push({
						type: "slash",
						value: "/",
						output: ""
					});
					continue;
				}
				state.output = state.output.slice(0, -prev.output.length);
				prev.type = "globstar";
				prev.output = globstar(opts);
				prev.value += value;
				state.output += prev.output;
				state.globstar = true;
				consume(value);
				continue;
			}
			const token = {
				type: "star",
				value,
				output: star
			};
			if (opts.bash === true) {
				token.output = ".*?";
				if (prev.type === "bos" || prev.type === "slash") token.output = nodot + token.output;
				push(token);
				continue;
			}
			if (prev && (prev.type === "bracket" || prev.type === "paren") && opts.regex === true) {
				token.output = value;
				push(token);
				continue;
			}
			if (state.index === state.start || prev.type === "slash" || prev.type === "dot") {
				if (prev.type === "dot") {
					state.output += NO_DOT_SLASH;
					prev.output += NO_DOT_SLASH;
				} else if (opts.dot === true) {
					state.output += NO_DOTS_SLASH;
					prev.output += NO_DOTS_SLASH;
				} else {
					state.output += nodot;
					prev.output += nodot;
				}
				if (peek() !== "*") {
					state.output += ONE_CHAR;
					prev.output += ONE_CHAR;
				}
			}
			push(token);
		}
		while (state.brackets > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
			state.output = utils.escapeLast(state.output, "[");
			decrement("brackets");
		}
		while (state.parens > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", ")"));
			state.output = utils.escapeLast(state.output, "(");
			decrement("parens");
		}
		while (state.braces > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "}"));
			state.output = utils.escapeLast(state.output, "{");
			decrement("braces");
		}
		if (opts.strictSlashes !== true && (prev.type === "star" || prev.type === "bracket")) push({
			type: "maybe_slash",
			value: "",
			output: `${SLASH_LITERAL}?`
		});
		if (state.backtrack === true) {
			state.output = "";
			for (const token of state.tokens) {
				state.output += token.output != null ? token.output : token.value;
				if (token.suffix) state.output += token.suffix;
			}
		}
		return state;
	};
	/**
	* Fast paths for creating regular expressions for common glob patterns.
	* This can significantly speed up processing and has very little downside
	* impact when none of the fast paths match.
	*/
	parse.fastpaths = (input, options) => {
		const opts = { ...options };
		const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
		const len = input.length;
		if (len > max) throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
		input = REPLACEMENTS[input] || input;
		const { DOT_LITERAL, SLASH_LITERAL, ONE_CHAR, DOTS_SLASH, NO_DOT, NO_DOTS, NO_DOTS_SLASH, STAR, START_ANCHOR } = constants.globChars(opts.windows);
		const nodot = opts.dot ? NO_DOTS : NO_DOT;
		const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
		const capture = opts.capture ? "" : "?:";
		const state = {
			negated: false,
			prefix: ""
		};
		let star = opts.bash === true ? ".*?" : STAR;
		if (opts.capture) star = `(${star})`;
		const globstar = (opts) => {
			if (opts.noglobstar === true) return star;
			return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
		};
		const create = (str) => {
			switch (str) {
				case "*": return `${nodot}${ONE_CHAR}${star}`;
				case ".*": return `${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "*.*": return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "*/*": return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;
				case "**": return nodot + globstar(opts);
				case "**/*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;
				case "**/*.*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "**/.*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;
				default: {
					const match = /^(.*?)\.(\w+)$/.exec(str);
					if (!match) return;
					const source = create(match[1]);
					if (!source) return;
					return source + DOT_LITERAL + match[2];
				}
			}
		};
		let source = create(utils.removePrefix(input, state));
		if (source && opts.strictSlashes !== true) source += `${SLASH_LITERAL}?`;
		return source;
	};
	module.exports = parse;
}));
// node_modules/picomatch/lib/picomatch.js
var require_picomatch$1 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const scan = require_scan();
	const parse = require_parse();
	const utils = require_utils();
	const constants = require_constants();
	const isObject = (val) => val && typeof val === "object" && !Array.isArray(val);
	/**
	* Creates a matcher function from one or more glob patterns. The
	* returned function takes a string to match as its first argument,
	* and returns true if the string is a match. The returned matcher
	* function also takes a boolean as the second argument that, when true,
	* returns an object with additional information.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch(glob[, options]);
	*
	* const isMatch = picomatch('*.!(*a)');
	* console.log(isMatch('a.a')); //=> false
	* console.log(isMatch('a.b')); //=> true
	*
	* // For environments without `node.js`, `picomatch/posix` provides you a dependency-free matcher, without automatic OS detection.
	* const picomatch = require('picomatch/posix');
	* // the same API, defaulting to posix paths
	* const isMatch = picomatch('a/*');
	* console.log(isMatch('a\\b')); //=> false
	* console.log(isMatch('a/b')); //=> true
	*
	* // you can still configure the matcher function to accept windows paths
	* const isMatch = picomatch('a/*', { options: windows });
	* console.log(isMatch('a\\b')); //=> true
	* console.log(isMatch('a/b')); //=> true
	* ```
	* @name picomatch
	* @param {String|Array} `globs` One or more glob patterns.
	* @param {Object=} `options`
	* @return {Function=} Returns a matcher function.
	* @api public
	*/
	const picomatch = (glob, options, returnState = false) => {
		if (Array.isArray(glob)) {
			const fns = glob.map((input) => picomatch(input, options, returnState));
			const arrayMatcher = (str) => {
				for (const isMatch of fns) {
					const state = isMatch(str);
					if (state) return state;
				}
				return false;
			};
			return arrayMatcher;
		}
		const isState = isObject(glob) && glob.tokens && glob.input;
		if (glob === "" || typeof glob !== "string" && !isState) throw new TypeError("Expected pattern to be a non-empty string");
		const opts = options || {};
		const posix = opts.windows;
		const regex = isState ? picomatch.compileRe(glob, options) : picomatch.makeRe(glob, options, false, true);
		const state = regex.state;
		delete regex.state;
		let isIgnored = () => false;
		if (opts.ignore) {
			const ignoreOpts = {
				...options,
				ignore: null,
				onMatch: null,
				onResult: null
			};
			isIgnored = picomatch(opts.ignore, ignoreOpts, returnState);
		}
		const matcher = (input, returnObject = false) => {
			const { isMatch, match, output } = picomatch.test(input, regex, options, {
				glob,
				posix
			});
			const result = {
				glob,
				state,
				regex,
				posix,
				input,
				output,
				match,
				isMatch
			};
			if (typeof opts.onResult === "function") opts.onResult(result);
			if (isMatch === false) {
				result.isMatch = false;
				return returnObject ? result : false;
			}
			if (isIgnored(input)) {
				if (typeof opts.onIgnore === "function") opts.onIgnore(result);
				result.isMatch = false;
				return returnObject ? result : false;
			}
			if (typeof opts.onMatch === "function") opts.onMatch(result);
			return returnObject ? result : true;
		};
		if (returnState) matcher.state = state;
		return matcher;
	};
	/**
	* Test `input` with the given `regex`. This is used by the main
	* `picomatch()` function to test the input string.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.test(input, regex[, options]);
	*
	* console.log(picomatch.test('foo/bar', /^(?:([^/]*?)\/([^/]*?))$/));
	* // { isMatch: true, match: [ 'foo/', 'foo', 'bar' ], output: 'foo/bar' }
	* ```
	* @param {String} `input` String to test.
	* @param {RegExp} `regex`
	* @return {Object} Returns an object with matching info.
	* @api public
	*/
	picomatch.test = (input, regex, options, { glob, posix } = {}) => {
		if (typeof input !== "string") throw new TypeError("Expected input to be a string");
		if (input === "") return {
			isMatch: false,
			output: ""
		};
		const opts = options || {};
		const format = opts.format || (posix ? utils.toPosixSlashes : null);
		let match = input === glob;
		let output = match && format ? format(input) : input;
		if (match === false) {
			output = format ? format(input) : input;
			match = output === glob;
		}
		if (match === false || opts.capture === true) {
			if (opts.matchBase === true || opts.basename === true) match = picomatch.matchBase(input, regex, options, posix);
			else match = regex.exec(output);
		}
		return {
			isMatch: Boolean(match),
			match,
			output
		};
	};
	/**
	* Match the basename of a filepath.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.matchBase(input, glob[, options]);
	* console.log(picomatch.matchBase('foo/bar.js', '*.js'); // true
	* ```
	* @param {String} `input` String to test.
	* @param {RegExp|String} `glob` Glob pattern or regex created by [.makeRe](#makeRe).
	* @return {Boolean}
	* @api public
	*/
	picomatch.matchBase = (input, glob, options, posix = options && options.windows) => {
		return (glob instanceof RegExp ? glob : picomatch.makeRe(glob, options)).test(utils.basename(input, { windows: posix }));
	};
	/**
	* Returns true if **any** of the given glob `patterns` match the specified `string`.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.isMatch(string, patterns[, options]);
	*
	* console.log(picomatch.isMatch('a.a', ['b.*', '*.a'])); //=> true
	* console.log(picomatch.isMatch('a.a', 'b.*')); //=> false
	* ```
	* @param {String|Array} str The string to test.
	* @param {String|Array} patterns One or more glob patterns to use for matching.
	* @param {Object} [options] See available [options](#options).
	* @return {Boolean} Returns true if any patterns match `str`
	* @api public
	*/
	picomatch.isMatch = (str, patterns, options) => picomatch(patterns, options)(str);
	/**
	* Parse a glob pattern to create the source string for a regular
	* expression.
	*
	* ```js
	* const picomatch = require('picomatch');
	* const result = picomatch.parse(pattern[, options]);
	* ```
	* @param {String} `pattern`
	* @param {Object} `options`
	* @return {Object} Returns an object with useful properties and output to be used as a regex source string.
	* @api public
	*/
	picomatch.parse = (pattern, options) => {
		if (Array.isArray(pattern)) return pattern.map((p) => picomatch.parse(p, options));
		return parse(pattern, {
			...options,
			fastpaths: false
		});
	};
	/**
	* Scan a glob pattern to separate the pattern into segments.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.scan(input[, options]);
	*
	* const result = picomatch.scan('!./foo/*.js');
	* console.log(result);
	* { prefix: '!./',
	*   input: '!./foo/*.js',
	*   start: 3,
	*   base: 'foo',
	*   glob: '*.js',
	*   isBrace: false,
	*   isBracket: false,
	*   isGlob: true,
	*   isExtglob: false,
	*   isGlobstar: false,
	*   negated: true }
	* ```
	* @param {String} `input` Glob pattern to scan.
	* @param {Object} `options`
	* @return {Object} Returns an object with
	* @api public
	*/
	picomatch.scan = (input, options) => scan(input, options);
	/**
	* Compile a regular expression from the `state` object returned by the
	* [parse()](#parse) method.
	*
	* ```js
	* const picomatch = require('picomatch');
	* const state = picomatch.parse('*.js');
	* // picomatch.compileRe(state[, options]);
	*
	* console.log(picomatch.compileRe(state));
	* //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
	* ```
	* @param {Object} `state`
	* @param {Object} `options`
	* @param {Boolean} `returnOutput` Intended for implementors, this argument allows you to return the raw output from the parser.
	* @param {Boolean} `returnState` Adds the state to a `state` property on the returned regex. Useful for implementors and debugging.
	* @return {RegExp}
	* @api public
	*/
	picomatch.compileRe = (state, options, returnOutput = false, returnState = false) => {
		if (returnOutput === true) return state.output;
		const opts = options || {};
		const prepend = opts.contains ? "" : "^";
		const append = opts.contains ? "" : "$";
		let source = `${prepend}(?:${state.output})${append}`;
		if (state && state.negated === true) source = `^(?!${source}).*$`;
		const regex = picomatch.toRegex(source, options);
		if (returnState === true) regex.state = state;
		return regex;
	};
	/**
	* Create a regular expression from a parsed glob pattern.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.makeRe(state[, options]);
	*
	* const result = picomatch.makeRe('*.js');
	* console.log(result);
	* //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
	* ```
	* @param {String} `state` The object returned from the `.parse` method.
	* @param {Object} `options`
	* @param {Boolean} `returnOutput` Implementors may use this argument to return the compiled output, instead of a regular expression. This is not exposed on the options to prevent end-users from mutating the result.
	* @param {Boolean} `returnState` Implementors may use this argument to return the state from the parsed glob with the returned regular expression.
	* @return {RegExp} Returns a regex created from the given pattern.
	* @api public
	*/
	picomatch.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
		if (!input || typeof input !== "string") throw new TypeError("Expected a non-empty string");
		let parsed = {
			negated: false,
			fastpaths: true
		};
		if (options.fastpaths !== false && (input[0] === "." || input[0] === "*")) parsed.output = parse.fastpaths(input, options);
		if (!parsed.output) parsed = parse(input, options);
		return picomatch.compileRe(parsed, options, returnOutput, returnState);
	};
	/**
	* Create a regular expression from the given regex source string.
	*
	* ```js
	* const picomatch = require('picomatch');
	* // picomatch.toRegex(source[, options]);
	*
	* const { output } = picomatch.parse('*.js');
	* console.log(picomatch.toRegex(output));
	* //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
	* ```
	* @param {String} `source` Regular expression source string.
	* @param {Object} `options`
	* @return {RegExp}
	* @api public
	*/
	picomatch.toRegex = (source, options) => {
		try {
			const opts = options || {};
			return new RegExp(source, opts.flags || (opts.nocase ? "i" : ""));
		} catch (err) {
			if (options && options.debug === true) throw err;
			return /$^/;
		}
	};
	/**
	* Picomatch constants.
	* @return {Object}
	*/
	picomatch.constants = constants;
	/**
	* Expose "picomatch"
	*/
	module.exports = picomatch;
}));
// packages/files/src/walk.ts
var import_picomatch = /* @__PURE__ */ __toESM((/* @__PURE__ */ __commonJSMin(((exports, module) => {
	const pico = require_picomatch$1();
	const utils = require_utils();
	function picomatch(glob, options, returnState = false) {
		if (options && (options.windows === null || options.windows === void 0)) options = {
			...options,
			windows: utils.isWindows()
		};
		return pico(glob, options, returnState);
	}
	Object.assign(picomatch, pico);
	module.exports = picomatch;
})))(), 1);
/**
* The matching files below `base`, sorted, with forward slashes.
* @throws FilesError SYMLINK_ESCAPES where a matching link, or a linked folder in which files could match, leads out of `base`
*/
async function walk(base, options) {
	const { matches, depth, suffixes } = options;
	const found = [];
	const folders = [{
		path: "",
		level: 1
	}];
	for (let folder = folders.pop(); folder !== void 0; folder = folders.pop()) {
		const entries = await list$1(join(base, folder.path));
		const names = new Set(entries.map((entry) => entry.name));
		for (const entry of entries) {
			const { name } = entry;
			if (name.startsWith(".") || isSideFile(name, names, suffixes)) continue;
			const path = folder.path === "" ? name : `${folder.path}/${name}`;
			const deeper = folder.level < depth;
			if (entry.isDirectory()) {
				if (deeper) folders.push({
					path,
					level: folder.level + 1
				});
			} else if (entry.isSymbolicLink()) {
				if (await isLinkToFile(base, path, deeper, options)) found.push(path);
			} else if (entry.isFile() && matches(path)) found.push(path);
		}
	}
	return found.sort();
}
/** A folder that is not there, or went away, holds nothing. */
async function list$1(folder) {
	try {
		return await readdir(folder, { withFileTypes: true });
	} catch (error) {
		if (["ENOENT", "ENOTDIR"].includes(errnoOf(error) ?? "")) return [];
		throw error;
	}
}
/** `NAME.p7s` beside `NAME` is ours; alone it is a file like any other. */
function isSideFile(name, names, suffixes) {
	return suffixes.some((suffix) => name.endsWith(suffix) && names.has(name.slice(0, -suffix.length)));
}
/** Whether a link is a file to be signed. Linked folders are not entered: what is in them inside the base has its own path there. */
async function isLinkToFile(base, path, deeper, options) {
	const matching = options.matches(path);
	const link = join(base, path);
	const details = {
		path: link,
		pattern: options.pattern
	};
	const stats = await stat(link).catch(() => null);
	if (stats === null) {
		if (matching) throw new FilesError("FILE_NOT_FOUND", `${link}: the link leads nowhere`, { details });
		return false;
	}
	if (stats.isDirectory() ? !deeper : !matching) return false;
	const way = relative(await realpath(base), await realpath(link));
	if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) throw new FilesError("SYMLINK_ESCAPES", `${link}: the link leads out of the pattern's folder`, { details });
	return stats.isFile();
}
// packages/files/src/glob.ts
/** What we leave beside a signed file. */
const SIDE_FILE_SUFFIXES = [
	".p7s",
	".sigstore.json",
	".provenance.sigstore.json"
];
/** Characters that make a pattern of a path. Round brackets are none: extended globs are not part of the language. */
const GLOB_CHARACTERS = /[*?[\]{}\\]/;
/**
* The files that paths and globs (`**`, `*`, `?`, `[a-z]`, `{a,b}`, `!exclude`) mean: in the order of the patterns, each glob's files sorted, every
* file once. A path that exists is taken literally, whatever characters it has. Globs see regular files and links to them; no dot files, no side
* files, and nothing behind a linked folder. An exclusion holds for all patterns, and for everything below a folder that it names.
* @throws FilesError FILE_NOT_FOUND, PATH_IS_DIRECTORY, NOT_A_FILE (literal paths); NOTHING_MATCHED, SYMLINK_ESCAPES (globs); PERMISSION_DENIED
*/
async function expandFiles(patterns, options = {}) {
	const cwd = resolve(options.cwd ?? ".");
	const suffixes = options.sideFileSuffixes ?? SIDE_FILE_SUFFIXES;
	const wanted = [];
	const excluded = [];
	for (const given of patterns) {
		const literal = await literalFile(given, cwd);
		if (literal === null && given.startsWith("!")) excluded.push(slashes(given.slice(1)));
		else wanted.push({
			pattern: given,
			literal
		});
	}
	if (wanted.length === 0) throw nothing(patterns.join(" "));
	const isExcluded = exclusion(excluded, cwd);
	const found = /* @__PURE__ */ new Map();
	for (const { pattern, literal } of wanted) {
		const kept = (literal === null ? await globFiles(slashes(pattern), cwd, suffixes) : [literal]).filter((file) => !isExcluded(file));
		if (kept.length === 0) throw nothing(pattern);
		for (const file of kept) if (!found.has(file.absolute)) found.set(file.absolute, file);
	}
	return [...found.values()];
}
/** null where nothing is called so and it may be a pattern. */
async function literalFile(given, cwd) {
	const absolute = resolve(cwd, given);
	const details = { path: given };
	const stats = await statOrNull(absolute, given);
	if (stats === null || given === "") {
		if (given !== "" && (given.startsWith("!") || GLOB_CHARACTERS.test(given))) return null;
		throw new FilesError("FILE_NOT_FOUND", `${JSON.stringify(given)}: there is no such file`, { details });
	}
	if (stats.isDirectory()) throw new FilesError("PATH_IS_DIRECTORY", `${given}: is a directory`, { details });
	if (!stats.isFile()) throw new FilesError("NOT_A_FILE", `${given}: is not a regular file`, { details });
	return {
		path: given,
		absolute,
		relative: basename(absolute)
	};
}
async function globFiles(pattern, cwd, suffixes) {
	const { base, rest } = await splitBase(pattern, cwd);
	const matches = (0, import_picomatch.default)(rest, { noextglob: true });
	const depth = rest.includes("**") ? Number.POSITIVE_INFINITY : rest.split("/").length;
	const folder = resolve(cwd, base);
	return (await onFile(pattern, () => walk(folder, {
		matches,
		depth,
		suffixes,
		pattern
	}))).map((relative) => ({
		path: base === "" || base.endsWith("/") ? base + relative : `${base}/${relative}`,
		absolute: join(folder, relative),
		relative
	}));
}
/** Splits before the first segment that is a pattern; a folder that really has such a name is none. */
async function splitBase(pattern, cwd) {
	const segments = pattern.replace(/^(?:\.\/+)+/, "").split("/");
	let count = 0;
	let base = "";
	while (count < segments.length - 1) {
		const next = segments.slice(0, count + 1).join("/");
		if (GLOB_CHARACTERS.test(segments[count])) {
			if (!(await statOrNull(resolve(cwd, next), pattern))?.isDirectory()) break;
		}
		count++;
		base = next === "" ? "/" : next;
	}
	return {
		base,
		rest: segments.slice(count).filter((segment) => segment !== "").join("/")
	};
}
function exclusion(patterns, cwd) {
	if (patterns.length === 0) return () => false;
	const whole = patterns.map((pattern) => pattern.replace(/^(?:\.\/+)+/, "").replace(/\/+$/, ""));
	const matches = (0, import_picomatch.default)(whole.flatMap((pattern) => [pattern, `${pattern}/**`]), {
		dot: true,
		noextglob: true
	});
	return ({ absolute }) => matches(slashes(relative(cwd, absolute))) || matches(slashes(absolute));
}
async function statOrNull(absolute, given) {
	try {
		return await stat(absolute);
	} catch (error) {
		if ([
			"ENOENT",
			"ENOTDIR",
			"ENAMETOOLONG",
			"EINVAL"
		].includes(errnoOf(error) ?? "")) return null;
		throw asFilesError(error, given);
	}
}
/** A backslash separates folders on Windows and nothing else; elsewhere it takes a character's meaning away. */
function slashes(path) {
	return sep === "\\" ? path.replaceAll("\\", "/") : path;
}
function nothing(pattern) {
	return new FilesError("NOTHING_MATCHED", `${JSON.stringify(pattern)}: no file matches`, { details: { pattern } });
}
Math.ceil(TAIL_LIMIT * 4 / 3) + 4 * PAGE;
process.platform === "win32" || process.platform;
// packages/files/src/small-files.ts
/** Most bytes that a configuration, a certificate or a side file may have, where the caller names no other limit. */
const SMALL_FILE = 16777216;
/**
* A whole small file: configuration, certificates, side files. Reads pipes too (`--trust <(...)`).
* @param limit bytes
* @throws FilesError FILE_NOT_FOUND, PATH_IS_DIRECTORY, FILE_TOO_LARGE, PERMISSION_DENIED, IO_FAILED
*/
function readBytes(path, limit = SMALL_FILE) {
	return onFile(path, async () => {
		const handle = await open$1(path, "r");
		try {
			const chunks = [];
			let length = 0;
			for (;;) {
				const chunk = new Uint8Array(Math.min(65536, limit + 1 - length));
				const { bytesRead } = await handle.read(chunk, 0, chunk.length);
				if (bytesRead === 0) break;
				chunks.push(chunk.subarray(0, bytesRead));
				length += bytesRead;
				if (length > limit) throw new FilesError("FILE_TOO_LARGE", `${path}: more than ${limit} bytes`, { details: {
					path,
					limit
				} });
			}
			return concat(...chunks);
		} finally {
			await handle.close();
		}
	});
}
/**
* A small UTF-8 text file, without its byte order mark.
* @throws FilesError as {@link readBytes}, and FILE_NOT_TEXT
*/
async function readText(path, limit) {
	const bytes = await readBytes(path, limit);
	try {
		return fromUtf8(bytes).replace(/^\uFEFF/, "");
	} catch (cause) {
		throw new FilesError("FILE_NOT_TEXT", `${path}: not UTF-8 text`, {
			cause,
			details: { path }
		});
	}
}
// packages/engine/src/concurrently.ts
/**
* Runs `work` over `items`, at most `limit` at once; results in the order of the items.
* Where one throws, no other begins, and those under way end before the first error is thrown: what they use is still open until then.
*/
async function concurrently(items, limit, work) {
	const results = new Array(items.length);
	const failures = [];
	let next = 0;
	const worker = async () => {
		while (next < items.length && failures.length === 0) {
			const index = next++;
			try {
				results[index] = await work(items[index], index);
			} catch (error) {
				failures.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, worker));
	if (failures.length > 0) throw failures[0];
	return results;
}
// packages/engine/src/errors.ts
const ENGINE_ERRORS = {
	CONFIG_NOT_FOUND: {
		family: "usage",
		howToFix: "Correct the path of --config, or make a configuration with `chancery init`."
	},
	CONFIG_INVALID: {
		family: "usage",
		howToFix: "Correct the members that the message names; docs/configuration.md lists them all."
	},
	CONFIG_EXISTS: {
		family: "usage",
		howToFix: "Use the chancery.yaml that is there, or choose another folder with --dir."
	},
	KEY_UNKNOWN: {
		family: "usage",
		howToFix: "Name a key of chancery.yaml, or give a pkcs11: URI."
	},
	KEY_NOT_GIVEN: {
		family: "usage",
		howToFix: "Give --key NAME (a key of chancery.yaml) or --key pkcs11:..., or set CHANCERY_KEY."
	},
	OUTPUT_NOT_GIVEN: {
		family: "usage",
		howToFix: "Give --out DIR for signed copies, or --in-place to sign the files themselves."
	},
	OPTIONS_CONFLICT: {
		family: "usage",
		howToFix: "Give one of them."
	},
	OPTION_INVALID: {
		family: "usage",
		howToFix: "Correct the option; `chancery COMMAND --help` lists what each takes."
	},
	TIMESTAMP_NOT_CONFIGURED: {
		family: "usage",
		howToFix: "Give --timestamp URL or `timestamp:` in chancery.yaml; without one signatures end with the certificate: --no-timestamp accepts that."
	},
	ATTESTATION_KEY_MISSING: {
		family: "usage",
		howToFix: "Configure keys.attestation (a key of its own, never the release key), or give --no-attest to leave no record."
	},
	ATTESTATION_KEY_SHARED: {
		family: "usage",
		howToFix: "Give records a key of their own: `chancery keys generate`, then name it as keys.attestation."
	},
	CERTIFICATE_MISSING: {
		family: "usage",
		howToFix: "Give the certificate of the key: --certificate PEM, `certificate` in chancery.yaml, or import it to the token."
	},
	SIGNER_CERTIFICATE_EXPIRED: {
		family: "usage",
		howToFix: "Renew the certificate of the key (`chancery keys csr` makes the request)."
	},
	SIGNER_CERTIFICATE_PURPOSE: {
		family: "usage",
		howToFix: "Ask the CA for a certificate with the extended key usage codeSigning."
	},
	TRUST_NOT_GIVEN: {
		family: "usage",
		howToFix: "Give --trust PEM (the CA, or the public key of records), or `trust:` in chancery.yaml."
	},
	TRUST_INVALID: {
		family: "usage",
		howToFix: "Give PEM certificates, a PEM public key or a Sigstore trusted_root.json; for --crl a list in PEM or DER."
	},
	FORMAT_NOT_RECOGNISED: {
		family: "usage",
		howToFix: "Give --format blob to get a detached signature beside it, or leave the file out with !NAME."
	},
	EMPTY_FILE: {
		family: "malformed",
		howToFix: "An empty file is mostly a failed build step: look there, or leave it out with !NAME."
	},
	REQUIREMENT_NOT_MET: {
		family: "untrusted",
		howToFix: "Sign the file with what is required, or drop it from --require."
	},
	PREDICATE_INVALID: {
		family: "usage",
		howToFix: "Give a file that holds one JSON object."
	}
};
var EngineError = class extends ChanceryError {
	constructor(code, message, options) {
		super(ENGINE_ERRORS, code, message, options);
		this.name = "EngineError";
	}
};
// packages/engine/src/nearest.ts
/** The word of `words` that was probably meant: at most half of it mistyped. */
function nearest(word, words) {
	let best = null;
	let least = Math.max(2, Math.floor(word.length / 2)) + 1;
	for (const candidate of words) {
		const distance = editDistance(word, candidate);
		if (distance < least) {
			best = candidate;
			least = distance;
		}
	}
	return best;
}
/** ` (did you mean "x"?)`, or nothing. */
function suggestion(word, words) {
	const found = nearest(word, words);
	return found === null ? "" : ` (did you mean ${JSON.stringify(found)}?)`;
}
/** Levenshtein, one row at a time. */
function editDistance(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const substitution = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(substitution, row[j] + 1, next[j - 1] + 1));
		}
		row = next;
	}
	return row[b.length];
}
// packages/engine/src/config-reader.ts
/** Reads a chancery.yaml and says everything that is wrong with it at once. @throws EngineError CONFIG_INVALID */
async function readConfig(text, path) {
	const reader = new ConfigReader(dirname(path));
	const { data, problems } = await parseYaml(text);
	const config = reader.config(data);
	problems.push(...reader.problems);
	if (problems.length > 0) throw new EngineError("CONFIG_INVALID", `${path}: ${problems.join("; ")}`, { details: {
		path,
		problems
	} });
	return config;
}
/** Says where it is wrong and how, never with what: the parser's own messages quote the text, and that may be a PIN. */
async function parseYaml(text) {
	const { LineCounter, parseDocument } = await import("./yaml.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const lines = new LineCounter();
	try {
		const document = parseDocument(text, {
			uniqueKeys: true,
			prettyErrors: false,
			lineCounter: lines
		});
		const problems = [...document.errors, ...document.warnings].map(({ code, pos: [start] }) => {
			const { line, col } = lines.linePos(start);
			return `line ${line}, column ${col}: ${code.toLowerCase().replaceAll("_", " ")}`;
		});
		return {
			data: problems.length > 0 ? {} : document.toJS({ maxAliasCount: 10 }),
			problems
		};
	} catch (error) {
		if (error instanceof ReferenceError) return {
			data: {},
			problems: ["an alias (*name) has no anchor, or there are too many"]
		};
		if (error instanceof RangeError) return {
			data: {},
			problems: ["nested too deep"]
		};
		throw error;
	}
}
var ConfigReader = class {
	problems = [];
	#folder;
	constructor(folder) {
		this.#folder = folder;
	}
	config(data) {
		const members = this.#members(data ?? {}, "", [
			"keys",
			"timestamp",
			"trust",
			"log",
			"service"
		]);
		for (const member of ["log", "service"]) if (members[member] !== void 0) this.problems.push(`${member}: is not available in this version`);
		return {
			keys: this.#keys(members.keys),
			timestamp: this.#timestamp(members.timestamp),
			trust: this.#strings(members.trust, "trust").map((file) => resolve(this.#folder, file))
		};
	}
	#keys(data) {
		if (data === void 0 || data === null) return {};
		if (!isObject(data)) {
			this.problems.push("keys: is no mapping of names to keys");
			return {};
		}
		return Object.fromEntries(Object.entries(data).map(([name, key]) => [name, this.#key(key, `keys.${name}`)]));
	}
	#key(data, at) {
		const members = this.#members(data, at, [
			"uri",
			"module",
			"softhsm",
			"pin",
			"certificate"
		]);
		const uri = this.#string(members.uri, `${at}.uri`) ?? "";
		if (members.uri === void 0) this.problems.push(`${at}.uri: is missing`);
		else if (!uri.startsWith("pkcs11:")) this.problems.push(`${at}.uri: is no pkcs11: URI`);
		else if (/[?&]pin-value=/.test(uri)) this.problems.push(`${at}.uri: carries a PIN (pin-value); use pin: { env: NAME } or { file: PATH }`);
		const module = this.#string(members.module, `${at}.module`);
		const softhsm = this.#path(members.softhsm, `${at}.softhsm`);
		const pin = this.#pin(members.pin, `${at}.pin`);
		const certificate = this.#path(members.certificate, `${at}.certificate`);
		return {
			uri,
			...module !== void 0 && { module: module.includes("/") ? resolve(this.#folder, module) : module },
			...softhsm !== void 0 && { softhsm },
			...pin && { pin },
			...certificate !== void 0 && { certificate }
		};
	}
	#pin(data, at) {
		if (data === void 0 || data === null) return null;
		const members = this.#members(data, at, ["env", "file"], "secret");
		const env = this.#string(members.env, `${at}.env`);
		const file = this.#path(members.file, `${at}.file`);
		if (env === void 0 === (file === void 0)) {
			this.problems.push(`${at}: has one member, env or file`);
			return null;
		}
		return env === void 0 ? { file } : { env };
	}
	#timestamp(data) {
		if (data === void 0 || data === null || Array.isArray(data) && data.length === 0) return null;
		const members = this.#members(data, "timestamp", [
			"urls",
			"quorum",
			"key"
		]);
		const key = this.#string(members.key, "timestamp.key");
		const urls = this.#strings(members.urls, "timestamp.urls");
		if (members.quorum !== void 0 && members.quorum !== 1) this.problems.push("timestamp.quorum: only 1 is available in this version");
		if (key !== void 0 && urls.length > 0) this.problems.push("timestamp: has urls or key, not both");
		if (key !== void 0) return {
			kind: "key",
			key
		};
		return urls.length > 0 ? {
			kind: "urls",
			urls
		} : null;
	}
	/** @param names `secret`: an unknown one is not repeated, because it may be the PIN that somebody put into the wrong place */
	#members(data, at, known, names = "plain") {
		if (!isObject(data)) {
			this.problems.push(`${at || "the file"}: is no mapping`);
			return {};
		}
		for (const member of Object.keys(data)) {
			if (known.includes(member)) continue;
			const near = suggestion(member, known);
			const shown = names === "plain" ? `${at && `${at}.`}${member}:` : `${at}: a member`;
			this.problems.push(`${shown} is unknown${near || `; known: ${known.join(", ")}`}`);
		}
		return data;
	}
	#string(value, at) {
		if (value === void 0 || value === null) return void 0;
		if (typeof value === "string" && value !== "") return value;
		this.problems.push(`${at}: is no text`);
	}
	#path(value, at) {
		const path = this.#string(value, at);
		return path === void 0 ? void 0 : resolve(this.#folder, path);
	}
	#strings(value, at) {
		if (value === void 0 || value === null) return [];
		if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
		this.problems.push(`${at}: is no list of texts`);
		return [];
	}
};
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
// packages/engine/src/config.ts
const CONFIG_NAME = "chancery.yaml";
const MAX_CONFIG_BYTES = 1048576;
const NO_CONFIG = {
	path: null,
	keys: {},
	timestamp: null,
	trust: []
};
/**
* The configuration that holds: the one named, or the nearest chancery.yaml from `cwd` upwards, or none.
* @throws EngineError CONFIG_NOT_FOUND, CONFIG_INVALID (with every problem in it)
*/
async function loadConfig(cwd, named) {
	const path = named === void 0 ? await findConfig(cwd) : resolve(cwd, named);
	if (path === null) return NO_CONFIG;
	let text;
	try {
		text = await readText(path, MAX_CONFIG_BYTES);
	} catch (cause) {
		throw new EngineError("CONFIG_NOT_FOUND", `the configuration ${path} cannot be read`, {
			cause,
			details: { path }
		});
	}
	return {
		path,
		...await readConfig(text, path)
	};
}
async function findConfig(cwd) {
	for (let folder = resolve(cwd);; folder = dirname(folder)) {
		const path = join(folder, CONFIG_NAME);
		if (await exists(path)) return path;
		if (dirname(folder) === folder) return null;
	}
}
async function exists(path) {
	return access$1(path).then(() => true, () => false);
}
// packages/engine/src/context.ts
async function openContext(options) {
	const cwd = options.cwd ?? process.cwd();
	const env = options.env ?? {};
	if (variable(env, "CHANCERY_SERVICE_URL") !== void 0) throw new EngineError("CONFIG_INVALID", "CHANCERY_SERVICE_URL: the signing service is not available in this version");
	return {
		cwd,
		env,
		config: await loadConfig(cwd, options.config ?? variable(env, "CHANCERY_CONFIG")),
		signal: options.signal
	};
}
/** A variable that is set and not empty. */
function variable(env, name) {
	return env[name] || void 0;
}
/** A comma-separated variable. */
function listVariable(env, name) {
	return variable(env, name)?.split(",").map((item) => item.trim()).filter((item) => item !== "");
}
// packages/engine/src/inputs.ts
/** What is wrong with one named path; everything else (a glob without a match, a link out of its base) ends the whole run. */
const OF_ONE_PATH = [
	"FILE_NOT_FOUND",
	"PATH_IS_DIRECTORY",
	"NOT_A_FILE"
];
/** What we leave beside files, `chancery attest` included: a glob passes over it. */
const OWN_SIDE_FILES = [...SIDE_FILE_SUFFIXES, ".attestation.sigstore.json"];
/**
* The files that patterns mean, in their order, every file once.
* @throws FilesError where nothing can be taken at all
*/
async function expandInputs(patterns, cwd) {
	const excluded = patterns.filter((pattern) => pattern.startsWith("!"));
	const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
	const options = {
		cwd,
		sideFileSuffixes: OWN_SIDE_FILES
	};
	if (wanted.length === 0) return expandFiles(patterns, options);
	const inputs = [];
	const taken = /* @__PURE__ */ new Set();
	for (const pattern of wanted) try {
		for (const file of await expandFiles([pattern, ...excluded], options)) {
			if (!taken.has(file.absolute)) inputs.push(file);
			taken.add(file.absolute);
		}
	} catch (error) {
		if (!(error instanceof FilesError && OF_ONE_PATH.includes(error.code))) throw error;
		inputs.push({
			path: pattern,
			error
		});
	}
	return inputs;
}
function isRefused(input) {
	return "error" in input;
}
// packages/hsm/src/errors.ts
const HSM_ERRORS = {
	URI_INVALID: {
		family: "usage",
		howToFix: "Write the key as RFC 7512 says, for example pkcs11:token=ci;object=release, with other characters percent-encoded."
	},
	PKCS11JS_MISSING: {
		family: "environment",
		howToFix: "Build the PKCS#11 addon where Chancery is installed: npm install-scripts approve pkcs11js && npm rebuild pkcs11js (needs a C++ compiler and Python), or name its folder in CHANCERY_PKCS11JS."
	},
	MODULE_NOT_GIVEN: {
		family: "usage",
		howToFix: "Give the path of the HSM's PKCS#11 module: --module, `module` in chancery.yaml, or module-path in the URI."
	},
	MODULE_MISSING: {
		family: "environment",
		howToFix: "Install the HSM vendor's PKCS#11 module, or correct the path."
	},
	MODULE_FAILED: {
		family: "environment",
		howToFix: "Check that the file is a PKCS#11 module for this architecture and that its own configuration is in place (`pkcs11-tool --module PATH --list-slots`)."
	},
	SOFTHSM_MISSING: {
		family: "environment",
		howToFix: "Install SoftHSM (apt install softhsm2, brew install softhsm), or give the path of its module."
	},
	SOFTHSM_CONF_MISSING: {
		family: "usage",
		howToFix: "Correct the path of the softhsm2.conf, or make a new token with `chancery init`."
	},
	SOFTHSM_CONF_CONFLICT: {
		family: "usage",
		howToFix: "SoftHSM reads one configuration per process: put the tokens into one token directory, or sign with each in a run of its own."
	},
	TOKEN_NOT_FOUND: {
		family: "environment",
		howToFix: "Insert or start the token, or correct the token part of the URI (`pkcs11-tool --module PATH --list-token-slots` shows them)."
	},
	TOKEN_AMBIGUOUS: {
		family: "usage",
		howToFix: "Name one token: add token=LABEL or serial=NUMBER to the URI."
	},
	TOKEN_EXISTS: {
		family: "usage",
		howToFix: "Choose another label, or use the token that exists."
	},
	TOKEN_BUSY: {
		family: "environment",
		howToFix: "The token kept failing while others used it: run the command again, or let fewer processes use it at once."
	},
	TOKEN_FAILED: {
		family: "environment",
		howToFix: "Look up the CKR code in the HSM's manual and its log."
	},
	PIN_MISSING: {
		family: "usage",
		howToFix: "Give the PIN in CHANCERY_PIN or CHANCERY_PIN_FILE, with `pin` in chancery.yaml, or with pin-source in the URI."
	},
	PIN_SOURCE_REFUSED: {
		family: "usage",
		howToFix: "Use pin-source=file:/path, or the environment; a PIN in a URI ends up in process lists and logs, and commands are not run."
	},
	PIN_INCORRECT: {
		family: "environment",
		howToFix: "Correct the PIN before the next run: it was tried once, and a few wrong ones lock the token."
	},
	PIN_LOCKED: {
		family: "environment",
		howToFix: "Let the security officer of the token reset the user PIN."
	},
	LOGIN_REFUSED: {
		family: "environment",
		howToFix: "Set or renew the user PIN of the token, and end sessions of its security officer."
	},
	SESSION_LIMIT: {
		family: "environment",
		howToFix: "The token allows no more sessions: close other applications that use it, or ask for fewer with `sessions`."
	},
	SESSION_LOST: {
		family: "environment",
		howToFix: "The token went away twice: check its connection, then run the command again."
	},
	KEY_NOT_FOUND: {
		family: "usage",
		howToFix: "Name a private key that is on the token (`chancery keys list` shows them)."
	},
	KEY_AMBIGUOUS: {
		family: "usage",
		howToFix: "Several keys fit: add id=%01%02... to the URI (`chancery keys list` shows the ids)."
	},
	KEY_EXISTS: {
		family: "usage",
		howToFix: "Choose another label: a key with this one is on the token already."
	},
	PUBLIC_KEY_MISSING: {
		family: "usage",
		howToFix: "The token holds neither the key's public key nor its certificate: give the certificate in a file."
	},
	MECHANISM_UNSUPPORTED: {
		family: "usage",
		howToFix: "Choose another key, digest or padding: the token has no mechanism for this one (`pkcs11-tool --list-mechanisms`)."
	},
	SIGNATURE_WRONG: {
		family: "environment",
		howToFix: "What the token returned does not verify with the public key: check that key pair and certificate belong together, and the health of the HSM."
	},
	CERTIFICATE_INVALID: {
		family: "usage",
		howToFix: "Give X.509 certificates in PEM or DER."
	},
	CERTIFICATE_MISMATCH: {
		family: "usage",
		howToFix: "Give the certificate that was issued for this key's public key, first in its file."
	}
};
var HsmError = class extends ChanceryError {
	constructor(code, message, options) {
		super(HSM_ERRORS, code, message, options);
		this.name = "HsmError";
	}
};
// packages/hsm/src/cryptoki.ts
/** The constants we use, from PKCS#11 3.0; pkcs11js knows those of 2.40 only. */
const CK = {
	CKF_OS_LOCKING_OK: 2,
	CKF_RW_SESSION: 2,
	CKF_SERIAL_SESSION: 4,
	CKF_LOGIN_REQUIRED: 4,
	CKF_TOKEN_INITIALIZED: 1024,
	CKF_USER_PIN_LOCKED: 262144,
	CKU_SO: 0,
	CKU_USER: 1,
	CKU_CONTEXT_SPECIFIC: 2,
	CKS_RO_USER_FUNCTIONS: 1,
	CKS_RW_USER_FUNCTIONS: 3,
	CKO_CERTIFICATE: 1,
	CKO_PUBLIC_KEY: 2,
	CKO_PRIVATE_KEY: 3,
	CKC_X_509: 0,
	CKK_RSA: 0,
	CKK_EC: 3,
	CKK_EC_EDWARDS: 64,
	CKA_CLASS: 0,
	CKA_TOKEN: 1,
	CKA_PRIVATE: 2,
	CKA_LABEL: 3,
	CKA_VALUE: 17,
	CKA_CERTIFICATE_TYPE: 128,
	CKA_ISSUER: 129,
	CKA_SERIAL_NUMBER: 130,
	CKA_KEY_TYPE: 256,
	CKA_SUBJECT: 257,
	CKA_ID: 258,
	CKA_SENSITIVE: 259,
	CKA_DECRYPT: 261,
	CKA_UNWRAP: 263,
	CKA_SIGN: 264,
	CKA_VERIFY: 266,
	CKA_DERIVE: 268,
	CKA_MODULUS: 288,
	CKA_MODULUS_BITS: 289,
	CKA_PUBLIC_EXPONENT: 290,
	CKA_PUBLIC_KEY_INFO: 297,
	CKA_EXTRACTABLE: 354,
	CKA_EC_PARAMS: 384,
	CKA_EC_POINT: 385,
	CKA_ALWAYS_AUTHENTICATE: 514,
	CKM_RSA_PKCS_KEY_PAIR_GEN: 0,
	CKM_EC_KEY_PAIR_GEN: 4160,
	CKM_EC_EDWARDS_KEY_PAIR_GEN: 4181
};
/** Result codes that mean something to us (PKCS#11 3.0, section 6). */
const CKR = {
	SLOT_ID_INVALID: 3,
	GENERAL_ERROR: 5,
	CANT_LOCK: 10,
	ATTRIBUTE_SENSITIVE: 17,
	ATTRIBUTE_TYPE_INVALID: 18,
	DEVICE_REMOVED: 50,
	KEY_HANDLE_INVALID: 96,
	MECHANISM_INVALID: 112,
	MECHANISM_PARAM_INVALID: 113,
	OBJECT_HANDLE_INVALID: 130,
	PIN_INCORRECT: 160,
	PIN_INVALID: 161,
	PIN_LEN_RANGE: 162,
	PIN_EXPIRED: 163,
	PIN_LOCKED: 164,
	SESSION_CLOSED: 176,
	SESSION_COUNT: 177,
	SESSION_HANDLE_INVALID: 179,
	TOKEN_NOT_PRESENT: 224,
	TOKEN_NOT_RECOGNIZED: 225,
	USER_ALREADY_LOGGED_IN: 256,
	USER_NOT_LOGGED_IN: 257,
	USER_PIN_NOT_INITIALIZED: 258,
	USER_ANOTHER_ALREADY_LOGGED_IN: 260,
	CRYPTOKI_NOT_INITIALIZED: 400,
	CRYPTOKI_ALREADY_INITIALIZED: 401
};
/** The CK_RV of an error out of pkcs11js; null where it is no PKCS#11 result. */
function resultCode(error) {
	if (!(error instanceof Error)) return null;
	if ("code" in error && typeof error.code === "number" && error.code > 0) return error.code;
	const match = /^CKR_\w+:(\d+)$/.exec(error.message);
	return match ? Number(match[1]) : null;
}
const BY_RESULT = /* @__PURE__ */ new Map([
	[CKR.GENERAL_ERROR, "TOKEN_BUSY"],
	[CKR.MECHANISM_INVALID, "MECHANISM_UNSUPPORTED"],
	[CKR.MECHANISM_PARAM_INVALID, "MECHANISM_UNSUPPORTED"],
	[CKR.PIN_INCORRECT, "PIN_INCORRECT"],
	[CKR.PIN_INVALID, "PIN_INCORRECT"],
	[CKR.PIN_LEN_RANGE, "PIN_INCORRECT"],
	[CKR.PIN_EXPIRED, "LOGIN_REFUSED"],
	[CKR.PIN_LOCKED, "PIN_LOCKED"],
	[CKR.USER_PIN_NOT_INITIALIZED, "LOGIN_REFUSED"],
	[CKR.USER_ANOTHER_ALREADY_LOGGED_IN, "LOGIN_REFUSED"],
	[CKR.SESSION_COUNT, "SESSION_LIMIT"]
]);
/** An error out of the module as ours; errors that are ours already stay as they are. `lost` results that outlived their retry are SESSION_LOST. */
function hsmError(error, what) {
	const result = resultCode(error);
	if (result === null) return error instanceof Error ? error : new Error(what, { cause: error });
	const code = BY_RESULT.get(result) ?? (LOST.has(result) ? "SESSION_LOST" : "TOKEN_FAILED");
	const name = /^CKR_\w+/.exec(error.message)?.[0] ?? "CKR_VENDOR_DEFINED";
	return new HsmError(code, `${what}: ${name}`, {
		details: {
			ckr: name,
			result: `0x${result.toString(16)}`
		},
		cause: error
	});
}
/** The connection to the token is gone: sessions closed or logged out by others, device removed, module finalized under us. */
const LOST = /* @__PURE__ */ new Set([
	CKR.DEVICE_REMOVED,
	CKR.KEY_HANDLE_INVALID,
	CKR.OBJECT_HANDLE_INVALID,
	CKR.SESSION_CLOSED,
	CKR.SESSION_HANDLE_INVALID,
	CKR.SLOT_ID_INVALID,
	CKR.TOKEN_NOT_PRESENT,
	CKR.USER_NOT_LOGGED_IN,
	CKR.CRYPTOKI_NOT_INITIALIZED
]);
// packages/hsm/src/pkcs11js.ts
/**
* pkcs11js is a native addon without prebuilt binaries: it cannot be bundled, and an installation may lack its build. So it is loaded
* where it is first used, from CHANCERY_PKCS11JS where that is set, else from beside this file, else from the working directory.
* @throws HsmError PKCS11JS_MISSING
*/
function loadPkcs11js() {
	const named = process.env.CHANCERY_PKCS11JS;
	const attempts = named ? [() => createRequire(anchor(named))("pkcs11js"), () => createRequire(anchor(named))(packageFolder(named))] : [() => createRequire(import.meta.url)("pkcs11js"), () => createRequire(anchor(process.cwd()))("pkcs11js")];
	let cause;
	for (const attempt of attempts) try {
		return attempt();
	} catch (error) {
		cause ??= error;
	}
	throw new HsmError("PKCS11JS_MISSING", "the PKCS#11 addon pkcs11js is not installed or not built", {
		details: { CHANCERY_PKCS11JS: named ?? null },
		cause
	});
}
function anchor(folder) {
	return join(resolve(folder), "resolve-from-here.js");
}
/** The package's folder, where its `build/Release/pkcs11.node` is given instead. */
function packageFolder(path) {
	const full = resolve(path);
	return full.endsWith(".node") ? dirname(dirname(dirname(full))) : full;
}
// packages/hsm/src/retry.ts
/** One to two seconds in the worst case. */
const BUSY_POLICY = {
	tries: 10,
	shortest: 10,
	longest: 300
};
/** SoftHSM rewrites its token file at every login, and whoever reads it meanwhile gets CKR_GENERAL_ERROR. A wrong PIN has results of its own. */
const BUSY = [CKR.GENERAL_ERROR];
CKR.GENERAL_ERROR, CKR.SESSION_COUNT;
/** Runs `operation` again, after a random pause so that competitors spread, as long as the token says that it is busy. */
async function retryBusy(operation, signal, passing = BUSY, policy = BUSY_POLICY) {
	for (let tried = 1;; tried++) {
		throwIfAborted(signal);
		try {
			return await operation();
		} catch (error) {
			if (tried >= policy.tries || !passing.includes(resultCode(error) ?? -1)) throw error;
		}
		await pause(tried, policy, signal);
	}
}
/** Ends early when `signal` does. */
async function pause(tried, policy = BUSY_POLICY, signal) {
	const wait = Math.min(policy.longest, policy.shortest * 2 ** tried) * (.2 + .8 * Math.random());
	await setTimeout(wait, void 0, signal ? { signal } : {}).catch(() => void 0);
}
function throwIfAborted(signal) {
	if (signal?.aborted) throw new CoreError("ABORTED", "stopped while using the token", { cause: signal.reason });
}
// packages/hsm/src/module.ts
/**
* A PKCS#11 module, initialised once in this process and never finalized while it is used: others in the process may use it too.
*/
var Pkcs11Module = class {
	path;
	cryptoki;
	/** False where the module cannot lock: it is then used from one thread, without parallel signing. */
	parallel = true;
	/** Grows when the module is initialised anew: handles of before mean nothing then, or worse, something else. */
	epoch = 0;
	/** Logins of ours, and operations under way. */
	uses = 0;
	#softhsmConf;
	/** We initialised it, and not somebody before us. */
	#ours = false;
	#last = Promise.resolve();
	/** Keyed hashes of PINs that were refused: a wrong one is tried once in a process, whoever asks. */
	#refused = /* @__PURE__ */ new Set();
	#salt = randomBytes(16);
	constructor(path, cryptoki, softhsmConf) {
		this.path = path;
		this.cryptoki = cryptoki;
		this.#softhsmConf = softhsmConf;
	}
	get softhsmConf() {
		return this.#softhsmConf;
	}
	/** @throws HsmError MODULE_FAILED, TOKEN_BUSY */
	async initialize(signal) {
		try {
			await retryBusy(() => this.#initializeOnce(), signal);
		} catch (error) {
			if (resultCode(error) === null) throw error;
			throw new HsmError("MODULE_FAILED", `${this.path} does not initialise`, {
				details: {
					module: this.path,
					softhsm: this.#softhsmConf
				},
				cause: hsmError(error, "C_Initialize")
			});
		}
	}
	#initializeOnce() {
		const before = process.env.SOFTHSM2_CONF;
		if (this.#softhsmConf !== null) process.env.SOFTHSM2_CONF = this.#softhsmConf;
		try {
			try {
				this.cryptoki.C_Initialize({ flags: CK.CKF_OS_LOCKING_OK });
			} catch (error) {
				if (resultCode(error) !== CKR.CANT_LOCK) throw error;
				this.parallel = false;
				this.cryptoki.C_Initialize({ flags: 0 });
			}
			this.#ours = true;
			this.epoch++;
		} catch (error) {
			if (resultCode(error) !== CKR.CRYPTOKI_ALREADY_INITIALIZED) throw error;
		} finally {
			if (before === void 0) delete process.env.SOFTHSM2_CONF;
			else process.env.SOFTHSM2_CONF = before;
		}
	}
	get isSoftHsm() {
		return unpad(this.cryptoki.C_GetInfo().manufacturerID).startsWith("SoftHSM");
	}
	/**
	* SoftHSM reads its token files once, in C_Initialize. What another process was rewriting then is missing, or has no PIN, for as long as
	* the module lives. So it is finalized and initialised again, but only where that hurts nobody: we initialised it, and nothing of ours is
	* open in it.
	*/
	async restart() {
		if (!this.#ours || this.uses > 0) return;
		this.cryptoki.C_Finalize();
		await this.initialize();
	}
	/** Runs one connection after the other, so that a restart meets none half made. */
	exclusively(operation) {
		const result = this.#last.then(operation);
		this.#last = result.catch(() => void 0);
		return result;
	}
	/** The slots that hold an initialised token; with `blank`, those that hold one still to be initialised. */
	slots(blank = false) {
		const { cryptoki } = this;
		const library = cryptoki.C_GetInfo();
		const slots = [];
		for (const handle of cryptoki.C_GetSlotList(true)) {
			const token = tokenInfo(cryptoki, handle);
			if (!token || (token.flags & CK.CKF_TOKEN_INITIALIZED) === 0 !== blank) continue;
			const slot = cryptoki.C_GetSlotInfo(handle);
			slots.push({
				handle,
				flags: token.flags,
				token: unpad(token.label),
				manufacturer: unpad(token.manufacturerID),
				serial: unpad(token.serialNumber),
				model: unpad(token.model),
				libraryManufacturer: unpad(library.manufacturerID),
				libraryDescription: unpad(library.libraryDescription),
				libraryVersion: library.libraryVersion,
				slotManufacturer: unpad(slot.manufacturerID),
				slotDescription: unpad(slot.slotDescription),
				slotId: handle.readUInt32LE(0)
			});
		}
		return slots;
	}
	isRefused(serial, pin) {
		return this.#refused.has(this.#pinHash(serial, pin));
	}
	refuse(serial, pin) {
		this.#refused.add(this.#pinHash(serial, pin));
	}
	#pinHash(serial, pin) {
		return createHash("sha256").update(this.#salt).update(`${serial}\0${pin}`).digest("hex");
	}
};
/** null where the token was pulled, or is not one this module reads: other slots may still serve. */
function tokenInfo(cryptoki, handle) {
	try {
		return cryptoki.C_GetTokenInfo(handle);
	} catch (error) {
		const result = resultCode(error);
		if (result === CKR.TOKEN_NOT_PRESENT || result === CKR.DEVICE_REMOVED || result === CKR.TOKEN_NOT_RECOGNIZED) return null;
		throw error;
	}
}
function unpad(text) {
	return text.replace(/[ \0]+$/, "");
}
/** The modules of a process. */
var ModuleRegistry = class {
	#modules = /* @__PURE__ */ new Map();
	#load;
	constructor(load = loadModule) {
		this.#load = load;
	}
	/**
	* @param softhsmConf undefined: whatever SOFTHSM2_CONF says
	* @throws HsmError PKCS11JS_MISSING, MODULE_MISSING, MODULE_FAILED, SOFTHSM_CONF_MISSING, SOFTHSM_CONF_CONFLICT
	*/
	async open(path, softhsmConf, signal) {
		const file = resolve(path);
		if (!existsSync(file)) throw new HsmError("MODULE_MISSING", `there is no PKCS#11 module ${path}`, { details: { module: path } });
		const key = realpathSync(file);
		const conf = softhsmConf === void 0 ? null : configuration(softhsmConf);
		const inherited = process.env.SOFTHSM2_CONF ? resolve(process.env.SOFTHSM2_CONF) : null;
		const known = this.#modules.get(key);
		if (known) {
			if (conf !== null && conf !== known.softhsmConf) throw new HsmError("SOFTHSM_CONF_CONFLICT", `${path} already runs with another SoftHSM configuration`, { details: {
				module: path,
				running: known.softhsmConf,
				asked: conf
			} });
			return known;
		}
		if (conf !== null && conf !== inherited && !isMainThread) throw new HsmError("SOFTHSM_CONF_CONFLICT", "a worker thread cannot set SOFTHSM2_CONF", { howToFix: "Set SOFTHSM2_CONF before the process starts, or use the token from the main thread." });
		const module = new Pkcs11Module(key, this.#load(key), conf ?? inherited);
		await module.initialize(signal);
		this.#modules.set(key, module);
		return module;
	}
};
function configuration(path) {
	const file = resolve(path);
	if (existsSync(file)) return file;
	throw new HsmError("SOFTHSM_CONF_MISSING", `there is no SoftHSM configuration ${path}`, { details: { softhsm: path } });
}
function loadModule(path) {
	const { PKCS11 } = loadPkcs11js();
	try {
		return new PKCS11(path);
	} catch (cause) {
		throw new HsmError("MODULE_FAILED", `${path} is no PKCS#11 module that loads here`, {
			details: { module: path },
			cause
		});
	}
}
new ModuleRegistry();
Uint8Array.of(19, 12, ...utf8("edwards25519"));
[...KEY_ALGORITHMS.flatMap((row) => row.curveOid ? [[row.kind, encodeOid(row.curveOid)]] : []), encodeOid(keyAlgorithm("ed25519").oid)];
// packages/engine/src/certificate-maker.ts
/** RFC 4514 section 3: `type=value`, joined by commas and plus signs; quotes and backslashes take their meaning away. */
const VALUE = String.raw`(?:"(?:[^"\\]|\\.)*"|(?:[^",+\\]|\\.)+)`;
const PAIR = String.raw`\s*(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)\s*=\s*${VALUE}`;
new RegExp(`^${PAIR}(?:[,+]${PAIR})*$`);
// packages/formats/src/errors.ts
const USE_BLOB = "Sign it with `--format blob`: the signature then stands beside the file and changes nothing in it.";
const RESTORE_SCRIPT = "Get the script again from its source, or remove the signature block and sign it anew.";
const REBUILD_PE = "Build the file again, or get it again from its source: its headers are damaged or contradict each other.";
const RESTORE_SIGNED = "Get the file again from its source, or sign an unsigned build anew.";
const RESTORE_POWERSHELL = "Get the script again from its source; or remove everything from the marker line on and sign it anew.";
const RESTORE_JAR = "The archive or a signature in it was changed after signing: get it again from its source, or sign an unsigned build.";
const FORMAT_ERRORS = {
	PE_HEADER_MALFORMED: {
		family: "malformed",
		howToFix: REBUILD_PE
	},
	PE_TOO_MANY_SECTIONS: {
		family: "malformed",
		howToFix: REBUILD_PE
	},
	PE_SECTION_TRUNCATED: {
		family: "malformed",
		howToFix: "The file is cut short: build or download it again."
	},
	PE_SECTION_UNHASHED: {
		family: "malformed",
		howToFix: REBUILD_PE
	},
	PE_SECTION_GAP: {
		family: "malformed",
		howToFix: "Link the EFI image so that its sections lie one behind the other in the file, from SizeOfHeaders on."
	},
	PE_NO_CERTIFICATE_DIRECTORY: {
		family: "malformed",
		howToFix: "Link the file with all 16 data directories: its header has no room for a signature."
	},
	PE_CERTIFICATE_TABLE_MISPLACED: {
		family: "malformed",
		howToFix: RESTORE_SIGNED
	},
	PE_CERTIFICATE_TABLE_MALFORMED: {
		family: "malformed",
		howToFix: RESTORE_SIGNED
	},
	PE_CERTIFICATE_TYPE: {
		family: "malformed",
		howToFix: RESTORE_SIGNED
	},
	PE_CERTIFICATE_PADDING: {
		family: "untrusted",
		howToFix: "Do not run it: somebody put data behind the signature, where no digest covers it. Get it from its source."
	},
	PE_TOO_LARGE: {
		family: "usage",
		howToFix: "A PE file and its signature must end below 4 GiB: ship the data beside it."
	},
	POWERSHELL_ENCODING: {
		family: "malformed",
		howToFix: "Save the script as UTF-8 with a byte order mark (or as UTF-16LE), then sign it."
	},
	POWERSHELL_TOO_LARGE: {
		family: "usage",
		howToFix: "Keep data in a file of its own: scripts above 64 MiB are not signed."
	},
	POWERSHELL_BLOCK_MALFORMED: {
		family: "malformed",
		howToFix: RESTORE_POWERSHELL
	},
	POWERSHELL_TEXT_AFTER_SIGNATURE: {
		family: "malformed",
		howToFix: RESTORE_POWERSHELL
	},
	POWERSHELL_SECOND_BLOCK: {
		family: "malformed",
		howToFix: RESTORE_POWERSHELL
	},
	AUTHENTICODE_CONTENT: {
		family: "untrusted",
		howToFix: RESTORE_SIGNED
	},
	AUTHENTICODE_DIGEST_MISMATCH: {
		family: "untrusted",
		howToFix: "The file is not what was signed: get it again from its source, or sign what you have built."
	},
	AUTHENTICODE_NESTING: {
		family: "untrusted",
		howToFix: RESTORE_SIGNED
	},
	AUTHENTICODE_URL: {
		family: "usage",
		howToFix: "Give an absolute URL in ASCII, such as https://example.com/app."
	},
	EMPTY_FILE: {
		family: "malformed",
		howToFix: "Build the file first: there is nothing in it to sign."
	},
	DESCRIPTION_MALFORMED: {
		family: "usage",
		howToFix: "Make the request with `chancery sign`: its description is not what this format writes."
	},
	APPEND_TO_BROKEN: {
		family: "malformed",
		howToFix: "Sign without --append, which replaces the signature that is there."
	},
	SCRIPT_BINARY: {
		family: "usage",
		howToFix: USE_BLOB
	},
	SCRIPT_COMMENT_SYNTAX: {
		family: "usage",
		howToFix: USE_BLOB
	},
	SCRIPT_READS_ITSELF: {
		family: "usage",
		howToFix: USE_BLOB
	},
	SCRIPT_ENDS_OPEN: {
		family: "usage",
		howToFix: "End the last line without a backslash, then sign."
	},
	SCRIPT_TEXT_AFTER_BLOCK: {
		family: "malformed",
		howToFix: RESTORE_SCRIPT
	},
	SCRIPT_SECOND_BLOCK: {
		family: "malformed",
		howToFix: RESTORE_SCRIPT
	},
	SCRIPT_BLOCK_MALFORMED: {
		family: "malformed",
		howToFix: RESTORE_SCRIPT
	},
	SIGNATURE_FILE_MALFORMED: {
		family: "malformed",
		howToFix: "Give a CMS signature in DER or PEM, as `openssl cms -sign -binary -outform DER` makes it."
	},
	SIGNATURE_NOT_DETACHED: {
		family: "malformed",
		howToFix: "Make the signature without its content inside (`openssl cms -sign` without -nodetach)."
	},
	JAR_MANIFEST_MALFORMED: {
		family: "malformed",
		howToFix: "Build the archive anew with a manifest as `jar` writes it."
	},
	JAR_MANIFEST_MISSING: {
		family: "untrusted",
		howToFix: RESTORE_JAR
	},
	JAR_MANIFEST_CHANGED: {
		family: "untrusted",
		howToFix: RESTORE_JAR
	},
	JAR_SIGNATURE_INCOMPLETE: {
		family: "untrusted",
		howToFix: RESTORE_JAR
	},
	JAR_SIGNATURE_FILE_MALFORMED: {
		family: "untrusted",
		howToFix: RESTORE_JAR
	},
	JAR_ENTRY_NOT_SIGNED: {
		family: "untrusted",
		howToFix: "Something was added after signing. Get the archive again from its source, or sign it once more."
	},
	JAR_ENTRY_CHANGED: {
		family: "untrusted",
		howToFix: RESTORE_JAR
	},
	JAR_HIDDEN_DATA: {
		family: "untrusted",
		howToFix: "Sign the archive anew, which leaves the hidden bytes out, or get it again from its source."
	},
	JAR_AMBIGUOUS: {
		family: "malformed",
		howToFix: "Build the archive anew with one manifest and one signature file of each name, whatever its case."
	},
	JAR_TOO_MANY_SIGNERS: {
		family: "malformed",
		howToFix: "Build the archive anew: no archive needs so many signatures."
	},
	JAR_NAME_UNSUPPORTED: {
		family: "usage",
		howToFix: "Rename the file in the archive: a manifest cannot hold a name with line breaks or NUL."
	},
	JAR_OTHER_SIGNER_BREAKS: {
		family: "usage",
		howToFix: "Sign the unsigned build, or take the other signature out first (`zip -d FILE META-INF/NAME.*`)."
	}
};
var FormatError = class extends ChanceryError {
	constructor(code, message, options) {
		super(FORMAT_ERRORS, code, message, options);
		this.name = "FormatError";
	}
};
/** What an error says, as evidence about a signature. */
function faultOf$2({ code, message, howToFix }) {
	return {
		code,
		message,
		howToFix
	};
}
// packages/formats/src/authenticode/evidence.ts
/** Signatures and the file's own digests brought together. @param digests by algorithm, as recomputed */
function authenticodeEvidence(found, digests) {
	return found.flatMap((one) => {
		if (one.kind === "broken") return [brokenEvidence(one.fault, one.nested)];
		return cmsEvidence({
			signedData: one.signedData,
			content: { kind: "embedded" },
			contentType: OID.spcIndirectData,
			purpose: "code-signing",
			nested: one.nested,
			fault: one.fault ?? mismatch(one, digests)
		});
	});
}
function mismatch({ stated }, digests) {
	if (!stated) return null;
	const digest = digests.get(stated.algorithm.name);
	if (digest && toHex(digest) === stated.value) return null;
	return faultOfError(new FormatError("AUTHENTICODE_DIGEST_MISMATCH", `the file's ${stated.algorithm.name} digest is not the one that was signed`));
}
// packages/formats/src/authenticode/spc.ts
/** Microsoft's object identifiers (prefix 1.3.6.1.4.1.311.2.1) and the ASN.1 of "Windows Authenticode Portable Executable Signature Format". */
const SPC = {
	statementType: "1.3.6.1.4.1.311.2.1.11",
	opusInfo: "1.3.6.1.4.1.311.2.1.12",
	peImageData: "1.3.6.1.4.1.311.2.1.15",
	individualPurpose: "1.3.6.1.4.1.311.2.1.21",
	sipInfo: "1.3.6.1.4.1.311.2.1.30"
};
/** Serialized page hashes, the one moniker that a PE image may link to. */
const PAGE_HASHES = "a6b586d5b4a12466ae05a217da8e60d6";
/** GUID 603bcc1f-4b59-4e08-b724-d2c6297ef351, of the subject interface package that hashes PowerShell's files. */
const POWERSHELL_SIP = "1fcc3b60594b084eb724d2c6297ef351";
const POWERSHELL_SIP_VERSION = 65536;
const PE_IMAGE = {
	data: encodeSequence(encodeOid(SPC.peImageData), encodeSequence(encodeBitString(/* @__PURE__ */ new Uint8Array(0)), encodeContext(0, encodeFileLink("<<<Obsolete>>>")))),
	check(type, value) {
		const cursor = new DerCursor(valueOfType(type, SPC.peImageData, value), "SpcPeImageData");
		cursor.optional(TAG.bitString);
		const file = cursor.optional(160);
		cursor.end();
		if (file) checkPeLink(new DerCursor({
			...file,
			tag: TAG.sequence
		}, "SpcPeImageData.file").take("link"));
	}
};
const POWERSHELL_SCRIPT = {
	data: encodeSequence(encodeOid(SPC.sipInfo), encodeSequence(encodeInteger(POWERSHELL_SIP_VERSION), encodeOctetString(fromHex(POWERSHELL_SIP)), ...Array.from({ length: 5 }, () => encodeInteger(0)))),
	check(type, value) {
		const cursor = new DerCursor(valueOfType(type, SPC.sipInfo, value), "SpcSipInfo");
		smallIntegerOf(cursor.take("dwSIPversion"), "SpcSipInfo.dwSIPversion");
		const guid = toHex(octetsOf(cursor.take("gSIPguid"), "SpcSipInfo.gSIPguid"));
		if (guid !== POWERSHELL_SIP) throw wrongContent(`what is signed goes by another package (GUID ${guid})`);
	}
};
/** SpcLink is a CHOICE: a URL, a moniker (page hashes), or a file's name, which is all that plain signatures have. */
function checkPeLink(link) {
	if (link.tag === 162) return;
	const moniker = new DerCursor({
		...link,
		tag: link.tag === 161 ? TAG.sequence : link.tag
	}, "SpcPeImageData.file");
	const classId = toHex(octetsOf(moniker.take("classId"), "SpcSerializedObject.classId"));
	if (classId !== PAGE_HASHES) throw wrongContent(`SpcPeImageData.file is of an unknown class ${classId}`);
}
function valueOfType(type, expected, value) {
	if (type !== expected || !value) throw wrongContent(`what is signed is of type ${type} where ${expected} belongs`);
	return value;
}
function wrongContent(message) {
	return new FormatError("AUTHENTICODE_CONTENT", message);
}
function encodeFileLink(name) {
	return encodeContext(2, encodeContextPrimitive(0, utf16beBytes(name)));
}
/** SpcIndirectDataContent. */
function encodeIndirectData(subject, digest) {
	return encodeSequence(subject.data, encodeSequence(encodeDigestIdentifier(digest.algorithm), encodeOctetString(digest.value)));
}
/** @throws FormatError AUTHENTICODE_CONTENT, and CodecError where it is no SpcIndirectDataContent */
function parseIndirectData(node, subject) {
	const content = new DerCursor(node, "SpcIndirectDataContent");
	const data = new DerCursor(content.take("data"), "SpcAttributeTypeAndOptionalValue");
	const digestInfo = new DerCursor(content.take("messageDigest"), "DigestInfo");
	content.end();
	const type = oidOf(data.take("type"), "SpcAttributeTypeAndOptionalValue.type");
	const value = data.peek() && data.take("value");
	data.end();
	subject.check(type, value);
	const { oid } = algorithmIdentifierOf(digestInfo.take("digestAlgorithm"), "DigestInfo.digestAlgorithm");
	const digest = octetsOf(digestInfo.take("digest"), "DigestInfo.digest");
	digestInfo.end();
	const algorithm = digestByOid(oid);
	if (algorithm?.length !== digest.length) throw wrongContent(`the file digest is ${digest.length} bytes by algorithm ${oid}`);
	return {
		algorithm,
		value: toHex(digest)
	};
}
/** The signed attributes SpcSpOpusInfo and SpcStatementType, as [oid, value]. */
function authenticodeAttributes(info) {
	const name = info.description === null ? [] : [encodeContext(0, encodeContextPrimitive(0, utf16beBytes(info.description)))];
	const more = info.url === null ? [] : [encodeContext(1, encodeContextPrimitive(0, utf8(info.url)))];
	return [[SPC.opusInfo, encodeSequence(...name, ...more)], [SPC.statementType, encodeSequence(encodeOid(SPC.individualPurpose))]];
}
/** SpcLink.url is an IA5String. @throws FormatError AUTHENTICODE_URL */
function checkUrl(url) {
	if (url !== null && (!/^[\x21-\x7e]+$/.test(url) || !URL.canParse(url))) throw new FormatError("AUTHENTICODE_URL", "the URL for the signature is no absolute URL in ASCII", { details: { url } });
}
// packages/formats/src/authenticode/description.ts
/** @throws FormatError AUTHENTICODE_URL */
function authenticodeDescription(options, digest) {
	checkUrl(options.url);
	const { description, url, append } = options;
	return {
		digestAlgorithm: options.digest,
		digest,
		description,
		url,
		append
	};
}
const DIGESTS = [
	"sha256",
	"sha384",
	"sha512"
];
/**
* What goes into the signature. A description may have come over the wire, so nothing of its form is taken for granted.
* @throws FormatError DESCRIPTION_MALFORMED, AUTHENTICODE_URL
*/
function signedFactsOf(description) {
	const members = description ?? {};
	const algorithm = DIGESTS.find((name) => name === members.digestAlgorithm);
	const opus = {
		description: textOf$1(members.description),
		url: textOf$1(members.url)
	};
	const { digest } = members;
	const length = algorithm ? digestByName(algorithm).length * 2 : 0;
	if (!algorithm || typeof digest !== "string" || digest.length !== length || !/^[0-9a-f]+$/.test(digest)) throw malformed$4("names no digest of the file");
	checkUrl(opus.url);
	return {
		digest: {
			algorithm,
			value: fromHex(digest)
		},
		opus
	};
}
function textOf$1(value) {
	if (value === null || typeof value === "string") return value;
	throw malformed$4("has something else where a text belongs");
}
function malformed$4(why) {
	return new FormatError("DESCRIPTION_MALFORMED", `the description of the artifact ${why}`);
}
// packages/formats/src/authenticode/signature.ts
/** The signed attributes: what the key signs. */
function authenticodeMessage(description, signer, subject) {
	const { digest, opus } = signedFactsOf(description);
	const content = encodeIndirectData(subject, digest);
	const digester = createDigester(cmsDigest(signer.algorithm));
	digester.update(parseDer(content, "SpcIndirectDataContent").content);
	return buildSignedAttributes({
		contentType: OID.spcIndirectData,
		messageDigest: digester.digest(),
		more: authenticodeAttributes(opus).map(([oid, value]) => encodeAttribute(oid, value))
	});
}
/** The whole ContentInfo of one signature. */
function buildAuthenticode(description, signature, subject) {
	const token = signature.timestampToken;
	return buildSignedData({
		eContentType: OID.spcIndirectData,
		eContent: encodeIndirectData(subject, signedFactsOf(description).digest),
		certificates: signature.signer.certificates,
		signedAttrs: authenticodeMessage(description, signature.signer, subject),
		algorithm: signature.algorithm,
		signature: signature.value,
		unsignedAttrs: token ? [encodeAttribute(OID.microsoftTimestampToken, token)] : []
	});
}
/** `outer` with `inner` added to the signatures that its first signer carries. One attribute holds them all, as signtool has it. */
function nestSignature(outer, inner) {
	return replaceUnsignedAttributes(outer, (attributes) => {
		const nested = attributes.map(nestedIn);
		return [...attributes.filter((_, i) => nested[i] === null), encodeAttribute(OID.nestedSignature, ...nested.flatMap((values) => values ?? []), inner)];
	});
}
/** The signatures inside an attribute; null where it is another one. */
function nestedIn(attribute) {
	const cursor = new DerCursor(parseDer(attribute, "Attribute"), "Attribute");
	if (oidOf(cursor.take("attrType"), "attrType") !== OID.nestedSignature) return null;
	return childrenOf(cursor.take("attrValues"), "attrValues").map(({ bytes }) => bytes);
}
// packages/formats/src/authenticode/signature-tree.ts
/** signtool nests one level deep. Bounds what a crafted file can make us do. */
const MAX_NESTING = 4;
const MAX_SIGNATURES = 64;
/**
* The signatures in a ContentInfo: itself, then those that its signers carry as unsigned attributes.
* Never throws for what the file holds.
*/
function readSignatureTree(contentInfo, subject) {
	const found = [];
	let level = [contentInfo];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > MAX_NESTING || found.length + level.length > MAX_SIGNATURES) {
			const error = new FormatError("AUTHENTICODE_NESTING", "signatures are nested too deep, or there are too many");
			return [...found, {
				kind: "broken",
				nested: true,
				fault: faultOfError(error)
			}];
		}
		const here = level.map((bytes) => readOne(bytes, subject, depth > 0));
		found.push(...here);
		level = here.flatMap((one) => one.kind === "parsed" ? nestedSignatures(one.signedData) : []);
	}
	return found;
}
function readOne(contentInfo, subject, nested) {
	try {
		const signedData = parseSignedData(contentInfo);
		if (signedData.signerInfos.length === 0) throw new CodecError("SIGNER_MISSING", "the signature has no signer");
		return {
			kind: "parsed",
			nested,
			signedData,
			...statedBy(signedData, subject)
		};
	} catch (error) {
		return {
			kind: "broken",
			nested,
			fault: faultOfError(error)
		};
	}
}
function statedBy({ eContentType, eContentNode }, subject) {
	try {
		if (eContentType !== OID.spcIndirectData || !eContentNode) throw new FormatError("AUTHENTICODE_CONTENT", `the content is of type ${eContentType}, not SpcIndirectDataContent`);
		return {
			stated: parseIndirectData(eContentNode, subject),
			fault: null
		};
	} catch (error) {
		return {
			stated: null,
			fault: faultOfError(error)
		};
	}
}
function nestedSignatures({ signerInfos }) {
	return signerInfos.flatMap(({ unsignedAttrs }) => unsignedAttrs).filter(({ oid }) => oid === OID.nestedSignature).flatMap(({ values }) => values.map(({ bytes }) => bytes));
}
/** The algorithms that the file must be hashed with, each once. */
function statedAlgorithms(found) {
	const names = found.flatMap((one) => one.kind === "parsed" && one.stated ? [one.stated.algorithm.name] : []);
	return [...new Set(names)];
}
// packages/formats/src/authenticode/pe/sections.ts
/** The loader rounds PointerToRawData down to it, whatever FileAlignment says. */
const LOADER_ALIGNMENT = 512;
/**
* Bytes that run but are not hashed must be impossible: no section may reach the fields that the digest leaves out, or the certificate table.
* @throws FormatError PE_SECTION_TRUNCATED, PE_SECTION_UNHASHED, PE_SECTION_GAP
*/
function checkSections(sections, headersLength, image) {
	for (const { index, start, end } of sections) {
		const details = {
			section: index,
			start,
			end,
			fileSize: image.size
		};
		if (end > image.size) throw new FormatError("PE_SECTION_TRUNCATED", `section ${index} ends at ${end}, the file at ${image.size}`, { details });
		if (start - start % LOADER_ALIGNMENT < image.headerEnd || end > image.contentEnd) throw new FormatError("PE_SECTION_UNHASHED", `section ${index} reaches bytes that a signature leaves out`, { details });
	}
	if (image.efi) checkContiguous(sections, headersLength);
}
/**
* Firmware hashes the headers, then each section, then the rest; Windows hashes the file in its order.
* Only where the sections lie one behind the other is that the same digest (UEFI 2.10 section 32.2.4 by way of the Authenticode paper).
*/
function checkContiguous(sections, headersLength) {
	let expected = headersLength;
	for (const { index, start, end } of [...sections].sort((a, b) => a.start - b.start)) {
		if (start !== expected) throw new FormatError("PE_SECTION_GAP", `section ${index} of an EFI image begins at ${start}, not at ${expected}`, { details: {
			section: index,
			start,
			expected
		} });
		expected = end;
	}
}
// packages/formats/src/authenticode/pe/image.ts
const DIRECTORY_LENGTH = 8;
/** IMAGE_SUBSYSTEM_EFI_APPLICATION to IMAGE_SUBSYSTEM_EFI_ROM. */
const EFI_SUBSYSTEMS = {
	first: 10,
	last: 13
};
/** Windows' loader stops at 96 (XP) or 65535 (Vista); no linker comes near this. Bounds the section table to 160 KB. */
const MAX_SECTIONS = 4096;
const FILE_HEADER_LENGTH = 24;
const SECTION_HEADER_LENGTH = 40;
/** Where NumberOfRvaAndSizes lies in the optional header, by its Magic: PE32 and PE32+. PE specification, "Optional Header". */
const DIRECTORY_COUNT = /* @__PURE__ */ new Map([[267, 92], [523, 108]]);
/** The fields that both have in one place. */
const CHECKSUM = 64;
const SUBSYSTEM = 68;
const SIZE_OF_HEADERS = 60;
const SECURITY_DIRECTORY = 4;
/**
* Reads the headers, and nothing else.
* @throws CoreError UNEXPECTED_END, BAD_MAGIC; FormatError PE_*
*/
async function readPeImage(source) {
	const dos = await window(source, 0, 64);
	dos.magic(utf8("MZ"), "IMAGE_DOS_HEADER.e_magic");
	const peOffset = dos.at(60).u32le("IMAGE_DOS_HEADER.e_lfanew");
	const file = await window(source, peOffset, FILE_HEADER_LENGTH);
	file.magic(utf8("PE\0\0"), "IMAGE_NT_HEADERS.Signature");
	const sectionCount = file.at(6).u16le("IMAGE_FILE_HEADER.NumberOfSections");
	const optionalLength = file.at(20).u16le("IMAGE_FILE_HEADER.SizeOfOptionalHeader");
	if (sectionCount > MAX_SECTIONS) throw new FormatError("PE_TOO_MANY_SECTIONS", `${sectionCount} sections`, { details: { sections: sectionCount } });
	const optionalOffset = peOffset + FILE_HEADER_LENGTH;
	const optional = await window(source, optionalOffset, optionalLength);
	const magic = optional.u16le("IMAGE_OPTIONAL_HEADER.Magic");
	const directoryCount = DIRECTORY_COUNT.get(magic);
	if (directoryCount === void 0) throw new FormatError("PE_HEADER_MALFORMED", `IMAGE_OPTIONAL_HEADER.Magic is 0x${magic.toString(16)}`);
	const headersLength = optional.at(SIZE_OF_HEADERS).u32le("IMAGE_OPTIONAL_HEADER.SizeOfHeaders");
	const subsystem = optional.at(SUBSYSTEM).u16le("IMAGE_OPTIONAL_HEADER.Subsystem");
	const directories = optional.at(directoryCount).u32le("IMAGE_OPTIONAL_HEADER.NumberOfRvaAndSizes");
	const directoryAt = directoryCount + 4 + 32;
	if (directories <= SECURITY_DIRECTORY || optionalLength < directoryAt + DIRECTORY_LENGTH) throw new FormatError("PE_NO_CERTIFICATE_DIRECTORY", `the header has ${directories} data directories`);
	const certificateTable = tableRange(optional.at(directoryAt).u32le("IMAGE_DIRECTORY_ENTRY_SECURITY.VirtualAddress"), optional.u32le("IMAGE_DIRECTORY_ENTRY_SECURITY.Size"), source.size);
	const image = {
		size: source.size,
		checksumOffset: optionalOffset + CHECKSUM,
		directoryOffset: optionalOffset + directoryAt,
		headerEnd: optionalOffset + directoryAt + DIRECTORY_LENGTH,
		certificateTable,
		contentEnd: certificateTable ? certificateTable.start : source.size,
		efi: subsystem >= EFI_SUBSYSTEMS.first && subsystem <= EFI_SUBSYSTEMS.last
	};
	checkSections(await readSections(source, optionalOffset + optionalLength, sectionCount), headersLength, image);
	return image;
}
/** The bytes from `start`, or as many of them as there are: reading a field beyond them names it. */
async function window(source, start, length) {
	const from = Math.min(start, source.size);
	return new ByteReader(await source.read(from, Math.min(length, source.size - from)), start);
}
/**
* PE specification, "The Attribute Certificate Table": quadword aligned, and (since MS12-024) the last thing in the file.
* Anything behind it would be payload that no digest covers.
*/
function tableRange(start, length, fileSize) {
	if (start === 0 && length === 0) return null;
	const end = start + length;
	if (start === 0 || length === 0 || start % 8 !== 0 || end !== fileSize) throw new FormatError("PE_CERTIFICATE_TABLE_MISPLACED", `the certificate table is said to be ${length} bytes at ${start}, which is not the end of this file`, { details: {
		start,
		length,
		fileSize
	} });
	return {
		start,
		end
	};
}
/** IMAGE_SECTION_HEADER. */
async function readSections(source, offset, count) {
	const table = await window(source, offset, count * SECTION_HEADER_LENGTH);
	const sections = [];
	for (let i = 0; i < count; i++) {
		const field = `IMAGE_SECTION_HEADER[${i}]`;
		table.skip(16, `${field}.Name`);
		const length = table.u32le(`${field}.SizeOfRawData`);
		const start = table.u32le(`${field}.PointerToRawData`);
		table.skip(16, `${field}.Characteristics`);
		if (length > 0 && start > 0) sections.push({
			index: i,
			start,
			end: start + length
		});
	}
	return sections;
}
// packages/formats/src/authenticode/pe/digest-plan.ts
/** Offsets have 32 bits, and CheckSum holds the length plus a sum of up to 16. */
const MAX_FILE_LENGTH = 4294901760;
/** @throws FormatError PE_TOO_LARGE */
function assertFits(fileLength) {
	if (fileLength > MAX_FILE_LENGTH) throw new FormatError("PE_TOO_LARGE", `the signed file would have ${fileLength} bytes`, { details: { fileLength } });
}
/** How many zeros bring `length` to a multiple of eight. */
function paddingTo8(length) {
	return (8 - length % 8) % 8;
}
/**
* All but CheckSum, data directory 4 and the certificate table, with the zeros that will stand before that table.
* As a digest it is the Authenticode digest; as `sum16` it is the part of CheckSum that signing leaves alone.
*/
function digestPlan(image, algorithm) {
	return {
		algorithm,
		label: "Authenticode",
		parts: [
			range(0, image.checksumOffset),
			range(image.checksumOffset + 4, image.directoryOffset),
			range(image.headerEnd, image.contentEnd),
			literal(new Uint8Array(paddingTo8(image.contentEnd)))
		]
	};
}
/**
* IMAGE_OPTIONAL_HEADER.CheckSum: the ones' complement sum of the file's 16-bit words, CheckSum itself taken as zero, plus its length.
* @param unchanged the `sum16` of {@link digestPlan}: the parts that are left out of it have even lengths, so its words are the file's
* @param directory data directory 4, which lies at an odd place where the headers do
* @param table the new certificate table, whose length is a multiple of eight
*/
function imageChecksum(image, unchanged, directory, table, fileLength) {
	const sum = createDigester("sum16");
	sum.update(Uint8Array.of(unchanged & 255, unchanged >>> 8));
	sum.update(table);
	sum.update(new Uint8Array(image.directoryOffset % 2));
	sum.update(directory);
	return sum16Value(sum.digest()) + fileLength;
}
function sum16Value(bytes) {
	return bytes[0] | bytes[1] << 8;
}
// packages/formats/src/authenticode/pe/certificate-table.ts
/** Real tables have some ten kilobytes; the whole of it is held in memory. */
const MAX_TABLE_LENGTH = 16777216;
const MAX_ENTRIES = 64;
const HEADER_LENGTH = 8;
const REVISION_2 = 512;
const TYPE_PKCS_SIGNED_DATA = 2;
/**
* Every entry of the certificate table. PE specification, "The Attribute Certificate Table".
* @throws FormatError PE_CERTIFICATE_TABLE_MALFORMED where the lengths lie
*/
async function readCertificateTable(source, image) {
	if (!image.certificateTable) return [];
	const { start, end } = image.certificateTable;
	if (end - start > MAX_TABLE_LENGTH) throw malformed$3(`the certificate table has ${end - start} bytes`);
	return parseCertificateTable(await source.read(start, end - start));
}
function parseCertificateTable(table) {
	const entries = [];
	for (let at = 0; at < table.length;) {
		if (entries.length === MAX_ENTRIES) throw malformed$3("the certificate table has too many entries");
		const header = new ByteReader(table.subarray(at), at);
		if (header.left < HEADER_LENGTH) throw malformed$3(`${header.left} bytes behind the last entry of the table`);
		const length = header.u32le("WIN_CERTIFICATE.dwLength");
		if (length < HEADER_LENGTH || length > table.length - at) throw malformed$3(`WIN_CERTIFICATE.dwLength at ${at} is ${length}, ${table.length - at} bytes are left`);
		const end = Math.min(at + length + paddingTo8(length), table.length);
		entries.push(parseEntry(header, table.subarray(at, end)));
		at = end;
	}
	return entries;
}
function parseEntry(header, bytes) {
	const revision = header.u16le("WIN_CERTIFICATE.wRevision");
	const type = header.u16le("WIN_CERTIFICATE.wCertificateType");
	const content = bytes.subarray(HEADER_LENGTH);
	try {
		if (revision !== REVISION_2 || type !== TYPE_PKCS_SIGNED_DATA) throw new FormatError("PE_CERTIFICATE_TYPE", `WIN_CERTIFICATE of revision ${revision} and type ${type}`);
		const contentInfo = parseDerPrefix(content, "WIN_CERTIFICATE.bCertificate").bytes;
		return {
			bytes,
			contentInfo,
			fault: paddingFault(content.subarray(contentInfo.length))
		};
	} catch (error) {
		return {
			bytes,
			contentInfo: null,
			fault: faultOfError(error)
		};
	}
}
/** CVE-2013-3900: what stands here is covered by no digest and no signature, and installers have been found to act on it. */
function paddingFault(padding) {
	if (padding.every((byte) => byte === 0)) return null;
	return faultOfError(new FormatError("PE_CERTIFICATE_PADDING", `${padding.length} bytes behind the signature are not all zero`));
}
function malformed$3(message) {
	return new FormatError("PE_CERTIFICATE_TABLE_MALFORMED", message);
}
/** WIN_CERTIFICATE around a ContentInfo, with its zeros; as signtool and osslsigncode do, dwLength counts them. */
function encodeCertificateEntry(contentInfo) {
	const padding = paddingTo8(contentInfo.length);
	const header = new DataView(new ArrayBuffer(HEADER_LENGTH));
	header.setUint32(0, HEADER_LENGTH + contentInfo.length + padding, true);
	header.setUint16(4, REVISION_2, true);
	header.setUint16(6, TYPE_PKCS_SIGNED_DATA, true);
	return concat(new Uint8Array(header.buffer), contentInfo, new Uint8Array(padding));
}
// packages/formats/src/authenticode/pe/describe.ts
/** One pass: the digest and the checksum's sum are jobs of one call, so that a host with two cores does them side by side. */
async function describePe(source, options) {
	const image = await readPeImage(source);
	assertFits(image.contentEnd);
	if (options.append) await assertWhole$1(source, image);
	const jobs = [digestPlan(image, options.digest), digestPlan(image, "sum16")];
	const [digest, wordSum] = await source.digest(jobs);
	const { size, checksumOffset, directoryOffset, contentEnd } = image;
	return {
		...authenticodeDescription(options, toHex(digest)),
		wordSum: sum16Value(wordSum),
		layout: {
			size,
			checksumOffset,
			directoryOffset,
			contentEnd
		}
	};
}
/** A signature is not added beside one that could never verify. */
async function assertWhole$1(source, image) {
	for (const { contentInfo, fault } of await readCertificateTable(source, image)) {
		const tree = contentInfo ? readSignatureTree(contentInfo, PE_IMAGE) : [];
		const broken = fault ?? tree.find((one) => one.fault !== null)?.fault;
		if (broken) throw new FormatError("APPEND_TO_BROKEN", broken.message, { details: { code: broken.code } });
	}
}
// packages/formats/src/authenticode/pe/embed.ts
/**
* The header's bytes from CheckSum to the end of data directory 4 change in one piece, and the table is put at the end; all else stays where it is.
* @throws CoreError FILE_CHANGED; FormatError PE_TOO_LARGE, APPEND_TO_BROKEN
*/
async function embedInPe(source, description, signatures) {
	const [signature] = signatures;
	if (!signature || signatures.length !== 1) throw new TypeError("a PE image takes one signature at a time");
	const image = await readPeImage(source);
	assertUnchanged(image, description);
	const existing = description.append ? await readCertificateTable(source, image) : [];
	const table = concat(...addSignature(existing, buildAuthenticode(description, signature, PE_IMAGE), image.efi));
	const padding = paddingTo8(image.contentEnd);
	const tableStart = image.contentEnd + padding;
	const fileLength = tableStart + table.length;
	assertFits(fileLength);
	const directory = littleEndian(tableStart, table.length);
	const header = await source.read(image.checksumOffset, image.headerEnd - image.checksumOffset);
	header.set(littleEndian(imageChecksum(image, description.wordSum, directory, table, fileLength)), 0);
	header.set(directory, header.length - directory.length);
	return {
		content: [
			range(0, image.checksumOffset),
			literal(header),
			range(image.headerEnd, image.contentEnd),
			literal(concat(new Uint8Array(padding), table))
		],
		sideFile: null
	};
}
/** Windows knows nested signatures; firmware walks the entries of the table and knows nothing else. */
function addSignature(existing, signature, efi) {
	const [first, ...others] = existing;
	if (!first) return [encodeCertificateEntry(signature)];
	const kept = others.map(({ bytes }) => bytes);
	if (efi) return [
		first.bytes,
		...kept,
		encodeCertificateEntry(signature)
	];
	return [encodeCertificateEntry(nestSignature(wholeContentInfo(first), signature)), ...kept];
}
function wholeContentInfo({ contentInfo, fault }) {
	if (!contentInfo || fault) throw new FormatError("APPEND_TO_BROKEN", fault?.message ?? "the signature is broken");
	return contentInfo;
}
function assertUnchanged(image, description) {
	if (![
		"size",
		"checksumOffset",
		"directoryOffset",
		"contentEnd"
	].every((member) => image[member] === description.layout[member])) throw new CoreError("FILE_CHANGED", "the headers are not those that were described");
}
function littleEndian(...words) {
	const view = new DataView(new ArrayBuffer(4 * words.length));
	words.forEach((word, i) => {
		view.setUint32(4 * i, word, true);
	});
	return new Uint8Array(view.buffer);
}
// packages/formats/src/authenticode/pe/format.ts
const SUFFIXES$1 = [
	".exe",
	".dll",
	".sys",
	".efi",
	".ocx",
	".cpl",
	".scr",
	".drv",
	".mui",
	".ax",
	".winmd"
];
/** EXE, DLL, SYS, EFI: docs/formats/authenticode-pe.md. */
const authenticodePe = {
	id: "authenticode-pe",
	title: "Windows executable (Authenticode)",
	suffixes: SUFFIXES$1,
	sideFileSuffix: null,
	detect: detectPe,
	describe: describePe,
	toBeSigned: (description, signer) => [authenticodeMessage(description, signer, PE_IMAGE)],
	embed: embedInPe,
	readSignatures: readPeSignatures
};
function detectPe(head, name) {
	if (![77, 90].every((byte, i) => i >= head.length || head[i] === byte)) return "no";
	if (hasPeHeader(head)) return "yes";
	return SUFFIXES$1.some((suffix) => name.toLowerCase().endsWith(suffix)) ? "maybe" : "no";
}
function hasPeHeader(head) {
	if (head.length < 64) return false;
	const offset = new ByteReader(head).at(60).u32le("IMAGE_DOS_HEADER.e_lfanew");
	return [
		80,
		69,
		0,
		0
	].every((byte, i) => head[offset + i] === byte);
}
async function readPeSignatures(source) {
	const image = await readPeImage(source);
	const found = (await readCertificateTable(source, image)).flatMap(readEntry);
	const algorithms = statedAlgorithms(found);
	const digests = await source.digest(algorithms.map((algorithm) => digestPlan(image, algorithm)));
	return authenticodeEvidence(found, new Map(algorithms.map((name, i) => [name, digests[i]])));
}
/** What is wrong with the entry is wrong with its outermost signature. */
function readEntry({ contentInfo, fault }) {
	if (contentInfo === null) return fault ? [{
		kind: "broken",
		nested: false,
		fault
	}] : [];
	const [outermost, ...nested] = readSignatureTree(contentInfo, PE_IMAGE);
	if (!outermost) return [];
	return [fault ? {
		...outermost,
		fault
	} : outermost, ...nested];
}
// packages/formats/src/authenticode/powershell/text.ts
/** The whole script is held in memory. Bytes. */
const MAX_SCRIPT_LENGTH = 67108864;
const UTF8_MARK = Uint8Array.of(239, 187, 191);
const UTF16LE_MARK = Uint8Array.of(255, 254);
const UTF16BE_MARK = Uint8Array.of(254, 255);
/** @throws FormatError EMPTY_FILE, POWERSHELL_TOO_LARGE, POWERSHELL_ENCODING */
async function readScript(source) {
	if (source.size > MAX_SCRIPT_LENGTH) throw new FormatError("POWERSHELL_TOO_LARGE", `the script has ${source.size} bytes`, { details: {
		size: source.size,
		limit: MAX_SCRIPT_LENGTH
	} });
	const bytes = await source.read(0, source.size);
	const encoding = encodingOf(bytes);
	if (encoding === "utf-16le") checkUtf16(bytes);
	else checkUtf8(bytes);
	return {
		encoding,
		bytes
	};
}
/** By the byte order mark, as the PowerShell SIP does; without one UTF-8. docs/formats/powershell.md, "Encodings". */
function encodingOf(bytes) {
	return startsWith(bytes, UTF16LE_MARK) ? "utf-16le" : "utf-8";
}
function markLength(bytes) {
	return [
		UTF8_MARK,
		UTF16LE_MARK,
		UTF16BE_MARK
	].find((candidate) => startsWith(bytes, candidate))?.length ?? 0;
}
/** No text of any encoding that we read: another kind of file by this name. */
function isBinary(head) {
	return head.includes(0) && !startsWith(head, UTF16LE_MARK) && !startsWith(head, UTF16BE_MARK);
}
/** Bytes of one ASCII character. */
function characterWidth(encoding) {
	return encoding === "utf-16le" ? 2 : 1;
}
function encodeText(text, encoding) {
	return encoding === "utf-16le" ? Uint8Array.from(Buffer.from(text, "utf16le")) : utf8(text);
}
/** The digest of the text as UTF-16LE, which is what is hashed whatever the file's encoding. Converted in chunks. */
function digestText(text, algorithm) {
	const digester = createDigester(algorithm);
	if (text.encoding === "utf-16le") {
		digester.update(text.bytes);
		return digester.digest();
	}
	const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
	const step = 1048576;
	for (let at = 0; at < text.bytes.length; at += step) {
		const chunk = decoder.decode(text.bytes.subarray(at, at + step), { stream: true });
		digester.update(Buffer.from(chunk, "utf16le"));
	}
	return digester.digest();
}
function checkUtf8(bytes) {
	if (startsWith(bytes, UTF16BE_MARK)) throw unreadable("UTF-16 in big-endian order");
	if (!isUtf8(bytes)) throw unreadable("neither UTF-8 nor UTF-16LE: its meaning hangs on the code page of the machine");
	if (bytes.includes(0)) throw unreadable("text with U+0000 in it");
}
function checkUtf16(bytes) {
	if (bytes.length % 2 !== 0) throw unreadable("UTF-16LE that ends inside a character");
	for (let at = 0; at < bytes.length; at += 2) if (bytes[at] === 0 && bytes[at + 1] === 0) throw unreadable("text with U+0000 in it");
}
function unreadable(what) {
	return new FormatError("POWERSHELL_ENCODING", `the script is ${what}`);
}
function startsWith(bytes, prefix) {
	return prefix.every((byte, i) => bytes[i] === byte);
}
// packages/formats/src/authenticode/powershell/markers.ts
const KINDS = [["begin", "beginsignatureblock"], ["end", "endsignatureblock"]];
const PREFIX$1 = "sig#";
const HASH = 35;
/** A second block is one too many already. */
const MAX_MARKERS = 3;
/**
* The marker lines of a script. PowerShell's tokenizer compares without blanks and without case, osslsigncode only the beginning of the line:
* whatever one of them takes for a marker is one here.
*/
function findMarkers({ bytes, encoding }) {
	const markers = [];
	const width = encoding === "utf-16le" ? 2 : 1;
	let start = markLength(bytes);
	let onlyBlanks = true;
	for (let at = start; at < bytes.length && markers.length < MAX_MARKERS; at += width) {
		const character = width === 1 || bytes[at + 1] === 0 ? bytes[at] : BEYOND_ASCII;
		if (character === 10 || character === 13) {
			start = at + width;
			onlyBlanks = true;
		} else if (onlyBlanks && !isBlank(character)) {
			onlyBlanks = false;
			const kind = character === HASH ? markerKind(bytes, at + width, width) : null;
			if (kind) markers.push({
				kind,
				start
			});
		}
	}
	return markers;
}
/** Equal to no character that is looked for. */
const BEYOND_ASCII = 255;
function markerKind(bytes, at, width) {
	const next = afterLetters(bytes, at, width, PREFIX$1);
	if (next === null) return null;
	return KINDS.find(([, letters]) => afterLetters(bytes, next, width, letters) !== null)?.[0] ?? null;
}
/** Where these letters end, whatever blanks lie between them; null where something else comes. */
function afterLetters(bytes, at, width, letters) {
	let matched = 0;
	let next = at;
	for (; matched < letters.length; next += width) {
		const character = width === 1 || bytes[next + 1] === 0 ? bytes[next] : BEYOND_ASCII;
		if (character === void 0) return null;
		if (isBlank(character)) continue;
		if (lowerCase(character) !== letters.charCodeAt(matched)) return null;
		matched++;
	}
	return next;
}
function lowerCase(character) {
	return character >= 65 && character <= 90 ? character + 32 : character;
}
function isBlank(character) {
	return character === 32 || character === 9;
}
// packages/formats/src/authenticode/powershell/block.ts
const BEGIN = "# SIG # Begin signature block\r\n";
const END = "# SIG # End signature block";
const NEWLINE = "\r\n";
const COMMENT = "# ";
const COLUMNS = 64;
/** Characters. The real ones have some ten thousand. */
const MAX_BLOCK_LENGTH = 16777216;
const LINE$1 = /^# [A-Za-z0-9+/]{1,64}={0,2}$/;
/**
* Nothing in the block is signed, so nothing in it may be other than we would write it. docs/formats/powershell.md, "What is not hashed".
* @throws FormatError POWERSHELL_BLOCK_MALFORMED, POWERSHELL_SECOND_BLOCK, POWERSHELL_TEXT_AFTER_SIGNATURE
*/
function splitScript(script) {
	const [begin, end, ...more] = findMarkers(script);
	if (!begin) return {
		text: script,
		signature: null
	};
	if (more.length > 0 || begin.kind === end?.kind) throw new FormatError("POWERSHELL_SECOND_BLOCK", "the script has more than one signature block, or parts of one");
	if (!end || begin.kind !== "begin") throw malformed$2("it has only one of its two marker lines");
	if (end.start - begin.start > MAX_BLOCK_LENGTH * characterWidth(script.encoding)) throw malformed$2("it is too long");
	const contentEnd = begin.start - characterWidth(script.encoding) * 2;
	const before = contentEnd < 0 ? "" : asciiOf(script, contentEnd, begin.start);
	const block = asciiOf(script, begin.start, end.start);
	const tail = asciiOf(script, end.start, script.bytes.length);
	if (tail.startsWith(END) && /[^\r\n]/.test(tail.slice(27))) throw new FormatError("POWERSHELL_TEXT_AFTER_SIGNATURE", "there is text behind the signature block");
	if (before !== NEWLINE || !block.startsWith(BEGIN) || tail !== END + NEWLINE) throw malformed$2("its marker lines or their line ends were changed");
	return {
		text: {
			...script,
			bytes: script.bytes.subarray(0, contentEnd)
		},
		signature: decodeLines(block.slice(31))
	};
}
/** @param block with the CRLF of its last line */
function decodeLines(block) {
	const lines = block.split(NEWLINE);
	const rest = lines.pop();
	const full = lines.slice(0, -1).every((line) => line.length === 66);
	if (rest !== "" || lines.length === 0 || !full || !lines.every((line) => LINE$1.test(line) && line.length <= 66)) throw malformed$2("a line of it is not \"# \" and base64 in 64 columns");
	try {
		return fromBase64(lines.map((line) => line.slice(2)).join(""));
	} catch (cause) {
		throw malformed$2("its base64 is not canonical", cause);
	}
}
/** The block with the CRLF in front of it. */
function encodeBlock$1(signature, encoding) {
	const base64 = toBase64(signature);
	const lines = [];
	for (let at = 0; at < base64.length; at += COLUMNS) lines.push(`${COMMENT}${base64.slice(at, at + COLUMNS)}${NEWLINE}`);
	return encodeText(`${NEWLINE}${BEGIN}${lines.join("")}${END}${NEWLINE}`, encoding);
}
/** Characters beyond ASCII come out as something that no rule of the block allows. */
function asciiOf({ bytes, encoding }, start, end) {
	return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString(encoding === "utf-16le" ? "utf16le" : "latin1");
}
function malformed$2(why, cause) {
	return new FormatError("POWERSHELL_BLOCK_MALFORMED", `the signature block is damaged: ${why}`, { cause });
}
// packages/formats/src/authenticode/powershell/detect.ts
const SUFFIXES = [
	".ps1",
	".psm1",
	".psd1"
];
const INTERPRETER = /(?:^|[/\\\s])(?:pwsh|powershell)(?:-\w+)?(?:\.exe)?(?:\s|$)/;
/** Text cannot prove to be PowerShell, but for a `#!` line and a signature block. */
function detectPowerShell(head, name) {
	if (isBinary(head)) return "no";
	const named = SUFFIXES.some((suffix) => name.toLowerCase().endsWith(suffix));
	const text = new TextDecoder("latin1").decode(head.subarray(markLength(head)));
	const shebang = /^#!([^\r\n]*)/.exec(text)?.[1];
	if (shebang !== void 0) return INTERPRETER.test(shebang) ? "yes" : "no";
	return (named || !name.includes(".")) && findMarkers({
		encoding: encodingOf(head),
		bytes: head
	}).length > 0 ? "yes" : named ? "maybe" : "no";
}
// packages/formats/src/authenticode/powershell/format.ts
/** .ps1, .psm1, .psd1: docs/formats/powershell.md. */
const powershell = {
	id: "powershell",
	title: "PowerShell script (Authenticode)",
	suffixes: SUFFIXES,
	sideFileSuffix: null,
	detect: detectPowerShell,
	describe: describeScript,
	toBeSigned: (description, signer) => [authenticodeMessage(description, signer, POWERSHELL_SCRIPT)],
	embed: embedInScript,
	readSignatures: readScriptSignatures
};
async function describeScript(source, options) {
	const { text, signature } = splitScript(await readScript(source));
	if (text.bytes.length <= markLength(text.bytes)) throw new FormatError("EMPTY_FILE", "the script is empty");
	if (options.append && signature) assertWhole(signature);
	return {
		...authenticodeDescription(options, toHex(digestText(text, options.digest))),
		size: source.size,
		textLength: text.bytes.length
	};
}
/** A signature is not added beside one that could never verify. */
function assertWhole(signature) {
	const broken = readSignatureTree(signature, POWERSHELL_SCRIPT).find((one) => one.fault !== null)?.fault;
	if (broken) throw new FormatError("APPEND_TO_BROKEN", broken.message, { details: { code: broken.code } });
}
async function embedInScript(source, description, signatures) {
	const [signature] = signatures;
	if (!signature || signatures.length !== 1) throw new TypeError("a script takes one signature at a time");
	const existing = splitScript(await readScript(source));
	const { text } = existing;
	if (source.size !== description.size || text.bytes.length !== description.textLength) throw new CoreError("FILE_CHANGED", "the script is not the one that was described");
	const ours = buildAuthenticode(description, signature, POWERSHELL_SCRIPT);
	const whole = description.append && existing.signature ? nestSignature(existing.signature, ours) : ours;
	return {
		content: [range(0, text.bytes.length), literal(encodeBlock$1(whole, text.encoding))],
		sideFile: null
	};
}
async function readScriptSignatures(source) {
	const { text, signature } = splitScript(await readScript(source));
	if (!signature) return [];
	const found = readSignatureTree(signature, POWERSHELL_SCRIPT);
	return authenticodeEvidence(found, new Map(statedAlgorithms(found).map((name) => [name, digestText(text, name)])));
}
// packages/formats/src/add-signer.ts
/**
* The existing ContentInfo with the signer of `added` beside its own. Everything signed keeps its bytes; sets are written anew in DER's order.
* A signature of the existing one by the same certificate is replaced: two by one signer say no more than the newer.
* @param added a ContentInfo over the same content by one signer
* @param leaf that signer's certificate, DER
*/
function addSigner(existing, added, leaf) {
	const old = membersOf(existing);
	const ours = membersOf(added);
	const certificate = parseCertificate(leaf);
	const signerInfos = [...old.signerInfos.filter((node) => !names(signerInfoOf(node).sid, certificate)), ...ours.signerInfos];
	const crls = distinct([...old.crls, ...ours.crls]);
	const signedData = encodeSequence(encodeInteger(signerInfos.some((node) => signerInfoOf(node).sid.kind === "key-identifier") ? 3 : 1), encodeSetOf(...distinct([...old.digestAlgorithms, ...ours.digestAlgorithms])), ours.encapContentInfo, implicitSet(0, distinct([...old.certificates, ...ours.certificates])), ...crls.length > 0 ? [implicitSet(1, crls)] : [], encodeSetOf(...signerInfos.map(({ bytes }) => bytes)));
	return encodeSequence(ours.contentType, encodeContext(0, signedData));
}
function names(sid, certificate) {
	switch (sid.kind) {
		case "issuer-serial": return sid.serial === certificate.serial && equalBytes(sid.issuer, certificate.issuer);
		case "key-identifier": return equalBytes(sid.keyIdentifier, subjectKeyIdentifierOf(certificate) ?? /* @__PURE__ */ new Uint8Array());
	}
}
function membersOf(contentInfo) {
	const outer = new DerCursor(parseDer(contentInfo, "ContentInfo"), "ContentInfo");
	const contentType = outer.take("contentType").bytes;
	const cursor = new DerCursor(parseDer(outer.take("content", 160).content, "SignedData"), "SignedData");
	cursor.take("version");
	const digestAlgorithms = childrenOf(cursor.take("digestAlgorithms"), "digestAlgorithms");
	const encapContentInfo = cursor.take("encapContentInfo").bytes;
	const certificates = cursor.optional(160);
	const crls = cursor.optional(161);
	return {
		contentType,
		digestAlgorithms,
		encapContentInfo,
		certificates: certificates ? childrenOf(certificates, "certificates") : [],
		crls: crls ? childrenOf(crls, "crls") : [],
		signerInfos: childrenOf(cursor.take("signerInfos"), "signerInfos")
	};
}
function distinct(nodes) {
	return [...new Map(nodes.map(({ bytes }) => [toHex(bytes), bytes])).values()];
}
/** `[n]` IMPLICIT SET OF: {@link encodeSetOf} under another tag. */
function implicitSet(number, members) {
	return encodeContext(number, parseDer(encodeSetOf(...members), "SET").content);
}
// packages/formats/src/detached-cms.ts
/**
* @param existing the CMS that is there, DER, to be kept beside ours; null where there is none or it is to be replaced
* @throws FormatError APPEND_TO_BROKEN
*/
async function describeDetached(content, digestAlgorithm, existing) {
	if (existing) await assertHolds(existing, content);
	const [digest] = await content.source.digest([{
		algorithm: digestAlgorithm,
		parts: content.parts
	}]);
	return {
		size: content.source.size,
		digestAlgorithm,
		digest: toHex(digest),
		existing: existing && toBase64(existing)
	};
}
/** What is already wrong must not come out with our signature beside it. */
async function assertHolds(cms, content) {
	for (const evidence of detachedEvidence(cms, content, "any")) {
		const { fault } = await evidence.inspect();
		if (fault) {
			const details = { code: fault.code };
			throw new FormatError("APPEND_TO_BROKEN", `the signature that is there does not hold: ${fault.message}`, { details });
		}
	}
}
/** Pure. @throws FormatError DESCRIPTION_MALFORMED, CoreError ALGORITHM_UNSUPPORTED */
function detachedToBeSigned(description, signer) {
	const wanted = cmsDigest(signer.algorithm);
	if (description.digestAlgorithm !== wanted) {
		const message = `${signer.algorithm} signs a ${wanted} digest, and ${description.digestAlgorithm} was described`;
		throw new CoreError("ALGORITHM_UNSUPPORTED", message);
	}
	return buildSignedAttributes({
		contentType: OID.data,
		messageDigest: digestBytes(description)
	});
}
function digestBytes({ digest, digestAlgorithm }) {
	if (typeof digest !== "string" || !/^[0-9a-f]+$/.test(digest) || digest.length !== 2 * digestByName(digestAlgorithm).length) throw new FormatError("DESCRIPTION_MALFORMED", `digest: is no ${digestAlgorithm} in hex`);
	return fromHex(digest);
}
/** The CMS, DER, with the signatures that were there and ours. */
function buildDetached(description, [signature]) {
	if (!signature) throw new TypeError("no signature to embed");
	const { signer, timestampToken } = signature;
	const ours = buildSignedData({
		eContentType: OID.data,
		eContent: null,
		certificates: signer.certificates,
		signedAttrs: detachedToBeSigned(description, signer),
		algorithm: signature.algorithm,
		signature: signature.value,
		unsignedAttrs: timestampToken ? [encodeAttribute(OID.timestampToken, timestampToken)] : []
	});
	const leaf = signer.certificates[0];
	return description.existing === null || !leaf ? ours : addSigner(fromBase64(description.existing), ours, leaf);
}
/** @throws CoreError FILE_CHANGED where the source is not the one that was described */
function assertDescribed(source, description) {
	if (source.size !== description.size) throw new CoreError("FILE_CHANGED", `${source.name}: ${description.size} bytes described, ${source.size} found`);
}
/** @throws CodecError where `cms` is no SignedData; FormatError SIGNATURE_NOT_DETACHED */
function detachedEvidence(cms, { source, parts }, purpose) {
	const signedData = parseSignedData(cms);
	if (signedData.eContent !== null) throw new FormatError("SIGNATURE_NOT_DETACHED", "the signature holds content of its own: it says nothing of this file");
	return cmsEvidence({
		signedData,
		content: {
			kind: "detached",
			source,
			parts
		},
		contentType: OID.data,
		purpose,
		nested: false,
		fault: null
	});
}
/** A signature that cannot even be read is evidence against its file, not an exception. */
function brokenSignature(error) {
	if (error instanceof FormatError || error instanceof CodecError) return brokenEvidence(faultOf$2(error), false);
	throw error;
}
/** RFC 7468 section 9, and what older openssl commands write. */
const LABELS = ["CMS", "PKCS7"];
/**
* The CMS of a side file, DER; PEM is read too.
* @throws FormatError SIGNATURE_FILE_MALFORMED, CodecError PEM_MALFORMED
*/
async function readSignatureFile(file) {
	if (file.size === 0 || file.size > 4194304) throw new FormatError("SIGNATURE_FILE_MALFORMED", `${file.name}: ${file.size} bytes are no detached signature`);
	const bytes = await file.read(0, file.size);
	return isPem(bytes) ? pemBytes(bytes, file.name) : bytes;
}
/** DER begins with a SEQUENCE, which is `0` in ASCII; no PEM does. */
function isPem(bytes) {
	return bytes[0] !== 48;
}
function pemBytes(bytes, name) {
	const blocks = parsePem(textOf(bytes, name)).filter(({ label }) => LABELS.includes(label));
	const [block] = blocks;
	if (!block || blocks.length > 1) throw new FormatError("SIGNATURE_FILE_MALFORMED", `${name}: is no CMS in DER, and no PEM of one CMS`);
	return block.bytes;
}
function textOf(bytes, name) {
	try {
		return fromUtf8(bytes);
	} catch (cause) {
		throw new FormatError("SIGNATURE_FILE_MALFORMED", `${name}: is no CMS in DER, and no text`, { cause });
	}
}
// packages/formats/src/blob/blob.ts
/** Any file, with a detached CMS beside it; docs/formats/blob.md. */
const blob = {
	id: "blob",
	title: "any file (detached CMS beside it)",
	suffixes: [],
	sideFileSuffix: ".p7s",
	detect: () => "no",
	async describe(source, options, sideFile = null) {
		if (source.size === 0) throw new FormatError("EMPTY_FILE", `${source.name}: is empty`);
		const existing = options.append && sideFile ? await readSignatureFile(sideFile) : null;
		return describeDetached({
			source,
			parts: [range(0, source.size)]
		}, options.digest, existing);
	},
	toBeSigned: (description, signer) => [detachedToBeSigned(description, signer)],
	async embed(source, description, signatures) {
		assertDescribed(source, description);
		return {
			content: null,
			sideFile: {
				suffix: ".p7s",
				bytes: buildDetached(description, signatures)
			}
		};
	},
	async readSignatures(source, sideFile) {
		if (!sideFile) return [];
		try {
			return detachedEvidence(await readSignatureFile(sideFile), {
				source,
				parts: [range(0, source.size)]
			}, "any");
		} catch (error) {
			return [brokenSignature(error)];
		}
	}
};
// packages/formats/src/jar/layout.ts
const MANIFEST = "META-INF/MANIFEST.MF";
/** Of an Android App Bundle, in protobuf; the whole of it is the bundle's mark. */
const BUNDLE_CONFIG = "BundleConfig.pb";
const ANDROID_MANIFEST = "AndroidManifest.xml";
/** Longest manifest, signature file and block. Bytes. */
const MAX_FILE = 67108864;
const MAX_SIGNERS = 64;
const FOLDER = "META-INF/";
const BLOCK = /^META-INF\/([^/]+)\.(?:RSA|DSA|EC)$/;
const SIGNATURE_FILE = /^META-INF\/([^/]+)\.SF$/;
const RESERVED = /^META-INF\/SIG-[^/.]*(?:\.[A-Z0-9]{1,3})?$/;
/**
* The name as these patterns spell it: Java takes a META-INF name in any case for the same.
* ASCII only: a letter that some locale would make one of these does not take its file out of the signature.
*/
function canonical(name) {
	const asciiUpper = (text) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
	return asciiUpper(name.slice(0, 9)) === FOLDER ? asciiUpper(name) : name;
}
/** Whether an archive is for this format to read or to refuse: a JAR, an AAB, or an APK. */
function isOurs(zip) {
	return zip.byName.has(BUNDLE_CONFIG) || zip.byName.has(ANDROID_MANIFEST) || zip.entries.some(({ name }) => {
		const known = canonical(name);
		return known === "META-INF/MANIFEST.MF" || SIGNATURE_FILE.test(known) || BLOCK.test(known);
	});
}
/**
* @throws ZipError; FormatError JAR_AMBIGUOUS, JAR_TOO_MANY_SIGNERS; CoreError UNSUPPORTED_FORMAT for an APK, FORMAT_MISMATCH for a ZIP of another kind
*/
async function readLayout$1(source) {
	const zip = await readZipDirectory(source);
	await refuseApk(source, zip);
	if (!isOurs(zip)) throw new CoreError("FORMAT_MISMATCH", "the archive has no JAR manifest", { howToFix: "Drop --format; or build the archive with `jar`, which gives it a manifest." });
	const seen = /* @__PURE__ */ new Map();
	const signers = /* @__PURE__ */ new Map();
	const content = [];
	for (const entry of zip.entries) {
		const name = canonical(entry.name);
		const signatureFile = SIGNATURE_FILE.exec(name);
		const base = (signatureFile ?? BLOCK.exec(name))?.[1];
		if (base === void 0 && name !== "META-INF/MANIFEST.MF") {
			if (!RESERVED.test(name) && !isEmptyDirectory(entry)) content.push(entry);
			continue;
		}
		const twin = seen.get(name);
		if (twin) throw new FormatError("JAR_AMBIGUOUS", `${printableName(twin.name)} and ${printableName(entry.name)} are one to Java`);
		seen.set(name, entry);
		if (base === void 0) continue;
		const files = signers.get(base) ?? {
			signatureFile: null,
			blocks: []
		};
		signers.set(base, files);
		if (signatureFile) files.signatureFile = entry;
		else files.blocks.push(entry);
	}
	if (signers.size > MAX_SIGNERS) throw new FormatError("JAR_TOO_MANY_SIGNERS", `the archive has ${signers.size} signature files`);
	return {
		zip,
		manifest: seen.get("META-INF/MANIFEST.MF") ?? null,
		signers: [...signers].map(([base, files]) => ({
			base,
			...files
		})),
		content
	};
}
/** Deflate's encoding of nothing. Two bytes cannot hold more; in three a reader that does not go by the declared size finds content. */
const DEFLATED_NOTHING = 2;
function isEmptyDirectory({ name, size, compressedSize }) {
	return name.endsWith("/") && size === 0 && compressedSize <= DEFLATED_NOTHING;
}
/** RES_XML_TYPE and its header size: compiled XML, as only an APK has it at its root (an AAR has text, an AAB protobuf in a folder). */
const BINARY_XML = Uint8Array.of(3, 0, 8, 0);
const APK_SIGNING_BLOCK = utf8("APK Sig Block 42");
async function refuseApk(source, zip) {
	if (await hasSigningBlock(source, zip) || await hasBinaryManifest(source, zip)) throw new CoreError("UNSUPPORTED_FORMAT", "the file is an Android package (APK)", { howToFix: "Sign it with `apksigner`; Android does not go by JAR signatures." });
}
async function hasSigningBlock(source, { gaps, start }) {
	const last = gaps.at(-1);
	if (!last || last.end !== start || last.end - last.start < APK_SIGNING_BLOCK.length) return false;
	const magic = await source.read(start - APK_SIGNING_BLOCK.length, APK_SIGNING_BLOCK.length);
	return equalBytes(magic, APK_SIGNING_BLOCK);
}
async function hasBinaryManifest(source, { byName }) {
	const entry = byName.get(ANDROID_MANIFEST);
	if (!entry || entry.size > 67108864) return false;
	return equalBytes((await readZipContent(source, entry, MAX_FILE)).subarray(0, BINARY_XML.length), BINARY_XML);
}
// packages/formats/src/jar/joined.ts
/** The pieces one after the other. There may be more of them than a call can have arguments. */
function joined(pieces) {
	const [only] = pieces;
	if (only && pieces.length === 1) return only;
	let length = 0;
	for (const piece of pieces) length += piece.length;
	const bytes = new Uint8Array(length);
	let at = 0;
	for (const piece of pieces) {
		bytes.set(piece, at);
		at += piece.length;
	}
	return bytes;
}
// packages/formats/src/jar/manifest.ts
const CR = 13;
const LF = 10;
const SPACE = 32;
const COLON = 58;
/** @throws FormatError JAR_MANIFEST_MALFORMED */
function parseManifest(bytes) {
	const decoder = new TextDecoder("utf-8", {
		fatal: true,
		ignoreBOM: true
	});
	const main = sectionAt(bytes, 0);
	const sections = /* @__PURE__ */ new Map();
	for (let at = main.end; at < bytes.length;) {
		const section = sectionAt(bytes, at);
		at = section.end;
		if (section.contentEnd === section.start) continue;
		const [first] = attributesOf(bytes, section);
		if (first?.name.toLowerCase() !== "name") throw malformed$1(`the section at byte ${section.start} has no name`);
		const name = decode(decoder, first.value, section.start);
		const same = sections.get(name);
		if (same) same.push(section);
		else sections.set(name, [section]);
	}
	return {
		bytes,
		main,
		sections
	};
}
/** From `start` to the next blank line, or the end. */
function sectionAt(bytes, start) {
	let at = start;
	while (at < bytes.length) {
		const end = endOfLine(bytes, at);
		const next = startOfNext(bytes, end);
		if (end === at) return {
			start,
			contentEnd: at,
			end: next
		};
		at = next;
	}
	return {
		start,
		contentEnd: at,
		end: at
	};
}
/** The attributes of a section, its `Name` too. @throws FormatError JAR_MANIFEST_MALFORMED */
function attributesOf(bytes, section) {
	const attributes = [];
	for (let at = section.start; at < section.contentEnd;) {
		const start = at;
		const colon = endOfName(bytes, start, section.contentEnd);
		const pieces = [];
		let from = colon + 2;
		do {
			const end = endOfLine(bytes, from);
			pieces.push(bytes.subarray(from, end));
			at = startOfNext(bytes, end);
			from = at + 1;
		} while (at < section.contentEnd && bytes[at] === SPACE);
		attributes.push({
			name: latin1(bytes.subarray(start, colon)),
			value: joined(pieces),
			start,
			end: at
		});
	}
	return attributes;
}
/** The colon behind a header's name: letters, digits, `-` and `_`, then colon and space. */
function endOfName(bytes, start, limit) {
	let at = start;
	while (at < limit && isNameByte(bytes[at])) at++;
	if (at === start || bytes[at] !== COLON || bytes[at + 1] !== SPACE || at + 1 >= limit) throw malformed$1(`no header at byte ${start}`);
	return at;
}
function isNameByte(byte) {
	const letter = byte | 32;
	return letter >= 97 && letter <= 122 || byte >= 48 && byte <= 57 || byte === 45 || byte === 95;
}
function endOfLine(bytes, start) {
	let at = start;
	while (at < bytes.length && bytes[at] !== CR && bytes[at] !== LF) at++;
	return at;
}
/** CRLF, LF and CR each end a line. */
function startOfNext(bytes, end) {
	return Math.min(bytes.length, bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1);
}
/** ASCII in practice; every byte is a character, so that nothing is lost in a comparison. */
function latin1(bytes) {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}
function decode(decoder, bytes, at) {
	try {
		return decoder.decode(bytes);
	} catch (cause) {
		throw new FormatError("JAR_MANIFEST_MALFORMED", `the name of the section at byte ${at} is not UTF-8`, { cause });
	}
}
function malformed$1(message) {
	return new FormatError("JAR_MANIFEST_MALFORMED", message);
}
// packages/formats/src/jar/header-line.ts
/** With its CRLF a line has the 72 bytes that the specification allows, whichever way they are counted. */
const LINE = 70;
const CRLF = "\r\n";
const SHORT = /^[\x20-\x7e]{0,70}$/;
/** `Name: value` and CRLF, folded between characters (JAR specification, "Name-Value pairs and Sections"). */
function headerLine(name, value) {
	const line = `${name}: ${value}`;
	if (SHORT.test(line)) return line + CRLF;
	let folded = "";
	let length = 0;
	for (const character of line) {
		const more = utf8(character).length;
		if (length + more > LINE) {
			folded += `${CRLF} `;
			length = 1;
		}
		folded += character;
		length += more;
	}
	return folded + CRLF;
}
// packages/formats/src/jar/manifest-writer.ts
const CREATED_BY = "Chancery";
/**
* The manifest with a right digest of SHA-256 or better for every entry, and no wrong one. What is right keeps its bytes: other signers' digests are over those.
* @param manifest null where the archive has none
* @param entries hashed with `digest`
*/
function updateManifest(manifest, entries, digest) {
	const old = manifest && manifest.bytes.length > 0 ? closed(manifest) : parseManifest(newManifest());
	const edits = [];
	let added = "";
	for (const entry of entries) {
		const line = headerLine(`${digestByName(digest).javaName}-Digest`, entry.wanted);
		const sections = old.sections.get(entry.name);
		if (sections) edits.push(...sectionEdits(sections, entry, line));
		else added += headerLine("Name", entry.name) + line + "\r\n";
	}
	return joined([...applied(old.bytes, edits), utf8(added)]);
}
function newManifest() {
	return utf8(headerLine("Manifest-Version", "1.0") + headerLine("Created-By", CREATED_BY) + "\r\n");
}
/** The manifest with its last line and its last section ended, so that one more can follow. */
function closed(manifest) {
	const { bytes, main } = manifest;
	const last = [...manifest.sections.values()].flat().reduce((a, b) => a.end > b.end ? a : b, main);
	if (last.end > last.contentEnd) return manifest;
	const endsLine = bytes.at(-1) === 10 || bytes.at(-1) === 13;
	return parseManifest(concat(bytes, utf8(endsLine ? "\r\n" : "\r\n\r\n")));
}
function sectionEdits(sections, entry, line) {
	const edits = entry.stated.filter(({ right }) => !right).map(({ start, end }) => ({
		start,
		end,
		bytes: /* @__PURE__ */ new Uint8Array()
	}));
	if (entry.stated.some(({ right, algorithm }) => right && !algorithm.weak)) return edits;
	const { contentEnd } = sections[0];
	return [...edits, {
		start: contentEnd,
		end: contentEnd,
		bytes: utf8(line)
	}];
}
function applied(bytes, edits) {
	const chunks = [];
	let at = 0;
	for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
		chunks.push(bytes.subarray(at, edit.start), edit.bytes);
		at = edit.end;
	}
	return [...chunks, bytes.subarray(at)];
}
// packages/formats/src/jar/stated-digest.ts
/** What follows the algorithm in the attribute's name, upper case. */
const DIGEST_OF = {
	content: "-DIGEST",
	manifest: "-DIGEST-MANIFEST",
	mainAttributes: "-DIGEST-MANIFEST-MAIN-ATTRIBUTES"
};
/** `SHA-256`, `SHA256`; `SHA` is SHA-1, as in the manifests of JDK 1.1. */
function digestNamed(name) {
	const plain = name.replace("-", "");
	return DIGESTS$1.find(({ name: known }) => known.toUpperCase() === (plain === "SHA" ? "SHA1" : plain));
}
/** @throws FormatError JAR_MANIFEST_MALFORMED */
function statedDigests({ bytes }, sections, of) {
	const found = [];
	for (const section of sections) for (const { name, value, start, end } of attributesOf(bytes, section)) {
		const upper = name.toUpperCase();
		if (!upper.endsWith(of)) continue;
		const algorithm = digestNamed(upper.slice(0, -of.length));
		if (algorithm) found.push({
			algorithm,
			base64: latin1(value).trim(),
			start,
			end
		});
	}
	return found;
}
/** The digest of bytes in memory, as manifests write it. */
function digestBase64(algorithm, bytes) {
	return hash(algorithm.name, bytes, "base64");
}
// packages/formats/src/jar/signature-file.ts
/** The signature file over a manifest (JAR specification, "Signature File"): the same bytes for the same manifest. */
function buildSignatureFile(manifest, digest) {
	const algorithm = digestByName(digest);
	const { bytes, main } = manifest;
	const name = `${algorithm.javaName}-Digest`;
	let text = headerLine("Signature-Version", "1.0") + headerLine("Created-By", CREATED_BY) + headerLine(`${name}-Manifest`, digestBase64(algorithm, bytes)) + headerLine(`${name}-Manifest-Main-Attributes`, digestBase64(algorithm, bytes.subarray(main.start, main.end))) + "\r\n";
	for (const [entry, sections] of manifest.sections) {
		const value = digestBase64(algorithm, sectionBytes(bytes, sections, "end"));
		text += headerLine("Name", entry) + headerLine(name, value) + "\r\n";
	}
	return utf8(text);
}
/**
* The names that a signature file vouches for in this manifest.
* @throws FormatError JAR_MANIFEST_CHANGED where one that it lists is not as it was, JAR_SIGNATURE_FILE_MALFORMED
*/
function coveredNames(signatureFile, manifest) {
	assertVersion(signatureFile);
	const { bytes } = manifest;
	const covered = /* @__PURE__ */ new Set();
	const whole = statedDigests(signatureFile, [signatureFile.main], DIGEST_OF.manifest);
	const unchanged = whole.length > 0 && holds(whole, bytes);
	const main = statedDigests(signatureFile, [signatureFile.main], DIGEST_OF.mainAttributes);
	if (!unchanged && !holds(main, bytes.subarray(manifest.main.start, manifest.main.end))) throw new FormatError("JAR_MANIFEST_CHANGED", "the main attributes of the manifest were changed after signing");
	for (const [name, stating] of signatureFile.sections) {
		const sections = manifest.sections.get(name);
		if (!unchanged && !sections) throw changed(name, "is signed and no longer in the manifest");
		if (!unchanged && sections && !sectionHolds(statedDigests(signatureFile, stating, DIGEST_OF.content), bytes, sections)) throw changed(name, "has another section in the manifest than was signed");
		if (sections) covered.add(name);
	}
	return covered;
}
function sectionHolds(stated, bytes, sections) {
	if (stated.length === 0) return false;
	return holds(stated, sectionBytes(bytes, sections, "end")) || holds(stated, sectionBytes(bytes, sections, "contentEnd"));
}
/** Every digest that counts must match. Hashed once for each algorithm, however often a hostile file states it. */
function holds(stated, bytes) {
	const computed = /* @__PURE__ */ new Map();
	return stated.every(({ algorithm, base64 }) => {
		const digest = computed.get(algorithm) ?? digestBase64(algorithm, bytes);
		computed.set(algorithm, digest);
		return digest === base64;
	});
}
function sectionBytes(bytes, sections, upTo) {
	return joined(sections.map((section) => bytes.subarray(section.start, section[upTo])));
}
/** A reader that knows another version must not guess (same place); java.util.jar takes such a file for none. */
function assertVersion({ bytes, main }) {
	const version = attributesOf(bytes, main).find(({ name }) => name.toLowerCase() === "signature-version");
	if (!version || latin1(version.value).trim() !== "1.0") throw new FormatError("JAR_SIGNATURE_FILE_MALFORMED", "the signature file has no Signature-Version 1.0");
}
function changed(name, what) {
	return new FormatError("JAR_MANIFEST_CHANGED", `${printableName(name)} ${what}`);
}
// packages/formats/src/jar/blocks.ts
/** Reads every signature against `manifest`, which is the archive's or the one that will be. A broken one is found, not thrown. */
async function readFoundSignatures(source, layout, manifest) {
	const found = [];
	for (const files of layout.signers) found.push(...await readSigner(source, files, manifest));
	return found;
}
async function readSigner(source, files, manifest) {
	const { base, signatureFile, blocks } = files;
	if (!signatureFile || blocks.length === 0) return [broken(base, new FormatError("JAR_SIGNATURE_INCOMPLETE", `META-INF/${base} has no ${signatureFile ? "block" : "signature file"}`))];
	try {
		const bytes = await readZipContent(source, signatureFile, MAX_FILE);
		const coverage = manifest ? coverageOf(bytes, manifest) : withoutManifest();
		const found = [];
		for (const block of blocks) found.push(await readBlock(source, base, block, bytes, coverage));
		return found;
	} catch (error) {
		return [broken(base, error)];
	}
}
function coverageOf(bytes, manifest) {
	try {
		return {
			covered: coveredNames(parseManifest(bytes), manifest),
			fault: null
		};
	} catch (error) {
		return {
			covered: /* @__PURE__ */ new Set(),
			fault: faultOf$1(error)
		};
	}
}
function withoutManifest() {
	return {
		covered: /* @__PURE__ */ new Set(),
		fault: faultOf$1(new FormatError("JAR_MANIFEST_MISSING", "the archive is signed and its manifest is gone"))
	};
}
async function readBlock(source, base, block, signatureFile, { covered, fault }) {
	try {
		const signedData = parseSignedData(await readZipContent(source, block, MAX_FILE));
		const content = memorySource(signatureFile);
		const own = signedData.eContent !== null && !equalBytes(signedData.eContent, signatureFile) ? faultOf$1(new FormatError("JAR_SIGNATURE_FILE_MALFORMED", `the block of META-INF/${base} holds another signature file`)) : fault;
		const { parts } = wholeDigest(content, "sha256");
		return {
			base,
			covered,
			evidence: (fileFault) => cmsEvidence({
				signedData,
				content: {
					kind: "detached",
					source: content,
					parts
				},
				contentType: OID.data,
				purpose: "jar",
				nested: false,
				fault: own ?? fileFault
			})
		};
	} catch (error) {
		return broken(base, error);
	}
}
function broken(base, error) {
	const fault = faultOf$1(error);
	return {
		base,
		covered: /* @__PURE__ */ new Set(),
		evidence: () => [brokenEvidence(fault, false)]
	};
}
/** What the archive holds is a fault of the signature; what the environment does is not. */
function faultOf$1(error) {
	if (!(error instanceof ChanceryError) || error.family === "environment") throw error;
	const { code, message, howToFix } = error;
	return {
		code: code === "JAR_MANIFEST_MALFORMED" ? "JAR_SIGNATURE_FILE_MALFORMED" : code,
		message,
		howToFix
	};
}
// packages/formats/src/jar/entry-digests.ts
/**
* Hashes entries with every algorithm that the manifest has for them, and with `wanted`: all in one call, so that the host can spread the work.
* @throws ZipError ZIP_UNSUPPORTED; CoreError COMPRESSED_DATA_CORRUPT; FormatError JAR_MANIFEST_MALFORMED
*/
async function digestEntries(source, entries, manifest, wanted) {
	const jobs = [];
	const plans = entries.map((entry) => {
		const sections = manifest?.sections.get(entry.name);
		const stated = manifest && sections ? statedDigests(manifest, sections, DIGEST_OF.content) : [];
		const algorithms = new Set(stated.map(({ algorithm }) => algorithm));
		if (wanted) algorithms.add(digestByName(wanted));
		const first = jobs.length;
		const part = zipContent(entry);
		for (const { name } of algorithms) jobs.push({
			algorithm: name,
			parts: [part],
			label: printableName(entry.name)
		});
		return {
			name: entry.name,
			stated,
			algorithms: [...algorithms],
			first
		};
	});
	const digests = await source.digest(jobs);
	return plans.map(({ name, stated, algorithms, first }) => {
		const computed = algorithms.map((_, i) => toBase64(digests[first + i]));
		return {
			name,
			stated: stated.map((one) => ({
				...one,
				right: computed[algorithms.indexOf(one.algorithm)] === one.base64
			})),
			wanted: computed[algorithms.findIndex((algorithm) => algorithm.name === wanted)] ?? null
		};
	});
}
// packages/formats/src/jar/describe.ts
async function describeJar(source, options) {
	const layout = await readLayout$1(source);
	for (const { name } of layout.content) assertWritable(name);
	const old = layout.manifest && parseManifest(await readZipContent(source, layout.manifest, 67108864));
	const manifest = updateManifest(old, await digestEntries(source, layout.content, old, options.digest), options.digest);
	return {
		directory: fingerprint(layout),
		digest: options.digest,
		manifest: toBase64(manifest),
		signatureName: signatureName(options.signerName),
		signers: await describeSigners(source, layout, manifest)
	};
}
/** Of the archive that was described: of another, `embed` would mix the parts of two. */
function fingerprint({ zip }) {
	return createHash("sha256").update(zip.bytes).update(`${zip.start} ${zip.end}`).digest("hex");
}
async function describeSigners(source, layout, manifest) {
	if (layout.signers.length === 0) return [];
	const found = await readFoundSignatures(source, layout, parseManifest(manifest));
	const reports = await Promise.all(found.flatMap(({ base, evidence }) => evidence(null).map(async (one) => ({
		base,
		report: await one.inspect()
	}))));
	return layout.signers.map(({ base }) => {
		const own = reports.filter((one) => one.base === base).map(({ report }) => report);
		const certificates = new Set(own.map(({ signer }) => signer?.sha256 ?? null));
		const [certificate = null] = certificates;
		return {
			base,
			certificate: certificates.size === 1 ? certificate : null,
			fault: own.find(({ fault }) => fault !== null)?.fault?.code ?? null
		};
	});
}
/** A name with a line break would write headers of its own into the manifest. */
function assertWritable(name) {
	if (/[\r\n\0]/.test(name)) throw new FormatError("JAR_NAME_UNSUPPORTED", `${printableName(name)} cannot be written into a manifest`);
}
/** jarsigner's rule for -sigfile: one to eight of A-Z 0-9 _ -. */
const SIGNATURE_NAME_LENGTH = 8;
function signatureName(key) {
	const name = key.toUpperCase().replace(/[^A-Z0-9_-]/g, "_").slice(0, SIGNATURE_NAME_LENGTH);
	return name === "" ? "SIGNER" : name;
}
/** The name, or with its last characters given way to a digit where another signer has it. */
function freeSignatureName(wanted, taken) {
	let name = wanted;
	for (let i = 1; taken.has(name); i++) name = wanted.slice(0, SIGNATURE_NAME_LENGTH - String(i).length) + i;
	return name;
}
// packages/formats/src/jar/detect.ts
const JAR_SUFFIXES = [
	".jar",
	".war",
	".ear",
	".aab"
];
/** A local header's fixed part. Bytes. */
const LOCAL = 30;
/** A ZIP may be a JAR; one whose first entry is the manifest is. */
function detectJar(head) {
	if (head.length < 4) return "no";
	const view = new DataView(head.buffer, head.byteOffset, head.length);
	const signature = view.getUint32(0, true);
	if (signature === ZIP_SIGNATURE.end) return "maybe";
	if (signature !== ZIP_SIGNATURE.localHeader) return "no";
	if (head.length < LOCAL) return "maybe";
	return new TextDecoder().decode(head.subarray(LOCAL, LOCAL + view.getUint16(26, true))).toUpperCase() === "META-INF/MANIFEST.MF" ? "yes" : "maybe";
}
/** The directory at the end says whether it is one. A damaged archive is ours where it is called like one: its error is the answer. */
async function recogniseJar(source) {
	try {
		return isOurs(await readZipCentral(source));
	} catch (error) {
		if (!(error instanceof ChanceryError) || error.family === "environment") throw error;
		const name = source.name.toLowerCase();
		return [...JAR_SUFFIXES, ".apk"].some((suffix) => name.endsWith(suffix));
	}
}
// packages/formats/src/jar/to-be-signed.ts
/** @throws FormatError JAR_OTHER_SIGNER_BREAKS, DESCRIPTION_MALFORMED; CoreError ALGORITHM_UNSUPPORTED without a certificate */
function rebuildSignature(description, signer) {
	const [leaf] = signer.certificates;
	if (!leaf) throw new CoreError("ALGORITHM_UNSUPPORTED", `the key ${signer.name} has no certificate, and a JAR is signed with one`);
	const ours = createHash("sha256").update(leaf).digest("hex");
	const others = description.signers.filter(({ certificate }) => certificate !== ours);
	const broken = others.find(({ fault }) => fault !== null);
	if (broken) throw new FormatError("JAR_OTHER_SIGNER_BREAKS", `the signature META-INF/${broken.base} would not hold any more`, { details: {
		signer: broken.base,
		fault: broken.fault
	} });
	const manifest = bytesOf(description);
	const signatureFile = buildSignatureFile(parseManifest(manifest), description.digest);
	const messageDigest = createHash(cmsDigest(signer.algorithm)).update(signatureFile).digest();
	return {
		manifest,
		signatureFile,
		signedAttrs: buildSignedAttributes({
			contentType: OID.data,
			messageDigest: Uint8Array.from(messageDigest)
		}),
		others
	};
}
function bytesOf(description) {
	try {
		return fromBase64(description.manifest);
	} catch (cause) {
		throw new FormatError("DESCRIPTION_MALFORMED", "the manifest in the description is not base64", { cause });
	}
}
// packages/formats/src/jar/embed.ts
/** Extra field 0xcafe, empty, in the first entry: how `jar` marks an archive that a kernel may hand to Java. */
const JAR_MAGIC = Uint8Array.of(254, 202, 0, 0);
/** @throws CoreError FILE_CHANGED where the source is not what was described */
async function embedJar(source, description, signatures) {
	const signature = signatures[0];
	const layout = await readLayout$1(source);
	if (fingerprint(layout) !== description.directory) throw new CoreError("FILE_CHANGED", `${source.name} changed while it was being signed`);
	const { manifest, signatureFile, signedAttrs, others } = rebuildSignature(description, signature.signer);
	const block = buildSignedData({
		eContentType: OID.data,
		eContent: null,
		certificates: signature.signer.certificates,
		signedAttrs,
		algorithm: signature.algorithm,
		signature: signature.value,
		unsignedAttrs: signature.timestampToken ? [encodeAttribute(OID.timestampToken, signature.timestampToken)] : []
	});
	const taken = new Set(others.map(({ base }) => base));
	const path = `META-INF/${freeSignatureName(description.signatureName, taken)}`;
	const extension = signature.signer.key === "rsa" ? "RSA" : "EC";
	const modified = layout.manifest?.modified ?? 2162688;
	return {
		content: rebuilt(layout, [
			{
				name: MANIFEST,
				content: manifest,
				modified,
				extra: JAR_MAGIC
			},
			{
				name: `${path}.SF`,
				content: signatureFile,
				modified
			},
			{
				name: `${path}.${extension}`,
				content: block,
				modified
			}
		].map(encodeZipEntry), keptEntries(layout, taken)),
		sideFile: null
	};
}
/** Other signers' files first, where readers that go through the archive once expect them, then all the rest in its order. */
function keptEntries(layout, kept) {
	const dropped = /* @__PURE__ */ new Set();
	const front = [];
	if (layout.manifest) dropped.add(layout.manifest);
	for (const { base, signatureFile, blocks } of layout.signers) for (const entry of signatureFile ? [signatureFile, ...blocks] : blocks) {
		dropped.add(entry);
		if (kept.has(base)) front.push(entry);
	}
	return [...front, ...layout.zip.entries.filter((entry) => !dropped.has(entry))];
}
function rebuilt({ zip }, written, kept) {
	const headers = [];
	let at = 0;
	for (const entry of written) {
		headers.push(entry.central(at));
		at += entry.local.length;
	}
	for (const entry of kept) {
		headers.push(moveZipHeader(zip, entry, at));
		at += entry.end - entry.start;
	}
	const directory = joined(headers);
	const end = encodeZipEnd({
		count: headers.length,
		start: at,
		end: at + directory.length,
		comment: zip.comment
	});
	return [
		literal(joined(written.map(({ local }) => local))),
		...joinedRanges(kept),
		literal(joined([directory, end]))
	];
}
/** Neighbours are copied in one go. */
function joinedRanges(entries) {
	const runs = [];
	for (const { start, end } of entries) {
		const last = runs.at(-1);
		if (last?.end === start) last.end = end;
		else runs.push({
			start,
			end
		});
	}
	return runs.map(({ start, end }) => range(start, end));
}
// packages/formats/src/jar/read-signatures.ts
/** Every signature of every block. One that would hold by itself still tells of what is wrong with the archive. */
async function readJarSignatures(source) {
	const layout = await readLayout$1(source);
	if (layout.signers.length === 0) return [];
	const manifest = layout.manifest && parseManifest(await readZipContent(source, layout.manifest, 67108864));
	const found = await readFoundSignatures(source, layout, manifest);
	const fault = manifest && await archiveFault(source, layout, manifest, found);
	return found.flatMap((one) => one.evidence(fault));
}
async function archiveFault(source, layout, manifest, found) {
	const hidden = await findHiddenData(source, layout);
	if (hidden !== null) return faultOf("JAR_HIDDEN_DATA", `bytes at ${hidden} belong to no entry of the archive`);
	const entries = await digestEntries(source, layout.content, manifest, null);
	const changed = entries.find(({ stated }) => stated.some(({ right }) => !right));
	if (changed) return faultOf("JAR_ENTRY_CHANGED", `${printableName(changed.name)} is not what the manifest says`);
	const unsigned = entries.find((entry) => !isSigned(entry, found));
	return unsigned ? faultOf("JAR_ENTRY_NOT_SIGNED", `${printableName(unsigned.name)} is not signed`) : null;
}
/** In the manifest with a digest that counts, and its section in a signature file that holds. */
function isSigned({ name, stated }, found) {
	return stated.length > 0 && found.some(({ covered }) => covered.has(name));
}
const CHUNK = 1 << 20;
/** The place of something between entries that is not padding; null where there is nothing. */
async function findHiddenData(source, { zip }) {
	for (const { start, end } of zip.gaps) for (let at = start; at < end; at += CHUNK) if ((await source.read(at, Math.min(CHUNK, end - at))).some((byte) => byte !== 0)) return at;
	return null;
}
function faultOf(code, message) {
	return {
		code,
		message,
		howToFix: FORMAT_ERRORS[code].howToFix
	};
}
// packages/formats/src/jar/jar.ts
/** JAR, WAR, EAR and AAB: docs/formats/jar.md. */
const jar = {
	id: "jar",
	title: "Java archive (JAR, WAR, EAR, AAB)",
	suffixes: JAR_SUFFIXES,
	sideFileSuffix: null,
	detect: detectJar,
	recognise: recogniseJar,
	describe: describeJar,
	toBeSigned: (description, signer) => [rebuildSignature(description, signer).signedAttrs],
	embed: embedJar,
	readSignatures: (source) => readJarSignatures(source)
};
// packages/formats/src/script/windows.ts
/** Bytes looked at together, and how much of the next window each sees, so that nothing shorter is cut in two. */
const STEP = 1 << 20;
/** The whole source in constant memory. */
async function* windowsOf(source) {
	for (let start = 0; start < source.size; start += STEP) {
		const bytes = await source.read(start, Math.min(1048640, source.size - start));
		yield {
			start,
			step: STEP,
			bytes
		};
	}
}
/** Where `line` begins a line and fills it, be that ended by LF, CR or the source. Needs a line shorter than the overlap. */
function* linesIn({ bytes, start, step }, line) {
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	for (let at = text.indexOf(line); at >= 0 && at <= step; at = text.indexOf(line, at + 1)) {
		const begins = at === 0 ? start === 0 : bytes[at - 1] === 10;
		const next = bytes[at + line.length];
		if (begins && (next === 10 || next === 13 || next === void 0)) yield start + at;
	}
}
// packages/formats/src/script/block.ts
const LABEL = "CMS";
const FIRST_LINE = utf8("# -----BEGIN CMS-----");
const LAST_LINE = utf8("# -----END CMS-----");
/** The block, beginning at the start of a line: PEM in comments. */
function encodeBlock(cms) {
	return utf8(encodePem(LABEL, cms).replace(/^(?=.)/gm, "# "));
}
/**
* @throws FormatError SCRIPT_TEXT_AFTER_BLOCK, SCRIPT_SECOND_BLOCK, SCRIPT_BLOCK_MALFORMED
*/
async function readLayout(source) {
	const first = [];
	const last = [];
	let hasNul = false;
	for await (const window of windowsOf(source)) {
		hasNul ||= window.bytes.includes(0);
		first.push(...linesIn(window, FIRST_LINE));
		last.push(...linesIn(window, LAST_LINE));
		if (first.length > 1 || last.length > 1) throw new FormatError("SCRIPT_SECOND_BLOCK", `${source.name}: has the first or last line of a signature block twice`);
	}
	const [start] = first;
	const [end] = last;
	if (start === void 0 && end === void 0) return {
		bodySize: source.size,
		cms: null,
		hasNul
	};
	if (start === void 0 || end === void 0 || end < start) throw malformed(source, "lacks its first or last line");
	if (start === 0) throw malformed(source, "has no script before it");
	const rest = source.size - (end + LAST_LINE.length);
	if ((await source.read(source.size - rest, Math.min(rest, 2)))[0] === 13) throw malformed(source, "ends its lines with a carriage return");
	if (rest > 1) throw new FormatError("SCRIPT_TEXT_AFTER_BLOCK", `${source.name}: has text after its signature block`);
	if (source.size - start > 1048576) throw malformed(source, `has ${source.size - start} bytes`);
	return {
		bodySize: start,
		cms: parseBlock(await source.read(start, source.size - start), source),
		hasNul
	};
}
/** Only the one spelling that {@link encodeBlock} has for a CMS: what the block's text may be leaves no room for anything else in it. */
function parseBlock(block, source) {
	let cms;
	try {
		const [pem] = parsePem(fromUtf8(block).replace(/^# /gm, ""));
		if (!pem) throw malformed(source, "is no PEM");
		cms = pem.bytes;
	} catch (cause) {
		throw malformed(source, "holds something that is no base64", cause);
	}
	if (!equalBytes(encodeBlock(cms), block)) throw malformed(source, "holds something else than its signature");
	return cms;
}
function malformed(source, what, cause) {
	return new FormatError("SCRIPT_BLOCK_MALFORMED", `${source.name}: the signature block ${what}`, { cause });
}
/** Whether a block begins or ends in these bytes. */
function showsBlock(head) {
	const window = {
		start: 0,
		step: head.length,
		bytes: head
	};
	return [...linesIn(window, FIRST_LINE), ...linesIn(window, LAST_LINE)].length > 0;
}
// packages/formats/src/script/comment-syntax.ts
/** Interpreters for which an appended `#` line is no comment; everything else that a `#!` line names has to pass over one already. */
const OTHER_COMMENTS = /* @__PURE__ */ new Set([
	...[
		"node",
		"nodejs",
		"deno",
		"bun",
		"tsx",
		"ts-node",
		"qjs",
		"gjs",
		"osascript"
	],
	...[
		"java",
		"jshell",
		"kotlin",
		"kotlinc",
		"scala",
		"scala-cli",
		"groovy",
		"swift",
		"dart",
		"go",
		"gorun",
		"rust-script",
		"zig"
	],
	...[
		"lua",
		"luajit",
		"texlua",
		"runhaskell",
		"runghc",
		"stack",
		"ocaml",
		"utop",
		"dotnet",
		"fsharpi",
		"csi",
		"dotnet-script"
	],
	...[
		"guile",
		"racket",
		"sbcl",
		"clisp",
		"emacs",
		"clojure",
		"clj",
		"bb",
		"janet",
		"gforth",
		"swipl",
		"escript",
		"php",
		"pike"
	]
]);
/** Without their dot, and what a file of that name is run with. */
const EXTENSIONS = {
	sh: "sh",
	bash: "bash",
	dash: "dash",
	ksh: "ksh",
	zsh: "zsh",
	fish: "fish",
	py: "python",
	pyw: "python",
	pl: "perl",
	pm: "perl",
	rb: "ruby",
	rake: "ruby",
	awk: "awk",
	tcl: "tclsh",
	r: "rscript",
	jl: "julia"
};
const SCRIPT_SUFFIXES = Object.keys(EXTENSIONS).map((extension) => `.${extension}`);
/** They have Authenticode. */
const POWERSHELL = /\.(?:ps1|psm1|psd1|ps1xml|psc1|cdxml)$/i;
function isPowerShellName(name) {
	return POWERSHELL.test(name);
}
/** A text as scripts are: no control characters but white space, bell, backspace and escape. Any encoding that keeps ASCII. */
function isText(bytes) {
	return bytes.every((byte) => byte >= 32 && byte !== 127 || byte >= 7 && byte <= 13 || byte === 27);
}
/** The name of the program in a `#!` line, without folder and version: `python` for `#!/usr/bin/env -S python3.12 -u`. null without such a line. */
function shebangInterpreter(head) {
	if (head[0] !== 35 || head[1] !== 33) return null;
	const end = head.findIndex((byte) => byte === 10 || byte === 13);
	const words = new TextDecoder("latin1").decode(head.subarray(2, end < 0 ? void 0 : end)).split(/[ \t]+/).filter((word) => word !== "");
	return baseName((baseName(words[0] ?? "") === "env" ? words.slice(1).find((word) => !word.startsWith("-") && !word.includes("=")) : words[0]) ?? "").toLowerCase().replace(/(?<=.)[-\d.]+$/, "");
}
function baseName(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
/** What a file without a `#!` line is run with, by its extension; null where that is no script. */
function extensionInterpreter(name) {
	const dot = name.lastIndexOf(".");
	const extension = name.slice(dot + 1).toLowerCase();
	return dot < 0 || !Object.hasOwn(EXTENSIONS, extension) ? null : EXTENSIONS[extension] ?? null;
}
function hasHashComments(interpreter) {
	return !OTHER_COMMENTS.has(interpreter);
}
/** Perl and Ruby read what stands behind `__END__` or `__DATA__` through the handle DATA. */
function hasDataSection(interpreter) {
	return interpreter === "perl" || interpreter === "ruby" || interpreter === "jruby";
}
// packages/formats/src/script/runs-as-before.ts
/** Long enough for any `#!` line that a kernel reads. */
const HEAD = 1024;
/**
* Refuses a script that would run otherwise with a block of comments behind it.
* @param bodySize bytes of the script without a block
* @throws FormatError SCRIPT_COMMENT_SYNTAX, SCRIPT_READS_ITSELF, SCRIPT_ENDS_OPEN
*/
async function assertRunsAsBefore(source, bodySize) {
	const interpreter = shebangInterpreter(await source.read(0, Math.min(HEAD, bodySize))) ?? extensionInterpreter(source.name);
	if (interpreter !== null && !hasHashComments(interpreter)) throw new FormatError("SCRIPT_COMMENT_SYNTAX", `${source.name}: ${interpreter} has no # comments`);
	if (interpreter !== null && hasDataSection(interpreter) && await readsItself(source)) throw new FormatError("SCRIPT_READS_ITSELF", `${source.name}: reads what stands behind __END__ or __DATA__`);
	if (await endsOpen(source, bodySize)) throw new FormatError("SCRIPT_ENDS_OPEN", `${source.name}: its last line goes on after a backslash`);
}
/** A data section, and the handle that reads it mentioned anywhere: whether it is used cannot be known without running the script. */
async function readsItself(source) {
	let section = false;
	let handle = false;
	for await (const window of windowsOf(source)) {
		section ||= ["__END__", "__DATA__"].some((line) => !linesIn(window, utf8(line)).next().done);
		handle ||= /\bDATA\b/.test(new TextDecoder("latin1").decode(window.bytes));
	}
	return section && handle;
}
/** A shell joins a line that ends with an unescaped backslash to the next, which would be the block's first. */
async function endsOpen(source, bodySize) {
	const start = Math.max(0, bodySize - HEAD);
	const tail = new TextDecoder("latin1").decode(await source.read(start, bodySize - start));
	return (/\\*(?=\n?$)/.exec(tail)?.[0].length ?? 0) % 2 === 1;
}
// packages/formats/src/script/script.ts
/** Scripts with `#` comments; docs/formats/script.md has the layout. */
const script = {
	id: "script",
	title: "script with # comments (CMS in trailing comments)",
	suffixes: SCRIPT_SUFFIXES,
	sideFileSuffix: null,
	detect(head, name) {
		if (isPowerShellName(name) || !isText(head)) return "no";
		const interpreter = shebangInterpreter(head);
		if (interpreter !== null) return hasHashComments(interpreter) ? "yes" : "no";
		if (showsBlock(head)) return "yes";
		return extensionInterpreter(name) === null ? "no" : "maybe";
	},
	async describe(source, options) {
		const { bodySize, cms, hasNul } = await readLayout(source);
		if (bodySize === 0) throw new FormatError("EMPTY_FILE", `${source.name}: is empty`);
		if (hasNul) throw new FormatError("SCRIPT_BINARY", `${source.name}: has binary data, which lines behind it would damage`);
		await assertRunsAsBefore(source, bodySize);
		const [lastByte] = await source.read(bodySize - 1, 1);
		const addsLineFeed = lastByte !== 10;
		return {
			...await describeDetached({
				source,
				parts: body(bodySize, addsLineFeed)
			}, options.digest, options.append ? cms : null),
			bodySize,
			addsLineFeed
		};
	},
	toBeSigned: (description, signer) => [detachedToBeSigned(description, signer)],
	async embed(source, description, signatures) {
		assertDescribed(source, description);
		const block = encodeBlock(buildDetached(description, signatures));
		return {
			content: [...body(description.bodySize, description.addsLineFeed), literal(block)],
			sideFile: null
		};
	},
	async readSignatures(source) {
		try {
			const { bodySize, cms } = await readLayout(source);
			return cms ? detachedEvidence(cms, {
				source,
				parts: body(bodySize, false)
			}, "code-signing") : [];
		} catch (error) {
			return [brokenSignature(error)];
		}
	}
};
/** What is signed. */
function body(size, addsLineFeed) {
	return [range(0, size), ...addsLineFeed ? [literal(Uint8Array.of(10))] : []];
}
// packages/engine/src/formats.ts
/** The formats of this version. */
const formats = formatRegistry([
	authenticodePe,
	powershell,
	jar,
	script,
	blob
]);
// packages/engine/src/found.ts
/** The format by content; a file of no known kind that has a detached signature is a blob. */
async function find(context, named, source, path) {
	const beside = async (suffix) => await exists(path + suffix) ? path + suffix : null;
	const { signature, bundle } = named;
	const detected = source.size === 0 ? null : await detectFormat(source, formats);
	const sideFile = signature === void 0 ? await beside(".p7s") : resolve(context.cwd, signature);
	return {
		format: detected ?? (sideFile === null ? null : formats.get("blob")),
		sideFile,
		bundle: bundle === void 0 ? await beside(".sigstore.json") : resolve(context.cwd, bundle)
	};
}
/** A side file is of one file. @throws EngineError OPTIONS_CONFLICT */
function assertOneFile(count, { signature, bundle }) {
	if (signature === void 0 && bundle === void 0 || count === 1) return;
	throw new EngineError("OPTIONS_CONFLICT", "--signature and --bundle are of one file, and several were given", { howToFix: "Verify the file that the side file belongs to alone." });
}
// packages/engine/src/each-file.ts
/**
* Reads files, several at once; every one stands in the report, also where it could not be opened.
* @param refusal what to say of a path that is no file to read
*/
async function eachFile(context, options, work, refusal) {
	const inputs = await expandInputs(options.files, context.cwd);
	assertOneFile(inputs.length, options);
	const results = await concurrently(inputs, options.concurrency ?? Math.max(2, availableParallelism()), async (input) => isRefused(input) ? refusal(input.path, input.error) : work(input));
	return {
		report: {
			version: 1,
			files: results.map(({ exitCode: _, ...file }) => file),
			failed: []
		},
		exitCode: results.find((result) => result.exitCode !== 0)?.exitCode ?? 0
	};
}
// packages/engine/src/report.ts
function failureOf(error, path) {
	return {
		path,
		code: error.code,
		message: error.message,
		howToFix: error.howToFix
	};
}
function signatureEntry(signature) {
	const { signer } = signature;
	return {
		signer: signer && {
			subject: signer.subject,
			issuer: signer.issuer,
			serial: signer.serial,
			sha256: signer.sha256
		},
		digestAlgorithm: signature.digestAlgorithm,
		signatureAlgorithm: signature.signatureAlgorithm,
		integrity: signature.integrity,
		chain: "chain" in signature ? signature.chain : "not-checked",
		revocation: "revocation" in signature ? signature.revocation : "not-checked",
		nested: signature.nested,
		timestamp: signature.timestamp
	};
}
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
		identity: text(values, "identity"),
		issuer: text(values, "issuer")
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
/** RFC 3339. @throws EngineError OPTION_INVALID */
function isoTime(value) {
	const time = new Date(value);
	if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(value) || Number.isNaN(time.getTime())) throw new EngineError("OPTION_INVALID", `--at ${value}: is no time such as 2026-11-24T12:00:00Z`);
	return time;
}
// packages/engine/src/record-check.ts
/**
* Checks a record, or any bundle about a file.
* A key that is not trusted leaves it `not-checked`: whoever verifies the file need not know who records. Everything else that is wrong is `failed`.
* @throws FilesError where the bundle cannot be read
*/
async function checkBundle(path, artifact, trust, identity) {
	const bytes = await readBytes(path, MAX_BUNDLE_BYTES);
	try {
		await verifyBundle(parseBundle(bytes), artifact, trust, identity);
		return {
			verdict: "verified",
			fault: null
		};
	} catch (error) {
		if (!(error instanceof ChanceryError)) throw error;
		const fault = {
			code: error.code,
			message: `${path}: ${error.message}`,
			howToFix: error.howToFix
		};
		return {
			verdict: error.code === "BUNDLE_KEY_UNTRUSTED" ? "not-checked" : "failed",
			fault
		};
	}
}
/** A record that is wrong fails the file, always; one whose key is unknown only where the caller named the bundle. */
function recordFault(check, named) {
	if (!check?.fault) return null;
	return check.verdict === "failed" || named ? check.fault : null;
}
async function verifyBundle(bundle, { source, sha256 }, { verifier, trustedRoots }, identity) {
	const asksWhom = identity.subject !== void 0 || identity.issuer !== void 0;
	if (bundle.kind === "key") {
		verifyKeyBundle(bundle, verifier.keys, { sha256 });
		if (!asksWhom) return;
		throw new AttestError("BUNDLE_IDENTITY_MISMATCH", "the bundle is signed by a bare key, which names nobody");
	}
	await verifyCertificateBundle(bundle, {
		trustedRoots,
		identity,
		sha256,
		artifact: () => wholeArtifact(source)
	});
	if (identity.subject !== void 0) return;
	throw new AttestError("BUNDLE_KEY_UNTRUSTED", "the bundle has a certificate, and nothing says whom it must name", { howToFix: "Say with --identity (and --issuer) who must have signed." });
}
/** Bundles over the message itself hash the artifact in memory. Bytes. */
const MAX_ARTIFACT_BYTES = 268435456;
async function wholeArtifact(source) {
	if (source.size > MAX_ARTIFACT_BYTES) throw new AttestError("BUNDLE_UNSUPPORTED", `a message signature over ${source.size} bytes: an attestation carries a digest`);
	return source.read(0, source.size);
}
// packages/engine/src/requirements.ts
/** @throws VerificationError REQUIREMENT_NOT_MET for the first of them that the file does not meet */
function assertRequired(required, signatures, record) {
	const missing = {
		timestamp: signatures.length === 0 || signatures.some(({ timestamp }) => timestamp === null) ? "a signature has no timestamp" : null,
		attestation: record === "verified" ? null : record === null ? "there is no record beside the file" : `the record is ${record}`,
		log: "the record is in no transparency log"
	};
	for (const requirement of required) {
		const why = missing[requirement];
		if (why !== null) throw notMet(requirement, `--require ${requirement}: ${why}`);
	}
}
/**
* Whoever asks for an identity must not be content with a file in which nobody looked for one.
* @throws VerificationError REQUIREMENT_NOT_MET
*/
function assertIdentityChecked({ identity, issuer }, record) {
	if (identity === void 0 && issuer === void 0 || record === "verified") return;
	throw notMet(identity === void 0 ? "issuer" : "identity", "--identity: no verified bundle says whom it is by");
}
function notMet(requirement, message) {
	const { howToFix } = ENGINE_ERRORS.REQUIREMENT_NOT_MET;
	return new VerificationError({
		code: "REQUIREMENT_NOT_MET",
		message,
		howToFix
	}, [], { details: { requirement } });
}
// packages/engine/src/trust.ts
const MAX_BYTES = 16777216;
/** @throws EngineError TRUST_NOT_GIVEN, TRUST_INVALID */
async function readTrust(context, options) {
	const paths = (options.trust?.length ? options.trust : listVariable(context.env, "CHANCERY_TRUST"))?.map((path) => resolve(context.cwd, path)) ?? context.config.trust;
	if (paths.length === 0) throw new EngineError("TRUST_NOT_GIVEN", "nothing says whom to trust");
	const files = await Promise.all(paths.map(readTrustFile));
	const anchors = files.flatMap((file) => file.certificates);
	const timestampPaths = options.timestampTrust?.map((path) => resolve(context.cwd, path)) ?? [];
	const timestampFiles = await Promise.all(timestampPaths.map(readTrustFile));
	const crls = await Promise.all((options.crls ?? []).map((path) => readCrls(resolve(context.cwd, path))));
	return {
		verifier: {
			anchors,
			keys: files.flatMap((file) => file.keys),
			timestampAnchors: timestampFiles.length > 0 ? timestampFiles.flatMap((file) => file.certificates) : anchors,
			crls: crls.flat(),
			at: options.at ?? /* @__PURE__ */ new Date()
		},
		trustedRoots: files.flatMap((file) => file.trustedRoot ? [file.trustedRoot] : [])
	};
}
async function readTrustFile(path) {
	const bytes = await readBytes(path, MAX_BYTES);
	try {
		if (bytes[0] === 48) return {
			certificates: [parseCertificate(bytes).der],
			keys: [],
			trustedRoot: null
		};
		const text = new TextDecoder().decode(bytes);
		if (text.trimStart().startsWith("{")) return {
			certificates: [],
			keys: [],
			trustedRoot: parseTrustedRoot(text, path)
		};
		const blocks = parsePem(text);
		const certificates = blocks.filter(({ label }) => label.endsWith("CERTIFICATE")).map(({ bytes: der }) => parseCertificate(der).der);
		const keys = blocks.filter(({ label }) => label === "PUBLIC KEY").map(({ bytes: der }) => parsePublicKey(der).spki);
		if (certificates.length + keys.length > 0) return {
			certificates,
			keys,
			trustedRoot: null
		};
	} catch (cause) {
		if (!(cause instanceof CodecError || cause instanceof SyntaxError)) throw cause;
		throw new EngineError("TRUST_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
	throw new EngineError("TRUST_INVALID", `${path} holds neither a certificate nor a public key`, { details: { path } });
}
/** What says that it is a Sigstore trusted root; its content is judged where a bundle is verified with it. */
function parseTrustedRoot(text, path) {
	const json = JSON.parse(text);
	if (/^application\/vnd\.dev\.sigstore\.trustedroot[.+]/.test(String(json.mediaType))) return json;
	throw new EngineError("TRUST_INVALID", `${path} is JSON, and no Sigstore trusted root`, { details: { path } });
}
/** Lists that cannot be read are refused here: verification takes what it cannot use for a list that says nothing. */
async function readCrls(path) {
	const bytes = await readBytes(path, MAX_BYTES);
	let crls;
	try {
		crls = bytes[0] === 48 ? [bytes] : pemCrls(bytes);
		for (const crl of crls) parseCrl(crl);
	} catch (cause) {
		if (!(cause instanceof CodecError)) throw cause;
		throw new EngineError("TRUST_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
	if (crls.length > 0) return crls;
	throw new EngineError("TRUST_INVALID", `${path} holds no certificate revocation list`, { details: { path } });
}
function pemCrls(bytes) {
	return parsePem(new TextDecoder().decode(bytes)).flatMap(({ label, bytes: der }) => label === "X509 CRL" ? [der] : []);
}
// packages/engine/src/verify.ts
/**
* Verifies files: every signature, its chain and time, and the record beside it.
* @throws ChanceryError where nothing could be verified at all: usage, trust
*/
async function verifyFiles(options) {
	const context = await openContext(options);
	const trust = await readTrust(context, options);
	return eachFile(context, options, (file) => verifyFile(context, options, trust, file), (path, error) => failedFile(path, error, NOTHING_FOUND));
}
const NOTHING_FOUND = {
	format: null,
	signatures: [],
	record: null
};
async function verifyFile(context, options, trust, { path, absolute }) {
	const findings = { ...NOTHING_FOUND };
	try {
		await using source = await openFileSource(absolute, { signal: context.signal });
		const found = await find(context, options, source, absolute);
		findings.format = found.format;
		await check(source, found, options, trust, findings);
		return {
			...reported(path, findings),
			verdict: "verified",
			exitCode: 0
		};
	} catch (error) {
		if (!(error instanceof ChanceryError)) throw error;
		if (error instanceof VerificationError && error.signatures.length > 0) findings.signatures = error.signatures;
		return failedFile(path, error, findings);
	}
}
/** @throws ChanceryError for the first thing that does not hold: signatures, then record, then what the caller requires */
async function check(source, found, options, trust, findings) {
	const [signatures, record] = await Promise.allSettled([verifySignatures(source, found, trust), checkRecord(source, found.bundle, options, trust)]);
	if (record.status === "fulfilled") findings.record = record.value?.verdict ?? null;
	if (signatures.status === "rejected") throw signatures.reason;
	findings.signatures = signatures.value;
	if (signatures.value.length === 0 && options.bundle === void 0) throw notSigned(source.name);
	if (record.status === "rejected") throw record.reason;
	const fault = recordFault(record.value, options.bundle !== void 0);
	if (fault) throw new VerificationError(fault, []);
	assertIdentityChecked(options, findings.record);
	assertRequired(options.require ?? [], signatures.value, findings.record);
}
/** Signatures in the file, and those beside it; every one counts. Empty where there are none. */
async function verifySignatures(source, found, trust) {
	const embedded = found.format && found.format.sideFileSuffix === null ? await verifyOrNone(source, found.format, trust, null) : [];
	if (found.sideFile === null) return embedded;
	await using sideFile = await openFileSource(found.sideFile);
	const beside = await verifyOrNone(source, formats.get("blob"), trust, sideFile);
	return [...embedded, ...beside];
}
async function verifyOrNone(source, format, trust, sideFile) {
	try {
		return (await verifyArtifact(source, format, trust.verifier, sideFile)).signatures;
	} catch (error) {
		if (error instanceof VerificationError && error.code === "NOT_SIGNED") return [];
		throw error;
	}
}
async function checkRecord(source, path, { identity: subject, issuer }, trust) {
	if (path === null) return null;
	const [digest] = await source.digest([wholeDigest(source, "sha256")]);
	return checkBundle(path, {
		source,
		sha256: toHex(digest)
	}, trust, {
		subject,
		issuer
	});
}
function reported(path, { format, signatures, record }) {
	return {
		path,
		format: format?.id ?? null,
		signatures: signatures.map(signatureEntry),
		record
	};
}
function failedFile(path, error, findings) {
	const { code, message, howToFix, exitCode } = error;
	return {
		...reported(path, findings),
		verdict: "failed",
		code,
		message,
		howToFix,
		exitCode
	};
}
function notSigned(name) {
	const { howToFix } = CORE_ERRORS.NOT_SIGNED;
	return new VerificationError({
		code: "NOT_SIGNED",
		message: `${name} carries no signature and none lies beside it`,
		howToFix
	}, []);
}
// packages/ci/src/secrets.ts
/** Secrets that the environment holds under these names: masked before anything is said. */
const SECRETS = ["CHANCERY_PIN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
function maskEnvironment(host) {
	for (const name of SECRETS) maskVariable(host, name);
}
/** Those that chancery.yaml says hold a PIN. A configuration that cannot be read is reported by the step itself. */
async function maskConfigured(host, values) {
	const config = await loadConfig(host.workspace, configPath(host, values)).catch(() => null);
	for (const { pin } of Object.values(config?.keys ?? {})) if (pin && "env" in pin) maskVariable(host, pin.env);
}
/** The chancery.yaml that input or environment name; undefined: the nearest. */
function configPath(host, values) {
	return typeof values.config === "string" ? values.config : host.env.CHANCERY_CONFIG || void 0;
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
	const rows = summary.rows.slice(0, 500);
	const table = [
		row(summary.columns),
		`|${" --- |".repeat(summary.columns.length)}`,
		...rows.map(row)
	];
	const failures = summary.failures.slice(0, 500).map(({ path, code, message, howToFix }) => {
		return `- ${path === null ? "" : `**${escaped(path)}** `}${escaped(`${code}: ${message}. ${howToFix}`)}`;
	});
	return [
		`### ${escaped(summary.title)}`,
		"",
		...rows.length > 0 ? [
			...table,
			"",
			...more(summary.rows)
		] : [],
		...failures.length > 0 ? [
			"#### Failed",
			"",
			...failures,
			"",
			...more(summary.failures)
		] : [],
		...summary.commands.length > 0 ? fenced(summary.commands.slice(0, 500)) : []
	].join("\n");
}
function more(all) {
	return all.length > 500 ? [`and ${all.length - 500} more`, ""] : [];
}
/** Between fences everything is literal, but for a longer fence. */
function fenced(commands) {
	const runs = commands.join("\n").match(/`+/g) ?? [];
	const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
	return [
		"<details><summary>Verify</summary>",
		"",
		`${fence}sh`,
		...commands,
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
// packages/ci/src/github.ts
const PREFIX = "INPUT_";
/** GitHub Actions: the runner's files and commands, by @actions/core. */
function githubHost(env) {
	const workspace = env.GITHUB_WORKSPACE || process.cwd();
	return {
		platform: "github",
		workspace,
		env,
		given: () => Object.keys(env).filter((name) => name.toUpperCase().startsWith(PREFIX)).map((name) => name.slice(6).toLowerCase()),
		input: (name) => getInput(name),
		output: (name, value) => setOutput(name, value),
		mask: (secret) => {
			for (const form of secretForms(secret)) setSecret(form);
		},
		info: (line) => info(printable(line)),
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
			info(printable(message));
		}
	};
}
// packages/ci/src/inputs.ts
/** The options of an operation that are inputs of its step: all but those of a terminal. */
function inputsOf(operation) {
	return operation.options.filter(({ terminalOnly }) => !terminalOnly);
}
function inputName(option) {
	return option.input ?? option.name;
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
	if (operation.operands !== null && files.length === 0) problems.push("files: is missing");
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
// packages/ci/src/pkcs11js.ts
/** Name under which the set-up puts the addon into the tool cache. */
const TOOL_NAME = "chancery-pkcs11js";
/**
* The PKCS#11 addon cannot be bundled. Where CHANCERY_PKCS11JS does not name it, the runner's tool cache is looked at; the workspace's
* node_modules are what is left, and looked at by the signing code itself.
*/
async function useCachedPkcs11js(host) {
	if (host.env.CHANCERY_PKCS11JS || !host.env.RUNNER_TOOL_CACHE) return;
	const cached = await newestCached(host.env.RUNNER_TOOL_CACHE);
	if (cached !== null) process.env.CHANCERY_PKCS11JS = cached;
}
/** The layout of @actions/tool-cache: CACHE/NAME/VERSION/ARCH, complete where a marker stands beside it. */
async function newestCached(cache) {
	const folder = join(cache, TOOL_NAME);
	const complete = (await readdir(folder).catch(() => [])).filter((version) => existsSync(join(folder, version, `${process.arch}.complete`))).sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
	return complete[0] === void 0 ? null : join(folder, complete[0], process.arch);
}
// packages/engine/src/operations.ts
const CONFIG = {
	name: "config",
	kind: "text",
	value: "FILE",
	help: "chancery.yaml to use; by default the nearest from the current folder upwards",
	env: "CHANCERY_CONFIG"
};
const JSON_FLAG = {
	name: "json",
	kind: "flag",
	help: "one JSON object on stdout",
	terminalOnly: true
};
const KEY = {
	name: "key",
	kind: "text",
	value: "NAME|URI",
	help: "a key of chancery.yaml, or a pkcs11: URI (RFC 7512)",
	env: "CHANCERY_KEY"
};
const CONCURRENCY = {
	name: "concurrency",
	kind: "number",
	value: "N",
	help: "files at once"
};
const SIGNATURE = {
	name: "signature",
	kind: "text",
	value: "FILE",
	help: "the detached signature of the file; by default NAME.p7s beside it"
};
const REQUIREMENTS = [
	"timestamp",
	"attestation",
	"log"
];
({ ...KEY });
const VERIFY = {
	name: "verify",
	summary: "Verify every signature of files, whom it is by and when it was made, and the record beside them",
	operands: "FILE...",
	options: [
		{
			name: "trust",
			kind: "list",
			value: "FILE",
			help: "PEM certificates or public key, or trusted_root.json, to trust",
			env: "CHANCERY_TRUST"
		},
		{
			name: "timestamp-trust",
			kind: "list",
			value: "FILE",
			help: "anchors of timestamp authorities; --trust by default"
		},
		{
			name: "crl",
			kind: "list",
			value: "FILE",
			help: "certificate revocation list"
		},
		{
			name: "at",
			kind: "text",
			value: "TIME",
			help: "what counts as now: 2026-11-24T12:00:00Z"
		},
		{
			name: "require",
			kind: "list",
			value: "WHAT",
			choices: REQUIREMENTS,
			help: "refuse files without it: timestamp, attestation, log (also with commas)"
		},
		SIGNATURE,
		{
			name: "bundle",
			kind: "text",
			value: "FILE",
			help: "Sigstore bundle or DSSE about the file; by default its record"
		},
		{
			name: "identity",
			kind: "text",
			value: "SUBJECT",
			help: "whom a bundle's certificate must name"
		},
		{
			name: "issuer",
			kind: "text",
			value: "URL",
			help: "who must have vouched for that identity"
		},
		CONCURRENCY,
		CONFIG,
		JSON_FLAG,
		{
			name: "sarif",
			kind: "flag",
			help: "SARIF 2.1.0 on stdout, for code scanning",
			terminalOnly: true
		}
	],
	examples: [
		["chancery verify signed/app.exe --trust ca.pem", "the verdict as exit code: 0 verified, 1 not"],
		["chancery verify 'signed/**' --trust ca.pem --trust attestation.pub --require timestamp,attestation", "all of a release, timestamped and recorded"],
		["chancery verify tool.tar.gz --signature tool.tar.gz.p7s --trust ca.pem", "a detached signature"]
	]
};
({ ...KEY });
({ ...KEY });
({ ...KEY });
({ ...KEY });
({ ...KEY });
// packages/ci/src/step.ts
/** Runs a step to its end: it fails the build where anything failed, and never ends green without having done its work. */
async function runStep(step, host, signal) {
	maskEnvironment(host);
	const { report, summary, failures } = await attempt(step, host, signal);
	host.output("result", JSON.stringify(report));
	host.output("failed", String(failures.length));
	for (const { path, code, message, howToFix } of failures) host.annotate({
		file: path,
		title: code,
		message: `${message}. ${howToFix}`
	});
	await host.summary(summary);
	const [first] = failures;
	if (first) host.fail(`${sentence(first)}${failures.length > 1 ? ` (and ${failures.length - 1} more)` : ""}`);
}
async function attempt(step, host, signal) {
	try {
		assertKnownInputs(host.given(), step.operation);
		const inputs = readInputs(host, step.operation);
		await maskConfigured(host, inputs.values);
		await useCachedPkcs11js(host);
		return await step.run(host, inputs, {
			cwd: host.workspace,
			env: host.env,
			...signal && { signal }
		});
	} catch (error) {
		const failure = error instanceof ChanceryError ? failureOf(error, null) : defect(error, host);
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
	operation: VERIFY,
	outputs: {
		result: "the JSON of `chancery verify --json`, as docs/schema/verify.v1.json describes it",
		verified: "paths of the files that were verified, one a line",
		failed: "how many files were refused; 1 where the step failed before the first"
	},
	failedTitle: "Nothing was verified",
	async run(host, { files, values }, common) {
		const { report } = await host.group("Verifying", async () => {
			const outcome = await verifyFiles(verifyOptions(files, values, common));
			for (const { path, verdict, code } of outcome.report.files) host.info(`${verdict} ${path}${code === void 0 ? "" : ` (${code})`}`);
			return outcome;
		});
		const verified = report.files.filter(({ verdict }) => verdict === "verified");
		host.output("verified", pathLines(verified.map(({ path }) => path)));
		const failures = failuresOf(report);
		return {
			report,
			failures,
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
			"Record"
		],
		rows: report.files.map((file) => [
			file.path,
			file.verdict ?? "",
			file.format ?? "",
			file.signatures.map(({ signer }) => signer?.subject ?? "unknown").join("; "),
			file.signatures.map(({ timestamp }) => timestamp?.time ?? "none").join("; "),
			file.record ?? "none"
		]),
		commands: [],
		failures
	};
}
// actions/verify/src/index.ts
/** The composition root of actions/verify. */
await runStep(VERIFY_STEP, githubHost(process.env), stopSignal());
export {};
