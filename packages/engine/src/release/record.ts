import { basename } from 'node:path'
import type { RecordIdentity, Statement, Subject } from '@chancery/attest'
import type { PlainData } from '@chancery/core'
import { VERSION } from '../version.ts'
import { type ReleasePlan, SUBJECTS_OF_RECORD } from './plan.ts'
import type { PlannedImage } from './plan-images.ts'
import type { ReleasedFile, ReleasedImage } from './report.ts'

/** in-toto's predicate for the files of one version of a package; ours are the details in `chancery_release`, docs/schema/release-record.v1.json. */
export const RELEASE_TYPE = 'https://in-toto.io/attestation/release/v0.1'

export interface RecordedFile {
  /** Below the output folder, forward slashes. */
  readonly path: string
  readonly format: string
  /** SHA-256 before it was signed. */
  readonly before: string
  /** null for a third-party file. */
  readonly key: string | null
  readonly signer: { readonly subject: string; readonly sha256: string }
}

export interface RecordedImage {
  /** `HOST/REPOSITORY@DIGEST`, as its subject is called. */
  readonly name: string
  /** The tag that stood for it; null without. */
  readonly tag: string | null
  /** null: recorded, and not signed with this release. */
  readonly key: string | null
  /** `oci-bundle` and the like. */
  readonly formats: readonly string[]
}

export interface ReleaseDetails {
  readonly name: string
  readonly version: string
  readonly manifest: { readonly name: string; readonly sha256: string }
  /** Which of the records this is, from 1. */
  readonly record: { readonly index: number; readonly count: number }
  readonly checksums: { readonly path: string; readonly sha256: string }
  readonly files: readonly RecordedFile[]
  readonly images: readonly RecordedImage[]
  readonly identity: RecordIdentity
  readonly tool: { readonly name: string; readonly version: string }
  readonly recordedAt: string
}

/** @param files by their names below the output folder, in their order @param images in the plan's */
export function releaseStatements(
  plan: ReleasePlan,
  files: ReadonlyMap<string, ReleasedFile>,
  images: readonly ReleasedImage[],
  checksums: string,
  identity: RecordIdentity,
): readonly Statement[] {
  const { manifest, records } = plan
  const { name, version, purl, packageId } = manifest
  const members = [
    ...[...files].map(fileMember),
    ...plan.images.map((image, index) => imageMember(image, images[index]?.key ?? null)),
  ]
  const sums = { name: manifest.checksums, digest: { sha256: checksums } }
  return records.map((_, index) => {
    const own = members.slice(index * SUBJECTS_OF_RECORD, (index + 1) * SUBJECTS_OF_RECORD)
    const details: ReleaseDetails = {
      name,
      version,
      manifest: { name: basename(manifest.path), sha256: manifest.sha256 },
      record: { index: index + 1, count: records.length },
      checksums: { path: manifest.checksums, sha256: checksums },
      files: own.flatMap(({ file }) => file ?? []),
      images: own.flatMap(({ image }) => image ?? []),
      identity,
      tool: { name: 'chancery', version: VERSION },
      recordedAt: new Date().toISOString(),
    }
    const predicate = { purl, ...(packageId !== null && { packageId }), chancery_release: details }
    return {
      subjects: [sums, ...own.map(({ subject }) => subject)],
      predicateType: RELEASE_TYPE,
      predicate: predicate as unknown as PlainData,
    }
  })
}

/** Without who made it, when and with which version: a second run by somebody else has nothing new to say. */
export function releaseEssence(predicate: PlainData): PlainData {
  const { chancery_release: details, ...rest } = Object(predicate) as Record<string, PlainData>
  const { identity: _, tool: __, recordedAt: ___, ...lasting } = Object(details) as Record<string, PlainData>
  return { ...rest, chancery_release: lasting }
}

interface Member {
  readonly subject: Subject
  readonly file?: RecordedFile
  readonly image?: RecordedImage
}

function fileMember([path, { format, digest, key, certificate }]: readonly [string, ReleasedFile]): Member {
  const { subject, sha256 } = certificate
  return {
    subject: { name: path, digest: { sha256: digest.after?.sha256 ?? '' } },
    file: { path, format, before: digest.before.sha256, key, signer: { subject, sha256 } },
  }
}

function imageMember({ entry: { tag, signing }, name }: PlannedImage, key: string | null): Member {
  const formats = (signing?.formats ?? []).map((format) => `oci-${format}`)
  return { subject: { name, digest: { sha256: name.slice(-64) } }, image: { name, tag, key, formats } }
}
