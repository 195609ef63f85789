import { existsSync } from 'node:fs'
import { s3Missing, startS3 } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'

describe.skipIf(s3Missing())('an S3 server', () => {
  test('asks for its keys, keeps objects as files over its end, and does not tell the keys', async () => {
    await using server = await startS3()
    const bucket = await server.createBucket()
    expect((await fetch(`${server.url}/${bucket}/object`)).status).toBe(403)
    expect(existsSync(server.folderOf(bucket))).toBe(true)
    await server.kill()
    await expect(fetch(server.url)).rejects.toThrow()
    await server.start()
    const answer = await fetch(`${server.url}/${bucket}`)
    expect(await answer.text()).not.toContain(server.secretAccessKey)
  })

  test('has a certificate where it is asked to', async () => {
    await using server = await startS3({ tls: true })
    expect(server.url).toMatch(/^https:/)
    expect(server.ca).toContain('BEGIN CERTIFICATE')
  })
})
