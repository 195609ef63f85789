import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Credential, FindCredential } from '../auth/credential.ts'
import { isObject, type JsonObject } from '../descriptor.ts'
import { RegistryError } from '../errors.ts'
import { askHelper } from './credential-helper.ts'

/** Docker Hub's key in configuration and helpers is older than its registry API. */
const DOCKER_HUB = 'https://index.docker.io/v1/'
const DOCKER_HUB_HOSTS: readonly string[] = ['docker.io', 'index.docker.io', 'registry-1.docker.io']

/**
 * Credentials as `docker login` left them, in `$DOCKER_CONFIG/config.json` or `~/.docker/config.json`: a helper for this registry (`credHelpers`), the store for
 * all (`credsStore`), then `auths`. The file is read once.
 */
export function dockerCredentials(env: NodeJS.ProcessEnv = process.env): FindCredential {
  let config: Promise<JsonObject> | undefined
  return async (registry) => {
    config ??= readConfig(join(env.DOCKER_CONFIG || join(env.HOME || homedir(), '.docker'), 'config.json'))
    const { credHelpers, credsStore, auths } = await config
    const server = DOCKER_HUB_HOSTS.includes(registry) ? DOCKER_HUB : registry
    const helper = (isObject(credHelpers) && (credHelpers[registry] ?? credHelpers[server])) || credsStore
    if (typeof helper === 'string' && helper !== '') {
      const found = await askHelper(helper, server, env)
      if (found !== null) return found
    }
    return isObject(auths) ? fromAuths(auths, server) : null
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
    if (isObject(value)) return value
  } catch {
    // The parser's message quotes the file, which has passwords.
  }
  throw new RegistryError('DOCKER_CONFIG_INVALID', `${path} is not a JSON object`)
}

/** Keys are hosts, or URLs from the time of the first API: scheme and path do not count, but for an exact match. */
function fromAuths(auths: JsonObject, server: string): Credential | null {
  const key = Object.hasOwn(auths, server) ? server : Object.keys(auths).find((one) => hostOf(one) === hostOf(server))
  const entry = key === undefined ? undefined : auths[key]
  if (!isObject(entry)) return null
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
