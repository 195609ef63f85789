import { startRegistry } from '@chancery/testkit'
import { expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { formatImageReference, isImageReference, openImage, openRegistries, parseImageReference } from '../src/index.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`

test.for([
  ['oci-layout:dist/app', 'layout', 'dist/app', null, null],
  ['oci-layout:/srv/app:1.2', 'layout', '/srv/app', '1.2', null],
  [`oci-layout:./app@${DIGEST}`, 'layout', './app', null, DIGEST],
  [`oci-layout:app:v1@${DIGEST}`, 'layout', 'app', 'v1', DIGEST],
  ['oci-layout:C:\\build\\app:1', 'layout', 'C:\\build\\app', '1', null],
  ['oci-layout:C:/build/app', 'layout', 'C:/build/app', null, null],
  ['oci-layout:a:b', 'layout', 'a', 'b', null],
  ['oci-layout:a@b/app', 'layout', 'a@b/app', null, null],
  ['docker-archive:app.tar', 'docker-archive', 'app.tar', null, null],
  ['docker-archive:app.tar:app:1', 'docker-archive', 'app.tar', 'app:1', null],
  [
    'docker-archive:a b.tar:registry.example.com:5000/team/app:1',
    'docker-archive',
    'a b.tar',
    'registry.example.com:5000/team/app:1',
    null,
  ],
] as const)('%s is read and written', ([text, kind, path, tag, digest]) => {
  const reference = parseImageReference(text)
  expect(reference).toEqual({ kind, path, tag, digest })
  expect(formatImageReference(reference)).toBe(text)
  expect(isImageReference(text)).toBe(true)
})

test('an image in a registry is named as ever', () => {
  const text = `oci://registry.example.com/team/app:1@${DIGEST}`
  const reference = { registry: 'registry.example.com', repository: 'team/app', tag: '1', digest: DIGEST }
  expect(parseImageReference(text)).toEqual({ kind: 'registry', reference })
  expect(formatImageReference({ kind: 'registry', reference })).toBe(text)
})

test.for([
  'oci-layout:',
  'oci-layout::1',
  'oci-layout:app:',
  'oci-layout:app:-1',
  'oci-layout:app:a b',
  'oci-layout:app:../x',
  'oci-layout:app@sha256:abc',
  `oci-layout:app@sha256:${'A'.repeat(64)}`,
  'oci-layout:a\0b',
  `docker-archive:app.tar:${'a'.repeat(513)}`,
  'docker-archive:@sha256:',
  'docker://registry.example.com/app',
  'app.tar',
  'oci:app',
])('%j is refused', (text) => {
  expect(() => parseImageReference(text)).toThrowCode('REFERENCE_INVALID')
})

test('what is no image by its name is a file', () => {
  for (const name of ['app.tar', './oci-layout:x', 'oci', 'C:\\app.exe']) expect(isImageReference(name)).toBe(false)
})

test('an image is opened by its digest where it has one, and not without any name', async () => {
  await using registry = await startRegistry()
  const { digest } = registry.push('app', '1')
  const open = (suffix: string) => openImage(`oci://${registry.host}/app${suffix}`, openRegistries())
  for (const [suffix, selector] of [
    [':1', '1'],
    [`:2@${digest}`, digest],
  ] as const) {
    const opened = await open(suffix)
    expect(opened.selector).toBe(selector)
    expect((await opened.repository.resolve(opened.selector)).digest).toBe(digest)
  }
  await expect(() => open('')).toThrowCode('REFERENCE_INVALID')
})
