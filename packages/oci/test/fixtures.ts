import { constants, createHash, createPrivateKey, sign } from 'node:crypto'
import type { SignerInfo, Verifier } from '@chancery/core'
import type { Annotations, ExpectedImage, ImageDescription, ImageDescriptor, ImageKey, ImageTrust } from '@chancery/oci'
import { type Ca, type CertifiedKey, type TestKey, type TestKeyKind, testKey } from '@chancery/testkit'

/** A manifest of an image whose layers nobody has: signing never reads one. */
export const MANIFEST: Uint8Array = new TextEncoder().encode(
  JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: `sha256:${createHash('sha256').update('{}').digest('hex')}`,
      size: 2,
    },
    layers: [],
  }),
)

export const IMAGE: ImageDescriptor = {
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: `sha256:${createHash('sha256').update(MANIFEST).digest('hex')}`,
  size: MANIFEST.length,
}

export const OTHER: ImageDescriptor = { ...IMAGE, digest: `sha256:${'ab'.repeat(32)}` }

/** A key in memory that signs in any way: what a token's key is. */
export function imageKey(key: TestKey, certificates: readonly Uint8Array[] = []): ImageKey {
  const info: SignerInfo = {
    name: 'release',
    key: key.kind.startsWith('rsa') ? 'rsa' : (key.kind as SignerInfo['key']),
    algorithm: 'rsa-pkcs1-sha256',
    publicKey: key.publicKey,
    certificates,
  }
  const privateKey = createPrivateKey({ key: Buffer.from(key.privateKey), format: 'der', type: 'pkcs8' })
  return {
    info,
    async sign({ scheme, digest, saltLength }, message) {
      const padding = scheme === 'rsa-pss' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength } : {}
      const input = { key: privateKey, dsaEncoding: 'der', ...padding } as const
      return Uint8Array.from(sign(scheme === 'eddsa' ? null : digest, message, input))
    },
  }
}

export async function bareKey(kind: TestKeyKind = 'p256', name = 'image'): Promise<ImageKey> {
  return imageKey(await testKey(kind, name))
}

/** With the root at the end of the chain, as Notary wants it. */
export function certifiedKey(ca: Ca, { key, chain }: CertifiedKey): ImageKey {
  return imageKey(key, [...chain, ca.root.certificate.der])
}

const CREATED = '2026-11-20T12:00:00Z'

export function describeImage(
  kind: ImageDescription['kind'],
  change: {
    readonly annotations?: Annotations
    readonly expiry?: string | null
    readonly certified?: boolean
    readonly at?: string
  } = {},
): ImageDescription {
  const { annotations = {}, expiry = null, certified = false, at = CREATED } = change
  const form = certified ? 'certificate' : 'key'
  switch (kind) {
    case 'bundle':
      return { kind, image: IMAGE, form, createdAt: at, annotations, attestation: null }
    case 'cosign':
      return { kind, image: IMAGE, form, dockerReference: 'registry.example/app', annotations }
    case 'notary-jws':
    case 'notary-cose':
      return { kind, image: IMAGE, signingTime: at, expiry, annotations, signingAgent: 'chancery/0.1.0' }
  }
}

export const EXPECTED: ExpectedImage = { image: IMAGE, annotations: {}, predicateType: null, dockerReference: null }

export function trust(change: Partial<Verifier> = {}): ImageTrust {
  const verifier = { anchors: [], keys: [], timestampAnchors: [], crls: [], at: new Date(), ...change }
  return { verifier, sigstore: null }
}
