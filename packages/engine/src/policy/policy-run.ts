import { resolve } from 'node:path'
import { ChanceryError } from '@chancery/core'
import type { Context } from '../context.ts'
import type { FileResult } from '../each-file.ts'
import { EngineError } from '../errors.ts'
import { KeyRing } from '../key-ring.ts'
import type { CertifiedSigner, RecordCheck } from '../record-check.ts'
import type { VerifyOptions } from '../verify.ts'
import { DEMANDS, type Demands, type Policy } from './policy.ts'
import { readPolicy } from './policy-reader.ts'
import type { SummaryWriter } from './summary.ts'

/** What was verified, as a summary names it. */
export interface PolicySubject {
  readonly name: string
  /** What `{name}` stands for in the policy's resource. */
  readonly resource: string
  /** Its summary's name in a folder of them, without the suffix. */
  readonly place: string
}

/** What was found out about a file, as far as a summary says it. */
export interface PolicyFindings {
  /** null: it could not be read. */
  readonly sha256: string | null
  /** Of the build track; null where nobody looked at provenance. */
  readonly level: number | null
  readonly record: RecordCheck | null
  readonly provenance: RecordCheck | null
}

/** One run of `verify` by a policy. */
export class PolicyRun implements AsyncDisposable {
  readonly policy: Policy
  readonly #keys: KeyRing
  readonly #summaries: SummaryWriter | null

  private constructor(policy: Policy, keys: KeyRing, summaries: SummaryWriter | null) {
    this.policy = policy
    this.#keys = keys
    this.#summaries = summaries
  }

  /** @throws EngineError POLICY_INVALID, OPTIONS_CONFLICT, ATTESTATION_KEY_MISSING; FilesError; HsmError */
  static async open(context: Context, options: VerifyOptions): Promise<PolicyRun> {
    assertAlone(options)
    const policy = await readPolicy(resolve(context.cwd, options.policy as string))
    const keys = new KeyRing(context)
    if (options.vsa === undefined) return new PolicyRun(policy, keys, null)
    try {
      const { SummaryWriter: Writer } = await import('./summary.ts')
      return new PolicyRun(policy, keys, await Writer.open(context, policy, keys, options.vsa))
    } catch (error) {
      await keys[Symbol.asyncDispose]()
      throw error
    }
  }

  /** In place of what the options demand. */
  get demanded(): Demands & { readonly provenanceSigners: readonly CertifiedSigner[] | undefined } {
    const signers = this.policy.provenance?.builders.flatMap(({ certificate }) => certificate ?? [])
    return { ...this.policy.demands, provenanceSigners: signers?.length ? signers : undefined }
  }

  /** Whether the file's digest is wanted. */
  get summarises(): boolean {
    return this.#summaries !== null
  }

  /** The one summary, where there is one and it goes to no folder. */
  get vsaFile(): string | undefined {
    return this.#summaries?.file
  }

  /** The result with what the policy says of it; and the summary, written. A file about which nothing could be found out has neither. */
  async finish(subject: PolicySubject, result: FileResult, findings: PolicyFindings): Promise<FileResult> {
    const { sha256, level, record, provenance } = findings
    if (result.exitCode > 1) return result
    const passed = result.exitCode === 0
    const policy = {
      uri: this.policy.uri,
      sha256: this.policy.sha256,
      result: passed ? 'PASSED' : 'FAILED',
      level: passed && level !== null ? `SLSA_BUILD_LEVEL_${level}` : null,
    } as const
    if (this.#summaries === null || sha256 === null) return { ...result, policy }
    const inputs = [record, provenance].flatMap((check) => check?.input ?? [])
    try {
      return { ...result, policy, vsa: await this.#summaries.write(subject, { sha256, passed, level, inputs }) }
    } catch (error) {
      if (!(error instanceof ChanceryError)) throw error
      const { code, message, howToFix, exitCode } = error
      return { ...result, policy, verdict: 'failed', code, message, howToFix, exitCode }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#keys[Symbol.asyncDispose]()
  }
}

/**
 * What is demanded stands in the policy, all of it: its digest is in the summary, and a flag's is not.
 * @throws EngineError OPTIONS_CONFLICT
 */
function assertAlone(options: VerifyOptions): void {
  const given = [...DEMANDS, ...IMAGE_DEMANDS].filter((name) => isGiven(options[name]))
  if (given.length > 0) {
    throw new EngineError('OPTIONS_CONFLICT', `--policy says what is demanded, and ${given.join(', ')} too`, {
      howToFix: 'Put what is demanded into the policy; --trust, --timestamp-trust and --crl go with it.',
    })
  }
  if (options.vsa !== undefined && options.at !== undefined) {
    throw new EngineError('OPTIONS_CONFLICT', '--vsa says what holds now, and --at another time')
  }
}

/** What a policy says of images by its formats, or not at all. */
const IMAGE_DEMANDS = ['ociFormats', 'annotations', 'dockerReference'] as const

function isGiven(value: VerifyOptions[(typeof IMAGE_DEMANDS)[number]] | Demands[keyof Demands]): boolean {
  return typeof value === 'object' ? Object.keys(value).length > 0 : value !== undefined
}
