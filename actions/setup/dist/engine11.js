import "./engine5.js";
import { n as EngineError } from "./engine3.js";
import "./engine10.js";
import "./engine14.js";
import "./engine16.js";
import "./engine17.js";
import "./engine29.js";
// packages/engine/src/operations-on-demand.ts
const attestFiles = async (options) => (await import("./engine53.js")).attestFiles(options);
const copyImage = async (options) => (await import("./engine59.js")).copyImage(options);
const initialise = async (options) => (await import("./engine73.js")).initialise(options);
const inspectFiles = async (options) => (await import("./engine76.js")).inspectFiles(options);
const initTrust = async (options) => (await import("./engine99.js")).initTrust(options);
const rotateTrust = async (options) => (await import("./engine99.js")).rotateTrust(options);
const showTrust = async (options) => (await import("./engine99.js")).showTrust(options);
const verifyFiles = async (options) => (await import("./engine92.js")).verifyFiles(options);
const serveTimestampAuthority = async (options) => (await import("./engine95.js")).serveTimestampAuthority(options);
const timestampFiles = async (options) => (await import("./engine97.js")).timestampFiles(options);
const releaseFiles = async (options) => (await import("./engine94.js")).releaseFiles(options);
const identifyJob = async (...given) => (await import("./engine77.js")).identifyJob(...given);
const identifyHere = async (...given) => (await import("./engine77.js")).identifyHere(...given);
const listKeys = async (...given) => (await import("./engine79.js")).listKeys(...given);
const generateKey = async (...given) => (await import("./engine79.js")).generateKey(...given);
const requestCertificate = async (...given) => (await import("./engine79.js")).requestCertificate(...given);
const importCertificate = async (...given) => (await import("./engine79.js")).importCertificate(...given);
const createLog = async (options) => (await import("./engine82.js")).createLog(options);
const flushLog = async (options) => (await import("./engine84.js")).flushLog(options);
// packages/engine/src/trust-root/options.ts
const TRUSTED_ROOT = "trusted_root.json";
const OVERLAP_DAYS = "30";
function trustInitOptions(values, common) {
	return {
		...common,
		...entries(values),
		...shared(values),
		out: text(values, "out") ?? TRUSTED_ROOT
	};
}
function trustRotateOptions(operands, values, common) {
	const overlap = text(values, "overlap") ?? OVERLAP_DAYS;
	if (!/^[0-9]{1,4}$/.test(overlap)) throw new EngineError("OPTION_INVALID", `--overlap ${overlap}: is no number of days`);
	return {
		...common,
		...entries(values),
		...shared(values),
		path: oneFile(operands),
		retire: list(values, "retire"),
		overlapDays: Number(overlap)
	};
}
function trustShowOptions(operands, values, common) {
	return {
		...common,
		path: oneFile(operands),
		at: time(values, "at")
	};
}
function shared(values) {
	return {
		config: text(values, "config"),
		from: time(values, "from"),
		operator: text(values, "operator") ?? "",
		signingConfig: text(values, "signing-config") ?? null
	};
}
function entries(values) {
	return {
		certificateAuthorities: list(values, "certificate-authority").map(namedFile),
		timestampAuthorities: list(values, "timestamp-authority").map(namedFile),
		logs: list(values, "tlog").map((value) => servedFile("tlog", value)),
		ctLogs: list(values, "ctlog").map((value) => servedFile("ctlog", value))
	};
}
function namedFile(value) {
	const [, url = "", file = value] = /^(https?:\/\/[^=]*)=(.+)$/.exec(value) ?? [];
	return {
		url,
		file
	};
}
function servedFile(flag, value) {
	const named = namedFile(value);
	if (named.url !== "") return named;
	throw new EngineError("OPTION_INVALID", `--${flag} ${value}: is no URL=FILE`);
}
function oneFile(operands) {
	if (operands.length > 1) throw new EngineError("OPTION_INVALID", `one trusted root, not ${operands.join(" and ")}`);
	return operands[0] ?? TRUSTED_ROOT;
}
function text(values, name) {
	const value = values[name];
	return typeof value === "string" ? value : void 0;
}
function list(values, name) {
	const value = values[name];
	return Array.isArray(value) ? value : [];
}
function time(values, name) {
	const value = text(values, name);
	if (value === void 0) return null;
	const date = new Date(value);
	if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(date.getTime())) return date;
	throw new EngineError("OPTION_INVALID", `--${name} ${value}: is no time such as 2027-01-01T00:00:00Z`);
}
export { verifyFiles as S, requestCertificate as _, copyImage as a, showTrust as b, generateKey as c, importCertificate as d, initTrust as f, releaseFiles as g, listKeys as h, attestFiles as i, identifyHere as l, inspectFiles as m, trustRotateOptions as n, createLog as o, initialise as p, trustShowOptions as r, flushLog as s, trustInitOptions as t, identifyJob as u, rotateTrust as v, timestampFiles as x, serveTimestampAuthority as y };
