import type { EventKind } from '@chancery/attest/events'
import type { CommonOptions } from '../context.ts'
import { EngineError } from '../errors.ts'
import type { OptionValues } from '../option-values.ts'
import { serverOptions } from '../server-options.ts'
import type { MirrorOptions } from './mirror.ts'
import type { MonitorOptions } from './monitor.ts'
import type { ProveEntryOptions } from './prove-entry.ts'
import type { Bound, SearchLogOptions } from './search-log.ts'
import type { ServeLogOptions } from './serve-log.ts'
import type { VerifyLogOptions } from './verify-whole-log.ts'
import type { WantedEntry } from './wanted-entry.ts'
import type { WitnessOptions } from './witness.ts'

/** @param operands the log, or nothing @throws EngineError OPTION_INVALID */
export function verifyLogOptions(
  operands: readonly string[],
  values: OptionValues,
  common: CommonOptions,
): VerifyLogOptions {
  return {
    ...trusting(values, common),
    log: oneLog(operands),
    since: text(values, 'since'),
    out: text(values, 'out'),
  }
}

/** @throws EngineError OPTION_INVALID */
export function proveEntryOptions(values: OptionValues, common: CommonOptions): ProveEntryOptions {
  return {
    ...trusting(values, common),
    log: text(values, 'log'),
    wanted: wantedEntry(values),
    out: text(values, 'out'),
  }
}

/** @throws EngineError OPTION_INVALID */
export function wantedEntry(values: OptionValues): WantedEntry {
  const index = text(values, 'index')
  const path = text(values, 'bundle')
  const digest = text(values, 'entry-digest')
  if ([index, path, digest].filter((value) => value !== undefined).length !== 1) {
    throw new EngineError('OPTION_INVALID', 'one of --index, --bundle and --entry-digest says which entry is meant')
  }
  if (path !== undefined) return { kind: 'bundle', path }
  if (digest !== undefined) return { kind: 'digest', digest: sha256Hex(digest, '--entry-digest') }
  return { kind: 'index', index: indexOption(index as string, '--index') }
}

/** @param files artifacts @throws EngineError OPTION_INVALID */
export function searchLogOptions(
  files: readonly string[],
  values: OptionValues,
  common: CommonOptions,
): SearchLogOptions {
  return {
    ...trusting(values, common),
    log: text(values, 'log'),
    files,
    records: list(values, 'records') ?? [],
    query: {
      digests: (list(values, 'sha256') ?? []).map((digest) => sha256Hex(digest, '--sha256')),
      keys: (list(values, 'signer-key') ?? []).map(keyName),
      repositories: list(values, 'repository') ?? [],
      events: (list(values, 'event') ?? []).flatMap((kinds) => kinds.split(',')) as readonly EventKind[],
      since: bound(values, 'since'),
      until: bound(values, 'until'),
    },
  }
}

function bound(values: OptionValues, name: string): Bound | null {
  const value = text(values, name)
  if (value === undefined) return null
  if (/^\d+$/.test(value)) return { kind: 'index', index: indexOption(value, `--${name}`) }
  const time = new Date(value)
  if (/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(value) && !Number.isNaN(time.getTime())) {
    return { kind: 'time', time }
  }
  throw new EngineError(
    'OPTION_INVALID',
    `--${name} ${value}: is neither an index nor a time such as 2026-11-24T12:00:00Z`,
  )
}

/** @throws EngineError OPTION_INVALID */
export function indexOption(value: string, what: string): number {
  const index = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN
  if (Number.isSafeInteger(index)) return index
  throw new EngineError('OPTION_INVALID', `${what} ${value}: is no index`)
}

function sha256Hex(value: string, what: string): string {
  const hex = value.replace(/^sha256:/, '').toLowerCase()
  if (/^[0-9a-f]{64}$/.test(hex)) return hex
  throw new EngineError('OPTION_INVALID', `${what} ${value}: is no SHA-256 in hex`)
}

function keyName(value: string): string {
  return /^SHA256:[A-Za-z0-9+/]{43}$/.test(value) ? value : sha256Hex(value.replaceAll(':', ''), '--signer-key')
}

/** @param operands the folder, or nothing @throws EngineError OPTION_INVALID */
export function serveLogOptions(
  operands: readonly string[],
  values: OptionValues,
  common: CommonOptions,
): ServeLogOptions {
  const dir = oneLog(operands)
  return { ...common, config: text(values, 'config'), dir, ...serverOptions(values) }
}

/** @throws EngineError OPTION_INVALID */
export function witnessOptions(values: OptionValues, common: CommonOptions): WitnessOptions {
  return {
    ...common,
    config: text(values, 'config'),
    logKeys: list(values, 'log-key') ?? [],
    key: text(values, 'key') ?? '',
    module: text(values, 'module'),
    name: text(values, 'name') ?? '',
    dir: text(values, 'dir') ?? '',
    ...serverOptions(values),
  }
}

/** @param operands the log, or nothing @throws EngineError OPTION_INVALID */
export function monitorOptions(
  operands: readonly string[],
  values: OptionValues,
  common: CommonOptions,
): MonitorOptions {
  return {
    ...trusting(values, common),
    log: oneLog(operands),
    state: text(values, 'state') ?? '',
    keys: list(values, 'signer-key') ?? [],
    known: list(values, 'known') ?? [],
    mirrors: list(values, 'mirror') ?? [],
    witnesses: list(values, 'witness') ?? [],
    seen: list(values, 'seen') ?? [],
    accept: (list(values, 'accept') ?? []).map((value) => indexOption(value, '--accept')),
    full: values.full === true,
  }
}

/** @param operands the log, or nothing @throws EngineError OPTION_INVALID */
export function mirrorOptions(operands: readonly string[], values: OptionValues, common: CommonOptions): MirrorOptions {
  return {
    ...trusting(values, common),
    log: oneLog(operands),
    dir: text(values, 'dir') ?? '',
    key: text(values, 'key'),
    module: text(values, 'module'),
    name: text(values, 'name'),
  }
}

function trusting(values: OptionValues, common: CommonOptions): Omit<VerifyLogOptions, 'log'> {
  return {
    ...common,
    config: text(values, 'config'),
    trust: list(values, 'trust'),
    logPolicy: text(values, 'log-policy'),
    logCa: list(values, 'log-ca'),
  }
}

function oneLog(operands: readonly string[]): string | undefined {
  if (operands.length > 1) throw new EngineError('OPTION_INVALID', `one log, not ${operands.join(' and ')}`)
  return operands[0]
}

export function text(values: OptionValues, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

export function list(values: OptionValues, name: string): readonly string[] | undefined {
  const value = values[name]
  return Array.isArray(value) && value.length > 0 ? value : undefined
}
