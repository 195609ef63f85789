import { createHash } from 'node:crypto'
import { ChanceryError, equalBytes } from '@chancery/core'
import { octetsOf } from '../der/reader.ts'
import { timeOf } from '../der/values.ts'
import { CodecError } from '../errors.ts'
import { type Certificate, extKeyUsageOf, KEY_PURPOSE } from '../x509/certificate.ts'
import { isTimestampAuthority } from '../x509/purpose.ts'
import { verifySignature } from '../x509/signature.ts'
import { checkSignedAttributes, singleValue } from './attributes.ts'
import { OID } from './oids.ts'
import { parseSignedData, type SignerInfoData } from './signed-data.ts'
import { readableCertificates, resolveSigner, type Signer } from './signer.ts'
import { checkSigningCertificate } from './signing-certificate.ts'
import { parseTstInfo, type TstInfo } from './tst-info.ts'

/** A timestamp token that holds; whether its authority is trusted is for the path to say. */
export interface TimestampTokenFacts {
  /** genTime, to the millisecond. */
  readonly time: Date
  readonly authority: Certificate
  /** Dotted. */
  readonly policy: string
  /** Hex. */
  readonly serial: string
  /** Hex. */
  readonly nonce: string | null
  /** Milliseconds; null where the token does not say. */
  readonly accuracy: number | null
  readonly imprint: TstInfo['imprint']
  /** What the token brings along for the authority's chain, its own among them. */
  readonly certificates: readonly Certificate[]
}

/**
 * Checks structure, imprint over `message`, key purpose (critical, only timeStamping), signing-certificate attribute and signature
 * (RFC 3161 section 2.4.2, with RFC 5816); no chain.
 * @param token a CMS ContentInfo
 * @param certificates more, for a token that does not embed its authority's
 * @throws CodecError TIMESTAMP_INVALID
 */
export function verifyTimestampToken(
  token: Uint8Array,
  message: Uint8Array,
  certificates: readonly Certificate[] = [],
): TimestampTokenFacts {
  return verifySignedToken(token, message, certificates).facts
}

/** The same, with the SignerInfo whose unsigned attributes may hold timestamps of this one. @throws CodecError TIMESTAMP_INVALID */
export function verifySignedToken(
  token: Uint8Array,
  message: Uint8Array,
  certificates: readonly Certificate[],
): { readonly facts: TimestampTokenFacts; readonly signer: SignerInfoData } {
  return asTimestampError(() => {
    const signedData = parseSignedData(token)
    const [info, ...others] = signedData.signerInfos
    if (signedData.eContentType !== OID.tstInfo || !signedData.eContentNode || !info || others.length > 0) {
      throw new CodecError('TIMESTAMP_INVALID', 'no timestamp token: its content is another, or it has not one signer')
    }
    const content = octetsOf(signedData.eContentNode, 'eContent')
    const tst = parseTstInfo(content)
    if (!equalBytes(tst.imprint.value, createHash(tst.imprint.digest).update(message).digest())) {
      throw new CodecError('TIMESTAMP_INVALID', 'the timestamp is of other data')
    }
    const embedded = readableCertificates(signedData.certificates)
    const authority = signedBy(resolveSigner(info, [...embedded, ...certificates]), OID.tstInfo, content)
    if (!isTimestampAuthority(authority)) {
      throw new CodecError('TIMESTAMP_INVALID', 'the certificate is not for timestamping, critically and alone')
    }
    const { policy, serial, nonce, accuracy, imprint, time } = tst
    const facts = { time, authority, policy, serial, nonce, accuracy, imprint, certificates: embedded }
    return { facts, signer: info }
  })
}

/**
 * A PKCS #9 countersignature (RFC 5652 section 11.4), the timestamp of old Authenticode: a SignerInfo over the signature value,
 * whose signing time is the time.
 * @param certificates those of the signature that it is in
 * @throws CodecError TIMESTAMP_INVALID
 */
export function verifyCounterSignature(
  info: SignerInfoData,
  message: Uint8Array,
  certificates: readonly Certificate[],
): { readonly time: Date; readonly authority: Certificate } {
  return asTimestampError(() => {
    const authority = signedBy(resolveSigner(info, certificates), OID.data, message)
    if (!extKeyUsageOf(authority)?.includes(KEY_PURPOSE.timeStamping)) {
      throw new CodecError('TIMESTAMP_INVALID', 'the certificate is not for timestamping')
    }
    const time = singleValue(info.signedAttrs?.attributes ?? [], OID.signingTime)
    if (!time) throw new CodecError('TIMESTAMP_INVALID', 'the countersignature tells no time')
    return { time: timeOf(time, 'signing-time'), authority }
  })
}

/** The certificate by which a SignerInfo with signed attributes holds over `content`. */
function signedBy(signer: Signer, contentType: string, content: Uint8Array): Certificate {
  const { info, digest, scheme, certificates } = signer
  const signed = info.signedAttrs
  if (!signed) throw new CodecError('TIMESTAMP_INVALID', 'the timestamp signs no attributes')
  checkSignedAttributes(info, contentType, createHash(digest.name).update(content).digest())
  const authority = certificates.find(({ publicKey }) =>
    verifySignature(publicKey, scheme, signed.bytes, info.signature),
  )
  if (!authority) throw new CodecError('TIMESTAMP_INVALID', "the timestamp's signature does not verify")
  checkSigningCertificate(info, authority)
  return authority
}

function asTimestampError<T>(check: () => T): T {
  try {
    return check()
  } catch (cause) {
    if (!(cause instanceof ChanceryError) || cause.code === 'TIMESTAMP_INVALID') throw cause
    throw new CodecError('TIMESTAMP_INVALID', `the timestamp does not hold: ${cause.message}`, { cause })
  }
}
