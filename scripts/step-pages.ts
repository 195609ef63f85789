/** Writes the actions' action.yml and the tables of inputs and outputs in the docs, from the table of options. */
import { join } from 'node:path'
import { writePages } from './steps/pages.ts'

writePages(join(import.meta.dirname, '..'))
