import { PROVENANCE_TYPE, SIGNING_RECORD_TYPE } from '@chancery/attest'
import { type TempDir, tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { readPredicate } from '../src/attest-predicate.ts'
import { openContext } from '../src/context.ts'

let dir: TempDir
beforeAll(() => {
  dir = tempDir()
  dir.write('predicate.json', '{"identity":{"verified":true}}')
  dir.write('bom.json', '{"bomFormat":"CycloneDX"}')
})
afterAll(() => dir[Symbol.dispose]())

async function read(options: Parameters<typeof readPredicate>[1]): Promise<string> {
  return (await readPredicate(await openContext({ cwd: dir.path }), options)).predicateType
}

describe('a predicate out of a file', () => {
  it.each([
    [SIGNING_RECORD_TYPE, 'OPTION_INVALID'],
    [PROVENANCE_TYPE, 'PROVENANCE_UNVERIFIED'],
  ])('is no %s: what the gate believes, nobody writes by hand', async (predicateType, code) => {
    await expect(() => read({ predicateType, predicate: 'predicate.json' })).toThrowCode(code)
    await expect(() => read({ predicateType, sbom: 'bom.json' })).toThrowCode(code)
    await expect(() => read({ predicateType, predicate: 'predicate.json', allowUnverified: true })).toThrowCode(code)
  })

  it('may be anything else', async () => {
    for (const predicateType of [`${SIGNING_RECORD_TYPE}x`, 'https://slsa.dev/provenance/v0.2', 'urn:test']) {
      expect(await read({ predicateType, predicate: 'predicate.json' })).toBe(predicateType)
    }
  })
})
