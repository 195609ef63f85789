import { basename } from 'node:path'
import { keyFingerprint, PROVENANCE_TYPE, SIGNING_RECORD_TYPE } from '@chancery/attest'
import { ChanceryError, VerificationError } from '@chancery/core'
import type { ExpectedImage, ImageSignatureClaims, VerifiedImageSignature } from '@chancery/oci'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import type { FileResult } from '../each-file.ts'
import { ENGINE_ERRORS } from '../errors.ts'
import { assertJob } from '../job-requirements.ts'
import { membersOf } from '../members-of.ts'
import { assertFormat, assertPolicy } from '../policy/evaluate.ts'
import type { Policy } from '../policy/policy.ts'
import type { PolicyRun, PolicySubject } from '../policy/policy-run.ts'
import { provenanceCheck } from '../provenance-check.ts'
import type { RecordCheck } from '../record-check.ts'
import { recordedJob } from '../recorded-job.ts'
import { assertRequired, assertTimestampQuorum } from '../requirements.ts'
import { assertAge, assertSigner, assertStrong } from '../signer-requirements.ts'
import type { Trust } from '../trust.ts'
import type { DemandedVerification } from '../verify.ts'
import { type ImageFindings, type Judged, reportedImage } from './image-report.ts'
import { descriptorOf, type ImageStore, type OpenedImage } from './image-store.ts'
import { asVerifiedSignature, judgeSignature } from './judge-signature.ts'
import { judgeStatement } from './judge-statement.ts'
import { refusal } from './refusal.ts'
import {
  attestationType,
  claimsOf,
  type FoundContent,
  readImageContents,
  type UnreadReferrer,
} from './signature-reader.ts'

/** What the images of one call share. */
export interface ImageVerification {
  readonly context: Context
  /** With what a policy demands in place of what it would. */
  readonly options: DemandedVerification
  readonly trust: Trust
  readonly store: ImageStore
  readonly policy: PolicyRun | null
}

const AT_ONCE = 8

/**
 * An image is verified where at least one signature holds, is by whom we trust and meets everything that is asked of it; whoever may push can add others that
 * do not, so those are told and do not decide. Attestations are no signatures: an image that has nothing else is not signed.
 */
export async function verifyImage(run: ImageVerification, path: string): Promise<FileResult> {
  const findings: ImageFindings = {
    opened: null,
    signatures: [],
    statements: [],
    record: null,
    provenance: null,
    job: null,
    level: null,
  }
  const result = await judgeImage(run, path, findings)
  const { opened } = findings
  if (!run.policy || !opened) return result
  const sha256 = opened.manifest.digest.slice('sha256:'.length)
  return run.policy.finish(subjectOf(opened), result, { ...findings, sha256 })
}

/** Repositories of one name may lie in several places: what tells images apart is the digest. */
function subjectOf({ name, manifest }: OpenedImage): PolicySubject {
  const called = basename(name)
  return { name, resource: called, place: `${called}-${manifest.digest.replace(':', '-')}` }
}

async function judgeImage(run: ImageVerification, path: string, findings: ImageFindings): Promise<FileResult> {
  try {
    const opened = await run.store.open(path)
    findings.opened = opened
    await check(run, opened, findings)
    return { ...reportedImage(path, findings), verdict: 'verified', exitCode: 0 }
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    const { code, message, howToFix, exitCode } = error
    return { ...reportedImage(path, findings), verdict: 'failed', code, message, howToFix, exitCode }
  }
}

async function check(
  { context: { signal }, options, trust, policy }: ImageVerification,
  opened: OpenedImage,
  findings: ImageFindings,
): Promise<void> {
  const { found, unread } = await readImageContents(opened.repository, opened.manifest.digest, signal)
  const read = found.map((one): ReadContent => ({ ...one, claims: claimsOf(one) }))
  const isStatement = ({ claims }: ReadContent): boolean => attestationType(claims) !== null
  const judged = await concurrently(
    read.filter((one) => !isStatement(one)),
    AT_ONCE,
    (one) => judge(one, options, trust, policy?.policy ?? null, opened),
  )
  findings.signatures = [...judged, ...unread.map(unreadSignature)]
  findings.statements = await concurrently(read.filter(isStatement), AT_ONCE, (one) =>
    judgeStatement(one, one.claims as ImageSignatureClaims, options.provenanceSigners, trust, opened),
  )
  const relied = judged.flatMap(({ verified, error }) => (verified && error === null ? [verified] : []))
  if (relied.length === 0) throw refusal(opened.path, findings.signatures, findings.statements.length)
  await checkStatements(options, trust, relied, findings)
  if (policy) checkPolicy(policy, trust, relied, findings)
}

/** Of several provenances one must satisfy; that which gives the highest level is told. */
function checkPolicy(
  { policy }: PolicyRun,
  trust: Trust,
  [first]: readonly VerifiedImageSignature[],
  findings: ImageFindings,
): void {
  const checks = provenancesIn(findings).filter(({ verdict }) => verdict === 'verified')
  const format = first ? `oci-${first.kind}` : null
  let refused: unknown = null
  let met = false
  for (const provenance of checks.length > 0 ? checks : [findings.provenance]) {
    try {
      const level = assertPolicy(policy, { format, provenance }, trust)
      if (!met || (level ?? 0) > (findings.level ?? 0)) Object.assign(findings, { provenance, level })
      met = true
    } catch (error) {
      refused ??= error
    }
  }
  if (!met) throw refused
}

function provenancesIn({ statements }: ImageFindings): readonly RecordCheck[] {
  const found = statements.filter(({ predicateType }) => predicateType === PROVENANCE_TYPE)
  return found.map(({ check }) => provenanceCheck(check) as RecordCheck)
}

/** Records and provenance: one that is verified is enough, and a record counts only for a signature that is relied on. */
async function checkStatements(
  options: DemandedVerification,
  trust: Trust,
  relied: readonly VerifiedImageSignature[],
  findings: ImageFindings,
): Promise<void> {
  const keys = relied.map(({ key }) => keyFingerprint(key.spki))
  const ofType = (type: string): readonly RecordCheck[] =>
    findings.statements.filter(({ predicateType }) => predicateType === type).map((one) => one.check)
  const records = ofType(SIGNING_RECORD_TYPE).filter((one) => one.verdict !== 'verified' || isAbout(one, keys))
  findings.record = best(records)
  findings.provenance = best(provenancesIn(findings))
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
  options: DemandedVerification,
  trust: Trust,
  policy: Policy | null,
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
    if (policy) assertFormat(policy, `oci-${kind}`)
    return { at, kind, claims, verified, error: null }
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    return { at, kind, claims, verified, error }
  }
}

/** What the caller asks of a signature beside that it holds. */
function assertWanted(options: DemandedVerification, verified: VerifiedImageSignature, trust: Trust): void {
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

function unreadSignature({ at, error }: UnreadReferrer): Judged {
  return { at, kind: null, claims: null, verified: null, error }
}

function notMet(message: string): VerificationError {
  const code = 'REQUIREMENT_NOT_MET'
  return new VerificationError({ code, message, howToFix: ENGINE_ERRORS[code].howToFix }, [])
}
