import { createSoftToken, type SoftTokenFixture, softHsmMissing } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openToken } from '../src/token.ts'
import { ckr, failing, faultyModules } from './faulty-module.ts'

const MESSAGE = Uint8Array.of(1, 2, 3)

describe.skipIf(softHsmMissing())('the sessions of a token', () => {
  let soft: SoftTokenFixture
  beforeAll(async () => {
    soft = await createSoftToken({ keys: [{ label: 'k', kind: 'rsa2048' }] })
  })
  afterAll(() => soft.dispose())

  /** Signs `count` times at once; gives the most signatures that were under way together, and the sessions that signed. */
  async function load(sessions: number | undefined, count: number): Promise<{ most: number; used: number }> {
    let now = 0
    let most = 0
    const used = new Set<string>()
    const faulty = faultyModules({
      C_SignAsync: async (call, args) => {
        used.add((args[0] as Buffer).toString('hex'))
        most = Math.max(most, ++now)
        try {
          return await call(...args)
        } finally {
          now--
        }
      },
    })
    using token = await openToken({ ...soft.options, sessions }, undefined, faulty.modules)
    const key = await token.signingKey({ label: 'k' })
    await Promise.all(Array.from({ length: count }, () => key.sign(MESSAGE)))
    return { most, used: used.size }
  }

  test('sign in parallel, four by default', async () => {
    expect(await load(undefined, 40)).toEqual({ most: 4, used: 4 })
  })

  test('are as many as asked for', async () => {
    expect(await load(2, 20)).toEqual({ most: 2, used: 2 })
    expect(await load(1, 5)).toEqual({ most: 1, used: 1 })
  })

  test('are not opened before they are needed', async () => {
    expect(await load(8, 1)).toEqual({ most: 1, used: 1 })
  })

  test.each([0, -1, 1.5, 65])('%d of them are refused', async (sessions) => {
    await expect(openToken({ ...soft.options, sessions })).rejects.toThrow(TypeError)
  })

  test('make do with what the token gives', async () => {
    let open = 0
    const faulty = faultyModules({
      // The login's, and two more.
      C_OpenSession: (call, args) => {
        if (open >= 3) throw ckr('SESSION_COUNT')
        open++
        return call(...args)
      },
    })
    using token = await openToken(soft.options, undefined, faulty.modules)
    const key = await token.signingKey({ label: 'k' })
    await Promise.all(Array.from({ length: 12 }, () => key.sign(MESSAGE)))
    expect(open).toBe(3)
  })

  test('are waited for where others hold them all', async () => {
    const faulty = faultyModules({ C_OpenSession: failing('SESSION_COUNT', 2) })
    using token = await openToken(soft.options, undefined, faulty.modules)
    expect(token.label).toBe(soft.label)
  })

  test('are SESSION_LIMIT where there is none', async () => {
    const faulty = faultyModules({ C_OpenSession: failing('SESSION_COUNT', Number.POSITIVE_INFINITY) })
    const opening = openToken(soft.options, undefined, faulty.modules)
    await expect(opening).rejects.toMatchObject({ code: 'SESSION_LIMIT', exitCode: 3 })
  })

  test('are not used again after an operation failed in them', async () => {
    const faulty = faultyModules()
    using token = await openToken({ ...soft.options, sessions: 1 }, undefined, faulty.modules)
    const key = await token.signingKey({ label: 'k' })
    faulty.faults.C_SignAsync = failing('GENERAL_ERROR', 1)
    await expect(key.sign(MESSAGE)).rejects.toMatchObject({ code: 'TOKEN_BUSY' })
    await key.sign(MESSAGE)
    // The login's, the failed one, the new one.
    expect(faulty.count('C_OpenSession')).toBe(3)
  })

  describe('while one waits', () => {
    test('an abort ends the wait at once, and takes nothing from the others', async () => {
      let release: () => void = () => undefined
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      const faulty = faultyModules({
        C_SignAsync: async (call, args) => {
          await held
          return call(...args)
        },
      })
      using token = await openToken({ ...soft.options, sessions: 1 }, undefined, faulty.modules)
      const key = await token.signingKey({ label: 'k' })
      const first = key.sign(MESSAGE)
      const stop = new AbortController()
      const waiting = key.sign(MESSAGE, stop.signal)
      const third = key.sign(MESSAGE)
      stop.abort()
      await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' })
      release()
      await Promise.all([first, third])
      expect(faulty.count('C_SignAsync')).toBe(2)
    })

    test('an abort does not wait for a token that hangs', async () => {
      const faulty = faultyModules({ C_SignAsync: () => new Promise(() => undefined) })
      using token = await openToken(soft.options, undefined, faulty.modules)
      const key = await token.signingKey({ label: 'k' })
      const stop = new AbortController()
      const hanging = key.sign(MESSAGE, stop.signal)
      setTimeout(() => stop.abort(), 20)
      await expect(hanging).rejects.toMatchObject({ code: 'ABORTED' })
    })

    test('nothing begins with a signal that was aborted before', async () => {
      const faulty = faultyModules()
      using token = await openToken(soft.options, undefined, faulty.modules)
      const key = await token.signingKey({ label: 'k' })
      await expect(key.sign(MESSAGE, AbortSignal.abort())).rejects.toMatchObject({ code: 'ABORTED' })
      expect(faulty.count('C_SignInit')).toBe(0)
    })

    test('closing the token ends the wait, and lets the signature under way finish', async () => {
      const token = await openToken({ ...soft.options, sessions: 1 })
      const key = await token.signingKey({ label: 'k' })
      const first = key.sign(MESSAGE)
      const second = key.sign(MESSAGE)
      const both = Promise.allSettled([first, second])
      await new Promise((resolve) => setImmediate(resolve))
      token.close()
      expect((await both).map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
      await expect(second).rejects.toMatchObject({ code: 'ABORTED' })
    })
  })
})
