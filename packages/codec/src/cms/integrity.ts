import type { Fault } from '@chancery/core'
import { CodecError, codecFault, faultOfError } from '../errors.ts'
import type { Certificate } from '../x509/certificate.ts'
import { type VerifyOptions, verifySignature, verifySignatureStream } from '../x509/signature.ts'
import { checkSignedAttributes } from './attributes.ts'
import { type ContentDigests, isSignedAttributes, type SignedContent, streamContent } from './content.ts'
import { OID } from './oids.ts'
import type { SignedData } from './signed-data.ts'
import type { Signer } from './signer.ts'
import { checkSigningCertificate } from './signing-certificate.ts'

/** Whose signature it is, and what is wrong with it. */
export interface Integrity {
  readonly certificate: Certificate
  readonly fault: Fault | null
}

/** A curve of its own is for the path to refuse: here it is only asked whether the signature holds. */
const ALLOW: VerifyOptions = { explicitCurve: 'allowed' }

/**
 * Whether one signer's signature holds over the content (RFC 5652 sections 5.4 and 5.6).
 * The faults in their order: content type, attributes, digest, signature value, named certificate.
 * @throws the source's own errors, where the environment is at fault
 */
export async function checkIntegrity(
  signer: Signer,
  signedData: SignedData,
  content: SignedContent,
  contentType: string,
  digests: ContentDigests,
): Promise<Integrity> {
  const first = signer.certificates[0]
  try {
    if (signedData.eContentType !== contentType) {
      throw new CodecError(
        'CONTENT_TYPE_MISMATCH',
        `content type ${signedData.eContentType} where ${contentType} belongs`,
      )
    }
    const certificate = signer.info.signedAttrs
      ? await checkAttributed(signer, signedData, digests)
      : await checkDirect(signer, signedData, content)
    if (!certificate) {
      return { certificate: first, fault: codecFault('SIGNATURE_INVALID', 'the signature does not verify') }
    }
    checkSigningCertificate(signer.info, certificate)
    return { certificate, fault: null }
  } catch (error) {
    return { certificate: first, fault: faultOfError(error) }
  }
}

async function checkAttributed(
  { info, digest, scheme, certificates }: Signer,
  signedData: SignedData,
  digests: ContentDigests,
): Promise<Certificate | null> {
  const signed = info.signedAttrs?.bytes as Uint8Array
  checkSignedAttributes(info, signedData.eContentType, await digests(digest))
  return certificates.find(({ publicKey }) => verifySignature(publicKey, scheme, signed, info.signature, ALLOW)) ?? null
}

/** Without signed attributes the signature is over the content itself, which only id-data allows (section 5.3). */
async function checkDirect(
  { info, scheme, certificates }: Signer,
  signedData: SignedData,
  content: SignedContent,
): Promise<Certificate | null> {
  if (signedData.eContentType !== OID.data) {
    throw new CodecError('SIGNED_ATTRIBUTES_INVALID', 'content of this type must be signed with attributes')
  }
  if (await isSignedAttributes(content, signedData)) {
    throw new CodecError('SIGNED_ATTRIBUTES_INVALID', 'the content is the signed attributes of another signature')
  }
  for (const certificate of certificates) {
    const stream = streamContent(content, signedData)
    if (await verifySignatureStream(certificate.publicKey, scheme, stream, info.signature, ALLOW)) return certificate
  }
  return null
}
