import './reflect.ts'

import * as x509 from '@peculiar/x509'
import { type Authority, DAY } from './authority.ts'
import { type Certificate, keyIdentifier, toExtension } from './certificate.ts'
import { integer, pem } from './der.ts'
import { engine, signingHandle, type TestKey } from './keys.ts'

export interface Crl {
  readonly der: Uint8Array
  readonly pem: string
}

export interface CrlPlan {
  readonly revoked: readonly Certificate[]
  readonly revokedAt: Date
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  readonly issuer: Authority
  /** Not the issuer's own, for forgeries. */
  readonly signingKey?: TestKey
}

export async function buildCrl(plan: CrlPlan): Promise<Crl> {
  const number = integer(Math.floor(plan.thisUpdate.getTime() / DAY))
  const built = await x509.X509CrlGenerator.create(
    {
      issuer: plan.issuer.certificate.subject,
      thisUpdate: plan.thisUpdate,
      nextUpdate: plan.nextUpdate,
      entries: plan.revoked.map(({ serial }) => ({
        serialNumber: serial,
        revocationDate: plan.revokedAt,
        reason: x509.X509CrlReason.keyCompromise,
      })),
      extensions: [
        new x509.AuthorityKeyIdentifierExtension(keyIdentifier(plan.issuer.certificate.publicKey)),
        toExtension({ oid: '2.5.29.20', critical: false, value: number }),
      ],
      ...(await signingHandle(plan.signingKey ?? plan.issuer.key)),
    },
    engine,
  )
  const der = new Uint8Array(built.rawData)
  return { der, pem: pem('X509 CRL', der) }
}
