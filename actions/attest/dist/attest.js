import { I as ChanceryError } from "./core.js";
// packages/attest/src/errors.ts
const AGAIN = "Get the bundle again from whoever published the file; it is not what was signed.";
const ATTEST_ERRORS = {
	BUNDLE_MALFORMED: {
		family: "malformed",
		howToFix: AGAIN
	},
	BUNDLE_TOO_LARGE: {
		family: "malformed",
		howToFix: "Get the bundle itself: no Sigstore bundle is as large as 32 MiB."
	},
	BUNDLE_UNSUPPORTED: {
		family: "malformed",
		howToFix: "Give a Sigstore bundle v0.1 to v0.3 or a DSSE envelope with one signature over an in-toto statement."
	},
	BUNDLE_HASH_UNKNOWN: {
		family: "malformed",
		howToFix: "Sign the file with SHA-256, SHA-384 or SHA-512: no other hash of a message is taken."
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
	BUNDLE_CERTIFICATE_UNTRUSTED: {
		family: "untrusted",
		howToFix: "Find out which authority issued the certificate, and when: the trusted root must have it, for that time (`chancery trust show`)."
	},
	BUNDLE_TIMESTAMP_INVALID: {
		family: "untrusted",
		howToFix: "Get the bundle again from whoever published the file: its timestamp is of another signature, or broken."
	},
	BUNDLE_TIME_UNPROVED: {
		family: "untrusted",
		howToFix: "Have the file signed with a timestamp by an authority of the trusted root, or with an entry in a log that states times."
	},
	BUNDLE_LOG_UNPROVED: {
		family: "untrusted",
		howToFix: "Have the signature logged in a log of the trusted root; where you ask for no log, use a trusted root without one."
	},
	BUNDLE_SCT_UNPROVED: {
		family: "untrusted",
		howToFix: "Have the certificate issued by an authority that logs it in a certificate transparency log of the trusted root."
	},
	TRUSTED_ROOT_INVALID: {
		family: "usage",
		howToFix: "Correct what the message names; docs/trust.md says what a trusted root has, and `chancery trust` makes one."
	},
	TRUSTED_ROOT_EXISTS: {
		family: "usage",
		howToFix: "Change the one that is there with `chancery trust rotate`, or name another file with --out."
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
	},
	EVENT_INVALID: {
		family: "usage",
		howToFix: "Correct what the message names: texts are one line, a reason has at most 1000 characters, a name 200."
	},
	EVENT_MALFORMED: {
		family: "malformed",
		howToFix: "Something else has written the event, or changed it: bring it back from a copy, or find out who signed it."
	},
	EVENT_KIND_UNKNOWN: {
		family: "malformed",
		howToFix: "A newer version has recorded it: read it with that one."
	}
};
var AttestError = class extends ChanceryError {
	constructor(code, message, options) {
		super(ATTEST_ERRORS, code, message, options);
		this.name = "AttestError";
	}
};
export { AttestError as t };
