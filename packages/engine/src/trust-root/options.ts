import type { CommonOptions } from '../context.ts'
import { EngineError } from '../errors.ts'
import type { OptionValues } from '../option-values.ts'

/** Who is to be trusted: files, and the URLs that they are served under. */
export interface TrustEntries {
  readonly certificateAuthorities: readonly NamedFile[]
  readonly timestampAuthorities: readonly NamedFile[]
  readonly logs: readonly NamedFile[]
  readonly ctLogs: readonly NamedFile[]
}

export interface NamedFile {
  /** Empty where there is none. */
  readonly url: string
  readonly file: string
}

export interface TrustInitOptions extends CommonOptions, TrustEntries {
  /** Path of trusted_root.json. */
  readonly out: string
  /** When they begin to count; by default with their certificates, and logs now. */
  readonly from: Date | null
  readonly operator: string
  /** Path of signing_config.json; null: none is written. */
  readonly signingConfig: string | null
}

export interface TrustRotateOptions extends Omit<TrustInitOptions, 'out'> {
  readonly path: string
  /** Ids of entries, or how they begin. */
  readonly retire: readonly string[]
  readonly overlapDays: number
}

export interface TrustShowOptions extends CommonOptions {
  readonly path: string
  /** What counts as now. */
  readonly at: Date | null
}

const TRUSTED_ROOT = 'trusted_root.json'
const OVERLAP_DAYS = '30'

export function trustInitOptions(values: OptionValues, common: CommonOptions): TrustInitOptions {
  return { ...common, ...entries(values), ...shared(values), out: text(values, 'out') ?? TRUSTED_ROOT }
}

/** @throws EngineError OPTION_INVALID */
export function trustRotateOptions(
  operands: readonly string[],
  values: OptionValues,
  common: CommonOptions,
): TrustRotateOptions {
  const overlap = text(values, 'overlap') ?? OVERLAP_DAYS
  if (!/^[0-9]{1,4}$/.test(overlap))
    throw new EngineError('OPTION_INVALID', `--overlap ${overlap}: is no number of days`)
  return {
    ...common,
    ...entries(values),
    ...shared(values),
    path: oneFile(operands),
    retire: list(values, 'retire'),
    overlapDays: Number(overlap),
  }
}

export function trustShowOptions(
  operands: readonly string[],
  values: OptionValues,
  common: CommonOptions,
): TrustShowOptions {
  return { ...common, path: oneFile(operands), at: time(values, 'at') }
}

function shared(values: OptionValues): Pick<TrustInitOptions, 'config' | 'from' | 'operator' | 'signingConfig'> {
  return {
    config: text(values, 'config'),
    from: time(values, 'from'),
    operator: text(values, 'operator') ?? '',
    signingConfig: text(values, 'signing-config') ?? null,
  }
}

function entries(values: OptionValues): TrustEntries {
  return {
    certificateAuthorities: list(values, 'certificate-authority').map(namedFile),
    timestampAuthorities: list(values, 'timestamp-authority').map(namedFile),
    logs: list(values, 'tlog').map((value) => servedFile('tlog', value)),
    ctLogs: list(values, 'ctlog').map((value) => servedFile('ctlog', value)),
  }
}

function namedFile(value: string): NamedFile {
  const [, url = '', file = value] = /^(https?:\/\/[^=]*)=(.+)$/.exec(value) ?? []
  return { url, file }
}

function servedFile(flag: string, value: string): NamedFile {
  const named = namedFile(value)
  if (named.url !== '') return named
  throw new EngineError('OPTION_INVALID', `--${flag} ${value}: is no URL=FILE`)
}

function oneFile(operands: readonly string[]): string {
  if (operands.length > 1) throw new EngineError('OPTION_INVALID', `one trusted root, not ${operands.join(' and ')}`)
  return operands[0] ?? TRUSTED_ROOT
}

function text(values: OptionValues, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

function list(values: OptionValues, name: string): readonly string[] {
  const value = values[name]
  return Array.isArray(value) ? value : []
}

/** RFC 3339, to the second at least: a day alone is another moment in each place. */
function time(values: OptionValues, name: string): Date | null {
  const value = text(values, name)
  if (value === undefined) return null
  const date = new Date(value)
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(date.getTime()))
    return date
  throw new EngineError('OPTION_INVALID', `--${name} ${value}: is no time such as 2027-01-01T00:00:00Z`)
}
