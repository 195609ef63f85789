import { join, relative } from 'node:path'
import { parseBundle, type Statement, verifyKeyBundle } from '@chancery/attest'
import { ChanceryError, VerificationError } from '@chancery/core'
import { readSubjects } from '../attest-subjects.ts'
import { readBundleFile } from '../bundle-file.ts'
import { concurrently } from '../concurrently.ts'
import type { CommonOptions, Context } from '../context.ts'
import { EngineError } from '../errors.ts'
import { SBOM_SUFFIX } from '../record-suffix.ts'
import type { Requirement } from '../requirements.ts'
import type { Trust, TrustOptions } from '../trust.ts'
import { verifyFiles } from '../verify.ts'
import { sha256Of } from './checksums.ts'
import type { PlannedItem, ReleasePlan } from './plan.ts'
import type { Refusal } from './refusal.ts'
import { thirdPartyRefusals } from './third-party.ts'

const FILES_AT_ONCE = 4

/**
 * Checks the output folder as somebody would who has nothing but its files and the trust: signatures, times and records, then that the
 * checksums are those of the files, and that the release record and the SBOMs are about them.
 */
export async function verifyRelease(
  context: Context,
  plan: ReleasePlan,
  options: CommonOptions & TrustOptions & { readonly require: readonly Requirement[] },
  trust: Trust,
): Promise<readonly Refusal[]> {
  const ours = plan.items.filter(({ entry }) => entry.signedBy === null).map(({ target }) => target)
  const { report } = await verifyFiles({ ...options, files: [...ours, plan.checksums] })
  const refusals: Refusal[] = report.files.flatMap(({ path, verdict, code, message, howToFix }) => {
    if (verdict === 'verified') return []
    const fault = { code: code ?? '', message: message ?? '', howToFix: howToFix ?? '' }
    return [{ path: relative(context.cwd, path), error: new VerificationError(fault, []) }]
  })
  const { trust: _, timestampTrust: __, require: ___, ...common } = options
  refusals.push(...(await thirdPartyRefusals(common, plan.items, ({ target }) => target)))
  if (refusals.length > 0) return refusals
  const digests = await listedDigests(context, plan)
  const checks = [
    ...[...digests].map(([name, sha256]) => [name, () => checkDigest(context, plan, name, sha256)] as const),
    ...plan.items.map((item) => [item.name, () => checkSbom(item, digests, trust)] as const),
    ...[[plan.manifest.checksums, () => checkRecords(context, plan, digests, trust)] as const],
  ]
  const results = await concurrently(checks, FILES_AT_ONCE, async ([name, check]): Promise<Refusal | null> => {
    try {
      await check()
      return null
    } catch (error) {
      if (!(error instanceof ChanceryError)) throw error
      return { path: relative(context.cwd, join(plan.manifest.out, name)), error }
    }
  })
  return results.filter((result) => result !== null)
}

/** What the checksums say, by name. */
async function listedDigests(context: Context, { checksums }: ReleasePlan): Promise<ReadonlyMap<string, string>> {
  const { subjects } = await readSubjects(context, { files: [], checksums: [checksums] })
  return new Map(subjects.map(({ name, digest }) => [name, digest.sha256 as string]))
}

async function checkDigest(context: Context, { manifest }: ReleasePlan, name: string, sha256: string): Promise<void> {
  if ((await sha256Of(context, join(manifest.out, name))) !== sha256)
    throw mismatch(`${name} is not what ${manifest.checksums} says`)
}

async function checkSbom(
  { sbom, target, name }: PlannedItem,
  digests: ReadonlyMap<string, string>,
  trust: Trust,
): Promise<void> {
  if (!sbom) return
  const { predicateType } = await statementAbout(target + SBOM_SUFFIX, digests.get(name) ?? '', trust)
  if (predicateType !== sbom.predicateType)
    throw mismatch(`the SBOM of ${name} is a statement of type ${predicateType}`)
}

/** Every file and image is a subject of a record, with the digest that the checksums have; and every record is about those checksums. */
async function checkRecords(
  context: Context,
  plan: ReleasePlan,
  digests: ReadonlyMap<string, string>,
  trust: Trust,
): Promise<void> {
  const checksums = await sha256Of(context, plan.checksums)
  const statements = await Promise.all(plan.records.map((path) => statementAbout(path, checksums, trust)))
  const recorded = new Map(
    statements.flatMap(({ subjects }) => subjects.map(({ name, digest }) => [name, digest.sha256])),
  )
  for (const { name } of plan.items) {
    const sha256 = digests.get(name)
    if (sha256 === undefined || recorded.get(name) !== sha256)
      throw mismatch(`${name} is not what the release record says`)
  }
  for (const { name } of plan.images) {
    if (recorded.get(name) !== name.slice(-64)) throw mismatch(`${name} is not in the release record`)
  }
}

async function statementAbout(path: string, sha256: string, { verifier }: Trust): Promise<Statement> {
  const bundle = parseBundle(await readBundleFile(path))
  const statement = bundle.kind === 'key' ? verifyKeyBundle(bundle, verifier.keys, { sha256 }).statement : null
  if (!statement) throw mismatch(`${path} is no statement by the attestation key`)
  return statement
}

function mismatch(message: string): EngineError {
  return new EngineError('RELEASE_RECORD_MISMATCH', message)
}
