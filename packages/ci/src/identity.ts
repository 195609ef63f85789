import {
  assertedIdentity,
  type CommonOptions,
  identifyJob,
  type JobIdentity,
  type OptionValues,
  type SignOptions,
} from '@chancery/engine'
import type { OptionSpec } from '@chancery/engine/operations'
import { CiError } from './errors.ts'
import type { StepHost } from './host.ts'

/** An input of steps alone: a terminal has no job. */
export const REQUIRE_IDENTITY: OptionSpec = {
  name: 'require-identity',
  kind: 'flag',
  guard: true,
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
  return { identity: assertedIdentity(platform, host.env) }
}

function whyNot(job: Extract<JobIdentity, { kind: 'none' }> | null): string {
  return job
    ? `nobody proves which job this is: ${job.why}`
    : 'chancery.yaml says in no `identity` whose tokens prove it'
}
