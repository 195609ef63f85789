import { IdentityError } from '../errors.ts'

/** Longest claim that is read, in characters: a ref has at most 4096 bytes. */
const MAX_CLAIM = 4096

/** The claims of one token whose signature holds; keeps which were read. */
export class ClaimReader {
  readonly #claims: Readonly<Record<string, unknown>>
  readonly #read: Record<string, string> = {}

  constructor(claims: Readonly<Record<string, unknown>>) {
    this.#claims = claims
  }

  /**
   * null where it is absent or empty: platforms write both for "none". Numbers become text, as ids are both.
   * @throws IdentityError IDENTITY_CLAIM_INVALID
   */
  text(name: string): string | null {
    const value = Object.hasOwn(this.#claims, name) ? this.#claims[name] : null
    if (value === undefined || value === null || value === '') return null
    const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
    if (typeof text !== 'string') throw invalid(name, 'is no text')
    // A line break or an escape sequence would be read as something else wherever the claim is shown.
    if (text.length > MAX_CLAIM || /\p{Cc}/u.test(text)) throw invalid(name, 'is too long or has control characters')
    this.#read[name] = text
    return text
  }

  /** @throws IdentityError IDENTITY_CLAIM_MISSING, IDENTITY_CLAIM_INVALID */
  required(name: string): string {
    const text = this.text(name)
    if (text === null) throw missing(name)
    return text
  }

  /** Platforms write truth as JSON and as text. @throws IdentityError IDENTITY_CLAIM_INVALID */
  flag(name: string): boolean | null {
    const value = Object.hasOwn(this.#claims, name) ? this.#claims[name] : null
    if (typeof value !== 'boolean') {
      const word = this.text(name)
      if (word !== null && word !== 'true' && word !== 'false') throw invalid(name, 'is neither true nor false')
      return word === null ? null : word === 'true'
    }
    this.#read[name] = `${value}`
    return value
  }

  /** A git commit, in lower case. @throws IdentityError IDENTITY_CLAIM_INVALID */
  commit(name: string): string | null {
    const text = this.text(name)
    // Buildkite says HEAD where no agent has looked yet.
    if (text === null || text === 'HEAD') return null
    if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(text)) throw invalid(name, 'is no git commit')
    return text.toLowerCase()
  }

  /** @throws IdentityError IDENTITY_CLAIM_MISSING, IDENTITY_CLAIM_INVALID */
  requiredCommit(name: string): string {
    const commit = this.commit(name)
    if (commit === null) throw missing(name)
    return commit
  }

  /** One of `words`; null for a word that is new, as for none: a platform may have more of them one day. @throws IdentityError IDENTITY_CLAIM_INVALID */
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | null {
    const text = this.text(name)
    return words.find((one) => one === text) ?? null
  }

  /** What was read so far. */
  get read(): Readonly<Record<string, string>> {
    return { ...this.#read }
  }
}

export function missing(claim: string): IdentityError {
  return new IdentityError('IDENTITY_CLAIM_MISSING', `the token has no claim ${claim}`, { details: { claim } })
}

/** The claim's name goes into the message, its value does not: it may be anything. */
export function invalid(claim: string, why: string): IdentityError {
  return new IdentityError('IDENTITY_CLAIM_INVALID', `the claim ${claim} ${why}`, { details: { claim } })
}
