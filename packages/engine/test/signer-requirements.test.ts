import { createHash } from 'node:crypto'
import {
  buildPe,
  type Ca,
  type CertifiedKey,
  createCa,
  startTsa,
  type TempDir,
  tempDir,
  vectors,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { type VerifyOptions, verifyOptions } from '../src/index.ts'
import { signWith } from './sign-with.ts'
import { verdict } from './verdict.ts'

const DAY = 86_400_000

let dir: TempDir
let ca: Ca
let signer: CertifiedKey
let other: CertifiedKey
beforeAll(async () => {
  dir = tempDir()
  ca = await createCa()
  signer = await ca.certify({ subject: 'O=Example, CN=Release' })
  other = await ca.certify({ subject: 'O=Example, CN=Other', key: 'rsa3072' })
  dir.write('root.pem', ca.root.certificate.pem)
  dir.write('app.exe', buildPe())
  await signWith(dir.at('app.exe'), 'authenticode-pe', signer)
  dir.write('both.exe', buildPe())
  await signWith(dir.at('both.exe'), 'authenticode-pe', signer)
  await signWith(dir.at('both.exe'), 'authenticode-pe', other, { append: true })
})
afterAll(() => dir[Symbol.dispose]())

function judged(file: string, options: Partial<VerifyOptions>): ReturnType<typeof verdict> {
  return verdict(file, { cwd: dir.path, trust: ['root.pem'], ...options })
}

function pin({ key }: CertifiedKey): string {
  return createHash('sha256').update(key.publicKey).digest('hex')
}

const SUBJECT = 'CN=Release,O=Example'
const OTHER = 'CN=Other,O=Example'

describe('whom a file must be by', () => {
  it('its signer by name, issuer and key, alone and together', async () => {
    const [{ signer: facts } = { signer: null }] = (await judged('app.exe', {})).signatures
    expect(facts?.subject).toBe(SUBJECT)
    const expected = {
      signerSubjects: [SUBJECT],
      signerIssuers: [facts?.issuer ?? ''],
      signerKeys: [pin(signer)],
    }
    for (const [name, value] of Object.entries(expected)) {
      expect((await judged('app.exe', { [name]: value })).verdict, name).toBe('verified')
    }
    expect((await judged('app.exe', expected)).verdict).toBe('verified')
  })

  it.each([
    ['another name', { signerSubjects: [OTHER] }],
    ['a part of the name', { signerSubjects: ['CN=Release'] }],
    ['another issuer', { signerIssuers: ['CN=Nobody'] }],
    ['another key', { signerKeys: ['0'.repeat(64)] }],
    ['the right name and another key', { signerSubjects: [SUBJECT], signerKeys: ['0'.repeat(64)] }],
  ])('refuses it where %s is expected', async (_, expected) => {
    const file = await judged('app.exe', expected)
    expect(file).toMatchObject({ verdict: 'failed', code: 'SIGNER_UNEXPECTED', exitCode: 1 })
  })

  it('says which key it is by, so that it can be pinned', async () => {
    expect((await judged('app.exe', { signerKeys: ['0'.repeat(64)] })).message).toContain(pin(signer))
  })

  it('every signature counts: a nested one of another signer is refused unless it is expected too', async () => {
    expect((await judged('both.exe', {})).signatures).toHaveLength(2)
    expect((await judged('both.exe', { signerSubjects: [SUBJECT] })).code).toBe('SIGNER_UNEXPECTED')
    expect((await judged('both.exe', { signerSubjects: [OTHER] })).code).toBe('SIGNER_UNEXPECTED')
    expect((await judged('both.exe', { signerSubjects: [OTHER, SUBJECT] })).verdict).toBe('verified')
    expect((await judged('both.exe', { signerKeys: [pin(signer), pin(other)] })).verdict).toBe('verified')
  })

  it('a file that is not signed has no signer, expected or not', async () => {
    dir.write('bare.exe', buildPe())
    expect((await judged('bare.exe', { signerSubjects: [SUBJECT] })).code).toBe('NOT_SIGNED')
  })

  it('takes a pin as tools print it, and nothing that is none', () => {
    const hex = 'ab'.repeat(32)
    const colons = hex.toUpperCase().match(/../g)?.join(':') ?? ''
    expect(verifyOptions([], { 'signer-key': [colons, hex] }, {}).signerKeys).toEqual([hex, hex])
    expect(() => verifyOptions([], { 'signer-key': ['ab'] }, {})).toThrowCode('OPTION_INVALID')
  })
})

describe('how old a signature may be', () => {
  it('by its timestamp, and none will do without one', async () => {
    const clock = new Date(Date.now() - 10 * DAY)
    await using tsa = await startTsa({ ca, at: clock })
    dir.write('stamped.exe', buildPe())
    await signWith(dir.at('stamped.exe'), 'authenticode-pe', signer, { tsa })
    expect((await judged('stamped.exe', { maxAgeDays: 11 })).verdict).toBe('verified')
    expect(await judged('stamped.exe', { maxAgeDays: 9 })).toMatchObject({ code: 'SIGNATURE_TOO_OLD', exitCode: 1 })
    const at = new Date(clock.getTime() + 8 * DAY)
    expect((await judged('stamped.exe', { maxAgeDays: 9, at })).verdict).toBe('verified')
    expect((await judged('app.exe', { maxAgeDays: 3650 })).code).toBe('REQUIREMENT_NOT_MET')
  })
})

describe('how strong a signature must be', () => {
  it('long enough a key', async () => {
    expect((await judged('app.exe', { require: ['strong'] })).verdict).toBe('verified')
    expect((await judged('app.exe', { minRsaBits: 2048 })).verdict).toBe('verified')
    expect(await judged('app.exe', { minRsaBits: 3072 })).toMatchObject({ code: 'ALGORITHM_WEAK', exitCode: 1 })
    expect((await judged('both.exe', { minRsaBits: 3072 })).code).toBe('ALGORITHM_WEAK')
    const short = await ca.certify({ fault: 'weak-key' })
    dir.write('short.exe', buildPe())
    await signWith(dir.at('short.exe'), 'authenticode-pe', short)
    expect((await judged('short.exe', {})).verdict).toBe('verified')
    expect((await judged('short.exe', { require: ['strong'] })).code).toBe('ALGORITHM_WEAK')
  })

  const signed = vectors('pe', 'jar').filter(({ verifyExpect, trust }) => verifyExpect === 'verified' && trust)
  it('no MD5 and no SHA-1, of the signature or of the file', async () => {
    const refused = []
    for (const vector of signed) {
      const options = { trust: [vector.locate(vector.trust as string)], ...(vector.at && { at: new Date(vector.at) }) }
      expect((await judged(vector.path, options)).verdict, vector.id).toBe('verified')
      const strict = await judged(vector.path, { ...options, require: ['strong'] })
      if (strict.code === 'ALGORITHM_WEAK') refused.push(vector.id)
      else expect(strict.verdict, vector.id).toBe('verified')
    }
    expect(refused).toEqual(signed.filter(({ weak }) => weak).map(({ id }) => id))
    expect(refused.length).toBeGreaterThan(1)
  })
})
