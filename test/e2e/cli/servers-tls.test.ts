/** All that serves, as it is typed, with TLS of its own: who is believed, who is sent away, what is refused before anything listens. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { createCa, script, serverCertificate, tool } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { schemaOf } from './schemas.ts'
import { listening, type Running, type Workbench, workbench } from './workbench.ts'

const TLS = ['--tls-certificate', 'server.pem', '--tls-key', 'server.key']
let bench: Workbench
beforeAll(async () => {
  bench = await workbench('--log', 'log.example.com')
  const [ca, other] = [await createCa({ key: 'p256' }), await createCa({ key: 'p256', name: 'Other' })]
  const { cert, key } = await serverCertificate(ca)
  for (const [name, text] of Object.entries({
    'server.pem': cert,
    'server.key': key,
    'exposed.key': key,
    'ca.pem': ca.root.certificate.pem,
    'other.pem': other.root.certificate.pem,
    'run.sh': script('bash'),
  })) {
    writeFileSync(bench.at(name), text)
  }
  chmodSync(bench.at('server.key'), 0o600)
  chmodSync(bench.at('exposed.key'), 0o644)
  const generated = ['keys', 'generate', '--key', 'release', '--label', 'witness', '--kind', 'ed25519']
  for (const args of [generated, ['sign', 'run.sh', '--key', 'release', '--out', 'out']]) {
    const { code, stderr } = await bench.run(args)
    expect(code, stderr).toBe(0)
  }
  const yaml = readFileSync(bench.at('chancery.yaml'), 'utf8')
  const log = /^ {2}log:\n(?: {4}.*\n)+/m.exec(yaml)?.[0] as string
  const witness = log.replace('log:', 'witness:').replace('object=log', 'object=witness')
  writeFileSync(bench.at('chancery.yaml'), yaml.replace('timestamp:', `${witness}timestamp:`))
}, 120_000)
afterAll(() => bench[Symbol.dispose]())

const WITNESS = [
  '--log-key',
  '.chancery/log.vkey',
  '--key',
  'witness',
  '--name',
  'witness.example.com/w1',
  '--dir',
  'seen',
]
const COMMANDS: readonly (readonly [name: string, args: readonly string[], path: string])[] = [
  ['log serve', ['log', 'serve'], 'checkpoint'],
  ['log witness', ['log', 'witness', ...WITNESS], ''],
  ['serve --timestamp', ['serve', '--timestamp'], ''],
]

/** A command that listens, and its URL. */
async function served(...args: string[]): Promise<{ running: Running; url: string }> {
  const running = bench.start([...args, '--listen', '127.0.0.1:0', '--json'])
  onTestFinished(() => void running.child.kill('SIGKILL'))
  const report = await listening(running)
  const valid = schemaOf(args[0] === 'log' ? 'log' : 'serve')
  expect(valid(report), JSON.stringify(valid.errors)).toBe(true)
  return { running, url: report.url }
}

describe.each(COMMANDS)('%s', (_, args, path) => {
  it('serves HTTPS to who knows its authority, and to nobody else', async (context) => {
    const curl = tool('curl', context)
    const { running, url } = await served(...args, ...TLS)
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/$/)
    const ask = async (...more: string[]): Promise<number | null> =>
      (await curl.run(['-sS', '-o', '/dev/null', '--noproxy', '*', ...more, url + path])).code
    expect(await ask('--cacert', bench.at('ca.pem'))).toBe(0)
    expect(await ask('--cacert', bench.at('other.pem'))).toBe(60)
    expect(await ask()).toBe(60)
    running.child.kill('SIGTERM')
    expect(await running.ended).toMatchObject({ code: 0 })
  })

  it('sends away who asks too often', async () => {
    const { running, url } = await served(...args, '--rate-limit', '1')
    const [first, second] = [await fetch(url + path), await fetch(url + path)]
    expect([first.status === 429, second.status, Number(second.headers.get('retry-after')) > 0]).toEqual([
      false,
      429,
      true,
    ])
    running.child.kill('SIGTERM')
    expect((await running.ended).stderr).toContain('  429  ')
  })

  it.each([
    ['a certificate without its key', ['--tls-certificate', 'server.pem'], 2, 'OPTION_INVALID'],
    ['a key without its certificate', ['--tls-key', 'server.key'], 2, 'OPTION_INVALID'],
    [
      'a certificate that is not there',
      ['--tls-certificate', 'no.pem', '--tls-key', 'server.key'],
      2,
      'SERVER_CERTIFICATE_INVALID',
    ],
    [
      'the certificate of another key',
      ['--tls-certificate', 'ca.pem', '--tls-key', 'server.key'],
      2,
      'SERVER_CERTIFICATE_INVALID',
    ],
    [
      'a key that everybody can read',
      ['--tls-certificate', 'server.pem', '--tls-key', 'exposed.key'],
      2,
      'SERVER_KEY_EXPOSED',
    ],
    ['a limit of none', ['--rate-limit', '0'], 2, 'OPTION_INVALID'],
    ['an address of others', ['--listen', '192.0.2.1:1'], 3, 'SERVER_LISTEN_FAILED'],
  ] as const)('refuses %s', async (__, more, exit, code) => {
    const listen = more.includes('--listen' as never) ? [] : ['--listen', '127.0.0.1:0']
    const { code: ended, json } = await bench.run([...args, ...listen, ...more, '--json'])
    expect([ended, json.failed]).toEqual([exit, [expect.objectContaining({ code })]])
  })
})

it('a log over HTTPS is verified with --log-ca, and without it is not believed', async () => {
  const { url } = await served('log', 'serve', ...TLS)
  const verify = (...more: string[]): ReturnType<Workbench['run']> =>
    bench.run(['log', 'verify', url, '--trust', '.chancery/log.vkey', ...more, '--json'])
  expect((await verify('--log-ca', 'ca.pem')).json).toMatchObject({ log: url })
  expect(await verify()).toMatchObject({ code: 3, json: { failed: [{ code: 'LOG_UNAVAILABLE' }] } })
  expect(await verify('--log-ca', 'other.pem')).toMatchObject({
    code: 3,
    json: { failed: [{ code: 'LOG_UNAVAILABLE' }] },
  })
  expect(await verify('--log-ca', 'server.key')).toMatchObject({
    code: 2,
    json: { failed: [{ code: 'TRUST_INVALID' }] },
  })
})

it('a witness over HTTPS is asked by a log that knows its authority, and by no other', async () => {
  const args = ['log', 'witness', ...WITNESS.with(-1, 'seen-by-two'), ...TLS]
  const running = bench.start([...args, '--listen', '127.0.0.1:0', '--json'])
  onTestFinished(() => void running.child.kill('SIGKILL'))
  const { url, verifierKey } = await listening(running)
  const vkey = readFileSync(bench.at('.chancery/log.vkey'), 'utf8').trim()
  writeFileSync(bench.at('log.policy'), `log ${vkey}\nwitness w ${verifierKey} ${url}\nquorum w\n`)
  const yaml = readFileSync(bench.at('chancery.yaml'), 'utf8')
  onTestFinished(() => writeFileSync(bench.at('chancery.yaml'), yaml))
  const sign = (ca: string): ReturnType<Workbench['run']> => {
    const configured = yaml.replace(/^(log: \{.*key: log)/m, `$1, policy: log.policy${ca}`)
    expect(configured).not.toBe(yaml)
    writeFileSync(bench.at('chancery.yaml'), configured)
    return bench.run(['sign', 'run.sh', '--key', 'release', '--out', 'witnessed', '--json'])
  }
  expect(await sign('')).toMatchObject({ code: 3 })
  expect(await sign(', ca: other.pem')).toMatchObject({ code: 3 })
  const signed = await sign(', ca: ca.pem')
  expect(signed.code, signed.stderr).toBe(0)
})
