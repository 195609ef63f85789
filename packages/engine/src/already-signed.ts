import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import {
  AttestError,
  assertSubject,
  type KeyBundle,
  type LogPlace,
  parseBundle,
  requestDigest,
  SIGNING_RECORD_TYPE,
  type SignatureLog,
  type Statement,
  statementOf,
  verifyKeyBundle,
} from '@chancery/attest'
import {
  allowLocal,
  ChanceryError,
  type Format,
  inspectArtifact,
  prepare,
  type SignatureReport,
  toHex,
  wholeDigest,
} from '@chancery/core'
import { type FileSource, type OutputPlan, openFileSource, readBytes } from '@chancery/files'
import { readBundleFile } from './bundle-file.ts'
import { exists } from './config.ts'
import { copySigned } from './copy-signed.ts'
import { EngineError } from './errors.ts'
import { membersOf } from './members-of.ts'
import { PROVENANCE_SUFFIX, RECORD_SUFFIX } from './record-suffix.ts'
import type { SignedFile } from './report.ts'
import { formatOptions, type Run } from './run.ts'

/** What is known of a file that is left as it is. */
type Kept = Pick<SignedFile, 'digest' | 'timestamp' | 'timestamps' | 'log'> & { readonly hasProvenance: boolean }

/** @throws EngineError FILE_ALREADY_SIGNED, whoever signed it */
export async function assertUnsigned(source: FileSource, format: Format): Promise<void> {
  const signatures = await signaturesOf(source, format)
  if (signatures.length === 0) return
  const by = signatures.map(({ signer }) => signer?.subject ?? 'an unknown signer').join(' and ')
  throw new EngineError('FILE_ALREADY_SIGNED', `${source.name} is signed already, by ${by}`)
}

/**
 * Whether there is nothing left to do: the output was made of this very input, with these options, or the input itself is signed by this
 * certificate. In the latter case the input goes to the output folder as it is, with its side files.
 * Both count only where the signature holds, and where its record is there, holds, and is about it, if records are wanted.
 * @returns null where the file is to be signed
 */
export async function keptSignature(
  run: Run,
  plan: OutputPlan,
  source: FileSource,
  format: Format,
): Promise<Kept | null> {
  const target = resolve(run.context.cwd, plan.target)
  const inPlace = target === plan.absolute
  if (!inPlace) {
    const made = await ownSignature(run, target, format)
    if (made && (await isMadeOf(run, made, source, format))) return made.kept
  }
  const own = await ownSignature(run, plan.absolute, format)
  if (own && !inPlace && !run.options.dryRun) {
    await copySigned(source, target, { signature: format.sideFileSuffix, record: run.attestationKey !== null })
  }
  return own === null ? null : own.kept
}

function lacksTimestamps({ timestamper }: Run, { timestamps }: SignatureReport): boolean {
  return timestamper !== null && timestamps.length < (timestamper.quorum ?? 1)
}

interface OwnSignature {
  readonly kept: Kept
  /** Digest of the request that the record names; null without a record. */
  readonly request: string | null
}

/** What the run's certificate has signed; null where anything about it does not hold. */
async function ownSignature(run: Run, path: string, format: Format): Promise<OwnSignature | null> {
  if (!(await exists(path))) return null
  try {
    await using file = await openFileSource(path, { signal: run.context.signal })
    const signatures = await signaturesOf(file, format)
    const leaf = sha256(run.info.certificates[0] as Uint8Array)
    const ours = signatures.find(({ signer }) => signer?.sha256 === leaf)
    if (!ours || signatures.some(({ integrity }) => integrity === 'failed')) return null
    if (ours.signatureAlgorithm !== run.info.algorithm || lacksTimestamps(run, ours)) return null
    const [digest] = await file.digest([wholeDigest(file, 'sha256')])
    const after = { sha256: toHex(digest as Uint8Array) }
    const { timestamp, timestamps } = ours
    if (!run.attestationKey) {
      const digest = { before: after, after }
      return { kept: { digest, timestamp, timestamps, log: null, hasProvenance: false }, request: null }
    }
    const { info, log } = run.attestationKey
    const found = await readRecord(path, after, format, info.publicKey)
    if (found?.record.certificate.sha256 !== leaf) return null
    const { record, bundle } = found
    const place = log && (await keptPlace(log, bundle, info.publicKey))
    if (log && !place) return null
    const hasProvenance = await exists(path + PROVENANCE_SUFFIX)
    if (hasProvenance) await readStatement(path + PROVENANCE_SUFFIX, after, info.publicKey)
    return {
      kept: { digest: { before: record.digest.before, after }, timestamp, timestamps, log: place, hasProvenance },
      request: record.request.sha256,
    }
  } catch (error) {
    // Whatever is wrong with it, it is made anew; what is wrong with the input, signing says.
    if (error instanceof ChanceryError && error.family !== 'environment') return null
    throw error
  }
}

/** What `keep` reads of a signing record; docs/schema/signing-record.v1.json. */
interface RecordFacts {
  readonly digest: { readonly before: { readonly sha256: string } }
  readonly certificate: { readonly sha256: string }
  readonly request: { readonly sha256: string }
}

/** The record beside a file, where the attestation key signed it about this file and about the signature beside it. */
async function readRecord(
  path: string,
  digest: { readonly sha256: string },
  format: Format,
  attestationKey: Uint8Array,
): Promise<{ readonly record: RecordFacts; readonly bundle: KeyBundle } | null> {
  const { statement, bundle } = await readStatement(path + RECORD_SUFFIX, digest, attestationKey)
  if (statement?.predicateType !== SIGNING_RECORD_TYPE) return null
  if (format.sideFileSuffix !== null) {
    assertSubject(statement, { sha256: sha256(await readBytes(path + format.sideFileSuffix)) })
  }
  return { record: statement.predicate as unknown as RecordFacts, bundle }
}

/** @throws AttestError where it is not what the attestation key said about this file */
async function readStatement(
  path: string,
  digest: { readonly sha256: string },
  attestationKey: Uint8Array,
): Promise<{ readonly statement: Statement | null; readonly bundle: KeyBundle }> {
  const bundle = parseBundle(await readBundleFile(path))
  if (bundle.kind !== 'key') throw new AttestError('BUNDLE_KEY_UNTRUSTED', `${path} is by no bare key`)
  return { statement: verifyKeyBundle(bundle, [attestationKey], digest).statement, bundle }
}

/** Proofs are not signed: whoever may write beside a file, or push, can put in one that does not hold. It is none. */
async function provedPlace(log: SignatureLog, bundle: KeyBundle, attestationKey: Uint8Array): Promise<LogPlace | null> {
  try {
    return await log.find(bundle, attestationKey)
  } catch (error) {
    if (error instanceof AttestError && error.code === 'BUNDLE_LOG_UNPROVED') return null
    throw error
  }
}

/**
 * Where the log has a record that is to be kept; `index` null: it is promised, which is enough where promises are.
 * @returns null where it is to be logged, and so made anew
 */
export async function keptPlace(
  log: SignatureLog,
  bundle: KeyBundle,
  attestationKey: Uint8Array,
): Promise<SignedFile['log']> {
  const place = await provedPlace(log, bundle, attestationKey)
  if (place) return place
  const { log: promised } = membersOf(statementOf(bundle.envelope).predicate)
  const isPromised = log.onFailure === 'queue' && membersOf(promised).origin === log.origin
  return isPromised ? { origin: log.origin, index: null } : null
}

/** The same file, format, options and key name give the same request. */
async function isMadeOf(
  run: Run,
  { kept, request }: OwnSignature,
  source: FileSource,
  format: Format,
): Promise<boolean> {
  if (request === null) return false
  const [digest] = await source.digest([wholeDigest(source, 'sha256')])
  if (toHex(digest as Uint8Array) !== kept.digest.before.sha256) return false
  const input = { source, format, options: formatOptions(run), signer: run.signer, decide: allowLocal }
  return requestDigest((await prepare(input, run.context.signal)).request) === request
}

/** What is in a file, or beside it where its format has it there; nothing of trust. */
export async function signaturesOf(file: FileSource, format: Format): Promise<readonly SignatureReport[]> {
  if (format.sideFileSuffix === null) return inspectArtifact(file, format)
  const path = file.path + format.sideFileSuffix
  if (!(await exists(path))) return []
  await using sideFile = await openFileSource(path)
  return await inspectArtifact(file, format, sideFile)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
