import { Crypto as SoftwareCrypto } from '@peculiar/webcrypto'
import { pem } from './der.ts'

export type TestKeyKind = 'rsa1024' | 'rsa2048' | 'rsa3072' | 'rsa4096' | 'p256' | 'p384' | 'p521' | 'ed25519'
export type TestHash = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'

/** A key in memory. */
export interface TestKey {
  readonly kind: TestKeyKind
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  /** PKCS#8, DER. */
  readonly privateKey: Uint8Array
  readonly privateKeyPem: string
}

interface Row {
  readonly generate: Readonly<Record<string, unknown>>
  readonly hash: TestHash
}

const rsa = (modulusLength: number): Row => ({
  generate: { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' },
  hash: 'SHA-256',
})
const ec = (namedCurve: string, hash: TestHash): Row => ({ generate: { name: 'ECDSA', namedCurve }, hash })

const KINDS: Readonly<Record<TestKeyKind, Row>> = {
  rsa1024: rsa(1024),
  rsa2048: rsa(2048),
  rsa3072: rsa(3072),
  rsa4096: rsa(4096),
  p256: ec('P-256', 'SHA-256'),
  p384: ec('P-384', 'SHA-384'),
  p521: ec('P-521', 'SHA-512'),
  ed25519: { generate: { name: 'Ed25519' }, hash: 'SHA-512' },
}

/** The software engine of the test CA. */
export const engine: SoftwareCrypto = new SoftwareCrypto()

const cache = new Map<string, Promise<TestKey>>()

/** The key of this name, made at its first use in this process: RSA keys take long to find. Two names are two keys. */
export function testKey(kind: TestKeyKind, name = 'leaf'): Promise<TestKey> {
  const id = `${kind} ${name}`
  const known = cache.get(id) ?? generate(kind)
  cache.set(id, known)
  return known
}

async function generate(kind: TestKeyKind): Promise<TestKey> {
  const algorithm = KINDS[kind].generate as unknown as EcKeyGenParams
  const pair = await engine.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const publicKey = new Uint8Array(await engine.subtle.exportKey('spki', pair.publicKey))
  const privateKey = new Uint8Array(await engine.subtle.exportKey('pkcs8', pair.privateKey))
  return { kind, publicKey, privateKey, privateKeyPem: pem('PRIVATE KEY', privateKey) }
}

/** What @peculiar/x509 signs with. */
export interface SigningHandle {
  readonly signingKey: CryptoKey
  readonly signingAlgorithm: EcdsaParams
}

/** @param hash overrides the key's own, to make weak signatures; an RSA key of Web Crypto is bound to one hash, so it is imported for each */
export async function signingHandle(key: TestKey, hash: TestHash = KINDS[key.kind].hash): Promise<SigningHandle> {
  const algorithm = { ...KINDS[key.kind].generate, hash }
  const imported = await engine.subtle.importKey(
    'pkcs8',
    key.privateKey,
    algorithm as unknown as EcKeyImportParams,
    true,
    ['sign'],
  )
  return { signingKey: imported, signingAlgorithm: algorithm as unknown as EcdsaParams }
}
