/**
 * Bad input of the log, as a command meets it: what each is called, that nothing of it is believed, and that nothing is left half-written.
 * docs/formats/tlog.md says which tests show the rest.
 */
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { utf8 } from '@chancery/core'
import { script, softwareKey, testKey } from '@chancery/testkit'
import { Appender, cosigner, encodeCheckpoint, encodeNoteKey, noteSigner, signNote } from '@chancery/tlog'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { ORIGIN } from './with-log.ts'
import { CHANCERY, chancery, type Ran, workbench } from './workbench.ts'

const RECORD = 'out/run.sh.sigstore.json'
const LOG = '.chancery/log'

let path: string
const at = (name: string): string => `${path}/${name}`
const run = (...args: string[]): Promise<Ran> => chancery(args, { cwd: path })
const outcome = ({ code, json }: Ran): unknown[] => [code, json.failed?.[0]?.code]
const write = (name: string, content: string | Uint8Array): void => writeFileSync(at(name), content)

beforeEach(async () => {
  const bench = await workbench('--log', ORIGIN)
  path = bench.path
  onTestFinished(() => bench[Symbol.dispose]())
  for (const name of ['run.sh', 'other.sh']) write(name, Buffer.concat([script('bash'), Buffer.from(`# ${name}\n`)]))
})

async function sign(name = 'run.sh'): Promise<Ran> {
  return run('sign', name, '--key', 'release', '--out', 'out', '--json')
}

async function signed(name?: string): Promise<void> {
  const { code, stderr } = await sign(name)
  expect(code, stderr).toBe(0)
}

/** Every file below a folder, with its content. */
function filesIn(folder: string): Record<string, string> {
  const files = readdirSync(at(folder), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [`${parentPath}/${name}`, readFileSync(`${parentPath}/${name}`, 'base64')]),
  )
}

interface Bundle {
  verificationMaterial: { tlogEntries: LogEntry[] }
  dsseEnvelope: { payload: string; payloadType: string; signatures: unknown[] }
  messageSignature?: unknown
}
interface LogEntry {
  inclusionProof: { treeSize: string; rootHash: string; checkpoint: { envelope: string } }
}

describe('a bundle', () => {
  const json = (change: (bundle: Bundle) => void) => (text: string) => {
    const bundle = JSON.parse(text) as Bundle
    change(bundle)
    return JSON.stringify(bundle)
  }
  const inFront = (member: string) => (text: string) => text.replace(`"${member}":`, `"${member}":"x","${member}":`)

  it.each<[string, string, (text: string) => string, string?]>([
    ['that is cut short', 'BUNDLE_MALFORMED', (text) => text.slice(0, -3)],
    ['that is empty', 'BUNDLE_MALFORMED', () => ''],
    ['that is larger than any', 'BUNDLE_TOO_LARGE', (text) => text.padEnd(33 * 1024 * 1024)],
    ['of two envelopes, one behind the other', 'BUNDLE_MALFORMED', (text) => text + text],
    ['with two envelopes in it', 'BUNDLE_MALFORMED', inFront('dsseEnvelope')],
    ['with an envelope and a signature of the file', 'BUNDLE_MALFORMED', json((one) => (one.messageSignature = {}))],
    [
      'with two signatures',
      'BUNDLE_UNSUPPORTED',
      json(({ dsseEnvelope: { signatures } }) => signatures.push(signatures[0])),
    ],
    // Logs have such signatures as well: this one they have not.
    [
      'with another payload type',
      'BUNDLE_UNSUPPORTED',
      json(({ dsseEnvelope }) => (dsseEnvelope.payloadType = 'text/plain')),
      'LOG_ENTRY_NOT_FOUND',
    ],
    ['with a member twice', 'BUNDLE_MALFORMED', inFront('payloadType')],
    ['with a member of its log entry twice', 'BUNDLE_MALFORMED', inFront('logIndex')],
    [
      'of a file, with a hash that nobody knows',
      'BUNDLE_HASH_UNKNOWN',
      json((one) => {
        const { dsseEnvelope: _, ...rest } = one
        for (const name of Object.keys(one)) delete one[name as keyof Bundle]
        Object.assign(one, rest, {
          messageSignature: { messageDigest: { algorithm: 'SHA3_256', digest: 'AAAA' }, signature: 'AAAA' },
        })
      }),
    ],
  ])('%s is refused by whoever reads it, and stays as it is', async (_, code, spoil, searched = code) => {
    await signed()
    write(RECORD, spoil(readFileSync(at(RECORD), 'utf8')))
    const before = [filesIn('out'), filesIn(LOG)]
    const { code: exit, json: report } = await run('verify', 'out/run.sh', '--require', 'log', '--json')
    expect([exit, report.files[0]?.code, report.files[0]?.record]).toEqual([1, code, 'failed'])
    expect([report.files[0]?.verdict, report.files[0]?.log ?? null]).toEqual(['failed', null])
    for (const args of [
      ['prove', '--bundle', RECORD],
      ['receipt', '--bundle', RECORD, '--out', 'made'],
      ['search', '--sha256', '0'.repeat(64), '--records', 'out'],
    ]) {
      expect(outcome(await run('log', ...args, '--json')), args[0]).toEqual([1, searched])
    }
    expect((await run('log', 'monitor', '--state', 'state', '--known', 'out', '--json')).code).toBe(1)
    // What cannot be read ends the look; a record that is another's leaves a signature that nobody knows.
    expect([existsSync(at('made')), existsSync(at('state'))]).toEqual([false, searched !== code])
    expect([filesIn('out'), filesIn(LOG)]).toEqual(before)
  })
})

it('a bundle that grew beyond all measure holds up no queue, and gets no proof', async () => {
  write(
    'chancery.yaml',
    readFileSync(at('chancery.yaml'), 'utf8').replace('key: log }', 'key: log, onFailure: queue }'),
  )
  renameSync(at(LOG), at('away'))
  await signed()
  renameSync(at('away'), at(LOG))
  write(RECORD, 'x'.repeat(33 * 1024 * 1024))
  const flushed = await run('log', 'flush', '--json')
  const { logged } = flushed.json as unknown as { logged: { bundle: string | null }[] }
  const bundles = logged.map(({ bundle }) => bundle)
  expect([flushed.code, bundles.includes(null), bundles.includes(at(RECORD))]).toEqual([0, true, false])
  expect(statSync(at(RECORD)).size).toBe(33 * 1024 * 1024)
})

describe('an old checkpoint', () => {
  let old: Buffer
  beforeEach(async () => {
    await signed()
    old = readFileSync(at(`${LOG}/checkpoint`))
    await signed('other.sh')
    expect((await run('log', 'verify', '--out', 'seen')).code).toBe(0)
  })

  it('that the log shows again is a rewind, and what was seen is kept; the log goes on from what it has', async () => {
    const seen = readFileSync(at('seen'))
    write(`${LOG}/checkpoint`, old)
    expect(outcome(await run('log', 'verify', '--since', 'seen', '--out', 'seen', '--json'))).toEqual([
      1,
      'LOG_REWOUND',
    ])
    expect(readFileSync(at('seen'))).toEqual(seen)
    const watched = await run('log', 'monitor', '--state', 'state', '--seen', 'seen', '--json')
    expect([watched.code, (watched.json as unknown as { alarms: { code: string }[] }).alarms[0]?.code]).toEqual([
      1,
      'LOG_REWOUND',
    ])
    expect(existsSync(at('state'))).toBe(false)
    write('third.sh', script('sh'))
    await signed('third.sh')
    const again = await run('log', 'verify', '--since', 'seen', '--json')
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('continues')])
  })

  it('in a bundle proves no entry that came after it', async () => {
    const bundle = JSON.parse(readFileSync(at('out/other.sh.sigstore.json'), 'utf8')) as Bundle
    const [, size, root] = old.toString().split('\n')
    const [entry] = bundle.verificationMaterial.tlogEntries as [LogEntry]
    Object.assign(entry.inclusionProof, { treeSize: size, rootHash: root, checkpoint: { envelope: old.toString() } })
    write('out/other.sh.sigstore.json', JSON.stringify(bundle))
    const { code, json } = await run('verify', 'out/other.sh', '--json')
    expect([code, json.files[0]?.code, json.files[0]?.log ?? null]).toEqual([1, 'BUNDLE_LOG_UNPROVED', null])
  })
})

describe('the log of another origin', () => {
  it('is neither written to nor read in the place of ours', async () => {
    using other = await workbench('--log', 'other.example.com')
    rmSync(at(LOG), { recursive: true })
    cpSync(other.at(LOG), at(LOG), { recursive: true })
    const before = filesIn(LOG)
    expect(outcome(await sign())).toEqual([2, 'LOG_ORIGIN_MISMATCH'])
    expect(outcome(await run('log', 'receipt', '--index', '0', '--out', 'made', '--json'))).toEqual([
      1,
      'CHECKPOINT_ORIGIN_MISMATCH',
    ])
    expect(outcome(await run('log', 'verify', '--json'))).toEqual([1, 'NOTE_KEY_UNTRUSTED'])
    expect([existsSync(at('out')), existsSync(at('made'))]).toEqual([false, false])
    expect(filesIn(LOG)).toEqual(before)
  })
})

describe('a witness that has cosigned two heads', () => {
  /** A log of these entries in a folder, under its own line and that of a witness who cosigns anything. */
  async function cosigned(folder: string, entries: readonly string[]): Promise<string> {
    const log = noteSigner(ORIGIN, softwareKey({ key: await testKey('p256') }))
    const liar = cosigner('liar.example.com', softwareKey({ key: await testKey('ed25519') }), () => 1_800_000_000)
    const { head, files } = Appender.empty().append(entries.map(utf8))
    const checkpoint = {
      path: 'checkpoint',
      bytes: await signNote(encodeCheckpoint({ origin: ORIGIN, ...head }), [log, liar]),
    }
    for (const { path: name, bytes } of [...files, checkpoint]) {
      mkdirSync(dirname(at(`${folder}/${name}`)), { recursive: true })
      write(`${folder}/${name}`, bytes)
    }
    return `log ${encodeNoteKey(log.key)}\nwitness liar ${encodeNoteKey(liar.key)}\nquorum liar\n`
  }

  it('meets the quorum for each, and is shown up by whoever compares them, with its lines for evidence', async () => {
    write('policy', await cosigned('ours', ['a', 'b', 'c']))
    await cosigned('theirs', ['a', 'x', 'c'])
    const policy = ['--log-policy', 'policy']
    for (const log of ['ours', 'theirs']) expect((await run('log', 'verify', log, ...policy)).code).toBe(0)
    const args = ['ours', ...policy, '--state', 'state', '--seen', 'theirs/checkpoint', '--mirror', 'theirs', '--json']
    const { code, json } = await run('log', 'monitor', ...args)
    const { alarms, evidence } = json as unknown as { alarms: { code: string }[]; evidence: string[] }
    expect([code, ...alarms.map((one) => one.code)]).toEqual([1, 'LOG_FORKED', 'LOG_FORKED'])
    const notes = evidence.map((name) => readFileSync(name, 'utf8'))
    expect(notes.filter((note) => note.includes('— liar.example.com '))).toHaveLength(2)
    expect(new Set(notes.map((note) => note.split('\n')[2])).size).toBe(2)
    expect(existsSync(at('state'))).toBe(false)
    expect(outcome(await run('log', 'verify', 'theirs', ...policy, '--since', 'ours/checkpoint', '--json'))).toEqual([
      1,
      'LOG_FORKED',
    ])
  })
})

describe('a full disk under the log', () => {
  /** The largest file that a process may write, in KiB: what every system has, and none needs rights for. */
  const limited = (
    kib: number,
    ...args: string[]
  ): { code: number; failed: { code: string; message: string } | null } => {
    const command = `ulimit -f ${kib}; trap '' XFSZ; exec "$0" "$@"`
    try {
      execFileSync('bash', ['-c', command, process.execPath, CHANCERY, ...args, '--json'], {
        cwd: path,
        env: { PATH: process.env.PATH },
        stdio: 'pipe',
      })
      return { code: 0, failed: null }
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: Buffer }
      return { code: status, failed: JSON.parse(stdout.toString()).failed[0] }
    }
  }

  async function showsWhole(): Promise<number> {
    const { code, json, stderr } = await run('log', 'verify', '--json')
    expect(code, stderr).toBe(0)
    return (json as unknown as { size: number }).size
  }

  it('signs nothing, leaves nothing, and lets the log go on when there is space', async () => {
    // A bundle of entries grows with every one; what is signed here does not.
    for (let index = 0; index < 24; index++)
      write(`${index}.sh`, Buffer.concat([script('sh'), Buffer.from(`# ${index}\n`)]))
    expect((await run('sign', '[0-9]*.sh', '--key', 'release', '--out', 'out')).code).toBe(0)
    const size = await showsWhole()
    const before = filesIn('out')
    expect(limited(8, 'sign', 'run.sh', '--key', 'release', '--out', 'out')).toMatchObject({
      code: 3,
      failed: { code: 'DISK_FULL', message: expect.stringContaining(LOG) },
    })
    expect(filesIn('out')).toEqual(before)
    // The entry may be in the log, and it is whole; nothing that was acknowledged is gone.
    expect(await showsWhole()).toBeGreaterThanOrEqual(size)
    await signed()
    expect((await run('verify', 'out/run.sh', '--require', 'log')).code).toBe(0)
    expect(await showsWhole()).toBeGreaterThan(size)
    expect(readdirSync(at(`${LOG}/.chancery`)).filter((name) => name.startsWith('new-'))).toEqual([])
  })

  const canMount = process.getuid?.() === 0 && process.platform === 'linux'

  it.skipIf(!canMount)('of its own, likewise', async ({ skip }) => {
    const kept = filesIn(LOG)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', at(LOG)], { stdio: 'pipe' })
    } catch {
      return skip('no file system can be mounted here')
    }
    onTestFinished(() => void execFileSync('umount', ['-l', at(LOG)]))
    for (const [name, content] of Object.entries(kept)) {
      mkdirSync(dirname(name), { recursive: true })
      writeFileSync(name, Buffer.from(content, 'base64'))
    }
    await signed('other.sh')
    const left = Number(
      execFileSync('df', ['--output=avail', '-B1', at(LOG)])
        .toString()
        .split('\n')[1],
    )
    write(`${LOG}/ballast`, new Uint8Array(left))
    const before = filesIn('out')
    expect(outcome(await sign())).toEqual([3, 'DISK_FULL'])
    expect(filesIn('out')).toEqual(before)
    rmSync(at(`${LOG}/ballast`))
    const size = await showsWhole()
    await signed()
    expect(await showsWhole()).toBeGreaterThan(size)
    expect((await run('verify', 'out/run.sh', '--require', 'log')).code).toBe(0)
  })
})
