/** What brings everything back to how it was: steps in the order in which they were made, undone from the last. */
export class Undo {
  #steps: (() => void | Promise<void>)[] = []

  add(step: () => void | Promise<void>): void {
    this.#steps.push(step)
  }

  /** From here on what was done stays. */
  forget(): void {
    this.#steps = []
  }

  /** Undoes every step, also after one that failed. @throws the first failure */
  async run(): Promise<void> {
    const steps = this.#steps.reverse()
    this.#steps = []
    const failures: unknown[] = []
    for (const step of steps) {
      try {
        await step()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
