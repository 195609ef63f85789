import { SIGNING_RECORD_TYPE, type Statement } from '@chancery/attest'
import { ChanceryError } from '@chancery/core'
import type { RecordedIdentity } from '@chancery/identity'
import { membersOf } from './members-of.ts'
import type { JobEntry } from './report.ts'

/** A job whose token was not verified when the file was signed: what its environment said is not repeated, so that nothing goes by it. */
const UNPROVED = { verified: false, issuer: null, repository: null, workflow: null, ref: null, commit: null } as const

/** The job in a signing record, and whether it ran for a request to merge: then its code may be a stranger's proposal, whatever branch it names. */
export interface RecordedJob {
  readonly entry: JobEntry
  readonly isRequest: boolean
}

/**
 * Which CI job asked for a signature, as the record says. Only of a record that a trusted key signed about the file.
 * @returns null where the statement is no signing record, or names no job that can be read
 */
export async function recordedJob(statement: Statement | null): Promise<RecordedJob | null> {
  if (statement?.predicateType !== SIGNING_RECORD_TYPE) return null
  const { verified, platform, claims } = membersOf(membersOf(statement.predicate).identity)
  if (typeof platform !== 'string') return null
  // Nothing but the truth value: a text "true" was not written by who writes records.
  if (verified !== true) return { entry: { platform, ...UNPROVED }, isRequest: false }
  const { recordedIdentity } = await import('@chancery/identity')
  try {
    return jobOf(recordedIdentity(platform, membersOf(claims)))
  } catch (error) {
    if (error instanceof ChanceryError) return null
    throw error
  }
}

function jobOf(identity: RecordedIdentity): RecordedJob {
  const { platform, issuer, source, trigger } = identity
  const { repository, ref, commit, refType } = source
  return {
    entry: { platform, verified: true, issuer, repository, workflow: workflowOf(identity), ref, commit },
    isRequest: refType === 'pull-request' || identity.fork === true || trigger === 'pull_request_target',
  }
}

/**
 * What says how the job builds: the reusable workflow where there is one. Where a platform's tokens name no definition it is the job (Jenkins) or the
 * pipeline (Buildkite), by the claim that a build cannot choose.
 */
function workflowOf({ platform, subject, project, jobDefinition }: RecordedIdentity): string | null {
  if (platform === 'jenkins') return subject
  return platform === 'buildkite' ? project.url : jobDefinition.uri
}
