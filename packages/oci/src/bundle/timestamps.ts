import { AttestError } from '@chancery/attest'
import { isJsonObject, type JsonObject, toBase64, utf8 } from '@chancery/core'
import { parseMembers } from '../json.ts'
import { encodeTimestampResponse } from '../timestamp-response.ts'

/**
 * The bundle with these tokens in place of its own; every other member stays as it is.
 * @throws AttestError BUNDLE_UNSUPPORTED where it is a bare envelope; OciError OCI_ENVELOPE_MALFORMED
 */
export function withBundleTimestamps(bytes: Uint8Array, tokens: readonly Uint8Array[]): Uint8Array {
  const bundle: JsonObject = parseMembers(bytes, 'OCI_ENVELOPE_MALFORMED', 'bundle').whole()
  if (!isJsonObject(bundle.verificationMaterial)) {
    throw new AttestError('BUNDLE_UNSUPPORTED', 'a bare envelope has no place for timestamps')
  }
  const { timestampVerificationData: _, ...material } = bundle.verificationMaterial
  const rfc3161Timestamps = tokens.map((token) => ({ signedTimestamp: toBase64(encodeTimestampResponse(token)) }))
  const stamped = tokens.length > 0 ? { ...material, timestampVerificationData: { rfc3161Timestamps } } : material
  return utf8(JSON.stringify({ ...bundle, verificationMaterial: stamped }))
}
