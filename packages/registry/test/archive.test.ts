import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { utf8 } from '@chancery/core'
import { lockFolder } from '@chancery/files'
import {
  buildDockerArchive,
  buildTar,
  pushImage,
  RepositoryStore,
  type TarEntry,
  type TempDir,
  type TestImage,
  tempDir,
} from '@chancery/testkit'
import { expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { IMAGE_MANIFEST, ociDigest, openDockerArchive, openImage } from '../src/index.ts'
import { addSignature } from './referrer.ts'

interface Given extends Disposable {
  readonly dir: TempDir
  readonly file: string
  readonly image: TestImage
}

function withArchive(old = false): Given {
  const dir = tempDir()
  const store = new RepositoryStore()
  const image = pushImage(store, 'v1')
  const file = dir.write('app.tar', buildDockerArchive(store, { old }), 0o640)
  return { dir, file, image, [Symbol.dispose]: () => dir[Symbol.dispose]() }
}

const list = (file: string): string[] => execFileSync('tar', ['tf', file]).toString().trim().split('\n')

test('an image in an archive is found, signed, and the archive is whole for tar', async () => {
  using given = withArchive()
  const before = list(given.file)
  const opened = await openImage(`docker-archive:${given.file}:v1`)
  expect((await opened.repository.resolve(opened.selector)).digest).toBe(given.image.digest)
  expect((await openImage(`docker-archive:${given.file}`)).selector).toBe(given.image.digest)
  const added = await addSignature(opened.repository, given.image, 'one')
  const again = await openDockerArchive(given.file)
  expect(await again.referrers(given.image.digest)).toMatchObject([
    { digest: added.digest, artifactType: 'application/x.one' },
  ])
  expect(await again.manifest('v1')).toMatchObject({ digest: given.image.digest })

  const after = list(given.file)
  expect(after.filter((name) => name !== 'index.json').slice(0, before.length - 1)).toEqual(
    before.filter((name) => name !== 'index.json'),
  )
  expect(after.at(-1)).toBe('index.json')
  expect(new Set(after).size).toBe(after.length)
  expect(execFileSync('tar', ['xOf', given.file, 'manifest.json']).toString()).toContain('app:v1')
  expect(statSync(given.file).mode & 0o777).toBe(0o640)
  expect(readdirSync(given.dir.path)).toEqual(['app.tar'])
})

test('signing twice, and by two at once, loses nothing', async () => {
  using given = withArchive()
  await Promise.all(
    [1, 2, 3, 4].map(async (i) => addSignature(await openDockerArchive(given.file), given.image, 'one', i)),
  )
  await addSignature(await openDockerArchive(given.file), given.image, 'one', 4)
  const archive = await openDockerArchive(given.file)
  expect(await archive.referrers(given.image.digest)).toHaveLength(4)
  expect(new Set(list(given.file)).size).toBe(list(given.file).length)
})

test('an archive of the old kind is refused with what to do', async () => {
  using given = withArchive(true)
  await expect(() => openDockerArchive(given.file)).toThrowCode('ARCHIVE_WITHOUT_MANIFESTS')
})

test('a name in full finds the image, with what Docker leaves out or not', async () => {
  using dir = tempDir()
  const store = new RepositoryStore()
  const images = ['one', 'two'].map((name) => pushImage(store, name))
  const manifests = images.map(({ mediaType, digest, size }, i) => ({
    ...{ mediaType, digest, size },
    annotations: {
      'io.containerd.image.name': i === 0 ? 'docker.io/library/app:1' : 'registry.example.com/app:1',
      'org.opencontainers.image.ref.name': '1',
    },
  }))
  const file = dir.write(
    'app.tar',
    buildTar([
      { name: 'oci-layout', bytes: utf8('{"imageLayoutVersion":"1.0.0"}') },
      { name: './index.json', bytes: utf8(JSON.stringify({ manifests })) },
      ...images.map(({ digest, bytes }) => ({ name: `blobs/${digest.replace(':', '/')}`, bytes })),
    ]),
  )
  const archive = await openDockerArchive(file)
  for (const name of ['app:1', 'library/app:1', 'docker.io/library/app:1']) {
    expect((await archive.resolve(name)).digest).toBe(images[0]?.digest)
  }
  expect((await archive.resolve('registry.example.com/app:1')).digest).toBe(images[1]?.digest)
  await expect(() => archive.resolve('1')).toThrowCode('IMAGE_AMBIGUOUS')
  await expect(() => openImage(`docker-archive:${file}`)).toThrowCode('IMAGE_AMBIGUOUS')
})

test.for(['gnu', 'pax', 'ustar'])(
  'archives of tar in the format %s are read, long names passed over',
  async (format) => {
    using given = withArchive()
    using dir = tempDir()
    execFileSync('tar', ['-C', dir.path, '-xf', given.file])
    const long = format === 'ustar' ? `${'d'.repeat(90)}/${'n'.repeat(90)}` : 'n'.repeat(200)
    dir.write(long, 'x'.repeat(700))
    execFileSync('tar', ['--format', format, '-C', dir.path, '-cf', given.file, '.'])
    const archive = await openDockerArchive(given.file)
    expect((await archive.resolve('v1')).digest).toBe(given.image.digest)
    await addSignature(archive, given.image, 'one')
    expect(await (await openDockerArchive(given.file)).referrers(given.image.digest)).toHaveLength(1)
    expect(list(given.file)).toContain(`./${long}`)
  },
)

test('a layer of more than 8 GiB is passed over, as GNU writes its size', async () => {
  using given = withArchive()
  const size = 9 * 2 ** 30
  const binary = Buffer.alloc(12)
  binary[0] = 0x80
  binary.writeBigUInt64BE(BigInt(size), 4)
  const header = buildTar([{ name: 'layer', size: binary.toString('latin1') }]).subarray(0, 512)
  const whole = readFileSync(given.file)
  writeFileSync(given.file, Buffer.concat([whole.subarray(0, whole.length - 1024), header]))
  truncateSync(given.file, whole.length - 1024 + 512 + size + 1024)
  expect((await (await openDockerArchive(given.file)).resolve('v1')).digest).toBe(given.image.digest)
})

test.for([
  ['nothing', new Uint8Array()],
  ['no tar file', utf8('x'.repeat(2000))],
  ['a packed one', gzipSync(new Uint8Array(2000))],
  ['one without an end', buildTar([{ name: 'a', bytes: utf8('a') }]).subarray(0, 1024)],
  ['one that is cut off', buildTar([{ name: 'a', bytes: new Uint8Array(5000) }]).subarray(0, 2048)],
  ['two files of one name', buildTar([{ name: 'index.json' }, { name: 'index.json' }])],
  ['a size that is none', buildTar([{ name: 'a', size: 'zzzzzzzzzzz\0' }])],
  ['a size without end', buildTar([{ name: 'a', size: '77777777777\0' }])],
  ['a negative size', buildTar([{ name: 'a', size: '\xff'.repeat(12) }])],
  ['a record of a megabyte', buildTar([{ name: 'a', type: 'x', bytes: new Uint8Array(1 << 20) }])],
  [
    'a record with a size without end',
    buildTar([{ name: 'a', type: 'x', bytes: utf8('22 size=9999999999999\n') }, { name: 'b' }]),
  ],
] as readonly [string, Uint8Array][])('%s is refused', async ([, bytes]) => {
  using dir = tempDir()
  const file = dir.write('app.tar', bytes)
  await expect(() => openDockerArchive(file)).toThrowCode('ARCHIVE_INVALID')
})

const LAYOUT: readonly TarEntry[] = [{ name: 'oci-layout', bytes: utf8('{"imageLayoutVersion":"1.0.0"}') }]

test.for([
  ['no layout', [{ name: 'x' }]],
  ['no index', LAYOUT],
  ['an index that is a link', [...LAYOUT, { name: 'index.json', type: '2', linkName: '/etc/passwd' }]],
  [
    'another version',
    [
      { name: 'oci-layout', bytes: utf8('{}') },
      { name: 'index.json', bytes: utf8('{"manifests":[]}') },
    ],
  ],
] as readonly [string, readonly TarEntry[]][])('an archive with %s is refused', async ([, entries]) => {
  using dir = tempDir()
  await expect(() => openDockerArchive(dir.write('app.tar', buildTar(entries)))).toThrowCode('LAYOUT_INVALID')
})

test('a blob that is a link in the archive is none', async () => {
  using dir = tempDir()
  const digest = ociDigest(utf8('x'))
  const index = { name: 'index.json', bytes: utf8('{"manifests":[]}') }
  const link = { name: `blobs/${digest.replace(':', '/')}`, type: '2', linkName: '/etc/passwd' }
  const archive = await openDockerArchive(dir.write('app.tar', buildTar([...LAYOUT, index, link])))
  await expect(() => archive.blob(digest, 10_000)).toThrowCode('BLOB_NOT_FOUND')
})

test('what is not there, no file, or held by another has a code', async () => {
  using given = withArchive()
  await expect(() => openDockerArchive(given.dir.at('none.tar'))).toThrowCode('IMAGE_NOT_FOUND')
  await expect(() => openDockerArchive(given.dir.path)).toThrowCode('LAYOUT_UNSAFE')
  const locking = await lockFolder(given.dir.at('.app.tar.chancery-lock'))
  const archive = await openDockerArchive(given.file, { patienceMs: 50 })
  const before = readFileSync(given.file)
  await expect(() => addSignature(archive, given.image, 'one')).toThrowCode('LAYOUT_BUSY')
  expect(readFileSync(given.file)).toEqual(before)
  if (locking.kind === 'locked') await locking.lock[Symbol.asyncDispose]()
})

test('layers are not put into archives', async () => {
  using given = withArchive()
  const archive = await openDockerArchive(given.file)
  const source = { digest: ociDigest(utf8('x')), size: 65 * 1024 * 1024, async *chunks() {} }
  await expect(() => archive.uploadBlob(source)).toThrowCode('BLOB_TOO_LARGE')
  await expect(() => archive.uploadBlob({ ...source, size: 1 })).toThrowCode('DIGEST_MISMATCH')
})

test('a large layer is copied without being held', async () => {
  using given = withArchive()
  const size = 300 * 1024 * 1024
  const tail = buildTar([{ name: 'layer', size: `${size.toString(8).padStart(11, '0')}\0` }]).subarray(0, 512)
  const whole = readFileSync(given.file)
  writeFileSync(given.file, Buffer.concat([whole.subarray(0, whole.length - 1024), tail]))
  chmodSync(given.file, 0o600)
  truncateSync(given.file, whole.length - 1024 + 512 + size + 1024)
  const before = process.memoryUsage.rss()
  await addSignature(await openDockerArchive(given.file), given.image, 'one')
  expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024)
  expect(statSync(given.file).size).toBeGreaterThan(size)
  expect(await (await openDockerArchive(given.file)).referrers(given.image.digest)).toHaveLength(1)
})

test('an image in an archive keeps its media type', async () => {
  using given = withArchive()
  expect(await (await openDockerArchive(given.file)).resolve('v1')).toMatchObject({ mediaType: IMAGE_MANIFEST })
})
