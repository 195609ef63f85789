import { hash } from 'node:crypto'
import { DIGESTS, type DigestAlgorithm } from '@chancery/core'
import { attributesOf, latin1, type Manifest, type ManifestSection } from './manifest.ts'

/** A digest that a manifest or signature file states, of an algorithm that counts. */
export interface StatedDigest {
  readonly algorithm: DigestAlgorithm
  readonly base64: string
  /** The attribute's lines. */
  readonly start: number
  readonly end: number
}

/** What follows the algorithm in the attribute's name, upper case. */
export const DIGEST_OF = {
  content: '-DIGEST',
  manifest: '-DIGEST-MANIFEST',
  mainAttributes: '-DIGEST-MANIFEST-MAIN-ATTRIBUTES',
} as const

/** `SHA-256`, `SHA256`; `SHA` is SHA-1, as in the manifests of JDK 1.1. */
function digestNamed(name: string): DigestAlgorithm | undefined {
  const plain = name.replace('-', '')
  return DIGESTS.find(({ name: known }) => known.toUpperCase() === (plain === 'SHA' ? 'SHA1' : plain))
}

/** @throws FormatError JAR_MANIFEST_MALFORMED */
export function statedDigests(
  { bytes }: Pick<Manifest, 'bytes'>,
  sections: readonly ManifestSection[],
  of: (typeof DIGEST_OF)[keyof typeof DIGEST_OF],
): readonly StatedDigest[] {
  const found: StatedDigest[] = []
  for (const section of sections) {
    for (const { name, value, start, end } of attributesOf(bytes, section)) {
      const upper = name.toUpperCase()
      if (!upper.endsWith(of)) continue
      const algorithm = digestNamed(upper.slice(0, -of.length))
      if (algorithm) found.push({ algorithm, base64: latin1(value).trim(), start, end })
    }
  }
  return found
}

/** There are digests, and none without known collisions. */
export function onlyWeak(stated: readonly StatedDigest[]): boolean {
  return stated.length > 0 && stated.every(({ algorithm }) => algorithm.weak)
}

/** The digest of bytes in memory, as manifests write it. */
export function digestBase64(algorithm: DigestAlgorithm, bytes: Uint8Array): string {
  return hash(algorithm.name, bytes, 'base64')
}
