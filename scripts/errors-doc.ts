/**
 * Writes docs/errors.md from the packages' error tables.
 *
 *   node --conditions=@chancery/source scripts/errors-doc.ts
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorTables, renderErrors } from './errors/tables.ts'

const ROOT = join(import.meta.dirname, '..')
writeFileSync(join(ROOT, 'docs/errors.md'), renderErrors(await errorTables(ROOT)))
