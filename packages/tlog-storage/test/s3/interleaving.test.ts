import { utf8 } from '@chancery/core'
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
import { StoredLog } from '../../src/index.ts'
import { s3Store } from '../../src/s3/index.ts'
import { Dice } from '../folder/disk.ts'
import { Bucket, type Fate, isSimulated } from './bucket.ts'

const ORIGIN = 'log.example.com'
/** Milliseconds; a minute on a quiet machine. */
const LONG = 600_000

let signer: NoteSigner
beforeAll(async () => {
  signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))
})

/** What the world has seen of a log, whatever became of its writers. */
class World {
  readonly bucket = new Bucket()
  readonly acknowledged = new Map<number, string>()
  readonly rejected: string[] = []
  /** Everything that the key signed, also what was never shown. */
  readonly signed: TreeHead[] = []
  #next = 0
  readonly #signer: NoteSigner = {
    key: signer.key,
    sign: (text) => {
      this.signed.push(parseCheckpoint(new TextDecoder().decode(text)))
      return signer.sign(text)
    },
  }

  async open(writer: string, how: 'open' | 'create' = 'open'): Promise<StoredLog> {
    const store = s3Store(this.bucket.store(writer), { clock: this.bucket.clock(writer) })
    return StoredLog[how](store, { origin: ORIGIN, signers: [this.#signer], window: 0 })
  }

  /** A log with some entries; those that only fill it up are no test. */
  static async grown(size: number): Promise<World> {
    const world = new World()
    const log = await world.open('first', 'create')
    if (size > 0) await world.add(log, size)
    await log.close()
    world.bucket.count = 0
    return world
  }

  /** Each entry once. */
  async add(log: StoredLog, count: number): Promise<boolean> {
    const entries = Array.from({ length: count }, () => `entry ${this.#next++}`)
    const results = await Promise.allSettled(
      entries.map(async (entry) => {
        const { index } = await log.add(utf8(entry))
        if (this.acknowledged.has(index)) throw new Error(`index ${index} was given twice`)
        this.acknowledged.set(index, entry)
      }),
    )
    for (const [at, one] of results.entries()) {
      if (one.status === 'rejected') this.rejected.push(entries[at] as string)
    }
    for (const one of results) if (one.status === 'rejected' && !isSimulated(one.reason)) throw one.reason
    return results.every(({ status }) => status === 'fulfilled')
  }

  /** Another writer finds the log, goes on with it, and all that was promised is kept. */
  async check(): Promise<void> {
    this.bucket.fate = () => 'answered'
    this.bucket.gated = false
    const log = await this.open('judge')
    if (!(await this.add(log, 2))) throw new Error('the log does not go on')
    this.bucket.arrive()
    if (!(await this.add(log, 2))) throw new Error('the log does not go on after what was late')
    const checkpoint = openCheckpoint((await log.read('checkpoint')) ?? new Uint8Array(), {
      origin: ORIGIN,
      keys: [signer.key],
    })
    const found: string[] = []
    await verifyLog(log, checkpoint, { visit: (_, entry) => found.push(Buffer.from(entry).toString()) })
    await log.close()
    for (const [index, entry] of this.acknowledged) {
      if (found[index] !== entry) throw new Error(`entry ${index} was lost: ${found[index]}`)
    }
    if (new Set(found).size !== found.length) throw new Error('an entry is there twice')
    const known = new Set([...this.acknowledged.values(), ...this.rejected])
    for (const entry of found) if (!known.has(entry)) throw new Error(`${entry} was never added`)
    for (const head of this.signed) {
      const { kind } = await compareCheckpoints(log, head, checkpoint)
      if (kind !== 'same' && kind !== 'grown') throw new Error(`${kind}: ${head.size} and then ${checkpoint.size}`)
    }
    if (this.bucket.broken.length > 0) throw new Error(this.bucket.broken.join('; '))
  }
}

/** What a writer does before it is cut off: it opens the log, adds to a tile, fills one, and begins the next. */
async function write(world: World, batches: readonly number[]): Promise<void> {
  try {
    const log = await world.open('writer')
    for (const count of batches) if (!(await world.add(log, count)) && world.bucket.isDead('writer')) return
    await log.close()
  } catch (error) {
    if (!isSimulated(error)) throw error
  }
}

describe('a log in a bucket', () => {
  const FATES: readonly Fate[] = ['dead-before', 'dead-after', 'lost', 'repeated', 'failed', 'late']
  it.each(FATES)(
    'goes on from every request that was %s',
    async (fate) => {
      await eachRequest([1, 4, 1], async (world, run) => {
        await run(fate)
        await world.check()
        // A client that tries anew hides the loss; nobody learns of it.
        if (fate === 'repeated') expect(world.rejected).toEqual([])
      })
    },
    LONG,
  )

  it(
    'goes on from every request that took place after its writer had given up, and before another came',
    async () => {
      await eachRequest([1], async (world, run) => {
        await run('late')
        world.bucket.arrive()
        await world.check()
      })
    },
    LONG,
  )

  it('has a batch once whose swap was answered by nobody, and its writer knows', async () => {
    for (const key of ['.chancery/state', 'checkpoint']) {
      const world = await World.grown(3)
      const log = await world.open('writer')
      world.bucket.fate = (_, what) => (what === `put ${key}` ? 'lost' : 'answered')
      expect(await world.add(log, 2)).toBe(true)
      await world.check()
    }
  })

  it('has a batch once whose answer was lost while others went on from it', async () => {
    for (const [others, isKnown] of [
      [1, true],
      [30, true],
      [60, false],
    ] as const) {
      const world = await World.grown(3)
      const log = await world.open('writer')
      const other = await world.open('other')
      let batches = 0
      // The writer's put of the state is lost, and before it reads what is there, the others have written.
      let isSwapped = false
      world.bucket.fate = (_, what, writer) => {
        if (writer === 'writer' && what === 'put .chancery/state' && !isSwapped) {
          isSwapped = true
          return 'lost'
        }
        return 'answered'
      }
      const meanwhile = async (): Promise<void> => {
        while (batches++ < others) await world.add(other, 1)
      }
      world.bucket.after = async (what, writer) => {
        if (writer !== 'writer' || what !== 'put .chancery/state') return
        world.bucket.after = null
        await meanwhile()
      }
      const added = await world.add(log, 2).catch((error) => {
        expect(error).toMatchObject({ code: 'LOG_BUSY' })
        return false
      })
      expect(added).toBe(isKnown)
      await world.check()
    }
  })

  const RUNS = 500
  it(
    `of two writers whose requests take turns as the dice say, some of them lost, late and last, forks nowhere: ${RUNS} runs`,
    async () => {
      const kinds = { rejected: 0, dead: 0, acknowledged: 0 }
      for (let seed = 0; seed < RUNS; seed++) {
        const dice = new Dice(seed)
        const world = await World.grown([0, 1, 250, 254, 255][dice.below(5)] as number)
        await interleave(world, dice).catch((cause) => {
          throw new Error(`seed ${seed}`, { cause })
        })
        kinds.rejected += world.rejected.length
        kinds.acknowledged += world.acknowledged.size
        for (const writer of ['one', 'two']) if (world.bucket.isDead(writer)) kinds.dead++
      }
      expect(kinds.rejected).toBeGreaterThan(RUNS / 10)
      expect(kinds.dead).toBeGreaterThan(RUNS / 10)
      expect(kinds.acknowledged).toBeGreaterThan(RUNS)
    },
    LONG,
  )
})

/** @param test gets a log, and what runs a writer whose n-th request has a fate */
async function eachRequest(
  batches: readonly number[],
  test: (world: World, run: (fate: Fate) => Promise<void>) => Promise<void>,
): Promise<void> {
  const whole = await World.grown(253)
  await write(whole, batches)
  const requests = whole.bucket.count
  expect(requests).toBeGreaterThan(30)
  for (let at = 1; at <= requests; at++) {
    const world = await World.grown(253)
    let what = ''
    const run = (fate: Fate): Promise<void> => {
      world.bucket.fate = (count, name) => {
        if (count !== at) return 'answered'
        what = name
        return fate
      }
      return write(world, batches)
    }
    await test(world, run).catch((cause) => {
      throw new Error(`request ${at}: ${what}`, { cause })
    })
  }
}

async function interleave(world: World, dice: Dice): Promise<void> {
  const { bucket } = world
  bucket.gated = true
  const trouble = dice.below(3)
  bucket.fate = () => {
    if (trouble === 0 || dice.below(40) > 0) return 'answered'
    const fates: readonly Fate[] = ['lost', 'repeated', 'failed', 'late', 'dead-before', 'dead-after']
    return fates[dice.below(trouble === 1 ? 4 : 6)] as Fate
  }
  const running = new Set<string>()
  const writers = ['one', 'two'].map(async (writer) => {
    running.add(writer)
    try {
      const log = await world.open(writer)
      for (let batch = 0; batch < 3 && !bucket.isDead(writer); batch++) await world.add(log, 1 + dice.below(4))
      await log.close()
    } catch (error) {
      if (!isSimulated(error)) throw error
    } finally {
      running.delete(writer)
    }
  })
  const all = Promise.all(writers)
  let failure: unknown = null
  all.catch((error) => {
    failure ??= error
  })
  while (running.size > 0 && failure === null) {
    // Whoever has no request under way is thinking: signatures take a moment.
    await new Promise((resolve) => setImmediate(resolve))
    const waiting = new Set(bucket.pending.map(({ writer }) => writer))
    if ([...running].some((writer) => !waiting.has(writer))) continue
    const [chosen] = bucket.pending.splice(dice.below(bucket.pending.length), 1)
    chosen?.go()
    if (dice.below(50) === 0) bucket.arrive()
  }
  for (const { go } of bucket.pending.splice(0)) go()
  bucket.gated = false
  await all
  await world.check()
}
