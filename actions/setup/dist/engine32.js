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
const KEY_KINDS = [
	"rsa",
	"p256",
	"p384",
	"p521",
	"ed25519"
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
export { IF_SIGNED as a, REQUIREMENTS as c, IF_NO_FILES as i, EVENT_KINDS as n, KEY_KINDS as o, FORMAT_IDS as r, OCI_FORMATS as s, DIGEST_NAMES as t };
