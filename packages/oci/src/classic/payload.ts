import type { JsonMembers } from '@chancery/codec'
import { utf8 } from '@chancery/core'
import { type ClassicDescription, checkedAnnotations, checkedImage } from '../description.ts'
import { OciError } from '../errors.ts'
import { parseMembers } from '../json.ts'

export const SIMPLE_SIGNING_MEDIA_TYPE = 'application/vnd.dev.cosign.simplesigning.v1+json'

/** A DSSE envelope by itself: how the classic layout keeps attestations. */
export const ENVELOPE_MEDIA_TYPE = 'application/vnd.dsse.envelope.v1+json'

/** critical.type of what cosign signs. Cosign itself takes any; one that is free to choose could be another protocol's statement. */
const TYPE = 'cosign container image signature'

/** The "simple signing" payload of containers/image, in cosign's order of members: these bytes are signed, and are the layer. */
export function classicPayload(description: ClassicDescription): Uint8Array {
  const annotations = checkedAnnotations(description.annotations)
  if (description.dockerReference === '') {
    throw new OciError('OCI_DESCRIPTION_INVALID', 'a signature names the repository that it is for')
  }
  return utf8(
    JSON.stringify({
      critical: {
        identity: { 'docker-reference': description.dockerReference },
        image: { 'docker-manifest-digest': checkedImage(description.image).digest },
        type: TYPE,
      },
      optional: Object.keys(annotations).length > 0 ? annotations : null,
    }),
  )
}

export interface ClassicPayload {
  readonly digest: string
  readonly dockerReference: string
  /** Values that are no text are kept, and equal nothing that anybody expects. */
  readonly optional: Readonly<Record<string, unknown>>
}

/** @throws OciError OCI_PAYLOAD_MALFORMED; OCI_NOT_A_SIGNATURE for another critical.type */
export function parseClassicPayload(bytes: Uint8Array): ClassicPayload {
  const payload = parseMembers(bytes, 'OCI_PAYLOAD_MALFORMED', 'payload')
  const critical = payload.object('critical')
  const type = critical.text('type')
  if (type !== TYPE) {
    throw new OciError('OCI_NOT_A_SIGNATURE', `the payload is of type ${JSON.stringify(type)}`, { details: { type } })
  }
  return {
    digest: critical.object('image').text('docker-manifest-digest'),
    dockerReference: critical.object('identity').text('docker-reference'),
    optional: optionalOf(payload),
  }
}

function optionalOf(payload: JsonMembers): Readonly<Record<string, unknown>> {
  if (!payload.has('optional')) return {}
  const optional = payload.object('optional')
  return Object.fromEntries(optional.names().map((name) => [name, optional.value(name)]))
}
