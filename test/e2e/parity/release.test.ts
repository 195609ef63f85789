/** One release through a stock GitHub runner and once more through the Jenkins library: what is left differs in who asked and when, and in nothing else. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import {
  buildJar,
  buildPe,
  CHECKOUT,
  createCa,
  type OidcIssuer,
  powerShellScript,
  script,
  softHsmMissing,
  startOidc,
  type TempDir,
  tempDir,
  tool,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { createWorkspace, type Workspace } from '../actions/workspace.ts'
import { runPlain } from '../jenkins/jenkins.ts'

const AUDIENCE = 'https://sign.example.com'
const ISO_TIME = /"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"/g

const MANIFEST = `name: app
version: "1.0.0"
input: dist
out: release
key: release
files:
  - { paths: ["*.exe", "*.psm1"], count: 2, description: App, sbom: bom.json }
  - { paths: "lib/*.jar", out: lib }
  - { paths: tool.sh }
  - { paths: data.bin, format: blob }
`

interface Record {
  readonly subject: readonly { readonly name: string }[]
  readonly predicateType: string
  readonly predicate: { readonly identity?: unknown; readonly chancery_release?: { readonly identity: unknown } }
}

describe.skipIf(softHsmMissing())('the same release on GitHub and on Jenkins', () => {
  let keys: Workspace
  let dir: TempDir
  let github: OidcIssuer
  let jenkins: OidcIssuer

  beforeAll(async () => {
    keys = createWorkspace()
    dir = tempDir()
    const ca = await createCa()
    github = await startOidc({ ca })
    jenkins = await startOidc({ ca, platform: 'jenkins' })
    keys.write('authority.pem', ca.root.certificate.pem)
    keys.write('github.json', github.jwks())
    keys.write('jenkins.json', jenkins.jwks())
    const issuers = [github, jenkins].map(
      ({ issuer }, i) =>
        `    - { issuer: "${issuer}", platform: ${['github', 'jenkins'][i]}, jwks: ${['github', 'jenkins'][i]}.json }\n`,
    )
    keys.write(
      'proved.yaml',
      `${keys.read('chancery.yaml').toString()}identity:\n  audience: ${AUDIENCE}\n  issuers:\n${issuers.join('')}`,
    )
  })
  afterAll(async () => {
    await github[Symbol.asyncDispose]()
    await jenkins[Symbol.asyncDispose]()
    dir[Symbol.dispose]()
    keys[Symbol.dispose]()
  })

  /** What was built, and what says what to do with it. */
  function project(name: string): string {
    const folder = dir.at(name)
    const write = (path: string, content: string | Uint8Array): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    write('dist/app.exe', buildPe())
    write('dist/module.psm1', powerShellScript())
    write('dist/lib/app.jar', buildJar())
    write('dist/tool.sh', script('sh'))
    write('dist/data.bin', Uint8Array.of(0, 1, 2, 254))
    write('bom.json', '{ "bomFormat": "CycloneDX", "specVersion": "1.6" }')
    write('release.yaml', MANIFEST)
    return folder
  }

  /** @returns the folder with the release */
  async function onGithub(
    context: TestContext,
    name: string,
    inputs: Readonly<{ [input: string]: string }>,
  ): Promise<string> {
    const act = tool('act', context)
    const folder = project(name)
    const left = `${folder}-left`
    cpSync(join(CHECKOUT, 'actions'), join(folder, 'actions'), { recursive: true })
    const given = Object.entries(inputs).map(([input, value]) => `          ${input}: ${JSON.stringify(value)}\n`)
    const workflow = `on: push
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ./actions/release
        with:
${given.join('')}        env:
          CHANCERY_PIN: \${{ secrets.PIN }}
      - run: cp -R release ${JSON.stringify(left)}
`
    for (const path of ['.github/workflows', 'home/.config/act']) mkdirSync(join(folder, path), { recursive: true })
    writeFileSync(join(folder, '.github/workflows/release.yml'), workflow)
    writeFileSync(join(folder, 'home/.config/act/actrc'), '')
    writeFileSync(join(folder, '.gitignore'), 'home\n')
    spawnSync('git', ['init', '--quiet'], { cwd: folder })
    const env = {
      CHANCERY_PKCS11JS: join(CHECKOUT, 'node_modules/pkcs11js'),
      NODE_EXTRA_CA_CERTS: keys.at('authority.pem'),
      ACTIONS_ID_TOKEN_REQUEST_URL: github.endpoint.url,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: github.endpoint.bearer,
    }
    const flags = ['push', '-P', 'ubuntu-latest=-self-hosted', '--rm', '--no-cache-server', '--secret', 'PIN']
    const more = Object.entries(env).flatMap(([variable, value]) => ['--env', `${variable}=${value}`])
    const { code, text } = await act.run([...flags, ...more], {
      cwd: folder,
      env: {
        PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
        HOME: join(folder, 'home'),
        PIN: keys.pin,
      },
      timeout: 55_000,
    })
    expect(code, text).toBe(0)
    return left
  }

  async function onJenkins(
    context: TestContext,
    name: string,
    inputs: Readonly<{ [input: string]: string }>,
  ): Promise<string> {
    const workspace = project(name)
    const given = Object.entries(inputs).map(([input, value]) => `'${input}': '${value}', `)
    const token = await jenkins.token({ audience: AUDIENCE })
    const pipeline = `return chancerySign.release(${given.join('')}pinCredentialsId: 'hsm-pin').record`
    const credentials = { 'hsm-pin': keys.pin }
    const result = await runPlain(
      { script: pipeline, workspace, credentials, env: { CHANCERY_ID_TOKEN: token } },
      context,
    )
    expect(result.error, result.console).toBeNull()
    return join(workspace, 'release')
  }

  test.for([
    ['proved', 'proved.yaml', 'true'],
    ['unproved, with timestamps', 'chancery.yaml', 'false'],
  ] as const)('by jobs that are %s', async ([_, config, bare], context) => {
    const inputs = { config: keys.at(config), 'no-timestamp': bare }
    const one = await onGithub(context, `github-${bare}`, inputs)
    const other = await onJenkins(context, `jenkins-${bare}`, inputs)
    const names = namesIn(one)
    expect(names).toEqual(namesIn(other))
    expect(names.filter((name) => name.endsWith('.provenance.sigstore.json'))).toHaveLength(bare === 'true' ? 6 : 0)
    const records = names.filter((name) => name.endsWith('.sigstore.json'))
    expect(records.length).toBeGreaterThan(8)
    for (const name of records) {
      const [ours, theirs] = [recordIn(one, name), recordIn(other, name)]
      expect([name, essence(one, ours)]).toEqual([name, essence(other, theirs)])
      const platforms = [ours, theirs].map((record) => platformIn(record))
      if (platforms[0])
        expect([name, platforms]).toEqual([
          name,
          [
            ['github', bare === 'true'],
            ['jenkins', bare === 'true'],
          ],
        ])
    }
    // An RSA signature without a time in it is the same whoever asks for it.
    if (bare === 'false') return
    const files = names.filter((name) => !name.endsWith('.sigstore.json') && !name.startsWith('SHA256SUMS'))
    expect(files.length).toBe(6)
    for (const name of files)
      expect(readFileSync(join(one, name)).equals(readFileSync(join(other, name))), name).toBe(true)
  })
})

function namesIn(folder: string): readonly string[] {
  return globSync('**', { cwd: folder })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
}

function recordIn(folder: string, name: string): Record {
  const { dsseEnvelope } = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  return JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString())
}

function platformIn({ predicate }: Record): unknown {
  const identity = predicate.identity ?? predicate.chancery_release?.identity
  if (!identity) return null
  const { platform, verified } = identity as { platform: string; verified: boolean }
  return [platform, verified]
}

/** A record without who asked and when; a digest of one of the release's files, which have times in them and records beside them, as that file's name. */
function essence(folder: string, record: Record): unknown {
  const { identity: _, chancery_release: release, ...predicate } = record.predicate
  const { identity: __, ...details } = release ?? { identity: null }
  // Provenance is about who asked, as a whole.
  const said = record.predicateType === 'https://slsa.dev/provenance/v1' ? null : { ...predicate, details }
  // The checksums are of the records too, so what the key was asked to sign is another file.
  const asked = isAboutChecksums(record) ? { request: null } : {}
  let text = JSON.stringify({ ...record, predicate: said && { ...said, ...asked } }).replaceAll(ISO_TIME, '"TIME"')
  for (const name of namesIn(folder)) {
    const digest = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
    text = text.replaceAll(digest, `DIGEST OF ${name}`)
  }
  return JSON.parse(text)
}

function isAboutChecksums({ subject }: Record): boolean {
  return subject[0]?.name === 'SHA256SUMS'
}
