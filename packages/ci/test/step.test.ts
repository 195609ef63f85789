import { CoreError } from '@chancery/core'
import { SIGN } from '@chancery/engine/operations'
import { describe, expect, test } from 'vitest'
import { runStep, type Step, type StepResult } from '../src/index.ts'
import { fakeHost } from './fake-host.ts'

const SUMMARY = { title: 't', columns: [], rows: [], commands: [], failures: [] }
const FAILURES = [
  { path: 'a.exe', code: 'FILE_CHANGED', message: 'it changed', howToFix: 'Wait.' },
  { path: 'b.exe', code: 'NOT_SIGNED', message: 'it is not', howToFix: 'Sign.' },
]

function step(run: () => Promise<StepResult>): Step {
  return { operation: SIGN, outputs: {}, failedTitle: 'Nothing was done', run }
}

describe('a step', () => {
  test('masks before it says or does anything', async () => {
    const { host, said } = fakeHost({
      inputs: { files: 'x' },
      env: { CHANCERY_PIN: 'one', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'two' },
    })
    await runStep(
      step(async () => ({ report: {}, summary: SUMMARY, failures: [] })),
      host,
    )
    expect(said.masks).toEqual(['one', 'two'])
    expect(said.order.slice(0, 2)).toEqual(['mask', 'mask'])
    expect(said.failures).toEqual([])
    expect(said.outputs).toEqual({ result: '{}', failed: '0' })
  })

  test('masks also where its inputs are refused', async () => {
    const { host, said } = fakeHost({ inputs: { flies: 'x' }, env: { CHANCERY_PIN: 'one' } })
    await runStep(
      step(async () => ({ report: {}, summary: SUMMARY, failures: [] })),
      host,
    )
    expect(said.order[0]).toBe('mask')
    expect(said.annotations.map(({ title }) => title)).toEqual(['OPTION_INVALID'])
  })

  test('fails with the first failure, counts the others, and annotates each', async () => {
    const { host, said } = fakeHost({ inputs: { files: 'x' } })
    await runStep(
      step(async () => ({ report: {}, summary: SUMMARY, failures: FAILURES })),
      host,
    )
    expect(said.outputs.failed).toBe('2')
    expect(said.annotations.map(({ file, title }) => [file, title])).toEqual(
      FAILURES.map(({ path, code }) => [path, code]),
    )
    expect(said.failures).toEqual(['a.exe: FILE_CHANGED: it changed. Wait. (and 1 more)'])
    expect(said.order.at(-1)).toBe('fail')
  })

  test.each([
    [new CoreError('DENIED', 'no'), 'DENIED'],
    [new RangeError('a defect'), 'INTERNAL'],
  ])('ends as failed, with outputs and summary, where it could not begin: %s', async (error, code) => {
    const { host, said } = fakeHost({ inputs: { files: 'x' } })
    await runStep(
      step(() => Promise.reject(error)),
      host,
    )
    expect(JSON.parse(said.outputs.result ?? '')).toMatchObject({
      version: 1,
      files: [],
      failed: [{ path: null, code }],
    })
    expect(said.outputs.failed).toBe('1')
    expect(said.summaries).toEqual([expect.objectContaining({ title: 'Nothing was done' })])
    expect(said.failures).toHaveLength(1)
  })

  test('shows the stack of a defect to whoever looks for it', async () => {
    const { host } = fakeHost({ inputs: { files: 'x' }, env: { CHANCERY_DEBUG: '1' } })
    await expect(
      runStep(
        step(() => Promise.reject(new RangeError('a defect'))),
        host,
      ),
    ).rejects.toThrow(RangeError)
  })
})
