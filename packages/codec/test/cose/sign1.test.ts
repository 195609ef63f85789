import { fromHex, signatureAlgorithm, toHex, utf8 } from '@chancery/core'
import { describe, expect, test } from 'vitest'
import { encodeCbor } from '../../src/cbor/encode.ts'
import type { Cbor } from '../../src/cbor/value.ts'
import { coseSign1Message, encodeCoseSign1, parseCoseSign1 } from '../../src/cose/sign1.ts'
import { derSignatureValue, rawSignatureValue } from '../../src/cose/signature-value.ts'
import '@chancery/testkit/matchers'

// RFC 9052 appendix C.2.1, as in RFC 8152.
const C21 =
  'd28443a10126a10442313154546869732069732074686520636f6e74656e742e58408eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36'

test('the example of RFC 9052, appendix C.2.1', () => {
  const read = parseCoseSign1(fromHex(C21))
  expect(read.protectedHeaders).toEqual(new Map([[1, -7]]))
  expect(read.unprotectedHeaders).toEqual(new Map([[4, utf8('11')]]))
  expect(read.payload).toEqual(utf8('This is the content.'))
  expect(read.signature).toHaveLength(64)
  expect(toHex(encodeCoseSign1(read))).toBe(C21)
  expect(toHex(coseSign1Message(read.protectedBytes, utf8('This is the content.')))).toBe(
    `846a5369676e61747572653143a101264054${toHex(utf8('This is the content.'))}`,
  )
})

describe('refused', () => {
  const headers = encodeCbor(new Map([[1, -7]]))
  const bytes = Uint8Array.of(1)
  test.for<[string, Cbor, string]>([
    ['without its tag', [headers, new Map(), null, bytes], 'COSE_MALFORMED'],
    ['with another tag', { tag: 98, value: [headers, new Map(), null, bytes] }, 'COSE_MALFORMED'],
    ['with a member less', { tag: 18, value: [headers, new Map(), null] }, 'COSE_MALFORMED'],
    ['with a member more', { tag: 18, value: [headers, new Map(), null, bytes, null] }, 'COSE_MALFORMED'],
    ['no array', { tag: 18, value: headers }, 'COSE_MALFORMED'],
    ['whose protected headers are a map', { tag: 18, value: [new Map(), new Map(), null, bytes] }, 'COSE_MALFORMED'],
    ['whose protected headers are no map', { tag: 18, value: [bytes, new Map(), null, bytes] }, 'COSE_MALFORMED'],
    ['whose protected headers are no CBOR', { tag: 18, value: [utf8('xx'), new Map(), null, bytes] }, 'CBOR_MALFORMED'],
    ['whose unprotected headers are none', { tag: 18, value: [headers, [], null, bytes] }, 'COSE_MALFORMED'],
    ['with a label in both', { tag: 18, value: [headers, new Map([[1, -8]]), null, bytes] }, 'COSE_MALFORMED'],
    ['whose payload is text', { tag: 18, value: [headers, new Map(), 'x', bytes] }, 'COSE_MALFORMED'],
    ['whose signature is missing', { tag: 18, value: [headers, new Map(), null, null] }, 'COSE_MALFORMED'],
  ])('one %s', ([, value, code]) => {
    expect(() => parseCoseSign1(encodeCbor(value))).toThrowCode(code)
  })

  test('bytes behind it', () => {
    expect(() => parseCoseSign1(fromHex(`${C21}00`))).toThrowCode('CBOR_MALFORMED')
  })
})

describe('ECDSA values', () => {
  const p256 = signatureAlgorithm('ecdsa-p256-sha256')

  test('become r||s and DER again, with the zeros that either form wants', () => {
    for (const [r, s] of [
      ['01'.padStart(64, '0'), 'ff'.repeat(32)],
      ['80'.padEnd(64, '0'), '7f'.padEnd(64, '1')],
    ] as const) {
      const raw = fromHex(r + s)
      expect(rawSignatureValue(p256, derSignatureValue(p256, raw) as Uint8Array)).toEqual(raw)
    }
    expect(derSignatureValue(p256, new Uint8Array(63))).toBeNull()
    const eddsa = signatureAlgorithm('ed25519')
    expect(rawSignatureValue(eddsa, new Uint8Array(64))).toHaveLength(64)
  })

  test('that are none are refused', () => {
    const longer = `3026022100${'ff'.repeat(33)}020101`
    for (const hex of ['', '00', '3003020101', longer]) {
      expect(() => rawSignatureValue(p256, fromHex(hex))).toThrowCode('SIGNATURE_INVALID')
    }
  })
})
