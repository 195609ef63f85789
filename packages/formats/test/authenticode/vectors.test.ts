import '@chancery/testkit/matchers'
import { parsePem } from '@chancery/codec'
import { detectFormat, type Format, formatRegistry, memorySource, type Verified, verifyArtifact } from '@chancery/core'
import { authenticodePe, powershell } from '@chancery/formats'
import { type Vector, vectors } from '@chancery/testkit'
import { describe, expect, it } from 'vitest'
import { inspectBytes } from './signing.ts'

const registry = formatRegistry([authenticodePe, powershell] as readonly Format[])
const CASES = vectors('pe', 'efi', 'script').filter(({ file }) => /\.(?:exe|efi|ps1)$/.test(file))

interface Facts {
  readonly signatures?: number
  readonly details?: readonly {
    readonly digestAlgorithm: string
    readonly nested: boolean
    readonly timestamp?: { readonly time: string }
  }[]
}

async function formatOf(vector: Vector): Promise<Format> {
  const format = await detectFormat(memorySource(vector.read(), vector.file), registry)
  if (!format) throw new Error(`${vector.id} is of no format`)
  return format
}

describe.each(CASES.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
  it(`is ${vector.expect}`, async () => {
    const reports = await inspectBytes(await formatOf(vector), vector.read(), vector.file)
    const verdict =
      reports.length === 0
        ? 'unsigned'
        : reports.every(({ integrity }) => integrity === 'ok')
          ? 'valid-signature'
          : 'invalid'
    expect(verdict).toBe(vector.expect)
    const facts = vector.facts as Facts | undefined
    if (!facts?.details) return
    expect(
      reports.map(({ digestAlgorithm, nested, timestamp }) => ({ digestAlgorithm, nested, time: timestamp?.time })),
    ).toEqual(
      facts.details.map(({ digestAlgorithm, nested, timestamp }) => ({
        digestAlgorithm,
        nested,
        time: timestamp?.time,
      })),
    )
  })
})

const VERIFIED = CASES.filter(({ verifyExpect }) => verifyExpect === 'verified')

describe.each(VERIFIED.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
  it('verifies under its anchor at its time, and under no other', async () => {
    const anchors = parsePem(new TextDecoder().decode(vector.read(vector.trust))).map(({ bytes }) => bytes)
    const at = new Date(vector.at as string)
    const format = await formatOf(vector)
    const verify = (trusted: readonly Uint8Array[]): Promise<Verified> =>
      verifyArtifact(memorySource(vector.read(), vector.file), format, {
        anchors: trusted,
        keys: [],
        timestampAnchors: trusted,
        crls: [],
        at,
      })
    const { signatures } = await verify(anchors)
    expect(signatures).toHaveLength((vector.facts as Facts).signatures ?? 0)
    await expect(() => verify([])).toThrowCode('CHAIN_UNTRUSTED')
  })
})

it('looks at every case', () => {
  expect(CASES).toHaveLength(9)
  expect(VERIFIED).toHaveLength(3)
})
