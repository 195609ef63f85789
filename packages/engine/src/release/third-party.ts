import { CoreError, toHex, VerificationError, wholeDigest } from '@chancery/core'
import { openFileSource } from '@chancery/files'
import { signaturesOf } from '../already-signed.ts'
import type { CommonOptions, Context } from '../context.ts'
import { copySigned } from '../copy-signed.ts'
import { find } from '../found.ts'
import { SIGNATURE_SUFFIX } from '../record-suffix.ts'
import { verifyFiles } from '../verify.ts'
import type { ManifestEntry, SignedBy } from './manifest.ts'
import type { PlannedItem } from './plan.ts'
import type { Refusal } from './refusal.ts'
import type { ReleasedFile } from './report.ts'

/** Whether what others signed is by whom the manifest says: each file under its entry's own trust, and no other. */
export async function thirdPartyRefusals(
  common: CommonOptions,
  items: readonly PlannedItem[],
  pathOf: (item: PlannedItem) => string,
): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = []
  for (const [{ signedBy }, ofEntry] of byEntry(items)) {
    const { trust, subjects, issuers, keys, sans } = signedBy as SignedBy
    const expected = {
      trust,
      signerSubjects: subjects,
      signerIssuers: issuers,
      signerKeys: keys,
      signerSans: sans,
    }
    const { report } = await verifyFiles({ ...common, ...expected, files: ofEntry.map(pathOf) })
    for (const [index, { verdict, code, message, howToFix }] of report.files.entries()) {
      if (verdict === 'verified') continue
      const fault = { code: code ?? '', message: message ?? '', howToFix: howToFix ?? '' }
      refusals.push({ path: (ofEntry[index] as PlannedItem).output.path, error: new VerificationError(fault, []) })
    }
  }
  return refusals
}

function byEntry(items: readonly PlannedItem[]): ReadonlyMap<ManifestEntry, readonly PlannedItem[]> {
  return Map.groupBy(
    items.filter(({ entry }) => entry.signedBy !== null),
    ({ entry }) => entry,
  )
}

/** What a verified file says of itself, as the report of a release has it. */
export async function describeThirdParty(context: Context, item: PlannedItem): Promise<ReleasedFile> {
  const { output, hasSignatureFile } = item
  await using source = await openFileSource(output.absolute, { signal: context.signal })
  const { format } = await find(context, {}, source, output.absolute)
  const [signature] = format ? await signaturesOf(source, format) : []
  const [digest] = await source.digest([wholeDigest(source, 'sha256')])
  const sha256 = toHex(digest as Uint8Array)
  if (!format || !signature?.signer) throw new CoreError('FILE_CHANGED', `${output.path} is not what was verified`)
  return {
    path: output.path,
    out: output.target,
    signature: hasSignatureFile ? output.target + SIGNATURE_SUFFIX : null,
    format: format.id,
    digest: { before: { sha256 }, after: { sha256 } },
    key: null,
    certificate: signature.signer,
    signatureAlgorithm: signature.signatureAlgorithm,
    timestamp: signature.timestamp,
    timestamps: signature.timestamps,
    bundle: null,
    provenance: null,
    log: null,
    action: 'verified',
    sbom: null,
  }
}

/** Into the output folder, as it is. */
export async function copyThirdParty(
  context: Context,
  { output, hasSignatureFile, target }: PlannedItem,
): Promise<void> {
  await using source = await openFileSource(output.absolute, { signal: context.signal })
  await copySigned(source, target, { signature: hasSignatureFile ? SIGNATURE_SUFFIX : null, record: false })
}
