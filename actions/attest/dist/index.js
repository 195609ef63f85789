import { r as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { A as digestByName, C as toHex, D as RSA_BITS, E as KEY_ALGORITHMS, F as ChanceryError, I as CoreError, M as keyAlgorithm, S as toBase64, _ as concat, b as fromHex, k as chooseSignatureAlgorithm, n as hostDigest, u as wholeDigest, v as equalBytes, w as utf8, x as fromUtf8, y as fromBase64 } from "./core.js";
import { $ as CodecError, B as encodeDigestIdentifier, C as verifySignature, F as parseCertificate, H as bitStringBytesOf, L as importPublicKey, R as parsePublicKey, V as resolveSignatureScheme, Y as childrenOf, Z as parseDer, ct as encodeOctetString, d as parseStrictJson, it as encodeContextPrimitive, lt as encodeOid, mt as TAG, ot as encodeInteger, p as parsePem, pt as utf16beBytes, rt as encodeContext, st as encodeNull, tt as encodeBitString, ut as encodeSequence } from "./codec.js";
import { a as withReadBuffer, c as cancelFlag, d as asFilesError, f as errnoOf, l as setCancelled, o as assertGoing, p as onFile, r as hashGroups, t as decodeFailure, u as FilesError } from "./files.js";
import { a as exportVariable, c as info, d as setOutput, f as setSecret, i as error, n as addPath, o as getInput, s as group, t as ExitCode, u as saveState } from "./core2.js";
import { createRequire, getCompileCacheDir } from "node:module";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { createHash, randomBytes } from "node:crypto";
import "node:buffer";
import { closeSync, constants as constants$1, existsSync, fchmodSync, fstatSync, fsync, linkSync, lstatSync, mkdirSync, mkdtempSync, open, openSync, read, readSync, readdirSync, realpathSync, renameSync, rmdirSync, statSync, unlinkSync, writeFileSync, writeSync } from "node:fs";
import { promisify } from "node:util";
import { availableParallelism, homedir, tmpdir } from "node:os";
import { setTimeout } from "node:timers/promises";
import { Worker, isMainThread } from "node:worker_threads";
import { access as access$1, copyFile, open as open$1, readFile, readdir, realpath, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { EOL } from "os";
import { constants as constants$2, promises } from "fs";
// packages/engine/src/asserted-identity.ts
const LOCAL_IDENTITY = {
	verified: false,
	platform: "local",
	claims: {}
};
/** What a platform's jobs are known by, and what it calls them: claim in the record, to the variable in which the platform says it. */
const PLATFORMS$1 = {
	github: {
		sign: "GITHUB_ACTIONS",
		claims: {
			repository: "GITHUB_REPOSITORY",
			repository_id: "GITHUB_REPOSITORY_ID",
			ref: "GITHUB_REF",
			sha: "GITHUB_SHA",
			workflow_ref: "GITHUB_WORKFLOW_REF",
			run_id: "GITHUB_RUN_ID",
			run_attempt: "GITHUB_RUN_ATTEMPT",
			actor: "GITHUB_ACTOR"
		}
	},
	gitlab: {
		sign: "GITLAB_CI",
		claims: {
			project_path: "CI_PROJECT_PATH",
			project_id: "CI_PROJECT_ID",
			ref: "CI_COMMIT_REF_NAME",
			sha: "CI_COMMIT_SHA",
			pipeline_id: "CI_PIPELINE_ID",
			job_id: "CI_JOB_ID"
		}
	},
	buildkite: {
		sign: "BUILDKITE",
		claims: {
			organization_slug: "BUILDKITE_ORGANIZATION_SLUG",
			pipeline_slug: "BUILDKITE_PIPELINE_SLUG",
			branch: "BUILDKITE_BRANCH",
			commit: "BUILDKITE_COMMIT",
			build_number: "BUILDKITE_BUILD_NUMBER",
			job_id: "BUILDKITE_JOB_ID"
		}
	},
	circleci: {
		sign: "CIRCLECI",
		claims: {
			project: "CIRCLE_PROJECT_REPONAME",
			branch: "CIRCLE_BRANCH",
			commit: "CIRCLE_SHA1",
			workflow_id: "CIRCLE_WORKFLOW_ID",
			job: "CIRCLE_JOB"
		}
	},
	azure: {
		sign: "TF_BUILD",
		claims: {
			project: "SYSTEM_TEAMPROJECT",
			definition: "BUILD_DEFINITIONNAME",
			build_id: "BUILD_BUILDID",
			ref: "BUILD_SOURCEBRANCH",
			commit: "BUILD_SOURCEVERSION"
		}
	},
	jenkins: {
		sign: "JENKINS_URL",
		claims: {
			job: "JOB_NAME",
			build: "BUILD_NUMBER",
			build_url: "BUILD_URL",
			commit: "GIT_COMMIT",
			branch: "BRANCH_NAME",
			node: "NODE_NAME"
		}
	}
};
/** What the platform's environment says of the run. Any step of the job could have set it, so it is not verified and the record says so. */
function assertedIdentity(platform, env) {
	const entries = Object.entries(PLATFORMS$1[platform]?.claims ?? {}).flatMap(([claim, variable]) => {
		const value = env[variable];
		return value ? [[claim, value]] : [];
	});
	return {
		verified: false,
		platform,
		claims: Object.fromEntries(entries)
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
	},
	PROVENANCE_UNVERIFIED: {
		family: "untrusted",
		howToFix: "Let the job get its platform's identity token (docs/identity.md), or attest what the environment says, marked as that: --allow-unverified."
	}
};
var AttestError = class extends ChanceryError {
	constructor(code, message, options) {
		super(ATTEST_ERRORS, code, message, options);
		this.name = "AttestError";
	}
};
// packages/attest/src/statement.ts
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
/** What cosign, sigstore-go and the attest action refuse to go beyond. */
const MAX_SUBJECTS = 1024;
/** @throws AttestError STATEMENT_INVALID, TOO_MANY_SUBJECTS */
function encodeStatement(statement) {
	const { subjects, predicateType, predicate } = statement;
	if (subjects.length > 1024) throw new AttestError("TOO_MANY_SUBJECTS", `${subjects.length} subjects, ${MAX_SUBJECTS} at most`);
	if (subjects.length === 0) throw new AttestError("STATEMENT_INVALID", "a statement needs a subject");
	if (!/^[a-z][a-z0-9+.-]*:./i.test(predicateType)) throw new AttestError("STATEMENT_INVALID", `predicate type ${JSON.stringify(predicateType)} is no URI`);
	if (typeof predicate !== "object" || predicate === null || Array.isArray(predicate)) throw new AttestError("STATEMENT_INVALID", "a predicate is a JSON object");
	return utf8(JSON.stringify({
		_type: STATEMENT_TYPE,
		subject: subjects,
		predicateType,
		predicate
	}));
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
// packages/attest/src/bundle.ts
/** Sigstore bundle v0.3 (sigstore/protobuf-specs), the part that a key-signed DSSE has. */
const BUNDLE_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const BUNDLE_MEDIA_TYPES = [
	BUNDLE_MEDIA_TYPE,
	"application/vnd.dev.sigstore.bundle+json;version=0.1",
	"application/vnd.dev.sigstore.bundle+json;version=0.2",
	"application/vnd.dev.sigstore.bundle+json;version=0.3"
];
/**
* One JSON object on one line, and a newline: a JSON Lines reader takes it as well.
* The key is named by the same fingerprint as hint and as keyid: cosign refuses every other combination that the specification allows.
*/
function encodeBundle(envelope) {
	const bundle = {
		mediaType: BUNDLE_MEDIA_TYPE,
		verificationMaterial: {
			publicKey: { hint: envelope.keyid },
			tlogEntries: [],
			timestampVerificationData: { rfc3161Timestamps: [] }
		},
		dsseEnvelope: {
			payload: toBase64(envelope.payload),
			payloadType: envelope.payloadType,
			signatures: [{
				sig: toBase64(envelope.signature),
				keyid: envelope.keyid
			}]
		}
	};
	return utf8(`${JSON.stringify(bundle)}\n`);
}
/**
* The bare envelope on one line, as in-toto's tools and `slsa-verifier verify-vsa` read it. Without a key id: they refuse one that they were not told.
*/
function encodeEnvelope({ payload, payloadType, signature }) {
	const envelope = {
		payload: toBase64(payload),
		payloadType,
		signatures: [{ sig: toBase64(signature) }]
	};
	return utf8(`${JSON.stringify(envelope)}\n`);
}
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
// packages/attest/src/dsse.ts
/** The only payload type that cosign and slsa-verifier accept. */
const IN_TOTO_PAYLOAD_TYPE = "application/vnd.in-toto+json";
/** `DSSEv1 SP LEN(type) SP type SP LEN(body) SP body`, lengths in bytes: what is signed. */
function preAuthEncoding(payloadType, payload) {
	const type = utf8(payloadType);
	return concat(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}
async function signEnvelope(key, payloadType, payload, keyid, signal) {
	return {
		payloadType,
		payload,
		keyid,
		signature: await key.sign(preAuthEncoding(payloadType, payload), signal)
	};
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
// packages/attest/src/predicates/test-result.ts
/** predicateType of in-toto's test results (in-toto/attestation, spec/predicates/test-result.md). */
const TEST_RESULT_TYPE = "https://in-toto.io/attestation/test-result/v0.1";
const TEST_OUTCOMES = [
	"PASSED",
	"WARNED",
	"FAILED"
];
/**
* The results of one or more reports. A test that failed in any of them failed. Skipped tests are counted, and in no list: they show nothing.
* @param configuration what the tests were run with, as far as that is known
*/
function testResultPredicate(reports, configuration) {
	const failed = new Set(reports.flatMap((report) => report.failed));
	const warned = new Set(reports.flatMap((report) => report.warned).filter((name) => !failed.has(name)));
	const passed = new Set(reports.flatMap((report) => report.passed).filter((name) => !failed.has(name) && !warned.has(name)));
	return {
		result: failed.size > 0 ? "FAILED" : warned.size > 0 ? "WARNED" : "PASSED",
		configuration: configuration.map(descriptor),
		passedTests: [...passed],
		warnedTests: [...warned],
		failedTests: [...failed],
		chancery_reports: reports.map((report) => ({
			...descriptor(report),
			passed: report.passed.length,
			warned: report.warned.length,
			failed: report.failed.length,
			skipped: report.skipped.length
		}))
	};
}
/**
* The outcome that a predicate states which somebody else made.
* @throws AttestError STATEMENT_INVALID where it is no test result, or contradicts itself
*/
function testOutcomeOf(predicate) {
	const { result, configuration, failedTests = [], ...lists } = Object(predicate);
	const outcome = TEST_OUTCOMES.find((known) => known === result);
	const named = [
		failedTests,
		lists.passedTests ?? [],
		lists.warnedTests ?? []
	];
	if (!outcome || !Array.isArray(configuration) || !named.every(isTexts)) throw new AttestError("STATEMENT_INVALID", `a test result has a result (${TEST_OUTCOMES.join(", ")}), a configuration and lists of names`);
	if (outcome !== "FAILED" && failedTests.length > 0) throw new AttestError("STATEMENT_INVALID", `the test result is ${outcome}, and has tests that failed`);
	return outcome;
}
function descriptor({ name, sha256 }) {
	return {
		name,
		digest: { sha256 }
	};
}
function isTexts(value) {
	return Array.isArray(value) && value.every((item) => typeof item === "string");
}
// packages/attest/src/predicates/vsa.ts
/** predicateType of a verification summary (VSA), SLSA 1.0 to 1.2. */
const VSA_TYPE = "https://slsa.dev/verification_summary/v1";
/** A SlsaResult of SLSA v1.2, "Verification Summary Attestation". */
const SLSA_LEVEL = /^SLSA_([A-Z]+)_LEVEL_(?:UNEVALUATED|[0-9])$/;
/** @throws AttestError STATEMENT_INVALID with every problem */
function vsaPredicate(verification) {
	const { verifier, verifiedAt, resourceUri, policy, result, levels, inputs } = verification;
	const problems = [...[
		verifier,
		resourceUri,
		policy.uri
	].filter((uri) => !isUri(uri)).map((uri) => `${JSON.stringify(uri)} is no URI`), ...levelProblems(result, levels)];
	if (problems.length > 0) throw new AttestError("STATEMENT_INVALID", problems.join("; "), { details: { problems } });
	return {
		verifier: { id: verifier },
		timeVerified: verifiedAt.toISOString(),
		resourceUri,
		policy: {
			uri: policy.uri,
			...policy.sha256 !== null && { digest: { sha256: policy.sha256 } }
		},
		...inputs.length > 0 && { inputAttestations: inputs.map(({ name, sha256 }) => ({
			uri: name,
			digest: { sha256 }
		})) },
		verificationResult: result,
		verifiedLevels: result === "FAILED" ? ["FAILED"] : [...levels]
	};
}
function levelProblems(result, levels) {
	if (result === "FAILED") return levels.length > 0 ? ["what failed has no level"] : [];
	const tracks = levels.flatMap((level) => SLSA_LEVEL.exec(level)?.[1] ?? []);
	const strange = levels.filter((level) => level === "FAILED" || level === "" || level.startsWith("SLSA_") && !SLSA_LEVEL.test(level));
	return [
		...levels.length === 0 ? ["what passed has a level"] : [],
		...strange.map((level) => `${JSON.stringify(level)} is no level`),
		...new Set(tracks).size < tracks.length ? ["a track has two levels"] : []
	];
}
function isUri(text) {
	return /^[a-z][a-z0-9+.-]*:\S+$/i.test(text);
}
// packages/attest/src/provenance/asserted.ts
/**
* SLSA provenance v1 of a build of which nobody proved where it ran: docs/build-types/asserted.md. Whoever controlled the build chose all of it, so
* all of it is an external parameter; the builder is one that no verifier trusts by mistake, and nothing is said of what went in.
*/
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
// packages/attest/src/provenance/build.ts
/** Without the members that are null: a record says only what is known. */
function known(members) {
	const entries = Object.entries(members).filter((entry) => entry[1] !== null);
	return Object.fromEntries(entries);
}
/** The commit that was built, with where it is from as far as that is known. */
function sourceDependency({ repository, ref, commit }) {
	if (commit === null) return [];
	return [{
		...repository === null ? {} : { uri: gitUri(repository, ref) },
		digest: { gitCommit: commit }
	}];
}
function gitUri(repository, ref) {
	return `git+${repository}${ref === null ? "" : `@${ref}`}`;
}
/**
* The platform and how far its word goes. Each mode is another builder, because a verifier trusts them differently (SLSA v1, "builder.id"):
* a machine of the platform, one of its customer's, one that the platform says nothing of; and each with a person at the keyboard.
*/
function builderId({ issuer, runner }) {
	return `${issuer}#${{
		true: "hosted",
		false: "self-hosted",
		null: "unspecified"
	}[`${runner.hosted}`]}${runner.interactive === true ? "-interactive" : ""}`;
}
/** The page of the run, or else its numbers. */
function invocationOf({ run }) {
	const numbers = [
		run.id,
		run.attempt,
		run.job
	].filter((part) => part !== null);
	return run.url ?? (numbers.length > 0 ? numbers.join("/") : null);
}
// packages/attest/src/provenance/generic.ts
/** docs/build-types/ci.md: platforms that have no build type of their own. */
const genericBuild = (identity) => {
	const { platform, source, definition, jobDefinition, project, organization, trigger, run, runner } = identity;
	return {
		buildType: "urn:chancery:build-type:ci:v1",
		externalParameters: known({
			project: project.url ?? project.id ?? project.name,
			repository: source.repository,
			ref: source.ref,
			definition: definition.uri,
			job: jobDefinition.uri
		}),
		internalParameters: { ci: known({
			platform,
			subject: identity.subject,
			organization_id: organization.id,
			project_id: project.id,
			trigger,
			run_id: run.id,
			job_id: run.job,
			runner_environment: runner.environment,
			runner_id: runner.id,
			interactive: runner.interactive
		}) },
		resolvedDependencies: sourceDependency(source),
		builderId: builderId(identity),
		invocationId: invocationOf(identity)
	};
};
// packages/attest/src/provenance/github.ts
const BUILD_TYPE = "https://actions.github.io/buildtypes/workflow/v1";
/** As GitHub's own attest action writes it (actions/toolkit, packages/attest), so that its verifiers and policies read ours too. */
const githubBuild = ({ project, organization, source, definition, jobDefinition, trigger, run, runner }) => {
	const repository = needed(source.repository, "repository");
	const name = needed(project.name, "project name");
	if (!repository.endsWith(`/${name}`)) throw lacks("server");
	const server = repository.slice(0, -name.length);
	const workflow = /^(.+?)@(.+)$/.exec(needed(definition.uri, "workflow").replace(`${name}/`, ""));
	if (!workflow) throw lacks("workflow ref");
	return {
		buildType: BUILD_TYPE,
		externalParameters: { workflow: {
			ref: workflow[2],
			repository,
			path: workflow[1]
		} },
		internalParameters: { github: {
			event_name: needed(trigger, "event"),
			repository_id: needed(project.id, "repository id"),
			repository_owner_id: needed(organization.id, "owner id"),
			runner_environment: needed(runner.environment, "runner environment")
		} },
		resolvedDependencies: [{
			uri: `git+${repository}@${needed(source.ref, "ref")}`,
			digest: { gitCommit: needed(source.commit, "commit") }
		}],
		builderId: server + needed(jobDefinition.uri, "job workflow"),
		invocationId: needed(run.url, "run")
	};
};
function needed(value, what) {
	if (value === null) throw lacks(what);
	return value;
}
function lacks(what) {
	return new AttestError("STATEMENT_INVALID", `the identity of the GitHub job lacks its ${what}`);
}
// packages/attest/src/provenance/gitlab.ts
/** docs/build-types/gitlab.md. */
const gitlabBuild = (identity) => {
	const { source, definition, project, organization, ranIn, runner, trigger, run } = identity;
	return {
		buildType: "urn:chancery:build-type:gitlab:v1",
		externalParameters: known({
			repository: source.repository,
			ref: source.ref,
			configuration: definition.uri,
			environment: identity.environment.name
		}),
		internalParameters: { gitlab: known({
			pipeline_source: trigger,
			pipeline_id: run.id,
			job_id: run.job,
			project_id: project.id,
			namespace_id: organization.id,
			job_project_id: ranIn?.id ?? null,
			ref_protected: source.refProtected,
			runner_environment: runner.environment,
			runner_id: runner.id
		}) },
		resolvedDependencies: [...sourceDependency(source), ...configuration$1(identity)],
		builderId: builderId(identity),
		invocationId: invocationOf(identity)
	};
};
/** The CI configuration's commit, where it is of another project: `HOST/PROJECT//PATH@REF`. */
const configuration$1 = ({ definition, source, issuer }) => {
	const [, place, ref] = /^(.+?)\/\/.+?@(.+)$/.exec(definition.uri ?? "") ?? [];
	if (place === void 0 || ref === void 0 || definition.commit === null) return [];
	const repository = `${new URL(issuer).protocol}//${place}`;
	if (repository === source.repository && definition.commit === source.commit) return [];
	return [{
		uri: gitUri(repository, ref),
		digest: { gitCommit: definition.commit }
	}];
};
// packages/attest/src/provenance/jenkins.ts
/** docs/build-types/jenkins.md. */
const jenkinsBuild = (identity) => {
	const { issuer, subject, project, source, runner, run, trigger } = identity;
	return {
		buildType: "urn:chancery:build-type:jenkins:v1",
		externalParameters: known({
			job: project.url ?? subject,
			repository: source.repository,
			ref: source.ref
		}),
		internalParameters: { jenkins: known({
			job_name: project.name,
			build_number: run.id,
			build_cause: trigger,
			node: runner.id
		}) },
		resolvedDependencies: sourceDependency(source),
		builderId: `${issuer}#job-token`,
		invocationId: invocationOf(identity)
	};
};
// packages/attest/src/provenance/provenance.ts
/** predicateType of SLSA provenance 1.0 to 1.2: minor versions never change it. */
const PROVENANCE_TYPE = "https://slsa.dev/provenance/v1";
const BUILDS = {
	github: githubBuild,
	gitlab: gitlabBuild,
	jenkins: jenkinsBuild
};
/**
* SLSA provenance v1 of what a CI job built, in its platform's build type: a predicate for any number of subjects. Everything in it but the times comes from the identity.
* @throws AttestError PROVENANCE_UNVERIFIED where the identity was not proved, STATEMENT_INVALID where it lacks what the build type demands
*/
function provenancePredicate(identity, times = {}) {
	if (identity.verified !== true) throw new AttestError("PROVENANCE_UNVERIFIED", "nobody proved which job this is, so it has no provenance");
	const build = ((Object.hasOwn(BUILDS, identity.platform) ? BUILDS[identity.platform] : void 0) ?? genericBuild)(identity);
	const metadata = {
		...build.invocationId === null ? {} : { invocationId: build.invocationId },
		...times.startedOn ? { startedOn: times.startedOn.toISOString() } : {},
		...times.finishedOn ? { finishedOn: times.finishedOn.toISOString() } : {}
	};
	return {
		buildDefinition: {
			buildType: build.buildType,
			externalParameters: build.externalParameters,
			internalParameters: build.internalParameters,
			resolvedDependencies: build.resolvedDependencies
		},
		runDetails: {
			builder: { id: build.builderId },
			metadata
		}
	};
}
/** A statement, signed: the bytes of a Sigstore bundle. */
async function signStatement(statement, key, signal) {
	const payload = encodeStatement(statement);
	return encodeBundle(await signEnvelope(key, IN_TOTO_PAYLOAD_TYPE, payload, keyFingerprint(key.info.publicKey), signal));
}
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
/** Work up to this cost is done at once on the calling thread: a turn at the lanes would take longer. */
const INLINE_COST = 8388608;
let lanes = null;
/** One lane for each core, 2 to 4. Asked once: the answer takes reading of what a container allows. */
function defaultLanes() {
	lanes ??= Math.max(2, Math.min(availableParallelism(), MOST_LANES));
	return lanes;
}
/** The calling thread is a lane too: it starts at once, and mostly has nothing else to do. */
const home = { run: ({ fd, groups, cancel }) => withReadBuffer((buffer) => hashGroups(groups, {
	fd,
	cancel,
	buffer,
	shared: true
})) };
/** The process's threads. They start when there is work for them, and while they have none the process may end. */
const workers = /* @__PURE__ */ new Set();
const busy$1 = /* @__PURE__ */ new Set();
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
		busy$1.add(lane);
		lane.run(task).finally(() => {
			busy$1.delete(lane);
			advance();
		}).then(resolve, reject);
	}
}
/** An idle thread before the calling thread, and that before a new thread. */
function freeLane(limit) {
	if (limit > 1) {
		for (const worker of workers) if (!busy$1.has(worker)) return worker;
	}
	if (!busy$1.has(home)) return home;
	return workers.size + 1 < limit ? addWorker() : null;
}
function addWorker() {
	const worker = new WorkerLane(() => workers.delete(worker));
	workers.add(worker);
	return worker;
}
// packages/files/src/digest-plan.ts
/** Jobs over the same parts go together up to this cost; longer ones run side by side on several threads. */
const SHARED_PASS = 33554432;
const CHECKSUMS = ["sum16", "crc32"];
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
		const parts = partsKey(job.parts);
		const key = cost > SHARED_PASS && groups.has(parts) && !CHECKSUMS.includes(job.algorithm) ? String(index) : parts;
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
	#hashHere({ groups }) {
		const context = {
			fd: this.#fd,
			cancel: this.#cancel,
			shared: true
		};
		return withReadBuffer((buffer) => hashGroups(groups, {
			...context,
			buffer
		}));
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
const readAsync = promisify(read);
/**
* Opens a regular file (through symbolic links) for reading at any place and for hashing on several threads, in constant memory.
* @throws FilesError FILE_NOT_FOUND, PATH_IS_DIRECTORY, NOT_A_FILE, PERMISSION_DENIED
*/
function openFileSource(path, options = {}) {
	return onFile(path, async () => {
		assertRegular(statSync(path, { bigint: true }), path);
		const fd = openSync(path, "r");
		try {
			const stats = fstatSync(fd, { bigint: true });
			assertRegular(stats, path);
			return new OpenFile(path, fd, stats, options);
		} catch (error) {
			closeSync(fd);
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
		closeSync(this.#fd);
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
/** Longest name that leaves room for what we put around it: file systems end at 255 bytes. */
const NAME_LIMIT = 200;
/** Those of this process: another one with our number may have left some too. */
const ours$1 = /* @__PURE__ */ new Set();
/** `.NAME.chancery-TAG.tmp` beside `target`. */
function hiddenBeside(target, tag) {
	const name = basename(target);
	const short = Buffer.byteLength(name) <= NAME_LIMIT ? name : `${name.slice(0, 40)}~${createHash("sha256").update(name).digest("hex").slice(0, 16)}`;
	return join(dirname(target), `.${short}.chancery-${tag}.tmp`);
}
function tempBeside(target) {
	const path = hiddenBeside(target, `${process.pid}-${randomBytes(4).toString("hex")}`);
	ours$1.add(path);
	return path;
}
/** A new name may have to wait until the file system has written its journal. */
const opened = promisify(open);
/** Opens a new temporary for what `target` becomes, and makes its folder where it is missing. Undone, both are gone. */
async function createTemp(target, mode, undo) {
	const path = tempBeside(target);
	for (let attempt = 1;; attempt++) {
		try {
			const fd = await opened(path, "wx+", mode);
			undo.add(() => removeIfThere(path));
			return {
				path,
				fd
			};
		} catch (error) {
			if (errnoOf(error) !== "ENOENT" || attempt === 5) throw error;
		}
		await makeFolder(dirname(path), undo);
	}
}
/** Makes a folder and those above it. Undone, those that we made are gone, but for one that something else has put a file into. */
async function makeFolder(folder, undo) {
	for (;;) {
		try {
			mkdirSync(folder);
			break;
		} catch (error) {
			if (errnoOf(error) === "EEXIST") return;
			if (errnoOf(error) !== "ENOENT" || dirname(folder) === folder) throw error;
		}
		await makeFolder(dirname(folder), undo);
	}
	undo.add(() => {
		try {
			rmdirSync(folder);
		} catch {}
	});
	await syncFolder(dirname(folder));
}
/**
* A durable temporary with `bytes`.
* @param mode as the umask leaves it
* @param exactMode whatever the umask says
*/
async function writeTemp(target, bytes, mode, undo, exactMode) {
	const { path, fd } = await createTemp(target, mode, undo);
	try {
		if (exactMode !== void 0) fchmodSync(fd, exactMode);
		writeFully(fd, bytes, 0);
		await synced(fd);
	} finally {
		closeSync(fd);
	}
	return path;
}
/**
* Makes a temporary visible as `target`. Undone, `target` is what it was.
* @returns what removes the way back, once there is no need for it
*/
async function replaceWith(temp, target, undo) {
	const backup = await keepBeside(target, undo);
	renameSync(temp, target);
	undo.add(() => backup === null ? removeIfThere(target) : renameSync(backup, target));
	return () => {
		if (backup !== null) removeIfThere(backup);
	};
}
/** A second name for what stands at `target`, or a copy where the file system has no links; null where nothing stands there. */
async function keepBeside(target, undo) {
	if (!isThere$1(target)) return null;
	const backup = tempBeside(target);
	undo.add(() => removeIfThere(backup));
	try {
		linkSync(target, backup);
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return null;
		await copyFile(target, backup, constants$1.COPYFILE_FICLONE);
	}
	return backup;
}
function removeIfThere(path) {
	ours$1.delete(path);
	if (!isThere$1(path)) return;
	try {
		unlinkSync(path);
	} catch (error) {
		if (errnoOf(error) !== "ENOENT") throw error;
	}
}
/** Mostly nothing is, and to be told so costs a tenth of an error. What cannot be looked at may be there. */
function isThere$1(path) {
	try {
		return lstatSync(path, { throwIfNoEntry: false }) !== void 0;
	} catch {
		return true;
	}
}
/** Waits for the disk, on another thread. */
const synced = promisify(fsync);
/** Writes all of `bytes` at `position`: one call may write less. */
function writeFully(fd, bytes, position) {
	for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, position + done);
}
/** Makes names durable. Windows, and some network file systems, have no such call and need none. */
async function syncFolder(folder) {
	if (process.platform === "win32") return;
	const fd = openSync(folder, "r");
	try {
		await synced(fd);
	} catch (error) {
		if (![
			"EINVAL",
			"ENOTSUP",
			"ENOSYS"
		].includes(errnoOf(error) ?? "")) throw error;
	} finally {
		closeSync(fd);
	}
}
// packages/files/src/undo.ts
/** What brings everything back to how it was: steps in the order in which they were made, undone from the last. */
var Undo = class {
	#steps = [];
	add(step) {
		this.#steps.push(step);
	}
	/** From here on what was done stays. */
	forget() {
		this.#steps = [];
	}
	/** Undoes every step, also after one that failed. @throws the first failure */
	async run() {
		const steps = this.#steps.reverse();
		this.#steps = [];
		const failures = [];
		for (const step of steps) try {
			await step();
		} catch (error) {
			failures.push(error);
		}
		if (failures.length > 0) throw failures[0];
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
/** What we leave beside a signed file. */
const SIDE_FILE_SUFFIXES = [
	".p7s",
	...[".sigstore.json", ".provenance.sigstore.json"],
	".attestation.sigstore.json"
];
/** Characters that make a pattern of a path. Round brackets are none: extended globs are not part of the language. */
const GLOB_CHARACTERS$1 = /[*?[\]{}\\]/;
/** `s`: a name that begins with a line break is a name like others, and no glob may pass over it. */
const MATCHING = {
	noextglob: true,
	flags: "s"
};
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
		if (given !== "" && (given.startsWith("!") || GLOB_CHARACTERS$1.test(given))) return null;
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
	const matches = (0, import_picomatch.default)(rest, MATCHING);
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
		if (GLOB_CHARACTERS$1.test(segments[count])) {
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
		...MATCHING,
		dot: true
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
async function readText$1(path, limit) {
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
/**
* Writes a small file so that its path holds the old bytes or the new ones, whatever happens, and the new ones durably on return.
* Missing folders are made. A file that is replaced keeps its mode where `mode` is not given; a new one gets 0666 less the umask.
* @throws FilesError DISK_FULL, PERMISSION_DENIED, PATH_IS_DIRECTORY, NOT_A_DIRECTORY, IO_FAILED
*/
function writeFileDurable(path, bytes, mode) {
	return onFile(path, async () => {
		const old = await stat(path).catch(() => null);
		if (old?.isDirectory()) throw new FilesError("PATH_IS_DIRECTORY", `${path}: is a directory`, { details: { path } });
		const undo = new Undo();
		try {
			const settle = await replaceWith(await writeTemp(path, bytes, mode ?? 438, undo, mode ?? (old ? old.mode & 511 : void 0)), path, undo);
			await syncFolder(dirname(path));
			undo.forget();
			settle();
		} catch (error) {
			await undo.run().catch(() => {});
			throw error;
		}
	});
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
	/** All characters in the ``S`` production. */
	exports.S_LIST = [
		SPACE,
		NL,
		CR,
		TAB
	];
	/**
	* Determines whether a codepoint matches the ``CHAR`` production.
	*
	* @param c The code point.
	*
	* @returns ``true`` if the codepoint matches ``CHAR``.
	*/
	function isChar(c) {
		return c >= SPACE && c <= 55295 || c === NL || c === CR || c === TAB || c >= 57344 && c <= 65533 || c >= 65536 && c <= 1114111;
	}
	exports.isChar = isChar;
	/**
	* Determines whether a codepoint matches the ``S`` (space) production.
	*
	* @param c The code point.
	*
	* @returns ``true`` if the codepoint matches ``S``.
	*/
	function isS(c) {
		return c === SPACE || c === NL || c === CR || c === TAB;
	}
	exports.isS = isS;
	/**
	* Determines whether a codepoint matches the ``NAME_START_CHAR`` production.
	*
	* @param c The code point.
	*
	* @returns ``true`` if the codepoint matches ``NAME_START_CHAR``.
	*/
	function isNameStartChar(c) {
		return c >= 65 && c <= 90 || c >= 97 && c <= 122 || c === 58 || c === 95 || c === 8204 || c === 8205 || c >= 192 && c <= 214 || c >= 216 && c <= 246 || c >= 248 && c <= 767 || c >= 880 && c <= 893 || c >= 895 && c <= 8191 || c >= 8304 && c <= 8591 || c >= 11264 && c <= 12271 || c >= 12289 && c <= 55295 || c >= 63744 && c <= 64975 || c >= 65008 && c <= 65533 || c >= 65536 && c <= 983039;
	}
	exports.isNameStartChar = isNameStartChar;
	/**
	* Determines whether a codepoint matches the ``NAME_CHAR`` production.
	*
	* @param c The code point.
	*
	* @returns ``true`` if the codepoint matches ``NAME_CHAR``.
	*/
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
	/** All characters in the ``S`` production. */
	exports.S_LIST = [
		SPACE,
		NL,
		CR,
		TAB
	];
	/**
	* Determines whether a codepoint matches the ``CHAR`` production.
	*
	* @param c The code point.
	*
	* @returns ``true`` if the codepoint matches ``CHAR``.
	*/
	function isChar(c) {
		return c >= 1 && c <= 55295 || c >= 57344 && c <= 65533 || c >= 65536 && c <= 1114111;
	}
	exports.isChar = isChar;
	/**
	* Determines whether a codepoint matches the ``RESTRICTED_CHAR`` production.
	*
	* @param c The code point.
	*
	* @returns ``true`` if the codepoint matches ``RESTRICTED_CHAR``.
	*/
	function isRestrictedChar(c) {
		return c >= 1 && c <= 8 || c === 11 || c === 12 || c >= 14 && c <= 31 || c >= 127 && c <= 132 || c >= 134 && c <= 159;
	}
	exports.isRestrictedChar = isRestrictedChar;
	/**
	* Determines whether a codepoint matches the ``CHAR`` production and does not
	* match the ``RESTRICTED_CHAR`` production. ``isCharAndNotRestricted(x)`` is
	* equivalent to ``isChar(x) && !isRestrictedChar(x)``. This function is faster
	* than running the two-call equivalent.
	*
	* @param c The code point.
	*
	* @returns ``true`` if the codepoint matches ``CHAR`` and does not match
	* ``RESTRICTED_CHAR``.
	*/
	function isCharAndNotRestricted(c) {
		return c === 9 || c === 10 || c === 13 || c > 31 && c < 127 || c === 133 || c > 159 && c <= 55295 || c >= 57344 && c <= 65533 || c >= 65536 && c <= 1114111;
	}
	exports.isCharAndNotRestricted = isCharAndNotRestricted;
	/**
	* Determines whether a codepoint matches the ``S`` (space) production.
	*
	* @param c The code point.
	*
	* @returns ``true`` if the codepoint matches ``S``.
	*/
	function isS(c) {
		return c === SPACE || c === NL || c === CR || c === TAB;
	}
	exports.isS = isS;
	/**
	* Determines whether a codepoint matches the ``NAME_START_CHAR`` production.
	*
	* @param c The code point.
	*
	* @returns ``true`` if the codepoint matches ``NAME_START_CHAR``.
	*/
	function isNameStartChar(c) {
		return c >= 65 && c <= 90 || c >= 97 && c <= 122 || c === 58 || c === 95 || c === 8204 || c === 8205 || c >= 192 && c <= 214 || c >= 216 && c <= 246 || c >= 248 && c <= 767 || c >= 880 && c <= 893 || c >= 895 && c <= 8191 || c >= 8304 && c <= 8591 || c >= 11264 && c <= 12271 || c >= 12289 && c <= 55295 || c >= 63744 && c <= 64975 || c >= 65008 && c <= 65533 || c >= 65536 && c <= 983039;
	}
	exports.isNameStartChar = isNameStartChar;
	/**
	* Determines whether a codepoint matches the ``NAME_CHAR`` production.
	*
	* @param c The code point.
	*
	* @returns ``true`` if the codepoint matches ``NAME_CHAR``.
	*/
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
	/**
	* Determines whether a codepoint matches [[NC_NAME_START_CHAR]].
	*
	* @param c The code point.
	*
	* @returns ``true`` if the codepoint matches.
	*/
	function isNCNameStartChar(c) {
		return c >= 65 && c <= 90 || c === 95 || c >= 97 && c <= 122 || c >= 192 && c <= 214 || c >= 216 && c <= 246 || c >= 248 && c <= 767 || c >= 880 && c <= 893 || c >= 895 && c <= 8191 || c >= 8204 && c <= 8205 || c >= 8304 && c <= 8591 || c >= 11264 && c <= 12271 || c >= 12289 && c <= 55295 || c >= 63744 && c <= 64975 || c >= 65008 && c <= 65533 || c >= 65536 && c <= 983039;
	}
	exports.isNCNameStartChar = isNCNameStartChar;
	/**
	* Determines whether a codepoint matches [[NC_NAME_CHAR]].
	*
	* @param c The code point.
	*
	* @returns ``true`` if the codepoint matches.
	*/
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
	/**
	* The list of supported events.
	*/
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
		/**
		* @param opt The parser options.
		*/
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
		/**
		* Indicates whether or not the parser is closed. If ``true``, wait for
		* the ``ready`` event to write again.
		*/
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
		/**
		* The stream position the parser is currently looking at. This field is
		* zero-based.
		*
		* This field is not based on counting Unicode characters but is to be
		* interpreted as a plain index into a JavaScript string.
		*/
		get position() {
			return this.chunkPosition + this.i;
		}
		/**
		* The column number of the next character to be read by the parser.  *
		* This field is zero-based. (The first column in a line is 0.)
		*
		* This field reports the index at which the next character would be in the
		* line if the line were represented as a JavaScript string.  Note that this
		* *can* be different to a count based on the number of *Unicode characters*
		* due to how JavaScript handles astral plane characters.
		*
		* See [[column]] for a number that corresponds to a count of Unicode
		* characters.
		*/
		get columnIndex() {
			return this.position - this.positionAtNewLine;
		}
		/**
		* Set an event listener on an event. The parser supports one handler per
		* event type. If you try to set an event handler over an existing handler,
		* the old handler is silently overwritten.
		*
		* @param name The event to listen to.
		*
		* @param handler The handler to set.
		*/
		on(name, handler) {
			this[EVENT_NAME_TO_HANDLER_NAME[name]] = handler;
		}
		/**
		* Unset an event handler.
		*
		* @parma name The event to stop listening to.
		*/
		off(name) {
			this[EVENT_NAME_TO_HANDLER_NAME[name]] = void 0;
		}
		/**
		* Make an error object. The error object will have a message that contains
		* the ``fileName`` option passed at the creation of the parser. If position
		* tracking was turned on, it will also have line and column number
		* information.
		*
		* @param message The message describing the error to report.
		*
		* @returns An error object with a properly formatted message.
		*/
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
		/**
		* Report a parsing error. This method is made public so that client code may
		* check for issues that are outside the scope of this project and can report
		* errors.
		*
		* @param message The error to report.
		*
		* @returns this
		*/
		fail(message) {
			const err = this.makeError(message);
			const handler = this.errorHandler;
			if (handler === void 0) throw err;
			else handler(err);
			return this;
		}
		/**
		* Write a XML data to the parser.
		*
		* @param chunk The XML data to write.
		*
		* @returns this
		*/
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
		/**
		* Close the current stream. Perform final well-formedness checks and reset
		* the parser tstate.
		*
		* @returns this
		*/
		close() {
			return this.write(null);
		}
		/**
		* Get a single code point out of the current chunk. This updates the current
		* position if we do position tracking.
		*
		* This is the algorithm to use for XML 1.0.
		*
		* @returns The character read.
		*/
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
		/**
		* Get a single code point out of the current chunk. This updates the current
		* position if we do position tracking.
		*
		* This is the algorithm to use for XML 1.1.
		*
		* @returns {number} The character read.
		*/
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
		/**
		* Like ``getCode`` but with the return value normalized so that ``NL`` is
		* returned for ``NL_LIKE``.
		*/
		getCodeNorm() {
			const c = this.getCode();
			return c === NL_LIKE ? NL : c;
		}
		unget() {
			this.i = this.prevI;
			this.column--;
		}
		/**
		* Capture characters into a buffer until encountering one of a set of
		* characters.
		*
		* @param chars An array of codepoints. Encountering a character in the array
		* ends the capture. (``chars`` may safely contain ``NL``.)
		*
		* @return The character code that made the capture end, or ``EOC`` if we hit
		* the end of the chunk. The return value cannot be NL_LIKE: NL is returned
		* instead.
		*/
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
		/**
		* Capture characters into a buffer until encountering a character.
		*
		* @param char The codepoint that ends the capture. **NOTE ``char`` MAY NOT
		* CONTAIN ``NL``.** Passing ``NL`` will result in buggy behavior.
		*
		* @return ``true`` if we ran into the character. Otherwise, we ran into the
		* end of the current chunk.
		*/
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
		/**
		* Capture characters that satisfy ``isNameChar`` into the ``name`` field of
		* this parser.
		*
		* @return The character code that made the test fail, or ``EOC`` if we hit
		* the end of the chunk. The return value cannot be NL_LIKE: NL is returned
		* instead.
		*/
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
		/**
		* Skip white spaces.
		*
		* @return The character that ended the skip, or ``EOC`` if we hit
		* the end of the chunk. The return value cannot be NL_LIKE: NL is returned
		* instead.
		*/
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
		/**
		* End parsing. This performs final well-formedness checks and resets the
		* parser to a clean state.
		*
		* @returns this
		*/
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
		/**
		* Resolve a namespace prefix.
		*
		* @param prefix The prefix to resolve.
		*
		* @returns The namespace URI or ``undefined`` if the prefix is not defined.
		*/
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
		/**
		* Parse a qname into its prefix and local name parts.
		*
		* @param name The name to parse
		*
		* @returns
		*/
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
		/**
		* Handle a complete open tag. This parser code calls this once it has seen
		* the whole tag. This method checks for well-formeness and then emits
		* ``onopentag``.
		*/
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
		/**
		* Handle a complete self-closing tag. This parser code calls this once it has
		* seen the whole tag. This method checks for well-formeness and then emits
		* ``onopentag`` and ``onclosetag``.
		*/
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
		/**
		* Handle a complete close tag. This parser code calls this once it has seen
		* the whole tag. This method checks for well-formeness and then emits
		* ``onclosetag``.
		*/
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
		/**
		* Resolves an entity. Makes any necessary well-formedness checks.
		*
		* @param entity The entity to resolve.
		*
		* @returns The parsed entity.
		*/
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
/** Where and what; the caller knows the file. */
var XmlFault = class extends Error {};
const MAX_DEPTH$1 = 64;
/**
* XML 1.0 as test tools write it. A document type is refused: its entities are what attacks on readers are made of, and no report has one.
* @throws XmlFault
*/
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
		if (open.length > MAX_DEPTH$1) throw fault(`more than ${MAX_DEPTH$1} elements in one another`);
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
	FILE_ALREADY_SIGNED: {
		family: "usage",
		howToFix: "Leave the file out with !NAME, or say what to do with its signatures: --if-signed keep, append or replace."
	},
	REQUIREMENT_NOT_MET: {
		family: "untrusted",
		howToFix: "Sign the file with what is required, or drop it from --require."
	},
	SIGNER_UNEXPECTED: {
		family: "untrusted",
		howToFix: "The file is not by whom --signer-subject, --signer-issuer, --signer-key or --signer-san name: find out who signed it before you add them."
	},
	SIGNATURE_TOO_OLD: {
		family: "untrusted",
		howToFix: "Sign the file again, with a timestamp, or allow more days with --max-age."
	},
	ALGORITHM_WEAK: {
		family: "untrusted",
		howToFix: "Sign the file again with SHA-256 or better and a key that is long enough."
	},
	IDENTITY_UNPROVED: {
		family: "untrusted",
		howToFix: "Sign in a CI job whose identity token is verified (docs/identity.md), publish NAME.sigstore.json beside the file, and trust the key of the records."
	},
	IDENTITY_UNEXPECTED: {
		family: "untrusted",
		howToFix: "Another job made the file than the one you expect: find out which before you allow it."
	},
	PROVENANCE_INVALID: {
		family: "untrusted",
		howToFix: "Get the provenance again from whoever published the file: what lies there says something else."
	},
	PREDICATE_INVALID: {
		family: "usage",
		howToFix: "Give a file that holds one JSON object."
	},
	SBOM_UNKNOWN: {
		family: "usage",
		howToFix: "Give a CycloneDX or SPDX document in JSON, or say with --predicate-type what it is."
	},
	SBOM_NOT_FOUND: {
		family: "usage",
		howToFix: "Let exactly one SBOM lie beside the file (NAME.cdx.json, NAME.spdx.json), or in its folder (bom.json, sbom.cdx.json ...), or name it with --sbom."
	},
	TEST_RESULTS_INVALID: {
		family: "usage",
		howToFix: "Give the JUnit XML reports of a finished test run, or one in-toto test-result predicate in JSON."
	},
	TESTS_FAILED: {
		family: "untrusted",
		howToFix: "Mend what the tests found. Where that they failed is to be attested, say --allow-failed."
	},
	CHECKSUMS_INVALID: {
		family: "usage",
		howToFix: "Give checksums as `sha256sum FILE...` writes them, each name with one digest."
	},
	MANIFEST_NOT_FOUND: {
		family: "usage",
		howToFix: "Write release.yaml (docs/release.md has an example), or name the manifest: chancery release FILE."
	},
	MANIFEST_INVALID: {
		family: "usage",
		howToFix: "Correct the members that the message names; docs/release.md lists them all."
	},
	NOT_AVAILABLE: {
		family: "usage",
		howToFix: "Leave it out, or use a version that has it."
	},
	RELEASE_FILES_UNDECLARED: {
		family: "usage",
		howToFix: "Declare the files in an entry of the manifest, list them under ignore, or stop building them."
	},
	RELEASE_FILE_COUNT: {
		family: "usage",
		howToFix: "Build what is missing, or correct paths and count, min or max of the entry."
	},
	RELEASE_FILE_TWICE: {
		family: "usage",
		howToFix: "Exclude the file from one of the two entries: !PATTERN."
	},
	RELEASE_OUTPUT_FOREIGN: {
		family: "usage",
		howToFix: "Remove the files, or give the release an output folder of its own: they are of another release."
	},
	RELEASE_OUTPUT_BUSY: {
		family: "environment",
		howToFix: "Wait until the other run ends, or end it, then run this one again; a run that was killed blocks nobody."
	},
	RELEASE_TOO_LARGE: {
		family: "usage",
		howToFix: "Pack the files, or make several releases of them."
	},
	RELEASE_RECORD_UNKNOWN: {
		family: "usage",
		howToFix: "Give the release record of a former release: SHA256SUMS.release.sigstore.json."
	},
	RELEASE_RECORD_MISMATCH: {
		family: "untrusted",
		howToFix: "Something changed the output while or after it was written: run the release again, alone."
	}
};
var EngineError = class extends ChanceryError {
	constructor(code, message, options) {
		super(ENGINE_ERRORS, code, message, options);
		this.name = "EngineError";
	}
};
// packages/engine/src/attest-tests.ts
const MAX_REPORT_BYTES = 67108864;
/** @throws EngineError TEST_RESULTS_INVALID, TESTS_FAILED; AttestError STATEMENT_INVALID; FilesError where a file is not there */
async function readTestResults(context, options) {
	const predicate = predicateOf(await readAll(context, options.testResults ?? []), await readAll(context, options.testConfiguration ?? []));
	if (testOutcomeOf(predicate) === "FAILED" && options.allowFailed !== true) {
		const { failedTests = [] } = predicate;
		const names = failedTests.slice(0, 5).join(", ");
		throw new EngineError("TESTS_FAILED", `${failedTests.length} tests failed: ${names}`, { details: { names: failedTests.slice(0, 20) } });
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
		text: textOf$4(file)
	}));
	const json = texts.find(({ text }) => text.trimStart().startsWith("{"));
	if (!json) return testResultPredicate(texts.map(({ file, text }) => readJunit(file, text)), configuration);
	if (files.length > 1 || configuration.length > 0) throw invalid$2(json.file, "is a predicate by itself: neither other reports nor a configuration go with it");
	try {
		return JSON.parse(json.text);
	} catch (cause) {
		throw invalid$2(json.file, "is not JSON", cause);
	}
}
/** As Ant, Surefire, Gradle, pytest and the runners of other languages write it; there is no specification. */
function readJunit(file, text) {
	const root = rootOf(file, text);
	if (root.name !== "testsuites" && root.name !== "testsuite") throw invalid$2(file, `its root is <${root.name}>`);
	const found = {
		passed: [],
		warned: [],
		failed: [],
		skipped: []
	};
	collect(root, file, found);
	if (found.passed.length + found.warned.length + found.failed.length === 0) throw invalid$2(file, "no test ran");
	return {
		name: file.name,
		sha256: file.sha256,
		...found
	};
}
/** @returns how many failed in the element */
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
	if (said > 0 && failures === 0) throw invalid$2(file, `says that ${said} failed, and does not show which`);
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
	if (!name) throw invalid$2(file, "a test without a name");
	return group ? `${group}.${name}` : name;
}
function textOf$4(file) {
	try {
		return fromUtf8(file.bytes).replace(/^\uFEFF/, "");
	} catch (cause) {
		throw invalid$2(file, "is not UTF-8 text", cause);
	}
}
function rootOf(file, text) {
	try {
		return parseXml(text);
	} catch (cause) {
		if (cause instanceof XmlFault) throw invalid$2(file, cause.message, cause);
		throw cause;
	}
}
function invalid$2({ path }, what, cause) {
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
/** @throws EngineError OPTION_INVALID; AttestError STATEMENT_INVALID; FilesError where a file is not there */
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
/** The ways, by the flag that stands for each. */
const WAYS = {
	"--predicate": ({ predicate, predicateType, sbom }) => predicate !== void 0 || predicateType !== void 0 && sbom === void 0,
	"--sbom": ({ sbom }) => sbom !== void 0,
	"--test-results": ({ testResults }) => testResults !== void 0,
	"--vsa-result": ({ vsa }) => vsa !== void 0,
	"--provenance": ({ provenance }) => provenance === true
};
/**
* @throws EngineError OPTION_INVALID, OPTIONS_CONFLICT, PREDICATE_INVALID, SBOM_UNKNOWN, TEST_RESULTS_INVALID, TESTS_FAILED;
* AttestError PROVENANCE_UNVERIFIED, STATEMENT_INVALID
*/
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
/**
* Whoever verifies takes these types for what this program found out and proved. Out of a file they would be what somebody wrote there, under the same key.
* @throws EngineError OPTION_INVALID; AttestError PROVENANCE_UNVERIFIED
*/
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
	const text = await readText$1(path, MAX_PREDICATE_BYTES);
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new EngineError("PREDICATE_INVALID", `${path} is not JSON`, {
			cause,
			details: { path }
		});
	}
}
/**
* The type under which other tools of the field file the document: by its content, whatever its name.
* CycloneDX says `bomFormat`; SPDX 2 `spdxVersion`; SPDX 3 is JSON-LD in the context of its version.
*/
function sbomType(document, path) {
	const { bomFormat, spdxVersion, "@context": context } = Object(document);
	if (bomFormat === "CycloneDX") return "https://cyclonedx.org/bom";
	const spdx2 = typeof spdxVersion === "string" ? /^SPDX-(2\.\d+)$/.exec(spdxVersion)?.[1] : void 0;
	const spdx3 = typeof context === "string" ? /^https:\/\/spdx\.org\/rdf\/(3\.\d+)/.exec(context)?.[1] : void 0;
	const version = spdx2 ?? spdx3;
	if (version !== void 0) return `https://spdx.dev/Document/v${version}`;
	throw new EngineError("SBOM_UNKNOWN", `${path} is neither CycloneDX nor SPDX in JSON`, { details: { path } });
}
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
// packages/engine/src/member-reader.ts
/** Reads a file of ours that people write, member by member, and collects everything that is wrong with it. */
var MemberReader = class {
	problems = [];
	/** What relative paths in the file are relative to. */
	folder;
	constructor(folder) {
		this.folder = folder;
	}
	/** @param names `secret`: an unknown one is not repeated, because it may be the PIN that somebody put into the wrong place */
	members(data, at, known, names = "plain") {
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
	string(value, at) {
		if (value === void 0 || value === null) return void 0;
		if (typeof value === "string" && value !== "") return value;
		this.problems.push(`${at}: is no text`);
	}
	path(value, at) {
		const path = this.string(value, at);
		return path === void 0 ? void 0 : resolve(this.folder, path);
	}
	strings(value, at) {
		if (value === void 0 || value === null) return [];
		if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
		this.problems.push(`${at}: is no list of texts`);
		return [];
	}
};
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
// packages/engine/src/identity-reader.ts
const PLATFORMS = Object.keys({
	github: true,
	gitlab: true,
	jenkins: true,
	buildkite: true,
	circleci: true,
	azure: true
});
/** Reads the section's shape. What its values mean together, `trustedIssuers` says where they are used. */
var IdentityReader = class extends MemberReader {
	identity(data) {
		if (data === void 0 || data === null) return null;
		const members = this.members(data, "identity", ["audience", "issuers"]);
		const audience = this.string(members.audience, "identity.audience");
		const { issuers } = members;
		if (!Array.isArray(issuers) || issuers.length === 0) {
			this.problems.push("identity.issuers: is no list of issuers");
			return null;
		}
		return { issuers: issuers.map((issuer, index) => this.#issuer(issuer, `identity.issuers[${index}]`, audience)) };
	}
	#issuer(data, at, common) {
		const members = this.members(data, at, [
			"issuer",
			"platform",
			"audience",
			"jwks",
			"organization",
			"maxLifetime"
		]);
		const issuer = this.string(members.issuer, `${at}.issuer`);
		if (members.issuer === void 0 || members.issuer === null) this.problems.push(`${at}.issuer: is missing`);
		const audience = members.audience === null ? null : this.string(members.audience, `${at}.audience`) ?? common;
		if (audience === void 0 && members.audience === void 0) this.problems.push(`${at}.audience: is missing, and identity.audience too`);
		return {
			issuer: issuer ?? "",
			audience: audience ?? null,
			platform: this.#platform(members.platform, `${at}.platform`),
			jwks: this.path(members.jwks, `${at}.jwks`),
			organization: this.#organization(members.organization, `${at}.organization`),
			maxLifetime: this.#seconds(members.maxLifetime, `${at}.maxLifetime`)
		};
	}
	#platform(value, at) {
		const platform = this.string(value, at);
		if (platform === void 0 || PLATFORMS.includes(platform)) return platform;
		this.problems.push(`${at}: ${platform} is none of ${PLATFORMS.join(", ")}${suggestion(platform, PLATFORMS)}`);
	}
	#organization(data, at) {
		if (data === void 0 || data === null) return void 0;
		const members = this.members(data, at, ["id", "name"]);
		const id = this.string(members.id, `${at}.id`);
		const name = this.string(members.name, `${at}.name`);
		if (members.id === void 0 === (members.name === void 0)) {
			this.problems.push(`${at}: has one member, id or name`);
			return;
		}
		return id === void 0 ? { name: name ?? "" } : { id };
	}
	#seconds(value, at) {
		if (value === void 0 || value === null || typeof value === "number" && value > 0) return value ?? void 0;
		this.problems.push(`${at}: is no number of seconds`);
	}
};
// packages/engine/src/yaml-text.ts
/** Levels that a configuration may have. */
const MAX_DEPTH = 64;
/** Aliases cost nothing here, but whoever walks the data would walk what they stand for each time. */
const MAX_ALIASES = 10;
/** Says where it is wrong and how, never with what: the parser's own messages quote the text, and that may be a PIN. */
async function parseYaml(text) {
	const { loadAll, YAMLException } = await import("./js-yaml.js");
	try {
		const [data = {}, ...more] = loadAll(text, {
			maxDepth: MAX_DEPTH,
			maxAliases: MAX_ALIASES
		});
		return more.length > 0 ? {
			data: {},
			problems: ["has several documents (---)"]
		} : {
			data,
			problems: []
		};
	} catch (error) {
		if (!(error instanceof YAMLException)) throw error;
		const { reason, mark } = error;
		return {
			data: {},
			problems: [(mark ? `line ${mark.line + 1}, column ${mark.column + 1}: ` : "") + withoutText(reason)]
		};
	}
}
/** A reason up to where it quotes. */
function withoutText(reason) {
	return (/^[^"]*?(?="|!<|: |$)/.exec(reason)?.[0] ?? "").trim();
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
var ConfigReader = class extends MemberReader {
	config(data) {
		const members = this.members(data ?? {}, "", [
			"keys",
			"timestamp",
			"trust",
			"identity",
			"log",
			"service"
		]);
		for (const member of ["log", "service"]) if (members[member] !== void 0) this.problems.push(`${member}: is not available in this version`);
		const identity = new IdentityReader(this.folder);
		const config = {
			keys: this.#keys(members.keys),
			timestamp: this.#timestamp(members.timestamp),
			trust: this.strings(members.trust, "trust").map((file) => resolve(this.folder, file)),
			identity: identity.identity(members.identity)
		};
		this.problems.push(...identity.problems);
		return config;
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
		const members = this.members(data, at, [
			"uri",
			"module",
			"softhsm",
			"pin",
			"certificate"
		]);
		const uri = this.string(members.uri, `${at}.uri`) ?? "";
		if (members.uri === void 0) this.problems.push(`${at}.uri: is missing`);
		else if (!uri.startsWith("pkcs11:")) this.problems.push(`${at}.uri: is no pkcs11: URI`);
		else if (/[?&]pin-value=/.test(uri)) this.problems.push(`${at}.uri: carries a PIN (pin-value); use pin: { env: NAME } or { file: PATH }`);
		const module = this.string(members.module, `${at}.module`);
		const softhsm = this.path(members.softhsm, `${at}.softhsm`);
		const pin = this.#pin(members.pin, `${at}.pin`);
		const certificate = this.path(members.certificate, `${at}.certificate`);
		return {
			uri,
			...module !== void 0 && { module: module.includes("/") ? resolve(this.folder, module) : module },
			...softhsm !== void 0 && { softhsm },
			...pin && { pin },
			...certificate !== void 0 && { certificate }
		};
	}
	#pin(data, at) {
		if (data === void 0 || data === null) return null;
		const members = this.members(data, at, ["env", "file"], "secret");
		const env = this.string(members.env, `${at}.env`);
		const file = this.path(members.file, `${at}.file`);
		if (env === void 0 === (file === void 0)) {
			this.problems.push(`${at}: has one member, env or file`);
			return null;
		}
		return env === void 0 ? { file } : { env };
	}
	#timestamp(data) {
		if (data === void 0 || data === null || Array.isArray(data) && data.length === 0) return null;
		const members = this.members(data, "timestamp", [
			"urls",
			"quorum",
			"key"
		]);
		const key = this.string(members.key, "timestamp.key");
		const urls = this.strings(members.urls, "timestamp.urls");
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
};
// packages/engine/src/config.ts
const CONFIG_NAME = "chancery.yaml";
const MAX_CONFIG_BYTES = 1048576;
const NO_CONFIG = {
	path: null,
	keys: {},
	timestamp: null,
	trust: [],
	identity: null
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
		text = await readText$1(path, MAX_CONFIG_BYTES);
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
// packages/engine/src/attest-sbom.ts
/** What an SBOM is called that is of one file: the file's name with this behind it. */
const OF_FILE = [".cdx.json", ".spdx.json"];
/** And one of everything in its folder: what CycloneDX' and SPDX' own tools call theirs. */
const OF_FOLDER = [
	"bom.json",
	"sbom.json",
	"bom.cdx.json",
	"sbom.cdx.json",
	"bom.spdx.json",
	"sbom.spdx.json"
];
/** A pattern that means the files means the SBOMs beside them too: they are no subjects. */
function isSbom({ relative }) {
	const name = basename(relative);
	return OF_FOLDER.includes(name) || OF_FILE.some((suffix) => name.endsWith(suffix));
}
/**
* The SBOM of a file: its own, or else its folder's. Which of two to believe is not ours to guess.
* @returns absolute path
* @throws EngineError SBOM_NOT_FOUND where there is none, or there are several
*/
async function findSbom({ path, absolute }) {
	const places = [OF_FILE.map((suffix) => absolute + suffix), OF_FOLDER.map((name) => join(dirname(absolute), name))];
	for (const candidates of places) {
		const there = await Promise.all(candidates.map(exists));
		const found = candidates.filter((_, index) => there[index]);
		if (found.length > 1) throw new EngineError("SBOM_NOT_FOUND", `${path} has several: ${found.map((one) => basename(one)).join(", ")}`, { details: { path } });
		if (found[0] !== void 0) return found[0];
	}
	throw new EngineError("SBOM_NOT_FOUND", `no SBOM lies beside ${path}, and none in its folder`, { details: { path } });
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
const SBOM_SUFFIX = ".sbom.sigstore.json";
/** The release record stands beside the checksums; what does not fit into the first is in others. @param index from 1 */
function releaseRecordSuffix(index) {
	return `.release${index === 1 ? "" : `-${index}`}.sigstore.json`;
}
/** Endings of all that only a release leaves. */
const RELEASE_SUFFIXES = [SBOM_SUFFIX, ...Array.from({ length: 64 }, (_, index) => releaseRecordSuffix(index + 1))];
/** What we leave beside files, `chancery attest` and `chancery release` included: a glob passes over it. */
const OWN_SIDE_FILES = [
	...SIDE_FILE_SUFFIXES,
	...RELEASE_SUFFIXES,
	".attestation.intoto.jsonl",
	".sbom.intoto.jsonl"
];
// packages/engine/src/attest-subjects.ts
const FILES_AT_ONCE$4 = 4;
const MAX_CHECKSUMS_BYTES = 16777216;
/** @throws EngineError CHECKSUMS_INVALID, OPTION_INVALID; FilesError NOTHING_MATCHED */
async function readSubjects(context, options) {
	const given = (options.subjects ?? []).map(givenSubject);
	const listed = await Promise.all((options.checksums ?? []).map((path) => readChecksums(resolve(context.cwd, path), path)));
	const inputs = options.files.length > 0 ? await expandFiles(options.files, {
		cwd: context.cwd,
		sideFileSuffixes: OWN_SIDE_FILES
	}) : [];
	const subjects = distinct$1([
		...await hashFiles(context, inputs),
		...listed.flat(),
		...given
	]);
	return {
		subjects,
		only: subjects.length === 1 ? inputs[0]?.path ?? null : null
	};
}
/** Names below the globs' bases, and digests, in the order of the files. */
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
/** Names below the globs' bases; as they were given where two would be called the same, which in-toto forbids. */
function subjectNames(inputs) {
	if (inputs.length === 1) return ({ relative }) => basename(relative);
	return new Set(inputs.map(({ relative }) => relative)).size === inputs.length ? ({ relative }) => relative : ({ path }) => path;
}
/** `HEX  NAME`, `HEX *NAME`, `SHA256 (NAME) = HEX`; a backslash in front where the name has escapes (coreutils). */
async function readChecksums(path, shown) {
	const subjects = (await readText$1(path, MAX_CHECKSUMS_BYTES)).split(/\r?\n/).flatMap((line, i) => {
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
/** What is named twice with one digest stands once; with two digests it is a contradiction. */
function distinct$1(subjects) {
	const found = /* @__PURE__ */ new Map();
	for (const subject of subjects) {
		const known = found.get(subject.name);
		if (known && known.digest.sha256 !== subject.digest.sha256) throw new EngineError("CHECKSUMS_INVALID", `${subject.name} is given with two digests`);
		found.set(subject.name, subject);
	}
	return [...found.values()];
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
function isLost(error) {
	return LOST.has(resultCode(error) ?? -1);
}
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
/** The token has no session left for us: others may give one back. */
const BUSY_OR_FULL = [CKR.GENERAL_ERROR, CKR.SESSION_COUNT];
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
/** `promise`, or ABORTED as soon as `signal` says so: a call inside the module cannot be stopped, but nobody has to wait for it. */
async function abortable(promise, signal) {
	if (!signal) return promise;
	let stop = () => void 0;
	const stopped = new Promise((_, reject) => {
		stop = () => reject(new CoreError("ABORTED", "stopped while using the token", { cause: signal.reason }));
	});
	if (signal.aborted) stop();
	signal.addEventListener("abort", stop, { once: true });
	try {
		return await Promise.race([promise, stopped]);
	} finally {
		signal.removeEventListener("abort", stop);
	}
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
const processModules = new ModuleRegistry();
const MODULE_FOLDERS = [
	"/usr/lib",
	"/usr/lib64",
	"/usr/local/lib",
	"/opt/homebrew/lib"
];
/**
* The module of a token: the path given, else the URI's module-path, else its module-name, searched as `NAME.so` and `libNAME.so`
* (`.dylib`, `.dll`) in the system's library folders and their folders `pkcs11` and `softhsm`.
* @throws HsmError MODULE_NOT_GIVEN, MODULE_MISSING
*/
function locateModule(path, uri) {
	const given = path ?? uri.modulePath;
	if (given) return given;
	const name = uri.moduleName;
	if (!name) throw new HsmError("MODULE_NOT_GIVEN", "no PKCS#11 module was named");
	if (/[/\\]/.test(name)) throw new HsmError("URI_INVALID", "PKCS#11 URI: module-name is a path");
	const found = findLibrary(name);
	if (found) return found;
	throw new HsmError("MODULE_MISSING", `no PKCS#11 module ${name} in the usual folders`, { details: { name } });
}
/** The first library of that name in the usual folders, null where there is none. */
function findLibrary(name, folders = libraryFolders()) {
	for (const folder of folders) for (const prefix of ["", "lib"]) for (const suffix of [
		".so",
		".dylib",
		".dll"
	]) {
		const file = join(folder, `${prefix}${name}${suffix}`);
		if (existsSync(file)) return file;
	}
	return null;
}
function libraryFolders() {
	const architectures = existsSync("/usr/lib") ? readdirSync("/usr/lib").filter((entry) => entry.includes("-linux-")) : [];
	return [...MODULE_FOLDERS, ...architectures.map((entry) => join("/usr/lib", entry))].flatMap((root) => [
		root,
		join(root, "pkcs11"),
		join(root, "softhsm")
	]);
}
// packages/hsm/src/pin.ts
/** The PIN source of a URI (RFC 7512 section 2.4), null where it names none. @throws HsmError PIN_SOURCE_REFUSED */
function pinSourceOf(uri) {
	if (uri.pinValue !== void 0) throw new HsmError("PIN_SOURCE_REFUSED", "the URI carries the PIN itself in pin-value");
	const source = uri.pinSource;
	if (source === void 0) return null;
	if (source.startsWith("|")) throw new HsmError("PIN_SOURCE_REFUSED", "pin-source names a command");
	if (!/^[a-z][a-z0-9+.-]*:/i.test(source)) return { file: resolve(source) };
	try {
		if (/^file:/i.test(source)) return { file: fileURLToPath(source) };
	} catch (cause) {
		throw new HsmError("PIN_SOURCE_REFUSED", "pin-source is no local file", { cause });
	}
	throw new HsmError("PIN_SOURCE_REFUSED", "pin-source is neither a path nor a file: URI");
}
/**
* The PIN, without line breaks at its end: files and pasted secrets end in one, and a wrong PIN costs one of few tries.
* @throws HsmError PIN_MISSING
*/
async function readPin(source) {
	if (source === null) throw new HsmError("PIN_MISSING", "the token wants a PIN and none was given");
	let text;
	if ("env" in source) text = process.env[source.env] ?? "";
	else try {
		text = await readFile(source.file, "utf8");
	} catch (cause) {
		throw new HsmError("PIN_MISSING", `the PIN file ${source.file} cannot be read`, {
			details: { file: source.file },
			cause
		});
	}
	const pin = text.replace(/[\r\n]+$/, "");
	if (pin !== "") return pin;
	const place = "env" in source ? `the environment variable ${source.env}` : source.file;
	throw new HsmError("PIN_MISSING", `${place} holds no PIN`, { details: { place } });
}
// packages/hsm/src/certificates.ts
/** Longer chains are a mistake or an attack. */
const MAX_CHAIN = 10;
/**
* The certificates of a file: PEM, several in it, or one in DER.
* @throws HsmError CERTIFICATE_INVALID
*/
function readCertificates$1(file) {
	try {
		const found = file[0] === 48 ? [file] : pemCertificates$1(file);
		if (found.length > 0) return found.map((der) => parseCertificate(Uint8Array.from(der)));
	} catch (cause) {
		throw new HsmError("CERTIFICATE_INVALID", "a certificate cannot be read", { cause });
	}
	throw new HsmError("CERTIFICATE_INVALID", "the file holds no certificate");
}
function pemCertificates$1(file) {
	return parsePem(fromUtf8(file)).filter(({ label }) => label === "CERTIFICATE").map(({ bytes }) => bytes);
}
/** null where the bytes are no certificate that we read: a token may hold anything. */
function tokenCertificate(der) {
	try {
		return parseCertificate(der);
	} catch (error) {
		if (error instanceof CodecError) return null;
		throw error;
	}
}
/**
* `leaf` and its issuers, as far as `known` has them. An issuer is who has the name and made the signature; this says what to embed in a
* signature, not whom to trust.
*/
function completeChain(leaf, known) {
	const chain = [leaf];
	for (let last = leaf; chain.length < MAX_CHAIN && !equalBytes(last.issuer, last.subject);) {
		const issuer = known.find((candidate) => isIssuer(candidate, last));
		if (!issuer || chain.some((one) => equalBytes(one.der, issuer.der))) break;
		chain.push(issuer);
		last = issuer;
	}
	return chain.map(({ der }) => der);
}
function isIssuer(issuer, of) {
	if (!equalBytes(issuer.subject, of.issuer)) return false;
	try {
		const scheme = resolveSignatureScheme(of.signatureAlgorithm, null);
		return verifySignature(issuer.publicKey, scheme, of.tbs, of.signature);
	} catch (error) {
		if (error instanceof CodecError) return true;
		throw error;
	}
}
// packages/hsm/src/session-pool.ts
/** At most `limit` sessions of one token, opened when they are first needed. Who waits is served in order. */
var SessionPool = class {
	#open;
	#close;
	#limit;
	/** Open sessions and those being opened. */
	#count = 0;
	#idle = [];
	#waiting = [];
	/** Why it was closed. */
	#closed = null;
	/** @param open is told whether the pool has no other session: then it is worth waiting for one */
	constructor(limit, open, close) {
		this.#limit = limit;
		this.#open = open;
		this.#close = close;
	}
	/** @throws CoreError ABORTED when `signal` ends the wait, or the reason that {@link close} was given */
	async acquire(signal) {
		throwIfAborted(signal);
		if (this.#closed) throw this.#closed;
		const idle = this.#idle.pop();
		if (idle) return idle;
		if (this.#count < this.#limit) {
			this.#count++;
			try {
				return await this.#open(this.#count === 1);
			} catch (error) {
				this.#count--;
				if (resultCode(error) !== CKR.SESSION_COUNT || this.#count === 0) throw error;
				this.#limit = this.#count;
			}
		}
		return this.#wait(signal);
	}
	#wait(signal) {
		return new Promise((resolve, reject) => {
			const leave = () => signal?.removeEventListener("abort", abort);
			const waiter = {
				grant: (session) => {
					leave();
					resolve(session);
				},
				refuse: (error) => {
					leave();
					reject(error);
				}
			};
			const abort = () => {
				this.#waiting = this.#waiting.filter((other) => other !== waiter);
				waiter.refuse(new CoreError("ABORTED", "stopped while waiting for a session", { cause: signal?.reason }));
			};
			signal?.addEventListener("abort", abort, { once: true });
			this.#waiting.push(waiter);
		});
	}
	/** Gives a session back; one in doubt (`healthy` false: an operation failed in it and may still be active) is closed. */
	release(session, healthy) {
		if (healthy && !this.#closed) {
			const next = this.#waiting.shift();
			if (next) next.grant(session);
			else this.#idle.push(session);
			return;
		}
		this.#close(session);
		this.#count--;
		const next = this.#waiting.shift();
		if (next) this.acquire().then(next.grant, next.refuse);
	}
	/** Closes the idle sessions now and the others when they come back; refuses whoever waits. */
	close(reason) {
		this.#closed = reason;
		for (const session of this.#idle.splice(0)) this.#close(session);
		for (const waiter of this.#waiting.splice(0)) waiter.refuse(reason);
	}
};
// packages/hsm/src/uri.ts
/** Members whose value is text, with their names in a URI. `type`, `id` and `slot-id` are not. */
const PATH_TEXT = [
	["token", "token"],
	["manufacturer", "manufacturer"],
	["serial", "serial"],
	["model", "model"],
	["library-manufacturer", "libraryManufacturer"],
	["library-description", "libraryDescription"],
	["library-version", "libraryVersion"],
	["slot-manufacturer", "slotManufacturer"],
	["slot-description", "slotDescription"],
	["object", "object"]
];
const QUERY_TEXT = [
	["module-path", "modulePath"],
	["module-name", "moduleName"],
	["pin-source", "pinSource"],
	["pin-value", "pinValue"]
];
const TYPES = [
	"public",
	"private",
	"cert",
	"secret-key",
	"data"
];
/** pk11-pchar and pk11-qchar: what stands for itself. The query has no `&`, its delimiter, but `/`, `?` and `|`. */
const PATH_CHARACTER = /[A-Za-z0-9\-._~:[\]@!$'()*+,=&]/;
const QUERY_CHARACTER = /[A-Za-z0-9\-._~:[\]@!$'()*+,=/?|]/;
/** RFC 7512 section 2.3 wants the bytes of `id` percent-encoded, all of them. */
const NOTHING = /(?!)/;
const VENDOR_NAME = /^[A-Za-z0-9\-_]+$/;
const LIBRARY_VERSION = /^\d+(?:\.\d+)?$/;
const SLOT_ID = /^\d+$/;
function invalid$1(what, attribute) {
	return new HsmError("URI_INVALID", `PKCS#11 URI: ${what}`, { details: { attribute: attribute ?? null } });
}
/** Percent-decodes a value; every other character must be one that the component allows (RFC 7512 section 2.3). */
function decode$1(name, value, allowed) {
	const bytes = [];
	for (let at = 0; at < value.length; at++) {
		const character = value[at];
		if (character === "%") {
			const hex = value.slice(at + 1, at + 3);
			if (!/^[0-9A-Fa-f]{2}$/.test(hex)) throw invalid$1(`${name} has a % without two hexadecimal digits`, name);
			bytes.push(Number.parseInt(hex, 16));
			at += 2;
		} else if (allowed.test(character)) bytes.push(character.charCodeAt(0));
		else throw invalid$1(`${name} has a character that must be percent-encoded`, name);
	}
	return Uint8Array.from(bytes);
}
function decodeText(name, value, allowed) {
	try {
		return fromUtf8(decode$1(name, value, allowed));
	} catch (cause) {
		if (cause instanceof HsmError) throw cause;
		throw invalid$1(`${name} is not UTF-8`, name);
	}
}
function* attributes$1(component, delimiter) {
	if (component === "") return;
	for (const part of component.split(delimiter)) {
		const equals = part.indexOf("=");
		const name = equals < 0 ? part : part.slice(0, equals);
		if (equals < 0 || !VENDOR_NAME.test(name)) throw invalid$1("an attribute is not of the form name=value");
		yield [name, part.slice(equals + 1)];
	}
}
/**
* Reads a PKCS#11 URI with the whole grammar of RFC 7512 section 2.3.
* @throws HsmError URI_INVALID: a name twice (vendor attributes of the query may repeat), a character that must be percent-encoded, text that is not UTF-8,
* an unknown `type`, or pin-source beside pin-value
*/
function parsePkcs11Uri(text) {
	if (!/^pkcs11:/i.test(text)) throw invalid$1("it does not begin with pkcs11:");
	const rest = text.slice(7);
	const mark = rest.indexOf("?");
	const uri = {};
	const seen = /* @__PURE__ */ new Set();
	const once = (name) => {
		if (seen.has(name)) throw invalid$1(`${name} occurs twice`, name);
		seen.add(name);
	};
	const vendorPath = [];
	for (const [name, raw] of attributes$1(mark < 0 ? rest : rest.slice(0, mark), ";")) {
		once(name);
		const member = PATH_TEXT.find(([known]) => known === name)?.[1];
		if (name === "id") uri.id = decode$1(name, raw, PATH_CHARACTER);
		else {
			const value = decodeText(name, raw, PATH_CHARACTER);
			if (name === "type") uri.type = objectType(value);
			else if (name === "slot-id") uri.slotId = slotId(value);
			else if (!member) vendorPath.push({
				name,
				value
			});
			else if (member === "libraryVersion" && !LIBRARY_VERSION.test(value)) throw invalid$1(`${name} is no version`, name);
			else uri[member] = value;
		}
	}
	if (vendorPath.length > 0) uri.vendorPath = vendorPath;
	const vendorQuery = [];
	for (const [name, raw] of attributes$1(mark < 0 ? "" : rest.slice(mark + 1), "&")) {
		const member = QUERY_TEXT.find(([known]) => known === name)?.[1];
		const value = decodeText(name, raw, QUERY_CHARACTER);
		if (!member) vendorQuery.push({
			name,
			value
		});
		else {
			once(`?${name}`);
			uri[member] = value;
		}
	}
	if (vendorQuery.length > 0) uri.vendorQuery = vendorQuery;
	if (uri.pinSource !== void 0 && uri.pinValue !== void 0) throw invalid$1("pin-source and pin-value exclude each other");
	return uri;
}
function objectType(value) {
	const found = TYPES.find((type) => type === value);
	if (!found) throw invalid$1("type is none of public, private, cert, secret-key and data", "type");
	return found;
}
function slotId(value) {
	const number = Number(value);
	if (!SLOT_ID.test(value) || !Number.isSafeInteger(number)) throw invalid$1("slot-id is no number", "slot-id");
	return number;
}
function encode(bytes, allowed) {
	let text = "";
	for (const byte of bytes) {
		const character = String.fromCharCode(byte);
		text += byte < 128 && allowed.test(character) ? character : `%${byte.toString(16).padStart(2, "0").toUpperCase()}`;
	}
	return text;
}
/** The URI in one canonical form: attributes in the order of RFC 7512, `id` percent-encoded throughout. `parsePkcs11Uri` reads it back. */
function formatPkcs11Uri(uri) {
	const path = [];
	for (const [name, member] of PATH_TEXT) {
		const value = uri[member];
		if (value !== void 0) path.push(`${name}=${encode(utf8(value), PATH_CHARACTER)}`);
	}
	if (uri.slotId !== void 0) path.push(`slot-id=${uri.slotId}`);
	if (uri.id !== void 0) path.push(`id=${encode(uri.id, NOTHING)}`);
	if (uri.type !== void 0) path.push(`type=${uri.type}`);
	for (const { name, value } of uri.vendorPath ?? []) path.push(`${name}=${encode(utf8(value), PATH_CHARACTER)}`);
	const query = [];
	for (const [name, member] of QUERY_TEXT) {
		const value = uri[member];
		if (value !== void 0) query.push(`${name}=${encode(utf8(value), QUERY_CHARACTER)}`);
	}
	for (const { name, value } of uri.vendorQuery ?? []) query.push(`${name}=${encode(utf8(value), QUERY_CHARACTER)}`);
	return `pkcs11:${path.join(";")}${query.length > 0 ? `?${query.join("&")}` : ""}`;
}
// packages/hsm/src/uri-match.ts
const TOKEN_TEXT = [
	"token",
	"manufacturer",
	"serial",
	"model",
	"libraryManufacturer",
	"libraryDescription",
	"slotManufacturer",
	"slotDescription"
];
/** RFC 7512 section 2.5: every attribute of the path that is present must be equal; an empty value equals an empty one only. Object attributes are not looked at. */
function matchesToken(uri, facts) {
	return (uri.vendorPath ?? []).length === 0 && TOKEN_TEXT.every((member) => uri[member] === void 0 || uri[member] === facts[member]) && (uri.slotId === void 0 || uri.slotId === facts.slotId) && (uri.libraryVersion === void 0 || sameVersion(uri.libraryVersion, facts.libraryVersion));
}
function matchesObject(uri, facts) {
	return (uri.vendorPath ?? []).length === 0 && (uri.object === void 0 || uri.object === facts.object) && (uri.type === void 0 || uri.type === facts.type) && (uri.id === void 0 || equalBytes(uri.id, facts.id));
}
/** A version without its minor part stands for minor 0 (RFC 7512 section 2.3). */
function sameVersion(wanted, version) {
	const [major, minor = "0"] = wanted.split(".");
	return Number(major) === version.major && Number(minor) === version.minor;
}
// packages/hsm/src/connection.ts
/** Why a pool was closed, when its waiters should try the next link. */
const MOVED = /* @__PURE__ */ new Error("the connection is made anew");
const MAX_CONNECTS = 6;
/** How a token looks whose file another process was rewriting when SoftHSM read it; or one that is really not there, or has no PIN. */
function isHalfRead(error, known) {
	if (resultCode(error) === CKR.USER_PIN_NOT_INITIALIZED) return true;
	return known instanceof HsmError && (known.code === "TOKEN_NOT_FOUND" || known.code === "TOKEN_BUSY");
}
/** Keeps a login to one token; reconnects, once per operation, when sessions are lost. */
var TokenConnection = class {
	module;
	#options;
	#link = null;
	#connecting = null;
	#closed = false;
	/** After the first connection, the very token that was found then. */
	#serial = null;
	constructor(module, options) {
		this.module = module;
		this.#options = options;
	}
	/** @throws HsmError TOKEN_NOT_FOUND, TOKEN_AMBIGUOUS, PIN_*, LOGIN_REFUSED, SESSION_LIMIT, TOKEN_BUSY, TOKEN_FAILED */
	async link(signal) {
		if (this.#closed) throw new CoreError("ABORTED", "the token was closed");
		if (this.#link && this.#link.epoch !== this.module.epoch) this.#drop(this.#link);
		if (this.#link) return this.#link;
		this.#connecting ??= this.module.exclusively(() => this.#connect()).finally(() => {
			this.#connecting = null;
		});
		return abortable(this.#connecting, signal);
	}
	/** Runs short calls on the anchor session. */
	async query(what, operation, signal) {
		return this.#withLink(what, (link) => retryBusy(() => operation(link), signal), signal);
	}
	/** Runs `operation` in a session of its own. */
	async inSession(what, operation, signal) {
		const inSession = async (link) => {
			const session = await link.pool.acquire(signal);
			let healthy = false;
			try {
				const result = await operation(link, session);
				healthy = true;
				return result;
			} finally {
				link.pool.release(session, healthy);
			}
		};
		return this.run(what, inSession, signal);
	}
	/** Runs what takes its time. */
	async run(what, operation, signal) {
		const counted = async (link) => {
			this.module.uses++;
			try {
				return await operation(link);
			} finally {
				this.module.uses--;
			}
		};
		return abortable(this.#withLink(what, counted, signal), signal);
	}
	async #withLink(what, operation, signal) {
		for (let tried = 0;;) {
			const link = await this.link(signal);
			try {
				return await operation(link);
			} catch (error) {
				if (error === MOVED) continue;
				if (!isLost(error) || ++tried === 2) throw hsmError(error, what);
				this.#drop(link);
			}
		}
	}
	/** Logs in for the one operation that was initialised in `session` (CKA_ALWAYS_AUTHENTICATE). */
	async authenticate(link, session, pin) {
		await this.#login(link.slot, session, CK.CKU_CONTEXT_SPECIFIC, pin);
	}
	/** The PIN, where the token or a key wants one. @throws HsmError PIN_MISSING */
	pin() {
		return readPin(this.#options.pin);
	}
	/** Ends the use of the token. Nobody is logged out: the login is the process's, and others may rely on it. */
	close() {
		this.#closed = true;
		if (this.#link) this.#drop(this.#link, new CoreError("ABORTED", "the token was closed"));
	}
	#drop(link, reason = MOVED) {
		if (this.#link !== link) return;
		this.#link = null;
		this.module.uses--;
		link.pool.close(reason);
		this.#closeSession(link, link.anchor);
	}
	async #connect() {
		for (let tried = 1;; tried++) {
			try {
				return await this.#connectOnce();
			} catch (error) {
				const finalized = resultCode(error) === CKR.CRYPTOKI_NOT_INITIALIZED;
				const known = hsmError(error, "connecting to the token");
				if (tried === MAX_CONNECTS) throw known;
				if (finalized) await this.module.initialize();
				else if (isHalfRead(error, known) && this.module.isSoftHsm) await this.module.restart();
				else throw known;
			}
			await pause(tried);
		}
	}
	async #connectOnce() {
		const { cryptoki } = this.module;
		const slot = await retryBusy(() => this.#findSlot());
		const open = () => cryptoki.C_OpenSession(slot.handle, CK.CKF_SERIAL_SESSION);
		const anchor = await retryBusy(open, void 0, BUSY_OR_FULL);
		const opened = { epoch: this.module.epoch };
		try {
			if ((slot.flags & CK.CKF_LOGIN_REQUIRED) !== 0) {
				const pin = await this.pin();
				const { state } = cryptoki.C_GetSessionInfo(anchor);
				if (state !== CK.CKS_RO_USER_FUNCTIONS && state !== CK.CKS_RW_USER_FUNCTIONS) await this.#login(slot, anchor, CK.CKU_USER, pin);
			}
			const mechanisms = new Set(cryptoki.C_GetMechanismList(slot.handle));
			const pool = new SessionPool(this.module.parallel ? this.#options.sessions : 1, (first) => retryBusy(open, void 0, first ? BUSY_OR_FULL : BUSY), (session) => this.#closeSession(opened, session));
			const { token, manufacturer, model, serial } = slot;
			this.#serial ??= {
				token,
				manufacturer,
				model,
				serial
			};
			this.#link = {
				...opened,
				slot,
				anchor,
				pool,
				mechanisms
			};
			this.module.uses++;
			return this.#link;
		} catch (error) {
			this.#closeSession(opened, anchor);
			throw error;
		}
	}
	#findSlot() {
		const uri = this.#serial ?? this.#options.uri;
		const found = this.module.slots().filter((slot) => matchesToken(uri, slot));
		const [slot] = found;
		if (slot && found.length === 1) return slot;
		const { pinValue: _, pinSource: __, ...shown } = uri;
		throw new HsmError(slot ? "TOKEN_AMBIGUOUS" : "TOKEN_NOT_FOUND", slot ? `${found.length} tokens match ${formatPkcs11Uri(shown)}` : `no token matches ${formatPkcs11Uri(shown)}`, { details: {
			module: this.module.path,
			tokens: this.module.slots().map((one) => one.token)
		} });
	}
	/** One try with a PIN; the token counts the wrong ones, so a refused one is not tried again in this process. */
	async #login(slot, session, user, pin) {
		if ((slot.flags & CK.CKF_USER_PIN_LOCKED) !== 0) throw new HsmError("PIN_LOCKED", `the PIN of ${slot.token} is locked`);
		if (this.module.isRefused(slot.serial, pin)) throw new HsmError("PIN_INCORRECT", `the PIN of ${slot.token} was refused before and is not tried again`);
		try {
			await retryBusy(() => this.module.cryptoki.C_Login(session, user, pin));
		} catch (error) {
			if (resultCode(error) === CKR.USER_ALREADY_LOGGED_IN) return;
			const ours = hsmError(error, `login to ${slot.token}`);
			if (ours instanceof HsmError && ours.code === "PIN_INCORRECT") this.module.refuse(slot.serial, pin);
			throw ours instanceof HsmError && ours.code === "PIN_INCORRECT" ? ours : error;
		}
	}
	#closeSession(link, session) {
		if (link.epoch !== this.module.epoch) return;
		try {
			this.module.cryptoki.C_CloseSession(session);
		} catch {}
	}
};
// packages/hsm/src/token-object.ts
/** Objects that match `template`, in the token's order. */
function findObjects(cryptoki, session, template) {
	cryptoki.C_FindObjectsInit(session, attributes(template));
	try {
		const found = [];
		for (;;) {
			const some = cryptoki.C_FindObjects(session, 64);
			found.push(...some);
			if (some.length === 0) return found;
		}
	} finally {
		cryptoki.C_FindObjectsFinal(session);
	}
}
/** null where the object has no such attribute, or does not tell it. */
function readAttribute(cryptoki, session, object, type) {
	try {
		const [attribute] = cryptoki.C_GetAttributeValue(session, object, [{ type }]);
		const value = attribute?.value;
		return value ? Uint8Array.from(value) : null;
	} catch (error) {
		const result = resultCode(error);
		if (result === CKR.ATTRIBUTE_TYPE_INVALID || result === CKR.ATTRIBUTE_SENSITIVE) return null;
		throw error;
	}
}
function readFlag(cryptoki, session, object, type) {
	return (readAttribute(cryptoki, session, object, type)?.[0] ?? 0) !== 0;
}
/** A CK_ULONG, in the machine's byte order; values beyond 32 bits do not occur. */
function readNumber(cryptoki, session, object, type) {
	const bytes = readAttribute(cryptoki, session, object, type);
	return bytes && bytes.length >= 4 ? new DataView(bytes.buffer).getUint32(0, true) : null;
}
function readText(cryptoki, session, object, type) {
	return new TextDecoder().decode(readAttribute(cryptoki, session, object, type) ?? /* @__PURE__ */ new Uint8Array());
}
/** A template as pkcs11js takes it. */
function attributes(template) {
	return Object.entries(template).map(([type, value]) => ({
		type: Number(type),
		value: value instanceof Uint8Array ? Buffer.from(value) : value
	}));
}
function readIdentity(cryptoki, session, handle) {
	return {
		handle,
		label: readText(cryptoki, session, handle, CK.CKA_LABEL),
		id: readAttribute(cryptoki, session, handle, CK.CKA_ID) ?? /* @__PURE__ */ new Uint8Array()
	};
}
// packages/hsm/src/public-key.ts
/** RFC 8410 names Ed25519 by OID, PKCS#11 3.0 (6.3.5) also by curve name in a PrintableString: what SoftHSM knows. */
const EDWARDS25519 = Uint8Array.of(19, 12, ...utf8("edwards25519"));
/** CKA_EC_PARAMS that name a curve, with its kind. */
const CURVES = [
	...KEY_ALGORITHMS.flatMap((row) => row.curveOid ? [[row.kind, encodeOid(row.curveOid)]] : []),
	["ed25519", EDWARDS25519],
	["ed25519", encodeOid(keyAlgorithm("ed25519").oid)]
];
/** The kind of a key object, from its type and curve; null for what we do not sign with. */
function readKind(cryptoki, session, key) {
	const type = readNumber(cryptoki, session, key, CK.CKA_KEY_TYPE);
	if (type === CK.CKK_RSA) return "rsa";
	if (type !== CK.CKK_EC && type !== CK.CKK_EC_EDWARDS) return null;
	const params = readAttribute(cryptoki, session, key, CK.CKA_EC_PARAMS);
	const kind = CURVES.find(([, encoded]) => params !== null && equalBytes(encoded, params))?.[0] ?? null;
	return kind === "ed25519" === (type === CK.CKK_EC_EDWARDS) ? kind : null;
}
/** The public key that a public or private key object tells of; null where it tells too little. */
function readPublicKey(cryptoki, session, key) {
	const info = readAttribute(cryptoki, session, key, CK.CKA_PUBLIC_KEY_INFO);
	if (info && info.length > 0) return checked(info);
	const kind = readKind(cryptoki, session, key);
	if (kind === null) return null;
	if (kind === "rsa") {
		const modulus = readAttribute(cryptoki, session, key, CK.CKA_MODULUS);
		const exponent = readAttribute(cryptoki, session, key, CK.CKA_PUBLIC_EXPONENT);
		if (!modulus?.length || !exponent?.length) return null;
		const algorithm = encodeSequence(encodeOid(keyAlgorithm("rsa").oid), encodeNull());
		const bits = encodeSequence(encodeInteger(modulus), encodeInteger(exponent));
		return checked(encodeSequence(algorithm, encodeBitString(bits)));
	}
	const encoded = readAttribute(cryptoki, session, key, CK.CKA_EC_POINT);
	const point = encoded && rawPoint(kind, encoded);
	if (!point) return null;
	const { oid, curveOid } = keyAlgorithm(kind);
	const algorithm = encodeSequence(encodeOid(oid), ...curveOid ? [encodeOid(curveOid)] : []);
	return checked(encodeSequence(algorithm, encodeBitString(point)));
}
/** CKA_EC_POINT is an OCTET STRING around the point; some tokens give the bare point. */
function rawPoint(kind, encoded) {
	const { fieldLength } = keyAlgorithm(kind);
	const length = fieldLength === null ? 32 : 2 * fieldLength + 1;
	if (encoded.length < length) return null;
	const header = encoded.subarray(0, encoded.length - length);
	return [
		[],
		[4, length],
		[
			4,
			129,
			length
		]
	].some((one) => equalBytes(Uint8Array.from(one), header)) ? encoded.subarray(header.length) : null;
}
function checked(spki) {
	const key = parsePublicKey(spki);
	importPublicKey(key);
	return key;
}
/** @throws CoreError ALGORITHM_UNSUPPORTED for a kind or size of key that we do not sign with */
function supportedKind(key) {
	const bits = key.bits ?? 0;
	if (key.kind === null || key.kind === "rsa" && (bits < RSA_BITS.min || bits > RSA_BITS.max)) throw new CoreError("ALGORITHM_UNSUPPORTED", `a key of ${key.bits ?? "unknown"} bits, algorithm ${key.algorithmOid}`);
	return key.kind;
}
// packages/hsm/src/mechanism.ts
/** CKM_*, by digest: the mechanisms that hash in the token, the digest itself, and its MGF1 (CKG_*). */
const BY_DIGEST = {
	sha256: {
		pkcs1: 64,
		pss: 67,
		ecdsa: 4164,
		hash: 592,
		mgf: 2
	},
	sha384: {
		pkcs1: 65,
		pss: 68,
		ecdsa: 4165,
		hash: 608,
		mgf: 3
	},
	sha512: {
		pkcs1: 66,
		pss: 69,
		ecdsa: 4166,
		hash: 624,
		mgf: 4
	}
};
const RAW = {
	"rsa-pkcs1": 1,
	"rsa-pss": 13,
	ecdsa: 4161,
	eddsa: 4183
};
function wishOf(algorithm) {
	return {
		scheme: algorithm.scheme,
		digest: algorithm.digest,
		saltLength: digestByName(algorithm.digest).length
	};
}
/**
* The ways to make a signature that a token has, the best first: hash here and send the digest; where a token only signs what it has hashed itself,
* send the message.
* @throws HsmError MECHANISM_UNSUPPORTED
*/
function mechanismsFor(wish, kind, message, available) {
	const found = candidates(wish, kind, message).filter(({ mechanism }) => available.has(mechanism));
	if (found.length > 0) return found;
	throw new HsmError("MECHANISM_UNSUPPORTED", `the token has no mechanism for ${wish.scheme} with ${wish.digest}`, { details: {
		scheme: wish.scheme,
		digest: wish.digest
	} });
}
function candidates(wish, kind, message) {
	const { scheme, digest, saltLength } = wish;
	const hashed = BY_DIGEST[digest];
	const value = hostDigest({
		scheme,
		digest
	}, message);
	switch (scheme) {
		case "rsa-pkcs1": return [{
			mechanism: RAW[scheme],
			input: encodeSequence(encodeDigestIdentifier(digest), encodeOctetString(value))
		}, {
			mechanism: hashed.pkcs1,
			input: message
		}];
		case "rsa-pss": {
			const parameter = {
				type: 5,
				hashAlg: hashed.hash,
				mgf: hashed.mgf,
				saltLen: saltLength
			};
			return [{
				mechanism: RAW[scheme],
				parameter,
				input: value
			}, {
				mechanism: hashed.pss,
				parameter,
				input: message
			}];
		}
		case "ecdsa": return [{
			mechanism: RAW[scheme],
			input: value.subarray(0, keyAlgorithm(kind).fieldLength ?? value.length)
		}, {
			mechanism: hashed.ecdsa,
			input: message
		}];
		case "eddsa": return [{
			mechanism: RAW[scheme],
			input: message
		}];
	}
}
/**
* `Ecdsa-Sig-Value` (RFC 3279 section 2.2.3) of what PKCS#11 gives: r and s, each as long as the order.
* @throws HsmError SIGNATURE_WRONG
*/
function ecdsaDer(raw, kind) {
	const half = keyAlgorithm(kind).fieldLength ?? 0;
	if (raw.length !== 2 * half) throw new HsmError("SIGNATURE_WRONG", `an ECDSA signature of ${raw.length} bytes`, { details: {
		length: raw.length,
		expected: 2 * half
	} });
	return encodeSequence(encodeInteger(raw.subarray(0, half)), encodeInteger(raw.subarray(half)));
}
// packages/hsm/src/token-key.ts
/** The longest signature: RSA 4096. Bytes. */
const MAX_SIGNATURE = 512;
/** Buffers that a thread of the module reads or writes: the addon keeps no reference, and must not find them collected. */
const inUse = /* @__PURE__ */ new Set();
/**
* The one private key that matches.
* @throws HsmError KEY_NOT_FOUND, KEY_AMBIGUOUS
*/
function findPrivateKey(cryptoki, session, uri) {
	const found = privateKeys(cryptoki, session, uri);
	const [key] = found;
	if (key && found.length === 1) return key;
	const { pinValue: _, pinSource: __, ...shown } = uri;
	const text = formatPkcs11Uri(shown);
	throw new HsmError(key ? "KEY_AMBIGUOUS" : "KEY_NOT_FOUND", key ? `${found.length} private keys match ${text}` : `no private key matches ${text}`, { details: { uri: text } });
}
function privateKeys(cryptoki, session, uri) {
	return findObjects(cryptoki, session, {
		[CK.CKA_CLASS]: CK.CKO_PRIVATE_KEY,
		...uri.object === void 0 ? {} : { [CK.CKA_LABEL]: uri.object },
		...uri.id === void 0 ? {} : { [CK.CKA_ID]: uri.id }
	}).map((handle) => readIdentity(cryptoki, session, handle)).filter(({ label, id }) => matchesObject(uri, {
		type: "private",
		object: label,
		id
	}));
}
/** A private key of a token, found again by its label and id after a reconnection. */
var TokenKey = class {
	label;
	id;
	kind;
	publicKey;
	#connection;
	#located = null;
	constructor(connection, identity, kind, publicKey) {
		this.#connection = connection;
		this.label = identity.label;
		this.id = identity.id;
		this.kind = kind;
		this.publicKey = publicKey;
	}
	/**
	* A signature as PKCS#11 gives it (ECDSA: r and s, fixed length), checked against the public key before anyone sees it: a faulty RSA
	* signature can give the private key away, and a public key of another pair would only be noticed by a stranger.
	*/
	async sign(wish, message, signal) {
		const value = await this.#connection.inSession("signing", (link, session) => this.#signIn(link, session, wish, message), signal);
		const scheme = {
			scheme: wish.scheme,
			digest: digestByName(wish.digest),
			saltLength: wish.saltLength
		};
		const encoded = wish.scheme === "ecdsa" ? ecdsaDer(value, this.kind) : value;
		if (verifySignature(this.publicKey, scheme, message, encoded)) return value;
		throw new HsmError("SIGNATURE_WRONG", `the signature by ${this.label} does not verify with its public key`, { details: { key: this.label } });
	}
	async #signIn(link, session, wish, message) {
		const mechanisms = mechanismsFor(wish, this.kind, message, link.mechanisms);
		for (const [index, mechanism] of mechanisms.entries()) try {
			return await this.#signWith(link, session, mechanism);
		} catch (error) {
			if (resultCode(error) !== CKR.MECHANISM_INVALID || index === mechanisms.length - 1) throw error;
		}
		throw new TypeError("mechanismsFor gave nothing");
	}
	async #signWith(link, session, { input, ...mechanism }) {
		const { module } = this.#connection;
		const { handle, alwaysAuthenticate } = this.#locate(link, session);
		const pin = alwaysAuthenticate ? await this.#connection.pin() : null;
		module.cryptoki.C_SignInit(session, mechanism, handle);
		if (pin !== null) await this.#connection.authenticate(link, session, pin);
		const data = Buffer.alloc(input.length + 1).subarray(0, input.length);
		data.set(input);
		const out = Buffer.alloc(MAX_SIGNATURE);
		inUse.add(data).add(out);
		try {
			const value = module.parallel ? await module.cryptoki.C_SignAsync(session, data, out) : module.cryptoki.C_Sign(session, data, out);
			return Uint8Array.from(value);
		} finally {
			inUse.delete(data);
			inUse.delete(out);
		}
	}
	#locate(link, session) {
		if (this.#located?.link === link) return this.#located;
		const { cryptoki } = this.#connection.module;
		const { handle } = findPrivateKey(cryptoki, session, {
			object: this.label,
			id: this.id
		});
		const alwaysAuthenticate = readFlag(cryptoki, session, handle, CK.CKA_ALWAYS_AUTHENTICATE);
		this.#located = {
			link,
			handle,
			alwaysAuthenticate
		};
		return this.#located;
	}
};
// packages/hsm/src/key-store.ts
const RSA_DEFAULT_BITS = 3072;
const ID_LENGTH = 16;
/** @returns the CKA_ID of the new pair */
async function generateKeyPair(cryptoki, link, options) {
	const { label, kind } = options;
	if (label === "") throw new TypeError("label: is empty");
	const bits = options.bits ?? RSA_DEFAULT_BITS;
	if (kind === "rsa" ? ![
		2048,
		3072,
		4096
	].includes(bits) : options.bits !== void 0) throw new CoreError("ALGORITHM_UNSUPPORTED", `a ${kind} key of ${bits} bits is not made`);
	if (privateKeys(cryptoki, link.anchor, { object: label }).length > 0) throw new HsmError("KEY_EXISTS", `the token has a key ${label}`, { details: { label } });
	const mechanism = kind === "rsa" ? CK.CKM_RSA_PKCS_KEY_PAIR_GEN : kind === "ed25519" ? CK.CKM_EC_EDWARDS_KEY_PAIR_GEN : CK.CKM_EC_KEY_PAIR_GEN;
	if (!link.mechanisms.has(mechanism)) throw new HsmError("MECHANISM_UNSUPPORTED", `the token does not make ${kind} keys`, { details: { kind } });
	const id = Uint8Array.from(randomBytes(ID_LENGTH));
	const both = {
		[CK.CKA_TOKEN]: true,
		[CK.CKA_LABEL]: label,
		[CK.CKA_ID]: id
	};
	const publicTemplate = {
		...both,
		[CK.CKA_PRIVATE]: false,
		[CK.CKA_VERIFY]: true,
		...parameters(kind, bits)
	};
	const privateTemplate = {
		...both,
		[CK.CKA_PRIVATE]: true,
		[CK.CKA_SENSITIVE]: true,
		[CK.CKA_EXTRACTABLE]: false,
		[CK.CKA_SIGN]: true,
		...kind === "rsa" ? {
			[CK.CKA_DECRYPT]: false,
			[CK.CKA_UNWRAP]: false
		} : { [CK.CKA_DERIVE]: false },
		...options.alwaysAuthenticate ? { [CK.CKA_ALWAYS_AUTHENTICATE]: true } : {}
	};
	const session = writableSession(cryptoki, link);
	try {
		const [forPublic, forPrivate] = [attributes(publicTemplate), attributes(privateTemplate)];
		await cryptoki.C_GenerateKeyPairAsync(session, { mechanism }, forPublic, forPrivate);
	} finally {
		cryptoki.C_CloseSession(session);
	}
	return id;
}
function parameters(kind, bits) {
	if (kind === "rsa") return {
		[CK.CKA_MODULUS_BITS]: bits,
		[CK.CKA_PUBLIC_EXPONENT]: Uint8Array.of(1, 0, 1)
	};
	const { curveOid } = keyAlgorithm(kind);
	return { [CK.CKA_EC_PARAMS]: curveOid ? encodeOid(curveOid) : EDWARDS25519 };
}
/** Stores a certificate as a public object (PKCS#11 3.0, 4.6.3). */
function writeCertificate(cryptoki, link, certificate, identity) {
	const template = {
		[CK.CKA_CLASS]: CK.CKO_CERTIFICATE,
		[CK.CKA_CERTIFICATE_TYPE]: CK.CKC_X_509,
		[CK.CKA_TOKEN]: true,
		[CK.CKA_PRIVATE]: false,
		[CK.CKA_LABEL]: identity.label,
		...identity.id.length > 0 ? { [CK.CKA_ID]: identity.id } : {},
		[CK.CKA_SUBJECT]: certificate.subject,
		[CK.CKA_ISSUER]: certificate.issuer,
		[CK.CKA_SERIAL_NUMBER]: encodeInteger(fromHex(certificate.serial)),
		[CK.CKA_VALUE]: certificate.der
	};
	const session = writableSession(cryptoki, link);
	try {
		cryptoki.C_CreateObject(session, attributes(template));
	} finally {
		cryptoki.C_CloseSession(session);
	}
}
function writableSession(cryptoki, link) {
	return cryptoki.C_OpenSession(link.slot.handle, CK.CKF_SERIAL_SESSION | CK.CKF_RW_SESSION);
}
// packages/hsm/src/token-contents.ts
/** From the public key object with the private key's id (or label, where it has no id), else from the private key itself. */
function readKeyPublicKey(cryptoki, { anchor }, key) {
	const tie = key.id.length > 0 ? { [CK.CKA_ID]: key.id } : { [CK.CKA_LABEL]: key.label };
	const objects = findObjects(cryptoki, anchor, {
		[CK.CKA_CLASS]: CK.CKO_PUBLIC_KEY,
		...tie
	});
	for (const object of [...objects, key.handle]) {
		const found = readPublicKey(cryptoki, anchor, object);
		if (found) return found;
	}
	return null;
}
/** The X.509 certificates of a token that can be read. */
function readTokenCertificates(cryptoki, { anchor }) {
	return findObjects(cryptoki, anchor, {
		[CK.CKA_CLASS]: CK.CKO_CERTIFICATE,
		[CK.CKA_CERTIFICATE_TYPE]: CK.CKC_X_509
	}).flatMap((handle) => {
		const der = readAttribute(cryptoki, anchor, handle, CK.CKA_VALUE);
		const certificate = der && tokenCertificate(der);
		return certificate ? [{
			certificate,
			identity: readIdentity(cryptoki, anchor, handle)
		}] : [];
	});
}
function readKeyFacts(cryptoki, link, key, certificates) {
	const flag = (type) => readFlag(cryptoki, link.anchor, key.handle, type);
	const own = certificatesOf(key, certificates);
	const publicKey = readKeyPublicKey(cryptoki, link, key) ?? own[0]?.certificate.publicKey ?? null;
	const id = key.id.length > 0 ? { id: key.id } : {};
	return {
		label: key.label,
		id: toHex(key.id),
		uri: formatPkcs11Uri({
			token: link.slot.token,
			object: key.label,
			...id,
			type: "private"
		}),
		kind: readKind(cryptoki, link.anchor, key.handle),
		bits: publicKey?.bits ?? null,
		publicKey: publicKey && Uint8Array.from(publicKey.spki),
		certificate: publicKey !== null && newestCertificate(publicKey, own, certificates) !== null,
		signs: flag(CK.CKA_SIGN),
		sensitive: flag(CK.CKA_SENSITIVE),
		extractable: flag(CK.CKA_EXTRACTABLE),
		alwaysAuthenticate: flag(CK.CKA_ALWAYS_AUTHENTICATE)
	};
}
/** PKCS#11 ties the objects of a key by CKA_ID; labels stand in where there is none. */
function certificatesOf(key, all) {
	return all.filter(({ identity }) => key.id.length > 0 ? equalBytes(identity.id, key.id) : identity.label === key.label);
}
/** The certificate of a key that began last, among those tied to it, else among all; the public key must be the same. */
function newestCertificate(publicKey, own, all) {
	const fitting = (some) => some.map(({ certificate }) => certificate).filter((certificate) => equalBytes(certificate.publicKey.spki, publicKey.spki)).sort((a, b) => b.notBefore.getTime() - a.notBefore.getTime());
	return fitting(own)[0] ?? fitting(all)[0] ?? null;
}
// packages/hsm/src/token.ts
const DEFAULT_SESSIONS = 4;
const MAX_SESSIONS = 64;
/**
* Loads the module, finds the token and logs in.
* @throws HsmError URI_INVALID, PKCS11JS_MISSING, MODULE_*, SOFTHSM_CONF_*, TOKEN_*, PIN_*, LOGIN_REFUSED, SESSION_LIMIT; CoreError ABORTED
*/
async function openToken(options, signal, modules = processModules) {
	const uri = asUri(options.uri ?? "pkcs11:");
	const sessions = options.sessions ?? DEFAULT_SESSIONS;
	if (!Number.isInteger(sessions) || sessions < 1 || sessions > MAX_SESSIONS) throw new TypeError(`sessions: a whole number from 1 to ${MAX_SESSIONS}`);
	const pin = options.pin ?? pinSourceOf(uri);
	if (uri.pinValue !== void 0) pinSourceOf(uri);
	const connection = new TokenConnection(await modules.open(locateModule(options.module, uri), options.softhsmConf, signal), {
		uri,
		pin,
		sessions
	});
	const { slot } = await connection.link(signal);
	return new Token(connection, slot);
}
function asUri(uri) {
	return typeof uri === "string" ? parsePkcs11Uri(uri) : uri;
}
/** A token that we are logged in to. */
var Token = class {
	label;
	manufacturer;
	model;
	serial;
	#connection;
	/** Use {@link openToken}. */
	constructor(connection, slot) {
		this.#connection = connection;
		this.label = slot.token;
		this.manufacturer = slot.manufacturer;
		this.model = slot.model;
		this.serial = slot.serial;
	}
	/** The private keys of the token, ordered by label. */
	async keys(signal) {
		return this.#connection.query("listing keys", (link) => {
			const certificates = readTokenCertificates(this.#cryptoki, link);
			return privateKeys(this.#cryptoki, link.anchor, {}).map((identity) => readKeyFacts(this.#cryptoki, link, identity, certificates)).sort((a, b) => a.label < b.label ? -1 : a.label > b.label ? 1 : 0);
		}, signal);
	}
	/**
	* A key that signs messages, hashed here; ECDSA values come as DER.
	* @throws HsmError KEY_NOT_FOUND, KEY_AMBIGUOUS, PUBLIC_KEY_MISSING, CERTIFICATE_INVALID, CERTIFICATE_MISMATCH; CoreError ALGORITHM_UNSUPPORTED
	*/
	async signingKey(options, signal) {
		const { key, certificates } = await this.find(options, options.certificates, signal);
		const algorithm = chooseSignatureAlgorithm(key.kind, options.digest, options.pss);
		const wish = wishOf(algorithm);
		return {
			info: {
				name: options.name ?? key.label,
				key: key.kind,
				algorithm: algorithm.id,
				publicKey: Uint8Array.from(key.publicKey.spki),
				certificates
			},
			async sign(message, signal) {
				const value = await key.sign(wish, message, signal);
				return algorithm.scheme === "ecdsa" ? ecdsaDer(value, key.kind) : value;
			}
		};
	}
	/** The key itself, with its chain: for what signs in other ways than the table of algorithms. */
	async find(query, files = [], signal) {
		const given = files.flatMap((file) => readCertificates$1(file));
		return this.#connection.query("finding the key", (link) => {
			const identity = this.#findKey(link, query);
			const onToken = readTokenCertificates(this.#cryptoki, link);
			const own = certificatesOf(identity, onToken);
			const publicKey = readKeyPublicKey(this.#cryptoki, link, identity) ?? own[0]?.certificate.publicKey ?? given[0]?.publicKey ?? null;
			if (!publicKey) throw new HsmError("PUBLIC_KEY_MISSING", `the public key of ${identity.label} is not known`, { details: { key: identity.label } });
			const kind = supportedKind(publicKey);
			const leaf = given[0] ?? newestCertificate(publicKey, own, onToken);
			if (leaf && !equalBytes(leaf.publicKey.spki, publicKey.spki)) throw new HsmError("CERTIFICATE_MISMATCH", `the certificate of ${leaf.subjectName} is not for ${identity.label}`, { details: {
				key: identity.label,
				subject: leaf.subjectName
			} });
			const known = [...given, ...onToken.map(({ certificate }) => certificate)];
			return {
				key: new TokenKey(this.#connection, identity, kind, publicKey),
				certificates: leaf ? completeChain(leaf, known) : []
			};
		}, signal);
	}
	/**
	* Makes a key pair that never leaves the token.
	* @throws HsmError KEY_EXISTS, MECHANISM_UNSUPPORTED
	*/
	async generateKey(options, signal) {
		const id = await this.#connection.run("generating a key", (link) => generateKeyPair(this.#cryptoki, link, options), signal);
		return this.#connection.query("generating a key", (link) => readKeyFacts(this.#cryptoki, link, findPrivateKey(this.#cryptoki, link.anchor, {
			object: options.label,
			id
		}), []));
	}
	/**
	* Puts a key's certificate on the token, and its issuers where the file has them. What is there already stays.
	* @param file PEM or DER, the key's own certificate first
	* @throws HsmError CERTIFICATE_INVALID, CERTIFICATE_MISMATCH, KEY_NOT_FOUND, KEY_AMBIGUOUS
	*/
	async importCertificate(query, file, signal) {
		const { key } = await this.find(query, [file], signal);
		const [leaf, ...issuers] = readCertificates$1(file);
		await this.#connection.query("importing a certificate", (link) => {
			const present = readTokenCertificates(this.#cryptoki, link).map(({ certificate }) => certificate);
			const isNew = (one) => !present.some((other) => equalBytes(other.der, one.der));
			if (leaf && isNew(leaf)) writeCertificate(this.#cryptoki, link, leaf, {
				label: key.label,
				id: key.id
			});
			for (const issuer of issuers.filter(isNew)) writeCertificate(this.#cryptoki, link, issuer, {
				label: issuer.subjectName,
				id: /* @__PURE__ */ new Uint8Array()
			});
		}, signal);
	}
	/** Closes our sessions; what is being signed is finished. The process stays logged in as long as others have sessions. */
	close() {
		this.#connection.close();
	}
	[Symbol.dispose]() {
		this.close();
	}
	get #cryptoki() {
		return this.#connection.module.cryptoki;
	}
	#findKey(link, query) {
		const uri = "label" in query ? { object: query.label } : asUri(query.uri);
		if (!matchesToken({
			...uri,
			vendorPath: []
		}, link.slot)) throw new HsmError("KEY_NOT_FOUND", `the URI names another token than ${this.label}`, { details: { token: this.label } });
		return findPrivateKey(this.#cryptoki, link.anchor, uri);
	}
};
// packages/engine/src/certificate-files.ts
const MAX_BYTES$1 = 4194304;
/** Certificates of a PEM or DER file, in its order, DER. @throws EngineError TRUST_INVALID */
async function readCertificates(path) {
	const bytes = await readBytes(path, MAX_BYTES$1);
	try {
		const certificates = bytes[0] === 48 ? [bytes] : pemCertificates(new TextDecoder().decode(bytes));
		for (const certificate of certificates) parseCertificate(certificate);
		if (certificates.length > 0) return certificates;
	} catch (cause) {
		if (!(cause instanceof CodecError)) throw cause;
		throw new EngineError("TRUST_INVALID", `${path}: ${cause.message}`, {
			cause,
			details: { path }
		});
	}
	throw new EngineError("TRUST_INVALID", `${path} holds no certificate`, { details: { path } });
}
function pemCertificates(text) {
	return parsePem(text).filter(({ label }) => label === "CERTIFICATE" || label === "X509 CERTIFICATE" || label === "TRUSTED CERTIFICATE").map(({ bytes }) => bytes);
}
// packages/engine/src/key-ring.ts
/** Opens keys, each token once: one login serves every key and every file. */
var KeyRing = class {
	#context;
	#tokens = /* @__PURE__ */ new Map();
	constructor(context) {
		this.#context = context;
	}
	/**
	* @param nameOrUri a key of the configuration, or a pkcs11: URI
	* @param digest overrides the key's own
	* @throws EngineError KEY_UNKNOWN; HsmError
	*/
	async open(nameOrUri, overrides, digest) {
		const key = resolveKey(this.#context, nameOrUri, overrides);
		const token = await this.token(key);
		const certificates = key.certificate === void 0 ? void 0 : await readCertificates(key.certificate);
		return token.signingKey({
			uri: key.uri,
			name: key.name,
			digest,
			certificates
		}, this.#context.signal);
	}
	/** The token of a key, logged in. */
	token(key) {
		const uri = parsePkcs11Uri(key.uri);
		const id = JSON.stringify([
			key.module ?? uri.modulePath,
			key.softhsm,
			uri.token,
			uri.serial,
			uri.slotId,
			uri.manufacturer,
			uri.model
		]);
		let token = this.#tokens.get(id);
		if (!token) {
			const { uri: keyUri, module, softhsm: softhsmConf, pin } = key;
			token = openToken({
				uri: keyUri,
				module,
				softhsmConf,
				pin
			}, this.#context.signal);
			this.#tokens.set(id, token);
		}
		return token;
	}
	async [Symbol.asyncDispose]() {
		const tokens = await Promise.allSettled(this.#tokens.values());
		for (const token of tokens) if (token.status === "fulfilled") token.value.close();
	}
};
/**
* Flag before environment before file. The environment's PIN, module and certificate belong to the key that `--key` names;
* other keys (attestation, tsa) take them only where the configuration is silent.
*/
function resolveKey(context, nameOrUri, overrides) {
	const { env, config, cwd } = context;
	const byUri = nameOrUri.startsWith("pkcs11:");
	const configured = byUri ? { uri: nameOrUri } : ownKey$1(config, nameOrUri);
	if (!configured) throw unknownKey(nameOrUri, config.path, Object.keys(config.keys));
	const uri = parsePkcs11Uri(configured.uri);
	const fromEnvironment = {
		module: variable(env, "CHANCERY_MODULE"),
		pin: environmentPin(context),
		certificate: variable(env, "CHANCERY_CERTIFICATE")
	};
	const certificateFlag = overrides?.certificate ?? (overrides ? fromEnvironment.certificate : void 0);
	const layered = overrides ? {
		module: overrides.module ?? fromEnvironment.module ?? configured.module ?? uri.modulePath,
		pin: fromEnvironment.pin ?? configured.pin,
		certificate: certificateFlag === void 0 ? configured.certificate : resolve(cwd, certificateFlag)
	} : {
		module: configured.module ?? uri.modulePath ?? fromEnvironment.module,
		pin: configured.pin ?? (uri.pinSource === void 0 ? fromEnvironment.pin : void 0),
		certificate: configured.certificate
	};
	return {
		name: byUri ? uri.object ?? "key" : nameOrUri,
		uri: configured.uri,
		...configured.softhsm !== void 0 && { softhsm: configured.softhsm },
		...layered.module !== void 0 && { module: layered.module },
		...layered.pin && { pin: layered.pin },
		...layered.certificate !== void 0 && { certificate: layered.certificate }
	};
}
/** Names come from outside: `constructor` is no key. */
function ownKey$1({ keys }, name) {
	return Object.hasOwn(keys, name) ? keys[name] : void 0;
}
function environmentPin({ env, cwd }) {
	if (variable(env, "CHANCERY_PIN") !== void 0) return { env: "CHANCERY_PIN" };
	const file = variable(env, "CHANCERY_PIN_FILE");
	return file === void 0 ? null : { file: resolve(cwd, file) };
}
function unknownKey(name, path, names) {
	const where = path === null ? "there is no chancery.yaml" : `${path} has ${names.join(", ") || "none"}`;
	return new EngineError("KEY_UNKNOWN", `no key ${JSON.stringify(name)}: ${where}${suggestion(name, names)}`, { details: {
		key: name,
		known: names
	} });
}
// packages/engine/src/attest.ts
const AT_ONCE = 4;
/** Signs in-toto statements about files with the attestation key. @throws ChanceryError; nothing is written then */
async function attestFiles(options) {
	const context = await openContext(options);
	const planned = options.findSbom ? await planFound(context, options) : await planGiven(context, options);
	await using keys = new KeyRing(context);
	const overrides = options.key === void 0 ? null : { module: options.module };
	if (options.key === void 0 && !context.config.keys.attestation) throw new EngineError("ATTESTATION_KEY_MISSING", "keys.attestation is not configured and no --key was given");
	const key = await keys.open(options.key ?? "attestation", overrides);
	const signed = await concurrently(planned, AT_ONCE, (statement) => signStatement(statement, key, context.signal));
	const attestations = [];
	for (const [i, { bundle, predicateType, subjects }] of planned.entries()) {
		const bytes = signed[i];
		const envelope = options.dsse ? bundle.replace(/(?:\.sigstore)?(?:\.jsonl?)?$/, ".intoto.jsonl") : null;
		await writeFileDurable(resolve(context.cwd, bundle), bytes);
		if (envelope !== null) await writeFileDurable(resolve(context.cwd, envelope), bareEnvelope(bytes));
		attestations.push({
			bundle,
			envelope,
			predicateType,
			subjects: subjects.length
		});
	}
	const { bundle, predicateType } = attestations[0];
	const subjects = planned.flatMap((statement) => statement.subjects);
	return {
		version: 1,
		bundle,
		bundles: planned.map((one) => one.bundle),
		predicateType,
		subjects,
		key: key.info.name,
		attestations
	};
}
async function planGiven(context, options) {
	const { subjects, only } = await readSubjects(context, options);
	const out = options.out ?? (only === null ? null : `${only}.attestation.sigstore.json`);
	if (out === null) throw new EngineError("OUTPUT_NOT_GIVEN", `a bundle about ${subjects.length} subjects, and no file to lie beside`, { howToFix: "Give --out FILE for the bundle that names them all." });
	const predicate = await readPredicate(context, options);
	const shards = shardsOf(subjects);
	return shards.map((shard, i) => ({
		...predicate,
		subjects: shard,
		bundle: shards.length === 1 ? out : shardName(out, i + 1)
	}));
}
async function planFound(context, options) {
	const { out, checksums = [], subjects = [], files } = options;
	if (out !== void 0 || checksums.length + subjects.length > 0) throw new EngineError("OPTIONS_CONFLICT", "--find-sbom gives each file a bundle of its own: --out and --subject-* are not for it");
	if (options.sbom !== void 0) throw new EngineError("OPTIONS_CONFLICT", "--find-sbom and --sbom exclude each other");
	if (files.length === 0) throw new EngineError("OPTION_INVALID", "--find-sbom looks beside files, and none is given");
	const inputs = (await expandFiles(files, {
		cwd: context.cwd,
		sideFileSuffixes: OWN_SIDE_FILES
	})).filter((input) => !isSbom(input));
	if (inputs.length === 0) throw new EngineError("SBOM_NOT_FOUND", "there are SBOMs, and no file that they could be of");
	const sboms = await Promise.all(inputs.map(findSbom));
	const predicates = /* @__PURE__ */ new Map();
	for (const sbom of new Set(sboms)) predicates.set(sbom, await readPredicate(context, {
		...options,
		sbom
	}));
	const hashed = await hashFiles(context, inputs);
	return inputs.map(({ path, relative }, i) => ({
		...predicates.get(sboms[i]),
		subjects: [{
			...hashed[i],
			name: basename(relative)
		}],
		bundle: path + SBOM_SUFFIX
	}));
}
function bareEnvelope(bundle) {
	const parsed = parseBundle(bundle);
	if (parsed.kind !== "key") throw new TypeError("a bundle of ours is signed by a bare key");
	return encodeEnvelope(parsed.envelope);
}
function shardsOf(subjects) {
	const count = Math.max(1, Math.ceil(subjects.length / MAX_SUBJECTS));
	return Array.from({ length: count }, (_, i) => subjects.slice(i * MAX_SUBJECTS, (i + 1) * MAX_SUBJECTS));
}
/** `all.sigstore.json`: `all-1.sigstore.json`. */
function shardName(out, number) {
	const [, stem = "", extension = ""] = /^(.+?)((?:\.sigstore)?\.jsonl?)?$/.exec(basename(out)) ?? [];
	return join(dirname(out), `${stem}-${number}${extension}`);
}
// packages/engine/src/certificate-maker.ts
/** RFC 4514 section 3: `type=value`, joined by commas and plus signs; quotes and backslashes take their meaning away. */
const VALUE = String.raw`(?:"(?:[^"\\]|\\.)*"|(?:[^",+\\]|\\.)+)`;
const PAIR = String.raw`\s*(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)\s*=\s*${VALUE}`;
new RegExp(`^${PAIR}(?:[,+]${PAIR})*$`);
// packages/formats/src/authenticode/spc.ts
/** Microsoft's object identifiers (prefix 1.3.6.1.4.1.311.2.1) and the ASN.1 of "Windows Authenticode Portable Executable Signature Format". */
const SPC = {
	statementType: "1.3.6.1.4.1.311.2.1.11",
	opusInfo: "1.3.6.1.4.1.311.2.1.12",
	peImageData: "1.3.6.1.4.1.311.2.1.15",
	individualPurpose: "1.3.6.1.4.1.311.2.1.21",
	sipInfo: "1.3.6.1.4.1.311.2.1.30"
};
/** GUID 603bcc1f-4b59-4e08-b724-d2c6297ef351, of the subject interface package that hashes PowerShell's files. */
const POWERSHELL_SIP = "1fcc3b60594b084eb724d2c6297ef351";
const POWERSHELL_SIP_VERSION = 65536;
encodeSequence(encodeOid(SPC.peImageData), encodeSequence(encodeBitString(/* @__PURE__ */ new Uint8Array(0)), encodeContext(0, encodeFileLink("<<<Obsolete>>>"))));
encodeSequence(encodeOid(SPC.sipInfo), encodeSequence(encodeInteger(POWERSHELL_SIP_VERSION), encodeOctetString(fromHex(POWERSHELL_SIP)), ...Array.from({ length: 5 }, () => encodeInteger(0))));
function encodeFileLink(name) {
	return encodeContext(2, encodeContextPrimitive(0, utf16beBytes(name)));
}
utf8("APK Sig Block 42");
utf8("# -----BEGIN CMS-----");
utf8("# -----END CMS-----");
Object.keys({
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
}).map((extension) => `.${extension}`);
// packages/engine/src/report.ts
function failureOf(error, path) {
	return {
		path,
		code: error.code,
		message: error.message,
		howToFix: error.howToFix
	};
}
// packages/engine/src/job-identity.ts
/** Bytes. */
const MAX_JWKS_BYTES = 262144;
/**
* Which job this is, by the platform's token and the issuers of chancery.yaml. A token that is there and does not hold is an error, never "none".
* @returns null where the configuration has no `identity`
* @throws IdentityError; FilesError where a `jwks` cannot be read; EngineError CONFIG_NOT_FOUND, CONFIG_INVALID
*/
async function identifyJob(options) {
	const { config, env, signal } = await openContext(options);
	if (config.identity === null) return null;
	const { requestIdentityToken, trustedIssuers, verifyIdentityToken } = await import("./identity.js");
	const issuers = trustedIssuers(await Promise.all(config.identity.issuers.map(withKeys))).filter(({ platform }) => platform === options.platform);
	const [first] = issuers;
	if (!first) return {
		kind: "none",
		why: `identity.issuers has no issuer of ${options.platform}: add it.`
	};
	const answer = await requestIdentityToken(first.platform, {
		env,
		audience: first.audience ?? ""
	}, signal);
	if (answer.kind === "none") return {
		kind: "none",
		why: answer.message
	};
	options.onToken(answer.token);
	return {
		kind: "verified",
		workload: await verifyIdentityToken(answer.token, { issuers }, signal)
	};
}
async function withKeys({ jwks, ...entry }) {
	return jwks === void 0 ? entry : {
		...entry,
		jwks: await readText$1(jwks, MAX_JWKS_BYTES)
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
function attestOptions(files, values, common) {
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
		out: text(values, "out")
	};
}
/** undefined where no option speaks of a verification summary. */
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
function keysOptions(values, common) {
	return {
		...common,
		config: text(values, "config"),
		key: text(values, "key"),
		module: text(values, "module")
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
function splitCommas(texts) {
	return texts.flatMap((item) => item.split(",").map((part) => part.trim()));
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
const MODULE = {
	name: "module",
	kind: "text",
	value: "FILE",
	help: "the HSM vendor's PKCS#11 module",
	env: "CHANCERY_MODULE"
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
const CERTIFICATE = {
	name: "certificate",
	kind: "text",
	value: "FILE",
	help: "the key's certificate and its issuers, PEM",
	env: "CHANCERY_CERTIFICATE"
};
const TIMESTAMP = {
	name: "timestamp",
	kind: "list",
	value: "URL",
	input: "timestamp-urls",
	help: "timestamp authority (RFC 3161); several are tried in order",
	env: "CHANCERY_TIMESTAMP_URLS"
};
const NO_TIMESTAMP = {
	name: "no-timestamp",
	kind: "flag",
	help: "leave signatures that end with their certificate"
};
const TRUST = {
	name: "trust",
	kind: "list",
	value: "FILE",
	help: "PEM certificates or public key, or trusted_root.json, to trust",
	env: "CHANCERY_TRUST"
};
const TIMESTAMP_TRUST = {
	name: "timestamp-trust",
	kind: "list",
	value: "FILE",
	help: "anchors of timestamp authorities; --trust by default"
};
/** Format ids that `--format` takes; held equal to the formats there are by a test. */
const FORMAT_IDS = [
	"authenticode-pe",
	"powershell",
	"jar",
	"script",
	"blob"
];
const DIGEST_NAMES = [
	"sha256",
	"sha384",
	"sha512"
];
const IF_SIGNED = [
	"keep",
	"append",
	"replace",
	"error"
];
const REQUIREMENTS = [
	"timestamp",
	"attestation",
	"provenance",
	"log",
	"strong"
];
const SIGN = {
	name: "sign",
	summary: "Sign files in their native formats, with a key in an HSM, and leave a record of each",
	operands: "FILE...",
	options: [
		{
			...KEY,
			required: true
		},
		{
			name: "out",
			kind: "text",
			value: "DIR",
			help: "write signed copies to DIR; this or --in-place"
		},
		{
			name: "in-place",
			kind: "flag",
			help: "sign the files themselves; a crash leaves the old file or the new"
		},
		MODULE,
		CERTIFICATE,
		{
			name: "format",
			kind: "text",
			value: "ID",
			choices: FORMAT_IDS,
			help: "sign as this format; blob: a detached signature for files of no known kind"
		},
		{
			name: "append",
			kind: "flag",
			help: "keep the signatures that are there"
		},
		{
			name: "if-signed",
			kind: "text",
			value: "WHAT",
			choices: IF_SIGNED,
			help: "replace (the default), append, error, or keep what this key has signed and recorded already"
		},
		{
			name: "digest",
			kind: "text",
			value: "NAME",
			choices: DIGEST_NAMES,
			help: "digest; by default the key's own"
		},
		{
			name: "description",
			kind: "text",
			value: "TEXT",
			help: "what the program is called (Authenticode)"
		},
		{
			name: "url",
			kind: "text",
			value: "URL",
			help: "where to read about it (Authenticode)"
		},
		TIMESTAMP,
		NO_TIMESTAMP,
		{
			name: "attest",
			kind: "switch",
			help: "leave a signing record beside each file"
		},
		CONCURRENCY,
		{
			name: "dry-run",
			kind: "flag",
			help: "check everything up to the signature, write nothing"
		},
		CONFIG,
		JSON_FLAG
	],
	examples: [
		["chancery sign dist/app.exe --key release --out signed", "one file, to signed/app.exe"],
		["chancery sign 'dist/**' '!**/*.map' --key release --in-place", "everything below dist, mixed formats, one login"],
		["chancery sign app.jar --key 'pkcs11:token=ci;object=release' --module /usr/lib/softhsm/libsofthsm2.so --out signed", "without a chancery.yaml; the PIN comes from CHANCERY_PIN"],
		["chancery sign 'dist/**' --key release --out signed --if-signed keep", "once more, after an interruption: only the rest"],
		["chancery sign tool.tar.gz --format blob --key release --out signed", "a detached signature: tool.tar.gz.p7s"]
	]
};
const VERIFY = {
	name: "verify",
	summary: "Verify every signature of files, whom it is by and when it was made, and the record beside them",
	operands: "FILE...",
	options: [
		TRUST,
		TIMESTAMP_TRUST,
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
			help: "refuse files without it: timestamp, attestation, provenance, log, strong (also with commas)"
		},
		{
			name: "signer-subject",
			kind: "list",
			value: "NAME",
			help: "refuse what others signed: the name in the certificate, RFC 4514; one of several"
		},
		{
			name: "signer-issuer",
			kind: "list",
			value: "NAME",
			help: "refuse certificates that others issued: the name in RFC 4514; one of several"
		},
		{
			name: "signer-key",
			kind: "list",
			value: "SHA256",
			help: "refuse other keys: SHA-256 of the public key (SubjectPublicKeyInfo), hex; one of several"
		},
		{
			name: "signer-san",
			kind: "list",
			value: "NAME",
			help: "refuse certificates without this alternative name (dns:, uri:, email: or none before it); one of several"
		},
		{
			name: "max-age",
			kind: "number",
			value: "DAYS",
			help: "refuse what was timestamped longer ago, or not at all"
		},
		{
			name: "min-rsa-bits",
			kind: "number",
			value: "N",
			help: "refuse RSA keys that are shorter"
		},
		SIGNATURE,
		{
			name: "bundle",
			kind: "text",
			value: "FILE",
			help: "Sigstore bundle or DSSE about the file; by default its record"
		},
		{
			name: "provenance-bundle",
			kind: "text",
			value: "FILE",
			help: "SLSA provenance of the file; by default NAME.provenance.sigstore.json beside it"
		},
		{
			name: "identity-repository",
			kind: "list",
			value: "URL",
			help: "refuse what no record proves to be by a CI job of this repository, the whole URL; one of several"
		},
		{
			name: "identity-workflow",
			kind: "list",
			value: "PATH",
			help: "refuse what no record proves to be by a job of this workflow, with or without @REF; one of several"
		},
		{
			name: "identity-ref",
			kind: "list",
			value: "REF",
			help: "refuse what no record proves to be of this ref: refs/heads/main, refs/tags/v*; one of several"
		},
		{
			name: "identity-issuer",
			kind: "list",
			value: "URL",
			help: "refuse what no record proves to be by a job with a token of this issuer; one of several"
		},
		{
			name: "identity",
			kind: "text",
			value: "SUBJECT",
			help: "whom the certificate in --bundle must name (keyless signatures); not the CI job in a record"
		},
		{
			name: "issuer",
			kind: "text",
			value: "URL",
			help: "who must have vouched for --identity"
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
		["chancery verify 'vendor/*' --trust vendor-ca.pem --signer-subject 'CN=Vendor,O=Vendor Inc' --require strong", "what others made: by whom you expect, and with algorithms that hold today"],
		["chancery verify 'download/*' --trust ca.pem --trust attestation.pub --identity-repository https://github.com/acme/app --identity-ref 'refs/tags/v*'", "what a job of this repository built of a tag, as the records prove"],
		["chancery verify tool.tar.gz --signature tool.tar.gz.p7s --trust ca.pem", "a detached signature"]
	]
};
const ATTEST = {
	name: "attest",
	summary: "Sign an in-toto statement about files: provenance, an SBOM, test results, any predicate",
	operands: "[FILE...]",
	options: [
		{
			name: "predicate-type",
			kind: "text",
			value: "URI",
			help: "what the predicate is"
		},
		{
			name: "predicate",
			kind: "text",
			value: "FILE",
			help: "the predicate, JSON"
		},
		{
			name: "sbom",
			kind: "text",
			value: "FILE",
			help: "instead of both: CycloneDX or SPDX, JSON; its content tells"
		},
		{
			name: "find-sbom",
			kind: "flag",
			help: "the SBOM beside each file (NAME.cdx.json, NAME.spdx.json) or in its folder (bom.json ...)"
		},
		{
			name: "test-results",
			kind: "list",
			value: "FILE",
			help: "JUnit XML reports, paths and globs; or one in-toto test-result predicate, JSON"
		},
		{
			name: "test-configuration",
			kind: "list",
			value: "FILE",
			help: "what the tests were configured with, for the digest: paths and globs"
		},
		{
			name: "allow-failed",
			kind: "flag",
			help: "attest test results also where tests failed"
		},
		{
			name: "provenance",
			kind: "flag",
			help: "SLSA provenance of this CI job, by its identity token"
		},
		{
			name: "allow-unverified",
			kind: "flag",
			help: "with --provenance: where no token proves which job this is, what the environment says, marked as that"
		},
		{
			name: "vsa-verifier",
			kind: "text",
			value: "URI",
			help: "verification summary (SLSA): who verified"
		},
		{
			name: "vsa-resource",
			kind: "text",
			value: "URI",
			help: "verification summary: where the artifact is fetched"
		},
		{
			name: "vsa-policy",
			kind: "text",
			value: "URI",
			help: "verification summary: by which policy"
		},
		{
			name: "vsa-policy-file",
			kind: "text",
			value: "FILE",
			help: "verification summary: that policy, for its digest"
		},
		{
			name: "vsa-result",
			kind: "text",
			value: "RESULT",
			choices: ["PASSED", "FAILED"],
			help: "verification summary: PASSED or FAILED"
		},
		{
			name: "vsa-level",
			kind: "list",
			value: "LEVEL",
			help: "verification summary: SLSA_BUILD_LEVEL_2 and the like, one of a track, or names of your own"
		},
		{
			name: "vsa-input",
			kind: "list",
			value: "FILE",
			help: "verification summary: the attestations that were looked at, all of them"
		},
		{
			name: "subject-checksums",
			kind: "list",
			value: "FILE",
			help: "what a SHA256SUMS file lists, beside the files or instead of them"
		},
		{
			name: "subject-digest",
			kind: "list",
			value: "NAME@DIGEST",
			help: "an image, or anything whose digest is known: registry.example/app@sha256:..."
		},
		{
			...KEY,
			help: "the key that signs; keys.attestation by default"
		},
		MODULE,
		{
			name: "out",
			kind: "text",
			value: "FILE",
			help: "the bundle, FILE.attestation.sigstore.json by default; above 1024 subjects several, numbered"
		},
		{
			name: "dsse",
			kind: "flag",
			help: "beside each bundle also its bare DSSE envelope, NAME.intoto.jsonl, for slsa-verifier and in-toto tools"
		},
		CONFIG,
		JSON_FLAG
	],
	examples: [
		["chancery attest app.exe --predicate-type https://cyclonedx.org/bom --predicate bom.json", "writes app.exe.attestation.sigstore.json"],
		["chancery attest --subject-checksums SHA256SUMS --sbom bom.json --out sbom.sigstore.json", "an SBOM of everything that a release lists"],
		["chancery attest 'dist/**' --find-sbom", "each file with the SBOM beside it: FILE.sbom.sigstore.json"],
		["chancery attest app.exe --test-results 'reports/**/*.xml' --out app.exe.tests.sigstore.json", "which tests passed; refused where one failed"],
		["chancery attest 'dist/**' --provenance --out provenance.sigstore.json", "in a CI job: which job built the files"],
		["chancery attest app.exe --vsa-verifier https://ci.example.com --vsa-resource https://example.com/app.exe --vsa-policy https://example.com/policy --vsa-result PASSED --vsa-level SLSA_BUILD_LEVEL_2 --dsse --out vsa.sigstore.json", "a verification summary, also as slsa-verifier reads it: vsa.intoto.jsonl"]
	]
};
const RELEASE = {
	name: "release",
	summary: "Make the release that a manifest declares: sign, checksum, record, and verify all of it",
	operands: "[MANIFEST]",
	options: [
		{
			...KEY,
			help: "the release's key: of chancery.yaml, or a pkcs11: URI; the manifest's by default"
		},
		MODULE,
		CERTIFICATE,
		{
			name: "version-name",
			kind: "text",
			value: "VERSION",
			help: "the release's version, in place of the manifest's",
			env: "CHANCERY_RELEASE_VERSION"
		},
		{
			name: "previous",
			kind: "text",
			value: "FILE",
			help: "a former release's record: show what came, went, changed"
		},
		TIMESTAMP,
		NO_TIMESTAMP,
		TRUST,
		TIMESTAMP_TRUST,
		CONCURRENCY,
		{
			name: "dry-run",
			kind: "flag",
			help: "show what would be done, write nothing"
		},
		CONFIG,
		JSON_FLAG
	],
	examples: [
		["chancery release", "release.yaml in the current folder; run it again after an interruption: it does the rest"],
		["chancery release --version-name 1.4.0 --dry-run", "the plan, and everything that is wrong with it"],
		["chancery release --previous 1.3.0/SHA256SUMS.release.sigstore.json --json", "what came, went and changed since then"]
	]
};
({ ...KEY });
({ ...KEY });
({ ...KEY });
({ ...KEY });
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
/**
* Who asks, for the records: proved by the job's token where chancery.yaml says whose tokens are believed, else as the environment says.
* @throws CiError IDENTITY_REQUIRED; whatever is wrong with a token that is there, because then something is wrong with the job
*/
async function jobIdentity(host, values, common) {
	const { platform } = host;
	const config = typeof values.config === "string" ? values.config : void 0;
	const job = await identifyJob({
		...common,
		config,
		platform,
		onToken: (token) => host.mask(token)
	});
	if (job?.kind === "verified") {
		const { issuer, subject } = job.workload;
		host.info(`This job is ${subject}, says ${issuer}`);
		return { workload: job.workload };
	}
	if (values["require-identity"] === true) throw new CiError("IDENTITY_REQUIRED", whyNot(job));
	if (job) host.info(`Nobody proves which job this is, so there is no provenance. ${job.why}`);
	return { identity: assertedIdentity(platform, host.env) };
}
function whyNot(job) {
	return job ? `nobody proves which job this is: ${job.why}` : "chancery.yaml says in no `identity` whose tokens prove it";
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
// packages/ci/src/attest-step.ts
/** Signs a statement about files; the same for actions/attest and chancerySign.attest. */
const ATTEST_STEP = {
	operation: ATTEST,
	outputs: {
		result: "the JSON of `chancery attest --json`, as docs/schema/attest.v1.json describes it",
		bundles: "paths of the bundles, one a line: one, but for more than 1024 subjects and for SBOMs that were found",
		envelopes: "paths of the bare DSSE envelopes, one a line; empty without `dsse`",
		subjects: "how many subjects they name",
		failed: "1 where nothing was attested"
	},
	failedTitle: "Nothing was attested",
	async run(host, { files, values }, common) {
		const identity = values.provenance === true ? await jobIdentity(host, values, common) : {};
		const options = {
			...attestOptions(files, values, common),
			...identity
		};
		const report = await host.group("Attesting", () => attestFiles(options));
		const { bundles, subjects, attestations, key } = report;
		for (const { bundle, predicateType, subjects: named } of attestations) host.info(`${predicateType} about ${countOf(named)}: ${bundle}`);
		host.output("bundles", pathLines(bundles));
		host.output("envelopes", pathLines(attestations.flatMap(({ envelope }) => envelope ?? [])));
		host.output("subjects", String(subjects.length));
		return {
			report,
			failures: [],
			summary: {
				title: `Attested ${countOf(subjects.length)}`,
				columns: [
					"Subject",
					"SHA-256",
					"Predicate",
					"Key"
				],
				rows: rowsOf(report).map((row) => [...row, key]),
				commands: [],
				failures: []
			}
		};
	}
};
function countOf(subjects) {
	return `${subjects} subject${subjects === 1 ? "" : "s"}`;
}
/** Subjects stand in the order of the attestations. */
function rowsOf({ subjects, attestations }) {
	const types = attestations.flatMap((one) => Array(one.subjects).fill(one.predicateType));
	return subjects.map(({ name, digest }, index) => [
		name,
		digest.sha256 ?? "",
		types[index] ?? ""
	]);
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
		return failureOf(new CiError("OUTPUTS_UNAVAILABLE", `outputs cannot be set${cause instanceof Error ? `: ${cause.message}` : ""}`, { cause }), null);
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
({ ...VERIFY }), [...VERIFY.options.filter(({ terminalOnly }) => !terminalOnly)];
// actions/attest/src/index.ts
/** The composition root of actions/attest. */
await runStep(ATTEST_STEP, githubHost(process.env), stopSignal());
export {};
