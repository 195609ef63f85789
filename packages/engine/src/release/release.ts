import { relative, resolve } from 'node:path'
import { type CommonOptions, type Context, openContext } from '../context.ts'
import type { RegistryAccess } from '../images/image-options.ts'
import { KeyRing } from '../key-ring.ts'
import { SIGNATURE_SUFFIX } from '../record-suffix.ts'
import { failureOf, type Outcome } from '../report.ts'
import type { Requirement } from '../requirements.ts'
import { readTrust, type Trust } from '../trust.ts'
import { lockOutput } from './folder.ts'
import { makeImages } from './make-images.ts'
import { attestSboms, bindFiles, type Making, makeFiles } from './make-release.ts'
import { type Manifest, readManifest } from './manifest.ts'
import type { ReleaseOptions } from './options.ts'
import { planRelease } from './plan.ts'
import { diffReleases, type FormerRelease, readFormerRelease } from './previous.ts'
import type { Refusal } from './refusal.ts'
import type { ReleaseReport } from './report.ts'
import { keyRefusals, openRuns } from './runs.ts'
import { thirdPartyRefusals } from './third-party.ts'
import { imageRefusals } from './verify-images.ts'
import { verifyRelease } from './verify-release.ts'

/**
 * Makes the release that a manifest declares: signs, writes checksums and records, and verifies all of it as a downloader would.
 * What is there already, and right, stays as it is: a run after an interruption does the rest, and one after a finished run nothing.
 * @throws ChanceryError where nothing could be begun: usage, manifest, trust, keys
 */
export async function releaseFiles(options: ReleaseOptions): Promise<Outcome<ReleaseReport>> {
  const context = await openContext(options)
  const manifest = await readManifest(context, options.manifest, options.versionName)
  const trust = await readTrust(context, options)
  const former = await formerRelease(context, options, trust)
  await using _ = options.dryRun ? null : await lockOutput(manifest.out, context.signal)
  const { plan, refusals } = await planRelease(context, manifest, accessOf(options))
  const all = [...refusals, ...keyRefusals(context, options, manifest)]
  if (!plan || all.length > 0) return outcome(manifest, NOTHING, all)
  const strangers = await thirdPartyRefusals(commonOf(options), plan.items, ({ output }) => output.absolute)
  if (strangers.length > 0) return outcome(manifest, NOTHING, strangers)
  await using keys = new KeyRing(context)
  const runs = await openRuns(context, options, manifest, keys, trust)
  return await make({ context, options, plan, runs }, trust, former)
}

const NOTHING: Pick<ReleaseReport, 'files' | 'images'> = { files: [], images: [] }

async function make(making: Making, trust: Trust, former: FormerRelease | null): Promise<Outcome<ReleaseReport>> {
  const { context, options, plan } = making
  const { manifest } = plan
  const { files, signed } = await makeFiles(making)
  const made = signed.exitCode === 0 ? await makeImages(making) : { images: [], failed: [], exitCode: signed.exitCode }
  const { images } = made
  const before = new Map([...files].map(([name, { digest }]) => [name, digest.before.sha256]))
  const diff = former && diffReleases(former, { files: before, images: plan.images.map(({ name }) => name) })
  const base: ReleaseReport = {
    ...emptyReport(manifest),
    files: [...files.values()],
    images,
    diff,
    failed: [...signed.report.failed, ...made.failed],
  }
  if (made.exitCode !== 0 || options.dryRun) return { report: base, exitCode: made.exitCode }
  const attested = await attestSboms(making, files)
  const bound = await bindFiles(making, attested, images)
  const report = { ...base, files: [...attested.values()] }
  if (bound.exitCode !== 0) return { report: { ...report, failed: bound.report.failed }, exitCode: bound.exitCode }
  const require: Requirement[] = ['attestation', ...(making.runs.own.timestamper ? (['timestamp'] as const) : [])]
  const verifying = { ...commonOf(options), trust: options.trust, timestampTrust: options.timestampTrust, require }
  const refusals = [
    ...(await verifyRelease(context, plan, verifying, trust)),
    ...(await imageRefusals(plan, images, making.runs, { ...verifying, ...accessOf(options) })),
  ]
  if (refusals.length > 0) return outcome(manifest, report, refusals)
  const checksums = relative(context.cwd, plan.checksums)
  const record = relative(context.cwd, plan.records[0] as string)
  return {
    report: { ...report, checksums: { path: checksums, signature: checksums + SIGNATURE_SUFFIX }, record },
    exitCode: 0,
  }
}

async function formerRelease(
  context: Context,
  { previous }: ReleaseOptions,
  trust: Trust,
): Promise<FormerRelease | null> {
  return previous === undefined ? null : readFormerRelease(resolve(context.cwd, previous), trust.verifier.keys)
}

/** What verifying has in common with signing: no more of the options, because a file of its own name means something else to each. */
function commonOf({ cwd, env, config, signal }: ReleaseOptions): CommonOptions {
  return { ...(cwd !== undefined && { cwd }), ...(env && { env }), config, signal }
}

function accessOf({ allowHttpRegistry, registryCa }: ReleaseOptions): RegistryAccess {
  return { allowHttpRegistry, registryCa }
}

function outcome(
  manifest: Manifest,
  { files, images }: Pick<ReleaseReport, 'files' | 'images'>,
  refusals: readonly Refusal[],
): Outcome<ReleaseReport> {
  const failed = refusals.map(({ path, error }) => failureOf(error, path))
  return { report: { ...emptyReport(manifest), files, images, failed }, exitCode: refusals[0]?.error.exitCode ?? 0 }
}

function emptyReport({ name, version }: Manifest): ReleaseReport {
  const release = { name, version }
  return { version: 1, release, ...NOTHING, checksums: null, record: null, diff: null, failed: [] }
}
