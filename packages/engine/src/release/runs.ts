import type { StatementKey } from '@chancery/attest'
import { equalBytes } from '@chancery/core'
import { type Context, variable } from '../context.ts'
import { EngineError } from '../errors.ts'
import { type ImageRun, openImageRun } from '../images/image-run.ts'
import { type KeyRing, resolveKey } from '../key-ring.ts'
import { openRuns as openKeyRuns } from '../key-runs.ts'
import type { Run } from '../run.ts'
import type { SignOptions } from '../sign.ts'
import type { Trust } from '../trust.ts'
import type { ImageSigning } from './image-entry.ts'
import type { Manifest, ManifestEntry } from './manifest.ts'
import type { ReleaseOptions } from './options.ts'
import type { Refusal } from './refusal.ts'

/** The keys of a release, opened: one login for each token. */
export interface Runs {
  /** The release's own key: it signs the checksums, and the files whose entry names no other. */
  readonly own: Run
  readonly attestationKey: StatementKey
  /** What the files of an entry are signed with. */
  of(entry: ManifestEntry): Run
  /** What an image is signed with. */
  ofImage(signing: ImageSigning): ImageRun
}

/** Keys that the configuration does not have: known before any is used. @throws EngineError KEY_NOT_GIVEN */
export function keyRefusals(context: Context, options: ReleaseOptions, manifest: Manifest): readonly Refusal[] {
  const named = [...manifest.entries, ...signingsOf(manifest)].flatMap(({ key }) => key ?? [])
  const names = new Set([ownKey(context, options, manifest), ...named])
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
    timestampQuorum: options.timestampQuorum,
    dryRun: options.dryRun,
    identity: options.identity,
    workload: options.workload,
    ifSigned: 'keep',
  }
  const ownName = ownKey(context, options, manifest)
  const names = [ownName, ...manifest.entries.flatMap(({ key }) => key ?? [])]
  const runs = await openKeyRuns(context, base, keys, names, ownName)
  const own = runs.get(ownName) as Run
  const attestationKey = own.attestationKey as StatementKey
  assertRecordsTrusted(attestationKey, trust)
  const images = await openImageRuns(context, { ...base, key: ownName }, manifest, keys, trust)
  return {
    own,
    attestationKey,
    of({ key, format, description, url }) {
      const run = runs.get(key ?? ownName) as Run
      return { ...run, options: { ...run.options, format, description, url } }
    },
    ofImage: (signing) => images.get(signing) as ImageRun,
  }
}

function signingsOf({ images }: Manifest): readonly ImageSigning[] {
  return images.flatMap(({ signing }) => signing ?? [])
}

/** @param options whose key is the release's own */
async function openImageRuns(
  context: Context,
  options: SignOptions & { readonly key: string },
  manifest: Manifest,
  keys: KeyRing,
  trust: Trust,
): Promise<ReadonlyMap<ImageSigning, ImageRun>> {
  const opened = new Map<string, ImageRun>()
  const runs = new Map<ImageSigning, ImageRun>()
  for (const signing of signingsOf(manifest)) {
    const { key, formats: ociFormats, annotations, recursive } = signing
    const name = key ?? options.key
    const id = JSON.stringify([name, ociFormats])
    const run = opened.get(id) ?? (await openImageRun(context, { ...options, ociFormats }, keys, name))
    opened.set(id, run)
    assertImagesTrusted(run, trust)
    runs.set(signing, { ...run, options: { ...run.options, annotations, recursive } })
  }
  return runs
}

function ownKey(context: Context, options: ReleaseOptions, manifest: Manifest): string {
  const name = options.key ?? variable(context.env, 'CHANCERY_KEY') ?? manifest.key
  if (name !== null) return name
  throw new EngineError('KEY_NOT_GIVEN', 'neither the manifest nor anything else names a key', {
    howToFix: 'Give `key:` in the manifest, --key NAME, or set CHANCERY_KEY.',
  })
}

/** As for records: a signature by the key alone is trusted for the key. */
function assertImagesTrusted({ forms, key }: ImageRun, { verifier }: Trust): void {
  if (forms.every(({ form }) => form !== 'key')) return
  if (verifier.keys.some((one) => equalBytes(one, key.info.publicKey))) return
  throw new EngineError(
    'TRUST_NOT_GIVEN',
    `what is trusted has no public key of ${key.info.name}, which signs images`,
    {
      howToFix: `Add the public key of ${key.info.name} (PEM) to \`trust:\` in chancery.yaml, or give it with --trust.`,
    },
  )
}

/** The release is verified at its end: what would fail there for every file is refused before the first. */
function assertRecordsTrusted(attestationKey: StatementKey, { verifier }: Trust): void {
  if (verifier.keys.some((key) => equalBytes(key, attestationKey.info.publicKey))) return
  throw new EngineError('TRUST_NOT_GIVEN', 'what is trusted has no public key of keys.attestation', {
    howToFix: 'Add the public key of keys.attestation (PEM) to `trust:` in chancery.yaml, or give it with --trust.',
  })
}
