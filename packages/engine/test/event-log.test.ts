/** What is kept of an event, and when: before its entry, so that no entry stands there that nobody can explain. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { LogReceipt, SignatureLog } from '@chancery/attest'
import { CoreError } from '@chancery/core'
import { softwareKey, testKey } from '@chancery/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import { LOCAL_IDENTITY } from '../src/asserted-identity.ts'
import { EngineError } from '../src/errors.ts'
import { type EventDraft, EventLog } from '../src/log/events/event-log.ts'
import { type Desk, desk, ORIGIN } from './log-kit.ts'

const DRAFT: EventDraft = { kind: 'incident', subjects: [{ name: 'minutes', digest: { sha256: 'a'.repeat(64) } }] }
const RECEIPT: LogReceipt = { index: 7, entry: { logIndex: '7', inclusionProof: {} } }
let bench: Desk
beforeEach(() => {
  bench = desk()
})

const kept = (): readonly string[] => readdirSync(bench.at('events')).sort()
const entriesIn = (name: string): unknown[] =>
  JSON.parse(readFileSync(bench.at(`events/${name}`), 'utf8')).verificationMaterial.tlogEntries

async function eventLog(add: SignatureLog['add']): Promise<EventLog> {
  const log: SignatureLog = { origin: ORIGIN, onFailure: 'error', add, find: async () => null }
  const config = {
    kind: 'rekor',
    url: 'https://log.example.com',
    publicKey: 'x',
    ca: null,
    origin: ORIGIN,
    onFailure: 'error',
    queue: bench.at('queue'),
    events: bench.at('events'),
    namesEvents: true,
    policy: null,
  } as const
  return new EventLog(config, softwareKey({ key: await testKey('p256') }), log, LOCAL_IDENTITY)
}

describe('an event', () => {
  it('is kept before its entry is made, and has the proof afterwards', async () => {
    const events = await eventLog(async (_, bundle) => {
      expect(kept()).toHaveLength(1)
      expect(bundle).toBe(bench.at(`events/${kept()[0]}`))
      expect(entriesIn(kept()[0] as string)).toEqual([])
      return RECEIPT
    })
    const recorded = await events.record(DRAFT)
    expect(recorded).toMatchObject({ kind: 'incident', origin: ORIGIN, index: 7 })
    expect(entriesIn(kept()[0] as string)).toEqual([RECEIPT.entry])
    expect(kept()[0]).toMatch(/^\d{8}T\d{6}\.\d{3}Z-incident-[0-9a-f]{16}\.sigstore\.json$/)
  })

  it('is another each time: nobody can make the same digest from the same words', async () => {
    const digests: string[] = []
    const events = await eventLog(async ({ digest }) => {
      digests.push(Buffer.from(digest).toString('hex'))
      return RECEIPT
    })
    for (let n = 0; n < 3; n++) await events.record(DRAFT)
    expect([new Set(digests).size, kept().length]).toEqual([3, 3])
  })

  it.each([
    ['is gone where the log refuses it', new EngineError('LOG_ENTRY_REFUSED', 'no'), 0],
    ['is kept where the log may have it all the same', new EngineError('LOG_UNAVAILABLE', 'no answer'), 1],
    ['is kept where somebody did not wait', new CoreError('ABORTED', 'stopped'), 1],
  ])('%s', async (_, error, left) => {
    const events = await eventLog(async () => {
      throw error
    })
    await expect(events.record(DRAFT)).rejects.toBe(error)
    expect(kept()).toHaveLength(left)
  })

  it('is in no log where it cannot be kept', async () => {
    writeFileSync(bench.at('events'), 'a file')
    const events = await eventLog(async () => {
      throw new Error('nobody is asked')
    })
    await expect(events.record(DRAFT)).rejects.toMatchObject({ code: 'NOT_A_DIRECTORY' })
  })

  it('whose proof cannot be written is not passed off as recorded', async () => {
    const events = await eventLog(async () => {
      const [name = ''] = kept()
      rmSync(bench.at('events'), { recursive: true })
      writeFileSync(bench.at('events'), name)
      return RECEIPT
    })
    await expect(events.record(DRAFT)).rejects.toMatchObject({ code: 'NOT_A_DIRECTORY' })
  })

  it('that is none is not signed', async () => {
    const events = await eventLog(async () => {
      throw new Error('nobody is asked')
    })
    await expect(events.record({ ...DRAFT, reason: 'x'.repeat(1001) })).rejects.toMatchObject({ code: 'EVENT_INVALID' })
    await expect(events.record({ ...DRAFT, subjects: [] })).rejects.toMatchObject({ code: 'STATEMENT_INVALID' })
  })
})
