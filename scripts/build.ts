/** Compiles the published packages; their `prepack`. */
import { join } from 'node:path'
import { buildPackages } from './packing/build.ts'

await buildPackages(join(import.meta.dirname, '..'))
