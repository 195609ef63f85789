import { builderId, type DescribeBuild, invocationOf, known, sourceDependency } from './build.ts'

/** docs/build-types/ci.md: platforms that have no build type of their own. */
export const genericBuild: DescribeBuild = (identity) => {
  const { platform, source, definition, jobDefinition, project, organization, trigger, run, runner } = identity
  return {
    buildType: 'urn:chancery:build-type:ci:v1',
    externalParameters: known({
      project: project.url ?? project.id ?? project.name,
      repository: source.repository,
      ref: source.ref,
      definition: definition.uri,
      job: jobDefinition.uri,
    }),
    internalParameters: {
      ci: known({
        platform,
        subject: identity.subject,
        organization_id: organization.id,
        project_id: project.id,
        trigger,
        run_id: run.id,
        job_id: run.job,
        runner_environment: runner.environment,
        runner_id: runner.id,
        interactive: runner.interactive,
      }),
    },
    resolvedDependencies: sourceDependency(source),
    builderId: builderId(identity),
    invocationId: invocationOf(identity),
  }
}
