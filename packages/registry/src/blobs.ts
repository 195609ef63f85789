import { isDigest } from '@chancery/codec'
import { checkedBlob } from './checked-blob.ts'
import { checkDigest } from './digest.ts'
import { RegistryError } from './errors.ts'
import { type Asked, failure, type Session } from './session.ts'
import type { BlobName } from './upload.ts'

/** Registries hand the download to a store elsewhere, which gets no credentials; the digest proves what it sends. */
export async function readBlob(
  session: Session,
  asked: Asked,
  digest: string,
  limit: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const what = describe(asked, digest)
  const answer = await session.send(
    asked,
    { method: 'GET', path: `blobs/${digest}`, limit: { maxBytes: limit, code: 'BLOB_TOO_LARGE' } },
    signal,
  )
  if (answer.status !== 200) throw failure(answer, what, 'BLOB_NOT_FOUND')
  checkDigest(answer.body, digest, what)
  return answer.body
}

export async function hasBlob(session: Session, asked: Asked, digest: string, signal?: AbortSignal): Promise<boolean> {
  const what = describe(asked, digest)
  const head = await session.send(asked, { method: 'HEAD', path: `blobs/${digest}` }, signal)
  if (head.status === 200) return true
  if (head.status !== 404) throw failure(head, what, 'IMAGE_NOT_FOUND')
  return false
}

/**
 * A blob of any size as it comes. Where the connection breaks, the rest is asked for (`Range`, which registries may refuse: then what came already is passed over).
 * The last chunk comes only if all of it has the digest and the size.
 */
export function streamBlob(
  session: Session,
  asked: Asked,
  blob: BlobName,
  signal?: AbortSignal,
): AsyncIterable<Uint8Array> {
  return checkedBlob(blob, resumed(session, asked, blob, signal), `${asked.registry}/${asked.repository}`)
}

async function* resumed(
  session: Session,
  asked: Asked,
  { digest, size }: BlobName,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const what = describe(asked, digest)
  let passed = 0
  for (let failures = 0; ; ) {
    try {
      for await (const chunk of await openFrom(session, asked, digest, passed, signal)) {
        passed += chunk.length
        failures = 0
        yield chunk
      }
      if (passed >= size) return
      throw new RegistryError('REGISTRY_UNAVAILABLE', `${what} ends after ${passed} of ${size} bytes`)
    } catch (error) {
      const cut = error instanceof RegistryError && error.code === 'REGISTRY_UNAVAILABLE'
      if (!cut || ++failures > session.retries) throw error
      await session.backoff(failures, signal)
    }
  }
}

async function openFrom(
  session: Session,
  asked: Asked,
  digest: string,
  from: number,
  signal?: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const headers: Record<string, string> = from === 0 ? {} : { range: `bytes=${from}-` }
  const answer = await session.send(asked, { method: 'GET', path: `blobs/${digest}`, headers, stream: true }, signal)
  const { status, chunks } = answer
  if (chunks === undefined || (status !== 200 && status !== 206)) {
    throw failure(answer, describe(asked, digest), 'BLOB_NOT_FOUND')
  }
  const isRest = status === 206 && answer.headers.get('content-range')?.startsWith(`bytes ${from}-`)
  return from === 0 || isRest ? chunks : behind(chunks, from)
}

async function* behind(chunks: AsyncIterable<Uint8Array>, from: number): AsyncGenerator<Uint8Array> {
  let at = 0
  for await (const chunk of chunks) {
    if (at + chunk.length > from) yield chunk.subarray(Math.max(0, from - at))
    at += chunk.length
  }
}

function describe({ registry, repository }: Asked, digest: string): string {
  if (isDigest(digest)) return `${registry}/${repository}@${digest}`
  throw new RegistryError('REFERENCE_INVALID', 'a blob is asked for by something else than a digest')
}
