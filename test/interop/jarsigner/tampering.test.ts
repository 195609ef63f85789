import { buildJar, type Ca, type CertifiedKey, createCa, type ZipEntry } from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { edited, type File, rebuilt } from '../../../packages/formats/test/jar/archive.ts'
import { ourSign, theirSign, theirVerdict, verdictOf } from './signing.ts'

let ca: Ca
let release: CertifiedKey
beforeAll(async () => {
  ca = await createCa()
  release = await ca.certify({ key: 'p256' })
})

const CONTENT = /Hello.class/
const TAMPERINGS: readonly (readonly [string, (bytes: Uint8Array) => Promise<Uint8Array>])[] = [
  ['content changed', (bytes) => edited(bytes, CONTENT, (text) => `${text}!`)],
  ['an entry added', (bytes) => rebuilt(bytes, (files) => [...files, { name: 'added.class', data: 'x' }])],
  [
    'a main attribute added',
    (bytes) => edited(bytes, /MANIFEST/, (text) => text.replace('\r\n', '\r\nMain-Class: x\r\n')),
  ],
  ['the signature file changed', (bytes) => edited(bytes, /\.SF$/, (text) => text.replace('Created', 'created'))],
  [
    'the signature file taken out',
    (bytes) => rebuilt(bytes, (files) => files.filter(({ name }) => !name.endsWith('.SF'))),
  ],
  ['one bit of the signature', (bytes) => rebuilt(bytes, (files) => files.map(lastByteFlipped))],
]

function lastByteFlipped(file: File): ZipEntry {
  if (!file.name.endsWith('.EC')) return file
  return { name: file.name, data: file.data.with(-1, (file.data.at(-1) as number) ^ 1) }
}

describe.each(['ours', 'jarsigner'] as const)('signed by %s', (by) => {
  test.for(TAMPERINGS)('%s: both refuse', async ([, tamper], context) => {
    const signed = by === 'ours' ? await ourSign(buildJar(), release) : await theirSign(context, buildJar(), release)
    const tampered = await tamper(signed)
    expect(await verdictOf(ca, tampered)).toMatch(/^[A-Z_]+$/)
    const { accepted, text } = await theirVerdict(context, ca, tampered)
    expect(accepted, text).toBe(false)
  })
})

test('a certificate of another authority: both refuse', async (context) => {
  const stranger = await createCa({ name: 'Stranger' })
  const signed = await ourSign(buildJar(), await stranger.certify({ key: 'p256' }))
  expect(await verdictOf(ca, signed)).toBe('CHAIN_UNTRUSTED')
  expect((await theirVerdict(context, ca, signed)).accepted).toBe(false)
})

test('a certificate for another purpose: both refuse', async (context) => {
  const signed = await ourSign(buildJar(), await ca.certify({ key: 'p256', fault: 'wrong-eku' }))
  expect(await verdictOf(ca, signed)).toBe('CERTIFICATE_PURPOSE')
  expect((await theirVerdict(context, ca, signed)).accepted).toBe(false)
})
