import { I as ChanceryError, S as fromUtf8 } from "./core.js";
import { n as EngineError } from "./engine3.js";
import { t as KeyRing } from "./engine9.js";
import { t as readBytes } from "./files.js";
import { a as MemberReader, c as suggestion, o as isObject } from "./engine4.js";
import { n as VERIFY } from "./engine31.js";
import { n as checkValues, p as verifyOptions } from "./engine14.js";
import { a as parseYaml } from "./engine5.js";
import { r as FORMAT_IDS, s as OCI_FORMATS } from "./engine32.js";
import { basename, dirname, resolve } from "node:path";
import { createHash } from "node:crypto";
// packages/engine/src/policy/policy.ts
const DEMANDS = [
	"require",
	"signerSubjects",
	"signerIssuers",
	"signerKeys",
	"signerSans",
	"identityRepositories",
	"identityWorkflows",
	"identityRefs",
	"identityIssuers",
	"maxAgeDays",
	"minRsaBits",
	"timestampQuorum"
];
// packages/engine/src/policy/policy-reader.ts
const MAX_POLICY_BYTES = 1048576;
const DEMAND_FLAGS = [
	"require",
	"signer-subject",
	"signer-issuer",
	"signer-key",
	"signer-san",
	"identity-repository",
	"identity-workflow",
	"identity-ref",
	"identity-issuer",
	"max-age",
	"min-rsa-bits",
	"timestamp-quorum"
];
const MEMBERS = [
	"policy",
	"verifier",
	"resource",
	"formats",
	"provenance",
	...DEMAND_FLAGS
];
const FORMATS = [...FORMAT_IDS, ...OCI_FORMATS.map((kind) => `oci-${kind}`)];
const LEVEL = /^SLSA_BUILD_LEVEL_([0-3])$/;
async function readPolicy(path) {
	const bytes = await readBytes(path, MAX_POLICY_BYTES);
	const { data, problems } = await parseYaml(textOf(bytes, path));
	const reader = new PolicyReader(dirname(path));
	const policy = problems.length > 0 ? null : reader.policy(data);
	problems.push(...reader.problems);
	if (!policy || problems.length > 0) throw invalid(path, problems);
	return {
		path,
		sha256: createHash("sha256").update(bytes).digest("hex"),
		...policy
	};
}
function textOf(bytes, path) {
	try {
		return fromUtf8(bytes);
	} catch (cause) {
		if (!(cause instanceof TypeError)) throw cause;
		throw invalid(path, ["is not UTF-8"]);
	}
}
function invalid(path, problems) {
	return new EngineError("POLICY_INVALID", `${basename(path)}: ${problems.join("; ")}`, { details: {
		path,
		problems
	} });
}
var PolicyReader = class extends MemberReader {
	policy(data) {
		const members = this.members(data ?? {}, "", MEMBERS);
		if (!MEMBERS.slice(3).some((member) => members[member] !== void 0)) this.problems.push("it demands nothing");
		return {
			uri: this.#uri(members.policy, "policy"),
			verifier: this.#uri(members.verifier, "verifier"),
			resource: this.#uri(members.resource, "resource"),
			formats: this.#formats(members.formats),
			demands: this.#demands(members),
			provenance: this.#provenance(members.provenance)
		};
	}
	#uri(value, at) {
		const text = this.string(value, at);
		if (text !== void 0 && !/^[a-z][a-z0-9+.-]*:\S+$/i.test(text)) this.problems.push(`${at}: ${text} is no URI`);
		return text ?? null;
	}
	#formats(value) {
		const formats = this.#texts(value, "formats");
		for (const id of formats ?? []) if (!FORMATS.includes(id)) this.problems.push(`formats: ${id} is none of ${FORMATS.join(", ")}${suggestion(id, FORMATS)}`);
		return formats;
	}
	#demands(members) {
		const options = VERIFY.options.filter(({ name }) => DEMAND_FLAGS.includes(name) && members[name] !== void 0);
		const values = {};
		for (const { name, kind } of options) {
			const value = members[name];
			if (kind === "list") values[name] = this.#texts(value, name) ?? [];
			else if (typeof value === "number") values[name] = String(value);
			else this.problems.push(`${name}: is no number`);
		}
		try {
			checkValues({
				...VERIFY,
				options
			}, values);
			const all = verifyOptions([], values, {});
			return Object.fromEntries(DEMANDS.map((name) => [name, all[name]]));
		} catch (error) {
			if (!(error instanceof ChanceryError)) throw error;
			this.problems.push(error.message.replaceAll("--", ""));
			return {};
		}
	}
	#provenance(value) {
		if (value === void 0 || value === null) return null;
		const members = this.members(value, "provenance", [
			"builders",
			"sources",
			"refs",
			"minimum-level"
		]);
		const { builders } = members;
		if (!Array.isArray(builders) || builders.length === 0) this.problems.push("provenance.builders: is no list of builders");
		return {
			builders: Array.isArray(builders) ? builders.map((one, i) => this.#builder(one, `provenance.builders[${i}]`)) : [],
			sources: this.#texts(members.sources, "provenance.sources"),
			refs: this.#texts(members.refs, "provenance.refs"),
			minimumLevel: this.#level(members["minimum-level"], "provenance.minimum-level") ?? 0
		};
	}
	#builder(value, at) {
		const members = this.members(value, at, [
			"id",
			"keys",
			"identity",
			"issuer",
			"level"
		]);
		const id = this.string(members.id, `${at}.id`) ?? "";
		if (isObject(value) && members.id === void 0) this.problems.push(`${at}.id: is missing`);
		const keys = this.#texts(members.keys, `${at}.keys`);
		for (const key of keys ?? []) if (!/^SHA256:[A-Za-z0-9+/]{43}$/.test(key)) this.problems.push(`${at}.keys: ${key} is no fingerprint, such as ssh-keygen -l prints`);
		return {
			id,
			keys,
			certificate: this.#certificate(members, at),
			level: this.#level(members.level, `${at}.level`) ?? 1
		};
	}
	#certificate({ identity, issuer }, at) {
		const [subject, by] = [this.string(identity, `${at}.identity`), this.string(issuer, `${at}.issuer`)];
		if (subject === void 0 !== (by === void 0)) this.problems.push(`${at}: has identity and issuer, or neither`);
		return subject === void 0 || by === void 0 ? null : {
			subject,
			issuer: by
		};
	}
	#level(value, at) {
		const text = this.string(value, at);
		if (text === void 0) return void 0;
		const [, level] = LEVEL.exec(text) ?? [];
		if (level === void 0) this.problems.push(`${at}: ${text} is none of SLSA_BUILD_LEVEL_0 to SLSA_BUILD_LEVEL_3`);
		return Number(level ?? 0);
	}
	#texts(value, at) {
		if (value === void 0 || value === null) return null;
		const texts = typeof value === "string" ? [value] : value;
		if (Array.isArray(texts) && texts.length > 0 && texts.every((text) => typeof text === "string" && text !== "")) return texts;
		this.problems.push(`${at}: is neither a text nor a list of texts`);
		return null;
	}
};
// packages/engine/src/policy/policy-run.ts
var PolicyRun = class PolicyRun {
	policy;
	#keys;
	#summaries;
	constructor(policy, keys, summaries) {
		this.policy = policy;
		this.#keys = keys;
		this.#summaries = summaries;
	}
	static async open(context, options) {
		assertAlone(options);
		const policy = await readPolicy(resolve(context.cwd, options.policy));
		const keys = new KeyRing(context);
		if (options.vsa === void 0) return new PolicyRun(policy, keys, null);
		try {
			const { SummaryWriter: Writer } = await import("./engine91.js");
			return new PolicyRun(policy, keys, await Writer.open(context, policy, keys, options.vsa));
		} catch (error) {
			await keys[Symbol.asyncDispose]();
			throw error;
		}
	}
	get demanded() {
		const signers = this.policy.provenance?.builders.flatMap(({ certificate }) => certificate ?? []);
		return {
			...this.policy.demands,
			provenanceSigners: signers?.length ? signers : void 0
		};
	}
	get summarises() {
		return this.#summaries !== null;
	}
	get vsaFile() {
		return this.#summaries?.file;
	}
	async finish(subject, result, findings) {
		const { sha256, level, record, provenance } = findings;
		if (result.exitCode > 1) return result;
		const passed = result.exitCode === 0;
		const policy = {
			uri: this.policy.uri,
			sha256: this.policy.sha256,
			result: passed ? "PASSED" : "FAILED",
			level: passed && level !== null ? `SLSA_BUILD_LEVEL_${level}` : null
		};
		if (this.#summaries === null || sha256 === null) return {
			...result,
			policy
		};
		const inputs = [record, provenance].flatMap((check) => check?.input ?? []);
		try {
			return {
				...result,
				policy,
				vsa: await this.#summaries.write(subject, {
					sha256,
					passed,
					level,
					inputs
				})
			};
		} catch (error) {
			if (!(error instanceof ChanceryError)) throw error;
			const { code, message, howToFix, exitCode } = error;
			return {
				...result,
				policy,
				verdict: "failed",
				code,
				message,
				howToFix,
				exitCode
			};
		}
	}
	async [Symbol.asyncDispose]() {
		await this.#keys[Symbol.asyncDispose]();
	}
};
function assertAlone(options) {
	const given = [...DEMANDS, ...IMAGE_DEMANDS].filter((name) => isGiven(options[name]));
	if (given.length > 0) throw new EngineError("OPTIONS_CONFLICT", `--policy says what is demanded, and ${given.join(", ")} too`, { howToFix: "Put what is demanded into the policy; --trust, --timestamp-trust and --crl go with it." });
	if (options.vsa !== void 0 && options.at !== void 0) throw new EngineError("OPTIONS_CONFLICT", "--vsa says what holds now, and --at another time");
}
const IMAGE_DEMANDS = [
	"ociFormats",
	"annotations",
	"dockerReference"
];
function isGiven(value) {
	return typeof value === "object" ? Object.keys(value).length > 0 : value !== void 0;
}
export { PolicyRun };
