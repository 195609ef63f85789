import { mkdirSync, symlinkSync } from 'node:fs'
import { type TempDir, tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StepHost } from '../src/index.ts'
import { assertGlobsInside } from '../src/workspace-globs.ts'
import { fakeHost } from './fake-host.ts'

let dir: TempDir
beforeAll(() => {
  dir = tempDir()
  for (const name of ['job/dist', 'job/sub', 'job/[a]', 'job2', 'other']) mkdirSync(dir.at(name), { recursive: true })
  symlinkSync(dir.at('other'), dir.at('job/link'))
  symlinkSync(dir.at('job/dist'), dir.at('job/inside'))
  dir.write('other/a.exe', 'x')
  dir.write('job/[a]/*.exe', 'a file of this name')
})
afterAll(() => dir[Symbol.dispose]())

function inside(pattern: string, host: Partial<StepHost> = {}): () => void {
  const given = { ...fakeHost({ workspace: dir.at('job') }).host, ...host }
  return () => assertGlobsInside(given, ['dist/*', pattern])
}

const REFUSED: unknown = expect.objectContaining({ code: 'GLOB_OUTSIDE_WORKSPACE' })

describe('a glob', () => {
  test.each(['dist/**', '**', './*.exe', 'dist/../*', 'inside/*', 'nothing/here/*', '[a]/*.exe'])(
    '%s stays in the workspace',
    (pattern) => expect(inside(pattern)).not.toThrow(),
  )

  test.each([
    '../**',
    '../job2/*',
    'dist/../../other/*',
    '/**',
    '/*',
    'link/*',
    '[a]/../../../**',
    'none/../../*',
    '{a,b}/../*',
  ])('%s leaves the workspace', (pattern) => {
    expect(inside(pattern)).toThrow(REFUSED)
    expect(inside(`!${pattern}`)).not.toThrow()
  })

  test('may say the workspace in full, and a single file may be anywhere', () => {
    expect(inside(`${dir.at('job')}/dist/*`)).not.toThrow()
    expect(inside(`${dir.at('job2')}/*`)).toThrow(REFUSED)
    expect(inside(dir.at('other/a.exe'))).not.toThrow()
    expect(inside('../other/a.exe')).not.toThrow()
  })

  test('in a folder of a Jenkins workspace may name the rest of it; elsewhere the variable means nothing', () => {
    const sub = { workspace: dir.at('job/sub'), env: { WORKSPACE: dir.at('job') } }
    expect(inside('../dist/*', { ...sub, platform: 'jenkins' })).not.toThrow()
    expect(inside('../../other/*', { ...sub, platform: 'jenkins' })).toThrow(REFUSED)
    expect(inside('../dist/*', sub)).toThrow(REFUSED)
    const elsewhere = { ...sub, env: { WORKSPACE: dir.at('other') }, platform: 'jenkins' }
    expect(inside('../other/*', elsewhere)).toThrow(REFUSED)
  })
})
