import {
  type Failure,
  sarifLog,
  type VerifiedFile,
  type VerifyReport,
  verifyFiles,
  verifyOptions,
} from '@chancery/engine'
import { VERIFY } from '@chancery/engine/operations'
import type { Summary } from './host.ts'
import { IMAGES, imageLines, imageName, nounOf } from './images.ts'
import { junitXml } from './junit.ts'
import { pathLines } from './printable.ts'
import { JUNIT, SARIF, writeReport } from './report-files.ts'
import type { Step } from './step.ts'

/** Verifies files and images: the gate for downloads and releases; the same for actions/verify and chancerySign.verify. */
export const VERIFY_STEP: Step = {
  operation: {
    ...VERIFY,
    options: [IMAGES, ...VERIFY.options.filter(({ terminalOnly }) => !terminalOnly), SARIF, JUNIT],
  },
  outputs: {
    result: 'the JSON of `chancery verify --json`, as docs/schema/verify.v1.json describes it',
    verified: 'paths of the files that were verified, one a line; images as they were given',
    'image-digests':
      'the verified images by the digest that was verified, REGISTRY/REPOSITORY@DIGEST, one a line: what to deploy',
    failed: 'how many files were refused; 1 where the step failed before the first',
  },
  // A summary of the verdict is signed.
  withoutAddon: ({ vsa }) => vsa === undefined,
  failedTitle: 'Nothing was verified',
  async run(host, { files, values }, common) {
    const { report, exitCode } = await host.group('Verifying', async () => {
      const outcome = await verifyFiles(verifyOptions(files, values, common))
      for (const { path, verdict, code } of outcome.report.files)
        host.info(`${verdict} ${path}${code === undefined ? '' : ` (${code})`}`)
      return outcome
    })
    const verified = report.files.filter(({ verdict }) => verdict === 'verified')
    const paths = verified.map(({ path }) => path)
    host.output('verified', pathLines(paths))
    host.output('image-digests', imageLines(verified.flatMap(({ image }) => image?.reference ?? [])))
    const failures = failuresOf(report)
    const unwritten = [
      ...(await writeReport(host, values, 'sarif', () => `${JSON.stringify(sarifLog(report), null, 2)}\n`)),
      ...(await writeReport(host, values, 'junit', () => junitXml('chancery verify', paths, failures))),
    ]
    return { report, failures: [...failures, ...unwritten], exitCode, summary: summaryOf(report, failures) }
  },
}

function failuresOf({ files, failed }: VerifyReport): readonly Failure[] {
  const refused = files.flatMap(({ path, verdict, code, message, howToFix }) =>
    verdict === 'verified' ? [] : [{ path, code: code ?? '', message: message ?? '', howToFix: howToFix ?? '' }],
  )
  return [...refused, ...failed]
}

function summaryOf(report: VerifyReport, failures: readonly Failure[]): Summary {
  const verified = report.files.filter(({ verdict }) => verdict === 'verified').length
  return {
    title: `Verified ${verified} of ${report.files.length} ${nounOf(report.files.map(({ path }) => path))}`,
    columns: ['File', 'Verdict', 'Format', 'Signer', 'Timestamp', 'Record', 'CI job'],
    rows: report.files.map((file) => [
      file.image ? imageName(file.image.reference) : file.path,
      file.verdict ?? '',
      file.format ?? kindsOf(file),
      eachOnce(decisive(file).map(signerText)),
      eachOnce(decisive(file).map(({ timestamp }) => timestamp?.time ?? 'none')),
      file.record ?? 'none',
      jobText(file),
    ]),
    commands: [],
    failures,
  }
}

type Entry = VerifiedFile['signatures'][number]

/** Whoever may push adds signatures to an image: of one that is verified, those that the verdict rests on. */
function decisive({ verdict, signatures }: VerifiedFile): readonly Entry[] {
  return verdict === 'verified' ? signatures.filter((one) => !('reliedOn' in one) || one.reliedOn) : signatures
}

function kindsOf(file: VerifiedFile): string {
  return eachOnce(decisive(file).flatMap((one) => ('kind' in one && one.kind) || []))
}

function eachOnce(texts: readonly string[]): string {
  return [...new Set(texts)].join('; ')
}

function signerText(entry: Entry): string {
  if (entry.signer) return entry.signer.subject
  return 'key' in entry && entry.key !== undefined ? `key ${entry.key}` : 'unknown'
}

/** Only what was proved: the rest anybody could have written. */
function jobText({ identity }: VerifiedFile): string {
  if (identity === undefined) return 'none'
  return identity.verified
    ? `${identity.repository ?? identity.workflow ?? identity.issuer} ${identity.ref ?? ''}`
    : 'not proved'
}
