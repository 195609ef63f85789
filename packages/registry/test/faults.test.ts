import { utf8 } from '@chancery/core'
import { type RegistryFault, startRegistry, type TestRegistry } from '@chancery/testkit'
import { expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { ociDigest, openRepository, type RegistryOptions, type Repository } from '../src/index.ts'

interface Given {
  readonly registry: TestRegistry
  readonly repository: Repository
}

async function withRegistry(body: (given: Given) => Promise<void>, options: RegistryOptions = {}): Promise<void> {
  await using registry = await startRegistry({ singlePost: false })
  registry.push('app', '1')
  const repository = openRepository(`oci://${registry.host}/app`, { backoffMs: 1, ...options })
  await repository.tags()
  registry.clearLog()
  await body({ registry, repository })
}

const TRANSIENT: readonly RegistryFault[] = [
  ...[408, 429, 500, 502, 503, 504].map((status) => ({ kind: 'status', status }) as const),
  { kind: 'status', status: 429, retryAfter: '0' },
  { kind: 'closed' },
  { kind: 'cut' },
]

test.for(TRANSIENT)('%j passes, and is waited for', (fault) =>
  withRegistry(async ({ registry, repository }) => {
    registry.lie({ fault, times: 3 })
    await repository.resolve('1')
    expect(registry.count(/manifests/)).toBe(4)
  }),
)

test.for([
  [{ kind: 'status', status: 429 }, 'REGISTRY_LIMITED', 4],
  [{ kind: 'status', status: 500 }, 'REGISTRY_UNAVAILABLE', 4],
  [{ kind: 'status', status: 503 }, 'REGISTRY_UNAVAILABLE', 4],
  [{ kind: 'closed' }, 'REGISTRY_UNAVAILABLE', 4],
  [{ kind: 'cut' }, 'REGISTRY_UNAVAILABLE', 4],
  [{ kind: 'status', status: 429, retryAfter: '3600' }, 'REGISTRY_LIMITED', 1],
  [{ kind: 'status', status: 503, retryAfter: 'Fri, 01 Jan 2100 00:00:00 GMT' }, 'REGISTRY_UNAVAILABLE', 1],
  [{ kind: 'status', status: 401 }, 'REGISTRY_UNAUTHORIZED', 1],
  [{ kind: 'status', status: 403 }, 'REGISTRY_DENIED', 1],
  [{ kind: 'status', status: 404 }, 'IMAGE_NOT_FOUND', 1],
  [{ kind: 'status', status: 400 }, 'REGISTRY_REFUSED', 1],
  [{ kind: 'status', status: 501 }, 'REGISTRY_UNAVAILABLE', 1],
  [{ kind: 'status', status: 206 }, 'REGISTRY_MALFORMED', 1],
  [{ kind: 'lying-digest' }, 'DIGEST_MISMATCH', 1],
  [{ kind: 'endless' }, 'MANIFEST_TOO_LARGE', 1],
  [{ kind: 'endless', announced: true }, 'MANIFEST_TOO_LARGE', 1],
  [{ kind: 'body', body: '<html>' }, 'REGISTRY_MALFORMED', 1],
  [{ kind: 'body', body: '[]', contentType: 'application/json' }, 'REGISTRY_MALFORMED', 1],
  [
    { kind: 'headers', headers: { 'content-type': 'application/vnd.oci.image.index.v1+json' } },
    'REGISTRY_MALFORMED',
    1,
  ],
  [{ kind: 'headers', headers: { 'docker-content-digest': `sha256:${'0'.repeat(64)}` } }, 'DIGEST_MISMATCH', 1],
  [{ kind: 'redirect', to: '/v2/app/manifests/1' }, 'REGISTRY_MALFORMED', 6],
  [{ kind: 'redirect', to: 'http://elsewhere.example.com/' }, 'PLAIN_HTTP_REFUSED', 1],
  [{ kind: 'redirect', to: 'http://user:secret@127.0.0.1/' }, 'REGISTRY_MALFORMED', 1],
] as readonly [RegistryFault, string, number][])('%j is %s after %i', ([fault, code, requests]) =>
  withRegistry(async ({ registry, repository }) => {
    registry.lie({ fault, on: /manifests/ })
    await expect(() => repository.resolve('1')).toThrowCode(code)
    expect(registry.count(/manifests/)).toBe(requests)
  }),
)

test('a manifest of another digest than asked for is refused, whatever the header says', () =>
  withRegistry(async ({ registry, repository }) => {
    const { digest } = await repository.resolve('1')
    const other = registry.push('app', '2')
    const store = registry.repository('app')
    store.manifests.set(digest, { ...other, digest })
    await expect(() => repository.manifest(digest)).toThrowCode('DIGEST_MISMATCH')
  }))

test('a blob of another digest is refused', () =>
  withRegistry(async ({ registry, repository }) => {
    const digest = await repository.putBlob(utf8('signature'))
    registry.repository('app').blobs.set(digest, utf8('sirgnatue'))
    await expect(() => repository.blob(digest, 100)).toThrowCode('DIGEST_MISMATCH')
    registry.lie({ fault: { kind: 'endless' }, on: /blobs/ })
    await expect(() => repository.blob(digest, 100)).toThrowCode('BLOB_TOO_LARGE')
  }))

test('a gigabyte is not read', () =>
  withRegistry(async ({ registry, repository }) => {
    registry.lie({ fault: { kind: 'endless' }, on: /manifests/ })
    const before = process.memoryUsage()
    const all = Array.from({ length: 8 }, () => repository.resolve('1').catch((error: unknown) => error))
    for (const error of await Promise.all(all)) expect(error).toMatchObject({ code: 'MANIFEST_TOO_LARGE' })
    const after = process.memoryUsage()
    expect(after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed).toBeLessThan(150e6)
  }))

test.for([
  [
    'an old kind',
    'application/vnd.docker.distribution.manifest.v1+prettyjws',
    { schemaVersion: 1 },
    'MANIFEST_UNSUPPORTED',
  ],
  ['no kind', 'application/json', {}, 'MANIFEST_UNSUPPORTED'],
  [
    'an image and an index at once',
    'application/vnd.oci.image.index.v1+json',
    { manifests: [], config: {}, layers: [] },
    'REGISTRY_MALFORMED',
  ],
] as const)('%s of manifest is refused', ([, mediaType, value, code]) =>
  withRegistry(async ({ registry, repository }) => {
    const bytes = utf8(JSON.stringify(value))
    const digest = ociDigest(bytes)
    registry.repository('app').manifests.set(digest, { mediaType, digest, bytes })
    await expect(() => repository.resolve(digest)).toThrowCode(code)
  }),
)

test.for([
  ['before it began', /^POST/, { kind: 'closed' }],
  ['before it arrived', /^PUT/, { kind: 'closed' }],
  ['after it arrived', /^PUT/, { kind: 'closed', arrives: true }],
  ['with its session', /^PUT/, { kind: 'status', status: 404 }],
  ['at a busy registry', /^PUT/, { kind: 'status', status: 503 }],
] as readonly [string, RegExp, RegistryFault][])('an upload that breaks off %s is begun again', ([, on, fault]) =>
  withRegistry(async ({ registry, repository }) => {
    registry.lie({ fault, on, times: 1 })
    const digest = await repository.putBlob(utf8('signature'))
    expect(registry.repository('app').blobs.get(digest)).toEqual(utf8('signature'))
    expect(registry.count(/^PUT/)).toBe(fault.kind === 'closed' && fault.arrives ? 1 : on.test('PUT') ? 2 : 1)
  }),
)

test('a registry that wants two requests for a blob is asked for one once, and takes no harm', () =>
  withRegistry(async ({ registry, repository }) => {
    for (const text of ['one', 'two']) await repository.putBlob(utf8(text))
    const posts = registry.log.filter(({ method }) => method === 'POST').map(({ up }) => up)
    expect(posts).toEqual([3, 0, 0])
    expect(registry.repository('app').blobs.has(ociDigest(utf8('two')))).toBe(true)
  }))

test.for<RegistryFault>([
  { kind: 'closed' },
  { kind: 'closed', arrives: true },
  { kind: 'status', status: 405 },
  { kind: 'status', status: 503 },
])('a blob whose one request ends with %j arrives all the same', async (fault) => {
  await using registry = await startRegistry()
  registry.lie({ fault, on: /^POST/, times: 1 })
  const digest = await openRepository(`oci://${registry.host}/app`, { backoffMs: 1 }).putBlob(utf8('signature'))
  expect(registry.repository('app').blobs.has(digest)).toBe(true)
})

test('an upload that always breaks off ends, and may be tried again', () =>
  withRegistry(async ({ registry, repository }) => {
    registry.lie({ fault: { kind: 'closed' }, on: /^PUT/ })
    await expect(() => repository.putBlob(utf8('signature'))).toThrowCode('REGISTRY_UNAVAILABLE')
    expect(registry.count(/^PUT/)).toBe(3)
    registry.beHonest()
    await repository.putBlob(utf8('signature'))
  }))

test('an upload that leads nowhere, or to plain HTTP elsewhere, is refused', () =>
  withRegistry(async ({ registry, repository }) => {
    const location = (to: string): void =>
      registry.lie({ fault: { kind: 'headers', headers: { location: to } }, on: /^POST/ })
    location('http://elsewhere.example.com/upload')
    await expect(() => repository.putBlob(utf8('x'))).toThrowCode('PLAIN_HTTP_REFUSED')
    registry.lie({ fault: { kind: 'status', status: 202 }, on: /^POST/ })
    await expect(() => repository.putBlob(utf8('x'))).toThrowCode('REGISTRY_MALFORMED')
  }))

test('a registry that stored something else is found out', () =>
  withRegistry(async ({ registry, repository }) => {
    const { bytes, mediaType } = await repository.manifest('1')
    const headers = { 'docker-content-digest': `sha256:${'0'.repeat(64)}` }
    registry.lie({ fault: { kind: 'headers', headers }, on: /^PUT/ })
    await expect(() => repository.putManifest(bytes, mediaType)).toThrowCode('DIGEST_MISMATCH')
  }))

test('silence ends with the time limit', () =>
  withRegistry(
    async ({ registry, repository }) => {
      registry.lie({ fault: { kind: 'slow', milliseconds: 10_000 } })
      const began = performance.now()
      await expect(() => repository.resolve('1')).toThrowCode('REGISTRY_UNAVAILABLE')
      expect(performance.now() - began).toBeLessThan(5_000)
      registry.beHonest()
      registry.lie({ fault: { kind: 'slow', milliseconds: 10 } })
      await repository.resolve('1')
    },
    { timeoutMs: 300, retries: 1 },
  ))

test('whoever stops waits no longer: for an answer, a pause or a place', () =>
  withRegistry(
    async ({ registry, repository }) => {
      for (const fault of [
        { kind: 'slow', milliseconds: 20_000 },
        { kind: 'status', status: 503, retryAfter: '20' },
      ] as const) {
        registry.lie({ fault })
        const stop = AbortSignal.timeout(100)
        await expect(() => Promise.all([repository.resolve('1', stop), repository.resolve('1', stop)])).toThrowCode(
          'ABORTED',
        )
      }
      await expect(() => repository.tags(AbortSignal.abort())).toThrowCode('ABORTED')
    },
    { connections: 1 },
  ))

test('no more requests run at once than allowed', () =>
  withRegistry(
    async ({ registry, repository }) => {
      registry.lie({ fault: { kind: 'slow', milliseconds: 20 } })
      const began = performance.now()
      await Promise.all(Array.from({ length: 9 }, () => repository.resolve('1')))
      expect(performance.now() - began).toBeGreaterThan(55)
    },
    { connections: 3 },
  ))
