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

export function authenticodeDescription(options: FormatOptions, digest: string): AuthenticodeDescription {
  checkUrl(options.url)
  const { description, url, append } = options
  return { digestAlgorithm: options.digest, digest, description, url, append }
}

/** A description comes over the wire, so nothing of its form is taken for granted. @throws FormatError DESCRIPTION_MALFORMED */
export function fileDigestOf(description: AuthenticodeDescription): FileDigest {
  const { digestAlgorithm, digest } = description as { readonly [member: string]: unknown }
  const texts = [description.description, description.url] as readonly unknown[]
  const known = (['sha256', 'sha384', 'sha512'] as const).find((name) => name === digestAlgorithm)
  const hexLength = known ? digestByName(known).length * 2 : 0
  if (
    !known ||
    typeof digest !== 'string' ||
    !/^[0-9a-f]+$/.test(digest) ||
    digest.length !== hexLength ||
    !texts.every((text) => text === null || typeof text === 'string')
  ) {
    throw new FormatError(
      'DESCRIPTION_MALFORMED',
      'the description of the artifact is not one of an Authenticode format',
    )
  }
  return { algorithm: known, value: fromHex(digest) }
}
