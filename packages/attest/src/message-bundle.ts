import { createHash } from 'node:crypto'
import { type PublicKey, parsePublicKey, verifySignature, verifySignatureStream } from '@chancery/codec'
import { concat, equalBytes } from '@chancery/core'
import type { MessageBundle, MessageSignature } from './bundle.ts'
import { AttestError } from './errors.ts'
import { keyFingerprint, namesKey } from './key-id.ts'
import { schemesOf } from './key-schemes.ts'
import { assertTimestampsHold } from './key-timestamps.ts'
import type { VerifiedStatement } from './verify.ts'

/** The bytes of a file, from their beginning each time that it is asked. */
export type Artifact = () => AsyncIterable<Uint8Array> | Promise<Uint8Array>

/** Ed25519 hashes the message twice, so it must lie in memory. Bytes. */
const MAX_IN_MEMORY = 256 * 1024 * 1024

/**
 * Verifies a bundle in which a bare key signed the file itself.
 * @param keys trusted public keys (SubjectPublicKeyInfo, DER)
 * @throws AttestError BUNDLE_SUBJECT_MISMATCH, BUNDLE_SIGNATURE_INVALID, BUNDLE_TIMESTAMP_INVALID, BUNDLE_KEY_UNTRUSTED, BUNDLE_UNSUPPORTED
 */
export async function verifyMessageBundle(
  { message, hint, timestamps }: MessageBundle,
  keys: readonly Uint8Array[],
  artifact: Artifact,
): Promise<VerifiedStatement> {
  await assertMessageDigest(message, artifact)
  for (const spki of keys) {
    if (!(await isSignedBy(parsePublicKey(spki), message, artifact))) continue
    assertTimestampsHold(timestamps, message.signature)
    return { statement: null, signedBy: keyFingerprint(spki) }
  }
  if (keys.some((spki) => namesKey(hint, spki))) {
    throw new AttestError('BUNDLE_SIGNATURE_INVALID', 'the file is not what the key of the bundle signed')
  }
  throw new AttestError('BUNDLE_KEY_UNTRUSTED', `the file is signed by ${hint || 'a key'} that is not trusted`)
}

/** The digest decides nothing, but a bundle that tells of another file is not about this one. @throws AttestError BUNDLE_SUBJECT_MISMATCH */
export async function assertMessageDigest({ digest }: MessageSignature, artifact: Artifact): Promise<void> {
  const hash = createHash(digest.name)
  for await (const chunk of chunksOf(artifact)) hash.update(chunk)
  if (equalBytes(hash.digest(), digest.value)) return
  throw new AttestError('BUNDLE_SUBJECT_MISMATCH', 'the bundle signs another file than this one')
}

/** @throws AttestError BUNDLE_UNSUPPORTED for an Ed25519 signature over what does not fit in memory */
export async function isSignedBy(
  key: PublicKey,
  { signature }: MessageSignature,
  artifact: Artifact,
): Promise<boolean> {
  for (const scheme of schemesOf(key)) {
    const held =
      scheme.scheme === 'eddsa'
        ? verifySignature(key, scheme, await inMemory(artifact), signature)
        : await verifySignatureStream(key, scheme, chunksOf(artifact), signature)
    if (held) return true
  }
  return false
}

async function* chunksOf(artifact: Artifact): AsyncIterable<Uint8Array> {
  const bytes = artifact()
  if (Symbol.asyncIterator in bytes) yield* bytes
  else yield await bytes
}

async function inMemory(artifact: Artifact): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunksOf(artifact)) {
    size += chunk.length
    if (size > MAX_IN_MEMORY) {
      throw new AttestError(
        'BUNDLE_UNSUPPORTED',
        'an Ed25519 signature over so large a file: an attestation carries a digest',
      )
    }
    chunks.push(chunk)
  }
  return concat(...chunks)
}
