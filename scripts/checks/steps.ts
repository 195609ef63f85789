import type { Report } from '../architecture/rules.ts'
import { bundles, staleFiles } from '../packing/bundle.ts'
import { stalePages, stepPages } from '../steps/pages.ts'

/** What is committed of the CI steps is what the sources give: bundles, action.yml files, the tables in the docs. */
export async function checkSteps(root: string): Promise<readonly Report[]> {
  const made = await bundles(root)
  const stale = made.flatMap((bundle) => staleFiles(root, bundle))
  return [
    {
      rule: 'committed bundles',
      looked: made.reduce((count, { files }) => count + files.size, 0),
      faults: stale.map((path) => `${path} is not what the sources give: npm run bundle`),
    },
    {
      rule: 'action.yml files and tables of inputs',
      looked: stepPages(root).length,
      faults: stalePages(root).map((path) => `${path} is not what the tables say: node scripts/step-pages.ts`),
    },
  ]
}
