/**
 * Writes docs/cli.md from the table of operations.
 *
 *   node --conditions=@chancery/source scripts/cli-doc.ts
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderCommandLine } from './cli/page.ts'

writeFileSync(join(import.meta.dirname, '../docs/cli.md'), renderCommandLine())
