import { brokenEvidence, cmsEvidence, OID, parseSignedData, readZipContent, type ZipEntry } from '@chancery/codec'
import {
  type ByteSource,
  ChanceryError,
  equalBytes,
  type Fault,
  memorySource,
  type SignatureEvidence,
  wholeDigest,
} from '@chancery/core'
import { FormatError } from '../errors.ts'
import { type JarLayout, MAX_FILE, type SignatureFiles } from './layout.ts'
import { type Manifest, parseManifest } from './manifest.ts'
import { coveredNames, isWeak } from './signature-file.ts'

/** A signature as it stands in META-INF, and what it vouches for. */
export interface FoundSignature {
  /** Of its files, upper case. */
  readonly base: string
  /** Names of entries; empty where the signature file does not hold over the manifest. */
  readonly covered: ReadonlySet<string>
  /**
   * @param fileFault what is wrong with the archive itself: told by every signature that does not have a fault of its own
   * @param weakEntries an entry has nothing but weak digests in the manifest
   */
  evidence(fileFault: Fault | null, weakEntries?: boolean): readonly SignatureEvidence[]
}

/** Reads every signature against `manifest`, which is the archive's or the one that will be. A broken one is found, not thrown. */
export async function readFoundSignatures(
  source: ByteSource,
  layout: JarLayout,
  manifest: Manifest | null,
): Promise<readonly FoundSignature[]> {
  const found: FoundSignature[] = []
  for (const files of layout.signers) found.push(...(await readSigner(source, files, manifest)))
  return found
}

async function readSigner(
  source: ByteSource,
  files: SignatureFiles,
  manifest: Manifest | null,
): Promise<readonly FoundSignature[]> {
  const { base, signatureFile, blocks } = files
  if (!signatureFile || blocks.length === 0) {
    const missing = signatureFile ? 'block' : 'signature file'
    return [broken(base, new FormatError('JAR_SIGNATURE_INCOMPLETE', `META-INF/${base} has no ${missing}`))]
  }
  try {
    const bytes = await readZipContent(source, signatureFile, MAX_FILE)
    const coverage = manifest ? coverageOf(bytes, manifest) : withoutManifest()
    const found: FoundSignature[] = []
    for (const block of blocks) found.push(await readBlock(source, base, block, bytes, coverage))
    return found
  } catch (error) {
    return [broken(base, error)]
  }
}

interface Coverage {
  readonly covered: ReadonlySet<string>
  readonly fault: Fault | null
  /** Something in the signature file has nothing but weak digests. */
  readonly weak: boolean
}

function coverageOf(bytes: Uint8Array, manifest: Manifest): Coverage {
  try {
    const signatureFile = parseManifest(bytes)
    return { covered: coveredNames(signatureFile, manifest), fault: null, weak: isWeak(signatureFile) }
  } catch (error) {
    return { covered: new Set(), fault: faultOf(error), weak: false }
  }
}

function withoutManifest(): Coverage {
  return {
    covered: new Set(),
    fault: faultOf(new FormatError('JAR_MANIFEST_MISSING', 'the archive is signed and its manifest is gone')),
    weak: false,
  }
}

async function readBlock(
  source: ByteSource,
  base: string,
  block: ZipEntry,
  signatureFile: Uint8Array,
  { covered, fault, weak }: Coverage,
): Promise<FoundSignature> {
  try {
    const signedData = parseSignedData(await readZipContent(source, block, MAX_FILE))
    const content = memorySource(signatureFile)
    // jarsigner -internalsf puts the signature file into the block too: it must be the same one.
    const other = signedData.eContent !== null && !equalBytes(signedData.eContent, signatureFile)
    const own = other
      ? faultOf(
          new FormatError('JAR_SIGNATURE_FILE_MALFORMED', `the block of META-INF/${base} holds another signature file`),
        )
      : fault
    const { parts } = wholeDigest(content, 'sha256')
    return {
      base,
      covered,
      evidence: (fileFault, weakEntries = false) =>
        cmsEvidence({
          signedData,
          content: { kind: 'detached', source: content, parts },
          contentType: OID.data,
          purpose: 'jar',
          nested: false,
          fault: own ?? fileFault,
          weakContent: weak || weakEntries,
        }),
    }
  } catch (error) {
    return broken(base, error)
  }
}

function broken(base: string, error: unknown): FoundSignature {
  const fault = faultOf(error)
  return { base, covered: new Set(), evidence: () => [brokenEvidence(fault, false)] }
}

/** What the archive holds is a fault of the signature; what the environment does is not. */
function faultOf(error: unknown): Fault {
  if (!(error instanceof ChanceryError) || error.family === 'environment') throw error
  const { code, message, howToFix } = error
  // A signature file that does not parse is a broken signature, whatever may be said of manifests.
  return { code: code === 'JAR_MANIFEST_MALFORMED' ? 'JAR_SIGNATURE_FILE_MALFORMED' : code, message, howToFix }
}
