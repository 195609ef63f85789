import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TempDir, tempDir } from '@chancery/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { limitedOutputs } from '../src/outputs.ts'

/** A MiB for the outputs of a whole job, two bytes for each UTF-16 code unit. */
const PLATFORM_BYTES = 1024 * 1024

let dir: TempDir
let outputs: Record<string, string>
beforeEach(() => {
  dir = tempDir()
  outputs = {}
})
afterEach(() => dir[Symbol.dispose]())

function output(values: Readonly<Record<string, string>>): void {
  const set = limitedOutputs(dir.path, (name, value) => {
    outputs[name] = value
  })
  for (const [name, value] of Object.entries(values)) set(name, value)
}

test('what fits is set as it is, and leaves no file', () => {
  output({ signed: 'a\nb', digest: 'x', result: '{}', failed: '0' })
  expect(outputs).toEqual({ signed: 'a\nb', digest: 'x', result: '{}', failed: '0' })
  expect(readdirSync(dir.path)).toEqual([])
})

test('what does not fit goes whole to a file: nothing is cut, and what comes after it is set', () => {
  const signed = 'dist/🔏.exe\n'.repeat(20_000)
  const bundles = 'b'.repeat(390_000)
  const result = JSON.stringify({ files: 'c'.repeat(300_000) })
  output({ overflow: '', signed, bundles, result, failed: '20000' })
  expect(outputs).toMatchObject({ signed, bundles: '', result: '', failed: '20000' })
  const folder = outputs.overflow ?? ''
  expect(folder.startsWith(dir.path)).toBe(true)
  expect(readdirSync(folder).sort()).toEqual(['bundles.txt', 'result.json'])
  expect(readFileSync(join(folder, 'bundles.txt'), 'utf8')).toBe(bundles)
  expect(readFileSync(join(folder, 'result.json'), 'utf8')).toBe(result)
  const bytes = Object.entries(outputs).reduce((sum, [name, value]) => sum + 2 * (name.length + value.length), 0)
  expect(bytes).toBeLessThan(PLATFORM_BYTES)
})
