import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT } from './checkout.ts'

/** The members of test/vectors/index.json, which test/vectors/README.md explains. */
export interface VectorIndexEntry {
  readonly id: string
  readonly family: string
  readonly file: string
  readonly source: string
  readonly licence: string
  readonly sha256: string
  readonly size: number
  readonly sideFiles?: Readonly<Record<string, string>>
  readonly expect: 'valid-signature' | 'unsigned' | 'invalid' | 'malformed'
  readonly verifyExpect?: 'verified' | 'failed' | 'unspecified'
  readonly mode?: 'inline' | 'bundle' | 'timestamp' | 'adapter:wycheproof' | 'adapter:x509path' | 'adapter:tlog'
  readonly why: string
  readonly weak?: boolean
  /** RFC 3339. */
  readonly at?: string
  readonly trust?: string
  readonly trustKind?: string
  readonly trustFiles?: readonly string[]
  readonly artifact?: string
  readonly identity?: { readonly subject: string; readonly issuer: string }
  readonly chain?: readonly string[]
  readonly crls?: readonly string[]
  readonly facts?: Readonly<Record<string, unknown>>
}

export interface Vector extends VectorIndexEntry {
  /** Absolute path of `file`. */
  readonly path: string
  /** The bytes of a file that the case names; by default of `file`. */
  read(name?: string): Uint8Array
  /** Absolute path of a file that the case names. */
  locate(name: string): string
}

const FOLDER = join(CHECKOUT, 'test', 'vectors')

/**
 * The cases of these families, or all.
 * @throws Error where there is none: a test over no vector proves nothing
 */
export function vectors(...families: readonly string[]): readonly Vector[] {
  const index: VectorIndexEntry[] = JSON.parse(readFileSync(join(FOLDER, 'index.json'), 'utf8'))
  const found = index.filter(({ family }) => families.length === 0 || families.includes(family))
  const missing = families.filter((family) => !found.some((one) => one.family === family))
  if (found.length === 0 || missing.length > 0) throw new Error(`no vectors of ${missing.join(', ')}`)
  const locate = (name: string): string => join(FOLDER, name)
  return found.map((entry) => ({
    ...entry,
    path: locate(entry.file),
    locate,
    read: (name = entry.file) => new Uint8Array(readFileSync(locate(name))),
  }))
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
