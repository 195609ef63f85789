import { MAX_MANIFEST, ociDigest } from '@chancery/codec'
import { isJsonObject } from '@chancery/core'
import { type Manifest, parseDescriptor, parseJsonObject } from '../descriptor.ts'
import { RegistryError } from '../errors.ts'
import type { Repository } from '../repository.ts'
import { mergeLists } from './merge-list.ts'

const MAX_ROUNDS = 30

/**
 * Puts a list of cosign's into its tag, together with what others put there. Its layers are at the destination already.
 * @throws RegistryError REFERRER_LOST where others change the tag all the time
 */
export async function copyClassicList(
  from: Repository,
  list: Manifest,
  to: Repository,
  tag: string,
  signal?: AbortSignal,
): Promise<void> {
  const ours = await configOf(from, list, signal)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = await manifestOrNull(to, tag, signal)
    if (before?.digest === list.digest) return
    const merged = before && mergeLists(list, before, [ours, await configOf(to, before, signal)])
    if (before !== null && merged === null) return
    // A registry takes no manifest whose config it has not.
    if (merged) await to.putBlob(merged.config, signal)
    const next = merged?.content ?? list
    const digest = ociDigest(next.bytes)
    let isStale = false
    await to.updateTag(
      tag,
      (now) => {
        if (now?.digest === digest) {
          isStale = false
          return null
        }
        isStale = now !== null && now.digest !== before?.digest
        // What somebody wrote meanwhile is merged in the next round.
        return isStale ? null : next
      },
      signal,
    )
    if (!isStale) return
  }
  throw new RegistryError('REFERRER_LOST', `${to.location}:${tag} was overwritten again and again`)
}

/** null where there is none. */
export async function manifestOrNull(
  repository: Repository,
  tag: string,
  signal?: AbortSignal,
): Promise<Manifest | null> {
  try {
    return await repository.manifest(tag, signal)
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'IMAGE_NOT_FOUND') return null
    throw error
  }
}

async function configOf(repository: Repository, { bytes }: Manifest, signal?: AbortSignal): Promise<Uint8Array> {
  const { config } = parseJsonObject(bytes, 'a list of signatures')
  if (!isJsonObject(config)) return new TextEncoder().encode('{}')
  return repository.blob(parseDescriptor(config, 'its config').digest, MAX_MANIFEST, signal)
}
