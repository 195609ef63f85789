/** What is signed goes to the log before anyone sees it, and brings the proof: made, demanded, forged, away, and written to by many at once. */
import { createHash, createPublicKey } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { parseBundle, preAuthEncoding } from '@chancery/attest'
import { buildPe, cosign, script } from '@chancery/testkit'
import { openCheckpoint, parseHashedRekord, parseNoteKey, readEntries, verifyLog } from '@chancery/tlog'
import { nodeFileSystem } from '@chancery/tlog-storage'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { schemaOf } from './schemas.ts'
import { ORIGIN, sizeOfLog, trustedRoot } from './with-log.ts'
import { chancery, type Ran, start, workbench } from './workbench.ts'

const valid = { sign: schemaOf('sign'), verify: schemaOf('verify'), record: schemaOf('signing-record') }

interface Bundle {
  verificationMaterial: { tlogEntries: LogEntry[] }
  dsseEnvelope: { payload: string }
}
interface LogEntry {
  logIndex: string
  inclusionProof: {
    logIndex: string
    hashes: string[]
    rootHash: string
    treeSize: string
    checkpoint: { envelope: string }
  }
}

let path: string
const at = (name: string): string => `${path}/${name}`
const run = (...args: string[]): Promise<Ran> => chancery(args, { cwd: path })
const bundleOf = (name: string): Bundle => JSON.parse(readFileSync(at(name), 'utf8'))
const configure = (change: (text: string) => string): void =>
  writeFileSync(at('chancery.yaml'), change(readFileSync(at('chancery.yaml'), 'utf8')))

beforeEach(async () => {
  const bench = await workbench('--log', ORIGIN)
  path = bench.path
  onTestFinished(() => bench[Symbol.dispose]())
  writeFileSync(at('app.exe'), buildPe())
  writeFileSync(at('run.sh'), script('bash'))
})

async function sign(...args: string[]): Promise<Ran> {
  const ran = await run('sign', ...args, '--key', 'release', '--out', 'out', '--json')
  expect(valid.sign(ran.json), JSON.stringify(valid.sign.errors)).toBe(true)
  return ran
}

async function verdict(name = 'out/app.exe', ...args: string[]): Promise<readonly [number | null, string | undefined]> {
  const ran = await run('verify', name, '--require', 'log', '--json', ...args)
  expect(valid.verify(ran.json), JSON.stringify(valid.verify.errors)).toBe(true)
  return [ran.code, ran.json.files[0]?.code ?? ran.json.failed[0]?.code]
}

/** How many entries the log has, every one of them and every tile looked at. */
async function entriesOfLog(dir = '.chancery/log'): Promise<readonly Uint8Array[]> {
  const reader = nodeFileSystem(at(dir))
  const key = parseNoteKey(readFileSync(at('.chancery/log.vkey'), 'utf8').trim())
  const checkpoint = openCheckpoint(readFileSync(at(`${dir}/checkpoint`)), { origin: ORIGIN, keys: [key] })
  await verifyLog(reader, checkpoint)
  return checkpoint.size === 0 ? [] : readEntries(reader, { index: 0, width: checkpoint.size })
}

function signatureOf(name: string): string {
  const bundle = parseBundle(readFileSync(at(name)))
  if (bundle.kind !== 'key') throw new Error('records are signed by a bare key')
  return Buffer.from(bundle.envelope.signature).toString('hex')
}

describe('a record in the log', () => {
  it('says where, brings the proof, and verifies offline', async () => {
    const ran = await sign('app.exe', 'run.sh')
    expect(ran.code, ran.stderr).toBe(0)
    expect(new Set(ran.json.files.map(({ log }) => log?.index))).toEqual(new Set([1, 2]))
    const entries = await entriesOfLog()
    // The first is that the log was made.
    expect(entries).toHaveLength(3)
    for (const { out, bundle, log } of ran.json.files) {
      const parsed = parseBundle(readFileSync(at(bundle as string)))
      if (parsed.kind !== 'key') throw new Error('records are signed by a bare key')
      const { payload, payloadType } = parsed.envelope
      expect(
        valid.record(JSON.parse(Buffer.from(payload).toString()).predicate),
        JSON.stringify(valid.record.errors),
      ).toBe(true)
      expect(JSON.parse(Buffer.from(payload).toString()).predicate.log).toEqual({ origin: ORIGIN, onFailure: 'error' })
      const digest = createHash('sha256').update(preAuthEncoding(payloadType, payload)).digest('hex')
      const logged = parseHashedRekord(entries[log?.index as number] as Uint8Array)
      expect(Buffer.from(logged?.digest as Uint8Array).toString('hex')).toBe(digest)
      const verified = await run('verify', out, '--require', 'log', '--json')
      expect(verified.code, verified.stderr).toBe(0)
      expect(verified.json.files[0]?.log).toEqual(log)
    }
  })

  it('is demanded in vain where the log is not trusted, or another is', async () => {
    await sign('app.exe')
    const trust = ['--trust', '.chancery/ca.pem', '--trust', '.chancery/attestation.pub']
    expect(await verdict('out/app.exe', ...trust)).toEqual([1, 'REQUIREMENT_NOT_MET'])
    expect(await verdict('out/app.exe', ...trust, '--trust', '.chancery/log.vkey')).toEqual([0, undefined])
    mkdirSync(at('other'))
    const other = await chancery(['init', '--log', ORIGIN], { cwd: at('other') })
    expect(other.code, other.stderr).toBe(0)
    expect(await verdict('out/app.exe', ...trust, '--trust', 'other/.chancery/log.vkey')).toEqual([
      1,
      'REQUIREMENT_NOT_MET',
    ])
    // The record itself is not demanded by less: a key that is not trusted might have logged anything.
    expect(await verdict('out/app.exe', '--trust', '.chancery/ca.pem', '--trust', '.chancery/log.vkey')).toEqual([
      1,
      'REQUIREMENT_NOT_MET',
    ])
  })

  it.each<readonly [string, (entry: LogEntry) => void]>([
    [
      'another index',
      (entry) =>
        Object.assign(entry, { logIndex: '0' }, { inclusionProof: { ...entry.inclusionProof, logIndex: '0' } }),
    ],
    [
      'an index beyond the tree',
      (entry) =>
        Object.assign(entry, { logIndex: '9' }, { inclusionProof: { ...entry.inclusionProof, logIndex: '9' } }),
    ],
    [
      'a hash that is another',
      ({ inclusionProof }) => inclusionProof.hashes.splice(0, 1, Buffer.alloc(32).toString('base64')),
    ],
    ['no hashes', ({ inclusionProof }) => inclusionProof.hashes.splice(0)],
    ['a root that is another', ({ inclusionProof }) => (inclusionProof.rootHash = Buffer.alloc(32).toString('base64'))],
    ['a larger tree', ({ inclusionProof }) => (inclusionProof.treeSize = '4')],
    [
      'a checkpoint of another origin',
      ({ inclusionProof: { checkpoint } }) =>
        (checkpoint.envelope = checkpoint.envelope.replaceAll(ORIGIN, 'evil.example.com')),
    ],
    [
      'a checkpoint that says more',
      ({ inclusionProof: { checkpoint } }) => (checkpoint.envelope = checkpoint.envelope.replace('\n3\n', '\n4\n')),
    ],
    [
      'a checkpoint without a signature',
      ({ inclusionProof: { checkpoint } }) => (checkpoint.envelope = checkpoint.envelope.replace(/— .*\n/, '')),
    ],
  ])('with %s is refused, asked for or not', async (_, forge) => {
    expect((await sign('run.sh')).code).toBe(0)
    expect((await sign('app.exe')).code).toBe(0)
    const bundle = bundleOf('out/app.exe.sigstore.json')
    forge(bundle.verificationMaterial.tlogEntries[0] as LogEntry)
    writeFileSync(at('out/app.exe.sigstore.json'), JSON.stringify(bundle))
    expect(await verdict()).toEqual([1, 'BUNDLE_LOG_UNPROVED'])
    expect((await run('verify', 'out/app.exe')).code).toBe(1)
  })

  it('with the proof of another is refused, and without any where one is demanded', async () => {
    expect((await sign('run.sh', 'app.exe')).code).toBe(0)
    const mine = bundleOf('out/app.exe.sigstore.json')
    const other = bundleOf('out/run.sh.sigstore.json')
    mine.verificationMaterial.tlogEntries = other.verificationMaterial.tlogEntries
    writeFileSync(at('out/app.exe.sigstore.json'), JSON.stringify(mine))
    expect(await verdict()).toEqual([1, 'BUNDLE_LOG_UNPROVED'])
    mine.verificationMaterial.tlogEntries = []
    writeFileSync(at('out/app.exe.sigstore.json'), JSON.stringify(mine))
    expect(await verdict()).toEqual([1, 'REQUIREMENT_NOT_MET'])
    expect((await run('verify', 'out/app.exe')).code).toBe(0)
  })

  it('is taken by stock cosign, with the log in its trusted root and nothing ignored', async (context) => {
    await sign('app.exe')
    const vkey = readFileSync(at('.chancery/log.vkey'), 'utf8')
    const stranger = createPublicKey(readFileSync(at('.chancery/attestation.pub')))
    writeFileSync(at('root.json'), trustedRoot(vkey))
    writeFileSync(at('wrong.json'), trustedRoot(vkey, stranger.export({ type: 'spki', format: 'der' })))
    const judge = async (trustedRoot: string): Promise<boolean> => {
      const ended = await cosign(context).run([
        'verify-blob-attestation',
        '--key',
        at('.chancery/attestation.pub'),
        '--trusted-root',
        at(trustedRoot),
        '--bundle',
        at('out/app.exe.sigstore.json'),
        '--type',
        'urn:chancery:signing-record:v1',
        at('out/app.exe'),
      ])
      return ended.code === 0
    }
    expect(await judge('root.json')).toBe(true)
    expect(await judge('wrong.json')).toBe(false)
    const trust = ['--trust', '.chancery/ca.pem', '--trust', '.chancery/attestation.pub']
    expect(await verdict('out/app.exe', ...trust, '--trust', 'root.json')).toEqual([0, undefined])
    expect(await verdict('out/app.exe', ...trust, '--trust', 'wrong.json')).toEqual([1, 'BUNDLE_LOG_UNPROVED'])
  })
})

describe('the log', () => {
  it('has every statement of attest, and every record of a release', async () => {
    writeFileSync(at('review.json'), '{}')
    const attested = await run(
      'attest',
      'app.exe',
      '--predicate-type',
      'https://example.com/review/v1',
      '--predicate',
      'review.json',
    )
    expect(attested.code, attested.stderr).toBe(0)
    mkdirSync(at('dist'))
    cpSync(at('app.exe'), at('dist/app.exe'))
    writeFileSync(
      at('release.yaml'),
      'name: app\nversion: "1"\ninput: dist\nout: rel\nkey: release\nfiles: [{ paths: "*.exe" }]\n',
    )
    const released = await run('release')
    expect(released.code, released.stderr).toBe(0)
    const signatures = (await entriesOfLog())
      .slice(1)
      .map((entry) => Buffer.from(parseHashedRekord(entry)?.signature ?? []).toString('hex'))
    const bundles = ['app.exe.attestation', 'rel/app.exe', 'rel/SHA256SUMS', 'rel/SHA256SUMS.release']
    for (const bundle of bundles) expect(signatures, bundle).toContain(signatureOf(`${bundle}.sigstore.json`))
    expect(signatures).toHaveLength(bundles.length)
    // Nothing is signed the second time, and nothing logged.
    expect((await run('release')).code).toBe(0)
    expect(await entriesOfLog()).toHaveLength(1 + bundles.length)
  })

  it('has what is kept once, and what was signed without it anew', async () => {
    const size = (): number =>
      sizeOfLog(readFileSync(at('.chancery/log/checkpoint')), readFileSync(at('.chancery/log.vkey'), 'utf8'))
    const yaml = readFileSync(at('chancery.yaml'), 'utf8')
    configure((text) => text.replace(/^log:.*\n/m, ''))
    expect((await sign('app.exe', '--if-signed', 'keep')).json.files[0]).toMatchObject({ action: 'signed', log: null })
    writeFileSync(at('chancery.yaml'), yaml)
    const log = { origin: ORIGIN, index: 1 }
    expect((await sign('app.exe', '--if-signed', 'keep')).json.files[0]).toMatchObject({ action: 'signed', log })
    expect((await sign('app.exe', '--if-signed', 'keep')).json.files[0]).toMatchObject({ action: 'kept', log })
    expect(size()).toBe(2)
    const forged = bundleOf('out/app.exe.sigstore.json')
    const [entry] = forged.verificationMaterial.tlogEntries as [LogEntry]
    entry.inclusionProof.rootHash = Buffer.alloc(32).toString('base64')
    writeFileSync(at('out/app.exe.sigstore.json'), JSON.stringify(forged))
    expect((await sign('app.exe', '--if-signed', 'keep')).json.files[0]).toMatchObject({ action: 'signed' })
    expect(size()).toBe(3)
  })

  it('gives no place twice to commands that run at once', async () => {
    const commands = Array.from({ length: 6 }, (_, n) => {
      cpSync(at('run.sh'), at(`run${n}.sh`))
      const running = start(['sign', `run${n}.sh`, '--key', 'release', '--out', `out${n}`, '--json'], { cwd: path })
      running.child.stdin.end()
      return running.ended
    })
    const ran = await Promise.all(commands)
    expect(
      ran.map(({ code }) => code),
      ran.map(({ stderr }) => stderr).join(),
    ).toEqual(ran.map(() => 0))
    const places = ran.map(({ json }) => json.files[0]?.log?.index as number)
    expect(places.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6])
    expect(await entriesOfLog()).toHaveLength(7)
  })

  it('that is not there, or is damaged, lets nothing be signed', async () => {
    renameSync(at('.chancery/log'), at('away'))
    const ran = await sign('app.exe', 'run.sh')
    expect([ran.code, ran.json.failed[0]?.code, ran.json.files]).toEqual([2, 'LOG_NOT_FOUND', []])
    expect(existsSync(at('out/app.exe'))).toBe(false)
    renameSync(at('away'), at('.chancery/log'))
    expect((await sign('run.sh')).code).toBe(0)
    writeFileSync(at('.chancery/log/tile/0/000.p/2'), Buffer.alloc(64))
    const damaged = await sign('app.exe')
    expect([damaged.code, damaged.json.failed[0]?.code]).toEqual([1, 'LOG_DAMAGED'])
    expect(existsSync(at('out/app.exe'))).toBe(false)
  })

  it('is asked for before the first file: a key that it has no name for is refused', async () => {
    configure((text) => text.replace('origin: log.example.com', 'origin: log.example.com/ci'))
    expect((await sign('app.exe')).json.failed[0]).toMatchObject({ code: 'CONFIG_INVALID' })
    configure((text) =>
      text.replace('origin: log.example.com/ci', 'origin: log.example.com').replace('key: log }', 'key: release }'),
    )
    expect((await sign('app.exe')).json.failed[0]).toMatchObject({ code: 'NOTE_KEY_UNSUITABLE' })
  })

  it('has the name of a host, or nothing is made', async () => {
    const ran = await run('init', '--dir', 'new', '--log', 'https://log.example.com', '--json')
    expect([ran.code, JSON.parse(ran.stdout).failed[0].code]).toEqual([2, 'OPTION_INVALID'])
    expect(existsSync(at('new'))).toBe(false)
  })

  it('is made once', async () => {
    const again = await run('log', 'init', '--json')
    expect([again.code, JSON.parse(again.stdout).failed[0].code]).toEqual([2, 'LOG_EXISTS'])
    rmSync(at('.chancery/log'), { recursive: true })
    const made = await run('log', 'init', '--out', 'again.vkey', '--json')
    expect(made.code, made.stderr).toBe(0)
    expect(readFileSync(at('again.vkey'), 'utf8')).toBe(readFileSync(at('.chancery/log.vkey'), 'utf8'))
    expect(JSON.parse(made.stdout)).toMatchObject({ version: 1, origin: ORIGIN })
    configure((text) => text.replace(/^log:.*\n/m, ''))
    const none = await run('log', 'init', '--json')
    expect([none.code, JSON.parse(none.stdout).failed[0].code]).toEqual([2, 'LOG_NOT_CONFIGURED'])
  })
})

describe('with onFailure: queue', () => {
  beforeEach(async () => {
    configure((text) => text.replace('key: log }', 'key: log, onFailure: queue }'))
    // The second entry: what says how is signed is another.
    expect((await run('log', 'record', 'policy-change')).code).toBe(0)
  })

  it('signs while the log is away, says so, and makes up for it', async () => {
    renameSync(at('.chancery/log'), at('away'))
    const ran = await sign('app.exe', 'run.sh')
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.stderr).toContain(`queued for ${ORIGIN}`)
    expect(ran.json.files.map(({ log }) => log)).toEqual([
      { origin: ORIGIN, index: null },
      { origin: ORIGIN, index: null },
    ])
    expect(await verdict()).toEqual([1, 'REQUIREMENT_NOT_MET'])
    expect((await run('verify', 'out/app.exe', 'out/run.sh')).code).toBe(0)
    const vain = await run('log', 'flush', '--json')
    expect([vain.code, JSON.parse(vain.stdout).failed[0].code]).toEqual([2, 'LOG_NOT_FOUND'])

    renameSync(at('away'), at('.chancery/log'))
    // Built again, and signed again, meanwhile: the old entry is logged, and the new record keeps its own proof.
    writeFileSync(at('run.sh'), `#!/bin/bash\necho changed\n`)
    expect((await sign('run.sh')).json.files[0]?.log).toEqual({ origin: ORIGIN, index: 2 })
    const flushed = await run('log', 'flush', '--json')
    expect(flushed.code, flushed.stderr).toBe(0)
    const { logged } = JSON.parse(flushed.stdout) as { logged: { index: number; bundle: string | null }[] }
    expect(logged.map(({ index }) => index)).toEqual([3, 4])
    expect(logged.map(({ bundle }) => bundle).filter((bundle) => bundle !== null)).toEqual([
      at('out/app.exe.sigstore.json'),
    ])
    expect(await verdict()).toEqual([0, undefined])
    expect(await verdict('out/run.sh')).toEqual([0, undefined])
    expect(await entriesOfLog()).toHaveLength(5)
    const nothing = await run('log', 'flush', '--json')
    expect([nothing.code, JSON.parse(nothing.stdout).logged]).toEqual([0, []])
  })

  it('leaves alone what stands in the place of a bundle by now, and keeps what a bundle got meanwhile', async () => {
    renameSync(at('.chancery/log'), at('away'))
    expect((await sign('app.exe', 'run.sh')).code).toBe(0)
    renameSync(at('away'), at('.chancery/log'))
    writeFileSync(at('out/run.sh.sigstore.json'), 'no bundle')
    const stamped = await run('timestamp', 'out/app.exe.sigstore.json', '--json')
    expect(stamped.code, stamped.stderr).toBe(0)
    const timestamps = (): unknown =>
      JSON.parse(readFileSync(at('out/app.exe.sigstore.json'), 'utf8')).verificationMaterial.timestampVerificationData
    const before = timestamps()
    expect(before).toMatchObject({ rfc3161Timestamps: [{}] })
    const flushed = await run('log', 'flush', '--json')
    expect(flushed.code, flushed.stderr).toBe(0)
    const bundles = JSON.parse(flushed.stdout).logged.map(({ bundle }: { bundle: string | null }) => bundle)
    expect(new Set(bundles)).toEqual(new Set([null, at('out/app.exe.sigstore.json')]))
    expect(readFileSync(at('out/run.sh.sigstore.json'), 'utf8')).toBe('no bundle')
    expect(timestamps()).toEqual(before)
    expect(await verdict()).toEqual([0, undefined])
    expect(await entriesOfLog()).toHaveLength(4)
  })

  it('lets nothing be signed into a log that is wrong', async () => {
    expect((await sign('run.sh')).code).toBe(0)
    writeFileSync(at('.chancery/log/tile/0/000.p/3'), Buffer.alloc(96))
    expect((await sign('app.exe')).json.failed[0]).toMatchObject({ code: 'LOG_DAMAGED' })
    expect(existsSync(at('out/app.exe'))).toBe(false)
  })

  it.each([
    ['no JSON', 'x'],
    ['of another log', '{"version":1,"origin":"evil.example.com","entry":"YQ==","bundle":null}'],
    ['without an entry', '{"version":1,"origin":"log.example.com"}'],
  ])('does not log what is %s', async (_, text) => {
    mkdirSync(at('.chancery/log-queue'))
    writeFileSync(at('.chancery/log-queue/a.json'), text)
    const ran = await run('log', 'flush', '--json')
    expect([ran.code, JSON.parse(ran.stdout).failed[0].code]).toEqual([1, 'LOG_QUEUE_MALFORMED'])
    expect(await entriesOfLog()).toHaveLength(2)
  })
})
