import type { RecordIdentity, SignatureLog } from '@chancery/attest'
import { parseCertificate } from '@chancery/codec'
import {
  ChanceryError,
  type Decide,
  equalBytes,
  type PlainData,
  type SignerInfo,
  type Timestamper,
} from '@chancery/core'
import type { VersatileKey } from '@chancery/hsm'
import { notaryChain } from '@chancery/oci'
import { type Context, variable } from '../context.ts'
import { EngineError } from '../errors.ts'
import type { KeyRing } from '../key-ring.ts'
import { namedKey } from '../key-rules.ts'
import { openSigning, overridesOf } from '../key-runs.ts'
import type { SignOptions } from '../sign.ts'
import { readTrust } from '../trust.ts'
import type { OciFormat } from './image-options.ts'

/** A signature to make of each image. */
export interface SignatureForm {
  readonly kind: OciFormat
  /** Whether the key alone vouches, or its certificate. */
  readonly form: 'key' | 'certificate'
}

/** Everything that the images of one command share. */
export interface ImageRun {
  readonly context: Context
  readonly options: SignOptions
  readonly forms: readonly SignatureForm[]
  readonly key: VersatileKey
  /** With the chain as Notary Project wants it, root included. */
  readonly notaryKey: VersatileKey
  readonly timestamper: Timestamper | null
  /** Signs records; null where none are wanted. */
  readonly attestationKey: VersatileKey | null
  /** Where bundles are logged; null: no log is configured. */
  readonly log: SignatureLog | null
  /** Asked before the key is used. */
  readonly decide: Decide
  readonly identity: RecordIdentity
  readonly provenance: PlainData | null
}

/**
 * Opens what all images need, and refuses before the first of them what would fail for each.
 * @throws EngineError ATTESTATION_KEY_MISSING, ATTESTATION_KEY_SHARED, OPTIONS_CONFLICT, certificate; HsmError
 */
export async function openImageRun(
  context: Context,
  options: SignOptions,
  keys: KeyRing,
  keyName: string,
): Promise<ImageRun> {
  const forms = formsOf(context, options)
  const named = keyName === namedKey(context, options)
  const shared = await openSigning(context, options, keys, {
    open: () => keys.openVersatile(keyName, named ? overridesOf(options) : null),
    openAttestation: () => keys.openVersatile('attestation', null),
    isCertified: forms.some(({ form }) => form === 'certificate'),
  })
  const { key } = shared
  const wantsNotary = forms.some(({ kind }) => kind.startsWith('notary'))
  const notaryKey = wantsNotary ? { ...key, info: await withRoot(context, key.info) } : key
  const log = await keys.openLog()
  return { context, options, forms, notaryKey, log, ...shared }
}

/** cosign takes the key form of a bundle for a key, and the certificate form for an identity; one bundle cannot be both. */
function formsOf(
  { env }: Context,
  { ociFormats = ['bundle'], certificate, ifSigned }: SignOptions,
): readonly SignatureForm[] {
  const certified = certificate !== undefined || variable(env, 'CHANCERY_CERTIFICATE') !== undefined
  const kinds = [...new Set(ociFormats)]
  if (ifSigned === 'replace' && kinds.some((kind) => kind !== 'cosign')) {
    throw new EngineError('OPTIONS_CONFLICT', '--if-signed replace: a referrer stays in its registry for good', {
      howToFix:
        'Use --if-signed keep, or append; only the classic layout (--oci-format cosign) can replace a signature.',
    })
  }
  return kinds.flatMap((kind): SignatureForm[] => {
    if (kind !== 'bundle' && kind !== 'cosign') return [{ kind, form: 'certificate' }]
    return [{ kind, form: 'key' }, ...(certified ? [{ kind, form: 'certificate' } as const] : [])]
  })
}

/** Configurations often name a chain without its root, which every Notary envelope must hold: among what is trusted there is one. */
async function withRoot(context: Context, info: SignerInfo): Promise<SignerInfo> {
  const trusted = context.config.trust.length > 0 ? (await readTrust(context, {})).verifier.anchors : []
  const roots = [...info.certificates, ...trusted].filter(isSelfIssued)
  try {
    return { ...info, certificates: notaryChain(info.certificates, roots, new Date()) }
  } catch (error) {
    // What is wrong with the chain is said, all of it, where it is held against Notary Project's rules.
    if (error instanceof ChanceryError) return info
    throw error
  }
}

function isSelfIssued(der: Uint8Array): boolean {
  const { subject, issuer } = parseCertificate(der)
  return equalBytes(subject, issuer)
}
