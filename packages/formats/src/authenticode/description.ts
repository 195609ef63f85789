import { type DigestName, digestByName, type FormatOptions, fromHex, type PlainData } from '@chancery/core'
import { FormatError } from '../errors.ts'
import { checkUrl, type FileDigest, type OpusInfo } from './spc.ts'

/** What every Authenticode description has: all that the key holder needs. Plain data. */
export interface AuthenticodeDescription extends OpusInfo {
  readonly [member: string]: PlainData
  readonly digestAlgorithm: DigestName
  /** Of the file, without its signature. Lower-case hex. */
  readonly digest: string
  readonly description: string | null
  readonly url: string | null
  readonly append: boolean
}

/** @throws FormatError AUTHENTICODE_URL */
export function authenticodeDescription(options: FormatOptions, digest: string): AuthenticodeDescription {
  checkUrl(options.url)
  const { description, url, append } = options
  return { digestAlgorithm: options.digest, digest, description, url, append }
}

const DIGESTS: readonly DigestName[] = ['sha256', 'sha384', 'sha512']

/**
 * What goes into the signature. A description may have come over the wire, so nothing of its form is taken for granted.
 * @throws FormatError DESCRIPTION_MALFORMED, AUTHENTICODE_URL
 */
export function signedFactsOf(description: PlainData): { readonly digest: FileDigest; readonly opus: OpusInfo } {
  const members = (description ?? {}) as { readonly [member: string]: PlainData }
  const algorithm = DIGESTS.find((name) => name === members.digestAlgorithm)
  const opus = { description: textOf(members.description), url: textOf(members.url) }
  const { digest } = members
  const length = algorithm ? digestByName(algorithm).length * 2 : 0
  if (!algorithm || typeof digest !== 'string' || digest.length !== length || !/^[0-9a-f]+$/.test(digest)) {
    throw malformed('names no digest of the file')
  }
  checkUrl(opus.url)
  return { digest: { algorithm, value: fromHex(digest) }, opus }
}

function textOf(value: PlainData | undefined): string | null {
  if (value === null || typeof value === 'string') return value
  throw malformed('has something else where a text belongs')
}

function malformed(why: string): FormatError {
  return new FormatError('DESCRIPTION_MALFORMED', `the description of the artifact ${why}`)
}
