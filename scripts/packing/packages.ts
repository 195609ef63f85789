import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
}

export interface Package {
  /** The folder, absolute. */
  readonly folder: string
  readonly manifest: Manifest
}

/** The packages that are published, each after those that it depends on. */
export function publishedPackages(root: string): readonly Package[] {
  const all = globSync('packages/*/package.json', { cwd: root })
    .sort()
    .map(
      (path): Package => ({
        folder: join(root, path, '..'),
        manifest: JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest,
      }),
    )
    .filter(({ folder, manifest }) => manifest.private !== true && existsSync(join(folder, 'src/index.ts')))
  const ordered: Package[] = []
  while (ordered.length < all.length) {
    const done = new Set(ordered.map(({ manifest }) => manifest.name))
    const ready = all.filter((one) => !ordered.includes(one) && needs(one, all).every((name) => done.has(name)))
    if (ready.length === 0) throw new Error('the packages depend on each other in a circle')
    ordered.push(...ready)
  }
  return ordered
}

function needs({ manifest }: Package, all: readonly Package[]): string[] {
  return Object.keys(manifest.dependencies ?? {}).filter((name) => all.some((one) => one.manifest.name === name))
}
