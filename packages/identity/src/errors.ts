import { ChanceryError, type ErrorOptions, type ErrorTable } from '@chancery/core'

export type IdentityErrorCode =
  | 'IDENTITY_TOKEN_MALFORMED'
  | 'IDENTITY_TOKEN_EXPIRED'
  | 'IDENTITY_TOKEN_NOT_YET_VALID'
  | 'IDENTITY_TOKEN_LIFETIME'
  | 'IDENTITY_AUDIENCE'
  | 'IDENTITY_ISSUER'
  | 'IDENTITY_ALGORITHM'
  | 'IDENTITY_KEY_UNKNOWN'
  | 'IDENTITY_SIGNATURE'
  | 'IDENTITY_REPLAYED'
  | 'IDENTITY_CLAIM_MISSING'
  | 'IDENTITY_CLAIM_INVALID'
  | 'IDENTITY_ORGANIZATION'
  | 'IDENTITY_KEYS_UNAVAILABLE'
  | 'IDENTITY_REQUEST_FAILED'
  | 'IDENTITY_CONFIG_INVALID'

export const IDENTITY_ERRORS: ErrorTable<IdentityErrorCode> = {
  IDENTITY_TOKEN_MALFORMED: {
    family: 'malformed',
    howToFix: 'Give the identity token as the platform hands it out: three base64url parts with dots between them.',
  },
  IDENTITY_TOKEN_EXPIRED: {
    family: 'untrusted',
    howToFix: 'Ask the platform for the token right before it is used, and check the clock of this machine.',
  },
  IDENTITY_TOKEN_NOT_YET_VALID: {
    family: 'untrusted',
    howToFix: 'Check the clocks of this machine and of the issuer: the token is from the future.',
  },
  IDENTITY_TOKEN_LIFETIME: {
    family: 'untrusted',
    howToFix: "Shorten the lifetime of the platform's identity tokens, or raise `maxLifetime` of this issuer.",
  },
  IDENTITY_AUDIENCE: {
    family: 'untrusted',
    howToFix:
      'Request the token for the audience that the `identity` section configures; never use a token meant for another service.',
  },
  IDENTITY_ISSUER: {
    family: 'untrusted',
    howToFix:
      'Add the issuer to `identity.issuers`, spelled exactly as in the token, if its platform is to be trusted.',
  },
  IDENTITY_ALGORITHM: {
    family: 'untrusted',
    howToFix: 'Have the issuer sign its tokens with RS256, ES256 or EdDSA.',
  },
  IDENTITY_KEY_UNKNOWN: {
    family: 'untrusted',
    howToFix:
      'If the issuer has new keys, replace its `jwks` file, or wait a minute where keys come by discovery; otherwise the token is forged.',
  },
  IDENTITY_SIGNATURE: {
    family: 'untrusted',
    howToFix: 'The token is not what the issuer signed: get it again from the platform.',
  },
  IDENTITY_REPLAYED: {
    family: 'untrusted',
    howToFix: 'Request a new token for every request: each is taken once.',
  },
  IDENTITY_CLAIM_MISSING: {
    family: 'untrusted',
    howToFix: 'Give the job a token with all claims that docs/identity.md lists for its platform.',
  },
  IDENTITY_CLAIM_INVALID: {
    family: 'untrusted',
    howToFix:
      'The issuer contradicts itself or writes claims of another kind: check that `platform` is what the issuer really is.',
  },
  IDENTITY_ORGANIZATION: {
    family: 'untrusted',
    howToFix: 'The job belongs to another organization than the one that `identity.issuers` names.',
  },
  IDENTITY_KEYS_UNAVAILABLE: {
    family: 'environment',
    howToFix: 'Check that this machine reaches the issuer over HTTPS, or give its keys as a `jwks` file.',
  },
  IDENTITY_REQUEST_FAILED: {
    family: 'environment',
    howToFix: 'Run the job again: the platform did not hand out an identity token.',
  },
  IDENTITY_CONFIG_INVALID: {
    family: 'usage',
    howToFix: 'Correct the `identity` section as docs/identity.md describes.',
  },
}

/** Messages and details name claims, issuers and times; the token, its parts and what allowed to request it are never in them. */
export class IdentityError extends ChanceryError<IdentityErrorCode> {
  constructor(code: IdentityErrorCode, message: string, options?: ErrorOptions) {
    super(IDENTITY_ERRORS, code, message, options)
    this.name = 'IdentityError'
  }
}
