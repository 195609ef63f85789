import { CodecError, parseTimestamps, trustedTimestamps, withRenewals } from '@chancery/codec'
import type { Timestamper, Verifier } from '@chancery/core'

/** The same, but a token counts only where its authority is trusted: every one of several. @throws CodecError TIMESTAMP_UNTRUSTED */
export function trustedTimestamper(timestamper: Timestamper, verifier: Verifier): Timestamper {
  const { quorum } = timestamper
  return {
    ...(quorum !== undefined && { quorum }),
    async stamp(message, signal, room) {
      const stamped = await timestamper.stamp(message, signal, room)
      const found = parseTimestamps(stamped.tokens, message)
      const trusted = trustedTimestamps(found, { ...verifier, at: new Date() })
      const stranger = withRenewals(found).find((one) => !trusted.includes(one))
      if (!stranger) return stamped
      const { subjectName } = stranger.authority
      throw new CodecError('TIMESTAMP_UNTRUSTED', `${subjectName} gave a timestamp, and is not trusted`)
    },
  }
}
