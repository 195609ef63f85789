/** `log mirror` as it is typed: over HTTPS, killed at any moment, two at one folder, refused; and what it prints. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { createCa, serverCertificate, softwareKey, tempDir, testKey } from '@chancery/testkit'
import { encodeNoteKey, noteSigner } from '@chancery/tlog'
import { folderStore, StoredLog } from '@chancery/tlog-storage'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { schemaOf } from './schemas.ts'
import { chancery, listening, type Ran, start } from './workbench.ts'

const ORIGIN = 'log.example.com'
const MIRROR = ['log', 'mirror', 'log', '--dir', 'mirror', '--trust', 'log.vkey']
let path: string
const at = (name: string): string => `${path}/${name}`
const run = (...args: readonly string[]): Promise<Ran> => chancery(args, { cwd: path })

beforeEach(async () => {
  const dir = tempDir()
  path = dir.path
  onTestFinished(() => dir[Symbol.dispose]())
})

/** @param from the first entry @returns the verifier key */
async function write(count: number, from = 0, name = 'test'): Promise<string> {
  const signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519', name) }))
  const options = { origin: ORIGIN, signers: [signer], window: 0 }
  const store = folderStore(at('log'))
  await using log = await (existsSync(at('log/checkpoint'))
    ? StoredLog.open(store, options)
    : StoredLog.create(store, options))
  await Promise.all(
    Array.from({ length: count }, (_, index) => log.add(Buffer.from(`entry ${from + index} ${'x'.repeat(300)}`))),
  )
  return `${encodeNoteKey(signer.key)}\n`
}

async function mirrored(...more: readonly string[]): Promise<{ code: number | null; report: Record<string, unknown> }> {
  const { code, stdout } = await run(...MIRROR, ...more, '--json')
  const report = JSON.parse(stdout)
  const valid = schemaOf('log')
  expect(valid(report), JSON.stringify(valid.errors)).toBe(true)
  return { code, report }
}

it('copies, says what it did, and the copy is verified and served like the log', async () => {
  writeFileSync(at('log.vkey'), await write(300))
  expect(await mirrored()).toMatchObject({
    code: 0,
    report: { origin: ORIGIN, size: 300, since: null, copied: 300, cosignature: null, dir: at('mirror') },
  })
  await write(10, 300)
  const { code, stderr } = await run(...MIRROR)
  expect([code, stderr]).toEqual([
    0,
    expect.stringMatching(/^mirrored {2}log\.example\.com .*: 310 entries, after 300, 10 copied/),
  ])
  expect((await run('log', 'verify', 'mirror', '--trust', 'log.vkey')).code).toBe(0)
})

it('killed at any moment leaves what is whole, and the next run goes on', async () => {
  writeFileSync(at('log.vkey'), await write(1))
  let kills = 0
  for (let round = 1; round <= 12; round++) {
    await write(3000, round * 3000)
    const { child, ended } = start(MIRROR, { cwd: path })
    await sleep(60 + 17 * round)
    child.kill('SIGKILL')
    if ((await ended).code === null) kills++
    if (!existsSync(at('mirror/checkpoint'))) continue
    const { code, stderr } = await run('log', 'verify', 'mirror', '--trust', 'log.vkey')
    expect(code, stderr).toBe(0)
  }
  expect(kills).toBeGreaterThan(0)
  expect(await mirrored()).toMatchObject({ code: 0, report: { size: 36_001 } })
  expect((await run('log', 'verify', 'mirror', '--trust', 'log.vkey')).code).toBe(0)
}, 300_000)

it('takes turns with another process at one folder', async () => {
  writeFileSync(at('log.vkey'), await write(5000))
  const both = await Promise.all([mirrored(), mirrored(), mirrored()])
  expect(both.map(({ code }) => code)).toEqual([0, 0, 0])
  expect(both.map(({ report }) => Number(report.copied)).sort((a, b) => a - b)).toEqual([0, 0, 5000])
})

it('copies over HTTPS with --log-ca, and nothing without', async () => {
  writeFileSync(at('log.vkey'), await write(300))
  const ca = await createCa({ key: 'p256' })
  const { cert, key } = await serverCertificate(ca)
  for (const [name, text] of Object.entries({ 'ca.pem': ca.root.certificate.pem, 'server.pem': cert }))
    writeFileSync(at(name), text)
  writeFileSync(at('server.key'), key, { mode: 0o600 })
  const tls = ['--tls-certificate', 'server.pem', '--tls-key', 'server.key']
  const { child } = start(['log', 'serve', 'log', ...tls, '--listen', '127.0.0.1:0', '--json'], { cwd: path })
  onTestFinished(() => void child.kill('SIGKILL'))
  const { url } = await listening({ child })
  const mirror = ['log', 'mirror', url, '--dir', 'mirror', '--trust', 'log.vkey', '--json']
  const refused = await run(...mirror)
  expect([refused.code, JSON.parse(refused.stdout).failed[0].code]).toEqual([3, 'LOG_UNAVAILABLE'])
  expect(existsSync(at('mirror'))).toBe(false)
  const copied = await run(...mirror, '--log-ca', 'ca.pem')
  expect([copied.code, JSON.parse(copied.stdout).copied]).toEqual([0, 300])
})

it('refuses a fork, tells where the evidence is, and shows what it showed', async () => {
  writeFileSync(at('log.vkey'), await write(300))
  await mirrored()
  const before = readFileSync(at('mirror/checkpoint'))
  rmSync(at('log'), { recursive: true })
  await write(400, 1000)
  expect(await mirrored()).toMatchObject({ code: 1, report: { failed: [{ code: 'LOG_FORKED' }] } })
  expect((await run(...MIRROR)).stderr).toContain(at('mirror/.chancery/evidence'))
  expect(readFileSync(at('mirror/checkpoint'))).toEqual(before)
})

it.each([
  [['--key', 'x'], 2, 'OPTION_INVALID'],
  [['--name', 'x'], 2, 'OPTION_INVALID'],
  [['--dir', 'log'], 2, 'MIRROR_FOLDER_FOREIGN'],
  [['--trust', 'other.vkey'], 1, 'NOTE_KEY_UNTRUSTED'],
  [['--trust', 'no.vkey'], 2, 'FILE_NOT_FOUND'],
] as const)('refuses %j', async (more, exit, code) => {
  writeFileSync(at('log.vkey'), await write(3))
  const stranger = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519', 'stranger') }))
  writeFileSync(at('other.vkey'), `${encodeNoteKey(stranger.key)}\n`)
  const given = MIRROR.filter((_, index) => MIRROR[index] !== more[0] && MIRROR[index - 1] !== more[0])
  const { code: ended, stdout } = await run(...given, ...more, '--json')
  expect([ended, JSON.parse(stdout).failed[0].code]).toEqual([exit, code])
})
