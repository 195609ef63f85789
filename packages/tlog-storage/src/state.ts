import { equalBytes, fromHex, isJsonObject, toHex, utf8 } from '@chancery/core'
import type { TreeHead } from '@chancery/tlog'
import { TlogStorageError } from './errors.ts'

/** How far a log has come: what is signed next, if it is not yet. */
export interface LogState extends TreeHead {
  readonly origin: string
}

export function encodeState({ origin, root, size }: LogState): Uint8Array {
  return utf8(`${JSON.stringify({ origin, root: toHex(root), size, version: 1 })}\n`)
}

/** @throws TlogStorageError LOG_STATE_MALFORMED for all but what `encodeState` writes */
export function parseState(bytes: Uint8Array): LogState {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (isJsonObject(json)) {
      const { origin, root, size } = json
      const state = { origin: origin as string, root: fromHex(root as string), size: size as number }
      if (state.root.length === 32 && Number.isSafeInteger(size) && equalBytes(encodeState(state), bytes)) return state
    }
  } catch (cause) {
    throw new TlogStorageError('LOG_STATE_MALFORMED', 'the state cannot be read', { cause })
  }
  throw new TlogStorageError('LOG_STATE_MALFORMED', 'the state is not what was written')
}
