import { OCI_FORMATS } from './choices.ts'
import type { OperationSpec } from './option-spec.ts'
import {
  ALLOW_HTTP_REGISTRY,
  CONCURRENCY,
  CONFIG,
  JSON_FLAG,
  REGISTRY_CA,
  TIMESTAMP,
  TIMESTAMP_QUORUM,
  TIMESTAMP_TRUST,
  TRUST,
} from './shared-options.ts'

export const TIMESTAMP_FILES: OperationSpec = {
  name: 'timestamp',
  summary: 'Add timestamps to signed files, bundles and images, without the key that signed them',
  operands: 'FILE|IMAGE...',
  options: [
    TIMESTAMP,
    TIMESTAMP_QUORUM,
    {
      name: 'renew',
      kind: 'flag',
      guard: true,
      help: 'timestamp the timestamps that are there, so that they outlive the certificates of their authorities',
    },
    {
      name: 'out',
      kind: 'text',
      value: 'DIR',
      help: 'write the timestamped copies to DIR; by default the files themselves',
    },
    { name: 'attest', kind: 'switch', help: 'make the signing record beside a file anew, since the file changes' },
    { ...TRUST, help: 'images: by whom signatures must be that get timestamps; as for verify' },
    { ...TIMESTAMP_TRUST, help: 'images: anchors of the authorities whose timestamps are taken; --trust by default' },
    {
      name: 'oci-format',
      kind: 'list',
      value: 'KIND',
      choices: OCI_FORMATS,
      help: 'images: the kinds of signatures; all by default',
    },
    { name: 'recursive', kind: 'flag', guard: true, help: 'images: the signatures of what an index names, too' },
    ALLOW_HTTP_REGISTRY,
    REGISTRY_CA,
    CONCURRENCY,
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    [
      'chancery timestamp signed/app.exe',
      'a file that was signed with --no-timestamp; before its certificate runs out',
    ],
    [
      "chancery timestamp 'archive/**' --renew",
      "every few years, before the authorities' certificates run out: the old timestamps stay valid",
    ],
    [
      'chancery timestamp app.exe.sigstore.json --timestamp http://timestamp.example.com',
      'a Sigstore bundle, by its own name: globs pass over records',
    ],
    [
      'chancery timestamp oci://registry.example.com/team/app:1.2 --trust release.pub --timestamp-trust tsa.pem',
      'each signature of an image that is by whom you trust; what others pushed is left as it is',
    ],
  ],
}
