import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import {
  type ByteSource,
  ChanceryError,
  type CoreError,
  detectFormat,
  type Fault,
  type Format,
  inspectArtifact,
  type SignatureReport,
  toHex,
  VerificationError,
  type VerifiedSignature,
  verifyArtifact,
  wholeDigest,
} from '@chancery/core'
import { type FileSource, type InputFile, openFileSource } from '@chancery/files'
import { concurrently } from './concurrently.ts'
import { exists } from './config.ts'
import { type CommonOptions, type Context, openContext } from './context.ts'
import { ENGINE_ERRORS, EngineError } from './errors.ts'
import { formats } from './formats.ts'
import { expandInputs, isRefused, type RefusedInput } from './inputs.ts'
import { checkBundle, type RecordCheck } from './record-check.ts'
import { type Outcome, type RecordVerdict, signatureEntry, type VerifiedFile, type VerifyReport } from './report.ts'
import { readTrust, type Trust, type TrustOptions } from './trust.ts'

export type Requirement = 'timestamp' | 'attestation' | 'log'

export interface InspectOptions extends CommonOptions {
  readonly files: readonly string[]
  /** A detached signature of the file; the one beside it by default. */
  readonly signature?: string | undefined
  readonly concurrency?: number | undefined
}

export interface VerifyOptions extends InspectOptions, TrustOptions {
  readonly require?: readonly Requirement[] | undefined
  /** A Sigstore bundle or DSSE envelope about the file; the record beside it by default. */
  readonly bundle?: string | undefined
  /** Whom a bundle's certificate must name. */
  readonly identity?: string | undefined
  readonly issuer?: string | undefined
}

interface Found {
  readonly format: Format | null
  readonly sideFile: string | null
  readonly bundle: string | null
}

/**
 * Verifies files: every signature, its chain and time, and the record beside it.
 * @throws ChanceryError where nothing could be verified at all: usage, trust
 */
export async function verifyFiles(options: VerifyOptions): Promise<Outcome<VerifyReport>> {
  const context = await openContext(options)
  const trust = await readTrust(context, options)
  return eachFile(
    context,
    options,
    (file) => verifyFile(context, options, trust, file),
    (input) => ({ ...refusedFile(input), verdict: 'failed' }),
  )
}

/** Reports what is in files, and decides nothing. */
export async function inspectFiles(options: InspectOptions): Promise<Outcome<VerifyReport>> {
  const context = await openContext(options)
  return eachFile(context, options, (file) => inspectFile(context, options, file), refusedFile)
}

async function eachFile(
  context: Context,
  options: InspectOptions,
  work: (file: InputFile) => Promise<VerifiedFile & { readonly exitCode: number }>,
  refusal: (input: RefusedInput) => VerifiedFile,
): Promise<Outcome<VerifyReport>> {
  const inputs = await expandInputs(options.files, context.cwd)
  if (inputs.length > 1 && (options.signature !== undefined || (options as VerifyOptions).bundle !== undefined)) {
    throw new EngineError('OPTIONS_CONFLICT', '--signature and --bundle are of one file, and several were given')
  }
  const results = await concurrently(
    inputs,
    options.concurrency ?? Math.max(2, availableParallelism()),
    async (input) => (isRefused(input) ? { ...refusal(input), exitCode: input.error.exitCode } : work(input)),
  )
  const exitCode = results.find((result) => result.exitCode !== 0)?.exitCode ?? 0
  return {
    report: { version: 1, files: results.map(({ exitCode: _, ...file }) => file), failed: [] },
    exitCode,
  }
}

async function verifyFile(
  context: Context,
  options: VerifyOptions,
  trust: Trust,
  { path, absolute }: InputFile,
): Promise<VerifiedFile & { readonly exitCode: number }> {
  let format: Format | null = null
  let signatures: readonly (SignatureReport | VerifiedSignature)[] = []
  let record: RecordVerdict = null
  try {
    await using source = await openFileSource(absolute)
    const found = await find(context, options, source, absolute)
    format = found.format
    const [verified, check] = await Promise.all([
      settle(verifySignatures(source, found, trust)),
      found.bundle === null ? null : checkRecord(source, found.bundle, options, trust),
    ])
    record = check?.verdict ?? null
    if (verified.kind === 'failed') throw verified.error
    signatures = verified.value
    const byBundle = options.bundle !== undefined && check?.verdict === 'verified'
    if (signatures.length === 0 && !byBundle && !check?.fault) throw notSigned(source.name)
    const fault = recordFault(check, options.bundle !== undefined)
    if (fault) throw new VerificationError(fault, [])
    assertRequired(options.require ?? [], signatures, record)
    return {
      path,
      format: format?.id ?? null,
      verdict: 'verified',
      signatures: signatures.map(signatureEntry),
      record,
      exitCode: 0,
    }
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    if (error instanceof VerificationError && error.signatures.length > 0) signatures = error.signatures
    const { code, message, howToFix } = error
    return {
      path,
      format: format?.id ?? null,
      verdict: 'failed',
      code,
      message,
      howToFix,
      signatures: signatures.map(signatureEntry),
      record,
      exitCode: error.exitCode,
    }
  }
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
    if (error instanceof VerificationError && (error.code as CoreError['code']) === 'NOT_SIGNED') return []
    throw error
  }
}

async function checkRecord(
  source: FileSource,
  path: string,
  options: VerifyOptions,
  trust: Trust,
): Promise<RecordCheck> {
  const [digest] = await source.digest([wholeDigest(source, 'sha256')])
  return checkBundle(path, { source, sha256: toHex(digest as Uint8Array) }, trust, {
    subject: options.identity,
    issuer: options.issuer,
  })
}

/** A record that is wrong fails the file, always; one whose key is unknown only where the caller named the bundle. */
function recordFault(check: RecordCheck | null, named: boolean): Fault | null {
  if (!check?.fault) return null
  return check.verdict === 'failed' || named ? check.fault : null
}

function assertRequired(
  required: readonly Requirement[],
  signatures: readonly (SignatureReport | VerifiedSignature)[],
  record: RecordVerdict,
): void {
  const missing: Record<Requirement, boolean> = {
    timestamp: signatures.length === 0 || signatures.some((signature) => signature.timestamp === null),
    attestation: record !== 'verified',
    log: true,
  }
  const first = required.find((requirement) => missing[requirement])
  if (!first) return
  const why = {
    timestamp: 'a signature has no timestamp',
    attestation: record === null ? 'there is no record beside the file' : `the record is ${record}`,
    log: 'the record is in no transparency log',
  }[first]
  const { howToFix } = ENGINE_ERRORS.REQUIREMENT_NOT_MET
  throw new VerificationError({ code: 'REQUIREMENT_NOT_MET', message: `--require ${first}: ${why}`, howToFix }, [], {
    details: { requirement: first },
  })
}

async function inspectFile(
  context: Context,
  options: InspectOptions,
  { path, absolute }: InputFile,
): Promise<VerifiedFile & { readonly exitCode: number }> {
  let format: Format | null = null
  try {
    await using source = await openFileSource(absolute)
    const found = await find(context, options, source, absolute)
    format = found.format
    const reports: SignatureReport[] = []
    if (format && format.sideFileSuffix === null) reports.push(...(await inspectArtifact(source, format)))
    if (found.sideFile !== null) {
      await using sideFile = await openFileSource(found.sideFile)
      reports.push(...(await inspectArtifact(source, formats.get('blob'), sideFile)))
    }
    const record = found.bundle === null ? null : 'not-checked'
    return { path, format: format?.id ?? null, signatures: reports.map(signatureEntry), record, exitCode: 0 }
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    const { code, message, howToFix, exitCode } = error
    return {
      path,
      format: format?.id ?? null,
      code,
      message,
      howToFix,
      signatures: [],
      record: null,
      exitCode,
    }
  }
}

/** A path that could not be opened as a file. */
function refusedFile({ path, error }: RefusedInput): VerifiedFile {
  const { code, message, howToFix } = error
  return { path, format: null, code, message, howToFix, signatures: [], record: null }
}

/** The format by content, and what lies beside the file. */
async function find(context: Context, options: InspectOptions, source: ByteSource, path: string): Promise<Found> {
  const beside = async (suffix: string): Promise<string | null> =>
    (await exists(path + suffix)) ? path + suffix : null
  const { signature } = options
  const { bundle } = options as VerifyOptions
  const detected = source.size === 0 ? null : await detectFormat(source, formats)
  const sideFile = signature === undefined ? await beside('.p7s') : resolve(context.cwd, signature)
  return {
    format: detected ?? (sideFile === null ? null : formats.get('blob')),
    sideFile,
    bundle: bundle === undefined ? await beside('.sigstore.json') : resolve(context.cwd, bundle),
  }
}

function notSigned(name: string): VerificationError {
  const howToFix = 'Sign the file, or give the side file with --signature or --bundle.'
  return new VerificationError(
    { code: 'NOT_SIGNED', message: `${name} carries no signature and none lies beside it`, howToFix },
    [],
  )
}

type Settled<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'failed'; readonly error: unknown }

/** Both checks run to their end, so that the report says what each found. */
async function settle<Value>(promise: Promise<Value>): Promise<Settled<Value>> {
  return promise.then(
    (value): Settled<Value> => ({ kind: 'done', value }),
    (error: unknown): Settled<Value> => ({ kind: 'failed', error }),
  )
}
