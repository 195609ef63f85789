import type { OperationSpec } from './option-spec.ts'
import { JSON_FLAG, MODULE } from './shared-options.ts'

export const INIT: OperationSpec = {
  name: 'init',
  summary: 'Make a SoftHSM token, a development CA and TSA, keys, and the chancery.yaml that uses them',
  operands: null,
  options: [
    { name: 'dir', kind: 'text', value: 'DIR', help: 'where; the current folder by default' },
    MODULE,
    JSON_FLAG,
  ],
  examples: [['chancery init --dir demo && cd demo', 'then: chancery sign FILE --key release --out signed']],
}
