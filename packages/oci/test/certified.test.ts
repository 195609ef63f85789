import { readTrustedRoot } from '@chancery/attest/trust'
import { type ImageKey, signImage, type VerifiedImageSignature, verifyImageSignature } from '@chancery/oci'
import { type Ca, createCa, startTsa, type TestKeyKind, type Tsa, tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certifiedKey, describeImage, EXPECTED, IMAGE, MANIFEST, trust } from './fixtures.ts'
import { startRegistry } from './registry.ts'
import { cosignVerifyWith } from './stock-tools.ts'
import { trustedRoot } from './trusted-root.ts'
import '@chancery/testkit/matchers'

const SUBJECT = 'https://example.com/app/.ci/release.yml'
const ISSUER = 'https://ci.example.com'

let ca: Ca
let tsa: Tsa
beforeAll(async () => {
  ca = await createCa()
  tsa = await startTsa({ ca })
})
afterAll(async () => tsa[Symbol.asyncDispose]())

const tlv = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const content = Buffer.concat(parts)
  return Uint8Array.from([tag, content.length, ...content])
}

/** As Fulcio names a workload: a URI in subjectAltName, and the OIDC issuer twice: as DER, and, for the classic layout, as bare text. */
async function workloadKey(kind: TestKeyKind): Promise<ImageKey> {
  const extensions = [
    { oid: '2.5.29.17', critical: true, value: tlv(0x30, tlv(0x86, Buffer.from(SUBJECT))) },
    { oid: '1.3.6.1.4.1.57264.1.1', critical: false, value: Buffer.from(ISSUER) },
    { oid: '1.3.6.1.4.1.57264.1.8', critical: false, value: tlv(0x0c, Buffer.from(ISSUER)) },
  ]
  return certifiedKey(ca, await ca.certify({ key: kind, extensions }))
}

describe('a bundle with a certificate', () => {
  test.for<TestKeyKind>(['p256', 'p384', 'p521', 'rsa2048'])(
    'of a %s key is taken by cosign, and by us',
    async (kind, context) => {
      const key = await workloadKey(kind)
      await using registry = await startRegistry()
      registry.put(IMAGE.mediaType, MANIFEST, '1')
      const signature = await signImage(describeImage('bundle', { certified: true }), key, tsa)
      registry.place(signature)
      const json = trustedRoot(ca, tsa)
      const root = readTrustedRoot(json)
      using dir = tempDir()
      const file = dir.write('root.json', JSON.stringify(json))
      const verify = (subject: string) =>
        cosignVerifyWith(context, `${registry.repository}@${IMAGE.digest}`, [
          ...['--trusted-root', file, '--certificate-identity', subject, '--certificate-oidc-issuer', ISSUER],
          ...['--insecure-ignore-tlog', '--insecure-ignore-sct', '--use-signed-timestamps'],
        ])
      expect(await verify(SUBJECT)).toMatchObject({ accepted: true })
      expect(await verify(`${SUBJECT}x`)).toMatchObject({ accepted: false })

      const bytes = signature.kind === 'referrer' ? (signature.blobs[1]?.bytes ?? MANIFEST) : MANIFEST
      const judge = (
        sigstore: Parameters<typeof verifyImageSignature>[2]['sigstore'],
      ): Promise<VerifiedImageSignature> =>
        verifyImageSignature({ kind: 'bundle', bytes }, EXPECTED, {
          ...trust({
            timestampAnchors: [ca.root.certificate.der],
            anchors: [ca.root.certificate.der, ca.intermediate.certificate.der],
          }),
          sigstore,
        })
      const identity = { subject: SUBJECT, issuer: ISSUER }
      expect(await judge({ trustedRoots: [root], identity })).toMatchObject({
        signedBy: SUBJECT,
        certificate: { der: key.info.certificates[0] },
      })
      const other = { ...identity, subject: `${SUBJECT}x` }
      await expect(() => judge({ trustedRoots: [root], identity: other })).toThrowCode('BUNDLE_IDENTITY_MISMATCH')
      await expect(() => judge({ trustedRoots: [], identity })).toThrowCode('BUNDLE_KEY_UNTRUSTED')
      const byAnchors = await judge(null)
      expect(byAnchors.certificate?.der).toEqual(key.info.certificates[0])
      expect(byAnchors.timestamp?.authority).toContain('Timestamps')
    },
  )
})

describe('a classic signature with a certificate', () => {
  test.for<TestKeyKind>(['p256', 'p384', 'rsa2048'])(
    'of a %s key is taken by cosign, and by us',
    async (kind, context) => {
      const key = await workloadKey(kind)
      await using registry = await startRegistry()
      registry.put(IMAGE.mediaType, MANIFEST, '1')
      const signature = await signImage(describeImage('cosign', { certified: true }), key, tsa)
      registry.place(signature)
      if (signature.kind !== 'tag') throw new Error('not in the classic layout')
      using dir = tempDir()
      const file = dir.write('root.json', JSON.stringify(trustedRoot(ca, tsa)))
      const word = await cosignVerifyWith(context, `${registry.repository}@${IMAGE.digest}`, [
        ...['--trusted-root', file, '--certificate-identity', SUBJECT, '--certificate-oidc-issuer', ISSUER],
        ...['--insecure-ignore-tlog', '--insecure-ignore-sct', '--use-signed-timestamps', '--new-bundle-format=false'],
      ])
      expect(word).toMatchObject({ accepted: true })
      const { blob, annotations } = signature.layer
      const content = { kind: 'cosign', bytes: blob.bytes, annotations } as const
      const anchors = [ca.root.certificate.der]
      const verified = await verifyImageSignature(content, EXPECTED, trust({ anchors, timestampAnchors: anchors }))
      expect(verified).toMatchObject({ signedBy: 'CN=Release,O=Chancery Test', revocation: 'not-checked' })
      expect(verified.timestamp).not.toBeNull()
      await expect(() => verifyImageSignature(content, EXPECTED, trust())).toThrowCode('CHAIN_UNTRUSTED')
    },
  )
})
