import { IN_TOTO_PAYLOAD_TYPE, preAuthEncoding } from '@chancery/attest'
import { isJsonObject, utf8 } from '@chancery/core'
import {
  type Annotations,
  type BundleDescription,
  checkedAnnotations,
  checkedImage,
  checkedTime,
  digestHex,
} from '../description.ts'
import { OciError } from '../errors.ts'

/** What says of a statement that it signs its subject, and tells nothing else about it. */
export const COSIGN_SIGN_TYPE = 'https://sigstore.dev/cosign/sign/v1'

const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1'
const URI = /^[a-z][a-z0-9+.-]*:./i

/** The in-toto statement: annotations stand in the subject, where `cosign verify -a` looks for them. @throws OciError OCI_DESCRIPTION_INVALID */
export function bundlePayload(description: BundleDescription): Uint8Array {
  const { image, attestation, createdAt } = description
  checkedTime(createdAt, 'createdAt')
  const annotations: Annotations = checkedAnnotations(description.annotations)
  const subject = {
    ...(attestation && { name: attestation.subjectName }),
    digest: { sha256: digestHex(checkedImage(image).digest) },
    ...(Object.keys(annotations).length > 0 && { annotations }),
  }
  const { predicateType, predicate } = attestation ?? { predicateType: COSIGN_SIGN_TYPE, predicate: {} }
  if (attestation && (!URI.test(predicateType) || predicateType === COSIGN_SIGN_TYPE)) {
    throw new OciError('OCI_DESCRIPTION_INVALID', `${JSON.stringify(predicateType)} is no type of an attestation`)
  }
  if (!isJsonObject(predicate)) {
    throw new OciError('OCI_DESCRIPTION_INVALID', 'a predicate is a JSON object')
  }
  return utf8(JSON.stringify({ _type: STATEMENT_TYPE, subject: [subject], predicateType, predicate }))
}

export function bundleMessage(description: BundleDescription): Uint8Array {
  return preAuthEncoding(IN_TOTO_PAYLOAD_TYPE, bundlePayload(description))
}
