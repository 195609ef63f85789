import { globSync } from 'node:fs'
import { join, relative } from 'node:path'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { utf8 } from '@chancery/core'
import { type S3Server, s3Missing, softwareKey, startS3, tempDir, testKey } from '@chancery/testkit'
import { type NoteKey, noteSigner, openCheckpoint, verifyLog } from '@chancery/tlog'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { folderStore, StoredLog } from '../../src/index.ts'
import { openObjects, s3Store } from '../../src/s3/index.ts'
import type { StoreSpec } from '../opened-store.ts'
import { describeComparing, describeStore, ORIGIN } from '../store-contract.ts'
import { useCredentials } from './between.ts'

describe.skipIf(s3Missing())('in a bucket', () => {
  let server: S3Server
  beforeAll(async () => {
    server = await startS3()
    useCredentials(server.env)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await server[Symbol.asyncDispose]()
  })
  const fresh = async (): Promise<StoreSpec> => ({
    kind: 's3',
    place: { bucket: await server.createBucket(), prefix: 'logs/one', endpoint: server.url },
    options: { turn: 150 },
  })
  describeStore(fresh, { kills: process.env.CHANCERY_LONG_TESTS ? 200 : 12 })
  describeComparing(fresh)

  it('lies there under the headers that it is to be served with', async () => {
    const options = { origin: ORIGIN, signers: [noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))] }
    const bucket = await server.createBucket()
    await using log = await StoredLog.create(s3Store(openObjects({ bucket, endpoint: server.url })), options)
    await log.add(utf8('an entry'))
    const client = new S3Client({ endpoint: server.url })
    const headersOf = async (Key: string): Promise<unknown> => {
      const { ContentType, CacheControl } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }))
      return [ContentType, CacheControl]
    }
    expect(await headersOf('checkpoint')).toEqual(['text/plain; charset=utf-8', 'public, max-age=2, must-revalidate'])
    for (const tile of ['tile/0/000.p/1', 'tile/entries/000.p/1']) {
      expect(await headersOf(tile)).toEqual(['application/octet-stream', 'public, max-age=31536000, immutable'])
    }
    expect(await headersOf('.chancery/state')).toEqual(['application/json', 'no-store'])
    client.destroy()
  })

  it('takes entries of the largest size, a full bundle of them and more, in one batch', async () => {
    const options = { origin: ORIGIN, signers: [noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))] }
    const place = { bucket: await server.createBucket(), endpoint: server.url }
    const largest = (at: number): Uint8Array => new Uint8Array(65_535).fill(at)
    {
      await using log = await StoredLog.create(s3Store(openObjects(place)), options)
      await Promise.all(Array.from({ length: 255 }, (_, at) => log.add(largest(at))))
      await Promise.all(Array.from({ length: 260 }, (_, at) => log.add(largest(at))))
    }
    await using log = await StoredLog.open(s3Store(openObjects(place)), options)
    const head = openCheckpoint(log.checkpoint, { origin: ORIGIN, keys: [options.signers[0]?.key as NoteKey] })
    expect(head.size).toBe(515)
    await verifyLog(log, head)
  })

  it('moves from a folder into a bucket, and back', async () => {
    using dir = tempDir()
    const options = { origin: ORIGIN, signers: [noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))] }
    {
      await using log = await StoredLog.create(folderStore(dir.at('log')), options)
      await Promise.all(Array.from({ length: 300 }, (_, at) => log.add(utf8(`entry ${at}`))))
    }
    const place = { bucket: await server.createBucket(), endpoint: server.url }
    await using objects = openObjects(place)
    for (const key of filesIn(dir.at('log'))) {
      const put = { type: 'application/octet-stream', cache: 'no-store', condition: { kind: 'none' } } as const
      await objects.put(key, dir.read(`log/${key}`), put)
    }
    {
      await using log = await StoredLog.open(s3Store(openObjects(place)), options)
      expect((await log.add(utf8('entry 300'))).index).toBe(300)
    }
    for (const { key } of [...(await objects.list('tile/')), { key: 'checkpoint' }, { key: '.chancery/state' }]) {
      dir.write(`back/${key}`, (await objects.get(key, 1e6))?.bytes ?? '')
    }
    await using log = await StoredLog.open(folderStore(dir.at('back')), options)
    expect((await log.add(utf8('entry 301'))).index).toBe(301)
  })
})

function filesIn(folder: string): readonly string[] {
  const all = [
    ...globSync('**/*', { cwd: folder, withFileTypes: true }),
    ...globSync('.chancery/*', { cwd: folder, withFileTypes: true }),
  ]
  return all.filter((one) => one.isFile()).map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
}
