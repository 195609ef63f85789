import { availableParallelism } from 'node:os'
import type { RecordIdentity } from '@chancery/attest'
import type { ChanceryError, Decide, DigestName, Stage } from '@chancery/core'
import { type OutputPlan, prepareLanes } from '@chancery/files'
import { concurrently } from './concurrently.ts'
import { type CommonOptions, type Context, openContext, withModule } from './context.ts'
import { divideOperands } from './images/image-operands.ts'
import type { ImageSignOptions } from './images/image-options.ts'
import { isRefused, type RefusedInput } from './inputs.ts'
import type { Workload } from './job-identity.ts'
import { KeyRing } from './key-ring.ts'
import { absolutePath, chooseKeys, type KeyChoice, type KeyRule, namedKey } from './key-rules.ts'
import { openRuns } from './key-runs.ts'
import {
  asChanceryError,
  type Failure,
  failureOf,
  joinOutcomes,
  type Outcome,
  type SignedFile,
  type SignReport,
} from './report.ts'
import type { Run } from './run.ts'
import { signFile } from './sign-file.ts'
import { planFiles } from './sign-plan.ts'
import type { TimestampChoice } from './timestamping.ts'

/** `keep`: what this key's certificate has signed, and recorded, is left as it is. `append` is {@link SignOptions.append}. */
export type IfSigned = 'keep' | 'append' | 'replace' | 'error'

export interface SignOptions extends CommonOptions, ImageSignOptions {
  /** Paths and globs (`**`, `{a,b}`, `!exclude`), and images: `oci://HOST/REPOSITORY:TAG`. */
  readonly files: readonly string[]
  /** A key of the configuration, or a pkcs11: URI; CHANCERY_KEY by default. */
  readonly key?: string | undefined
  /** The keys of files that are not for `key`; the first rule that means a file decides. */
  readonly keyFor?: readonly KeyRule[] | undefined
  /** Path of the PKCS#11 module of `key`, and of keys that name none. */
  readonly module?: string | undefined
  /** Path of the certificate of `key`, PEM, leaf first. */
  readonly certificate?: string | undefined
  /** Folder for signed copies; this or `inPlace`. */
  readonly out?: string | undefined
  readonly inPlace?: boolean | undefined
  /** Format id for all files; `blob` covers the files of no known kind. */
  readonly format?: string | undefined
  readonly append?: boolean | undefined
  /** What to do with a file that is signed already; `replace` by default. */
  readonly ifSigned?: IfSigned | undefined
  /** What a glob without a match does: ends the run (by default), or is told to `onWarning`. */
  readonly ifNoFiles?: 'error' | 'warn' | undefined
  readonly onWarning?: ((code: string, message: string) => void) | undefined
  readonly digest?: DigestName | undefined
  readonly description?: string | undefined
  readonly url?: string | undefined
  readonly timestamp?: TimestampChoice | undefined
  /** How many independent authorities must timestamp; what the configuration says by default. */
  readonly timestampQuorum?: number | undefined
  /** Leave a signing record beside each file; true by default. */
  readonly attest?: boolean | undefined
  /** Files at once; by default as many as cores, and at least 4. */
  readonly concurrency?: number | undefined
  /** Check everything up to the signature, write nothing. */
  readonly dryRun?: boolean | undefined
  /** Who asks, for the record, as far as the environment says. */
  readonly identity?: RecordIdentity | undefined
  /** The CI job that asks, where that was proved ({@link identifyJob}): then the record says so, and each file has provenance beside it. */
  readonly workload?: Workload | undefined
  /** Asked for every file and image; by default whoever can use the key may sign. A refusal is an entry of the log, where one is configured. */
  readonly decide?: Decide | undefined
  readonly onProgress?: ((progress: SignProgress) => void) | undefined
}

export interface SignProgress {
  readonly path: string
  readonly stage: Stage | 'done' | 'failed'
  readonly finished: number
  readonly total: number
}

/**
 * Signs files with one login: each in its native format, timestamped, re-opened and verified, with a record.
 * A file that fails leaves the others alone and stands in `failed`.
 * @throws ChanceryError before anything is signed: usage, configuration, key, certificate, output clash
 */
export async function signFiles(options: SignOptions): Promise<Outcome<SignReport>> {
  const context = withModule(await openContext(options), options.module)
  const { files, images } = await divideOperands(options.files, context.cwd)
  const plans = files.length > 0 || images.length === 0 ? await planFiles(context, { ...options, files }) : []
  if (plans.length + images.length === 0) return { report: { version: 1, files: [], failed: [] }, exitCode: 0 }
  const choice = await chooseKeys(context, options, plans, images)
  // Before the token is opened: while it answers, the threads that hash start.
  prepareLanes(plans.flatMap((plan) => (isRefused(plan) ? [] : [plan.absolute])))
  await using keys = new KeyRing(context)
  const prepared: StartSigning[] = []
  if (plans.length > 0) prepared.push(await prepareFiles(context, options, plans, choice, keys))
  if (images.length > 0) {
    const { prepareImages } = await import('./images/sign-images.ts')
    prepared.push(await prepareImages(context, { ...options, files: images }, choice, keys))
  }
  return joinOutcomes(await Promise.all(prepared.map((start) => start())))
}

/** Everything that is refused before the first file is signed; then starts. */
async function prepareFiles(
  context: Context,
  options: SignOptions,
  plans: readonly (OutputPlan | RefusedInput)[],
  choice: KeyChoice,
  keys: KeyRing,
): Promise<StartSigning> {
  const names = plans.map((plan) => choice.get(absolutePath(context, plan)) as string)
  const runs = await openRuns(context, options, keys, names, namedKey(context, options))
  const planned = plans.map((plan, index): PlannedFile => ({ plan, run: runs.get(names[index] as string) as Run }))
  return () => signPlanned(planned, options)
}

/** Signs what was prepared. */
export type StartSigning = () => Promise<Outcome<SignReport>>

/** A file, where it goes, and what it is signed with: files of one release may have different keys. */
export interface PlannedFile {
  readonly run: Run
  readonly plan: OutputPlan | RefusedInput
}

/** Signs what was planned, several at once. Nothing is thrown for what is wrong with one file: it stands in `failed`. */
export async function signPlanned(
  planned: readonly PlannedFile[],
  options: Pick<SignOptions, 'concurrency' | 'onProgress'>,
): Promise<Outcome<SignReport>> {
  let finished = 0
  const progress = (path: string, stage: SignProgress['stage']): void => {
    if (stage === 'done' || stage === 'failed') finished++
    options.onProgress?.({ path, stage, finished, total: planned.length })
  }
  const concurrency = options.concurrency ?? Math.max(LEAST_AT_ONCE, availableParallelism())
  const results = await concurrently(
    planned,
    concurrency,
    async ({ run, plan }): Promise<SignedFile | [ChanceryError, Failure]> => {
      const { path } = plan
      try {
        if (isRefused(plan)) throw plan.error
        const signed = await signFile(run, plan, (stage) => progress(path, stage))
        progress(path, 'done')
        return signed
      } catch (error) {
        progress(path, 'failed')
        const known = asChanceryError(error)
        return [known, failureOf(known, path)]
      }
    },
  )
  const failures = results.filter((result) => Array.isArray(result))
  const files = results.filter((result): result is SignedFile => !Array.isArray(result))
  return {
    report: { version: 1, files, failed: failures.map(([, failure]) => failure) },
    exitCode: failures[0]?.[0].exitCode ?? 0,
  }
}

/** While one file waits for the disk or a timestamp, others use the token's sessions. */
const LEAST_AT_ONCE = 4
