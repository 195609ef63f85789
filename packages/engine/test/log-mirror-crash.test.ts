/** A mirror that is stopped at any step, by a kill, by the power, by a full disk: what it shows is always whole, and it goes on. */
import { FilesError } from '@chancery/files'
import { type NoteSigner, openCheckpoint, type TileReader, verifyLog } from '@chancery/tlog'
import { folderStore, storeIn } from '@chancery/tlog-storage'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LogTrust } from '../src/log/log-keys.ts'
import type { LogSource } from '../src/log/log-source.ts'
import { mirrorInto } from '../src/log/mirror.ts'
import type { MirrorSigning } from '../src/log/mirror-cosigning.ts'
import { FrailDisk, type Stop, Stopped } from './frail-disk.ts'
import { type Desk, desk, entries, growLog, logSigner, makeLog, ORIGIN } from './log-kit.ts'

/** Where the log stands at each of its looks: within a bundle, at the edge of one, beyond a tile of tiles' first entries. */
const SIZES = [250, 256, 700]
let signer: NoteSigner
let trust: LogTrust
let bench: Desk
beforeAll(async () => {
  signer = await logSigner()
  const keys = [signer.key]
  trust = { keys, policy: null, open: (bytes) => openCheckpoint(bytes, { origin: null, keys }) }
})

const unsigned: MirrorSigning = {
  cosign: async (note) => ({ note, cosignature: null }),
  async [Symbol.asyncDispose]() {},
}

function mirror(disk: FrailDisk, source: LogSource): ReturnType<typeof mirrorInto> {
  const store = storeIn(disk, async () => ({ async [Symbol.asyncDispose]() {} }))
  return mirrorInto(store, source, trust, unsigned, { evidence: bench.at('evidence') })
}

/** How many entries it shows, all of which are there; 0 where it shows nothing. */
async function shown(disk: FrailDisk): Promise<number> {
  const note = await disk.read('checkpoint')
  if (note === null) return 0
  const checkpoint = openCheckpoint(note, { origin: ORIGIN, keys: [signer.key] })
  await verifyLog(disk, checkpoint)
  return checkpoint.size
}

/** The log as it was at each size. */
async function historyOf(sizes: readonly number[]): Promise<readonly LogSource[]> {
  const sources: LogSource[] = []
  for (const [at, size] of sizes.entries()) {
    const before = sizes[at - 1] ?? 0
    if (at === 0) await makeLog(bench.at('log'), entries(size), signer)
    else await growLog(bench.at('log'), entries(size - before, before), signer)
    const log: TileReader = folderStore(bench.at('log'))
    const checkpoint = bench.read('log/checkpoint')
    sources.push({
      name: `the log of ${size}`,
      read: async (path) => (path === 'checkpoint' ? checkpoint : log.read(path)),
      async [Symbol.asyncDispose]() {},
    })
  }
  return sources
}

let history: readonly LogSource[]
beforeEach(async () => {
  bench = desk()
  history = await historyOf(SIZES)
})

/** Whether a failure is one that the disk has made. */
function isSimulated(error: unknown): boolean {
  return error instanceof Stopped || (error instanceof FilesError && error.code === 'DISK_FULL')
}

describe('a mirror that is stopped at any step', () => {
  it.each<Stop>(['kill', 'power', 'full'])(
    'by %s, shows what is whole, never less than before, and goes on',
    async (end) => {
      let stops = 0
      for (let step = 0; ; step++) {
        let disk = new FrailDisk(end)
        let before = 0
        let stopped = false
        disk.left = step
        for (const [at, source] of history.entries()) {
          try {
            await mirror(disk, source)
          } catch (error) {
            if (!isSimulated(error)) throw new Error(`step ${step}`, { cause: error })
            stopped = true
            disk = disk.survivor()
            const now = await shown(disk)
            if (now < before) throw new Error(`step ${step}: ${before} entries were shown, and then ${now}`)
            await mirror(disk, source)
          }
          before = await shown(disk)
          expect(before).toBe(SIZES[at])
        }
        if (!stopped) break
        stops++
      }
      expect(stops).toBeGreaterThan(100)
    },
    300_000,
  )

  it('again and again, comes to its end', async () => {
    let disk = new FrailDisk('kill')
    const last = history.at(-1) as LogSource
    let runs = 0
    for (let done = false; !done; runs++) {
      disk.left = 60
      done = await mirror(disk, last).then(
        () => true,
        (error) => {
          if (!isSimulated(error)) throw error
          disk = disk.survivor()
          return false
        },
      )
      expect(runs).toBeLessThan(100)
    }
    expect(await shown(disk)).toBe(700)
  })
})
