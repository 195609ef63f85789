import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { type RecordIdentity, signingRecord, signStatement } from '@chancery/attest'
import { certificateFacts, parseCertificate } from '@chancery/codec'
import {
  allowLocal,
  type ByteSource,
  type ChanceryError,
  CoreError,
  type DigestName,
  detectFormat,
  digestOf,
  type Format,
  type FormatOptions,
  keySigner,
  prepare,
  type Signer,
  type SignerInfo,
  type SigningFacts,
  type SigningKey,
  type Stage,
  signArtifact,
  type Timestamper,
} from '@chancery/core'
import {
  type FileSource,
  fileOutput,
  type InputFile,
  type OutputPlan,
  openFileSource,
  planOutputs,
  recoverInterrupted,
} from '@chancery/files'
import { concurrently } from './concurrently.ts'
import { exists } from './config.ts'
import { type CommonOptions, type Context, openContext, variable } from './context.ts'
import { EngineError } from './errors.ts'
import { formats } from './formats.ts'
import { expandInputs, isRefused, type RefusedInput } from './inputs.ts'
import { KeyRing } from './key-ring.ts'
import { asChanceryError, type Failure, failureOf, type Outcome, type SignedFile, type SignReport } from './report.ts'
import { assertSignerCertificate } from './signer-certificate.ts'
import { openTimestamper, type TimestampChoice } from './timestamping.ts'
import { VERSION } from './version.ts'

export interface SignOptions extends CommonOptions {
  /** Paths and globs (`**`, `{a,b}`, `!exclude`). */
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
  /** Who asks, for the record. */
  readonly identity?: RecordIdentity | undefined
  readonly onProgress?: ((progress: SignProgress) => void) | undefined
}

export interface SignProgress {
  readonly path: string
  readonly stage: Stage | 'done' | 'failed'
  readonly finished: number
  readonly total: number
}

const LOCAL: RecordIdentity = { verified: false, platform: 'local', claims: {} }

/** Everything that the files of one run share. */
interface Run {
  readonly context: Context
  readonly options: SignOptions
  readonly signer: Signer
  readonly info: SignerInfo
  readonly timestamper: Timestamper | null
  readonly attestationKey: SigningKey | null
}

/**
 * Signs files with one login: each in its native format, timestamped, re-opened and verified, with a record.
 * A file that fails leaves the others alone and stands in `failed`.
 * @throws ChanceryError before anything is signed: usage, configuration, key, certificate, output clash
 */
export async function signFiles(options: SignOptions): Promise<Outcome<SignReport>> {
  const context = await openContext(options)
  const plans = await planFiles(context, options)
  const keyName = options.key ?? variable(context.env, 'CHANCERY_KEY')
  if (keyName === undefined) throw new EngineError('KEY_NOT_GIVEN', 'no key was named')
  const wantsRecord = options.attest !== false
  if (wantsRecord && !context.config.keys.attestation) {
    throw new EngineError('ATTESTATION_KEY_MISSING', 'records are signed by keys.attestation, which is not configured')
  }
  await using keys = new KeyRing(context)
  const overrides = { module: options.module, certificate: options.certificate }
  const key = await keys.open(keyName, overrides, options.digest)
  assertSignerCertificate(key.info, new Date())
  const run: Run = {
    context,
    options,
    signer: keySigner(key, formats),
    info: key.info,
    timestamper: await openTimestamper(context, keys, options.timestamp ?? 'configured'),
    attestationKey: wantsRecord ? await keys.open('attestation', null) : null,
  }
  let finished = 0
  const progress = (path: string, stage: SignProgress['stage']): void => {
    if (stage === 'done' || stage === 'failed') finished++
    options.onProgress?.({ path, stage, finished, total: plans.length })
  }
  const concurrency = options.concurrency ?? Math.max(4, availableParallelism())
  const results = await concurrently(
    plans,
    concurrency,
    async (plan): Promise<SignedFile | [ChanceryError, Failure]> => {
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
    report: {
      version: 1,
      files,
      failed: failures.map(([, failure]) => failure),
    },
    exitCode: failures[0]?.[0].exitCode ?? 0,
  }
}

async function planFiles(context: Context, options: SignOptions): Promise<readonly (OutputPlan | RefusedInput)[]> {
  const { out, inPlace } = options
  if (out !== undefined && inPlace) throw new EngineError('OPTIONS_CONFLICT', '--out and --in-place exclude each other')
  if (out === undefined && !inPlace) throw new EngineError('OUTPUT_NOT_GIVEN', 'neither --out nor --in-place was given')
  if (options.format !== undefined) formats.get(options.format)
  const inputs = await expandInputs(options.files, context.cwd)
  const files = inputs.filter((input): input is InputFile => !isRefused(input))
  const plans = await planOutputs(files, out === undefined ? { kind: 'in-place' } : { kind: 'folder', folder: out })
  const planned = new Map(files.map((file, index) => [file, plans[index] as OutputPlan]))
  return inputs.map((input) => (isRefused(input) ? input : (planned.get(input) as OutputPlan)))
}

async function signFile(run: Run, plan: OutputPlan, onStage: (stage: Stage) => void): Promise<SignedFile> {
  const { context, options } = run
  if (options.inPlace && !options.dryRun) await recoverInterrupted(plan.absolute)
  await using source = await openFileSource(plan.absolute)
  const format = await formatFor(source, options.format)
  await using sideFile = await openSideFile(plan, format, options)
  const input = {
    source,
    sideFile,
    format,
    options: formatOptions(run),
    signer: run.signer,
    decide: allowLocal,
    signal: context.signal,
  }
  if (options.dryRun) {
    const { request } = await prepare(input, context.signal)
    return entry(run, plan, format, { before: request.artifact.digest, after: null }, null)
  }
  const facts = await signArtifact({
    ...input,
    timestamper: run.timestamper,
    output: fileOutput({ source, target: resolve(context.cwd, plan.target) }),
    attest: recorder(run),
    onStage,
  })
  return entry(run, plan, format, facts.digest, facts)
}

/** The detached signature beside the file: what `append` adds to. */
async function openSideFile(
  plan: OutputPlan,
  { sideFileSuffix }: Format,
  options: SignOptions,
): Promise<FileSource | null> {
  if (sideFileSuffix === null || !options.append) return null
  const path = plan.absolute + sideFileSuffix
  return (await exists(path)) ? openFileSource(path) : null
}

function recorder({
  attestationKey,
  options,
}: Run): ((facts: SigningFacts, signal?: AbortSignal) => Promise<Uint8Array>) | null {
  if (!attestationKey) return null
  return (facts, signal) => {
    const tool = { name: 'chancery', version: VERSION }
    const record = signingRecord(facts, { tool, identity: options.identity ?? LOCAL, at: new Date() })
    return signStatement(record, attestationKey, signal)
  }
}

function formatOptions({ options, info }: Run): FormatOptions {
  return {
    digest: digestOf(info),
    append: options.append ?? false,
    description: options.description ?? null,
    url: options.url ?? null,
    signerName: info.name,
  }
}

/** @throws EngineError EMPTY_FILE, FORMAT_NOT_RECOGNISED; CoreError FORMAT_MISMATCH */
async function formatFor(source: ByteSource, forced: string | undefined): Promise<Format> {
  if (source.size === 0) throw new EngineError('EMPTY_FILE', `${source.name} is empty`)
  const detected = await detectFormat(source, formats)
  if (forced === undefined || forced === 'blob') {
    if (detected) return detected
    if (forced === 'blob') return formats.get('blob')
    throw new EngineError('FORMAT_NOT_RECOGNISED', `${source.name} is of no kind that has a format`)
  }
  const format = formats.get(forced)
  if (detected?.id !== format.id && !(await mayBe(source, format))) {
    throw new CoreError(
      'FORMAT_MISMATCH',
      `${source.name} is not ${format.id}${detected ? `, but ${detected.id}` : ''}`,
      {
        details: { format: format.id, detected: detected?.id ?? null },
      },
    )
  }
  return format
}

/** Whether the content allows a format when the name does not speak for it. */
async function mayBe(source: ByteSource, format: Format): Promise<boolean> {
  const named: ByteSource = {
    size: source.size,
    name: `file${format.suffixes[0] ?? ''}`,
    read: (start, length) => source.read(start, length),
    digest: (jobs) => source.digest(jobs),
  }
  return (await detectFormat(named, { all: [format], get: () => format })) !== null
}

function entry(
  run: Run,
  plan: OutputPlan,
  format: Format,
  digest: SignedFile['digest'],
  facts: SigningFacts | null,
): SignedFile {
  const out = plan.target
  const leaf = run.info.certificates[0] as Uint8Array
  return {
    path: plan.path,
    out,
    signature: format.sideFileSuffix === null ? null : out + format.sideFileSuffix,
    format: format.id,
    digest,
    key: run.info.name,
    certificate: certificateFacts(parseCertificate(leaf)),
    signatureAlgorithm: run.info.algorithm,
    timestamp: facts?.timestamp ?? null,
    bundle: facts && run.attestationKey ? `${out}.sigstore.json` : null,
    log: null,
  }
}
