import { createHash } from 'node:crypto'
import {
  type Failure,
  isImage,
  keyNames,
  type SignedFile,
  type SignReport,
  signFiles,
  signOptions,
} from '@chancery/engine'
import { SIGN } from '@chancery/engine/operations'
import type { Summary } from './host.ts'
import { jobIdentity, REQUIRE_IDENTITY } from './identity.ts'
import { countOf, IMAGES, imageLines, imageName, nounOf } from './images.ts'
import { junitXml } from './junit.ts'
import { listed, pathLines } from './printable.ts'
import { JUNIT, writeReport } from './report-files.ts'
import type { Step } from './step.ts'
import { verifyCommands } from './verify-commands.ts'

/** Signs files and images; the same for actions/sign and chancerySign. */
export const SIGN_STEP: Step = {
  operation: { ...SIGN, options: [IMAGES, ...SIGN.options, REQUIRE_IDENTITY, JUNIT] },
  outputs: {
    result: 'the JSON of `chancery sign --json`, as docs/schema/sign.v1.json describes it',
    signed: 'paths of the signed files, one a line; images by their digest, as `files` takes them',
    'image-digests':
      'the signed images by the digest that was signed, REGISTRY/REPOSITORY@DIGEST, one a line; none of which anything failed',
    bundles: 'paths of their signing records, one a line; those of images lie in their registry',
    provenance: 'paths of their SLSA provenance, one a line; empty where no identity token proved which job this is',
    digest: 'SHA-256 over the sorted lines `sha256  path` of the signed files: one value for all of them',
    failed: 'how many files could not be signed; 1 where the step failed before the first',
  },
  failedTitle: 'Nothing was signed',
  async run(host, { files, values }, common) {
    const identity = await jobIdentity(host, values, common)
    const options = signOptions(files, values, common)
    const { report, exitCode } = await host.group(
      `Signing with ${keyNames(options).join(', ') || 'no key'}`,
      async () => {
        const outcome = await signFiles({
          ...options,
          ...identity,
          onWarning: (code, message) => host.warn(code, message),
          onProgress: ({ path, stage, finished, total }) => {
            if (stage === 'done' || stage === 'failed') host.info(`[${finished}/${total}] ${stage} ${path}`)
          },
        })
        for (const file of outcome.report.files)
          host.info(`${file.path} → ${file.signature ?? file.out} (${file.format})`)
        return outcome
      },
    )
    const signed = report.files.filter(({ digest }) => digest.after !== null)
    host.output('signed', pathLines([...new Set(signed.map(({ out }) => out))]))
    host.output('image-digests', imageLines(imageDigests(signed, report.failed)))
    host.output('bundles', pathLines(signed.flatMap(({ bundle }) => (bundle === null ? [] : [bundle]))))
    host.output('provenance', pathLines(signed.flatMap(({ provenance }) => (provenance === null ? [] : [provenance]))))
    host.output('digest', setDigest(signed))
    const lost = new Set(report.failed.map(({ path }) => path))
    const paths = [...new Set(report.files.map(({ path }) => path))].filter((path) => !lost.has(path))
    const unwritten = await writeReport(host, values, 'junit', () => junitXml('chancery sign', paths, report.failed))
    const commands = await verifyCommands(host, values, signed)
    return { report, failures: [...report.failed, ...unwritten], exitCode, summary: summaryOf(report, commands) }
  },
}

/** SHA-256, hex, over the sorted lines `sha256  path`: one value that stands for everything that was signed; empty where nothing was. */
export function setDigest(files: readonly SignedFile[]): string {
  if (files.length === 0) return ''
  const lines = files.map(({ digest, out }) => `${(digest.after ?? digest.before).sha256}  ${listed(out)}\n`).sort()
  return createHash('sha256')
    .update([...new Set(lines)].join(''))
    .digest('hex')
}

/** What each image stood for, the index before what it names. */
function imageDigests(signed: readonly SignedFile[], failed: readonly Failure[]): readonly string[] {
  const whole = signed.filter(({ path }) => isImage(path) && !failed.some((failure) => failure.path === path))
  const digests = new Map<string, string>()
  for (const { path, out } of whole) if (!digests.has(path)) digests.set(path, out)
  return [...digests.values()]
}

function summaryOf({ files, failed }: SignReport, commands: readonly string[]): Summary {
  const dry = files.some(({ digest }) => digest.after === null)
  const isLogged = files.some(({ log }) => log !== null)
  return {
    title: dry ? `Dry run: ${count(files, failed)} could be signed` : `Signed ${count(files, failed)}`,
    columns: [
      'File',
      'Format',
      'SHA-256 before',
      'SHA-256 after',
      'Key',
      'Certificate',
      'Timestamp',
      ...(isLogged ? ['Log'] : []),
    ],
    rows: files.map((file) => [
      isImage(file.path) ? imageName(file.out) : (file.signature ?? file.out),
      file.format,
      short(file.digest.before),
      file.digest.after === null || isImage(file.path) ? 'unchanged' : short(file.digest.after),
      file.key,
      file.certificate ? `${file.certificate.subject}, until ${file.certificate.notAfter}` : 'none: by the key alone',
      file.timestamps.map(({ time, authority }) => `${time}, ${authority}`).join('; ') || 'none',
      ...(isLogged ? [logText(file)] : []),
    ]),
    commands,
    failures: failed,
  }
}

function logText({ log }: SignedFile): string {
  if (log === null) return 'none'
  return log.index === null ? `${log.origin}, queued` : `${log.origin} ${log.index}`
}

function count(files: readonly SignedFile[], failed: readonly Failure[]): string {
  const lost = new Set(failed.map(({ path }) => path ?? ''))
  const done = new Set(files.map(({ path }) => path).filter((path) => !lost.has(path)))
  const all = [...done, ...lost]
  return lost.size > 0 ? `${done.size} of ${all.length} ${nounOf(all)}` : countOf(done)
}

/** Enough to recognise a file by; `result` has all of it. */
function short({ sha256 }: { readonly sha256: string }): string {
  return `${sha256.slice(0, 16)}…`
}
