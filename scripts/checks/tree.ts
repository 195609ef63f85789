import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Report } from '../architecture/rules.ts'

/** Files whose bytes are somebody else's: signed samples and bundled dependencies. */
const FOREIGN = /^test\/vectors\/|(^|\/)dist\/|^package-lock\.json$|^LICENSE$/

const SECRETS: readonly (readonly [string, RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*\\?n?[A-Za-z0-9+/]{40}/],
  ['a GitHub token', /\bgh[pousr]_[A-Za-z0-9]{36}\b/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['an AWS key', /\bAKIA[A-Z0-9]{16}\b/],
]

/** What git would commit: no secrets, no paths of the machine that it was written on, no download addresses. */
export function checkTree(root: string): readonly Report[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  const files = listed
    .split('\0')
    .filter((file) => file !== '' && statSync(join(root, file), { throwIfNoEntry: false })?.isFile())
  const ours = files.filter((file) => !FOREIGN.test(file))
  const patterns = [...SECRETS, ...machinePaths(root)]
  const faults = ours.flatMap((file) => {
    const text = readFileSync(join(root, file), 'latin1')
    return patterns.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${file}: ${what}`)
  })
  if (
    files.includes('package-lock.json') &&
    /"resolved": "http/.test(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  ) {
    faults.push('package-lock.json: download addresses (.npmrc says omit-lockfile-registry-resolved)')
  }
  return [{ rule: 'no secrets and no machine paths', looked: ours.length, faults }]
}

function machinePaths(root: string): (readonly [string, RegExp])[] {
  const parent = dirname(root)
  const folders = [root, ...(parent === '/' || parent === tmpdir() ? [] : [parent]), homedir()].filter(
    (folder) => folder !== '/',
  )
  const literal = folders.map((folder) => `${folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/`)
  return [['a path of this machine', new RegExp(`(?<![\\w.])(?:${literal.join('|')}|/home/[a-z]\\w*/|/Users/\\w+/)`)]]
}
