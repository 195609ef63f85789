import { type Descriptor, isDigest, MAX_MANIFEST, ociDigest } from '@chancery/codec'
import { isJsonObject } from '@chancery/core'
import { MANIFEST_TYPES, type Manifest, parseJsonObject } from './descriptor.ts'
import { checkDigest } from './digest.ts'
import { RegistryError } from './errors.ts'
import { checkTagOrDigest } from './reference.ts'
import { type Asked, failure, type Session } from './session.ts'
import type { Answer } from './transport.ts'

export interface PutManifest extends Descriptor {
  /** The subject that the registry says it lists this under (`OCI-Subject`); null where it knows no referrers. */
  readonly subject: string | null
}

/** A manifest whose bytes are proved; null where there is none. */
export async function readManifest(
  session: Session,
  asked: Asked,
  reference: string,
  signal?: AbortSignal,
): Promise<Manifest | null> {
  checkTagOrDigest(reference)
  const answer = await session.send(
    asked,
    {
      method: 'GET',
      path: `manifests/${reference}`,
      headers: { accept: MANIFEST_TYPES.join(', ') },
      limit: { maxBytes: MAX_MANIFEST, code: 'MANIFEST_TOO_LARGE' },
    },
    signal,
  )
  const what = `${asked.registry}/${asked.repository}${isDigest(reference) ? '@' : ':'}${reference}`
  if (answer.status === 404) return null
  if (answer.status !== 200) throw failure(answer, what, 'IMAGE_NOT_FOUND')
  const { body, headers } = answer
  const claimed = headers.get('docker-content-digest')
  const digest = isDigest(reference) ? reference : claimed !== null && isDigest(claimed) ? claimed : ociDigest(body)
  checkDigest(body, digest, what)
  return { mediaType: mediaTypeOf(answer, what), digest, size: body.length, bytes: body }
}

/**
 * What the registry says and what the bytes say must be the same: else two readers of one digest see two things (CVE-2021-41190).
 * @throws RegistryError REGISTRY_MALFORMED, MANIFEST_UNSUPPORTED
 */
function mediaTypeOf({ headers, body }: Answer, what: string): string {
  const header = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  return checkMediaType(body, header, what)
}

/**
 * @param header what whoever keeps the manifest says that it is
 * @throws RegistryError REGISTRY_MALFORMED, MANIFEST_UNSUPPORTED
 */
export function checkMediaType(bytes: Uint8Array, header: string | undefined, what: string): string {
  const value = parseJsonObject(bytes, what)
  const mediaType = value.mediaType ?? header
  if (typeof mediaType !== 'string' || (header !== undefined && mediaType !== header)) {
    throw new RegistryError('REGISTRY_MALFORMED', `${what} has one media type in its header and another in itself`)
  }
  if (!MANIFEST_TYPES.includes(mediaType)) {
    throw new RegistryError('MANIFEST_UNSUPPORTED', `${what} is of a kind that is not read`, {
      details: { mediaType: mediaType.slice(0, 200) },
    })
  }
  if (value.manifests !== undefined && (value.layers !== undefined || isJsonObject(value.config))) {
    throw new RegistryError('REGISTRY_MALFORMED', `${what} is an image and an index at once`)
  }
  return mediaType
}

/** @param repeatable false for a tag that others write too: sent late, old content would come over theirs */
export async function writeManifest(
  session: Session,
  asked: Asked,
  bytes: Uint8Array,
  mediaType: string,
  reference: string,
  repeatable: boolean,
  signal?: AbortSignal,
): Promise<PutManifest> {
  checkTagOrDigest(reference)
  const what = `${asked.registry}/${asked.repository}`
  if (bytes.length > MAX_MANIFEST) {
    throw new RegistryError('MANIFEST_TOO_LARGE', `a manifest for ${what} has ${bytes.length} bytes`)
  }
  if (isDigest(reference)) checkDigest(bytes, reference, `a manifest for ${what}`)
  const headers = { 'content-type': mediaType }
  const answer = await session.send(
    asked,
    { method: 'PUT', path: `manifests/${reference}`, headers, body: bytes, repeatable, urgent: !repeatable },
    signal,
  )
  if (answer.status !== 201 && answer.status !== 200) throw failure(answer, what, 'IMAGE_NOT_FOUND')
  const claimed = answer.headers.get('docker-content-digest')
  if (claimed !== null && isDigest(claimed)) checkDigest(bytes, claimed, `what ${what} stored`)
  const digest = isDigest(reference) ? reference : ociDigest(bytes)
  return { mediaType, digest, size: bytes.length, subject: answer.headers.get('oci-subject') }
}
