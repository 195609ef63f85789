import { utf8 } from '@chancery/core'
import { type AddedReferrer, type Descriptor, IMAGE_MANIFEST, ociDigest, type Repository } from '../src/index.ts'

const EMPTY = utf8('{}')

/** An artifact about `subject`; `salt` makes it another one. */
export function referrer({ mediaType, digest, size }: Descriptor, name: string, salt = 0): Uint8Array {
  const empty = { mediaType: 'application/vnd.oci.empty.v1+json', digest: ociDigest(EMPTY), size: EMPTY.length }
  return utf8(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: IMAGE_MANIFEST,
      artifactType: `application/x.${name}`,
      config: empty,
      layers: [empty],
      subject: { mediaType, digest, size },
      annotations: { is: name, ...(salt === 0 ? {} : { salt: String(salt) }) },
    }),
  )
}

export async function addSignature(
  repository: Repository,
  subject: Descriptor,
  name: string,
  salt?: number,
): Promise<AddedReferrer> {
  await repository.putBlob(EMPTY)
  return repository.addReferrer(referrer(subject, name, salt))
}
