import { n as parseExpectedName } from "./engine12.js";
import { n as EngineError } from "./engine3.js";
import { a as parseKeyRules } from "./engine10.js";
import { c as suggestion } from "./engine4.js";
import { n as serverOptions } from "./engine13.js";
// packages/engine/src/option-values.ts
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
function signOptions(files, values, common) {
	const ifSigned = text(values, "if-signed");
	if (values.append === true && ifSigned !== void 0 && ifSigned !== "append") throw new EngineError("OPTIONS_CONFLICT", `--append and --if-signed ${ifSigned} exclude each other`);
	return {
		...common,
		files,
		config: text(values, "config"),
		key: text(values, "key"),
		keyFor: parseKeyRules(list(values, "key-for") ?? []),
		module: text(values, "module"),
		certificate: text(values, "certificate"),
		out: text(values, "out"),
		inPlace: values["in-place"] === true,
		format: text(values, "format"),
		append: values.append === true || ifSigned === "append",
		ifSigned,
		ifNoFiles: text(values, "if-no-files"),
		digest: text(values, "digest"),
		description: text(values, "description"),
		url: text(values, "url"),
		timestamp: timestampChoice(values),
		timestampQuorum: number(values, "timestamp-quorum"),
		...imageOptions(values),
		recursive: values.recursive === true,
		attest: values.attest !== false,
		concurrency: number(values, "concurrency"),
		dryRun: values["dry-run"] === true
	};
}
function verifyOptions(files, values, common) {
	const at = text(values, "at");
	return {
		...inspectOptions(files, values, common),
		trust: list(values, "trust"),
		timestampTrust: list(values, "timestamp-trust"),
		timestampQuorum: number(values, "timestamp-quorum"),
		crls: list(values, "crl"),
		at: at === void 0 ? void 0 : isoTime(at),
		require: splitCommas(list(values, "require") ?? []),
		logPolicy: text(values, "log-policy"),
		policy: text(values, "policy"),
		vsa: text(values, "vsa"),
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
		...imageOptions(values),
		dockerReference: text(values, "docker-reference"),
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
		...registryAccess(values),
		concurrency: number(values, "concurrency")
	};
}
function attestOptions(files, values, common) {
	const kinds = list(values, "oci-format");
	return {
		...keysOptions(values, common),
		files,
		predicateType: text(values, "predicate-type"),
		predicate: text(values, "predicate"),
		sbom: text(values, "sbom"),
		findSbom: values["find-sbom"] === true,
		testResults: list(values, "test-results"),
		testConfiguration: list(values, "test-configuration"),
		allowFailed: values["allow-failed"] === true,
		vsa: vsaOptions(values),
		provenance: values.provenance === true,
		allowUnverified: values["allow-unverified"] === true,
		dsse: values.dsse === true,
		checksums: list(values, "subject-checksums"),
		subjects: list(values, "subject-digest"),
		ociFormats: kinds && splitCommas(kinds),
		...registryAccess(values),
		out: text(values, "out")
	};
}
function imageOptions(values) {
	const kinds = list(values, "oci-format");
	return {
		ociFormats: kinds && splitCommas(kinds),
		annotations: annotations(list(values, "annotation") ?? []),
		...registryAccess(values)
	};
}
function registryAccess(values) {
	return {
		allowHttpRegistry: values["allow-http-registry"] === true,
		registryCa: list(values, "registry-ca")
	};
}
function annotations(texts) {
	const entries = texts.map((text) => {
		const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
		if (name === void 0 || value === void 0) throw new EngineError("OPTION_INVALID", `--annotation ${text}: is no NAME=VALUE`);
		return [name, value];
	});
	const names = entries.map(([name]) => name);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== void 0) throw new EngineError("OPTION_INVALID", `--annotation ${twice}: is given twice`);
	return Object.fromEntries(entries);
}
function vsaOptions(values) {
	const vsa = {
		verifier: text(values, "vsa-verifier"),
		resource: text(values, "vsa-resource"),
		policy: text(values, "vsa-policy"),
		policyFile: text(values, "vsa-policy-file"),
		result: text(values, "vsa-result"),
		levels: list(values, "vsa-level"),
		inputs: list(values, "vsa-input")
	};
	return Object.values(vsa).some((value) => value !== void 0) ? vsa : void 0;
}
function copyOptions(operands, values, common) {
	const [source, destination, ...others] = operands;
	if (source === void 0 || destination === void 0 || others.length > 0) throw new EngineError("OPTION_INVALID", `copy needs a source and a destination, not ${operands.join(" and ")}`);
	return {
		...common,
		config: text(values, "config"),
		source,
		destination,
		referrers: values.referrers !== false,
		...registryAccess(values),
		concurrency: number(values, "concurrency")
	};
}
function keysOptions(values, common) {
	return {
		...common,
		config: text(values, "config"),
		key: text(values, "key"),
		module: text(values, "module")
	};
}
function commonOptions(values, common) {
	return {
		...common,
		config: text(values, "config")
	};
}
function generateOptions(values, common) {
	return {
		...keysOptions(values, common),
		label: text(values, "label") ?? "",
		kind: text(values, "kind"),
		bits: number(values, "bits")
	};
}
function requestOptions(values, common) {
	return {
		...keysOptions(values, common),
		subject: text(values, "subject") ?? "",
		out: text(values, "out") ?? null
	};
}
function timestampOptions(files, values, common) {
	return {
		...common,
		files,
		config: text(values, "config"),
		timestamp: list(values, "timestamp") ?? "configured",
		timestampQuorum: number(values, "timestamp-quorum"),
		renew: values.renew === true,
		out: text(values, "out"),
		attest: values.attest !== false,
		trust: list(values, "trust"),
		timestampTrust: list(values, "timestamp-trust"),
		ociFormats: imageOptions(values).ociFormats,
		recursive: values.recursive === true,
		...registryAccess(values),
		concurrency: number(values, "concurrency")
	};
}
function serveOptions(values, common) {
	if (values.timestamp !== true) throw new EngineError("OPTION_INVALID", "--timestamp is missing: this version serves nothing else");
	const policy = text(values, "policy");
	if (policy !== void 0 && !/^[012](\.(0|[1-9]\d*))+$/.test(policy)) throw new EngineError("OPTION_INVALID", `--policy ${policy}: is no dotted object identifier`);
	return {
		...keysOptions(values, common),
		certificate: text(values, "certificate"),
		...serverOptions(values),
		policy,
		accuracyMs: number(values, "accuracy"),
		clockFile: text(values, "clock-file")
	};
}
function releaseOptions(operands, values, common) {
	if (operands.length > 1) throw new EngineError("OPTION_INVALID", `one manifest, not ${operands.join(" and ")}`);
	return {
		...keysOptions(values, common),
		manifest: operands[0],
		versionName: text(values, "version-name"),
		certificate: text(values, "certificate"),
		previous: text(values, "previous"),
		timestamp: timestampChoice(values),
		timestampQuorum: number(values, "timestamp-quorum"),
		trust: list(values, "trust"),
		timestampTrust: list(values, "timestamp-trust"),
		...registryAccess(values),
		concurrency: number(values, "concurrency"),
		dryRun: values["dry-run"] === true
	};
}
function timestampChoice(values) {
	const urls = list(values, "timestamp");
	if (urls && values["no-timestamp"] === true) throw new EngineError("OPTIONS_CONFLICT", "--timestamp and --no-timestamp exclude each other");
	return values["no-timestamp"] === true ? "none" : urls ?? "configured";
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
function sha256Hex(value) {
	const hex = value.replaceAll(":", "").toLowerCase();
	if (/^[0-9a-f]{64}$/.test(hex)) return hex;
	throw new EngineError("OPTION_INVALID", `--signer-key ${value}: is no SHA-256 in hex`);
}
function wholeRef(value) {
	if (/^refs\/[^/]+\/./.test(value)) return value;
	throw new EngineError("OPTION_INVALID", `--identity-ref ${value}: is no whole ref, such as refs/heads/main`);
}
function namingSomething(value) {
	parseExpectedName(value);
	return value;
}
function isoTime(value) {
	const time = new Date(value);
	if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(value) || Number.isNaN(time.getTime())) throw new EngineError("OPTION_INVALID", `--at ${value}: is no time such as 2026-11-24T12:00:00Z`);
	return time;
}
export { generateOptions as a, releaseOptions as c, signOptions as d, timestampOptions as f, copyOptions as i, requestOptions as l, checkValues as n, inspectOptions as o, verifyOptions as p, commonOptions as r, keysOptions as s, attestOptions as t, serveOptions as u };
