import type { Material } from './mutate.ts'

/** Something that reads what strangers write. */
export interface Target {
  readonly id: string
  material(): Material
  /**
   * Gives one input to every reader of the target.
   * @returns what came of it in a word: a verdict or an error's code
   * @throws only where the code under test throws something that is not a ChanceryError, which is a finding
   */
  run(input: Uint8Array): Promise<string>
}
