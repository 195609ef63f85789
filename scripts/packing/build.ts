import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { commandBundle, writeBundle } from './bundle.ts'
import { type Package, publishedPackages } from './packages.ts'

/**
 * Compiles src/ to dist/ (JavaScript and types), package by package: each is checked against the types that its dependencies publish,
 * so what passes here is what an installed package gives. The command line is bundled on top.
 */
export async function buildPackages(root: string): Promise<readonly Package[]> {
  const packages = publishedPackages(root)
  for (const one of packages) buildPackage(root, one)
  if (packages.length === 0) throw new Error('there is no package to build')
  writeBundle(root, await commandBundle(root))
  return packages
}

function buildPackage(root: string, { folder, manifest }: Package): void {
  const configs = join(root, '.build')
  const config = join(configs, `${basename(folder)}.json`)
  const from = (path: string): string => relative(configs, path)
  mkdirSync(configs, { recursive: true })
  const compilerOptions = { rootDir: from(join(folder, 'src')), outDir: from(join(folder, 'dist')) }
  // A program is bundled; what else the package exports is its index.
  const include = [from(join(folder, manifest.bin ? 'src/index.ts' : 'src'))]
  writeFileSync(config, JSON.stringify({ extends: '../tsconfig.build.json', include, compilerOptions }))
  rmSync(join(folder, 'dist'), { recursive: true, force: true })
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', config, '--pretty', 'false'], { stdio: 'inherit' })
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
}
