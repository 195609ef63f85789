import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildPe, createCa, startTsa } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { keepToken, type Workbench, workbench } from './workbench.ts'

let bench: Workbench
let whole: Uint8Array
/** Milliseconds that a signing takes here and now: kills are spread over them. */
let duration: number
let restoreToken: () => void
beforeAll(async () => {
  bench = await workbench()
  // Large enough to be edited where it stands, and to be caught in the middle.
  whole = buildPe({ overlay: new Uint8Array(8 * 1024 * 1024).fill(7) })
  writeFileSync(bench.at('warm.exe'), whole)
  const begin = Date.now()
  expect((await bench.run(['sign', 'warm.exe', '--key', 'release', '--in-place'])).code).toBe(0)
  duration = Date.now() - begin
  restoreToken = keepToken(bench)
  return () => bench[Symbol.dispose]()
})

const moduleOf = (): string | undefined => /module: "?([^"\n]+)/.exec(bench.read('chancery.yaml').toString())?.[1]

const temporaries = (folder: string): string[] =>
  readdirSync(bench.at(folder)).filter((name) => name.includes('.chancery-'))

/** Starts a signing and kills it after a part of the time that one takes. */
async function killed(args: readonly string[], part: number): Promise<void> {
  const { child, ended } = bench.start(['sign', ...args, '--key', 'release'])
  await sleep(duration * part)
  child.kill('SIGKILL')
  await ended
  restoreToken()
}

describe('kill -9 at any moment', () => {
  const RUNS = 10

  it('of a signing in place leaves the original, the finished file, or what the next signing repairs', async () => {
    for (let i = 0; i < RUNS; i++) {
      const folder = `place-${i}`
      mkdirSync(bench.at(folder))
      const file = `${folder}/app.exe`
      writeFileSync(bench.at(file), whole)
      await killed([file, '--in-place'], 0.3 + (0.75 * i) / RUNS)
      const left = bench.read(file)
      if (!left.equals(whole)) {
        const found = await bench.run(['verify', file, '--json'])
        const verdict = found.json.files[0] as { verdict?: string; code?: string }
        // Bytes behind the end are no signature: unsigned, and the original before them.
        if (verdict.verdict !== 'verified') {
          expect(verdict.code).toBe('NOT_SIGNED')
          expect(left.subarray(0, whole.length).equals(whole)).toBe(true)
        }
      }
      const again = await bench.run(['sign', file, '--key', 'release', '--in-place'])
      expect(again.code, again.stderr).toBe(0)
      const verified = await bench.run(['verify', file, '--require', 'attestation'])
      expect(verified.code, verified.stderr).toBe(0)
      expect(temporaries(folder)).toEqual([])
      // Nothing was signed along; ECDSA signatures differ by some bytes in length.
      expect(Math.abs(statSync(bench.at(file)).size - statSync(bench.at('warm.exe')).size)).toBeLessThanOrEqual(64)
    }
  }, 120_000)

  it('of a signing into a folder leaves nothing, or the finished file', async () => {
    mkdirSync(bench.at('source'))
    writeFileSync(bench.at('source/app.exe'), whole)
    for (let i = 0; i < RUNS; i++) {
      const out = `out-${i}`
      await killed(['source/app.exe', '--out', out], 0.3 + (0.75 * i) / RUNS)
      expect(bench.read('source/app.exe').equals(whole)).toBe(true)
      if (bench.list(out).includes('app.exe')) {
        expect((await bench.run(['verify', `${out}/app.exe`, '--require', 'attestation'])).code).toBe(0)
      }
      const again = await bench.run(['sign', 'source/app.exe', '--key', 'release', '--out', out])
      expect(again.code, again.stderr).toBe(0)
      expect(bench.list(out)).toEqual(['app.exe', 'app.exe.sigstore.json'])
    }
  }, 120_000)
})

describe('an interruption', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s while a timestamp is awaited ends at once, and leaves nothing',
    async (signal) => {
      await using tsa = await startTsa({ ca: await createCa(), fault: 'hang' })
      const folder = `stop-${signal}`
      mkdirSync(bench.at(folder))
      for (const name of ['a.exe', 'b.exe']) writeFileSync(bench.at(`${folder}/${name}`), buildPe())
      const args = [`${folder}/*.exe`, '--key', 'release', '--in-place', '--timestamp', tsa.url, '--json']
      const { child, ended } = bench.start(['sign', ...args])
      while (tsa.requests === 0) await sleep(10)
      const begin = Date.now()
      child.kill(signal)
      const ran = await ended
      expect(Date.now() - begin).toBeLessThan(5000)
      expect(ran.code, ran.stderr).toBe(3)
      expect(ran.json.failed.map(({ code }) => code)).toEqual(['ABORTED', 'ABORTED'])
      expect(bench.list(folder)).toEqual(['a.exe', 'b.exe'])
      expect(bench.read(`${folder}/a.exe`).equals(buildPe())).toBe(true)
    },
  )

  it('a second time ends the process as the signal does', async () => {
    await using tsa = await startTsa({ ca: await createCa(), fault: 'hang' })
    writeFileSync(bench.at('twice.exe'), buildPe())
    const { child, ended } = bench.start([
      'sign',
      'twice.exe',
      '--key',
      'release',
      '--in-place',
      '--timestamp',
      tsa.url,
    ])
    while (tsa.requests === 0) await sleep(10)
    child.kill('SIGINT')
    child.kill('SIGINT')
    const { code } = await ended
    expect(code).not.toBe(0)
    expect(bench.read('twice.exe').equals(buildPe())).toBe(true)
  })
})

it('a large file whose key is not there ends the process, too: no thread that waits for work keeps it', async () => {
  writeFileSync(bench.at('large.bin'), new Uint8Array(20 * 1024 * 1024))
  const absent = 'pkcs11:token=absent;object=release'
  const key = ['--key', absent, '--module', moduleOf() ?? '']
  const ran = await bench.run(['sign', 'large.bin', '--format', 'blob', ...key, '--out', 'none', '--json'])
  expect([ran.code, ran.json.failed[0]?.code]).toEqual([3, 'TOKEN_NOT_FOUND'])
})

describe('a file that changes while it is signed', () => {
  it.each(['--in-place', '--out=changed'])('%s: is left to whoever changed it, and signed by nobody', async (where) => {
    const other = buildPe({ overlay: Uint8Array.of(1, 2, 3) })
    writeFileSync(bench.at('moving.exe'), buildPe())
    // Between reading the file and writing it: while the timestamp is awaited.
    await using tsa = await startTsa({ ca: await createCa() })
    const meddle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const query = Buffer.concat(await request.toArray())
      writeFileSync(bench.at('moving.exe'), other)
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(await tsa.answer(query))
    }
    const meddler = createServer((request, response) => void meddle(request, response))
    await new Promise<void>((listening) => meddler.listen(0, '127.0.0.1', listening))
    const url = `http://127.0.0.1:${(meddler.address() as AddressInfo).port}/`
    const ran = await bench.run(['sign', 'moving.exe', '--key', 'release', where, '--timestamp', url, '--json'])
    meddler.close()
    expect([ran.code, ran.json.failed[0]?.code], ran.stderr).toEqual([3, 'FILE_CHANGED'])
    expect(bench.read('moving.exe').equals(other)).toBe(true)
    expect(bench.list('changed')).toEqual([])
    expect(temporaries('.')).toEqual([])
  })
})
