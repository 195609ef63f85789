import type { OperationSpec } from './option-spec.ts'
import { ALLOW_HTTP_REGISTRY, CONCURRENCY, CONFIG, JSON_FLAG, REGISTRY_CA } from './shared-options.ts'

export const COPY: OperationSpec = {
  name: 'copy',
  summary:
    'Copy an image by its digest, with its signatures and attestations, between registries, layouts and archives',
  operands: 'SOURCE DESTINATION',
  options: [
    { name: 'referrers', kind: 'switch', help: 'take along what refers to the image: signatures, attestations' },
    ALLOW_HTTP_REGISTRY,
    REGISTRY_CA,
    { ...CONCURRENCY, help: 'blobs at once' },
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    [
      'chancery copy oci://registry.example.com/team/app:1.2 oci://mirror.example.com/team/app:1.2',
      'the signatures hold there too',
    ],
    ['chancery copy oci://registry.example.com/team/app:1.2 oci-layout:app', 'to a folder, to be carried elsewhere'],
  ],
}
