import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Ca,
  createCa,
  findTool,
  openssl,
  startTsa,
  type TokenFault,
  type TransportFault,
  type Tsa,
  tempDir,
} from '../src/index.ts'
import { buildQuery } from '../src/tsa/query.ts'

const MESSAGE = new TextEncoder().encode('signature value')
let ca: Ca
let tsa: Tsa

beforeAll(async () => {
  ca = await createCa()
  tsa = await startTsa({ ca })
})
afterAll(() => tsa[Symbol.asyncDispose]())

function post(query: Uint8Array, signal = AbortSignal.timeout(5000)): Promise<Response> {
  const headers = { 'content-type': 'application/timestamp-query' }
  const body = query as Uint8Array<ArrayBuffer>
  return fetch(tsa.url, { method: 'POST', headers, body, signal, redirect: 'manual' })
}

test.for(['rsa2048', 'p256', 'p384'] as const)('openssl verifies a token by a %s authority', async (key, context) => {
  await using honest = await startTsa({ ca, key })
  const token = await honest.token(MESSAGE)
  const trust = { trust: ca.root.certificate.pem }
  expect(await openssl(context).verifyTimestamp(token, MESSAGE, trust)).toMatchObject({ accepted: true })
  const other = new TextEncoder().encode('another')
  expect(await openssl(context).verifyTimestamp(token, other, trust)).toMatchObject({ accepted: false })
})

test('a token of a stated time says that time, and openssl verifies it then', async (context) => {
  const at = new Date('2020-01-02T03:04:05Z')
  const then = await createCa({ clock: at })
  await using past = await startTsa({ ca: then, at })
  const token = await past.token(MESSAGE)
  expect(Buffer.from(token).includes('20200102030405Z')).toBe(true)
  const trust = then.root.certificate.pem
  expect(await openssl(context).verifyTimestamp(token, MESSAGE, { trust, at })).toMatchObject({ accepted: true })
  expect(await openssl(context).verifyTimestamp(token, MESSAGE, { trust })).toMatchObject({ accepted: false })
})

test('an authority may hold a certificate with any fault', async (context) => {
  await using expired = await startTsa({ ca, certificateFault: 'expired' })
  const token = await expired.token(MESSAGE)
  const verdict = await openssl(context).verifyTimestamp(token, MESSAGE, { trust: ca.root.certificate.pem })
  expect(verdict.accepted).toBe(false)
  expect(verdict.text).toContain('certificate has expired')
})

describe('a query over HTTP', () => {
  const dir = tempDir()
  const query = dir.at('query.tsq')
  const data = dir.write('data', MESSAGE)
  beforeAll(async () => {
    await findTool('openssl')?.run(['ts', '-query', '-data', data, '-sha256', '-cert', '-out', query])
  })
  afterAll(() => dir[Symbol.dispose]())

  /** What openssl says of the answer to this very query. */
  async function verdict(context: Parameters<typeof openssl>[0]): Promise<string> {
    const response = await post(dir.read('query.tsq'))
    const answer = dir.write('answer.tsr', new Uint8Array(await response.arrayBuffer()))
    const trust = dir.write('trust.pem', ca.root.certificate.pem)
    const args = ['ts', '-verify', '-queryfile', query, '-in', answer, '-CAfile', trust]
    return (await openssl(context).run(args)).text
  }

  test('is answered so that openssl verifies it', async (context) => {
    tsa.lie(null)
    const before = tsa.requests
    expect(await verdict(context)).toContain('Verification: OK')
    expect(tsa.requests).toBe(before + 1)
  })

  const REFUSALS: readonly (readonly [TokenFault, string])[] = [
    ['other-imprint', 'message imprint mismatch'],
    ['other-nonce', 'nonce mismatch'],
    ['no-nonce', 'nonce not returned'],
    ['no-certificate', 'signer certificate not found'],
    ['wrong-eku', 'unsuitable certificate purpose'],
    ['bad-signature', 'Verification: FAILED'],
    ['rejected', 'status code: rejection'],
    ['no-token', 'token not present'],
    ['truncated', 'Verification: FAILED'],
    ['garbage', 'Verification: FAILED'],
  ]
  test.for(REFUSALS)('is answered with %s, and openssl refuses it', async ([fault, reason], context) => {
    tsa.lie(fault)
    const said = await verdict(context)
    expect(said).toContain(reason)
    expect(said).not.toContain('Verification: OK')
  })

  test('is answered under another policy than the authority’s own', async (context) => {
    const policyOf = async (): Promise<string> => {
      const file = dir.write('answer.tsr', new Uint8Array(await (await post(dir.read('query.tsq'))).arrayBuffer()))
      return (await openssl(context).run(['ts', '-reply', '-in', file, '-text'])).text
    }
    tsa.lie(null)
    expect(await policyOf()).toContain('Policy OID: 1.3.6.1.4.1.55555.2.1')
    tsa.lie('other-policy')
    expect(await policyOf()).toContain('Policy OID: 1.3.6.1.4.1.55555.2.2')
  })
})

const QUERY = new Uint8Array()
const BEHAVIOUR: Readonly<Record<TransportFault, () => Promise<void>>> = {
  'http-500': async () => expect((await post(QUERY)).status).toBe(500),
  'http-429': async () => expect((await post(QUERY)).headers.get('retry-after')).toBe('3600'),
  redirect: async () => expect((await post(QUERY)).status).toBe(302),
  'wrong-content-type': async () => {
    expect((await post(buildQuery(MESSAGE))).headers.get('content-type')).toBe('text/html')
  },
  hang: async () => {
    await expect(post(QUERY, AbortSignal.timeout(300))).rejects.toThrow(/timeout/)
  },
  'slow-drip': async () => {
    const response = await post(buildQuery(MESSAGE), AbortSignal.timeout(600))
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(500)
    await expect(response.arrayBuffer()).rejects.toThrow(/timeout/)
  },
  'huge-body': async () => {
    const reader = (await post(QUERY)).body?.getReader()
    let length = 0
    while (length < 8 << 20) length += (await reader?.read())?.value?.length ?? 0
    await reader?.cancel()
  },
  'connection-cut': async () => {
    await expect((await post(buildQuery(MESSAGE))).arrayBuffer()).rejects.toThrow()
  },
  'connection-closed': async () => {
    await expect(post(QUERY)).rejects.toThrow()
  },
}

test.for(Object.keys(BEHAVIOUR) as TransportFault[])('an authority whose fault is %s', async (fault) => {
  tsa.lie(fault)
  await BEHAVIOUR[fault]()
})
