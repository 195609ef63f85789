import { canonicalJson, parseStrictJson } from '@chancery/codec'
import { equalBytes, fromUtf8, type PlainData } from '@chancery/core'
import {
  Appender,
  decideAddCheckpoint,
  decodeEntries,
  encodeAddCheckpoint,
  encodeHashedRekord,
  encodeLogProof,
  encodeNote,
  encodeNoteKey,
  leafHash,
  parseAddCheckpoint,
  parseConflict,
  parseCosignatures,
  parseHashedRekord,
  parseLogEntry,
  parseLogPolicy,
  parseLogProof,
  parseNote,
  parseNoteKey,
  parseTilePath,
  verifyLog,
  verifyLogProof,
} from '@chancery/tlog'
import { corpus, MESSAGE } from './corpus.ts'
import { settled } from './format-target.ts'
import type { Target } from './target.ts'

const WORDS = [
  '\n\n',
  '\n\n\n',
  '— ',
  '+',
  'c2sp.org/tlog-proof@v1\n',
  'extra ',
  'index ',
  'index 9007199254740993',
  'old 0\n',
  'log ',
  'witness w ',
  'group g any w\n',
  'group g 9999999 g\n',
  'quorum none\n',
  'tile/0/x001/000.p/1',
  'cosignature/v1\ntime 0\n',
  '"hashedRekordV002":{}',
  '"inclusionProof":null',
  '"treeSize":"9007199254740993"',
]
const SMALL_TREE = 3

export const TLOG_TARGET: Target = {
  id: 'tlog',
  material: () => ({ seeds: corpus('tlog'), grammars: ['text', 'text', 'armored', 'bytes'], words: WORDS }),
  async run(input) {
    const [policy] = corpus('tlog-policy')
    const trusted = parseLogPolicy(policy as Uint8Array)
    const keys = [...trusted.logs, ...trusted.witnesses].map(({ key }) => key)
    const text = new TextDecoder('latin1').decode(input)
    await settled(() => parseTilePath(text))
    await settled(() => parseConflict(input))
    await settled(() => same(encodeNote(parseNote(input)), input))
    await settled(() => same(encodeAddCheckpoint(parseAddCheckpoint(input)), input))
    await settled(() => same(encodeLogProof(parseLogProof(input)), input))
    await settled(() => parseCosignatures(input, input, keys))
    await settled(() => parseLogPolicy(input))
    await settled(() => {
      const key = fromUtf8Or(input, '')
      if (encodeNoteKey(parseNoteKey(key)) !== key) throw new Error('what was written reads as something else')
    })
    await settled(() => {
      const record = parseHashedRekord(input)
      if (record) same(encodeHashedRekord(record), input)
    })
    await settled(() => {
      const json = parseStrictJson(fromUtf8Or(input, ''))
      parseLogEntry(json)
      canonicalJson(json as PlainData)
    })
    const watched = [{ origin: trusted.logs[0]?.key.name ?? '', keys }]
    decideAddCheckpoint(input, watched, () => null)
    await settled(() => decodeEntries(input, SMALL_TREE))
    const head = { size: SMALL_TREE, root: leafHash(input) }
    await settled(() => verifyLog({ read: async () => input }, head))
    await settled(() => Appender.open({ read: async () => input }, head))
    return settled(() => {
      verifyLogProof(input, leafHash(MESSAGE), trusted)
      return 'verified'
    })
  },
}

function same(written: Uint8Array, read: Uint8Array): void {
  if (!equalBytes(written, read)) throw new Error('what was read is written otherwise')
}

function fromUtf8Or(bytes: Uint8Array, other: string): string {
  try {
    return fromUtf8(bytes)
  } catch {
    return other
  }
}
