import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Answer, answer, refusal } from './exchange.ts'

export type RegistryFault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly code?: string }
  /** Half of the body that was announced, then the connection ends. */
  | { readonly kind: 'cut' }
  /** No answer at all: the connection ends. `arrives`: but the request was done. */
  | { readonly kind: 'closed'; readonly arrives?: boolean }
  /** Another body under the digest that was asked for. */
  | { readonly kind: 'lying-digest' }
  /** A body that goes on as long as anyone reads. `announced`: with its length, a gigabyte. */
  | { readonly kind: 'endless'; readonly announced?: boolean }
  /** Milliseconds until the answer. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
  /** The true answer with these headers instead of its own. */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
  /** Something else with 200. */
  | { readonly kind: 'body'; readonly body: string; readonly contentType?: string }

export interface FaultRule {
  readonly fault: RegistryFault
  /** `GET /v2/app/manifests/1`; by default every request. */
  readonly on?: RegExp
  /** How often; by default for ever. */
  readonly times?: number
}

const GIGABYTE = 1 << 30
const MANIFEST = { 'content-type': 'application/vnd.oci.image.manifest.v1+json' }

function* spaces(): Generator<Uint8Array> {
  const chunk = new Uint8Array(65_536).fill(0x20)
  while (true) yield chunk
}

/** @param honest makes the true answer, and with it what the request asks to be done */
export async function playFault(fault: RegistryFault, response: ServerResponse, honest: () => Answer): Promise<void> {
  switch (fault.kind) {
    case 'status': {
      const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }
      send(response, refusal(fault.status, fault.code ?? 'UNKNOWN', headers))
      break
    }
    case 'cut': {
      const { status, headers, body } = honest()
      response.writeHead(status, { ...headers, 'content-length': body.length + 1 })
      const half = body.length > 1 ? body.subarray(0, body.length / 2) : Uint8Array.of(0x20)
      response.write(half, () => response.destroy())
      break
    }
    case 'closed':
      if (fault.arrives) honest()
      response.destroy()
      break
    case 'lying-digest': {
      const { status, headers, body } = honest()
      send(response, answer(status, headers, Uint8Array.from(body).reverse()))
      break
    }
    case 'endless':
      response.writeHead(200, fault.announced ? { ...MANIFEST, 'content-length': GIGABYTE } : MANIFEST)
      // It ends when the client has had enough and hangs up.
      await pipeline(Readable.from(spaces()), response).catch(() => {})
      break
    case 'slow': {
      const timer = setTimeout(() => send(response, honest()), fault.milliseconds)
      response.once('close', () => clearTimeout(timer))
      break
    }
    case 'redirect':
      send(response, answer(fault.status ?? 307, { location: fault.to }))
      break
    case 'headers': {
      const { status, headers, body } = honest()
      send(response, answer(status, { ...headers, ...fault.headers }, body))
      break
    }
    case 'body':
      send(
        response,
        answer(200, { 'content-type': fault.contentType ?? 'text/html' }, new TextEncoder().encode(fault.body)),
      )
      break
  }
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': body.length }).end(body)
}
