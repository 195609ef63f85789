import { equalBytes, fromHex, isJsonObject, toHex, utf8 } from '@chancery/core'
import { emptyRoot, type TreeHead } from '@chancery/tlog'
import { EngineError } from '../errors.ts'

/** How far a mirror has come. What it has durably is `size` and `root`; where it goes is `pending`. */
export interface MirrorState extends TreeHead {
  readonly origin: string
  /** The newest checkpoint that the mirror has set out for: the signed note. Whatever does not continue it is a fork, also where it was not reached. */
  readonly pending: string
}

export function beginning(origin: string, pending: string): MirrorState {
  return { origin, pending, size: 0, root: emptyRoot() }
}

/** No writer of a log takes it for its own. */
export function encodeMirrorState({ origin, pending, root, size }: MirrorState): Uint8Array {
  return utf8(`${JSON.stringify({ mirror: 1, origin, pending, root: toHex(root), size })}\n`)
}

/**
 * @param place of the mirror, for people
 * @throws EngineError MIRROR_FOLDER_FOREIGN for another's state, MIRROR_DAMAGED for what is no state
 */
export function parseMirrorState(bytes: Uint8Array, place: string): MirrorState {
  let json: unknown = null
  try {
    json = JSON.parse(new TextDecoder().decode(bytes))
    if (isJsonObject(json) && json.mirror === 1) {
      const { origin, pending, root, size } = json
      const state = {
        origin: origin as string,
        pending: pending as string,
        root: fromHex(root as string),
        size: size as number,
      }
      if (state.root.length === 32 && Number.isSafeInteger(size) && equalBytes(encodeMirrorState(state), bytes)) {
        return state
      }
    }
  } catch (cause) {
    throw new EngineError('MIRROR_DAMAGED', `the state of the mirror in ${place} cannot be read`, { cause })
  }
  if (isJsonObject(json) && json.mirror === undefined) {
    throw new EngineError('MIRROR_FOLDER_FOREIGN', `${place} holds a log that is written there, and no mirror`)
  }
  throw new EngineError('MIRROR_DAMAGED', `the state of the mirror in ${place} is not what was written`)
}
