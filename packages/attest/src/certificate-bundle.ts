import { Buffer } from 'node:buffer'
import type { ParsedBundle } from './bundle.ts'
import { IN_TOTO_PAYLOAD_TYPE } from './dsse.ts'
import { AttestError } from './errors.ts'
import { parseStatement, type Statement } from './statement.ts'
import { assertSubject, type VerifiedStatement } from './verify.ts'

export interface CertificateBundleOptions {
  /** Parsed trusted_root.json files; one of them must hold. */
  readonly trustedRoots: readonly Record<string, unknown>[]
  /** Whom the certificate must name: subject alternative name and OIDC issuer, exactly; undefined is not asked. */
  readonly identity: { readonly subject: string | undefined; readonly issuer: string | undefined }
  /** Of the artifact, lower-case hex. */
  readonly sha256: string
  /** Reads the artifact whole: bundles over the message itself, not over a statement, are verified over it. */
  readonly artifact: () => Promise<Uint8Array>
}

/**
 * Verifies a bundle that was signed under a certificate: chain, timestamps, log entries with their proofs, identity.
 * The work is @sigstore/verify's, loaded only here; it leaves subject and exact identity to its caller.
 * @throws AttestError BUNDLE_KEY_UNTRUSTED without a trusted root, BUNDLE_SIGNATURE_INVALID, BUNDLE_IDENTITY_MISMATCH, BUNDLE_SUBJECT_MISMATCH
 */
export async function verifyCertificateBundle(
  parsed: Extract<ParsedBundle, { kind: 'certificate' }>,
  options: CertificateBundleOptions,
): Promise<VerifiedStatement> {
  const { bundleFromJSON } = await import('@sigstore/bundle')
  const { toSignedEntity, toTrustMaterial, Verifier, PolicyError } = await import('@sigstore/verify')
  const { TrustedRoot } = await import('@sigstore/protobuf-specs')
  let bundle: ReturnType<typeof bundleFromJSON>
  try {
    bundle = bundleFromJSON(parsed.json)
  } catch (cause) {
    throw new AttestError('BUNDLE_MALFORMED', 'the bundle breaks the rules of its version', { cause })
  }
  const { content } = bundle
  if (options.trustedRoots.length === 0) {
    // Whoever signed it: what is about another file is not about this one.
    statementIn(content, options.sha256)
    throw new AttestError('BUNDLE_KEY_UNTRUSTED', 'the bundle has a certificate, and no trusted root was given')
  }
  const artifact = content.$case === 'messageSignature' ? Buffer.from(await options.artifact()) : undefined
  const { subject, issuer } = options.identity
  const policy = {
    ...(subject !== undefined && { subjectAlternativeName: `^${escapePattern(subject)}$` }),
    ...(issuer !== undefined && { extensions: { issuer } }),
  }
  let failure: unknown
  for (const json of options.trustedRoots) {
    try {
      const root = TrustedRoot.fromJSON(json)
      const verifier = new Verifier(toTrustMaterial(root), {
        tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
        ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
        timestampThreshold: 1,
      })
      const signer = verifier.verify(toSignedEntity(bundle, artifact), policy as Parameters<typeof verifier.verify>[1])
      const statement = statementIn(content, options.sha256)
      return { statement, signedBy: signer.identity?.subjectAlternativeName ?? '' }
    } catch (error) {
      if (error instanceof AttestError) throw error
      failure = error
    }
  }
  if (failure instanceof PolicyError) {
    throw new AttestError('BUNDLE_IDENTITY_MISMATCH', failure.message, { cause: failure })
  }
  const why = failure instanceof Error ? failure.message : 'it does not hold'
  throw new AttestError('BUNDLE_SIGNATURE_INVALID', `the bundle does not verify: ${why}`, { cause: failure })
}

type Content = import('@sigstore/bundle').Bundle['content']

/** null for a signature over the message itself: that is about this artifact by being valid. */
function statementIn(content: Content, sha256: string): Statement | null {
  if (content.$case === 'messageSignature') return null
  if (content.dsseEnvelope.payloadType !== IN_TOTO_PAYLOAD_TYPE) {
    throw new AttestError('BUNDLE_UNSUPPORTED', 'the payload is no in-toto statement')
  }
  const statement = parseStatement(Uint8Array.from(content.dsseEnvelope.payload))
  assertSubject(statement, { sha256 })
  return statement
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
