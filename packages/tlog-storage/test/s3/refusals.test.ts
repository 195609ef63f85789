import { utf8 } from '@chancery/core'
import { canary, createCa, type S3Server, s3Missing, softwareKey, startS3, testKey } from '@chancery/testkit'
import '@chancery/testkit/matchers'
import { type NoteSigner, noteSigner } from '@chancery/tlog'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { StoredLog } from '../../src/index.ts'
import { openObjects, type S3Place, s3Store } from '../../src/s3/index.ts'
import { sdkError, sending, useCredentials } from './between.ts'

const ORIGIN = 'log.example.com'

describe('what a store says', () => {
  const MEANINGS: readonly (readonly [string, number | null, string])[] = [
    ['NoSuchBucket', 404, 'LOG_STORE_REFUSED'],
    ['AccessDenied', 403, 'LOG_STORE_REFUSED'],
    ['SomethingOfItsOwn', 403, 'LOG_STORE_REFUSED'],
    ['InvalidAccessKeyId', 403, 'LOG_STORE_REFUSED'],
    ['SignatureDoesNotMatch', 403, 'LOG_STORE_REFUSED'],
    ['PermanentRedirect', 301, 'LOG_STORE_REFUSED'],
    ['AuthorizationHeaderMalformed', 400, 'LOG_STORE_REFUSED'],
    ['IllegalLocationConstraintException', 400, 'LOG_STORE_REFUSED'],
    ['InvalidBucketName', 400, 'LOG_STORE_REFUSED'],
    ['CredentialsProviderError', null, 'LOG_STORE_REFUSED'],
    ['SELF_SIGNED_CERT_IN_CHAIN', null, 'LOG_STORE_REFUSED'],
    ['NotImplemented', 501, 'LOG_STORE_UNSAFE'],
    ['ExpiredToken', 400, 'LOG_STORE_UNAVAILABLE'],
    ['RequestTimeTooSkewed', 403, 'LOG_STORE_UNAVAILABLE'],
    ['SlowDown', 503, 'LOG_STORE_UNAVAILABLE'],
    ['TooManyRequests', 429, 'LOG_STORE_UNAVAILABLE'],
    ['InternalError', 500, 'LOG_STORE_UNAVAILABLE'],
    ['InsufficientStorage', 507, 'LOG_STORE_UNAVAILABLE'],
    ['QuotaExceeded', 403, 'LOG_STORE_UNAVAILABLE'],
    ['ECONNREFUSED', null, 'LOG_STORE_UNAVAILABLE'],
    ['ENOTFOUND', null, 'LOG_STORE_UNAVAILABLE'],
    ['TimeoutError', null, 'LOG_STORE_UNAVAILABLE'],
    ['AbortError', null, 'LOG_STORE_UNAVAILABLE'],
    ['Error', null, 'LOG_STORE_UNAVAILABLE'],
  ]
  it.each(MEANINGS)('%s (%s) is %s, whatever is done', async (name, status, code) => {
    const objects = sending(() => Promise.reject(sdkError(name, status)))
    const condition = { kind: 'absent' } as const
    for (const work of [
      () => objects.get('checkpoint', 1000),
      () => objects.put('checkpoint', utf8('x'), { type: 'text/plain', cache: 'no-store', condition }),
      () => objects.remove(['one']),
      () => objects.remove(['one', 'two']),
      () => objects.list('tile/'),
    ]) {
      await expect(work).toThrowCode(code)
    }
  })

  it('is told without a word of what was signed', async () => {
    const secret = canary('token')
    const told = { StringToSign: secret.secret, CanonicalRequest: `x-amz-security-token:${secret.secret}` }
    const response = { headers: { authorization: secret.secret }, body: { req: secret.secret } }
    const error = sdkError('SignatureDoesNotMatch', 403, { ...told, $response: response, message: secret.secret })
    const objects = sending(() => Promise.reject(Object.assign(new Error(secret.secret), error)))
    secret.assertAbsent(await objects.get('checkpoint', 1000).catch((thrown: unknown) => thrown))
    const odd = sending(() => Promise.reject(sdkError(`${secret.secret} `, 400)))
    secret.assertAbsent(await odd.get('checkpoint', 1000).catch((thrown: unknown) => thrown))
  })

  it('is null where an object is not there, or a condition does not hold, and only then', async () => {
    const answering = (name: string, status: number) => sending(() => Promise.reject(sdkError(name, status)))
    expect(await answering('NoSuchKey', 404).get('x', 1)).toBeNull()
    const options = { type: 'text/plain', cache: 'no-store' }
    const put = (name: string, status: number, condition: 'absent' | 'none') =>
      answering(name, status).put('x', utf8('x'), { ...options, condition: { kind: condition } })
    expect(await put('PreconditionFailed', 412, 'absent')).toBeNull()
    expect(await put('ConditionalRequestConflict', 409, 'absent')).toBeNull()
    await expect(() => put('PreconditionFailed', 412, 'none')).toThrowCode('LOG_STORE_REFUSED')
    await expect(() => put('ObjectLocked', 409, 'absent')).toThrowCode('LOG_STORE_REFUSED')
  })

  it('is not read without end', async () => {
    const body = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) yield new Uint8Array(65_536)
    }
    for (const ContentLength of [undefined, 10, 1e12]) {
      const output = { ETag: '"1"', Body: body(), ...(ContentLength !== undefined && { ContentLength }) }
      await expect(() => sending(async () => output).get('checkpoint', 1_000_000)).toThrowCode('LOG_DAMAGED')
    }
  })

  it('is nothing to compare by where it has no tag', async () => {
    const objects = sending(async () => ({}))
    const options = { type: 'text/plain', cache: 'no-store', condition: { kind: 'none' } } as const
    await expect(() => objects.put('x', utf8('x'), options)).toThrowCode('LOG_STORE_UNSAFE')
  })
})

describe.skipIf(s3Missing())('a server', () => {
  let server: S3Server
  let secure: S3Server
  let signer: NoteSigner
  beforeAll(async () => {
    ;[server, secure] = await Promise.all([startS3(), startS3({ tls: true })])
    signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await server[Symbol.asyncDispose]()
    await secure[Symbol.asyncDispose]()
  })
  const options = () => ({ origin: ORIGIN, signers: [signer], window: 0 })
  const open = (place: S3Place): Promise<StoredLog> => StoredLog.open(s3Store(openObjects(place)), options())

  const OTHERS: readonly (readonly [string, Readonly<Record<string, string | undefined>>, Partial<S3Place>, string])[] =
    [
      ['another secret', { AWS_SECRET_ACCESS_KEY: 'wrong' }, {}, 'LOG_STORE_REFUSED'],
      ['another key', { AWS_ACCESS_KEY_ID: 'nobody' }, {}, 'LOG_STORE_REFUSED'],
      ['no credentials', { AWS_ACCESS_KEY_ID: undefined, HOME: '/nowhere' }, {}, 'LOG_STORE_REFUSED'],
      ['no such bucket', {}, { bucket: 'absent' }, 'LOG_STORE_REFUSED'],
      ['another region', {}, { region: 'eu-west-3' }, 'LOG_STORE_REFUSED'],
      ['no region', { AWS_REGION: undefined, HOME: '/nowhere' }, {}, 'LOG_STORE_REFUSED'],
      ['nobody at that port', {}, { endpoint: 'http://127.0.0.1:1' }, 'LOG_STORE_UNAVAILABLE'],
      ['no such host', {}, { endpoint: 'http://host.invalid', pathStyle: true }, 'LOG_STORE_UNAVAILABLE'],
      ['no log in the bucket', {}, {}, 'LOG_NOT_FOUND'],
    ]
  it.each(OTHERS)('says what is wrong: %s', async (_, env, change, code) => {
    useCredentials({ ...server.env, ...env })
    const place = { bucket: await server.createBucket(), endpoint: server.url, ...change }
    const error = await open(place).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code })
    expect(JSON.stringify(error) + String(error)).not.toContain(server.secretAccessKey)
  })

  it('proves its name, to who knows the authority', async () => {
    useCredentials(secure.env)
    const place = { bucket: await secure.createBucket(), endpoint: secure.url }
    const other = (await createCa({ key: 'p256', name: 'Other' })).root.certificate.pem
    await expect(() => open(place)).toThrowCode('LOG_STORE_REFUSED')
    await expect(() => open({ ...place, ca: [other] })).toThrowCode('LOG_STORE_REFUSED')
    await using log = await StoredLog.create(s3Store(openObjects({ ...place, ca: [secure.ca ?? ''] })), options())
    expect((await log.add(utf8('one'))).index).toBe(0)
  })

  it('is asked no longer than somebody waits', async () => {
    useCredentials(server.env)
    await using objects = openObjects({ bucket: await server.createBucket(), endpoint: server.url })
    await expect(() => objects.get('checkpoint', 1000, AbortSignal.abort())).toThrowCode('ABORTED')
  })
})
