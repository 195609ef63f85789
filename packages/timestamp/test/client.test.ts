import '@chancery/testkit/matchers'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import {
  findTimestamps,
  parseSignedData,
  type SignerInfoData,
  verifyTimestampToken,
  withRenewals,
} from '@chancery/codec'
import { concat, type Timestamper, type TimestampRoom, utf8 } from '@chancery/core'
import { type Ca, createCa, softwareKey, startTsa, TSA_POLICY, type Tsa, type TsaFault } from '@chancery/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  serveTimestamps,
  TimestampError,
  type TimestampFault,
  timestampClient,
  timestampResponder,
} from '../src/index.ts'

const message = utf8('a signature value')
const limits = { timeoutMs: 1500, maxBytes: 64 * 1024 }
let ca: Ca
let tsa: Tsa

beforeAll(async () => {
  ca = await createCa()
  tsa = await startTsa({ ca })
})
beforeEach(() => tsa.lie(null))
afterAll(() => tsa[Symbol.asyncDispose]())

async function faultsOf(stamp: () => Promise<unknown>): Promise<readonly TimestampFault[]> {
  const error: unknown = await stamp().catch((thrown: unknown) => thrown)
  if (!(error instanceof TimestampError)) throw new Error('no TimestampError', { cause: error })
  expect(error).toMatchObject({ code: 'TIMESTAMP_FAILED', family: 'environment', exitCode: 3 })
  return error.failures.map(({ fault }) => fault)
}

async function tokenOf(client: Timestamper, room?: TimestampRoom): Promise<Uint8Array> {
  const { tokens } = await client.stamp(message, undefined, room)
  expect(tokens).toHaveLength(1)
  return tokens[0] as Uint8Array
}

describe('the client', () => {
  test.each(['sha256', 'sha384', 'sha512'] as const)('gets a token over the %s of the message', async (digest) => {
    const token = await tokenOf(timestampClient({ urls: [tsa.url], digest }))
    const facts = verifyTimestampToken(token, message)
    expect(facts).toMatchObject({ policy: TSA_POLICY, imprint: { digest } })
    expect(Math.abs(facts.time.getTime() - Date.now())).toBeLessThan(60_000)
    expect(facts.nonce).toMatch(/^[4-7][0-9a-f]{15}$/)
  })

  test('asks under a policy, and takes the token where it is under that', async () => {
    const client = timestampClient({ urls: [tsa.url], policy: TSA_POLICY })
    expect(verifyTimestampToken(await tokenOf(client), message).policy).toBe(TSA_POLICY)
  })

  test('stamps many at once', async () => {
    const key = softwareKey(await ca.certify({ purpose: 'timestamping', key: 'p256' }), { name: 'tsa' })
    await using ours = await serveTimestamps(timestampResponder({ key }))
    const client = timestampClient({ urls: [ours.url] })
    const messages = Array.from({ length: 50 }, (_, i) => utf8(`value ${i}`))
    const stamped = await Promise.all(messages.map((one) => client.stamp(one)))
    stamped.forEach(({ tokens: [token = new Uint8Array()] }, i) => {
      verifyTimestampToken(token, messages[i] as Uint8Array)
      expect(() => verifyTimestampToken(token, message)).toThrowCode('TIMESTAMP_INVALID')
    })
  })
})

describe('the client refuses', () => {
  test.each<[TsaFault, TimestampFault]>([
    ['other-imprint', 'imprint'],
    ['other-nonce', 'nonce'],
    ['no-nonce', 'nonce'],
    ['other-policy', 'policy'],
    ['no-certificate', 'token'],
    ['wrong-eku', 'token'],
    ['bad-signature', 'token'],
    ['rejected', 'rejected'],
    ['no-token', 'rejected'],
    ['truncated', 'malformed'],
    ['garbage', 'malformed'],
    ['http-500', 'status'],
    ['http-429', 'busy'],
    ['redirect', 'redirect'],
    ['wrong-content-type', 'content-type'],
    ['hang', 'timeout'],
    ['slow-drip', 'timeout'],
    ['huge-body', 'too-large'],
    ['connection-cut', 'unreachable'],
    ['connection-closed', 'unreachable'],
  ])('an authority with the fault %s', async (lie, fault) => {
    tsa.lie(lie)
    const policy = lie === 'other-policy' ? TSA_POLICY : null
    const client = timestampClient({ urls: [tsa.url], ...limits, policy })
    expect(await faultsOf(() => client.stamp(message))).toEqual([fault])
    tsa.lie(null)
    verifyTimestampToken(await tokenOf(client), message)
  })

  test.each(['noncritical-eku', 'additional-eku', 'no-eku', 'expired', 'not-yet-valid'] as const)(
    'an authority whose certificate is %s',
    async (certificateFault) => {
      await using faulty = await startTsa({ ca, certificateFault })
      expect(await faultsOf(() => timestampClient({ urls: [faulty.url] }).stamp(message))).toEqual(['token'])
    },
  )

  test.each([-1, 1])('a time that is %i hours from our clock, unless that is tolerated', async (hours) => {
    await using odd = await startTsa({ ca, at: new Date(Date.now() + hours * 3_600_000) })
    expect(await faultsOf(() => timestampClient({ urls: [odd.url] }).stamp(message))).toEqual(['time'])
    await timestampClient({ urls: [odd.url], toleranceMs: 2 * 3_600_000 }).stamp(message)
  })

  test('a port that nobody listens on, and a name that nobody has', async () => {
    const urls = ['http://127.0.0.1:1/', 'http://tsa.invalid/']
    expect(await faultsOf(() => timestampClient({ urls, ...limits }).stamp(message))).toEqual([
      'unreachable',
      'unreachable',
    ])
  })

  test.each(['ftp://tsa.example/', 'tsa.example', 'file:///etc/passwd', ''])('%j as a URL', (url) => {
    expect(() => timestampClient({ urls: [tsa.url, url] })).toThrowCode('TIMESTAMP_URL_INVALID')
  })

  test('an empty list', () => {
    expect(() => timestampClient({ urls: [] })).toThrowCode('TIMESTAMP_URL_INVALID')
  })
})

describe('of several authorities', () => {
  const dead = 'http://127.0.0.1:1/dead'

  test('the second stamps where the first is dead, and the third is not asked', async () => {
    await using third = await startTsa({ ca })
    await timestampClient({ urls: [dead, tsa.url, third.url] }).stamp(message)
    expect(third.requests).toBe(0)
  })

  test('a lie of the first does not stop the second', async () => {
    await using liar = await startTsa({ ca, fault: 'other-imprint' })
    verifyTimestampToken(await tokenOf(timestampClient({ urls: [liar.url, tsa.url] })), message)
  })

  test('each reason is reported, in their order', async () => {
    await using liar = await startTsa({ ca, fault: 'bad-signature' })
    tsa.lie('http-500')
    const error: unknown = await timestampClient({ urls: [dead, liar.url, tsa.url] })
      .stamp(message)
      .catch((thrown) => thrown)
    expect(error).toBeInstanceOf(TimestampError)
    const { details } = error as TimestampError
    expect(details.authorities).toEqual([
      expect.stringContaining('http://127.0.0.1:1/dead: '),
      expect.stringContaining(`${liar.url}: `),
      expect.stringContaining(`${tsa.url}: `),
    ])
  })

  test('user, password and query of a URL are nowhere in an error', async () => {
    const secret = 'canary-5f0e2d'
    const urls = [
      `http://user:${secret}@127.0.0.1:1/x?key=${secret}`,
      `${tsa.url}?key=${secret}`,
      `http://${secret}:p@tsa.invalid/#${secret}`,
    ]
    tsa.lie('redirect')
    const error = (await timestampClient({ urls, ...limits })
      .stamp(message)
      .catch((thrown) => thrown)) as TimestampError
    expect(error.failures).toHaveLength(3)
    expect(inspect(error, { depth: 9 })).not.toContain(secret)
    expect(() => timestampClient({ urls: [`ftp://user:${secret}@tsa.example`] })).not.toThrow(secret)
  })
})

describe('a quorum', () => {
  const dead = 'http://127.0.0.1:1/dead'
  // Keys of a kind are few, and two authorities must not share one.
  const KINDS = { Second: 'rsa2048', Third: 'p384', Liar: 'p521', Hanging: 'p521' } as const
  const authority = (name: keyof typeof KINDS, fault?: TsaFault): Promise<Tsa> =>
    startTsa({ ca, subject: `CN=${name}`, key: KINDS[name], ...(fault ? { fault } : {}) })

  test('of two keeps both tokens, in the order of the list, and asks nobody else', async () => {
    await using second = await authority('Second')
    await using third = await authority('Third')
    const client = timestampClient({ urls: [tsa.url, second.url, third.url], quorum: 2 })
    const { tokens, failures } = await client.stamp(message)
    const names = tokens.map((token) => verifyTimestampToken(token, message).authority.subjectName)
    expect(names).toEqual(['CN=Timestamps,O=Chancery Test', 'CN=Second'])
    expect(failures).toEqual([])
    expect(third.requests).toBe(0)
  })

  test('is met by those after the ones that fail, whose reasons are told', async () => {
    await using liar = await authority('Liar', 'other-imprint')
    await using second = await authority('Second')
    const client = timestampClient({ urls: [dead, liar.url, tsa.url, second.url], quorum: 2 })
    const { tokens, failures } = await client.stamp(message)
    expect(tokens).toHaveLength(2)
    expect(failures).toEqual([
      { authority: dead, message: expect.stringContaining('cannot be reached') },
      { authority: liar.url, message: 'the token is of other data' },
    ])
  })

  test('is not met by one authority under two addresses', async () => {
    const error = await timestampClient({ urls: [tsa.url, `${tsa.url}again`], quorum: 2 })
      .stamp(message)
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'TIMESTAMP_QUORUM_FAILED', family: 'environment', exitCode: 3 })
    expect((error as TimestampError).failures).toMatchObject([{ fault: 'same-authority' }])
  })

  test('that is missed says how many stamped, and why the others did not', async () => {
    await using hanging = await authority('Hanging', 'hang')
    const error = await timestampClient({ urls: [tsa.url, hanging.url, dead], quorum: 2, ...limits })
      .stamp(message)
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'TIMESTAMP_QUORUM_FAILED',
      message: expect.stringMatching(/^1 of 2 authorities stamped: .*no whole answer.*; .*cannot be reached/),
    })
  })

  test.each([3, 0, 1.5])('of %s authorities of two is refused', (quorum) => {
    expect(() => timestampClient({ urls: [tsa.url, dead], quorum })).toThrowCode('TIMESTAMP_QUORUM_INVALID')
  })

  test('where there is room for one token: each further one lies in the one before, and is about it', async () => {
    await using second = await authority('Second')
    await using third = await authority('Third')
    const client = timestampClient({ urls: [tsa.url, dead, second.url, third.url], quorum: 3 })
    const token = await tokenOf(client, 'one')
    const [signer] = parseSignedData(token).signerInfos
    const { authority: first } = verifyTimestampToken(token, message)
    expect(first.subjectName).toBe('CN=Timestamps,O=Chancery Test')
    const { timestamps, fault } = findTimestamps(signer as SignerInfoData, [])
    expect(fault).toBeNull()
    const names = withRenewals(timestamps).map(({ authority }) => authority.subjectName)
    expect(names).toEqual(['CN=Second', 'CN=Third'])
    expect(signer?.unsignedAttrs).toHaveLength(1)
  })

  test('lets an authority that could not be reached rest: the next message asks the others first', async () => {
    await using hanging = await authority('Hanging', 'hang')
    const client = timestampClient({ urls: [hanging.url, tsa.url], ...limits })
    await client.stamp(message)
    hanging.lie(null)
    await client.stamp(message)
    expect(hanging.requests).toBe(1)
    tsa.lie('http-500')
    await client.stamp(message)
    expect(hanging.requests).toBe(2)
  })
})

describe('an authority that is asked too often', () => {
  test('is asked once more after the time it names, when nobody else is left', async () => {
    await using moody = await moodyServer(['429 1', 'stamp'])
    await timestampClient({ urls: [moody.url] }).stamp(message)
    expect(moody.requests).toHaveLength(2)
  })

  test('but another authority goes first', async () => {
    await using moody = await moodyServer(['429 1', 'stamp'])
    await timestampClient({ urls: [moody.url, tsa.url] }).stamp(message)
    expect(moody.requests).toHaveLength(1)
  })

  test('and a wait beyond the limit is none', async () => {
    await using moody = await moodyServer(['503 3600', 'stamp'])
    expect(await faultsOf(() => timestampClient({ urls: [moody.url] }).stamp(message))).toEqual(['busy'])
    expect(moody.requests).toHaveLength(1)
  })

  test('twice is a failure', async () => {
    await using moody = await moodyServer(['429 0', '503 0', 'stamp'])
    expect(await faultsOf(() => timestampClient({ urls: [moody.url] }).stamp(message))).toEqual(['busy', 'busy'])
  })
})

describe('a connection', () => {
  test('is kept, and asked for anew where the other side had just closed it', async () => {
    await using moody = await moodyServer(['stamp', 'close', 'stamp', 'close', 'close'])
    const client = timestampClient({ urls: [moody.url] })
    await client.stamp(message)
    await client.stamp(message)
    expect(moody.requests).toHaveLength(3)
    expect(await faultsOf(() => client.stamp(message))).toEqual(['unreachable'])
    expect(moody.requests).toHaveLength(5)
  })

  test('that was new and closed is not asked twice', async () => {
    await using moody = await moodyServer(['close', 'stamp'])
    expect(await faultsOf(() => timestampClient({ urls: [moody.url] }).stamp(message))).toEqual(['unreachable'])
    expect(moody.requests).toHaveLength(1)
  })

  test('takes user and password from the URL', async () => {
    await using moody = await moodyServer(['stamp'])
    await timestampClient({ urls: [moody.url.replace('//', '//user:p%40ss@')] }).stamp(message)
    const { authorization } = moody.requests[0]?.headers ?? {}
    expect(authorization).toBe(`Basic ${Buffer.from('user:p@ss').toString('base64')}`)
  })

  test('goes through the proxy of the environment, but for the hosts that it excepts', async () => {
    await using proxy = await moodyServer(['stamp'])
    const proxyEnv = { HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' }
    await timestampClient({ urls: ['http://tsa.invalid/x'], proxyEnv }).stamp(message)
    expect(proxy.requests[0]?.url).toBe('http://tsa.invalid/x')
    await timestampClient({ urls: [tsa.url], proxyEnv }).stamp(message)
    expect(proxy.requests).toHaveLength(1)
  })
})

describe('an abort', () => {
  test('ends a hanging request at once', async () => {
    tsa.lie('hang')
    const stop = new AbortController()
    const stamped = timestampClient({ urls: [tsa.url] }).stamp(message, stop.signal)
    setTimeout(() => stop.abort(), 100)
    const began = Date.now()
    await expect(() => stamped).toThrowCode('ABORTED')
    expect(Date.now() - began).toBeLessThan(5000)
  })

  test('ends a wait for a busy authority at once, and one that came before asks nobody', async () => {
    await using moody = await moodyServer(['429 9', 'stamp'])
    const stop = new AbortController()
    const stamped = timestampClient({ urls: [moody.url] }).stamp(message, stop.signal)
    setTimeout(() => stop.abort(), 300)
    await expect(() => stamped).toThrowCode('ABORTED')
    await expect(() => timestampClient({ urls: [moody.url] }).stamp(message, stop.signal)).toThrowCode('ABORTED')
    expect(moody.requests).toHaveLength(1)
  })
})

interface MoodyServer extends AsyncDisposable {
  readonly url: string
  /** As they came: method, target and headers. */
  readonly requests: readonly IncomingMessage[]
}

/** Answers each request as its script says: `429 1` is the status with Retry-After, `stamp` the truth, `close` nothing. */
async function moodyServer(script: readonly string[]): Promise<MoodyServer> {
  const requests: IncomingMessage[] = []
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const turn = script[requests.push(request) - 1] ?? ''
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk as Uint8Array)
    const [status, retryAfter] = turn.split(' ')
    if (turn === 'close') response.destroy()
    else if (turn === 'stamp') {
      const reply = await tsa.answer(concat(...chunks))
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(reply)
    } else response.writeHead(Number(status), { 'retry-after': retryAfter }).end()
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
