import { ChanceryError } from '@chancery/core'
import { checkValues, failureOf, type OptionValues } from '@chancery/engine'
import type { OperationSpec } from '@chancery/engine/operations'
import type { Command } from './command.ts'
import { fail, internalFailure } from './failure.ts'
import { attest, inspect, sign, verify } from './file-commands.ts'
import type { Terminal } from './terminal.ts'

const COMMANDS: Readonly<Record<string, Command>> = {
  sign,
  verify,
  inspect,
  attest,
  timestamp: async (call) => (await import('./timestamp-command.ts')).timestamp(call),
  copy: async (call) => (await import('./copy-command.ts')).copy(call),
  release: async (call) => (await import('./release-command.ts')).release(call),
  serve: async (call) => (await import('./serve-command.ts')).serve(call),
  init: async (call) => (await import('./key-commands.ts')).init(call),
  'keys list': async (call) => (await import('./key-commands.ts')).keysList(call),
  'keys generate': async (call) => (await import('./key-commands.ts')).keysGenerate(call),
  'keys csr': async (call) => (await import('./key-commands.ts')).csr(call),
  'log init': async (call) => (await import('./log-commands.ts')).logInit(call),
  'log flush': async (call) => (await import('./log-commands.ts')).logFlush(call),
  'log verify': async (call) => (await import('./log-verify-command.ts')).logVerify(call),
  'log prove': async (call) => (await import('./log-find-commands.ts')).logProve(call),
  'log receipt': async (call) => (await import('./log-receipt-commands.ts')).logReceipt(call),
  'log verify-receipt': async (call) => (await import('./log-receipt-commands.ts')).logVerifyReceipt(call),
  'log search': async (call) => (await import('./log-find-commands.ts')).logSearch(call),
  'log record': async (call) => (await import('./log-event-commands.ts')).logRecord(call),
  'log erase': async (call) => (await import('./log-event-commands.ts')).logErase(call),
  'log monitor': async (call) => (await import('./log-monitor-command.ts')).logMonitor(call),
  'log mirror': async (call) => (await import('./log-mirror-command.ts')).logMirror(call),
  'log serve': async (call) => (await import('./log-serve-command.ts')).logServe(call),
  'log witness': async (call) => (await import('./log-serve-command.ts')).logWitness(call),
  'trust init': async (call) => (await import('./trust-command.ts')).trustInit(call),
  'trust rotate': async (call) => (await import('./trust-command.ts')).trustRotate(call),
  'trust show': async (call) => (await import('./trust-command.ts')).trustShow(call),
  'keys import-certificate': async (call) => (await import('./key-commands.ts')).importCertificate(call),
}

/**
 * Runs an operation; SIGINT and SIGTERM end it tidily, a second one at once.
 * @returns the exit code: a defect of ours is 3 (INTERNAL), never 1, which would be a verdict about the file
 */
export async function runOperation(
  operation: OperationSpec,
  files: readonly string[],
  values: OptionValues,
  terminal: Terminal,
): Promise<number> {
  const abort = new AbortController()
  const stop = (): void => abort.abort(new Error('interrupted'))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    checkValues(operation, values)
    const command = COMMANDS[operation.name] as Command
    const common = { env: terminal.env, signal: abort.signal }
    return await command({ files, values, common, json: values.json === true, terminal })
  } catch (error) {
    return error instanceof ChanceryError
      ? fail(terminal, operation, values, error.exitCode, failureOf(error, null))
      : fail(terminal, operation, values, 3, internalFailure(error, terminal))
  } finally {
    process.removeListener('SIGINT', stop)
    process.removeListener('SIGTERM', stop)
  }
}
