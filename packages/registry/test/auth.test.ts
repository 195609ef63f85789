import { canary, createCa, startRegistry, tempDir } from '@chancery/testkit'
import { expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { parseChallenge } from '../src/auth/challenge.ts'
import {
  type Credential,
  type HttpClient,
  nodeHttp,
  openRegistries,
  openRepository,
  type RegistryOptions,
} from '../src/index.ts'
import { addSignature } from './referrer.ts'

const secret = canary()
const user = { username: 'ci', password: secret.secret }
const known: RegistryOptions = { credentials: async () => ({ kind: 'password', ...user }), backoffMs: 1 }
const as = (credential: Credential | null): RegistryOptions => ({ credentials: async () => credential, backoffMs: 1 })

test('a password opens a registry with basic authentication', async () => {
  await using registry = await startRegistry({ access: { scheme: 'basic', ...user } })
  const image = registry.push('app', '1')
  const repository = openRepository(`oci://${registry.host}/app`, known)
  expect((await repository.resolve('1')).digest).toBe(image.digest)
  expect(registry.log.map(({ authorization }) => authorization)).toEqual([null, 'Basic'])
})

test('one token for reading and one for writing do for all images of a repository', async () => {
  await using registry = await startRegistry({ access: { scheme: 'bearer', ...user } })
  const images = Array.from({ length: 20 }, (_, i) => registry.push('app', `t${i}`))
  const repository = openRepository(`oci://${registry.host}/app`, known)
  await Promise.all(
    images.map(async ({ digest }, i) => expect((await repository.resolve(`t${i}`)).digest).toBe(digest)),
  )
  await Promise.all(images.map((image) => addSignature(repository, image, 'one')))
  expect(registry.count(/\/auth\/token/)).toBe(2)
  expect(registry.count(/^GET \/v2\/$/)).toBe(1)
  expect(registry.log.filter(({ status }) => status === 401)).toHaveLength(1)
  expect(
    registry.log.filter(({ path, authorization }) => path.startsWith('/auth') && authorization === 'Basic'),
  ).toHaveLength(2)
})

test('repositories of one session share the login', async () => {
  await using registry = await startRegistry({ access: { scheme: 'basic', ...user } })
  let asked = 0
  const registries = openRegistries({
    credentials: async () => {
      asked++
      return { kind: 'password', ...user }
    },
  })
  for (const name of ['one', 'two', 'three']) {
    registry.push(name, '1')
    await registries.repository(`oci://${registry.host}/${name}`).resolve('1')
  }
  // One for each: an entry may be for one repository.
  expect(asked).toBe(3)
  expect(registry.count(/^GET \/v2\/$/)).toBe(1)
})

test('an identity token is turned into access tokens by POST', async () => {
  const identity = canary('identity')
  await using registry = await startRegistry({ access: { scheme: 'bearer', ...user, identityToken: identity.secret } })
  registry.push('app', '1')
  const options = as({ kind: 'identity-token', token: identity.secret })
  await openRepository(`oci://${registry.host}/app`, options).resolve('1')
  expect(registry.count(/^POST \/auth\/token/)).toBe(1)
  identity.assertAbsent(registry.log.map(({ path }) => path).join('\n'))
})

test('a token that ran out or was revoked is renewed, once', async () => {
  await using registry = await startRegistry({ access: { scheme: 'bearer', ...user } })
  registry.push('app', '1')
  const repository = openRepository(`oci://${registry.host}/app`, known)
  await repository.resolve('1')
  registry.revokeTokens()
  registry.clearLog()
  await Promise.all(Array.from({ length: 5 }, () => repository.resolve('1')))
  expect(registry.count(/\/auth\/token/)).toBe(1)
})

test('a registry that never takes its own token is not asked for ever', async () => {
  await using registry = await startRegistry({ access: { scheme: 'bearer', ...user, lifetime: 0 } })
  registry.push('app', '1')
  await expect(() => openRepository(`oci://${registry.host}/app`, known).resolve('1')).toThrowCode(
    'REGISTRY_UNAUTHORIZED',
  )
  expect(registry.log.length).toBeLessThan(8)
})

test.for(['basic', 'bearer'] as const)('nobody and a wrong password are not let in (%s)', async (scheme) => {
  await using registry = await startRegistry({ access: { scheme, ...user } })
  registry.push('app', '1')
  const wrong = canary('wrong')
  for (const credential of [null, { kind: 'password', username: 'ci', password: wrong.secret } as const]) {
    const error = await openRepository(`oci://${registry.host}/app`, as(credential))
      .resolve('1')
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'REGISTRY_UNAUTHORIZED', family: 'environment' })
    wrong.assertAbsent(error)
  }
})

test('who may only read is denied the writing', async () => {
  await using registry = await startRegistry({ access: { scheme: 'bearer', ...user, grants: 'pull' } })
  const image = registry.push('app', '1')
  const repository = openRepository(`oci://${registry.host}/app`, known)
  await repository.resolve('1')
  await expect(() => addSignature(repository, image, 'one')).toThrowCode('REGISTRY_DENIED')
  registry.lie({ fault: { kind: 'status', status: 403, code: 'DENIED' } })
  await expect(() => repository.resolve('1')).toThrowCode('REGISTRY_DENIED')
})

test('a token server that fails is told apart from one that refuses', async () => {
  await using registry = await startRegistry({ access: { scheme: 'bearer', ...user } })
  registry.push('app', '1')
  const resolve = () => openRepository(`oci://${registry.host}/app`, known).resolve('1')
  const on = /\/auth\/token/
  registry.lie({ fault: { kind: 'status', status: 503 }, on })
  await expect(resolve).toThrowCode('REGISTRY_UNAVAILABLE')
  registry.lie({ fault: { kind: 'status', status: 429, retryAfter: '3600' }, on })
  await expect(resolve).toThrowCode('REGISTRY_LIMITED')
  registry.lie({ fault: { kind: 'status', status: 403 }, on })
  await expect(resolve).toThrowCode('REGISTRY_DENIED')
  registry.lie({ fault: { kind: 'body', body: '{}' }, on })
  await expect(resolve).toThrowCode('REGISTRY_MALFORMED')
  registry.beHonest()
  registry.lie({ fault: { kind: 'status', status: 503 }, on, times: 2 })
  await resolve()
})

test('no part of a token or password is in an error', async () => {
  await using registry = await startRegistry({ access: { scheme: 'bearer', ...user } })
  registry.push('app', '1')
  const token = canary('token')
  const body = JSON.stringify({ token: `${token.secret}\nx: y` })
  registry.lie({ fault: { kind: 'body', body }, on: /\/auth\/token/ })
  const error = await openRepository(`oci://${registry.host}/app`, known)
    .resolve('1')
    .catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'REGISTRY_MALFORMED' })
  token.assertAbsent(error)
  secret.assertAbsent(error)
})

test('credentials do not follow a redirect to another host, nor one of the token server', async () => {
  await using store = await startRegistry()
  await using registry = await startRegistry({ access: { scheme: 'basic', ...user } })
  for (const one of [registry, store]) one.push('app', '1')
  const repository = openRepository(`oci://${registry.host}/app`, known)
  const { bytes } = await repository.manifest('1')
  const { config } = JSON.parse(Buffer.from(bytes).toString())
  registry.lie({ fault: { kind: 'redirect', to: `${store.origin}/v2/app/blobs/${config.digest}` }, on: /blobs/ })
  expect(await repository.blob(config.digest, 1000)).toHaveLength(config.size)
  expect(store.log).toMatchObject([{ authorization: null }])
  expect(registry.log.at(-1)).toMatchObject({ authorization: 'Basic' })

  await using bearer = await startRegistry({ access: { scheme: 'bearer', ...user } })
  bearer.push('app', '1')
  bearer.lie({ fault: { kind: 'redirect', to: `${store.origin}/token` }, on: /\/auth\/token/ })
  store.clearLog()
  await expect(() => openRepository(`oci://${bearer.host}/app`, known).resolve('1')).toThrowCode('REGISTRY_MALFORMED')
  expect(store.log).toEqual([])
})

test('an upload that goes to another host takes no credentials along', async () => {
  await using store = await startRegistry()
  await using registry = await startRegistry({ access: { scheme: 'basic', ...user } })
  const location = `${store.origin}/v2/app/blobs/uploads/?elsewhere=1`
  registry.lie({ fault: { kind: 'status', status: 202 }, on: /^POST .*digest=/ })
  registry.lie({ fault: { kind: 'headers', headers: { location } }, on: /^POST .*uploads\/$/ })
  const repository = openRepository(`oci://${registry.host}/app`, known)
  await expect(() => repository.putBlob(new Uint8Array(3))).toThrowCode('REGISTRY_REFUSED')
  expect(store.log).toMatchObject([{ method: 'PUT', authorization: null, up: 3 }])
})

test.for([
  ['plain HTTP elsewhere', 'http://tokens.example.com/token', 'PLAIN_HTTP_REFUSED'],
  ['no URL', 'tokens', 'REGISTRY_MALFORMED'],
  ['a file', 'file:///etc/passwd', 'PLAIN_HTTP_REFUSED'],
  ['a password in it', 'https://user:pass@tokens.example.com/', 'REGISTRY_MALFORMED'],
] as const)('a token server at %s is not asked', async ([, realm, code]) => {
  await using registry = await startRegistry()
  const challenge = { 'www-authenticate': `Bearer realm="${realm}"` }
  const asked: string[] = []
  const http = nodeHttp()
  const recording: HttpClient = async (request) => {
    asked.push(request.url.host)
    return { ...(await http(request)), status: 401, headers: new Headers(challenge) }
  }
  const repository = openRepository(`oci://${registry.host}/app`, { ...known, http: recording })
  await expect(() => repository.resolve('1')).toThrowCode(code)
  expect(new Set(asked)).toEqual(new Set([registry.host]))
})

test('a certificate that nobody vouches for ends it, before any credentials', async () => {
  await using registry = await startRegistry({ ca: await createCa(), access: { scheme: 'basic', ...user } })
  registry.push('app', '1')
  const insecure = openRepository(`oci://${registry.host}/app`, { ...known, insecure: true })
  await expect(() => insecure.resolve('1')).toThrowCode('REGISTRY_CERTIFICATE')
  expect(registry.log).toEqual([])
})

test('NODE_EXTRA_CA_CERTS vouches for it', async () => {
  using dir = tempDir()
  const ca = await createCa()
  await using registry = await startRegistry({ ca })
  const { digest } = registry.push('app', '1')
  const { spawn } = await import('node:child_process')
  const script = `
    import { openRepository } from '@chancery/registry'
    console.log((await openRepository(process.argv[1]).resolve('1')).digest)`
  const args = ['--conditions=@chancery/source', '--input-type=module', '-e', script, `oci://${registry.host}/app`]
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: dir.write('ca.pem', ca.root.certificate.pem) }
  const child = spawn(process.execPath, args, { env, cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  await new Promise((resolve) => child.once('close', resolve))
  expect(output.trim()).toBe(digest)
})

test.for([
  [null, null],
  ['', null],
  ['Negotiate', null],
  ['Basic realm="x"', { kind: 'basic' }],
  ['basic', { kind: 'basic' }],
  ['Bearer service="x"', null],
  ['Bearer realm="https://a/b?c=d,e",service="f g"', { realm: 'https://a/b?c=d,e', service: 'f g', scope: null }],
  ['Basic realm="r", Bearer realm="https://a/", scope="repository:x:pull,push"', { scope: 'repository:x:pull,push' }],
  ['Bearer realm=https://a/token , Basic realm="r"', { realm: 'https://a/token' }],
  ['BEARER REALM="a\\"b"', { realm: 'a"b' }],
  ['Bearer realm="a",error="insufficient_scope"', { error: 'insufficient_scope' }],
  ['Bearer realm="never closed', null],
] as const)('the challenge %j', ([header, expected]) => {
  const challenge = parseChallenge(header)
  if (expected === null) expect(challenge).toBeNull()
  else expect(challenge).toMatchObject(expected)
})
