import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder that goes with its scope: `using dir = tempDir()`. */
export interface TempDir extends Disposable {
  readonly path: string
  /** The absolute path of a name inside. */
  at(name: string): string
  /** Writes a file, and the folders above it. Gives its absolute path. */
  write(name: string, content: Uint8Array | string, mode?: number): string
  read(name: string): Uint8Array
}

export function tempDir(): TempDir {
  const path = mkdtempSync(join(tmpdir(), 'chancery-test-'))
  const at = (name: string): string => join(path, name)
  return {
    path,
    at,
    write(name, content, mode = 0o600) {
      mkdirSync(dirname(at(name)), { recursive: true })
      writeFileSync(at(name), content, { mode })
      return at(name)
    },
    read: (name) => new Uint8Array(readFileSync(at(name))),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}
