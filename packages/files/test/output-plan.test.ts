import { linkSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { expandFiles, planOutputs } from '../src/index.ts'
import { put, tempFolder } from './temp-folder.ts'

async function plan(cwd: string, patterns: string[], out: string | null): Promise<[string, string][]> {
  const files = await expandFiles(patterns, { cwd })
  const destination =
    out === null ? ({ kind: 'in-place' } as const) : ({ kind: 'folder', folder: join(cwd, out) } as const)
  return planOutputs(files, destination).map(({ path, target }) => [path, target])
}

function tree(...paths: string[]): string {
  const folder = tempFolder()
  for (const path of paths) put(join(folder, path))
  return folder
}

describe('planOutputs', () => {
  it('keeps paths below the base, and names of literal paths', async () => {
    const cwd = tree('in/a', 'in/b/c', 'other/d')
    expect(await plan(cwd, ['in/**', 'other/d'], 'out')).toEqual([
      ['in/a', join(cwd, 'out/a')],
      ['in/b/c', join(cwd, 'out/b/c')],
      ['other/d', join(cwd, 'out/d')],
    ])
  })

  it('in place: each file itself', async () => {
    const cwd = tree('a', 'b/c')
    expect(await plan(cwd, ['a', 'b/*'], null)).toEqual([
      ['a', join(cwd, 'a')],
      ['b/c', join(cwd, 'b/c')],
    ])
  })

  it('takes the input folder as the output folder', async () => {
    const cwd = tree('in/a', 'in/b')
    expect(await plan(cwd, ['in/*'], 'in')).toHaveLength(2)
  })

  it.each<[string, string[], string[], string | null, string[]]>([
    ['the same name from two folders', ['x/a', 'y/a'], ['x/a', 'y/a'], 'out', ['x/a', 'y/a']],
    ['the same name from two globs', ['x/s/a', 'y/s/a', 'y/b'], ['x/**', 'y/**'], 'out', ['x/s/a', 'y/s/a']],
    ['an output that is another input', ['in/a', 'out/a', 'b'], ['in/a', 'out/a'], 'out', ['out/a', 'in/a']],
    ['an output that another input is read from', ['a/f', 'a/b/f'], ['a/f', 'a/b/f'], 'a/b', ['a/b/f', 'a/f']],
    ["a side file that is another's output", ['x/a', 'x/a.p7s'], ['x/a', 'x/a.p7s'], 'out', ['x/a.p7s', 'x/a']],
    [
      "a record that is another's output",
      ['x/a', 'x/a.sigstore.json'],
      ['x/a', 'x/a.sigstore.json'],
      null,
      ['x/a.sigstore.json', 'x/a'],
    ],
  ])('refuses %s and names both', async (_, files, patterns, out, both) => {
    const cwd = tree(...files)
    await expect(plan(cwd, patterns, out)).rejects.toMatchObject({
      name: 'FilesError',
      code: 'OUTPUT_COLLISION',
      exitCode: 2,
      details: { paths: both },
    })
  })

  it('in place, refuses a link and the file that it leads to', async () => {
    const cwd = tree('a')
    symlinkSync('a', join(cwd, 'b'))
    await expect(plan(cwd, ['a', 'b'], null)).rejects.toMatchObject({
      code: 'OUTPUT_COLLISION',
      details: { paths: ['a', 'b'] },
    })
    expect(await plan(cwd, ['a', 'b'], 'out')).toHaveLength(2)
  })

  it('sees the same folder behind two names', async () => {
    const cwd = tree('real/a', 'x/a')
    symlinkSync('real', join(cwd, 'out'))
    await expect(plan(cwd, ['x/a', 'real/a'], 'out')).rejects.toMatchObject({ code: 'OUTPUT_COLLISION' })
  })

  it('lets two hard links be two files in an output folder', async () => {
    const cwd = tree('a')
    linkSync(join(cwd, 'a'), join(cwd, 'b'))
    expect(await plan(cwd, ['a', 'b'], 'out')).toHaveLength(2)
  })
})
