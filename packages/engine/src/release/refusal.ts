import type { ChanceryError } from '@chancery/core'
import { EngineError, type EngineErrorCode } from '../errors.ts'

/** Something that keeps a release from being made. They are collected, so that a run says all of them. */
export interface Refusal {
  /** null where no file is to blame. */
  readonly path: string | null
  readonly error: ChanceryError
}

const MOST_NAMED = 20

/** One refusal over several names: the first of them in the message, all that are named in the details. */
export function refusalOver(code: EngineErrorCode, what: string, names: readonly string[]): Refusal {
  const named = names.slice(0, MOST_NAMED)
  const rest = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''
  const message = `${what}: ${named.join(', ')}${rest}`
  return { path: null, error: new EngineError(code, message, { details: { names: named } }) }
}
