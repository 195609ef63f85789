import { ChanceryError, type ErrorOptions, type ErrorTable } from '@chancery/core'

export type CodecErrorCode =
  | 'DER_MALFORMED'
  | 'DER_UNEXPECTED_TAG'
  | 'DER_TRAILING_BYTES'
  | 'PEM_MALFORMED'
  | 'X509_MALFORMED'
  | 'CMS_MALFORMED'
  | 'KEY_UNSUPPORTED'

const DAMAGED = 'The signature or certificate is damaged: get the file again from its source, or sign it anew.'

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
}

export class CodecError extends ChanceryError<CodecErrorCode> {
  constructor(code: CodecErrorCode, message: string, options?: ErrorOptions) {
    super(CODEC_ERRORS, code, message, options)
    this.name = 'CodecError'
  }
}
