/** Judges workflows that use our actions by their published names: actionlint holds them to the inputs and outputs that action.yml declares. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT, type SkipContext, type ToolResult, tempDir, tool } from '@chancery/testkit'

const CONFIG = join(CHECKOUT, '.github/actionlint.yaml')

/** @param workflows name to text; whole workflows, or steps on their own */
export async function lintWorkflows(
  workflows: Readonly<Record<string, string>>,
  context: SkipContext,
): Promise<ToolResult> {
  const actionlint = tool('actionlint', context)
  using dir = tempDir()
  for (const folder of ['.git', '.github/workflows']) mkdirSync(dir.at(folder), { recursive: true })
  cpSync(join(CHECKOUT, 'actions'), dir.at('actions'), { recursive: true })
  const names = Object.entries(workflows).map(([name, text]) => {
    // Only an action that lies here can be looked into.
    const local = text.replace(/chancery\/chancery\/(actions\/\w+)@\S+/g, './$1')
    const whole = /^jobs:/m.test(local)
      ? local
      : `on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n${local}`
    const path = dir.at(`.github/workflows/${name}`)
    writeFileSync(path, whole)
    return path
  })
  return await actionlint.run(['-config-file', CONFIG, ...names], { cwd: dir.path })
}
