import {
  parseBundle,
  SIGNING_RECORD_TYPE,
  type Statement,
  type StatementKey,
  type Subject,
  signAndLog,
  verifyKeyBundle,
} from '@chancery/attest'
import { isJsonObject, type PlainData, type RecordFile, type TimestampFacts } from '@chancery/core'
import { readBundleFile } from '../bundle-file.ts'
import { exists } from '../config.ts'
import { EngineError } from '../errors.ts'
import {
  ATTESTATION_SUFFIX,
  PROVENANCE_SUFFIX,
  RECORD_SUFFIX,
  SBOM_SUFFIX,
  SIGNATURE_SUFFIX,
  TEST_RESULT_SUFFIX,
  VSA_SUFFIX,
} from '../record-suffix.ts'
import { VERSION } from '../version.ts'

/** A file, and the detached signature beside it: SHA-256, lower-case hex. */
export interface Digests {
  readonly file: string
  readonly sideFile: string | null
}

/** What `sign` leaves beside a file and the same key can say of it anew. */
const OWN: readonly string[] = [RECORD_SUFFIX, PROVENANCE_SUFFIX]
const OTHERS: readonly string[] = [SBOM_SUFFIX, TEST_RESULT_SUFFIX, VSA_SUFFIX, ATTESTATION_SUFFIX, SIGNATURE_SUFFIX]

/** Which records lie beside a file. */
export async function recordsBeside(path: string): Promise<readonly string[]> {
  const found = await Promise.all(OWN.map((suffix) => exists(path + suffix)))
  return OWN.filter((_, index) => found[index])
}

/** What else was said of the file would be about another one afterwards. @throws EngineError STATEMENT_WOULD_BREAK */
export async function assertNothingBreaks(path: string): Promise<void> {
  for (const suffix of OTHERS) {
    if (!(await exists(path + suffix))) continue
    throw new EngineError(
      'STATEMENT_WOULD_BREAK',
      `${path}${suffix} is about the file as it is, and a timestamp changes it`,
    )
  }
}

/**
 * The records beside a file, said anew of what it becomes: the same job, key and request, another digest.
 * @param target path that the file will have
 * @throws AttestError where a record is not by this key, or not about this file
 */
export async function restate(
  path: string,
  suffixes: readonly string[],
  key: StatementKey,
  change: { readonly before: Digests; readonly after: Digests; readonly timestamps: readonly TimestampFacts[] },
  target: string,
  signal: AbortSignal | undefined,
): Promise<readonly RecordFile[]> {
  const records: RecordFile[] = []
  for (const suffix of suffixes) {
    const bundle = parseBundle(await readBundleFile(path + suffix))
    if (bundle.kind !== 'key') {
      throw new EngineError(
        'STATEMENT_WOULD_BREAK',
        `${path}${suffix} is signed under a certificate, not by keys.attestation`,
      )
    }
    const { statement } = verifyKeyBundle(bundle, [key.info.publicKey], { sha256: change.before.file })
    const { bytes } = await signAndLog(anew(statement as Statement, key, change), key, target + suffix, signal)
    records.push({ suffix, bytes })
  }
  return records
}

function anew(
  statement: Statement,
  { log }: StatementKey,
  { before, after, timestamps }: Parameters<typeof restate>[3],
): Statement {
  const subjects = statement.subjects.map((subject): Subject => {
    const { sha256 } = subject.digest
    if (sha256 === before.file) return { ...subject, digest: { sha256: after.file } }
    return sha256 === before.sideFile && after.sideFile !== null
      ? { ...subject, digest: { sha256: after.sideFile } }
      : subject
  })
  const { predicate, predicateType } = statement
  if (predicateType !== SIGNING_RECORD_TYPE || !isJsonObject(predicate)) return { ...statement, subjects }
  const digest = { ...(predicate.digest as object), after: { sha256: after.file } }
  const said = {
    ...predicate,
    digest,
    timestamp: timestamps[0] ?? null,
    timestamps,
    log: log && { origin: log.origin, onFailure: log.onFailure },
    tool: { name: 'chancery', version: VERSION },
    recordedAt: new Date().toISOString(),
  }
  return { subjects, predicateType, predicate: said as unknown as PlainData }
}
