/** config.mediaType of the manifest: it *is* the artifact's type (Notary Project, "signature specification"). */
export const NOTARY_ARTIFACT_TYPE = 'application/vnd.cncf.notary.signature'

export const NOTARY_MEDIA_TYPES = {
  'notary-jws': 'application/jose+json',
  'notary-cose': 'application/cose',
} as const

export const NOTARY_PAYLOAD_TYPE = 'application/vnd.cncf.notary.payload.v1+json'

/** Names of headers, the same in both envelopes. */
export const HEADER = {
  scheme: 'io.cncf.notary.signingScheme',
  signingTime: 'io.cncf.notary.signingTime',
  expiry: 'io.cncf.notary.expiry',
  agent: 'io.cncf.notary.signingAgent',
  timestamp: 'io.cncf.notary.timestampSignature',
} as const

/** The signer's own X.509 certificate, and the signer's own clock: the one scheme that is written, and read. */
export const X509_SCHEME = 'notary.x509'
