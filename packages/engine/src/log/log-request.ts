import type { RequestEntry } from '@chancery/http/server'

/** One request to a log or a witness, for a log of them: nothing in it is secret. */
export interface LogRequest extends Omit<RequestEntry, 'fault'> {
  /** Why it was refused, or what was done. */
  readonly note: string | null
}

export function logRequest({ fault, ...entry }: RequestEntry): LogRequest {
  return { ...entry, note: entry.note ?? fault }
}
