import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { StepHost } from './host.ts'

/** Name under which the set-up puts the addon into the tool cache. */
export const TOOL_NAME = 'chancery-pkcs11js'

/**
 * The PKCS#11 addon cannot be bundled. Where CHANCERY_PKCS11JS does not name it, the runner's tool cache is looked at; the workspace's
 * node_modules are what is left, and looked at by the signing code itself.
 */
export async function useCachedPkcs11js(host: StepHost): Promise<void> {
  if (host.env.CHANCERY_PKCS11JS || !host.env.RUNNER_TOOL_CACHE) return
  const cached = await newestCached(host.env.RUNNER_TOOL_CACHE)
  if (cached !== null) process.env.CHANCERY_PKCS11JS = cached
}

/** The layout of @actions/tool-cache: CACHE/NAME/VERSION/ARCH, complete where a marker stands beside it. */
async function newestCached(cache: string): Promise<string | null> {
  const folder = join(cache, TOOL_NAME)
  const versions = await readdir(folder).catch(() => [])
  const complete = versions
    .filter((version) => existsSync(join(folder, version, `${process.arch}.complete`)))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  return complete[0] === undefined ? null : join(folder, complete[0], process.arch)
}
