import { createHash, randomBytes } from 'node:crypto'
import {
  buildSignedAttributes,
  buildSignedData,
  type Certificate,
  CodecError,
  childrenOf,
  cmsDigest,
  DerCursor,
  encodeAttribute,
  encodeContext,
  encodeOctetString,
  encodeSequence,
  encodeTstInfo,
  isTimestampAuthority,
  OID,
  parseCertificate,
  parseDer,
} from '@chancery/codec'
import { type DigestName, type SigningKey, toHex } from '@chancery/core'
import { TimestampError } from './errors.ts'
import { type ParsedQuery, parseTimestampQuery } from './request.ts'
import { encodeGranted, encodeRejection, type FailureName } from './response.ts'
import { steadyClock } from './steady-clock.ts'

export interface TimestampResponderOptions {
  /** With a current certificate whose extended key usage is critical and nothing but timeStamping. */
  readonly key: SigningKey
  /** Dotted: the policy that tokens are issued under. By default {@link DEFAULT_POLICY}. */
  readonly policy?: string
  /** Milliseconds by which the clock may be wrong, as the tokens say; a second by default. */
  readonly accuracyMs?: number
  readonly clock?: () => Date
  /** The latest time that an earlier process told: nothing is stamped while the clock stands before it. */
  readonly notBefore?: Date | null
  /** Serial numbers: random bytes, so that no counter has to outlive the process. */
  readonly random?: (length: number) => Uint8Array
}

export interface TimestampResponder {
  /**
   * Answers a TimeStampReq with a TimeStampResp, both DER. What is wrong with the request is in the answer.
   * @throws what the key throws
   */
  respond(query: Uint8Array, signal?: AbortSignal): Promise<Uint8Array>
  /** The same for strangers: what the key throws is `systemFailure` to them, and in the note. */
  answer(
    query: Uint8Array,
    signal?: AbortSignal,
  ): Promise<{ readonly bytes: Uint8Array; readonly note: TimestampAnswerNote }>
}

/** What was answered, for a log. */
export type TimestampAnswerNote =
  | { readonly granted: true /** Hex. */; readonly serial: string; readonly time: Date }
  | {
      readonly granted: false
      readonly failure: FailureName
      readonly text: string /** What the key threw. */
      readonly cause: unknown
    }

/**
 * An arc under 2.25, which UUIDs have to themselves (Rec. ITU-T X.667): unregistered and nobody else's. A UUID with leading zeros, since Go reads no arc
 * of more than 31 bits: notation, cosign and the others written in it would refuse every token.
 */
export const DEFAULT_POLICY = '2.25.1540239871'

const SERIAL_LENGTH = 16

/** @throws TimestampError TIMESTAMP_KEY_UNSUITABLE */
export function timestampResponder(options: TimestampResponderOptions): TimestampResponder {
  const { key, policy = DEFAULT_POLICY, accuracyMs = 1000, clock = () => new Date(), random = randomBytes } = options
  const certificate = assertAuthority(key, clock())
  const steady = steadyClock(clock, options.notBefore)

  async function respond(query: Uint8Array, signal: AbortSignal | undefined): Promise<Answered> {
    const read = readQuery(query, policy)
    if ('failure' in read) return refusal(read.failure, read.text)
    const time = steady.now()
    if (!time) return refusal('timeNotAvailable', 'the clock was set back')
    if (time > certificate.notAfter) return refusal('systemFailure', 'the certificate has run out')
    const serial = serialFrom(random(SERIAL_LENGTH))
    const nonce = read.query.nonce?.content ?? null
    const info = encodeTstInfo({ policy, imprint: read.imprint, serial, time, accuracy: accuracyMs, nonce })
    const token = await signTstInfo(info, key, signal)
    return {
      bytes: encodeGranted(read.query.certReq ? token : withoutCertificates(token)),
      note: { granted: true, serial: toHex(serial), time },
    }
  }

  return {
    respond: async (query, signal) => (await respond(query, signal)).bytes,
    answer: (query, signal) =>
      respond(query, signal).catch((cause: unknown) => refusal('systemFailure', 'it cannot be signed now', cause)),
  }
}

type Answered = Awaited<ReturnType<TimestampResponder['answer']>>

function refusal(failure: FailureName, text: string, cause: unknown = null): Answered {
  return { bytes: encodeRejection(failure, text), note: { granted: false, failure, text, cause } }
}

function assertAuthority({ info }: SigningKey, now: Date): Certificate {
  const [leaf] = info.certificates
  if (!leaf) throw new TimestampError('TIMESTAMP_KEY_UNSUITABLE', `key ${info.name} has no certificate`)
  const certificate = parseCertificate(leaf)
  if (!isTimestampAuthority(certificate)) {
    const message = `the certificate of ${info.name} is not for timestamping, critically and alone`
    throw new TimestampError('TIMESTAMP_KEY_UNSUITABLE', message)
  }
  if (now < certificate.notBefore || now > certificate.notAfter) {
    throw new TimestampError('TIMESTAMP_KEY_UNSUITABLE', `the certificate of ${info.name} is not valid now`)
  }
  return certificate
}

type Read =
  | { readonly query: ParsedQuery; readonly imprint: { readonly digest: DigestName; readonly value: Uint8Array } }
  | { readonly failure: FailureName; readonly text: string }

/** RFC 3161 section 2.4.2 names what to answer. */
function readQuery(bytes: Uint8Array, policy: string): Read {
  const refuse = (failure: FailureName, text: string): Read => ({ failure, text })
  let query: ParsedQuery
  try {
    query = parseTimestampQuery(bytes)
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    return refuse('badDataFormat', 'not a TimeStampReq')
  }
  const { imprint } = query
  if (query.version !== 1) return refuse('badRequest', 'unknown version')
  if (!imprint) return refuse('badAlg', 'unknown digest algorithm')
  const { digest, value } = imprint
  if (digest === 'md5' || digest === 'sha1') return refuse('badAlg', 'SHA-256 or better is needed')
  if (query.policy !== null && query.policy !== policy) return refuse('unacceptedPolicy', `the policy is ${policy}`)
  // It is given back as it came, and a minus would be lost on the way.
  if (((query.nonce?.content[0] ?? 0) & 0x80) !== 0) return refuse('badRequest', 'the nonce is negative')
  if (query.hasExtensions) return refuse('unacceptedExtension', 'no extension is known')
  return { query, imprint: { digest, value } }
}

/** The top bits make it positive and of full length. */
function serialFrom(bytes: Uint8Array): Uint8Array {
  const serial = Uint8Array.from(bytes)
  serial[0] = ((serial[0] as number) & 0x7f) | 0x40
  return serial
}

async function signTstInfo(info: Uint8Array, key: SigningKey, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const { certificates, algorithm } = key.info
  const digest = createHash(cmsDigest(algorithm)).update(info).digest()
  const signedAttrs = buildSignedAttributes({
    contentType: OID.tstInfo,
    messageDigest: Uint8Array.from(digest),
    more: [encodeAttribute(OID.signingCertificateV2, signingCertificateV2(certificates[0] as Uint8Array))],
  })
  return buildSignedData({
    eContentType: OID.tstInfo,
    eContent: encodeOctetString(info),
    certificates,
    signedAttrs,
    algorithm,
    signature: await key.sign(signedAttrs, signal),
  })
}

/** SigningCertificateV2 with one ESSCertIDv2 (RFC 5035): SHA-256 is its default, and DER leaves defaults out. */
function signingCertificateV2(certificate: Uint8Array): Uint8Array {
  const hash = Uint8Array.from(createHash('sha256').update(certificate).digest())
  return encodeSequence(encodeSequence(encodeSequence(encodeOctetString(hash))))
}

/** RFC 3161 section 2.4.1: who did not ask for the certificate must not get it. */
function withoutCertificates(token: Uint8Array): Uint8Array {
  const outer = new DerCursor(parseDer(token, 'ContentInfo'), 'ContentInfo')
  const type = outer.take('contentType').bytes
  const members = childrenOf(parseDer(outer.take('content', 0xa0).content, 'SignedData'), 'SignedData')
  const kept = members.filter(({ tag }) => tag !== 0xa0).map(({ bytes }) => bytes)
  return encodeSequence(type, encodeContext(0, encodeSequence(...kept)))
}
