import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TOOL_NAME } from '../src/index.ts'
import { useCachedPkcs11js } from '../src/pkcs11js.ts'
import { fakeHost } from './fake-host.ts'

let cache: string
const { CHANCERY_PKCS11JS, RUNNER_TOOL_CACHE } = process.env
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'chancery-tool-cache-'))
  delete process.env.CHANCERY_PKCS11JS
})
afterEach(() => {
  rmSync(cache, { recursive: true })
  restore({ CHANCERY_PKCS11JS, RUNNER_TOOL_CACHE })
})

function restore(variables: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
}

function put(version: string, complete: boolean): string {
  const folder = join(cache, TOOL_NAME, version, process.arch)
  mkdirSync(folder, { recursive: true })
  if (complete) writeFileSync(`${folder}.complete`, '')
  return folder
}

async function found(env: Readonly<Record<string, string>>): Promise<string | undefined> {
  restore({ RUNNER_TOOL_CACHE: env.RUNNER_TOOL_CACHE })
  await useCachedPkcs11js(fakeHost({ env }).host)
  return process.env.CHANCERY_PKCS11JS
}

test('the newest complete version of the tool cache is used', async () => {
  put('2.9.0', true)
  const newest = put('2.10.0', true)
  put('3.0.0', false)
  expect(await found({ RUNNER_TOOL_CACHE: cache })).toBe(newest)
})

test('what the environment names goes before the cache', async () => {
  put('2.10.0', true)
  expect(await found({ RUNNER_TOOL_CACHE: cache, CHANCERY_PKCS11JS: '/opt/chancery' })).toBeUndefined()
})

test.each([{ XDG_CACHE_HOME: '/nowhere', LOCALAPPDATA: '/nowhere' }, { RUNNER_TOOL_CACHE: '/nowhere' }])(
  'without a cache nothing is set: %j',
  async (env) => {
    expect(await found(env)).toBeUndefined()
  },
)
