import { CoreError } from './errors.ts'
import type { SignRequest } from './signer.ts'

/** Who asks; a local command has no verified identity. */
export interface Requester {
  readonly kind: 'local'
}

export type Decision =
  | { readonly kind: 'allow' /** Which rule allowed it, for the record. */; readonly by: string }
  | { readonly kind: 'deny'; readonly by: string; readonly reason: string }

/** Asked for every request before the key is: the place where policy stands. */
export type Decide = (request: SignRequest, requester: Requester, signal?: AbortSignal) => Promise<Decision>

/** On a machine of one's own, whoever knows the PIN may sign. */
export const allowLocal: Decide = async () => ({ kind: 'allow', by: 'local' })

/** @throws CoreError DENIED */
export function assertAllowed(decision: Decision): void {
  if (decision.kind === 'deny') {
    throw new CoreError('DENIED', `denied by ${decision.by}: ${decision.reason}`, { details: { by: decision.by } })
  }
}
