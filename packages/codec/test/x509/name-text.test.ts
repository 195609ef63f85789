import { toHex } from '@chancery/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeName, parseDer } from '../../src/index.ts'
import { formatName } from '../../src/x509/name.ts'

function formatted(text: string): string | null {
  const name = encodeName(text)
  return name && formatName(parseDer(name, 'Name'), 'Name')
}

/** RFC 4514 section 4, and what else its grammar allows. */
test.each([
  ['CN=Release', 'CN=Release'],
  ['UID=jsmith,DC=example,DC=net', 'UID=jsmith,DC=example,DC=net'],
  ['CN=J.  Smith+OU=Sales,DC=example,DC=net', 'OU=Sales+CN=J.  Smith,DC=example,DC=net'],
  ['CN=James \\"Jim\\" Smith\\, III,DC=example', 'CN=James \\"Jim\\" Smith\\, III,DC=example'],
  ['CN=Before\\0dAfter,DC=example', 'CN=Before\\0dAfter,DC=example'],
  ['CN=Lu\\C4\\8Di\\C4\\87', 'CN=Lučić'],
  ['cn=a, o = Example Inc. , C=CH', 'CN=a,O=Example Inc.,C=CH'],
  ['CN="Example, Inc. + \\"more\\""', 'CN=Example\\, Inc. \\+ \\"more\\"'],
  ['CN=\\ a\\ ', 'CN=\\ a\\ '],
  ['CN=a\\   ,O=b', 'CN=a\\ ,O=b'],
  ['CN=a\\\\  ,O=b', 'CN=a\\\\,O=b'],
  ['CN=\\#5', 'CN=\\#5'],
  ['CN=\u2003a\u00a0', 'CN=\u2003a\u00a0'],
  ['2.5.4.3=by number', 'CN=by number'],
  ['1.3.6.1.4.1.1466.0=#04024869', '1.3.6.1.4.1.1466.0=#04024869'],
  ['E=release@example.com', 'emailAddress=release@example.com'],
])('%s', (text, expected) => {
  expect(formatted(text)).toBe(expected)
})

test('the text begins with what the name ends with', () => {
  expect(toHex(encodeName('CN=a,C=CH') as Uint8Array)).toBe('3019310b3009060355040613024348310a300806035504030c0161')
})

describe('is no name', () => {
  test.each([
    '',
    'Release',
    'CN=',
    'CN=x,',
    'CN=x,junk',
    'CN=x,,O=y',
    'FOO=x',
    'CN=a;O=b',
    'CN=a<b',
    'CN="open',
    'CN="a"b',
    'CN=a\\',
    'CN=a\\x',
    'CN=\\ff',
    'CN=#0',
    'CN=#0405',
    'CN=""',
    'C=Switzerland',
    'E=rélease@example.com',
    '9.1=x',
    '2.05=x',
  ])('%j', (text) => {
    expect(encodeName(text)).toBeNull()
  })
})

test('what a name is written as gives that name again', () => {
  const value = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.isWellFormed())
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
      const text = formatted(values.map((one) => `O="${one.replace(/["\\]/g, '\\$&')}"`).join(','))
      expect(text).not.toBeNull()
      expect(formatted(text as string)).toBe(text)
    }),
  )
})

test('whatever is given, it is a name or none', () => {
  fc.assert(fc.property(fc.string(), (text) => encodeName(text) === null || formatted(text) !== null))
})
