/** Cosignatures of type 0x06 (c2sp.org/tlog-cosignature): ML-DSA-44, by torchwood and by keys of Node's own. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { concat, fromUtf8, utf8 } from '@chancery/core'
import { softwareKey, testKey, vectors } from '@chancery/testkit'
import '@chancery/testkit/matchers'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  encodeCheckpoint,
  encodeNote,
  encodeNoteKey,
  type NoteKey,
  noteKey,
  noteSigner,
  openCheckpoint,
  openNote,
  openUnderPolicy,
  parseCosignatures,
  parseLogPolicy,
  parseNote,
  parseNoteKey,
  receiptAlgorithm,
  signNote,
} from '../src/index.ts'
import { cosignedTree } from '../src/note/cosignature.ts'
import { grownLog } from './memory-log.ts'

const ORIGIN = 'log.example.com'
const NAME = 'witness.example.com/pq'
const TIME = 1_790_000_000
const HEAD = { origin: ORIGIN, ...grownLog(3).head }
const TEXT = encodeCheckpoint(HEAD)

/** Node before 24.7 has none. */
function mlDsaMissing(): boolean {
  try {
    generateKeyPairSync('ml-dsa-44' as 'ed25519')
    return false
  } catch {
    return true
  }
}

interface Keys {
  readonly key: NoteKey
  readonly privateKey: KeyObject
}

function keysOf(name: string): Keys {
  const { publicKey, privateKey } = generateKeyPairSync('ml-dsa-44' as 'ed25519')
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
  return { key: noteKey('ml-dsa-44', name, spki), privateKey }
}

/** A line as the specification has it. @param signed what is signed, where that is something else */
function lineOf({ key, privateKey }: Keys, time = TIME, signed = cosignedTree(key.name, HEAD, time)): Uint8Array {
  const stamp = new Uint8Array(8)
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time))
  return concat(stamp, new Uint8Array(sign(null, signed ?? new Uint8Array(), privateKey)))
}

function noteWith(signature: Uint8Array, { name, id }: NoteKey, text = TEXT): Uint8Array {
  return encodeNote({ text, signatures: [{ name, id, signature }] })
}

describe.skipIf(mlDsaMissing())('a checkpoint', () => {
  const [vector] = vectors('tlog')
  const torchwood = vector?.read() ?? new Uint8Array()
  const vkey = fromUtf8(vector?.read(vector.trust) ?? new Uint8Array()).trim()

  it('that a log has signed with torchwood is the log’s, and no byte of it can be another', () => {
    const key = parseNoteKey(vkey)
    expect(encodeNoteKey(key)).toBe(vkey)
    const opened = openCheckpoint(torchwood, { origin: 'example.com/mldsa-log', keys: [key] })
    expect(opened).toMatchObject({ size: 1, signatures: [{ name: 'example.com/mldsa-log', time: null }] })
    const { text, signatures } = parseNote(torchwood)
    const [line] = signatures as [(typeof signatures)[number]]
    for (const at of [0, 7, 8, 100, 2427]) {
      const signature = line.signature.map((byte, index) => (index === at ? byte ^ 1 : byte))
      const changed = encodeNote({ text, signatures: [{ ...line, signature }] })
      expect(() => openNote(changed, [key])).toThrowCode('NOTE_SIGNATURE_INVALID')
    }
    for (const changed of [
      text.replace('\n1\n', '\n2\n'),
      text.replace('+zo', '+zp'),
      text.replace('mldsa-log', 'mldsa-lag'),
    ])
      expect(() => openNote(encodeNote({ text: changed, signatures }), [key])).toThrowCode('NOTE_SIGNATURE_INVALID')
    // The name is in what is signed.
    const renamed = { ...key, name: 'example.com/other' }
    const other = encodeNote({ text, signatures: [{ ...line, name: renamed.name }] })
    expect(() => openNote(other, [renamed])).toThrowCode('NOTE_SIGNATURE_INVALID')
  })

  it('that a log signs with both has both', async () => {
    const own = keysOf(ORIGIN)
    const ecdsa = noteSigner(ORIGIN, softwareKey({ key: await testKey('p256') }))
    const { signatures } = parseNote(await signNote(TEXT, [ecdsa]))
    const bytes = encodeNote({
      text: TEXT,
      signatures: [...signatures, { name: ORIGIN, id: own.key.id, signature: lineOf(own) }],
    })
    const keys = [ecdsa.key, own.key]
    expect(openCheckpoint(bytes, { origin: null, keys }).signatures.map(({ time }) => time)).toEqual([null, TIME])
    expect(openCheckpoint(bytes, { origin: null, keys: [own.key] }).signatures).toHaveLength(1)
  })

  it('has no extensions that nobody has signed', async () => {
    const own = keysOf(ORIGIN)
    const extended = encodeCheckpoint({ ...HEAD, extensions: ['anything'] })
    const line = { name: ORIGIN, id: own.key.id, signature: lineOf(own) }
    const alone = encodeNote({ text: extended, signatures: [line] })
    expect(() => openCheckpoint(alone, { origin: null, keys: [own.key] })).toThrowCode('NOTE_KEY_UNTRUSTED')
    const ecdsa = noteSigner(ORIGIN, softwareKey({ key: await testKey('p256') }))
    const { signatures } = parseNote(await signNote(extended, [ecdsa]))
    const both = encodeNote({ text: extended, signatures: [...signatures, line] })
    expect(openCheckpoint(both, { origin: null, keys: [own.key, ecdsa.key] }).extensions).toEqual(['anything'])
  })
})

describe.skipIf(mlDsaMissing())('a cosignature by ML-DSA-44', () => {
  let keys: Keys
  beforeAll(() => {
    keys = keysOf(NAME)
  })

  it('holds, and says when it was made', () => {
    expect(openNote(noteWith(lineOf(keys), keys.key), [keys.key]).verified).toMatchObject([{ name: NAME, time: TIME }])
    expect(openNote(noteWith(lineOf(keys, 0), keys.key), [keys.key]).verified).toMatchObject([{ time: null }])
    expect(parseNoteKey(encodeNoteKey(keys.key))).toEqual(keys.key)
  })

  it('counts in a policy’s quorum, and is what a witness may answer', async () => {
    const log = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))
    const policy = parseLogPolicy(
      utf8(`log ${encodeNoteKey(log.key)}\nwitness w ${encodeNoteKey(keys.key)} https://w.example.com\nquorum w\n`),
    )
    const signed = await signNote(TEXT, [log])
    expect(() => openUnderPolicy(signed, policy)).toThrowCode('LOG_QUORUM_MISSED')
    const { signatures } = parseNote(signed)
    const line = { name: NAME, id: keys.key.id, signature: lineOf(keys) }
    const cosigned = encodeNote({ text: TEXT, signatures: [...signatures, line] })
    expect(openUnderPolicy(cosigned, policy).cosignatures).toMatchObject([{ name: NAME, time: TIME }])
    const [, answer] = fromUtf8(noteWith(line.signature, keys.key)).split('\n\n')
    expect(parseCosignatures(utf8(answer as string), signed, [keys.key])).toHaveLength(1)
    const own = parseLogPolicy(utf8(`log ${encodeNoteKey(keysOf(ORIGIN).key)}\nquorum none\n`))
    expect(own.logs).toHaveLength(1)
  })

  it.each<[string, (keys: Keys) => Uint8Array]>([
    ['over another size', (by) => lineOf(by, TIME, cosignedTree(NAME, { ...HEAD, size: 4 }, TIME))],
    ['over another root', (by) => lineOf(by, TIME, cosignedTree(NAME, { ...HEAD, root: new Uint8Array(32) }, TIME))],
    ['over another log', (by) => lineOf(by, TIME, cosignedTree(NAME, { ...HEAD, origin: 'x' }, TIME))],
    ['by another name', (by) => lineOf(by, TIME, cosignedTree('x', HEAD, TIME))],
    ['of another time', (by) => lineOf(by, TIME, cosignedTree(NAME, HEAD, TIME + 1))],
    ['over the text, as Ed25519 has it', (by) => lineOf(by, TIME, utf8(`cosignature/v1\ntime ${TIME}\n${TEXT}`))],
    ['that is cut', (by) => lineOf(by).subarray(0, -1)],
    ['that goes on', (by) => concat(lineOf(by), new Uint8Array(1))],
    ['without a time', (by) => lineOf(by).subarray(8)],
    ['of a time beyond all times', (by) => concat(new Uint8Array(8).fill(0x7f), lineOf(by).subarray(8))],
    ['of the length of an Ed25519 cosignature', (by) => lineOf(by).subarray(0, 72)],
  ])('%s does not hold', (_, signature) => {
    expect(() => openNote(noteWith(signature(keys), keys.key), [keys.key])).toThrowCode('NOTE_SIGNATURE_INVALID')
  })

  it('holds under no other key, and over no note that is no checkpoint', () => {
    const other = keysOf(NAME)
    const bytes = noteWith(lineOf(keys), keys.key)
    expect(() => openNote(bytes, [other.key])).toThrowCode('NOTE_KEY_UNTRUSTED')
    expect(() => openNote(bytes, [{ ...other.key, id: keys.key.id }])).toThrowCode('NOTE_SIGNATURE_INVALID')
    expect(() => openNote(noteWith(lineOf(keys), keys.key, 'hello\n'), [keys.key])).toThrowCode(
      'NOTE_SIGNATURE_INVALID',
    )
  })

  it('has room for names of 255 bytes, and for no longer ones', () => {
    expect(cosignedTree('n'.repeat(255), { ...HEAD, origin: 'o'.repeat(255) }, 0)).not.toBe(null)
    for (const [name, origin] of [
      ['n'.repeat(256), 'o'],
      ['n', 'o'.repeat(256)],
      ['', 'o'],
    ] as const)
      expect(cosignedTree(name, { ...HEAD, origin }, 0)).toBe(null)
    const long = keysOf('n'.repeat(256))
    expect(() => openNote(noteWith(lineOf(long, TIME, utf8('x')), long.key), [long.key])).toThrowCode(
      'NOTE_SIGNATURE_INVALID',
    )
  })
})

describe('a key for ML-DSA-44', () => {
  const spki = concat(Buffer.from('30820532300b06096086480165030403110382052100', 'hex'), new Uint8Array(1312).fill(7))

  it('has the id and the verifier key of the specification', () => {
    const key = noteKey('ml-dsa-44', NAME, spki)
    const [, , encoded] = encodeNoteKey(key).split('+')
    expect(Buffer.from(encoded as string, 'base64').subarray(0, 3)).toEqual(Buffer.from([6, 7, 7]))
    expect(parseNoteKey(encodeNoteKey(key))).toEqual(key)
  })

  it('is none of another kind, or of another length', async () => {
    const { info } = softwareKey({ key: await testKey('ed25519') })
    expect(() => noteKey('ml-dsa-44', NAME, info.publicKey)).toThrowCode('NOTE_KEY_UNSUITABLE')
    for (const type of ['ed25519', 'ecdsa', 'cosignature'] as const)
      expect(() => noteKey(type, NAME, spki)).toThrowCode('NOTE_KEY_UNSUITABLE')
    for (const length of [0, 32, 1311, 1313]) {
      const vkey = `${NAME}+00000000+${Buffer.concat([Buffer.of(6), Buffer.alloc(length)]).toString('base64')}`
      expect(() => parseNoteKey(vkey)).toThrowCode('NOTE_KEY_MALFORMED')
    }
  })

  it('gives no receipts', () => {
    expect(() => receiptAlgorithm(noteKey('ml-dsa-44', ORIGIN, spki))).toThrowCode('NOTE_KEY_UNSUITABLE')
  })

  it('that Node cannot read, as one without the algorithm, is told of', () => {
    const key = noteKey('ml-dsa-44', NAME, spki)
    // An algorithm that is nobody's: 2.16.840.1.101.3.4.3.127.
    const unknown = spki.map((byte, at) => (at === 16 ? 0x7f : byte))
    expect(unknown).not.toEqual(spki)
    const bytes = noteWith(new Uint8Array(2428), key)
    expect(() => openNote(bytes, [{ ...key, publicKey: unknown }])).toThrowCode('NOTE_ALGORITHM_UNAVAILABLE')
  })
})
