import {
  printableName,
  readZipContent,
  readZipDirectory,
  type ZipCentral,
  type ZipDirectory,
  type ZipEntry,
  type ZipHeader,
} from '@chancery/codec'
import { type ByteSource, CoreError, equalBytes, utf8 } from '@chancery/core'
import { FormatError } from '../errors.ts'

export const MANIFEST = 'META-INF/MANIFEST.MF'
/** Of an Android App Bundle, in protobuf; the whole of it is the bundle's mark. */
const BUNDLE_CONFIG = 'BundleConfig.pb'
const ANDROID_MANIFEST = 'AndroidManifest.xml'
/** What stands beside that in an APK, and in no library (AAR). */
const ANDROID_CODE: readonly string[] = ['classes.dex', 'resources.arsc']
/** Longest manifest, signature file and block. Bytes. */
export const MAX_FILE: number = 64 * 1024 * 1024
const MAX_SIGNERS = 64

/** A signature file and its blocks: META-INF/BASE.SF, META-INF/BASE.RSA. */
export interface SignatureFiles {
  /** Upper case. */
  readonly base: string
  readonly signatureFile: ZipEntry | null
  readonly blocks: readonly ZipEntry[]
}

/** What a JAR is made of. */
export interface JarLayout {
  readonly zip: ZipDirectory
  readonly manifest: ZipEntry | null
  /** In the archive's order. */
  readonly signers: readonly SignatureFiles[]
  /** What must be in the manifest: everything but manifest, signature files and empty directories. */
  readonly content: readonly ZipEntry[]
}

const FOLDER = 'META-INF/'
const BLOCK = /^META-INF\/([^/]+)\.(?:RSA|DSA|EC)$/
const SIGNATURE_FILE = /^META-INF\/([^/]+)\.SF$/
const RESERVED = /^META-INF\/SIG-[^/.]*(?:\.[A-Z0-9]{1,3})?$/

/**
 * The name as these patterns spell it: Java takes a META-INF name in any case for the same.
 * ASCII only: a letter that some locale would make one of these does not take its file out of the signature.
 */
function canonical(name: string): string {
  const asciiUpper = (text: string): string => text.replace(/[a-z]/g, (letter) => letter.toUpperCase())
  return asciiUpper(name.slice(0, FOLDER.length)) === FOLDER ? asciiUpper(name) : name
}

/** By the names of its entries, or where a file that is called so has an Android manifest. */
function isApk(zip: ZipCentral<ZipHeader>, name: string): boolean {
  if (!zip.byName.has(ANDROID_MANIFEST)) return false
  return name.toLowerCase().endsWith('.apk') || ANDROID_CODE.some((code) => zip.byName.has(code))
}

/**
 * Whether an archive is for this format to read or to refuse: a JAR, an AAB, or an APK.
 * @param name of the file: an APK's parts may lie in several archives
 */
export function isOurs(zip: ZipCentral<ZipHeader>, name: string): boolean {
  return (
    zip.byName.has(BUNDLE_CONFIG) ||
    isApk(zip, name) ||
    zip.entries.some((entry) => {
      const known = canonical(entry.name)
      return known === MANIFEST || SIGNATURE_FILE.test(known) || BLOCK.test(known)
    })
  )
}

/**
 * @throws ZipError; FormatError JAR_AMBIGUOUS, JAR_TOO_MANY_SIGNERS; CoreError UNSUPPORTED_FORMAT for an APK, FORMAT_MISMATCH for a ZIP of another kind
 */
export async function readLayout(source: ByteSource): Promise<JarLayout> {
  const zip = await readZipDirectory(source)
  await refuseApk(source, zip)
  if (!isOurs(zip, source.name)) {
    throw new CoreError('FORMAT_MISMATCH', 'the archive has no JAR manifest', {
      howToFix: 'Drop --format; or build the archive with `jar`, which gives it a manifest.',
    })
  }
  const seen = new Map<string, ZipEntry>()
  const signers = new Map<string, { signatureFile: ZipEntry | null; blocks: ZipEntry[] }>()
  const content: ZipEntry[] = []
  for (const entry of zip.entries) {
    const name = canonical(entry.name)
    const signatureFile = SIGNATURE_FILE.exec(name)
    const base = (signatureFile ?? BLOCK.exec(name))?.[1]
    if (base === undefined && name !== MANIFEST) {
      if (!RESERVED.test(name) && !isEmptyDirectory(entry)) content.push(entry)
      continue
    }
    const twin = seen.get(name)
    if (twin) {
      throw new FormatError(
        'JAR_AMBIGUOUS',
        `${printableName(twin.name)} and ${printableName(entry.name)} are one to Java`,
      )
    }
    seen.set(name, entry)
    if (base === undefined) continue
    const files = signers.get(base) ?? { signatureFile: null, blocks: [] }
    signers.set(base, files)
    if (signatureFile) files.signatureFile = entry
    else files.blocks.push(entry)
  }
  if (signers.size > MAX_SIGNERS)
    throw new FormatError('JAR_TOO_MANY_SIGNERS', `the archive has ${signers.size} signature files`)
  return {
    zip,
    manifest: seen.get(MANIFEST) ?? null,
    signers: [...signers].map(([base, files]) => ({ base, ...files })),
    content,
  }
}

/** Deflate's encoding of nothing. Two bytes cannot hold more; in three a reader that does not go by the declared size finds content. */
const DEFLATED_NOTHING = 2

function isEmptyDirectory({ name, size, compressedSize }: ZipEntry): boolean {
  return name.endsWith('/') && size === 0 && compressedSize <= DEFLATED_NOTHING
}

/** RES_XML_TYPE and its header size: compiled XML, as only an APK has it at its root (an AAR has text, an AAB protobuf in a folder). */
const BINARY_XML: Uint8Array = Uint8Array.of(0x03, 0x00, 0x08, 0x00)
const APK_SIGNING_BLOCK: Uint8Array = utf8('APK Sig Block 42')

async function refuseApk(source: ByteSource, zip: ZipDirectory): Promise<void> {
  if (isApk(zip, source.name) || (await hasSigningBlock(source, zip)) || (await hasBinaryManifest(source, zip))) {
    throw new CoreError('UNSUPPORTED_FORMAT', 'the file is an Android package (APK)', {
      howToFix: 'Sign it with `apksigner`; Android does not go by JAR signatures.',
    })
  }
}

async function hasSigningBlock(source: ByteSource, { gaps, start }: ZipDirectory): Promise<boolean> {
  const last = gaps.at(-1)
  if (!last || last.end !== start || last.end - last.start < APK_SIGNING_BLOCK.length) return false
  const magic = await source.read(start - APK_SIGNING_BLOCK.length, APK_SIGNING_BLOCK.length)
  return equalBytes(magic, APK_SIGNING_BLOCK)
}

async function hasBinaryManifest(source: ByteSource, { byName }: ZipDirectory): Promise<boolean> {
  const entry = byName.get(ANDROID_MANIFEST)
  if (!entry || entry.size > MAX_FILE) return false
  return equalBytes((await readZipContent(source, entry, MAX_FILE)).subarray(0, BINARY_XML.length), BINARY_XML)
}
