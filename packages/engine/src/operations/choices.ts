/** What options choose from. */

/** Format ids that `--format` takes; held equal to the formats there are by a test. */
export const FORMAT_IDS: readonly string[] = ['authenticode-pe', 'powershell', 'jar', 'script', 'blob']
export const DIGEST_NAMES: readonly string[] = ['sha256', 'sha384', 'sha512']
/** What `--oci-format` takes; a report calls them `oci-` and the word. */
export const OCI_FORMATS: readonly string[] = ['bundle', 'cosign', 'notary-jws', 'notary-cose']
export const IF_NO_FILES: readonly string[] = ['error', 'warn']
export const IF_SIGNED: readonly string[] = ['keep', 'append', 'replace', 'error']
export const REQUIREMENTS: readonly string[] = ['timestamp', 'attestation', 'provenance', 'log', 'strong']
export const KEY_KINDS: readonly string[] = ['rsa', 'p256', 'p384', 'p521', 'ed25519']
/** What an event of the log can be about; held equal to the kinds there are by a test. */
export const EVENT_KINDS: readonly string[] = [
  'denial',
  'policy-change',
  'key-ceremony',
  'key-generated',
  'key-retired',
  'certificate-requested',
  'key-certificate',
  'log-created',
  'trust-root-made',
  'trust-root-rotated',
  'access-change',
  'incident',
  'administration',
  'erasure',
]
