import {
  type CommonOptions,
  identifyJob,
  type JobIdentity,
  type OptionValues,
  type RecordIdentity,
  type SignOptions,
} from '@chancery/engine'
import type { OptionSpec } from '@chancery/engine/operations'
import { CiError } from './errors.ts'
import type { StepHost } from './host.ts'

/** An input of steps alone: a terminal has no job. */
export const REQUIRE_IDENTITY: OptionSpec = {
  name: 'require-identity',
  kind: 'flag',
  help: 'fail where no identity token proves which job this is; without it the record says that nobody did',
}

/**
 * Who asks, for the records: proved by the job's token where chancery.yaml says whose tokens are believed, else as the environment says.
 * @throws CiError IDENTITY_REQUIRED; whatever is wrong with a token that is there, because then something is wrong with the job
 */
export async function jobIdentity(
  host: StepHost,
  values: OptionValues,
  common: CommonOptions,
): Promise<Pick<SignOptions, 'identity' | 'workload'>> {
  const { platform } = host
  const config = typeof values.config === 'string' ? values.config : undefined
  const job = await identifyJob({ ...common, config, platform, onToken: (token) => host.mask(token) })
  if (job?.kind === 'verified') {
    const { issuer, subject } = job.workload
    host.info(`This job is ${subject}, says ${issuer}`)
    return { workload: job.workload }
  }
  if (values['require-identity'] === true) throw new CiError('IDENTITY_REQUIRED', whyNot(job))
  if (job) host.info(`Nobody proves which job this is, so there is no provenance. ${job.why}`)
  return { identity: assertedIdentity(host) }
}

function whyNot(job: Extract<JobIdentity, { kind: 'none' }> | null): string {
  return job
    ? `nobody proves which job this is: ${job.why}`
    : 'chancery.yaml says in no `identity` whose tokens prove it'
}

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
