import { execFileSync } from 'node:child_process'
import { FORMAT_IDS, SIGN } from '@chancery/engine/operations'
import { tempDir, tool } from '@chancery/testkit'
import { describe, expect, it } from 'vitest'
import { completionScript } from '../src/completion.ts'
import { type } from './recorded-terminal.ts'

/** What bash offers for a command line that ends at the cursor. */
function complete(...words: string[]): string[] {
  using dir = tempDir()
  const script = dir.write('completion', completionScript('bash'))
  const list = words.map((word) => `'${word}'`).join(' ')
  const ask = `. '${script}'; COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _chancery; printf '%s\\n' "\${COMPREPLY[@]}"; complete -p chancery`
  const lines = execFileSync('bash', ['--norc', '-c', ask], { encoding: 'utf8' }).trim().split('\n')
  expect(lines.pop()).toContain('-F _chancery')
  return lines.filter((line) => line !== '')
}

describe('completion in bash', () => {
  it('offers commands', () => {
    expect(complete('chancery', '')).toEqual(
      expect.arrayContaining(['sign', 'verify', 'keys', 'completion', '--version']),
    )
    expect(complete('chancery', 'si')).toEqual(['sign'])
    expect(complete('chancery', 'keys', '')).toEqual(['list', 'generate', 'csr', 'import-certificate'])
    expect(complete('chancery', 'trust', '')).toEqual(['init', 'rotate', 'show'])
    expect(complete('chancery', 'completion', 'z')).toEqual(['zsh'])
  })

  it('offers every flag of a command, and the choices of one', () => {
    const flags = complete('chancery', 'sign', 'a.exe', '--')
    expect(flags).toEqual(expect.arrayContaining(SIGN.options.map(({ name }) => `--${name}`)))
    expect(flags).toContain('--no-attest')
    expect(complete('chancery', 'sign', '--format', '')).toEqual([...FORMAT_IDS])
    expect(complete('chancery', 'keys', 'generate', '--kind', 'p')).toEqual(['p256', 'p384', 'p521'])
    expect(complete('chancery', 'keys', 'csr', '--sub')).toEqual(['--subject'])
  })

  it('leaves files to the shell', () => {
    expect(complete('chancery', 'sign', 'dist/')).toEqual([])
  })
})

describe('completion scripts', () => {
  it.for(['bash', 'zsh', 'fish'])('of %s are parsed by it', (shell, context) => {
    using dir = tempDir()
    execFileSync(tool(shell, context).path, ['-n', dir.write('script', completionScript(shell))])
  })

  it('of fish offer what it asks them for', (context) => {
    using dir = tempDir()
    const script = dir.write('completion.fish', completionScript('fish'))
    const offered = (line: string): string[] => {
      const ask = ['--no-config', '-c', `source '${script}'; complete -C '${line}'`]
      const lines = execFileSync(tool('fish', context).path, ask, { encoding: 'utf8' }).trim().split('\n')
      return lines.map((one) => one.split('\t')[0] as string).filter((one) => one !== '')
    }
    expect(offered('chancery si')).toEqual(['sign'])
    expect(offered('chancery keys ')).toEqual(expect.arrayContaining(['list', 'generate']))
    expect(offered('chancery trust ')).toEqual(expect.arrayContaining(['init', 'rotate', 'show']))
    expect(offered('chancery trust init --ce')).toEqual(['--certificate-authority'])
    expect(offered('chancery trust init --di')).toEqual([])
    expect(offered('chancery init --di')).toEqual(['--dir'])
    expect(offered('chancery sign --no-')).toContain('--no-attest')
    expect(offered('chancery sign --format ')).toEqual(expect.arrayContaining([...FORMAT_IDS]))
    expect(offered('chancery verify --if-si')).toEqual([])
  })

  it('of zsh tell it whom to ask for chancery', (context) => {
    using dir = tempDir()
    const script = dir.write('completion.zsh', completionScript('zsh'))
    const ask = `autoload -Uz compinit && compinit -u -d ${dir.at('dump')}; source '${script}'; print -- $_comps[chancery]`
    expect(execFileSync(tool('zsh', context).path, ['-f', '-c', ask], { encoding: 'utf8' })).toContain('_chancery')
  })

  it('of fish quote what help says', () => {
    const lines = completionScript('fish').trim().split('\n')
    expect(lines.length).toBeGreaterThan(40)
    for (const line of lines) {
      expect(line).toMatch(/^complete -c chancery -n /)
      expect(line.replaceAll("\\'", '').split("'").length % 2, line).toBe(1)
    }
  })

  it('are printed for three shells and refused for others', async (context) => {
    expect(tool('bash', context).name).toBe('bash')
    expect(await type(['completion', 'fish'])).toEqual({ code: 0, stdout: completionScript('fish'), stderr: '' })
    for (const argv of [['completion'], ['completion', 'cmd']]) {
      const { code, stdout, stderr } = await type(argv)
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toContain('bash|zsh|fish')
    }
    expect((await type(['completion', '--help'])).code).toBe(0)
  })
})
