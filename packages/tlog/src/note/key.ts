import { parsePublicKey, type SignatureScheme, verifySignature } from '@chancery/codec'
import { concat, digestByName, equalBytes, fromBase64, fromHex, toBase64, toHex, utf8 } from '@chancery/core'
import { TlogError } from '../errors.ts'
import { sha256 } from '../merkle/hash.ts'

export type NoteKeyType = 'ed25519' | 'ecdsa' | 'cosignature'

/** A key that signs notes (c2sp.org/signed-note): what a verifier key says. */
export interface NoteKey {
  readonly type: NoteKeyType
  /** Of a log its origin; of a witness its name. */
  readonly name: string
  /** Four bytes that tell keys of one name apart; they prove nothing. */
  readonly id: Uint8Array
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
}

interface TypeRow {
  readonly type: NoteKeyType
  /** The signature type identifier byte. */
  readonly byte: number
  readonly kind: 'ed25519' | 'p256'
  readonly scheme: SignatureScheme
}

const EDDSA: SignatureScheme = { scheme: 'eddsa', digest: digestByName('sha512'), saltLength: null }
const ECDSA: SignatureScheme = { scheme: 'ecdsa', digest: digestByName('sha256'), saltLength: null }

const TYPES: readonly TypeRow[] = [
  { type: 'ed25519', byte: 0x01, kind: 'ed25519', scheme: EDDSA },
  { type: 'ecdsa', byte: 0x02, kind: 'p256', scheme: ECDSA },
  { type: 'cosignature', byte: 0x04, kind: 'ed25519', scheme: EDDSA },
]

function rowOf(type: NoteKeyType): TypeRow {
  return TYPES.find((row) => row.type === type) as TypeRow
}

/** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410). */
const ED25519_SPKI = fromHex('302a300506032b6570032100')

/** Neither white space nor a plus sign. */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\p{White_Space}\p{Cc}+]/u.test(name)
}

/**
 * @param publicKey SubjectPublicKeyInfo, DER
 * @throws TlogError NOTE_KEY_MALFORMED for a name that cannot be one, NOTE_KEY_UNSUITABLE
 */
export function noteKey(type: NoteKeyType, name: string, publicKey: Uint8Array): NoteKey {
  if (!isKeyName(name)) throw new TlogError('NOTE_KEY_MALFORMED', `${JSON.stringify(name)} cannot name a key`)
  const row = rowOf(type)
  const { kind } = parsePublicKey(publicKey)
  if (kind !== row.kind) {
    throw new TlogError(
      'NOTE_KEY_UNSUITABLE',
      `a key of kind ${kind ?? 'unknown'} makes no ${type} signatures of notes`,
    )
  }
  return { type, name, id: sha256(identified(row, name, publicKey)).subarray(0, 4), publicKey }
}

/** As Rekor's clients call a log: its key id at full length. */
export function logId(key: NoteKey): Uint8Array {
  return sha256(identified(rowOf(key.type), key.name, key.publicKey))
}

/** ECDSA keys are known by themselves alone, whatever they are called. */
function identified(row: TypeRow, name: string, publicKey: Uint8Array): Uint8Array {
  if (row.type === 'ecdsa') return publicKey
  return concat(utf8(`${name}\n`), Uint8Array.of(row.byte), material(row, publicKey))
}

/** The public key as vkeys have it. */
function material({ kind }: TypeRow, publicKey: Uint8Array): Uint8Array {
  return kind === 'ed25519' ? publicKey.subarray(ED25519_SPKI.length) : publicKey
}

/** `name+hex(id)+base64(type ‖ key)`. */
export function encodeNoteKey({ type, name, id, publicKey }: NoteKey): string {
  const row = rowOf(type)
  return `${name}+${toHex(id)}+${toBase64(concat(Uint8Array.of(row.byte), material(row, publicKey)))}`
}

/** @throws TlogError NOTE_KEY_MALFORMED, NOTE_KEY_UNSUITABLE for a type that is not known here */
export function parseNoteKey(text: string): NoteKey {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? []
  if (name === undefined || id === undefined || encoded === undefined) {
    throw new TlogError('NOTE_KEY_MALFORMED', 'a verifier key is NAME+8 hexadecimal digits+base64')
  }
  const [byte, ...rest] = base64(encoded)
  const row = TYPES.find((one) => one.byte === byte)
  if (!row) throw new TlogError('NOTE_KEY_UNSUITABLE', `signature type ${byte} is not known here`)
  if (row.kind === 'ed25519' && rest.length !== 32)
    throw new TlogError('NOTE_KEY_MALFORMED', `an Ed25519 key of ${rest.length} bytes`)
  const bytes = Uint8Array.from(rest)
  const key = fromSpki(row, name, row.kind === 'ed25519' ? concat(ED25519_SPKI, bytes) : bytes)
  if (!equalBytes(key.id, fromHex(id))) {
    throw new TlogError('NOTE_KEY_MALFORMED', `${name}: the key id ${id} is not that of the key`)
  }
  return key
}

function base64(text: string): Uint8Array {
  try {
    return fromBase64(text)
  } catch (cause) {
    throw new TlogError('NOTE_KEY_MALFORMED', 'a verifier key whose key is not base64', { cause })
  }
}

function fromSpki(row: TypeRow, name: string, spki: Uint8Array): NoteKey {
  try {
    return noteKey(row.type, name, spki)
  } catch (cause) {
    if (cause instanceof TlogError) throw cause
    throw new TlogError('NOTE_KEY_MALFORMED', `${name}: no public key`, { cause })
  }
}

/** Seconds since 1970 before an Ed25519 signature (c2sp.org/tlog-cosignature). */
const COSIGNATURE_LENGTH = 8 + 64

/** When a cosignature says that it was made, in seconds since 1970; null for other keys. */
export function cosignatureTime(key: NoteKey, signature: Uint8Array): number | null {
  if (key.type !== 'cosignature' || signature.length !== COSIGNATURE_LENGTH) return null
  const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0)
  return time <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(time) : null
}

/** What a cosigner signs. @param time seconds since 1970 */
export function cosignedMessage(text: Uint8Array, time: number): Uint8Array {
  return concat(utf8(`cosignature/v1\ntime ${time}\n`), text)
}

/** Whether `signature` (without the key id) is by `key` over the note's text. */
export function holds(key: NoteKey, text: Uint8Array, signature: Uint8Array): boolean {
  const publicKey = parsePublicKey(key.publicKey)
  const { scheme } = rowOf(key.type)
  if (key.type !== 'cosignature') return verifySignature(publicKey, scheme, text, signature)
  const time = cosignatureTime(key, signature)
  return time !== null && verifySignature(publicKey, scheme, cosignedMessage(text, time), signature.subarray(8))
}
