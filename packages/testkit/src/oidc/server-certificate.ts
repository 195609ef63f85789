import { DAY } from '../ca/authority.ts'
import type { Ca } from '../ca/ca.ts'
import { buildCertificate } from '../ca/certificate.ts'
import { sequence, tlv } from '../ca/der.ts'
import { testKey } from '../ca/keys.ts'
import { endEntity, extendedKeyUsage, KEY_USAGE, keyUsage } from '../ca/profile.ts'

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'

/** What node:https wants of a server, in PEM. */
export interface ServerCredentials {
  readonly key: string
  /** The leaf and its issuer. */
  readonly cert: string
}

/** A TLS certificate for 127.0.0.1 and localhost, RFC 5280 section 4.2.1.6. */
export async function serverCertificate(ca: Ca): Promise<ServerCredentials> {
  const key = await testKey('p256', 'oidc tls')
  const names = sequence(tlv(0x87, Uint8Array.of(127, 0, 0, 1)), tlv(0x82, new TextEncoder().encode('localhost')))
  const leaf = await buildCertificate({
    subject: 'O=Chancery Test, CN=localhost',
    publicKey: key.publicKey,
    issuer: ca.intermediate.certificate,
    signingKey: ca.intermediate.key,
    notBefore: new Date(ca.clock.getTime() - DAY),
    notAfter: new Date(ca.clock.getTime() + 30 * DAY),
    extensions: [
      endEntity(),
      keyUsage(KEY_USAGE.digitalSignature),
      extendedKeyUsage([SERVER_AUTH], false),
      { oid: '2.5.29.17', critical: false, value: names },
    ],
  })
  return { key: key.privateKeyPem, cert: leaf.pem + ca.intermediate.certificate.pem }
}
