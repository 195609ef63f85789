import { type Format, inspectArtifact, memorySource, utf8, verifyArtifact } from '@chancery/core'
import { bombEntry, buildJar, buildZip, type Ca, createCa, softwareKey, type ZipEntry } from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { jar } from '../../src/jar/jar.ts'
import { signBytes, trusting } from '../in-memory.ts'
import { edited, type File, rebuilt } from './archive.ts'

let ca: Ca
let signed: Uint8Array
beforeAll(async () => {
  ca = await createCa()
  signed = (await signBytes(jar as Format, buildJar(), softwareKey(await ca.certify({ key: 'p256' })))).content
})

async function codeOf(bytes: Uint8Array): Promise<string> {
  return verifyArtifact(memorySource(bytes), jar as Format, trusting(ca)).then(
    () => 'verified',
    (error) => error.code,
  )
}

const HELLO = 'com/example/Hello.class'
const without = (pattern: RegExp) => (files: readonly File[]) => files.filter(({ name }) => !pattern.test(name))
const plus =
  (...more: readonly ZipEntry[]) =>
  (files: readonly File[]) => [...files, ...more]

test('built anew from its files it still verifies: what follows changes the one thing it says', async () => {
  expect(await codeOf(await rebuilt(signed, (files) => files))).toBe('verified')
})

describe('refused', () => {
  test.each<[string, string, (bytes: Uint8Array) => Promise<Uint8Array>]>([
    ['content changed', 'JAR_ENTRY_CHANGED', (bytes) => edited(bytes, HELLO, (text) => `${text}!`)],
    ['an entry added', 'JAR_ENTRY_NOT_SIGNED', (bytes) => rebuilt(bytes, plus({ name: 'added.class', data: 'x' }))],
    [
      'a META-INF file added',
      'JAR_ENTRY_NOT_SIGNED',
      (bytes) => rebuilt(bytes, plus({ name: 'META-INF/services/a.B', data: 'x' })),
    ],
    [
      'a signature file in a folder added',
      'JAR_ENTRY_NOT_SIGNED',
      (bytes) => rebuilt(bytes, plus({ name: 'META-INF/a/B.RSA', data: 'x' })),
    ],
    [
      'a directory with content added',
      'JAR_ENTRY_NOT_SIGNED',
      (bytes) => rebuilt(bytes, plus({ name: 'dir/', data: 'x' })),
    ],
    [
      'an entry added, and its section',
      'JAR_ENTRY_NOT_SIGNED',
      async (bytes) => {
        const more = await rebuilt(bytes, plus({ name: 'a', data: 'x' }))
        return edited(
          more,
          'META-INF/MANIFEST.MF',
          (text) => `${text}Name: a\r\nSHA-256-Digest: LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=\r\n\r\n`,
        )
      },
    ],
    [
      'an entry renamed',
      'JAR_ENTRY_NOT_SIGNED',
      (bytes) =>
        rebuilt(bytes, (files) => files.map((file) => (file.name === HELLO ? { ...file, name: 'Evil.class' } : file))),
    ],
    [
      'a main attribute added',
      'JAR_MANIFEST_CHANGED',
      (bytes) =>
        edited(bytes, 'META-INF/MANIFEST.MF', (text) => text.replace('\r\n\r\n', '\r\nMain-Class: evil\r\n\r\n')),
    ],
    [
      'an attribute of a section added',
      'JAR_MANIFEST_CHANGED',
      (bytes) => edited(bytes, 'META-INF/MANIFEST.MF', (text) => text.replace(HELLO, `${HELLO}\r\nSealed: true`)),
    ],
    [
      'a section taken out',
      'JAR_MANIFEST_CHANGED',
      (bytes) =>
        edited(bytes, 'META-INF/MANIFEST.MF', (text) =>
          text.replace(/Name: com\/example\/Hello.class\r\n.*\r\n\r\n/, ''),
        ),
    ],
    [
      'the signature file changed',
      'DIGEST_MISMATCH',
      (bytes) => edited(bytes, /\.SF$/, (text) => text.replace('Created-By', 'Created-by')),
    ],
    [
      'another version of signature files',
      'JAR_SIGNATURE_FILE_MALFORMED',
      (bytes) => edited(bytes, /\.SF$/, (text) => text.replace('1.0', '2.0')),
    ],
    [
      'a signature file that is none',
      'JAR_SIGNATURE_FILE_MALFORMED',
      (bytes) => edited(bytes, /\.SF$/, () => 'not a signature file'),
    ],
    ['the signature file taken out', 'JAR_SIGNATURE_INCOMPLETE', (bytes) => rebuilt(bytes, without(/\.SF$/))],
    ['the block taken out', 'JAR_SIGNATURE_INCOMPLETE', (bytes) => rebuilt(bytes, without(/\.EC$/))],
    ['manifest and directory taken out', 'JAR_MANIFEST_MISSING', (bytes) => rebuilt(bytes, without(/MANIFEST/))],
    ['signature file and block taken out', 'NOT_SIGNED', (bytes) => rebuilt(bytes, without(/\.(SF|EC)$/))],
    [
      'a block that is none',
      'DER_MALFORMED',
      (bytes) =>
        rebuilt(bytes, (files) =>
          files.map((file) => (file.name.endsWith('.EC') ? { ...file, data: utf8('!') } : file)),
        ),
    ],
    [
      'a second manifest in other letters',
      'JAR_AMBIGUOUS',
      (bytes) => rebuilt(bytes, plus({ name: 'META-INF/manifest.mf', data: 'Manifest-Version: 1.0\r\n\r\n' })),
    ],
    [
      'a second signature file in other letters',
      'JAR_AMBIGUOUS',
      (bytes) => rebuilt(bytes, plus({ name: 'meta-inf/release.sf', data: 'x' })),
    ],
    ['a second entry of one name', 'ZIP_DUPLICATE', (bytes) => rebuilt(bytes, plus({ name: HELLO, data: 'other' }))],
    [
      'an entry that only a streaming reader finds',
      'JAR_HIDDEN_DATA',
      (bytes) => rebuilt(bytes, plus({ name: 'hidden.class', data: 'x', only: 'local' })),
    ],
    [
      'bytes before the first entry',
      'JAR_HIDDEN_DATA',
      (bytes) => rebuilt(bytes, (files) => files, { prefix: utf8('#!/bin/sh\n') }),
    ],
    ['bytes behind the end', 'ZIP_MALFORMED', async (bytes) => Uint8Array.of(...bytes, 0)],
    [
      'a local header of another name',
      'ZIP_MALFORMED',
      (bytes) =>
        rebuilt(bytes, (files) =>
          files.map((file) => (file.name === HELLO ? { ...file, local: { name: 'com/example/Other.class' } } : file)),
        ),
    ],
    [
      'a manifest that is none',
      'JAR_MANIFEST_MALFORMED',
      (bytes) => edited(bytes, 'META-INF/MANIFEST.MF', (text) => text.replace('Name: ', 'Nom: ')),
    ],
    [
      'a directory that says it is empty',
      'JAR_ENTRY_NOT_SIGNED',
      (bytes) =>
        rebuilt(
          bytes,
          plus({ name: 'dir/', data: 'class', method: 'deflated', local: { size: 0 }, central: { size: 0 } }),
        ),
    ],
    ['a zip bomb added', 'ZIP_BOMB', (bytes) => rebuilt(bytes, plus(bombEntry('bomb', 300)))],
    [
      'an entry that shares the data of another',
      'ZIP_OVERLAP',
      (bytes) => rebuilt(bytes, plus({ name: HELLO, sameDataAs: HELLO, central: { name: 'copy.class' } })),
    ],
  ])('%s: %s', async (_, code, change) => {
    expect(await codeOf(await change(signed))).toBe(code)
  })

  test('as a report of every signature, where it is not the archive that is malformed', async () => {
    const changed = await edited(signed, HELLO, (text) => `${text}!`)
    const [report, ...more] = await inspectArtifact(memorySource(changed), jar as Format)
    expect(more).toEqual([])
    expect(report).toMatchObject({ integrity: 'failed', fault: { code: 'JAR_ENTRY_CHANGED' } })
    expect(report?.signer?.subject).toContain('CN=Release')
  })

  test('names in messages cannot write to a terminal', async () => {
    const name = 'a\u001b[2Jb\u202egnp.exe'
    const changed = await rebuilt(signed, plus({ name, data: 'x' }))
    const [report] = await inspectArtifact(memorySource(changed), jar as Format)
    expect(report?.fault?.message).toContain('"a\\u{1b}[2Jb\\u{202e}gnp.exe"')
  })
})

describe('accepted', () => {
  test('a file that the manifest lists is gone, as jarsigner accepts it', async () => {
    expect(await codeOf(await rebuilt(signed, without(/Hello.class/)))).toBe('verified')
  })

  test('zeros between entries: padding', async () => {
    expect(await codeOf(await rebuilt(signed, (files) => files, { gap: new Uint8Array(100) }))).toBe('verified')
  })

  test('other compression, order, times and comments: they are not signed', async () => {
    const stored = (files: readonly File[]): readonly ZipEntry[] =>
      files.map((file) => ({ ...file, method: 'stored' as const, comment: 'c' })).reverse()
    expect(await codeOf(await rebuilt(signed, stored, { comment: utf8('comment') }))).toBe('verified')
  })

  test('a block with the extension of another kind of key, as jarsigner accepts it', async () => {
    const renamed = (files: readonly File[]): readonly ZipEntry[] =>
      files.map((file) => ({ ...file, name: file.name.replace('.EC', '.DSA') }))
    expect(await codeOf(await rebuilt(signed, renamed))).toBe('verified')
  })

  test('empty directories, stored and deflated', async () => {
    expect(await codeOf(await rebuilt(signed, plus({ name: 'd/' }, { name: 'e/', method: 'deflated' })))).toBe(
      'verified',
    )
  })

  test('files whose names the specification keeps out of signatures', async () => {
    expect(await codeOf(await rebuilt(signed, plus({ name: 'META-INF/SIG-X.ABC', data: 'x' })))).toBe('verified')
    expect(await codeOf(await rebuilt(signed, plus({ name: 'META-INF/SIG-X.ABCD', data: 'x' })))).toBe(
      'JAR_ENTRY_NOT_SIGNED',
    )
  })
})

test('an unsigned archive of this kind is unsigned', async () => {
  expect(await codeOf(buildJar())).toBe('NOT_SIGNED')
  expect(await codeOf(buildZip([{ name: 'a', data: 'x' }]))).toBe('FORMAT_MISMATCH')
})
