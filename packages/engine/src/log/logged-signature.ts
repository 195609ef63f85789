import { parseCertificate } from '@chancery/codec'
import { toHex } from '@chancery/core'
import { type HashedRekord, parseHashedRekord } from '@chancery/tlog'

/** What names a signature in a log: what was signed, and the signature itself. */
export type SignatureId = string

export function signatureId(digest: Uint8Array, signature: Uint8Array): SignatureId {
  return `${toHex(digest)} ${Buffer.from(signature).toString('base64')}`
}

/** An entry of a signature, read no further than whoever looks for something needs. */
export interface LoggedSignature {
  readonly id: SignatureId
  /** SHA-256 of what was signed, hex. */
  readonly digest: string
  /** Base64. */
  readonly signature: string
  /** DER in base64: a public key, or a certificate. */
  readonly verifier: string
}

/** As `encodeHashedRekord` writes it. */
const HASHED_REKORD =
  /^\{"apiVersion":"0\.0\.2","kind":"hashedrekord","spec":\{"hashedRekordV002":\{"data":\{"algorithm":"SHA2_256","digest":"([A-Za-z0-9+/]+={0,2})"\},"signature":\{"content":"([A-Za-z0-9+/]+={0,2})","verifier":\{"keyDetails":"[A-Z0-9_]+","(?:publicKey|x509Certificate)":\{"rawBytes":"([A-Za-z0-9+/]+={0,2})"\}\}\}\}\}\}$/

/** null for entries of another kind. Only its form is looked at: a whole log is read so. */
export function glanceAt(entry: Uint8Array): LoggedSignature | null {
  const text = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength).toString('latin1')
  const [, digest, signature, verifier] = HASHED_REKORD.exec(text) ?? []
  if (digest === undefined || signature === undefined || verifier === undefined) return null
  const hex = Buffer.from(digest, 'base64').toString('hex')
  return { id: `${hex} ${signature}`, digest: hex, signature, verifier }
}

/** Whom an entry names: SubjectPublicKeyInfo, DER. @throws TlogError LOG_ENTRY_MALFORMED; CodecError */
export function signerOf({ verifier: { kind, rawBytes } }: HashedRekord): Uint8Array {
  return kind === 'publicKey' ? rawBytes : parseCertificate(rawBytes).publicKey.spki
}

/** Signers of many entries, each looked at once. */
export class Signers {
  readonly #keys = new Map<string, Uint8Array | null>()

  /** null where the entry names nobody who can be read. */
  of({ verifier }: LoggedSignature, entry: Uint8Array): Uint8Array | null {
    let key = this.#keys.get(verifier)
    if (key === undefined) {
      key = readSigner(entry)
      this.#keys.set(verifier, key)
    }
    return key
  }
}

function readSigner(entry: Uint8Array): Uint8Array | null {
  try {
    const record = parseHashedRekord(entry)
    return record && signerOf(record)
  } catch {
    return null
  }
}
