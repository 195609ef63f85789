import { keyFingerprint, PROVENANCE_TYPE, SIGNING_RECORD_TYPE } from '@chancery/attest'
import { ChanceryError, VerificationError } from '@chancery/core'
import type { ExpectedImage, ImageSignatureClaims, VerifiedImageSignature } from '@chancery/oci'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import type { FileResult } from '../each-file.ts'
import { ENGINE_ERRORS } from '../errors.ts'
import { assertJob } from '../job-requirements.ts'
import { membersOf } from '../members-of.ts'
import { provenanceCheck } from '../provenance-check.ts'
import type { RecordCheck } from '../record-check.ts'
import { type RecordedJob, recordedJob } from '../recorded-job.ts'
import type { ImageAttestation, ImageSignatureEntry } from '../report.ts'
import { signatureEntry } from '../report.ts'
import { assertRequired, assertTimestampQuorum } from '../requirements.ts'
import { assertAge, assertSigner, assertStrong } from '../signer-requirements.ts'
import type { Trust } from '../trust.ts'
import type { VerifyOptions } from '../verify.ts'
import { descriptorOf, type ImageStore, type OpenedImage } from './image-store.ts'
import { asVerifiedSignature, failedState, judgeSignature } from './judge-signature.ts'
import { refusal } from './refusal.ts'
import {
  attestationType,
  claimsOf,
  type FoundContent,
  readImageContents,
  type UnreadReferrer,
} from './signature-reader.ts'

/** One signature that counts, or why it does not. */
interface Judged {
  readonly at: string
  readonly kind: string | null
  readonly claims: ImageSignatureClaims | null
  readonly verified: VerifiedImageSignature | null
  /** null where it is relied on. */
  readonly error: ChanceryError | null
}

interface JudgedStatement {
  readonly at: string
  readonly predicateType: string
  readonly check: RecordCheck
}

/** What was found out so far, for the report of a failure. */
interface Findings {
  opened: OpenedImage | null
  signatures: readonly Judged[]
  statements: readonly JudgedStatement[]
  record: RecordCheck | null
  provenance: RecordCheck | null
  job: RecordedJob | null
}

const AT_ONCE = 8

/**
 * An image is verified where at least one signature holds, is by whom we trust and meets everything that is asked of it; whoever may push can add others that
 * do not, so those are told and do not decide. Attestations are no signatures: an image that has nothing else is not signed.
 */
export async function verifyImage(
  context: Context,
  options: VerifyOptions,
  trust: Trust,
  store: ImageStore,
  path: string,
): Promise<FileResult> {
  const findings: Findings = {
    opened: null,
    signatures: [],
    statements: [],
    record: null,
    provenance: null,
    job: null,
  }
  try {
    const opened = await store.open(path)
    findings.opened = opened
    await check(context, options, trust, opened, findings)
    return { ...reported(path, findings), verdict: 'verified', exitCode: 0 }
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    const { code, message, howToFix, exitCode } = error
    return { ...reported(path, findings), verdict: 'failed', code, message, howToFix, exitCode }
  }
}

async function check(
  { signal }: Context,
  options: VerifyOptions,
  trust: Trust,
  opened: OpenedImage,
  findings: Findings,
): Promise<void> {
  const { found, unread } = await readImageContents(opened.repository, opened.manifest.digest, signal)
  const read = found.map((one): ReadContent => ({ ...one, claims: claimsOf(one) }))
  const isStatement = ({ claims }: ReadContent): boolean => attestationType(claims) !== null
  const judged = await concurrently(
    read.filter((one) => !isStatement(one)),
    AT_ONCE,
    (one) => judge(one, options, trust, opened),
  )
  findings.signatures = [...judged, ...unread.map(unreadSignature)]
  findings.statements = await concurrently(read.filter(isStatement), AT_ONCE, (one) =>
    judgeStatement(one, one.claims as ImageSignatureClaims, trust, opened),
  )
  const relied = judged.flatMap(({ verified, error }) => (verified && error === null ? [verified] : []))
  if (relied.length === 0) throw refusal(opened.path, findings.signatures, findings.statements.length)
  await checkStatements(options, trust, relied, findings)
}

/** Records and provenance: one that is verified is enough, and a record counts only for a signature that is relied on. */
async function checkStatements(
  options: VerifyOptions,
  trust: Trust,
  relied: readonly VerifiedImageSignature[],
  findings: Findings,
): Promise<void> {
  const keys = relied.map(({ key }) => keyFingerprint(key.spki))
  const ofType = (type: string): readonly RecordCheck[] =>
    findings.statements.filter(({ predicateType }) => predicateType === type).map((one) => one.check)
  const records = ofType(SIGNING_RECORD_TYPE).filter((one) => one.verdict !== 'verified' || isAbout(one, keys))
  findings.record = best(records)
  findings.provenance = best(ofType(PROVENANCE_TYPE).map((one) => provenanceCheck(one) as RecordCheck))
  const evidence = {
    signatures: relied.map(asVerifiedSignature),
    record: findings.record,
    provenance: findings.provenance,
  }
  assertRequired(options.require ?? [], evidence, trust)
  findings.job = await recordedJob(findings.record?.statement ?? null)
  let refused: unknown = null
  for (const record of records.length > 0 ? records : [null]) {
    const job = await recordedJob(record?.statement ?? null)
    try {
      assertJob(options, record, job, trust)
      if (record?.verdict === 'verified') Object.assign(findings, { record, job })
      return
    } catch (error) {
      refused ??= error
    }
  }
  throw refused
}

function isAbout({ statement }: RecordCheck, keys: readonly string[]): boolean {
  const { fingerprint } = membersOf(membersOf(statement?.predicate).key)
  return keys.some((key) => key === fingerprint)
}

function best(checks: readonly RecordCheck[]): RecordCheck | null {
  const of = (verdict: RecordCheck['verdict']): RecordCheck | undefined => checks.find((one) => one.verdict === verdict)
  return of('verified') ?? of('not-checked') ?? of('failed') ?? null
}

interface ReadContent extends FoundContent {
  readonly claims: ReturnType<typeof claimsOf>
}

async function judge(
  { at, content, claims }: ReadContent,
  options: VerifyOptions,
  trust: Trust,
  { manifest }: OpenedImage,
): Promise<Judged> {
  const { kind } = content
  if (claims instanceof ChanceryError) return { at, kind, claims: null, verified: null, error: claims }
  const expected: ExpectedImage = {
    image: descriptorOf(manifest),
    annotations: options.annotations ?? {},
    predicateType: null,
    dockerReference: options.dockerReference ?? null,
  }
  let verified: VerifiedImageSignature | null = null
  try {
    const { identity: subject, issuer } = options
    verified = await judgeSignature(content, claims, expected, trust, { subject, issuer })
    assertWanted(options, verified, trust)
    return { at, kind, claims, verified, error: null }
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    return { at, kind, claims, verified, error }
  }
}

/** What the caller asks of a signature beside that it holds. */
function assertWanted(options: VerifyOptions, verified: VerifiedImageSignature, trust: Trust): void {
  const { ociFormats, dockerReference, require = [] } = options
  if (ociFormats !== undefined && !ociFormats.includes(verified.kind)) {
    throw notMet(`--oci-format: an ${verified.kind} signature does not count`)
  }
  if (dockerReference !== undefined && verified.kind !== 'cosign') {
    throw notMet('--docker-reference: only the classic layout signs the name of a repository')
  }
  const signatures = [asVerifiedSignature(verified)]
  const ofSignature = require.filter((one) => one === 'timestamp')
  assertTimestampQuorum(options.timestampQuorum, signatures)
  assertRequired(ofSignature, { signatures, record: null, provenance: null }, trust)
  assertSigner(options, signatures)
  assertStrong(options, signatures)
  assertAge(options.maxAgeDays, signatures, trust.verifier.at)
}

async function judgeStatement(
  { at, content }: FoundContent,
  claims: ImageSignatureClaims,
  trust: Trust,
  { manifest }: OpenedImage,
): Promise<JudgedStatement> {
  const predicateType = claims.predicateType as string
  const expected = { image: descriptorOf(manifest), annotations: {}, predicateType, dockerReference: null }
  try {
    const { statement, key, log } = await judgeSignature(content, claims, expected, trust, NOBODY)
    const check = { verdict: 'verified', fault: null, statement, key: keyFingerprint(key.spki), log } as const
    return { at, predicateType, check }
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    const { code, message, howToFix } = error
    const verdict = code === 'BUNDLE_KEY_UNTRUSTED' ? 'not-checked' : 'failed'
    const check = { verdict, fault: { code, message, howToFix }, statement: null, key: null, log: null } as const
    return { at, predicateType, check }
  }
}

const NOBODY = { subject: undefined, issuer: undefined } as const

function unreadSignature({ at, error }: UnreadReferrer): Judged {
  return { at, kind: null, claims: null, verified: null, error }
}

function notMet(message: string): VerificationError {
  const code = 'REQUIREMENT_NOT_MET'
  return new VerificationError({ code, message, howToFix: ENGINE_ERRORS[code].howToFix }, [])
}

function reported(path: string, findings: Findings): Omit<FileResult, 'exitCode'> {
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
