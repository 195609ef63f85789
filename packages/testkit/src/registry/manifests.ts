import { type Answer, answer, type Exchange, json, refusal } from './exchange.ts'
import { digestOf, isDigestOf } from './store.ts'

export interface ListOptions {
  /** The referrers API, and OCI-Subject; without it clients need the fallback tag. */
  readonly referrers: boolean
  /** Whether the API leaves out other artifact types when asked to. */
  readonly filter: boolean
  /** Entries of a page. */
  readonly pageSize: number
}

const MAX_MANIFEST = 4 * 1024 * 1024
const INDEX = 'application/vnd.oci.image.index.v1+json'

/** Distribution specification, "Pulling manifests", "Pushing Manifests", "Deleting". */
export function answerManifest(exchange: Exchange, reference: string, { referrers }: ListOptions): Answer {
  const { method, store } = exchange
  if (method === 'PUT') return putManifest(exchange, reference, referrers)
  const manifest = store.find(reference)
  if (manifest === undefined) return refusal(404, 'MANIFEST_UNKNOWN')
  if (method === 'DELETE') {
    if (!reference.includes(':')) store.tags.delete(reference)
    else {
      store.manifests.delete(reference)
      for (const [tag, digest] of store.tags) if (digest === reference) store.tags.delete(tag)
    }
    return answer(202)
  }
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, 'UNSUPPORTED')
  const { mediaType, digest, bytes } = manifest
  return answer(200, { 'content-type': mediaType, 'docker-content-digest': digest }, bytes)
}

function putManifest(exchange: Exchange, reference: string, referrers: boolean): Answer {
  const { name, headers, body, store } = exchange
  if (body.length > MAX_MANIFEST) return refusal(413, 'SIZE_INVALID')
  const isByDigest = reference.includes(':')
  if (isByDigest && !isDigestOf(reference, body)) return refusal(400, 'DIGEST_INVALID')
  const value = parse(body)
  const mediaType = headers['content-type'] ?? ''
  if (value === null || (value.mediaType !== undefined && value.mediaType !== mediaType)) {
    return refusal(400, 'MANIFEST_INVALID')
  }
  // A subject may come later than what refers to it; everything else must be there.
  const blobs = [value.config, ...(value.layers ?? [])].filter((one) => one !== undefined)
  const missing =
    blobs.some(({ digest }) => !store.blobs.has(digest)) ||
    (value.manifests ?? []).some(({ digest }) => !store.manifests.has(digest))
  if (missing) return refusal(404, 'MANIFEST_BLOB_UNKNOWN')
  const digest = isByDigest ? reference : digestOf(body)
  store.manifests.set(digest, { mediaType, digest, bytes: body })
  if (!isByDigest) store.tags.set(reference, digest)
  const subject: string | undefined = referrers ? value.subject?.digest : undefined
  const location = `/v2/${name}/manifests/${digest}`
  const listed = subject === undefined ? {} : { 'oci-subject': subject }
  return answer(201, { location, 'docker-content-digest': digest, ...listed })
}

/** "Listing Referrers": a repository without any gives an empty list, never 404. */
export function answerReferrers(exchange: Exchange, digest: string, options: ListOptions): Answer {
  const { url, store } = exchange
  if (!options.referrers) return refusal(404, 'METHOD_UNKNOWN')
  if (!/^sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$/.test(digest)) return refusal(400, 'DIGEST_INVALID')
  const type = url.searchParams.get('artifactType')
  const isFiltered = options.filter && type !== null
  const all = store.referrers(digest).filter(({ artifactType }) => !isFiltered || artifactType === type)
  const from = Number(url.searchParams.get('from') ?? 0)
  const end = from + options.pageSize
  const headers: Record<string, string> = { 'content-type': INDEX }
  if (isFiltered) headers['oci-filters-applied'] = 'artifactType'
  if (end < all.length) {
    const next = new URL(url)
    next.searchParams.set('from', String(end))
    headers.link = `<${next.pathname}${next.search}>; rel="next"`
  }
  return json(200, { schemaVersion: 2, mediaType: INDEX, manifests: all.slice(from, end) }, headers)
}

/** "Listing Tags": in lexical order, `n` of them behind `last`. */
export function answerTags(exchange: Exchange): Answer {
  const { url, name, store } = exchange
  const last = url.searchParams.get('last') ?? ''
  const behind = [...store.tags.keys()].sort().filter((tag) => tag > last)
  const n = Number(url.searchParams.get('n') ?? behind.length)
  const tags = behind.slice(0, n)
  const hasMore = tags.length < behind.length && tags.length > 0
  const link = `</v2/${name}/tags/list?n=${n}&last=${encodeURIComponent(tags.at(-1) ?? '')}>; rel="next"`
  return json(200, { name, tags }, hasMore ? { link } : {})
}

/** What a registry looks at. */
interface PushedManifest {
  readonly mediaType?: string
  readonly config?: { readonly digest: string }
  readonly layers?: readonly { readonly digest: string }[]
  readonly manifests?: readonly { readonly digest: string }[]
  readonly subject?: { readonly digest: string }
}

function parse(body: Uint8Array): PushedManifest | null {
  try {
    const value = JSON.parse(Buffer.from(body).toString())
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
