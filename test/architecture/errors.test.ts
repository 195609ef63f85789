import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkErrors } from '../../scripts/checks/errors.ts'
import { errorTables, renderErrors } from '../../scripts/errors/tables.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'chancery-errors-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

function writePackage(folder: string, codes: Readonly<Record<string, string>>, howToFix = 'Do it again.'): void {
  const entries = Object.entries(codes).map(
    ([code, family]) => `${code}: { family: '${family}', howToFix: '${howToFix}' }`,
  )
  write(`packages/${folder}/package.json`, JSON.stringify({ name: `@chancery/${folder}` }))
  write(`packages/${folder}/src/index.ts`, `export const ${folder.toUpperCase()}_ERRORS = { ${entries.join(', ')} }\n`)
}

async function writeDoc(): Promise<void> {
  write('docs/errors.md', renderErrors(await errorTables(root)))
}

async function faults(): Promise<string[]> {
  return (await checkErrors(root)).flatMap((report) => report.faults)
}

test('tables, page and tests that agree pass', async () => {
  writePackage('one', { LOST: 'environment', BROKEN: 'malformed' })
  write('packages/one/test/one.test.ts', "toThrowCode('LOST'); toThrowCode('BROKEN')")
  await writeDoc()
  expect(await faults()).toEqual([])
  expect((await checkErrors(root)).map(({ looked }) => looked)).toEqual([2, 2])
})

test('a tree without tables gives nothing to look at', async () => {
  expect((await checkErrors(root)).map(({ looked }) => looked)).toEqual([0, 0])
})

test('a code that the page lacks, and one that only the page has, are faults', async () => {
  writePackage('two', { OLD: 'usage' })
  write('packages/two/test/two.test.ts', 'OLD NEW')
  await writeDoc()
  rmSync(join(root, 'packages'), { recursive: true })
  writePackage('too', { NEW: 'usage' })
  write('packages/too/test/too.test.ts', 'OLD NEW')
  expect(await faults()).toEqual([
    'docs/errors.md is not what the tables say: npm run errors-doc',
    'docs/errors.md has no NEW',
    'docs/errors.md has OLD, which no table has',
  ])
})

test('a page whose advice is stale is a fault', async () => {
  writePackage('three', { LOST: 'environment' })
  write('packages/three/test/three.test.ts', 'LOST')
  write('docs/errors.md', renderErrors(await errorTables(root)).replace('Do it again.', 'Give up.'))
  expect(await faults()).toEqual(['docs/errors.md is not what the tables say: npm run errors-doc'])
})

test('a code that no test names is a fault, and part of another code does not count', async () => {
  writePackage('four', { LOST: 'environment' })
  write('packages/four/test/four.test.ts', 'NOT_LOST LOST_AGAIN lost')
  await writeDoc()
  expect(await faults()).toEqual(['no test names LOST'])
})

test('one code of two families, a code in small letters and advice that is no sentence are faults', async () => {
  writePackage('five', { SAME: 'usage', small: 'usage' })
  writePackage('six', { SAME: 'environment' }, 'no sentence')
  write('packages/six/test/six.test.ts', 'SAME')
  await writeDoc()
  expect(await faults()).toEqual(
    expect.arrayContaining([
      'SAME is usage in @chancery/five and environment in @chancery/six',
      'small of @chancery/five is not in CAPITALS_AND_UNDERSCORES',
      'SAME of @chancery/six: howToFix is a sentence, with its full stop',
    ]),
  )
})
