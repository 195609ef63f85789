import { keyFingerprint } from '@chancery/attest'
import type { ChanceryError } from '@chancery/core'
import type { ImageSignatureClaims, VerifiedImageSignature } from '@chancery/oci'
import type { FileResult } from '../each-file.ts'
import type { RecordCheck } from '../record-check.ts'
import type { RecordedJob } from '../recorded-job.ts'
import { type ImageAttestation, type ImageSignatureEntry, signatureEntry } from '../report.ts'
import type { OpenedImage } from './image-store.ts'
import { asVerifiedSignature, failedState } from './judge-signature.ts'

/** One signature that counts, or why it does not. */
export interface Judged {
  readonly at: string
  readonly kind: string | null
  readonly claims: ImageSignatureClaims | null
  readonly verified: VerifiedImageSignature | null
  /** null where it is relied on. */
  readonly error: ChanceryError | null
}

export interface JudgedStatement {
  readonly at: string
  readonly predicateType: string
  readonly check: RecordCheck
}

/** What was found out about an image so far: the report of a failure has it, too. */
export interface ImageFindings {
  opened: OpenedImage | null
  signatures: readonly Judged[]
  statements: readonly JudgedStatement[]
  record: RecordCheck | null
  provenance: RecordCheck | null
  job: RecordedJob | null
  /** That a policy gives to the builder. */
  level: number | null
}

export function reportedImage(path: string, findings: ImageFindings): Omit<FileResult, 'exitCode'> {
  const { opened, record, provenance, job } = findings
  const entries = opened ? findings.signatures.map((one) => signatureOf(one, opened)) : []
  return {
    path,
    format: null,
    signatures: [...entries.filter(({ reliedOn }) => reliedOn), ...entries.filter(({ reliedOn }) => !reliedOn)],
    record: record?.verdict ?? null,
    ...(provenance !== null && { provenance: provenance.verdict }),
    ...(record !== null && record.key !== null && { recordKey: record.key }),
    ...(record !== null && record.log !== null && { log: record.log }),
    ...(job !== null && { identity: job.entry }),
    ...(opened && {
      image: {
        reference: opened.referenceTo(opened.manifest.digest),
        mediaType: opened.manifest.mediaType,
        attestations: findings.statements.map((one) => attestationOf(one, opened)),
      },
    }),
  }
}

function signatureOf({ at, kind, claims, verified, error }: Judged, opened: OpenedImage): ImageSignatureEntry {
  const base = verified
    ? signatureEntry(asVerifiedSignature(verified))
    : {
        signer: claims?.certificate ? signerOf(claims.certificate) : null,
        digestAlgorithm: null,
        signatureAlgorithm: null,
        nested: false,
        timestamp: null,
        timestamps: [],
        ...failedState(error as ChanceryError),
      }
  return {
    ...base,
    reference: opened.referenceTo(at),
    kind: kind && `oci-${kind}`,
    reliedOn: error === null,
    ...(verified && { key: keyFingerprint(verified.key.spki), annotations: verified.annotations }),
    ...(error && { code: error.code, message: error.message, howToFix: error.howToFix }),
  }
}

function signerOf({
  subject,
  issuer,
  serial,
  sha256,
}: NonNullable<ImageSignatureClaims['certificate']>): ImageSignatureEntry['signer'] {
  return { subject, issuer, serial, sha256 }
}

function attestationOf({ at, predicateType, check }: JudgedStatement, opened: OpenedImage): ImageAttestation {
  const { verdict, key, fault } = check
  return {
    reference: opened.referenceTo(at),
    predicateType,
    verdict,
    ...(key !== null && { key }),
    ...(fault && { code: fault.code }),
  }
}
