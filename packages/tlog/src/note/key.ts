import { parsePublicKey } from '@chancery/codec'
import { concat, equalBytes, fromBase64, fromHex, toBase64, toHex, utf8 } from '@chancery/core'
import { TlogError } from '../errors.ts'
import { sha256 } from '../merkle/hash.ts'
import { isMlDsa44, ML_DSA_44_KEY, ML_DSA_44_SPKI } from './ml-dsa.ts'

export type NoteKeyType = 'ed25519' | 'ecdsa' | 'cosignature' | 'ml-dsa-44'

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
  readonly kind: 'ed25519' | 'p256' | 'ml-dsa-44'
  /** SubjectPublicKeyInfo up to the key itself, which alone is in a verifier key, and how long it is; null where all of it is. */
  readonly raw: { readonly before: Uint8Array; readonly length: number } | null
}

/** RFC 8410. */
const ED25519_RAW = { before: fromHex('302a300506032b6570032100'), length: 32 }
const ML_DSA_44_RAW = { before: ML_DSA_44_SPKI, length: ML_DSA_44_KEY }

const TYPES: readonly TypeRow[] = [
  { type: 'ed25519', byte: 0x01, kind: 'ed25519', raw: ED25519_RAW },
  { type: 'ecdsa', byte: 0x02, kind: 'p256', raw: null },
  { type: 'cosignature', byte: 0x04, kind: 'ed25519', raw: ED25519_RAW },
  { type: 'ml-dsa-44', byte: 0x06, kind: 'ml-dsa-44', raw: ML_DSA_44_RAW },
]

/** Whether it may be a witness'. */
export function isCosigner({ type }: NoteKey): boolean {
  return type === 'cosignature' || type === 'ml-dsa-44'
}

/** Whether it may be a log's own: c2sp.org/tlog-checkpoint has logs sign with ML-DSA-44 cosignatures. */
export function isLogKey({ type }: NoteKey): boolean {
  return type !== 'cosignature'
}

/** Whether all lines of a checkpoint are signed: ML-DSA-44 cosignatures are of the tree alone, and say nothing of its extensions. */
export function signsWholeText({ type }: NoteKey): boolean {
  return type !== 'ml-dsa-44'
}

function rowOf(type: NoteKeyType): TypeRow {
  return TYPES.find((row) => row.type === type) as TypeRow
}

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
  const kind = isMlDsa44(publicKey) ? 'ml-dsa-44' : parsePublicKey(publicKey).kind
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
function material({ raw }: TypeRow, publicKey: Uint8Array): Uint8Array {
  return raw ? publicKey.subarray(raw.before.length) : publicKey
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
  if (row.raw && rest.length !== row.raw.length)
    throw new TlogError('NOTE_KEY_MALFORMED', `a key of kind ${row.kind} with ${rest.length} bytes`)
  const bytes = Uint8Array.from(rest)
  const key = fromSpki(row, name, row.raw ? concat(row.raw.before, bytes) : bytes)
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
