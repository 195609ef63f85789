import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildPe, script } from '@chancery/testkit'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { ORIGIN } from './with-log.ts'
import { chancery, listening, type Ran, start, workbench } from './workbench.ts'

/** A server that a log is kept at. */
export interface RemotePlace {
  /** Where the credentials are. */
  readonly env: Readonly<Record<string, string>>
  /** What stands in chancery.yaml in the place of `dir: ...`, and the name that reports have for it. May write files that it names. */
  make(at: (name: string) => string): Promise<{ readonly yaml: string; readonly log: unknown }>
  kill(): Promise<void>
  start(): Promise<void>
}

/** A folder with two files and a chancery.yaml whose log is kept at a server, empty before each test and not yet made. */
export class RemoteLog {
  path = ''
  log: unknown = null
  readonly #place: () => RemotePlace

  constructor(place: () => RemotePlace) {
    this.#place = place
    beforeEach(async () => {
      const bench = await workbench('--log', ORIGIN)
      this.path = bench.path
      onTestFinished(() => bench[Symbol.dispose]())
      // The log of `init` is another one, of the same name and key: what is known of it would speak against this one.
      for (const folder of ['log', 'events']) rmSync(this.at(`.chancery/${folder}`), { recursive: true, force: true })
      const { yaml, log } = await place().make((name) => this.at(name))
      this.log = log
      this.configure((text) => text.replace('dir: .chancery/log', yaml))
      writeFileSync(this.at('app.exe'), buildPe())
      writeFileSync(this.at('run.sh'), script('bash'))
    })
  }

  at(name: string): string {
    return join(this.path, name)
  }

  configure(change: (text: string) => string): void {
    const text = readFileSync(this.at('chancery.yaml'), 'utf8')
    const changed = change(text)
    expect(changed).not.toBe(text)
    writeFileSync(this.at('chancery.yaml'), changed)
  }

  run(...args: readonly string[]): Promise<Ran> {
    return chancery(args, { cwd: this.path, env: { ...this.#place().env } })
  }

  async report(...args: readonly string[]): Promise<{ readonly code: number | null; readonly report: unknown }> {
    const { code, stdout } = await this.run(...args, '--json')
    return { code, report: JSON.parse(stdout) }
  }

  sign(...files: readonly string[]): Promise<Ran> {
    return this.run('sign', ...files, '--key', 'release', '--out', 'out', '--json')
  }

  /** Makes the log, and signs a file into it. */
  async begin(): Promise<void> {
    const made = await this.run('log', 'init', '--out', 'log.vkey')
    expect(made.code, made.stderr).toBe(0)
    const signed = await this.sign('app.exe')
    expect(signed.code, signed.stderr).toBe(0)
  }
}

/** What the commands do with a log wherever it is kept. */
export function itIsALog(remote: RemoteLog, place: () => RemotePlace): void {
  it('has what is signed, and is read by every command', async () => {
    const before = await remote.sign('app.exe')
    expect([before.code, before.json.failed[0]?.code]).toEqual([2, 'LOG_NOT_FOUND'])
    const { log } = remote
    expect(await remote.report('log', 'init')).toMatchObject({ code: 0, report: { origin: ORIGIN, log } })
    expect(await remote.report('log', 'init')).toMatchObject({ code: 2, report: { failed: [{ code: 'LOG_EXISTS' }] } })
    const signed = await remote.sign('app.exe', 'run.sh')
    expect(signed.code, signed.stderr).toBe(0)
    expect(signed.json.files.every((file) => file.log?.origin === ORIGIN)).toBe(true)
    expect(await remote.report('verify', 'out/app.exe', 'out/run.sh', '--require', 'log')).toMatchObject({ code: 0 })
    expect(await remote.report('log', 'verify')).toMatchObject({ code: 0, report: { log } })
    expect(await remote.report('log', 'search', 'out/app.exe')).toMatchObject({ code: 0, report: { log } })
    expect(await remote.report('log', 'prove', '--bundle', 'out/app.exe.sigstore.json')).toMatchObject({ code: 0 })
    const watch = ['--state', 'log.state', '--signer-key', '.chancery/attestation.pub', '--known', 'out']
    expect(await remote.report('log', 'monitor', ...watch)).toMatchObject({ code: 0, report: { alarms: [] } })
  })

  it('is served over HTTP, and verified there', async () => {
    await remote.begin()
    const where = { cwd: remote.path, env: { ...place().env } }
    const running = start(['log', 'serve', '--listen', '127.0.0.1:0', '--json'], where)
    const { url } = await listening(running)
    expect(await remote.report('log', 'verify', url)).toMatchObject({ code: 0, report: { origin: ORIGIN, log: url } })
    running.child.kill('SIGTERM')
    expect((await running.ended).code).toBe(0)
  })

  it('is waited for in the queue while its server is away', async () => {
    await remote.begin()
    remote.configure((text) => text.replace('key: log }', 'key: log, onFailure: queue }'))
    await place().kill()
    try {
      const signed = await remote.sign('run.sh')
      expect(signed.code, signed.stderr).toBe(0)
      expect(signed.json.files[0]?.log).toMatchObject({ origin: ORIGIN, index: null })
      expect(await remote.report('log', 'flush')).toMatchObject({
        code: 3,
        report: { failed: [{ code: 'LOG_STORE_UNAVAILABLE' }] },
      })
    } finally {
      await place().start()
    }
    expect((await remote.run('log', 'flush')).code).toBe(0)
    expect((await remote.run('verify', 'out/run.sh', '--require', 'log')).code).toBe(0)
  })
}
