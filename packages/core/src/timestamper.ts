/** Asks timestamp authorities (RFC 3161). */
export interface Timestamper {
  /** How many independent authorities stamp; 1 by default. */
  readonly quorum?: number
  /**
   * Checked tokens over `message`, by as many independent authorities as are wanted.
   * @param room how many tokens there is room for: with `one`, every further token is about the one before and lies within it
   * @throws TimestampError where too few authorities gave one
   */
  stamp(message: Uint8Array, signal?: AbortSignal, room?: TimestampRoom): Promise<Stamped>
}

export type TimestampRoom = 'one' | 'several'

export interface Stamped {
  /** TimeStampTokens (ContentInfo, DER); at least one. */
  readonly tokens: readonly Uint8Array[]
  /** Authorities that gave none, and why, though enough others did. */
  readonly failures: readonly TimestampRefusal[]
}

export interface TimestampRefusal {
  /** Without user, password and query: they may be secrets. */
  readonly authority: string
  readonly message: string
}
