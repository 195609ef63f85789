import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { appendClassicLayer, type ImageSignature } from '@chancery/oci'

interface Stored {
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** One repository in memory, as far as cosign and notation ask: blobs, manifests, tags and referrers. Trusts its clients. */
export interface TestRegistry extends AsyncDisposable {
  /** `127.0.0.1:PORT/app` */
  readonly repository: string
  put(mediaType: string, bytes: Uint8Array, tag?: string): string
  /** What a registry client would do with a signature. */
  place(signature: ImageSignature): void
  manifest(reference: string): Uint8Array | null
  blob(digest: string): Uint8Array
  /** Digests of the manifests that have a subject. */
  referrers(): readonly string[]
}

export async function startRegistry(): Promise<TestRegistry> {
  const stored = new Map<string, Stored>()
  const tags = new Map<string, string>()
  const uploads = new Map<string, Buffer>()
  let started = 0
  const put = (mediaType: string, bytes: Uint8Array, tag?: string): string => {
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
    stored.set(digest, { mediaType, bytes })
    if (tag !== undefined) tags.set(tag, digest)
    return digest
  }
  const find = (reference: string): Stored | undefined => stored.get(tags.get(reference) ?? reference)
  const withSubject = (): readonly (readonly [string, Stored, ReturnType<typeof JSON.parse>])[] =>
    [...stored]
      .filter(([, { mediaType }]) => mediaType.includes('manifest'))
      .map(([digest, entry]) => [digest, entry, JSON.parse(new TextDecoder().decode(entry.bytes))] as const)
      .filter(([, , json]) => json.subject !== undefined)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://registry')
    const [, kind, name = ''] = /^\/v2\/app\/(manifests|blobs|referrers)\/(.+)$/.exec(url.pathname) ?? []
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const send = (status: number, headers: Record<string, string> = {}, bytes?: Uint8Array): void => {
      response.writeHead(status, { 'docker-distribution-api-version': 'registry/2.0', ...headers })
      response.end(request.method === 'HEAD' ? undefined : bytes)
    }
    if (kind === 'referrers') {
      const manifests = withSubject()
        .filter(([, , json]) => json.subject.digest === name)
        .map(([digest, { mediaType, bytes }, { artifactType, config, annotations }]) => {
          return { mediaType, digest, size: bytes.length, artifactType: artifactType ?? config.mediaType, annotations }
        })
      const mediaType = 'application/vnd.oci.image.index.v1+json'
      const index = JSON.stringify({ schemaVersion: 2, mediaType, manifests })
      return send(200, { 'content-type': mediaType }, Buffer.from(index))
    }
    if (request.method === 'POST') return send(202, { location: `/v2/app/blobs/uploads/${started++}` })
    if (kind && name.startsWith('uploads/')) {
      uploads.set(name, Buffer.concat([uploads.get(name) ?? Buffer.alloc(0), body]))
      if (request.method === 'PATCH') return send(202, { location: url.pathname })
      const digest = put('application/octet-stream', Uint8Array.from(uploads.get(name) ?? []))
      return send(201, { location: `/v2/app/blobs/${digest}`, 'docker-content-digest': digest })
    }
    if (kind === 'manifests' && request.method === 'PUT') {
      const tag = name.startsWith('sha256:') ? undefined : name
      const digest = put(request.headers['content-type'] ?? '', Uint8Array.from(body), tag)
      const subject = JSON.parse(body.toString('utf8')).subject?.digest
      return send(201, { 'docker-content-digest': digest, ...(subject && { 'oci-subject': subject }) })
    }
    const found = kind ? find(name) : undefined
    if (found) {
      const length = String(found.bytes.length)
      const digest = tags.get(name) ?? name
      const headers = { 'content-type': found.mediaType, 'content-length': length, 'docker-content-digest': digest }
      return send(200, headers, found.bytes)
    }
    if (url.pathname === '/v2/') return send(200)
    send(404, {}, Buffer.from('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}'))
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    repository: `127.0.0.1:${(server.address() as AddressInfo).port}/app`,
    put,
    place(signature) {
      if (signature.kind === 'referrer') {
        for (const { mediaType, bytes } of [...signature.blobs, signature.manifest]) put(mediaType, bytes)
        return
      }
      const { manifest, config } = appendClassicLayer(find(signature.tag)?.bytes ?? null, signature.layer)
      for (const { mediaType, bytes } of [signature.layer.blob, config]) put(mediaType, bytes)
      put(manifest.mediaType, manifest.bytes, signature.tag)
    },
    manifest: (reference) => find(reference)?.bytes ?? null,
    blob: (digest) => (stored.get(digest) as Stored).bytes,
    referrers: () => withSubject().map(([digest]) => digest),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
