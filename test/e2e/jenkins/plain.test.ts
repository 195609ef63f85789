import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { buildPe, CHECKOUT, osslsigncode, script, softHsmMissing, startRegistry } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { buildOutputs, createWorkspace, type Workspace } from '../actions/workspace.ts'
import { addKey } from '../cli/more-keys.ts'
import { type Pipeline, type PipelineResult, runPlain } from './jenkins.ts'

describe.skipIf(softHsmMissing())('the shared library in plain Groovy', () => {
  let workspace: Workspace
  beforeAll(() => {
    workspace = createWorkspace()
    buildOutputs(workspace, 'dist')
  })
  afterAll(() => workspace[Symbol.dispose]())

  async function run(pipeline: string, context: TestContext, more: Partial<Pipeline> = {}): Promise<PipelineResult> {
    const result = await runPlain({ script: pipeline, workspace: workspace.path, ...more }, context)
    const folders = ['.', 'sub']
    const pages = result.archived.map((page) => {
      const folder = folders.find((name) => existsSync(workspace.at(join(name, page))))
      return workspace.read(join(folder ?? '.', page)).toString()
    })
    expect(JSON.stringify([result, pages])).not.toContain(workspace.pin)
    return result
  }

  const withPin = (): Partial<Pipeline> => ({ credentials: { 'hsm-pin': workspace.pin } })

  test('signs with a PIN from the credentials store, and verifies', async (context) => {
    const script = `
      def name = 'app'
      def report = chancerySign(files: ["dist/\${name}.exe", 'dist/**/*.jar', '!**/*.map'], key: 'release', out: 'signed', pinCredentialsId: 'hsm-pin')
      def verified = chancerySign.verify(files: 'signed/**', require: ['timestamp', 'attestation'])
      return [signed: report.files.collect { it.out }, failed: report.failed, verdicts: verified.files.collect { it.verdict }]`
    const result = await run(script, context, withPin())
    expect(result.error, result.console).toBeNull()
    expect(result.value).toEqual({
      signed: ['signed/app.exe', 'signed/lib/app.jar'],
      failed: [],
      verdicts: ['verified', 'verified'],
    })
    expect(result.archived).toEqual([
      expect.stringMatching(/^chancery-report\/sign-/),
      expect.stringMatching(/^chancery-report\/verify-/),
    ])
    for (const page of result.archived) expect(workspace.read(page).toString()).toContain('<td>signed/app.exe</td>')
    expect(result.calls.filter((name) => name === 'writeFile')).toHaveLength(5)
    const verdict = await osslsigncode(context).verify(workspace.at('signed/app.exe'), { trust: workspace.ca })
    expect(verdict, verdict.text).toMatchObject({ accepted: true, timestamps: 1 })
    const record = workspace.read('signed/app.exe.sigstore.json').toString()
    const { dsseEnvelope } = JSON.parse(record) as { dsseEnvelope: { payload: string } }
    expect(Buffer.from(dsseEnvelope.payload, 'base64').toString()).toContain('app/main')
    expect(readdirSync(`${workspace.path}@tmp`)).toEqual([expect.stringMatching(/^chancery-[0-9a-f]{16}$/)])
  })

  test.for([
    ['string', 'CHANCERY_PIN'],
    ['usernamePassword', 'CHANCERY_PIN'],
    ['file', 'CHANCERY_PIN_FILE'],
    ['certificate', 'CHANCERY_PIN'],
  ])('takes the PIN from a credential of the kind %s', async ([kind], context) => {
    const script = `return chancerySign(files: 'dist/tool.sh', key: 'release', out: 'bound-${kind}', pinCredentialsId: 'hsm-pin', pinCredentialsKind: '${kind}').files.size()`
    const result = await run(script, context, withPin())
    expect(result.error, result.console).toBeNull()
    expect(result.value).toBe(1)
  })

  test('chancerySetup leaves the addon in the cache of the agent, for every later build', async (context) => {
    const env = { XDG_CACHE_HOME: workspace.at('cache'), CHANCERY_PKCS11JS: '' }
    const addon = join(CHECKOUT, 'node_modules/pkcs11js')
    const filled = await run(`chancerySetup(pkcs11js: '${addon}')`, context, { env })
    expect(filled.error, filled.console).toBeNull()
    expect(readdirSync(workspace.at('cache/chancery/tools'))).toEqual(['chancery-pkcs11js'])
    const script = `
      chancerySign(files: 'dist/tool.sh', key: 'release', out: 'cached', pinCredentialsId: 'hsm-pin')
      return chancerySetup { sh(script: 'chancery --version', returnStdout: true) }`
    const later = await run(script, context, { ...withPin(), env })
    expect(later.error, later.console).toBeNull()
    expect(later.value).toMatch(/^\d+\.\d+\.\d+$/m)
    expect(readdirSync(`${workspace.path}@tmp`).filter((name) => name.includes('setup'))).toEqual([])
  })

  test('refuses a kind of credential that is none', async (context) => {
    const script = `chancerySign(files: 'dist/tool.sh', key: 'release', out: 'none', pinCredentialsId: 'hsm-pin', pinCredentialsKind: 'text')`
    expect((await run(script, context, withPin())).error).toContain('chancerySign: OPTION_INVALID: ')
  })

  test('attests, with the same credential', async (context) => {
    workspace.write('bom.json', '{ "spdxVersion": "SPDX-2.3" }')
    const script = `
      def report = chancerySign.attest(files: 'dist/*', sbom: 'bom.json', out: 'sbom.sigstore.json', pinCredentialsId: 'hsm-pin')
      return [report.predicateType, report.subjects.size(), report.bundles]`
    const result = await run(script, context, withPin())
    expect(result.error, result.console).toBeNull()
    expect(result.value).toEqual(['https://spdx.dev/Document/v2.3', 3, ['sbom.sigstore.json']])
  })

  test('attests what tests showed, and the SBOM that lies beside a file', async (context) => {
    workspace.write('reports/unit.xml', '<testsuite><testcase classname="acme" name="adds"/></testsuite>')
    workspace.write('bom/app.exe', buildPe())
    workspace.write('bom/app.exe.spdx.json', '{ "spdxVersion": "SPDX-2.3" }')
    const pipeline = `
      def tests = chancerySign.attest(files: 'dist/app.exe', testResults: ['reports/*.xml'], out: 'tests.sigstore.json', dsse: true, pinCredentialsId: 'hsm-pin')
      def sboms = chancerySign.attest(files: 'bom/**', findSbom: true, pinCredentialsId: 'hsm-pin')
      return [tests.attestations[0].envelope, tests.predicateType, sboms.bundles]`
    const result = await run(pipeline, context, withPin())
    expect(result.error, result.console).toBeNull()
    expect(result.value).toEqual([
      'tests.intoto.jsonl',
      'https://in-toto.io/attestation/test-result/v0.1',
      ['bom/app.exe.sbom.sigstore.json'],
    ])
  })

  test('gives no provenance to a build that nobody proved', async (context) => {
    const script = `chancerySign.attest(files: 'dist/app.exe', provenance: true, out: 'provenance.json', pinCredentialsId: 'hsm-pin')`
    const result = await run(script, context, withPin())
    expect(result.error).toContain('chancerySign: PROVENANCE_UNVERIFIED: ')
    expect(existsSync(workspace.at('provenance.json'))).toBe(false)
  })

  test('makes a release from a manifest', async (context) => {
    workspace.write('out/tool.sh', script('sh'))
    const manifest = 'name: app\nversion: "1"\ninput: out\nout: released\nkey: release\nfiles:\n  - paths: tool.sh\n'
    workspace.write('jenkins-release.yaml', manifest)
    const pipeline = `
      def report = chancerySign.release(manifest: 'jenkins-release.yaml', pinCredentialsId: 'hsm-pin')
      return [report.release.name, report.files.collect { it.out }, fileExists(report.record)]`
    const result = await run(pipeline, context, withPin())
    expect(result.error, result.console).toBeNull()
    expect(result.value).toEqual(['app', ['released/tool.sh'], true])
  })

  test('gives the digests of images that were signed and verified, and nothing of the kind for files', async (context) => {
    await using registry = await startRegistry()
    const { digest } = registry.push('team/app', '1')
    const image = `${registry.host}/team/app`
    const pipeline = `
      def signed = chancerySign(images: ['${image}:1'], key: 'release', ociFormat: ['bundle', 'cosign'], pinCredentialsId: 'hsm-pin')
      def verified = chancerySign.verify(images: signed.imageDigests, trust: ['.chancery/ca.pem', 'release.pub'])
      def judged = chancerySign.verify(images: signed.imageDigests, trust: ['.chancery/ca.pem', 'release.pub'], policy: 'images.yaml')
      def files = chancerySign(files: 'dist/tool.sh', key: 'release', out: 'digests', pinCredentialsId: 'hsm-pin')
      return [signed.imageDigests, verified.imageDigests, judged.files[0].policy.result, files.imageDigests]`
    workspace.write('images.yaml', 'formats: [oci-bundle, oci-cosign]')
    const { publicKey } = new X509Certificate(workspace.read('.chancery/release.pem'))
    workspace.write('release.pub', publicKey.export({ type: 'spki', format: 'pem' }).toString())
    const result = await run(pipeline, context, withPin())
    expect(result.error, result.console).toBeNull()
    expect(result.value).toEqual([[`${image}@${digest}`], [`${image}@${digest}`], 'PASSED', []])
  })

  test('leaves its verdicts as JUnit XML, also where a file is refused', async (context) => {
    const result = await run(`chancerySign.verify(files: 'dist/*.exe', junit: 'reports/verify.xml')`, context)
    expect(result.errorClass).toBe('Failure')
    const xml = workspace.read('reports/verify.xml').toString()
    expect(xml).toContain('tests="1" failures="1"')
    expect(xml).toMatch(/<testcase classname="chancery verify" name="dist\/app.exe"><failure type="NOT_SIGNED"/)
  })

  test('runs as a batch step on Windows agents', async (context) => {
    const script = `return chancerySign.verify(files: 'signed/app.exe').files[0].verdict`
    const result = await run(script, context, { unix: false })
    expect(result.error, result.console).toBeNull()
    expect(result.value).toBe('verified')
    expect(result.calls).toContain('bat')
  })

  test('signs in the folder that the pipeline is in, in place and without a record', async (context) => {
    workspace.write('sub/tool.exe', buildPe())
    const script = `
      dir('sub') { chancerySign(files: '*.exe', key: 'release', inPlace: true, attest: false, 'timestamp-urls': [], pinCredentialsId: 'hsm-pin') }
      return chancerySign.verify(files: 'sub/tool.exe').files.size()`
    const result = await run(script, context, withPin())
    expect(result.error, result.console).toBeNull()
    expect(existsSync(workspace.at('sub/tool.exe.sigstore.json'))).toBe(false)
  })

  test('a file that cannot be signed ends the build, with file and code', async (context) => {
    workspace.write('mixed/bad.exe', buildPe().subarray(0, 300))
    workspace.write('mixed/good.exe', buildPe())
    const script = `chancerySign(files: 'mixed/*', key: 'release', out: 'mixed-signed', pinCredentialsId: 'hsm-pin')`
    const result = await run(script, context, withPin())
    expect(result.errorClass).toBe('Failure')
    expect(result.error).toMatch(/^chancerySign: mixed\/bad\.exe: [A-Z_]+: .* \(exit code 1\)$/)
    expect(result.console).toMatch(/\[chancery\] ERROR: mixed\/bad\.exe: [A-Z_]+: /)
    expect(result.archived).toHaveLength(1)
    expect(existsSync(workspace.at('mixed-signed/good.exe'))).toBe(true)
  })

  test.for([
    ['nothing matched', `chancerySign(files: '*.msi', key: 'release', out: 'none')`, 'NOTHING_MATCHED'],
    [
      'a misspelt argument would have kept it from signing',
      `chancerySign(files: 'dist/*', key: 'release', out: 'none', dryRum: true)`,
      'OPTION_INVALID',
    ],
    [
      'an argument is null',
      `def dir = null\nchancerySign(files: 'dist/*', key: 'release', out: dir)`,
      'OPTION_INVALID',
    ],
    ['an argument is a map', `chancerySign(files: [a: 'dist/*'], key: 'release', out: 'none')`, 'OPTION_INVALID'],
    ['no PIN is bound', `chancerySign(files: 'dist/*.exe', key: 'release', out: 'none')`, 'PIN_MISSING'],
    ['an unsigned file is verified', `chancerySign.verify(files: 'dist/app.exe')`, 'dist/app.exe: NOT_SIGNED'],
    ['a demand is misspelt', `chancerySign.verify(files: 'signed/app.exe', requires: 'attestation')`, 'OPTION_INVALID'],
  ])('where %s, the build ends', async ([, script, code], context) => {
    const result = await run(script as string, context)
    expect(result.errorClass).toBe('Failure')
    expect(result.error).toContain(`chancerySign: ${code}: `)
    expect(existsSync(workspace.at('none'))).toBe(false)
  })

  test('warns of an argument that it does not know, and goes on', async (context) => {
    const script = `return chancerySign(files: 'dist/tool.sh', key: 'release', out: 'warned', noTimestmp: true, pinCredentialsId: 'hsm-pin').files.size()`
    const result = await run(script, context, withPin())
    expect(result.error, result.console).toBeNull()
    expect(result.value).toBe(1)
    expect(result.console).toContain(
      '[chancery] WARNING: UNKNOWN_INPUT: no-timestmp: is unknown (did you mean "no-timestamp"?)',
    )
  })

  test('signs each file with the key that is for it', async (context) => {
    await addKey({ at: workspace.at, chancery: async (...args) => workspace.chancery(...args) }, 'installer')
    const script = `
      def report = chancerySign(files: 'dist/**', key: 'release', keyFor: ['**/*.exe=installer', '**/*.bin=installer'], format: 'blob', out: 'keyed', pinCredentialsId: 'hsm-pin')
      return report.files.collectEntries { [it.path, it.key] }`
    const result = await run(script, context, withPin())
    expect(result.error, result.console).toBeNull()
    expect(result.value).toEqual({
      'dist/app.exe': 'installer',
      'dist/data.bin': 'installer',
      'dist/lib/app.jar': 'release',
      'dist/tool.sh': 'release',
    })
    expect(result.console).toContain('[chancery] Signing with release, installer\n')
    const misspelt = `chancerySign(files: 'dist/**', key: 'release', keyFor: ['*.mis=installer'], out: 'none', pinCredentialsId: 'hsm-pin')`
    const refused = await run(misspelt, context, withPin())
    expect(refused.error).toMatch(/^chancerySign: KEY_RULE_UNUSED: .* \(exit code 2\)$/)
    expect(existsSync(workspace.at('none'))).toBe(false)
  })

  test('runs on the oldest Node that it promises', async (context) => {
    const bin = join(CHECKOUT, '.oracles/node-22/node_modules/.bin')
    if (!existsSync(bin) && !process.env.CI) context.skip('Node 22 is missing: run `npm run setup`')
    const script = `
      sh 'node --version'
      return chancerySign(files: 'dist/app.exe', key: 'release', out: 'old', pinCredentialsId: 'hsm-pin').files[0].out`
    const env = { PATH: [bin, process.env.PATH].join(delimiter) }
    const result = await run(script, context, { ...withPin(), env })
    expect(result.error, result.console).toBeNull()
    expect(result.console).toContain('v22.')
    expect(result.value).toBe('old/app.exe')
  })

  test('an agent without Node is told what is needed', async (context) => {
    const script = `chancerySign.verify(files: 'signed/app.exe')`
    const result = await run(script, context, { env: { PATH: '/nowhere' } })
    expect(result.error).toContain('Node 22')
  })
})
