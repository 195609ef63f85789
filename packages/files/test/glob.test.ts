import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { expandFiles, type InputFile } from '../src/index.ts'
import { put, tempFolder } from './temp-folder.ts'

/** A folder with these files. */
function tree(...paths: string[]): string {
  const folder = tempFolder()
  for (const path of paths) put(join(folder, path))
  return folder
}

const paths = (files: readonly InputFile[]): string[] => files.map((file) => file.path)
const expand = async (cwd: string, ...patterns: string[]): Promise<string[]> =>
  paths(await expandFiles(patterns, { cwd }))

const DIST = ['dist/a.exe', 'dist/b.dll', 'dist/x64/a.exe', 'dist/x64/deep/c.exe', 'dist/readme.txt']

describe('globs', () => {
  const cases: [string, string[], string[]][] = [
    ['one level', ['dist/*.exe'], ['dist/a.exe']],
    ['every level', ['dist/**/*.exe'], ['dist/a.exe', 'dist/x64/a.exe', 'dist/x64/deep/c.exe']],
    [
      'everything below',
      ['dist/**'],
      ['dist/a.exe', 'dist/b.dll', 'dist/readme.txt', 'dist/x64/a.exe', 'dist/x64/deep/c.exe'],
    ],
    ['from the current folder', ['**/c.exe'], ['dist/x64/deep/c.exe']],
    ['alternatives', ['dist/*.{exe,dll}'], ['dist/a.exe', 'dist/b.dll']],
    ['alternatives with folders', ['{dist,dist/x64}/a.exe'], ['dist/a.exe', 'dist/x64/a.exe']],
    ['a folder that is a pattern', ['dist/*/a.exe'], ['dist/x64/a.exe']],
    ['classes and single characters', ['dist/[ab].???'], ['dist/a.exe', 'dist/b.dll']],
    ['a leading ./', ['./dist/*.dll'], ['dist/b.dll']],
    ['exclusions', ['dist/**', '!**/*.txt', '!dist/x64/deep/*'], ['dist/a.exe', 'dist/b.dll', 'dist/x64/a.exe']],
    ['an excluded folder', ['dist/**/*.exe', '!dist/x64'], ['dist/a.exe']],
    ['an exclusion before what it takes from', ['!./dist/x64/', 'dist/**/*.exe'], ['dist/a.exe']],
    [
      'an exclusion of a literal path',
      ['dist/a.exe', 'dist/b.dll', '!dist/*.dll', 'dist/readme.txt'],
      ['dist/a.exe', 'dist/readme.txt'],
    ],
    [
      'the order of the patterns, sorted within each, every file once',
      ['dist/x64/*.exe', 'dist/**/*.exe'],
      ['dist/x64/a.exe', 'dist/a.exe', 'dist/x64/deep/c.exe'],
    ],
  ]
  for (const [title, patterns, expected] of cases) {
    it(`take ${title}: ${patterns.join(' ')}`, async () => {
      const folder = tree(...DIST)
      if (title.includes('literal path')) {
        await expect(expand(folder, ...patterns)).rejects.toMatchObject({
          code: 'NOTHING_MATCHED',
          details: { pattern: 'dist/b.dll' },
        })
      } else expect(await expand(folder, ...patterns)).toEqual(expected)
    })
  }

  it('tell where each file is, and where below the base', async () => {
    const cwd = tree(...DIST)
    expect(await expandFiles(['dist/**/c.exe', 'dist/a.exe'], { cwd })).toEqual([
      { path: 'dist/x64/deep/c.exe', absolute: join(cwd, 'dist/x64/deep/c.exe'), relative: 'x64/deep/c.exe' },
      { path: 'dist/a.exe', absolute: join(cwd, 'dist/a.exe'), relative: 'a.exe' },
    ])
    const [found] = await expandFiles([`${cwd}/dist/x64/**/*.exe`], { cwd: '/' })
    expect(found).toEqual({
      path: join(cwd, 'dist/x64/a.exe'),
      absolute: join(cwd, 'dist/x64/a.exe'),
      relative: 'a.exe',
    })
  })

  it('reach above the current folder', async () => {
    const cwd = tree('sub/x', 'dist/a.exe')
    const [found] = await expandFiles(['../dist/*'], { cwd: join(cwd, 'sub') })
    expect(found).toMatchObject({ path: '../dist/a.exe', relative: 'a.exe' })
  })

  it('pass over dot files and dot folders, unless the base names one', async () => {
    const cwd = tree('.hidden', '.git/x', 'a', 'b/.c', 'b/d', '.out/e', '.a.chancery-1-00000000.tmp')
    expect(await expand(cwd, '**')).toEqual(['a', 'b/d'])
    expect(await expand(cwd, '.out/*')).toEqual(['.out/e'])
    await expect(expand(cwd, 'b/.*')).rejects.toMatchObject({ code: 'NOTHING_MATCHED' })
  })

  it('pass over side files beside their file, and no others', async () => {
    const cwd = tree(
      'a',
      'a.p7s',
      'a.sigstore.json',
      'a.provenance.sigstore.json',
      'a.p7s.sigstore.json',
      'b.p7s',
      'c/a.sigstore.json',
    )
    expect(await expand(cwd, '**')).toEqual(['a', 'b.p7s', 'c/a.sigstore.json'])
    expect(paths(await expandFiles(['**'], { cwd, sideFileSuffixes: [] }))).toHaveLength(7)
    expect(await expand(cwd, 'a.p7s')).toEqual(['a.p7s'])
  })

  it('see regular files only', async () => {
    const cwd = tree('a/b')
    execFileSync('mkfifo', [join(cwd, 'pipe')])
    expect(await expand(cwd, '**')).toEqual(['a/b'])
    await expect(expand(cwd, '*')).rejects.toMatchObject({ code: 'NOTHING_MATCHED' })
  })

  it.each(['*.exe', 'none/**', 'a/*', '{x,y}', '[z]'])(
    'that match nothing are an error that names them: %s',
    async (pattern) => {
      const cwd = tree('a', 'b')
      await expect(expand(cwd, 'b', pattern)).rejects.toMatchObject({
        name: 'FilesError',
        code: 'NOTHING_MATCHED',
        exitCode: 2,
        details: { pattern },
      })
    },
  )

  it('are an error where there is nothing but exclusions, or nothing at all', async () => {
    await expect(expand(tree('a'), '!a')).rejects.toMatchObject({ code: 'NOTHING_MATCHED' })
    await expect(expand(tree('a'))).rejects.toMatchObject({ code: 'NOTHING_MATCHED' })
  })
})

it('names that begin with a line break, or are nothing else, are found and excluded like others', async () => {
  const cwd = tree('dist/\na.exe', 'dist/\n', 'dist/b.exe', '\u2028/c.exe')
  expect(await expand(cwd, 'dist/*')).toEqual(['dist/\n', 'dist/\na.exe', 'dist/b.exe'])
  expect(await expand(cwd, '**/*.exe', '!**/?a.exe')).toEqual(['dist/b.exe', '\u2028/c.exe'])
})

describe('literal paths', () => {
  it('are taken as they are, whatever characters they have', async () => {
    const odd = ['a[1].exe', 'b{c,d}.exe', '*.exe', '!e', 'f?', 'g (1).exe', 'h\\i', '.j']
    const cwd = tree(...odd, 'a1.exe', 'bc.exe')
    expect(await expand(cwd, ...odd)).toEqual(odd)
  })

  it('name folders with such characters inside patterns too', async () => {
    const cwd = tree('build [x64]/a.exe', 'build x/a.exe')
    expect(await expandFiles(['build [x64]/*.exe'], { cwd })).toMatchObject([
      { path: 'build [x64]/a.exe', relative: 'a.exe' },
    ])
  })

  it('stay as they were written, and count once', async () => {
    const cwd = tree('a', 'b/c')
    expect(await expand(cwd, './a', 'a', 'b/../a', join(cwd, 'a'), 'b/*')).toEqual(['./a', 'b/c'])
  })

  it('may be links that lead anywhere', async () => {
    const cwd = tree('x/a')
    symlinkSync(put(join(tempFolder(), 'b')), join(cwd, 'x/link'))
    expect(await expand(cwd, 'x/link')).toEqual(['x/link'])
  })

  it.each([
    ['missing.exe', 'FILE_NOT_FOUND'],
    ['a/b', 'FILE_NOT_FOUND'],
    ['', 'FILE_NOT_FOUND'],
    ['nowhere', 'FILE_NOT_FOUND'],
    ['d', 'PATH_IS_DIRECTORY'],
    ['d/', 'PATH_IS_DIRECTORY'],
    ['.', 'PATH_IS_DIRECTORY'],
    ['pipe', 'NOT_A_FILE'],
  ])('that are no files are refused: %j', async (path, code) => {
    const cwd = tree('a', 'd/x')
    symlinkSync('gone', join(cwd, 'nowhere'))
    execFileSync('mkfifo', [join(cwd, 'pipe')])
    await expect(expand(cwd, 'a', path)).rejects.toMatchObject({
      name: 'FilesError',
      code,
      exitCode: 2,
      details: { path },
    })
  })
})

describe('links that a glob finds', () => {
  it('are files where they lead to one inside the base', async () => {
    const cwd = tree('dist/app-1.sh', 'dist/sub/x.sh')
    symlinkSync('app-1.sh', join(cwd, 'dist/app.sh'))
    symlinkSync('../app-1.sh', join(cwd, 'dist/sub/y.sh'))
    expect(await expand(cwd, 'dist/**/*.sh')).toEqual([
      'dist/app-1.sh',
      'dist/app.sh',
      'dist/sub/x.sh',
      'dist/sub/y.sh',
    ])
  })

  it('are refused where they lead out of the base, also inside the current folder', async () => {
    const cwd = tree('dist/a.exe', 'other/b.exe')
    symlinkSync('../other/b.exe', join(cwd, 'dist/b.exe'))
    await expect(expand(cwd, 'dist/*.exe')).rejects.toMatchObject({
      code: 'SYMLINK_ESCAPES',
      exitCode: 2,
      details: { pattern: 'dist/*.exe' },
    })
    symlinkSync(put(join(tempFolder(), 'c.dll')), join(cwd, 'dist/c.dll'))
    await expect(expand(cwd, 'dist/*.dll')).rejects.toMatchObject({ code: 'SYMLINK_ESCAPES' })
    expect(await expand(cwd, '{dist,other}/*.exe')).toEqual(['dist/a.exe', 'dist/b.exe', 'other/b.exe'])
  })

  it('do not matter where they do not match', async () => {
    const cwd = tree('dist/a.exe')
    symlinkSync('/etc/passwd', join(cwd, 'dist/passwd'))
    symlinkSync('gone', join(cwd, 'dist/gone'))
    symlinkSync('/etc', join(cwd, 'dist/etc'))
    expect(await expand(cwd, 'dist/*.exe')).toEqual(['dist/a.exe'])
  })

  it('are refused where they are folders outside in which files could match', async () => {
    const cwd = tree('dist/a.exe', 'other/b.exe')
    symlinkSync('../other', join(cwd, 'dist/other'))
    await expect(expand(cwd, 'dist/**/*.exe')).rejects.toMatchObject({ code: 'SYMLINK_ESCAPES' })
  })

  it('are not entered where they are folders inside: no file twice, no endless way', async () => {
    const cwd = tree('dist/sub/a.exe')
    symlinkSync('sub', join(cwd, 'dist/again'))
    symlinkSync('..', join(cwd, 'dist/sub/up'))
    expect(await expand(cwd, 'dist/**/*.exe')).toEqual(['dist/sub/a.exe'])
  })

  it('are refused where they match and lead nowhere', async () => {
    const cwd = tree('dist/a.exe')
    symlinkSync('gone', join(cwd, 'dist/b.exe'))
    await expect(expand(cwd, 'dist/*.exe')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  })

  it('may be the base', async () => {
    const cwd = tree('real/a.exe')
    symlinkSync('real', join(cwd, 'dist'))
    expect(await expand(cwd, 'dist/*.exe')).toEqual(['dist/a.exe'])
  })
})
