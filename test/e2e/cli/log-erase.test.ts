/** What an entry is about can be erased: the log stays whole, knows that it was on purpose, and never had more than a digest. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EVENT_TYPE } from '@chancery/attest/events'
import { script } from '@chancery/testkit'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { refused, runJson } from './event-report.ts'
import { schemaOf } from './schemas.ts'
import { ORIGIN } from './with-log.ts'
import { type Workbench, workbench } from './workbench.ts'

const valid: ValidateFunction = schemaOf('log')
const EVENTS = '.chancery/events'
let bench: Workbench
/** Path of an event with names in it. */
let event: string

const json = (...args: string[]): ReturnType<typeof runJson> => runJson(bench, ['log', ...args], valid)
const erase = (...args: string[]): ReturnType<typeof json> => json('erase', ...args)
const monitor = (...args: string[]): ReturnType<typeof json> =>
  json('monitor', '--state', 'state', '--known', EVENTS, ...args)

beforeEach(async () => {
  bench = await workbench('--log', ORIGIN)
  onTestFinished(() => bench[Symbol.dispose]())
  writeFileSync(bench.at('run.sh'), script('bash'))
  writeFileSync(bench.at('minutes.txt'), 'Alice Example was dismissed\n')
  const { report } = await json(
    ...['record', 'access-change', 'minutes.txt', '--by', 'Alice Example', '--reason', 'left the company'],
  )
  event = report.bundle
})

/** Every byte that the log has of its own. */
function bytesOfLog(folder = bench.at('.chancery/log')): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
}

describe('log erase', () => {
  it('deletes what an entry is about, and the log stays whole, provable and explained', async () => {
    expect(await monitor()).toMatchObject({ code: 0, report: { unknown: [], erased: [] } })
    const bundle = JSON.parse(readFileSync(event, 'utf8'))
    const { predicate } = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString())
    const erased = await erase(event, '--reason', 'GDPR article 17')
    expect(erased).toMatchObject({
      code: 0,
      report: { origin: ORIGIN, erased: [{ path: event, index: 1, event: { kind: 'erasure', index: 2 } }] },
    })
    expect(existsSync(event)).toBe(false)
    expect(readdirSync(bench.at(EVENTS))).toHaveLength(2)
    for (const said of ['Alice', 'minutes', 'company', predicate.salt]) expect(bytesOfLog()).not.toContain(said)
    expect(await json('verify')).toMatchObject({ code: 0, report: { size: 3 } })
    expect(await json('prove', '--index', '1')).toMatchObject({
      code: 0,
      report: { index: 1, entry: erased.report.erased[0]?.entry },
    })
    expect(await json('search', '--since', '1', '--until', '1')).toMatchObject({
      report: { entries: [{ record: null }] },
    })
    expect(await json('search', '--event', 'erasure')).toMatchObject({
      report: { entries: [{ index: 2, record: { event: 'erasure', subjects: [{ name: `entry 1 of ${ORIGIN}` }] } }] },
    })
    // Known before, and looked at for the first time.
    expect(await monitor()).toMatchObject({ code: 0, report: { unknown: [], alarms: [] } })
    const fresh = await json('monitor', '--state', 'other', '--known', EVENTS)
    expect(fresh).toMatchObject({ code: 0, report: { unknown: [], erased: [{ index: 1, by: 2 }], alarms: [] } })
    const told = await bench.run(['log', 'monitor', '--state', 'third', '--known', EVENTS])
    expect(told.stderr).toContain('erased  entry 1, as entry 2 says')
  })

  it('is told from what is merely gone, and quiets an alarm that was raised already', async () => {
    renameSync(event, bench.at('elsewhere'))
    const gone = await json('monitor', '--state', 'other', '--known', EVENTS)
    expect(gone).toMatchObject({
      code: 1,
      report: { unknown: [{ index: 1 }], alarms: [{ code: 'LOG_ENTRY_UNKNOWN' }] },
    })
    expect((await erase('elsewhere')).code).toBe(0)
    const explained = await json('monitor', '--state', 'other', '--known', EVENTS)
    expect(explained).toMatchObject({ code: 0, report: { unknown: [], erased: [{ index: 1, by: 2 }] } })
  })

  it('explains no entry that it does not name, and none of another key', async () => {
    expect((await erase(event)).code).toBe(0)
    const [, erasure = ''] = readdirSync(bench.at(EVENTS)).sort()
    const text = bench.read(`${EVENTS}/${erasure}`).toString()
    // Signed by another key than its own, it says nothing: neither what it was made to, nor anything else.
    const bundle = JSON.parse(text)
    const payload = Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString()
    expect(payload).toContain('"erased":{"index":1,')
    bundle.dsseEnvelope.payload = Buffer.from(payload.replace('"erased":{"index":1,', '"erased":{"index":0,')).toString(
      'base64',
    )
    writeFileSync(bench.at(`${EVENTS}/${erasure}`), JSON.stringify(bundle))
    const forged = await json('monitor', '--state', 'other', '--known', EVENTS)
    expect(forged.report.unknown.map(({ index }) => index)).toEqual([1, 2])
    expect(forged.report.erased).toEqual([])
    writeFileSync(bench.at(`${EVENTS}/${erasure}`), text)
    // A record of the same log, gone without an erasure.
    expect((await bench.run(['sign', 'run.sh', '--key', 'release', '--out', 'out'])).code).toBe(0)
    const other = await json('monitor', '--state', 'third', '--known', EVENTS)
    expect(other).toMatchObject({ code: 1, report: { unknown: [{ index: 3 }], erased: [{ index: 1, by: 2 }] } })
    // Without its proof it is nobody's word.
    const stripped = JSON.parse(text)
    stripped.verificationMaterial.tlogEntries = []
    writeFileSync(bench.at(`${EVENTS}/${erasure}`), JSON.stringify(stripped))
    const unproved = await json('monitor', '--state', 'fourth', '--known', EVENTS)
    expect(unproved.report).toMatchObject({ unknown: [{ index: 1 }, { index: 3 }], erased: [] })
  })

  it('erases nothing where one of several cannot be, or what is no event, or an erasure', async () => {
    expect((await bench.run(['sign', 'run.sh', '--key', 'release', '--out', 'out'])).code).toBe(0)
    expect(await erase(event, 'out/run.sh.sigstore.json')).toMatchObject({ code: 1, ...refused('EVENT_MALFORMED') })
    expect(await erase(event, 'minutes.txt')).toMatchObject(refused('BUNDLE_MALFORMED'))
    expect(await erase(event, 'none')).toMatchObject(refused('FILE_NOT_FOUND'))
    expect(await erase(event, '--reason', 'x'.repeat(1001))).toMatchObject({ code: 2, ...refused('EVENT_INVALID') })
    expect(existsSync(event)).toBe(true)
    const { report } = await erase(event)
    expect(await erase(report.erased[0]?.event.bundle as string)).toMatchObject({
      code: 2,
      ...refused('EVENT_NOT_ERASABLE'),
    })
    expect((await json('verify')).report.size).toBe(4)
  })

  it('erases nothing that the log does not prove, that another key has signed, or while the log is away', async () => {
    const bundle = JSON.parse(readFileSync(event, 'utf8'))
    const proofs = bundle.verificationMaterial.tlogEntries.splice(0)
    writeFileSync(event, JSON.stringify(bundle))
    expect(await erase(event)).toMatchObject({ code: 1, ...refused('LOG_ENTRY_NOT_FOUND') })
    bundle.verificationMaterial.tlogEntries = proofs
    bundle.dsseEnvelope.signatures[0].sig = Buffer.alloc(70, 1).toString('base64')
    writeFileSync(event, JSON.stringify(bundle))
    expect(await erase(event)).toMatchObject({ code: 1, ...refused('BUNDLE_SIGNATURE_INVALID') })
    expect(existsSync(event)).toBe(true)
    const [created = ''] = readdirSync(bench.at(EVENTS)).sort()
    const yaml = bench.read('chancery.yaml').toString()
    writeFileSync(bench.at('chancery.yaml'), yaml.replace('key: log }', 'key: log, onFailure: queue }'))
    renameSync(bench.at('.chancery/log'), bench.at('away'))
    expect(await erase(`${EVENTS}/${created}`)).toMatchObject({ code: 2, ...refused('LOG_NOT_FOUND') })
    expect([existsSync(bench.at(`${EVENTS}/${created}`)), existsSync(bench.at('.chancery/log-queue'))]).toEqual([
      true,
      false,
    ])
  })
})

describe('what is kept', () => {
  it('and was changed explains nothing: its entry is told as unknown', async () => {
    const bundle = JSON.parse(readFileSync(event, 'utf8'))
    const payload = Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString()
    bundle.dsseEnvelope.payload = Buffer.from(payload.replace('Alice Example', 'Mallory')).toString('base64')
    writeFileSync(event, JSON.stringify(bundle))
    expect(await monitor()).toMatchObject({
      code: 1,
      report: { unknown: [{ index: 1 }], alarms: [{ code: 'LOG_ENTRY_UNKNOWN' }] },
    })
    expect(await json('search', '--event', 'access-change')).toMatchObject({
      code: 1,
      ...refused('LOG_ENTRY_NOT_FOUND'),
    })
    expect(await json('search', '--since', '1', '--until', '1')).toMatchObject({
      report: { entries: [{ record: null }] },
    })
  })

  it.each<readonly [string, string, (text: string) => string]>([
    ['is no event any more', 'EVENT_MALFORMED', (text) => text.replace('"clock":"local",', '')],
    ['has a salt of another length', 'EVENT_MALFORMED', (text) => text.replace(/"salt":"../, '"salt":"')],
    ['has a reason that is too long', 'EVENT_MALFORMED', (text) => text.replace('left', 'left'.repeat(300))],
    ['is of a kind that nobody knows', 'EVENT_KIND_UNKNOWN', (text) => text.replace('"access-change"', '"lunch"')],
    ['says a thing twice', 'BUNDLE_MALFORMED', (text) => text.replace('"kind":', '"kind":"denial","kind":')],
  ])('and %s is told by whoever looks for events', async (_, code, change) => {
    const bundle = JSON.parse(readFileSync(event, 'utf8'))
    const text = Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString()
    expect(text).toContain(EVENT_TYPE)
    expect(change(text)).not.toBe(text)
    bundle.dsseEnvelope.payload = Buffer.from(change(text)).toString('base64')
    writeFileSync(event, JSON.stringify(bundle))
    for (const told of [await json('search', '--event', 'access-change'), await erase(event)]) {
      expect(told).toMatchObject({ code: 1, ...refused(code) })
      // Of the many that may be read it says which.
      expect(told.report.failed[0]?.message).toContain(event)
    }
  })

  it.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')(
    'has no room on a full disk: nothing is logged, and nothing half-written stays',
    async ({ skip }) => {
      const folder = bench.at('full')
      mkdirSync(folder)
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' })
      } catch {
        return skip('no file system can be mounted here')
      }
      onTestFinished(() => void execFileSync('umount', [folder]))
      const yaml = bench.read('chancery.yaml').toString()
      writeFileSync(bench.at('chancery.yaml'), yaml.replace('key: log }', 'key: log, events: full }'))
      copyFileSync(event, join(folder, 'ballast'))
      const left = Number(execFileSync('df', ['--output=avail', '-B1', folder]).toString().split('\n')[1])
      writeFileSync(join(folder, 'more'), new Uint8Array(left))
      const recorded = await json('record', 'incident', 'minutes.txt')
      expect(recorded).toMatchObject({ code: 3, ...refused('DISK_FULL') })
      const signed = await bench.run(['sign', 'run.sh', '--key', 'release', '--out', 'out', '--json'])
      expect([signed.code, signed.json.failed[0]?.code, existsSync(bench.at('out'))]).toEqual([3, 'DISK_FULL', false])
      expect(readdirSync(folder).sort()).toEqual(['ballast', 'more'])
      expect((await json('verify')).report.size).toBe(2)
    },
  )
})
