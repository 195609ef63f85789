import type { Summary } from './host.ts'

/** GitHub's flavour of markdown; cells are escaped, because names in files are whoever's who made them. */
export function summaryMarkdown(summary: Summary): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(markdownCell).join(' | ')} |`
  const table = [row(summary.columns), row(summary.columns.map(() => '---')), ...summary.rows.map(row)]
  const failures = summary.failures.map(
    ({ path, code, message, howToFix }) =>
      `- **${markdownCell(path ?? '')}** ${markdownCell(`${code}: ${message}. ${howToFix}`)}`,
  )
  return [
    `### ${markdownCell(summary.title)}`,
    '',
    ...(summary.rows.length > 0 ? [...table, ''] : []),
    ...(failures.length > 0 ? ['#### Failed', '', ...failures, ''] : []),
    ...(summary.commands.length > 0 ? details(summary.commands) : []),
  ].join('\n')
}

function details(commands: readonly string[]): readonly string[] {
  return ['<details><summary>Verify</summary>', '', '```sh', ...commands, '```', '', '</details>', '']
}

function markdownCell(text: string): string {
  return text === '---' ? text : escapeHtml(text).replace(/[\\`*_[\]|]/g, (character) => `\\${character}`)
}

/** A page on its own, for Jenkins to archive. */
export function summaryHtml(summary: Summary): string {
  const cells = (tag: string, row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`
  const failures = summary.failures.map(
    ({ path, code, message, howToFix }) =>
      `<li><b>${escapeHtml(path ?? '')}</b> ${escapeHtml(`${code}: ${message}. ${howToFix}`)}</li>`,
  )
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(summary.title)}</title></head>
<body>
<h1>${escapeHtml(summary.title)}</h1>
<table border="1">
${[cells('th', summary.columns), ...summary.rows.map((row) => cells('td', row))].join('\n')}
</table>
${failures.length > 0 ? `<h2>Failed</h2>\n<ul>${failures.join('\n')}</ul>` : ''}
${summary.commands.length > 0 ? `<h2>Verify</h2>\n<pre>${escapeHtml(summary.commands.join('\n'))}</pre>` : ''}
</body>
</html>
`
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text
    .replace(/[&<>"']/g, (character) => entities[character] as string)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
}
