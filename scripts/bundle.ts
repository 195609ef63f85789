/**
 * Bundles every GitHub action and the launcher of the Jenkins library. The bundles are committed: a runner installs nothing.
 *
 *   node scripts/bundle.ts           writes them
 *   node scripts/bundle.ts --check   compares them with what is there
 */
import { join } from 'node:path'
import { bundles, staleFiles, writeBundle } from './packing/bundle.ts'

const ROOT = join(import.meta.dirname, '..')

const made = await bundles(ROOT)
if (process.argv.includes('--check')) {
  const stale = made.flatMap((bundle) => staleFiles(ROOT, bundle))
  for (const path of stale) console.error(`${path} is not what the sources give: npm run bundle`)
  console.log(`${made.length} bundles compared, ${stale.length} files differ`)
  process.exitCode = stale.length === 0 ? 0 : 1
} else {
  for (const bundle of made) writeBundle(ROOT, bundle)
  console.log(`${made.length} bundles written`)
}
