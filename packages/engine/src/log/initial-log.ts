import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { utf8 } from '@chancery/core'
import { writeFileDurable } from '@chancery/files'
import type { Token } from '@chancery/hsm'
import { encodeNoteKey } from '@chancery/tlog'
import { readConfig } from '../config-reader.ts'
import { EventLog } from './events/event-log.ts'
import { identityHere } from './events/identity-here.ts'
import { logCreated } from './events/log-created.ts'
import type { OwnLogConfig } from './log-reader.ts'
import { OwnLog } from './own-log.ts'
import { ConfiguredLog } from './signature-log.ts'

export interface InitialLogOptions {
  /** Folder for its verifier key. */
  readonly home: string
  /** The configuration that will name it: it is not written yet. */
  readonly config: { readonly path: string; readonly text: string }
  /** Keys that were made with it, by their labels; SubjectPublicKeyInfo, DER. */
  readonly publicKeys: ReadonlyMap<string, Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The log of a new configuration, its key in the token, and its first entry: that it and the other keys were made. @throws HsmError; FilesError; TlogError */
export async function makeInitialLog(
  token: Token,
  { home, config: { path, text }, publicKeys, env }: InitialLogOptions,
): Promise<void> {
  await token.generateKey({ label: 'log', kind: 'p256' })
  const config = await readConfig(text, path)
  const log = config.log as OwnLogConfig
  await using writer = new OwnLog(log, await token.signingKey({ label: 'log' }))
  await writer.create()
  const verifierKey = encodeNoteKey(writer.key)
  await writeFileDurable(join(home, 'log.vkey'), utf8(`${verifierKey}\n`))
  const attestation = await token.signingKey({ label: 'attestation' })
  const events = new EventLog(log, attestation, new ConfiguredLog(log, writer), identityHere({ env }))
  const sha256 = createHash('sha256').update(text).digest('hex')
  const others = [...publicKeys].map(([name, publicKey]) => ({ name, publicKey }))
  const key = { name: log.key, publicKey: writer.key.publicKey }
  await events.record(await logCreated({ path, sha256, log }, verifierKey, key, others))
}
