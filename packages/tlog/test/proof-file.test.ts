import { concat, equalBytes, fromUtf8, utf8 } from '@chancery/core'
import { softwareKey, testKey } from '@chancery/testkit'
import '@chancery/testkit/matchers'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  cosigner,
  encodeCheckpoint,
  encodeLogProof,
  encodeNoteKey,
  leafHash,
  type NoteSigner,
  noteSigner,
  openUnderPolicy,
  parseLogPolicy,
  parseLogProof,
  proveInclusion,
  signNote,
  verifyLogProof,
} from '../src/index.ts'
import { entryOf, grownLog } from './memory-log.ts'

const log = grownLog(700, 100)
let signer: NoteSigner
let witnesses: NoteSigner[]
beforeAll(async () => {
  signer = noteSigner('log.example.com', softwareKey({ key: await testKey('ed25519') }))
  witnesses = await Promise.all(
    [1, 2, 3, 4].map(async (at) =>
      cosigner(
        `witness.example.com/w${at}`,
        softwareKey({ key: await testKey('ed25519', `witness ${at}`) }),
        () => 1e9,
      ),
    ),
  )
})

const vkey = (one: NoteSigner): string => encodeNoteKey(one.key)
const by = (...cosigners: number[]): Promise<Uint8Array> =>
  signNote(encodeCheckpoint({ origin: 'log.example.com', ...log.head }), [
    signer,
    ...cosigners.map((at) => witnesses[at] as NoteSigner),
  ])

function policyText(quorum: string): string {
  const lines = witnesses.map((one, at) => `witness w${at} ${vkey(one)} https://example.com/${at}`)
  return `# a policy\n\n log\t${vkey(signer)}   https://log.example.com\n${lines.join('\n')}\n${quorum}\n`
}

describe('a proof in a file', () => {
  it('comes back as it went, and is checked offline', async () => {
    const { proof, leaf } = await proveInclusion(log, log.head, 345)
    const checkpoint = await by()
    for (const extra of [null, utf8('more')]) {
      const bytes = encodeLogProof({ index: 345, hashes: proof.hashes, checkpoint, extra })
      expect(parseLogProof(bytes)).toEqual({ index: 345, hashes: proof.hashes, checkpoint, extra })
      const policy = parseLogPolicy(utf8(policyText('quorum none')))
      expect(verifyLogProof(bytes, leaf, policy)).toMatchObject({ index: 345, checkpoint: { size: 700 } })
      expect(() => verifyLogProof(bytes, leafHash(entryOf(1)), policy)).toThrowCode('INCLUSION_UNPROVEN')
      const beyond = encodeLogProof({ index: 700, hashes: proof.hashes, checkpoint, extra })
      expect(() => verifyLogProof(beyond, leaf, policy)).toThrowCode('INDEX_BEYOND_TREE')
    }
  })

  it.each([
    ['no checkpoint', (text: string) => text.split('\n\n')[0] ?? ''],
    ['another first line', (text: string) => text.replace('@v1', '@v2')],
    ['no index', (text: string) => text.replace(/index .*\n/, '')],
    ['an index that is none', (text: string) => text.replace(/index .*/, 'index 0345')],
    ['a hash that is none', (text: string) => text.replace(/(index .*\n)/, '$1AAAA\n')],
    ['too many hashes', (text: string) => text.replace(/(index .*\n)(.*\n)/, `$1${'$2'.repeat(64)}`)],
    ['extra data that is no base64', (text: string) => text.replace('index', 'extra !\nindex')],
    ['extra data without end', (text: string) => text.replace('index', `extra ${'A'.repeat(100_004)}\nindex`)],
    ['bytes without end', (text: string) => text + 'A'.repeat(1_200_000)],
  ])('with %s is refused', async (_, change) => {
    const { proof } = await proveInclusion(log, log.head, 345)
    const good = encodeLogProof({ index: 345, hashes: proof.hashes, checkpoint: await by(), extra: null })
    expect(() => parseLogProof(utf8(change(fromUtf8(good))))).toThrowCode('LOG_PROOF_MALFORMED')
  })

  it('that is not UTF-8 is refused', () => {
    expect(() => parseLogProof(Uint8Array.of(0xff))).toThrowCode('LOG_PROOF_MALFORMED')
  })

  it('of arbitrary bytes is read, and written again as it was, or refused', async () => {
    const good = encodeLogProof({ index: 0, hashes: [leafHash(entryOf(0))], checkpoint: await by(), extra: null })
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 4 }), (at, put) => {
        const bytes = concat(good.subarray(0, at), put, good.subarray(at + put.length))
        try {
          expect(equalBytes(encodeLogProof(parseLogProof(bytes)), bytes)).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ code: 'LOG_PROOF_MALFORMED' })
        }
      }),
    )
  })
})

describe('a policy', () => {
  it.each([
    ['quorum none', [], true],
    ['quorum w0', [0], true],
    ['quorum w0', [1, 2, 3], false],
    ['group g any w0 w1\nquorum g', [1], true],
    ['group g any w0 w1\nquorum g', [2, 3], false],
    ['group g all w0 w1\nquorum g', [0, 1], true],
    ['group g all w0 w1\nquorum g', [0, 2, 3], false],
    ['group g 2 w0 w1 w2\nquorum g', [0, 2], true],
    ['group g 2 w0 w1 w2\nquorum g', [0, 3], false],
    ['group g 1 w0\ngroup h all w1 w2\ngroup both all g h\nquorum both', [0, 1, 2], true],
    ['group g 1 w0\ngroup h all w1 w2\ngroup both all g h\nquorum both', [0, 1, 3], false],
  ] as const)('with %j, cosigned by %j: %s', async (quorum, cosigners, met) => {
    const policy = parseLogPolicy(utf8(policyText(quorum)))
    const checkpoint = await by(...cosigners)
    if (met) expect(openUnderPolicy(checkpoint, policy).cosignatures).toHaveLength(cosigners.length)
    else expect(() => openUnderPolicy(checkpoint, policy)).toThrowCode('LOG_QUORUM_MISSED')
  })

  it('keeps the addresses', () => {
    const { logs, witnesses: read } = parseLogPolicy(utf8(policyText('quorum none')))
    expect(logs).toEqual([{ key: signer.key, url: 'https://log.example.com' }])
    expect(read[3]).toEqual({ name: 'w3', key: witnesses[3]?.key, url: 'https://example.com/3' })
  })

  it('takes 32 logs, witnesses and groups', async () => {
    const keys = await Promise.all(
      Array.from({ length: 32 }, async (_, at) => softwareKey({ key: await testKey('ed25519', `many ${at}`) })),
    )
    const lines = keys.flatMap((key, at) => [
      `log ${vkey(noteSigner(`l${at}`, key))}`,
      `witness w${at} ${vkey(cosigner(`w${at}`, key, () => 1))}`,
      `group g${at} any w${at}`,
    ])
    expect(parseLogPolicy(utf8(`${lines.join('\n')}\nquorum g31`)).logs).toHaveLength(32)
  })

  it.each([
    ['no quorum', ''],
    ['two quorums', 'quorum none\nquorum none'],
    ['a quorum of nobody', 'quorum w9'],
    ['a quorum of two', 'quorum w0 w1'],
    ['a group of itself', 'group g any g\nquorum g'],
    ['a group without members', 'group g all\nquorum g'],
    ['a threshold of none', 'group g 0 w0\nquorum g'],
    ['a threshold above all', 'group g 2 w0\nquorum g'],
    ['a member twice', 'group g any w0 w0\nquorum g'],
    ['a member of two groups', 'group g any w0\ngroup h any w0\nquorum g'],
    ['the name none', 'group none any w0\nquorum none'],
    ['a name twice', 'group w1 any w0\nquorum w1'],
    ['another keyword', 'include other\nquorum none'],
    ['a control character', 'quorum none\r'],
    ['too many lines', '\n'.repeat(5000)],
  ])('with %s is refused', (_, lines) => {
    expect(() => parseLogPolicy(utf8(policyText(lines)))).toThrowCode('LOG_POLICY_INVALID')
  })

  it('with a key in the wrong place, or twice, or that is none, is refused', () => {
    const [w0] = witnesses as [NoteSigner]
    for (const line of [`log ${vkey(w0)}`, `witness x ${vkey(signer)}`, `log ${vkey(signer)}`, `witness x ${vkey(w0)}`])
      expect(() => parseLogPolicy(utf8(policyText(`${line}\nquorum none`)))).toThrowCode('LOG_POLICY_INVALID')
    expect(() => parseLogPolicy(utf8('log nonsense\nquorum none'))).toThrowCode('NOTE_KEY_MALFORMED')
    const octets = concat(utf8('log '), Uint8Array.of(0xff), utf8('+00000000+AAAA\nquorum none'))
    expect(() => parseLogPolicy(octets)).toThrowCode('LOG_POLICY_INVALID')
  })

  it('of another log opens no checkpoint', async () => {
    const other = noteSigner('other.example.com', softwareKey({ key: await testKey('ed25519', 'other') }))
    const policy = parseLogPolicy(utf8(`log ${vkey(other)}\nquorum none`))
    const checkpoint = await by()
    expect(() => openUnderPolicy(checkpoint, policy)).toThrowCode('NOTE_KEY_UNTRUSTED')
  })
})
