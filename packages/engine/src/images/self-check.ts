import { ChanceryError, CoreError, equalBytes, type SignerInfo, type TimestampFacts } from '@chancery/core'
import {
  type ClassicLayer,
  type ImageDescription,
  type ImageSignature,
  type ImageSignatureContent,
  type ImageTrust,
  inspectImageSignature,
  verifyImageSignature,
} from '@chancery/oci'
import type { Manifest, Repository } from '@chancery/registry'
import type { ImageRun } from './image-run.ts'
import { descriptorOf, type OpenedImage } from './image-store.ts'
import { readManifest } from './signature-reader.ts'

/**
 * What the registry holds now must be ours and hold: read again, with the code that verifies and none of the state that signed.
 * @returns its timestamps
 * @throws CoreError SELF_CHECK_FAILED
 */
export async function assertPushed(
  run: ImageRun,
  { repository }: OpenedImage,
  target: Manifest,
  at: string,
  made: ImageSignature,
  { annotations, kind }: ImageDescription,
): Promise<readonly TimestampFacts[]> {
  const content = await pushedContent(repository, at, made, run.context.signal)
  const expected = { image: descriptorOf(target), annotations, predicateType: null, dockerReference: null }
  try {
    const info = kind.startsWith('notary') ? run.notaryKey.info : run.key.info
    await verifyImageSignature(content, expected, selfTrust(info))
    const { timestamps } = inspectImageSignature(content)
    if (run.timestamper === null || timestamps.length >= (run.timestamper.quorum ?? 1)) return timestamps
  } catch (cause) {
    if (!(cause instanceof ChanceryError)) throw cause
    throw new CoreError('SELF_CHECK_FAILED', `what was pushed does not verify: ${cause.message}`, {
      cause,
      details: { code: cause.code, at },
    })
  }
  throw new CoreError('SELF_CHECK_FAILED', 'what was pushed lacks a timestamp', { details: { at } })
}

/** The signature that was pushed, as it is there now: in a tag by its layer. @throws CoreError SELF_CHECK_FAILED */
export async function pushedContent(
  repository: Repository,
  at: string,
  made: ImageSignature,
  signal?: AbortSignal,
): Promise<ImageSignatureContent> {
  const { found } = await readManifest(repository, at, signal)
  const ours = found.find(({ content }) => made.kind === 'referrer' || isLayer(content, made.layer))
  if (ours) return ours.content
  throw new CoreError('SELF_CHECK_FAILED', 'the registry does not have what was pushed', { details: { at } })
}

function isLayer(content: ImageSignatureContent, { blob, annotations }: ClassicLayer): boolean {
  if (!equalBytes(content.bytes, blob.bytes)) return false
  return content.kind !== 'cosign' || JSON.stringify(content.annotations) === JSON.stringify(annotations)
}

/** By this very key or certificate, whoever issued it: whether that is trusted is for verifiers. */
export function selfTrust({ publicKey, certificates }: SignerInfo): ImageTrust {
  const verifier = { anchors: certificates, keys: [publicKey], timestampAnchors: [], crls: [], at: new Date() }
  return { verifier, sigstore: null }
}
