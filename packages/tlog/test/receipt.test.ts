import { type Cbor, encodeCbor, encodeCoseSign1, parseCoseSign1, rawSignatureValue } from '@chancery/codec'
import { ChanceryError, signatureAlgorithm, utf8 } from '@chancery/core'
import { softwareKey, testKey } from '@chancery/testkit'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  cosigner,
  encodeReceipt,
  leafHash,
  logId,
  type NoteKey,
  type NoteSigner,
  noteSigner,
  parseReceipt,
  proveConsistency,
  proveInclusion,
  type ReceiptClaims,
  type ReceiptProof,
  receiptAlgorithm,
  receiptMessage,
  receiptSubject,
  rootFromInclusion,
  signReceipt,
  type TreeHead,
  verifyGrowthReceipt,
  verifyReceipt,
} from '../src/index.ts'
import { entryOf, grownLog } from './memory-log.ts'
import '@chancery/testkit/matchers'

const ORIGIN = 'log.example.com'
const log = grownLog(40, 1)
/** Of the first entries. */
const headOf = (size: number): TreeHead => log.heads[size] as TreeHead
const { head } = log

let ecdsa: NoteSigner
let ed25519: NoteSigner
let keys: readonly NoteKey[]
beforeAll(async () => {
  ecdsa = noteSigner(ORIGIN, softwareKey({ key: await testKey('p256') }))
  ed25519 = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))
  keys = [ecdsa.key, ed25519.key]
})

async function inclusion(index: number, size = head.size): Promise<ReceiptProof> {
  return { kind: 'inclusion', ...(await proveInclusion(log, headOf(size), index)).proof }
}

async function receiptOf(index: number, signer: NoteSigner, size = head.size): Promise<Uint8Array> {
  return signReceipt(await inclusion(index, size), headOf(size).root, entryOf(index), signer)
}

async function growth(older: number, signer: NoteSigner): Promise<Uint8Array> {
  const proof = await proveConsistency(log, headOf(older), head)
  const consistency = { kind: 'consistency', olderSize: older, newerSize: head.size, hashes: proof } as const
  return signReceipt(consistency, head.root, null, signer)
}

/** Signed by the log itself, whatever it says. */
async function signed(
  claims: (honest: ReceiptClaims) => Map<number | string, Cbor>,
  proof: ReceiptProof,
  entry: Uint8Array | null = entryOf(5),
): Promise<Uint8Array> {
  const { key } = ecdsa
  const algorithm = receiptAlgorithm(key)
  const honest = { algorithm: algorithm.cose, kid: logId(key), issuer: ORIGIN, subject: receiptSubject(proof, entry) }
  const protectedBytes = encodeCbor(claims(honest))
  const root = proof.kind === 'inclusion' && entry ? rootOr(proof, entry) : head.root
  const message = encodeCbor(['Signature1', protectedBytes, new Uint8Array(), root])
  const signature = rawSignatureValue(algorithm, await ecdsa.sign(message))
  const { unprotectedHeaders } = parseCoseSign1(encodeReceipt(honest, proof, signature))
  return encodeCoseSign1({ protectedBytes, unprotectedHeaders, payload: null, signature })
}

function rootOr(proof: Extract<ReceiptProof, { kind: 'inclusion' }>, entry: Uint8Array): Uint8Array {
  try {
    return rootFromInclusion(proof, leafHash(entry))
  } catch {
    return head.root
  }
}

const headers = ({ algorithm, kid, issuer, subject }: ReceiptClaims): Map<number | string, Cbor> =>
  new Map<number | string, Cbor>([
    [1, algorithm],
    [4, kid],
    [
      15,
      new Map<number, Cbor>([
        [1, issuer],
        [2, subject],
      ]),
    ],
    [395, 1],
  ])

describe('a receipt', () => {
  it('proves each entry in each tree, under either kind of key', async () => {
    for (const size of [1, 2, 3, 7, 8, 40]) {
      for (let index = 0; index < size; index++) {
        for (const signer of [ecdsa, ed25519]) {
          const found = verifyReceipt(await receiptOf(index, signer, size), entryOf(index), keys)
          expect(found).toEqual({ key: signer.key, index, size, root: headOf(size).root })
        }
      }
    }
  })

  it('proves that the log grew, from each of its trees', async () => {
    for (let older = 1; older < head.size; older++) {
      const found = verifyGrowthReceipt(await growth(older, ecdsa), headOf(older), keys)
      expect(found).toEqual({ key: ecdsa.key, index: null, ...head })
    }
  })

  it('is deterministic but for the signature, and of the bytes that the page says', async () => {
    const bytes = await receiptOf(5, ed25519)
    expect(await receiptOf(5, ed25519)).toEqual(bytes)
    const { protectedHeaders, payload } = parseCoseSign1(bytes)
    expect(protectedHeaders).toEqual(
      headers({
        algorithm: -8,
        kid: logId(ed25519.key),
        issuer: ORIGIN,
        subject: receiptSubject(await inclusion(5), entryOf(5)),
      }),
    )
    expect(payload).toBeNull()
    const { claims, proof, signature } = parseReceipt(bytes)
    expect(encodeReceipt(claims, proof, signature)).toEqual(bytes)
    expect(claims.subject).toMatch(/^5\/40\/[0-9a-f]{64}$/)
  })

  it('is given by no witness', async () => {
    const witness = cosigner('w.example.com', softwareKey({ key: await testKey('ed25519') }), () => 0)
    await expect(async () => receiptOf(1, witness)).toThrowCode('NOTE_KEY_UNSUITABLE')
    const bytes = await receiptOf(1, ed25519)
    expect(() => verifyReceipt(bytes, entryOf(1), [witness.key])).toThrowCode('RECEIPT_KEY_UNTRUSTED')
  })
})

describe('refused', () => {
  it('is every receipt of which a bit is another, and every beginning of one', async () => {
    const [one, grown] = [await receiptOf(13, ecdsa), await growth(13, ed25519)]
    const older = headOf(13)
    const verify = (bytes: Uint8Array, kind: number): unknown =>
      kind === 0 ? verifyReceipt(bytes, entryOf(13), keys) : verifyGrowthReceipt(bytes, older, keys)
    fc.assert(
      fc.property(fc.nat(1), fc.nat(), fc.nat(7), fc.boolean(), (kind, at, bit, cut) => {
        const whole = kind === 0 ? one : grown
        const place = at % whole.length
        const bytes = cut ? whole.slice(0, place) : Uint8Array.from(whole)
        if (!cut) bytes[place] = (bytes[place] as number) ^ (1 << bit)
        expect(() => verify(bytes, kind)).toThrow(ChanceryError)
      }),
      { numRuns: 3000 },
    )
  })

  it('are arbitrary bytes, and arbitrary CBOR in its form, with a code', () => {
    const value = fc.letrec<{ value: Cbor }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 2 },
        fc.constantFrom<Cbor>(null, 1, -7, 395, 396, -1, 'x'),
        fc.uint8Array({ maxLength: 40 }).map((array): Cbor => Uint8Array.from(array)),
        fc.array(tie('value'), { maxLength: 4 }),
        fc
          .array(fc.tuple(fc.constantFrom(1, 4, 15, 395, 396, -1, -2), tie('value')))
          .map((list): Cbor => new Map(list)),
      ),
    })).value
    fc.assert(
      fc.property(fc.array(value, { minLength: 4, maxLength: 4 }), ([first, second, third, fourth]) => {
        const items = [encodeCbor(first as Cbor), second as Cbor, third as Cbor, fourth as Cbor]
        for (const bytes of [encodeCbor(items), encodeCbor({ tag: 18, value: items })]) {
          expect(() => verifyReceipt(bytes, entryOf(0), keys)).toThrow(ChanceryError)
        }
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(() => verifyReceipt(Uint8Array.from(bytes), entryOf(0), keys)).toThrow(ChanceryError)
      }),
    )
  })

  it('is a receipt of something else', async () => {
    const bytes = await receiptOf(5, ecdsa)
    expect(() => verifyReceipt(bytes, entryOf(6), keys)).toThrowCode('RECEIPT_SUBJECT_MISMATCH')
    const grown = await growth(5, ecdsa)
    expect(() => verifyReceipt(grown, entryOf(5), keys)).toThrowCode('RECEIPT_SUBJECT_MISMATCH')
    expect(() => verifyGrowthReceipt(bytes, head, keys)).toThrowCode('RECEIPT_SUBJECT_MISMATCH')
    expect(() => verifyGrowthReceipt(grown, headOf(4), keys)).toThrowCode('RECEIPT_SUBJECT_MISMATCH')
    expect(() => verifyGrowthReceipt(grown, { size: 5, root: headOf(4).root }, keys)).toThrowCode(
      'CONSISTENCY_UNPROVEN',
    )
    // A tree that is full is a node of the newer one: the proof says nothing of its root, the signature does.
    const full = await growth(8, ecdsa)
    expect(() => verifyGrowthReceipt(full, { size: 8, root: headOf(5).root }, keys)).toThrowCode(
      'RECEIPT_SIGNATURE_INVALID',
    )
  })

  it('is one by another log, another key, or a key under another name', async () => {
    const bytes = await receiptOf(5, ecdsa)
    const other = noteSigner(ORIGIN, softwareKey({ key: await testKey('p256', 'other') }))
    const renamed = noteSigner('other.example.com', softwareKey({ key: await testKey('p256') }))
    for (const key of [other.key, renamed.key, ed25519.key]) {
      expect(() => verifyReceipt(bytes, entryOf(5), [key])).toThrowCode('RECEIPT_KEY_UNTRUSTED')
    }
    // What another key signed in this one's name.
    const forger: NoteSigner = { key: ecdsa.key, sign: (message) => other.sign(message) }
    const forged = await receiptOf(5, forger)
    expect(() => verifyReceipt(forged, entryOf(5), keys)).toThrowCode('RECEIPT_SIGNATURE_INVALID')
  })

  it('is a proof of the same hashes for another place in another tree, which RFC 9942 alone lets pass', async () => {
    const bytes = await receiptOf(2, ecdsa, 3)
    const { claims, proof, signature } = parseReceipt(bytes)
    const other = { ...proof, index: 1, size: 2 } as ReceiptProof & { kind: 'inclusion' }
    expect(rootFromInclusion(other, leafHash(entryOf(2)))).toEqual(headOf(3).root)
    const moved = encodeReceipt(claims, other, signature)
    expect(() => verifyReceipt(moved, entryOf(2), keys)).toThrowCode('RECEIPT_SUBJECT_MISMATCH')
  })

  it('is one over another root', async () => {
    const bytes = await signReceipt(await inclusion(5), leafHash(utf8('x')), entryOf(5), ecdsa)
    expect(() => verifyReceipt(bytes, entryOf(5), keys)).toThrowCode('RECEIPT_SIGNATURE_INVALID')
  })

  it.each<[string, (proof: ReceiptProof) => ReceiptProof, string]>([
    ['an index beyond the size', (proof) => ({ ...proof, index: 40 }) as ReceiptProof, 'INDEX_BEYOND_TREE'],
    ['no size', (proof) => ({ ...proof, size: 0 }) as ReceiptProof, 'INDEX_BEYOND_TREE'],
    ['a negative index', (proof) => ({ ...proof, index: -1 }) as ReceiptProof, 'RECEIPT_MALFORMED'],
    ['a hash less', (proof) => ({ ...proof, hashes: proof.hashes.slice(1) }), 'INCLUSION_UNPROVEN'],
    ['a hash more', (proof) => ({ ...proof, hashes: [...proof.hashes, head.root] }), 'INCLUSION_UNPROVEN'],
    [
      'a shorter hash',
      (proof) => ({ ...proof, hashes: proof.hashes.map((hash) => hash.slice(1)) }),
      'INCLUSION_UNPROVEN',
    ],
    ['65 hashes', (proof) => ({ ...proof, hashes: Array.from({ length: 65 }, () => head.root) }), 'RECEIPT_MALFORMED'],
  ])('is a proof with %s, though the log has signed it', async (_, change, code) => {
    const bytes = await signed(headers, change(await inclusion(5)))
    expect(() => verifyReceipt(bytes, entryOf(5), keys)).toThrowCode(code)
  })

  it('is a proof of growth from nothing, to nothing more, and backwards', async () => {
    for (const [olderSize, newerSize] of [
      [0, 40],
      [40, 40],
      [40, 39],
    ] as const) {
      const bytes = await signed(headers, { kind: 'consistency', olderSize, newerSize, hashes: [] }, null)
      const older = headOf(olderSize)
      expect(() => verifyGrowthReceipt(bytes, older, keys)).toThrowCode('CONSISTENCY_UNPROVEN')
    }
  })

  const set = (label: number | string, value: Cbor) => (claims: ReceiptClaims) => headers(claims).set(label, value)
  const without = (label: number) => (claims: ReceiptClaims) =>
    new Map([...headers(claims)].filter(([one]) => one !== label))
  it.each<[string, (claims: ReceiptClaims) => Map<number | string, Cbor>, string]>([
    ['another algorithm', set(1, -35), 'RECEIPT_UNSUPPORTED'],
    ['that of the other kind of key', set(1, -8), 'RECEIPT_UNSUPPORTED'],
    ['no number for an algorithm', set(1, 'ES256'), 'RECEIPT_MALFORMED'],
    ['no algorithm', without(1), 'RECEIPT_MALFORMED'],
    ['another structure', set(395, 2), 'RECEIPT_UNSUPPORTED'],
    ['no structure', without(395), 'RECEIPT_MALFORMED'],
    ['no key id', without(4), 'RECEIPT_MALFORMED'],
    ['a short key id', (claims) => headers({ ...claims, kid: claims.kid.subarray(0, 4) }), 'RECEIPT_KEY_UNTRUSTED'],
    ['no claims', without(15), 'RECEIPT_MALFORMED'],
    ['an issuer alone', set(15, new Map([[1, ORIGIN]])), 'RECEIPT_MALFORMED'],
    ['an end of its validity', withExpiry, 'RECEIPT_UNSUPPORTED'],
    ['what is critical', set(2, [395]), 'RECEIPT_UNSUPPORTED'],
    ['a header that nobody knows', set('x', 1), 'RECEIPT_UNSUPPORTED'],
    ['another subject', (claims) => headers({ ...claims, subject: '5/41' }), 'RECEIPT_SUBJECT_MISMATCH'],
  ])('is a receipt that has %s, though the log has signed it', async (_, claims, code) => {
    const bytes = await signed(claims, await inclusion(5))
    expect(() => verifyReceipt(bytes, entryOf(5), keys)).toThrowCode(code)
  })

  function withExpiry(claims: ReceiptClaims): Map<number | string, Cbor> {
    const all = headers(claims)
    return all.set(15, new Map([...(all.get(15) as Map<number, Cbor>), [4, 2_000_000_000]]))
  }

  it.each<[string, (honest: { headers: Map<number, Cbor>; proof: Uint8Array }) => Partial<Unsigned>, string]>([
    ['its root with it', () => ({ payload: head.root }), 'RECEIPT_UNSUPPORTED'],
    ['no proofs', () => ({ headers: new Map() }), 'RECEIPT_MALFORMED'],
    ['proofs that are no map', () => ({ headers: new Map([[396, []]]) }), 'RECEIPT_MALFORMED'],
    ['an empty map of proofs', () => ({ headers: new Map([[396, new Map()]]) }), 'RECEIPT_MALFORMED'],
    ['an empty list of proofs', () => proofs([[-1, []]]), 'RECEIPT_MALFORMED'],
    ['a proof that is no byte string', () => proofs([[-1, [[40, 5, []]]]]), 'RECEIPT_MALFORMED'],
    ['a proof with a member more', () => proofs([[-1, [encodeCbor([40, 5, [], 0])]]]), 'RECEIPT_MALFORMED'],
    ['a proof with a byte more', ({ proof }) => proofs([[-1, [Uint8Array.from([...proof, 0])]]]), 'CBOR_MALFORMED'],
    ['two proofs', ({ proof }) => proofs([[-1, [proof, proof]]]), 'RECEIPT_UNSUPPORTED'],
    [
      'proofs of both kinds',
      ({ proof }) =>
        proofs([
          [-1, [proof]],
          [-2, [proof]],
        ]),
      'RECEIPT_UNSUPPORTED',
    ],
    ['a proof of a kind that nobody knows', ({ proof }) => proofs([[-3, [proof]]]), 'RECEIPT_UNSUPPORTED'],
    ['another unsigned header', (one) => ({ headers: new Map([...one.headers, [4, 1]]) }), 'COSE_MALFORMED'],
    ['an unsigned header more', (one) => ({ headers: new Map([...one.headers, [5, 1]]) }), 'RECEIPT_UNSUPPORTED'],
    ['a shorter signature', () => ({ signature: new Uint8Array(63) }), 'RECEIPT_SIGNATURE_INVALID'],
    ['a signature of zeros', () => ({ signature: new Uint8Array(64) }), 'RECEIPT_SIGNATURE_INVALID'],
  ])('is a receipt to which somebody gave %s', async (_, change, code) => {
    const whole = parseCoseSign1(await receiptOf(5, ecdsa))
    const list = whole.unprotectedHeaders as Map<number, Map<number, Uint8Array[]>>
    const proof = list.get(396)?.get(-1)?.[0] as Uint8Array
    const changed = change({ headers: list as unknown as Map<number, Cbor>, proof })
    const unprotectedHeaders = changed.headers ?? whole.unprotectedHeaders
    const bytes = encodeCoseSign1({ ...whole, ...changed, unprotectedHeaders })
    expect(() => verifyReceipt(bytes, entryOf(5), keys)).toThrowCode(code)
  })

  it('is CBOR that can be read two ways', async () => {
    const bytes = await receiptOf(5, ecdsa)
    const changed: readonly [string, Uint8Array][] = [
      ['bytes behind it', Uint8Array.from([...bytes, 0])],
      ['an array without its length', Uint8Array.from([bytes[0] as number, 0x9f, ...bytes.subarray(2), 0xff])],
      ['a length in two bytes that has one', Uint8Array.from([bytes[0] as number, 0x98, 4, ...bytes.subarray(2)])],
      ['nesting without end', Uint8Array.from([...Array.from({ length: 20 }, () => 0x81), 0])],
      ['a key twice', twice(bytes)],
    ]
    for (const [name, one] of changed) {
      expect(() => verifyReceipt(one, entryOf(5), keys), name).toThrowCode('CBOR_MALFORMED')
    }
    expect(() => verifyReceipt(new Uint8Array(65_537), entryOf(5), keys)).toThrowCode('RECEIPT_MALFORMED')
  })
})

interface Unsigned {
  readonly headers: Map<number, Cbor>
  readonly payload: Uint8Array
  readonly signature: Uint8Array
}

function proofs(list: readonly [number, Cbor][]): { headers: Map<number, Cbor> } {
  return { headers: new Map([[396, new Map(list)]]) }
}

/** The header that holds one label, holding it twice. */
function twice(bytes: Uint8Array): Uint8Array {
  const { protectedBytes, signature, unprotectedHeaders } = parseCoseSign1(bytes)
  const doubled = Uint8Array.from([(protectedBytes[0] as number) + 1, ...protectedBytes.subarray(1), 1, 0x26])
  return encodeCoseSign1({ protectedBytes: doubled, unprotectedHeaders, payload: null, signature })
}

it('is signed with what its key signs with', () => {
  expect([receiptAlgorithm(ecdsa.key), receiptAlgorithm(ed25519.key)]).toEqual([
    signatureAlgorithm('ecdsa-p256-sha256'),
    signatureAlgorithm('ed25519'),
  ])
  expect(receiptMessage({ algorithm: -7, kid: head.root, issuer: '', subject: '' }, head.root)[0]).toBe(0x84)
})
