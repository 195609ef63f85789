import { MOST_ROWS, type Summary } from './host.ts'
import { printable } from './printable.ts'

/** GitHub's flavour of markdown; all text is escaped, because names in files are whoever's who made them. */
export function summaryMarkdown(summary: Summary): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`
  const rows = summary.rows.slice(0, MOST_ROWS)
  const table = [row(summary.columns), `|${' --- |'.repeat(summary.columns.length)}`, ...rows.map(row)]
  const failures = summary.failures.slice(0, MOST_ROWS).map(({ path, code, message, howToFix }) => {
    const where = path === null ? '' : `**${escaped(path)}** `
    return `- ${where}${escaped(`${code}: ${message}. ${howToFix}`)}`
  })
  return [
    `### ${escaped(summary.title)}`,
    '',
    ...(rows.length > 0 ? [...table, '', ...more(summary.rows)] : []),
    ...(failures.length > 0 ? ['#### Failed', '', ...failures, '', ...more(summary.failures)] : []),
    ...(summary.commands.length > 0 ? fenced(summary.commands.slice(0, MOST_ROWS)) : []),
  ].join('\n')
}

function more(all: readonly unknown[]): readonly string[] {
  return all.length > MOST_ROWS ? [`and ${all.length - MOST_ROWS} more`, ''] : []
}

/** Between fences everything is literal, but for a longer fence. */
function fenced(commands: readonly string[]): readonly string[] {
  const runs = commands.join('\n').match(/`+/g) ?? []
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)))
  return ['<details><summary>Verify</summary>', '', `${fence}sh`, ...commands, fence, '', '</details>', '']
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
