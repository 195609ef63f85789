import { createHash } from 'node:crypto'
import { buildSignedAttributes, cmsDigest, OID } from '@chancery/codec'
import { CoreError, fromBase64, type SignerInfo } from '@chancery/core'
import { FormatError } from '../errors.ts'
import type { JarDescription, JarSigner } from './describe.ts'
import { parseManifest } from './manifest.ts'
import { buildSignatureFile } from './signature-file.ts'

/** What a signature of a JAR consists of, rebuilt from its description alone. */
export interface JarSignature {
  readonly manifest: Uint8Array
  readonly signatureFile: Uint8Array
  /** The bytes that the key signs. */
  readonly signedAttrs: Uint8Array
  /** Those who stay: all but an earlier signature by the same certificate. */
  readonly others: readonly JarSigner[]
}

/** @throws FormatError JAR_OTHER_SIGNER_BREAKS, DESCRIPTION_MALFORMED; CoreError ALGORITHM_UNSUPPORTED without a certificate */
export function rebuildSignature(description: JarDescription, signer: SignerInfo): JarSignature {
  const [leaf] = signer.certificates
  if (!leaf)
    throw new CoreError(
      'ALGORITHM_UNSUPPORTED',
      `the key ${signer.name} has no certificate, and a JAR is signed with one`,
    )
  const ours = createHash('sha256').update(leaf).digest('hex')
  const others = description.signers.filter(({ certificate }) => certificate !== ours)
  const broken = others.find(({ fault }) => fault !== null)
  if (broken) {
    throw new FormatError('JAR_OTHER_SIGNER_BREAKS', `the signature META-INF/${broken.base} would not hold any more`, {
      details: { signer: broken.base, fault: broken.fault },
    })
  }
  const manifest = bytesOf(description)
  const signatureFile = buildSignatureFile(parseManifest(manifest), description.digest)
  const messageDigest = createHash(cmsDigest(signer.algorithm)).update(signatureFile).digest()
  return {
    manifest,
    signatureFile,
    signedAttrs: buildSignedAttributes({ contentType: OID.data, messageDigest: Uint8Array.from(messageDigest) }),
    others,
  }
}

function bytesOf(description: JarDescription): Uint8Array {
  try {
    return fromBase64(description.manifest)
  } catch (cause) {
    throw new FormatError('DESCRIPTION_MALFORMED', 'the manifest in the description is not base64', { cause })
  }
}
