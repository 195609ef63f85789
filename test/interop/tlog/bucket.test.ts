/** Logs in buckets: Go's packages judge what lies there. */
import { utf8 } from '@chancery/core'
import { type S3Server, s3Missing, softwareKey, startS3, testKey, tool } from '@chancery/testkit'
import { encodeNoteKey, noteSigner } from '@chancery/tlog'
import { StoredLog } from '@chancery/tlog-storage'
import { openObjects, s3Store } from '@chancery/tlog-storage/s3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

const ORIGIN = 'log.example.com'

describe.skipIf(s3Missing())('a log in a bucket', () => {
  let server: S3Server
  beforeAll(async () => {
    server = await startS3()
    for (const [name, value] of Object.entries(server.env)) vi.stubEnv(name, value)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await server[Symbol.asyncDispose]()
  })

  it.for([1, 256, 257, 70_000])('of %d entries is one to Go', { timeout: 120_000 }, async (size, context) => {
    const bucket = await server.createBucket()
    const signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))
    {
      const store = s3Store(openObjects({ bucket, endpoint: server.url }))
      await using log = await StoredLog.create(store, { origin: ORIGIN, signers: [signer], window: 0 })
      const batch = Math.max(300, Math.ceil(size / 20))
      for (let from = 0; from < size; from += batch) {
        const count = Math.min(batch, size - from)
        await Promise.all(Array.from({ length: count }, (_, at) => log.add(utf8(`entry ${from + at}`))))
      }
    }
    const sumdb = tool('sumdb', context)
    const judged = await sumdb.run(['check', server.folderOf(bucket), ORIGIN, encodeNoteKey(signer.key)])
    expect(judged.code, judged.text).toBe(0)
    expect(JSON.parse(new TextDecoder().decode(judged.stdout))).toMatchObject({ size })
  })
})
