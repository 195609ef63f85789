/**
 * The static checks. Each says how many things it looked at, and fails where that is none.
 *
 *   node --conditions=@chancery/source scripts/check.ts
 */
import { join } from 'node:path'
import { checkArchitecture, type Report } from './architecture/rules.ts'
import { checkErrors } from './checks/errors.ts'
import { checkSteps } from './checks/steps.ts'
import { checkTools } from './checks/tools.ts'
import { checkTree } from './checks/tree.ts'

const ROOT = join(import.meta.dirname, '..')

const tools = checkTools(ROOT)
const reports = (
  await Promise.all([
    attempt('architecture', () => checkArchitecture(ROOT)),
    attempt('tree', () => checkTree(ROOT)),
    attempt('errors', () => checkErrors(ROOT)),
    attempt('steps', () => checkSteps(ROOT)),
    ...tools.map((tool) => attempt('tools', async () => [await tool])),
  ])
).flat()
const failed = reports.filter((report) => !passes(report))
for (const report of reports) print(report)
console.log(`${reports.length - failed.length} checks passed, ${failed.length} failed`)
process.exitCode = failed.length === 0 && reports.length > 0 ? 0 : 1

/** A check that cannot run has failed, and the others are still heard. */
async function attempt(
  rule: string,
  run: () => readonly Report[] | Promise<readonly Report[]>,
): Promise<readonly Report[]> {
  try {
    return await run()
  } catch (error) {
    return [{ rule, looked: 1, faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }]
  }
}

function passes({ looked, faults }: Report): boolean {
  return looked > 0 && faults.length === 0
}

function print(report: Report): void {
  const { rule, looked, faults } = report
  console.log(`${passes(report) ? 'ok    ' : 'FAILED'} ${rule} (${looked})`)
  if (looked === 0) console.log('  looked at nothing')
  for (const fault of faults) console.log(`  ${fault.replaceAll('\n', '\n  ')}`)
}
