import { resolve } from 'node:path'
import { type RecordIdentity, signingRecord, signStatement } from '@chancery/attest'
import { certificateFacts, parseCertificate } from '@chancery/codec'
import {
  allowLocal,
  digestOf,
  type Format,
  type FormatOptions,
  prepare,
  type Signer,
  type SignerInfo,
  type SignInput,
  type SigningFacts,
  type SigningKey,
  type Stage,
  signArtifact,
  type Timestamper,
} from '@chancery/core'
import { type FileSource, fileOutput, type OutputPlan, openFileSource, recoverInterrupted } from '@chancery/files'
import { exists } from './config.ts'
import type { Context } from './context.ts'
import type { SignedFile } from './report.ts'
import type { SignOptions } from './sign.ts'
import { formatFor } from './sign-plan.ts'
import { VERSION } from './version.ts'

/** Everything that the files of one run share. */
export interface Run {
  readonly context: Context
  readonly options: SignOptions
  readonly signer: Signer
  readonly info: SignerInfo
  readonly timestamper: Timestamper | null
  readonly attestationKey: SigningKey | null
}

const LOCAL: RecordIdentity = { verified: false, platform: 'local', claims: {} }

/** Signs one file, or, in a dry run, does everything up to that. @throws ChanceryError; the output is then what it was */
export async function signFile(run: Run, plan: OutputPlan, onStage: (stage: Stage) => void): Promise<SignedFile> {
  const { context, options } = run
  const { signal } = context
  if (!options.dryRun) await recoverInterrupted(plan.absolute)
  await using source = await openFileSource(plan.absolute, { signal })
  const format = await formatFor(source, options.format)
  await using sideFile = await openSideFile(plan, format, options)
  const input = {
    source,
    sideFile,
    format,
    options: formatOptions(run),
    signer: run.signer,
    decide: allowLocal,
    onStage,
    signal,
  } satisfies Partial<SignInput>
  if (options.dryRun) {
    const { request } = await prepare(input, signal)
    // What the key would sign: the rest of what can be wrong with a file shows here.
    format.toBeSigned(request.description, run.info)
    return entry(run, plan, format, { before: request.artifact.digest, after: null }, null)
  }
  const facts = await signArtifact({
    ...input,
    timestamper: run.timestamper,
    output: fileOutput({ source, target: resolve(context.cwd, plan.target) }),
    attest: recorder(run),
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

function recorder({ attestationKey, options }: Run): SignInput['attest'] {
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

function entry(
  run: Run,
  { path, target: out }: OutputPlan,
  format: Format,
  digest: SignedFile['digest'],
  facts: SigningFacts | null,
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
    timestamp: facts?.timestamp ?? null,
    bundle: facts && run.attestationKey ? `${out}.sigstore.json` : null,
    log: null,
  }
}
