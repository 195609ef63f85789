import type { StepHost } from './host.ts'

/** Name under which the set-up puts the addon into the tool cache. */
export const TOOL_NAME = 'chancery-pkcs11js'

/**
 * The PKCS#11 addon cannot be bundled. Where CHANCERY_PKCS11JS does not name it, the runner's tool cache is looked at; the workspace's
 * node_modules are what is left, and looked at by the signing code itself.
 */
export async function useCachedPkcs11js(host: StepHost): Promise<void> {
  if (host.env.CHANCERY_PKCS11JS || !host.env.RUNNER_TOOL_CACHE) return
  const { find } = await import('@actions/tool-cache')
  const cached = find(TOOL_NAME, '*')
  if (cached !== '') process.env.CHANCERY_PKCS11JS = cached
}
