import { CoreError } from '@chancery/core'
import { SIGN } from '@chancery/engine/operations'
import { tempDir } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { runStep, type Step, type StepHost, type StepResult } from '../src/index.ts'
import { fakeHost, type Said } from './fake-host.ts'

const SUMMARY = { title: 't', columns: [], rows: [], commands: [], failures: [] }
const FAILURES = [
  { path: 'a.exe', code: 'FILE_CHANGED', message: 'it changed', howToFix: 'Wait.' },
  { path: 'b.exe', code: 'NOT_SIGNED', message: 'it is not', howToFix: 'Sign.' },
]

function step(run: () => Promise<StepResult>): Step {
  return {
    operation: SIGN,
    outputs: { signed: 'paths', result: 'JSON', failed: 'a count' },
    failedTitle: 'Nothing was done',
    run,
  }
}

function failure(i: number): (typeof FAILURES)[number] {
  return { path: `${i}.exe`, code: 'NOT_SIGNED', message: 'it is not', howToFix: 'Sign.' }
}

async function ran(failures: StepResult['failures']): Promise<Said> {
  const { host, said } = fakeHost({ inputs: { files: 'x' } })
  await runStep(
    step(async () => ({ report: {}, summary: SUMMARY, failures, exitCode: failures.length > 0 ? 1 : 0 })),
    host,
  )
  return said
}

describe('a step', () => {
  test('masks before it says or does anything', async () => {
    const { host, said } = fakeHost({
      inputs: { files: 'x' },
      env: { CHANCERY_PIN: 'one', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'two' },
    })
    await runStep(
      step(async () => ({ report: {}, summary: SUMMARY, failures: [], exitCode: 0 })),
      host,
    )
    expect(said.masks).toEqual(['one', 'two'])
    expect(said.order.slice(0, 2)).toEqual(['mask', 'mask'])
    expect(said.failures).toEqual([])
    expect(said.outputs).toEqual({ result: '{}', failed: '0', signed: '', overflow: '' })
  })

  test('masks the passwords of timestamp authorities, wherever they are given', async () => {
    using dir = tempDir()
    dir.write('chancery.yaml', 'timestamp: { urls: ["https://c:three@x.test/"] }\n')
    const { host, said } = fakeHost({
      inputs: { files: 'x', 'timestamp-urls': 'https://a:o%20ne@x.test/\nhttps://plain.test/\nno URL' },
      env: { CHANCERY_TIMESTAMP_URLS: 'https://b:two@x.test/, https://b:%E0@x.test/' },
      workspace: dir.path,
    })
    await runStep(
      step(async () => ({ report: {}, summary: SUMMARY, failures: [], exitCode: 0 })),
      host,
    )
    expect(said.masks).toEqual(['o%20ne', 'o ne', 'two', '%E0', 'three'])
  })

  test('masks also where its inputs are refused', async () => {
    const { host, said } = fakeHost({ inputs: { 'dry-rum': 'true' }, env: { CHANCERY_PIN: 'one' } })
    await runStep(
      step(async () => ({ report: {}, summary: SUMMARY, failures: [], exitCode: 0 })),
      host,
    )
    expect(said.order[0]).toBe('mask')
    expect(said.annotations.map(({ title }) => title)).toEqual(['OPTION_INVALID'])
  })

  test('warns of an input that it does not know, and goes on', async () => {
    const { host, said } = fakeHost({ inputs: { files: 'x', 'timestamp-url': 'http://x.test' } })
    await runStep(
      step(async () => ({ report: {}, summary: SUMMARY, failures: [], exitCode: 0 })),
      host,
    )
    expect(said.warnings).toEqual(['UNKNOWN_INPUT: timestamp-url: is unknown (did you mean "timestamp-urls"?)'])
    expect([said.failures, said.annotations]).toEqual([[], []])
  })

  test('fails with the first failure, counts the others, and annotates each', async () => {
    const { host, said } = fakeHost({ inputs: { files: 'x' } })
    await runStep(
      step(async () => ({ report: {}, summary: SUMMARY, failures: FAILURES, exitCode: 4 })),
      host,
    )
    expect(said.outputs.failed).toBe('2')
    expect(said.annotations.map(({ file, title }) => [file, title])).toEqual(
      FAILURES.map(({ path, code }) => [path, code]),
    )
    expect(said.failures).toEqual(['a.exe: FILE_CHANGED: it changed. Wait. (and 1 more)'])
    expect(said.order.at(-1)).toBe('fail')
    expect(said.exitCodes).toEqual([4])
  })

  test('an image is no file of the workspace that an annotation could point at', async () => {
    const path = 'oci://registry.test/app:1'
    const { annotations } = await ran([{ path, code: 'IMAGE_NOT_FOUND', message: 'none', howToFix: 'Push.' }])
    expect(annotations).toEqual([{ file: null, title: 'IMAGE_NOT_FOUND', message: `${path}: none. Push.` }])
  })

  test.each([
    [new CoreError('DENIED', 'no'), 'DENIED', 4],
    [new RangeError('a defect'), 'INTERNAL', 3],
  ])('ends as failed, with outputs and summary, where it could not begin: %s', async (error, code, exitCode) => {
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
    expect(said.exitCodes).toEqual([exitCode])
    expect(said.failures).toHaveLength(1)
  })

  test('annotates as much as GitHub shows, says how much is left, and names all in the log', async () => {
    const count = (failures: number): Promise<Said> => ran(Array.from({ length: failures }, (_, i) => failure(i)))
    const ten = await count(10)
    expect(ten.annotations.map(({ file }) => file)).toEqual(Array.from({ length: 10 }, (_, i) => `${i}.exe`))
    const many = await count(2000)
    expect(many.annotations).toHaveLength(10)
    expect(many.annotations.at(-1)).toMatchObject({ file: null, title: 'and 1991 more' })
    const named = new Set(many.lines.flatMap((line) => /^ERROR: (.+\.exe): /.exec(line)?.[1] ?? []))
    expect(named.size + 9).toBe(2000)
    expect(many.outputs.failed).toBe('2000')
  })

  test('does nothing where its outputs cannot be set, and fails where they no longer can', async () => {
    for (const broken of ['signed', 'result']) {
      const { host, said } = fakeHost({ inputs: { files: 'x' } })
      let done = false
      const failing: StepHost = {
        ...host,
        output(name, value) {
          if (name === broken && (broken === 'signed' || value !== '')) throw new Error('Missing file at path: /x')
          host.output(name, value)
        },
      }
      await runStep(
        step(async () => {
          done = true
          return { report: {}, summary: SUMMARY, failures: [], exitCode: 0 }
        }),
        failing,
      )
      expect(done).toBe(broken === 'result')
      expect(said.annotations.map(({ title }) => title)).toEqual(['OUTPUTS_UNAVAILABLE'])
      expect(said.exitCodes).toEqual([3])
      expect(said.failures).toHaveLength(1)
    }
  })

  test('is not failed by a summary that cannot be written', async () => {
    const { host, said } = fakeHost({ inputs: { files: 'x' } })
    await runStep(
      step(async () => ({ report: {}, summary: SUMMARY, failures: [], exitCode: 0 })),
      { ...host, summary: () => Promise.reject(new Error('Unable to access summary file')) },
    )
    expect(said.failures).toEqual([])
    expect(said.lines.join()).toContain('Unable to access summary file')
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
