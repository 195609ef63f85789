import {
  buildJar,
  type Ca,
  type CertifiedKey,
  createCa,
  startTsa,
  type TestKeyKind,
  type Tsa,
  tempDir,
  tool,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theirSign, theirVerdict, verdictOf } from './signing.ts'

let ca: Ca
let release: CertifiedKey
let tsa: Tsa
beforeAll(async () => {
  ca = await createCa()
  release = await ca.certify({ key: 'rsa2048' })
  tsa = await startTsa({ ca })
})
afterAll(() => tsa[Symbol.asyncDispose]())

describe('what jarsigner signs, we accept', () => {
  test.for<TestKeyKind>(['p256', 'p384', 'p521', 'ed25519'])('with a %s key', async (kind, context) => {
    const signed = await theirSign(context, buildJar(), await ca.certify({ key: kind }))
    expect(await verdictOf(ca, signed)).toMatchObject({ signatures: [{ integrity: 'ok', chain: 'trusted' }] })
  })

  test.for<readonly [string, readonly string[], Uint8Array]>([
    ['by default', [], buildJar()],
    ['-sectionsonly', ['-sectionsonly'], buildJar()],
    ['-internalsf', ['-internalsf'], buildJar()],
    ['-digestalg SHA-512', ['-digestalg', 'SHA-512'], buildJar()],
    ['-digestalg SHA-384 -sigalg RSASSA-PSS', ['-digestalg', 'SHA-384', '-sigalg', 'RSASSA-PSS'], buildJar()],
    ['a WAR', [], buildJar({ kind: 'war' })],
    ['an AAB', [], buildJar({ kind: 'aab' })],
    [
      'a manifest of line feeds',
      [],
      buildJar({ manifest: 'Manifest-Version: 1.0\nMain-Class: a\n\nName: gone\nX: y\n' }),
    ],
    [
      'names longer than a line, and not ASCII',
      [],
      buildJar({ entries: [{ name: `com/${'é漢😀'.repeat(40)}.class`, data: 'x' }] }),
    ],
  ])('%s', async ([, args, unsigned], context) => {
    const signed = await theirSign(context, unsigned, release, args)
    expect(await verdictOf(ca, signed)).toMatchObject({ signatures: [{ integrity: 'ok', chain: 'trusted' }] })
  })

  test('with a timestamp', async (context) => {
    const signed = await theirSign(context, buildJar(), release, ['-tsa', tsa.url])
    expect(await verdictOf(ca, signed)).toMatchObject({
      signatures: [{ chain: 'trusted', timestamp: { authority: expect.stringContaining('Timestamps') } }],
    })
  })

  test('several signers, the later one also of what was added between', async (context) => {
    const other = await ca.certify({ key: 'p256', subject: 'O=Chancery Test, CN=Other' })
    using dir = tempDir()
    const path = dir.write('x.jar', await theirSign(context, buildJar(), release, ['-sigfile', 'FIRST']))
    dir.write('added.txt', 'added')
    const updated = await tool('jar', context).run(['uf', path, '-C', dir.path, 'added.txt'])
    expect(updated.code, updated.text).toBe(0)
    expect(await verdictOf(ca, dir.read('x.jar'))).toBe('JAR_ENTRY_NOT_SIGNED')
    const both = await theirSign(context, dir.read('x.jar'), other, ['-sigfile', 'SECOND'])
    expect((await theirVerdict(context, ca, both)).accepted).toBe(true)
    expect(await verdictOf(ca, both)).toMatchObject({ signatures: [{ integrity: 'ok' }, { integrity: 'ok' }] })
  })
})
