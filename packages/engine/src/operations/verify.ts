import { OCI_FORMATS, REQUIREMENTS } from './choices.ts'
import type { OperationSpec } from './option-spec.ts'
import {
  ALLOW_HTTP_REGISTRY,
  CONCURRENCY,
  CONFIG,
  JSON_FLAG,
  SIGNATURE,
  TIMESTAMP_TRUST,
  TRUST,
} from './shared-options.ts'

export const VERIFY: OperationSpec = {
  name: 'verify',
  summary: 'Verify every signature of files, whom it is by and when it was made, and the record beside them',
  operands: 'FILE|IMAGE...',
  options: [
    TRUST,
    TIMESTAMP_TRUST,
    { name: 'crl', kind: 'list', value: 'FILE', help: 'certificate revocation list' },
    { name: 'at', kind: 'text', value: 'TIME', help: 'what counts as now: 2026-11-24T12:00:00Z' },
    {
      name: 'require',
      kind: 'list',
      value: 'WHAT',
      choices: REQUIREMENTS,
      help: 'refuse files without it: timestamp, attestation, provenance, log, strong (also with commas)',
    },
    {
      name: 'signer-subject',
      kind: 'list',
      value: 'NAME',
      help: 'refuse what others signed: the name in the certificate, RFC 4514; one of several',
    },
    {
      name: 'signer-issuer',
      kind: 'list',
      value: 'NAME',
      help: 'refuse certificates that others issued: the name in RFC 4514; one of several',
    },
    {
      name: 'signer-key',
      kind: 'list',
      value: 'SHA256',
      help: 'refuse other keys: SHA-256 of the public key (SubjectPublicKeyInfo), hex; one of several',
    },
    {
      name: 'signer-san',
      kind: 'list',
      value: 'NAME',
      help: 'refuse certificates without this alternative name (dns:, uri:, email: or none before it); one of several',
    },
    { name: 'max-age', kind: 'number', value: 'DAYS', help: 'refuse what was timestamped longer ago, or not at all' },
    { name: 'min-rsa-bits', kind: 'number', value: 'N', help: 'refuse RSA keys that are shorter' },
    {
      name: 'oci-format',
      kind: 'list',
      value: 'KIND',
      choices: OCI_FORMATS,
      help: 'images: the kinds of signatures that count; all by default',
    },
    {
      name: 'annotation',
      kind: 'list',
      value: 'NAME=VALUE',
      help: 'images: refuse signatures that do not say so',
    },
    {
      name: 'docker-reference',
      kind: 'text',
      value: 'NAME',
      help: 'images: refuse what was signed under another name, HOST/REPOSITORY; of the classic layout only',
    },
    ALLOW_HTTP_REGISTRY,
    SIGNATURE,
    {
      name: 'bundle',
      kind: 'text',
      value: 'FILE',
      help: 'Sigstore bundle or DSSE about the file; by default its record',
    },
    {
      name: 'provenance-bundle',
      kind: 'text',
      value: 'FILE',
      help: 'SLSA provenance of the file; by default NAME.provenance.sigstore.json beside it',
    },
    {
      name: 'identity-repository',
      kind: 'list',
      value: 'URL',
      help: 'refuse what no record proves to be by a CI job of this repository, the whole URL; one of several',
    },
    {
      name: 'identity-workflow',
      kind: 'list',
      value: 'PATH',
      help: 'refuse what no record proves to be by a job of this workflow, with or without @REF; one of several',
    },
    {
      name: 'identity-ref',
      kind: 'list',
      value: 'REF',
      help: 'refuse what no record proves to be of this ref: refs/heads/main, refs/tags/v*; one of several',
    },
    {
      name: 'identity-issuer',
      kind: 'list',
      value: 'URL',
      help: 'refuse what no record proves to be by a job with a token of this issuer; one of several',
    },
    {
      name: 'identity',
      kind: 'text',
      value: 'SUBJECT',
      help: 'whom the certificate in --bundle must name (keyless signatures); not the CI job in a record',
    },
    { name: 'issuer', kind: 'text', value: 'URL', help: 'who must have vouched for --identity' },
    CONCURRENCY,
    CONFIG,
    JSON_FLAG,
    { name: 'sarif', kind: 'flag', help: 'SARIF 2.1.0 on stdout, for code scanning', terminalOnly: true },
  ],
  examples: [
    ['chancery verify signed/app.exe --trust ca.pem', 'the verdict as exit code: 0 verified, 1 not'],
    [
      "chancery verify 'signed/**' --trust ca.pem --trust attestation.pub --require timestamp,attestation",
      'all of a release, timestamped and recorded',
    ],
    [
      "chancery verify 'vendor/*' --trust vendor-ca.pem --signer-subject 'CN=Vendor,O=Vendor Inc' --require strong",
      'what others made: by whom you expect, and with algorithms that hold today',
    ],
    [
      "chancery verify 'download/*' --trust ca.pem --trust attestation.pub --identity-repository https://github.com/acme/app --identity-ref 'refs/tags/v*'",
      'what a job of this repository built of a tag, as the records prove',
    ],
    [
      'chancery verify oci://registry.example.com/team/app:1.2 --trust release.pub --annotation env=prod',
      'an image: one signature that holds and says so is enough; the others are listed',
    ],
    ['chancery verify tool.tar.gz --signature tool.tar.gz.p7s --trust ca.pem', 'a detached signature'],
  ],
}
