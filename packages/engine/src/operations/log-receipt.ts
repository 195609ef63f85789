import type { OperationSpec } from './option-spec.ts'
import { CONFIG, JSON_FLAG, TRUST } from './shared-options.ts'

export const LOG_RECEIPT: OperationSpec = {
  name: 'log receipt',
  summary: 'Give a COSE receipt (RFC 9942) of an entry, or of how the log grew, signed by the key of the log',
  operands: null,
  options: [
    { name: 'index', kind: 'text', value: 'N', help: 'the entry: by its place, from 0' },
    { name: 'bundle', kind: 'text', value: 'FILE', help: 'the entry of this bundle' },
    {
      name: 'entry-digest',
      kind: 'text',
      value: 'SHA256',
      help: 'the entry by its own digest, or by that of what was signed',
    },
    { name: 'consistency', kind: 'text', value: 'SIZE', help: 'that the log continues its first SIZE entries' },
    { name: 'out', kind: 'text', value: 'FILE', help: 'write the receipt here', required: true },
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    ['chancery log receipt --bundle app.exe.sigstore.json --out app.exe.receipt', "for SCITT's verifiers"],
    ['chancery log receipt --consistency 1000 --out grown.receipt', 'for who has seen the log with 1000 entries'],
  ],
}

export const LOG_VERIFY_RECEIPT: OperationSpec = {
  name: 'log verify-receipt',
  summary: 'Verify a COSE receipt of a log, offline',
  operands: 'RECEIPT',
  options: [
    { name: 'entry', kind: 'text', value: 'FILE', help: 'the entry that it is of, byte for byte' },
    { name: 'bundle', kind: 'text', value: 'FILE', help: 'the bundle whose entry it is of' },
    {
      name: 'since',
      kind: 'text',
      value: 'FILE',
      help: 'of a receipt of consistency: the checkpoint from which the log is to have grown',
    },
    { ...TRUST, help: "the log's verifier key, or trusted_root.json" },
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    [
      'chancery log verify-receipt app.exe.receipt --bundle app.exe.sigstore.json --trust log.vkey',
      'that the entry of the bundle is in the log',
    ],
    ['chancery log verify-receipt grown.receipt --since seen --trust log.vkey', 'that the log has only grown'],
  ],
}
