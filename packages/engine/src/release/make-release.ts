import { dirname, join, relative } from 'node:path'
import { recoverInterrupted } from '@chancery/files'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { SBOM_SUFFIX } from '../record-suffix.ts'
import type { SignedFile } from '../report.ts'
import { type PlannedFile, signPlanned } from '../sign.ts'
import { writeChecksums } from './checksums.ts'

import type { ReleaseOptions } from './options.ts'
import type { PlannedItem, ReleasePlan } from './plan.ts'
import { releaseEssence, releaseStatements } from './record.ts'
import type { ReleasedFile, ReleasedImage } from './report.ts'
import type { Runs } from './runs.ts'
import { writeStatement } from './statement-file.ts'
import { copyThirdParty, describeThirdParty } from './third-party.ts'

/** What a release is made with. */
export interface Making {
  readonly context: Context
  readonly options: ReleaseOptions
  readonly plan: ReleasePlan
  readonly runs: Runs
}

export type Signed = Awaited<ReturnType<typeof signPlanned>>

/** The files by their names below the output folder, and what failed. In a dry run, what they would become. */
export interface MadeFiles {
  readonly files: ReadonlyMap<string, ReleasedFile>
  readonly signed: Signed
}

const FILES_AT_ONCE = 4

/** Signs what is ours and not signed yet, and takes over what others have signed. */
export async function makeFiles({ context, options, plan, runs }: Making): Promise<MadeFiles> {
  if (!options.dryRun) await sweep(plan)
  const ours = plan.items.filter(({ entry }) => entry.signedBy === null)
  const planned = ours.map(({ entry, output }): PlannedFile => ({ run: runs.of(entry), plan: output }))
  const signed = await signPlanned(planned, options)
  const reports = new Map(signed.report.files.map((file) => [file.out, file]))
  const files = await concurrently(plan.items, FILES_AT_ONCE, async (item): Promise<[string, ReleasedFile] | null> => {
    const file = item.entry.signedBy
      ? await takeOver(context, options, item)
      : released(reports.get(item.output.target))
    return file && [item.name, file]
  })
  return { files: new Map(files.filter((file) => file !== null)), signed }
}

/** Binds SBOMs to their files; `sbom` of the result is the bundle. */
export async function attestSboms(making: Making, files: MadeFiles['files']): Promise<MadeFiles['files']> {
  const { context, plan, runs } = making
  const attested = await concurrently(plan.items, FILES_AT_ONCE, async ({ name, target, sbom }) => {
    const file = files.get(name) as ReleasedFile
    if (!sbom) return [name, file] as const
    const digest = { sha256: file.digest.after?.sha256 ?? '' }
    const statement = { subjects: [{ name, digest }], ...sbom }
    await writeStatement(target + SBOM_SUFFIX, statement, runs.attestationKey, undefined, context.signal)
    return [name, { ...file, sbom: file.out + SBOM_SUFFIX }] as const
  })
  return new Map(attested)
}

/** Writes the checksums, signs them, and binds everything in the release record. */
export async function bindFiles(
  making: Making,
  files: MadeFiles['files'],
  images: readonly ReleasedImage[],
): Promise<Signed> {
  const { context, plan, runs } = making
  const sha256 = await writeChecksums(context, plan)
  const path = relative(context.cwd, plan.checksums)
  const output = { path, absolute: plan.checksums, relative: plan.manifest.checksums, target: path }
  const run = { ...runs.own, options: { ...runs.own.options, format: 'blob' } }
  const signed = await signPlanned([{ run, plan: output }], {})
  if (signed.exitCode !== 0) return signed
  const statements = releaseStatements(plan, files, images, sha256, runs.own.identity)
  for (const [index, statement] of statements.entries()) {
    const record = plan.records[index] as string
    await writeStatement(record, statement, runs.attestationKey, releaseEssence, context.signal)
  }
  return signed
}

async function takeOver(context: Context, options: ReleaseOptions, item: PlannedItem): Promise<ReleasedFile> {
  if (!options.dryRun) await copyThirdParty(context, item)
  return describeThirdParty(context, item)
}

function released(file: SignedFile | undefined): ReleasedFile | null {
  // Files are signed under certificates; only images need none.
  return file?.certificate
    ? { ...file, certificate: file.certificate, action: file.action ?? 'signed', sbom: null }
    : null
}

/** What a killed run left in folders in which this one may find nothing to sign. */
async function sweep({ items, checksums }: ReleasePlan): Promise<void> {
  const folders = new Set([checksums, ...items.map(({ target }) => target)].map((path) => dirname(path)))
  for (const folder of folders) await recoverInterrupted(join(folder, 'swept'))
}
