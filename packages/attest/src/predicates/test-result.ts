import type { PlainData } from '@chancery/core'
import { AttestError } from '../errors.ts'

/** predicateType of in-toto's test results (in-toto/attestation, spec/predicates/test-result.md). */
export const TEST_RESULT_TYPE = 'https://in-toto.io/attestation/test-result/v0.1'

export const TEST_OUTCOMES = ['PASSED', 'WARNED', 'FAILED'] as const
export type TestOutcome = (typeof TEST_OUTCOMES)[number]

/** A file and its digest, lower-case hex. */
export interface NamedDigest {
  readonly name: string
  readonly sha256: string
}

/** What a report of a test run says. Names as the report has them; a test that ran several times is there once for each. */
export interface TestReport extends NamedDigest {
  readonly passed: readonly string[]
  /** Passed in the end, after it had failed. */
  readonly warned: readonly string[]
  readonly failed: readonly string[]
  readonly skipped: readonly string[]
}

/**
 * The results of one or more reports. A test that failed in any of them failed. Skipped tests are counted, and in no list: they show nothing.
 * @param configuration what the tests were run with, as far as that is known
 */
export function testResultPredicate(reports: readonly TestReport[], configuration: readonly NamedDigest[]): PlainData {
  const failed = new Set(reports.flatMap((report) => report.failed))
  const warned = new Set(reports.flatMap((report) => report.warned).filter((name) => !failed.has(name)))
  const passed = new Set(
    reports.flatMap((report) => report.passed).filter((name) => !failed.has(name) && !warned.has(name)),
  )
  const result: TestOutcome = failed.size > 0 ? 'FAILED' : warned.size > 0 ? 'WARNED' : 'PASSED'
  return {
    result,
    configuration: configuration.map(descriptor),
    passedTests: [...passed],
    warnedTests: [...warned],
    failedTests: [...failed],
    chancery_reports: reports.map((report) => ({
      ...descriptor(report),
      passed: report.passed.length,
      warned: report.warned.length,
      failed: report.failed.length,
      skipped: report.skipped.length,
    })),
  } as unknown as PlainData
}

/**
 * The outcome that a predicate states which somebody else made.
 * @throws AttestError STATEMENT_INVALID where it is no test result, or contradicts itself
 */
export function testOutcomeOf(predicate: PlainData): TestOutcome {
  const { result, configuration, failedTests = [], ...lists } = Object(predicate) as Record<string, unknown>
  const outcome = TEST_OUTCOMES.find((known) => known === result)
  const named = [failedTests, lists.passedTests ?? [], lists.warnedTests ?? []]
  if (!outcome || !Array.isArray(configuration) || !named.every(isTexts)) {
    throw new AttestError(
      'STATEMENT_INVALID',
      `a test result has a result (${TEST_OUTCOMES.join(', ')}), a configuration and lists of names`,
    )
  }
  if (outcome !== 'FAILED' && (failedTests as readonly string[]).length > 0)
    throw new AttestError('STATEMENT_INVALID', `the test result is ${outcome}, and has tests that failed`)
  return outcome
}

function descriptor({ name, sha256 }: NamedDigest): {
  readonly name: string
  readonly digest: { readonly sha256: string }
} {
  return { name, digest: { sha256 } }
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
