/** What happens beside signatures stands in the log too: stated before it is signed by, recorded by who does it or by hand. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { EVENT_TYPE, type Event } from '@chancery/attest/events'
import { buildPe, cosign, script } from '@chancery/testkit'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { refused, runJson } from './event-report.ts'
import { schemaOf } from './schemas.ts'
import { ORIGIN, trustedRoot } from './with-log.ts'
import { type Ran, type Workbench, workbench } from './workbench.ts'

const valid: Record<string, ValidateFunction> = {
  event: schemaOf('event'),
  log: schemaOf('log'),
  trust: schemaOf('trust'),
}
const EVENTS = '.chancery/events'
let bench: Workbench

beforeEach(async () => {
  bench = await workbench('--log', ORIGIN)
  onTestFinished(() => bench[Symbol.dispose]())
  writeFileSync(bench.at('run.sh'), script('bash'))
  writeFileSync(bench.at('minutes.txt'), 'Who was there: Alice Example, Bob Example\n')
})

const configure = (change: (text: string) => string): void =>
  writeFileSync(bench.at('chancery.yaml'), change(bench.read('chancery.yaml').toString()))
const sign = (...args: string[]): Promise<Ran> =>
  bench.run(['sign', 'run.sh', '--key', 'release', '--out', 'out', '--json', ...args])

const json = (...args: string[]): ReturnType<typeof runJson> => runJson(bench, args, valid[args[0] as string])

/** What is kept, by time: each as the published schema has it. */
function kept(): readonly (Event & {
  readonly path: string
  readonly logged: boolean
  readonly subjects: readonly string[]
})[] {
  return readdirSync(bench.at(EVENTS))
    .sort()
    .map((name) => {
      const bundle = JSON.parse(bench.read(`${EVENTS}/${name}`).toString())
      const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString())
      expect(statement.predicateType).toBe(EVENT_TYPE)
      expect(valid.event?.(statement.predicate), JSON.stringify(valid.event?.errors)).toBe(true)
      return {
        ...statement.predicate,
        path: `${EVENTS}/${name}`,
        logged: bundle.verificationMaterial.tlogEntries.length === 1,
        subjects: statement.subject.map((subject: { name: string }) => subject.name),
      }
    })
}
const kinds = (): readonly string[] => kept().map(({ kind }) => kind)
const size = async (): Promise<number> => (await json('log', 'verify')).report.size

describe('what says how is signed', () => {
  it('is the first thing that a log has', async () => {
    expect(kept()).toMatchObject([
      { kind: 'log-created', source: 'tool', logged: true, key: { name: 'log' }, code: null, assertedBy: null },
    ])
    expect(kept()[0]?.subjects).toEqual([
      'key log',
      'key ca',
      'key release',
      'key attestation',
      'key tsa',
      'chancery.yaml',
    ])
    expect((await sign()).json.files[0]?.log?.index).toBe(1)
    expect(kinds()).toEqual(['log-created'])
  })

  it('is stated before anything is signed by it, and once', async () => {
    configure((text) => `${text}# another\n`)
    const ran = await sign()
    expect([ran.code, ran.json.files[0]?.log?.index], ran.stderr).toEqual([0, 2])
    expect((await sign()).json.files[0]?.log?.index).toBe(3)
    const [created, changed] = kept()
    expect(changed).toMatchObject({ kind: 'policy-change', logged: true, subjects: ['chancery.yaml'] })
    expect(changed?.details.configurationBefore).toBe(created?.details.configuration)
    expect(changed?.details.configuration).not.toBe(created?.details.configuration)
    // Where nothing is signed, nothing is stated.
    configure((text) => `${text}# a third\n`)
    expect((await sign('--dry-run')).code).toBe(0)
    expect((await sign('--no-attest')).code).toBe(0)
    expect(kinds()).toHaveLength(2)
    writeFileSync(bench.at('review.json'), '{}')
    const said = ['--predicate-type', 'https://example.com/review/v1', '--predicate', 'review.json']
    expect((await bench.run(['attest', 'run.sh', ...said])).code).toBe(0)
    expect(kinds()).toEqual(['log-created', 'policy-change', 'policy-change'])
    expect(await size()).toBe(6)
  })

  it('is stated where events are kept, and not by runners that begin empty', async () => {
    configure((text) => `${text}# another\n`)
    renameSync(bench.at(EVENTS), bench.at('archive'))
    expect((await sign()).json.files[0]?.log?.index).toBe(1)
    expect(existsSync(bench.at(EVENTS))).toBe(false)
    configure((text) => text.replace('log: {', 'log: { events: kept,'))
    expect((await sign()).json.files[0]?.log?.index).toBe(3)
    expect(readdirSync(bench.at('kept'))).toEqual([expect.stringContaining('-policy-change-')])
  })

  it('is stated by whatever else signs statements: a record made anew, a verdict', async () => {
    expect((await sign('--no-timestamp')).code).toBe(0)
    configure((text) => `${text}# one\n`)
    const stamped = await bench.run(['timestamp', 'out/run.sh'])
    expect(stamped.code, stamped.stderr).toBe(0)
    expect(kinds()).toEqual(['log-created', 'policy-change'])
    configure((text) => `${text}# two\n`)
    const policy = {
      policy: 'https://example.com/p',
      verifier: 'https://example.com/v',
      resource: 'https://example.com/{name}',
    }
    writeFileSync(bench.at('policy.json'), JSON.stringify({ ...policy, require: ['timestamp'] }))
    const verified = await bench.run(['verify', 'out/run.sh', '--policy', 'policy.json', '--vsa', 'run.vsa.json'])
    expect(verified.code, verified.stderr).toBe(0)
    expect(kinds()).toEqual(['log-created', 'policy-change', 'policy-change'])
    // A verdict is no denial, and what verifies without signing states nothing.
    configure((text) => `${text}# three\n`)
    writeFileSync(bench.at('policy.json'), JSON.stringify({ ...policy, formats: ['jar'] }))
    expect((await bench.run(['verify', 'out/run.sh', '--policy', 'policy.json'])).code).toBe(1)
    expect([kinds().length, await size()]).toEqual([3, 6])
  })

  it('is stated by who changes it, and the job that signs has nothing to add', async () => {
    configure((text) => `${text}# reviewed\n`)
    const stated = await json('log', 'record', 'policy-change', '--by', 'Alice Example', '--reason', 'review 12')
    expect(stated).toMatchObject({ code: 0, report: { kind: 'policy-change', index: 1 } })
    expect(stated.report.bundle).toBe(bench.at(kept()[1]?.path as string))
    expect(kept()[1]).toMatchObject({ source: 'person', assertedBy: 'Alice Example', reason: 'review 12' })
    expect((await sign()).json.files[0]?.log?.index).toBe(2)
  })

  it.each<readonly [string, (path: string) => void]>([
    ['is gone', (path) => rmSync(path)],
    ['was changed', (path) => forge(path, 'payload')],
    ['is signed by nobody', (path) => forge(path, 'signature')],
    ['was never logged', (path) => forge(path, 'proof')],
    ['is no bundle', (path) => writeFileSync(path, 'x')],
    ['is larger than any bundle', (path) => truncateSync(path, 33 * 1024 * 1024)],
  ])('is stated again where what stated it %s', async (_, change) => {
    change(bench.at(kept()[0]?.path as string))
    expect((await sign()).json.files[0]?.log?.index).toBe(2)
    expect(await size()).toBe(3)
    expect((await sign()).json.files[0]?.log?.index).toBe(3)
  })

  it('lets nothing be signed where it cannot be kept', async () => {
    rmSync(bench.at(EVENTS), { recursive: true })
    writeFileSync(bench.at(EVENTS), 'a file')
    const ran = await sign()
    expect([ran.code, ran.json.failed[0]?.code, existsSync(bench.at('out'))]).toEqual([2, 'NOT_A_DIRECTORY', false])
    expect(await size()).toBe(1)
    expect(bench.read(EVENTS).toString()).toBe('a file')
  })
})

function forge(path: string, what: 'payload' | 'signature' | 'proof'): void {
  const bundle = JSON.parse(readFileSync(path, 'utf8'))
  const { dsseEnvelope: envelope, verificationMaterial: material } = bundle
  if (what === 'proof') material.tlogEntries = []
  if (what === 'signature') envelope.signatures[0].sig = Buffer.alloc(70, 1).toString('base64')
  if (what === 'payload') {
    const text = Buffer.from(envelope.payload, 'base64').toString()
    envelope.payload = Buffer.from(text.replace('"local"', '"github"')).toString('base64')
  }
  writeFileSync(path, JSON.stringify(bundle))
}

describe('acts of those who run it', () => {
  it('are recorded by who does them: keys, requests, certificates, trusted roots', async () => {
    const made = await json('keys', 'generate', '--key', 'release', '--label', 'next', '--kind', 'p256')
    expect(made).toMatchObject({ code: 0, report: { event: { kind: 'key-generated', origin: ORIGIN, index: 1 } } })
    const csr = await json('keys', 'csr', '--key', 'release', '--subject', 'CN=x', '--out', 'x.csr')
    expect(csr).toMatchObject({ code: 0, report: { event: { kind: 'certificate-requested', index: 2 } } })
    const put = await json('keys', 'import-certificate', '--key', 'release', '--certificate', '.chancery/release.pem')
    expect(put).toMatchObject({ code: 0, report: { event: { kind: 'key-certificate', index: 3 } } })
    const trust = ['--certificate-authority', '.chancery/ca.pem']
    const root = await json('trust', 'init', ...trust)
    expect(root).toMatchObject({ code: 0, report: { event: { kind: 'trust-root-made', index: 4 } } })
    const retire = [
      '--retire',
      root.report.entries[0]?.id as string,
      '--from',
      '2040-01-01T00:00:00Z',
      '--overlap',
      '0',
    ]
    const turned = await json('trust', 'rotate', ...retire)
    expect(turned, JSON.stringify(turned)).toMatchObject({
      code: 0,
      report: { event: { kind: 'trust-root-rotated', index: 5 } },
    })
    expect((await json('trust', 'show')).report.event).toBeUndefined()
    expect(kept().slice(1)).toMatchObject([
      { kind: 'key-generated', subjects: ['key next'], details: { kind: 'p256', token: 'chancery' } },
      { kind: 'certificate-requested', subjects: ['x.csr'], key: { name: 'release' }, details: { subject: 'CN=x' } },
      { kind: 'key-certificate', subjects: ['release.pem', 'key release'], key: { name: 'release' } },
      { kind: 'trust-root-made', subjects: ['trusted_root.json'] },
      { kind: 'trust-root-rotated', subjects: ['trusted_root.json'], details: { before: expect.any(String) } },
    ])
    expect(kept().every(({ source, logged }) => source === 'tool' && logged)).toBe(true)
    const told = await bench.run(['keys', 'generate', '--key', 'release', '--label', 'other', '--kind', 'p256'])
    expect(told.stderr).toMatch(/recorded {2}key-generated as 6 of log\.example\.com {2}.*sigstore\.json\n/)
  })

  it('are not done where they could not be recorded', async () => {
    renameSync(bench.at('.chancery/log'), bench.at('away'))
    const made = await json('keys', 'generate', '--key', 'release', '--label', 'next', '--kind', 'p256')
    expect(made).toMatchObject({ code: 2, ...refused('LOG_NOT_FOUND') })
    const listed = await json('keys', 'list')
    expect(listed.report.keys.map(({ label }) => label)).not.toContain('next')
    expect(await json('keys', 'csr', '--key', 'release', '--subject', 'CN=x', '--out', 'x.csr')).toMatchObject(
      refused('LOG_NOT_FOUND'),
    )
    expect(await json('trust', 'init', '--certificate-authority', '.chancery/ca.pem')).toMatchObject(
      refused('LOG_NOT_FOUND'),
    )
    expect([existsSync(bench.at('x.csr')), existsSync(bench.at('trusted_root.json'))]).toEqual([false, false])
    expect(kinds()).toEqual(['log-created'])
  })

  it('say so where they are done and the log does not know', async () => {
    // The log is there, and what is kept cannot be: that shows when it is written.
    rmSync(bench.at(EVENTS), { recursive: true })
    writeFileSync(bench.at(EVENTS), 'a file')
    const made = await json('keys', 'generate', '--key', 'release', '--label', 'next', '--kind', 'p256')
    expect(made).toMatchObject({ code: 3, ...refused('EVENT_NOT_RECORDED') })
    expect(made.report.failed[0]?.message).toContain('key next: done')
    const listed = await json('keys', 'list')
    expect(listed.report.keys.map(({ label }) => label)).toContain('next')
    expect(await json('trust', 'init', '--certificate-authority', '.chancery/ca.pem')).toMatchObject(
      refused('NOT_A_DIRECTORY'),
    )
    expect(existsSync(bench.at('trusted_root.json'))).toBe(false)
  })

  it('wait in the queue with the signatures where that is allowed', async () => {
    configure((text) => text.replace('key: log }', 'key: log, onFailure: queue }'))
    renameSync(bench.at('.chancery/log'), bench.at('away'))
    const recorded = await json('log', 'record', 'incident', 'minutes.txt')
    expect(recorded).toMatchObject({ code: 0, report: { index: null } })
    const ran = await sign()
    expect([ran.code, ran.json.files[0]?.log?.index], ran.stderr).toEqual([0, null])
    // What is promised is not stated twice.
    expect((await sign()).code).toBe(0)
    expect(kept().map(({ kind, logged }) => [kind, logged])).toEqual([
      ['log-created', true],
      ['incident', false],
      ['policy-change', false],
    ])
    renameSync(bench.at('away'), bench.at('.chancery/log'))
    expect((await bench.run(['log', 'flush'])).code).toBe(0)
    expect(kept().every(({ logged }) => logged)).toBe(true)
    expect(await size()).toBe(5)
    expect((await sign()).json.files[0]?.log?.index).toBe(5)
  })

  it('come before there is a log: keys are made, then the log, whose first entry names it', async () => {
    configure((text) =>
      text.replace('object=attestation', 'object=attestation2').replace('dir: .chancery/log,', 'dir: log2,'),
    )
    const first = await json('keys', 'generate', '--key', 'release', '--label', 'attestation2', '--kind', 'p256')
    expect(first, JSON.stringify(first)).toMatchObject({
      code: 0,
      report: { event: null, unrecorded: expect.stringContaining('attestation2') },
    })
    const refusedNow = await json('keys', 'generate', '--key', 'release', '--label', 'next', '--kind', 'p256')
    expect(refusedNow).toMatchObject(refused('LOG_NOT_FOUND'))
    const made = await bench.run(['log', 'init', '--json'])
    expect([made.code, JSON.parse(made.stdout).event], made.stderr).toMatchObject([
      0,
      { kind: 'log-created', index: 0 },
    ])
    expect((await sign()).json.files[0]?.log?.index).toBe(1)
  })
})

describe('log record', () => {
  it('keeps what people did, which stock cosign finds right about its file and wrong about another', async (context) => {
    const { code, report } = await json(
      ...['log', 'record', 'key-ceremony', 'minutes.txt', '--key', 'release'],
      ...['--by', 'Alice Example', '--reason', 'yearly rotation'],
    )
    expect([code, report.index, report.subjects.map(({ name }) => name)]).toEqual([
      0,
      1,
      ['minutes.txt', 'key release'],
    ])
    expect(kept()[1]).toMatchObject({
      kind: 'key-ceremony',
      source: 'person',
      assertedBy: 'Alice Example',
      reason: 'yearly rotation',
      key: { name: 'release' },
      identity: { verified: false, platform: 'local' },
      clock: 'local',
    })
    writeFileSync(bench.at('root.json'), trustedRoot(bench.read('.chancery/log.vkey').toString()))
    writeFileSync(bench.at('other.txt'), 'Who was there: nobody\n')
    const judge = async (file: string, root = 'root.json', type = EVENT_TYPE): Promise<number | null> => {
      const args = ['--key', bench.at('.chancery/attestation.pub'), '--trusted-root', bench.at(root)]
      const all = ['verify-blob-attestation', ...args, '--bundle', report.bundle, '--type', type, bench.at(file)]
      return (await cosign(context).run(all)).code
    }
    expect(await judge('minutes.txt')).toBe(0)
    expect(await judge('other.txt')).not.toBe(0)
    expect(await judge('minutes.txt', 'root.json', 'urn:chancery:signing-record:v1')).not.toBe(0)
    writeFileSync(
      bench.at('wrong.json'),
      trustedRoot(
        bench.read('.chancery/log.vkey').toString(),
        Buffer.from(
          bench
            .read('.chancery/attestation.pub')
            .toString()
            .replace(/-----[^-]+-----|\s/g, ''),
          'base64',
        ),
      ),
    )
    expect(await judge('minutes.txt', 'wrong.json')).not.toBe(0)
  })

  it('is found by its kind, its file and its time, and watched as known', async () => {
    expect((await sign()).code).toBe(0)
    expect((await json('log', 'record', 'key-ceremony', 'minutes.txt')).code).toBe(0)
    const found = await json('log', 'search', '--event', 'key-ceremony,incident')
    expect(found).toMatchObject({
      code: 0,
      report: { entries: [{ index: 2, record: { event: 'key-ceremony', subjects: [{ name: 'minutes.txt' }] } }] },
    })
    expect((await json('log', 'search', 'minutes.txt')).report.entries).toHaveLength(1)
    expect((await json('log', 'search', '--event', 'log-created')).report.entries).toMatchObject([{ index: 0 }])
    expect(await json('log', 'search', '--event', 'denial')).toMatchObject({
      code: 1,
      ...refused('LOG_ENTRY_NOT_FOUND'),
    })
    expect(await json('log', 'search', '--event', 'lunch')).toMatchObject({ code: 2, ...refused('OPTION_INVALID') })
    expect(await json('log', 'monitor', '--state', 'state', '--known', 'out')).toMatchObject({
      code: 0,
      report: { unknown: [], alarms: [] },
    })
  })

  it.each([
    ['a kind that there is not', ['lunch', 'minutes.txt'], 2, 'OPTION_INVALID'],
    ['what only the tool records', ['denial', 'minutes.txt'], 2, 'OPTION_INVALID'],
    ['an erasure by hand', ['erasure', 'minutes.txt'], 2, 'OPTION_INVALID'],
    ['what is about nothing', ['key-ceremony'], 2, 'OPTION_INVALID'],
    ['a file that is not there', ['key-ceremony', 'none.txt'], 2, 'FILE_NOT_FOUND'],
    ['a key that is not there', ['key-ceremony', '--key', 'none'], 2, 'KEY_UNKNOWN'],
    ['a reason that is too long', ['incident', 'minutes.txt', '--reason', 'x'.repeat(1001)], 2, 'EVENT_INVALID'],
    ['a reason of two lines', ['incident', 'minutes.txt', '--reason', 'a\nb'], 2, 'EVENT_INVALID'],
    ['a name that is too long', ['incident', 'minutes.txt', '--by', 'x'.repeat(201)], 2, 'EVENT_INVALID'],
  ])('refuses %s, and leaves nothing', async (_, args, code, reason) => {
    expect(await json('log', 'record', ...args)).toMatchObject({ code, ...refused(reason) })
    expect([kinds(), await size()]).toEqual([['log-created'], 1])
  })

  it('needs a log, and a key for statements', async () => {
    const yaml = bench.read('chancery.yaml').toString()
    configure((text) => text.replace(/^ {2}attestation:\n(?: {4}.*\n)+/m, ''))
    expect(await json('log', 'record', 'incident', 'minutes.txt')).toMatchObject(refused('ATTESTATION_KEY_MISSING'))
    writeFileSync(bench.at('chancery.yaml'), yaml.replace(/^log:.*\n/m, ''))
    expect(await json('log', 'record', 'incident', 'minutes.txt')).toMatchObject(refused('LOG_NOT_CONFIGURED'))
    // And without a log nothing of all this is recorded.
    expect(await json('keys', 'generate', '--key', 'release', '--label', 'next', '--kind', 'p256')).toMatchObject({
      code: 0,
      report: { event: null },
    })
    writeFileSync(bench.at('app.exe'), buildPe())
    expect((await bench.run(['sign', 'app.exe', '--key', 'release', '--out', 'out'])).code).toBe(0)
    expect(kinds()).toEqual(['log-created'])
  })
})
