import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkAuthorities, type FindAuthorities } from '../authorities.ts'
import { RegistryError } from '../errors.ts'
import { homeOf } from './home.ts'

/**
 * Authorities where Docker and Podman have them for one registry: `*.crt` in `certs.d/HOST[:PORT]` of `~/.docker`, `/etc/docker`, `~/.config/containers`
 * and `/etc/containers`.
 */
export function containersAuthorities(env: NodeJS.ProcessEnv = process.env): FindAuthorities {
  const home = homeOf(env)
  const folders = [
    join(home, '.docker'),
    '/etc/docker',
    join(env.XDG_CONFIG_HOME || join(home, '.config'), 'containers'),
    '/etc/containers',
  ]
  return async (host) =>
    (await Promise.all(folders.map((folder) => authoritiesIn(join(folder, 'certs.d', host))))).flat()
}

async function authoritiesIn(folder: string): Promise<readonly string[]> {
  const names = (await ifThere(folder, () => readdir(folder))) ?? []
  return Promise.all(
    names
      .filter((name) => name.endsWith('.crt'))
      .map(async (name) => {
        const path = join(folder, name)
        const text = (await ifThere(path, () => readFile(path, 'utf8'))) ?? ''
        checkAuthorities([text], path)
        return text
      }),
  )
}

/** @throws RegistryError REGISTRY_CA_INVALID where it is there and cannot be read */
async function ifThere<T>(path: string, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new RegistryError('REGISTRY_CA_INVALID', `${path} cannot be read`, { cause: error })
  }
}
