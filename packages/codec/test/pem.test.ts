import { encodePem, parsePem } from '@chancery/codec'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const malformed = expect.objectContaining({ code: 'PEM_MALFORMED' })

test('what is written is read back, with whatever stands around it', () => {
  const text = fc.string().filter((around) => !around.includes('-----BEGIN '))
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 1 })), text, (contents, around) => {
      const pem = contents.map((bytes) => `${around}\n${encodePem('CERTIFICATE', bytes)}`).join('')
      expect(parsePem(pem)).toEqual(contents.map((bytes) => ({ label: 'CERTIFICATE', bytes })))
    }),
  )
})

test('lines are as long as RFC 7468 has them, and may end as Windows ends them', () => {
  const pem = encodePem('PUBLIC KEY', new Uint8Array(100))
  expect(Math.max(...pem.split('\n').map((line) => line.length))).toBe(64)
  expect(parsePem(pem.replaceAll('\n', '\r\n'))).toEqual([{ label: 'PUBLIC KEY', bytes: new Uint8Array(100) }])
})

describe('refused', () => {
  test.each([
    ['another end than beginning', '-----BEGIN A-----\nAAAA\n-----END B-----'],
    ['what is not base64', '-----BEGIN A-----\nAA*A\n-----END A-----'],
    ['a block that is cut short', '-----BEGIN A-----\nAAAA\n'],
    ['a block inside another', '-----BEGIN A-----\n-----BEGIN B-----\nAAAA\n-----END B-----\n-----END A-----'],
  ])('%s', (_, text) => {
    expect(() => parsePem(text)).toThrow(malformed)
  })
})
