import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ChanceryError, type ErrorEntry, type ErrorTable } from '@chancery/core'

/** The codes of one package, as its index exports them (`HSM_ERRORS`). */
export interface PackageErrors {
  readonly package: string
  readonly table: ErrorTable<string>
}

/** Of every package that has an index, in the order of their folders; packages without a table are left out. */
export async function errorTables(root: string): Promise<readonly PackageErrors[]> {
  const found: PackageErrors[] = []
  for (const folder of globSync('packages/*', { cwd: root }).sort()) {
    const index = join(root, folder, 'src/index.ts')
    if (basename(folder) === 'testkit' || !existsSync(index)) continue
    const { name } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { name: string }
    const exports = (await import(pathToFileURL(index).href)) as Record<string, unknown>
    const tables = Object.keys(exports).filter((one) => one.endsWith('_ERRORS'))
    for (const one of tables) found.push({ package: name, table: exports[one] as ErrorTable<string> })
  }
  return found
}

/** Codes that two tables define differently: a code means one thing, wherever it comes from. */
export function conflicts(tables: readonly PackageErrors[]): readonly string[] {
  const seen = new Map<string, { entry: ErrorEntry; package: string }>()
  const faults: string[] = []
  for (const { package: name, table } of tables) {
    for (const [code, entry] of Object.entries(table)) {
      const other = seen.get(code)
      if (other && other.entry.family !== entry.family) {
        faults.push(`${code} is ${other.entry.family} in ${other.package} and ${entry.family} in ${name}`)
      }
      if (!/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(code))
        faults.push(`${code} of ${name} is not in CAPITALS_AND_UNDERSCORES`)
      if (!/[.!)]$/.test(entry.howToFix.trim()))
        faults.push(`${code} of ${name}: howToFix is a sentence, with its full stop`)
      seen.set(code, { entry, package: name })
    }
  }
  return faults
}

export function renderErrors(tables: readonly PackageErrors[]): string {
  const sections = tables.map(({ package: name, table }) => {
    const rows = Object.keys(table)
      .sort()
      .map((code) => {
        const { family, howToFix } = table[code] as ErrorEntry
        return `| \`${code}\` | ${family} | ${new ChanceryError(table, code, '').exitCode} | ${howToFix.replaceAll('|', '\\|')} |`
      })
    return `## ${name}\n\n| Code | Family | Exit code | What to do |\n|---|---|---|---|\n${rows.join('\n')}\n`
  })
  return `# Errors

Every error carries a stable code; nothing else about it is promised, and scripts should match on nothing else. The family decides the exit code:
\`malformed\` and \`untrusted\` 1, \`usage\` 2, \`environment\` 3 (the only one that may be retried), \`denied\` 4, \`pending\` 5.

This page is written by \`npm run errors-doc\` from the packages' tables; \`npm run check\` fails where the two differ, or where no test provokes a code.

${sections.join('\n')}`
}
