/** SBOMs that lie beside their files. */

import { rmSync } from 'node:fs'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type AttestBench, attestBench, outcome } from './attest-bench.ts'

let bench: AttestBench
beforeAll(async () => {
  bench = await attestBench()
  return () => bench[Symbol.dispose]()
})
afterEach(() => rmSync(bench.at('dist'), { recursive: true, force: true }))

describe('an SBOM that lies beside the file', () => {
  const CYCLONE = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6' })
  const SPDX = JSON.stringify({ spdxVersion: 'SPDX-2.3' })

  it('is its own, or else that of its folder; each file gets its bundle, and cosign takes it', async (context) => {
    for (const name of ['a.exe', 'b.exe', 'sub/c.jar']) bench.write(`dist/${name}`, name)
    bench.write('dist/a.exe.spdx.json', SPDX)
    bench.write('dist/bom.json', CYCLONE)
    bench.write('dist/sub/sbom.cdx.json', CYCLONE)
    const ran = await bench.attest(['dist/**', '--find-sbom'])
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.report.attestations.map(({ bundle, predicateType }) => [bundle, predicateType])).toEqual([
      ['dist/a.exe.sbom.sigstore.json', 'https://spdx.dev/Document/v2.3'],
      ['dist/b.exe.sbom.sigstore.json', 'https://cyclonedx.org/bom'],
      ['dist/sub/c.jar.sbom.sigstore.json', 'https://cyclonedx.org/bom'],
    ])
    expect(ran.report.subjects.map(({ name }) => name)).toEqual(['a.exe', 'b.exe', 'c.jar'])
    await bench.expectJudged(context, 'dist/a.exe', 'dist/a.exe.sbom.sigstore.json', 'https://spdx.dev/Document/v2.3')
    const again = await bench.attest(['dist/**', '--find-sbom', '--dsse'])
    expect(again.report.bundles).toEqual(ran.report.bundles)
    expect((await bench.attest(['dist/**', '--find-sbom'])).report.bundles).toEqual(ran.report.bundles)
  })

  it.each([
    ['none', [], ['--find-sbom'], 'SBOM_NOT_FOUND'],
    ['two of its own', ['a.exe.cdx.json', 'a.exe.spdx.json'], ['--find-sbom'], 'SBOM_NOT_FOUND'],
    ['two in its folder', ['bom.json', 'sbom.spdx.json'], ['--find-sbom'], 'SBOM_NOT_FOUND'],
    ['one that is none', ['sbom.json'], ['--find-sbom'], 'SBOM_UNKNOWN'],
    ['one bundle for all', ['bom.json'], ['--find-sbom', '--out', 'x'], 'OPTIONS_CONFLICT'],
    ['one that is named too', ['bom.json'], ['--find-sbom', '--sbom', 'dist/bom.json'], 'OPTIONS_CONFLICT'],
    ['something else to say', ['bom.json'], ['--find-sbom', '--provenance'], 'OPTIONS_CONFLICT'],
  ])('is refused where there is %s', async (_, sboms, args, code) => {
    bench.write('dist/a.exe', 'a')
    for (const name of sboms) bench.write(`dist/${name}`, name === 'sbom.json' ? '{}' : CYCLONE)
    const before = bench.list()
    expect(outcome(await bench.attest(['dist/a.exe', ...args]))).toEqual([2, code])
    expect(bench.list()).toEqual(before)
  })

  it('needs a file to lie beside', async () => {
    bench.write('dist/bom.json', CYCLONE)
    expect(outcome(await bench.attest(['dist/*', '--find-sbom']))).toEqual([2, 'SBOM_NOT_FOUND'])
    expect(outcome(await bench.attest(['--find-sbom']))).toEqual([2, 'OPTION_INVALID'])
    expect(outcome(await bench.attest(['--find-sbom', '--subject-digest', `a@sha256:${'0'.repeat(64)}`]))).toEqual([
      2,
      'OPTIONS_CONFLICT',
    ])
  })
})
