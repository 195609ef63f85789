import { ChanceryError, type ErrorOptions, type ErrorTable } from '@chancery/core'

export type HsmErrorCode =
  | 'URI_INVALID'
  | 'PKCS11JS_MISSING'
  | 'MODULE_NOT_GIVEN'
  | 'MODULE_MISSING'
  | 'MODULE_FAILED'
  | 'SOFTHSM_MISSING'
  | 'SOFTHSM_CONF_MISSING'
  | 'SOFTHSM_CONF_CONFLICT'
  | 'TOKEN_NOT_FOUND'
  | 'TOKEN_AMBIGUOUS'
  | 'TOKEN_EXISTS'
  | 'TOKEN_BUSY'
  | 'TOKEN_FAILED'
  | 'PIN_MISSING'
  | 'PIN_SOURCE_REFUSED'
  | 'PIN_INCORRECT'
  | 'PIN_LOCKED'
  | 'LOGIN_REFUSED'
  | 'SESSION_LIMIT'
  | 'SESSION_LOST'
  | 'KEY_NOT_FOUND'
  | 'KEY_AMBIGUOUS'
  | 'KEY_EXISTS'
  | 'PUBLIC_KEY_MISSING'
  | 'MECHANISM_UNSUPPORTED'
  | 'SIGNATURE_WRONG'
  | 'CERTIFICATE_INVALID'
  | 'CERTIFICATE_MISMATCH'

export const HSM_ERRORS: ErrorTable<HsmErrorCode> = {
  URI_INVALID: {
    family: 'usage',
    howToFix:
      'Write the key as RFC 7512 says, for example pkcs11:token=ci;object=release, with other characters percent-encoded.',
  },
  PKCS11JS_MISSING: {
    family: 'environment',
    howToFix:
      'Build the PKCS#11 addon where Chancery is installed: npm install-scripts approve pkcs11js && npm rebuild pkcs11js (needs a C++ compiler and Python), or name its folder in CHANCERY_PKCS11JS.',
  },
  MODULE_NOT_GIVEN: {
    family: 'usage',
    howToFix:
      "Give the path of the HSM's PKCS#11 module: --module, `module` in chancery.yaml, or module-path in the URI.",
  },
  MODULE_MISSING: {
    family: 'environment',
    howToFix: "Install the HSM vendor's PKCS#11 module, or correct the path.",
  },
  MODULE_FAILED: {
    family: 'environment',
    howToFix:
      'Check that the file is a PKCS#11 module for this architecture and that its own configuration is in place (`pkcs11-tool --module PATH --list-slots`).',
  },
  SOFTHSM_MISSING: {
    family: 'environment',
    howToFix: 'Install SoftHSM (apt install softhsm2, brew install softhsm), or give the path of its module.',
  },
  SOFTHSM_CONF_MISSING: {
    family: 'usage',
    howToFix: 'Correct the path of the softhsm2.conf, or make a new token with `chancery init`.',
  },
  SOFTHSM_CONF_CONFLICT: {
    family: 'usage',
    howToFix:
      'SoftHSM reads one configuration per process: put the tokens into one token directory, or sign with each in a run of its own.',
  },
  TOKEN_NOT_FOUND: {
    family: 'environment',
    howToFix:
      'Insert or start the token, or correct the token part of the URI (`pkcs11-tool --module PATH --list-token-slots` shows them).',
  },
  TOKEN_AMBIGUOUS: {
    family: 'usage',
    howToFix: 'Name one token: add token=LABEL or serial=NUMBER to the URI.',
  },
  TOKEN_EXISTS: {
    family: 'usage',
    howToFix: 'Choose another label, or use the token that exists.',
  },
  TOKEN_BUSY: {
    family: 'environment',
    howToFix:
      'The token kept failing while others used it: run the command again, or let fewer processes use it at once.',
  },
  TOKEN_FAILED: {
    family: 'environment',
    howToFix: "Look up the CKR code in the HSM's manual and its log.",
  },
  PIN_MISSING: {
    family: 'usage',
    howToFix:
      'Give the PIN in CHANCERY_PIN or CHANCERY_PIN_FILE, with `pin` in chancery.yaml, or with pin-source in the URI.',
  },
  PIN_SOURCE_REFUSED: {
    family: 'usage',
    howToFix:
      'Use pin-source=file:/path, or the environment; a PIN in a URI ends up in process lists and logs, and commands are not run.',
  },
  PIN_INCORRECT: {
    family: 'environment',
    howToFix: 'Correct the PIN before the next run: it was tried once, and a few wrong ones lock the token.',
  },
  PIN_LOCKED: {
    family: 'environment',
    howToFix: 'Let the security officer of the token reset the user PIN.',
  },
  LOGIN_REFUSED: {
    family: 'environment',
    howToFix: 'Set or renew the user PIN of the token, and end sessions of its security officer.',
  },
  SESSION_LIMIT: {
    family: 'environment',
    howToFix:
      'The token allows no more sessions: close other applications that use it, or ask for fewer with `sessions`.',
  },
  SESSION_LOST: {
    family: 'environment',
    howToFix: 'The token went away twice: check its connection, then run the command again.',
  },
  KEY_NOT_FOUND: {
    family: 'usage',
    howToFix: 'Name a private key that is on the token (`chancery keys list` shows them).',
  },
  KEY_AMBIGUOUS: {
    family: 'usage',
    howToFix: 'Several keys fit: add id=%01%02... to the URI (`chancery keys list` shows the ids).',
  },
  KEY_EXISTS: {
    family: 'usage',
    howToFix: 'Choose another label: a key with this one is on the token already.',
  },
  PUBLIC_KEY_MISSING: {
    family: 'usage',
    howToFix: "The token holds neither the key's public key nor its certificate: give the certificate in a file.",
  },
  MECHANISM_UNSUPPORTED: {
    family: 'usage',
    howToFix:
      'Choose another key, digest or padding: the token has no mechanism for this one (`pkcs11-tool --list-mechanisms`).',
  },
  SIGNATURE_WRONG: {
    family: 'environment',
    howToFix:
      'What the token returned does not verify with the public key: check that key pair and certificate belong together, and the health of the HSM.',
  },
  CERTIFICATE_INVALID: {
    family: 'usage',
    howToFix: 'Give X.509 certificates in PEM or DER.',
  },
  CERTIFICATE_MISMATCH: {
    family: 'usage',
    howToFix: "Give the certificate that was issued for this key's public key, first in its file.",
  },
}

export class HsmError extends ChanceryError<HsmErrorCode> {
  constructor(code: HsmErrorCode, message: string, options?: ErrorOptions) {
    super(HSM_ERRORS, code, message, options)
    this.name = 'HsmError'
  }
}
