import { type AttestReport, attestFiles, attestOptions } from '@chancery/engine'
import { ATTEST } from '@chancery/engine/operations'
import { jobIdentity } from './identity.ts'
import { IMAGES, imageLines } from './images.ts'
import { pathLines } from './printable.ts'
import type { Step } from './step.ts'

/** Signs a statement about files or images; the same for actions/attest and chancerySign.attest. */
export const ATTEST_STEP: Step = {
  operation: { ...ATTEST, options: [IMAGES, ...ATTEST.options] },
  outputs: {
    result: 'the JSON of `chancery attest --json`, as docs/schema/attest.v1.json describes it',
    bundles:
      'paths of the bundles, one a line: one, but for more than 1024 subjects and for SBOMs that were found; of images one each, in their registry',
    'image-digests': 'the images by the digest that is attested, REGISTRY/REPOSITORY@DIGEST, one a line',
    envelopes: 'paths of the bare DSSE envelopes, one a line; empty without `dsse`',
    subjects: 'how many subjects they name',
    failed: '1 where nothing was attested',
  },
  failedTitle: 'Nothing was attested',
  async run(host, { files, values }, common) {
    // Only provenance is about the job.
    const identity = values.provenance === true ? await jobIdentity(host, values, common) : {}
    const options = { ...attestOptions(files, values, common), ...identity }
    const report = await host.group('Attesting', () => attestFiles(options))
    const { bundles, subjects, attestations, key } = report
    for (const { bundle, predicateType, subjects: named } of attestations)
      host.info(`${predicateType} about ${countOf(named)}: ${bundle}`)
    host.output('bundles', pathLines(bundles))
    host.output('image-digests', imageLines(attestations.flatMap(({ image }) => image ?? [])))
    host.output('envelopes', pathLines(attestations.flatMap(({ envelope }) => envelope ?? [])))
    host.output('subjects', String(subjects.length))
    return {
      report,
      failures: [],
      exitCode: 0,
      summary: {
        title: `Attested ${countOf(subjects.length)}`,
        columns: ['Subject', 'SHA-256', 'Predicate', 'Key'],
        rows: rowsOf(report).map((row) => [...row, key]),
        commands: [],
        failures: [],
      },
    }
  },
}

function countOf(subjects: number): string {
  return `${subjects} subject${subjects === 1 ? '' : 's'}`
}

/** Subjects stand in the order of the attestations. */
function rowsOf({ subjects, attestations }: AttestReport): readonly (readonly string[])[] {
  const types = attestations.flatMap((one) => Array<string>(one.subjects).fill(one.predicateType))
  return subjects.map(({ name, digest }, index) => [name, digest.sha256 ?? '', types[index] ?? ''])
}
