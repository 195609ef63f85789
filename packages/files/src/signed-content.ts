import { closeSync, constants, fchmodSync, fchownSync, fstatSync, statSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import type { Part } from '@chancery/core'
import { assertUnaborted } from './cancel.ts'
import { copyAndOverlay, writeParts } from './copy-parts.ts'
import { inPlacePlan, overlayPlan } from './edit-plan.ts'
import { errnoOf } from './errors.ts'
import type { FileSource } from './file-source.ts'
import { writeInPlace } from './in-place.ts'
import { removeJournal } from './journal.ts'
import type { Place } from './output-place.ts'
import { createTemp, synced } from './temp-file.ts'
import type { Undo } from './undo.ts'

/** Where the signed bytes are before they are committed, to be read again. */
export type SignedContent =
  /** A detached signature in place: the file stays as it is. */
  | { readonly kind: 'untouched'; readonly path: string }
  /** A temporary beside its target. */
  | { readonly kind: 'beside'; readonly path: string }
  /** The file itself, with a journal that `settle` removes. */
  | { readonly kind: 'edited'; readonly path: string; settle(): Promise<void> }

/** Files from this size on are edited where they stand, or copied by the kernel; to write a smaller one anew takes no time. */
const LARGE_FILE: number = 8 * 1024 * 1024

export async function writeContent(
  place: Place,
  source: FileSource,
  parts: readonly Part[] | null,
  undo: Undo,
  signal: AbortSignal | undefined,
): Promise<SignedContent> {
  const { file } = place
  if (place.inPlace) {
    if (parts === null) return { kind: 'untouched', path: source.path }
    const plan = source.size >= LARGE_FILE ? inPlacePlan(parts, source.size) : null
    if (plan !== null && (await writeInPlace(file, source, plan, undo))) {
      return { kind: 'edited', path: file, settle: () => removeJournal(file) }
    }
  }
  await source.assertUnchanged()
  const temp = await createTemp(file, 0o600, undo)
  try {
    const overlay = parts !== null && source.size >= LARGE_FILE ? overlayPlan(parts, source.size) : null
    if (parts === null) await copyFile(source.path, temp.path, constants.COPYFILE_FICLONE)
    else if (overlay !== null) await copyAndOverlay(temp.fd, temp.path, source, overlay)
    else await writeParts(temp.fd, source, parts, signal)
    assertUnaborted(signal)
    await source.assertUnchanged()
    likeOriginal(temp.fd, source, place.inPlace)
    await synced(temp.fd)
  } finally {
    closeSync(temp.fd)
  }
  return { kind: 'beside', path: temp.path }
}

/** A new file has the permissions of the one that was signed; one that takes its place also has its owner, as far as we may give it. */
function likeOriginal(fd: number, source: FileSource, inPlace: boolean): void {
  let mode = source.mode & 0o777
  if (inPlace) {
    const original = statSync(source.path)
    const made = fstatSync(fd)
    try {
      if (original.uid !== made.uid || original.gid !== made.gid) fchownSync(fd, original.uid, original.gid)
      mode = source.mode
    } catch (error) {
      // Not the owner: the file becomes ours, and must not carry set-user-ID over to us.
      if (errnoOf(error) !== 'EPERM') throw error
    }
  }
  fchmodSync(fd, mode)
}
