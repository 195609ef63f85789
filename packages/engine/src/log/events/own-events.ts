import { exists } from '../../config.ts'
import type { Context } from '../../context.ts'

/** The folder of the configuration's events, as a place of records; none where nothing was recorded yet. */
export async function ownEvents({ config }: Context): Promise<readonly string[]> {
  const folder = config.log?.events
  return folder !== undefined && (await exists(folder)) ? [folder] : []
}
