import type { OperationSpec } from './option-spec.ts'
import { CONCURRENCY, CONFIG, JSON_FLAG, SIGNATURE } from './shared-options.ts'

export const INSPECT: OperationSpec = {
  name: 'inspect',
  summary: 'Show what is in files: format, signatures, certificates, timestamps; decides nothing',
  operands: 'FILE...',
  options: [SIGNATURE, CONCURRENCY, CONFIG, JSON_FLAG],
  examples: [['chancery inspect setup.exe --json', 'everything that the signatures say']],
}
