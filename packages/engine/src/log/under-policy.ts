import type { LogPlace, MessageBundle, ParsedBundle } from '@chancery/attest'
import { type LogPolicy, openUnderPolicy, parseLogEntry, TlogError } from '@chancery/tlog'

/** The places whose checkpoints, as the bundle brings them, the policy's quorum has cosigned. All of them have been proved already. */
export function underPolicy(
  places: readonly LogPlace[],
  bundle: ParsedBundle | MessageBundle,
  policy: LogPolicy,
): readonly LogPlace[] {
  if (bundle.kind === 'message') return []
  const entries = bundle.kind === 'key' ? bundle.logEntries : bundle.material.logEntries
  const cosigned = entries.flatMap((entry) => {
    try {
      const { proof, checkpoint } = parseLogEntry(entry.whole())
      return [{ origin: openUnderPolicy(checkpoint, policy).origin, index: proof.index }]
    } catch (error) {
      if (error instanceof TlogError) return []
      throw error
    }
  })
  return places.filter(({ origin, index }) => cosigned.some((one) => one.origin === origin && one.index === index))
}
