import {
  type Cbor,
  type CborMap,
  COSE_HEADER,
  type CoseSign1,
  coseSign1Message,
  encodeCbor,
  encodeCoseSign1,
  isCborMap,
  parseCbor,
  parseCoseSign1,
} from '@chancery/codec'
import { toHex } from '@chancery/core'
import { TlogError } from './errors.ts'
import { sha256 } from './merkle/hash.ts'
import { type InclusionProof, MAX_PROOF_HASHES } from './merkle/proof.ts'

// COSE Receipts (RFC 9942) of the tree RFC9162_SHA256, with the claims of RFC 9943 section 6: docs/formats/receipt.md

/** Header parameters of RFC 9942 section 2. */
const LABEL = { vds: 395, vdp: 396 } as const
/** RFC9162_SHA256, RFC 9942 section 5.1. */
const VDS = 1
/** CWT claims, RFC 8392 section 4. */
const CLAIM = { iss: 1, sub: 2 } as const
const PROOF = { inclusion: -1, consistency: -2 } as const

/** Bytes. One of the longest path has 2.5 KiB. */
export const MAX_RECEIPT_BYTES = 65_536

/** That `newerSize` entries begin with `olderSize` entries. */
export interface ConsistencyProof {
  readonly olderSize: number
  readonly newerSize: number
  readonly hashes: readonly Uint8Array[]
}

export type ReceiptProof =
  | ({ readonly kind: 'inclusion' } & InclusionProof)
  | ({ readonly kind: 'consistency' } & ConsistencyProof)

/** What the log says of itself, in the protected header. */
export interface ReceiptClaims {
  /** COSE's number of the algorithm: -7 or -8. */
  readonly algorithm: number
  /** The log's id, 32 bytes. */
  readonly kid: Uint8Array
  /** The log's origin. */
  readonly issuer: string
  /** {@link receiptSubject} */
  readonly subject: string
}

/** Nothing of it has been verified. */
export interface Receipt {
  readonly claims: ReceiptClaims
  readonly proof: ReceiptProof
  readonly signature: Uint8Array
  /** What the key signs where this is the root. */
  message(root: Uint8Array): Uint8Array
}

/**
 * What a receipt is about: `INDEX/SIZE/SHA-256 of the entry, hex`, or `OLDER/NEWER` sizes. RFC 9942 signs the root alone, to which paths of other
 * indexes and sizes lead as well.
 */
export function receiptSubject(proof: ReceiptProof, entry: Uint8Array | null): string {
  if (proof.kind === 'consistency' || entry === null) return sizesOf(proof).join('/')
  return [...sizesOf(proof), toHex(sha256(entry))].join('/')
}

/** What a key signs. */
export function receiptMessage(claims: ReceiptClaims, root: Uint8Array): Uint8Array {
  return coseSign1Message(encodeClaims(claims), root)
}

/** @param signature `r ‖ s`, or Ed25519 */
export function encodeReceipt(claims: ReceiptClaims, proof: ReceiptProof, signature: Uint8Array): Uint8Array {
  const proofs = new Map<number, Cbor>([[PROOF[proof.kind], [encodeCbor(proofItems(proof))]]])
  return encodeCoseSign1({
    protectedBytes: encodeClaims(claims),
    unprotectedHeaders: new Map([[LABEL.vdp, proofs]]),
    payload: null,
    signature,
  })
}

function encodeClaims({ algorithm, kid, issuer, subject }: ReceiptClaims): Uint8Array {
  const claims = new Map<number, Cbor>([
    [CLAIM.iss, issuer],
    [CLAIM.sub, subject],
  ])
  return encodeCbor(
    new Map<number, Cbor>([
      [COSE_HEADER.alg, algorithm],
      [COSE_HEADER.kid, kid],
      [COSE_HEADER.cwtClaims, claims],
      [LABEL.vds, VDS],
    ]),
  )
}

function sizesOf(proof: ReceiptProof): readonly [number, number] {
  return proof.kind === 'inclusion' ? [proof.index, proof.size] : [proof.olderSize, proof.newerSize]
}

function proofItems(proof: ReceiptProof): readonly Cbor[] {
  return proof.kind === 'inclusion'
    ? [proof.size, proof.index, proof.hashes]
    : [proof.olderSize, proof.newerSize, proof.hashes]
}

/** @throws TlogError RECEIPT_MALFORMED, RECEIPT_UNSUPPORTED; CodecError CBOR_MALFORMED, COSE_MALFORMED */
export function parseReceipt(bytes: Uint8Array): Receipt {
  if (bytes.length > MAX_RECEIPT_BYTES) malformed(`it has ${bytes.length} bytes`)
  const sign1 = parseCoseSign1(bytes)
  const claims = parseClaims(sign1.protectedHeaders)
  const proof = parseProof(sign1)
  // Whoever is given the root need not compute it, and then nothing ties it to the entry.
  if (sign1.payload !== null) unsupported('its payload is attached')
  const { protectedBytes, signature } = sign1
  return { claims, proof, signature, message: (root) => coseSign1Message(protectedBytes, root) }
}

function parseClaims(headers: CborMap): ReceiptClaims {
  const vds = headers.get(LABEL.vds)
  if (typeof vds !== 'number') malformed('its header has no verifiable data structure')
  if (vds !== VDS) unsupported(`its verifiable data structure is ${vds}`)
  const algorithm = headers.get(COSE_HEADER.alg)
  const kid = headers.get(COSE_HEADER.kid)
  const claims = headers.get(COSE_HEADER.cwtClaims)
  if (typeof algorithm !== 'number' || !(kid instanceof Uint8Array) || !isCborMap(claims)) {
    malformed('its header has no algorithm, key id or claims')
  }
  const issuer = claims.get(CLAIM.iss)
  const subject = claims.get(CLAIM.sub)
  if (typeof issuer !== 'string' || typeof subject !== 'string') malformed('its claims have no issuer or subject')
  // An end of its validity, for one, or a demand to understand more than this.
  only(headers, [COSE_HEADER.alg, COSE_HEADER.kid, COSE_HEADER.cwtClaims, LABEL.vds])
  only(claims, [CLAIM.iss, CLAIM.sub])
  return { algorithm, kid, issuer, subject }
}

function parseProof({ unprotectedHeaders }: CoseSign1): ReceiptProof {
  const proofs = unprotectedHeaders.get(LABEL.vdp)
  if (!isCborMap(proofs) || proofs.size === 0) malformed('its header has no proofs')
  only(unprotectedHeaders, [LABEL.vdp])
  only(proofs, [PROOF.inclusion, PROOF.consistency])
  const [[label, list]] = proofs as unknown as Iterable<[number, Cbor]> as [[number, Cbor]]
  if (!Array.isArray(list) || list.length === 0) malformed('its proofs are no list')
  if (proofs.size > 1 || list.length > 1) unsupported('it has several proofs')
  const [encoded] = list as readonly Cbor[]
  if (!(encoded instanceof Uint8Array)) malformed('its proof is no byte string')
  const items = parseCbor(encoded)
  if (!Array.isArray(items) || items.length !== 3) malformed('its proof has not three members')
  const [first, second, path] = items as readonly Cbor[]
  if (!isSize(first) || !isSize(second)) malformed('its sizes are none')
  const hashes = parsePath(path)
  return label === PROOF.inclusion
    ? { kind: 'inclusion', size: first, index: second, hashes }
    : { kind: 'consistency', olderSize: first, newerSize: second, hashes }
}

function parsePath(path: Cbor | undefined): readonly Uint8Array[] {
  // One more than an inclusion proof: that of consistency begins with a node of the older tree.
  if (!Array.isArray(path) || path.length > MAX_PROOF_HASHES + 1) malformed('its path is none')
  return path.map((hash: Cbor) => (hash instanceof Uint8Array ? hash : malformed('its path is none')))
}

function isSize(value: Cbor | undefined): value is number {
  return typeof value === 'number' && value >= 0
}

function only(map: CborMap, known: readonly number[]): void {
  for (const label of map.keys()) {
    if (!known.includes(label as number)) unsupported(`it has ${JSON.stringify(label).slice(0, 40)}`)
  }
}

function malformed(why: string): never {
  throw new TlogError('RECEIPT_MALFORMED', `no receipt of a log: ${why}`)
}

function unsupported(why: string): never {
  throw new TlogError('RECEIPT_UNSUPPORTED', `a receipt with more or other than what is known here: ${why}`)
}
