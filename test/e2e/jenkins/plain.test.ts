import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { buildPe, CHECKOUT, osslsigncode, softHsmMissing } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { buildOutputs, createWorkspace, type Workspace } from '../actions/workspace.ts'
import { type Pipeline, type PipelineResult, runPlain } from './jenkins.ts'

describe.skipIf(softHsmMissing())('the shared library in plain Groovy', () => {
  let workspace: Workspace
  beforeAll(() => {
    workspace = createWorkspace()
    buildOutputs(workspace, 'dist')
  })
  afterAll(() => workspace[Symbol.dispose]())

  async function run(script: string, context: TestContext, more: Partial<Pipeline> = {}): Promise<PipelineResult> {
    const result = await runPlain({ script, workspace: workspace.path, ...more }, context)
    const folders = ['.', 'sub']
    const pages = result.archived.map((page) => {
      const folder = folders.find((name) => existsSync(workspace.at(join(name, page))))
      return workspace.read(join(folder ?? '.', page)).toString()
    })
    expect(JSON.stringify([result, pages])).not.toContain(workspace.pin)
    return result
  }

  const withPin = (): Partial<Pipeline> => ({ credentials: { 'hsm-pin': workspace.pin } })

  test('signs with a PIN from the credentials store, and verifies', async (context) => {
    const script = `
      def name = 'app'
      def report = chancerySign(files: ["dist/\${name}.exe", 'dist/**/*.jar', '!**/*.map'], key: 'release', out: 'signed', pinCredentialsId: 'hsm-pin')
      def verified = chancerySign.verify(files: 'signed/**', require: ['timestamp', 'attestation'])
      return [signed: report.files.collect { it.out }, failed: report.failed, verdicts: verified.files.collect { it.verdict }]`
    const result = await run(script, context, withPin())
    expect(result.error, result.console).toBeNull()
    expect(result.value).toEqual({
      signed: ['signed/app.exe', 'signed/lib/app.jar'],
      failed: [],
      verdicts: ['verified', 'verified'],
    })
    expect(result.archived).toEqual([
      expect.stringMatching(/^chancery-report\/sign-/),
      expect.stringMatching(/^chancery-report\/verify-/),
    ])
    for (const page of result.archived) expect(workspace.read(page).toString()).toContain('<td>signed/app.exe</td>')
    expect(result.calls.filter((name) => name === 'writeFile')).toHaveLength(5)
    const verdict = await osslsigncode(context).verify(workspace.at('signed/app.exe'), { trust: workspace.ca })
    expect(verdict, verdict.text).toMatchObject({ accepted: true, timestamps: 1 })
    const record = workspace.read('signed/app.exe.sigstore.json').toString()
    const { dsseEnvelope } = JSON.parse(record) as { dsseEnvelope: { payload: string } }
    expect(Buffer.from(dsseEnvelope.payload, 'base64').toString()).toContain('app/main')
    expect(readdirSync(`${workspace.path}@tmp`)).toEqual([expect.stringMatching(/^chancery-[0-9a-f]{16}$/)])
  })

  test('runs as a batch step on Windows agents', async (context) => {
    const script = `return chancerySign.verify(files: 'signed/app.exe').files[0].verdict`
    const result = await run(script, context, { unix: false })
    expect(result.error, result.console).toBeNull()
    expect(result.value).toBe('verified')
    expect(result.calls).toContain('bat')
  })

  test('signs in the folder that the pipeline is in, in place and without a record', async (context) => {
    workspace.write('sub/tool.exe', buildPe())
    const script = `
      dir('sub') { chancerySign(files: '*.exe', key: 'release', inPlace: true, attest: false, 'timestamp-urls': [], pinCredentialsId: 'hsm-pin') }
      return chancerySign.verify(files: 'sub/tool.exe').files.size()`
    const result = await run(script, context, withPin())
    expect(result.error, result.console).toBeNull()
    expect(existsSync(workspace.at('sub/tool.exe.sigstore.json'))).toBe(false)
  })

  test('a file that cannot be signed ends the build, with file and code', async (context) => {
    workspace.write('mixed/bad.exe', buildPe().subarray(0, 300))
    workspace.write('mixed/good.exe', buildPe())
    const script = `chancerySign(files: 'mixed/*', key: 'release', out: 'mixed-signed', pinCredentialsId: 'hsm-pin')`
    const result = await run(script, context, withPin())
    expect(result.errorClass).toBe('Failure')
    expect(result.error).toMatch(/^chancerySign: mixed\/bad\.exe: [A-Z_]+: /)
    expect(result.console).toMatch(/\[chancery\] ERROR: mixed\/bad\.exe: [A-Z_]+: /)
    expect(result.archived).toHaveLength(1)
    expect(existsSync(workspace.at('mixed-signed/good.exe'))).toBe(true)
  })

  test.for([
    ['nothing matched', `chancerySign(files: '*.msi', key: 'release', out: 'none')`, 'NOTHING_MATCHED'],
    [
      'an argument is unknown',
      `chancerySign(files: 'dist/*', key: 'release', out: 'none', noTimestmp: true)`,
      'OPTION_INVALID',
    ],
    [
      'an argument is null',
      `def dir = null\nchancerySign(files: 'dist/*', key: 'release', out: dir)`,
      'OPTION_INVALID',
    ],
    ['an argument is a map', `chancerySign(files: [a: 'dist/*'], key: 'release', out: 'none')`, 'OPTION_INVALID'],
    ['no PIN is bound', `chancerySign(files: 'dist/*.exe', key: 'release', out: 'none')`, 'PIN_MISSING'],
    ['an unsigned file is verified', `chancerySign.verify(files: 'dist/app.exe')`, 'dist/app.exe: NOT_SIGNED'],
    ['a demand is misspelt', `chancerySign.verify(files: 'signed/app.exe', requires: 'attestation')`, 'OPTION_INVALID'],
  ])('where %s, the build ends', async ([, script, code], context) => {
    const result = await run(script as string, context)
    expect(result.errorClass).toBe('Failure')
    expect(result.error).toContain(`chancerySign: ${code}: `)
    expect(existsSync(workspace.at('none'))).toBe(false)
  })

  test('runs on the oldest Node that it promises', async (context) => {
    const bin = join(CHECKOUT, '.oracles/node-22/node_modules/.bin')
    if (!existsSync(bin) && !process.env.CI) context.skip('Node 22 is missing: run `npm run setup`')
    const script = `
      sh 'node --version'
      return chancerySign(files: 'dist/app.exe', key: 'release', out: 'old', pinCredentialsId: 'hsm-pin').files[0].out`
    const env = { PATH: [bin, process.env.PATH].join(delimiter) }
    const result = await run(script, context, { ...withPin(), env })
    expect(result.error, result.console).toBeNull()
    expect(result.console).toContain('v22.')
    expect(result.value).toBe('old/app.exe')
  })

  test('an agent without Node is told what is needed', async (context) => {
    const script = `chancerySign.verify(files: 'signed/app.exe')`
    const result = await run(script, context, { env: { PATH: '/nowhere' } })
    expect(result.error).toContain('Node 22')
  })
})
