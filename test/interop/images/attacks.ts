/** What whoever may push can do with the signatures of an image. */
import type { ImageDescriptor } from '@chancery/oci'
import type { Descriptor, Manifest, Repository } from '@chancery/registry'

interface SignatureManifest {
  readonly layers: readonly Descriptor[]
}

const CLASSIC_TIMESTAMP = 'dev.sigstore.cosign/rfc3161timestamp'
const NOTARY_TIMESTAMP = 'io.cncf.notary.timestampSignature'

/** Says that those of one image are of another. */
export async function moveSignatures(repository: Repository, from: string, to: ImageDescriptor): Promise<void> {
  for (const { bytes } of await referrersOf(repository, from)) {
    await repository.addReferrer(encode({ ...parse(bytes), subject: to }))
  }
  const classic = await classicOf(repository, from)
  if (classic) await repository.putManifest(classic.bytes, classic.mediaType, classicTag(to.digest))
}

/** Takes an image's classic list away from its timestamps, or adds its other signatures once more without them: nothing deletes a referrer. */
export async function stripTimestamps(from: Repository, image: string, to: Repository): Promise<void> {
  for (const { bytes } of await referrersOf(from, image)) await to.addReferrer(await withoutTimestamps(from, bytes, to))
  const classic = await classicOf(from, image)
  if (classic)
    await to.putManifest(await withoutTimestamps(from, classic.bytes, to), classic.mediaType, classicTag(image))
}

async function withoutTimestamps(from: Repository, bytes: Uint8Array, to: Repository): Promise<Uint8Array> {
  const manifest = parse(bytes) as SignatureManifest & { readonly config: Descriptor }
  await to.putBlob(await from.blob(manifest.config.digest, 1 << 20))
  const layers: Descriptor[] = []
  for (const layer of manifest.layers) {
    const content = withoutTimestamp(layer.mediaType, await from.blob(layer.digest, 1 << 20))
    const { [CLASSIC_TIMESTAMP]: _, ...annotations } = layer.annotations ?? {}
    layers.push({ ...layer, digest: await to.putBlob(content), size: content.length, annotations })
  }
  return encode({ ...manifest, layers })
}

function withoutTimestamp(mediaType: string, bytes: Uint8Array): Uint8Array {
  if (mediaType === 'application/cose') return withoutCoseTimestamp(bytes)
  const { header, verificationMaterial, ...rest } = parse(bytes) as Record<string, Record<string, unknown>>
  if (header) {
    const { [NOTARY_TIMESTAMP]: _, ...others } = header
    return encode({ ...rest, header: others })
  }
  if (!verificationMaterial) return bytes
  const { timestampVerificationData: _, ...material } = verificationMaterial
  return encode({ ...rest, verificationMaterial: material })
}

/** COSE_Sign1: behind tag, list and protected headers stands a short map, and in it the name with its byte string (RFC 8949 section 3). */
function withoutCoseTimestamp(bytes: Uint8Array): Uint8Array {
  const all = Buffer.from(bytes)
  const map = behindBytes(all, 2)
  const name = all.indexOf(NOTARY_TIMESTAMP) - 2
  const rest = all.subarray(behindBytes(all, name + 2 + NOTARY_TIMESTAMP.length))
  const fewer = Uint8Array.of((all[map] as number) - 1)
  return Uint8Array.from(Buffer.concat([all.subarray(0, map), fewer, all.subarray(map + 1, name), rest]))
}

function behindBytes(all: Buffer, at: number): number {
  const wide = all[at] === 0x59
  return at + (wide ? 3 + all.readUInt16BE(at + 1) : 2 + all.readUInt8(at + 1))
}

async function referrersOf(repository: Repository, image: string): Promise<readonly Manifest[]> {
  const listed = await repository.referrers(image)
  return await Promise.all(listed.map(({ digest }) => repository.manifest(digest)))
}

function classicOf(repository: Repository, image: string): Promise<Manifest | null> {
  return repository.manifest(classicTag(image)).catch(() => null)
}

function classicTag(digest: string): string {
  return `${digest.replace(':', '-')}.sig`
}

function parse(bytes: Uint8Array): object {
  return JSON.parse(new TextDecoder().decode(bytes)) as object
}

function encode(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
