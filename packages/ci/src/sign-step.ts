import { createHash } from 'node:crypto'
import { type SignedFile, type SignReport, signFiles, signOptions } from '@chancery/engine'
import { SIGN } from '@chancery/engine/operations'
import type { Summary } from './host.ts'
import { assertedIdentity } from './identity.ts'
import type { Step } from './step.ts'

/** Signs files; the same for actions/sign and chancerySign. */
export const SIGN_STEP: Step = {
  operation: SIGN,
  outputs: ['result', 'signed', 'bundles', 'digest', 'failed'],
  async run(host, { files, values }, common) {
    const { report } = await host.group(`Signing with ${values.key ?? host.env.CHANCERY_KEY ?? 'no key'}`, async () => {
      const outcome = await signFiles({
        ...signOptions(files, values, common),
        identity: assertedIdentity(host),
        onProgress: ({ path, stage, finished, total }) => {
          if (stage === 'done' || stage === 'failed') host.info(`[${finished}/${total}] ${stage} ${path}`)
        },
      })
      for (const file of outcome.report.files)
        host.info(`${file.path} → ${file.signature ?? file.out} (${file.format})`)
      return outcome
    })
    host.output('signed', report.files.map(({ out }) => out).join('\n'))
    host.output('bundles', report.files.flatMap(({ bundle }) => (bundle === null ? [] : [bundle])).join('\n'))
    host.output('digest', setDigest(report.files))
    for (const { path, code, message, howToFix } of report.failed) {
      host.annotate({ level: 'error', file: path, title: code, message: `${message}. ${howToFix}` })
    }
    await host.summary(summaryOf(report))
    const failed = report.failed.length
    return { report, failed, message: `${failed} of ${failed + report.files.length} files could not be signed` }
  },
}

/** SHA-256, hex, over the sorted lines `sha256  path`: one value that stands for everything that was signed. */
export function setDigest(files: readonly SignedFile[]): string {
  const lines = files.map(({ digest, out }) => `${(digest.after ?? digest.before).sha256}  ${out}\n`).sort()
  return createHash('sha256').update(lines.join('')).digest('hex')
}

function summaryOf(report: SignReport): Summary {
  const short = (hex: string | undefined): string => (hex === undefined ? '' : `${hex.slice(0, 16)}…`)
  return {
    title: `Signed ${report.files.length} file${report.files.length === 1 ? '' : 's'}`,
    columns: ['File', 'Format', 'SHA-256 before', 'SHA-256 after', 'Key', 'Certificate', 'Timestamp'],
    rows: report.files.map((file) => [
      file.out,
      file.format,
      short(file.digest.before.sha256),
      short(file.digest.after?.sha256),
      file.key,
      `${file.certificate.subject}, until ${file.certificate.notAfter}`,
      file.timestamp ? `${file.timestamp.time}, ${file.timestamp.authority}` : 'none',
    ]),
    commands: report.files.map(({ out }) => `chancery verify ${shellQuote(out)} --trust ca.pem`),
    failures: report.failed,
  }
}

function shellQuote(text: string): string {
  return /^[\w./@%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
