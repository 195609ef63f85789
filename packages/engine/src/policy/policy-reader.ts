import { createHash } from 'node:crypto'
import { basename, dirname } from 'node:path'
import { ChanceryError, fromUtf8 } from '@chancery/core'
import { readBytes } from '@chancery/files'
import { EngineError } from '../errors.ts'
import { isObject, MemberReader } from '../member-reader.ts'
import { suggestion } from '../nearest.ts'
import { FORMAT_IDS, OCI_FORMATS, VERIFY } from '../operations/index.ts'
import { checkValues, type OptionValues, verifyOptions } from '../option-values.ts'
import { parseYaml } from '../yaml-text.ts'
import { DEMANDS, type Demands, type Policy, type ProvenanceDemand, type TrustedBuilder } from './policy.ts'

const MAX_POLICY_BYTES = 1024 * 1024

/** As flags. */
const DEMAND_FLAGS: readonly string[] = [
  'require',
  'signer-subject',
  'signer-issuer',
  'signer-key',
  'signer-san',
  'identity-repository',
  'identity-workflow',
  'identity-ref',
  'identity-issuer',
  'max-age',
  'min-rsa-bits',
  'timestamp-quorum',
]
const MEMBERS = ['policy', 'verifier', 'resource', 'formats', 'provenance', ...DEMAND_FLAGS]
/** Of files, and of signatures of images. */
const FORMATS: readonly string[] = [...FORMAT_IDS, ...OCI_FORMATS.map((kind) => `oci-${kind}`)]
const LEVEL = /^SLSA_BUILD_LEVEL_([0-3])$/

/** @param path absolute @throws EngineError POLICY_INVALID with every problem; FilesError where it is not there */
export async function readPolicy(path: string): Promise<Policy> {
  const bytes = await readBytes(path, MAX_POLICY_BYTES)
  const { data, problems } = await parseYaml(textOf(bytes, path))
  const reader = new PolicyReader(dirname(path))
  const policy = problems.length > 0 ? null : reader.policy(data)
  problems.push(...reader.problems)
  if (!policy || problems.length > 0) throw invalid(path, problems)
  return { path, sha256: createHash('sha256').update(bytes).digest('hex'), ...policy }
}

function textOf(bytes: Uint8Array, path: string): string {
  try {
    return fromUtf8(bytes)
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw invalid(path, ['is not UTF-8'])
  }
}

function invalid(path: string, problems: readonly string[]): EngineError {
  return new EngineError('POLICY_INVALID', `${basename(path)}: ${problems.join('; ')}`, { details: { path, problems } })
}

class PolicyReader extends MemberReader {
  policy(data: unknown): Omit<Policy, 'path' | 'sha256'> {
    const members = this.members(data ?? {}, '', MEMBERS)
    if (!MEMBERS.slice(3).some((member) => members[member] !== undefined)) this.problems.push('it demands nothing')
    return {
      uri: this.#uri(members.policy, 'policy'),
      verifier: this.#uri(members.verifier, 'verifier'),
      resource: this.#uri(members.resource, 'resource'),
      formats: this.#formats(members.formats),
      demands: this.#demands(members),
      provenance: this.#provenance(members.provenance),
    }
  }

  #uri(value: unknown, at: string): string | null {
    const text = this.string(value, at)
    if (text !== undefined && !/^[a-z][a-z0-9+.-]*:\S+$/i.test(text)) this.problems.push(`${at}: ${text} is no URI`)
    return text ?? null
  }

  #formats(value: unknown): readonly string[] | null {
    const formats = this.#texts(value, 'formats')
    for (const id of formats ?? []) {
      if (!FORMATS.includes(id))
        this.problems.push(`formats: ${id} is none of ${FORMATS.join(', ')}${suggestion(id, FORMATS)}`)
    }
    return formats
  }

  /** Read by the table of options and their own rules: a value means here what it means after a flag. */
  #demands(members: Readonly<Record<string, unknown>>): Demands {
    const options = VERIFY.options.filter(({ name }) => DEMAND_FLAGS.includes(name) && members[name] !== undefined)
    const values: Record<string, OptionValues[string]> = {}
    for (const { name, kind } of options) {
      const value = members[name]
      if (kind === 'list') values[name] = this.#texts(value, name) ?? []
      else if (typeof value === 'number') values[name] = String(value)
      else this.problems.push(`${name}: is no number`)
    }
    try {
      checkValues({ ...VERIFY, options }, values)
      const all = verifyOptions([], values, {})
      return Object.fromEntries(DEMANDS.map((name) => [name, all[name]]))
    } catch (error) {
      if (!(error instanceof ChanceryError)) throw error
      this.problems.push(error.message.replaceAll('--', ''))
      return {}
    }
  }

  #provenance(value: unknown): ProvenanceDemand | null {
    if (value === undefined || value === null) return null
    const members = this.members(value, 'provenance', ['builders', 'sources', 'refs', 'minimum-level'])
    const { builders } = members
    if (!Array.isArray(builders) || builders.length === 0)
      this.problems.push('provenance.builders: is no list of builders')
    return {
      builders: Array.isArray(builders)
        ? builders.map((one, i) => this.#builder(one, `provenance.builders[${i}]`))
        : [],
      sources: this.#texts(members.sources, 'provenance.sources'),
      refs: this.#texts(members.refs, 'provenance.refs'),
      minimumLevel: this.#level(members['minimum-level'], 'provenance.minimum-level') ?? 0,
    }
  }

  #builder(value: unknown, at: string): TrustedBuilder {
    const members = this.members(value, at, ['id', 'keys', 'identity', 'issuer', 'level'])
    const id = this.string(members.id, `${at}.id`) ?? ''
    if (isObject(value) && members.id === undefined) this.problems.push(`${at}.id: is missing`)
    const keys = this.#texts(members.keys, `${at}.keys`)
    for (const key of keys ?? []) {
      if (!/^SHA256:[A-Za-z0-9+/]{43}$/.test(key))
        this.problems.push(`${at}.keys: ${key} is no fingerprint, such as ssh-keygen -l prints`)
    }
    // Who is trusted for no level has left provenance that holds, and that is the first.
    const certificate = this.#certificate(members, at)
    return { id, keys, certificate, level: this.#level(members.level, `${at}.level`) ?? 1 }
  }

  #certificate({ identity, issuer }: Readonly<Record<string, unknown>>, at: string): TrustedBuilder['certificate'] {
    const [subject, by] = [this.string(identity, `${at}.identity`), this.string(issuer, `${at}.issuer`)]
    if ((subject === undefined) !== (by === undefined)) this.problems.push(`${at}: has identity and issuer, or neither`)
    return subject === undefined || by === undefined ? null : { subject, issuer: by }
  }

  #level(value: unknown, at: string): number | undefined {
    const text = this.string(value, at)
    if (text === undefined) return undefined
    const [, level] = LEVEL.exec(text) ?? []
    if (level === undefined) this.problems.push(`${at}: ${text} is none of SLSA_BUILD_LEVEL_0 to SLSA_BUILD_LEVEL_3`)
    return Number(level ?? 0)
  }

  /** A text, or a list of them that is not empty; null where it is absent. */
  #texts(value: unknown, at: string): readonly string[] | null {
    if (value === undefined || value === null) return null
    const texts = typeof value === 'string' ? [value] : value
    if (Array.isArray(texts) && texts.length > 0 && texts.every((text) => typeof text === 'string' && text !== ''))
      return texts
    this.problems.push(`${at}: is neither a text nor a list of texts`)
    return null
  }
}
