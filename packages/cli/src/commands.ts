import { ChanceryError } from '@chancery/core'
import {
  attestFiles,
  attestOptions,
  type CommonOptions,
  checkValues,
  failureOf,
  generateKey,
  generateOptions,
  importCertificate,
  initialise,
  inspectFiles,
  inspectOptions,
  type KeysReport,
  keysOptions,
  listKeys,
  type OptionValues,
  requestCertificate,
  requestOptions,
  sarifLog,
  signFiles,
  signOptions,
  verifyFiles,
  verifyOptions,
} from '@chancery/engine'
import type { OperationSpec } from '@chancery/engine/operations'
import { fail } from './failure.ts'
import { ProgressLine } from './progress.ts'
import { sayInspected, saySigned, sayVerified } from './report-text.ts'
import { printJson, say, type Terminal } from './terminal.ts'

/** What a command is given: operands, checked option values, and where to write. */
interface Call {
  readonly files: readonly string[]
  readonly values: OptionValues
  readonly common: CommonOptions
  readonly json: boolean
  readonly terminal: Terminal
}

type Command = (call: Call) => Promise<number>

const COMMANDS: Readonly<Record<string, Command>> = {
  sign,
  verify,
  inspect,
  attest,
  init,
  'keys list': async ({ values, common, ...call }) => showKeys(await listKeys(keysOptions(values, common)), call),
  'keys generate': async ({ values, common, ...call }) =>
    showKeys(await generateKey(generateOptions(values, common)), call),
  'keys csr': csr,
  'keys import-certificate': async ({ values, common, ...call }) =>
    showKeys(
      await importCertificate({ ...keysOptions(values, common), certificate: values.certificate as string }),
      call,
    ),
}

export async function runOperation(
  operation: OperationSpec,
  files: readonly string[],
  values: OptionValues,
  terminal: Terminal,
): Promise<number> {
  const json = values.json === true
  const abort = new AbortController()
  const stop = (): void => abort.abort(new Error('interrupted'))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    checkValues(operation, values)
    const command = COMMANDS[operation.name] as Command
    return await command({ files, values, common: { env: terminal.env, signal: abort.signal }, json, terminal })
  } catch (error) {
    if (error instanceof ChanceryError) return fail(terminal, operation, json, error.exitCode, failureOf(error, null))
    if (terminal.env.CHANCERY_DEBUG) throw error
    return fail(terminal, operation, json, 3, {
      path: null,
      code: 'INTERNAL',
      message: error instanceof Error ? error.message : String(error),
      howToFix: 'This is a defect: report it with the command line, and with the stack that CHANCERY_DEBUG=1 shows.',
    })
  } finally {
    process.removeListener('SIGINT', stop)
    process.removeListener('SIGTERM', stop)
  }
}

async function sign({ files, values, common, json, terminal }: Call): Promise<number> {
  const progress = new ProgressLine(terminal.stderr)
  const onProgress = progress.update.bind(progress)
  try {
    const { report, exitCode } = await signFiles({ ...signOptions(files, values, common), onProgress })
    progress.clear()
    if (json) printJson(terminal, report)
    saySigned(terminal, report, values['dry-run'] === true)
    return exitCode
  } finally {
    progress.clear()
  }
}

async function verify({ files, values, common, json, terminal }: Call): Promise<number> {
  const { report, exitCode } = await verifyFiles(verifyOptions(files, values, common))
  if (values.sarif === true) printJson(terminal, sarifLog(report))
  else if (json) printJson(terminal, report)
  sayVerified(terminal, report)
  return exitCode
}

async function inspect({ files, values, common, json, terminal }: Call): Promise<number> {
  const { report, exitCode } = await inspectFiles(inspectOptions(files, values, common))
  if (json) printJson(terminal, report)
  sayInspected(terminal, report)
  return exitCode
}

async function attest({ files, values, common, json, terminal }: Call): Promise<number> {
  const report = await attestFiles(attestOptions(files, values, common))
  if (json) printJson(terminal, report)
  say(terminal, `attested  ${report.subjects.length} file${report.subjects.length === 1 ? '' : 's'} → ${report.bundle}`)
  return 0
}

async function init({ values, common, json, terminal }: Call): Promise<number> {
  const dir = typeof values.dir === 'string' ? values.dir : '.'
  const module = typeof values.module === 'string' ? values.module : undefined
  const report = await initialise({ ...common, dir, ...(module !== undefined && { module }) })
  if (json) printJson(terminal, report)
  say(terminal, `made  ${report.config}: keys release, attestation, tsa on token ${report.token}`)
  say(terminal, `      trust ${report.trust}; records ${report.attestationKey}`)
  say(terminal, 'next: chancery sign FILE --key release --out signed')
  return 0
}

async function csr({ values, common, json, terminal }: Call): Promise<number> {
  const report = await requestCertificate(requestOptions(values, common))
  if (json) printJson(terminal, report)
  else if (report.out === null) terminal.stdout.write(report.csr)
  if (report.out !== null) say(terminal, `wrote  ${report.out}`)
  return 0
}

function showKeys(report: KeysReport, { json, terminal }: Pick<Call, 'json' | 'terminal'>): number {
  if (json) printJson(terminal, report)
  for (const key of report.keys) {
    const kind = key.kind === 'rsa' ? `rsa-${key.bits}` : (key.kind ?? 'unsupported')
    const name = key.name === null ? '' : `  (${key.name})`
    say(
      terminal,
      `${key.token}  ${key.label}${name}  ${kind}  ${key.certificate ? 'certificate' : 'no certificate'}  ${key.uri}`,
    )
  }
  if (report.keys.length === 0) say(terminal, 'no keys')
  return 0
}
