/** docs/verify.md, followed by a downloader: what a proved job signed, and everything that must not pass for it. */
import { execFile } from 'node:child_process'
import { chmodSync, cpSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { JenkinsHost, runStep, VERIFY_STEP } from '@chancery/ci'
import { identifyJob, initialise, signFiles, type VerifiedFile } from '@chancery/engine'
import {
  buildPe,
  CHECKOUT,
  type OidcIssuer,
  SAMPLE_CLAIMS,
  script,
  softHsmMissing,
  startOidc,
  type TempDir,
  tempDir,
  tool,
} from '@chancery/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

const PAGE = readFileSync(join(CHECKOUT, 'docs/verify.md'), 'utf8')
const [COMMAND = '', FINGERPRINT = ''] = [...PAGE.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block)
const REPOSITORY = 'https://github.com/acme/app'
const WORKFLOW = 'acme/app/.github/workflows/release.yml'
const REF = 'refs/tags/v*'
const RECORD = 'download/app.exe.sigstore.json'
const PROVENANCE = 'download/app.exe.provenance.sigstore.json'

interface Ran {
  readonly code: number
  readonly files: readonly VerifiedFile[]
}

describe.skipIf(softHsmMissing())('the gate', () => {
  let dir: TempDir
  let oidc: OidcIssuer
  /** What the page calls https://github.com. */
  let server: string

  beforeAll(async () => {
    dir = tempDir()
    // On this machine an issuer may speak plain HTTP.
    oidc = await startOidc({ ca: null })
    server = new URL(oidc.issuer).origin
    const made = await initialise({ dir: dir.path })
    dir.write('jwks.json', oidc.jwks())
    const issuer = `{ issuer: "${oidc.issuer}", platform: github, jwks: jwks.json }`
    const identity = `identity:\n  audience: https://sign.example.com\n  issuers: [${issuer}]\n`
    dir.write('chancery.yaml', readFileSync(made.config, 'utf8') + identity)
    dir.write('app.exe', buildPe())
    dir.write('tool.sh', script('sh'))
    const env = {
      ACTIONS_ID_TOKEN_REQUEST_URL: oidc.endpoint.url,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: oidc.endpoint.bearer,
    }
    const common = { cwd: dir.path, env, platform: 'github', onToken: () => {} }
    const job = await identifyJob(common)
    if (job?.kind !== 'verified') throw new Error('the job has no identity')
    const files = { cwd: dir.path, files: ['app.exe', 'tool.sh'], key: 'release' }
    const proved = await signFiles({ ...files, out: 'proved', workload: job.workload })
    expect(proved.report.failed).toEqual([])
    const { claims } = job.workload
    const unproved = await signFiles({
      ...files,
      out: 'unproved',
      identity: { verified: false, platform: 'github', claims },
    })
    expect(unproved.report.failed).toEqual([])
    cpSync(made.trust, dir.at('ca.pem'))
    cpSync(made.attestationKey, dir.at('attestation.pub'))
    const program = join(CHECKOUT, 'packages/cli/bin/chancery.js')
    dir.write('bin/chancery', `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@" --json --config none.yaml\n`)
    chmodSync(dir.at('bin/chancery'), 0o755)
    dir.write('none.yaml', '')
  })
  beforeEach(() => {
    rmSync(dir.at('download'), { recursive: true, force: true })
    cpSync(dir.at('proved'), dir.at('download'), { recursive: true })
  })
  afterAll(async () => {
    await oidc[Symbol.asyncDispose]()
    dir[Symbol.dispose]()
  })

  /** The page's names for what the issuer's sample job is called. */
  function here(text: string): string {
    const workflow = String(SAMPLE_CLAIMS.github.job_workflow_ref).split('@')[0] as string
    return text.replaceAll(REPOSITORY, `${server}/acme/app`).replaceAll(WORKFLOW, workflow)
  }

  async function run(command: string): Promise<Ran> {
    const env = { PATH: [dir.at('bin'), process.env.PATH].join(delimiter) }
    const options = { cwd: dir.path, env }
    const ended = await promisify(execFile)('sh', ['-c', command], options).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string }) => error,
    )
    return { code: ended.code, files: JSON.parse(ended.stdout).files }
  }

  async function refused(command: string): Promise<readonly (string | undefined)[]> {
    const { code, files } = await run(command)
    expect(code).toBe(1)
    return files.map((file) => file.code)
  }

  test('takes what the job signed, in one command', async () => {
    for (const one of [REPOSITORY, WORKFLOW, REF, '--require timestamp,attestation,provenance']) {
      expect(COMMAND).toContain(one)
    }
    expect(COMMAND.trim().split('\n')).toHaveLength(1)
    const { code, files } = await run(here(COMMAND))
    expect(files.map((file) => file.code)).toEqual([undefined, undefined])
    expect(code).toBe(0)
    for (const file of files) {
      expect(file).toMatchObject({
        verdict: 'verified',
        record: 'verified',
        provenance: 'verified',
        identity: { verified: true, repository: `${server}/acme/app`, ref: 'refs/tags/v1.2.3' },
      })
    }
  })

  test.each([
    [`${REPOSITORY} `, `${REPOSITORY}s `],
    [WORKFLOW, 'acme/app/.github/workflows/other.yml'],
    [REF, 'refs/heads/*'],
  ])('refuses all of it where %s is to be %s', async (right, wrong) => {
    const command = here(COMMAND.replace(right, here(wrong)))
    expect(command).not.toBe(here(COMMAND))
    expect(await refused(command)).toEqual(['IDENTITY_UNEXPECTED', 'IDENTITY_UNEXPECTED'])
  })

  test('refuses the one file whose record is gone, of the other file, by nobody trusted, or changed', async () => {
    const own = dir.read(RECORD)
    rmSync(dir.at(RECORD))
    expect(await refused(here(COMMAND))).toEqual(['REQUIREMENT_NOT_MET', undefined])
    const identityAlone = here(COMMAND.replace(/--require \S+/, ''))
    expect(await refused(identityAlone)).toEqual(['IDENTITY_UNPROVED', undefined])
    dir.write(RECORD, dir.read('download/tool.sh.sigstore.json'))
    expect(await refused(here(COMMAND))).toEqual(['BUNDLE_SUBJECT_MISMATCH', undefined])
    dir.write(RECORD, tampered(own))
    expect(await refused(here(COMMAND))).toEqual(['BUNDLE_SIGNATURE_INVALID', undefined])
    dir.write(RECORD, own)
    const untrusted = await run(identityAlone.replace('--trust attestation.pub', ''))
    expect(untrusted.files.map((file) => file.code)).toEqual(['IDENTITY_UNPROVED', 'IDENTITY_UNPROVED'])
    for (const file of untrusted.files) expect(file.message).toContain(file.recordKey)
  })

  test('refuses the one file whose provenance is gone, of the other file, no provenance, or changed', async () => {
    const own = dir.read(PROVENANCE)
    rmSync(dir.at(PROVENANCE))
    expect(await refused(here(COMMAND))).toEqual(['REQUIREMENT_NOT_MET', undefined])
    dir.write(PROVENANCE, dir.read('download/tool.sh.provenance.sigstore.json'))
    expect(await refused(here(COMMAND))).toEqual(['BUNDLE_SUBJECT_MISMATCH', undefined])
    dir.write(PROVENANCE, dir.read(RECORD))
    expect(await refused(here(COMMAND))).toEqual(['PROVENANCE_INVALID', undefined])
    dir.write(PROVENANCE, tampered(own))
    expect(await refused(here(COMMAND))).toEqual(['BUNDLE_SIGNATURE_INVALID', undefined])
    dir.write(PROVENANCE, own)
    expect((await run(here(COMMAND))).code).toBe(0)
  })

  test('refuses what the same key signed for a job that nobody proved, with the same words in its record', async () => {
    for (const name of ['app.exe', 'app.exe.sigstore.json'])
      cpSync(dir.at(`unproved/${name}`), dir.at(`download/${name}`))
    rmSync(dir.at(PROVENANCE))
    expect(await refused(here(COMMAND).replace(',provenance', ''))).toEqual(['IDENTITY_UNPROVED', undefined])
  })

  test('names the key as ssh-keygen does', async (context) => {
    tool('ssh-keygen', context)
    const [file] = (await run(here(COMMAND))).files
    const { stdout } = await promisify(execFile)('sh', ['-c', FINGERPRINT], { cwd: dir.path })
    expect(stdout).toContain(` ${file?.recordKey} `)
  })

  test('is the same in the steps, and their reports say why', async () => {
    const [yaml = '', groovy = ''] = [...PAGE.matchAll(/^```(?:yaml|groovy)\n([\s\S]*?)^```$/gm)].map(
      ([, block]) => block,
    )
    for (const [name, argument, value] of [
      ['identity-repository', 'identityRepository', REPOSITORY],
      ['identity-workflow', 'identityWorkflow', WORKFLOW],
      ['identity-ref', 'identityRef', REF],
    ]) {
      expect(yaml).toContain(`          ${name}: ${value}\n`)
      expect(groovy).toContain(`${argument}: '${value}'`)
    }
    const inputs = {
      files: 'download/**',
      trust: 'ca.pem\nattestation.pub',
      config: 'none.yaml',
      require: 'timestamp\nattestation\nprovenance',
      'identity-repository': here(REPOSITORY),
      'identity-workflow': here(WORKFLOW),
      'identity-ref': REF,
      sarif: 'reports/verify.sarif',
      junit: 'reports/verify.xml',
    }
    const passed = await step(inputs)
    expect(passed.failure, JSON.stringify(passed)).toBe(null)
    const failed = await step({ ...inputs, 'identity-ref': 'refs/heads/main' })
    expect(failed.failure).not.toBe(null)
    const sarif = JSON.parse(text(inputs.sarif))
    expect(sarif.runs[0].results).toMatchObject([
      { ruleId: 'IDENTITY_UNEXPECTED', properties: { identity: { verified: true, ref: 'refs/tags/v1.2.3' } } },
      { ruleId: 'IDENTITY_UNEXPECTED' },
    ])
    const xml = text(inputs.junit)
    expect(xml).toContain('tests="2" failures="2"')
    expect(xml).toContain(
      '<failure type="IDENTITY_UNEXPECTED" message="--identity-ref: the job&apos;s ref is refs/tags/v1.2.3"',
    )
    expect(text('reports/page.html')).toContain('refs/tags/v1.2.3')
  })

  function text(name: string): string {
    return Buffer.from(dir.read(name)).toString()
  }

  async function step(inputs: Readonly<Record<string, string>>): Promise<{ readonly failure: unknown }> {
    const page = 'reports/page.html'
    const places = { workspace: dir.path, temporary: dir.at('temporary'), page }
    const host = new JenkinsHost({ inputs, env: {}, ...places, write: () => {} })
    await runStep(VERIFY_STEP, host)
    return host.result()
  }
})

/** The bundle with one word of its statement changed, under the old signature. */
function tampered(bundle: Uint8Array): string {
  const json = JSON.parse(Buffer.from(bundle).toString())
  const payload = Buffer.from(json.dsseEnvelope.payload, 'base64').toString()
  json.dsseEnvelope.payload = Buffer.from(payload.replaceAll('acme', 'evil')).toString('base64')
  return JSON.stringify(json)
}
