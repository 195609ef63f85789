import {
  buildSignedData,
  type ChangeTokens,
  encodeAttribute,
  encodeZipEnd,
  encodeZipEntry,
  moveZipHeader,
  OID,
  readZipContent,
  replaceTimestamps,
  ZIP_EPOCH,
  type ZipEntry,
} from '@chancery/codec'
import { type ByteSource, CoreError, type Embedding, literal, type Part, range, type Signature } from '@chancery/core'
import { fingerprint, freeSignatureName, type JarDescription } from './describe.ts'
import { joined } from './joined.ts'
import { type JarLayout, MANIFEST, MAX_FILE, readLayout } from './layout.ts'
import { rebuildSignature } from './to-be-signed.ts'

/** Extra field 0xcafe, empty, in the first entry: how `jar` marks an archive that a kernel may hand to Java. */
const JAR_MAGIC: Uint8Array = Uint8Array.of(0xfe, 0xca, 0, 0)

/** @throws CoreError FILE_CHANGED where the source is not what was described */
export async function embedJar(
  source: ByteSource,
  description: JarDescription,
  signatures: readonly Signature[],
): Promise<Embedding> {
  const signature = signatures[0] as Signature
  const layout = await readLayout(source)
  if (fingerprint(layout) !== description.directory) {
    throw new CoreError('FILE_CHANGED', `${source.name} changed while it was being signed`)
  }
  const { manifest, signatureFile, signedAttrs, others } = rebuildSignature(description, signature.signer)
  const block = buildSignedData({
    eContentType: OID.data,
    eContent: null,
    certificates: signature.signer.certificates,
    signedAttrs,
    algorithm: signature.algorithm,
    signature: signature.value,
    unsignedAttrs: signature.timestampTokens.map((token) => encodeAttribute(OID.timestampToken, token)),
  })
  const taken = new Set(others.map(({ base }) => base))
  const path = `META-INF/${freeSignatureName(description.signatureName, taken)}`
  const extension = signature.signer.key === 'rsa' ? 'RSA' : 'EC'
  const modified = layout.manifest?.modified ?? ZIP_EPOCH
  const written = [
    { name: MANIFEST, content: manifest, modified, extra: JAR_MAGIC },
    { name: `${path}.SF`, content: signatureFile, modified },
    { name: `${path}.${extension}`, content: block, modified },
  ]
  return { content: rebuilt(layout, written.map(encodeZipEntry), keptEntries(layout, taken)), sideFile: null }
}

/** New timestamps in the blocks; every entry keeps its place. @returns null where nothing changes */
export async function retimestampJar(source: ByteSource, change: ChangeTokens): Promise<Embedding | null> {
  const { zip, signers } = await readLayout(source)
  const written = new Map<ZipEntry, Written>()
  for (const block of signers.flatMap(({ blocks }) => blocks)) {
    const stamped = await replaceTimestamps(await readZipContent(source, block, MAX_FILE), OID.timestampToken, change)
    if (stamped) {
      written.set(block, encodeZipEntry({ name: block.name, content: stamped, modified: block.modified }))
    }
  }
  if (written.size === 0) return null
  const parts: Part[] = []
  const headers: Uint8Array[] = []
  let at = 0
  for (const entry of zip.entries) {
    const anew = written.get(entry)
    headers.push(anew ? anew.central(at) : moveZipHeader(zip, entry, at))
    parts.push(anew ? literal(anew.local) : range(entry.start, entry.end))
    at += anew ? anew.local.length : entry.end - entry.start
  }
  const directory = joined(headers)
  const end = encodeZipEnd({ count: headers.length, start: at, end: at + directory.length, comment: zip.comment })
  return { content: [...parts, literal(joined([directory, end]))], sideFile: null }
}

/** Other signers' files first, where readers that go through the archive once expect them, then all the rest in its order. */
function keptEntries(layout: JarLayout, kept: ReadonlySet<string>): readonly ZipEntry[] {
  const dropped = new Set<ZipEntry>()
  const front: ZipEntry[] = []
  if (layout.manifest) dropped.add(layout.manifest)
  for (const { base, signatureFile, blocks } of layout.signers) {
    for (const entry of signatureFile ? [signatureFile, ...blocks] : blocks) {
      dropped.add(entry)
      if (kept.has(base)) front.push(entry)
    }
  }
  return [...front, ...layout.zip.entries.filter((entry) => !dropped.has(entry))]
}

type Written = ReturnType<typeof encodeZipEntry>

function rebuilt({ zip }: JarLayout, written: readonly Written[], kept: readonly ZipEntry[]): readonly Part[] {
  const headers: Uint8Array[] = []
  let at = 0
  for (const entry of written) {
    headers.push(entry.central(at))
    at += entry.local.length
  }
  for (const entry of kept) {
    headers.push(moveZipHeader(zip, entry, at))
    at += entry.end - entry.start
  }
  const directory = joined(headers)
  const end = encodeZipEnd({ count: headers.length, start: at, end: at + directory.length, comment: zip.comment })
  return [literal(joined(written.map(({ local }) => local))), ...joinedRanges(kept), literal(joined([directory, end]))]
}

/** Neighbours are copied in one go. */
function joinedRanges(entries: readonly ZipEntry[]): readonly Part[] {
  const runs: { start: number; end: number }[] = []
  for (const { start, end } of entries) {
    const last = runs.at(-1)
    if (last?.end === start) last.end = end
    else runs.push({ start, end })
  }
  return runs.map(({ start, end }) => range(start, end))
}
