import type { OperationSpec } from './option-spec.ts'
import { ALLOW_HTTP_REGISTRY, CONCURRENCY, CONFIG, JSON_FLAG, REGISTRY_CA, SIGNATURE } from './shared-options.ts'

export const INSPECT: OperationSpec = {
  name: 'inspect',
  summary: 'Show what is in files and beside images: format, signatures, certificates, timestamps; decides nothing',
  operands: 'FILE|IMAGE...',
  options: [SIGNATURE, ALLOW_HTTP_REGISTRY, REGISTRY_CA, CONCURRENCY, CONFIG, JSON_FLAG],
  examples: [
    ['chancery inspect setup.exe --json', 'everything that the signatures say'],
    ['chancery inspect oci://registry.example.com/team/app:1.2', 'what refers to an image, as a tree'],
  ],
}
