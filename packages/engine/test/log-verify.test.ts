/** A whole log, from a folder and over HTTP: what is right, and each thing that can be wrong. */
import { chmodSync, cpSync, readdirSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createCa, serverCertificate } from '@chancery/testkit'
import { type NoteSigner, openCheckpoint } from '@chancery/tlog'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type LogRequest, serveLog, type VerifyLogOptions, verifyWholeLog } from '../src/log/index.ts'
import {
  checkpointOf,
  type Desk,
  desk,
  entries,
  entryOf,
  growLog,
  logSigner,
  makeLog,
  ORIGIN,
  vkeyOf,
} from './log-kit.ts'

let signer: NoteSigner
let stranger: NoteSigner
beforeAll(async () => {
  signer = await logSigner()
  stranger = await logSigner('ed25519', 'stranger')
})

async function benchOf(count = 700): Promise<Desk> {
  const bench = desk()
  bench.write('log.vkey', vkeyOf(signer))
  await makeLog(bench.at('log'), entries(count), signer)
  return bench
}

function verify({ cwd }: Desk, options: Partial<VerifyLogOptions> = {}): ReturnType<typeof verifyWholeLog> {
  return verifyWholeLog({ cwd, log: 'log', trust: ['log.vkey'], ...options })
}

function damage(bench: Desk, path: string, change: (bytes: Uint8Array) => Uint8Array): void {
  bench.write(path, change(bench.read(path)))
}

const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte))

describe('log verify', () => {
  it('says what is there, keeps the checkpoint, and shows that the next one continues it', async () => {
    const bench = await benchOf()
    const progress: number[] = []
    const report = await verify(bench, { out: 'seen', onProgress: ({ finished }) => progress.push(finished) })
    expect(report).toMatchObject({ version: 1, origin: ORIGIN, size: 700, since: null, cosignatures: [] })
    expect(progress.at(-1)).toBe(700)
    expect(bench.read('seen')).toEqual(bench.read('log/checkpoint'))
    await growLog(bench.at('log'), entries(500, 700), signer)
    const later = await verify(bench, { since: 'seen', out: 'seen' })
    expect(later).toMatchObject({ size: 1200, since: { size: 700, root: report.root } })
    expect(openCheckpoint(bench.read('seen'), { origin: ORIGIN, keys: [signer.key] }).size).toBe(1200)
  })

  it.each<readonly [string, string, (bench: Desk) => void]>([
    ['an entry that is another', 'TILE_MISMATCH', (bench) => damage(bench, 'log/tile/entries/001', flipped)],
    ['a tile of leaves that is another', 'TILE_MISMATCH', (bench) => damage(bench, 'log/tile/0/001', flipped)],
    ['a tile above them that is another', 'TILE_MISMATCH', (bench) => damage(bench, 'log/tile/1/000.p/2', flipped)],
    [
      'a tile that is short',
      'TILE_MALFORMED',
      (bench) => damage(bench, 'log/tile/0/000', (bytes) => bytes.subarray(1)),
    ],
    [
      'a bundle that is short',
      'ENTRY_BUNDLE_MALFORMED',
      (bench) => damage(bench, 'log/tile/entries/000', (bytes) => bytes.subarray(0, 99)),
    ],
    ['a bundle that is gone', 'TILE_MISSING', (bench) => rmSync(bench.at('log/tile/entries/000'))],
    ['no checkpoint', 'LOG_NOT_FOUND', (bench) => rmSync(bench.at('log/checkpoint'))],
    ['a checkpoint that is none', 'NOTE_MALFORMED', (bench) => bench.write('log/checkpoint', 'hello\n')],
    [
      'a forged checkpoint',
      'NOTE_SIGNATURE_INVALID',
      (bench) =>
        damage(bench, 'log/checkpoint', (bytes) =>
          Buffer.from(Buffer.from(bytes).toString().replace('\n700\n', '\n512\n')),
        ),
    ],
    ['a key that is not trusted', 'NOTE_KEY_UNTRUSTED', (bench) => bench.write('log.vkey', vkeyOf(stranger))],
    ['no key of a log', 'TRUST_INVALID', (bench) => bench.write('log.vkey', 'hello')],
    ['a key that is none', 'TRUST_INVALID', (bench) => bench.write('log.vkey', 'log.example.com+00000000+AAAA')],
  ])('refuses %s', async (_, code, attack) => {
    const bench = await benchOf()
    attack(bench)
    await expect(verify(bench, { out: 'seen' })).rejects.toMatchObject({ code })
    expect(() => bench.read('seen')).toThrow()
  })

  it('ends where it is interrupted, and keeps nothing', async () => {
    const bench = await benchOf()
    const interrupted = { signal: AbortSignal.abort(new Error('interrupted')), out: 'seen' }
    await expect(verify(bench, interrupted)).rejects.toMatchObject({ code: 'ABORTED' })
    await using served = await serveLog({ cwd: bench.cwd, dir: 'log', port: 0 })
    await expect(verify(bench, { ...interrupted, log: served.report.url })).rejects.toMatchObject({ code: 'ABORTED' })
    expect(() => bench.read('seen')).toThrow()
  })

  it('refuses a log that forks, and one that shows less than before', async () => {
    const bench = await benchOf()
    await verify(bench, { out: 'seen' })
    const changed = entries(900).map((entry, index) => (index === 650 ? entryOf(-1) : entry))
    await makeLog(bench.at('fork'), changed, signer)
    await expect(verify(bench, { log: 'fork', since: 'seen' })).rejects.toMatchObject({ code: 'LOG_FORKED' })
    await makeLog(bench.at('short'), entries(300), signer)
    await expect(verify(bench, { log: 'short', since: 'seen' })).rejects.toMatchObject({ code: 'LOG_REWOUND' })
    cpSync(bench.at('log'), bench.at('old'), { recursive: true })
    await growLog(bench.at('log'), entries(1, 700), signer)
    await verify(bench, { out: 'seen' })
    bench.write('log/checkpoint', bench.read('old/checkpoint'))
    await expect(verify(bench, { since: 'seen' })).rejects.toMatchObject({ code: 'LOG_REWOUND' })
    await expect(verify(bench, { log: 'nowhere' })).rejects.toMatchObject({ code: 'LOG_NOT_FOUND' })
    await expect(verifyWholeLog({ cwd: bench.cwd, trust: ['log.vkey'] })).rejects.toMatchObject({
      code: 'LOG_NOT_CONFIGURED',
    })
    await expect(verifyWholeLog({ cwd: bench.cwd, log: 'log' })).rejects.toMatchObject({ code: 'TRUST_NOT_GIVEN' })
  })
})

describe('a log over HTTP', () => {
  it('is read as from a folder, by those alone who ask for what is of the log', async () => {
    const bench = await benchOf()
    const asked: LogRequest[] = []
    await using served = await serveLog({ cwd: bench.cwd, dir: 'log', port: 0, onRequest: (one) => asked.push(one) })
    const { url } = served.report
    expect(await verify(bench, { log: url })).toMatchObject({ log: url, size: 700 })
    const answer = await fetch(`${url}checkpoint`)
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(answer.headers.get('cache-control')).toContain('max-age=2')
    const tile = await fetch(`${url}tile/0/000`)
    expect(tile.headers.get('content-type')).toBe('application/octet-stream')
    expect(tile.headers.get('cache-control')).toContain('immutable')
    expect(new Uint8Array(await tile.arrayBuffer())).toEqual(bench.read('log/tile/0/000'))
    const etag = tile.headers.get('etag') as string
    expect((await fetch(`${url}tile/0/000`, { headers: { 'if-none-match': etag } })).status).toBe(304)
    const head = await fetch(`${url}tile/0/000`, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '8192'])
    expect((await fetch(`${url}checkpoint`, { method: 'POST', body: 'x' })).status).toBe(405)
    expect(asked.map(({ status }) => status)).toContain(405)
  })

  it('comes packed to who takes that, entries alone, and the same', async () => {
    const bench = await benchOf()
    await using served = await serveLog({ cwd: bench.cwd, dir: 'log', port: 0 })
    const fetched = async (path: string): Promise<readonly [string | null, Uint8Array]> => {
      const answer = await fetch(served.report.url + path, { headers: { 'accept-encoding': 'gzip' } })
      return [answer.headers.get('content-encoding'), new Uint8Array(await answer.arrayBuffer())]
    }
    expect(await fetched('tile/entries/000')).toEqual(['gzip', bench.read('log/tile/entries/000')])
    expect(await fetched('tile/0/000')).toEqual([null, bench.read('log/tile/0/000')])
    expect((await fetched('checkpoint'))[0]).toBe(null)
  })

  it('is waited for where it counts its clients’ requests', async () => {
    const bench = await benchOf(700)
    const seen: number[] = []
    const onRequest = ({ status }: LogRequest): void => void seen.push(status)
    await using served = await serveLog({ cwd: bench.cwd, dir: 'log', port: 0, perMinute: 60, onRequest })
    expect(await verify(bench, { log: served.report.url })).toMatchObject({ size: 700 })
    expect(seen).toContain(429)
  })

  it.each([
    ['what unpacks to too much', { 'content-encoding': 'gzip' }, gzipSync(new Uint8Array(20_000_000))],
    ['what cannot be unpacked', { 'content-encoding': 'gzip' }, Buffer.from('hello')],
    ['an encoding that was not asked for', { 'content-encoding': 'br' }, Buffer.from('hello')],
  ])('is not there where its server gives %s', async (_, headers, body) => {
    const bench = await benchOf(3)
    const server = createServer((__, response) => response.writeHead(200, headers).end(body))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const log = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await expect(verify(bench, { log })).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
  })

  it.each([
    '/.chancery/state',
    '/tile/../.chancery/state',
    '/tile/0/../../.chancery/state',
    '/..%2f..%2fetc/passwd',
    '//etc/passwd',
    '/tile/0/000.p/0',
    '/tile/0/0',
    '/tile',
    '/',
    '/checkpoint/',
  ])('serves nothing at %s', async (path) => {
    const bench = await benchOf(3)
    expect(readdirSync(bench.at('log/.chancery'))).toContain('state')
    await using served = await serveLog({ cwd: bench.cwd, dir: 'log', port: 0 })
    // As it stands there: fetch would take the dots out.
    const status = await new Promise((resolve, reject) => {
      const { hostname, port } = new URL(served.report.url)
      request({ hostname, port, path }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end()
    })
    expect(status).toBe(404)
  })

  it('is no log where there is none, and does not listen twice', async () => {
    const bench = await benchOf(3)
    await expect(serveLog({ cwd: bench.cwd, dir: 'nowhere' })).rejects.toMatchObject({ code: 'LOG_NOT_FOUND' })
    await using served = await serveLog({ cwd: bench.cwd, dir: 'log', port: 0 })
    const port = Number(new URL(served.report.url).port)
    await expect(serveLog({ cwd: bench.cwd, dir: 'log', port })).rejects.toMatchObject({ code: 'SERVER_LISTEN_FAILED' })
  })

  it('is asked again where its server is busy, and given up where it stays that, or says too much', async () => {
    const bench = await benchOf(3)
    const checkpoint = bench.read('log/checkpoint')
    let asked = 0
    let headers: Record<string, string> = {}
    let answers: readonly (readonly [number, Uint8Array])[] = []
    const server = createServer((_, response) => {
      const [status, body] = answers[Math.min(asked++, answers.length - 1)] as readonly [number, Uint8Array]
      response.writeHead(status, headers).end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const log = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const none = new Uint8Array()
    for (const retry of [{}, { 'retry-after': '0' }, { 'retry-after': '-1' }, { 'retry-after': 'soon' }]) {
      headers = retry
      asked = 0
      answers = [[503, none]]
      await expect(verify(bench, { log })).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
      expect(asked).toBe(3)
    }
    headers = {}
    asked = 0
    answers = [
      [503, none],
      [200, checkpoint],
      [404, none],
    ]
    await expect(verify(bench, { log })).rejects.toMatchObject({ code: 'TILE_MISSING' })
    answers = [[302, none]]
    await expect(verify(bench, { log })).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    answers = [[200, new Uint8Array(1_000_001)]]
    await expect(verify(bench, { log })).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    const gone = await serveLog({ cwd: bench.cwd, dir: 'log', port: 0 })
    await gone[Symbol.asyncDispose]()
    await expect(verify(bench, { log: gone.report.url })).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
  })

  it('is read over HTTPS with an authority of its own, and refused without', async () => {
    const bench = await benchOf(3)
    const ca = await createCa({ key: 'p256' })
    bench.write('ca.pem', ca.root.certificate.pem)
    bench.write('other.pem', (await createCa({ key: 'p256', name: 'Other' })).root.certificate.pem)
    const { cert, key } = await serverCertificate(ca)
    bench.write('server.pem', cert)
    chmodSync(bench.write('server.key', key), 0o640)
    const server = await serveLog({
      cwd: bench.cwd,
      dir: 'log',
      port: 0,
      tlsCertificate: 'server.pem',
      tlsKey: 'server.key',
    })
    onTestFinished(() => server[Symbol.asyncDispose]())
    const log = server.report.url
    expect(log).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/$/)
    await expect(verify(bench, { log, logCa: ['other.pem'] })).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    await expect(verify(bench, { log, logCa: ['log.vkey'] })).rejects.toMatchObject({ code: 'TRUST_INVALID' })
    await expect(verify(bench, { log })).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    expect(await verify(bench, { log, logCa: ['ca.pem'] })).toMatchObject({ size: 3 })
  })

  it.each(['http://log.example.com', 'https://log.example.com/?a=b', 'ftp://log.example.com'])(
    'is not asked for at %s',
    async (log) => {
      await expect(verify(await benchOf(1), { log })).rejects.toMatchObject({ code: 'OPTION_INVALID' })
    },
  )

  it('that was signed for another tree is refused, whoever serves it', async () => {
    const bench = await benchOf(3)
    bench.write('log/checkpoint', await checkpointOf({ size: 3, root: new Uint8Array(32) }, signer))
    await using served = await serveLog({ cwd: bench.cwd, dir: 'log', port: 0 })
    await expect(verify(bench, { log: served.report.url })).rejects.toMatchObject({ code: 'TILE_MISMATCH' })
  })
})
