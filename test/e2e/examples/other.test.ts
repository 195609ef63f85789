/** docs/ci/other.md word by word, examples/gitlab and examples/any: what each job runs is run. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT, type OidcIssuer, softHsmMissing, startOidc } from '@chancery/testkit'
import { load, loadAll } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pushImage, startLocal } from '../../interop/images/registries.ts'
import { type Block, blocksOf } from './pages.ts'
import { type Job, startJob } from './shell.ts'
import { createTeam, type Team } from './team.ts'

const AUDIENCE = 'https://sign.example.com'
const PROVENANCE = 'signed/app.exe.provenance.sigstore.json'
const BLOCKS = blocksOf('docs/ci/other.md')
const example = (name: string): string => readFileSync(join(CHECKOUT, 'examples', name), 'utf8')

type Platform = 'gitlab' | 'buildkite' | 'circleci' | 'azure'

/** What tells a file of each platform from the others', and what it sets in its jobs. */
const PLATFORMS: Readonly<Record<Platform, { readonly mark: RegExp; readonly env: Readonly<Record<string, string>> }>> =
  {
    gitlab: { mark: /^include:|^ {2}id_tokens:/m, env: { GITLAB_CI: 'true' } },
    buildkite: { mark: /^ {4}agents:/m, env: { BUILDKITE: 'true' } },
    circleci: { mark: /^version: 2\.1$/m, env: { CIRCLECI: 'true' } },
    azure: { mark: /^pool:/m, env: { TF_BUILD: 'True' } },
  }

/** Commands of a job, in their order: whatever stands where a platform has commands. */
function commandsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(commandsOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    if (!['script', 'command', 'commands', 'run'].includes(name)) return commandsOf(inner)
    if (typeof inner === 'string') return [inner]
    return Array.isArray(inner) ? inner.map(String) : commandsOf(inner)
  })
}

function platformOf({ text, line }: Block): Platform {
  const found = (Object.keys(PLATFORMS) as Platform[]).filter((name) => PLATFORMS[name].mark.test(text))
  if (found.length !== 1) throw new Error(`docs/ci/other.md:${line}: of ${found.length} platforms`)
  return found[0] as Platform
}

describe.skipIf(softHsmMissing())('in other CI systems', () => {
  let team: Team
  const issuers: Partial<Record<Platform, OidcIssuer>> = {}
  beforeAll(async () => {
    const lines: string[] = []
    for (const platform of Object.keys(PLATFORMS) as Platform[]) {
      const issuer = await startOidc({ ca: null, platform })
      issuers[platform] = issuer
      const audience = platform === 'azure' ? 'api://AzureADTokenExchange' : AUDIENCE
      const organization =
        platform === 'buildkite' ? ', organization: { id: 0184990a-477b-4fa8-9968-496074483c77 }' : ''
      lines.push(
        `    - { issuer: "${issuer.issuer}", platform: ${platform}, audience: "${audience}"${organization} }\n`,
      )
    }
    team = await createTeam(`identity:\n  issuers:\n${lines.join('')}`)
  })
  afterAll(async () => {
    for (const issuer of Object.values(issuers)) await issuer[Symbol.asyncDispose]()
    team[Symbol.dispose]()
  })

  /** The platform's variables, and its token where it puts it. */
  async function environment(platform: Platform): Promise<Record<string, string>> {
    const issuer = issuers[platform] as OidcIssuer
    const token = await issuer.token({ audience: AUDIENCE })
    const places: Readonly<Record<Platform, Record<string, string>>> = {
      gitlab: { CHANCERY_ID_TOKEN: token },
      buildkite: { CHANCERY_ID_TOKEN_FOR_AGENT: token },
      circleci: { CIRCLE_OIDC_TOKEN_V2: token },
      azure: { SYSTEM_OIDCREQUESTURI: issuer.endpoint.url, SYSTEM_ACCESSTOKEN: issuer.endpoint.bearer },
    }
    return { ...PLATFORMS[platform].env, ...places[platform] }
  }

  function assertSigned(job: Job, text: string): void {
    // Azure's agent swallows the lines that tell it what to mask.
    expect(text.replace(/^##vso\[task\.setsecret\].*$/gm, '')).not.toContain(team.pin)
    for (const name of ['app.exe', 'app.jar', 'tool.sh']) {
      expect(existsSync(join(job.workspace, `signed/${name}.sigstore.json`)), name).toBe(true)
    }
  }

  test('every block of the page is a job of a platform that is known here, or commands', () => {
    for (const block of BLOCKS) {
      if (block.language === 'yaml') expect(platformOf(block)).toBeDefined()
      else expect(block.language, `line ${block.line}`).toBe('sh')
    }
    expect(new Set(BLOCKS.filter(({ language }) => language === 'yaml').map(platformOf)).size).toBe(4)
  })

  test('the commands of the page do what it says, one block after the other', async (context) => {
    using job = startJob(team)
    await using registry = await startLocal('docker-registry', context)
    const image = await pushImage(`${registry.host}/team/app`, '1.2')
    const scripts = BLOCKS.filter(({ language }) => language === 'sh')
    expect(scripts).toHaveLength(5)
    for (const { text, line } of scripts) {
      const done = await job.run(text, { REGISTRY: registry.host })
      expect(done.code, `line ${line}: ${done.text}`).toBe(0)
      assertSigned(job, done.text)
      if (text.startsWith('node -p')) expect(done.text).toBe('signed/app.exe\nsigned/app.jar\nsigned/tool.sh\n')
    }
    const report = readdirSync(join(job.workspace, 'chancery-report')).sort()
    for (const name of ['sign.html', 'sign.json', 'sign.md', 'sign.xml', 'verify.sarif', 'verify.xml', 'release.json'])
      expect(report).toContain(name)
    for (const step of ['sign', 'verify']) {
      const report = readFileSync(join(job.workspace, `image-report/${step}.json`), 'utf8')
      expect(JSON.parse(report)).toMatchObject({ 'image-digests': image, failed: '0' })
    }
    const outputs = JSON.parse(readFileSync(join(job.workspace, 'chancery-report/sign.json'), 'utf8'))
    expect(outputs.result.files).toHaveLength(3)
    expect(outputs).toMatchObject({ signed: 'signed/app.exe\nsigned/app.jar\nsigned/tool.sh', failed: '0' })
    expect(outputs.digest).toMatch(/^[0-9a-f]{64}$/)
  })

  const jobs = BLOCKS.filter(({ language, text }) => language === 'yaml' && text.includes('chancery-step'))
  test.each(jobs.map((block) => [platformOf(block), block] as const))(
    'the job of %s signs, and proves which job it is',
    async (platform, { text }) => {
      using job = startJob(team)
      const script = commandsOf(load(text)).join('\n')
      const env = await environment(platform)
      const done = await job.run(script, env)
      expect(done.code, done.text).toBe(0)
      assertSigned(job, done.text)
      const bundle = JSON.parse(readFileSync(join(job.workspace, PROVENANCE), 'utf8'))
      expect(bundle.dsseEnvelope.payloadType).toBe('application/vnd.in-toto+json')
      if (platform === 'buildkite') expect(job.asked()).toContain('annotate --style success --context chancery-sign')
      if (platform === 'azure') expect(done.text).toMatch(/^##vso\[task\.uploadsummary\].*sign\.md$/m)
      if (platform === 'gitlab') expect(done.text).toMatch(/section_start:\d+:chancery_1\r/)

      const { CHANCERY_ID_TOKEN: _, CHANCERY_ID_TOKEN_FOR_AGENT: __, CIRCLE_OIDC_TOKEN_V2: ___, ...bare } = env
      using other = startJob(team)
      const { SYSTEM_ACCESSTOKEN: ____, ...unproved } = bare
      const refused = await other.run(script.replace(/^export CHANCERY_ID_TOKEN=.*$/m, ''), unproved)
      expect(refused.code, refused.text).toBe(1)
      expect(refused.text).toContain('IDENTITY_REQUIRED')
      expect(existsSync(join(other.workspace, 'signed'))).toBe(false)
    },
  )

  test('examples/any/sign.sh', async () => {
    using job = startJob(team)
    const done = await job.run(example('any/sign.sh'))
    expect(done.code, done.text).toBe(0)
    assertSigned(job, done.text)
    using broken = startJob(team)
    const wrong = await broken.run(example('any/sign.sh').replace('--key release', '--keys release'))
    expect(wrong.code, wrong.text).toBe(2)
    expect(existsSync(join(broken.workspace, 'signed'))).toBe(false)
  })

  describe('the component of examples/gitlab', () => {
    const TEMPLATE = example('gitlab/templates/sign.yml')
    interface Spec {
      readonly spec: { readonly inputs: Readonly<Record<string, { readonly default?: string } | null>> }
    }
    interface GitlabJob {
      readonly script: readonly string[]
      readonly variables: Readonly<Record<string, { readonly value: string; readonly expand: boolean }>>
      readonly artifacts: { readonly paths: readonly string[] }
    }

    /** As the component is included: an input that it has not, and one that is missing, are errors. */
    function include(template: string, given: Readonly<Record<string, string>>): GitlabJob {
      const [head = '', body = ''] = template.split(/^---$/m)
      const { inputs } = (load(head) as Spec).spec
      for (const name of Object.keys(given)) if (!Object.hasOwn(inputs, name)) throw new Error(`unknown input: ${name}`)
      const used = new Set<string>()
      const text = body.replace(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_, name: string) => {
        used.add(name)
        const value = given[name] ?? inputs[name]?.default
        if (value === undefined) throw new Error(`missing input: ${name}`)
        return value
      })
      if (text.includes('$[[')) throw new Error('an interpolation that is none')
      const unused = Object.keys(inputs).filter((name) => !used.has(name))
      if (unused.length > 0) throw new Error(`unused input: ${unused.join(', ')}`)
      const [job] = Object.values(load(text) as Record<string, GitlabJob>)
      return job as GitlabJob
    }

    const givenIn = (text: string): Readonly<Record<string, string>> =>
      (load(text) as { include: readonly [{ readonly inputs: Record<string, string> }] }).include[0].inputs

    const projects = [
      ['examples/gitlab', example('gitlab/.gitlab-ci.yml')],
      ['docs/ci/other.md', BLOCKS.find(({ text }) => text.startsWith('include:'))?.text ?? ''],
    ] as const

    test('is two documents', () => {
      expect(loadAll(TEMPLATE)).toHaveLength(2)
    })

    test.each(projects)('signs what the build of the project in %s left', async (_, project) => {
      const { script, variables, artifacts } = include(TEMPLATE, givenIn(project))
      const env = Object.fromEntries(Object.entries(variables).map(([name, { value }]) => [name, value]))
      for (const { expand } of Object.values(variables)) expect(expand).toBe(false)
      using job = startJob(team)
      const built = await job.run(commandsOf(load(project)).join('\n'))
      expect(built.code, built.text).toBe(0)
      const done = await job.run(script.join('\n'), { ...(await environment('gitlab')), ...env })
      expect(done.code, done.text).toBe(0)
      assertSigned(job, done.text)
      for (const path of [...artifacts.paths, PROVENANCE, 'chancery-report/sign.xml', 'chancery-report/verify.xml'])
        expect(existsSync(join(job.workspace, path)), path).toBe(true)
    })

    test('what stands in an input is no part of the script', async () => {
      const files = '$(touch pwned) `touch pwned`; touch pwned'
      const { script, variables } = include(TEMPLATE, { audience: AUDIENCE, files })
      const env = Object.fromEntries(Object.entries(variables).map(([name, { value }]) => [name, value]))
      using job = startJob(team)
      const done = await job.run(script.join('\n'), { ...(await environment('gitlab')), ...env })
      expect(done.code, done.text).toBe(2)
      expect(done.text).toContain('FILE_NOT_FOUND')
      expect(existsSync(join(job.workspace, 'pwned'))).toBe(false)
    })

    test('a misspelt input, a missing one, and one that nobody uses are refused', () => {
      expect(() => include(TEMPLATE, { audience: AUDIENCE, kee: 'release' })).toThrow('unknown input: kee')
      expect(() => include(TEMPLATE, {})).toThrow('missing input: audience')
      expect(() => include(TEMPLATE.replace('$[[ inputs.key ]]', 'release'), { audience: AUDIENCE })).toThrow(
        'unused input: key',
      )
      expect(() => include(TEMPLATE.replace('inputs.key ]]', 'inputs.kee ]]'), { audience: AUDIENCE })).toThrow(
        'missing input: kee',
      )
    })
  })
})
