/** docs/ci/github.md word by word: every block is run, or, where it names what only its reader has, held to the inputs that the actions have. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT, type OidcIssuer, softHsmMissing, startOidc, tool } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pushImage, startLocal } from '../../interop/images/registries.ts'
import { lintWorkflows } from './lint.ts'
import { type Block, blocksOf } from './pages.ts'
import { createTeam, type Team } from './team.ts'
import { workflowRunner } from './workflow-runner.ts'

const PAGE = 'docs/ci/github.md'
const BLOCKS = blocksOf(PAGE)
const WORKFLOWS = BLOCKS.filter(({ language }) => language === 'yaml')
/** A vendor's files, an authority on the Internet, an action that is not ours. */
const OF_THE_READER = /timestamp\.example\.|vendor|github\/codeql-action/
const RUN = WORKFLOWS.filter(({ text }) => !OF_THE_READER.test(text))
const CHECKED = WORKFLOWS.filter(({ text }) => OF_THE_READER.test(text))

const SIGN = `- uses: chancery/chancery/actions/sign@v0.1.0
        with: { files: dist/**, key: release, out: signed }
        env: { CHANCERY_PIN: "\${{ secrets.HSM_PIN }}" }`

/** Steps on their own, in a job where what they are about is there already. */
function whole({ text }: Block): string {
  if (/^jobs:/m.test(text)) return text
  const before = [
    '- uses: actions/checkout@v5',
    '- run: make dist && rm dist/*.map',
    ...(text.includes('actions/setup@') ? [] : ['- uses: chancery/chancery/actions/setup@v0.1.0']),
    ...(text.includes('signed/**') && !text.includes('actions/sign@')
      ? [SIGN, '- run: sha256sum signed/* > SHA256SUMS']
      : []),
  ].map((step) => `      ${step}\n`)
  return `on: push\njobs:\n  job:\n    runs-on: ubuntu-24.04\n    steps:\n${before.join('')}${text}`
}

test('actionlint takes every block, and no misspelt input', async (context) => {
  const named = Object.fromEntries(WORKFLOWS.map(({ text, line }) => [`line-${line}.yml`, text]))
  expect(Object.keys(named).length).toBeGreaterThan(5)
  const { code, text } = await lintWorkflows(named, context)
  expect(code, text).toBe(0)
  for (const [name, block] of Object.entries(named)) {
    const inputs = block.match(/^ {10}[\w-]+: /gm) ?? []
    // That of an action which does not lie here can be anything.
    const [input] = inputs.filter((one) => !one.includes('CHANCERY_PIN') && !one.includes('sarif_file'))
    expect(input, name).toBeDefined()
    const misspelt = block.replace(input as string, `${(input as string).replace(':', '-x:')}`)
    const verdict = await lintWorkflows({ [name]: misspelt }, context)
    expect(verdict.text, name).toContain('is not defined in action')
  }
})

test('every block is run or checked, and most are run', () => {
  expect(CHECKED).toHaveLength(2)
  expect(RUN.length).toBeGreaterThan(CHECKED.length)
  expect(new Set(BLOCKS.map(({ language }) => language))).toEqual(new Set(['yaml', 'sh']))
})

test('every example that the page names is there', () => {
  const links = [...readFileSync(join(CHECKOUT, PAGE), 'utf8').matchAll(/\]\((\.\.\/[^)#]+)\)/g)].map(
    ([, to]) => to as string,
  )
  expect(links.length).toBeGreaterThan(8)
  expect(links.filter((to) => !existsSync(join(CHECKOUT, 'docs/ci', to)))).toEqual([])
})

describe.skipIf(softHsmMissing())(PAGE, () => {
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

  test.for(RUN.map((block) => [block.line, block] as const))(
    'line %i does what it says',
    async ([, block], context) => {
      await using registry = block.text.includes('vars.REGISTRY') ? await startLocal('docker-registry', context) : null
      if (registry) await pushImage(`${registry.host}/team/app`, 'v1.2.3')
      using runner = workflowRunner(team, context)
      const env = {
        ACTIONS_ID_TOKEN_REQUEST_URL: issuer.endpoint.url,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: issuer.endpoint.bearer,
      }
      const { code, text } = await runner.run({ 'page.yml': whole(block) }, 'page.yml', {
        env,
        vars: { REGISTRY: registry?.host ?? '' },
      })
      expect(code, text).toBe(0)
      expect(text).not.toContain(team.pin)
      if (registry) expect(text).toMatch(new RegExp(`deploying ${registry.host}/team/app@sha256:[0-9a-f]{64}`))
      const steps = block.text.match(/^ *- (?:id|uses|run|name):/gm)?.length ?? 0
      expect(text.match(/✅ {2}Success - Main /g)?.length).toBeGreaterThanOrEqual(steps)
    },
  )

  test('the commands print the pin of a key', async (context) => {
    const [commands] = BLOCKS.filter(({ language }) => language === 'sh')
    const script = `cd '${team.at('certs')}'\n${commands?.text}`
    const { code, text } = await tool('sh', context).run(['-e', '-c', script])
    expect(code, text).toBe(0)
    expect(text).toMatch(/^[0-9a-f]{64} {2}-\n$/)
  })
})
