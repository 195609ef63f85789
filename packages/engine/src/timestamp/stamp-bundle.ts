import { AttestError, parseFileBundle } from '@chancery/attest'
import {
  authorityFacts,
  certificateFacts,
  DerCursor,
  encodeInteger,
  encodeSequence,
  parseCertificate,
  parseDer,
  parseTimestamps,
  withRenewals,
} from '@chancery/codec'
import { fromBase64, isJsonObject, type JsonObject, toBase64, utf8 } from '@chancery/core'
import { writeFileDurable } from '@chancery/files'
import { readBundleFile } from '../bundle-file.ts'
import type { StampedSignature } from './report.ts'
import { assertCertificateInTime, type Stamping } from './stamping.ts'

/** Whether a file is a Sigstore bundle, to judge by how it begins. */
export function looksLikeBundle(head: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(head)
  return /^\s*\{/.test(text) && /dev\.sigstore\.bundle|"dsseEnvelope"|"messageSignature"/.test(text)
}

/**
 * New timestamps in a Sigstore bundle, which then is what it was and has them.
 * @returns what the bundle's signature has now, and the bytes of the file, before and after
 * @throws AttestError BUNDLE_*; CodecError TIMESTAMP_INVALID; EngineError TIMESTAMP_TOO_LATE
 */
export async function stampBundle(
  path: string,
  target: string,
  stamping: Stamping,
): Promise<{ readonly signature: StampedSignature; readonly before: Uint8Array; readonly after: Uint8Array }> {
  const before = await readBundleFile(path)
  const { signature, certificate } = contentOf(before)
  const json = JSON.parse(new TextDecoder().decode(before)) as JsonObject
  const tokens = tokensIn(json)
  // Broken ones are not what a new one is put beside.
  parseTimestamps(tokens, signature)
  if (certificate && tokens.length === 0) assertCertificateInTime(certificate)
  const changed = await stamping.change(signature, tokens)
  const after = changed ? utf8(`${JSON.stringify(withTokens(json, changed))}\n`) : before
  const written = contentOf(after)
  const timestamps = authorityFacts(
    withRenewals(parseTimestamps(tokensIn(JSON.parse(new TextDecoder().decode(after))), written.signature)),
  )
  if (changed || target !== path) await writeFileDurable(target, after)
  const signer = certificate && certificateFacts(parseCertificate(certificate)).subject
  return { signature: { signer, timestamps }, before, after }
}

function contentOf(bytes: Uint8Array): { readonly signature: Uint8Array; readonly certificate: Uint8Array | null } {
  const bundle = parseFileBundle(bytes)
  switch (bundle.kind) {
    case 'key':
      if (bundle.hint === '' && !new TextDecoder().decode(bytes).includes('"mediaType"')) {
        throw new AttestError('BUNDLE_UNSUPPORTED', 'a bare envelope has no place for timestamps: give the bundle')
      }
      return { signature: bundle.envelope.signature, certificate: null }
    case 'message':
      return { signature: bundle.message.signature, certificate: null }
    case 'certificate': {
      const { content, material } = bundle
      const { signature } = content.kind === 'envelope' ? content.envelope : content.message
      return { signature, certificate: material.certificate }
    }
  }
}

/** `parseFileBundle` has read them. */
function tokensIn(json: JsonObject): readonly Uint8Array[] {
  const { timestampVerificationData: data } = json.verificationMaterial as JsonObject
  const list = isJsonObject(data) && Array.isArray(data.rfc3161Timestamps) ? data.rfc3161Timestamps : []
  return list.map((one) => tokenIn(fromBase64((one as { signedTimestamp: string }).signedTimestamp)))
}

/** A bundle has the authority's whole answer, TimeStampResp (RFC 3161 section 2.4.2). */
function tokenIn(response: Uint8Array): Uint8Array {
  const cursor = new DerCursor(parseDer(response, 'TimeStampResp'), 'TimeStampResp')
  cursor.take('status')
  return cursor.take('timeStampToken').bytes
}

function withTokens(json: JsonObject, tokens: readonly Uint8Array[]): JsonObject {
  const granted = encodeSequence(encodeInteger(0))
  const rfc3161Timestamps = tokens.map((token) => ({ signedTimestamp: toBase64(encodeSequence(granted, token)) }))
  const material = json.verificationMaterial as JsonObject
  return { ...json, verificationMaterial: { ...material, timestampVerificationData: { rfc3161Timestamps } } }
}
