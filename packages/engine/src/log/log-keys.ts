import { resolve } from 'node:path'
import { parseTrustedRoot } from '@chancery/attest/trust'
import { ChanceryError } from '@chancery/core'
import { readBytes } from '@chancery/files'
import {
  type LogPolicy,
  type NoteKey,
  noteKey,
  type OpenedCheckpoint,
  openCheckpoint,
  openUnderPolicy,
  parseLogPolicy,
  parseNoteKey,
} from '@chancery/tlog'
import { type Context, listVariable } from '../context.ts'
import { EngineError } from '../errors.ts'

export interface LogTrustOptions {
  /** Paths of verifier keys and trusted roots; without them CHANCERY_TRUST, then the configuration. */
  readonly trust?: readonly string[] | undefined
  /** Path of a policy (c2sp.org/tlog-policy); without it and without `trust` the configuration's. */
  readonly logPolicy?: string | undefined
}

/** Whose checkpoints count. */
export interface LogTrust {
  readonly keys: readonly NoteKey[]
  /** null: no witnesses are asked for. */
  readonly policy: LogPolicy | null
  /** @throws TlogError as openCheckpoint, and LOG_QUORUM_MISSED */
  open(checkpoint: Uint8Array): OpenedCheckpoint
}

const MAX_BYTES = 16 * 1024 * 1024

/** @throws EngineError TRUST_NOT_GIVEN, TRUST_INVALID; TlogError LOG_POLICY_INVALID */
export async function readLogTrust(context: Context, options: LogTrustOptions): Promise<LogTrust> {
  const { cwd, env, config } = context
  const flagged = options.trust?.length ? options.trust : listVariable(env, 'CHANCERY_TRUST')
  const configured = flagged === undefined ? config.log?.policy : null
  const policyPath = options.logPolicy === undefined ? configured : resolve(cwd, options.logPolicy)
  if (policyPath != null) {
    const policy = await readLogPolicy(policyPath)
    return { keys: policy.logs.map(({ key }) => key), policy, open: (bytes) => openUnderPolicy(bytes, policy) }
  }
  const paths = flagged?.map((path) => resolve(cwd, path)) ?? config.trust
  if (paths.length === 0) throw new EngineError('TRUST_NOT_GIVEN', 'nothing says whom to trust')
  const keys = (await Promise.all(paths.map(readLogKeys))).flat()
  if (keys.length === 0) throw noLogKey(paths.join(', '))
  return { keys, policy: null, open: (bytes) => openCheckpoint(bytes, { origin: null, keys }) }
}

/** @param places one path, or several */
export function noLogKey(places: string): EngineError {
  return new EngineError('TRUST_INVALID', `no verifier key of a log in ${places}`, {
    howToFix:
      "Name the log's verifier key (`chancery log init --out FILE` writes it), or a trusted_root.json that has the log.",
  })
}

/** @throws TlogError LOG_POLICY_INVALID, NOTE_KEY_MALFORMED; FilesError */
export async function readLogPolicy(path: string): Promise<LogPolicy> {
  return parseLogPolicy(await readBytes(path))
}

/** The keys of logs in a file; none where it holds certificates or other keys. @throws EngineError TRUST_INVALID; FilesError */
export async function readLogKeys(path: string): Promise<readonly NoteKey[]> {
  const bytes = await readBytes(path, MAX_BYTES)
  const text = new TextDecoder().decode(bytes).trim()
  try {
    if (text.startsWith('{')) {
      const { tlogs } = parseTrustedRoot(bytes)
      return tlogs.map(({ keyDetails, baseUrl, publicKey }) =>
        noteKey(keyDetails === 'PKIX_ED25519' ? 'ed25519' : 'ecdsa', new URL(baseUrl).hostname, publicKey),
      )
    }
    if (!VERIFIER_KEYS.test(text)) return []
    return text.split(/\s+/).map(parseNoteKey)
  } catch (cause) {
    if (!(cause instanceof ChanceryError)) throw cause
    throw new EngineError('TRUST_INVALID', `${path}: ${cause.message}`, { cause, details: { path } })
  }
}

/** One or more lines of c2sp.org/signed-note: NAME+ID+KEY. */
const VERIFIER_KEYS = /^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+(?:\s+[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+)*$/
