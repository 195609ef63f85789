/**
 * Runs the tests and ends with one line: `N passed, N failed` (`, N skipped` where any was).
 * In CI a skipped test is a failure: whatever it needs has to be there.
 *
 *   node scripts/test.ts [FILTER...] [-t NAME]
 */
import { writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startVitest, type TestModule } from 'vitest/node'

interface Counts {
  passed: number
  failed: number
  readonly skipped: string[]
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { testNamePattern: { type: 'string', short: 't' } },
})
const vitest = await startVitest('test', positionals, { watch: false, run: true, ...values })
const counts = count(vitest.state.getTestModules())
counts.failed += vitest.state.getUnhandledErrors().length
await vitest.close()
process.exitCode = 1
// At the very end: vitest's own writing to the terminal may come after everything that it lets one wait for.
process.once('exit', () => {
  process.exitCode = report(counts, Boolean(process.env.CI))
})

/** A file that did not load, or a hook that threw, counts as one failure beside the tests that it took along. */
function count(modules: readonly TestModule[]): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: [] }
  for (const module of modules) {
    counts.failed += module.errors().length
    for (const suite of module.children.allSuites()) counts.failed += suite.errors().length
    for (const test of module.children.allTests()) {
      const result = test.result()
      if (result.state === 'passed') counts.passed += 1
      else if (result.state === 'failed') counts.failed += 1
      else if (!values.testNamePattern) {
        const reason = result.state === 'skipped' && result.note ? `: ${result.note}` : ''
        counts.skipped.push(`${module.relativeModuleId} > ${test.fullName}${reason}`)
      }
    }
  }
  return counts
}

function report({ passed, failed, skipped }: Counts, ci: boolean): number {
  const lines: string[] = []
  if (skipped.length > 0) lines.push(`Skipped${ci ? ' (a failure in CI)' : ''}:`, ...skipped.map((one) => `  ${one}`))
  const failures = failed + (ci ? skipped.length : 0)
  const left = ci || skipped.length === 0 ? '' : `, ${skipped.length} skipped`
  if (passed + failures === 0) lines.push('No test ran: that is a failure.')
  writeSync(1, `${[...lines, `${passed} passed, ${failures} failed${left}`].join('\n')}\n`)
  return failures === 0 && passed > 0 ? 0 : 1
}
