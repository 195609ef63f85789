import { concat } from '@chancery/core'
import { parseCheckpoint } from '../checkpoint-text.ts'
import { TlogError } from '../errors.ts'
import type { NoteKey } from '../note/key.ts'
import { parseNote, type VerifiedSignature } from '../note/note.ts'
import { proveConsistency } from '../tiles/prove.ts'
import type { TileReader } from '../tiles/tile-reader.ts'
import { openTree } from '../tiles/tree.ts'
import type { TreeHead } from '../tiles/tree-head.ts'
import { encodeAddCheckpoint, encodeCosignatures, parseConflict, parseCosignatures } from './message.ts'

/** A witness, and how it is asked. */
export interface Witness {
  readonly key: NoteKey
  /** `POST <prefix>/add-checkpoint`. Rejects where there is no answer. */
  post(body: Uint8Array, signal?: AbortSignal): Promise<WitnessAnswer>
}

export interface WitnessAnswer {
  /** Of HTTP. */
  readonly status: number
  readonly body: Uint8Array
}

/** The log may be asked about in the meantime: a second conflict is answered once more. */
const MAX_CONFLICTS = 3

/**
 * A witness' cosignature on a checkpoint. It says itself from where it wants the consistency shown.
 * @param reader the log's tiles
 * @param seen how many entries it has cosigned, where that is known: it spares a question
 * @throws TlogError WITNESS_REFUSED, WITNESS_UNAVAILABLE, WITNESS_MESSAGE_MALFORMED, NOTE_SIGNATURE_INVALID, NOTE_KEY_UNTRUSTED;
 * whatever `post` throws
 */
export async function askWitness(
  witness: Witness,
  checkpoint: Uint8Array,
  reader: TileReader,
  { seen = 0, signal }: { readonly seen?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<VerifiedSignature> {
  const head = parseCheckpoint(parseNote(checkpoint).text)
  let old = seen
  for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
    const proof = await proofFrom(old, head, reader, signal)
    const { status, body } = await witness.post(encodeAddCheckpoint({ old, proof, checkpoint }), signal)
    if (status === 200) {
      const [signature] = parseCosignatures(body, checkpoint, [witness.key])
      return signature as VerifiedSignature
    }
    if (status !== 409) throw refusal(witness, status)
    old = parseConflict(body)
    if (old > head.size) {
      throw new TlogError('WITNESS_REFUSED', `${witness.key.name} has seen ${old} entries, and here are ${head.size}`, {
        details: { witness: witness.key.name, seen: old, size: head.size },
      })
    }
  }
  throw new TlogError('WITNESS_UNAVAILABLE', `${witness.key.name} does not settle on what it has seen`)
}

async function proofFrom(
  old: number,
  head: TreeHead,
  reader: TileReader,
  signal: AbortSignal | undefined,
): Promise<readonly Uint8Array[]> {
  if (old === 0 || old >= head.size) return []
  const tree = await openTree(reader, head, signal)
  return proveConsistency(reader, { size: old, root: await tree.range(0, old) }, head, signal)
}

function refusal({ key }: Witness, status: number): TlogError {
  const refused = status >= 400 && status < 500 && status !== 408 && status !== 429
  const details = { witness: key.name, status }
  return refused
    ? new TlogError('WITNESS_REFUSED', `${key.name} does not cosign the checkpoint: status ${status}`, { details })
    : new TlogError('WITNESS_UNAVAILABLE', `${key.name} answered with status ${status}`, { details })
}

export interface Cosigned {
  /** The note with the lines of those who cosigned. */
  readonly checkpoint: Uint8Array
  readonly cosignatures: readonly VerifiedSignature[]
  readonly failures: readonly { readonly witness: NoteKey; readonly error: unknown }[]
}

/**
 * Asks all at the same time. How many are enough is for a policy to say: `openUnderPolicy`.
 * @param seen how many entries a witness has cosigned, as far as that is known
 */
export async function askWitnesses(
  witnesses: readonly Witness[],
  checkpoint: Uint8Array,
  reader: TileReader,
  {
    seen = () => 0,
    signal,
  }: { readonly seen?: (witness: Witness) => number; readonly signal?: AbortSignal | undefined } = {},
): Promise<Cosigned> {
  const asked = await Promise.allSettled(
    witnesses.map((witness) => askWitness(witness, checkpoint, reader, { seen: seen(witness), signal })),
  )
  const cosignatures = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failures = asked.flatMap((one, at) =>
    one.status === 'rejected' ? [{ witness: (witnesses[at] as Witness).key, error: one.reason as unknown }] : [],
  )
  return { checkpoint: concat(checkpoint, encodeCosignatures(cosignatures)), cosignatures, failures }
}
