import { createHash } from 'node:crypto'
import {
  brokenEvidence,
  buildSignedAttributes,
  buildSignedData,
  cmsEvidence,
  codecFault,
  encodeAttribute,
  encodeContext,
  encodeDigestIdentifier,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSignatureIdentifier,
  OID,
  parseDer,
  parseSignedData,
  replaceUnsignedAttributes,
} from '@chancery/codec'
import {
  CoreError,
  concat,
  literal,
  memorySource,
  range,
  SIGNATURE_ALGORITHMS,
  type SignatureEvidence,
  signatureAlgorithm,
} from '@chancery/core'
import { softwareKey, type TestKeyKind } from '@chancery/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attributes, CONTENT, ca, makeCms, type Plan, sha256, signatureOf, signer, verifier } from './made-signature.ts'

function only(evidence: readonly SignatureEvidence[]): SignatureEvidence {
  expect(evidence).toHaveLength(1)
  return evidence[0] as SignatureEvidence
}

async function report(plan: Plan) {
  return only(cmsEvidence(signatureOf(await makeCms(plan)))).inspect()
}

describe('what we build', () => {
  test.each(SIGNATURE_ALGORITHMS.map(({ id }) => id))('%s holds and is trusted, detached and embedded', async (id) => {
    const { key: kind, digest, scheme } = signatureAlgorithm(id)
    const certified = await ca.certify({ key: (kind === 'rsa' ? 'rsa2048' : kind) as TestKeyKind })
    const key = softwareKey(certified, { digest, pss: scheme === 'rsa-pss' })
    const messageDigest = Uint8Array.from(createHash(digest).update(CONTENT).digest())
    const signedAttrs = buildSignedAttributes({ contentType: OID.data, messageDigest })
    const input = {
      eContentType: OID.data,
      certificates: certified.chain,
      signedAttrs,
      algorithm: id,
      signature: await key.sign(signedAttrs),
    }
    const source = memorySource(concat(Uint8Array.of(1, 2), CONTENT))
    const parts = [literal(CONTENT.subarray(0, 3)), range(5, source.size)]
    const detached = signatureOf(buildSignedData({ ...input, eContent: null }), {
      content: { kind: 'detached', source, parts },
    })
    const embedded = signatureOf(buildSignedData({ ...input, eContent: encodeOctetString(CONTENT) }))
    for (const signature of [detached, embedded]) {
      expect(await only(cmsEvidence(signature)).verify(verifier)).toEqual({
        signer: expect.objectContaining({
          subject: 'CN=Release,O=Chancery Test',
          issuer: 'CN=Chancery Test Issuing,O=Chancery Test',
        }),
        signerKey: {
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          bits: expect.any(Number),
          family: expect.any(String),
        },
        signerNames: [],
        weakDigest: false,
        digestAlgorithm: digest,
        signatureAlgorithm: id,
        integrity: 'ok',
        fault: null,
        nested: false,
        timestamp: null,
        timestamps: [],
        chain: 'trusted',
        revocation: 'not-checked',
      })
    }
  })
})

describe('signed attributes', () => {
  const other = encodeAttribute('1.2.3.4', encodeOid('1.2'))
  const again = encodeAttribute(OID.messageDigest, encodeOctetString(sha256(CONTENT)))
  const time = encodeAttribute(OID.signingTime, parseDer(Uint8Array.of(5, 0), 'null').bytes)
  const protection = (digest: Uint8Array) => {
    const algorithm = encodeSignatureIdentifier(signatureAlgorithm('ecdsa-p256-sha256'), 'signer-info')
    return encodeAttribute(
      OID.algorithmProtection,
      encodeSequence(digest, encodeContext(1, parseDer(algorithm, 'algorithm').content)),
    )
  }
  const names = (hash: Uint8Array) =>
    encodeAttribute(OID.signingCertificateV2, encodeSequence(encodeSequence(encodeSequence(encodeOctetString(hash)))))

  test.each([
    ['as they should be', attributes()],
    ['with others beside them', attributes({ more: [other] })],
    ['with the algorithms protected', attributes({ more: [protection(encodeDigestIdentifier('sha256'))] })],
    ['naming the certificate', attributes({ more: [names(sha256(signer.certificate.der))] })],
  ])('hold %s', async (_, signedAttrs) => {
    expect(await report({ signedAttrs })).toMatchObject({ integrity: 'ok', fault: null })
  })

  test.each([
    ['without a content type', attributes({ contentType: null })],
    [
      'with another content type',
      attributes({ contentType: encodeAttribute(OID.contentType, encodeOid(OID.tstInfo)) }),
    ],
    [
      'with two content types in one',
      attributes({ contentType: encodeAttribute(OID.contentType, encodeOid(OID.data), encodeOid(OID.tstInfo)) }),
    ],
    ['with a content type without a value', attributes({ contentType: encodeAttribute(OID.contentType) })],
    ['without a digest', attributes({ messageDigest: null })],
    ['with two digests', attributes({ more: [again] })],
    [
      'with two digests in one',
      attributes({
        messageDigest: encodeAttribute(
          OID.messageDigest,
          encodeOctetString(sha256(CONTENT)),
          encodeOctetString(sha256(Uint8Array.of())),
        ),
      }),
    ],
    ['with two signing times', attributes({ more: [time, encodeAttribute(OID.signingTime)] })],
    ['with two of any other kind', attributes({ more: [other, other] })],
    ['with a countersignature', attributes({ more: [encodeAttribute(OID.counterSignature, encodeOid('1.2'))] })],
    ['with other algorithms protected', attributes({ more: [protection(encodeDigestIdentifier('sha384'))] })],
    ['naming another certificate', attributes({ more: [names(sha256(CONTENT))] })],
  ])('fail %s', async (_, signedAttrs) => {
    expect(await report({ signedAttrs })).toMatchObject({
      integrity: 'failed',
      fault: { code: 'SIGNED_ATTRIBUTES_INVALID' },
    })
  })

  test.each([OID.contentType, OID.messageDigest, OID.signingTime])(
    'fail where %s is among the unsigned',
    async (oid) => {
      const unsignedAttrs = [encodeAttribute(oid, encodeOctetString(sha256(CONTENT)))]
      expect((await report({ unsignedAttrs })).fault?.code).toBe('SIGNED_ATTRIBUTES_INVALID')
    },
  )

  test('of another content are a digest that differs', async () => {
    const messageDigest = encodeAttribute(OID.messageDigest, encodeOctetString(sha256(Uint8Array.of())))
    expect((await report({ signedAttrs: attributes({ messageDigest }) })).fault?.code).toBe('DIGEST_MISMATCH')
  })
})

describe('without signed attributes', () => {
  test('the content itself is signed', async () => {
    expect(await report({ signedAttrs: null })).toMatchObject({ integrity: 'ok', fault: null })
    const cms = await makeCms({ signedAttrs: null, content: null })
    const file = (content: Uint8Array) => {
      const source = memorySource(content)
      return signatureOf(cms, { content: { kind: 'detached', source, parts: [range(0, source.size)] } })
    }
    expect(await only(cmsEvidence(file(CONTENT))).inspect()).toMatchObject({ integrity: 'ok' })
    expect((await only(cmsEvidence(file(concat(CONTENT, CONTENT)))).inspect()).fault?.code).toBe('SIGNATURE_INVALID')
  })

  test('it must be plain data', async () => {
    const cms = await makeCms({ signedAttrs: null, eContentType: OID.tstInfo })
    const { fault } = await only(cmsEvidence(signatureOf(cms, { contentType: OID.tstInfo }))).inspect()
    expect(fault?.code).toBe('SIGNED_ATTRIBUTES_INVALID')
  })

  test("it must not be another signature's attributes, whose value would hold here too", async () => {
    expect((await report({ signedAttrs: null, content: attributes() })).fault?.code).toBe('SIGNED_ATTRIBUTES_INVALID')
  })
})

describe('other faults', () => {
  test('another content type than the format demands', async () => {
    const evidence = cmsEvidence(signatureOf(await makeCms(), { contentType: OID.spcIndirectData }))
    expect((await only(evidence).inspect()).fault?.code).toBe('CONTENT_TYPE_MISMATCH')
  })

  test('no content where it should be embedded', async () => {
    expect((await report({ content: null })).fault?.code).toBe('CONTENT_MISSING')
  })

  test('no certificate of the signer', async () => {
    for (const certificates of [[], signer.chain.slice(1), [Uint8Array.of(0x30, 0)]]) {
      expect(await report({ certificates })).toMatchObject({
        signer: null,
        fault: { code: 'SIGNER_CERTIFICATE_MISSING' },
      })
    }
  })

  test('another key under the same certificate', async () => {
    const by = await ca.certify({ key: 'p256', fault: 'other-key' })
    expect((await report({ by })).fault?.code).toBe('SIGNATURE_INVALID')
    const signature = await softwareKey(await ca.certify({ key: 'p384' })).sign(attributes())
    expect((await report({ signature })).fault?.code).toBe('SIGNATURE_INVALID')
  })

  test('an identifier that disagrees with the digest beside it, or that nobody knows', async () => {
    expect((await report({ digestIdentifier: encodeDigestIdentifier('sha384') })).fault?.code).toBe('CMS_MALFORMED')
    expect((await report({ digestIdentifier: encodeSequence(encodeOid('1.2.3')) })).fault?.code).toBe('KEY_UNSUPPORTED')
  })

  test('no signer at all is one broken evidence', async () => {
    const evidence = only(cmsEvidence(signatureOf(await makeCms({ signers: 0 }))))
    expect((await evidence.inspect()).fault?.code).toBe('SIGNER_MISSING')
    expect(await evidence.verify(verifier)).toMatchObject({ integrity: 'failed', chain: 'not-checked' })
  })

  test('every signer is an evidence', async () => {
    const evidence = cmsEvidence(signatureOf(await makeCms({ signers: 2 })))
    expect(evidence).toHaveLength(2)
    for (const one of evidence) expect((await one.verify(verifier)).fault).toBeNull()
  })

  test('the content is hashed once for all signers and all questions', async () => {
    let hashed = 0
    const source = memorySource(CONTENT)
    const counted = {
      ...source,
      digest: (jobs: Parameters<typeof source.digest>[0]) => {
        hashed++
        return source.digest(jobs)
      },
    }
    const content = { kind: 'detached', source: counted, parts: [range(0, source.size)] } as const
    for (const one of cmsEvidence(signatureOf(await makeCms({ signers: 2 }), { content }))) {
      expect((await one.inspect()).fault).toBeNull()
      expect((await one.verify(verifier)).fault).toBeNull()
    }
    expect(hashed).toBe(1)
  })

  test('signature bytes that cannot be parsed', async () => {
    const evidence = brokenEvidence(codecFault('CMS_MALFORMED', 'no CMS'), true)
    expect(await evidence.verify(verifier)).toMatchObject({
      integrity: 'failed',
      nested: true,
      signer: null,
      fault: { code: 'CMS_MALFORMED' },
    })
  })

  test('what the format found goes first, and integrity goes before trust', async () => {
    const fault = codecFault('DIGEST_MISMATCH', 'the file differs')
    const both = signatureOf(await makeCms({ content: null }), { fault })
    expect((await only(cmsEvidence(both)).inspect()).fault).toBe(fault)
    const broken = only(cmsEvidence(signatureOf(await makeCms({ signature: new Uint8Array(70) }))))
    expect(await broken.verify({ ...verifier, anchors: [] })).toMatchObject({
      chain: 'not-checked',
      fault: { code: 'SIGNATURE_INVALID' },
    })
  })

  test('a file that cannot be read is no fault of the signature', async () => {
    const source = memorySource(CONTENT)
    const changed = { ...source, digest: () => Promise.reject(new CoreError('FILE_CHANGED', 'the file changed')) }
    const content = { kind: 'detached', source: changed, parts: [range(0, source.size)] } as const
    const evidence = only(cmsEvidence(signatureOf(await makeCms(), { content })))
    await expect(evidence.inspect()).rejects.toMatchObject({ code: 'FILE_CHANGED' })
  })
})

test('a key with a curve of its own signs, and is not trusted: CVE-2020-0601', async () => {
  const by = await ca.certify({ key: 'p256', fault: 'explicit-curve' })
  const evidence = only(cmsEvidence(signatureOf(await makeCms({ by }))))
  expect(await evidence.verify(verifier)).toMatchObject({
    integrity: 'ok',
    chain: 'untrusted',
    fault: { code: 'KEY_UNSUPPORTED' },
  })
})

test('the attributes are what is signed, in the order of the file', async () => {
  const unsorted = [OID.messageDigest, OID.contentType].map((oid) =>
    oid === OID.contentType
      ? encodeAttribute(oid, encodeOid(OID.data))
      : encodeAttribute(oid, encodeOctetString(sha256(CONTENT))),
  )
  const length = unsorted.reduce((sum, attribute) => sum + attribute.length, 0)
  const signedAttrs = concat(Uint8Array.of(0x31, length), ...unsorted)
  expect(parseDer(signedAttrs, 'attributes').content.length).toBe(length)
  expect(await report({ signedAttrs })).toMatchObject({ integrity: 'ok' })
})

describe('any flipped bit', () => {
  test('in what is signed is noticed', async () => {
    const cms = await makeCms({ content: null })
    const { signerInfos } = parseSignedData(cms)
    const [info] = signerInfos
    if (!info?.signedAttrs) throw new Error('no attributes')
    const attributesAt = Buffer.from(cms).indexOf(Buffer.from(info.signedAttrs.bytes.subarray(2)))
    const valueAt = Buffer.from(cms).indexOf(Buffer.from(info.signature))
    const places = [
      ...Array.from({ length: info.signedAttrs.bytes.length - 2 }, (_, i) => attributesAt + i),
      ...Array.from({ length: info.signature.length }, (_, i) => valueAt + i),
    ]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.nat(7), async (at, bit) => {
        const flipped = Uint8Array.from(cms, (byte, i) => (i === at ? byte ^ (1 << bit) : byte))
        const source = memorySource(CONTENT)
        const content = { kind: 'detached', source, parts: [range(0, source.size)] } as const
        let fault: unknown
        try {
          fault = (await only(cmsEvidence(signatureOf(flipped, { content }))).inspect()).fault
        } catch (error) {
          fault = error
        }
        expect(fault).toMatchObject({ code: expect.any(String) })
      }),
      { numRuns: 1500 },
    )
  })

  test('in the content is noticed', async () => {
    const cms = await makeCms({ content: null })
    for (let bit = 0; bit < CONTENT.length * 8; bit++) {
      const source = memorySource(
        Uint8Array.from(CONTENT, (byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)),
      )
      const content = { kind: 'detached', source, parts: [range(0, source.size)] } as const
      expect((await only(cmsEvidence(signatureOf(cms, { content }))).inspect()).fault?.code).toBe('DIGEST_MISMATCH')
    }
  })
})

test('unsigned attributes are added and taken away without touching what is signed', async () => {
  const cms = await makeCms()
  const added = replaceUnsignedAttributes(cms, (before) => [...before, encodeAttribute('1.2.3.4', encodeOid('1.2'))])
  expect(parseSignedData(added).signerInfos[0]?.unsignedAttrs.map(({ oid }) => oid)).toEqual(['1.2.3.4'])
  expect(await only(cmsEvidence(signatureOf(added))).verify(verifier)).toMatchObject({ fault: null })
  expect(replaceUnsignedAttributes(added, () => [])).toEqual(cms)
})
