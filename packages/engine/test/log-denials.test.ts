/** Who is refused a signature is in the log before anybody hears of it; and what erasures explain. */
import { existsSync, readdirSync, renameSync } from 'node:fs'
import { parseBundle, requestDigest, statementOf } from '@chancery/attest'
import { type Event, parseEvent } from '@chancery/attest/events'
import type { Decide, SignRequest } from '@chancery/core'
import { buildPe, createCa, createSoftToken, type SoftTokenFixture, softHsmMissing } from '@chancery/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLog, signFiles } from '../src/index.ts'
import { erasureOf } from '../src/log/events/erasures.ts'
import { monitorLog, searchLog, verifyWholeLog } from '../src/log/index.ts'
import { type Desk, desk, ORIGIN } from './log-kit.ts'

describe.skipIf(softHsmMissing())('a denial', () => {
  let token: SoftTokenFixture
  let certificate: string
  let bench: Desk
  const asked: SignRequest[] = []
  /** Refuses what is called so. */
  const decide: Decide = async (request) => {
    asked.push(request)
    return request.artifact.name === 'evil.exe'
      ? { kind: 'deny', by: 'rule 7', reason: 'not from\nthis branch' }
      : { kind: 'allow', by: 'rule 1' }
  }

  beforeAll(async () => {
    token = await createSoftToken({
      keys: ['release', 'attestation', 'log'].map((label) => ({ label, kind: 'p256' as const })),
    })
    const key = (await token.token.keys()).find(({ label }) => label === 'release')
    certificate = (await (await createCa()).issue({ publicKey: key?.publicKey as Uint8Array })).chainPem
  })
  afterAll(() => token.dispose())
  beforeEach(async () => {
    bench = desk()
    bench.write('release.pem', certificate)
    bench.write('app.exe', buildPe())
    bench.write('evil.exe', buildPe({ overlay: new Uint8Array(8) }))
    configure('')
    const { verifierKey, event } = await createLog({ cwd: bench.cwd })
    expect(event).toMatchObject({ kind: 'log-created', index: 0 })
    bench.write('log.vkey', `${verifierKey}\n`)
    asked.length = 0
  })

  function configure(more: string): void {
    const key = (label: string, rest = ''): string =>
      `  ${label}: { uri: "pkcs11:token=${token.label};object=${label}", module: ${token.module}, softhsm: ${token.softhsmConf}, pin: { file: ${token.pinFile} }${rest} }\n`
    bench.write(
      'chancery.yaml',
      `keys:\n${key('release', ', certificate: release.pem')}${key('attestation')}${key('log')}log: { dir: log, origin: ${ORIGIN}, key: log${more} }\n`,
    )
  }
  const sign = (more: Partial<Parameters<typeof signFiles>[0]> = {}): ReturnType<typeof signFiles> =>
    signFiles({
      cwd: bench.cwd,
      files: ['app.exe', 'evil.exe'],
      key: 'release',
      out: bench.at('out'),
      timestamp: 'none',
      decide,
      ...more,
    })
  const size = async (): Promise<number> => (await verifyWholeLog({ cwd: bench.cwd, trust: ['log.vkey'] })).size
  const denials = (): readonly { readonly event: Event; readonly logged: boolean; readonly subject: unknown }[] =>
    readdirSync(bench.at('.chancery/events'))
      .filter((name) => name.includes('-denial-'))
      .map((name) => {
        const bundle = parseBundle(bench.read(`.chancery/events/${name}`))
        if (bundle.kind !== 'key') throw new Error('by a bare key')
        const statement = statementOf(bundle.envelope)
        return {
          event: parseEvent(statement) as Event,
          logged: bundle.logEntries.length === 1,
          subject: statement.subjects[0],
        }
      })

  it('is in the log, says who refused what and why, and is named where it is told', async () => {
    const { report, exitCode } = await sign()
    expect([exitCode, report.files.map(({ path }) => path)]).toEqual([4, ['app.exe']])
    const [failed] = report.failed
    expect(failed).toMatchObject({ path: 'evil.exe', code: 'DENIED', log: { origin: ORIGIN } })
    expect(failed?.message).toContain(`entry ${failed?.log?.index} of ${ORIGIN}`)
    expect(existsSync(bench.at('out/evil.exe'))).toBe(false)
    const request = asked.find(({ artifact }) => artifact.name === 'evil.exe') as SignRequest
    expect(denials()).toMatchObject([
      {
        logged: true,
        subject: { name: 'evil.exe', digest: request.artifact.digest },
        event: {
          code: 'DENIED',
          reason: 'not from this branch',
          key: { name: 'release' },
          details: { by: 'rule 7', format: 'authenticode-pe', request: requestDigest(request) },
          source: 'tool',
        },
      },
    ])
    const query = { digests: [], keys: [], repositories: [], events: ['denial'], since: null, until: null } as const
    const found = await searchLog({ cwd: bench.cwd, trust: ['log.vkey'], files: ['evil.exe'], records: [], query })
    expect(found.entries.map(({ index }) => index)).toEqual([failed?.log?.index])
    expect(await size()).toBe(3)
  })

  it('of every file is an entry of its own, also where nothing else is recorded', async () => {
    const { report } = await sign({
      attest: false,
      decide: async () => ({ kind: 'deny', by: 'all', reason: 'closed' }),
    })
    expect(report.failed.map(({ code }) => code)).toEqual(['DENIED', 'DENIED'])
    expect(new Set(report.failed.map(({ log }) => log?.index))).toEqual(new Set([1, 2]))
    expect(await size()).toBe(3)
  })

  it('says who asked, and whether that was proved', async () => {
    const identity = { verified: false, platform: 'github', claims: { repository: 'acme/app' } } as const
    await sign({ identity })
    expect(denials().map(({ event }) => event.identity)).toEqual([identity])
  })

  it('of a dry run is told and not recorded: nothing was asked for', async () => {
    const { report, exitCode } = await sign({ dryRun: true })
    expect([exitCode, report.failed.map(({ code, log }) => [code, log])]).toEqual([4, [['DENIED', undefined]]])
    expect([denials(), await size()]).toEqual([[], 1])
  })

  it('that cannot be recorded is no signature either, and says why not', async () => {
    // The log goes away after it was found ready.
    const { report } = await sign({
      attest: false,
      decide: async () => {
        renameSync(bench.at('log'), bench.at('away'))
        return { kind: 'deny', by: 'rule 7', reason: 'no' }
      },
      files: ['evil.exe'],
    })
    expect(report.failed.map(({ code }) => code)).toEqual(['LOG_NOT_FOUND'])
    expect(existsSync(bench.at('out/evil.exe'))).toBe(false)
  })

  it('waits in the queue where that is allowed, and says so', async () => {
    configure(', onFailure: queue')
    renameSync(bench.at('log'), bench.at('away'))
    const { report, exitCode } = await sign()
    expect([exitCode, report.files.map(({ log }) => log?.index)]).toEqual([4, [null]])
    expect(report.failed).toMatchObject([{ code: 'DENIED', log: { origin: ORIGIN, index: null } }])
    expect(report.failed[0]?.message).toContain(`queued for ${ORIGIN}`)
    expect(denials().map(({ logged }) => logged)).toEqual([false])
  })

  it('is told and not recorded without a log', async () => {
    const yaml = new TextDecoder().decode(bench.read('chancery.yaml'))
    bench.write('chancery.yaml', yaml.replace(/^log: \{.*\n/m, ''))
    const { report, exitCode } = await sign()
    expect([exitCode, report.failed.map(({ code, log }) => [code, log])]).toEqual([4, [['DENIED', undefined]]])
    expect(denials()).toEqual([])
  })

  it('is known to whoever watches, until it is gone', async () => {
    await sign()
    const look = (state: string): ReturnType<typeof monitorLog> =>
      monitorLog({
        cwd: bench.cwd,
        trust: ['log.vkey'],
        state,
        keys: [],
        known: ['out'],
        mirrors: [],
        witnesses: [],
        seen: [],
        accept: [],
        full: false,
      })
    expect((await look('a')).report).toMatchObject({ unknown: [], alarms: [] })
    renameSync(bench.at('.chancery/events'), bench.at('hidden'))
    expect((await look('b')).report.unknown.map(({ index }) => index)).toHaveLength(2)
  })
})

describe('an erasure', () => {
  const entry = { index: 3, entry: 'a'.repeat(64), key: 'SHA256:x' }
  const erasure = { ...entry, by: 7 }

  it('explains its entry', () => {
    expect(erasureOf([erasure], entry)).toBe(erasure)
  })

  it.each([
    ['another place', { ...entry, index: 4 }],
    ['another entry', { ...entry, entry: 'b'.repeat(64) }],
    ['an entry of another key', { ...entry, key: 'SHA256:y' }],
    ['an entry of nobody', { ...entry, key: null }],
  ])('explains not %s', (_, other) => {
    expect(erasureOf([erasure], other)).toBeNull()
  })

  it('explains nothing that came after it', () => {
    expect(erasureOf([{ ...erasure, by: 2 }], entry)).toBeNull()
  })
})
