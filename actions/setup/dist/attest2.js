import { I as ChanceryError } from "./core.js";
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
export { AttestError as t };
