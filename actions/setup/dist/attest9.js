import { c as logKeyDetails, i as purposeProblems, l as readLogKey, n as isAuthority, r as isSelfIssued, t as chainProblems } from "./attest7.js";
import { Tt as parseCertificate, j as JsonMembers, kt as parsePublicKey } from "./codec.js";
import { C as toBase64, I as ChanceryError, T as utf8, w as toHex, y as equalBytes } from "./core.js";
import { H as logId, U as noteKey } from "./tlog.js";
import { t as AttestError } from "./attest.js";
import { l as parseJson } from "./attest2.js";
import { createHash } from "node:crypto";
// packages/attest/src/sigstore/make-entry.ts
function makeAuthority({ kind, chain, url, validFor, operator }) {
	const problems = [
		...chainProblems(chain, kind),
		...purposeProblems(chain, kind),
		...url === "" ? [] : urlProblems(url),
		...windowProblems(validFor)
	];
	const [first] = chain;
	const last = chain.at(-1);
	if (last && !isSelfIssued(last)) problems.push(`${last.subjectName} is no root, and sigstore-js looks for one`);
	if (kind === "timestamp-authority" && first && isAuthority(first)) problems.push(`${first.subjectName} is not the timestamp authority itself, whose certificate sigstore-js looks for`);
	if (problems.length > 0) throw invalid$1(kind, url || (first?.subjectName ?? ""), problems);
	return {
		kind,
		authority: {
			uri: url,
			chain,
			validFor,
			operator
		}
	};
}
function makeLog({ kind, url, publicKey, validFor, operator }) {
	const keyDetails = logKeyDetails(publicKey);
	const problems = [...urlProblems(url), ...windowProblems(validFor)];
	if (kind === "tlog" && problems.length === 0 && new URL(url).pathname !== "/") problems.push("cosign takes the host alone for the origin: a log has a host of its own, and no path");
	if (keyDetails === null || kind === "ctlog" && keyDetails !== "PKIX_ECDSA_P256_SHA_256") {
		const kinds = kind === "tlog" ? "P-256 or Ed25519" : "P-256";
		problems.push(`a key of kind ${parsePublicKey(publicKey).kind ?? "unknown"}, where all verifiers take ${kinds}`);
	}
	if (problems.length > 0 || keyDetails === null) throw invalid$1(kind, url, problems);
	const { hostname } = new URL(url);
	const type = keyDetails === "PKIX_ED25519" ? "ed25519" : "ecdsa";
	return {
		kind,
		log: {
			baseUrl: url.replace(/\/$/, ""),
			publicKey,
			keyDetails,
			logId: logId(noteKey(type, hostname, publicKey)),
			checkpointKeyId: null,
			validFor,
			operator
		}
	};
}
function urlProblems(text) {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url === null || !/^https?:$/.test(url.protocol)) return ["is no URL of a server"];
	return url.username + url.search + url.hash === "" ? [] : ["the URL has more than server and path"];
}
function windowProblems({ start, end }) {
	if (start === null) return ["when it begins to count is not said"];
	return end !== null && end < start ? [`it ends (${end.toISOString()}) before it begins (${start.toISOString()})`] : [];
}
function entryId(entry) {
	if ("log" in entry) return toHex(entry.log.logId);
	return createHash("sha256").update(entry.authority.chain[0].der).digest("hex");
}
function entryNotes(entry) {
	return "log" in entry ? logNotes(entry.kind, entry.log) : authorityNotes(entry.kind, entry.authority);
}
function authorityNotes(kind, { chain, validFor }) {
	const last = chain.at(-1);
	const stamps = kind === "timestamp-authority" && isAuthority(chain[0]);
	return [
		...purposeProblems(chain, kind),
		...isSelfIssued(last) ? [] : ["sigstore-js takes no chain without its root"],
		...stamps ? ["sigstore-js looks for the timestamp authority's own certificate"] : [],
		...validFor.start === null ? ["when it begins to count is not said"] : []
	];
}
function logNotes(kind, { keyDetails, baseUrl }) {
	if (kind === "ctlog") return [];
	return [...["PKIX_ECDSA_P256_SHA_256", "PKIX_ED25519"].includes(keyDetails) ? [] : [`sigstore-js and we take no checkpoints by a key of ${keyDetails}`], ...new URL(baseUrl).pathname === "/" ? [] : ["cosign takes the host alone for the origin of its checkpoints"]];
}
function invalid$1(kind, name, problems) {
	return new AttestError("TRUSTED_ROOT_INVALID", `${kind} ${name}: ${problems.join("; ")}`, { details: { problems } });
}
// packages/attest/src/sigstore/trusted-root.ts
const TRUSTED_ROOT_MEDIA_TYPE = "application/vnd.dev.sigstore.trustedroot+json;version=0.1";
function entriesOf(root) {
	return [
		...root.certificateAuthorities.map((authority) => ({
			kind: "certificate-authority",
			authority
		})),
		...root.timestampAuthorities.map((authority) => ({
			kind: "timestamp-authority",
			authority
		})),
		...root.tlogs.map((log) => ({
			kind: "tlog",
			log
		})),
		...root.ctlogs.map((log) => ({
			kind: "ctlog",
			log
		}))
	];
}
function rootOf(entries) {
	const authorities = (kind) => entries.flatMap((entry) => entry.kind === kind && "authority" in entry ? [entry.authority] : []);
	const logs = (kind) => entries.flatMap((entry) => entry.kind === kind && "log" in entry ? [entry.log] : []);
	return {
		certificateAuthorities: authorities("certificate-authority"),
		timestampAuthorities: authorities("timestamp-authority"),
		tlogs: logs("tlog"),
		ctlogs: logs("ctlog")
	};
}
function validityOf(entry) {
	return "log" in entry ? entry.log.validFor : entry.authority.validFor;
}
function withValidity(entry, validFor) {
	return "log" in entry ? {
		...entry,
		log: {
			...entry.log,
			validFor
		}
	} : {
		...entry,
		authority: {
			...entry.authority,
			validFor
		}
	};
}
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
// packages/attest/src/sigstore/signing-config.ts
const SIGNING_CONFIG_MEDIA_TYPE = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
const API_VERSION = {
	log: 2,
	timestamps: 1,
	certificates: 1
};
function encodeSigningConfig(root) {
	const tlogs = services(root.tlogs.map((log) => ({
		...log,
		url: log.baseUrl
	})), API_VERSION.log);
	const timestamps = services(root.timestampAuthorities.map(withUrl), API_VERSION.timestamps);
	const any = (list) => list.length > 0 ? { selector: "ANY" } : {};
	const json = {
		mediaType: SIGNING_CONFIG_MEDIA_TYPE,
		caUrls: services(root.certificateAuthorities.map(withUrl), API_VERSION.certificates),
		oidcUrls: [],
		rekorTlogUrls: tlogs,
		tsaUrls: timestamps,
		rekorTlogConfig: any(tlogs),
		tsaConfig: any(timestamps)
	};
	return utf8(`${JSON.stringify(json, null, 2)}\n`);
}
function withUrl(authority) {
	return {
		url: authority.uri,
		validFor: authority.validFor,
		operator: authority.operator
	};
}
function services(all, majorApiVersion) {
	const begun = ({ start }) => start?.getTime() ?? 0;
	return all.filter(({ url }) => URL.canParse(url)).toSorted((a, b) => begun(b.validFor) - begun(a.validFor)).map(({ url, validFor: { start, end }, operator }) => ({
		url,
		majorApiVersion,
		validFor: {
			start: (start ?? /* @__PURE__ */ new Date(0)).toISOString(),
			...end && { end: end.toISOString() }
		},
		operator: operator || new URL(url).hostname
	}));
}
// packages/attest/src/sigstore/write-root.ts
function encodeTrustedRoot(root) {
	const json = {
		mediaType: TRUSTED_ROOT_MEDIA_TYPE,
		tlogs: root.tlogs.map(logJson),
		certificateAuthorities: root.certificateAuthorities.map(authorityJson),
		ctlogs: root.ctlogs.map(logJson),
		timestampAuthorities: root.timestampAuthorities.map(authorityJson)
	};
	return utf8(`${JSON.stringify(json)}\n`);
}
function authorityJson({ uri, chain, validFor, operator }) {
	const [first] = chain;
	return {
		subject: subjectOf(first.subjectName),
		...uri !== "" && { uri },
		certChain: { certificates: chain.map(({ der }) => ({ rawBytes: toBase64(der) })) },
		...validityJson(validFor),
		...operator !== "" && { operator }
	};
}
function subjectOf(name) {
	const attribute = (type) => new RegExp(`(?:^|,)${type}=((?:\\\\.|[^,+\\\\])*)`).exec(name)?.[1]?.replace(/\\(.)/g, "$1") ?? "";
	return {
		organization: attribute("O"),
		commonName: attribute("CN")
	};
}
function logJson({ baseUrl, publicKey, keyDetails, logId, checkpointKeyId, validFor, operator }) {
	return {
		baseUrl,
		hashAlgorithm: "SHA2_256",
		publicKey: {
			rawBytes: toBase64(publicKey),
			keyDetails: keyDetailsOf(keyDetails),
			...validityJson(validFor)
		},
		logId: { keyId: toBase64(logId) },
		...checkpointKeyId && { checkpointKeyId: { keyId: toBase64(checkpointKeyId) } },
		...operator !== "" && { operator }
	};
}
function keyDetailsOf(keyDetails) {
	return keyDetails === "PKCS1_RSA_PKCS1V5" ? "PKIX_RSA_PKCS1V5" : keyDetails;
}
function validityJson({ start, end }) {
	if (start === null && end === null) return {};
	return { validFor: {
		...start && { start: timeOf(start) },
		...end && { end: timeOf(end) }
	} };
}
function timeOf(time) {
	return time.toISOString().replace(".000Z", "Z");
}
export { entriesOf as a, withValidity as c, makeAuthority as d, makeLog as f, readTrustedRoot as i, entryId as l, encodeSigningConfig as n, rootOf as o, parseTrustedRoot as r, validityOf as s, encodeTrustedRoot as t, entryNotes as u };
