import { fromUtf8, utf8 } from '@chancery/core'
import {
  appendClassicLayer,
  type ClassicLayer,
  classicTag,
  type ImageKey,
  parseSignatureManifest,
  signImage,
} from '@chancery/oci'
import { beforeAll, describe, expect, test } from 'vitest'
import { bareKey, describeImage, IMAGE } from './fixtures.ts'
import '@chancery/testkit/matchers'

let first: ClassicLayer
let second: ClassicLayer
let referrer: Uint8Array
beforeAll(async () => {
  const layerOf = async (key: ImageKey): Promise<ClassicLayer> => {
    const signature = await signImage(describeImage('cosign'), key, null)
    if (signature.kind !== 'tag') throw new Error('not in the classic layout')
    return signature.layer
  }
  const key = await bareKey()
  first = await layerOf(key)
  second = await layerOf(await bareKey('p384'))
  const signature = await signImage(describeImage('bundle'), key, null)
  if (signature.kind !== 'referrer') throw new Error('no referrer')
  referrer = signature.manifest.bytes
})

const edited = (bytes: Uint8Array, change: object): Uint8Array =>
  utf8(JSON.stringify({ ...JSON.parse(fromUtf8(bytes)), ...change }))

describe('the classic layout', () => {
  test('keeps what others put there, member for member, and its own signature once', () => {
    expect(classicTag(IMAGE.digest)).toBe(`sha256-${IMAGE.digest.slice(7)}.sig`)
    const one = appendClassicLayer(null, first)
    const [layer] = JSON.parse(fromUtf8(one.manifest.bytes)).layers
    const foreign = edited(one.manifest.bytes, { annotations: { a: 'b' }, layers: [{ ...layer, urls: ['x'] }] })
    const two = appendClassicLayer(foreign, second)
    const manifest = JSON.parse(fromUtf8(two.manifest.bytes))
    expect(manifest.annotations).toEqual({ a: 'b' })
    expect(manifest.layers[0]).toEqual({ ...layer, urls: ['x'] })
    expect(manifest.layers).toHaveLength(2)
    expect(manifest.config.digest).toBe(two.config.digest)
    const config = JSON.parse(fromUtf8(two.config.bytes))
    expect(config.rootfs.diff_ids).toEqual([first.blob.digest, second.blob.digest])
    expect(config.history).toHaveLength(2)
    for (const layer of [first, second]) {
      expect(appendClassicLayer(two.manifest.bytes, layer).manifest.digest).toBe(two.manifest.digest)
    }
    const parsed = parseSignatureManifest(two.manifest.bytes)
    expect(parsed.kind === 'cosign' && parsed.layers.map(({ annotations }) => annotations)).toEqual([
      first.annotations,
      second.annotations,
    ])
  })

  test('is bounded, and refuses to write over what it cannot read', () => {
    const { manifest } = appendClassicLayer(null, first)
    const [layer] = JSON.parse(fromUtf8(manifest.bytes)).layers
    const full = edited(manifest.bytes, { layers: Array(256).fill(layer) })
    expect(() => appendClassicLayer(full, second)).toThrowCode('OCI_MANIFEST_MALFORMED')
    expect(() => appendClassicLayer(utf8('<html>'), second)).toThrowCode('OCI_MANIFEST_MALFORMED')
    expect(() => parseSignatureManifest(edited(full, { layers: Array(257).fill(layer) }))).toThrowCode(
      'OCI_MANIFEST_MALFORMED',
    )
  })
})

describe('a manifest', () => {
  test('tells the image, the envelope and the blob to read', () => {
    const parsed = parseSignatureManifest(referrer)
    expect(parsed).toMatchObject({ kind: 'bundle', image: IMAGE })
  })

  test('of another artifact is not ours, and no error', () => {
    const sbom = { artifactType: 'application/spdx+json', layers: [] }
    expect(parseSignatureManifest(edited(referrer, sbom))).toEqual({
      kind: 'other',
      artifactType: 'application/spdx+json',
      image: IMAGE,
    })
  })

  test.for<[string, object, string]>([
    ['without an image', { subject: null }, 'OCI_MANIFEST_MALFORMED'],
    ['without a layer', { layers: [] }, 'OCI_MANIFEST_MALFORMED'],
    ['with layers that are none', { layers: [1] }, 'OCI_MANIFEST_MALFORMED'],
    ['of another version', { schemaVersion: 1 }, 'OCI_MANIFEST_MALFORMED'],
    ['that says it is an index', { mediaType: 'application/vnd.oci.image.index.v1+json' }, 'OCI_MANIFEST_MALFORMED'],
    ['with another digest', { subject: { ...IMAGE, digest: `sha512:${'0'.repeat(128)}` } }, 'OCI_DIGEST_UNSUPPORTED'],
    [
      'with a digest in capitals',
      { subject: { ...IMAGE, digest: IMAGE.digest.toUpperCase() } },
      'OCI_DIGEST_UNSUPPORTED',
    ],
    ['with a negative size', { subject: { ...IMAGE, size: -1 } }, 'OCI_MANIFEST_MALFORMED'],
    [
      'of a Notary signature in no envelope',
      { artifactType: 'application/vnd.cncf.notary.signature' },
      'OCI_MANIFEST_MALFORMED',
    ],
  ])('%s is refused', ([, change, code]) => {
    expect(() => parseSignatureManifest(edited(referrer, change))).toThrowCode(code)
  })

  test('larger than any registry takes, or with a member twice, is refused', () => {
    expect(() => parseSignatureManifest(new Uint8Array(4 * 1024 * 1024 + 1))).toThrowCode('OCI_MANIFEST_MALFORMED')
    const twice = utf8(fromUtf8(referrer).replace('{', '{"layers":[],'))
    expect(() => parseSignatureManifest(twice)).toThrowCode('OCI_MANIFEST_MALFORMED')
  })
})
