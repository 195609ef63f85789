import { parsePem } from '@chancery/codec'
import { type Format, memorySource, verifyArtifact } from '@chancery/core'
import { vectors } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { jar } from '../../src/jar/jar.ts'

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

describe('JARs signed by other tools', () => {
  test.each(vectors('jar').map((vector) => [vector.id, vector] as const))('%s', async (_, vector) => {
    const anchors = parsePem(text(vector.read(vector.trust))).map(({ bytes }) => bytes)
    const at = new Date(vector.at as string)
    const verifier = { anchors, keys: [], timestampAnchors: [], crls: [], at }
    const verdict = await verifyArtifact(memorySource(vector.read(), vector.file), jar as Format, verifier).then(
      () => 'verified',
      (error) => error.code,
    )
    expect(verdict).toBe(vector.expect === 'invalid' ? 'JAR_ENTRY_CHANGED' : vector.verifyExpect)
  })
})
