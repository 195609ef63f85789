/** Bundles every GitHub action into its dist, which is committed: a runner installs nothing. */
import { join } from 'node:path'
import { actionFolders, bundleAction } from './packing/bundle.ts'

const ROOT = join(import.meta.dirname, '..')

const folders = actionFolders(ROOT)
if (folders.length === 0) throw new Error('there is no action to bundle')
for (const folder of folders) await bundleAction(ROOT, folder, join(folder, 'dist'))
