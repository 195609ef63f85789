import { ChanceryError, type PlainData } from '@chancery/core'
import {
  type ImageDescription,
  type ImageKey,
  type ImageSignature,
  type ImageSignatureContent,
  imageToBeSigned,
  inspectImageSignature,
  parseImageDescription,
  parseSignatureManifest,
  signImage,
  verifyImageSignature,
} from '@chancery/oci'
import { type Ca, createCa, startTsa, type Tsa } from '@chancery/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certifiedKey, describeImage, EXPECTED, trust } from './fixtures.ts'

import '@chancery/testkit/matchers'

const KINDS: readonly ImageDescription['kind'][] = ['bundle', 'cosign', 'notary-jws', 'notary-cose']
const annotations = { env: 'prod', 'ünïcode "quoted"': '\u2028' }

let ca: Ca
let tsa: Tsa
let key: ImageKey
beforeAll(async () => {
  ca = await createCa()
  tsa = await startTsa({ ca })
  key = certifiedKey(ca, await ca.certify({ key: 'p256' }))
})
afterAll(async () => tsa[Symbol.asyncDispose]())

function contentOf(kind: ImageDescription['kind'], signature: ImageSignature): ImageSignatureContent {
  if (signature.kind === 'tag') {
    return { kind: 'cosign', bytes: signature.layer.blob.bytes, annotations: signature.layer.annotations }
  }
  const [, blob] = signature.blobs
  if (kind === 'cosign' || !blob) throw new Error('no such signature')
  return { kind, bytes: blob.bytes }
}

function judge(content: ImageSignatureContent): ReturnType<typeof verifyImageSignature> {
  const anchors = [ca.root.certificate.der, ca.intermediate.certificate.der]
  return verifyImageSignature(content, { ...EXPECTED, annotations }, trust({ anchors, timestampAnchors: anchors }))
}

/** Nobody signs the timestamp: who takes it away is noticed where one is asked for. */
async function sameButForTime(content: ImageSignatureContent): Promise<object> {
  return { ...(await judge(content)), timestamp: null, timestamps: [] }
}

/** What is refused is refused with a code; nothing else is ever thrown. */
async function refusal(action: () => unknown): Promise<string | null> {
  try {
    await action()
    return null
  } catch (error) {
    if (error instanceof ChanceryError) return error.code
    throw error
  }
}

describe.for(KINDS)('%s', (kind) => {
  let content: ImageSignatureContent
  let signature: ImageSignature
  beforeAll(async () => {
    signature = await signImage(
      describeImage(kind, { annotations, certified: true, at: '2026-11-20T12:00:00Z' }),
      key,
      tsa,
    )
    content = contentOf(kind, signature)
  })

  test('a flipped bit is refused, or lies in what nobody signed and changes nothing', async () => {
    const before = await sameButForTime(content)
    let refused = 0
    const position = fc.nat({ max: content.bytes.length * 8 - 1 })
    await fc.assert(
      fc.asyncProperty(position, async (bit) => {
        const bytes = Uint8Array.from(content.bytes)
        bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7))
        const changed = { ...content, bytes }
        const code = await refusal(async () => expect(await sameButForTime(changed)).toEqual(before))
        if (code !== null) refused++
      }),
      { numRuns: 300 },
    )
    expect(refused).toBeGreaterThan(200)
  })

  test('every beginning of it is refused', async () => {
    for (let length = 0; length < content.bytes.length; length += Math.ceil(content.bytes.length / 200)) {
      const cut = { ...content, bytes: content.bytes.subarray(0, length) }
      expect(await refusal(() => judge(cut))).not.toBeNull()
      expect(await refusal(() => inspectImageSignature(cut))).not.toBeNull()
    }
  })

  test('arbitrary bytes and JSON are refused with a code', async () => {
    const json = fc.json().map((text) => new TextEncoder().encode(text))
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 100 }), json), async (bytes) => {
        expect(await refusal(() => judge({ ...content, bytes }))).not.toBeNull()
        expect(await refusal(() => parseSignatureManifest(bytes))).not.toBeNull()
      }),
    )
  })

  test('any member of its JSON that is gone or another is refused, or changes nothing', async () => {
    if (kind === 'notary-cose') return
    const before = await sameButForTime(content)
    const text = new TextDecoder().decode(content.bytes)
    const paths: (string | number)[][] = []
    JSON.parse(text, function walk(this: unknown, name) {
      paths.push([name])
    })
    const names = [...new Set(paths.flat())].filter((name) => !/^\d*$/.test(String(name)))
    for (const name of names) {
      for (const replacement of [undefined, null, 1, '', [], {}, [null]]) {
        const changed = JSON.stringify(JSON.parse(text), (member, value) => (member === name ? replacement : value))
        const bytes = new TextEncoder().encode(changed)
        await refusal(async () => {
          expect(await sameButForTime({ ...content, bytes })).toEqual(before)
        })
      }
    }
  })

  test('its description survives JSON and structuredClone, and is checked whole where it comes from outside', () => {
    const description = describeImage(kind, { annotations, certified: true })
    const message = imageToBeSigned(description, key.info)
    const copies = [JSON.parse(JSON.stringify(description)), structuredClone(description)]
    for (const copy of copies) {
      expect(parseImageDescription(copy)).toEqual(description)
      expect(imageToBeSigned(parseImageDescription(copy), key.info)).toEqual(message)
    }
    const members = Object.keys(description)
    for (const name of members) {
      for (const value of [undefined, 1, [], { sha256: 'x' }, ''] as PlainData[]) {
        const changed = { ...description, [name]: value } as PlainData
        if (name === 'expiry' && value === undefined) continue
        if (name === 'annotations' && typeof value === 'object' && !Array.isArray(value)) continue
        const isText = value === '' && !['kind', 'form', 'image', 'annotations', 'attestation'].includes(name)
        if (isText || (name === 'attestation' && value === undefined)) continue
        expect(() => parseImageDescription(changed), `${name} ${JSON.stringify(value)}`).toThrowCode(
          'OCI_DESCRIPTION_INVALID',
        )
      }
    }
    const more = { ...description, more: 1 } as unknown as PlainData
    expect(() => parseImageDescription(more)).toThrowCode('OCI_DESCRIPTION_INVALID')
  })
})
