/** Entries found by what they are about, and proved anew. */
import { mkdirSync, readFileSync, renameSync } from 'node:fs'
import { keyFingerprint, parseBundle } from '@chancery/attest'
import { loggedStatement, logOfKey } from '@chancery/attest/trust'
import { softwareKey, testKey } from '@chancery/testkit'
import { leafHash, type NoteSigner, parseLogEntry, verifyLogProof } from '@chancery/tlog'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LogQuery, proveEntry, type SearchEntry, searchLog, serveLog } from '../src/log/index.ts'
import {
  checkpointOf,
  type Desk,
  desk,
  entries,
  entryOf,
  growLog,
  logSigner,
  makeLog,
  record,
  vkeyOf,
} from './log-kit.ts'

let signer: NoteSigner
let bench: Desk
let key: Awaited<ReturnType<typeof record>>
const other = async (): Promise<ReturnType<typeof softwareKey>> => softwareKey({ key: await testKey('p256', 'second') })
beforeAll(async () => {
  signer = await logSigner()
})
beforeEach(async () => {
  bench = desk()
  bench.write('log.vkey', vkeyOf(signer))
  await makeLog(bench.at('log'), entries(3), signer)
  key = await record(bench, [
    { name: 'a', time: '2026-11-01T00:00:00Z' },
    { name: 'b', time: '2026-11-02T00:00:00Z', repository: 'tool' },
    { name: 'c', time: '2026-11-03T00:00:00Z', by: await other() },
  ])
})

const NOTHING: LogQuery = { digests: [], keys: [], repositories: [], events: [], since: null, until: null }

async function search(
  query: Partial<LogQuery>,
  { files = [] as readonly string[], records = ['.'] as readonly string[], log = 'log' } = {},
): Promise<readonly SearchEntry[]> {
  const options = { cwd: bench.cwd, log, trust: ['log.vkey'], files, records }
  return (await searchLog({ ...options, query: { ...NOTHING, ...query } })).entries
}

const at = async (...given: Parameters<typeof search>): Promise<readonly number[]> =>
  (await search(...given)).map(({ index }) => index)
const time = (text: string) => ({ kind: 'time', time: new Date(text) }) as const
const index = (value: number) => ({ kind: 'index', index: value }) as const

describe('log search', () => {
  it('finds the entry of a file by the record beside it, and says what the record says', async () => {
    const [found] = await search({}, { files: ['b'], records: [] })
    expect(found).toMatchObject({
      index: 4,
      key: keyFingerprint(key.info.publicKey),
      record: {
        repository: 'https://github.com/acme/tool',
        time: '2026-11-02T00:00:00.000Z',
        subjects: [{ name: 'b' }],
      },
    })
  })

  it('finds by artifact, by what was signed, by entry, key, repository, place and time', async () => {
    const [c] = await search({}, { files: ['c'], records: [] })
    const { digest, entry, key: second, record: told } = c as SearchEntry
    expect(await at({ digests: [told?.subjects[0]?.sha256 as string] })).toEqual([5])
    expect(await at({ digests: [digest as string] }, { records: [] })).toEqual([5])
    expect(await at({ digests: [entry] }, { records: [] })).toEqual([5])
    expect(await at({ keys: [second as string] }, { records: [] })).toEqual([5])
    expect(await at({ keys: [keyFingerprint(key.info.publicKey)] }, { records: [] })).toEqual([3, 4])
    expect(await at({ repositories: ['https://github.com/acme/app'] })).toEqual([3, 5])
    expect(await at({ since: index(4) })).toEqual([4, 5])
    expect(await at({ since: index(1), until: index(2) })).toEqual([1, 2])
    expect(await at({ since: time('2026-11-02T00:00:00Z') })).toEqual([4, 5])
    expect(await at({ until: time('2026-11-01T12:00:00Z') })).toEqual([3])
    expect(await at({ keys: [second as string], since: index(4) })).toEqual([5])
    await using served = await serveLog({ cwd: bench.cwd, dir: 'log', port: 0 })
    expect(await at({ digests: [entry] }, { records: [], log: served.report.url })).toEqual([5])
  })

  it('says where nothing is found, and what is not asked for', async () => {
    const unfound = { code: 'LOG_ENTRY_NOT_FOUND' }
    await expect(search({ digests: ['00'.repeat(32)] })).rejects.toMatchObject(unfound)
    await expect(search({ repositories: ['https://github.com/acme/app'] }, { records: [] })).rejects.toMatchObject(
      unfound,
    )
    await expect(search({ since: time('2026-11-02T00:00:00Z') }, { records: [] })).rejects.toMatchObject(unfound)
    await expect(search({})).rejects.toMatchObject({ code: 'OPTION_INVALID' })
  })

  it('takes a record for an entry only where it is the one that was signed', async () => {
    const text = readFileSync(bench.at('a.sigstore.json'), 'utf8')
    const bundle = JSON.parse(text)
    const payload = Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString()
    bundle.dsseEnvelope.payload = Buffer.from(payload.replace('acme/app', 'acme/xyz')).toString('base64')
    bench.write('a.sigstore.json', JSON.stringify(bundle))
    expect(await at({ repositories: ['https://github.com/acme/app'] })).toEqual([5])
    await expect(search({ repositories: ['https://github.com/acme/xyz'] })).rejects.toMatchObject({
      code: 'LOG_ENTRY_NOT_FOUND',
    })
    bench.write('a.sigstore.json', '{}')
    await expect(search({ since: index(0) })).rejects.toMatchObject({ code: 'BUNDLE_UNSUPPORTED' })
  })

  it('finds nothing in a log that is damaged', async () => {
    bench.write(
      'log/tile/entries/000.p/6',
      bench.read('log/tile/entries/000.p/6').map((byte, n) => (n === 4 ? 0 : byte)),
    )
    await expect(search({ since: index(5) })).rejects.toMatchObject({ code: 'TILE_MISMATCH' })
  })
})

describe('log prove', () => {
  const prove = (options: Partial<Parameters<typeof proveEntry>[0]>): ReturnType<typeof proveEntry> =>
    proveEntry({ cwd: bench.cwd, log: 'log', trust: ['log.vkey'], wanted: { kind: 'index', index: 1 }, ...options })
  const policy = () => ({ logs: [{ key: signer.key, url: null }], witnesses: [], quorum: { kind: 'none' } as const })

  it('writes a proof that holds for the entry, and for no other', async () => {
    const report = await prove({ out: 'entry.tlog-proof' })
    expect(report).toMatchObject({ index: 1, size: 6, out: bench.at('entry.tlog-proof') })
    const proof = bench.read('entry.tlog-proof')
    expect(new TextDecoder().decode(proof)).toBe(report.proof)
    expect(verifyLogProof(proof, leafHash(entryOf(1)), policy()).index).toBe(1)
    expect(() => verifyLogProof(proof, leafHash(entryOf(2)), policy())).toThrow()
    const { entry } = report
    expect(await prove({ wanted: { kind: 'digest', digest: entry } })).toMatchObject({ index: 1, out: null })
  })

  it('gives a bundle the proof by the newest checkpoint, in the place of the former, and one that has none its first', async () => {
    await growLog(bench.at('log'), entries(300, 6), signer)
    const wanted = { kind: 'bundle', path: 'b.sigstore.json' } as const
    const proofIn = (): ReturnType<typeof parseLogEntry>['proof'] | undefined => {
      const { verificationMaterial: material } = JSON.parse(readFileSync(bench.at('b.sigstore.json'), 'utf8'))
      return material.tlogEntries.map(parseLogEntry)[0]?.proof
    }
    expect(proofIn()?.size).toBe(5)
    expect(await prove({ wanted })).toMatchObject({ index: 4, size: 306, out: bench.at('b.sigstore.json') })
    expect(proofIn()).toMatchObject({ index: 4, size: 306 })
    const stripped = JSON.parse(readFileSync(bench.at('b.sigstore.json'), 'utf8'))
    stripped.verificationMaterial.tlogEntries = []
    bench.write('b.sigstore.json', JSON.stringify(stripped))
    expect(await prove({ wanted })).toMatchObject({ index: 4 })
    const bundle = parseBundle(bench.read('b.sigstore.json'))
    if (bundle.kind !== 'key') throw new Error('by a bare key')
    expect(loggedStatement(bundle, key.info.publicKey, [logOfKey(vkeyOf(signer).trim())])).toMatchObject([{ index: 4 }])
    const before = bench.read('b.sigstore.json')
    expect(await prove({ wanted, out: 'b.tlog-proof' })).toMatchObject({ out: bench.at('b.tlog-proof') })
    expect(bench.read('b.sigstore.json')).toEqual(before)
  })

  it('proves nothing that is not there, or does not fit', async () => {
    await expect(prove({ wanted: { kind: 'index', index: 6 } })).rejects.toMatchObject({ code: 'INDEX_BEYOND_TREE' })
    const nowhere = { kind: 'digest', digest: '00'.repeat(32) } as const
    await expect(prove({ wanted: nowhere })).rejects.toMatchObject({ code: 'LOG_ENTRY_NOT_FOUND' })
    mkdirSync(bench.at('away'))
    renameSync(bench.at('a.sigstore.json'), bench.at('away/a.sigstore.json'))
    await makeLog(bench.at('empty'), entries(3), signer)
    const unlogged = { kind: 'bundle', path: 'away/a.sigstore.json' } as const
    await expect(prove({ log: 'empty', wanted: unlogged })).rejects.toMatchObject({ code: 'LOG_ENTRY_NOT_FOUND' })
    bench.write('log/checkpoint', await checkpointOf({ size: 6, root: new Uint8Array(32) }, signer))
    await expect(prove({})).rejects.toMatchObject({ code: 'TILE_MISMATCH' })
  })
})
