import { chmodSync } from 'node:fs'
import { delimiter } from 'node:path'
import { canary, startRegistry, tempDir } from '@chancery/testkit'
import { expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { dockerCredentials, openRepository } from '../src/index.ts'

const secret = canary()
const HOST = 'registry.example.com:5000'
const encoded = (text: string): string => Buffer.from(text).toString('base64')
const password = { kind: 'password', username: 'ci', password: secret.secret }

/** A folder with config.json, and helpers on PATH. */
function withConfig(
  config: unknown,
  helpers: Readonly<Record<string, string>> = {},
): { env: NodeJS.ProcessEnv; read: (name: string) => string } & Disposable {
  const dir = tempDir()
  dir.write('config.json', typeof config === 'string' ? config : JSON.stringify(config))
  for (const [name, body] of Object.entries(helpers)) {
    chmodSync(dir.write(`docker-credential-${name}`, `#!/bin/sh\n${body}\n`), 0o755)
  }
  const env = {
    ...process.env,
    DOCKER_CONFIG: dir.at(''),
    PATH: `${dir.at('')}${delimiter}${process.env.PATH}`,
    DIR: dir.at(''),
  }
  return { env, read: (name) => Buffer.from(dir.read(name)).toString(), [Symbol.dispose]: () => dir[Symbol.dispose]() }
}

test.for([
  ['auth', { auths: { [HOST]: { auth: encoded(`ci:${secret.secret}`) } } }, password],
  ['auth with NUL bytes', { auths: { [HOST]: { auth: encoded(`ci:${secret.secret}\0\0`) } } }, password],
  ['user and password', { auths: { [HOST]: { username: 'ci', password: secret.secret } } }, password],
  ['an old URL as key', { auths: { [`https://${HOST}/v1/`]: { auth: encoded(`ci:${secret.secret}`) } } }, password],
  ['a colon in the password', { auths: { [HOST]: { auth: encoded('ci:a:b') } } }, { username: 'ci', password: 'a:b' }],
  ['an identity token', { auths: { [HOST]: { auth: encoded('x:'), identitytoken: 't' } } }, { kind: 'identity-token' }],
  ['a registry token', { auths: { [HOST]: { registrytoken: 't' } } }, { kind: 'registry-token', token: 't' }],
  ['another port', { auths: { 'registry.example.com': { auth: encoded('ci:x') } } }, null],
  ['another host that ends alike', { auths: { [`my-${HOST}`]: { auth: encoded('ci:x') } } }, null],
  ['a host that only begins alike', { auths: { [`${HOST}.evil.example`]: { auth: encoded('ci:x') } } }, null],
  ['an empty entry', { auths: { [HOST]: {} } }, null],
  ['nothing', {}, null],
] as const)('%s', async ([, config, expected]) => {
  using dir = withConfig(config)
  const found = await dockerCredentials(dir.env)(HOST, 'app')
  if (expected === null) expect(found).toBeNull()
  else expect(found).toMatchObject(expected)
})

test('no file means nobody', async () => {
  using dir = tempDir()
  expect(await dockerCredentials({ DOCKER_CONFIG: dir.at('none') })(HOST, 'app')).toBeNull()
})

test.for([
  ['no JSON', `{"auths": ${secret.secret}`],
  ['a list', '[]'],
  ['no colon in auth', { auths: { [HOST]: { auth: encoded(secret.secret) } } }],
  ['a path for a helper', { credHelpers: { [HOST]: '../../bin/sh' } }],
  ['a helper with an option', { credsStore: '-x' }],
])('a configuration with %s is refused without quoting it', async ([, config]) => {
  using dir = withConfig(config)
  const error = await dockerCredentials(dir.env)(HOST, 'app').catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'DOCKER_CONFIG_INVALID' })
  secret.assertAbsent(error)
})

const RECORD = 'echo "$@" > "$DIR/argv"; cat > "$DIR/stdin"'
const GIVE = `${RECORD}; echo '{"ServerURL":"x","Username":"ci","Secret":"${secret.secret}"}'`

test('a helper is asked on standard input, and for this host only', async () => {
  using dir = withConfig(
    { credHelpers: { [HOST]: 'mine' }, auths: { [HOST]: { auth: encoded('other:x') } } },
    { mine: GIVE },
  )
  const find = dockerCredentials(dir.env)
  expect(await find(HOST, 'app')).toEqual(password)
  expect(dir.read('argv').trim()).toBe('get')
  expect(dir.read('stdin')).toBe(HOST)
  expect(await find('elsewhere.example.com', 'app')).toBeNull()
})

test('Docker Hub has its old name in stores', async () => {
  using dir = withConfig({ credsStore: 'all' }, { all: GIVE })
  expect(await dockerCredentials(dir.env)('docker.io', 'library/app')).toEqual(password)
  expect(dir.read('stdin')).toBe('https://index.docker.io/v1/')
})

test('a helper may give an identity token, or have nothing', async () => {
  const token = `echo '{"Username":"<token>","Secret":"${secret.secret}"}'`
  using dir = withConfig(
    { credHelpers: { [HOST]: 'token', 'none.example.com': 'none' } },
    { token, none: 'echo "credentials not found in native keychain"; exit 1' },
  )
  const find = dockerCredentials(dir.env)
  expect(await find(HOST, 'app')).toEqual({ kind: 'identity-token', token: secret.secret })
  expect(await find('none.example.com', 'app')).toBeNull()
})

test.for([
  ['is absent', null],
  ['fails', `echo ${secret.secret}; echo ${secret.secret} >&2; exit 2`],
  ['talks', `echo ${secret.secret}`],
  ['forgets the secret', `echo '{"Username":"${secret.secret}"}'`],
  ['never ends its answer', 'yes'],
])('a helper that %s is an error that keeps what it said', async ([, body]) => {
  using dir = withConfig({ credsStore: 'mine' }, body === null ? {} : { mine: body as string })
  const error = await dockerCredentials(dir.env)(HOST, 'app').catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'CREDENTIAL_HELPER_FAILED', family: 'environment' })
  secret.assertAbsent(error)
})

test('what docker login left opens the registry', async () => {
  await using registry = await startRegistry({ access: { scheme: 'bearer', username: 'ci', password: secret.secret } })
  const { digest } = registry.push('app', '1')
  using dir = withConfig({ auths: { [registry.host]: { auth: encoded(`ci:${secret.secret}`) } } })
  const repository = openRepository(`oci://${registry.host}/app`, { credentials: dockerCredentials(dir.env) })
  expect((await repository.resolve('1')).digest).toBe(digest)
})

test('a helper is asked once, however many repositories there are', async () => {
  using dir = withConfig({ credsStore: 'mine' }, { mine: `echo x >> "$DIR/count"; ${GIVE}` })
  const find = dockerCredentials(dir.env)
  for (const name of ['one', 'two', 'three']) expect(await find(HOST, name)).toEqual(password)
  expect(dir.read('count')).toBe('x\n')
})
