import { createHash } from 'node:crypto'
import {
  type ExpectedImage,
  type ImageDescription,
  type ImageKey,
  type ImageSignatureContent,
  imageToBeSigned,
  inspectImageSignature,
  signImage,
  verifyImageSignature,
} from '@chancery/oci'
import { type Ca, createCa, startTsa, type Tsa, testKey } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bareKey, certifiedKey, describeImage, EXPECTED, IMAGE, imageKey, OTHER, trust } from './fixtures.ts'
import '@chancery/testkit/matchers'

const REFERENCE = 'registry.example/app'
const PREDICATE = 'https://example.com/check/v1'
const DAY = 86_400_000

let ca: Ca
let tsa: Tsa
let key: ImageKey
beforeAll(async () => {
  ca = await createCa()
  tsa = await startTsa({ ca })
  key = certifiedKey(ca, await ca.certify({ key: 'p256' }))
})
afterAll(async () => tsa[Symbol.asyncDispose]())

async function made(
  description: ImageDescription,
  by: ImageKey = key,
  timestamper: Tsa | null = null,
): Promise<ImageSignatureContent> {
  const signature = await signImage(description, by, timestamper)
  if (signature.kind === 'tag') {
    return { kind: 'cosign', bytes: signature.layer.blob.bytes, annotations: signature.layer.annotations }
  }
  return { kind: description.kind as 'bundle', bytes: signature.blobs[1]?.bytes ?? new Uint8Array() }
}

function verify(
  content: ImageSignatureContent,
  expected: Partial<ExpectedImage> = {},
  change: Parameters<typeof trust>[0] = {},
): ReturnType<typeof verifyImageSignature> {
  const anchors = [ca.root.certificate.der, ca.intermediate.certificate.der]
  const verifier = { keys: [key.info.publicKey], anchors, timestampAnchors: anchors, ...change }
  return verifyImageSignature(content, { ...EXPECTED, ...expected }, trust(verifier))
}

/** The same signature with something else in its JSON. */
function edited(content: ImageSignatureContent, change: (json: never) => void): ImageSignatureContent {
  const json = JSON.parse(new TextDecoder().decode(content.bytes))
  change(json as never)
  return { ...content, bytes: new TextEncoder().encode(JSON.stringify(json)) }
}

describe.for<[ImageDescription['kind'], Readonly<Record<'other' | 'untrusted' | 'stranger', string>>]>([
  ['bundle', { other: 'BUNDLE_SUBJECT_MISMATCH', untrusted: 'BUNDLE_KEY_UNTRUSTED', stranger: 'BUNDLE_KEY_UNTRUSTED' }],
  ['cosign', { other: 'OCI_IMAGE_MISMATCH', untrusted: 'OCI_KEY_UNTRUSTED', stranger: 'OCI_KEY_UNTRUSTED' }],
  ['notary-jws', { other: 'OCI_IMAGE_MISMATCH', untrusted: 'CHAIN_UNTRUSTED', stranger: 'CHAIN_UNTRUSTED' }],
  ['notary-cose', { other: 'OCI_IMAGE_MISMATCH', untrusted: 'CHAIN_UNTRUSTED', stranger: 'CHAIN_UNTRUSTED' }],
])('%s', ([kind, codes]) => {
  test('is the proof of who signed what', async () => {
    const content = await made(describeImage(kind, { annotations: { env: 'prod' } }), key, tsa)
    const verified = await verify(content, { annotations: { env: 'prod' } })
    expect(verified).toMatchObject({ kind, annotations: { env: 'prod' }, revocation: 'not-checked' })
    expect(verified.timestamp?.authority).toBe('CN=Timestamps,O=Chancery Test')
    expect(inspectImageSignature(content)).toMatchObject({ digests: [IMAGE.digest], hasTimestamp: true })
  })

  test('of another image, or by whom nobody trusts, is refused', async () => {
    const content = await made(describeImage(kind))
    await expect(() => verify(content, { image: OTHER })).toThrowCode(codes.other)
    await expect(() => verify(content, {}, { keys: [], anchors: [] })).toThrowCode(codes.untrusted)
    const elsewhere = await createCa({ name: 'Elsewhere' })
    const stranger = certifiedKey(elsewhere, await elsewhere.certify({ key: await testKey('p256', 'stranger') }))
    await expect(async () => verify(await made(describeImage(kind), stranger))).toThrowCode(codes.stranger)
  })

  test('without the annotations that are asked for is refused', async () => {
    const content = await made(describeImage(kind, { annotations: { env: 'prod' } }))
    for (const annotations of [{ env: 'test' }, { more: '' }, { env: 'prod', more: 'x' }] as Record<string, string>[]) {
      await expect(() => verify(content, { annotations })).toThrowCode('OCI_ANNOTATION_MISMATCH')
    }
  })

  test('with the timestamp of something else is refused; the timestamp of an unknown authority does not count', async () => {
    const wrong = { ...tsa, stamp: () => tsa.stamp(new Uint8Array(4)) } as Tsa
    await expect(async () => verify(await made(describeImage(kind), key, wrong))).toThrowCode(
      kind === 'bundle' ? 'BUNDLE_TIMESTAMP_INVALID' : 'TIMESTAMP_INVALID',
    )
    const content = await made(describeImage(kind), key, tsa)
    expect((await verify(content, {}, { timestampAnchors: [] })).timestamp).toBeNull()
  })

  test('is no attestation', async () => {
    await expect(async () => verify(await made(describeImage(kind)), { predicateType: PREDICATE })).toThrowCode(
      'OCI_PREDICATE_MISMATCH',
    )
  })

  test('is not made of what nobody could verify', () => {
    const description = describeImage(kind)
    const sign = (change: object, by = key) =>
      imageToBeSigned({ ...description, ...change } as ImageDescription, by.info)
    expect(() => sign({ image: { ...IMAGE, digest: 'sha512:00' } })).toThrowCode('OCI_DIGEST_UNSUPPORTED')
    expect(() => sign({ image: { ...IMAGE, size: 0 } })).toThrowCode('OCI_DESCRIPTION_INVALID')
    expect(() => sign({ image: { ...IMAGE, mediaType: 'no type' } })).toThrowCode('OCI_DESCRIPTION_INVALID')
    expect(() => sign({ annotations: { '': 'x' } })).toThrowCode('OCI_DESCRIPTION_INVALID')
  })
})

describe('a bundle', () => {
  const attestation = { subjectName: REFERENCE, predicateType: PREDICATE, predicate: { passed: true } }

  test('that attests is taken for its own type only', async () => {
    const content = await made({ ...describeImage('bundle'), attestation } as ImageDescription)
    expect((await verify(content, { predicateType: PREDICATE })).statement?.predicate).toEqual({ passed: true })
    await expect(() => verify(content)).toThrowCode('OCI_NOT_A_SIGNATURE')
    await expect(() => verify(content, { predicateType: `${PREDICATE}x` })).toThrowCode('OCI_PREDICATE_MISMATCH')
  })

  test('does not attest what is a signature, or no statement', async () => {
    for (const change of [
      { predicateType: 'https://sigstore.dev/cosign/sign/v1' },
      { predicateType: 'check' },
      { predicate: [] },
    ]) {
      const description = { ...describeImage('bundle'), attestation: { ...attestation, ...change } } as ImageDescription
      expect(() => imageToBeSigned(description, key.info)).toThrowCode('OCI_DESCRIPTION_INVALID')
    }
    const untimely = { ...describeImage('bundle'), createdAt: '2026-02-30T00:00:00Z' } as ImageDescription
    expect(() => imageToBeSigned(untimely, key.info)).toThrowCode('OCI_DESCRIPTION_INVALID')
  })

  test('whose trusted key signed something else is broken, not unknown', async () => {
    const content = edited(await made(describeImage('bundle')), (json: { dsseEnvelope: { payload: string } }) => {
      const payload = Buffer.from(json.dsseEnvelope.payload, 'base64').toString('utf8')
      json.dsseEnvelope.payload = Buffer.from(payload.replace('{}', '{"a":1}')).toString('base64')
    })
    await expect(() => verify(content)).toThrowCode('BUNDLE_SIGNATURE_INVALID')
  })

  test('in the certificate form needs the certificate of its key, and its signature', async () => {
    const description = describeImage('bundle', { certified: true })
    const bare = await bareKey()
    expect(() => imageToBeSigned(description, bare.info)).toThrowCode('OCI_CERTIFICATE_MISSING')
    const foreign = { ...key.info, publicKey: bare.info.publicKey }
    expect(() => imageToBeSigned(description, foreign)).toThrowCode('OCI_CERTIFICATE_MISSING')
    const content = await made(description)
    expect((await verify(content)).certificate).not.toBeNull()
    await expect(() => verify(content, { image: OTHER })).toThrowCode('BUNDLE_SUBJECT_MISMATCH')
    const other = certifiedKey(ca, await ca.certify({ key: await testKey('p256', 'other') }))
    const swapped = edited(content, (json: { verificationMaterial: { certificate: { rawBytes: string } } }) => {
      const [leaf] = other.info.certificates
      json.verificationMaterial.certificate.rawBytes = Buffer.from(leaf as Uint8Array).toString('base64')
    })
    await expect(() => verify(swapped)).toThrowCode('BUNDLE_SIGNATURE_INVALID')
    const chained = (mediaType: string) =>
      edited(content, (json: { mediaType: string; verificationMaterial: Record<string, unknown> }) => {
        const { certificate } = json.verificationMaterial
        json.mediaType = mediaType
        json.verificationMaterial = { x509CertificateChain: { certificates: Array(17).fill(certificate) } }
      })
    const second = 'application/vnd.dev.sigstore.bundle+json;version=0.2'
    await expect(() => verify(chained(second))).toThrowCode('OCI_ENVELOPE_MALFORMED')
    const third = 'application/vnd.dev.sigstore.bundle.v0.3+json'
    await expect(() => verify(chained(third))).toThrowCode('BUNDLE_UNSUPPORTED')
  })
})

describe('a classic signature', () => {
  async function signed(payload: object, by: ImageKey = key): Promise<ImageSignatureContent> {
    const bytes = new TextEncoder().encode(JSON.stringify(payload))
    const signature = await by.sign({ scheme: 'ecdsa', digest: 'sha256', saltLength: 32 }, bytes)
    const annotations = { 'dev.cosignproject.cosign/signature': Buffer.from(signature).toString('base64') }
    return { kind: 'cosign', bytes, annotations }
  }
  const payload = (change: object = {}) => ({
    critical: {
      identity: { 'docker-reference': REFERENCE },
      image: { 'docker-manifest-digest': IMAGE.digest },
      type: 'cosign container image signature',
      ...change,
    },
    optional: { count: 1 },
  })

  test('names its repository, where that is asked', async () => {
    const content = await signed(payload())
    await verify(content, { dockerReference: REFERENCE })
    await expect(() => verify(content, { dockerReference: `${REFERENCE}s` })).toThrowCode('OCI_REFERENCE_MISMATCH')
    const description = { ...describeImage('cosign'), dockerReference: '' } as ImageDescription
    expect(() => imageToBeSigned(description, key.info)).toThrowCode('OCI_DESCRIPTION_INVALID')
  })

  test('of another type is none, though its key is trusted and cosign takes it', async () => {
    const content = await signed(payload({ type: 'atomic container signature' }))
    await expect(() => verify(content)).toThrowCode('OCI_NOT_A_SIGNATURE')
  })

  test('has text for annotations, and all of its members', async () => {
    await expect(async () => verify(await signed(payload()), { annotations: { count: '1' } })).toThrowCode(
      'OCI_ANNOTATION_MISMATCH',
    )
    await expect(async () => verify(await signed(payload({ image: {} })))).toThrowCode('OCI_PAYLOAD_MALFORMED')
    await expect(async () => verify({ ...(await signed(payload())), annotations: {} } as never)).toThrowCode(
      'OCI_ENVELOPE_MALFORMED',
    )
  })

  test('by another key than its certificate is broken', async () => {
    const content = await made(describeImage('cosign', { certified: true }), key)
    const other = certifiedKey(ca, await ca.certify({ key: await testKey('p256', 'other') }))
    const from = await made(describeImage('cosign', { certified: true }), other)
    if (content.kind !== 'cosign' || from.kind !== 'cosign') throw new Error('not in the classic layout')
    const certificate = 'dev.sigstore.cosign/certificate'
    const mixed = { ...content, annotations: { ...content.annotations, [certificate]: from.annotations[certificate] } }
    await expect(() => verify(mixed as ImageSignatureContent, {}, { keys: [] })).toThrowCode('OCI_SIGNATURE_INVALID')
  })
})

describe.for<'notary-jws' | 'notary-cose'>(['notary-jws', 'notary-cose'])('%s', (kind) => {
  test('expires; a timestamp does not keep it', async () => {
    const expiry = new Date(Math.ceil(Date.now() / 1000) * 1000 + DAY).toISOString().replace('.000Z', 'Z')
    const content = await made(describeImage(kind, { expiry }), key, tsa)
    expect(await verify(content)).toMatchObject({ expiry })
    await expect(() => verify(content, {}, { at: new Date(Date.parse(expiry) + 1000) })).toThrowCode(
      'OCI_SIGNATURE_EXPIRED',
    )
    const description = describeImage(kind, { expiry: '2026-11-20T12:00:00Z' })
    expect(() => imageToBeSigned(description, key.info)).toThrowCode('OCI_DESCRIPTION_INVALID')
  })

  test('outlives its certificate by a timestamp, and only by one of a trusted authority', async () => {
    const notAfter = new Date(ca.clock.getTime() + 30 * DAY)
    const brief = certifiedKey(ca, await ca.certify({ key: 'p256', notAfter }))
    const content = await made(describeImage(kind), brief, tsa)
    const at = new Date(notAfter.getTime() + DAY)
    expect((await verify(content, {}, { at })).timestamp).not.toBeNull()
    await expect(() => verify(content, {}, { at, timestampAnchors: [] })).toThrowCode('TIMESTAMP_UNTRUSTED')
    await expect(async () => verify(await made(describeImage(kind), brief), {}, { at })).toThrowCode(
      'CERTIFICATE_EXPIRED',
    )
  })

  test('describes the image as of its size and media type', async () => {
    const content = await made(describeImage(kind))
    const mediaType = 'application/vnd.oci.image.index.v1+json'
    await expect(() => verify(content, { image: { ...IMAGE, mediaType } })).toThrowCode('OCI_IMAGE_MISMATCH')
    await expect(() => verify(content, { image: { ...IMAGE, size: 1 } })).toThrowCode('OCI_IMAGE_MISMATCH')
  })

  test('is made by the keys and chains that verifiers take, and by no other', async () => {
    const description = describeImage(kind)
    const sign = (by: ImageKey) => imageToBeSigned(description, by.info)
    const ed25519 = certifiedKey(ca, await ca.certify({ key: 'ed25519' }))
    expect(() => sign(ed25519)).toThrowCode('OCI_KEY_UNSUPPORTED')
    const rootless = await ca.certify({ key: 'p256' })
    expect(() => sign(imageKey(rootless.key, rootless.chain))).toThrowCode('OCI_CERTIFICATE_UNSUITABLE')
    expect(() => sign(imageKey(rootless.key))).toThrowCode('OCI_CERTIFICATE_MISSING')
  })
})

test('the hint of a bundle is the SHA-256 of the public key', async () => {
  const content = await made(describeImage('bundle'))
  const { verificationMaterial } = JSON.parse(new TextDecoder().decode(content.bytes))
  const hint = createHash('sha256').update(key.info.publicKey).digest('base64')
  expect(verificationMaterial).toEqual({ publicKey: { hint } })
})
