/** When somebody or something of a trusted root counts; both ends do. */
export interface Validity {
  /** null: from the beginning. */
  readonly start: Date | null
  /** null: no end yet. */
  readonly end: Date | null
}

export function covers({ start, end }: Validity, time: Date): boolean {
  return (start === null || start <= time) && (end === null || time <= end)
}
