import { isJsonObject, type JsonObject } from '@chancery/core'
import { isEventKind } from './kinds.ts'

/** Characters. */
export const MAX_REASON = 1000
const MAX_NAME = 200
const MAX_DETAIL = 1000
const MAX_DETAILS = 32
const MAX_CLAIMS = 128

type Rule = (value: unknown) => boolean

const text = (limit: number): Rule => {
  // Whoever reads it in a terminal must not be steered by it.
  return (value) =>
    typeof value === 'string' && value !== '' && value.length <= limit && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)
}
const matching =
  (pattern: RegExp): Rule =>
  (value) =>
    typeof value === 'string' && pattern.test(value)
const orNull =
  (rule: Rule): Rule =>
  (value) =>
    value === null || rule(value)
const oneOf =
  (...known: readonly unknown[]): Rule =>
  (value) =>
    known.includes(value)
const object =
  (rules: Readonly<Record<string, Rule>>): Rule =>
  (value) =>
    isJsonObject(value) && faults(value, rules).length === 0
const listed =
  (limit: number, rule: Rule): Rule =>
  (value) =>
    isJsonObject(value) &&
    Object.keys(value).length <= limit &&
    Object.entries(value).every(([name, one]) => text(MAX_NAME)(name) && rule(one))
const whole: Rule = (value) => Number.isSafeInteger(value) && (value as number) >= 0

/** Every member, and no other; docs/schema/event.v1.json says the same. */
const RULES: Readonly<Record<string, Rule>> = {
  kind: (value) => typeof value === 'string' && isEventKind(value),
  salt: matching(/^[0-9a-f]{32}$/),
  recordedAt: (value) =>
    matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)(value) && !Number.isNaN(Date.parse(value as string)),
  clock: oneOf('local'),
  source: oneOf('tool', 'person'),
  identity: object({
    verified: oneOf(true, false),
    platform: text(MAX_NAME),
    claims: listed(MAX_CLAIMS, (value) => typeof value === 'string'),
  }),
  assertedBy: orNull(text(MAX_NAME)),
  code: orNull(matching(/^[A-Z][A-Z0-9_]{0,63}$/)),
  reason: orNull(text(MAX_REASON)),
  key: orNull(object({ name: text(MAX_NAME), fingerprint: matching(/^SHA256:[A-Za-z0-9+/]{43}$/) })),
  details: listed(MAX_DETAILS, (value) => text(MAX_DETAIL)(value) || Number.isSafeInteger(value)),
  erased: orNull(object({ index: whole, entry: matching(/^[0-9a-f]{64}$/) })),
  log: object({ origin: text(MAX_NAME), onFailure: oneOf('error', 'queue') }),
  tool: object({ name: text(MAX_NAME), version: text(MAX_NAME) }),
}

/** What is wrong with the predicate of an event; nothing where it is one. */
export function eventProblems(predicate: unknown): readonly string[] {
  if (!isJsonObject(predicate)) return ['the predicate is no object']
  const problems = faults(predicate, RULES)
  if (problems.length === 0 && (predicate.kind === 'erasure') !== (predicate.erased !== null))
    problems.push('erased: is what an erasure has, and nothing else')
  if (predicate.source === 'person' && predicate.kind === 'erasure')
    problems.push('source: erasures are made by the tool')
  return problems
}

function faults(value: JsonObject, rules: Readonly<Record<string, Rule>>): string[] {
  const missing = Object.keys(rules).filter((name) => !Object.hasOwn(value, name))
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(rules, name))
  const wrong = Object.entries(rules).filter(([name, rule]) => Object.hasOwn(value, name) && !rule(value[name]))
  return [
    ...missing.map((name) => `${name}: is missing`),
    ...unknown.map((name) => `${JSON.stringify(name.slice(0, 64))}: is unknown`),
    ...wrong.map(([name]) => `${name}: ${EXPECTED[name] ?? 'is not what it should be'}`),
  ]
}

const EXPECTED: Readonly<Record<string, string>> = {
  kind: 'is no kind of event',
  salt: 'is no 16 bytes in lower-case hex',
  reason: `is no text of 1 to ${MAX_REASON} characters on one line`,
  assertedBy: `is no text of 1 to ${MAX_NAME} characters on one line`,
}
