import { createHash } from 'node:crypto'
import {
  type Certificate,
  childrenOf,
  type Der,
  encodeContext,
  encodeSequence,
  extensionValue,
  octetsOf,
  oidOf,
  parseDer,
  parsePublicKey,
  verifySignature,
} from '@chancery/codec'
import { ByteReader, ChanceryError, concat, digestByName, equalBytes } from '@chancery/core'
import { AttestError } from '../errors.ts'
import type { TrustedLog } from './trusted-root.ts'
import { covers } from './validity.ts'

const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2'
const MAX_SCTS = 32

/** A SignedCertificateTimestamp (RFC 6962 section 3.2). */
interface Sct {
  readonly logId: Uint8Array
  readonly time: Date
  /** Eight bytes, as they were signed. */
  readonly timestamp: Uint8Array
  readonly extensions: Uint8Array
  readonly signature: Uint8Array
}

/**
 * That a certificate transparency log of the trusted root has promised to log the certificate. Those of other logs say nothing.
 * @throws AttestError BUNDLE_SCT_UNPROVED
 */
export function assertLogged(leaf: Certificate, issuer: Certificate, logs: readonly TrustedLog[]): void {
  try {
    const proved = sctsOf(leaf).filter((sct) => {
      const log = logs.find(({ logId, validFor }) => equalBytes(logId, sct.logId) && covers(validFor, sct.time))
      if (!log) return false
      if (isSigned(sct, leaf, issuer, log)) return true
      throw unproved(`the promise of ${log.baseUrl} is not about this certificate`)
    })
    if (proved.length > 0) return
  } catch (cause) {
    if (cause instanceof AttestError || !(cause instanceof ChanceryError)) throw cause
    throw unproved(`what certificate transparency says of the certificate cannot be read: ${cause.message}`, cause)
  }
  throw unproved('no certificate transparency log of the trusted root knows the certificate')
}

/** RFC 6962 section 3.3: an OCTET STRING with lists in TLS's encoding. */
function sctsOf({ extensions }: Certificate): readonly Sct[] {
  const value = extensionValue(extensions, SCT_LIST)
  if (!value) return []
  const list = vectorsIn(octetsOf(parseDer(value, 'SignedCertificateTimestampList'), 'SignedCertificateTimestampList'))
  return list.map(parseSct)
}

function vectorsIn(bytes: Uint8Array): readonly Uint8Array[] {
  const reader = new ByteReader(bytes)
  if (reader.u16be('sct_list length') !== bytes.length - 2) throw unproved('a list that does not end where it says')
  const vectors: Uint8Array[] = []
  while (reader.left > 0) {
    if (vectors.length === MAX_SCTS) throw unproved(`more than ${MAX_SCTS} promises`)
    vectors.push(reader.slice(reader.u16be('SerializedSCT length'), 'SerializedSCT'))
  }
  return vectors
}

function parseSct(bytes: Uint8Array): Sct {
  const reader = new ByteReader(bytes)
  if (reader.u8('sct_version') !== 0) throw unproved('a promise of another version than 1')
  const logId = reader.slice(32, 'LogID')
  const timestamp = reader.slice(8, 'timestamp')
  const extensions = reader.slice(reader.u16be('CtExtensions length'), 'CtExtensions')
  // SHA-256 is all that logs sign with.
  if (reader.u8('hash') !== 4) throw unproved('a promise over another hash than SHA-256')
  reader.u8('signature algorithm')
  const signature = reader.slice(reader.u16be('signature length'), 'signature')
  if (reader.left > 0) throw unproved('a promise that does not end where it says')
  const time = new DataView(timestamp.buffer, timestamp.byteOffset).getBigUint64(0)
  return { logId, time: new Date(Number(time)), timestamp, extensions, signature }
}

function isSigned(sct: Sct, leaf: Certificate, issuer: Certificate, log: TrustedLog): boolean {
  const tbs = precertificateOf(leaf)
  const signed = concat(
    Uint8Array.of(0, 0),
    sct.timestamp,
    Uint8Array.of(0, 1),
    createHash('sha256').update(issuer.publicKey.spki).digest(),
    Uint8Array.of(tbs.length >> 16, (tbs.length >> 8) & 0xff, tbs.length & 0xff),
    tbs,
    Uint8Array.of(sct.extensions.length >> 8, sct.extensions.length & 0xff),
    sct.extensions,
  )
  const key = parsePublicKey(log.publicKey)
  const scheme = key.family === 'rsa' ? 'rsa-pkcs1' : 'ecdsa'
  return verifySignature(key, { scheme, digest: digestByName('sha256'), saltLength: null }, signed, sct.signature)
}

/** The certificate's content before the promises came in (section 3.2). */
function precertificateOf({ tbs }: Certificate): Uint8Array {
  const members = childrenOf(parseDer(tbs, 'TBSCertificate'), 'TBSCertificate')
  return encodeSequence(...members.map((member) => (member.tag === 0xa3 ? withoutScts(member) : member.bytes)))
}

function withoutScts(explicit: Der): Uint8Array {
  const extensions = childrenOf(parseDer(explicit.content, 'Extensions'), 'Extensions')
  const others = extensions.filter((one) => {
    const [oid] = childrenOf(one, 'Extension')
    return oid && oidOf(oid, 'extnID') !== SCT_LIST
  })
  return encodeContext(3, encodeSequence(...others.map(({ bytes }) => bytes)))
}

function unproved(message: string, cause: unknown = null): AttestError {
  return new AttestError('BUNDLE_SCT_UNPROVED', message, cause === null ? undefined : { cause })
}
