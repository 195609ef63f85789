import {
  ChanceryError,
  inspectArtifact,
  memorySource,
  type SigningKey,
  type VerifiedSignature,
  verifyArtifact,
} from '@chancery/core'
import { type Ca, createCa, noise, softwareKey } from '@chancery/testkit'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { blob } from '../../src/blob/blob.ts'
import { OPTIONS, signBytes, trusting } from '../in-memory.ts'

const content = noise(200, 1)
let ca: Ca
let key: SigningKey
let sideFile: Uint8Array
beforeAll(async () => {
  ca = await createCa()
  key = softwareKey(await ca.certify({ key: 'p256' }))
  sideFile = (await signBytes(blob, content, key)).sideFile as Uint8Array
})

async function signaturesOf(bytes: Uint8Array, p7s: Uint8Array): Promise<readonly VerifiedSignature[] | null> {
  try {
    return (await verifyArtifact(memorySource(bytes), blob, trusting(ca), memorySource(p7s))).signatures
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

test('every flipped bit of the file is noticed', async () => {
  expect(await signaturesOf(content, sideFile)).toHaveLength(1)
  for (let bit = 0; bit < content.length * 8; bit++) {
    expect(await signaturesOf(flipped(content, bit), sideFile), `bit ${bit}`).toBeNull()
  }
})

test('a flipped bit of the side file is noticed, or changes nothing that the signature says', async () => {
  const original = await signaturesOf(content, sideFile)
  let noticed = 0
  await fc.assert(
    fc.asyncProperty(fc.nat(sideFile.length * 8 - 1), async (bit) => {
      const signatures = await signaturesOf(content, flipped(sideFile, bit))
      if (signatures === null) noticed++
      else expect(signatures).toEqual(original)
    }),
    { numRuns: 1500 },
  )
  expect(noticed).toBeGreaterThan(1200)
})

test('of arbitrary side files there is a verdict or a typed error, and nothing else', async () => {
  const mutations = fc.array(fc.tuple(fc.nat(sideFile.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 8 })
  const mutated = mutations.map((changes) => {
    const copy = Uint8Array.from(sideFile)
    for (const [at, byte] of changes) copy[at] = byte
    return copy
  })
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated), async (p7s) => {
      await inspectArtifact(memorySource(content), blob, memorySource(p7s))
      await signaturesOf(content, p7s)
      await blob
        .describe(memorySource(content), { ...OPTIONS, append: true }, memorySource(p7s))
        .catch((error) => expect(error).toBeInstanceOf(ChanceryError))
    }),
    { numRuns: 1000 },
  )
})
