import { VERIFY } from '@chancery/engine/operations'
import { tempDir } from '@chancery/testkit'
import { describe, expect, it } from 'vitest'
import { runOperation } from '../src/commands.ts'
import type { Terminal } from '../src/terminal.ts'
import { printable } from '../src/terminal.ts'
import { type } from './recorded-terminal.ts'

/** A terminal whose stdout breaks once: a defect in the middle of a command. */
function broken(env: Record<string, string> = {}): Terminal & { text: () => string } {
  let stderr = ''
  let broke = false
  return {
    env,
    text: () => stderr,
    stderr: {
      write: (text) => {
        stderr += text
      },
    },
    stdout: {
      write: () => {
        if (!broke) {
          broke = true
          throw new TypeError('a defect')
        }
      },
    },
  }
}

describe('a defect', () => {
  it('exits with 3 and INTERNAL, never with a verdict', async () => {
    using dir = tempDir()
    const file = dir.write('plain.txt', 'plain')
    const terminal = broken()
    const values = { json: true, trust: [dir.write('ca.pem', await anchor())] }
    expect(await runOperation(VERIFY, [file], values, terminal)).toBe(3)
    expect(terminal.text()).toMatch(/INTERNAL: a defect\n {2}fix: .*defect/)
    expect(terminal.text()).not.toContain('    at ')
  })

  it('shows its stack only to whoever asks', async () => {
    using dir = tempDir()
    const terminal = broken({ CHANCERY_DEBUG: '1' })
    const values = { json: true, trust: [dir.write('ca.pem', await anchor())] }
    expect(await runOperation(VERIFY, [dir.write('plain.txt', 'plain')], values, terminal)).toBe(3)
    expect(terminal.text()).toContain('    at ')
  })

  it('leaves no signal handlers behind', async () => {
    const before = [process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')]
    await type(['verify', 'nothing'])
    expect([process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')]).toEqual(before)
  })
})

async function anchor(): Promise<string> {
  const { createCa } = await import('@chancery/testkit')
  return (await createCa()).root.certificate.pem
}

describe('text for people', () => {
  it('shows what would steer a terminal, or turn the reading direction, as its number', () => {
    expect(printable('a\x1b[31mred\u202Egnp.exe\n\u2028')).toBe('a\\u{1b}[31mred\\u{202e}gnp.exe\\u{a}\\u{2028}')
    expect(printable('Größe → 大きさ')).toBe('Größe → 大きさ')
  })

  it('of a failure is free of it too', async () => {
    const { stderr } = await type(['verify', '\x1b]0;title\x07', '--trust', 'x'])
    expect(stderr).not.toContain('\x1b')
  })
})
