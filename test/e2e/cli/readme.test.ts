import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildPe, CHECKOUT, script, tempDir } from '@chancery/testkit'
import { describe, expect, it } from 'vitest'
import { chancery } from './workbench.ts'

/** A command of a page, and what the page says that it prints. */
interface Shown {
  readonly command: string
  readonly output: string
}

function shown(page: string): readonly Shown[] {
  const text = readFileSync(join(CHECKOUT, page), 'utf8')
  const blocks = [...text.matchAll(/```console\n([\s\S]*?)```/g)].map(([, block]) => block as string)
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command, ...output] = part.split('\n')
        return { command: command as string, output: output.join('\n') }
      }),
  )
}

/** Without what differs from run to run. */
function settled(text: string, folder: string): string {
  return text.replaceAll(`${folder}/`, '').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
}

describe('the README', () => {
  it('shows what its commands print', async () => {
    using dir = tempDir()
    writeFileSync(dir.at('setup.exe'), buildPe())
    writeFileSync(dir.at('install.sh'), script('sh'))
    const examples = shown('README.md')
    expect(examples).toHaveLength(3)
    for (const { command, output } of examples) {
      const [name, ...args] = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? '',
      )
      expect(name).toBe('chancery')
      const run = await chancery(args, { cwd: dir.path })
      expect(run.code, run.stderr).toBe(0)
      expect(settled(run.stderr, dir.path)).toBe(settled(output, dir.path))
    }
  })
})
