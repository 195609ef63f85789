import { ChanceryError } from '@chancery/core'
import type { ImageSignatureClaims } from '@chancery/oci'
import type { Manifest } from '@chancery/registry'
import type { Context } from '../context.ts'
import type { FileResult } from '../each-file.ts'
import { membersOf } from '../members-of.ts'
import type { ImageAttestation, ImageSignatureEntry, ImageTree } from '../report.ts'
import { type ImageStore, type OpenedImage, partsOf } from './image-store.ts'
import { failedState } from './judge-signature.ts'
import { attestationType, claimsOf, readImageContents } from './signature-reader.ts'

/** What refers to an image, and to all that its index names. Decides nothing; what is damaged is told. */
export async function inspectImage({ signal }: Context, store: ImageStore, path: string): Promise<FileResult> {
  try {
    const opened = await store.open(path)
    const parts = await partsOf(opened.repository, opened.manifest, signal)
    const [own, ...others] = await Promise.all(
      [opened.manifest, ...parts].map((manifest) => treeOf(opened, manifest, signal)),
    )
    const { signatures, ...image } = own as ImageTree
    const platforms = others.map((one, index) => ({ ...one, platform: platformOf(opened, parts[index] as Manifest) }))
    return { path, format: null, signatures, record: null, image: { ...image, platforms }, exitCode: 0 }
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    const { code, message, howToFix, exitCode } = error
    return { path, format: null, code, message, howToFix, signatures: [], record: null, exitCode }
  }
}

async function treeOf(opened: OpenedImage, manifest: Manifest, signal?: AbortSignal): Promise<ImageTree> {
  const { found, others, unread } = await readImageContents(opened.repository, manifest.digest, signal)
  const signatures: ImageSignatureEntry[] = []
  const attestations: ImageAttestation[] = []
  for (const one of found) {
    const claims = claimsOf(one)
    const reference = opened.referenceTo(one.at)
    const predicateType = attestationType(claims)
    if (predicateType !== null) {
      attestations.push({ reference, predicateType, verdict: 'not-checked' })
    } else signatures.push(entryOf(reference, `oci-${one.content.kind}`, claims))
  }
  for (const { at, error } of unread) signatures.push(entryOf(opened.referenceTo(at), null, error))
  return {
    reference: opened.referenceTo(manifest.digest),
    mediaType: manifest.mediaType,
    signatures,
    attestations,
    others: others.map(({ at, artifactType }) => ({ reference: opened.referenceTo(at), artifactType })),
  }
}

function entryOf(
  reference: string,
  kind: string | null,
  claims: ImageSignatureClaims | ChanceryError,
): ImageSignatureEntry {
  const unknown = { digestAlgorithm: null, signatureAlgorithm: null, nested: false } as const
  if (claims instanceof ChanceryError) {
    const { code, message, howToFix } = claims
    return {
      signer: null,
      ...unknown,
      timestamp: null,
      timestamps: [],
      ...failedState(claims),
      reference,
      kind,
      code,
      message,
      howToFix,
    }
  }
  const { certificate, timestamp, timestamps, annotations } = claims
  const texts = Object.entries(annotations).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return {
    signer: certificate && {
      subject: certificate.subject,
      issuer: certificate.issuer,
      serial: certificate.serial,
      sha256: certificate.sha256,
    },
    ...unknown,
    timestamp,
    timestamps,
    integrity: 'not-checked',
    chain: 'not-checked',
    revocation: 'not-checked',
    reference,
    kind,
    annotations: Object.fromEntries(texts),
  }
}

/** `linux/arm64`, as the index says; null where it does not. */
function platformOf({ manifest }: OpenedImage, part: Manifest): string | null {
  const { manifests } = membersOf(JSON.parse(new TextDecoder().decode(manifest.bytes)))
  const entries = Array.isArray(manifests) ? manifests.map((one) => membersOf(one)) : []
  const { os, architecture, variant } = membersOf(entries.find(({ digest }) => digest === part.digest)?.platform)
  const words = [os, architecture, variant].filter((word) => typeof word === 'string')
  return words.length === 0 ? null : words.join('/')
}
