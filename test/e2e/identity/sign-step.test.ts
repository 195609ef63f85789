/** Who asked, proved: the sign step of both platforms with tokens of an issuer behind HTTPS, keys in SoftHSM, and cosign as the judge of the provenance. */
import { spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { JenkinsHost, type JenkinsOutputs, runStep, SIGN_STEP } from '@chancery/ci'
import { initialise, loadConfig, verifyFiles } from '@chancery/engine'
import {
  buildPe,
  type Ca,
  CHECKOUT,
  cosign,
  createCa,
  type OidcIssuer,
  softHsmMissing,
  startOidc,
  type TempDir,
  tempDir,
} from '@chancery/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

const AUDIENCE = 'https://sign.example.com'
const RECORD = '.sigstore.json'
const PROVENANCE = '.provenance.sigstore.json'

interface Ran {
  readonly failed: boolean
  readonly report: {
    readonly files: readonly { readonly provenance: string | null; readonly action?: string }[]
    readonly failed: readonly { readonly code: string }[]
  }
  readonly outputs: Readonly<Record<string, string>>
  /** Everything that is shown. */
  readonly log: string
  /** What GitHub was asked to mask. */
  readonly masks: readonly string[]
}

describe.skipIf(softHsmMissing())('the sign step', () => {
  let dir: TempDir
  let ca: Ca
  let github: OidcIssuer
  let jenkins: OidcIssuer
  let publicKeyPem: string

  beforeAll(async () => {
    dir = tempDir()
    ca = await createCa()
    github = await startOidc({ ca })
    jenkins = await startOidc({ ca, platform: 'jenkins' })
    const made = await initialise({ dir: dir.path })
    publicKeyPem = readFileSync(made.attestationKey, 'utf8')
    dir.write('authority.pem', ca.root.certificate.pem)
    dir.write('jenkins-keys.json', jenkins.jwks())
    const identity = `identity:
  audience: ${AUDIENCE}
  issuers:
    - { issuer: "${github.issuer}", platform: github }
    - { issuer: "${jenkins.issuer}", platform: jenkins, jwks: jenkins-keys.json }
`
    dir.write('plain.yaml', readFileSync(made.config, 'utf8'))
    dir.write('chancery.yaml', readFileSync(made.config, 'utf8') + identity)
    dir.write('app.exe', buildPe())
  })
  beforeEach(() => rmSync(dir.at('signed'), { recursive: true, force: true }))
  afterAll(async () => {
    await github[Symbol.asyncDispose]()
    await jenkins[Symbol.asyncDispose]()
    dir[Symbol.dispose]()
  })

  const INPUTS = { files: 'app.exe', key: 'release', out: 'signed' }

  /** The action's own entry, as the runner starts it: the issuer's authority is trusted from the start of a process only. */
  async function onGithub(env: Record<string, string>, inputs: Record<string, string> = {}): Promise<Ran> {
    const output = dir.write('runner/output', '')
    const named = Object.entries({ ...INPUTS, ...inputs }).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value,
    ])
    const entry = join(CHECKOUT, 'actions/sign/src/index.ts')
    const child = spawn(process.execPath, ['--conditions=@chancery/source', entry], {
      cwd: dir.path,
      env: {
        PATH: process.env.PATH,
        HOME: dir.at('runner'),
        NODE_EXTRA_CA_CERTS: dir.at('authority.pem'),
        GITHUB_WORKSPACE: dir.path,
        GITHUB_OUTPUT: output,
        GITHUB_REPOSITORY: 'said/by-the-environment',
        RUNNER_TEMP: dir.at('runner'),
        RUNNER_TOOL_CACHE: dir.at('runner/tools'),
        ...Object.fromEntries(named),
        ...env,
      },
    })
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
    const [code, stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)])
    const lines = stdout.split('\n')
    const written = readFileSync(output, 'utf8')
    const outputs = Object.fromEntries(
      [...written.matchAll(/^([\w-]+)<<(.+)\n([\s\S]*?)\n?\2$/gm)].map(([, name, , value]) => [name, value]),
    )
    return {
      failed: code !== 0,
      report: JSON.parse(outputs.result ?? 'null'),
      outputs,
      log: [...lines.filter((line) => !line.startsWith('::add-mask::')), stderr, written].join('\n'),
      masks: lines.flatMap((line) => /^::add-mask::(.*)$/.exec(line)?.[1] ?? []),
    }
  }

  async function onJenkins(env: Record<string, string>, inputs: Record<string, string> = {}): Promise<Ran> {
    const lines: string[] = []
    const host = new JenkinsHost({
      inputs: { ...INPUTS, ...inputs },
      env: { JOB_NAME: 'said by the environment', ...env },
      workspace: dir.path,
      temporary: dir.at('runner'),
      page: 'runner/page.html',
      write: (line) => lines.push(line),
    })
    await runStep(SIGN_STEP, host)
    const result: JenkinsOutputs = host.result()
    const log = lines.join('') + JSON.stringify(result) + readFileSync(dir.at('runner/page.html'), 'utf8')
    const { outputs } = result
    return {
      failed: result.failure !== null,
      report: JSON.parse(outputs.result ?? 'null'),
      outputs,
      log,
      masks: [],
    }
  }

  function granted(): Record<string, string> {
    return { ACTIONS_ID_TOKEN_REQUEST_URL: github.endpoint.url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: github.endpoint.bearer }
  }

  function statement(suffix: string): { subject: unknown[]; predicate: { identity: unknown; runDetails: unknown } } {
    const bundle = JSON.parse(readFileSync(dir.at(`signed/app.exe${suffix}`), 'utf8'))
    return JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString())
  }

  /** Neither in what is shown nor in any file that the step left. */
  function assertHidden(secret: string, { log }: Ran): void {
    const files = globSync('{signed,runner}/**/*', { cwd: dir.path, withFileTypes: true }).filter((one) => one.isFile())
    expect(files.length).toBeGreaterThan(0)
    const texts = [log, ...files.map((one) => readFileSync(join(one.parentPath, one.name), 'latin1'))]
    const forms = [secret, Buffer.from(secret).toString('base64'), secret.split('.').at(-1) as string]
    for (const form of forms) expect(texts.some((one) => one.includes(form))).toBe(false)
  }

  async function verify(): Promise<unknown> {
    return (await verifyFiles({ cwd: dir.path, files: ['signed/app.exe'] })).report.files[0]
  }

  test('on GitHub asks for the token, and leaves a proved record and provenance that cosign takes', async (context) => {
    const ran = await onGithub(granted())
    expect(ran.failed, ran.log).toBe(false)
    expect(ran.outputs.provenance).toBe(`signed/app.exe${PROVENANCE}`)
    expect(ran.report.files[0]?.provenance).toBe(`signed/app.exe${PROVENANCE}`)
    expect(statement(RECORD).predicate.identity).toMatchObject({
      verified: true,
      platform: 'github',
      claims: { iss: github.issuer, repository: 'acme/app', repository_id: '5678' },
    })
    expect(statement(PROVENANCE)).toMatchObject({
      predicateType: 'https://slsa.dev/provenance/v1',
      subject: statement(RECORD).subject,
      predicate: { runDetails: { builder: { id: expect.stringContaining('acme/shared/.github/workflows/sign.yml') } } },
    })
    expect(await verify()).toMatchObject({ verdict: 'verified', record: 'verified', provenance: 'verified' })
    const options = { publicKeyPem, predicateType: 'slsaprovenance1' }
    const judge = cosign(context)
    const verdict = await judge.verifyAttestation(
      dir.at('signed/app.exe'),
      dir.at(`signed/app.exe${PROVENANCE}`),
      options,
    )
    expect(verdict.accepted, verdict.text).toBe(true)
    const other = await judge.verifyAttestation(dir.at('app.exe'), dir.at(`signed/app.exe${PROVENANCE}`), options)
    expect(other.accepted).toBe(false)

    const token = ran.masks.find((mask) => /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(mask))
    expect(token).toBeDefined()
    expect(ran.masks).toContain(github.endpoint.bearer)
    assertHidden(token as string, ran)
    assertHidden(github.endpoint.bearer, ran)
  })

  test('on Jenkins takes the token that a credential binds, and keys from a file', async () => {
    const token = await jenkins.token({ audience: AUDIENCE })
    const ran = await onJenkins({ CHANCERY_ID_TOKEN: token })
    expect(ran.failed, ran.log).toBe(false)
    expect(statement(RECORD).predicate.identity).toMatchObject({
      verified: true,
      platform: 'jenkins',
      claims: { iss: jenkins.issuer, job_name: 'app/main' },
    })
    expect(await verify()).toMatchObject({ verdict: 'verified', provenance: 'verified' })
    assertHidden(token, ran)
  })

  test.each([
    ['expired', 'IDENTITY_TOKEN_EXPIRED'],
    ['wrong-audience', 'IDENTITY_AUDIENCE'],
    ['wrong-issuer', 'IDENTITY_ISSUER'],
    ['alg-none', 'IDENTITY_ALGORITHM'],
    ['hs256', 'IDENTITY_ALGORITHM'],
    ['other-key', 'IDENTITY_SIGNATURE'],
    ['tampered', 'IDENTITY_SIGNATURE'],
  ] as const)('signs nothing with a token that is %s', async (fault, code) => {
    const token = await jenkins.token({ audience: AUDIENCE, fault })
    const ran = await onJenkins({ CHANCERY_ID_TOKEN: token })
    expect(ran.report.failed.map((failure) => failure.code)).toEqual([code])
    expect(ran.failed).toBe(true)
    expect(existsSync(dir.at('signed'))).toBe(false)
    expect(ran.log).not.toContain(token)
  })

  test('signs nothing with the token of another platform', async () => {
    const ran = await onJenkins({ CHANCERY_ID_TOKEN: await github.token({ audience: AUDIENCE }) })
    expect(ran.report.failed.map(({ code }) => code)).toEqual(['IDENTITY_ISSUER'])
    expect(existsSync(dir.at('signed'))).toBe(false)
  })

  test('without a token signs, says why, and records what the environment says as unproved', async () => {
    const ran = await onGithub({})
    expect(ran.failed, ran.log).toBe(false)
    expect(ran.log).toContain('id-token: write')
    expect(ran.outputs.provenance).toBe('')
    expect(existsSync(dir.at(`signed/app.exe${PROVENANCE}`))).toBe(false)
    expect(statement(RECORD).predicate.identity).toEqual({
      verified: false,
      platform: 'github',
      claims: { repository: 'said/by-the-environment' },
    })
    const verdict = await verify()
    expect(verdict).toMatchObject({ verdict: 'verified', record: 'verified' })
    expect(verdict).not.toHaveProperty('provenance')
  })

  test.each([
    ['without a token', {}],
    ['without `identity` in chancery.yaml', { config: 'plain.yaml' }],
  ])('signs nothing %s where an identity is required', async (_, inputs) => {
    const ran = await onJenkins({}, { 'require-identity': 'true', ...inputs })
    expect(ran.report.failed.map(({ code }) => code)).toEqual(['IDENTITY_REQUIRED'])
    expect(existsSync(dir.at('signed'))).toBe(false)
  })

  test('asks nobody where chancery.yaml has no `identity`', async () => {
    const asked = github.requests.token
    const ran = await onGithub(granted(), { config: 'plain.yaml' })
    expect(ran.failed, ran.log).toBe(false)
    expect(github.requests.token).toBe(asked)
    expect(statement(RECORD).predicate.identity).toMatchObject({ verified: false })
  })

  test('leaves provenance alone with the file that it keeps, and makes what does not hold anew', async () => {
    const env = async (): Promise<Record<string, string>> => ({
      CHANCERY_ID_TOKEN: await jenkins.token({ audience: AUDIENCE }),
    })
    await onJenkins(await env())
    const first = dir.at(`signed/app.exe${PROVENANCE}`)
    const before = readFileSync(first)
    const kept = await onJenkins(await env(), { 'if-signed': 'keep' })
    expect(kept.report.files).toMatchObject([{ action: 'kept', provenance: `signed/app.exe${PROVENANCE}` }])
    expect(readFileSync(first).equals(before)).toBe(true)
    const copied = await onJenkins(await env(), { 'if-signed': 'keep', files: 'signed/app.exe', out: 'signed/copy' })
    expect(copied.report.files).toMatchObject([{ action: 'kept' }])
    expect(readFileSync(dir.at(`signed/copy/app.exe${PROVENANCE}`)).equals(before)).toBe(true)
    dir.write(`signed/app.exe${PROVENANCE}`, '{}')
    const anew = await onJenkins(await env(), { 'if-signed': 'keep' })
    expect(anew.report.files).toMatchObject([{ action: 'signed' }])
    expect(await verify()).toMatchObject({ provenance: 'verified' })
  })

  test('provenance of another file, or changed, or of an unknown key, does not pass for that of this one', async () => {
    dir.write('other.exe', buildPe({ kind: 'dll' }))
    const env = { CHANCERY_ID_TOKEN: await jenkins.token({ audience: AUDIENCE }) }
    await onJenkins(env, { files: 'app.exe\nother.exe' })
    const own = readFileSync(dir.at(`signed/app.exe${PROVENANCE}`), 'utf8')
    dir.write(`signed/app.exe${PROVENANCE}`, readFileSync(dir.at(`signed/other.exe${PROVENANCE}`)))
    expect(await verify()).toMatchObject({
      verdict: 'failed',
      code: 'BUNDLE_SUBJECT_MISMATCH',
      record: 'verified',
      provenance: 'failed',
    })
    const bundle = JSON.parse(own)
    const payload = Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString().replace('app/main', 'app/mine')
    bundle.dsseEnvelope.payload = Buffer.from(payload).toString('base64')
    dir.write(`signed/app.exe${PROVENANCE}`, JSON.stringify(bundle))
    expect(await verify()).toMatchObject({ code: 'BUNDLE_SIGNATURE_INVALID', provenance: 'failed' })
    dir.write(`signed/app.exe${PROVENANCE}`, own)
    expect(await verify()).toMatchObject({ verdict: 'verified', provenance: 'verified' })
    const { trust } = await loadConfig(dir.path, undefined)
    const anchors = trust.filter((path) => !readFileSync(path, 'utf8').includes('PUBLIC KEY'))
    const { report } = await verifyFiles({ cwd: dir.path, files: ['signed/app.exe'], trust: anchors })
    expect(report.files[0]).toMatchObject({ verdict: 'verified', record: 'not-checked', provenance: 'not-checked' })
  })
})
