import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { utf8 } from '@chancery/core'
import { lockFolder } from '@chancery/files'
import { softwareKey, tempDir, testKey } from '@chancery/testkit'
import '@chancery/testkit/matchers'
import {
  askWitnesses,
  cosigner,
  decideAddCheckpoint,
  encodeCheckpoint,
  encodeCosignatures,
  leafHash,
  makeSignature,
  type NoteSigner,
  noteSigner,
  openCheckpoint,
  proveConsistency,
  proveInclusion,
  signNote,
  type TreeHead,
  verifyInclusion,
  verifyLog,
  type Witness,
} from '@chancery/tlog'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { folderStore, StoredLog, type StoredLogOptions } from '../src/index.ts'

const ORIGIN = 'log.example.com'
let signers: NoteSigner[]
beforeAll(async () => {
  signers = [
    noteSigner(ORIGIN, softwareKey({ key: await testKey('p256') })),
    noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') })),
  ]
})

function newFolder(): string {
  const dir = tempDir()
  onTestFinished(() => dir[Symbol.dispose]())
  return dir.at('log')
}

function options(more: Partial<StoredLogOptions> = {}): StoredLogOptions {
  return { origin: ORIGIN, signers, window: 5, ...more }
}

async function grown(size: number, dir: string = newFolder()): Promise<string> {
  await using log = await StoredLog.create(folderStore(dir), options())
  await Promise.all(Array.from({ length: size }, (_, index) => log.add(entryOf(index))))
  return dir
}

const entryOf = (index: number): Uint8Array => utf8(`entry ${index}`)

async function verifyFolder(dir: string): Promise<number> {
  const checkpoint = openCheckpoint(new Uint8Array(readFileSync(join(dir, 'checkpoint'))), {
    origin: ORIGIN,
    keys: signers.map(({ key }) => key),
  })
  await verifyLog(folderStore(dir), checkpoint)
  return checkpoint.size
}

describe('a log in a folder', () => {
  it('has a checkpoint of nothing, and then entries with proofs', async () => {
    const dir = newFolder()
    await using log = await StoredLog.create(folderStore(dir), options())
    expect(await verifyFolder(dir)).toBe(0)
    const added = await Promise.all([0, 1, 2].map((index) => log.add(entryOf(index))))
    expect(added.map(({ index }) => index)).toEqual([0, 1, 2])
    for (const { index, head, checkpoint } of added) {
      expect(openCheckpoint(checkpoint, { origin: ORIGIN, keys: signers.map(({ key }) => key) })).toMatchObject(head)
      const { proof } = await proveInclusion(log, head, index)
      verifyInclusion(proof, leafHash(entryOf(index)), head.root)
    }
    expect(await verifyFolder(dir)).toBe(3)
  })

  it('sequences what comes together in one batch, with one signature of each key', async () => {
    let signed = 0
    const counting = signers.map((one) => ({
      ...one,
      sign: (text: Uint8Array) => {
        signed++
        return one.sign(text)
      },
    }))
    await using log = await StoredLog.create(folderStore(newFolder()), options({ signers: counting, window: 50 }))
    signed = 0
    const added = await Promise.all(Array.from({ length: 600 }, (_, index) => log.add(entryOf(index))))
    expect(signed).toBe(2)
    expect(added.map(({ index }) => index)).toEqual(Array.from({ length: 600 }, (_, index) => index))
    expect(new Set(added.map(({ head }) => head.size))).toEqual(new Set([600]))
  })

  it('holds the files of the specification and its own, and no partial ones that are full', async () => {
    const dir = newFolder()
    await using log = await StoredLog.create(folderStore(dir), options({ window: 0 }))
    for (let index = 0; index < 5; index++) await log.add(entryOf(index))
    expect(existsSync(join(dir, 'tile/0/000.p/3'))).toBe(true)
    await Promise.all(Array.from({ length: 252 }, (_, index) => log.add(entryOf(5 + index))))
    const files = globSync('**/*', { cwd: dir, withFileTypes: true }).filter((one) => one.isFile())
    expect(files.map(({ parentPath, name }) => join(parentPath, name).slice(dir.length + 1)).sort()).toEqual([
      'checkpoint',
      'tile/0/000',
      'tile/0/001.p/1',
      'tile/1/000.p/1',
      'tile/entries/000',
      'tile/entries/001.p/1',
    ])
    expect(readdirSync(join(dir, '.chancery'))).toEqual(['state'])
    expect(JSON.parse(readFileSync(join(dir, '.chancery/state'), 'utf8'))).toMatchObject({ origin: ORIGIN, size: 257 })
  })

  it('goes on where it was left, under a new key as well', async () => {
    const dir = await grown(300)
    await using log = await StoredLog.open(folderStore(dir), options())
    expect((await log.add(entryOf(300))).index).toBe(300)
    await log.close()
    const [old] = signers as [NoteSigner]
    const next = noteSigner(ORIGIN, softwareKey({ key: await testKey('p256', 'next') }))
    await expect(() => StoredLog.open(folderStore(dir), options({ signers: [next] }))).toThrowCode('LOG_KEY_MISMATCH')
    await using rotated = await StoredLog.open(folderStore(dir), options({ signers: [next], formerKeys: [old.key] }))
    const { checkpoint, head } = await rotated.add(entryOf(301))
    expect(openCheckpoint(checkpoint, { origin: ORIGIN, keys: [next.key] }).size).toBe(302)
    await verifyLog(rotated, head)
  })

  it('is written to by several at once, and no index is given twice', async () => {
    const dir = await grown(3)
    const logs = await Promise.all([1, 2, 3].map(() => StoredLog.open(folderStore(dir), options({ window: 1 }))))
    const added = await Promise.all(
      Array.from({ length: 300 }, async (_, at) => {
        await new Promise((resolve) => setTimeout(resolve, at))
        return { at, ...(await (logs[at % 3] as StoredLog).add(entryOf(1000 + at))) }
      }),
    )
    await Promise.all(logs.map((log) => log.close()))
    expect(added.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 300 }, (_, at) => 3 + at),
    )
    const entries = new Map<number, string>()
    const { head } = added.reduce((a, b) => (a.head.size > b.head.size ? a : b))
    await verifyLog(folderStore(dir), head, { visit: (at, entry) => entries.set(at, Buffer.from(entry).toString()) })
    for (const { at, index } of added) expect(entries.get(index)).toBe(`entry ${1000 + at}`)
    for (const { head: earlier } of added) await proveConsistency(folderStore(dir), earlier, head)
  })

  it('takes back what was aborted in time, and waits for the rest when it is closed', async () => {
    const log = await StoredLog.create(folderStore(newFolder()), options({ window: 200 }))
    const controller = new AbortController()
    const aborted = log.add(entryOf(0), controller.signal)
    const kept = log.add(entryOf(1), controller.signal)
    const other = log.add(entryOf(2), new AbortController().signal)
    controller.abort()
    await expect(aborted).rejects.toMatchObject({ code: 'ABORTED' })
    await expect(kept).rejects.toMatchObject({ code: 'ABORTED' })
    await expect(() => log.add(entryOf(0), controller.signal)).toThrowCode('ABORTED')
    await log.close()
    expect((await other).index).toBe(0)
    await expect(() => log.add(entryOf(3))).toThrowCode('LOG_CLOSED')
  })

  it('takes no entry that is too large, and the others all the same', async () => {
    await using log = await StoredLog.create(folderStore(newFolder()), options())
    const [large, small] = await Promise.allSettled([log.add(new Uint8Array(65_536)), log.add(entryOf(0))])
    expect(large).toMatchObject({ reason: { code: 'ENTRY_TOO_LARGE' } })
    expect(small).toMatchObject({ value: { index: 0 } })
  })

  it('whose key fails says so, and has the entries under the next checkpoint', async () => {
    let broken = false
    const [first] = signers as [NoteSigner]
    const signer = {
      ...first,
      sign: async (text: Uint8Array) => {
        if (broken) throw new Error('the token is gone')
        return first.sign(text)
      },
    }
    const dir = newFolder()
    await using log = await StoredLog.create(folderStore(dir), options({ signers: [signer] }))
    broken = true
    await expect(() => log.add(entryOf(0))).toThrowCode('LOG_SIGNING_FAILED')
    broken = false
    expect((await log.add(entryOf(1))).index).toBe(1)
    expect(await verifyFolder(dir)).toBe(2)
  })

  it('has the lines of its witnesses under what it publishes, or fails as they do', async () => {
    const witness = cosigner(
      'witness.example.com',
      softwareKey({ key: await testKey('ed25519', 'witness') }),
      () => 1e9,
    )
    let seen: TreeHead | null = null
    let down = false
    const [first] = signers as [NoteSigner]
    const asked: Witness = {
      key: witness.key,
      async post(body) {
        if (down) return { status: 503, body: new Uint8Array() }
        const decision = decideAddCheckpoint(body, [{ origin: ORIGIN, keys: [first.key] }], () => seen)
        if (decision.kind === 'refused') return decision
        seen = decision.checkpoint
        return { status: 200, body: encodeCosignatures([await makeSignature(decision.checkpoint.note.text, witness)]) }
      },
    }
    const cosign: StoredLogOptions['cosign'] = async (checkpoint, log) => {
      const { checkpoint: cosigned, failures } = await askWitnesses([asked], checkpoint, log)
      for (const { error } of failures) throw error
      return cosigned
    }
    await using log = await StoredLog.create(folderStore(newFolder()), options({ cosign }))
    const trust = { origin: ORIGIN, keys: [first.key], witnesses: [witness.key] }
    for (let index = 0; index < 3; index++) {
      const { checkpoint } = await log.add(entryOf(index))
      expect(openCheckpoint(checkpoint, trust)).toMatchObject({ size: index + 1, cosignatures: [{ time: 1e9 }] })
    }
    down = true
    await expect(() => log.add(entryOf(3))).toThrowCode('WITNESS_UNAVAILABLE')
    down = false
    const { checkpoint, index } = await log.add(entryOf(4))
    expect(index).toBe(4)
    expect(openCheckpoint(checkpoint, trust).cosignatures).toHaveLength(1)
    const broken = options({ cosign: () => signNote('another\n0\n', signers) })
    await expect(StoredLog.create(folderStore(newFolder()), broken)).rejects.toMatchObject({
      code: 'CHECKPOINT_MALFORMED',
    })
    const other = encodeCheckpoint({ origin: ORIGIN, size: 7, root: new Uint8Array(32) })
    const lying = options({ cosign: () => signNote(other, signers) })
    await expect(StoredLog.create(folderStore(newFolder()), lying)).rejects.toBeInstanceOf(TypeError)
  })

  it('is waited for only so long while another has it', async () => {
    const dir = await grown(1)
    const locking = await lockFolder(join(dir, '.chancery'))
    if (locking.kind !== 'locked') throw new Error('it is free')
    await expect(() => StoredLog.open(folderStore(dir, { patience: 30 }), options())).toThrowCode('LOG_BUSY')
    await locking.lock[Symbol.asyncDispose]()
    await StoredLog.open(folderStore(dir, { patience: 30 }), options())
  })

  it('has a window of a quarter of a second at most, and a key', async () => {
    await expect(StoredLog.create(folderStore(newFolder()), options({ window: 251 }))).rejects.toBeInstanceOf(TypeError)
    await expect(StoredLog.create(folderStore(newFolder()), options({ signers: [] }))).rejects.toBeInstanceOf(TypeError)
  })
})

describe('a log is not opened', () => {
  it('where there is none, and nothing is put there', async () => {
    const dir = newFolder()
    await expect(() => StoredLog.open(folderStore(dir), options())).toThrowCode('LOG_NOT_FOUND')
    expect(existsSync(dir)).toBe(false)
  })

  it('where there is one already, as a new one', async () => {
    const dir = await grown(1)
    await expect(() => StoredLog.create(folderStore(dir), options())).toThrowCode('LOG_EXISTS')
    rmSync(join(dir, 'checkpoint'))
    rmSync(join(dir, '.chancery'), { recursive: true })
    await expect(() => StoredLog.create(folderStore(dir), options())).toThrowCode('LOG_EXISTS')
    await expect(() => StoredLog.open(folderStore(dir), options())).toThrowCode('LOG_NOT_FOUND')
  })

  it('under another origin', async () => {
    const dir = await grown(1)
    await expect(() => StoredLog.open(folderStore(dir), options({ origin: 'other.example.com' }))).toThrowCode(
      'LOG_ORIGIN_MISMATCH',
    )
  })

  it.each([
    ['no state', (dir: string) => rmSync(join(dir, '.chancery/state')), 'LOG_ROLLED_BACK'],
    ['a state cut short', (dir: string) => truncate(join(dir, '.chancery/state')), 'LOG_STATE_MALFORMED'],
    [
      'a state that is no JSON',
      (dir: string) => writeFileSync(join(dir, '.chancery/state'), '!'),
      'LOG_STATE_MALFORMED',
    ],
    ['a state with more in it', (dir: string) => writeState(dir, { more: 1 }), 'LOG_STATE_MALFORMED'],
    ['a state of another root', (dir: string) => writeState(dir, { root: '0'.repeat(64) }), 'LOG_DAMAGED'],
    ['a state of fewer entries', (dir: string) => writeState(dir, { size: 299 }), 'LOG_DAMAGED'],
    ['no edge tile', (dir: string) => rmSync(join(dir, 'tile/0/001.p/44')), 'LOG_DAMAGED'],
    ['an edge tile cut short', (dir: string) => truncate(join(dir, 'tile/0/001.p/44')), 'LOG_DAMAGED'],
    [
      'an upper tile of zeros',
      (dir: string) => writeFileSync(join(dir, 'tile/1/000.p/1'), new Uint8Array(32)),
      'LOG_DAMAGED',
    ],
    ['a last bundle cut short', (dir: string) => truncate(join(dir, 'tile/entries/001.p/44')), 'LOG_DAMAGED'],
    ['a last bundle of other entries', (dir: string) => flip(join(dir, 'tile/entries/001.p/44')), 'LOG_DAMAGED'],
    ['a checkpoint that is none', (dir: string) => truncate(join(dir, 'checkpoint')), 'LOG_DAMAGED'],
    ['a checkpoint that was changed', (dir: string) => changeCheckpoint(dir), 'LOG_DAMAGED'],
  ])('with %s', async (_, damage, code) => {
    const dir = await grown(300)
    damage(dir)
    await expect(() => StoredLog.open(folderStore(dir), options())).toThrowCode(code)
  })

  it('from an older copy beside a newer checkpoint, or with a checkpoint of another tree', async () => {
    const dir = await grown(300)
    const state = readFileSync(join(dir, '.chancery/state'))
    await using log = await StoredLog.open(folderStore(dir), options())
    await log.add(entryOf(300))
    await log.close()
    writeFileSync(join(dir, '.chancery/state'), state)
    await expect(() => StoredLog.open(folderStore(dir), options())).toThrowCode('LOG_ROLLED_BACK')
    for (const size of [300, 200]) {
      const text = encodeCheckpoint({ origin: ORIGIN, size, root: leafHash(entryOf(0)) })
      writeFileSync(join(dir, 'checkpoint'), await signNote(text, signers))
      await expect(() => StoredLog.open(folderStore(dir), options())).toThrowCode('LOG_DAMAGED')
    }
    const foreign = encodeCheckpoint({ origin: 'other.example.com', size: 300, root: leafHash(entryOf(0)) })
    writeFileSync(join(dir, 'checkpoint'), await signNote(foreign, signers))
    await expect(() => StoredLog.open(folderStore(dir), options())).toThrowCode('LOG_ORIGIN_MISMATCH')
  })

  it('as a file', async () => {
    const dir = newFolder()
    writeFileSync(dir, '')
    await expect(() => StoredLog.create(folderStore(dir), options())).toThrowCode('NOT_A_DIRECTORY')
  })
})

describe('what a killed process left', () => {
  it('is taken away, and a checkpoint that it owes is signed', async () => {
    const dir = await grown(10)
    writeFileSync(join(dir, '.chancery/new-3'), 'half')
    mkdirSync(join(dir, 'tile/0/000.p'), { recursive: true })
    writeFileSync(join(dir, 'tile/0/000.p/11'), 'not yet of the log')
    rmSync(join(dir, 'checkpoint'))
    await using log = await StoredLog.open(folderStore(dir), options())
    expect(readdirSync(join(dir, '.chancery'))).toEqual(['state'])
    expect(await verifyFolder(dir)).toBe(10)
    expect((await log.add(entryOf(10))).index).toBe(10)
    expect(await verifyFolder(dir)).toBe(11)
  })
})

function truncate(path: string): void {
  writeFileSync(path, readFileSync(path).subarray(0, -1))
}

function flip(path: string): void {
  const bytes = readFileSync(path)
  bytes[5] = (bytes[5] as number) ^ 1
  writeFileSync(path, bytes)
}

function writeState(dir: string, change: object): void {
  const path = join(dir, '.chancery/state')
  writeFileSync(path, `${JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...change })}\n`)
}

function changeCheckpoint(dir: string): void {
  const path = join(dir, 'checkpoint')
  writeFileSync(path, readFileSync(path, 'utf8').replace('\n300\n', '\n299\n'))
}
