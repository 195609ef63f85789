/** examples/github, each run as it stands, in a team's repository. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CHECKOUT,
  type OidcIssuer,
  osslsigncode,
  softHsmMissing,
  startOidc,
  type ToolResult,
  tool,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { startLocal } from '../../interop/images/registries.ts'
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
/** What is pushed to a registry. */
const PUSHED = ['container-image.yml']
/** Workflows that others call. */
const CALLED = ['reusable-sign.yml']

test('each is run here', () => {
  expect(Object.keys(FILES).sort()).toEqual([...Object.keys(LEAVES), ...PUSHED, ...CALLED].sort())
})

test('actionlint takes all of them, and no misspelt input or output', async (context) => {
  const lint = await lintWorkflows(FILES, context)
  expect(lint.code, lint.text).toBe(0)
  for (const [file, right, wrong] of [
    ['single-app.yml', 'key: release', 'keys: release'],
    ['single-app.yml', 'steps.sign.outputs.digest', 'steps.sign.outputs.digests'],
    ['protected-release.yml', 'require-identity: true', 'requires-identity: true'],
    ['calls-reusable.yml', 'artifact: app', 'artefact: app'],
    ['container-image.yml', `images: \${{ env.IMAGE }}`, `image: \${{ env.IMAGE }}`],
    ['container-image.yml', 'steps.verify.outputs.image-digests', 'steps.verify.outputs.image-digest'],
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

  describe('container-image.yml', () => {
    const FILE = 'container-image.yml'

    /** The workflow, with a change in it, against Debian's registry. */
    async function image(
      context: TestContext,
      change: (text: string) => string = (text) => text,
    ): Promise<Done & { readonly host: string }> {
      await using registry = await startLocal('docker-registry', context)
      using runner = workflowRunner(team, context, ['crane', 'cosign'])
      const secrets = { HSM_PIN: team.pin, REGISTRY_PASSWORD: 'not asked for here' }
      const files = { [FILE]: change(FILES[FILE] as string) }
      const done = await runner.run(files, FILE, { secrets, vars: { REGISTRY: registry.host } })
      expect(done.text).not.toContain(team.pin)
      if (done.code === 0) await judged(registry.host, done.text, context)
      return { ...done, host: registry.host, artifacts: runner.artifacts, [Symbol.dispose]: () => {} }
    }

    const digestIn = (text: string): string => /deploying (\S+@sha256:\S+)/.exec(text)?.[1] ?? ''

    /** What was deployed, by a stock cosign from outside of the job. */
    async function judged(host: string, text: string, context: TestContext): Promise<void> {
      const digest = digestIn(text)
      expect(digest).toMatch(new RegExp(`^${host}/team/app@sha256:[0-9a-f]{64}$`))
      const cosign = tool('cosign', context)
      const verify = (key: string, ...more: readonly string[]): Promise<ToolResult> =>
        cosign.run(['verify', '--key', team.at(`certs/${key}`), '--insecure-ignore-tlog', ...more, digest])
      const accepted = await verify('release.pub', '-a', 'org.opencontainers.image.version=v1.2.3')
      expect(accepted.code, accepted.text).toBe(0)
      expect((await verify('attestation.pub', '-a', 'org.opencontainers.image.version=v1.2.3')).code).not.toBe(0)
      expect((await verify('release.pub', '-a', 'org.opencontainers.image.version=v1.2.4')).code).not.toBe(0)
      const type = ['--type', 'https://cyclonedx.org/bom']
      const attested = [
        'verify-attestation',
        '--key',
        team.at('certs/attestation.pub'),
        '--insecure-ignore-tlog',
        ...type,
      ]
      const sbom = await cosign.run([...attested, digest])
      expect(sbom.code, sbom.text).toBe(0)
    }

    test('goes through, and what it deploys is what stock cosign accepts', async (context) => {
      using done = await image(context)
      expect(done.code, done.text).toBe(0)
    })

    test('deploys what was signed though the tag was moved meanwhile', async (context) => {
      const moving = `      - run: |
          echo other > other && tar -czf other.tar.gz other
          crane append --oci-empty-base --new_layer other.tar.gz --new_tag "$IMAGE"
          echo "moved $(crane digest "$IMAGE")"
`
      using done = await image(context, (text) => text.replace('      # From here on by the digest', `${moving}$&`))
      expect(done.code, done.text).toBe(0)
      const [, moved] = /moved (sha256:[0-9a-f]{64})/.exec(done.text) ?? []
      expect(moved).toBeDefined()
      expect(digestIn(done.text)).not.toContain(moved)
    })

    test.for([
      [
        'an image that was pushed after signing',
        `images: \${{ steps.sign.outputs.image-digests }}\n          trust`,
        `images: \${{ vars.REGISTRY }}/team/app:moved\n          trust`,
        'NOT_SIGNED',
      ],
      [
        'another version than was signed',
        `annotation: org.opencontainers.image.version=\${{ github.ref_name }}\n          require`,
        'annotation: org.opencontainers.image.version=v9\n          require',
        'OCI_ANNOTATION_MISMATCH',
      ],
      ['another key than was meant', 'key: release', 'key: installer', 'CHAIN_UNTRUSTED'],
    ] as const)('does not deploy %s', async ([, right, wrong, code], context) => {
      using done = await image(context, (text) => {
        expect(text).toContain(right)
        const push =
          '          echo x > x && tar -czf x.tar.gz x\n          crane append --oci-empty-base --new_layer x.tar.gz --new_tag "$REGISTRY/team/app:moved"\n'
        return text.replace(right, wrong).replace(/ +crane append .*\n/, `$&${push}`)
      })
      expect(done.code, done.text).toBe(1)
      expect(done.text).toMatch(new RegExp(`::error [^\\n]*title=${code}`))
      expect(done.text).not.toContain('deploying')
    })
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
