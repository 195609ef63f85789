import { SIGNATURE_ALGORITHMS } from '@chancery/core'
import { encodeCbor } from '../cbor/encode.ts'
import { parseCbor } from '../cbor/parse.ts'
import { type Cbor, type CborMap, isCborMap, isCborTag } from '../cbor/value.ts'
import { OciError } from '../errors.ts'
import {
  assertHeaders,
  MAX_CERTIFICATES,
  type NotaryClaims,
  type NotaryEnvelope,
  type NotaryMaterial,
} from './envelope.ts'
import { HEADER, NOTARY_PAYLOAD_TYPE, X509_SCHEME } from './media-types.ts'

// COSE_Sign1 (RFC 9052 section 4.2), as the Notary Project profiles it ("COSE signature envelope").

/** COSE header parameters, RFC 9052 section 3.1 and RFC 9360 section 2. */
const LABEL = { alg: 1, crit: 2, contentType: 3, x5chain: 33 } as const
const COSE_SIGN1_TAG = 18
/** Seconds since 1970, RFC 8949 section 3.4.2. */
const EPOCH_TAG = 1

/** Sig_structure, RFC 9052 section 4.4. */
export function coseMessage(claims: NotaryClaims): Uint8Array {
  return sigStructure(coseProtected(claims), claims.payload)
}

export function encodeCose(claims: NotaryClaims, material: NotaryMaterial): Uint8Array {
  const { certificates, signingAgent, timestampToken, signature } = material
  const unprotectedHeaders = new Map<string | number, Cbor>([[LABEL.x5chain, certificates]])
  if (signingAgent !== null) unprotectedHeaders.set(HEADER.agent, signingAgent)
  if (timestampToken) unprotectedHeaders.set(HEADER.timestamp, timestampToken)
  const value = [coseProtected(claims), unprotectedHeaders, claims.payload, signature]
  return encodeCbor({ tag: COSE_SIGN1_TAG, value })
}

function coseProtected({ algorithm, signingTime, expiry }: NotaryClaims): Uint8Array {
  const headers = new Map<string | number, Cbor>([
    [LABEL.alg, algorithm.cose],
    [LABEL.crit, [HEADER.scheme, ...(expiry ? [HEADER.expiry] : [])]],
    [LABEL.contentType, NOTARY_PAYLOAD_TYPE],
    [HEADER.scheme, X509_SCHEME],
    [HEADER.signingTime, epoch(signingTime)],
  ])
  if (expiry) headers.set(HEADER.expiry, epoch(expiry))
  return encodeCbor(headers)
}

function sigStructure(protectedBytes: Uint8Array, payload: Uint8Array): Uint8Array {
  return encodeCbor(['Signature1', protectedBytes, new Uint8Array(), payload])
}

function epoch(time: Date): Cbor {
  return { tag: EPOCH_TAG, value: Math.floor(time.getTime() / 1000) }
}

/** @throws OciError OCI_CBOR_MALFORMED, OCI_ENVELOPE_MALFORMED, OCI_ENVELOPE_UNSUPPORTED */
export function parseCose(bytes: Uint8Array): NotaryEnvelope {
  const sign1 = parseCbor(bytes)
  if (!isCborTag(sign1) || sign1.tag !== COSE_SIGN1_TAG || !Array.isArray(sign1.value) || sign1.value.length !== 4) {
    malformed('COSE_Sign1')
  }
  const [first, second, third, fourth] = sign1.value as readonly Cbor[]
  const protectedBytes = bytesOf(first, 'protected')
  const headers = mapOf(parseCbor(protectedBytes), 'protected')
  const unprotectedHeaders = mapOf(second, 'unprotected')
  // RFC 9052 section 3: a label is in one of the two.
  if ([...unprotectedHeaders.keys()].some((label) => headers.has(label))) malformed('a label that occurs twice')
  assertHeaders({
    contentType: headers.get(LABEL.contentType),
    scheme: headers.get(HEADER.scheme),
    critical: listOf(headers.get(LABEL.crit), 'crit'),
    hasExpiry: headers.has(HEADER.expiry),
  })
  const cose = headers.get(LABEL.alg)
  const algorithm = SIGNATURE_ALGORITHMS.find((row) => row.cose === cose)
  if (!algorithm) throw new OciError('OCI_ENVELOPE_UNSUPPORTED', `the algorithm ${JSON.stringify(cose ?? null)}`)
  const payload = bytesOf(third, 'payload')
  const timestamp = unprotectedHeaders.get(HEADER.timestamp)
  const agent = unprotectedHeaders.get(HEADER.agent)
  return {
    algorithm,
    payload,
    signingTime: timeOf(headers.get(HEADER.signingTime), HEADER.signingTime),
    expiry: headers.has(HEADER.expiry) ? timeOf(headers.get(HEADER.expiry), HEADER.expiry) : null,
    message: sigStructure(protectedBytes, payload),
    signature: bytesOf(fourth, 'signature'),
    certificates: certificatesOf(unprotectedHeaders.get(LABEL.x5chain)),
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

function mapOf(value: Cbor | undefined, what: string): CborMap {
  return isCborMap(value) ? value : malformed(what)
}

function listOf(value: Cbor | undefined, what: string): readonly Cbor[] {
  return Array.isArray(value) ? value : malformed(what)
}

function malformed(what: string): never {
  throw new OciError('OCI_ENVELOPE_MALFORMED', `the COSE envelope has no ${what}, or not as it should be`)
}
