import { canary, createSoftToken, softHsmMissing, tempDir } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { openToken } from '../src/token.ts'
import { failing, faultyModules } from './faulty-module.ts'

async function errorOf(promise: Promise<unknown>): Promise<Error> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Error)) throw new Error('nothing was refused')
  return error
}

describe.skipIf(softHsmMissing())('a PIN', () => {
  test('is in no error, whatever goes wrong with it', async () => {
    const secret = canary('pin')
    using dir = tempDir()
    await using soft = await createSoftToken()
    soft.token.close()
    const pin = { file: dir.write('pin', secret.secret) }
    const uri = `pkcs11:token=${soft.label}?pin-value=${secret.secret}`
    const errors = [
      await errorOf(openToken({ ...soft.options, pin })),
      await errorOf(openToken({ ...soft.options, pin })),
      await errorOf(openToken({ ...soft.options, uri })),
      await errorOf(openToken({ ...soft.options, pin: undefined, uri })),
      await errorOf(openToken({ ...soft.options, pin: undefined, uri: `${uri} ` })),
      await errorOf(openToken({ ...soft.options, pin: undefined, uri: `${uri}&pin-source=/x` })),
    ]
    for (const result of ['PIN_LOCKED', 'GENERAL_ERROR', 'USER_PIN_NOT_INITIALIZED'] as const) {
      const faulty = faultyModules({ C_Login: failing(result, Number.POSITIVE_INFINITY) })
      errors.push(await errorOf(openToken({ ...soft.options, pin }, undefined, faulty.modules)))
    }
    expect(errors.map((error) => 'code' in error && error.code)).toEqual([
      'PIN_INCORRECT',
      'PIN_INCORRECT',
      'PIN_SOURCE_REFUSED',
      'PIN_SOURCE_REFUSED',
      'URI_INVALID',
      'URI_INVALID',
      'PIN_LOCKED',
      'TOKEN_BUSY',
      'LOGIN_REFUSED',
    ])
    secret.assertAbsent(...errors, ...errors.map((error) => error.stack))
  })

  test('is in no object that a token gives', async () => {
    const secret = canary('pin')
    await using soft = await createSoftToken({ pin: secret.secret, keys: [{ label: 'k', kind: 'p256' }] })
    const key = await soft.token.signingKey({ label: 'k' })
    await key.sign(Uint8Array.of(1))
    secret.assertAbsent(soft.token, key, await soft.token.keys())
  })
})
