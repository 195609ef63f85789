import type { OperationSpec } from './option-spec.ts'
import {
  ALLOW_HTTP_REGISTRY,
  CERTIFICATE,
  CONCURRENCY,
  CONFIG,
  JSON_FLAG,
  KEY,
  MODULE,
  NO_TIMESTAMP,
  REGISTRY_CA,
  TIMESTAMP,
  TIMESTAMP_TRUST,
  TRUST,
} from './shared-options.ts'

export const RELEASE: OperationSpec = {
  name: 'release',
  summary: 'Make the release that a manifest declares: sign, checksum, record, and verify all of it',
  gate: true,
  operands: '[MANIFEST]',
  options: [
    { ...KEY, help: "the release's key: of chancery.yaml, or a pkcs11: URI; the manifest's by default" },
    MODULE,
    CERTIFICATE,
    {
      name: 'version-name',
      kind: 'text',
      value: 'VERSION',
      help: "the release's version, in place of the manifest's",
      env: 'CHANCERY_RELEASE_VERSION',
    },
    { name: 'previous', kind: 'text', value: 'FILE', help: "a former release's record: show what came, went, changed" },
    TIMESTAMP,
    NO_TIMESTAMP,
    TRUST,
    TIMESTAMP_TRUST,
    ALLOW_HTTP_REGISTRY,
    REGISTRY_CA,
    CONCURRENCY,
    { name: 'dry-run', kind: 'flag', help: 'show what would be done, write nothing' },
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    ['chancery release', 'release.yaml in the current folder; run it again after an interruption: it does the rest'],
    ['chancery release --version-name 1.4.0 --dry-run', 'the plan, and everything that is wrong with it'],
    [
      'chancery release --previous 1.3.0/SHA256SUMS.release.sigstore.json --json',
      'what came, went and changed since then',
    ],
  ],
}
