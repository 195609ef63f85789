import { PROVENANCE_TYPE, type Statement } from '@chancery/attest'
import { ENGINE_ERRORS, type EngineErrorCode } from './errors.ts'
import { membersOf } from './members-of.ts'
import type { RecordCheck } from './record-check.ts'

/** `builder.id` where nobody proved which job it was: docs/build-types/asserted.md. */
const UNVERIFIED_BUILDER = 'urn:chancery:builder:unverified'

/** What lies under the name of provenance and is none fails the file: whoever takes it for some would be deceived. */
export function provenanceCheck(check: RecordCheck | null): RecordCheck | null {
  if (check?.verdict !== 'verified') return check
  const why = faultOf(check.statement)
  if (why === null) return check
  const code: EngineErrorCode = 'PROVENANCE_INVALID'
  return { ...check, verdict: 'failed', fault: { code, message: why, howToFix: ENGINE_ERRORS[code].howToFix } }
}

/** SLSA v1, "Provenance": what a verifier must find there. */
function faultOf(statement: Statement | null): string | null {
  if (statement?.predicateType !== PROVENANCE_TYPE) {
    return `${JSON.stringify(statement?.predicateType ?? null)} is no SLSA provenance v1`
  }
  const { buildType } = membersOf(membersOf(statement.predicate).buildDefinition)
  const isWhole = typeof buildType === 'string' && builderOf(statement) !== null
  return isWhole ? null : 'the provenance says not what was built by whom: buildType or builder.id is missing'
}

function builderOf({ predicate }: Statement): string | null {
  const { id } = membersOf(membersOf(membersOf(predicate).runDetails).builder)
  return typeof id === 'string' ? id : null
}

/** Whether the provenance is of a job that somebody vouched for. */
export function isProved({ statement }: RecordCheck): boolean {
  return statement !== null && builderOf(statement) !== UNVERIFIED_BUILDER
}
