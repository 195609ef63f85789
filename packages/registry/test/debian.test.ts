import { type ChildProcess, spawn } from 'node:child_process'
import { utf8 } from '@chancery/core'
import { findTool, freePort, type TempDir, tempDir, toolsMissing } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { type Descriptor, IMAGE_MANIFEST, ociDigest, openRepository, type Repository } from '../src/index.ts'
import { addSignature } from './referrer.ts'

/** A registry that is not of our making, without referrers API: Debian's package of distribution. */
describe.skipIf(toolsMissing('docker-registry'))('docker-registry', () => {
  let dir: TempDir
  let server: ChildProcess
  let host: string
  beforeAll(async () => {
    dir = tempDir()
    host = `127.0.0.1:${await freePort()}`
    const storage = `storage: {filesystem: {rootdirectory: ${dir.at('data')}}, delete: {enabled: true}}`
    const config = dir.write('c.yml', `version: 0.1\nlog: {level: error}\n${storage}\nhttp: {addr: '${host}'}\n`)
    server = spawn(findTool('docker-registry')?.path ?? '', ['serve', config], { stdio: 'ignore' })
    const isUp = (): Promise<boolean> =>
      fetch(`http://${host}/v2/`).then(
        () => true,
        () => false,
      )
    for (let i = 0; i < 200 && !(await isUp()); i++) await new Promise((resolve) => setTimeout(resolve, 50))
  })
  afterAll(async () => {
    const gone = new Promise((resolve) => server.once('close', resolve))
    server.kill()
    await gone
    dir[Symbol.dispose]()
  })

  const open = (name: string): Repository => openRepository(`oci://${host}/${name}`)

  async function pushImage(repository: Repository, tag: string): Promise<Descriptor> {
    const config = utf8(
      JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } }),
    )
    const layer = utf8(`layer of ${tag}`)
    for (const blob of [config, layer]) await repository.putBlob(blob)
    const describeBlob = (mediaType: string, bytes: Uint8Array): Descriptor => ({
      mediaType,
      digest: ociDigest(bytes),
      size: bytes.length,
    })
    const manifest = {
      schemaVersion: 2,
      mediaType: IMAGE_MANIFEST,
      config: describeBlob('application/vnd.oci.image.config.v1+json', config),
      layers: [describeBlob('application/vnd.oci.image.layer.v1.tar', layer)],
    }
    const { mediaType, digest, size } = await repository.putManifest(
      utf8(JSON.stringify(manifest)),
      IMAGE_MANIFEST,
      tag,
    )
    return { mediaType, digest, size }
  }

  test('what was pushed is read, listed and signed', async () => {
    const repository = open('team/app')
    const image = await pushImage(repository, 'v1')
    expect(await repository.resolve('v1')).toEqual(image)
    expect(await repository.tags()).toEqual(['v1'])
    expect(await repository.blob(ociDigest(utf8('layer of v1')), 100)).toEqual(utf8('layer of v1'))
    expect(await repository.referrers(image.digest)).toEqual([])
    const added = await addSignature(repository, image, 'one')
    expect(added.listedBy).toBe('tag')
    expect(await repository.referrers(image.digest, 'application/x.one')).toMatchObject([{ digest: added.digest }])
  })

  test('what is absent has a code', async () => {
    await pushImage(open('team/app'), 'v1')
    await expect(() => open('team/app').resolve('v2')).toThrowCode('IMAGE_NOT_FOUND')
    await expect(() => open('team/none').resolve('v1')).toThrowCode('IMAGE_NOT_FOUND')
    await expect(() => open('team/app').blob(ociDigest(utf8('none')), 10)).toThrowCode('BLOB_NOT_FOUND')
    await expect(() => open('team/app').putManifest(utf8('no JSON'), IMAGE_MANIFEST)).toThrowCode('REGISTRY_REFUSED')
  })

  test('two writers to the fallback tag at once, 50 times, lose nothing', async () => {
    const image = await pushImage(open('busy'), 'v1')
    const writers = [open('busy'), open('busy')]
    for (let round = 0; round < 50; round++) {
      const added = await Promise.all(writers.map((writer, i) => addSignature(writer, image, `w${i}`, round)))
      const listed = (await open('busy').referrers(image.digest)).map(({ digest }) => digest)
      for (const { digest } of added) expect(listed).toContain(digest)
    }
    expect(await open('busy').referrers(image.digest)).toHaveLength(100)
  })
})
