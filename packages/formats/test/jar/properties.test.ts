import { ChanceryError, type Format, memorySource, utf8, verifyArtifact } from '@chancery/core'
import { buildJar, type Ca, createCa, softwareKey, type ZipEntry } from '@chancery/testkit'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { headerLine } from '../../src/jar/header-line.ts'
import { jar } from '../../src/jar/jar.ts'
import { attributesOf, parseManifest } from '../../src/jar/manifest.ts'
import { OPTIONS, signBytes, trusting } from '../in-memory.ts'
import { rebuilt, unpack } from './archive.ts'

const format = jar as Format

let ca: Ca
let signed: Uint8Array
beforeAll(async () => {
  ca = await createCa()
  const entries: readonly ZipEntry[] = [
    { name: 'com/example/A.class', data: 'class A '.repeat(5) },
    { name: 'b.bin', data: Uint8Array.of(0, 255, 1, 254), method: 'stored' },
  ]
  signed = (await signBytes(format, buildJar({ entries }), softwareKey(await ca.certify({ key: 'p256' })))).content
})

/** 'ok', or the code of what is wrong. Anything but a typed error is thrown on. */
async function verdictOf(bytes: Uint8Array): Promise<string> {
  try {
    await verifyArtifact(memorySource(bytes), format, trusting(ca))
    return 'ok'
  } catch (error) {
    if (error instanceof ChanceryError) return error.code
    throw error
  }
}

/** The files of an archive as a reader sees them, but for the signature's own block, of which CMS leaves some fields unsigned. */
async function filesOf(archive: Uint8Array): Promise<string> {
  const files = (await unpack(archive)).filter(({ name }) => !name.endsWith('.EC'))
  return JSON.stringify(files.map(({ name, data }) => [name, [...data]] as const).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  return bytes.with(bit >>> 3, (bytes[bit >>> 3] as number) ^ (1 << (bit & 7)))
}

test('any flipped bit of the archive is noticed, or changes no file in it', async () => {
  expect(await verdictOf(signed)).toBe('ok')
  const files = await filesOf(signed)
  let harmless = 0
  // Every seventh bit: each byte, and each place in a byte.
  for (let bit = 0; bit < signed.length * 8; bit += 7) {
    const bytes = flipped(signed, bit)
    if ((await verdictOf(bytes)) !== 'ok') continue
    harmless++
    expect(await filesOf(bytes), `bit ${bit}`).toBe(files)
  }
  // Versions, times, attributes and extra fields of five entries' headers.
  expect(harmless).toBeLessThan((5 * 8 * 40) / 7)
})

test('any flipped bit of an entry, the manifest or the signature file is noticed', async () => {
  for (const target of (await unpack(signed)).filter(({ name }) => !name.endsWith('.EC'))) {
    for (let bit = 0; bit < target.data.length * 8; bit += target.name.startsWith('META-INF') ? 7 : 1) {
      const change = { name: target.name, data: flipped(target.data, bit) }
      const bytes = await rebuilt(signed, (all) => all.map((file) => (file.name === target.name ? change : file)))
      expect(await verdictOf(bytes), `${target.name} bit ${bit}`).not.toBe('ok')
    }
  }
})

test('mutated archives give a verdict or a typed error', async () => {
  const mutation = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), at: fc.nat(), value: fc.nat(255) }),
    fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.nat(40) }),
    fc.record({ kind: fc.constant('copy' as const), at: fc.nat(), from: fc.nat(), length: fc.nat(60) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 5 }), async (mutations) => {
      let bytes = Uint8Array.from(signed)
      for (const one of mutations) {
        const at = one.at % Math.max(1, bytes.length)
        if (one.kind === 'set') bytes[at] = one.value
        if (one.kind === 'cut') bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + one.length)])
        if (one.kind === 'copy') bytes.copyWithin(at, one.from % bytes.length, (one.from % bytes.length) + one.length)
      }
      await verdictOf(bytes)
      await format
        .describe(memorySource(bytes), OPTIONS)
        .catch((error) => expect(error.code).toMatch(/^[A-Z0-9]+_[A-Z0-9_]+$/))
    }),
    { numRuns: 1000 },
  )
})

test('arbitrary manifests and signature files give a verdict or a typed error', async () => {
  const line = fc.oneof(
    fc.constantFrom(
      'Name: b.bin',
      'SHA-256-Digest: AAAA',
      'Signature-Version: 1.0',
      ' ',
      '',
      'X',
      'X: y',
      'SHA-256-Digest-Manifest: A',
      'Name:',
      ': ',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  const text = fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\r\n', '\n', '\r'))
    .map(([lines, end]) => lines.join(end))
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('.MF', '.SF'), async (content, suffix) => {
      const bytes = await rebuilt(signed, (files) =>
        files.map((file) => (file.name.endsWith(suffix) ? { name: file.name, data: content } : file)),
      )
      expect(await verdictOf(bytes)).not.toBe('ok')
    }),
    { numRuns: 300 },
  )
})

test('what a manifest is written as, it is read as', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
    .filter((one) => one.isWellFormed() && !/[\r\n\0]/.test(one))
  fc.assert(
    fc.property(name, (value) => {
      const section = headerLine('Name', value) + headerLine('X', value)
      const manifest = parseManifest(utf8(`Manifest-Version: 1.0\r\n\r\n${section}`))
      expect([...manifest.sections.keys()]).toEqual([value])
      const [found] = manifest.sections.get(value) ?? []
      const attributes = attributesOf(manifest.bytes, found as NonNullable<typeof found>)
      expect(
        attributes.map((one) => [one.name, new TextDecoder('utf-8', { ignoreBOM: true }).decode(one.value)]),
      ).toEqual([
        ['Name', value],
        ['X', value],
      ])
    }),
  )
})
