import { join, relative, sep } from 'node:path'
import { MAX_SUBJECTS } from '@chancery/attest'
import { ChanceryError, type Format } from '@chancery/core'
import { FilesError, type OutputPlan, openFileSource, planOutputs } from '@chancery/files'
import { type Predicate, readPredicate } from '../attest-predicate.ts'
import { concurrently } from '../concurrently.ts'
import { exists } from '../config.ts'
import type { Context } from '../context.ts'
import { EngineError } from '../errors.ts'
import type { RegistryAccess } from '../images/image-options.ts'
import { PROVENANCE_SUFFIX, RECORD_SUFFIX, SBOM_SUFFIX, SIGNATURE_SUFFIX } from '../record-suffix.ts'
import { formatFor } from '../sign-plan.ts'
import { everythingIn, nameIn } from './folder.ts'
import type { Manifest, ManifestEntry } from './manifest.ts'
import { MAX_RECORDS, RELEASE_SUFFIXES, releaseRecordSuffix } from './names.ts'
import { type PlannedImage, planImages } from './plan-images.ts'
import { type Refusal, refusalOver } from './refusal.ts'
import { type Selected, selectFiles } from './select.ts'

/** A file of the release and what becomes of it. */
export interface PlannedItem {
  readonly entry: ManifestEntry
  /** `target` is relative to the current folder. */
  readonly output: OutputPlan
  /** Path below the output folder, forward slashes: what checksums and records call it. */
  readonly name: string
  readonly target: string
  /** What it is signed as; null where others have signed it. */
  readonly format: Format | null
  /** Whether a detached signature goes with it. */
  readonly hasSignatureFile: boolean
  readonly sbom: Predicate | null
}

export interface ReleasePlan {
  readonly manifest: Manifest
  /** In the order of their names. */
  readonly items: readonly PlannedItem[]
  /** As the manifest has them. */
  readonly images: readonly PlannedImage[]
  /** Absolute. */
  readonly checksums: string
  /** Absolute paths of the release records: one, but above 1023 files. */
  readonly records: readonly string[]
}

/** The checksums are a subject of every record: it binds the records to one another. */
export const SUBJECTS_OF_RECORD: number = MAX_SUBJECTS - 1
const FILES_AT_ONCE = 4

/**
 * What the manifest makes of the files and images that are there, and everything that is wrong with them and can be known without a key.
 * @throws FilesError PERMISSION_DENIED, IO_FAILED
 */
export async function planRelease(
  context: Context,
  manifest: Manifest,
  access: RegistryAccess,
): Promise<{ readonly plan: ReleasePlan | null; readonly refusals: readonly Refusal[] }> {
  const { selected, refusals: unselected } = await selectFiles(manifest, context.cwd)
  const refusals = [...unselected]
  const records = Math.max(1, Math.ceil((selected.length + manifest.images.length) / SUBJECTS_OF_RECORD))
  if (records > MAX_RECORDS)
    return { plan: null, refusals: [...refusals, { path: null, error: tooLarge(selected.length) }] }
  const images = await planImages(context, manifest.images, access, refusals)
  const sboms = await readSboms(context, manifest, refusals)
  const outputs = await planFiles(manifest, selected, context.cwd, refusals)
  const found = await concurrently(outputs, FILES_AT_ONCE, async ({ entry, output }) => formatOf(output, entry))
  refusals.push(...found.flatMap(({ refusal }) => refusal ?? []))
  const items = await concurrently(outputs, FILES_AT_ONCE, async ({ entry, output }, index): Promise<PlannedItem> => {
    const format = found[index]?.format ?? null
    const name = output.relative
    return {
      entry,
      output,
      name,
      target: join(manifest.out, name),
      format,
      hasSignatureFile: format ? format.sideFileSuffix !== null : await exists(output.absolute + SIGNATURE_SUFFIX),
      sbom: entry.sbom === null ? null : (sboms.get(entry.sbom) ?? null),
    }
  })
  items.sort((one, other) => (one.name < other.name ? -1 : 1))
  const checksums = join(manifest.out, manifest.checksums)
  const suffixes = Array.from({ length: records }, (_, index) => releaseRecordSuffix(index + 1))
  const expected = new Set([...items.flatMap(namesOf), ...namesBeside(manifest.checksums, suffixes)])
  refusals.push(...(await foreignRefusals(manifest.out, expected, context.cwd)))
  const plan = { manifest, items, images, checksums, records: suffixes.map((suffix) => checksums + suffix) }
  return { plan: refusals.length > 0 ? null : plan, refusals }
}

/** What may lie beside a file of ours, with its name. */
export function namesOf({ name, entry, hasSignatureFile, sbom }: PlannedItem): readonly string[] {
  return [
    name,
    ...(hasSignatureFile ? [name + SIGNATURE_SUFFIX] : []),
    ...(entry.signedBy ? [] : [name + RECORD_SUFFIX, name + PROVENANCE_SUFFIX]),
    ...(sbom ? [name + SBOM_SUFFIX] : []),
  ]
}

/** The checksums and what lies beside them. */
function namesBeside(checksums: string, suffixes: readonly string[]): readonly string[] {
  return ['', SIGNATURE_SUFFIX, RECORD_SUFFIX, PROVENANCE_SUFFIX, ...suffixes].map((suffix) => checksums + suffix)
}

async function planFiles(
  manifest: Manifest,
  selected: readonly Selected[],
  cwd: string,
  refusals: Refusal[],
): Promise<readonly Pick<PlannedItem, 'entry' | 'output'>[]> {
  const files = selected.map(({ entry, file }) => ({ ...file, relative: join(entry.out, file.relative) }))
  const reserved = new Set(namesBeside(manifest.checksums, RELEASE_SUFFIXES))
  for (const { path, relative: name } of files) {
    if (reserved.has(name))
      refusals.push({ path, error: collision(`${path} would be written to the release's own ${name}`) })
  }
  const suffixes = [SIGNATURE_SUFFIX, RECORD_SUFFIX, PROVENANCE_SUFFIX, SBOM_SUFFIX]
  try {
    const plans = planOutputs(files, { kind: 'folder', folder: manifest.out }, suffixes)
    return plans.map((plan, index) => {
      const output = { ...plan, relative: slashed(plan.relative), target: relative(cwd, plan.target) }
      return { entry: (selected[index] as Selected).entry, output }
    })
  } catch (error) {
    if (!(error instanceof FilesError) || error.family === 'environment') throw error
    refusals.push({ path: null, error })
    return []
  }
}

async function formatOf(
  output: OutputPlan,
  { format, signedBy }: ManifestEntry,
): Promise<{ readonly format?: Format; readonly refusal?: Refusal }> {
  if (signedBy) return {}
  try {
    await using source = await openFileSource(output.absolute)
    return { format: await formatFor(source, format) }
  } catch (error) {
    return { refusal: { path: output.path, error: caught(error) } }
  }
}

/** Every SBOM once, by its path. */
async function readSboms(
  context: Context,
  { entries }: Manifest,
  refusals: Refusal[],
): Promise<ReadonlyMap<string, Predicate>> {
  const sboms = new Map<string, Predicate>()
  for (const sbom of new Set(entries.flatMap((entry) => entry.sbom ?? []))) {
    try {
      sboms.set(sbom, await readPredicate(context, { sbom }))
    } catch (error) {
      refusals.push({ path: relative(context.cwd, sbom), error: caught(error) })
    }
  }
  return sboms
}

/** What another release left would be published with this one. */
async function foreignRefusals(out: string, expected: ReadonlySet<string>, cwd: string): Promise<readonly Refusal[]> {
  const names = (await everythingIn(out)).map((path) => nameIn(out, path))
  const foreign = names.filter((name) => !expected.has(name) && !TEMPORARY.test(name))
  if (foreign.length === 0) return []
  return [refusalOver('RELEASE_OUTPUT_FOREIGN', `${relative(cwd, out)} holds what is not of this release`, foreign)]
}

/** What a killed run left; the next one sweeps it. */
const TEMPORARY = /(?:^|\/)\.[^/]*\.chancery-[^/]*\.tmp$/

function caught(error: unknown): ChanceryError {
  if (error instanceof ChanceryError && error.family !== 'environment') return error
  throw error
}

function tooLarge(count: number): EngineError {
  return new EngineError('RELEASE_TOO_LARGE', `${count} files, ${MAX_RECORDS * SUBJECTS_OF_RECORD} at most`)
}

function collision(message: string): FilesError {
  return new FilesError('OUTPUT_COLLISION', message)
}

function slashed(path: string): string {
  return path.replaceAll(sep, '/')
}
