import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { toBase64 } from '@chancery/core'
import type { TestKey } from '@chancery/testkit'
import { expect } from 'vitest'
import type { StoreSpec } from './opened-store.ts'

export interface Writing {
  readonly store: StoreSpec
  /** Ed25519. */
  readonly key: TestKey
  /** Begins each of its entries. */
  readonly name: string
  readonly count: number
  /** Milliseconds until it is killed, after its first word or those of `after`; without, it ends by itself. */
  readonly life?: number
  /** How much it has acknowledged at least when its life begins to run out. */
  readonly after?: number
}

/** Runs a writer in a process of its own. @returns what was acknowledged: `INDEX ENTRY` lines */
export async function write({ store, key, name, count, life, after = 0 }: Writing): Promise<readonly string[]> {
  const program = join(import.meta.dirname, 'writer-worker.ts')
  const { privateKey, publicKey } = key
  const env = {
    ...process.env,
    KEY: JSON.stringify({ privateKey: toBase64(privateKey), publicKey: toBase64(publicKey) }),
    STORE: JSON.stringify(store),
  }
  const args = ['--conditions=@chancery/source', program, name, String(count)]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  let isDying = false
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (life === undefined || isDying || said.split('\n').length - 2 < after) return
    isDying = true
    setTimeout(() => child.kill('SIGKILL'), life)
  })
  const [code] = await once(child, 'close')
  if (life === undefined) expect(code).toBe(0)
  // A line that was cut was not said.
  return said.split('\n').slice(1, -1)
}
