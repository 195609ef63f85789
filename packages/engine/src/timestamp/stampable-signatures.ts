import { parseTimestamps, trustedTimestamps, withRenewals } from '@chancery/codec'
import { ChanceryError, toHex } from '@chancery/core'
import {
  type ExpectedImage,
  type ImageSignatureClaims,
  type ImageTimestamps,
  imageTimestamps,
  restampedSignature,
  type VerifiedImageSignature,
} from '@chancery/oci'
import { judgeSignature } from '../images/judge-signature.ts'
import { claimsOf, type FoundContent } from '../images/signature-reader.ts'
import type { Trust } from '../trust.ts'
import { assertCertificateInTime } from './stamping.ts'

/** A signature of an image that holds and is by whom we trust. */
export interface HeldSignature extends FoundContent {
  readonly claims: ImageSignatureClaims
  readonly stamps: ImageTimestamps
  readonly verified: VerifiedImageSignature
  /** Its tokens and those within them: by which certificate, and when. */
  readonly tokens: readonly string[]
  /** How many of them are by authorities that are trusted. */
  readonly trusted: number
  readonly error: null
}

/** One that gets no timestamps, and why. */
export interface RefusedSignature extends FoundContent {
  readonly verified: null
  readonly error: ChanceryError
}

/** A timestamp on what nobody here vouches for would be one on whatever somebody pushed; on a signature that has run out it proves nothing. */
export async function judgeStampable(
  found: FoundContent,
  expected: ExpectedImage,
  trust: Trust,
): Promise<HeldSignature | RefusedSignature> {
  const claims = claimsOf(found)
  if (claims instanceof ChanceryError) return { ...found, verified: null, error: claims }
  try {
    const stamps = imageTimestamps(found.content)
    // Lists of referrers are not proved: what this manifest says that it is of, the new one will say too.
    restampedSignature(expected.image, found.content, found.manifest)
    if (stamps.certificate && stamps.tokens.length === 0) assertCertificateInTime(stamps.certificate)
    const nobody = { subject: undefined, issuer: undefined }
    const verified = await judgeSignature(found.content, claims, expected, trust, nobody)
    const timestamps = parseTimestamps(stamps.tokens, stamps.signature)
    const tokens = withRenewals(timestamps).map(
      ({ time, authority }) => `${time.toISOString()} ${toHex(authority.der)}`,
    )
    const trusted = trustedTimestamps(timestamps, trust.verifier).length
    return { ...found, claims, stamps, verified, tokens, trusted, error: null }
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    return { ...found, verified: null, error }
  }
}

/** The same signature in one or several manifests. */
export interface SignatureGroup {
  /** What has most timestamps that are trusted; of equals the one with fewest others, which anybody can add. */
  readonly best: HeldSignature
  /** What has no token that `best` lacks, and nothing else that differs. */
  readonly superseded: readonly HeldSignature[]
}

/** Between putting a timestamped signature and taking the old one away anything may happen, and many registries delete nothing: one signature then lies there twice. */
export function sameSignatures(held: readonly HeldSignature[]): readonly SignatureGroup[] {
  const groups = new Map<string, HeldSignature[]>()
  for (const one of held) groups.set(one.stamps.rest, [...(groups.get(one.stamps.rest) ?? []), one])
  return [...groups.values()].map((group) => {
    const [best, ...others] = group.sort((a, b) => b.trusted - a.trusted || a.tokens.length - b.tokens.length) as [
      HeldSignature,
      ...HeldSignature[],
    ]
    return { best, superseded: others.filter(({ tokens }) => tokens.every((one) => best.tokens.includes(one))) }
  })
}
