import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SIGNING_RECORD_TYPE, signAndLog } from '@chancery/attest'
import { type PlainData, type SigningKey, utf8 } from '@chancery/core'
import { softwareKey, type TestKeyKind, tempDir, testKey } from '@chancery/testkit'
import { encodeCheckpoint, encodeNoteKey, type NoteSigner, noteSigner, signNote, type TreeHead } from '@chancery/tlog'
import { folderStore, StoredLog } from '@chancery/tlog-storage'
import { onTestFinished } from 'vitest'
import { OwnLog } from '../src/log/own-log.ts'
import { ConfiguredLog } from '../src/log/signature-log.ts'
import { provedIdentity } from './record-maker.ts'

export const ORIGIN = 'log.example.com'

export interface Desk {
  readonly cwd: string
  at(name: string): string
  read(name: string): Uint8Array
  write(name: string, content: string | Uint8Array): string
}

/** A folder that goes with the test. */
export function desk(): Desk {
  const dir = tempDir()
  onTestFinished(() => dir[Symbol.dispose]())
  return {
    cwd: dir.path,
    at: (name) => join(dir.path, name),
    read: (name) => new Uint8Array(readFileSync(join(dir.path, name))),
    write(name, content) {
      writeFileSync(join(dir.path, name), content)
      return join(dir.path, name)
    },
  }
}

export async function logSigner(kind: TestKeyKind = 'ed25519', name?: string): Promise<NoteSigner> {
  return noteSigner(ORIGIN, softwareKey({ key: await testKey(kind, name) }))
}

export function vkeyOf({ key }: NoteSigner): string {
  return `${encodeNoteKey(key)}\n`
}

export const entryOf = (index: number): Uint8Array => utf8(`entry ${index}`)

/** A log in a folder, of these entries. */
export async function makeLog(dir: string, entries: readonly Uint8Array[], signer: NoteSigner): Promise<void> {
  await using log = await StoredLog.create(folderStore(dir), { origin: ORIGIN, signers: [signer], window: 0 })
  await Promise.all(entries.map((entry) => log.add(entry)))
}

export async function growLog(dir: string, entries: readonly Uint8Array[], signer: NoteSigner): Promise<void> {
  await using log = await StoredLog.open(folderStore(dir), { origin: ORIGIN, signers: [signer], window: 0 })
  await Promise.all(entries.map((entry) => log.add(entry)))
}

export function entries(count: number, from = 0): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, index) => entryOf(from + index))
}

export function checkpointOf(head: TreeHead, signer: NoteSigner): Promise<Uint8Array> {
  return signNote(encodeCheckpoint({ origin: ORIGIN, ...head }), [signer])
}

export interface Recorded {
  readonly name: string
  readonly repository?: string
  readonly time?: string
  /** By a second key. */
  readonly by?: SigningKey
}

/** Files, with the records that a signing leaves beside them, logged in this order. @returns the key that signed them */
export async function record(bench: Desk, files: readonly Recorded[], dir = 'log'): Promise<SigningKey> {
  const config = {
    kind: 'own',
    policy: null,
    ca: null,
    store: { kind: 'folder', dir: bench.at(dir) },
    origin: ORIGIN,
    key: 'log',
    otherKeys: [],
    formerKeys: [],
    onFailure: 'error',
    queue: bench.at('queue'),
    events: bench.at('events'),
    namesEvents: false,
  } as const
  const writer = new OwnLog(config, softwareKey({ key: await testKey('ed25519') }))
  await using log = new ConfiguredLog(config, writer)
  const key = softwareKey({ key: await testKey('p256') })
  for (const { name, repository = 'app', time = '2026-11-01T00:00:00Z', by = key } of files) {
    const sha256 = createHash('sha256').update(name).digest('hex')
    const identity = provedIdentity('github', { repository: `acme/${repository}` })
    const statement = {
      subjects: [{ name, digest: { sha256 } }],
      predicateType: SIGNING_RECORD_TYPE,
      predicate: { identity, recordedAt: time } as PlainData,
    }
    const path = bench.write(name, name)
    const { bytes } = await signAndLog(statement, { info: by.info, sign: (message) => by.sign(message), log }, path)
    bench.write(`${name}.sigstore.json`, bytes)
  }
  return key
}
