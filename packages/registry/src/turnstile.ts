/** At most so many at a time; the others wait in the order in which they came, the urgent ones in front. */
export class Turnstile {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(places: number) {
    this.#free = places
  }

  async run<T>(job: () => Promise<T>, urgent = false): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => (urgent ? this.#waiting.unshift(resolve) : this.#waiting.push(resolve)))
    try {
      return await job()
    } finally {
      // The place goes to the next without becoming free in between.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }
}
