import { inspect } from 'node:util'
import type { Target } from './target.ts'

/** What an input may cost. */
export interface Limits {
  /** Of processor time. */
  readonly seconds: number
  /** Beyond what the process had. */
  readonly mebibytes: number
}

export const LIMITS: Limits = { seconds: 2, mebibytes: 256 }

/** `word`: a verdict or an error code, as it should be. */
export type Judgement =
  | { readonly kind: 'ended'; readonly word: string }
  | { readonly kind: 'crash'; readonly why: string }

/** Gives a target one input: it ends in a verdict or a typed error within its limits, or it is a crash. */
export async function judge(target: Target, input: Uint8Array, limits: Limits = LIMITS): Promise<Judgement> {
  const before = process.cpuUsage()
  const memory = process.resourceUsage().maxRSS
  let word: string
  try {
    word = await target.run(Uint8Array.from(input))
  } catch (error) {
    return { kind: 'crash', why: inspect(error) }
  }
  const { user, system } = process.cpuUsage(before)
  const seconds = (user + system) / 1e6
  if (seconds > limits.seconds) return { kind: 'crash', why: `took ${seconds.toFixed(1)} s` }
  const grown = (process.resourceUsage().maxRSS - memory) / 1024
  if (grown > limits.mebibytes) return { kind: 'crash', why: `took ${grown.toFixed(0)} MiB` }
  return { kind: 'ended', word }
}
