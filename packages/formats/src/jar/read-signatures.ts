import { printableName, readZipContent } from '@chancery/codec'
import type { ByteSource, Fault, SignatureEvidence } from '@chancery/core'
import { FORMAT_ERRORS, type FormatErrorCode } from '../errors.ts'
import { type FoundSignature, readFoundSignatures } from './blocks.ts'
import { type DigestedEntry, digestEntries } from './entry-digests.ts'
import { type JarLayout, MAX_FILE, readLayout } from './layout.ts'
import { parseManifest } from './manifest.ts'
import { onlyWeak } from './stated-digest.ts'

/** Every signature of every block. One that would hold by itself still tells of what is wrong with the archive. */
export async function readJarSignatures(source: ByteSource): Promise<readonly SignatureEvidence[]> {
  const layout = await readLayout(source)
  if (layout.signers.length === 0) return []
  const manifest = layout.manifest && parseManifest(await readZipContent(source, layout.manifest, MAX_FILE))
  const found = await readFoundSignatures(source, layout, manifest)
  if (!manifest) return found.flatMap((one) => one.evidence(null))
  const hidden = await findHiddenData(source, layout)
  if (hidden !== null) {
    const fault = faultOf('JAR_HIDDEN_DATA', `bytes at ${hidden} belong to no entry of the archive`)
    return found.flatMap((one) => one.evidence(fault))
  }
  const entries = await digestEntries(source, layout.content, manifest, null)
  const fault = entriesFault(entries, found)
  const weak = entries.some(({ stated }) => onlyWeak(stated))
  return found.flatMap((one) => one.evidence(fault, weak))
}

function entriesFault(entries: readonly DigestedEntry[], found: readonly FoundSignature[]): Fault | null {
  const changed = entries.find(({ stated }) => stated.some(({ right }) => !right))
  if (changed) return faultOf('JAR_ENTRY_CHANGED', `${printableName(changed.name)} is not what the manifest says`)
  const unsigned = entries.find((entry) => !isSigned(entry, found))
  return unsigned ? faultOf('JAR_ENTRY_NOT_SIGNED', `${printableName(unsigned.name)} is not signed`) : null
}

/** In the manifest with a digest that counts, and its section in a signature file that holds. */
function isSigned({ name, stated }: DigestedEntry, found: readonly FoundSignature[]): boolean {
  return stated.length > 0 && found.some(({ covered }) => covered.has(name))
}

const CHUNK = 1 << 20

/** The place of something between entries that is not padding; null where there is nothing. */
async function findHiddenData(source: ByteSource, { zip }: JarLayout): Promise<number | null> {
  for (const { start, end } of zip.gaps) {
    for (let at = start; at < end; at += CHUNK) {
      const bytes = await source.read(at, Math.min(CHUNK, end - at))
      if (bytes.some((byte) => byte !== 0)) return at
    }
  }
  return null
}

function faultOf(code: FormatErrorCode, message: string): Fault {
  return { code, message, howToFix: FORMAT_ERRORS[code].howToFix }
}
