import { expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { formatReference, parseReference } from '../src/index.ts'

const HEX = 'a'.repeat(64)

test.for([
  ['oci://registry.example.com/app', 'registry.example.com', 'app', null, null],
  ['oci://registry.example.com:5000/team/app:v1.2', 'registry.example.com:5000', 'team/app', 'v1.2', null],
  [`oci://localhost/app@sha256:${HEX}`, 'localhost', 'app', null, `sha256:${HEX}`],
  [`oci://[::1]:5000/app:x@sha256:${HEX}`, '[::1]:5000', 'app', 'x', `sha256:${HEX}`],
  ['oci://docker.io/library/alpine:3', 'docker.io', 'library/alpine', '3', null],
  ['oci://ghcr.io/a__b/c-d.e/f--g', 'ghcr.io', 'a__b/c-d.e/f--g', null, null],
] as const)('%s is read and written', ([text, registry, repository, tag, digest]) => {
  const reference = parseReference(text)
  expect(reference).toEqual({ registry, repository, tag, digest })
  expect(formatReference(reference)).toBe(text)
})

test('a host is the same in capitals', () => {
  expect(parseReference('oci://GHCR.io/team/app').registry).toBe('ghcr.io')
})

test.for([
  'registry.example.com/app',
  'docker://registry.example.com/app',
  'oci://',
  'oci://alpine',
  'oci://user/app',
  'oci://docker.io/alpine:3',
  'oci://registry.example.com',
  'oci://registry.example.com/',
  'oci://registry.example.com/App',
  'oci://registry.example.com//app',
  'oci://registry.example.com/app/',
  'oci://registry.example.com/../app',
  'oci://registry.example.com/app:',
  'oci://registry.example.com/app:a:b',
  `oci://registry.example.com/app:${'t'.repeat(129)}`,
  'oci://registry.example.com/app@sha256:abc',
  `oci://registry.example.com/app@sha256:${'A'.repeat(64)}`,
  `oci://registry.example.com/app@md5:${'a'.repeat(32)}`,
  `oci://registry.example.com/app@sha256:${HEX}@sha256:${HEX}`,
  'oci://user:password@registry.example.com/app',
  'oci://registry.example.com:0/app',
  'oci://registry.example.com:65536/app',
  'oci://registry.example.com:x/app',
  'oci://registry_example.com/app',
  'oci://registry.example.com/app?x=1',
  'oci://registry.example.com/app#x',
  'oci://registry.example.com/app\n',
  `oci://registry.example.com/${'a'.repeat(250)}`,
])('%j is refused', (text) => {
  expect(() => parseReference(text)).toThrowCode('REFERENCE_INVALID')
})

test('a short name is refused with the long one', () => {
  const advice = (text: string): string => {
    try {
      parseReference(text)
    } catch (error) {
      return (error as { howToFix: string }).howToFix
    }
    return ''
  }
  expect(advice('oci://alpine:3')).toContain('oci://docker.io/library/alpine:3')
  expect(advice('oci://user/app')).toContain('oci://docker.io/user/app')
  expect(advice('oci://docker.io/alpine')).toContain('oci://docker.io/library/alpine')
})
