/** Canaries stand for the PIN, the identity token, what allows to ask for it, and the password of a timestamp authority. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  buildPe,
  createCa,
  type OidcIssuer,
  script,
  softHsmMissing,
  startOidc,
  startTsa,
  type Tsa,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withCommandLines } from './command-lines.ts'
import { type Job, type JobResult, runAction } from './runner.ts'
import { createWorkspace, type Workspace } from './workspace.ts'

const AUDIENCE = 'https://sign.example.com'
/** Characters of base64 that do not turn up by chance. */
const SHORTEST = 10

describe.skipIf(softHsmMissing())('secrets show nowhere', () => {
  let workspace: Workspace
  let runner: string
  let issuer: OidcIssuer
  let tsa: Tsa
  let endpoint: Server
  let token: string
  const bearer = `bearer-${randomBytes(12).toString('hex')}`
  const password = `password-${randomBytes(12).toString('hex')}`

  beforeAll(async () => {
    workspace = createWorkspace()
    runner = mkdtempSync(join(tmpdir(), 'chancery-runner-'))
    const ca = await createCa()
    issuer = await startOidc({ ca })
    tsa = await startTsa({ ca })
    token = await issuer.token({ audience: AUDIENCE })
    endpoint = createServer((_, response) => response.end(JSON.stringify({ value: token })))
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve))
    workspace.write('keys.json', issuer.jwks())
    workspace.write('tsa.pem', ca.root.certificate.pem)
    const identity = `identity:\n  audience: ${AUDIENCE}\n  issuers: [{ issuer: "${issuer.issuer}", platform: github, jwks: keys.json }]\n`
    workspace.write(
      'chancery.yaml',
      workspace
        .read('chancery.yaml')
        .toString()
        .replace(/^trust: \[/m, 'trust: [tsa.pem, ') + identity,
    )
    workspace.write('dist/app.exe', buildPe())
    workspace.write('dist/tool.sh', script('sh'))
    workspace.write('broken/app.exe', buildPe().subarray(0, 300))
    workspace.write('bom.json', '{ "bomFormat": "CycloneDX", "specVersion": "1.6" }')
    for (const [name, out] of [
      ['release', 'release'],
      ['again', 'again'],
    ])
      workspace.write(
        `${name}.yaml`,
        `out: ${out}\nname: a\nversion: "1"\ninput: dist\nkey: release\nfiles: [{ paths: "*", count: 2 }]\n`,
      )
  })
  afterAll(async () => {
    endpoint.close()
    await tsa[Symbol.asyncDispose]()
    await issuer[Symbol.asyncDispose]()
    workspace[Symbol.dispose]()
    rmSync(runner, { recursive: true })
  })

  const authority = (url: string): string => `${url.replace('//', `//user:${password}@`)}?key=${password}`

  async function run(action: Job['action'], inputs: Job['inputs'], pin = workspace.pin): Promise<JobResult> {
    const { port } = endpoint.address() as AddressInfo
    const env = {
      CHANCERY_PIN: pin,
      CHANCERY_TIMESTAMP_URLS: '',
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer,
    }
    const job = { action, inputs, env, workspace: workspace.path, runner }
    const { result, lines } = await withCommandLines(() => runAction(job))
    expect(lines.some((line) => line.includes(`actions/${action}/dist/index.js`))).toBe(true)
    const secrets = [pin, bearer, password, token, token.split('.')[2] as string].flatMap(forms)
    const places = [result.shown, ...lines, ...left(workspace.path), ...left(runner)]
    expect(places.length).toBeGreaterThan(10)
    for (const secret of secrets) {
      const found = places.find((place) => place.includes(secret))
      expect(found?.slice(Math.max(0, found.indexOf(secret) - 200)).slice(0, 300)).toBeUndefined()
    }
    return result
  }

  /** As it is, in hex and in base64, wherever it stands among other bytes. Of a short secret too few characters are left to mean anything. */
  function forms(secret: string): readonly string[] {
    const base64 = [0, 1, 2].map((before) =>
      Buffer.from(`${'x'.repeat(before)}${secret}`)
        .toString('base64')
        .slice(4, -4),
    )
    const telling = base64.filter((text) => text.length >= SHORTEST)
    return [secret, Buffer.from(secret).toString('hex'), encodeURIComponent(secret), ...telling]
  }

  function left(folder: string): readonly string[] {
    return readdirSync(folder, { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter((path) => !path.includes('/.chancery/') && !path.includes('/_actions/') && statSync(path).isFile())
      .map((path) => readFileSync(path, 'latin1'))
  }

  test('where steps do what they are for', async () => {
    const timestamps = { 'timestamp-urls': authority(tsa.url) }
    const signed = await run('sign', {
      files: 'dist/*',
      key: 'release',
      out: 'signed',
      junit: 'sign.xml',
      ...timestamps,
    })
    expect(signed.code, signed.stdout).toBe(0)
    expect(signed.outputs.provenance?.split('\n')).toHaveLength(2)
    expect(signed.masks).toEqual(expect.arrayContaining([workspace.pin, bearer, token, password]))
    const released = await run('release', timestamps)
    expect(released.code, released.stdout).toBe(0)
    const attested = await run('attest', { files: 'signed/*', sbom: 'bom.json', out: 'bom.sigstore.json' })
    expect(attested.code, attested.stdout).toBe(0)
    const verified = await run('verify', { files: 'signed/*', require: 'timestamp\nattestation', sarif: 'v.sarif' })
    expect(verified.code, verified.stdout).toBe(0)
    expect(tsa.requests).toBeGreaterThan(4)
  })

  test.each([
    ['the authority refuses', () => authority(tsa.url), 'TIMESTAMP_FAILED'],
    ['the authority is dead', () => authority('http://127.0.0.1:9/'), 'TIMESTAMP_FAILED'],
    ['the address is none', () => authority('ftp://127.0.0.1/'), 'TIMESTAMP_URL_INVALID'],
    ['the address is nothing but the password', () => password, 'TIMESTAMP_URL_INVALID'],
  ])('where %s', async (_, url, code) => {
    tsa.lie('rejected')
    const inputs = { 'timestamp-urls': url() }
    const signed = await run('sign', { files: 'dist/app.exe', key: 'release', out: 'none', junit: 'f.xml', ...inputs })
    expect(signed.errors.map(({ title }) => title)).toEqual([code])
    const released = await run('release', { manifest: 'again.yaml', ...inputs })
    expect(released.code).toBe(1)
    tsa.lie(null)
  })

  test('where the PIN is wrong, the token is, or the file', async () => {
    const wrong = randomBytes(16).toString('hex')
    const inputs = { files: 'broken/*', key: 'release', out: 'none', 'no-timestamp': 'true' }
    const refused = await run('sign', { ...inputs, files: 'dist/*' }, wrong)
    expect(new Set(refused.errors.map(({ title }) => title))).toEqual(new Set(['PIN_INCORRECT']))
    expect((await run('sign', inputs)).code).toBe(1)
    const good = token
    token = await issuer.token({ audience: AUDIENCE, fault: 'tampered' })
    const unproved = await run('sign', { ...inputs, files: 'dist/*' })
    expect(unproved.errors.map(({ title }) => title)).toEqual(['IDENTITY_SIGNATURE'])
    token = good
  })
})
