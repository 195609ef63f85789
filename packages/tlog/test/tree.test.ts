import { toHex, utf8 } from '@chancery/core'
import '@chancery/testkit/matchers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  Appender,
  decodeEntries,
  edgeTiles,
  emptyRoot,
  encodeEntries,
  leafHash,
  MAX_ENTRY_BYTES,
  openTree,
  parseTilePath,
  proveConsistency,
  proveInclusion,
  readEntries,
  readTile,
  rootFromInclusion,
  type Tile,
  Tree,
  tilePath,
  tileWidth,
  verifyConsistency,
  verifyInclusion,
  verifyLog,
} from '../src/index.ts'
import { entryOf, grownLog, plainRoot } from './memory-log.ts'

const SIZES = [1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 700]

describe('a tree', () => {
  it('without entries has the hash of nothing for its root', async () => {
    expect(toHex(emptyRoot())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    const log = grownLog(0)
    expect(log.head).toEqual({ size: 0, root: emptyRoot() })
    expect(await new Tree(log, 0).root()).toEqual(emptyRoot())
    await verifyLog(log, log.head)
  })

  it.each(SIZES)('of %i entries has the root of RFC 6962, however it grew', async (size) => {
    const root = await plainRoot(Array.from({ length: size }, (_, index) => entryOf(index)))
    for (const batch of [1, 3, 256, size]) expect(grownLog(size, batch).head.root).toEqual(root)
  })

  it('has the leaf hash and the roots of other implementations', () => {
    // The test tree of certificate-transparency: seven of its leaves and roots.
    const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657']
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    ]
    expect(toHex(leafHash(new Uint8Array()))).toBe(roots[0])
    let size = 1
    let root = leafHash(new Uint8Array())
    // Each next leaf as a proof of its own place: the frontier is the proof.
    const frontier: Uint8Array[][] = [[root]]
    for (const [at, leaf] of leaves.slice(1).entries()) {
      const hash = leafHash(Uint8Array.from(Buffer.from(leaf, 'hex')))
      frontier.push([hash])
      const hashes = frontierOf(frontier.map(([one]) => one as Uint8Array))
      root = rootFromInclusion({ index: size, size: size + 1, hashes }, hash)
      expect(toHex(root)).toBe(roots[at + 1])
      size++
    }
  })

  it('goes on where another appender left it', async () => {
    for (const size of [0, 1, 255, 256, 300, 512]) {
      const log = grownLog(size)
      const appender = await Appender.open(log, log.head)
      const { first, head } = appender.append([entryOf(size), entryOf(size + 1)])
      expect(first).toBe(size)
      expect(head).toEqual(grownLog(size + 2).head)
    }
  })

  it('takes no entry that is too large or empty, and nothing of its batch', () => {
    const appender = Appender.empty()
    for (const entry of [new Uint8Array(MAX_ENTRY_BYTES + 1), new Uint8Array()]) {
      expect(() => appender.append([entryOf(0), entry])).toThrowCode('ENTRY_TOO_LARGE')
    }
    expect(appender.head.size).toBe(0)
    expect(appender.append([new Uint8Array(MAX_ENTRY_BYTES)]).head.size).toBe(1)
  })

  it('says which partial tiles a batch has filled', () => {
    const appender = Appender.empty()
    appender.append([entryOf(0)])
    const entries = Array.from({ length: 256 }, (_, index) => entryOf(1 + index))
    const { files, filled } = appender.append(entries)
    expect(filled.toSorted()).toEqual(['tile/0/000', 'tile/entries/000'])
    expect(files.map(({ path }) => path).sort()).toEqual([
      'tile/0/000',
      'tile/0/001.p/1',
      'tile/1/000.p/1',
      'tile/entries/000',
      'tile/entries/001.p/1',
    ])
  })
})

/** Roots of the full subtrees to the left of the last leaf, nearest first, each made by proofs over its own leaves. */
function frontierOf(leaves: readonly Uint8Array[]): Uint8Array[] {
  const roots: Uint8Array[] = []
  let end = leaves.length - 1
  for (let width = 1; end > 0; width *= 2) {
    if ((end / width) % 2 < 1) continue
    roots.push(fold(leaves.slice(end - width, end)))
    end -= width
  }
  return roots
}

function fold(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0] as Uint8Array
  const half = leaves.length / 2
  return rootFromInclusion({ index: 0, size: 2, hashes: [fold(leaves.slice(half))] }, fold(leaves.slice(0, half)))
}

describe('tiles', () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, index: 1234067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 3, index: 1000, width: 1 }, 'tile/3/x001/000.p/1'],
    [{ level: 'entries', index: 5, width: 255 }, 'tile/entries/005.p/255'],
  ] as const)('%o is at %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path)
    expect(parseTilePath(path)).toEqual(tile)
  })

  it('have one path each', () => {
    const levels = [0, 1, 2, 3, 4, 5, 6, 'entries'] as const
    const tiles: fc.Arbitrary<Tile> = fc.record({
      level: fc.constantFrom(...levels),
      index: fc.oneof(fc.nat(3000), fc.integer({ min: 0, max: 2 ** 45 })),
      width: fc.integer({ min: 1, max: 256 }),
    })
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual(tile)
      }),
    )
    const near = fc.stringMatching(/^tile\/[0-9e]{1,2}\/(x[0-9]{3}\/){0,3}[0-9]{1,4}(\.p\/[0-9]{1,3})?$/)
    fc.assert(
      fc.property(near, (path) => {
        const tile = parseTilePath(path)
        if (tile) expect(tilePath(tile)).toBe(path)
      }),
    )
    for (const path of [
      'tile/0/0',
      'tile/0/x000/001',
      'tile/0/000.p/256',
      'tile/0/000.p/01',
      'tile/7/000',
      'checkpoint',
    ])
      expect(parseTilePath(path)).toBeNull()
  })

  it('of 70,000 entries are those of the specification', () => {
    expect(edgeTiles(70_000)).toEqual([
      { level: 0, index: 273, width: 112 },
      { level: 1, index: 1, width: 17 },
      { level: 2, index: 0, width: 1 },
    ])
    expect([tileWidth(0, 272, 70_000), tileWidth(0, 273, 70_000), tileWidth(0, 274, 70_000)]).toEqual([256, 112, 0])
    expect(edgeTiles(256)).toEqual([{ level: 1, index: 0, width: 1 }])
  })

  it('are cut out of the full one where the partial one is gone', async () => {
    const log = grownLog(300, 100)
    for (const path of log.files.keys()) if (path.includes('000.p')) log.files.delete(path)
    const head = log.heads[2]
    if (!head) throw new Error('no second head')
    expect(head.size).toBe(200)
    await verifyLog(log, head)
    expect((await Appender.open(log, head)).head).toEqual(head)
    expect(await readEntries(log, { index: 0, width: 3 })).toEqual([0, 1, 2].map(entryOf))
    expect((await readTile(log, { level: 0, index: 0, width: 2 })).length).toBe(64)
  })

  it('that are missing or of another length have codes', async () => {
    const log = grownLog(300)
    const tile = log.files.get('tile/0/000') as Uint8Array
    log.files.set('tile/0/000', tile.subarray(1))
    await expect(() => openTree(log, log.head).then((tree) => tree.leafHash(0))).toThrowCode('TILE_MALFORMED')
    log.files.delete('tile/0/000')
    await expect(() => proveInclusion(log, log.head, 0)).toThrowCode('TILE_MISSING')
    await expect(() => verifyLog(log, log.head)).toThrowCode('TILE_MISSING')
    await expect(() => openTree(log, { ...log.head, root: emptyRoot() })).toThrowCode('TILE_MISMATCH')
  })
})

describe('entry bundles', () => {
  it('come back as they went', () => {
    const entries = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 256 })
    fc.assert(
      fc.property(entries, (list) => {
        expect(decodeEntries(encodeEntries(list), list.length)).toEqual(list)
      }),
    )
  })

  it('of arbitrary bytes are read, and written again as they were, or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(4), (bytes, width) => {
        try {
          const entries = decodeEntries(bytes, width)
          if (entries.every(({ length }) => length > 0)) expect(encodeEntries(entries)).toEqual(bytes)
        } catch (error) {
          expect(error).toMatchObject({ code: 'ENTRY_BUNDLE_MALFORMED' })
        }
      }),
    )
  })

  it('with bytes behind them, or without enough, are refused', () => {
    const bundle = encodeEntries([utf8('a'), utf8('b')])
    expect(() => decodeEntries(bundle, 1)).toThrowCode('ENTRY_BUNDLE_MALFORMED')
    expect(() => decodeEntries(bundle, 3)).toThrowCode('ENTRY_BUNDLE_MALFORMED')
    expect(() => decodeEntries(bundle.subarray(0, 5), 2)).toThrowCode('ENTRY_BUNDLE_MALFORMED')
  })
})

describe('proofs', () => {
  const log = grownLog(700, 1)

  it('of inclusion hold for every entry of trees of every shape, and for no other', async () => {
    for (const size of [1, 2, 3, 5, 8, 21, 256, 259, 700]) {
      const head = grownLog(size).head
      for (const index of new Set([0, 1, 2, Math.floor(size / 2), 255, 256, size - 1].filter((one) => one < size))) {
        const { proof, leaf } = await proveInclusion(log, head, index)
        expect(leaf).toEqual(leafHash(entryOf(index)))
        verifyInclusion(proof, leaf, head.root)
        expect(() => verifyInclusion(proof, leafHash(entryOf(index + 1)), head.root)).toThrowCode('INCLUSION_UNPROVEN')
        expect(() => verifyInclusion({ ...proof, hashes: [...proof.hashes, leaf] }, leaf, head.root)).toThrowCode(
          'INCLUSION_UNPROVEN',
        )
        if (proof.hashes.length === 0) continue
        const shorter = { ...proof, hashes: proof.hashes.slice(1) }
        expect(() => verifyInclusion(shorter, leaf, head.root)).toThrowCode('INCLUSION_UNPROVEN')
      }
    }
  })

  it('of an index beyond the tree there are none', async () => {
    await expect(() => proveInclusion(log, log.head, 700)).toThrowCode('INDEX_BEYOND_TREE')
    const { proof, leaf } = await proveInclusion(log, log.head, 699)
    expect(() => verifyInclusion({ ...proof, index: 700 }, leaf, log.head.root)).toThrowCode('INDEX_BEYOND_TREE')
    expect(() => verifyInclusion({ ...proof, index: -1 }, leaf, log.head.root)).toThrowCode('INDEX_BEYOND_TREE')
  })

  it('of consistency hold between all trees of a log, and no others', async () => {
    const other = grownLog(700, 1, (index) => entryOf(index === 3 ? -1 : index))
    const sizes = [0, 1, 2, 3, 4, 7, 8, 9, 200, 255, 256, 257, 512, 600, 700]
    for (const first of sizes) {
      for (const second of sizes.filter((one) => one >= first)) {
        const [older, newer] = [grownLog(first).head, grownLog(second).head]
        const hashes = await proveConsistency(log, older, newer)
        verifyConsistency(hashes, older, newer)
        expect(() => verifyConsistency([...hashes, emptyRoot()], older, newer)).toThrowCode('CONSISTENCY_UNPROVEN')
        if (first > 0) {
          const forged = { ...older, root: leafHash(entryOf(0)) }
          if (first > 1) expect(() => verifyConsistency(hashes, forged, newer)).toThrowCode('CONSISTENCY_UNPROVEN')
        }
        if (first > 3)
          await expect(() => proveConsistency(other, older, other.head)).toThrowCode('CONSISTENCY_UNPROVEN')
      }
    }
    const [small, large] = [grownLog(3).head, grownLog(4).head]
    expect(() => verifyConsistency([], large, small)).toThrowCode('CONSISTENCY_UNPROVEN')
    expect(() => verifyConsistency([], { size: 0, root: small.root }, large)).toThrowCode('CONSISTENCY_UNPROVEN')
  })

  it('with any bit flipped do not hold', async () => {
    const older = grownLog(300).head
    const { proof, leaf } = await proveInclusion(log, log.head, 345)
    const hashes = await proveConsistency(log, older, log.head)
    fc.assert(
      fc.property(fc.nat(), fc.nat(255), fc.nat(7), (which, byte, bit) => {
        const flip = (all: readonly Uint8Array[]): Uint8Array[] =>
          all.map((hash, at) => {
            if (at !== which % all.length) return hash
            const flipped = Uint8Array.from(hash)
            flipped[byte % 32] = (hash[byte % 32] as number) ^ (1 << bit)
            return flipped
          })
        expect(() => verifyInclusion({ ...proof, hashes: flip(proof.hashes) }, leaf, log.head.root)).toThrowCode(
          'INCLUSION_UNPROVEN',
        )
        expect(() => verifyConsistency(flip(hashes), older, log.head)).toThrowCode('CONSISTENCY_UNPROVEN')
      }),
    )
  })

  it('are not made of tiles that do not fit', async () => {
    const forged = grownLog(700)
    const tile = Uint8Array.from(forged.files.get('tile/0/000') as Uint8Array)
    tile[33] = (tile[33] as number) ^ 1
    forged.files.set('tile/0/000', tile)
    await expect(() => proveInclusion(forged, forged.head, 0)).toThrowCode('TILE_MISMATCH')
  })
})

describe('a whole log', () => {
  it.each(SIZES)('of %i entries verifies, and shows each entry in its place', async (size) => {
    const log = grownLog(size, 50)
    const seen: number[] = []
    await verifyLog(log, log.head, {
      visit(index, entry) {
        expect(entry).toEqual(entryOf(index))
        seen.push(index)
      },
    })
    expect(seen).toEqual(Array.from({ length: size }, (_, index) => index))
    expect(log.files.get('tile/0/000') ?? log.files.get(`tile/0/000.p/${size}`)).toBeDefined()
  })

  it('is gone on with from any entry: what is new is looked at, and what it stands upon must lead to the root', async () => {
    for (const size of [1, 256, 600, 65_536, 66_100]) {
      const log = grownLog(size)
      for (const from of [0, 1, 255, 256, 257, 512, 599, 65_535, 65_536, 66_000, 70_000]) {
        const seen: number[] = []
        await verifyLog(log, log.head, { from, visit: (index) => seen.push(index) })
        const first = Math.floor(Math.min(from, size) / 256) * 256
        expect([seen.length, seen[0] ?? first], `${from} of ${size}`).toEqual([size - first, first])
      }
    }
    const log = grownLog(66_100)
    const entries = log.files.get('tile/entries/000') as Uint8Array
    log.files.set(
      'tile/entries/000',
      Uint8Array.from(entries, (byte, at) => (at === 4 ? byte ^ 1 : byte)),
    )
    await verifyLog(log, log.head, { from: 66_000 })
    for (const path of ['tile/1/000', 'tile/1/001.p/2', 'tile/2/000.p/1']) {
      const files = new Map(log.files)
      files.set(
        path,
        Uint8Array.from(log.files.get(path) as Uint8Array, (byte, at) => (at === 4 ? byte ^ 1 : byte)),
      )
      const changed = { read: async (asked: string) => files.get(asked) ?? null }
      const verifying = verifyLog(changed, log.head, { from: 66_000 })
      if (path === 'tile/1/000') await verifying
      else await expect(verifying).rejects.toMatchObject({ code: 'TILE_MISMATCH' })
    }
  })

  it('of which one byte is another is refused, whichever', async () => {
    const size = 600
    const log = grownLog(size)
    const needed = [...log.files.keys()]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...needed),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (path, at, change) => {
          const bytes = Uint8Array.from(log.files.get(path) as Uint8Array)
          bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ change
          const changed = { read: async (asked: string) => (asked === path ? bytes : (log.files.get(asked) ?? null)) }
          await expect(verifyLog(changed, log.head)).rejects.toMatchObject({
            code: expect.stringMatching(/^(TILE_MISMATCH|ENTRY_BUNDLE_MALFORMED)$/),
          })
        },
      ),
      { numRuns: 60 },
    )
  })

  it('of other entries, or of fewer, is refused', async () => {
    const log = grownLog(513)
    await expect(() =>
      verifyLog(
        grownLog(513, 513, (index) => entryOf(index + 1)),
        log.head,
      ),
    ).toThrowCode('TILE_MISMATCH')
    await expect(() => verifyLog(grownLog(512), log.head)).toThrowCode('TILE_MISSING')
    await expect(() => verifyLog(log, { ...log.head, size: 512 })).toThrowCode('TILE_MISMATCH')
  })

  it('whose last bundle is another than its tile is not gone on with', async () => {
    const log = grownLog(5)
    log.files.set('tile/entries/000.p/5', encodeEntries([1, 2, 3, 4, 5].map(entryOf)))
    await expect(() => Appender.open(log, log.head)).toThrowCode('TILE_MISMATCH')
    await expect(() => Appender.open(log, { ...log.head, root: emptyRoot() })).toThrowCode('TILE_MISMATCH')
  })
})
