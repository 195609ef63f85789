import {
  booleanOf,
  CodecError,
  type Der,
  DerCursor,
  encodeBoolean,
  encodeInteger,
  encodeMessageImprint,
  encodeOid,
  encodeSequence,
  messageImprintOf,
  oidOf,
  parseDer,
  smallIntegerOf,
  TAG,
} from '@chancery/codec'
import type { DigestAlgorithm, DigestName } from '@chancery/core'

export interface TimestampQuery {
  readonly imprint: { readonly digest: DigestName; readonly value: Uint8Array }
  /** Dotted; null: any. */
  readonly policy: string | null
  /** Big-endian magnitude. */
  readonly nonce: Uint8Array | null
  readonly certReq: boolean
}

/** TimeStampReq (RFC 3161 section 2.4.1). */
export function encodeTimestampQuery(query: TimestampQuery): Uint8Array {
  return encodeSequence(
    encodeInteger(1),
    encodeMessageImprint(query.imprint),
    ...(query.policy === null ? [] : [encodeOid(query.policy)]),
    ...(query.nonce === null ? [] : [encodeInteger(query.nonce)]),
    // DER leaves out the default, which is false.
    ...(query.certReq ? [encodeBoolean(true)] : []),
  )
}

export interface ParsedQuery {
  readonly version: number
  /** null where the digest is none we know. */
  readonly imprint: { readonly digest: DigestAlgorithm['name']; readonly value: Uint8Array } | null
  readonly policy: string | null
  /** The INTEGER as it came: it is given back unchanged. */
  readonly nonce: Der | null
  readonly certReq: boolean
  readonly hasExtensions: boolean
}

/** @throws CodecError where `bytes` is no TimeStampReq */
export function parseTimestampQuery(bytes: Uint8Array): ParsedQuery {
  const cursor = new DerCursor(parseDer(bytes, 'TimeStampReq'), 'TimeStampReq')
  const version = smallIntegerOf(cursor.take('version'), 'version')
  const imprint = imprintOf(cursor.take('messageImprint', TAG.sequence))
  const policy = cursor.optional(TAG.oid)
  const nonce = cursor.optional(TAG.integer)
  const certReq = cursor.optional(TAG.boolean)
  const extensions = cursor.optional(0xa0)
  cursor.end()
  return {
    version,
    imprint,
    policy: policy && oidOf(policy, 'reqPolicy'),
    nonce,
    certReq: certReq ? booleanOf(certReq, 'certReq') : false,
    hasExtensions: extensions !== null,
  }
}

function imprintOf(node: Der): ParsedQuery['imprint'] {
  try {
    return messageImprintOf(node)
  } catch (error) {
    if (error instanceof CodecError && error.code === 'KEY_UNSUPPORTED') return null
    throw error
  }
}
