import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { asFilesError, errnoOf, FilesError, onFile } from './errors.ts'
import { walk } from './walk.ts'

/** One file that a command was given. */
export interface InputFile {
  /** As it was given, or as the glob found it: for people and reports. Forward slashes where a glob found it. */
  readonly path: string
  readonly absolute: string
  /** Its path below the glob's base, or its name: where it goes below an output folder. Forward slashes. */
  readonly relative: string
}

export interface ExpandOptions {
  /** What relative patterns start from. */
  readonly cwd?: string
  /** Endings of the files that stand beside a signed one; a glob passes over them where their file is there. */
  readonly sideFileSuffixes?: readonly string[]
}

/** Records of a signed file: of the signing, and of the build where the CI job proved who it is. */
export const RECORD_SUFFIXES: readonly string[] = ['.sigstore.json', '.provenance.sigstore.json']

/** What we leave beside a signed file. */
export const SIDE_FILE_SUFFIXES: readonly string[] = ['.p7s', ...RECORD_SUFFIXES, '.attestation.sigstore.json']

/** Characters that make a pattern of a path. Round brackets are none: extended globs are not part of the language. */
const GLOB_CHARACTERS = /[*?[\]{}\\]/

/** `s`: a name that begins with a line break is a name like others, and no glob may pass over it. */
const MATCHING = { noextglob: true, flags: 's' } as const

/**
 * The files that paths and globs (`**`, `*`, `?`, `[a-z]`, `{a,b}`, `!exclude`) mean: in the order of the patterns, each glob's files sorted, every
 * file once. A path that exists is taken literally, whatever characters it has. Globs see regular files and links to them; no dot files, no side
 * files, and nothing behind a linked folder. An exclusion holds for all patterns, and for everything below a folder that it names.
 * @throws FilesError FILE_NOT_FOUND, PATH_IS_DIRECTORY, NOT_A_FILE (literal paths); NOTHING_MATCHED, SYMLINK_ESCAPES (globs); PERMISSION_DENIED
 */
export async function expandFiles(patterns: readonly string[], options: ExpandOptions = {}): Promise<InputFile[]> {
  const cwd = resolve(options.cwd ?? '.')
  const suffixes = options.sideFileSuffixes ?? SIDE_FILE_SUFFIXES
  const wanted: { pattern: string; literal: InputFile | null }[] = []
  const excluded: string[] = []
  for (const given of patterns) {
    const literal = await literalFile(given, cwd)
    if (literal === null && given.startsWith('!')) excluded.push(given.slice(1))
    else wanted.push({ pattern: given, literal })
  }
  if (wanted.length === 0) throw nothing(patterns.join(' '))
  const isExcluded = await filesLike(excluded, cwd)
  const found = new Map<string, InputFile>()
  for (const { pattern, literal } of wanted) {
    const files = literal === null ? await globFiles(slashes(pattern), cwd, suffixes) : [literal]
    const kept = files.filter((file) => !isExcluded(file))
    if (kept.length === 0) throw nothing(pattern)
    for (const file of kept) if (!found.has(file.absolute)) found.set(file.absolute, file)
  }
  return [...found.values()]
}

/** null where nothing is called so and it may be a pattern. */
async function literalFile(given: string, cwd: string): Promise<InputFile | null> {
  const absolute = resolve(cwd, given)
  const details = { path: given }
  const stats = await statOrNull(absolute, given)
  if (stats === null || given === '') {
    if (given !== '' && (given.startsWith('!') || GLOB_CHARACTERS.test(given))) return null
    throw new FilesError('FILE_NOT_FOUND', `${JSON.stringify(given)}: there is no such file`, { details })
  }
  if (stats.isDirectory()) throw new FilesError('PATH_IS_DIRECTORY', `${given}: is a directory`, { details })
  if (!stats.isFile()) throw new FilesError('NOT_A_FILE', `${given}: is not a regular file`, { details })
  return { path: given, absolute, relative: basename(absolute) }
}

async function globFiles(pattern: string, cwd: string, suffixes: readonly string[]): Promise<InputFile[]> {
  const { base, rest } = await splitBase(pattern, cwd)
  const matches = await matcher(rest, MATCHING)
  const depth = rest.includes('**') ? Number.POSITIVE_INFINITY : rest.split('/').length
  const folder = resolve(cwd, base)
  const relatives = await onFile(pattern, () => walk(folder, { matches, depth, suffixes, pattern }))
  return relatives.map((relative) => ({
    path: base === '' || base.endsWith('/') ? base + relative : `${base}/${relative}`,
    absolute: join(folder, relative),
    relative,
  }))
}

/** Whether texts that are no paths of files are like a pattern. */
export function textsLike(pattern: string): Promise<(text: string) => boolean> {
  return matcher(pattern, MATCHING)
}

/** Loaded where there is a pattern: most paths are none. */
async function matcher(
  pattern: string | readonly string[],
  options: { readonly noextglob: true; readonly flags: 's'; readonly dot?: true },
): Promise<(path: string) => boolean> {
  const { default: picomatch } = await import('picomatch')
  return picomatch(pattern, options)
}

/** Splits before the first segment that is a pattern; a folder that really has such a name is none. */
async function splitBase(pattern: string, cwd: string): Promise<{ base: string; rest: string }> {
  const segments = pattern.replace(/^(?:\.\/+)+/, '').split('/')
  let count = 0
  let base = ''
  while (count < segments.length - 1) {
    const next = segments.slice(0, count + 1).join('/')
    if (GLOB_CHARACTERS.test(segments[count] as string)) {
      if (!(await statOrNull(resolve(cwd, next), pattern))?.isDirectory()) break
    }
    count++
    base = next === '' ? '/' : next
  }
  return {
    base,
    rest: segments
      .slice(count)
      .filter((segment) => segment !== '')
      .join('/'),
  }
}

/**
 * Which of the files that are known already patterns mean, without a look at the disk: dot files too, and everything below a folder that is named.
 * `cwd` is absolute, and where relative patterns start from.
 */
export async function filesLike(
  patterns: readonly string[],
  cwd: string,
): Promise<(file: Pick<InputFile, 'absolute'>) => boolean> {
  if (patterns.length === 0) return () => false
  const whole = patterns.map((pattern) =>
    slashes(pattern)
      .replace(/^(?:\.\/+)+/, '')
      .replace(/\/+$/, ''),
  )
  const matches = await matcher(
    whole.flatMap((pattern) => [pattern, `${pattern}/**`]),
    { ...MATCHING, dot: true },
  )
  return ({ absolute }) => matches(slashes(relative(cwd, absolute))) || matches(slashes(absolute))
}

async function statOrNull(absolute: string, given: string): Promise<Stats | null> {
  try {
    return await stat(absolute)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL'].includes(errnoOf(error) ?? '')) return null
    throw asFilesError(error, given)
  }
}

/** A backslash separates folders on Windows and nothing else; elsewhere it takes a character's meaning away. */
function slashes(path: string): string {
  return sep === '\\' ? path.replaceAll('\\', '/') : path
}

function nothing(pattern: string): FilesError {
  return new FilesError('NOTHING_MATCHED', `${JSON.stringify(pattern)}: no file matches`, { details: { pattern } })
}
