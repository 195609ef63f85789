import {
  type ExpectedImage,
  type ImageDescription,
  type ImageKey,
  parseSignatureManifest,
  signImage,
  type VerifiedImageSignature,
  verifyImageSignature,
} from '@chancery/oci'
import { createCa, pem, startTsa, type TestKeyKind, tempDir, testKey, tool } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { bareKey, certifiedKey, describeImage, EXPECTED, IMAGE, MANIFEST, trust } from './fixtures.ts'
import { startRegistry, type TestRegistry } from './registry.ts'
import { cosignVerify, notation } from './stock-tools.ts'
import '@chancery/testkit/matchers'

const NOW = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString().replace('.000Z', 'Z')
const LATER = '2099-01-01T00:00:00Z'
const annotations = { env: 'prod' }
const at = { at: NOW }

async function imageIn(): Promise<TestRegistry & { reference: string }> {
  const registry = await startRegistry()
  registry.put(IMAGE.mediaType, MANIFEST, '1')
  return Object.assign(registry, { reference: `${registry.repository}@${IMAGE.digest}` })
}

async function place(registry: TestRegistry, description: ImageDescription, key: ImageKey): Promise<void> {
  registry.place(await signImage(description, key, null))
}

/** Every signature in the registry, verified by us. */
async function verifyAll(
  registry: TestRegistry,
  expected: ExpectedImage,
  verifier: Parameters<typeof trust>[0],
): Promise<VerifiedImageSignature[]> {
  const found: VerifiedImageSignature[] = []
  const tag = registry.manifest(`${IMAGE.digest.replace(':', '-')}.sig`)
  const manifests = [
    ...registry.referrers().map((digest) => registry.manifest(digest) as Uint8Array),
    ...(tag ? [tag] : []),
  ]
  for (const bytes of manifests) {
    const manifest = parseSignatureManifest(bytes)
    if (manifest.kind === 'other' || manifest.kind === 'cosign-attestations') continue
    for (const layer of manifest.kind === 'cosign' ? manifest.layers : [manifest.layer]) {
      const content = { kind: manifest.kind, bytes: registry.blob(layer.digest), annotations: layer.annotations }
      found.push(await verifyImageSignature(content, expected, trust(verifier)))
    }
  }
  return found
}

describe('cosign', () => {
  test.for<TestKeyKind>(['p256', 'p384', 'p521', 'rsa2048', 'rsa4096', 'ed25519'])(
    'takes a bundle and a classic signature by a %s key',
    async (kind, context) => {
      const key = await bareKey(kind)
      const stranger = await bareKey(kind, 'stranger')
      for (const layout of ['bundle', 'cosign'] as const) {
        await using registry = await imageIn()
        await place(registry, describeImage(layout, { annotations }), key)
        const flags = layout === 'bundle' ? [] : ['--new-bundle-format=false']
        const verify = (publicKey: Uint8Array, more: readonly string[] = []) =>
          cosignVerify(context, registry.reference, publicKey, [...flags, ...more])
        expect(await verify(key.info.publicKey, ['-a', 'env=prod'])).toMatchObject({ accepted: true })
        expect(await verify(stranger.info.publicKey)).toMatchObject({ accepted: false })
        expect(await verify(key.info.publicKey, ['-a', 'env=test'])).toMatchObject({ accepted: false })
      }
    },
  )

  test('takes an attestation by its type', async (context) => {
    const key = await bareKey()
    await using registry = await imageIn()
    const predicateType = 'https://example.com/check/v1'
    const attestation = { subjectName: registry.repository, predicateType, predicate: { passed: true } }
    await place(registry, { ...describeImage('bundle'), attestation } as ImageDescription, key)
    const verify = (type: string) =>
      cosignVerify(context, registry.reference, key.info.publicKey, ['--type', type], 'verify-attestation')
    expect(await verify(predicateType)).toMatchObject({ accepted: true })
    expect(await verify('https://example.com/other/v1')).toMatchObject({ accepted: false })
    await expect(() => verifyAll(registry, EXPECTED, { keys: [key.info.publicKey] })).toThrowCode('OCI_NOT_A_SIGNATURE')
    expect(await verifyAll(registry, { ...EXPECTED, predicateType }, { keys: [key.info.publicKey] })).toHaveLength(1)
  })

  test('what it signs in either layout, beside a signature of ours, is verified', async (context) => {
    const { privateKeyPem, publicKey } = await testKey('p256', 'cosign')
    const ours = await bareKey()
    using dir = tempDir()
    const env = { COSIGN_PASSWORD: '', HOME: dir.path, SIGSTORE_NO_CACHE: '1' }
    const program = tool('cosign', context)
    const run = async (args: readonly string[]): Promise<void> => {
      const { code, text } = await program.run(args, { env, cwd: dir.path })
      expect(code, text).toBe(0)
    }
    await run(['import-key-pair', '--key', dir.write('plain.pem', privateKeyPem), '--output-key-prefix', dir.at('k')])
    await run(['signing-config', 'create', '--out', dir.at('sc.json')])
    for (const layout of ['bundle', 'cosign'] as const) {
      await using registry = await imageIn()
      await place(registry, describeImage(layout, { annotations }), ours)
      const how =
        layout === 'bundle'
          ? ['--signing-config', dir.at('sc.json')]
          : ['--new-bundle-format=false', '--use-signing-config=false', '--tlog-upload=false']
      await run(['sign', '--key', dir.at('k.key'), ...how, '-y', '-a', 'env=prod', registry.reference])
      const keys = [publicKey, ours.info.publicKey]
      const verified = await verifyAll(registry, { ...EXPECTED, annotations }, { keys })
      expect(verified.map(({ kind }) => kind)).toEqual([layout, layout])
      expect(new Set(verified.map(({ signedBy }) => signedBy)).size).toBe(2)
      for (const one of keys)
        expect(await cosignVerify(context, registry.reference, one)).toMatchObject({ accepted: true })
    }
  })
})

describe('notation', () => {
  const insecure = ['verify', '--insecure-registry']

  test.for<TestKeyKind>(['rsa2048', 'rsa3072', 'rsa4096', 'p256', 'p384', 'p521'])(
    'takes both envelopes under a %s certificate',
    async (kind, context) => {
      const ca = await createCa()
      const key = certifiedKey(ca, await ca.certify({ key: kind }))
      const policy = { anchor: ca.root.certificate.pem, timestampAnchor: null }
      for (const envelope of ['notary-jws', 'notary-cose'] as const) {
        await using registry = await imageIn()
        await place(registry, describeImage(envelope, { ...at, annotations, expiry: LATER }), key)
        const verify = (more: readonly string[] = []) =>
          notation(context, policy, [...insecure, ...more, registry.reference])
        expect(await verify(['-m', 'env=prod'])).toMatchObject({ accepted: true })
        expect(await verify(['-m', 'env=test'])).toMatchObject({ accepted: false })
        const other = await createCa({ name: 'Other' })
        const stranger = { anchor: other.root.certificate.pem, timestampAnchor: null }
        expect(await notation(context, stranger, [...insecure, registry.reference])).toMatchObject({ accepted: false })
        const [one] = await verifyAll(registry, { ...EXPECTED, annotations }, { anchors: [ca.root.certificate.der] })
        expect(one).toMatchObject({ kind: envelope, expiry: LATER, signingTime: NOW, timestamp: null })
      }
    },
  )

  test('takes timestamps, and with a timestamp authority in its policy nothing without one', async (context) => {
    const ca = await createCa()
    await using tsa = await startTsa({ ca })
    const key = certifiedKey(ca, await ca.certify({ key: 'p384' }))
    const policy = { anchor: ca.root.certificate.pem, timestampAnchor: ca.root.certificate.pem }
    for (const envelope of ['notary-jws', 'notary-cose'] as const) {
      for (const isStamped of [true, false]) {
        await using registry = await imageIn()
        registry.place(await signImage(describeImage(envelope, at), key, isStamped ? tsa : null))
        const word = await notation(context, policy, [...insecure, registry.reference])
        expect(word).toMatchObject({ accepted: isStamped })
        const anchors = [ca.root.certificate.der]
        const [one] = await verifyAll(registry, EXPECTED, { anchors, timestampAnchors: anchors })
        expect(one?.timestamp !== null).toBe(isStamped)
      }
    }
  })

  test.for(['jws', 'cose'])('what it signs as %s is verified', async (format, context) => {
    const ca = await createCa()
    const { key, chainPem } = await ca.certify({ key: 'p384' })
    const files = {
      'notation/k.pem': key.privateKeyPem,
      'notation/c.pem': chainPem + ca.root.certificate.pem,
      'notation/signingkeys.json': JSON.stringify({
        default: 'test',
        keys: [{ name: 'test', keyPath: 'HOME/notation/k.pem', certPath: 'HOME/notation/c.pem' }],
      }),
    }
    await using registry = await imageIn()
    const policy = { anchor: ca.root.certificate.pem, timestampAnchor: null }
    const args = ['sign', '--insecure-registry', '--signature-format', format, '-m', 'env=prod', '-e', '24h']
    expect(await notation(context, policy, [...args, registry.reference], files)).toMatchObject({ accepted: true })
    const anchors = [ca.root.certificate.der]
    const [one] = await verifyAll(registry, { ...EXPECTED, annotations }, { anchors })
    expect(one).toMatchObject({ kind: `notary-${format}`, annotations })
    const nextMonth = new Date(Date.now() + 30 * 86_400_000)
    await expect(() => verifyAll(registry, EXPECTED, { anchors, at: nextMonth })).toThrowCode('OCI_SIGNATURE_EXPIRED')
  })
})

test('all at once: every tool finds its own', async (context) => {
  const ca = await createCa()
  const held = await ca.certify({ key: 'p256' })
  const key = certifiedKey(ca, held)
  await using registry = await imageIn()
  for (const kind of ['bundle', 'cosign', 'notary-jws', 'notary-cose'] as const) {
    await place(registry, describeImage(kind, at), key)
  }
  expect(await cosignVerify(context, registry.reference, key.info.publicKey)).toMatchObject({ accepted: true })
  const classic = await cosignVerify(context, registry.reference, key.info.publicKey, ['--new-bundle-format=false'])
  expect(classic).toMatchObject({ accepted: true })
  const policy = { anchor: pem('CERTIFICATE', ca.root.certificate.der), timestampAnchor: null }
  const word = await notation(context, policy, ['verify', '--insecure-registry', registry.reference])
  expect(word).toMatchObject({ accepted: true })
  const verifier = { keys: [key.info.publicKey], anchors: [ca.root.certificate.der] }
  expect((await verifyAll(registry, EXPECTED, verifier)).map(({ kind }) => kind)).toEqual([
    'bundle',
    'notary-jws',
    'notary-cose',
    'cosign',
  ])
})
