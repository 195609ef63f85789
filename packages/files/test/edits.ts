import { type Embedding, literal, type Part, range, utf8, type Written } from '@chancery/core'
import { type FileSource, fileOutput } from '../src/index.ts'
import { noise } from './temp-folder.ts'

export const MB: number = 1024 * 1024
export const RECORD: Uint8Array = utf8('{"record":1}')
export const SIDE: { readonly suffix: string; readonly bytes: Uint8Array } = { suffix: '.p7s', bytes: utf8('detached') }

/** What Authenticode does to an unsigned file: two fields near the head and a tail. */
export function growing(size: number, tail = 3000): Part[] {
  return [
    range(0, 200),
    literal(noise(4, 7)),
    range(204, 260),
    literal(noise(8, 8)),
    range(268, size),
    literal(noise(tail, 9)),
  ]
}

/** A signature that replaces one: the end moves. */
export function moving(size: number): Part[] {
  return [range(0, 200), literal(noise(4, 7)), range(204, size - 1000), literal(noise(500, 9))]
}

/** A JAR: everything moves. */
export function rewriting(size: number): Part[] {
  return [literal(noise(77, 3)), range(1000, size), range(0, 1000), literal(noise(2 * MB, 4)), range(5, 6), range(6, 9)]
}

export function embedded(content: readonly Part[]): Embedding {
  return { content, sideFile: null }
}

export const detached: Embedding = { content: null, sideFile: SIDE }

export async function write(
  source: FileSource,
  target: string,
  embedding: Embedding,
  run: (written: Written) => Promise<void>,
): Promise<void> {
  await run(await fileOutput({ source, target }).write(embedding))
}
