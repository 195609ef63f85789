import { type VerifyReport, verifyFiles, verifyOptions } from '@chancery/engine'
import { VERIFY } from '@chancery/engine/operations'
import type { Summary } from './host.ts'
import type { Step } from './step.ts'

/** Verifies files: the gate for downloads and releases; the same for actions/verify and chancerySign.verify. */
export const VERIFY_STEP: Step = {
  operation: VERIFY,
  outputs: ['result', 'verified', 'failed'],
  async run(host, { files, values }, common) {
    const { report } = await host.group('Verifying', async () => {
      const outcome = await verifyFiles(verifyOptions(files, values, common))
      for (const { path, verdict, code } of outcome.report.files)
        host.info(`${verdict} ${path}${code === undefined ? '' : ` (${code})`}`)
      return outcome
    })
    const failed = report.files.filter(({ verdict }) => verdict === 'failed')
    host.output(
      'verified',
      report.files.flatMap(({ path, verdict }) => (verdict === 'verified' ? [path] : [])).join('\n'),
    )
    for (const { path, code, message, howToFix } of failed) {
      host.annotate({ level: 'error', file: path, title: code as string, message: `${message}. ${howToFix}` })
    }
    await host.summary(summaryOf(report))
    const [first] = failed
    const message = first ? `${first.path}: ${first.code}: ${first.message}` : ''
    return {
      report,
      failed: failed.length,
      message: failed.length > 1 ? `${message} (and ${failed.length - 1} more)` : message,
    }
  },
}

function summaryOf(report: VerifyReport): Summary {
  const failed = report.files.filter(({ verdict }) => verdict === 'failed')
  return {
    title: `Verified ${report.files.length - failed.length} of ${report.files.length} files`,
    columns: ['File', 'Verdict', 'Format', 'Signer', 'Timestamp', 'Record'],
    rows: report.files.map((file) => [
      file.path,
      file.verdict ?? '',
      file.format ?? '',
      file.signatures.map(({ signer }) => signer?.subject ?? 'unknown').join('; '),
      file.signatures.map(({ timestamp }) => timestamp?.time ?? 'none').join('; '),
      file.record ?? 'none',
    ]),
    commands: [],
    failures: failed.map(({ path, code, message, howToFix }) => ({
      path,
      code: code as string,
      message: message as string,
      howToFix: howToFix as string,
    })),
  }
}
