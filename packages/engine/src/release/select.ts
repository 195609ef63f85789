import { relative } from 'node:path'
import { expandFiles, FilesError, type FilesErrorCode, type InputFile } from '@chancery/files'
import { exists } from '../config.ts'
import { EngineError } from '../errors.ts'
import { OWN_SIDE_FILES } from '../inputs.ts'
import { everythingIn, isWithin, nameIn } from './folder.ts'
import type { Manifest, ManifestEntry } from './manifest.ts'
import { type Refusal, refusalOver } from './refusal.ts'

/** A file of the release, and the entry that declares it. */
export interface Selected {
  readonly entry: ManifestEntry
  /** `path` is relative to the current folder. */
  readonly file: InputFile
}

/**
 * The files that a manifest declares; what is not declared, not there, or declared twice is refused. Looks at no content.
 * @throws FilesError PERMISSION_DENIED, IO_FAILED
 */
export async function selectFiles(
  manifest: Manifest,
  cwd: string,
): Promise<{ readonly selected: readonly Selected[]; readonly refusals: readonly Refusal[] }> {
  const { input } = manifest
  if (!(await exists(input))) {
    const error = new FilesError('FILE_NOT_FOUND', `input: there is no folder ${relative(cwd, input)}`)
    return { selected: [], refusals: [{ path: null, error }] }
  }
  const refusals: Refusal[] = []
  const selected = new Map<string, Selected>()
  for (const entry of manifest.entries) {
    const found = await matching(entry.paths, input)
    refusals.push(...found.refusals, ...countRefusals(entry, found))
    for (const match of found.files) {
      const file = { ...match, path: relative(cwd, match.absolute) }
      const other = selected.get(file.absolute)?.entry
      if (other) refusals.push(twice(file, other, entry))
      else selected.set(file.absolute, { entry, file })
    }
  }
  const ignored = await matching(manifest.ignore, input)
  refusals.push(...ignored.refusals)
  const sboms = manifest.entries.flatMap(({ sbom }) => (sbom === null ? [] : [sbom]))
  const declared = new Set([
    ...selected.keys(),
    ...ignored.files.map(({ absolute }) => absolute),
    ...sboms,
    manifest.path,
  ])
  const undeclared = (await everythingIn(input)).filter((path) => !isDeclared(path, declared))
  if (undeclared.length > 0) {
    const names = undeclared.map((path) => nameIn(input, path))
    refusals.push(
      refusalOver('RELEASE_FILES_UNDECLARED', `no entry declares ${names.length} of ${relative(cwd, input)}`, names),
    )
  }
  return { selected: [...selected.values()], refusals }
}

/** What stands beside a declared file, as we leave it there, belongs to it. */
function isDeclared(path: string, declared: ReadonlySet<string>): boolean {
  if (declared.has(path)) return true
  return OWN_SIDE_FILES.some((suffix) => path.endsWith(suffix) && declared.has(path.slice(0, -suffix.length)))
}

interface Matches {
  readonly files: readonly InputFile[]
  /** Patterns that nothing matches. */
  readonly unmatched: readonly string[]
  readonly refusals: readonly Refusal[]
}

const NO_MATCH: readonly FilesErrorCode[] = ['NOTHING_MATCHED', 'FILE_NOT_FOUND']

/** Every pattern by itself, so that one without a match does not hide what is wrong with the others. */
async function matching(patterns: readonly string[], folder: string): Promise<Matches> {
  const excluded = patterns.filter((pattern) => pattern.startsWith('!'))
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'))
  const files = new Map<string, InputFile>()
  const unmatched: string[] = wanted.length === 0 ? [...excluded] : []
  const refusals: Refusal[] = []
  for (const pattern of wanted) {
    try {
      for (const file of await expandFiles([pattern, ...excluded], { cwd: folder, sideFileSuffixes: OWN_SIDE_FILES })) {
        if (isWithin(file.absolute, folder)) files.set(file.absolute, file)
        else refusals.push({ path: null, error: outside(pattern) })
      }
    } catch (error) {
      if (!(error instanceof FilesError) || error.family === 'environment') throw error
      if (NO_MATCH.includes(error.code)) unmatched.push(pattern)
      else refusals.push({ path: null, error })
    }
  }
  return { files: [...files.values()], unmatched, refusals }
}

function countRefusals({ at, min, max }: ManifestEntry, { files, unmatched }: Matches): readonly Refusal[] {
  const refuse = (what: string, names: readonly string[]): Refusal[] => [
    refusalOver('RELEASE_FILE_COUNT', `${at}: ${what}`, names),
  ]
  if (min > 0 && unmatched.length > 0) return refuse('nothing matches', unmatched)
  if (files.length >= min && files.length <= (max ?? files.length)) return []
  const declared = min === max ? `${min}` : max === null ? `at least ${min}` : `${min} to ${max}`
  const count = `${files.length} file${files.length === 1 ? '' : 's'} where ${declared} ${declared === '1' ? 'is' : 'are'} declared`
  return refuse(count, files.length === 0 ? ['none'] : files.map(({ path }) => path))
}

function twice({ path }: InputFile, one: ManifestEntry, other: ManifestEntry): Refusal {
  return { path, error: new EngineError('RELEASE_FILE_TWICE', `${path} is declared by ${one.at} and by ${other.at}`) }
}

function outside(pattern: string): EngineError {
  return new EngineError('MANIFEST_INVALID', `${JSON.stringify(pattern)} leads out of the input folder`)
}
