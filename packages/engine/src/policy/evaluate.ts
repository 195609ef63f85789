import { VerificationError } from '@chancery/core'
import { ENGINE_ERRORS, type EngineErrorCode } from '../errors.ts'
import { isRef } from '../job-requirements.ts'
import { membersOf } from '../members-of.ts'
import { isProved } from '../provenance-check.ts'
import { isOrIsAtRef, type RecordCheck, untrustedKey } from '../record-check.ts'
import type { Trust } from '../trust.ts'
import type { Policy, ProvenanceDemand, TrustedBuilder } from './policy.ts'

/** What was found about a file, or an image, that holds. */
export interface PolicyEvidence {
  /** Its id; of an image that of a signature which counts. */
  readonly format: string | null
  readonly provenance: RecordCheck | null
}

/**
 * What a policy asks for beside what the options of `verify` can.
 * @returns level of the build track; null where nobody looked at provenance
 * @throws VerificationError POLICY_NOT_MET
 */
export function assertPolicy(policy: Policy, evidence: PolicyEvidence, trust: Trust): number | null {
  const { format, provenance } = evidence
  assertFormat(policy, format)
  return policy.provenance === null ? null : assertProvenance(policy.provenance, provenance, trust)
}

/** @throws VerificationError POLICY_NOT_MET */
export function assertFormat({ formats }: Pick<Policy, 'formats'>, format: string | null): void {
  if (formats === null || (format !== null && formats.includes(format))) return
  throw notMet(`formats: it is of ${format ?? 'no known format'}`)
}

function assertProvenance(demand: ProvenanceDemand, provenance: RecordCheck | null, trust: Trust): number {
  if (provenance === null) throw notMet('provenance: there is none beside the file')
  if (provenance.verdict !== 'verified')
    throw notMet(`provenance: ${untrustedKey(provenance, 'provenance', trust).message}`)
  if (!isProved(provenance)) throw notMet('provenance: nobody proved which job it is about')
  const { builderId, source, ref } = originOf(provenance)
  const builder = demand.builders.find((one) => isBuilder(one, builderId, provenance))
  if (!builder) {
    const who = provenance.certifiedBy?.subject ?? provenance.key ?? 'nobody'
    throw notMet(`provenance.builders: ${builderId ?? 'nobody'} built it, as ${who} says`)
  }
  if (demand.sources !== null && (source === null || !demand.sources.includes(source))) {
    throw notMet(`provenance.sources: it was built from ${source ?? 'no repository'}`)
  }
  if (demand.refs !== null && (ref === null || !demand.refs.some((wanted) => isRef(ref, wanted)))) {
    throw notMet(`provenance.refs: it was built from ${ref ?? 'no ref'}`)
  }
  if (builder.level < demand.minimumLevel) {
    throw notMet(`provenance.minimum-level: its builder is trusted for SLSA_BUILD_LEVEL_${builder.level}`)
  }
  return builder.level
}

/** Signer and builder go together: another's key must not say what this builder did. */
function isBuilder(builder: TrustedBuilder, found: string | null, provenance: RecordCheck): boolean {
  return found !== null && isOrIsAtRef(found, builder.id) && maySpeak(builder, provenance)
}

function maySpeak({ keys, certificate }: TrustedBuilder, { key, certifiedBy }: RecordCheck): boolean {
  if (certifiedBy) {
    return certificate?.issuer === certifiedBy.issuer && isOrIsAtRef(certifiedBy.subject, certificate.subject)
  }
  return keys === null ? certificate === null : key !== null && keys.includes(key)
}

/** As GitHub's build type has it, and our own. */
function originOf({ statement }: RecordCheck): Record<'builderId' | 'source' | 'ref', string | null> {
  const { buildDefinition, runDetails } = membersOf(statement?.predicate)
  const parameters = membersOf(membersOf(buildDefinition).externalParameters)
  const workflow = membersOf(parameters.workflow)
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  return {
    builderId: text(membersOf(membersOf(runDetails).builder).id),
    source: text(workflow.repository ?? parameters.repository),
    ref: text(workflow.ref ?? parameters.ref),
  }
}

function notMet(message: string): VerificationError {
  const code: EngineErrorCode = 'POLICY_NOT_MET'
  return new VerificationError({ code, message, howToFix: ENGINE_ERRORS[code].howToFix }, [])
}
