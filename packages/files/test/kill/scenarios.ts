import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyParts, type Embedding, literal, type Part, range, utf8 } from '@chancery/core'
import { fileOutput, openFileSource, recoverInterrupted } from '../../src/index.ts'
import { encodeJournal, journalPath } from '../../src/journal.ts'
import { noise, put } from '../temp-folder.ts'

export const RECORD: Uint8Array = utf8('{"record":"new"}')
export const SIDE: Uint8Array = utf8('signature')

/** One way of signing: shared by the test and by the process that is killed at it. */
export interface Scenario {
  readonly original: Uint8Array
  readonly finished: Uint8Array
  /** Where the signed file goes. */
  target(folder: string): string
  /** What is there before. */
  prepare(folder: string): void
  run(folder: string): Promise<void>
}

const SMALL = 5000
const LARGE = 8 * 1024 * 1024

const growing = (size: number): Part[] => [
  range(0, 200),
  literal(noise(4, 7)),
  range(204, 260),
  literal(noise(8, 8)),
  range(268, size),
  literal(noise(3000, 9)),
]
const replacing = (size: number): Part[] => [range(0, size - 1000), literal(noise(500, 9))]

function signing(
  size: number,
  parts: readonly Part[] | null,
  place: 'in' | 'out',
  end: 'commit' | 'discard',
): Scenario {
  const original = noise(size)
  const embedding: Embedding = {
    content: parts,
    sideFile: parts === null ? { suffix: '.p7s', bytes: SIDE } : null,
  }
  const input = (folder: string): string => join(folder, 'in/app.exe')
  const target = (folder: string): string => join(folder, place, 'app.exe')
  return {
    original,
    finished: parts === null ? original : applyParts(original, parts),
    target,
    prepare(folder) {
      put(input(folder), original)
      if (place === 'in') put(`${target(folder)}.sigstore.json`, '{"record":"old"}')
    },
    async run(folder) {
      await recoverInterrupted(input(folder))
      await using source = await openFileSource(input(folder))
      const written = await fileOutput({ source, target: target(folder) }).write(embedding)
      await (end === 'commit' ? written.commit([{ suffix: '.sigstore.json', bytes: RECORD }]) : written.discard())
    },
  }
}

/** The rolling back itself, of what a dead process left. */
function recovering(): Scenario {
  const parts = growing(LARGE)
  const original = noise(LARGE)
  const finished = applyParts(original, parts)
  const target = (folder: string): string => join(folder, 'in/app.exe')
  return {
    original,
    finished,
    target,
    prepare(folder) {
      put(target(folder), finished)
      const journal = {
        size: LARGE,
        mtimeMs: 1_700_000_000_000,
        start: 200,
        before: original.slice(200, 268),
        after: finished.slice(200, 268),
        tail: finished.slice(LARGE),
        owner: { host: 'elsewhere', pid: 1, started: 'then' },
      }
      writeFileSync(journalPath(target(folder)), encodeJournal(journal))
    },
    async run(folder) {
      await recoverInterrupted(target(folder))
    },
  }
}

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'in place, small': signing(SMALL, growing(SMALL), 'in', 'commit'),
  'in place, large, where it stands': signing(LARGE, growing(LARGE), 'in', 'commit'),
  'in place, large, where it stands, discarded': signing(LARGE, growing(LARGE), 'in', 'discard'),
  'in place, large, signature replaced': signing(LARGE, replacing(LARGE), 'in', 'commit'),
  'in place, detached': signing(SMALL, null, 'in', 'commit'),
  'into a folder, small': signing(SMALL, growing(SMALL), 'out', 'commit'),
  'into a folder, large': signing(LARGE, growing(LARGE), 'out', 'commit'),
  'into a folder, detached': signing(SMALL, null, 'out', 'commit'),
  'rolled back': recovering(),
}
