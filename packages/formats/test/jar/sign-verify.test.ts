import { memorySource, verifyArtifact } from '@chancery/core'
import { buildJar, type Ca, createCa, softwareKey, type TestKeyKind } from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { jar } from '../../src/jar/jar.ts'
import { signBytes, trusting } from '../in-memory.ts'

let ca: Ca
beforeAll(async () => {
  ca = await createCa()
})

describe('signing a JAR', () => {
  test.each<TestKeyKind>(['rsa2048', 'rsa3072', 'p256', 'p384', 'p521', 'ed25519'])('with a %s key', async (kind) => {
    const key = softwareKey(await ca.certify({ key: kind }))
    const { content } = await signBytes(jar, buildJar(), key)
    const { signatures } = await verifyArtifact(memorySource(content), jar, trusting(ca))
    expect(signatures).toMatchObject([{ signatureAlgorithm: key.info.algorithm, integrity: 'ok', chain: 'trusted' }])
  })
})
