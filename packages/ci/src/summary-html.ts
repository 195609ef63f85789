import { MOST_ROWS, type Summary } from './host.ts'
import { printable } from './printable.ts'

/** A page on its own, for Jenkins to archive: no script and no style, because Jenkins serves archived pages with a policy that allows neither. */
export function summaryHtml(summary: Summary): string {
  const cells = (tag: string, row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  const table = [cells('th', summary.columns), ...summary.rows.slice(0, MOST_ROWS).map((row) => cells('td', row))]
  const failures = summary.failures.slice(0, MOST_ROWS).map(({ path, code, message, howToFix }) => {
    const where = path === null ? '' : `<b>${escaped(path)}</b> `
    return `<li>${where}${escaped(`${code}: ${message}. ${howToFix}`)}</li>`
  })
  const parts = [
    `<h1>${escaped(summary.title)}</h1>`,
    ...(summary.rows.length > 0 ? ['<table border="1">', ...table, '</table>', ...more(summary.rows)] : []),
    ...(failures.length > 0 ? ['<h2>Failed</h2>', '<ul>', ...failures, '</ul>', ...more(summary.failures)] : []),
    ...(summary.commands.length > 0 ? ['<h2>Verify</h2>', commandsBlock(summary.commands)] : []),
  ]
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(summary.title)}</title></head>
<body>
${parts.join('\n')}
</body>
</html>
`
}

function commandsBlock(commands: readonly string[]): string {
  const left = commands.length - MOST_ROWS
  const shown = left > 0 ? [...commands.slice(0, MOST_ROWS), `# and ${left} more`] : commands
  return `<pre>${shown.map(escaped).join('\n')}</pre>`
}

function more(all: readonly unknown[]): readonly string[] {
  return all.length > MOST_ROWS ? [`<p>and ${all.length - MOST_ROWS} more</p>`] : []
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
}
