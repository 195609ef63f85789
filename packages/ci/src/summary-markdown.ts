import { MOST_ROWS, type Summary } from './host.ts'
import { printable } from './printable.ts'

/** GitHub's flavour of markdown; all text is escaped, because names in files are whoever's who made them. */
export function summaryMarkdown(summary: Summary): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`
  const table = [row(summary.columns), `|${' --- |'.repeat(summary.columns.length)}`]
  const rows = fitting(summary.rows, row)
  const failures = fitting(summary.failures, ({ path, code, message, howToFix }) => {
    const where = path === null ? '' : `**${escaped(path)}** `
    return `- ${where}${escaped(`${code}: ${message}. ${howToFix}`)}`
  })
  return [
    `### ${escaped(summary.title)}`,
    '',
    ...(summary.rows.length > 0 ? [...table, ...rows.lines, '', ...more(rows.left)] : []),
    ...(summary.failures.length > 0 ? ['#### Failed', '', ...failures.lines, '', ...more(failures.left)] : []),
    ...(summary.commands.length > 0 ? fenced(summary.commands) : []),
  ].join('\n')
}

/** GitHub refuses the whole summary where it is longer than a MiB; rows, failures and commands have a share each. */
const MOST_BYTES = 300_000

/** What there is room for, and how many were left out. */
function fitting<Item>(
  items: readonly Item[],
  lineOf: (item: Item) => string,
): { readonly lines: readonly string[]; readonly left: number } {
  const lines: string[] = []
  let bytes = 0
  for (const item of items.slice(0, MOST_ROWS)) {
    const line = lineOf(item)
    bytes += Buffer.byteLength(line) + 1
    if (bytes > MOST_BYTES) break
    lines.push(line)
  }
  return { lines, left: items.length - lines.length }
}

function more(left: number): readonly string[] {
  return left > 0 ? [`and ${left} more`, ''] : []
}

/** Between fences everything is literal, but for a longer fence. */
function fenced(commands: readonly string[]): readonly string[] {
  const { lines, left } = fitting(commands, (command) => command)
  const shown = left > 0 ? [...lines, `# and ${left} more`] : lines
  const runs = shown.join('\n').match(/`+/g) ?? []
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)))
  return ['<details><summary>Verify</summary>', '', `${fence}sh`, ...shown, fence, '', '</details>', '']
}

/**
 * Every character that markdown or its HTML could read as more than itself: emphasis, code, links, tables, mentions of people and issues,
 * bare addresses (a name must not become a link or a message to someone).
 */
function escaped(text: string): string {
  return printable(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]|~$]/g, (character) => `\\${character}`)
    .replace(/[@#]/g, (character) => `&#${character.codePointAt(0)};`)
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, (word) => `${word.slice(0, 3)}&#46;`)
}
