import {
  brokenEvidence,
  buildSignedAttributes,
  buildSignedData,
  CodecError,
  cmsDigest,
  cmsEvidence,
  encodeAttribute,
  OID,
  parseSignedData,
} from '@chancery/codec'
import {
  type ByteSource,
  CoreError,
  type DigestName,
  type DigestPart,
  digestByName,
  fromBase64,
  fromHex,
  type Signature,
  type SignatureEvidence,
  type SignerInfo,
  toBase64,
  toHex,
} from '@chancery/core'
import { addSigner } from './add-signer.ts'
import { FormatError, faultOf } from './errors.ts'

/** What script and blob share: id-data signed by a CMS that does not hold it. Plain data. */
export type DetachedDescription = {
  /** Bytes of the source that was described. */
  readonly size: number
  readonly digestAlgorithm: DigestName
  /** Of what is signed, in hex. */
  readonly digest: string
  /** The CMS to add a signer to, DER in base64; null where a new one is made. */
  readonly existing: string | null
}

export interface DetachedContent {
  readonly source: ByteSource
  readonly parts: readonly DigestPart[]
}

/**
 * @param existing the CMS that is there, DER, to be kept beside ours; null where there is none or it is to be replaced
 * @throws FormatError APPEND_TO_BROKEN
 */
export async function describeDetached(
  content: DetachedContent,
  digestAlgorithm: DigestName,
  existing: Uint8Array | null,
): Promise<DetachedDescription> {
  if (existing) await assertHolds(existing, content)
  const [digest] = await content.source.digest([{ algorithm: digestAlgorithm, parts: content.parts }])
  return {
    size: content.source.size,
    digestAlgorithm,
    digest: toHex(digest as Uint8Array),
    existing: existing && toBase64(existing),
  }
}

/** What is already wrong must not come out with our signature beside it. */
async function assertHolds(cms: Uint8Array, content: DetachedContent): Promise<void> {
  for (const evidence of detachedEvidence(cms, content, 'any')) {
    const { fault } = await evidence.inspect()
    if (fault) {
      const details = { code: fault.code }
      throw new FormatError('APPEND_TO_BROKEN', `the signature that is there does not hold: ${fault.message}`, {
        details,
      })
    }
  }
}

/** Pure. @throws FormatError DESCRIPTION_MALFORMED, CoreError ALGORITHM_UNSUPPORTED */
export function detachedToBeSigned(description: DetachedDescription, signer: SignerInfo): Uint8Array {
  const wanted = cmsDigest(signer.algorithm)
  if (description.digestAlgorithm !== wanted) {
    const message = `${signer.algorithm} signs a ${wanted} digest, and ${description.digestAlgorithm} was described`
    throw new CoreError('ALGORITHM_UNSUPPORTED', message)
  }
  return buildSignedAttributes({ contentType: OID.data, messageDigest: digestBytes(description) })
}

function digestBytes({ digest, digestAlgorithm }: DetachedDescription): Uint8Array {
  if (
    typeof digest !== 'string' ||
    !/^[0-9a-f]+$/.test(digest) ||
    digest.length !== 2 * digestByName(digestAlgorithm).length
  ) {
    throw new FormatError('DESCRIPTION_MALFORMED', `digest: is no ${digestAlgorithm} in hex`)
  }
  return fromHex(digest)
}

/** The CMS, DER, with the signatures that were there and ours. */
export function buildDetached(description: DetachedDescription, [signature]: readonly Signature[]): Uint8Array {
  if (!signature) throw new TypeError('no signature to embed')
  const { signer, timestampTokens } = signature
  const ours = buildSignedData({
    eContentType: OID.data,
    eContent: null,
    certificates: signer.certificates,
    signedAttrs: detachedToBeSigned(description, signer),
    algorithm: signature.algorithm,
    signature: signature.value,
    unsignedAttrs: timestampTokens.map((token) => encodeAttribute(OID.timestampToken, token)),
  })
  const leaf = signer.certificates[0]
  return description.existing === null || !leaf ? ours : addSigner(fromBase64(description.existing), ours, leaf)
}

/** @throws CoreError FILE_CHANGED where the source is not the one that was described */
export function assertDescribed(source: ByteSource, description: DetachedDescription): void {
  if (source.size !== description.size) {
    throw new CoreError('FILE_CHANGED', `${source.name}: ${description.size} bytes described, ${source.size} found`)
  }
}

/** @throws CodecError where `cms` is no SignedData; FormatError SIGNATURE_NOT_DETACHED */
export function detachedEvidence(
  cms: Uint8Array,
  { source, parts }: DetachedContent,
  purpose: 'code-signing' | 'any',
): readonly SignatureEvidence[] {
  const signedData = parseSignedData(cms)
  if (signedData.eContent !== null) {
    throw new FormatError(
      'SIGNATURE_NOT_DETACHED',
      'the signature holds content of its own: it says nothing of this file',
    )
  }
  const content = { kind: 'detached', source, parts } as const
  return cmsEvidence({
    signedData,
    content,
    contentType: OID.data,
    purpose,
    nested: false,
    fault: null,
    weakContent: false,
  })
}

/** A signature that cannot even be read is evidence against its file, not an exception. */
export function brokenSignature(error: unknown): SignatureEvidence {
  if (error instanceof FormatError || error instanceof CodecError) {
    return brokenEvidence(faultOf(error), false)
  }
  throw error
}
