import { copyFileSync } from 'node:fs'
import { createSoftToken, type SoftTokenFixture, softHsmMissing, tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { locateModule, processModules } from '../src/module.ts'
import { findSoftHsm } from '../src/soft-hsm.ts'
import { openToken } from '../src/token.ts'
import { parsePkcs11Uri } from '../src/uri.ts'
import { ckr, failing, faultyModules } from './faulty-module.ts'

describe('the module', () => {
  test('is the one given, then module-path, then module-name', () => {
    const uri = parsePkcs11Uri('pkcs11:?module-path=/a.so&module-name=b')
    expect(locateModule('/given.so', uri)).toBe('/given.so')
    expect(locateModule(undefined, uri)).toBe('/a.so')
  })

  test('is unknown where nothing names it', () => {
    expect(() => locateModule(undefined, {})).toThrow(
      expect.objectContaining({ code: 'MODULE_NOT_GIVEN', exitCode: 2 }),
    )
  })

  test.each([
    ['absent', 'no-such-module', 'MODULE_MISSING'],
    ['a path', '../softhsm2', 'URI_INVALID'],
  ])('by name that is %s is refused', (_, moduleName, code) => {
    expect(() => locateModule(undefined, { moduleName })).toThrow(expect.objectContaining({ code }))
  })

  test('that does not exist is MODULE_MISSING', async () => {
    const opening = openToken({ module: '/nonexistent/libpkcs11.so' })
    await expect(opening).rejects.toMatchObject({ code: 'MODULE_MISSING', exitCode: 3 })
  })

  test('that is no library is MODULE_FAILED', async () => {
    using dir = tempDir()
    const opening = openToken({ module: dir.write('lib.so', 'not an ELF file') })
    await expect(opening).rejects.toMatchObject({ code: 'MODULE_FAILED', exitCode: 3 })
  })
})

describe.skipIf(softHsmMissing())('SoftHSM', () => {
  let soft: SoftTokenFixture
  beforeAll(async () => {
    soft = await createSoftToken({ keys: [{ label: 'k', kind: 'p256' }] })
  })
  afterAll(() => soft.dispose())

  test('is found by its name', () => {
    expect(locateModule(undefined, { moduleName: 'softhsm2' })).toBe(findSoftHsm())
  })

  test('gets its configuration through the environment, which is as before afterwards', async () => {
    expect(process.env.SOFTHSM2_CONF).toBeUndefined()
    process.env.SOFTHSM2_CONF = '/some/other.conf'
    try {
      await using another = await createSoftToken({ label: 'another' })
      expect(another.token.label).toBe('another')
      expect(process.env.SOFTHSM2_CONF).toBe('/some/other.conf')
    } finally {
      delete process.env.SOFTHSM2_CONF
    }
  })

  test('with two configurations in one process is refused', async () => {
    using dir = tempDir()
    const other = { ...soft.options, softhsmConf: dir.write('softhsm2.conf', `directories.tokendir = ${dir.path}\n`) }
    await expect(openToken(other)).rejects.toMatchObject({ code: 'SOFTHSM_CONF_CONFLICT', exitCode: 2 })
  })

  test('with a configuration that does not exist is refused at once', async () => {
    using dir = tempDir()
    const module = dir.at('libsofthsm2.so')
    copyFileSync(findSoftHsm(), module)
    const opening = openToken({ ...soft.options, module, softhsmConf: dir.at('absent.conf') })
    await expect(opening).rejects.toMatchObject({ code: 'SOFTHSM_CONF_MISSING', exitCode: 2 })
  })

  test('is initialised once, however many open it', async () => {
    const faulty = faultyModules()
    const tokens = []
    for (let i = 0; i < 3; i++) tokens.push(await openToken(soft.options, undefined, faulty.modules))
    expect(faulty.count('C_Initialize')).toBe(1)
    expect(faulty.count('C_Finalize')).toBe(0)
    for (const token of tokens) token.close()
  })

  test('that others have initialised is used, and not finalized', async () => {
    const faulty = faultyModules()
    // The process has it already, through the token of this file.
    using token = await openToken(soft.options, undefined, faulty.modules)
    expect(await token.keys()).toHaveLength(1)
    const absent = { ...soft.options, uri: 'pkcs11:token=absent' }
    await expect(openToken(absent, undefined, faulty.modules)).rejects.toMatchObject({ code: 'TOKEN_NOT_FOUND' })
    expect(faulty.count('C_Finalize')).toBe(0)
  })

  test('that is busy at C_Initialize is asked again', async () => {
    const faulty = faultyModules({ C_Initialize: failing('GENERAL_ERROR', 3) })
    using token = await openToken(soft.options, undefined, faulty.modules)
    expect(token.label).toBe('chancery-test')
    expect(faulty.count('C_Initialize')).toBe(4)
  })

  test('that never initialises is MODULE_FAILED, after a bounded number of tries', async () => {
    const faulty = faultyModules({ C_Initialize: failing('GENERAL_ERROR', Number.POSITIVE_INFINITY) })
    const opening = openToken(soft.options, undefined, faulty.modules)
    await expect(opening).rejects.toMatchObject({ code: 'MODULE_FAILED', exitCode: 3 })
    expect(faulty.count('C_Initialize')).toBe(10)
  })

  test('that cannot lock is used from one thread', async () => {
    const faulty = faultyModules({
      C_Initialize: (call, [options]) => {
        if ((options as { flags: number }).flags !== 0) throw ckr('CANT_LOCK')
        return call(options)
      },
    })
    using token = await openToken(soft.options, undefined, faulty.modules)
    const key = await token.signingKey({ label: 'k' })
    await Promise.all([1, 2, 3].map((byte) => key.sign(Uint8Array.of(byte))))
    expect(faulty.count('C_SignAsync')).toBe(0)
    expect(faulty.count('C_Sign')).toBe(3)
  })

  test('is registered under its real path', async () => {
    const module = await processModules.open(soft.module, soft.softhsmConf)
    expect(await processModules.open(`${soft.dir}/./libsofthsm2.so`, undefined)).toBe(module)
  })
})
