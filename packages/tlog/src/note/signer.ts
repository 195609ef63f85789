import { concat, type SigningKey, utf8 } from '@chancery/core'
import { TlogError } from '../errors.ts'
import { cosignedMessage, holds } from './cosignature.ts'
import { type NoteKey, noteKey } from './key.ts'
import { encodeNote, type Note, type NoteSignature } from './note.ts'

/** Whatever can put its line under a note: a key in an HSM, a witness. */
export interface NoteSigner {
  readonly key: NoteKey
  /** The signature, without the key id, over the note's text. */
  sign(text: Uint8Array, signal?: AbortSignal): Promise<Uint8Array>
}

/** A log's own signature. @throws TlogError NOTE_KEY_UNSUITABLE, NOTE_KEY_MALFORMED */
export function noteSigner(name: string, key: SigningKey): NoteSigner {
  const type = key.info.key === 'ed25519' ? 'ed25519' : 'ecdsa'
  return { key: noteKey(type, name, key.info.publicKey), sign: (text, signal) => key.sign(text, signal) }
}

/**
 * A witness' signature (c2sp.org/tlog-cosignature).
 * @param now seconds since 1970
 * @throws TlogError NOTE_KEY_UNSUITABLE, NOTE_KEY_MALFORMED
 */
export function cosigner(name: string, key: SigningKey, now: () => number): NoteSigner {
  return {
    key: noteKey('cosignature', name, key.info.publicKey),
    async sign(text, signal) {
      const time = now()
      const signature = await key.sign(cosignedMessage(text, time), signal)
      const stamp = new Uint8Array(8)
      new DataView(stamp.buffer).setBigUint64(0, BigInt(time))
      return concat(stamp, signature)
    },
  }
}

/** @throws TlogError NOTE_SIGNATURE_INVALID where what the signer made does not hold, and whatever the signer throws */
export async function makeSignature(text: string, signer: NoteSigner, signal?: AbortSignal): Promise<NoteSignature> {
  const { key } = signer
  const message = utf8(text)
  const signature = await signer.sign(message, signal)
  if (!holds(key, message, signature)) {
    throw new TlogError('NOTE_SIGNATURE_INVALID', `what ${key.name} signed does not verify`)
  }
  return { name: key.name, id: key.id, signature }
}

/** @param text ends with a line feed */
export async function signNote(
  text: string,
  signers: readonly NoteSigner[],
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const signatures = await Promise.all(signers.map((signer) => makeSignature(text, signer, signal)))
  const note: Note = { text, signatures }
  return encodeNote(note)
}
