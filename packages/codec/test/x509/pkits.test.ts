import { CodecError, parseCertificate, verifyPath } from '@chancery/codec'
import { vectors } from '@chancery/testkit'
import { expect, test } from 'vitest'

const cases = vectors('x509').map((vector) => [vector.id, vector] as const)

test('there are valid and invalid cases', () => {
  expect(new Set(cases.map(([, { expect: verdict }]) => verdict))).toEqual(new Set(['valid-signature', 'invalid']))
})

test.each(cases)('%s', (_, vector) => {
  const [anchor, ...path] = (vector.chain ?? []).map((name) => vector.read(name)) as [Uint8Array, ...Uint8Array[]]
  const check = () => {
    const certificates = path.map(parseCertificate)
    return verifyPath({
      leaf: certificates.at(-1) as (typeof certificates)[number],
      intermediates: certificates.slice(0, -1),
      anchors: [anchor],
      at: new Date(vector.at as string),
      purpose: 'any',
      crls: (vector.crls ?? []).map((name) => vector.read(name)),
    })
  }
  if (vector.expect === 'valid-signature') {
    expect(check()).toMatchObject({ revocation: 'good', chain: { length: path.length + 1 } })
  } else {
    expect(check).toThrow(CodecError)
  }
})
