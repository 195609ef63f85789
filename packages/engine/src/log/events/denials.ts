import { type RecordIdentity, requestDigest } from '@chancery/attest'
import { MAX_REASON } from '@chancery/attest/events'
import type { Decide, SignerInfo } from '@chancery/core'
import type { Context } from '../../context.ts'
import type { KeyRing } from '../../key-ring.ts'
import { EventLog } from './event-log.ts'

/**
 * A policy whose refusals are in the log before anybody hears of them. What cannot be recorded is refused all the same, with the reason why not.
 * @param info of the key that was asked for
 * @param identity who asks
 */
export function recordingDenials(
  decide: Decide,
  context: Context,
  keys: KeyRing,
  info: SignerInfo,
  identity: RecordIdentity,
): Decide {
  return async (request, requester, signal) => {
    const decision = await decide(request, requester, signal)
    if (decision.kind === 'allow') return decision
    const events = await EventLog.open(context, keys, identity)
    if (events === null) return decision
    const { artifact, format } = request
    const { by, reason } = decision
    const { origin, index } = await events.record(
      {
        kind: 'denial',
        subjects: [{ name: artifact.name || 'artifact', digest: { ...artifact.digest } }],
        code: 'DENIED',
        reason: oneLine(reason),
        key: { name: info.name, publicKey: info.publicKey },
        details: { by: oneLine(by) ?? 'policy', format, request: requestDigest(request) },
      },
      signal,
    )
    return { ...decision, recorded: { origin, index } }
  }
}

/** Of a policy of others anything can come. */
function oneLine(text: string): string | null {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, MAX_REASON)
  return line === '' ? null : line
}
