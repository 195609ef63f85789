import { createHash, createPrivateKey, sign } from 'node:crypto'
import type { Ca, CertifiedKey } from '../ca/ca.ts'
import { type Certificate, tbsCertificate } from '../ca/certificate.ts'
import { bitString, children, octetString, oid, pem, sequence, tlv } from '../ca/der.ts'
import type { CertificateFault } from '../ca/faults.ts'
import type { TestKey, TestKeyKind } from '../ca/keys.ts'

export interface KeylessOptions {
  /** `https://...` or an address: the subject alternative name. null: none. */
  readonly subject: string | null
  /** null: no extension says it. */
  readonly issuer: string | null
  /** More of Fulcio's extensions: the last number of each, and its text. */
  readonly claims?: Readonly<Record<string, string>>
  /** By default `p256`. */
  readonly key?: TestKeyKind
  /** By default a minute before the clock; its certificate is valid for ten. */
  readonly notBefore?: Date
  readonly fault?: CertificateFault
  /** Promises of these logs; none by default. */
  readonly ctKeys?: readonly TestKey[]
  /** The promise is of another certificate. */
  readonly sctFault?: 'other-certificate'
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const MINUTE = 60_000

/** A certificate as Fulcio issues them: no subject, a URI or an address instead, and its own extensions; for ten minutes. */
export async function issueKeyless(ca: Ca, options: KeylessOptions): Promise<CertifiedKey> {
  const { subject, issuer, claims = {}, key = 'p256', fault, ctKeys = [] } = options
  const notBefore = options.notBefore ?? new Date(ca.clock.getTime() - MINUTE)
  const san = subject !== null && tlv(subject.includes('://') ? 0x86 : 0x81, text(subject))
  const issued = await ca.certify({
    key,
    ...(fault && { fault }),
    ...(!fault && { notBefore, notAfter: new Date(notBefore.getTime() + 10 * MINUTE) }),
    extensions: [
      ...(san ? [{ oid: '2.5.29.17', critical: true, value: sequence(san) }] : []),
      ...(issuer === null
        ? []
        : [
            { oid: '1.3.6.1.4.1.57264.1.1', critical: false, value: text(issuer) },
            { oid: '1.3.6.1.4.1.57264.1.8', critical: false, value: tlv(0x0c, text(issuer)) },
          ]),
      ...Object.entries(claims).map(([number, value]) => ({
        oid: `1.3.6.1.4.1.57264.1.${number}`,
        critical: false,
        value: tlv(0x0c, text(value)),
      })),
    ],
  })
  if (ctKeys.length === 0) return issued
  const promises = ctKeys.map((one) => promise(ca, issued.certificate, one, options.sctFault === 'other-certificate'))
  const certificate = withPromises(ca, issued.certificate, promises)
  return { ...issued, certificate, chain: [certificate.der, ...issued.chain.slice(1)] }
}

const be = (value: bigint | number, length: number): Uint8Array =>
  Uint8Array.from(
    Buffer.from(
      BigInt(value)
        .toString(16)
        .padStart(length * 2, '0'),
      'hex',
    ),
  )

/** A SignedCertificateTimestamp over the certificate as it is before the promises come in: RFC 6962 section 3.2. */
function promise(ca: Ca, certificate: Certificate, key: TestKey, ofAnother: boolean): Uint8Array {
  const tbs = Buffer.from(tbsCertificate(certificate))
  if (ofAnother) tbs[tbs.length - 1] = (tbs.at(-1) as number) ^ 1
  const issuer = createHash('sha256').update(ca.intermediate.certificate.publicKey).digest()
  const time = be(certificate.notBefore.getTime(), 8)
  const signed = Buffer.concat([be(0, 2), time, be(1, 2), issuer, be(tbs.length, 3), tbs, be(0, 2)])
  const signature = signWith(key, signed)
  const id = createHash('sha256').update(key.publicKey).digest()
  return Buffer.concat([be(0, 1), id, time, be(0, 2), Uint8Array.of(4, 3), be(signature.length, 2), signature])
}

/** The extension added, and all of it signed anew by the issuer. */
function withPromises(ca: Ca, certificate: Certificate, promises: readonly Uint8Array[]): Certificate {
  const [tbs, algorithm] = children(certificate.der) as [Uint8Array, Uint8Array]
  const list = Buffer.concat(promises.flatMap((one) => [be(one.length, 2), one]))
  const value = octetString(octetString(Buffer.concat([be(list.length, 2), list])))
  const extension = sequence(oid('1.3.6.1.4.1.11129.2.4.2'), value)
  const members = children(tbs)
  const [extensions] = children(members.at(-1) as Uint8Array) as [Uint8Array]
  const grown = sequence(...members.slice(0, -1), tlv(0xa3, sequence(...children(extensions), extension)))
  const der = sequence(grown, algorithm, bitString(signWith(ca.intermediate.key, grown)))
  return { ...certificate, der, pem: pem('CERTIFICATE', der) }
}

export function signWith(key: TestKey, message: Uint8Array): Uint8Array {
  const privateKey = createPrivateKey({ key: Buffer.from(key.privateKey), format: 'der', type: 'pkcs8' })
  return Uint8Array.from(sign(key.kind === 'ed25519' ? null : 'sha256', message, privateKey))
}
