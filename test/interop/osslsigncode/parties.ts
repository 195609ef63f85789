import { type Format, memorySource, type Verified, type Verifier, verifyArtifact } from '@chancery/core'
import { type Ca, type CertifiedKey, createCa, softwareKey, startTsa, type Trust, type Tsa } from '@chancery/testkit'
import { type SigningOptions, signBytes } from '../../../packages/formats/test/authenticode/signing.ts'

/** An authority, two signers and a timestamp authority, and our side of each exchange. */
export interface Parties extends AsyncDisposable {
  readonly ca: Ca
  readonly release: CertifiedKey
  readonly second: CertifiedKey
  readonly tsa: Tsa
  /** What osslsigncode is told to trust. */
  readonly trust: Trust
  readonly stamp: (message: Uint8Array) => Promise<Uint8Array>
  sign(format: Format, bytes: Uint8Array, by: CertifiedKey, options?: SigningOptions): Promise<Uint8Array>
  /** @throws VerificationError, FormatError */
  verify(format: Format, bytes: Uint8Array, name: string): Promise<Verified>
}

const DIGESTS = { p384: 'sha384', p521: 'sha512', ed25519: 'sha512' } as const

export async function createParties(): Promise<Parties> {
  // RSA all through: sbsign and old verifiers know nothing else.
  const ca = await createCa({ key: 'rsa2048' })
  const tsa = await startTsa({ ca })
  const anchors = [ca.root.certificate.der]
  const verifier: Verifier = { anchors, keys: [], timestampAnchors: anchors, crls: [], at: new Date() }
  return {
    ca,
    tsa,
    release: await ca.certify({ key: 'rsa2048' }),
    second: await ca.certify({ key: 'p256', subject: 'CN=Second' }),
    trust: { trust: ca.root.certificate.pem },
    stamp: (message) => tsa.token(message),
    sign(format, bytes, by, options = {}) {
      const kind = by.key.kind as keyof typeof DIGESTS
      const digest = options.digest ?? DIGESTS[kind] ?? 'sha256'
      return signBytes(format, bytes, softwareKey(by, { digest }), { ...options, digest })
    },
    verify: (format, bytes, name) => verifyArtifact(memorySource(bytes, name), format, verifier),
    [Symbol.asyncDispose]: () => tsa[Symbol.asyncDispose](),
  }
}
