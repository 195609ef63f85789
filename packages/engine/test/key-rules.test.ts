import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { tempDir } from '@chancery/testkit'
import { describe, expect, it } from 'vitest'
import { openContext } from '../src/context.ts'
import { chooseKeys, keyNames, parseKeyRules } from '../src/key-rules.ts'

const CWD = resolve('/work space')

/** Operands and the keys that they get. */
async function chosen(
  rules: readonly string[],
  files: readonly string[],
  { key, images = [], env = {} }: { key?: string; images?: readonly string[]; env?: Record<string, string> } = {},
): Promise<Record<string, string>> {
  using dir = tempDir()
  mkdirSync(dir.at('empty'))
  const context = { ...(await openContext({ cwd: dir.at('empty'), env })), cwd: CWD }
  const plans = files.map((path) => ({ path, absolute: resolve(CWD, path), relative: path, target: `out/${path}` }))
  const choice = await chooseKeys(context, { files: [], key, keyFor: parseKeyRules(rules) }, plans, images)
  return Object.fromEntries(
    [...files, ...images].map((path) => [path, choice.get(resolve(CWD, path)) ?? choice.get(path) ?? '']),
  )
}

const refused = (code: string): unknown => expect.objectContaining({ code })

describe('--key-for', () => {
  it.each([
    ['*.msi=installer', '*.msi', 'installer'],
    ['a=b.exe=release', 'a=b.exe', 'release'],
    ['a=b=c', 'a=b', 'c'],
    ['*.exe=pkcs11:token=ci;object=a=b', '*.exe', 'pkcs11:token=ci;object=a=b'],
    ['x=y=pkcs11:object=pkcs11:z', 'x=y', 'pkcs11:object=pkcs11:z'],
    ['*=pkcs11:token=a=pkcs11:b', '*', 'pkcs11:token=a=pkcs11:b'],
    ['oci://h/app:1=release', 'oci://h/app:1', 'release'],
  ])('%s is %s with %s', (text, pattern, key) => {
    expect(parseKeyRules([text])).toEqual([{ pattern, key }])
  })

  it('of other forms is refused, all of them at once, and no end of a URI is said', () => {
    const texts = ['*.msi', '=release', '*.msi=', '!*.msi=release', 'pkcs11:object=a?pin-value=4711']
    let error: { readonly code?: string; readonly details?: { readonly problems: readonly string[] } } = {}
    try {
      parseKeyRules(texts)
    } catch (caught) {
      error = caught as typeof error
    }
    expect(error.code).toBe('OPTION_INVALID')
    expect(error.details?.problems).toHaveLength(texts.length)
    expect(JSON.stringify(error.details)).not.toContain('4711')
  })

  it('decides by the first that means a file; the others have the key that is named', async () => {
    const files = ['dist/app.exe', 'dist/setup.msi', 'dist/lib/a.jar', 'tool.sh']
    const rules = ['dist/*.msi=installer', 'dist/**=release', 'tool.sh=scripts']
    expect(await chosen(rules, files)).toEqual({
      'dist/app.exe': 'release',
      'dist/setup.msi': 'installer',
      'dist/lib/a.jar': 'release',
      'tool.sh': 'scripts',
    })
    expect(await chosen(['**/*.msi=installer'], files, { key: 'release' })).toMatchObject({
      'dist/setup.msi': 'installer',
      'tool.sh': 'release',
    })
    expect(await chosen(['*.sh=scripts'], files, { env: { CHANCERY_KEY: 'other' } })).toMatchObject({
      'tool.sh': 'scripts',
      'dist/app.exe': 'other',
    })
  })

  it('takes folders, dot files that were named, and what is called exactly so', async () => {
    expect(await chosen(['dist=a', '.hidden.sh=b'], ['dist/x/y.exe', '.hidden.sh'])).toEqual({
      'dist/x/y.exe': 'a',
      '.hidden.sh': 'b',
    })
    const files = ['app[1].exe', 'app1.exe']
    expect(await chosen(['app[1].exe=a'], files, { key: 'b' })).toEqual({ 'app[1].exe': 'a', 'app1.exe': 'b' })
    expect(await chosen([`${CWD}/a.exe=a`, './b.exe=b'], ['a.exe', 'b.exe'])).toEqual({ 'a.exe': 'a', 'b.exe': 'b' })
  })

  it('means images by their references, and never both', async () => {
    const images = ['oci://registry.example.com/team/app:1.2', 'oci://registry.example.com/tools/x@sha256:0']
    const rules = ['oci://registry.example.com/team/*=team', '**=files']
    expect(await chosen(rules, ['a.exe'], { images, key: 'release' })).toEqual({
      'a.exe': 'files',
      [images[0] as string]: 'team',
      [images[1] as string]: 'release',
    })
    await expect(chosen(['**=files'], ['a.exe'], { images })).rejects.toEqual(refused('KEY_NOT_GIVEN'))
  })

  it.each([
    ['that is misspelt', ['*.mis=installer']],
    ['in the shadow of another', ['**=release', '*.msi=installer']],
    ['that is there twice', ['*.msi=installer', '*.msi=release']],
  ])('%s is refused: files would have another key than was meant', async (_, rules) => {
    await expect(chosen(rules, ['a.msi', 'b.exe'], { key: 'release' })).rejects.toEqual(refused('KEY_RULE_UNUSED'))
  })

  it('that leaves a file without a key is refused', async () => {
    await expect(chosen(['*.msi=installer'], ['a.msi', 'b.exe'])).rejects.toMatchObject({
      code: 'KEY_NOT_GIVEN',
      details: { paths: ['b.exe'] },
    })
    await expect(chosen([], ['a.msi'])).rejects.toEqual(refused('KEY_NOT_GIVEN'))
  })

  it('leaves a certificate for no key but the one that is named', async () => {
    using dir = tempDir()
    const context = await openContext({ cwd: dir.path })
    const options = { files: [], keyFor: parseKeyRules(['**=a']), certificate: 'a.pem' }
    const plan = { path: 'a', absolute: dir.at('a'), relative: 'a', target: 'a' }
    await expect(chooseKeys(context, options, [plan], [])).rejects.toEqual(refused('OPTIONS_CONFLICT'))
    await expect(chooseKeys(context, { ...options, key: 'b' }, [plan], [])).resolves.toBeDefined()
  })

  it('and the named key are called by their names', () => {
    const keyFor = parseKeyRules(['a=installer', 'b=pkcs11:token=ci;object=x', 'c=installer'])
    expect(keyNames({ key: 'release', keyFor })).toEqual(['release', 'installer', 'x'])
    expect(keyNames({ keyFor, env: { CHANCERY_KEY: 'other' } })).toEqual(['other', 'installer', 'x'])
    expect(keyNames({ keyFor: [] })).toEqual([])
  })
})
