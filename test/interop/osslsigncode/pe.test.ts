import '@chancery/testkit/matchers'
import { existsSync } from 'node:fs'
import type { Format } from '@chancery/core'
import { authenticodePe } from '@chancery/formats'
import {
  buildPe,
  compileForWindows,
  osslsigncode,
  type PeOptions,
  softwareKey,
  tempDir,
  vectors,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flipBit, inspectBytes, signBytes } from '../../../packages/formats/test/authenticode/signing.ts'
import { createParties, type Parties } from './parties.ts'

const pe = authenticodePe as Format
const WRONG_CHECKSUM = /invalid PE checksum|MISMATCH/
let parties: Parties

beforeAll(async () => {
  parties = await createParties()
})
afterAll(() => parties[Symbol.asyncDispose]())

const IMAGES: readonly (readonly [string, PeOptions])[] = [
  ['PE32+ EXE', {}],
  ['PE32 EXE', { bits: 32 }],
  ['PE32+ DLL', { kind: 'dll' }],
  ['PE32 driver', { kind: 'sys', bits: 32 }],
  ['EFI application', { kind: 'efi' }],
  ['EXE with an overlay of odd length', { overlay: new TextEncoder().encode('installer payload') }],
  ['PE32 EXE with an overlay of seven bytes', { bits: 32, overlay: new Uint8Array(7).fill(0x41) }],
]

describe('what we sign osslsigncode accepts', () => {
  it.for(IMAGES)('%s', async ([, options], context) => {
    using dir = tempDir()
    const tool = osslsigncode(context)
    const signed = await parties.sign(pe, buildPe(options), parties.release)
    const verdict = await tool.verify(dir.write('a.exe', signed), parties.trust)
    expect(verdict, verdict.text).toMatchObject({ accepted: true, signatures: 1 })
    expect(verdict.text).not.toMatch(WRONG_CHECKSUM)
    // And not whatever it is given.
    const tampered = await tool.verify(dir.write('b.exe', flipBit(signed, 0x208 * 8)), parties.trust)
    expect(tampered.accepted, tampered.text).toBe(false)
  })

  it.for([
    { bits: 32, kind: 'exe' },
    { bits: 64, kind: 'exe' },
    { bits: 64, kind: 'dll' },
  ] as const)('what a linker made: $bits bits, $kind', async (options, context) => {
    using dir = tempDir()
    const image = await compileForWindows(context, options)
    const signed = await parties.sign(pe, image, parties.release, { stamp: parties.stamp })
    const verdict = await osslsigncode(context).verify(dir.write('a.exe', signed), parties.trust)
    expect(verdict, verdict.text).toMatchObject({ accepted: true, signatures: 1, timestamps: 1 })
    expect(verdict.text).not.toMatch(WRONG_CHECKSUM)
    expect(signed.subarray(0, 0x80)).toEqual(image.subarray(0, 0x80))
  })

  it.for(['rsa2048', 'rsa4096', 'p256', 'p384', 'p521'] as const)('signed by %s', async (kind, context) => {
    using dir = tempDir()
    const signer = await parties.ca.certify({ key: kind })
    const signed = await parties.sign(pe, buildPe(), signer)
    const verdict = await osslsigncode(context).verify(dir.write('a.exe', signed), parties.trust)
    expect(verdict.accepted, verdict.text).toBe(true)
  })

  it('with description and URL', async (context) => {
    using dir = tempDir()
    const url = 'https://example.com/app?a=b'
    const signed = await parties.sign(pe, buildPe(), parties.release, { description: 'Grüße, 世界', url })
    const verdict = await osslsigncode(context).verify(dir.write('a.exe', signed), parties.trust)
    expect(verdict.accepted, verdict.text).toBe(true)
    expect(verdict.text).toContain('Text description: Grüße, 世界')
    expect(verdict.text).toContain(`URL description: ${url}`)
  })

  it('appended: two signatures, then three, each with its timestamp', async (context) => {
    using dir = tempDir()
    const { release, second, stamp, trust } = parties
    const tool = osslsigncode(context)
    let signed = await parties.sign(pe, buildPe(), release, { stamp })
    signed = await parties.sign(pe, signed, second, { append: true, stamp })
    const two = await tool.verify(dir.write('a.exe', signed), trust)
    expect(two, two.text).toMatchObject({ accepted: true, signatures: 2, timestamps: 2 })
    signed = await parties.sign(pe, signed, release, { append: true, digest: 'sha384', stamp })
    const three = await tool.verify(dir.write('a.exe', signed), trust)
    expect(three, three.text).toMatchObject({ accepted: true, signatures: 3, timestamps: 3 })
    expect(three.text).not.toMatch(WRONG_CHECKSUM)
    expect((await parties.verify(pe, signed, 'a.exe')).signatures).toHaveLength(3)
  })

  it('over what a vendor signed, in place of it', async (context) => {
    using dir = tempDir()
    const vendor = vectors('pe').find(({ id }) => id.endsWith('pegoat-authenticode-nested.exe'))
    const signed = await parties.sign(pe, vendor?.read() as Uint8Array, parties.release)
    const verdict = await osslsigncode(context).verify(dir.write('a.exe', signed), parties.trust)
    expect(verdict, verdict.text).toMatchObject({ accepted: true, signatures: 1 })
  })
})

describe('what osslsigncode knows nothing of', () => {
  it.for(['rsa-pss', 'ed25519'] as const)('%s: it refuses, and we verify', async (scheme, context) => {
    using dir = tempDir()
    const pss = scheme === 'rsa-pss'
    const digest = pss ? 'sha256' : 'sha512'
    const signer = pss ? parties.release : await parties.ca.certify({ key: 'ed25519' })
    const signed = await signBytes(pe, buildPe(), softwareKey(signer, { pss, digest }), { digest })
    const verdict = await osslsigncode(context).verify(dir.write('a.exe', signed), parties.trust)
    expect(verdict.accepted).toBe(false)
    expect((await parties.verify(pe, signed, 'a.exe')).signatures[0]?.signatureAlgorithm).toMatch(scheme)
  })
})

describe('what osslsigncode signs we accept', () => {
  const ARGUMENTS: readonly (readonly [string, readonly string[]])[] = [
    ['SHA-256', ['-h', 'sha256']],
    ['SHA-384', ['-h', 'sha384']],
    ['SHA-512, with description and URL', ['-h', 'sha512', '-n', 'App', '-i', 'https://example.com/']],
    ['page hashes', ['-h', 'sha256', '-ph']],
    ['commercial code signing', ['-h', 'sha256', '-comm']],
  ]
  it.for(ARGUMENTS)('%s', async ([, args], context) => {
    using dir = tempDir()
    const image = await compileForWindows(context)
    const made = await osslsigncode(context).sign(dir.write('a.exe', image), dir.at('b.exe'), parties.release, args)
    expect(made.code, made.text).toBe(0)
    const signed = dir.read('b.exe')
    expect((await parties.verify(pe, signed, 'b.exe')).signatures).toHaveLength(1)
    await expect(() => parties.verify(pe, flipBit(signed, 0x410 * 8), 'b.exe')).toThrowCode(
      'AUTHENTICODE_DIGEST_MISMATCH',
    )
  })

  it('with a timestamp of an authority', async (context) => {
    using dir = tempDir()
    const args = ['-h', 'sha256', '-ts', parties.tsa.url]
    const made = await osslsigncode(context).sign(dir.write('a.exe', buildPe()), dir.at('b.exe'), parties.release, args)
    expect(made.code, made.text).toBe(0)
    const [signature] = (await parties.verify(pe, dir.read('b.exe'), 'b.exe')).signatures
    expect(signature?.timestamp?.authority).toBe('CN=Timestamps,O=Chancery Test')
  })

  it('nested into its own signature, and into ours', async (context) => {
    const tool = osslsigncode(context)
    using dir = tempDir()
    await tool.sign(dir.write('a.exe', buildPe()), dir.at('theirs.exe'), parties.release, ['-h', 'sha256'])
    dir.write('ours.exe', await parties.sign(pe, buildPe(), parties.release, { stamp: parties.stamp }))
    for (const name of ['theirs.exe', 'ours.exe']) {
      const made = await tool.sign(dir.at(name), dir.at(`nested-${name}`), parties.second, ['-h', 'sha256', '-nest'])
      expect(made.code, made.text).toBe(0)
      const { signatures } = await parties.verify(pe, dir.read(`nested-${name}`), name)
      expect(signatures.map(({ nested, signer }) => [nested, signer?.subject])).toEqual([
        [false, 'CN=Release,O=Chancery Test'],
        [true, 'CN=Second'],
      ])
    }
  })
})

describe('one broken signature of two', () => {
  it('fails the file', async (context) => {
    using dir = tempDir()
    const image = buildPe({ kind: 'dll' })
    // osslsigncode moves a signature over another file into this one, beside a good one.
    const program = osslsigncode(context)
    dir.write('good.dll', await parties.sign(pe, image, parties.release))
    dir.write('foreign.exe', await parties.sign(pe, buildPe(), parties.second))
    await program.run(['extract-signature', '-in', dir.at('foreign.exe'), '-out', dir.at('foreign.p7')])
    const attached = await program.run([
      ...['attach-signature', '-sigin', dir.at('foreign.p7'), '-nest'],
      ...['-in', dir.at('good.dll'), '-out', dir.at('both.dll')],
    ])
    expect(existsSync(dir.at('both.dll')), attached.text).toBe(true)
    const reports = await inspectBytes(pe, dir.read('both.dll'))
    expect(reports.map(({ integrity }) => integrity)).toEqual(['ok', 'failed'])
    await expect(() => parties.verify(pe, dir.read('both.dll'), 'both.dll')).toThrowCode('AUTHENTICODE_DIGEST_MISMATCH')
  })
})
