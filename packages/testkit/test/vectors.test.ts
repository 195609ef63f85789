import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CHECKOUT, sha256, vectors } from '../src/index.ts'

const all = vectors()

test('every family that a verifier of ours is measured by is there', () => {
  const families = new Set(all.map(({ family }) => family))
  expect([...families].sort()).toEqual(
    [
      'cms',
      'dsse',
      'efi',
      'fuzz',
      'jar',
      'pe',
      'script',
      'sigstore',
      'sigstore-conformance',
      'timestamp',
      'tlog',
      'wycheproof',
      'x509',
    ].sort(),
  )
})

test.each(all.map((vector) => [vector.id, vector] as const))(
  '%s is the file that its verdict is about',
  (_, vector) => {
    expect(vector.read().length).toBe(vector.size)
    expect(sha256(vector.read())).toBe(vector.sha256)
    for (const [name, digest] of Object.entries(vector.sideFiles ?? {})) expect(sha256(vector.read(name))).toBe(digest)
    const named = [
      vector.trust,
      vector.artifact,
      ...(vector.trustFiles ?? []),
      ...(vector.chain ?? []),
      ...(vector.crls ?? []),
    ]
    const known = new Set([vector.file, ...Object.keys(vector.sideFiles ?? {})])
    for (const name of named) if (name !== undefined) expect(known).toContain(name)
    // A commit, or a version that Go's checksum database holds to its content.
    expect(vector.source).toMatch(/^[\w.-]+\/[\w.-]+@([0-9a-f]{40}|v\d+\.\d+\.\d+):/)
    expect(vector.licence).not.toBe('')
  },
)

test('no file lies there that no case names', () => {
  const folder = join(CHECKOUT, 'test', 'vectors')
  const known = new Set(all.flatMap((vector) => [vector.file, ...Object.keys(vector.sideFiles ?? {})]))
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath !== folder)
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  expect(new Set(found)).toEqual(known)
})

test('a family without vectors is an error, not an empty list', () => {
  expect(() => vectors('pe', 'cobol')).toThrow(/cobol/)
})
