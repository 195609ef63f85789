import { createHash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isJsonObject, utf8 } from '@chancery/core'
import { asFilesError, readText, writeFileDurable } from '@chancery/files'
import { exists } from '../config.ts'
import { EngineError } from '../errors.ts'
import type { LogConfig } from './log-reader.ts'

/** What is still to be logged. */
export interface QueuedEntry {
  readonly entry: Uint8Array
  /** Path of the bundle that is to carry the proof; null where it lies in no file. */
  readonly bundle: string | null
}

type Queue = Pick<LogConfig, 'origin' | 'queue'>

/** Durably, before the signature is seen. The same entry is queued once. @throws FilesError */
export async function enqueue({ origin, queue }: Queue, { entry, bundle }: QueuedEntry): Promise<void> {
  const json = { version: 1, origin, entry: Buffer.from(entry).toString('base64'), bundle }
  await writeFileDurable(placeOf(queue, entry), utf8(`${JSON.stringify(json)}\n`))
}

/** Whether an entry still waits. */
export function isQueued({ queue }: Queue, entry: Uint8Array): Promise<boolean> {
  return exists(placeOf(queue, entry))
}

function placeOf(queue: string, entry: Uint8Array): string {
  return join(queue, `${createHash('sha256').update(entry).digest('hex')}${ENDING}`)
}

const ENDING = '.json'

/** Each waiting entry with what takes it out of the queue. @throws EngineError LOG_QUEUE_MALFORMED; FilesError */
export async function* queued({ origin, queue }: Queue): AsyncGenerator<QueuedEntry & { remove(): Promise<void> }> {
  const names = await readdir(queue).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw asFilesError(error, queue)
  })
  for (const name of names.filter((one) => one.endsWith(ENDING)).sort()) {
    const path = join(queue, name)
    yield { ...parseQueued(await readText(path), path, origin), remove: () => rm(path, { force: true }) }
  }
}

function parseQueued(text: string, path: string, origin: string): QueuedEntry {
  const malformed = (why: string): EngineError =>
    new EngineError('LOG_QUEUE_MALFORMED', `${path} ${why}`, { details: { path } })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw malformed('is no JSON')
  }
  if (!isJsonObject(json) || json.version !== 1 || typeof json.entry !== 'string') throw malformed('is no queued entry')
  if (json.origin !== origin) throw malformed(`is for the log ${String(json.origin)}`)
  const { bundle } = json
  return {
    entry: Uint8Array.from(Buffer.from(json.entry, 'base64')),
    bundle: typeof bundle === 'string' ? bundle : null,
  }
}
