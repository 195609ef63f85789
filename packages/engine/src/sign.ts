import { availableParallelism } from 'node:os'
import type { ProvenanceIdentity, RecordIdentity } from '@chancery/attest'
import {
  type ChanceryError,
  type DigestName,
  equalBytes,
  keySigner,
  type PlainData,
  type SigningKey,
  type Stage,
} from '@chancery/core'
import { type OutputPlan, prepareLanes } from '@chancery/files'
import { LOCAL_IDENTITY } from './asserted-identity.ts'
import { concurrently } from './concurrently.ts'
import { type CommonOptions, type Context, openContext, variable } from './context.ts'
import { EngineError } from './errors.ts'
import { formats } from './formats.ts'
import { divideOperands } from './images/image-operands.ts'
import type { ImageSignOptions } from './images/image-options.ts'
import { isRefused, type RefusedInput } from './inputs.ts'
import type { Workload } from './job-identity.ts'
import { KeyRing } from './key-ring.ts'
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
import { assertSignerCertificate } from './signer-certificate.ts'
import { openTimestamper, type TimestampChoice } from './timestamping.ts'

/** `keep`: what this key's certificate has signed, and recorded, is left as it is. `append` is {@link SignOptions.append}. */
export type IfSigned = 'keep' | 'append' | 'replace' | 'error'

export interface SignOptions extends CommonOptions, ImageSignOptions {
  /** Paths and globs (`**`, `{a,b}`, `!exclude`), and images: `oci://HOST/REPOSITORY:TAG`. */
  readonly files: readonly string[]
  /** A key of the configuration, or a pkcs11: URI; CHANCERY_KEY by default. */
  readonly key?: string | undefined
  /** Path of the PKCS#11 module of `key`. */
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
  readonly digest?: DigestName | undefined
  readonly description?: string | undefined
  readonly url?: string | undefined
  readonly timestamp?: TimestampChoice | undefined
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
  const context = await openContext(options)
  const { files, images } = await divideOperands(options.files, context.cwd)
  await using keys = new KeyRing(context)
  const prepared = [
    ...(files.length > 0 || images.length === 0 ? [await prepareFiles(context, { ...options, files }, keys)] : []),
    ...(images.length > 0 ? [await prepareImages(context, { ...options, files: images }, keys)] : []),
  ]
  return joinOutcomes(await Promise.all(prepared.map((start) => start())))
}

/** Everything that is refused before the first file is signed; then starts. */
async function prepareFiles(context: Context, options: SignOptions, keys: KeyRing): Promise<StartSigning> {
  const plans = await planFiles(context, options)
  prepareLanes(plans.flatMap((plan) => (isRefused(plan) ? [] : [plan.absolute])))
  const run = await openRun(context, options, keys)
  return () =>
    signPlanned(
      plans.map((plan) => ({ run, plan })),
      options,
    )
}

async function prepareImages(context: Context, options: SignOptions, keys: KeyRing): Promise<StartSigning> {
  const { prepareImages: prepare } = await import('./images/sign-images.ts')
  return prepare(context, options, keys)
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

/**
 * Opens what all files need, and refuses before the first of them what would fail for each.
 * @param named whether the key is the one that the caller names: flags and environment speak of that one only
 */
export async function openRun(context: Context, options: SignOptions, keys: KeyRing, named = true): Promise<Run> {
  const keyName = options.key ?? variable(context.env, 'CHANCERY_KEY')
  if (keyName === undefined) throw new EngineError('KEY_NOT_GIVEN', 'no key was named')
  const wantsRecord = options.attest !== false
  if (wantsRecord && !context.config.keys.attestation) {
    throw new EngineError('ATTESTATION_KEY_MISSING', 'records are signed by keys.attestation, which is not configured')
  }
  const overrides = named ? { module: options.module, certificate: options.certificate } : null
  const key = await keys.open(keyName, overrides, options.digest)
  assertSignerCertificate(key.info, new Date())
  const attestationKey = wantsRecord ? await keys.open('attestation', null) : null
  if (attestationKey) assertOwnKey(attestationKey, key)
  const timestamper = await openTimestamper(context, keys, options.timestamp ?? 'configured')
  // Made before anything is signed: it refuses a job that says too little of itself.
  const provenance = options.workload && attestationKey ? await provenanceOf(options.workload) : null
  const identity = recordIdentity(options)
  const signer = keySigner(key, formats)
  return { context, options, signer, info: key.info, timestamper, attestationKey, identity, provenance }
}

export async function provenanceOf(job: ProvenanceIdentity): Promise<PlainData> {
  const { provenancePredicate } = await import('@chancery/attest/predicates')
  return provenancePredicate(job)
}

export function recordIdentity({ workload, identity }: SignOptions): RecordIdentity {
  if (!workload) return identity ?? LOCAL_IDENTITY
  const { verified, platform, claims } = workload
  return { verified, platform, claims }
}

/** A record by the key that signed the file would say nothing that the file does not say itself. */
export function assertOwnKey(attestationKey: Pick<SigningKey, 'info'>, key: Pick<SigningKey, 'info'>): void {
  if (!equalBytes(attestationKey.info.publicKey, key.info.publicKey)) return
  throw new EngineError('ATTESTATION_KEY_SHARED', `keys.attestation is the very key of ${key.info.name}`, {
    details: { key: key.info.name },
  })
}
