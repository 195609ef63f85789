import { createHash } from 'node:crypto'
import { equalBytes } from '@chancery/core'
import { childrenOf, type Der, DerCursor, octetsOf, parseDer } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { integerHexOf } from '../der/values.ts'
import { CodecError } from '../errors.ts'
import { algorithmIdentifierOf, digestOfIdentifier } from '../x509/algorithm-identifier.ts'
import type { Certificate } from '../x509/certificate.ts'
import { sameName } from '../x509/general-name.ts'
import { singleValue } from './attributes.ts'
import { OID } from './oids.ts'
import type { SignerInfoData } from './signed-data.ts'

/**
 * Where a signature names its certificate in ESS signing-certificate attributes (RFC 2634 section 5.4, RFC 5035 section 3),
 * it must be this one: otherwise the certificate could be exchanged for another of the same key.
 * @throws CodecError SIGNED_ATTRIBUTES_INVALID and the DER codes
 */
export function checkSigningCertificate(signer: SignerInfoData, certificate: Certificate): void {
  const attributes = signer.signedAttrs?.attributes ?? []
  const first = singleValue(attributes, OID.signingCertificate)
  const second = singleValue(attributes, OID.signingCertificateV2)
  for (const [value, version] of [[first, 1] as const, [second, 2] as const]) {
    if (value && !names(firstIdentifier(value), version, certificate)) {
      throw new CodecError('SIGNED_ATTRIBUTES_INVALID', 'the signature names another certificate as its signer')
    }
  }
}

/** SigningCertificate and SigningCertificateV2: the first of `certs` is the signer's. */
function firstIdentifier(value: Der): Der {
  const certs = new DerCursor(value, 'SigningCertificate').take('certs', TAG.sequence)
  return new DerCursor(certs, 'certs').take('ESSCertID', TAG.sequence)
}

function names(identifier: Der, version: 1 | 2, certificate: Certificate): boolean {
  const cursor = new DerCursor(identifier, 'ESSCertID')
  const named = version === 2 ? cursor.optional(TAG.sequence) : null
  const digest = named ? digestOfIdentifier(algorithmIdentifierOf(named, 'hashAlgorithm')) : null
  const hash = octetsOf(cursor.take('certHash'), 'certHash')
  const issuerSerial = cursor.optional(TAG.sequence)
  cursor.end()
  const algorithm = digest?.name ?? (version === 1 ? 'sha1' : 'sha256')
  if (!equalBytes(hash, createHash(algorithm).update(certificate.der).digest())) return false
  return issuerSerial === null || isIssuerSerial(issuerSerial, certificate)
}

/** IssuerSerial, whose issuer is GeneralNames with one directoryName. */
function isIssuerSerial(node: Der, certificate: Certificate): boolean {
  const cursor = new DerCursor(node, 'IssuerSerial')
  const names = childrenOf(cursor.take('issuer', TAG.sequence), 'issuer')
  const serial = integerHexOf(cursor.take('serialNumber'), 'serialNumber')
  const name = names[0]
  return (
    names.length === 1 &&
    name?.tag === 0xa4 &&
    sameName(parseDer(name.content, 'directoryName').bytes, certificate.issuer) &&
    serial === certificate.serial
  )
}
