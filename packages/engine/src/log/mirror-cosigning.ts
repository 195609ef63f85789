import { equalBytes } from '@chancery/core'
import {
  cosigner,
  encodeNote,
  encodeNoteKey,
  makeSignature,
  type NoteKey,
  openNote,
  parseNote,
  TlogError,
} from '@chancery/tlog'
import type { Context } from '../context.ts'
import { EngineError } from '../errors.ts'
import { KeyRing } from '../key-ring.ts'
import type { Cosignature } from './verify-whole-log.ts'

/** A mirror's cosignature, with the key that verifies it. */
export type MirrorCosignature = Cosignature & { readonly verifierKey: string }

export interface MirrorSigning extends AsyncDisposable {
  /**
   * Puts the mirror's line under a checkpoint whose entries are durable: that they are is what the line says.
   * @param held what the mirror shows: no line is older than one before
   */
  cosign(
    note: Uint8Array,
    held: Uint8Array | null,
  ): Promise<{ readonly note: Uint8Array; readonly cosignature: MirrorCosignature | null }>
}

/** @throws EngineError OPTION_INVALID, KEY_UNKNOWN; TlogError NOTE_KEY_UNSUITABLE, NOTE_KEY_MALFORMED; HsmError */
export async function openMirrorSigning(
  context: Context,
  { key, name, module }: { key?: string | undefined; name?: string | undefined; module?: string | undefined },
): Promise<MirrorSigning> {
  if (key === undefined && name === undefined) {
    return { cosign: async (note) => ({ note, cosignature: null }), async [Symbol.asyncDispose]() {} }
  }
  if (key === undefined || name === undefined) {
    throw new EngineError('OPTION_INVALID', 'a mirror that cosigns has --key and --name, another neither')
  }
  const keys = new KeyRing(context)
  try {
    const signingKey = await keys.open(key, { module })
    // Looked at now: an unsuitable key is told of before anything is copied.
    const { key: noteKey } = cosigner(name, signingKey, () => 0)
    return {
      async cosign(note, held) {
        const time = Math.max(Math.floor(Date.now() / 1000), held === null ? 0 : timeOf(held, noteKey))
        const { text, signatures } = parseNote(note)
        const own = await makeSignature(
          text,
          cosigner(name, signingKey, () => time),
        )
        const others = signatures.filter((one) => one.name !== own.name || !equalBytes(one.id, own.id))
        const cosigned = encodeNote({ text, signatures: [...others, own] })
        openNote(cosigned, [noteKey])
        const cosignature = { name, time: new Date(time * 1000).toISOString(), verifierKey: encodeNoteKey(noteKey) }
        return { note: cosigned, cosignature }
      },
      [Symbol.asyncDispose]: () => keys[Symbol.asyncDispose](),
    }
  } catch (error) {
    await keys[Symbol.asyncDispose]()
    throw error
  }
}

/** 0 where it has no line of the key's. */
function timeOf(note: Uint8Array, key: NoteKey): number {
  try {
    return openNote(note, [key]).verified[0]?.time ?? 0
  } catch (error) {
    if (error instanceof TlogError) return 0
    throw error
  }
}
