import { encodeCbor } from '../cbor/encode.ts'
import { parseCbor } from '../cbor/parse.ts'
import { type Cbor, type CborMap, isCborMap, isCborTag } from '../cbor/value.ts'
import { CodecError } from '../errors.ts'

// COSE_Sign1, a message with one signature (RFC 9052 section 4.2).

/** Header parameters that more than one profile has: RFC 9052 section 3.1, RFC 9360 section 2, RFC 9597 section 2. */
export const COSE_HEADER = { alg: 1, crit: 2, contentType: 3, kid: 4, cwtClaims: 15, x5chain: 33 } as const

const SIGN1_TAG = 18

export interface CoseSign1 {
  /** As they were signed: what stands in `protectedHeaders`. */
  readonly protectedBytes: Uint8Array
  readonly protectedHeaders: CborMap
  /** Anybody may have put them there. */
  readonly unprotectedHeaders: CborMap
  /** null: detached, whoever verifies has it from elsewhere. */
  readonly payload: Uint8Array | null
  readonly signature: Uint8Array
}

/** Sig_structure (RFC 9052 section 4.4), without external data: what a key signs. */
export function coseSign1Message(protectedBytes: Uint8Array, payload: Uint8Array): Uint8Array {
  return encodeCbor(['Signature1', protectedBytes, new Uint8Array(), payload])
}

/** With its tag. */
export function encodeCoseSign1({
  protectedBytes,
  unprotectedHeaders,
  payload,
  signature,
}: Omit<CoseSign1, 'protectedHeaders'>): Uint8Array {
  return encodeCbor({ tag: SIGN1_TAG, value: [protectedBytes, unprotectedHeaders, payload, signature] })
}

/** One that is tagged, and nothing after it. Nothing of it has been verified. @throws CodecError CBOR_MALFORMED, COSE_MALFORMED */
export function parseCoseSign1(bytes: Uint8Array): CoseSign1 {
  const sign1 = parseCbor(bytes)
  if (!isCborTag(sign1) || sign1.tag !== SIGN1_TAG || !Array.isArray(sign1.value) || sign1.value.length !== 4) {
    malformed('it is no COSE_Sign1 with its tag')
  }
  const [protectedBytes, unprotectedHeaders, payload, signature] = sign1.value as readonly Cbor[]
  if (!(protectedBytes instanceof Uint8Array)) malformed('its protected headers are no byte string')
  const protectedHeaders = parseCbor(protectedBytes)
  if (!isCborMap(protectedHeaders) || !isCborMap(unprotectedHeaders)) malformed('its headers are no maps')
  // RFC 9052 section 3: a label is in one of the two.
  if ([...unprotectedHeaders.keys()].some((label) => protectedHeaders.has(label))) {
    malformed('a label stands in both of its headers')
  }
  if (payload !== null && !(payload instanceof Uint8Array)) malformed('its payload is no byte string')
  if (!(signature instanceof Uint8Array)) malformed('its signature is no byte string')
  return { protectedBytes, protectedHeaders, unprotectedHeaders, payload, signature }
}

function malformed(why: string): never {
  throw new CodecError('COSE_MALFORMED', `a COSE message that is none: ${why}`)
}
