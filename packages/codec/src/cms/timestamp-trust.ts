import { equalBytes, type TimestampAuthority, type TimestampFacts, type Verifier } from '@chancery/core'
import { CodecError } from '../errors.ts'
import { basicConstraintsOf, type Certificate } from '../x509/certificate.ts'
import { verifyPath } from '../x509/path.ts'
import { readableCertificates } from './signer.ts'
import type { FoundTimestamp } from './timestamps.ts'

type Trust = Pick<Verifier, 'timestampAnchors' | 'timestampAuthorities' | 'crls' | 'at'>

/**
 * The timestamps whose authorities are trusted, oldest first. An authority's certificates must be valid now, or have been when a trusted renewal was made;
 * a renewal of a timestamp that nobody vouches for says nothing: whoever has the key chooses what it signed.
 */
export function trustedTimestamps(found: readonly FoundTimestamp[], trust: Trust): readonly FoundTimestamp[] {
  return inOrder(found.flatMap((one) => trustedWithRenewals(one, trust)))
}

function trustedWithRenewals(timestamp: FoundTimestamp, trust: Trust): readonly FoundTimestamp[] {
  const renewals = timestamp.renewals.flatMap((one) => trustedWithRenewals(one, trust))
  const held = timestamp.renewals.filter((one) => renewals.includes(one)).map(({ time }) => time)
  return isTrusted(timestamp, trust, null) || held.some((time) => isTrusted(timestamp, trust, time))
    ? [timestamp, ...renewals]
    : []
}

/** @param renewedAt when a later timestamp saw this one; null: it must hold now */
function isTrusted(timestamp: FoundTimestamp, trust: Trust, renewedAt: Date | null): boolean {
  const { timestampAnchors, timestampAuthorities = [], at: now } = trust
  if (hasPath(timestamp, timestampAnchors, [], renewedAt ?? now, trust, renewedAt)) return true
  return timestampAuthorities.some((named) => isBy(timestamp, named, trust, renewedAt))
}

/** A trusted root says itself for which times its authorities stand: their certificates must have been valid then, not now. */
function isBy(
  timestamp: FoundTimestamp,
  { chain, from, until }: TimestampAuthority,
  trust: Trust,
  renewedAt: Date | null,
): boolean {
  const { time, authority } = timestamp
  if ((from !== null && time < from) || (until !== null && time > until)) return false
  const [first, ...issuers] = readableCertificates(chain)
  if (!first) return false
  if (basicConstraintsOf(first)?.ca !== true && !equalBytes(first.der, authority.der)) return false
  return hasPath(timestamp, chain.slice(-1), [first, ...issuers], time, trust, renewedAt)
}

function hasPath(
  { authority, certificates, purpose }: FoundTimestamp,
  anchors: readonly Uint8Array[],
  issuers: readonly Certificate[],
  at: Date,
  { crls, at: now }: Trust,
  renewedAt: Date | null,
): boolean {
  const intermediates = [...certificates, ...issuers]
  try {
    verifyPath({ leaf: authority, intermediates, anchors, at, purpose, crls, crlsAt: now, signedAt: renewedAt })
    return true
  } catch (error) {
    if (error instanceof CodecError) return false
    throw error
  }
}

/** Those within others too, oldest first. */
export function withRenewals(found: readonly FoundTimestamp[]): readonly FoundTimestamp[] {
  return inOrder(found.flatMap((one) => [one, ...withRenewals(one.renewals)]))
}

function inOrder(timestamps: readonly FoundTimestamp[]): readonly FoundTimestamp[] {
  return [...timestamps].sort((a, b) => a.time.getTime() - b.time.getTime())
}

/** The first timestamp of each authority. @param timestamps oldest first */
function firstOfEachAuthority(timestamps: readonly FoundTimestamp[]): readonly FoundTimestamp[] {
  const seen: Certificate[] = []
  return timestamps.filter(({ authority }) => {
    if (seen.some((other) => sameAuthority(other, authority))) return false
    seen.push(authority)
    return true
  })
}

/** What is told of timestamps: each authority once, with its first. @param timestamps oldest first */
export function authorityFacts(timestamps: readonly FoundTimestamp[]): readonly TimestampFacts[] {
  return firstOfEachAuthority(timestamps).map(({ time, authority }) => ({
    time: time.toISOString().replace('.000Z', 'Z'),
    authority: authority.subjectName,
  }))
}

/**
 * The timestamp with which as many authorities as are wanted had seen the signature: a single one that lies about the time decides nothing then.
 * @param trusted oldest first
 * @returns null where they are fewer
 */
export function decidingTimestamp(
  trusted: readonly FoundTimestamp[],
  { timestampQuorum = 1 }: Pick<Verifier, 'timestampQuorum'>,
): FoundTimestamp | null {
  return firstOfEachAuthority(trusted)[timestampQuorum - 1] ?? null
}

/** One key, or one name by one issuer: a renewed certificate does not make a second witness. */
export function sameAuthority(one: Certificate, other: Certificate): boolean {
  if (equalBytes(one.publicKey.spki, other.publicKey.spki)) return true
  return one.subjectName === other.subjectName && one.issuerName === other.issuerName
}
