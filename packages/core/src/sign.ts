import { createHash } from 'node:crypto'
import { assertAllowed, type Decide, type Decision } from './decide.ts'
import { toHex } from './encoding.ts'
import { CoreError } from './errors.ts'
import type { SignatureReport, TimestampFacts } from './evidence.ts'
import type { Embedding, Format, FormatOptions } from './format.ts'
import type { Signature, Signer, SignerInfo, SignRequest } from './signer.ts'
import { type ByteSource, wholeDigest } from './source.ts'
import type { Timestamper, TimestampRefusal } from './timestamper.ts'
import { inspectArtifact } from './verify.ts'

/** Where a signed file goes: a new file, or over the old one. Nothing is visible before `commit`, or `discard` brings the original back. */
export interface Output {
  /** Writes the content to where it can be read again. */
  write(embedding: Embedding, signal?: AbortSignal): Promise<Written>
}

export interface Written {
  /** The signed file, opened anew from the disk. */
  readonly source: ByteSource
  readonly sideFile: ByteSource | null
  /** Makes the file, its side file and its records visible, together and durably. Records of what stood there before go. */
  commit(records: readonly RecordFile[]): Promise<void>
  discard(): Promise<void>
}

/** A file beside a signed one that tells of it. */
export interface RecordFile {
  /** Appended to the signed file's name: `.sigstore.json`. */
  readonly suffix: string
  readonly bytes: Uint8Array
}

/** What is known when a file has been signed and checked; the signing record is made of it. */
export interface SigningFacts {
  readonly request: SignRequest
  readonly decision: Decision
  readonly signer: SignerInfo
  readonly digest: { readonly before: { readonly sha256: string }; readonly after: { readonly sha256: string } }
  /** Digest of the side file that carries a detached signature. */
  readonly sideFile: { readonly suffix: string; readonly sha256: string } | null
  /** Ours, as the verify code reads it from the written file. */
  readonly signature: SignatureReport
  /** The earliest of `timestamps`. */
  readonly timestamp: TimestampFacts | null
  /** Of independent authorities, each once, oldest first; by whomever. */
  readonly timestamps: readonly TimestampFacts[]
  /** Authorities that were asked and gave no token, though enough others did; absent where there are none. */
  readonly timestampFailures?: readonly TimestampRefusal[]
}

export type Stage = 'describe' | 'decide' | 'sign' | 'timestamp' | 'embed' | 'write' | 'check' | 'attest' | 'commit'

export interface SignInput {
  readonly source: ByteSource
  /** The detached signature that stands beside the source already: what `append` adds to. */
  readonly sideFile?: ByteSource | null
  readonly format: Format
  readonly options: FormatOptions
  readonly signer: Signer
  readonly decide: Decide
  /** null: no timestamp was asked for. */
  readonly timestamper: Timestamper | null
  readonly output: Output
  /** Makes the records of a signature (Sigstore bundles); null where none were asked for. */
  readonly attest: ((facts: SigningFacts, signal?: AbortSignal) => Promise<readonly RecordFile[]>) | null
  readonly onStage?: (stage: Stage) => void
  readonly signal?: AbortSignal | undefined
}

/** What {@link prepare} found out without using the key: the request that would be signed. */
export async function prepare(
  input: Pick<SignInput, 'source' | 'sideFile' | 'format' | 'options' | 'signer' | 'decide' | 'onStage'>,
  signal?: AbortSignal,
): Promise<{ request: SignRequest; decision: Decision; signer: SignerInfo }> {
  const { source, format, options } = input
  const signer = await input.signer.describe()
  input.onStage?.('describe')
  const [digests, description] = await Promise.all([
    source.digest([wholeDigest(source, 'sha256')]),
    format.describe(source, options, input.sideFile),
  ])
  const request: SignRequest = {
    version: 1,
    format: format.id,
    key: signer.name,
    artifact: { name: source.name, size: source.size, digest: { sha256: toHex(digests[0] as Uint8Array) } },
    description,
  }
  input.onStage?.('decide')
  const decision = await input.decide(request, { kind: 'local' }, signal)
  assertAllowed(decision)
  return { request, decision, signer }
}

/**
 * Signs one artifact: describe → decide → sign → timestamp → embed → write → re-open and verify → attest → commit.
 * Whatever fails, the output is what it was before.
 */
export async function signArtifact(input: SignInput): Promise<SigningFacts> {
  const { source, format, signal } = input
  const stage = (name: Stage): void => {
    if (signal?.aborted) throw new CoreError('ABORTED', `stopped before ${name}`, { cause: signal.reason })
    input.onStage?.(name)
  }
  if (signal?.aborted) throw new CoreError('ABORTED', 'stopped before anything was done', { cause: signal.reason })
  const { request, decision } = await prepare(input, signal)
  stage('sign')
  let signatures = await input.signer.sign(request, signal)
  const timestamper = input.timestamper
  const failures: TimestampRefusal[] = []
  if (timestamper) {
    stage('timestamp')
    signatures = await Promise.all(
      signatures.map(async (one) => {
        const stamped = await timestamper.stamp(one.value, signal, format.timestampRoom)
        failures.push(...stamped.failures)
        return { ...one, timestampTokens: stamped.tokens }
      }),
    )
  }
  stage('embed')
  const embedding = await format.embed(source, request.description, signatures)
  stage('write')
  const written = await input.output.write(embedding, signal)
  try {
    stage('check')
    const checked = await check(input, written, embedding, signatures, request, decision)
    const facts = failures.length > 0 ? { ...checked, timestampFailures: failures } : checked
    let records: readonly RecordFile[] = []
    if (input.attest) {
      stage('attest')
      records = await input.attest(facts, signal)
    }
    stage('commit')
    await written.commit(records)
    return facts
  } catch (error) {
    await written.discard()
    throw error
  }
}

/** Reads back what was written, with the code that verifies and none of the state that signed. */
async function check(
  input: SignInput,
  written: Written,
  embedding: Embedding,
  signatures: readonly Signature[],
  request: SignRequest,
  decision: Decision,
): Promise<SigningFacts> {
  const signer = (signatures[0] as Signature).signer
  const [digests, reports] = await Promise.all([
    written.source.digest([wholeDigest(written.source, 'sha256')]),
    inspectArtifact(written.source, input.format, written.sideFile),
  ])
  const leaf = signer.certificates[0]
  const ours = reports.find(
    (report) => leaf !== undefined && report.signer?.sha256 === sha256Hex(leaf) && report.integrity === 'ok',
  )
  const broken = reports.find((report) => report.integrity === 'failed')
  const wanted = input.timestamper === null ? 0 : (input.timestamper.quorum ?? 1)
  if (!ours || broken || ours.timestamps.length < wanted) {
    const fault = broken?.fault
    throw new CoreError('SELF_CHECK_FAILED', `what was written does not verify${fault ? `: ${fault.message}` : ''}`, {
      details: { code: fault?.code ?? null, signatures: reports.length },
    })
  }
  return {
    request,
    decision,
    signer,
    digest: { before: request.artifact.digest, after: { sha256: toHex(digests[0] as Uint8Array) } },
    sideFile: embedding.sideFile && { suffix: embedding.sideFile.suffix, sha256: sha256Hex(embedding.sideFile.bytes) },
    signature: ours,
    timestamp: ours.timestamp,
    timestamps: ours.timestamps,
  }
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
