import type { Command } from './measure.ts'
import type { Workshop } from './workshop.ts'

export interface Contender {
  readonly title: string
  /** Before each round, outside the measurement. */
  readonly prepare?: () => void
  readonly commands: readonly Command[]
}

/** Ours beside a peer at the same work. */
export interface Contest {
  readonly ours: Contender
  readonly peer: Contender
}

export interface Case {
  readonly id: string
  readonly title: string
  /** Ours may take this part of the peer's wall time; null where it is told for information. */
  readonly target: number | null
  /** Seconds of wall time that ours may take more than the peer. */
  readonly margin?: number
  /** Rounds that are needed beside those asked for: short runs swing more. */
  readonly short?: boolean
  open(workshop: Workshop): Promise<Contest>
}

/** What the peer does: one signature, no record of it, no timestamp. */
export const BARE: readonly string[] = ['--no-timestamp', '--no-attest']
