import { randomUUID } from 'node:crypto'
import { type Answer, answer, type Exchange, refusal } from './exchange.ts'
import { isDigestOf } from './store.ts'

/** Distribution specification, "Pulling blobs", "Deleting Blobs". */
export function answerBlob(exchange: Exchange, digest: string): Answer {
  const { method, store } = exchange
  const blob = store.blobs.get(digest)
  if (blob === undefined) return refusal(404, 'BLOB_UNKNOWN')
  if (method === 'DELETE') {
    store.blobs.delete(digest)
    return answer(202)
  }
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, 'UNSUPPORTED')
  const headers = { 'content-type': 'application/octet-stream', 'docker-content-digest': digest }
  const [, from = '', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(exchange.headers.range ?? '') ?? []
  if (from === '') return answer(200, { ...headers, 'accept-ranges': 'bytes' }, blob)
  const end = Math.min(to === '' ? blob.length : Number(to) + 1, blob.length)
  if (Number(from) >= end) return refusal(416, 'SIZE_INVALID')
  const range = `bytes ${from}-${end - 1}/${blob.length}`
  return answer(206, { ...headers, 'content-range': range }, blob.subarray(Number(from), end))
}

/** "Pushing blobs": in one request, in two, in chunks, or mounted from elsewhere. */
export function answerUpload(exchange: Exchange, id: string, singlePost: boolean): Answer {
  const { method, url, store, body } = exchange
  const digest = url.searchParams.get('digest')
  if (id === '') {
    if (method !== 'POST') return refusal(405, 'UNSUPPORTED')
    if (digest !== null && singlePost) return finish(exchange, digest, body)
    const mount = url.searchParams.get('mount') ?? ''
    const mounted = exchange.other(url.searchParams.get('from') ?? '')?.blobs.get(mount)
    if (mounted !== undefined) return finish(exchange, mount, mounted)
    const begun = randomUUID()
    store.uploads.set(begun, [])
    return answer(202, progress(exchange, begun, 0))
  }
  const chunks = store.uploads.get(id)
  if (chunks === undefined) return refusal(404, 'BLOB_UPLOAD_UNKNOWN')
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  if (method === 'GET') return answer(204, progress(exchange, id, length))
  if (method === 'DELETE') {
    store.uploads.delete(id)
    return answer(204)
  }
  if (method !== 'PATCH' && method !== 'PUT') return refusal(405, 'UNSUPPORTED')
  const start = /^(\d+)-\d+$/.exec(exchange.headers['content-range'] ?? '')?.[1]
  if (start !== undefined && Number(start) !== length) {
    return answer(416, progress(exchange, id, length))
  }
  chunks.push(body)
  if (method === 'PATCH') return answer(202, progress(exchange, id, length + body.length))
  store.uploads.delete(id)
  return finish(exchange, digest ?? '', Buffer.concat(chunks))
}

function finish(exchange: Exchange, digest: string, bytes: Uint8Array): Answer {
  if (!isDigestOf(digest, bytes)) return refusal(400, 'DIGEST_INVALID')
  exchange.store.blobs.set(digest, Uint8Array.from(bytes))
  return answer(201, { location: `/v2/${exchange.name}/blobs/${digest}`, 'docker-content-digest': digest })
}

/** `Range` is inclusive: nothing received is `0-0` as one byte is, for want of another way to say it. */
function progress({ name }: Exchange, id: string, length: number): Record<string, string> {
  return {
    location: `/v2/${name}/blobs/uploads/${id}?state=${randomUUID()}`,
    range: `0-${Math.max(0, length - 1)}`,
    'docker-upload-uuid': id,
  }
}
