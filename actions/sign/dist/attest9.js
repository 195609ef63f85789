import { o as readLogKey, t as chainProblems } from "./attest7.js";
import { S as JsonMembers, ht as parseCertificate } from "./codec.js";
import { I as ChanceryError, w as toHex, y as equalBytes } from "./core.js";
import "./tlog.js";
import { t as AttestError } from "./attest.js";
import { l as parseJson } from "./attest2.js";
// packages/attest/src/sigstore/trusted-root.ts
const TRUSTED_ROOT_MEDIA_TYPE = "application/vnd.dev.sigstore.trustedroot+json;version=0.1";
// packages/attest/src/sigstore/read-root.ts
const MEDIA_TYPES = [
	TRUSTED_ROOT_MEDIA_TYPE,
	"application/vnd.dev.sigstore.trustedroot.v0.1+json",
	"application/vnd.dev.sigstore.trustedroot.v0.2+json"
];
const MAX_ENTRIES = 256;
function parseTrustedRoot(bytes) {
	try {
		return readTrustedRoot(parseJson(bytes, "trusted root"));
	} catch (cause) {
		if (!(cause instanceof AttestError) || cause.code === "TRUSTED_ROOT_INVALID") throw cause;
		throw invalid(cause.message, { cause });
	}
}
function readTrustedRoot(json) {
	try {
		return rootIn(new JsonMembers(json, invalid, "the trusted root"));
	} catch (cause) {
		if (cause instanceof AttestError || !(cause instanceof ChanceryError)) throw cause;
		throw invalid(cause.message, { cause });
	}
}
function rootIn(json) {
	if (!MEDIA_TYPES.includes(json.value("mediaType"))) throw invalid(`media type ${JSON.stringify(json.value("mediaType"))}, not ${TRUSTED_ROOT_MEDIA_TYPE}`);
	assertMembers(json, [
		"mediaType",
		"tlogs",
		"certificateAuthorities",
		"ctlogs",
		"timestampAuthorities"
	]);
	const root = {
		certificateAuthorities: listIn(json, "certificateAuthorities", (one) => authorityIn(one, "certificate-authority")),
		timestampAuthorities: listIn(json, "timestampAuthorities", (one) => authorityIn(one, "timestamp-authority")),
		tlogs: listIn(json, "tlogs", logIn),
		ctlogs: listIn(json, "ctlogs", logIn)
	};
	for (const logs of [root.tlogs, root.ctlogs]) assertDistinct(logs);
	return root;
}
function assertDistinct(logs) {
	const twice = logs.find((log, at) => logs.findIndex(({ logId }) => equalBytes(logId, log.logId)) !== at);
	if (twice) throw invalid(`two logs have the id ${toHex(twice.logId)}`);
}
function authorityIn(json, kind) {
	assertMembers(json, [
		"subject",
		"uri",
		"certChain",
		"validFor",
		"operator"
	]);
	const chain = listIn(json.object("certChain"), "certificates", (one) => parseCertificate(one.base64("rawBytes")));
	const [problem] = chainProblems(chain, kind);
	if (problem !== void 0) throw invalid(`${kind} ${uriOf(json) || chain[0]?.subjectName}: ${problem}`);
	return {
		uri: uriOf(json),
		chain,
		validFor: json.has("validFor") ? validityIn(json.object("validFor")) : {
			start: null,
			end: null
		},
		operator: operatorOf(json)
	};
}
function logIn(json) {
	assertMembers(json, [
		"baseUrl",
		"hashAlgorithm",
		"publicKey",
		"logId",
		"checkpointKeyId",
		"operator"
	]);
	const baseUrl = json.text("baseUrl");
	if (!URL.canParse(baseUrl) || new URL(baseUrl).hostname === "") throw invalid(`log ${baseUrl}: is no URL with a host`);
	if (json.value("hashAlgorithm") !== "SHA2_256") throw invalid(`log ${baseUrl}: its hash algorithm is not SHA2_256`);
	const key = json.object("publicKey");
	assertMembers(key, [
		"rawBytes",
		"keyDetails",
		"validFor"
	]);
	const validFor = validityIn(key.object("validFor"));
	if (validFor.start === null) throw invalid(`log ${baseUrl}: validFor.start is missing`);
	return {
		baseUrl,
		publicKey: readLogKey(key.text("keyDetails"), key.base64("rawBytes")),
		keyDetails: key.text("keyDetails"),
		logId: json.object("logId").base64("keyId"),
		checkpointKeyId: json.has("checkpointKeyId") ? json.object("checkpointKeyId").base64("keyId") : null,
		validFor,
		operator: operatorOf(json)
	};
}
function validityIn(json) {
	assertMembers(json, ["start", "end"]);
	const start = json.has("start") ? timeIn(json.text("start")) : null;
	const end = json.has("end") ? timeIn(json.text("end")) : null;
	if (start && end && end < start) throw invalid(`validFor ends (${end.toISOString()}) before it begins`);
	return {
		start,
		end
	};
}
function timeIn(text) {
	const time = new Date(text);
	if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(time.getTime())) return time;
	throw invalid(`${JSON.stringify(text)} is no time`);
}
function listIn(json, name, read) {
	if (!json.has(name)) return [];
	const list = json.list(name);
	if (list.length > MAX_ENTRIES) throw invalid(`${list.length} ${name}, ${MAX_ENTRIES} at most`);
	return list.map((one) => read(new JsonMembers(one, invalid, name)));
}
function uriOf(json) {
	return json.has("uri") ? json.text("uri") : "";
}
function operatorOf(json) {
	return json.has("operator") ? json.text("operator") : "";
}
function assertMembers(json, known) {
	const unknown = json.names().find((name) => !known.includes(name));
	if (unknown !== void 0) throw invalid(`the member ${JSON.stringify(unknown)} is not known here`);
}
function invalid(message, options) {
	return new AttestError("TRUSTED_ROOT_INVALID", message, options);
}
export { readTrustedRoot as n, parseTrustedRoot as t };
