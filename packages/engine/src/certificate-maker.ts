import { randomBytes } from 'node:crypto'
import {
  buildCertificateContent,
  buildRequestContent,
  buildSigned,
  encodeAuthorityKeyIdentifier,
  encodeBasicConstraints,
  encodeExtKeyUsage,
  encodeKeyUsage,
  encodeName,
  encodeSubjectKeyIdentifier,
  KEY_PURPOSE,
  KEY_USAGE,
} from '@chancery/codec'
import type { SigningKey } from '@chancery/core'
import { EngineError } from './errors.ts'

/**
 * A PKCS #10 request, DER, signed by the key.
 * @param subject RFC 4514
 * @throws EngineError OPTION_INVALID where `subject` is no name
 */
export async function createRequest(key: SigningKey, subject: string): Promise<Uint8Array> {
  const content = buildRequestContent(nameOf(subject), key.info.publicKey)
  return buildSigned(content, key.info.algorithm, await key.sign(content))
}

function nameOf(subject: string): Uint8Array {
  const name = encodeName(subject)
  if (name) return name
  throw new EngineError('OPTION_INVALID', `--subject ${subject}: is no name such as CN=Release,O=Example`)
}

export interface CertificateWish {
  readonly subject: string
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  readonly use: 'authority' | 'code-signing' | 'timestamping'
  readonly days: number
}

const DAY = 86_400_000
/** Clocks differ: a certificate that begins this much ago is valid everywhere when it is made. Milliseconds. */
const CLOCK_SKEW = 3_600_000

/** Issues the certificates of a development CA whose key is in the token; all of them begin at one time. */
export class DevelopmentCa {
  readonly #name: string
  readonly #key: SigningKey
  readonly #now: Date

  constructor(name: string, key: SigningKey, now: Date) {
    this.#name = name
    this.#key = key
    this.#now = now
  }

  /** A certificate, DER, with a random serial number of 126 bits. */
  async issue({ subject, publicKey, use, days }: CertificateWish): Promise<Uint8Array> {
    const { algorithm, publicKey: issuerKey } = this.#key.info
    const serialNumber = randomBytes(16)
    serialNumber[0] = ((serialNumber[0] as number) & 0x7f) | 0x40
    const content = buildCertificateContent({
      serialNumber,
      algorithm,
      issuer: nameOf(this.#name),
      subject: nameOf(subject),
      notBefore: new Date(this.#now.getTime() - CLOCK_SKEW),
      notAfter: new Date(this.#now.getTime() + days * DAY),
      publicKey,
      extensions: [
        encodeBasicConstraints(use === 'authority'),
        ...purposeExtensions(use),
        encodeSubjectKeyIdentifier(publicKey),
        encodeAuthorityKeyIdentifier(issuerKey),
      ],
    })
    return buildSigned(content, algorithm, await this.#key.sign(content))
  }
}

function purposeExtensions(use: CertificateWish['use']): readonly Uint8Array[] {
  if (use === 'authority') return [encodeKeyUsage(KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign)]
  const timestamping = use === 'timestamping'
  return [
    encodeKeyUsage(KEY_USAGE.digitalSignature),
    // RFC 3161 section 2.3: critical for a timestamp authority, and the only purpose.
    encodeExtKeyUsage([timestamping ? KEY_PURPOSE.timeStamping : KEY_PURPOSE.codeSigning], timestamping),
  ]
}
