/** A controller that restarts in the middle, an agent that is lost, a container, the optional plugin. */
import { existsSync, readdirSync } from 'node:fs'
import { softHsmMissing } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { withCommandLines } from '../actions/command-lines.ts'
import { buildOutputs, createWorkspace, type Workspace } from '../actions/workspace.ts'
import { type Pipeline, type PipelineResult, runCps, runPlain } from './jenkins.ts'

describe.skipIf(softHsmMissing())('a pipeline', () => {
  let workspace: Workspace
  beforeAll(() => {
    workspace = createWorkspace()
    buildOutputs(workspace, 'dist')
  })
  afterAll(() => workspace[Symbol.dispose]())

  const order = (script: string, more: Partial<Pipeline> = {}): Pipeline => ({
    script,
    workspace: workspace.path,
    credentials: { 'hsm-pin': workspace.pin },
    ...more,
  })

  test('whose controller restarts while it signs goes on with what was signed meanwhile', async (context) => {
    const script = `
      echo 'before'
      def branch = 'main'
      def report = chancerySign(files: 'dist/**/*.{exe,jar,sh}', key: 'release', out: 'signed', pinCredentialsId: 'hsm-pin')
      echo 'after'
      def verified = chancerySign.verify(files: 'signed/**', require: ['timestamp', 'attestation'])
      return [branch, report.files.collect { it.out }, verified.files.collect { it.verdict }]`
    const result = await runCps(order(script, { restart: 'chancery sign' }), context)
    expect(result.error, result.console).toBeNull()
    expect(result.value).toEqual([
      'main',
      ['signed/app.exe', 'signed/lib/app.jar', 'signed/tool.sh'],
      ['verified', 'verified', 'verified'],
    ])
    expect(result.console.indexOf('before')).toBeLessThan(result.console.indexOf('[chancery]'))
    expect(result.console.indexOf('[chancery]')).toBeLessThan(result.console.indexOf('after'))
    // Once: the step was attached to, not run again.
    expect(result.calls.filter((name) => name === 'sh')).toHaveLength(2)
    expect(result.archived).toHaveLength(2)
    // What the step was given is removed by the controller that came after.
    expect(readdirSync(`${workspace.path}@tmp`)).toEqual([expect.stringMatching(/^chancery-[0-9a-f]{16}$/)])
  })

  test('that runs the step again after it was lost signs nothing twice', async (context) => {
    const script = `
      def seen = []
      for (attempt in [1, 2]) {
        try {
          def report = chancerySign(files: 'dist/*.exe', key: 'release', out: 'again', ifSigned: 'keep', pinCredentialsId: 'hsm-pin')
          seen << report.files.collect { it.action }
          if (attempt == 1) { error('the agent was lost') }
        } catch (Exception e) {
          echo e.message
        }
      }
      return seen`
    const result = await runCps(order(script), context)
    expect(result.error, result.console).toBeNull()
    expect(result.value).toEqual([['signed'], ['kept']])
  })

  test('in a container needs neither a home nor anything of the agent but Node', async (context) => {
    const script = `
      def report = null
      docker.image('node:24-bookworm').inside('-v /opt/vendor:/opt/vendor:ro') {
        report = chancerySign(files: 'dist/tool.sh', key: 'release', out: 'contained', pinCredentialsId: 'hsm-pin')
        chancerySign.verify(files: 'contained/**', require: 'attestation')
      }
      return report.files[0].out`
    const result = await runPlain(order(script), context)
    expect(result.error, result.console).toBeNull()
    expect(result.value).toBe('contained/tool.sh')
    expect(result.calls).toContain('inContainer')
    expect(existsSync('/.cache/chancery')).toBe(false)
  })

  const BOTH = [
    ['plain', runPlain],
    ['under the transformation', runCps],
  ] as const

  test.for(BOTH)('shows its page by the HTML Publisher where that is installed: %s', async ([, run], context) => {
    const script = `chancerySign.verify(files: 'dist/app.exe')`
    const result = await run(order(script, { plugins: ['htmlpublisher'] }), context)
    expect(result.error).toContain('NOT_SIGNED')
    expect(result.archived).toEqual([])
    const [[name, page] = []] = Object.entries(result.published)
    expect(name).toMatch(/^Chancery verify [0-9a-f]{8}$/)
    expect(workspace.read(page ?? '').toString()).toContain('NOT_SIGNED')
  })

  test('shows no secret on the console, in pages, in what it leaves, or to other users of the machine', async (context: TestContext) => {
    const password = 'canary-5f1d0c2b7e'
    const url = `http://user:${password}@127.0.0.1:9/tsa?key=${password}`
    const script = `
      def seen = []
      for (url in [null, '${url}']) {
        def given = [files: 'dist/*.exe', key: 'release', out: 'secret', pinCredentialsId: 'hsm-pin']
        if (url != null) { given.timestampUrls = [url] }
        try { chancerySign(given); seen << 'signed' } catch (Exception e) { seen << e.message }
      }
      return seen`
    const { result, lines } = await withCommandLines(() => runPlain(order(script), context))
    const [signed, failed] = (result as PipelineResult).value as [string, string]
    expect(signed).toBe('signed')
    expect(failed).toContain('TIMESTAMP_FAILED')
    expect(lines.some((line) => line.includes('launcher.js') || line.includes('CHANCERY_LAUNCHER'))).toBe(true)
    const files = (folder: string): readonly string[] =>
      readdirSync(workspace.at(folder), { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => workspace.read(`${folder}/${one.name}`).toString('latin1'))
    const places = [JSON.stringify(result), ...lines, ...files('chancery-report'), ...files('secret')]
    for (const secret of [workspace.pin, password, Buffer.from(workspace.pin).toString('base64')]) {
      expect(places.filter((place) => place.includes(secret)).map((place) => place.slice(0, 300))).toEqual([])
    }
  })
})
