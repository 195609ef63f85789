import { printableName, type ZipEntry, zipContent } from '@chancery/codec'
import { type ByteSource, type DigestJob, type DigestName, digestByName, toBase64 } from '@chancery/core'
import type { Manifest } from './manifest.ts'
import { DIGEST_OF, type StatedDigest, statedDigests } from './stated-digest.ts'

/** An entry's digests in the manifest, held against its content. */
export interface DigestedEntry {
  readonly name: string
  readonly stated: readonly (StatedDigest & { readonly right: boolean })[]
  /** Of the algorithm that was asked for; null where none was. */
  readonly wanted: string | null
}

/**
 * Hashes entries with every algorithm that the manifest has for them, and with `wanted`: all in one call, so that the host can spread the work.
 * @throws ZipError ZIP_UNSUPPORTED; CoreError COMPRESSED_DATA_CORRUPT; FormatError JAR_MANIFEST_MALFORMED
 */
export async function digestEntries(
  source: ByteSource,
  entries: readonly ZipEntry[],
  manifest: Manifest | null,
  wanted: DigestName | null,
): Promise<readonly DigestedEntry[]> {
  const jobs: DigestJob[] = []
  const plans = entries.map((entry) => {
    const sections = manifest?.sections.get(entry.name)
    const stated = manifest && sections ? statedDigests(manifest, sections, DIGEST_OF.content) : []
    const algorithms = new Set(stated.map(({ algorithm }) => algorithm))
    if (wanted) algorithms.add(digestByName(wanted))
    const first = jobs.length
    const part = zipContent(entry)
    for (const { name } of algorithms) jobs.push({ algorithm: name, parts: [part], label: printableName(entry.name) })
    return { name: entry.name, stated, algorithms: [...algorithms], first }
  })
  const digests = await source.digest(jobs)
  return plans.map(({ name, stated, algorithms, first }) => {
    const computed = algorithms.map((_, i) => toBase64(digests[first + i] as Uint8Array))
    const judged = stated.map((one) => ({ ...one, right: computed[algorithms.indexOf(one.algorithm)] === one.base64 }))
    const index = algorithms.findIndex((algorithm) => algorithm.name === wanted)
    return { name, stated: judged, wanted: computed[index] ?? null }
  })
}
