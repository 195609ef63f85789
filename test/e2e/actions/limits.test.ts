/** What GitHub takes from a step: a summary of a MiB, ten annotations, outputs of a MiB for the job. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { softHsmMissing } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Job, type JobResult, runAction } from './runner.ts'
import { createWorkspace, type Workspace } from './workspace.ts'

const FILES = 2000
const MIB = 1024 * 1024

describe.skipIf(softHsmMissing())(`${FILES} files in one step`, () => {
  let workspace: Workspace
  let runner: string
  beforeAll(() => {
    workspace = createWorkspace()
    runner = mkdtempSync(join(tmpdir(), 'chancery-runner-'))
    // Names of a usual length, with what markdown makes longer.
    for (let i = 0; i < FILES; i++) workspace.write(`many/@${'package-with-a-name_'.repeat(3)}${i}.bin`, `${i}`)
  })
  afterAll(() => {
    workspace[Symbol.dispose]()
    rmSync(runner, { recursive: true })
  })

  /** The runner's folder outlives the step, as it does in a job. */
  const run = (action: Job['action'], inputs: Job['inputs']): Promise<JobResult> =>
    runAction({ action, inputs, workspace: workspace.path, runner, env: { CHANCERY_PIN: workspace.pin } })

  function assertWithinLimits({ summary, errors, outputs }: JobResult): void {
    expect(Buffer.byteLength(summary)).toBeLessThan(MIB)
    expect(errors.length).toBeLessThanOrEqual(10)
    const units = Object.entries(outputs).reduce((sum, [name, value]) => sum + name.length + value.length, 0)
    expect(2 * units).toBeLessThan(MIB)
  }

  /** Rows that are shown, and how many the page says there are beside them. */
  function counted(text: string, line: RegExp): number {
    return (text.match(line)?.length ?? 0) + Number(/^(?:# )?and (\d+) more$/m.exec(text)?.[1] ?? 0)
  }

  test('are signed, and all of them are told of', async () => {
    const inputs = { files: 'many/**', key: 'release', out: 'signed', format: 'blob', attest: 'false' }
    const result = await run('sign', { ...inputs, 'no-timestamp': 'true' })
    expect(result.code, result.stdout.slice(-2000)).toBe(0)
    assertWithinLimits(result)
    const [table = '', verify = ''] = result.summary.split('<details>')
    expect(table).toContain(`### Signed ${FILES} files`)
    expect(counted(table, /^\| signed/gm)).toBe(FILES)
    expect(counted(verify, /^chancery verify /gm)).toBe(FILES)
    expect(result.outputs.signed?.split('\n')).toHaveLength(FILES)
    // The longest of them has no room, and is not cut.
    expect(result.outputs.result).toBe('')
    const whole = readFileSync(join(result.outputs.overflow ?? '', 'result.json'), 'utf8')
    expect(JSON.parse(whole).files).toHaveLength(FILES)
    expect(result.stdout).not.toContain('::error')
  }, 120_000)

  test('are refused, and all of them are told of', async () => {
    const result = await run('verify', { files: 'many/**' })
    expect(result.code).toBe(1)
    assertWithinLimits(result)
    expect(result.outputs.failed).toBe(String(FILES))
    expect(result.errors.at(-1)).toMatchObject({ file: null, title: `and ${FILES - 9} more` })
    const logged = new Set([
      ...result.errors.slice(0, 9).map(({ file }) => file),
      ...result.stdout.split('\n').flatMap((line) => /^ERROR: (many\/\S+\.bin): /.exec(line)?.[1] ?? []),
    ])
    expect(logged.size).toBe(FILES)
    const [table = '', failed = ''] = result.summary.split('#### Failed')
    expect(counted(table, /^\| many/gm)).toBe(FILES)
    expect(counted(failed, /^- /gm)).toBe(FILES)
    const whole = readFileSync(join(result.outputs.overflow ?? '', 'result.json'), 'utf8')
    expect(JSON.parse(whole).files).toHaveLength(FILES)
  }, 60_000)
})
