/** What `attest` can say beside a predicate that is given: test results, verification summaries, SBOMs that lie beside their files, provenance. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { AttestReport } from '@chancery/engine'
import { buildPe, CHECKOUT, cosign, createCa, findTool, startOidc, tool } from '@chancery/testkit'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { schemaOf } from './schemas.ts'
import { CHANCERY, type Ran, type Workbench, workbench } from './workbench.ts'

const valid = schemaOf('attest')
const TEST_RESULT = 'https://in-toto.io/attestation/test-result/v0.1'
const VSA = 'https://slsa.dev/verification_summary/v1'
const PROVENANCE = 'https://slsa.dev/provenance/v1'

let bench: Workbench
beforeAll(async () => {
  bench = await workbench()
  write('app', 'an app')
  write('other', 'another')
  return () => bench[Symbol.dispose]()
})
afterEach(() => {
  for (const folder of ['reports', 'dist']) rmSync(bench.at(folder), { recursive: true, force: true })
})

function write(name: string, text: string): void {
  mkdirSync(dirname(bench.at(name)), { recursive: true })
  writeFileSync(bench.at(name), text)
}

async function attest(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ran & { report: AttestReport }> {
  const ran = await bench.run(['attest', ...args, '--json'], { env })
  expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
  return { ...ran, json: ran.json, report: ran.json as unknown as AttestReport }
}

const outcome = ({ code, json }: Ran): unknown[] => [code, json.failed?.[0]?.code]
const sha256 = (name: string): string => createHash('sha256').update(bench.read(name)).digest('hex')

interface Statement {
  readonly predicateType: string
  readonly subject: readonly { readonly name: string }[]
  readonly predicate: Readonly<Record<string, unknown>>
}

function statement(bundle: string): Statement {
  const { dsseEnvelope } = JSON.parse(bench.read(bundle).toString())
  return JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString())
}

/** By cosign: of this file, of this type; and neither of another file nor of another type. */
async function expectJudged(
  context: Parameters<typeof cosign>[0],
  file: string,
  bundle: string,
  predicateType: string,
): Promise<void> {
  const publicKeyPem = bench.read('.chancery/attestation.pub').toString()
  const judge = async (path: string, type: string): Promise<boolean> =>
    (await cosign(context).verifyAttestation(bench.at(path), bench.at(bundle), { publicKeyPem, predicateType: type }))
      .accepted
  expect(await judge(file, predicateType)).toBe(true)
  expect(await judge('other', predicateType)).toBe(false)
  expect(await judge(file, 'https://example.com/other/v1')).toBe(false)
}

const suite = (cases: string, counts = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites><testsuite name="unit" ${counts}>${cases}</testsuite></testsuites>\n`
const FAILING = suite('<testcase name="a"/><testcase classname="c" name="b"><failure>no</failure></testcase>')

describe('test results', () => {
  it('are those of all reports, and cosign takes them', async (context) => {
    write(
      'reports/unit.xml',
      suite(
        '<testcase classname="acme.Unit" name="adds &lt;1&gt;"/><testcase name="later"><skipped/></testcase>',
        'failures="0"',
      ),
    )
    write(
      'reports/it/e2e.xml',
      '<testsuite><testsuite><testcase name="again"><flakyFailure/></testcase></testsuite><testcase name="runs"/></testsuite>',
    )
    const ran = await attest([
      'app',
      '--test-results',
      'reports/**/*.xml',
      '--test-configuration',
      'chancery.yaml',
      '--out',
      'tests.json',
    ])
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.report.predicateType).toBe(TEST_RESULT)
    expect(statement('tests.json')).toMatchObject({
      subject: [{ name: 'app' }],
      predicate: {
        result: 'WARNED',
        configuration: [{ name: 'chancery.yaml', digest: { sha256: sha256('chancery.yaml') } }],
        passedTests: ['runs', 'acme.Unit.adds <1>'],
        warnedTests: ['again'],
        failedTests: [],
        chancery_reports: [
          {
            name: 'it/e2e.xml',
            digest: { sha256: sha256('reports/it/e2e.xml') },
            passed: 1,
            warned: 1,
            failed: 0,
            skipped: 0,
          },
          { name: 'unit.xml', passed: 1, skipped: 1 },
        ],
      },
    })
    await expectJudged(context, 'app', 'tests.json', TEST_RESULT)
  })

  it('that are not good are attested only where that is wanted', async () => {
    write('reports/unit.xml', FAILING)
    expect(outcome(await attest(['app', '--test-results', 'reports/*']))).toEqual([1, 'TESTS_FAILED'])
    const ran = await attest(['app', '--test-results', 'reports/*', '--allow-failed', '--out', 'failed.json'])
    expect(ran.code, ran.stderr).toBe(0)
    expect(statement('failed.json').predicate).toMatchObject({
      result: 'FAILED',
      failedTests: ['c.b'],
      passedTests: ['a'],
    })
  })

  it('may be a predicate already', async () => {
    const predicate = {
      result: 'PASSED',
      configuration: [{ name: 'ci.yml' }],
      passedTests: ['a'],
      url: 'https://example.com',
    }
    write('reports/results.json', JSON.stringify(predicate))
    const ran = await attest(['app', '--test-results', 'reports/results.json', '--out', 'given.json'])
    expect([ran.code, statement('given.json').predicate], ran.stderr).toEqual([0, predicate])
    write('reports/failed.json', JSON.stringify({ ...predicate, result: 'FAILED' }))
    expect(outcome(await attest(['app', '--test-results', 'reports/failed.json']))).toEqual([1, 'TESTS_FAILED'])
  })

  it.each([
    ['of no test', suite(''), 'TEST_RESULTS_INVALID'],
    ['of skipped tests alone', suite('<testcase name="a"><skipped/></testcase>'), 'TEST_RESULTS_INVALID'],
    [
      'whose numbers tell of failures that it does not show',
      suite('<testcase name="a"/>', 'errors="1"'),
      'TEST_RESULTS_INVALID',
    ],
    ['of a test without a name', suite('<testcase/>'), 'TEST_RESULTS_INVALID'],
    ['that is something else', '<html><testcase name="a"/></html>', 'TEST_RESULTS_INVALID'],
    ['that is cut off', FAILING.slice(0, -30), 'TEST_RESULTS_INVALID'],
    ['with a document type', `<!DOCTYPE testsuite [<!ENTITY a "b">]>${FAILING.slice(39)}`, 'TEST_RESULTS_INVALID'],
    ['that is no JSON', '{"result"', 'TEST_RESULTS_INVALID'],
    ['that is another predicate', '{"result":"ok"}', 'STATEMENT_INVALID'],
  ])('in a report %s are refused', async (_, text, code) => {
    write('reports/unit.xml', text)
    const before = bench.list()
    expect(outcome(await attest(['app', '--test-results', 'reports/unit.xml']))).toEqual([2, code])
    expect(bench.list()).toEqual(before)
  })

  it('are not mixed with a predicate, and must be there', async () => {
    write('reports/unit.xml', suite('<testcase name="a"/>'))
    write('reports/unit.json', '{"result":"PASSED","configuration":[]}')
    expect(outcome(await attest(['app', '--test-results', 'reports/*']))).toEqual([2, 'TEST_RESULTS_INVALID'])
    expect(outcome(await attest(['app', '--test-results', 'none/*.xml']))).toEqual([2, 'NOTHING_MATCHED'])
    writeFileSync(bench.at('reports/unit.xml'), Buffer.from(suite('<testcase name="\xe9"/>'), 'latin1'))
    expect(outcome(await attest(['app', '--test-results', 'reports/*.xml']))).toEqual([2, 'TEST_RESULTS_INVALID'])
  })
})

describe('a verification summary', () => {
  const RESOURCE = 'https://example.com/app'
  const SAID = [
    '--vsa-verifier',
    'https://ci.example.com',
    '--vsa-resource',
    RESOURCE,
    '--vsa-policy',
    'urn:acme:policy:1',
  ]
  const PASSED = [
    ...SAID,
    '--vsa-result',
    'PASSED',
    '--vsa-level',
    'SLSA_BUILD_LEVEL_2',
    '--vsa-level',
    'ACME_REVIEWED',
  ]

  it('says what it is told, by digests of its own; cosign takes it', async (context) => {
    const ran = await attest([
      'app',
      ...PASSED,
      '--vsa-policy-file',
      'chancery.yaml',
      '--vsa-input',
      'other',
      '--dsse',
      '--out',
      'vsa.sigstore.json',
    ])
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.report.attestations).toEqual([
      { bundle: 'vsa.sigstore.json', envelope: 'vsa.intoto.jsonl', predicateType: VSA, subjects: 1 },
    ])
    expect(statement('vsa.sigstore.json').predicate).toMatchObject({
      policy: { uri: 'urn:acme:policy:1', digest: { sha256: sha256('chancery.yaml') } },
      inputAttestations: [{ uri: 'other', digest: { sha256: sha256('other') } }],
    })
    await expectJudged(context, 'app', 'vsa.sigstore.json', VSA)
    // Ours takes the bare envelope as well.
    const verified = await bench.run(['verify', 'app', '--bundle', 'vsa.intoto.jsonl', '--json'])
    expect(verified.json.files[0]).toMatchObject({ record: 'verified' })
  })

  it('is taken by slsa-verifier, for what it says and nothing else', async (context) => {
    const program = tool('slsa-verifier', context)
    await attest(['app', ...PASSED, '--dsse', '--out', 'vsa.sigstore.json'])
    const judge = async (more: Record<string, string> = {}): Promise<boolean> => {
      const flags = {
        'subject-digest': `sha256:${sha256('app')}`,
        'attestation-path': bench.at('vsa.intoto.jsonl'),
        'verifier-id': 'https://ci.example.com',
        'resource-uri': RESOURCE,
        'verified-level': 'SLSA_BUILD_LEVEL_2',
        'public-key-path': bench.at('.chancery/attestation.pub'),
        ...more,
      }
      const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value])
      const { code, text } = await program.run(['verify-vsa', ...args])
      return code === 0 && text.includes('PASSED: SLSA verification passed')
    }
    expect(await judge()).toBe(true)
    expect(await judge({ 'verified-level': 'ACME_REVIEWED' })).toBe(true)
    expect(await judge({ 'subject-digest': `sha256:${sha256('other')}` })).toBe(false)
    expect(await judge({ 'verifier-id': 'https://example.org' })).toBe(false)
    expect(await judge({ 'resource-uri': 'https://example.com/other' })).toBe(false)
    expect(await judge({ 'verified-level': 'SLSA_BUILD_LEVEL_3' })).toBe(false)
    await attest(['app', ...SAID, '--vsa-result', 'FAILED', '--dsse', '--out', 'vsa.sigstore.json'])
    expect(statement('vsa.sigstore.json').predicate).toMatchObject({
      verificationResult: 'FAILED',
      verifiedLevels: ['FAILED'],
    })
    expect(await judge()).toBe(false)
  })

  it.each([
    ['without who verified', ['--vsa-result', 'PASSED'], 'OPTION_INVALID'],
    ['without a level', [...SAID, '--vsa-result', 'PASSED'], 'STATEMENT_INVALID'],
    ['with another result', [...SAID, '--vsa-result', 'OK'], 'OPTION_INVALID'],
    ['with two levels of a track', [...PASSED, '--vsa-level', 'SLSA_BUILD_LEVEL_3'], 'STATEMENT_INVALID'],
    ['with a level for what failed', [...SAID, '--vsa-result', 'FAILED', '--vsa-level', 'X'], 'STATEMENT_INVALID'],
    ['with a policy that is not there', [...PASSED, '--vsa-policy-file', 'none'], 'FILE_NOT_FOUND'],
  ])('is refused %s', async (_, args, code) => {
    expect(outcome(await attest(['app', ...args]))).toEqual([2, code])
  })
})

describe('an SBOM that lies beside the file', () => {
  const CYCLONE = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6' })
  const SPDX = JSON.stringify({ spdxVersion: 'SPDX-2.3' })

  it('is its own, or else that of its folder; each file gets its bundle, and cosign takes it', async (context) => {
    for (const name of ['a.exe', 'b.exe', 'sub/c.jar']) write(`dist/${name}`, name)
    write('dist/a.exe.spdx.json', SPDX)
    write('dist/bom.json', CYCLONE)
    write('dist/sub/sbom.cdx.json', CYCLONE)
    const ran = await attest(['dist/**', '--find-sbom'])
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.report.attestations.map(({ bundle, predicateType }) => [bundle, predicateType])).toEqual([
      ['dist/a.exe.sbom.sigstore.json', 'https://spdx.dev/Document/v2.3'],
      ['dist/b.exe.sbom.sigstore.json', 'https://cyclonedx.org/bom'],
      ['dist/sub/c.jar.sbom.sigstore.json', 'https://cyclonedx.org/bom'],
    ])
    expect(ran.report.subjects.map(({ name }) => name)).toEqual(['a.exe', 'b.exe', 'c.jar'])
    await expectJudged(context, 'dist/a.exe', 'dist/a.exe.sbom.sigstore.json', 'https://spdx.dev/Document/v2.3')
    const again = await attest(['dist/**', '--find-sbom', '--dsse'])
    expect(again.report.bundles).toEqual(ran.report.bundles)
    expect((await attest(['dist/**', '--find-sbom'])).report.bundles).toEqual(ran.report.bundles)
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
    write('dist/a.exe', 'a')
    for (const name of sboms) write(`dist/${name}`, name === 'sbom.json' ? '{}' : CYCLONE)
    const before = bench.list()
    expect(outcome(await attest(['dist/a.exe', ...args]))).toEqual([2, code])
    expect(bench.list()).toEqual(before)
  })

  it('needs a file to lie beside', async () => {
    write('dist/bom.json', CYCLONE)
    expect(outcome(await attest(['dist/*', '--find-sbom']))).toEqual([2, 'SBOM_NOT_FOUND'])
    expect(outcome(await attest(['--find-sbom']))).toEqual([2, 'OPTION_INVALID'])
    expect(outcome(await attest(['--find-sbom', '--subject-digest', `a@sha256:${'0'.repeat(64)}`]))).toEqual([
      2,
      'OPTIONS_CONFLICT',
    ])
  })
})

describe('provenance', () => {
  const GITLAB = { GITLAB_CI: 'true', CI_PROJECT_PATH: 'said/by-the-environment' }

  it('of a job that nobody proved is refused, and where it is allowed says that nobody did', async (context) => {
    for (const env of [{}, GITLAB])
      expect(outcome(await attest(['app', '--provenance'], env))).toEqual([1, 'PROVENANCE_UNVERIFIED'])
    const ran = await attest(['app', '--provenance', '--allow-unverified', '--out', 'said.json'], GITLAB)
    expect(ran.code, ran.stderr).toBe(0)
    expect(statement('said.json').predicate).toEqual({
      buildDefinition: {
        buildType: 'urn:chancery:build-type:asserted:v1',
        externalParameters: { platform: 'gitlab', claims: { project_path: 'said/by-the-environment' } },
        internalParameters: {},
        resolvedDependencies: [],
      },
      runDetails: { builder: { id: 'urn:chancery:builder:unverified' }, metadata: {} },
    })
    await expectJudged(context, 'app', 'said.json', PROVENANCE)
  })

  it('of a job is made of its token, whatever its environment says', async (context) => {
    await using gitlab = await startOidc({ ca: await createCa(), platform: 'gitlab' })
    const issuer = 'https://gitlab.example.com'
    const audience = 'https://sign.example.com'
    write('keys.json', gitlab.jwks())
    const identity = `identity:\n  audience: ${audience}\n  issuers:\n    - { issuer: "${issuer}", platform: gitlab, jwks: keys.json }\n`
    write('proved.yaml', bench.read('chancery.yaml').toString() + identity)
    const args = ['app', '--provenance', '--config', 'proved.yaml']
    const token = await gitlab.token({ audience, claims: { iss: issuer } })
    const ran = await attest([...args, '--out', 'proved.json'], { ...GITLAB, CHANCERY_ID_TOKEN: token })
    expect(ran.code, ran.stderr).toBe(0)
    expect(statement('proved.json').predicate).toMatchObject({
      buildDefinition: {
        buildType: 'urn:chancery:build-type:gitlab:v1',
        externalParameters: { repository: 'https://gitlab.example.com/acme/app' },
      },
    })
    expect(ran.stdout + ran.stderr).not.toContain(token.split('.')[2])
    await expectJudged(context, 'app', 'proved.json', PROVENANCE)
    // A token that is there and does not hold is no reason to do without, allowed or not.
    for (const [fault, code] of [
      ['expired', 'IDENTITY_TOKEN_EXPIRED'],
      ['alg-none', 'IDENTITY_ALGORITHM'],
    ] as const) {
      const bad = await gitlab.token({ audience, fault, claims: { iss: issuer } })
      const refused = await attest([...args, '--allow-unverified'], { ...GITLAB, CHANCERY_ID_TOKEN: bad })
      expect(refused.json.failed[0]?.code).toBe(code)
    }
    expect(outcome(await attest(args, GITLAB))).toEqual([1, 'PROVENANCE_UNVERIFIED'])
  })

  it('is not given with something else to say', async () => {
    expect(outcome(await attest(['app', '--provenance', '--sbom', 'x']))).toEqual([2, 'OPTIONS_CONFLICT'])
    expect(outcome(await attest(['app', '--provenance', '--predicate-type', PROVENANCE]))).toEqual([
      2,
      'OPTIONS_CONFLICT',
    ])
  })
})

describe('the commands of docs/attest.md', () => {
  const page = readFileSync(join(CHECKOUT, 'docs/attest.md'), 'utf8')
  const [ours = '', slsa = '', others = ''] = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block)

  async function run(script: string): Promise<string> {
    const PATH = [bench.at('bin'), process.env.PATH].join(delimiter)
    const options = { cwd: bench.at('page'), env: { PATH, HOME: bench.at('bin') } }
    return promisify(execFile)('bash', ['-e', '-c', script], options).then(
      () => 'done',
      (error: { stderr: string }) => error.stderr,
    )
  }

  beforeAll(() => {
    for (const name of ['page/app.exe', 'page/policy.yaml', 'page/app.exe.provenance.sigstore.json', 'page/bom.json'])
      write(name, '{ "bomFormat": "CycloneDX" }')
    for (const name of ['ca.pem', 'attestation.pub']) cpSync(bench.at(`.chancery/${name}`), bench.at(`page/${name}`))
    write('bin/chancery', `#!/bin/sh\nexec '${process.execPath}' '${CHANCERY}' "$@"\n`)
    chmodSync(bench.at('bin/chancery'), 0o755)
    for (const name of ['cosign', 'slsa-verifier']) {
      const found = findTool(name)
      if (found) symlinkSync(found.path, bench.at(`bin/${name}`))
    }
  })

  it('do what they say', async (context) => {
    cosign(context)
    expect(await run(ours)).toBe('done')
    writeFileSync(bench.at('page/app.exe'), buildPe())
    expect(await run(`chancery attest app.exe --find-sbom; ${others.split('\n')[0]}`)).toBe('done')
    const signed = 'chancery sign app.exe --key release --in-place --no-attest && chancery attest app.exe --find-sbom'
    expect(await run(`${signed}; ${others}`)).toBe('done')
    writeFileSync(bench.at('page/app.exe'), 'another')
    for (const line of others.trim().split('\n')) expect(await run(line)).not.toBe('done')
  })

  it('and slsa-verifier agrees', async (context) => {
    tool('slsa-verifier', context)
    for (const name of ['app.exe', 'app.exe.provenance.sigstore.json']) write(`page/${name}`, 'a program')
    expect(await run(`${ours}\n${slsa}`)).toBe('done')
    writeFileSync(bench.at('page/app.exe'), 'another')
    expect(await run(slsa)).not.toBe('done')
  })
})
