import {
  algorithmIdentifierOf,
  type Der,
  DerCursor,
  encodeBitString,
  encodeContext,
  encodeContextPrimitive,
  encodeDigestIdentifier,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  octetsOf,
  oidOf,
  smallIntegerOf,
  TAG,
  utf16beBytes,
} from '@chancery/codec'
import type { DigestName } from '@chancery/core'
import { type DigestAlgorithm, digestByOid, fromHex, toHex, utf8 } from '@chancery/core'
import { FormatError } from '../errors.ts'

/** Microsoft's object identifiers (prefix 1.3.6.1.4.1.311.2.1) and the ASN.1 of "Windows Authenticode Portable Executable Signature Format". */
const SPC = {
  statementType: '1.3.6.1.4.1.311.2.1.11',
  opusInfo: '1.3.6.1.4.1.311.2.1.12',
  peImageData: '1.3.6.1.4.1.311.2.1.15',
  individualPurpose: '1.3.6.1.4.1.311.2.1.21',
  sipInfo: '1.3.6.1.4.1.311.2.1.30',
} as const

/** Serialized page hashes, the one moniker that a PE image may link to. */
const PAGE_HASHES = 'a6b586d5b4a12466ae05a217da8e60d6'
/** GUID 603bcc1f-4b59-4e08-b724-d2c6297ef351, of the subject interface package that hashes PowerShell's files. */
const POWERSHELL_SIP = '1fcc3b60594b084eb724d2c6297ef351'
const POWERSHELL_SIP_VERSION = 0x10000

/** What kind of thing is signed: SpcIndirectDataContent.data, written and recognised. */
export interface SpcSubject {
  /** SpcAttributeTypeAndOptionalValue. */
  readonly data: Uint8Array
  /** @throws FormatError AUTHENTICODE_CONTENT, or a CodecError, where `value` is none of this kind */
  check(type: string, value: Der | null): void
}

export const PE_IMAGE: SpcSubject = {
  data: encodeSequence(
    encodeOid(SPC.peImageData),
    encodeSequence(encodeBitString(new Uint8Array(0)), encodeContext(0, encodeFileLink('<<<Obsolete>>>'))),
  ),
  check(type, value) {
    const cursor = new DerCursor(valueOfType(type, SPC.peImageData, value), 'SpcPeImageData')
    cursor.optional(TAG.bitString)
    const file = cursor.optional(0xa0)
    cursor.end()
    if (file) checkPeLink(new DerCursor({ ...file, tag: TAG.sequence }, 'SpcPeImageData.file').take('link'))
  },
}

export const POWERSHELL_SCRIPT: SpcSubject = {
  data: encodeSequence(
    encodeOid(SPC.sipInfo),
    encodeSequence(
      encodeInteger(POWERSHELL_SIP_VERSION),
      encodeOctetString(fromHex(POWERSHELL_SIP)),
      ...Array.from({ length: 5 }, () => encodeInteger(0)),
    ),
  ),
  check(type, value) {
    const cursor = new DerCursor(valueOfType(type, SPC.sipInfo, value), 'SpcSipInfo')
    smallIntegerOf(cursor.take('dwSIPversion'), 'SpcSipInfo.dwSIPversion')
    const guid = toHex(octetsOf(cursor.take('gSIPguid'), 'SpcSipInfo.gSIPguid'))
    if (guid !== POWERSHELL_SIP) throw wrongContent(`what is signed goes by another package (GUID ${guid})`)
  },
}

/** SpcLink is a CHOICE: a URL, a moniker (page hashes), or a file's name, which is all that plain signatures have. */
function checkPeLink(link: Der): void {
  if (link.tag === 0xa2) return
  const moniker = new DerCursor({ ...link, tag: link.tag === 0xa1 ? TAG.sequence : link.tag }, 'SpcPeImageData.file')
  const classId = toHex(octetsOf(moniker.take('classId'), 'SpcSerializedObject.classId'))
  if (classId !== PAGE_HASHES) throw wrongContent(`SpcPeImageData.file is of an unknown class ${classId}`)
}

function valueOfType(type: string, expected: string, value: Der | null): Der {
  if (type !== expected || !value) throw wrongContent(`what is signed is of type ${type} where ${expected} belongs`)
  return value
}

function wrongContent(message: string): FormatError {
  return new FormatError('AUTHENTICODE_CONTENT', message)
}

function encodeFileLink(name: string): Uint8Array {
  return encodeContext(2, encodeContextPrimitive(0, utf16beBytes(name)))
}

export interface FileDigest {
  readonly algorithm: DigestName
  readonly value: Uint8Array
}

/** SpcIndirectDataContent. */
export function encodeIndirectData(subject: SpcSubject, digest: FileDigest): Uint8Array {
  return encodeSequence(
    subject.data,
    encodeSequence(encodeDigestIdentifier(digest.algorithm), encodeOctetString(digest.value)),
  )
}

/** The digest of the file as a signature states it. */
export interface StatedDigest {
  readonly algorithm: DigestAlgorithm
  /** Lower-case hex. */
  readonly value: string
}

/** @throws FormatError AUTHENTICODE_CONTENT, and CodecError where it is no SpcIndirectDataContent */
export function parseIndirectData(node: Der, subject: SpcSubject): StatedDigest {
  const content = new DerCursor(node, 'SpcIndirectDataContent')
  const data = new DerCursor(content.take('data'), 'SpcAttributeTypeAndOptionalValue')
  const digestInfo = new DerCursor(content.take('messageDigest'), 'DigestInfo')
  content.end()
  const type = oidOf(data.take('type'), 'SpcAttributeTypeAndOptionalValue.type')
  const value = data.peek() && data.take('value')
  data.end()
  subject.check(type, value)
  const { oid } = algorithmIdentifierOf(digestInfo.take('digestAlgorithm'), 'DigestInfo.digestAlgorithm')
  const digest = octetsOf(digestInfo.take('digest'), 'DigestInfo.digest')
  digestInfo.end()
  const algorithm = digestByOid(oid)
  if (algorithm?.length !== digest.length) {
    throw wrongContent(`the file digest is ${digest.length} bytes by algorithm ${oid}`)
  }
  return { algorithm, value: toHex(digest) }
}

/** What the signature says of the program to its user; both may be null. */
export interface OpusInfo {
  readonly description: string | null
  readonly url: string | null
}

/** The signed attributes SpcSpOpusInfo and SpcStatementType, as [oid, value]. */
export function authenticodeAttributes(info: OpusInfo): readonly (readonly [string, Uint8Array])[] {
  const name =
    info.description === null ? [] : [encodeContext(0, encodeContextPrimitive(0, utf16beBytes(info.description)))]
  const more = info.url === null ? [] : [encodeContext(1, encodeContextPrimitive(0, utf8(info.url)))]
  return [
    [SPC.opusInfo, encodeSequence(...name, ...more)],
    [SPC.statementType, encodeSequence(encodeOid(SPC.individualPurpose))],
  ]
}

/** SpcLink.url is an IA5String. @throws FormatError AUTHENTICODE_URL */
export function checkUrl(url: string | null): void {
  if (url !== null && (!/^[\x21-\x7e]+$/.test(url) || !URL.canParse(url))) {
    throw new FormatError('AUTHENTICODE_URL', 'the URL for the signature is no absolute URL in ASCII', {
      details: { url },
    })
  }
}
