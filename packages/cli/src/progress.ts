import type { SignProgress } from '@chancery/engine'
import { printable, type Stream } from './terminal.ts'

const BAR = 20

/** One line on a terminal that is drawn over and over; nothing elsewhere. */
export class ProgressLine {
  readonly #stream: Stream
  #shown = false

  constructor(stream: Stream) {
    this.#stream = stream
  }

  update({ path, stage, finished, total }: Omit<SignProgress, 'stage'> & { readonly stage: string }): void {
    if (!this.#stream.isTTY) return
    const filled = Math.round((finished / Math.max(1, total)) * BAR)
    const bar = '#'.repeat(filled) + '.'.repeat(BAR - filled)
    const text = printable(`[${bar}] ${finished}/${total} ${stage} ${path}`)
    this.#stream.write(`\r\x1b[K${text.slice(0, (this.#stream.columns ?? 80) - 1)}`)
    this.#shown = true
  }

  clear(): void {
    if (this.#shown) this.#stream.write('\r\x1b[K')
    this.#shown = false
  }
}
