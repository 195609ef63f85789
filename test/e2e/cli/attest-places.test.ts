/** Where a statement about one file lies: a place for each kind, and none that another statement loses. */
import { rmSync } from 'node:fs'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AttestBench, attestBench, outcome } from './attest-bench.ts'

const CYCLONE = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6' })
const SPDX = JSON.stringify({ spdxVersion: 'SPDX-2.3' })
const VSA = [
  ...['--vsa-verifier', 'https://ci.example.com', '--vsa-resource', 'https://example.com/app'],
  ...['--vsa-policy', 'urn:acme:policy:1', '--vsa-result', 'PASSED', '--vsa-level', 'SLSA_BUILD_LEVEL_2'],
]
const GIVEN = ['--predicate-type', 'https://example.com/review/v1', '--predicate', 'review.json']
const KINDS: readonly (readonly [suffix: string, args: readonly string[]])[] = [
  ['.sbom', ['--sbom', 'bom.json']],
  ['.test-result', ['--test-results', 'tests.xml']],
  ['.vsa', VSA],
  ['.provenance', ['--provenance', '--allow-unverified']],
  ['.attestation', GIVEN],
]

let bench: AttestBench
beforeAll(async () => {
  bench = await attestBench()
  bench.write('bom.json', CYCLONE)
  bench.write('spdx.json', SPDX)
  bench.write('review.json', '{}')
  bench.write('tests.xml', '<testsuite><testcase name="a"/></testsuite>')
  return () => bench[Symbol.dispose]()
})
beforeEach(() => rmSync(bench.at('dist'), { recursive: true, force: true }))

const beside = (): string[] => bench.list('dist')

describe('statements about one file', () => {
  it('lie beside it, each kind with an ending of its own, and bare ones too; globs pass over all of them', async () => {
    bench.write('dist/app', 'an app')
    for (const [suffix, args] of KINDS) {
      const ran = await bench.attest(['dist/app', ...args, '--dsse'])
      expect(ran.code, ran.stderr).toBe(0)
      const { bundle, envelope } = ran.report.attestations[0] ?? {}
      expect([bundle, envelope]).toEqual([`dist/app${suffix}.sigstore.json`, `dist/app${suffix}.intoto.jsonl`])
    }
    expect(beside()).toHaveLength(1 + 2 * KINDS.length)
    const signed = await bench.run(['sign', 'dist/**', '--format', 'blob', '--key', 'release', '--in-place', '--json'])
    expect(
      signed.json.files.map(({ path }) => path),
      signed.stderr,
    ).toEqual(['dist/app'])
    // The provenance that lies there is what `verify` looks at by itself.
    const verified = await bench.run(['verify', 'dist/**', '--json'])
    expect(verified.json.files.map(({ path, provenance }) => [path, provenance])).toEqual([['dist/app', 'verified']])
    bench.write('dist/app', 'another')
    const other = await bench.run(['verify', 'dist/app', '--json'])
    expect(other.code).toBe(1)
  })

  it('an SBOM is one whatever way its type was said', async () => {
    bench.write('dist/app', 'an app')
    const args = ['--predicate-type', 'https://spdx.dev/Document/v2.3', '--predicate', 'spdx.json']
    const ran = await bench.attest(['dist/app', ...args])
    expect(ran.report.bundle, ran.stderr).toBe('dist/app.sbom.sigstore.json')
    const other = ['--predicate-type', 'https://spdx.dev.example.com/x', '--predicate', 'spdx.json']
    expect((await bench.attest(['dist/app', ...other])).report.bundle).toBe('dist/app.attestation.sigstore.json')
  })

  it('are made anew where they say the same of the same file, also after it was built again', async () => {
    bench.write('dist/app', 'an app')
    for (const [, args] of KINDS) expect((await bench.attest(['dist/app', ...args])).code).toBe(0)
    bench.write('dist/app', 'built again')
    for (const [suffix, args] of KINDS) {
      const ran = await bench.attest(['dist/app', ...args])
      expect(ran.code, ran.stderr).toBe(0)
      expect(bench.statement(`dist/app${suffix}.sigstore.json`).subject).toEqual([
        { name: 'app', digest: { sha256: bench.sha256('dist/app') } },
      ])
    }
  })

  it('the provenance that `sign` leaves names the detached signature too, and gives way to one about the file', async () => {
    bench.write('dist/app', 'an app')
    bench.write('dist/app.p7s', 'its signature')
    const both = ['dist/app', 'dist/app.p7s', '--out', 'dist/app.provenance.sigstore.json']
    expect((await bench.attest([...both, '--provenance', '--allow-unverified'])).code).toBe(0)
    expect(bench.statement('dist/app.provenance.sigstore.json').subject).toHaveLength(2)
    const ran = await bench.attest(['dist/app', '--provenance', '--allow-unverified'])
    expect(ran.code, ran.stderr).toBe(0)
    expect(bench.statement('dist/app.provenance.sigstore.json').subject).toHaveLength(1)
  })

  it.each([
    ['of another type', ['dist/app', '--sbom', 'spdx.json']],
    ['of another type, found', ['dist/app', '--find-sbom']],
    ['of another type, by a name that is given', ['dist/app', ...GIVEN, '--out', 'dist/app.sbom.sigstore.json']],
    ['about another file', ['other', '--sbom', 'bom.json', '--out', 'dist/app.sbom.sigstore.json']],
    ['about more files', ['dist/app', 'other', '--sbom', 'bom.json', '--out', 'dist/app.sbom.sigstore.json']],
    ['that is a signing record', ['dist/app', '--sbom', 'bom.json', '--out', 'dist/app.sigstore.json']],
    ['that is none', ['dist/app', '--sbom', 'bom.json', '--out', 'review.json']],
    ['that is none, as a bare envelope', ['dist/app', '--sbom', 'bom.json', '--dsse', '--out', 'bare.sigstore.json']],
  ])('take no place of what lies there %s', async (_, args) => {
    bench.write('dist/app', 'an app')
    bench.write('dist/app.spdx.json', SPDX)
    bench.write('bare.intoto.jsonl', '{}')
    expect((await bench.attest(['dist/app', '--sbom', 'bom.json'])).code).toBe(0)
    const signed = await bench.run(['sign', 'dist/app', '--format', 'blob', '--key', 'release', '--in-place'])
    expect(signed.code, signed.stderr).toBe(0)
    const state = (): unknown => [
      bench.list(),
      beside().map((name) => bench.sha256(`dist/${name}`)),
      bench.read('review.json'),
    ]
    const before = state()
    expect(outcome(await bench.attest(args))).toEqual([2, 'ATTESTATION_PLACE_TAKEN'])
    expect(state()).toEqual(before)
  })
})
