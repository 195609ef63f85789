import { ChanceryError } from '@chancery/core'
import { checkValues, failureOf, type OptionValues } from '@chancery/engine'
import type { OperationSpec } from '@chancery/engine/operations'
import type { Command } from './command.ts'
import { fail, internalFailure } from './failure.ts'
import { attest, inspect, sign, verify } from './file-commands.ts'
import { csr, importCertificate, init, keysGenerate, keysList } from './key-commands.ts'
import { release } from './release-command.ts'
import type { Terminal } from './terminal.ts'

const COMMANDS: Readonly<Record<string, Command>> = {
  sign,
  verify,
  inspect,
  attest,
  release,
  init,
  'keys list': keysList,
  'keys generate': keysGenerate,
  'keys csr': csr,
  'keys import-certificate': importCertificate,
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
