import type { Manifest } from './descriptor.ts'
import { RegistryError } from './errors.ts'
import { readManifest, writeManifest } from './manifests.ts'
import type { Asked, Session } from './session.ts'
import { pause } from './transport.ts'

export interface TagContent {
  readonly bytes: Uint8Array
  readonly mediaType: string
}

/** What the tag shall hold, given what it holds; null where that is right already. Called again for each new content. */
export type TagEdit = (current: Manifest | null) => TagContent | null

const MAX_ROUNDS = 30
/** Times how long writing took here: from reading to writing others need about as long. */
const SETTLE_FACTOR = 4
const MAX_SETTLE = 3_000

/**
 * Tags have no compare-and-swap: whoever read before we wrote, and writes after, takes our entry away without knowing. So after each write the tag is read again
 * when everyone who had read before has written, and the edit is made anew until it stays. What others wrote in between gives the next round, so that
 * the one who comes last finds everything. A write is never repeated blindly: its content would be old.
 * @returns the digest that the tag had at last
 * @throws RegistryError REFERRER_LOST
 */
export async function updateTag(
  session: Session,
  asked: Asked,
  tag: string,
  edit: TagEdit,
  signal?: AbortSignal,
): Promise<string> {
  const name = `${asked.registry}/${asked.repository}:${tag}`
  let stable: string | null = null
  let settle = session.settleMs
  let failures = 0
  let isIn = false
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const step = await session.exclusive(name, async () => {
      const current = await readManifest(session, asked, tag, signal)
      const content = edit(current)
      if (content === null) {
        if (current === null) throw new TypeError('an absent tag cannot be right already')
        return { kind: 'right', digest: current.digest } as const
      }
      const before = performance.now()
      try {
        const { digest } = await writeManifest(session, asked, content.bytes, content.mediaType, tag, false, signal)
        settle = Math.min(Math.max(settle, SETTLE_FACTOR * (performance.now() - before)), MAX_SETTLE)
        return { kind: 'written', digest } as const
      } catch (error) {
        // Nobody knows whether it arrived: the next round tells.
        if (!isPassing(error) || failures >= session.retries) throw error
        return { kind: 'failed' } as const
      }
    })
    isIn = step.kind === 'right'
    if (step.kind === 'failed') {
      await session.backoff(++failures, signal)
      continue
    }
    if (isIn && step.digest === stable) return step.digest
    // Two who took each other's entry away must not go on in step.
    if (!isIn && stable !== null) await pause(settle * Math.random(), signal)
    stable = step.digest
    await pause(settle, signal)
  }
  if (isIn && stable !== null) return stable
  throw new RegistryError('REFERRER_LOST', `${name} was overwritten again and again`, {
    details: { rounds: MAX_ROUNDS },
  })
}

function isPassing(error: unknown): boolean {
  return error instanceof RegistryError && (error.code === 'REGISTRY_UNAVAILABLE' || error.code === 'REGISTRY_LIMITED')
}
