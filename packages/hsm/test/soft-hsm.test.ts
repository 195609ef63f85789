import { statSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { softHsmMissing, tempDir } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { findSoftHsm, initSoftToken } from '../src/soft-hsm.ts'
import { openToken } from '../src/token.ts'

describe('SoftHSM', () => {
  test('is found under its usual name, and missing where it is not', () => {
    using dir = tempDir()
    expect(() => findSoftHsm([dir.path])).toThrow(expect.objectContaining({ code: 'SOFTHSM_MISSING', exitCode: 3 }))
    const module = dir.write('libsofthsm2.so', '')
    expect(findSoftHsm([dir.at('absent'), dir.path])).toBe(module)
  })
})

describe.skipIf(softHsmMissing())('a new SoftHSM token', () => {
  test('is usable, with its files for its owner only', async () => {
    using dir = tempDir()
    const module = dir.at('libsofthsm2.so')
    await copyFile(findSoftHsm(), module)
    const pin = { file: dir.write('pin', 'päss wörd\n') }
    const label = 'ein Schlüsselbund mit 32 Bytes!'
    const made = await initSoftToken({ dir: dir.at('hsm'), label, pin, module })
    expect(made).toEqual({ module, softhsmConf: dir.at('hsm/softhsm2.conf'), label })
    expect(statSync(dir.at('hsm/tokens')).mode & 0o777).toBe(0o700)
    expect(statSync(made.softhsmConf).mode & 0o777).toBe(0o600)
    using token = await openToken({ ...made, uri: `pkcs11:token=${encodeURIComponent(label)}`, pin })
    expect(token).toMatchObject({ label, manufacturer: 'SoftHSM project', model: 'SoftHSM v2' })
    expect(token.serial).toMatch(/^[0-9a-f]{16}$/)
    expect(await token.generateKey({ label: 'k', kind: 'ed25519' })).toMatchObject({ kind: 'ed25519' })

    const again = initSoftToken({ dir: dir.at('hsm'), label, pin, module })
    await expect(again).rejects.toMatchObject({ code: 'TOKEN_EXISTS', exitCode: 2 })
    expect(await token.keys()).toHaveLength(1)
  })

  test('is not made without a PIN, nor with a PIN or label that SoftHSM does not take', async () => {
    using dir = tempDir()
    const module = dir.at('libsofthsm2.so')
    await copyFile(findSoftHsm(), module)
    const options = { dir: dir.at('hsm'), label: 'l', module, pin: { file: dir.at('absent') } }
    await expect(initSoftToken(options)).rejects.toMatchObject({ code: 'PIN_MISSING' })
    const pin = { file: dir.write('pin', 'x'.repeat(300)) }
    await expect(initSoftToken({ ...options, pin })).rejects.toMatchObject({ code: 'PIN_INCORRECT' })
    for (const label of ['', 'x'.repeat(33), 'ü'.repeat(17)]) {
      await expect(initSoftToken({ ...options, label })).rejects.toThrow(TypeError)
    }
  })

  test('is not made with a module that is not there', async () => {
    using dir = tempDir()
    const pin = { file: dir.write('pin', '1234') }
    const making = initSoftToken({ dir: dir.path, label: 'l', pin, module: dir.at('absent.so') })
    await expect(making).rejects.toMatchObject({ code: 'MODULE_MISSING' })
  })
})
