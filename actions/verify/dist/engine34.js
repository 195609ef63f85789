import { I as ChanceryError, m as VerificationError } from "./core.js";
import { en as isJsonObject } from "./codec.js";
import { t as ENGINE_ERRORS } from "./engine3.js";
import { n as parseExpectedName, r as spelledName, t as isNamed } from "./engine11.js";
import "./attest3.js";
import { t as membersOf } from "./engine20.js";
import { t as isProved, u as untrustedKey } from "./engine30.js";
// packages/engine/src/recorded-job.ts
const UNPROVED = {
	verified: false,
	issuer: null,
	repository: null,
	workflow: null,
	ref: null,
	commit: null
};
async function recordedJob(statement) {
	if (statement?.predicateType !== "urn:chancery:signing-record:v1") return null;
	const { verified, platform, claims } = membersOf(membersOf(statement.predicate).identity);
	if (typeof platform !== "string") return null;
	if (verified !== true) return {
		entry: {
			platform,
			...UNPROVED
		},
		isRequest: false
	};
	const { recordedIdentity } = await import("./identity.js");
	try {
		return jobOf(recordedIdentity(platform, membersOf(claims)));
	} catch (error) {
		if (error instanceof ChanceryError) return null;
		throw error;
	}
}
function jobOf(identity) {
	const { platform, issuer, source, trigger } = identity;
	const { repository, ref, commit, refType } = source;
	return {
		entry: {
			platform,
			verified: true,
			issuer,
			repository,
			workflow: workflowOf(identity),
			ref,
			commit
		},
		isRequest: refType === "pull-request" || identity.fork === true || trigger === "pull_request_target"
	};
}
function workflowOf({ platform, subject, project, jobDefinition }) {
	if (platform === "jenkins") return subject;
	return platform === "buildkite" ? project.url : jobDefinition.uri;
}
// packages/engine/src/requirements.ts
function assertRequired(required, evidence, trust) {
	for (const requirement of required) {
		const missing = MISSING[requirement](evidence, trust);
		if (missing) throw notMet(requirement, `--require ${requirement}: ${missing.message}`, missing.howToFix);
	}
}
const MISSING = {
	timestamp: ({ signatures }) => signatures.length === 0 || signatures.some(({ timestamp }) => timestamp === null) ? { message: "a signature has no timestamp" } : null,
	attestation: ({ record }, trust) => missingStatement(record, "record", trust),
	provenance: ({ provenance }, trust) => {
		if (provenance?.verdict !== "verified" || isProved(provenance)) return missingStatement(provenance, "provenance", trust);
		return {
			message: "nobody proved which job it is about",
			howToFix: BUILD_WITH_TOKEN
		};
	},
	log: ({ record }, trust) => missingLog(record, trust),
	strong: () => null
};
function assertTimestampQuorum(quorum, signatures) {
	if (quorum === void 0) return;
	const fewest = Math.min(...signatures.map(({ timestamps }) => timestamps.length), Number.POSITIVE_INFINITY);
	if (signatures.length > 0 && fewest >= quorum) return;
	const code = "TIMESTAMP_QUORUM_NOT_MET";
	const message = `--timestamp-quorum ${quorum}: a signature has trusted timestamps of ${signatures.length === 0 ? 0 : fewest} independent authorities`;
	throw new VerificationError({
		code,
		message,
		howToFix: ENGINE_ERRORS[code].howToFix
	}, signatures);
}
const BUILD_WITH_TOKEN = "Sign in a CI job whose identity token is verified: docs/identity.md. What a job says of itself without one is not provenance.";
function missingStatement(check, what, trust) {
	if (check === null) return { message: `there is no ${what} beside the file` };
	return check.verdict === "verified" ? null : untrustedKey(check, what, trust);
}
function missingLog(record, trust) {
	const missing = missingStatement(record, "record", trust);
	if (missing || record?.log) return missing;
	if (trust.logPolicy && trust.logPolicy.quorum.kind !== "none") return {
		message: "the record brings no proof by a checkpoint that the log policy takes: of its logs, and cosigned by its quorum",
		howToFix: PROVE_COSIGNED
	};
	const promised = promisedLog(record?.statement?.predicate);
	if (promised !== null) return {
		message: `the record is promised to the log ${promised}, and brings no proof by a log that is trusted`,
		howToFix: PROVE_LOGGED
	};
	return {
		message: "no log that is trusted has the record",
		howToFix: PROVE_LOGGED
	};
}
const PROVE_LOGGED = "Trust the log with its verifier key (`chancery log init` printed it) or a trusted_root.json: --trust log.vkey. Where entries were queued, `chancery log flush` gives the records their proofs.";
const PROVE_COSIGNED = "Give the record a newer proof, by a checkpoint that the witnesses have cosigned: chancery log prove --bundle FILE.sigstore.json.";
function promisedLog(predicate) {
	const log = isJsonObject(predicate) ? predicate.log : null;
	return isJsonObject(log) && typeof log.origin === "string" ? log.origin : null;
}
function assertIdentityChecked({ identity, issuer }, record) {
	if (identity === void 0 && issuer === void 0 || record === "verified") return;
	throw notMet(identity === void 0 ? "issuer" : "identity", "--identity: no verified bundle says whom it is by");
}
function notMet(requirement, message, howToFix = ENGINE_ERRORS.REQUIREMENT_NOT_MET.howToFix) {
	return new VerificationError({
		code: "REQUIREMENT_NOT_MET",
		message,
		howToFix
	}, [], { details: { requirement } });
}
// packages/engine/src/signer-requirements.ts
const STRONG_RSA_BITS = 2048;
const DAY = 864e5;
function assertSigner(expected, signatures) {
	const demands = [
		[
			"--signer-subject",
			expected.signerSubjects,
			({ signer }) => signer?.subject
		],
		[
			"--signer-issuer",
			expected.signerIssuers,
			({ signer }) => signer?.issuer
		],
		[
			"--signer-key",
			expected.signerKeys,
			({ signerKey }) => signerKey?.sha256
		]
	];
	for (const [flag, wanted, found] of demands) {
		if (wanted === void 0) continue;
		refuseOthers(flag, signatures, signatures.map((signature) => found(signature) ?? "nobody").filter((who) => !wanted.includes(who)));
	}
	if (expected.signerSans === void 0) return;
	const names = expected.signerSans.map(parseExpectedName);
	refuseOthers("--signer-san", signatures, signatures.filter(({ signerNames }) => !signerNames.some((name) => names.some((one) => isNamed(name, one)))).map(alternativeNames));
}
function refuseOthers(flag, signatures, others) {
	if (signatures.length === 0) throw refused("SIGNER_UNEXPECTED", `${flag}: no signature says whom the file is by`);
	if (others.length > 0) throw refused("SIGNER_UNEXPECTED", `${flag}: it is by ${others.join(" and ")}`);
}
const MOST_SHOWN = 8;
function alternativeNames({ signer, signerNames }) {
	const shown = signerNames.slice(0, MOST_SHOWN).map(spelledName).join(", ");
	const more = signerNames.length > MOST_SHOWN ? ` and ${signerNames.length - MOST_SHOWN} more` : "";
	return signerNames.length === 0 ? `${signer?.subject ?? "nobody"}, whose certificate has no alternative name` : `${shown}${more}`;
}
function assertStrong({ require, minRsaBits }, signatures) {
	const strong = require?.includes("strong") ?? false;
	const fewest = Math.max(minRsaBits ?? 0, strong ? STRONG_RSA_BITS : 0);
	if (fewest > 0 && signatures.length === 0) throw refused("ALGORITHM_WEAK", "no signature whose algorithms count");
	for (const { signerKey, weakDigest } of signatures) {
		const { family, bits } = signerKey ?? {
			family: null,
			bits: null
		};
		if (strong && weakDigest) throw refused("ALGORITHM_WEAK", "--require strong: the signature rests on MD5 or SHA-1");
		if (strong && (family === null || family === "dsa")) throw refused("ALGORITHM_WEAK", `--require strong: a ${family ?? "unknown"} key`);
		if (family === "rsa" && (bits ?? 0) < fewest) throw refused("ALGORITHM_WEAK", `an RSA key of ${bits ?? "unknown"} bits, ${fewest} at least`);
	}
}
function assertAge(days, signatures, now) {
	if (days === void 0) return;
	const times = signatures.map(({ timestamp }) => timestamp?.time);
	if (times.length === 0 || times.includes(void 0)) throw refused("REQUIREMENT_NOT_MET", "--max-age: a signature has no timestamp");
	const old = times.find((time) => now.getTime() - Date.parse(time) > days * DAY);
	if (old !== void 0) throw refused("SIGNATURE_TOO_OLD", `--max-age ${days}: it was signed ${old}`);
}
function refused(code, message) {
	return new VerificationError({
		code,
		message,
		howToFix: ENGINE_ERRORS[code].howToFix
	}, []);
}
export { assertRequired as a, assertIdentityChecked as i, assertSigner as n, assertTimestampQuorum as o, assertStrong as r, recordedJob as s, assertAge as t };
