import {
  AttestError,
  MAX_BUNDLE_BYTES,
  type ParsedBundle,
  parseBundle,
  verifyCertificateBundle,
  verifyKeyBundle,
} from '@chancery/attest'
import { type ByteSource, ChanceryError, type Fault } from '@chancery/core'
import { readBytes } from '@chancery/files'
import type { RecordVerdict } from './report.ts'
import type { Trust } from './trust.ts'

export interface RecordCheck {
  readonly verdict: Exclude<RecordVerdict, null>
  /** Why it failed or could not be checked. */
  readonly fault: Fault | null
}

/** Whom a bundle with a certificate must name. */
export interface ExpectedIdentity {
  readonly subject: string | undefined
  readonly issuer: string | undefined
}

/** The file that a bundle must be about, and its digest, lower-case hex. */
interface Artifact {
  readonly source: ByteSource
  readonly sha256: string
}

/**
 * Checks a record, or any bundle about a file.
 * A key that is not trusted leaves it `not-checked`: whoever verifies the file need not know who records. Everything else that is wrong is `failed`.
 * @throws FilesError where the bundle cannot be read
 */
export async function checkBundle(
  path: string,
  artifact: Artifact,
  trust: Trust,
  identity: ExpectedIdentity,
): Promise<RecordCheck> {
  const bytes = await readBytes(path, MAX_BUNDLE_BYTES)
  try {
    await verifyBundle(parseBundle(bytes), artifact, trust, identity)
    return { verdict: 'verified', fault: null }
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    const fault = { code: error.code, message: `${path}: ${error.message}`, howToFix: error.howToFix }
    return { verdict: error.code === 'BUNDLE_KEY_UNTRUSTED' ? 'not-checked' : 'failed', fault }
  }
}

/** A record that is wrong fails the file, always; one whose key is unknown only where the caller named the bundle. */
export function recordFault(check: RecordCheck | null, named: boolean): Fault | null {
  if (!check?.fault) return null
  return check.verdict === 'failed' || named ? check.fault : null
}

async function verifyBundle(
  bundle: ParsedBundle,
  { source, sha256 }: Artifact,
  { verifier, trustedRoots }: Trust,
  identity: ExpectedIdentity,
): Promise<void> {
  const asksWhom = identity.subject !== undefined || identity.issuer !== undefined
  if (bundle.kind === 'key') {
    verifyKeyBundle(bundle, verifier.keys, { sha256 })
    if (!asksWhom) return
    throw new AttestError('BUNDLE_IDENTITY_MISMATCH', 'the bundle is signed by a bare key, which names nobody')
  }
  await verifyCertificateBundle(bundle, { trustedRoots, identity, sha256, artifact: () => wholeArtifact(source) })
  // Everybody can have a certificate of a public authority: without a name, "verified" would mean "by anyone".
  if (identity.subject !== undefined) return
  throw new AttestError('BUNDLE_KEY_UNTRUSTED', 'the bundle has a certificate, and nothing says whom it must name', {
    howToFix: 'Say with --identity (and --issuer) who must have signed.',
  })
}

/** Bundles over the message itself hash the artifact in memory. Bytes. */
const MAX_ARTIFACT_BYTES = 256 * 1024 * 1024

async function wholeArtifact(source: ByteSource): Promise<Uint8Array> {
  if (source.size > MAX_ARTIFACT_BYTES) {
    throw new AttestError(
      'BUNDLE_UNSUPPORTED',
      `a message signature over ${source.size} bytes: an attestation carries a digest`,
    )
  }
  return source.read(0, source.size)
}
