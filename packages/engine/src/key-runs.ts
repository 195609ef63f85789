import type { ProvenanceIdentity, RecordIdentity } from '@chancery/attest'
import { equalBytes, keySigner, type PlainData, type SigningKey } from '@chancery/core'
import { LOCAL_IDENTITY } from './asserted-identity.ts'
import type { Context } from './context.ts'
import { EngineError } from './errors.ts'
import { formats } from './formats.ts'
import type { KeyRing } from './key-ring.ts'
import type { Run } from './run.ts'
import type { SignOptions } from './sign.ts'
import { assertSignerCertificate } from './signer-certificate.ts'
import { openTimestamper } from './timestamping.ts'

/**
 * A run for each key, by the key's name: one login for each token, and what would fail for a file of any key is refused before the first is signed.
 * @param named the key that flags and environment speak of
 * @throws EngineError, HsmError: whatever would fail for each file of a key
 */
export async function openRuns(
  context: Context,
  options: SignOptions,
  keys: KeyRing,
  names: Iterable<string>,
  named: string | undefined,
): Promise<ReadonlyMap<string, Run>> {
  const runs = new Map<string, Run>()
  for (const key of new Set(names)) {
    runs.set(key, await openRun(context, options, keys, key, key === named))
  }
  return runs
}

async function openRun(
  context: Context,
  options: SignOptions,
  keys: KeyRing,
  keyName: string,
  named: boolean,
): Promise<Run> {
  const wantsRecord = options.attest !== false
  if (wantsRecord && !context.config.keys.attestation) {
    throw new EngineError('ATTESTATION_KEY_MISSING', 'records are signed by keys.attestation, which is not configured')
  }
  const overrides = named ? { module: options.module, certificate: options.certificate } : null
  const key = await keys.open(keyName, overrides, options.digest)
  assertSignerCertificate(key.info, new Date())
  const attestationKey = wantsRecord ? await keys.open('attestation', null) : null
  if (attestationKey) assertOwnKey(attestationKey, key)
  const timestamper = await openTimestamper(context, keys, options.timestamp ?? 'configured')
  // Made before anything is signed: it refuses a job that says too little of itself.
  const provenance = options.workload && attestationKey ? await provenanceOf(options.workload) : null
  const identity = recordIdentity(options)
  const signer = keySigner(key, formats)
  return { context, options, signer, info: key.info, timestamper, attestationKey, identity, provenance }
}

export async function provenanceOf(job: ProvenanceIdentity): Promise<PlainData> {
  const { provenancePredicate } = await import('@chancery/attest/predicates')
  return provenancePredicate(job)
}

export function recordIdentity({ workload, identity }: SignOptions): RecordIdentity {
  if (!workload) return identity ?? LOCAL_IDENTITY
  const { verified, platform, claims } = workload
  return { verified, platform, claims }
}

/** A record by the key that signed the file would say nothing that the file does not say itself. */
export function assertOwnKey(attestationKey: Pick<SigningKey, 'info'>, key: Pick<SigningKey, 'info'>): void {
  if (!equalBytes(attestationKey.info.publicKey, key.info.publicKey)) return
  throw new EngineError('ATTESTATION_KEY_SHARED', `keys.attestation is the very key of ${key.info.name}`, {
    details: { key: key.info.name },
  })
}
