import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'

const CORE = '@chancery/core'
const SOURCE = realpathSync(join(import.meta.dirname, '../../packages/core/src/index.ts'))

test('a package is loaded from its source in a test', async () => {
  expect(import.meta.resolve(CORE)).toBe(`file://${SOURCE}`)
  expect((await import(CORE)).CORE_ERRORS).toBeDefined()
})

test('a package is loaded from its source in a worker thread of a test', async () => {
  const worker = new Worker(join(import.meta.dirname, 'core-worker.ts'))
  const outcome = await new Promise((resolve) => {
    worker.once('message', resolve)
    worker.once('error', (error) => resolve(error.message))
  })
  expect(outcome).toBe(`file://${SOURCE}`)
})

test('the Node that tests start is the project’s own, version 24', () => {
  expect(execFileSync('node', ['--version'], { encoding: 'utf8' })).toMatch(/^v24\./)
  expect(process.execArgv).toContain('--conditions=@chancery/source')
})
