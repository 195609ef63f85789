import { createHash } from 'node:crypto'
import { cosign, softHsmMissing } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type JobResult, runAction } from './runner.ts'
import { buildOutputs, createWorkspace, type Workspace } from './workspace.ts'

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
    expect(result.outputs).toMatchObject({ failed: '1' })
    expect(result.outputs.bundles).toBeUndefined()
  })
})
