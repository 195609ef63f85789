import { parseStrictJson } from '@chancery/codec'
import { fromUtf8, isJsonObject, type PlainData, utf8 } from '@chancery/core'
import { AttestError } from './errors.ts'

/** predicateType of SLSA provenance 1.0 to 1.2: minor versions never change it. */
export const PROVENANCE_TYPE = 'https://slsa.dev/provenance/v1'

export interface Subject {
  readonly name: string
  /** Algorithm to lower-case hex; `sha256` is always there in what we write. */
  readonly digest: Readonly<Record<string, string>>
}

/** An in-toto Statement v1. */
export interface Statement {
  readonly subjects: readonly Subject[]
  readonly predicateType: string
  readonly predicate: PlainData
}

const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1'
const STATEMENT_TYPES: readonly string[] = [STATEMENT_TYPE, 'https://in-toto.io/Statement/v0.1']

/** What cosign, sigstore-go and the attest action refuse to go beyond. */
export const MAX_SUBJECTS = 1024

/** @throws AttestError STATEMENT_INVALID, TOO_MANY_SUBJECTS */
export function encodeStatement(statement: Statement): Uint8Array {
  const { subjects, predicateType, predicate } = statement
  if (subjects.length > MAX_SUBJECTS) {
    throw new AttestError('TOO_MANY_SUBJECTS', `${subjects.length} subjects, ${MAX_SUBJECTS} at most`)
  }
  if (subjects.length === 0) throw new AttestError('STATEMENT_INVALID', 'a statement needs a subject')
  if (!/^[a-z][a-z0-9+.-]*:./i.test(predicateType)) {
    throw new AttestError('STATEMENT_INVALID', `predicate type ${JSON.stringify(predicateType)} is no URI`)
  }
  if (!isJsonObject(predicate)) {
    throw new AttestError('STATEMENT_INVALID', 'a predicate is a JSON object')
  }
  return utf8(JSON.stringify({ _type: STATEMENT_TYPE, subject: subjects, predicateType, predicate }))
}

/** @throws AttestError BUNDLE_UNSUPPORTED, BUNDLE_MALFORMED */
export function parseStatement(payload: Uint8Array): Statement {
  const data = parseJson(payload, 'statement')
  const { _type, subject, predicateType, predicate } = data
  if (typeof _type !== 'string' || !STATEMENT_TYPES.includes(_type) || typeof predicateType !== 'string') {
    throw new AttestError('BUNDLE_UNSUPPORTED', 'the payload is no in-toto statement')
  }
  if (!Array.isArray(subject) || subject.length === 0 || subject.length > MAX_SUBJECTS) {
    throw new AttestError('BUNDLE_MALFORMED', 'the statement has no subjects, or too many')
  }
  return { subjects: subject.map(subjectOf), predicateType, predicate: (predicate ?? null) as PlainData }
}

function subjectOf(value: unknown): Subject {
  // Anything can stand in a list, null too.
  const { name, digest } = Object(value) as { name?: unknown; digest?: unknown }
  const entries = typeof digest === 'object' && digest !== null ? Object.entries(digest) : []
  if (entries.length === 0 || !entries.every(([, hex]) => typeof hex === 'string' && /^[0-9a-f]+$/i.test(hex))) {
    throw new AttestError('BUNDLE_MALFORMED', 'a subject has no digest')
  }
  return {
    name: typeof name === 'string' ? name : '',
    digest: Object.fromEntries(entries.map(([algorithm, hex]) => [algorithm, (hex as string).toLowerCase()])),
  }
}

/** A JSON object; duplicate members are refused, because two readers would see two values. @throws AttestError BUNDLE_MALFORMED */
export function parseJson(bytes: Uint8Array, what: string): Record<string, unknown> {
  let data: unknown
  try {
    data = parseStrictJson(fromUtf8(bytes))
  } catch (cause) {
    throw new AttestError('BUNDLE_MALFORMED', `the ${what} is not JSON that all readers agree on`, { cause })
  }
  if (!isJsonObject(data)) {
    throw new AttestError('BUNDLE_MALFORMED', `the ${what} is no JSON object`)
  }
  return data
}
