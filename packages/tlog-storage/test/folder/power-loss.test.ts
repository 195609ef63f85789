import { equalBytes, utf8 } from '@chancery/core'
import { softwareKey, testKey } from '@chancery/testkit'
import {
  compareCheckpoints,
  type NoteSigner,
  noteSigner,
  openCheckpoint,
  parseCheckpoint,
  type TreeHead,
  verifyLog,
} from '@chancery/tlog'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Added, type LogStore, StoredLog, storeIn } from '../../src/index.ts'
import { Dice, Disk, isSimulated } from './disk.ts'

const ORIGIN = 'log.example.com'
const RUNS = 1000
/** Milliseconds; a minute on a quiet machine. */
const LONG = 600_000

let signer: NoteSigner
beforeAll(async () => {
  signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))
})

/** What the world has seen of a log, whatever became of its disk. */
class World {
  readonly acknowledged: { readonly entry: Uint8Array; readonly added: Added }[] = []
  /** Everything that the key signed, also what was never shown. */
  readonly signed: TreeHead[] = []
  readonly signer: NoteSigner = {
    key: signer.key,
    sign: (text) => {
      this.signed.push(parseCheckpoint(new TextDecoder().decode(text)))
      return signer.sign(text)
    },
  }
  #next = 0

  store(disk: Disk): LogStore {
    return storeIn(disk, async () => ({ async [Symbol.asyncDispose]() {} }))
  }

  /** Adds until the simulation ends it. */
  async add(log: StoredLog, count: number): Promise<boolean> {
    const entries = Array.from({ length: count }, () => utf8(`entry ${this.#next++}`))
    const results = await Promise.allSettled(
      entries.map(async (entry) => this.acknowledged.push({ entry, added: await log.add(entry) })),
    )
    const failures = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    for (const failure of failures) if (!isSimulated(failure)) throw failure
    return failures.length === 0
  }

  /** All that was promised is kept. */
  async check(disk: Disk, log: StoredLog): Promise<void> {
    const published = await disk.read('checkpoint')
    const checkpoint = openCheckpoint(published ?? new Uint8Array(), { origin: ORIGIN, keys: [signer.key] })
    const found: Uint8Array[] = []
    await verifyLog(log, checkpoint, { visit: (_, entry) => found.push(entry) })
    for (const { entry, added } of this.acknowledged) {
      if (!equalBytes(found[added.index] ?? new Uint8Array(), entry)) throw new Error(`entry ${added.index} was lost`)
    }
    for (const head of this.signed) {
      const { kind } = await compareCheckpoints(log, head, checkpoint)
      if (kind !== 'same' && kind !== 'grown') throw new Error(`${kind}: ${head.size} and then ${checkpoint.size}`)
    }
  }
}

async function open(world: World, disk: Disk): Promise<StoredLog> {
  const options = { origin: ORIGIN, signers: [world.signer], window: 0 }
  const store = world.store(disk)
  return (await disk.read('.chancery/state')) === null && (await disk.read('checkpoint')) === null
    ? StoredLog.create(store, options)
    : StoredLog.open(store, options)
}

/** One run: a log grows, is stopped at a step that the dice choose, is found again as it survived, and so on. */
async function run(seed: number, end: 'power' | 'kill'): Promise<void> {
  const dice = new Dice(seed)
  const world = new World()
  let disk = new Disk(dice)
  // Some begin at the edge of a tile, where most files change.
  if (dice.below(2) === 0) await world.add(await open(world, disk), 250)
  for (let life = 0; life < 3; life++) {
    disk.left = dice.below(90)
    try {
      const log = await open(world, disk)
      while (await world.add(log, 1 + dice.below(12)));
    } catch (error) {
      if (!isSimulated(error)) throw error
    }
    disk = end === 'power' ? disk.afterPowerFailure() : disk.afterKill()
  }
  const log = await open(world, disk)
  await world.check(disk, log)
  expect(await world.add(log, 3)).toBe(true)
  await world.check(disk, log)
}

describe('a log whose writer stops at any step, three times', () => {
  it.each(['power', 'kill'] as const)(
    `loses nothing that it acknowledged, and forks nowhere: ${RUNS} runs, %s`,
    async (end) => {
      for (let seed = 0; seed < RUNS; seed++) {
        await run(seed, end).catch((error) => {
          throw new Error(`seed ${seed}`, { cause: error })
        })
      }
    },
    LONG,
  )

  it('and on a full disk says so, and goes on when there is space', async () => {
    for (let seed = 0; seed < 200; seed++) {
      const dice = new Dice(seed)
      const world = new World()
      const disk = new Disk(dice)
      disk.fault = 'full'
      const log = await open(world, disk)
      await world.add(log, 250)
      disk.left = dice.below(60)
      while (await world.add(log, 1 + dice.below(12)));
      await expect(log.add(utf8('one more'))).rejects.toMatchObject({ code: 'DISK_FULL', exitCode: 3 })
      disk.left = Number.POSITIVE_INFINITY
      expect(await world.add(log, 5)).toBe(true)
      await world.check(disk, log)
    }
  })
})

describe('the simulation', () => {
  it('loses what was not synced, and only that', async () => {
    let lost = 0
    for (let seed = 0; seed < 50; seed++) {
      const disk = new Disk(new Dice(seed))
      await disk.makeFolder('folder')
      await disk.syncFolder('')
      await disk.write('folder/synced', utf8('synced'))
      await disk.syncFolder('folder')
      await disk.write('folder/named', utf8('named'))
      const after = disk.afterPowerFailure()
      expect(await after.read('folder/synced')).toEqual(utf8('synced'))
      if ((await after.read('folder/named')) === null) lost++
    }
    expect(lost).toBeGreaterThan(10)
    expect(lost).toBeLessThan(40)
  })

  it('catches a writer that does not sync', async () => {
    const broken = async (omit: 'syncFolder' | 'write'): Promise<number> => {
      let faults = 0
      for (let seed = 0; seed < 40; seed++) {
        const dice = new Dice(seed)
        const world = new World()
        const disk = new Disk(dice)
        if (omit === 'syncFolder') disk.syncFolder = async () => {}
        else {
          const write = disk.write.bind(disk)
          disk.write = async (path, bytes) => {
            if (path === '.chancery/new-0') return write(path, bytes)
            await write(path, bytes)
            disk.forget(path)
          }
        }
        await world.add(await open(world, disk), 250)
        const after = disk.afterPowerFailure()
        try {
          await world.check(after, await open(world, after))
        } catch {
          faults++
        }
      }
      return faults
    }
    expect(await broken('syncFolder')).toBeGreaterThan(20)
    expect(await broken('write')).toBeGreaterThan(10)
  })
})
