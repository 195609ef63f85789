import { randomBytes } from 'node:crypto'
import { type Certificate, encodeInteger, encodeOid } from '@chancery/codec'
import { CoreError, fromHex, type KeyKind, keyAlgorithm } from '@chancery/core'
import type { Link } from './connection.ts'
import { CK, type Cryptoki, type Handle } from './cryptoki.ts'
import { HsmError } from './errors.ts'
import { EDWARDS25519 } from './public-key.ts'
import { privateKeys } from './token-key.ts'
import { type AttributeValue, attributes } from './token-object.ts'

export interface GenerateKeyOptions {
  readonly label: string
  readonly kind: KeyKind
  /** RSA only; by default 3072. */
  readonly bits?: 2048 | 3072 | 4096 | undefined
  /** CKA_ALWAYS_AUTHENTICATE: the PIN at every signature. */
  readonly alwaysAuthenticate?: boolean | undefined
}

const RSA_DEFAULT_BITS = 3072
const ID_LENGTH = 16

/** @returns the CKA_ID of the new pair */
export async function generateKeyPair(
  cryptoki: Cryptoki,
  link: Link,
  options: GenerateKeyOptions,
): Promise<Uint8Array> {
  const { label, kind } = options
  if (label === '') throw new TypeError('label: is empty')
  const bits = options.bits ?? RSA_DEFAULT_BITS
  if (kind === 'rsa' ? ![2048, 3072, 4096].includes(bits) : options.bits !== undefined) {
    throw new CoreError('ALGORITHM_UNSUPPORTED', `a ${kind} key of ${bits} bits is not made`)
  }
  if (privateKeys(cryptoki, link.anchor, { object: label }).length > 0) {
    throw new HsmError('KEY_EXISTS', `the token has a key ${label}`, { details: { label } })
  }
  const mechanism =
    kind === 'rsa'
      ? CK.CKM_RSA_PKCS_KEY_PAIR_GEN
      : kind === 'ed25519'
        ? CK.CKM_EC_EDWARDS_KEY_PAIR_GEN
        : CK.CKM_EC_KEY_PAIR_GEN
  if (!link.mechanisms.has(mechanism)) {
    throw new HsmError('MECHANISM_UNSUPPORTED', `the token does not make ${kind} keys`, { details: { kind } })
  }
  const id = Uint8Array.from(randomBytes(ID_LENGTH))
  const both = { [CK.CKA_TOKEN]: true, [CK.CKA_LABEL]: label, [CK.CKA_ID]: id }
  const publicTemplate = { ...both, [CK.CKA_PRIVATE]: false, [CK.CKA_VERIFY]: true, ...parameters(kind, bits) }
  const privateTemplate = {
    ...both,
    [CK.CKA_PRIVATE]: true,
    [CK.CKA_SENSITIVE]: true,
    [CK.CKA_EXTRACTABLE]: false,
    [CK.CKA_SIGN]: true,
    // A signing key that also decrypts or derives is an oracle for other protocols.
    ...(kind === 'rsa' ? { [CK.CKA_DECRYPT]: false, [CK.CKA_UNWRAP]: false } : { [CK.CKA_DERIVE]: false }),
    ...(options.alwaysAuthenticate ? { [CK.CKA_ALWAYS_AUTHENTICATE]: true } : {}),
  }
  const session = writableSession(cryptoki, link)
  try {
    const [forPublic, forPrivate] = [attributes(publicTemplate), attributes(privateTemplate)]
    await cryptoki.C_GenerateKeyPairAsync(session, { mechanism }, forPublic, forPrivate)
  } finally {
    cryptoki.C_CloseSession(session)
  }
  return id
}

function parameters(kind: KeyKind, bits: number): Record<number, AttributeValue> {
  if (kind === 'rsa') return { [CK.CKA_MODULUS_BITS]: bits, [CK.CKA_PUBLIC_EXPONENT]: Uint8Array.of(1, 0, 1) }
  const { curveOid } = keyAlgorithm(kind)
  return { [CK.CKA_EC_PARAMS]: curveOid ? encodeOid(curveOid) : EDWARDS25519 }
}

/** Stores a certificate as a public object (PKCS#11 3.0, 4.6.3). */
export function writeCertificate(
  cryptoki: Cryptoki,
  link: Link,
  certificate: Certificate,
  identity: { readonly label: string; readonly id: Uint8Array },
): void {
  const template = {
    [CK.CKA_CLASS]: CK.CKO_CERTIFICATE,
    [CK.CKA_CERTIFICATE_TYPE]: CK.CKC_X_509,
    [CK.CKA_TOKEN]: true,
    [CK.CKA_PRIVATE]: false,
    [CK.CKA_LABEL]: identity.label,
    ...(identity.id.length > 0 ? { [CK.CKA_ID]: identity.id } : {}),
    [CK.CKA_SUBJECT]: certificate.subject,
    [CK.CKA_ISSUER]: certificate.issuer,
    [CK.CKA_SERIAL_NUMBER]: encodeInteger(fromHex(certificate.serial)),
    [CK.CKA_VALUE]: certificate.der,
  }
  const session = writableSession(cryptoki, link)
  try {
    cryptoki.C_CreateObject(session, attributes(template))
  } finally {
    cryptoki.C_CloseSession(session)
  }
}

function writableSession(cryptoki: Cryptoki, link: Link): Handle {
  return cryptoki.C_OpenSession(link.slot.handle, CK.CKF_SERIAL_SESSION | CK.CKF_RW_SESSION)
}
