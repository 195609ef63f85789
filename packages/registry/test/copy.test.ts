import { createHash } from 'node:crypto'
import { utf8 } from '@chancery/core'
import {
  noise,
  pushImage,
  startRegistry,
  type TestRegistry,
  type TestRegistryOptions,
  tempDir,
} from '@chancery/testkit'
import { expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import {
  copyBlob,
  copyImage,
  fallbackTag,
  type HttpClient,
  IMAGE_MANIFEST,
  nodeHttp,
  ociDigest,
  openLayout,
  openRepository,
  type Repository,
} from '../src/index.ts'
import { addSignature } from './referrer.ts'

interface Given {
  readonly source: TestRegistry
  readonly target: TestRegistry
  readonly from: Repository
  readonly to: Repository
}

async function withRegistries(body: (given: Given) => Promise<void>, options: TestRegistryOptions = {}): Promise<void> {
  await using source = await startRegistry(options)
  await using target = await startRegistry(options)
  const open = ({ host }: TestRegistry): Repository =>
    openRepository(`oci://${host}/app`, { backoffMs: 1, settleMs: 5 })
  await body({ source, target, from: open(source), to: open(target) })
}

const MIB = 1024 * 1024

/** A blob of the source, larger than one piece. */
function pushBlob({ source }: Given, size: number): { digest: string; size: number } {
  const bytes = noise(size, 1)
  const digest = ociDigest(bytes)
  source.repository('app').blobs.set(digest, bytes)
  return { digest, size }
}

const patches = (registry: TestRegistry): number => registry.count(/^PATCH/)

test.for([0, 1, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 20 * MIB])('a blob of %i bytes is moved', (size) =>
  withRegistries(async (given) => {
    const blob = pushBlob(given, size)
    expect(await copyBlob(given.from, blob, given.to)).toBe('moved')
    const arrived = given.target.repository('app').blobs.get(blob.digest)
    expect(arrived && ociDigest(arrived)).toBe(blob.digest)
    expect(patches(given.target)).toBe(size <= 8 * MIB ? 0 : Math.ceil(size / (8 * MIB)))
    for (const { up } of given.target.log) expect(up).toBeLessThanOrEqual(8 * MIB)
    expect(await copyBlob(given.from, blob, given.to)).toBe('present')
    expect(given.source.count(/^GET .*blobs/)).toBe(1)
  }),
)

test('within one registry a blob is mounted, and nothing read', () =>
  withRegistries(async (given) => {
    const blob = pushBlob(given, 100)
    const to = openRepository(`oci://${given.source.host}/other`)
    expect(await copyBlob(given.from, blob, to)).toBe('mounted')
    expect(given.source.repository('other').blobs.has(blob.digest)).toBe(true)
    expect(given.source.count(/^GET .*blobs/)).toBe(0)
    given.source.lie({ fault: { kind: 'status', status: 202 }, on: /mount=/, times: 1 })
    expect(await copyBlob(given.from, blob, openRepository(`oci://${given.source.host}/third`))).toBe('moved')
  }))

test('a registry that wants larger pieces gets them', () =>
  withRegistries(async (given) => {
    const blob = pushBlob(given, 20 * MIB)
    const headers = { 'oci-chunk-min-length': String(16 * MIB) }
    given.target.lie({ fault: { kind: 'headers', headers }, on: /^POST/ })
    await copyBlob(given.from, blob, given.to)
    expect(given.target.log.filter(({ method }) => method === 'PATCH').map(({ up }) => up)).toEqual([16 * MIB, 4 * MIB])
  }))

test('a download that breaks off goes on where it was', () =>
  withRegistries(async (given) => {
    const blob = pushBlob(given, 20 * MIB)
    given.source.lie({ fault: { kind: 'cut' }, on: /^GET .*blobs/, times: 2 })
    await copyBlob(given.from, blob, given.to)
    expect(given.source.count(/^GET .*blobs/)).toBe(3)
    const reads = given.source.log.filter(({ method, path }) => method === 'GET' && path.includes('blobs'))
    expect(reads.at(-1)?.down).toBeLessThan(20 * MIB)
    expect(given.target.count(/^POST/)).toBe(1)
  }))

test('a download that cannot go on begins again without harm', () =>
  withRegistries(async (given) => {
    const blob = pushBlob(given, 10 * MIB)
    given.source.lie({ fault: { kind: 'cut' }, on: /^GET .*blobs/, times: 1 })
    const whole = given.source.repository('app').blobs.get(blob.digest) as Uint8Array
    const http = nodeHttp()
    const noRange: HttpClient = ({ headers: { range, ...headers }, ...request }) => http({ ...request, headers })
    const from = openRepository(`oci://${given.source.host}/app`, { backoffMs: 1, http: noRange })
    await copyBlob(from, blob, given.to)
    expect(given.target.repository('app').blobs.get(blob.digest)).toEqual(whole)
  }))

test.for([
  ['arrives', { kind: 'closed', arrives: true }, 3],
  ['does not', { kind: 'closed' }, 4],
  ['fails', { kind: 'status', status: 503 }, 4],
] as const)('an upload whose piece %s goes on where it was', ([, fault, requests]) =>
  withRegistries(async (given) => {
    const blob = pushBlob(given, 20 * MIB)
    given.target.lie({ fault, on: /^PATCH/, times: 1 })
    await copyBlob(given.from, blob, given.to)
    expect(patches(given.target)).toBe(requests)
    expect(given.target.count(/^POST/)).toBe(1)
    expect(given.target.repository('app').blobs.has(blob.digest)).toBe(true)
  }),
)

test('an upload that the registry forgot begins again', () =>
  withRegistries(async (given) => {
    const blob = pushBlob(given, 10 * MIB)
    given.target.lie({ fault: { kind: 'status', status: 404 }, on: /^PATCH/, times: 1 })
    await copyBlob(given.from, blob, given.to)
    expect(given.target.count(/^POST/)).toBe(2)
  }))

test.for([
  [/^PATCH/, { kind: 'closed' }, 'REGISTRY_UNAVAILABLE'],
  [/^PATCH/, { kind: 'status', status: 403 }, 'REGISTRY_DENIED'],
  [/^PATCH/, { kind: 'status', status: 413 }, 'REGISTRY_REFUSED'],
  [/^PUT/, { kind: 'status', status: 400 }, 'REGISTRY_REFUSED'],
  [/^POST/, { kind: 'headers', headers: { location: 'http://elsewhere.example.com/' } }, 'PLAIN_HTTP_REFUSED'],
] as const)('an upload that fails for good at %s with %j is %s', ([on, fault, code]) =>
  withRegistries(async (given) => {
    const blob = pushBlob(given, 10 * MIB)
    given.target.lie({ fault, on })
    await expect(() => copyBlob(given.from, blob, given.to)).toThrowCode(code)
  }),
)

test.for([
  ['other bytes', (bytes: Uint8Array) => Uint8Array.from(bytes).reverse()],
  ['one byte more', (bytes: Uint8Array) => Buffer.concat([bytes, Uint8Array.of(0)])],
] as const)('%s under a digest never arrive', ([, change]) =>
  withRegistries(async (given) => {
    for (const size of [100, 10 * MIB]) {
      const blob = pushBlob(given, size)
      const { blobs } = given.source.repository('app')
      blobs.set(blob.digest, change(blobs.get(blob.digest) as Uint8Array))
      await expect(() => copyBlob(given.from, blob, given.to)).toThrowCode('DIGEST_MISMATCH')
      expect(given.target.repository('app').blobs.size).toBe(0)
      expect(given.target.count(/^PUT/)).toBe(0)
    }
    await expect(() => copyBlob(given.from, { digest: ociDigest(utf8('no')), size: 2 }, given.to)).toThrowCode(
      'BLOB_NOT_FOUND',
    )
  }),
)

test('memory does not grow with the blob', async () => {
  await using target = await startRegistry()
  const size = 200 * MIB
  const chunk = new Uint8Array(MIB)
  const hash = createHash('sha256')
  for (let at = 0; at < size; at += MIB) hash.update(chunk)
  const source = {
    digest: `sha256:${hash.digest('hex')}`,
    size,
    async *chunks() {
      for (let at = 0; at < size; at += MIB) yield chunk
    },
  }
  // What this side holds; the registry holds it all.
  let most = 0
  const http = nodeHttp()
  const watched: HttpClient = (request) => {
    most = Math.max(most, request.body?.length ?? 0)
    return http(request)
  }
  await openRepository(`oci://${target.host}/app`, { http: watched }).uploadBlob(source)
  expect(most).toBe(8 * MIB)
  expect(target.repository('app').blobs.has(source.digest)).toBe(true)
})

test.for([true, false])('an image goes with its signatures, and theirs (referrers API: %s)', (referrers) =>
  withRegistries(
    async ({ source, target, from, to }) => {
      const image = source.push('app', 'v1', { kind: 'index' })
      const signature = await addSignature(from, image, 'one')
      const second = await addSignature(from, signature, 'two')
      const [part] = JSON.parse(Buffer.from(image.bytes).toString()).manifests
      const ofPart = await addSignature(from, part, 'one')
      pushImage(source.repository('app'), `${fallbackTag(image.digest)}.sig`)
      const copied = await copyImage(from, 'v1', to, 'v2')
      expect(copied).toMatchObject({ image: { digest: image.digest }, manifests: 2, referrers: 4 })
      expect((await to.resolve('v2')).digest).toBe(image.digest)
      expect(await to.referrers(image.digest)).toMatchObject([{ digest: signature.digest }])
      expect(await to.referrers(signature.digest)).toMatchObject([{ digest: second.digest }])
      expect(await to.referrers(part.digest)).toMatchObject([{ digest: ofPart.digest }])
      expect((await to.tags()).filter((tag) => tag.endsWith('.sig'))).toHaveLength(1)
      for (const [digest, bytes] of source.repository('app').blobs) {
        expect(target.repository('app').blobs.get(digest)).toEqual(bytes)
      }
      const puts = target.log.filter(({ method, path }) => method === 'PUT' && path.includes('manifests'))
      expect(puts.at(-1)?.path).toContain('/manifests/v2')
    },
    { referrers },
  ),
)

test('without referrers, and without those of the parts', () =>
  withRegistries(async ({ source, from, to }) => {
    const image = source.push('app', 'v1', { kind: 'index' })
    const signature = await addSignature(from, image, 'one')
    const [part] = JSON.parse(Buffer.from(image.bytes).toString()).manifests
    await addSignature(from, part, 'one')
    await copyImage(from, 'v1', to, null, { withReferrers: false })
    expect(await to.referrers(image.digest)).toEqual([])
    expect(await to.tags()).toEqual([])
    await copyImage(from, image.digest, to, 'v1', { recursive: false })
    expect(await to.referrers(image.digest)).toMatchObject([{ digest: signature.digest }])
    expect(await to.referrers(part.digest)).toEqual([])
  }))

test('a copy that broke off has no tag, and the next one sends only what is missing', () =>
  withRegistries(async ({ source, target, from, to }) => {
    source.push('app', 'v1', { kind: 'index' })
    await addSignature(from, await from.resolve('v1'), 'one')
    target.lie({ fault: { kind: 'status', status: 403 }, on: /^PUT .*manifests/ })
    await expect(() => copyImage(from, 'v1', to, 'v1')).toThrowCode('REGISTRY_DENIED')
    await expect(() => to.resolve('v1')).toThrowCode('IMAGE_NOT_FOUND')
    target.beHonest()
    target.clearLog()
    const { blobs } = await copyImage(from, 'v1', to, 'v1')
    expect(blobs.present).toBeGreaterThan(0)
    expect((await copyImage(from, 'v1', to, 'v1')).blobs.moved).toBe(0)
  }))

test('progress tells each thing once', () =>
  withRegistries(async ({ source, from, to }) => {
    const image = source.push('app', 'v1')
    await addSignature(from, image, 'one')
    const events: string[] = []
    await copyImage(from, 'v1', to, 'v1', { onProgress: ({ kind }) => events.push(kind) })
    expect(events.toSorted()).toEqual(['blob', 'blob', 'blob', 'manifest', 'referrer', 'tag'])
  }))

test('stopped, it stops', () =>
  withRegistries(async ({ source, from, to }) => {
    source.push('app', 'v1')
    await expect(() => copyImage(from, 'v1', to, 'v1', { signal: AbortSignal.abort() })).toThrowCode('ABORTED')
  }))

test('what a list says falsely is not followed', () =>
  withRegistries(
    async ({ source, from, to }) => {
      const image = source.push('app', 'v1')
      const other = source.push('app', 'v2')
      const foreign = await addSignature(from, other, 'one')
      const list = {
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.index.v1+json',
        manifests: [{ mediaType: foreign.mediaType, digest: foreign.digest, size: foreign.size }],
      }
      await from.putManifest(utf8(JSON.stringify(list)), list.mediaType, fallbackTag(image.digest))
      expect((await copyImage(from, 'v1', to, 'v1')).referrers).toBe(0)
    },
    { referrers: false },
  ))

/** As cosign writes them: one layer a signature, one diff_id and one line of history a layer. */
async function putList(repository: Repository, tag: string, names: readonly string[]): Promise<void> {
  const layers = names.map((name) => utf8(name))
  const config = utf8(
    JSON.stringify({
      history: names.map((name) => ({ comment: name })),
      rootfs: { type: 'layers', diff_ids: layers.map(ociDigest) },
    }),
  )
  for (const blob of [config, ...layers]) await repository.putBlob(blob)
  const manifest = {
    schemaVersion: 2,
    mediaType: IMAGE_MANIFEST,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: ociDigest(config), size: config.length },
    layers: layers.map((bytes) => ({
      mediaType: 'application/x',
      digest: ociDigest(bytes),
      size: bytes.length,
      annotations: { is: 'signature' },
    })),
  }
  await repository.putManifest(utf8(JSON.stringify(manifest)), IMAGE_MANIFEST, tag)
}

test.for([
  [
    ['a', 'b'],
    ['b', 'c'],
    ['b', 'c', 'a'],
  ],
  [['a'], ['a', 'b'], ['a', 'b']],
  [['a', 'b'], ['a'], ['a', 'b']],
] as const)('a list with %j copied to one with %j is one with %j', ([ours, theirs, both]) =>
  withRegistries(async ({ source, from, to }) => {
    const image = source.push('app', 'v1')
    const tag = `${fallbackTag(image.digest)}.sig`
    await putList(from, tag, ours)
    await putList(to, tag, theirs)
    await copyImage(from, 'v1', to, 'v1')
    const { layers, config } = JSON.parse(Buffer.from((await to.manifest(tag)).bytes).toString())
    const digests = both.map((name) => ociDigest(utf8(name)))
    expect(layers.map(({ digest }: { digest: string }) => digest)).toEqual(digests)
    const merged = JSON.parse(Buffer.from(await to.blob(config.digest, config.size)).toString())
    expect(merged.rootfs.diff_ids).toEqual(digests)
    expect(merged.history.map(({ comment }: { comment: string }) => comment)).toEqual(both)
  }),
)

test('base layers that no registry holds are left where they are', () =>
  withRegistries(async ({ source, target, from, to }) => {
    const image = source.push('app', 'v1')
    const value = JSON.parse(Buffer.from(image.bytes).toString())
    const mediaType = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip'
    const foreign = { mediaType, digest: ociDigest(utf8('windows')), size: 7, urls: ['https://mcr.example.com/x'] }
    const bytes = utf8(JSON.stringify({ ...value, layers: [foreign, ...value.layers] }))
    const digest = ociDigest(bytes)
    source.repository('app').manifests.set(digest, { mediaType: IMAGE_MANIFEST, digest, bytes })
    await expect(() => copyImage(from, digest, to, null)).toThrowCode('IMAGE_NOT_FOUND')
    expect(target.count(/^HEAD/)).toBe(2)
  }))

test('an image goes to a layout and back, with its signatures', () =>
  withRegistries(async ({ source, from, to }) => {
    using dir = tempDir()
    const image = source.push('app', 'v1', { kind: 'index' })
    await addSignature(from, image, 'one')
    await putList(from, `${fallbackTag(image.digest)}.att`, ['a'])
    const layout = await openLayout(dir.at('app'), { create: true })
    await copyImage(from, 'v1', layout, 'v1')
    expect(await layout.only()).toBe(image.digest)
    const again = await openLayout(dir.at('app'))
    expect(await copyImage(again, 'v1', to, 'v3')).toMatchObject({ image: { digest: image.digest }, referrers: 2 })
    expect(await to.referrers(image.digest)).toHaveLength(1)
  }))
