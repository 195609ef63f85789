import { createHash } from 'node:crypto'
import {
  type CmsSignature,
  encodeAttribute,
  encodeContext,
  encodeDer,
  encodeDigestIdentifier,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
  encodeSignatureIdentifier,
  OID,
  parseCertificate,
  parseDer,
  parseSignedData,
} from '@chancery/codec'
import { fromHex, signatureAlgorithm, type Verifier } from '@chancery/core'
import { type CertifiedKey, createCa, softwareKey } from '@chancery/testkit'

export const ca: Awaited<ReturnType<typeof createCa>> = await createCa()
export const signer: CertifiedKey = await ca.certify({ key: 'p256' })
export const CONTENT: Uint8Array = new TextEncoder().encode('what is signed')

export const verifier: Verifier = {
  anchors: [ca.root.certificate.der],
  timestampAnchors: [ca.root.certificate.der],
  keys: [],
  crls: [],
  at: ca.clock,
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(bytes).digest())
}

/** Attributes as they should be; every member may be left out or be something else. */
export function attributes(
  changes: {
    readonly contentType?: Uint8Array | null
    readonly messageDigest?: Uint8Array | null
    readonly more?: readonly Uint8Array[]
  } = {},
): Uint8Array {
  const { contentType = encodeAttribute(OID.contentType, encodeOid(OID.data)), more = [] } = changes
  const { messageDigest = encodeAttribute(OID.messageDigest, encodeOctetString(sha256(CONTENT))) } = changes
  return encodeSetOf(...(contentType ? [contentType] : []), ...(messageDigest ? [messageDigest] : []), ...more)
}

export interface Plan {
  /** SET OF attributes; null: the content itself is signed. */
  readonly signedAttrs?: Uint8Array | null
  readonly unsignedAttrs?: readonly Uint8Array[]
  readonly content?: Uint8Array | null
  readonly eContentType?: string
  readonly by?: CertifiedKey
  /** By default those of the signer. */
  readonly certificates?: readonly Uint8Array[]
  readonly digestIdentifier?: Uint8Array
  /** Instead of the right one. */
  readonly signature?: Uint8Array
  readonly signers?: 0 | 1 | 2
}

/** A ContentInfo whose every member can be wrong while the signature is right: what no tool makes. */
export async function makeCms(plan: Plan = {}): Promise<Uint8Array> {
  const { by = signer, content = CONTENT, eContentType = OID.data, unsignedAttrs = [], signers = 1 } = plan
  const signedAttrs = plan.signedAttrs === undefined ? attributes() : plan.signedAttrs
  const key = softwareKey(by)
  const certificate = parseCertificate(by.certificate.der)
  const digest = plan.digestIdentifier ?? encodeDigestIdentifier('sha256')
  const info = encodeSequence(
    encodeInteger(1),
    encodeSequence(certificate.issuer, encodeInteger(fromHex(certificate.serial))),
    digest,
    ...(signedAttrs ? [encodeDer(0xa0, parseDer(signedAttrs, 'attributes').content)] : []),
    encodeSignatureIdentifier(signatureAlgorithm(key.info.algorithm), 'signer-info'),
    encodeOctetString(plan.signature ?? (await key.sign(signedAttrs ?? content ?? CONTENT))),
    ...(unsignedAttrs.length > 0 ? [encodeContext(1, ...unsignedAttrs)] : []),
  )
  const signedData = encodeSequence(
    encodeInteger(1),
    encodeSetOf(digest),
    encodeSequence(encodeOid(eContentType), ...(content ? [encodeContext(0, encodeOctetString(content))] : [])),
    encodeContext(0, ...(plan.certificates ?? by.chain)),
    encodeDer(0x31, ...new Array<Uint8Array>(signers).fill(info)),
  )
  return encodeSequence(encodeOid(OID.signedData), encodeContext(0, signedData))
}

export function signatureOf(cms: Uint8Array, changes: Partial<CmsSignature> = {}): CmsSignature {
  return {
    signedData: parseSignedData(cms),
    content: { kind: 'embedded' },
    contentType: OID.data,
    purpose: 'code-signing',
    nested: false,
    fault: null,
    weakContent: false,
    ...changes,
  }
}
