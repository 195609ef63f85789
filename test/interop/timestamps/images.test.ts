import { signImage, verifyImageSignature } from '@chancery/oci'
import { type Ca, createCa, pem, softwareKey, startTsa, type Tsa, tempDir } from '@chancery/testkit'
import { serveTimestamps, type TimestampServer, timestampClient, timestampResponder } from '@chancery/timestamp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certifiedKey, describeImage, EXPECTED, IMAGE, MANIFEST, trust } from '../../../packages/oci/test/fixtures.ts'
import { startRegistry } from '../../../packages/oci/test/registry.ts'
import { cosignVerifyWith, notation } from '../../../packages/oci/test/stock-tools.ts'
import { trustedRoot } from '../../../packages/oci/test/trusted-root.ts'

let ca: Ca
let first: Tsa
let second: Tsa
let ours: TimestampServer
let responder: Awaited<ReturnType<Ca['certify']>>
beforeAll(async () => {
  ca = await createCa()
  first = await startTsa({ ca, subject: 'CN=First,O=T,C=DE', key: 'rsa2048' })
  second = await startTsa({ ca, subject: 'CN=Second,O=T,C=DE', key: 'p256' })
  responder = await ca.certify({ purpose: 'timestamping', key: 'p384', subject: 'CN=Ours,O=T,C=DE' })
  ours = await serveTimestamps(timestampResponder({ key: softwareKey(responder, { name: 'tsa' }) }))
})
afterAll(async () => {
  await first[Symbol.asyncDispose]()
  await second[Symbol.asyncDispose]()
  await ours.close()
})

const urls = (): readonly string[] => [first.url, ours.url, second.url]
const NAMES = ['CN=First', 'CN=Ours', 'CN=Second'].map((name) => expect.stringContaining(name))

describe('three authorities of one signature', () => {
  test('in a bundle: cosign takes it with all of them in the trusted root, and with any', async (context) => {
    const key = certifiedKey(ca, await ca.certify({ key: 'p256' }))
    await using registry = await startRegistry()
    registry.put(IMAGE.mediaType, MANIFEST, '1')
    const timestamper = timestampClient({ urls: urls(), quorum: 3 })
    const signature = await signImage(describeImage('bundle'), key, timestamper)
    registry.place(signature)
    using dir = tempDir()
    const publicKey = dir.write('key.pem', pem('PUBLIC KEY', key.info.publicKey))
    const own = { signer: responder } as Tsa
    for (const [index, known] of [[first, own, second], [first], [second], [own], []].entries()) {
      const root = dir.write(`root${index}.json`, JSON.stringify(trustedRoot(ca, ...known)))
      const { accepted, text } = await cosignVerifyWith(context, `${registry.repository}@${IMAGE.digest}`, [
        ...['--key', publicKey, '--trusted-root', root, '--insecure-ignore-tlog', '--use-signed-timestamps'],
      ])
      expect(accepted, text).toBe(known.length > 0)
    }
    const bytes = signature.kind === 'referrer' ? (signature.blobs[1]?.bytes ?? MANIFEST) : MANIFEST
    const anchors = [ca.root.certificate.der]
    const trusted = trust({ keys: [key.info.publicKey], timestampAnchors: anchors })
    const verified = await verifyImageSignature({ kind: 'bundle', bytes }, EXPECTED, trusted)
    expect(verified.timestamps.map(({ authority }) => authority).sort()).toEqual(NAMES)
  })

  test.for(['notary-jws', 'notary-cose'] as const)(
    'in %s, where there is room for one: notation takes it',
    async (kind, context) => {
      const key = certifiedKey(ca, await ca.certify({ key: 'p384' }))
      await using registry = await startRegistry()
      registry.put(IMAGE.mediaType, MANIFEST, '1')
      const timestamper = timestampClient({ urls: urls(), quorum: 3 })
      const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
      const signature = await signImage(describeImage(kind, { at }), key, timestamper)
      registry.place(signature)
      const policy = { anchor: ca.root.certificate.pem, timestampAnchor: ca.root.certificate.pem }
      const word = await notation(context, policy, [
        'verify',
        '--insecure-registry',
        `${registry.repository}@${IMAGE.digest}`,
      ])
      expect(word.accepted, word.text).toBe(true)
      const anchors = [ca.root.certificate.der]
      const bytes = signature.kind === 'referrer' ? (signature.blobs[1]?.bytes ?? MANIFEST) : MANIFEST
      const verified = await verifyImageSignature(
        { kind, bytes },
        EXPECTED,
        trust({ anchors, timestampAnchors: anchors }),
      )
      expect(verified.timestamps.map(({ authority }) => authority).sort()).toEqual(NAMES)
    },
  )

  test("in cosign's classic layout, where there is room for one", async (context) => {
    const key = certifiedKey(ca, await ca.certify({ key: 'p256' }))
    await using registry = await startRegistry()
    registry.put(IMAGE.mediaType, MANIFEST, '1')
    const signature = await signImage(describeImage('cosign'), key, timestampClient({ urls: urls(), quorum: 3 }))
    registry.place(signature)
    using dir = tempDir()
    const chain = [first.signer.certificate, ca.intermediate.certificate, ca.root.certificate].map((one) => one.pem)
    const { accepted, text } = await cosignVerifyWith(context, `${registry.repository}@${IMAGE.digest}`, [
      ...[
        '--key',
        dir.write('key.pem', pem('PUBLIC KEY', key.info.publicKey)),
        '--new-bundle-format=false',
        '--insecure-ignore-tlog',
      ],
      ...['--use-signed-timestamps', '--timestamp-certificate-chain', dir.write('tsa.pem', chain.join(''))],
    ])
    expect(accepted, text).toBe(true)
  })
})
