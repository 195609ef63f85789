import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createSoftToken, softHsmMissing } from '../src/index.ts'

describe.skipIf(softHsmMissing())('a soft token', () => {
  test('has the keys that were asked for', async () => {
    await using soft = await createSoftToken({
      label: 'with keys',
      keys: [
        { label: 'a', kind: 'rsa2048' },
        { label: 'b', kind: 'p384' },
      ],
    })
    expect((await soft.token.keys()).map(({ label, kind, bits }) => [label, kind, bits])).toEqual([
      ['a', 'rsa', 2048],
      ['b', 'p384', 384],
    ])
  })

  test('is one of several in a process, each on its own', async () => {
    await using first = await createSoftToken({ keys: [{ label: 'first', kind: 'p256' }] })
    await using second = await createSoftToken({ keys: [{ label: 'second', kind: 'p256' }] })
    expect((await first.token.keys()).map(({ label }) => label)).toEqual(['first'])
    expect((await second.token.keys()).map(({ label }) => label)).toEqual(['second'])
    const [one, other] = await Promise.all([
      first.token.signingKey({ label: 'first' }),
      second.token.signingKey({ label: 'second' }),
    ])
    const message = new Uint8Array([1, 2, 3])
    await expect(Promise.all([one.sign(message), other.sign(message)])).resolves.toHaveLength(2)
  })

  test('is gone after its scope', async () => {
    const soft = await createSoftToken()
    expect(existsSync(soft.softhsmConf)).toBe(true)
    await soft.dispose()
    expect(existsSync(soft.dir)).toBe(false)
    await expect(soft.token.keys()).rejects.toMatchObject({ code: 'ABORTED' })
  })
})
