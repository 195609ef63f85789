import { basename } from 'node:path'
import {
  type ByteSource,
  ChanceryError,
  CORE_ERRORS,
  type CoreErrorCode,
  type Format,
  toHex,
  VerificationError,
  type VerifiedSignature,
  verifyArtifact,
  wholeDigest,
} from '@chancery/core'
import { type FileSource, type InputFile, openFileSource } from '@chancery/files'
import { type Context, openContext } from './context.ts'
import { eachFile, type FileResult } from './each-file.ts'
import { EngineError } from './errors.ts'
import { formats } from './formats.ts'
import { type Found, find } from './found.ts'
import { divideOperands } from './images/image-operands.ts'
import type { ImageVerifyOptions } from './images/image-options.ts'
import type { InspectOptions } from './inspect.ts'
import { assertJob, type ExpectedJob } from './job-requirements.ts'
import type { PolicyRun } from './policy/policy-run.ts'
import { provenanceCheck } from './provenance-check.ts'
import { checkBundle, type ExpectedIdentity, type RecordCheck, recordFault } from './record-check.ts'
import { type RecordedJob, recordedJob } from './recorded-job.ts'
import { joinOutcomes, type Outcome, signatureEntry, type VerifyReport } from './report.ts'
import { assertIdentityChecked, assertRequired, assertTimestampQuorum } from './requirements.ts'
import {
  type AlgorithmFloor,
  assertAge,
  assertSigner,
  assertStrong,
  type ExpectedSigner,
} from './signer-requirements.ts'
import { readTrust, type Trust, type TrustOptions } from './trust.ts'

export interface VerifyOptions
  extends InspectOptions,
    ImageVerifyOptions,
    TrustOptions,
    ExpectedSigner,
    ExpectedJob,
    AlgorithmFloor {
  /** A Sigstore bundle or DSSE envelope about the file; the record beside it by default. */
  readonly bundle?: string | undefined
  /** SLSA provenance of the file; what lies beside it by default. */
  readonly provenanceBundle?: string | undefined
  /** Whom a bundle's certificate must name. */
  readonly identity?: string | undefined
  /** Who must have vouched for that identity. */
  readonly issuer?: string | undefined
  /** Path of a policy, in place of all options that demand something. */
  readonly policy?: string | undefined
  /** Path of the verification summary to write, or of a folder for them. */
  readonly vsa?: string | undefined
  /** Days between the timestamp of every signature and now. */
  readonly maxAgeDays?: number | undefined
}

/**
 * Verifies files: every signature, its chain and time, and the record beside it.
 * @throws ChanceryError where nothing could be verified at all: usage, trust
 */
export async function verifyFiles(options: VerifyOptions): Promise<Outcome<VerifyReport>> {
  const context = await openContext(options)
  const { files, images } = await divideOperands(options.files, context.cwd)
  await using policy = await openPolicy(context, options)
  const demanded = { ...options, ...policy?.demanded }
  const trust = await readTrust(context, demanded)
  const verified: Outcome<VerifyReport>[] = []
  if (files.length > 0 || images.length === 0) {
    const ofFiles = { ...demanded, files, vsaFile: policy?.vsaFile }
    const verify = (file: InputFile): Promise<FileResult> => verifyFile(context, ofFiles, trust, file, policy)
    verified.push(await eachFile(context, ofFiles, verify, (path, error) => failedFile(path, error, NOTHING_FOUND)))
  }
  if (images.length > 0) {
    const { verifyImages } = await import('./images/each-image.ts')
    verified.push(await verifyImages(context, { ...demanded, files: images }, trust, policy))
  }
  return joinOutcomes(verified)
}

/** @throws EngineError OPTION_INVALID, OPTIONS_CONFLICT, and what opening a policy throws */
async function openPolicy(context: Context, options: VerifyOptions): Promise<PolicyRun | null> {
  if (options.policy === undefined) {
    if (options.vsa === undefined) return null
    throw new EngineError('OPTION_INVALID', '--vsa: says what a policy found, and there is no --policy')
  }
  const { PolicyRun: Run } = await import('./policy/policy-run.ts')
  return await Run.open(context, options)
}

/** The options with what a policy demands in their place. */
export interface DemandedVerification extends VerifyOptions {
  readonly provenanceSigners?: ExpectedIdentity['signers']
}

/** What was found out about a file so far, for the report of a failure. */
interface Findings {
  /** Only where a summary says it. */
  sha256: string | null
  format: Format | null
  signatures: readonly VerifiedSignature[]
  record: RecordCheck | null
  provenance: RecordCheck | null
  job: RecordedJob | null
  /** That a policy gives to the builder. */
  level: number | null
}

const NOTHING_FOUND: Findings = {
  sha256: null,
  format: null,
  signatures: [],
  record: null,
  provenance: null,
  job: null,
  level: null,
}

async function verifyFile(
  context: Context,
  options: DemandedVerification,
  trust: Trust,
  file: InputFile,
  policy: PolicyRun | null,
): Promise<FileResult> {
  const findings = { ...NOTHING_FOUND }
  const result = await judgeFile(context, options, trust, file, policy, findings)
  if (!policy) return result
  const name = basename(file.relative)
  return policy.finish({ name, resource: name, place: file.relative }, result, findings)
}

async function judgeFile(
  context: Context,
  options: DemandedVerification,
  trust: Trust,
  { path, absolute }: InputFile,
  policy: PolicyRun | null,
  findings: Findings,
): Promise<FileResult> {
  try {
    await using source = await openFileSource(absolute, { signal: context.signal })
    const found = await find(context, options, source, absolute)
    findings.format = found.format
    if (policy?.summarises) findings.sha256 = await sha256Of(source)
    await check(source, found, options, trust, findings)
    if (policy) {
      const { assertPolicy } = await import('./policy/evaluate.ts')
      const { format, provenance } = findings
      findings.level = assertPolicy(policy.policy, { format: format?.id ?? null, provenance }, trust)
    }
    return { ...reported(path, findings), verdict: 'verified', exitCode: 0 }
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    if (error instanceof VerificationError && error.signatures.length > 0) findings.signatures = error.signatures
    return failedFile(path, error, findings)
  }
}

/** @throws ChanceryError for the first thing that does not hold: signatures, then record, then what the caller requires */
async function check(
  source: FileSource,
  found: Found,
  options: DemandedVerification,
  trust: Trust,
  findings: Findings,
): Promise<void> {
  // Both run to their end, so that the report says what each found, and the file is still open for the slower one.
  const [signatures, record, provenance] = await Promise.allSettled([
    verifySignatures(source, found, trust),
    checkRecord(source, found.bundle, { identity: options.identity, issuer: options.issuer }, trust),
    checkRecord(source, found.provenance, { signers: options.provenanceSigners }, trust).then(provenanceCheck),
  ])
  if (record.status === 'fulfilled') findings.record = record.value
  if (provenance.status === 'fulfilled') findings.provenance = provenance.value
  findings.job = await recordedJob(findings.record?.statement ?? null)
  if (signatures.status === 'rejected') throw signatures.reason
  findings.signatures = signatures.value
  // Only a bundle that the caller names stands for a signature. One that merely lies there, by whomever, does not.
  if (signatures.value.length === 0 && options.bundle === undefined) throw notSigned(source.name)
  if (record.status === 'rejected') throw record.reason
  if (provenance.status === 'rejected') throw provenance.reason
  const fault =
    recordFault(record.value, options.bundle !== undefined) ??
    recordFault(provenance.value, options.provenanceBundle !== undefined)
  if (fault) throw new VerificationError(fault, [])
  assertIdentityChecked(options, record.value?.verdict ?? null)
  assertTimestampQuorum(options.timestampQuorum, signatures.value)
  assertRequired(
    options.require ?? [],
    { signatures: signatures.value, record: record.value, provenance: provenance.value },
    trust,
  )
  assertJob(options, record.value, findings.job, trust)
  assertSigner(options, signatures.value)
  assertStrong(options, signatures.value)
  assertAge(options.maxAgeDays, signatures.value, trust.verifier.at)
}

/** Signatures in the file, and those beside it; every one counts. Empty where there are none. */
async function verifySignatures(source: ByteSource, found: Found, trust: Trust): Promise<readonly VerifiedSignature[]> {
  const embedded =
    found.format && found.format.sideFileSuffix === null ? await verifyOrNone(source, found.format, trust, null) : []
  if (found.sideFile === null) return embedded
  await using sideFile = await openFileSource(found.sideFile)
  const beside = await verifyOrNone(source, formats.get('blob'), trust, sideFile)
  return [...embedded, ...beside]
}

async function verifyOrNone(
  source: ByteSource,
  format: Format,
  trust: Trust,
  sideFile: FileSource | null,
): Promise<readonly VerifiedSignature[]> {
  try {
    return (await verifyArtifact(source, format, trust.verifier, sideFile)).signatures
  } catch (error) {
    if (error instanceof VerificationError && (error.code as CoreErrorCode) === 'NOT_SIGNED') return []
    throw error
  }
}

async function checkRecord(
  source: FileSource,
  path: string | null,
  {
    identity: subject,
    issuer,
    signers,
  }: Pick<VerifyOptions, 'identity' | 'issuer'> & Pick<ExpectedIdentity, 'signers'>,
  trust: Trust,
): Promise<RecordCheck | null> {
  if (path === null) return null
  return checkBundle(path, { source, sha256: await sha256Of(source) }, trust, { subject, issuer, signers })
}

async function sha256Of(source: FileSource): Promise<string> {
  const [digest] = await source.digest([wholeDigest(source, 'sha256')])
  return toHex(digest as Uint8Array)
}

function reported(path: string, findings: Findings): Omit<FileResult, 'exitCode'> {
  const { format, signatures, record, provenance, job } = findings
  return {
    path,
    format: format?.id ?? null,
    signatures: signatures.map(signatureEntry),
    record: record?.verdict ?? null,
    ...(provenance !== null && { provenance: provenance.verdict }),
    ...(record !== null && record.key !== null && { recordKey: record.key }),
    ...(record !== null && record.log !== null && { log: record.log }),
    ...(job !== null && { identity: job.entry }),
  }
}

function failedFile(path: string, error: ChanceryError, findings: Findings): FileResult {
  const { code, message, howToFix, exitCode } = error
  return { ...reported(path, findings), verdict: 'failed', code, message, howToFix, exitCode }
}

function notSigned(name: string): VerificationError {
  const { howToFix } = CORE_ERRORS.NOT_SIGNED
  const message = `${name} carries no signature and none lies beside it`
  return new VerificationError({ code: 'NOT_SIGNED' satisfies CoreErrorCode, message, howToFix }, [])
}
