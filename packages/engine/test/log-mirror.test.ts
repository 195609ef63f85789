/** A log that is copied: what is new, proved; whatever is wrong is refused, and the copy stays as it was. */
import { createHash } from 'node:crypto'
import { cpSync, existsSync, globSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { utf8 } from '@chancery/core'
import { createSoftToken, type SoftTokenFixture, softHsmMissing, softwareKey, testKey } from '@chancery/testkit'
import {
  cosigner,
  encodeCosignatures,
  encodeNoteKey,
  makeSignature,
  type NoteSigner,
  noteSigner,
  openUnderPolicy,
  parseLogPolicy,
  parseNote,
} from '@chancery/tlog'
import { folderStore, StoredLog } from '@chancery/tlog-storage'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { EngineError } from '../src/errors.ts'
import {
  type MirrorOptions,
  type MirrorReport,
  mirrorLog,
  monitorLog,
  serveLog,
  verifyWholeLog,
} from '../src/log/index.ts'
import { encodeMirrorState, parseMirrorState } from '../src/log/mirror-state.ts'
import { type Desk, desk, entries, entryOf, growLog, logSigner, makeLog, ORIGIN, vkeyOf } from './log-kit.ts'

let signer: NoteSigner
let bench: Desk
beforeAll(async () => {
  signer = await logSigner()
})
beforeEach(() => {
  bench = desk()
  bench.write('log.vkey', vkeyOf(signer))
})

function mirror(options: Partial<MirrorOptions> = {}): Promise<MirrorReport> {
  return mirrorLog({ cwd: bench.cwd, log: 'log', dir: 'mirror', trust: ['log.vkey'], ...options })
}

function verified(log = 'mirror'): ReturnType<typeof verifyWholeLog> {
  return verifyWholeLog({ cwd: bench.cwd, log, trust: ['log.vkey'] })
}

/** All that a web server would serve, and the mirror's memory. */
function everything(dir = 'mirror'): Readonly<Record<string, string>> {
  const files = globSync('**', { cwd: bench.at(dir) }).filter((path) => statSync(bench.at(`${dir}/${path}`)).isFile())
  const state = `${dir}/.chancery/state`
  const own = existsSync(bench.at(state)) ? { state: sha256(readFileSync(bench.at(state))) } : {}
  return { ...own, ...Object.fromEntries(files.map((path) => [path, sha256(bench.read(`${dir}/${path}`))])) }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** In the log's place another one. */
async function replaceLog(of: readonly Uint8Array[], by: NoteSigner = signer): Promise<void> {
  rmSync(bench.at('log'), { recursive: true })
  await makeLog(bench.at('log'), of, by)
}

function flip(path: string, at = -1): void {
  bench.write(
    path,
    bench.read(path).map((byte, index, all) => (index === (at < 0 ? all.length + at : at) ? byte ^ 1 : byte)),
  )
}

describe('log mirror', () => {
  it('copies a log, then what is new, then nothing; what it has is the log', async () => {
    await makeLog(bench.at('log'), entries(700), signer)
    expect(await mirror()).toMatchObject({ origin: ORIGIN, size: 700, since: null, copied: 700, cosignature: null })
    expect(bench.read('mirror/checkpoint')).toEqual(bench.read('log/checkpoint'))
    expect(await verified()).toMatchObject({ size: 700 })
    const before = everything()
    expect(await mirror()).toMatchObject({ since: { size: 700 }, copied: 0 })
    expect(everything()).toEqual(before)
    await growLog(bench.at('log'), entries(600, 700), signer)
    const told: number[] = []
    expect(await mirror({ onProgress: ({ finished, total }) => told.push(finished, total) })).toMatchObject({
      size: 1300,
      since: { size: 700 },
      copied: 600,
    })
    expect(told.slice(-2)).toEqual([1300, 1300])
    expect(await verified()).toMatchObject({ size: 1300 })
    const files = (dir: string): string[] =>
      globSync('tile/**', { cwd: bench.at(dir) }).filter((path) => !path.includes('.p') && /\d$/.test(path))
    expect(files('mirror').sort()).toEqual(files('log').sort())
  })

  it('reads no entry twice, over HTTP', async () => {
    await makeLog(bench.at('log'), entries(1000), signer)
    const asked: string[] = []
    await using served = await serveLog({
      cwd: bench.cwd,
      dir: 'log',
      port: 0,
      onRequest: ({ path }) => asked.push(path),
    })
    const log = served.report.url
    expect(await mirror({ log })).toMatchObject({ log, copied: 1000 })
    await growLog(bench.at('log'), entries(300, 1000), signer)
    asked.length = 0
    expect(await mirror({ log })).toMatchObject({ copied: 300 })
    expect(asked.filter((path) => path.startsWith('/tile/entries/')).sort()).toEqual([
      '/tile/entries/003',
      '/tile/entries/004',
      '/tile/entries/005.p/20',
    ])
    expect(await verified()).toMatchObject({ size: 1300 })
  })

  it('copies an empty log, and a mirror; serves what it has; and is compared by who watches', async () => {
    await makeLog(bench.at('log'), [], signer)
    expect(await mirror()).toMatchObject({ size: 0, copied: 0 })
    await growLog(bench.at('log'), entries(300), signer)
    await mirror()
    expect(await mirror({ log: 'mirror', dir: 'second' })).toMatchObject({ size: 300 })
    expect(await verified('second')).toMatchObject({ size: 300 })
    await using served = await serveLog({ cwd: bench.cwd, dir: 'mirror', port: 0 })
    expect(await verified(served.report.url)).toMatchObject({ size: 300 })
    const nothing = { keys: [], known: [], witnesses: [], seen: [], accept: [], full: false }
    const watched = { cwd: bench.cwd, log: 'log', trust: ['log.vkey'], state: 'state', mirrors: ['mirror'], ...nothing }
    expect(await monitorLog(watched)).toMatchObject({ exitCode: 0 })
  })

  it('takes turns with another at one folder', async () => {
    await makeLog(bench.at('log'), entries(2000), signer)
    const both = await Promise.all([mirror(), mirror(), mirror()])
    expect(both.map(({ copied }) => copied).sort((a, b) => a - b)).toEqual([0, 0, 2000])
    expect(await verified()).toMatchObject({ size: 2000 })
  })

  const refusals: readonly (readonly [string, string, () => Promise<void> | void])[] = [
    ['a fork', 'LOG_FORKED', () => replaceLog(entries(800).map((entry, at) => (at === 650 ? entryOf(-1) : entry)))],
    ['another log of the same size', 'LOG_FORKED', () => replaceLog(entries(700, 1))],
    ['a rewind', 'LOG_REWOUND', () => replaceLog(entries(500))],
    [
      'another origin',
      'MIRROR_FOLDER_FOREIGN',
      async () => {
        const origin = 'other.example.com'
        const named = noteSigner(origin, softwareKey({ key: await testKey('ed25519', 'stranger') }))
        rmSync(bench.at('log'), { recursive: true })
        const options = { origin, signers: [named], window: 0 }
        await using log = await StoredLog.create(folderStore(bench.at('log')), options)
        await Promise.all(entries(700).map((entry) => log.add(entry)))
        bench.write('log.vkey', vkeyOf(named))
      },
    ],
    [
      'a key that is not trusted',
      'NOTE_KEY_UNTRUSTED',
      async () => replaceLog(entries(900), await logSigner('ed25519', 'stranger')),
    ],
    ['a signature that does not hold', 'NOTE_SIGNATURE_INVALID', () => forge('checkpoint')],
    ['no checkpoint', 'LOG_NOT_FOUND', () => rmSync(bench.at('log/checkpoint'))],
    ['a tile of leaves that is another', 'TILE_MISMATCH', () => grown(() => flip('log/tile/0/003'))],
    ['a tile above that is another', 'TILE_MISMATCH', () => grown(() => flip('log/tile/1/000.p/5'))],
    ['an entry that is another', 'TILE_MISMATCH', () => grown(() => flip('log/tile/entries/004'))],
    ['a bundle that ends early', 'ENTRY_BUNDLE_MALFORMED', () => grown(() => cut('log/tile/entries/004'))],
    [
      'a bundle that goes on',
      'ENTRY_BUNDLE_MALFORMED',
      () =>
        grown(() =>
          bench.write('log/tile/entries/004', Buffer.concat([bench.read('log/tile/entries/004'), Buffer.of(0)])),
        ),
    ],
    ['a tile that is cut', 'TILE_MALFORMED', () => grown(() => cut('log/tile/0/004'))],
    ['a bundle that is missing', 'TILE_MISSING', () => grown(() => rmSync(bench.at('log/tile/entries/003')))],
    ['a tile that is missing', 'TILE_MISSING', () => grown(() => rmSync(bench.at('log/tile/0/003')))],
  ]

  async function grown(spoil: () => unknown): Promise<void> {
    await growLog(bench.at('log'), entries(700, 700), signer)
    spoil()
  }

  function cut(path: string): void {
    bench.write(path, bench.read(path).subarray(0, -1))
  }

  function forge(name: string): void {
    const text = Buffer.from(bench.read(`log/${name}`)).toString()
    bench.write(`log/${name}`, text.replace('\n700\n', '\n701\n'))
  }

  it.each(refusals)('refuses %s', async (_, code, spoil) => {
    await makeLog(bench.at('log'), entries(700), signer)
    await mirror()
    const before = everything()
    const key = bench.read('log.vkey')
    await spoil()
    await expect(mirror()).rejects.toMatchObject({ code })
    const after = everything()
    // What the log signed is remembered, and what is proved may be there already; nothing else, and no other checkpoint.
    expect(after.checkpoint).toBe(before.checkpoint)
    for (const [path, digest] of Object.entries(before)) if (path !== 'state') expect(after[path]).toBe(digest)
    bench.write('log.vkey', key)
    expect(await verified()).toMatchObject({ size: 700 })
  })

  it.each(refusals)('makes no folder, or nothing that is served, where it first sees %s', async (_, code, spoil) => {
    if (['LOG_FORKED', 'LOG_REWOUND', 'MIRROR_FOLDER_FOREIGN'].includes(code)) return
    await makeLog(bench.at('log'), entries(700), signer)
    await spoil()
    await expect(mirror()).rejects.toMatchObject({ code })
    expect(existsSync(bench.at('mirror/checkpoint'))).toBe(false)
  })

  it('keeps the checkpoints that contradict each other, and goes on once the log is right again', async () => {
    await makeLog(bench.at('log'), entries(700), signer)
    await mirror()
    cpSync(bench.at('log'), bench.at('right'), { recursive: true })
    await replaceLog(entries(800, 1))
    const { details } = (await mirror().catch((error) => error)) as { details: { evidence: readonly string[] } }
    expect(details.evidence).toHaveLength(2)
    expect(readFileSync(details.evidence[0] as string)).toEqual(Buffer.from(bench.read('right/checkpoint')))
    expect(readFileSync(details.evidence[1] as string)).toEqual(Buffer.from(bench.read('log/checkpoint')))
    await growLog(bench.at('right'), entries(10, 700), signer)
    expect(await mirror({ log: 'right' })).toMatchObject({ size: 710, copied: 10 })
  })

  it('remembers what it has set out for: what does not continue that is a fork, though nothing of it was shown', async () => {
    await makeLog(bench.at('log'), entries(700), signer)
    await mirror()
    cpSync(bench.at('log'), bench.at('fork'), { recursive: true })
    await growLog(bench.at('fork'), entries(500, 2000), signer)
    await growLog(bench.at('log'), entries(400, 700), signer)
    const stop = new AbortController()
    rmSync(bench.at('log/tile/entries/003'))
    await expect(mirror({ signal: stop.signal })).rejects.toMatchObject({ code: 'TILE_MISSING' })
    expect(await verified()).toMatchObject({ size: 700 })
    await expect(mirror({ log: 'fork' })).rejects.toMatchObject({ code: 'LOG_FORKED' })
  })

  it('copies under a policy only what its witnesses have cosigned', async () => {
    await makeLog(bench.at('log'), entries(300), signer)
    const time = (): number => 1_790_000_000
    const witness = cosigner('witness.example.com/w1', softwareKey({ key: await testKey('ed25519', 'witness') }), time)
    bench.write('policy', `log ${vkeyOf(signer)}witness w ${encodeNoteKey(witness.key)}\nquorum w\n`)
    const under = { trust: undefined, logPolicy: 'policy' }
    await expect(mirror(under)).rejects.toMatchObject({ code: 'LOG_QUORUM_MISSED' })
    expect(existsSync(bench.at('mirror'))).toBe(false)
    const note = bench.read('log/checkpoint')
    const line = await makeSignature(parseNote(note).text, witness)
    bench.write('log/checkpoint', Buffer.concat([note, encodeCosignatures([line])]))
    expect(await mirror(under)).toMatchObject({ size: 300, copied: 300 })
    // More lines under the same tree are taken over, as fewer are: what the log shows is what the mirror shows.
    bench.write('log/checkpoint', note)
    expect(await mirror()).toMatchObject({ copied: 0 })
    expect(bench.read('mirror/checkpoint')).toEqual(note)
  })

  it('leaves alone what is no mirror of its own', async () => {
    await makeLog(bench.at('log'), entries(700), signer)
    cpSync(bench.at('log'), bench.at('copy'), { recursive: true })
    await expect(mirror({ dir: 'log' })).rejects.toMatchObject({ code: 'MIRROR_FOLDER_FOREIGN' })
    rmSync(bench.at('copy/.chancery'), { recursive: true })
    const before = everything('copy')
    await expect(mirror({ dir: 'copy' })).rejects.toMatchObject({ code: 'MIRROR_FOLDER_FOREIGN' })
    expect(everything('copy')).toEqual(before)
  })

  it.each([
    ['a state that is none', () => bench.write('mirror/.chancery/state', 'hello')],
    [
      'a state that was written to',
      () =>
        bench.write(
          'mirror/.chancery/state',
          Buffer.from(bench.read('mirror/.chancery/state')).toString().replace('"size":700', '"size":701'),
        ),
    ],
    ['an older state under a newer checkpoint', () => bench.write('mirror/.chancery/state', bench.read('state.old'))],
    ['a last tile that is another', () => flip('mirror/tile/0/002.p/188')],
    ['a last bundle that is another', () => flip('mirror/tile/entries/002.p/188')],
    ['a checkpoint that is none', () => bench.write('mirror/checkpoint', 'hello')],
  ] as const)('notices %s of its own', async (_, spoil) => {
    await makeLog(bench.at('log'), entries(10), signer)
    await mirror()
    bench.write('state.old', bench.read('mirror/.chancery/state'))
    await growLog(bench.at('log'), entries(690, 10), signer)
    await mirror()
    spoil()
    await expect(mirror()).rejects.toMatchObject({ code: 'MIRROR_DAMAGED' })
  })

  it('takes no bytes for a state of its own but those that it writes', () => {
    const state = encodeMirrorState({ origin: ORIGIN, pending: 'note', size: 3, root: new Uint8Array(32) })
    expect(parseMirrorState(state, 'here')).toMatchObject({ origin: ORIGIN, size: 3 })
    const read = (bytes: Uint8Array): string => {
      try {
        return Buffer.from(encodeMirrorState(parseMirrorState(bytes, 'here'))).toString()
      } catch (error) {
        return error instanceof EngineError ? error.code : String(error)
      }
    }
    const isRefused = (bytes: Uint8Array): boolean => /^MIRROR_(DAMAGED|FOLDER_FOREIGN)$/.test(read(bytes))
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), isRefused))
    fc.assert(fc.property(fc.json().map(utf8), isRefused))
    fc.assert(
      fc.property(fc.nat(state.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = state.map((byte, index) => (index === at ? byte ^ change : byte))
        // A changed letter of the origin or the note is one like others: what is read is what stands there.
        return [Buffer.from(changed).toString(), 'MIRROR_DAMAGED', 'MIRROR_FOLDER_FOREIGN'].includes(read(changed))
      }),
    )
  })

  it('is told to stop, and goes on afterwards', async () => {
    await makeLog(bench.at('log'), entries(20_000), signer)
    const stop = new AbortController()
    const stopped = mirror({
      signal: stop.signal,
      onProgress: ({ finished }) => void (finished > 5000 && stop.abort()),
    })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
    expect(existsSync(bench.at('mirror/checkpoint'))).toBe(false)
    const { copied } = await mirror()
    expect(copied).toBeLessThan(16_000)
    expect(await verified()).toMatchObject({ size: 20_000 })
  })

  it('leaves nothing of its own behind', async () => {
    await makeLog(bench.at('log'), entries(300), signer)
    await mirror()
    expect(readdirSync(bench.at('mirror')).sort()).toEqual(['.chancery', 'checkpoint', 'tile'])
    expect(readdirSync(bench.at('mirror/.chancery'))).toEqual(['state'])
  })
})

describe.skipIf(softHsmMissing())('a mirror that cosigns', () => {
  let token: SoftTokenFixture
  beforeAll(async () => {
    token = await createSoftToken({
      keys: [
        { label: 'mirror', kind: 'ed25519' },
        { label: 'ecdsa', kind: 'p256' },
      ],
    })
  })
  afterAll(() => token?.dispose())
  const name = 'mirror.example.com/m1'

  it('says with a key in the token that it has all of it, and policies demand that', async () => {
    await makeLog(bench.at('log'), entries(700), signer)
    const key = token.keyUri('mirror')
    const { cosignature } = await mirror({ key, name })
    expect(cosignature).toMatchObject({ name, time: expect.stringMatching(/Z$/) })
    const policy = `log ${vkeyOf(signer)}witness m ${cosignature?.verifierKey}\nquorum m\n`
    expect(openUnderPolicy(bench.read('mirror/checkpoint'), parseLogPolicy(Buffer.from(policy)))).toMatchObject({
      size: 700,
      cosignatures: [{ name }],
    })
    bench.write('policy', policy)
    expect(await verifyWholeLog({ cwd: bench.cwd, log: 'mirror', logPolicy: 'policy' })).toMatchObject({ size: 700 })
    await expect(verifyWholeLog({ cwd: bench.cwd, log: 'log', logPolicy: 'policy' })).rejects.toMatchObject({
      code: 'LOG_QUORUM_MISSED',
    })
    await growLog(bench.at('log'), entries(100, 700), signer)
    await mirror({ key, name })
    await mirror({ key, name })
    const text = Buffer.from(bench.read('mirror/checkpoint')).toString()
    expect(text.split('\n').filter((line) => line.startsWith(`— ${name} `))).toHaveLength(1)
    expect(await verifyWholeLog({ cwd: bench.cwd, log: 'mirror', logPolicy: 'policy' })).toMatchObject({ size: 800 })
  })

  it('signs nothing that it does not have', async () => {
    await makeLog(bench.at('log'), entries(700), signer)
    const key = token.keyUri('mirror')
    rmSync(bench.at('log/tile/entries/001'))
    await expect(mirror({ key, name })).rejects.toMatchObject({ code: 'TILE_MISSING' })
    expect(existsSync(bench.at('mirror/checkpoint'))).toBe(false)
  })

  it.each([
    ['a key without a name', { key: 'mirror' }, 'OPTION_INVALID'],
    ['a name without a key', { name }, 'OPTION_INVALID'],
    ['a name that cannot be one', { key: 'mirror', name: 'a b' }, 'NOTE_KEY_MALFORMED'],
    ['a key of another kind', { key: 'ecdsa', name }, 'NOTE_KEY_UNSUITABLE'],
  ] as const)('refuses %s before anything is copied', async (_, options, code) => {
    await makeLog(bench.at('log'), entries(3), signer)
    const given = 'key' in options ? { ...options, key: token.keyUri(options.key) } : options
    await expect(mirror(given)).rejects.toMatchObject({ code })
    expect(existsSync(bench.at('mirror'))).toBe(false)
  })
})
