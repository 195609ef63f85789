/** A log and its witnesses, over HTTP, with keys in a token: what is cosigned, what is refused, what is remembered. */
import { cpSync, readdirSync } from 'node:fs'
import { createSoftToken, type SoftTokenFixture, softHsmMissing, softwareKey, testKey } from '@chancery/testkit'
import {
  encodeAddCheckpoint,
  encodeCheckpoint,
  type NoteSigner,
  noteSigner,
  openTree,
  openUnderPolicy,
  parseCosignatures,
  parseLogPolicy,
  parseNoteKey,
  proveConsistency,
  signNote,
  type TreeHead,
} from '@chancery/tlog'
import { nodeFileSystem } from '@chancery/tlog-storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type ServedWitness, serveWitness, verifyWholeLog, type WitnessOptions } from '../src/log/index.ts'
import { OwnLog } from '../src/log/own-log.ts'
import { originDigest } from '../src/log/witness-state.ts'
import { type Desk, desk, entries, entryOf, logSigner, makeLog, ORIGIN, vkeyOf } from './log-kit.ts'

let token: SoftTokenFixture
let signer: NoteSigner
let bench: Desk

describe.skipIf(softHsmMissing())('a witness', () => {
  beforeAll(async () => {
    const keys = ['w1', 'w2'].map((label) => ({ label, kind: 'ed25519' }) as const)
    token = await createSoftToken({ keys: [...keys, { label: 'ecdsa', kind: 'p256' }] })
    signer = await logSigner()
  })
  afterAll(() => token?.dispose())
  beforeEach(async () => {
    bench = desk()
    bench.write('log.vkey', vkeyOf(signer))
    await makeLog(bench.at('log'), entries(300), signer)
  })

  async function witness(name: string, options: Partial<WitnessOptions> = {}): Promise<ServedWitness> {
    const key = token.keyUri(name)
    const given = {
      cwd: bench.cwd,
      logKeys: ['log.vkey'],
      key,
      name: `witness.example.com/${name}`,
      dir: name,
      port: 0,
    }
    const served = await serveWitness({ ...given, ...options })
    onTestFinished(() => served[Symbol.asyncDispose]())
    return served
  }

  function policyOf(quorum: string, ...witnesses: readonly ServedWitness[]): string {
    const lines = witnesses.map(({ report: { verifierKey, url } }, at) => `witness w${at} ${verifierKey} ${url}`)
    const names = witnesses.map((_, at) => `w${at}`).join(' ')
    return `log ${vkeyOf(signer)}${lines.join('\n')}\ngroup all ${quorum} ${names}\nquorum all\n`
  }

  async function logUnder(policy: string | null, dir = 'log'): Promise<OwnLog> {
    const config = {
      kind: 'own',
      store: { kind: 'folder', dir: bench.at(dir) },
      origin: ORIGIN,
      key: 'log',
      otherKeys: [],
      formerKeys: [],
      onFailure: 'error',
      queue: bench.at('queue'),
      events: bench.at('events'),
      namesEvents: false,
      ca: null,
    } as const
    const log = new OwnLog(
      { ...config, policy: policy && bench.at(policy) },
      softwareKey({ key: await testKey('ed25519') }),
    )
    onTestFinished(() => log[Symbol.asyncDispose]())
    return log
  }

  async function headAt(size: number, dir = 'log'): Promise<TreeHead> {
    const reader = nodeFileSystem(bench.at(dir))
    const text = new TextDecoder().decode(bench.read(`${dir}/checkpoint`)).split('\n')
    const head = { size: Number(text[1]), root: new Uint8Array(Buffer.from(text[2] as string, 'base64')) }
    return size === head.size ? head : { size, root: await (await openTree(reader, head)).range(0, size) }
  }

  async function ask(
    { report: { url } }: ServedWitness,
    {
      old = 0,
      size = 300,
      dir = 'log',
      by = signer,
      origin = ORIGIN,
      proof = null as readonly Uint8Array[] | null,
    } = {},
  ): Promise<{ status: number; type: string | null; body: Uint8Array; checkpoint: Uint8Array }> {
    const head = await headAt(size, dir)
    const between =
      old === 0 || old >= size
        ? []
        : await proveConsistency(nodeFileSystem(bench.at(dir)), await headAt(old, dir), head)
    const checkpoint = await signNote(encodeCheckpoint({ origin, ...head }), [by])
    const body = encodeAddCheckpoint({ old, proof: proof ?? between, checkpoint })
    const answer = await fetch(`${url}add-checkpoint`, { method: 'POST', body: Buffer.from(body) })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return { status: answer.status, type: answer.headers.get('content-type'), body: bytes, checkpoint }
  }

  it('cosigns with a key in the token, and says with which status it does not', async () => {
    const served = await witness('w1')
    const key = parseNoteKey(served.report.verifierKey)
    const first = await ask(served, { size: 200 })
    expect([first.status, first.type]).toEqual([200, 'text/plain; charset=utf-8'])
    const [line] = parseCosignatures(first.body, first.checkpoint, [key])
    expect(Math.abs((line?.time ?? 0) - Date.now() / 1000)).toBeLessThan(60)
    expect((await ask(served, { old: 200 })).status).toBe(200)
    const stale = await ask(served, { old: 200 })
    expect([stale.status, stale.type, Buffer.from(stale.body).toString()]).toEqual([409, 'text/x.tlog.size', '300\n'])
    expect((await ask(served, { old: 300, proof: [] })).status).toBe(200)
    expect((await ask(served, { old: 301 })).status).toBe(400)
    expect((await ask(served, { old: 300, origin: 'other.example.com' })).status).toBe(404)
    expect((await ask(served, { old: 300, by: await logSigner('ed25519', 'stranger') })).status).toBe(403)
    const post = (path: string, body: string): Promise<Response> =>
      fetch(`${served.report.url}${path}`, { method: 'POST', body })
    expect((await post('add-checkpoint', 'hello')).status).toBe(400)
    expect((await post('add-checkpoint', 'x'.repeat(1_000_001))).status).toBe(413)
    expect((await post('', 'x')).status).toBe(404)
    expect((await fetch(`${served.report.url}add-checkpoint`)).status).toBe(405)
    const shown = await fetch(`${served.report.url}${originDigest(ORIGIN)}/checkpoint`)
    const policy = parseLogPolicy(Buffer.from(policyOf('all', served)))
    expect(openUnderPolicy(new Uint8Array(await shown.arrayBuffer()), policy)).toMatchObject({ size: 300 })
    expect((await fetch(`${served.report.url}${originDigest('x')}/checkpoint`)).status).toBe(404)
  })

  it('cosigns no fork, keeps it as evidence, and remembers across restarts what it has seen', async () => {
    const served = await witness('w1')
    expect((await ask(served)).status).toBe(200)
    await served[Symbol.asyncDispose]()
    const again = await witness('w1')
    expect(again.report.logs).toEqual([{ origin: ORIGIN, size: 300 }])
    const forked = entries(310).map((entry, index) => (index === 7 ? entryOf(-1) : entry))
    await makeLog(bench.at('fork'), forked, signer)
    expect((await ask(again, { old: 300, size: 310, dir: 'fork' })).status).toBe(422)
    expect((await ask(again, { old: 0, size: 310, dir: 'fork' })).status).toBe(409)
    expect((await ask(again, { old: 300, size: 300, dir: 'fork' })).status).toBe(422)
    expect(readdirSync(bench.at('w1/evidence')).length).toBeGreaterThan(0)
    expect((await ask(again, { old: 300 })).status).toBe(200)
  })

  it('cosigns one of two heads that come at once', async () => {
    const served = await witness('w1')
    const forked = entries(300).map((entry, index) => (index === 7 ? entryOf(-1) : entry))
    await makeLog(bench.at('fork'), forked, signer)
    const asked = await Promise.all(['log', 'fork', 'log', 'fork'].map((dir) => ask(served, { dir })))
    const statuses = asked.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(3)
  })

  it('works alone in its folder, from what it has written itself', async () => {
    const served = await witness('w1')
    expect((await ask(served)).status).toBe(200)
    await expect(witness('w1')).rejects.toMatchObject({ code: 'WITNESS_STATE_BUSY' })
    await served[Symbol.asyncDispose]()
    const file = `w1/${originDigest(ORIGIN)}.checkpoint`
    const text = Buffer.from(bench.read(file)).toString()
    for (const forged of [text.replace('\n300\n', '\n200\n'), text.replace(/— witness.*\n/, ''), 'hello\n']) {
      bench.write(file, forged)
      await expect(witness('w1')).rejects.toMatchObject({ code: 'WITNESS_STATE_INVALID' })
    }
    bench.write(file, text)
    await expect(witness('w1', { key: token.keyUri('w2') })).rejects.toMatchObject({ code: 'WITNESS_STATE_INVALID' })
    await expect(witness('ecdsa')).rejects.toMatchObject({ code: 'NOTE_KEY_UNSUITABLE' })
    bench.write('no.vkey', 'hello')
    await expect(witness('w2', { logKeys: ['no.vkey'] })).rejects.toMatchObject({ code: 'TRUST_INVALID' })
  })

  it('stands under what its log publishes, and the quorum is demanded offline', async () => {
    const [w1, w2] = [await witness('w1'), await witness('w2')]
    bench.write('policy', policyOf('all', w1, w2))
    const under = { cwd: bench.cwd, log: 'log', logPolicy: 'policy' }
    await expect(verifyWholeLog(under)).rejects.toMatchObject({ code: 'LOG_QUORUM_MISSED' })
    const log = await logUnder('policy')
    await log.add(entryOf(300))
    expect(await log.add(entryOf(301))).toMatchObject({ index: 301 })
    await Promise.all([w1, w2].map((one) => one[Symbol.asyncDispose]()))
    const { size, cosignatures } = await verifyWholeLog(under)
    expect([size, cosignatures.map(({ name }) => name)]).toEqual([
      302,
      ['witness.example.com/w1', 'witness.example.com/w2'],
    ])
  })

  it('that is away keeps a checkpoint back where the quorum needs it, until it is back', async () => {
    const w2 = await witness('w2')
    let w1 = await witness('w1')
    const port = Number(new URL(w1.report.url).port)
    bench.write('all', policyOf('all', w1, w2))
    bench.write('any', policyOf('any', w1, w2))
    await w1[Symbol.asyncDispose]()
    const before = bench.read('log/checkpoint')
    await expect((await logUnder('all')).add(entryOf(300))).rejects.toMatchObject({ code: 'LOG_WITNESSES_MISSED' })
    expect(bench.read('log/checkpoint')).toEqual(before)
    w1 = await witness('w1', { port })
    expect(await (await logUnder('all')).add(entryOf(301))).toMatchObject({ index: 301 })
    await w1[Symbol.asyncDispose]()
    expect(await (await logUnder('any')).add(entryOf(302))).toMatchObject({ index: 302 })
    expect(await verifyWholeLog({ cwd: bench.cwd, log: 'log', logPolicy: 'any' })).toMatchObject({ size: 303 })
  })

  it('refuses a log that was set back, or begun anew, and the log publishes nothing', async () => {
    bench.write('policy', policyOf('all', await witness('w1')))
    cpSync(bench.at('log'), bench.at('old'), { recursive: true })
    const log = await logUnder('policy')
    for (const index of [300, 301, 302]) await log.add(entryOf(index))
    await expect((await logUnder('policy', 'old')).add(entryOf(-1))).rejects.toMatchObject({
      code: 'WITNESS_REFUSED',
    })
    await makeLog(bench.at('anew'), entries(400, 1), signer)
    const before = bench.read('anew/checkpoint')
    await expect((await logUnder('policy', 'anew')).add(entryOf(-1))).rejects.toMatchObject({
      code: 'WITNESS_REFUSED',
    })
    expect(bench.read('anew/checkpoint')).toEqual(before)
  })

  it('is asked only under a policy that is about the log', async () => {
    const stranger = await logSigner('ed25519', 'stranger')
    bench.write('policy', `log ${vkeyOf(stranger)}quorum none\n`)
    await expect((await logUnder('policy')).add(entryOf(300))).rejects.toMatchObject({
      code: 'LOG_POLICY_INVALID',
    })
    const { verifierKey } = (await witness('w1')).report
    bench.write('policy', `log ${vkeyOf(signer)}witness w ${verifierKey} http://witness.example.com\nquorum w\n`)
    await expect((await logUnder('policy')).add(entryOf(300))).rejects.toMatchObject({ code: 'OPTION_INVALID' })
    const other = noteSigner('other.example.com', softwareKey({ key: await testKey('ed25519') }))
    bench.write('policy', `log ${vkeyOf(other)}quorum none\n`)
    await expect((await logUnder('policy')).add(entryOf(300))).rejects.toMatchObject({
      code: 'LOG_POLICY_INVALID',
    })
  })
})
