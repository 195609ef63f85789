import {
  type Cbor,
  COSE_HEADER,
  coseSign1Message,
  encodeCbor,
  encodeCoseSign1,
  isCborTag,
  parseCoseSign1,
} from '@chancery/codec'
import { SIGNATURE_ALGORITHMS } from '@chancery/core'
import { OciError } from '../errors.ts'
import {
  assertHeaders,
  MAX_CERTIFICATES,
  type NotaryClaims,
  type NotaryEnvelope,
  type NotaryMaterial,
} from './envelope.ts'
import { HEADER, NOTARY_PAYLOAD_TYPE, X509_SCHEME } from './media-types.ts'

// COSE_Sign1, as the Notary Project profiles it ("COSE signature envelope").

/** Seconds since 1970, RFC 8949 section 3.4.2. */
const EPOCH_TAG = 1

/** What the key signs. */
export function coseMessage(claims: NotaryClaims): Uint8Array {
  return coseSign1Message(coseProtected(claims), claims.payload)
}

export function encodeCose(claims: NotaryClaims, material: NotaryMaterial): Uint8Array {
  const { certificates, signingAgent, timestampToken, signature } = material
  const unprotectedHeaders = new Map<string | number, Cbor>([[COSE_HEADER.x5chain, certificates]])
  if (signingAgent !== null) unprotectedHeaders.set(HEADER.agent, signingAgent)
  if (timestampToken) unprotectedHeaders.set(HEADER.timestamp, timestampToken)
  return encodeCoseSign1({
    protectedBytes: coseProtected(claims),
    unprotectedHeaders,
    payload: claims.payload,
    signature,
  })
}

function coseProtected({ algorithm, signingTime, expiry }: NotaryClaims): Uint8Array {
  const headers = new Map<string | number, Cbor>([
    [COSE_HEADER.alg, algorithm.cose],
    [COSE_HEADER.crit, [HEADER.scheme, ...(expiry ? [HEADER.expiry] : [])]],
    [COSE_HEADER.contentType, NOTARY_PAYLOAD_TYPE],
    [HEADER.scheme, X509_SCHEME],
    [HEADER.signingTime, epoch(signingTime)],
  ])
  if (expiry) headers.set(HEADER.expiry, epoch(expiry))
  return encodeCbor(headers)
}

function epoch(time: Date): Cbor {
  return { tag: EPOCH_TAG, value: Math.floor(time.getTime() / 1000) }
}

/** @throws OciError OCI_ENVELOPE_MALFORMED, OCI_ENVELOPE_UNSUPPORTED; CodecError CBOR_MALFORMED, COSE_MALFORMED */
export function parseCose(bytes: Uint8Array): NotaryEnvelope {
  const { protectedBytes, protectedHeaders: headers, unprotectedHeaders, payload, signature } = parseCoseSign1(bytes)
  if (payload === null) malformed('payload')
  assertHeaders({
    contentType: headers.get(COSE_HEADER.contentType),
    scheme: headers.get(HEADER.scheme),
    critical: listOf(headers.get(COSE_HEADER.crit), 'crit'),
    hasExpiry: headers.has(HEADER.expiry),
  })
  const cose = headers.get(COSE_HEADER.alg)
  const algorithm = SIGNATURE_ALGORITHMS.find((row) => row.cose === cose)
  if (!algorithm) throw new OciError('OCI_ENVELOPE_UNSUPPORTED', `the algorithm ${JSON.stringify(cose ?? null)}`)
  const timestamp = unprotectedHeaders.get(HEADER.timestamp)
  const agent = unprotectedHeaders.get(HEADER.agent)
  return {
    algorithm,
    payload,
    signingTime: timeOf(headers.get(HEADER.signingTime), HEADER.signingTime),
    expiry: headers.has(HEADER.expiry) ? timeOf(headers.get(HEADER.expiry), HEADER.expiry) : null,
    message: coseSign1Message(protectedBytes, payload),
    signature,
    certificates: certificatesOf(unprotectedHeaders.get(COSE_HEADER.x5chain)),
    timestampToken: timestamp === undefined ? null : bytesOf(timestamp, HEADER.timestamp),
    signingAgent: typeof agent === 'string' ? agent : null,
  }
}

/** One certificate may stand without an array around it (RFC 9360 section 2). */
function certificatesOf(value: Cbor | undefined): readonly Uint8Array[] {
  const certificates = value instanceof Uint8Array ? [value] : listOf(value, 'x5chain')
  if (certificates.length > MAX_CERTIFICATES) malformed('x5chain')
  return certificates.map((der) => bytesOf(der, 'x5chain'))
}

function timeOf(value: Cbor | undefined, what: string): Date {
  if (!isCborTag(value) || value.tag !== EPOCH_TAG || typeof value.value !== 'number') malformed(what)
  const time = new Date(value.value * 1000)
  return Number.isNaN(time.getTime()) ? malformed(what) : time
}

function bytesOf(value: Cbor | undefined, what: string): Uint8Array {
  return value instanceof Uint8Array ? value : malformed(what)
}

function listOf(value: Cbor | undefined, what: string): readonly Cbor[] {
  return Array.isArray(value) ? value : malformed(what)
}

function malformed(what: string): never {
  throw new OciError('OCI_ENVELOPE_MALFORMED', `the COSE envelope has no ${what}, or not as it should be`)
}
