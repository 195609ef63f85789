import {
  type CertificateFacts,
  ChanceryError,
  type SignatureReport,
  type TimestampFacts,
  type TimestampRefusal,
  type VerifiedSignature,
} from '@chancery/core'
import { spelledName } from './alternative-name.ts'

/** The JSON of CONTRACT, version 1: the same for the command line, action outputs and what Jenkins returns. docs/schema/ has its schemas. */
export interface Failure {
  /** null where no file is to blame. */
  readonly path: string | null
  readonly code: string
  readonly message: string
  readonly howToFix: string
  /** Only of a denial that is recorded: its entry; `index` null: it is promised, and queued. */
  readonly log?: { readonly origin: string; readonly index: number | null }
}

export interface SignedFile {
  readonly path: string
  readonly out: string
  readonly signature: string | null
  readonly format: string
  readonly digest: { readonly before: { readonly sha256: string }; readonly after: { readonly sha256: string } | null }
  readonly key: string
  /** null where the signature of an image is by the key alone. */
  readonly certificate: CertificateFacts | null
  readonly signatureAlgorithm: string
  /** The earliest of `timestamps`. */
  readonly timestamp: TimestampFacts | null
  /** Of independent authorities, each once, oldest first. */
  readonly timestamps: readonly TimestampFacts[]
  /** Timestamp authorities that gave no token, where others made up for them. */
  readonly timestampFailures?: readonly TimestampRefusal[]
  readonly bundle: string | null
  /** SLSA provenance; null without a CI job whose identity was proved. */
  readonly provenance: string | null
  /** Where its record stands in the log; `index` null: it is promised, and queued. */
  readonly log: { readonly origin: string; readonly index: number | null } | null
  /** With `--if-signed keep`: whether the file was signed now, or is as it was. */
  readonly action?: 'signed' | 'kept'
}

export interface SignReport {
  readonly version: 1
  readonly files: readonly SignedFile[]
  readonly failed: readonly Failure[]
}

export interface SignerEntry extends Omit<CertificateFacts, 'notAfter'> {
  /** Alternative names in the certificate, as `--signer-san` takes them: `dns:build.example.com`; only where it has some. */
  readonly san?: readonly string[]
}

export interface SignatureEntry {
  readonly signer: SignerEntry | null
  readonly digestAlgorithm: string | null
  readonly signatureAlgorithm: string | null
  readonly integrity: 'ok' | 'failed'
  readonly chain: 'trusted' | 'untrusted' | 'not-checked'
  readonly revocation: 'good' | 'revoked' | 'not-checked'
  readonly nested: boolean
  /** The earliest of `timestamps`; `verify` gives the one that decided: with it the quorum was full. */
  readonly timestamp: TimestampFacts | null
  /** Of independent authorities, each once; `verify` lists those that are trusted. */
  readonly timestamps: readonly TimestampFacts[]
}

/** A signature of an image. */
export interface ImageSignatureEntry extends Omit<SignatureEntry, 'integrity'> {
  /** `not-checked`: by a key that nobody here knows, or nothing was decided. */
  readonly integrity: SignatureEntry['integrity'] | 'not-checked'
  /** Where it lies: its manifest, or the tag whose manifest has it among others. */
  readonly reference: string
  /** `oci-bundle` and the like; null where it could not be read. */
  readonly kind: string | null
  /** Whether the verdict rests on it; only `verify` says. */
  readonly reliedOn?: boolean
  /** Fingerprint of the key that made it; only of one that holds. */
  readonly key?: string
  /** Signed ones, or, where nothing was decided, what it says. */
  readonly annotations?: Readonly<Record<string, string>>
  /** Why it is not relied on, or cannot be read. */
  readonly code?: string
  readonly message?: string
  readonly howToFix?: string
}

/** A statement about an image, which is no signature of it. */
export interface ImageAttestation {
  readonly reference: string
  readonly predicateType: string
  readonly verdict: Exclude<RecordVerdict, null>
  /** Fingerprint of the key that signed it; only of one that is verified. */
  readonly key?: string
  /** Why it is not verified. */
  readonly code?: string
}

/** What refers to one manifest. */
export interface ImageTree {
  /** With its digest. */
  readonly reference: string
  readonly mediaType: string
  readonly signatures: readonly ImageSignatureEntry[]
  readonly attestations: readonly ImageAttestation[]
  readonly others: readonly { readonly reference: string; readonly artifactType: string | null }[]
}

export interface ImageEntry extends Pick<ImageTree, 'reference' | 'mediaType' | 'attestations'> {
  /** Artifacts of other kinds; only `inspect` lists them. */
  readonly others?: ImageTree['others']
  /** What an index names; only `inspect` looks there. */
  readonly platforms?: readonly (ImageTree & { readonly platform: string | null })[]
}

export type RecordVerdict = 'verified' | 'failed' | 'not-checked' | null

/** Which CI job had the file signed, as a record says that a trusted key signed. null: unproved, or the platform does not say. */
export interface JobEntry {
  /** Whether the job's token was verified when the file was signed. */
  readonly verified: boolean
  /** 'github', 'jenkins' ... */
  readonly platform: string
  readonly issuer: string | null
  readonly repository: string | null
  readonly workflow: string | null
  readonly ref: string | null
  readonly commit: string | null
}

export interface VerifiedFile {
  readonly path: string
  readonly format: string | null
  /** Only `verify` decides. */
  readonly verdict?: 'verified' | 'failed'
  readonly code?: string
  readonly message?: string
  readonly howToFix?: string
  readonly signatures: readonly (SignatureEntry | ImageSignatureEntry)[]
  readonly record: RecordVerdict
  /** Only of images. */
  readonly image?: ImageEntry
  /** Of the provenance beside it; only where there is some. */
  readonly provenance?: Exclude<RecordVerdict, null>
  /** Fingerprint of the key that signed the record, or that an unverified record names; only where there is one. */
  readonly recordKey?: string
  /** Where a trusted log has the record. */
  readonly log?: { readonly origin: string; readonly index: number }
  /** Only of a verified signing record. */
  readonly identity?: JobEntry
  /** Only with `--policy`. */
  readonly policy?: {
    readonly uri: string | null
    /** Of the policy's file, hex. */
    readonly sha256: string
    readonly result: 'PASSED' | 'FAILED'
    /** `SLSA_BUILD_LEVEL_2`; null where nobody looked at provenance, and of what failed. */
    readonly level: string | null
  }
  /** Path of the verification summary that was written. */
  readonly vsa?: string
}

export interface VerifyReport {
  readonly version: 1
  readonly files: readonly VerifiedFile[]
  readonly failed: readonly Failure[]
}

/** A report and the exit code it stands for: that of the first failure in the order of the files. */
export interface Outcome<Report> {
  readonly report: Report
  readonly exitCode: number
}

/** @param results with the exit code that each stands for */
export function outcomeOf(results: readonly (VerifiedFile & { readonly exitCode: number })[]): Outcome<VerifyReport> {
  return {
    report: { version: 1, files: results.map(({ exitCode: _, ...file }) => file), failed: [] },
    exitCode: results.find((result) => result.exitCode !== 0)?.exitCode ?? 0,
  }
}

/** Files before images, each in the order of the command line. */
export function joinOutcomes<File>(
  outcomes: readonly Outcome<{
    readonly version: 1
    readonly files: readonly File[]
    readonly failed: readonly Failure[]
  }>[],
): Outcome<{ readonly version: 1; readonly files: readonly File[]; readonly failed: readonly Failure[] }> {
  return {
    report: {
      version: 1,
      files: outcomes.flatMap(({ report }) => report.files),
      failed: outcomes.flatMap(({ report }) => report.failed),
    },
    exitCode: outcomes.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0,
  }
}

export function failureOf(error: ChanceryError, path: string | null): Failure {
  const { code, message, howToFix, details } = error
  const { log: origin, index = null } = details
  const denied = code === 'DENIED' && typeof origin === 'string' && (typeof index === 'number' || index === null)
  return { path, code, message, howToFix, ...(denied && { log: { origin, index } }) }
}

/** What failed, in the order of the files, and the exit code: that of the first. */
export function failuresOf(results: readonly { readonly path: string; readonly error: ChanceryError | null }[]): {
  readonly failed: readonly Failure[]
  readonly exitCode: number
} {
  const failures = results.flatMap(({ path, error }) => (error ? [{ path, error }] : []))
  return {
    failed: failures.map(({ path, error }) => failureOf(error, path)),
    exitCode: failures[0]?.error.exitCode ?? 0,
  }
}

/** Rethrows what is not an error of ours: a defect must not look like a verdict. */
export function asChanceryError(error: unknown): ChanceryError {
  if (error instanceof ChanceryError) return error
  throw error
}

export function signatureEntry(signature: SignatureReport | VerifiedSignature): SignatureEntry {
  const { signer, signerNames } = signature
  const san = signerNames.map(spelledName)
  return {
    signer: signer && {
      subject: signer.subject,
      issuer: signer.issuer,
      serial: signer.serial,
      sha256: signer.sha256,
      ...(san.length > 0 && { san }),
    },
    digestAlgorithm: signature.digestAlgorithm,
    signatureAlgorithm: signature.signatureAlgorithm,
    integrity: signature.integrity,
    chain: 'chain' in signature ? signature.chain : 'not-checked',
    revocation: 'revocation' in signature ? signature.revocation : 'not-checked',
    nested: signature.nested,
    timestamp: signature.timestamp,
    timestamps: signature.timestamps,
  }
}
