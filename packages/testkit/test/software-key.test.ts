import { constants, createPublicKey, verify } from 'node:crypto'
import { signatureAlgorithm } from '@chancery/core'
import { expect, test } from 'vitest'
import { createCa, type SoftwareKeyOptions, softwareKey, type TestKeyKind, testKey } from '../src/index.ts'

const CASES: readonly (readonly [TestKeyKind, SoftwareKeyOptions, string])[] = [
  ['rsa2048', {}, 'rsa-pkcs1-sha256'],
  ['rsa3072', { digest: 'sha384' }, 'rsa-pkcs1-sha384'],
  ['rsa2048', { pss: true, digest: 'sha512' }, 'rsa-pss-sha512'],
  ['p256', {}, 'ecdsa-p256-sha256'],
  ['p384', {}, 'ecdsa-p384-sha384'],
  ['p521', {}, 'ecdsa-p521-sha512'],
  ['ed25519', {}, 'ed25519'],
]

test.for(CASES)('a %s key with %o signs as %s', async ([kind, options, id]) => {
  const signer = await (await createCa()).certify({ key: kind })
  const key = softwareKey(signer, options)
  expect(key.info).toMatchObject({ name: 'release', algorithm: id, certificates: signer.chain })
  const message = new TextEncoder().encode('message')
  const { scheme, digest } = signatureAlgorithm(key.info.algorithm)
  const spki = createPublicKey({ key: Buffer.from(key.info.publicKey), format: 'der', type: 'spki' })
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  const verifies = async (signed: Uint8Array): Promise<boolean> =>
    verify(
      scheme === 'eddsa' ? null : digest,
      message,
      scheme === 'rsa-pss' ? { key: spki, ...pss } : spki,
      await key.sign(signed),
    )
  expect(await verifies(message)).toBe(true)
  expect(await verifies(new TextEncoder().encode('another'))).toBe(false)
})

test('two names are two keys, one name is one', async () => {
  const [a, b, c] = await Promise.all([testKey('p256', 'a'), testKey('p256', 'b'), testKey('p256', 'a')])
  expect(a).toBe(c)
  expect(a.publicKey).not.toEqual(b.publicKey)
})

test('a bare key has no certificates', async () => {
  expect(softwareKey({ key: await testKey('p256') }, { name: 'attestation' }).info.certificates).toEqual([])
})
