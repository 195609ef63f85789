import { fromUtf8, toBase64, utf8 } from '@chancery/core'
import { softwareKey, type TestKeyKind, testKey } from '@chancery/testkit'
import '@chancery/testkit/matchers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cosigner,
  encodeCheckpoint,
  encodeNote,
  encodeNoteKey,
  makeSignature,
  type NoteSigner,
  noteSigner,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseNote,
  parseNoteKey,
  signNote,
} from '../src/index.ts'
import { grownLog } from './memory-log.ts'

const ORIGIN = 'log.example.com'
const TIME = 1_679_315_147

async function signer(kind: TestKeyKind = 'p256', name: string = ORIGIN): Promise<NoteSigner> {
  return noteSigner(name, softwareKey({ key: await testKey(kind) }))
}

async function witness(name = 'witness.example.com/w1', key = 'witness'): Promise<NoteSigner> {
  return cosigner(name, softwareKey({ key: await testKey('ed25519', key) }), () => TIME)
}

const CHECKPOINT = { origin: ORIGIN, ...grownLog(3).head }
const TEXT = encodeCheckpoint(CHECKPOINT)

describe('a note', () => {
  it('of the specification opens with its verifier key', () => {
    const key = parseNoteKey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')
    const note = utf8(
      'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
    )
    expect(openNote(note, [key]).text).toBe('This is an example message.\n')
    expect(encodeNoteKey(key)).toBe('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')
    const changed = utf8(fromUtf8(note).replace('message', 'massage'))
    expect(() => openNote(changed, [key])).toThrowCode('NOTE_SIGNATURE_INVALID')
  })

  it.each(['ed25519', 'p256'] as const)('signed by %s opens, and under another key does not', async (kind) => {
    const log = await signer(kind)
    const bytes = await signNote(TEXT, [log])
    const { verified, text } = openNote(bytes, [log.key])
    expect(text).toBe(TEXT)
    expect(verified).toMatchObject([{ name: ORIGIN, time: null }])
    expect(parseNoteKey(encodeNoteKey(log.key))).toEqual(log.key)
    const other = noteSigner(ORIGIN, softwareKey({ key: await testKey(kind, 'other') }))
    expect(() => openNote(bytes, [other.key])).toThrowCode('NOTE_KEY_UNTRUSTED')
    expect(() => openNote(bytes, [{ ...other.key, id: log.key.id }])).toThrowCode('NOTE_SIGNATURE_INVALID')
  })

  it('has signatures of strangers, which count for nothing and harm nothing', async () => {
    const [log, other] = [await signer(), await signer('ed25519', 'stranger.example.com')]
    const note = parseNote(await signNote(TEXT, [other, log]))
    const [strange, own] = note.signatures
    if (!strange || !own) throw new Error('two were made')
    const broken = { ...strange, signature: new Uint8Array(3) }
    const fake = { ...own, id: Uint8Array.of(1, 2, 3, 4) }
    const bytes = encodeNote({ ...note, signatures: [broken, fake, own, own] })
    expect(openNote(bytes, [log.key]).verified).toHaveLength(1)
    expect(() => openNote(encodeNote({ ...note, signatures: [strange] }), [log.key])).toThrowCode('NOTE_KEY_UNTRUSTED')
    expect(() => openNote(encodeNote({ ...note, signatures: [own, strange] }), [])).toThrowCode('NOTE_KEY_UNTRUSTED')
    const bad = { ...own, signature: own.signature.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) }
    expect(() => openNote(encodeNote({ ...note, signatures: [strange, bad] }), [log.key, other.key])).toThrowCode(
      'NOTE_SIGNATURE_INVALID',
    )
  })

  it('of which any byte is another does not open', async () => {
    const log = await signer('ed25519')
    const bytes = await signNote(TEXT, [log])
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Uint8Array.from(bytes)
        changed[at] = (bytes[at] as number) ^ change
        let code: unknown
        try {
          openNote(changed, [log.key])
        } catch (error) {
          code = (error as { code?: unknown }).code
        }
        expect(['NOTE_MALFORMED', 'NOTE_KEY_UNTRUSTED', 'NOTE_SIGNATURE_INVALID']).toContain(code)
      }),
    )
  })

  it.each([
    ['nothing', ''],
    ['no signatures', 'text\n'],
    ['no empty line', 'text\n— a AAAAAAA=\n'],
    ['an end within a line', 'text\n\n— a AAAAAAAA'],
    ['another dash', 'text\n\n- a AAAAAAAA\n'],
    ['no name', 'text\n\n—  AAAAAAAA\n'],
    ['a plus in a name', 'text\n\n— a+b AAAAAAAA\n'],
    ['an odd space in a name', 'text\n\n— a\u2003b AAAAAAAA\n'],
    ['no base64', 'text\n\n— a AAAAAAA\n'],
    ['a key id and nothing behind it', 'text\n\n— a AAAAAA==\n'],
    ['a carriage return', 'text\r\n\n— a AAAAAAAA\n'],
    ['a tab', 'te\txt\n\n— a AAAAAAAA\n'],
    ['too many signatures', `text\n\n${'— a AAAAAAAA\n'.repeat(101)}`],
    ['too many bytes', `${'a'.repeat(1_000_000)}\n\n— a AAAAAAAA\n`],
  ])('with %s is refused', (_, text) => {
    expect(() => parseNote(utf8(text))).toThrowCode('NOTE_MALFORMED')
  })

  it('that is not UTF-8 is refused', () => {
    expect(() => parseNote(Uint8Array.of(0xff, 0x0a, 0x0a))).toThrowCode('NOTE_MALFORMED')
  })

  it('may have empty lines, and a hundred signatures', () => {
    const { text, signatures } = parseNote(utf8(`one\n\ntwo\n\n${'— a AAAAAAAA\n'.repeat(100)}`))
    expect(text).toBe('one\n\ntwo\n')
    expect(signatures).toHaveLength(100)
  })

  it('of arbitrary bytes is read, and written again as it was, or refused', () => {
    const line = fc.stringMatching(/^— [a-z.+ ]{0,4} [A-Za-z0-9+/]{4,12}={0,2}$/)
    const text = fc.tuple(fc.string(), fc.array(line)).map(([head, lines]) => `${head}\n\n${lines.join('\n')}\n`)
    fc.assert(
      fc.property(text, (note) => {
        try {
          expect(fromUtf8(encodeNote(parseNote(utf8(note))))).toBe(note)
        } catch (error) {
          expect(error).toMatchObject({ code: 'NOTE_MALFORMED' })
        }
      }),
    )
  })
})

describe('a verifier key', () => {
  it('that is not written as one, or of a type that is not known, has a code', async () => {
    const vkey = encodeNoteKey((await signer('ed25519')).key)
    const [name, id, key] = vkey.split(/\+(.{8})\+/) as [string, string, string]
    for (const bad of ['', name, `${name}+${id}`, `${name}+${id}+!`, `${name}+0badf00d+${key}`, `+${id}+${key}`])
      expect(() => parseNoteKey(bad)).toThrowCode('NOTE_KEY_MALFORMED')
    expect(() => parseNoteKey(`${name}+${id}+AQ==`)).toThrowCode('NOTE_KEY_MALFORMED')
    expect(() => parseNoteKey(`${name}+${id}+AgAA`)).toThrowCode('NOTE_KEY_MALFORMED')
    expect(() => parseNoteKey(`${name}+${id}+BQAA`)).toThrowCode('NOTE_KEY_UNSUITABLE')
    expect(() => parseNoteKey(`${name}+${id}+BgAA`)).toThrowCode('NOTE_KEY_MALFORMED')
  })

  it('is none of RSA, of another curve, or with a name that cannot be one', async () => {
    await expect(signer('rsa2048')).rejects.toMatchObject({ code: 'NOTE_KEY_UNSUITABLE' })
    await expect(signer('p384')).rejects.toMatchObject({ code: 'NOTE_KEY_UNSUITABLE' })
    await expect(signer('p256', 'a name')).rejects.toMatchObject({ code: 'NOTE_KEY_MALFORMED' })
    const p256 = softwareKey({ key: await testKey('p256') })
    expect(() => cosigner('witness', p256, () => TIME)).toThrowCode('NOTE_KEY_UNSUITABLE')
  })

  it('of ECDSA is known by itself, of Ed25519 with its name and use', async () => {
    expect((await signer('p256', 'a')).key.id).toEqual((await signer('p256', 'b')).key.id)
    expect((await signer('ed25519', 'a')).key.id).not.toEqual((await signer('ed25519', 'b')).key.id)
    const key = softwareKey({ key: await testKey('ed25519') })
    expect(noteSigner('a', key).key.id).not.toEqual(cosigner('a', key, () => TIME).key.id)
  })

  it('that signs something else is found out before anybody else does', async () => {
    const log = await signer('ed25519')
    const wrong = { ...log, sign: (text: Uint8Array) => log.sign(text.subarray(1)) }
    await expect(() => makeSignature(TEXT, wrong)).toThrowCode('NOTE_SIGNATURE_INVALID')
  })
})

describe('a checkpoint', () => {
  it('comes back as it went', () => {
    expect(parseCheckpoint(TEXT)).toEqual({ ...CHECKPOINT, extensions: [] })
    const extended = { ...CHECKPOINT, extensions: ['one', 'two'] }
    expect(parseCheckpoint(encodeCheckpoint(extended))).toEqual(extended)
    expect(TEXT).toBe(`${ORIGIN}\n3\n${toBase64(CHECKPOINT.root)}\n`)
  })

  it.each([
    ['two lines', 'a\n1\n'],
    ['an empty line', `a\n1\n${toBase64(CHECKPOINT.root)}\n\n`],
    ['no origin', `\n1\n${toBase64(CHECKPOINT.root)}\n`],
    ['a size with zeros before it', `a\n01\n${toBase64(CHECKPOINT.root)}\n`],
    ['a negative size', `a\n-1\n${toBase64(CHECKPOINT.root)}\n`],
    ['a size beyond all', `a\n9007199254740992\n${toBase64(CHECKPOINT.root)}\n`],
    ['a short root', `a\n1\n${toBase64(new Uint8Array(31))}\n`],
    ['a root that is no base64', 'a\n1\nroot\n'],
    ['an end within a line', `a\n1\n${toBase64(CHECKPOINT.root)}`],
  ])('with %s is refused', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrowCode('CHECKPOINT_MALFORMED')
  })

  it('opens for its log, with the cosignatures of its witnesses', async () => {
    const [log, second, w] = [await signer(), await signer('ed25519'), await witness()]
    const bytes = await signNote(TEXT, [log, second, w])
    const opened = openCheckpoint(bytes, { origin: ORIGIN, keys: [log.key], witnesses: [w.key] })
    expect(opened).toMatchObject({ origin: ORIGIN, size: 3, extensions: [] })
    expect(opened.signatures.map(({ key }) => key)).toEqual([log.key])
    expect(opened.cosignatures).toMatchObject([{ key: w.key, time: TIME }])
    expect(openCheckpoint(bytes, { origin: null, keys: [second.key] }).cosignatures).toEqual([])
  })

  it('of another origin, or that no key of the log has signed, is refused', async () => {
    const [log, w] = [await signer(), await witness()]
    const bytes = await signNote(TEXT, [log, w])
    expect(() => openCheckpoint(bytes, { origin: 'another.example.com', keys: [log.key] })).toThrowCode(
      'CHECKPOINT_ORIGIN_MISMATCH',
    )
    // A key of another log, or a witness, does not speak for this one.
    const other = await signer('ed25519', 'other.example.com')
    const foreign = await signNote(TEXT, [other, w])
    expect(() => openCheckpoint(foreign, { origin: null, keys: [other.key] })).toThrowCode('NOTE_KEY_UNTRUSTED')
    expect(() => openCheckpoint(foreign, { origin: ORIGIN, keys: [log.key], witnesses: [w.key] })).toThrowCode(
      'NOTE_KEY_UNTRUSTED',
    )
  })

  it('with a cosignature whose time is another is refused', async () => {
    const [log, w] = [await signer(), await witness()]
    const note = parseNote(await signNote(TEXT, [log, w]))
    const signatures = note.signatures.map((one) =>
      one.name === w.key.name
        ? { ...one, signature: one.signature.map((byte, at) => (at === 7 ? byte ^ 1 : byte)) }
        : one,
    )
    const bytes = encodeNote({ ...note, signatures })
    const trust = { origin: ORIGIN, keys: [log.key] }
    expect(() => openCheckpoint(bytes, { ...trust, witnesses: [w.key] })).toThrowCode('NOTE_SIGNATURE_INVALID')
    expect(openCheckpoint(bytes, trust).cosignatures).toEqual([])
  })
})
