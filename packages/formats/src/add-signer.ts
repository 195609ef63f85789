import {
  type Certificate,
  childrenOf,
  type Der,
  DerCursor,
  encodeContext,
  encodeInteger,
  encodeSequence,
  encodeSetOf,
  parseCertificate,
  parseDer,
  type SignerIdentifier,
  signerInfoOf,
  subjectKeyIdentifierOf,
} from '@chancery/codec'
import { equalBytes, toHex } from '@chancery/core'

/** The members of a SignedData (RFC 5652 section 5.1), each as it is encoded. */
interface Members {
  readonly contentType: Uint8Array
  readonly digestAlgorithms: readonly Der[]
  readonly encapContentInfo: Uint8Array
  readonly certificates: readonly Der[]
  readonly crls: readonly Der[]
  readonly signerInfos: readonly Der[]
}

/**
 * The existing ContentInfo with the signer of `added` beside its own. Everything signed keeps its bytes; sets are written anew in DER's order.
 * A signature of the existing one by the same certificate is replaced: two by one signer say no more than the newer.
 * @param added a ContentInfo over the same content by one signer
 * @param leaf that signer's certificate, DER
 */
export function addSigner(existing: Uint8Array, added: Uint8Array, leaf: Uint8Array): Uint8Array {
  const old = membersOf(existing)
  const ours = membersOf(added)
  const certificate = parseCertificate(leaf)
  const kept = old.signerInfos.filter((node) => !names(signerInfoOf(node).sid, certificate))
  const signerInfos = [...kept, ...ours.signerInfos]
  const crls = distinct([...old.crls, ...ours.crls])
  const signedData = encodeSequence(
    // RFC 5652 section 5.1: 3 where a signer goes by its key identifier.
    encodeInteger(signerInfos.some((node) => signerInfoOf(node).sid.kind === 'key-identifier') ? 3 : 1),
    encodeSetOf(...distinct([...old.digestAlgorithms, ...ours.digestAlgorithms])),
    ours.encapContentInfo,
    implicitSet(0, distinct([...old.certificates, ...ours.certificates])),
    ...(crls.length > 0 ? [implicitSet(1, crls)] : []),
    encodeSetOf(...signerInfos.map(({ bytes }) => bytes)),
  )
  return encodeSequence(ours.contentType, encodeContext(0, signedData))
}

function names(sid: SignerIdentifier, certificate: Certificate): boolean {
  switch (sid.kind) {
    case 'issuer-serial':
      return sid.serial === certificate.serial && equalBytes(sid.issuer, certificate.issuer)
    case 'key-identifier':
      return equalBytes(sid.keyIdentifier, subjectKeyIdentifierOf(certificate) ?? new Uint8Array())
  }
}

function membersOf(contentInfo: Uint8Array): Members {
  const outer = new DerCursor(parseDer(contentInfo, 'ContentInfo'), 'ContentInfo')
  const contentType = outer.take('contentType').bytes
  const cursor = new DerCursor(parseDer(outer.take('content', 0xa0).content, 'SignedData'), 'SignedData')
  cursor.take('version')
  const digestAlgorithms = childrenOf(cursor.take('digestAlgorithms'), 'digestAlgorithms')
  const encapContentInfo = cursor.take('encapContentInfo').bytes
  const certificates = cursor.optional(0xa0)
  const crls = cursor.optional(0xa1)
  return {
    contentType,
    digestAlgorithms,
    encapContentInfo,
    certificates: certificates ? childrenOf(certificates, 'certificates') : [],
    crls: crls ? childrenOf(crls, 'crls') : [],
    signerInfos: childrenOf(cursor.take('signerInfos'), 'signerInfos'),
  }
}

function distinct(nodes: readonly Der[]): readonly Uint8Array[] {
  return [...new Map(nodes.map(({ bytes }) => [toHex(bytes), bytes])).values()]
}

/** `[n]` IMPLICIT SET OF: {@link encodeSetOf} under another tag. */
function implicitSet(number: number, members: readonly Uint8Array[]): Uint8Array {
  return encodeContext(number, parseDer(encodeSetOf(...members), 'SET').content)
}
