import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { osslsigncode, softHsmMissing, tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { buildOutputs, createWorkspace, type Workspace } from '../actions/workspace.ts'
import { type PipelineResult, runCps } from './jenkins.ts'

/** A program on a controller is small, or every step is slow; the launcher must never be part of it. */
const MOST_BYTES = 30_000

describe.skipIf(softHsmMissing())('the shared library under the CPS transformation, frozen after every step', () => {
  let workspace: Workspace
  beforeAll(() => {
    workspace = createWorkspace()
    buildOutputs(workspace, 'dist')
  })
  afterAll(() => workspace[Symbol.dispose]())

  async function run(script: string, context: TestContext): Promise<PipelineResult> {
    const credentials = { 'hsm-pin': workspace.pin }
    const result = await runCps({ script, workspace: workspace.path, credentials }, context)
    expect(JSON.stringify(result)).not.toContain(workspace.pin)
    expect(result.freezes).toBeGreaterThan(5)
    expect(result.largest).toBeLessThan(MOST_BYTES)
    return result
  }

  test('signs and verifies; the report lives on through later steps', async (context) => {
    const script = `
      def report = chancerySign(files: ['dist/**', '!**/*.bin'], key: 'release', out: 'signed', pinCredentialsId: 'hsm-pin')
      def verified = chancerySign.verify(files: 'signed/**', require: ['timestamp', 'attestation'])
      for (file in report.files) { echo "signed \${file.out}" }
      return [report.files.size(), verified.files.collect { it.verdict }]`
    const result = await run(script, context)
    expect(result.error, result.console).toBeNull()
    expect(result.value).toEqual([3, ['verified', 'verified', 'verified']])
    expect(result.console).toContain('signed signed/lib/app.jar')
    const verdict = await osslsigncode(context).verify(workspace.at('signed/app.exe'), { trust: workspace.ca })
    expect(verdict.accepted, verdict.text).toBe(true)
  })

  test('a refusal can be caught, and says what was refused', async (context) => {
    const script = `
      def refused = null
      try { chancerySign.verify(files: 'dist/app.exe') } catch (Exception e) { refused = e.message }
      echo 'still here'
      chancerySign(files: 'dist/app.exe', key: 'release', out: 'none', digest: 'sha1', pinCredentialsId: 'hsm-pin')
      return refused`
    const result = await run(script, context)
    expect(result.console).toContain('still here')
    expect(result.console).toContain('dist/app.exe: NOT_SIGNED')
    expect(result.errorClass).toBe('Failure')
    expect(result.error).toContain('OPTION_INVALID')
    expect(existsSync(workspace.at('none'))).toBe(false)
  })

  test('branches of a parallel step sign side by side, each with the launcher whole', async (context) => {
    const script = `
      def branches = [:]
      for (kind in ['exe', 'sh', 'jar']) {
        def pattern = '**/*.' + kind
        branches[kind] = { return chancerySign(files: 'dist/' + pattern, key: 'release', out: 'parallel', pinCredentialsId: 'hsm-pin').files[0].out }
      }
      return parallel(branches)`
    const result = await run(script, context)
    expect(result.error, result.console).toBeNull()
    expect(result.value).toEqual({ exe: 'parallel/app.exe', sh: 'parallel/tool.sh', jar: 'parallel/lib/app.jar' })
    expect(result.archived).toHaveLength(3)
  })

  test('a whole Jenkinsfile, from checkout to archive, with a development token of its own', async (context) => {
    using folder = tempDir()
    const project = join(import.meta.dirname, 'project')
    const script = readFileSync(join(project, 'Jenkinsfile'), 'utf8')
    mkdirSync(folder.at('workspace'))
    const order = { script, workspace: folder.at('workspace'), scm: project }
    const result = await runCps(order, context)
    expect(result.error, result.console).toBeNull()
    expect(result.largest).toBeLessThan(MOST_BYTES)
    expect(result.console).toContain('signed by CN=Chancery Development Release')
    expect(result.archived).toEqual(expect.arrayContaining(['signed/tool.sh', 'signed/lib/app.jar']))
    expect(result.archived).toContain('sbom.sigstore.json')
    expect(result.console).toContain('junit 0')
    const sarif = JSON.parse(readFileSync(folder.at('workspace/verify.sarif'), 'utf8')) as { runs: { results: [] }[] }
    expect(sarif.runs[0]?.results).toEqual([])
    // The token went with the braces; the launcher stays for the next build.
    expect(readdirSync(`${folder.at('workspace')}@tmp`)).toEqual([expect.stringMatching(/^chancery-[0-9a-f]{16}$/)])
  })
})
