import { ChanceryError, type ErrorOptions, type ErrorTable } from '@chancery/core'

export type HttpErrorCode = 'SERVER_LISTEN_FAILED' | 'SERVER_CERTIFICATE_INVALID' | 'SERVER_KEY_EXPOSED'

export const HTTP_ERRORS: ErrorTable<HttpErrorCode> = {
  SERVER_LISTEN_FAILED: {
    family: 'environment',
    howToFix: 'Give --listen an address of this machine and a port that is free and allowed.',
  },
  SERVER_CERTIFICATE_INVALID: {
    family: 'usage',
    howToFix:
      "Give --tls-certificate the server's certificate, followed by its issuers, and --tls-key the private key of that certificate without a passphrase, both in PEM.",
  },
  SERVER_KEY_EXPOSED: {
    family: 'usage',
    howToFix:
      'Let only the account of the server, and its group, read the key (chmod o= FILE); where others could read it, replace it.',
  },
}

export class HttpError extends ChanceryError<HttpErrorCode> {
  constructor(code: HttpErrorCode, message: string, options?: ErrorOptions) {
    super(HTTP_ERRORS, code, message, options)
    this.name = 'HttpError'
  }
}
