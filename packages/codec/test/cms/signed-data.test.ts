import {
  encodeContext,
  encodeDer,
  encodeInteger,
  encodeOid,
  encodeSequence,
  encodeSetOf,
  OID,
  parseSignedData,
} from '@chancery/codec'
import { concat } from '@chancery/core'
import { describe, expect, test } from 'vitest'
import { makeCms, signer } from './made-signature.ts'

const code = (value: string) => expect.objectContaining({ code: value })

function contentInfo(signedData: Uint8Array, type: string = OID.signedData): Uint8Array {
  return encodeSequence(encodeOid(type), encodeContext(0, signedData))
}

function signedData(certificates: readonly Uint8Array[], signers: readonly Uint8Array[]): Uint8Array {
  const encap = encodeSequence(encodeOid(OID.data))
  return encodeSequence(
    encodeInteger(1),
    encodeSetOf(),
    encap,
    encodeContext(0, ...certificates),
    encodeDer(0x31, ...signers),
  )
}

describe('SignedData', () => {
  test('may be padded only where the container says so', async () => {
    const padded = concat(await makeCms(), new Uint8Array(5))
    expect(() => parseSignedData(padded)).toThrow(code('DER_TRAILING_BYTES'))
    expect(parseSignedData(padded, { trailing: 'allowed' }).signerInfos).toHaveLength(1)
  })

  test('is what it says it is', () => {
    expect(() => parseSignedData(contentInfo(signedData([], []), OID.data))).toThrow(code('CMS_MALFORMED'))
    expect(parseSignedData(contentInfo(signedData([], []))).signerInfos).toHaveLength(0)
  })

  test('has at most 100 certificates and 50 signers', async () => {
    const { signerInfos } = parseSignedData(await makeCms())
    const info = signerInfos[0]?.bytes as Uint8Array
    const repeat = (count: number, bytes: Uint8Array) => new Array<Uint8Array>(count).fill(bytes)
    const certificate = signer.certificate.der
    const parse = (certificates: number, signers: number) => () =>
      parseSignedData(contentInfo(signedData(repeat(certificates, certificate), repeat(signers, info))))
    expect(parse(100, 50)().signerInfos).toHaveLength(50)
    expect(parse(101, 1)).toThrow(code('CMS_MALFORMED'))
    expect(parse(1, 51)).toThrow(code('CMS_MALFORMED'))
  })

  test('has at most 100 attributes of a signer', async () => {
    const attribute = encodeSequence(encodeOid('1.2.3'), encodeSetOf())
    const with_ = (count: number) => makeCms({ unsignedAttrs: new Array<Uint8Array>(count).fill(attribute) })
    expect(parseSignedData(await with_(100)).signerInfos[0]?.unsignedAttrs).toHaveLength(100)
    const tooMany = await with_(101)
    expect(() => parseSignedData(tooMany)).toThrow(code('CMS_MALFORMED'))
  })
})
