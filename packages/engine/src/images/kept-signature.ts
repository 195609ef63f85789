import { keyFingerprint, PROVENANCE_TYPE, parseBundle, SIGNING_RECORD_TYPE, type Statement } from '@chancery/attest'
import { ChanceryError, equalBytes, type SignerInfo } from '@chancery/core'
import {
  classicTag,
  type ExpectedImage,
  type ImageDescription,
  inspectImageSignature,
  type LayerDescriptor,
  type VerifiedImageSignature,
  verifyImageSignature,
} from '@chancery/oci'
import type { Manifest, Repository } from '@chancery/registry'
import { keptPlace } from '../already-signed.ts'
import { EngineError } from '../errors.ts'
import { membersOf } from '../members-of.ts'
import type { SignedFile } from '../report.ts'
import type { OciFormat } from './image-options.ts'
import type { ImageRun, SignatureForm } from './image-run.ts'
import { descriptorOf, type OpenedImage } from './image-store.ts'
import { loggedAs } from './logged-as.ts'
import { selfTrust } from './self-check.ts'
import {
  attestationType,
  claimsOf,
  type FoundContent,
  type ImageContents,
  readImageContents,
  readManifest,
} from './signature-reader.ts'

/** What there is of a signature: digests or tags in the image's repository. */
export interface KeptImage extends Pick<SignedFile, 'timestamps' | 'log'> {
  readonly signature: string | null
  readonly record: string | null
  readonly provenance: string | null
}

/**
 * Whether this key has signed the image in this form already, with these annotations, timestamped and recorded where that is wanted: then nothing is pushed.
 * @returns null where it is to be signed
 */
export async function keptSignature(
  run: ImageRun,
  { repository, name }: OpenedImage,
  target: Manifest,
  { kind, form }: SignatureForm,
  { annotations }: ImageDescription,
): Promise<KeptImage | null> {
  const contents = await readSurely(repository, target.digest, run.context.signal)
  const expected: ExpectedImage = {
    image: descriptorOf(target),
    annotations,
    predicateType: null,
    dockerReference: name,
  }
  for (const one of contents.found) {
    if (one.content.kind !== kind) continue
    const verified = await heldBy(run.key.info, one, expected)
    if (!verified || !isOfForm(verified, form)) continue
    if (Object.keys(verified.annotations).length !== Object.keys(annotations).length) continue
    const { timestamps } = inspectImageSignature(one.content)
    if (run.timestamper && timestamps.length < (run.timestamper.quorum ?? 1)) continue
    if (!(await isLogged(run, one))) continue
    const records = await recordsOf(run, contents, expected, kind)
    if (records) return { signature: one.at, timestamps, ...records }
  }
  return null
}

/** What `replace` takes away in the classic layout: what this key signed in this form, whatever it said. */
export async function ownClassicLayers(
  run: ImageRun,
  { repository }: OpenedImage,
  target: Manifest,
  { form }: SignatureForm,
): Promise<(layer: LayerDescriptor) => boolean> {
  const expected: ExpectedImage = { ...ANY, image: descriptorOf(target) }
  const found = await readTag(repository, classicTag(target.digest), run.context.signal)
  const ours = new Set<string>()
  for (const one of found) {
    const { content } = one
    if (content.kind !== 'cosign') continue
    const verified = await heldBy(run.key.info, one, expected)
    if (verified && isOfForm(verified, form)) ours.add(JSON.stringify(content.annotations))
  }
  return ({ annotations }) => ours.has(JSON.stringify(annotations))
}

/** @throws EngineError FILE_ALREADY_SIGNED, whoever signed it and in whatever form; an attestation is no signature */
export async function assertImageUnsigned(run: ImageRun, opened: OpenedImage, target: Manifest): Promise<void> {
  const { found } = await readSurely(opened.repository, target.digest, run.context.signal)
  const signatures = found.filter((one) => {
    const claims = claimsOf(one)
    return !(claims instanceof ChanceryError) && attestationType(claims) === null
  })
  if (signatures.length === 0) return
  const where = signatures.map(({ at, content }) => `${opened.referenceTo(at)} (oci-${content.kind})`)
  throw new EngineError('FILE_ALREADY_SIGNED', `${opened.path} is signed already: ${where.join(', ')}`)
}

async function readTag(repository: Repository, tag: string, signal?: AbortSignal): Promise<readonly FoundContent[]> {
  try {
    return (await readManifest(repository, tag, signal)).found
  } catch (error) {
    if (error instanceof ChanceryError && error.code === 'IMAGE_NOT_FOUND') return []
    throw error
  }
}

/** What a registry fails to show may be the very signature that is looked for: it must not count as absent. @throws ChanceryError of the environment */
export async function readSurely(repository: Repository, digest: string, signal?: AbortSignal): Promise<ImageContents> {
  const contents = await readImageContents(repository, digest, signal)
  const failed = contents.unread.find(({ error }) => error.family === 'environment')
  if (failed) throw failed.error
  return contents
}

const ANY = { annotations: {}, predicateType: null, dockerReference: null } as const

/** null where it is not by this key, or does not hold. */
async function heldBy(
  info: SignerInfo,
  { content }: FoundContent,
  expected: ExpectedImage,
): Promise<VerifiedImageSignature | null> {
  try {
    const verified = await verifyImageSignature(content, expected, selfTrust(info))
    return equalBytes(verified.key.spki, info.publicKey) ? verified : null
  } catch (error) {
    if (error instanceof ChanceryError) return null
    throw error
  }
}

/** A classic signature with a certificate is by the key as well: what stands beside it tells. */
function isOfForm({ certificate }: VerifiedImageSignature, form: SignatureForm['form']): boolean {
  return (certificate !== null) === (form === 'certificate')
}

/**
 * Whether the log has the signature itself. Proofs are not signed, and whoever may push can put one in that does not hold: it is none.
 * Where entries may wait in the queue, a signature without any proof may be one of them.
 */
async function isLogged({ log, key: { info } }: ImageRun, { content }: FoundContent): Promise<boolean> {
  if (!log || content.kind !== 'bundle') return true
  const { bundle, signer } = loggedAs(parseBundle(content.bytes), info.publicKey)
  try {
    return (bundle !== null && (await log.find(bundle, signer)) !== null) || log.onFailure === 'queue'
  } catch (error) {
    if (error instanceof ChanceryError && error.code === 'BUNDLE_LOG_UNPROVED') return false
    throw error
  }
}

/** The record of such a signature by this key, signed by the attestation key; null where records are wanted and there is none. */
async function recordsOf(
  run: ImageRun,
  { found }: ImageContents,
  expected: ExpectedImage,
  kind: OciFormat,
): Promise<Pick<KeptImage, 'record' | 'provenance' | 'log'> | null> {
  if (!run.attestationKey) return { record: null, provenance: null, log: null }
  const { info } = run.attestationKey
  let record: string | null = null
  let provenance: string | null = null
  let log: KeptImage['log'] = null
  for (const one of found) {
    if (one.content.kind !== 'bundle') continue
    const said = await heldBy(info, one, { ...expected, annotations: {}, predicateType: SIGNING_RECORD_TYPE })
    if (said?.statement && isAbout(said.statement, run, kind)) {
      const bundle = parseBundle(one.content.bytes)
      const place = run.log && bundle.kind === 'key' ? await keptPlace(run.log, bundle, info.publicKey) : null
      if (!run.log || place) {
        record = one.at
        log = place
      }
    }
    if (await heldBy(info, one, { ...expected, annotations: {}, predicateType: PROVENANCE_TYPE })) provenance = one.at
  }
  return record === null ? null : { record, provenance, log }
}

function isAbout({ predicate }: Statement, { key }: ImageRun, kind: OciFormat): boolean {
  const { format, key: recorded } = membersOf(predicate)
  return format === `oci-${kind}` && membersOf(recorded).fingerprint === keyFingerprint(key.info.publicKey)
}
