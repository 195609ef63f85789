import { CoreError } from './errors.ts'
import type { SignRequest } from './signer.ts'

/** Who asks; a local command has no verified identity. */
export interface Requester {
  readonly kind: 'local'
}

export type Decision =
  | { readonly kind: 'allow' /** Which rule allowed it, for the record. */; readonly by: string }
  | {
      readonly kind: 'deny'
      readonly by: string
      readonly reason: string
      /** Where it was recorded before anybody heard of it; `index` null: promised, and queued. */
      readonly recorded?: { readonly origin: string; readonly index: number | null }
    }

/** Asked for every request before the key is: the place where policy stands. */
export type Decide = (request: SignRequest, requester: Requester, signal?: AbortSignal) => Promise<Decision>

/** On a machine of one's own, whoever knows the PIN may sign. */
export const allowLocal: Decide = async () => ({ kind: 'allow', by: 'local' })

/** @throws CoreError DENIED */
export function assertAllowed(decision: Decision): void {
  if (decision.kind === 'allow') return
  const { by, reason, recorded } = decision
  const where = recorded ? ` (${recordedText(recorded)})` : ''
  throw new CoreError('DENIED', `denied by ${by}: ${reason}${where}`, {
    details: { by, ...(recorded && { log: recorded.origin, index: recorded.index }) },
  })
}

function recordedText({ origin, index }: { readonly origin: string; readonly index: number | null }): string {
  return index === null ? `queued for ${origin}` : `entry ${index} of ${origin}`
}
