import { I as ChanceryError } from "./core.js";
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
	KEY_RULE_UNUSED: {
		family: "usage",
		howToFix: "Correct the pattern of --key-for, or put it before the one that takes its files: the first that means a file decides."
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
	IMAGE_REFERRERS_TOO_MANY: {
		family: "malformed",
		howToFix: "Delete from the registry what nobody needs of the signatures and attestations of this image."
	},
	FILE_ALREADY_SIGNED: {
		family: "usage",
		howToFix: "Leave the file out with !NAME, or say what to do with its signatures: --if-signed keep, append or replace."
	},
	REQUIREMENT_NOT_MET: {
		family: "untrusted",
		howToFix: "Sign the file with what is required, or drop it from --require."
	},
	TIMESTAMP_QUORUM_NOT_MET: {
		family: "untrusted",
		howToFix: "Give the anchors of all authorities with --timestamp-trust; or have the file signed, or timestamped anew (`chancery timestamp --renew`), with that quorum."
	},
	TIMESTAMP_TOO_LATE: {
		family: "untrusted",
		howToFix: "A timestamp of today cannot show that the certificate was used before it ran out: sign the file again, and with a timestamp."
	},
	STATEMENT_WOULD_BREAK: {
		family: "usage",
		howToFix: "Timestamp first and attest afterwards: move what the message names away, timestamp, and make it anew for the file as it is then."
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
	POLICY_INVALID: {
		family: "usage",
		howToFix: "Correct the members that the message names; docs/verify-policy.md lists them all."
	},
	POLICY_NOT_MET: {
		family: "untrusted",
		howToFix: "The file is not what the policy admits: find out why before you change the policy."
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
	ATTESTATION_PLACE_TAKEN: {
		family: "usage",
		howToFix: "Name another file with --out, or remove the one that is there."
	},
	MANIFEST_NOT_FOUND: {
		family: "usage",
		howToFix: "Write release.yaml (docs/release.md has an example), or name the manifest: chancery release FILE."
	},
	MANIFEST_INVALID: {
		family: "usage",
		howToFix: "Correct the members that the message names; docs/release.md lists them all."
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
	RELEASE_IMAGE_TWICE: {
		family: "usage",
		howToFix: "Name the image once: its tags are names of one and the same digest."
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
	},
	LOG_NOT_CONFIGURED: {
		family: "usage",
		howToFix: "Put `log: { dir: DIR, origin: HOST, key: NAME }` into chancery.yaml; docs/log.md says how a log is made."
	},
	LOG_SIGNER_UNSUITABLE: {
		family: "usage",
		howToFix: "Sign what is logged with RSA 2048, 3072 or 4096 and SHA-256, ECDSA P-256, P-384 or P-521, or Ed25519."
	},
	LOG_KEY_INVALID: {
		family: "usage",
		howToFix: "Put the log's own verifier key, or its public key in PEM, into the file that log.publicKey names."
	},
	LOG_ENTRY_REFUSED: {
		family: "usage",
		howToFix: "The message says why the log takes no such entry: use a key and an algorithm that it allows."
	},
	LOG_ENTRY_EXISTS: {
		family: "usage",
		howToFix: "The log gives no proof for what it has already: sign again, for a signature of its own."
	},
	LOG_QUEUE_MALFORMED: {
		family: "malformed",
		howToFix: "Something else has written into the queue of the log: take the file out, and see which signature is not logged."
	},
	LOG_UNAVAILABLE: {
		family: "environment",
		howToFix: "Check the address and the network, then run again: nothing was found to be wrong, and nothing to be right."
	},
	LOG_FORKED: {
		family: "untrusted",
		howToFix: "Two histories of one log were signed: keep both checkpoints, they are the evidence, sign nothing more, and find out who has the log's key."
	},
	LOG_REWOUND: {
		family: "untrusted",
		howToFix: "The log shows less than it has shown before: bring its newest copy back. Going on from the older one would be a fork."
	},
	LOG_ENTRY_NOT_FOUND: {
		family: "untrusted",
		howToFix: "Check that it is the right log and that the entry is not queued (`chancery log flush`); a bundle that was never logged has no proof."
	},
	LOG_ENTRY_DROPPED: {
		family: "untrusted",
		howToFix: "The log had signed that the entry is in it: keep the record with its proof, it is the evidence."
	},
	LOG_ENTRY_MOVED: {
		family: "untrusted",
		howToFix: "The log had signed another place for the entry: keep the record with its proof, it is the evidence."
	},
	LOG_ENTRY_UNKNOWN: {
		family: "untrusted",
		howToFix: "Find out what was signed: look for its record, and where there is none, take the key for misused. `--accept INDEX` says that it is explained."
	},
	LOG_MONITOR_STATE_INVALID: {
		family: "malformed",
		howToFix: "Something else has written into the file: bring it back from a copy, or begin a new one once you know that the log is right."
	},
	LOG_PASSWORD_MISSING: {
		family: "usage",
		howToFix: "Set the variable, or make the file, that log.postgres.password of chancery.yaml names."
	},
	LOG_WITNESSES_MISSED: {
		family: "environment",
		howToFix: "See what each witness answered, and try again; the entries are in the log, and the next checkpoint has them."
	},
	MIRROR_FOLDER_FOREIGN: {
		family: "usage",
		howToFix: "Give the mirror a folder of its own: an empty one, or the one that it has filled from this log before."
	},
	MIRROR_DAMAGED: {
		family: "untrusted",
		howToFix: "Something else has changed the folder of the mirror: find out what, and have the log copied into an empty folder."
	},
	WITNESS_STATE_INVALID: {
		family: "malformed",
		howToFix: "Bring the witness' folder back from a copy: without what it has cosigned it could be made to cosign a fork."
	},
	WITNESS_STATE_BUSY: {
		family: "usage",
		howToFix: "Another witness works in the folder: end it, or give this one a folder and a key of its own."
	},
	EVENT_NOT_RECORDED: {
		family: "environment",
		howToFix: "It has happened, and the log does not know: mend what the message says, then record it by hand, `chancery log record KIND`."
	},
	EVENT_NOT_ERASABLE: {
		family: "usage",
		howToFix: "Keep it: without it an entry of the log would look like a signature by nobody knows whom."
	}
};
var EngineError = class extends ChanceryError {
	constructor(code, message, options) {
		super(ENGINE_ERRORS, code, message, options);
		this.name = "EngineError";
	}
};
export { EngineError as n, ENGINE_ERRORS as t };
