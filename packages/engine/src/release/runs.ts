import { equalBytes, type SigningKey } from '@chancery/core'
import { type Context, variable } from '../context.ts'
import { EngineError } from '../errors.ts'
import { type KeyRing, resolveKey } from '../key-ring.ts'
import { openRuns as openKeyRuns } from '../key-runs.ts'
import type { Run } from '../run.ts'
import type { SignOptions } from '../sign.ts'
import type { Trust } from '../trust.ts'
import type { Manifest, ManifestEntry } from './manifest.ts'
import type { ReleaseOptions } from './options.ts'
import type { Refusal } from './refusal.ts'

/** The keys of a release, opened: one login for each token. */
export interface Runs {
  /** The release's own key: it signs the checksums, and the files whose entry names no other. */
  readonly own: Run
  readonly attestationKey: SigningKey
  /** What the files of an entry are signed with. */
  of(entry: ManifestEntry): Run
}

/** Keys that the configuration does not have: known before any is used. @throws EngineError KEY_NOT_GIVEN */
export function keyRefusals(context: Context, options: ReleaseOptions, manifest: Manifest): readonly Refusal[] {
  const names = new Set([ownKey(context, options, manifest), ...manifest.entries.flatMap(({ key }) => key ?? [])])
  return [...names].flatMap((name) => {
    try {
      resolveKey(context, name, null)
      return []
    } catch (error) {
      if (error instanceof EngineError) return [{ path: null, error }]
      throw error
    }
  })
}

/** @throws EngineError, HsmError: whatever would fail for each file */
export async function openRuns(
  context: Context,
  options: ReleaseOptions,
  manifest: Manifest,
  keys: KeyRing,
  trust: Trust,
): Promise<Runs> {
  const base: SignOptions = {
    files: [],
    module: options.module,
    certificate: options.certificate,
    timestamp: options.timestamp,
    dryRun: options.dryRun,
    identity: options.identity,
    workload: options.workload,
    ifSigned: 'keep',
  }
  const ownName = ownKey(context, options, manifest)
  const names = [ownName, ...manifest.entries.flatMap(({ key }) => key ?? [])]
  const runs = await openKeyRuns(context, base, keys, names, ownName)
  const own = runs.get(ownName) as Run
  const attestationKey = own.attestationKey as SigningKey
  assertRecordsTrusted(attestationKey, trust)
  return {
    own,
    attestationKey,
    of({ key, format, description, url }) {
      const run = runs.get(key ?? ownName) as Run
      return { ...run, options: { ...run.options, format, description, url } }
    },
  }
}

function ownKey(context: Context, options: ReleaseOptions, manifest: Manifest): string {
  const name = options.key ?? variable(context.env, 'CHANCERY_KEY') ?? manifest.key
  if (name !== null) return name
  throw new EngineError('KEY_NOT_GIVEN', 'neither the manifest nor anything else names a key', {
    howToFix: 'Give `key:` in the manifest, --key NAME, or set CHANCERY_KEY.',
  })
}

/** The release is verified at its end: what would fail there for every file is refused before the first. */
function assertRecordsTrusted(attestationKey: SigningKey, { verifier }: Trust): void {
  if (verifier.keys.some((key) => equalBytes(key, attestationKey.info.publicKey))) return
  throw new EngineError('TRUST_NOT_GIVEN', 'what is trusted has no public key of keys.attestation', {
    howToFix: 'Add the public key of keys.attestation (PEM) to `trust:` in chancery.yaml, or give it with --trust.',
  })
}
