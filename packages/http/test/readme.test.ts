import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { tempDir } from '@chancery/testkit'
import { expect, test } from 'vitest'

test('the example of the README runs and prints what it says', async () => {
  using dir = tempDir()
  const folder = fileURLToPath(new URL('..', import.meta.url))
  const readme = readFileSync(`${folder}/README.md`, 'utf8')
  const [, example = '', output] = /## A whole example.*?```ts\n(.*?)```\n\n```text\n(.*?)```/s.exec(readme) ?? []
  const script = `process.chdir(${JSON.stringify(dir.path)})\n${example}`
  const args = ['--conditions=@chancery/source', '--input-type=module-typescript', '-e', script]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder })
  expect(stdout).toBe(output)
})
