import { existsSync } from 'node:fs'
import type { StepHost } from './host.ts'
import { prepareToolCache, TOOL_NAME, toolCacheFolder } from './tool-cache.ts'

/**
 * The PKCS#11 addon cannot be bundled. Where CHANCERY_PKCS11JS does not name it, the tool cache is looked at; the workspace's
 * node_modules are what is left, and looked at by the signing code itself.
 */
export async function useCachedPkcs11js(host: StepHost): Promise<void> {
  if (host.env.CHANCERY_PKCS11JS || !existsSync(toolCacheFolder(host))) return
  prepareToolCache(host)
  const { find } = await import('@actions/tool-cache')
  const cached = find(TOOL_NAME, '*')
  if (cached !== '') process.env.CHANCERY_PKCS11JS = cached
}
