/**
 * One thing done to a log in a process of its own, and what it cost as JSON on stdout.
 *
 *   node --conditions=@chancery/source test/bench/log-writer.ts append|prove|verify STORE SIZE [VERIFIER-KEY]     # STORE: { "kind": "folder", "dir": ... } and its like
 */
import { createHash } from 'node:crypto'
import { softwareKey, testKey } from '@chancery/testkit'
import {
  encodeHashedRekord,
  encodeNoteKey,
  noteSigner,
  type OpenedCheckpoint,
  openCheckpoint,
  parseNoteKey,
  proveInclusion,
  type TileReader,
  verifyLog,
} from '@chancery/tlog'
import { StoredLog } from '@chancery/tlog-storage'
import { openStore, type StoreSpec } from '../../packages/tlog-storage/test/opened-store.ts'

const ORIGIN = 'log.example.com'
/** Entries that wait to be logged at a time: a batch is full, and the next one waits. */
const WAITING = 8192
const PROOFS = 200

export interface LogCost {
  readonly seconds: number
  /** Of one thing, in milliseconds; of a proof the median. */
  readonly each: number
  readonly worst: number
  readonly peakMiB: number
  /** Of the log. */
  readonly verifierKey: string
}

const [what = '', spec = '', size = '0', verifierKey = ''] = process.argv.slice(2)
const place: StoreSpec = JSON.parse(spec)
const signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('p256', 'log bench') }))

/** As long as those of signatures by ECDSA keys, and each another. */
function entryOf(index: number): Uint8Array {
  const digest = createHash('sha256').update(String(index)).digest()
  const signature = Buffer.concat([digest, digest, Buffer.alloc(7)])
  const verifier = { keyDetails: 'PKIX_ECDSA_P256_SHA_256', kind: 'publicKey', rawBytes: signer.key.publicKey } as const
  return encodeHashedRekord({ digest, signature, verifier })
}

async function append(count: number): Promise<readonly number[]> {
  const began = performance.now()
  await using log = await StoredLog.create(await openStore(place), { origin: ORIGIN, signers: [signer], window: 10 })
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count) await log.add(entryOf(next++))
  }
  await Promise.all(Array.from({ length: Math.min(WAITING, count) }, worker))
  return [performance.now() - began]
}

async function opened(log: TileReader): Promise<OpenedCheckpoint> {
  return openCheckpoint((await log.read('checkpoint')) ?? new Uint8Array(), {
    origin: ORIGIN,
    keys: [parseNoteKey(verifierKey)],
  })
}

async function prove(count: number): Promise<readonly number[]> {
  await using reader = await openStore(place)
  const checkpoint = await opened(reader)
  const times: number[] = []
  for (let at = 0; at < PROOFS; at++) {
    const began = performance.now()
    await proveInclusion(reader, checkpoint, Math.floor((at * count) / PROOFS))
    times.push(performance.now() - began)
  }
  return times.sort((a, b) => a - b)
}

async function verify(): Promise<readonly number[]> {
  const began = performance.now()
  await using reader = await openStore(place)
  await verifyLog(reader, await opened(reader))
  return [performance.now() - began]
}

const count = Number(size)
const times = what === 'append' ? await append(count) : what === 'prove' ? await prove(count) : await verify()
const milliseconds = times.reduce((sum, one) => sum + one, 0)
const cost: LogCost = {
  seconds: milliseconds / 1000,
  each: times.length === 1 ? milliseconds / count : (times[Math.floor(times.length / 2)] as number),
  worst: times.at(-1) as number,
  peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  verifierKey: encodeNoteKey(signer.key),
}
process.stdout.write(JSON.stringify(cost))
