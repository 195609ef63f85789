import type { JsonMembers } from '@chancery/codec'
import type { PlainData } from '@chancery/core'
import {
  type Annotations,
  checkedAnnotations,
  checkedImage,
  type ImageDescription,
  type ImageDescriptor,
} from './description.ts'
import { OciError } from './errors.ts'
import { membersOf } from './json.ts'

const CODE = 'OCI_DESCRIPTION_INVALID'

/**
 * A description that came over a wire, checked whole. Members that are not known are refused: whoever signs must have understood all of it.
 * @throws OciError OCI_DESCRIPTION_INVALID, OCI_DIGEST_UNSUPPORTED
 */
export function parseImageDescription(data: PlainData): ImageDescription {
  const members = membersOf(data, CODE, 'description')
  const kind = members.text('kind')
  const image = imageIn(members.object('image'))
  const annotations = annotationsIn(members)
  switch (kind) {
    case 'bundle':
      only(members, ['kind', 'image', 'form', 'createdAt', 'annotations', 'attestation'])
      return {
        kind,
        image,
        form: formIn(members),
        createdAt: members.text('createdAt'),
        annotations,
        attestation: members.has('attestation') ? attestationIn(members.object('attestation')) : null,
      }
    case 'cosign': {
      only(members, ['kind', 'image', 'form', 'dockerReference', 'annotations'])
      return { kind, image, form: formIn(members), dockerReference: members.text('dockerReference'), annotations }
    }
    case 'notary-jws':
    case 'notary-cose':
      only(members, ['kind', 'image', 'signingTime', 'expiry', 'annotations', 'signingAgent'])
      return {
        kind,
        image,
        signingTime: members.text('signingTime'),
        expiry: members.has('expiry') ? members.text('expiry') : null,
        annotations,
        signingAgent: members.text('signingAgent'),
      }
    default:
      return members.fail('kind')
  }
}

function imageIn(members: JsonMembers): ImageDescriptor {
  only(members, ['mediaType', 'digest', 'size'])
  return checkedImage({
    mediaType: members.text('mediaType'),
    digest: members.text('digest'),
    size: members.count('size'),
  })
}

function annotationsIn(members: JsonMembers): Annotations {
  if (!members.has('annotations')) members.fail('annotations')
  return checkedAnnotations(members.texts('annotations'))
}

function formIn(members: JsonMembers): 'key' | 'certificate' {
  const form = members.text('form')
  return form === 'key' || form === 'certificate' ? form : members.fail('form')
}

function attestationIn(
  members: JsonMembers,
): NonNullable<Extract<ImageDescription, { readonly kind: 'bundle' }>['attestation']> {
  only(members, ['subjectName', 'predicateType', 'predicate'])
  return {
    subjectName: members.text('subjectName'),
    predicateType: members.text('predicateType'),
    predicate: members.value('predicate') as PlainData,
  }
}

function only(members: JsonMembers, known: readonly string[]): void {
  const unknown = members.names().find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new OciError(CODE, `a description has no ${JSON.stringify(unknown)}`, { details: { member: unknown } })
  }
}
