import { buildJar, type Ca, type CertifiedKey, createCa, startTsa, type TestKeyKind, type Tsa } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ourSign, theirSign, theirVerdict, verdictOf } from './signing.ts'

let ca: Ca
let release: CertifiedKey
let other: CertifiedKey
let tsa: Tsa
beforeAll(async () => {
  ca = await createCa()
  release = await ca.certify({ key: 'rsa2048' })
  other = await ca.certify({ key: 'p256', subject: 'O=Chancery Test, CN=Other' })
  tsa = await startTsa({ ca })
})
afterAll(() => tsa[Symbol.asyncDispose]())

describe('what we sign, jarsigner -verify -strict accepts', () => {
  test.for<TestKeyKind>(['rsa3072', 'p256', 'p384', 'p521', 'ed25519'])('with a %s key', async (kind, context) => {
    const signed = await ourSign(buildJar(), await ca.certify({ key: kind }))
    const { accepted, text } = await theirVerdict(context, ca, signed)
    expect(accepted, text).toBe(true)
  })

  test('with RSA-PSS and a timestamp', async (context) => {
    const signed = await ourSign(buildJar(), release, { pss: true, timestamper: tsa })
    const { accepted, text } = await theirVerdict(context, ca, signed)
    expect(accepted, text).toBe(true)
    expect(text).toMatch(/Timestamped by "CN=Timestamps, O=Chancery Test"/)
    expect(text).not.toMatch(/do(es)? not include a timestamp/)
  })

  test.for<readonly [string, Uint8Array]>([
    ['a WAR', buildJar({ kind: 'war' })],
    ['an EAR', buildJar({ kind: 'ear' })],
    ['an AAB, which gets a manifest', buildJar({ kind: 'aab' })],
    ['ZIP64 throughout', buildJar({ zip64: true, entries: [{ name: 'a', data: 'a'.repeat(99), zip64: true }] })],
    ['entries stored', buildJar({ entries: [{ name: 'a', data: 'a', method: 'stored' }] })],
    [
      'data descriptors',
      buildJar({
        entries: [
          { name: 'a', data: 'a', descriptor: 'signed' },
          { name: 'b', data: 'b', descriptor: 'bare' },
        ],
      }),
    ],
    [
      'names longer than a line, and not ASCII',
      buildJar({ entries: [{ name: `com/${'é漢😀'.repeat(40)}.class`, data: 'x' }] }),
    ],
    [
      'a manifest of line feeds, not ended, with sections of its own',
      buildJar({ manifest: 'Manifest-Version: 1.0\n\nName: com/example/Hello.class\nSealed: true' }),
    ],
    [
      'a section of a digest that is wrong',
      buildJar({
        manifest:
          'Manifest-Version: 1.0\r\n\r\nName: com/example/Hello.class\r\nSHA-256-Digest: AAAA\r\nSealed: true\r\n\r\n',
      }),
    ],
    [
      'two sections of one name',
      buildJar({
        manifest:
          'Manifest-Version: 1.0\r\n\r\nName: com/example/\r\nSealed: true\r\n\r\nName: com/example/\r\nImplementation-Title: x\r\n\r\n',
      }),
    ],
    ['an empty manifest', buildJar({ manifest: '' })],
  ])('%s', async ([, unsigned], context) => {
    const { accepted, text } = await theirVerdict(context, ca, await ourSign(unsigned, release))
    expect(accepted, text).toBe(true)
    expect(text).not.toMatch(/unsigned entries/)
  })
})

describe('beside another signer', () => {
  const names = { bytes: /CN=Release/, other: /CN=Other/ }

  test.for<readonly [string, readonly string[]]>([
    ['by jarsigner', []],
    ['by jarsigner -sectionsonly', ['-sectionsonly']],
    ['by jarsigner with SHA-512', ['-digestalg', 'SHA-512']],
  ])('%s: both stay valid', async ([, args], context) => {
    const both = await ourSign(await theirSign(context, buildJar(), other, args), release)
    const { accepted, text } = await theirVerdict(context, ca, both)
    expect(accepted, text).toBe(true)
    expect(text).toMatch(names.bytes)
    expect(text).toMatch(names.other)
    expect(await verdictOf(ca, both)).toMatchObject({ signatures: [{ integrity: 'ok' }, { integrity: 'ok' }] })
  })

  test('jarsigner signs after us: both stay valid', async (context) => {
    const both = await theirSign(context, await ourSign(buildJar(), release), other, ['-sigfile', 'OTHER'])
    const { accepted, text } = await theirVerdict(context, ca, both)
    expect(accepted, text).toBe(true)
    expect(await verdictOf(ca, both)).toMatchObject({ signatures: [{ integrity: 'ok' }, { integrity: 'ok' }] })
  })
})
