import { encodeOid, encodeSequence, encodeSetOf, encodeUtf8String, parseCertificate, verifyPath } from '@chancery/codec'
import { describe, expect, test } from 'vitest'
import {
  AT,
  alternativeNames,
  authority,
  directoryName,
  generalName,
  make,
  nameConstraints,
} from '../made-certificate.ts'

const root = make({ subject: 'Root', issuer: null, extensions: [authority()] })
const commonName = (text: string) =>
  encodeSequence(encodeSetOf(encodeSequence(encodeOid('2.5.4.3'), encodeUtf8String(text))))

interface Names {
  readonly permitted?: readonly Uint8Array[]
  readonly excluded?: readonly Uint8Array[]
  readonly names?: readonly Uint8Array[]
  readonly subject?: string
  readonly attribute?: string
}

function check({
  permitted = [],
  excluded = [],
  names = [],
  subject = 'Leaf',
  attribute = '2.5.4.3',
}: Names): () => void {
  const middle = make({
    subject: 'Middle',
    issuer: root,
    extensions: [authority(), nameConstraints(permitted, excluded)],
  })
  const extensions = names.length > 0 ? [alternativeNames(...names)] : []
  const leaf = make({ subject, issuer: middle, extensions, attribute })
  return () =>
    verifyPath({
      leaf: parseCertificate(leaf.certificate.der),
      intermediates: [middle.certificate],
      anchors: [root.certificate.der],
      at: AT,
      purpose: 'any',
    })
}

const address = (...bytes: readonly number[]) => generalName('ip', Uint8Array.from(bytes))
const EMAIL_ATTRIBUTE = '1.2.840.113549.1.9.1'

describe('within', () => {
  const cases: readonly (readonly [string, Names])[] = [
    [
      'a host of a domain',
      { permitted: [generalName('dns', 'example.com')], names: [generalName('dns', 'a.Example.com')] },
    ],
    [
      'the domain itself',
      { permitted: [generalName('dns', 'example.com')], names: [generalName('dns', 'example.com')] },
    ],
    [
      'names of another kind',
      { permitted: [generalName('dns', 'example.com')], names: [generalName('email', 'a@b.c')] },
    ],
    [
      'a mailbox',
      { permitted: [generalName('email', 'a@example.com')], names: [generalName('email', 'a@EXAMPLE.com')] },
    ],
    [
      'mailboxes of a host',
      { permitted: [generalName('email', 'example.com')], names: [generalName('email', 'a@example.com')] },
    ],
    [
      'hosts of a mail domain',
      { permitted: [generalName('email', '.example.com')], names: [generalName('email', 'a@b.example.com')] },
    ],
    [
      'a URI',
      { permitted: [generalName('uri', '.example.com')], names: [generalName('uri', 'https://u@b.example.com:8/x')] },
    ],
    ['an address in a network', { permitted: [address(10, 0, 0, 0, 255, 0, 0, 0)], names: [address(10, 9, 8, 7)] }],
    ['another spelling of a name', { permitted: [directoryName(commonName('LEAF '))] }],
    [
      'not what is excluded',
      { excluded: [generalName('dns', 'example.com')], names: [generalName('dns', 'badexample.com')] },
    ],
  ]
  test.each(cases)('%s', (_, names) => {
    expect(check(names)).not.toThrow()
  })
})

describe('outside', () => {
  const cases: readonly (readonly [string, Names])[] = [
    [
      'a domain that only ends alike',
      { permitted: [generalName('dns', 'example.com')], names: [generalName('dns', 'badexample.com')] },
    ],
    [
      'one name of several',
      { permitted: [generalName('dns', 'a.b')], names: [generalName('dns', 'x.a.b'), generalName('dns', 'c.d')] },
    ],
    [
      'an excluded domain, spelled otherwise',
      { excluded: [generalName('dns', 'example.com')], names: [generalName('dns', 'A.EXAMPLE.COM')] },
    ],
    [
      'another mailbox',
      { permitted: [generalName('email', 'a@example.com')], names: [generalName('email', 'A@example.com')] },
    ],
    [
      'a host below the mail host',
      { permitted: [generalName('email', 'example.com')], names: [generalName('email', 'a@b.example.com')] },
    ],
    [
      'an address in the subject',
      { permitted: [generalName('email', 'example.com')], subject: 'a@b.c', attribute: EMAIL_ATTRIBUTE },
    ],
    [
      'a URI of another host',
      { permitted: [generalName('uri', 'example.com')], names: [generalName('uri', 'https://example.com.evil/')] },
    ],
    ['a URI without a host', { permitted: [generalName('uri', '.example.com')], names: [generalName('uri', 'urn:x')] }],
    [
      'an excluded URI without a host',
      { excluded: [generalName('uri', '.example.com')], names: [generalName('uri', 'urn:x')] },
    ],
    [
      'an address of another network',
      { permitted: [address(10, 0, 0, 0, 255, 0, 0, 0)], names: [address(11, 0, 0, 1)] },
    ],
    [
      'an address of another kind',
      { permitted: [address(10, 0, 0, 0, 255, 0, 0, 0)], names: [address(...new Array(16).fill(0))] },
    ],
    ['another name', { permitted: [directoryName(commonName('Other'))] }],
    ['an excluded name, spelled otherwise', { excluded: [directoryName(commonName('leaf'))] }],
    [
      'an excluded kind that we cannot compare',
      { excluded: [generalName('other', 'x')], names: [generalName('other', 'y')] },
    ],
    [
      'a permitted kind that we cannot compare',
      { permitted: [generalName('other', 'x')], names: [generalName('other', 'x')] },
    ],
  ]
  test.each(cases)('%s', (_, names) => {
    expect(check(names)).toThrow(expect.objectContaining({ code: 'CHAIN_INVALID' }))
  })

  test('more names and constraints than can be compared', () => {
    const many = Array.from({ length: 400 }, (_, i) => generalName('dns', `n${i}.example.com`))
    const permitted = [...many, generalName('dns', 'example.com')]
    expect(check({ permitted, names: many })).toThrow(expect.objectContaining({ code: 'CHAIN_INVALID' }))
    expect(check({ permitted: permitted.slice(-1), names: many })).not.toThrow()
  })
})
