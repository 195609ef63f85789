import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Stamped } from '@chancery/core'
import type { Ca, CertifiedKey } from '../ca/ca.ts'
import { integer, sequence } from '../ca/der.ts'
import type { CertificateFault } from '../ca/faults.ts'
import type { TestKeyKind } from '../ca/keys.ts'
import { OpensslAuthority, rejected, tokenOf } from './authority.ts'
import { buildQuery, changeQuery, isQueryChange, type QueryChange } from './query.ts'
import { honest, TRANSPORT_FAULTS, type TransportFault } from './transport.ts'

/** What is wrong with the answer itself. */
export type TokenFault = QueryChange | 'wrong-eku' | 'bad-signature' | 'rejected' | 'no-token' | 'truncated' | 'garbage'

export type TsaFault = TokenFault | TransportFault

export interface TsaOptions {
  readonly ca: Ca
  /** By default `p256`. */
  readonly key?: TestKeyKind
  /** Of the authority's certificate. */
  readonly subject?: string
  readonly notAfter?: Date
  readonly fault?: TsaFault
  /** Of the authority's certificate. */
  readonly certificateFault?: CertificateFault
  /** The time it states, instead of now. */
  readonly at?: Date
}

/** A timestamp authority on loopback that tells the truth, lies, or does not speak at all. */
export interface Tsa extends AsyncDisposable {
  readonly url: string
  readonly signer: CertifiedKey
  /** How many requests came so far. */
  readonly requests: number
  /** From the next request on; null: the truth. */
  lie(fault: TsaFault | null): void
  /** The answer (TimeStampResp, DER) to a query, without HTTP. */
  answer(query: Uint8Array): Promise<Uint8Array>
  /** A TimeStampToken (ContentInfo, DER) over the SHA-256 of `message`, without HTTP. */
  token(message: Uint8Array): Promise<Uint8Array>
  /** The same, as the flow asks for it. */
  stamp(message: Uint8Array): Promise<Stamped>
}

export async function startTsa(options: TsaOptions): Promise<Tsa> {
  const { ca, key = 'p256', subject, notAfter, certificateFault, at = null } = options
  const leaf = {
    purpose: 'timestamping',
    key,
    ...(subject !== undefined && { subject }),
    ...(notAfter && { notAfter }),
  } as const
  const proper = await ca.certify(leaf)
  const signer = certificateFault ? await ca.certify({ ...leaf, fault: certificateFault }) : proper
  const authority = new OpensslAuthority(proper)
  let fault: TsaFault | null = options.fault ?? null
  let requests = 0

  async function answer(query: Uint8Array): Promise<Uint8Array> {
    if (fault === 'rejected') return rejected()
    if (fault === 'no-token') return sequence(sequence(integer(0)))
    if (fault === 'garbage') return new TextEncoder().encode('<html>Sign in to the hotel network</html>')
    const told = await authority.reply(isQueryChange(fault) ? changeQuery(query, fault) : query)
    const by = fault === 'wrong-eku' ? await ca.certify({ ...leaf, fault }) : signer
    const response = by === proper && at === null ? told : await authority.restate(told, by, at)
    if (fault === 'bad-signature') return flipLastBit(response)
    return fault === 'truncated' ? response.slice(0, response.length / 2) : response
  }

  const server = createServer((request, response) => {
    requests++
    serve(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const transport = isTransportFault(fault) ? TRANSPORT_FAULTS[fault] : honest
    const query = Uint8Array.from(Buffer.concat(chunks))
    await transport(response, () => answer(query))
  }
  const token = async (message: Uint8Array): Promise<Uint8Array> => tokenOf(await answer(buildQuery(message)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    signer,
    get requests() {
      return requests
    },
    lie(next) {
      fault = next
    },
    answer,
    token,
    stamp: async (message) => ({ tokens: [await token(message)], failures: [] }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      authority[Symbol.dispose]()
    },
  }
}

function isTransportFault(fault: TsaFault | null): fault is TransportFault {
  return fault !== null && Object.hasOwn(TRANSPORT_FAULTS, fault)
}

/** The signature value is the last field of a token without unsigned attributes. */
function flipLastBit(response: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(response)
  bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1
  return bytes
}
