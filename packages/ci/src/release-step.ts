import {
  loadConfig,
  MANIFEST_NAME,
  type OptionValues,
  type ReleaseDiff,
  type ReleasedFile,
  type ReleasedImage,
  type ReleaseReport,
  releaseFiles,
  releaseOptions,
} from '@chancery/engine'
import { type OptionSpec, RELEASE } from '@chancery/engine/operations'
import type { StepHost, Summary } from './host.ts'
import { jobIdentity, REQUIRE_IDENTITY } from './identity.ts'
import { countOf, imageLines, imageName } from './images.ts'
import { pathLines } from './printable.ts'
import { configPath } from './secrets.ts'
import { shellPath, shellWord } from './shell-words.ts'
import type { Step } from './step.ts'

/** What is an operand on a command line. */
const MANIFEST: OptionSpec = {
  name: 'manifest',
  kind: 'text',
  value: 'FILE',
  help: `what the release consists of; ${MANIFEST_NAME} by default`,
}

/** Makes a release; the same for actions/release and chancerySign.release. */
export const RELEASE_STEP: Step = {
  operation: { ...RELEASE, operands: null, options: [MANIFEST, ...RELEASE.options, REQUIRE_IDENTITY] },
  outputs: {
    result: 'the JSON of `chancery release --json`, as docs/schema/release.v1.json describes it',
    record: 'path of the release record; empty where there is none: in a dry run, and where anything failed',
    checksums: 'path of the checksums file; empty as above',
    signed: 'paths of the files of the release, one a line',
    'image-digests':
      'the images of the release by their digest, REGISTRY/REPOSITORY@DIGEST, one a line; empty as above',
    failed: 'how much failed; 1 where the step failed before the first file',
  },
  failedTitle: 'Nothing was released',
  async run(host, { values }, common) {
    const manifest = typeof values.manifest === 'string' ? values.manifest : MANIFEST_NAME
    const identity = await jobIdentity(host, values, common)
    const { report, exitCode } = await host.group(`Releasing ${manifest}`, async () => {
      const outcome = await releaseFiles({
        ...releaseOptions([manifest], values, common),
        ...identity,
        onProgress: ({ path, stage, finished, total }) => {
          if (stage === 'done' || stage === 'failed') host.info(`[${finished}/${total}] ${stage} ${path}`)
        },
      })
      for (const { action, path, out, signature } of outcome.report.files) {
        host.info(`${action} ${path} → ${signature ?? out}`)
      }
      for (const { action, path, out } of outcome.report.images) host.info(`${action} ${path} → ${out}`)
      for (const line of diffLines(outcome.report.diff)) host.info(line)
      return outcome
    })
    host.output('record', report.record ?? '')
    host.output('checksums', report.checksums?.path ?? '')
    host.output('signed', report.record === null ? '' : pathLines(report.files.map(({ out }) => out)))
    host.output('image-digests', imageLines(report.record === null ? [] : report.images.map(({ out }) => out)))
    const commands = await downloadCommands(host, values, report)
    return {
      report,
      failures: report.failed,
      exitCode,
      summary: summaryOf(report, values['dry-run'] === true, commands),
    }
  },
}

function diffLines(diff: ReleaseDiff | null): readonly string[] {
  if (!diff) return []
  const { added, removed, changed } = diff
  return [
    sinceText(diff),
    ...added.map((path) => `+ ${path}`),
    ...removed.map((path) => `- ${path}`),
    ...changed.map((path) => `~ ${path}`),
  ]
}

function sinceText({ previous, added, removed, changed, unchanged }: ReleaseDiff): string {
  const counts = `${added.length} came, ${removed.length} went, ${changed.length} changed, ${unchanged} are the same`
  return `since ${previous.name} ${previous.version}: ${counts}`
}

/** What somebody does who downloads the release, from the workspace's point of view. */
async function downloadCommands(
  host: StepHost,
  values: OptionValues,
  { checksums, record, files, images }: ReleaseReport,
): Promise<readonly string[]> {
  if (checksums === null || record === null) return []
  const { path } = checksums
  const slash = path.lastIndexOf('/')
  const [folder, name] = [path.slice(0, slash), path.slice(slash + 1)]
  const trust = await trustFlags(host, values)
  const ours = [...files.filter(({ action }) => action !== 'verified').map(({ out }) => out), path]
  const plain = values['allow-http-registry'] === true ? ' --allow-http-registry' : ''
  const signed = images.filter(({ action }) => action !== 'recorded').map(({ out }) => out)
  return [
    `(cd ${shellPath(folder)} && sha256sum -c ${shellPath(name)})`,
    `chancery verify ${shellPath(path)} --bundle ${shellWord(record)}${trust}`,
    ...ours.map((out) => `chancery verify ${shellPath(out)} --require attestation${trust}`),
    ...signed.map((out) => `chancery verify ${shellPath(out)} --require attestation${trust}${plain}`),
  ]
}

/** As the step was told whom to trust; the trust of a chancery.yaml needs no flag where it is found by itself. */
async function trustFlags(host: StepHost, values: OptionValues): Promise<string> {
  const given = Array.isArray(values.trust) ? (values.trust as readonly string[]) : []
  if (given.length > 0) return given.map((file) => ` --trust ${shellWord(file)}`).join('')
  const named = configPath(host, values)
  const { trust } = await loadConfig(host.workspace, named)
  if (trust.length === 0) return ' --trust ca.pem --trust attestation.pub'
  return named === undefined ? '' : ` --config ${shellWord(named)}`
}

function summaryOf(
  { release, files, images, diff, failed, record }: ReleaseReport,
  dry: boolean,
  commands: readonly string[],
): Summary {
  const what = `${release.name} ${release.version}`
  const also = images.length > 0 ? ` and ${countOf(images.map(({ path }) => path))}` : ''
  const count = `${files.length} file${files.length === 1 ? '' : 's'}${also}`
  const since = diff ? `, ${sinceText(diff)}` : ''
  const done = record !== null ? 'Released' : dry && failed.length === 0 ? 'Dry run: would release' : 'Not released:'
  return {
    title: `${done} ${what}: ${count}${since}`,
    columns: ['File', 'What was done', 'Format', 'SHA-256', 'Signer', 'Timestamp'],
    rows: [...files.map((file) => fileRow(file, dry)), ...images.map((image) => imageRow(image, dry))],
    commands,
    failures: failed,
  }
}

function fileRow(file: ReleasedFile, dry: boolean): readonly string[] {
  return [
    file.signature ?? file.out,
    doneText(file, dry),
    file.format,
    (file.digest.after ?? file.digest.before).sha256,
    file.certificate.subject,
    timeText(file),
  ]
}

function imageRow(image: ReleasedImage, dry: boolean): readonly string[] {
  const { out, key, signatures } = image
  const eachOnce = (texts: readonly string[]): string => [...new Set(texts)].join('; ') || 'none'
  return [
    imageName(out),
    doneText(image, dry),
    eachOnce(signatures.map(({ format }) => format)),
    out.slice(out.lastIndexOf(':') + 1),
    key === null ? 'none' : `key ${key}`,
    eachOnce(signatures.map(timeText)),
  ]
}

function timeText({ timestamps }: Pick<ReleasedFile, 'timestamps'>): string {
  return timestamps.map(({ time, authority }) => `${time}, ${authority}`).join('; ') || 'none'
}

function doneText({ action }: Pick<ReleasedFile | ReleasedImage, 'action'>, dry: boolean): string {
  if (!dry || action === 'verified' || action === 'recorded') return action
  return { signed: 'to be signed', kept: 'to be kept' }[action]
}
