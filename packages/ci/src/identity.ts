import type { RecordIdentity } from '@chancery/engine'
import type { StepHost } from './host.ts'

/** Claim in the record, to the variable in which the platform says it. */
const CLAIMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  github: {
    repository: 'GITHUB_REPOSITORY',
    repository_id: 'GITHUB_REPOSITORY_ID',
    ref: 'GITHUB_REF',
    sha: 'GITHUB_SHA',
    workflow_ref: 'GITHUB_WORKFLOW_REF',
    run_id: 'GITHUB_RUN_ID',
    run_attempt: 'GITHUB_RUN_ATTEMPT',
    actor: 'GITHUB_ACTOR',
  },
  jenkins: {
    job: 'JOB_NAME',
    build: 'BUILD_NUMBER',
    build_url: 'BUILD_URL',
    commit: 'GIT_COMMIT',
    branch: 'BRANCH_NAME',
    node: 'NODE_NAME',
  },
}

/** What the platform's environment says of the run. Any step of the job could have set it, so it is not verified and the record says so. */
export function assertedIdentity(host: StepHost): RecordIdentity {
  const entries = Object.entries(CLAIMS[host.platform] ?? {}).flatMap(([claim, variable]) => {
    const value = host.env[variable]
    return value ? [[claim, value] as const] : []
  })
  return { verified: false, platform: host.platform, claims: Object.fromEntries(entries) }
}
