import { concat, type DigestName, digestByName, utf8 } from '@chancery/core'
import type { DigestedEntry } from './entry-digests.ts'
import { END_OF_SECTION, headerLine } from './header-line.ts'
import { joined } from './joined.ts'
import { type Manifest, type ManifestSection, parseManifest } from './manifest.ts'

export const CREATED_BY = 'Chancery'

/** Bytes that take the place of a run of the manifest. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array
}

/**
 * The manifest with a right digest of SHA-256 or better for every entry, and no wrong one. What is right keeps its bytes: other signers' digests are over those.
 * @param manifest null where the archive has none
 * @param entries hashed with `digest`
 */
export function updateManifest(
  manifest: Manifest | null,
  entries: readonly DigestedEntry[],
  digest: DigestName,
): Uint8Array {
  const old = manifest && manifest.bytes.length > 0 ? closed(manifest) : parseManifest(newManifest())
  const edits: Edit[] = []
  let added = ''
  for (const entry of entries) {
    const line = headerLine(`${digestByName(digest).javaName}-Digest`, entry.wanted as string)
    const sections = old.sections.get(entry.name)
    if (sections) edits.push(...sectionEdits(sections, entry, line))
    else added += headerLine('Name', entry.name) + line + END_OF_SECTION
  }
  return joined([...applied(old.bytes, edits), utf8(added)])
}

function newManifest(): Uint8Array {
  return utf8(headerLine('Manifest-Version', '1.0') + headerLine('Created-By', CREATED_BY) + END_OF_SECTION)
}

/** The manifest with its last line and its last section ended, so that one more can follow. */
function closed(manifest: Manifest): Manifest {
  const { bytes, main } = manifest
  const last = [...manifest.sections.values()].flat().reduce((a, b) => (a.end > b.end ? a : b), main)
  if (last.end > last.contentEnd) return manifest
  const endsLine = bytes.at(-1) === 0x0a || bytes.at(-1) === 0x0d
  return parseManifest(concat(bytes, utf8(endsLine ? END_OF_SECTION : END_OF_SECTION + END_OF_SECTION)))
}

function sectionEdits(sections: readonly ManifestSection[], entry: DigestedEntry, line: string): readonly Edit[] {
  const wrong = entry.stated.filter(({ right }) => !right)
  const edits = wrong.map(({ start, end }): Edit => ({ start, end, bytes: new Uint8Array() }))
  if (entry.stated.some(({ right, algorithm }) => right && !algorithm.weak)) return edits
  const { contentEnd } = sections[0] as ManifestSection
  return [...edits, { start: contentEnd, end: contentEnd, bytes: utf8(line) }]
}

function applied(bytes: Uint8Array, edits: readonly Edit[]): readonly Uint8Array[] {
  const chunks: Uint8Array[] = []
  let at = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    chunks.push(bytes.subarray(at, edit.start), edit.bytes)
    at = edit.end
  }
  return [...chunks, bytes.subarray(at)]
}
