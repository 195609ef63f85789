/** The log in a bucket: made, written to, read by every command and as plain files, away, and back. */
import { execFile } from 'node:child_process'
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { CHECKOUT, canary, type S3Server, s3Missing, softHsmMissing, startS3, tempDir, tool } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandBundle } from '../../../scripts/packing/bundle.ts'
import { itIsALog, RemoteLog, type RemotePlace } from './remote-log.ts'
import { ORIGIN } from './with-log.ts'
import { chancery, type Ran } from './workbench.ts'

describe.skipIf(s3Missing() || softHsmMissing())('a log in a bucket', () => {
  let server: S3Server
  let bucket: string
  beforeAll(async () => {
    server = await startS3({ tls: true })
  })
  afterAll(() => server[Symbol.asyncDispose]())

  const place = (): RemotePlace => ({
    env: server.env,
    async make(at) {
      writeFileSync(at('s3.pem'), server.ca ?? '')
      bucket = await server.createBucket()
      const yaml = `s3: { bucket: ${bucket}, prefix: log, endpoint: "${server.url}", ca: s3.pem }`
      return { yaml, log: `s3://${bucket}/log` }
    },
    kill: () => server.kill(),
    start: () => server.start(),
  })
  const remote = new RemoteLog(place)
  itIsALog(remote, place)

  it('is a log as plain files, as a copy of its bucket would be one', async (context) => {
    await remote.begin()
    const copy = `${server.folderOf(bucket)}/log`
    expect(await remote.report('log', 'verify', copy)).toMatchObject({ code: 0, report: { log: copy } })
    const sumdb = tool('sumdb', context)
    const vkey = readFileSync(remote.at('log.vkey'), 'utf8').trim()
    const judged = await sumdb.run(['check', copy, ORIGIN, vkey])
    expect(judged.code, judged.text).toBe(0)
    rmSync(`${copy}/tile`, { recursive: true })
    expect(await remote.report('log', 'verify')).toMatchObject({ code: 1 })
  })

  it('is read at its address, by who writes none', async () => {
    await remote.begin()
    const log = `s3://${bucket}/log`
    expect(await remote.report('log', 'verify', log)).toMatchObject({ code: 0, report: { log } })
    expect(await remote.report('log', 'mirror', log, '--dir', 'copy')).toMatchObject({ code: 0 })
    expect(await remote.report('log', 'verify', 'copy')).toMatchObject({ code: 0, report: { log: remote.at('copy') } })
    rmSync(remote.at('chancery.yaml'))
    const env = { ...server.env, AWS_ENDPOINT_URL_S3: server.url }
    const alone = (...more: string[]): Promise<Ran> =>
      chancery(['log', 'verify', log, '--trust', 'log.vkey', ...more, '--json'], { cwd: remote.path, env })
    expect((await alone('--log-ca', 's3.pem')).code).toBe(0)
    const distrusting = await alone()
    expect([distrusting.code, distrusting.json.failed[0]?.code]).toEqual([2, 'LOG_STORE_REFUSED'])
    for (const address of ['s3://', 's3://bucket?x=1', 's3://a/../b', 's3://key:secret@bucket/a']) {
      const wrong = await remote.run('log', 'verify', address, '--trust', 'log.vkey', '--json')
      expect([wrong.code, wrong.json.failed[0]?.code]).toEqual([2, 'OPTION_INVALID'])
    }
  })

  it('lets nothing be signed without credentials, or with others, and tells none', async () => {
    await remote.begin()
    const secret = canary('secret')
    const others: readonly (readonly [Record<string, string>, string])[] = [
      [{ AWS_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true' }, 'LOG_STORE_REFUSED'],
      [{ ...server.env, AWS_SECRET_ACCESS_KEY: secret.secret }, 'LOG_STORE_REFUSED'],
      [{ ...server.env, AWS_ACCESS_KEY_ID: secret.secret }, 'LOG_STORE_REFUSED'],
      [{ ...server.env, AWS_SESSION_TOKEN: secret.secret, AWS_SECRET_ACCESS_KEY: 'other' }, 'LOG_STORE_REFUSED'],
      [{ ...server.env, AWS_REGION: 'eu-west-3' }, 'LOG_STORE_REFUSED'],
    ]
    for (const [env, code] of others) {
      const ran = await chancery(['sign', 'app.exe', '--key', 'release', '--out', 'out', '--json'], {
        cwd: remote.path,
        env,
      })
      expect([ran.code, ran.json.failed[0]?.code], ran.stderr).toEqual([2, code])
      secret.assertAbsent(ran.stdout, ran.stderr)
      expect(ran.stdout + ran.stderr).not.toContain(server.secretAccessKey)
    }
    remote.configure((text) => text.replace(`bucket: ${bucket}`, 'bucket: absent'))
    expect((await remote.sign('app.exe')).json.failed[0]?.code).toBe('LOG_STORE_REFUSED')
  })

  it('is kept by a bundle, which finds the SDK where it is run, and says what to install where it does not', async () => {
    await remote.begin()
    using elsewhere = tempDir()
    const { files } = await commandBundle(CHECKOUT)
    expect([...files.values()].some((code) => code.includes('class S3Client'))).toBe(false)
    for (const [name, code] of files) elsewhere.write(`program/${name}`, code)
    elsewhere.write('program/package.json', '{ "type": "module" }')
    const verify = ['log', 'verify', `s3://${bucket}/log`, '--trust', 'log.vkey', '--json']
    const bundled = async (): Promise<unknown> => {
      const env = { ...process.env, ...server.env }
      const args = [elsewhere.at('program/chancery.js'), ...verify]
      return promisify(execFile)(process.execPath, args, { cwd: remote.path, env }).then(
        ({ stdout }) => JSON.parse(stdout),
        ({ stdout }) => JSON.parse(stdout),
      )
    }
    expect(await bundled()).toMatchObject({ failed: [{ code: 'LOG_STORE_CLIENT_MISSING' }] })
    symlinkSync(`${CHECKOUT}/node_modules`, remote.at('node_modules'))
    expect(await bundled()).toMatchObject({ origin: ORIGIN, log: `s3://${bucket}/log` })
  })
})
