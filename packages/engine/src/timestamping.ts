import type { SigningKey, Timestamper } from '@chancery/core'
import { type Context, listVariable } from './context.ts'
import { EngineError } from './errors.ts'
import type { KeyRing } from './key-ring.ts'

/** `none`: the caller said so. A list goes before environment and configuration. */
export type TimestampChoice = 'configured' | 'none' | readonly string[]

/**
 * Who timestamps: the URLs, in order, or our own responder with a key of the configuration.
 * @returns null where the caller wants no timestamps
 * @throws EngineError TIMESTAMP_NOT_CONFIGURED
 */
export async function openTimestamper(
  context: Context,
  keys: KeyRing,
  choice: TimestampChoice,
): Promise<Timestamper | null> {
  if (choice === 'none') return null
  const urls = choice === 'configured' ? listVariable(context.env, 'CHANCERY_TIMESTAMP_URLS') : choice
  if (urls && urls.length > 0) return timestampClientFor(urls)
  const { timestamp } = context.config
  if (timestamp?.kind === 'urls') return timestampClientFor(timestamp.urls)
  if (timestamp?.kind === 'key') return responderTimestamper(await keys.open(timestamp.key, null))
  throw new EngineError('TIMESTAMP_NOT_CONFIGURED', 'no timestamp authority is configured')
}

async function timestampClientFor(urls: readonly string[]): Promise<Timestamper> {
  const { timestampClient } = await import('@chancery/timestamp')
  return timestampClient({ urls })
}

async function responderTimestamper(key: SigningKey): Promise<Timestamper> {
  const { responderTimestamper: open } = await import('@chancery/timestamp')
  return open({ key })
}
