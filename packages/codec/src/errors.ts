import { ChanceryError, type ErrorOptions, type ErrorTable, type Fault } from '@chancery/core'

export type CodecErrorCode =
  | 'DER_MALFORMED'
  | 'DER_UNEXPECTED_TAG'
  | 'DER_TRAILING_BYTES'
  | 'PEM_MALFORMED'
  | 'X509_MALFORMED'
  | 'CMS_MALFORMED'
  | 'KEY_UNSUPPORTED'
  | 'CRL_MALFORMED'
  | 'JSON_MALFORMED'
  | 'CBOR_MALFORMED'
  | 'COSE_MALFORMED'
  | 'CHAIN_UNTRUSTED'
  | 'CHAIN_INVALID'
  | 'CERTIFICATE_EXPIRED'
  | 'CERTIFICATE_NOT_YET_VALID'
  | 'CERTIFICATE_REVOKED'
  | 'CERTIFICATE_PURPOSE'
  | 'WEAK_KEY'
  | 'WEAK_ALGORITHM'
  | 'SIGNER_MISSING'
  | 'SIGNER_CERTIFICATE_MISSING'
  | 'SIGNED_ATTRIBUTES_INVALID'
  | 'CONTENT_TYPE_MISMATCH'
  | 'CONTENT_MISSING'
  | 'DIGEST_MISMATCH'
  | 'SIGNATURE_INVALID'
  | 'TIMESTAMP_INVALID'
  | 'TIMESTAMP_UNTRUSTED'

const CHANGED = 'The file or its signature was changed after signing: get it again from its source, or sign it anew.'
const DAMAGED = 'The signature or certificate is damaged: get the file again from its source, or sign it anew.'
const CUT = 'The signature or receipt is damaged, or none: get it again from its source, or have it made anew.'

export const CODEC_ERRORS: ErrorTable<CodecErrorCode> = {
  DER_MALFORMED: { family: 'malformed', howToFix: DAMAGED },
  DER_UNEXPECTED_TAG: { family: 'malformed', howToFix: DAMAGED },
  DER_TRAILING_BYTES: { family: 'malformed', howToFix: DAMAGED },
  PEM_MALFORMED: { family: 'malformed', howToFix: 'Give a PEM file: -----BEGIN ...----- lines around base64.' },
  X509_MALFORMED: { family: 'malformed', howToFix: DAMAGED },
  CMS_MALFORMED: { family: 'malformed', howToFix: DAMAGED },
  KEY_UNSUPPORTED: {
    family: 'usage',
    howToFix: 'Use an RSA 2048-4096, ECDSA P-256/P-384/P-521 or Ed25519 key.',
  },
  CRL_MALFORMED: { family: 'malformed', howToFix: 'Give a certificate revocation list in DER or PEM, whole.' },
  JSON_MALFORMED: { family: 'malformed', howToFix: DAMAGED },
  CBOR_MALFORMED: { family: 'malformed', howToFix: CUT },
  COSE_MALFORMED: { family: 'malformed', howToFix: CUT },
  CHAIN_UNTRUSTED: {
    family: 'untrusted',
    howToFix: 'Give the certificate of the authority that you trust with --trust, and the intermediates with the file.',
  },
  CHAIN_INVALID: {
    family: 'untrusted',
    howToFix:
      'A certificate of the chain breaks the rules of its issuer: have the signer sign with a proper certificate.',
  },
  CERTIFICATE_EXPIRED: {
    family: 'untrusted',
    howToFix: 'Sign again with a current certificate and a timestamp, or verify with --at for the time of signing.',
  },
  CERTIFICATE_NOT_YET_VALID: {
    family: 'untrusted',
    howToFix: 'Check the clock and --at: the certificate begins later.',
  },
  CERTIFICATE_REVOKED: {
    family: 'untrusted',
    howToFix: 'Do not use the file: its signer was withdrawn. Get one that is signed with another certificate.',
  },
  CERTIFICATE_PURPOSE: {
    family: 'untrusted',
    howToFix: 'Have the file signed with a certificate that was issued for this purpose.',
  },
  WEAK_KEY: { family: 'untrusted', howToFix: 'Have the file signed under keys of at least 2048 bits (RSA) or P-256.' },
  WEAK_ALGORITHM: { family: 'untrusted', howToFix: 'Have the file signed anew, with SHA-256 or better.' },
  SIGNER_MISSING: { family: 'untrusted', howToFix: 'The signature block names no signer: sign the file anew.' },
  SIGNER_CERTIFICATE_MISSING: {
    family: 'untrusted',
    howToFix: 'Sign anew with the certificate embedded: without it nobody can tell who signed.',
  },
  SIGNED_ATTRIBUTES_INVALID: { family: 'untrusted', howToFix: CHANGED },
  CONTENT_TYPE_MISMATCH: { family: 'untrusted', howToFix: CHANGED },
  CONTENT_MISSING: { family: 'untrusted', howToFix: CHANGED },
  DIGEST_MISMATCH: { family: 'untrusted', howToFix: CHANGED },
  SIGNATURE_INVALID: { family: 'untrusted', howToFix: CHANGED },
  TIMESTAMP_INVALID: {
    family: 'untrusted',
    howToFix: 'The timestamp is damaged or of other data: get the file again from its source, or sign it anew.',
  },
  TIMESTAMP_UNTRUSTED: {
    family: 'untrusted',
    howToFix: 'Give the certificate of the timestamp authority with --timestamp-trust.',
  },
}

export class CodecError extends ChanceryError<CodecErrorCode> {
  constructor(code: CodecErrorCode, message: string, options?: ErrorOptions) {
    super(CODEC_ERRORS, code, message, options)
    this.name = 'CodecError'
  }
}

/** What an error is in a report. */
export function codecFault(code: CodecErrorCode, message: string): Fault {
  return { code, message, howToFix: CODEC_ERRORS[code].howToFix }
}

/** @throws what is no {@link ChanceryError}: a defect of ours, or the environment's */
export function faultOfError(error: unknown): Fault {
  if (
    error instanceof ChanceryError &&
    (error.family === 'malformed' || error.family === 'untrusted' || error instanceof CodecError)
  ) {
    return { code: error.code, message: error.message, howToFix: error.howToFix }
  }
  throw error
}
