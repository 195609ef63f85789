import type { webcrypto } from 'node:crypto'
import { type HsmCrypto, hsmCrypto, type KeyQuery, type Token } from '@chancery/hsm'
import { EngineError } from './errors.ts'

type X509 = typeof import('@peculiar/x509')

/** Only requests and certificates need it, so only they pay for loading it. Its container asks for the Reflect metadata proposal first. */
async function loadX509(): Promise<X509> {
  await import('reflect-metadata')
  return import('@peculiar/x509')
}

/** How a key signs requests and certificates: ECDSA keys name their digest at each signature, others carry it. */
function signingAlgorithm(keys: webcrypto.CryptoKeyPair): webcrypto.EcdsaParams | webcrypto.Algorithm {
  const { algorithm } = keys.publicKey as webcrypto.CryptoKey & { algorithm: { name: string; namedCurve?: string } }
  if (algorithm.name !== 'ECDSA') return algorithm
  const hash = { 'P-384': 'SHA-384', 'P-521': 'SHA-512' }[algorithm.namedCurve ?? ''] ?? 'SHA-256'
  return { name: 'ECDSA', hash }
}

/**
 * A PKCS #10 request, DER, signed by the key.
 * @param subject RFC 4514
 * @throws EngineError OPTION_INVALID where `subject` is no name
 */
export async function createRequest(token: Token, query: KeyQuery, subject: string): Promise<Uint8Array> {
  const x509 = await loadX509()
  const crypto = hsmCrypto(token)
  const keys = await crypto.keyPair(query)
  const name = parseName(x509, subject)
  const request = await x509.Pkcs10CertificateRequestGenerator.create(
    { name, keys, signingAlgorithm: signingAlgorithm(keys) },
    crypto,
  )
  return new Uint8Array(request.rawData)
}

/** RFC 4514 section 3: `type=value`, joined by commas and plus signs; quotes and backslashes take their meaning away. */
const VALUE = String.raw`(?:"(?:[^"\\]|\\.)*"|(?:[^",+\\]|\\.)+)`
const PAIR = String.raw`\s*(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)\s*=\s*${VALUE}`
const NAME = new RegExp(`^${PAIR}(?:[,+]${PAIR})*$`)

/** The parser passes over what it does not understand, and takes the parts as they come; RFC 4514 section 2.1 writes the last part first. */
function parseName(x509: X509, subject: string): ReturnType<InstanceType<X509['Name']>['toJSON']> {
  const refusal = (cause?: unknown): EngineError =>
    new EngineError('OPTION_INVALID', `--subject ${subject}: is no name such as CN=Release,O=Example`, { cause })
  if (!NAME.test(subject)) throw refusal()
  try {
    return new x509.Name(subject).toJSON().reverse()
  } catch (cause) {
    throw refusal(cause)
  }
}

export interface CertificateWish {
  readonly subject: string
  readonly key: KeyQuery
  readonly use: 'authority' | 'code-signing' | 'timestamping'
  readonly days: number
}

const PURPOSES = { 'code-signing': '1.3.6.1.5.5.7.3.3', timestamping: '1.3.6.1.5.5.7.3.8' } as const
const DAY = 86_400_000
/** Clocks differ: a certificate that begins this much ago is valid everywhere when it is made. Milliseconds. */
const CLOCK_SKEW = 3_600_000

/** Issues the certificates of a development CA whose key is in the token; everything of one call shares its clock. */
export class DevelopmentCa {
  readonly #x509: X509
  readonly #crypto: HsmCrypto
  readonly #issuer: { readonly name: string; readonly keys: webcrypto.CryptoKeyPair }
  readonly #now: Date

  private constructor(
    x509: X509,
    crypto: HsmCrypto,
    issuer: { name: string; keys: webcrypto.CryptoKeyPair },
    now: Date,
  ) {
    this.#x509 = x509
    this.#crypto = crypto
    this.#issuer = issuer
    this.#now = now
  }

  static async open(token: Token, name: string, key: KeyQuery, now: Date): Promise<DevelopmentCa> {
    const x509 = await loadX509()
    const crypto = hsmCrypto(token)
    return new DevelopmentCa(x509, crypto, { name, keys: await crypto.keyPair(key) }, now)
  }

  /** A certificate, DER, with a random serial number of 128 bits. */
  async issue({ subject, key, use, days }: CertificateWish): Promise<Uint8Array> {
    const x509 = this.#x509
    const { publicKey } = await this.#crypto.keyPair(key)
    const authority = use === 'authority'
    const serial = this.#crypto.getRandomValues(new Uint8Array(16))
    serial[0] = ((serial[0] as number) & 0x7f) | 0x40
    const certificate = await x509.X509CertificateGenerator.create(
      {
        subject,
        issuer: this.#issuer.name,
        serialNumber: Buffer.from(serial).toString('hex'),
        notBefore: new Date(this.#now.getTime() - CLOCK_SKEW),
        notAfter: new Date(this.#now.getTime() + days * DAY),
        publicKey,
        signingKey: this.#issuer.keys.privateKey,
        signingAlgorithm: signingAlgorithm(this.#issuer.keys),
        extensions: [
          new x509.BasicConstraintsExtension(authority, undefined, true),
          new x509.KeyUsagesExtension(
            authority
              ? x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign
              : x509.KeyUsageFlags.digitalSignature,
            true,
          ),
          // RFC 3161 section 2.3: critical for a timestamp authority, and the only purpose.
          ...(use === 'authority' ? [] : [new x509.ExtendedKeyUsageExtension([PURPOSES[use]], use === 'timestamping')]),
          await x509.SubjectKeyIdentifierExtension.create(publicKey, false, this.#crypto),
          await x509.AuthorityKeyIdentifierExtension.create(this.#issuer.keys.publicKey, false, this.#crypto),
        ],
      },
      this.#crypto,
    )
    return new Uint8Array(certificate.rawData)
  }
}
