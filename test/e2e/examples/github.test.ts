/** examples/github, each run as it stands, in a team's repository. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT, type OidcIssuer, osslsigncode, softHsmMissing, startOidc, type ToolResult } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { lintWorkflows } from './lint.ts'
import { createTeam, type Team } from './team.ts'
import { type RunMore, workflowRunner } from './workflow-runner.ts'

const FOLDER = join(CHECKOUT, 'examples/github')
const FILES: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]),
)
type Done = ToolResult & Disposable & { readonly artifacts: string }

const RECORD = '.sigstore.json'

/** What each leaves: artifact to the files in it. */
const LEAVES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'single-app.yml': { signed: ['app.exe', 'app.jar', 'tool.sh'] },
  'matrix.yml': {
    signed: ['linux', 'macos', 'windows'].flatMap((name) =>
      ['app.exe', 'app.jar', 'tool.sh'].map((file) => `unsigned-${name}/${file}`),
    ),
  },
  'monorepo.yml': {
    'signed-desktop': ['desktop/app.exe', 'desktop/app.jar', 'desktop/tool.sh'],
    'signed-tools': ['tools/app.exe', 'tools/app.jar', 'tools/tool.sh'],
  },
  'calls-reusable.yml': { 'app-signed': ['app.exe', 'app.jar', 'tool.sh'] },
  'protected-release.yml': { release: ['release/app.exe', 'release/app.jar', 'release/tool.sh', 'release/SHA256SUMS'] },
}
/** Workflows that others call. */
const CALLED = ['reusable-sign.yml']

test('each is run here', () => {
  expect(Object.keys(FILES).sort()).toEqual([...Object.keys(LEAVES), ...CALLED].sort())
})

test('actionlint takes all of them, and no misspelt input or output', async (context) => {
  const lint = await lintWorkflows(FILES, context)
  expect(lint.code, lint.text).toBe(0)
  for (const [file, right, wrong] of [
    ['single-app.yml', 'key: release', 'keys: release'],
    ['single-app.yml', 'steps.sign.outputs.digest', 'steps.sign.outputs.digests'],
    ['protected-release.yml', 'require-identity: true', 'requires-identity: true'],
    ['calls-reusable.yml', 'artifact: app', 'artefact: app'],
  ] as const) {
    const text = FILES[file] as string
    expect(text).toContain(right)
    const { code } = await lintWorkflows({ ...FILES, [file]: text.replace(right, wrong) }, context)
    expect(code, `${file}: ${wrong}`).toBe(1)
  }
})

describe.skipIf(softHsmMissing())('examples/github', () => {
  let team: Team
  let issuer: OidcIssuer
  beforeAll(async () => {
    issuer = await startOidc({ ca: null })
    team = await createTeam(`identity:
  audience: https://sign.example.com
  issuers: [{ issuer: "${issuer.issuer}", platform: github }]
`)
  })
  afterAll(async () => {
    await issuer[Symbol.asyncDispose]()
    team[Symbol.dispose]()
  })

  const granted = (): Readonly<Record<string, string>> => ({
    ACTIONS_ID_TOKEN_REQUEST_URL: issuer.endpoint.url,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: issuer.endpoint.bearer,
  })

  async function run(file: string, context: TestContext, more: RunMore = {}, files = FILES): Promise<Done> {
    const runner = workflowRunner(team, context)
    const done = await runner.run(files, file, more)
    expect(done.text).not.toContain(team.pin)
    return { ...done, artifacts: runner.artifacts, [Symbol.dispose]: () => runner[Symbol.dispose]() }
  }

  test.for(Object.entries(LEAVES))('%s goes through, and leaves what it says', async ([file, leaves], context) => {
    using done = await run(file, context, { env: granted() })
    expect(done.code, done.text).toBe(0)
    const at = (path: string): string => join(done.artifacts, path)
    for (const [artifact, paths] of Object.entries(leaves)) {
      for (const path of paths) {
        expect(existsSync(at(`${artifact}/${path}`)), path).toBe(true)
        expect(existsSync(at(`${artifact}/${path}${RECORD}`)), `${path}${RECORD}`).toBe(true)
        if (!path.endsWith('.exe')) continue
        const ca = readFileSync(team.at('certs/ca.pem'), 'utf8')
        const verdict = await osslsigncode(context).verify(at(`${artifact}/${path}`), { trust: ca })
        expect(verdict, verdict.text).toMatchObject({ accepted: true, timestamps: 1 })
      }
    }
  })

  test('a release whose job proves nothing is refused before anything is signed', async (context) => {
    using done = await run('protected-release.yml', context)
    expect(done.code, done.text).toBe(1)
    expect(done.text).toContain('IDENTITY_REQUIRED')
    expect(existsSync(join(done.artifacts, 'release'))).toBe(false)
  })

  test('a file that is changed between signing and publishing is not published', async (context) => {
    const calls = FILES['calls-reusable.yml'] as string
    const tampering = '          path: signed\n      - run: echo "rm -rf /" >> signed/tool.sh\n'
    const files = { ...FILES, 'calls-reusable.yml': calls.replace('          path: signed\n', tampering) }
    using done = await run('calls-reusable.yml', context, {}, files)
    expect(done.code, done.text).toBe(1)
    expect(done.text).toMatch(/::error [^\n]*file=signed\/tool\.sh/)
    expect(done.text).not.toContain('publishing')
  })
})
