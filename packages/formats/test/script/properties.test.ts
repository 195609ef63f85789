import '@chancery/testkit/matchers'
import {
  applyParts,
  type ByteSource,
  ChanceryError,
  concat,
  inspectArtifact,
  memorySource,
  type SigningKey,
  toHex,
  utf8,
  type VerifiedSignature,
  verifyArtifact,
} from '@chancery/core'
import { type Ca, createCa, script as sample, softwareKey } from '@chancery/testkit'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { encodeBlock, MAX_BLOCK, readLayout } from '../../src/script/block.ts'
import { script } from '../../src/script/script.ts'
import { OPTIONS, signBytes, trusting } from '../in-memory.ts'

let ca: Ca
let key: SigningKey
let signed: Uint8Array
let original: readonly VerifiedSignature[]
const body = sample('bash')

beforeAll(async () => {
  ca = await createCa()
  key = softwareKey(await ca.certify({ key: 'p256' }))
  signed = (await signBytes(script, body, key)).content
  original = (await verifyArtifact(memorySource(signed), script, trusting(ca))).signatures
})

/** The signatures of a file that verifies; null where it does not. Anything but a typed error ends the test. */
async function signaturesOf(bytes: Uint8Array): Promise<readonly VerifiedSignature[] | null> {
  try {
    return (await verifyArtifact(memorySource(bytes, 'input'), script, trusting(ca))).signatures
  } catch (error) {
    if (error instanceof ChanceryError) return null
    throw error
  }
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7))
  return copy
}

/** Scripts as anyone could write them: any line ends, any bytes that are text. */
const line = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', ' ', '#', '\\', '"', '$', '-', '=', '<', '\u00e4'), maxLength: 30 }),
  fc.constantFrom(
    '# -----BEGIN CMS----',
    ' # -----BEGIN CMS-----',
    '# -----END CMS-----x',
    '__END__',
    'DATA',
    'exit 0',
  ),
)
const scripts = fc
  .tuple(fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\n\n')), { maxLength: 12 }), line)
  .map(([lines, last]) => utf8(`#!/bin/sh\n${lines.map((one) => one.join('')).join('')}${last}`))

describe('of every script', () => {
  test('what was signed is what it was, and signing again comes to the same', async () => {
    await fc.assert(
      fc.asyncProperty(scripts, async (text) => {
        fc.pre(!/\\\n?$/.test(new TextDecoder().decode(text)))
        const once = (await signBytes(script, text, key)).content
        const expected = text.at(-1) === 0x0a ? text : concat(text, Uint8Array.of(0x0a))
        expect(toHex(once.subarray(0, expected.length))).toBe(toHex(expected))
        const layout = await readLayout(memorySource(once))
        expect(layout.bodySize).toBe(expected.length)
        const twice = (await signBytes(script, once, key)).content
        expect(toHex(twice.subarray(0, expected.length))).toBe(toHex(expected))
        expect(await signaturesOf(twice)).toHaveLength(1)
      }),
      { numRuns: 60 },
    )
  })
})

describe('of a signed script', () => {
  test('every flipped bit of the script is noticed', async () => {
    for (let bit = 0; bit < body.length * 8; bit++)
      expect(await signaturesOf(flipped(signed, bit)), `bit ${bit}`).toBeNull()
  })

  test('a flipped bit of the block is noticed, or changes nothing that the signature says', async () => {
    const bits = fc.integer({ min: body.length * 8, max: signed.length * 8 - 1 })
    let noticed = 0
    await fc.assert(
      fc.asyncProperty(bits, async (bit) => {
        const signatures = await signaturesOf(flipped(signed, bit))
        if (signatures === null) noticed++
        else expect(signatures).toEqual(original)
      }),
      { numRuns: 1500 },
    )
    expect(noticed).toBeGreaterThan(1200)
  })

  test('every shorter file is noticed', async () => {
    for (let length = 0; length < signed.length; length++) {
      expect(await signaturesOf(signed.subarray(0, length)), `${length} bytes`).toBeNull()
    }
  })

  test('whatever is cut out, put in or moved is noticed', async () => {
    const at = fc.nat(signed.length)
    await fc.assert(
      fc.asyncProperty(at, at, fc.uint8Array({ maxLength: 40 }), async (from, to, bytes) => {
        const changed = concat(signed.subarray(0, from), bytes, signed.subarray(to))
        fc.pre(toHex(changed) !== toHex(signed))
        expect(await signaturesOf(changed)).toBeNull()
      }),
      { numRuns: 500 },
    )
  })
})

describe('of arbitrary bytes', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .constantFrom('#!/bin/sh\n', '# -----BEGIN CMS-----', '# -----END CMS-----', '\n', '\r\n', '# MAA=\n')
        .map(utf8),
    ),
    { maxLength: 12 },
  )
  test('there is a verdict or a typed error, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        const source = memorySource(concat(...parts), 'input.sh')
        expect(['yes', 'maybe', 'no']).toContain(script.detect(await source.read(0, source.size), source.name))
        await inspectArtifact(source, script)
        expect(await signaturesOf(concat(...parts))).toBeNull()
        await script
          .describe(source, { ...OPTIONS, append: true })
          .catch((error) => expect(error).toBeInstanceOf(ChanceryError))
      }),
      { numRuns: 1500 },
    )
  })
})

describe('a long script', () => {
  const STEP = 1 << 20

  test.each([-70, -22, -21, -20, -1, 0, 1, 2])(
    'is cut from a block that begins %i bytes from the end of a window',
    async (distance) => {
      const text = `#!/bin/sh\n${'#'.repeat(STEP + distance - 11)}\n`
      const block = encodeBlock(Uint8Array.of(0x30, 0))
      const layout = await readLayout(memorySource(concat(utf8(text), block)))
      expect(layout).toMatchObject({ bodySize: STEP + distance, hasNul: false })
    },
  )

  test('has a block of at most a mebibyte', async () => {
    const block = (length: number): Uint8Array => {
      const cms = new Uint8Array(length).fill(0x30)
      return concat(utf8('#!/bin/sh\n'), encodeBlock(cms))
    }
    const most = 750_000
    expect(block(most).length).toBeLessThan(MAX_BLOCK)
    expect((await readLayout(memorySource(block(most)))).cms).toHaveLength(most)
    await expect(() => readLayout(memorySource(block(most + 20_000)))).toThrowCode('SCRIPT_BLOCK_MALFORMED')
  })

  test('is read in pieces, and hashed by ranges', async () => {
    const long = concat(utf8('#!/bin/sh\n'), new Uint8Array(5 << 20).fill(0x0a))
    const source = memorySource(long, 'input')
    let most = 0
    const watched: ByteSource = {
      ...source,
      read: (start, length) => {
        most = Math.max(most, length)
        return source.read(start, length)
      },
    }
    const description = await script.describe(watched, OPTIONS)
    const value = await key.sign(script.toBeSigned(description, key.info)[0] as Uint8Array)
    const signature = { algorithm: key.info.algorithm, value, signer: key.info, timestampTokens: [] }
    const { content } = await script.embed(watched, description, [signature])
    expect(content?.map(({ kind }) => kind)).toEqual(['range', 'bytes'])
    expect(await signaturesOf(applyParts(long, content ?? []))).toHaveLength(1)
    expect(most).toBeLessThan(2 * STEP)
  })
})
