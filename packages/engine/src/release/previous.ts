import { parseBundle, type Statement, statementOf, verifyKeyBundle } from '@chancery/attest'
import { readBundleFile } from '../bundle-file.ts'
import { EngineError } from '../errors.ts'
import { releaseRecordSuffix } from './names.ts'
import { RELEASE_TYPE, type ReleaseDetails } from './record.ts'
import type { ReleaseDiff } from './report.ts'

/** A former release: what it was called, the digest that each of its files had before signing, and its images. */
export interface FormerRelease {
  readonly name: string
  readonly version: string
  readonly files: ReadonlyMap<string, string>
  /** `HOST/REPOSITORY@DIGEST`. */
  readonly images: readonly string[]
}

/**
 * Reads a former release's record, and the others beside it where there are several.
 * @param keys trusted public keys (SubjectPublicKeyInfo, DER): a record that anyone could have written says nothing
 * @throws EngineError RELEASE_RECORD_UNKNOWN; AttestError BUNDLE_KEY_UNTRUSTED, BUNDLE_SIGNATURE_INVALID and its like; FilesError
 */
export async function readFormerRelease(path: string, keys: readonly Uint8Array[]): Promise<FormerRelease> {
  const first = await readDetails(path, keys)
  const { name, version, record } = first
  const files = [...first.files]
  const images = [...first.images]
  for (let index = 2; index <= record.count; index++) {
    const other = await readDetails(besides(path, index), keys)
    if (other.name !== name || other.version !== version || other.checksums.sha256 !== first.checksums.sha256) {
      throw unknown(besides(path, index), 'is of another release than the first record')
    }
    files.push(...other.files)
    images.push(...other.images)
  }
  return {
    name,
    version,
    files: new Map(files.map((file) => [file.path, file.before])),
    images: images.map((image) => image.name),
  }
}

/** @param files digests before signing, by name */
export function diffReleases(
  former: FormerRelease,
  { files, images }: Pick<FormerRelease, 'files' | 'images'>,
): ReleaseDiff {
  const common = [...files].filter(([path]) => former.files.has(path))
  const changed = common.filter(([path, before]) => former.files.get(path) !== before)
  const ofImages = diffImages(former.images, images)
  return {
    previous: { name: former.name, version: former.version },
    added: [...[...files.keys()].filter((path) => !former.files.has(path)), ...ofImages.added],
    removed: [...[...former.files.keys()].filter((path) => !files.has(path)), ...ofImages.removed],
    changed: [...changed.map(([path]) => path), ...ofImages.changed],
    unchanged: common.length - changed.length + ofImages.unchanged,
  }
}

/** Tags come and go with versions: what an image is the successor of, only the one of its repository tells. */
function diffImages(
  former: readonly string[],
  images: readonly string[],
): Pick<ReleaseDiff, 'added' | 'removed' | 'changed' | 'unchanged'> {
  const added = images.filter((name) => !former.includes(name))
  const removed = former.filter((name) => !images.includes(name))
  const alone = (name: string, among: readonly string[]): boolean =>
    among.filter((one) => repositoryOf(one) === repositoryOf(name)).length === 1
  const changed = added.filter((name) => alone(name, added) && alone(name, removed))
  const replaced = new Set(changed.map(repositoryOf))
  return {
    added: added.filter((name) => !changed.includes(name)),
    removed: removed.filter((name) => !replaced.has(repositoryOf(name))),
    changed,
    unchanged: images.length - added.length,
  }
}

function repositoryOf(name: string): string {
  return name.slice(0, name.lastIndexOf('@'))
}

async function readDetails(path: string, keys: readonly Uint8Array[]): Promise<ReleaseDetails> {
  const bundle = parseBundle(await readBundleFile(path))
  if (bundle.kind !== 'key') throw unknown(path, 'is signed under a certificate')
  const statement = statementOf(bundle.envelope)
  // The record is of files that are not here: that it is about one of its own subjects says only that it is signed.
  verifyKeyBundle(bundle, keys, statement.subjects[0]?.digest ?? {})
  const details = detailsOf(statement)
  if (!details) throw unknown(path, `is a statement of type ${statement.predicateType}`)
  return details
}

function detailsOf({ predicateType, predicate }: Statement): ReleaseDetails | null {
  const details = (Object(predicate) as { chancery_release?: ReleaseDetails }).chancery_release
  return predicateType === RELEASE_TYPE && details !== undefined ? details : null
}

function besides(path: string, index: number): string {
  const first = releaseRecordSuffix(1)
  if (!path.endsWith(first))
    throw unknown(path, `is the first of several, and not called NAME${first}: the others cannot be found`)
  return path.slice(0, -first.length) + releaseRecordSuffix(index)
}

function unknown(path: string, what: string): EngineError {
  return new EngineError('RELEASE_RECORD_UNKNOWN', `${path} ${what}`, { details: { path } })
}
