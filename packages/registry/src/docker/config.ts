import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isJsonObject, type JsonObject } from '@chancery/core'
import type { Credential, FindCredential } from '../auth/credential.ts'
import { RegistryError } from '../errors.ts'
import { askHelper } from './credential-helper.ts'
import { homeOf } from './home.ts'

/** Docker Hub's key in configuration and helpers is older than its registry API. */
const DOCKER_HUB = 'https://index.docker.io/v1/'
const DOCKER_HUB_HOSTS: readonly string[] = ['docker.io', 'index.docker.io', 'registry-1.docker.io']

/**
 * Credentials as `docker login` left them, in `$DOCKER_CONFIG/config.json` or `~/.docker/config.json`: a helper for this registry (`credHelpers`), the store for
 * all (`credsStore`), then `auths`. The file is read once.
 */
export function dockerCredentials(env: NodeJS.ProcessEnv = process.env): FindCredential {
  return credentialsIn(join(env.DOCKER_CONFIG || join(homeOf(env), '.docker'), 'config.json'), env)
}

/**
 * As Podman, Buildah and Skopeo look for them: `$REGISTRY_AUTH_FILE`, else `containers/auth.json` below `$XDG_RUNTIME_DIR` and below `~/.config`, else what Docker has.
 * Entries there may be for a repository or those below a path (`host/team`); the longest one counts.
 */
export function containersCredentials(env: NodeJS.ProcessEnv = process.env): FindCredential {
  const { REGISTRY_AUTH_FILE: own, XDG_RUNTIME_DIR: runtime, XDG_CONFIG_HOME: config } = env
  if (own) return credentialsIn(own, env)
  const folders = [...(runtime ? [runtime] : []), config || join(homeOf(env), '.config')]
  const finders = [
    ...folders.map((folder) => credentialsIn(join(folder, 'containers', 'auth.json'), env)),
    dockerCredentials(env),
  ]
  return async (registry, repository) => {
    for (const find of finders) {
      const found = await find(registry, repository)
      if (found !== null) return found
    }
    return null
  }
}

function credentialsIn(path: string, env: NodeJS.ProcessEnv): FindCredential {
  let config: Promise<JsonObject> | undefined
  const asked = new Map<string, Promise<Credential | null>>()
  return async (registry, repository) => {
    config ??= readConfig(path)
    const { credHelpers, credsStore, auths } = await config
    const server = DOCKER_HUB_HOSTS.includes(registry) ? DOCKER_HUB : registry
    const helper = (isJsonObject(credHelpers) && (credHelpers[registry] ?? credHelpers[server])) || credsStore
    if (typeof helper === 'string' && helper !== '') {
      // For all repositories once: it may ask a keyring, or a person.
      const asking = asked.get(server) ?? askHelper(helper, server, env)
      asked.set(server, asking)
      const found = await asking
      if (found !== null) return found
    }
    return isJsonObject(auths) ? fromAuths(auths, server, repository) : null
  }
}

async function readConfig(path: string): Promise<JsonObject> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw new RegistryError('DOCKER_CONFIG_INVALID', `${path} cannot be read`, { cause: error })
  }
  try {
    const value: unknown = JSON.parse(text)
    if (isJsonObject(value)) return value
  } catch {
    // The parser's message quotes the file, which has passwords.
  }
  throw new RegistryError('DOCKER_CONFIG_INVALID', `${path} is not a JSON object`)
}

/** Keys are hosts, hosts with the beginning of a repository's path, or URLs from the time of the first API: of those scheme and path do not count, but for an exact match. */
function fromAuths(auths: JsonObject, server: string, repository: string): Credential | null {
  const parts = repository.split('/')
  const names = parts.map((_, i) => [server, ...parts.slice(0, parts.length - i)].join('/'))
  const exact = [...names, server].find((name) => Object.hasOwn(auths, name))
  const isUrl = (key: string): boolean => !key.includes('/') || /^https?:\/\//.test(key)
  const key = exact ?? Object.keys(auths).find((one) => isUrl(one) && hostOf(one) === hostOf(server))
  const entry = key === undefined ? undefined : auths[key]
  if (!isJsonObject(entry)) return null
  const { identitytoken, registrytoken, auth, username, password } = entry
  if (isFilled(identitytoken)) return { kind: 'identity-token', token: identitytoken }
  if (isFilled(registrytoken)) return { kind: 'registry-token', token: registrytoken }
  if (isFilled(auth)) {
    const decoded = Buffer.from(auth, 'base64').toString('utf8')
    const colon = decoded.indexOf(':')
    if (colon < 1) {
      throw new RegistryError('DOCKER_CONFIG_INVALID', `auths has no user and password in "auth" for ${hostOf(server)}`)
    }
    // Docker itself strips the NUL bytes that old versions wrote behind the password.
    return {
      kind: 'password',
      username: decoded.slice(0, colon),
      password: decoded.slice(colon + 1).replace(/\0+$/, ''),
    }
  }
  return isFilled(username) && isFilled(password) ? { kind: 'password', username, password } : null
}

function hostOf(key: string): string {
  return key
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/s, '')
    .toLowerCase()
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
