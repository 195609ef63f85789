import type { SigningKey, Timestamper } from '@chancery/core'
import { type Context, listVariable } from './context.ts'
import { EngineError } from './errors.ts'
import type { KeyRing } from './key-ring.ts'

/** `none`: the caller said so. A list goes before environment and configuration. */
export type TimestampChoice = 'configured' | 'none' | readonly string[]

/**
 * Who timestamps: the URLs, in order, or our own responder with a key of the configuration.
 * @param quorum how many independent authorities must stamp; what the configuration says by default, whoever names the URLs
 * @returns null where the caller wants no timestamps
 * @throws EngineError TIMESTAMP_NOT_CONFIGURED; TimestampError TIMESTAMP_URL_INVALID, TIMESTAMP_QUORUM_INVALID, TIMESTAMP_KEY_UNSUITABLE
 */
export async function openTimestamper(
  context: Context,
  keys: KeyRing,
  choice: TimestampChoice,
  quorum?: number,
): Promise<Timestamper | null> {
  if (choice === 'none') return null
  const urls = choice === 'configured' ? listVariable(context.env, 'CHANCERY_TIMESTAMP_URLS') : choice
  const { timestamp } = context.config
  const wanted = quorum ?? (timestamp?.kind === 'urls' ? timestamp.quorum : 1)
  if (urls && urls.length > 0) return timestampClientFor(urls, wanted)
  if (timestamp?.kind === 'urls') return timestampClientFor(timestamp.urls, wanted)
  if (timestamp?.kind === 'key') return responderTimestamper(await keys.open(timestamp.key, null), wanted)
  throw new EngineError('TIMESTAMP_NOT_CONFIGURED', 'no timestamp authority is configured')
}

async function timestampClientFor(urls: readonly string[], quorum: number): Promise<Timestamper> {
  const { timestampClient } = await import('@chancery/timestamp')
  return timestampClient({ urls, quorum })
}

async function responderTimestamper(key: SigningKey, quorum: number): Promise<Timestamper> {
  const { responderTimestamper: open } = await import('@chancery/timestamp')
  return open({ key, quorum })
}
