import { concat } from '@chancery/core'
import { hasBlob } from './blobs.ts'
import { RegistryError } from './errors.ts'
import { type Asked, failure, type Session } from './session.ts'
import { type Answer, resolveUrl } from './transport.ts'

/** Bytes that are held for one upload: blobs up to here go in one piece, larger ones in pieces of this size. */
const CHUNK: number = 8 * 1024 * 1024
/** More than any registry demands of a piece. */
const MAX_CHUNK = 64 * 1024 * 1024
/** Uploads that end in the middle are begun again, from the question whether they arrived. */
const UPLOADS = 3
/** What may travel twice to a registry that does not take it at once. */
const SMALL = 64 * 1024
const OCTETS = { 'content-type': 'application/octet-stream' }

export interface BlobName {
  readonly digest: string
  /** In bytes. */
  readonly size: number
}

/** What is uploaded; asked again where an upload has to begin again. */
export interface BlobSource extends BlobName {
  chunks(signal?: AbortSignal): AsyncIterable<Uint8Array>
}

export function bytesSource(digest: string, bytes: Uint8Array): BlobSource {
  return {
    digest,
    size: bytes.length,
    async *chunks() {
      yield bytes
    },
  }
}

/** Unless it is there: in one piece, or in several that a broken connection does not begin anew (distribution specification, "Pushing blobs"). @returns whether it was not */
export async function uploadBlob(
  session: Session,
  asked: Asked,
  source: BlobSource,
  signal?: AbortSignal,
): Promise<boolean> {
  for (let upload = 1; ; upload++) {
    if (await hasBlob(session, asked, source.digest, signal)) return upload > 1
    try {
      const begun = await beginUpload(session, asked, '', signal)
      await send(session, asked, source, begun, signal)
      return true
    } catch (error) {
      if (!mayBegin(error) || upload === UPLOADS) throw error
    }
    await session.backoff(upload, signal)
  }
}

/**
 * A signature, small and new: not asked for beforehand, and in one request where the registry takes it so ("Single POST"). One that does not begins an upload instead,
 * and is remembered.
 */
export async function postBlob(
  session: Session,
  asked: Asked,
  digest: string,
  bytes: Uint8Array,
  signal?: AbortSignal,
): Promise<void> {
  const source = bytesSource(digest, bytes)
  if (session.singlePost.get(asked.registry) === false || bytes.length > SMALL) {
    await uploadBlob(session, asked, source, signal)
    return
  }
  const path = `blobs/uploads/?digest=${encodeURIComponent(digest)}`
  const request = { method: 'POST', path, headers: OCTETS, body: bytes, repeatable: false } as const
  try {
    const { status } = await session.send(asked, request, signal)
    if (status === 201) return
    // What went wrong for another reason shows in what follows.
    if (status === 202) session.singlePost.set(asked.registry, false)
  } catch (error) {
    if (!mayBegin(error)) throw error
  }
  await uploadBlob(session, asked, source, signal)
}

/** Forgotten by the registry, out of step, too many at a time, or broken off. */
function mayBegin(error: unknown): boolean {
  if (!(error instanceof RegistryError)) return false
  return error.code === 'REGISTRY_UNAVAILABLE' || error.code === 'REGISTRY_LIMITED' || error.details.status === 416
}

/** Without a byte of it, from another repository of the same registry; false where the registry does not. */
export async function mountBlob(
  session: Session,
  asked: Asked,
  digest: string,
  from: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const query = `?mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from)}`
  const { status } = await session.send(asked, { method: 'POST', path: `blobs/uploads/${query}` }, signal)
  // 202 begins an upload that nobody goes on with: registries forget those. Refusals (no right to read there) say no as well.
  return status === 201
}

async function beginUpload(session: Session, asked: Asked, query: string, signal?: AbortSignal): Promise<Answer> {
  const begun = await session.send(asked, { method: 'POST', path: `blobs/uploads/${query}` }, signal)
  if (begun.status !== 202) throw failure(begun, nameOf(asked), 'IMAGE_NOT_FOUND')
  return begun
}

async function send(
  session: Session,
  asked: Asked,
  source: BlobSource,
  begun: Answer,
  signal?: AbortSignal,
): Promise<void> {
  let url = locationOf(begun, asked)
  const least = Number(begun.headers.get('oci-chunk-min-length') ?? 0)
  const size = Math.min(Math.max(CHUNK, least || 0), MAX_CHUNK)
  let at = 0
  let whole: Uint8Array = new Uint8Array()
  for await (const piece of inPieces(source.chunks(signal), size)) {
    if (piece.length === source.size) whole = piece
    else url = await sendPiece(session, asked, url, piece, at, signal)
    at += piece.length
  }
  if (at !== source.size) {
    throw new RegistryError('DIGEST_MISMATCH', `${source.digest} has ${at} bytes instead of ${source.size}`)
  }
  await closeUpload(session, asked, source.digest, url, whole, signal)
}

async function closeUpload(
  session: Session,
  asked: Asked,
  digest: string,
  location: URL,
  body: Uint8Array,
  signal?: AbortSignal,
): Promise<void> {
  const url = new URL(location)
  // Not searchParams: that would write anew what the registry put there and may have signed.
  url.search += `${url.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`
  const request = { method: 'PUT', path: url, headers: OCTETS, body, repeatable: false } as const
  const put = await session.send(asked, request, signal)
  if (put.status !== 201 && put.status !== 204) throw failure(put, nameOf(asked), 'REGISTRY_UNAVAILABLE')
}

/** @returns where it goes on */
async function sendPiece(
  session: Session,
  asked: Asked,
  begun: URL,
  bytes: Uint8Array,
  at: number,
  signal?: AbortSignal,
): Promise<URL> {
  let url = begun
  let sent = 0
  for (let failures = 0; ; ) {
    const rest = bytes.subarray(sent)
    const range = `${at + sent}-${at + bytes.length - 1}`
    const headers = { ...OCTETS, 'content-range': range }
    let answer: Answer | null = null
    try {
      answer = await session.send(asked, { method: 'PATCH', path: url, headers, body: rest, repeatable: false }, signal)
      if (answer.status === 202) return locationOf(answer, asked)
      if (answer.status !== 416 && answer.status !== 429 && answer.status < 500) {
        throw failure(answer, nameOf(asked), 'REGISTRY_UNAVAILABLE')
      }
    } catch (error) {
      const cut = error instanceof RegistryError && error.code === 'REGISTRY_UNAVAILABLE'
      if (!cut || answer !== null) throw error
    }
    if (++failures > session.retries) {
      throw new RegistryError(
        'REGISTRY_UNAVAILABLE',
        `${nameOf(asked)} takes no more of a blob after ${at + sent} bytes`,
      )
    }
    await session.backoff(failures, signal)
    const status = await session.send(asked, { method: 'GET', path: url }, signal)
    if (status.status !== 204) throw failure(status, nameOf(asked), 'REGISTRY_UNAVAILABLE')
    const there = received(status)
    if (there < at || there > at + bytes.length) {
      throw new RegistryError('REGISTRY_UNAVAILABLE', `${nameOf(asked)} lost what was uploaded`)
    }
    url = locationOf(status, asked)
    sent = there - at
    if (sent === bytes.length) return url
  }
}

/** `Range: 0-LAST`; nothing is `0-0` too, as one byte is, and no piece is that short. */
function received({ headers }: Answer): number {
  const last = Number(/^(?:bytes=)?0-(\d+)$/.exec(headers.get('range') ?? '')?.[1] ?? 0)
  return last === 0 ? 0 : last + 1
}

async function* inPieces(chunks: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = []
  let length = 0
  for await (let chunk of chunks) {
    while (length + chunk.length >= size) {
      parts.push(chunk.subarray(0, size - length))
      chunk = chunk.subarray(size - length)
      yield concat(...parts)
      parts = []
      length = 0
    }
    if (chunk.length === 0) continue
    parts.push(chunk)
    length += chunk.length
  }
  if (length > 0) yield concat(...parts)
}

function locationOf(answer: Answer, asked: Asked): URL {
  const location = answer.headers.get('location')
  if (location === null) throw new RegistryError('REGISTRY_MALFORMED', `${nameOf(asked)} begins an upload nowhere`)
  return resolveUrl(location, answer.url)
}

function nameOf({ registry, repository }: Asked): string {
  return `${registry}/${repository}`
}
