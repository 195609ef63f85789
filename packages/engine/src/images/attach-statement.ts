import type { PlainData } from '@chancery/core'
import type { VersatileKey } from '@chancery/hsm'
import { type BundleDescription, signImage, verifyImageSignature } from '@chancery/oci'
import type { Manifest } from '@chancery/registry'
import { descriptorOf, type OpenedImage } from './image-store.ts'
import { pushSignature } from './push-signature.ts'
import { pushedContent, selfTrust } from './self-check.ts'

export interface Said {
  /** URI. */
  readonly predicateType: string
  readonly predicate: PlainData
}

/**
 * Signs an in-toto statement about an image and attaches it as a Sigstore bundle, then reads and verifies it.
 * @returns the digest of its manifest
 */
export async function attachStatement(
  key: VersatileKey,
  { name, repository }: Pick<OpenedImage, 'name' | 'repository'>,
  target: Manifest,
  { predicateType, predicate }: Said,
  signal?: AbortSignal,
): Promise<string> {
  const image = descriptorOf(target)
  const description: BundleDescription = {
    kind: 'bundle',
    image,
    form: 'key',
    createdAt: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    annotations: {},
    attestation: { subjectName: name, predicateType, predicate },
  }
  const made = await signImage(description, key, null, signal)
  const at = await pushSignature(repository, made, () => false, signal)
  const content = await pushedContent(repository, at, made, signal)
  const expected = { image, annotations: {}, predicateType, dockerReference: null }
  await verifyImageSignature(content, expected, selfTrust(key.info))
  return at
}
