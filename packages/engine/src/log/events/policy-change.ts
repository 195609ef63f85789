import { basename } from 'node:path'
import {
  AttestError,
  type KeyBundle,
  type LoggableSignature,
  loggableEnvelope,
  parseBundle,
  type RecordIdentity,
  type Subject,
  statementOf,
  verifyKeyBundle,
} from '@chancery/attest'
import { type Event, parseEvent } from '@chancery/attest/events'
import type { SignerInfo } from '@chancery/core'
import { readBytes } from '@chancery/files'
import { readBundleFile } from '../../bundle-file.ts'
import type { Config } from '../../config.ts'
import type { Context } from '../../context.ts'
import type { KeyRing } from '../../key-ring.ts'
import { eventsIn } from './event-folder.ts'
import type { EventDraft, RecordedEvent } from './event-log.ts'
import { sha256Hex } from './subjects.ts'

/** What says how is signed: the configuration, and the policy of the log's witnesses. SHA-256, hex; 'none' where there is none. */
export type SigningPolicy = { readonly configuration: string; readonly logPolicy: string }

/**
 * Records what says how is signed, where it is another than the newest event that states it.
 * @param attestation who signs events
 * @param identity who asks; by default what the environment says
 * @returns null where the log has it already, or nothing is recorded
 * @throws as EventLog
 */
export async function statePolicy(
  context: Context,
  keys: KeyRing,
  attestation: Attestation,
  identity?: RecordIdentity,
): Promise<RecordedEvent | null> {
  const change = await policyChange(context, keys, attestation)
  if (!change.isNew) return null
  const { EventLog } = await import('./event-log.ts')
  const events = await EventLog.open(context, keys, identity)
  return events && (await events.record(change.draft, context.signal))
}

/** Who signs events. */
type Attestation = Pick<SignerInfo, 'publicKey' | 'algorithm'>

/** What holds now, and what was stated before. @throws FilesError */
export async function policyChange(
  context: Context,
  keys: KeyRing,
  attestation: Attestation,
): Promise<{ readonly draft: EventDraft; readonly isNew: boolean }> {
  const { log } = context.config
  const [{ policy, subjects }, last] = await Promise.all([
    policyOf(context.config),
    log && lastStated(log.events, attestation, async (signature) => (await keys.log())?.awaits(signature) ?? false),
  ])
  const before = last && { configurationBefore: last.configuration, logPolicyBefore: last.logPolicy }
  const isNew = last?.configuration !== policy.configuration || last.logPolicy !== policy.logPolicy
  return { draft: { kind: 'policy-change', subjects, details: { ...policy, ...before } }, isNew }
}

/** What holds here: the configuration as it was read. @throws FilesError */
export async function policyOf({ path, sha256, log }: Pick<Config, 'path' | 'sha256' | 'log'>): Promise<{
  readonly policy: SigningPolicy
  readonly subjects: readonly Subject[]
}> {
  const logPolicy = log?.policy == null ? null : sha256Hex(await readBytes(log.policy))
  const policy = { configuration: sha256 ?? 'none', logPolicy: logPolicy ?? 'none' }
  const subjects = [
    [path, sha256],
    [log?.policy, logPolicy],
  ] as const
  return {
    policy,
    subjects: subjects.flatMap(([path, sha256]) =>
      path != null && sha256 !== null ? [{ name: basename(path), digest: { sha256 } }] : [],
    ),
  }
}

/**
 * What the newest event of the folder states that the attestation key has signed and the log has, or is promised. Others state nothing: one that was
 * changed, one whose signing was broken off.
 */
async function lastStated(
  folder: string,
  attestation: Attestation,
  isAwaited: (signature: LoggableSignature) => Promise<boolean>,
): Promise<SigningPolicy | null> {
  for (const path of await eventsIn(folder, ['policy-change', 'log-created'])) {
    const read = await readStated(path, attestation.publicKey)
    if (!read) continue
    const { bundle, policy } = read
    if (bundle.logEntries.length > 0 || (await isAwaited(loggableEnvelope(bundle.envelope, attestation)))) return policy
  }
  return null
}

async function readStated(
  path: string,
  publicKey: Uint8Array,
): Promise<{ readonly bundle: KeyBundle; readonly policy: SigningPolicy } | null> {
  try {
    const bundle = parseBundle(await readBundleFile(path))
    if (bundle.kind !== 'key') return null
    const statement = statementOf(bundle.envelope)
    verifyKeyBundle(bundle, [publicKey], statement.subjects[0]?.digest ?? {})
    const event = parseEvent(statement)
    const policy = event && statedBy(event)
    return policy && { bundle, policy }
  } catch (error) {
    if (error instanceof AttestError) return null
    throw error
  }
}

function statedBy({ details: { configuration, logPolicy } }: Event): SigningPolicy | null {
  if (typeof configuration !== 'string' || typeof logPolicy !== 'string') return null
  return { configuration, logPolicy }
}
