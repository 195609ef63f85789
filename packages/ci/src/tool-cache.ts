import { homedir } from 'node:os'
import { join } from 'node:path'
import type { StepHost } from './host.ts'

/** Name under which the set-up puts the addon into the tool cache. */
export const TOOL_NAME = 'chancery-pkcs11js'

/**
 * Where tools stay between jobs: the runner's own tool cache, or a folder of the agent's user.
 * @param platform as `process.platform` names it
 */
export function toolCacheFolder({ env }: Pick<StepHost, 'env'>, platform: string = process.platform): string {
  if (env.RUNNER_TOOL_CACHE) return env.RUNNER_TOOL_CACHE
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'chancery', 'tools')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'chancery', 'tools')
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'chancery', 'tools')
}

/**
 * @actions/tool-cache takes its folders from the process' environment alone. It is imported by whoever uses it, so that a bundle holds no more of
 * it than that: most of it is for downloads.
 */
export function prepareToolCache(host: Pick<StepHost, 'env' | 'temporary'>): void {
  process.env.RUNNER_TOOL_CACHE = toolCacheFolder(host)
  process.env.RUNNER_TEMP ||= host.temporary
}
