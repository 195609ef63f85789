import { type Descriptor, isDigest, MAX_MANIFEST, ociDigest } from '@chancery/codec'
import { hasBlob, readBlob, streamBlob } from './blobs.ts'
import { deleteManifest } from './delete-manifest.ts'
import { type Manifest, parseJsonObject } from './descriptor.ts'
import { RegistryError } from './errors.ts'
import { nextPage } from './link.ts'
import { type PutManifest, readManifest, writeManifest } from './manifests.ts'
import { parseReference, type Reference } from './reference.ts'
import {
  addEntry,
  checkSubject,
  describeReferrer,
  fallbackTag,
  listByApi,
  listByTag,
  ofType,
  withoutEntry,
} from './referrers.ts'
import { type Asked, failure, type RegistryOptions, Session } from './session.ts'
import { type TagEdit, updateTag } from './tag-update.ts'
import { type BlobName, type BlobSource, mountBlob, postBlob, uploadBlob } from './upload.ts'

export interface AddedReferrer extends Descriptor {
  /** The image that it is about. */
  readonly subject: Descriptor
  /** Who lists it: the registry itself, or the index in the fallback tag. */
  readonly listedBy: 'registry' | 'tag'
}

/**
 * One repository of a registry. Everything read is bounded and checked against its digest.
 * Every method throws RegistryError, and CoreError ABORTED once `signal` says so.
 */
export interface Repository {
  /** Host and port as in the reference. */
  readonly registry: string
  readonly name: string
  /** As references begin: `oci://HOST/REPOSITORY`, `oci-layout:DIR`. Registry and name of what is in none are empty. */
  readonly location: string
  /** What the name stands for now. @throws RegistryError IMAGE_NOT_FOUND */
  resolve(tagOrDigest: string, signal?: AbortSignal): Promise<Descriptor>
  /** With its bytes, at most 4 MiB. @throws RegistryError IMAGE_NOT_FOUND, MANIFEST_TOO_LARGE, DIGEST_MISMATCH */
  manifest(tagOrDigest: string, signal?: AbortSignal): Promise<Manifest>
  /** @param limit in bytes @throws RegistryError BLOB_NOT_FOUND, BLOB_TOO_LARGE, DIGEST_MISMATCH */
  blob(digest: string, limit: number, signal?: AbortSignal): Promise<Uint8Array>
  hasBlob(digest: string, signal?: AbortSignal): Promise<boolean>
  /** Of any size, as it comes, resumed where it breaks off. Throws DIGEST_MISMATCH before its last bytes where they are not of this digest and size. */
  streamBlob(blob: BlobName, signal?: AbortSignal): AsyncIterable<Uint8Array>
  /** Unless it is there; of any size, in bounded memory. @returns whether it was not there */
  uploadBlob(source: BlobSource, signal?: AbortSignal): Promise<boolean>
  /** Takes a blob over from another repository of the same place without moving it; false where that is not possible. */
  mountBlob(digest: string, from: Repository, signal?: AbortSignal): Promise<boolean>
  /** Unless it is there; the same bytes once per repository. @returns their digest */
  putBlob(bytes: Uint8Array, signal?: AbortSignal): Promise<string>
  /** @param tagOrDigest by default the digest of the bytes. A tag that others write too: {@link updateTag} */
  putManifest(bytes: Uint8Array, mediaType: string, tagOrDigest?: string, signal?: AbortSignal): Promise<PutManifest>
  /**
   * Manifests that name `digest` as their subject. What a list says of them is not proved.
   * @param artifactType others are left out; entries whose type the list does not tell are not
   */
  referrers(digest: string, artifactType?: string, signal?: AbortSignal): Promise<readonly Descriptor[]>
  /** Puts a manifest with a subject and sees that it is listed: by the registry, or in the fallback tag beside concurrent writers. @throws TypeError without subject */
  addReferrer(manifest: Uint8Array, signal?: AbortSignal): Promise<AddedReferrer>
  /**
   * Takes a manifest from what refers to an image: deletes it, or, where the registry does not list referrers, its entry in the fallback tag.
   * @param digest of the manifest @param subject digest of the image
   * @returns whether nobody finds it any more; false where the registry lets nobody delete, or not this user, and where others keep it in the tag
   */
  removeReferrer(digest: string, subject: string, signal?: AbortSignal): Promise<boolean>
  /** Edits a tag that others may edit at the same time, until the edit stays. @returns the digest of its manifest */
  updateTag(tag: string, edit: TagEdit, signal?: AbortSignal): Promise<string>
  tags(signal?: AbortSignal): Promise<readonly string[]>
}

/** Repositories that share connections, credentials and tokens: one login for all images of a command. */
export interface Registries {
  /** @param reference as text or parsed; its tag and digest do not matter @throws RegistryError REFERENCE_INVALID */
  repository(reference: string | Reference): Repository
}

export function openRegistries(options: RegistryOptions = {}): Registries {
  const session = new Session(options)
  const opened = new Map<string, Repository>()
  return {
    repository(reference) {
      const { registry, repository } = typeof reference === 'string' ? parseReference(reference) : reference
      const key = `${registry}/${repository}`
      const one = opened.get(key) ?? openIn(session, registry, repository)
      opened.set(key, one)
      return one
    },
  }
}

export function openRepository(reference: string | Reference, options: RegistryOptions = {}): Repository {
  return openRegistries(options).repository(reference)
}

const MAX_TAGS = 200_000

function openIn(session: Session, registry: string, name: string): Repository {
  const pull: Asked = { registry, repository: name, access: 'pull' }
  const push: Asked = { registry, repository: name, access: 'pull,push' }
  const blobs = new Map<string, Promise<string>>()

  async function manifest(tagOrDigest: string, signal?: AbortSignal): Promise<Manifest> {
    const found = await session.mirrors.read(pull, isDigest(tagOrDigest), (asked) =>
      readManifest(session, asked, tagOrDigest, signal),
    )
    if (found !== null) return found
    throw new RegistryError('IMAGE_NOT_FOUND', `${registry}/${name} has no ${tagOrDigest}`)
  }

  return {
    registry,
    name,
    location: `oci://${registry}/${name}`,
    manifest,
    async resolve(tagOrDigest, signal) {
      const { mediaType, digest, size } = await manifest(tagOrDigest, signal)
      return { mediaType, digest, size }
    },
    blob: (digest, limit, signal) =>
      session.mirrors.read(pull, true, (asked) => readBlob(session, asked, digest, limit, signal)),
    hasBlob: (digest, signal) => hasBlob(session, pull, digest, signal),
    async *streamBlob(blob, signal) {
      const place = await session.mirrors.read(pull, true, async (asked) =>
        asked === pull || (await hasBlob(session, asked, blob.digest, signal)) ? asked : null,
      )
      yield* streamBlob(session, place ?? pull, blob, signal)
    },
    uploadBlob: (source, signal) => uploadBlob(session, push, source, signal),
    async mountBlob(digest, from, signal) {
      return from.registry === registry && (await mountBlob(session, push, digest, from.name, signal))
    },
    async putBlob(bytes, signal) {
      const digest = ociDigest(bytes)
      const known = blobs.get(digest)
      if (known !== undefined) return known
      const put = postBlob(session, push, digest, bytes, signal).then(() => digest)
      blobs.set(digest, put)
      put.catch(() => blobs.delete(digest))
      return put
    },
    putManifest: (bytes, mediaType, tagOrDigest = ociDigest(bytes), signal) =>
      writeManifest(session, push, bytes, mediaType, tagOrDigest, true, signal),
    async referrers(digest, artifactType, signal) {
      checkSubject(digest)
      const list = async (asked: Asked): Promise<readonly Descriptor[]> =>
        (await listByApi(session, asked, digest, artifactType, signal)) ??
        (await listByTag(session, asked, digest, signal))
      return ofType(await session.mirrors.read(pull, false, list), artifactType)
    },
    async addReferrer(bytes, signal) {
      const { entry, subject } = describeReferrer(bytes)
      const put = await writeManifest(session, push, bytes, entry.mediaType, entry.digest, true, signal)
      if (put.subject === subject.digest) return { ...entry, subject, listedBy: 'registry' }
      // Asked once the repository certainly exists: before, 404 would say nothing about the API.
      let hasApi = session.referrersApi.get(registry)
      if (hasApi === undefined) {
        hasApi = (await listByApi(session, push, subject.digest, undefined, signal)) !== null
        session.referrersApi.set(registry, hasApi)
      }
      if (hasApi) return { ...entry, subject, listedBy: 'registry' }
      await updateTag(session, push, fallbackTag(subject.digest), addEntry(entry), signal)
      return { ...entry, subject, listedBy: 'tag' }
    },
    async removeReferrer(digest, subject, signal) {
      checkSubject(digest)
      checkSubject(subject)
      const hasApi =
        session.referrersApi.get(registry) ?? (await listByApi(session, push, subject, undefined, signal)) !== null
      if (hasApi) return deleteManifest(session, push, digest, signal)
      const isListed = async (): Promise<boolean> =>
        (await listByTag(session, push, subject, signal)).some((one) => one.digest === digest)
      if (!(await isListed())) return true
      // What nobody lists is for the registry to collect. Deleted, it would make the list unfit of whoever adds to it now and has seen it there.
      await updateTag(session, push, fallbackTag(subject), withoutEntry(digest), signal)
      return !(await isListed())
    },
    updateTag: (tag, edit, signal) => updateTag(session, push, tag, edit, signal),
    async tags(signal) {
      const what = `the tags of ${registry}/${name}`
      const all: string[] = []
      let path: string | URL | null = 'tags/list?n=1000'
      while (path !== null) {
        const limit = { maxBytes: MAX_MANIFEST, code: 'REGISTRY_MALFORMED' } as const
        const answer = await session.send(pull, { method: 'GET', path, limit }, signal)
        if (answer.status !== 200) throw failure(answer, what, 'IMAGE_NOT_FOUND')
        const { tags } = parseJsonObject(answer.body, what)
        const page: unknown = tags ?? []
        const whole = Array.isArray(page) && page.every((one) => typeof one === 'string')
        path = nextPage(answer)
        if (!whole || all.length + page.length > MAX_TAGS || (page.length === 0 && path !== null)) {
          throw new RegistryError('REGISTRY_MALFORMED', `${what} are not a list of names, or have no end`)
        }
        all.push(...page)
      }
      return all
    },
  }
}
