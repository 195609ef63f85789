import {
  childrenOf,
  DerCursor,
  encodeDer,
  encodeInteger,
  encodeSequence,
  encodeUtf8String,
  namedBitsOf,
  parseDer,
  smallIntegerOf,
  stringOf,
  TAG,
} from '@chancery/codec'

/** PKIFailureInfo (RFC 3161 section 2.4.2): the bit's position. */
export const FAILURE = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  addInfoNotAvailable: 17,
  systemFailure: 25,
} as const

export type FailureName = keyof typeof FAILURE

/** PKIStatus: 0 granted, 1 granted with modifications; 2 and above come without a token. */
const GRANTED = 0
const GRANTED_WITH_MODS = 1
const REJECTION = 2

export interface TimestampAnswer {
  /** A TimeStampToken: ContentInfo, DER; null where it was not granted. */
  readonly token: Uint8Array | null
  /** PKIStatus. */
  readonly status: number
  readonly failures: readonly FailureName[]
  /** The authority's own words; control characters are gone. */
  readonly text: string
}

/** TimeStampResp (RFC 3161 section 2.4.2). @throws CodecError where `bytes` is none */
export function parseTimestampAnswer(bytes: Uint8Array): TimestampAnswer {
  const cursor = new DerCursor(parseDer(bytes, 'TimeStampResp'), 'TimeStampResp')
  const info = new DerCursor(cursor.take('status'), 'PKIStatusInfo')
  const status = smallIntegerOf(info.take('status'), 'PKIStatus')
  const texts = info.optional(TAG.sequence)
  const failInfo = info.optional(TAG.bitString)
  info.end()
  const token = cursor.optional(TAG.sequence)
  cursor.end()
  const bits = failInfo ? namedBitsOf(failInfo, 'PKIFailureInfo') : []
  const names = Object.keys(FAILURE) as FailureName[]
  const words = texts ? childrenOf(texts, 'PKIFreeText').map((text) => stringOf(text, 'PKIFreeText')) : []
  return {
    token: token && (status === GRANTED || status === GRANTED_WITH_MODS) ? token.bytes : null,
    status,
    failures: names.filter((name) => bits.includes(FAILURE[name])),
    text: words
      .join(' ')
      .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
      .slice(0, 200),
  }
}

export function encodeGranted(token: Uint8Array): Uint8Array {
  return encodeSequence(encodeSequence(encodeInteger(GRANTED)), token)
}

export function encodeRejection(failure: FailureName, text: string): Uint8Array {
  return encodeSequence(
    encodeSequence(
      encodeInteger(REJECTION),
      encodeSequence(encodeUtf8String(text)),
      encodeDer(TAG.bitString, namedBit(FAILURE[failure])),
    ),
  )
}

/** A named-bit list with one bit, without trailing zero bits (X.690 section 11.2.2). */
function namedBit(position: number): Uint8Array {
  const content = new Uint8Array(Math.floor(position / 8) + 2)
  content[0] = 7 - (position % 8)
  content[content.length - 1] = 0x80 >> (position % 8)
  return content
}
