import { createSoftToken, type SoftTokenFixture, softHsmMissing, tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CKR } from '../src/cryptoki.ts'
import { initSoftToken } from '../src/soft-hsm.ts'
import { openToken, type Token, type TokenOptions } from '../src/token.ts'
import { ckr, type FaultyModules, failing, faultyModules } from './faulty-module.ts'

const MESSAGE = Uint8Array.of(1, 2, 3)

describe.skipIf(softHsmMissing())('a token', () => {
  let soft: SoftTokenFixture
  beforeAll(async () => {
    soft = await createSoftToken({ keys: [{ label: 'k', kind: 'p256' }] })
    // From here on the token is opened by each test in its own way: nothing may be logged in already.
    soft.token.close()
  })
  afterAll(() => soft.dispose())

  const open = (faulty: FaultyModules, more: Partial<TokenOptions> = {}): Promise<Token> =>
    openToken({ ...soft.options, ...more }, undefined, faulty.modules)

  describe('login', () => {
    test('happens once, however many keys sign', async () => {
      const faulty = faultyModules()
      using token = await open(faulty)
      const keys = await Promise.all([token.signingKey({ label: 'k' }), token.signingKey({ label: 'k' })])
      await Promise.all(keys.flatMap((key) => [key.sign(MESSAGE), key.sign(MESSAGE), key.sign(MESSAGE)]))
      using again = await open(faulty)
      await (await again.signingKey({ label: 'k' })).sign(MESSAGE)
      expect(faulty.count('C_Login')).toBe(1)
    })

    test('of a process that is logged in already is no error', async () => {
      const faulty = faultyModules({ C_GetSessionInfo: (call, args) => ({ ...(call(...args) as object), state: 0 }) })
      using first = await open(faulty)
      using second = await open(faulty)
      expect(faulty.count('C_Login')).toBe(2)
      expect([first.label, second.label]).toEqual([soft.label, soft.label])
    })

    test('with a wrong PIN is tried once, also by who comes after', async () => {
      const faulty = faultyModules()
      using dir = tempDir()
      const pin = { file: dir.write('pin', 'wrong') }
      const wrong = { code: 'PIN_INCORRECT', exitCode: 3 }
      await expect(open(faulty, { pin })).rejects.toMatchObject(wrong)
      const more = Array.from({ length: 5 }, () => open(faulty, { pin }))
      for (const one of more) await expect(one).rejects.toMatchObject(wrong)
      expect(faulty.count('C_Login')).toBe(1)
      using token = await open(faulty)
      expect(token.label).toBe(soft.label)
    })

    test('with a corrected PIN in the same file is tried', async () => {
      using dir = tempDir()
      const faulty = faultyModules()
      const pin = { file: dir.write('pin', 'wrong') }
      await expect(open(faulty, { pin })).rejects.toMatchObject({ code: 'PIN_INCORRECT' })
      dir.write('pin', soft.pin)
      using token = await open(faulty, { pin })
      expect(token.label).toBe(soft.label)
    })

    test.each([
      ['PIN_INCORRECT', 'PIN_INCORRECT'],
      ['PIN_LEN_RANGE', 'PIN_INCORRECT'],
      ['PIN_LOCKED', 'PIN_LOCKED'],
      ['PIN_EXPIRED', 'LOGIN_REFUSED'],
      ['USER_ANOTHER_ALREADY_LOGGED_IN', 'LOGIN_REFUSED'],
    ] as const)('refused with CKR_%s is %s, and not repeated', async (result, code) => {
      const faulty = faultyModules({ C_Login: failing(result, Number.POSITIVE_INFINITY) })
      await expect(open(faulty)).rejects.toMatchObject({ code, exitCode: 3 })
      expect(faulty.count('C_Login')).toBe(1)
    })

    test('to a token whose PIN is locked is not tried', async () => {
      const faulty = faultyModules({
        C_GetTokenInfo: (call, args) => {
          const info = call(...args) as { flags: number }
          return { ...info, flags: info.flags | 0x40000 }
        },
      })
      await expect(open(faulty)).rejects.toMatchObject({ code: 'PIN_LOCKED', exitCode: 3 })
      expect(faulty.count('C_Login')).toBe(0)
    })

    test('without a PIN is PIN_MISSING', async () => {
      const { uri, module, softhsmConf } = soft.options
      await expect(openToken({ uri, module, softhsmConf })).rejects.toMatchObject({ code: 'PIN_MISSING', exitCode: 2 })
    })

    test('takes the PIN from the URI', async () => {
      const { module, softhsmConf } = soft.options
      using token = await openToken({ uri: `${soft.uri}?pin-source=file:${soft.pinFile}`, module, softhsmConf })
      expect(token.label).toBe(soft.label)
    })

    test('with a PIN in the URI is refused, used or not', async () => {
      const uri = `${soft.uri}?pin-value=${soft.pin}`
      await expect(open(faultyModules(), { uri })).rejects.toMatchObject({ code: 'PIN_SOURCE_REFUSED', exitCode: 2 })
    })

    test('that meets a busy token is repeated, and never taken for a wrong PIN', async () => {
      const faulty = faultyModules({ C_Login: failing('GENERAL_ERROR', 4), C_OpenSession: failing('GENERAL_ERROR', 2) })
      using token = await open(faulty)
      expect(faulty.count('C_Login')).toBe(5)
      expect(token.label).toBe(soft.label)
    })

    test('that meets a token which stays busy ends, as TOKEN_BUSY', async () => {
      const faulty = faultyModules({ C_Login: failing('GENERAL_ERROR', Number.POSITIVE_INFINITY) })
      await expect(open(faulty)).rejects.toMatchObject({ code: 'TOKEN_BUSY', exitCode: 3 })
      expect(faulty.count('C_Login')).toBeLessThanOrEqual(60)
    })
  })

  describe('is found', () => {
    test.each([
      ['pkcs11:token=absent', 'TOKEN_NOT_FOUND', 3],
      ['pkcs11:serial=0', 'TOKEN_NOT_FOUND', 3],
      ['pkcs11:x-vendor=1', 'TOKEN_NOT_FOUND', 3],
      ['pkcs11:token', 'URI_INVALID', 2],
    ])('by %s: %s', async (uri, code, exitCode) => {
      await expect(open(faultyModules(), { uri })).rejects.toMatchObject({ code, exitCode })
    })

    test('by its URI only where there are several', async () => {
      await using several = await createSoftToken({ label: 'one' })
      const { dir, module, pinFile } = several
      await initSoftToken({ dir, module, label: 'two', pin: { file: pinFile } })
      const opening = openToken({ ...several.options, uri: undefined })
      await expect(opening).rejects.toMatchObject({ code: 'TOKEN_AMBIGUOUS', exitCode: 2 })
      using two = await openToken({ ...several.options, uri: 'pkcs11:token=two' })
      expect(two.serial).not.toBe(several.token.serial)
    })

    test('when it was half-written while SoftHSM read it', async () => {
      // Once in a while a token's file is being rewritten by another process in that moment; SoftHSM then leaves the token out.
      await using fresh = await createSoftToken()
      fresh.token.close()
      const faulty = faultyModules({
        C_GetSlotList: (call, args) => (faulty.count('C_GetSlotList') > 1 ? call(...args) : []),
      })
      // As if no one had initialised the module before.
      const setUp = faultyModules()
      await openToken(fresh.options, undefined, setUp.modules).then((token) => token.close())
      setUp.real().C_Finalize()
      using token = await openToken(fresh.options, undefined, faulty.modules)
      expect(token.label).toBe(fresh.label)
      expect(faulty.count('C_Finalize')).toBe(1)
      expect(faulty.count('C_Initialize')).toBe(2)
    })
  })

  describe('is used on after', () => {
    const sign = async (token: Token): Promise<number> =>
      (await (await token.signingKey({ label: 'k' })).sign(MESSAGE)).length

    test('all its sessions were closed by others', async () => {
      const faulty = faultyModules()
      using token = await open(faulty)
      const key = await token.signingKey({ label: 'k' })
      await key.sign(MESSAGE)
      for (const slot of faulty.real().C_GetSlotList(true)) faulty.real().C_CloseAllSessions(slot)
      await key.sign(MESSAGE)
      expect(faulty.count('C_Login')).toBe(2)
    })

    test('others logged it out', async () => {
      const faulty = faultyModules()
      using token = await open(faulty)
      const key = await token.signingKey({ label: 'k' })
      await key.sign(MESSAGE)
      const [slot] = faulty.real().C_GetSlotList(true)
      const session = faulty.real().C_OpenSession(slot as Buffer, 4)
      faulty.real().C_Logout(session)
      faulty.real().C_CloseSession(session)
      await key.sign(MESSAGE)
      expect(faulty.count('C_Login')).toBe(2)
    })

    test('others finalized the module', async () => {
      const faulty = faultyModules()
      using token = await open(faulty)
      const key = await token.signingKey({ label: 'k' })
      await key.sign(MESSAGE)
      faulty.real().C_Finalize()
      await key.sign(MESSAGE)
      expect(await token.keys()).toHaveLength(1)
      expect(faulty.count('C_Login')).toBe(2)
    })

    const LOST: (keyof typeof CKR)[] = [
      'DEVICE_REMOVED',
      'TOKEN_NOT_PRESENT',
      'SESSION_HANDLE_INVALID',
      'USER_NOT_LOGGED_IN',
    ]
    test.each(LOST)('one CKR_%s', async (result) => {
      const faulty = faultyModules({ C_SignInit: failing(result, 1) })
      using token = await open(faulty)
      expect(await sign(token)).toBeGreaterThan(60)
      expect(faulty.count('C_SignInit')).toBe(2)
    })

    test('a key pulled while it signs', async () => {
      const faulty = faultyModules({ C_SignAsync: failing('DEVICE_REMOVED', 1) })
      using token = await open(faulty)
      expect(await sign(token)).toBeGreaterThan(60)
    })

    test('a loss that many operations notice, with one login', async () => {
      const faulty = faultyModules()
      using token = await open(faulty)
      const key = await token.signingKey({ label: 'k' })
      await Promise.all(Array.from({ length: 8 }, () => key.sign(MESSAGE)))
      for (const slot of faulty.real().C_GetSlotList(true)) faulty.real().C_CloseAllSessions(slot)
      await Promise.all(Array.from({ length: 8 }, () => key.sign(MESSAGE)))
      expect(faulty.count('C_Login')).toBe(2)
    })

    test('not after a second loss: SESSION_LOST', async () => {
      const faulty = faultyModules({ C_SignInit: failing('DEVICE_REMOVED', 2) })
      using token = await open(faulty)
      await expect(sign(token)).rejects.toMatchObject({ code: 'SESSION_LOST', exitCode: 3 })
      expect(faulty.count('C_SignInit')).toBe(2)
      expect(await sign(token)).toBeGreaterThan(60)
    })

    test('not where the token is gone for good: TOKEN_NOT_FOUND', async () => {
      const faulty = faultyModules()
      using token = await open(faulty)
      faulty.faults.C_SignInit = failing('DEVICE_REMOVED', 1)
      faulty.faults.C_GetTokenInfo = () => {
        throw ckr('TOKEN_NOT_PRESENT')
      }
      await expect(sign(token)).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND', exitCode: 3 })
    })

    test('not with another token that took its place', async () => {
      const faulty = faultyModules()
      using token = await open(faulty, { uri: undefined })
      faulty.faults.C_SignInit = failing('DEVICE_REMOVED', 1)
      faulty.faults.C_GetTokenInfo = (call, args) => ({ ...(call(...args) as object), serialNumber: 'another' })
      await expect(sign(token)).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' })
    })
  })

  test('that was closed is not used', async () => {
    const token = await open(faultyModules())
    token.close()
    token.close()
    await expect(token.keys()).rejects.toMatchObject({ code: 'ABORTED' })
  })

  test('other results keep their name', async () => {
    const faulty = faultyModules({
      C_FindObjectsInit: () => {
        throw new (Object.getPrototypeOf(ckr('GENERAL_ERROR')).constructor)('CKR_DEVICE_MEMORY:49', 49)
      },
    })
    using token = await open(faulty)
    await expect(token.keys()).rejects.toMatchObject({ code: 'TOKEN_FAILED', details: { ckr: 'CKR_DEVICE_MEMORY' } })
  })
})
