import { canonicalJson, encodeCbor, encodeCoseSign1, parseCoseSign1 } from '@chancery/codec'
import { concat, fromBase64, toBase64, utf8 } from '@chancery/core'
import { createSoftToken, softHsmMissing, softwareKey, type TestKeyKind, testKey, tool } from '@chancery/testkit'
import {
  Appender,
  encodeNoteKey,
  type NoteSigner,
  noteSigner,
  parseNoteKey,
  parseReceipt,
  proveConsistency,
  proveInclusion,
  signReceipt,
  type TreeHead,
  verifyGrowthReceipt,
  verifyReceipt,
} from '@chancery/tlog'
import fc from 'fast-check'
import { describe, expect, it, type TestContext } from 'vitest'

/** Go's program knows receipts by veraison/go-cose, fxamacker/cbor and transparency-dev/merkle: test/interop/tlog/sumdb/receipt.go */

const ORIGIN = 'log.example.com'
const KINDS: readonly TestKeyKind[] = ['p256', 'ed25519']

interface Case {
  readonly receipt: Uint8Array
  readonly entry?: Uint8Array
  readonly older?: Uint8Array
  readonly newer?: Uint8Array
}

type Verdict = { readonly issuer: string; readonly subject: string; readonly sizes: readonly number[] } | null

/** A log in memory, and its heads by their sizes. */
class Log {
  readonly files = new Map<string, Uint8Array>()
  readonly heads: TreeHead[] = []
  readonly #appender = Appender.empty()

  constructor(size: number) {
    this.heads.push(this.#appender.head)
    for (let index = 0; index < size; index++) {
      for (const { path, bytes } of this.#appender.append([entryOf(index)]).files) this.files.set(path, bytes)
      this.heads.push(this.#appender.head)
    }
  }

  async read(path: string): Promise<Uint8Array | null> {
    return this.files.get(path) ?? null
  }

  headOf(size: number): TreeHead {
    return this.heads[size] as TreeHead
  }

  async receipt(index: number, size: number, signer: NoteSigner): Promise<Uint8Array> {
    const { proof } = await proveInclusion(this, this.headOf(size), index)
    return signReceipt({ kind: 'inclusion', ...proof }, this.headOf(size).root, entryOf(index), signer)
  }

  async growth(olderSize: number, newerSize: number, signer: NoteSigner): Promise<Uint8Array> {
    const newer = this.headOf(newerSize)
    const hashes = await proveConsistency(this, this.headOf(olderSize), newer)
    return signReceipt({ kind: 'consistency', olderSize, newerSize, hashes }, newer.root, null, signer)
  }
}

function entryOf(index: number): Uint8Array {
  return utf8(canonicalJson({ entry: index }))
}

async function signerOf(kind: TestKeyKind): Promise<NoteSigner> {
  return noteSigner(ORIGIN, softwareKey({ key: await testKey(kind) }))
}

async function theirs(context: TestContext, signer: NoteSigner, cases: readonly Case[]): Promise<readonly Verdict[]> {
  const json = cases.map((one) =>
    Object.fromEntries(Object.entries(one).map(([name, bytes]) => [name, toBase64(bytes)])),
  )
  const input = utf8(JSON.stringify(json))
  const { code, stdout, text } = await tool('sumdb', context).run(['receipts', encodeNoteKey(signer.key)], { input })
  expect(code, text).toBe(0)
  return JSON.parse(new TextDecoder().decode(stdout)) as readonly Verdict[]
}

function ours(signer: NoteSigner, one: Case): Verdict {
  try {
    const { index, size } = verifyReceipt(one.receipt, one.entry as Uint8Array, [signer.key])
    return { issuer: ORIGIN, subject: parseReceipt(one.receipt).claims.subject, sizes: [index as number, size] }
  } catch {
    return null
  }
}

describe("Go's COSE", () => {
  it.for(KINDS)(
    'finds what we find in receipts by a key of kind %s: of every entry, and of growth',
    async (kind, context) => {
      const signer = await signerOf(kind)
      const log = new Log(300)
      const cases: Case[] = []
      for (const size of [1, 2, 3, 7, 8, 255, 256, 257, 300]) {
        for (const index of new Set([0, 1, size >> 1, size - 2, size - 1].filter((at) => at >= 0 && at < size))) {
          cases.push({ receipt: await log.receipt(index, size, signer), entry: entryOf(index) })
        }
      }
      const verdicts = await theirs(context, signer, cases)
      expect(verdicts).not.toContain(null)
      expect(verdicts).toEqual(cases.map((one) => ours(signer, one)))
      const growth: (Case & { readonly sizes: readonly [number, number] })[] = []
      for (const [older, newer] of [
        [1, 2],
        [3, 7],
        [8, 300],
        [255, 256],
        [256, 257],
        [299, 300],
      ] as const) {
        const [first, second] = [log.headOf(older), log.headOf(newer)]
        const receipt = await log.growth(older, newer, signer)
        growth.push({ receipt, older: first.root, newer: second.root, sizes: [older, newer] })
        expect(verifyGrowthReceipt(receipt, first, [signer.key])).toMatchObject({ size: newer, root: second.root })
      }
      expect(
        await theirs(
          context,
          signer,
          growth.map(({ sizes: _, ...one }) => one),
        ),
      ).toEqual(growth.map(({ sizes }) => ({ issuer: ORIGIN, subject: sizes.join('/'), sizes })))
    },
  )

  it.skipIf(softHsmMissing())('takes receipts that keys in an HSM sign', async (context) => {
    await using soft = await createSoftToken({
      keys: [
        { label: 'log', kind: 'p256' },
        { label: 'log-ed25519', kind: 'ed25519' },
      ],
    })
    const log = new Log(20)
    for (const label of ['log', 'log-ed25519']) {
      const signer = noteSigner(ORIGIN, await soft.token.signingKey({ label }))
      const one = { receipt: await log.receipt(7, 20, signer), entry: entryOf(7) }
      expect(await theirs(context, signer, [one])).toEqual([ours(signer, one)])
      expect(ours(signer, one)).toMatchObject({ sizes: [7, 20] })
    }
  })

  it.for(KINDS)(
    'refuses what we refuse, by a key of kind %s: another entry, key, root, and what was changed',
    async (kind, context) => {
      const signer = await signerOf(kind)
      const log = new Log(20)
      const receipt = await log.receipt(7, 20, signer)
      const growth = await log.growth(8, 20, signer)
      const { protectedBytes, unprotectedHeaders, signature } = parseCoseSign1(receipt)
      const other = noteSigner(ORIGIN, softwareKey({ key: await testKey(kind, 'other') }))
      const entry = entryOf(7)
      const attached = encodeCoseSign1({ protectedBytes, unprotectedHeaders, payload: log.headOf(20).root, signature })
      const cases: Case[] = [
        { receipt, entry: entryOf(8) },
        { receipt: await log.receipt(7, 20, other), entry },
        { receipt: await log.receipt(7, 19, { ...signer, sign: async () => dead(kind) }), entry },
        { receipt: attached, entry },
        {
          receipt: encodeCoseSign1({
            protectedBytes: encodeCbor(new Map()),
            unprotectedHeaders,
            payload: null,
            signature,
          }),
          entry,
        },
        { receipt: concat(receipt, Uint8Array.of(0)), entry },
        { receipt: receipt.subarray(1), entry },
        { receipt: growth, entry },
        { receipt: growth, older: log.headOf(9).root, newer: log.headOf(20).root },
        { receipt: growth, older: log.headOf(8).root, newer: log.headOf(19).root },
      ]
      expect(await theirs(context, signer, cases)).toEqual(cases.map(() => null))
      expect(cases.map((one) => ours(signer, one))).toEqual(cases.map(() => null))
      for (const root of [log.headOf(9).root, log.headOf(7).root]) {
        expect(() => verifyGrowthReceipt(growth, { size: 8, root }, [signer.key])).toThrow()
      }
      const changed = fc
        .sample(fc.tuple(fc.nat(receipt.length - 1), fc.nat(7), fc.nat(3), fc.uint8Array({ maxLength: 2 })), {
          numRuns: 2000,
          seed: 7,
        })
        .map(([at, bit, cut, put]): Case => {
          if (cut > 1) return { receipt: concat(receipt.subarray(0, at), put, receipt.subarray(at + cut)), entry }
          const flipped = Uint8Array.from(receipt)
          flipped[at] = (flipped[at] as number) ^ (1 << bit)
          return { receipt: flipped, entry }
        })
        .filter((one) => toBase64(one.receipt) !== toBase64(receipt))
      const found = await theirs(context, signer, changed)
      expect(changed.map((one) => ours(signer, one))).toEqual(changed.map(() => null))
      // What RFC 9942 does not sign: index and size with the same path, labels of its own, the key's id where the name is enough.
      const lenient = found.filter((one) => one !== null)
      expect(lenient.length).toBeLessThan(changed.length / 20)
    },
  )

  it.for(KINDS)(
    'gives receipts by a key of kind %s that we take, each of its own entry alone',
    async (kind, context) => {
      const size = 13
      const { code, stdout, text } = await tool('sumdb', context).run(['give-receipts', ORIGIN, kind, String(size)])
      expect(code, text).toBe(0)
      const made = JSON.parse(new TextDecoder().decode(stdout)) as {
        vkey: string
        entries: string[]
        receipts: string[]
      }
      const key = parseNoteKey(made.vkey)
      const entries = made.entries.map(fromBase64)
      const roots = made.receipts.map(fromBase64).map((receipt, index) => {
        const verified = verifyReceipt(receipt, entries[index] as Uint8Array, [key])
        expect(verified).toMatchObject({ key, index, size })
        const other = entries[(index + 1) % size] as Uint8Array
        expect(() => verifyReceipt(receipt, other, [key])).toThrow()
        return toBase64(verified.root)
      })
      expect(new Set(roots).size).toBe(1)
    },
  )
})

/** A signature of the right form over nothing, as a key gives it. */
function dead(kind: TestKeyKind): Uint8Array {
  return kind === 'ed25519' ? new Uint8Array(64) : Uint8Array.of(0x30, 6, 2, 1, 1, 2, 1, 1)
}
