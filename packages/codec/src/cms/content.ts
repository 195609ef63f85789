import { createHash } from 'node:crypto'
import { type ByteSource, concat, type DigestAlgorithm, type DigestPart, inflateExactly } from '@chancery/core'
import { parseDer } from '../der/reader.ts'
import { CodecError } from '../errors.ts'
import { looksLikeSignedAttributes } from './attributes.ts'
import type { SignedData } from './signed-data.ts'

/** What a signature is over: the eContent inside it, or parts of a source. */
export type SignedContent =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'detached'; readonly source: ByteSource; readonly parts: readonly DigestPart[] }

/** The digest of the content by its algorithm, made once however many signers there are. */
export type ContentDigests = (algorithm: DigestAlgorithm) => Promise<Uint8Array>

export function contentDigests(content: SignedContent, signedData: SignedData): ContentDigests {
  const made = new Map<string, Promise<Uint8Array>>()
  return (algorithm) => {
    const digest = made.get(algorithm.name) ?? digestContent(content, signedData, algorithm)
    made.set(algorithm.name, digest)
    return digest
  }
}

/** @throws CodecError CONTENT_MISSING where an embedded content is not there; the source's own errors */
async function digestContent(
  content: SignedContent,
  signedData: SignedData,
  digest: DigestAlgorithm,
): Promise<Uint8Array> {
  if (content.kind === 'embedded') {
    return Uint8Array.from(createHash(digest.name).update(embedded(signedData)).digest())
  }
  const [value] = await content.source.digest([{ algorithm: digest.name, parts: content.parts }])
  return value as Uint8Array
}

const CHUNK = 1 << 20

/** The content itself, in chunks, for signatures without signed attributes. */
export async function* streamContent(
  content: SignedContent,
  signedData: SignedData,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (content.kind === 'embedded') {
    yield embedded(signedData)
    return
  }
  for (const part of content.parts) {
    if (part.kind === 'bytes') yield part.bytes
    else if (part.kind === 'inflate') {
      yield inflateExactly(await content.source.read(part.start, part.end - part.start), part.size)
    } else {
      for (let at = part.start; at < part.end; at += CHUNK) {
        yield await content.source.read(at, Math.min(CHUNK, part.end - at))
      }
    }
  }
}

/** More attributes than this nobody signs, so that longer content need not be read whole. Bytes. */
const MAX_ATTRIBUTES_LENGTH = 1 << 16

/** @returns whether the content is a set of signed attributes: see {@link looksLikeSignedAttributes} */
export async function isSignedAttributes(content: SignedContent, signedData: SignedData): Promise<boolean> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of streamContent(content, signedData)) {
    chunks.push(chunk)
    length += chunk.length
    if (length > MAX_ATTRIBUTES_LENGTH) return false
  }
  try {
    return looksLikeSignedAttributes(parseDer(concat(...chunks), 'content'))
  } catch (error) {
    if (error instanceof CodecError) return false
    throw error
  }
}

function embedded({ eContent }: SignedData): Uint8Array {
  if (!eContent) throw new CodecError('CONTENT_MISSING', 'the signature holds no content')
  return eContent
}
