import { attestFiles, attestOptions } from '@chancery/engine'
import { ATTEST } from '@chancery/engine/operations'
import { pathLines } from './printable.ts'
import type { Step } from './step.ts'

/** Signs a statement about files; the same for actions/attest and chancerySign.attest. */
export const ATTEST_STEP: Step = {
  operation: ATTEST,
  outputs: {
    result: 'the JSON of `chancery attest --json`',
    bundles: 'paths of the bundles, one a line: one, but for more than 1024 subjects',
    subjects: 'how many subjects they name',
    failed: '1 where nothing was attested',
  },
  failedTitle: 'Nothing was attested',
  async run(host, { files, values }, common) {
    const report = await host.group('Attesting', () => attestFiles(attestOptions(files, values, common)))
    const { bundles, subjects, predicateType, key } = report
    const count = `${subjects.length} subject${subjects.length === 1 ? '' : 's'}`
    for (const bundle of bundles) host.info(`${predicateType} about ${count}: ${bundle}`)
    host.output('bundles', pathLines(bundles))
    host.output('subjects', String(subjects.length))
    return {
      report,
      failures: [],
      summary: {
        title: `Attested ${count}`,
        columns: ['Subject', 'SHA-256', 'Predicate', 'Key'],
        rows: subjects.map(({ name, digest }) => [name, digest.sha256 ?? '', predicateType, key]),
        commands: [],
        failures: [],
      },
    }
  },
}
