import { I as ChanceryError, L as CoreError, S as fromUtf8 } from "./core.js";
import { i as readWithin, n as failureReason, r as isSafeUrl, t as exchange } from "./http.js";
import { n as trusting } from "./http2.js";
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
// packages/identity/src/errors.ts
const IDENTITY_ERRORS = {
	IDENTITY_TOKEN_MALFORMED: {
		family: "malformed",
		howToFix: "Give the identity token as the platform hands it out: three base64url parts with dots between them."
	},
	IDENTITY_TOKEN_EXPIRED: {
		family: "untrusted",
		howToFix: "Ask the platform for the token right before it is used, and check the clock of this machine."
	},
	IDENTITY_TOKEN_NOT_YET_VALID: {
		family: "untrusted",
		howToFix: "Check the clocks of this machine and of the issuer: the token is from the future."
	},
	IDENTITY_TOKEN_LIFETIME: {
		family: "untrusted",
		howToFix: "Shorten the lifetime of the platform's identity tokens, or raise `maxLifetime` of this issuer."
	},
	IDENTITY_AUDIENCE: {
		family: "untrusted",
		howToFix: "Request the token for the audience that the `identity` section configures; never use a token meant for another service."
	},
	IDENTITY_ISSUER: {
		family: "untrusted",
		howToFix: "Add the issuer to `identity.issuers`, spelled exactly as in the token, if its platform is to be trusted."
	},
	IDENTITY_ALGORITHM: {
		family: "untrusted",
		howToFix: "Have the issuer sign its tokens with RS256, ES256 or EdDSA."
	},
	IDENTITY_KEY_UNKNOWN: {
		family: "untrusted",
		howToFix: "If the issuer has new keys, replace its `jwks` file, or wait a minute where keys come by discovery; otherwise the token is forged."
	},
	IDENTITY_SIGNATURE: {
		family: "untrusted",
		howToFix: "The token is not what the issuer signed: get it again from the platform."
	},
	IDENTITY_REPLAYED: {
		family: "untrusted",
		howToFix: "Request a new token for every request: each is taken once."
	},
	IDENTITY_CLAIM_MISSING: {
		family: "untrusted",
		howToFix: "Give the job a token with all claims that docs/identity.md lists for its platform."
	},
	IDENTITY_CLAIM_INVALID: {
		family: "untrusted",
		howToFix: "The issuer contradicts itself or writes claims of another kind: check that `platform` is what the issuer really is."
	},
	IDENTITY_ORGANIZATION: {
		family: "untrusted",
		howToFix: "The job belongs to another organization than the one that `identity.issuers` names."
	},
	IDENTITY_KEYS_UNAVAILABLE: {
		family: "environment",
		howToFix: "Check that this machine reaches the issuer over HTTPS, or give its keys as a `jwks` file."
	},
	IDENTITY_REQUEST_FAILED: {
		family: "environment",
		howToFix: "Run the job again: the platform did not hand out an identity token."
	},
	IDENTITY_CONFIG_INVALID: {
		family: "usage",
		howToFix: "Correct the `identity` section as docs/identity.md describes."
	}
};
var IdentityError = class extends ChanceryError {
	constructor(code, message, options) {
		super(IDENTITY_ERRORS, code, message, options);
		this.name = "IdentityError";
	}
};
// packages/identity/src/claims/claim-reader.ts
const MAX_CLAIM = 4096;
var ClaimReader = class {
	#claims;
	#read = {};
	constructor(claims) {
		this.#claims = claims;
	}
	text(name) {
		const value = Object.hasOwn(this.#claims, name) ? this.#claims[name] : null;
		if (value === void 0 || value === null || value === "") return null;
		const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
		if (typeof text !== "string") throw invalid$1(name, "is no text");
		if (text.length > MAX_CLAIM || /\p{Cc}/u.test(text)) throw invalid$1(name, "is too long or has control characters");
		this.#read[name] = text;
		return text;
	}
	required(name) {
		const text = this.text(name);
		if (text === null) throw missing(name);
		return text;
	}
	flag(name) {
		const value = Object.hasOwn(this.#claims, name) ? this.#claims[name] : null;
		if (typeof value !== "boolean") {
			const word = this.text(name);
			if (word !== null && word !== "true" && word !== "false") throw invalid$1(name, "is neither true nor false");
			return word === null ? null : word === "true";
		}
		this.#read[name] = `${value}`;
		return value;
	}
	commit(name) {
		const text = this.text(name);
		if (text === null || text === "HEAD") return null;
		if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(text)) throw invalid$1(name, "is no git commit");
		return text.toLowerCase();
	}
	requiredCommit(name) {
		const commit = this.commit(name);
		if (commit === null) throw missing(name);
		return commit;
	}
	oneOf(name, words) {
		const text = this.text(name);
		return words.find((one) => one === text) ?? null;
	}
	get read() {
		return { ...this.#read };
	}
};
function missing(claim) {
	return new IdentityError("IDENTITY_CLAIM_MISSING", `the token has no claim ${claim}`, { details: { claim } });
}
function invalid$1(claim, why) {
	return new IdentityError("IDENTITY_CLAIM_INVALID", `the claim ${claim} ${why}`, { details: { claim } });
}
// packages/identity/src/claims/platform-claims.ts
function refTypeOf(ref) {
	if (ref === null) return null;
	if (ref.startsWith("refs/tags/")) return "tag";
	if (/^refs\/(pull|merge-requests|pull-requests)\//.test(ref)) return "pull-request";
	return ref.startsWith("refs/heads/") ? "branch" : null;
}
const NOBODY = {
	id: null,
	name: null
};
const NO_DEFINITION = {
	uri: null,
	commit: null
};
const NO_ENVIRONMENT = {
	name: null,
	protected: null,
	tier: null
};
// packages/identity/src/claims/azure.ts
const readAzure = (claims, issuer) => {
	const organization = claims.required("org_id");
	const inIssuer = new URL(issuer).pathname.split("/").find((part) => /^[0-9a-f-]{36}$/i.test(part)) ?? null;
	if (inIssuer !== null && inIssuer !== organization) throw invalid$1("org_id", "is not the issuer's");
	const project = claims.required("prj_id");
	const definition = claims.required("def_id");
	const run = claims.required("run_id");
	const names = /^p:\/\/([^/]+)\/([^/]+)\/(.+)$/.exec(claims.required("sub"));
	const url = names ? `https://dev.azure.com/${encodeURIComponent(names[1])}/${project}` : null;
	const ref = claims.text("rpo_ref");
	const uri = url ? `${url}/_build?definitionId=${definition}` : definition;
	return {
		organization: {
			id: organization,
			name: names?.[1] ?? null
		},
		project: {
			id: project,
			name: names ? `${names[1]}/${names[2]}` : null,
			url
		},
		ranIn: null,
		fork: null,
		source: {
			repository: claims.text("rpo_uri"),
			ref,
			refType: refTypeOf(ref),
			refProtected: null,
			commit: claims.commit("rpo_ver")
		},
		definition: {
			uri,
			commit: null
		},
		jobDefinition: {
			uri,
			commit: null
		},
		environment: NO_ENVIRONMENT,
		trigger: null,
		run: {
			id: run,
			attempt: null,
			job: null,
			url: url ? `${url}/_build/results?buildId=${run}` : null
		},
		runner: {
			environment: null,
			hosted: null,
			id: null,
			interactive: null
		},
		actor: NOBODY,
		visibility: null
	};
};
// packages/identity/src/claims/buildkite.ts
const readBuildkite = (claims) => {
	const organization = claims.required("organization_slug");
	const pipeline = claims.required("pipeline_slug");
	const build = claims.required("build_number");
	const job = claims.required("job_id");
	const tag = claims.text("build_tag");
	const branch = claims.text("build_branch");
	const ref = tag === null ? branch && `refs/heads/${branch}` : `refs/tags/${tag}`;
	const environment = claims.text("runner_environment");
	const url = `https://buildkite.com/${organization}/${pipeline}`;
	return {
		organization: {
			id: claims.text("organization_id"),
			name: organization
		},
		project: {
			id: claims.text("pipeline_id"),
			name: `${organization}/${pipeline}`,
			url
		},
		ranIn: null,
		fork: null,
		source: {
			repository: null,
			ref,
			refType: refTypeOf(ref),
			refProtected: null,
			commit: claims.commit("build_commit")
		},
		definition: NO_DEFINITION,
		jobDefinition: {
			...NO_DEFINITION,
			uri: claims.text("step_key")
		},
		environment: NO_ENVIRONMENT,
		trigger: claims.text("build_source"),
		run: {
			id: claims.text("build_id") ?? build,
			attempt: null,
			job,
			url: `${url}/builds/${build}#${job}`
		},
		runner: {
			environment,
			hosted: environment === null ? null : environment === "buildkite-hosted",
			id: claims.text("agent_id"),
			interactive: null
		},
		actor: NOBODY,
		visibility: null
	};
};
// packages/identity/src/claims/circleci.ts
const PREFIX = "oidc.circleci.com/";
const readCircleci = (claims, issuer) => {
	const text = (name) => claims.text(PREFIX + name);
	const organization = /\/org\/([0-9a-f-]{36})$/.exec(issuer)?.[1] ?? null ?? claims.required(`${PREFIX}org-id`);
	if ((text("org-id") ?? organization) !== organization) throw invalid$1(`${PREFIX}org-id`, "is not the issuer's");
	const origin = text("vcs-origin");
	const ref = text("vcs-ref");
	const request = ref !== null && /^refs\/(heads\/)?pull\/\d+/.test(ref);
	const repository = origin === null ? null : `https://${origin.replace(/^https:\/\//, "")}`;
	return {
		organization: {
			id: organization,
			name: null
		},
		project: {
			id: claims.required(`${PREFIX}project-id`),
			name: null,
			url: null
		},
		ranIn: null,
		fork: ref === null ? null : request,
		source: {
			repository,
			ref,
			refType: request ? "pull-request" : refTypeOf(ref),
			refProtected: null,
			commit: claims.commit(`${PREFIX}vcs-sha`)
		},
		definition: {
			...NO_DEFINITION,
			uri: text("pipeline-definition-id")
		},
		jobDefinition: {
			...NO_DEFINITION,
			uri: text("pipeline-definition-id")
		},
		environment: NO_ENVIRONMENT,
		trigger: null,
		run: {
			id: text("workflow-id") ?? text("pipeline-id"),
			attempt: null,
			job: text("job-id"),
			url: null
		},
		runner: {
			environment: null,
			hosted: null,
			id: null,
			interactive: claims.flag(`${PREFIX}ssh-rerun`)
		},
		actor: {
			id: /\/user\/([0-9a-f-]{36})(\/|$)/.exec(claims.required("sub"))?.[1] ?? null,
			name: null
		},
		visibility: null
	};
};
// packages/identity/src/claims/github.ts
const readGithub = (claims, issuer) => {
	const server = serverOf(issuer);
	const repository = claims.required("repository");
	const url = `${server}/${repository}`;
	const ref = claims.required("ref");
	const run = {
		id: claims.required("run_id"),
		attempt: claims.required("run_attempt")
	};
	const environment = claims.required("runner_environment");
	return {
		organization: {
			id: claims.required("repository_owner_id"),
			name: claims.required("repository_owner")
		},
		project: {
			id: claims.required("repository_id"),
			name: repository,
			url
		},
		ranIn: null,
		fork: null,
		source: {
			repository: url,
			ref,
			refType: refTypeOf(ref),
			refProtected: claims.flag("ref_protected"),
			commit: claims.requiredCommit("sha")
		},
		definition: {
			uri: claims.required("workflow_ref"),
			commit: claims.commit("workflow_sha")
		},
		jobDefinition: {
			uri: claims.required("job_workflow_ref"),
			commit: claims.commit("job_workflow_sha")
		},
		environment: {
			name: claims.text("environment"),
			protected: null,
			tier: null
		},
		trigger: claims.required("event_name"),
		run: {
			...run,
			job: claims.text("check_run_id"),
			url: `${url}/actions/runs/${run.id}/attempts/${run.attempt}`
		},
		runner: {
			environment,
			hosted: environment === "github-hosted",
			id: null,
			interactive: null
		},
		actor: {
			id: claims.text("actor_id"),
			name: claims.text("actor")
		},
		visibility: claims.oneOf("repository_visibility", [
			"public",
			"internal",
			"private"
		])
	};
};
function serverOf(issuer) {
	const { hostname, origin } = new URL(issuer);
	if (hostname === "token.actions.githubusercontent.com") return "https://github.com";
	if (/^token\.actions\.[^.]+\.ghe\.com$/.test(hostname)) return `https://${hostname.slice(14)}`;
	return origin;
}
// packages/identity/src/claims/gitlab.ts
const readGitlab = (claims, issuer) => {
	const instance = issuer.replace(/\/$/, "");
	const project = claims.required("project_path");
	const projectId = claims.required("project_id");
	const jobProject = claims.text("job_project_path");
	const jobProjectId = claims.text("job_project_id");
	const trigger = claims.required("pipeline_source");
	const source = sourceOf(claims, trigger);
	const environment = claims.text("runner_environment");
	const definition = {
		uri: claims.text("ci_config_ref_uri"),
		commit: claims.commit("ci_config_sha")
	};
	const job = claims.required("job_id");
	return {
		organization: {
			id: claims.required("namespace_id"),
			name: claims.required("namespace_path")
		},
		project: {
			id: projectId,
			name: project,
			url: `${instance}/${project}`
		},
		ranIn: jobProject ? {
			id: jobProjectId,
			name: jobProject,
			url: `${instance}/${jobProject}`
		} : null,
		fork: jobProjectId === null ? null : jobProjectId !== projectId,
		source: {
			repository: `${instance}/${project}`,
			...source
		},
		definition,
		jobDefinition: definition,
		environment: {
			name: claims.text("environment"),
			protected: claims.flag("environment_protected"),
			tier: claims.text("deployment_tier")
		},
		trigger,
		run: {
			id: claims.required("pipeline_id"),
			attempt: null,
			job,
			url: `${instance}/${jobProject ?? project}/-/jobs/${job}`
		},
		runner: {
			environment,
			hosted: environment === null ? null : environment === "gitlab-hosted",
			id: claims.text("runner_id"),
			interactive: null
		},
		actor: {
			id: claims.text("user_id"),
			name: claims.text("user_login")
		},
		visibility: claims.oneOf("project_visibility", [
			"public",
			"internal",
			"private"
		])
	};
};
function sourceOf(claims, trigger) {
	const type = claims.oneOf("ref_type", ["branch", "tag"]);
	const name = claims.required("ref");
	const built = type === null || name.startsWith("refs/") ? name : `refs/${type === "tag" ? "tags" : "heads"}/${name}`;
	const ref = claims.text("ref_path") ?? built;
	return {
		ref,
		refType: trigger === "merge_request_event" ? "pull-request" : refTypeOf(ref) ?? type,
		refProtected: claims.flag("ref_protected"),
		commit: claims.requiredCommit("sha")
	};
}
// packages/identity/src/claims/jenkins.ts
const readJenkins = (claims) => {
	const either = (name) => claims.text(name) ?? claims.text(name.toUpperCase());
	const subject = claims.required("sub");
	const build = either("build_number");
	const job = URL.canParse(subject) && /^https?:/.test(subject) ? subject : null;
	const ref = refOf(either);
	const url = either("build_url") ?? (job && build ? `${job.replace(/\/?$/, "/")}${build}/` : null);
	return {
		organization: NOBODY,
		project: {
			id: null,
			name: either("job_name"),
			url: either("job_url") ?? job
		},
		ranIn: null,
		fork: either("change_id") === null ? null : either("change_fork") !== null,
		source: {
			repository: either("git_url"),
			ref,
			refType: refTypeOf(ref),
			refProtected: null,
			commit: commitOf(claims)
		},
		definition: NO_DEFINITION,
		jobDefinition: NO_DEFINITION,
		environment: {
			...NO_ENVIRONMENT,
			name: either("environment")
		},
		trigger: either("build_cause"),
		run: {
			id: build,
			attempt: null,
			job: null,
			url
		},
		runner: {
			environment: null,
			hosted: null,
			id: either("node_name"),
			interactive: null
		},
		actor: {
			id: either("build_user_id"),
			name: either("build_user")
		},
		visibility: null
	};
};
function refOf(either) {
	const change = either("change_id");
	if (change !== null) return `refs/pull/${change}/head`;
	const tag = either("tag_name");
	if (tag !== null) return `refs/tags/${tag}`;
	const branch = either("branch_name") ?? either("git_branch")?.replace(/^origin\//, "") ?? null;
	return branch === null || branch.startsWith("refs/") ? branch : `refs/heads/${branch}`;
}
function commitOf(claims) {
	const [lower, upper] = [claims.commit("git_commit"), claims.commit("GIT_COMMIT")];
	if (lower !== null && upper !== null && lower !== upper) throw invalid$1("git_commit", "is there twice and differs");
	return lower ?? upper;
}
// packages/identity/src/claims/normalise.ts
const READERS = {
	github: readGithub,
	gitlab: readGitlab,
	jenkins: readJenkins,
	buildkite: readBuildkite,
	circleci: readCircleci,
	azure: readAzure
};
function normaliseClaims(platform, issuer, { audience, issuedAt, expiresAt }, claims) {
	const reader = new ClaimReader(claims);
	const subject = reader.required("sub");
	const tokenId = reader.text("jti");
	const own = READERS[platform](reader, issuer);
	return {
		verified: true,
		platform,
		issuer,
		subject,
		audience,
		tokenId,
		issuedAt: timeOf(issuedAt),
		expiresAt: timeOf(expiresAt),
		...own,
		claims: {
			iss: issuer,
			...reader.read
		}
	};
}
function recordedIdentity(platform, claims) {
	const reader = new ClaimReader(claims);
	const issuer = reader.required("iss");
	if (!URL.canParse(issuer)) throw invalid$1("iss", "is no URL");
	if (!Object.hasOwn(READERS, platform)) throw invalid$1("iss", "is of a platform that is not known here");
	const known = platform;
	return {
		platform: known,
		issuer,
		subject: reader.required("sub"),
		...READERS[known](reader, issuer)
	};
}
function timeOf(seconds) {
	return (/* @__PURE__ */ new Date(seconds * 1e3)).toISOString();
}
// packages/identity/src/http.ts
var HttpFailure = class extends Error {};
function nodeHttp({ ca, proxyEnv = process.env } = {}) {
	return { async send({ method, url, headers }, { maxBytes, timeoutMs }, signal) {
		const secure = url.protocol === "https:";
		const http = process.getBuiltinModule(secure ? "node:https" : "node:http");
		const trust = secure && ca !== void 0 ? trusting([ca]) : {};
		const agent = new http.Agent({
			proxyEnv,
			...trust
		});
		const timeout = AbortSignal.timeout(timeoutMs);
		const stop = signal ? AbortSignal.any([signal, timeout]) : timeout;
		try {
			const send = () => http.request(url, {
				method,
				headers,
				agent,
				signal: stop
			});
			return await exchange(send, null, (answer) => read(answer, maxBytes));
		} catch (error) {
			if (signal?.aborted) throw signal.reason;
			if (timeout.aborted) throw new HttpFailure(`no whole answer within ${timeoutMs} ms`);
			if (error instanceof HttpFailure) throw error;
			throw new HttpFailure(failureReason(error));
		} finally {
			agent.destroy();
		}
	} };
}
async function read(answer, maxBytes) {
	const body = await readWithin(answer, maxBytes);
	if (body === null) throw new HttpFailure(`the answer has more than ${maxBytes} bytes`);
	return {
		status: answer.statusCode ?? 0,
		body
	};
}
// node_modules/jose/dist/webapi/util/errors.js
var JOSEError = class extends Error {
	static code = "ERR_JOSE_GENERIC";
	code = "ERR_JOSE_GENERIC";
	constructor(message, options) {
		super(message, options), this.name = this.constructor.name, Error.captureStackTrace?.(this, this.constructor);
	}
};
var JOSEAlgNotAllowed = class extends JOSEError {
	static code = "ERR_JOSE_ALG_NOT_ALLOWED";
	code = "ERR_JOSE_ALG_NOT_ALLOWED";
};
var JOSENotSupported = class extends JOSEError {
	static code = "ERR_JOSE_NOT_SUPPORTED";
	code = "ERR_JOSE_NOT_SUPPORTED";
};
var JWSInvalid = class extends JOSEError {
	static code = "ERR_JWS_INVALID";
	code = "ERR_JWS_INVALID";
};
var JWTInvalid = class extends JOSEError {
	static code = "ERR_JWT_INVALID";
	code = "ERR_JWT_INVALID";
};
var JWKSInvalid = class extends JOSEError {
	static code = "ERR_JWKS_INVALID";
	code = "ERR_JWKS_INVALID";
};
var JWKSNoMatchingKey = class extends JOSEError {
	static code = "ERR_JWKS_NO_MATCHING_KEY";
	code = "ERR_JWKS_NO_MATCHING_KEY";
	constructor(message = "no applicable key found in the JSON Web Key Set", options) {
		super(message, options);
	}
};
var JWKSMultipleMatchingKeys = class extends JOSEError {
	[Symbol.asyncIterator] = async function* () {};
	static code = "ERR_JWKS_MULTIPLE_MATCHING_KEYS";
	code = "ERR_JWKS_MULTIPLE_MATCHING_KEYS";
	constructor(message = "multiple matching keys found in the JSON Web Key Set", options) {
		super(message, options);
	}
};
var JWSSignatureVerificationFailed = class extends JOSEError {
	static code = "ERR_JWS_SIGNATURE_VERIFICATION_FAILED";
	code = "ERR_JWS_SIGNATURE_VERIFICATION_FAILED";
	constructor(message = "signature verification failed", options) {
		super(message, options);
	}
};
// node_modules/jose/dist/webapi/lib/buffer_utils.js
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: !0 });
function concat(...buffers) {
	const size = buffers.reduce((acc, { length }) => acc + length, 0), buf = new Uint8Array(size);
	let i = 0;
	for (const buffer of buffers) buf.set(buffer, i), i += buffer.length;
	return buf;
}
const NON_ASCII = /[^\x00-\x7f]/;
function encode(string) {
	if (typeof string == "string" && string.length >= 128) {
		if (NON_ASCII.test(string)) throw new TypeError("non-ASCII string encountered in encode()");
		return encoder.encode(string);
	}
	const bytes = new Uint8Array(string.length);
	for (let i = 0; i < string.length; i++) {
		const code = string.charCodeAt(i);
		if (code > 127) throw new TypeError("non-ASCII string encountered in encode()");
		bytes[i] = code;
	}
	return bytes;
}
function decodeBase64(encoded, url = !1) {
	if (Uint8Array.fromBase64) return Uint8Array.fromBase64(encoded, { alphabet: url ? "base64url" : "base64" });
	if (url) {
		if (encoded.includes("+") || encoded.includes("/")) throw new TypeError("Invalid base64url");
		encoded = encoded.replace(/-/g, "+").replace(/_/g, "/");
	}
	const binary = atob(encoded), bytes = new Uint8Array(binary.length);
	for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
	return bytes;
}
// node_modules/jose/dist/webapi/util/base64url.js
const invalid = "The input to be decoded is not correctly encoded.";
function decode(input) {
	try {
		return decodeBase64(typeof input == "string" ? input : decoder.decode(input), !0);
	} catch (cause) {
		throw new TypeError(invalid, { cause });
	}
}
// node_modules/jose/dist/webapi/lib/validate.js
function isObject(input) {
	if (typeof input != "object" || input === null || Object.prototype.toString.call(input) !== "[object Object]") return !1;
	const prototype = Object.getPrototypeOf(input);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}
function isJwkSet(input) {
	return isObject(input) && Array.isArray(input.keys) && Array.from(input.keys).every(isObject);
}
function isDisjoint(...headers) {
	const parameters = /* @__PURE__ */ new Set();
	for (const header of headers) if (header) for (const parameter of Object.keys(header)) {
		if (parameters.has(parameter)) return !1;
		parameters.add(parameter);
	}
	return !0;
}
function decodeBase64url(value, label, ErrorClass) {
	try {
		return decode(value);
	} catch (cause) {
		throw new ErrorClass(`Failed to base64url decode the ${label}`, { cause });
	}
}
function encodeAsciiMember(value, label, ErrorClass) {
	try {
		return encode(value);
	} catch (cause) {
		throw new ErrorClass(`The ${label} is not a valid base64url string`, { cause });
	}
}
function parseJoseHeader(encodedProtectedHeader, ErrorClass, message) {
	let parsed;
	try {
		parsed = JSON.parse(strictDecoder.decode(decode(encodedProtectedHeader)));
	} catch (cause) {
		throw new ErrorClass(message, { cause });
	}
	if (!isObject(parsed)) throw new ErrorClass(message);
	return parsed;
}
const JWS_RECOGNIZED = {
	__proto__: null,
	b64: !0
};
function validateAlgorithms(option, algorithms) {
	if (algorithms !== void 0 && (!Array.isArray(algorithms) || algorithms.some((s) => typeof s != "string"))) throw new TypeError(`"${option}" option must be an array of strings`);
	return algorithms === void 0 ? void 0 : new Set(algorithms);
}
function validateCrit(Err, recognizedDefault, recognizedOption, protectedHeader, joseHeader) {
	if (joseHeader.crit !== void 0 && protectedHeader?.crit === void 0) throw new Err("\"crit\" (Critical) Header Parameter MUST be integrity protected");
	if (!protectedHeader || protectedHeader.crit === void 0) return [];
	if (!Array.isArray(protectedHeader.crit) || protectedHeader.crit.length === 0 || protectedHeader.crit.some((input) => typeof input != "string" || input.length === 0)) throw new Err("\"crit\" (Critical) Header Parameter MUST be an array of non-empty strings when present");
	const recognized = recognizedOption === void 0 ? recognizedDefault : {
		__proto__: null,
		...recognizedOption,
		...recognizedDefault
	};
	for (const parameter of protectedHeader.crit) {
		if (!(parameter in recognized)) throw new JOSENotSupported(`Extension Header Parameter "${parameter}" is not recognized`);
		if (!Object.hasOwn(joseHeader, parameter) || joseHeader[parameter] === void 0) throw new Err(`Extension Header Parameter "${parameter}" is missing`);
		if (recognized[parameter] && (!Object.hasOwn(protectedHeader, parameter) || protectedHeader[parameter] === void 0)) throw new Err(`Extension Header Parameter "${parameter}" MUST be integrity protected`);
	}
	return protectedHeader.crit;
}
function validateB64(protectedHeader, extensions) {
	if (extensions.includes("b64")) {
		const b64 = protectedHeader.b64;
		if (typeof b64 != "boolean") throw new JWSInvalid("The \"b64\" (base64url-encode payload) Header Parameter must be a boolean");
		return b64;
	}
	return !0;
}
// node_modules/jose/dist/webapi/lib/key.js
const tag = (key) => key[Symbol.toStringTag];
const jwkMatchesOp = (entry, key, usage) => {
	const { alg } = entry;
	if (key.use !== void 0) {
		const expected = usage === "sign" || usage === "verify" ? "sig" : "enc";
		if (key.use !== expected) throw new TypeError(`Invalid key for this operation, its "use" must be "${expected}" when present`);
	}
	if (key.kty === "AKP" && key.alg === void 0) throw new TypeError("missing \"alg\" (Algorithm) Parameter value");
	if (key.alg !== void 0 && key.alg !== alg) throw new TypeError(`Invalid key for this operation, its "alg" must be "${alg}" when present`);
	if (Array.isArray(key.key_ops)) {
		const expectedKeyOp = usage === "encrypt" || usage === "decrypt" ? entry.ops?.[usage === "encrypt" ? 0 : 1] : usage;
		if (expectedKeyOp && !key.key_ops.includes(expectedKeyOp)) throw new TypeError(`Invalid key for this operation, its "key_ops" must include "${expectedKeyOp}" when present`);
	}
};
async function prepareKey(entry, key, usage) {
	const { alg, secret } = entry, requiresPrivateKey = usage === "decrypt" || usage === "sign";
	if (secret && key instanceof Uint8Array) return key;
	let normalized, keyObject;
	if (isObject(key)) {
		if (normalized = normalizeJwk(key), typeof normalized.kty != "string") throw invalidKeyType(alg, key, secret);
		if (!(secret ? normalized.kty === "oct" && typeof normalized.k == "string" : normalized.kty !== "oct" && (requiresPrivateKey ? normalized.kty === "AKP" && typeof normalized.priv == "string" || typeof normalized.d == "string" : normalized.d === void 0 && normalized.priv === void 0))) throw new TypeError(secret ? "JSON Web Key for symmetric algorithms must have JWK \"kty\" (Key Type) equal to \"oct\" and the JWK \"k\" (Key Value) present" : `JSON Web Key for this operation must be a ${requiresPrivateKey ? "private" : "public"} JWK`);
		if (jwkMatchesOp(entry, normalized, usage), normalized.kty === "oct") return decode(normalized.k);
		if (!Object.isFrozen(key)) {
			const { key_ops } = key;
			Array.isArray(key_ops) && Object.freeze(key_ops), Object.freeze(key);
		}
	} else {
		if (!isKeyLike(key)) throw invalidKeyType(alg, key, secret);
		const expectedType = secret ? "secret" : requiresPrivateKey ? "private" : "public";
		if (key.type !== expectedType && (secret || [
			"secret",
			"public",
			"private"
		].includes(key.type))) throw new TypeError(`${tag(key)} instances must be of type "${expectedType}" for the ${alg} algorithm`);
		if (isCryptoKey(key)) return key;
		if (keyObject = key, keyObject.type === "secret") return keyObject.export();
	}
	cache ||= /* @__PURE__ */ new WeakMap();
	const cacheKey = key;
	let cached = cache.get(cacheKey);
	if (cached?.[alg]) return cached[alg];
	if (cached || cache.set(cacheKey, cached = {}), keyObject && typeof keyObject.toCryptoKey == "function") {
		const isPublic = keyObject.type === "public", crv = nist[keyObject.asymmetricKeyDetails?.namedCurve], params = entry.resolve?.({
			crv,
			asymmetricKeyType: keyObject.asymmetricKeyType
		}) ?? entry.subtle;
		return cached[alg] = keyObject.toCryptoKey(params, isPublic, entry.usages[isPublic ? 0 : 1]);
	}
	return normalized ??= keyObject.export({ format: "jwk" }), normalized.alg = alg, cached[alg] = await jwkToKey(entry, normalized);
}
let cache;
const nist = {
	__proto__: null,
	prime256v1: "P-256",
	secp384r1: "P-384",
	secp521r1: "P-521"
};
const isCryptoKey = (key) => {
	if (key?.[Symbol.toStringTag] === "CryptoKey") return !0;
	try {
		return key instanceof CryptoKey;
	} catch {
		return !1;
	}
};
const isKeyObject = (key) => key?.[Symbol.toStringTag] === "KeyObject";
const isKeyLike = (key) => isCryptoKey(key) || isKeyObject(key);
function message(msg, actual, ...types) {
	if (types.length > 2) {
		const last = types.pop();
		msg += `one of type ${types.join(", ")}, or ${last}.`;
	} else types.length === 2 ? msg += `one of type ${types[0]} or ${types[1]}.` : msg += `of type ${types[0]}.`;
	return actual == null ? msg += ` Received ${actual}` : typeof actual == "function" && actual.name ? msg += ` Received function ${actual.name}` : typeof actual == "object" && actual != null && actual.constructor?.name && (msg += ` Received an instance of ${actual.constructor.name}`), msg;
}
function invalidKeyType(alg, actual, secret) {
	const types = [
		"CryptoKey",
		"KeyObject",
		"JSON Web Key"
	];
	return secret && types.push("Uint8Array"), new TypeError(message(`Key for the ${alg} algorithm must be `, actual, ...types));
}
const unusable = (name, prop = "algorithm.name") => /* @__PURE__ */ new TypeError(`CryptoKey does not support this operation, its ${prop} must be ${name}`);
function checkUsage(key, usage) {
	if (usage && !key.usages.includes(usage)) throw new TypeError(`CryptoKey does not support this operation, its usages must include ${usage}.`);
}
function checkModulusLength(alg, key) {
	const { modulusLength } = key.algorithm;
	if (typeof modulusLength != "number" || modulusLength < 2048) throw new TypeError(`${alg} requires key modulusLength to be 2048 bits or larger`);
}
function checkCryptoKey(key, expected, usage) {
	const algorithm = key.algorithm;
	if (algorithm.name !== expected.name) throw unusable(expected.name);
	if (expected.hash && algorithm.hash?.name !== expected.hash) throw unusable(expected.hash, "algorithm.hash");
	if (expected.namedCurve && algorithm.namedCurve !== expected.namedCurve) throw unusable(expected.namedCurve, "algorithm.namedCurve");
	if (expected.length !== void 0 && algorithm.length !== expected.length) throw unusable(expected.length, "algorithm.length");
	checkUsage(key, usage);
}
function snapshotJwk(jwk) {
	return {
		__proto__: null,
		...jwk
	};
}
function normalizeJwk(jwk) {
	const normalized = snapshotJwk(jwk);
	if (normalized.ext !== void 0 && typeof normalized.ext != "boolean") throw new TypeError("\"ext\" (Extractable) Parameter must be a boolean");
	if (normalized.key_ops !== void 0) {
		const value = normalized.key_ops, keyOps = Array.isArray(value) ? [...value] : void 0;
		if (!keyOps || keyOps.some((operation) => typeof operation != "string") || new Set(keyOps).size !== keyOps.length) throw new TypeError("\"key_ops\" (Key Operations) Parameter must be an array of unique strings");
		normalized.key_ops = keyOps;
	}
	return normalized;
}
async function jwkToKey(entry, jwk, extractable) {
	if (!entry.kty.includes(jwk.kty)) throw new JOSENotSupported("Invalid or unsupported JWK \"alg\" (Algorithm) Parameter value");
	const algorithm = entry.resolve?.({
		kty: jwk.kty,
		crv: jwk.crv
	}) ?? entry.subtle, isPrivate = !!(jwk.d || jwk.priv), keyData = {
		...jwk,
		ext: extractable ?? jwk.ext
	};
	return keyData.kty !== "AKP" && delete keyData.alg, delete keyData.use, crypto.subtle.importKey("jwk", keyData, algorithm, keyData.ext ?? !isPrivate, jwk.key_ops ?? entry.usages[isPrivate ? 1 : 0]);
}
async function rawKey(key, expected, usage, extractable = !1) {
	return key instanceof Uint8Array && (key = await crypto.subtle.importKey("raw", key, expected, extractable, [usage])), checkCryptoKey(key, expected, usage), key;
}
// node_modules/jose/dist/webapi/lib/key_descriptor.js
function table(entries) {
	const out = { __proto__: null };
	for (const alg in entries) out[alg] = {
		...entries[alg],
		alg
	};
	return out;
}
// node_modules/jose/dist/webapi/lib/jws_algorithms.js
const sig = [["verify"], ["sign"]];
function hmac(bits) {
	const subtle = {
		name: "HMAC",
		hash: `SHA-${bits}`
	};
	return {
		kty: ["oct"],
		secret: !0,
		subtle,
		signing: subtle,
		usages: sig
	};
}
function rsa(bits, saltLength) {
	const subtle = {
		name: saltLength ? "RSA-PSS" : "RSASSA-PKCS1-v1_5",
		hash: `SHA-${bits}`
	};
	return {
		kty: ["RSA"],
		subtle,
		signing: saltLength ? {
			...subtle,
			saltLength
		} : subtle,
		usages: sig,
		minRsaBits: 2048
	};
}
function ecdsa(crv, bits) {
	return {
		kty: ["EC"],
		crv,
		subtle: {
			name: "ECDSA",
			namedCurve: crv
		},
		signing: {
			name: "ECDSA",
			hash: `SHA-${bits}`
		},
		usages: sig
	};
}
function eddsa() {
	const subtle = { name: "Ed25519" };
	return {
		kty: ["OKP"],
		crv: "Ed25519",
		subtle,
		signing: subtle,
		usages: sig
	};
}
function mldsa(parameterSet) {
	const subtle = { name: `ML-DSA-${parameterSet}` };
	return {
		kty: ["AKP"],
		subtle,
		signing: subtle,
		usages: sig
	};
}
const JWS = table({
	HS256: hmac(256),
	HS384: hmac(384),
	HS512: hmac(512),
	RS256: rsa(256),
	RS384: rsa(384),
	RS512: rsa(512),
	PS256: rsa(256, 32),
	PS384: rsa(384, 48),
	PS512: rsa(512, 64),
	ES256: ecdsa("P-256", 256),
	ES384: ecdsa("P-384", 384),
	ES512: ecdsa("P-521", 512),
	EdDSA: eddsa(),
	Ed25519: eddsa(),
	"ML-DSA-44": mldsa(44),
	"ML-DSA-65": mldsa(65),
	"ML-DSA-87": mldsa(87)
});
function jwsAlgorithm(alg) {
	const entry = typeof alg == "string" ? JWS[alg] : void 0;
	if (!entry) throw new JOSENotSupported(`alg ${alg} is not supported either by JOSE or your javascript runtime`);
	return entry;
}
// node_modules/jose/dist/webapi/jwks/local.js
function isUsableJWK(jwk, entry, alg, kid) {
	const { kty, key_ops: keyOps, ext, kid: jwkKid, alg: jwkAlg, use, crv } = jwk;
	return (ext === void 0 || typeof ext == "boolean") && (keyOps === void 0 || Array.isArray(keyOps) && keyOps.every((operation, index) => typeof operation == "string" && keyOps.indexOf(operation) === index) && keyOps.includes("verify")) && entry.kty.includes(kty) && (kid === void 0 || typeof kid == "string" && kid === jwkKid) && (jwkAlg === void 0 ? kty !== "AKP" : alg === jwkAlg) && (use === void 0 || use === "sig") && (!entry.crv || crv === entry.crv);
}
async function importWithAlgCache(cache, jwk, entry) {
	const cached = cache.get(jwk) || cache.set(jwk, {}).get(jwk), { alg } = entry;
	if (cached[alg] === void 0) {
		const pending = jwkToKey(entry, jwk, !0).then((key) => {
			if (key.type !== "public") throw new JWKSInvalid("JSON Web Key Set members must be public keys");
			return cached[alg] = key, key;
		}).catch((error) => {
			throw cached[alg] === pending && delete cached[alg], error;
		});
		cached[alg] = pending;
	}
	return cached[alg];
}
function createLocalJWKSet(jwks) {
	let snapshot;
	try {
		snapshot = structuredClone(jwks);
	} catch (cause) {
		throw new JWKSInvalid("JSON Web Key Set malformed", { cause });
	}
	if (!isJwkSet(snapshot)) throw new JWKSInvalid("JSON Web Key Set malformed");
	const metadata = snapshot.keys.map((jwk) => {
		const normalized = snapshotJwk(jwk);
		return Array.isArray(normalized.key_ops) && (normalized.key_ops = [...normalized.key_ops]), normalized;
	}), cached = /* @__PURE__ */ new WeakMap();
	return Object.defineProperty(async (protectedHeader, token) => {
		const { alg, kid } = {
			...protectedHeader,
			...token?.header
		}, entry = typeof alg == "string" ? JWS[alg] : void 0;
		if (!entry || entry.secret) throw new JOSENotSupported("Unsupported \"alg\" value for a JSON Web Key Set");
		const candidates = snapshot.keys.filter((_, index) => isUsableJWK(metadata[index], entry, alg, kid)), { 0: jwk, length } = candidates;
		if (!length) throw new JWKSNoMatchingKey();
		if (length !== 1) {
			const error = new JWKSMultipleMatchingKeys();
			throw error[Symbol.asyncIterator] = async function* () {
				for (const jwk2 of candidates) try {
					yield await importWithAlgCache(cached, jwk2, entry);
				} catch {}
			}, error;
		}
		return importWithAlgCache(cached, jwk, entry);
	}, "jwks", { value: () => structuredClone(snapshot) });
}
// packages/identity/src/keys/key-source.ts
const MAX_KEYS = 100;
const MIN_MODULUS = 256;
function publicKeySet(json) {
	const data = JSON.parse(json);
	const keys = typeof data === "object" && data !== null && "keys" in data ? data.keys : null;
	if (!Array.isArray(keys)) throw new TypeError("the key set has no `keys`");
	if (keys.length > MAX_KEYS) throw new TypeError(`the key set has more than ${MAX_KEYS} keys`);
	const usable = keys.flatMap((key) => publicKey(key) ?? []);
	if (usable.length === 0) throw new TypeError("the key set has no key to verify with");
	return { keys: usable };
}
function publicKey(value) {
	if (typeof value !== "object" || value === null) return null;
	const { kty, kid, alg, use, n, e, crv, x, y } = value;
	if (use !== void 0 && use !== "sig") return null;
	const common = {
		...text({
			kid,
			alg
		}),
		use: "sig"
	};
	if (kty === "RSA" && typeof n === "string" && typeof e === "string") {
		const modulus = Buffer.from(n, "base64url");
		const trimmed = modulus.subarray(modulus.findIndex((byte) => byte !== 0));
		return trimmed.length < MIN_MODULUS ? null : {
			...common,
			kty,
			n: trimmed.toString("base64url"),
			e
		};
	}
	if (kty === "EC" && crv === "P-256" && typeof x === "string" && typeof y === "string") return {
		...common,
		kty,
		crv,
		x,
		y
	};
	if (kty === "OKP" && crv === "Ed25519" && typeof x === "string") return {
		...common,
		kty,
		crv,
		x
	};
	return null;
}
function text(members) {
	return Object.fromEntries(Object.entries(members).filter((entry) => typeof entry[1] === "string"));
}
function keysUnavailable(issuer, why, cause) {
	return new IdentityError("IDENTITY_KEYS_UNAVAILABLE", `the keys of ${issuer}: ${why}`, {
		details: { issuer },
		cause
	});
}
// packages/identity/src/keys/discovered.ts
const MAX_DOCUMENT = 262144;
const MAX_AGE = 6e5;
function discoveredKeys(issuer, options) {
	const { http, cooldownMs = 3e4, timeoutMs = 1e4 } = options;
	let known = null;
	let underway = null;
	function fetchOnce(signal) {
		underway ??= fetchKeys(issuer, http, timeoutMs).then((set) => {
			known = {
				set,
				at: performance.now()
			};
			return set;
		}).finally(() => {
			underway = null;
		});
		return until(signal, underway);
	}
	return { async keyFor(header, signal) {
		const age = known ? performance.now() - known.at : 1e400;
		if (!known || age > MAX_AGE) return (await fetchOnce(signal))(header);
		try {
			return await known.set(header);
		} catch (error) {
			if (!(error instanceof JWKSNoMatchingKey) || age < cooldownMs) throw error;
			return (await fetchOnce(signal))(header);
		}
	} };
}
function until(signal, work) {
	if (!signal) return work;
	return new Promise((resolve, reject) => {
		const stop = () => reject(signal.reason);
		if (signal.aborted) stop();
		signal.addEventListener("abort", stop, { once: true });
		work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
	});
}
async function fetchKeys(issuer, http, timeoutMs) {
	const get = async (text, what) => {
		const url = URL.canParse(text) ? new URL(text) : null;
		if (!url || !isSafeUrl(url)) throw keysUnavailable(issuer, `${what} is not at an https URL`);
		try {
			const request = {
				method: "GET",
				url,
				headers: ACCEPT
			};
			const { status, body } = await http.send(request, {
				maxBytes: MAX_DOCUMENT,
				timeoutMs
			});
			if (status !== 200) throw new HttpFailure(`answers HTTP ${status}`);
			return fromUtf8(body);
		} catch (cause) {
			throw keysUnavailable(issuer, `${what} ${cause.message}`, cause);
		}
	};
	const keys = await get(jwksUriOf(await get(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, "the discovery document"), issuer), "the key set");
	try {
		return createLocalJWKSet(publicKeySet(keys));
	} catch (cause) {
		throw keysUnavailable(issuer, cause instanceof SyntaxError ? "are not JSON" : cause.message, cause);
	}
}
const ACCEPT = { accept: "application/json" };
function jwksUriOf(document, issuer) {
	let data;
	try {
		data = JSON.parse(document);
	} catch (cause) {
		throw keysUnavailable(issuer, "the discovery document is not JSON", cause);
	}
	if (data?.issuer !== issuer) throw keysUnavailable(issuer, "the discovery document is of another issuer");
	if (typeof data.jwks_uri !== "string") throw keysUnavailable(issuer, "the discovery document has no jwks_uri");
	return data.jwks_uri;
}
// packages/identity/src/keys/static.ts
function staticKeys(json) {
	const set = createLocalJWKSet(parse(json));
	return { keyFor: (header) => set(header) };
}
function parse(json) {
	try {
		return publicKeySet(json);
	} catch (cause) {
		throw new IdentityError("IDENTITY_CONFIG_INVALID", `jwks: ${cause instanceof SyntaxError ? "is not JSON" : cause.message}`);
	}
}
// packages/identity/src/platform.ts
const UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
const PATTERNS = [
	["github", /^https:\/\/token\.actions\.(githubusercontent\.com|[a-z0-9-]+\.ghe\.com)(\/[A-Za-z0-9-]+)?$/],
	["github", /^https:\/\/[^/]+\/_services\/token$/],
	["gitlab", /^https:\/\/gitlab\.com$/],
	["buildkite", /^https:\/\/agent\.buildkite\.com$/],
	["circleci", new RegExp(`^https://oidc\\.circleci\\.com(/org/${UUID})?$`)],
	["azure", new RegExp(`^https://vstoken\\.dev\\.azure\\.com/${UUID}$`)]
];
function platformOf(issuer) {
	return PATTERNS.find(([, pattern]) => pattern.test(issuer))?.[0] ?? null;
}
// packages/identity/src/issuer.ts
const HOUR = 3600;
const MOST_LIFETIME = 720 * HOUR;
function trustedIssuers(configs, options = {}) {
	const problems = configs.length === 0 ? ["no issuer is trusted"] : [];
	const http = options.http ?? nodeHttp();
	const issuers = configs.flatMap((config, index) => {
		const found = problemsOf(config);
		if (configs.findIndex(({ issuer }) => issuer === config.issuer) < index) found.push("is there twice");
		let keys = null;
		try {
			keys = config.jwks === void 0 ? null : staticKeys(config.jwks);
		} catch (error) {
			if (!(error instanceof IdentityError)) throw error;
			found.push(error.message);
		}
		problems.push(...found.map((problem) => `${JSON.stringify(config.issuer)}: ${problem}`));
		if (found.length > 0) return [];
		const platform = platformOf(config.issuer) ?? config.platform;
		return {
			issuer: config.issuer,
			platform,
			audience: config.audience,
			organization: config.organization,
			maxLifetime: config.maxLifetime ?? (platform === "gitlab" ? 24 * HOUR : HOUR),
			keys: keys ?? discoveredKeys(config.issuer, {
				...options,
				http
			})
		};
	});
	if (problems.length > 0) throw new IdentityError("IDENTITY_CONFIG_INVALID", problems.join("; "), { details: { problems } });
	return issuers;
}
function problemsOf(config) {
	const { issuer, audience, maxLifetime } = config;
	if (!URL.canParse(issuer) || !/^https?:\/\/[^?#@]+$/.test(issuer)) return ["is no URL of an issuer"];
	const problems = [];
	const known = platformOf(issuer);
	const platform = known ?? config.platform;
	if (platform === void 0) problems.push("its platform cannot be told from the URL: give `platform`");
	if (known && config.platform && known !== config.platform) problems.push(`is ${known}'s, not ${config.platform}'s`);
	if (audience === "") problems.push("the audience is empty");
	if (audience === null && platform !== "jenkins") problems.push("needs an audience");
	if (isShared(issuer) && !config.organization) problems.push("is shared by all its customers: give `organization`");
	if (maxLifetime !== void 0 && !(maxLifetime > 0 && maxLifetime <= MOST_LIFETIME)) problems.push(`maxLifetime is not between 1 and ${MOST_LIFETIME} seconds`);
	return problems;
}
function isShared(issuer) {
	return /^https:\/\/(agent\.buildkite\.com|oidc\.circleci\.com)\/?$/.test(issuer);
}
// packages/identity/src/request/question.ts
function none(reason, message) {
	return {
		kind: "none",
		reason,
		message
	};
}
const ATTEMPTS = 4;
const LIMITS = {
	maxBytes: 262144,
	timeoutMs: 1e4
};
async function askEndpoint(request, member, question) {
	if (!isSafeUrl(request.url)) throw refused("the URL to ask for the token is not https");
	let last = null;
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		if (attempt > 0) await pause(question.retryMs * 2 ** (attempt - 1), question.signal);
		const answer = await send(request, question);
		if (answer instanceof HttpFailure) last = refused(answer.message, answer);
		else if (answer.status === 429 || answer.status >= 500) last = refused(`answers HTTP ${answer.status}`);
		else if (answer.status !== 200) throw refused(`answers HTTP ${answer.status}`);
		else return {
			kind: "token",
			token: tokenIn(answer.body, member)
		};
	}
	throw last;
}
async function send(request, { http, signal }) {
	try {
		return await http.send(request, LIMITS, signal);
	} catch (error) {
		if (signal?.aborted) throw aborted(error);
		if (error instanceof HttpFailure) return error;
		throw error;
	}
}
function tokenIn(body, member) {
	let answer;
	try {
		answer = JSON.parse(fromUtf8(body));
	} catch {
		throw refused("answers with something else than JSON");
	}
	const token = typeof answer === "object" && answer !== null ? answer[member] : null;
	if (typeof token !== "string" || token === "") throw refused("answers without a token");
	return token;
}
async function pause(milliseconds, signal) {
	try {
		await setTimeout(milliseconds, void 0, signal ? { signal } : {});
	} catch (error) {
		throw aborted(error);
	}
}
function aborted(cause) {
	return new CoreError("ABORTED", "stopped while asking for an identity token", { cause });
}
function refused(why, cause) {
	return new IdentityError("IDENTITY_REQUEST_FAILED", `the platform's token endpoint: ${why}`, { cause });
}
// packages/identity/src/request/azure.ts
const askAzure = async (question) => {
	const { SYSTEM_OIDCREQUESTURI: address, SYSTEM_ACCESSTOKEN: bearer, SYSTEM_PULLREQUEST_ISFORK: fork } = question.env;
	if (!address || !bearer) {
		if (/^true$/i.test(fork ?? "")) return none("fork-pull-request", "Azure Pipelines gives no access token to builds of forks: sign after the merge instead.");
		return none("no-permission", "Map the access token into the step: `env: { SYSTEM_ACCESSTOKEN: $(System.AccessToken) }`.");
	}
	if (!URL.canParse(address)) throw new IdentityError("IDENTITY_REQUEST_FAILED", "SYSTEM_OIDCREQUESTURI is no URL");
	const url = new URL(address);
	url.searchParams.set("api-version", "7.1");
	return askEndpoint({
		method: "POST",
		url,
		headers: {
			authorization: `Bearer ${bearer}`,
			"x-tfs-fedauthredirect": "Suppress",
			"content-type": "application/json",
			"content-length": "0"
		}
	}, "oidcToken", question);
};
// packages/identity/src/request/github.ts
const askGithub = async (question) => {
	const { env, audience } = question;
	const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env;
	if (!address || !bearer) return whyNot(env);
	if (!URL.canParse(address)) throw new IdentityError("IDENTITY_REQUEST_FAILED", "ACTIONS_ID_TOKEN_REQUEST_URL is no URL");
	const url = new URL(address);
	url.searchParams.set("audience", audience);
	return askEndpoint({
		method: "GET",
		url,
		headers: {
			authorization: `Bearer ${bearer}`,
			accept: "application/json"
		}
	}, "value", question);
};
async function whyNot(env) {
	if (await isFork(env)) return none("fork-pull-request", "GitHub gives no identity token to pull requests from forks: sign after the merge instead.");
	return none("no-permission", "The job lacks the permission `id-token: write`: add it under `permissions` of the job.");
}
async function isFork(env) {
	if (!env.GITHUB_EVENT_PATH || !env.GITHUB_EVENT_NAME?.startsWith("pull_request")) return false;
	try {
		const event = JSON.parse(await readFile(env.GITHUB_EVENT_PATH, "utf8"));
		const [head, base] = [event.pull_request?.head?.repo?.full_name, event.pull_request?.base?.repo?.full_name];
		return base !== void 0 && head !== base;
	} catch {
		return false;
	}
}
// packages/identity/src/request/variable.ts
const DEFAULT = "CHANCERY_ID_TOKEN";
const ADVICE = {
	github: "The variable that should hold the identity token is empty.",
	gitlab: `Add \`id_tokens: { ${DEFAULT}: { aud: ... } }\` to the job.`,
	jenkins: `Bind a credential "OpenID Connect id token" to ${DEFAULT}, or one "as file" to ${DEFAULT}_FILE.`,
	buildkite: `Put the output of \`buildkite-agent oidc request-token --audience ...\` into ${DEFAULT}.`,
	circleci: "CircleCI sets CIRCLE_OIDC_TOKEN_V2 in jobs; is this one?",
	azure: "The variable that should hold the identity token is empty."
};
const MAX_FILE = 65536;
async function tokenVariable(platform, env, variable = platform === "circleci" ? "CIRCLE_OIDC_TOKEN_V2" : DEFAULT) {
	const token = env[variable] || await fromFile(env, `${variable}_FILE`);
	if (token) return {
		kind: "token",
		token: token.trim()
	};
	if (platform === "circleci" && env.CIRCLE_PR_USERNAME) return none("fork-pull-request", "CircleCI gives no identity token to builds of forks: sign after the merge instead.");
	return none("not-configured", ADVICE[platform]);
}
async function fromFile(env, variable) {
	const path = env[variable];
	if (!path) return null;
	try {
		if ((await stat(path)).size > MAX_FILE) throw new RangeError(`has more than ${MAX_FILE} bytes`);
		return await readFile(path, "utf8");
	} catch (cause) {
		throw new IdentityError("IDENTITY_REQUEST_FAILED", `the file that ${variable} names cannot be read`, { cause });
	}
}
// packages/identity/src/request/request.ts
const ASK = {
	github: askGithub,
	azure: askAzure
};
async function requestIdentityToken(platform, options, signal) {
	const { http = nodeHttp(), retryMs = 500, env, audience, variable } = options;
	const question = {
		env,
		audience,
		http,
		retryMs,
		signal
	};
	const ask = variable === void 0 ? ASK[platform] : void 0;
	return ask ? await ask(question) : await tokenVariable(platform, env, variable);
}
// packages/identity/src/conditions.ts
function checkConditions(claims, issuer, { now, skew }) {
	const audience = audienceOf(claims.aud);
	if (!(issuer.audience === null ? audience.length === 0 : audience.includes(issuer.audience))) throw new IdentityError("IDENTITY_AUDIENCE", "the token is meant for somebody else", { details: {
		expected: issuer.audience,
		found: audience.map((one) => one.slice(0, 200))
	} });
	const expiresAt = secondsOf(claims, "exp") ?? absent("exp");
	const issuedAt = secondsOf(claims, "iat") ?? absent("iat");
	const notBefore = secondsOf(claims, "nbf") ?? issuedAt;
	const at = now.getTime() / 1e3;
	if (at >= expiresAt + skew) throw timely("IDENTITY_TOKEN_EXPIRED", "the token has expired", {
		expiresAt,
		at
	});
	if (at < Math.max(notBefore, issuedAt) - skew) throw timely("IDENTITY_TOKEN_NOT_YET_VALID", "the token is not valid yet", {
		notBefore,
		issuedAt,
		at
	});
	const lifetime = expiresAt - issuedAt;
	if (lifetime > issuer.maxLifetime) {
		const details = {
			lifetime,
			maxLifetime: issuer.maxLifetime
		};
		throw new IdentityError("IDENTITY_TOKEN_LIFETIME", `the token lives for ${lifetime} seconds`, { details });
	}
	return {
		audience,
		issuedAt,
		expiresAt
	};
}
function audienceOf(aud) {
	const list = Array.isArray(aud) ? aud : [aud ?? ""];
	if (!list.every((one) => typeof one === "string")) throw invalid$1("aud", "is neither text nor a list of texts");
	return list.filter((one) => one !== "");
}
function secondsOf(claims, name) {
	const value = claims[name];
	if (value === void 0 || value === null) return null;
	if (typeof value !== "number" || !(value >= 0 && value <= 864e10)) throw invalid$1(name, "is no time");
	return value;
}
function absent(name) {
	throw missing(name);
}
function timely(code, message, times) {
	const spelled = Object.entries(times).map(([name, seconds]) => [name, (/* @__PURE__ */ new Date(seconds * 1e3)).toISOString()]);
	return new IdentityError(code, message, { details: Object.fromEntries(spelled) });
}
// node_modules/jose/dist/webapi/util/decode_protected_header.js
function decodeProtectedHeader(token) {
	let encodedProtectedHeader;
	if (typeof token == "string") {
		const parts = token.split(".");
		(parts.length === 3 || parts.length === 5) && ([encodedProtectedHeader] = parts);
	} else if (typeof token == "object" && token) if ("protected" in token) encodedProtectedHeader = token.protected;
	else throw new TypeError("Token does not contain a Protected Header");
	const invalid = "Invalid Token or Protected Header formatting";
	if (typeof encodedProtectedHeader != "string" || !encodedProtectedHeader) throw new TypeError(invalid);
	return parseJoseHeader(encodedProtectedHeader, TypeError, invalid);
}
// node_modules/jose/dist/webapi/lib/jws_verify.js
function prepareVerify(options) {
	return [options && validateAlgorithms("algorithms", options.algorithms), options?.crit];
}
function parseProtectedHeader(encodedProtectedHeader) {
	return encodedProtectedHeader === void 0 ? {} : parseJoseHeader(encodedProtectedHeader, JWSInvalid, "JWS Protected Header is invalid");
}
function encodeCompactUnencodedPayload(payload) {
	try {
		return encode(payload);
	} catch (cause) {
		throw new JWSInvalid("JWS Compact Serialization payload must use only ASCII characters", { cause });
	}
}
async function verifySignature(jws, shared, key, encodeUnencodedPayload, parsedProtected) {
	const { protected: encodedProtectedHeader, header, payload: inputPayload } = jws, protectedHeader = parsedProtected ?? parseProtectedHeader(encodedProtectedHeader);
	if (!isDisjoint(protectedHeader, header)) throw new JWSInvalid("JWS Protected and JWS Unprotected Header Parameter names must be disjoint");
	const joseHeader = {
		...protectedHeader,
		...header
	}, b64 = validateB64(protectedHeader, validateCrit(JWSInvalid, JWS_RECOGNIZED, shared[1], protectedHeader, joseHeader)), { alg } = joseHeader;
	if (typeof alg != "string" || !alg) throw new JWSInvalid("JWS \"alg\" (Algorithm) Header Parameter missing or invalid");
	if (shared[0] && !shared[0].has(alg)) throw new JOSEAlgNotAllowed("\"alg\" (Algorithm) Header Parameter value not allowed");
	if (b64) {
		if (typeof inputPayload != "string") throw new JWSInvalid("JWS Payload must be a string");
	} else if (typeof inputPayload != "string" && !(inputPayload instanceof Uint8Array)) throw new JWSInvalid("JWS Payload must be a string or an Uint8Array instance");
	const signingPayload = b64 || typeof inputPayload != "string" ? inputPayload : encodeUnencodedPayload(inputPayload);
	let resolvedKey = !1;
	typeof key == "function" && (key = await key(protectedHeader, jws), resolvedKey = !0);
	const entry = jwsAlgorithm(alg), signingInput = concat(encodedProtectedHeader !== void 0 ? encode(encodedProtectedHeader) : /* @__PURE__ */ new Uint8Array(), encode("."), typeof signingPayload == "string" ? shared[2] ??= encodeAsciiMember(signingPayload, "payload", JWSInvalid) : signingPayload), signature = decodeBase64url(jws.signature, "signature", JWSInvalid), verificationKey = await prepareKey(entry, key, "verify"), cryptoKey = await rawKey(verificationKey, entry.subtle, "verify");
	entry.minRsaBits && checkModulusLength(entry.alg, cryptoKey);
	let verified = !1;
	try {
		verified = await crypto.subtle.verify(entry.signing, cryptoKey, signature, signingInput);
	} catch (cause) {
		throw new JWSSignatureVerificationFailed(void 0, { cause });
	}
	if (!verified) throw new JWSSignatureVerificationFailed();
	const result = { payload: typeof signingPayload == "string" ? decodeBase64url(signingPayload, "payload", JWSInvalid) : signingPayload };
	return encodedProtectedHeader !== void 0 && (result.protectedHeader = protectedHeader), header !== void 0 && (result.unprotectedHeader = header), resolvedKey ? [{
		...result,
		key: verificationKey
	}, b64] : [result, b64];
}
async function verifyCompact(jws, shared, key) {
	if (jws instanceof Uint8Array && (jws = decoder.decode(jws)), typeof jws != "string") throw new JWSInvalid("Compact JWS must be a string or Uint8Array");
	const { 0: protectedHeader, 1: payload, 2: signature, length } = jws.split(".");
	if (length !== 3) throw new JWSInvalid("Invalid Compact JWS");
	return verifySignature({
		payload,
		protected: protectedHeader,
		signature
	}, shared, key, encodeCompactUnencodedPayload);
}
// node_modules/jose/dist/webapi/jws/compact/verify.js
async function compactVerify(jws, key, options) {
	const [result] = await verifyCompact(jws, prepareVerify(options), key);
	return result;
}
// node_modules/jose/dist/webapi/util/decode_jwt.js
function decodeJwt(jwt) {
	if (typeof jwt != "string") throw new JWTInvalid("JWTs must use Compact JWS serialization, JWT must be a string");
	const { 1: encodedPayload, length } = jwt.split(".");
	if (length === 5) throw new JWTInvalid("Only JWTs using Compact JWS serialization can be decoded");
	if (length !== 3) throw new JWTInvalid("Invalid JWT");
	if (!encodedPayload) throw new JWTInvalid("JWTs must contain a payload");
	let claimsSetBytes;
	try {
		claimsSetBytes = decode(encodedPayload);
	} catch (cause) {
		throw new JWTInvalid("Failed to base64url decode the payload", { cause });
	}
	let claimsSet;
	try {
		claimsSet = JSON.parse(strictDecoder.decode(claimsSetBytes));
	} catch (cause) {
		throw new JWTInvalid("Failed to parse the decoded payload as JSON", { cause });
	}
	if (!isObject(claimsSet)) throw new JWTInvalid("Invalid JWT Claims Set");
	return claimsSet;
}
// packages/identity/src/token.ts
const MAX_TOKEN = 65536;
const ALGORITHMS = [
	"RS256",
	"ES256",
	"EdDSA",
	"Ed25519"
];
function claimedIssuer(token) {
	if (token.length > MAX_TOKEN || !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) throw malformed("is no compact JWS");
	let alg;
	let iss;
	try {
		alg = decodeProtectedHeader(token).alg;
		iss = decodeJwt(token).iss;
	} catch {
		throw malformed("has a header or claims that are not JSON");
	}
	if (typeof alg !== "string" || !ALGORITHMS.includes(alg)) throw new IdentityError("IDENTITY_ALGORITHM", "the token is signed with an algorithm that is not accepted", { details: {
		algorithm: typeof alg === "string" ? alg.slice(0, 20) : null,
		accepted: ALGORITHMS
	} });
	if (typeof iss !== "string") throw malformed("names no issuer");
	return iss;
}
async function signedClaims(token, issuer, signal) {
	const details = { issuer: issuer.issuer };
	try {
		const { payload } = await compactVerify(token, (header) => issuer.keys.keyFor(header, signal), { algorithms: [...ALGORITHMS] });
		return JSON.parse(fromUtf8(payload));
	} catch (cause) {
		if (cause instanceof IdentityError) throw cause;
		if (signal?.aborted) throw new CoreError("ABORTED", "stopped while waiting for the keys of an issuer", { cause });
		if (cause instanceof JWKSNoMatchingKey || cause instanceof JWKSMultipleMatchingKeys) throw new IdentityError("IDENTITY_KEY_UNKNOWN", "the token names no key of its issuer", {
			details,
			cause
		});
		if (cause instanceof JWSSignatureVerificationFailed) throw new IdentityError("IDENTITY_SIGNATURE", "the token's signature does not hold", {
			details,
			cause
		});
		throw new IdentityError("IDENTITY_SIGNATURE", "the token cannot be verified", {
			details,
			cause
		});
	}
}
function replayId(token) {
	return createHash("sha256").update(token.slice(0, token.lastIndexOf("."))).digest("hex");
}
function malformed(why) {
	return new IdentityError("IDENTITY_TOKEN_MALFORMED", `the identity token ${why}`);
}
// packages/identity/src/verify.ts
const MOST_SKEW = 300;
async function verifyIdentityToken(token, options, signal) {
	const { issuers, replay, clock = () => /* @__PURE__ */ new Date(), skew = 60 } = options;
	if (!(skew >= 0 && skew <= MOST_SKEW)) throw new TypeError(`skew is between 0 and ${MOST_SKEW} seconds`);
	const text = token.trim();
	const issuer = trusted(issuers, claimedIssuer(text));
	const claims = await signedClaims(text, issuer, signal);
	const standard = checkConditions(claims, issuer, {
		now: clock(),
		skew
	});
	const identity = normaliseClaims(issuer.platform, issuer.issuer, standard, claims);
	checkOrganization(identity, issuer);
	if (await replay?.seen(replayId(text), /* @__PURE__ */ new Date((standard.expiresAt + skew) * 1e3))) throw new IdentityError("IDENTITY_REPLAYED", "the token was used before", { details: { issuer: issuer.issuer } });
	return identity;
}
function trusted(issuers, iss) {
	const issuer = issuers.find((one) => one.issuer === iss);
	if (issuer) return issuer;
	throw new IdentityError("IDENTITY_ISSUER", "the token is of an issuer that is not trusted", { details: {
		found: iss.slice(0, 200),
		trusted: issuers.map((one) => one.issuer)
	} });
}
function checkOrganization({ organization }, { organization: expected }) {
	if (!expected) return;
	const [wanted, found] = "id" in expected ? [expected.id, organization.id] : [expected.name, organization.name];
	if (found === null) throw missing("id" in expected ? "the organization's id" : "the organization's name");
	if (found !== wanted) throw new IdentityError("IDENTITY_ORGANIZATION", "the job belongs to another organization", { details: {
		expected: wanted,
		found
	} });
}
export { recordedIdentity, requestIdentityToken, trustedIssuers, verifyIdentityToken };
