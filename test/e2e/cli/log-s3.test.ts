/** The log in a bucket: made, written to, read by every command and as plain files, away, and back. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import {
  buildPe,
  CHECKOUT,
  canary,
  type S3Server,
  s3Missing,
  script,
  softHsmMissing,
  startS3,
  tempDir,
  tool,
} from '@chancery/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { commandBundle } from '../../../scripts/packing/bundle.ts'
import { ORIGIN } from './with-log.ts'
import { chancery, type Ran, start, workbench } from './workbench.ts'

describe.skipIf(s3Missing() || softHsmMissing())('a log in a bucket', () => {
  let server: S3Server
  let path: string
  let bucket: string
  beforeAll(async () => {
    server = await startS3({ tls: true })
  })
  afterAll(() => server[Symbol.asyncDispose]())

  const at = (name: string): string => `${path}/${name}`
  const run = (...args: string[]): Promise<Ran> => chancery(args, { cwd: path, env: server.env })
  const configure = (change: (text: string) => string): void =>
    writeFileSync(at('chancery.yaml'), change(readFileSync(at('chancery.yaml'), 'utf8')))

  beforeEach(async () => {
    const bench = await workbench('--log', ORIGIN)
    path = bench.path
    onTestFinished(() => bench[Symbol.dispose]())
    // The log of `init` is another one, of the same name and key: what is known of it would speak against this one.
    for (const folder of ['log', 'events']) rmSync(at(`.chancery/${folder}`), { recursive: true, force: true })
    writeFileSync(at('s3.pem'), server.ca ?? '')
    bucket = await server.createBucket()
    const place = `{ bucket: ${bucket}, prefix: log, endpoint: "${server.url}", ca: s3.pem }`
    configure((text) => text.replace('dir: .chancery/log', `s3: ${place}`))
    writeFileSync(at('app.exe'), buildPe())
    writeFileSync(at('run.sh'), script('bash'))
  })

  async function report(...args: string[]): Promise<{ readonly code: number | null; readonly report: unknown }> {
    const { code, stdout } = await run(...args)
    return { code, report: JSON.parse(stdout) }
  }
  const sign = (...files: string[]): Promise<Ran> => run('sign', ...files, '--key', 'release', '--out', 'out', '--json')

  it('has what is signed, and is read by every command', async (context) => {
    const before = await sign('app.exe')
    expect([before.code, before.json.failed[0]?.code]).toEqual([2, 'LOG_NOT_FOUND'])
    const log = `s3://${bucket}/log`
    expect(await report('log', 'init', '--out', 'log.vkey', '--json')).toMatchObject({
      code: 0,
      report: { origin: ORIGIN, log },
    })
    expect(await report('log', 'init', '--json')).toMatchObject({
      code: 2,
      report: { failed: [{ code: 'LOG_EXISTS' }] },
    })
    const signed = await sign('app.exe', 'run.sh')
    expect(signed.code, signed.stderr).toBe(0)
    expect(signed.json.files.every((file) => file.log?.origin === ORIGIN)).toBe(true)
    expect(await report('verify', 'out/app.exe', 'out/run.sh', '--require', 'log', '--json')).toMatchObject({ code: 0 })
    expect(await report('log', 'verify', '--json')).toMatchObject({ code: 0, report: { log } })
    expect(await report('log', 'search', 'out/app.exe', '--json')).toMatchObject({ code: 0, report: { log } })
    expect(await report('log', 'prove', '--bundle', 'out/app.exe.sigstore.json', '--json')).toMatchObject({ code: 0 })
    const known = ['--known', 'out', '--known', '.chancery/events']
    const watch = ['--state', 'log.state', '--signer-key', '.chancery/attestation.pub', ...known]
    expect(await report('log', 'monitor', ...watch, '--json')).toMatchObject({ code: 0, report: { alarms: [] } })

    // As a folder, as a copy of a bucket would be one.
    const copy = `${server.folderOf(bucket)}/log`
    expect(await report('log', 'verify', copy, '--json')).toMatchObject({ code: 0, report: { log: copy } })
    const sumdb = tool('sumdb', context)
    const vkey = readFileSync(at('log.vkey'), 'utf8').trim()
    const judged = await sumdb.run(['check', copy, ORIGIN, vkey])
    expect(judged.code, judged.text).toBe(0)
    rmSync(`${copy}/tile`, { recursive: true })
    expect(await report('log', 'verify', '--json')).toMatchObject({ code: 1 })
  })

  it('is read at its address, by who writes none', async () => {
    expect((await run('log', 'init', '--out', 'log.vkey')).code).toBe(0)
    expect((await sign('app.exe')).code).toBe(0)
    const log = `s3://${bucket}/log`
    expect(await report('log', 'verify', log, '--json')).toMatchObject({ code: 0, report: { log } })
    expect(await report('log', 'mirror', log, '--dir', 'copy', '--json')).toMatchObject({ code: 0 })
    expect(await report('log', 'verify', 'copy', '--json')).toMatchObject({ code: 0, report: { log: at('copy') } })
    rmSync(at('chancery.yaml'))
    const env = { ...server.env, AWS_ENDPOINT_URL_S3: server.url }
    const alone = (...more: string[]): Promise<Ran> =>
      chancery(['log', 'verify', log, '--trust', 'log.vkey', ...more, '--json'], { cwd: path, env })
    expect((await alone('--log-ca', 's3.pem')).code).toBe(0)
    const distrusting = await alone()
    expect([distrusting.code, distrusting.json.failed[0]?.code]).toEqual([2, 'LOG_STORE_REFUSED'])
    for (const address of ['s3://', 's3://bucket?x=1', 's3://a/../b', 's3://key:secret@bucket/a']) {
      const wrong = await run('log', 'verify', address, '--trust', 'log.vkey', '--json')
      expect([wrong.code, wrong.json.failed[0]?.code]).toEqual([2, 'OPTION_INVALID'])
    }
  })

  it('is served over HTTP, and verified there', async () => {
    expect((await run('log', 'init')).code).toBe(0)
    expect((await sign('app.exe')).code).toBe(0)
    const running = start(['log', 'serve', '--listen', '127.0.0.1:0', '--json'], { cwd: path, env: server.env })
    const [line] = await once(running.child.stdout, 'data')
    const { url } = JSON.parse(String(line)) as { url: string }
    expect(await report('log', 'verify', url, '--json')).toMatchObject({
      code: 0,
      report: { origin: ORIGIN, log: url },
    })
    running.child.kill('SIGTERM')
    expect((await running.ended).code).toBe(0)
  })

  it('is waited for in the queue while its server is away', async () => {
    expect((await run('log', 'init')).code).toBe(0)
    configure((text) => text.replace('key: log }', 'key: log, onFailure: queue }'))
    await server.kill()
    try {
      const signed = await sign('app.exe')
      expect(signed.code, signed.stderr).toBe(0)
      expect(signed.json.files[0]?.log).toMatchObject({ origin: ORIGIN, index: null })
      expect(await report('log', 'flush', '--json')).toMatchObject({
        code: 3,
        report: { failed: [{ code: 'LOG_STORE_UNAVAILABLE' }] },
      })
    } finally {
      await server.start()
    }
    expect((await run('log', 'flush', '--json')).code).toBe(0)
    expect((await run('verify', 'out/app.exe', '--require', 'log')).code).toBe(0)
  })

  it('lets nothing be signed without credentials, or with others, and tells none', async () => {
    expect((await run('log', 'init')).code).toBe(0)
    const secret = canary('secret')
    const others: readonly (readonly [Record<string, string>, string])[] = [
      [{ AWS_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true' }, 'LOG_STORE_REFUSED'],
      [{ ...server.env, AWS_SECRET_ACCESS_KEY: secret.secret }, 'LOG_STORE_REFUSED'],
      [{ ...server.env, AWS_ACCESS_KEY_ID: secret.secret }, 'LOG_STORE_REFUSED'],
      [{ ...server.env, AWS_SESSION_TOKEN: secret.secret, AWS_SECRET_ACCESS_KEY: 'other' }, 'LOG_STORE_REFUSED'],
      [{ ...server.env, AWS_REGION: 'eu-west-3' }, 'LOG_STORE_REFUSED'],
    ]
    for (const [env, code] of others) {
      const ran = await chancery(['sign', 'app.exe', '--key', 'release', '--out', 'out', '--json'], { cwd: path, env })
      expect([ran.code, ran.json.failed[0]?.code], ran.stderr).toEqual([2, code])
      secret.assertAbsent(ran.stdout, ran.stderr)
      expect(ran.stdout + ran.stderr).not.toContain(server.secretAccessKey)
    }
    configure((text) => text.replace(`bucket: ${bucket}`, 'bucket: absent'))
    expect((await sign('app.exe')).json.failed[0]?.code).toBe('LOG_STORE_REFUSED')
  })

  it('is kept by a bundle, which finds the SDK where it is run, and says what to install where it does not', async () => {
    expect((await run('log', 'init', '--out', 'log.vkey')).code).toBe(0)
    using elsewhere = tempDir()
    const { files } = await commandBundle(CHECKOUT)
    expect([...files.values()].some((code) => code.includes('class S3Client'))).toBe(false)
    for (const [name, code] of files) elsewhere.write(`program/${name}`, code)
    elsewhere.write('program/package.json', '{ "type": "module" }')
    const verify = ['log', 'verify', `s3://${bucket}/log`, '--trust', 'log.vkey', '--json']
    const bundled = async (): Promise<unknown> => {
      const env = { ...process.env, ...server.env }
      const args = [elsewhere.at('program/chancery.js'), ...verify]
      return promisify(execFile)(process.execPath, args, { cwd: path, env }).then(
        ({ stdout }) => JSON.parse(stdout),
        ({ stdout }) => JSON.parse(stdout),
      )
    }
    expect(await bundled()).toMatchObject({ failed: [{ code: 'LOG_STORE_CLIENT_MISSING' }] })
    symlinkSync(`${CHECKOUT}/node_modules`, at('node_modules'))
    expect(await bundled()).toMatchObject({ origin: ORIGIN, log: `s3://${bucket}/log` })
  })
})
