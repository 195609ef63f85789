import {
  covers,
  entriesOf,
  entryId,
  entryNotes,
  type TrustedEntry,
  type TrustedKind,
  type TrustedRoot,
  validityOf,
} from '@chancery/attest/trust'
import type { RecordedEvent } from '../log/events/event-log.ts'

export interface TrustReport {
  readonly version: 1
  /** Path. */
  readonly trustedRoot: string
  /** Path; null where none was written. */
  readonly signingConfig: string | null
  readonly entries: readonly TrustReportEntry[]
  /** What the log has of it; only where there is one. */
  readonly event?: RecordedEvent
}

export interface TrustReportEntry {
  readonly kind: TrustedKind
  /** SHA-256, hex: of the certificate that signs; of a log its id. */
  readonly id: string
  readonly name: string
  readonly url: string | null
  readonly from: string | null
  readonly until: string | null
  readonly state: 'current' | 'future' | 'ended'
  /** Which verifiers will not take it, and why. */
  readonly notes: readonly string[]
}

export function trustReport(
  path: string,
  root: TrustedRoot,
  { at, signingConfig = null }: { readonly at: Date; readonly signingConfig?: string | null },
): TrustReport {
  return { version: 1, trustedRoot: path, signingConfig, entries: entriesOf(root).map((entry) => reported(entry, at)) }
}

function reported(entry: TrustedEntry, at: Date): TrustReportEntry {
  const { start, end } = validityOf(entry)
  const url = 'log' in entry ? entry.log.baseUrl : entry.authority.uri
  return {
    kind: entry.kind,
    id: entryId(entry),
    name: 'log' in entry ? new URL(url).hostname : entry.authority.chain[0].subjectName,
    url: url || null,
    from: timeOf(start),
    until: timeOf(end),
    state: covers({ start, end }, at) ? 'current' : start !== null && at < start ? 'future' : 'ended',
    notes: entryNotes(entry),
  }
}

function timeOf(time: Date | null): string | null {
  return time === null ? null : time.toISOString().replace('.000Z', 'Z')
}
