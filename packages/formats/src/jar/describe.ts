import { createHash } from 'node:crypto'
import { printableName, readZipContent } from '@chancery/codec'
import { type ByteSource, type DigestName, type FormatOptions, toBase64 } from '@chancery/core'
import { FormatError } from '../errors.ts'
import { readFoundSignatures } from './blocks.ts'
import { digestEntries } from './entry-digests.ts'
import { type JarLayout, MAX_FILE, readLayout } from './layout.ts'
import { parseManifest } from './manifest.ts'
import { updateManifest } from './manifest-writer.ts'

/** What signing a JAR comes to: its manifest as it will be, and who else has signed it. */
export type JarDescription = {
  /** Hex SHA-256 of the central directory: the archive that was looked at. */
  readonly directory: string
  readonly digest: DigestName
  /** Base64: every entry's name and digest. */
  readonly manifest: string
  /** What the signature file is to be called, before others are looked at. */
  readonly signatureName: string
  readonly signers: readonly JarSigner[]
}

export type JarSigner = {
  /** Of its files, upper case. */
  readonly base: string
  /** Hex SHA-256 of its certificate; null where it cannot be told or there are several. */
  readonly certificate: string | null
  /** Code of what would be wrong with it under the new manifest; null where it stays valid. */
  readonly fault: string | null
}

export async function describeJar(source: ByteSource, options: FormatOptions): Promise<JarDescription> {
  const layout = await readLayout(source)
  for (const { name } of layout.content) assertWritable(name)
  const old = layout.manifest && parseManifest(await readZipContent(source, layout.manifest, MAX_FILE))
  const entries = await digestEntries(source, layout.content, old, options.digest)
  const manifest = updateManifest(old, entries, options.digest)
  return {
    directory: fingerprint(layout),
    digest: options.digest,
    manifest: toBase64(manifest),
    signatureName: signatureName(options.signerName),
    signers: await describeSigners(source, layout, manifest),
  }
}

/** Of the archive that was described: of another, `embed` would mix the parts of two. */
export function fingerprint({ zip }: JarLayout): string {
  return createHash('sha256').update(zip.bytes).update(`${zip.start} ${zip.end}`).digest('hex')
}

async function describeSigners(
  source: ByteSource,
  layout: JarLayout,
  manifest: Uint8Array,
): Promise<readonly JarSigner[]> {
  if (layout.signers.length === 0) return []
  const found = await readFoundSignatures(source, layout, parseManifest(manifest))
  const reports = await Promise.all(
    found.flatMap(({ base, evidence }) => evidence(null).map(async (one) => ({ base, report: await one.inspect() }))),
  )
  return layout.signers.map(({ base }) => {
    const own = reports.filter((one) => one.base === base).map(({ report }) => report)
    const certificates = new Set(own.map(({ signer }) => signer?.sha256 ?? null))
    const [certificate = null] = certificates
    return {
      base,
      certificate: certificates.size === 1 ? certificate : null,
      fault: own.find(({ fault }) => fault !== null)?.fault?.code ?? null,
    }
  })
}

/** A name with a line break would write headers of its own into the manifest. */
function assertWritable(name: string): void {
  if (/[\r\n\0]/.test(name)) {
    throw new FormatError('JAR_NAME_UNSUPPORTED', `${printableName(name)} cannot be written into a manifest`)
  }
}

/** jarsigner's rule for -sigfile: one to eight of A-Z 0-9 _ -. */
const SIGNATURE_NAME_LENGTH = 8

function signatureName(key: string): string {
  const name = key
    .toUpperCase()
    .replace(/[^A-Z0-9_-]/g, '_')
    .slice(0, SIGNATURE_NAME_LENGTH)
  return name === '' ? 'SIGNER' : name
}

/** The name, or with its last characters given way to a digit where another signer has it. */
export function freeSignatureName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted
  for (let i = 1; taken.has(name); i++) name = wanted.slice(0, SIGNATURE_NAME_LENGTH - String(i).length) + i
  return name
}
