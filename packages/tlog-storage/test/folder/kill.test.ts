import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { softwareKey, type TestKey, tempDir, testKey } from '@chancery/testkit'
import { compareCheckpoints, type NoteSigner, noteSigner, openCheckpoint, verifyLog } from '@chancery/tlog'
import { beforeAll, describe, expect, it } from 'vitest'
import { folderStore, StoredLog } from '../../src/index.ts'
import { write } from '../store-writer.ts'

const ORIGIN = 'log.example.com'
const KILLS = 12
let signer: NoteSigner
let key: TestKey
beforeAll(async () => {
  key = await testKey('ed25519')
  signer = noteSigner(ORIGIN, softwareKey({ key }))
})

async function contents(dir: string): Promise<readonly string[]> {
  const checkpoint = openCheckpoint(new Uint8Array(readFileSync(join(dir, 'checkpoint'))), {
    origin: ORIGIN,
    keys: [signer.key],
  })
  const entries: string[] = []
  await verifyLog(folderStore(dir), checkpoint, { visit: (_, entry) => entries.push(Buffer.from(entry).toString()) })
  return entries
}

describe('a log', () => {
  it(`whose writer is killed ${KILLS} times has every entry that it acknowledged, and never two trees`, async () => {
    using temp = tempDir()
    const dir = temp.at('log')
    const store = { kind: 'folder', dir } as const
    await using _ = await StoredLog.create(folderStore(dir), { origin: ORIGIN, signers: [signer] })
    const acknowledged: string[] = []
    let seen = openCheckpoint(new Uint8Array(readFileSync(join(dir, 'checkpoint'))), {
      origin: ORIGIN,
      keys: [signer.key],
    })
    for (let round = 0; round < KILLS; round++) {
      acknowledged.push(...(await write({ store, key, name: `round-${round}`, count: 1e6, life: 20 + 17 * round })))
      await using log = await StoredLog.open(folderStore(dir), { origin: ORIGIN, signers: [signer], window: 0 })
      const entries = await contents(dir)
      for (const line of acknowledged) {
        const [index = '', entry] = line.split(' ')
        expect(entries[Number(index)]).toBe(entry)
      }
      const now = openCheckpoint(log.checkpoint, { origin: ORIGIN, keys: [signer.key] })
      expect((await compareCheckpoints(log, seen, now)).kind).toMatch(/^(same|grown)$/)
      seen = now
    }
    expect(acknowledged.length).toBeGreaterThan(100)
  }, 300_000)

  it('that two processes write to has what both added, each at an index of its own', async () => {
    using temp = tempDir()
    const dir = temp.at('log')
    const store = { kind: 'folder', dir } as const
    await using _ = await StoredLog.create(folderStore(dir), { origin: ORIGIN, signers: [signer] })
    const said = await Promise.all(['one', 'two'].map((name) => write({ store, key, name, count: 400 })))
    const entries = await contents(dir)
    expect(entries).toHaveLength(800)
    expect(new Set(entries).size).toBe(800)
    for (const line of said.flat()) {
      const [index = '', entry] = line.split(' ')
      expect(entries[Number(index)]).toBe(entry)
    }
    expect(said.flat()).toHaveLength(800)
  }, 300_000)
})
