import { execFile } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { createSoftToken, softHsmMissing } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'

const PROCESSES = 8
const SIGNATURES = 5

describe.skipIf(softHsmMissing())('eight processes on one token', () => {
  test('all log in and sign at once, without a failure', async () => {
    await using soft = await createSoftToken({ keys: [{ label: 'k', kind: 'p256' }] })
    const { publicKey } = (await soft.token.signingKey({ label: 'k' })).info
    const worker = new URL('sign-worker.ts', import.meta.url).pathname
    const args = [worker, soft.module, soft.softhsmConf, soft.pinFile, 'k', String(SIGNATURES)]
    const runs = Array.from({ length: PROCESSES }, () =>
      promisify(execFile)(process.execPath, ['--conditions=@chancery/source', ...args]),
    )
    const lines = (await Promise.all(runs)).flatMap(({ stdout }) => stdout.trim().split('\n'))
    expect(lines).toHaveLength(PROCESSES * SIGNATURES)
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' })
    for (const line of lines) {
      const [signature = '', ...message] = line.split(' ')
      expect(verify('sha256', Buffer.from(message.join(' ')), key, Buffer.from(signature, 'hex'))).toBe(true)
    }
    expect(new Set(lines.map((line) => line.split(' ')[1])).size).toBe(PROCESSES)
  })
})
