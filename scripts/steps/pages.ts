import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Step } from '@chancery/ci'
import { actionFile } from './action-file.ts'
import { ACTIONS, inputRows, outputRows } from './tables.ts'

/** A file of the checkout and what it should hold. */
export interface Page {
  readonly path: string
  readonly text: string
}

/** Everything that is written from the table: action.yml files, and the tables in the pages about the steps. */
export function stepPages(root: string): readonly Page[] {
  const files = ACTIONS.map((action) => ({ path: `actions/${action.folder}/action.yml`, text: actionFile(action) }))
  return [...files, page(root, 'docs/ci/github.md', (name) => name), page(root, 'docs/ci/jenkins.md', camelCase)]
}

/** Paths of the pages that are not what they should be. */
export function stalePages(root: string): readonly string[] {
  return stepPages(root).flatMap(({ path, text }) => {
    const file = join(root, path)
    return existsSync(file) && readFileSync(file, 'utf8') === text ? [] : [path]
  })
}

export function writePages(root: string): void {
  for (const { path, text } of stepPages(root)) writeFileSync(join(root, path), text)
}

/** A page's text with its tables anew: between `<!-- sign inputs -->` and `<!-- end -->`, and the like. */
function page(root: string, path: string, spelled: (name: string) => string): Page {
  let text = readFileSync(join(root, path), 'utf8')
  for (const { folder, step } of ACTIONS) {
    text = between(path, text, `${folder} inputs`, inputTable(step, spelled))
    if (text.includes(`<!-- ${folder} outputs -->`)) text = between(path, text, `${folder} outputs`, outputTable(step))
  }
  return { path, text }
}

function between(path: string, text: string, title: string, table: string): string {
  const start = `<!-- ${title} -->\n`
  const from = text.indexOf(start)
  const to = text.indexOf('<!-- end -->', from)
  if (from < 0 || to < 0) throw new Error(`${path} has no place for ${title}`)
  return `${text.slice(0, from + start.length)}${table}${text.slice(to)}`
}

function inputTable(step: Step, spelled: (name: string) => string): string {
  const rows = inputRows(step).map(
    ({ name, description, required }) =>
      `| \`${spelled(name)}\`${required ? ' (required)' : ''} | ${cell(description, step, spelled)} |\n`,
  )
  return `| Input | |\n|---|---|\n${rows.join('')}`
}

function outputTable(step: Step): string {
  return `| Output | |\n|---|---|\n${outputRows(step)
    .map(([name, description]) => `| \`${name}\` | ${description} |\n`)
    .join('')}`
}

/** Other inputs in a description are spelled as the platform spells them. */
function cell(description: string, step: Step, spelled: (name: string) => string): string {
  const names = new Set(inputRows(step).map(({ name }) => name))
  return description
    .replace(/`([a-z-]+)`/g, (quoted, name: string) => (names.has(name) ? `\`${spelled(name)}\`` : quoted))
    .replaceAll('|', '\\|')
}

export function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
