import {
  authorityFacts,
  type Certificate,
  CodecError,
  decidingTimestamp,
  type FoundTimestamp,
  parseCertificate,
  parseTimestamps,
  trustedTimestamps,
  verifyPath,
} from '@chancery/codec'
import type { TimestampFacts, Verifier } from '@chancery/core'

export interface SignerPath {
  readonly revocation: 'good' | 'not-checked'
  /** The one of `timestamps` that decided: with it the quorum was full. */
  readonly timestamp: TimestampFacts | null
  /** Of independent authorities that are trusted, each once, oldest first. */
  readonly timestamps: readonly TimestampFacts[]
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
  const timestamps = parseTimestamps(tokens, signature)
  const witnesses = trustedTimestamps(timestamps, verifier)
  const trusted = decidingTimestamp(witnesses, verifier)
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
    return { revocation, ...timestampFacts(witnesses, verifier) }
  } catch (error) {
    const [unheard] = timestamps
    if (witnesses.length > 0 || !unheard || !(error instanceof CodecError) || error.code !== 'CERTIFICATE_EXPIRED')
      throw error
    const who = unheard.authority.subjectName
    throw new CodecError('TIMESTAMP_UNTRUSTED', `${error.message}, and its timestamp by ${who} is not trusted`)
  }
}

/** The timestamp of a signature by a bare key: the key does not run out, so it only tells when. @throws CodecError TIMESTAMP_INVALID */
export function keyTimestamp(
  tokens: readonly Uint8Array[],
  signature: Uint8Array,
  verifier: Verifier,
): Pick<SignerPath, 'timestamp' | 'timestamps'> {
  return timestampFacts(trustedTimestamps(parseTimestamps(tokens, signature), verifier), verifier)
}

export function parseCertificates(ders: readonly Uint8Array[]): readonly Certificate[] {
  return ders.map(parseCertificate)
}

function timestampFacts(
  witnesses: readonly FoundTimestamp[],
  verifier: Verifier,
): Pick<SignerPath, 'timestamp' | 'timestamps'> {
  const trusted = decidingTimestamp(witnesses, verifier)
  return {
    timestamp: authorityFacts(trusted ? [trusted] : [])[0] ?? null,
    timestamps: authorityFacts(witnesses),
  }
}
