import type { Config } from '../../config.ts'
import type { EventDraft } from './event-log.ts'
import { policyOf } from './policy-change.ts'
import { keySubject } from './subjects.ts'

interface NamedKey {
  readonly name: string
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
}

/**
 * The first entry of a log: that it was made, by which key it is known, and what says how is signed into it.
 * @param verifierKey NAME+ID+KEY
 * @param others keys that are there from the beginning
 * @throws FilesError
 */
export async function logCreated(
  config: Pick<Config, 'path' | 'sha256' | 'log'>,
  verifierKey: string,
  key: NamedKey,
  others: readonly NamedKey[] = [],
): Promise<EventDraft> {
  const { policy, subjects } = await policyOf(config)
  const keys = [key, ...others].map(({ name, publicKey }) => keySubject(name, publicKey))
  return { kind: 'log-created', subjects: [...keys, ...subjects], key, details: { verifierKey, ...policy } }
}
