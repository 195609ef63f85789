import { fromUtf8, utf8 } from '@chancery/core'
import { softwareKey, testKey } from '@chancery/testkit'
import '@chancery/testkit/matchers'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  askWitness,
  askWitnesses,
  compareCheckpoints,
  cosigner,
  decideAddCheckpoint,
  emptyRoot,
  encodeAddCheckpoint,
  encodeCheckpoint,
  encodeCosignatures,
  isSameHead,
  makeSignature,
  type NoteSigner,
  noteSigner,
  openCheckpoint,
  parseAddCheckpoint,
  parseConflict,
  parseCosignatures,
  proveConsistency,
  signNote,
  type TreeHead,
  type Witness,
  type WitnessDecision,
} from '../src/index.ts'
import { entryOf, grownLog } from './memory-log.ts'

const ORIGIN = 'log.example.com'
const log = grownLog(300, 1)
const fork = grownLog(300, 1, (index) => entryOf(index < 150 ? index : -index))
const headOf = (size: number): TreeHead => grownLog(size).head
let signer: NoteSigner
let stranger: NoteSigner
let witness: NoteSigner
beforeAll(async () => {
  signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))
  stranger = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519', 'stranger') }))
  witness = cosigner('witness.example.com', softwareKey({ key: await testKey('ed25519', 'witness') }), () => 1e9)
})

async function ask(
  head: TreeHead,
  {
    old = 0,
    proof = [] as readonly Uint8Array[],
    origin = ORIGIN,
    by = [signer],
    latest = null as TreeHead | null,
  } = {},
): Promise<WitnessDecision> {
  const checkpoint = await signNote(encodeCheckpoint({ origin, ...head }), by)
  const request = encodeAddCheckpoint({ old, proof, checkpoint })
  return decideAddCheckpoint(request, [{ origin: ORIGIN, keys: [signer.key] }], () => latest)
}

describe('a witness', () => {
  it('cosigns the first checkpoint that it sees, and those that continue it', async () => {
    expect(await ask(headOf(100))).toMatchObject({ kind: 'cosign', checkpoint: { size: 100 }, latest: null })
    const latest = headOf(100)
    const proof = await proveConsistency(log, latest, headOf(300))
    expect(await ask(headOf(300), { old: 100, proof, latest })).toMatchObject({ kind: 'cosign', latest })
    expect(await ask(latest, { old: 100, latest })).toMatchObject({ kind: 'cosign' })
    expect(await ask({ size: 0, root: emptyRoot() })).toMatchObject({ kind: 'cosign' })
  })

  it('answers with the status that the specification has for the case', async () => {
    const latest = headOf(100)
    const proof = await proveConsistency(log, latest, headOf(300))
    const status = async (...args: Parameters<typeof ask>): Promise<number> => {
      const decision = await ask(...args)
      return decision.kind === 'cosign' ? 200 : decision.status
    }
    expect(await status(headOf(300), { origin: 'other.example.com' })).toBe(404)
    expect(await status(headOf(300), { by: [stranger] })).toBe(403)
    const tampered = { ...signer, sign: stranger.sign }
    const bad = { name: ORIGIN, id: signer.key.id, signature: await tampered.sign(utf8('something')) }
    const note = `${encodeCheckpoint({ origin: ORIGIN, ...headOf(300) })}\n${fromUtf8(encodeCosignatures([bad]))}`
    const request = encodeAddCheckpoint({ old: 0, proof: [], checkpoint: utf8(note) })
    const watched = [{ origin: ORIGIN, keys: [signer.key] }]
    expect(decideAddCheckpoint(request, watched, () => null)).toMatchObject({ status: 403 })
    expect(await status(headOf(100), { old: 300, latest })).toBe(400)
    expect(await status(headOf(300), { old: 99, proof, latest })).toBe(409)
    expect(await status(headOf(300), { latest })).toBe(409)
    expect(await status(headOf(300), { old: 100, latest })).toBe(422)
    expect(await status(headOf(300), { proof })).toBe(422)
    expect(await status({ size: 0, root: headOf(1).root })).toBe(422)
    expect(await status({ size: 100, root: headOf(99).root }, { old: 100, latest })).toBe(422)
    for (const body of ['', 'old 0\n', 'old 00\n\nx', 'new 0\n\nx', 'old 0\nAAAA\n\nx', 'old 0\n\nno note'])
      expect(decideAddCheckpoint(utf8(body), watched, () => null)).toMatchObject({ status: 400 })
  })

  it('says in a conflict what it has seen', async () => {
    const decision = await ask(headOf(300), { latest: headOf(100) })
    if (decision.kind !== 'refused') throw new Error('it cosigned')
    expect(decision.contentType).toBe('text/x.tlog.size')
    expect(parseConflict(decision.body)).toBe(100)
  })

  it('does not cosign a fork, and keeps it', async () => {
    const latest = headOf(200)
    const proof = await proveConsistency(fork, fork.heads[200] as TreeHead, fork.head)
    expect(await ask(fork.head, { old: 200, proof, latest })).toMatchObject({
      kind: 'refused',
      status: 422,
      evidence: { size: 300, origin: ORIGIN },
    })
  })

  it('of two requests upon one head lets the second be noticed', () => {
    expect(isSameHead(null, null)).toBe(true)
    expect(isSameHead(headOf(5), headOf(5))).toBe(true)
    expect(isSameHead(headOf(5), headOf(6))).toBe(false)
    expect(isSameHead(headOf(5), null)).toBe(false)
  })
})

describe('the messages', () => {
  it('come back as they went', async () => {
    const proof = await proveConsistency(log, headOf(100), headOf(300))
    const checkpoint = await signNote(encodeCheckpoint({ origin: ORIGIN, ...headOf(300) }), [signer])
    const message = { old: 100, proof, checkpoint }
    expect(parseAddCheckpoint(encodeAddCheckpoint(message))).toEqual(message)
    const text = encodeCheckpoint({ origin: ORIGIN, ...headOf(300) })
    const body = encodeCosignatures([await makeSignature(text, witness)])
    expect(parseCosignatures(body, checkpoint, [witness.key])).toMatchObject([{ time: 1e9, key: witness.key }])
    expect(() => parseCosignatures(body, checkpoint, [])).toThrowCode('NOTE_KEY_UNTRUSTED')
    const other = await signNote(encodeCheckpoint({ origin: ORIGIN, ...headOf(299) }), [signer])
    expect(() => parseCosignatures(body, other, [witness.key])).toThrowCode('NOTE_SIGNATURE_INVALID')
    expect(() => parseCosignatures(body.subarray(0, -1), checkpoint, [witness.key])).toThrowCode(
      'WITNESS_MESSAGE_MALFORMED',
    )
    expect(() => parseCosignatures(Uint8Array.of(0xff), checkpoint, [])).toThrowCode('WITNESS_MESSAGE_MALFORMED')
    expect(() => parseCosignatures(new Uint8Array(1_000_001), checkpoint, [])).toThrowCode('WITNESS_MESSAGE_MALFORMED')
  })

  it('that are none have codes', () => {
    for (const body of ['', '5', ' 5\n', '05\n'])
      expect(() => parseConflict(utf8(body))).toThrowCode('WITNESS_MESSAGE_MALFORMED')
    expect(() => parseAddCheckpoint(new Uint8Array(1_000_001))).toThrowCode('WITNESS_MESSAGE_MALFORMED')
    expect(() => parseAddCheckpoint(utf8(`old 0\n${'A\n'.repeat(64)}\n`))).toThrowCode('WITNESS_MESSAGE_MALFORMED')
  })
})

describe('two checkpoints of a log', () => {
  it.each([
    [100, 100, 'same'],
    [100, 300, 'grown'],
    [0, 300, 'grown'],
    [300, 100, 'rewind'],
  ])('of %i and then %i entries: %s', async (seen, shown, kind) => {
    expect(await compareCheckpoints(log, headOf(seen), headOf(shown))).toMatchObject({ kind })
  })

  it('that fork are told so, whichever is larger', async () => {
    const heads = fork.heads as readonly TreeHead[]
    const at = (size: number): TreeHead => heads[size] as TreeHead
    expect(await compareCheckpoints(fork, headOf(200), at(200))).toEqual({ kind: 'fork' })
    expect(await compareCheckpoints(fork, headOf(200), at(300))).toEqual({ kind: 'fork' })
    expect(await compareCheckpoints(log, headOf(300), at(200))).toEqual({ kind: 'fork' })
    expect(await compareCheckpoints(fork, headOf(150), at(300))).toMatchObject({ kind: 'grown' })
  })

  it('are not compared over tiles of neither', async () => {
    await expect(() => compareCheckpoints(fork, headOf(200), headOf(300))).toThrowCode('TILE_MISMATCH')
  })

  it('show an entry that was dropped or moved', async () => {
    const dropped = grownLog(299, 1, (index) => entryOf(index < 50 ? index : index + 1))
    const moved = grownLog(301, 1, (index) => entryOf(index === 7 ? 8 : index === 8 ? 7 : index))
    expect(await compareCheckpoints(moved, headOf(300), moved.head)).toEqual({ kind: 'fork' })
    expect(await compareCheckpoints(log, headOf(300), dropped.head)).toEqual({ kind: 'fork' })
  })
})

describe('a witness that is asked', () => {
  /** As a witness that keeps its word: it records before it answers. */
  function running(name: string, seen: TreeHead | null = null): Witness & { requests: number } {
    let latest = seen
    const running = {
      key: { ...witness.key },
      requests: 0,
      async post(body: Uint8Array) {
        running.requests++
        const decision = decideAddCheckpoint(body, [{ origin: ORIGIN, keys: [signer.key] }], () => latest)
        if (decision.kind === 'refused') return decision
        latest = decision.checkpoint
        const signature = await makeSignature(decision.checkpoint.note.text, witness)
        return { status: 200, body: encodeCosignatures([{ ...signature, name }]) }
      },
    }
    return running
  }

  const checkpointOf = (head: TreeHead): Promise<Uint8Array> =>
    signNote(encodeCheckpoint({ origin: ORIGIN, ...head }), [signer])

  it('cosigns at once what it sees first, and after a question what it has seen a part of', async () => {
    const fresh = running('witness.example.com')
    expect(await askWitness(fresh, await checkpointOf(headOf(100)), log)).toMatchObject({ time: 1e9 })
    expect(fresh.requests).toBe(1)
    await askWitness(fresh, await checkpointOf(headOf(300)), log)
    expect(fresh.requests).toBe(3)
    await askWitness(fresh, await checkpointOf(headOf(300)), log, { seen: 300 })
    expect(fresh.requests).toBe(4)
    const knowing = running('witness.example.com', headOf(100))
    await askWitness(knowing, await checkpointOf(headOf(300)), log, { seen: 100 })
    expect(knowing.requests).toBe(1)
  })

  it('refuses a log that forks, or has been set back, and the code says so', async () => {
    const forked = running('witness.example.com', headOf(200))
    await expect(askWitness(forked, await checkpointOf(fork.head), fork)).rejects.toMatchObject({
      code: 'WITNESS_REFUSED',
      details: { status: 422 },
    })
    const ahead = running('witness.example.com', headOf(300))
    await expect(askWitness(ahead, await checkpointOf(headOf(200)), log)).rejects.toMatchObject({
      code: 'WITNESS_REFUSED',
      details: { seen: 300, size: 200 },
    })
  })

  it('that is out of order, or of two minds, is not available', async () => {
    const checkpoint = await checkpointOf(headOf(300))
    const answering = (status: number, body = ''): Witness => ({
      key: witness.key,
      post: async () => ({ status, body: utf8(body) }),
    })
    await expect(() => askWitness(answering(503), checkpoint, log)).toThrowCode('WITNESS_UNAVAILABLE')
    await expect(() => askWitness(answering(429), checkpoint, log)).toThrowCode('WITNESS_UNAVAILABLE')
    await expect(() => askWitness(answering(409, '7\n'), checkpoint, log)).toThrowCode('WITNESS_UNAVAILABLE')
    await expect(() => askWitness(answering(409, 'x'), checkpoint, log)).toThrowCode('WITNESS_MESSAGE_MALFORMED')
    await expect(() => askWitness(answering(404), checkpoint, log)).toThrowCode('WITNESS_REFUSED')
  })

  it('is one of several, whose lines come under the checkpoint, and whose failures are told', async () => {
    const down: Witness = { key: witness.key, post: async () => Promise.reject(new Error('no answer')) }
    const lying: Witness = running('somebody.example.com')
    const checkpoint = await checkpointOf(headOf(300))
    const cosigned = await askWitnesses([running('witness.example.com'), down, lying], checkpoint, log)
    expect(cosigned.failures).toMatchObject([
      { error: { message: 'no answer' } },
      { error: { code: 'NOTE_KEY_UNTRUSTED' } },
    ])
    const trust = { origin: ORIGIN, keys: [signer.key], witnesses: [witness.key] }
    expect(openCheckpoint(cosigned.checkpoint, trust).cosignatures).toHaveLength(1)
  })
})
