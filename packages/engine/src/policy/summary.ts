import { stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { encodeEnvelope, parseBundle, type Statement, type StatementKey, signAndLog } from '@chancery/attest'
import { VSA_TYPE, vsaPredicate } from '@chancery/attest/predicates'
import { writeFileDurable } from '@chancery/files'
import { assertPlaceFree } from '../attest-place.ts'
import type { Context } from '../context.ts'
import { EngineError } from '../errors.ts'
import type { KeyRing } from '../key-ring.ts'
import { envelopePath, VSA_SUFFIX } from '../record-suffix.ts'
import { VERSION } from '../version.ts'
import type { Policy } from './policy.ts'
import type { PolicySubject } from './policy-run.ts'

/** What was found out about a file, or an image, by a policy. */
export interface Verdict {
  /** Of what was verified, hex. */
  readonly sha256: string
  readonly passed: boolean
  /** Of the build track; null where nobody looked at provenance. */
  readonly level: number | null
  /** All attestations that were looked at. */
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[]
}

/** A policy that says whose it is, and of what. */
type NamedPolicy = Policy & { readonly uri: string; readonly verifier: string; readonly resource: string }

/** Writes what a policy said about files: verification summaries, signed by the attestation key. */
export class SummaryWriter {
  readonly #context: Context
  readonly #policy: NamedPolicy
  readonly #key: StatementKey
  /** Ends with a slash where it is a folder. */
  readonly #out: string
  readonly #written = new Set<string>()

  private constructor(context: Context, policy: NamedPolicy, key: StatementKey, out: string) {
    this.#context = context
    this.#policy = policy
    this.#key = key
    this.#out = out
  }

  /** @param out path of a bundle, or of a folder @throws EngineError POLICY_INVALID, ATTESTATION_KEY_MISSING; HsmError */
  static async open(context: Context, policy: Policy, keys: KeyRing, out: string): Promise<SummaryWriter> {
    const { uri, verifier, resource } = policy
    if (uri === null || verifier === null || resource === null) {
      throw new EngineError(
        'POLICY_INVALID',
        `${basename(policy.path)}: policy, verifier and resource are needed for --vsa`,
      )
    }
    if (!context.config.keys.attestation) {
      throw new EngineError('ATTESTATION_KEY_MISSING', 'keys.attestation is not configured, and signs summaries')
    }
    const key = await keys.openStatements('attestation', null)
    await keys.statePolicy(key.info)
    const isFolder =
      out.endsWith('/') || (await stat(resolve(context.cwd, out)).catch(() => null))?.isDirectory() === true
    return new SummaryWriter(context, { ...policy, uri, verifier, resource }, key, isFolder ? join(out, '/') : out)
  }

  /** The one bundle, where it is no folder. */
  get file(): string | undefined {
    return this.#out.endsWith('/') ? undefined : this.#out
  }

  /** @returns the path of the bundle; its bare envelope lies beside it @throws EngineError ATTESTATION_PLACE_TAKEN; what signing throws */
  async write(subject: PolicySubject, verdict: Verdict): Promise<string> {
    const statement = this.#statement(subject, verdict)
    const bundle = this.file ?? this.#out + subject.place + VSA_SUFFIX
    if (this.#written.has(bundle)) {
      throw new EngineError('OPTIONS_CONFLICT', `two would have the summary ${bundle}`, {
        howToFix: 'Verify them in two commands, with a folder for each.',
      })
    }
    this.#written.add(bundle)
    const { cwd, signal } = this.#context
    const [path, envelope] = [bundle, envelopePath(bundle)].map((one) => resolve(cwd, one)) as [string, string]
    await assertPlaceFree(path, statement)
    await assertPlaceFree(envelope, statement)
    const { bytes } = await signAndLog(statement, this.#key, path, signal)
    const parsed = parseBundle(bytes)
    if (parsed.kind !== 'key') throw new TypeError('a bundle of ours is signed by a bare key')
    await writeFileDurable(path, bytes)
    await writeFileDurable(envelope, encodeEnvelope(parsed.envelope))
    return bundle
  }

  #statement({ name, resource: called }: PolicySubject, { sha256, passed, level, inputs }: Verdict): Statement {
    const { uri, verifier, resource, sha256: policySha256 } = this.#policy
    const predicate = vsaPredicate({
      verifier,
      version: { chancery: VERSION },
      verifiedAt: new Date(),
      resourceUri: resource.replaceAll('{name}', encodeURIComponent(called)).replaceAll('{sha256}', sha256),
      policy: { uri, sha256: policySha256 },
      result: passed ? 'PASSED' : 'FAILED',
      // Level 0 promises nothing. SLSA has UNEVALUATED for that, and slsa-verifier refuses a summary that says it.
      levels: passed ? [`SLSA_BUILD_LEVEL_${level ?? 0}`] : [],
      inputs,
    })
    return { subjects: [{ name, digest: { sha256 } }], predicateType: VSA_TYPE, predicate }
  }
}
