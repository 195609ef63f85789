import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { buildPe, createCa, openssl, osslsigncode, tool } from '@chancery/testkit'
import { encodeTimestampQuery } from '@chancery/timestamp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schemaOf } from '../../e2e/cli/schemas.ts'
import { type Running, type Workbench, workbench } from '../../e2e/cli/workbench.ts'

const QUERY = 'application/timestamp-query'
let bench: Workbench
beforeAll(async () => {
  bench = await workbench()
}, 60_000)
afterAll(() => bench[Symbol.dispose]())

interface Served {
  readonly url: string
  readonly running: Running
  /** Asks it to stop, and gives what it printed. */
  stop(): ReturnType<() => Running['ended']>
}

async function serve(args: readonly string[] = []): Promise<Served> {
  const running = bench.start(['serve', '--timestamp', '--listen', '127.0.0.1:0', '--json', ...args])
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    running.child.stdout.on('data', (chunk) => {
      text += chunk
      if (!text.includes('\n}')) return
      expect(schemaOf('serve')(JSON.parse(text))).toBe(true)
      resolve(JSON.parse(text).url)
    })
    running.ended.then(({ stderr }) => reject(new Error(stderr)), reject)
  })
  const stop = async (): ReturnType<Served['stop']> => {
    running.child.kill('SIGTERM')
    return running.ended
  }
  return { url, running, stop }
}

function queryOf(text: string, policy: string | null = null): Uint8Array {
  const value = Uint8Array.from(createHash('sha256').update(text).digest())
  return encodeTimestampQuery({ imprint: { digest: 'sha256', value }, policy, nonce: null, certReq: true })
}

async function post(url: string, body: Uint8Array): Promise<Uint8Array> {
  const response = await fetch(url, { method: 'POST', body: Uint8Array.from(body), headers: { 'content-type': QUERY } })
  expect(response.status).toBe(200)
  return new Uint8Array(await response.arrayBuffer())
}

describe('chancery serve --timestamp', () => {
  test('openssl ts -verify accepts what it answers to a query of openssl', async (context) => {
    const served = await serve(['--policy', '1.2.3.4.5', '--accuracy', '1500'])
    writeFileSync(bench.at('data'), 'what is stamped')
    for (const digest of ['-sha256', '-sha512']) {
      const made = await openssl(context).run([
        'ts',
        '-query',
        '-data',
        bench.at('data'),
        digest,
        '-cert',
        '-out',
        bench.at('q.tsq'),
      ])
      expect(made.code, made.text).toBe(0)
      writeFileSync(bench.at('r.tsr'), await post(served.url, bench.read('q.tsq')))
      const ca = bench.at('.chancery/ca.pem')
      const verdict = await openssl(context).run([
        'ts',
        '-verify',
        '-queryfile',
        bench.at('q.tsq'),
        '-in',
        bench.at('r.tsr'),
        '-CAfile',
        ca,
      ])
      expect(verdict.text).toContain('Verification: OK')
      const shown = await openssl(context).run(['ts', '-reply', '-in', bench.at('r.tsr'), '-text'])
      expect(shown.text).toMatch(/Policy OID: 1\.2\.3\.4\.5/)
      expect(shown.text).toMatch(/Accuracy: 0x01 seconds, 0x01F4 millis/)
      expect(shown.text).toMatch(/Ordering: no/)
      writeFileSync(bench.at('data2'), 'something else')
      const other = await openssl(context).run([
        'ts',
        '-verify',
        '-data',
        bench.at('data2'),
        '-in',
        bench.at('r.tsr'),
        '-CAfile',
        ca,
      ])
      expect(other.text).toContain('message imprint mismatch')
    }
    const { code, stderr } = await served.stop()
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/127\.0\.0\.1 {2}200 {2}granted [0-9a-f]{32} {2}\d+ ms\n/),
    ])
    expect(stderr).toMatch(/stopping\n$/)
    expect(stderr).not.toContain(readFileSync(bench.at('.chancery/pin'), 'utf8').trim())
  })

  test('openssl reads its refusals', async (context) => {
    const served = await serve()
    for (const [query, failure] of [
      [new TextEncoder().encode('hello'), 'the data submitted has the wrong format'],
      [queryOf('data', '1.2.3'), 'the requested TSA policy is not supported by the TSA'],
    ] as const) {
      writeFileSync(bench.at('no.tsr'), await post(served.url, query))
      const { text } = await openssl(context).run(['ts', '-reply', '-in', bench.at('no.tsr'), '-text'])
      expect(text).toMatch(/Status: Rejected/i)
      expect(text).toMatch(new RegExp(failure))
    }
    expect((await served.stop()).code).toBe(0)
  })

  test('osslsigncode signs with its timestamps, and verifies them', async (context) => {
    const served = await serve()
    const signer = await (await createCa({ key: 'rsa2048' })).certify({ key: 'rsa2048' })
    writeFileSync(bench.at('a.exe'), buildPe())
    const signed = await osslsigncode(context).sign(bench.at('a.exe'), bench.at('b.exe'), signer, [
      '-h',
      'sha256',
      '-ts',
      served.url,
    ])
    expect(signed.code, signed.text).toBe(0)
    const trust = bench.read('.chancery/ca.pem').toString()
    const verdict = await osslsigncode(context).verify(bench.at('b.exe'), { trust, timestampTrust: trust })
    expect(verdict.timestamps, verdict.text).toBe(1)
    await served.stop()
  })

  test('jarsigner, too', async (context) => {
    const served = await serve()
    const { buildJar, jarsigner } = await import('@chancery/testkit')
    const ca = await createCa({ key: 'rsa2048' })
    writeFileSync(bench.at('a.jar'), buildJar())
    const signed = await jarsigner(context).sign(bench.at('a.jar'), await ca.certify({ key: 'rsa2048' }), [
      '-tsa',
      served.url,
    ])
    expect(signed.code, signed.text).toBe(0)
    const trust = ca.root.certificate.pem + bench.read('.chancery/ca.pem').toString()
    const { accepted, text } = await jarsigner(context).verify(bench.at('a.jar'), { trust })
    expect(accepted, text).toBe(true)
    await served.stop()
  })

  test('curl gets one as the manual of openssl has it', async (context) => {
    const curl = tool('curl', context)
    const served = await serve()
    writeFileSync(bench.at('data'), 'what is stamped')
    await openssl(context).run(['ts', '-query', '-data', bench.at('data'), '-cert', '-out', bench.at('q.tsq')])
    const got = await curl.run([
      '-s',
      '-H',
      `Content-Type: ${QUERY}`,
      '--data-binary',
      `@${bench.at('q.tsq')}`,
      '-o',
      bench.at('c.tsr'),
      served.url,
    ])
    expect(got.code, got.text).toBe(0)
    const verdict = await openssl(context).run([
      'ts',
      '-verify',
      '-queryfile',
      bench.at('q.tsq'),
      '-in',
      bench.at('c.tsr'),
      '-CAfile',
      bench.at('.chancery/ca.pem'),
    ])
    expect(verdict.text).toContain('Verification: OK')
    await served.stop()
  })

  test('two processes of one key, and one after the other, never repeat a serial number', async () => {
    const serials: string[] = []
    for (let round = 0; round < 2; round++) {
      const both = await Promise.all([serve(), serve()])
      for (const { url } of both) {
        const query = queryOf(String(round))
        for (let i = 0; i < 10; i++) await post(url, query)
      }
      for (const one of both)
        serials.push(
          ...[...(await one.stop()).stderr.matchAll(/granted ([0-9a-f]+)/g)].map(([, serial]) => serial as string),
        )
    }
    expect(serials).toHaveLength(40)
    expect(new Set(serials).size).toBe(40)
  })

  test('remembers its clock, and does not start where that was set back', async () => {
    const first = await serve(['--clock-file', 'clock'])
    await post(first.url, queryOf('data'))
    await first.stop()
    expect(Math.abs(Date.parse(bench.read('clock').toString().trim()) - Date.now())).toBeLessThan(60_000)
    writeFileSync(bench.at('clock'), `${new Date(Date.now() + 3_600_000).toISOString()}\n`)
    const again = await bench.run([
      'serve',
      '--timestamp',
      '--listen',
      '127.0.0.1:0',
      '--clock-file',
      'clock',
      '--json',
    ])
    expect([again.code, JSON.parse(again.stdout).failed[0].code]).toEqual([3, 'TIMESTAMP_CLOCK_BACK'])
  })

  test.each([
    [['serve'], 2, 'OPTION_INVALID'],
    [['serve', '--timestamp', '--listen', 'nowhere'], 2, 'OPTION_INVALID'],
    [['serve', '--timestamp', '--policy', 'x'], 2, 'OPTION_INVALID'],
    [['serve', '--timestamp', '--key', 'release', '--listen', '127.0.0.1:0'], 2, 'TIMESTAMP_KEY_UNSUITABLE'],
    [['serve', '--timestamp', '--listen', '192.0.2.1:3161'], 3, 'SERVER_LISTEN_FAILED'],
  ] as const)('%j is refused', async (args, exit, code) => {
    const ran = await bench.run([...args, '--json'])
    expect([ran.code, JSON.parse(ran.stdout).failed[0].code]).toEqual([exit, code])
  })
})
