import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { softHsmMissing, tempDir } from '@chancery/testkit'
import { expect, test } from 'vitest'

test.skipIf(softHsmMissing())('the example of the README runs and prints what it says', async () => {
  using dir = tempDir()
  const folder = fileURLToPath(new URL('..', import.meta.url))
  const readme = readFileSync(`${folder}/README.md`, 'utf8')
  const example = /## A whole example.*?```ts\n(.*?)```/s.exec(readme)?.[1] ?? ''
  expect(example).toContain('openToken')
  // In a folder of its own; the testkit brings the metadata functions that @peculiar/x509 asks for.
  const script = `process.chdir(${JSON.stringify(dir.path)})\n${example}`
  const args = [
    '--conditions=@chancery/source',
    '--import=@chancery/testkit',
    '--input-type=module-typescript',
    '-e',
    script,
  ]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder })
  const [key, length] = stdout.trim().split('\n')
  expect(key).toBe('ecdsa-p256-sha256 1')
  expect(Number(length)).toBeGreaterThanOrEqual(68)
  expect(Number(length)).toBeLessThanOrEqual(72)
})
