/** A log whose key is replaced: both sign for a while, and then the new one alone. */
import { readFileSync, writeFileSync } from 'node:fs'
import { buildPe, cosign } from '@chancery/testkit'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { ORIGIN, trustedRoot } from './with-log.ts'
import { chancery, type Ran, workbench } from './workbench.ts'

let path: string
const at = (name: string): string => `${path}/${name}`
const run = (...args: string[]): Promise<Ran> => chancery(args, { cwd: path })
const read = (name: string): string => readFileSync(at(name), 'utf8')
const configure = (change: (text: string) => string): void =>
  writeFileSync(at('chancery.yaml'), change(read('chancery.yaml')))

async function succeeds(...args: string[]): Promise<Ran> {
  const ran = await run(...args)
  expect(ran.code, ran.stderr).toBe(0)
  return ran
}

/** A second key in the token and the configuration. @param kind of the key */
async function addKey(kind: string): Promise<void> {
  const key = /^ {2}log:\n(?: {4}.*\n)+/m.exec(read('chancery.yaml'))?.[0] as string
  await succeeds('keys', 'generate', '--key', 'release', '--label', 'log2', '--kind', kind)
  configure((text) =>
    text.replace('keys:\n', `keys:\n${key.replace('  log:', '  log2:').replace('object=log', 'object=log2')}`),
  )
}

const keys = (text: string): void =>
  configure((yaml) => yaml.replace(/^(log: .*?)key: [^}]*(?=\}\n)/m, (_, start) => `${start}${text} `))

/** The verifier key of a log whose only key is `log2`, as `log init` would print it. */
async function verifierKey(): Promise<string> {
  const yaml = read('chancery.yaml')
  configure((text) => text.replace('dir: .chancery/log', 'dir: other'))
  keys('key: log2')
  const { json } = await succeeds('log', 'init', '--json')
  writeFileSync(at('chancery.yaml'), yaml)
  return (json as unknown as { verifierKey: string }).verifierKey
}

const sign = (out: string): Promise<Ran> => succeeds('sign', 'app.exe', '--key', 'release', '--out', out)
const demand = async (out: string, ...trust: string[]): Promise<number | null> => {
  const given = ['.chancery/ca.pem', '.chancery/attestation.pub', ...trust].flatMap((file) => ['--trust', file])
  return (await run('verify', `${out}/app.exe`, '--require', 'log', ...given)).code
}

beforeEach(async () => {
  const bench = await workbench('--log', ORIGIN)
  path = bench.path
  onTestFinished(() => bench[Symbol.dispose]())
  writeFileSync(at('app.exe'), buildPe())
})

describe.each(['p256', 'ed25519'])('a log that gets a key of kind %s', (kind) => {
  beforeEach(async () => {
    await sign('before')
    await addKey(kind)
    writeFileSync(at('log2.vkey'), `${await verifierKey()}\n`)
  })

  it('is signed by both, for whoever knows the one or the other, and then by the new one', async () => {
    keys('key: [log2, log]')
    await sign('both')
    for (const key of ['.chancery/log.vkey', 'log2.vkey']) await succeeds('log', 'verify', '--trust', key)
    expect(await demand('both', 'log2.vkey')).toBe(0)
    expect(await demand('both', '.chancery/log.vkey')).toBe(1)
    keys('key: log2, formerKeys: [.chancery/log.vkey]')
    await sign('after')
    await succeeds('log', 'verify', '--trust', 'log2.vkey')
    expect((await run('log', 'verify', '--trust', '.chancery/log.vkey')).code).toBe(1)
    for (const out of ['before', 'both', 'after']) expect(await demand(out, '.chancery/log.vkey', 'log2.vkey')).toBe(0)
  })

  it('is not opened by the new key without a word of the old one', async () => {
    keys('key: log2')
    const ran = await run('sign', 'app.exe', '--key', 'release', '--out', 'out', '--json')
    expect([ran.code, ran.json.failed[0]?.code]).toEqual([2, 'LOG_KEY_MISMATCH'])
    keys('key: log2, formerKeys: [.chancery/ca.pem]')
    const other = await run('sign', 'app.exe', '--key', 'release', '--out', 'out', '--json')
    expect([other.code, other.json.failed[0]?.code]).toEqual([2, 'LOG_KEY_INVALID'])
    keys('key: log2, formerKeys: [.chancery/log.vkey]')
    await sign('out')
  })
})

it('is taken by stock cosign under the key that is first, while both sign', async (context) => {
  await addKey('p256')
  writeFileSync(at('log2.vkey'), `${await verifierKey()}\n`)
  keys('key: [log2, log]')
  await sign('both')
  const stock = cosign(context)
  const verdict = async (vkey: string): Promise<number | null> => {
    writeFileSync(at('root.json'), trustedRoot(read(vkey)))
    const given = [
      '--key',
      at('.chancery/attestation.pub'),
      '--trusted-root',
      at('root.json'),
      '--type',
      'urn:chancery:signing-record:v1',
    ]
    const ran = await stock.run([
      'verify-blob-attestation',
      ...given,
      '--bundle',
      at('both/app.exe.sigstore.json'),
      at('both/app.exe'),
    ])
    return ran.code
  }
  expect(await verdict('log2.vkey')).toBe(0)
  expect(await verdict('.chancery/log.vkey')).not.toBe(0)
})
