/**
 * Packs the published packages for `npm publish` or `npm install`.
 *
 *   node scripts/pack.ts [FOLDER]
 */
import { join, resolve } from 'node:path'
import { packPackages } from './packing/pack.ts'

const ROOT = join(import.meta.dirname, '..')

for (const tarball of await packPackages(ROOT, resolve(process.argv[2] ?? join(ROOT, '.build/packages'))))
  console.log(tarball)
