import type { ChanceryError, Fault } from '@chancery/core'

/** What an error says, as evidence about a signature. */
export function faultOf({ code, message, howToFix }: ChanceryError): Fault {
  return { code, message, howToFix }
}
