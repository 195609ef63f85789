import type { DigestAlgorithm, DigestName } from '@chancery/core'
import {
  encodeContextPrimitive,
  encodeDer,
  encodeGeneralizedTime,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../der/encode.ts'
import { type Der, DerCursor, octetsOf, parseDer } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { booleanOf, integerHexOf, oidOf, smallIntegerOf, timeOf } from '../der/values.ts'
import { CodecError } from '../errors.ts'
import { algorithmIdentifierOf, digestOfIdentifier, encodeDigestIdentifier } from '../x509/algorithm-identifier.ts'
import { extensionsOf } from '../x509/certificate.ts'

/** What a timestamp token says (RFC 3161 section 2.4.2). */
export interface TstInfo {
  /** Dotted. */
  readonly policy: string
  readonly imprint: { readonly digest: DigestAlgorithm['name']; readonly value: Uint8Array }
  /** Hex. */
  readonly serial: string
  /** To the millisecond; what is finer is cut off. */
  readonly time: Date
  /** Milliseconds by which `time` may be wrong; null where the token does not say. */
  readonly accuracy: number | null
  readonly ordering: boolean
  /** Hex. */
  readonly nonce: string | null
}

/** @throws CodecError TIMESTAMP_INVALID where a rule is broken, and the DER codes */
export function parseTstInfo(bytes: Uint8Array): TstInfo {
  const cursor = new DerCursor(parseDer(bytes, 'TSTInfo', TAG.sequence), 'TSTInfo')
  if (smallIntegerOf(cursor.take('version'), 'version') !== 1) {
    throw new CodecError('TIMESTAMP_INVALID', 'TSTInfo of an unknown version')
  }
  const policy = oidOf(cursor.take('policy'), 'policy')
  const imprint = messageImprintOf(cursor.take('messageImprint'))
  const serial = integerHexOf(cursor.take('serialNumber'), 'serialNumber')
  const time = timeOf(cursor.take('genTime', TAG.generalizedTime), 'genTime')
  const accuracy = cursor.optional(TAG.sequence)
  const ordering = cursor.optional(TAG.boolean)
  const nonce = cursor.optional(TAG.integer)
  cursor.optional(0xa0)
  const extensions = cursor.optional(0xa1)
  cursor.end()
  if (extensions && extensionsOf({ ...extensions, tag: TAG.sequence }).some(({ critical }) => critical)) {
    throw new CodecError('TIMESTAMP_INVALID', 'the token has a critical extension that is not known')
  }
  return {
    policy,
    imprint,
    serial,
    time,
    accuracy: accuracy && accuracyOf(accuracy),
    ordering: ordering ? booleanOf(ordering, 'ordering') : false,
    nonce: nonce && integerHexOf(nonce, 'nonce'),
  }
}

/** `MessageImprint`, in requests and tokens. @throws CodecError TIMESTAMP_INVALID, KEY_UNSUPPORTED and the DER codes */
export function messageImprintOf(node: Der): TstInfo['imprint'] {
  const cursor = new DerCursor(node, 'messageImprint')
  const digest = digestOfIdentifier(algorithmIdentifierOf(cursor.take('hashAlgorithm'), 'hashAlgorithm'))
  const value = octetsOf(cursor.take('hashedMessage'), 'hashedMessage')
  cursor.end()
  if (value.length !== digest.length) {
    throw new CodecError('TIMESTAMP_INVALID', `an imprint of ${value.length} bytes for ${digest.name}`)
  }
  return { digest: digest.name, value }
}

export function encodeMessageImprint(imprint: { readonly digest: DigestName; readonly value: Uint8Array }): Uint8Array {
  return encodeSequence(encodeDigestIdentifier(imprint.digest), encodeOctetString(imprint.value))
}

/** Accuracy: seconds, [0] millis and [1] micros (IMPLICIT, both 1 to 999). */
function accuracyOf(node: Der): number {
  const cursor = new DerCursor(node, 'accuracy')
  const seconds = cursor.optional(TAG.integer)
  const millis = cursor.optional(0x80)
  const micros = cursor.optional(0x81)
  cursor.end()
  return (
    (seconds ? smallIntegerOf(seconds, 'seconds') * 1000 : 0) +
    (millis ? smallIntegerOf(millis, 'millis', 0x80) : 0) +
    (micros ? smallIntegerOf(micros, 'micros', 0x81) / 1000 : 0)
  )
}

export interface TstInfoInput {
  readonly policy: string
  readonly imprint: { readonly digest: DigestName; readonly value: Uint8Array }
  /** Big-endian magnitude. */
  readonly serial: Uint8Array
  readonly time: Date
  /** Whole milliseconds; null: not said. */
  readonly accuracy: number | null
  /** Big-endian magnitude. */
  readonly nonce: Uint8Array | null
}

export function encodeTstInfo(input: TstInfoInput): Uint8Array {
  return encodeSequence(
    encodeInteger(1),
    encodeOid(input.policy),
    encodeMessageImprint(input.imprint),
    encodeInteger(input.serial),
    encodeGeneralizedTime(input.time, true),
    ...(input.accuracy === null ? [] : [encodeAccuracy(input.accuracy)]),
    // DER leaves out `ordering`, whose default is false.
    ...(input.nonce === null ? [] : [encodeInteger(input.nonce)]),
  )
}

function encodeAccuracy(milliseconds: number): Uint8Array {
  const seconds = Math.floor(milliseconds / 1000)
  const rest = milliseconds % 1000
  const integer = (value: number): Uint8Array => parseDer(encodeInteger(value), 'integer').content
  return encodeDer(
    TAG.sequence,
    ...(seconds > 0 ? [encodeInteger(seconds)] : []),
    ...(rest > 0 ? [encodeContextPrimitive(0, integer(rest))] : []),
  )
}
