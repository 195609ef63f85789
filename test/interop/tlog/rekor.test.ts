/** Records in a stock Rekor v2: asked to log, believed in nothing, and judged by cosign with nothing ignored. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildPe, cosign, freePort, type SkipContext, script, softHsmMissing, tool } from '@chancery/testkit'
import { encodeNoteKey, noteKey } from '@chancery/tlog'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { ORIGIN, trustedRoot } from '../../e2e/cli/with-log.ts'
import { type Ran, type Workbench, workbench } from '../../e2e/cli/workbench.ts'

interface Rekor {
  readonly url: string
  readonly vkey: string
  stop(): Promise<void>
}

async function startRekor(context: SkipContext, folder: string): Promise<Rekor> {
  const program = tool('rekor-server', context)
  mkdirSync(`${folder}/tiles`, { recursive: true })
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  writeFileSync(`${folder}/log.pem`, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(`${folder}/log.pub`, publicKey.export({ type: 'spki', format: 'pem' }))
  const ports = [await freePort(), await freePort(), await freePort()] as const
  const args = [
    ...['serve', '--hostname', ORIGIN, '--storage-dir', `${folder}/tiles`, '--signer-filepath', `${folder}/log.pem`],
    ...['--http-port', ports[0], '--grpc-port', ports[1], '--http-metrics-port', ports[2]].map(String),
    ...['--checkpoint-interval', '200ms', '--batch-max-age', '20ms'],
  ]
  const child: ChildProcess = spawn(program.path, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += String(chunk)
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const url = `http://127.0.0.1:${ports[0]}`
  for (let tries = 0; !(await fetch(`${url}/api/v2/checkpoint`).catch(() => null)); tries++) {
    if (tries > 100 || child.exitCode !== null) throw new Error(`rekor-server does not answer: ${said}`)
    await sleep(100)
  }
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return {
    url,
    vkey: encodeNoteKey(noteKey('ecdsa', ORIGIN, Uint8Array.from(spki))),
    async stop() {
      child.kill()
      await ended
    },
  }
}

describe.skipIf(softHsmMissing())('a log of Rekor v2', () => {
  let bench: Workbench
  let rekor: Rekor | null = null
  let yaml: string
  beforeAll(async () => {
    bench = await workbench()
    yaml = bench.read('chancery.yaml').toString()
    writeFileSync(bench.at('app.exe'), buildPe())
    writeFileSync(bench.at('run.sh'), script('bash'))
  })
  afterAll(async () => {
    await rekor?.stop()
    bench[Symbol.dispose]()
  })
  /** Started by the first test that needs it. */
  async function server(context: SkipContext): Promise<Rekor> {
    rekor ??= await startRekor(context, bench.at('rekor'))
    writeFileSync(bench.at('log.vkey'), `${rekor.vkey}\n`)
    return rekor
  }
  function configure(url: string, more = '', publicKey = 'log.vkey'): void {
    const log = `log: { url: "${url}", origin: ${ORIGIN}, publicKey: ${publicKey}${more} }\n`
    writeFileSync(bench.at('chancery.yaml'), yaml.replace('trust: [', 'trust: [log.vkey, ') + log)
  }
  beforeEach(() => writeFileSync(bench.at('log.vkey'), ''))
  const sign = (...files: string[]): Promise<Ran> =>
    bench.run(['sign', ...files, '--key', 'release', '--out', 'out', '--json'])

  test('takes records and proves them, to us and to cosign', async (context) => {
    const { url, vkey } = await server(context)
    configure(url)
    const ran = await sign('app.exe', 'run.sh')
    expect(ran.code, ran.stderr).toBe(0)
    expect(new Set(ran.json.files.map(({ log }) => log?.index))).toEqual(new Set([0, 1]))
    const verified = await bench.run(['verify', 'out/*', '--require', 'log', '--json'])
    expect(verified.code, verified.stderr).toBe(0)
    const stranger = createPublicKey(bench.read('.chancery/attestation.pub')).export({ type: 'spki', format: 'der' })
    writeFileSync(bench.at('root.json'), trustedRoot(vkey))
    writeFileSync(bench.at('wrong.json'), trustedRoot(vkey, stranger))
    for (const [root, accepted] of [
      ['root.json', true],
      ['wrong.json', false],
    ] as const) {
      const { code } = await cosign(context).run([
        ...['verify-blob-attestation', '--key', bench.at('.chancery/attestation.pub')],
        ...['--trusted-root', bench.at(root), '--bundle', bench.at('out/app.exe.sigstore.json')],
        ...['--type', 'urn:chancery:signing-record:v1', bench.at('out/app.exe')],
      ])
      expect(code === 0, root).toBe(accepted)
    }
  })

  test('is believed under its own key alone, given as PEM too', async (context) => {
    const { url } = await server(context)
    configure(url, '', 'rekor/log.pub')
    expect((await sign('app.exe')).code).toBe(0)
    configure(url, '', '.chancery/tsa.pem')
    expect((await sign('app.exe')).json.failed[0]).toMatchObject({ code: 'LOG_KEY_INVALID' })
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
    writeFileSync(bench.at('other.pub'), other.export({ type: 'spki', format: 'pem' }))
    configure(url, '', 'other.pub')
    expect((await sign('app.exe')).json.failed[0]).toMatchObject({ code: 'NOTE_KEY_UNTRUSTED' })
  })

  test('queued entries are logged once it is back, and once', async (context) => {
    const { url } = await server(context)
    configure('http://127.0.0.1:9', ', onFailure: queue')
    const ran = await sign('app.exe')
    expect([ran.code, ran.json.files[0]?.log]).toEqual([0, { origin: ORIGIN, index: null }])
    const vain = await bench.run(['log', 'flush', '--json'])
    expect([vain.code, JSON.parse(vain.stdout).failed[0].code]).toEqual([3, 'LOG_UNAVAILABLE'])
    const [queued = ''] = bench.list('.chancery/log-queue')
    const kept = bench.read(`.chancery/log-queue/${queued}`)
    configure(url, ', onFailure: queue')
    expect((await bench.run(['log', 'flush'])).code).toBe(0)
    expect((await bench.run(['verify', 'out/app.exe', '--require', 'log'])).code).toBe(0)
    // As where the answer was lost: the log has it, and gives no second proof.
    writeFileSync(bench.at(`.chancery/log-queue/${queued}`), kept)
    const again = await bench.run(['log', 'flush', '--json'])
    expect([again.code, JSON.parse(again.stdout)]).toMatchObject([0, { logged: [{ bundle: null }], failed: [] }])
    expect(bench.list('.chancery/log-queue')).toEqual([])
  })
})

describe.skipIf(softHsmMissing())('what is no log', () => {
  const KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' })
  let bench: Workbench
  let server: Server
  let answer: (request: IncomingMessage, response: ServerResponse) => void
  beforeAll(async () => {
    bench = await workbench()
    writeFileSync(bench.at('app.exe'), buildPe())
    server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1')
    await new Promise((done) => server.once('listening', done))
    const { port } = server.address() as AddressInfo
    writeFileSync(bench.at('log.pub'), KEY)
    const log = `log: { url: "http://127.0.0.1:${port}/", origin: ${ORIGIN}, publicKey: log.pub }\n`
    writeFileSync(bench.at('chancery.yaml'), readFileSync(bench.at('chancery.yaml'), 'utf8') + log)
    return () => {
      server.closeAllConnections()
      server.close()
      bench[Symbol.dispose]()
    }
  })

  test.each<readonly [string, number, string, string]>([
    ['LOG_ENTRY_REFUSED', 400, '{"message":"unsupported\\nentry \\u001b[31m"}', 'a request that it does not take'],
    ['LOG_ENTRY_EXISTS', 409, '{}', 'what it has already'],
    ['LOG_UNAVAILABLE', 503, '', 'while it is busy'],
    ['LOG_UNAVAILABLE', 201, '<html>', 'with no JSON'],
    ['LOG_ENTRY_MALFORMED', 201, '{}', 'with no entry'],
    ['LOG_UNAVAILABLE', 200, `"${'x'.repeat(1_000_001)}"`, 'without end'],
  ])('%s: answers %i to %4$s', async (code, status, body) => {
    answer = (_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    const ran = await bench.run(['sign', 'app.exe', '--key', 'release', '--out', 'out', '--json'])
    expect(ran.json.failed[0], ran.stderr).toMatchObject({ code })
    expect(bench.list('out')).toEqual([])
    expect(ran.stderr).not.toContain('\u001b[31m')
    onTestFinished(() => server.closeAllConnections())
  })
})
