import type { OperationSpec } from './option-spec.ts'
import { JSON_FLAG, MODULE } from './shared-options.ts'

export const INIT: OperationSpec = {
  name: 'init',
  summary: 'Make a SoftHSM token, a development CA and TSA, keys, and the chancery.yaml that uses them',
  operands: null,
  options: [
    { name: 'dir', kind: 'text', value: 'DIR', help: 'where; the current folder by default' },
    MODULE,
    {
      name: 'log',
      kind: 'text',
      value: 'HOST',
      help: 'make a transparency log of this name, too: what is signed goes there',
    },
    JSON_FLAG,
  ],
  examples: [['chancery init --dir demo && cd demo', 'then: chancery sign FILE --key release --out signed']],
}
