import { ociDigest } from '@chancery/codec'
import { isJsonObject, type JsonObject, utf8 } from '@chancery/core'
import { type Manifest, parseJsonObject } from '../descriptor.ts'
import type { TagContent } from '../tag-update.ts'

/** What {@link mergeLists} wants in the tag: null where everything is there. */
export interface MergedList {
  readonly content: TagContent
  /** The config that the manifest names. */
  readonly config: Uint8Array
}

/**
 * A list of cosign's classic layout is an image with one layer for each signature: what the destination's has not is added behind its own. Nobody's signature is lost by a copy.
 * @param configs of ours and theirs
 */
export function mergeLists(
  ours: Manifest,
  theirs: Manifest,
  configs: readonly [Uint8Array, Uint8Array],
): MergedList | null {
  const [a, b] = [ours, theirs].map(({ bytes }) => parseJsonObject(bytes, 'a list of signatures')) as [
    JsonObject,
    JsonObject,
  ]
  const [mine, known] = [layersOf(a), layersOf(b)]
  const seen = new Set(known.map(keyOf))
  const missing = mine.filter((layer) => !seen.has(keyOf(layer)))
  if (missing.length === 0) return null
  const [config, other] = [configs[1], configs[0]].map((bytes) => parseJsonObject(bytes, 'its config')) as [
    JsonObject,
    JsonObject,
  ]
  const added = missing.map((layer) => mine.indexOf(layer))
  const rootfs = {
    ...(isJsonObject(config.rootfs) ? config.rootfs : {}),
    diff_ids: [...diffIds(config), ...pick(diffIds(other), added)],
  }
  const history = [...listOf(config.history), ...pick(listOf(other.history), added)]
  const bytes = utf8(JSON.stringify({ ...config, history, rootfs }))
  const named = { ...(isJsonObject(b.config) ? b.config : {}), digest: ociDigest(bytes), size: bytes.length }
  const manifest = utf8(JSON.stringify({ ...b, config: named, layers: [...known, ...missing] }))
  return { content: { bytes: manifest, mediaType: theirs.mediaType }, config: bytes }
}

function layersOf(manifest: JsonObject): readonly JsonObject[] {
  return listOf(manifest.layers).filter(isJsonObject)
}

/** Two signatures over the same payload are two layers of one digest. */
function keyOf({ digest, annotations }: JsonObject): string {
  return JSON.stringify([
    digest,
    isJsonObject(annotations) ? Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1)) : [],
  ])
}

function diffIds({ rootfs }: JsonObject): readonly unknown[] {
  return isJsonObject(rootfs) ? listOf(rootfs.diff_ids) : []
}

function pick(list: readonly unknown[], at: readonly number[]): readonly unknown[] {
  return at.flatMap((i) => (i < list.length ? [list[i]] : []))
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
