import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { type Package, publishedPackages } from './packages.ts'

/**
 * Compiles src/ to dist/ (JavaScript and types), package by package: each is checked against the types that its dependencies publish,
 * so what passes here is what an installed package gives.
 */
export function buildPackages(root: string): readonly Package[] {
  const packages = publishedPackages(root)
  for (const { folder } of packages) buildPackage(root, folder)
  if (packages.length === 0) throw new Error('there is no package to build')
  return packages
}

function buildPackage(root: string, folder: string): void {
  const configs = join(root, '.build')
  const config = join(configs, `${basename(folder)}.json`)
  const from = (path: string): string => relative(configs, path)
  mkdirSync(configs, { recursive: true })
  const compilerOptions = { rootDir: from(join(folder, 'src')), outDir: from(join(folder, 'dist')) }
  const include = [from(join(folder, 'src'))]
  writeFileSync(config, JSON.stringify({ extends: '../tsconfig.build.json', include, compilerOptions }))
  rmSync(join(folder, 'dist'), { recursive: true, force: true })
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', config, '--pretty', 'false'], { stdio: 'inherit' })
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
}
