import { checkDigest, isDigest, ociDigest } from './digest.ts'
import { RegistryError } from './errors.ts'
import { type Asked, failure, type Session } from './session.ts'
import { resolveUrl } from './transport.ts'

/** Uploads that end in the middle are begun again, from the question whether they arrived. */
const UPLOADS = 3

/** Registries hand the download to a store elsewhere, which gets no credentials; the digest proves what it sends. */
export async function readBlob(
  session: Session,
  asked: Asked,
  digest: string,
  limit: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const what = `${asked.registry}/${asked.repository}@${digest}`
  if (!isDigest(digest))
    throw new RegistryError('REFERENCE_INVALID', 'a blob is asked for by something else than a digest')
  const answer = await session.send(
    asked,
    { method: 'GET', path: `blobs/${digest}`, limit: { maxBytes: limit, code: 'BLOB_TOO_LARGE' } },
    signal,
  )
  if (answer.status !== 200) throw failure(answer, what, 'BLOB_NOT_FOUND')
  checkDigest(answer.body, digest, what)
  return answer.body
}

/** HEAD, and where it is not there POST and PUT with all of it (distribution specification, "Pushing a blob monolithically"). */
export async function writeBlob(
  session: Session,
  asked: Asked,
  bytes: Uint8Array,
  signal?: AbortSignal,
): Promise<string> {
  const digest = ociDigest(bytes)
  const what = `${asked.registry}/${asked.repository}`
  for (let upload = 1; ; upload++) {
    const head = await session.send(asked, { method: 'HEAD', path: `blobs/${digest}` }, signal)
    if (head.status === 200) return digest
    if (head.status !== 404) throw failure(head, what, 'IMAGE_NOT_FOUND')
    const begun = await session.send(asked, { method: 'POST', path: 'blobs/uploads/' }, signal)
    const location = begun.headers.get('location')
    if (begun.status !== 202) throw failure(begun, what, 'IMAGE_NOT_FOUND')
    if (location === null) throw new RegistryError('REGISTRY_MALFORMED', `${what} begins an upload nowhere`)
    const url = resolveUrl(location, begun.url)
    // Not searchParams: that would write anew what the registry put there and may have signed.
    url.search += `${url.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`
    const headers = { 'content-type': 'application/octet-stream' }
    try {
      const put = await session.send(
        asked,
        { method: 'PUT', path: url, headers, body: bytes, repeatable: false },
        signal,
      )
      if (put.status === 201 || put.status === 204) return digest
      const again = put.status === 404 || put.status === 416 || put.status === 429 || put.status >= 500
      if (!again || upload === UPLOADS) throw failure(put, what, 'REGISTRY_UNAVAILABLE')
    } catch (error) {
      const cut = error instanceof RegistryError && error.code === 'REGISTRY_UNAVAILABLE'
      if (!cut || upload === UPLOADS) throw error
    }
    await session.backoff(upload, signal)
  }
}
