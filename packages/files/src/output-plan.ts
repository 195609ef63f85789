import { realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { FilesError } from './errors.ts'
import { type InputFile, SIDE_FILE_SUFFIXES } from './glob.ts'
import { entryOf } from './output-place.ts'

export type OutputDestination = { readonly kind: 'in-place' } | { readonly kind: 'folder'; readonly folder: string }

export interface OutputPlan extends InputFile {
  /** Where the signed file goes, for {@link fileOutput}: below the folder as below the glob's base, or the input's own path. */
  readonly target: string
}

/**
 * What each input becomes. In the inputs' order.
 * @param sideFileSuffixes what stands beside each output: none of it may be another input's output either
 * @throws FilesError OUTPUT_COLLISION where two inputs have one output, or one's output is another input
 */
export function planOutputs(
  files: readonly InputFile[],
  destination: OutputDestination,
  sideFileSuffixes: readonly string[] = SIDE_FILE_SUFFIXES,
): OutputPlan[] {
  const inPlace = destination.kind === 'in-place'
  /** Every name that an input is known by, and every output, with the input that it belongs to. */
  const owners = new Map<string, InputFile>()
  const claim = (name: string, file: InputFile): void => {
    const place = CASE_BLIND ? name.toLowerCase() : name
    const other = owners.get(place)
    if (other && other.absolute !== file.absolute) throw collision(other, file, name)
    owners.set(place, file)
  }
  const plans: OutputPlan[] = []
  for (const file of files) {
    // In place, a link and what it leads to are one output; into a folder, an output must not replace what another input reads.
    claim(entryOf(file.absolute), file)
    if (inPlace) claim(realpathSync.native(file.absolute), file)
  }
  for (const file of files) {
    const openable = resolve(file.path) === file.absolute ? file.path : file.absolute
    const target = inPlace ? openable : join(destination.folder, file.relative)
    claim(entryOf(target), file)
    plans.push({ ...file, target })
  }
  for (const { target, ...file } of plans) {
    for (const suffix of sideFileSuffixes) claim(entryOf(target) + suffix, file)
  }
  return plans
}

/** File systems that take `A.exe` and `a.exe` for one name. */
const CASE_BLIND = process.platform === 'win32' || process.platform === 'darwin'

function collision(one: InputFile, other: InputFile, place: string): FilesError {
  return new FilesError('OUTPUT_COLLISION', `${one.path} and ${other.path} would both be written to ${place}`, {
    details: { paths: [one.path, other.path], output: place },
  })
}
