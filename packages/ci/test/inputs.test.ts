import { EngineError } from '@chancery/engine'
import { SIGN, VERIFY } from '@chancery/engine/operations'
import { describe, expect, test } from 'vitest'
import { assertKnownInputs, inputNames, readInputs } from '../src/index.ts'
import { fakeHost } from './fake-host.ts'

function read(inputs: Readonly<Record<string, string>>): ReturnType<typeof readInputs> {
  return readInputs(fakeHost({ inputs }).host, SIGN)
}

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work()
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    expect(error.code).toBe('OPTION_INVALID')
    return error.details.problems as readonly string[]
  }
  throw new Error('nothing was refused')
}

describe('inputs', () => {
  test('lists are one a line, with blank lines and white space around', () => {
    const { files, values } = read({ files: ' dist/a b.exe \r\n\n!x\n', 'timestamp-urls': 'http://a\n http://b' })
    expect(files).toEqual(['dist/a b.exe', '!x'])
    expect(values.timestamp).toEqual(['http://a', 'http://b'])
  })

  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    [' FALSE ', false],
  ])('%j is a boolean', (text, value) => {
    expect(read({ files: 'x', append: text, attest: text }).values).toMatchObject({ append: value, attest: value })
  })

  test.each(['yes', 'no', '1', '0', 'tRue', 'on', 'null'])('%j is none, whatever YAML once thought', (text) => {
    expect(problemsOf(() => read({ files: 'x', append: text }))).toEqual([`append: ${text} is neither true nor false`])
  })

  test('all problems are reported at once', () => {
    expect(problemsOf(() => read({ append: 'ja', 'dry-run': 'nein' }))).toHaveLength(3)
  })

  test('an input that is empty is not given', () => {
    expect(read({ files: 'x', key: '', out: '  ', append: '' }).values).toEqual({})
  })

  test('values that the table does not allow are refused', () => {
    expect(() => read({ files: 'x', digest: 'md5' })).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }))
    expect(() => read({ files: 'x', concurrency: '-1' })).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }))
  })

  test('unknown names are refused, and the nearest one is named', () => {
    expect(problemsOf(() => assertKnownInputs(['files', 'requires'], VERIFY))).toEqual([
      'requires: is unknown (did you mean "require"?)',
    ])
    expect(problemsOf(() => assertKnownInputs(['json', 'timestamp'], SIGN))).toHaveLength(2)
    expect(() => assertKnownInputs(inputNames(SIGN), SIGN)).not.toThrow()
  })
})
