/** Inputs of the actions that are refused beside those that pass, each with the code that says so: what exercised.test.ts gives them. */
import type { Job } from './runner.ts'

export type Refusal = readonly [code: string, inputs: Job['inputs']]

/** A policy that what actions/sign makes of a program meets. */
export const POLICY = `policy: https://example.com/policy
verifier: https://verify.example.com
resource: https://example.com/{name}
formats: [authenticode-pe]
require: [timestamp, attestation]
`

/** @param uri of a key that is there */
export const signRefusals = (uri: string): readonly Refusal[] => [
  ['FILE_NOT_FOUND', { files: 'none.exe' }],
  ['KEY_UNKNOWN', { key: 'none' }],
  ['KEY_UNKNOWN', { 'key-for': '*.exe=none' }],
  ['NOTHING_MATCHED', { files: 'dist/*.none', 'if-no-files': 'error' }],
  ['CONFIG_NOT_FOUND', { config: 'none.yaml' }],
  ['MODULE_MISSING', { key: uri, module: '/none.so' }],
  ['FILE_ALREADY_SIGNED', { files: 'out/one.exe', out: 'again', 'if-signed': 'error' }],
  ['TIMESTAMP_QUORUM_INVALID', { 'timestamp-quorum': '2' }],
]

export const POLICY_REFUSALS: readonly Refusal[] = [
  ['POLICY_INVALID', { policy: 'bom.json' }],
  ['OPTIONS_CONFLICT', { 'min-rsa-bits': '2048' }],
]

export const verifyRefusals = (): readonly Refusal[] => [
  ['NOT_SIGNED', { files: 'one.exe' }],
  ['CHAIN_UNTRUSTED', { trust: 'other.pem' }],
  ['REQUIREMENT_NOT_MET', { 'timestamp-trust': 'other.pem', require: 'timestamp' }],
  ['TIMESTAMP_QUORUM_NOT_MET', { 'timestamp-quorum': '2' }],
  ['TRUST_INVALID', { crl: 'bom.json' }],
  ['CERTIFICATE_NOT_YET_VALID', { at: '2020-01-01' }],
  ['REQUIREMENT_NOT_MET', { require: 'log' }],
  ['LOG_POLICY_INVALID', { 'log-policy': 'bom.json' }],
  ['SIGNER_UNEXPECTED', { 'signer-subject': 'CN=x' }],
  ['SIGNER_UNEXPECTED', { 'signer-issuer': 'CN=x' }],
  ['SIGNER_UNEXPECTED', { 'signer-key': 'ab'.repeat(32) }],
  ['SIGNER_UNEXPECTED', { 'signer-san': 'dns:x.test' }],
  ['SIGNATURE_TOO_OLD', { 'max-age': '1', at: new Date(Date.now() + 5 * 86_400_000).toISOString() }],
  ['ALGORITHM_WEAK', { 'min-rsa-bits': '8192' }],
  ['SIGNATURE_FILE_MALFORMED', { signature: 'bom.json' }],
  ['BUNDLE_SUBJECT_MISMATCH', { bundle: 'verified/tool.sh.sigstore.json' }],
  ['BUNDLE_SUBJECT_MISMATCH', { 'provenance-bundle': 'verified/tool.sh.provenance.sigstore.json' }],
  ['IDENTITY_UNEXPECTED', { 'identity-repository': 'https://github.com/acme/other' }],
  ['IDENTITY_UNEXPECTED', { 'identity-workflow': 'other.yml' }],
  ['IDENTITY_UNEXPECTED', { 'identity-ref': 'refs/heads/x' }],
  ['IDENTITY_UNEXPECTED', { 'identity-issuer': 'https://x.test' }],
  ['BUNDLE_IDENTITY_MISMATCH', { identity: 'x' }],
  ['BUNDLE_IDENTITY_MISMATCH', { issuer: 'https://x.test' }],
  ['OPTION_INVALID', { concurrency: '0' }],
  ['CONFIG_NOT_FOUND', { config: 'none.yaml' }],
  ['REPORT_NOT_WRITTEN', { sarif: 'dist' }],
  ['REPORT_NOT_WRITTEN', { junit: 'dist' }],
]

/** Of an image that was signed in the classic layout. */
export const IMAGE_REFUSALS: readonly Refusal[] = [
  ['REQUIREMENT_NOT_MET', { 'oci-format': 'bundle' }],
  ['OCI_ANNOTATION_MISMATCH', { annotation: 'env=test' }],
  ['TRUST_INVALID', { 'registry-ca': 'bom.json' }],
  ['OCI_REFERENCE_MISMATCH', { 'docker-reference': 'registry.example.com/app' }],
]

export const SETUP_REFUSALS: readonly Refusal[] = [
  ['PKCS11JS_INVALID', { pkcs11js: 'dist' }],
  ['OPTION_INVALID', { 'development-token': 'ja' }],
]

/** @param uri of a key that is there */
export const releaseRefusals = (uri: string, timestampUrl: string): readonly Refusal[] => [
  ['MANIFEST_NOT_FOUND', { manifest: 'none.yaml' }],
  ['KEY_UNKNOWN', { key: 'none' }],
  ['MODULE_MISSING', { key: uri, module: '/none.so' }],
  ['FILE_NOT_FOUND', { previous: 'none' }],
  ['OPTIONS_CONFLICT', { 'no-timestamp': 'true', 'timestamp-urls': timestampUrl }],
  ['TIMESTAMP_QUORUM_INVALID', { 'timestamp-quorum': '2' }],
  ['FILE_NOT_FOUND', { trust: 'none.pem' }],
  ['TRUST_INVALID', { 'registry-ca': 'bom.json' }],
  ['OPTION_INVALID', { concurrency: '0' }],
  ['CONFIG_NOT_FOUND', { config: 'none.yaml' }],
]

/** @param uri of a key that is there */
export const attestRefusals = (uri: string): readonly Refusal[] => [
  ['MODULE_MISSING', { key: uri, module: '/none.so' }],
  ['CONFIG_NOT_FOUND', { config: 'none.yaml' }],
  ['FILE_NOT_FOUND', { predicate: 'none.json' }],
]
