import { resolve } from 'node:path'
import {
  PROVENANCE_TYPE,
  type SignatureLog,
  type SignedStatement,
  type Statement,
  signAndLog,
  signingRecord,
} from '@chancery/attest'
import { certificateFacts, parseCertificate } from '@chancery/codec'
import { type Format, prepare, type RecordFile, type SignInput, type Stage, signArtifact } from '@chancery/core'
import { type FileSource, fileOutput, type OutputPlan, openFileSource, recoverInterrupted } from '@chancery/files'
import { assertUnsigned, keptSignature } from './already-signed.ts'
import { exists } from './config.ts'
import { PROVENANCE_SUFFIX, RECORD_SUFFIX } from './record-suffix.ts'
import type { SignedFile } from './report.ts'
import { formatOptions, type Run } from './run.ts'
import type { SignOptions } from './sign.ts'
import { formatFor } from './sign-plan.ts'
import { VERSION } from './version.ts'

/** Signs one file, or, in a dry run, does everything up to that. @throws ChanceryError; the output is then what it was */
export async function signFile(run: Run, plan: OutputPlan, onStage: (stage: Stage) => void): Promise<SignedFile> {
  const { context, options } = run
  const { signal } = context
  if (!options.dryRun) await recoverInterrupted(plan.absolute)
  await using source = await openFileSource(plan.absolute, { signal })
  const format = await formatFor(source, options.format)
  if (options.ifSigned === 'error') await assertUnsigned(source, format)
  if (options.ifSigned === 'keep') {
    const kept = await keptSignature(run, plan, source, format)
    if (kept) return { ...entry(run, plan, format, kept, kept.hasProvenance), log: kept.log, action: 'kept' }
  }
  await using sideFile = await openSideFile(plan, format, options)
  const input = {
    source,
    sideFile,
    format,
    options: formatOptions(run),
    signer: run.signer,
    decide: run.decide,
    onStage,
    signal,
  } satisfies Partial<SignInput>
  if (options.dryRun) {
    const { request } = await prepare(input, signal)
    // What the key would sign: the rest of what can be wrong with a file shows here.
    format.toBeSigned(request.description, run.info)
    return signed(
      run,
      entry(run, plan, format, { ...UNSTAMPED, digest: { before: request.artifact.digest, after: null } }, false),
    )
  }
  const target = resolve(context.cwd, plan.target)
  let log: SignedFile['log'] = null
  const facts = await signArtifact({
    ...input,
    timestamper: run.timestamper,
    output: fileOutput({ source, target }),
    attest: recorder(run, target, (found) => {
      log = found
    }),
  })
  return signed(run, { ...entry(run, plan, format, facts, run.provenance !== null), log })
}

const UNSTAMPED = { timestamp: null, timestamps: [] } as const

/** Who may keep files wants to know of each whether it was. */
function signed({ options }: Run, file: SignedFile): SignedFile {
  return options.ifSigned === 'keep' ? { ...file, action: 'signed' } : file
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

/** What the attestation key says of a signature: who asked for it, and, where that was proved, which job built the file. */
function recorder(
  { attestationKey, identity, provenance }: Run,
  target: string,
  onLogged: (log: SignedFile['log']) => void,
): SignInput['attest'] {
  if (!attestationKey) return null
  return async (facts, signal) => {
    const tool = { name: 'chancery', version: VERSION }
    const record = signingRecord(facts, { tool, identity, at: new Date(), log: attestationKey.log })
    const write = async (suffix: string, statement: Statement): Promise<RecordFile> => {
      const { bytes, logged } = await signAndLog(statement, attestationKey, target + suffix, signal)
      if (statement === record) onLogged(attestationKey.log && placeOf(attestationKey.log, logged))
      return { suffix, bytes }
    }
    const { subjects } = record
    return Promise.all([
      write(RECORD_SUFFIX, record),
      ...(provenance === null
        ? []
        : [write(PROVENANCE_SUFFIX, { subjects, predicateType: PROVENANCE_TYPE, predicate: provenance })]),
    ])
  }
}

function placeOf({ origin }: SignatureLog, logged: SignedStatement['logged']): SignedFile['log'] {
  return { origin, index: logged?.index ?? null }
}

function entry(
  run: Run,
  { path, target: out }: OutputPlan,
  format: Format,
  {
    digest,
    timestamp,
    timestamps,
    timestampFailures,
  }: Pick<SignedFile, 'digest' | 'timestamp' | 'timestamps' | 'timestampFailures'>,
  hasProvenance: boolean,
): SignedFile {
  const leaf = run.info.certificates[0] as Uint8Array
  return {
    path,
    out,
    signature: format.sideFileSuffix === null ? null : out + format.sideFileSuffix,
    format: format.id,
    digest,
    key: run.info.name,
    certificate: certificateFacts(parseCertificate(leaf)),
    signatureAlgorithm: run.info.algorithm,
    timestamp,
    timestamps,
    ...(timestampFailures && { timestampFailures }),
    bundle: digest.after && run.attestationKey ? out + RECORD_SUFFIX : null,
    provenance: hasProvenance ? out + PROVENANCE_SUFFIX : null,
    log: null,
  }
}
