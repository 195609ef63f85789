import { equalBytes } from '@chancery/core'
import { readText } from '@chancery/files'
import {
  askWitnesses,
  type Cosigned,
  encodeNoteKey,
  type LogPolicy,
  type NoteKey,
  openUnderPolicy,
  type PolicyKey,
  parseCheckpoint,
  parseNote,
  TlogError,
  type Witness,
} from '@chancery/tlog'
import type { StoredLogOptions } from '@chancery/tlog-storage'
import { EngineError } from '../errors.ts'
import { type LogHttp, logHttp, logUrl } from './http-client.ts'
import { readLogPolicy } from './log-keys.ts'

/** Asks the witnesses of a policy for their lines. */
export interface Cosigning extends Disposable {
  readonly cosign: NonNullable<StoredLogOptions['cosign']>
}

/** An answer is some lines. */
const LIMITS = { maxBytes: 64 * 1024, timeoutMs: 5000 }

/**
 * Fails closed: a checkpoint that fewer have cosigned than the policy asks for is not published.
 * @param policyPath c2sp.org/tlog-policy
 * @param logKeys of the log: the policy must be about the checkpoints of one of them
 * @param ca path of the authority of the witnesses' certificates, PEM
 * @throws TlogError LOG_POLICY_INVALID; EngineError OPTION_INVALID for the URL of a witness; FilesError
 */
export async function cosigning(
  policyPath: string,
  logKeys: readonly NoteKey[],
  ca: string | null,
): Promise<Cosigning> {
  const policy = await readLogPolicy(policyPath)
  const isOurs = ({ key }: PolicyKey): boolean =>
    logKeys.some(({ name, publicKey }) => key.name === name && equalBytes(key.publicKey, publicKey))
  if (!policy.logs.some(isOurs)) {
    throw new TlogError('LOG_POLICY_INVALID', `${policyPath} has no line: log ${encodeNoteKey(logKeys[0] as NoteKey)}`)
  }
  const http = logHttp(ca === null ? [] : [await readText(ca)])
  const witnesses = policy.witnesses.flatMap(({ key, url }) => (url === null ? [] : [witnessAt(http, key, url)]))
  const seen = new Map<Witness, number>()
  return {
    async cosign(checkpoint, log) {
      const { size } = parseCheckpoint(parseNote(checkpoint).text)
      // Of no entries there are no two histories; and whoever makes a log may tell its witnesses afterwards.
      if (size === 0) return checkpoint
      const cosigned = await askWitnesses(witnesses, checkpoint, log, { seen: (witness) => seen.get(witness) ?? 0 })
      assertQuorum(cosigned, policy)
      for (const witness of witnesses) {
        if (cosigned.cosignatures.some(({ key }) => key === witness.key)) seen.set(witness, size)
      }
      return cosigned.checkpoint
    },
    [Symbol.dispose]() {
      http[Symbol.dispose]()
    },
  }
}

function witnessAt(http: LogHttp, key: NoteKey, prefix: string): Witness {
  const url = new URL('add-checkpoint', logUrl(prefix, `witness ${key.name}`))
  return { key, post: (body, signal) => http.post(url, body, LIMITS, signal) }
}

/** @throws TlogError WITNESS_REFUSED where that is why; EngineError LOG_WITNESSES_MISSED where they are away */
function assertQuorum({ checkpoint, failures }: Cosigned, policy: LogPolicy): void {
  try {
    openUnderPolicy(checkpoint, policy)
  } catch (cause) {
    if (!(cause instanceof TlogError) || cause.code !== 'LOG_QUORUM_MISSED') throw cause
    const refused = failures.find(({ error }) => error instanceof TlogError && error.code === 'WITNESS_REFUSED')
    if (refused) throw refused.error
    const why = failures.map(({ witness, error }) => `${witness.name}: ${reasonOf(error)}`).join('; ')
    throw new EngineError('LOG_WITNESSES_MISSED', `${cause.message}${why && ` (${why})`}`, { cause })
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
