import { softwareKey, type TestKey, testKey } from '@chancery/testkit'
import '@chancery/testkit/matchers'
import { utf8 } from '@chancery/core'
import {
  compareCheckpoints,
  leafHash,
  type NoteSigner,
  noteSigner,
  type OpenedCheckpoint,
  openCheckpoint,
  proveInclusion,
  type TileReader,
  verifyInclusion,
  verifyLog,
} from '@chancery/tlog'
import { beforeAll, describe, expect, it } from 'vitest'
import { type LogStore, StoredLog, type StoredLogOptions } from '../src/index.ts'
import { openStore, type StoreSpec } from './opened-store.ts'
import { write } from './store-writer.ts'

export const ORIGIN = 'log.example.com'

/** What every store holds, with real writers in processes of their own. @param fresh a store without a log, at each call another */
export function describeStore(fresh: () => Promise<StoreSpec>, { kills = 12 }: { readonly kills?: number } = {}): void {
  let key: TestKey
  let signer: NoteSigner
  beforeAll(async () => {
    key = await testKey('ed25519')
    signer = noteSigner(ORIGIN, softwareKey({ key }))
  })
  const options = (more: Partial<StoredLogOptions> = {}): StoredLogOptions => ({
    origin: ORIGIN,
    signers: [signer],
    window: 5,
    ...more,
  })
  const create = async (spec: StoreSpec): Promise<StoredLog> => StoredLog.create(await openStore(spec), options())
  const open = async (spec: StoreSpec): Promise<StoredLog> => StoredLog.open(await openStore(spec), options())
  const shown = async (log: TileReader): Promise<OpenedCheckpoint> =>
    openCheckpoint((await log.read('checkpoint')) ?? new Uint8Array(), { origin: ORIGIN, keys: [signer.key] })

  async function contents(spec: StoreSpec): Promise<readonly string[]> {
    await using store = await openStore(spec)
    const entries: string[] = []
    await verifyLog(store, await shown(store), { visit: (_, entry) => entries.push(Buffer.from(entry).toString()) })
    return entries
  }

  async function expectAll(spec: StoreSpec, lines: readonly string[]): Promise<void> {
    const entries = await contents(spec)
    for (const line of lines) {
      const [index = '', entry] = line.split(' ')
      expect(entries[Number(index)]).toBe(entry)
    }
  }

  describe('a log', () => {
    it('has a checkpoint of nothing, then entries with proofs, and goes on where it was left', async () => {
      const spec = await fresh()
      {
        await using log = await create(spec)
        expect((await shown(log)).size).toBe(0)
        const added = await Promise.all(Array.from({ length: 700 }, (_, at) => log.add(utf8(`entry ${at}`))))
        expect(added.map(({ index }) => index)).toEqual(Array.from({ length: 700 }, (_, at) => at))
        for (const { index, head } of added.filter(({ index }) => index % 97 === 0)) {
          const { proof } = await proveInclusion(log, head, index)
          verifyInclusion(proof, leafHash(utf8(`entry ${index}`)), head.root)
        }
      }
      await using again = await open(spec)
      expect((await again.add(utf8('entry 700'))).index).toBe(700)
      expect(await contents(spec)).toEqual(Array.from({ length: 701 }, (_, at) => `entry ${at}`))
    })

    it('is made once, and opened where it is', async () => {
      const spec = await fresh()
      await expect(() => open(spec)).toThrowCode('LOG_NOT_FOUND')
      await (await create(spec)).close()
      await expect(() => create(spec)).toThrowCode('LOG_EXISTS')
      await (await open(spec)).close()
    })

    it('is made by one of several that try at once', async () => {
      const spec = await fresh()
      const tries = await Promise.allSettled(Array.from({ length: 4 }, () => create(spec)))
      for (const one of tries) {
        if (one.status === 'fulfilled') await one.value.close()
        else expect(one.reason).toMatchObject({ code: 'LOG_EXISTS' })
      }
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    it('refuses another key, and takes the one that was replaced', async () => {
      const spec = await fresh()
      await (await create(spec)).close()
      const next = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519', 'next') }))
      const store = await openStore(spec)
      await expect(() => StoredLog.open(store, options({ signers: [next] }))).toThrowCode('LOG_KEY_MISMATCH')
      await using rotated = await StoredLog.open(
        await openStore(spec),
        options({ signers: [next], formerKeys: [signer.key] }),
      )
      expect((await rotated.add(utf8('one'))).index).toBe(0)
    })

    it('keeps no partial ones of full tiles', async () => {
      const spec = await fresh()
      await using log = await create(spec)
      await Promise.all(Array.from({ length: 200 }, (_, at) => log.add(utf8(`entry ${at}`))))
      expect(await log.read('tile/0/000.p/200')).toHaveLength(200 * 32)
      await Promise.all(Array.from({ length: 57 }, (_, at) => log.add(utf8(`entry ${200 + at}`))))
      expect(await log.read('tile/0/000')).toHaveLength(256 * 32)
      expect(await log.read('tile/0/000.p/200')).toBeNull()
      expect(await log.read('tile/entries/000.p/200')).toBeNull()
      expect(await log.read('tile/0/001.p/1')).toHaveLength(32)
    })

    it('gives no index twice to several in one process', async () => {
      const spec = await fresh()
      await (await create(spec)).close()
      const logs = await Promise.all([1, 2, 3].map(() => open(spec)))
      const lines = await Promise.all(
        logs.flatMap((log, writer) =>
          Array.from({ length: 100 }, async (_, at) => {
            const entry = `${writer}-${at}`
            return `${(await log.add(utf8(entry))).index} ${entry}`
          }),
        ),
      )
      for (const log of logs) await log.close()
      await expectAll(spec, lines)
      expect(await contents(spec)).toHaveLength(300)
    })

    it('that two processes write to has what both added, each at an index of its own', async () => {
      const spec = await fresh()
      await (await create(spec)).close()
      const said = await Promise.all(['one', 'two'].map((name) => write({ store: spec, key, name, count: 400 })))
      expect(said.flat()).toHaveLength(800)
      await expectAll(spec, said.flat())
      expect(new Set(await contents(spec)).size).toBe(800)
    }, 300_000)

    it(`whose writer is killed ${kills} times has every entry that it acknowledged, and never two trees`, async () => {
      const spec = await fresh()
      const acknowledged: string[] = []
      await using first = await create(spec)
      let seen = await shown(first)
      for (let round = 0; round < kills; round++) {
        const life = (17 * round) % 230
        // Every third one may be killed before it says anything; the others on a slow machine as well say something.
        const after = round % 3 === 0 ? 0 : 15
        acknowledged.push(...(await write({ store: spec, key, name: `round-${round}`, count: 1e6, life, after })))
        await using log = await open(spec)
        const now = await shown(log)
        expect((await compareCheckpoints(log, seen, now)).kind).toMatch(/^(same|grown)$/)
        seen = now
      }
      await expectAll(spec, acknowledged)
      expect(acknowledged.length).toBeGreaterThanOrEqual(15 * Math.floor((2 * kills) / 3))
    }, 3_000_000)
  })
}

/** What stores hold where a lock could be lost: turns are for speed alone. */
export function describeComparing(fresh: () => Promise<StoreSpec>): void {
  describe('without a lock', () => {
    it('gives no index twice to writers that take no turns', async () => {
      const signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))
      const spec = await fresh()
      const store = async (): Promise<LogStore> => withoutLock(await openStore(spec))
      const options = { origin: ORIGIN, signers: [signer], window: 0 }
      await (await StoredLog.create(await store(), options)).close()
      const logs = await Promise.all([1, 2, 3, 4].map(async () => StoredLog.open(await store(), options)))
      const found = new Map<number, string>()
      await Promise.all(
        logs.map(async (log, writer) => {
          for (let at = 0; at < 40; at++) {
            const { index, head } = await log.add(utf8(`${writer}-${at}`))
            expect(found.has(index)).toBe(false)
            found.set(index, `${writer}-${at}`)
            const { proof } = await proveInclusion(log, head, index)
            verifyInclusion(proof, leafHash(utf8(`${writer}-${at}`)), head.root)
          }
        }),
      )
      for (const log of logs) await log.close()
      await using log = await StoredLog.open(await store(), options)
      const head = openCheckpoint(log.checkpoint, { origin: ORIGIN, keys: [signer.key] })
      const entries: string[] = []
      await verifyLog(log, head, { visit: (_, entry) => entries.push(Buffer.from(entry).toString()) })
      expect(entries).toEqual(Array.from({ length: 160 }, (_, at) => found.get(at)))
    }, 300_000)

    it('goes on from the state that was read, or not at all', async () => {
      const spec = await fresh()
      await using store = await openStore(spec)
      await store.prepare()
      const [one, two, three] = ['one', 'two', 'three'].map(utf8) as [Uint8Array, Uint8Array, Uint8Array]
      const file = { path: 'tile/0/000.p/1', bytes: new Uint8Array(32) }
      expect(await store.advance(one, two, [file])).toBe(false)
      expect(await store.advance(null, one, [])).toBe(true)
      expect(await store.advance(null, two, [file])).toBe(false)
      expect(await store.advance(two, three, [file])).toBe(false)
      expect(await store.read(file.path)).toBeNull()
      expect(await store.readState()).toEqual(one)
      const steps = await Promise.all([two, three].map((next) => store.advance(one, next, [])))
      expect(steps.filter(Boolean)).toHaveLength(1)
      expect(await store.readState()).toEqual(steps[0] ? two : three)
    })

    it('shows no checkpoint again that has been followed by another', async () => {
      await using store = await openStore(await fresh())
      await store.prepare()
      await store.advance(null, utf8('state'), [])
      const newer = (bytes: Uint8Array) => (shown: Uint8Array) => (shown[0] as number) < (bytes[0] as number)
      const all = [3, 1, 2, 5, 4].map((size) => Uint8Array.of(size))
      for (const bytes of all) await store.publishCheckpoint(bytes, newer(bytes))
      expect(await store.read('checkpoint')).toEqual(Uint8Array.of(5))
      await Promise.all(
        all
          .map((bytes) => Uint8Array.of(10 + (bytes[0] as number)))
          .map((bytes) => store.publishCheckpoint(bytes, newer(bytes))),
      )
      expect(await store.read('checkpoint')).toEqual(Uint8Array.of(15))
    })
  })
}

function withoutLock(store: LogStore): LogStore {
  return {
    name: store.name,
    prepare: () => store.prepare(),
    lock: async () => ({ async [Symbol.asyncDispose]() {} }),
    recover: () => store.recover(),
    read: (path) => store.read(path),
    readState: () => store.readState(),
    advance: (previous, next, files) => store.advance(previous, next, files),
    publishCheckpoint: (checkpoint, replaces) => store.publishCheckpoint(checkpoint, replaces),
    dropPartials: (paths) => store.dropPartials(paths),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}
