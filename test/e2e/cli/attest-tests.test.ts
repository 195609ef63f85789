/** What tests showed, in reports of other tools and given. */
import { rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type AttestBench, attestBench, outcome } from './attest-bench.ts'

const TEST_RESULT = 'https://in-toto.io/attestation/test-result/v0.1'
const suite = (cases: string, counts = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites><testsuite name="unit" ${counts}>${cases}</testsuite></testsuites>\n`
const FAILING = suite('<testcase name="a"/><testcase classname="c" name="b"><failure>no</failure></testcase>')

let bench: AttestBench
beforeAll(async () => {
  bench = await attestBench()
  return () => bench[Symbol.dispose]()
})
afterEach(() => rmSync(bench.at('reports'), { recursive: true, force: true }))

describe('test results', () => {
  it('are those of all reports, and cosign takes them', async (context) => {
    bench.write(
      'reports/unit.xml',
      suite(
        '<testcase classname="acme.Unit" name="adds &lt;1&gt;"/><testcase name="later"><skipped/></testcase>',
        'failures="0"',
      ),
    )
    bench.write(
      'reports/it/e2e.xml',
      '<testsuite><testsuite><testcase name="again"><flakyFailure/></testcase></testsuite><testcase name="runs"/></testsuite>',
    )
    const ran = await bench.attest([
      'app',
      '--test-results',
      'reports/**/*.xml',
      '--test-configuration',
      'chancery.yaml',
      '--out',
      'tests.json',
    ])
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.report.predicateType).toBe(TEST_RESULT)
    expect(bench.statement('tests.json')).toMatchObject({
      subject: [{ name: 'app' }],
      predicate: {
        result: 'WARNED',
        configuration: [{ name: 'chancery.yaml', digest: { sha256: bench.sha256('chancery.yaml') } }],
        passedTests: ['runs', 'acme.Unit.adds <1>'],
        warnedTests: ['again'],
        failedTests: [],
        chancery_reports: [
          {
            name: 'it/e2e.xml',
            digest: { sha256: bench.sha256('reports/it/e2e.xml') },
            passed: 1,
            warned: 1,
            failed: 0,
            skipped: 0,
          },
          { name: 'unit.xml', passed: 1, skipped: 1 },
        ],
      },
    })
    await bench.expectJudged(context, 'app', 'tests.json', TEST_RESULT)
  })

  it('that are not good are attested only where that is wanted', async () => {
    bench.write('reports/unit.xml', FAILING)
    expect(outcome(await bench.attest(['app', '--test-results', 'reports/*']))).toEqual([1, 'TESTS_FAILED'])
    const ran = await bench.attest(['app', '--test-results', 'reports/*', '--allow-failed', '--out', 'failed.json'])
    expect(ran.code, ran.stderr).toBe(0)
    expect(bench.statement('failed.json').predicate).toMatchObject({
      result: 'FAILED',
      failedTests: ['c.b'],
      passedTests: ['a'],
    })
  })

  it('may be a predicate already', async () => {
    const predicate = {
      result: 'PASSED',
      configuration: [{ name: 'ci.yml' }],
      passedTests: ['a'],
      url: 'https://example.com',
    }
    bench.write('reports/results.json', JSON.stringify(predicate))
    const ran = await bench.attest(['app', '--test-results', 'reports/results.json', '--out', 'given.json'])
    expect([ran.code, bench.statement('given.json').predicate], ran.stderr).toEqual([0, predicate])
    bench.write('reports/failed.json', JSON.stringify({ ...predicate, result: 'FAILED' }))
    expect(outcome(await bench.attest(['app', '--test-results', 'reports/failed.json']))).toEqual([1, 'TESTS_FAILED'])
  })

  it.each([
    ['of no test', suite(''), 'TEST_RESULTS_INVALID'],
    ['of skipped tests alone', suite('<testcase name="a"><skipped/></testcase>'), 'TEST_RESULTS_INVALID'],
    [
      'whose numbers tell of failures that it does not show',
      suite('<testcase name="a"/>', 'errors="1"'),
      'TEST_RESULTS_INVALID',
    ],
    ['of a test without a name', suite('<testcase/>'), 'TEST_RESULTS_INVALID'],
    ['that is something else', '<html><testcase name="a"/></html>', 'TEST_RESULTS_INVALID'],
    ['that is cut off', FAILING.slice(0, -30), 'TEST_RESULTS_INVALID'],
    ['with a document type', `<!DOCTYPE testsuite [<!ENTITY a "b">]>${FAILING.slice(39)}`, 'TEST_RESULTS_INVALID'],
    ['that is no JSON', '{"result"', 'TEST_RESULTS_INVALID'],
    ['that is another predicate', '{"result":"ok"}', 'STATEMENT_INVALID'],
  ])('in a report %s are refused', async (_, text, code) => {
    bench.write('reports/unit.xml', text)
    const before = bench.list()
    expect(outcome(await bench.attest(['app', '--test-results', 'reports/unit.xml']))).toEqual([2, code])
    expect(bench.list()).toEqual(before)
  })

  it('are not mixed with a predicate, and must be there', async () => {
    bench.write('reports/unit.xml', suite('<testcase name="a"/>'))
    bench.write('reports/unit.json', '{"result":"PASSED","configuration":[]}')
    expect(outcome(await bench.attest(['app', '--test-results', 'reports/*']))).toEqual([2, 'TEST_RESULTS_INVALID'])
    expect(outcome(await bench.attest(['app', '--test-results', 'none/*.xml']))).toEqual([2, 'NOTHING_MATCHED'])
    writeFileSync(bench.at('reports/unit.xml'), Buffer.from(suite('<testcase name="\xe9"/>'), 'latin1'))
    expect(outcome(await bench.attest(['app', '--test-results', 'reports/*.xml']))).toEqual([2, 'TEST_RESULTS_INVALID'])
  })
})
