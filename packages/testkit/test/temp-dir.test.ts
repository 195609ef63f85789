import { existsSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tempDir } from '../src/index.ts'

test('a temporary folder goes with its scope', () => {
  let path: string
  {
    using dir = tempDir()
    path = dir.path
    const file = dir.write('a/b.txt', 'x')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(dir.read('a/b.txt')).toEqual(new Uint8Array([120]))
  }
  expect(existsSync(path)).toBe(false)
})
