/** A log that is watched: each attack is raised by its name, and nothing else is. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { encodePem } from '@chancery/codec'
import { createSoftToken, softHsmMissing, softwareKey, testKey } from '@chancery/testkit'
import type { NoteSigner } from '@chancery/tlog'
import { nodeFileSystem } from '@chancery/tlog-storage'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type MonitorOptions, type MonitorReport, monitorLog, serveLog, serveWitness } from '../src/log/index.ts'
import { OwnLog } from '../src/log/own-log.ts'
import { type Desk, desk, entries, entryOf, growLog, logSigner, makeLog, ORIGIN, record, vkeyOf } from './log-kit.ts'

let signer: NoteSigner
let bench: Desk
beforeAll(async () => {
  signer = await logSigner()
})
beforeEach(() => {
  bench = desk()
  bench.write('log.vkey', vkeyOf(signer))
})

const NOTHING = { keys: [], known: [], mirrors: [], witnesses: [], seen: [], accept: [], full: false }

interface Looked {
  readonly report: MonitorReport
  readonly exitCode: number
  readonly codes: readonly string[]
}

async function look(options: Partial<MonitorOptions> = {}): Promise<Looked> {
  const given = { cwd: bench.cwd, log: 'log', trust: ['log.vkey'], state: 'state' }
  const { report, exitCode } = await monitorLog({ ...NOTHING, ...given, ...options })
  return { report, exitCode, codes: report.alarms.map(({ code }) => code) }
}

/** In the log's place another one, of these entries, by the same key. */
async function replaceLog(of: readonly Uint8Array[]): Promise<void> {
  rmSync(bench.at('log'), { recursive: true })
  await makeLog(bench.at('log'), of, signer)
}

const stateSize = (): number => Number(JSON.parse(readFileSync(bench.at('state'), 'utf8')).checkpoint.split('\n')[1])

describe('log monitor', () => {
  it('finds nothing wrong with a log that grows, and goes on from what it has seen', async () => {
    await makeLog(bench.at('log'), entries(700), signer)
    expect(await look()).toMatchObject({ exitCode: 0, report: { size: 700, since: null, alarms: [], evidence: [] } })
    await growLog(bench.at('log'), entries(900, 700), signer)
    const read: string[] = []
    const { report, exitCode } = await look({ onProgress: ({ finished }) => read.push(String(finished)) })
    expect([exitCode, report.since?.size, report.size]).toEqual([0, 700, 1600])
    expect(read).toHaveLength(5)
    expect(await look({ full: true })).toMatchObject({ exitCode: 0, report: { since: { size: 1600 } } })
  })

  it('catches a log that forks, keeps both checkpoints, and goes on raising it', async () => {
    await makeLog(bench.at('log'), entries(700), signer)
    await look()
    cpSync(bench.at('log'), bench.at('copy'), { recursive: true })
    await replaceLog(entries(800).map((entry, index) => (index === 650 ? entryOf(-1) : entry)))
    const first = await look()
    expect([first.exitCode, first.codes]).toEqual([1, ['LOG_FORKED']])
    expect(first.report.evidence).toHaveLength(2)
    for (const path of first.report.evidence) expect(existsSync(path)).toBe(true)
    expect(stateSize()).toBe(700)
    expect((await look()).codes).toEqual(['LOG_FORKED'])
    const withMirror = await look({ mirrors: ['copy'] })
    expect(withMirror.codes).toEqual(['LOG_FORKED', 'LOG_FORKED'])
    expect(withMirror.report.alarms[1]?.message).toContain('entry 650 is another')
  })

  it('catches a log that rewinds', async () => {
    await makeLog(bench.at('log'), entries(300), signer)
    cpSync(bench.at('log'), bench.at('old'), { recursive: true })
    await growLog(bench.at('log'), entries(100, 300), signer)
    await look()
    rmSync(bench.at('log'), { recursive: true })
    cpSync(bench.at('old'), bench.at('log'), { recursive: true })
    expect(await look()).toMatchObject({ exitCode: 1, codes: ['LOG_REWOUND'] })
    expect(stateSize()).toBe(400)
    // Also where the tiles of the larger tree are still there.
    await growLog(bench.at('log'), entries(100, 300), signer)
    bench.write('log/checkpoint', bench.read('old/checkpoint'))
    expect(await look()).toMatchObject({ exitCode: 1, codes: ['LOG_REWOUND'] })
  })

  it('catches a log that drops an entry: by what it has shown, by a mirror, and by the record that has its proof', async () => {
    await makeLog(bench.at('log'), entries(3), signer)
    await record(bench, [{ name: 'a' }, { name: 'b' }, { name: 'c' }])
    mkdirSync(bench.at('known'))
    for (const name of ['a', 'b', 'c'])
      cpSync(bench.at(`${name}.sigstore.json`), bench.at(`known/${name}.sigstore.json`))
    expect(await look({ known: ['known'] })).toMatchObject({ exitCode: 0, codes: [] })
    cpSync(bench.at('log'), bench.at('copy'), { recursive: true })
    const all = await entriesIn('copy', 6)
    await replaceLog(all.filter((_, index) => index !== 4))
    expect(await look({ state: 'other', mirrors: ['copy'] })).toMatchObject({ exitCode: 1, codes: ['LOG_FORKED'] })
    const { codes, report } = await look({ known: ['known'], mirrors: ['copy'] })
    expect(codes).toEqual(['LOG_REWOUND', 'LOG_FORKED', 'LOG_ENTRY_DROPPED', 'LOG_ENTRY_MOVED'])
    expect(report.alarms[1]?.message).toContain('entry 4 was dropped')
    // Without state or mirror the record's own proof is enough.
    expect(await look({ state: 'new', known: ['known'] })).toMatchObject({
      exitCode: 1,
      codes: ['LOG_ENTRY_DROPPED', 'LOG_ENTRY_MOVED'],
    })
  })

  it('catches a log that reorders entries', async () => {
    await makeLog(bench.at('log'), entries(3), signer)
    await record(bench, [{ name: 'a' }, { name: 'b' }])
    expect((await look({ known: ['a.sigstore.json', 'b.sigstore.json'] })).codes).toEqual([])
    cpSync(bench.at('log'), bench.at('copy'), { recursive: true })
    const [e0, e1, e2, a, b] = (await entriesIn('copy', 5)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ]
    await replaceLog([e0, e1, e2, b, a])
    const { codes, report } = await look({ known: ['a.sigstore.json', 'b.sigstore.json'], mirrors: ['copy'] })
    expect(codes).toEqual(['LOG_FORKED', 'LOG_FORKED', 'LOG_ENTRY_MOVED', 'LOG_ENTRY_MOVED'])
    expect(report.alarms[1]?.message).toContain('entry 3 has changed places')
    expect(report.alarms[2]?.message).toContain('was at 3 of 4, and it is at 4')
    expect(report.evidence.length).toBeGreaterThanOrEqual(2)
  })

  it('catches a log that shows two heads to two parties', async () => {
    await makeLog(bench.at('log'), entries(300), signer)
    cpSync(bench.at('log'), bench.at('theirs'), { recursive: true })
    await growLog(bench.at('log'), [entryOf(300), entryOf(301)], signer)
    await growLog(bench.at('theirs'), [entryOf(-1), entryOf(301)], signer)
    await using served = await serveLog({ cwd: bench.cwd, dir: 'theirs', port: 0 })
    const { url } = served.report
    const { codes, exitCode, report } = await look({ mirrors: [url], seen: ['theirs/checkpoint', `${url}checkpoint`] })
    expect([exitCode, codes]).toEqual([1, ['LOG_FORKED', 'LOG_FORKED', 'LOG_FORKED']])
    expect(report.alarms[0]?.message).toContain('entry 300 is another')
    expect(report.evidence).toHaveLength(2)
    expect(existsSync(bench.at('state'))).toBe(false)
    // Whoever was shown more than the log shows now was shown another log, or this one is set back.
    await growLog(bench.at('theirs'), [entryOf(302)], signer)
    expect((await look({ mirrors: [url] })).codes).toEqual(['LOG_FORKED'])
    expect((await look({ seen: ['theirs/checkpoint'] })).codes).toEqual(['LOG_REWOUND'])
  })

  it('is content with mirrors that are behind, and not with a log that is', async () => {
    await makeLog(bench.at('log'), entries(300), signer)
    cpSync(bench.at('log'), bench.at('copy'), { recursive: true })
    await growLog(bench.at('log'), entries(5, 300), signer)
    expect(await look({ mirrors: ['copy'], seen: ['copy/checkpoint'] })).toMatchObject({ exitCode: 0 })
    expect(await look({ log: 'copy', state: 'other', mirrors: ['log'] })).toMatchObject({ codes: ['LOG_REWOUND'] })
  })

  it('tells of those who are away, and looks at the log all the same', async () => {
    await makeLog(bench.at('log'), entries(3), signer)
    const gone = await serveLog({ cwd: bench.cwd, dir: 'log', port: 0 })
    await gone[Symbol.asyncDispose]()
    expect(await look({ mirrors: [gone.report.url] })).toMatchObject({ exitCode: 3, codes: ['LOG_UNAVAILABLE'] })
    expect(stateSize()).toBe(3)
    await expect(look({ log: gone.report.url })).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
  })

  it('finds damage in what is new, and all of it with --full', async () => {
    await makeLog(bench.at('log'), entries(700), signer)
    await look()
    bench.write(
      'log/tile/entries/000',
      bench.read('log/tile/entries/000').map((byte, at) => (at === 4 ? byte ^ 1 : byte)),
    )
    expect((await look()).codes).toEqual([])
    expect(await look({ full: true })).toMatchObject({ exitCode: 1, codes: ['TILE_MISMATCH'] })
    await growLog(bench.at('log'), entries(300, 700), signer)
    bench.write(
      'log/tile/0/003.p/232',
      bench.read('log/tile/0/003.p/232').map((byte, at) => (at === 4 ? byte ^ 1 : byte)),
    )
    expect(await look()).toMatchObject({ exitCode: 1, codes: ['TILE_MISMATCH', 'TILE_MISMATCH'] })
  })

  it('raises a signature under a watched key that no record explains, each time, until it is known or accepted', async () => {
    await makeLog(bench.at('log'), entries(3), signer)
    const second = softwareKey({ key: await testKey('p256', 'second') })
    const key = await record(bench, [{ name: 'a' }, { name: 'stolen' }, { name: 'foreign', by: second }])
    bench.write('release.pub', encodePem('PUBLIC KEY', key.info.publicKey))
    mkdirSync(bench.at('known'))
    cpSync(bench.at('a.sigstore.json'), bench.at('known/a.sigstore.json'))
    const watching = { keys: ['release.pub'], known: ['known'] }
    const first = await look(watching)
    expect([first.exitCode, first.codes]).toEqual([1, ['LOG_ENTRY_UNKNOWN']])
    expect(first.report.unknown).toMatchObject([{ index: 4 }])
    expect(first.report.evidence).toEqual([])
    expect((await look(watching)).codes).toEqual(['LOG_ENTRY_UNKNOWN'])
    // Everybody's.
    const everybody = await look({ known: ['known'], state: 'other' })
    expect(everybody.report.unknown.map(({ index }) => index)).toEqual([4, 5])
    expect((await look({ known: ['known'], state: 'other', accept: [5] })).report.unknown).toMatchObject([{ index: 4 }])
    expect((await look({ known: ['known'], state: 'other', full: true })).report.unknown).toMatchObject([{ index: 4 }])
    cpSync(bench.at('stolen.sigstore.json'), bench.at('known/stolen.sigstore.json'))
    expect(await look(watching)).toMatchObject({ exitCode: 0, codes: [] })
    expect((await look({ ...watching, state: 'third', keys: [first.report.unknown[0]?.key as string] })).codes).toEqual(
      [],
    )
  })

  it('does not begin without what it needs, and not from a state that is none', async () => {
    await makeLog(bench.at('log'), entries(3), signer)
    const key = await record(bench, [{ name: 'a' }])
    bench.write('release.pub', encodePem('PUBLIC KEY', key.info.publicKey))
    await expect(look({ keys: ['release.pub'] })).rejects.toMatchObject({ code: 'OPTION_INVALID' })
    await expect(look({ keys: ['log.vkey'], known: ['a.sigstore.json'] })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    })
    const invalid = { code: 'LOG_MONITOR_STATE_INVALID' }
    const note = new TextDecoder().decode(bench.read('log/checkpoint'))
    const states = [
      'x',
      '{}',
      JSON.stringify({ version: 1, checkpoint: note.replace('\n4\n', '\n3\n'), unknown: [], accepted: [] }),
      JSON.stringify({ version: 1, checkpoint: note, unknown: [{}], accepted: [] }),
    ]
    for (const state of states) {
      bench.write('state', state)
      await expect(look()).rejects.toMatchObject(invalid)
    }
  })

  it.skipIf(softHsmMissing())('compares with what a witness has cosigned', async () => {
    await using token = await createSoftToken({ keys: [{ label: 'w', kind: 'ed25519' }] })
    await makeLog(bench.at('log'), entries(300), signer)
    const served = await serveWitness({
      cwd: bench.cwd,
      logKeys: ['log.vkey'],
      key: token.keyUri('w'),
      name: 'witness.example.com',
      dir: 'witness',
      port: 0,
    })
    onTestFinished(() => served[Symbol.asyncDispose]())
    const { url, verifierKey } = served.report
    bench.write('policy', `log ${vkeyOf(signer)}witness w ${verifierKey} ${url}\nquorum w\n`)
    cpSync(bench.at('log'), bench.at('fork'), { recursive: true })
    const config = {
      kind: 'own',
      store: { kind: 'folder', dir: bench.at('log') },
      origin: ORIGIN,
      key: 'log',
      otherKeys: [],
      formerKeys: [],
      onFailure: 'error',
      queue: bench.at('q'),
      events: bench.at('events'),
      namesEvents: false,
      ca: null,
    } as const
    await using log = new OwnLog(
      { ...config, policy: bench.at('policy') },
      softwareKey({ key: await testKey('ed25519') }),
    )
    await log.add(entryOf(300))
    expect(await look({ logPolicy: 'policy', witnesses: [url] })).toMatchObject({ exitCode: 0 })
    await growLog(bench.at('fork'), [entryOf(-1)], signer)
    const forked = await look({ log: 'fork', state: 'other', witnesses: [url] })
    expect([forked.exitCode, forked.codes]).toEqual([1, ['LOG_FORKED']])
    expect(readdirSync(bench.at('other.evidence'))).toHaveLength(4)
    // Who asks for the quorum is shown nothing that the witness has not seen.
    await expect(look({ log: 'fork', logPolicy: 'policy' })).rejects.toMatchObject({ code: 'LOG_QUORUM_MISSED' })
  })
})

async function entriesIn(dir: string, size: number): Promise<readonly Uint8Array[]> {
  const { readEntries } = await import('@chancery/tlog')
  return readEntries(nodeFileSystem(bench.at(dir)), { index: 0, width: size })
}
