import { t as __commonJSMin } from "./rolldown-runtime.js";
import { a as exists, c as MemberReader, n as openContext, r as variable, s as parseYaml, u as suggestion } from "./engine4.js";
import { d as resolveKey, i as VERSION, t as openRuns$1, u as KeyRing } from "./engine5.js";
import { D as canonicalJson, _ as PROVENANCE_TYPE, b as failureOf, c as verifyKeyBundle, g as MAX_SUBJECTS, h as parseBundle, p as MAX_BUNDLE_BYTES, r as signStatement, s as statementOf, v as concurrently } from "./attest.js";
import { t as readTrust } from "./engine12.js";
import { p as FilesError } from "./files.js";
import { a as writeFileDurable, i as readText, m as openFileSource, n as EngineError, o as recoverInterrupted, p as lockFolder, r as readBytes, s as planOutputs, u as expandFiles } from "./engine2.js";
import { a as RELEASE_SUFFIXES, c as PROVENANCE_SUFFIX, l as RECORD_SUFFIX, o as SIGNATURE_SUFFIX, s as releaseRecordSuffix, t as OWN_SIDE_FILES, u as SBOM_SUFFIX } from "./engine6.js";
import { _ as copySigned, g as signaturesOf, h as formatFor, m as signPlanned, r as FORMAT_IDS } from "./engine7.js";
import { I as ChanceryError, L as CoreError, S as fromUtf8, T as utf8, m as VerificationError, u as wholeDigest, w as toHex, y as equalBytes } from "./core.js";
import { t as AttestError } from "./attest2.js";
import { a as TEST_RESULT_TYPE, n as VSA_TYPE, o as testOutcomeOf, r as vsaPredicate, s as testResultPredicate, t as provenancePredicate } from "./attest3.js";
import { t as LOCAL_IDENTITY } from "./engine.js";
import "./codec.js";
import { n as find, t as verifyFiles } from "./engine14.js";
import { readdir } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { createHash } from "node:crypto";
// packages/attest/src/provenance/asserted.ts
function assertedProvenance({ platform, claims }) {
	return {
		buildDefinition: {
			buildType: "urn:chancery:build-type:asserted:v1",
			externalParameters: {
				platform,
				claims
			},
			internalParameters: {},
			resolvedDependencies: []
		},
		runDetails: {
			builder: { id: "urn:chancery:builder:unverified" },
			metadata: {}
		}
	};
}
// node_modules/xmlchars/xml/1.0/ed5.js
var require_ed5 = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Character classes and associated utilities for the 5th edition of XML 1.0.
	*
	* @author Louis-Dominique Dubeau
	* @license MIT
	* @copyright Louis-Dominique Dubeau
	*/
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.CHAR = "	\n\r -퟿-�𐀀-􏿿";
	exports.S = " 	\r\n";
	exports.NAME_START_CHAR = ":A-Z_a-zÀ-ÖØ-öø-˿Ͱ-ͽͿ-῿‌‍⁰-↏Ⰰ-⿯、-퟿豈-﷏ﷰ-�𐀀-󯿿";
	exports.NAME_CHAR = "-" + exports.NAME_START_CHAR + ".0-9·̀-ͯ‿-⁀";
	exports.CHAR_RE = new RegExp("^[" + exports.CHAR + "]$", "u");
	exports.S_RE = new RegExp("^[" + exports.S + "]+$", "u");
	exports.NAME_START_CHAR_RE = new RegExp("^[" + exports.NAME_START_CHAR + "]$", "u");
	exports.NAME_CHAR_RE = new RegExp("^[" + exports.NAME_CHAR + "]$", "u");
	exports.NAME_RE = new RegExp("^[" + exports.NAME_START_CHAR + "][" + exports.NAME_CHAR + "]*$", "u");
	exports.NMTOKEN_RE = new RegExp("^[" + exports.NAME_CHAR + "]+$", "u");
	var TAB = 9;
	var NL = 10;
	var CR = 13;
	var SPACE = 32;
	exports.S_LIST = [
		SPACE,
		NL,
		CR,
		TAB
	];
	function isChar(c) {
		return c >= SPACE && c <= 55295 || c === NL || c === CR || c === TAB || c >= 57344 && c <= 65533 || c >= 65536 && c <= 1114111;
	}
	exports.isChar = isChar;
	function isS(c) {
		return c === SPACE || c === NL || c === CR || c === TAB;
	}
	exports.isS = isS;
	function isNameStartChar(c) {
		return c >= 65 && c <= 90 || c >= 97 && c <= 122 || c === 58 || c === 95 || c === 8204 || c === 8205 || c >= 192 && c <= 214 || c >= 216 && c <= 246 || c >= 248 && c <= 767 || c >= 880 && c <= 893 || c >= 895 && c <= 8191 || c >= 8304 && c <= 8591 || c >= 11264 && c <= 12271 || c >= 12289 && c <= 55295 || c >= 63744 && c <= 64975 || c >= 65008 && c <= 65533 || c >= 65536 && c <= 983039;
	}
	exports.isNameStartChar = isNameStartChar;
	function isNameChar(c) {
		return isNameStartChar(c) || c >= 48 && c <= 57 || c === 45 || c === 46 || c === 183 || c >= 768 && c <= 879 || c >= 8255 && c <= 8256;
	}
	exports.isNameChar = isNameChar;
}));
// node_modules/xmlchars/xml/1.1/ed2.js
var require_ed2 = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Character classes and associated utilities for the 2nd edition of XML 1.1.
	*
	* @author Louis-Dominique Dubeau
	* @license MIT
	* @copyright Louis-Dominique Dubeau
	*/
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.CHAR = "-퟿-�𐀀-􏿿";
	exports.RESTRICTED_CHAR = "-\b\v\f---";
	exports.S = " 	\r\n";
	exports.NAME_START_CHAR = ":A-Z_a-zÀ-ÖØ-öø-˿Ͱ-ͽͿ-῿‌‍⁰-↏Ⰰ-⿯、-퟿豈-﷏ﷰ-�𐀀-󯿿";
	exports.NAME_CHAR = "-" + exports.NAME_START_CHAR + ".0-9·̀-ͯ‿-⁀";
	exports.CHAR_RE = new RegExp("^[" + exports.CHAR + "]$", "u");
	exports.RESTRICTED_CHAR_RE = new RegExp("^[" + exports.RESTRICTED_CHAR + "]$", "u");
	exports.S_RE = new RegExp("^[" + exports.S + "]+$", "u");
	exports.NAME_START_CHAR_RE = new RegExp("^[" + exports.NAME_START_CHAR + "]$", "u");
	exports.NAME_CHAR_RE = new RegExp("^[" + exports.NAME_CHAR + "]$", "u");
	exports.NAME_RE = new RegExp("^[" + exports.NAME_START_CHAR + "][" + exports.NAME_CHAR + "]*$", "u");
	exports.NMTOKEN_RE = new RegExp("^[" + exports.NAME_CHAR + "]+$", "u");
	var TAB = 9;
	var NL = 10;
	var CR = 13;
	var SPACE = 32;
	exports.S_LIST = [
		SPACE,
		NL,
		CR,
		TAB
	];
	function isChar(c) {
		return c >= 1 && c <= 55295 || c >= 57344 && c <= 65533 || c >= 65536 && c <= 1114111;
	}
	exports.isChar = isChar;
	function isRestrictedChar(c) {
		return c >= 1 && c <= 8 || c === 11 || c === 12 || c >= 14 && c <= 31 || c >= 127 && c <= 132 || c >= 134 && c <= 159;
	}
	exports.isRestrictedChar = isRestrictedChar;
	function isCharAndNotRestricted(c) {
		return c === 9 || c === 10 || c === 13 || c > 31 && c < 127 || c === 133 || c > 159 && c <= 55295 || c >= 57344 && c <= 65533 || c >= 65536 && c <= 1114111;
	}
	exports.isCharAndNotRestricted = isCharAndNotRestricted;
	function isS(c) {
		return c === SPACE || c === NL || c === CR || c === TAB;
	}
	exports.isS = isS;
	function isNameStartChar(c) {
		return c >= 65 && c <= 90 || c >= 97 && c <= 122 || c === 58 || c === 95 || c === 8204 || c === 8205 || c >= 192 && c <= 214 || c >= 216 && c <= 246 || c >= 248 && c <= 767 || c >= 880 && c <= 893 || c >= 895 && c <= 8191 || c >= 8304 && c <= 8591 || c >= 11264 && c <= 12271 || c >= 12289 && c <= 55295 || c >= 63744 && c <= 64975 || c >= 65008 && c <= 65533 || c >= 65536 && c <= 983039;
	}
	exports.isNameStartChar = isNameStartChar;
	function isNameChar(c) {
		return isNameStartChar(c) || c >= 48 && c <= 57 || c === 45 || c === 46 || c === 183 || c >= 768 && c <= 879 || c >= 8255 && c <= 8256;
	}
	exports.isNameChar = isNameChar;
}));
// node_modules/xmlchars/xmlns/1.0/ed3.js
var require_ed3 = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* Character class utilities for XML NS 1.0 edition 3.
	*
	* @author Louis-Dominique Dubeau
	* @license MIT
	* @copyright Louis-Dominique Dubeau
	*/
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.NC_NAME_START_CHAR = "A-Z_a-zÀ-ÖØ-öø-˿Ͱ-ͽͿ-῿‌-‍⁰-↏Ⰰ-⿯、-퟿豈-﷏ﷰ-�𐀀-󯿿";
	exports.NC_NAME_CHAR = "-" + exports.NC_NAME_START_CHAR + ".0-9·̀-ͯ‿-⁀";
	exports.NC_NAME_START_CHAR_RE = new RegExp("^[" + exports.NC_NAME_START_CHAR + "]$", "u");
	exports.NC_NAME_CHAR_RE = new RegExp("^[" + exports.NC_NAME_CHAR + "]$", "u");
	exports.NC_NAME_RE = new RegExp("^[" + exports.NC_NAME_START_CHAR + "][" + exports.NC_NAME_CHAR + "]*$", "u");
	function isNCNameStartChar(c) {
		return c >= 65 && c <= 90 || c === 95 || c >= 97 && c <= 122 || c >= 192 && c <= 214 || c >= 216 && c <= 246 || c >= 248 && c <= 767 || c >= 880 && c <= 893 || c >= 895 && c <= 8191 || c >= 8204 && c <= 8205 || c >= 8304 && c <= 8591 || c >= 11264 && c <= 12271 || c >= 12289 && c <= 55295 || c >= 63744 && c <= 64975 || c >= 65008 && c <= 65533 || c >= 65536 && c <= 983039;
	}
	exports.isNCNameStartChar = isNCNameStartChar;
	function isNCNameChar(c) {
		return isNCNameStartChar(c) || c === 45 || c === 46 || c >= 48 && c <= 57 || c === 183 || c >= 768 && c <= 879 || c >= 8255 && c <= 8256;
	}
	exports.isNCNameChar = isNCNameChar;
}));
// packages/engine/src/attest-xml.ts
var import_saxes = (/* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.SaxesParser = exports.EVENTS = void 0;
	const ed5 = require_ed5();
	const ed2 = require_ed2();
	const NSed3 = require_ed3();
	var isS = ed5.isS;
	var isChar10 = ed5.isChar;
	var isNameStartChar = ed5.isNameStartChar;
	var isNameChar = ed5.isNameChar;
	var S_LIST = ed5.S_LIST;
	var NAME_RE = ed5.NAME_RE;
	var isChar11 = ed2.isChar;
	var isNCNameStartChar = NSed3.isNCNameStartChar;
	var isNCNameChar = NSed3.isNCNameChar;
	var NC_NAME_RE = NSed3.NC_NAME_RE;
	const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";
	const XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/";
	const rootNS = {
		__proto__: null,
		xml: XML_NAMESPACE,
		xmlns: XMLNS_NAMESPACE
	};
	const XML_ENTITIES = {
		__proto__: null,
		amp: "&",
		gt: ">",
		lt: "<",
		quot: "\"",
		apos: "'"
	};
	const EOC = -1;
	const NL_LIKE = -2;
	const S_BEGIN = 0;
	const S_BEGIN_WHITESPACE = 1;
	const S_DOCTYPE = 2;
	const S_DOCTYPE_QUOTE = 3;
	const S_DTD = 4;
	const S_DTD_QUOTED = 5;
	const S_DTD_OPEN_WAKA = 6;
	const S_DTD_OPEN_WAKA_BANG = 7;
	const S_DTD_COMMENT = 8;
	const S_DTD_COMMENT_ENDING = 9;
	const S_DTD_COMMENT_ENDED = 10;
	const S_DTD_PI = 11;
	const S_DTD_PI_ENDING = 12;
	const S_TEXT = 13;
	const S_ENTITY = 14;
	const S_OPEN_WAKA = 15;
	const S_OPEN_WAKA_BANG = 16;
	const S_COMMENT = 17;
	const S_COMMENT_ENDING = 18;
	const S_COMMENT_ENDED = 19;
	const S_CDATA = 20;
	const S_CDATA_ENDING = 21;
	const S_CDATA_ENDING_2 = 22;
	const S_PI_FIRST_CHAR = 23;
	const S_PI_REST = 24;
	const S_PI_BODY = 25;
	const S_PI_ENDING = 26;
	const S_XML_DECL_NAME_START = 27;
	const S_XML_DECL_NAME = 28;
	const S_XML_DECL_EQ = 29;
	const S_XML_DECL_VALUE_START = 30;
	const S_XML_DECL_VALUE = 31;
	const S_XML_DECL_SEPARATOR = 32;
	const S_XML_DECL_ENDING = 33;
	const S_OPEN_TAG = 34;
	const S_OPEN_TAG_SLASH = 35;
	const S_ATTRIB = 36;
	const S_ATTRIB_NAME = 37;
	const S_ATTRIB_NAME_SAW_WHITE = 38;
	const S_ATTRIB_VALUE = 39;
	const S_ATTRIB_VALUE_QUOTED = 40;
	const S_ATTRIB_VALUE_CLOSED = 41;
	const S_ATTRIB_VALUE_UNQUOTED = 42;
	const S_CLOSE_TAG = 43;
	const S_CLOSE_TAG_SAW_WHITE = 44;
	const TAB = 9;
	const NL = 10;
	const CR = 13;
	const SPACE = 32;
	const BANG = 33;
	const DQUOTE = 34;
	const AMP = 38;
	const SQUOTE = 39;
	const MINUS = 45;
	const FORWARD_SLASH = 47;
	const SEMICOLON = 59;
	const LESS = 60;
	const EQUAL = 61;
	const GREATER = 62;
	const QUESTION = 63;
	const OPEN_BRACKET = 91;
	const CLOSE_BRACKET = 93;
	const NEL = 133;
	const LS = 8232;
	const isQuote = (c) => c === DQUOTE || c === SQUOTE;
	const QUOTES = [DQUOTE, SQUOTE];
	const DOCTYPE_TERMINATOR = [
		...QUOTES,
		OPEN_BRACKET,
		GREATER
	];
	const DTD_TERMINATOR = [
		...QUOTES,
		LESS,
		CLOSE_BRACKET
	];
	const XML_DECL_NAME_TERMINATOR = [
		EQUAL,
		QUESTION,
		...S_LIST
	];
	const ATTRIB_VALUE_UNQUOTED_TERMINATOR = [
		...S_LIST,
		GREATER,
		AMP,
		LESS
	];
	function nsPairCheck(parser, prefix, uri) {
		switch (prefix) {
			case "xml":
				if (uri !== XML_NAMESPACE) parser.fail(`xml prefix must be bound to ${XML_NAMESPACE}.`);
				break;
			case "xmlns": if (uri !== XMLNS_NAMESPACE) parser.fail(`xmlns prefix must be bound to ${XMLNS_NAMESPACE}.`);
		}
		switch (uri) {
			case XMLNS_NAMESPACE:
				parser.fail(prefix === "" ? `the default namespace may not be set to ${uri}.` : `may not assign a prefix (even "xmlns") to the URI \
${XMLNS_NAMESPACE}.`);
				break;
			case XML_NAMESPACE: switch (prefix) {
				case "xml": break;
				case "":
					parser.fail(`the default namespace may not be set to ${uri}.`);
					break;
				default: parser.fail("may not assign the xml namespace to another prefix.");
			}
		}
	}
	function nsMappingCheck(parser, mapping) {
		for (const local of Object.keys(mapping)) nsPairCheck(parser, local, mapping[local]);
	}
	const isNCName = (name) => NC_NAME_RE.test(name);
	const isName = (name) => NAME_RE.test(name);
	const FORBIDDEN_START = 0;
	const FORBIDDEN_BRACKET = 1;
	const FORBIDDEN_BRACKET_BRACKET = 2;
	exports.EVENTS = [
		"xmldecl",
		"text",
		"processinginstruction",
		"doctype",
		"comment",
		"opentagstart",
		"attribute",
		"opentag",
		"closetag",
		"cdata",
		"error",
		"end",
		"ready"
	];
	const EVENT_NAME_TO_HANDLER_NAME = {
		xmldecl: "xmldeclHandler",
		text: "textHandler",
		processinginstruction: "piHandler",
		doctype: "doctypeHandler",
		comment: "commentHandler",
		opentagstart: "openTagStartHandler",
		attribute: "attributeHandler",
		opentag: "openTagHandler",
		closetag: "closeTagHandler",
		cdata: "cdataHandler",
		error: "errorHandler",
		end: "endHandler",
		ready: "readyHandler"
	};
	var SaxesParser = class {
		constructor(opt) {
			this.opt = opt !== null && opt !== void 0 ? opt : {};
			this.fragmentOpt = !!this.opt.fragment;
			const xmlnsOpt = this.xmlnsOpt = !!this.opt.xmlns;
			this.trackPosition = this.opt.position !== false;
			this.fileName = this.opt.fileName;
			if (xmlnsOpt) {
				this.nameStartCheck = isNCNameStartChar;
				this.nameCheck = isNCNameChar;
				this.isName = isNCName;
				this.processAttribs = this.processAttribsNS;
				this.pushAttrib = this.pushAttribNS;
				this.ns = Object.assign({ __proto__: null }, rootNS);
				const additional = this.opt.additionalNamespaces;
				if (additional != null) {
					nsMappingCheck(this, additional);
					Object.assign(this.ns, additional);
				}
			} else {
				this.nameStartCheck = isNameStartChar;
				this.nameCheck = isNameChar;
				this.isName = isName;
				this.processAttribs = this.processAttribsPlain;
				this.pushAttrib = this.pushAttribPlain;
			}
			this.stateTable = [
				this.sBegin,
				this.sBeginWhitespace,
				this.sDoctype,
				this.sDoctypeQuote,
				this.sDTD,
				this.sDTDQuoted,
				this.sDTDOpenWaka,
				this.sDTDOpenWakaBang,
				this.sDTDComment,
				this.sDTDCommentEnding,
				this.sDTDCommentEnded,
				this.sDTDPI,
				this.sDTDPIEnding,
				this.sText,
				this.sEntity,
				this.sOpenWaka,
				this.sOpenWakaBang,
				this.sComment,
				this.sCommentEnding,
				this.sCommentEnded,
				this.sCData,
				this.sCDataEnding,
				this.sCDataEnding2,
				this.sPIFirstChar,
				this.sPIRest,
				this.sPIBody,
				this.sPIEnding,
				this.sXMLDeclNameStart,
				this.sXMLDeclName,
				this.sXMLDeclEq,
				this.sXMLDeclValueStart,
				this.sXMLDeclValue,
				this.sXMLDeclSeparator,
				this.sXMLDeclEnding,
				this.sOpenTag,
				this.sOpenTagSlash,
				this.sAttrib,
				this.sAttribName,
				this.sAttribNameSawWhite,
				this.sAttribValue,
				this.sAttribValueQuoted,
				this.sAttribValueClosed,
				this.sAttribValueUnquoted,
				this.sCloseTag,
				this.sCloseTagSawWhite
			];
			this._init();
		}
		get closed() {
			return this._closed;
		}
		_init() {
			var _a;
			this.openWakaBang = "";
			this.text = "";
			this.name = "";
			this.piTarget = "";
			this.entity = "";
			this.q = null;
			this.tags = [];
			this.tag = null;
			this.topNS = null;
			this.chunk = "";
			this.chunkPosition = 0;
			this.i = 0;
			this.prevI = 0;
			this.carriedFromPrevious = void 0;
			this.forbiddenState = FORBIDDEN_START;
			this.attribList = [];
			const { fragmentOpt } = this;
			this.state = fragmentOpt ? S_TEXT : S_BEGIN;
			this.reportedTextBeforeRoot = this.reportedTextAfterRoot = this.closedRoot = this.sawRoot = fragmentOpt;
			this.xmlDeclPossible = !fragmentOpt;
			this.xmlDeclExpects = ["version"];
			this.entityReturnState = void 0;
			let { defaultXMLVersion } = this.opt;
			if (defaultXMLVersion === void 0) {
				if (this.opt.forceXMLVersion === true) throw new Error("forceXMLVersion set but defaultXMLVersion is not set");
				defaultXMLVersion = "1.0";
			}
			this.setXMLVersion(defaultXMLVersion);
			this.positionAtNewLine = 0;
			this.doctype = false;
			this._closed = false;
			this.xmlDecl = {
				version: void 0,
				encoding: void 0,
				standalone: void 0
			};
			this.line = 1;
			this.column = 0;
			this.ENTITIES = Object.create(XML_ENTITIES);
			(_a = this.readyHandler) === null || _a === void 0 || _a.call(this);
		}
		get position() {
			return this.chunkPosition + this.i;
		}
		get columnIndex() {
			return this.position - this.positionAtNewLine;
		}
		on(name, handler) {
			this[EVENT_NAME_TO_HANDLER_NAME[name]] = handler;
		}
		off(name) {
			this[EVENT_NAME_TO_HANDLER_NAME[name]] = void 0;
		}
		makeError(message) {
			var _a;
			let msg = (_a = this.fileName) !== null && _a !== void 0 ? _a : "";
			if (this.trackPosition) {
				if (msg.length > 0) msg += ":";
				msg += `${this.line}:${this.column}`;
			}
			if (msg.length > 0) msg += ": ";
			return new Error(msg + message);
		}
		fail(message) {
			const err = this.makeError(message);
			const handler = this.errorHandler;
			if (handler === void 0) throw err;
			else handler(err);
			return this;
		}
		write(chunk) {
			if (this.closed) return this.fail("cannot write after close; assign an onready handler.");
			let end = false;
			if (chunk === null) {
				end = true;
				chunk = "";
			} else if (typeof chunk === "object") chunk = chunk.toString();
			if (this.carriedFromPrevious !== void 0) {
				chunk = `${this.carriedFromPrevious}${chunk}`;
				this.carriedFromPrevious = void 0;
			}
			let limit = chunk.length;
			const lastCode = chunk.charCodeAt(limit - 1);
			if (!end && (lastCode === CR || lastCode >= 55296 && lastCode <= 56319)) {
				this.carriedFromPrevious = chunk[limit - 1];
				limit--;
				chunk = chunk.slice(0, limit);
			}
			const { stateTable } = this;
			this.chunk = chunk;
			this.i = 0;
			while (this.i < limit) stateTable[this.state].call(this);
			this.chunkPosition += limit;
			return end ? this.end() : this;
		}
		close() {
			return this.write(null);
		}
		getCode10() {
			const { chunk, i } = this;
			this.prevI = i;
			this.i = i + 1;
			if (i >= chunk.length) return EOC;
			const code = chunk.charCodeAt(i);
			this.column++;
			if (code < 55296) {
				if (code >= SPACE || code === TAB) return code;
				switch (code) {
					case NL:
						this.line++;
						this.column = 0;
						this.positionAtNewLine = this.position;
						return NL;
					case CR:
						if (chunk.charCodeAt(i + 1) === NL) this.i = i + 2;
						this.line++;
						this.column = 0;
						this.positionAtNewLine = this.position;
						return NL_LIKE;
					default:
						this.fail("disallowed character.");
						return code;
				}
			}
			if (code > 56319) {
				if (!(code >= 57344 && code <= 65533)) this.fail("disallowed character.");
				return code;
			}
			const final = 65536 + (code - 55296) * 1024 + (chunk.charCodeAt(i + 1) - 56320);
			this.i = i + 2;
			if (final > 1114111) this.fail("disallowed character.");
			return final;
		}
		getCode11() {
			const { chunk, i } = this;
			this.prevI = i;
			this.i = i + 1;
			if (i >= chunk.length) return EOC;
			const code = chunk.charCodeAt(i);
			this.column++;
			if (code < 55296) {
				if (code > 31 && code < 127 || code > 159 && code !== LS || code === TAB) return code;
				switch (code) {
					case NL:
						this.line++;
						this.column = 0;
						this.positionAtNewLine = this.position;
						return NL;
					case CR: {
						const next = chunk.charCodeAt(i + 1);
						if (next === NL || next === NEL) this.i = i + 2;
					}
					case NEL:
					case LS:
						this.line++;
						this.column = 0;
						this.positionAtNewLine = this.position;
						return NL_LIKE;
					default:
						this.fail("disallowed character.");
						return code;
				}
			}
			if (code > 56319) {
				if (!(code >= 57344 && code <= 65533)) this.fail("disallowed character.");
				return code;
			}
			const final = 65536 + (code - 55296) * 1024 + (chunk.charCodeAt(i + 1) - 56320);
			this.i = i + 2;
			if (final > 1114111) this.fail("disallowed character.");
			return final;
		}
		getCodeNorm() {
			const c = this.getCode();
			return c === NL_LIKE ? NL : c;
		}
		unget() {
			this.i = this.prevI;
			this.column--;
		}
		captureTo(chars) {
			let { i: start } = this;
			const { chunk } = this;
			while (true) {
				const c = this.getCode();
				const isNLLike = c === NL_LIKE;
				const final = isNLLike ? NL : c;
				if (final === EOC || chars.includes(final)) {
					this.text += chunk.slice(start, this.prevI);
					return final;
				}
				if (isNLLike) {
					this.text += `${chunk.slice(start, this.prevI)}\n`;
					start = this.i;
				}
			}
		}
		captureToChar(char) {
			let { i: start } = this;
			const { chunk } = this;
			while (true) {
				let c = this.getCode();
				switch (c) {
					case NL_LIKE:
						this.text += `${chunk.slice(start, this.prevI)}\n`;
						start = this.i;
						c = NL;
						break;
					case EOC:
						this.text += chunk.slice(start);
						return false;
				}
				if (c === char) {
					this.text += chunk.slice(start, this.prevI);
					return true;
				}
			}
		}
		captureNameChars() {
			const { chunk, i: start } = this;
			while (true) {
				const c = this.getCode();
				if (c === EOC) {
					this.name += chunk.slice(start);
					return EOC;
				}
				if (!isNameChar(c)) {
					this.name += chunk.slice(start, this.prevI);
					return c === NL_LIKE ? NL : c;
				}
			}
		}
		skipSpaces() {
			while (true) {
				const c = this.getCodeNorm();
				if (c === EOC || !isS(c)) return c;
			}
		}
		setXMLVersion(version) {
			this.currentXMLVersion = version;
			if (version === "1.0") {
				this.isChar = isChar10;
				this.getCode = this.getCode10;
			} else {
				this.isChar = isChar11;
				this.getCode = this.getCode11;
			}
		}
		sBegin() {
			if (this.chunk.charCodeAt(0) === 65279) {
				this.i++;
				this.column++;
			}
			this.state = S_BEGIN_WHITESPACE;
		}
		sBeginWhitespace() {
			const iBefore = this.i;
			const c = this.skipSpaces();
			if (this.prevI !== iBefore) this.xmlDeclPossible = false;
			switch (c) {
				case LESS:
					this.state = S_OPEN_WAKA;
					if (this.text.length !== 0) throw new Error("no-empty text at start");
					break;
				case EOC: break;
				default:
					this.unget();
					this.state = S_TEXT;
					this.xmlDeclPossible = false;
			}
		}
		sDoctype() {
			var _a;
			const c = this.captureTo(DOCTYPE_TERMINATOR);
			switch (c) {
				case GREATER:
					(_a = this.doctypeHandler) === null || _a === void 0 || _a.call(this, this.text);
					this.text = "";
					this.state = S_TEXT;
					this.doctype = true;
					break;
				case EOC: break;
				default:
					this.text += String.fromCodePoint(c);
					if (c === OPEN_BRACKET) this.state = S_DTD;
					else if (isQuote(c)) {
						this.state = S_DOCTYPE_QUOTE;
						this.q = c;
					}
			}
		}
		sDoctypeQuote() {
			const q = this.q;
			if (this.captureToChar(q)) {
				this.text += String.fromCodePoint(q);
				this.q = null;
				this.state = S_DOCTYPE;
			}
		}
		sDTD() {
			const c = this.captureTo(DTD_TERMINATOR);
			if (c === EOC) return;
			this.text += String.fromCodePoint(c);
			if (c === CLOSE_BRACKET) this.state = S_DOCTYPE;
			else if (c === LESS) this.state = S_DTD_OPEN_WAKA;
			else if (isQuote(c)) {
				this.state = S_DTD_QUOTED;
				this.q = c;
			}
		}
		sDTDQuoted() {
			const q = this.q;
			if (this.captureToChar(q)) {
				this.text += String.fromCodePoint(q);
				this.state = S_DTD;
				this.q = null;
			}
		}
		sDTDOpenWaka() {
			const c = this.getCodeNorm();
			this.text += String.fromCodePoint(c);
			switch (c) {
				case BANG:
					this.state = S_DTD_OPEN_WAKA_BANG;
					this.openWakaBang = "";
					break;
				case QUESTION:
					this.state = S_DTD_PI;
					break;
				default: this.state = S_DTD;
			}
		}
		sDTDOpenWakaBang() {
			const char = String.fromCodePoint(this.getCodeNorm());
			const owb = this.openWakaBang += char;
			this.text += char;
			if (owb !== "-") {
				this.state = owb === "--" ? S_DTD_COMMENT : S_DTD;
				this.openWakaBang = "";
			}
		}
		sDTDComment() {
			if (this.captureToChar(MINUS)) {
				this.text += "-";
				this.state = S_DTD_COMMENT_ENDING;
			}
		}
		sDTDCommentEnding() {
			const c = this.getCodeNorm();
			this.text += String.fromCodePoint(c);
			this.state = c === MINUS ? S_DTD_COMMENT_ENDED : S_DTD_COMMENT;
		}
		sDTDCommentEnded() {
			const c = this.getCodeNorm();
			this.text += String.fromCodePoint(c);
			if (c === GREATER) this.state = S_DTD;
			else {
				this.fail("malformed comment.");
				this.state = S_DTD_COMMENT;
			}
		}
		sDTDPI() {
			if (this.captureToChar(QUESTION)) {
				this.text += "?";
				this.state = S_DTD_PI_ENDING;
			}
		}
		sDTDPIEnding() {
			const c = this.getCodeNorm();
			this.text += String.fromCodePoint(c);
			if (c === GREATER) this.state = S_DTD;
		}
		sText() {
			if (this.tags.length !== 0) this.handleTextInRoot();
			else this.handleTextOutsideRoot();
		}
		sEntity() {
			let { i: start } = this;
			const { chunk } = this;
			loop: while (true) switch (this.getCode()) {
				case NL_LIKE:
					this.entity += `${chunk.slice(start, this.prevI)}\n`;
					start = this.i;
					break;
				case SEMICOLON: {
					const { entityReturnState } = this;
					const entity = this.entity + chunk.slice(start, this.prevI);
					this.state = entityReturnState;
					let parsed;
					if (entity === "") {
						this.fail("empty entity name.");
						parsed = "&;";
					} else {
						parsed = this.parseEntity(entity);
						this.entity = "";
					}
					if (entityReturnState !== S_TEXT || this.textHandler !== void 0) this.text += parsed;
					break loop;
				}
				case EOC:
					this.entity += chunk.slice(start);
					break loop;
			}
		}
		sOpenWaka() {
			const c = this.getCode();
			if (isNameStartChar(c)) {
				this.state = S_OPEN_TAG;
				this.unget();
				this.xmlDeclPossible = false;
			} else switch (c) {
				case FORWARD_SLASH:
					this.state = S_CLOSE_TAG;
					this.xmlDeclPossible = false;
					break;
				case BANG:
					this.state = S_OPEN_WAKA_BANG;
					this.openWakaBang = "";
					this.xmlDeclPossible = false;
					break;
				case QUESTION:
					this.state = S_PI_FIRST_CHAR;
					break;
				default:
					this.fail("disallowed character in tag name");
					this.state = S_TEXT;
					this.xmlDeclPossible = false;
			}
		}
		sOpenWakaBang() {
			this.openWakaBang += String.fromCodePoint(this.getCodeNorm());
			switch (this.openWakaBang) {
				case "[CDATA[":
					if (!this.sawRoot && !this.reportedTextBeforeRoot) {
						this.fail("text data outside of root node.");
						this.reportedTextBeforeRoot = true;
					}
					if (this.closedRoot && !this.reportedTextAfterRoot) {
						this.fail("text data outside of root node.");
						this.reportedTextAfterRoot = true;
					}
					this.state = S_CDATA;
					this.openWakaBang = "";
					break;
				case "--":
					this.state = S_COMMENT;
					this.openWakaBang = "";
					break;
				case "DOCTYPE":
					this.state = S_DOCTYPE;
					if (this.doctype || this.sawRoot) this.fail("inappropriately located doctype declaration.");
					this.openWakaBang = "";
					break;
				default: if (this.openWakaBang.length >= 7) this.fail("incorrect syntax.");
			}
		}
		sComment() {
			if (this.captureToChar(MINUS)) this.state = S_COMMENT_ENDING;
		}
		sCommentEnding() {
			var _a;
			const c = this.getCodeNorm();
			if (c === MINUS) {
				this.state = S_COMMENT_ENDED;
				(_a = this.commentHandler) === null || _a === void 0 || _a.call(this, this.text);
				this.text = "";
			} else {
				this.text += `-${String.fromCodePoint(c)}`;
				this.state = S_COMMENT;
			}
		}
		sCommentEnded() {
			const c = this.getCodeNorm();
			if (c !== GREATER) {
				this.fail("malformed comment.");
				this.text += `--${String.fromCodePoint(c)}`;
				this.state = S_COMMENT;
			} else this.state = S_TEXT;
		}
		sCData() {
			if (this.captureToChar(CLOSE_BRACKET)) this.state = S_CDATA_ENDING;
		}
		sCDataEnding() {
			const c = this.getCodeNorm();
			if (c === CLOSE_BRACKET) this.state = S_CDATA_ENDING_2;
			else {
				this.text += `]${String.fromCodePoint(c)}`;
				this.state = S_CDATA;
			}
		}
		sCDataEnding2() {
			var _a;
			const c = this.getCodeNorm();
			switch (c) {
				case GREATER:
					(_a = this.cdataHandler) === null || _a === void 0 || _a.call(this, this.text);
					this.text = "";
					this.state = S_TEXT;
					break;
				case CLOSE_BRACKET:
					this.text += "]";
					break;
				default:
					this.text += `]]${String.fromCodePoint(c)}`;
					this.state = S_CDATA;
			}
		}
		sPIFirstChar() {
			const c = this.getCodeNorm();
			if (this.nameStartCheck(c)) {
				this.piTarget += String.fromCodePoint(c);
				this.state = S_PI_REST;
			} else if (c === QUESTION || isS(c)) {
				this.fail("processing instruction without a target.");
				this.state = c === QUESTION ? S_PI_ENDING : S_PI_BODY;
			} else {
				this.fail("disallowed character in processing instruction name.");
				this.piTarget += String.fromCodePoint(c);
				this.state = S_PI_REST;
			}
		}
		sPIRest() {
			const { chunk, i: start } = this;
			while (true) {
				const c = this.getCodeNorm();
				if (c === EOC) {
					this.piTarget += chunk.slice(start);
					return;
				}
				if (!this.nameCheck(c)) {
					this.piTarget += chunk.slice(start, this.prevI);
					const isQuestion = c === QUESTION;
					if (isQuestion || isS(c)) {
						if (this.piTarget === "xml") {
							if (!this.xmlDeclPossible) this.fail("an XML declaration must be at the start of the document.");
							this.state = isQuestion ? S_XML_DECL_ENDING : S_XML_DECL_NAME_START;
						} else this.state = isQuestion ? S_PI_ENDING : S_PI_BODY;
					} else {
						this.fail("disallowed character in processing instruction name.");
						this.piTarget += String.fromCodePoint(c);
					}
					break;
				}
			}
		}
		sPIBody() {
			if (this.text.length === 0) {
				const c = this.getCodeNorm();
				if (c === QUESTION) this.state = S_PI_ENDING;
				else if (!isS(c)) this.text = String.fromCodePoint(c);
			} else if (this.captureToChar(QUESTION)) this.state = S_PI_ENDING;
		}
		sPIEnding() {
			var _a;
			const c = this.getCodeNorm();
			if (c === GREATER) {
				const { piTarget } = this;
				if (piTarget.toLowerCase() === "xml") this.fail("the XML declaration must appear at the start of the document.");
				(_a = this.piHandler) === null || _a === void 0 || _a.call(this, {
					target: piTarget,
					body: this.text
				});
				this.piTarget = this.text = "";
				this.state = S_TEXT;
			} else if (c === QUESTION) this.text += "?";
			else {
				this.text += `?${String.fromCodePoint(c)}`;
				this.state = S_PI_BODY;
			}
			this.xmlDeclPossible = false;
		}
		sXMLDeclNameStart() {
			const c = this.skipSpaces();
			if (c === QUESTION) {
				this.state = S_XML_DECL_ENDING;
				return;
			}
			if (c !== EOC) {
				this.state = S_XML_DECL_NAME;
				this.name = String.fromCodePoint(c);
			}
		}
		sXMLDeclName() {
			const c = this.captureTo(XML_DECL_NAME_TERMINATOR);
			if (c === QUESTION) {
				this.state = S_XML_DECL_ENDING;
				this.name += this.text;
				this.text = "";
				this.fail("XML declaration is incomplete.");
				return;
			}
			if (!(isS(c) || c === EQUAL)) return;
			this.name += this.text;
			this.text = "";
			if (!this.xmlDeclExpects.includes(this.name)) switch (this.name.length) {
				case 0:
					this.fail("did not expect any more name/value pairs.");
					break;
				case 1:
					this.fail(`expected the name ${this.xmlDeclExpects[0]}.`);
					break;
				default: this.fail(`expected one of ${this.xmlDeclExpects.join(", ")}`);
			}
			this.state = c === EQUAL ? S_XML_DECL_VALUE_START : S_XML_DECL_EQ;
		}
		sXMLDeclEq() {
			const c = this.getCodeNorm();
			if (c === QUESTION) {
				this.state = S_XML_DECL_ENDING;
				this.fail("XML declaration is incomplete.");
				return;
			}
			if (isS(c)) return;
			if (c !== EQUAL) this.fail("value required.");
			this.state = S_XML_DECL_VALUE_START;
		}
		sXMLDeclValueStart() {
			const c = this.getCodeNorm();
			if (c === QUESTION) {
				this.state = S_XML_DECL_ENDING;
				this.fail("XML declaration is incomplete.");
				return;
			}
			if (isS(c)) return;
			if (!isQuote(c)) {
				this.fail("value must be quoted.");
				this.q = SPACE;
			} else this.q = c;
			this.state = S_XML_DECL_VALUE;
		}
		sXMLDeclValue() {
			const c = this.captureTo([this.q, QUESTION]);
			if (c === QUESTION) {
				this.state = S_XML_DECL_ENDING;
				this.text = "";
				this.fail("XML declaration is incomplete.");
				return;
			}
			if (c === EOC) return;
			const value = this.text;
			this.text = "";
			switch (this.name) {
				case "version": {
					this.xmlDeclExpects = ["encoding", "standalone"];
					const version = value;
					this.xmlDecl.version = version;
					if (!/^1\.[0-9]+$/.test(version)) this.fail("version number must match /^1\\.[0-9]+$/.");
					else if (!this.opt.forceXMLVersion) this.setXMLVersion(version);
					break;
				}
				case "encoding":
					if (!/^[A-Za-z][A-Za-z0-9._-]*$/.test(value)) this.fail("encoding value must match /^[A-Za-z0-9][A-Za-z0-9._-]*$/.");
					this.xmlDeclExpects = ["standalone"];
					this.xmlDecl.encoding = value;
					break;
				case "standalone":
					if (value !== "yes" && value !== "no") this.fail("standalone value must match \"yes\" or \"no\".");
					this.xmlDeclExpects = [];
					this.xmlDecl.standalone = value;
			}
			this.name = "";
			this.state = S_XML_DECL_SEPARATOR;
		}
		sXMLDeclSeparator() {
			const c = this.getCodeNorm();
			if (c === QUESTION) {
				this.state = S_XML_DECL_ENDING;
				return;
			}
			if (!isS(c)) {
				this.fail("whitespace required.");
				this.unget();
			}
			this.state = S_XML_DECL_NAME_START;
		}
		sXMLDeclEnding() {
			var _a;
			if (this.getCodeNorm() === GREATER) {
				if (this.piTarget !== "xml") this.fail("processing instructions are not allowed before root.");
				else if (this.name !== "version" && this.xmlDeclExpects.includes("version")) this.fail("XML declaration must contain a version.");
				(_a = this.xmldeclHandler) === null || _a === void 0 || _a.call(this, this.xmlDecl);
				this.name = "";
				this.piTarget = this.text = "";
				this.state = S_TEXT;
			} else this.fail("The character ? is disallowed anywhere in XML declarations.");
			this.xmlDeclPossible = false;
		}
		sOpenTag() {
			var _a;
			const c = this.captureNameChars();
			if (c === EOC) return;
			const tag = this.tag = {
				name: this.name,
				attributes: Object.create(null)
			};
			this.name = "";
			if (this.xmlnsOpt) this.topNS = tag.ns = Object.create(null);
			(_a = this.openTagStartHandler) === null || _a === void 0 || _a.call(this, tag);
			this.sawRoot = true;
			if (!this.fragmentOpt && this.closedRoot) this.fail("documents may contain only one root.");
			switch (c) {
				case GREATER:
					this.openTag();
					break;
				case FORWARD_SLASH:
					this.state = S_OPEN_TAG_SLASH;
					break;
				default:
					if (!isS(c)) this.fail("disallowed character in tag name.");
					this.state = S_ATTRIB;
			}
		}
		sOpenTagSlash() {
			if (this.getCode() === GREATER) this.openSelfClosingTag();
			else {
				this.fail("forward-slash in opening tag not followed by >.");
				this.state = S_ATTRIB;
			}
		}
		sAttrib() {
			const c = this.skipSpaces();
			if (c === EOC) return;
			if (isNameStartChar(c)) {
				this.unget();
				this.state = S_ATTRIB_NAME;
			} else if (c === GREATER) this.openTag();
			else if (c === FORWARD_SLASH) this.state = S_OPEN_TAG_SLASH;
			else this.fail("disallowed character in attribute name.");
		}
		sAttribName() {
			const c = this.captureNameChars();
			if (c === EQUAL) this.state = S_ATTRIB_VALUE;
			else if (isS(c)) this.state = S_ATTRIB_NAME_SAW_WHITE;
			else if (c === GREATER) {
				this.fail("attribute without value.");
				this.pushAttrib(this.name, this.name);
				this.name = this.text = "";
				this.openTag();
			} else if (c !== EOC) this.fail("disallowed character in attribute name.");
		}
		sAttribNameSawWhite() {
			const c = this.skipSpaces();
			switch (c) {
				case EOC: return;
				case EQUAL:
					this.state = S_ATTRIB_VALUE;
					break;
				default:
					this.fail("attribute without value.");
					this.text = "";
					this.name = "";
					if (c === GREATER) this.openTag();
					else if (isNameStartChar(c)) {
						this.unget();
						this.state = S_ATTRIB_NAME;
					} else {
						this.fail("disallowed character in attribute name.");
						this.state = S_ATTRIB;
					}
			}
		}
		sAttribValue() {
			const c = this.getCodeNorm();
			if (isQuote(c)) {
				this.q = c;
				this.state = S_ATTRIB_VALUE_QUOTED;
			} else if (!isS(c)) {
				this.fail("unquoted attribute value.");
				this.state = S_ATTRIB_VALUE_UNQUOTED;
				this.unget();
			}
		}
		sAttribValueQuoted() {
			const { q, chunk } = this;
			let { i: start } = this;
			while (true) switch (this.getCode()) {
				case q:
					this.pushAttrib(this.name, this.text + chunk.slice(start, this.prevI));
					this.name = this.text = "";
					this.q = null;
					this.state = S_ATTRIB_VALUE_CLOSED;
					return;
				case AMP:
					this.text += chunk.slice(start, this.prevI);
					this.state = S_ENTITY;
					this.entityReturnState = S_ATTRIB_VALUE_QUOTED;
					return;
				case NL:
				case NL_LIKE:
				case TAB:
					this.text += `${chunk.slice(start, this.prevI)} `;
					start = this.i;
					break;
				case LESS:
					this.text += chunk.slice(start, this.prevI);
					this.fail("disallowed character.");
					return;
				case EOC:
					this.text += chunk.slice(start);
					return;
			}
		}
		sAttribValueClosed() {
			const c = this.getCodeNorm();
			if (isS(c)) this.state = S_ATTRIB;
			else if (c === GREATER) this.openTag();
			else if (c === FORWARD_SLASH) this.state = S_OPEN_TAG_SLASH;
			else if (isNameStartChar(c)) {
				this.fail("no whitespace between attributes.");
				this.unget();
				this.state = S_ATTRIB_NAME;
			} else this.fail("disallowed character in attribute name.");
		}
		sAttribValueUnquoted() {
			const c = this.captureTo(ATTRIB_VALUE_UNQUOTED_TERMINATOR);
			switch (c) {
				case AMP:
					this.state = S_ENTITY;
					this.entityReturnState = S_ATTRIB_VALUE_UNQUOTED;
					break;
				case LESS:
					this.fail("disallowed character.");
					break;
				case EOC: break;
				default:
					if (this.text.includes("]]>")) this.fail("the string \"]]>\" is disallowed in char data.");
					this.pushAttrib(this.name, this.text);
					this.name = this.text = "";
					if (c === GREATER) this.openTag();
					else this.state = S_ATTRIB;
			}
		}
		sCloseTag() {
			const c = this.captureNameChars();
			if (c === GREATER) this.closeTag();
			else if (isS(c)) this.state = S_CLOSE_TAG_SAW_WHITE;
			else if (c !== EOC) this.fail("disallowed character in closing tag.");
		}
		sCloseTagSawWhite() {
			switch (this.skipSpaces()) {
				case GREATER:
					this.closeTag();
					break;
				case EOC: break;
				default: this.fail("disallowed character in closing tag.");
			}
		}
		handleTextInRoot() {
			let { i: start, forbiddenState } = this;
			const { chunk, textHandler: handler } = this;
			scanLoop: while (true) switch (this.getCode()) {
				case LESS:
					this.state = S_OPEN_WAKA;
					if (handler !== void 0) {
						const { text } = this;
						const slice = chunk.slice(start, this.prevI);
						if (text.length !== 0) {
							handler(text + slice);
							this.text = "";
						} else if (slice.length !== 0) handler(slice);
					}
					forbiddenState = FORBIDDEN_START;
					break scanLoop;
				case AMP:
					this.state = S_ENTITY;
					this.entityReturnState = S_TEXT;
					if (handler !== void 0) this.text += chunk.slice(start, this.prevI);
					forbiddenState = FORBIDDEN_START;
					break scanLoop;
				case CLOSE_BRACKET:
					switch (forbiddenState) {
						case FORBIDDEN_START:
							forbiddenState = FORBIDDEN_BRACKET;
							break;
						case FORBIDDEN_BRACKET:
							forbiddenState = FORBIDDEN_BRACKET_BRACKET;
							break;
						case FORBIDDEN_BRACKET_BRACKET: break;
						default: throw new Error("impossible state");
					}
					break;
				case GREATER:
					if (forbiddenState === FORBIDDEN_BRACKET_BRACKET) this.fail("the string \"]]>\" is disallowed in char data.");
					forbiddenState = FORBIDDEN_START;
					break;
				case NL_LIKE:
					if (handler !== void 0) this.text += `${chunk.slice(start, this.prevI)}\n`;
					start = this.i;
					forbiddenState = FORBIDDEN_START;
					break;
				case EOC:
					if (handler !== void 0) this.text += chunk.slice(start);
					break scanLoop;
				default: forbiddenState = FORBIDDEN_START;
			}
			this.forbiddenState = forbiddenState;
		}
		handleTextOutsideRoot() {
			let { i: start } = this;
			const { chunk, textHandler: handler } = this;
			let nonSpace = false;
			outRootLoop: while (true) {
				const code = this.getCode();
				switch (code) {
					case LESS:
						this.state = S_OPEN_WAKA;
						if (handler !== void 0) {
							const { text } = this;
							const slice = chunk.slice(start, this.prevI);
							if (text.length !== 0) {
								handler(text + slice);
								this.text = "";
							} else if (slice.length !== 0) handler(slice);
						}
						break outRootLoop;
					case AMP:
						this.state = S_ENTITY;
						this.entityReturnState = S_TEXT;
						if (handler !== void 0) this.text += chunk.slice(start, this.prevI);
						nonSpace = true;
						break outRootLoop;
					case NL_LIKE:
						if (handler !== void 0) this.text += `${chunk.slice(start, this.prevI)}\n`;
						start = this.i;
						break;
					case EOC:
						if (handler !== void 0) this.text += chunk.slice(start);
						break outRootLoop;
					default: if (!isS(code)) nonSpace = true;
				}
			}
			if (!nonSpace) return;
			if (!this.sawRoot && !this.reportedTextBeforeRoot) {
				this.fail("text data outside of root node.");
				this.reportedTextBeforeRoot = true;
			}
			if (this.closedRoot && !this.reportedTextAfterRoot) {
				this.fail("text data outside of root node.");
				this.reportedTextAfterRoot = true;
			}
		}
		pushAttribNS(name, value) {
			var _a;
			const { prefix, local } = this.qname(name);
			const attr = {
				name,
				prefix,
				local,
				value
			};
			this.attribList.push(attr);
			(_a = this.attributeHandler) === null || _a === void 0 || _a.call(this, attr);
			if (prefix === "xmlns") {
				const trimmed = value.trim();
				if (this.currentXMLVersion === "1.0" && trimmed === "") this.fail("invalid attempt to undefine prefix in XML 1.0");
				this.topNS[local] = trimmed;
				nsPairCheck(this, local, trimmed);
			} else if (name === "xmlns") {
				const trimmed = value.trim();
				this.topNS[""] = trimmed;
				nsPairCheck(this, "", trimmed);
			}
		}
		pushAttribPlain(name, value) {
			var _a;
			const attr = {
				name,
				value
			};
			this.attribList.push(attr);
			(_a = this.attributeHandler) === null || _a === void 0 || _a.call(this, attr);
		}
		end() {
			var _a, _b;
			if (!this.sawRoot) this.fail("document must contain a root element.");
			const { tags } = this;
			while (tags.length > 0) {
				const tag = tags.pop();
				this.fail(`unclosed tag: ${tag.name}`);
			}
			if (this.state !== S_BEGIN && this.state !== S_TEXT) this.fail("unexpected end.");
			const { text } = this;
			if (text.length !== 0) {
				(_a = this.textHandler) === null || _a === void 0 || _a.call(this, text);
				this.text = "";
			}
			this._closed = true;
			(_b = this.endHandler) === null || _b === void 0 || _b.call(this);
			this._init();
			return this;
		}
		resolve(prefix) {
			var _a, _b;
			let uri = this.topNS[prefix];
			if (uri !== void 0) return uri;
			const { tags } = this;
			for (let index = tags.length - 1; index >= 0; index--) {
				uri = tags[index].ns[prefix];
				if (uri !== void 0) return uri;
			}
			uri = this.ns[prefix];
			if (uri !== void 0) return uri;
			return (_b = (_a = this.opt).resolvePrefix) === null || _b === void 0 ? void 0 : _b.call(_a, prefix);
		}
		qname(name) {
			const colon = name.indexOf(":");
			if (colon === -1) return {
				prefix: "",
				local: name
			};
			const local = name.slice(colon + 1);
			const prefix = name.slice(0, colon);
			if (prefix === "" || local === "" || local.includes(":")) this.fail(`malformed name: ${name}.`);
			return {
				prefix,
				local
			};
		}
		processAttribsNS() {
			var _a;
			const { attribList } = this;
			const tag = this.tag;
			{
				const { prefix, local } = this.qname(tag.name);
				tag.prefix = prefix;
				tag.local = local;
				const uri = tag.uri = (_a = this.resolve(prefix)) !== null && _a !== void 0 ? _a : "";
				if (prefix !== "") {
					if (prefix === "xmlns") this.fail("tags may not have \"xmlns\" as prefix.");
					if (uri === "") {
						this.fail(`unbound namespace prefix: ${JSON.stringify(prefix)}.`);
						tag.uri = prefix;
					}
				}
			}
			if (attribList.length === 0) return;
			const { attributes } = tag;
			const seen = /* @__PURE__ */ new Set();
			for (const attr of attribList) {
				const { name, prefix, local } = attr;
				let uri;
				let eqname;
				if (prefix === "") {
					uri = name === "xmlns" ? XMLNS_NAMESPACE : "";
					eqname = name;
				} else {
					uri = this.resolve(prefix);
					if (uri === void 0) {
						this.fail(`unbound namespace prefix: ${JSON.stringify(prefix)}.`);
						uri = prefix;
					}
					eqname = `{${uri}}${local}`;
				}
				if (seen.has(eqname)) this.fail(`duplicate attribute: ${eqname}.`);
				seen.add(eqname);
				attr.uri = uri;
				attributes[name] = attr;
			}
			this.attribList = [];
		}
		processAttribsPlain() {
			const { attribList } = this;
			const attributes = this.tag.attributes;
			for (const { name, value } of attribList) {
				if (attributes[name] !== void 0) this.fail(`duplicate attribute: ${name}.`);
				attributes[name] = value;
			}
			this.attribList = [];
		}
		openTag() {
			var _a;
			this.processAttribs();
			const { tags } = this;
			const tag = this.tag;
			tag.isSelfClosing = false;
			(_a = this.openTagHandler) === null || _a === void 0 || _a.call(this, tag);
			tags.push(tag);
			this.state = S_TEXT;
			this.name = "";
		}
		openSelfClosingTag() {
			var _a, _b, _c;
			this.processAttribs();
			const { tags } = this;
			const tag = this.tag;
			tag.isSelfClosing = true;
			(_a = this.openTagHandler) === null || _a === void 0 || _a.call(this, tag);
			(_b = this.closeTagHandler) === null || _b === void 0 || _b.call(this, tag);
			if ((this.tag = (_c = tags[tags.length - 1]) !== null && _c !== void 0 ? _c : null) === null) this.closedRoot = true;
			this.state = S_TEXT;
			this.name = "";
		}
		closeTag() {
			const { tags, name } = this;
			this.state = S_TEXT;
			this.name = "";
			if (name === "") {
				this.fail("weird empty close tag.");
				this.text += "</>";
				return;
			}
			const handler = this.closeTagHandler;
			let l = tags.length;
			while (l-- > 0) {
				const tag = this.tag = tags.pop();
				this.topNS = tag.ns;
				handler === null || handler === void 0 || handler(tag);
				if (tag.name === name) break;
				this.fail("unexpected close tag.");
			}
			if (l === 0) this.closedRoot = true;
			else if (l < 0) {
				this.fail(`unmatched closing tag: ${name}.`);
				this.text += `</${name}>`;
			}
		}
		parseEntity(entity) {
			if (entity[0] !== "#") {
				const defined = this.ENTITIES[entity];
				if (defined !== void 0) return defined;
				this.fail(this.isName(entity) ? "undefined entity." : "disallowed character in entity name.");
				return `&${entity};`;
			}
			let num = NaN;
			if (entity[1] === "x" && /^#x[0-9a-f]+$/i.test(entity)) num = parseInt(entity.slice(2), 16);
			else if (/^#[0-9]+$/.test(entity)) num = parseInt(entity.slice(1), 10);
			if (!this.isChar(num)) {
				this.fail("malformed character entity.");
				return `&${entity};`;
			}
			return String.fromCodePoint(num);
		}
	};
	exports.SaxesParser = SaxesParser;
})))();
var XmlFault = class extends Error {};
const MAX_DEPTH = 64;
function parseXml(text) {
	const parser = new import_saxes.SaxesParser();
	const document = {
		name: "",
		attributes: /* @__PURE__ */ new Map(),
		children: []
	};
	const open = [document];
	const fault = (what) => new XmlFault(`line ${parser.line}: ${what}`);
	parser.on("error", ({ message }) => {
		throw new XmlFault(`line ${message}`);
	});
	parser.on("doctype", () => {
		throw fault("a document type");
	});
	parser.on("opentag", ({ name, attributes }) => {
		if (open.length > MAX_DEPTH) throw fault(`more than ${MAX_DEPTH} elements in one another`);
		const element = {
			name,
			attributes: new Map(Object.entries(attributes)),
			children: []
		};
		open.at(-1)?.children.push(element);
		open.push(element);
	});
	parser.on("closetag", () => void open.pop());
	parser.write(text).close();
	return document.children[0];
}
// packages/engine/src/attest-tests.ts
const MAX_REPORT_BYTES = 67108864;
async function readTestResults(context, options) {
	const predicate = predicateOf(await readAll(context, options.testResults ?? []), await readAll(context, options.testConfiguration ?? []));
	if (testOutcomeOf(predicate) === "FAILED" && options.allowFailed !== true) {
		const { failedTests = [] } = predicate;
		const names = failedTests.slice(0, 5).join(", ");
		throw new EngineError("TESTS_FAILED", `${failedTests.length} test${failedTests.length === 1 ? "" : "s"} failed: ${names}`, { details: { names: failedTests.slice(0, 20) } });
	}
	return {
		predicateType: TEST_RESULT_TYPE,
		predicate
	};
}
async function readAll({ cwd }, patterns) {
	if (patterns.length === 0) return [];
	const inputs = await expandFiles(patterns, { cwd });
	return Promise.all(inputs.map(async ({ path, relative, absolute }) => {
		const bytes = await readBytes(absolute, MAX_REPORT_BYTES);
		return {
			name: relative,
			path,
			bytes,
			sha256: createHash("sha256").update(bytes).digest("hex")
		};
	}));
}
function predicateOf(files, configuration) {
	const texts = files.map((file) => ({
		file,
		text: textOf$2(file)
	}));
	const json = texts.find(({ text }) => text.trimStart().startsWith("{"));
	if (!json) return testResultPredicate(texts.map(({ file, text }) => readJunit(file, text)), configuration);
	if (files.length > 1 || configuration.length > 0) throw invalid$1(json.file, "is a predicate by itself: neither other reports nor a configuration go with it");
	try {
		return JSON.parse(json.text);
	} catch (cause) {
		throw invalid$1(json.file, "is not JSON", cause);
	}
}
function readJunit(file, text) {
	const root = rootOf(file, text);
	if (root.name !== "testsuites" && root.name !== "testsuite") throw invalid$1(file, `its root is <${root.name}>`);
	const found = {
		passed: [],
		warned: [],
		failed: [],
		skipped: []
	};
	collect(root, file, found);
	if (found.passed.length + found.warned.length + found.failed.length === 0) throw invalid$1(file, "no test ran");
	return {
		name: file.name,
		sha256: file.sha256,
		...found
	};
}
function collect(element, file, found) {
	let failures = 0;
	for (const child of element.children) {
		if (child.name === "testsuite") failures += collect(child, file, found);
		if (child.name !== "testcase") continue;
		const outcome = outcomeOf(child);
		found[outcome].push(nameOf(child, file));
		if (outcome === "failed") failures++;
	}
	const said = ["failures", "errors"].reduce((sum, name) => sum + (Number(element.attributes.get(name) ?? 0) || 0), 0);
	if (said > 0 && failures === 0) throw invalid$1(file, `says that ${said} failed, and does not show which`);
	return failures;
}
function outcomeOf({ children }) {
	const has = (...names) => children.some(({ name }) => names.includes(name));
	if (has("failure", "error")) return "failed";
	if (has("skipped", "disabled")) return "skipped";
	return has("flakyFailure", "flakyError") ? "warned" : "passed";
}
function nameOf({ attributes }, file) {
	const [name, group] = [attributes.get("name"), attributes.get("classname")];
	if (!name) throw invalid$1(file, "a test without a name");
	return group ? `${group}.${name}` : name;
}
function textOf$2(file) {
	try {
		return fromUtf8(file.bytes).replace(/^\uFEFF/, "");
	} catch (cause) {
		throw invalid$1(file, "is not UTF-8 text", cause);
	}
}
function rootOf(file, text) {
	try {
		return parseXml(text);
	} catch (cause) {
		if (cause instanceof XmlFault) throw invalid$1(file, cause.message, cause);
		throw cause;
	}
}
function invalid$1({ path }, what, cause) {
	return new EngineError("TEST_RESULTS_INVALID", `${path}: ${what}`, {
		cause,
		details: { path }
	});
}
// packages/engine/src/attest-vsa.ts
const NEEDED = [
	"verifier",
	"resource",
	"policy",
	"result"
];
async function readVsa(context, options) {
	const missing = NEEDED.filter((name) => options[name] === void 0);
	if (missing.length > 0) throw new EngineError("OPTION_INVALID", `${missing.map((name) => `--vsa-${name}`).join(", ")}: missing for a verification summary`);
	const { verifier = "", resource = "", policy = "", policyFile, result, levels = [], inputs = [] } = options;
	const predicate = vsaPredicate({
		verifier,
		verifiedAt: /* @__PURE__ */ new Date(),
		resourceUri: resource,
		policy: {
			uri: policy,
			sha256: policyFile === void 0 ? null : (await digestOf(context, policyFile)).sha256
		},
		result,
		levels,
		inputs: await Promise.all(inputs.map((path) => digestOf(context, path)))
	});
	return {
		predicateType: VSA_TYPE,
		predicate
	};
}
async function digestOf({ cwd }, path) {
	const bytes = await readBytes(resolve(cwd, path));
	return {
		name: basename(path),
		sha256: createHash("sha256").update(bytes).digest("hex")
	};
}
// packages/engine/src/attest-predicate.ts
const MAX_PREDICATE_BYTES = 16777216;
const WAYS = {
	"--predicate": ({ predicate, predicateType, sbom }) => predicate !== void 0 || predicateType !== void 0 && sbom === void 0,
	"--sbom": ({ sbom }) => sbom !== void 0,
	"--test-results": ({ testResults }) => testResults !== void 0,
	"--vsa-result": ({ vsa }) => vsa !== void 0,
	"--provenance": ({ provenance }) => provenance === true
};
async function readPredicate(context, options) {
	const ways = Object.keys(WAYS).filter((way) => WAYS[way]?.(options));
	if (ways.length > 1) throw new EngineError("OPTIONS_CONFLICT", `${ways.join(" and ")} exclude each other`);
	const { predicateType, predicate, sbom, vsa } = options;
	assertOwnType(predicateType);
	if (sbom !== void 0) {
		const document = await readJson(resolve(context.cwd, sbom));
		return {
			predicateType: predicateType ?? sbomType(document, sbom),
			predicate: document
		};
	}
	if (options.testResults !== void 0) return readTestResults(context, options);
	if (vsa !== void 0) return readVsa(context, vsa);
	if (options.provenance === true) return provenanceOf(options);
	if (ways.length === 0) throw new EngineError("OPTION_INVALID", "nothing to say: one of --provenance, --sbom, --find-sbom, --test-results, --vsa-result and --predicate");
	const missing = [...predicateType === void 0 ? ["--predicate-type"] : [], ...predicate === void 0 ? ["--predicate"] : []];
	if (predicateType === void 0 || predicate === void 0) throw new EngineError("OPTION_INVALID", `${missing.join(", ")}: missing, where no --sbom is given`);
	return {
		predicateType,
		predicate: await readJson(resolve(context.cwd, predicate))
	};
}
function assertOwnType(predicateType) {
	if (predicateType === "urn:chancery:signing-record:v1") throw new EngineError("OPTION_INVALID", `--predicate-type ${predicateType}: records are made where files are signed`);
	if (predicateType === "https://slsa.dev/provenance/v1") throw new AttestError("PROVENANCE_UNVERIFIED", `--predicate-type ${predicateType}: provenance is what --provenance says`);
}
function provenanceOf({ workload, identity, allowUnverified }) {
	if (workload) return {
		predicateType: PROVENANCE_TYPE,
		predicate: provenancePredicate(workload)
	};
	if (allowUnverified !== true) throw new AttestError("PROVENANCE_UNVERIFIED", "nobody proved which job this is, so it has no provenance");
	return {
		predicateType: PROVENANCE_TYPE,
		predicate: assertedProvenance(identity ?? LOCAL_IDENTITY)
	};
}
async function readJson(path) {
	const text = await readText(path, MAX_PREDICATE_BYTES);
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new EngineError("PREDICATE_INVALID", `${path} is not JSON`, {
			cause,
			details: { path }
		});
	}
}
function sbomType(document, path) {
	const { bomFormat, spdxVersion, "@context": context } = Object(document);
	if (bomFormat === "CycloneDX") return "https://cyclonedx.org/bom";
	const spdx2 = typeof spdxVersion === "string" ? /^SPDX-(2\.\d+)$/.exec(spdxVersion)?.[1] : void 0;
	const spdx3 = typeof context === "string" ? /^https:\/\/spdx\.org\/rdf\/(3\.\d+)/.exec(context)?.[1] : void 0;
	const version = spdx2 ?? spdx3;
	if (version !== void 0) return `https://spdx.dev/Document/v${version}`;
	throw new EngineError("SBOM_UNKNOWN", `${path} is neither CycloneDX nor SPDX in JSON`, { details: { path } });
}
// packages/engine/src/attest-subjects.ts
const FILES_AT_ONCE$4 = 4;
const MAX_CHECKSUMS_BYTES = 16777216;
async function readSubjects(context, options) {
	const given = (options.subjects ?? []).map(givenSubject);
	const listed = await Promise.all((options.checksums ?? []).map((path) => readChecksums(resolve(context.cwd, path), path)));
	const inputs = options.files.length > 0 ? await expandFiles(options.files, {
		cwd: context.cwd,
		sideFileSuffixes: OWN_SIDE_FILES
	}) : [];
	const subjects = distinct([
		...await hashFiles(context, inputs),
		...listed.flat(),
		...given
	]);
	return {
		subjects,
		only: subjects.length === 1 ? inputs[0]?.path ?? null : null
	};
}
async function hashFiles(context, inputs) {
	const nameOf = subjectNames(inputs);
	return concurrently(inputs, FILES_AT_ONCE$4, async (input) => {
		await using source = await openFileSource(input.absolute, { signal: context.signal });
		const [sha256] = await source.digest([wholeDigest(source, "sha256")]);
		return {
			name: nameOf(input),
			digest: { sha256: toHex(sha256) }
		};
	});
}
function subjectNames(inputs) {
	if (inputs.length === 1) return ({ relative }) => basename(relative);
	return new Set(inputs.map(({ relative }) => relative)).size === inputs.length ? ({ relative }) => relative : ({ path }) => path;
}
async function readChecksums(path, shown) {
	const subjects = (await readText(path, MAX_CHECKSUMS_BYTES)).split(/\r?\n/).flatMap((line, i) => {
		if (line.trim() === "" || line.startsWith("#")) return [];
		const [, gnuEscape, gnuHex, gnuName] = /^(\\?)([0-9a-f]{64}) [ *](.+)$/i.exec(line) ?? [];
		const [, bsdEscape, bsdName, bsdHex] = /^(\\?)SHA256 \((.+)\) = ([0-9a-f]{64})$/i.exec(line) ?? [];
		const [escaped, hex, name] = [
			gnuEscape ?? bsdEscape,
			gnuHex ?? bsdHex,
			gnuName ?? bsdName
		];
		if (hex === void 0 || name === void 0) throw new EngineError("CHECKSUMS_INVALID", `${shown}, line ${i + 1}: is no SHA-256 and name`);
		return [{
			name: escaped ? unescaped(name) : name,
			digest: { sha256: hex.toLowerCase() }
		}];
	});
	if (subjects.length === 0) throw new EngineError("CHECKSUMS_INVALID", `${shown} lists nothing`);
	return subjects;
}
function unescaped(name) {
	return name.replace(/\\([\\nr])/g, (_, character) => ({
		n: "\n",
		r: "\r"
	})[character] ?? character);
}
function givenSubject(text) {
	const [, name, hex] = /^(.+)@sha256:([0-9a-f]{64})$/i.exec(text) ?? [];
	if (name === void 0 || hex === void 0) throw new EngineError("OPTION_INVALID", `--subject-digest ${text}: is no NAME@sha256:HEX`);
	return {
		name,
		digest: { sha256: hex.toLowerCase() }
	};
}
function distinct(subjects) {
	const found = /* @__PURE__ */ new Map();
	for (const subject of subjects) {
		const known = found.get(subject.name);
		if (known && known.digest.sha256 !== subject.digest.sha256) throw new EngineError("CHECKSUMS_INVALID", `${subject.name} is given with two digests`);
		found.set(subject.name, subject);
	}
	return [...found.values()];
}
// packages/engine/src/release/folder.ts
function isWithin(path, folder) {
	const way = relative(folder, path);
	return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
function nameIn(folder, path) {
	return relative(folder, path).replaceAll(sep, "/");
}
async function everythingIn(folder) {
	try {
		return (await readdir(folder, {
			withFileTypes: true,
			recursive: true
		})).filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name)).sort();
	} catch (cause) {
		if (cause.code === "ENOENT") return [];
		throw new FilesError("IO_FAILED", `${folder} cannot be listed`, {
			cause,
			details: { path: folder }
		});
	}
}
async function lockOutput(out, signal) {
	const locking = await lockFolder(out, { signal });
	if (locking.kind === "locked") return locking.lock;
	const { holder } = locking;
	const who = holder ? `process ${holder.pid} on ${holder.host}, since ${holder.since}` : "another process";
	throw new EngineError("RELEASE_OUTPUT_BUSY", `${out} is being released to by ${who}`, { details: {
		out,
		host: holder?.host ?? null,
		pid: holder?.pid ?? null,
		since: holder?.since ?? null
	} });
}
// packages/engine/src/release/refusal.ts
const MOST_NAMED = 20;
function refusalOver(code, what, names) {
	const named = names.slice(0, MOST_NAMED);
	const rest = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
	const message = `${what}: ${named.join(", ")}${rest}`;
	return {
		path: null,
		error: new EngineError(code, message, { details: { names: named } })
	};
}
// packages/engine/src/release/select.ts
async function selectFiles(manifest, cwd) {
	const { input } = manifest;
	if (!await exists(input)) return {
		selected: [],
		refusals: [{
			path: null,
			error: new FilesError("FILE_NOT_FOUND", `input: there is no folder ${relative(cwd, input)}`)
		}]
	};
	const refusals = [];
	const selected = /* @__PURE__ */ new Map();
	for (const entry of manifest.entries) {
		const found = await matching(entry.paths, input);
		refusals.push(...found.refusals, ...countRefusals(entry, found));
		for (const match of found.files) {
			const file = {
				...match,
				path: relative(cwd, match.absolute)
			};
			const other = selected.get(file.absolute)?.entry;
			if (other) refusals.push(twice(file, other, entry));
			else selected.set(file.absolute, {
				entry,
				file
			});
		}
	}
	const ignored = await matching(manifest.ignore, input);
	refusals.push(...ignored.refusals);
	const sboms = manifest.entries.flatMap(({ sbom }) => sbom === null ? [] : [sbom]);
	const declared = /* @__PURE__ */ new Set([
		...selected.keys(),
		...ignored.files.map(({ absolute }) => absolute),
		...sboms,
		manifest.path
	]);
	const undeclared = (await everythingIn(input)).filter((path) => !isDeclared(path, declared));
	if (undeclared.length > 0) {
		const names = undeclared.map((path) => nameIn(input, path));
		refusals.push(refusalOver("RELEASE_FILES_UNDECLARED", `no entry declares ${names.length} of ${relative(cwd, input)}`, names));
	}
	return {
		selected: [...selected.values()],
		refusals
	};
}
function isDeclared(path, declared) {
	if (declared.has(path)) return true;
	return OWN_SIDE_FILES.some((suffix) => path.endsWith(suffix) && declared.has(path.slice(0, -suffix.length)));
}
const NO_MATCH = ["NOTHING_MATCHED", "FILE_NOT_FOUND"];
async function matching(patterns, folder) {
	const excluded = patterns.filter((pattern) => pattern.startsWith("!"));
	const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
	const files = /* @__PURE__ */ new Map();
	const unmatched = wanted.length === 0 ? [...excluded] : [];
	const refusals = [];
	for (const pattern of wanted) try {
		for (const file of await expandFiles([pattern, ...excluded], {
			cwd: folder,
			sideFileSuffixes: OWN_SIDE_FILES
		})) if (isWithin(file.absolute, folder)) files.set(file.absolute, file);
		else refusals.push({
			path: null,
			error: outside(pattern)
		});
	} catch (error) {
		if (!(error instanceof FilesError) || error.family === "environment") throw error;
		if (NO_MATCH.includes(error.code)) unmatched.push(pattern);
		else refusals.push({
			path: null,
			error
		});
	}
	return {
		files: [...files.values()],
		unmatched,
		refusals
	};
}
function countRefusals({ at, min, max }, { files, unmatched }) {
	const refuse = (what, names) => [refusalOver("RELEASE_FILE_COUNT", `${at}: ${what}`, names)];
	if (min > 0 && unmatched.length > 0) return refuse("nothing matches", unmatched);
	if (files.length >= min && files.length <= (max ?? files.length)) return [];
	const declared = min === max ? `${min}` : max === null ? `at least ${min}` : `${min} to ${max}`;
	return refuse(`${files.length} file${files.length === 1 ? "" : "s"} where ${declared} ${declared === "1" ? "is" : "are"} declared`, files.length === 0 ? ["none"] : files.map(({ path }) => path));
}
function twice({ path }, one, other) {
	return {
		path,
		error: new EngineError("RELEASE_FILE_TWICE", `${path} is declared by ${one.at} and by ${other.at}`)
	};
}
function outside(pattern) {
	return new EngineError("MANIFEST_INVALID", `${JSON.stringify(pattern)} leads out of the input folder`);
}
// packages/engine/src/release/plan.ts
const SUBJECTS_OF_RECORD = MAX_SUBJECTS - 1;
const FILES_AT_ONCE$3 = 4;
async function planRelease(context, manifest) {
	const { selected, refusals: unselected } = await selectFiles(manifest, context.cwd);
	const refusals = [...unselected, ...imageRefusals(manifest)];
	const records = Math.max(1, Math.ceil((selected.length + manifest.images.length) / SUBJECTS_OF_RECORD));
	if (records > 64) return {
		plan: null,
		refusals: [...refusals, {
			path: null,
			error: tooLarge(selected.length)
		}]
	};
	const sboms = await readSboms(context, manifest, refusals);
	const outputs = await planFiles(manifest, selected, context.cwd, refusals);
	const found = await concurrently(outputs, FILES_AT_ONCE$3, async ({ entry, output }) => formatOf(output, entry));
	refusals.push(...found.flatMap(({ refusal }) => refusal ?? []));
	const items = await concurrently(outputs, FILES_AT_ONCE$3, async ({ entry, output }, index) => {
		const format = found[index]?.format ?? null;
		const name = output.relative;
		return {
			entry,
			output,
			name,
			target: join(manifest.out, name),
			format,
			hasSignatureFile: format ? format.sideFileSuffix !== null : await exists(output.absolute + SIGNATURE_SUFFIX),
			sbom: entry.sbom === null ? null : sboms.get(entry.sbom) ?? null
		};
	});
	items.sort((one, other) => one.name < other.name ? -1 : 1);
	const checksums = join(manifest.out, manifest.checksums);
	const suffixes = Array.from({ length: records }, (_, index) => releaseRecordSuffix(index + 1));
	const expected = /* @__PURE__ */ new Set([...items.flatMap(namesOf), ...namesBeside(manifest.checksums, suffixes)]);
	refusals.push(...await foreignRefusals(manifest.out, expected, context.cwd));
	const plan = {
		manifest,
		items,
		checksums,
		records: suffixes.map((suffix) => checksums + suffix)
	};
	return {
		plan: refusals.length > 0 ? null : plan,
		refusals
	};
}
function namesOf({ name, entry, hasSignatureFile, sbom }) {
	return [
		name,
		...hasSignatureFile ? [name + SIGNATURE_SUFFIX] : [],
		...entry.signedBy ? [] : [name + RECORD_SUFFIX, name + PROVENANCE_SUFFIX],
		...sbom ? [name + SBOM_SUFFIX] : []
	];
}
function namesBeside(checksums, suffixes) {
	return [
		"",
		SIGNATURE_SUFFIX,
		RECORD_SUFFIX,
		PROVENANCE_SUFFIX,
		...suffixes
	].map((suffix) => checksums + suffix);
}
async function planFiles(manifest, selected, cwd, refusals) {
	const files = selected.map(({ entry, file }) => ({
		...file,
		relative: join(entry.out, file.relative)
	}));
	const reserved = new Set(namesBeside(manifest.checksums, RELEASE_SUFFIXES));
	for (const { path, relative: name } of files) if (reserved.has(name)) refusals.push({
		path,
		error: collision(`${path} would be written to the release's own ${name}`)
	});
	const suffixes = [
		SIGNATURE_SUFFIX,
		RECORD_SUFFIX,
		PROVENANCE_SUFFIX,
		SBOM_SUFFIX
	];
	try {
		return planOutputs(files, {
			kind: "folder",
			folder: manifest.out
		}, suffixes).map((plan, index) => {
			const output = {
				...plan,
				relative: slashed(plan.relative),
				target: relative(cwd, plan.target)
			};
			return {
				entry: selected[index].entry,
				output
			};
		});
	} catch (error) {
		if (!(error instanceof FilesError) || error.family === "environment") throw error;
		refusals.push({
			path: null,
			error
		});
		return [];
	}
}
async function formatOf(output, { format, signedBy }) {
	if (signedBy) return {};
	try {
		await using source = await openFileSource(output.absolute);
		return { format: await formatFor(source, format) };
	} catch (error) {
		return { refusal: {
			path: output.path,
			error: caught(error)
		} };
	}
}
async function readSboms(context, { entries }, refusals) {
	const sboms = /* @__PURE__ */ new Map();
	for (const sbom of new Set(entries.flatMap((entry) => entry.sbom ?? []))) try {
		sboms.set(sbom, await readPredicate(context, { sbom }));
	} catch (error) {
		refusals.push({
			path: relative(context.cwd, sbom),
			error: caught(error)
		});
	}
	return sboms;
}
async function foreignRefusals(out, expected, cwd) {
	const foreign = (await everythingIn(out)).map((path) => nameIn(out, path)).filter((name) => !expected.has(name) && !TEMPORARY.test(name));
	if (foreign.length === 0) return [];
	return [refusalOver("RELEASE_OUTPUT_FOREIGN", `${relative(cwd, out)} holds what is not of this release`, foreign)];
}
const TEMPORARY = /(?:^|\/)\.[^/]*\.chancery-[^/]*\.tmp$/;
function imageRefusals({ images }) {
	const undecided = images.filter((image) => !/^[^\s@]+@sha256:[0-9a-f]{64}$/.test(image));
	if (undecided.length === 0) return [];
	return [refusalOver("NOT_AVAILABLE", "images are recorded by their digest (NAME@sha256:HEX) and not signed in this version", undecided)];
}
function caught(error) {
	if (error instanceof ChanceryError && error.family !== "environment") return error;
	throw error;
}
function tooLarge(count) {
	return new EngineError("RELEASE_TOO_LARGE", `${count} files, ${64 * SUBJECTS_OF_RECORD} at most`);
}
function collision(message) {
	return new FilesError("OUTPUT_COLLISION", message);
}
function slashed(path) {
	return path.replaceAll(sep, "/");
}
// packages/engine/src/release/checksums.ts
const FILES_AT_ONCE$2 = 4;
async function writeChecksums(context, plan) {
	const { out } = plan.manifest;
	const names = new Set(plan.items.flatMap(namesOf));
	const there = (await everythingIn(out)).map((path) => nameIn(out, path)).filter((name) => names.has(name));
	const lines = await concurrently(there.sort(), FILES_AT_ONCE$2, async (name) => line(name, await sha256Of(context, join(out, name))));
	const text = utf8(lines.join(""));
	const old = await exists(plan.checksums) ? await readBytes(plan.checksums) : null;
	if (!old || !equalBytes(old, text)) await writeFileDurable(plan.checksums, text);
	return sha256Of(context, plan.checksums);
}
async function sha256Of(context, path) {
	await using source = await openFileSource(path, { signal: context.signal });
	const [digest] = await source.digest([wholeDigest(source, "sha256")]);
	return toHex(digest);
}
const ESCAPES = {
	"\\": "\\\\",
	"\n": "\\n",
	"\r": "\\r"
};
function line(name, sha256) {
	const escaped = name.replace(/[\\\n\r]/g, (character) => ESCAPES[character]);
	return `${escaped === name ? "" : "\\"}${sha256}  ${escaped}\n`;
}
// packages/engine/src/release/record.ts
const RELEASE_TYPE = "https://in-toto.io/attestation/release/v0.1";
function releaseStatements(plan, files, checksums, identity) {
	const { manifest, records } = plan;
	const { name, version, purl, packageId } = manifest;
	const members = [...[...files].map(fileMember), ...manifest.images.map(imageMember)];
	const sums = {
		name: manifest.checksums,
		digest: { sha256: checksums }
	};
	return records.map((_, index) => {
		const own = members.slice(index * SUBJECTS_OF_RECORD, (index + 1) * SUBJECTS_OF_RECORD);
		const details = {
			name,
			version,
			manifest: {
				name: basename(manifest.path),
				sha256: manifest.sha256
			},
			record: {
				index: index + 1,
				count: records.length
			},
			checksums: {
				path: manifest.checksums,
				sha256: checksums
			},
			files: own.flatMap(({ file }) => file ?? []),
			images: own.flatMap(({ image }) => image ?? []),
			identity,
			tool: {
				name: "chancery",
				version: VERSION
			},
			recordedAt: (/* @__PURE__ */ new Date()).toISOString()
		};
		const predicate = {
			purl,
			...packageId !== null && { packageId },
			chancery_release: details
		};
		return {
			subjects: [sums, ...own.map(({ subject }) => subject)],
			predicateType: RELEASE_TYPE,
			predicate
		};
	});
}
function releaseEssence(predicate) {
	const { chancery_release: details, ...rest } = Object(predicate);
	const { identity: _, tool: __, recordedAt: ___, ...lasting } = Object(details);
	return {
		...rest,
		chancery_release: lasting
	};
}
function fileMember([path, { format, digest, key, certificate }]) {
	const { subject, sha256 } = certificate;
	return {
		subject: {
			name: path,
			digest: { sha256: digest.after?.sha256 ?? "" }
		},
		file: {
			path,
			format,
			before: digest.before.sha256,
			key,
			signer: {
				subject,
				sha256
			}
		}
	};
}
function imageMember(image) {
	return {
		subject: {
			name: image,
			digest: { sha256: image.slice(-64) }
		},
		image
	};
}
// packages/engine/src/release/statement-file.ts
async function writeStatement(path, statement, key, essence = (predicate) => predicate, signal) {
	const found = await readStatement(path, statement.subjects[0]?.digest ?? {}, key.info.publicKey);
	if (found && textOf$1(found, essence) === textOf$1(statement, essence)) return;
	await writeFileDurable(path, await signStatement(statement, key, signal));
}
function textOf$1({ subjects, predicateType, predicate }, essence) {
	const statement = {
		subjects,
		predicateType,
		predicate: essence(predicate)
	};
	return canonicalJson(JSON.parse(JSON.stringify(statement)));
}
async function readStatement(path, digest, publicKey) {
	try {
		const bundle = parseBundle(await readBytes(path, MAX_BUNDLE_BYTES));
		return bundle.kind === "key" ? verifyKeyBundle(bundle, [publicKey], digest).statement : null;
	} catch (error) {
		if (error instanceof ChanceryError && error.family !== "environment") return null;
		throw error;
	}
}
// packages/engine/src/release/third-party.ts
async function thirdPartyRefusals(common, items, pathOf) {
	const refusals = [];
	for (const [{ signedBy }, ofEntry] of byEntry(items)) {
		const { trust, subjects, issuers, keys, sans } = signedBy;
		const expected = {
			trust,
			signerSubjects: subjects,
			signerIssuers: issuers,
			signerKeys: keys,
			signerSans: sans
		};
		const { report } = await verifyFiles({
			...common,
			...expected,
			files: ofEntry.map(pathOf)
		});
		for (const [index, { verdict, code, message, howToFix }] of report.files.entries()) {
			if (verdict === "verified") continue;
			const fault = {
				code: code ?? "",
				message: message ?? "",
				howToFix: howToFix ?? ""
			};
			refusals.push({
				path: ofEntry[index].output.path,
				error: new VerificationError(fault, [])
			});
		}
	}
	return refusals;
}
function byEntry(items) {
	return Map.groupBy(items.filter(({ entry }) => entry.signedBy !== null), ({ entry }) => entry);
}
async function describeThirdParty(context, item) {
	const { output, hasSignatureFile } = item;
	await using source = await openFileSource(output.absolute, { signal: context.signal });
	const { format } = await find(context, {}, source, output.absolute);
	const [signature] = format ? await signaturesOf(source, format) : [];
	const [digest] = await source.digest([wholeDigest(source, "sha256")]);
	const sha256 = toHex(digest);
	if (!format || !signature?.signer) throw new CoreError("FILE_CHANGED", `${output.path} is not what was verified`);
	return {
		path: output.path,
		out: output.target,
		signature: hasSignatureFile ? output.target + SIGNATURE_SUFFIX : null,
		format: format.id,
		digest: {
			before: { sha256 },
			after: { sha256 }
		},
		key: null,
		certificate: signature.signer,
		signatureAlgorithm: signature.signatureAlgorithm,
		timestamp: signature.timestamp,
		bundle: null,
		provenance: null,
		log: null,
		action: "verified",
		sbom: null
	};
}
async function copyThirdParty(context, { output, hasSignatureFile, target }) {
	await using source = await openFileSource(output.absolute, { signal: context.signal });
	await copySigned(source, target, {
		signature: hasSignatureFile ? SIGNATURE_SUFFIX : null,
		record: false
	});
}
// packages/engine/src/release/make-release.ts
const FILES_AT_ONCE$1 = 4;
async function makeFiles({ context, options, plan, runs }) {
	if (!options.dryRun) await sweep(plan);
	const planned = plan.items.filter(({ entry }) => entry.signedBy === null).map(({ entry, output }) => ({
		run: runs.of(entry),
		plan: output
	}));
	const signed = await signPlanned(planned, options);
	const reports = new Map(signed.report.files.map((file) => [file.out, file]));
	const files = await concurrently(plan.items, FILES_AT_ONCE$1, async (item) => {
		const file = item.entry.signedBy ? await takeOver(context, options, item) : released(reports.get(item.output.target));
		return file && [item.name, file];
	});
	return {
		files: new Map(files.filter((file) => file !== null)),
		signed
	};
}
async function attestSboms(making, files) {
	const { context, plan, runs } = making;
	const attested = await concurrently(plan.items, FILES_AT_ONCE$1, async ({ name, target, sbom }) => {
		const file = files.get(name);
		if (!sbom) return [name, file];
		const statement = {
			subjects: [{
				name,
				digest: { sha256: file.digest.after?.sha256 ?? "" }
			}],
			...sbom
		};
		await writeStatement(target + SBOM_SUFFIX, statement, runs.attestationKey, void 0, context.signal);
		return [name, {
			...file,
			sbom: file.out + SBOM_SUFFIX
		}];
	});
	return new Map(attested);
}
async function bindFiles(making, files) {
	const { context, plan, runs } = making;
	const sha256 = await writeChecksums(context, plan);
	const path = relative(context.cwd, plan.checksums);
	const output = {
		path,
		absolute: plan.checksums,
		relative: plan.manifest.checksums,
		target: path
	};
	const run = {
		...runs.own,
		options: {
			...runs.own.options,
			format: "blob"
		}
	};
	const signed = await signPlanned([{
		run,
		plan: output
	}], {});
	if (signed.exitCode !== 0) return signed;
	const statements = releaseStatements(plan, files, sha256, runs.own.identity);
	for (const [index, statement] of statements.entries()) {
		const record = plan.records[index];
		await writeStatement(record, statement, runs.attestationKey, releaseEssence, context.signal);
	}
	return signed;
}
async function takeOver(context, options, item) {
	if (!options.dryRun) await copyThirdParty(context, item);
	return describeThirdParty(context, item);
}
function released(file) {
	return file?.certificate ? {
		...file,
		certificate: file.certificate,
		action: file.action ?? "signed",
		sbom: null
	} : null;
}
async function sweep({ items, checksums }) {
	const folders = new Set([checksums, ...items.map(({ target }) => target)].map((path) => dirname(path)));
	for (const folder of folders) await recoverInterrupted(join(folder, "swept"));
}
// packages/engine/src/release/manifest-reader.ts
const MEMBERS = [
	"name",
	"version",
	"purl",
	"package-id",
	"input",
	"out",
	"key",
	"checksums",
	"files",
	"ignore",
	"images"
];
const ENTRY_MEMBERS = [
	"paths",
	"count",
	"min",
	"max",
	"format",
	"key",
	"out",
	"description",
	"url",
	"signed-by",
	"sbom"
];
const SIGNED_BY_MEMBERS = [
	"trust",
	"subject",
	"issuer",
	"key",
	"san"
];
const OF_OUR_SIGNATURE = [
	"format",
	"key",
	"description",
	"url"
];
var ManifestReader = class extends MemberReader {
	manifest(data, version) {
		const members = this.members(data ?? {}, "", MEMBERS);
		const name = this.#name(members.name, "name");
		const ownVersion = version ?? this.#name(members.version, "version", "give it here, with --version-name or CHANCERY_RELEASE_VERSION");
		const input = this.#required(this.path(members.input, "input"), "input");
		const out = this.path(members.out, "out") ?? resolve(this.folder, "release");
		if (input !== "") this.#apart(input, out);
		return {
			name,
			version: ownVersion,
			purl: this.#purl(members.purl, name, ownVersion),
			packageId: this.string(members["package-id"], "package-id") ?? null,
			input,
			out,
			key: this.string(members.key, "key") ?? null,
			checksums: this.#fileName(members.checksums, "checksums") ?? "SHA256SUMS",
			entries: this.#entries(members.files),
			ignore: this.#texts(members.ignore, "ignore") ?? [],
			images: this.strings(members.images, "images")
		};
	}
	#entries(data) {
		if (!Array.isArray(data) || data.length === 0) {
			this.problems.push("files: is no list of entries");
			return [];
		}
		return data.map((entry, index) => this.#entry(entry, `files[${index}]`));
	}
	#entry(data, at) {
		const members = this.members(data, at, ENTRY_MEMBERS);
		const format = this.string(members.format, `${at}.format`);
		if (format !== void 0 && !FORMAT_IDS.includes(format)) this.problems.push(`${at}.format: ${format} is none of ${FORMAT_IDS.join(", ")}${suggestion(format, FORMAT_IDS)}`);
		const signedBy = members["signed-by"] === void 0 ? null : this.#signedBy(members["signed-by"], `${at}.signed-by`);
		for (const member of OF_OUR_SIGNATURE) if (signedBy && members[member] !== void 0) this.problems.push(`${at}.${member}: is not for files that others have signed`);
		return {
			at,
			paths: this.#required(this.#texts(members.paths, `${at}.paths`), `${at}.paths`, []),
			...this.#bounds(members, at),
			out: this.#below(members.out, `${at}.out`),
			format,
			key: this.string(members.key, `${at}.key`) ?? null,
			description: this.string(members.description, `${at}.description`),
			url: this.string(members.url, `${at}.url`),
			signedBy,
			sbom: this.path(members.sbom, `${at}.sbom`) ?? null
		};
	}
	#bounds(members, at) {
		const count = this.#number(members.count, `${at}.count`);
		const min = this.#number(members.min, `${at}.min`);
		const max = this.#number(members.max, `${at}.max`);
		if (count !== void 0 && (min ?? max) !== void 0) this.problems.push(`${at}: has count, or min and max`);
		if (min !== void 0 && max !== void 0 && min > max) this.problems.push(`${at}.max: is less than min`);
		return {
			min: count ?? min ?? Math.min(1, max ?? 1),
			max: count ?? max ?? null
		};
	}
	#signedBy(data, at) {
		const members = this.members(data, at, SIGNED_BY_MEMBERS);
		return {
			trust: this.#required(this.#texts(members.trust, `${at}.trust`), `${at}.trust`, []).map((file) => resolve(this.folder, file)),
			subjects: this.#texts(members.subject, `${at}.subject`),
			issuers: this.#texts(members.issuer, `${at}.issuer`),
			keys: this.#texts(members.key, `${at}.key`),
			sans: this.#texts(members.san, `${at}.san`)
		};
	}
	#texts(value, at) {
		if (value === void 0 || value === null) return void 0;
		const texts = typeof value === "string" ? [value] : value;
		if (Array.isArray(texts) && texts.length > 0 && texts.every((text) => typeof text === "string" && text !== "")) return texts;
		this.problems.push(`${at}: is neither a text nor a list of texts`);
		return [];
	}
	#required(value, at, instead) {
		if (value === void 0) this.problems.push(`${at}: is missing`);
		return value ?? instead ?? "";
	}
	#name(value, at, orElse) {
		if (typeof value === "number") this.problems.push(`${at}: ${value} is a number in YAML; put it between quotes`);
		else if (value === void 0 || value === null) this.problems.push(`${at}: is missing${orElse ? `; ${orElse}` : ""}`);
		else if (typeof value !== "string" || !/^[^\p{Cc}\p{Zl}\p{Zp}]{1,200}$/u.test(value)) this.problems.push(`${at}: is no text of one line`);
		else return value;
		return "";
	}
	#purl(value, name, version) {
		const purl = this.string(value, "purl") ?? `pkg:generic/${encodeURIComponent(name)}`;
		if (!/^pkg:[A-Za-z][A-Za-z0-9.+-]*(?:\/[^/@?#\s]+)+$/.test(purl) && name !== "") this.problems.push("purl: is no package URL without version, such as pkg:generic/acme-tools");
		return `${purl}@${encodeURIComponent(version)}`;
	}
	#fileName(value, at) {
		const name = this.string(value, at);
		if (name !== void 0 && (/[/\\\p{Cc}]/u.test(name) || name.startsWith("."))) this.problems.push(`${at}: is no file name`);
		return name;
	}
	#below(value, at) {
		const folder = this.string(value, at) ?? "";
		if (/^(?:[/\\]|[A-Za-z]:)/.test(folder) || folder.split(/[/\\]/).includes("..")) this.problems.push(`${at}: is no folder below the release's`);
		return folder.replaceAll("\\", "/").replace(/^(?:\.?\/+)+|\/+$/g, "");
	}
	#number(value, at) {
		if (value === void 0 || value === null) return void 0;
		if (Number.isSafeInteger(value) && value >= 0) return value;
		this.problems.push(`${at}: is no whole number`);
	}
	#apart(input, out) {
		if (isWithin(out, input) || isWithin(input, out)) this.problems.push("out: and input lie one in the other");
	}
};
// packages/engine/src/release/manifest.ts
const MAX_MANIFEST_BYTES = 1048576;
async function readManifest(context, named, versionName) {
	const path = resolve(context.cwd, named ?? "release.yaml");
	const bytes = await readManifestBytes(path);
	const { data, problems } = await parseYaml(textOf(bytes, path));
	const reader = new ManifestReader(dirname(path));
	const version = versionName ?? variable(context.env, "CHANCERY_RELEASE_VERSION");
	const manifest = problems.length > 0 ? null : reader.manifest(data, version);
	problems.push(...reader.problems);
	if (manifest === null || problems.length > 0) throw invalid(path, problems);
	return {
		...manifest,
		path,
		sha256: createHash("sha256").update(bytes).digest("hex")
	};
}
async function readManifestBytes(path) {
	try {
		return await readBytes(path, MAX_MANIFEST_BYTES);
	} catch (cause) {
		if (!(cause instanceof FilesError)) throw cause;
		throw new EngineError("MANIFEST_NOT_FOUND", `the manifest ${path} cannot be read`, {
			cause,
			details: { path }
		});
	}
}
function textOf(bytes, path) {
	try {
		return fromUtf8(bytes);
	} catch {
		throw invalid(path, ["is not UTF-8 text"]);
	}
}
function invalid(path, problems) {
	return new EngineError("MANIFEST_INVALID", `${path}: ${problems.join("; ")}`, { details: {
		path,
		problems
	} });
}
// packages/engine/src/release/previous.ts
async function readFormerRelease(path, keys) {
	const first = await readDetails(path, keys);
	const { name, version, record } = first;
	const files = [...first.files];
	for (let index = 2; index <= record.count; index++) {
		const other = await readDetails(besides(path, index), keys);
		if (other.name !== name || other.version !== version || other.checksums.sha256 !== first.checksums.sha256) throw unknown(besides(path, index), "is of another release than the first record");
		files.push(...other.files);
	}
	return {
		name,
		version,
		files: new Map(files.map((file) => [file.path, file.before]))
	};
}
function diffReleases(former, files) {
	const common = [...files].filter(([path]) => former.files.has(path));
	const changed = common.filter(([path, before]) => former.files.get(path) !== before);
	return {
		previous: {
			name: former.name,
			version: former.version
		},
		added: [...files.keys()].filter((path) => !former.files.has(path)),
		removed: [...former.files.keys()].filter((path) => !files.has(path)),
		changed: changed.map(([path]) => path),
		unchanged: common.length - changed.length
	};
}
async function readDetails(path, keys) {
	const bundle = parseBundle(await readBytes(path, MAX_BUNDLE_BYTES));
	if (bundle.kind !== "key") throw unknown(path, "is signed under a certificate");
	const statement = statementOf(bundle.envelope);
	verifyKeyBundle(bundle, keys, statement.subjects[0]?.digest ?? {});
	const details = detailsOf(statement);
	if (!details) throw unknown(path, `is a statement of type ${statement.predicateType}`);
	return details;
}
function detailsOf({ predicateType, predicate }) {
	const details = Object(predicate).chancery_release;
	return predicateType === "https://in-toto.io/attestation/release/v0.1" && details !== void 0 ? details : null;
}
function besides(path, index) {
	const first = releaseRecordSuffix(1);
	if (!path.endsWith(first)) throw unknown(path, `is the first of several, and not called NAME${first}: the others cannot be found`);
	return path.slice(0, -first.length) + releaseRecordSuffix(index);
}
function unknown(path, what) {
	return new EngineError("RELEASE_RECORD_UNKNOWN", `${path} ${what}`, { details: { path } });
}
// packages/engine/src/release/runs.ts
function keyRefusals(context, options, manifest) {
	return [.../* @__PURE__ */ new Set([ownKey(context, options, manifest), ...manifest.entries.flatMap(({ key }) => key ?? [])])].flatMap((name) => {
		try {
			resolveKey(context, name, null);
			return [];
		} catch (error) {
			if (error instanceof EngineError) return [{
				path: null,
				error
			}];
			throw error;
		}
	});
}
async function openRuns(context, options, manifest, keys, trust) {
	const base = {
		files: [],
		module: options.module,
		certificate: options.certificate,
		timestamp: options.timestamp,
		dryRun: options.dryRun,
		identity: options.identity,
		workload: options.workload,
		ifSigned: "keep"
	};
	const ownName = ownKey(context, options, manifest);
	const names = [ownName, ...manifest.entries.flatMap(({ key }) => key ?? [])];
	const runs = await openRuns$1(context, base, keys, names, ownName);
	const own = runs.get(ownName);
	const attestationKey = own.attestationKey;
	assertRecordsTrusted(attestationKey, trust);
	return {
		own,
		attestationKey,
		of({ key, format, description, url }) {
			const run = runs.get(key ?? ownName);
			return {
				...run,
				options: {
					...run.options,
					format,
					description,
					url
				}
			};
		}
	};
}
function ownKey(context, options, manifest) {
	const name = options.key ?? variable(context.env, "CHANCERY_KEY") ?? manifest.key;
	if (name !== null) return name;
	throw new EngineError("KEY_NOT_GIVEN", "neither the manifest nor anything else names a key", { howToFix: "Give `key:` in the manifest, --key NAME, or set CHANCERY_KEY." });
}
function assertRecordsTrusted(attestationKey, { verifier }) {
	if (verifier.keys.some((key) => equalBytes(key, attestationKey.info.publicKey))) return;
	throw new EngineError("TRUST_NOT_GIVEN", "what is trusted has no public key of keys.attestation", { howToFix: "Add the public key of keys.attestation (PEM) to `trust:` in chancery.yaml, or give it with --trust." });
}
// packages/engine/src/release/verify-release.ts
const FILES_AT_ONCE = 4;
async function verifyRelease(context, plan, options, trust) {
	const ours = plan.items.filter(({ entry }) => entry.signedBy === null).map(({ target }) => target);
	const { report } = await verifyFiles({
		...options,
		files: [...ours, plan.checksums]
	});
	const refusals = report.files.flatMap(({ path, verdict, code, message, howToFix }) => {
		if (verdict === "verified") return [];
		const fault = {
			code: code ?? "",
			message: message ?? "",
			howToFix: howToFix ?? ""
		};
		return [{
			path: relative(context.cwd, path),
			error: new VerificationError(fault, [])
		}];
	});
	const { trust: _, timestampTrust: __, require: ___, ...common } = options;
	refusals.push(...await thirdPartyRefusals(common, plan.items, ({ target }) => target));
	if (refusals.length > 0) return refusals;
	const digests = await listedDigests(context, plan);
	const checks = [
		...[...digests].map(([name, sha256]) => [name, () => checkDigest(context, plan, name, sha256)]),
		...plan.items.map((item) => [item.name, () => checkSbom(item, digests, trust)]),
		...[[plan.manifest.checksums, () => checkRecords(context, plan, digests, trust)]]
	];
	return (await concurrently(checks, FILES_AT_ONCE, async ([name, check]) => {
		try {
			await check();
			return null;
		} catch (error) {
			if (!(error instanceof ChanceryError)) throw error;
			return {
				path: relative(context.cwd, join(plan.manifest.out, name)),
				error
			};
		}
	})).filter((result) => result !== null);
}
async function listedDigests(context, { checksums }) {
	const { subjects } = await readSubjects(context, {
		files: [],
		checksums: [checksums]
	});
	return new Map(subjects.map(({ name, digest }) => [name, digest.sha256]));
}
async function checkDigest(context, { manifest }, name, sha256) {
	if (await sha256Of(context, join(manifest.out, name)) !== sha256) throw mismatch(`${name} is not what ${manifest.checksums} says`);
}
async function checkSbom({ sbom, target, name }, digests, trust) {
	if (!sbom) return;
	const { predicateType } = await statementAbout(target + SBOM_SUFFIX, digests.get(name) ?? "", trust);
	if (predicateType !== sbom.predicateType) throw mismatch(`the SBOM of ${name} is a statement of type ${predicateType}`);
}
async function checkRecords(context, plan, digests, trust) {
	const checksums = await sha256Of(context, plan.checksums);
	const statements = await Promise.all(plan.records.map((path) => statementAbout(path, checksums, trust)));
	const recorded = new Map(statements.flatMap(({ subjects }) => subjects.map(({ name, digest }) => [name, digest.sha256])));
	for (const { name } of plan.items) {
		const sha256 = digests.get(name);
		if (sha256 === void 0 || recorded.get(name) !== sha256) throw mismatch(`${name} is not what the release record says`);
	}
}
async function statementAbout(path, sha256, { verifier }) {
	const bundle = parseBundle(await readBytes(path, MAX_BUNDLE_BYTES));
	const statement = bundle.kind === "key" ? verifyKeyBundle(bundle, verifier.keys, { sha256 }).statement : null;
	if (!statement) throw mismatch(`${path} is no statement by the attestation key`);
	return statement;
}
function mismatch(message) {
	return new EngineError("RELEASE_RECORD_MISMATCH", message);
}
// packages/engine/src/release/release.ts
async function releaseFiles(options) {
	const context = await openContext(options);
	const manifest = await readManifest(context, options.manifest, options.versionName);
	const trust = await readTrust(context, options);
	const former = await formerRelease(context, options, trust);
	await using _ = options.dryRun ? null : await lockOutput(manifest.out, context.signal);
	const { plan, refusals } = await planRelease(context, manifest);
	const all = [...refusals, ...keyRefusals(context, options, manifest)];
	if (!plan || all.length > 0) return outcome(manifest, [], all);
	const strangers = await thirdPartyRefusals(commonOf(options), plan.items, ({ output }) => output.absolute);
	if (strangers.length > 0) return outcome(manifest, [], strangers);
	await using keys = new KeyRing(context);
	return await make({
		context,
		options,
		plan,
		runs: await openRuns(context, options, manifest, keys, trust)
	}, trust, former);
}
async function make(making, trust, former) {
	const { context, options, plan } = making;
	const { manifest } = plan;
	const { files, signed } = await makeFiles(making);
	const diff = former && diffReleases(former, new Map([...files].map(([name, { digest }]) => [name, digest.before.sha256])));
	const base = {
		...emptyReport(manifest),
		files: [...files.values()],
		diff,
		failed: signed.report.failed
	};
	if (signed.exitCode !== 0 || options.dryRun) return {
		report: base,
		exitCode: signed.exitCode
	};
	const attested = await attestSboms(making, files);
	const bound = await bindFiles(making, attested);
	const report = {
		...base,
		files: [...attested.values()]
	};
	if (bound.exitCode !== 0) return {
		report: {
			...report,
			failed: bound.report.failed
		},
		exitCode: bound.exitCode
	};
	const require = ["attestation", ...making.runs.own.timestamper ? ["timestamp"] : []];
	const refusals = await verifyRelease(context, plan, {
		...commonOf(options),
		trust: options.trust,
		timestampTrust: options.timestampTrust,
		require
	}, trust);
	if (refusals.length > 0) return outcome(manifest, report.files, refusals);
	const checksums = relative(context.cwd, plan.checksums);
	const record = relative(context.cwd, plan.records[0]);
	return {
		report: {
			...report,
			checksums: {
				path: checksums,
				signature: checksums + SIGNATURE_SUFFIX
			},
			record
		},
		exitCode: 0
	};
}
async function formerRelease(context, { previous }, trust) {
	return previous === void 0 ? null : readFormerRelease(resolve(context.cwd, previous), trust.verifier.keys);
}
function commonOf({ cwd, env, config, signal }) {
	return {
		...cwd !== void 0 && { cwd },
		...env && { env },
		config,
		signal
	};
}
function outcome(manifest, files, refusals) {
	const failed = refusals.map(({ path, error }) => failureOf(error, path));
	return {
		report: {
			...emptyReport(manifest),
			files,
			failed
		},
		exitCode: refusals[0]?.error.exitCode ?? 0
	};
}
function emptyReport({ name, version }) {
	return {
		version: 1,
		release: {
			name,
			version
		},
		files: [],
		checksums: null,
		record: null,
		diff: null,
		failed: []
	};
}
export { releaseFiles, assertedProvenance as t };
