import { buildPe, type CertifiedKey, createCa, type TempDir, tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectFiles, sarifLog, verifyFiles } from '../src/index.ts'
import { signWith } from './sign-with.ts'
import { schemaOf, verdict } from './verdict.ts'

let dir: TempDir
let signer: CertifiedKey
const validInspect = schemaOf('inspect')
const validVerify = schemaOf('verify')
beforeAll(async () => {
  dir = tempDir()
  const ca = await createCa()
  signer = await ca.certify()
  dir.write('root.pem', ca.root.certificate.pem)
  dir.write('app.exe', buildPe())
  dir.write('data.bin', Uint8Array.of(1, 2, 3))
  dir.write('plain.txt', 'plain\n')
  dir.write('folder/x', 'x')
  dir.write('short.exe', buildPe().subarray(0, 700))
  await signWith(dir.at('app.exe'), 'authenticode-pe', signer)
  await signWith(dir.at('data.bin'), 'blob', signer)
})
afterAll(() => dir[Symbol.dispose]())

describe('inspect', () => {
  it('reports every file in its place and decides nothing', async () => {
    const files = ['app.exe', 'plain.txt', 'data.bin', 'short.exe', 'missing', 'folder']
    const { report, exitCode } = await inspectFiles({ cwd: dir.path, files })
    expect(validInspect(report), JSON.stringify(validInspect.errors)).toBe(true)
    expect(exitCode).toBe(1)
    expect(report.files.map(({ path, format, code, signatures }) => [path, format, code, signatures.length])).toEqual([
      ['app.exe', 'authenticode-pe', undefined, 1],
      ['plain.txt', null, undefined, 0],
      ['data.bin', 'blob', undefined, 1],
      ['short.exe', 'authenticode-pe', 'PE_SECTION_TRUNCATED', 0],
      ['missing', null, 'FILE_NOT_FOUND', 0],
      ['folder', null, 'PATH_IS_DIRECTORY', 0],
    ])
    const [signature] = report.files[0]?.signatures ?? []
    expect(signature).toMatchObject({
      chain: 'not-checked',
      revocation: 'not-checked',
      integrity: 'ok',
      timestamp: null,
    })
    expect(report.files.every((file) => !('verdict' in file))).toBe(true)
  })

  it('needs no trust, and calls what is of no known kind no failure', async () => {
    const { exitCode, report } = await inspectFiles({ cwd: dir.path, files: ['plain.txt'] })
    expect(exitCode).toBe(0)
    expect(report.files).toEqual([{ path: 'plain.txt', format: null, signatures: [], record: null }])
  })

  it('takes the side file that it is given', async () => {
    dir.write('moved/data.bin', dir.read('data.bin'))
    const without = await inspectFiles({ cwd: dir.path, files: ['moved/data.bin'] })
    expect(without.report.files[0]?.signatures).toEqual([])
    const named = await inspectFiles({ cwd: dir.path, files: ['moved/data.bin'], signature: 'data.bin.p7s' })
    expect(named.report.files[0]?.signatures).toHaveLength(1)
    const missing = await inspectFiles({ cwd: dir.path, files: ['moved/data.bin'], signature: 'none.p7s' })
    expect([missing.exitCode, missing.report.files[0]?.code]).toEqual([2, 'FILE_NOT_FOUND'])
  })
})

describe('verify', () => {
  it('reports every file and exits as the first that failed', async () => {
    const cases: [string[], number][] = [
      [['app.exe', 'missing', 'plain.txt'], 2],
      [['app.exe', 'plain.txt', 'missing'], 1],
      [['folder', 'app.exe', 'short.exe'], 2],
      [['short.exe', 'folder', 'app.exe'], 1],
      [['app.exe', 'data.bin'], 0],
    ]
    for (const [files, code] of cases) {
      const { report, exitCode } = await verifyFiles({ cwd: dir.path, files, trust: ['root.pem'] })
      expect(validVerify(report), JSON.stringify(validVerify.errors)).toBe(true)
      expect([report.files.map(({ path }) => path), exitCode]).toEqual([files, code])
    }
  })

  it('says what is unsigned, of no known kind, or elsewhere signed', async () => {
    const options = { cwd: dir.path, trust: ['root.pem'] }
    dir.write('bare.exe', buildPe())
    expect(await verdict('bare.exe', options)).toMatchObject({
      code: 'NOT_SIGNED',
      format: 'authenticode-pe',
      exitCode: 1,
    })
    expect(await verdict('plain.txt', options)).toMatchObject({ code: 'NOT_SIGNED', format: null, exitCode: 1 })
    dir.write('away/data.bin', dir.read('data.bin'))
    expect((await verdict('away/data.bin', options)).code).toBe('NOT_SIGNED')
    expect((await verdict('away/data.bin', { ...options, signature: 'data.bin.p7s' })).verdict).toBe('verified')
    const wrong = await verdict('plain.txt', { ...options, signature: 'data.bin.p7s' })
    expect(wrong).toMatchObject({ code: 'DIGEST_MISMATCH', format: 'blob', exitCode: 1 })
  })

  it('takes a detached signature of a file that has its own as well, and wants both', async () => {
    dir.write('twice/app.exe', dir.read('app.exe'))
    await signWith(dir.at('twice/app.exe'), 'blob', signer)
    const options = { cwd: dir.path, trust: ['root.pem'] }
    expect((await verdict('twice/app.exe', options)).signatures).toHaveLength(2)
    dir.write('twice/app.exe.p7s', dir.read('data.bin.p7s'))
    expect((await verdict('twice/app.exe', options)).exitCode).toBe(1)
  })
})

describe('SARIF', () => {
  it('has a rule and a result for each file that failed, and none for others', async () => {
    dir.write('with blank.exe', buildPe())
    const files = ['app.exe', 'with blank.exe', 'plain.txt', 'short.exe']
    const { report } = await verifyFiles({ cwd: dir.path, files, trust: ['root.pem'] })
    const log = sarifLog(report) as { version: string; runs: [Record<string, never>] }
    const [run] = log.runs
    expect(log.version).toBe('2.1.0')
    const { tool, results, invocations } = run as unknown as {
      tool: { driver: { rules: { id: string }[] } }
      results: { ruleId: string; message: { text: string }; locations: { physicalLocation: unknown }[] }[]
      invocations: unknown[]
    }
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['NOT_SIGNED', 'PE_SECTION_TRUNCATED'])
    expect(results.map(({ ruleId }) => ruleId)).toEqual(['NOT_SIGNED', 'NOT_SIGNED', 'PE_SECTION_TRUNCATED'])
    expect(results[0]?.locations[0]?.physicalLocation).toEqual({ artifactLocation: { uri: 'with%20blank.exe' } })
    expect(results.every(({ message }) => message.text.length > 20)).toBe(true)
    expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }])
  })

  it('says where there was no verification at all', () => {
    const failure = { path: null, code: 'TRUST_NOT_GIVEN', message: 'nothing', howToFix: 'Give it.' }
    const log = sarifLog({ version: 1, files: [], failed: [failure] }) as { runs: { invocations: unknown[] }[] }
    expect(log.runs[0]?.invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ descriptor: { id: 'TRUST_NOT_GIVEN' } }] },
    ])
  })
})
