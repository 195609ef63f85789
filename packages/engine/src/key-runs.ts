import type { ProvenanceIdentity, RecordIdentity } from '@chancery/attest'
import { allowLocal, type Decide, equalBytes, keySigner, type PlainData, type SignerInfo } from '@chancery/core'
import { LOCAL_IDENTITY } from './asserted-identity.ts'
import type { Context } from './context.ts'
import { EngineError } from './errors.ts'
import { formats } from './formats.ts'
import type { KeyOverrides, KeyRing } from './key-ring.ts'
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
  const { key, ...shared } = await openSigning(context, options, keys, {
    open: () => keys.open(keyName, named ? overridesOf(options) : null, options.digest),
    openAttestation: () => keys.openStatements('attestation', null),
    isCertified: true,
  })
  return { context, options, signer: keySigner(key, formats), info: key.info, ...shared }
}

/** What flags and environment say of the key that they name. */
export function overridesOf({ module, certificate }: SignOptions): KeyOverrides {
  return { module, certificate }
}

interface Informed {
  readonly info: SignerInfo
}

/** How keys are opened: those of files have one algorithm, those of images the one that each format wants. */
interface Opening<Key, Attestation> {
  open(): Promise<Key>
  openAttestation(): Promise<Attestation>
  /** Whether signatures carry the key's certificate. */
  readonly isCertified: boolean
}

/** What signing with one key needs, whatever is signed. */
interface Signing<Key, Attestation> extends Pick<Run, 'decide' | 'timestamper' | 'identity' | 'provenance'> {
  readonly key: Key
  /** Signs records; null where none are wanted. */
  readonly attestationKey: Attestation | null
}

/** @throws EngineError ATTESTATION_KEY_MISSING, ATTESTATION_KEY_SHARED, certificate, timestamps; HsmError */
export async function openSigning<Key extends Informed, Attestation extends Informed>(
  context: Context,
  options: SignOptions,
  keys: KeyRing,
  opening: Opening<Key, Attestation>,
): Promise<Signing<Key, Attestation>> {
  const wantsRecord = options.attest !== false
  if (wantsRecord && !context.config.keys.attestation) {
    throw new EngineError('ATTESTATION_KEY_MISSING', 'records are signed by keys.attestation, which is not configured')
  }
  const key = await opening.open()
  if (opening.isCertified) assertSignerCertificate(key.info, new Date())
  const attestationKey = wantsRecord ? await opening.openAttestation() : null
  if (attestationKey) assertOwnKey(attestationKey.info, key.info)
  const timestamper = await openTimestamper(context, keys, options.timestamp ?? 'configured', options.timestampQuorum)
  // Made before anything is signed: it refuses a job that says too little of itself.
  const provenance = options.workload && attestationKey ? await provenanceOf(options.workload) : null
  const identity = recordIdentity(options)
  if (attestationKey && !options.dryRun) await keys.statePolicy(attestationKey.info, identity)
  const decide = await deciding(context, options, keys, key.info, identity)
  return { key, attestationKey, timestamper, provenance, identity, decide }
}

/** A dry run asks for no signature, and leaves nothing behind. */
async function deciding(
  context: Context,
  { decide = allowLocal, dryRun }: SignOptions,
  keys: KeyRing,
  info: SignerInfo,
  identity: RecordIdentity,
): Promise<Decide> {
  if (decide === allowLocal || dryRun || context.config.log === null) return decide
  const { recordingDenials } = await import('./log/events/denials.ts')
  return recordingDenials(decide, context, keys, info, identity)
}

async function provenanceOf(job: ProvenanceIdentity): Promise<PlainData> {
  const { provenancePredicate } = await import('@chancery/attest/predicates')
  return provenancePredicate(job)
}

function recordIdentity({ workload, identity }: SignOptions): RecordIdentity {
  if (!workload) return identity ?? LOCAL_IDENTITY
  const { verified, platform, claims } = workload
  return { verified, platform, claims }
}

/** A record by the key that signed the file would say nothing that the file does not say itself. */
function assertOwnKey(attestation: SignerInfo, { name, publicKey }: SignerInfo): void {
  if (!equalBytes(attestation.publicKey, publicKey)) return
  throw new EngineError('ATTESTATION_KEY_SHARED', `keys.attestation is the very key of ${name}`, {
    details: { key: name },
  })
}
