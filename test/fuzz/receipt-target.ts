import { encodeCbor, parseCbor } from '@chancery/codec'
import { equalBytes, fromUtf8 } from '@chancery/core'
import {
  encodeReceipt,
  leafHash,
  parseNoteKey,
  parseReceipt,
  type VerifiedReceipt,
  verifyGrowthReceipt,
  verifyReceipt,
} from '@chancery/tlog'
import { corpus, MESSAGE } from './corpus.ts'
import { settled } from './format-target.ts'
import { rebuildCbor } from './mutate-cbor.ts'
import type { Target } from './target.ts'

/** As make-corpus.ts has them: MESSAGE is the first of three entries. */
const SIZE = 3

export const RECEIPT_TARGET: Target = {
  id: 'receipt',
  material: () => {
    const seeds = corpus('receipt')
    return { seeds, grammars: ['bytes'], words: [], rebuild: (random) => rebuildCbor(random.pick(seeds), random) }
  },
  async run(input) {
    const keys = corpus('receipt-key').map((vkey) => parseNoteKey(fromUtf8(vkey)))
    await settled(() => {
      const value = parseCbor(input)
      const written = encodeCbor(value)
      // The order of keys is all that it may have been otherwise.
      if (written.length !== input.length || !equalBytes(encodeCbor(parseCbor(written)), written)) {
        throw new Error('what was read is written otherwise')
      }
    })
    await settled(() => {
      const { claims, proof, signature } = parseReceipt(input)
      const written = encodeReceipt(claims, proof, signature)
      const again = parseReceipt(written)
      if (!equalBytes(encodeReceipt(again.claims, again.proof, again.signature), written)) {
        throw new Error('what was written reads as something else')
      }
    })
    const older = { size: 1, root: leafHash(MESSAGE) }
    const grown = await settled(() => honest(verifyGrowthReceipt(input, older, keys), null))
    const found = await settled(() => honest(verifyReceipt(input, MESSAGE, keys), 0))
    return found === 'verified' ? found : grown
  },
}

/** Whatever is verified says what the corpus' log has signed. */
function honest({ index, size }: VerifiedReceipt, expected: number | null): string {
  if (index !== expected || size !== SIZE) throw new Error(`verified as ${index} of ${size}`)
  return 'verified'
}
