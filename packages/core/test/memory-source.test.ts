import { createHash } from 'node:crypto'
import { crc32, deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyParts,
  createDigester,
  type Digester,
  type DigestFunction,
  literal,
  memorySource,
  range,
  toHex,
} from '../src/index.ts'

const TEXT = new TextEncoder().encode('the quick brown fox jumps over the lazy dog')

async function digest(bytes: Uint8Array, algorithm: DigestFunction): Promise<string> {
  const [value] = await memorySource(bytes).digest([{ algorithm, parts: [range(0, bytes.length)] }])
  return toHex(value as Uint8Array)
}

/** RFC 1071 in its plainest form: the oracle for the fast one. */
function plainSum16(bytes: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < bytes.length; i += 2) {
    sum += (bytes[i] as number) | ((bytes[i + 1] ?? 0) << 8)
    if (sum > 0xffff) sum -= 0xffff
  }
  return sum
}

function sum16Of(digester: Digester): number {
  const [low, high] = digester.digest() as unknown as [number, number]
  return low | (high << 8)
}

describe('memorySource', () => {
  it('hashes ranges, literals and inflated data one after the other', async () => {
    const deflated = deflateRawSync(TEXT)
    const source = memorySource(deflated, 'x')
    const [sha256, again] = await source.digest([
      {
        algorithm: 'sha256',
        parts: [literal(TEXT), { kind: 'inflate', start: 0, end: deflated.length, size: TEXT.length }, range(0, 3)],
      },
      { algorithm: 'crc32', parts: [literal(TEXT)] },
    ])
    const expected = createHash('sha256').update(TEXT).update(TEXT).update(deflated.subarray(0, 3)).digest('hex')
    expect(toHex(sha256 as Uint8Array)).toBe(expected)
    expect(Buffer.from(again as Uint8Array).readUInt32LE()).toBe(crc32(TEXT))
  })

  it.each([TEXT.length - 1, TEXT.length + 1, 0])('refuses data that inflates to another size than %s', async (size) => {
    const deflated = deflateRawSync(TEXT)
    const part = { kind: 'inflate', start: 0, end: deflated.length, size } as const
    const job = memorySource(deflated).digest([{ algorithm: 'sha256', parts: [part], label: 'entry' }])
    await expect(job).rejects.toMatchObject({ code: 'COMPRESSED_DATA_CORRUPT' })
  })

  it('refuses bytes behind the end of deflated data', async () => {
    const deflated = Uint8Array.from([...deflateRawSync(TEXT), 0])
    const part = { kind: 'inflate', start: 0, end: deflated.length, size: TEXT.length } as const
    const job = memorySource(deflated).digest([{ algorithm: 'sha256', parts: [part] }])
    await expect(job).rejects.toMatchObject({ code: 'COMPRESSED_DATA_CORRUPT' })
  })

  it('reads exactly, or says where the end is', async () => {
    const source = memorySource(TEXT)
    expect(await source.read(4, 5)).toEqual(TEXT.slice(4, 9))
    await expect(source.read(40, 10)).rejects.toMatchObject({ code: 'UNEXPECTED_END' })
    await expect(source.read(-1, 1)).rejects.toMatchObject({ code: 'UNEXPECTED_END' })
  })

  it('gives copies: what a caller does to them stays with it', async () => {
    const source = memorySource(TEXT)
    ;(await source.read(0, 3)).fill(0)
    expect(await digest(TEXT, 'sha256')).toBe(createHash('sha256').update(TEXT).digest('hex'))
    expect((await source.read(0, 1))[0]).toBe(TEXT[0])
  })
})

describe('sum16', () => {
  it('is the ones complement sum, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(40), { maxLength: 20 }), (bytes, cuts) => {
        const digester = createDigester('sum16')
        let at = 0
        for (const cut of cuts) {
          digester.update(bytes.subarray(at, at + cut))
          at += Math.min(cut, bytes.length - at)
        }
        digester.update(bytes.subarray(at))
        expect(sum16Of(digester)).toBe(plainSum16(bytes))
      }),
    )
  })

  it('goes on from one page of its vectors to the next', () => {
    const bytes = Uint8Array.from({ length: 3 * 65536 + 37 }, (_, i) => (i * 2654435761) >>> 13)
    for (const start of [0, 1, 7]) {
      const digester = createDigester('sum16')
      digester.update(bytes.subarray(start))
      expect(sum16Of(digester)).toBe(plainSum16(bytes.subarray(start)))
    }
  })

  it('does not lose carries over many megabytes', () => {
    const block = new Uint8Array(1 << 20).fill(0xff)
    const digester = createDigester('sum16')
    for (let i = 0; i < 64; i++) digester.update(block)
    expect(digester.digest()).toEqual(Uint8Array.of(0xff, 0xff))
  })
})

describe('applyParts', () => {
  it('puts ranges of the source and new bytes together', () => {
    expect(applyParts(TEXT, [range(0, 3), literal(TEXT.subarray(4, 9)), range(0, 0)])).toEqual(
      Uint8Array.from([...TEXT.subarray(0, 3), ...TEXT.subarray(4, 9)]),
    )
  })
})
