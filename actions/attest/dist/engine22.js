// packages/engine/src/operations/shared-options.ts
const CONFIG = {
	name: "config",
	kind: "text",
	value: "FILE",
	help: "chancery.yaml to use; by default the nearest from the current folder upwards",
	env: "CHANCERY_CONFIG",
	guard: true
};
const JSON_FLAG = {
	name: "json",
	kind: "flag",
	help: "one JSON object on stdout",
	terminalOnly: true
};
const KEY$1 = {
	name: "key",
	kind: "text",
	value: "NAME|URI",
	help: "a key of chancery.yaml, or a pkcs11: URI (RFC 7512)",
	env: "CHANCERY_KEY",
	guard: true
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
const ALLOW_HTTP_REGISTRY = {
	name: "allow-http-registry",
	kind: "flag",
	help: "images: also registries elsewhere that have no HTTPS; on this machine plain HTTP needs no flag"
};
const REGISTRY_CA = {
	name: "registry-ca",
	kind: "list",
	value: "FILE",
	help: "images: PEM certificates of the registry's own authority, trusted beside the system's",
	env: "CHANCERY_REGISTRY_CA"
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
const TIMESTAMP_QUORUM = {
	name: "timestamp-quorum",
	kind: "number",
	value: "N",
	guard: true,
	help: "how many independent authorities must timestamp; 1 by default"
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
const LOG_POLICY = {
	name: "log-policy",
	kind: "text",
	value: "FILE",
	guard: true,
	help: "logs, witnesses and the quorum that must have cosigned a checkpoint (c2sp.org/tlog-policy)"
};
const TIMESTAMP_TRUST = {
	name: "timestamp-trust",
	kind: "list",
	value: "FILE",
	help: "anchors of timestamp authorities, or trusted_root.json; --trust by default",
	env: "CHANCERY_TIMESTAMP_TRUST"
};
const RATE_LIMIT = {
	name: "rate-limit",
	kind: "number",
	value: "N",
	help: "requests a minute of one client; as many as it likes by default"
};
// packages/engine/src/operations/attest.ts
const ATTEST = {
	name: "attest",
	summary: "Sign an in-toto statement about files or images: provenance, an SBOM, test results, any predicate",
	operands: "[FILE|IMAGE...]",
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
			guard: true,
			help: "what a SHA256SUMS file lists, beside the files or instead of them"
		},
		{
			name: "subject-digest",
			kind: "list",
			value: "NAME@DIGEST",
			guard: true,
			help: "an image, or anything whose digest is known: registry.example/app@sha256:..."
		},
		{
			...KEY$1,
			help: "the key that signs; keys.attestation by default"
		},
		MODULE,
		{
			name: "out",
			kind: "text",
			value: "FILE",
			help: "the bundle; by default beside the file, by its kind: FILE.sbom.sigstore.json; above 1024 subjects several, numbered"
		},
		{
			name: "dsse",
			kind: "flag",
			help: "beside each bundle also its bare DSSE envelope, NAME.intoto.jsonl, for slsa-verifier and in-toto tools"
		},
		{
			name: "oci-format",
			kind: "list",
			value: "KIND",
			choices: ["bundle", "cosign"],
			help: "images: where it is attached: bundle (the default), cosign (its classic tag)"
		},
		ALLOW_HTTP_REGISTRY,
		REGISTRY_CA,
		CONFIG,
		JSON_FLAG
	],
	examples: [
		["chancery attest app.exe --predicate-type https://cyclonedx.org/bom --predicate bom.json", "writes app.exe.sbom.sigstore.json"],
		["chancery attest --subject-checksums SHA256SUMS --sbom bom.json --out sbom.sigstore.json", "an SBOM of everything that a release lists"],
		["chancery attest oci://registry.example.com/team/app:1.2 --sbom bom.json", "an SBOM, attached to the image"],
		["chancery attest 'dist/**' --find-sbom", "each file with the SBOM beside it: FILE.sbom.sigstore.json"],
		["chancery attest app.exe --test-results 'reports/**/*.xml' --out app.exe.tests.sigstore.json", "which tests passed; refused where one failed"],
		["chancery attest 'dist/**' --provenance --out provenance.sigstore.json", "in a CI job: which job built the files"],
		["chancery attest app.exe --vsa-verifier https://ci.example.com --vsa-resource https://example.com/app.exe --vsa-policy https://example.com/policy --vsa-result PASSED --vsa-level SLSA_BUILD_LEVEL_2 --dsse --out vsa.sigstore.json", "a verification summary, also as slsa-verifier reads it: vsa.intoto.jsonl"]
	]
};
({ ...CONCURRENCY });
// packages/engine/src/operations/choices.ts
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
const OCI_FORMATS = [
	"bundle",
	"cosign",
	"notary-jws",
	"notary-cose"
];
const IF_NO_FILES = ["error", "warn"];
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
const EVENT_KINDS = [
	"denial",
	"policy-change",
	"key-ceremony",
	"key-generated",
	"key-retired",
	"certificate-requested",
	"key-certificate",
	"log-created",
	"trust-root-made",
	"trust-root-rotated",
	"access-change",
	"incident",
	"administration",
	"erasure"
];
({ ...KEY$1 });
({ ...KEY$1 });
({ ...KEY$1 });
({ ...KEY$1 });
({ ...TRUST });
({ ...JSON_FLAG });
({ ...KEY$1 }), { ...JSON_FLAG };
`${EVENT_KINDS.filter((kind) => !["denial", "erasure"].includes(kind)).join(", ")}`;
({ ...TRUST });
// packages/engine/src/operations/release.ts
const RELEASE = {
	name: "release",
	summary: "Make the release that a manifest declares: sign, checksum, record, and verify all of it",
	gate: true,
	operands: "[MANIFEST]",
	options: [
		{
			...KEY$1,
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
		TIMESTAMP_QUORUM,
		NO_TIMESTAMP,
		TRUST,
		TIMESTAMP_TRUST,
		ALLOW_HTTP_REGISTRY,
		REGISTRY_CA,
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
CERTIFICATE.help, { ...RATE_LIMIT }, { ...JSON_FLAG };
// packages/engine/src/operations/sign.ts
const SIGN = {
	name: "sign",
	summary: "Sign files and images in their native formats, with a key in an HSM, and leave a record of each",
	operands: "FILE|IMAGE...",
	options: [
		{
			...KEY$1,
			help: `${KEY$1.help}; may be left out where every file has a --key-for`
		},
		{
			name: "key-for",
			kind: "list",
			value: "PATTERN=KEY",
			guard: true,
			help: "PATTERN=KEY: sign the files that the path, folder or glob means with this key; of several the first decides"
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
			guard: true,
			help: "keep the signatures that are there"
		},
		{
			name: "if-no-files",
			kind: "text",
			value: "WHAT",
			choices: IF_NO_FILES,
			guard: true,
			help: "where a pattern matches nothing: error (the default), or warn and sign the others"
		},
		{
			name: "if-signed",
			kind: "text",
			value: "WHAT",
			choices: IF_SIGNED,
			guard: true,
			help: "replace (the default), append, error, or keep what this key has signed and recorded already"
		},
		{
			name: "digest",
			kind: "text",
			value: "NAME",
			choices: DIGEST_NAMES,
			guard: true,
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
		TIMESTAMP_QUORUM,
		NO_TIMESTAMP,
		{
			name: "oci-format",
			kind: "list",
			value: "KIND",
			choices: OCI_FORMATS,
			help: "images: bundle (the default), cosign (its classic tag), notary-jws, notary-cose; one or several"
		},
		{
			name: "recursive",
			kind: "flag",
			guard: true,
			help: "images: sign what an index names, too"
		},
		{
			name: "annotation",
			kind: "list",
			value: "NAME=VALUE",
			help: "images: signed with them"
		},
		ALLOW_HTTP_REGISTRY,
		REGISTRY_CA,
		{
			name: "attest",
			kind: "switch",
			help: "leave a signing record beside each file"
		},
		CONCURRENCY,
		{
			name: "dry-run",
			kind: "flag",
			guard: true,
			help: "check everything up to the signature, write nothing"
		},
		CONFIG,
		JSON_FLAG
	],
	examples: [
		["chancery sign dist/app.exe --key release --out signed", "one file, to signed/app.exe"],
		["chancery sign 'dist/**' '!**/*.map' --key release --in-place", "everything below dist, mixed formats, one login"],
		["chancery sign 'dist/**' --key release --key-for 'dist/*.msi=installer' --out signed", "installers with a key of their own"],
		["chancery sign app.jar --key 'pkcs11:token=ci;object=release' --module /usr/lib/softhsm/libsofthsm2.so --out signed", "without a chancery.yaml; the PIN comes from CHANCERY_PIN"],
		["chancery sign 'dist/**' --key release --out signed --if-signed keep", "once more, after an interruption: only the rest"],
		["chancery sign oci://registry.example.com/team/app:1.2 --key release", "an image, as `cosign verify --key` takes it"],
		["chancery sign oci://registry.example.com/team/app:1.2 --key release --oci-format bundle --oci-format notary-jws --recursive", "for cosign and notation, and each platform of it"],
		["chancery sign tool.tar.gz --format blob --key release --out signed", "a detached signature: tool.tar.gz.p7s"]
	]
};
({ ...TRUST }), { ...TIMESTAMP_TRUST };
// packages/engine/src/operations/trust.ts
const ENTRIES = [
	{
		name: "certificate-authority",
		kind: "list",
		value: "[URL=]FILE",
		help: "who certifies signers: PEM, the issuing certificate first, the root last"
	},
	{
		name: "timestamp-authority",
		kind: "list",
		value: "[URL=]FILE",
		help: "who timestamps: PEM, its own certificate first, the root last"
	},
	{
		name: "tlog",
		kind: "list",
		value: "URL=FILE",
		help: "a transparency log: its URL and its public key, PEM"
	},
	{
		name: "ctlog",
		kind: "list",
		value: "URL=FILE",
		help: "a certificate transparency log: URL and public key, PEM"
	}
];
[...ENTRIES];
[...ENTRIES];
// packages/engine/src/operations/verify.ts
const VERIFY = {
	name: "verify",
	summary: "Verify every signature of files, whom it is by and when it was made, and the record beside them",
	gate: true,
	operands: "FILE|IMAGE...",
	options: [
		TRUST,
		TIMESTAMP_TRUST,
		{
			...TIMESTAMP_QUORUM,
			help: "refuse signatures that fewer independent authorities have timestamped"
		},
		{
			name: "crl",
			kind: "list",
			value: "FILE",
			help: "certificate revocation list"
		},
		LOG_POLICY,
		{
			name: "at",
			kind: "text",
			value: "TIME",
			help: "what counts as now: 2026-11-24T12:00:00Z"
		},
		{
			name: "policy",
			kind: "text",
			value: "FILE",
			help: "a checked-in policy, in place of all options below that refuse something"
		},
		{
			name: "vsa",
			kind: "text",
			value: "FILE|DIR/",
			help: "write what the policy found as a SLSA verification summary, signed by keys.attestation; also as NAME.intoto.jsonl"
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
		{
			name: "oci-format",
			kind: "list",
			value: "KIND",
			choices: OCI_FORMATS,
			help: "images: the kinds of signatures that count; all by default"
		},
		{
			name: "annotation",
			kind: "list",
			value: "NAME=VALUE",
			help: "images: refuse signatures that do not say so"
		},
		{
			name: "docker-reference",
			kind: "text",
			value: "NAME",
			help: "images: refuse what was signed under another name, HOST/REPOSITORY; of the classic layout only"
		},
		ALLOW_HTTP_REGISTRY,
		REGISTRY_CA,
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
		["chancery verify oci://registry.example.com/team/app:1.2 --trust release.pub --annotation env=prod", "an image: one signature that holds and says so is enough; the others are listed"],
		["chancery verify app.exe --trust ca.pem --trust attestation.pub --policy release-policy.yaml --vsa app.exe.vsa.sigstore.json", "by a policy, and its verdict for others to go by"],
		["chancery verify tool.tar.gz --signature tool.tar.gz.p7s --trust ca.pem", "a detached signature"]
	]
};
export { OCI_FORMATS as a, FORMAT_IDS as i, SIGN as n, ATTEST as o, RELEASE as r, VERIFY as t };
