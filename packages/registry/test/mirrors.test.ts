import { utf8 } from '@chancery/core'
import { startRegistry, type TestImage, type TestRegistry } from '@chancery/testkit'
import { expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { ociDigest, openRepository, type RegistryOptions, type Repository } from '../src/index.ts'
import { addSignature } from './referrer.ts'

interface Given {
  readonly origin: TestRegistry
  readonly mirror: TestRegistry
  readonly image: TestImage
  open(options?: RegistryOptions): Repository
}

async function withMirror(body: (given: Given) => Promise<void>): Promise<void> {
  await using origin = await startRegistry()
  await using mirror = await startRegistry()
  const image = origin.push('team/app', '1')
  mirror.push('cache/team/app', '1', { content: '1' })
  const mirrors = { [origin.host]: [`https://${mirror.host}/cache/`] }
  const open = (options: RegistryOptions = {}): Repository =>
    openRepository(`oci://${origin.host}/team/app`, { mirrors, backoffMs: 1, retries: 1, ...options })
  await body({ origin, mirror, image, open })
}

const layerOf = ({ bytes }: TestImage): { digest: string; size: number } =>
  JSON.parse(Buffer.from(bytes).toString()).layers[0]

async function drain(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return ociDigest(Buffer.concat(all))
}

test('what a digest proves is read from the mirror, and tags from the registry', () =>
  withMirror(async ({ origin, mirror, image, open }) => {
    const layer = layerOf(image)
    await open().resolve('1')
    expect(mirror.log).toHaveLength(0)
    origin.clearLog()
    await open().manifest(image.digest)
    await open().blob(layer.digest, layer.size)
    expect(await drain(open().streamBlob(layer))).toBe(layer.digest)
    expect(origin.log).toHaveLength(0)
    await open().referrers(image.digest)
    expect(origin.count(/referrers/)).toBe(1)
  }))

test('said so, tags are asked of mirrors too', () =>
  withMirror(async ({ origin, mirror, open }) => {
    const other = mirror.push('cache/team/app', '1', { content: 'old' })
    expect((await open({ mirrorTags: true }).resolve('1')).digest).toBe(other.digest)
    await open({ mirrorTags: true }).referrers(other.digest)
    expect(origin.log).toHaveLength(0)
  }))

test.for([
  ['is down', { kind: 'closed' }],
  ['lies', { kind: 'lying-digest' }],
  ['has nothing', { kind: 'status', status: 404 }],
  ['lets nobody in', { kind: 'status', status: 401 }],
  ['is busy', { kind: 'status', status: 429 }],
  ['talks to people', { kind: 'body', body: '<html>' }],
] as const)('a mirror that %s costs nothing but time', ([, fault]) =>
  withMirror(async ({ mirror, image, open }) => {
    mirror.lie({ fault })
    const layer = layerOf(image)
    expect((await open().manifest(image.digest)).digest).toBe(image.digest)
    expect(ociDigest(await open().blob(layer.digest, layer.size))).toBe(layer.digest)
    if (fault.kind !== 'lying-digest' && fault.kind !== 'body')
      expect(await drain(open().streamBlob(layer))).toBe(layer.digest)
  }),
)

test('a layer that a mirror falsifies does not pass', () =>
  withMirror(async ({ mirror, image, open }) => {
    mirror.lie({ fault: { kind: 'lying-digest' }, on: /^GET .*blobs/ })
    await expect(() => drain(open().streamBlob(layerOf(image)))).toThrowCode('DIGEST_MISMATCH')
  }))

test('all is written to the registry itself', () =>
  withMirror(async ({ origin, mirror, image, open }) => {
    await addSignature(open({ mirrorTags: true }), image, 'one')
    await open().putBlob(utf8('x'))
    expect(mirror.count(/^(PUT|POST|PATCH)/)).toBe(0)
    expect(origin.count(/^PUT .*manifests/)).toBe(1)
  }))

test('what is nowhere has the code of the registry itself', () =>
  withMirror(async ({ open }) => {
    await expect(() => open().manifest(ociDigest(utf8('none')))).toThrowCode('IMAGE_NOT_FOUND')
    await expect(() => open().blob(ociDigest(utf8('none')), 10)).toThrowCode('BLOB_NOT_FOUND')
    await expect(() => open().blob('x', 10)).toThrowCode('REFERENCE_INVALID')
  }))

test.for(['http://mirror.example.com', 'mirror.example.com/Team', 'user:x@mirror.example.com', ''])(
  'a mirror called %j is refused',
  (url) => {
    expect(() => openRepository('oci://registry.example.com/app', { mirrors: { x: [url] } })).toThrowCode(
      'REFERENCE_INVALID',
    )
  },
)
