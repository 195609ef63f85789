import { resolve } from 'node:path'
import { encodePem } from '@chancery/codec'
import { utf8 } from '@chancery/core'
import { writeFileDurable } from '@chancery/files'
import { encodeNoteKey } from '@chancery/tlog'
import type { CommonOptions } from '../context.ts'
import { openLogRun } from './log-run.ts'

export interface LogReport {
  readonly version: 1
  readonly origin: string
  /** Folder. */
  readonly dir: string
  /** What verifies its checkpoints, as C2SP's tools take it: NAME+ID+KEY. */
  readonly verifierKey: string
  /** The same key, PEM. */
  readonly publicKey: string
}

export interface CreateLogOptions extends CommonOptions {
  /** Path for the verifier key. */
  readonly out?: string | null
}

/** Makes the log that the configuration names: empty, with its first checkpoint. @throws TlogFilesError LOG_EXISTS; as {@link openLogRun} */
export async function createLog(options: CreateLogOptions): Promise<LogReport> {
  await using run = await openLogRun(options)
  const { dir, origin } = run.config
  const { key } = await run.log.create()
  const verifierKey = encodeNoteKey(key)
  if (options.out != null) await writeFileDurable(resolve(run.context.cwd, options.out), utf8(`${verifierKey}\n`))
  return {
    version: 1,
    origin,
    dir,
    verifierKey,
    publicKey: encodePem('PUBLIC KEY', key.publicKey),
  }
}
