import { type PlainData, toBase64, utf8 } from '@chancery/core'
import { TRUSTED_ROOT_MEDIA_TYPE, type TrustedAuthority, type TrustedLog, type TrustedRoot } from './trusted-root.ts'
import type { Validity } from './validity.ts'

/** trusted_root.json, on one line: `gh attestation verify` reads a trusted root a line. */
export function encodeTrustedRoot(root: TrustedRoot): Uint8Array {
  const json = {
    mediaType: TRUSTED_ROOT_MEDIA_TYPE,
    tlogs: root.tlogs.map(logJson),
    certificateAuthorities: root.certificateAuthorities.map(authorityJson),
    ctlogs: root.ctlogs.map(logJson),
    timestampAuthorities: root.timestampAuthorities.map(authorityJson),
  }
  return utf8(`${JSON.stringify(json)}\n`)
}

function authorityJson({ uri, chain, validFor, operator }: TrustedAuthority): PlainData {
  const [first] = chain
  return {
    subject: subjectOf(first.subjectName),
    ...(uri !== '' && { uri }),
    certChain: { certificates: chain.map(({ der }) => ({ rawBytes: toBase64(der) })) },
    ...validityJson(validFor),
    ...(operator !== '' && { operator }),
  }
}

/** What people read; nobody decides by it. */
function subjectOf(name: string): PlainData {
  const attribute = (type: string): string =>
    new RegExp(`(?:^|,)${type}=((?:\\\\.|[^,+\\\\])*)`).exec(name)?.[1]?.replace(/\\(.)/g, '$1') ?? ''
  return { organization: attribute('O'), commonName: attribute('CN') }
}

function logJson({
  baseUrl,
  publicKey,
  keyDetails,
  logId,
  checkpointKeyId,
  validFor,
  operator,
}: TrustedLog): PlainData {
  return {
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: toBase64(publicKey), keyDetails: keyDetailsOf(keyDetails), ...validityJson(validFor) },
    logId: { keyId: toBase64(logId) },
    ...(checkpointKeyId && { checkpointKeyId: { keyId: toBase64(checkpointKeyId) } }),
    ...(operator !== '' && { operator }),
  }
}

/** Keys are written as SubjectPublicKeyInfo, whatever they were read as. */
function keyDetailsOf(keyDetails: string): string {
  return keyDetails === 'PKCS1_RSA_PKCS1V5' ? 'PKIX_RSA_PKCS1V5' : keyDetails
}

/** No member where it says nothing. */
function validityJson({ start, end }: Validity): { readonly validFor?: PlainData } {
  if (start === null && end === null) return {}
  return { validFor: { ...(start && { start: timeOf(start) }), ...(end && { end: timeOf(end) }) } }
}

function timeOf(time: Date): string {
  return time.toISOString().replace('.000Z', 'Z')
}
