import {
  type Certificate,
  CodecError,
  type Purpose,
  parseCertificate,
  type TimestampTokenFacts,
  verifyPath,
  verifyTimestampToken,
} from '@chancery/codec'
import type { TimestampFacts, Verifier } from '@chancery/core'
import { rfc3339 } from './description.ts'

export interface SignerPath {
  readonly revocation: 'good' | 'not-checked'
  readonly timestamp: TimestampFacts | null
}

/**
 * The signer's chain, at the time of the first timestamp that a trusted authority gave, else now. Decides as the other formats do.
 * @param certificates DER, the signer's first
 * @param tokens TimeStampTokens over `signature`
 * @throws CodecError TIMESTAMP_INVALID where a token is of something else, TIMESTAMP_UNTRUSTED, and all of verifyPath
 */
export function verifySignerPath(
  certificates: readonly Certificate[],
  tokens: readonly Uint8Array[],
  signature: Uint8Array,
  verifier: Verifier,
): SignerPath {
  const timestamps = tokens.map((token) => verifyTimestampToken(token, signature))
  const trusted = trustedTimestamp(timestamps, verifier)
  const at = trusted?.time ?? verifier.at
  const [leaf, ...intermediates] = certificates as readonly [Certificate, ...Certificate[]]
  try {
    const { revocation } = verifyPath({
      leaf,
      intermediates,
      anchors: verifier.anchors,
      at,
      purpose: 'code-signing',
      crls: verifier.crls,
      crlsAt: verifier.at,
      signedAt: trusted?.time ?? null,
    })
    return { revocation, timestamp: timestampFacts(trusted) }
  } catch (error) {
    const [unheard] = timestamps
    if (trusted || !unheard || !(error instanceof CodecError) || error.code !== 'CERTIFICATE_EXPIRED') throw error
    const who = unheard.authority.subjectName
    throw new CodecError('TIMESTAMP_UNTRUSTED', `${error.message}, and its timestamp by ${who} is not trusted`)
  }
}

/** The timestamp of a signature by a bare key: the key does not run out, so it only tells when. @throws CodecError TIMESTAMP_INVALID */
export function keyTimestamp(
  tokens: readonly Uint8Array[],
  signature: Uint8Array,
  verifier: Verifier,
): TimestampFacts | null {
  const timestamps = tokens.map((token) => verifyTimestampToken(token, signature))
  return timestampFacts(trustedTimestamp(timestamps, verifier))
}

export function parseCertificates(ders: readonly Uint8Array[]): readonly Certificate[] {
  return ders.map(parseCertificate)
}

const AUTHORITY: Purpose = 'timestamping'

function trustedTimestamp(timestamps: readonly TimestampTokenFacts[], verifier: Verifier): TimestampTokenFacts | null {
  const { timestampAnchors: anchors, at, crls } = verifier
  const sorted = [...timestamps].sort((a, b) => a.time.getTime() - b.time.getTime())
  const isTrusted = ({ authority, certificates }: TimestampTokenFacts): boolean => {
    try {
      verifyPath({ leaf: authority, intermediates: certificates, anchors, at, purpose: AUTHORITY, crls })
      return true
    } catch (error) {
      if (error instanceof CodecError) return false
      throw error
    }
  }
  return sorted.find(isTrusted) ?? null
}

function timestampFacts(timestamp: TimestampTokenFacts | null): TimestampFacts | null {
  return timestamp && { time: rfc3339(timestamp.time), authority: timestamp.authority.subjectName }
}
