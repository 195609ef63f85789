import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Summary, summaryHtml, summaryMarkdown } from '../src/index.ts'

function summary(path: string, more: Partial<Summary> = {}): Summary {
  return {
    title: 'Signed 1 file',
    columns: ['File', 'Key'],
    rows: [[path, 'release']],
    commands: [],
    failures: [{ path, code: 'PE_MALFORMED', message: `in ${path}`, howToFix: 'Look.' }],
    ...more,
  }
}

const HOSTILE: readonly string[] = [
  '<img src=x onerror=alert(1)>.exe',
  'a|b|c.exe',
  'a\n\n# Approved\n.exe',
  '[click](javascript:alert(1)).exe',
  '![x](http://e.test/x.png)',
  'http://e.test/a.exe',
  'www.e.test',
  '@octocat and #1',
  '`code` **bold** _em_ ~~gone~~ $x^2$',
  '\u202egnp.exe',
  '--- | ---',
  '&lt;b&gt;',
  '\\',
  '</table><script>',
  '##[error]x',
]

describe('a summary in markdown', () => {
  test.each(HOSTILE)('%j is text in one cell and nothing more', (path) => {
    const text = summaryMarkdown(summary(path))
    const table = text.split('\n').filter((line) => line.startsWith('|'))
    expect(table).toHaveLength(3)
    for (const line of table) expect(line.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(3)
    expect(text).not.toMatch(/<(?!\/?(details|summary)>)|(?<!\\)\[|(?<!\\)[`~]|@|:\/\/|www\.|\u202e|##\[|^# /m)
    expect(text.split('\n').filter((line) => line.startsWith('#'))).toEqual(['### Signed 1 file', '#### Failed'])
  })

  test('any name leaves the shape of the page as it is', () => {
    const lines = summaryMarkdown(summary('x')).split('\n').length
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        const text = summaryMarkdown(summary(path))
        expect(text.split('\n')).toHaveLength(lines)
        expect(text).not.toMatch(/<|@/)
      }),
    )
  })

  test('commands stand as they are, whatever fences they hold', () => {
    const commands = ["chancery verify 'a````b'", 'chancery verify c']
    const text = summaryMarkdown(summary('x', { commands }))
    expect(text).toContain(`\`\`\`\`\`sh\n${commands.join('\n')}\n\`\`\`\`\`\n`)
  })

  test.each([
    ['many', 5000, 20],
    ['long', 2000, 4000],
    ['few and very long', 3, 400_000],
    ['just as many as there is room for', 500, 10],
  ])(
    'where rows are %s, it is no longer than the platform takes, and says truthfully what is left out',
    (_, count, length) => {
      const paths = Array.from({ length: count }, (_, i) => `dist/${'@'.repeat(length)}-${i}.exe`)
      const failures = paths.map((path) => ({ path, code: 'NOT_SIGNED', message: 'it is not', howToFix: 'Sign it' }))
      const commands = paths.map((path) => `chancery verify ${path}`)
      const text = summaryMarkdown(summary('x', { rows: paths.map((path) => [path, 'release']), commands, failures }))
      expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
      const [table = '', failed = '', verify = ''] = text.split(/#### Failed|<details>/)
      for (const [part, line, left] of [
        [table, /^\| dist/gm, /^and (\d+) more$/m],
        [failed, /^- /gm, /^and (\d+) more$/m],
        [verify, /^chancery /gm, /^# and (\d+) more$/m],
      ] as const) {
        const shown = part.match(line)?.length ?? 0
        expect(shown + Number(left.exec(part)?.[1] ?? 0)).toBe(count)
      }
    },
  )
})

describe('a summary as a page', () => {
  test.each(HOSTILE)('%j is text and nothing more', (path) => {
    const plain = summaryHtml(summary('x'))
    const page = summaryHtml(summary(path, { commands: [path] }))
    const tags = (text: string): readonly string[] =>
      (text.match(/<[^>]*>/g) ?? []).filter((tag) => !/pre|h2/.test(tag))
    expect(tags(page)).toEqual(tags(plain))
    expect(page).not.toMatch(/\u202e|&(?!(amp|lt|gt|quot|#39);)/)
  })

  test('commands that are left out are counted', () => {
    const commands = Array.from({ length: 501 }, (_, i) => `chancery verify ${i}`)
    expect(summaryHtml(summary('x', { commands }))).toContain('chancery verify 499\n# and 1 more</pre>')
  })

  test('without rows there is no table', () => {
    expect(summaryHtml(summary('x', { rows: [] }))).not.toContain('<table')
  })
})
