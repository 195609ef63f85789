import type { PlainData } from '@chancery/core'
import type { RecordIdentity } from '../record.ts'

/**
 * SLSA provenance v1 of a build of which nobody proved where it ran: docs/build-types/asserted.md. Whoever controlled the build chose all of it, so
 * all of it is an external parameter; the builder is one that no verifier trusts by mistake, and nothing is said of what went in.
 */
export function assertedProvenance({ platform, claims }: RecordIdentity): PlainData {
  return {
    buildDefinition: {
      buildType: 'urn:chancery:build-type:asserted:v1',
      externalParameters: { platform, claims },
      internalParameters: {},
      resolvedDependencies: [],
    },
    runDetails: { builder: { id: 'urn:chancery:builder:unverified' }, metadata: {} },
  }
}
