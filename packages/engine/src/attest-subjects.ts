import { basename, resolve } from 'node:path'
import type { Subject } from '@chancery/attest'
import { toHex, wholeDigest } from '@chancery/core'
import { expandFiles, type InputFile, openFileSource, readText } from '@chancery/files'
import { concurrently } from './concurrently.ts'
import type { Context } from './context.ts'
import { EngineError } from './errors.ts'
import { OWN_SIDE_FILES } from './inputs.ts'

/** Where an attestation's subjects come from; at least one of them says one. */
export interface SubjectOptions {
  /** Paths and globs. */
  readonly files: readonly string[]
  /** Paths of checksum files, as sha256sum and `shasum -a 256` write them: what they list is believed. */
  readonly checksums?: readonly string[] | undefined
  /** `NAME@sha256:HEX`: an image, or anything else whose digest is known. */
  readonly subjects?: readonly string[] | undefined
}

const FILES_AT_ONCE = 4
const MAX_CHECKSUMS_BYTES = 16 * 1024 * 1024

export interface FoundSubjects {
  readonly subjects: readonly Subject[]
  /** Path of the file that is the only subject; null for any other subject and for several. */
  readonly only: string | null
}

/** @throws EngineError CHECKSUMS_INVALID, OPTION_INVALID; FilesError NOTHING_MATCHED */
export async function readSubjects(context: Context, options: SubjectOptions): Promise<FoundSubjects> {
  const given = (options.subjects ?? []).map(givenSubject)
  const listed = await Promise.all(
    (options.checksums ?? []).map((path) => readChecksums(resolve(context.cwd, path), path)),
  )
  const inputs =
    options.files.length > 0
      ? await expandFiles(options.files, { cwd: context.cwd, sideFileSuffixes: OWN_SIDE_FILES })
      : []
  const subjects = distinct([...(await hashFiles(context, inputs)), ...listed.flat(), ...given])
  return { subjects, only: subjects.length === 1 ? (inputs[0]?.path ?? null) : null }
}

/** Names below the globs' bases, and digests, in the order of the files. */
export async function hashFiles(context: Context, inputs: readonly InputFile[]): Promise<readonly Subject[]> {
  const nameOf = subjectNames(inputs)
  return concurrently(inputs, FILES_AT_ONCE, async (input): Promise<Subject> => {
    await using source = await openFileSource(input.absolute, { signal: context.signal })
    const [sha256] = await source.digest([wholeDigest(source, 'sha256')])
    return { name: nameOf(input), digest: { sha256: toHex(sha256 as Uint8Array) } }
  })
}

/** Names below the globs' bases; as they were given where two would be called the same, which in-toto forbids. */
function subjectNames(inputs: readonly InputFile[]): (input: InputFile) => string {
  if (inputs.length === 1) return ({ relative }) => basename(relative)
  const different = new Set(inputs.map(({ relative }) => relative)).size === inputs.length
  return different ? ({ relative }) => relative : ({ path }) => path
}

/** `HEX  NAME`, `HEX *NAME`, `SHA256 (NAME) = HEX`; a backslash in front where the name has escapes (coreutils). */
async function readChecksums(path: string, shown: string): Promise<readonly Subject[]> {
  const lines = (await readText(path, MAX_CHECKSUMS_BYTES)).split(/\r?\n/)
  const subjects = lines.flatMap((line, i) => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const [, gnuEscape, gnuHex, gnuName] = /^(\\?)([0-9a-f]{64}) [ *](.+)$/i.exec(line) ?? []
    const [, bsdEscape, bsdName, bsdHex] = /^(\\?)SHA256 \((.+)\) = ([0-9a-f]{64})$/i.exec(line) ?? []
    const [escaped, hex, name] = [gnuEscape ?? bsdEscape, gnuHex ?? bsdHex, gnuName ?? bsdName]
    if (hex === undefined || name === undefined) {
      throw new EngineError('CHECKSUMS_INVALID', `${shown}, line ${i + 1}: is no SHA-256 and name`)
    }
    return [{ name: escaped ? unescaped(name) : name, digest: { sha256: hex.toLowerCase() } }]
  })
  if (subjects.length === 0) throw new EngineError('CHECKSUMS_INVALID', `${shown} lists nothing`)
  return subjects
}

function unescaped(name: string): string {
  return name.replace(/\\([\\nr])/g, (_, character: string) => ({ n: '\n', r: '\r' })[character] ?? character)
}

function givenSubject(text: string): Subject {
  const [, name, hex] = /^(.+)@sha256:([0-9a-f]{64})$/i.exec(text) ?? []
  if (name === undefined || hex === undefined) {
    throw new EngineError('OPTION_INVALID', `--subject-digest ${text}: is no NAME@sha256:HEX`)
  }
  return { name, digest: { sha256: hex.toLowerCase() } }
}

/** What is named twice with one digest stands once; with two digests it is a contradiction. */
function distinct(subjects: readonly Subject[]): readonly Subject[] {
  const found = new Map<string, Subject>()
  for (const subject of subjects) {
    const known = found.get(subject.name)
    if (known && known.digest.sha256 !== subject.digest.sha256) {
      throw new EngineError('CHECKSUMS_INVALID', `${subject.name} is given with two digests`)
    }
    found.set(subject.name, subject)
  }
  return [...found.values()]
}
