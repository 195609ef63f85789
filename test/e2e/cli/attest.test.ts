import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import type { AttestReport } from '@chancery/engine'
import { buildPe, cosign } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { schemaOf } from './schemas.ts'
import { type Ran, type Workbench, workbench } from './workbench.ts'

const TYPE = 'https://example.com/test-results/v1'
const valid = schemaOf('attest')

let bench: Workbench
beforeAll(async () => {
  bench = await workbench()
  mkdirSync(bench.at('dist/b'), { recursive: true })
  mkdirSync(bench.at('other'))
  writeFileSync(bench.at('app.exe'), buildPe())
  writeFileSync(bench.at('dist/a.bin'), 'a')
  writeFileSync(bench.at('dist/b/a.bin'), 'b')
  writeFileSync(bench.at('other/a.bin'), 'c')
  writeFileSync(bench.at('predicate.json'), '{ "passed": 12 }')
  return () => bench[Symbol.dispose]()
})

const attest = (...args: string[]): Promise<Ran> => bench.run(['attest', ...args, '--predicate-type', TYPE, '--json'])
const reportOf = (ran: Ran): AttestReport => ran.json as unknown as AttestReport
const digestOf = (name: string): string => createHash('sha256').update(bench.read(name)).digest('hex')

describe('attest', () => {
  it('leaves a bundle beside the file that cosign accepts for it, and for no other', async (context) => {
    const ran = await attest('app.exe', '--predicate', 'predicate.json')
    expect(ran.code, ran.stderr).toBe(0)
    expect(reportOf(ran)).toEqual({
      version: 1,
      bundle: 'app.exe.attestation.sigstore.json',
      bundles: ['app.exe.attestation.sigstore.json'],
      predicateType: TYPE,
      subjects: [{ name: 'app.exe', digest: { sha256: digestOf('app.exe') } }],
      key: 'attestation',
      attestations: [{ bundle: 'app.exe.attestation.sigstore.json', envelope: null, predicateType: TYPE, subjects: 1 }],
    })
    expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
    const publicKeyPem = bench.read('.chancery/attestation.pub').toString()
    const bundle = bench.at('app.exe.attestation.sigstore.json')
    const program = cosign(context)
    const options = { publicKeyPem, predicateType: TYPE }
    const accepted = await program.verifyAttestation(bench.at('app.exe'), bundle, options)
    expect(accepted.accepted, accepted.text).toBe(true)
    expect((await program.verifyAttestation(bench.at('dist/a.bin'), bundle, options)).accepted).toBe(false)
    const ours = [
      'verify',
      'app.exe',
      '--bundle',
      'app.exe.attestation.sigstore.json',
      '--trust',
      '.chancery/attestation.pub',
    ]
    expect((await bench.run(ours)).code).toBe(0)
    expect((await bench.run(ours.with(1, 'dist/a.bin'))).code).toBe(1)
  })

  it('is passed over by the globs of the next signing', async () => {
    const ran = await bench.run(['sign', 'app*', '--key', 'release', '--out', 'signed', '--dry-run', '--json'])
    expect(ran.json.files.map(({ path }) => path)).toEqual(['app.exe'])
    expect(ran.code, ran.stderr).toBe(0)
  })

  it('names several files in one statement, each apart from the others', async () => {
    const ran = await attest('dist/**', '--predicate', 'predicate.json', '--out', 'new/all.json')
    expect(ran.code, ran.stderr).toBe(0)
    expect(reportOf(ran).subjects.map(({ name }) => name)).toEqual(['a.bin', 'b/a.bin'])
    for (const name of ['dist/a.bin', 'dist/b/a.bin']) {
      const verified = await bench.run(['verify', name, '--bundle', 'new/all.json', '--json'])
      expect([verified.code, verified.json.files[0]], verified.stderr).toMatchObject([0, { record: 'verified' }])
    }
    const alike = await attest('dist/a.bin', 'other/a.bin', '--predicate', 'predicate.json', '--out', 'alike.json')
    expect(reportOf(alike).subjects.map(({ name }) => name)).toEqual(['dist/a.bin', 'other/a.bin'])
  })

  it('signs with the key that is named', async () => {
    const ran = await attest('dist/a.bin', '--predicate', 'predicate.json', '--key', 'tsa', '--out', 'tsa.json')
    expect([ran.code, reportOf(ran).key]).toEqual([0, 'tsa'])
    const verified = await bench.run(['verify', 'dist/a.bin', '--bundle', 'tsa.json', '--json'])
    expect([verified.code, verified.json.files[0]]).toMatchObject([1, { code: 'BUNDLE_KEY_UNTRUSTED' }])
  })

  it.each([
    ['a predicate that is no JSON', ['app.exe', '--predicate', 'chancery.yaml'], 2, 'PREDICATE_INVALID'],
    ['a predicate that is a list', ['app.exe', '--predicate', 'list.json'], 2, 'STATEMENT_INVALID'],
    ['a predicate that is not there', ['app.exe', '--predicate', 'none.json'], 2, 'FILE_NOT_FOUND'],
    ['no predicate', ['app.exe'], 2, 'OPTION_INVALID'],
    ['several files without --out', ['dist/**', '--predicate', 'predicate.json'], 2, 'OUTPUT_NOT_GIVEN'],
    ['a file that is not there', ['none', '--predicate', 'predicate.json'], 2, 'FILE_NOT_FOUND'],
    ['an unknown key', ['app.exe', '--predicate', 'predicate.json', '--key', 'none'], 2, 'KEY_UNKNOWN'],
    ['no subject at all', ['--predicate', 'predicate.json', '--out', 'm'], 2, 'STATEMENT_INVALID'],
    [
      'a subject without a digest',
      ['--subject-digest', 'app@sha256:12', '--sbom', 'predicate.json'],
      2,
      'OPTION_INVALID',
    ],
    ['an SBOM beside a predicate', ['app.exe', '--sbom', 'a', '--predicate', 'b'], 2, 'OPTIONS_CONFLICT'],
    ['checksums that are none', ['--subject-checksums', 'list.json', '--out', 'm'], 2, 'CHECKSUMS_INVALID'],
    [
      'two digests of one name',
      ['app.exe', '--subject-digest', `app.exe@sha256:${'0'.repeat(64)}`],
      2,
      'CHECKSUMS_INVALID',
    ],
  ])('refuses %s', async (_, args, code, reason) => {
    writeFileSync(bench.at('list.json'), '[1]')
    const before = bench.list()
    const ran = await attest(...args)
    expect([ran.code, ran.json.failed[0]?.code], ran.stderr).toEqual([code, reason])
    expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
    expect(bench.list()).toEqual(before)
  })

  it('takes subjects from checksums and by digest, without a file', async () => {
    const [gnu, bsd, image] = ['1', '2', '3'].map((digit) => digit.repeat(64))
    writeFileSync(
      bench.at('SUMS'),
      `${gnu} *dist/a.exe\n\\${gnu}  odd\\nname\nSHA256 (b.tar) = ${bsd?.toUpperCase()}\n`,
    )
    const args = ['--subject-checksums', 'SUMS', '--subject-digest', `r.example/app@sha256:${image}`]
    const ran = await attest(...args, '--predicate', 'predicate.json', '--out', 'listed.json')
    expect(ran.code, ran.stderr).toBe(0)
    expect(reportOf(ran).subjects.map(({ name, digest }) => [name, digest.sha256])).toEqual([
      ['dist/a.exe', gnu],
      ['odd\nname', gnu],
      ['b.tar', bsd],
      ['r.example/app', image],
    ])
  })

  it('tells an SBOM by its content, and refuses what is none', async () => {
    const kinds = [
      [{ bomFormat: 'CycloneDX', specVersion: '1.6' }, 'https://cyclonedx.org/bom'],
      [{ spdxVersion: 'SPDX-2.3' }, 'https://spdx.dev/Document/v2.3'],
      [
        { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': [] },
        'https://spdx.dev/Document/v3.0',
      ],
    ] as const
    for (const [index, [document, type]] of kinds.entries()) {
      writeFileSync(bench.at('bom.json'), JSON.stringify(document))
      const out = `bom-${index}.sigstore.json`
      const ran = await bench.run(['attest', 'app.exe', '--sbom', 'bom.json', '--out', out, '--json'])
      expect([ran.code, reportOf(ran).predicateType], ran.stderr).toEqual([0, type])
    }
    const other = await bench.run(['attest', 'app.exe', '--sbom', 'predicate.json', '--json'])
    expect([other.code, other.json.failed[0]?.code]).toEqual([2, 'SBOM_UNKNOWN'])
  })

  it('splits what no verifier would read at once', async () => {
    mkdirSync(bench.at('many'), { recursive: true })
    for (let i = 0; i <= 1024; i++) writeFileSync(bench.at(`many/${i}`), String(i))
    const ran = await attest('many/*', '--predicate', 'predicate.json', '--out', 'many.sigstore.json')
    expect(ran.code, ran.stderr).toBe(0)
    const { bundles, subjects } = reportOf(ran)
    expect([bundles, subjects.length]).toEqual([['many-1.sigstore.json', 'many-2.sigstore.json'], 1025])
    expect(reportOf(ran).attestations.map((one) => one.subjects)).toEqual([1024, 1])
    expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
    const verdicts = await Promise.all(
      bundles.map((bundle) => bench.run(['verify', 'many/999', '--bundle', bundle, '--json'])),
    )
    expect(new Set(verdicts.map(({ code }) => code))).toEqual(new Set([0, 1]))
  })

  it('refuses a predicate type that is no URI, and to do without an attestation key', async () => {
    const args = ['attest', 'app.exe', '--predicate', 'predicate.json', '--predicate-type']
    const type = await bench.run([...args, 'sbom', '--out', 'typed.json', '--json'])
    expect([type.code, type.json.failed[0]?.code]).toEqual([2, 'STATEMENT_INVALID'])
    writeFileSync(bench.at('empty.yaml'), '')
    const key = await bench.run([...args, TYPE, '--config', 'empty.yaml', '--json'])
    expect([key.code, key.json.failed[0]?.code]).toEqual([2, 'ATTESTATION_KEY_MISSING'])
  })
})

it.each([
  ['without its attestations', (report) => ({ ...report, attestations: undefined })],
  ['with a member that nobody knows', (report) => ({ ...report, extra: 1 })],
  ['of another version', (report) => ({ ...report, version: 2 })],
  ['about nothing', (report) => ({ ...report, subjects: [] })],
  [
    'with a digest in capitals',
    (report) => ({ ...report, subjects: [{ name: 'a', digest: { sha256: 'AB'.repeat(32) } }] }),
  ],
  ['whose type is no URI', (report) => ({ ...report, predicateType: 'sbom' })],
  ['that failed and did not', (report) => ({ ...report, failed: [] })],
] as [string, (report: object) => object][])('the schema refuses a report %s', async (_, change) => {
  const ran = await attest('app.exe', '--predicate', 'predicate.json', '--out', 'schema.json')
  expect(valid(ran.json)).toBe(true)
  expect(valid(JSON.parse(JSON.stringify(change(ran.json))))).toBe(false)
})
