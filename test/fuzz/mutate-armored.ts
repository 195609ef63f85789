import { join, mutateBytes } from './mutate.ts'
import { mutateDer } from './mutate-der.ts'
import type { Random } from './random.ts'

/** Base64 of some length, in one line or in many, each perhaps a comment: `# SIG # MII...`. */
const ARMOR = /[A-Za-z0-9+/=]{24,}(?:(?:\r?\n|\\n)(?:# SIG # |# )?[A-Za-z0-9+/=]+(?=\r|\n|\\n|"|$))*/g

/** Changes what is inside of base64 and wraps it up again as it was, so that more than the decoder gets to see it. */
export function mutateArmored(bytes: Uint8Array, random: Random): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  const found = [...text.matchAll(ARMOR)]
  if (found.length === 0) return mutateBytes(bytes, [bytes], random)
  const { 0: armor, index } = random.pick(found)
  const separator = /(?:\r?\n|\\n)(?:# SIG # |# )?/.exec(armor)?.[0] ?? ''
  const width = separator === '' ? Number.POSITIVE_INFINITY : armor.indexOf(separator)
  const inner = new Uint8Array(Buffer.from(armor.replaceAll(/\\n|# SIG #|[^A-Za-z0-9+/=]/g, ''), 'base64'))
  if (inner.length === 0) return mutateBytes(bytes, [bytes], random)
  const changed = random.oneIn(2) ? mutateDer(inner, random) : mutateBytes(inner, [inner], random)
  const wrapped = wrap(Buffer.from(changed).toString('base64'), width, separator)
  return join(Buffer.from(text.slice(0, index) + wrapped + text.slice(index + armor.length), 'latin1'))
}

function wrap(text: string, width: number, separator: string): string {
  if (text.length <= width) return text
  const lines: string[] = []
  for (let at = 0; at < text.length; at += width) lines.push(text.slice(at, at + width))
  return lines.join(separator)
}
