import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT, softHsmMissing } from '@chancery/testkit'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type JobResult, runAction } from './runner.ts'
import { buildOutputs, createWorkspace, type Workspace } from './workspace.ts'

const ajv = new Ajv2020({ strict: false })
const matchesSchema = ajv.compile(
  JSON.parse(readFileSync(join(CHECKOUT, 'docs/schema/verify.v1.json'), 'utf8')) as object,
)

describe.skipIf(softHsmMissing())('actions/verify, as a runner runs it', () => {
  let workspace: Workspace
  beforeAll(() => {
    workspace = createWorkspace()
    buildOutputs(workspace, 'dist')
    const made = workspace.chancery('sign', 'dist/**', '!**/*.bin', '--key', 'release', '--out', 'signed')
    if (made.code !== 0) throw new Error(made.stderr)
    const bytes = workspace.read('signed/app.exe')
    bytes[0x400] = (bytes[0x400] as number) ^ 1
    workspace.write('tampered/app.exe', bytes)
  })
  afterAll(() => workspace[Symbol.dispose]())

  /** Verifying needs no token: neither PIN nor pkcs11js is there. */
  function verify(inputs: Readonly<Record<string, string>>): Promise<JobResult> {
    return runAction({ action: 'verify', workspace: workspace.path, inputs, cached: false })
  }

  test('passes what is signed, timestamped and recorded', async () => {
    const result = await verify({ files: 'signed/**', require: 'timestamp\nattestation' })
    expect(result.code, result.stdout).toBe(0)
    const report: unknown = JSON.parse(result.outputs.result ?? 'null')
    expect(matchesSchema(report), ajv.errorsText(matchesSchema.errors)).toBe(true)
    expect(result.outputs.verified?.split('\n').sort()).toEqual([
      'signed/app.exe',
      'signed/lib/app.jar',
      'signed/tool.sh',
    ])
    expect(result.outputs.failed).toBe('0')
    expect(result.errors).toEqual([])
    expect(result.summary).toContain('### Verified 3 of 3 files')
  })

  test('refuses a tampered file, and points at it as it lies in the workspace', async () => {
    const result = await verify({ files: `signed/app.exe\n${workspace.at('tampered/app.exe')}` })
    expect(result.code).toBe(1)
    expect(result.outputs.failed).toBe('1')
    expect(result.outputs.verified).toBe('signed/app.exe')
    expect(result.errors).toEqual([
      expect.objectContaining({ file: 'tampered/app.exe', title: 'AUTHENTICODE_DIGEST_MISMATCH' }),
    ])
    expect(result.summary).toContain('### Verified 1 of 2 files')
  })

  test('is a gate: by whom, how strong, how old', async () => {
    const whom = 'CN=Chancery Development Release'
    const passed = await verify({ files: 'signed/**', 'signer-subject': whom, require: 'strong', 'max-age': '1' })
    expect(passed.code, passed.stdout).toBe(0)
    for (const [inputs, code] of [
      [{ 'signer-subject': 'CN=Vendor' }, 'SIGNER_UNEXPECTED'],
      [{ 'signer-issuer': 'CN=Vendor CA' }, 'SIGNER_UNEXPECTED'],
      [{ 'signer-key': '0'.repeat(64) }, 'SIGNER_UNEXPECTED'],
      [{ 'min-rsa-bits': '4096' }, 'ALGORITHM_WEAK'],
    ] as const) {
      const refused = await verify({ files: 'signed/app.exe', ...inputs })
      expect(refused.code).toBe(1)
      expect(refused.errors).toEqual([expect.objectContaining({ file: 'signed/app.exe', title: code })])
    }
  })

  test('leaves what it refused for code scanning, and the verdicts for a test report', async () => {
    const reports = { sarif: 'reports/verify.sarif', junit: 'reports/verify.xml' }
    const result = await verify({ files: 'signed/tool.sh\ntampered/app.exe', ...reports })
    expect(result.code).toBe(1)
    const sarif: unknown = JSON.parse(workspace.read(reports.sarif).toString())
    const location = { physicalLocation: { artifactLocation: { uri: 'tampered/app.exe' } } }
    expect(sarif).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{ ruleId: 'AUTHENTICODE_DIGEST_MISMATCH', level: 'error', locations: [location] }] }],
    })
    const xml = workspace.read(reports.junit).toString()
    expect(xml).toContain('tests="2" failures="1"')
    expect(xml).toContain('<testcase classname="chancery verify" name="signed/tool.sh"/>')
    expect(xml).toContain('name="tampered/app.exe"><failure type="AUTHENTICODE_DIGEST_MISMATCH"')
  })

  test.each([
    ['unsigned', { files: 'dist/app.exe' }, 'NOT_SIGNED'],
    ['trusted by a file that is not there', { files: 'signed/app.exe', trust: 'other.pem' }, 'FILE_NOT_FOUND'],
    ['not in a transparency log that is demanded', { files: 'signed/app.exe', require: 'log' }, 'REQUIREMENT_NOT_MET'],
    ['not there', { files: 'signed/*.msi' }, 'NOTHING_MATCHED'],
    ['verified under a misspelt demand', { files: 'signed/app.exe', requires: 'attestation' }, 'OPTION_INVALID'],
    ['verified under an unknown demand', { files: 'signed/app.exe', require: 'atestation' }, 'OPTION_INVALID'],
  ])('refuses what is %s', async (_, inputs, code) => {
    const result = await verify(inputs)
    expect(result.code).toBe(1)
    expect(result.errors.map(({ title }) => title)).toEqual([code])
    expect(result.outputs.verified ?? '').toBe('')
  })
})
