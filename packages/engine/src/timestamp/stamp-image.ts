import { certificateFacts, parseCertificate } from '@chancery/codec'
import { ChanceryError, CoreError, equalBytes, type Timestamper } from '@chancery/core'
import {
  type ExpectedImage,
  type ImageSignature,
  type ImageSignatureClaims,
  type ImageSignatureContent,
  inspectImageSignature,
  restampedSignature,
  withImageTimestamps,
} from '@chancery/oci'
import type { Manifest, Repository } from '@chancery/registry'
import type { Context } from '../context.ts'
import { descriptorOf, type OpenedImage } from '../images/image-store.ts'
import { judgeSignature } from '../images/judge-signature.ts'
import { readSurely } from '../images/kept-signature.ts'
import { pushSignature } from '../images/push-signature.ts'
import { refusal } from '../images/refusal.ts'
import { pushedContent } from '../images/self-check.ts'
import { attestationType, claimsOf } from '../images/signature-reader.ts'
import type { Trust } from '../trust.ts'
import type { TimestampOptions } from './options.ts'
import type { TimestampedFile } from './report.ts'
import { type HeldSignature, judgeStampable, type SignatureGroup, sameSignatures } from './stampable-signatures.ts'
import { Stamping } from './stamping.ts'

/** What the images of one call share. */
export interface ImageStamping {
  readonly context: Context
  readonly options: TimestampOptions
  readonly trust: Trust
  /** Of authorities that are trusted. */
  readonly timestamper: Timestamper
}

/**
 * Timestamps on each signature of one manifest that holds and is by whom we trust; one after the other, since they may share a tag.
 * @throws VerificationError NOT_SIGNED; where none holds, what is wrong with them; whatever timestamping, pushing and reading back throw
 */
export async function* stampSignatures(
  run: ImageStamping,
  opened: OpenedImage,
  target: Manifest,
): AsyncGenerator<TimestampedFile> {
  const { context, options, trust } = run
  const { found, unread } = await readSurely(opened.repository, target.digest, context.signal)
  const statements = found.filter((one) => attestationType(claimsOf(one)) !== null)
  const wanted = found.filter(
    (one) => !statements.includes(one) && (options.ociFormats?.includes(one.content.kind) ?? true),
  )
  const expected = expectedOf(target)
  const judged = await Promise.all(wanted.map((one) => judgeStampable(one, expected, trust)))
  const held = judged.filter((one) => one.error === null)
  const refused = [
    ...judged.filter((one) => one.error !== null),
    ...unread.map(({ at, error }) => ({ at, content: null, error, verified: null })),
  ]
  if (held.length === 0) throw refusal(opened.path, refused, statements.length)
  for (const group of sameSignatures(held)) yield await stampGroup(run, opened, target, group)
  for (const { at, content, error } of refused) {
    const format = content && `oci-${content.kind}`
    const { code, message } = error
    yield { ...entryOf(opened, target, at), format, action: 'left', signatures: [], code, message }
  }
}

/** One signature, wherever it lies: what has most timestamps gets those that it shall have, and what has nothing else goes. */
async function stampGroup(
  { context, options, trust, timestamper }: ImageStamping,
  opened: OpenedImage,
  target: Manifest,
  { best, superseded }: SignatureGroup,
): Promise<TimestampedFile> {
  const { repository } = opened
  const { signal } = context
  const { content, stamps } = best
  const stamping = new Stamping(timestamper, options.renew ?? false, stamps.room, signal)
  const tokens = await newTokens(best, stamping)
  const after = tokens === null ? content : withImageTimestamps(content, tokens)
  if (tokens !== null) await assertHolds(after, best, target, trust, timestamper)
  const made = restampedSignature(descriptorOf(target), after, best.manifest)
  const old = tokens === null ? superseded : [best, ...superseded]
  const isChange = tokens !== null || (made.kind === 'tag' && superseded.length > 0)
  const at = isChange ? await push(repository, made, old, signal) : best.at
  if (tokens !== null) {
    const pushed = await pushedContent(repository, at, made, signal)
    if (!equalBytes(pushed.bytes, after.bytes)) throw failedCheck('the registry has another signature than was pushed')
    await assertHolds(pushed, best, target, trust, timestamper)
  }
  const gone = await removeOld(
    opened,
    target,
    old.filter((one) => one.at !== at),
    signal,
  )
  return {
    ...entryOf(opened, target, at),
    format: `oci-${content.kind}`,
    action: stamping.action,
    signatures: [{ signer: signerOf(stamps.certificate), timestamps: inspectImageSignature(after).timestamps }],
    ...(stamping.failures.length > 0 && { timestampFailures: stamping.failures }),
    ...(gone.length > 0 && { superseded: gone }),
  }
}

/**
 * A timestamp by nobody who is trusted is none: the new one comes beside it, or in its place where there is room for one.
 * @returns all tokens that the signature shall have; null where it has them
 */
async function newTokens(
  { stamps, trusted }: HeldSignature,
  stamping: Stamping,
): Promise<readonly Uint8Array[] | null> {
  const { signature, tokens, room } = stamps
  if (trusted > 0) return stamping.change(signature, tokens)
  const made = (await stamping.change(signature, [])) ?? []
  return room === 'several' ? [...tokens, ...made] : made
}

/** A layer takes the place of the others in their tag; a referrer is put beside what it supersedes. */
async function push(
  repository: Repository,
  made: ImageSignature,
  old: readonly HeldSignature[],
  signal: AbortSignal | undefined,
): Promise<string> {
  const layers = old.flatMap(({ content }) => (content.kind === 'cosign' ? [JSON.stringify(content.annotations)] : []))
  return pushSignature(repository, made, ({ annotations }) => layers.includes(JSON.stringify(annotations)), signal)
}

/** Only now: until here the signature was there in its old form. */
async function removeOld(
  { repository, referenceTo }: OpenedImage,
  target: Manifest,
  old: readonly HeldSignature[],
  signal: AbortSignal | undefined,
): Promise<NonNullable<TimestampedFile['superseded']>> {
  const gone: { readonly reference: string; readonly removed: boolean }[] = []
  for (const { at } of old) {
    gone.push({ reference: referenceTo(at), removed: await repository.removeReferrer(at, target.digest, signal) })
  }
  return gone
}

/** The same signature by the same key, and with the timestamps that it shall have. @throws CoreError SELF_CHECK_FAILED */
async function assertHolds(
  content: ImageSignatureContent,
  { verified }: HeldSignature,
  target: Manifest,
  trust: Trust,
  { quorum = 1 }: Timestamper,
): Promise<void> {
  const wanted = verified.timestamps.length === 0 ? quorum : verified.timestamps.length
  try {
    const found: ImageSignatureClaims = inspectImageSignature(content)
    const now = { ...trust, verifier: { ...trust.verifier, at: new Date() } }
    const { key, timestamps } = await judgeSignature(content, found, expectedOf(target), now, NOBODY)
    if (equalBytes(key.spki, verified.key.spki) && timestamps.length >= wanted) return
  } catch (cause) {
    if (!(cause instanceof ChanceryError)) throw cause
    throw failedCheck(`the timestamped signature does not verify: ${cause.message}`, cause)
  }
  throw failedCheck('the timestamped signature lacks a timestamp')
}

function failedCheck(message: string, cause?: ChanceryError): CoreError {
  return new CoreError('SELF_CHECK_FAILED', message, cause ? { cause, details: { code: cause.code } } : {})
}

const NOBODY = { subject: undefined, issuer: undefined } as const

function expectedOf(target: Manifest): ExpectedImage {
  return { image: descriptorOf(target), annotations: {}, predicateType: null, dockerReference: null }
}

function signerOf(certificate: Uint8Array | null): string | null {
  return certificate && certificateFacts(parseCertificate(certificate)).subject
}

/** The image is what it was, and so what was recorded of it. */
function entryOf(
  { path, referenceTo }: OpenedImage,
  { digest }: Manifest,
  at: string,
): Pick<TimestampedFile, 'path' | 'out' | 'signature' | 'digest' | 'bundle'> {
  const sha256 = digest.slice('sha256:'.length)
  return {
    path,
    out: referenceTo(digest),
    signature: referenceTo(at),
    digest: { before: { sha256 }, after: { sha256 } },
    bundle: null,
  }
}
