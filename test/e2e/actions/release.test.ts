import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT, softHsmMissing, tool } from '@chancery/testkit'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type JobResult, runAction } from './runner.ts'
import { buildOutputs, CLI, createWorkspace, type Workspace } from './workspace.ts'

const ajv = new Ajv2020({ strict: false })
const matchesSchema = ajv.compile(
  JSON.parse(readFileSync(join(CHECKOUT, 'docs/schema/release.v1.json'), 'utf8')) as object,
)

const MANIFEST = `name: app
version: "1.0.0"
input: dist
out: release
key: release
files:
  - paths: ["*.exe", "tool.sh", "lib/*.jar"]
    count: 3
  - paths: data.bin
    format: blob
`

describe.skipIf(softHsmMissing())('actions/release, as a runner runs it', () => {
  let workspace: Workspace
  beforeAll(() => {
    workspace = createWorkspace()
    buildOutputs(workspace, 'dist')
    workspace.write('release.yaml', MANIFEST)
  })
  afterAll(() => workspace[Symbol.dispose]())

  async function release(inputs: Readonly<Record<string, string>> = {}): Promise<JobResult> {
    const env = { CHANCERY_PIN: workspace.pin }
    const result = await runAction({ action: 'release', workspace: workspace.path, inputs, env })
    expect(result.shown).not.toContain(workspace.pin)
    return result
  }

  test('plans, releases, and does nothing twice; the commands of its summary work', async (context) => {
    const plan = await release({ 'dry-run': 'true' })
    expect(plan.code, plan.stdout).toBe(0)
    expect(plan.outputs).toMatchObject({ record: '', checksums: '', signed: '', failed: '0' })
    expect(plan.summary).toContain('Dry run: would release app 1.0.0')
    expect(existsSync(workspace.at('release'))).toBe(false)

    const made = await release()
    expect(made.code, made.stdout).toBe(0)
    const report: unknown = JSON.parse(made.outputs.result ?? 'null')
    expect(matchesSchema(report), ajv.errorsText(matchesSchema.errors)).toBe(true)
    expect(made.outputs.signed?.split('\n')).toHaveLength(4)
    for (const name of ['record', 'checksums']) {
      expect(existsSync(workspace.at(made.outputs[name] ?? 'missing')), name).toBe(true)
    }
    const commands = /```sh\n([\s\S]*?)```/.exec(made.summary)?.[1] ?? ''
    expect(commands.match(/^chancery verify /gm)).toHaveLength(6)
    const bash = tool('bash', context)
    const shim = `chancery() { "${process.execPath}" "${CLI}" "$@"; }\nset -eu\n`
    const done = await bash.run(['-c', shim + commands], { cwd: workspace.path })
    expect(done.code, done.text).toBe(0)

    const again = await release()
    const { files } = JSON.parse(again.outputs.result ?? '') as { files: { action: string }[] }
    expect(files.map(({ action }) => action)).toEqual(['kept', 'kept', 'kept', 'kept'])
  })

  test('refuses what nobody declared, by its name', async () => {
    workspace.write('dist/stray.sh', '#!/bin/sh\n')
    const result = await release()
    expect(result.code).toBe(1)
    expect(result.errors.map(({ file, title }) => [file, title])).toEqual([[null, 'RELEASE_FILES_UNDECLARED']])
    expect(result.errors[0]?.message).toContain('stray.sh')
    expect(result.outputs.failed).toBe('1')
  })

  test('a manifest of another name, and a misspelt input', async () => {
    writeFileSync(workspace.at('other.yaml'), MANIFEST.replace('version: "1.0.0"', 'version: "2.0.0"'))
    const other = await release({ manifest: 'other.yaml', 'dry-run': 'true' })
    expect(other.summary).toContain('app 2.0.0')
    const misspelt = await release({ manifests: 'other.yaml' })
    expect(misspelt.errors.map(({ title }) => title)).toEqual(['OPTION_INVALID'])
  })
})
