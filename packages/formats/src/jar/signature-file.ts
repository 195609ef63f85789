import { printableName } from '@chancery/codec'
import { type DigestAlgorithm, type DigestName, digestByName, utf8 } from '@chancery/core'
import { FormatError } from '../errors.ts'
import { END_OF_SECTION, headerLine } from './header-line.ts'
import { joined } from './joined.ts'
import { attributesOf, latin1, type Manifest, type ManifestSection } from './manifest.ts'
import { CREATED_BY } from './manifest-writer.ts'
import { DIGEST_OF, digestBase64, onlyWeak, type StatedDigest, statedDigests } from './stated-digest.ts'

/** The signature file over a manifest (JAR specification, "Signature File"): the same bytes for the same manifest. */
export function buildSignatureFile(manifest: Manifest, digest: DigestName): Uint8Array {
  const algorithm = digestByName(digest)
  const { bytes, main } = manifest
  const name = `${algorithm.javaName}-Digest`
  let text =
    headerLine('Signature-Version', '1.0') +
    headerLine('Created-By', CREATED_BY) +
    headerLine(`${name}-Manifest`, digestBase64(algorithm, bytes)) +
    headerLine(`${name}-Manifest-Main-Attributes`, digestBase64(algorithm, bytes.subarray(main.start, main.end))) +
    END_OF_SECTION
  for (const [entry, sections] of manifest.sections) {
    const value = digestBase64(algorithm, sectionBytes(bytes, sections, 'end'))
    text += headerLine('Name', entry) + headerLine(name, value) + END_OF_SECTION
  }
  return utf8(text)
}

/**
 * The names that a signature file vouches for in this manifest.
 * @throws FormatError JAR_MANIFEST_CHANGED where one that it lists is not as it was, JAR_SIGNATURE_FILE_MALFORMED
 */
export function coveredNames(signatureFile: Manifest, manifest: Manifest): ReadonlySet<string> {
  assertVersion(signatureFile)
  const { bytes } = manifest
  const covered = new Set<string>()
  const whole = statedDigests(signatureFile, [signatureFile.main], DIGEST_OF.manifest)
  const unchanged = whole.length > 0 && holds(whole, bytes)
  const main = statedDigests(signatureFile, [signatureFile.main], DIGEST_OF.mainAttributes)
  if (!unchanged && !holds(main, bytes.subarray(manifest.main.start, manifest.main.end))) {
    throw new FormatError('JAR_MANIFEST_CHANGED', 'the main attributes of the manifest were changed after signing')
  }
  for (const [name, stating] of signatureFile.sections) {
    const sections = manifest.sections.get(name)
    if (!unchanged && !sections) throw changed(name, 'is signed and no longer in the manifest')
    if (
      !unchanged &&
      sections &&
      !sectionHolds(statedDigests(signatureFile, stating, DIGEST_OF.content), bytes, sections)
    ) {
      throw changed(name, 'has another section in the manifest than was signed')
    }
    if (sections) covered.add(name)
  }
  return covered
}

/** Something that the signature file states, of the manifest or of one of its sections, has nothing but digests with known collisions. */
export function isWeak(signatureFile: Manifest): boolean {
  const { main, sections } = signatureFile
  const groups = [
    statedDigests(signatureFile, [main], DIGEST_OF.manifest),
    statedDigests(signatureFile, [main], DIGEST_OF.mainAttributes),
    ...[...sections.values()].map((stating) => statedDigests(signatureFile, stating, DIGEST_OF.content)),
  ]
  return groups.some(onlyWeak)
}

function sectionHolds(
  stated: readonly StatedDigest[],
  bytes: Uint8Array,
  sections: readonly ManifestSection[],
): boolean {
  if (stated.length === 0) return false
  // JDK 1.1 left the blank line out; java.util.jar still accepts that.
  return (
    holds(stated, sectionBytes(bytes, sections, 'end')) || holds(stated, sectionBytes(bytes, sections, 'contentEnd'))
  )
}

/** Every digest that counts must match. Hashed once for each algorithm, however often a hostile file states it. */
function holds(stated: readonly StatedDigest[], bytes: Uint8Array): boolean {
  const computed = new Map<DigestAlgorithm, string>()
  return stated.every(({ algorithm, base64 }) => {
    const digest = computed.get(algorithm) ?? digestBase64(algorithm, bytes)
    computed.set(algorithm, digest)
    return digest === base64
  })
}

function sectionBytes(bytes: Uint8Array, sections: readonly ManifestSection[], upTo: 'end' | 'contentEnd'): Uint8Array {
  return joined(sections.map((section) => bytes.subarray(section.start, section[upTo])))
}

/** A reader that knows another version must not guess (same place); java.util.jar takes such a file for none. */
function assertVersion({ bytes, main }: Manifest): void {
  const version = attributesOf(bytes, main).find(({ name }) => name.toLowerCase() === 'signature-version')
  if (!version || latin1(version.value).trim() !== '1.0') {
    throw new FormatError('JAR_SIGNATURE_FILE_MALFORMED', 'the signature file has no Signature-Version 1.0')
  }
}

function changed(name: string, what: string): FormatError {
  return new FormatError('JAR_MANIFEST_CHANGED', `${printableName(name)} ${what}`)
}
