import { createHash } from 'node:crypto'
import { cosign, softHsmMissing } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schemaOf } from '../cli/schemas.ts'
import { type JobResult, runAction } from './runner.ts'
import { buildOutputs, createWorkspace, type Workspace } from './workspace.ts'

const valid = schemaOf('attest')

describe.skipIf(softHsmMissing())('actions/attest, as a runner runs it', () => {
  let workspace: Workspace
  beforeAll(() => {
    workspace = createWorkspace()
    buildOutputs(workspace, 'dist')
    workspace.write('bom.json', JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6' }))
    workspace.write('results.json', '{ "passed": 12 }')
  })
  afterAll(() => workspace[Symbol.dispose]())

  function attest(inputs: Readonly<Record<string, string>>): Promise<JobResult> {
    return runAction({ action: 'attest', workspace: workspace.path, inputs, env: { CHANCERY_PIN: workspace.pin } })
  }

  test('signs an SBOM about files, and cosign accepts it for each of them and for no other', async (context) => {
    const result = await attest({ files: 'dist/*.exe\ndist/**/*.jar', sbom: 'bom.json', out: 'out/sbom.sigstore.json' })
    expect(result.code, result.stdout).toBe(0)
    expect(result.outputs).toMatchObject({ bundles: 'out/sbom.sigstore.json', subjects: '2', failed: '0' })
    expect(valid(JSON.parse(result.outputs.result ?? 'null')), JSON.stringify(valid.errors)).toBe(true)
    expect(result.summary).toContain('### Attested 2 subjects')
    expect(result.summary).toContain('| app.exe |')
    expect(result.masks[0]).toBe(workspace.pin)
    expect(result.shown).not.toContain(workspace.pin)
    const publicKeyPem = workspace.read('.chancery/attestation.pub').toString()
    const options = { publicKeyPem, predicateType: 'https://cyclonedx.org/bom' }
    const bundle = workspace.at('out/sbom.sigstore.json')
    for (const [file, accepted] of [
      ['dist/app.exe', true],
      ['dist/lib/app.jar', true],
      ['dist/tool.sh', false],
    ] as const) {
      const verdict = await cosign(context).verifyAttestation(workspace.at(file), bundle, options)
      expect(verdict.accepted, `${file}: ${verdict.text}`).toBe(accepted)
    }
  })

  test('takes its subjects from a checksum file, without the files', async (context) => {
    const digest = createHash('sha256').update(workspace.read('dist/tool.sh')).digest('hex')
    workspace.write('SHA256SUMS', `${digest}  tool.sh\n`)
    const inputs = {
      'subject-checksums': 'SHA256SUMS',
      'subject-digest': `registry.example.com/app@sha256:${'ab'.repeat(32)}`,
      'predicate-type': 'https://in-toto.io/attestation/test-result/v0.1',
      predicate: 'results.json',
      out: 'tests.sigstore.json',
    }
    const result = await attest(inputs)
    expect(result.code, result.stdout).toBe(0)
    expect(result.outputs.subjects).toBe('2')
    const options = {
      publicKeyPem: workspace.read('.chancery/attestation.pub').toString(),
      predicateType: inputs['predicate-type'],
    }
    const bundle = workspace.at('tests.sigstore.json')
    const verdict = await cosign(context).verifyAttestation(workspace.at('dist/tool.sh'), bundle, options)
    expect(verdict.accepted, verdict.text).toBe(true)
  })

  test('says what tests showed, and leaves the bare envelope where that is wanted', async () => {
    workspace.write('reports/unit.xml', '<testsuite><testcase classname="acme" name="adds"/></testsuite>')
    const inputs = { files: 'dist/tool.sh', 'test-results': 'reports/*.xml\n!reports/old-*', dsse: 'true' }
    const result = await attest(inputs)
    expect(result.code, result.stdout).toBe(0)
    expect(result.outputs).toMatchObject({
      bundles: 'dist/tool.sh.test-result.sigstore.json',
      envelopes: 'dist/tool.sh.test-result.intoto.jsonl',
    })
    expect(result.summary).toContain('//in-toto.io/attestation/test-result/v0.1 |')
    workspace.write('reports/unit.xml', '<testsuite><testcase name="adds"><failure/></testcase></testsuite>')
    const failed = await attest(inputs)
    expect([failed.code, failed.errors.map(({ title }) => title)]).toEqual([1, ['TESTS_FAILED']])
  })

  test('finds SBOMs beside their files', async () => {
    workspace.write('dist/app.exe.cdx.json', JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6' }))
    workspace.write('dist/lib/bom.json', JSON.stringify({ spdxVersion: 'SPDX-2.3' }))
    const result = await attest({ files: 'dist/*.exe\ndist/lib/*', 'find-sbom': 'true' })
    expect(result.code, result.stdout).toBe(0)
    expect(result.outputs.bundles?.split('\n')).toEqual([
      'dist/app.exe.sbom.sigstore.json',
      'dist/lib/app.jar.sbom.sigstore.json',
    ])
    expect(result.summary).toContain('//spdx.dev/Document/v2.3 |')
  })

  test('gives no provenance to a job that nobody proved, unless it is told to', async () => {
    const refused = await attest({ files: 'dist/tool.sh', provenance: 'true' })
    expect([refused.code, refused.errors.map(({ title }) => title)]).toEqual([1, ['PROVENANCE_UNVERIFIED']])
    const inputs = { files: 'dist/tool.sh', provenance: 'true', 'allow-unverified': 'true', out: 'said.json' }
    const allowed = await attest(inputs)
    expect(allowed.code, allowed.stdout).toBe(0)
    const { dsseEnvelope } = JSON.parse(workspace.read('said.json').toString())
    const { predicate } = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString())
    expect(predicate).toMatchObject({
      buildDefinition: { externalParameters: { platform: 'github', claims: { repository: 'example/app' } } },
      runDetails: { builder: { id: 'urn:chancery:builder:unverified' } },
    })
  })

  test.each([
    ['no subject', { sbom: 'bom.json', out: 'none' }, 'STATEMENT_INVALID'],
    ['nothing to say', { files: 'dist/app.exe' }, 'OPTION_INVALID'],
    ['an SBOM of no known kind', { files: 'dist/app.exe', sbom: 'results.json' }, 'SBOM_UNKNOWN'],
    ['nothing that matches', { files: 'dist/*.msi', sbom: 'bom.json', out: 'none' }, 'NOTHING_MATCHED'],
    ['a misspelt input', { file: 'dist/app.exe', sbom: 'bom.json' }, 'OPTION_INVALID'],
  ])('fails where there is %s', async (_, inputs, code) => {
    const result = await attest(inputs)
    expect(result.code).toBe(1)
    expect(result.errors.map(({ title }) => title)).toEqual([code])
    expect(result.outputs).toMatchObject({ failed: '1', bundles: '', envelopes: '' })
    expect(valid(JSON.parse(result.outputs.result ?? 'null')), JSON.stringify(valid.errors)).toBe(true)
  })
})
