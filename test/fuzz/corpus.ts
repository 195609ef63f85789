import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Verifier } from '@chancery/core'

/** Signed files that make-corpus.ts made, so that the same seed gives the same inputs on every machine. */
export const CORPUS: string = join(import.meta.dirname, 'corpus')

/** @throws Error where there are none: mutations of nothing find nothing */
export function corpus(target: string): readonly Uint8Array[] {
  const folder = join(CORPUS, target)
  const names = readdirSync(folder).sort()
  if (names.length === 0) throw new Error(`${folder} is empty: run make-corpus.ts`)
  return names.map((name) => new Uint8Array(readFileSync(join(folder, name))))
}

/** Who signed the corpus, and when. */
export function trust(): Verifier {
  const read = (name: string): Uint8Array => new Uint8Array(readFileSync(join(CORPUS, 'trust', name)))
  const anchors = [read('root.der')]
  return {
    anchors,
    keys: [read('attestation.der')],
    timestampAnchors: anchors,
    crls: [read('intermediate.crl')],
    at: new Date(new TextDecoder().decode(read('at'))),
  }
}

/** What the corpus' detached signatures, timestamps and records are about. */
export const MESSAGE: Uint8Array = new TextEncoder().encode('what is signed, and stays the same\n')
