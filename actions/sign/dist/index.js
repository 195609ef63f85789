import { r as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { A as digestByName, C as toHex, D as RSA_BITS, E as KEY_ALGORITHMS, F as ChanceryError, I as CoreError, M as keyAlgorithm, O as SIGNATURE_ALGORITHMS, S as toBase64, T as DIGESTS$1, _ as concat, a as signArtifact, b as fromHex, c as literal, d as createDigester, g as ByteReader, h as allowLocal, i as prepare, j as digestByOid, k as chooseSignatureAlgorithm, l as range, n as hostDigest, o as inspectArtifact, p as memorySource, r as keySigner, t as digestOf$1, u as wholeDigest, v as equalBytes, w as utf8, x as fromUtf8, y as fromBase64 } from "./core.js";
import { $ as CodecError, A as replaceUnsignedAttributes, B as encodeDigestIdentifier, C as verifySignature, D as buildSignedData, E as buildSignedAttributes, F as parseCertificate, G as oidOf, H as bitStringBytesOf, I as subjectKeyIdentifierOf, J as DerCursor, K as smallIntegerOf, L as importPublicKey, M as KEY_PURPOSE, N as certificateFacts, O as cmsDigest, P as extKeyUsageOf, Q as parseDerPrefix, R as parsePublicKey, S as signerInfoOf, V as resolveSignatureScheme, X as octetsOf, Y as childrenOf, Z as parseDer, a as readZipDirectory, c as encodeZipEnd, ct as encodeOctetString, d as parseStrictJson, dt as encodeSetOf, et as faultOfError, f as encodePem, h as cmsEvidence, i as readZipContent, it as encodeContextPrimitive, j as OID, k as encodeAttribute, l as ZIP_SIGNATURE, lt as encodeOid, m as brokenEvidence, mt as TAG, n as encodeZipEntry, o as zipContent, ot as encodeInteger, p as parsePem, pt as utf16beBytes, r as moveZipHeader, rt as encodeContext, s as readZipCentral, st as encodeNull, tt as encodeBitString, u as printableName, ut as encodeSequence, x as parseSignedData, z as algorithmIdentifierOf } from "./codec.js";
import { a as withReadBuffer, c as cancelFlag, d as asFilesError, f as errnoOf, l as setCancelled, o as assertGoing, p as onFile, r as hashGroups, s as assertUnaborted, t as decodeFailure, u as FilesError } from "./files.js";
import { a as exportVariable, c as info, d as setOutput, f as setSecret, i as error, n as addPath, o as getInput, s as group, t as ExitCode, u as saveState } from "./core2.js";
import { createRequire, getCompileCacheDir } from "node:module";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { createHash, hash, randomBytes } from "node:crypto";
import { isUtf8 } from "node:buffer";
import { closeSync, constants as constants$1, existsSync, fchmodSync, fchownSync, fstatSync, fsync, ftruncateSync, futimesSync, linkSync, lstatSync, mkdirSync, mkdtempSync, open, openSync, read, readFileSync, readSync, readdirSync, realpathSync, renameSync, rmdirSync, statSync, unlinkSync, writeFileSync, writeSync } from "node:fs";
import { promisify } from "node:util";
import { availableParallelism, homedir, hostname, tmpdir } from "node:os";
import { setImmediate, setTimeout } from "node:timers/promises";
import { Worker, isMainThread } from "node:worker_threads";
import { access as access$1, copyFile, mkdir, open as open$1, readFile, readdir, realpath, stat, writeFile as writeFile$1 } from "node:fs/promises";
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
// packages/codec/src/jcs.ts
/**
* JSON Canonicalization Scheme (RFC 8785): the one text of a value, to be hashed or signed as UTF-8.
* Members are sorted by UTF-16 code units, numbers and strings are written as ECMAScript does.
* @throws TypeError for what has no canonical form: numbers that are not finite, lone surrogates, anything that is no plain data
*/
function canonicalJson(value) {
	switch (typeof value) {
		case "string": return canonicalString(value);
		case "number":
			if (!Number.isFinite(value)) throw new TypeError("a number that is not finite has no canonical JSON");
			return JSON.stringify(value);
		case "boolean": return value ? "true" : "false";
		case "object": return value === null ? "null" : canonicalMembers(value);
		default: throw new TypeError(`a ${typeof value} has no canonical JSON`);
	}
}
function canonicalMembers(value) {
	if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(",")}]`;
	const members = value;
	return `{${Object.keys(members).sort().map((key) => `${canonicalString(key)}:${canonicalJson(members[key])}`).join(",")}}`;
}
function canonicalString(text) {
	if (!text.isWellFormed()) throw new TypeError("a lone surrogate has no canonical JSON");
	return JSON.stringify(text);
}
// packages/attest/src/statement.ts
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const STATEMENT_TYPES = [STATEMENT_TYPE, "https://in-toto.io/Statement/v0.1"];
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
// packages/attest/src/bundle.ts
/** Sigstore bundle v0.3 (sigstore/protobuf-specs), the part that a key-signed DSSE has. */
const BUNDLE_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const BUNDLE_MEDIA_TYPES = [
	BUNDLE_MEDIA_TYPE,
	"application/vnd.dev.sigstore.bundle+json;version=0.1",
	"application/vnd.dev.sigstore.bundle+json;version=0.2",
	"application/vnd.dev.sigstore.bundle+json;version=0.3"
];
/** Larger ones are no bundles: a thousand subjects with their certificates stay far below. Bytes. */
const MAX_BUNDLE_BYTES = 33554432;
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
// packages/attest/src/record.ts
/** predicateType of the signing record; docs/schema/signing-record.v1.json is its schema. */
const SIGNING_RECORD_TYPE = "urn:chancery:signing-record:v1";
/** The statement of one signature: its subjects are the signed file and the side file that carries the signature, if any. */
function signingRecord(facts, context) {
	const { request, signer, sideFile } = facts;
	const leaf = signer.certificates[0];
	const certificate = leaf ? certificateFacts(parseCertificate(leaf)) : null;
	const subjects = [{
		name: request.artifact.name,
		digest: facts.digest.after
	}];
	if (sideFile) subjects.push({
		name: request.artifact.name + sideFile.suffix,
		digest: { sha256: sideFile.sha256 }
	});
	const predicate = {
		format: request.format,
		digest: facts.digest,
		size: request.artifact.size,
		key: {
			name: signer.name,
			fingerprint: keyFingerprint(signer.publicKey),
			algorithm: signer.algorithm
		},
		certificate,
		timestamp: facts.timestamp,
		request: { sha256: requestDigest(request) },
		decision: facts.decision,
		approvals: [],
		log: null,
		identity: context.identity,
		tool: context.tool,
		recordedAt: context.at.toISOString()
	};
	return {
		subjects,
		predicateType: SIGNING_RECORD_TYPE,
		predicate
	};
}
/** What names a request: SHA-256, hex, of its canonical JSON (RFC 8785). Equal for equal requests: same file, format, options and key name. */
function requestDigest(request) {
	return createHash("sha256").update(canonicalJson(request)).digest("hex");
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
/** The edit as an {@link Overlay}, or null where kept bytes move or leave the source. Pure. */
function overlayPlan(parts, size) {
	const writes = [];
	let at = 0;
	for (const part of parts) {
		if (part.kind === "bytes") {
			if (part.bytes.length > 0) writes.push({
				at,
				bytes: part.bytes
			});
			at += part.bytes.length;
			continue;
		}
		if (part.start !== at && part.start !== part.end) return null;
		if (!(part.start >= 0 && part.start <= part.end && part.end <= size)) return null;
		at += part.end - part.start;
	}
	return {
		writes,
		size: at
	};
}
/**
* The plan for an edit that keeps the whole original where it is, but for one short run near the head, and appends a tail: an unsigned PE that
* gets a signature. null for every other edit; those are written beside the file and renamed. Pure.
* @param size bytes of the original
*/
function inPlacePlan(parts, size) {
	const overlay = overlayPlan(parts, size);
	if (overlay === null || overlay.size < size) return null;
	const inside = [];
	const tail = new Uint8Array(overlay.size - size);
	if (tail.length > 4194304) return null;
	for (const write of overlay.writes) {
		const end = write.at + write.bytes.length;
		if (write.at < size) inside.push({
			at: write.at,
			bytes: write.bytes.subarray(0, size - write.at)
		});
		if (end > size) {
			const from = Math.max(write.at, size);
			tail.set(write.bytes.subarray(from - write.at), from - size);
		}
	}
	const first = inside[0];
	const last = inside.at(-1);
	if (!first || !last) return {
		head: null,
		tail
	};
	const start = first.at;
	const end = last.at + last.bytes.length;
	const onePage = Math.floor(start / PAGE) === Math.floor((end - 1) / PAGE);
	return end - start <= 512 && onePage ? {
		head: {
			start,
			end,
			writes: inside
		},
		tail
	} : null;
}
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
/**
* Starts a thread where one of these files is too large for the calling thread alone: to load its code takes as long as to log in at a token,
* and both can be done at once.
*/
function prepareLanes(paths) {
	if (workers.size === 0 && paths.some(isLarge)) addWorker();
}
function isLarge(path) {
	try {
		return statSync(path).size > INLINE_COST;
	} catch {
		return false;
	}
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
// packages/files/src/owner.ts
function thisProcess() {
	return {
		host: hostname(),
		pid: process.pid,
		started: startOf(process.pid)
	};
}
/** A process of another machine, or of another container, counts as gone: nobody here can ask. */
function isRunning(owner) {
	if (!isThisHost(owner) || !pidRuns(owner.pid)) return false;
	const started = startOf(owner.pid);
	return started === "" || owner.started === "" || started === owner.started;
}
/** A container is a machine of its own, mostly. */
function isThisHost({ host }) {
	return host === hostname();
}
function pidRuns(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}
/** proc(5): field 22 of /proc/PID/stat, counted behind the command's name, which may hold blanks and brackets. */
function startOf(pid) {
	try {
		const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
		const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
		return `${boot}/${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
	} catch {
		return "";
	}
}
// packages/files/src/temp-file.ts
/** A temporary's name: `.NAME.chancery-PID-RANDOM.tmp`, in the folder of what it becomes. */
const TEMP = /^\..*\.chancery-(\d+)-[0-9a-f]{8}\.tmp$/;
/** Longest name that leaves room for what we put around it: file systems end at 255 bytes. */
const NAME_LIMIT = 200;
/** Those of this process: another one with our number may have left some too. */
const ours$1 = /* @__PURE__ */ new Set();
const swept = /* @__PURE__ */ new Set();
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
/** The folders of `paths`, each once. */
async function syncFolders(...paths) {
	for (const folder of new Set(paths.map((path) => dirname(path)))) await syncFolder(folder);
}
/** Removes what killed processes left in a folder; once for each folder and process. */
function sweepFolder(folder) {
	if (swept.has(folder)) return;
	swept.add(folder);
	for (const name of namesIn(folder)) {
		const pid = Number(TEMP.exec(name)?.[1] ?? NaN);
		const path = join(folder, name);
		if (Number.isNaN(pid) || ours$1.has(path)) continue;
		if (pid !== process.pid && pidRuns(pid)) continue;
		try {
			removeIfThere(path);
		} catch {}
	}
}
function namesIn(folder) {
	try {
		return readdirSync(folder);
	} catch {
		return [];
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
// packages/files/src/glob.ts
/** Records of a signed file: of the signing, and of the build where the CI job proved who it is. */
const RECORD_SUFFIXES = [".sigstore.json", ".provenance.sigstore.json"];
/** What we leave beside a signed file. */
const SIDE_FILE_SUFFIXES = [
	".p7s",
	...RECORD_SUFFIXES,
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
// packages/files/src/output-place.ts
/**
* In place where both names are the same entry of the same folder. A target that merely leads to the source (a symbolic link in the output
* folder) is replaced: an input is never changed through an output folder.
* @throws FilesError PATH_IS_DIRECTORY, NOT_A_FILE where the target stands and is no file
*/
function findPlace(source, target) {
	if (entryOf(source) === entryOf(target)) {
		const file = realpathSync.native(source);
		return {
			file,
			folder: dirname(file),
			inPlace: true
		};
	}
	const stats = lstatSync(target, { throwIfNoEntry: false });
	const details = { path: target };
	if (stats?.isDirectory()) throw new FilesError("PATH_IS_DIRECTORY", `${target}: is a directory`, { details });
	if (stats && !stats.isFile() && !stats.isSymbolicLink()) throw new FilesError("NOT_A_FILE", `${target}: is not a regular file`, { details });
	return {
		file: target,
		folder: dirname(target),
		inPlace: false
	};
}
/** The name in its real folder; a folder that is not there yet is taken as it is called. */
function entryOf(path) {
	return join(realFolder(dirname(resolve(path))), basename(path));
}
function realFolder(folder) {
	try {
		return realpathSync.native(folder);
	} catch {
		return folder;
	}
}
// packages/files/src/copy-parts.ts
/** Writes an edit out through one buffer: thousands of short parts cost as many writes as they fill chunks. */
function writeParts(fd, source, parts, signal) {
	return withReadBuffer((buffer) => writeThrough(buffer, fd, source, parts, signal));
}
async function writeThrough(buffer, fd, source, parts, signal) {
	const total = parts.reduce((sum, part) => sum + partLength(part), 0);
	let filled = 0;
	let position = 0;
	const flush = async () => {
		assertUnaborted(signal);
		writeFully(fd, buffer.subarray(0, filled), position);
		position += filled;
		filled = 0;
		if (position < total) await setImmediate();
	};
	for (const part of joined$1(parts)) {
		const length = partLength(part);
		for (let done = 0; done < length;) {
			if (filled === buffer.length) await flush();
			const step = Math.min(length - done, buffer.length - filled);
			if (part.kind === "bytes") buffer.set(part.bytes.subarray(done, done + step), filled);
			else await source.readInto(part.start + done, buffer.subarray(filled, filled + step));
			filled += step;
			done += step;
		}
	}
	await flush();
}
function partLength(part) {
	return part.kind === "bytes" ? part.bytes.length : part.end - part.start;
}
/** Ranges that follow each other as one: a JAR's untouched entries are one long copy. */
function* joined$1(parts) {
	let open = null;
	for (const part of parts) {
		if (part.kind === "range" && open?.end === part.start) {
			open = {
				kind: "range",
				start: open.start,
				end: part.end
			};
			continue;
		}
		if (open) yield open;
		open = null;
		if (part.kind === "range") open = part;
		else yield part;
	}
	if (open) yield open;
}
/** Lets the kernel copy or clone the file, then lays the new bytes over it. `fd` is `temp`, open for writing. */
async function copyAndOverlay(fd, temp, source, overlay) {
	await copyFile(source.path, temp, constants$1.COPYFILE_FICLONE);
	if (overlay.size < source.size) ftruncateSync(fd, overlay.size);
	for (const { at, bytes } of overlay.writes) writeFully(fd, bytes, at);
}
// packages/files/src/journal.ts
/** Base64 of the tail, and room for the rest. */
const JOURNAL_LIMIT = Math.ceil(TAIL_LIMIT * 4 / 3) + 4 * PAGE;
/** Journals of this process that are in use. */
const ours = /* @__PURE__ */ new Set();
function journalPath(path) {
	return hiddenBeside(path, "journal");
}
/** The first line is the SHA-256 of the second. */
function encodeJournal(journal) {
	const { size, mtimeMs, start, before, after, tail, owner } = journal;
	const body = JSON.stringify({
		version: 1,
		size,
		mtimeMs,
		start,
		before: toBase64(before),
		after: toBase64(after),
		tail: toBase64(tail),
		owner
	});
	return utf8(`${sha256$1(body)}\n${body}\n`);
}
/** null where the bytes are no whole journal: its writer did not get to touch the file. */
function parseJournal(bytes) {
	try {
		const [digest, body, rest] = fromUtf8(bytes).split("\n");
		if (body === void 0 || rest !== "" || digest !== sha256$1(body)) return null;
		const { version, size, mtimeMs, start, before, after, tail, owner } = JSON.parse(body);
		const journal = {
			size,
			mtimeMs,
			start,
			owner,
			before: fromBase64(before),
			after: fromBase64(after),
			tail: fromBase64(tail)
		};
		const fits = before.length === after.length && journal.before.length <= 512 && start + journal.before.length <= size;
		return version === 1 && Number.isSafeInteger(size) && Number.isSafeInteger(start) && start >= 0 && fits ? journal : null;
	} catch {
		return null;
	}
}
/**
* Writes the journal of `path`, whole or not at all, and never over another one.
* @returns false where the file system has no links to do that with
* @throws FilesError FILE_BUSY where there is one
*/
async function placeJournal(path, plan) {
	const place = journalPath(path);
	const undo = new Undo();
	try {
		const temp = await writeTemp(path, encodeJournal({
			...plan,
			owner: thisProcess()
		}), 384, undo);
		linkSync(temp, place);
		ours.add(place);
	} catch (error) {
		if (errnoOf(error) === "EEXIST") throw busy(path);
		if ([
			"EPERM",
			"ENOTSUP",
			"ENOSYS",
			"EMLINK"
		].includes(errnoOf(error) ?? "")) return false;
		throw error;
	} finally {
		await undo.run();
	}
	try {
		await syncFolder(dirname(place));
	} catch (error) {
		await removeJournal(path);
		throw error;
	}
	return true;
}
async function removeJournal(path) {
	const place = journalPath(path);
	removeIfThere(place);
	ours.delete(place);
	await syncFolder(dirname(place));
}
/**
* The journal beside a file; null where there is none, or none that was finished (that one is removed).
* @throws FilesError FILE_BUSY where the process that wrote it still runs
*/
async function readJournal(path) {
	const place = journalPath(path);
	let bytes;
	try {
		if (statSync(place, { throwIfNoEntry: false }) === void 0) return null;
		bytes = readBounded(place);
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return null;
		throw error;
	}
	const journal = parseJournal(bytes);
	if (journal === null) {
		await removeJournal(path);
		return null;
	}
	if (journal.owner.pid === process.pid && isRunning(journal.owner) ? ours.has(place) : isRunning(journal.owner)) throw busy(path);
	return journal;
}
/**
* Brings the original back, if the file is what the journal's writer may have left of it.
* @returns false where it is something else (built anew since), which stays as it is, or gone
*/
async function rollBack(path, journal) {
	let fd;
	try {
		fd = openSync(path, constants$1.O_RDWR | constants$1.O_NOFOLLOW);
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return false;
		throw error;
	}
	try {
		if (!isOurs$1(fd, journal)) return false;
		if (journal.before.length > 0) {
			writeFully(fd, journal.before, journal.start);
			await synced(fd);
		}
		ftruncateSync(fd, journal.size);
		futimesSync(fd, /* @__PURE__ */ new Date(), journal.mtimeMs / 1e3);
		await synced(fd);
		return true;
	} finally {
		closeSync(fd);
	}
}
function isOurs$1(fd, { size, start, before, after, tail }) {
	const now = fstatSync(fd).size;
	if (now < size || now > size + tail.length) return false;
	const head = new Uint8Array(before.length);
	readSync(fd, head, 0, head.length, start);
	if (!head.every((byte, i) => byte === before[i] || byte === after[i])) return false;
	const behind = new Uint8Array(now - size);
	readSync(fd, behind, 0, behind.length, size);
	if (!behind.every((byte, i) => byte === tail[i] || byte === 0)) return false;
	return equalBytes(head, before) ? behind.length > 0 : behind.length === tail.length;
}
/** Nothing where it is too long to be ours. */
function readBounded(place) {
	const fd = openSync(place, "r");
	try {
		return fstatSync(fd).size > JOURNAL_LIMIT ? /* @__PURE__ */ new Uint8Array() : readFileSync(fd);
	} finally {
		closeSync(fd);
	}
}
function busy(path) {
	return new FilesError("FILE_BUSY", `${path}: another process is signing it in place`, { details: { path } });
}
function sha256$1(text) {
	return createHash("sha256").update(text).digest("hex");
}
// packages/files/src/in-place.ts
/**
* Signs a file where it stands: the journal, the tail, then the header in one write, each durable before the next.
* So the file is the original, with or without bytes behind its end, until that one write makes it the finished file.
* @param path the file itself, no symbolic link
* @returns false where the file cannot be written to like this (read-only, being executed, no links); nothing happened then
*/
async function writeInPlace(path, source, plan, undo) {
	const fd = openForUpdate(path);
	if (fd === null) return false;
	try {
		const journal = await planJournal(fd, source, plan);
		if (!await placeJournal(path, journal)) return false;
		undo.add(async () => {
			await rollBack(path, journal);
			await removeJournal(path);
		});
		await source.assertUnchanged();
		writeFully(fd, plan.tail, source.size);
		await synced(fd);
		if (journal.after.length > 0) {
			writeFully(fd, journal.after, journal.start);
			await synced(fd);
		}
		return true;
	} finally {
		closeSync(fd);
	}
}
function openForUpdate(path) {
	try {
		return openSync(path, constants$1.O_RDWR | constants$1.O_NOFOLLOW);
	} catch (error) {
		if ([
			"EACCES",
			"EPERM",
			"ETXTBSY",
			"EBUSY"
		].includes(errnoOf(error) ?? "")) return null;
		throw error;
	}
}
async function planJournal(fd, source, plan) {
	const { mtimeMs } = fstatSync(fd);
	const { start, end, writes } = plan.head ?? {
		start: 0,
		end: 0,
		writes: []
	};
	const before = await source.read(start, end - start);
	const after = Uint8Array.from(before);
	for (const write of writes) after.set(write.bytes, write.at - start);
	return {
		size: source.size,
		mtimeMs,
		start,
		before,
		after,
		tail: plan.tail
	};
}
// packages/files/src/signed-content.ts
/** Files from this size on are edited where they stand, or copied by the kernel; to write a smaller one anew takes no time. */
const LARGE_FILE = 8388608;
async function writeContent(place, source, parts, undo, signal) {
	const { file } = place;
	if (place.inPlace) {
		if (parts === null) return {
			kind: "untouched",
			path: source.path
		};
		const plan = source.size >= LARGE_FILE ? inPlacePlan(parts, source.size) : null;
		if (plan !== null && await writeInPlace(file, source, plan, undo)) return {
			kind: "edited",
			path: file,
			settle: () => removeJournal(file)
		};
	}
	await source.assertUnchanged();
	const temp = await createTemp(file, 384, undo);
	try {
		const overlay = parts !== null && source.size >= LARGE_FILE ? overlayPlan(parts, source.size) : null;
		if (parts === null) await copyFile(source.path, temp.path, constants$1.COPYFILE_FICLONE);
		else if (overlay !== null) await copyAndOverlay(temp.fd, temp.path, source, overlay);
		else await writeParts(temp.fd, source, parts, signal);
		assertUnaborted(signal);
		await source.assertUnchanged();
		likeOriginal(temp.fd, source, place.inPlace);
		await synced(temp.fd);
	} finally {
		closeSync(temp.fd);
	}
	return {
		kind: "beside",
		path: temp.path
	};
}
/** A new file has the permissions of the one that was signed; one that takes its place also has its owner, as far as we may give it. */
function likeOriginal(fd, source, inPlace) {
	let mode = source.mode & 511;
	if (inPlace) {
		const original = statSync(source.path);
		const made = fstatSync(fd);
		try {
			if (original.uid !== made.uid || original.gid !== made.gid) fchownSync(fd, original.uid, original.gid);
			mode = source.mode;
		} catch (error) {
			if (errnoOf(error) !== "EPERM") throw error;
		}
	}
	fchmodSync(fd, mode);
}
// packages/files/src/output.ts
/** Side files and records are for everyone, as far as the umask lets them. */
const PUBLIC_MODE = 438;
/**
* The output of one signing: temporaries beside the target, made visible by `commit` in one go, the signed file last.
* Large files that keep their place are edited where they stand, under a journal (see {@link inPlacePlan}).
* @throws CoreError FILE_CHANGED, ABORTED; FilesError DISK_FULL, PERMISSION_DENIED, PATH_IS_DIRECTORY, NOT_A_DIRECTORY, FILE_BUSY, IO_FAILED
*/
function fileOutput(options) {
	return { write: (embedding, signal) => onFile(options.target, () => write(options, embedding, signal)) };
}
async function write(options, embedding, signal) {
	const { source, target } = options;
	const undo = new Undo();
	const sources = [];
	const reopen = async (path, name) => {
		const opened = await openFileSource(path, {
			name,
			signal
		});
		sources.push(opened);
		return opened;
	};
	try {
		assertUnaborted(signal);
		const place = findPlace(source.path, target);
		sweepFolder(place.folder);
		const content = await writeContent(place, source, embedding.content, undo, signal);
		const side = embedding.sideFile && {
			path: target + embedding.sideFile.suffix,
			temp: await writeTemp(target + embedding.sideFile.suffix, embedding.sideFile.bytes, PUBLIC_MODE, undo)
		};
		const written = await reopen(content.path, basename(target));
		return {
			source: written,
			sideFile: side && await reopen(side.temp, basename(side.path)),
			commit: (records) => onFile(target, async () => {
				if (content.kind !== "edited") await source.assertUnchanged();
				await written.assertUnchanged();
				await commit(options.target, place, content, side, records, undo);
				await closeAll(sources);
			}),
			discard: () => onFile(target, async () => {
				await closeAll(sources);
				await undo.run();
			})
		};
	} catch (error) {
		await closeAll(sources);
		await undo.run().catch(() => {});
		throw error;
	}
}
/** Record and side file first: whoever sees the signed file sees its record. What fails here is undone by `discard`. */
async function commit(target, place, content, side, records, undo) {
	const settle = [];
	for (const { suffix, bytes } of records) {
		const path = target + suffix;
		settle.push(await replaceWith(await writeTemp(path, bytes, PUBLIC_MODE, undo), path, undo));
	}
	if (side) settle.push(await replaceWith(side.temp, side.path, undo));
	if (content.kind === "beside") settle.push(await replaceWith(content.path, place.file, undo));
	await syncFolders(target, place.file);
	if (content.kind === "edited") await content.settle();
	undo.forget();
	const stale = RECORD_SUFFIXES.filter((suffix) => !records.some((record) => record.suffix === suffix));
	if (content.kind !== "untouched") for (const suffix of stale) settle.push(() => removeIfThere(target + suffix));
	for (const step of settle) try {
		step();
	} catch {}
}
async function closeAll(sources) {
	await Promise.all(sources.map((source) => source.close()));
}
// packages/files/src/output-plan.ts
/**
* What each input becomes. In the inputs' order.
* @param sideFileSuffixes what stands beside each output: none of it may be another input's output either
* @throws FilesError OUTPUT_COLLISION where two inputs have one output, or one's output is another input
*/
function planOutputs(files, destination, sideFileSuffixes = SIDE_FILE_SUFFIXES) {
	const inPlace = destination.kind === "in-place";
	/** Every name that an input is known by, and every output, with the input that it belongs to. */
	const owners = /* @__PURE__ */ new Map();
	const claim = (name, file) => {
		const place = CASE_BLIND ? name.toLowerCase() : name;
		const other = owners.get(place);
		if (other && other.absolute !== file.absolute) throw collision$1(other, file, name);
		owners.set(place, file);
	};
	const plans = [];
	for (const file of files) {
		claim(entryOf(file.absolute), file);
		if (inPlace) claim(realpathSync.native(file.absolute), file);
	}
	for (const file of files) {
		const openable = resolve(file.path) === file.absolute ? file.path : file.absolute;
		const target = inPlace ? openable : join(destination.folder, file.relative);
		claim(entryOf(target), file);
		plans.push({
			...file,
			target
		});
	}
	for (const { target, ...file } of plans) for (const suffix of sideFileSuffixes) claim(entryOf(target) + suffix, file);
	return plans;
}
/** File systems that take `A.exe` and `a.exe` for one name. */
const CASE_BLIND = process.platform === "win32" || process.platform === "darwin";
function collision$1(one, other, place) {
	return new FilesError("OUTPUT_COLLISION", `${one.path} and ${other.path} would both be written to ${place}`, { details: {
		paths: [one.path, other.path],
		output: place
	} });
}
// packages/files/src/recover.ts
/**
* Cleans up after a signing of `path` that was killed or lost its power: rolls an edit in place back, removes what lies about.
* To be called before a file is opened to be signed; only reading a file needs no such thing.
* @returns true where the file was brought back to its original
* @throws FilesError FILE_BUSY where another process is signing the file now, PERMISSION_DENIED, IO_FAILED
*/
function recoverInterrupted(path) {
	return onFile(path, async () => {
		let file;
		try {
			file = realpathSync.native(path);
		} catch (error) {
			if (errnoOf(error) !== "ENOENT") throw error;
			sweepFolder(dirname(path));
			return false;
		}
		sweepFolder(dirname(file));
		const journal = await readJournal(file);
		if (journal === null) return false;
		const rolledBack = await rollBack(file, journal);
		await removeJournal(file);
		return rolledBack;
	});
}
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
(/* @__PURE__ */ __commonJSMin(((exports) => {
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
// packages/engine/src/inputs.ts
/** What is wrong with one named path; everything else (a glob without a match, a link out of its base) ends the whole run. */
const OF_ONE_PATH = [
	"FILE_NOT_FOUND",
	"PATH_IS_DIRECTORY",
	"NOT_A_FILE"
];
/** What we leave beside files, `chancery attest` and `chancery release` included: a glob passes over it. */
const OWN_SIDE_FILES = [
	...SIDE_FILE_SUFFIXES,
	...RELEASE_SUFFIXES,
	".attestation.intoto.jsonl",
	".sbom.intoto.jsonl"
];
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
function faultOf$3({ code, message, howToFix }) {
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
			fault: one.fault ?? mismatch$1(one, digests),
			weakContent: one.stated?.algorithm.weak ?? false
		});
	});
}
function mismatch$1({ stated }, digests) {
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
		description: textOf$3(members.description),
		url: textOf$3(members.url)
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
function textOf$3(value) {
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
	const message = `${padding.length} bytes behind the signature are not all zero`;
	return faultOfError(new FormatError("PE_CERTIFICATE_PADDING", message));
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
		if (lowerCase$1(character) !== letters.charCodeAt(matched)) return null;
		matched++;
	}
	return next;
}
function lowerCase$1(character) {
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
	const old = membersOf$1(existing);
	const ours = membersOf$1(added);
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
function membersOf$1(contentInfo) {
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
		fault: null,
		weakContent: false
	});
}
/** A signature that cannot even be read is evidence against its file, not an exception. */
function brokenSignature(error) {
	if (error instanceof FormatError || error instanceof CodecError) return brokenEvidence(faultOf$3(error), false);
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
	const blocks = parsePem(textOf$2(bytes, name)).filter(({ label }) => LABELS.includes(label));
	const [block] = blocks;
	if (!block || blocks.length > 1) throw new FormatError("SIGNATURE_FILE_MALFORMED", `${name}: is no CMS in DER, and no PEM of one CMS`);
	return block.bytes;
}
function textOf$2(bytes, name) {
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
const MANIFEST$1 = "META-INF/MANIFEST.MF";
/** Of an Android App Bundle, in protobuf; the whole of it is the bundle's mark. */
const BUNDLE_CONFIG = "BundleConfig.pb";
const ANDROID_MANIFEST = "AndroidManifest.xml";
/** What stands beside that in an APK, and in no library (AAR). */
const ANDROID_CODE = ["classes.dex", "resources.arsc"];
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
/** By the names of its entries, or where a file that is called so has an Android manifest. */
function isApk(zip, name) {
	if (!zip.byName.has(ANDROID_MANIFEST)) return false;
	return name.toLowerCase().endsWith(".apk") || ANDROID_CODE.some((code) => zip.byName.has(code));
}
/**
* Whether an archive is for this format to read or to refuse: a JAR, an AAB, or an APK.
* @param name of the file: an APK's parts may lie in several archives
*/
function isOurs(zip, name) {
	return zip.byName.has(BUNDLE_CONFIG) || isApk(zip, name) || zip.entries.some((entry) => {
		const known = canonical(entry.name);
		return known === "META-INF/MANIFEST.MF" || SIGNATURE_FILE.test(known) || BLOCK.test(known);
	});
}
/**
* @throws ZipError; FormatError JAR_AMBIGUOUS, JAR_TOO_MANY_SIGNERS; CoreError UNSUPPORTED_FORMAT for an APK, FORMAT_MISMATCH for a ZIP of another kind
*/
async function readLayout$1(source) {
	const zip = await readZipDirectory(source);
	await refuseApk(source, zip);
	if (!isOurs(zip, source.name)) throw new CoreError("FORMAT_MISMATCH", "the archive has no JAR manifest", { howToFix: "Drop --format; or build the archive with `jar`, which gives it a manifest." });
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
	if (isApk(zip, source.name) || await hasSigningBlock(source, zip) || await hasBinaryManifest(source, zip)) throw new CoreError("UNSUPPORTED_FORMAT", "the file is an Android package (APK)", { howToFix: "Sign it with `apksigner`; Android does not go by JAR signatures." });
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
/** There are digests, and none without known collisions. */
function onlyWeak(stated) {
	return stated.length > 0 && stated.every(({ algorithm }) => algorithm.weak);
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
/** Something that the signature file states, of the manifest or of one of its sections, has nothing but digests with known collisions. */
function isWeak(signatureFile) {
	const { main, sections } = signatureFile;
	return [
		statedDigests(signatureFile, [main], DIGEST_OF.manifest),
		statedDigests(signatureFile, [main], DIGEST_OF.mainAttributes),
		...[...sections.values()].map((stating) => statedDigests(signatureFile, stating, DIGEST_OF.content))
	].some(onlyWeak);
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
		const signatureFile = parseManifest(bytes);
		return {
			covered: coveredNames(signatureFile, manifest),
			fault: null,
			weak: isWeak(signatureFile)
		};
	} catch (error) {
		return {
			covered: /* @__PURE__ */ new Set(),
			fault: faultOf$2(error),
			weak: false
		};
	}
}
function withoutManifest() {
	return {
		covered: /* @__PURE__ */ new Set(),
		fault: faultOf$2(new FormatError("JAR_MANIFEST_MISSING", "the archive is signed and its manifest is gone")),
		weak: false
	};
}
async function readBlock(source, base, block, signatureFile, { covered, fault, weak }) {
	try {
		const signedData = parseSignedData(await readZipContent(source, block, MAX_FILE));
		const content = memorySource(signatureFile);
		const own = signedData.eContent !== null && !equalBytes(signedData.eContent, signatureFile) ? faultOf$2(new FormatError("JAR_SIGNATURE_FILE_MALFORMED", `the block of META-INF/${base} holds another signature file`)) : fault;
		const { parts } = wholeDigest(content, "sha256");
		return {
			base,
			covered,
			evidence: (fileFault, weakEntries = false) => cmsEvidence({
				signedData,
				content: {
					kind: "detached",
					source: content,
					parts
				},
				contentType: OID.data,
				purpose: "jar",
				nested: false,
				fault: own ?? fileFault,
				weakContent: weak || weakEntries
			})
		};
	} catch (error) {
		return broken(base, error);
	}
}
function broken(base, error) {
	const fault = faultOf$2(error);
	return {
		base,
		covered: /* @__PURE__ */ new Set(),
		evidence: () => [brokenEvidence(fault, false)]
	};
}
/** What the archive holds is a fault of the signature; what the environment does is not. */
function faultOf$2(error) {
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
		return isOurs(await readZipCentral(source), source.name);
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
				name: MANIFEST$1,
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
	if (!manifest) return found.flatMap((one) => one.evidence(null));
	const hidden = await findHiddenData(source, layout);
	if (hidden !== null) {
		const fault = faultOf$1("JAR_HIDDEN_DATA", `bytes at ${hidden} belong to no entry of the archive`);
		return found.flatMap((one) => one.evidence(fault));
	}
	const entries = await digestEntries(source, layout.content, manifest, null);
	const fault = entriesFault(entries, found);
	const weak = entries.some(({ stated }) => onlyWeak(stated));
	return found.flatMap((one) => one.evidence(fault, weak));
}
function entriesFault(entries, found) {
	const changed = entries.find(({ stated }) => stated.some(({ right }) => !right));
	if (changed) return faultOf$1("JAR_ENTRY_CHANGED", `${printableName(changed.name)} is not what the manifest says`);
	const unsigned = entries.find((entry) => !isSigned(entry, found));
	return unsigned ? faultOf$1("JAR_ENTRY_NOT_SIGNED", `${printableName(unsigned.name)} is not signed`) : null;
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
function faultOf$1(code, message) {
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
// packages/engine/src/record-suffix.ts
/** Beside a signed file, its name with this behind it: the signing record. */
const RECORD_SUFFIX = ".sigstore.json";
/** And the provenance, where the job that built the file proved who it is. */
const PROVENANCE_SUFFIX = ".provenance.sigstore.json";
// packages/engine/src/report.ts
function failureOf(error, path) {
	return {
		path,
		code: error.code,
		message: error.message,
		howToFix: error.howToFix
	};
}
/** Rethrows what is not an error of ours: a defect must not look like a verdict. */
function asChanceryError(error) {
	if (error instanceof ChanceryError) return error;
	throw error;
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
function signOptions(files, values, common) {
	const ifSigned = text(values, "if-signed");
	if (values.append === true && ifSigned !== void 0 && ifSigned !== "append") throw new EngineError("OPTIONS_CONFLICT", `--append and --if-signed ${ifSigned} exclude each other`);
	return {
		...common,
		files,
		config: text(values, "config"),
		key: text(values, "key"),
		module: text(values, "module"),
		certificate: text(values, "certificate"),
		out: text(values, "out"),
		inPlace: values["in-place"] === true,
		format: text(values, "format"),
		append: values.append === true || ifSigned === "append",
		ifSigned,
		digest: text(values, "digest"),
		description: text(values, "description"),
		url: text(values, "url"),
		timestamp: timestampChoice(values),
		attest: values.attest !== false,
		concurrency: number(values, "concurrency"),
		dryRun: values["dry-run"] === true
	};
}
/** @throws EngineError OPTIONS_CONFLICT */
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
({ ...KEY });
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
// packages/engine/src/copy-signed.ts
/** Puts a file that is signed already into an output folder, with what goes with it. Touches nothing where all of it is there. */
async function copySigned(source, target, { signature, record }) {
	const records = record ? [RECORD_SUFFIX] : [];
	if (record && await exists(source.path + ".provenance.sigstore.json")) records.push(PROVENANCE_SUFFIX);
	if (await isThere(source, target, [...signature === null ? [] : [signature], ...records])) return;
	const bytes = signature === null ? null : await readBytes(source.path + signature);
	const sideFile = signature !== null && bytes !== null ? {
		suffix: signature,
		bytes
	} : null;
	const written = await fileOutput({
		source,
		target
	}).write({
		content: null,
		sideFile
	});
	const read = async (suffix) => ({
		suffix,
		bytes: await readBytes(source.path + suffix)
	});
	await written.commit(await Promise.all(records.map(read)));
}
async function isThere(source, target, suffixes) {
	if (!await isSame(source, target)) return false;
	for (const suffix of suffixes) {
		if (!await exists(target + suffix)) return false;
		if (!equalBytes(await readBytes(source.path + suffix), await readBytes(target + suffix))) return false;
	}
	return true;
}
async function isSame(source, target) {
	if (!await exists(target)) return false;
	await using file = await openFileSource(target);
	if (file.size !== source.size) return false;
	const [[one], [other]] = await Promise.all([source.digest([wholeDigest(source, "sha256")]), file.digest([wholeDigest(file, "sha256")])]);
	return equalBytes(one, other);
}
// packages/engine/src/run.ts
function formatOptions({ options, info }) {
	return {
		digest: digestOf$1(info),
		append: options.append ?? false,
		description: options.description ?? null,
		url: options.url ?? null,
		signerName: info.name
	};
}
// packages/engine/src/already-signed.ts
/** @throws EngineError FILE_ALREADY_SIGNED, whoever signed it */
async function assertUnsigned(source, format) {
	const signatures = await signaturesOf(source, format);
	if (signatures.length === 0) return;
	const by = signatures.map(({ signer }) => signer?.subject ?? "an unknown signer").join(" and ");
	throw new EngineError("FILE_ALREADY_SIGNED", `${source.name} is signed already, by ${by}`);
}
/**
* Whether there is nothing left to do: the output was made of this very input, with these options, or the input itself is signed by this
* certificate. In the latter case the input goes to the output folder as it is, with its side files.
* Both count only where the signature holds, and where its record is there, holds, and is about it, if records are wanted.
* @returns null where the file is to be signed
*/
async function keptSignature(run, plan, source, format) {
	const target = resolve(run.context.cwd, plan.target);
	const inPlace = target === plan.absolute;
	if (!inPlace) {
		const made = await ownSignature(run, target, format);
		if (made && await isMadeOf(run, made, source, format)) return made.kept;
	}
	const own = await ownSignature(run, plan.absolute, format);
	if (own && !inPlace && !run.options.dryRun) await copySigned(source, target, {
		signature: format.sideFileSuffix,
		record: run.attestationKey !== null
	});
	return own === null ? null : own.kept;
}
/** What the run's certificate has signed; null where anything about it does not hold. */
async function ownSignature(run, path, format) {
	if (!await exists(path)) return null;
	try {
		await using file = await openFileSource(path, { signal: run.context.signal });
		const signatures = await signaturesOf(file, format);
		const leaf = sha256(run.info.certificates[0]);
		const ours = signatures.find(({ signer }) => signer?.sha256 === leaf);
		if (!ours || signatures.some(({ integrity }) => integrity === "failed")) return null;
		if (ours.signatureAlgorithm !== run.info.algorithm || run.timestamper && !ours.timestamp) return null;
		const [digest] = await file.digest([wholeDigest(file, "sha256")]);
		const after = { sha256: toHex(digest) };
		const { timestamp } = ours;
		if (!run.attestationKey) return {
			kept: {
				digest: {
					before: after,
					after
				},
				timestamp,
				hasProvenance: false
			},
			request: null
		};
		const key = run.attestationKey.info.publicKey;
		const record = await readRecord(path, after, format, key);
		if (record?.certificate.sha256 !== leaf) return null;
		const hasProvenance = await exists(path + PROVENANCE_SUFFIX);
		if (hasProvenance) await readStatement$1(path + PROVENANCE_SUFFIX, after, key);
		return {
			kept: {
				digest: {
					before: record.digest.before,
					after
				},
				timestamp,
				hasProvenance
			},
			request: record.request.sha256
		};
	} catch (error) {
		if (error instanceof ChanceryError && error.family !== "environment") return null;
		throw error;
	}
}
/** The record beside a file, where the attestation key signed it about this file and about the signature beside it. */
async function readRecord(path, digest, format, attestationKey) {
	const statement = await readStatement$1(path + RECORD_SUFFIX, digest, attestationKey);
	if (statement?.predicateType !== "urn:chancery:signing-record:v1") return null;
	if (format.sideFileSuffix !== null) assertSubject(statement, { sha256: sha256(await readBytes(path + format.sideFileSuffix)) });
	return statement.predicate;
}
/** @throws AttestError where it is not what the attestation key said about this file */
async function readStatement$1(path, digest, attestationKey) {
	const bundle = parseBundle(await readBytes(path, MAX_BUNDLE_BYTES));
	if (bundle.kind !== "key") throw new AttestError("BUNDLE_KEY_UNTRUSTED", `${path} is by no bare key`);
	return verifyKeyBundle(bundle, [attestationKey], digest).statement;
}
/** The same file, format, options and key name give the same request. */
async function isMadeOf(run, { kept, request }, source, format) {
	if (request === null) return false;
	const [digest] = await source.digest([wholeDigest(source, "sha256")]);
	if (toHex(digest) !== kept.digest.before.sha256) return false;
	const input = {
		source,
		format,
		options: formatOptions(run),
		signer: run.signer,
		decide: allowLocal
	};
	return requestDigest((await prepare(input, run.context.signal)).request) === request;
}
/** What is in a file, or beside it where its format has it there; nothing of trust. */
async function signaturesOf(file, format) {
	if (format.sideFileSuffix === null) return inspectArtifact(file, format);
	const path = file.path + format.sideFileSuffix;
	if (!await exists(path)) return [];
	await using sideFile = await openFileSource(path);
	return await inspectArtifact(file, format, sideFile);
}
function sha256(bytes) {
	return createHash("sha256").update(bytes).digest("hex");
}
// packages/engine/src/sign-plan.ts
/**
* What is signed and where it goes, in the order of the command line; looks at no content.
* @throws EngineError OPTIONS_CONFLICT, OUTPUT_NOT_GIVEN; CoreError FORMAT_UNKNOWN; FilesError OUTPUT_COLLISION and its like
*/
async function planFiles$1(context, options) {
	const { out, inPlace } = options;
	if (out !== void 0 && inPlace) throw new EngineError("OPTIONS_CONFLICT", "--out and --in-place exclude each other");
	if (out === void 0 && !inPlace) throw new EngineError("OUTPUT_NOT_GIVEN", "neither --out nor --in-place was given");
	if (options.format !== void 0) formats.get(options.format);
	const inputs = await expandInputs(options.files, context.cwd);
	const files = inputs.filter((input) => !isRefused(input));
	const plans = planOutputs(files, out === void 0 ? { kind: "in-place" } : {
		kind: "folder",
		folder: out
	});
	const planned = new Map(files.map((file, index) => [file, plans[index]]));
	return inputs.map((input) => isRefused(input) ? input : planned.get(input));
}
/**
* The format to sign a file in: `blob` covers what is of no known kind, every other forced format must fit the content.
* @throws EngineError EMPTY_FILE, FORMAT_NOT_RECOGNISED; CoreError FORMAT_MISMATCH
*/
async function formatFor(source, forced) {
	if (source.size === 0) throw new EngineError("EMPTY_FILE", `${source.name} is empty`);
	const detected = await detectFormat(source, formats);
	if (forced === void 0 || forced === "blob") {
		if (detected) return detected;
		if (forced === "blob") return formats.get("blob");
		throw new EngineError("FORMAT_NOT_RECOGNISED", `${source.name} is of no kind that has a format`);
	}
	const format = formats.get(forced);
	if (detected?.id !== format.id && !await mayBe(source, format)) throw new CoreError("FORMAT_MISMATCH", `${source.name} is not ${format.id}${detected ? `, but ${detected.id}` : ""}`, { details: {
		format: format.id,
		detected: detected?.id ?? null
	} });
	return format;
}
/** Whether the content allows a format when the name does not speak for it. */
async function mayBe(source, format) {
	return await detectFormat({
		size: source.size,
		name: `file${format.suffixes[0] ?? ""}`,
		read: (start, length) => source.read(start, length),
		digest: (jobs) => source.digest(jobs)
	}, {
		all: [format],
		get: () => format
	}) !== null;
}
// packages/engine/src/version.ts
/** Held equal to package.json by a test; a constant, so that reading it costs nothing. */
const VERSION = "0.1.0";
// packages/engine/src/sign-file.ts
/** Signs one file, or, in a dry run, does everything up to that. @throws ChanceryError; the output is then what it was */
async function signFile(run, plan, onStage) {
	const { context, options } = run;
	const { signal } = context;
	if (!options.dryRun) await recoverInterrupted(plan.absolute);
	await using source = await openFileSource(plan.absolute, { signal });
	const format = await formatFor(source, options.format);
	if (options.ifSigned === "error") await assertUnsigned(source, format);
	if (options.ifSigned === "keep") {
		const kept = await keptSignature(run, plan, source, format);
		if (kept) return {
			...entry(run, plan, format, kept, kept.hasProvenance),
			action: "kept"
		};
	}
	await using sideFile = await openSideFile(plan, format, options);
	const input = {
		source,
		sideFile,
		format,
		options: formatOptions(run),
		signer: run.signer,
		decide: allowLocal,
		onStage,
		signal
	};
	if (options.dryRun) {
		const { request } = await prepare(input, signal);
		format.toBeSigned(request.description, run.info);
		return signed(run, entry(run, plan, format, {
			digest: {
				before: request.artifact.digest,
				after: null
			},
			timestamp: null
		}, false));
	}
	return signed(run, entry(run, plan, format, await signArtifact({
		...input,
		timestamper: run.timestamper,
		output: fileOutput({
			source,
			target: resolve(context.cwd, plan.target)
		}),
		attest: recorder(run)
	}), run.provenance !== null));
}
/** Who may keep files wants to know of each whether it was. */
function signed({ options }, file) {
	return options.ifSigned === "keep" ? {
		...file,
		action: "signed"
	} : file;
}
/** The detached signature beside the file: what `append` adds to. */
async function openSideFile(plan, { sideFileSuffix }, options) {
	if (sideFileSuffix === null || !options.append) return null;
	const path = plan.absolute + sideFileSuffix;
	return await exists(path) ? openFileSource(path) : null;
}
/** What the attestation key says of a signature: who asked for it, and, where that was proved, which job built the file. */
function recorder({ attestationKey, identity, provenance }) {
	if (!attestationKey) return null;
	return async (facts, signal) => {
		const record = signingRecord(facts, {
			tool: {
				name: "chancery",
				version: VERSION
			},
			identity,
			at: /* @__PURE__ */ new Date()
		});
		const write = async (suffix, statement) => {
			return {
				suffix,
				bytes: await signStatement(statement, attestationKey, signal)
			};
		};
		const { subjects } = record;
		return Promise.all([write(RECORD_SUFFIX, record), ...provenance === null ? [] : [write(PROVENANCE_SUFFIX, {
			subjects,
			predicateType: PROVENANCE_TYPE,
			predicate: provenance
		})]]);
	};
}
function entry(run, { path, target: out }, format, { digest, timestamp }, hasProvenance) {
	const leaf = run.info.certificates[0];
	return {
		path,
		out,
		signature: format.sideFileSuffix === null ? null : out + format.sideFileSuffix,
		format: format.id,
		digest,
		key: run.info.name,
		certificate: certificateFacts(parseCertificate(leaf)),
		signatureAlgorithm: run.info.algorithm,
		timestamp,
		bundle: digest.after && run.attestationKey ? out + RECORD_SUFFIX : null,
		provenance: hasProvenance ? out + PROVENANCE_SUFFIX : null,
		log: null
	};
}
// packages/engine/src/signer-certificate.ts
/**
* Refuses, before anything is signed, a certificate that no verifier would accept. (One of another key was refused when the key was opened.)
* @throws EngineError CERTIFICATE_MISSING, SIGNER_CERTIFICATE_EXPIRED, SIGNER_CERTIFICATE_PURPOSE
*/
function assertSignerCertificate(signer, at) {
	const der = signer.certificates[0];
	if (!der) throw new EngineError("CERTIFICATE_MISSING", `key ${signer.name} has no certificate`, { details: { key: signer.name } });
	const certificate = parseCertificate(der);
	const details = {
		key: signer.name,
		subject: certificate.subjectName
	};
	if (at > certificate.notAfter || at < certificate.notBefore) {
		const when = at > certificate.notAfter ? `expired ${certificate.notAfter.toISOString()}` : `begins ${certificate.notBefore.toISOString()}`;
		throw new EngineError("SIGNER_CERTIFICATE_EXPIRED", `${certificate.subjectName} ${when}`, { details });
	}
	const purposes = extKeyUsageOf(certificate);
	if (purposes && !purposes.includes(KEY_PURPOSE.codeSigning) && !purposes.includes(KEY_PURPOSE.any)) throw new EngineError("SIGNER_CERTIFICATE_PURPOSE", `${certificate.subjectName} may not sign code`, { details });
}
// packages/engine/src/timestamping.ts
/**
* Who timestamps: the URLs, in order, or our own responder with a key of the configuration.
* @returns null where the caller wants no timestamps
* @throws EngineError TIMESTAMP_NOT_CONFIGURED
*/
async function openTimestamper(context, keys, choice) {
	if (choice === "none") return null;
	const urls = choice === "configured" ? listVariable(context.env, "CHANCERY_TIMESTAMP_URLS") : choice;
	if (urls && urls.length > 0) return timestampClientFor(urls);
	const { timestamp } = context.config;
	if (timestamp?.kind === "urls") return timestampClientFor(timestamp.urls);
	if (timestamp?.kind === "key") return responderTimestamper(await keys.open(timestamp.key, null));
	throw new EngineError("TIMESTAMP_NOT_CONFIGURED", "no timestamp authority is configured");
}
async function timestampClientFor(urls) {
	const { timestampClient } = await import("./timestamp.js");
	return timestampClient({ urls });
}
async function responderTimestamper(key) {
	const { responderTimestamper: open } = await import("./timestamp.js");
	return open({ key });
}
// packages/engine/src/sign.ts
/**
* Signs files with one login: each in its native format, timestamped, re-opened and verified, with a record.
* A file that fails leaves the others alone and stands in `failed`.
* @throws ChanceryError before anything is signed: usage, configuration, key, certificate, output clash
*/
async function signFiles(options) {
	const context = await openContext(options);
	const plans = await planFiles$1(context, options);
	prepareLanes(plans.flatMap((plan) => isRefused(plan) ? [] : [plan.absolute]));
	await using keys = new KeyRing(context);
	const run = await openRun(context, options, keys);
	return await signPlanned(plans.map((plan) => ({
		run,
		plan
	})), options);
}
/** Signs what was planned, several at once. Nothing is thrown for what is wrong with one file: it stands in `failed`. */
async function signPlanned(planned, options) {
	let finished = 0;
	const progress = (path, stage) => {
		if (stage === "done" || stage === "failed") finished++;
		options.onProgress?.({
			path,
			stage,
			finished,
			total: planned.length
		});
	};
	const results = await concurrently(planned, options.concurrency ?? Math.max(LEAST_AT_ONCE, availableParallelism()), async ({ run, plan }) => {
		const { path } = plan;
		try {
			if (isRefused(plan)) throw plan.error;
			const signed = await signFile(run, plan, (stage) => progress(path, stage));
			progress(path, "done");
			return signed;
		} catch (error) {
			progress(path, "failed");
			const known = asChanceryError(error);
			return [known, failureOf(known, path)];
		}
	});
	const failures = results.filter((result) => Array.isArray(result));
	return {
		report: {
			version: 1,
			files: results.filter((result) => !Array.isArray(result)),
			failed: failures.map(([, failure]) => failure)
		},
		exitCode: failures[0]?.[0].exitCode ?? 0
	};
}
/** While one file waits for the disk or a timestamp, others use the token's sessions. */
const LEAST_AT_ONCE = 4;
/**
* Opens what all files need, and refuses before the first of them what would fail for each.
* @param named whether the key is the one that the caller names: flags and environment speak of that one only
*/
async function openRun(context, options, keys, named = true) {
	const keyName = options.key ?? variable(context.env, "CHANCERY_KEY");
	if (keyName === void 0) throw new EngineError("KEY_NOT_GIVEN", "no key was named");
	const wantsRecord = options.attest !== false;
	if (wantsRecord && !context.config.keys.attestation) throw new EngineError("ATTESTATION_KEY_MISSING", "records are signed by keys.attestation, which is not configured");
	const overrides = named ? {
		module: options.module,
		certificate: options.certificate
	} : null;
	const key = await keys.open(keyName, overrides, options.digest);
	assertSignerCertificate(key.info, /* @__PURE__ */ new Date());
	const attestationKey = wantsRecord ? await keys.open("attestation", null) : null;
	if (attestationKey) assertOwnKey(attestationKey, key);
	const timestamper = await openTimestamper(context, keys, options.timestamp ?? "configured");
	const provenance = options.workload && attestationKey ? provenancePredicate(options.workload) : null;
	const identity = recordIdentity(options);
	return {
		context,
		options,
		signer: keySigner(key, formats),
		info: key.info,
		timestamper,
		attestationKey,
		identity,
		provenance
	};
}
function recordIdentity({ workload, identity }) {
	if (!workload) return identity ?? LOCAL_IDENTITY;
	const { verified, platform, claims } = workload;
	return {
		verified,
		platform,
		claims
	};
}
/** A record by the key that signed the file would say nothing that the file does not say itself. */
function assertOwnKey(attestationKey, key) {
	if (!equalBytes(attestationKey.info.publicKey, key.info.publicKey)) return;
	throw new EngineError("ATTESTATION_KEY_SHARED", `keys.attestation is the very key of ${key.info.name}`, { details: { key: key.info.name } });
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
// packages/ci/src/identity.ts
/** An input of steps alone: a terminal has no job. */
const REQUIRE_IDENTITY = {
	name: "require-identity",
	kind: "flag",
	help: "fail where no identity token proves which job this is; without it the record says that nobody did"
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
// packages/ci/src/shell-words.ts
/**
* A word of a POSIX shell. What steers a terminal is spelled out, in the `$'...'` of bash, zsh and ksh: whoever pastes the line sees all of it,
* and no line break ends the command early.
*/
function shellWord(text) {
	if (/^[\w./@%+=:,-]+$/.test(text)) return text;
	if (!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
	return `$'${text.replace(/[\\']/g, (character) => `\\${character}`).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join(""))}'`;
}
/** A path as an operand: one that begins with a dash would be an option. */
function shellPath(path) {
	return shellWord(path.startsWith("-") ? `./${path}` : path);
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
		return [failureOf(new CiError("REPORT_NOT_WRITTEN", `${name}: cannot be written${cause instanceof Error && "code" in cause ? `: ${String(cause.code)}` : ""}`, { cause }), given)];
	}
}
// packages/ci/src/verify-commands.ts
/** What a reader of the summary pastes, in the workspace or beside downloaded files, to check what was signed. */
async function verifyCommands(host, values, signed) {
	const [first] = signed;
	if (!first) return [];
	const named = configPath(host, values);
	const { trust } = await loadConfig(host.workspace, named);
	const anchor = `--trust ca.pem`;
	const whose = `a certificate that ${shellComment(first.certificate.subject)} leads to`;
	const flags = trust.length === 0 ? anchor : named === void 0 ? "" : `--config ${shellWord(named)}`;
	return [trust.length === 0 ? `# ca.pem: ${whose}` : `# trust is that of chancery.yaml; elsewhere add ${anchor}, ${whose}`, ...signed.map(({ out }) => `chancery verify ${shellPath(out)} ${flags}`.trimEnd())];
}
/** A name from a certificate, harmless behind a `#`. */
function shellComment(text) {
	return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ");
}
// packages/ci/src/sign-step.ts
/** Signs files; the same for actions/sign and chancerySign. */
const SIGN_STEP = {
	operation: {
		...SIGN,
		options: [
			...SIGN.options,
			REQUIRE_IDENTITY,
			JUNIT
		]
	},
	outputs: {
		result: "the JSON of `chancery sign --json`, as docs/schema/sign.v1.json describes it",
		signed: "paths of the signed files, one a line",
		bundles: "paths of their signing records, one a line",
		provenance: "paths of their SLSA provenance, one a line; empty where no identity token proved which job this is",
		digest: "SHA-256 over the sorted lines `sha256  path` of the signed files: one value for all of them",
		failed: "how many files could not be signed; 1 where the step failed before the first"
	},
	failedTitle: "Nothing was signed",
	async run(host, { files, values }, common) {
		const identity = await jobIdentity(host, values, common);
		const { report } = await host.group(`Signing with ${String(values.key ?? host.env.CHANCERY_KEY ?? "no key")}`, async () => {
			const outcome = await signFiles({
				...signOptions(files, values, common),
				...identity,
				onProgress: ({ path, stage, finished, total }) => {
					if (stage === "done" || stage === "failed") host.info(`[${finished}/${total}] ${stage} ${path}`);
				}
			});
			for (const file of outcome.report.files) host.info(`${file.path} → ${file.signature ?? file.out} (${file.format})`);
			return outcome;
		});
		const signed = report.files.filter(({ digest }) => digest.after !== null);
		host.output("signed", pathLines(signed.map(({ out }) => out)));
		host.output("bundles", pathLines(signed.flatMap(({ bundle }) => bundle === null ? [] : [bundle])));
		host.output("provenance", pathLines(signed.flatMap(({ provenance }) => provenance === null ? [] : [provenance])));
		host.output("digest", setDigest(signed));
		const paths = report.files.map(({ path }) => path);
		const unwritten = await writeReport(host, values, "junit", () => junitXml("chancery sign", paths, report.failed));
		const commands = await verifyCommands(host, values, signed);
		return {
			report,
			failures: [...report.failed, ...unwritten],
			summary: summaryOf$1(report, commands)
		};
	}
};
/** SHA-256, hex, over the sorted lines `sha256  path`: one value that stands for everything that was signed; empty where nothing was. */
function setDigest(files) {
	if (files.length === 0) return "";
	const lines = files.map(({ digest, out }) => `${(digest.after ?? digest.before).sha256}  ${listed(out)}\n`).sort();
	return createHash("sha256").update(lines.join("")).digest("hex");
}
function summaryOf$1({ files, failed }, commands) {
	const total = files.length + failed.length;
	const dry = files.some(({ digest }) => digest.after === null);
	const count = failed.length > 0 ? `${files.length} of ${total} files` : `${total} file${total === 1 ? "" : "s"}`;
	return {
		title: dry ? `Dry run: ${count} could be signed` : `Signed ${count}`,
		columns: [
			"File",
			"Format",
			"SHA-256 before",
			"SHA-256 after",
			"Key",
			"Certificate",
			"Timestamp"
		],
		rows: files.map((file) => [
			file.signature ?? file.out,
			file.format,
			short(file.digest.before),
			file.digest.after === null ? "unchanged" : short(file.digest.after),
			file.key,
			`${file.certificate.subject}, until ${file.certificate.notAfter}`,
			file.timestamp ? `${file.timestamp.time}, ${file.timestamp.authority}` : "none"
		]),
		commands,
		failures: failed
	};
}
/** Enough to recognise a file by; `result` has all of it. */
function short({ sha256 }) {
	return `${sha256.slice(0, 16)}…`;
}
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
// actions/sign/src/index.ts
/** The composition root of actions/sign. */
await runStep(SIGN_STEP, githubHost(process.env), stopSignal());
export {};
