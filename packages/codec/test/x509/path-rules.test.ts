import { execFileSync } from 'node:child_process'
import {
  EXTENSION,
  encodeContextPrimitive,
  encodeInteger,
  encodeOid,
  encodeSequence,
  KEY_PURPOSE,
  type Purpose,
  parseCertificate,
  parsePem,
  verifyPath,
} from '@chancery/codec'
import { tempDir, toolsMissing } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { AT, authority, extension, integerContent, type Made, make, policies, purposes } from '../made-certificate.ts'

const code = (value: string) => expect.objectContaining({ code: value })

function verify(chain: readonly Made[], purpose: Purpose = 'any') {
  const [leaf, ...above] = chain.map(({ certificate }) => certificate)
  const root = above.at(-1)
  if (!leaf || !root) throw new Error('too short a chain')
  return verifyPath({ leaf, intermediates: above.slice(0, -1), anchors: [root.der], at: AT, purpose })
}

const root = make({ subject: 'Root', issuer: null, extensions: [authority()] })

function under(extensions: {
  readonly middle?: readonly Uint8Array[]
  readonly leaf?: readonly Uint8Array[]
}): readonly Made[] {
  const middle = make({ subject: 'Middle', issuer: root, extensions: [authority(), ...(extensions.middle ?? [])] })
  return [make({ subject: 'Leaf', issuer: middle, extensions: extensions.leaf ?? [] }), middle, root]
}

describe('purposes of intermediates', () => {
  const limited = (...oids: readonly string[]) =>
    under({ middle: [purposes(...oids)], leaf: [purposes(KEY_PURPOSE.codeSigning)] })
  const clientAuth = '1.3.6.1.5.5.7.3.2'

  test('must include what the leaf is used for', () => {
    expect(() => verify(limited(clientAuth), 'code-signing')).toThrow(code('CERTIFICATE_PURPOSE'))
    expect(verify(limited(clientAuth, KEY_PURPOSE.codeSigning), 'code-signing').chain).toHaveLength(3)
    expect(verify(limited(KEY_PURPOSE.any), 'code-signing').chain).toHaveLength(3)
  })

  test('do not matter for archives and for any purpose, as their verifiers have it', () => {
    expect(verify(limited(clientAuth), 'jar').chain).toHaveLength(3)
    expect(verify(limited(clientAuth), 'any').chain).toHaveLength(3)
  })
})

describe('authorities', () => {
  test('without basic constraints are none, except an anchor of version 1', () => {
    const plain = make({ subject: 'Plain', issuer: root })
    expect(() => verify([make({ subject: 'Leaf', issuer: plain }), plain, root])).toThrow(code('CHAIN_INVALID'))
    const old = make({ subject: 'Old root', issuer: null })
    expect(verify([make({ subject: 'Leaf', issuer: old }), old]).chain).toHaveLength(2)
  })

  test('that issue to themselves do not count against the path length', () => {
    const limited = make({ subject: 'Limited', issuer: root, extensions: [authority(0)] })
    const rolled = make({ subject: 'Limited', issuer: limited, extensions: [authority(0)], serial: 2 })
    expect(verify([make({ subject: 'Leaf', issuer: rolled }), rolled, limited, root]).chain).toHaveLength(4)
    const other = make({ subject: 'Other', issuer: limited, extensions: [authority()] })
    expect(() => verify([make({ subject: 'Leaf', issuer: other }), other, limited, root])).toThrow(
      code('CHAIN_INVALID'),
    )
  })

  test('an anchor keeps to its own path length', () => {
    const short = make({ subject: 'Short', issuer: null, extensions: [authority(0)] })
    const middle = make({ subject: 'Middle', issuer: short, extensions: [authority()] })
    expect(() => verify([make({ subject: 'Leaf', issuer: middle }), middle, short])).toThrow(code('CHAIN_INVALID'))
  })
})

describe('policies', () => {
  const [gold, silver] = ['1.3.6.1.4.1.55555.9.1', '1.3.6.1.4.1.55555.9.2'] as const
  const anyPolicy = '2.5.29.32.0'
  const explicit = (skip: number) =>
    extension(EXTENSION.policyConstraints, encodeSequence(encodeContextPrimitive(0, integerContent(skip))))
  const mapping = (from: string, to: string) =>
    extension(EXTENSION.policyMappings, encodeSequence(encodeSequence(encodeOid(from), encodeOid(to))))
  const inhibitAny = extension(EXTENSION.inhibitAnyPolicy, encodeInteger(0))

  test.each([
    ['the same one down to the leaf', [explicit(0), policies(gold)], [policies(gold)]],
    ['any of them', [explicit(0), policies(anyPolicy)], [policies(silver)]],
    ['one that is mapped to another', [explicit(0), policies(gold), mapping(gold, silver)], [policies(silver)]],
    ['none where the demand begins further down', [explicit(5)], []],
    ['none where nobody demands one', [policies(gold)], [policies(silver)]],
  ])('satisfied: %s', (_, middle, leaf) => {
    expect(verify(under({ middle, leaf })).chain).toHaveLength(3)
  })

  test.each([
    ['none at all', [explicit(0)], []],
    ['another one in the leaf', [explicit(0), policies(gold)], [policies(silver)]],
    ['the one that was mapped away', [explicit(0), policies(gold), mapping(gold, silver)], [policies(gold)]],
    ['any of them, where that is inhibited', [explicit(0), policies(gold), inhibitAny], [policies(anyPolicy)]],
    ['a mapping of any policy', [policies(gold), mapping(anyPolicy, gold)], [policies(gold)]],
    ['a demand by the leaf itself', [], [explicit(0)]],
  ])('refused: %s', (_, middle, leaf) => {
    expect(() => verify(under({ middle, leaf }))).toThrow(code('CHAIN_INVALID'))
  })
})

describe.skipIf(toolsMissing('openssl'))('weak links', () => {
  function openssl(...options: readonly string[]): readonly Uint8Array[] {
    using dir = tempDir()
    const run = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: dir.path, stdio: 'pipe' })
    run(
      'req',
      '-x509',
      '-newkey',
      `rsa:${options[1]}`,
      '-nodes',
      '-keyout',
      'ca.key',
      '-subj',
      '/CN=Weak',
      '-out',
      'ca.pem',
      '-days',
      '30',
    )
    run('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'leaf.key', '-subj', '/CN=Leaf', '-out', 'leaf.csr')
    run(
      'x509',
      '-req',
      `-${options[0]}`,
      '-in',
      'leaf.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-out',
      'leaf.pem',
      '-days',
      '30',
    )
    return ['leaf.pem', 'ca.pem'].map(
      (name) => parsePem(Buffer.from(dir.read(name)).toString())[0]?.bytes as Uint8Array,
    )
  }
  const refusal = (chain: readonly Uint8Array[]) => () => {
    const [leaf, anchor] = chain as [Uint8Array, Uint8Array]
    return verifyPath({
      leaf: parseCertificate(leaf),
      intermediates: [],
      anchors: [anchor],
      at: new Date(),
      purpose: 'any',
    })
  }

  test('MD5 is refused, SHA-1 is not', () => {
    expect(refusal(openssl('md5', '2048'))).toThrow(code('WEAK_ALGORITHM'))
    expect(refusal(openssl('sha1', '2048'))().chain).toHaveLength(2)
  })

  test('RSA keys below 1024 bits are refused', () => {
    expect(refusal(openssl('sha256', '1016'))).toThrow(code('WEAK_KEY'))
    expect(refusal(openssl('sha256', '1024'))().chain).toHaveLength(2)
  })
})

test('a maze of authorities that issue to one another ends', () => {
  const names = ['A', 'B', 'C', 'D']
  const first = names.map((subject) => make({ subject, issuer: null, extensions: [authority()] }))
  const maze = first.flatMap((from, i) =>
    first.flatMap((to, j) =>
      i === j
        ? []
        : [1, 2, 3, 4].map((serial) =>
            make({ subject: names[j] as string, issuer: from, key: to.key, extensions: [authority()], serial }),
          ),
    ),
  )
  const leaf = make({ subject: 'Leaf', issuer: first[0] as Made })
  const search = () =>
    verifyPath({
      leaf: leaf.certificate,
      intermediates: maze.map(({ certificate }) => certificate),
      anchors: [root.certificate.der],
      at: AT,
      purpose: 'any',
    })
  // 48 certificates have more paths than there is time: without the bound of 100 signatures this would not end.
  expect(search).toThrow(code('CHAIN_UNTRUSTED'))
})
