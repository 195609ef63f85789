import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { utf8 } from '@chancery/core'
import { lockFolder } from '@chancery/files'
import { pushImage, RepositoryStore, type TempDir, type TestImage, tempDir, writeLayout } from '@chancery/testkit'
import { expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { fallbackTag, IMAGE_INDEX, IMAGE_MANIFEST, ociDigest, openImage, openLayout } from '../src/index.ts'
import { addSignature, referrer } from './referrer.ts'

interface Given extends Disposable {
  readonly dir: TempDir
  readonly path: string
  readonly image: TestImage
  readonly store: RepositoryStore
  index(): { manifests: { digest: string; annotations?: Record<string, string> }[] }
  change(edit: (index: Record<string, unknown>) => unknown): void
}

function withImage(kind: 'oci' | 'docker' | 'index' = 'oci'): Given {
  const dir = tempDir()
  const store = new RepositoryStore()
  const image = pushImage(store, 'v1', { kind })
  const path = dir.at('app')
  writeLayout(path, store)
  const index = () => JSON.parse(readFileSync(join(path, 'index.json'), 'utf8'))
  return {
    dir,
    path,
    image,
    store,
    index,
    change: (edit) => writeFileSync(join(path, 'index.json'), JSON.stringify(edit(index()))),
    [Symbol.dispose]: () => dir[Symbol.dispose](),
  }
}

const blobPath = (path: string, digest: string): string => join(path, 'blobs', digest.replace(':', '/'))

test.for(['oci', 'docker', 'index'] as const)(
  'an image of kind %s is found by tag, by digest and as the only one',
  async (kind) => {
    using given = withImage(kind)
    const { digest, mediaType, size, bytes } = given.image
    const layout = await openLayout(given.path)
    expect(await layout.resolve('v1')).toEqual({ mediaType, digest, size })
    expect(await layout.manifest(digest)).toEqual({ mediaType, digest, size, bytes })
    expect(await layout.tags()).toEqual(['v1'])
    for (const [suffix, selector] of [
      [':v1', 'v1'],
      [`@${digest}`, digest],
      ['', digest],
    ] as const) {
      const opened = await openImage(`oci-layout:${given.path}${suffix}`)
      expect(opened.selector).toBe(selector)
      expect((await opened.repository.resolve(selector)).digest).toBe(digest)
    }
  },
)

test('what refers to an image has an entry in index.json, and is not taken for an image', async () => {
  using given = withImage()
  const layout = await openLayout(given.path)
  const one = await addSignature(layout, given.image, 'one')
  const two = await addSignature(layout, given.image, 'two')
  await addSignature(layout, given.image, 'two')
  expect(given.index().manifests).toHaveLength(3)
  const again = await openLayout(given.path)
  expect((await again.referrers(given.image.digest)).map(({ digest }) => digest)).toEqual([one.digest, two.digest])
  expect(await again.referrers(given.image.digest, 'application/x.two')).toEqual([
    {
      mediaType: two.mediaType,
      digest: two.digest,
      size: two.size,
      artifactType: two.artifactType,
      annotations: two.annotations,
    },
  ])
  expect(await again.only()).toBe(given.image.digest)
  expect(readdirSync(given.path).sort()).toEqual(['blobs', 'index.json', 'oci-layout'])
  expect(readdirSync(join(given.path, 'blobs/sha256')).filter((name) => name.startsWith('.'))).toEqual([])
})

test('members of index.json that are none of ours stay', async () => {
  using given = withImage()
  given.change((index) => ({ ...index, annotations: { by: 'other' }, 'x-other': 1 }))
  await addSignature(await openLayout(given.path), given.image, 'one')
  expect(given.index()).toMatchObject({ annotations: { by: 'other' }, 'x-other': 1 })
})

test('a tag moves, and the former image stays', async () => {
  using given = withImage()
  const layout = await openLayout(given.path)
  const other = utf8(
    JSON.stringify({ ...JSON.parse(Buffer.from(given.image.bytes).toString()), annotations: { a: 'b' } }),
  )
  const { digest } = await layout.putManifest(other, IMAGE_MANIFEST, 'v1')
  expect((await layout.resolve('v1')).digest).toBe(digest)
  expect((await layout.resolve(given.image.digest)).digest).toBe(given.image.digest)
  expect(given.index().manifests.map((entry) => [entry.digest, entry.annotations])).toEqual([
    [given.image.digest, undefined],
    [digest, { 'org.opencontainers.image.ref.name': 'v1' }],
  ])
  await expect(() => layout.only()).toThrowCode('IMAGE_AMBIGUOUS')
})

test('what belongs to an index needs no entry of its own', async () => {
  using source = withImage('index')
  using dir = tempDir()
  const to = await openLayout(dir.at('new'), { create: true })
  for (const { bytes, mediaType } of source.store.manifests.values()) {
    if (mediaType === IMAGE_MANIFEST) await to.putManifest(bytes, mediaType)
  }
  await to.putManifest(source.image.bytes, IMAGE_INDEX, 'v1')
  const { manifests } = JSON.parse(readFileSync(join(dir.at('new'), 'index.json'), 'utf8'))
  expect(manifests.map(({ digest }: { digest: string }) => digest)).toEqual([source.image.digest])
})

test('the list of a fallback tag that was copied along is read', async () => {
  using given = withImage()
  const layout = await openLayout(given.path)
  const entry = { mediaType: IMAGE_MANIFEST, digest: ociDigest(utf8('x')), size: 1, artifactType: 'application/x.one' }
  const list = utf8(JSON.stringify({ schemaVersion: 2, mediaType: IMAGE_INDEX, manifests: [entry] }))
  await layout.putManifest(list, IMAGE_INDEX, fallbackTag(given.image.digest))
  expect(await layout.referrers(given.image.digest)).toEqual([entry])
  expect(await layout.only()).toBe(given.image.digest)
})

test('ten writers at once lose nothing', async () => {
  using given = withImage()
  await Promise.all(
    Array.from({ length: 10 }, async (_, i) => addSignature(await openLayout(given.path), given.image, 'one', i)),
  )
  expect(await (await openLayout(given.path)).referrers(given.image.digest)).toHaveLength(10)
})

test('a tag is edited in place', async () => {
  using given = withImage()
  const layout = await openLayout(given.path)
  const before: (string | null)[] = []
  const edit = () =>
    layout.updateTag('list', (current) => {
      before.push(current?.digest ?? null)
      return current === null ? { bytes: given.image.bytes, mediaType: given.image.mediaType } : null
    })
  expect(await edit()).toBe(given.image.digest)
  expect(await edit()).toBe(given.image.digest)
  expect(before).toEqual([null, given.image.digest])
  await expect(layout.updateTag('none', () => null)).rejects.toBeInstanceOf(TypeError)
})

test('what is absent has a code', async () => {
  using given = withImage()
  const layout = await openLayout(given.path)
  await expect(() => layout.resolve('v2')).toThrowCode('IMAGE_NOT_FOUND')
  await expect(() => layout.manifest(ociDigest(utf8('no')))).toThrowCode('IMAGE_NOT_FOUND')
  await expect(() => layout.blob(ociDigest(utf8('no')), 10)).toThrowCode('BLOB_NOT_FOUND')
  await expect(() => layout.blob('../../etc/passwd', 10)).toThrowCode('REFERENCE_INVALID')
  await expect(() => layout.referrers('v1')).toThrowCode('REFERENCE_INVALID')
  await expect(() => openLayout(given.dir.at('none'))).toThrowCode('IMAGE_NOT_FOUND')
  await expect(() => openLayout(given.dir.path)).toThrowCode('LAYOUT_INVALID')
  const empty = await openLayout(given.dir.at('new'), { create: true })
  await expect(() => empty.only()).toThrowCode('IMAGE_NOT_FOUND')
})

test.for([
  ['no JSON', '{'],
  ['no list', '{"schemaVersion":2}'],
  ['an entry without digest', '{"manifests":[{"mediaType":"a","size":1}]}'],
  ['a digest with a path', '{"manifests":[{"mediaType":"a","size":1,"digest":"sha256:../../../../etc/passwd"}]}'],
] as const)('an index.json with %s is refused', async ([, text]) => {
  using given = withImage()
  writeFileSync(join(given.path, 'index.json'), text)
  await expect(async () => (await openLayout(given.path)).tags()).toThrowCode('LAYOUT_INVALID')
})

test('another version of layouts is refused', async () => {
  using given = withImage()
  for (const text of ['{"imageLayoutVersion":"2.0.0"}', '{}', 'x']) {
    writeFileSync(join(given.path, 'oci-layout'), text)
    await expect(() => openLayout(given.path)).toThrowCode('LAYOUT_INVALID')
  }
})

test.for(['manifest', 'blob'] as const)('a %s that its digest does not fit is refused', async (what) => {
  using given = withImage()
  const layer = JSON.parse(Buffer.from(given.image.bytes).toString()).layers[0]
  const digest = what === 'manifest' ? given.image.digest : layer.digest
  writeFileSync(blobPath(given.path, digest), Buffer.from(readFileSync(blobPath(given.path, digest))).reverse())
  const layout = await openLayout(given.path)
  await expect(() => (what === 'manifest' ? layout.manifest('v1') : layout.blob(digest, 1000))).toThrowCode(
    'DIGEST_MISMATCH',
  )
})

test('huge files are refused before they are read', async () => {
  using given = withImage()
  const digest = ociDigest(utf8('huge'))
  writeFileSync(blobPath(given.path, digest), '')
  truncateSync(blobPath(given.path, digest), 2 ** 33)
  const layout = await openLayout(given.path)
  await expect(() => layout.blob(digest, 1000)).toThrowCode('BLOB_TOO_LARGE')
  await expect(() => layout.manifest(digest)).toThrowCode('MANIFEST_TOO_LARGE')
  truncateSync(join(given.path, 'index.json'), 2 ** 33)
  await expect(() => layout.tags()).toThrowCode('MANIFEST_TOO_LARGE')
})

test.skipIf(process.platform === 'win32')('links and pipes lead nowhere, reading and writing', async () => {
  using given = withImage()
  const secret = given.dir.write('secret', given.image.bytes)
  const path = blobPath(given.path, given.image.digest)
  rmSync(path)
  symlinkSync(secret, path)
  const layout = await openLayout(given.path)
  await expect(() => layout.manifest('v1')).toThrowCode('LAYOUT_UNSAFE')
  await expect(() => layout.putManifest(given.image.bytes, IMAGE_MANIFEST)).toThrowCode('LAYOUT_UNSAFE')
  rmSync(path)
  execFileSync('mkfifo', [path])
  await expect(() => layout.manifest('v1')).toThrowCode('LAYOUT_UNSAFE')

  const outside = given.dir.at('outside')
  renameSync(join(given.path, 'blobs/sha256'), outside)
  symlinkSync(outside, join(given.path, 'blobs/sha256'))
  const before = readdirSync(outside)
  await expect(() => layout.putBlob(utf8('signature'))).toThrowCode('LAYOUT_UNSAFE')
  await expect(() => layout.blob(ociDigest(utf8('x')), 10)).toThrowCode('LAYOUT_UNSAFE')
  expect(readdirSync(outside)).toEqual(before)

  rmSync(join(given.path, 'index.json'))
  symlinkSync(secret, join(given.path, 'index.json'))
  await expect(() => layout.tags()).toThrowCode('LAYOUT_UNSAFE')
  rmSync(join(given.path, 'oci-layout'))
  execFileSync('mkfifo', [join(given.path, 'oci-layout')])
  await expect(() => openLayout(given.path)).toThrowCode('LAYOUT_UNSAFE')
})

test('a layout that another holds is waited for, but not for ever', async () => {
  using given = withImage()
  const locking = await lockFolder(given.path)
  const layout = await openLayout(given.path, { patienceMs: 50 })
  await expect(() => addSignature(layout, given.image, 'one')).toThrowCode('LAYOUT_BUSY')
  if (locking.kind === 'locked') await locking.lock[Symbol.asyncDispose]()
  await addSignature(layout, given.image, 'one')
})

test('what cannot be written has a code, and changes nothing', async () => {
  using given = withImage()
  const layout = await openLayout(given.path)
  rmSync(join(given.path, 'blobs'), { recursive: true })
  writeFileSync(join(given.path, 'blobs'), '')
  await expect(() => layout.putBlob(utf8('x'))).toThrowCode('LAYOUT_UNSAFE')
  rmSync(join(given.path, 'blobs'))
  mkdirSync(join(given.path, 'blobs/sha256'), { recursive: true })
  mkdirSync(join(given.path, 'blobs/sha256', ociDigest(utf8('x')).slice(7)))
  await expect(() => layout.putBlob(utf8('x'))).toThrowCode('LAYOUT_UNSAFE')
  rmSync(join(given.path, 'index.json'))
  mkdirSync(join(given.path, 'index.json'))
  await expect(() => layout.tags()).toThrowCode('LAYOUT_UNSAFE')
  using file = tempDir()
  await expect(() => openLayout(file.write('f', 'x'), { create: true })).toThrowCode('LAYOUT_FAILED')
})

test('manifests without a media type, and with a false one', async () => {
  using given = withImage()
  const { mediaType: _, ...value } = JSON.parse(Buffer.from(given.image.bytes).toString())
  const layout = await openLayout(given.path)
  const { digest } = await layout.putManifest(utf8(JSON.stringify(value)), IMAGE_MANIFEST, 'untyped')
  expect((await layout.manifest(digest)).mediaType).toBe(IMAGE_MANIFEST)
  await expect(() => layout.putManifest(given.image.bytes, IMAGE_INDEX)).toThrowCode('REGISTRY_MALFORMED')
  await expect(() => layout.putManifest(given.image.bytes, IMAGE_MANIFEST, digest)).toThrowCode('DIGEST_MISMATCH')
  await expect(() => layout.putManifest(new Uint8Array(4 * 1024 * 1024 + 1), IMAGE_MANIFEST)).toThrowCode(
    'MANIFEST_TOO_LARGE',
  )
  await expect(layout.addReferrer(given.image.bytes)).rejects.toBeInstanceOf(TypeError)
  await expect(() => layout.addReferrer(referrer({ ...given.image, digest: 'x' }, 'one'))).toThrowCode(
    'REGISTRY_MALFORMED',
  )
})
