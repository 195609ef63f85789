/** What a third-party verifier said. */
export interface Verdict {
  readonly accepted: boolean
  /** Everything it printed, for the message of a failed assertion. */
  readonly text: string
}

/** Whom it is to trust, and when. */
export interface Trust {
  /** Anchors, PEM. */
  readonly trust: string
  /** Anchors of timestamp authorities, PEM; by default `trust`. */
  readonly timestampTrust?: string
  /** Revocation lists, PEM. */
  readonly crls?: readonly string[]
  /** Instead of now. */
  readonly at?: Date
}

export function unixTime(at: Date): string {
  return String(Math.floor(at.getTime() / 1000))
}
