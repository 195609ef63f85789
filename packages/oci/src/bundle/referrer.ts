import { BUNDLE_MEDIA_TYPE, IN_TOTO_PAYLOAD_TYPE } from '@chancery/attest'
import { EMPTY_CONFIG, IMAGE_MANIFEST } from '@chancery/codec'
import { type JsonObject, type SignerInfo, toBase64 } from '@chancery/core'
import { descriptorOf, emptyConfig, jsonBlob, type OciBlob, type ReferrerManifest } from '../blob.ts'
import { type BundleDescription, checkedImage } from '../description.ts'
import { signingCertificate } from '../signing-certificate.ts'
import { encodeTimestampResponse } from '../timestamp-response.ts'
import { cosignHint } from './hint.ts'
import { bundlePayload, COSIGN_SIGN_TYPE } from './statement.ts'

/** The bundle and the manifest that ties it to the image, member for member as cosign 3 writes them. */
export function bundleReferrer(
  description: BundleDescription,
  signer: SignerInfo,
  signature: Uint8Array,
  timestampTokens: readonly Uint8Array[],
  logEntries: readonly JsonObject[],
): { readonly manifest: ReferrerManifest; readonly blobs: readonly OciBlob[] } {
  const bundle = jsonBlob(BUNDLE_MEDIA_TYPE, {
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: {
      ...signedWith(description, signer),
      ...(logEntries.length > 0 && { tlogEntries: logEntries }),
      ...(timestampTokens.length > 0 && {
        timestampVerificationData: {
          rfc3161Timestamps: timestampTokens.map((token) => ({
            signedTimestamp: toBase64(encodeTimestampResponse(token)),
          })),
        },
      }),
    },
    dsseEnvelope: {
      payload: toBase64(bundlePayload(description)),
      payloadType: IN_TOTO_PAYLOAD_TYPE,
      // No keyid: cosign refuses any. Hint or certificate names the key.
      signatures: [{ sig: toBase64(signature) }],
    },
  })
  const config = emptyConfig(EMPTY_CONFIG)
  const annotations = {
    'dev.sigstore.bundle.content': 'dsse-envelope',
    'dev.sigstore.bundle.predicateType': description.attestation?.predicateType ?? COSIGN_SIGN_TYPE,
    'org.opencontainers.image.created': description.createdAt,
  }
  const manifest = jsonBlob(IMAGE_MANIFEST, {
    schemaVersion: 2,
    mediaType: IMAGE_MANIFEST,
    config: { ...descriptorOf(config), artifactType: BUNDLE_MEDIA_TYPE },
    layers: [descriptorOf(bundle)],
    annotations,
    subject: checkedImage(description.image),
    artifactType: BUNDLE_MEDIA_TYPE,
  })
  return { manifest: { ...manifest, artifactType: BUNDLE_MEDIA_TYPE, annotations }, blobs: [config, bundle] }
}

function signedWith(description: BundleDescription, signer: SignerInfo): object {
  if (description.form === 'key') {
    return { publicKey: { hint: cosignHint(signer.publicKey) } }
  }
  // One certificate in version 0.3: the chain comes from the verifier's trusted root.
  return { certificate: { rawBytes: toBase64(signingCertificate(signer)) } }
}
