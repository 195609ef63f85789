import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pathLines, printable, shellPath, shellWord } from '../src/index.ts'
import { secretForms } from '../src/secrets.ts'
import { workspacePath } from '../src/workspace-path.ts'

describe('text for a log', () => {
  test('is one line that no runner takes for a command', () => {
    expect(printable('a\n::set-env::x')).toBe('a\\u{a}::set-env::x')
    expect(printable('a ##[add-mask]x')).not.toContain('##[')
    expect(printable('\u001b[2K\u202e\u2028')).toBe('\\u{1b}[2K\\u{202e}\\u{2028}')
    expect(printable('Grüße →')).toBe('Grüße →')
  })
})

describe('paths one a line', () => {
  test('cannot pass for others', () => {
    expect(pathLines(['a b.exe', 'c\nd'])).toBe('a b.exe\n"c\\nd"')
    expect(pathLines([])).toBe('')
  })
})

describe('words for a shell', () => {
  test('any text arrives as it was', () => {
    const name = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed() && !text.includes('\0'))
    fc.assert(
      fc.property(fc.array(name, { minLength: 20, maxLength: 40 }), (texts) => {
        const line = `printf '%s\\0' ${texts.map(shellWord).join(' ')}`
        expect(line).not.toMatch(/\n/)
        const { stdout } = spawnSync('bash', ['-c', line], { encoding: 'utf8' })
        expect(stdout.split('\0').slice(0, -1)).toEqual(texts)
      }),
      { numRuns: 20 },
    )
  })

  test('plain words are not quoted, and no path is an option', () => {
    expect(shellWord('signed/app-1.0.exe')).toBe('signed/app-1.0.exe')
    expect(shellWord('')).toBe("''")
    expect(shellPath('-rf')).toBe('./-rf')
  })
})

describe('secrets', () => {
  test('are masked whole, by the line, and in base64; an empty line is none', () => {
    const forms = secretForms('one\r\n\n \ntwo')
    expect(forms).toEqual(['one\r\n\n \ntwo', 'one', 'two', Buffer.from('one\r\n\n \ntwo').toString('base64')])
    expect(secretForms('1234')).toEqual(['1234', 'MTIzNA=='])
  })
})

describe('paths of the workspace', () => {
  test.each([
    ['dist/a.exe', 'dist/a.exe'],
    ['./dist/../a.exe', 'a.exe'],
    ['/work space/dist/a.exe', 'dist/a.exe'],
    ['/elsewhere/a.exe', '/elsewhere/a.exe'],
    ['../a.exe', '../a.exe'],
    ['..a/b.exe', '..a/b.exe'],
  ])('%s is shown as %s', (path, shown) => {
    expect(workspacePath('/work space', path)).toBe(shown)
  })
})
