import { ChanceryError, type ErrorOptions, type ErrorTable } from '@chancery/core'

export type OciErrorCode =
  | 'OCI_DESCRIPTION_INVALID'
  | 'OCI_KEY_UNSUPPORTED'
  | 'OCI_CERTIFICATE_MISSING'
  | 'OCI_CERTIFICATE_UNSUITABLE'
  | 'OCI_MANIFEST_MALFORMED'
  | 'OCI_DIGEST_UNSUPPORTED'
  | 'OCI_PAYLOAD_MALFORMED'
  | 'OCI_ENVELOPE_MALFORMED'
  | 'OCI_ENVELOPE_UNSUPPORTED'
  | 'OCI_IMAGE_MISMATCH'
  | 'OCI_REFERENCE_MISMATCH'
  | 'OCI_ANNOTATION_MISMATCH'
  | 'OCI_NOT_A_SIGNATURE'
  | 'OCI_PREDICATE_MISMATCH'
  | 'OCI_KEY_UNTRUSTED'
  | 'OCI_SIGNATURE_INVALID'
  | 'OCI_SIGNATURE_EXPIRED'

const SIGN_AGAIN = 'The signature in the registry is damaged or was made up: sign the image again, and delete this one.'

export const OCI_ERRORS: ErrorTable<OciErrorCode> = {
  OCI_DESCRIPTION_INVALID: {
    family: 'usage',
    howToFix: 'Give an image by its sha256 digest, annotations that are text, and times in UTC to the second.',
  },
  OCI_KEY_UNSUPPORTED: {
    family: 'usage',
    howToFix:
      'Notary Project takes RSA 2048, 3072 or 4096 and ECDSA P-256, P-384 or P-521 keys: use one of them, or --oci-format bundle.',
  },
  OCI_CERTIFICATE_MISSING: {
    family: 'usage',
    howToFix:
      'Give the key a certificate with --certificate, leaf first, or sign with --oci-format bundle in its key form.',
  },
  OCI_CERTIFICATE_UNSUITABLE: {
    family: 'usage',
    howToFix:
      'Notary verifiers would refuse this chain: a code-signing leaf with a critical keyUsage of digitalSignature, and all issuers up to the self-signed root.',
  },
  OCI_MANIFEST_MALFORMED: {
    family: 'malformed',
    howToFix: 'What the registry holds is no OCI manifest of a signature: delete it there, and sign the image again.',
  },
  OCI_DIGEST_UNSUPPORTED: {
    family: 'malformed',
    howToFix: 'Images are signed by their sha256 digest: push the image with one.',
  },
  OCI_PAYLOAD_MALFORMED: { family: 'malformed', howToFix: SIGN_AGAIN },
  OCI_ENVELOPE_MALFORMED: { family: 'malformed', howToFix: SIGN_AGAIN },
  OCI_ENVELOPE_UNSUPPORTED: {
    family: 'malformed',
    howToFix: 'The signature demands what only its own tool knows: verify it with that tool, or sign the image again.',
  },
  OCI_IMAGE_MISMATCH: {
    family: 'untrusted',
    howToFix: 'The signature is of another image: sign this one, and find out who moved the other here.',
  },
  OCI_REFERENCE_MISMATCH: {
    family: 'untrusted',
    howToFix: 'The image was signed under another repository name: expect that one, or sign it under this one.',
  },
  OCI_ANNOTATION_MISMATCH: {
    family: 'untrusted',
    howToFix: 'The signature lacks the annotations that were asked for: ask for what it has, or sign again with them.',
  },
  OCI_NOT_A_SIGNATURE: {
    family: 'untrusted',
    howToFix:
      'An attestation tells about an image and does not sign it: sign the image, or verify the attestation by its type.',
  },
  OCI_PREDICATE_MISMATCH: {
    family: 'untrusted',
    howToFix: 'The attestation is of another type than asked for: ask for its own type, or attest again.',
  },
  OCI_KEY_UNTRUSTED: {
    family: 'untrusted',
    howToFix: 'Add the public key of whoever signs the image to --trust (PEM).',
  },
  OCI_SIGNATURE_INVALID: { family: 'untrusted', howToFix: SIGN_AGAIN },
  OCI_SIGNATURE_EXPIRED: {
    family: 'untrusted',
    howToFix: 'The signer let the signature run out: get a newer image, or have it signed again.',
  },
}

export class OciError extends ChanceryError<OciErrorCode> {
  constructor(code: OciErrorCode, message: string, options?: ErrorOptions) {
    super(OCI_ERRORS, code, message, options)
    this.name = 'OciError'
  }
}
