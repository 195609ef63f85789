import {
  AttestError,
  MAX_BUNDLE_BYTES,
  parseBundle,
  type VerifiedStatement,
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
  readonly statement: VerifiedStatement | null
}

/** Whom a bundle with a certificate must name. */
export interface ExpectedIdentity {
  readonly subject: string | undefined
  readonly issuer: string | undefined
}

/**
 * Checks a record, or any bundle about a file.
 * A key that is not trusted leaves it `not-checked`: whoever verifies the file need not know who records. Everything else that is wrong is `failed`.
 */
export async function checkBundle(
  path: string,
  file: { readonly source: ByteSource; readonly sha256: string },
  trust: Trust,
  identity: ExpectedIdentity,
): Promise<RecordCheck> {
  try {
    const bundle = parseBundle(await readBytes(path, MAX_BUNDLE_BYTES))
    const statement =
      bundle.kind === 'key'
        ? verifyKeyBundle(bundle, trust.verifier.keys, { sha256: file.sha256 })
        : await verifyCertificateBundle(bundle, {
            trustedRoots: trust.trustedRoots,
            identity,
            sha256: file.sha256,
            artifact: () => wholeArtifact(file.source),
          })
    return { verdict: 'verified', fault: null, statement }
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    const fault = { code: error.code, message: `${path}: ${error.message}`, howToFix: error.howToFix }
    return { verdict: error.code === 'BUNDLE_KEY_UNTRUSTED' ? 'not-checked' : 'failed', fault, statement: null }
  }
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
