import { writeFileSync } from 'node:fs'
import type { VerifyReport } from '@chancery/engine'
import { buildPe } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { schemaOf } from './schemas.ts'
import { type Ran, type Workbench, workbench } from './workbench.ts'

const valid = { verify: schemaOf('verify'), inspect: schemaOf('inspect') }

let bench: Workbench
beforeAll(async () => {
  bench = await workbench()
  writeFileSync(bench.at('app.exe'), buildPe())
  writeFileSync(bench.at('bare.exe'), buildPe())
  writeFileSync(bench.at('plain.txt'), 'plain\n')
  writeFileSync(bench.at('short.exe'), buildPe().subarray(0, 700))
  const signed = await bench.run(['sign', 'app.exe', '--key', 'release', '--in-place'])
  expect(signed.code, signed.stderr).toBe(0)
  return () => bench[Symbol.dispose]()
})

async function json(
  command: 'verify' | 'inspect',
  ...args: string[]
): Promise<Omit<Ran, 'json'> & { readonly json: VerifyReport }> {
  const ran = await bench.run([command, ...args, '--json'])
  expect(valid[command](ran.json), JSON.stringify(valid[command].errors)).toBe(true)
  return ran
}

describe('verify', () => {
  it('says whom it trusts from --trust alone, as often as that is given', async () => {
    const ca = ['--trust', '.chancery/ca.pem']
    const one = await json('verify', 'app.exe', ...ca)
    expect([one.code, one.json.files[0]?.record]).toEqual([0, 'not-checked'])
    const both = await json(
      'verify',
      'app.exe',
      ...ca,
      '--trust',
      '.chancery/attestation.pub',
      '--require',
      'attestation',
    )
    expect([both.code, both.json.files[0]?.record]).toEqual([0, 'verified'])
  })

  it('exits as the first failure does, and reports every file', async () => {
    const ran = await json('verify', 'app.exe', 'missing.exe', 'bare.exe', '.chancery', 'short.exe')
    expect(ran.code).toBe(2)
    expect(ran.json.files.map(({ verdict, code }) => code ?? verdict)).toEqual([
      'verified',
      'FILE_NOT_FOUND',
      'NOT_SIGNED',
      'PATH_IS_DIRECTORY',
      'PE_SECTION_TRUNCATED',
    ])
    for (const text of ['verified  app.exe', 'missing.exe: FILE_NOT_FOUND', '1 verified, 4 failed']) {
      expect(ran.stderr).toContain(text)
    }
  })

  it.each([
    [['plain.txt'], 1, 'NOT_SIGNED'],
    [['short.exe'], 1, 'PE_SECTION_TRUNCATED'],
    [['missing.exe'], 2, 'FILE_NOT_FOUND'],
    [['.chancery'], 2, 'PATH_IS_DIRECTORY'],
    [['app.exe', '--signature', 'missing.p7s'], 2, 'FILE_NOT_FOUND'],
    [['app.exe', '--bundle', 'missing.json'], 2, 'FILE_NOT_FOUND'],
    [['app.exe', '--require', 'log'], 1, 'REQUIREMENT_NOT_MET'],
    [['app.exe', '--at', '2020-01-01T00:00:00Z', '--trust', '.chancery/ca.pem'], 1, 'CERTIFICATE_NOT_YET_VALID'],
  ] as const)('of %j exits with %i: %s', async (args, code, reason) => {
    const ran = await json('verify', ...args)
    expect([ran.code, ran.json.files[0]?.code], ran.stderr).toEqual([code, reason])
    expect(ran.json.files[0]?.howToFix).not.toBe('')
  })

  it.each([
    [['*.msi'], 2, 'NOTHING_MATCHED'],
    [['app.exe', '--at', 'noon'], 2, 'OPTION_INVALID'],
    [['app.exe', '--require', 'stamp'], 2, 'OPTION_INVALID'],
    [['app.exe', '--trust', 'plain.txt'], 2, 'TRUST_INVALID'],
    [['app.exe', '--crl', 'plain.txt'], 2, 'TRUST_INVALID'],
    [['app.exe', '--config', 'missing.yaml'], 2, 'CONFIG_NOT_FOUND'],
    [['app.exe', 'bare.exe', '--bundle', 'x'], 2, 'OPTIONS_CONFLICT'],
  ] as const)('of %j has no file to blame: %i, %s', async (args, code, reason) => {
    const ran = await json('verify', ...args)
    expect([ran.code, ran.json.files, ran.json.failed[0]?.path, ran.json.failed[0]?.code]).toEqual([
      code,
      [],
      null,
      reason,
    ])
  })

  it('without anyone to trust is a mistake, also in an empty folder', async () => {
    writeFileSync(bench.at('empty.yaml'), '')
    const ran = await json('verify', 'app.exe', '--config', 'empty.yaml')
    expect([ran.code, ran.json.failed[0]?.code]).toEqual([2, 'TRUST_NOT_GIVEN'])
    const env = { CHANCERY_CONFIG: 'empty.yaml', CHANCERY_TRUST: '.chancery/ca.pem,.chancery/attestation.pub' }
    const trusted = await bench.run(['verify', 'app.exe', '--json'], { env })
    expect([trusted.code, trusted.json.files[0]?.record]).toEqual([0, 'verified'])
  })

  it('prints SARIF, also where it fails before the first file', async () => {
    const ran = await bench.run(['verify', 'app.exe', 'bare.exe', '--sarif'])
    const log = JSON.parse(ran.stdout)
    expect([ran.code, log.version, log.runs[0].results.length]).toEqual([1, '2.1.0', 1])
    expect(log.runs[0].results[0]).toMatchObject({ ruleId: 'NOT_SIGNED', level: 'error' })
    const early = await bench.run(['verify', '*.msi', '--sarif'])
    expect(JSON.parse(early.stdout).runs[0]).toMatchObject({
      results: [],
      invocations: [{ executionSuccessful: false }],
    })
  })
})

describe('inspect', () => {
  it('needs no trust and no configuration, and knows what it does not know', async () => {
    writeFileSync(bench.at('empty.yaml'), '')
    const ran = await json('inspect', 'plain.txt', 'app.exe', 'bare.exe', '--config', 'empty.yaml')
    expect(ran.code).toBe(0)
    expect(ran.json.files.map(({ format, signatures }) => [format, signatures.length])).toEqual([
      [null, 0],
      ['authenticode-pe', 1],
      ['authenticode-pe', 0],
    ])
    expect(ran.stderr).toContain('plain.txt: no known format, no signature')
  })

  it.each([
    ['short.exe', 1],
    ['missing.exe', 2],
  ])('of %s exits with %i', async (file, code) => {
    expect((await json('inspect', file)).code).toBe(code)
  })
})
