import { existsSync, globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'rolldown'

/** The actions of this checkout: folders with an action.yml and a src. */
export function actionFolders(root: string): readonly string[] {
  return globSync('actions/*/action.yml', { cwd: root })
    .sort()
    .map((path) => join(root, path, '..'))
}

/**
 * Bundles one action into `out`: its entries, and the workers that are started from beside them. The same sources give the same bytes.
 * pkcs11js stays outside: it loads a compiled file by a path that a bundle cannot hold.
 */
export async function bundleAction(root: string, folder: string, out: string): Promise<void> {
  const entries = ['index', 'post'].map((name) => join(folder, `src/${name}.ts`)).filter((path) => existsSync(path))
  const workers = globSync('packages/*/src/**/*worker.ts', { cwd: root }).map((path) => join(root, path))
  if (entries.length === 0) throw new Error(`${folder} has no src/index.ts`)
  await build({
    cwd: root,
    input: Object.fromEntries([...entries, ...workers].map((path) => [basename(path, '.ts'), path])),
    platform: 'node',
    external: ['pkcs11js'],
    resolve: { conditionNames: ['@chancery/source', 'node', 'import', 'default'] },
    output: {
      dir: out,
      cleanDir: true,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
    },
    logLevel: 'warn',
  })
}
