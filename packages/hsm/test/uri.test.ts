import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HsmError } from '../src/errors.ts'
import { formatPkcs11Uri, type ObjectType, type Pkcs11Uri, parsePkcs11Uri } from '../src/uri.ts'

const refused = (text: string): string => {
  try {
    parsePkcs11Uri(text)
  } catch (error) {
    if (error instanceof HsmError) return error.code
    throw error
  }
  return 'accepted'
}

describe('reads what RFC 7512 allows', () => {
  test.each<[string, Pkcs11Uri]>([
    ['pkcs11:', {}],
    ['pkcs11:?', {}],
    ['PKCS11:object=a', { object: 'a' }],
    ['pkcs11:token=ci;object=release', { token: 'ci', object: 'release' }],
    ['pkcs11:token=', { token: '' }],
    [
      'pkcs11:object=my-certificate;type=cert;id=%69%95%3E%5C%F4%BD%EC%91?pin-source=file:/etc/token_pin',
      {
        object: 'my-certificate',
        type: 'cert',
        id: Uint8Array.of(0x69, 0x95, 0x3e, 0x5c, 0xf4, 0xbd, 0xec, 0x91),
        pinSource: 'file:/etc/token_pin',
      },
    ],
    ['pkcs11:id=%00%ff', { id: Uint8Array.of(0, 255) }],
    ['pkcs11:id=abc', { id: new TextEncoder().encode('abc') }],
    [
      'pkcs11:token=Software%20PKCS%2311%20softtoken;manufacturer=Snake%20Oil,%20Inc.',
      {
        token: 'Software PKCS#11 softtoken',
        manufacturer: 'Snake Oil, Inc.',
      },
    ],
    [
      'pkcs11:slot-description=Sun%20Metaslot;slot-id=327;slot-manufacturer=M',
      {
        slotDescription: 'Sun Metaslot',
        slotId: 327,
        slotManufacturer: 'M',
      },
    ],
    [
      'pkcs11:library-manufacturer=Snake%20Oil;library-description=S;library-version=1.23',
      {
        libraryManufacturer: 'Snake Oil',
        libraryDescription: 'S',
        libraryVersion: '1.23',
      },
    ],
    ['pkcs11:library-version=3;model=2.0;serial=4a', { libraryVersion: '3', model: '2.0', serial: '4a' }],
    ["pkcs11:token=:[]@!$'()*+,=&", { token: ":[]@!$'()*+,=&" }],
    [
      "pkcs11:?module-path=/usr/lib/p.so&module-name=:[]@!$'()*+,=/?|",
      {
        modulePath: '/usr/lib/p.so',
        moduleName: ":[]@!$'()*+,=/?|",
      },
    ],
    ['pkcs11:?pin-value=the%26pin', { pinValue: 'the&pin' }],
    [
      'pkcs11:vendor-aaa=value-a;x_y=%C3%BC?vendor-q=1&vendor-q=2',
      {
        vendorPath: [
          { name: 'vendor-aaa', value: 'value-a' },
          { name: 'x_y', value: 'ü' },
        ],
        vendorQuery: [
          { name: 'vendor-q', value: '1' },
          { name: 'vendor-q', value: '2' },
        ],
      },
    ],
  ])('%s', (text, uri) => {
    expect(parsePkcs11Uri(text)).toEqual(uri)
  })
})

describe('refuses what it does not', () => {
  test.each([
    ['another scheme', 'pkcs12:object=a'],
    ['no scheme', 'object=a'],
    ['an attribute twice', 'pkcs11:object=a;object=b'],
    ['an attribute twice, once encoded', 'pkcs11:token=a;token=%61'],
    ['a vendor attribute of the path twice', 'pkcs11:x-a=1;x-a=1'],
    ['a query attribute twice', 'pkcs11:?module-path=/a&module-path=/a'],
    ['pin-source beside pin-value', 'pkcs11:?pin-source=/a&pin-value=1'],
    ['an attribute without =', 'pkcs11:object'],
    ['an attribute without a name', 'pkcs11:=a'],
    ['a name with other characters', 'pkcs11:ob.ject=a'],
    ['an encoded name', 'pkcs11:%6fbject=a'],
    ['an empty attribute', 'pkcs11:object=a;'],
    ['two delimiters', 'pkcs11:object=a;;id=b'],
    ['an empty query attribute', 'pkcs11:?module-path=/a&'],
    ['a slash in the path', 'pkcs11:object=a/b'],
    ['a blank', 'pkcs11:object=a b'],
    ['a fragment', 'pkcs11:object=a#b'],
    ['bare non-ASCII', 'pkcs11:object=ü'],
    ['a cut percent', 'pkcs11:object=a%4'],
    ['a percent without digits', 'pkcs11:object=%zz'],
    ['text that is not UTF-8', 'pkcs11:object=%FF'],
    ['an unknown type', 'pkcs11:type=key'],
    ['an empty type', 'pkcs11:type='],
    ['a version with letters', 'pkcs11:library-version=1.a'],
    ['a version with three parts', 'pkcs11:library-version=1.2.3'],
    ['a slot-id with a sign', 'pkcs11:slot-id=-1'],
    ['an empty slot-id', 'pkcs11:slot-id='],
    ['a slot-id beyond reason', 'pkcs11:slot-id=99999999999999999999'],
    ['a second question mark in the path', 'pkcs11:object=a?x=#'],
    ['a backslash', 'pkcs11:?module-path=C:\\a.dll'],
  ])('%s', (_, text) => {
    expect(refused(text)).toBe('URI_INVALID')
  })

  test('without telling a PIN', () => {
    expect.assertions(1)
    try {
      parsePkcs11Uri('pkcs11:?pin-value=123 canary')
    } catch (error) {
      expect(JSON.stringify([(error as Error).message, (error as HsmError).details])).not.toContain('canary')
    }
  })
})

const text = fc.string({ unit: 'binary', maxLength: 12 })
const vendorName = fc.stringMatching(/^x-[a-z0-9_-]{1,6}$/)
const vendor = fc.record({ name: vendorName, value: text })
const version = fc.oneof(
  fc.nat(255).map(String),
  fc.tuple(fc.nat(255), fc.nat(255)).map((both) => both.join('.')),
)
const uris: fc.Arbitrary<Pkcs11Uri> = fc
  .record(
    {
      token: text,
      manufacturer: text,
      serial: text,
      model: text,
      libraryManufacturer: text,
      libraryDescription: text,
      libraryVersion: version,
      slotManufacturer: text,
      slotDescription: text,
      slotId: fc.nat(),
      object: text,
      type: fc.constantFrom<ObjectType>('public', 'private', 'cert', 'secret-key', 'data'),
      id: fc.uint8Array({ maxLength: 20 }).map((bytes) => Uint8Array.from(bytes)),
      vendorPath: fc.uniqueArray(vendor, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
      pinSource: text,
      moduleName: text,
      modulePath: text,
      vendorQuery: fc.array(vendor, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: [] },
  )
  .map((uri) => uri as Pkcs11Uri)

describe('for any', () => {
  test('URI, reading what was written gives it back', () => {
    fc.assert(
      fc.property(uris, (uri) => {
        expect(parsePkcs11Uri(formatPkcs11Uri(uri))).toEqual({ ...uri })
      }),
    )
  })

  test('URI, the written form is canonical', () => {
    fc.assert(
      fc.property(uris, (uri) => {
        const written = formatPkcs11Uri(uri)
        expect(formatPkcs11Uri(parsePkcs11Uri(written))).toBe(written)
      }),
    )
  })

  test('text, there is a URI or URI_INVALID', () => {
    const near = fc.stringMatching(/^[a-z%;=&?0-9 -]{0,40}$/)
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), near), fc.boolean(), (tail, scheme) => {
        expect(['accepted', 'URI_INVALID']).toContain(refused(scheme ? `pkcs11:${tail}` : tail))
      }),
      { numRuns: 5000 },
    )
  })
})
