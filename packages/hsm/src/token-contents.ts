import type { Certificate, PublicKey } from '@chancery/codec'
import { equalBytes, type KeyKind, toHex } from '@chancery/core'
import { tokenCertificate } from './certificates.ts'
import type { Link } from './connection.ts'
import { CK, type Cryptoki, type Handle } from './cryptoki.ts'
import { readKind, readPublicKey } from './public-key.ts'
import { findObjects, type ObjectIdentity, readAttribute, readFlag, readIdentity } from './token-object.ts'
import { formatPkcs11Uri } from './uri.ts'

/** What is known of a private key of a token. */
export interface KeyFacts {
  readonly label: string
  /** CKA_ID, lower-case hex. */
  readonly id: string
  /** Names it on this token and nowhere else. */
  readonly uri: string
  /** null for what we do not sign with. */
  readonly kind: KeyKind | null
  readonly bits: number | null
  /** SubjectPublicKeyInfo, DER; null where the token does not tell it. */
  readonly publicKey: Uint8Array | null
  /** The token holds its certificate. */
  readonly certificate: boolean
  readonly signs: boolean
  readonly sensitive: boolean
  readonly extractable: boolean
  readonly alwaysAuthenticate: boolean
}

/** A certificate object of a token. */
export interface TokenCertificate {
  readonly identity: ObjectIdentity
  readonly certificate: Certificate
}

/** From the public key object with the private key's id (or label, where it has no id), else from the private key itself. */
export function readKeyPublicKey(cryptoki: Cryptoki, { anchor }: Link, key: ObjectIdentity): PublicKey | null {
  const tie = key.id.length > 0 ? { [CK.CKA_ID]: key.id } : { [CK.CKA_LABEL]: key.label }
  const objects: Handle[] = findObjects(cryptoki, anchor, { [CK.CKA_CLASS]: CK.CKO_PUBLIC_KEY, ...tie })
  for (const object of [...objects, key.handle]) {
    const found = readPublicKey(cryptoki, anchor, object)
    if (found) return found
  }
  return null
}

/** The X.509 certificates of a token that can be read. */
export function readTokenCertificates(cryptoki: Cryptoki, { anchor }: Link): readonly TokenCertificate[] {
  const template = { [CK.CKA_CLASS]: CK.CKO_CERTIFICATE, [CK.CKA_CERTIFICATE_TYPE]: CK.CKC_X_509 }
  return findObjects(cryptoki, anchor, template).flatMap((handle) => {
    const der = readAttribute(cryptoki, anchor, handle, CK.CKA_VALUE)
    const certificate = der && tokenCertificate(der)
    return certificate ? [{ certificate, identity: readIdentity(cryptoki, anchor, handle) }] : []
  })
}

export function readKeyFacts(
  cryptoki: Cryptoki,
  link: Link,
  key: ObjectIdentity,
  certificates: readonly TokenCertificate[],
): KeyFacts {
  const flag = (type: number): boolean => readFlag(cryptoki, link.anchor, key.handle, type)
  const own = certificatesOf(key, certificates)
  const publicKey = readKeyPublicKey(cryptoki, link, key) ?? own[0]?.certificate.publicKey ?? null
  const id = key.id.length > 0 ? { id: key.id } : {}
  return {
    label: key.label,
    id: toHex(key.id),
    uri: formatPkcs11Uri({ token: link.slot.token, object: key.label, ...id, type: 'private' }),
    kind: readKind(cryptoki, link.anchor, key.handle),
    bits: publicKey?.bits ?? null,
    publicKey: publicKey && Uint8Array.from(publicKey.spki),
    certificate: publicKey !== null && newestCertificate(publicKey, own, certificates) !== null,
    signs: flag(CK.CKA_SIGN),
    sensitive: flag(CK.CKA_SENSITIVE),
    extractable: flag(CK.CKA_EXTRACTABLE),
    alwaysAuthenticate: flag(CK.CKA_ALWAYS_AUTHENTICATE),
  }
}

/** PKCS#11 ties the objects of a key by CKA_ID; labels stand in where there is none. */
export function certificatesOf(key: ObjectIdentity, all: readonly TokenCertificate[]): readonly TokenCertificate[] {
  return all.filter(({ identity }) =>
    key.id.length > 0 ? equalBytes(identity.id, key.id) : identity.label === key.label,
  )
}

/** The certificate of a key that began last, among those tied to it, else among all; the public key must be the same. */
export function newestCertificate(
  publicKey: PublicKey,
  own: readonly TokenCertificate[],
  all: readonly TokenCertificate[],
): Certificate | null {
  const fitting = (some: readonly TokenCertificate[]): Certificate[] =>
    some
      .map(({ certificate }) => certificate)
      .filter((certificate) => equalBytes(certificate.publicKey.spki, publicKey.spki))
      .sort((a, b) => b.notBefore.getTime() - a.notBefore.getTime())
  return fitting(own)[0] ?? fitting(all)[0] ?? null
}
