import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { StatementKey } from '@chancery/attest'
import {
  type ByteSource,
  CORE_ERRORS,
  CoreError,
  type CoreErrorCode,
  type Format,
  HEAD_LENGTH,
  inspectArtifact,
  type SignatureReport,
  type Timestamper,
  toHex,
  VerificationError,
  type Written,
  wholeDigest,
} from '@chancery/core'
import { type FileSource, fileOutput, type OutputPlan, openFileSource, recoverInterrupted } from '@chancery/files'
import { concurrently } from '../concurrently.ts'
import { exists } from '../config.ts'
import { type Context, openContext } from '../context.ts'
import { copySigned } from '../copy-signed.ts'
import { EngineError } from '../errors.ts'
import { formats } from '../formats.ts'
import { find } from '../found.ts'
import { divideOperands } from '../images/image-operands.ts'
import { isRefused } from '../inputs.ts'
import { KeyRing } from '../key-ring.ts'
import { RECORD_SUFFIX } from '../record-suffix.ts'
import { asChanceryError, failureOf, joinOutcomes, type Outcome } from '../report.ts'
import { planFiles } from '../sign-plan.ts'
import { openTimestamper } from '../timestamping.ts'
import type { TimestampOptions } from './options.ts'
import type { TimestampedFile, TimestampReport } from './report.ts'
import { assertNothingBreaks, recordsBeside, restate } from './restate.ts'
import { looksLikeBundle, stampBundle } from './stamp-bundle.ts'
import { assertInTime, Stamping } from './stamping.ts'

/** What the files of one call share. */
interface Work {
  readonly context: Context
  readonly options: TimestampOptions
  readonly timestamper: Timestamper
  /** null where no record is to be made anew. Opened when the first file needs it. */
  readonly attestationKey: () => Promise<StatementKey>
}

/**
 * Adds timestamps to files and images that are signed, without the keys that signed them; each is re-opened and checked before it is visible.
 * @throws ChanceryError where nothing can be done at all: usage, configuration
 */
export async function timestampFiles(options: TimestampOptions): Promise<Outcome<TimestampReport>> {
  const context = await openContext(options)
  const { files, images } = await divideOperands(options.files, context.cwd)
  const hasFiles = files.length > 0 || images.length === 0
  const inPlace = options.out === undefined
  const plans = hasFiles ? await planFiles(context, { files, out: options.out, inPlace }) : []
  await using keys = new KeyRing(context)
  const choice = options.timestamp ?? 'configured'
  const timestamper = (await openTimestamper(context, keys, choice, options.timestampQuorum)) as Timestamper
  const done = hasFiles ? [await timestampEach({ context, options, timestamper }, keys, plans)] : []
  if (images.length > 0) {
    const { timestampImages } = await import('./timestamp-images.ts')
    done.push(await timestampImages(context, { ...options, files: images }, timestamper))
  }
  return joinOutcomes(done)
}

async function timestampEach(
  shared: Omit<Work, 'attestationKey'>,
  keys: KeyRing,
  plans: Awaited<ReturnType<typeof planFiles>>,
): Promise<Outcome<TimestampReport>> {
  const { context, options } = shared
  let opened: Promise<StatementKey> | null = null
  const attestationKey = (): Promise<StatementKey> => {
    if (!context.config.keys.attestation) {
      throw new EngineError(
        'ATTESTATION_KEY_MISSING',
        'the record must be made anew, and keys.attestation is not configured',
      )
    }
    opened ??= keys.statePolicy().then(() => keys.openStatements('attestation', null))
    return opened
  }
  const work = { ...shared, attestationKey }
  const results = await concurrently(plans, options.concurrency ?? 4, async (plan) => {
    try {
      if (isRefused(plan)) throw plan.error
      return await timestampFile(work, plan)
    } catch (error) {
      const known = asChanceryError(error)
      return { error: known, failure: failureOf(known, plan.path) }
    }
  })
  const failures = results.filter((result) => 'error' in result)
  const files = results.filter((result): result is TimestampedFile => !('error' in result))
  return {
    report: { version: 1, files, failed: failures.map(({ failure }) => failure) },
    exitCode: failures[0]?.error.exitCode ?? 0,
  }
}

async function timestampFile(work: Work, plan: OutputPlan): Promise<TimestampedFile> {
  const { context, options, timestamper } = work
  await recoverInterrupted(plan.absolute)
  await using source = await openFileSource(plan.absolute, { signal: context.signal })
  const target = resolve(context.cwd, plan.target)
  if (looksLikeBundle(await source.read(0, Math.min(HEAD_LENGTH, source.size)))) {
    const stamping = new Stamping(timestamper, options.renew ?? false, 'several', context.signal)
    const { signature, before, after } = await stampBundle(plan.absolute, target, stamping)
    const digest = { before: { sha256: sha256(before) }, after: { sha256: sha256(after) } }
    const { path, target: out } = plan
    return {
      path,
      out,
      signature: null,
      format: 'bundle',
      ...outcome(stamping),
      digest,
      signatures: [signature],
      bundle: null,
    }
  }
  const found = await find(context, {}, source, plan.absolute)
  // A file of a kind that carries signatures in itself may have one beside it instead.
  const embedded = found.format?.sideFileSuffix === null && (await inspectArtifact(source, found.format)).length > 0
  const format = embedded ? (found.format as Format) : formats.get('blob')
  await using sideFile = embedded || found.sideFile === null ? null : await openFileSource(found.sideFile)
  return await stampSignatures(work, plan, format, source, sideFile)
}

async function stampSignatures(
  { context, options, timestamper, attestationKey }: Work,
  plan: OutputPlan,
  format: Format,
  source: FileSource,
  sideFile: FileSource | null,
): Promise<TimestampedFile> {
  const { signal } = context
  const target = resolve(context.cwd, plan.target)
  const reports = await inspectArtifact(source, format, sideFile)
  assertStampable(reports, source.name)
  const stamping = new Stamping(timestamper, options.renew ?? false, format.timestampRoom ?? 'several', signal)
  const embedding = (await format.retimestamp?.(source, sideFile, stamping.change)) ?? null
  const before = { file: await digestOf(source), sideFile: sideFile && (await digestOf(sideFile)) }
  const hasRecord = await exists(plan.absolute + RECORD_SUFFIX)
  const entry = {
    path: plan.path,
    out: plan.target,
    signature: format.sideFileSuffix && plan.target + format.sideFileSuffix,
    format: format.id,
    ...outcome(stamping),
  }
  if (!embedding) {
    if (options.out !== undefined)
      await copySigned(source, target, { signature: format.sideFileSuffix, record: hasRecord })
    const digest = { before: { sha256: before.file }, after: { sha256: before.file } }
    const bundle = hasRecord ? plan.target + RECORD_SUFFIX : null
    return { ...entry, digest, signatures: signaturesOf(reports), bundle }
  }
  const suffixes = options.attest === false ? [] : await recordsBeside(plan.absolute)
  if (embedding.content !== null) await assertNothingBreaks(plan.absolute)
  const key = suffixes.length > 0 ? await attestationKey() : null
  const written = await fileOutput({ source, target }).write(embedding, signal)
  try {
    const checked = await check(written, format, reports, timestamper)
    const after = {
      file: await digestOf(written.source),
      sideFile: written.sideFile && (await digestOf(written.sideFile)),
    }
    const timestamps = checked[0]?.timestamps ?? []
    const records = key
      ? await restate(plan.absolute, suffixes, key, { before, after, timestamps }, target, signal)
      : []
    await written.commit(records)
    const digest = { before: { sha256: before.file }, after: { sha256: after.file } }
    const bundle = records.some(({ suffix }) => suffix === RECORD_SUFFIX) ? plan.target + RECORD_SUFFIX : null
    return { ...entry, digest, signatures: signaturesOf(checked), bundle }
  } catch (error) {
    await written.discard()
    throw error
  }
}

/** @throws VerificationError NOT_SIGNED, or what is wrong with a signature; EngineError TIMESTAMP_TOO_LATE */
function assertStampable(reports: readonly SignatureReport[], name: string): void {
  if (reports.length === 0) {
    const code = 'NOT_SIGNED' satisfies CoreErrorCode
    throw new VerificationError(
      { code, message: `${name} carries no signature`, howToFix: CORE_ERRORS[code].howToFix },
      [],
    )
  }
  for (const { fault, signer, timestamps } of reports) {
    if (fault) throw new VerificationError(fault, [])
    if (signer && timestamps.length === 0) assertInTime(new Date(signer.notAfter), signer.subject)
  }
}

/** Reads back what was written: the same signatures, and each has at least the timestamps that it shall have. @throws CoreError SELF_CHECK_FAILED */
async function check(
  { source, sideFile }: Written,
  format: Format,
  before: readonly SignatureReport[],
  { quorum = 1 }: Timestamper,
): Promise<readonly SignatureReport[]> {
  const after = await inspectArtifact(source, format, sideFile)
  const holds =
    after.length === before.length &&
    after.every(({ fault, signer, timestamps }, index) => {
      const old = before[index] as SignatureReport
      const wanted = old.timestamps.length === 0 ? quorum : old.timestamps.length
      return fault === null && signer?.sha256 === old.signer?.sha256 && timestamps.length >= wanted
    })
  if (holds) return after
  throw new CoreError('SELF_CHECK_FAILED', 'what was written does not verify, or lacks a timestamp')
}

function outcome({ action, failures }: Stamping): Pick<TimestampedFile, 'action' | 'timestampFailures'> {
  return { action, ...(failures.length > 0 && { timestampFailures: failures }) }
}

function signaturesOf(reports: readonly SignatureReport[]): TimestampedFile['signatures'] {
  return reports.map(({ signer, timestamps }) => ({ signer: signer?.subject ?? null, timestamps }))
}

async function digestOf(source: ByteSource): Promise<string> {
  const [digest] = await source.digest([wholeDigest(source, 'sha256')])
  return toHex(digest as Uint8Array)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
