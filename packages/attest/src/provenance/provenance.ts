import type { PlainData } from '@chancery/core'
import { AttestError } from '../errors.ts'
import type { DescribeBuild } from './build.ts'
import { genericBuild } from './generic.ts'
import { githubBuild } from './github.ts'
import { gitlabBuild } from './gitlab.ts'
import type { ProvenanceIdentity } from './identity.ts'
import { jenkinsBuild } from './jenkins.ts'

/** When the build ran, by whoever saw it; tokens do not tell. */
export interface BuildTimes {
  readonly startedOn?: Date | undefined
  readonly finishedOn?: Date | undefined
}

const BUILDS: Readonly<Record<string, DescribeBuild>> = {
  github: githubBuild,
  gitlab: gitlabBuild,
  jenkins: jenkinsBuild,
}

/**
 * SLSA provenance v1 of what a CI job built, in its platform's build type: a predicate for any number of subjects. Everything in it but the times comes from the identity.
 * @throws AttestError PROVENANCE_UNVERIFIED where the identity was not proved, STATEMENT_INVALID where it lacks what the build type demands
 */
export function provenancePredicate(identity: ProvenanceIdentity, times: BuildTimes = {}): PlainData {
  // The type says so already; callers that read JSON have no types.
  if (identity.verified !== true) {
    throw new AttestError('PROVENANCE_UNVERIFIED', 'nobody proved which job this is, so it has no provenance')
  }
  const describe = Object.hasOwn(BUILDS, identity.platform) ? BUILDS[identity.platform] : undefined
  const build = (describe ?? genericBuild)(identity)
  const metadata = {
    ...(build.invocationId === null ? {} : { invocationId: build.invocationId }),
    ...(times.startedOn ? { startedOn: times.startedOn.toISOString() } : {}),
    ...(times.finishedOn ? { finishedOn: times.finishedOn.toISOString() } : {}),
  }
  const predicate = {
    buildDefinition: {
      buildType: build.buildType,
      externalParameters: build.externalParameters,
      internalParameters: build.internalParameters,
      resolvedDependencies: build.resolvedDependencies,
    },
    runDetails: { builder: { id: build.builderId }, metadata },
  }
  return predicate as unknown as PlainData
}
