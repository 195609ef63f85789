/** What workflows, runners and file systems get wrong: the step says what, and neither log nor outputs are led astray. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { buildPe, createCa, type OidcIssuer, softHsmMissing, startOidc } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { giveTo, type Job, type JobResult, runAction } from './runner.ts'
import { createWorkspace, type Workspace } from './workspace.ts'

/** Who owns nothing and may write nowhere. */
const NOBODY = 65534
const AUDIENCE = 'https://sign.example.com'

describe.skipIf(softHsmMissing())('bad input', () => {
  let workspace: Workspace
  beforeAll(() => {
    workspace = createWorkspace()
    workspace.write('dist/app.exe', buildPe())
    workspace.write('predicate.json', '{}')
    workspace.write('bom.json', '{ "bomFormat": "CycloneDX", "specVersion": "1.6" }')
    workspace.write('release.yaml', 'name: a\nversion: "1"\ninput: dist\nkey: release\nfiles: [{ paths: "*.exe" }]\n')
  })
  afterAll(() => workspace[Symbol.dispose]())

  function run(action: Job['action'], inputs: Job['inputs'], more: Partial<Job> = {}): Promise<JobResult> {
    const { env, ...rest } = more
    return runAction({
      action,
      workspace: workspace.path,
      inputs,
      env: { CHANCERY_PIN: workspace.pin, ...env },
      ...rest,
    })
  }

  const sign = (inputs: Job['inputs'], more: Partial<Job> = {}): Promise<JobResult> =>
    run('sign', { files: 'dist/app.exe', key: 'release', out: 'none', ...inputs }, more)

  /** It failed with this code, in the log, in the outputs and in the summary alike, and nothing was written. */
  function assertFailed(result: JobResult, code: string): void {
    expect(result.code, result.stdout + result.stderr).toBe(1)
    expect(result.errors.map(({ title }) => title)).toEqual([code])
    expect(JSON.parse(result.outputs.result ?? '')).toMatchObject({ failed: [{ code }] })
    expect(result.outputs.failed).toBe('1')
    expect(result.summary).toContain(code.replaceAll('_', '\\_'))
    expect(existsSync(workspace.at('none'))).toBe(false)
  }

  test.each([
    ['setup', { pkcs11: 'addon.tgz' }, 'pkcs11js'],
    ['setup', { 'development-tokn': 'true' }, 'development-token'],
    ['sign', { files: 'dist/*', key: 'release', out: 'none', 'dry-rum': 'true' }, 'dry-run'],
    ['sign', { files: 'dist/*', key: 'release', out: 'none', 'key-fro': 'dist/*=installer' }, 'key-for'],
    ['sign', { files: 'dist/*', key: 'release', out: 'none', 'require-identiy': 'true' }, 'require-identity'],
    ['verify', { files: 'dist/*', requires: 'attestation' }, 'require'],
    ['verify', { files: 'dist/*', 'signer-subjekt': 'CN=Acme' }, 'signer-subject'],
    ['attest', { files: 'dist/*', sbom: 'bom.json', 'subject-checksum': 'SHA256SUMS' }, 'subject-checksums'],
    ['release', { 'dry run': 'true' }, 'dry-run'],
  ] as const)(
    '%s: an unknown input that may have been a demand or a guard fails the step, and the one that was meant is named',
    async (action, inputs, meant) => {
      const result = await run(action, inputs)
      assertFailed(result, 'OPTION_INVALID')
      expect(result.errors[0]?.message).toContain(`did you mean ${JSON.stringify(meant)}?`)
    },
  )

  test.each([
    ['sign', { files: 'dist/*', key: 'release', out: 'warned', 'no-timestmp': 'true' }, 'no-timestmp', 'no-timestamp'],
    ['attest', { files: 'dist/app.exe', sbom: 'bom.json', outt: 'x', out: 'w.json' }, 'outt', 'out'],
  ] as const)(
    '%s: without another unknown input it goes on, with a warning that names the nearest',
    async (action, inputs, name, meant) => {
      const result = await run(action, inputs)
      expect(result.code, result.stdout).toBe(0)
      expect(result.errors).toEqual([])
      const message = `${name}: is unknown (did you mean ${JSON.stringify(meant)}?)`
      expect(result.warnings).toEqual([{ file: null, title: 'UNKNOWN_INPUT', message }])
    },
  )

  test('what an unknown input is called forges nothing', async () => {
    const result = await sign({ 'x\n::error file=app.exe::forged': '1', 'y%0A::stop-commands::t': '1', out: 'called' })
    expect(result.code, result.stdout).toBe(0)
    expect(result.errors).toEqual([])
    expect(result.warnings.map(({ title }) => title)).toEqual(['UNKNOWN_INPUT', 'UNKNOWN_INPUT'])
    expect(result.stdout.split('\n').filter((line) => /^::(error|stop-commands)/.test(line))).toEqual([])
  })

  test.each([
    ['sign', { files: 'dist/*', key: 'release', out: 'none', 'in-place': 'true' }],
    ['sign', { files: 'dist/*', key: 'release', out: 'none', append: 'true', 'if-signed': 'keep' }],
    [
      'sign',
      { files: 'dist/*', key: 'release', out: 'none', 'no-timestamp': 'true', 'timestamp-urls': 'http://x.test' },
    ],
    ['attest', { files: 'dist/*', sbom: 'bom.json', 'predicate-type': 'https://x/y', predicate: 'predicate.json' }],
    ['release', { 'no-timestamp': 'true', 'timestamp-urls': 'http://x.test' }],
  ] as const)('%s: %j contradict each other', async (action, inputs) => {
    assertFailed(await run(action, inputs), 'OPTIONS_CONFLICT')
    expect(existsSync(workspace.at('release'))).toBe(false)
  })

  test.each(['../**', '/**/*.exe', 'dist/../../*', 'link/*'])('the glob %s leaves the workspace', async (files) => {
    if (!existsSync(workspace.at('link'))) symlinkSync(dirname(workspace.path), workspace.at('link'))
    assertFailed(await sign({ files }), 'GLOB_OUTSIDE_WORKSPACE')
    assertFailed(await run('verify', { files }), 'GLOB_OUTSIDE_WORKSPACE')
    assertFailed(await run('attest', { files, sbom: 'bom.json' }), 'GLOB_OUTSIDE_WORKSPACE')
  })

  const HOSTILE = [
    'new\nline.exe',
    'new\r\nline.exe',
    'comma, colon: quote" it\'s.exe',
    '::error file=other.exe,title=FORGED::pwned.exe',
    'a%0A::stop-commands::x%0D%25.exe',
    '\n::set-output name=failed::0.exe',
    '\nghadelimiter_0\nfailed<<E\n0\nE\n.exe',
    '##[error]x ##vso[task.complete].exe',
    '$(touch pwned) `touch pwned`.exe',
    '🔏 Grüße — 署名.exe',
    `${'x'.repeat(200)}.exe`,
  ]

  test('names of files mean nothing to log, outputs, annotations and summary', async () => {
    for (const [i, name] of HOSTILE.entries()) {
      workspace.write(`good/${name}`, buildPe())
      workspace.write(`bad/${name}`, buildPe().subarray(0, 300 + i))
    }
    const signed = await sign({ files: 'good/*', out: 'hostile' })
    expect(signed.code, signed.stdout).toBe(0)
    const paths = (signed.outputs.signed ?? '')
      .split('\n')
      .map((line) => (line.startsWith('"') ? (JSON.parse(line) as string) : line))
    expect(paths.sort()).toEqual(HOSTILE.map((name) => `hostile/${name}`).sort())
    expect(signed.outputs.failed).toBe('0')
    expect(signed.errors).toEqual([])

    const failed = await sign({ files: 'bad/*' })
    expect(failed.code).toBe(1)
    expect(failed.outputs).toMatchObject({ failed: String(HOSTILE.length), signed: '' })
    const { failed: listed } = JSON.parse(failed.outputs.result ?? '') as { failed: { path: string }[] }
    expect(listed.map(({ path }) => path).sort()).toEqual(HOSTILE.map((name) => `bad/${name}`).sort())
    // Nine files and the number of the others.
    expect(failed.errors).toHaveLength(10)
    for (const { file } of failed.errors.slice(0, 9)) expect(HOSTILE.map((name) => `bad/${name}`)).toContain(file)
    const refused = await run('verify', { files: 'good/*' })
    expect(refused.outputs).toMatchObject({ failed: String(HOSTILE.length), verified: '' })

    for (const { stdout, summary } of [signed, failed, refused]) {
      const commands = stdout.split('\n').filter((line) => line.startsWith('::'))
      const known =
        /^::(add-mask::|debug::|group::|endgroup::|error (?:title=[A-Z_]+|title=and %?\w+ more)(?:,file=[^,:]*)?::|error file=[^,:]*,title=[A-Z_]+::)/
      expect(commands.filter((line) => !known.test(line))).toEqual([])
      // The runner looks for its older form where a line does not begin with the newer.
      expect(stdout.split('\n').filter((line) => line.includes('##[') && !line.startsWith('::'))).toEqual([])
      // Between the fences everything is literal; no name holds a fence.
      const page = summary.replace(/```sh\n[\s\S]*?\n```/, '')
      expect(page).not.toMatch(/##\[|^::|<(?!\/?(details|summary)>)/m)
      expect(page.split('\n').filter((line) => line.startsWith('#')).length).toBeLessThanOrEqual(2)
    }
    expect(existsSync(workspace.at('pwned'))).toBe(false)
  })

  test('a name of 255 bytes is signed where it needs no file beside it, and refused where that could have no name', async () => {
    const name = `${'ü'.repeat(125)}x.exe`
    expect(Buffer.byteLength(name)).toBe(255)
    workspace.write(`long/${name}`, buildPe())
    const result = await sign({ files: 'long/*', out: 'long-signed', attest: 'false' })
    expect(result.code, result.stdout).toBe(0)
    expect(readdirSync(workspace.at('long-signed'))).toEqual([name])
    const recorded = await sign({ files: 'long/*' })
    expect(recorded.code).toBe(1)
    expect(recorded.errors).toEqual([expect.objectContaining({ file: `long/${name}` })])
    expect(recorded.errors[0]?.title).toBe('NAME_TOO_LONG')
    expect(existsSync(workspace.at(`none/${name}`))).toBe(false)
  })

  describe('a job without identity', () => {
    let issuer: OidcIssuer
    beforeAll(async () => {
      issuer = await startOidc({ ca: await createCa() })
      workspace.write('keys.json', issuer.jwks())
      const issuers = `identity:\n  audience: ${AUDIENCE}\n  issuers: [{ issuer: "${issuer.issuer}", platform: github, jwks: keys.json }]\n`
      workspace.write('identity.yaml', workspace.read('chancery.yaml').toString() + issuers)
    })
    afterAll(() => issuer[Symbol.asyncDispose]())

    const required = { config: 'identity.yaml', 'require-identity': 'true' }

    test('is told the permission that it lacks', async () => {
      const result = await sign(required)
      assertFailed(result, 'IDENTITY_REQUIRED')
      expect(result.errors[0]?.message).toContain('The job lacks the permission `id-token: write`')
    })

    test('of a pull request from a fork is told so, with identity and without', async () => {
      const event = { head: { repo: { full_name: 'stranger/app' } }, base: { repo: { full_name: 'example/app' } } }
      workspace.write('event.json', JSON.stringify({ pull_request: event }))
      const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: workspace.at('event.json'), CHANCERY_PIN: '' }
      const proved = await sign(required, { env })
      assertFailed(proved, 'IDENTITY_REQUIRED')
      expect(proved.errors[0]?.message).toContain('pull requests from forks')
      // It gets no secrets either.
      assertFailed(await sign({}, { env }), 'PIN_MISSING')
    })

    test.each([
      [-3600, 'IDENTITY_TOKEN_EXPIRED'],
      [3600, 'IDENTITY_TOKEN_NOT_YET_VALID'],
    ])('whose clock is off by %d seconds is told to look at the clock', async (seconds, code) => {
      const token = await issuer.token({ audience: AUDIENCE, at: new Date(Date.now() + seconds * 1000) })
      const server = createServer((_, response) => response.end(JSON.stringify({ value: token })))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      const env = {
        ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/?api-version=2.0`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer-canary',
      }
      const result = await sign(required, { env })
      server.close()
      assertFailed(result, code)
      expect(result.errors[0]?.message).toMatch(/\bclocks? of this machine\b/)
      expect(result.masks).toContain(token)
      for (const secret of [token, 'bearer-canary']) expect(result.shown).not.toContain(secret)
    })
  })

  test('without the HSM vendor’s library the step names the file that is missing', async () => {
    const result = await sign({ key: 'pkcs11:token=ci;object=release', module: '/opt/vendor/lib/cryptoki.so' })
    assertFailed(result, 'MODULE_MISSING')
    expect(result.errors[0]?.message).toContain('/opt/vendor/lib/cryptoki.so')
  })

  test.runIf(process.getuid?.() === 0)('in a workspace that is read-only nothing is lost but the files', async () => {
    using other = createWorkspace()
    mkdirSync(other.at('dist'))
    writeFileSync(other.at('dist/app.exe'), buildPe())
    giveTo(dirname(other.path), NOBODY)
    for (const folder of ['dist', '.']) chmodSync(other.at(folder), 0o555)
    const job = { workspace: other.path, uid: NOBODY, env: { CHANCERY_PIN: other.pin } }
    const inputs = { files: 'dist/app.exe', key: 'release' }
    const before = readFileSync(other.at('dist/app.exe'))
    for (const where of [{ out: 'signed' }, { 'in-place': 'true' }]) {
      const result = await runAction({ action: 'sign', inputs: { ...inputs, ...where }, ...job })
      expect(result.code, result.stdout).toBe(1)
      expect(result.errors.map(({ title }) => title)).toEqual(['PERMISSION_DENIED'])
      expect(result.outputs.failed).toBe('1')
      expect(result.summary).toContain('PERMISSION')
    }
    const verified = await runAction({ action: 'verify', inputs: { files: 'dist/app.exe', junit: 'x.xml' }, ...job })
    expect(verified.errors.map(({ title }) => title)).toEqual(['NOT_SIGNED', 'REPORT_NOT_WRITTEN'])
    expect(readFileSync(other.at('dist/app.exe')).equals(before)).toBe(true)
    expect(readdirSync(other.at('dist'))).toEqual(['app.exe'])
  })

  test('a runner that takes outputs as commands, and has no summary, is served', async () => {
    const env = { GITHUB_OUTPUT: '', GITHUB_STEP_SUMMARY: '', GITHUB_STATE: '', GITHUB_ENV: '', GITHUB_PATH: '' }
    const result = await sign({ out: 'plain' }, { env })
    expect(result.code, result.stdout + result.stderr).toBe(0)
    expect(result.stdout).toContain('::set-output name=signed::plain/app.exe\n')
    expect(result.stdout).toContain('::set-output name=failed::0\n')
    expect(statSync(workspace.at('plain/app.exe')).size).toBeGreaterThan(0)
  })

  test('where the file for outputs is not there nothing is signed; where that for the summary is not, all is', async () => {
    const lost = await sign({}, { env: { GITHUB_OUTPUT: '/nowhere/output' } })
    expect(lost.code).toBe(1)
    expect(lost.errors.map(({ title }) => title)).toEqual(['OUTPUTS_UNAVAILABLE'])
    expect(existsSync(workspace.at('none'))).toBe(false)
    const quiet = await sign({ out: 'quiet' }, { env: { GITHUB_STEP_SUMMARY: '/nowhere/summary' } })
    expect(quiet.code, quiet.stdout).toBe(0)
    expect(quiet.stdout).toContain('The summary cannot be written')
    expect(quiet.outputs.signed).toBe('quiet/app.exe')
  })
})
