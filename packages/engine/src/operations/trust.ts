import type { OperationSpec, OptionSpec } from './option-spec.ts'
import { CONFIG, JSON_FLAG } from './shared-options.ts'

const ENTRIES: readonly OptionSpec[] = [
  {
    name: 'certificate-authority',
    kind: 'list',
    value: '[URL=]FILE',
    help: 'who certifies signers: PEM, the issuing certificate first, the root last',
  },
  {
    name: 'timestamp-authority',
    kind: 'list',
    value: '[URL=]FILE',
    help: 'who timestamps: PEM, its own certificate first, the root last',
  },
  { name: 'tlog', kind: 'list', value: 'URL=FILE', help: 'a transparency log: its URL and its public key, PEM' },
  { name: 'ctlog', kind: 'list', value: 'URL=FILE', help: 'a certificate transparency log: URL and public key, PEM' },
]
const OPERATOR: OptionSpec = { name: 'operator', kind: 'text', value: 'NAME', help: 'who runs them' }
const SIGNING_CONFIG: OptionSpec = {
  name: 'signing-config',
  kind: 'text',
  value: 'FILE',
  help: 'write also where to sign, for cosign: of those that have a URL',
}
const FILE = 'trusted_root.json; in the current folder by default'

export const TRUST_INIT: OperationSpec = {
  name: 'trust init',
  summary: 'Make a Sigstore trusted root, as stock verifiers take it: whom to trust, and from when',
  operands: null,
  options: [
    ...ENTRIES,
    {
      name: 'from',
      kind: 'text',
      value: 'TIME',
      help: 'when they begin to count; by default with their certificates, and logs now',
    },
    OPERATOR,
    { name: 'out', kind: 'text', value: 'FILE', help: FILE },
    SIGNING_CONFIG,
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    [
      'chancery trust init --certificate-authority ca.pem --timestamp-authority https://tsa.example.com=tsa.pem --tlog https://log.example.com=log.pub',
      'one of each: trusted_root.json',
    ],
  ],
}

export const TRUST_ROTATE: OperationSpec = {
  name: 'trust rotate',
  summary: 'Add authorities and logs to a trusted root, and let those end that they take over from',
  operands: '[FILE]',
  options: [
    ...ENTRIES,
    {
      name: 'retire',
      kind: 'list',
      value: 'ID',
      help: 'which one ends, as `trust show` names it; by default the only one of its kind that has no end',
    },
    { name: 'from', kind: 'text', value: 'TIME', help: 'when the new ones begin to count; now by default' },
    { name: 'overlap', kind: 'text', value: 'DAYS', help: 'how much longer the old ones count; 30 by default' },
    OPERATOR,
    SIGNING_CONFIG,
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    [
      'chancery trust rotate --tlog https://log2.example.com=log2.pub --from 2027-01-01T00:00:00Z --overlap 14',
      'a new log from January on; the old one counts two weeks more',
    ],
    ['chancery trust rotate --retire 3f2a41d09c1b --overlap 0', 'what must not count any more, now'],
  ],
}

export const TRUST_SHOW: OperationSpec = {
  name: 'trust show',
  summary: 'Show whom a trusted root names, when each counts, and which verifiers will not take it',
  operands: '[FILE]',
  options: [{ name: 'at', kind: 'text', value: 'TIME', help: 'what counts as now' }, JSON_FLAG],
  examples: [['chancery trust show', 'trusted_root.json in this folder']],
}
