import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { concat, toBase64, toHex, utf8 } from '@chancery/core'
import {
  createSoftToken,
  softHsmMissing,
  softwareKey,
  type TestKeyKind,
  tempDir,
  testKey,
  tool,
} from '@chancery/testkit'
import {
  type Checkpoint,
  encodeNoteKey,
  leafHash,
  type NoteSigner,
  noteSigner,
  openCheckpoint,
  openNote,
  parseNoteKey,
  proveConsistency,
  proveInclusion,
  signNote,
  Tree,
  type TreeHead,
  verifyConsistency,
  verifyInclusion,
  verifyLog,
} from '@chancery/tlog'
import { folderStore, StoredLog } from '@chancery/tlog-storage'
import fc from 'fast-check'
import { describe, expect, it, type TestContext } from 'vitest'

const ORIGIN = 'log.example.com'
/** Those where a tile more begins, and one with three levels of tiles. */
const SIZES = [1, 2, 3, 255, 256, 257, 1000, 70_000]

interface Report {
  readonly vkey: string
  readonly size: number
  readonly root: string
  readonly files: number
  readonly signatures: readonly string[]
  readonly inclusion: readonly Proof[]
  readonly consistency: readonly Proof[]
}

interface Proof {
  readonly at: number
  readonly hashes: readonly string[]
}

async function signerOf(kind: TestKeyKind): Promise<NoteSigner> {
  return noteSigner(ORIGIN, softwareKey({ key: await testKey(kind) }))
}

async function judge(context: TestContext, ...args: string[]): Promise<Report | null> {
  const { code, stdout } = await tool('sumdb', context).run(args)
  return code === 0 ? (JSON.parse(new TextDecoder().decode(stdout)) as Report) : null
}

/** In batches, so that partial tiles come and go. */
async function ourLog(dir: string, size: number, signers: readonly NoteSigner[]): Promise<void> {
  await using log = await StoredLog.create(folderStore(dir), { origin: ORIGIN, signers, window: 0 })
  const batch = Math.max(300, Math.ceil(size / 20))
  for (let from = 0; from < size; from += batch) {
    const count = Math.min(batch, size - from)
    await Promise.all(Array.from({ length: count }, (_, at) => log.add(utf8(`entry ${from + at}`))))
  }
}

function checkpointIn(dir: string, key: string): Checkpoint {
  const bytes = new Uint8Array(readFileSync(join(dir, 'checkpoint')))
  return openCheckpoint(bytes, { origin: ORIGIN, keys: [parseNoteKey(key)] })
}

/** Their proofs and ours, of the same tiles. */
async function compareProofs(dir: string, head: TreeHead, report: Report): Promise<void> {
  const reader = folderStore(dir)
  expect(report.root).toBe(toHex(head.root))
  for (const { at, hashes } of report.inclusion) {
    const { proof, leaf } = await proveInclusion(reader, head, at)
    expect(proof.hashes.map(toHex)).toEqual(hashes)
    verifyInclusion(proof, leaf, head.root)
  }
  for (const { at, hashes } of report.consistency) {
    const older = { size: at, root: await new Tree(reader, head.size).range(0, at) }
    const proof = await proveConsistency(reader, older, head)
    // Ours says nothing where there is nothing to prove; so does theirs.
    expect(proof.map(toHex)).toEqual(hashes)
    verifyConsistency(proof, older, head)
  }
  expect(report.inclusion.length).toBeGreaterThan(0)
}

describe("Go's sumdb", () => {
  it.for(SIZES)('finds our log of %i entries as it would have made it, with the same proofs', async (size, context) => {
    using temp = tempDir()
    const dir = temp.at('log')
    const signers = [await signerOf('p256'), await signerOf('ed25519')]
    await ourLog(dir, size, signers)
    const vkeys = signers.map(({ key }) => encodeNoteKey(key))
    const report = await judge(context, 'check', dir, ORIGIN, ...vkeys)
    expect(report).toMatchObject({ size, signatures: [ORIGIN, ORIGIN] })
    await compareProofs(dir, checkpointIn(dir, vkeys[0] as string), report as Report)
  })

  it.skipIf(softHsmMissing())('takes the checkpoints that keys in an HSM sign', async (context) => {
    await using soft = await createSoftToken({
      keys: [
        { label: 'log', kind: 'p256' },
        { label: 'log-ed25519', kind: 'ed25519' },
      ],
    })
    using temp = tempDir()
    const dir = temp.at('log')
    const keys = ['log', 'log-ed25519'].map((label) => soft.token.signingKey({ label }))
    const signers = (await Promise.all(keys)).map((key) => noteSigner(ORIGIN, key))
    await ourLog(dir, 20, signers)
    const vkeys = signers.map(({ key }) => encodeNoteKey(key))
    expect(await judge(context, 'check', dir, ORIGIN, ...vkeys)).toMatchObject({
      size: 20,
      signatures: [ORIGIN, ORIGIN],
    })
  })

  it('refuses what we refuse: another byte in any file, another origin, another key', async (context) => {
    using temp = tempDir()
    const dir = temp.at('log')
    const signer = await signerOf('ed25519')
    await ourLog(dir, 700, [signer])
    const vkey = encodeNoteKey(signer.key)
    expect(await judge(context, 'check', dir, ORIGIN, vkey)).not.toBeNull()
    expect(await judge(context, 'check', dir, 'other.example.com', vkey)).toBeNull()
    const other = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519', 'other') }))
    expect(await judge(context, 'check', dir, ORIGIN, encodeNoteKey(other.key))).toBeNull()
    const files = ['checkpoint', 'tile/0/000', 'tile/0/002.p/188', 'tile/1/000.p/2', 'tile/entries/001']
    for (const path of files) {
      const good = readFileSync(join(dir, path))
      const bad = Uint8Array.from(good)
      bad[20] = (bad[20] as number) ^ 1
      writeFileSync(join(dir, path), bad)
      expect(await judge(context, 'check', dir, ORIGIN, vkey), path).toBeNull()
      await expect((async () => verifyLog(folderStore(dir), checkpointIn(dir, vkey)))(), path).rejects.toMatchObject({
        name: 'TlogError',
      })
      writeFileSync(join(dir, path), good)
    }
  })

  it.for(SIZES)('makes a log of %i entries that we take, with the same proofs', async (size, context) => {
    using temp = tempDir()
    const dir = temp.at('log')
    const report = (await judge(context, 'make', dir, ORIGIN, String(size))) as Report
    const checkpoint = checkpointIn(dir, report.vkey)
    expect(checkpoint.size).toBe(size)
    let seen = 0
    await verifyLog(folderStore(dir), checkpoint, {
      visit: (index, entry) => {
        expect(entry).toEqual(utf8(`their entry ${index}`))
        seen++
      },
    })
    expect(seen).toBe(size)
    await compareProofs(dir, checkpoint, report)
    const { proof } = await proveInclusion(folderStore(dir), checkpoint, 0)
    verifyInclusion(proof, leafHash(utf8('their entry 0')), checkpoint.root)
  })

  it('opens every note that we open, with the same text, and none of ours that was changed', async (context) => {
    const signers = [await signerOf('p256'), await signerOf('ed25519')]
    const keys = signers.map(({ key }) => key)
    const texts = [
      'text\n',
      'one\n\ntwo\n',
      'Ognuno sta solo sul cuor della terra\ned è subito sera.\n',
      '\n',
      '— a b\n',
    ]
    const good = await Promise.all(texts.map((text) => signNote(text, signers)))
    const notes = [
      ...good,
      ...fc
        .sample(fc.tuple(fc.constantFrom(...good), fc.nat(), fc.nat(3), fc.uint8Array({ maxLength: 3 })), {
          numRuns: 2000,
          seed: 7,
        })
        .map(([note, at, cut, put]) => {
          const place = at % note.length
          return concat(note.subarray(0, place), put, note.subarray(place + cut))
        }),
    ]
    const input = utf8(JSON.stringify(notes.map(toBase64)))
    const { code, stdout, text } = await tool('sumdb', context).run(['open', ...keys.map(encodeNoteKey)], { input })
    expect(code, text).toBe(0)
    const theirs = JSON.parse(new TextDecoder().decode(stdout)) as (string | null)[]
    const ours = notes.map((note) => {
      try {
        return openNote(note, keys).text
      } catch {
        return null
      }
    })
    expect(ours.slice(0, good.length)).toEqual(texts)
    expect(theirs.slice(0, good.length)).toEqual(texts)
    // Go's base64 takes some texts of one signature, ours the canonical one: that is all the difference there may be.
    const different = notes.filter((_, at) => ours[at] !== theirs[at])
    for (const note of different) expect(ours[notes.indexOf(note)]).toBeNull()
    expect(different.length).toBeLessThan(notes.length / 20)
    expect(ours.filter((one) => one === null).length).toBeGreaterThan(1000)
  })
})
