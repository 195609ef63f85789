import { ChanceryError, type ErrorOptions, type ErrorTable } from '@chancery/core'

export type ZipErrorCode =
  | 'ZIP_MALFORMED'
  | 'ZIP_OVERLAP'
  | 'ZIP_DUPLICATE'
  | 'ZIP_BOMB'
  | 'ZIP_TOO_LARGE'
  | 'ZIP_UNSUPPORTED'

export const ZIP_ERRORS: ErrorTable<ZipErrorCode> = {
  ZIP_MALFORMED: {
    family: 'malformed',
    howToFix: 'The archive is damaged, cut short or made to mislead: build or download it again.',
  },
  ZIP_OVERLAP: {
    family: 'malformed',
    howToFix: 'Do not use the archive: its entries share bytes, which only hostile archives do. Build it again.',
  },
  ZIP_DUPLICATE: {
    family: 'malformed',
    howToFix: 'Build the archive anew with each name once: programs disagree about which of two entries counts.',
  },
  ZIP_BOMB: {
    family: 'malformed',
    howToFix: 'Do not unpack the archive: it claims to inflate to far more than any real content of its size.',
  },
  ZIP_TOO_LARGE: {
    family: 'malformed',
    howToFix: 'Split the archive, or sign it with `--format blob`: a part of it is beyond what is read into memory.',
  },
  ZIP_UNSUPPORTED: {
    family: 'malformed',
    howToFix: 'Build the archive anew in one part, stored or deflated, without encryption and with names in UTF-8.',
  },
}

export class ZipError extends ChanceryError<ZipErrorCode> {
  constructor(code: ZipErrorCode, message: string, options?: ErrorOptions) {
    super(ZIP_ERRORS, code, message, options)
    this.name = 'ZipError'
  }
}
