import { canary, startRegistry, tempDir } from '@chancery/testkit'
import { expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { containersCredentials, openRepository } from '../src/index.ts'

const HOST = 'registry.example.com:5000'
const entry = (user: string): { auth: string } => ({ auth: Buffer.from(`${user}:x`).toString('base64') })
const file = (auths: Record<string, unknown>): string => JSON.stringify({ auths })

test('the longest entry for a repository counts', async () => {
  using dir = tempDir()
  const auths = {
    [HOST]: entry('host'),
    [`${HOST}/team`]: entry('team'),
    [`${HOST}/team/app`]: entry('app'),
    [`${HOST}/tea`]: entry('tea'),
  }
  const find = containersCredentials({ REGISTRY_AUTH_FILE: dir.write('auth.json', file(auths)) })
  for (const [repository, username] of [
    ['team/app', 'app'],
    ['team/app/part', 'app'],
    ['team/other', 'team'],
    ['teams/app', 'host'],
    ['other', 'host'],
  ] as const) {
    expect(await find(HOST, repository)).toMatchObject({ username })
  }
  expect(await find('elsewhere.example.com', 'team/app')).toBeNull()
})

test('an entry for a path is for nobody else at that host', async () => {
  using dir = tempDir()
  const find = containersCredentials({
    REGISTRY_AUTH_FILE: dir.write('auth.json', file({ [`${HOST}/team`]: entry('team') })),
  })
  expect(await find(HOST, 'other')).toBeNull()
})

test('the files are asked in the order of Podman, and then that of Docker', async () => {
  using dir = tempDir()
  const env = { HOME: dir.at('home'), XDG_RUNTIME_DIR: dir.at('run') }
  const ask = (): Promise<unknown> => containersCredentials(env)(HOST, 'app')
  expect(await ask()).toBeNull()
  for (const path of ['home/.docker/config.json', 'home/.config/containers/auth.json', 'run/containers/auth.json']) {
    dir.write(path, file({ [HOST]: entry(path) }))
    expect(await ask()).toMatchObject({ username: path })
  }
  const own = dir.write('own.json', file({ 'elsewhere.example.com': entry('own') }))
  expect(await containersCredentials({ ...env, REGISTRY_AUTH_FILE: own })(HOST, 'app')).toBeNull()
})

test('a broken file is an error and not the next file', async () => {
  using dir = tempDir()
  const secret = canary()
  dir.write('run/containers/auth.json', `{"auths": ${secret.secret}`)
  const error = await containersCredentials({ HOME: dir.path, XDG_RUNTIME_DIR: dir.at('run') })(HOST, 'app').catch(
    (reason: unknown) => reason,
  )
  expect(error).toMatchObject({ code: 'DOCKER_CONFIG_INVALID' })
  secret.assertAbsent(error)
})

test('each repository is opened by its own entry', async () => {
  await using registry = await startRegistry({ access: { scheme: 'basic', username: 'ci', password: 'right' } })
  for (const name of ['team/app', 'other/app']) registry.push(name, '1')
  using dir = tempDir()
  const auth = Buffer.from('ci:right').toString('base64')
  const credentials = containersCredentials({
    REGISTRY_AUTH_FILE: dir.write(
      'auth.json',
      file({ [`${registry.host}/team`]: { auth }, [registry.host]: entry('ci') }),
    ),
  })
  const open = (name: string) => openRepository(`oci://${registry.host}/${name}`, { credentials })
  await open('team/app').resolve('1')
  await expect(() => open('other/app').resolve('1')).toThrowCode('REGISTRY_UNAUTHORIZED')
})
