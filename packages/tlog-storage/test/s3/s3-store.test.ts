import { type S3Server, s3Missing, startS3 } from '@chancery/testkit'
import { afterAll, beforeAll, describe, vi } from 'vitest'
import type { StoreSpec } from '../opened-store.ts'
import { describeComparing, describeStore } from '../store-contract.ts'

describe.skipIf(s3Missing())('in a bucket', () => {
  let server: S3Server
  beforeAll(async () => {
    server = await startS3()
    for (const [name, value] of Object.entries(server.env)) vi.stubEnv(name, value)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await server[Symbol.asyncDispose]()
  })
  const fresh = async (): Promise<StoreSpec> => ({
    kind: 's3',
    place: { bucket: await server.createBucket(), prefix: 'logs/one', endpoint: server.url },
    options: { turn: 400 },
  })
  describeStore(fresh, { kills: process.env.CHANCERY_LONG_TESTS ? 250 : 12 })
  describeComparing(fresh)
})
