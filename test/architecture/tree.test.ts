import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkTree } from '../../scripts/checks/tree.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'chancery-tree-'))
  execFileSync('git', ['init', '--quiet'], { cwd: root })
})
afterEach(() => rmSync(root, { recursive: true }))

function faultsOf(path: string, text: string): readonly string[] {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  return checkTree(root).flatMap(({ faults }) => faults)
}

test('an empty tree gives nothing to look at', () => {
  expect(checkTree(root)).toEqual([expect.objectContaining({ looked: 0, faults: [] })])
})

// Put together here, so that this file is none of them.
const PEM = ['-----BEGIN', 'EC PRIVATE', 'KEY-----\n'].join(' ') + 'A'.repeat(64)
test.each([
  ['a private key', 'src/key.ts', PEM],
  ['a private key', 'src/key.ts', JSON.stringify(PEM)],
  ['a GitHub token', '.github/workflows/x.yml', `ghp_${'a1B2'.repeat(9)}`],
  ['an npm token', '.npmrc', `//registry/:_authToken=npm_${'a1B2'.repeat(9)}`],
  ['an AWS key', 'a.md', `AKIA${'A1B2'.repeat(4)}`],
  ['a path of this machine', 'a.md', `${join(homedir(), 'x')}/y`],
  ['a path of this machine', 'a.md', ['', 'home', 'someone', 'x'].join('/')],
  ['a path of this machine', 'a.md', ['see ', 'Users', 'Someone', 'x'].join('/')],
])('%s in %s is refused', (what, path, text) => {
  expect(faultsOf(path, `first\n${text}\n`)).toEqual([`${path}: ${what}`])
})

test('a path of the checkout itself is refused', () => {
  expect(faultsOf('a.md', `${root}/src`)).toEqual(['a.md: a path of this machine'])
})

test('download addresses in the lockfile are refused', () => {
  expect(faultsOf('package-lock.json', '{ "resolved": "https://example.com/a.tgz" }')).toHaveLength(1)
})

test('what git ignores, public keys and paths inside the project pass', () => {
  expect(faultsOf('.gitignore', 'secret.pem\n')).toEqual([])
  expect(faultsOf('secret.pem', PEM)).toEqual([])
  expect(faultsOf('a.ts', "'-----BEGIN PUBLIC KEY-----' './src/home/x/y' 'example.com/home/x/'")).toEqual([])
})
