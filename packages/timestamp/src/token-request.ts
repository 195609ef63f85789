import { createHash } from 'node:crypto'
import {
  CodecError,
  octetsOf,
  parseSignedData,
  parseTstInfo,
  type TimestampTokenFacts,
  type TstInfo,
  verifyTimestampToken,
} from '@chancery/codec'
import { type DigestName, equalBytes, toHex } from '@chancery/core'
import { Refusal } from './errors.ts'
import { encodeTimestampQuery } from './request.ts'
import { parseTimestampAnswer } from './response.ts'

/** What is asked for, and what an answer is held against. */
export interface TokenTerms {
  readonly digest: DigestName
  /** Dotted; null: any. */
  readonly policy: string | null
  /** How far the authority's clock may be from ours. Milliseconds. */
  readonly toleranceMs: number
  readonly clock: () => Date
  readonly random: (length: number) => Uint8Array
}

/** A TimeStampToken (ContentInfo, DER), and what it says. */
export interface GivenToken {
  readonly token: Uint8Array
  readonly facts: TimestampTokenFacts
}

/** Bytes. 64 bits: two of a lifetime's requests do not share one. */
const NONCE_LENGTH = 8

/**
 * One question and its answer, believed in nothing: imprint, nonce, policy, time, certificate and signature are checked. Its chain is not: what
 * is trusted is for the verifier to say.
 * @param ask sends a TimeStampReq, gives a TimeStampResp
 * @throws Refusal
 */
export async function requestToken(
  message: Uint8Array,
  terms: TokenTerms,
  ask: (query: Uint8Array) => Promise<Uint8Array>,
): Promise<GivenToken> {
  const { digest, policy } = terms
  const value = Uint8Array.from(createHash(digest).update(message).digest())
  const nonce = terms.random(NONCE_LENGTH)
  // Without a leading zero or sign bit the INTEGER is these bytes, also for authorities that encode it carelessly.
  nonce[0] = ((nonce[0] as number) & 0x7f) | 0x40
  const before = terms.clock()
  const answer = await ask(encodeTimestampQuery({ imprint: { digest, value }, policy, nonce, certReq: true }))
  const token = tokenIn(answer)
  const info = parsed('the token', () => tstInfoOf(token))
  if (info.imprint.digest !== digest || !equalBytes(info.imprint.value, value)) {
    throw new Refusal('imprint', 'the token is of other data')
  }
  if (info.nonce !== toHex(nonce)) {
    throw new Refusal('nonce', info.nonce === null ? 'the token has no nonce' : "the token's nonce is another")
  }
  if (policy !== null && info.policy !== policy) {
    throw new Refusal('policy', `the token is under policy ${info.policy}, ${policy} was asked for`)
  }
  const facts = verified(token, message)
  checkTime(facts, before, terms)
  return { token, facts }
}

function tokenIn(bytes: Uint8Array): Uint8Array {
  const { token, status, failures, text } = parsed('the answer', () => parseTimestampAnswer(bytes))
  if (token) return token
  const why = [...failures, ...(text ? [JSON.stringify(text)] : [])].join(', ')
  throw new Refusal('rejected', `the authority refused with status ${status}${why && `: ${why}`}`)
}

function tstInfoOf(token: Uint8Array): TstInfo {
  const { eContentNode } = parseSignedData(token)
  if (!eContentNode) throw new CodecError('CMS_MALFORMED', 'TimeStampToken: has no content')
  return parseTstInfo(octetsOf(eContentNode, 'eContent'))
}

function parsed<T>(what: string, parse: () => T): T {
  try {
    return parse()
  } catch (cause) {
    if (!(cause instanceof CodecError)) throw cause
    throw new Refusal('malformed', `${what} cannot be read: ${cause.message}`, { cause })
  }
}

function verified(token: Uint8Array, message: Uint8Array): TimestampTokenFacts {
  try {
    return verifyTimestampToken(token, message)
  } catch (cause) {
    if (!(cause instanceof CodecError)) throw cause
    throw new Refusal('token', cause.message, { cause })
  }
}

/** The time must lie between question and answer, and inside the life of the certificate that vouches for it. */
function checkTime({ time, authority }: TimestampTokenFacts, before: Date, terms: TokenTerms): void {
  const early = before.getTime() - time.getTime()
  const late = time.getTime() - terms.clock().getTime()
  if (early > terms.toleranceMs || late > terms.toleranceMs) {
    const seconds = Math.round(Math.max(early, late) / 1000)
    throw new Refusal(
      'time',
      `the token says ${time.toISOString()}: ${seconds} s ${early > late ? 'behind' : 'ahead of'} our clock`,
    )
  }
  if (time < authority.notBefore || time > authority.notAfter) {
    throw new Refusal('token', `the certificate of ${authority.subjectName} is not valid at ${time.toISOString()}`)
  }
}
