import { canonicalJson, parseStrictJson } from '@chancery/codec'
import {
  equalBytes,
  fromBase64,
  fromUtf8,
  isJsonObject,
  type JsonObject,
  type PlainData,
  type SignatureAlgorithmId,
  toBase64,
  utf8,
} from '@chancery/core'
import { TlogError } from '../errors.ts'
import { MAX_ENTRY_BYTES } from '../tiles/entry-bundle.ts'

/** A signature as Rekor v2 logs it: `hashedrekord` 0.0.2. */
export interface HashedRekord {
  /** SHA-256 of what was signed: of a DSSE envelope, of its pre-authentication encoding. */
  readonly digest: Uint8Array
  readonly signature: Uint8Array
  readonly verifier: RekordVerifier
}

export interface RekordVerifier {
  /** `PKIX_ECDSA_P256_SHA_256` and its like (sigstore/protobuf-specs, PublicKeyDetails). */
  readonly keyDetails: string
  /** DER: SubjectPublicKeyInfo, or a certificate. */
  readonly kind: 'publicKey' | 'x509Certificate'
  readonly rawBytes: Uint8Array
}

const API_VERSION = '0.0.2'
const KIND = 'hashedrekord'

/** As a log entry in a bundle says which kind it is. */
export const REKORD_KIND_VERSION: { readonly kind: string; readonly version: string } = {
  kind: KIND,
  version: API_VERSION,
}

const KEY_DETAILS: Readonly<Record<SignatureAlgorithmId, string | null>> = {
  'rsa-pkcs1-sha256': 'PKIX_RSA_PKCS1V15',
  'rsa-pkcs1-sha384': null,
  'rsa-pkcs1-sha512': null,
  'rsa-pss-sha256': null,
  'rsa-pss-sha384': null,
  'rsa-pss-sha512': null,
  'ecdsa-p256-sha256': 'PKIX_ECDSA_P256_SHA_256',
  'ecdsa-p384-sha384': 'PKIX_ECDSA_P384_SHA_384',
  'ecdsa-p521-sha512': 'PKIX_ECDSA_P521_SHA_512',
  ed25519: 'PKIX_ED25519',
}

/**
 * The name that Rekor has for a key and its algorithm; null where it has none.
 * @param bits of an RSA modulus
 */
export function keyDetailsOf(algorithm: SignatureAlgorithmId, bits: number | null): string | null {
  const name = KEY_DETAILS[algorithm]
  if (algorithm !== 'rsa-pkcs1-sha256') return name
  return bits === 2048 || bits === 3072 || bits === 4096 ? `${name}_${bits}_SHA256` : null
}

/** The entry: canonical JSON, as verifiers rebuild it from a bundle. */
export function encodeHashedRekord({ digest, signature, verifier }: HashedRekord): Uint8Array {
  const { keyDetails, kind, rawBytes } = verifier
  const entry: PlainData = {
    apiVersion: API_VERSION,
    kind: KIND,
    spec: {
      hashedRekordV002: {
        data: { algorithm: 'SHA2_256', digest: toBase64(digest) },
        signature: {
          content: toBase64(signature),
          verifier: { keyDetails, [kind]: { rawBytes: toBase64(rawBytes) } },
        },
      },
    },
  }
  return utf8(canonicalJson(entry))
}

/** null where the entry is of another kind. @throws TlogError LOG_ENTRY_MALFORMED for a hashedrekord that is not one, or not in its canonical form */
export function parseHashedRekord(entry: Uint8Array): HashedRekord | null {
  const json = jsonOf(entry)
  if (json === null || json.kind !== KIND || json.apiVersion !== API_VERSION) return null
  const record = member(member(json, 'spec'), 'hashedRekordV002')
  const data = member(record, 'data')
  const signature = member(record, 'signature')
  const verifier = member(signature, 'verifier')
  const kind = 'publicKey' in verifier ? 'publicKey' : 'x509Certificate'
  if (data.algorithm !== 'SHA2_256' || typeof verifier.keyDetails !== 'string') {
    throw new TlogError('LOG_ENTRY_MALFORMED', 'an entry over another digest than SHA-256, or without key details')
  }
  const parsed: HashedRekord = {
    digest: bytesOf(data.digest),
    signature: bytesOf(signature.content),
    verifier: { keyDetails: verifier.keyDetails, kind, rawBytes: bytesOf(member(verifier, kind).rawBytes) },
  }
  if (!equalBytes(encodeHashedRekord(parsed), entry)) {
    throw new TlogError('LOG_ENTRY_MALFORMED', 'an entry that is not in its canonical form')
  }
  return parsed
}

/** Entries may be anything: what is no JSON object is of another kind. */
function jsonOf(entry: Uint8Array): JsonObject | null {
  if (entry.length > MAX_ENTRY_BYTES) throw new TlogError('LOG_ENTRY_MALFORMED', `an entry of ${entry.length} bytes`)
  try {
    const json = parseStrictJson(fromUtf8(entry))
    return isJsonObject(json) ? json : null
  } catch {
    return null
  }
}

function member(object: JsonObject, name: string): JsonObject {
  const value = object[name]
  if (!isJsonObject(value)) throw new TlogError('LOG_ENTRY_MALFORMED', `${name} is missing`)
  return value
}

function bytesOf(value: unknown): Uint8Array {
  try {
    return fromBase64(value as string)
  } catch (cause) {
    throw new TlogError('LOG_ENTRY_MALFORMED', 'a member that is not base64', { cause })
  }
}
