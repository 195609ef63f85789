import { setTimeout as sleep } from 'node:timers/promises'
import { utf8 } from '@chancery/core'
import '@chancery/testkit/matchers'
import { describe, expect, it } from 'vitest'
import { type S3StoreOptions, s3Store } from '../../src/s3/index.ts'
import { Bucket } from './bucket.ts'

/** Time passes while somebody waits, and nobody waits for it. */
function turns(bucket: Bucket, writer: string, options: S3StoreOptions = {}): () => Promise<AsyncDisposable> {
  const { now } = bucket.clock(writer)
  const clock = {
    now,
    sleep: async (milliseconds: number) => {
      bucket.time += milliseconds
      await sleep(0)
    },
  }
  const store = s3Store(bucket.store(writer), { clock, ...options })
  return () => store.lock()
}

const LEASE = '.chancery/lease'
const leaseOf = (bucket: Bucket): { turn: string | null; next: string | null } =>
  JSON.parse(new TextDecoder().decode(bucket.objects.get(LEASE)?.bytes))

describe('turns at a log in a bucket', () => {
  it('are one after the other, and cost one request each way while nobody else comes', async () => {
    const bucket = new Bucket()
    const lock = turns(bucket, 'one')
    await (await lock())[Symbol.asyncDispose]()
    bucket.count = 0
    for (let turn = 0; turn < 5; turn++) await (await lock())[Symbol.asyncDispose]()
    expect(bucket.count).toBe(10)
    expect(leaseOf(bucket)).toMatchObject({ turn: null, next: null })
  })

  it('are given to who waits, though who has them would come again at once', async () => {
    const bucket = new Bucket()
    const [one, two] = [turns(bucket, 'one'), turns(bucket, 'two')]
    const order: string[] = []
    const work = async (name: string, lock: () => Promise<AsyncDisposable>): Promise<void> => {
      for (let turn = 0; turn < 20; turn++) {
        await using _ = await lock()
        order.push(name)
        await sleep(1)
      }
    }
    await Promise.all([work('one', one), work('two', two)])
    expect(order).toHaveLength(40)
    // Whoever is second is so at most for one turn of the other, once both are there.
    expect(order.join(' ')).not.toMatch(/(one ){4}.*two|(two ){4}.*one/)
  })

  it('exclude each other while they last', async () => {
    const bucket = new Bucket()
    let inside = 0
    const writers = Array.from({ length: 5 }, (_, at) => turns(bucket, `${at}`))
    await Promise.all(
      writers.map(async (lock) => {
        for (let turn = 0; turn < 10; turn++) {
          await using _ = await lock()
          expect(++inside).toBe(1)
          await sleep(0)
          inside--
        }
      }),
    )
  })

  it('end by themselves where their holder does not, by the time of who waits', async () => {
    const bucket = new Bucket()
    await turns(bucket, 'dead')()
    const began = bucket.time
    const taken = await turns(bucket, 'other', { turn: 5000, patience: 30_000 })()
    expect(bucket.time - began).toBeGreaterThan(5000)
    expect(bucket.time - began).toBeLessThan(6000)
    await taken[Symbol.asyncDispose]()
  })

  it('are not ended by who has lost them', async () => {
    const bucket = new Bucket()
    const slow = await turns(bucket, 'slow', { turn: 10 })()
    const other = await turns(bucket, 'other', { turn: 10 })()
    const { turn } = leaseOf(bucket)
    await slow[Symbol.asyncDispose]()
    expect(leaseOf(bucket)).toMatchObject({ turn })
    await other[Symbol.asyncDispose]()
    expect(leaseOf(bucket)).toMatchObject({ turn: null })
  })

  it('are not waited for without end', async () => {
    const bucket = new Bucket()
    await turns(bucket, 'one')()
    await expect(turns(bucket, 'two', { turn: 1e9, patience: 100 })).toThrowCode('LOG_BUSY')
    expect(bucket.time).toBeLessThan(1000)
  })

  it('are known to their holder though the answer was lost, and given though the lease is rubbish', async () => {
    const bucket = new Bucket()
    bucket.fate = (count) => (count === 2 ? 'repeated' : 'answered')
    const lock = turns(bucket, 'one')
    await (await lock())[Symbol.asyncDispose]()
    expect(bucket.time).toBe(0)
    const options = { type: 'x', cache: 'x', condition: { kind: 'none' } } as const
    for (const text of ['', '[]', '{"turn":4}', 'null']) {
      await bucket.store('stranger').put(LEASE, utf8(text), options)
      await (await turns(bucket, 'two')())[Symbol.asyncDispose]()
    }
  })
})
