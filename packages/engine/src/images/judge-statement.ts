import { createHash } from 'node:crypto'
import { keyFingerprint, PROVENANCE_TYPE } from '@chancery/attest'
import { ChanceryError } from '@chancery/core'
import type { ImageSignatureClaims, VerifiedImageSignature } from '@chancery/oci'
import type { ExpectedIdentity, RecordCheck } from '../record-check.ts'
import type { Trust } from '../trust.ts'
import type { JudgedStatement } from './image-report.ts'
import { descriptorOf, type OpenedImage } from './image-store.ts'
import { judgeSignature } from './judge-signature.ts'
import type { FoundContent } from './signature-reader.ts'

/**
 * A statement about an image, as one beside a file is checked: by a key that nobody here knows it is `not-checked`.
 * @param provenanceSigners whom a certificate may name that provenance is signed under
 */
export async function judgeStatement(
  { at, content }: FoundContent,
  claims: ImageSignatureClaims,
  provenanceSigners: ExpectedIdentity['signers'],
  trust: Trust,
  { manifest, referenceTo }: OpenedImage,
): Promise<JudgedStatement> {
  const predicateType = claims.predicateType as string
  const input = { name: referenceTo(at), sha256: createHash('sha256').update(content.bytes).digest('hex') }
  const signers = predicateType === PROVENANCE_TYPE ? provenanceSigners : undefined
  const expected = { image: descriptorOf(manifest), annotations: {}, predicateType, dockerReference: null }
  try {
    const verified = await judgeSignature(content, claims, expected, trust, { ...NOBODY, signers })
    const { statement, log } = verified
    const check = { verdict: 'verified', fault: null, statement, log, ...saidBy(verified), input } as const
    return { at, predicateType, check }
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    const { code, message, howToFix } = error
    const verdict = code === 'BUNDLE_KEY_UNTRUSTED' ? 'not-checked' : 'failed'
    const fault = { code, message, howToFix }
    const check = { verdict, fault, statement: null, key: null, log: null, input } as const
    return { at, predicateType, check }
  }
}

/** What a certificate signed is the word of whom it names, not of a key that is trusted. */
function saidBy({ key, certificate, identity }: VerifiedImageSignature): Pick<RecordCheck, 'key' | 'certifiedBy'> {
  const fingerprint = keyFingerprint(key.spki)
  if (!certificate) return { key: fingerprint }
  return { key: fingerprint, certifiedBy: identity ?? { subject: certificate.subjectName, issuer: null } }
}

const NOBODY = { subject: undefined, issuer: undefined } as const
