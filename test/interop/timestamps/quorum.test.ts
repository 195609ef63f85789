import '@chancery/testkit/matchers'
import { writeFileSync } from 'node:fs'
import {
  buildJar,
  buildPe,
  type Ca,
  createCa,
  jarsigner,
  openssl,
  osslsigncode,
  powerShellScript,
  script,
  startTsa,
  type Tsa,
} from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { schemaOf } from '../../e2e/cli/schemas.ts'
import { type Ran, type Workbench, workbench } from '../../e2e/cli/workbench.ts'

const FILES = ['app.exe', 'hello.ps1', 'app.jar', 'hello.sh', 'data.bin'] as const
let bench: Workbench
let ca: Ca
let first: Tsa
let second: Tsa
let signed: Ran

beforeAll(async () => {
  bench = await workbench()
  ca = await createCa({ name: 'Clocks', key: 'rsa2048' })
  first = await startTsa({ ca, subject: 'CN=First', key: 'rsa2048' })
  second = await startTsa({ ca, subject: 'CN=Second', key: 'p256' })
  writeFileSync(bench.at('clocks.pem'), ca.root.certificate.pem)
  writeFileSync(bench.at('app.exe'), buildPe())
  writeFileSync(bench.at('hello.ps1'), powerShellScript())
  writeFileSync(bench.at('app.jar'), buildJar())
  writeFileSync(bench.at('hello.sh'), script('sh'))
  writeFileSync(bench.at('data.bin'), 'data')
  const quorum = ['--timestamp-quorum', '2', '--timestamp', first.url, '--timestamp', second.url]
  const how = ['--format', 'blob', '--key', 'release', '--out', 'signed', '--json']
  signed = await bench.run(['sign', ...FILES, ...how, ...quorum])
  expect(signed.code, signed.stderr).toBe(0)
  return async () => {
    await first[Symbol.asyncDispose]()
    await second[Symbol.asyncDispose]()
    bench[Symbol.dispose]()
  }
}, 60_000)

type Stamps = readonly { readonly time: string; readonly authority: string }[]
const authorities = (stamps: Stamps = []): readonly string[] => stamps.map(({ authority }) => authority).sort()

function predicateOf(path: string): { readonly timestamp: unknown; readonly timestamps: Stamps } {
  const { dsseEnvelope } = JSON.parse(bench.read(`${path}.sigstore.json`).toString())
  return JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString()).predicate
}

const TRUST = ['--trust', '.chancery/ca.pem', '--timestamp-trust', 'clocks.pem']
const both = (): string => bench.read('.chancery/ca.pem').toString() + ca.root.certificate.pem

test.each(FILES)('%s carries the tokens of both authorities, and we count them', async (file) => {
  const { code, json } = await bench.run(['verify', `signed/${file}`, ...TRUST, '--timestamp-quorum', '2', '--json'])
  expect([code, json.files[0]?.code]).toEqual([0, undefined])
  expect(schemaOf('verify')(json)).toBe(true)
  const [signature] = json.files[0]?.signatures ?? []
  expect(signature?.timestamps.map(({ authority }) => authority).sort()).toEqual(['CN=First', 'CN=Second'])
  expect(signature?.timestamp).toEqual(signature?.timestamps[1])
})

test.each(FILES)('the report and the record of %s name both authorities, the first one as before', async (file) => {
  expect(schemaOf('sign')(signed.json)).toBe(true)
  const reported = signed.json.files.find(({ path }) => path === file)
  expect(authorities(reported?.timestamps)).toEqual(['CN=First', 'CN=Second'])
  expect(reported?.timestamp).toEqual(reported?.timestamps[0])
  const predicate = predicateOf(`signed/${file}`)
  expect(predicate.timestamps).toEqual(reported?.timestamps)
  expect(predicate.timestamp).toEqual(reported?.timestamp)
  const valid = schemaOf('signing-record')
  expect(valid(predicate), JSON.stringify(valid.errors)).toBe(true)
  const { timestamps: _, ...former } = predicate
  expect(valid(former), 'a record of before').toBe(true)
})

test('what is kept is told as it was signed; what got its timestamps later has them in its record', async () => {
  const urls = ['--timestamp-quorum', '2', '--timestamp', first.url, '--timestamp', second.url]
  const sign = ['sign', 'hello.sh', '--key', 'release', '--out', 'later', '--json']
  await bench.run([...sign, '--no-timestamp'])
  expect(predicateOf('later/hello.sh')).toMatchObject({ timestamp: null, timestamps: [] })
  const { code, stderr } = await bench.run(['timestamp', 'later/hello.sh', ...urls])
  expect(code, stderr).toBe(0)
  expect(authorities(predicateOf('later/hello.sh').timestamps)).toEqual(['CN=First', 'CN=Second'])
  const kept = (await bench.run([...sign, ...urls, '--if-signed', 'keep'])).json.files[0]
  expect([kept?.action, kept?.timestamps]).toEqual(['kept', predicateOf('later/hello.sh').timestamps])
})

test('a third authority is missed, and one that is not trusted does not count', async () => {
  const three = await bench.run(['verify', 'signed/app.exe', ...TRUST, '--timestamp-quorum', '3', '--json'])
  expect([three.code, three.json.files[0]?.code]).toEqual([1, 'TIMESTAMP_QUORUM_NOT_MET'])
  const alone = await bench.run([
    'verify',
    'signed/app.exe',
    '--trust',
    '.chancery/ca.pem',
    '--json',
    '--timestamp-quorum',
    '1',
  ])
  expect([alone.code, alone.json.files[0]?.code]).toEqual([1, 'TIMESTAMP_QUORUM_NOT_MET'])
})

describe('with two tokens', () => {
  test.for(['app.exe', 'hello.ps1'])('osslsigncode accepts %s, and sees both', async (file, context) => {
    const tool = osslsigncode(context)
    const verdict = await tool.verify(bench.at(`signed/${file}`), {
      trust: bench.read('.chancery/ca.pem').toString(),
      timestampTrust: ca.root.certificate.pem,
    })
    expect(verdict, verdict.text).toMatchObject({ accepted: true, signatures: 1, timestamps: 1 })
    expect(verdict.text.match(/^Countersignatures:/gm)).toHaveLength(2)
  })

  test('jarsigner accepts a JAR, whose second token lies within the first', async (context) => {
    const { accepted, text } = await jarsigner(context).verify(bench.at('signed/app.jar'), { trust: both() })
    expect(accepted, text).toBe(true)
    expect(text).toMatch(/Timestamped by "CN=First"/)
  })

  test('openssl accepts a detached signature', async (context) => {
    const trust = bench.read('.chancery/ca.pem').toString()
    const verdict = await openssl(context).verifyCms(bench.read('signed/data.bin.p7s'), bench.read('data.bin'), {
      trust,
    })
    expect(verdict.accepted, verdict.text).toBe(true)
  })
})

test('one authority of two is dead: nothing is written, and the code says that it is the quorum', async () => {
  const quorum = ['--timestamp-quorum', '2', '--timestamp', first.url, '--timestamp', 'http://127.0.0.1:1/']
  const { code, json } = await bench.run(['sign', 'app.exe', '--key', 'release', '--out', 'none', '--json', ...quorum])
  expect([code, json.failed[0]?.code]).toEqual([3, 'TIMESTAMP_QUORUM_FAILED'])
  expect(json.failed[0]?.message).toContain('http://127.0.0.1:1/')
  expect(bench.list('none')).toEqual([])
})

test('one of three is dead: the others make up for it, and it is told', async () => {
  const urls = [first.url, 'http://127.0.0.1:1/', second.url].flatMap((url) => ['--timestamp', url])
  const args = ['sign', 'app.exe', '--key', 'release', '--out', 'three', '--json', '--timestamp-quorum', '2', ...urls]
  const { code, json, stderr } = await bench.run(args)
  expect(code, stderr).toBe(0)
  expect(schemaOf('sign')(json)).toBe(true)
  expect(json.files[0]?.timestampFailures).toEqual([
    { authority: 'http://127.0.0.1:1/', message: expect.stringContaining('cannot be reached') },
  ])
  expect(stderr).toContain('no timestamp by http://127.0.0.1:1/')
})

test('more are wanted than there are', async () => {
  const args = ['sign', 'app.exe', '--key', 'release', '--out', 'none', '--json', '--timestamp', first.url]
  const { code, json } = await bench.run([...args, '--timestamp-quorum', '2'])
  expect([code, json.failed[0]?.code]).toEqual([2, 'TIMESTAMP_QUORUM_INVALID'])
})

test('a file with one timestamp is not kept where two are wanted', async () => {
  const keep = ['sign', 'hello.sh', '--key', 'release', '--out', 'kept', '--if-signed', 'keep', '--json']
  const one = ['--timestamp', first.url]
  const two = ['--timestamp', second.url, '--timestamp-quorum', '2']
  const actions: unknown[] = []
  for (const args of [one, one, [...one, ...two], [...one, ...two]]) {
    actions.push((await bench.run([...keep, ...args])).json.files[0]?.action)
  }
  expect(actions).toEqual(['signed', 'kept', 'signed', 'kept'])
})
