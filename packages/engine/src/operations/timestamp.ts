import type { OperationSpec } from './option-spec.ts'
import { CONCURRENCY, CONFIG, JSON_FLAG, TIMESTAMP, TIMESTAMP_QUORUM } from './shared-options.ts'

export const TIMESTAMP_FILES: OperationSpec = {
  name: 'timestamp',
  summary: 'Add timestamps to signed files and bundles, without the key that signed them',
  operands: 'FILE...',
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
  ],
}
