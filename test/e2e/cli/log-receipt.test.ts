/** Receipts of the log as commands give and verify them, with the log's key in a token. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseCoseSign1 } from '@chancery/codec'
import { fromBase64 } from '@chancery/core'
import { script, softwareKey, tempDir, testKey } from '@chancery/testkit'
import { cosigner, encodeNoteKey } from '@chancery/tlog'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schemaOf } from './schemas.ts'
import { chancery } from './workbench.ts'

const valid: ValidateFunction = schemaOf('log')
let path: string
let end: () => void
/** Entries: when it was seen, and in all. */
let seen: number
let size: number
const at = (name: string): string => `${path}/${name}`

async function log(...args: string[]): Promise<{ code: number | null; report: Record<string, unknown> }> {
  const { code, stdout } = await chancery(['log', ...args, '--json'], { cwd: path })
  const report = JSON.parse(stdout)
  expect(valid(report), JSON.stringify(valid.errors)).toBe(true)
  return { code, report }
}

const refused = (code: string): object => ({ failed: [{ code }] })

async function sign(index: number): Promise<void> {
  writeFileSync(at(`${index}.sh`), Buffer.concat([script('bash'), Buffer.from(`# ${index}\n`)]))
  const signed = await chancery(['sign', `${index}.sh`, '--key', 'release', '--out', 'out'], { cwd: path })
  expect(signed.code, signed.stderr).toBe(0)
}

beforeAll(async () => {
  const dir = tempDir()
  path = dir.path
  end = () => dir[Symbol.dispose]()
  const made = await chancery(['init', '--log', 'log.example.com'], { cwd: path })
  expect(made.code, made.stderr).toBe(0)
  for (const index of [0, 1, 2]) await sign(index)
  seen = Number((await log('verify', '--out', 'seen')).report.size)
  for (const index of [3, 4]) await sign(index)
  size = Number((await log('verify')).report.size)
  const bundle = JSON.parse(readFileSync(at('out/1.sh.sigstore.json'), 'utf8'))
  writeFileSync(at('entry'), fromBase64(bundle.verificationMaterial.tlogEntries[0].canonicalizedBody))
})
afterAll(() => end())

describe('a receipt', () => {
  it('of the entry of a bundle is verified against the bundle and against the entry, without the log', async () => {
    const made = await log('receipt', '--bundle', 'out/1.sh.sigstore.json', '--out', 'one.receipt')
    expect(made).toMatchObject({ code: 0, report: { origin: 'log.example.com', size, older: null } })
    const { protectedHeaders, payload } = parseCoseSign1(new Uint8Array(readFileSync(at('one.receipt'))))
    expect([protectedHeaders.get(1), payload]).toEqual([-7, null])
    const elsewhere = at('elsewhere')
    mkdirSync(elsewhere)
    for (const matter of [
      ['--bundle', at('out/1.sh.sigstore.json')],
      ['--entry', at('entry')],
    ]) {
      const args = [
        'log',
        'verify-receipt',
        at('one.receipt'),
        ...matter,
        '--trust',
        at('.chancery/log.vkey'),
        '--json',
      ]
      const { code, stdout } = await chancery(args, { cwd: elsewhere })
      expect([code, JSON.parse(stdout)]).toEqual([0, { ...made.report, out: undefined }])
    }
    const told = await chancery(['log', 'verify-receipt', 'one.receipt', '--entry', 'entry'], { cwd: path })
    expect(told.stderr).toContain(`verified  log.example.com ${Number(made.report.index)} of ${size}\n`)
  })

  it('of an entry by its place and by its digest is of the same', async () => {
    const { report: found } = await log('prove', '--bundle', 'out/1.sh.sigstore.json')
    const byIndex = await log('receipt', '--index', String(found.index), '--out', 'index.receipt')
    expect(byIndex.report.entry).toBe(found.entry)
    const byDigest = await log('receipt', '--entry-digest', String(byIndex.report.entry), '--out', 'digest.receipt')
    expect(byDigest).toMatchObject({ code: 0, report: { index: found.index, entry: found.entry } })
    for (const name of ['index.receipt', 'digest.receipt']) {
      expect(await log('verify-receipt', name, '--entry', 'entry')).toMatchObject({
        code: 0,
        report: { index: found.index },
      })
    }
  })

  it('of how the log grew is verified from a checkpoint that was kept', async () => {
    const made = await log('receipt', '--consistency', String(seen), '--out', 'grown.receipt')
    expect(made).toMatchObject({ code: 0, report: { index: null, entry: null, size, older: { size: seen } } })
    const verified = await log('verify-receipt', 'grown.receipt', '--since', 'seen')
    expect(verified).toEqual({ code: 0, report: { ...made.report, out: undefined } })
  })
})

describe('refused, and nothing is written', () => {
  it.each([
    ['no entry', ['--out', 'x'], 2, 'OPTION_INVALID'],
    ['no file to write', ['--index', '1'], 2, 'OPTION_INVALID'],
    ['an entry and growth', ['--index', '1', '--consistency', '2', '--out', 'x'], 2, 'OPTION_INVALID'],
    ['growth from nothing', ['--consistency', '0', '--out', 'x'], 2, 'OPTION_INVALID'],
    ['growth from now on', ['--consistency', 'ALL', '--out', 'x'], 2, 'OPTION_INVALID'],
    ['an index beyond the log', ['--index', 'ALL', '--out', 'x'], 1, 'INDEX_BEYOND_TREE'],
    ['an entry of nothing', ['--entry-digest', '00'.repeat(32), '--out', 'x'], 1, 'LOG_ENTRY_NOT_FOUND'],
  ] as const)('%s', async (_, args, code, failure) => {
    expect(await log('receipt', ...args.map((arg) => arg.replace('ALL', String(size))))).toMatchObject({
      code,
      report: refused(failure),
    })
    expect(() => readFileSync(at('x'))).toThrow()
  })

  it('a receipt of a tree that is not the one that the log has signed', async () => {
    const checkpoint = readFileSync(at('.chancery/log/checkpoint'))
    const name = `tile/0/000.p/${size}`
    const tile = readFileSync(at(`.chancery/log/${name}`))
    writeFileSync(at(`.chancery/log/${name}`), Buffer.from(tile).fill(7, 0, 32))
    expect(await log('receipt', '--index', '1', '--out', 'x')).toMatchObject({
      code: 1,
      report: refused('TILE_MISMATCH'),
    })
    writeFileSync(at(`.chancery/log/${name}`), tile)
    // What somebody else signed under the log's name.
    writeFileSync(at('.chancery/log/checkpoint'), String(checkpoint).replace(`\n${size}\n`, `\n${size - 1}\n`))
    expect(await log('receipt', '--index', '1', '--out', 'x')).toMatchObject({
      code: 1,
      report: refused('NOTE_SIGNATURE_INVALID'),
    })
    writeFileSync(at('.chancery/log/checkpoint'), checkpoint)
    expect(() => readFileSync(at('x'))).toThrow()
  })

  it('a receipt of what witnesses have not cosigned, where the log has some, and of a log whose key a server has', async () => {
    const yaml = readFileSync(at('chancery.yaml'), 'utf8')
    const vkey = readFileSync(at('.chancery/log.vkey'), 'utf8').trim()
    const witness = cosigner('w.example.com', softwareKey({ key: await testKey('ed25519') }), () => 0)
    writeFileSync(at('policy'), `log ${vkey}\nwitness w ${encodeNoteKey(witness.key)}\nquorum w\n`)
    writeFileSync(at('witnessed.yaml'), yaml.replace('key: log }', 'key: log, policy: policy }'))
    const served = 'log: { url: https://log.example.com, origin: log.example.com, publicKey: .chancery/log.vkey }'
    writeFileSync(at('served.yaml'), yaml.replace(/^log:.*$/m, served))
    for (const [config, code, failure] of [
      ['witnessed.yaml', 1, 'LOG_QUORUM_MISSED'],
      ['served.yaml', 2, 'LOG_NOT_CONFIGURED'],
    ] as const) {
      const report = refused(failure)
      expect(await log('receipt', '--index', '1', '--out', 'x', '--config', config)).toMatchObject({ code, report })
    }
    expect(() => readFileSync(at('x'))).toThrow()
  })

  it('verifying without saying of what, against something else, and without a trusted key', async () => {
    expect(await log('receipt', '--index', '0', '--out', 'zero.receipt')).toMatchObject({ code: 0 })
    expect(await log('receipt', '--consistency', '2', '--out', 'two.receipt')).toMatchObject({ code: 0 })
    writeFileSync(at('empty'), '')
    const other = await chancery(['init', '--dir', 'other', '--log', 'log.example.com'], { cwd: path })
    expect(other.code, other.stderr).toBe(0)
    const cases = [
      [['zero.receipt'], 2, 'OPTION_INVALID'],
      [['zero.receipt', '--entry', 'entry', '--since', 'seen'], 2, 'OPTION_INVALID'],
      [['zero.receipt', 'two.receipt', '--entry', 'entry'], 2, 'OPTION_INVALID'],
      [['zero.receipt', '--entry', 'entry'], 1, 'RECEIPT_SUBJECT_MISMATCH'],
      [['zero.receipt', '--bundle', 'out/1.sh.sigstore.json'], 1, 'RECEIPT_SUBJECT_MISMATCH'],
      [['zero.receipt', '--since', 'seen'], 1, 'RECEIPT_SUBJECT_MISMATCH'],
      [['two.receipt', '--since', 'seen'], 1, 'RECEIPT_SUBJECT_MISMATCH'],
      [['empty', '--entry', 'entry'], 1, 'CBOR_MALFORMED'],
      [['seen', '--entry', 'entry'], 1, 'CBOR_MALFORMED'],
      [['zero.receipt', '--entry', 'entry', '--trust', 'other/.chancery/log.vkey'], 1, 'RECEIPT_KEY_UNTRUSTED'],
    ] as const
    for (const [args, code, failure] of cases) {
      expect(await log('verify-receipt', ...args), args.join(' ')).toMatchObject({ code, report: refused(failure) })
    }
  })
})
