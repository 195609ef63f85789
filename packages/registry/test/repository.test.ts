import { utf8 } from '@chancery/core'
import { startRegistry, type TestRegistry } from '@chancery/testkit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { type HttpClient, IMAGE_MANIFEST, nodeHttp, ociDigest, openRepository, type Repository } from '../src/index.ts'

let registry: TestRegistry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry[Symbol.asyncDispose]())
beforeEach(() => registry.clearLog())

const open = (name: string): Repository => openRepository(`oci://${registry.host}/${name}`)

test.for(['oci', 'docker', 'index', 'helm', 'wasm', 'artifact'] as const)(
  'a tag of kind %s stands for its digest',
  async (kind) => {
    const image = registry.push(`read/${kind}`, '1', { kind })
    const repository = open(`read/${kind}`)
    const { mediaType, digest, size, bytes } = image
    expect(await repository.resolve('1')).toEqual({ mediaType, digest, size })
    expect(await repository.manifest(digest)).toEqual({ mediaType, digest, size, bytes })
  },
)

test('what is absent has a code', async () => {
  const { digest } = registry.push('app', '1')
  await expect(() => open('app').resolve('2')).toThrowCode('IMAGE_NOT_FOUND')
  await expect(() => open('nothing').resolve('1')).toThrowCode('IMAGE_NOT_FOUND')
  await expect(() => open('app').manifest(ociDigest(utf8('no')))).toThrowCode('IMAGE_NOT_FOUND')
  await expect(() => open('app').blob(ociDigest(utf8('no')), 10)).toThrowCode('BLOB_NOT_FOUND')
  await expect(() => open('nothing').tags()).toThrowCode('IMAGE_NOT_FOUND')
  await expect(() => open('app').resolve('../tags/list')).toThrowCode('REFERENCE_INVALID')
  await expect(() => open('app').blob('../manifests/1', 10)).toThrowCode('REFERENCE_INVALID')
  await expect(() => open('app').referrers('1')).toThrowCode('REFERENCE_INVALID')
  expect(await open('app').referrers(digest)).toEqual([])
})

test('a blob is uploaded once, however often it is wanted', async () => {
  const repository = open('blobs')
  const bytes = utf8('a signature')
  const digests = await Promise.all([1, 2, 3].map(() => repository.putBlob(bytes)))
  expect(new Set(digests)).toEqual(new Set([ociDigest(bytes)]))
  expect(registry.count(/^POST/)).toBe(1)
  expect(await repository.blob(ociDigest(bytes), bytes.length)).toEqual(bytes)
  await expect(() => repository.blob(ociDigest(bytes), bytes.length - 1)).toThrowCode('BLOB_TOO_LARGE')

  expect(registry.count(/^(HEAD|POST|PUT)/)).toBe(1)
})

test('a manifest is put under its digest or a tag', async () => {
  const repository = open('manifests')
  const config = await repository.putBlob(utf8('{}'))
  const manifest = utf8(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: IMAGE_MANIFEST,
      config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: config, size: 2 },
      layers: [],
    }),
  )
  const digest = ociDigest(manifest)
  const put = { mediaType: IMAGE_MANIFEST, digest, size: manifest.length, subject: null }
  expect(await repository.putManifest(manifest, IMAGE_MANIFEST)).toEqual(put)
  expect(await repository.putManifest(manifest, IMAGE_MANIFEST, 'v1')).toEqual(put)
  expect((await repository.resolve('v1')).digest).toBe(digest)
  expect(await repository.tags()).toEqual(['v1'])
  await expect(() => repository.putManifest(utf8('{}'), IMAGE_MANIFEST, digest)).toThrowCode('DIGEST_MISMATCH')
  await expect(() => repository.putManifest(utf8('no JSON'), IMAGE_MANIFEST)).toThrowCode('REGISTRY_REFUSED')
  const huge = new Uint8Array(4 * 1024 * 1024 + 1)
  await expect(() => repository.putManifest(huge, IMAGE_MANIFEST)).toThrowCode('MANIFEST_TOO_LARGE')
})

test('tags come page by page', async () => {
  const names = Array.from({ length: 1203 }, (_, i) => `t${String(i).padStart(4, '0')}`)
  for (const name of names) registry.push('many', name, { content: 'same' })
  expect(await open('many').tags()).toEqual(names)
  expect(registry.count(/tags\/list/)).toBe(2)
})

test('plain HTTP is for this machine, unless allowed', async () => {
  const elsewhere = 'oci://registry.invalid/app'
  await expect(() => openRepository(elsewhere, { retries: 0 }).resolve('1')).toThrowCode('REGISTRY_UNAVAILABLE')

  const asked: string[] = []
  const http = nodeHttp()
  const overPlain: HttpClient = async (request) => {
    asked.push(request.url.protocol)
    if (request.url.protocol === 'https:') throw new TypeError('no TLS here')
    return http({ ...request, url: new URL(request.url.pathname, registry.origin) })
  }
  registry.push('app', '1')
  await expect(() => openRepository(elsewhere, { retries: 0, http: overPlain }).resolve('1')).toThrowCode(
    'REGISTRY_UNAVAILABLE',
  )
  expect(asked).not.toContain('http:')
  for (const insecure of [true, ['registry.invalid']]) {
    const allowed = openRepository(elsewhere, { retries: 0, http: overPlain, insecure })
    expect((await allowed.resolve('1')).size).toBeGreaterThan(0)
  }
  const another = openRepository(elsewhere, { retries: 0, http: overPlain, insecure: ['other.invalid'] })
  await expect(() => another.resolve('1')).toThrowCode('REGISTRY_UNAVAILABLE')
})
