import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from '../architecture/rules.ts'
import { conflicts, errorTables, renderErrors } from '../errors/tables.ts'

const DOC = 'docs/errors.md'

/** The tables, docs/errors.md and the tests say the same. */
export async function checkErrors(root: string): Promise<readonly Report[]> {
  const tables = await errorTables(root)
  const codes = [...new Set(tables.flatMap(({ table }) => Object.keys(table)))]
  const doc = existsSync(join(root, DOC)) ? readFileSync(join(root, DOC), 'utf8') : null
  const stale = doc === renderErrors(tables) ? [] : [`${DOC} is not what the tables say: npm run errors-doc`]
  if (doc !== null) stale.push(...differences(doc, codes))
  return [
    { rule: 'error tables and docs/errors.md', looked: codes.length, faults: [...conflicts(tables), ...stale] },
    { rule: 'every error code is provoked by a test', looked: codes.length, faults: untested(root, codes) },
  ]
}

function differences(doc: string, codes: readonly string[]): string[] {
  const documented = [...doc.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, code]) => code as string)
  const missing = codes.filter((code) => !documented.includes(code)).map((code) => `${DOC} has no ${code}`)
  const surplus = documented
    .filter((code) => !codes.includes(code))
    .map((code) => `${DOC} has ${code}, which no table has`)
  return [...missing, ...surplus]
}

/** A test that provokes a code names it. */
function untested(root: string, codes: readonly string[]): string[] {
  const files = globSync(['packages/*/test/**/*.ts', 'actions/*/test/**/*.ts', 'test/**/*.ts'], { cwd: root })
  const tests = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n')
  const named = new Set(tests.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\b/g))
  return codes.filter((code) => !named.has(code)).map((code) => `no test names ${code}`)
}
