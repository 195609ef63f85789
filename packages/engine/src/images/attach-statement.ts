import { BUNDLE_MEDIA_TYPE, type LogReceipt, type SignatureLog } from '@chancery/attest'
import type { PlainData } from '@chancery/core'
import type { VersatileKey } from '@chancery/hsm'
import {
  type BundleDescription,
  classicAttestation,
  type ImageSignature,
  signImage,
  verifyImageSignature,
} from '@chancery/oci'
import type { Manifest } from '@chancery/registry'
import type { AttestationLayout } from './image-options.ts'
import { descriptorOf, type OpenedImage } from './image-store.ts'
import { pushSignature } from './push-signature.ts'
import { pushedContent, selfTrust } from './self-check.ts'

export interface Said {
  /** URI. */
  readonly predicateType: string
  readonly predicate: PlainData
}

export interface AttachOptions {
  /** Where the statement is logged before it is attached; null: nowhere. */
  readonly log: SignatureLog | null
  readonly signal: AbortSignal | undefined
  readonly layouts?: readonly AttestationLayout[]
}

export interface AttachedStatement {
  /** For each layout the digest of its manifest, or its tag. */
  readonly places: readonly string[]
  readonly logged: LogReceipt | null
}

/** Signs an in-toto statement about an image, logs it, and attaches it as a Sigstore bundle, then reads and verifies it. */
export async function attachStatement(
  key: VersatileKey,
  { name, repository }: Pick<OpenedImage, 'name' | 'repository'>,
  target: Manifest,
  { predicateType, predicate }: Said,
  { log, signal, layouts = ['bundle'] }: AttachOptions,
): Promise<AttachedStatement> {
  const image = descriptorOf(target)
  const description: BundleDescription = {
    kind: 'bundle',
    image,
    form: 'key',
    createdAt: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    annotations: {},
    attestation: { subjectName: name, predicateType, predicate },
  }
  const made = await signImage(description, key, null, signal, log)
  const expected = { image, annotations: {}, predicateType, dockerReference: null }
  const places: string[] = []
  for (const layout of layouts) {
    const kept = layout === 'bundle' ? made : classicAttestation(description, bundleIn(made))
    const at = await pushSignature(repository, kept, () => false, signal)
    await verifyImageSignature(await pushedContent(repository, at, kept, signal), expected, selfTrust(key.info))
    places.push(at)
  }
  return { places, logged: made.logged }
}

function bundleIn(made: ImageSignature): Uint8Array {
  const bundle = made.kind === 'referrer' && made.blobs.find(({ mediaType }) => mediaType === BUNDLE_MEDIA_TYPE)
  if (!bundle) throw new TypeError('a bundle is a referrer with a blob')
  return bundle.bytes
}
