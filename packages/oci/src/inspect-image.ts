import {
  authorityFacts,
  CodecError,
  certificateFacts,
  parseCertificate,
  parseTimestamps,
  withRenewals,
} from '@chancery/codec'
import type { CertificateFacts, TimestampFacts } from '@chancery/core'
import { parseBundleContent } from './bundle/content.ts'
import { parseClassicAnnotations } from './classic/annotations.ts'
import { parseClassicPayload } from './classic/payload.ts'
import { type Annotations, rfc3339 } from './description.ts'
import { parseNotaryPayload } from './notary/payload.ts'
import { parseNotaryEnvelope } from './notary/verify.ts'
import type { ImageSignatureKind } from './verification.ts'
import type { ImageSignatureContent } from './verify-image.ts'

/** What a signature says of itself. Nothing here was verified. */
export interface ImageSignatureClaims {
  readonly kind: ImageSignatureKind
  /** Of the images that it is about. */
  readonly digests: readonly string[]
  /** null outside of bundles. */
  readonly predicateType: string | null
  readonly annotations: Readonly<Record<string, unknown>>
  readonly dockerReference: string | null
  /** null where a bare key signed. */
  readonly certificate: CertificateFacts | null
  readonly hasTimestamp: boolean
  /** Of the first one that is of this signature; by whomever. */
  readonly timestamp: TimestampFacts | null
  /** Of independent authorities, each once, oldest first; by whomever. */
  readonly timestamps: readonly TimestampFacts[]
  readonly signingTime: string | null
  readonly expiry: string | null
}

const NOTHING = { predicateType: null, dockerReference: null, signingTime: null, expiry: null } as const

/** Decides nothing. @throws OciError, AttestError, CodecError where it is malformed */
export function inspectImageSignature(content: ImageSignatureContent): ImageSignatureClaims {
  switch (content.kind) {
    case 'bundle': {
      const { statement, annotations, certificates, timestampTokens, envelope } = parseBundleContent(content.bytes)
      return {
        ...NOTHING,
        kind: content.kind,
        digests: statement.subjects.flatMap(({ digest }) => (digest.sha256 ? [`sha256:${digest.sha256}`] : [])),
        predicateType: statement.predicateType,
        annotations: Object.assign({}, ...annotations) as Annotations,
        certificate: factsOf(certificates),
        ...timestampOf(timestampTokens, envelope.signature),
      }
    }
    case 'cosign': {
      const { digest, dockerReference, optional } = parseClassicPayload(content.bytes)
      const { certificates, timestampTokens, signature } = parseClassicAnnotations(content.annotations)
      return {
        ...NOTHING,
        kind: content.kind,
        digests: [digest],
        annotations: optional,
        dockerReference,
        certificate: factsOf(certificates),
        ...timestampOf(timestampTokens, signature),
      }
    }
    case 'notary-jws':
    case 'notary-cose': {
      const envelope = parseNotaryEnvelope(content.kind, content.bytes)
      const { image, annotations } = parseNotaryPayload(envelope.payload)
      return {
        ...NOTHING,
        kind: content.kind,
        digests: [image.digest],
        annotations,
        certificate: factsOf(envelope.certificates),
        ...timestampOf(envelope.timestampToken ? [envelope.timestampToken] : [], envelope.signature),
        signingTime: rfc3339(envelope.signingTime),
        expiry: envelope.expiry && rfc3339(envelope.expiry),
      }
    }
  }
}

function factsOf([leaf]: readonly Uint8Array[]): CertificateFacts | null {
  return leaf ? certificateFacts(parseCertificate(leaf)) : null
}

function timestampOf(
  tokens: readonly Uint8Array[],
  signature: Uint8Array,
): Pick<ImageSignatureClaims, 'hasTimestamp' | 'timestamp' | 'timestamps'> {
  const found = tokens.flatMap((token) => {
    try {
      return parseTimestamps([token], signature)
    } catch (error) {
      if (error instanceof CodecError) return []
      throw error
    }
  })
  const timestamps = authorityFacts(withRenewals(found))
  return { hasTimestamp: tokens.length > 0, timestamp: timestamps[0] ?? null, timestamps }
}
