import { equalBytes } from '@chancery/core'
import { encodeContext, encodeDer, encodeSequence } from '../der/encode.ts'
import { childrenOf, type Der, DerCursor, eachChild, expectTag, parseDer } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { bitStringBytesOf, booleanOf, integerHexOf, namedBitsOf, smallIntegerOf, timeOf } from '../der/values.ts'
import { CodecError } from '../errors.ts'
import { type AlgorithmIdentifier, algorithmIdentifierOf } from './algorithm-identifier.ts'
import { type Extension, extensionsOf, extensionValue } from './certificate.ts'

/** A certificate revocation list (RFC 5280 section 5), read and not yet believed. */
export interface CertificateList {
  readonly der: Uint8Array
  /** The bytes that the issuer signed. */
  readonly tbs: Uint8Array
  /** Name, DER. */
  readonly issuer: Uint8Array
  readonly thisUpdate: Date
  /** null: the list does not say when the next comes, so that it is never known to be current. */
  readonly nextUpdate: Date | null
  readonly extensions: readonly Extension[]
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
  /** revokedCertificates; null where there are none. Read on demand: it may be long. */
  readonly entries: Der | null
}

export interface RevokedEntry {
  readonly date: Date
  /** CRLReason; null where it is not given. */
  readonly reason: number | null
  /** When the key is thought to have been lost, where that is known and earlier. */
  readonly invalidityDate: Date | null
}

const ENTRY_EXTENSION = { reason: '2.5.29.21', invalidityDate: '2.5.29.24' } as const

/** CRLReason (section 5.3.1). */
export const CRL_REASON = { keyCompromise: 1, caCompromise: 2, removeFromCrl: 8, aaCompromise: 10 } as const

/** @throws CodecError CRL_MALFORMED and the DER codes */
export function parseCrl(der: Uint8Array): CertificateList {
  const outer = new DerCursor(parseDer(der, 'CertificateList', TAG.sequence), 'CertificateList')
  const tbsNode = outer.take('tbsCertList', TAG.sequence)
  const algorithmNode = outer.take('signatureAlgorithm')
  const signature = bitStringBytesOf(outer.take('signatureValue'), 'signatureValue')
  outer.end()
  const tbs = new DerCursor(tbsNode, 'TBSCertList')
  tbs.optional(TAG.integer)
  if (!equalBytes(tbs.take('signature').bytes, algorithmNode.bytes)) {
    throw new CodecError('CRL_MALFORMED', 'the list names two signature algorithms')
  }
  const issuer = tbs.take('issuer', TAG.sequence)
  const thisUpdate = timeOf(tbs.take('thisUpdate'), 'thisUpdate')
  const next = tbs.optional(TAG.utcTime) ?? tbs.optional(TAG.generalizedTime)
  const entries = tbs.optional(TAG.sequence)
  const extensions = tbs.optional(0xa0)
  tbs.end()
  return {
    der,
    tbs: tbsNode.bytes,
    issuer: issuer.bytes,
    thisUpdate,
    nextUpdate: next && timeOf(next, 'nextUpdate'),
    extensions: extensions ? extensionsOf(parseDer(extensions.content, 'crlExtensions')) : [],
    signatureAlgorithm: algorithmIdentifierOf(algorithmNode, 'signatureAlgorithm'),
    signature,
    entries,
  }
}

/**
 * @param serial hex
 * @returns null where the list does not hold it
 * @throws CodecError CRL_MALFORMED also where any entry has a critical extension that we do not know: then the list says
 *   something that we cannot read, perhaps about another issuer's certificates (section 5.3)
 */
export function findRevoked(list: CertificateList, serial: string): RevokedEntry | null {
  let found: RevokedEntry | null = null
  if (!list.entries) return null
  for (const node of eachChild(list.entries, 'revokedCertificates')) {
    const cursor = new DerCursor(node, 'revokedCertificate')
    const number = integerHexOf(cursor.take('userCertificate'), 'userCertificate')
    const date = cursor.take('revocationDate')
    const extensionsNode = cursor.optional(TAG.sequence)
    cursor.end()
    const extensions = extensionsNode ? extensionsOf(extensionsNode) : []
    if (extensions.some(({ oid, critical }) => critical && oid !== ENTRY_EXTENSION.reason)) {
      throw new CodecError('CRL_MALFORMED', 'an entry has a critical extension that is not known')
    }
    if (number === serial) found ??= entryOf(date, extensions)
  }
  return found
}

function entryOf(date: Der, extensions: readonly Extension[]): RevokedEntry {
  const reason = extensionValue(extensions, ENTRY_EXTENSION.reason)
  const invalidity = extensionValue(extensions, ENTRY_EXTENSION.invalidityDate)
  return {
    date: timeOf(date, 'revocationDate'),
    reason: reason && smallIntegerOf(parseDer(reason, 'reasonCode'), 'reasonCode', TAG.enumerated),
    invalidityDate: invalidity && timeOf(parseDer(invalidity, 'invalidityDate'), 'invalidityDate'),
  }
}

/** IssuingDistributionPoint (section 5.2.5): which certificates a list is complete for. */
export interface CrlScope {
  /** DER of the point's general names; null where the list is of all distribution points. */
  readonly points: readonly Uint8Array[] | null
  readonly only: 'users' | 'authorities' | 'attributes' | null
  /** Bits of ReasonFlags; null where the list is of all reasons. */
  readonly reasons: readonly number[] | null
  readonly indirect: boolean
}

/** @param issuer the list's, which relative names continue */
export function issuingDistributionPointOf(value: Uint8Array, issuer: Uint8Array): CrlScope {
  const cursor = new DerCursor(parseDer(value, 'IssuingDistributionPoint'), 'IssuingDistributionPoint')
  const flag = (tag: number): boolean => {
    const node = cursor.optional(tag)
    return node !== null && booleanOf({ ...node, tag: TAG.boolean }, 'IssuingDistributionPoint')
  }
  const point = cursor.optional(0xa0)
  const users = flag(0x81)
  const authorities = flag(0x82)
  const reasons = cursor.optional(0x83)
  const indirect = flag(0x84)
  const attributes = flag(0x85)
  cursor.end()
  return {
    points: point && pointNamesOf(point, issuer),
    only: users ? 'users' : authorities ? 'authorities' : attributes ? 'attributes' : null,
    reasons: reasons && namedBitsOf({ ...reasons, tag: TAG.bitString }, 'onlySomeReasons'),
    indirect,
  }
}

/** DistributionPointName in its explicit tag: full names, or one RDN more than the issuer's name. */
function pointNamesOf(point: Der, issuer: Uint8Array): readonly Uint8Array[] {
  const name = parseDer(point.content, 'DistributionPointName')
  if (name.tag === 0xa0) return childrenOf(name, 'fullName').map(({ bytes }) => bytes)
  expectTag(name, 0xa1, 'nameRelativeToCRLIssuer')
  const rdns = encodeSequence(parseDer(issuer, 'issuer').content, encodeDer(TAG.set, name.content))
  return [encodeContext(4, rdns)]
}

/**
 * The names of a certificate's distribution points that are its own issuer's.
 * @param issuer the certificate's, which relative names continue
 */
export function distributionPointsOf(value: Uint8Array, issuer: Uint8Array): readonly Uint8Array[] {
  return childrenOf(parseDer(value, 'CRLDistributionPoints', TAG.sequence), 'CRLDistributionPoints').flatMap((node) => {
    const cursor = new DerCursor(node, 'DistributionPoint')
    const point = cursor.optional(0xa0)
    cursor.optional(0x81)
    return point && !cursor.peek() ? pointNamesOf(point, issuer) : []
  })
}
