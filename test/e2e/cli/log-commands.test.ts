/** The log's own commands as they are typed: kept, searched, proved, watched, witnessed; and a witness that is killed. */
import { readFileSync, writeFileSync } from 'node:fs'
import { script, tempDir } from '@chancery/testkit'
import { parseLogPolicy } from '@chancery/tlog'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { schemaOf } from './schemas.ts'
import { chancery, listening, type Ran, type Running, start } from './workbench.ts'

const valid: ValidateFunction = schemaOf('log')
let path: string
const at = (name: string): string => `${path}/${name}`
const run = (...args: string[]): Promise<Ran> => chancery(args, { cwd: path })
const configure = (change: (text: string) => string): void =>
  writeFileSync(at('chancery.yaml'), change(readFileSync(at('chancery.yaml'), 'utf8')))

async function json(...args: string[]): Promise<{ code: number | null; report: unknown }> {
  const { code, stdout } = await run('log', ...args, '--json')
  const report = JSON.parse(stdout)
  expect(valid(report), JSON.stringify(valid.errors)).toBe(true)
  return { code, report }
}

beforeEach(async () => {
  const dir = tempDir()
  path = dir.path
  onTestFinished(() => dir[Symbol.dispose]())
  const made = await run('init', '--log', 'log.example.com')
  expect(made.code, made.stderr).toBe(0)
  writeFileSync(at('run.sh'), script('bash'))
  writeScript('other.sh', 'another')
})

function writeScript(name: string, comment: string): void {
  writeFileSync(at(name), Buffer.concat([script('bash'), Buffer.from(`# ${comment}\n`)]))
}

async function sign(name = 'run.sh'): Promise<Ran> {
  return run('sign', name, '--key', 'release', '--out', 'out', '--json')
}

/** A command that listens, with what it says of itself. */
async function served(...args: string[]): Promise<{ running: Running; url: string; verifierKey: string }> {
  const running = start(['log', ...args, '--json'], { cwd: path })
  onTestFinished(() => void running.child.kill('SIGKILL'))
  const report = await listening(running)
  expect(valid(report), JSON.stringify(valid.errors)).toBe(true)
  expect(report.failed).toBeUndefined()
  return { running, ...report }
}

describe('the commands of the log', () => {
  it('verify, find, prove and watch what was signed', async () => {
    expect((await sign()).code).toBe(0)
    const verified = await json('verify', '--out', 'seen')
    expect(verified).toMatchObject({ code: 0, report: { origin: 'log.example.com', size: 2 } })
    expect((await sign('other.sh')).code).toBe(0)
    expect(await json('verify', '--since', 'seen')).toMatchObject({ code: 0, report: { size: 3, since: { size: 2 } } })
    const found = await json('search', 'out/other.sh')
    expect(found).toMatchObject({
      code: 0,
      report: { entries: [{ index: 2, record: { subjects: [{ name: 'other.sh' }] } }] },
    })
    expect(await json('search', '--since', '1', '--until', '1', '--records', 'out')).toMatchObject({
      report: { entries: [{ index: 1, record: { subjects: [{ name: 'run.sh' }] } }] },
    })
    expect(await json('search', '.chancery/ca.pem')).toMatchObject({
      code: 1,
      report: { failed: [{ code: 'LOG_ENTRY_NOT_FOUND' }] },
    })
    expect(await json('prove', '--bundle', 'out/run.sh.sigstore.json')).toMatchObject({
      code: 0,
      report: { index: 1, size: 3 },
    })
    const verdict = await run('verify', 'out/run.sh', '--require', 'log', '--json')
    expect([verdict.code, verdict.json.files[0]?.log]).toEqual([0, { origin: 'log.example.com', index: 1 }])
    const text = await run('log', 'prove', '--index', '1')
    expect(text.stdout.split('\n', 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 1'])
    const watching = ['monitor', '--state', 'state', '--signer-key', '.chancery/attestation.pub', '--known', 'out']
    expect(await json(...watching)).toMatchObject({ code: 0, report: { alarms: [], since: null } })
    writeScript('third.sh', 'third')
    expect((await run('sign', 'third.sh', '--key', 'release', '--out', 'elsewhere')).code).toBe(0)
    expect(await json(...watching)).toMatchObject({
      code: 1,
      report: { unknown: [{ index: 3 }], alarms: [{ code: 'LOG_ENTRY_UNKNOWN' }], since: { size: 3 } },
    })
    const told = await run('log', ...watching)
    expect(told.stderr).toMatch(/LOG_ENTRY_UNKNOWN: entry 3 .*\n {2}fix: .*\nWRONG {2}log\.example\.com/)
    expect(await json(...watching, '--accept', '3')).toMatchObject({ code: 0 })
  })

  it.each([
    ['prove'],
    ['prove', '--index', '1', '--bundle', 'x'],
    ['prove', '--index', '-1'],
    ['search'],
    ['search', '--sha256', 'xyz'],
    ['search', '--since', 'yesterday'],
    ['verify', 'a', 'b'],
    ['serve', '--listen', 'here'],
  ])('refuse %s %s %s', async (...args) => {
    expect(await json(...args)).toMatchObject({ code: 2, report: { failed: [{ code: 'OPTION_INVALID' }] } })
  })

  it('serve a log to whoever verifies it elsewhere, until they are told to stop', async () => {
    expect((await sign()).code).toBe(0)
    const { running, url } = await served('serve', '--listen', '127.0.0.1:0')
    expect(await json('verify', url, '--trust', '.chancery/log.vkey')).toMatchObject({
      code: 0,
      report: { size: 2, log: url },
    })
    running.child.kill('SIGTERM')
    const { code, stderr } = await running.ended
    expect([code, stderr.includes('GET /checkpoint'), stderr.endsWith('stopping\n')]).toEqual([0, true, true])
  })
})

describe('a witness in a process of its own', () => {
  const args = ['--log-key', '.chancery/log.vkey', '--key', 'witness', '--name', 'witness.example.com', '--dir', 'seen']
  const witness = (listen: string): ReturnType<typeof served> => served('witness', ...args, '--listen', listen)

  beforeEach(async () => {
    const made = await run('keys', 'generate', '--key', 'release', '--label', 'witness', '--kind', 'ed25519')
    expect(made.code, made.stderr).toBe(0)
    configure((text) => {
      const [key] = /^ {2}log:\n(?: {4}.*\n)+/m.exec(text) ?? []
      return text.replace(
        'timestamp:',
        `${key?.replace('log:', 'witness:').replace('object=log', 'object=witness')}timestamp:`,
      )
    })
  })

  it('cosigns what is signed; killed and started again it knows what it has seen, and while it is away nothing is signed', async () => {
    const first = await witness('127.0.0.1:0')
    const vkey = readFileSync(at('.chancery/log.vkey'), 'utf8').trim()
    const policy = `log ${vkey}\nwitness w ${first.verifierKey} ${first.url}\nquorum w\n`
    expect(parseLogPolicy(Buffer.from(policy)).witnesses).toHaveLength(1)
    writeFileSync(at('log.policy'), policy)
    // Before there was a policy.
    expect((await sign('other.sh')).code).toBe(0)
    configure((text) => text.replace('key: log }', 'key: log, policy: log.policy }'))
    const signed = await sign()
    expect(signed.code, signed.stderr).toBe(0)
    const trust = ['--trust', '.chancery/ca.pem', '--trust', '.chancery/attestation.pub', '--log-policy', 'log.policy']
    const verdict = async (name: string, ...more: string[]): Promise<unknown> => {
      const { code, json } = await run('verify', name, '--require', 'log', '--json', ...more)
      return [code, json.files[0]?.code]
    }
    expect(await verdict('out/run.sh', ...trust)).toEqual([0, undefined])
    expect(await verdict('out/other.sh', ...trust)).toEqual([1, 'REQUIREMENT_NOT_MET'])
    expect(await verdict('out/other.sh')).toEqual([1, 'REQUIREMENT_NOT_MET'])
    expect(await json('prove', '--bundle', 'out/other.sh.sigstore.json')).toMatchObject({ code: 0 })
    expect(await verdict('out/other.sh', ...trust)).toEqual([0, undefined])
    expect(await json('verify')).toMatchObject({ code: 0, report: { cosignatures: [{ name: 'witness.example.com' }] } })

    first.running.child.kill('SIGKILL')
    await first.running.ended
    writeScript('third.sh', 'third')
    const away = await sign('third.sh')
    expect([away.code, away.json.failed[0]?.code ?? away.json.files]).toEqual([3, 'LOG_WITNESSES_MISSED'])
    expect(() => readFileSync(at('out/third.sh'))).toThrow()
    const again = await witness(`127.0.0.1:${new URL(first.url).port}`)
    expect(again).toMatchObject({ logs: [{ origin: 'log.example.com', size: 6 }] })
    expect((await sign('third.sh')).code).toBe(0)
    expect(await json('monitor', '--state', 'state', '--witness', again.url)).toMatchObject({
      code: 0,
      report: { alarms: [] },
    })
    again.running.child.kill('SIGTERM')
    expect((await again.running.ended).code).toBe(0)
  })
})
