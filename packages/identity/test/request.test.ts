import '@chancery/testkit/matchers'
import {
  AZURE_AUDIENCE,
  type Ca,
  canary,
  createCa,
  type OidcIssuer,
  startOidc,
  type TempDir,
  tempDir,
} from '@chancery/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  nodeHttp,
  type RequestOptions,
  requestIdentityToken,
  trustedIssuers,
  verifyIdentityToken,
} from '../src/index.ts'
import { AUDIENCE, loopback, trust } from './issuers.ts'

let ca: Ca
let oidc: OidcIssuer
let dir: TempDir
let base: Pick<RequestOptions, 'audience' | 'http' | 'retryMs'>

beforeAll(async () => {
  ca = await createCa()
  oidc = await startOidc({ ca })
  dir = tempDir()
  base = { audience: AUDIENCE, http: loopback(ca), retryMs: 10 }
})
beforeEach(() => {
  Object.assign(oidc.endpoint, { failures: 0, reply: 'truth' })
})
afterAll(async () => {
  dir[Symbol.dispose]()
  await oidc[Symbol.asyncDispose]()
})

function github(env: RequestOptions['env'] = {}): RequestOptions {
  const { url, bearer } = oidc.endpoint
  return { ...base, env: { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer, ...env } }
}

async function tokenOf(answer: ReturnType<typeof requestIdentityToken>): Promise<string> {
  const result = await answer
  if (result.kind === 'none') throw new Error(result.message)
  return result.token
}

describe('GitHub', () => {
  test('gives a token for the audience that was asked for', async () => {
    const token = await tokenOf(requestIdentityToken('github', github()))
    await expect(verifyIdentityToken(token, trust(ca, oidc, 'github'))).resolves.toMatchObject({ audience: [AUDIENCE] })
    const odd = 'https://sign.example.com/?a=b&audience=evil#é'
    const other = await tokenOf(requestIdentityToken('github', { ...github(), audience: odd }))
    const issuers = trust(ca, oidc, 'github', { audience: odd })
    await expect(verifyIdentityToken(other, issuers)).resolves.toMatchObject({ audience: [odd] })
  })

  test('is asked again while it is down, four times in all', async () => {
    const { requests, endpoint } = oidc
    const before = requests.token
    endpoint.failures = 3
    await tokenOf(requestIdentityToken('github', github()))
    expect(requests.token - before).toBe(4)
    endpoint.failures = 4
    await expect(() => requestIdentityToken('github', github())).toThrowCode('IDENTITY_REQUEST_FAILED')
    expect(endpoint.failures).toBe(0)
  })

  test.each(['no-token', 'not-json', 'redirect'] as const)('that answers with %s fails, at once', async (reply) => {
    const before = oidc.requests.token
    oidc.endpoint.reply = reply
    await expect(() => requestIdentityToken('github', github())).toThrowCode('IDENTITY_REQUEST_FAILED')
    expect(oidc.requests.token - before).toBe(1)
    expect(oidc.requests.elsewhere).toBe(0)
  })

  test('that refuses the bearer fails, and the bearer is in no error', async () => {
    const secret = canary()
    const env = { ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret.secret }
    const wrong = requestIdentityToken('github', github(env))
    const error: unknown = await wrong.catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'IDENTITY_REQUEST_FAILED' })
    secret.assertAbsent(error)
    const url = `https://127.0.0.1:1/?secret=${secret.secret}`
    const dead: unknown = await requestIdentityToken(
      'github',
      github({ ...env, ACTIONS_ID_TOKEN_REQUEST_URL: url }),
    ).catch((thrown: unknown) => thrown)
    expect(dead).toMatchObject({ code: 'IDENTITY_REQUEST_FAILED', message: expect.stringContaining('ECONNREFUSED') })
    secret.assertAbsent(dead)
  })

  test('is not asked over plain HTTP, unless it is this machine', async () => {
    const far = github({ ACTIONS_ID_TOKEN_REQUEST_URL: 'http://runner.example.com/token?api-version=2.0' })
    await expect(() => requestIdentityToken('github', far)).toThrowCode('IDENTITY_REQUEST_FAILED')
    await expect(() =>
      requestIdentityToken('github', github({ ACTIONS_ID_TOKEN_REQUEST_URL: 'nonsense' })),
    ).toThrowCode('IDENTITY_REQUEST_FAILED')
    await using plain = await startOidc({ ca: null })
    const env = {
      ACTIONS_ID_TOKEN_REQUEST_URL: plain.endpoint.url,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: plain.endpoint.bearer,
    }
    await expect(requestIdentityToken('github', { ...base, env })).resolves.toMatchObject({ kind: 'token' })
  })

  test('that does not answer is waited for no longer than the caller wants', async () => {
    oidc.endpoint.reply = 'hang'
    const started = performance.now()
    await expect(() => requestIdentityToken('github', github(), AbortSignal.timeout(100))).toThrowCode('ABORTED')
    oidc.endpoint.failures = 9
    const patient = { ...github(), retryMs: 60_000 }
    await expect(() => requestIdentityToken('github', patient, AbortSignal.timeout(100))).toThrowCode('ABORTED')
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('without the permission says exactly which', async () => {
    const answer = await requestIdentityToken('github', { ...base, env: {} })
    expect(answer).toMatchObject({
      kind: 'none',
      reason: 'no-permission',
      message: expect.stringContaining('`id-token: write`'),
    })
  })

  test.each([
    ['a fork', { full_name: 'mallory/app' }, 'fork-pull-request'],
    ['a deleted fork', null, 'fork-pull-request'],
    ['the repository itself', { full_name: 'acme/app' }, 'no-permission'],
  ])('for a pull request from %s', async (_, repo, reason) => {
    const event = { pull_request: { head: { repo }, base: { repo: { full_name: 'acme/app' } } } }
    const path = dir.write('event.json', JSON.stringify(event))
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: path }
    expect(await requestIdentityToken('github', { ...base, env })).toMatchObject({ kind: 'none', reason })
    const gone = { ...env, GITHUB_EVENT_PATH: dir.at('gone.json') }
    expect(await requestIdentityToken('github', { ...base, env: gone })).toMatchObject({ reason: 'no-permission' })
  })
})

describe('Azure Pipelines', () => {
  test('gives a token for its fixed audience', async () => {
    await using azure = await startOidc({ ca, platform: 'azure' })
    const { url, bearer } = azure.endpoint
    const env = { SYSTEM_OIDCREQUESTURI: url.replace(/\?.*/, ''), SYSTEM_ACCESSTOKEN: bearer }
    const token = await tokenOf(requestIdentityToken('azure', { ...base, env }))
    const options = trust(ca, azure, 'azure', { audience: AZURE_AUDIENCE })
    await expect(verifyIdentityToken(token, options)).resolves.toMatchObject({ platform: 'azure' })
    await expect(() => verifyIdentityToken(token, trust(ca, azure, 'azure'))).toThrowCode('IDENTITY_AUDIENCE')
    await expect(() =>
      requestIdentityToken('azure', { ...base, env: { ...env, SYSTEM_OIDCREQUESTURI: 'nonsense' } }),
    ).toThrowCode('IDENTITY_REQUEST_FAILED')
  })

  test('without an access token says how to map it, or that it is a fork', async () => {
    const env = { SYSTEM_OIDCREQUESTURI: oidc.endpoint.url }
    const answer = await requestIdentityToken('azure', { ...base, env })
    expect(answer).toMatchObject({ reason: 'no-permission', message: expect.stringContaining('SYSTEM_ACCESSTOKEN') })
    const fork = await requestIdentityToken('azure', { ...base, env: { SYSTEM_PULLREQUEST_ISFORK: 'True' } })
    expect(fork).toMatchObject({ reason: 'fork-pull-request' })
  })
})

describe('a token in the environment', () => {
  test.each([
    ['gitlab', undefined, 'CHANCERY_ID_TOKEN'],
    ['gitlab', 'SIGNING_TOKEN', 'SIGNING_TOKEN'],
    ['jenkins', undefined, 'CHANCERY_ID_TOKEN'],
    ['buildkite', undefined, 'CHANCERY_ID_TOKEN'],
    ['circleci', undefined, 'CIRCLE_OIDC_TOKEN_V2'],
    ['github', 'MY_TOKEN', 'MY_TOKEN'],
  ] as const)('of %s (variable %s) is taken from %s or its file', async (platform, variable, name) => {
    const options = { ...base, variable }
    const answer = { kind: 'token', token: 'a.b.c' }
    expect(await requestIdentityToken(platform, { ...options, env: { [name]: ' a.b.c\n' } })).toEqual(answer)
    const path = dir.write('token', 'a.b.c\n')
    expect(await requestIdentityToken(platform, { ...options, env: { [`${name}_FILE`]: path } })).toEqual(answer)
    for (const env of [{}, { [name]: '' }]) {
      expect(await requestIdentityToken(platform, { ...options, env })).toMatchObject({
        kind: 'none',
        reason: 'not-configured',
        message: expect.stringMatching(/\S/),
      })
    }
  })

  test('in a file that is not there, or is no token, fails', async () => {
    const paths = [dir.at('absent'), dir.write('huge', 'x'.repeat(70_000)), dir.path]
    for (const path of paths) {
      const env = { CHANCERY_ID_TOKEN_FILE: path }
      await expect(() => requestIdentityToken('jenkins', { ...base, env })).toThrowCode('IDENTITY_REQUEST_FAILED')
    }
  })

  test("is not there for CircleCI's forks", async () => {
    const env = { CIRCLE_PR_USERNAME: 'mallory' }
    expect(await requestIdentityToken('circleci', { ...base, env })).toMatchObject({ reason: 'fork-pull-request' })
  })
})

test('making an allow-list of the real issuers asks nobody', () => {
  const http = { send: (): never => expect.fail('a request') }
  const issuers = ['https://token.actions.githubusercontent.com', 'https://gitlab.com']
  expect(
    trustedIssuers(
      issuers.map((issuer) => ({ issuer, audience: AUDIENCE })),
      { http },
    ),
  ).toHaveLength(2)
  expect(nodeHttp({ proxyEnv: {} }).send).toBeTypeOf('function')
})
