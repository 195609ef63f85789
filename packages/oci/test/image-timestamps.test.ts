import { encodeInteger, encodeSequence } from '@chancery/codec'
import { type Ca, createCa } from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import {
  type ImageKey,
  type ImageSignature,
  type ImageSignatureContent,
  imageSignature,
  imageTimestamps,
  imageToBeSigned,
  parseSignatureManifest,
  restampedSignature,
  withImageTimestamps,
} from '../src/index.ts'
import { certifiedKey, describeImage, IMAGE, OTHER } from './fixtures.ts'

const KINDS = ['bundle', 'cosign', 'notary-jws', 'notary-cose'] as const
/** Whether they are timestamps is not asked here. */
const TOKENS = [1, 2].map((value) => encodeSequence(encodeSequence(encodeInteger(value))))
const MANIFEST_OF_NONE = new TextEncoder().encode('{}')

let key: ImageKey
beforeAll(async () => {
  const ca: Ca = await createCa()
  key = certifiedKey(ca, await ca.certify({ key: 'p256' }))
})

async function signed(kind: (typeof KINDS)[number]): Promise<(tokens: readonly Uint8Array[]) => ImageSignature> {
  const description = describeImage(kind, { certified: true, at: new Date().toISOString().replace(/\.\d+Z$/, 'Z') })
  const { wish, message } = imageToBeSigned(description, key.info)
  const signature = await key.sign(wish, message)
  return (tokens) => imageSignature(description, key.info, signature, tokens)
}

function contentOf(kind: (typeof KINDS)[number], made: ImageSignature): ImageSignatureContent {
  if (made.kind === 'tag') {
    return { kind: 'cosign', bytes: made.layer.blob.bytes, annotations: made.layer.annotations }
  }
  return { kind: kind as 'bundle', bytes: (made.blobs[1] as { bytes: Uint8Array }).bytes }
}

const manifestOf = (made: ImageSignature): Uint8Array =>
  made.kind === 'referrer' ? made.manifest.bytes : MANIFEST_OF_NONE

describe.each(KINDS)('%s', (kind) => {
  test('with other timestamps is what it would have been if it had been signed with them', async () => {
    const make = await signed(kind)
    const wanted = kind === 'bundle' ? TOKENS : TOKENS.slice(0, 1)
    const [bare, stamped] = [make([]), make(wanted)]
    const changed = withImageTimestamps(contentOf(kind, bare), wanted)
    expect(changed).toEqual(contentOf(kind, stamped))
    expect(imageTimestamps(changed).tokens).toEqual(wanted)
    expect(withImageTimestamps(changed, [])).toEqual(contentOf(kind, bare))
    const again = restampedSignature(IMAGE, changed, manifestOf(bare))
    if (stamped.kind === 'tag') expect(again).toEqual(stamped)
    else if (again.kind === 'referrer') {
      expect(again.manifest).toEqual(stamped.manifest)
      expect(again.blobs).toEqual(stamped.blobs.slice(1))
      expect(parseSignatureManifest(again.manifest.bytes).kind).toBe(kind)
    }
  })

  test('is told from another signature, and not from itself with other timestamps', async () => {
    const make = await signed(kind)
    const rest = (made: ImageSignature): string => imageTimestamps(contentOf(kind, made)).rest
    expect(rest(make(TOKENS.slice(1)))).toBe(rest(make([])))
    expect(rest((await signed(kind))([]))).not.toBe(rest(make([])))
  })
})

describe('is refused', () => {
  test.each(KINDS.filter((kind) => kind !== 'cosign'))('%s under the manifest of another image', async (kind) => {
    const bare = (await signed(kind))([])
    expect(() => restampedSignature(OTHER, contentOf(kind, bare), manifestOf(bare))).toThrowCode('OCI_IMAGE_MISMATCH')
  })

  test('a bundle under the manifest of an envelope', async () => {
    const [bundle, jws] = [(await signed('bundle'))([]), (await signed('notary-jws'))([])]
    const content = contentOf('bundle', bundle)
    expect(() => restampedSignature(IMAGE, content, manifestOf(jws))).toThrowCode('OCI_MANIFEST_MALFORMED')
  })

  test('a bare envelope, which has no place for timestamps', async () => {
    const { bytes } = contentOf('bundle', (await signed('bundle'))([]))
    const { dsseEnvelope } = JSON.parse(new TextDecoder().decode(bytes))
    const bare = new TextEncoder().encode(JSON.stringify(dsseEnvelope))
    expect(() => withImageTimestamps({ kind: 'bundle', bytes: bare }, TOKENS)).toThrowCode('BUNDLE_UNSUPPORTED')
  })

  test.each([
    ['notary-jws', '{}', 'OCI_ENVELOPE_MALFORMED'],
    ['notary-jws', 'no JSON', 'OCI_ENVELOPE_MALFORMED'],
    ['notary-cose', 'no CBOR', 'CBOR_MALFORMED'],
    ['bundle', '[]', 'OCI_ENVELOPE_MALFORMED'],
  ] as const)('%s that is %s', (kind, text, code) => {
    const bytes = new TextEncoder().encode(text)
    expect(() => withImageTimestamps({ kind, bytes }, TOKENS)).toThrowCode(code)
  })
})
