import { type TestReport, testOutcomeOf, testResultPredicate } from '@chancery/attest/predicates'
import '@chancery/testkit/matchers'
import { describe, expect, it } from 'vitest'

const REPORT: TestReport = {
  name: 'unit.xml',
  sha256: 'ab'.repeat(32),
  passed: ['a', 'b', 'b'],
  warned: [],
  failed: [],
  skipped: ['s'],
}
const EMPTY: TestReport = { ...REPORT, name: 'other.xml', passed: [], skipped: [] }

describe('test results', () => {
  it('name what passed, once, and count what each report has', () => {
    const configuration = [{ name: 'pytest.ini', sha256: 'cd'.repeat(32) }]
    expect(testResultPredicate([REPORT], configuration)).toEqual({
      result: 'PASSED',
      configuration: [{ name: 'pytest.ini', digest: { sha256: 'cd'.repeat(32) } }],
      passedTests: ['a', 'b'],
      warnedTests: [],
      failedTests: [],
      chancery_reports: [
        { name: 'unit.xml', digest: { sha256: 'ab'.repeat(32) }, passed: 3, warned: 0, failed: 0, skipped: 1 },
      ],
    })
  })

  it.each([
    ['warned', { warned: ['a'] }, ['WARNED', ['b'], ['a'], []]],
    ['failed', { failed: ['a'] }, ['FAILED', ['b'], [], ['a']]],
    ['warned and failed', { warned: ['a'], failed: ['a', 'b'] }, ['FAILED', [], [], ['a', 'b']]],
  ])('a test that %s in one report did not pass, whatever another says', (_, more, expected) => {
    const predicate = testResultPredicate([REPORT, { ...EMPTY, ...more }], []) as unknown as Record<string, unknown>
    const { result, passedTests, warnedTests, failedTests } = predicate
    expect([result, passedTests, warnedTests, failedTests]).toEqual(expected)
    expect(testOutcomeOf(testResultPredicate([REPORT, { ...EMPTY, ...more }], []))).toBe(expected[0])
  })
})

describe('a predicate that others made', () => {
  it('says its outcome', () => {
    expect(testOutcomeOf({ result: 'PASSED', configuration: [] })).toBe('PASSED')
    expect(testOutcomeOf({ result: 'FAILED', configuration: [{}], failedTests: ['a'] })).toBe('FAILED')
  })

  it.each([
    ['no object', null],
    ['without a result', { configuration: [] }],
    ['with another result', { result: 'passed', configuration: [] }],
    ['without a configuration', { result: 'PASSED' }],
    ['with names that are none', { result: 'PASSED', configuration: [], passedTests: [1] }],
    ['that passed, with tests that failed', { result: 'PASSED', configuration: [], failedTests: ['a'] }],
    ['that warned, with tests that failed', { result: 'WARNED', configuration: [], failedTests: ['a'] }],
  ])('is refused: %s', (_, predicate) => {
    expect(() => testOutcomeOf(predicate as never)).toThrow(expect.objectContaining({ code: 'STATEMENT_INVALID' }))
  })
})
