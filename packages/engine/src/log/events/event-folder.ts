import { createHash } from 'node:crypto'
import { readdir, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { encodeStatement, type Statement } from '@chancery/attest'
import type { Event, EventKind } from '@chancery/attest/events'
import { asFilesError, syncFolder } from '@chancery/files'
import { RECORD_SUFFIX } from '../../record-suffix.ts'

/**
 * Where an event is kept: `20261129T120000.000Z-denial-0f3c....sigstore.json`. Sorted by name they are sorted by time; the digest is that of the
 * salted statement, which nobody who has only the name can guess.
 */
export function eventPath(folder: string, { recordedAt, kind }: Event, statement: Statement): string {
  const digest = createHash('sha256').update(encodeStatement(statement)).digest('hex')
  return join(folder, `${recordedAt.replace(/[-:]/g, '')}-${kind}-${digest.slice(0, 16)}${RECORD_SUFFIX}`)
}

/** Paths of events of these kinds, by their names, the newest first; none where there is no folder. @throws FilesError */
export async function eventsIn(folder: string, kinds: readonly EventKind[]): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw asFilesError(error, folder)
  })
  return names
    .filter((name) => kinds.includes(NAME.exec(name)?.[1] as EventKind))
    .sort()
    .reverse()
    .map((name) => join(folder, name))
}

const NAME = /^\d{8}T\d{6}\.\d{3}Z-([a-z-]+)-[0-9a-f]{16}\.sigstore\.json$/

/** Durably: what was to be forgotten does not come back after a power loss. One that is gone already is no error. @throws FilesError */
export async function removeEvent(path: string): Promise<void> {
  try {
    await unlink(path)
    await syncFolder(dirname(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw asFilesError(error, path)
  }
}
