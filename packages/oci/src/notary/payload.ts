import { utf8 } from '@chancery/core'
import { type Annotations, checkedAnnotations, checkedImage, digestHex, type ImageDescriptor } from '../description.ts'
import { parseMembers } from '../json.ts'

/** What both envelopes sign: the image's descriptor, user metadata in it as annotations. */
export function notaryPayload(image: ImageDescriptor, annotations: Annotations): Uint8Array {
  const checked = checkedAnnotations(annotations)
  const targetArtifact = {
    ...checkedImage(image),
    ...(Object.keys(checked).length > 0 && { annotations: checked }),
  }
  return utf8(JSON.stringify({ targetArtifact }))
}

export interface NotaryPayload {
  readonly image: ImageDescriptor
  readonly annotations: Annotations
}

/** @throws OciError OCI_PAYLOAD_MALFORMED, OCI_DIGEST_UNSUPPORTED */
export function parseNotaryPayload(bytes: Uint8Array): NotaryPayload {
  const target = parseMembers(bytes, 'OCI_PAYLOAD_MALFORMED', 'payload').object('targetArtifact')
  const digest = target.text('digest')
  digestHex(digest)
  return {
    image: { mediaType: target.text('mediaType'), digest, size: target.count('size') },
    annotations: target.texts('annotations'),
  }
}
