import { type DescribeBuild, invocationOf, known, sourceDependency } from './build.ts'

/** docs/build-types/jenkins.md. */
export const jenkinsBuild: DescribeBuild = (identity) => {
  const { issuer, subject, project, source, runner, run, trigger } = identity
  return {
    buildType: 'urn:chancery:build-type:jenkins:v1',
    externalParameters: known({ job: project.url ?? subject, repository: source.repository, ref: source.ref }),
    internalParameters: {
      jenkins: known({ job_name: project.name, build_number: run.id, build_cause: trigger, node: runner.id }),
    },
    resolvedDependencies: sourceDependency(source),
    // The controller vouches for job and build; that a token which the job itself held says so is the mode. Of the agent it says nothing.
    builderId: `${issuer}#job-token`,
    invocationId: invocationOf(identity),
  }
}
