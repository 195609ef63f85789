import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { layoutFiles } from './layout-files.ts'
import type { RepositoryStore } from './store.ts'

/** Writes what a repository holds as an OCI image layout, with its tags as names. */
export function writeLayout(dir: string, store: RepositoryStore): void {
  mkdirSync(join(dir, 'blobs/sha256'), { recursive: true })
  for (const [name, bytes] of layoutFiles(store)) writeFileSync(join(dir, name), bytes)
}
