import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkArchitecture } from '../../scripts/architecture/rules.ts'

/** The smallest tree in which every rule has something to look at and nothing to say. */
const SOUND = {
  'packages/core/src/index.ts': "export { one } from './one.ts'\n",
  'packages/core/src/one.ts': 'export const one = new Map([[1, Object.freeze({ process: 2 })]])\n',
  'packages/codec/src/index.ts': "export { one as two } from '@chancery/core'\n",
  'packages/formats/src/index.ts': "export { a } from './a/a.ts'\n",
  'packages/formats/src/a/a.ts': "import { two } from '@chancery/codec'\nexport const a = (): number => two.size\n",
  'packages/formats/src/b/b.ts': 'export function b(at: Date): number { return new Date(at).getTime() }\n',
  'packages/cli/src/main.ts': "import { one } from '@chancery/core'\nprocess.exitCode = one.size\n",
  'packages/core/test/one.test.ts': "import { one } from '../src/one.ts'\none.clear()\n",
  'actions/sign/src/index.ts': "import { run } from '@chancery/ci'\nawait run()\n",
}

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'chancery-rules-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function faultsOf(files: Readonly<Record<string, string>>): string[] {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return checkArchitecture(root).flatMap(({ rule, faults }) => faults.map((fault) => `${rule}: ${fault}`))
}

test('a sound tree passes, and every rule looked at something', () => {
  expect(faultsOf(SOUND)).toEqual([])
  for (const { rule, looked } of checkArchitecture(root)) expect(looked, rule).toBeGreaterThan(0)
})

test('an empty tree gives every rule nothing to look at', () => {
  const reports = checkArchitecture(root)
  expect(reports.length).toBeGreaterThan(5)
  expect(reports.map(({ looked }) => looked)).toEqual(reports.map(() => 0))
})

describe.each([
  ['import direction', 'packages/core/src/bad.ts', "import { x } from '@chancery/codec'\n"],
  ['import direction', 'packages/core/src/bad.ts', "export { x } from '@chancery/hsm'\n"],
  ['import direction', 'packages/core/src/bad.ts', "import type { X } from '@chancery/codec'\n"],
  ['import direction', 'packages/core/src/bad.ts', "export type X = import('@chancery/codec').X\n"],
  ['import direction', 'packages/core/src/bad.ts', "export const load = () => import('@chancery/codec')\n"],
  ['import direction', 'packages/engine/src/bad.ts', "import { x } from 'chancery'\n"],
  ['import direction', 'packages/files/src/bad.ts', "import { x } from '@chancery/codec'\n"],
  ['import direction', 'packages/hsm/src/bad.ts', "import { x } from '@chancery/testkit'\n"],
  ['import direction', 'packages/unheard-of/src/bad.ts', 'export const x = 1\n'],
  ['import direction', 'actions/sign/src/bad.ts', "import { x } from '@chancery/hsm'\n"],
  ['no deep imports', 'packages/cli/src/bad.ts', "import { x } from '@chancery/core/src/one.ts'\n"],
  ['no deep imports', 'packages/cli/src/bad.ts', "import { x } from '../../core/src/one.ts'\n"],
  ['no deep imports', 'packages/cli/test/bad.test.ts', "import { x } from '../../core/src/one.ts'\n"],
  ['no deep imports', 'test/e2e/bad.test.ts', "import { x } from '../../packages/core/src/one.ts'\n"],
  ['no deep imports', 'packages/core/src/bad.ts', "import { x } from '../test/fixture.ts'\n"],
  ['formats are independent', 'packages/formats/src/b/bad.ts', "import { a } from '../a/a.ts'\n"],
  ['pure packages', 'packages/codec/src/bad.ts', "import { readFileSync } from 'node:fs'\n"],
  ['pure packages', 'packages/codec/src/bad.ts', "import { readFileSync } from 'fs'\n"],
  ['pure packages', 'packages/codec/src/bad.ts', "import { createConnection } from 'node:net'\n"],
  ['pure packages', 'packages/attest/src/bad.ts', "import { Worker } from 'node:worker_threads'\n"],
  ['pure packages', 'packages/core/src/bad.ts', 'export const f = (m: string) => import(m)\n'],
  ['pure packages', 'packages/core/src/bad.ts', 'export const f = () => process.env.HOME\n'],
  ['pure packages', 'packages/core/src/bad.ts', 'export const f = () => Date.now()\n'],
  ['pure packages', 'packages/core/src/bad.ts', 'export const f = () => new Date()\n'],
  ['pure packages', 'packages/core/src/bad.ts', 'export const f = () => Math.random()\n'],
  ['pure packages', 'packages/core/src/bad.ts', "export const f = (m: typeof Math) => Math['random']()\n"],
  ['pure packages', 'packages/core/src/bad.ts', 'export const f = () => crypto.getRandomValues(new Uint8Array(8))\n'],
  [
    'pure packages',
    'packages/core/src/bad.ts',
    "import { randomBytes as r } from 'node:crypto'\nexport const f = () => r(8)\n",
  ],
  [
    'pure packages',
    'packages/core/src/bad.ts',
    "import * as c from 'node:crypto'\nexport const f = () => c.randomUUID()\n",
  ],
  ['pure packages', 'packages/formats/src/a/bad.ts', "export const f = () => fetch('x')\n"],
  ['pure packages', 'packages/formats/src/a/bad.ts', 'export const f = () => AbortSignal.timeout(1)\n'],
  ['named exports', 'packages/hsm/src/bad.ts', 'export default 1\n'],
  ['named exports', 'packages/hsm/src/bad.ts', 'const x = 1\nexport { x as default }\n'],
  ['named exports', 'packages/hsm/src/bad.ts', "export * from './one.ts'\n"],
  ['named exports', 'packages/hsm/src/bad.ts', "export * as one from './one.ts'\n"],
  ['importing has no effects', 'packages/hsm/src/bad.ts', 'console.log(1)\n'],
  ['importing has no effects', 'packages/hsm/src/bad.ts', 'if (1 < 2) globalThis.x = 1\n'],
  ['importing has no effects', 'packages/hsm/src/bad.ts', 'export const x = await Promise.resolve(1)\n'],
  ['importing has no effects', 'packages/hsm/src/bad.ts', 'export const home = process.env.HOME\n'],
  [
    'importing has no effects',
    'packages/hsm/src/bad.ts',
    "import { readFileSync } from 'node:fs'\nexport const x = readFileSync('x')\n",
  ],
  [
    'importing has no effects',
    'packages/hsm/src/bad.ts',
    "import os from 'node:os'\nexport const x = { n: os.cpus().length }\n",
  ],
  ['importing has no effects', 'packages/hsm/src/bad.ts', 'export class X { static readonly started = Date.now() }\n'],
])('%s: %s', (rule, path, text) => {
  test(`refuses ${JSON.stringify(text)}`, () => {
    const faults = faultsOf({ ...SOUND, [path]: text })
    expect(
      faults.some((fault) => fault.startsWith(rule) && fault.includes(path)),
      faults.join('\n'),
    ).toBe(true)
  })
})

test('allows a path that the package offers in its exports, and no other', () => {
  const tree = {
    ...SOUND,
    'packages/engine/package.json': JSON.stringify({
      exports: { '.': './src/index.ts', './version': './src/version.ts' },
    }),
    'packages/cli/src/version.ts': "export { version } from '@chancery/engine/version'\n",
  }
  expect(faultsOf(tree)).toEqual([])
  const reaching = faultsOf({ ...tree, 'packages/cli/src/bad.ts': "import { x } from '@chancery/engine/versions'\n" })
  expect(reaching).toEqual([expect.stringMatching(/^no deep imports: packages\/cli\/src\/bad\.ts:1/)])
})

test.each([
  [
    'a function that does things when it is called',
    'packages/hsm/src/good.ts',
    "import { readFileSync } from 'node:fs'\nexport const f = () => readFileSync('x')\n",
  ],
  ['a name like a random function’s', 'packages/engine/src/index.ts', "export { generateKey } from './keys.ts'\n"],
  ['the platform as a constant', 'packages/files/src/good.ts', "export const x = process.platform === 'win32'\n"],
  ['a field set for each object', 'packages/hsm/src/good.ts', 'export class X { readonly started = Date.now() }\n'],
  ['a clock outside the pure packages', 'packages/files/src/good.ts', 'export const f = () => Date.now()\n'],
  [
    'a worker, which is started and not imported',
    'packages/files/src/lane-worker.ts',
    "import { parentPort } from 'node:worker_threads'\nparentPort?.postMessage(1)\n",
  ],
  [
    'a third party’s package with a path',
    'packages/engine/src/good.ts',
    "import { x } from 'yaml/util'\nexport const f = () => x\n",
  ],
])('allows %s', (_what, path, text) => {
  expect(faultsOf({ ...SOUND, [path]: text })).toEqual([])
})
