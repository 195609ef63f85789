import { ChanceryError, type Format, memorySource, type SigningKey } from '@chancery/core'
import { authenticodePe, powershell } from '@chancery/formats'
import { buildPe, createCa, peFieldOffset, powerShellScript, softwareKey, vectors } from '@chancery/testkit'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { faults, flipBit, formatOptions, signBytes } from './signing.ts'

const pe = authenticodePe as Format
const ps = powershell as Format
let key: SigningKey
let samples: readonly (readonly [Format, Uint8Array])[]

beforeAll(async () => {
  const ca = await createCa()
  key = softwareKey(await ca.certify({ key: 'p256' }))
  const once = await signBytes(pe, buildPe({ overlay: Uint8Array.of(1, 2, 3) }), key)
  samples = [
    [pe, once],
    [pe, await signBytes(pe, once, key, { append: true })],
    [pe, await signBytes(pe, buildPe({ kind: 'efi', bits: 32 }), key)],
    [ps, await signBytes(ps, powerShellScript(), key)],
    [ps, await signBytes(ps, powerShellScript({ encoding: 'utf16le' }), key, { append: true })],
    ...vectors('fuzz').map((vector): readonly [Format, Uint8Array] => [pe, vector.read()]),
  ]
})

/** Signatures with nothing wrong, or the code by which the file is refused. Anything but a typed error is a defect. */
async function verdict(format: Format, bytes: Uint8Array): Promise<readonly (string | null)[]> {
  try {
    return await faults(format, bytes)
  } catch (error) {
    if (error instanceof ChanceryError) return [error.code]
    throw error
  }
}

describe('a flipped bit in what is signed is noticed', () => {
  it('in a PE file: everywhere before the certificate table but in CheckSum', async () => {
    for (const options of [{ bits: 32 as const }, { kind: 'efi' as const }, { overlay: new Uint8Array(5) }]) {
      const signed = await signBytes(pe, buildPe(options), key)
      const bits = options.bits ?? 64
      const end = new DataView(signed.buffer).getUint32(peFieldOffset('CertificateTable.VirtualAddress', bits), true)
      const checksum = peFieldOffset('CheckSum', bits)
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: end * 8 - 1 }), async (bit) => {
          fc.pre(Math.floor(bit / 8) < checksum || Math.floor(bit / 8) >= checksum + 4)
          const found = await verdict(pe, flipBit(signed, bit))
          // A directory entry can only be changed into one that is refused: never into "unsigned".
          expect(found).toHaveLength(1)
          expect(found[0]).not.toBeNull()
        }),
        { numRuns: 400 },
      )
    }
  })

  it('in a script', async () => {
    for (const encoding of ['utf8', 'utf8-bom', 'utf16le'] as const) {
      const script = powerShellScript({ encoding })
      const signed = await signBytes(ps, script, key)
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: script.length * 8 - 1 }), async (bit) => {
          const found = await verdict(ps, flipBit(signed, bit))
          expect(found).toHaveLength(1)
          expect(found[0]).not.toBeNull()
        }),
        { numRuns: 400 },
      )
    }
  })

  it("in the marker lines and the line ends around a script's signature", async () => {
    const script = powerShellScript()
    const signed = await signBytes(ps, script, key)
    const begin = script.length + '\r\n# SIG # Begin signature block\r\n# '.length
    const end = signed.length - '\r\n# SIG # End signature block\r\n'.length
    for (let bit = script.length * 8; bit < signed.length * 8; bit++) {
      const at = Math.floor(bit / 8)
      if (at >= begin && at < end) continue
      const found = await verdict(ps, flipBit(signed, bit))
      // Where both markers lose their meaning the script has no block at all, and is unsigned.
      expect(found).not.toContain(null)
      expect(found).toHaveLength(1)
    }
  })
})

describe('bytes of any kind end in a verdict or in a typed error', () => {
  it('mutated: cut, stretched, overwritten, flipped', async () => {
    const change = fc.oneof(
      fc.record({
        kind: fc.constant('cut' as const),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.nat(64),
      }),
      fc.record({
        kind: fc.constant('write' as const),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        bytes: fc.uint8Array({ maxLength: 9 }),
      }),
      fc.record({
        kind: fc.constant('insert' as const),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        bytes: fc.uint8Array({ maxLength: 9 }),
      }),
      // Headers are a small part of a file and the most telling one.
      fc.record({
        kind: fc.constant('header' as const),
        at: fc.nat(511),
        value: fc.constantFrom(0, 1, 0x7f, 0x80, 0xff),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.array(change, { minLength: 1, maxLength: 4 }), async (choice, changes) => {
        const [format, original] = samples[choice % samples.length] as readonly [Format, Uint8Array]
        const bytes = Array.from(original)
        for (const one of changes) {
          if (one.kind === 'header') {
            if (one.at < bytes.length) bytes[one.at] = one.value
            continue
          }
          const at = Math.floor(one.at * bytes.length)
          if (one.kind === 'cut') bytes.splice(at, one.length)
          else bytes.splice(at, one.kind === 'write' ? one.bytes.length : 0, ...one.bytes)
        }
        const changed = Uint8Array.from(bytes)
        await verdict(format, changed)
        await describable(format, changed)
        for (const any of [pe, ps])
          expect(['yes', 'maybe', 'no']).toContain(any.detect(changed.subarray(0, 4096), 'a.ps1'))
      }),
      { numRuns: 600 },
    )
  })

  it('arbitrary', async () => {
    const heads = [
      new Uint8Array(0),
      Uint8Array.of(0x4d, 0x5a),
      Uint8Array.of(0xff, 0xfe),
      Uint8Array.of(0xef, 0xbb, 0xbf),
    ]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 600 }), async (head, tail) => {
        const bytes = Uint8Array.from([...head, ...tail])
        for (const format of [pe, ps]) {
          await verdict(format, bytes)
          await describable(format, bytes)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('script text, signed, verifies and keeps its bytes', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('# SIG #', '# SIG # Begin', '#', '# ', '\t', '  '),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        async (lines, newline, mark) => {
          const text = (mark ? '\ufeff' : '') + lines.join(newline)
          const bytes = new TextEncoder().encode(text)
          fc.pre(lines.join('') !== '' && !text.includes('\0'))
          const signed = await signBytes(ps, bytes, key)
          expect(signed.subarray(0, bytes.length)).toEqual(bytes)
          expect(await faults(ps, signed)).toEqual([null])
        },
      ),
      { numRuns: 200 },
    )
  })
})

async function describable(format: Format, bytes: Uint8Array): Promise<void> {
  try {
    const description = await format.describe(memorySource(bytes), formatOptions({ append: true }))
    expect(structuredClone(description)).toEqual(JSON.parse(JSON.stringify(description)))
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
  }
}
